// Alerts: an admin sets a threshold, a programme reads past it, somebody asks for what is another company's; each has its
// alert within a minute, is looked at with a note, and is closed to agents. The operator sees the system's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newColleague, newPerson, openDesk, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let onlyRefused;
let api;

before(async () => {
  ({ browser, demo, page, nothingWrong, onlyRefused, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const over = (on) => on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const narrow = async (on, what) => {
  await on.setViewportSize({ width: 390, height: 844 });
  assert.ok((await over(on)) <= 0, `nothing of ${what} sticks out at 390 px`);
  await on.setViewportSize({ width: 1440, height: 900 });
};
/** The alert of a rule, once it is there: a minute is promised. */
const raised = async (rule) => {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const found = (await api("alerts")).body.items.find((one) => one.rule === rule);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`no alert of ${rule} within a minute`);
};

test("ordinary work has none, and the empty page says what will stand there", async () => {
  await page.goto("/alerts?list=acknowledged");
  await page.getByText("Nothing has been looked at yet.").waitFor();
  await accessible(page, "no alerts");
  await picture(page, "alerts-none");
  nothingWrong();
});

test("an admin sets the thresholds within limits", async () => {
  await page.goto("/alerts");
  await page.getByRole("link", { name: "Thresholds" }).click();
  await page.getByRole("heading", { name: "Thresholds", exact: true }).waitFor();
  const records = page.getByLabel("Conversations and people, at most");
  assert.equal(await records.inputValue(), "300");
  await accessible(page, "thresholds");
  await picture(page, "alerts-settings");
  await narrow(page, "thresholds");
  await page.evaluate(() => document.querySelector("main form").setAttribute("novalidate", ""));
  await records.fill("3");
  await page.getByRole("button", { name: "Save thresholds" }).click();
  await page.locator("[role=alert]", { hasText: "outside of what is possible" }).waitFor();
  assert.equal(await records.inputValue(), "3", "what was typed stays");
  await records.fill("10");
  await page.getByRole("button", { name: "Save thresholds" }).click();
  await page.getByText("Version 1").waitFor();
  await page.goto("/audit?act=alert.settings");
  await page.locator("table.audit tbody tr", { hasText: "Changed the thresholds of alerts" }).getByText("Version 1").waitFor();
  onlyRefused(422);
});

test("bulk reading by a token alerts, and is looked at", async () => {
  const { items } = (await api("tickets?limit=100")).body;
  assert.ok(items.length > 10, `${items.length} tickets`);
  for (const { id } of items.slice(0, 30)) await api(`tickets/${id}`);
  const { id, times } = await raised("bulk_reading");
  assert.ok(times >= 1);
  await page.goto("/alerts");
  await page.locator("nav .chip.bad", { hasText: "!" }).first().waitFor();
  const line = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Bulk reading" }) });
  await line.getByText("Open").waitFor();
  await accessible(page, "alerts");
  await picture(page, "alerts");
  await narrow(page, "alerts");
  await line.getByRole("link", { name: "Bulk reading" }).click();
  await page.getByRole("heading", { name: "Bulk reading" }).waitFor();
  await page.getByText(/\d+ conversations and people/).waitFor();
  await accessible(page, "an alert");
  await picture(page, "alert");
  await narrow(page, "an alert");
  // The entry stands in the log.
  const entry = page.getByRole("link", { name: /^Entry \d+$/ }).first();
  const number = (await entry.innerText()).split(" ").at(-1);
  await entry.click();
  await page.locator(`tr#e-${number}`).waitFor();
  await page.goto(`/alerts/${id}`);
  await page.getByLabel("What came of it").fill("A programme of ours that was set up today.");
  await page.getByRole("button", { name: "I have looked at it" }).click();
  await page.getByText("A programme of ours that was set up today.").waitFor();
  assert.equal(await page.getByRole("button", { name: "I have looked at it" }).count(), 0);
  await accessible(page, "an alert that was looked at");
  await picture(page, "alert-looked-at");
  await page.goto("/alerts?list=acknowledged");
  await page.getByRole("link", { name: "Bulk reading" }).waitFor();
  assert.equal((await api(`alerts/${id}/acknowledgement`, { method: "POST", body: "{}" })).status, 409);
  nothingWrong();
});

test("what belongs to another company is absent to whoever asks, and alerts both", async () => {
  const person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  const operators = await person.context.newPage();
  await operators.goto("/operator/sign-in");
  await operators.locator("input[type=email]").fill(demo.operator.email);
  await operators.locator("input[type=password]").fill(demo.operator.password);
  await operators.locator("main button").click();
  await operators.waitForURL("**/operator");
  const headers = { authorization: `Bearer ${demo.operator.api_token}` };
  const { items } = await (await fetch(new URL("/api/v1/operator/operators", demo.url), { headers })).json();
  const theirs = await api(`tickets/${items[0].id}`);
  const absent = await api("tickets/01890000-0000-7000-8000-000000000000");
  assert.deepEqual([theirs.status, theirs.body], [404, absent.body]);
  for (let n = 1; n < 5; n += 1) await api(`tickets/01890000-0000-7000-8000-00000000000${n}`);
  await raised("absent");
  await operators.goto("/operator/alerts");
  await operators.getByRole("link", { name: "Another company’s data asked for" }).waitFor();
  await accessible(operators, "the system's alerts");
  await picture(operators, "operator-alerts");
  await narrow(operators, "the system's alerts");
  await operators.getByRole("link", { name: "Another company’s data asked for" }).click();
  await operators.getByText("An account of a company").waitFor();
  await accessible(operators, "an alert of the system");
  await picture(operators, "operator-alert");
  await operators.getByLabel("What came of it").fill("Told the company.");
  await operators.getByRole("button", { name: "I have looked at it" }).click();
  await operators.getByText("Told the company.").waitFor();
  assert.deepEqual(person.wrong.splice(0), []);
  nothingWrong();
});

test("agents see no alerts", async () => {
  const colleague = await newColleague(page, browser, demo, "Lise Lund");
  const theirs = colleague.page;
  const answer = await theirs.goto("/alerts");
  assert.equal(answer.status(), 403);
  assert.equal(await theirs.getByRole("link", { name: "Alerts" }).count(), 0);
});
