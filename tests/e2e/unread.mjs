// Marking as unread: by key, menu, palette, for many, by a programme; it holds until its reader opens the ticket anew,
// whatever a window that has it open looks up by itself. And the filter that shows what is unread.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let person;
let page;
let api;
let nothingWrong;

before(async () => {
  let demo;
  ({ demo, person, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const idOf = (url) => /tickets\/([0-9a-f-]{36})/.exec(url)?.[1];
const unread = async (id) => (await api(`tickets/${id}`)).body.unread;
const mark = (ids, as) =>
  api("ticket-readings", { method: "POST", body: JSON.stringify({ ticket_ids: ids, unread: as }) });
const line = (on, id) => on.locator(`#list a.row#t-${id}`);
const bold = (on, id) => on.locator(`#list a.row.unread#t-${id}`);
const calm = (on, id) => on.locator(`#list a.row:not(.unread)#t-${id}`);
const opened = (on, id) => on.locator(`#thread[data-ticket="${id}"]`).waitFor();
/** A change that every window hears of; it has looked again when it is back. */
const lookAgain = async (on, other) => {
  const looked = on.waitForResponse((response) => "x-deskhero-live" in response.request().headers());
  await api(`tickets/${other}`, { method: "PATCH", body: JSON.stringify({ priority: "high" }) });
  await (await looked).finished();
  await api(`tickets/${other}`, { method: "PATCH", body: JSON.stringify({ priority: "normal" }) });
};

test("a key marks the open ticket as unread and leads to the list; opening it reads it", async () => {
  const id = await openFirst(page);
  await calm(page, id).waitFor();
  const other = idOf(await page.locator("#list a.row").nth(2).getAttribute("href"));
  await page.keyboard.press("Shift+U");
  await bold(page, id).waitFor();
  await page.locator("#thread[data-ticket]").waitFor({ state: "detached" });
  assert.equal(await unread(id), true);
  await lookAgain(page, other);
  assert.equal(await unread(id), true);
  await picture(page, "unread-list");
  await line(page, id).click();
  await opened(page, id);
  await calm(page, id).waitFor();
  assert.equal(await unread(id), false);
  nothingWrong();
});

test("a window that has it open leaves it unread, whatever it looks up by itself", async () => {
  const id = await page.locator("#thread").getAttribute("data-ticket");
  const other = idOf(await page.locator("#list a.row").nth(2).getAttribute("href"));
  const second = await person.context.newPage();
  await second.goto("/tickets?view=all");
  await line(second, id).waitFor();
  // Another window of the same reader marks it.
  await second.locator(`#p-${id}`).check();
  await second.keyboard.press("Shift+U");
  await bold(second, id).waitFor();
  await bold(page, id).waitFor();
  await lookAgain(page, other);
  assert.equal(await unread(id), true);
  await page.locator("#more > summary").click();
  const back = page.locator("#more").getByRole("button", { name: "Mark as read" });
  await back.waitFor();
  await accessible(page, "a ticket that is kept unread");
  await picture(page, "unread-menu");
  await back.click();
  await calm(page, id).waitFor();
  await calm(second, id).waitFor();
  await opened(page, id);
  assert.equal(await unread(id), false);
  // Opened in one window it is read in all of them.
  await mark([id], true);
  await bold(page, id).waitFor();
  await line(second, id).click();
  await opened(second, id);
  await calm(page, id).waitFor();
  await second.close();
  nothingWrong();
});

test("loaded ahead it stays unread; shown, it is read", async () => {
  const next = idOf(await page.locator("#list a.row[aria-current=true] >> xpath=ancestor::div[contains(@class,'line')]/following-sibling::div[1]//a[contains(@class,'row')]").getAttribute("href"));
  assert.equal((await mark([next], false)).status, 201);
  const ahead = page.waitForResponse((response) => "x-deskhero-ahead" in response.request().headers());
  assert.equal((await mark([next], true)).status, 201);
  await bold(page, next).waitFor();
  await (await ahead).finished();
  assert.equal(await unread(next), true);
  await page.keyboard.press("j");
  await opened(page, next);
  await calm(page, next).waitFor();
  assert.equal(await unread(next), false);
  nothingWrong();
});

test("the palette has it, and many are marked at once, and back", async () => {
  const id = await page.locator("#thread").getAttribute("data-ticket");
  await page.keyboard.press("Control+k");
  await page.locator("#palette-input").fill("mark as unread");
  await page.locator("#palette-list [role=option]", { hasText: "Mark as unread" }).waitFor();
  await page.keyboard.press("Enter");
  await bold(page, id).waitFor();
  await page.goto("/tickets?view=all");
  const ids = await page.locator("#list a.row").evaluateAll((rows) => rows.slice(0, 3).map((row) => row.id.slice(2)));
  for (const one of ids) await page.locator(`#p-${one}`).check();
  await picture(page, "unread-bulk");
  await accessible(page, "many tickets to mark");
  await page.locator("#bulk").getByRole("button", { name: "Mark as read" }).click();
  for (const one of ids) await calm(page, one).waitFor();
  for (const one of ids) await page.locator(`#p-${one}`).check();
  await page.keyboard.press("Shift+U");
  for (const one of ids) await bold(page, one).waitFor();
  assert.deepEqual(await Promise.all(ids.map(unread)), [true, true, true]);
  nothingWrong();
});

test("a view of what is unread shows the rest when that is unticked", async () => {
  const all = (await api("tickets?view=all&limit=100")).body.items;
  // Nobody reads those of whoever is restricted.
  const shownToAll = all.filter((ticket) => !ticket.restricted);
  const read = shownToAll.find((ticket) => !ticket.unread) ?? shownToAll.at(-1);
  if (read.unread) await mark([read.id], false);
  await page.goto("/tickets?view=all");
  await page.locator("#narrow > summary").click();
  const only = page.getByLabel("Only unread");
  await only.check();
  await page.waitForURL("**unread=yes**");
  await line(page, read.id).waitFor({ state: "detached" });
  // The list is another page now, whose choices are folded away.
  if (!(await only.isVisible())) await page.locator("#narrow > summary").click();
  await page.getByLabel("Name of the view").fill("Unread");
  await page.getByRole("button", { name: "Save as a view" }).click();
  await page.waitForURL(/view=[0-9a-f-]{36}/);
  const shown = await page.locator("#list a.row").count();
  if (!(await only.isVisible())) await page.locator("#narrow > summary").click();
  assert.equal(await only.isChecked(), true, "what the view asks for is ticked");
  await only.uncheck();
  await page.waitForURL("**read=yes**");
  await page.waitForFunction((n) => document.querySelectorAll("#list a.row").length > n, shown);
  assert.equal(await only.isChecked(), false);
  // Going on from there keeps it so.
  await calm(page, read.id).click();
  await opened(page, read.id);
  assert.match(page.url(), /[?&]read=yes/);
  await page.goBack();
  if (!(await only.isVisible())) await page.locator("#narrow > summary").click();
  await only.check();
  await page.waitForURL("**unread=yes**");
  await page.waitForFunction(() => document.querySelector("#list a.row:not(.unread)") === null);
  nothingWrong();
});
