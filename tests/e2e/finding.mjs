// Finding: the language of the search, what it says about itself, and slips that it forgives.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser, startDemo } from "./world.mjs";

let demo;
let browser;
let person;
let page;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  page = await person.signIn();
  await page.locator("#list a.row").first().waitFor();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
const rows = () => page.locator("#list a.row");
const find = async (text) => {
  await page.keyboard.press("/");
  await page.locator("#search").fill(text);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("q") === text);
  await page.locator(".list-head strong", { hasText: text }).waitFor();
};

test("what can be typed is explained beside the search", async () => {
  const tips = page.locator("#search-tips");
  assert.equal(await page.getByText("Only in the subject").isVisible(), false);
  await page.keyboard.press("/");
  await page.keyboard.press("Tab");
  assert.equal(await tips.locator("summary").evaluate((summary) => summary === document.activeElement), true);
  await page.keyboard.press("Enter");
  await page.getByText("Only in the subject").waitFor();
  await accessible(page, "the list with the tips for searching");
  await picture(page, "search-tips");
  await page.keyboard.press("Escape");
  await page.getByText("Only in the subject").waitFor({ state: "hidden" });
  nothingWrong();
});

test("a status, a tag and who has a ticket are searched for as they are now", async () => {
  await page.goto("/tickets");
  await rows().first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  const id = await page.locator("#thread").getAttribute("data-ticket");
  await page.keyboard.press("t");
  await page.keyboard.type("Late delivery");
  await page.keyboard.press("Enter");
  await page.locator(".tag-tools .chip.tag", { hasText: "Late delivery" }).waitFor();
  await find('tag:"late delivery" status:open');
  assert.deepEqual(await rows().evaluateAll((all) => all.map((row) => row.id)), [`t-${id}`]);
  await find("tag:late-delivery status:closed");
  assert.equal(await rows().count(), 0);
  await page.getByText("Nothing found.").waitFor();
  nothingWrong();
});

test("a condition that says nothing is left out, and the page says which", async () => {
  await find("status:lost has:attachment");
  await page.locator(".remark", { hasText: "“status:lost” was left out" }).waitFor();
  assert.ok(await rows().count() > 0);
  assert.equal(await page.locator("#list [data-attachments]").count(), await rows().count(), "every ticket found has a file");
  await accessible(page, "results with a remark");
  await picture(page, "search-left-out");
  nothingWrong();
});

test("a slip is forgiven, and the page says so", async () => {
  await page.goto("/tickets?view=all");
  const subject = await rows().first().locator(".subject").textContent();
  const word = subject.match(/[a-zA-Z]{6,}/)[0];
  await find(`${word} `.trim());
  const exact = await rows().count();
  assert.ok(exact > 0);
  assert.equal(await page.locator(".remark").count(), 0);
  const slip = `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
  await find(slip);
  await page.locator(".remark", { hasText: "spelt nearly like them" }).waitFor();
  assert.ok(await rows().count() >= 1);
  nothingWrong();
});
