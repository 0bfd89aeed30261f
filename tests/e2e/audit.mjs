// The audit log: read by an admin, looked through, exported with proofs that the programme checks, and closed to others.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, newColleague, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let api;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const rows = () => page.locator("table.audit tbody tr");
const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("an admin reads who did what, and why", async () => {
  const ticket = await openFirst(page);
  const { number } = (await api(`tickets/${ticket}`)).body;
  await page.goto("/audit");
  await page.getByRole("heading", { name: "Audit log" }).waitFor();
  const reading = rows().filter({ hasText: "Read tickets" }).filter({ has: page.getByRole("link", { name: `#${number}` }) }).first();
  await reading.getByText("Anna Holm").waitFor();
  await reading.getByText("Handling mail · contract").waitFor();
  await reading.getByText(/\d+ opened/).waitFor();
  await accessible(page, "the audit log");
  await picture(page, "audit");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over()) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  // The reading of the log stands in it.
  await page.reload();
  await rows().filter({ hasText: "Read the audit log" }).first().waitFor();
  nothingWrong();
});

test("it is looked through by who, what, day and ticket", async () => {
  await page.goto("/audit");
  await page.getByLabel("Who", { exact: true }).selectOption({ label: "Deskhero itself" });
  await page.getByLabel("What", { exact: true }).selectOption({ label: "Took mail in" });
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/act=intake.batch/);
  const found = await rows().count();
  assert.ok(found > 0);
  assert.equal(await rows().filter({ hasText: "Took mail in" }).count(), found);
  await page.getByRole("link", { name: "Show everything" }).click();
  await page.waitForURL(/\/audit$/);
  await page.locator("details", { hasText: "Purpose" }).locator("summary").click();
  await page.getByLabel("Ticket number").fill("99999");
  await page.getByRole("button", { name: "Show" }).click();
  await page.locator("[role=alert]", { hasText: "there is no ticket with this number" }).waitFor();
  assert.equal(await page.getByLabel("Ticket number").inputValue(), "99999", "what was typed stays");
  await accessible(page, "a question that is refused");
  await page.getByLabel("Ticket number").fill("#1");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/ticket=%231/);
  await rows().first().waitFor();
  await page.goto("/audit?until=2001-01-01");
  await page.getByText("Nothing in the log matches.").waitFor();
  await picture(page, "audit-none");
  // More than one page of it.
  for (let n = 0; n < 60; n += 1) await api("audit/entries?limit=1");
  await page.goto("/audit");
  await page.getByRole("link", { name: "Older" }).click();
  await page.waitForURL(/after=/);
  await page.getByRole("link", { name: "Newest" }).click();
  await page.waitForURL(/\/audit$/);
  nothingWrong();
});

test("it is exported, and the file proves itself with the public key alone", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-audit-"));
  await page.goto("/audit?act=ticket.read");
  const key = (await page.locator(".facts .hash").first().innerText()).trim();
  for (const [name, ending] of [["NDJSON", "ndjson"], ["CSV", "csv"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: `Export as ${name}` }).click()]);
    const file = path.join(folder, `log.${ending}`);
    await download.saveAs(file);
    const proved = JSON.parse(execFileSync(process.env.DESKHERO, ["audit", "check", file, "--key", key, "--json"], { encoding: "utf8" }));
    assert.ok(proved.entries > 0 && proved.entries_in_log > proved.entries);
    assert.throws(() => execFileSync(process.env.DESKHERO, ["audit", "check", file, "--key", "00".repeat(32)], { stdio: "pipe" }));
  }
  const answer = await fetch(new URL("/api/v1/audit/export?act=ticket.read", demo.url), { headers: { authorization: `Bearer ${demo.api_token}` } });
  const text = await answer.text();
  assert.equal(answer.headers.get("content-type"), "application/x-ndjson");
  const changed = path.join(folder, "changed.ndjson");
  writeFileSync(changed, text.replace("ticket.read\"", "ticket.reed\""));
  assert.throws(() => execFileSync(process.env.DESKHERO, ["audit", "check", changed, "--key", key], { stdio: "pipe" }));
  const checkpoint = (await api("audit/checkpoint")).body;
  assert.equal(checkpoint.public_key, key);
  rmSync(folder, { recursive: true, force: true });
  nothingWrong();
});

test("the log is read by programmes page by page, and by no agent", async () => {
  const first = (await api("audit/entries?limit=5")).body;
  assert.equal(first.items.length, 5);
  const second = (await api(`audit/entries?limit=5&after=${first.next}`)).body;
  assert.equal(second.items[0].seq, first.items[4].seq - 1);
  assert.equal((await api("audit/entries?act=nonsense")).status, 422);
  assert.equal((await api("audit/entries?after=nonsense")).status, 422);
  const colleague = await newColleague(page, browser, demo, "Bo Lind");
  const refused = await colleague.page.goto("/audit");
  assert.equal(refused.status(), 403);
  await colleague.page.goto("/tickets");
  assert.equal(await colleague.page.getByRole("link", { name: "Audit log" }).count(), 0);
  await colleague.context.close();
  nothingWrong();
});
