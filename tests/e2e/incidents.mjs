// The operator writes an incident down and tells the company, whose admin reads it.
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

test("the register has one with a past, and its company reads what it was told", async () => {
  await operator.goto("/operator/incidents");
  await shown(operator, "incidents");
  await operator.getByRole("link", { name: "A list of names was sent" }).click();
  await operator.getByText("2026-441-0187").waitFor();
  await shown(operator, "incident");
  await admin.goto("/incidents");
  await admin.getByText("There is nothing that you have to do.").waitFor();
  await shown(admin, "company-incidents");
});

test("the operator writes one down, says why no report is needed, and closes it", async () => {
  await operator.goto("/operator/incidents");
  await operator.getByLabel("Title").fill("A laptop was left on a train");
  await operator.getByLabel("What happened").fill("Its disk is encrypted. It was handed in the same day.");
  await operator.getByLabel("mail and notes").check();
  await operator.getByLabel("Noticed").fill(new Date(Date.now() - 7_200_000).toISOString().slice(0, 16));
  await operator.getByRole("button", { name: "Write down" }).click();
  await operator.getByRole("heading", { name: "A laptop was left on a train" }).waitFor();
  await shown(operator, "incident-open");
  assert.equal(await operator.getByRole("button", { name: "Close" }).count(), 0);
  await operator.getByLabel("Why no report is needed").fill("Nobody could read it.");
  await operator.getByRole("button", { name: "No report is needed" }).click();
  await operator.getByText("no report needed", { exact: true }).waitFor();
  await operator.getByLabel("What came of it").fill("It is back.");
  await operator.getByRole("button", { name: "Close" }).click();
  await operator.getByRole("heading", { name: "Open again" }).waitFor();
  const file = await operator.request.get(`${new URL(operator.url()).pathname}/bundle`);
  assert.equal(file.headers()["content-type"], "application/zip");
  assert.deepEqual(person.wrong.splice(0), []);
});
