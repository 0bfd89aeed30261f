// API tokens by their names: given when they are made, shown with when they were used, withdrawn by name.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, picture } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;

before(async () => { ({ demo, page, nothingWrong, stop } = await openDesk()); });
after(() => stop?.());

const named = (name) => page.locator("main .people > li", { has: page.locator("strong", { hasText: name }) });

test("a token is made under a name, and its use is seen", async () => {
  await page.goto("/tokens");
  for (const name of ["Zapier", "Weekly report"]) {
    await page.getByLabel("Name of the new token").fill(name);
    await page.getByRole("button", { name: "Create token" }).click();
    await named(name).waitFor();
  }
  const secret = await page.locator("#secret").innerText();
  await accessible(page, "tokens with names");
  await picture(page, "tokens");
  await named("Weekly report").getByText("never used").waitFor();
  const answer = await fetch(new URL("/api/v1/profile", demo.url), { headers: { authorization: `Bearer ${secret}` } });
  assert.equal(answer.status, 200);
  await page.goto("/tokens");
  await named("Weekly report").getByText("last used").waitFor();
  await named("Zapier").getByText("never used").waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "nothing sticks out at 390 px");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("it asks for the right one before it is withdrawn", async () => {
  await named("Zapier").locator("details.confirm > summary").click();
  await named("Zapier").getByText("Withdraw “Zapier” of").waitFor();
  await picture(page, "token-withdraw");
  await named("Zapier").getByRole("button", { name: "Withdraw Zapier" }).click();
  await named("Zapier").waitFor({ state: "detached" });
  await named("Weekly report").waitFor();
  nothingWrong();
});
