// Sending later and taking back: what waits can be undone, from the notice, by key and from the conversation.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let api;
let messages;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api, messages } = programme(demo));
});
after(() => stop?.());

const text = () => page.getByLabel("Your answer");
const answer = (words, on = page) => on.locator("article.outbound", { hasText: words });
/** The event that it is gone may come before the answer that brings it back. */
const holds = (words) => page.waitForFunction((value) => document.querySelector("#reply-text")?.value === value, words);
const undo = () => page.locator("#notice").getByRole("button", { name: "Undo" });

test("what was just sent can be undone from the notice, and is in the composer again", async () => {
  const ticket = await openFirst(page);
  const had = (await messages(ticket)).length;
  const status = (await api(`tickets/${ticket}`)).body.status;
  await page.locator("#recipients summary").click();
  await page.getByLabel("Blind copy (Bcc)").fill("archive@nordlys.example");
  await page.locator("[data-upload]").setInputFiles({ name: "saddle.txt", mimeType: "text/plain", buffer: Buffer.from("brown") });
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  await text().fill("Sent too soon.");
  await page.keyboard.press("Control+Enter");
  await answer("Sent too soon.").locator("[data-goes-out]").waitFor();
  await undo().waitFor();
  assert.equal(await text().inputValue(), "");
  await accessible(page, "an answer that can be undone");
  await picture(page, "later-undo");
  // It covers nothing that is pressed to answer, on any screen.
  for (const [width, height] of [[1440, 900], [1000, 800], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.locator("#panel-reply button.primary").scrollIntoViewIfNeeded();
    const covered = await page.evaluate(() => {
      const notice = document.getElementById("notice").getBoundingClientRect();
      const over = (b) => b.width > 0 && b.left < notice.right && b.right > notice.left && b.top < notice.bottom && b.bottom > notice.top;
      return [...document.querySelectorAll("#compose :is(button, select, summary, textarea)")].filter((one) => over(one.getBoundingClientRect())).map((one) => one.outerHTML);
    });
    assert.deepEqual(covered, [], `the notice at ${width} pixels`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await undo().click();
  await answer("Sent too soon.").waitFor({ state: "detached" });
  await holds("Sent too soon.");
  assert.equal(await page.locator("#reply-bcc").inputValue(), "archive@nordlys.example");
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "reply-text");
  assert.match(page.url(), new RegExp(`/tickets/${ticket}`));
  assert.equal(await page.locator("[data-meanwhile]").isVisible(), false);
  assert.equal((await messages(ticket)).length, had);
  assert.equal((await api(`tickets/${ticket}`)).body.status, status);
  nothingWrong();
  // It goes out as it came back, file and all.
  await page.keyboard.press("Control+Enter");
  await answer("Sent too soon.").locator(".file", { hasText: "saddle.txt" }).waitFor();
  await answer("Sent too soon.").locator(".chip", { hasText: /^Sent$/ }).waitFor();
  assert.equal(await answer("Sent too soon.").getByRole("button", { name: "Take back and edit" }).count(), 0);
  nothingWrong();
});

test("a key undoes it too, also from the next ticket", async () => {
  const ticket = await openFirst(page);
  await text().fill("Undone by a key.");
  await page.keyboard.press("Control+Enter");
  await undo().waitFor();
  await page.locator("#list a.row:not([aria-current=true])").nth(1).click();
  await page.waitForFunction((id) => document.querySelector("#thread")?.dataset.ticket !== id, ticket);
  await page.keyboard.press("z");
  await page.waitForFunction((id) => document.querySelector("#thread")?.dataset.ticket === id, ticket);
  await holds("Undone by a key.");
  assert.equal(await answer("Undone by a key.").count(), 0);
  assert.equal(await page.locator("#notice").isVisible(), false);
  await text().fill("");
  nothingWrong();
});

test("an answer can be sent later, and waits in sight of everyone", async () => {
  const ticket = await openFirst(page);
  const other = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  const theirs = await other.signIn();
  await theirs.goto(page.url());
  await theirs.locator("#thread[data-ticket]").waitFor();
  await text().fill("The saddle comes on Monday.");
  await page.getByLabel("Send later").click();
  await page.getByRole("button", { name: "Tomorrow at 8:00" }).waitFor();
  await accessible(page, "the choices of times");
  await picture(page, "later-choices");
  await page.getByRole("button", { name: "On Monday at 8:00" }).click();
  const waiting = answer("The saddle comes on Monday.");
  await waiting.locator("[data-goes-out]", { hasText: "Mon" }).waitFor();
  await page.locator("#notice", { hasText: "Goes out" }).waitFor();
  await answer("The saddle comes on Monday.", theirs).locator("[data-goes-out]").waitFor();
  const { delivery } = (await messages(ticket)).find((message) => message.text.includes("comes on Monday"));
  const at = new Date(delivery.goes_out_at_ms);
  assert.deepEqual([delivery.state, at.getDay(), at.getHours(), at.getMinutes()], ["queued", 1, 8, 0]);
  await accessible(page, "an answer that waits");
  await picture(page, "later-waits");
  // What is being written is kept below what comes back.
  await text().fill("And a bell.");
  await waiting.getByRole("button", { name: "Take back and edit" }).click();
  await waiting.waitFor({ state: "detached" });
  await holds("The saddle comes on Monday.\n\nAnd a bell.");
  await answer("The saddle comes on Monday.", theirs).waitFor({ state: "detached" });
  assert.deepEqual(other.wrong, []);
  await other.context.close();
  await text().fill("");
  nothingWrong();
});

test("what is chosen while it is being saved keeps its time", async () => {
  const ticket = await openFirst(page);
  let sending;
  const asked = new Promise((done) => { sending = done; });
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(/\/drafts\//, async (route) => {
    const answer = await route.fetch();
    sending();
    await held;
    await route.fulfill({ response: answer });
  }, { times: 1 });
  await text().fill("The bell comes tomorrow.");
  await page.getByLabel("Send later").click();
  await page.getByRole("button", { name: "Tomorrow at 8:00" }).waitFor();
  await asked;
  await page.getByRole("button", { name: "Tomorrow at 8:00" }).click();
  release();
  const waiting = answer("The bell comes tomorrow.");
  await waiting.locator("[data-goes-out]").waitFor();
  const { delivery } = (await messages(ticket)).find((message) => message.text.includes("bell comes tomorrow"));
  assert.equal(new Date(delivery.goes_out_at_ms).getHours(), 8);
  assert.ok(!JSON.stringify((await api("drafts")).body).includes(ticket), "it is begun no more");
  await waiting.getByRole("button", { name: "Take back and edit" }).click();
  await waiting.waitFor({ state: "detached" });
  await holds("The bell comes tomorrow.");
  await text().fill("");
  nothingWrong();
});

test("a time can be named, on the writer's own clock", async () => {
  await openFirst(page);
  await text().fill("At a quarter past.");
  await page.getByLabel("Send later").click();
  const year = new Date().getFullYear() + (new Date().getMonth() > 5 ? 1 : 0);
  const month = new Date().getMonth() > 5 ? "03" : "09";
  await page.getByLabel("Another time").fill(`${year}-${month}-05T09:15`);
  // Enter means the button beside the time, not the first one of the form.
  await page.keyboard.press("Enter");
  const waiting = answer("At a quarter past.");
  const iso = await waiting.locator("[data-goes-out] time").getAttribute("datetime");
  assert.equal(new Date(iso).getTime(), new Date(`${year}-${month}-05T09:15`).getTime());
  await waiting.getByRole("button", { name: "Take back and edit" }).click();
  await waiting.waitFor({ state: "detached" });
  await holds("At a quarter past.");
  await text().fill("");
  nothingWrong();
});

test("all that waits stands in one list, and is taken back from there", async () => {
  const ticket = await openFirst(page);
  await text().fill("Seen from the list.");
  await page.getByLabel("Send later").click();
  await page.getByRole("button", { name: "On Monday at 8:00" }).click();
  await answer("Seen from the list.").locator("[data-goes-out]").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.locator("#palette-input").fill("scheduled");
  await page.locator("#palette-list").getByRole("option", { name: "Scheduled" }).waitFor();
  await page.keyboard.press("Enter");
  const line = page.locator("#scheduled > .between");
  await line.first().waitFor();
  assert.equal(await line.count(), 1);
  await accessible(page, "scheduled answers");
  await picture(page, "later-scheduled");
  const { items } = (await api("scheduled-answers")).body;
  assert.deepEqual(items.map((one) => one.ticket_id), [ticket]);
  assert.equal(await line.locator("time").getAttribute("datetime"), new Date(items[0].goes_out_at_ms).toISOString().replace(".000", ""));
  await line.getByRole("link").click();
  await page.locator(`#m-${items[0].message_id}`, { hasText: "Seen from the list." }).waitFor();
  await page.goBack();
  await line.getByRole("button", { name: "Take back and edit" }).click();
  await holds("Seen from the list.");
  assert.ok(page.url().includes(`/tickets/${ticket}`), "at the ticket's address");
  await page.goto("/scheduled");
  await page.getByText("No answer waits for its time.").waitFor();
  await openFirst(page);
  await text().fill("");
  nothingWrong();
});

test("a time that has passed is refused beside its field", async () => {
  const ticket = await openFirst(page);
  const had = (await messages(ticket)).length;
  await text().fill("Yesterday.");
  await page.getByLabel("Send later").click();
  await page.getByLabel("Another time").fill("2020-01-05T09:15");
  await page.keyboard.press("Enter");
  await page.locator("#later-past", { hasText: "This time has passed" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "later-at");
  await accessible(page, "a time that has passed");
  await picture(page, "later-past");
  assert.equal((await messages(ticket)).length, had);
  await page.getByLabel("Another time").fill(`${new Date().getFullYear() + 1}-01-05T09:15`);
  assert.equal(await page.locator("#later-past").isVisible(), false);
  await page.keyboard.press("Escape");
  // Without the script's word the server refuses it too.
  const csrf = await page.locator("#panel-reply form[data-draft] input[name=csrf]").inputValue();
  const body = new URLSearchParams({ csrf, to: "a@x.example", text: "Yesterday.", later: "at", send_at: "2020-01-05T09:15" }).toString();
  const refused = await page.evaluate(async ([at, form]) => {
    const answer = await fetch(at, { method: "POST", body: form, headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" } });
    return [answer.status, await answer.text()];
  }, [`/tickets/${ticket}/replies`, body]);
  assert.equal(refused[0], 422);
  assert.match(refused[1], /The time to send at has passed/);
  assert.equal((await messages(ticket)).length, had);
  await text().fill("");
  nothingWrong(/status of 422/);
});

test("whoever is too late is told, and programs too", async () => {
  const ticket = await openFirst(page);
  const hour = Date.now() + 3_600_000;
  const sent = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "Taken by another.", send_at_ms: hour }) });
  assert.equal(sent.status, 201);
  const waiting = answer("Taken by another.");
  const button = waiting.getByRole("button", { name: "Take back and edit" });
  await button.waitFor();
  // The page does not hear of it in time.
  await page.route("**/tickets/**", (route) => (route.request().headers()["x-deskhero-live"] ? route.abort() : route.continue()));
  const path = `messages/${sent.body.message_id}/take-back`;
  const back = await api(path, { method: "POST" });
  assert.deepEqual([back.status, back.body.text], [200, "Taken by another."]);
  await button.click();
  await page.locator("#notice[role=alert]").waitFor();
  await page.unroute("**/tickets/**");
  assert.equal((await api(path, { method: "POST" })).status, 404);
  const now = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "At once." }) });
  const late = await api(`messages/${now.body.message_id}/take-back`, { method: "POST" });
  assert.deepEqual([late.status, late.body.type], [409, "urn:deskhero:problem:wrong-state"]);
  const far = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "Far.", send_at_ms: Date.now() + 400 * 86_400_000 }) });
  assert.equal(far.status, 422);
});

test("the profile says how long sending can be undone", async () => {
  await page.goto("/profile");
  await page.getByLabel("Sending can be undone for").selectOption({ label: "No time: answers go out at once" });
  await accessible(page, "the profile");
  await picture(page, "later-profile");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  assert.equal((await api("profile")).body.send_undo_seconds, 0);
  await openFirst(page);
  await text().fill("Without delay.");
  await page.keyboard.press("Control+Enter");
  await answer("Without delay.").waitFor();
  assert.equal(await undo().count(), 0);
  assert.equal(await answer("Without delay.").locator("[data-goes-out]").count(), 0);
});

test("at 390 pixels an answer can be sent later and taken back", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFirst(page);
  await text().fill("From a small screen.");
  await page.getByLabel("Send later").click();
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(await over(), 0);
  await page.getByRole("button", { name: "In an hour" }).click();
  const waiting = answer("From a small screen.");
  await waiting.getByRole("button", { name: "Take back and edit" }).click();
  await waiting.waitFor({ state: "detached" });
  assert.equal(await over(), 0);
  await holds("From a small screen.");
  await text().fill("");
});
