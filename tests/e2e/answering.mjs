// Answering: to whom, in copy and blind copy, and stopped when somebody was faster.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
let onlyRefused;
let api;
let messages;

before(async () => {
  ({ demo, page, nothingWrong, onlyRefused, stop } = await openDesk());
  ({ api, messages } = programme(demo));
});
after(() => stop?.());

test("recipients are seen before they are sent to, and can be changed", async () => {
  const ticket = await openFirst(page);
  const line = page.locator("#recipients summary");
  await line.click();
  await page.getByLabel("Copy (Cc)").fill("Dora Lund <dora@partner.example>");
  await page.getByLabel("Blind copy (Bcc)").fill("archive@nordlys.example");
  await page.locator("#recipients summary", { hasText: "Copy Dora Lund <dora@partner.example>" }).waitFor();
  await accessible(page, "an answer with recipients");
  await picture(page, "answering-recipients");
  await page.getByLabel("Your answer").fill("With a copy to Dora.");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "With a copy to Dora." }).waitFor();
  const sent = (await messages(ticket)).find((message) => message.text.includes("With a copy to Dora."));
  assert.deepEqual(sent.cc.map((one) => one.email), ["dora@partner.example"]);
  assert.deepEqual(sent.bcc.map((one) => one.email), ["archive@nordlys.example"]);
  nothingWrong();
});

test("an address that is none is told, and nothing is lost", async () => {
  await openFirst(page);
  await page.locator("#recipients summary").click();
  await page.getByLabel("Copy (Cc)").fill("not an address");
  await page.getByLabel("Your answer").fill("To nobody.");
  await page.keyboard.press("Control+Enter");
  await page.locator("#notice[role=alert]").waitFor();
  assert.equal(await page.getByLabel("Your answer").inputValue(), "To nobody.");
  assert.equal(await page.locator("article.outbound", { hasText: "To nobody." }).count(), 0);
  await page.locator("#panel-reply").getByRole("button", { name: "Discard" }).click();
  await page.locator("#notice", { hasText: "Draft discarded." }).waitFor();
  onlyRefused(422);
});

test("who writes is told of a message that came meanwhile, and stopped once", async () => {
  const ticket = await openFirst(page);
  await page.getByLabel("Your answer").fill("The saddle is on its way.");
  const faster = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "It was sent on Monday." }) });
  assert.equal(faster.status, 201);
  await page.locator("article.outbound", { hasText: "It was sent on Monday." }).waitFor();
  await page.getByText("A message came while you were writing. Read it before you send.").waitFor();
  await accessible(page, "an answer with a warning");
  await picture(page, "answering-meanwhile");
  await page.keyboard.press("Control+Enter");
  await page.locator("#notice[role=alert]", { hasText: "Nothing was sent" }).waitFor();
  assert.equal(await page.getByLabel("Your answer").inputValue(), "The saddle is on its way.");
  assert.equal(await page.locator("article.outbound", { hasText: "The saddle is on its way." }).count(), 0);
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "The saddle is on its way." }).waitFor();
  await page.locator("[data-meanwhile]").waitFor({ state: "hidden" });
  await page.locator("#notice[role=alert]", { hasText: "Nothing was sent" }).waitFor({ state: "hidden" });
  onlyRefused(409);
});

test("programs are stopped too, when they say what they have seen", async () => {
  const ticket = await openFirst(page);
  const { mail_count: seen } = (await api(`tickets/${ticket}`)).body;
  const stale = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "Late.", seen_mail_count: seen - 1 }) });
  assert.equal(stale.status, 409);
  assert.equal(stale.body.type, "urn:deskhero:problem:answered-meanwhile");
  assert.equal(stale.body.mail_count, seen);
  const sent = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "In time.", seen_mail_count: seen }) });
  assert.equal(sent.status, 201);
});

test("a long conversation scrolls in its column, its menus stay inside, and the keys work after sending", async () => {
  const ticket = await openFirst(page);
  for (let n = 1; n <= 6; n++) await api(`tickets/${ticket}/notes`, { method: "POST", body: JSON.stringify({ text: `Line.\n\n`.repeat(20) + n }) });
  await page.reload();
  await page.locator("article.note").nth(5).waitFor();
  const tall = await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
  assert.equal(tall, 0, "the page itself does not scroll");
  // The menu moves when the browser says that it is open, a moment after the click.
  const inside = (id) => page.waitForFunction((of) => {
    const body = document.querySelector(`#${of}[open] > .menu-body`);
    const [menu, thread] = [body, body?.closest(".thread")].map((one) => one?.getBoundingClientRect());
    return menu && menu.left >= thread.left && menu.right <= thread.right;
  }, id);
  for (const width of [1440, 1180, 1000, 390]) {
    for (const id of ["snooze", "more"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.locator(`#${id} > summary`).click();
      await inside(id);
      // A window that becomes narrow under it, or a phone that is turned.
      await page.setViewportSize({ width: 390, height: 900 });
      await inside(id);
      await page.setViewportSize({ width, height: 900 });
      await inside(id);
      if (width === 1440) await picture(page, `answering-menu-${id}`);
      await page.locator(`#${id} > summary`).click();
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel("Your answer").fill("And that was all.");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "And that was all." }).waitFor();
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByLabel("Your answer").inputValue(), "");
  nothingWrong();
});

test("an answer to nobody is not sent, and who sends it is asked to whom", async () => {
  const ticket = await openFirst(page);
  const had = (await api(`tickets/${ticket}`)).body.mail_count;
  await page.locator("#recipients summary").click();
  const to = page.locator("#reply-to");
  const was = await to.inputValue();
  await to.fill("");
  await page.locator("#recipients summary").click();
  await page.getByLabel("Your answer").fill("To nobody.");
  await page.keyboard.press("Control+Enter");
  await page.locator("#to-whom", { hasText: "To whom?" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "reply-to");
  await accessible(page, "an answer to nobody");
  await picture(page, "answering-to-whom");
  assert.equal((await api(`tickets/${ticket}`)).body.mail_count, had);
  const csrf = await page.locator("#panel-reply form[data-draft] input[name=csrf]").inputValue();
  const status = await page.evaluate(async ([at, form]) => (await fetch(at, { method: "POST", body: form, headers: { "content-type": "application/x-www-form-urlencoded" } })).status,
    [`/tickets/${ticket}/replies`, new URLSearchParams({ csrf, to: " ", text: "To nobody." }).toString()]);
  assert.equal(status, 422);
  await to.fill(was);
  assert.equal(await page.locator("#to-whom").isVisible(), false);
  await page.getByLabel("Your answer").fill("To somebody.");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "To somebody." }).waitFor();
  nothingWrong(/status of 422/);
});

test("at 390 pixels recipients can be changed", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFirst(page);
  await page.locator("#recipients summary").click();
  await page.getByLabel("Copy (Cc)").waitFor();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0);
});
