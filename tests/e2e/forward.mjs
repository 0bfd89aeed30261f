// Passing a mail on: from its menu into the composer, files chosen, sent, undone; what goes out is what was shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
let api;
let messages;
/** A mail with a file that is no part of its text. */
let ticket;
let mail;

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api, messages } = programme(demo));
  for (const { id } of (await api("tickets?limit=100")).body.items) {
    const found = (await messages(id)).find((one) => one.kind === "inbound" && one.scan !== "infected" && one.attachments.some((file) => !file.inline));
    if (found) { [ticket, mail] = [id, found]; break; }
  }
  assert.ok(mail, "the demo has a mail with a file");
});
after(() => stop?.());

const text = () => page.locator("#reply-text");
const forwarded = (words) => page.locator("article.outbound", { hasText: words });
const begin = async () => {
  await page.goto(`/tickets/${ticket}`);
  await page.locator(`#menu-${mail.id} summary`).click();
  await page.locator(`#menu-${mail.id}`).getByRole("link", { name: "Forward" }).click();
  await page.locator("form[data-forward]").waitFor();
};

test("a mail is passed on from its menu, as it is shown", async () => {
  await begin();
  await page.waitForFunction(() => document.activeElement?.id === "forward-to");
  assert.equal(await page.locator("#forward-to").inputValue(), "");
  assert.equal(await page.locator("#forward-subject").inputValue(), `Fwd: ${mail.subject.replace(/^Fwd: /, "")}`);
  const proposed = await text().inputValue();
  for (const line of ["Forwarded message", `From: `, `Subject: ${mail.subject}`, "Date: ", "To: "]) assert.ok(proposed.includes(line), line);
  assert.ok(proposed.trimEnd().endsWith(mail.text.trimEnd()));
  const files = mail.attachments.filter((file) => !file.inline);
  assert.equal(await page.locator(".parts input:checked").count(), files.length);
  await accessible(page, "a mail that is passed on");
  await picture(page, "forward");
  await page.locator("#forward-to").fill("Sam Supplier <sam@supplier.example>");
  await text().evaluate((field) => { field.value = `Can you mend it?\n\n${field.value}`; });
  await text().focus();
  await page.keyboard.press("Control+Enter");
  const mine = forwarded("Can you mend it?");
  await mine.locator(".chip", { hasText: "Forwarded to Sam Supplier" }).waitFor();
  assert.match(page.url(), new RegExp(`/tickets/${ticket}`));
  await page.locator("#notice").getByRole("button", { name: "Undo" }).waitFor();
  // The composer is for answers again, and empty.
  await page.locator("form[data-draft]:not([data-forward]) #reply-text").waitFor();
  assert.equal(await text().inputValue(), "");
  await accessible(page, "a mail that was passed on");
  await picture(page, "forwarded");
  nothingWrong();
});

test("it can be undone, and is in the composer again, files and all", async () => {
  await page.locator("#notice").getByRole("button", { name: "Undo" }).click();
  await page.locator("form[data-forward]").waitFor();
  await forwarded("Can you mend it?").waitFor({ state: "detached" });
  assert.match(await text().inputValue(), /^Can you mend it\?\n\n/);
  assert.equal(await page.locator("#forward-to").inputValue(), "Sam Supplier <sam@supplier.example>");
  const files = mail.attachments.filter((file) => !file.inline);
  assert.equal(await page.locator("#uploads li").count(), files.length);
  const before = (await messages(ticket)).length;
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await forwarded("Can you mend it?").locator(".chip", { hasText: /^Sent$/ }).waitFor();
  const all = await messages(ticket);
  const out = all.find((one) => one.forward_of_id === mail.id);
  assert.equal(all.length, before + 1);
  assert.deepEqual(out.to.map((one) => one.email), ["sam@supplier.example"]);
  assert.deepEqual(out.attachments.map((file) => file.sha256), files.map((file) => file.sha256));
  assert.equal((await api(`tickets/${ticket}`)).body.requester_email, mail.from[0].email);
  nothingWrong();
});

test("a file that is left out stays here, and forwarding can be let be", async () => {
  await begin();
  for (const box of await page.locator(".parts input:checked").all()) await box.uncheck();
  await page.locator("#forward-to").fill("sam@supplier.example");
  await text().evaluate((field) => { field.value = `Words only.\n\n${field.value}`; });
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await forwarded("Words only.").waitFor();
  const out = (await messages(ticket)).find((one) => one.text.startsWith("Words only."));
  assert.deepEqual(out.attachments, []);
  await begin();
  await page.getByRole("link", { name: "Back to the answer" }).click();
  await page.locator("form[data-draft]:not([data-forward]) #reply-text").waitFor();
  assert.equal(await text().inputValue(), "");
  nothingWrong();
});

test("what is begun is kept, offered in its ticket, and gone when it was sent or discarded", async () => {
  const kept = () => page.locator("form[data-forward] [data-kept]", { hasText: "Draft saved" }).waitFor();
  const files = mail.attachments.filter((file) => !file.inline).length;
  await begin();
  await page.locator("#forward-to").fill("sam@supp");
  await page.locator("#forward-subject").fill("A broken one");
  await page.locator(".parts input").first().uncheck();
  await text().focus();
  await page.keyboard.type("Begun. ");
  await kept();
  await page.getByRole("link", { name: "Back to the answer" }).click();
  await page.locator(".kept-forward", { hasText: "You began to forward a message." }).waitFor();
  assert.equal(await text().inputValue(), "");
  await accessible(page, "a forward that was begun");
  await picture(page, "forward-kept");
  const marked = page.locator(`#l-${ticket} [data-drafted]`, { hasText: "Draft" });
  await marked.waitFor();
  // The page that is shown knows of no such draft; the list that is brought up to date does.
  const looked = page.waitForResponse((response) => "x-deskhero-live" in response.request().headers());
  const { priority } = (await api(`tickets/${ticket}`)).body;
  await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ priority: "high" }) });
  await (await looked).finished();
  await page.locator(`#l-${ticket} .chip`, { hasText: "High" }).waitFor();
  assert.equal(await marked.isVisible(), true);
  await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ priority }) });
  await page.getByRole("link", { name: "Go on" }).click();
  await page.locator("form[data-forward]").waitFor();
  await page.reload();
  assert.match(await text().inputValue(), /^Begun\. /);
  assert.deepEqual([await page.locator("#forward-to").inputValue(), await page.locator("#forward-subject").inputValue()], ["sam@supp", "A broken one"]);
  assert.equal(await page.locator(".parts input:checked").count(), files - 1);
  await page.locator("form[data-forward] [data-discard]").click();
  await page.locator("form[data-draft]:not([data-forward]) #reply-text").waitFor();
  await page.waitForFunction(() => !document.querySelector("form[data-forward]"));
  assert.equal(await page.locator(".kept-forward").count(), 0);
  await page.locator(`#l-${ticket} [data-drafted]`).waitFor({ state: "hidden" });
  assert.equal((await api(`tickets/${ticket}/draft?kind=forward`)).status, 404);
  // Sent, it is none either.
  await begin();
  await page.locator("#forward-to").fill("sam@supplier.example");
  await text().focus();
  await page.keyboard.type("Sent as kept. ");
  await kept();
  assert.equal((await api(`tickets/${ticket}/draft?kind=forward`)).body.forward.message_id, mail.id);
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await forwarded("Sent as kept.").waitFor();
  assert.equal((await api(`tickets/${ticket}/draft?kind=forward`)).status, 404);
  assert.equal(await page.locator(".kept-forward").count(), 0);
  await page.locator(`#l-${ticket} [data-drafted]`).waitFor({ state: "hidden" });
  nothingWrong();
});
