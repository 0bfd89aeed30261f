// Organisations: made with a domain, their people found, beside a conversation with what else is open there, by hand.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let browser;
let nothingWrong;
let onlyRefused;
let api;
let ticket;
let email;
let domain;

before(async () => {
  ({ browser, demo, page, nothingWrong, onlyRefused, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const person = () => page.locator("#person");
const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const belongs = async () => (await api(`tickets/${ticket}`)).body.requester_contact.organisation_id;

test("one is made with a domain; where anyone gets an address is nobody's", async () => {
  ticket = await openFirst(page);
  email = (await api(`tickets/${ticket}`)).body.requester_email;
  domain = email.split("@")[1];
  await page.goto("/organisations");
  await page.getByText("There is no organisation yet.").waitFor();
  await accessible(page, "no organisation yet");
  await page.getByRole("link", { name: "New organisation" }).click();
  await page.getByLabel("Name").fill("Nordwind Ltd");
  await page.getByLabel("Domains").fill(`${domain}\ngmail.com`);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "Domains: may not hold a domain under which anyone gets an address, like gmail.com." }).waitFor();
  onlyRefused(422);
  await accessible(page, "an organisation that is refused");
  await picture(page, "organisation-new");
  await page.getByLabel("Domains").fill(domain);
  await page.getByLabel("Notes").fill("Pays by invoice, thirty days.\nAsk for Mrs Holm.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Nordwind Ltd", level: 1 }).waitFor();
  nothingWrong();
});

test("whoever writes from there is found, with their tickets", async () => {
  for (let n = 0; n < 100 && (await belongs()) === null; n += 1) await page.waitForTimeout(100);
  assert.notEqual(await belongs(), null);
  await page.reload();
  await page.getByText(email, { exact: true }).first().waitFor();
  assert.ok(await page.locator("section[aria-labelledby=its-tickets] li").count() > 0);
  await accessible(page, "an organisation");
  await picture(page, "organisation");
  assert.ok((await over()) <= 0);
  await page.goto("/organisations");
  await picture(page, "organisations");
  await page.getByLabel("Name or domain").fill(domain);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Nordwind Ltd", level: 1 }).waitFor();
  nothingWrong();
});

test("its tickets are a list under its name, narrowed by typing it too", async () => {
  await page.getByRole("link", { name: "Show them as a list" }).click();
  await page.locator(".list-title strong", { hasText: "Nordwind Ltd" }).waitFor();
  const rows = page.locator("#list a.row");
  const there = (await api("tickets?limit=100")).body.items.filter((row) => row.requester_email.split("@")[1] === domain);
  assert.equal(await rows.count(), there.length);
  const id = new URL(page.url()).searchParams.get("organisation");
  assert.equal((await api(`tickets?organisation=${id}&limit=100`)).body.items.length, there.length);
  await page.getByText("Narrow and sort").click();
  const field = page.getByRole("searchbox", { name: "Organisation" });
  assert.equal(await field.inputValue(), "Nordwind Ltd");
  await accessible(page, "the tickets of an organisation");
  await picture(page, "organisation-list");
  // A view of them is counted, and the count follows.
  await page.getByPlaceholder("Name of the view").fill("From Nordwind");
  await page.getByRole("button", { name: "Save as a view" }).click();
  await page.locator("nav a", { hasText: "From Nordwind" }).filter({ hasText: String(there.length) }).waitFor();
  // What nobody has is said; a domain is as good as a name.
  await page.goto("/tickets?view=open");
  await page.getByText("Narrow and sort").click();
  await field.fill("nobody.example");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "No organisation has the name or domain nobody.example." }).waitFor();
  if (!(await field.isVisible())) await page.getByText("Narrow and sort").click();
  await field.fill(domain);
  await page.keyboard.press("Enter");
  await page.locator(".list-title strong", { hasText: "Nordwind Ltd · Open" }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("organisation"), id);
  await page.locator("#search").fill(`organisation:${domain}`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((n) => document.querySelectorAll("#list a.row").length === n, there.length);
  await page.goto(`/organisations/${id}`);
  nothingWrong();
});

test("it stands beside the conversation, with what else is open there", async () => {
  // Another person, from elsewhere, who belongs to it by hand.
  const rows = (await api("tickets?status=open&limit=100")).body.items;
  const other = rows.find((row) => row.requester_email.split("@")[1] !== domain);
  await page.getByLabel("Add a person").fill("nobody@nowhere.example");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "nobody with this address has written yet" }).waitFor();
  onlyRefused(422);
  await page.getByLabel("Add a person").fill(other.requester_email);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("section[aria-labelledby=its-people]").getByText(other.requester_email).waitFor();
  await page.goto(`/tickets/${ticket}`);
  await person().getByRole("link", { name: "Nordwind Ltd" }).waitFor();
  await person().getByRole("heading", { name: "Also open at Nordwind Ltd" }).waitFor();
  await accessible(page, "a conversation with an organisation");
  await picture(page, "organisation-beside");
  await person().locator("a", { hasText: other.subject }).click();
  await page.locator(`#thread[data-ticket="${other.id}"]`).waitFor();
  await person().getByRole("link", { name: "Nordwind Ltd" }).waitFor();
  nothingWrong();
});

test("beside the conversation somebody is put elsewhere by name", async () => {
  await page.getByText("More", { exact: true }).click();
  const field = page.locator("#belongs-to");
  assert.equal(await field.inputValue(), "Nordwind Ltd");
  await field.fill("Sydwind");
  await page.keyboard.press("Enter");
  await page.locator("#notice", { hasText: "Organisation: there is no organisation with this name; make it first. Nothing was changed." }).waitFor();
  onlyRefused(422);
  await field.fill("");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("#person a[href^='/organisations/']"));
  nothingWrong();
});

test("without it, people and tickets stay; without script it all works on a small screen", async () => {
  const other = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const plain = await other.signIn();
  await plain.goto("/organisations");
  await plain.getByRole("link", { name: "Nordwind Ltd" }).click();
  await plain.getByText("Remove this organisation").click();
  await plain.getByText("Its people and their tickets stay").waitFor();
  await plain.getByRole("button", { name: "Remove the organisation" }).click();
  await plain.getByText("There is no organisation yet.").waitFor();
  assert.equal(await belongs(), null);
  assert.equal((await api(`tickets/${ticket}`)).status, 200);
  const counted = async () => (await api("views")).body.items.find((view) => view.name === "From Nordwind").count;
  for (let n = 0; n < 100 && (await counted()) !== 0; n += 1) await new Promise((later) => setTimeout(later, 100));
  assert.equal(await counted(), 0);
  await other.context.close();
});
