// The promises of the policy, checked from the pages: by a company's admin of its own, by the operator of everything, and by
// the programme, which finds the same.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
const binary = process.env.DESKHERO;

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
});
after(() => stop?.());

const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("an admin checks what is promised to their company", async () => {
  await openFirst(page);
  await page.goto("/promises");
  await page.getByRole("heading", { name: "Promises", exact: true }).waitFor();
  await page.getByRole("heading", { name: "Not checked yet" }).waitFor();
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByRole("heading", { name: /\d+ kept, 0 broken, \d+ not applicable/ }).waitFor();
  await page.getByText("AES-256 at rest").waitFor();
  await page.getByText(/\d+ sealed values and mails authenticate/).first().waitFor();
  await accessible(page, "the promises");
  await picture(page, "promises");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over()) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("the programme finds the same on the running system, and what breaks a promise", async () => {
  const verify = () => JSON.parse(execFileSync(binary, ["verify", "--data", demo.data, "--json"], { encoding: "utf8" }));
  const found = verify();
  assert.equal(found.broken, 0);
  assert.equal(found.kept + found.not_applicable, found.checks.length);
  chmodSync(path.join(demo.data, "audit-signing.key"), 0o644);
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByRole("heading", { name: /\d+ kept, 1 broken/ }).waitFor();
  await page.getByText("others on this machine can read it: audit-signing.key").waitFor();
  chmodSync(path.join(demo.data, "audit-signing.key"), 0o600);
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByRole("heading", { name: /\d+ kept, 0 broken/ }).waitFor();
  nothingWrong();
});
