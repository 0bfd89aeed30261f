// Tags are suggested by what the company's own conversations say; an admin sees what is learned, forgets it, and turns it off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPerson, programme, shown, startBrowser, startDemo } from "./world.mjs";

let demo;
let browser;
let person;
let page;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  page = await person.signIn();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
const suggested = () => page.getByRole("button", { name: "Add the suggested tag Warranty" });
const open = async () => {
  await page.goto("/tickets");
  await page.locator("#list a.row", { hasText: "Broken spoke after two weeks" }).first().click();
  await page.getByRole("heading", { name: "Broken spoke after two weeks" }).waitFor();
};

test("a tag that fits is suggested, and added with one click", async () => {
  await open();
  await suggested().waitFor();
  await shown(page, "suggested-tags");
  await suggested().click();
  await page.getByRole("button", { name: "Remove the tag Warranty" }).waitFor();
  assert.equal(await suggested().count(), 0);
  nothingWrong();
});

test("programs get them, too", async () => {
  const { api } = programme(demo);
  const { items } = (await api("tickets?limit=100")).body;
  const moved = items.find((ticket) => ticket.subject === "Change of delivery address");
  const found = await api(`tickets/${moved.id}/tag-suggestions`);
  assert.deepEqual(found.body.items.map((tag) => tag.name), ["Delivery"]);
});

test("an admin sees what is learned, forgets it, and turns it off", async () => {
  await page.goto("/instructions");
  await page.getByText("Learned from 8 conversations.").waitFor();
  await shown(page, "learned");
  await page.getByRole("button", { name: "Forget now" }).click();
  await page.getByText("Nothing is learned yet").waitFor();
  await page.getByRole("checkbox", { name: "Suggest tags by what your own conversations say" }).uncheck();
  await page.getByRole("button", { name: "Instruct" }).click();
  await page.getByText("Nothing is learned: it is off.").waitFor();
  await shown(page, "learned-off");
  await open();
  assert.equal(await suggested().count(), 0);
  nothingWrong();
});
