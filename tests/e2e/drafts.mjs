// Drafts: what is typed is kept on the server, is there on every device of its author, and nowhere else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newColleague, newPerson, openDesk, openFirst, picture, programme } from "./world.mjs";

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

const text = (on = page) => on.locator("#reply-text");
const saved = (on = page, panel = "reply") => on.locator(`#panel-${panel} [data-kept]`, { hasText: "Draft saved" });
const holds = (words, on = page, id = "reply-text") =>
  on.waitForFunction(([field, value]) => document.getElementById(field)?.value === value, [id, words]);
const draft = async (ticket, kind = "reply") => {
  const response = await fetch(new URL(`/api/v1/tickets/${ticket}/draft?kind=${kind}`, demo.url), { headers: { authorization: `Bearer ${demo.api_token}` } });
  return response.ok ? response.json() : undefined;
};
const chip = (ticket, on = page) => on.locator(`#l-${ticket} [data-drafted]`);
const open = async (ticket, on) => {
  await on.goto(`/tickets/${ticket}`);
  await on.locator("#thread[data-ticket]").waitFor();
};
const until = async (probe) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await probe()) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  assert.fail(`never: ${probe}`);
};

test("what is typed is kept, and is there after coming back", async () => {
  const ticket = await openFirst(page);
  await page.locator("#recipients summary").click();
  await page.getByLabel("Blind copy (Bcc)").fill("archive@nordlys.example");
  await page.locator("[data-upload]").setInputFiles({ name: "saddle.txt", mimeType: "text/plain", buffer: Buffer.from("brown") });
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  await text().pressSequentially("Dear customer, ");
  await page.getByLabel("Then set to").selectOption("closed");
  await saved().waitFor();
  await chip(ticket).waitFor();
  await accessible(page, "a draft that is kept");
  await picture(page, "draft-kept");
  await until(async () => (await draft(ticket))?.status === "closed");
  const kept = await draft(ticket);
  assert.deepEqual([kept.text, kept.bcc, kept.uploads[0].name], ["Dear customer, ", "archive@nordlys.example", "saddle.txt"]);
  // To another ticket and back, then the whole page anew.
  await page.locator("#list a.row:not([aria-current=true])").first().click();
  await page.waitForFunction((id) => document.querySelector("#thread")?.dataset.ticket !== id, ticket);
  assert.equal(await text().inputValue(), "");
  assert.equal(await saved().count(), 0);
  await chip(ticket).waitFor();
  await page.locator(`#t-${ticket}`).click();
  await holds("Dear customer, ");
  await page.reload();
  await holds("Dear customer, ");
  assert.equal(await page.locator("#reply-bcc").inputValue(), "archive@nordlys.example");
  assert.equal(await page.locator("#then").inputValue(), "closed");
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  assert.equal(await page.locator("[data-meanwhile]").isVisible(), false);
  nothingWrong();
});

test("the last words are kept too, when the page goes away at once", async () => {
  const ticket = await openFirst(page);
  await text().fill("Typed and gone.");
  await page.goto("/mailboxes");
  await until(async () => (await draft(ticket))?.text === "Typed and gone.");
  await open(ticket, page);
  await holds("Typed and gone.");
  await text().fill("Typed, and gone with the tab.");
  const other = await page.context().newPage();
  await page.close({ runBeforeUnload: true });
  page = other;
  await until(async () => (await draft(ticket))?.text === "Typed, and gone with the tab.");
  await openFirst(page);
  await holds("Typed, and gone with the tab.");
  nothingWrong();
});

test("another device of the same agent has it, and what it adds comes back", async () => {
  const ticket = await openFirst(page);
  await text().fill("Begun at the desk");
  await saved().waitFor();
  await until(async () => (await draft(ticket))?.text === "Begun at the desk");
  const phone = await newPerson(browser, demo, { viewport: { width: 390, height: 844 } });
  const there = await phone.signIn();
  await open(ticket, there);
  await holds("Begun at the desk", there);
  await text(there).fill("Begun at the desk, ended on the train");
  await until(async () => (await draft(ticket))?.text.endsWith("train"));
  const over = await there.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0);
  // The next look at the ticket brings it.
  await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ priority: "high" }) });
  await holds("Begun at the desk, ended on the train");
  // Both write: nobody's words are overwritten.
  await text(there).fill("On the train");
  await until(async () => (await draft(ticket))?.text === "On the train");
  await text().fill("At the desk");
  await page.locator("#panel-reply [data-clash]").waitFor();
  assert.equal((await draft(ticket)).text, "On the train");
  await accessible(page, "a draft that was changed elsewhere");
  await picture(page, "draft-elsewhere");
  await page.locator("#panel-reply").getByRole("button", { name: "Use the other one" }).click();
  await holds("On the train");
  await page.locator("#notice").getByRole("button", { name: "Restore" }).click();
  await holds("At the desk");
  await until(async () => (await draft(ticket))?.text === "At the desk");
  assert.deepEqual(phone.wrong, []);
  await phone.context.close();
  // The refusal is in the console, as it should be; nothing else is.
  try { nothingWrong(); } catch (error) { assert.match(error.message, /409/); }
});

test("a colleague does not see it", async () => {
  const ticket = await openFirst(page);
  await text().fill("For my eyes only.");
  await until(async () => (await draft(ticket))?.text === "For my eyes only.");
  const nora = await newColleague(page, browser, demo, "Nora Newcomer");
  const theirs = nora.page;
  await open(ticket, theirs);
  assert.equal(await text(theirs).inputValue(), "");
  assert.equal((await theirs.content()).includes("For my eyes only."), false);
  await chip(ticket, theirs).waitFor({ state: "hidden" });
  // Theirs is theirs.
  await text(theirs).fill("Nora's own.");
  await saved(theirs).waitFor();
  assert.equal((await draft(ticket)).text, "For my eyes only.");
  assert.deepEqual(nora.wrong, []);
  await nora.context.close();
  nothingWrong();
});

test("it can be discarded, and restored", async () => {
  const ticket = await openFirst(page);
  await text().fill("Not good enough.");
  await until(async () => (await draft(ticket))?.text === "Not good enough.");
  const button = page.locator("#panel-reply").getByRole("button", { name: "Discard" });
  await button.click();
  await until(async () => (await draft(ticket)) === undefined);
  await chip(ticket).waitFor({ state: "hidden" });
  assert.equal(await text().inputValue(), "");
  await picture(page, "draft-discarded");
  await page.locator("#notice").getByRole("button", { name: "Restore" }).click();
  await holds("Not good enough.");
  await until(async () => (await draft(ticket))?.text === "Not good enough.");
  await button.click();
  await until(async () => (await draft(ticket)) === undefined);
  await page.reload();
  await page.locator("#thread[data-ticket]").waitFor();
  assert.equal(await text().inputValue(), "");
  // Emptied by hand is the same.
  await text().fill("Once more.");
  await until(async () => (await draft(ticket)) !== undefined);
  await text().fill("");
  await until(async () => (await draft(ticket)) === undefined);
  nothingWrong();
});

test("sending ends it, adding the note ends the note's, and being stopped ends nothing", async () => {
  const ticket = await openFirst(page);
  const had = (await messages(ticket)).length;
  await page.keyboard.press("n");
  await page.locator("#note-text").fill("Ask the workshop.");
  await saved(page, "note").waitFor();
  await page.locator("#tab-reply").click();
  await text().fill("It is on its way.");
  await until(async () => (await draft(ticket))?.text === "It is on its way." && (await draft(ticket, "note"))?.text === "Ask the workshop.");
  await picture(page, "draft-both");
  // Somebody is faster: the draft stays.
  await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "Faster." }) });
  await page.locator("[data-meanwhile]").waitFor();
  await text().press("Control+Enter");
  await page.locator("#notice[role=alert]", { hasText: "A message came while you were writing" }).waitFor();
  assert.equal((await draft(ticket)).text, "It is on its way.");
  await text().press("Control+Enter");
  await page.locator("article.outbound", { hasText: "It is on its way." }).waitFor();
  await until(async () => (await draft(ticket)) === undefined);
  assert.equal((await messages(ticket)).length, had + 2);
  assert.equal(await text().inputValue(), "");
  // The note's is there still, and is what is shown first.
  await page.reload();
  await holds("Ask the workshop.", page, "note-text");
  await page.locator("#note-text").press("Control+Enter");
  await page.locator("article.note", { hasText: "Ask the workshop." }).waitFor();
  await until(async () => (await draft(ticket, "note")) === undefined);
  await chip(ticket).waitFor({ state: "hidden" });
  try { nothingWrong(); } catch (error) { assert.match(error.message, /409/); }
});

test("sent in the same breath as it is typed, no draft is left", async () => {
  const ticket = await openFirst(page);
  for (const words of ["Quick one.", "Quick two."]) {
    await text().fill(words);
    await text().press("Control+Enter");
    await page.locator("article.outbound", { hasText: words }).waitFor();
  }
  await page.waitForTimeout(1500);
  assert.equal(await draft(ticket), undefined);
  assert.equal(await text().inputValue(), "");
  nothingWrong();
});

test("merging tickets keeps what was being written in both", async () => {
  await page.goto("/tickets");
  const ids = await page.locator("#list a.row").evaluateAll((rows) => rows.map((row) => row.id.slice(2)));
  const [one, two] = [ids[2], ids[3]];
  for (const [ticket, words] of [[one, "Written in the first."], [two, "Written in the second."]]) {
    await open(ticket, page);
    await text().fill(words);
    await until(async () => (await draft(ticket))?.text === words);
  }
  const merged = await api(`tickets/${one}/merges`, { method: "POST", body: JSON.stringify({ into_id: two }) });
  assert.equal(merged.status, 201);
  await open(one, page);
  assert.match(page.url(), new RegExp(two));
  await holds("Written in the second.\n\nWritten in the first.");
  nothingWrong();
});

test("without script the draft is shown and can be discarded", async () => {
  const ticket = await openFirst(page);
  await text().fill("Written with script.");
  await until(async () => (await draft(ticket))?.text === "Written with script.");
  const plain = await newPerson(browser, demo, { javaScriptEnabled: false });
  const there = await plain.signIn();
  await there.goto(`/tickets/${ticket}`);
  assert.equal(await text(there).inputValue(), "Written with script.");
  await there.locator("#panel-reply").getByRole("button", { name: "Discard" }).click();
  await there.locator("#thread[data-ticket]").waitFor();
  assert.equal(await text(there).inputValue(), "");
  assert.equal(await draft(ticket), undefined);
  assert.deepEqual(plain.wrong, []);
  await plain.context.close();
});
