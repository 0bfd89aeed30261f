// Google's mail API for tests: node world.mjs HTTPS_PORT CONTROL_PORT EMULATOR_PORT CERTIFICATE KEY ACCOUNT
// An independent emulator (npm emulate), and before it a front that speaks https, writes down what is asked, and fails
// when it is told to. The front stands in for what the emulator lacks or does otherwise than Google's description says:
// getProfile, uploads in several parts, 401 for a token that is not good, 404 for a history that is too old.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { createEmulator } from "emulate";

const [httpsPort, controlPort, emulatorPort, certificate, key, account] = process.argv.slice(2);
// The emulator counts 5,000 requests an hour for each token, which is much less than Google does: the front has many.
const OURS = Array.from({ length: 100 }, (_, n) => `the-front-${n}`);
let turn = 0;
await createEmulator({
  service: "google",
  port: Number(emulatorPort),
  seed: {
    tokens: Object.fromEntries(OURS.map((token) => [token, { login: account, scopes: ["https://mail.google.com/"] }])),
    google: { users: [{ email: account, name: "Support" }], labels: [{ id: "Label_1", user_email: account, name: "Archive" }] },
  },
});

const state = { good: new Set(["good"]), faults: [], asked: [], isAway: false, oldest: 0n, last: 0, sockets: new Set() };
const USER = "/gmail/v1/users/me";

/** Asks the emulator. */
async function ask(method, path, body, type = "application/json") {
  const headers = { authorization: `Bearer ${OURS[turn++ % OURS.length]}`, ...(body === undefined ? {} : { "content-type": type }) };
  const answer = await fetch(`http://127.0.0.1:${emulatorPort}${path}`, { method, headers, body });
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
}
async function askJson(method, path, body) {
  const answer = await ask(method, path, body && JSON.stringify(body));
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return answer.body.length ? JSON.parse(answer.body) : null;
}
async function labelIds(names) {
  const { labels } = await askJson("GET", `${USER}/labels`);
  return names.map((name) => labels.find((label) => label.name === name)?.id ?? name);
}
async function idsIn(name) {
  const [label] = await labelIds([name]);
  const ids = [];
  for (let token = ""; ; ) {
    const page = await askJson("GET", `${USER}/messages?maxResults=500&includeSpamTrash=true&labelIds=${label}&pageToken=${token}`);
    ids.push(...page.messages.map((one) => one.id));
    if (!(token = page.nextPageToken)) return ids.reverse();
  }
}
const currentHistory = async () => (await askJson("GET", `${USER}/history?startHistoryId=0&maxResults=1`)).historyId;

/** What the tests do behind the connector's back. */
const control = {
  async put({ mails }) {
    const ids = [];
    for (const { raw, labels, at, thread } of mails) {
      state.last = Math.max(Date.now(), state.last + 1);
      const body = { raw, labelIds: await labelIds(labels), internalDate: String(at ?? state.last), threadId: thread };
      ids.push((await askJson("POST", `${USER}/messages`, body)).id);
    }
    return ids;
  },
  async list({ label }) {
    const found = [];
    for (const id of await idsIn(label)) {
      const one = await askJson("GET", `${USER}/messages/${id}?format=raw`);
      found.push({ id, thread: one.threadId, raw: one.raw, labels: one.labelIds });
    }
    return found;
  },
  async empty({ label }) {
    await askJson("POST", `${USER}/messages/batchDelete`, { ids: await idsIn(label) });
  },
  async remove({ ids }) {
    await askJson("POST", `${USER}/messages/batchDelete`, { ids });
  },
  async label({ ids, add = [], remove = [] }) {
    const body = { ids, addLabelIds: await labelIds(add), removeLabelIds: await labelIds(remove) };
    await askJson("POST", `${USER}/messages/batchModify`, body);
  },
  async create({ label }) {
    return (await askJson("POST", `${USER}/labels`, { name: label })).id;
  },
  async away({ is }) {
    state.isAway = is;
    if (is) for (const socket of state.sockets) socket.destroy();
  },
  async tokens({ good }) {
    state.good = new Set(good);
  },
  /** Every token is good, too, that a provider says is active (RFC 7662): asked anew each time. */
  async provider({ url }) {
    state.provider = url;
  },
  async faults({ faults }) {
    state.faults = faults.map((fault) => ({ skip: 0, times: 1, ...fault, on: new RegExp(fault.on) }));
  },
  /** Whatever history was known until now is too old. */
  async expire() {
    state.oldest = BigInt(await currentHistory());
  },
  history: currentHistory,
  async asked() {
    return state.asked.splice(0);
  },
};

function failure(status, reason, message, extra = {}) {
  return { status, ...extra, body: Buffer.from(JSON.stringify({ error: { code: status, message, errors: [{ message, domain: "global", reason }] } })) };
}

/** The fault for this request, when there is one whose turn it is. */
function fault(line) {
  for (const one of state.faults) {
    if (!one.on.test(line) || one.times === 0) continue;
    if (one.skip > 0) one.skip -= 1;
    else {
      one.times -= 1;
      return one;
    }
  }
}

/** The two parts of multipart/related: what it is about, and the mail. Google's own client ends lines with LF alone. */
function parts(type, body) {
  const boundary = /boundary="?([^";]+)/.exec(type)[1];
  const [about, mail] = ("\n" + body.toString("latin1")).split(new RegExp(`\\r?\\n--${boundary.replace(/[^\w]/g, "\\$&")}`)).slice(1);
  const inner = (part) => Buffer.from(part.slice(/\r?\n\r?\n/.exec(part).index).replace(/^\r?\n\r?\n/, ""), "latin1");
  return { ...JSON.parse(inner(about).toString()), raw: inner(mail).toString("base64url") };
}

async function isGood(token) {
  if (state.good.has(token)) return true;
  if (!state.provider || !token) return false;
  const url = new URL(state.provider);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString("base64")}`;
  const asked = { method: "POST", headers: { authorization, "content-type": "application/x-www-form-urlencoded" }, body: `token=${encodeURIComponent(token)}` };
  const said = await fetch(`${url.origin}${url.pathname}`, asked).then((answer) => answer.json(), () => ({}));
  return said.active === true && said.sub === account;
}

async function answer(request, body) {
  const url = new URL(request.url, "https://front");
  const type = request.headers["content-type"] ?? "";
  if (!(await isGood((request.headers.authorization ?? "").replace("Bearer ", "")))) {
    return failure(401, "authError", "Request had invalid authentication credentials.");
  }
  if (url.pathname.endsWith("/profile")) {
    return { status: 200, body: Buffer.from(JSON.stringify({ emailAddress: account, messagesTotal: 0, historyId: await currentHistory() })) };
  }
  const since = url.searchParams.get("startHistoryId");
  if (since !== null && BigInt(since) < state.oldest) {
    return failure(404, "notFound", "Requested entity was not found.");
  }
  if (type.startsWith("multipart/related")) {
    return ask(request.method, url.pathname, JSON.stringify(parts(type, body)));
  }
  return ask(request.method, request.url, body.length ? body : undefined, type);
}

function merged(body, patch) {
  return Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ...patch }));
}

async function serve(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const line = `${request.method} ${request.url}`;
  const type = request.headers["content-type"] ?? null;
  state.asked.push({ method: request.method, url: request.url, type, body: body.subarray(0, 1 << 20).toString("latin1") });
  const wrong = fault(line);
  if (wrong?.delay) await new Promise((done) => setTimeout(done, wrong.delay));
  for (const [name, argument] of Object.entries(wrong?.first ?? {})) await control[name](argument);
  if (wrong?.cut === "before") return request.socket.destroy();
  let said = wrong?.status
    ? { status: wrong.status, headers: wrong.headers, body: Buffer.from(wrong.raw ?? JSON.stringify(wrong.body ?? {})) }
    : await answer(request, body);
  if (wrong?.patch) said = { ...said, body: merged(said.body, wrong.patch) };
  if (wrong?.cut === "after") return request.socket.destroy();
  response.writeHead(said.status, { "content-type": "application/json; charset=UTF-8", ...said.headers, ...(said.status === 204 ? {} : { "content-length": said.body.length }) });
  if (wrong?.cut === "middle") {
    response.write(said.body.subarray(0, said.body.length >> 1));
    return setTimeout(() => request.socket.destroy(), 20);
  }
  response.end(said.body);
}

const front = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key), keepAliveTimeout: 60_000 }, (request, response) => {
  serve(request, response).catch((error) => {
    console.error(request.method, request.url, error);
    request.socket.destroy();
  });
});
front.on("connection", (socket) => {
  if (state.isAway) return socket.destroy();
  state.sockets.add(socket);
  socket.on("close", () => state.sockets.delete(socket));
});
front.listen(Number(httpsPort), "127.0.0.1");

http
  .createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const done = await control[request.url.slice(1)](JSON.parse(Buffer.concat(chunks).toString()));
      response.end(JSON.stringify(done ?? null));
    } catch (error) {
      response.writeHead(500).end(String(error?.stack ?? error));
    }
  })
  .listen(Number(controlPort), "127.0.0.1");
