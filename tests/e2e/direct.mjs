// Mailboxes at Google and Microsoft by their own interfaces: asked for with the address alone, connected by permission,
// mail in, an answer out, how it does, and a test at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";
import { letter, startMail } from "./mail-world.mjs";
import { freePort, startWithProvider } from "./serve.mjs";

const DESK = "help@acme.test";
const EVA = "eva@home.test";
const PROVIDERS = [
  { at: "google", name: "Google", asked: ["Taking mail in", "Sending answers"], statement: /Limited Use/ },
  { at: "microsoft", name: "Microsoft 365", asked: ["Staying connected when you have left", "Sending answers"], statement: null },
];

let mail;
let desk;
let browser;
let person;
let page;

before(async () => {
  const port = await freePort();
  mail = await startMail(["--provider", `http://localhost:${port}/oauth/callback`, "--apis", DESK]);
  if (mail.unavailable) return;
  desk = await startWithProvider(mail.provider, port, mail.apis);
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true });
  page = await person.signIn();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);

const agree = async () => {
  await page.waitForURL(`${mail.provider.issuer}/**`);
  if (await page.locator("input[name=login]").count()) {
    await page.locator("input[name=login]").fill(DESK);
    await page.locator("input[name=password]").fill("anything");
    await page.locator("button[type=submit]").click();
    await page.locator("input[name=prompt][value=consent]").waitFor({ state: "attached" });
  }
  await page.locator("button[type=submit]").click();
  await page.waitForURL(`${desk.url}**`);
  // What the provider's pages load is its own affair.
  person.wrong.length = 0;
};

test("an address that is known to be at a provider is connected there, unless somebody wants servers", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await page.goto("/mailboxes/new");
  await page.locator("#address").fill("acme.help@gmail.com");
  await page.locator("#mb-name").fill("Acme Help");
  await page.locator("#mb-name").press("Enter");
  await page.getByText("acme.help@gmail.com is at Google").waitFor();
  assert.equal(await page.locator("button.primary").textContent(), "Connect Google");
  await accessible(page, "a known address");
  await picture(page, "direct-known");
  await page.getByRole("button", { name: "By IMAP and SMTP instead" }).click();
  await page.locator("#imap-host").waitFor();
  assert.equal(await page.locator("#imap-host").inputValue(), "imap.gmail.com");
  nothingWrong();
});

for (const { at, name, asked, statement } of PROVIDERS) {
  const subject = `A bell by ${name}`;

  test(`${name}: the address is enough, and what is asked for is said`, async (t) => {
    if (mail.unavailable) return t.skip(mail.unavailable);
    await page.goto("/mailboxes/new");
    await page.locator("#address").fill(DESK);
    await page.locator("#mb-name").fill("Acme Help");
    await page.locator("summary", { hasText: "How far back" }).click();
    await accessible(page, "ways to connect");
    await picture(page, `direct-ways-${at}`);
    await page.getByRole("button", { name: `Connect ${name}` }).click();
    await page.getByRole("heading", { name: `Connect by ${name}` }).waitFor();
    for (const words of asked) await page.getByText(words, { exact: false }).first().waitFor();
    assert.equal(await page.getByText(/Limited Use/).count() > 0, statement !== null);
    await accessible(page, "what is asked for");
    await picture(page, `direct-asked-${at}`);
    nothingWrong();
  });

  test(`${name}: an admin agrees, mail comes in, and an answer lies in the mailbox there`, async (t) => {
    if (mail.unavailable) return t.skip(mail.unavailable);
    await mail.ask({ do: "deliver", at, raw: letter({ from: `Eva Berg <${EVA}>`, to: DESK, id: `<${at}@home.test>`, subject, text: "Which one fits?" }) });
    await page.getByRole("link", { name: `Continue to ${name}` }).click();
    await agree();
    await page.waitForURL("**/mailboxes");
    await page.getByText(`Reached by the permission of ${name}, without a password`).waitFor();
    await picture(page, `direct-connected-${at}`);
    await page.goto("/tickets?view=all");
    await page.locator("#list a.row", { hasText: subject }).click();
    await page.getByLabel("Your answer").fill("The brass one.");
    await page.keyboard.press("Control+Enter");
    await page.locator("article.outbound", { hasText: "The brass one." }).locator(".chip", { hasText: /^Sent$/ }).waitFor();
    const { mails } = await mail.ask({ do: "sent", at });
    assert.equal(mails.filter((raw) => raw.includes("The brass one.")).length, 1);
    nothingWrong();
  });

  test(`${name}: how the mailbox does is shown, and tested at once`, async (t) => {
    if (mail.unavailable) return t.skip(mail.unavailable);
    await page.goto("/mailboxes");
    await page.getByRole("link", { name: "How it does" }).last().click();
    await page.getByText("Last mail").waitFor();
    await page.getByText("Position").first().waitFor();
    await page.getByRole("button", { name: "Test now" }).click();
    await page.getByText(/^It works: /).waitFor();
    await accessible(page, "how a mailbox does");
    await picture(page, `direct-health-${at}`);
    // Folders can be changed, where there are no servers to be changed.
    await page.goto("/mailboxes");
    await page.getByRole("link", { name: "Folders" }).last().click();
    assert.equal(await page.locator("#imap-host").count(), 0);
    await page.locator("#folders").fill("INBOX\nNowhere");
    await page.getByRole("button", { name: "Test and save" }).click();
    await page.locator("#result").getByText(/Nowhere/).first().waitFor();
    await page.locator("#folders").fill("INBOX");
    await page.getByRole("button", { name: "Test and save" }).click();
    await page.waitForURL("**/mailboxes");
    nothingWrong();
  });

  test(`${name}: a permission that ends is marked where an admin looks, and disconnecting ends it`, async (t) => {
    if (mail.unavailable) return t.skip(mail.unavailable);
    await mail.ask({ do: "forget" });
    await page.goto("/mailboxes");
    await page.getByRole("link", { name: "How it does" }).last().click();
    await page.getByRole("button", { name: "Test now" }).click();
    await page.getByText("It does not work").waitFor();
    await page.goto("/tickets");
    await page.getByRole("link", { name: /A mailbox has to be connected again/ }).click();
    await page.getByText("The permission has ended:").waitFor();
    await page.getByText("is due to be deleted on").waitFor();
    await picture(page, `direct-ended-${at}`);
    await page.locator("details.confirm summary", { hasText: "Disconnect" }).last().click();
    await page.locator("details.confirm button", { hasText: "Disconnect" }).last().click();
    await page.locator(".chip", { hasText: "Disconnected" }).last().waitFor();
    nothingWrong();
  });
}
