// The operator asks to read a conversation, the company's admin lets it in and ends it; each step is seen by both.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openBoth, picture } from "./world.mjs";

let demo;
let browser;
let person;
let operator;
let admin;
let stop;

before(async () => {
  ({ demo, browser, person, operator, admin, stop } = await openBoth());
});
after(() => stop?.());

const narrow = async (page, what) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${what} sticks out at 390 px`);
  await picture(page, `${what}-narrow`);
  await page.setViewportSize({ width: 1440, height: 900 });
};
const place = () => new URL(operator.url()).pathname;

test("what the company let in before stands on its page, with what was seen", async () => {
  await admin.goto("/operator-accesses");
  await admin.getByRole("heading", { name: "The company asked for help" }).waitFor();
  await admin.getByText("ended", { exact: true }).waitFor();
  await accessible(admin, "the company's accesses");
  await picture(admin, "operator-accesses");
  await narrow(admin, "operator-accesses");
  await admin.getByRole("link", { name: "What was seen, in the audit log" }).click();
  await admin.locator("table.audit tbody tr", { hasText: "Read conversations as the operator" }).first().waitFor();
  await picture(admin, "operator-access-audit");
});

test("the operator asks, and reads nothing before an admin lets it in", async () => {
  await operator.goto("/operator/accesses");
  await accessible(operator, "the operator's accesses");
  await picture(operator, "operator-access-ask");
  await narrow(operator, "operator-access-ask");
  const form = async (password) => {
    await operator.getByLabel("The company asked for help").check();
    await operator.getByLabel("What for").fill("A mail shows no text.");
    await operator.getByLabel("Your password").fill(password);
    await operator.getByRole("button", { name: "Ask", exact: true }).click();
  };
  await form("not the password");
  await operator.locator("[role=alert]", { hasText: "is not your password" }).waitFor();
  assert.equal(await operator.getByLabel("What for").inputValue(), "A mail shows no text.");
  // The browser tells its console of the answer with the mistake in it.
  assert.ok(person.wrong.splice(0).every((line) => line.includes("422")));
  await form(demo.operator.password);
  await operator.getByText("It waits for an admin of the company.").waitFor();
  await picture(operator, "operator-access-waits");
  const early = await operator.request.get(`${place()}?q=saddle`);
  assert.equal(early.status(), 403);
});

test("the admin lets it in; a conversation is found and read", async () => {
  await admin.goto("/operator-accesses");
  await picture(admin, "operator-accesses-waiting");
  await admin.getByRole("button", { name: "Let them in" }).click();
  await admin.getByText("open now", { exact: true }).waitFor();
  const one = place();
  await operator.goto(one);
  await accessible(operator, "an open access");
  await operator.getByRole("searchbox").or(operator.locator("#q")).first().fill("1");
  await operator.getByRole("button", { name: "Find" }).click();
  await operator.locator("a", { hasText: "#1 " }).waitFor();
  await picture(operator, "operator-access-found");
  await narrow(operator, "operator-access-found");
  await operator.locator("a", { hasText: "#1 " }).click();
  await operator.locator("article .plain").first().waitFor();
  await accessible(operator, "a conversation under an access");
  await picture(operator, "operator-access-conversation");
  await narrow(operator, "operator-access-conversation");
  // Nothing there changes anything, and no file is handed out.
  assert.equal(await operator.locator("main form").count(), 0);
});

test("the admin ends it, and the next request is refused", async () => {
  const read = place();
  await admin.goto("/operator-accesses");
  await admin.getByRole("button", { name: "End now" }).click();
  await admin.getByText("open now", { exact: true }).waitFor({ state: "detached" });
  assert.equal((await operator.request.get(read)).status(), 403);
  await admin.goto("/audit?act=operator_access.read&outcome=refused");
  await admin.locator("table.audit tbody tr", { hasText: "no access is open" }).first().waitFor();
  assert.deepEqual(person.wrong.splice(0), []);
});

test("what an authority got is registered, and the company reads it", async () => {
  await operator.goto("/operator/disclosures");
  await accessible(operator, "disclosures");
  await picture(operator, "disclosures");
  await narrow(operator, "disclosures");
  await operator.getByRole("link", { name: "Nordby tingsrätt" }).click();
  await operator.getByText("told to the company").waitFor();
  await accessible(operator, "a disclosure");
  await picture(operator, "disclosure");
  await narrow(operator, "disclosure");
  // What was handed out is not refused any more.
  assert.equal(await operator.getByRole("button", { name: "Refuse" }).count(), 0);
  await admin.goto("/operator-accesses");
  await admin.getByRole("heading", { name: "Handed to authorities" }).waitFor();
  await admin.getByText("T 412-26").waitFor();
  await accessible(admin, "what was handed to authorities");
  await picture(admin, "operator-accesses-disclosed");
  const visitor = await person.context.newPage();
  await visitor.goto("/transparency");
  await visitor.getByRole("heading", { name: "Requests of authorities" }).waitFor();
  await accessible(visitor, "requests of authorities");
  await picture(visitor, "transparency");
  await narrow(visitor, "transparency");
  const { items } = await (await visitor.request.get("/transparency.json")).json();
  assert.equal(items.length, 1);
  assert.deepEqual([items[0].asked, items[0].handed_out, items[0].companies], [1, 1, 1]);
});

test("one operator alone hands nothing out", async () => {
  await operator.goto("/operator/disclosures");
  await operator.getByLabel("Authority").fill("A prosecutor");
  await operator.getByLabel("Its reference").fill("B 7-26");
  await operator.getByLabel("Law and order").fill("An order");
  await operator.getByLabel("Conversations").fill("#1");
  await operator.getByRole("button", { name: "Write down" }).click();
  await operator.getByText("waits for two approvals").waitFor();
  const approving = operator.getByRole("region", { name: "Approve" });
  await approving.getByLabel("Your password").fill(demo.operator.password);
  await approving.getByRole("button", { name: "Approve" }).click();
  await operator.getByText("waits for one approval").waitFor();
  assert.equal(await operator.getByRole("button", { name: "Approve" }).count(), 0);
  assert.equal(await operator.getByRole("link", { name: "Hand out" }).count(), 0);
  assert.equal((await operator.request.get(`${place()}/file`)).status(), 403);
  await operator.getByLabel("Why it is refused").fill("The order names nobody");
  await operator.getByLabel("Your password").fill(demo.operator.password);
  await operator.getByRole("button", { name: "Refuse" }).click();
  await operator.getByText("refused", { exact: true }).waitFor();
  await operator.getByText("The order names nobody").waitFor();
  assert.deepEqual(person.wrong.splice(0), []);
});
