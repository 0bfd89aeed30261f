// An invoice is paid by card at the provider's own page: the way there, a card that is refused, one that pays, and the way back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startMail } from "./mail-world.mjs";
import { startSelling } from "./serve.mjs";
import { openBoth, shown } from "./world.mjs";

let mail;
let both;

before(async () => {
  mail = await startMail(["--stripe", "help@acme.test"]);
  if (mail.unavailable) return;
  both = await openBoth(() => startSelling(mail.stripe), { ignoreHTTPSErrors: true });
});
after(async () => {
  await both?.stop();
  await mail?.stop();
});

test("an invoice is paid by card", async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  const { admin, operator, person, demo } = both;
  const { stripe } = mail;
  await admin.goto("/billing");
  const button = admin.getByRole("button", { name: /^Pay by card/u });
  const open = await button.count();
  assert.ok(open > 0);
  await shown(admin, "billing-cards");
  await button.first().click();
  await admin.getByRole("heading", { name: /^Pay invoice NH-/u }).waitFor();
  const number = (await admin.getByRole("heading", { level: 1 }).textContent()).split(" ").at(-1);
  await shown(admin, "payment");
  assert.deepEqual(person.wrong.splice(0), []);
  await admin.getByRole("link", { name: /^Go to Stripe and pay/u }).click();
  await admin.waitForURL(`${stripe.endpoint}/**`);
  await admin.getByText(number).waitFor();
  const page = admin.url();
  await admin.getByLabel("Card number").fill(stripe.declined_card);
  await admin.getByRole("button", { name: "Pay" }).click();
  await admin.getByText("declined").waitFor();
  await admin.goto(page);
  await admin.getByLabel("Card number").fill(stripe.good_card);
  await admin.getByRole("button", { name: "Pay" }).click();
  await admin.waitForURL(new URL("/billing", demo.url).href);
  assert.equal(await button.count(), open - 1);
  // What the provider's pages load is its own affair.
  person.wrong.length = 0;
  await operator.goto("/operator/invoices");
  assert.equal(await operator.getByRole("button", { name: `It was paid ${number}`, exact: true }).count(), 0);
  assert.deepEqual(person.wrong.splice(0), []);
});
