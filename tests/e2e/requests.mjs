// Requests about one's own data: asked by the public form and proved, worked on as a case, restricted, lifted, told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startMail } from "./mail-world.mjs";
import { startOpen } from "./serve.mjs";
import { accessible, newColleague, newPerson, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let onlyRefused;
let api;
let ticket;
let email;
let number;

before(async () => {
  ({ browser, demo, page, nothingWrong, onlyRefused, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const narrow = async (what) => {
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over()) <= 0, `${what} fits into 390 px`);
  await page.setViewportSize({ width: 1440, height: 900 });
};

test("without operator mail the public form says how to ask instead, in the browser's language", async () => {
  const stranger = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false, locale: "da-DK" });
  const form = await stranger.context.newPage();
  await form.goto("/privacy-request");
  await form.getByText("Denne formular findes ikke her").waitFor();
  await form.getByRole("link", { name: "https://www.imy.se" }).waitFor();
  assert.deepEqual(stranger.wrong, []);
  await stranger.context.close();
});

test("what is wrong about a person is put right everywhere by the case", async () => {
  await page.goto("/requests");
  await page.getByRole("link", { name: "#6 · Rectification" }).click();
  await page.getByText("My name is Ida Moe-Berg since the wedding.").waitFor();
  await page.getByLabel("Yes", { exact: true }).check();
  await page.getByRole("button", { name: "Decide" }).click();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Ida Moe");
  await page.getByLabel("Name", { exact: true }).fill("Ida Moe-Berg");
  await page.getByLabel("E-mail addresses, one on each line").fill("ida.moe@posten.example\nnora.dahl@post.example");
  await page.getByRole("button", { name: "Carry out now" }).click();
  await page.getByRole("alert").filter({ hasText: "E-mail addresses: belongs to somebody else here." }).waitFor();
  onlyRefused(422);
  await page.getByLabel("Name", { exact: true }).fill("Ida Moe-Berg");
  await page.getByLabel("E-mail addresses, one on each line").fill("ida.moe@posten.example\nida.berg@posten.example");
  await accessible(page, "putting right");
  await picture(page, "request-rectification");
  await narrow("putting right");
  await page.getByRole("button", { name: "Carry out now" }).click();
  await page.getByText("The name was put right.").waitFor();
  const outcome = page.locator("section[aria-labelledby=outcome]");
  await outcome.getByLabel("It does not go out from here: I hand it over").check();
  await outcome.getByRole("button", { name: "Send and close" }).click();
  await page.locator("section[aria-labelledby=outcome]").getByText("handed over").waitFor();
  await page.goto("/tickets?view=closed");
  await page.locator("#list a.row", { hasText: "Ida Moe-Berg" }).waitFor();
  nothingWrong();
});

test("a request that came otherwise is written down, and is a case once it is known who asks", async () => {
  ticket = await openFirst(page);
  const read = (await api(`tickets/${ticket}`)).body;
  ({ requester_email: email, number } = read);
  await page.goto("/requests");
  // Somebody who asked by the form has not proved their address yet.
  assert.equal(await page.locator(".saved-lines li").count(), 1);
  await accessible(page, "what waits for a proof");
  await picture(page, "requests-unproved");
  await page.getByRole("link", { name: "Write one down" }).click();
  await page.getByLabel("What they ask for").selectOption("restriction");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("In their words").fill("You have my old address.\nPlease do not use my data until it is right.");
  await page.getByLabel("Ticket number").fill("999999");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("alert").filter({ hasText: "Ticket number: is no ticket here." }).waitFor();
  onlyRefused(422);
  await accessible(page, "a request that is refused");
  await picture(page, "request-new");
  await narrow("the form");
  await page.getByLabel("Ticket number").fill(String(number));
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByText("It is not known yet who asks.").waitFor();
  await page.getByLabel("How do you know that it is they?").fill("They wrote from the address that we have.");
  await page.getByRole("button", { name: "I know who it is" }).click();
  await page.getByRole("heading", { name: "#10 · Restriction", level: 1 }).waitFor();
  await page.getByText("Found by the address.").waitFor();
  await accessible(page, "a case");
  await picture(page, "request-open");
  await narrow("a case");
  nothingWrong();
});

test("it is decided and carried out in two steps; from then on the person's data is stored only", async () => {
  await page.getByLabel("Yes", { exact: true }).check();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByRole("heading", { name: "4. Carry it out" }).waitFor();
  assert.equal((await api(`tickets/${ticket}`)).status, 200, "nothing happens by the decision");
  await page.getByRole("button", { name: "Carry out now" }).click();
  await page.getByText("Their data is restricted since").waitFor();
  assert.equal((await api(`tickets/${ticket}`)).status, 403);
  const row = (await api("tickets?limit=100")).body.items.find((one) => one.id === ticket);
  assert.deepEqual([row.restricted, row.subject, row.requester_email], [true, "", ""]);
  await page.goto("/tickets?view=all");
  await page.locator(`#t-${ticket}`, { hasText: "Restricted" }).click();
  await page.getByRole("heading", { name: "This person’s data is restricted" }).waitFor();
  await accessible(page, "a restricted ticket");
  await picture(page, "request-restricted");
  await narrow("a restricted ticket");
  nothingWrong();
});

test("who is no admin sees that it is restricted, and nothing else", async () => {
  const colleague = await newColleague(page, browser, demo, "Rosa Rook");
  await colleague.page.goto(`/tickets/${ticket}`);
  await colleague.page.getByText("Ask an admin when something has to be done with it.").waitFor();
  assert.equal(await colleague.page.getByText(email).count(), 0);
  assert.equal(await colleague.page.getByText("Answer all the same").count(), 0);
  await colleague.page.goto("/requests");
  await colleague.page.locator("[data-error-title], h1").first().waitFor();
  assert.equal(await colleague.page.getByText("Restriction").count(), 0);
  await colleague.context.close();
});

test("an answer all the same wants a reason, which stands with the case", async () => {
  await page.goto(`/tickets/${ticket}`);
  await page.getByText("Answer all the same").click();
  await page.getByLabel("Reason").fill("A claim of theirs in court");
  await page.getByLabel("Answer", { exact: true }).fill("Dear Sir or Madam, see you in court.");
  await page.getByRole("button", { name: "Send the answer" }).click();
  await page.getByRole("link", { name: "Open the request" }).click();
  await page.getByText("A claim of theirs in court").waitFor();
  nothingWrong();
});

test("the letter is proposed, goes out in the ticket and closes the case", async () => {
  const letter = page.getByRole("textbox", { name: "Letter with the outcome" });
  const text = await letter.inputValue();
  assert.match(text, /restrict the use of your data/);
  assert.match(text, /Integritetsskyddsmyndigheten \(IMY\), https:\/\/www\.imy\.se/);
  await page.getByRole("button", { name: "Send and close" }).click();
  await page.getByText("Sent as an answer in the ticket").waitFor();
  await picture(page, "request-done");
  await page.goto("/requests");
  await page.locator(".saved-lines li").first().waitFor();
  assert.equal(await page.locator(".saved-lines li").count(), 1);
  await page.getByRole("link", { name: "Done" }).click();
  await accessible(page, "requests that are done");
  await picture(page, "requests-closed");
  await page.getByRole("link", { name: "#10 · Restriction" }).click();
  nothingWrong();
});

test("it is lifted only after the person was told", async () => {
  assert.equal(await page.getByRole("button", { name: "Lift it" }).count(), 0);
  await page.getByLabel("What you tell them").fill("Your address is right now. From Monday on we use your data again.");
  await page.getByLabel("It does not go out from here: I hand it over").check();
  await page.getByRole("button", { name: "Tell them" }).click();
  await page.getByLabel("Why it ends").fill("The address was put right.");
  await page.getByRole("button", { name: "Lift it" }).click();
  await page.getByText("Restriction lifted").waitFor();
  assert.equal((await api(`tickets/${ticket}`)).status, 200);
  nothingWrong();
});

test("a refusal needs reasons; what is late is marked, also in the list", async () => {
  const received_at_ms = Date.now() - 29 * 24 * 3_600_000;
  const made = await api("subject-requests", { method: "POST", body: JSON.stringify({ right: "erasure", email, received_at_ms, identity: "By telephone" }) });
  assert.equal(made.status, 201);
  await page.goto("/requests");
  await page.locator("nav li", { hasText: "Privacy requests" }).getByText("A privacy request is due soon").waitFor({ state: "attached" });
  await page.getByText(/\d days? left/).first().waitFor();
  await picture(page, "requests");
  await accessible(page, "requests");
  await narrow("the list");
  await page.getByRole("link", { name: "#11 · Erasure" }).click();
  await page.getByLabel("No", { exact: true }).check();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByRole("alert").filter({ hasText: "Reasons: must not be empty." }).waitFor();
  onlyRefused(422);
  await page.getByLabel("No", { exact: true }).check();
  await page.getByLabel("Reasons").fill("The law on accounting makes us keep invoices for five years.");
  await page.getByRole("button", { name: "Decide" }).click();
  const letter = page.getByRole("textbox", { name: "Letter with the outcome" });
  assert.match(await letter.inputValue(), /You can also go to court/);
  nothingWrong();
});

test("an erasure is granted in one of two ways: the conversations stay, and the person goes", async () => {
  const others = (await api("tickets?limit=100")).body.items.filter((one) => !one.restricted && one.requester_email && one.requester_email !== email);
  let row;
  for (const one of others) {
    const preview = (await api(`erasure-preview?scope=contact&subject_id=${one.requester_id}`)).body;
    if (!preview.held && preview.tickets > 0) { row = one; break; }
  }
  const body = JSON.stringify({ right: "erasure", email: row.requester_email, name: "Somebody", identity: "By telephone", ticket_number: row.number });
  const made = (await api("subject-requests", { method: "POST", body })).body;
  assert.deepEqual(made.previews.map((one) => one.mode), ["erase", "pseudonymise"]);
  await page.goto(`/requests/${made.request.id}`);
  assert.ok(await page.getByLabel("Everything goes").isChecked(), "that is proposed");
  await accessible(page, "two ways to erase");
  await page.locator("section[aria-labelledby=decide]").evaluate((one) => one.scrollIntoView());
  await picture(page, "request-erasure-ways");
  await narrow("two ways to erase");
  await page.getByLabel("Yes", { exact: true }).check();
  await page.getByLabel("The conversations stay, the person goes").check();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByText(/^granted on .*: the conversations stay, the person goes$/).waitFor();
  await page.locator("section[aria-labelledby=confirm]").getByText(/that they asked in, under a pseudonym/).waitFor();
  await accessible(page, "what goes and what stays");
  await page.locator("section[aria-labelledby=confirm]").evaluate((one) => one.scrollIntoView());
  await picture(page, "request-erasure-confirm");
  await narrow("what goes and what stays");
  await page.getByRole("button", { name: "Carry out now" }).click();
  await page.getByText("Carried out on").waitFor();
  for (let tries = 0; (await api("erasures?limit=1")).body.items[0].state !== "done"; tries += 1) {
    assert.ok(tries < 300, "it is done within a minute");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await page.reload();
  const outcome = page.locator("section[aria-labelledby=outcome]");
  assert.match(await outcome.getByRole("textbox", { name: "Letter with the outcome" }).inputValue(), /a pseudonym stands in your place/);
  await outcome.getByLabel("It does not go out from here: I hand it over").check();
  await outcome.getByRole("button", { name: "Send and close" }).click();
  await page.locator("section[aria-labelledby=outcome]").getByText("handed over").waitFor();
  await page.locator("section[aria-labelledby=outcome]").evaluate((one) => one.scrollIntoView());
  await picture(page, "request-erasure-done");
  const now = (await api(`tickets/${row.id}`)).body;
  assert.match(now.requester, /^Removed person /);
  assert.equal((await api(`subject-requests/${made.request.id}`)).body.request.ticket_id, null);
  nothingWrong();
});

test("the country of the authority is a setting", async () => {
  await page.goto("/requests");
  await page.getByText("Whom to complain to").click();
  await page.getByLabel("Country").selectOption("DK");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal((await api("subject-request-settings")).body.country, "DK");
  nothingWrong();
});

test("the public form: a link proves the address, without script", async (t) => {
  const NORA = "nora@acme.test";
  const mail = await startMail([NORA, "desk@acme.test"]);
  if (mail.unavailable) return t.skip(mail.unavailable);
  const desk = await startOpen(mail, "desk@acme.test", { terms: "Terms\n", policy: "Policy\n", dpa: "Agreement\n" });
  const stranger = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false });
  try {
    const form = await stranger.context.newPage();
    await form.goto("/privacy-request");
    await form.getByLabel("Erase my data").check();
    await form.getByLabel("Your e-mail address").fill("nobody");
    await picture(form, "privacy-request");
    await form.getByLabel("Your e-mail address").fill(NORA);
    await form.getByLabel("Company that you wrote to").fill("Acme Bikes");
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
    const known = await form.content();
    const [letter] = (await mail.ask({ do: "list", address: NORA, folder: "INBOX", at_least: 1 })).mails;
    const text = (letter.raw ?? letter).replace(/=\r?\n/g, "").replace(/=3D/g, "=");
    const link = /http:\/\/localhost:\d+\/privacy-requests\/\S+/.exec(text)[0];
    await form.goto(link);
    await form.getByText("Erase my data").waitFor();
    await picture(form, "privacy-proof");
    await form.getByRole("button", { name: "Yes, it was me" }).click();
    await form.getByRole("heading", { name: "Your request is made" }).waitFor();
    await form.goto(link);
    await form.getByText("This link does not work").waitFor();
    // Whoever else asks reads the same.
    await form.goto("/privacy-request");
    await form.getByLabel("Your e-mail address").fill("desk@acme.test");
    await form.getByRole("button", { name: "Send" }).click();
    assert.equal(await form.content(), known);
  } finally {
    await stranger.context.close();
    await desk.stop();
    await mail.stop();
  }
});
