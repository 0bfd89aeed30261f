// Everything of the company in one file: asked for where the account is closed, put together, downloaded, unpacked, looked at.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { unzip } from "./unzip.mjs";
import { accessible, openDesk, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let api;
let folder;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "company-export-"));
});
after(async () => {
  await stop?.();
  fs.rmSync(folder, { recursive: true, force: true });
});

const over = (at) => at.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Looks at a page, as it is on a screen and on a phone. */
const looked = async (at, what, name) => {
  await accessible(at, what);
  await at.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over(at)) <= 0, `${what} at 390 pixels`);
  await at.setViewportSize({ width: 1440, height: 900 });
  await picture(at, name);
};

test("it is asked for where the account is closed, and put together", async () => {
  await page.goto("/erasures");
  await page.getByRole("link", { name: "Close the company’s account…" }).click();
  await page.getByRole("heading", { name: "Everything in one file" }).waitFor();
  await page.getByRole("heading", { name: "Everything in one file" }).scrollIntoViewIfNeeded();
  await looked(page, "everything in one file, none yet", "company-export-none");
  await page.getByRole("button", { name: "Put it together" }).click();
  const ready = page.getByRole("link", { name: /^Download/ });
  for (let tries = 0; tries < 240 && (await ready.count()) === 0; tries += 1) {
    const again = page.getByRole("link", { name: "Look again" });
    if (await again.count()) await again.click();
    await page.waitForTimeout(250);
  }
  await ready.waitFor();
  await page.getByRole("heading", { name: "Everything in one file" }).scrollIntoViewIfNeeded();
  await looked(page, "everything in one file, ready", "company-export-ready");
  nothingWrong();
});

test("what is downloaded is whole and reads well", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Download/ }).click()]);
  assert.match(download.suggestedFilename(), /^company-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzip(fs.readFileSync(await download.path()));
  const sums = files.get("SHA256SUMS").toString().trim().split("\n");
  assert.equal(sums.length, files.size - 1);
  for (const line of sums) {
    const [sum, name] = [line.slice(0, 64), line.slice(66)];
    assert.equal(createHash("sha256").update(files.get(name)).digest("hex"), sum, name);
  }
  const company = JSON.parse(files.get("company.json"));
  const pages = [...files.keys()].filter((name) => /^conversations\/\d+\.html$/.test(name));
  assert.equal(company.counts.conversations, pages.length);
  assert.equal(company.counts.mails, [...files.keys()].filter((name) => name.startsWith("mails/")).length);
  assert.ok(company.left_out.some((one) => one.table === "draft" && one.reason === "own"));
  assert.match(files.get("audit.ndjson").toString(), /company_export\.ask/);
  const published = await fetch(new URL("/schemas/company-export-1.json", page.url()));
  assert.equal(published.headers.get("content-type"), "application/schema+json");
  assert.equal(await published.text(), files.get("company-export-1.json").toString());
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  const reader = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await reader.goto(pathToFileURL(path.join(folder, "index.html")).href);
  await reader.getByRole("heading", { level: 1, name: "Everything of the company" }).waitFor();
  await looked(reader, "the page of a company's file", "company-file");
  await reader.getByRole("link", { name: /^#\d+ – #\d+$/ }).first().click();
  await looked(reader, "a list of conversations", "company-file-list");
  await reader.locator("td a").first().click();
  await reader.locator("article.message").first().waitFor();
  await looked(reader, "a conversation in a company's file", "company-file-conversation");
  const mail = await reader.getByRole("link", { name: "The mail itself (.eml)" }).first().getAttribute("href");
  assert.ok(files.has(mail), "the mail is where the page says");
  await reader.locator(".company a").click();
  await reader.getByRole("heading", { level: 1, name: "Everything of the company" }).waitFor();
  await reader.close();
  nothingWrong();
});

test("programmes get the same, and it can be deleted at once, after a question", async () => {
  const { body } = await api("company-exports");
  assert.equal(body.items.length, 1);
  assert.deepEqual([body.items[0].state, body.items[0].percent], ["ready", 100]);
  await page.locator("#exports details.confirm > summary").first().click();
  await page.getByText("Delete this file? The company’s data itself stays as it is.").waitFor();
  await page.locator("#exports details.confirm form button").first().click();
  await page.locator("#exports").waitFor({ state: "detached" });
  assert.deepEqual((await api("company-exports")).body.items, []);
  nothingWrong();
});
