// The operator assesses the system and reviews who has access; an admin does the latter for their company.
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

test("what was assessed weeks ago can be read and downloaded", async () => {
  await operator.goto("/operator/assessments");
  await shown(operator, "assessments");
  await operator.getByRole("link", { name: "Self-assessment" }).click();
  await operator.getByText("ASVS 14.4.3").waitFor();
  await shown(operator, "assessment");
  const file = await operator.request.get(`${new URL(operator.url()).pathname}/report`);
  const signed = await file.json();
  assert.equal(JSON.parse(signed.report).deskhero_assessment, 1);
  assert.equal(signed.signature.length, 128);
  await operator.goto("/operator/assessments");
  await operator.getByRole("link", { name: "Fjordsec" }).click();
  await shown(operator, "external-test");
});

test("the operator looks, answers, and finishes", async () => {
  await operator.goto("/operator/assessments");
  await operator.getByRole("button", { name: "Begin an assessment" }).click();
  await operator.getByText("Answered by a person").waitFor();
  await shown(operator, "assessment-open");
  await operator.getByRole("button", { name: "Save and finish" }).click();
  await operator.getByRole("alert").waitFor();
  for (const yes of await operator.getByRole("radio", { name: "yes", exact: true }).all()) await yes.check();
  for (const note of await operator.locator("details[open] textarea").all()) await note.fill("It is being done");
  for (const until of await operator.locator("details[open] input[type=date]").all()) await until.fill("2099-01-01");
  await operator.getByRole("button", { name: "Save and finish" }).click();
  await operator.getByRole("link", { name: "Download the signed report" }).waitFor();
  assert.deepEqual(person.wrong.splice(0).filter((one) => !one.includes("409")), []);
});

test("operators and admins go through who has access", async () => {
  await operator.goto("/operator/access-reviews");
  await shown(operator, "operator-reviews");
  await operator.getByRole("link", { name: "Access review 1" }).click();
  await shown(operator, "operator-review");
  await admin.goto("/access-reviews");
  await shown(admin, "reviews");
  await admin.getByRole("link", { name: "Access review 1" }).click();
  await shown(admin, "review-open");
  const bo = admin.getByRole("listitem").filter({ hasText: "Bo Lind" });
  await bo.getByText("Remove", { exact: false }).first().click();
  await shown(admin, "review-removing");
  await bo.getByRole("button", { name: "Remove" }).click();
  for (;;) {
    const keep = admin.getByRole("button", { name: "Confirm" });
    if ((await keep.count()) === 0) break;
    await keep.first().click();
    await admin.waitForLoadState();
  }
  await admin.getByRole("button", { name: "Finish the review" }).click();
  await admin.getByRole("link", { name: "Download the signed report" }).waitFor();
  await shown(admin, "review");
  assert.deepEqual(person.wrong.splice(0), []);
});
