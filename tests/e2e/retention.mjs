// Retention: three rules are there, another one is tried out before it is made, is changed, and is removed; a conversation is kept
// by a statutory retention.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
let api;

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("every company has three rules, whose times alone can be changed", async () => {
  await page.goto("/retention");
  await page.getByRole("heading", { name: "Retention", level: 1 }).waitFor();
  assert.equal(await page.locator("section a strong").count(), 3);
  await accessible(page, "the rules");
  await picture(page, "retention");
  await page.getByRole("link", { name: /Closed conversations/ }).click();
  await page.getByRole("heading", { name: "Closed conversations" }).waitFor();
  assert.equal(await page.getByText("Remove the rule").count(), 0);
  assert.equal(await page.locator("select[name=subject]").count(), 0);
  await page.getByLabel("Days without anything happening").fill("2000");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Since version 4 of your retention policy.").waitFor();
  assert.equal(await over(), 0);
  // What nobody closed has an end, too, and the page says why.
  await page.goto("/retention");
  await page.getByRole("link", { name: "Conversations that nobody closed" }).click();
  await page.getByText("nobody will answer any more").waitFor();
  assert.equal(await page.getByLabel("Days without anything happening").inputValue(), "1827");
  assert.equal(await page.locator("#age-days").count(), 0);
  await accessible(page, "the rule about what is open");
  await picture(page, "retention-open");
  assert.equal(await over(), 0);
  nothingWrong();
});

test("a rule is tried out, made, sharpened and removed", async () => {
  const first = await openFirst(page);
  const { body: before } = await api(`tickets/${first}`);
  assert.ok(before);
  await page.goto("/retention");
  await page.locator("#new > summary").click();
  await page.getByLabel("Name").fill("Everything old");
  for (const state of ["Open", "Closed"]) await page.getByRole("checkbox", { name: state, exact: true }).check();
  await page.getByLabel("Days without anything happening").fill("1");
  await page.getByRole("button", { name: "Only show what it would take" }).click();
  await page.locator("#dry-run").waitFor();
  assert.ok((await page.locator("#dry-run .mini a").count()) > 0);
  await accessible(page, "a dry run");
  await picture(page, "retention-dry-run");
  // Trying it out made nothing.
  assert.equal((await api("retention-rules")).body.items.length, 3);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Everything old" }).waitFor();
  await accessible(page, "a rule");
  await picture(page, "retention-rule");
  await page.locator("#days").evaluate((field) => field.removeAttribute("max"));
  await page.getByLabel("Days without anything happening").fill("4000");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[role=alert]", { hasText: "from 1 to 3,660" }).waitFor();
  await page.goto("/retention");
  await page.getByRole("link", { name: /Everything old/ }).click();
  await page.locator("details.confirm summary").click();
  await page.locator("details.confirm button").click();
  await page.waitForURL(/\/retention$/);
  assert.equal((await api("retention-rules")).body.items.length, 3);
  const versions = (await api("retention-versions")).body.items.map((one) => one.step);
  assert.deepEqual(versions, ["removed", "made", "changed", "made", "made", "made"]);
  nothingWrong(/status of 422/);
});

test("a rule goes by the age of a conversation, alone or beside what happens in it", async () => {
  await page.goto("/retention");
  await page.locator("#new > summary").click();
  await page.getByLabel("Name").fill("Ten years old");
  await page.getByLabel("Days without anything happening").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[role=alert]", { hasText: "one of the two may be left empty" }).waitFor();
  await page.getByLabel("Days since its first message arrived").fill("3000");
  await picture(page, "retention-age");
  assert.equal(await over(), 0);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Ten years old" }).waitFor();
  await accessible(page, "a rule that goes by the age");
  const rule = async () => (await api("retention-rules")).body.items.find((one) => one.name === "Ten years old");
  assert.deepEqual([(await rule()).terms.days, (await rule()).terms.age_days], [0, 3000]);
  await page.goto("/retention");
  await page.getByText("conversations whose first message is at least 3,000 days old").waitFor();
  await page.getByRole("link", { name: "Ten years old" }).click();
  await page.getByLabel("Days without anything happening").fill("30");
  await page.getByRole("button", { name: "Save" }).click();
  await page.goto("/retention");
  await page.getByText("nothing new for 30 days · first message at least 3,000 days old").waitFor();
  assert.deepEqual([(await rule()).terms.days, (await rule()).terms.age_days], [30, 3000]);
  assert.equal(await over(), 0);
  await page.getByRole("link", { name: "Ten years old" }).click();
  await page.locator("details.confirm summary").click();
  await page.locator("details.confirm button").click();
  await page.waitForURL(/\/retention$/);
  nothingWrong(/status of 422/);
});

test("a rule gives people a pseudonym, and files are no matter of people", async () => {
  await page.goto("/retention");
  await page.locator("#new > summary").click();
  await page.getByLabel("Name").fill("Names go after a year");
  await page.getByLabel("What it is about").selectOption({ label: "People" });
  await page.locator("#act").selectOption("drop_attachments");
  await page.getByLabel("Days without anything happening").fill("365");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[role=alert]", { hasText: "files can be erased of conversations alone" }).waitFor();
  await page.locator("#act").selectOption("anonymise");
  await picture(page, "retention-pseudonym");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Names go after a year" }).waitFor();
  await accessible(page, "a rule that gives a pseudonym");
  await page.goto("/retention");
  await page.getByText("People get pseudonyms, conversations stay").first().waitFor();
  const rule = (await api("retention-rules")).body.items.find((one) => !one.standing);
  assert.equal(rule.terms.action, "anonymise");
  nothingWrong(/status of 422/);
});

test("a rule takes people out of conversations that stay, and says of which before", async () => {
  await page.goto("/retention");
  await page.locator("#new > summary").click();
  await page.getByLabel("Name").fill("Nobody after a day");
  await page.getByLabel("What it is about").selectOption({ label: "Conversations" });
  await page.locator("#act").selectOption({ label: "People get pseudonyms, conversations stay" });
  for (const state of ["Open", "Closed"]) await page.getByRole("checkbox", { name: state, exact: true }).check();
  await page.getByLabel("Days without anything happening").fill("1");
  await page.getByRole("button", { name: "Only show what it would take" }).click();
  await page.locator("#dry-run").waitFor();
  const named = await page.locator("#dry-run .mini a").count();
  assert.ok(named > 0);
  assert.equal(await page.locator("#act").inputValue(), "anonymise");
  await accessible(page, "a dry run of a rule that takes people out");
  await picture(page, "retention-people");
  assert.equal(await over(), 0);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Nobody after a day" }).waitFor();
  const rule = (await api("retention-rules")).body.items.find((one) => one.name === "Nobody after a day");
  assert.deepEqual([rule.terms.subject, rule.terms.action, rule.terms.notice_days], ["conversation", "anonymise", 7]);
  const shown = (await api("retention-rules/preview", { method: "POST", body: JSON.stringify(rule.terms) })).body;
  assert.equal(shown.first.length, named);
  nothingWrong();
});

test("a conversation is kept by a statutory retention, with its law and its end", async () => {
  const ticket = await openFirst(page);
  await page.goto(`/erasures/new?scope=conversation&subject=${ticket}`);
  await page.locator("details.card > summary").click();
  await page.getByLabel("Why: the matter").fill("The invoice of the year");
  const day = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Ends by itself on").fill(day);
  await page.getByRole("button", { name: "Place the hold" }).click();
  await page.locator("[role=alert]", { hasText: "Law" }).waitFor();
  await page.locator("#law").fill("Bokföringslagen 7:2 (SFS 1999:1078)");
  await page.locator("#hold-reason").fill("The invoice of the year");
  await page.locator("#ends").fill(day);
  await accessible(page, "a statutory retention");
  await page.getByRole("button", { name: "Place the hold" }).click();
  await page.locator("#holds .between", { hasText: "The invoice of the year" }).getByText("ends by itself").waitFor();
  assert.equal(new Date((await api("legal-holds")).body.items[0].ends_at_ms).toISOString().slice(0, 10), day);
  await picture(page, "retention-hold");
  nothingWrong(/status of 422/);
});
