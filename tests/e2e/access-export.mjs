// Personal data: asked for beside a conversation, put together, downloaded, unpacked, looked at.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { unzip } from "./unzip.mjs";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let api;
let contact;
let folder;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "access-export-"));
});
after(async () => {
  await stop?.();
  fs.rmSync(folder, { recursive: true, force: true });
});

const over = (at) => at.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("it is asked for beside a conversation and put together", async () => {
  const ticket = await openFirst(page);
  contact = (await api(`tickets/${ticket}`)).body.requester_contact;
  await page.getByRole("link", { name: "Personal data…" }).click();
  await page.getByText("Nobody has asked for it yet.").waitFor();
  await accessible(page, "personal data, none yet");
  await picture(page, "personal-data-none");
  await page.getByRole("button", { name: "Put it together" }).click();
  const ready = page.getByRole("link", { name: /^Download/ });
  for (let tries = 0; tries < 40 && (await ready.count()) === 0; tries += 1) {
    const again = page.getByRole("link", { name: "Look again" });
    if (await again.count()) await again.click();
    await page.waitForTimeout(250);
  }
  await ready.waitFor();
  await accessible(page, "personal data that is ready");
  assert.ok((await over(page)) <= 0);
  await picture(page, "personal-data-ready");
  nothingWrong();
});

test("what is downloaded is whole and reads well", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Download/ }).click()]);
  assert.match(download.suggestedFilename(), /^personal-data-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzip(fs.readFileSync(await download.path()));
  const sums = files.get("SHA256SUMS").toString().trim().split("\n");
  assert.equal(sums.length, files.size - 1);
  for (const line of sums) {
    const [sum, name] = [line.slice(0, 64), line.slice(66)];
    assert.equal(createHash("sha256").update(files.get(name)).digest("hex"), sum, name);
  }
  const data = JSON.parse(files.get("data.json"));
  assert.deepEqual(data.person.emails, contact.emails);
  assert.ok(data.messages.length > 0 && data.tickets.some((ticket) => ticket.own));
  const published = await fetch(new URL("/schemas/access-export-1.json", page.url()));
  assert.equal(published.headers.get("content-type"), "application/schema+json");
  assert.equal(await published.text(), files.get("access-export-1.json").toString());
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  const reader = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await reader.goto(pathToFileURL(path.join(folder, "index.html")).href);
  await reader.getByRole("heading", { level: 1, name: "Your personal data" }).waitFor();
  await accessible(reader, "the page in an export");
  await reader.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over(reader)) <= 0, "it fits on a phone");
  await reader.setViewportSize({ width: 1440, height: 900 });
  await picture(reader, "access-export");
  await reader.getByRole("link", { name: "Your conversations" }).click();
  await picture(reader, "access-export-conversations");
  const mail = await reader.getByRole("link", { name: "The mail itself (.eml)" }).first().getAttribute("href");
  assert.ok(files.has(mail));
  await reader.close();
  nothingWrong();
});

test("it can be deleted at once, after a question", async () => {
  await page.locator("details.confirm > summary").first().click();
  await page.getByText("Delete this export? The person’s data itself stays as it is.").waitFor();
  await page.locator("details.confirm form button").first().click();
  await page.getByText("Nobody has asked for it yet.").waitFor();
  const left = await api(`contacts/${contact.id}/access-exports`);
  assert.deepEqual(left.body.items, []);
  nothingWrong();
});
