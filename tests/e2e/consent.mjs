// What is kept in a browser, and having one's use counted: nothing before consent, refused as easily as given, taken back by one
// click, and a browser that refuses for its user is not asked.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { accessible, newColleague, newPerson, openDesk, picture } from "./world.mjs";

let desk;
let nora;

before(async () => {
  desk = await openDesk();
  nora = await newColleague(desk.page, desk.browser, desk.demo, "Nora Holm", undefined, null);
});
after(() => desk?.stop());

const nothingWrong = (...who) => { for (const one of who) assert.deepEqual(one.wrong.splice(0), []); };
const kept = async ({ context, page }) => ({
  cookies: (await context.cookies()).map((one) => one.name).sort(),
  storage: await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)).sort()),
});
const decisions = async (page) => page.locator("#usage strong").innerText();

test("a browser that is fresh keeps nothing, and one that is signed in its session alone", async () => {
  const fresh = await newPerson(desk.browser, desk.demo, { viewport: { width: 1440, height: 900 } });
  fresh.page = await fresh.context.newPage();
  await fresh.page.goto("/sign-in");
  assert.deepEqual(await kept(fresh), { cookies: [], storage: [] });
  assert.deepEqual((await kept(nora)).cookies, ["__Host-deskhero"]);
  await fresh.page.goto("/cookies");
  for (const name of ["__Host-deskhero", "__Host-deskhero-operator", "deskhero-single-keys-off", "deskhero-popped"]) {
    await fresh.page.locator("dt code", { hasText: new RegExp(`^${name}$`) }).waitFor();
  }
  await accessible(fresh.page, "the registry of cookies");
  await picture(fresh.page, "cookies");
  nothingWrong(fresh);
  await fresh.context.close();
});

test("whoever was not asked is asked once, and refusing is as easy as allowing", async () => {
  const { page } = nora;
  await page.goto("/tickets");
  const banner = page.locator("#consent");
  await banner.waitFor();
  const [yes, no] = [banner.getByRole("button", { name: "Allow counting" }), banner.getByRole("button", { name: "Refuse" })];
  const looks = async (button) => button.evaluate((one) => {
    const { backgroundColor, color, fontSize, fontWeight } = getComputedStyle(one);
    return { backgroundColor, color, fontSize, fontWeight, width: Math.round(one.getBoundingClientRect().width) };
  });
  assert.deepEqual(await looks(yes), await looks(no), "neither is made to be pressed");
  await accessible(page, "the banner");
  await picture(page, "consent-banner");
  await no.click();
  await page.locator("#consent[role=status]", { hasText: "Nothing is counted." }).waitFor();
  await page.goto("/tickets");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  assert.equal(await banner.count(), 0, "nobody is asked twice");
  await page.goto("/profile/data");
  assert.match(await decisions(page), /You do not allow it/);
  nothingWrong(nora);
});

test("it is given and taken back by one click each, and nothing is kept in the browser for it", async () => {
  const { page } = nora;
  await page.getByRole("button", { name: "Allow counting" }).click();
  await page.getByText("You allow it.").waitFor();
  await page.goto("/tickets");
  assert.deepEqual((await kept(nora)).cookies, ["__Host-deskhero"]);
  await page.goto("/profile/data");
  await accessible(page, "one's own data with a consent");
  await picture(page, "consent-given");
  await page.getByRole("button", { name: "Stop counting" }).click();
  await page.getByText("You do not allow it.").waitFor();
  assert.deepEqual((await kept(nora)).cookies, ["__Host-deskhero"]);
  nothingWrong(nora);
});

test("a browser that refuses for its user is not asked, and cannot allow it", async () => {
  const other = await newColleague(desk.page, desk.browser, desk.demo, "Gry Pihl", undefined, null);
  await other.context.setExtraHTTPHeaders({ "sec-gpc": "1" });
  await other.page.goto("/tickets");
  await other.page.getByRole("heading", { level: 1 }).first().waitFor();
  assert.equal(await other.page.locator("#consent").count(), 0);
  await other.page.goto("/profile/data");
  await other.page.locator("#usage", { hasText: "Global Privacy Control" }).waitFor();
  assert.equal(await other.page.getByRole("button", { name: "Allow counting" }).count(), 0);
  nothingWrong(other);
});

test("the operator sees sums, in which nobody is told apart", async () => {
  const operator = await newPerson(desk.browser, desk.demo, { viewport: { width: 1440, height: 900 } });
  operator.page = await operator.context.newPage();
  const { page } = operator;
  await page.goto("/operator/sign-in");
  await page.getByLabel("E-mail address").fill(desk.demo.operator.email);
  await page.getByLabel("Password").fill(desk.demo.operator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Usage" }).click();
  await page.getByRole("heading", { name: "How Deskhero is used" }).waitFor();
  await page.getByText("few people").first().waitFor();
  await accessible(page, "sums of usage");
  await picture(page, "usage");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "nothing sticks out at 390 px");
  nothingWrong(operator);
});

/** A way to the demo on which no cookie comes through: to the server, and to whoever reads, a browser that blocks them all. */
const withoutCookies = async (demo) => {
  const { host, hostname, port } = new URL(demo.url);
  const way = http.createServer((request, response) => {
    const on = http.request({ hostname, port, path: request.url, method: request.method, headers: { ...request.headers, host } }, (answer) => {
      const { "set-cookie": dropped, ...headers } = answer.headers;
      response.writeHead(answer.statusCode, headers);
      answer.pipe(response);
    });
    on.on("error", () => response.destroy());
    request.pipe(on);
  });
  await new Promise((done) => way.listen(0, "localhost", done));
  return { url: `http://localhost:${way.address().port}`, stop: () => { way.closeAllConnections(); way.close(); } };
};

test("whoever blocks all cookies is told why they are not signed in, at both doors", async () => {
  const way = await withoutCookies(desk.demo);
  for (const [locale, door, who, says] of [
    ["en-GB", "/sign-in", desk.demo, /your browser kept no cookie of this site\. Allow cookies/],
    ["sv-SE", "/operator/sign-in", desk.demo.operator, /webbläsare har inte sparat någon kaka.*Tillåt kakor/],
  ]) {
    const fresh = await newPerson(desk.browser, way, { locale, viewport: { width: 1440, height: 900 } });
    const page = await fresh.context.newPage();
    await page.goto(door);
    assert.equal(await page.getByRole("alert").count(), 0, "nobody is told before they tried");
    await page.locator("input[type=email]").fill(who.email);
    await page.locator("input[type=password]").fill(who.password);
    await page.locator("main button").click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), says);
    assert.equal(await alert.getByRole("link").getAttribute("href"), "/cookies");
    assert.equal(new URL(page.url()).pathname, door);
    assert.equal(await page.locator("input[type=password]").count(), 1, "and can try again");
    await accessible(page, "signing in without cookies");
    await picture(page, `no-cookie-${locale}`);
    nothingWrong(fresh);
    await fresh.context.close();
  }
  way.stop();
});
