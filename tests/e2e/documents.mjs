// Documents: read by anybody, written and released by the operator, agreed to before the next page, refused into taking
// everything along.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser, startDemo } from "./world.mjs";

let demo;
let browser;
let anna;
let desk;
let olga;
let office;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  anna = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  desk = await anna.signIn();
  olga = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  office = await olga.context.newPage();
  await office.goto("/operator/sign-in");
  await office.getByLabel("E-mail address").fill(demo.operator.email);
  await office.getByLabel("Password").fill(demo.operator.password);
  await office.getByRole("button", { name: "Sign in" }).click();
  await office.waitForURL("**/operator");
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const nothingWrong = () => assert.deepEqual([...anna.wrong.splice(0), ...olga.wrong.splice(0)], []);
const narrow = async (page, name) => {
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${name} sticks out at 390 px`);
  await picture(page, `${name}-narrow`);
  await page.setViewportSize({ width: 1440, height: 900 });
};
const json = async (address, options = {}) => {
  const response = await fetch(new URL(address, demo.url), options);
  return { status: response.status, headers: response.headers, body: await response.json() };
};

test("a translation says which text counts and leads to it", async () => {
  const stranger = await browser.newContext({ baseURL: demo.url, viewport: { width: 1440, height: 900 } });
  const page = await stranger.newPage();
  await page.goto("/documents");
  await accessible(page, "documents");
  await picture(page, "documents");
  await page.goto("/documents/terms?lang=da");
  const banner = page.locator("#translation");
  await banner.waitFor();
  assert.match(await banner.innerText(), /oversættelse/);
  assert.match(await page.locator("main").innerText(), /holds from \d{1,2} [A-Z][a-z]+ 20\d\d\n/, "a day with its year, and no hour");
  await picture(page, "document-translation");
  await accessible(page, "a translation");
  await narrow(page, "document-translation");
  await banner.getByRole("link").click();
  await page.getByRole("heading", { name: "Terms of service", exact: true }).waitFor();
  assert.equal(await page.locator("#translation").count(), 0);
  const hash = await page.locator("#hash").innerText();
  const english = (await json("/api/v1/documents/terms?lang=en")).body;
  const danish = (await json("/api/v1/documents/terms?lang=da")).body;
  assert.equal(createHash("sha256").update(english.text).digest("hex"), hash);
  assert.deepEqual([danish.authoritative_sha256, danish.version], [hash, english.version]);
  assert.notEqual(danish.sha256, hash);
  // By its hash, as the form for signing up leads to it, it is a translation all the same.
  await page.goto(`/documents/${danish.sha256}`);
  assert.match(await banner.innerText(), /gælder teksten på engelsk/);
  assert.equal(await page.locator("article").getAttribute("lang"), "da");
  await accessible(page, "a translation by its hash");
  await picture(page, "document-translation-by-hash");
  await banner.getByRole("link").click();
  await page.getByRole("heading", { name: "Terms of service", exact: true }).waitFor();
  for (const { document } of (await json("/api/v1/documents")).body.items.filter((one) => one.holds)) {
    assert.equal((await fetch(new URL(`/documents/${document}`, demo.url))).status, 200, document);
  }
  await page.goto("/documents/terms/comparison");
  await page.getByText("six months", { exact: false }).first().waitFor();
  await accessible(page, "a comparison");
  await picture(page, "document-comparison");
  await page.goto("/documents/processing-record");
  await narrow(page, "processing-record");
  await stranger.close();
});

test("the operator writes a change, sees what becomes another, and releases it", async () => {
  await office.goto("/operator/documents");
  await accessible(office, "the operator's documents");
  await picture(office, "operator-documents");
  await office.getByRole("link", { name: "Privacy policy" }).click();
  const text = office.getByLabel("Text (English)");
  await text.fill((await text.inputValue()).replace("We answer within a month.", "We answer within two weeks."));
  await office.locator("details").filter({ has: text }).getByRole("button", { name: "Save" }).first().click();
  const writing = office.locator("details").filter({ has: text }).first();
  await writing.locator("summary", { hasText: "What changed" }).click();
  await office.locator("ins").first().waitFor();
  await accessible(office, "a document that is written");
  await picture(office, "operator-document");
  await narrow(office, "operator-document");
  await office.locator("#no-mail", { hasText: "nobody gets a letter" }).waitFor();
  await office.getByLabel("It changes something for people").check();
  await office.getByRole("button", { name: "Release" }).click();
  // The translations are as they were: that is said, and confirmed.
  assert.match(await office.getByRole("alert").innerText(), /these translations did not: .*Dansk/);
  olga.wrong.splice(0);
  await accessible(office, "translations that stay");
  await office.getByLabel("It changes something for people").check();
  await office.getByLabel("These translations stay as they are").check();
  await office.getByRole("button", { name: "Release" }).click();
  await office.getByText("version 2").first().waitFor();
  await office.goto("/documents/privacy-policy?lang=da&version=2");
  await office.locator("#translation", { hasText: "er ændret, siden dette blev oversat" }).waitFor();
  await office.goto("/documents/privacy-policy/comparison?lang=da");
  await office.locator("#other").waitFor();
  nothingWrong();
});

test("a document is written in any language, and whoever asks for it finds it", async () => {
  await office.goto("/operator/documents/measures");
  await office.getByText("Another language").click();
  await office.getByLabel("Language tag (BCP 47)").fill("french");
  await office.getByLabel("Text", { exact: true }).fill("# Mesures\n\nCe que nous faisons.");
  const save = office.locator("details").filter({ has: office.getByLabel("Language tag (BCP 47)") }).getByRole("button", { name: "Save" });
  await save.click();
  assert.match(await office.getByRole("alert").innerText(), /not a language tag/);
  olga.wrong.splice(0);
  assert.match(await office.getByLabel("Text", { exact: true }).inputValue(), /Ce que nous faisons/, "what was typed stays");
  await office.getByLabel("Language tag (BCP 47)").fill("FR");
  await accessible(office, "another language");
  await save.click();
  await office.locator("summary[lang=fr]", { hasText: "Français" }).waitFor();
  await office.getByRole("button", { name: "Release" }).click();
  await office.getByText("version 2").first().waitFor();
  const reader = await browser.newContext({ baseURL: demo.url, locale: "fr-FR", viewport: { width: 1440, height: 900 } });
  const page = await reader.newPage();
  await page.goto("/documents/measures");
  await page.locator("article[lang=fr] h1", { hasText: "Mesures" }).waitFor();
  await page.locator("#translation[lang=en]", { hasText: "This is a translation" }).waitFor();
  await accessible(page, "a text in a language that pages do not speak");
  await picture(page, "document-french");
  await reader.close();
  nothingWrong();
});

test("whoever opens a page reads it first; a program is told and goes on", async () => {
  const told = await json("/api/v1/tickets", { headers: { authorization: `Bearer ${demo.api_token}` } });
  assert.equal(told.status, 200);
  assert.equal(told.headers.get("deskhero-agreement-pending"), "privacy-policy;version=2");
  await desk.goto("/tickets");
  await desk.waitForURL("**/agreement");
  await desk.getByRole("heading", { name: "Something has changed" }).waitFor();
  await desk.getByText("Read: Privacy policy").click();
  await accessible(desk, "what is to be read");
  await picture(desk, "agreement");
  await narrow(desk, "agreement");
  nothingWrong();
});

test("whoever does not agree can take everything and close the account", async () => {
  await desk.getByRole("link", { name: "I don’t agree" }).click();
  await desk.getByRole("heading", { name: "You don’t agree" }).waitFor();
  await accessible(desk, "not agreeing");
  await picture(desk, "refusal");
  await desk.getByRole("link", { name: "Close the account" }).click();
  await desk.getByRole("button", { name: "Close the account" }).waitFor();
  nothingWrong();
});

test("whoever agrees goes on, and is not asked again", async () => {
  await desk.goto("/agreement");
  await desk.getByRole("button", { name: "I have read this and agree" }).click();
  await desk.waitForURL("**/tickets**");
  await desk.goto("/tags");
  assert.match(desk.url(), /\/tags$/);
  await desk.goto("/acceptances");
  await desk.getByRole("link", { name: "Privacy policy, version 2" }).waitFor();
  await accessible(desk, "what was accepted");
  const told = await json("/api/v1/tickets", { headers: { authorization: `Bearer ${demo.api_token}` } });
  assert.equal(told.headers.get("deskhero-agreement-pending"), null);
  nothingWrong();
});
