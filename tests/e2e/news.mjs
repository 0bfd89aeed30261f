// News by mail: asked for in the profile, written and sent by the operator, ended by a page that needs no account (C60).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPerson, openBoth, shown } from "./world.mjs";

let both;
let operator;
let admin;
let stop;

before(async () => {
  both = await openBoth();
  ({ operator, admin, stop } = both);
});
after(() => stop?.());

test("somebody decides about news by one click each way", async () => {
  await admin.goto("/profile/data#news");
  const section = admin.locator("#news");
  await section.getByText("You get news by mail.").waitFor();
  await section.scrollIntoViewIfNeeded();
  await shown(admin, "news-preference");
  await section.getByRole("button", { name: "No more news" }).click();
  await section.getByText("You get no news by mail.").waitFor();
  assert.equal(await section.getByRole("button").count(), 1);
  await section.getByRole("button", { name: "Send me news" }).click();
  await section.getByText("You get news by mail.").waitFor();
});

test("the operator sees what was sent, writes, looks at it, and sends once", async () => {
  await operator.goto("/operator/news");
  await operator.getByRole("link", { name: "Mails that send themselves later" }).waitFor();
  await operator.getByText("2 letters sent · one unsubscribed").waitFor();
  await operator.getByText("One person would get it now.").waitFor();
  await shown(operator, "news");
  await operator.getByRole("button", { name: "Save the draft" }).click();
  await operator.getByRole("alert").waitFor();
  await operator.getByLabel("Subject · English").fill("Two colours");
  await operator.getByLabel("Text · English").fill("Hello,\n\nlists have two colours now.");
  await operator.getByRole("button", { name: "Save the draft" }).click();
  await operator.getByRole("heading", { name: "As it will read" }).waitFor();
  await operator.locator("pre.letter", { hasText: "Unsubscribe: https://" }).waitFor();
  await shown(operator, "news-draft");
  await operator.getByRole("button", { name: "Send", exact: true }).click();
  await operator.locator("#counts").waitFor();
  await operator.getByRole("heading", { name: "As it was sent" }).waitFor();
  assert.equal(await operator.getByRole("button", { name: "Send", exact: true }).count(), 0);
  await shown(operator, "news-sent");
});

test("the page under the link changes nothing until its button is pressed, and is the same for a link that is not ours", async () => {
  const reader = await newPerson(both.browser, both.demo, { viewport: { width: 1440, height: 900 } });
  const page = await reader.context.newPage();
  await page.goto("/news/unsubscribe/AAAA");
  await page.getByRole("heading", { name: "No more news by mail?" }).waitFor();
  await shown(page, "unsubscribe");
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await page.getByRole("heading", { name: "Unsubscribed" }).waitFor();
  await shown(page, "unsubscribed");
  assert.deepEqual(await reader.context.cookies(), []);
  await reader.context.close();
});
