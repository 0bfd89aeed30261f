// From the link that `deskhero serve` prints to the desk, as whoever installs it does, without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, pasteAuthority, writeAccounts, writeAddress, writeServers } from "./first-steps.mjs";
import { startMail } from "./mail-world.mjs";
import { startEmpty } from "./serve.mjs";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";

const ADDRESS = "support@acme.test";
let desk;
let mail;
let browser;
let person;
let page;

before(async () => {
  mail = await startMail([ADDRESS]);
  desk = await startEmpty();
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  page = await person.context.newPage();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
const fill = (field, text) => field.fill(text);
const overflow = (on) => on.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("the set-up link leads to one page, readable at any width", async () => {
  assert.match(desk.set_up, /^http:\/\/localhost:\d+\/set-up\/[\w-]{43}$/);
  await page.goto(desk.set_up);
  await accessible(page, "set-up");
  await picture(page, "set-up");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await overflow(page)) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("what is not right is said beside the form, and what was typed stays", async () => {
  await writeAccounts(page, fill, { again: `${PASSWORD}!` });
  await page.getByRole("button", { name: "Create accounts" }).click();
  assert.match(await page.getByRole("alert").innerText(), /two passwords are not the same/);
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Admin");
  assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), "");
  // A refusal is a 422, which the console reports.
  person.wrong.splice(0);
});

test("set-up makes the accounts and leads to the first mailbox, without script", async () => {
  const plain = await browser.newContext({ baseURL: desk.url, javaScriptEnabled: false });
  const form = await plain.newPage();
  await form.goto(desk.set_up);
  await writeAccounts(form, fill);
  await form.getByRole("button", { name: "Create accounts" }).click();
  await form.waitForURL("**/mailboxes/new**");
  await form.getByText("Step 2 of 2").waitFor();
  await form.getByRole("link", { name: "Do this later" }).click();
  await form.waitForURL("**/tickets**");
  await form.goto("/operator");
  await form.getByRole("heading", { name: "Tenants" }).waitFor();
  assert.ok(await form.getByText("Acme", { exact: true }).isVisible());
  await plain.close();
});

test("the link is dead once it was used, and says what to do", async () => {
  await page.goto(desk.set_up);
  await page.getByRole("heading", { name: "does not work any more" }).waitFor();
  await accessible(page, "a dead link");
  person.wrong.splice(0);
});

test("the operator and the agent sign in at two doors", async () => {
  await page.goto("/operator");
  assert.match(page.url(), /\/operator\/sign-in$/);
  const enter = async () => {
    await page.getByLabel("E-mail address").fill("ada@acme.test");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await enter();
  await page.waitForURL("**/operator");
  await accessible(page, "the operator's tenants");
  await picture(page, "operator-tenants");
  // An operator's session opens no ticket.
  await page.goto("/tickets");
  assert.match(page.url(), /\/sign-in$/);
  await enter();
  await page.waitForURL("**/tickets**");
  nothingWrong();
});

test("the operator adds a company, suspends it and serves it again", async () => {
  const operator = await person.context.newPage();
  await operator.goto("/operator");
  const port = new URL(desk.url).port;
  await operator.getByLabel("Company").fill("Beta Bikes");
  await operator.getByLabel("Host name").fill("acme.test.");
  await operator.getByLabel("First admin’s name").fill("Bo Beta");
  await operator.getByLabel("First admin’s address").fill("not an address");
  await operator.getByLabel("First admin’s address").evaluate((field) => (field.type = "text"));
  await operator.getByRole("button", { name: "Add and invite" }).click();
  await operator.getByRole("alert").waitFor();
  assert.equal(await operator.getByLabel("Company").inputValue(), "Beta Bikes");
  assert.equal(await operator.locator("#tenant-beta-bikes").count(), 0, "nothing is made before all is right");
  await operator.getByLabel("Host name").fill("beta.localhost");
  await operator.getByLabel("First admin’s address").fill("bo@beta.test");
  await operator.getByRole("button", { name: "Add and invite" }).click();
  const link = await operator.locator("#link").innerText();
  assert.ok(link.startsWith(`http://beta.localhost:${port}/invitations/`), link);
  await operator.locator("#tenant-beta-bikes", { hasText: "Waits for its admin" }).waitFor();
  await accessible(operator, "the tenants");
  await picture(operator, "operator-tenants");
  const beta = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  const home = await beta.context.newPage();
  await home.goto(link);
  await home.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await home.getByLabel("The same password again").fill(PASSWORD);
  await home.getByRole("button", { name: "Start" }).click();
  // The company's first admin agrees for it.
  await home.waitForURL("**/agreement");
  await home.getByRole("button", { name: "I have read this and agree" }).click();
  await home.waitForURL("**/tickets**");
  await operator.getByRole("link", { name: "Tenants" }).click();
  await operator.getByRole("link", { name: "Beta Bikes" }).click();
  await operator.getByRole("heading", { name: "Suspend" }).waitFor();
  await accessible(operator, "a tenant");
  await picture(operator, "operator-tenant");
  await operator.setViewportSize({ width: 390, height: 844 });
  assert.ok((await overflow(operator)) <= 0, "nothing sticks out at 390 px");
  await operator.setViewportSize({ width: 1440, height: 900 });
  await operator.getByRole("button", { name: "Suspend this tenant" }).click();
  await operator.getByRole("button", { name: "Serve this tenant" }).waitFor();
  await home.goto(`http://beta.localhost:${port}/tickets`);
  await home.getByRole("heading", { name: "This helpdesk is suspended" }).waitFor();
  await picture(home, "suspended");
  await operator.getByRole("button", { name: "Serve this tenant" }).click();
  await operator.getByRole("button", { name: "Suspend this tenant" }).waitFor();
  await home.goto(`http://beta.localhost:${port}/sign-in`);
  await home.getByLabel("E-mail address").fill("bo@beta.test");
  await home.getByLabel("Password").fill(PASSWORD);
  await home.getByRole("button", { name: "Sign in" }).click();
  await home.waitForURL("**/tickets**");
  await operator.getByRole("textbox", { name: "Host name" }).fill("help.beta.test");
  await operator.getByRole("button", { name: "Add", exact: true }).click();
  const remove = operator.getByRole("button", { name: "Remove help.beta.test" });
  await remove.click();
  await remove.waitFor({ state: "detached" });
  await operator.getByRole("link", { name: "Operator mail" }).click();
  await operator.getByText("No server is configured.").waitFor();
  await accessible(operator, "the operator's mail");
  await picture(operator, "operator-mail");
  await beta.context.close();
  await operator.close();
  // The refusals above stand in the console.
  person.wrong.splice(0);
});

test("a mailbox is connected from its address; what is wrong is said in words, and what was typed stays", async (t) => {
  await page.goto("/mailboxes");
  await page.getByRole("link", { name: "Connect a mailbox" }).click();
  await writeAddress(page, fill, ADDRESS);
  await accessible(page, "asking for the mailbox");
  await picture(page, "connect-address");
  await page.getByRole("button", { name: "Find the servers" }).click();
  const submit = page.getByRole("button", { name: "Test and connect" });
  await submit.waitFor();
  // The domain publishes nothing: the names are a guess, and the page says so.
  await page.getByText("a guess").waitFor();
  assert.equal(await page.getByLabel("Sign-in name", { exact: true }).inputValue(), ADDRESS);
  await accessible(page, "connecting a mailbox");
  await picture(page, "connect-servers");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await overflow(page)) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
  if (mail.unavailable) return t.skip(mail.unavailable);
  const [account] = mail.accounts;
  const result = page.locator("#result");
  const attempt = async (password) => {
    await page.getByLabel("Password", { exact: true }).fill(password);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await submit.click();
    await answered;
  };
  await writeServers(page, fill, mail);
  await attempt(account.password);
  await result.getByText("signed by nobody that is trusted here").first().waitFor();
  assert.equal(await result.locator("[data-fault]").count(), 2, "both sides at once");
  await pasteAuthority(page, mail);
  await page.getByLabel("Folders to take in").fill("INBOX\nNowhere");
  await attempt("not the password");
  await result.getByText("refused the sign-in name or the password").first().waitFor();
  await picture(page, "connect-faults");
  await accessible(page, "a mailbox that does not work");
  await attempt(account.password);
  await result.getByText("There is no folder “Nowhere”").waitFor();
  await page.getByLabel("Folders to take in").fill("");
  await attempt(account.password);
  await page.waitForURL("**/mailboxes");
  await page.getByText("Acme Support").first().waitFor();
  await mail.ask({
    do: "receive", sender: "carla@example.org", recipient: ADDRESS,
    raw: `From: Carla <carla@example.org>\r\nTo: ${ADDRESS}\r\nSubject: First question\r\nMessage-ID: <first@example.org>\r\n\r\nHello?\r\n`,
  });
  await page.goto("/tickets");
  await page.locator("#list a.row", { hasText: "First question" }).waitFor();
  nothingWrong();
});
