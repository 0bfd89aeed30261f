// People: invited by a link, looking after their profile, a new password, deactivated with their name out of sight.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, agree, newPerson, openDesk, picture } from "./world.mjs";

const GRETA = { name: "Greta Gardener", email: "greta@demo.example", password: "one long password for greta" };
let stop;
let page;
let demo;
let browser;
let nothingWrong;
let greta;
let hers;

before(async () => { ({ demo, browser, page, nothingWrong, stop } = await openDesk()); });
after(() => stop?.());

const person = (name) => page.locator(".people li", { hasText: name });
const open = async (name) => {
  await page.goto("/agents");
  await person(name).locator("summary").first().click();
};
const choosePassword = async (on, password) => {
  await on.locator("#password").fill(password);
  await on.getByLabel("The same password again").fill(password);
};
/** The link is taken along with one press. */
const copies = async (link) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.locator("#notice", { hasText: "Copied." }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
};
const signIn = async (on, password) => {
  await on.goto("/sign-in");
  await on.getByLabel("E-mail address").fill(GRETA.email);
  await on.getByLabel("Password").fill(password);
  await on.getByRole("button", { name: "Sign in" }).click();
};

test("an admin invites somebody, who sets a password under the link and is at the desk", async () => {
  await page.goto("/agents");
  await page.getByLabel("Name").fill(GRETA.name);
  await page.getByLabel("E-mail address").fill(GRETA.email);
  await accessible(page, "the page of agents");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.locator("#link").textContent();
  await person(GRETA.name).getByText("Invited").waitFor();
  await accessible(page, "the page with the link");
  await picture(page, "people-invited");

  greta = await newPerson(browser, demo);
  hers = await greta.context.newPage();
  await hers.goto(link);
  await accessible(hers, "the invitation");
  await picture(hers, "people-invitation");
  await choosePassword(hers, GRETA.password);
  await hers.getByRole("button", { name: "Start" }).click();
  await agree(hers);
  await hers.locator("#consent").getByRole("button", { name: "Refuse" }).click();
  await hers.locator("#consent[role=status]").waitFor();

  const late = await newPerson(browser, demo);
  const theirs = await late.context.newPage();
  assert.equal((await theirs.goto(link)).status(), 404, "the link worked twice");
  await theirs.getByText("This invitation does not work any more").waitFor();
  await late.context.close();
  nothingWrong();
  assert.deepEqual(greta.wrong.splice(0), []);
});

test("a profile has a name, a theme that holds everywhere, and a signature below answers", async () => {
  await hers.goto("/profile");
  await hers.getByLabel("Name").fill("Greta G.");
  await hers.getByLabel("Signature").fill("Kind regards\nGreta from the garden");
  await hers.getByLabel("Theme").selectOption("dark");
  await hers.getByRole("button", { name: "Save" }).click();
  await hers.locator("#name[value='Greta G.']").waitFor();
  await hers.getByText("Saved.", { exact: true }).waitFor();
  await accessible(hers, "the profile");
  await picture(hers, "people-profile");
  await hers.goto("/tickets");
  const background = () => hers.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  assert.ok((await background()).every((part) => part < 64), "the list is dark although the system is light");
  assert.deepEqual(greta.wrong.splice(0), []);
});

test("the list is as dense as its reader likes it", async () => {
  await page.goto("/profile");
  await page.getByLabel("List of tickets").selectOption("compact");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.goto("/tickets");
  await page.locator("html[data-density=compact]").waitFor({ state: "attached" });
  assert.equal(await page.locator("#list .preview").first().isVisible(), false);
  await picture(page, "list-compact");
  await page.goto("/profile");
  await page.getByLabel("List of tickets").selectOption("comfortable");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.goto("/tickets");
  await page.locator("#list .preview").first().waitFor();
  nothingWrong();
});

test("a password is changed by who knows it; the wrong one is said", async () => {
  await hers.goto("/profile");
  await hers.getByLabel("Present password").fill("not this one at all");
  await choosePassword(hers, "another long password");
  await hers.getByRole("button", { name: "Change password" }).click();
  await hers.getByText("The present password is not right.").waitFor();
  greta.wrong.splice(0); // the browser logs an answer of 4xx
  await hers.getByLabel("Present password").fill(GRETA.password);
  await choosePassword(hers, "another long password");
  await hers.getByRole("button", { name: "Change password" }).click();
  await hers.getByText("Your new password is set.").waitFor();
  await hers.goto("/tickets");
  await hers.locator("#list").waitFor();
  assert.deepEqual(greta.wrong.splice(0), []);
});

test("a link for a new password signs out everywhere and works once", async () => {
  await open("Greta G.");
  await person("Greta G.").getByRole("button", { name: "Link for a new password" }).click();
  const link = await page.locator("#link").textContent();
  await copies(link);
  // Enter in the address bar asks for the form's own address: that is told in words.
  const { pathname } = new URL(page.url());
  const typed = await page.context().newPage();
  const answer = await typed.goto(pathname);
  assert.deepEqual([answer.status(), answer.headers().allow], [405, "POST"]);
  await typed.getByRole("heading", { name: "This address is no page" }).waitFor();
  assert.equal((await typed.content()).includes("method"), false);
  await accessible(typed, "the address of a form");
  await picture(typed, "people-no-page");
  const program = await page.context().request.get(pathname, { headers: { accept: "application/json" } });
  assert.deepEqual([program.status(), program.headers()["content-type"]], [405, "application/problem+json"]);
  await typed.close();
  nothingWrong(/status of 405/);
  const elsewhere = await newPerson(browser, demo);
  const theirs = await elsewhere.context.newPage();
  await theirs.goto(link);
  await theirs.getByText(`For ${GRETA.email}.`).waitFor();
  await accessible(theirs, "the page of a new password");
  await picture(theirs, "people-reset");
  await choosePassword(theirs, GRETA.password);
  await theirs.getByRole("button", { name: "Set password" }).click();
  await theirs.getByText("Your new password is set. Sign in with it.").waitFor();
  await accessible(theirs, "the sign-in after a new password");
  assert.equal((await theirs.goto(link)).status(), 404);
  await hers.goto("/tickets");
  await hers.waitForURL("**/sign-in**");
  await signIn(hers, GRETA.password);
  await hers.waitForURL("**/tickets**");
  await elsewhere.context.close();
  nothingWrong();
  greta.wrong.splice(0);
});

test("who forgot their password is told what to do where no operator's mail is set up", async () => {
  const someone = await newPerson(browser, demo);
  const theirs = await someone.context.newPage();
  await theirs.goto("/sign-in");
  await theirs.getByRole("link", { name: "Forgot the password?" }).click();
  await theirs.getByText("Ask an admin of your company").waitFor();
  await accessible(theirs, "the page of a forgotten password");
  assert.deepEqual(someone.wrong, []);
  await someone.context.close();
});

test("who is deactivated is out at once; their notes stay readable under a pseudonym", async () => {
  await page.goto("/tickets");
  await page.locator("#list a.row").first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  const ticket = page.url();
  await hers.goto(ticket);
  await hers.locator("#tab-note").click();
  await hers.getByLabel("Note for colleagues").fill("The roses are in the shed.");
  await hers.getByRole("button", { name: "Add note" }).click();
  await page.getByText("The roses are in the shed.").waitFor();
  await page.locator("article.note .name", { hasText: "Greta G." }).waitFor();

  await open("Greta G.");
  const question = person("Greta G.").locator("details.confirm");
  await question.locator("summary").focus();
  await page.keyboard.press("Enter");
  await question.getByText("Deactivate Greta G.?").waitFor();
  await accessible(page, "a question before what cannot be taken back");
  await picture(page, "people-confirm");
  const fits = await page.locator(".people strong").first().evaluate((name) => {
    const own = name.textContent;
    name.textContent = "Long".repeat(50);
    const inside = name.getBoundingClientRect().right <= name.closest(".card").getBoundingClientRect().right;
    name.textContent = own;
    return inside;
  });
  assert.ok(fits, "a long name stays in its card");
  await question.getByRole("link", { name: "Keep" }).click();
  assert.equal(await question.getByRole("button", { name: "Deactivate" }).isVisible(), false);
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: "Deactivate" }).click();
  await page.locator(".people strong", { hasText: /Former agent [0-9A-Z]{8}/ }).nth(1).waitFor();
  assert.equal((await page.content()).includes("Greta"), false);
  await picture(page, "people-former");
  await hers.goto("/tickets");
  await hers.waitForURL("**/sign-in**");
  await page.goto(ticket);
  await page.getByText("The roses are in the shed.").waitFor();
  await page.locator("article.note .name", { hasText: /Former agent [0-9A-Z]{8}/ }).waitFor();
  assert.equal((await page.content()).includes("Greta"), false, "the name is out of sight");
  nothingWrong();
});

test("the last admin stays", async () => {
  await page.goto("/agents");
  const me = page.locator(".people li", { hasText: demo.email });
  await me.locator("summary").click();
  assert.equal(await me.getByRole("button", { name: "Deactivate" }).count(), 0);
  await me.getByLabel("Role").selectOption("agent");
  await me.getByRole("button", { name: "Save role" }).click();
  await page.getByText("A company needs one active admin.").waitFor();
});

test("people and their pages fit 390 pixels", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of ["/agents", "/profile"]) {
    await page.goto(place);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(over, 0, `${place} scrolls sideways`);
  }
});
