// Erasing: what it would take along is said first, two steps begin it, it is followed to its end, and the receipt is proved.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
let api;

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const erased = () => page.locator("#erasure .chip", { hasText: /^Erased$/ });
const toForm = async (link) => {
  if (link === "Erase this conversation…") await page.locator("#more summary").click();
  await page.getByRole("link", { name: link }).click();
  await page.getByRole("heading", { name: "Erase for good" }).waitFor();
};

let ticket;
test("a conversation is erased in two steps, and is gone where it was open", async () => {
  ticket = await openFirst(page);
  const other = await page.context().newPage();
  await other.goto(`/tickets/${ticket}`);
  const words = await other.locator("#thread .message").first().innerText();
  assert.ok(words.length > 20, words);
  await toForm("Erase this conversation…");
  await page.getByText("1 conversation, with everything in it").waitFor();
  await accessible(page, "what an erasure would take along");
  await picture(page, "erasure-new");
  // Nothing is begun without the second step.
  await page.locator("input[name=sure]").evaluate((box) => box.removeAttribute("required"));
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.locator("[role=alert]", { hasText: "has to be ticked" }).waitFor();
  assert.equal((await api(`tickets/${ticket}`)).status, 200);
  await page.getByLabel("I know that nobody").check();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.waitForURL(/\/erasures\/[0-9a-f-]+$/);
  await erased().waitFor({ timeout: 20_000 });
  await accessible(page, "an erasure that is done");
  await picture(page, "erasure-done");
  assert.equal((await api(`tickets/${ticket}`)).status, 404);
  // The other window learns of it by itself.
  await other.locator("#notice", { hasText: "not there any more" }).waitFor();
  assert.equal(new URL(other.url()).pathname, "/tickets");
  assert.equal(await other.locator("#thread .message").count(), 0);
  assert.ok(!(await other.content()).includes(ticket), "nothing of it stays");
  await other.close();
  nothingWrong(/status of 4(22|04)/);
});

test("the receipt is a file that anybody can prove", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the receipt" }).click()]);
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-receipt-"));
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  const status = JSON.parse(execFileSync(process.env.DESKHERO, ["keys", "status", "--json", "--data", demo.data]));
  const prove = (key) => execFileSync(process.env.DESKHERO, ["receipt", "check", file, "--key", key, "--json"], { stdio: ["ignore", "pipe", "ignore"] });
  const said = JSON.parse(prove(status.public_key));
  assert.equal(said.subject_id, ticket);
  assert.equal(said.tickets, 1);
  assert.throws(() => prove("0".repeat(64)), "another key proves nothing");
  const receipt = JSON.parse((await import("node:fs")).readFileSync(file));
  writeFileSync(file, JSON.stringify({ ...receipt, said: receipt.said.replace('"tickets":1', '"tickets":2') }));
  assert.throws(() => prove(status.public_key), "a change is found");
  nothingWrong();
});

let contact;
test("a person is held first, and erased when the hold is released", async () => {
  const open = await openFirst(page);
  contact = (await api(`tickets/${open}`)).body.requester_id;
  await toForm("Erase this person…");
  await page.getByText("name, addresses, phone, fields and remark").waitFor();
  await page.getByText("Keep it from being erased: place a legal hold").click();
  await page.getByLabel("Why: the matter").fill("A claim about a saddle");
  await accessible(page, "placing a hold");
  await page.getByRole("button", { name: "Place the hold" }).click();
  await page.waitForURL(/\/erasures#holds$/);
  await page.locator("#holds", { hasText: "A claim about a saddle" }).waitFor();
  assert.equal(await page.locator(`#holds a[href="/contacts/${contact}/personal-data"]`).count(), 1, "whom it is about");
  await page.locator("#holds", { hasText: "placed by" }).waitFor();
  await accessible(page, "erasures and holds");
  await picture(page, "erasures");

  await page.goto(`/tickets/${open}`);
  await toForm("Erase this person…");
  await page.getByText("A legal hold covers some of it.").waitFor();
  await page.getByLabel("I know that nobody").check();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.locator("#erasure .chip", { hasText: /^Held$/ }).waitFor({ timeout: 20_000 });
  const waiting = page.url();
  // It is kept, and used for nothing.
  assert.equal((await api(`contacts/${contact}`)).status, 403);
  await page.goto(`/tickets/${open}`);
  await page.getByText("legal hold").first().waitFor();
  await accessible(page, "a ticket that a hold keeps");
  await picture(page, "ticket-held");

  await page.goto("/erasures");
  const hold = page.locator("#holds .between").filter({ hasText: "A claim about a saddle" });
  await hold.locator(".confirm summary").click();
  await hold.locator(".confirm-body button").click();
  await hold.filter({ hasText: "released" }).waitFor();
  await page.goto(waiting);
  await erased().waitFor({ timeout: 20_000 });
  assert.equal((await api(`contacts/${contact}`)).status, 404);
  assert.equal((await api(`tickets/${open}`)).status, 404);
  nothingWrong();
});

test("at 390 pixels nothing is cut off", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of ["/erasures", page.url()]) {
    await page.goto(address);
    assert.ok((await over()) <= 0, address);
  }
  await openFirst(page);
  await toForm("Erase this conversation…");
  assert.ok((await over()) <= 0);
  await accessible(page, "an erasure on a small screen");
  await picture(page, "erasure-small");
  nothingWrong();
});
