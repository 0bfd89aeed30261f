// People of companies use their rights about their own accounts: a copy at once, the rest by the operator, who decides,
// carries it out and answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { accessible, newColleague, newPerson, openDesk, picture } from "./world.mjs";

let desk;
let nora;
let operator;
const password = "one long password for them";

before(async () => {
  desk = await openDesk();
  nora = await newColleague(desk.page, desk.browser, desk.demo, "Nora Holm");
  operator = await newPerson(desk.browser, desk.demo, { viewport: { width: 1440, height: 900 } });
  operator.page = await operator.context.newPage();
});
after(() => desk?.stop());

/** But for what was refused on purpose. */
const nothingWrong = (...who) => {
  for (const one of who) assert.deepEqual(one.wrong.splice(0).filter((line) => !line.includes(" 422 ")), []);
};
const narrow = async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
};

test("an agent gets what is held about their account at once", async () => {
  const { page } = nora;
  await page.goto("/profile");
  await page.locator("section", { hasText: "Your account’s data" }).getByRole("link", { name: "Open" }).click();
  await page.getByRole("heading", { name: "A copy of what is held" }).waitFor();
  await accessible(page, "an account's data");
  await picture(page, "account-data");
  await narrow(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download (ZIP)" }).click()]);
  assert.match(download.suggestedFilename(), /^account-\d{4}-\d\d-\d\d\.zip$/);
  assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
  nothingWrong(desk.person, nora);
});

test("what they ask goes to the operator, with the password once more", async () => {
  const { page } = nora;
  await page.goto("/profile/data");
  await page.getByLabel("What you ask for").selectOption("erasure");
  await page.getByLabel("In your own words").fill("I have left the company.");
  await page.getByLabel("Present password").fill("not this one");
  await page.getByRole("button", { name: "Send to the operator" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("In your own words").inputValue(), "I have left the company.", "what was typed is kept");
  await page.getByLabel("Present password").fill(password);
  await page.getByRole("button", { name: "Send to the operator" }).click();
  await page.getByRole("status").filter({ hasText: "within a month" }).waitFor();
  await page.locator("#requests strong", { hasText: "#1 · Erasure" }).waitFor();
  await accessible(page, "an account's requests");
  await picture(page, "account-asked");
  await narrow(page);
  nothingWrong(desk.person, nora);
});

test("the operator decides, carries it out and answers", async () => {
  const { page } = operator;
  await page.goto("/operator/sign-in");
  await page.locator("input[type=email]").fill(desk.demo.operator.email);
  await page.locator("input[type=password]").fill(desk.demo.operator.password);
  await page.locator("main button").click();
  await page.waitForURL("**/operator");
  await page.goto("/operator/requests");
  await accessible(page, "requests about accounts");
  await picture(page, "operator-requests");
  await narrow(page);
  await page.getByRole("link", { name: "#1 · Erasure" }).click();
  await page.getByText("I have left the company.").waitFor();
  await page.getByLabel("Yes").check();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByText("Nobody can bring it back").waitFor();
  await accessible(page, "a case about an account");
  await picture(page, "operator-request");
  await narrow(page);
  await page.getByRole("button", { name: "Carry out now" }).click();
  await page.getByText(/Carried out on/).waitFor();
  const letter = page.getByRole("textbox", { name: "Letter with the outcome" });
  assert.match(await letter.inputValue(), /We have erased your account/);
  await page.getByRole("checkbox", { name: "I hand it over" }).check();
  await page.getByRole("button", { name: "Send and close" }).click();
  await page.locator("pre.letter").waitFor();
  await picture(page, "operator-request-done");
  nothingWrong(operator);
});

test("nobody gets in with the account, and its name is gone", async () => {
  await nora.page.goto("/tickets");
  assert.match(nora.page.url(), /sign-in/);
  await desk.page.goto("/agents");
  await desk.page.getByText(/^Former agent/).first().waitFor();
  assert.equal(await desk.page.getByText("Nora Holm").count(), 0);
});
