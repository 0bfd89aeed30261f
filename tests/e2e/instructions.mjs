// What a company instructs: said on one page, and held at once on all others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture } from "./world.mjs";

let desk;

before(async () => { desk = await openDesk(); });
after(() => desk?.stop());

const instruct = async (page, name, on) => {
  await page.goto("/instructions");
  await page.getByRole("checkbox", { name }).setChecked(on);
  await page.getByRole("button", { name: "Instruct" }).click();
  await page.locator("#versions").waitFor();
};
const forwards = async (page) => {
  await page.goto("/tickets");
  await page.locator("#list a[href^='/tickets/']").first().click();
  await page.locator("[id^=menu-]").first().waitFor();
  return page.locator("a.menu-item[href$='/forward'], a.menu-item[href*='/forward?']").count();
};

test("what is turned off is offered nowhere, and each version stands with who said it", async () => {
  const { page } = desk;
  assert.ok(await forwards(page) > 0, "mails can be passed on");
  await page.goto("/instructions");
  await accessible(page, "instructions");
  await picture(page, "instructions-none");
  await instruct(page, /^Pass mails on/, false);
  await page.getByText("Off: Pass mails on").waitFor();
  await page.getByText("Version 1").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /^Pass mails on/ }).isChecked(), false);
  await accessible(page, "instructions with a version");
  await picture(page, "instructions");
  assert.equal(await forwards(page), 0, "no mail can be passed on");
  await instruct(page, /^Pass mails on/, true);
  await page.getByText("Version 2").waitFor();
  assert.ok(await forwards(page) > 0, "they can again");
  desk.nothingWrong();
});

test("whoever saw an older version is told, and shown what holds", async () => {
  const { page } = desk;
  await page.goto("/instructions");
  await page.getByRole("checkbox", { name: /^Show remote images/ }).setChecked(false);
  const second = await page.context().newPage();
  await instruct(second, /^Count how/, false);
  await second.close();
  await page.getByRole("button", { name: "Instruct" }).click();
  await page.getByRole("alert").filter({ hasText: "Somebody else instructed meanwhile" }).waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /^Count how/ }).isChecked(), false);
  // The browser writes down that the answer was a 409.
  desk.nothingWrong(/ 409 /);
});
