// Mentions in notes, and what an agent is told: the bell, its panel, what they chose, and what the browser shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newColleague, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let nothingWrong;
let demo;
let browser;
let nora;
let api;
let messages;
let me;
let her;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api, messages } = programme(demo));
  nora = await newColleague(page, browser, demo, "Nora Newcomer");
  const agents = (await api("agents")).body.items;
  her = agents.find(({ name }) => name === "Nora Newcomer").id;
  me = agents.find(({ email }) => email === demo.email).id;
  // Her browser lets notices through, and remembers what it was given.
  await nora.context.addInitScript(() => {
    window.popped = [];
    window.Notification = class {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(text, options) { window.popped.push({ text, ...options }); window.lastPopped = this; }
      close() {}
    };
  });
});
after(() => stop?.());

const bell = (on, count) => on.locator(`#bell[data-unread="${count}"]`).waitFor();
const note = () => page.locator("#note-text");
const list = () => page.locator("#mention-list");
const give = (ticket, assignee_id) => api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ assignee_id }) });
const write = (ticket, text, mentions = []) => api(`tickets/${ticket}/notes`, { method: "POST", body: JSON.stringify({ text, mentions }) });
const panel = (on) => on.locator("#notices");

test("an @ offers colleagues, by keyboard, and the one who is chosen is a chip in the note", async () => {
  const ticket = await openFirst(page);
  await page.keyboard.press("n");
  await note().pressSequentially("Please ask @");
  await list().waitFor();
  await accessible(page, "the list of colleagues");
  await picture(page, "mention-list");
  const names = await list().locator("[role=option]").allTextContents();
  assert.ok(names.includes("Nora Newcomer") && names.includes("Bo Lind") && !names.includes("Anna Holm"), names.join());
  assert.equal(await note().getAttribute("aria-activedescendant"), await list().locator("[aria-selected=true]").getAttribute("id"));
  await note().pressSequentially("new");
  assert.deepEqual(await list().locator("[role=option]:visible").allTextContents(), ["Nora Newcomer"]);
  await page.keyboard.press("Escape");
  await list().waitFor({ state: "hidden" });
  assert.equal(await note().evaluate((field) => field === document.activeElement), true, "Escape closes the list alone");
  await page.keyboard.press("Backspace");
  await list().waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await note().inputValue(), "Please ask @Nora Newcomer ");
  await note().pressSequentially("about bo@nordlys");
  assert.equal(await list().isVisible(), false, "an address is no mention");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.note .mention", { hasText: "@Nora Newcomer" }).waitFor();
  await picture(page, "mention-note");
  const said = (await messages(ticket)).at(-1);
  assert.deepEqual([said.mentions, said.text], [[her], "Please ask @Nora Newcomer about bo@nordlys"]);
  assert.ok((await api(`tickets/${ticket}`)).body.follower_ids.includes(her));
  nothingWrong();
});

test("whoever is mentioned is told at once, wherever they are, and comes to the ticket by the bell", async () => {
  await nora.page.goto("/profile");
  await bell(nora.page, 1);
  await nora.page.keyboard.press("b");
  const line = panel(nora.page).locator("a.notice.unread", { hasText: "You were mentioned" });
  await line.waitFor();
  await nora.page.waitForFunction(() => document.activeElement?.closest("#notices"));
  await accessible(nora.page, "the panel of notices");
  await picture(nora.page, "notices-panel");
  await nora.page.keyboard.press("Escape");
  await panel(nora.page).waitFor({ state: "hidden" });
  await nora.page.locator("#bell button").click();
  await line.click();
  await nora.page.waitForURL("**/tickets/**");
  await nora.page.locator("article.note .mention").waitFor();
  await bell(nora.page, 0);
  assert.deepEqual(nora.wrong, []);
  nothingWrong();
});

test("more of the same is one line, and all can be marked as read", async () => {
  const rows = (await api("tickets?limit=4")).body.items.map(({ id }) => id);
  await nora.page.goto("/agents");
  await give(rows[1], her);
  await write(rows[2], "For Nora", [her]);
  await write(rows[2], "And again", [her]);
  await bell(nora.page, 2);
  await nora.page.locator("#bell button").click();
  await panel(nora.page).locator("a.notice.unread", { hasText: "You were mentioned · 2" }).waitFor();
  await panel(nora.page).locator("a.notice.unread", { hasText: "Assigned to you" }).waitFor();
  await picture(nora.page, "notices-two");
  await panel(nora.page).getByRole("button", { name: "Mark all as read" }).click();
  await bell(nora.page, 0);
  await panel(nora.page).locator("a.notice.unread").first().waitFor({ state: "detached" });
  await nora.page.goto("/notices");
  assert.ok((await nora.page.locator("a.notice").count()) >= 3);
  await accessible(nora.page, "all notices");
  await picture(nora.page, "notices-all");
  // What one did oneself is no news.
  await give(rows[3], me);
  await nora.page.waitForTimeout(400);
  await bell(page, 0);
  assert.deepEqual(nora.wrong, []);
  nothingWrong();
});

test("a ticket that is open before somebody is read as it is told of", async () => {
  const ticket = (await api("tickets?limit=4")).body.items[1].id;
  await nora.page.goto(`/tickets/${ticket}`);
  await nora.page.locator("#thread[data-ticket]").waitFor();
  await give(ticket, me);
  await give(ticket, her);
  await write(ticket, "Look here");
  await nora.page.locator("article.note", { hasText: "Look here" }).waitFor();
  await nora.page.waitForTimeout(500);
  await bell(nora.page, 0);
  assert.deepEqual(nora.wrong, []);
});

test("each chooses what they are told and where, and hours in which they are left alone", async () => {
  await nora.page.goto("/profile");
  await nora.page.locator("a[href='/notices/choices']", { hasText: "Choose" }).click();
  await nora.page.getByText("Not available: whoever runs Deskhero").waitFor();
  assert.equal(await nora.page.locator("input[name=mail-mail]").isDisabled(), true);
  await nora.page.getByText("This browser may show them.").waitFor();
  await accessible(nora.page, "the choices of notices");
  await picture(nora.page, "notice-choices");
  await nora.page.locator("input[name=browser-mentioned]").check();
  await nora.page.locator("input[name=app-noted]").uncheck();
  await nora.page.getByLabel("Leave me alone").check();
  await nora.page.locator("input[name=from]").fill("22:30");
  await nora.page.locator("input[name=until]").fill("06:00");
  await nora.page.getByRole("button", { name: "Save" }).click();
  await nora.page.waitForLoadState();
  assert.equal(await nora.page.locator("input[name=browser-mentioned]").isChecked(), true);
  assert.equal(await nora.page.locator("input[name=app-noted]").isChecked(), false);
  assert.equal(await nora.page.locator("input[name=from]").inputValue(), "22:30");
  await nora.page.getByText("as in your profile").waitFor();
  // The whole week is refused, and what was chosen is still there.
  await nora.page.locator("input[name=until]").fill("22:30");
  for (const day of ["5", "6"]) await nora.page.locator(`input[name=day-${day}]`).check();
  await nora.page.getByRole("button", { name: "Save" }).click();
  await nora.page.getByRole("alert").waitFor();
  assert.equal(await nora.page.locator("input[name=day-6]").isChecked(), true);
  await nora.page.getByLabel("Leave me alone").uncheck();
  await nora.page.getByRole("button", { name: "Save" }).click();
  await nora.page.waitForLoadState();
  assert.equal(await nora.page.getByLabel("Leave me alone").isChecked(), false);
  assert.deepEqual(nora.wrong.splice(0).filter((line) => !line.includes("422")), []);
});

test("the browser shows a notice once, however many windows there are, and says little", async () => {
  const ticket = (await api("tickets?limit=4")).body.items[0];
  await nora.page.goto("/tags");
  const second = await nora.context.newPage();
  await second.goto("/agents");
  const popped = async () => (await Promise.all([nora.page, second].map((one) => one.evaluate(() => window.popped)))).flat();
  await write(ticket.id, "For @Nora Newcomer, in secret", [her]);
  for (let tries = 0; (await popped()).length === 0 && tries < 100; tries += 1) await nora.page.waitForTimeout(50);
  await bell(second, 1);
  await nora.page.waitForTimeout(500);
  assert.deepEqual((await popped()).map(({ text }) => text), [`You were mentioned · #${ticket.number}`]);
  const leader = (await nora.page.evaluate(() => window.popped.length)) > 0 ? nora.page : second;
  await leader.evaluate(() => window.lastPopped.onclick());
  await leader.waitForURL(`**/tickets/${ticket.id}`);
  await bell(leader, 0);
  await second.close();
  assert.deepEqual(nora.wrong, []);
});

test("a program reads notices and marks them", async () => {
  // A page that stands at the ticket would read them itself.
  await page.goto("/tickets");
  const ticket = (await api("tickets?limit=4")).body.items[0].id;
  await nora.page.goto(`/tickets/${ticket}`);
  await nora.page.locator("#note-text").evaluate((field) => { field.closest("[hidden]").hidden = false; });
  await nora.page.locator("#note-text").fill("For @Anna Holm");
  await nora.page.locator("#panel-note button.primary").click();
  await bell(page, 1);
  const { items } = (await api("notices?unread=true")).body;
  assert.deepEqual(items.map(({ kind, ticket_id, count }) => [kind, ticket_id, count]), [["mentioned", ticket, 1]]);
  assert.equal((await api("notices/reading", { method: "POST", body: JSON.stringify({ notice_ids: [items[0].id] }) })).body.marked, 1);
  await bell(page, 0);
  assert.equal((await api("notices?unread=true")).body.items.length, 0);
  nothingWrong();
});
