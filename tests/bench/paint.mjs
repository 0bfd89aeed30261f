// From a key to the next paint, with the processor slowed: node paint.mjs URL EMAIL PASSWORD
// An agent opens the list, walks it, opens tickets and goes on by j and k, writes an answer, opens the palette, selects.
// Chromium's own event timing tells how long each interaction took (https://www.w3.org/TR/event-timing/): from the event
// to the frame that shows what it did, in steps of 8 ms; what took less than 16 ms is not told and counts as 16.
import { enter, startBrowser } from "./world.mjs";
import { summary } from "./client.mjs";

const SLOWER = 4;
const UNTOLD_MS = 16;
/** Between two interactions: time for the frame, and for what the page fetches. */
const PAUSE_MS = 250;
/** Between two tickets: nobody reads one in less. */
const READING_MS = 1000;
const KEY_MS = 80;
const WORDS = "Thank you for writing. The part is on its way and will be with you on Friday. ";

const [base, email, password] = process.argv.slice(2);
const browser = await startBrowser();
const context = await browser.newContext({ baseURL: base, viewport: { width: 1440, height: 900 } });
await context.addInitScript(() => {
  window.told = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries()) if (interactionId) window.told.push({ interactionId, duration, name });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
});
const page = await enter(context, { url: base, email, password });
const session = await context.newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });

const figures = {};
/** Does it `times` times; each is one interaction, whose longest event counts (a key has three). */
const action = async (name, times, act, settle = async () => undefined) => {
  await page.waitForTimeout(READING_MS);
  const took = [];
  for (let i = 0; i < times; i += 1) {
    await page.evaluate(() => { window.told = []; });
    await act(i);
    await page.waitForTimeout(PAUSE_MS);
    const told = await page.evaluate(() => window.told);
    took.push(Math.max(UNTOLD_MS, ...told.map((one) => one.duration)));
    await settle(i);
  }
  figures[name] = summary(took);
};
const key = (name) => () => page.keyboard.press(name);
const openTicket = () => page.locator("#thread").getAttribute("data-ticket");

await page.goto("/tickets?view=all");
await page.locator("#list a.row").first().waitFor();
await page.waitForTimeout(1000);
await action("walk the list (j)", 20, key("j"));
await action("walk the list (k)", 10, key("k"));
await action("select (x)", 20, key("x"), key("j"));
await action("open the palette (Ctrl K)", 10, key("Control+k"), async () => { await page.keyboard.press("Escape"); await page.waitForTimeout(PAUSE_MS); });
await page.keyboard.press("Control+k");
await page.waitForTimeout(PAUSE_MS);
await action("write in the palette", 12, (i) => page.keyboard.press("assign close".at(i)));
await page.keyboard.press("Escape");
await page.goto("/tickets?view=all");
await page.locator("#list a.row").first().waitFor();
await action("open a ticket (click)", 10, (i) => page.locator("#list a.row").nth(i).click(), async () => { await page.locator("#thread[data-ticket]").waitFor(); await page.waitForTimeout(READING_MS); });
const before = await openTicket();
await action("next ticket (j)", 20, key("j"), () => page.waitForTimeout(READING_MS));
await action("previous ticket (k)", 20, key("k"), () => page.waitForTimeout(READING_MS));
if (await openTicket() !== before) throw new Error("twenty on and twenty back is another ticket");
await action("begin an answer (r)", 10, key("r"), async () => { await page.keyboard.press("Escape"); await page.waitForTimeout(PAUSE_MS); });
await page.keyboard.press("r");
await page.evaluate(() => { window.told = []; });
// Written as people write: the next key does not wait until the page is at rest.
for (const letter of WORDS) { await page.keyboard.press(letter === " " ? "Space" : letter); await page.waitForTimeout(KEY_MS); }
const byKey = new Map();
for (const { interactionId, duration } of await page.evaluate(() => window.told)) byKey.set(interactionId, Math.max(byKey.get(interactionId) ?? 0, duration));
figures["write an answer"] = summary([...byKey.values(), ...Array(Math.max(0, WORDS.length - byKey.size)).fill(UNTOLD_MS)]);
if (!(await page.getByLabel("Your answer").inputValue()).startsWith(WORDS.trim())) throw new Error("what was typed is not in the field");
for (const [name, figure] of Object.entries(figures)) console.log(`paint, ${name}: ${JSON.stringify(figure)}`);
await browser.close();
