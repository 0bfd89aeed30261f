// The ticket that comes next is loaded while the one before it is read: it is there at once, and seen only then.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDesk, openFirst, programme } from "./world.mjs";

let stop;
let page;
let api;
let nothingWrong;

before(async () => {
  let demo;
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const isAhead = (request) => "x-deskhero-ahead" in request.headers();
const idOf = (url) => /tickets\/([0-9a-f-]{36})/.exec(url)?.[1];
const open = () => page.locator("#thread").getAttribute("data-ticket");
const unread = async (id) => (await api(`tickets/${id}`)).body.unread;

test("the next ticket is loaded ahead, and stays unread", async () => {
  const asked = page.waitForRequest(isAhead);
  const first = await openFirst(page);
  const next = idOf((await asked).url());
  assert.notEqual(next, first);
  assert.equal(next, idOf(await page.locator("#list a.row").nth(1).getAttribute("href")));
  await (await asked).response().then((response) => response.finished());
  assert.equal(await unread(next), true);
  nothingWrong();
});

test("it is shown without asking, however slow the network is, and brought up to date after", async () => {
  const next = idOf(await page.locator("#list a.row").nth(1).getAttribute("href"));
  const subject = await page.locator("#list a.row").nth(1).locator(".subject").innerText();
  let asks = 0;
  let letGo;
  const held = new Promise((done) => { letGo = done; });
  await page.route(/\/tickets\/[0-9a-f-]{36}/, async (route) => {
    if (isAhead(route.request()) || route.request().method() !== "GET") return route.continue();
    asks += 1;
    await held;
    return route.continue();
  });
  await page.keyboard.press("j");
  await page.locator("#thread h1, #thread h2").filter({ hasText: subject }).first().waitFor();
  assert.equal(await open(), next);
  assert.equal(idOf(page.url()), next);
  const fresh = page.waitForResponse((response) => idOf(response.url()) === next && !isAhead(response.request()));
  letGo();
  assert.equal((await fresh).status(), 200);
  await page.unroute(/\/tickets\/[0-9a-f-]{36}/);
  assert.ok(asks >= 1);
  await page.locator("#list a.row[aria-current=true]:not(.unread)").waitFor();
  assert.equal(await unread(next), false);
  nothingWrong();
});

test("what is typed stays with its ticket", async () => {
  await page.locator("#reply-text").fill("For this one");
  await page.locator("#panel-reply [data-kept]", { hasText: "Draft saved" }).waitFor();
  await page.locator("#reply-text").blur();
  const here = await open();
  await page.keyboard.press("j");
  await page.waitForFunction((id) => document.getElementById("thread")?.dataset.ticket !== id, here);
  assert.equal(await page.locator("#reply-text").inputValue(), "");
  await page.keyboard.press("k");
  await page.waitForFunction((id) => document.getElementById("thread")?.dataset.ticket === id, here);
  await page.waitForFunction(() => document.getElementById("reply-text")?.value === "For this one");
  nothingWrong();
});

test("the way back leads to the ticket before", async () => {
  const here = await open();
  await page.keyboard.press("j");
  await page.waitForFunction((id) => document.getElementById("thread")?.dataset.ticket !== id, here);
  await page.goBack();
  await page.waitForFunction((id) => document.getElementById("thread")?.dataset.ticket === id, here);
  nothingWrong();
});
