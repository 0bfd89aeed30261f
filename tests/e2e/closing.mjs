// Closing the company's account: what goes is said, the mail can be taken along, two things are typed, it can be taken back, and
// at the end nothing answers any more.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
let api;
let slug;

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const banner = () => page.locator(".closing");
const close = async (days, name, password) => {
  await page.getByLabel("Days until everything is erased").fill(days);
  await page.locator("#slug").fill(name);
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Close the account" }).click();
};

test("the page says what goes, and the mail can be taken along", async () => {
  await page.goto("/erasures");
  await page.getByRole("link", { name: "Close the company’s account…" }).click();
  await page.getByRole("heading", { name: "Close the account" }).waitFor();
  await page.getByText(/\d+ messages, answers and notes too/).waitFor();
  slug = (await page.locator("label[for=slug]").textContent()).match(/Type ([a-z0-9-]+) /)[1];
  await accessible(page, "closing the account");
  await picture(page, "closing");
  const link = page.getByRole("link", { name: /^Mails of .* \(mbox\)$/ }).first();
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  assert.match(file.suggestedFilename(), /\.mbox$/);
  const mbox = readFileSync(await file.path(), "utf8");
  assert.ok(mbox.startsWith("From MAILER-DAEMON "), mbox.slice(0, 80));
  assert.ok(mbox.split(/^From MAILER-DAEMON /m).length > 5, "mails are in it");
  const [log] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^The audit log/ }).click()]);
  assert.match(readFileSync(await log.path(), "utf8"), /mailbox\.export/);
  nothingWrong();
});

test("it is closed by nobody who cannot say which company, or is not who they are", async () => {
  await close("7", "another", demo.password);
  await page.locator("[role=alert]", { hasText: "is not this company’s short name" }).waitFor();
  await close("7", slug, "a guess");
  await page.locator("[role=alert]", { hasText: "is not your password" }).waitFor();
  assert.equal(await page.locator("#slug").inputValue(), slug, "what was typed is kept");
  assert.equal(await page.getByLabel("Your password").inputValue(), "");
  await accessible(page, "closing with a wrong password");
  assert.equal((await api("closing")).body.closing, false);
  nothingWrong(/status of 422/);
});

test("it is closed, every page says so, and it is taken back", async () => {
  await page.getByLabel("Let anonymised sums stay").check();
  await close("30", slug, demo.password);
  await page.getByRole("heading", { name: "The account is being closed" }).waitFor();
  await page.getByText("Sums by month of companies that left").waitFor();
  await banner().getByText("This account is being closed.").waitFor();
  await accessible(page, "an account that is being closed");
  await picture(page, "closing-clock");
  const { body } = await api("closing");
  assert.equal(body.erase_at_ms - body.closed_at_ms, 30 * 24 * 3_600_000);
  assert.equal(body.mailboxes, 0, "every mailbox is disconnected");
  await page.goto("/tickets");
  await banner().waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), "the list still fits below");
  await accessible(page, "the list under the line");
  await picture(page, "closing-desk");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over()) <= 0, "the list at 390 pixels");
  await picture(page, "closing-desk-small");
  await page.goto("/closing");
  assert.ok((await over()) <= 0, "the page at 390 pixels");
  await accessible(page, "closing on a small screen");
  await picture(page, "closing-small");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page, "an account that is being closed, in the dark");
  await picture(page, "closing-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("heading", { name: "Close it" }).waitFor();
  assert.equal(await banner().count(), 0);
  assert.equal((await api("closing")).body.closing, false);
  nothingWrong();
});

test("with no days it ends at once, but for what a hold keeps, and nothing answers any more", async () => {
  await close("0", slug, demo.password);
  await page.getByRole("heading", { name: "The account is being closed" }).waitFor();
  // The job that begins it is woken by the form; until then it could be taken back.
  const held = page.getByText("The time has come, but a legal hold is in force.");
  for (let tries = 0; (await held.count()) === 0; tries += 1) {
    assert.ok(tries < 60, "the hold is said");
    await page.goto("/closing");
  }
  await accessible(page, "an account that a hold keeps");
  await page.goto("/erasures");
  const releases = page.locator("#holds .confirm");
  for (let left = await releases.count(); left > 0; left -= 1) {
    await releases.first().locator("summary").click();
    await releases.first().locator(".confirm-body button").click();
    await releases.nth(left - 1).waitFor({ state: "detached" });
  }
  const asked = () => fetch(new URL("/api/v1/tickets", demo.url), { headers: { authorization: `Bearer ${demo.api_token}` } });
  for (let tries = 0; (await asked()).status !== 401; tries += 1) {
    assert.ok(tries < 60, "the company is still there");
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  // Nobody has a place at this address any more, once its rows are gone too.
  for (let tries = 0; (await page.locator("[role=alert]").count()) === 0; tries += 1) {
    assert.ok(tries < 60, "the address still leads somewhere");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.goto("/tickets");
    await page.waitForURL("**/sign-in**");
  }
  assert.equal(await page.getByLabel("Password").count(), 0);
});
