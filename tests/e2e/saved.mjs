// Saved replies: written with a preview, found and inserted by key, slash, button and palette, filled in for the ticket.
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

const answer = () => page.getByLabel("Your answer");
const menu = () => page.getByRole("dialog", { name: "Insert a saved reply" });
const search = () => page.getByRole("combobox", { name: "Insert a saved reply" });
const options = () => page.locator("#saved-list [role=option]:visible");
const holds = (words, id = "reply-text") => page.waitForFunction(([field, value]) => document.getElementById(field)?.value === value, [id, words]);
const shut = () => page.waitForFunction(() => !document.querySelector("dialog[open]"));
const keep = (reply) => api("saved-replies", { method: "POST", body: JSON.stringify(reply) });
const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("without any, a slash is a slash and the menu leads to the first one", async () => {
  await openFirst(page);
  await answer().pressSequentially("/etc");
  await holds("/etc");
  await answer().fill("");
  await page.getByRole("button", { name: "Saved replies" }).first().click();
  await menu().getByText("You have no saved reply yet.").waitFor();
  await menu().getByRole("link", { name: "Write the first one" }).click();
  await page.getByRole("heading", { name: "New saved reply" }).waitFor();
  nothingWrong();
});

test("one is written with a live preview, and a placeholder that there is not is refused with its place", async () => {
  await page.getByLabel("Name", { exact: true }).fill("Greeting");
  const text = page.getByLabel("Text", { exact: true });
  await text.fill("Hello {requester.first_nam},\n\nyour ticket is {ticket.number}.");
  await page.locator("#saved-preview .warn", { hasText: "line 1, character 7: there is no {requester.first_nam}" }).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  const refused = page.locator("[role=alert]", { hasText: "line 1, character 7: there is no {requester.first_nam}. There are {requester.name}, {requester.first_name}" });
  await refused.waitFor();
  assert.deepEqual(page.url().endsWith("/saved-replies"), true);
  await accessible(page, "a saved reply that is refused");
  await picture(page, "saved-refused");
  // What the browser says of the answer 422.
  nothingWrong(/status of 422/);
  await text.fill("Hello ");
  await page.getByRole("button", { name: "{requester.first_name}" }).click();
  assert.equal(await text.inputValue(), "Hello {requester.first_name}");
  await text.fill("Hello {requester.first_name|there},\n\nabout “{ticket.subject}” ({{{ticket.number}}):\n\n{agent.first_name}");
  const shown = page.locator("#saved-preview .sample");
  await shown.nth(0).filter({ hasText: "Hello Anna,\n\nabout “A question about my order” ({1042}):\n\nKim" }).waitFor();
  await shown.nth(1).filter({ hasText: "Hello there," }).waitFor();
  assert.deepEqual(await shown.nth(1).locator("mark").allTextContents(), ["{ticket.subject}", "{agent.first_name}"]);
  assert.equal(await shown.nth(0).locator(".filled").first().evaluate((value) => getComputedStyle(value).display), "inline");
  await page.getByLabel("For everyone").check();
  await accessible(page, "writing a saved reply");
  await picture(page, "saved-edit");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Greeting" }).waitFor();
  await keep({ name: "Address of the workshop", text: "Bring it to {mailbox.name|us}." });
  await keep({ name: "Callback", text: "Call you, {requester.name}?" });
  await page.reload();
  assert.deepEqual(await page.locator("main h2").allTextContents(), ["For everyone", "Only yours"]);
  await accessible(page, "the list of saved replies");
  await picture(page, "saved-list");
  nothingWrong();
});

test("a key opens the menu; arrows, words and Enter insert it at the caret, filled in", async () => {
  const ticket = await openFirst(page);
  const { number, subject, requester } = (await api(`tickets/${ticket}`)).body;
  const first = requester.split(" ")[0];
  await page.keyboard.press("i");
  await menu().waitFor();
  assert.deepEqual(await options().locator(".saved-name > .cut").allTextContents(), ["Address of the workshop", "Callback", "Greeting"]);
  assert.equal(await search().getAttribute("aria-activedescendant"), "saved-0");
  await accessible(page, "the menu of saved replies");
  await picture(page, "saved-menu");
  await page.keyboard.press("ArrowDown");
  assert.equal(await search().getAttribute("aria-activedescendant"), "saved-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("#saved-list [aria-selected=true]").getAttribute("id"), "saved-2");
  await search().fill("nothing like this");
  await menu().getByText("Nothing fits what you typed.").waitFor();
  await search().fill("ticket.subj");
  assert.equal(await options().count(), 1);
  await page.keyboard.press("Enter");
  const greeting = `Hello ${first},\n\nabout “${subject}” ({${number}}):\n\nAnna`;
  await holds(greeting);
  await page.waitForFunction((end) => document.activeElement?.id === "reply-text" && document.activeElement.selectionStart === end, greeting.length);
  // At the caret, in place of what is selected, and the browser can undo it.
  await answer().fill("Before. X After.");
  await answer().evaluate((field) => field.setSelectionRange(8, 9));
  await page.getByRole("button", { name: "Saved replies" }).first().click();
  await options().filter({ hasText: "Address" }).click();
  await holds("Before. Bring it to Nordlys Cykler. After.");
  await page.keyboard.press("Control+z");
  await holds("Before. X After.");
  // Escape changes nothing and goes back to the text.
  await page.getByRole("button", { name: "Saved replies" }).first().click();
  await menu().waitFor();
  await page.keyboard.press("Escape");
  await shut();
  await page.waitForFunction(() => document.activeElement?.id === "reply-text");
  await holds("Before. X After.");
  await answer().fill("");
  nothingWrong();
});

test("a slash on an empty line opens it, and disturbs nobody who means a slash", async () => {
  await openFirst(page);
  await answer().fill("First line\n");
  await answer().press("End");
  await page.keyboard.type("/add");
  await menu().waitFor();
  await page.waitForFunction(() => document.querySelector("#saved-input").value === "add");
  await page.keyboard.press("Enter");
  await holds("First line\nBring it to Nordlys Cykler.");
  // What fits nothing stays text, and so does what one turned away from.
  await answer().fill("");
  await page.keyboard.type("/g");
  await menu().waitFor();
  await page.keyboard.type("zip -9");
  await shut();
  await holds("/gzip -9");
  await answer().fill("");
  await page.keyboard.type("/");
  await menu().waitFor();
  await page.keyboard.type("c");
  await page.keyboard.press("Escape");
  await shut();
  await page.waitForFunction(() => document.activeElement?.id === "reply-text");
  await page.keyboard.type("!");
  await holds("/c!");
  // Not in the middle of a line, and not before other text.
  await answer().fill("and");
  await page.keyboard.type("/or");
  await holds("and/or");
  await answer().fill("tail");
  await answer().press("Home");
  await page.keyboard.type("/");
  await holds("/tail");
  assert.equal(await menu().isVisible(), false);
  await answer().fill("");
  nothingWrong();
});

test("a place without a value is named, and nothing goes out with it", async () => {
  const ticket = await openFirst(page);
  const had = (await messages(ticket)).length;
  const contact = (await api(`tickets/${ticket}`)).body.requester_id;
  const name = (await api(`contacts/${contact}`)).body.name;
  await api(`contacts/${contact}`, { method: "PATCH", body: JSON.stringify({ name: "" }) });
  await answer().fill("Now. ");
  await page.getByRole("button", { name: "Saved replies" }).first().click();
  await options().filter({ hasText: "Callback" }).click();
  await holds("Now. Call you, {requester.name}?");
  const selected = () => answer().evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.equal(await selected(), "{requester.name}");
  await page.locator("#notice[role=alert]", { hasText: "Not known: the requester’s name." }).waitFor();
  await accessible(page, "a place to fill in");
  await picture(page, "saved-gap");
  await answer().press("Home");
  await page.keyboard.press("Control+Enter");
  await page.locator("#notice", { hasText: "Fill in first: the requester’s name." }).waitFor();
  assert.equal(await selected(), "{requester.name}");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  assert.equal((await messages(ticket)).length, had);
  // Kept as a draft and opened anew, it is still a place to fill in.
  await page.locator("#panel-reply").getByText("Draft saved").waitFor();
  await page.reload();
  await holds("Now. Call you, {requester.name}?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("#notice", { hasText: "Fill in first: the requester’s name." }).waitFor();
  assert.equal((await messages(ticket)).length, had);
  await page.keyboard.type("dear rider");
  await holds("Now. Call you, dear rider?");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "Call you, dear rider?" }).waitFor();
  await api(`contacts/${contact}`, { method: "PATCH", body: JSON.stringify({ name }) });
  nothingWrong();
});

test("in the note box and from the palette too", async () => {
  await openFirst(page);
  await page.keyboard.press("n");
  await page.keyboard.type("/workshop");
  await menu().waitFor();
  await page.keyboard.press("Enter");
  await holds("Bring it to Nordlys Cykler.", "note-text");
  await page.getByLabel("Note for colleagues").fill("");
  await page.keyboard.press("Control+k");
  await page.locator("#palette-input").fill("callb");
  const found = page.locator("#palette-list").getByRole("group", { name: "Saved replies" }).getByRole("option");
  await found.waitFor();
  await accessible(page, "a saved reply in the palette");
  await picture(page, "saved-palette");
  await found.click();
  await page.waitForFunction(() => document.getElementById("note-text").value.startsWith("Call you, "));
  await page.getByLabel("Note for colleagues").fill("");
  await page.keyboard.press("Control+k");
  await page.locator("#palette-input").fill("insert a saved");
  await page.keyboard.press("Enter");
  await menu().waitFor();
  await page.keyboard.press("Escape");
  await shut();
  nothingWrong();
});

test("a formatted one is written with the same tools, and is the same in the answer", async () => {
  const rich = page.locator("#text-rich");
  await page.goto("/saved-replies/new");
  await page.getByLabel("Name", { exact: true }).fill("Return");
  await page.locator("textarea#text").fill("Hello {requester.first_name|there},");
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await rich.waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("Send it back");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" to ");
  await page.getByRole("button", { name: "{mailbox.address}" }).click();
  await page.locator("#saved-preview .sample", { hasText: "Send it back to support@example.com" }).first().waitFor();
  await accessible(page, "writing a formatted saved reply");
  await picture(page, "saved-formatted");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Return" }).click();
  await rich.locator("b", { hasText: "Send it back" }).waitFor();
  // In an answer without formatting it brings its own.
  const ticket = await openFirst(page);
  const first = (await api(`tickets/${ticket}`)).body.requester.split(" ")[0];
  await answer().pressSequentially("/retu");
  await menu().waitFor();
  await page.waitForFunction(() => document.querySelector("#saved-input").value === "retu");
  await page.keyboard.press("Enter");
  const written = page.locator("#reply-text-rich");
  await written.locator("b", { hasText: "Send it back" }).waitFor();
  await page.waitForFunction((name) => document.getElementById("reply-text").value.startsWith(`Hello ${name},\nSend it back to `), first);
  await page.keyboard.type(".");
  // And there a slash on an empty line finds the others.
  await page.keyboard.press("Enter");
  await page.keyboard.type("/add");
  await menu().waitFor();
  await page.waitForFunction(() => document.querySelector("#saved-input").value === "add");
  await picture(page, "saved-slash-formatted");
  await page.keyboard.press("Enter");
  const lines = (of) => page.waitForFunction((last) => document.getElementById("reply-text").value.split("\n").at(-1) === last, of);
  await lines("Bring it to Nordlys Cykler.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/g");
  await menu().waitFor();
  await page.keyboard.type("zip -9");
  await lines("/gzip -9");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/");
  await menu().waitFor();
  await page.keyboard.type("c");
  await page.keyboard.press("Escape");
  await shut();
  await page.keyboard.type("!");
  await lines("/c!");
  await page.keyboard.type(" and/or");
  await lines("/c! and/or");
  assert.equal(await menu().isVisible(), false);
  assert.equal(await written.locator("b").count(), 1, "only what was bold is bold");
  // In a note it is plain.
  await page.locator("#tab-note").click();
  await page.getByRole("button", { name: "Saved replies" }).last().click();
  await options().filter({ hasText: "Return" }).click();
  await page.waitForFunction((name) => document.getElementById("note-text").value.startsWith(`Hello ${name},\nSend it back to `), first);
  await page.getByLabel("Note for colleagues").fill("");
  await page.locator("#tab-reply").click();
  await page.locator("#panel-reply [data-discard]").click();
  nothingWrong();
});

test("of two windows with one saved reply the later one is asked, and loses nothing", async () => {
  await page.goto("/saved-replies");
  await page.getByRole("link", { name: "Callback" }).click();
  const other = await page.context().newPage();
  await other.goto(page.url());
  const write = async (on, words) => { await on.locator("textarea#text").fill(words); await on.getByRole("button", { name: "Save", exact: true }).click(); };
  await write(other, "Call you, {requester.name}!");
  await other.getByRole("link", { name: "Callback" }).waitFor();
  await other.close();
  await write(page, "Ring you, {requester.name}?");
  await page.locator("[role=alert]", { hasText: "changed in another window or by somebody else" }).waitFor();
  assert.equal(await page.locator("textarea#text").inputValue(), "Ring you, {requester.name}?");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Callback" }).click();
  assert.equal(await page.locator("textarea#text").inputValue(), "Ring you, {requester.name}?");
  nothingWrong(/status of 422/);
});

test("programs keep, read, change, fill in and remove", async () => {
  const ticket = await openFirst(page);
  const made = await keep({ name: "By program", text: "Ticket {ticket.number}, {requester.email|you}", shared: true });
  assert.deepEqual([made.status, made.body.may_change, made.body.shared], [201, true, true]);
  const path = `saved-replies/${made.body.id}`;
  const changed = await api(path, { method: "PATCH", body: JSON.stringify({ text: "No. {ticket.number}" }) });
  assert.deepEqual([changed.status, changed.body.text, changed.body.name], [200, "No. {ticket.number}", "By program"]);
  const { number } = (await api(`tickets/${ticket}`)).body;
  assert.deepEqual((await api(`tickets/${ticket}/${path}`)).body, { text: `No. ${number}`, html: null, empty: [] });
  const wrong = await api(path, { method: "PATCH", body: JSON.stringify({ text: "a\n {ticket.no}" }) });
  assert.deepEqual([wrong.status, wrong.body.type, wrong.body.line, wrong.body.column, wrong.body.errors[0].rule], [422, "urn:deskhero:problem:bad-placeholder", 2, 2, "rule-placeholder-unknown"]);
  assert.equal(wrong.body.placeholders.length, 9);
  assert.ok((await api("saved-replies")).body.items.some(({ name }) => name === "By program"));
  assert.equal((await fetch(new URL(`/api/v1/${path}`, demo.url), { method: "DELETE", headers: { authorization: `Bearer ${demo.api_token}` } })).status, 204);
  assert.equal((await api(path)).status, 404);
});

test("at 390 pixels it is chosen by hand, and a page removes one", async () => {
  const small = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, hasTouch: true });
  page = await small.signIn();
  await openFirst(page);
  await page.getByRole("button", { name: "Saved replies" }).first().tap();
  await options().first().waitFor();
  assert.equal(await over(), 0);
  await options().filter({ hasText: "Address of" }).tap();
  await holds("Bring it to Nordlys Cykler.");
  await answer().fill("");
  await page.goto("/saved-replies");
  assert.equal(await over(), 0);
  await page.getByRole("link", { name: "Callback" }).tap();
  await page.getByLabel("Name", { exact: true }).waitFor();
  assert.equal(await over(), 0);
  await page.locator("details.confirm summary").tap();
  assert.equal(await over(), 0);
  await page.getByRole("button", { name: "Remove this saved reply" }).tap();
  await page.getByRole("link", { name: "Greeting" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Callback" }).count(), 0);
  assert.deepEqual(small.wrong, []);
  await small.context.close();
});
