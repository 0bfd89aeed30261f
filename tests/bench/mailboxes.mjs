// Mailboxes at providers, measured: node mailboxes.mjs VERB KIND [NUMBER]; the answer is one JSON line.
//   idle gmail|graph|imap [MAILBOXES]   what so many connected mailboxes cost while nothing comes (1,000)
//   shown graph|imap [MAILS]            from the provider's word to the ticket in an open page (200)
//   fill graph|gmail [MAILS]            so many mails that lie there at first, with a kill -9 in the middle (20,000)
// DESKHERO and BENCH_WORLD name the programmes.
import { enter, startBrowser } from "./world.mjs";
import { summary, tokenApi } from "./client.mjs";
import { EMAIL, PASSWORD, address, freePort, letter, makeDesk, memoryMb, processorMs, sleep, startFront, startListener, startWorld } from "./peers.mjs";

/** Calm after every mailbox was looked into, and for how long idling is watched: what a mailbox does every four minutes
 *  belongs to it. */
const CALM_MS = Number(process.env.DESKHERO_BENCH_CALM_S ?? 60) * 1000;
const WATCH_MS = Number(process.env.DESKHERO_BENCH_WATCH_S ?? 300) * 1000;
const PATIENCE_MS = 600_000;

const say = (figures) => console.log(JSON.stringify(figures));
const rounded = (value, digits = 1) => Number(value.toFixed(digits));
const until = async (what, look, everyMs = 500) => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(everyMs)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`);
};

const idle = async (kind, count) => {
  const world = await startWorld(kind, count);
  const desk = await makeDesk(world, count);
  // A mailbox that never had mail would be a special case.
  for (let n = 0; n < (kind === "gmail" ? 1 : count); n += 1) await world.put(world, n, letter(address(n), `Question ${n}`, n));
  const began = Date.now();
  const server = await desk.serve();
  const api = tokenApi(desk.base, desk.token);
  await until("a look into every mailbox", async () => {
    const { items } = await api("/api/v1/mailboxes");
    return items.length === count && items.every((one) => one.last_success_at_ms && one.last_mail_at_ms && !one.behind && !one.attempts);
  }, 2000);
  const connected = Date.now() - began;
  await sleep(CALM_MS);
  await world.taken?.(world);
  const [before, at] = [processorMs(server.pid), performance.now()];
  await sleep(WATCH_MS);
  const watched = performance.now() - at;
  const spent = processorMs(server.pid) - before;
  const { items } = await api("/api/v1/mailboxes");
  const ailing = items.filter((one) => one.attempts > 0).length;
  say({
    idle: kind, mailboxes: count, connected_s: rounded(connected / 1000), watched_s: rounded(watched / 1000), core_percent: rounded((spent / watched) * 100, 2),
    memory_mb: memoryMb(server.pid), memory_peak_mb: memoryMb(server.pid, "VmHWM"), ailing,
  });
  await server.end();
  await world.stop();
  desk.remove();
};

/** Notes in the page when a subject stands in the list and was painted. */
const watchList = () => {
  const list = () => document.querySelector("#list");
  const wait = (subject) => new Promise((done) => {
    const look = () => {
      if (!list()?.textContent.includes(subject)) return;
      watching.disconnect();
      // The next frame paints it; what runs behind that comes after.
      requestAnimationFrame(() => setTimeout(() => done(Date.now())));
    };
    const watching = new MutationObserver(look);
    watching.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });
  window.expectSubject = (subject) => { window.shown = wait(subject); };
};

const shown = async (kind, rounds) => {
  const world = await startWorld(kind, 1);
  const port = await freePort();
  const front = await startFront(world, port);
  const listener = kind === "imap" ? await startListener(world) : front;
  const desk = await makeDesk(world, 1, { front, push: kind === "graph", imapPort: listener.port });
  await world.put(world, 0, letter(address(0), "The first question", 1_000_000));
  const server = await desk.serve();
  const api = tokenApi(desk.base, desk.token);
  await until("the first mail", async () => (await api("/api/v1/tickets?limit=1")).items.length === 1);
  const browser = await startBrowser();
  const context = await browser.newContext({ baseURL: desk.url, viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true });
  const page = await enter(context, { url: desk.url, email: EMAIL, password: PASSWORD });
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row").first().waitFor();
  await page.evaluate(watchList);
  await sleep(5000);
  const [fromWord, fromPut] = [[], []];
  for (let n = 0; n < rounds; n += 1) {
    const subject = `Question number ${n} of ${rounds}`;
    await page.evaluate((wanted) => window.expectSubject(wanted), subject);
    listener.calls.length = 0;
    const put = Date.now();
    await world.put(world, 0, letter(address(0), subject, n));
    const at = await Promise.race([page.evaluate(() => window.shown), sleep(PATIENCE_MS / 10).then(() => { throw new Error(`round ${n}: never shown`); })]);
    const [word] = listener.calls;
    if (word === undefined) throw new Error(`round ${n}: shown without a word of the provider`);
    fromWord.push(at - word);
    fromPut.push(at - put);
    // Not in step with anything that happens every so often.
    await sleep(300 + Math.random() * 400);
  }
  say({ shown: kind, from_word: summary(fromWord), from_arrival: summary(fromPut), memory_mb: memoryMb(server.pid) });
  await browser.close();
  await server.end();
  front.stop();
  if (listener !== front) listener.stop();
  await world.stop();
  desk.remove();
};

/** The subjects of all tickets, each as often as it is there. */
const subjects = async (api) => {
  const found = [];
  let next = "";
  do {
    const page = await api(`/api/v1/tickets?limit=100${next && `&after=${encodeURIComponent(next)}`}`);
    found.push(...page.items.map((one) => one.subject));
    next = page.next;
  } while (next);
  return found;
};

const fill = async (kind, mails) => {
  const world = await startWorld(kind, 1);
  const oldest = Date.now() - mails * 60_000;
  for (let n = 0; n < mails; n += 1) await world.put(world, 0, letter(address(0), `Question ${n} of old`, n), oldest + n * 60_000);
  await world.taken(world);
  const desk = await makeDesk(world, 1);
  const api = tokenApi(desk.base, desk.token);
  const isWhole = async () => {
    const [box] = (await api("/api/v1/mailboxes")).items;
    return box.last_success_at_ms && !box.behind && !box.attempts;
  };
  let [taken, first] = [0, 0];
  const count = async () => { taken += await world.taken(world); return taken; };
  let began = performance.now();
  let server = await desk.serve();
  await until("half of the mails", async () => (await count()) >= mails / 2, 50);
  await server.end("SIGKILL");
  let took = performance.now() - began;
  first = await count();
  began = performance.now();
  server = await desk.serve();
  await until("the other half", async () => (await count(), await isWhole()), 200);
  took += performance.now() - began;
  await count();
  const there = await subjects(api);
  const wanted = new Set(Array.from({ length: mails }, (_, n) => `Question ${n} of old`));
  const missing = mails - there.filter((one) => wanted.delete(one)).length;
  say({
    fill: kind, mails, seconds: rounded(took / 1000), mails_per_s: rounded(mails / (took / 1000), 0), fetched_before_kill: first, fetched: taken,
    fetched_twice: taken - mails, tickets: there.length, missing, memory_peak_mb: memoryMb(server.pid, "VmHWM"),
  });
  await server.end();
  await world.stop();
  desk.remove();
};

const [verb, kind, number] = process.argv.slice(2);
const verbs = { idle: () => idle(kind, Number(number ?? 1000)), shown: () => shown(kind, Number(number ?? 200)), fill: () => fill(kind, Number(number ?? 20_000)) };
await verbs[verb]();
process.exit(0);
