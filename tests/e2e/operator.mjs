// The operator's tokens: made on a page, shown once, good for the operator's API and nothing else, withdrawn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, startBrowser, startDemo } from "./world.mjs";

let demo;
let browser;
let person;
let page;
let secret;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  page = await person.context.newPage();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const signIn = async (on) => {
  await on.goto("/operator/sign-in");
  await on.locator("input[type=email]").fill(demo.operator.email);
  await on.locator("input[type=password]").fill(demo.operator.password);
  await on.locator("main button").click();
  await on.waitForURL("**/operator");
};
/** A programme's request, with its token. */
const ask = async (token, path, method = "GET", body = undefined) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(new URL(`/api/v1/${path}`, demo.url), { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
};

test("an operator makes a token, which is shown once", async () => {
  await signIn(page);
  await page.getByRole("link", { name: "API tokens" }).click();
  await page.getByRole("heading", { name: "API tokens" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "API tokens" }).getAttribute("aria-current"), "page");
  // The demo's own stands there.
  assert.equal(await page.locator("details.confirm").count(), 1);
  await page.getByLabel("Name of the new token").fill("Provisioning");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.locator("main .people strong", { hasText: "Provisioning" }).waitFor();
  secret = await page.locator("#secret").innerText();
  assert.match(secret, /^dh_[\w-]{43}$/);
  await accessible(page, "the operator's tokens");
  await picture(page, "operator-tokens");
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await overflow()) <= 0, "nothing sticks out at 390 px");
  const out = page.getByRole("button", { name: "Sign out" });
  assert.equal(await out.isVisible(), false, "narrow, it stands in the menu");
  await page.getByRole("button", { name: "Menu" }).click();
  await out.waitFor();
  await page.getByRole("link", { name: "Tenants" }).waitFor();
  await picture(page, "operator-menu");
  await accessible(page, "the operator's menu");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/operator/tokens");
  assert.equal(await page.locator("#secret").count(), 0);
  assert.equal(await page.locator("details.confirm").count(), 2);
  nothingWrong();
});

test("its API is described, and a programme leads tenants with the token", async () => {
  const described = await page.getByRole("link", { name: "How the API is used" }).getAttribute("href");
  const document = await (await fetch(new URL(described, demo.url))).json();
  assert.ok(document.paths["/api/v1/operator/tenants"].post, described);
  const made = await ask(secret, "operator/tenants", "POST", { name: "Beta Bikes", host: "beta.localhost", admin: { name: "Bo Beta", email: "bo@beta.test" } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { tenant, invitation } = made.body;
  assert.match(invitation.link, /^http:\/\/beta\.localhost:\d+\/invitations\//);
  const changed = await ask(secret, `operator/tenants/${tenant.id}`, "PATCH", { name: "Beta", state: "suspended" });
  assert.deepEqual([changed.status, changed.body.name, changed.body.state], [200, "Beta", "suspended"]);
  // The page shows what the programme did.
  await page.getByRole("link", { name: "Tenants" }).click();
  await page.locator("#tenant-beta-bikes", { hasText: "Suspended" }).waitFor();
  nothingWrong();
});

test("a token opens its own API alone, and the refusal says what to do", async () => {
  const mails = await ask(secret, "tickets");
  assert.deepEqual([mails.status, mails.body.type], [403, "urn:deskhero:problem:operator-token"]);
  assert.match(mails.body.detail, /opens \/api\/v1\/operator and nothing else/);
  const tenants = await ask(demo.api_token, "operator/tenants");
  assert.deepEqual([tenants.status, tenants.body.type], [403, "urn:deskhero:problem:tenant-token"]);
  assert.match(tenants.body.detail, /\/operator\/tokens/);
});

test("a token that is withdrawn is out with the next request", async () => {
  await page.goto("/operator/tokens");
  await page.getByText("last used").first().waitFor();
  await page.locator("details.confirm summary").last().click();
  await page.getByRole("button", { name: "Withdraw" }).last().click();
  await page.waitForURL("**/operator/tokens");
  await page.waitForFunction(() => document.querySelectorAll("main .people > li").length === 1);
  assert.equal((await ask(secret, "operator/tenants")).status, 401);
  assert.equal((await ask(demo.operator.api_token, "operator/tenants")).status, 200, "the other one still works");
  nothingWrong();
});

test("in Danish all of it is Danish", async () => {
  const dane = await newPerson(browser, demo, { viewport: { width: 390, height: 844 }, locale: "da-DK" });
  const on = await dane.context.newPage();
  await signIn(on);
  await on.goto("/operator/tokens");
  await on.getByRole("heading", { name: "API-nøgler" }).waitFor();
  assert.match(await on.locator("main").innerText(), /Den åbner ingen mail/);
  await accessible(on, "the operator's tokens in Danish");
  assert.deepEqual(dane.wrong.splice(0), []);
  await dane.context.close();
});
