// Lighthouse over the pages that the issue names, as the one who signed in sees them. Accessibility and best practices
// are asserted; performance is a timing, so it is told. LIGHTHOUSE_RUNS says how often a page is measured (the middle
// one counts), LIGHTHOUSE_JSON where to write the figures.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import lighthouse, { desktopConfig } from "lighthouse";
import { startEmpty } from "./serve.mjs";
import { enter, startDemo, startOpenBrowser } from "./world.mjs";

const SCORE_MIN = 0.95;
const ASSERTED = ["accessibility", "best-practices"];
const runs = Number(process.env.LIGHTHOUSE_RUNS ?? 1);
/** A phone with a slow processor on a slow network is the harder one; a desk has the other. */
const FORMS = process.env.LIGHTHOUSE_RUNS ? { phone: undefined, desk: desktopConfig } : { phone: undefined };
const figures = [];

let empty;
let demo;
let browser;

before(async () => {
  [empty, demo, browser] = await Promise.all([startEmpty(), startDemo(), startOpenBrowser()]);
});

after(async () => {
  await browser?.stop();
  await Promise.all([empty?.stop(), demo?.stop()]);
  if (process.env.LIGHTHOUSE_JSON) writeFileSync(process.env.LIGHTHOUSE_JSON, JSON.stringify(figures));
});

/** What Lighthouse says when its own recording of the page broke: there is no result yet, good or bad. */
const UNRECORDED = ["NO_NAVSTART", "NO_TRACING_STARTED", "NO_FCP", "PROTOCOL_TIMEOUT"];
const RECORDINGS_MAX = 3;

const look = async (url, config) => {
  const options = { port: browser.port, logLevel: "error", onlyCategories: ["performance", ...ASSERTED], disableStorageReset: true };
  let lhr;
  for (let recording = 0; recording < RECORDINGS_MAX; recording += 1) {
    ({ lhr } = await lighthouse(url, options, config));
    if (!UNRECORDED.includes(lhr.runtimeError?.code)) break;
  }
  assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
  assert.equal(lhr.finalDisplayedUrl, url, "the page that was asked for");
  return lhr;
};

/** What takes points off, with the elements that it names. */
const faults = (lhr, category) =>
  lhr.categories[category].auditRefs
    .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1)
    .map(({ id }) => {
      const { title, displayValue = "", details } = lhr.audits[id];
      const items = (details?.items ?? []).slice(0, 5).map((item) => item.node?.snippet ?? item.description ?? item.url ?? "");
      return `${id}: ${title} ${displayValue} ${items.join(" · ")}`;
    });

const measured = async (t, page, url) => {
  for (const [form, config] of Object.entries(FORMS)) {
    const all = [];
    for (let run = 0; run < runs; run += 1) all.push(await look(url, config));
    all.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
    const middle = all[Math.floor(all.length / 2)];
    const score = (category) => Math.round(middle.categories[category].score * 100);
    const figure = {
      page, form, performance: score("performance"), accessibility: score("accessibility"), best_practices: score("best-practices"),
      first_paint_ms: Math.round(middle.audits["first-contentful-paint"].numericValue),
      largest_paint_ms: Math.round(middle.audits["largest-contentful-paint"].numericValue),
      blocked_ms: Math.round(middle.audits["total-blocking-time"].numericValue),
      shift: Number(middle.audits["cumulative-layout-shift"].numericValue.toFixed(3)),
    };
    figures.push(figure);
    t.diagnostic(JSON.stringify(figure));
    for (const fault of faults(middle, "performance")) t.diagnostic(`${form}: ${fault}`);
    for (const category of ASSERTED) {
      assert.ok(middle.categories[category].score >= SCORE_MIN, `${page}, ${form}, ${category}: ${score(category)}\n${faults(middle, category).join("\n")}`);
      for (const fault of faults(middle, category)) t.diagnostic(`${form}: ${fault}`);
    }
  }
};

test("set-up", (t) => measured(t, "set-up", empty.set_up));
test("sign-in", (t) => measured(t, "sign-in", new URL("/sign-in", demo.url).href));

test("the pages of who has signed in", async (t) => {
  const page = await enter(browser.context, demo);
  await page.goto(new URL("/tickets?view=all", demo.url).href);
  const ticket = await page.locator("#list a.row").first().getAttribute("href");
  await page.close();
  const pages = { list: "/tickets", ticket, profile: "/profile", mailboxes: "/mailboxes" };
  for (const [name, place] of Object.entries(pages)) await t.test(name, (one) => measured(one, name, new URL(place, demo.url).href));
});
