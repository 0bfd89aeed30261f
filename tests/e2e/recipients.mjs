// Whoever got a person's data is told when it goes, and an erasure that a legal hold keeps waiting says so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let nothingWrong;
let api;
let ticket;
let asker;

before(async () => {
  let demo;
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const narrow = async (what) => {
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over()) <= 0, `${what} fits into 390 px`);
  await page.setViewportSize({ width: 1440, height: 900 });
};

test("who got a mail of theirs is shown before anything is done, and can be left out for a reason", async () => {
  ticket = await openFirst(page);
  asker = (await api(`tickets/${ticket}`)).body;
  const menu = page.locator("article.inbound .menu, article.inbound details").first();
  await menu.locator("summary").first().click();
  await page.getByRole("link", { name: "Forward" }).first().click();
  for (const to of ["Sam Supplier <sam@supplier.example>", "Rita Repair <rita@repair.example>"]) {
    await page.locator("#forward-to").fill(`${await page.locator("#forward-to").inputValue()}${to}, `);
  }
  await page.locator("#reply-text").focus();
  await page.keyboard.press("Control+Enter");
  await page.locator(".chip", { hasText: "Forwarded to Sam Supplier" }).waitFor();
  await page.goto("/requests/new");
  await page.getByLabel("What they ask for").selectOption("erasure");
  await page.getByLabel("E-mail address").fill(asker.requester_email);
  await page.getByLabel("In their words").fill("Please erase what you have about me.");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByLabel("How do you know that it is they?").fill("They came by.");
  await page.getByRole("button", { name: "I know who it is" }).click();
  await page.getByLabel("Yes", { exact: true }).check();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByRole("group", { name: "Who else has the data" }).waitFor();
  await page.getByText("sam@supplier.example").waitFor();
  await page.getByLabel("Your words to them").fill("Thank you.");
  await accessible(page, "recipients before an erasure");
  await picture(page, "recipients");
  await narrow("recipients before an erasure");
  nothingWrong();
});

test("a legal hold keeps the request waiting, and its end lets it go on", async () => {
  const request = page.url();
  await page.goto(`/tickets/${ticket}`);
  await page.getByRole("link", { name: "Erase this person…" }).click();
  await page.getByRole("heading", { name: "Erase for good" }).waitFor();
  await page.getByText("Keep it from being erased: place a legal hold").click();
  await page.getByLabel("Why: the matter").fill("A claim about a wheel");
  await page.getByRole("button", { name: "Place the hold" }).click();
  await page.waitForURL(/\/erasures#holds$/);
  await page.goto(request);
  await page.getByText("A legal hold covers this person or a conversation of theirs").or(page.getByText("a legal hold keeps the erasure waiting")).first().waitFor();
  await page.locator("input[name=tell][value='rita@repair.example']").uncheck();
  await page.locator("input[name=reason]").nth(await page.locator("input[name=tell]").evaluateAll((all) => all.findIndex((one) => one.value === "rita@repair.example"))).fill("She has moved, and nobody knows where to.");
  await page.getByRole("button", { name: "Carry out now" }).click();
  await page.getByText("a legal hold keeps the erasure waiting").first().waitFor();
  await accessible(page, "a request that waits");
  await picture(page, "request-waits");
  await narrow("a request that waits");
  await page.goto("/requests?list=held");
  await page.locator("a", { hasText: "Erasure" }).first().waitFor();
  await picture(page, "requests-held");
  await page.goto("/erasures#holds");
  const hold = page.locator("#holds .between").filter({ hasText: "A claim about a wheel" });
  await hold.locator(".confirm summary").click();
  await hold.locator(".confirm-body button").click();
  await hold.filter({ hasText: "released" }).waitFor();
  const told = page.locator("section[aria-labelledby=told]").getByText("She has moved, and nobody knows where to.");
  // The case goes on first, who was told stands there some moments later.
  do await page.goto(request); while (await told.count() === 0);
  assert.equal(await page.getByText("legal hold keeps the erasure waiting").count(), 0);
  await accessible(page, "who was told");
  await picture(page, "recipients-told");
  await narrow("who was told");
  nothingWrong();
});
