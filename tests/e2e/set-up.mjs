// From the link that `deskhero serve` prints to the desk, as whoever installs it does, without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startEmpty } from "./serve.mjs";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";

const PASSWORD = "four words in a row";
let desk;
let browser;
let person;
let page;

before(async () => {
  desk = await startEmpty();
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  page = await person.context.newPage();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
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
  await page.getByLabel("Your name").fill("Ada Admin");
  await page.getByLabel("Your e-mail address").fill("ada@acme.test");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("The same password again").fill(`${PASSWORD}!`);
  await page.getByLabel("Name of the company").fill("Acme");
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
  await form.getByLabel("Your name").fill("Ada Admin");
  await form.getByLabel("Your e-mail address").fill("ada@acme.test");
  await form.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await form.getByLabel("The same password again").fill(PASSWORD);
  await form.getByLabel("Name of the company").fill("Acme");
  await form.getByRole("button", { name: "Create accounts" }).click();
  await form.waitForURL("**/mailboxes**");
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
