// A mailbox by a provider's permission: an admin agrees at a real provider, mail comes in and answers go out without a
// password, the permission ends and is given anew, and disconnecting gives it back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";
import { letter, startMail } from "./mail-world.mjs";
import { freePort, startWithProvider } from "./serve.mjs";

const DESK = "help@acme.test";
const EVA = "eva@home.test";

let mail;
let desk;
let browser;
let person;
let page;

before(async () => {
  const port = await freePort();
  mail = await startMail(["--provider", `http://localhost:${port}/oauth/callback`, DESK, EVA]);
  if (mail.unavailable) return;
  desk = await startWithProvider(mail.provider, port);
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true });
  page = await person.signIn();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

const nothingWrong = (meant) => assert.deepEqual(person.wrong.splice(0).filter((line) => !meant?.test(line)), []);

/** Goes to the provider, does what is to be done there, and is back; what the provider's pages load is its own affair. */
const visit = async (act) => {
  nothingWrong();
  await page.getByRole("link", { name: "Continue to Example Mail" }).click();
  await page.waitForURL(`${mail.provider.issuer}/**`);
  await act();
  await page.waitForURL(`${desk.url}**`);
  person.wrong.length = 0;
};

const agree = (login) => async () => {
  if (await page.locator("input[name=login]").count()) {
    await page.locator("input[name=login]").fill(login);
    await page.locator("input[name=password]").fill("anything");
    await page.locator("button[type=submit]").click();
    await page.locator("input[name=prompt][value=consent]").waitFor({ state: "attached" });
  }
  await page.locator("button[type=submit]").click();
};

const servers = async (login) => {
  await page.goto("/mailboxes/new");
  await page.locator("#address").fill(DESK);
  await page.locator("#mb-name").fill("Acme Help");
  await page.getByRole("button", { name: "Find the servers" }).click();
  await page.locator("#imap-host").waitFor();
  const fields = { "imap-host": mail.host, "imap-port": mail.imaps_port, "smtp-host": mail.host, "smtp-port": mail.submissions_port };
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(String(value));
  for (const name of ["imap-security", "smtp-security"]) await page.locator(`#${name}`).selectOption("tls");
  await page.locator("#login").fill(login);
  await page.locator("summary", { hasText: "More settings" }).click();
  await page.locator("#ca").fill(readFileSync(mail.ca, "utf8"));
};

const fromEva = (text, id) => mail.ask({
  do: "receive", sender: EVA, recipient: DESK,
  raw: letter({ from: `Eva Berg <${EVA}>`, to: DESK, id, subject: text, text }),
});

test("what is asked for is said before the way to the provider", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await servers(DESK);
  await picture(page, "permission-servers");
  await page.getByRole("button", { name: "Connect by Example Mail" }).click();
  await page.getByRole("heading", { name: "Connect by Example Mail" }).waitFor();
  for (const words of ["Who agrees", "Staying connected when you have left", "Taking mail in and sending answers"]) {
    await page.getByText(words).waitFor();
  }
  await accessible(page, "what is asked for");
  await picture(page, "permission-asked");
  nothingWrong();
});

test("who says no comes back to a page that says so", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await visit(() => page.locator("a[href*=abort]").click());
  await page.getByText("The provider was told no. Nothing was connected.").waitFor();
  await accessible(page, "a refusal");
  await picture(page, "permission-refused");
  nothingWrong();
});

test("an admin agrees, and the mailbox takes mail in and answers without a password", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await servers(DESK);
  await page.getByRole("button", { name: "Connect by Example Mail" }).click();
  await visit(agree(DESK));
  await page.waitForURL("**/mailboxes");
  await page.getByText("Reached by the permission of Example Mail, without a password").waitFor();
  await accessible(page, "a mailbox by permission");
  await picture(page, "permission-connected");
  await page.goto("/tickets?view=all");
  await fromEva("Which bell fits?", "<bell@home.test>");
  await page.locator("#list a.row", { hasText: "Which bell fits?" }).click();
  await page.getByLabel("Your answer").fill("The brass one.");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "The brass one." }).locator(".chip", { hasText: /^Sent$/ }).waitFor();
  const { mails } = await mail.ask({ do: "list", address: EVA, folder: "INBOX", at_least: 1 });
  assert.ok(mails.some((raw) => raw.includes("The brass one.")));
  nothingWrong();
});

test("a permission that ends is said, and given anew; what came meanwhile comes in", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await page.goto("/mailboxes");
  await mail.ask({ do: "forget" });
  await page.getByText("The permission has ended:").waitFor();
  await accessible(page, "a permission that ended");
  await picture(page, "permission-ended");
  await fromEva("And a pump?", "<pump@home.test>");
  await page.getByRole("button", { name: "Connect again" }).click();
  await visit(agree(DESK));
  await page.waitForURL("**/mailboxes");
  await page.getByText("Reached by the permission of Example Mail").waitFor();
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: "And a pump?" }).waitFor();
  nothingWrong();
});

test("disconnecting asks first, and leaves nothing of the permission", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await page.goto("/mailboxes");
  await page.locator("details.confirm summary", { hasText: "Disconnect" }).click();
  await page.getByText(/Disconnect Acme Help\? No more mail comes in/).waitFor();
  await picture(page, "permission-disconnect");
  await page.locator("details.confirm button", { hasText: "Disconnect" }).click();
  await page.locator(".chip", { hasText: "Disconnected" }).waitFor();
  assert.equal(await page.getByText("Reached by the permission").count(), 0);
  nothingWrong();
});
