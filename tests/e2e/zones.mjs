// One time zone: the profile's holds for every time on the page, whatever the browser's is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let demo;
let browser;
let person;
let page;
let api;

before(async () => {
  ({ browser, demo, stop } = await openDesk());
  ({ api } = programme(demo));
  person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 }, timezoneId: "UTC" });
  page = await person.signIn();
});
after(() => stop?.());

const answer = (words) => page.locator("article.outbound", { hasText: words });
/** A time as the page writes it. */
const written = (iso, timeZone) => {
  const year = (at) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(at);
  const at = new Date(iso);
  const style = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone };
  return new Intl.DateTimeFormat("en", year(at) === year(new Date()) ? style : { ...style, year: "numeric" }).format(at);
};
const same = async (time, timeZone) => {
  const shown = await time.evaluate((node) => [node.dateTime, node.textContent]);
  assert.equal(shown[1], written(shown[0], timeZone));
  return shown;
};

test("a zone that there is not is refused, and the others can be chosen", async () => {
  await page.goto("/profile");
  const zone = page.getByLabel("Time zone");
  assert.ok((await page.locator("#zones option").count()) > 300);
  await zone.fill("Europe/Nowhere");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.locator("[role=alert]", { hasText: "Time zone: not the name of a time zone, like Europe/Stockholm" }).waitFor();
  assert.equal(await zone.inputValue(), "Europe/Nowhere", "what was typed is kept");
  await accessible(page, "a zone that is refused");
  await picture(page, "zone-refused");
  assert.equal((await api("profile")).body.time_zone, null);
  const refused = await api("profile", { method: "PATCH", body: JSON.stringify({ time_zone: "Europe/Nowhere" }) });
  assert.equal(refused.status, 422);
  await zone.fill("europe/copenhagen");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.locator("[role=alert]").waitFor({ state: "detached" });
  assert.equal((await api("profile")).body.time_zone, "Europe/Copenhagen");
  assert.deepEqual(person.wrong.splice(0).filter((line) => !line.includes("422")), []);
});

test("what waits, what was put aside and what came are told on one clock, in one form", async () => {
  await openFirst(page);
  await page.getByLabel("Your answer").fill("In the morning.");
  await page.getByLabel("Send later").click();
  await page.getByRole("button", { name: "Tomorrow at 8:00" }).click();
  await answer("In the morning.").locator("[data-goes-out]").waitFor();
  const [, text] = await same(answer("In the morning.").locator("[data-goes-out] time"), "Europe/Copenhagen");
  assert.match(text, /8:00\sAM$/);
  await page.locator("#notice", { hasText: "8:00" }).waitFor();
  await same(answer("In the morning.").locator("header > time"), "Europe/Copenhagen");
  await same(page.locator("article.inbound header > time").first(), "Europe/Copenhagen");
  await answer("In the morning.").getByRole("button", { name: "Take back and edit" }).click();
  await answer("In the morning.").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.querySelector("#reply-text")?.value === "In the morning.");
  await page.getByLabel("Your answer").fill("");
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.locator("#snooze summary").click();
  await page.getByLabel("Until", { exact: true }).fill(`${day}T09:30`);
  await page.locator("[data-snooze-at-send]").click();
  const chip = page.locator(".tag-tools .chip.wait time");
  await chip.waitFor();
  assert.match((await same(chip, "Europe/Copenhagen"))[1], /9:30\sAM$/);
  assert.deepEqual(person.wrong.splice(0), []);
});
