// Signatures of new mails (DKIM): checked here while the mail can be read already, shown beside what the receiving server says,
// and a warning where the company's own address is on a mail that its own signature does not fit.
import assert from "node:assert/strict";
import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";
import { startWithMails } from "./serve.mjs";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
const TXT = 16;

/** Signs a mail, relaxed/relaxed (RFC 6376 3.4). */
const signed = (domain, selector, { fields, text }) => {
  const sum = createHash("sha256").update(text).digest("base64");
  const relaxed = ([name, value]) => `${name.toLowerCase()}:${value}`;
  const head = `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=${selector}; h=${fields.map(([name]) => name.toLowerCase()).join(":")}; bh=${sum}; b=`;
  const signature = createSign("sha256").update([...fields.map(relaxed), `dkim-signature:${head}`].join("\r\n")).sign(privateKey, "base64");
  return [["DKIM-Signature", head + signature], ...fields].map(([name, value]) => `${name}: ${value}\r\n`).join("") + "\r\n" + text;
};

const mail = (subject, from, text) => ({
  fields: [["From", from], ["To", "support@acme.test"], ["Subject", subject], ["Date", new Date().toUTCString().replace("GMT", "+0000")],
    ["Message-ID", `<${subject.replaceAll(" ", ".")}@home.test>`]],
  text: `${text}\r\n`,
});

let asked;
let release;
let resolver;
let desk;
let browser;
let person;
let page;

/** A resolver over TCP that knows the key of each domain but `gone.test`, and lets `slow` wait. */
const startResolver = async () => {
  asked = [];
  const held = new Promise((resolve) => { release = resolve; });
  resolver = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", async (bytes) => {
      const question = bytes.subarray(2);
      const labels = [];
      for (let at = 12; question[at] > 0; at += question[at] + 1) labels.push(question.subarray(at + 1, at + 1 + question[at]).toString("latin1"));
      const name = labels.join(".");
      asked.push(name);
      if (labels[0] === "slow") await held;
      const found = question.readUInt16BE(question.length - 4) === TXT && !name.endsWith("gone.test");
      const answer = Buffer.from(question);
      answer.writeUInt16BE(found ? 0x8180 : 0x8183, 2);
      answer.writeUInt16BE(found ? 1 : 0, 6);
      const parts = KEY.match(/.{1,255}/g).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)]));
      const record = Buffer.alloc(12);
      record.set([0xc0, 0x0c, 0, TXT, 0, 1, 0, 0, 0, 60]);
      record.writeUInt16BE(parts.reduce((sum, part) => sum + part.length, 0), 10);
      const whole = found ? Buffer.concat([answer, record, ...parts]) : answer;
      const size = Buffer.alloc(2);
      size.writeUInt16BE(whole.length);
      socket.end(Buffer.concat([size, whole]));
    });
  });
  await new Promise((resolve) => resolver.listen(0, "127.0.0.1", resolve));
  return resolver.address().port;
};

before(async () => {
  const port = await startResolver();
  desk = await startWithMails(`[signatures]\nresolver = "127.0.0.1:${port}"\n`, [signed("home.test", "one", mail("An old one", "Eva Berg <eva@home.test>", "From before."))]);
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  page = await person.signIn();
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: "An old one" }).waitFor();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  resolver?.close();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);

const open = async (subject) => {
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: subject }).click();
  await page.locator("#thread h1", { hasText: subject }).waitFor();
  const message = page.locator("#messages > article").first();
  await message.locator(".route summary").click();
  return message;
};

const here = (message) => message.locator(".route dl dt", { hasText: "Checked here" }).locator("xpath=following-sibling::dd[1]");

test("a mail is read while its signature is checked, and what it came to appears by itself", async () => {
  desk.post(signed("home.test", "slow", mail("A broken bell", "Eva Berg <eva@home.test>", "It does not ring.")));
  await page.locator("#list a.row", { hasText: "A broken bell" }).waitFor();
  const message = await open("A broken bell");
  await here(message).getByText("Its signature (DKIM) is being checked").waitFor();
  assert.match(await message.innerText(), /It does not ring/);
  await accessible(page, "a signature that is being checked");
  release();
  await here(message).getByText("Signature of home.test, the sender’s domain: good").waitFor({ timeout: 90_000 });
  assert.match(await message.locator(".route dl").innerText(), /Receiving server says\s+Nothing that can be believed/);
  assert.equal(await message.locator(".alert").count(), 0);
  await picture(page, "signature-good");
  nothingWrong();
});

test("the company's own address on a mail that its signature does not fit is told plainly", async () => {
  const forged = signed("acme.test", "one", mail("Urgent payment", "The Boss <support@acme.test>", "Lunch at noon?")).replace("Lunch at noon?", "Pay 9,000 to this account.");
  desk.post(forged);
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: "Urgent payment" }).waitFor();
  const message = await open("Urgent payment");
  await message.locator(".alert", { hasText: "your own address support@acme.test, but your domain’s signature on it does not fit" }).waitFor({ timeout: 90_000 });
  await here(message).getByText("Signature of acme.test: does not fit. The text was altered after it was signed.").waitFor();
  await accessible(page, "a signature that does not fit");
  await picture(page, "signature-forged");
  nothingWrong();
});

test("of others a signature that says little is told and warns of nothing", async () => {
  const twice = signed("mailer.test", "one", mail("News of bells", "Bell Shop <news@shop.test>", "New bells."));
  const gone = signed("gone.test", "one", mail("News of bells", "Bell Shop <news@shop.test>", "New bells."));
  desk.post(gone.slice(0, gone.indexOf("\r\n") + 2) + twice);
  desk.post(["From: Carl <carl@x.test>", "To: support@acme.test", "Subject: Without any", "Message-ID: <without@x.test>", "", "Hello"].join("\r\n"));
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: "Without any" }).waitFor();
  const message = await open("News of bells");
  await here(message).getByText("Signature of gone.test: cannot be checked. The domain has no such key.").waitFor({ timeout: 90_000 });
  await here(message).getByText("Signature of mailer.test: good, but not the sender’s domain").waitFor();
  assert.equal(await message.locator(".alert").count(), 0);
  await picture(page, "signature-others");
  assert.match(await here(await open("Without any")).innerText(), /bears no signature/);
  // History is left alone: whoever wrote it may have changed keys since.
  assert.equal(await (await open("An old one")).locator(".route dl dt", { hasText: "Checked here" }).count(), 0);
  assert.ok(!asked.includes("one._domainkey.home.test"));
  nothingWrong();
});
