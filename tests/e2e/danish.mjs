// Danish: chosen in the profile, the whole desk reads Danish; before sign-in the browser's language counts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { language, overflow, words } from "./spoken.mjs";
import { accessible, newPerson, openDesk, openFirst, picture, startBrowser } from "./world.mjs";

const { t: da, inEnglish, only: onlyDanish } = language("da");

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

test("the profile offers each language in its own name", async () => {
  await page.goto("/profile");
  const choice = page.locator("#language");
  assert.deepEqual(await choice.locator("option").allInnerTexts(), ["As the browser asks", "Dansk", "Deutsch", "English", "Norsk bokmål", "Svenska"]);
  await choice.selectOption("da");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { name: da("profile-title") }).waitFor();
  assert.equal(await choice.inputValue(), "da");
  await onlyDanish(page, "profile");
  await accessible(page, "the profile in Danish");
  await picture(page, "danish-profile");
  nothingWrong();
});

test("the whole desk reads Danish", async () => {
  for (const place of ["/tickets", "/tickets?view=closed", "/tickets?view=trash", "/tickets?q=zzzz", "/mailboxes", "/mailboxes/new", "/agents", "/saved-replies", "/saved-replies/new", "/tags", "/tokens"]) {
    await page.goto(place);
    await onlyDanish(page, place);
    await accessible(page, `${place} in Danish`);
  }
  await page.goto("/tickets");
  await page.locator("#list a.row").first().waitFor();
  await openFirst(page);
  await page.getByLabel(da("reply-text")).waitFor();
  await onlyDanish(page, "a ticket");
  await accessible(page, "a ticket in Danish");
  await picture(page, "danish-ticket");
  nothingWrong();
});

test("the keys that take words are said in Danish", async () => {
  await page.goto("/tickets");
  await page.locator("#list a.row").first().waitFor();
  await page.keyboard.press("?");
  const keys = await page.locator("#keys[open] kbd").allInnerTexts();
  for (const key of ["key-empty-line", "key-shift-click"]) assert.ok(keys.includes(da(key)), key);
  assert.ok(keys.every((key) => key !== ""));
  await page.keyboard.press("Escape");
  await openFirst(page);
});

test("what the script asks for and says is Danish too", async () => {
  await page.keyboard.press("Control+k");
  const palette = page.locator("#palette");
  await palette.getByText(da("palette-actions"), { exact: true }).first().waitFor();
  await page.locator("#palette-input").fill("a");
  await palette.getByText(da("palette-tickets"), { exact: true }).first().waitFor();
  assert.deepEqual(inEnglish(await words(page)), []);
  await page.keyboard.press("Escape");
  await page.getByLabel(da("reply-text")).fill("Et svar på dansk.");
  await page.getByText(da("draft-saved")).first().waitFor();
  await page.locator("input[type=file]").first().setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.alloc(2_340_000, "x") });
  await page.getByText("2,3 MB").first().waitFor();
  await page.getByRole("button", { name: "Fjern note.txt" }).first().waitFor();
  // Dates stand as Danes write them, and a mail's own frame folds quotes in Danish.
  const title = await page.locator("article time").first().getAttribute("title");
  assert.match(title, /^(man|tirs|ons|tors|fre|lør|søn)dag den \d/);
  const frames = await page.locator("iframe.mail").all();
  for (const frame of frames) assert.match(await frame.getAttribute("src"), /language=da$/);
  nothingWrong();
});

test("what is wrong with a form is said in Danish", async () => {
  await page.goto("/saved-replies/new");
  await page.locator("#name").fill("Hej");
  await page.locator("#text").fill("Hej {kunde.navn}");
  await page.getByRole("button", { name: da("saved-save"), exact: true }).click();
  await page.locator("[role=alert]", { hasText: "Tekst: linje 1, tegn 5: {kunde.navn} findes ikke. Der findes " }).waitFor();
  await onlyDanish(page, "a refused saved reply");
  await page.goto("/profile");
  await page.locator("#time-zone").fill("nowhere");
  await page.getByRole("button", { name: da("profile-save"), exact: true }).click();
  await page.locator("[role=alert]", { hasText: `Tidszone: ${da("rule-time-zone")}.` }).waitFor();
  nothingWrong(/status of 422/);
});

test("nothing is wider than a phone", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of ["/tickets", "/mailboxes", "/mailboxes/new", "/agents", "/saved-replies", "/saved-replies/new", "/tags", "/tokens", "/profile"]) {
    await page.goto(place);
    assert.ok((await overflow(page)) <= 0, `${place} is wider than the screen`);
  }
  await page.goto("/tickets");
  await openFirst(page);
  assert.ok((await overflow(page)) <= 0, "a ticket is wider than the screen");
  await accessible(page, "a ticket in Danish on a phone");
  await picture(page, "danish-ticket-phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  nothingWrong();
});

test("before sign-in the browser's language counts", async () => {
  const dane = await newPerson(browser, demo, { locale: "da-DK", viewport: { width: 390, height: 844 } });
  const door = await dane.context.newPage();
  await door.goto("/sign-in");
  await door.getByRole("heading", { name: da("sign-in-title") }).waitFor();
  await onlyDanish(door, "/sign-in");
  await accessible(door, "sign-in in Danish");
  await picture(door, "danish-sign-in");
  assert.ok((await overflow(door)) <= 0);
  await door.getByLabel(da("sign-in-email")).fill(demo.email);
  await door.getByLabel(da("sign-in-password")).fill("not the password");
  await door.getByRole("button", { name: da("sign-in-submit") }).click();
  await door.getByText(da("sign-in-wrong")).waitFor();
  for (const [place, key] of [["/resets", "reset-title"], ["/invitations/none", "invitation-gone"], ["/nothing-here", "error-not-found"]]) {
    await door.goto(place);
    await door.getByRole("heading", { name: da(key) }).waitFor();
    await onlyDanish(door, place);
  }
  // Programs read English whatever they ask for.
  const refused = await dane.context.request.get("/api/v1/tickets", { headers: { accept: "application/json" } });
  assert.equal((await refused.json()).title, "Sign in first");
  const briton = await newPerson(browser, demo, { locale: "en-GB" });
  const other = await briton.context.newPage();
  await other.goto("/sign-in");
  assert.equal(await other.evaluate(() => document.documentElement.lang), "en");
});
