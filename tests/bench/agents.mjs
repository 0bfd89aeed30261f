// How long until a change shows on many open pages: node agents.mjs URL TOKEN AGENTS SERVER_PID
// So many agents, each signed in, with the list and one event stream open. Every second a ticket changes through the API.
// A page does what the page script does: it waits 40 ms for further changes, then fetches its list again. Told are the
// times from sending the change until an agent's stream has heard of it, and until their fetched list is whole; so with
// the time that the change itself takes, and that of this client, which shares the processors with the server.
import http from "node:http";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { newestTickets, signIn, summary, tokenApi } from "./client.mjs";

const CHANGES = Number(process.env.DESKHERO_BENCH_CHANGES ?? 60);
const EVERY_MS = 1000;
const BREATH_MS = 40;
const PATIENCE_MS = 20_000;
const PASSWORD = "a long enough password";

const [base, token, count, pid] = process.argv.slice(2);
const api = tokenApi(base, token);
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** What the server has taken of the processors, in seconds; a tick is a hundredth (`getconf CLK_TCK`). */
const processorSeconds = () => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

class OpenPage {
  heardAt = 0;
  shownAt = 0;
  looks = 0;
  bytes = 0;
  #timer;
  #running = false;
  #pending = false;
  #stream;

  constructor(cookie) {
    this.cookie = cookie;
    // As a browser: one kept-alive connection for pages beside the stream's.
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  fetch() {
    const headers = { cookie: this.cookie, "x-deskhero-live": "1", "accept-encoding": "gzip, deflate, br, zstd" };
    return new Promise((done, failed) => {
      http.get(`${base}/tickets`, { agent: this.agent, headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          if (answer.statusCode !== 200) return failed(new Error(`/tickets: ${answer.statusCode}`));
          const body = Buffer.concat(parts);
          this.bytes = body.length;
          done(answer.headers["content-encoding"] === "gzip" ? { body, packed: true } : { body, packed: false });
        });
        answer.on("error", failed);
      }).on("error", failed);
    });
  }

  listen() {
    return new Promise((done, failed) => {
      this.#stream = http.get(`${base}/live`, { agent: false, headers: { cookie: this.cookie, accept: "text/event-stream" } }, (answer) => {
        if (answer.statusCode !== 200) return failed(new Error(`/live: ${answer.statusCode}`));
        answer.setEncoding("utf8");
        let rest = "";
        answer.on("data", (text) => {
          const lines = (rest + text).split("\n");
          rest = lines.pop();
          for (const line of lines) {
            if (line.startsWith(":")) done();
            else if (line === "event: change") this.#heard();
          }
        });
      });
      this.#stream.on("error", failed);
    });
  }

  #heard() {
    this.heardAt ||= performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), BREATH_MS);
  }

  /** One look at a time; what is heard meanwhile is another one. */
  async #look() {
    if (this.#running) { this.#pending = true; return; }
    this.#running = true;
    // A look that began before the change was heard of proves nothing.
    const told = this.heardAt > 0;
    this.last = await this.fetch();
    if (told) this.shownAt ||= performance.now();
    this.looks += 1;
    this.#running = false;
    if (this.#pending) { this.#pending = false; void this.#look(); }
  }

  expect() { this.heardAt = 0; this.shownAt = 0; }

  text() { return (this.last.packed ? gunzipSync(this.last.body) : this.last.body).toString(); }

  close() { this.#stream.on("error", () => undefined); this.#stream.destroy(); this.agent.destroy(); }
}

const ready = performance.now();
const pages = [];
for (let i = 0; i < Number(count); i += 1) {
  const email = `agent${i}@helpdesk.test`;
  await api("/api/v1/agents", { method: "POST", body: JSON.stringify({ name: `Agent ${i}`, email, role: "agent", password: PASSWORD }) });
  const page = new OpenPage(await signIn(base, email, PASSWORD));
  await page.fetch();
  await page.listen();
  pages.push(page);
}
console.log(`${count} agents signed in with list and stream open: ${((performance.now() - ready) / 1000).toFixed(1)} s`);
console.log(`memory with all pages open: ${Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024)} MB`);

// Only what the open list shows: a change that shows nowhere proves nothing.
const shown = pages[0];
shown.last = await shown.fetch();
const ids = [...shown.text().matchAll(/id="t-([0-9a-f-]{36})"/g)].map((match) => match[1]);
const tickets = (await newestTickets(api, 10_000)).filter((row) => ids.includes(row.id));
if (tickets.length === 0) throw new Error("the open list is empty");
await sleep(2000);

const [answered, heard, shows, last] = [[], [], [], []];
let late = 0;
const before = { processor: processorSeconds(), at: performance.now() };
for (let change = 0; change < CHANGES; change += 1) {
  const ticket = tickets[change % tickets.length];
  const priority = ticket.priority === "urgent" ? "high" : "urgent";
  ticket.priority = priority;
  for (const page of pages) page.expect();
  const sent = performance.now();
  await api(`/api/v1/tickets/${ticket.id}`, { method: "PATCH", body: JSON.stringify({ priority }) });
  answered.push(performance.now() - sent);
  while (performance.now() - sent < EVERY_MS || (pages.some((page) => !page.shownAt) && performance.now() - sent < PATIENCE_MS)) await sleep(20);
  if (performance.now() - sent > EVERY_MS + 100) late += 1;
  const missing = pages.filter((page) => !page.shownAt).length;
  if (missing > 0) throw new Error(`change ${change}: ${missing} pages did not show it within ${PATIENCE_MS / 1000} s`);
  heard.push(...pages.map((page) => page.heardAt - sent));
  shows.push(...pages.map((page) => page.shownAt - sent));
  last.push(Math.max(...pages.map((page) => page.shownAt)) - sent);
  // One page is read: it has to say what was changed.
  const row = pages[change % pages.length].text().split(`id="t-${ticket.id}"`)[1]?.split("</a>")[0] ?? "";
  const word = { urgent: "Urgent", high: "High" }[priority];
  if (!row.includes(`>${word}<`)) throw new Error(`change ${change}: the fetched list does not say ${word}`);
}
const seconds = (performance.now() - before.at) / 1000;
console.log(JSON.stringify({
  agents: pages.length, changes: CHANGES, change_answered: summary(answered), heard: summary(heard), shown: summary(shows),
  shown_on_all: summary(last), later_than_the_next_change: late, looks: pages.reduce((sum, page) => sum + page.looks, 0),
  list_bytes: shown.bytes, server_processors: Number(((processorSeconds() - before.processor) / seconds).toFixed(2)),
  client_processors: Number((process.cpuUsage().user / 1e6 / (performance.now() / 1000)).toFixed(2)),
}));
for (const page of pages) page.close();
