// Answering: to whom, in copy and blind copy, and stopped when somebody was faster.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;

before(async () => { ({ demo, page, nothingWrong, stop } = await openDesk()); });
after(() => stop?.());

const api = async (path, options = {}) => {
  const headers = { authorization: `Bearer ${demo.api_token}`, "content-type": "application/json" };
  const answer = await fetch(`${demo.url}api/v1/${path}`.replace(/([^:])\/\//g, "$1/"), { ...options, headers });
  return { status: answer.status, body: await answer.json() };
};
const openFirst = async () => {
  await page.goto("/tickets");
  await page.locator("#list a.row").first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  return page.locator("#thread").getAttribute("data-ticket");
};
const messages = async (ticket) => (await api(`tickets/${ticket}/messages?limit=100`)).body.items;

test("recipients are seen before they are sent to, and can be changed", async () => {
  const ticket = await openFirst();
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
  await openFirst();
  await page.locator("#recipients summary").click();
  await page.getByLabel("Copy (Cc)").fill("not an address");
  await page.getByLabel("Your answer").fill("To nobody.");
  await page.keyboard.press("Control+Enter");
  await page.locator("#notice[role=alert]").waitFor();
  assert.equal(await page.getByLabel("Your answer").inputValue(), "To nobody.");
  assert.equal(await page.locator("article.outbound", { hasText: "To nobody." }).count(), 0);
  await page.getByLabel("Your answer").fill("");
});

test("who writes is told of a message that came meanwhile, and stopped once", async () => {
  const ticket = await openFirst();
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
  await page.getByText("A message came while you were writing.", { exact: false }).waitFor({ state: "hidden" });
});

test("programs are stopped too, when they say what they have seen", async () => {
  const ticket = await openFirst();
  const { mail_count: seen } = (await api(`tickets/${ticket}`)).body;
  const stale = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "Late.", seen_mail_count: seen - 1 }) });
  assert.equal(stale.status, 409);
  assert.equal(stale.body.type, "urn:deskhero:problem:answered-meanwhile");
  assert.equal(stale.body.mail_count, seen);
  const sent = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "In time.", seen_mail_count: seen }) });
  assert.equal(sent.status, 201);
});

test("at 390 pixels recipients can be changed", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFirst();
  await page.locator("#recipients summary").click();
  await page.getByLabel("Copy (Cc)").waitFor();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0);
});
