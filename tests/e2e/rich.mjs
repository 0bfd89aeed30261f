// Text with formatting: asked for when it is wanted, kept as a draft, sent as HTML beside plain text, with pictures in it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openDesk, openFirst, picture, programme } from "./world.mjs";

let stop;
let page;
let demo;
let nothingWrong;
let api;
let messages;
let ticket;

/** A red square of four pixels. */
const SQUARE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==", "base64");

before(async () => {
  ({ demo, page, nothingWrong, stop } = await openDesk());
  ({ api, messages } = programme(demo));
});
after(() => stop?.());

const field = () => page.locator("#reply-text");
const rich = () => page.locator("#reply-text-rich");
const tool = (name) => page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name, exact: true });
const saved = () => page.locator("#panel-reply [data-kept]", { hasText: "Draft saved" }).waitFor();
const toolbar = () => page.getByRole("toolbar", { name: "Formatting" });
const lastSent = async () => (await messages(ticket)).filter((message) => message.kind === "outbound").at(-1);
const raw = async (id) => (await fetch(new URL(`/api/v1/messages/${id}/raw`, demo.url), { headers: { authorization: `Bearer ${demo.api_token}` } })).text();
const isSent = async (words) => {
  for (;;) {
    const message = await lastSent();
    if (message?.text.includes(words)) return message;
    await new Promise((done) => { setTimeout(done, 100); });
  }
};
const send = () => page.locator("#panel-reply .send > button").click();

test("a field is plain until formatting is asked for, and nothing of an editor is fetched before", async () => {
  const scripts = [];
  page.on("request", (request) => { if (request.url().includes("/assets/editor")) scripts.push(request.url()); });
  ticket = await openFirst(page);
  await field().fill("Hello there");
  assert.equal(await toolbar().isVisible(), false);
  assert.deepEqual(scripts, []);
  await field().press("Control+a");
  await field().press("Control+b");
  await rich().locator("b", { hasText: "Hello there" }).waitFor();
  assert.equal(scripts.length, 1);
  assert.equal(await field().inputValue(), "Hello there", "the words are the same");
  await toolbar().waitFor();
  assert.equal(await tool("Bold").getAttribute("aria-pressed"), "true");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "reply-text-rich", "who writes goes on writing");
  nothingWrong();
});

test("paragraphs, lists, quotes and links are made by buttons and keys", async () => {
  await page.keyboard.press("End");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(", this is not bold.");
  await page.keyboard.press("Enter");
  await tool("Bulleted list").click();
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Our guide");
  await page.keyboard.press("Shift+Home");
  await tool("Link").click();
  await page.getByLabel("Link leads to").fill("example.com/guide");
  await page.getByLabel("Link leads to").press("Enter");
  await rich().locator("a[href='https://example.com/guide']", { hasText: "Our guide" }).waitFor();
  assert.equal(await field().inputValue(), "Hello there, this is not bold.\n- first\n- second\nOur guide");
  await accessible(page, "writing with formatting");
  await picture(page, "rich");
  nothingWrong();
});

test("what is pasted keeps its form and nothing that could run or load", async () => {
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await rich().evaluate((element) => {
    const data = new DataTransfer();
    data.setData("text/html", "<p style='color:red' onclick='alert(1)'>From <em>elsewhere</em></p><script>window.ran = 1</script><img src='https://tracker.example/x.png' onerror='window.ran = 2'><iframe src='https://example.com'></iframe><a href='javascript:window.ran=3'>here</a>");
    data.setData("text/plain", "From elsewhere here");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await rich().getByText("elsewhere").waitFor();
  const html = await rich().innerHTML();
  for (const bad of ["script", "style=", "onclick", "onerror", "tracker", "iframe"]) assert.equal(html.includes(bad), false, html);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  // The browser says so where it keeps the page's policy; nothing was asked of anybody.
  nothingWrong(/Content Security Policy directive '(style|script)-src/);
});

test("a picture stands in the text, and all of it is there again after a reload", async () => {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.locator("[data-picture]").setInputFiles({ name: "a red square.png", mimeType: "image/png", buffer: SQUARE });
  const shown = rich().locator("img[alt='a red square']");
  await shown.waitFor();
  await page.waitForFunction(() => document.querySelector(".rich img")?.naturalWidth === 2, undefined, { timeout: 5000 });
  assert.equal(await page.locator("#uploads li:visible").count(), 0, "it is no file beside the text");
  await saved();
  await page.reload();
  await rich().locator("img[alt='a red square']").waitFor();
  await page.waitForFunction(() => document.querySelector(".rich img")?.naturalWidth === 2);
  await rich().locator("b", { hasText: "Hello there" }).waitFor();
  assert.equal(await rich().locator("li").count(), 2);
  await picture(page, "rich-picture");
  nothingWrong();
});

test("it goes out as HTML with its picture, beside the same as plain text", async () => {
  await send();
  const message = await isSent("Hello there");
  assert.match(message.text, /Hello there, this is not bold\.\n- first\n- second\nOur guide <https:\/\/example\.com\/guide>/);
  const [image] = message.attachments;
  assert.equal(message.attachments.length, 1);
  assert.equal(image.inline, true);
  const mail = await raw(message.id);
  assert.match(mail, /multipart\/alternative/);
  assert.match(mail, /multipart\/related/);
  assert.match(mail, /Content-ID: <[0-9a-f-]{36}@[^>]+>/i);
  const html = mail.replace(/=\r\n/g, "").replace(/=3D/g, "=");
  assert.match(html, /<b>Hello there<\/b>/);
  assert.match(html, /src="cid:[0-9a-f-]{36}@/);
  // The composer is empty and plain again; the conversation shows what was sent.
  await field().waitFor();
  assert.equal(await field().inputValue(), "");
  assert.equal(await rich().count(), 0);
  const frame = page.frameLocator(`iframe[src*="${message.id}"]`);
  await frame.locator("b", { hasText: "Hello there" }).waitFor();
  await frame.locator("img").waitFor();
  // What was written here has no colours of its own: it stands on the page's, by day and by night.
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    const [ground, ink, around] = [
      await frame.locator(":root").evaluate((root) => getComputedStyle(root).backgroundColor),
      await frame.locator("b").evaluate((bold) => getComputedStyle(bold).color),
      await page.locator(`#m-${message.id}`).evaluate((article) => getComputedStyle(article).color),
    ];
    assert.deepEqual([ground, ink], ["rgba(0, 0, 0, 0)", around], colorScheme);
  }
  await picture(page, "rich-sent");
  nothingWrong();
});

test("an answer that is taken back comes with its formatting and its picture", async () => {
  await page.locator("#notice button", { hasText: "Undo" }).click();
  await rich().locator("b", { hasText: "Hello there" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".rich img")?.naturalWidth === 2);
  assert.equal(await page.locator("#uploads li:visible").count(), 0);
  await saved();
  nothingWrong();
});

test("a picture that is taken out of the text goes with it; formatting can be left, the words stay", async () => {
  await rich().locator("img").evaluate((image) => {
    const range = document.createRange();
    range.selectNode(image);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelectorAll("#uploads li").length === 0);
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await field().waitFor();
  assert.match(await field().inputValue(), /^Hello there, this is not bold\.\n- first/);
  await field().fill("Only plain words");
  await send();
  const message = await isSent("Only plain words");
  assert.equal(message.html ?? null, null);
  nothingWrong();
});

test("a saved reply is inserted where the caret is", async () => {
  await api("saved-replies", { method: "POST", body: JSON.stringify({ name: "Regards", text: "Kind regards\nfrom {{agent.nothing}}" }) });
  await api("saved-replies", { method: "POST", body: JSON.stringify({ name: "Thanks", text: "Thank you for writing." }) });
  await openFirst(page);
  await field().fill("");
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await rich().waitFor();
  await page.keyboard.type("One. ");
  await page.getByRole("button", { name: "Saved replies" }).first().click();
  await page.getByRole("combobox", { name: "Insert a saved reply" }).fill("Thanks");
  await page.keyboard.press("Enter");
  await rich().getByText("One. Thank you for writing.").waitFor();
  await page.keyboard.type(" Two.");
  assert.equal(await field().inputValue(), "One. Thank you for writing. Two.");
  nothingWrong();
});

test("one goes on writing behind a link, without what was switched off, and behind a picture that was clicked", async () => {
  await page.goto("/tickets");
  await page.locator("#list a.row").nth(3).click();
  await field().fill("");
  await field().press("Control+b");
  await rich().waitFor();
  await page.keyboard.press("Control+b");
  await page.keyboard.type("Go to ");
  await tool("Link").click();
  await page.getByLabel("Link leads to").fill("example.com");
  await page.getByLabel("Link leads to").press("Enter");
  await page.keyboard.type(" and read");
  assert.equal(await rich().locator("a").textContent(), "example.com");
  assert.match(await field().inputValue(), /^Go to example\.com and read$/);
  await page.keyboard.press("Enter");
  await page.keyboard.type("a ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("bold");
  await page.keyboard.press("Control+b");
  await page.keyboard.press("Enter");
  assert.equal(await tool("Bold").getAttribute("aria-pressed"), "false");
  await page.keyboard.type("normal");
  assert.deepEqual(await rich().locator("b").allTextContents(), ["bold"]);
  // By the button too, and what was not switched off goes on.
  await tool("Bold").click();
  await page.keyboard.type("x");
  await page.keyboard.press("Enter");
  await page.keyboard.type("y");
  assert.deepEqual((await rich().locator("b").allTextContents()).slice(1).map((text) => text.replace(/\u200b/g, "")), ["x", "y"]);
  await tool("Bold").click();
  await page.locator("[data-picture]").setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: SQUARE });
  await rich().locator("img").waitFor();
  await rich().locator("img").click();
  await page.keyboard.type("caption");
  assert.match(await field().inputValue(), /y(dot)?\s*caption$/);
  nothingWrong();
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await field().fill("");
});

test("it works on a small screen", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  await page.setViewportSize({ width: 1440, height: 900 });
});
