// Erasing without losing the rest: one file of a mail, texts in a conversation, a person out of conversations that stay.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let nothingWrong;
let api;

before(async () => {
  let demo;
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const done = () => page.locator("#erasure .chip", { hasText: /^Erased$/ }).waitFor({ timeout: 30_000 });
const begin = async (button) => {
  await page.getByLabel("I know that nobody").check();
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(/\/erasures\/[0-9a-f-]+$/);
  await done();
};

test("one file of a mail is erased, and the mail says so", async () => {
  let found;
  let after = "";
  for (let n = 0; n < 20 && !found; n += 1) {
    const { body } = await api(`tickets?limit=100${after}`);
    const some = body.items.find((ticket) => ticket.attachment_count > 0);
    if (some) found = some;
    if (!body.next) break;
    after = `&after=${body.next}`;
  }
  assert.ok(found, "the sample has a mail with a file");
  await page.goto(`/tickets/${found.id}`);
  const erase = page.getByRole("link", { name: /^Erase .*…$/ }).filter({ hasText: "Erase…" }).first();
  await picture(page, "redacting-file-before");
  await erase.click();
  await page.getByRole("heading", { name: "Erase for good" }).waitFor();
  await page.getByText("A note stands where the file was.").waitFor();
  await accessible(page, "erasing one file");
  await picture(page, "redacting-file");
  await begin("Erase for good");
  await page.goto(`/tickets/${found.id}`);
  await page.getByText("A file was erased on").first().waitFor();
  await accessible(page, "a mail without its file");
  await picture(page, "redacting-file-after");
  nothingWrong();
});

test("texts in a conversation are shown first, and replaced", async () => {
  const ticket = await openFirst(page);
  const { body } = await api(`tickets/${ticket}/messages`);
  const word = body.items[0].visible_text.split(/[^\p{L}]+/u).find((one) => one.length > 5);
  assert.ok(word);
  await page.locator("#more summary").click();
  await page.getByRole("link", { name: "Redact…" }).click();
  await page.getByRole("heading", { name: "Redact", exact: true }).waitFor();
  await page.getByLabel("What is to be replaced").fill("ab");
  await page.getByRole("button", { name: "See where it stands" }).click();
  await page.locator("[role=alert]", { hasText: "too short" }).waitFor();
  await page.getByLabel("What is to be replaced").fill(`${word}\nnowhere at all`);
  await page.getByRole("button", { name: "See where it stands" }).click();
  await page.locator("#found").waitFor();
  await accessible(page, "what a redaction would replace");
  await picture(page, "redacting-texts");
  await begin("Replace for good");
  await page.goto(`/tickets/${ticket}`);
  await page.getByText("The original of this was destroyed for privacy").first().waitFor();
  const after = (await api(`tickets/${ticket}/messages`)).body.items[0];
  assert.ok(after.text.includes("▇▇▇") && !new RegExp(`\\b${word}\\b`, "iu").test(after.text));
  assert.equal(after.has_raw, false);
  await picture(page, "redacting-texts-after");
  nothingWrong(/status of 422/);
});

test("a person is removed, and the conversation stays", async () => {
  const ticket = await openFirst(page);
  const before = (await api(`tickets/${ticket}`)).body;
  await page.getByRole("link", { name: "Erase this person…" }).click();
  await page.getByRole("link", { name: "Keep the conversations, remove the person" }).click();
  await page.getByText("under a pseudonym that nobody can lead back").waitFor();
  await accessible(page, "removing a person");
  await picture(page, "redacting-person");
  await begin("Erase for good");
  await accessible(page, "a person who was removed");
  assert.equal((await api(`contacts/${before.requester_id}`)).status, 404);
  const after = (await api(`tickets/${ticket}`)).body;
  assert.equal(after.number, before.number);
  assert.notEqual(after.requester_id, before.requester_id);
  await page.goto(`/tickets/${ticket}`);
  await page.getByText(/Removed person [0-9A-Z]{8}/).first().waitFor();
  await accessible(page, "a conversation without its person");
  await picture(page, "redacting-person-after");
  nothingWrong();
});

test("at 390 pixels nothing is cut off", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const ticket = await openFirst(page);
  await page.goto(`/redactions/new?ticket=${ticket}`);
  assert.ok((await over()) <= 0);
  await accessible(page, "redacting on a small screen");
  await picture(page, "redacting-small");
  nothingWrong();
});
