// From which address an answer comes: added by an admin, proposed, chosen, kept with the draft, and what goes out.
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

const from = () => page.locator("#reply-from");
const summary = () => page.locator("#recipients summary");
const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("with one address there is nothing to choose", async () => {
  await openFirst(page);
  await summary().getByText("From support@nordlys.example").waitFor();
  assert.equal(await from().count(), 0);
  nothingWrong();
});

test("an admin adds further addresses to a mailbox", async () => {
  await page.goto("/mailboxes");
  await page.getByRole("region", { name: "Nordlys Cykler" }).getByRole("link", { name: "Further addresses" }).click();
  await page.getByRole("heading", { name: "Addresses of Nordlys Cykler" }).waitFor();
  for (const [email, name] of [["Workshop@nordlys.example", "Workshop"], ["info@nordlys.example", ""]]) {
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator(".people li", { hasText: email.toLowerCase() }).waitFor();
  }
  await accessible(page, "the addresses of a mailbox");
  await picture(page, "identities");
  const mailbox = (await api("mailboxes")).body.items[0];
  assert.deepEqual(mailbox.aliases, [{ name: "Workshop", email: "workshop@nordlys.example" }, { name: "", email: "info@nordlys.example" }]);
  const refused = await api(`mailboxes/${mailbox.id}`, { method: "PATCH", body: JSON.stringify({ aliases: [{ email: "nobody" }] }) });
  assert.deepEqual([refused.status, refused.body.errors[0].field], [422, "aliases"]);
  await page.goto("/mailboxes");
  await page.getByText(": workshop@nordlys.example, info@nordlys.example").waitFor();
  await picture(page, "identities-mailboxes");
  nothingWrong();
});

test("the writer chooses, the draft keeps it, and it is what goes out", async () => {
  const ticket = await openFirst(page);
  await summary().click();
  assert.equal(await from().inputValue(), "support@nordlys.example", "the address that was written to");
  await from().selectOption("workshop@nordlys.example");
  await summary().getByText("From workshop@nordlys.example").waitFor();
  await accessible(page, "the composer with a choice of addresses");
  await picture(page, "identities-composer");
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/drafts/reply") && answer.request().postData()?.includes("text=From")),
    page.getByLabel("Your answer").fill("From the workshop."),
  ]);
  await page.locator("#panel-reply [data-kept]", { hasText: /./ }).waitFor();
  await page.reload();
  await page.locator("#thread[data-ticket]").waitFor();
  assert.equal(await from().inputValue(), "workshop@nordlys.example", "kept with the draft");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("article.outbound", { hasText: "From the workshop." }).waitFor();
  const sent = (await messages(ticket)).find((message) => message.text.startsWith("From the workshop."));
  assert.deepEqual(sent.from, [{ name: "Anna Holm (Workshop)", email: "workshop@nordlys.example" }]);
  const refused = await api(`tickets/${ticket}/replies`, { method: "POST", body: JSON.stringify({ text: "x", from: "boss@nordlys.example" }) });
  assert.deepEqual([refused.status, refused.body.errors[0].field], [422, "from"]);
  // Taken back, it is as it was.
  await page.locator("#notice").getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "From the workshop.");
  assert.equal(await from().inputValue(), "workshop@nordlys.example");
  nothingWrong();
});

test("a mail is passed on from a chosen address", async () => {
  const ticket = await openFirst(page);
  const mail = (await messages(ticket)).findLast((message) => message.kind === "inbound");
  await page.locator(`#menu-${mail.id} summary`).click();
  await page.locator(`#menu-${mail.id}`).getByRole("link", { name: "Forward" }).click();
  await page.locator("form[data-forward]").waitFor();
  await from().selectOption("info@nordlys.example");
  await page.locator("#forward-to").fill("sam@supplier.example");
  await picture(page, "identities-forward");
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await page.locator("article.outbound .chip", { hasText: "Forwarded to sam@supplier.example" }).waitFor();
  const sent = (await messages(ticket)).find((message) => message.forward_of_id);
  assert.deepEqual(sent.from, [{ name: "Anna Holm (Nordlys Cykler)", email: "info@nordlys.example" }]);
  nothingWrong();
});

test("at 390 pixels nothing is cut off, and an address is taken away", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFirst(page);
  await summary().click();
  await from().waitFor();
  assert.equal(await over(), 0);
  await page.goto("/mailboxes");
  await page.getByRole("region", { name: "Nordlys Cykler" }).getByRole("link", { name: "Further addresses" }).click();
  await page.getByRole("button", { name: "Remove workshop@nordlys.example" }).waitFor();
  assert.equal(await over(), 0);
  for (const email of ["workshop", "info"]) {
    await page.getByRole("button", { name: `Remove ${email}@nordlys.example` }).click();
    await page.waitForFunction((one) => !document.querySelector(".people")?.textContent.includes(one), `${email}@`);
  }
  await openFirst(page);
  assert.equal(await from().count(), 0);
  nothingWrong();
});
