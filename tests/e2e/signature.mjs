// Signatures: a mailbox's with placeholders, an agent's own, and what the composer says of them is what goes out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let nothingWrong;
let api;
let messages;

before(async () => {
  let demo;
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api, messages } = programme(demo));
});
after(() => stop?.());

const below = () => page.locator("#panel-reply .below");
const send = async (words) => {
  await page.getByLabel("Your answer").fill(words);
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: words }).waitFor();
};

test("a mailbox gets a signature that can have no hole", async () => {
  await openFirst(page);
  assert.equal(await below().count(), 0);
  await page.goto("/mailboxes");
  await page.getByRole("region", { name: "Nordlys Cykler" }).getByRole("link", { name: "Add a signature" }).click();
  await page.getByRole("heading", { name: "Signature of Nordlys Cykler" }).waitFor();
  const text = page.getByLabel("Signature", { exact: true });
  await text.fill("{agent.name}\n{mailbox.name}");
  await page.locator("#saved-preview .sample", { hasText: "Kim Lund\nSupport" }).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[role=alert]", { hasText: "line 2, character 1: {mailbox.name} may be missing. Say what to write then: {mailbox.name|…}" }).waitFor();
  await accessible(page, "a signature that is refused");
  await picture(page, "signature-refused");
  await text.fill("{agent.name}\n{mailbox.name|us} · ticket {ticket.number}");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/mailboxes");
  await page.getByRole("link", { name: "Signature", exact: true }).waitFor();
  await accessible(page, "a mailbox with a signature");
  await picture(page, "signature-mailboxes");
  nothingWrong(/status of 422/);
});

test("the composer shows it, and it is what goes out", async () => {
  const ticket = await openFirst(page);
  const { number } = (await api(`tickets/${ticket}`)).body;
  const signature = `Anna Holm\nNordlys Cykler · ticket ${number}`;
  await below().getByText("Below your answer: the signature of Nordlys Cykler").waitFor();
  assert.equal(await below().locator(".plain").textContent(), signature);
  await accessible(page, "a signature in the composer");
  await picture(page, "signature-composer");
  await send("With the mailbox’s.");
  const sent = (await messages(ticket)).find((message) => message.text.startsWith("With the mailbox’s."));
  assert.equal(sent.text, `With the mailbox’s.\n\n-- \n${signature}`);
  await page.locator("#notice").getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "With the mailbox’s.");
  await page.getByLabel("Your answer").fill("");
  nothingWrong();
});

test("one’s own comes first", async () => {
  await openFirst(page);
  await below().getByRole("link", { name: "Change" }).click();
  await page.getByRole("heading", { name: "Signature of Nordlys Cykler" }).waitFor();
  await page.goto("/profile");
  await page.getByLabel("Signature", { exact: true }).fill("Anna\n{mailbox.name}");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.locator("[role=alert]", { hasText: "Signature: line 2, character 1: {mailbox.name} may be missing" }).waitFor();
  nothingWrong(/status of 422/);
  await page.getByLabel("Signature", { exact: true }).fill("Anna {agent.name}");
  await page.getByRole("button", { name: "Save" }).first().click();
  const ticket = await openFirst(page);
  await below().getByText("Below your answer: your signature").waitFor();
  assert.equal(await below().locator(".plain").textContent(), "Anna Anna Holm");
  await send("With my own.");
  const sent = (await messages(ticket)).find((message) => message.text.startsWith("With my own."));
  assert.equal(sent.text, "With my own.\n\n-- \nAnna Anna Holm");
  const mailbox = (await api("mailboxes")).body.items[0];
  assert.equal(mailbox.signature, "{agent.name}\n{mailbox.name|us} · ticket {ticket.number}");
  const emptied = await api(`mailboxes/${mailbox.id}`, { method: "PATCH", body: JSON.stringify({ signature: "" }) });
  assert.deepEqual([emptied.status, emptied.body.signature], [200, ""]);
});

test("at 390 pixels nothing is cut off", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFirst(page);
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await below().waitFor();
  assert.equal(await over(), 0);
  await page.goto("/mailboxes");
  await page.getByRole("region", { name: "Nordlys Cykler" }).getByRole("link", { name: "Add a signature" }).click();
  await page.getByLabel("Signature", { exact: true }).waitFor();
  assert.equal(await over(), 0);
});
