// Every language: the whole desk reads it, on any width, and nothing of English is left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { language, overflow } from "./spoken.mjs";
import { accessible, newPerson, openDesk, openFirst, picture, startBrowser } from "./world.mjs";

const LANGUAGES = [["sv", "Svenska", "sv-SE"], ["nb", "Norsk bokmål", "nb-NO"], ["de", "Deutsch", "de-DE"]];
const PLACES = [
  "/tickets", "/tickets?view=closed", "/tickets?q=zzzz", "/scheduled", "/notices/choices", "/mailboxes", "/mailboxes/new", "/agents", "/teams",
  "/teams/new", "/fields", "/fields/new", "/organisations", "/organisations/new", "/saved-replies", "/saved-replies/new", "/tags", "/tokens",
  "/requests", "/requests/new", "/erasures", "/retention", "/closing", "/audit", "/alerts", "/alerts/settings", "/promises", "/profile", "/profile/data",
];
const DOORS = ["/sign-in", "/resets", "/privacy-request", "/invitations/none", "/nothing-here"];

let demo;
let page;
let nothingWrong;
let stop;
let browser;

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await stop?.();
});

for (const [tag, name, locale] of LANGUAGES) {
  const { t, only } = language(tag);

  test(`the whole desk reads ${name}, and is as wide as its screen`, async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/profile");
    await page.locator("#language").selectOption({ label: name });
    await page.locator("form:has(#language) button.primary").click();
    await page.getByRole("heading", { name: t("profile-title") }).waitFor();
    const ticket = await (async () => { await page.goto("/tickets"); await openFirst(page); return new URL(page.url()).pathname; })();
    for (const place of [ticket, ...PLACES]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(place);
      await only(page, place);
      await accessible(page, `${place} in ${name}`);
      assert.ok((await overflow(page)) <= 0, `${place} is wider than a desk's screen in ${name}`);
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok((await overflow(page)) <= 0, `${place} is wider than a phone in ${name}`);
      if (["/tickets", "/profile", "/retention", "/mailboxes/new"].includes(place)) await picture(page, `${tag}-${place.slice(1).replace("/", "-")}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(ticket);
    await page.getByLabel(t("reply-text")).waitFor();
    await picture(page, `${tag}-ticket`);
    nothingWrong();
  });

  test(`before sign-in a browser that asks for it reads ${name}`, async () => {
    const person = await newPerson(browser, demo, { locale, viewport: { width: 390, height: 844 } });
    const door = await person.context.newPage();
    for (const place of DOORS) {
      await door.goto(place);
      await only(door, place);
      await accessible(door, `${place} in ${name}`);
      assert.ok((await overflow(door)) <= 0, `${place} is wider than a phone in ${name}`);
    }
    await door.goto("/sign-in");
    await picture(door, `${tag}-sign-in`);
    await person.context.close();
  });
}
