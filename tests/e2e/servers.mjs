// A mailbox that moves: its servers are changed on a page, tested before anything is kept, and its mail goes on where it
// was, over real servers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";
import { letter, startMail } from "./mail-world.mjs";
import { startDesk } from "./serve.mjs";

const DESK = "support@acme.test";
const NEXT = "next@acme.test";
const EVA = "eva@home.test";

let mail;
let desk;
let browser;
let person;
let page;

before(async () => {
  mail = await startMail([DESK, NEXT, EVA]);
  if (mail.unavailable) return;
  desk = await startDesk(mail, DESK, "admin");
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  page = await person.signIn();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
const password = (address) => mail.accounts.find((one) => one.address === address).password;
const receive = (recipient, words) =>
  mail.ask({ do: "receive", sender: EVA, recipient, raw: letter({ from: `Eva Berg <${EVA}>`, to: DESK, ...words }) });
const first = { id: "<first@home.test>", subject: "Before the move", text: "Is it still there?" };
const row = (subject) => page.locator("#list a.row", { hasText: subject });
const submit = () => page.getByRole("button", { name: "Test and save" });
const attempt = async () => {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await submit().click();
  await answered;
};

test("the page shows how a mailbox is reached, and no password", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await receive(DESK, first);
  await page.goto("/tickets?view=all");
  await row(first.subject).waitFor();
  await page.goto("/mailboxes");
  await picture(page, "mailboxes");
  await page.getByRole("link", { name: "Servers and sign-in" }).click();
  await page.getByRole("heading", { name: "How Acme Support is reached" }).waitFor();
  const incoming = page.getByRole("group", { name: "Incoming mail" });
  assert.equal(await incoming.getByLabel("Host name").inputValue(), mail.host);
  assert.equal(await incoming.getByLabel("Port").inputValue(), String(mail.imaps_port));
  assert.equal(await page.getByLabel("Sign-in name", { exact: true }).inputValue(), DESK);
  assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), "");
  assert.ok(!(await page.content()).includes(password(DESK)), "the stored password is nowhere on the page");
  await accessible(page, "a mailbox's servers");
  await picture(page, "servers");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("what does not work is said in the words of connecting, and changes nothing", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  const result = page.locator("#result");
  await page.getByLabel("Sign-in name", { exact: true }).fill(NEXT);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  // The server lets nobody else send from the mailbox's address.
  await page.getByLabel("Another sign-in name for outgoing mail").fill(DESK);
  await attempt();
  await result.getByText("refused the sign-in name or the password").waitFor();
  assert.equal(await result.locator("[data-fault]").count(), 1, "the stored password for sending is kept");
  await result.getByText("Nothing was changed").waitFor();
  await accessible(page, "servers that do not work");
  await picture(page, "servers-faults");
  await page.getByLabel("Folders to take in").fill("INBOX\nNowhere");
  await page.getByLabel("Password", { exact: true }).fill(password(NEXT));
  await attempt();
  await result.getByText("There is no folder “Nowhere”").waitFor();
  await page.getByRole("group", { name: "Incoming mail" }).getByLabel("Host name").fill("localhost");
  await page.getByLabel("Password", { exact: true }).fill("");
  await page.getByLabel("Folders to take in").fill("");
  await attempt();
  await result.getByText("needs its password again").waitFor();
  nothingWrong();
});

test("the mailbox goes on elsewhere: nothing comes in twice, and answers go out", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  // The same mail, as another way brought it: its bytes are not the same.
  await receive(NEXT, first);
  await receive(NEXT, { id: "<second@home.test>", subject: "After the move", text: "And this one?" });
  await mail.ask({ do: "list", address: NEXT, folder: "INBOX", at_least: 2 });
  await page.getByLabel("Password", { exact: true }).fill(password(NEXT));
  await attempt();
  await page.waitForURL("**/mailboxes");
  await page.getByText(`localhost:${mail.imaps_port}`).waitFor();
  await page.goto("/tickets?view=all");
  await row("After the move").waitFor();
  await receive(NEXT, { id: "<third@home.test>", subject: "The third", text: "New." });
  await row("The third").waitFor();
  assert.equal(await page.locator("#list a.row").count(), 3);
  await row(first.subject).click();
  await page.getByLabel("Your answer").fill("Yes, it is.");
  assert.equal(await page.locator("article.inbound").count(), 1);
  await page.getByRole("button", { name: "Send" }).click();
  const { mails } = await mail.ask({ do: "list", address: EVA, folder: "INBOX", at_least: 1 });
  assert.ok(mails[0].includes("Yes, it is."));
  nothingWrong();
});
