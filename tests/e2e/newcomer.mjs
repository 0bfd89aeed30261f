// A newcomer's run, at a person's pace: from the link that `deskhero serve` prints to an answer that lies in a contact's
// own mailbox, over real servers. With SCREENSHOTS it is filmed.
import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pasteAuthority, writeAccounts, writeAddress, writeServers } from "./first-steps.mjs";
import { header, letter, startMail } from "./mail-world.mjs";
import { startEmpty } from "./serve.mjs";
import { newPerson, startBrowser } from "./world.mjs";

const DESK = "support@acme.test";
const EVA = "eva@home.test";
const SIZE = { width: 1280, height: 800 };
/** Between two keys, as a quick writer's hands. */
const KEY_MS = 60;
/** What one takes to read a page and find where to click. */
const READING_MS = [1000, 2000];
const RUN_MS_MAX = 180_000;
const folder = process.env.SCREENSHOTS;
/** `run.sh` names what Playwright films with. */
const filmed = Boolean(folder && process.env.PLAYWRIGHT_BROWSERS_PATH);

let mail;
let desk;
let browser;

before(async () => {
  mail = await startMail([DESK, EVA]);
  if (mail.unavailable) return;
  desk = await startEmpty();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  await mail?.stop();
});

/** A hand on mouse and keys. Its waits are what is filmed and measured: the run is timed as a person's, not a program's. */
const hand = (page) => {
  let clicks = 0;
  const read = () => page.waitForTimeout(READING_MS[clicks++ % READING_MS.length]);
  const reach = async (field) => {
    await field.scrollIntoViewIfNeeded();
    const box = await field.boundingBox();
    await page.mouse.move(box.x + Math.min(box.width / 2, 120), box.y + box.height / 2, { steps: 15 });
  };
  const click = async (target) => {
    await read();
    await reach(target);
    await target.click();
  };
  /** Whatever stands in the field goes. */
  const write = async (field, text) => {
    await reach(field);
    await field.click();
    if (await field.inputValue() === text) return;
    await field.press("ControlOrMeta+a");
    await field.pressSequentially(text, { delay: KEY_MS });
  };
  return { read, click, write };
};

/** The pointer, which a film without a screen does not show. Set by script, so the page's policy has nothing against it. */
const showPointer = () => {
  const dot = document.createElement("div");
  Object.assign(dot.style, {
    position: "fixed", zIndex: "2147483647", width: "18px", height: "18px", margin: "-9px", borderRadius: "50%",
    background: "rgb(220 60 40 / 60%)", pointerEvents: "none", left: "-20px",
  });
  addEventListener("DOMContentLoaded", () => document.documentElement.append(dot));
  addEventListener("mousemove", (event) => Object.assign(dot.style, { left: `${event.clientX}px`, top: `${event.clientY}px` }), true);
};

test("from the first page to an answered ticket in less than three minutes", { timeout: RUN_MS_MAX }, async (t) => {
  if (mail.unavailable) return t.skip(mail.unavailable);
  if (folder && !filmed) t.diagnostic("not filmed: ffmpeg is not here");
  const film = filmed ? { recordVideo: { dir: folder, size: SIZE } } : {};
  const { context, wrong } = await newPerson(browser, desk, { viewport: SIZE, ...film });
  if (filmed) await context.addInitScript(showPointer);
  const page = await context.newPage();
  const { read, click, write } = hand(page);
  let stills = 0;
  const still = async (name) => {
    stills += 1;
    if (folder) await page.screenshot({ path: path.join(folder, `newcomer-${stills}-${name}.png`) });
  };
  const button = (name) => page.getByRole("button", { name, exact: true });

  await page.goto(desk.set_up);
  const start = performance.now();
  await read();
  await writeAccounts(page, write);
  await still("accounts");
  await click(button("Create accounts"));

  await page.getByText("Step 2 of 2").waitFor();
  await read();
  await writeAddress(page, write, DESK);
  await still("address");
  await click(button("Find the servers"));
  await button("Test and connect").waitFor();
  await write(page.getByLabel("Password", { exact: true }), mail.accounts.find((one) => one.address === DESK).password);
  await writeServers(page, write, mail);
  await read();
  await pasteAuthority(page, mail);
  await still("servers");
  await click(button("Test and connect"));

  // Connected: the desk is empty, and Eva writes.
  await page.waitForURL("**/tickets**");
  await page.locator("#list .empty").waitFor();
  await still("empty-desk");
  const question = "<question.1@home.test>";
  await mail.ask({
    do: "receive", sender: EVA, recipient: DESK,
    raw: letter({ from: `Eva Berg <${EVA}>`, to: DESK, id: question, subject: "Which bell fits?", text: "Does the brass bell fit a 22 mm handlebar?" }),
  });
  const row = page.locator("#list a.row", { hasText: "Which bell fits?" });
  await row.waitFor();
  await still("mail-arrived");
  await click(row);
  await page.locator("article.inbound", { hasText: "Does the brass bell fit a 22 mm handlebar?" }).waitFor();
  await read();
  const words = "Yes, with the spacer that lies in the box.";
  await write(page.getByLabel("Your answer"), words);
  await still("answer");
  await click(button("Send"));
  await page.locator("article.outbound", { hasText: words }).locator(".chip", { hasText: /^Sent$/ }).waitFor();
  const { mails: [answer] } = await mail.ask({ do: "list", address: EVA, folder: "INBOX", at_least: 1 });
  const took = performance.now() - start;
  await read();
  await still("answered");

  assert.ok(answer.includes(words), "the words arrived");
  assert.equal(header(answer, "In-Reply-To"), question);
  assert.ok(took < RUN_MS_MAX, `${Math.round(took / 1000)} s`);
  t.diagnostic(`a newcomer's run took ${(took / 1000).toFixed(1)} s`);
  assert.deepEqual(wrong, []);
  const video = page.video();
  await context.close();
  if (video) renameSync(await video.path(), path.join(folder, "newcomer.webm"));
});
