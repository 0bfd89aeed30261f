// Finding: the language of the search, what it says about itself, and slips that it forgives.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture } from "./world.mjs";

let stop;
let page;
let nothingWrong;

before(async () => { ({ page, nothingWrong, stop } = await openDesk()); });
after(() => stop?.());

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

test("a mailbox is found by how its name begins, a ticket by its number, and what is left of a search is shown", async () => {
  await find("mailbox:support");
  assert.ok(await rows().count() > 0, "the example of the tips finds something");
  assert.equal(await page.locator(".remark").count(), 0);
  await page.goto("/tickets?view=all");
  await find("#2");
  await rows().first().click();
  await page.locator("#thread-head", { hasText: /Ticket 2\b/ }).waitFor();
  await page.goto("/tickets?view=all");
  await find("status:nonsense");
  await page.locator(".remark", { hasText: "“status:nonsense” was left out" }).waitFor();
  assert.ok(await rows().count() > 0);
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

const options = () => page.locator("#palette-list [role=option]");
const palette = async (text) => {
  await page.keyboard.press("Control+k");
  await page.locator("#palette[open]").waitFor();
  await page.keyboard.type(text);
};

test("the palette leads by keyboard to a ticket, a person, a view and a page", async () => {
  await page.goto("/tickets");
  await rows().first().waitFor();
  await palette("");
  await options().first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "palette-input");
  await accessible(page, "the palette");
  await picture(page, "palette");
  await page.keyboard.press("Control+k");
  await page.locator("#palette[open]").waitFor({ state: "detached" });
  // A ticket by its number.
  await palette("#1");
  await options().first().filter({ hasText: "#1" }).waitFor();
  await accessible(page, "the palette with suggestions");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets\/[0-9a-f-]{36}/);
  await page.locator("#thread[data-ticket]").waitFor();
  // A person by a part of the name.
  const name = (await page.locator("#list a.row .name").first().textContent()).trim();
  await palette(name.split(" ")[0].toLowerCase());
  const person_ = page.getByRole("group", { name: "People" }).getByRole("option", { name });
  await person_.waitFor();
  await picture(page, "palette-people");
  const at = await options().evaluateAll((all, id) => all.findIndex((one) => one.id === id), await person_.getAttribute("id"));
  for (let n = 0; n < at; n++) await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#palette-input").getAttribute("aria-activedescendant"), await person_.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=from/);
  await rows().first().waitFor();
  // A view and a page.
  await palette("unassi");
  await page.getByRole("group", { name: "Views" }).getByRole("option", { name: "Unassigned" }).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/view=unassigned/);
  await palette("api tok");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tokens/);
  nothingWrong();
});

test("the palette acts on the ticket that is open, and offers nothing that is not possible", async () => {
  await page.goto("/tickets");
  await rows().first().waitFor();
  await palette("priority");
  assert.equal(await page.getByRole("group", { name: "Actions" }).count(), 0);
  await page.keyboard.press("Escape");
  await rows().first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  await palette("change the prio");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "priority");
  nothingWrong();
});

test("an answer that is late does not replace a newer one", async () => {
  await page.goto("/tickets");
  await rows().first().waitFor();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/\/palette\?q=%231$/, async (route) => { await held; await route.continue().catch(() => undefined); });
  await Promise.all([page.waitForRequest(/\/palette\?q=%231$/), palette("#1")]);
  await page.locator("#palette-input").fill("#2");
  await options().first().filter({ hasText: "#2" }).waitFor();
  release();
  await page.unroute(/\/palette\?q=%231$/);
  assert.match(await options().first().textContent(), /#2/);
  await page.keyboard.press("Escape");
  nothingWrong();
});
