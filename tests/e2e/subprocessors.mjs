// Sub-processors: the public list without sign-in and without script, its feeds, the operator's register, and an admin who
// objects to what was announced and keeps the company's data in the European Economic Area.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
});
after(() => stop?.());

const at = (place) => new URL(place, demo.url).href;

/** No part of the page is wider than the window. */
const fits = async (on, what) => {
  const wide = await on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what} is ${wide} px too wide`);
};

test("anybody reads the list, without script, in each size and light", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  const on = await context.newPage();
  const answer = await on.goto(at("/subprocessors"));
  assert.equal(answer.status(), 200);
  const text = await on.locator("main").innerText();
  assert.match(text, /Firn Lagring AB/);
  assert.match(text, /Kurier Relay AG/);
  assert.match(text, /announced, from \d{1,2} [A-Z][a-z]+ \d{4} on/);
  assert.match(text, /2000\/518\/EC/);
  await picture(on, "subprocessors-public");
  await context.close();
  const own = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const narrow = await own.newPage();
  await narrow.goto(at("/subprocessors"));
  await fits(narrow, "the public list");
  await accessible(narrow, "the public list");
  await own.close();
});

test("the list speaks the reader's language", async () => {
  for (const [language, title] of [["da", "Underdatabehandlere"], ["sv", "Underbiträden"], ["de", "Unterauftragsverarbeiter"], ["nb", "Underdatabehandlere"]]) {
    const answer = await fetch(at("/subprocessors"), { headers: { "Accept-Language": language } });
    assert.match(await answer.text(), new RegExp(`<h1>${title}</h1>`));
  }
});

test("there is a feed, and a list for programmes", async () => {
  const feed = await fetch(at("/subprocessors.atom"));
  assert.match(feed.headers.get("content-type"), /application\/atom\+xml/);
  const text = await feed.text();
  assert.match(text, /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/);
  assert.equal(text.match(/<entry>/g).length, 2);
  const { items } = await (await fetch(at("/subprocessors.json"))).json();
  assert.deepEqual(items.map((one) => one.standing).sort(), ["active", "announced"]);
});

test("an admin objects, and keeps the company's data where it is", async () => {
  await page.goto(at("/sub-processors"));
  await accessible(page, "the sub-processors of a company");
  await picture(page, "subprocessors-company");
  await page.getByLabel("Why you object").fill("We have no contract with anybody in Switzerland.");
  await page.getByRole("button", { name: "Object" }).click();
  await page.getByText(/You objected on/).waitFor();
  await page.getByLabel("Our data stays in the European Economic Area").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(/Changed on/).waitFor();
  assert.ok(await page.getByLabel("Our data stays in the European Economic Area").isChecked());
  await picture(page, "subprocessors-company-objected");
  await page.setViewportSize({ width: 390, height: 844 });
  await fits(page, "the sub-processors of a company");
  await picture(page, "subprocessors-company-390");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("the operator reads it, and writes somebody down", async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const on = await context.newPage();
  await on.goto(at("/operator/sign-in"));
  await on.locator("input[type=email]").fill(demo.operator.email);
  await on.locator("input[type=password]").fill(demo.operator.password);
  await on.locator("button.primary").click();
  await on.waitForURL("**/operator");
  await on.goto(at("/operator/sub-processors"));
  assert.match(await on.locator("main").innerText(), /We have no contract with anybody in Switzerland/);
  await accessible(on, "the operator's register");
  await picture(on, "subprocessors-operator");
  await on.getByLabel("Name of the company").fill("Scan Nord ApS");
  await on.getByLabel("What it does").fill("scans mail for viruses");
  await on.getByLabel("Scanning mail for viruses").check();
  await on.getByLabel("Hosts").fill("scan.nord.example.org");
  await on.getByLabel("Country", { exact: true }).first().fill("DK");
  await on.getByLabel("Contract", { exact: true }).fill("DPA 9");
  await on.getByLabel("Contract signed on").fill("2026-10-01");
  await on.getByLabel("Technical and organisational measures").fill("Annex 1");
  await on.getByLabel("The contract binds it to what binds us").check();
  await on.getByRole("button", { name: "Write it down" }).click();
  await on.getByRole("link", { name: "Scan Nord ApS" }).click();
  await on.getByRole("heading", { name: "Scan Nord ApS" }).waitFor();
  await accessible(on, "one sub-processor");
  await picture(on, "subprocessors-one");
  await on.setViewportSize({ width: 390, height: 844 });
  await fits(on, "one sub-processor");
  await picture(on, "subprocessors-one-390");
  await context.close();
});

test("the company's admin is told on every page until they have looked", async () => {
  const told = page.getByRole("complementary", { name: /sub-processor of this service is new/u });
  // The job looks as soon as the register changed.
  do await page.goto(at("/tickets")); while (await told.count() === 0);
  await accessible(page, "a page with the notice of a sub-processor");
  await picture(page, "subprocessors-told");
  await told.getByRole("link").click();
  await page.getByText(/Scan Nord ApS/u).first().waitFor();
  assert.equal(await told.count(), 0);
  await page.goto(at("/tickets"));
  assert.equal(await told.count(), 0);
  nothingWrong();
});
