// Custom fields: defined by an admin, filled in beside the conversation, needed before closing, found in the list.
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

before(async () => {
  ({ browser, demo, page, nothingWrong, onlyRefused, stop } = await openDesk());
  ({ api } = programme(demo));
});
after(() => stop?.());

const person = () => page.locator("#person");
const field = (name) => person().getByLabel(name);
const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** What is filled in, as a programme reads it. */
const held = async (key) => (await api(`tickets/${ticket}`)).body.fields[key];
const holds = async (key, value) => {
  for (let n = 0; n < 100 && (await held(key)) !== value; n += 1) await page.waitForTimeout(50);
  assert.equal(await held(key), value);
};
const define = (body) => api("fields", { method: "POST", body: JSON.stringify(body) });

test("an admin defines a list; its choices are asked for where there are any", async () => {
  await page.goto("/fields");
  await page.getByText("Tickets have no fields of their own yet.").waitFor();
  await accessible(page, "no fields yet");
  await picture(page, "fields-none");
  await page.getByRole("link", { name: "New field · Tickets" }).click();
  await page.getByRole("heading", { name: "New field" }).waitFor();
  const choices = page.getByLabel("Choices");
  assert.equal(await choices.isVisible(), false);
  await page.getByLabel("Type").selectOption("choice");
  await page.getByLabel("Name").fill("Plan");
  await choices.fill("Basic\nPro\npro");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "Choices: two choices are the same." }).waitFor();
  onlyRefused(422);
  assert.equal(await page.getByLabel("Choices").inputValue(), "Basic\nPro\npro");
  await page.getByLabel("Choices").fill("Basic\nPro");
  await accessible(page, "defining a field");
  await picture(page, "field-new");
  assert.ok((await over()) <= 0);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Plan", exact: true }).waitFor();
  for (const [type, name] of [["text", "Order number"], ["date", "Due"], ["number", "Hours"], ["yes_no", "Warranty"], ["url", "Page in the shop"]]) {
    assert.equal((await define({ holder: "ticket", type, name, required: type === "number" })).status, 201);
  }
  assert.equal((await define({ holder: "contact", type: "text", name: "Customer number", personal: true })).status, 201);
  await page.reload();
  await page.getByRole("button", { name: "Move Due up" }).click();
  await page.waitForFunction(() => document.querySelectorAll("main li a")[1]?.textContent === "Due");
  await accessible(page, "the list of fields");
  await picture(page, "fields-list");
  nothingWrong();
});

test("they are filled in beside the conversation, each saved as it is left", async () => {
  ticket = await openFirst(page);
  await page.keyboard.press("d");
  await page.waitForFunction(() => document.activeElement?.closest(".filled"));
  await field("Plan").selectOption({ label: "Pro" });
  await holds("plan", "Pro");
  await field("Order number").fill("A-1042");
  await page.keyboard.press("Tab");
  await holds("order_number", "A-1042");
  await field("Hours").fill("1,5");
  await page.keyboard.press("Enter");
  await holds("hours", 1.5);
  await field("Due").fill("2026-12-24");
  await holds("due", "2026-12-24");
  await field("Warranty").selectOption({ label: "No" });
  await holds("warranty", false);
  await field("Page in the shop").fill("shop.example/1042");
  await page.keyboard.press("Enter");
  await holds("page_in_the_shop", "https://shop.example/1042");
  const link = person().getByRole("link", { name: "Open Page in the shop" });
  await link.waitFor();
  assert.deepEqual([await link.getAttribute("href"), await link.getAttribute("rel")], ["https://shop.example/1042", "noopener noreferrer"]);
  await field("Customer number").fill("C-7");
  await page.keyboard.press("Enter");
  const contact = async () => (await api(`tickets/${ticket}`)).body.requester_contact.fields.customer_number;
  for (let n = 0; n < 100 && (await contact()) !== "C-7"; n += 1) await page.waitForTimeout(50);
  assert.equal(await contact(), "C-7");
  await page.waitForFunction(() => !document.querySelector(".htmx-request"));
  await page.locator("#person .filled").first().scrollIntoViewIfNeeded();
  await accessible(page, "a conversation with fields");
  await picture(page, "fields-filled");
  nothingWrong();
});

test("what a field cannot hold is said with its name, and stays to be mended", async () => {
  await field("Hours").fill("a lot");
  await page.keyboard.press("Enter");
  await page.locator("#notice", { hasText: "Hours: must be a number, like 12.5. Nothing was changed." }).waitFor();
  onlyRefused(422);
  assert.equal(await field("Hours").inputValue(), "a lot");
  assert.equal(await field("Hours").getAttribute("aria-invalid"), "true");
  const beside = await field("Hours").getAttribute("aria-describedby");
  assert.match(await page.locator(`[id="${beside}"]`).innerText(), /must be a number/);
  await accessible(page, "a value that was refused");
  await picture(page, "fields-refused");
  // Something else that changes meanwhile takes neither the value nor the words.
  await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ priority: "high" }) });
  await page.waitForFunction(() => document.querySelector("#priority").value === "high");
  assert.deepEqual([await field("Hours").inputValue(), await field("Hours").getAttribute("aria-invalid")], ["a lot", "true"]);
  await field("Hours").fill("");
  await page.keyboard.press("Enter");
  await holds("hours", null);
  await page.waitForFunction(() => !document.querySelector("#person [aria-invalid]"));
  nothingWrong();
});

test("a ticket is not closed before what it needs is there", async () => {
  await page.locator("#person .filled .needed", { hasText: "Needed to close" }).waitFor();
  await page.keyboard.press("e");
  await page.locator("#notice", { hasText: "Hours: has to be filled in before a ticket is closed" }).waitFor();
  await page.getByLabel("Status", { exact: true }).selectOption("closed");
  await page.waitForFunction(() => document.querySelector("#status").value === "open");
  onlyRefused(422);
  await picture(page, "fields-needed");
  const refused = await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ status: "closed" }) });
  assert.deepEqual([refused.status, refused.body.errors[0].field], [422, "fields.hours"]);
  await field("Hours").fill("2");
  await page.keyboard.press("Enter");
  await holds("hours", 2);
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "Open again" }).waitFor();
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByRole("button", { name: "Close", exact: true }).waitFor();
  nothingWrong();
});

test("the list is narrowed by a choice, and a view keeps that", async () => {
  await page.goto("/tickets");
  await page.getByText("Narrow and sort").click();
  await page.locator("#narrow").getByLabel("Plan").selectOption({ label: "Pro" });
  await page.waitForFunction(() => document.querySelectorAll("#list a.row").length === 1);
  assert.match(page.url(), /field\.plan=/);
  await page.getByText("Narrow and sort").click();
  await page.getByLabel("Name of the view").fill("Pro customers");
  await page.getByRole("button", { name: "Save as a view" }).click();
  await page.locator("#views a", { hasText: "Pro customers" }).filter({ hasText: "1" }).waitFor();
  await picture(page, "fields-view");
  const found = await api("tickets?field.plan=pro&field.warranty=no");
  assert.deepEqual(found.body.items.map((row) => row.id), [ticket]);
  assert.equal((await api("tickets?field.plan=Gold")).status, 422);
  assert.equal((await api("tickets?field.nothing=x")).status, 422);
  nothingWrong();
});

test("a choice is renamed where it is shown, and a removed field is gone", async () => {
  await page.goto("/fields");
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByLabel("Choice 2").fill("Professional");
  await page.getByLabel("Further choices").fill("Max");
  await accessible(page, "changing a field");
  await picture(page, "field-edit");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Custom fields" }).waitFor();
  assert.equal(await held("plan"), "Professional");
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByText("Remove this field").click();
  await page.getByText("Plan disappears from every page and from the API").waitFor();
  await picture(page, "field-removal");
  await page.getByRole("button", { name: "Remove the field" }).click();
  await page.getByRole("heading", { name: "Custom fields" }).waitFor();
  assert.equal(await held("plan"), undefined);
  nothingWrong();
});

test("without script a field is filled in all the same, on a small screen too", async () => {
  const other = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const plain = await other.signIn();
  await plain.goto(`/tickets/${ticket}`);
  const form = plain.locator(".filled", { hasText: "Order number" });
  await form.getByRole("textbox").fill("B-2");
  await form.getByRole("button", { name: "Save" }).click();
  await plain.locator("#person").getByLabel("Order number").waitFor();
  assert.equal(await held("order_number"), "B-2");
  await other.context.close();
});
