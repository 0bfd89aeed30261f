// A new mail: by key, from a person, kept while it is written, sent, undone, later; over real servers; without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, openDesk, openFirst, picture, programme, startBrowser } from "./world.mjs";
import { header, startMail } from "./mail-world.mjs";
import { startDesk } from "./serve.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let onlyRefused;
let api;
let messages;
/** Somebody who wrote. */
let known;

before(async () => {
  ({ browser, demo, page, nothingWrong, onlyRefused, stop } = await openDesk());
  ({ api, messages } = programme(demo));
  const { items } = (await api("tickets?limit=100")).body;
  known = items.find((row) => /^[A-Za-z]+ [A-Za-z]+$/.test(row.requester));
  assert.ok(known, "somebody with a name of two words wrote");
});
after(() => stop?.());

const text = (on = page) => on.locator("#reply-text");
const field = (name, on = page) => on.locator(`#mail-${name}`);
const begun = (on = page) => on.locator("form[data-mail]");
const focused = (id, on = page) => on.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
const saved = (on = page) => on.locator("#mail [data-kept]", { hasText: "Draft saved" }).waitFor();
const undo = () => page.locator("#notice").getByRole("button", { name: "Undo" });
const ticketIn = (url) => /\/tickets\/([0-9a-f-]{36})/.exec(url)?.[1];
const landed = async (words) => {
  await page.locator("#thread[data-ticket]").waitFor();
  await page.locator("article.outbound", { hasText: words }).waitFor();
  return ticketIn(page.url());
};
const until = async (probe) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await probe()) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  assert.fail(`never: ${probe}`);
};

test("begun by key, to a person who is suggested, it is sent and stands on a ticket of its own", async () => {
  await openFirst(page);
  await page.keyboard.press("c");
  await begun().waitFor();
  await focused("mail-to");
  assert.match(page.url(), /\/tickets\/new\?.*draft=/);
  const [first, last] = known.requester.split(" ");
  await page.keyboard.type(`${first.slice(0, 4)}`);
  const option = page.locator("#people-list [role=option]", { hasText: known.requester_email });
  await option.waitFor();
  assert.equal(await field("to").getAttribute("aria-expanded"), "true");
  assert.match(await page.locator("#people-status").textContent(), /suggestion/);
  await accessible(page, "people who are suggested");
  await picture(page, "compose-people");
  for (let tries = 0; (await option.getAttribute("aria-selected")) !== "true" && tries < 5; tries += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await field("to").inputValue(), `${first} ${last} <${known.requester_email}>, `);
  await page.locator("#people-list").waitFor({ state: "hidden" });
  // Enter goes on, and sends nothing.
  await page.keyboard.press("Enter");
  await focused("mail-subject");
  await page.keyboard.type("Your saddle is here");
  await page.keyboard.press("Enter");
  await focused("reply-text");
  await page.keyboard.type("Come and get it.");
  await saved();
  await accessible(page, "a new message");
  await picture(page, "compose");
  await page.keyboard.press("Control+Enter");
  const ticket = await landed("Come and get it.");
  await undo().waitFor();
  await accessible(page, "a new message that was sent");
  await picture(page, "compose-sent");
  const { body } = await api(`tickets/${ticket}`);
  assert.deepEqual([body.subject, body.requester_id, body.status], ["Your saddle is here", known.requester_id, "pending"]);
  const [mail] = await messages(ticket);
  assert.deepEqual(mail.to.map((one) => one.email), [known.requester_email]);
  await page.locator("article.outbound .chip", { hasText: /^Sent$/ }).waitFor({ timeout: 20_000 });
  // What was sent is begun no more.
  await page.keyboard.press("c");
  await begun().waitFor();
  assert.equal(await page.locator("#begun").count(), 0);
  assert.equal(await text().inputValue(), "");
  nothingWrong();
});

test("sent while it is being saved, nothing of it is begun any more", async () => {
  await page.goto("/tickets/new");
  await begun().waitFor();
  await field("to").fill("Bo Ek <bo@nordlys.example>");
  await field("subject").fill("At once");
  await text().fill("Sent while saved.");
  await saved();
  // The server has the save, and its answer is not there before the message is to be sent.
  let sending;
  const asked = new Promise((done) => { sending = done; });
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(/\/tickets\/new\/drafts\/mail$/, async (route) => {
    const answer = await route.fetch();
    sending();
    await held;
    await route.fulfill({ response: answer });
  }, { times: 1 });
  await text().pressSequentially(" More.");
  await asked;
  await page.keyboard.press("Control+Enter");
  // Pressed twice, it is sent once.
  await page.keyboard.press("Control+Enter");
  release();
  const ticket = await landed("Sent while saved. More.");
  assert.deepEqual((await api("drafts")).body.items, []);
  assert.equal((await messages(ticket)).length, 1);
  await page.keyboard.press("c");
  await begun().waitFor();
  assert.equal(await page.locator("#begun").count(), 0);
  nothingWrong();
});

test("a save counts as under way until its answer is read", async () => {
  await page.goto("/tickets/new");
  await begun().waitFor();
  await field("to").fill("Bo Ek <bo@nordlys.example>");
  await field("subject").fill("A slow answer");
  await text().fill("Sent while read.");
  await saved();
  // The answer is there, and what it says is not read before the message is to be sent.
  const asked = page.evaluate(() => new Promise((done) => {
    const { json } = Response.prototype;
    Response.prototype.json = async function () {
      Response.prototype.json = json;
      const said = await json.call(this);
      await new Promise((go) => { window.readOn = go; done(); });
      return said;
    };
  }));
  await text().pressSequentially(" More.");
  await asked;
  await page.keyboard.press("Control+Enter");
  await page.evaluate(() => window.readOn());
  await landed("Sent while read. More.");
  assert.deepEqual((await api("drafts")).body.items, []);
  nothingWrong();
});

test("undone, it is in its form again with everything, and its ticket is gone", async () => {
  await page.goto("/tickets");
  await page.getByRole("link", { name: "New message" }).click();
  await focused("mail-to");
  await field("to").fill("Bo Ek <bo@nordlys.example>");
  await page.locator("#mail-more summary").click();
  await field("cc").fill("carla@nordlys.example");
  await field("subject").fill("Too soon");
  await page.locator("[data-upload]").setInputFiles({ name: "saddle.txt", mimeType: "text/plain", buffer: Buffer.from("brown") });
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  await text().fill("Sent too soon.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const ticket = await landed("Sent too soon.");
  await undo().click();
  await begun().waitFor();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "Sent too soon.");
  assert.equal(await field("to").inputValue(), "Bo Ek <bo@nordlys.example>");
  assert.equal(await field("cc").inputValue(), "carla@nordlys.example");
  assert.equal(await field("subject").inputValue(), "Too soon");
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  assert.equal((await api(`tickets/${ticket}`)).status, 404);
  assert.equal(await page.locator(`#t-${ticket}`).count(), 0);
  // It is kept from then on, also when the page is left.
  await saved();
  await page.reload();
  assert.equal(await text().inputValue(), "Sent too soon.");
  await page.locator("#uploads li", { hasText: "saddle.txt" }).waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const again = await landed("Sent too soon.");
  assert.notEqual(again, ticket);
  await page.locator("article.outbound .chip", { hasText: /^Sent$/ }).waitFor({ timeout: 20_000 });
  assert.equal((await messages(again))[0].attachments.length, 1);
  nothingWrong();
});

test("what is begun is kept, listed, and can be discarded and restored", async () => {
  assert.deepEqual((await api("drafts")).body.items, []);
  await page.goto("/tickets/new");
  await begun().waitFor();
  const address = page.url();
  await field("subject").fill("Begun");
  await text().fill("So far");
  await saved();
  await page.locator("#list a.row").first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  assert.equal(await text().inputValue(), "");
  await page.goto("/tickets/new");
  await page.locator("#begun summary", { hasText: "One more message that you began" }).click();
  await accessible(page, "messages that were begun");
  await picture(page, "compose-begun");
  await page.locator("#begun a", { hasText: "Begun" }).click();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "So far");
  assert.equal(ticketIn(page.url()), undefined);
  assert.equal(new URL(page.url()).searchParams.get("draft"), new URL(address).searchParams.get("draft"));
  await page.locator("#mail [data-discard]").click();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "");
  assert.equal(await field("subject").inputValue(), "");
  await page.locator("#notice").getByRole("button", { name: "Restore" }).click();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "So far");
  assert.equal(await field("subject").inputValue(), "Begun");
  await saved();
  await page.locator("#mail [data-discard]").click();
  await page.locator("#mail [data-discard]").waitFor({ state: "hidden" });
  await page.goto("/tickets/new");
  assert.equal(await page.locator("#begun").count(), 0);
  nothingWrong();
});

test("from a person, and later: their address stands there, and it waits for its time", async () => {
  await page.goto(`/tickets/${known.id}`);
  await page.locator("#person").getByRole("link", { name: "Write to them" }).click();
  await begun().waitFor();
  assert.equal(await field("to").inputValue(), `${known.requester} <${known.requester_email}>`);
  await focused("mail-subject");
  await page.keyboard.type("On Monday");
  await text().fill("We open at eight.");
  await page.locator("#later summary").click();
  await picture(page, "compose-later");
  await page.locator("#later").getByRole("button", { name: "In an hour" }).click();
  const ticket = await landed("We open at eight.");
  await page.locator("article.outbound [data-goes-out]").waitFor();
  const [mail] = await messages(ticket);
  assert.ok(mail.delivery.goes_out_at_ms - Date.now() > 50 * 60_000);
  await page.locator("article.outbound").getByRole("button", { name: "Take back" }).click();
  await begun().waitFor();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "We open at eight.");
  await saved();
  nothingWrong();
});

test("what is wrong is said beside its field, with everything that was typed", async () => {
  await page.goto("/tickets/new");
  await field("to").fill("Bo Ek <bo@nordlys.example>, nobody");
  await field("subject").fill("Wrong");
  await text().fill("Typed.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("#wrong-to", { hasText: "“nobody” is not an e-mail address." }).waitFor();
  assert.deepEqual([await field("to").inputValue(), await field("subject").inputValue(), await text().inputValue()], ["Bo Ek <bo@nordlys.example>, nobody", "Wrong", "Typed."]);
  assert.equal(await field("to").getAttribute("aria-invalid"), "true");
  await focused("mail-to");
  await accessible(page, "a new message that was refused");
  await picture(page, "compose-wrong");
  onlyRefused(422);
  await field("to").fill("bo@nordlys.example");
  await field("subject").fill("   ");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("#wrong-subject", { hasText: "Write a subject" }).waitFor();
  await focused("mail-subject");
  onlyRefused(422);
  await field("subject").fill("Right");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await landed("Typed.");
  nothingWrong();
});

test("formatting, a picture and a saved reply go with it", async () => {
  const name = "Pick-up";
  await api("saved-replies", { method: "POST", body: JSON.stringify({ name, text: "Hi {requester.first_name|there}, {agent.name} here about {ticket.subject}.", shared: true }) });
  await page.goto("/tickets/new");
  await field("to").fill(`${known.requester} <${known.requester_email}>`);
  await field("subject").fill("Bells");
  await text().focus();
  await page.locator("#mail button[data-saved]").click();
  await page.locator("#saved-input").fill(name);
  await page.keyboard.press("Enter");
  await page.waitForFunction((first) => document.querySelector("#reply-text")?.value.startsWith(`Hi ${first}, `), known.requester.split(" ")[0]);
  assert.match(await text().inputValue(), / here about Bells\.$/);
  await page.locator("[data-formatting]").click();
  await page.locator("#mail .rich").waitFor();
  const dot = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await page.locator("[data-picture]").setInputFiles({ name: "bell.png", mimeType: "image/png", buffer: dot });
  await page.locator("#mail .rich img").waitFor();
  await saved();
  await picture(page, "compose-rich");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("#thread[data-ticket]").waitFor();
  const [mail] = await messages(ticketIn(page.url()));
  assert.match(mail.text, /^Hi .* about Bells\./);
  assert.deepEqual(mail.attachments.map((file) => file.inline), [true]);
  nothingWrong();
});

test("from the palette, from an organisation, and from another address of the mailbox", async () => {
  const mailbox = (await api("mailboxes")).body.items[0];
  await api(`mailboxes/${mailbox.id}`, { method: "PATCH", body: JSON.stringify({ aliases: [{ name: "Workshop", email: "workshop@nordlys.example" }] }) });
  const { body } = await api("organisations", { method: "POST", body: JSON.stringify({ name: "Letterbox", domains: [known.requester_email.split("@")[1]] }) });
  await until(async () => (await api(`contacts/${known.requester_id}`)).body.organisation_id === body.id);
  await page.goto("/mailboxes");
  await page.keyboard.press("Control+k");
  await page.locator("#palette-input").fill("new mess");
  await page.locator("#palette-list [role=option][aria-selected=true]", { hasText: "New message" }).waitFor();
  await page.keyboard.press("Enter");
  await begun().waitFor();
  await page.goto(`/organisations/${body.id}`);
  await page.getByRole("link", { name: `Write to them: ${known.requester_email}` }).click();
  await begun().waitFor();
  assert.equal(await field("to").inputValue(), `${known.requester} <${known.requester_email}>`);
  await field("from").selectOption({ label: "Workshop <workshop@nordlys.example>" });
  await field("subject").fill("Your bike");
  await text().fill("It is mended.");
  await saved();
  await page.reload();
  assert.match(await field("from").inputValue(), / workshop@nordlys\.example$/);
  await page.locator("#then").selectOption("open");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await landed("It is mended.");
  await undo().click();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "It is mended.");
  assert.match(await field("from").inputValue(), / workshop@nordlys\.example$/);
  assert.equal(await page.locator("#then").inputValue(), "open");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const [mail] = await messages(await landed("It is mended."));
  assert.equal(mail.from[0].email, "workshop@nordlys.example");
  nothingWrong();
});

test("on a small screen it fits, and its button is at hand", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/tickets");
  await picture(page, "compose-button");
  await page.getByRole("link", { name: "New message" }).click();
  await begun().waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} pixels`);
  await accessible(page, "a new message on a small screen");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("without script it is a plain form", async () => {
  const { context, wrong, signIn } = await newPerson(browser, demo, { javaScriptEnabled: false });
  const plain = await signIn();
  await plain.goto("/tickets/new?to=bo%40nordlys.example");
  assert.equal(await field("to", plain).inputValue(), "bo@nordlys.example");
  await field("to", plain).fill("bo@nordlys.example, nobody");
  await field("subject", plain).fill("Plain");
  await text(plain).fill("No script here.");
  await plain.getByRole("button", { name: "Send", exact: true }).click();
  await plain.locator("#wrong-to").waitFor();
  assert.equal(await text(plain).inputValue(), "No script here.");
  await field("to", plain).fill("bo@nordlys.example");
  await plain.getByRole("button", { name: "Send", exact: true }).click();
  await plain.locator("article.outbound", { hasText: "No script here." }).waitFor();
  const ticket = ticketIn(plain.url());
  await plain.getByRole("button", { name: "Take back" }).click();
  await begun(plain).waitFor();
  assert.equal(await text(plain).inputValue(), "No script here.");
  assert.equal((await api(`tickets/${ticket}`)).status, 404);
  await context.close();
  assert.deepEqual(wrong.filter((line) => !/ 422 /.test(line)), []);
});

test("it goes out over real servers, with its signature, and what is answered joins it", async (t) => {
  const [DESK, EVA] = ["support@acme.test", "eva@home.test"];
  const mail = await startMail([DESK, EVA]);
  if (mail.unavailable) return t.skip(mail.unavailable);
  const desk = await startDesk(mail, DESK);
  const other = await startBrowser();
  try {
    const person = await newPerson(other, desk, { viewport: { width: 1440, height: 900 } });
    const on = await person.signIn();
    await on.goto("/profile");
    await on.getByLabel("Signature", { exact: true }).fill("Ada of Acme");
    const [kept] = await Promise.all([on.waitForResponse((one) => one.request().method() === "POST"), on.getByRole("button", { name: "Save" }).first().click()]);
    assert.ok(kept.status() < 400);
    await on.goto("/tickets/new");
    await on.locator("[data-below]:visible", { hasText: "Ada of Acme" }).waitFor();
    await field("to", on).fill(`Eva Berg <${EVA}>`);
    await field("subject", on).fill("Your bell");
    await text(on).fill("It has come in.");
    await on.getByRole("button", { name: "Send", exact: true }).click();
    await on.locator("article.outbound .chip", { hasText: /^Sent$/ }).waitFor({ timeout: 30_000 });
    const [came] = (await mail.ask({ do: "list", address: EVA, folder: "INBOX", at_least: 1 })).mails;
    assert.equal(header(came, "Subject"), "Your bell");
    assert.match(header(came, "To"), /Eva Berg <eva@home.test>/);
    assert.equal(header(came, "In-Reply-To"), "");
    assert.match(came, /It has come in\.\r?\n\r?\n--(=20| )\r?\nAda of Acme/);
    const [copy] = (await mail.ask({ do: "list", address: DESK, folder: "Sent", at_least: 1 })).mails;
    assert.equal(header(copy, "Message-ID"), header(came, "Message-ID"));
    assert.deepEqual(person.wrong, []);
  } finally {
    await other.close();
    await desk.stop();
    await mail.stop();
  }
});
