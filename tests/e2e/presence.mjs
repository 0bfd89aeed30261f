// Presence: who else is at a ticket is seen there, for as long as they are.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newColleague, openDesk, openFirst, picture } from "./world.mjs";

let stop;
let page;
let nothingWrong;
let demo;
let browser;
let nora;
const seen = (on, words) => on.locator("#presence", { hasText: words }).waitFor();
const unseen = (on) => on.locator("#presence").waitFor({ state: "hidden" });

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  nora = await newColleague(page, browser, demo, "Nora Newcomer");
});
after(() => stop?.());

test("whoever is at the same ticket is seen there, and what they write, but not what it says", async () => {
  const ticket = await openFirst(page);
  await unseen(page);
  await nora.page.goto(`/tickets/${ticket}`);
  await seen(page, /^Nora Newcomer is looking$/);
  await seen(nora.page, "is looking");
  await nora.page.locator("#reply-text").pressSequentially("Dear ");
  await seen(page, /^Nora Newcomer is typing an answer$/);
  await accessible(page, "a ticket where somebody else is");
  await picture(page, "presence");
  await nora.page.locator("#tab-note").click();
  await nora.page.locator("#note-text").pressSequentially("Psst");
  await seen(page, /^Nora Newcomer is writing a note$/);
  assert.equal((await page.content()).includes("Psst"), false);
  nothingWrong();
});

test("whoever goes on, or closes the window, is gone there in a moment", async () => {
  const ticket = await page.locator("#thread").getAttribute("data-ticket");
  await nora.page.locator("#list a.row:not([aria-current=true])").first().click();
  await unseen(page);
  await nora.page.goto(`/tickets/${ticket}`);
  await seen(page, "Nora Newcomer");
  await nora.page.goto("/tickets");
  await unseen(page);
  const tab = await nora.context.newPage();
  await tab.goto(`/tickets/${ticket}`);
  await seen(page, "Nora Newcomer");
  await tab.close({ runBeforeUnload: true });
  await unseen(page);
  assert.deepEqual(nora.wrong, []);
  nothingWrong();
});

test("who is away without a word is forgotten within half a minute", async () => {
  const ticket = await page.locator("#thread").getAttribute("data-ticket");
  await nora.page.goto(`/tickets/${ticket}`);
  await seen(page, "Nora Newcomer");
  await nora.context.setOffline(true);
  await page.locator("#presence").waitFor({ state: "hidden", timeout: 40_000 });
  nothingWrong();
});
