// What happened on a ticket: shown by button and key between the messages, folded where it is much, read by programs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let api;
let ticket;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const lines = () => page.locator("#messages ul.changes li");
const patch = (body) => api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify(body) });

test("there is none at first, and the page says so when it is asked", async () => {
  ticket = await openFirst(page);
  assert.equal(await lines().count(), 0);
  await page.getByRole("link", { name: "History", exact: true }).click();
  await page.getByText("Nothing was changed on this ticket yet.").waitFor();
  await page.getByRole("link", { name: "Hide history" }).click();
  await page.getByRole("link", { name: "History", exact: true }).waitFor();
  nothingWrong();
});

test("what is changed stands there in words, with who did it", async () => {
  await patch({ priority: "urgent" });
  await api("fields", { method: "POST", body: JSON.stringify({ holder: "ticket", type: "text", name: "Order number" }) });
  await patch({ fields: { order_number: "okapi-17" } });
  await page.locator("body").press("y");
  await lines().nth(1).waitFor();
  assert.match(await lines().nth(0).textContent(), /Anna Holm set the priority to Urgent/);
  assert.match(await lines().nth(1).textContent(), /changed “Order number”/);
  assert.equal((await page.locator("#messages").textContent()).includes("okapi-17"), false);
  // Another change comes up by itself, since the history is shown.
  await page.locator("#assignee").selectOption({ index: 1 });
  await lines().nth(2).waitFor();
  assert.match(await lines().nth(2).textContent(), /took the ticket|gave the ticket to/);
  await accessible(page, "a ticket's history");
  await picture(page, "history");
  nothingWrong();
});

test("a run of many is folded to their number", async () => {
  const tag = (await api("tags", { method: "POST", body: JSON.stringify({ name: "Late", colour: "red" }) })).body.id;
  await patch({ add_tag_ids: [tag] });
  await patch({ status: "closed" });
  await page.reload();
  const fold = page.locator("#messages details.changes summary");
  await fold.filter({ hasText: "5 changes" }).waitFor();
  assert.equal(await lines().first().isVisible(), false);
  await fold.click();
  assert.match(await lines().last().textContent(), /closed the ticket/);
  await accessible(page, "a ticket's folded history");
  await picture(page, "history-many");
  assert.ok((await over()) <= 0);
  // It stays while the reader goes on, until it is put away.
  await page.locator("#list a.row").nth(1).click();
  await page.locator(`#thread:not([data-ticket="${ticket}"])`).waitFor();
  await page.getByRole("link", { name: "Hide history" }).waitFor();
  await page.locator("body").press("y");
  await page.getByRole("link", { name: "History", exact: true }).waitFor();
  nothingWrong();
});

test("programs read it in pages", async () => {
  const first = (await api(`tickets/${ticket}/history?limit=2`)).body;
  assert.deepEqual(first.items.map((one) => one.what), ["status", "tag_added"]);
  assert.deepEqual([first.items[0].before, first.items[0].after], ["open", "closed"]);
  const rest = (await api(`tickets/${ticket}/history?after=${first.next}`)).body;
  assert.deepEqual(rest.items.map((one) => one.what), ["assignee", "field", "priority"]);
  assert.equal(rest.next, null);
  assert.equal((await api(`tickets/${ticket}/history?after=x`)).status, 422);
});

test("without script it is there too, on a small screen", async () => {
  const other = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const plain = await other.signIn();
  await plain.goto(`/tickets/${ticket}?view=all`);
  await plain.getByRole("link", { name: "History", exact: true }).click();
  await plain.getByText("5 changes").click();
  await plain.getByText("closed the ticket").waitFor();
  await other.context.close();
});
