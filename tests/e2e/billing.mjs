// A company looks at its plan and invoices, and says whom they go to; the operator notes a payment and credits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBoth, shown } from "./world.mjs";

let person;
let operator;
let admin;
let stop;

before(async () => {
  ({ person, operator, admin, stop } = await openBoth());
});
after(() => stop?.());

test("a company sees its plan and invoices, and takes one along", async () => {
  await admin.goto("/billing");
  await admin.getByRole("heading", { name: "Plan and invoices" }).waitFor();
  await shown(admin, "billing");
  const first = admin.getByRole("link", { name: "NH-1", exact: true });
  const file = await admin.request.get(await first.getAttribute("href"));
  assert.equal(file.headers()["content-type"], "application/pdf");
  assert.match((await file.body()).subarray(0, 5).toString(), /^%PDF-/u);
});

test("details are changed, and the number of a card is refused", async () => {
  await admin.goto("/billing");
  await admin.getByLabel("Postal address").fill("4242 4242 4242 4242");
  await admin.getByRole("button", { name: "Save the details" }).click();
  await admin.getByText("looks like the number of a payment card").waitFor();
  await admin.getByLabel("Postal address").fill("Havnegade 14\n8000 Aarhus C");
  await admin.getByRole("button", { name: "Save the details" }).click();
  await admin.waitForURL("**/billing");
  assert.equal(await admin.getByLabel("Postal address").inputValue(), "Havnegade 14\n8000 Aarhus C");
  // One with more seats holds at once, the way back from the next month on.
  await admin.getByRole("radio", { name: /Company:/u }).check();
  await admin.getByRole("button", { name: "Choose" }).click();
  await admin.getByRole("definition").filter({ hasText: /^Company$/u }).waitFor();
  await admin.getByRole("radio", { name: /Team:/u }).check();
  await admin.getByRole("button", { name: "Choose" }).click();
  await admin.getByText("from next month: Team").waitFor();
});

test("the operator notes that one was paid, and credits one", async () => {
  await operator.goto("/operator/invoices");
  await shown(operator, "invoices");
  await operator.getByRole("button", { name: /^It was paid/u }).first().click();
  await operator.waitForURL("**/operator/invoices");
  assert.equal(await operator.getByRole("button", { name: /^It was paid/u }).count(), 0);
  await operator.getByRole("button", { name: "Credit it NH-1", exact: true }).click();
  await operator.getByText("Credit note", { exact: true }).waitFor();
  await admin.goto("/billing");
  await admin.getByText("Credit note", { exact: true }).waitFor();
  // The browser notes what was refused.
  assert.deepEqual(person.wrong.splice(0).filter((line) => !line.includes(" 422 ")), []);
});
