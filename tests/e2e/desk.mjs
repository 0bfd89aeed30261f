// What an agent does in a day, in a real browser against a real Deskhero.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, newPerson, picture, programme, startBrowser, startDemo } from "./world.mjs";

let demo;
let browser;
let person;
let page;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);
const overflow = (on) => on.evaluate(() => document.documentElement.scrollWidth - innerWidth);
/** The ticket with attachments that the demo ships. */
const withFiles = (on) => on.locator("#list a.row").filter({ has: on.locator('[data-attachments]') }).first();

test("sign-in works without script and says one thing for every mistake", async () => {
  const plain = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: false });
  const form = await plain.newPage();
  await form.goto("/tickets");
  assert.match(form.url(), /\/sign-in$/);
  const refused = async (email, password) => {
    await form.getByLabel("E-mail address").fill(email);
    await form.getByLabel("Password").fill(password);
    await form.getByRole("button", { name: "Sign in" }).click();
    return form.getByRole("alert").innerText();
  };
  const wrongPassword = await refused(demo.email, "not the password");
  assert.equal(await refused("nobody@nowhere.example", "not the password"), wrongPassword);
  await form.getByLabel("E-mail address").fill(demo.email);
  await form.getByLabel("Password").fill(demo.password);
  await form.getByRole("button", { name: "Sign in" }).click();
  await form.waitForURL("**/tickets**");
  assert.ok((await form.locator("#list a.row").count()) > 0);
  await plain.close();
});

test("signing in leads to the list", async () => {
  const signInPage = await person.context.newPage();
  await signInPage.goto("/sign-in");
  await accessible(signInPage, "sign-in");
  await picture(signInPage, "sign-in");
  await signInPage.close();
  page = await person.signIn();
  await page.locator("#list a.row").first().waitFor();
  await accessible(page, "the list");
  await picture(page, "list");
  nothingWrong();
});

test("a ticket opens beside its list, with its files", async () => {
  await withFiles(page).click();
  await page.locator("#thread[data-ticket]").waitFor();
  const file = page.locator("a.file").first();
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  assert.ok((await download.createReadStream()) !== null);
  assert.ok(download.suggestedFilename().length > 0);
  await accessible(page, "a ticket");
  await picture(page, "ticket");
  nothingWrong();
});

test("a mail's frame has an opaque origin, runs nothing of the mail, and is as tall as the mail", async () => {
  const frames = page.locator("iframe.mail");
  for (let at = 0; at < (await frames.count()); at += 1) {
    const frame = frames.nth(at);
    assert.doesNotMatch((await frame.getAttribute("sandbox")) ?? "", /allow-same-origin/);
    const inside = await (await frame.elementHandle()).contentFrame();
    await inside.waitForLoadState("load");
    assert.equal(await inside.evaluate(() => self.origin), "null");
    const height = await inside.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
    await page.waitForFunction(([id, tall]) => Math.abs(document.getElementById(id).offsetHeight - tall) <= 2, [await frame.getAttribute("id"), height]);
    const ran = await inside.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return window.ran === true;
    });
    assert.equal(ran, false, "the frame's policy let a foreign script run");
  }
  // That refusal is what the console just reported.
  person.wrong.splice(0);
});

test("an answer goes out, and its copy lies in the mailbox's Sent", async () => {
  const words = `The new part leaves today, number ${Date.now()}.`;
  await page.keyboard.press("r");
  const field = page.getByLabel("Your answer");
  assert.ok(await field.evaluate((node) => node === document.activeElement), "r puts the cursor into the answer");
  await field.fill(words);
  await page.locator("[data-upload]").setInputFiles({ name: "steps.txt", mimeType: "text/plain", buffer: Buffer.from("1. Open the box.\n") });
  await page.locator("#uploads li").waitFor();
  await page.keyboard.press("Control+Enter");
  const message = page.locator("article.outbound").filter({ hasText: words });
  await message.waitFor();
  await message.locator(".chip", { hasText: /^Sent$/ }).waitFor();
  assert.equal(await field.inputValue(), "", "the field is empty after sending");
  if (demo.maildir ?? demo.data) {
    const found = sentFiles(demo).some((bytes) => bytes.includes("number") && decode(bytes).includes(words));
    assert.ok(found, "the answer lies in Sent");
  }
  nothingWrong();
});

const sentFiles = ({ maildir, data }) => {
  const all = readdirSync(maildir ?? data, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && /\.Sent[/\\](cur|new)$/.test(entry.parentPath))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "latin1"));
};
const decode = (text) => text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

test("a note stays here and looks like one", async () => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByLabel("Note for colleagues").fill("Ask the supplier tomorrow.");
  await page.getByRole("button", { name: "Add note" }).click();
  await page.locator("article.note", { hasText: "Ask the supplier tomorrow." }).waitFor();
  nothingWrong();
});

test("status and assignee change at once", async () => {
  await page.getByLabel("Assigned to").selectOption({ index: 1 });
  await page.waitForFunction(() => document.getElementById("assignee").selectedIndex === 1);
  await page.getByLabel("Status", { exact: true }).selectOption("pending");
  await page.locator('#list a.row[aria-current="true"] .chip, #status option[selected][value="pending"]').first().waitFor({ state: "attached" });
  nothingWrong();
});

test("another tab sees a change without reload, and what is being written there stays", async () => {
  const address = page.url();
  const other = await person.context.newPage();
  await other.goto(address);
  await other.locator("#tab-reply").click();
  await other.getByLabel("Your answer").fill("half a sentence");
  const words = `Seen live ${Date.now()}`;
  await page.locator("#tab-note").click();
  await page.getByLabel("Note for colleagues").fill(words);
  await page.getByRole("button", { name: "Add note" }).click();
  await other.locator("article.note", { hasText: words }).waitFor();
  assert.equal(await other.getByLabel("Your answer").inputValue(), "half a sentence");
  await other.getByLabel("Your answer").fill("");
  await other.close();
  nothingWrong();
});

test("a list that looks again says who has a ticket, and opens nobody else's name", async () => {
  const { api } = programme(demo);
  const colleague = (await api("agents")).body.items.find((agent) => agent.email !== demo.email);
  const theirs = (await api("tickets?limit=100")).body.items.filter((one) => one.assignee_id === colleague.id);
  for (const { id } of theirs) await api(`tickets/${id}`, { method: "PATCH", body: JSON.stringify({ assignee_id: null }) });
  const list = await person.context.newPage();
  await list.goto("/tickets?view=all");
  const row = list.locator("#list a.row").first();
  const again = () => list.evaluate(async () => (await fetch(location.href, { headers: { "X-Deskhero-Live": "1" } })).text());
  assert.ok((await list.content()).includes(colleague.name), "they can be chosen");
  assert.ok(!(await again()).includes(colleague.name), "but stand in no line");
  const ticket = (await row.getAttribute("id")).slice("t-".length);
  await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ assignee_id: colleague.id }) });
  await row.locator(".meta", { hasText: colleague.name }).waitFor();
  await api(`tickets/${ticket}`, { method: "PATCH", body: JSON.stringify({ assignee_id: null }) });
  await row.locator(".meta", { hasText: colleague.name }).waitFor({ state: "detached" });
  await list.close();
  nothingWrong();
});

test("ten tabs share one stream, and it outlives the tab that held it", async () => {
  const tabs = await Promise.all(Array.from({ length: 9 }, async () => {
    const tab = await person.context.newPage();
    await tab.goto("/tickets");
    await tab.locator("#list").waitFor();
    return tab;
  }));
  assert.equal(person.streams(), 1, "one stream for ten tabs");
  const address = page.url();
  await page.close();
  page = tabs.pop();
  await page.goto(address);
  const words = `After the leader left ${Date.now()}`;
  const watcher = tabs[0];
  await watcher.goto(address);
  await page.locator("#tab-note").click();
  await page.getByLabel("Note for colleagues").fill(words);
  await page.getByRole("button", { name: "Add note" }).click();
  await watcher.locator("article.note", { hasText: words }).waitFor();
  assert.equal(person.streams(), 1, "still one stream");
  await Promise.all(tabs.map((tab) => tab.close()));
  // A stream that its tab's closing cut is reported as a failed request, not as an error of a page.
  nothingWrong();
});

test("the keyboard walks the list, searches, and shows its own help", async () => {
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator("#thread[data-ticket]").waitFor();
  const first = await page.locator("#thread").getAttribute("data-ticket");
  await page.keyboard.press("j");
  await page.waitForFunction((before) => document.getElementById("thread").dataset.ticket !== before, first);
  await page.keyboard.press("k");
  await page.waitForFunction((before) => document.getElementById("thread").dataset.ticket === before, first);
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await accessible(page, "the help on keys");
  await page.keyboard.press("Escape");
  const subject = (await page.locator("#thread h1").innerText()).split(/\s+/).find((word) => /^\p{L}{4,}$/u.test(word));
  await page.keyboard.press("/");
  await page.keyboard.type(subject ?? "order");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  assert.ok((await page.locator("#list a.row").count()) > 0, "the search finds the ticket by a word of its subject");
  nothingWrong();
});

test("settings are readable and reachable", async () => {
  for (const place of ["mailboxes", "agents", "tokens"]) {
    await page.goto(`/${place}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await accessible(page, place);
    await picture(page, place);
  }
  nothingWrong();
});

test("at 390 pixels settings and signing out are one button away", async () => {
  const small = await newPerson(browser, demo, { viewport: { width: 390, height: 844 } });
  const phone = await small.signIn();
  const button = phone.getByRole("button", { name: "Settings and signing out" });
  const box = await button.boundingBox();
  assert.ok(box.x + box.width <= 390 && box.y < 60, "in sight without scrolling");
  assert.equal(await phone.getByRole("button", { name: "Sign out" }).isVisible(), false);
  await button.click();
  await phone.getByRole("button", { name: "Sign out" }).waitFor();
  await accessible(phone, "the menu at 390 pixels");
  if (process.env.SCREENSHOTS) await phone.screenshot({ path: `${process.env.SCREENSHOTS}/menu-390-light.png` });
  await phone.keyboard.press("Escape");
  await phone.getByRole("button", { name: "Sign out" }).waitFor({ state: "hidden" });
  await button.click();
  await phone.getByRole("link", { name: "Your profile" }).click();
  await phone.waitForURL("**/profile");
  await small.context.close();
});

test("nothing is cut off at 390 pixels", async () => {
  const small = await newPerson(browser, demo, { viewport: { width: 390, height: 844 } });
  const phone = await small.signIn();
  for (const place of ["/tickets?view=all", "/mailboxes", "/agents", "/tokens"]) {
    await phone.goto(place);
    assert.ok((await overflow(phone)) <= 0, `${place} is wider than the screen`);
    await accessible(phone, `${place} at 390 pixels`);
  }
  await phone.goto("/tickets?view=all");
  await phone.locator("#list a.row").first().click();
  await phone.locator("#thread[data-ticket]").waitFor();
  assert.ok((await overflow(phone)) <= 0, "a ticket is wider than the screen");
  await accessible(phone, "a ticket at 390 pixels");
  assert.deepEqual(small.wrong, []);
  await small.context.close();
});

test("the first page is small", async (t) => {
  const fresh = await newPerson(browser, demo);
  const first = await fresh.context.newPage();
  const session = await fresh.context.newCDPSession(first);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
  await first.goto("/sign-in");
  await first.getByLabel("E-mail address").fill(demo.email);
  await first.getByLabel("Password").fill(demo.password);
  await first.getByRole("button", { name: "Sign in" }).click();
  await first.locator("#list").waitFor();
  await first.waitForLoadState("load");
  t.diagnostic(`sign-in and list: ${bytes} bytes over the wire`);
  assert.ok(bytes > 10_000 && bytes <= 60_000, `${bytes} bytes`);
  await fresh.context.close();
});
