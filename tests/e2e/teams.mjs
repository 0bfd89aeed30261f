// Teams: made by an admin, given by select, key and in bulk, in lists, saved views and counts, and signed for.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newColleague, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let api;
let messages;

before(async () => {
  ({ browser, demo, page, nothingWrong, stop } = await openDesk());
  ({ api, messages } = programme(demo));
});
after(() => stop?.());

const rows = () => page.locator("#list a.row");
const line = (id) => page.locator(`[id="t-${id}"]`);
const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const make = async (name, members, signature = "") => {
  await page.goto("/teams");
  await page.getByRole("link", { name: "New team" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  for (const member of members) await page.getByRole("checkbox", { name: member }).check();
  await page.getByLabel("Signature", { exact: true }).fill(signature);
  await page.getByRole("button", { name: "Save" }).click();
};

test("without teams nothing speaks of them", async () => {
  await openFirst(page);
  assert.equal(await page.locator("#team, #bulk-team, #narrow-team").count(), 0);
  await page.goto("/teams");
  await page.getByText("There are no teams yet.").waitFor();
  await accessible(page, "no teams");
  nothingWrong();
});

test("an admin makes teams, and a name is one team’s", async () => {
  await make("Workshop", ["Anna Holm"], "{agent.name}\nThe workshop of {mailbox.name|us}");
  await page.waitForURL("**/teams");
  await page.locator(".saved-lines li", { hasText: "Workshop" }).filter({ hasText: "Anna Holm" }).filter({ hasText: "Yours" }).waitFor();
  await make("workshop", []);
  await page.locator("[role=alert]").waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "workshop", "what was typed stays");
  await accessible(page, "a team that is refused");
  await page.getByLabel("Name", { exact: true }).fill("Shop");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/teams");
  await page.locator(".saved-lines li", { hasText: "Shop" }).first().waitFor();
  await accessible(page, "the teams");
  await picture(page, "teams");
  await page.getByRole("link", { name: "Workshop", exact: true }).click();
  await page.getByRole("heading", { name: "Team", exact: true }).waitFor();
  await accessible(page, "a team");
  await picture(page, "team");
  nothingWrong(/status of 409/);
});

test("a ticket is given to a team by key, shows it, and narrows the list", async () => {
  const ticket = await openFirst(page);
  await page.keyboard.press("g");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "team");
  await page.locator("#team").selectOption({ label: "Workshop" });
  await line(ticket).getByText("· Workshop").waitFor();
  const { number, team_id: team } = (await api(`tickets/${ticket}`)).body;
  assert.ok(team);
  await page.locator(".below").getByText("Below your answer: the signature of the team Workshop").waitFor();
  await accessible(page, "a ticket of a team");
  await picture(page, "team-ticket");
  await page.locator("#narrow summary").click();
  await page.getByLabel("Whose team").selectOption({ label: "My teams" });
  await page.waitForURL(/team=mine/);
  await page.waitForFunction(() => document.querySelectorAll("#list a.row").length === 1);
  await page.locator("#narrow summary").click();
  await page.getByLabel("Name of the view").fill("Of my teams");
  await page.locator(".save-view").getByLabel("For everyone").check();
  await page.getByRole("button", { name: "Save as a view" }).click();
  const view = page.locator("#views a.view", { hasText: "Of my teams" });
  await view.locator(".count", { hasText: "1" }).waitFor();
  const listed = (await api(`tickets?team=${team}`)).body.items;
  assert.deepEqual(listed.map((one) => one.number), [number]);
  assert.equal((await api("tickets?team=nonsense")).status, 400);
  nothingWrong();
});

test("its answer is signed by the team", async () => {
  await openFirst(page);
  await page.goto("/tickets?view=open&team=mine");
  await rows().first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  const ticket = await page.locator("#thread").getAttribute("data-ticket");
  await page.getByLabel("Your answer").fill("From the workshop.");
  await page.keyboard.press("Control+Enter");
  await page.locator("article.outbound", { hasText: "From the workshop." }).waitFor();
  const sent = (await messages(ticket)).find((message) => message.text.startsWith("From the workshop."));
  assert.equal(sent.text, "From the workshop.\n\n-- \nAnna Holm\nThe workshop of Nordlys Cykler");
  nothingWrong();
});

test("new tickets of a mailbox are given by a rule, and who is away says so", async () => {
  await page.goto("/mailboxes");
  const line = () => page.getByRole("region", { name: "Nordlys Cykler" }).locator("p", { hasText: "New tickets" });
  await line().filter({ hasText: "Nobody: they wait until somebody takes them" }).waitFor();
  await line().getByRole("link").click();
  await page.getByRole("heading", { name: "New tickets of Nordlys Cykler" }).waitFor();
  await accessible(page, "the rule of a mailbox");
  await page.getByLabel("They go to").selectOption({ label: "The team Workshop" });
  await picture(page, "assigning");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/mailboxes");
  await line().filter({ hasText: "The team Workshop" }).waitFor();
  await accessible(page, "mailboxes with a rule");
  await picture(page, "assigning-mailboxes");
  await page.goto("/teams");
  await page.getByRole("link", { name: "Workshop", exact: true }).click();
  await page.getByLabel("A ticket that comes in for the team goes to").selectOption({ label: "Each in turn" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/teams");
  await page.locator(".saved-lines li", { hasText: "Workshop" }).filter({ hasText: "Anna Holm · Each in turn" }).waitFor();
  const mailbox = (await api("mailboxes")).body.items[0];
  const workshop = (await api("teams")).body.items.find((one) => one.name === "Workshop");
  assert.deepEqual([mailbox.assign_team_id, mailbox.assign_to, workshop.assign_to], [workshop.id, "nobody", "round_robin"]);
  const both = await api(`mailboxes/${mailbox.id}`, { method: "PATCH", body: JSON.stringify({ assign_team_id: workshop.id, assign_to: "round_robin" }) });
  assert.equal(both.status, 422);
  await page.goto("/profile");
  await page.getByLabel("I am away").check();
  await picture(page, "away-profile");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelector("input[name=away]")?.checked);
  await page.goto("/agents");
  await page.locator(".people li", { hasText: "Anna Holm" }).getByText("Away", { exact: true }).waitFor();
  await accessible(page, "somebody who is away");
  await picture(page, "away-agents");
  await openFirst(page);
  await page.locator("#assignee option", { hasText: "Bo Lind" }).waitFor({ state: "attached" });
  // Whoever is away sees it, and says from there that they are back.
  await page.locator(".side").getByText("You are away").waitFor();
  await accessible(page, "one's own side bar while away");
  await picture(page, "away-own");
  await page.getByRole("button", { name: "I am back" }).click();
  await page.waitForFunction(() => !document.querySelector(".own-away"));
  await page.goto("/profile");
  assert.equal(await page.getByLabel("I am away").isChecked(), false);
  nothingWrong();
});

test("selected tickets are given to a team together, and one key takes it back", async () => {
  await page.goto("/tickets?view=all");
  await rows().nth(2).waitFor();
  for (const n of [1, 2]) await page.locator("input.pick").nth(n).check();
  await page.keyboard.press("g");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "bulk-team");
  const before = await page.locator("#list .meta", { hasText: "· Shop" }).count();
  await page.locator("#bulk-team").selectOption({ label: "Shop" });
  await page.locator("#notice", { hasText: "2 tickets changed" }).waitFor();
  await page.waitForFunction((n) => [...document.querySelectorAll("#list .meta")].filter((one) => one.textContent.includes("· Shop")).length === n, before + 2);
  await page.keyboard.press("z");
  await page.waitForFunction((n) => [...document.querySelectorAll("#list .meta")].filter((one) => one.textContent.includes("· Shop")).length === n, before);
  nothingWrong();
});

test("who is in no team has no tickets of one, and does not change teams", async () => {
  const { page: other, wrong, context } = await newColleague(page, browser, demo, "Nils Berg");
  await other.goto("/tickets");
  const view = other.locator("#views a.view", { hasText: "Of my teams" });
  await view.waitFor();
  assert.equal((await view.locator(".count").textContent()).trim(), "0");
  await other.goto("/teams");
  await other.locator(".saved-lines li", { hasText: "Workshop" }).waitFor();
  assert.equal(await other.getByRole("link", { name: "New team" }).count(), 0);
  assert.equal(await other.getByRole("link", { name: "Workshop", exact: true }).count(), 0);
  assert.deepEqual(wrong.splice(0), []);
  await context.close();
});

test("at 390 pixels nothing is cut off", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/teams");
  assert.equal(await over(), 0);
  await page.getByRole("link", { name: "Workshop", exact: true }).click();
  await page.getByLabel("Signature", { exact: true }).waitFor();
  assert.equal(await over(), 0);
  await openFirst(page);
  assert.equal(await over(), 0);
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("a team that is removed leaves its tickets", async () => {
  await page.goto("/teams");
  await page.getByRole("link", { name: "Workshop", exact: true }).click();
  await page.locator("details.confirm summary").click();
  await page.getByText("Remove “Workshop”?").waitFor();
  await page.getByRole("button", { name: "Remove this team" }).click();
  await page.waitForURL("**/teams");
  await page.waitForFunction(() => !document.querySelector(".saved-lines")?.textContent.includes("Workshop"));
  const items = (await api("tickets?view=all&limit=100")).body.items;
  assert.ok(items.length > 3 && items.every((one) => one.team_id === null));
  nothingWrong();
});
