// Mail over real servers: it arrives by SMTP, an agent reads and answers it in a browser, and the answer lies in
// the contact's own mailbox, where it threads; what the contact answers joins the ticket on the open page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPerson, startBrowser } from "./world.mjs";
import { header, letter, startMail } from "./mail-world.mjs";
import { startDesk } from "./serve.mjs";

const DESK = "support@acme.test";
const EVA = "eva@home.test";

let mail;
let desk;
let browser;

before(async () => {
  mail = await startMail([DESK, EVA]);
  if (mail.unavailable) return;
  desk = await startDesk(mail, DESK);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

/** A mail from Eva's own program. */
const fromEva = (mail) => letter({ from: `Eva Berg <${EVA}>`, to: DESK, ...mail });

/** The mails in a folder once there are so many. */
const mails = async (address, folder, atLeast) =>
  (await mail.ask({ do: "list", address, folder, at_least: atLeast })).mails;

test("receive, read, answer, and the answer threads in the contact's real mailbox", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  const person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  const page = await person.signIn();
  await page.goto("/tickets?view=all");
  await page.locator("#list .empty").waitFor();

  const question = "<question.1@home.test>";
  await mail.ask({
    do: "receive", sender: EVA, recipient: DESK,
    raw: fromEva({ id: question, subject: "Which bell fits?", text: "Does the brass bell fit a 22 mm handlebar?" }),
  });
  // It appears on the open list without a reload.
  const row = page.locator("#list a.row", { hasText: "Which bell fits?" });
  await row.waitFor();
  await row.click();
  await page.locator("article.inbound", { hasText: "Does the brass bell fit a 22 mm handlebar?" }).waitFor();

  const words = "Yes, with the spacer that lies in the box.";
  await page.getByLabel("Your answer").fill(words);
  await page.getByRole("button", { name: "Send" }).click();
  const sent = page.locator("article.outbound", { hasText: words });
  await sent.locator(".chip", { hasText: /^Sent$/ }).waitFor();

  const [answer] = await mails(EVA, "INBOX", 1);
  assert.ok(answer.includes(words), "the words arrived");
  assert.match(header(answer, "From"), new RegExp(`<${DESK}>$`));
  assert.equal(header(answer, "Subject"), "Re: Which bell fits?");
  assert.equal(header(answer, "In-Reply-To"), question);
  assert.equal(header(answer, "References"), question);
  const ours = header(answer, "Message-ID");
  assert.match(ours, /^<[^<>@\s]+@[^<>@\s]+>$/);
  const [copy] = await mails(DESK, "Sent", 1);
  assert.equal(header(copy, "Message-ID"), ours, "the company's own Sent holds the same mail");

  const thanks = "<thanks.2@home.test>";
  await mail.ask({
    do: "receive", sender: EVA, recipient: DESK,
    raw: fromEva({ id: thanks, subject: "Re: Which bell fits?", text: "Found the spacer, thank you!", answers: [question, ours] }),
  });
  // The page stays open: her answer joins below ours, in the same and only ticket.
  await page.locator("article.inbound", { hasText: "Found the spacer, thank you!" }).waitFor();
  assert.equal(await page.locator("article.message").count(), 3);
  assert.equal(await page.locator("#list a.row").count(), 1);

  await page.getByLabel("Your answer").fill("You are welcome.");
  await page.getByRole("button", { name: "Send" }).click();
  const second = (await mails(EVA, "INBOX", 2)).find((raw) => raw.includes("You are welcome."));
  assert.equal(header(second, "In-Reply-To"), thanks);
  assert.equal(header(second, "References"), [question, ours, thanks].join(" "));
  assert.deepEqual(person.wrong, []);
});
