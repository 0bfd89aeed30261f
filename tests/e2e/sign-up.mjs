// A company makes itself a place: it accepts the documents, proves its address, and is in.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { startMail } from "./mail-world.mjs";
import { startOpen } from "./serve.mjs";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";

const PASSWORD = "four words in a row";
const NORA = "nora@acme.test";
const documents = {
  terms: "# Terms of service\n\nWe serve, you pay.\n", policy: "# Privacy policy\n\nEvery promise is kept.\n",
  dpa: "# Data processing agreement\n\nOn instruction.\n",
};
let mail;
let desk;
let browser;
let person;
let page;

before(async () => {
  mail = await startMail([NORA, "desk@acme.test"]);
  if (mail.unavailable) return;
  desk = await startOpen(mail, "desk@acme.test", documents);
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  page = await person.context.newPage();
});
after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

const nothingWrong = (meant) => assert.deepEqual(person.wrong.splice(0).filter((line) => !meant?.test(line)), []);
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("nobody signs up without accepting the documents that are shown", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  await page.goto("/sign-up");
  await page.getByLabel("Name of the company").fill("Acme Bikes");
  await page.getByLabel("Your name", { exact: true }).fill("Nora Berg");
  await page.getByLabel("Your e-mail address").fill(NORA);
  await accessible(page, "signing up");
  await picture(page, "sign-up");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await overflow()) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  // A browser asks for the boxes itself; a programme is refused by the server.
  const refused = await fetch(new URL("/sign-ups", desk.url), {
    method: "POST", redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(desk.url).origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ company: "Acme Bikes", name: "Nora Berg", email: NORA }),
  });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /must be accepted/);
  nothingWrong();
});

test("each document can be read, and its hash is that of the exact text", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Privacy policy, version 1" }).click();
  const reading = await opened;
  await reading.getByText("Every promise is kept.").waitFor();
  await reading.getByText(createHash("sha256").update(documents.policy).digest("hex")).waitFor();
  await accessible(reading, "a document");
  await picture(reading, "document");
  await reading.close();
  nothingWrong();
});

test("the link in the mail leads to the password, and into the new place", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Send me the link" }).click();
  await page.getByText("A link is on its way to you.").waitFor();
  const [letter] = (await mail.ask({ do: "list", address: NORA, folder: "INBOX", at_least: 1 })).mails;
  const text = (letter.raw ?? letter).replace(/=\r?\n/g, "").replace(/=3D/g, "=");
  const link = /http:\/\/acme-bikes\.localhost:\d+\/sign-ups\/\S+/.exec(text)?.[0];
  assert.ok(link, text);
  await page.goto(link);
  await page.getByRole("heading", { name: "Welcome to Acme Bikes" }).waitFor();
  await accessible(page, "choosing a password");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("The same password again").fill(PASSWORD);
  await page.getByRole("button", { name: "Start" }).click();
  await page.waitForURL("**/mailboxes/new**");
  assert.match(page.url(), /^http:\/\/acme-bikes\.localhost/);
  await page.goto(new URL("/agents", page.url()).href);
  await page.getByRole("link", { name: "Accepted documents" }).click();
  await page.getByText("Nora Berg <nora@acme.test>").first().waitFor();
  await page.getByText(createHash("sha256").update(documents.terms).digest("hex")).waitFor();
  await accessible(page, "accepted documents");
  await picture(page, "acceptances");
  await page.goto(link);
  await page.getByRole("heading", { name: "This link does not work any more" }).waitFor();
  // Pages of the new place are at a host of their own, and a used link is 404.
  nothingWrong(/request to http:\/\/acme-bikes\.localhost|404/);
});
