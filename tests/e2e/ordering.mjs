// Ordering tickets: tags, priorities, putting aside, following, spam and trash, and many at once with the way back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, openDesk, picture } from "./world.mjs";

let demo;
let browser;
let person;
let page;
let nothingWrong;
let stop;

before(async () => { ({ demo, browser, person, page, nothingWrong, stop } = await openDesk()); });
after(() => stop?.());

const rows = () => page.locator("#list a.row");
const line = (id) => page.locator(`[id="t-${id}"]`);
const open = async (n) => {
  await page.goto("/tickets");
  await rows().nth(n).click();
  await page.locator("#thread[data-ticket]").waitFor();
  return page.locator("#thread").getAttribute("data-ticket");
};

test("a tag is made by typing it, shows in the list, and narrows it", async () => {
  const id = await open(0);
  await page.keyboard.press("t");
  await page.keyboard.type("Warranty");
  await page.keyboard.press("Enter");
  await page.locator(".tag-tools .chip.tag", { hasText: "Warranty" }).waitFor();
  await line(id).locator(".chip.tag", { hasText: "Warranty" }).waitFor();
  await page.locator("#narrow summary").click();
  await page.getByLabel("Tagged", { exact: true }).selectOption({ label: "Warranty" });
  await page.waitForURL(/tag=/);
  await page.waitForFunction(() => document.querySelectorAll("#list a.row").length === 1);
  assert.equal(await rows().first().getAttribute("id"), `t-${id}`);
  await accessible(page, "the narrowed list");
  nothingWrong();
});

test("priority, following and who has it are one key away", async () => {
  const id = await open(1);
  await page.keyboard.press("p");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "priority");
  await page.locator("#priority").selectOption("urgent");
  await line(id).locator(".chip", { hasText: "Urgent" }).waitFor();
  await page.locator("#thread h1").click();
  await page.keyboard.press("f");
  await page.getByRole("button", { name: "Following" }).waitFor();
  await page.keyboard.press("a");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "assignee");
  await page.goto("/tickets?view=following");
  await line(id).waitFor();
  await page.goto("/tickets?view=all&order=priority");
  await line(id).waitFor();
  assert.equal(await rows().first().getAttribute("id"), `t-${id}`, "the most pressing ticket is first");
  nothingWrong();
});

test("a ticket is put aside until a time that the reader chose, and comes back by itself", async () => {
  const id = await open(2);
  await page.keyboard.press("h");
  await page.getByRole("button", { name: "For a week" }).click();
  await page.locator(".tag-tools", { hasText: "Put aside until" }).waitFor();
  await accessible(page, "a ticket that was put aside");
  await page.goto("/tickets?view=open");
  await rows().first().waitFor();
  assert.equal(await line(id).count(), 0);
  await page.goto("/tickets?view=snoozed");
  await line(id).click();
  await page.locator("#thread[data-ticket]").waitFor();
  // Another time, as the reader's own clock says it.
  const local = new Date(Date.now() + 3 * 86_400_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await page.locator("#snooze summary").click();
  await picture(page, "put-aside");
  await page.getByLabel("Until", { exact: true }).fill(local);
  const [saved] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().includes("/changes")),
    page.locator("[data-snooze-at-send]").click(),
  ]);
  assert.equal(new URLSearchParams(saved.request().postData()).get("snooze_at"), local);
  assert.equal((await (await fetch(`${demo.url}api/v1/tickets/${id}`, { headers: { authorization: `Bearer ${demo.api_token}` } })).json()).snoozed_until_ms, new Date(local).getTime());
  await page.goto("/tickets?view=snoozed");
  await line(id).waitFor();
  // A second from now, through the API: the page that is open sees it come back.
  const soon = await fetch(`${demo.url}api/v1/tickets/${id}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${demo.api_token}`, "content-type": "application/json" },
    body: JSON.stringify({ snooze_until_ms: Date.now() + 1_000 }),
  });
  assert.equal(soon.status, 200);
  await line(id).waitFor({ state: "detached" });
  await page.goto("/tickets?view=open");
  await line(id).waitFor();
  nothingWrong();
});

test("many tickets change at once, and one key takes it back", async () => {
  await page.goto("/tickets");
  await rows().nth(2).waitFor();
  const before = await rows().evaluateAll((all) => all.map((row) => row.id));
  assert.ok(before.length >= 4);
  await rows().first().focus();
  await page.keyboard.press("x");
  await rows().nth(2).click({ modifiers: ["Shift"] });
  assert.equal(await page.locator("input.pick:checked").count(), 3);
  await page.locator("#bulk-count", { hasText: "3 selected" }).waitFor();
  await accessible(page, "the list with tickets selected");
  await picture(page, "selected");
  await page.keyboard.press("#");
  await page.waitForFunction((n) => document.querySelectorAll("#list a.row").length === n, before.length - 3);
  await page.locator("#notice", { hasText: "3 tickets changed" }).waitFor();
  assert.equal(await page.locator("input.pick:checked").count(), 0);
  // A reload offers nothing that is gone: the address forgets the change once the page is shown.
  await page.waitForFunction(() => !location.search.includes("undo="));
  await accessible(page, "the list after a change");
  await picture(page, "undo");
  await page.keyboard.press("z");
  await page.waitForFunction((n) => document.querySelectorAll("#list a.row").length === n, before.length);
  assert.deepEqual(await rows().evaluateAll((all) => all.map((row) => row.id)), before, "as it was, and where it was");
  nothingWrong();
});

test("selected tickets stay selected while the list changes, and get a tag together", async () => {
  await page.goto("/tickets");
  await rows().nth(1).waitFor();
  for (const n of [0, 1]) await page.locator("input.pick").nth(n).check();
  const title = `Live ${Date.now()}`;
  const other = await rows().nth(2).getAttribute("id");
  const noted = await fetch(`${demo.url}api/v1/tickets/${other.slice(2)}/notes`, {
    method: "POST",
    headers: { authorization: `Bearer ${demo.api_token}`, "content-type": "application/json" },
    body: JSON.stringify({ text: title }),
  });
  assert.equal(noted.status, 201);
  await page.waitForFunction((id) => document.querySelector("#list a.row")?.id === id, other);
  assert.equal(await page.locator("input.pick:checked").count(), 2);
  await page.locator("#bulk-tag").fill("Together");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#list .chip.tag").length >= 2);
  assert.equal(await page.locator("#list .chip.tag", { hasText: "Together" }).count(), 2);
  nothingWrong();
});

test("what takes a ticket out of its list is said, and one key takes it back", async () => {
  const id = await open(0);
  const status = page.getByLabel("Status", { exact: true });
  for (const [press, words] of [
    [() => page.keyboard.press("!"), "The ticket is in spam."],
    [() => page.keyboard.press("#"), "The ticket is in the trash."],
    [() => page.keyboard.press("e"), "The ticket is closed."],
    [async () => { await page.keyboard.press("h"); await page.getByRole("button", { name: "For a week" }).click(); }, "The ticket is put aside."],
  ]) {
    await press();
    await page.locator("#notice", { hasText: words }).getByRole("button", { name: "Undo" }).waitFor();
    await page.waitForFunction(() => !location.search.includes("undo="));
    if (words.includes("closed")) await picture(page, "closed-undo");
    await page.keyboard.press("z");
    await page.waitForFunction(() => document.querySelector("#status").value === "open");
    await page.locator("#notice").waitFor({ state: "hidden" });
    assert.equal(await page.locator("#thread").getAttribute("data-ticket"), id, "still beside its list");
    await line(id).waitFor();
  }
  assert.equal(await status.inputValue(), "open");
  await accessible(page, "a ticket as it was");
  nothingWrong();
});

test("whoever makes a tag is told so", async () => {
  await open(0);
  await page.keyboard.press("t");
  await page.keyboard.type("late delivery");
  await page.locator("#new-tag", { hasText: "New tag: late delivery" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tag-tools .chip.tag", { hasText: "late delivery" }).waitFor();
  await open(1);
  await page.keyboard.press("t");
  await page.keyboard.type("late");
  await page.locator("#new-tag", { hasText: "New tag: late" }).waitFor();
  await page.keyboard.type(" Delivery");
  assert.equal(await page.locator("#new-tag").innerText(), "");
  await page.locator("#add-tag").fill("");
  await page.locator("#add-tag").blur();
  nothingWrong();
});

test("spam and trash have their places, and what is there can be put back", async () => {
  const id = await open(0);
  await page.keyboard.press("!");
  await page.getByRole("button", { name: "Put back" }).waitFor();
  await page.goto("/tickets?view=spam");
  await line(id).click();
  await page.getByRole("button", { name: "Put back" }).click();
  await page.locator("[data-key=trash]").waitFor({ state: "attached" });
  await page.goto("/tickets?view=open");
  await line(id).waitFor();
  nothingWrong();
});

test("a list is saved as a view, whose count follows what happens", async () => {
  await page.goto("/tickets?view=all&priority=high");
  await page.locator("#list").waitFor();
  await page.locator("#narrow summary").click();
  await page.getByLabel("Name of the view").fill("Pressing");
  await page.getByLabel("For everyone").check();
  await page.getByRole("button", { name: "Save as a view" }).click();
  const link = page.locator("#views a.view", { hasText: "Pressing" });
  await link.waitFor();
  assert.equal(await link.getAttribute("aria-current"), "page");
  const count = async (n) => link.locator(".count", { hasText: new RegExp(`^${n}$`) }).waitFor();
  await count(0);
  const tickets = await fetch(`${demo.url}api/v1/tickets?view=open&limit=2`, { headers: { authorization: `Bearer ${demo.api_token}` } });
  const ids = (await tickets.json()).items.map((ticket) => ticket.id);
  const made = await fetch(`${demo.url}api/v1/ticket-changes`, {
    method: "POST",
    headers: { authorization: `Bearer ${demo.api_token}`, "content-type": "application/json" },
    body: JSON.stringify({ ticket_ids: ids, change: { priority: "high" } }),
  });
  assert.equal(made.status, 201);
  // The page that is open sees it without a reload, count and list.
  await count(2);
  await line(ids[0]).waitFor();
  await accessible(page, "a saved view");
  await picture(page, "saved-view");
  await page.locator("#narrow").evaluate((node) => { node.open = true; });
  // What the view asks for is what its choices say, and one of them takes it away.
  assert.equal(await page.locator("#narrow-priority").inputValue(), "high");
  assert.equal(await page.locator("#narrow summary .chip").count(), 0);
  await page.locator("#narrow-priority").selectOption({ label: "Any priority" });
  await page.waitForURL(/priority=any/);
  await page.waitForFunction(() => document.querySelectorAll("#list a.row").length > 2);
  assert.equal(await page.locator("#narrow-priority").inputValue(), "any");
  await page.locator("#narrow").evaluate((node) => { node.open = true; });
  await page.locator("#narrow-priority").selectOption("high");
  await page.waitForFunction(() => document.querySelectorAll("#list a.row").length === 2);
  // A name of one long word widens nothing.
  await page.locator("#narrow").evaluate((node) => { node.open = true; });
  // The count may be told before the page that was asked for is there.
  const named = async (name) => {
    const settled = page.evaluate(() => new Promise((done) => { document.addEventListener("htmx:afterSettle", () => done(), { once: true }); }));
    await page.getByLabel("Name of the view").fill(name);
    await page.getByRole("button", { name: "Save changes" }).click();
    await settled;
  };
  await named("High".repeat(15));
  await page.locator("#views a.view", { hasText: "HighHigh" }).waitFor();
  await page.locator("#narrow").evaluate((node) => { node.open = true; });
  const inside = (selector, of) => page.evaluate(([one, around]) =>
    document.querySelector(one).getBoundingClientRect().right <= document.querySelector(around).getBoundingClientRect().right, [selector, of]);
  for (const part of ["#search", ".list-title", ".save-view button"]) assert.ok(await inside(part, ".list-column"), part);
  assert.ok(await inside("#views .view[aria-current] .count", ".side"), "the count stands beside the cut name");
  await picture(page, "long-view");
  await named("High");
  await page.locator("#views a.view", { hasText: /^High\s*\d*$/ }).waitFor();
  await page.locator("#narrow").evaluate((node) => { node.open = true; });
  await page.locator("#narrow details.confirm summary").click();
  await page.getByText("Remove the view “High”").waitFor();
  const removed = page.url();
  await page.getByRole("button", { name: "Remove this view" }).click();
  await page.waitForFunction(() => document.querySelector("#views .view-group") === null);
  // Whoever still has it open, and looks again by themselves, is led on.
  const led = (address) => page.evaluate(async (at) => (await fetch(at, { headers: { "X-Deskhero-Live": "1" }, redirect: "manual" })).type, address);
  assert.equal(await led(removed), "opaqueredirect");
  nothingWrong();
});

test("a ticket is merged into another, its address leads there, and the merge is undone", async () => {
  const source = await open(3);
  const sent = await page.locator("#messages > article").count();
  await page.goto("/tickets");
  await rows().nth(1).click();
  await page.locator(`#thread[data-ticket]:not([data-ticket="${source}"])`).waitFor();
  const target = await page.locator("#thread").getAttribute("data-ticket");
  const had = await page.locator("#messages > article").count();
  const number = /\d+/.exec(await page.locator(".thread-head .soft.small").first().innerText())[0];
  const other = await person.context.newPage();
  await other.goto(`/tickets/${source}`);
  await other.locator("#reply-text").fill("Half an answer");
  await page.goto(`/tickets/${source}`);
  await page.locator("#more summary").click();
  await picture(page, "more");
  await accessible(page, "the menu of a ticket");
  await page.getByLabel("Merge into ticket").fill(number);
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.locator(`#thread[data-ticket="${target}"]`).waitFor();
  assert.equal(await page.locator("#messages > article").count(), had + sent);
  await other.locator("#notice", { hasText: "leads elsewhere now" }).waitFor();
  assert.equal(await other.locator("#reply-text").inputValue(), "Half an answer", "what was being written stays");
  await other.close();
  await page.locator(".merged", { hasText: "was merged into this one" }).waitFor();
  await accessible(page, "a ticket with a merge");
  await picture(page, "merged");
  await page.goto(`/tickets/${source}`);
  await page.locator(`#thread[data-ticket="${target}"]`).waitFor();
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await page.locator(`#thread[data-ticket="${source}"]`).waitFor();
  assert.equal(await page.locator("#messages > article").count(), sent);
  nothingWrong();
});

test("a message is split off to a ticket that is linked with the first", async () => {
  const id = await open(0);
  const words = `Split me ${Date.now()}`;
  await page.locator("#tab-note").click();
  await page.getByLabel("Note for colleagues").fill(words);
  await page.getByRole("button", { name: "Add note" }).click();
  const note = page.locator("article.note", { hasText: words });
  await note.locator("summary[aria-label^='More about']").click();
  await note.getByRole("button", { name: "Split off to a new ticket" }).click();
  await page.locator(`#thread[data-ticket]:not([data-ticket="${id}"])`).waitFor();
  assert.equal(await page.locator("#messages > article").count(), 1);
  await page.getByRole("heading", { name: "Linked tickets" }).waitFor();
  await page.locator(`.mini a[href*="${id}"]`).first().click();
  await page.locator(`#thread[data-ticket="${id}"]`).waitFor();
  await page.locator("#more summary").click();
  await page.getByLabel("Change the requester").fill("somebody.else@example.org");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.locator("#person", { hasText: "somebody.else@example.org" }).waitFor();
  nothingWrong();
});

test("tags are looked after in the settings", async () => {
  await page.goto("/tags");
  await page.getByLabel("Name", { exact: true }).fill("Returns");
  await page.getByLabel("Colour", { exact: true }).selectOption("violet");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator(".chip.tag.violet", { hasText: "Returns" }).waitFor();
  await accessible(page, "tags");
  await picture(page, "tags");
  // A name that there is: told beside the form, and what was typed stays.
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("returns");
  await page.getByLabel("Colour", { exact: true }).selectOption("red");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("section [role=alert]", { hasText: "Name: there is a tag with this name already." }).waitFor();
  assert.deepEqual([await name.inputValue(), await page.getByLabel("Colour", { exact: true }).inputValue()], ["returns", "red"]);
  await name.fill("Refunds");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator(".chip.tag.red", { hasText: "Refunds" }).waitFor();
  await page.getByLabel("New name for Refunds").fill("Returns");
  await page.locator(".tag-line", { hasText: "Refunds" }).getByRole("button", { name: "Save" }).click();
  await page.locator(".tag-line", { hasText: "Refunds" }).getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("New name for Refunds").inputValue(), "Returns");
  await accessible(page, "a tag whose name is taken");
  await picture(page, "tags-taken");
  nothingWrong(/status of 422/);
  const refunds = page.locator(".tag-line", { has: page.locator(".chip.tag", { hasText: "Refunds" }) });
  await refunds.locator("details.confirm summary").click();
  await page.getByRole("button", { name: "Remove Refunds" }).click();
  await page.locator(".chip.tag", { hasText: "Refunds" }).waitFor({ state: "detached" });
  const line = page.locator(".tag-line", { has: page.locator(".chip.tag", { hasText: "Returns" }) });
  await line.locator("details.confirm summary").click();
  await line.getByText("Remove “Returns”? No ticket has it.").waitFor();
  await accessible(page, "a tag that is about to be removed");
  await picture(page, "tag-removal");
  await line.getByRole("link", { name: "Keep" }).click();
  const other = page.locator(".tag-line", { has: page.locator(".chip.tag", { hasText: "Together" }) });
  await other.locator("summary").click();
  await other.getByText(/It is taken off (one ticket|[0-9]+ tickets)\./).waitFor();
  await line.locator("details.confirm summary").click();
  await line.getByRole("button", { name: "Remove Returns" }).click();
  await page.locator(".chip.tag", { hasText: "Returns" }).waitFor({ state: "detached" });
  nothingWrong();
});

test("all of it fits 390 pixels", async () => {
  const small = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const phone = await small.signIn();
  const fits = async (what) => {
    const over = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${what} is wider than the screen`);
    await accessible(phone, `${what} at 390 pixels`);
  };
  await phone.goto("/tickets?view=all");
  await phone.locator("#narrow summary").click();
  const box = await phone.locator("input.pick").first().evaluate((pick) => [getComputedStyle(pick).opacity, pick.offsetWidth, pick.offsetHeight]);
  assert.deepEqual(box, ["1", 24, 24], "a finger sees where to select");
  await picture(phone, "touch-list");
  await phone.locator("input.pick").first().check();
  await fits("the list with its tools");
  await phone.locator("#list a.row").first().click();
  await phone.locator("#thread[data-ticket]").waitFor();
  await phone.locator("#snooze summary").click();
  await fits("a ticket with its menu");
  await phone.goto("/tags");
  await fits("tags");
  assert.deepEqual(small.wrong, []);
  await small.context.close();
});
