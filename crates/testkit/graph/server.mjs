// A stand-in for the mail of Microsoft Graph v1.0: node server.mjs API_PORT CONTROL_PORT ENDPOINT_PORT CERTIFICATE KEY CA
// The API and the endpoint use https. The control port, http, is for tests: each path is a function of `control` below.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { Endpoint } from "./endpoint.mjs";
import { Mail, json } from "./mail.mjs";
import { Mailbox, Refused } from "./mailbox.mjs";
import { Subscriptions } from "./subscriptions.mjs";

const [apiPort, controlPort, endpointPort, certificate, key, authority] = process.argv.slice(2);
const PREFIX = "/v1.0";
const tls = { cert: readFileSync(certificate), key: readFileSync(key) };
const world = { root: `https://localhost:${apiPort}${PREFIX}`, boxes: new Map(), tokens: new Map(), elsewhere: null, uploads: null, says: null, skew: 0, chatty: false, seen: [], throttled: null, cut: null };
const subscriptions = new Subscriptions(world, readFileSync(authority));
const mail = new Mail(world);
const endpoint = new Endpoint();

/** The mailbox that a path is about, when the token is good for it. */
world.mailbox = (token, user) => {
  const address = user === "/me" ? token.address : decodeURIComponent(user.slice("/users/".length)).toLowerCase();
  if (user === "/me" && token.all) throw new Refused(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
  const box = world.boxes.get(address);
  if (!box) throw new Refused(404, "ErrorInvalidUser", `The requested user '${address}' is invalid.`);
  if (address !== token.address && !token.all && !token.shared.includes(address)) throw new Refused(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
  return box;
};

function prefers(header) {
  const prefer = { immutable: false, size: null };
  for (const part of (header ?? "").split(",").map((one) => one.trim()).filter(Boolean)) {
    const size = /^odata\.maxpagesize=([1-9]\d*)$/.exec(part);
    if (part === "IdType=\"ImmutableId\"") prefer.immutable = true;
    else if (size) prefer.size = Math.min(Number(size[1]), 1000);
    else throw new Refused(400, "BadRequest", `This stand-in does not know the preference '${part}'.`);
  }
  return prefer;
}

async function route(token, method, target, headers, body) {
  const url = new URL(target, world.root);
  if (!url.pathname.startsWith(`${PREFIX}/`)) throw new Refused(400, "BadRequest", "Invalid version.");
  // The two ways to write a key: mailFolders('id') and mailFolders/id.
  const path = url.pathname.slice(PREFIX.length).replace(/\('([^']+)'\)/g, (_, id) => `/${encodeURIComponent(id)}`);
  const type = (headers["content-type"] ?? "").split(";")[0].trim();
  if (method === "POST" && path === "/$batch") return batch(token, json(type, body, { requests: "object" }).requests);
  const asked = { token, method, url, prefer: prefers(headers.prefer), type, body };
  if (path === "/subscriptions" || path.startsWith("/subscriptions/")) return subscriptions.answer({ ...asked, path });
  const user = /^\/(?:me|users\/[^/]+)(?=\/)/.exec(path)?.[0];
  if (!user) throw new Refused(400, "BadRequest", `Resource not found for the segment '${path}'.`);
  const box = world.mailbox(token, user);
  const wanted = path.endsWith("/sendMail") ? "Mail.Send" : "Mail.ReadWrite";
  if (!token.scopes.includes(wanted)) throw new Refused(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
  return mail.answer({ ...asked, box, user, path: path.slice(user.length) });
}

async function batch(token, requests) {
  if (!Array.isArray(requests) || !requests.length || requests.length > 20) throw new Refused(400, "BadRequest", "Number of batch request steps exceeds the maximum value of 20.");
  const responses = [];
  for (const { id, method, url, headers, body } of requests) {
    const lower = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
    const answer = await answered(() => (throttle(true), route(token, method, `${PREFIX}${url}`, lower, bytes)));
    responses.unshift({ id, status: answer.status, headers: answer.headers ?? {}, body: answer.json });
  }
  return { status: 200, json: { responses } };
}

async function answered(run) {
  try {
    return await run();
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused(500, "InternalServerError", String(error.stack ?? error));
    return { status: refused.status, json: refused.body(), headers: refused.headers };
  }
}

function throttle(part) {
  if (!(world.throttled?.times > 0) || world.throttled.part !== part) return;
  world.throttled.times -= 1;
  const { status, seconds } = world.throttled;
  throw new Refused(status, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.", seconds ? { "Retry-After": String(seconds) } : {});
}

/** What a token is good for. A provider that was named is asked about others than those of the tests (RFC 7662), each time. */
async function known(token) {
  const own = world.tokens.get(token);
  if (own || !world.provider || !token) return own;
  const url = new URL(world.provider);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString("base64")}`;
  const asked = { method: "POST", headers: { authorization, "content-type": "application/x-www-form-urlencoded" }, body: `token=${encodeURIComponent(token)}` };
  const said = await fetch(`${url.origin}${url.pathname}`, asked).then((answer) => answer.json(), () => ({}));
  if (said.active !== true) return undefined;
  // An application's own: it opens every mailbox of its company.
  if (said.sub === undefined) return { address: null, shared: [], all: true, scopes: ["Mail.ReadWrite", "Mail.Send"] };
  const scopes = said.scope.split(" ").map((name) => name.replace("https://graph.microsoft.com/", ""));
  // What is good for shared mailboxes is good for one's own.
  scopes.push(...scopes.filter((name) => name.endsWith(".Shared")).map((name) => name.replace(".Shared", "")));
  const shared = scopes.some((name) => name.endsWith(".Shared")) ? [...world.boxes.keys()] : [];
  return { address: said.sub, shared, all: false, scopes };
}

async function handle(request, body) {
  if (request.method === "POST" && request.headers["content-length"] === undefined) throw new Refused(411, "LengthRequired", "A length is wanted.");
  if (request.url.startsWith("/upload/")) return mail.drafts.upload(request, body);
  const token = await known(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1]);
  if (!token) throw new Refused(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
  throttle(false);
  return route(token, request.method, request.url, request.headers, body);
}

const sockets = new Set();
// As real ones do, it keeps a connection on which nothing is asked for a while.
const api = https.createServer({ ...tls, keepAliveTimeout: 60_000 }, async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const cut = world.cut && --world.cut.after <= 0 ? world.cut.how : null;
  if (cut && --world.cut.times === 0) world.cut = null;
  if (cut === "before") return request.socket.destroy();
  const said = world.says && request.url.includes(world.says.on) ? world.says : null;
  const answer = said ? { status: said.status, raw: said.body, type: "application/json" } : await answered(() => handle(request, Buffer.concat(parts)));
  world.seen.push({ method: request.method, path: request.url, status: answer.status });
  if (cut === "after") return request.socket.destroy();
  if (answer.status >= 500) console.error(JSON.stringify(answer.json));
  if (answer.endless) {
    // A mail that is said to be huge, and never comes.
    response.writeHead(200, { "content-type": answer.type, "content-length": 200 * 1024 * 1024 });
    return response.write("Subject: x\r\n");
  }
  const bytes = answer.raw ?? (answer.json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.json)));
  const type = bytes.length ? { "content-type": answer.type ?? "application/json" } : {};
  const date = new Date(Date.now() + world.skew).toUTCString();
  response.writeHead(answer.status, { date, ...answer.headers, ...type, "content-length": bytes.length });
  response.end(bytes);
});
api.on("connection", (socket) => sockets.add(socket.on("close", () => sockets.delete(socket))));

const boxOf = (asked) => world.boxes.get(asked.address);
const control = {
  account: ({ address }) => world.boxes.set(address, new Mailbox(address, (box, one) => subscriptions.created(box, one))) && {},
  token: ({ token, address, shared, all, scopes }) =>
    world.tokens.set(token, { address, shared: shared?.split(",") ?? [], all: all === "true", scopes: (scopes ?? "Mail.ReadWrite,Mail.Send").split(",") }) && {},
  provider: ({ url }) => ({ url: (world.provider = url || null) }),
  withdraw: ({ token }) => world.tokens.delete(token) && {},
  put: (asked, body) => {
    const { folder, seen, at, draft, size, endless, thread } = asked;
    const [time, bytes] = [at ? Number(at) : null, size ? Number(size) : null];
    const box = boxOf(asked);
    return { id: box.put(box.path(folder).id, body, { seen: seen === "true", at: time, draft: draft === "true", thread, size: bytes, endless: endless === "true" }).id };
  },
  fill: (asked) => {
    const box = boxOf(asked);
    for (let n = 0; n < Number(asked.count); n += 1) box.put(box.path(asked.folder).id, Buffer.from(`Subject: ${n}\r\n\r\n${n}\r\n`), { at: Number(asked.at) + n });
    return {};
  },
  list: (asked) => boxOf(asked).in(boxOf(asked).path(asked.folder).id).map(({ id, raw, seen }) => ({ id, raw: raw.toString("latin1"), seen })),
  empty: (asked) => {
    for (const { id } of boxOf(asked).in(boxOf(asked).path(asked.folder).id)) boxOf(asked).remove(id);
    return {};
  },
  folder: (asked) => ({ id: boxOf(asked).path(asked.folder).id }),
  "remove-folder": (asked) => boxOf(asked).removeFolder(boxOf(asked).path(asked.folder).id) ?? {},
  move: (asked) => boxOf(asked).move(boxOf(asked).mail(asked.id), boxOf(asked).path(asked.folder).id) ?? {},
  remove: (asked) => boxOf(asked).remove(asked.id) ?? {},
  expire: () => mail.tokens.clear() ?? {},
  throttle: ({ times, seconds, status, part }) =>
    (world.throttled = { times: Number(times), seconds: Number(seconds), status: Number(status ?? 429), part: part === "true" }),
  cut: ({ after, how, times }) => {
    const pending = world.cut !== null;
    world.cut = after === "0" ? null : { after: Number(after), how, times: Number(times ?? 1) };
    return { pending };
  },
  elsewhere: ({ root }) => ({ root: (world.elsewhere = root || null) }),
  uploads: ({ root }) => ({ root: (world.uploads = root || null) }),
  says: ({ on, status }, body) => ({ on: (world.says = on ? { on, status: Number(status ?? 200), body } : null)?.on ?? "" }),
  skew: ({ days }) => ({ skew: (world.skew = Number(days) * 86_400_000) }),
  chatty: ({ is }) => ({ is: (world.chatty = is === "true") }),
  seen: () => world.seen.splice(0),
  told: () => endpoint.told.splice(0),
  proves: ({ is }) => ({ is: (endpoint.proves = is === "true") }),
  subscriptions: () => [...subscriptions.all.values()].map((one) => ({ ...subscriptions.shown(one), clientState: one.clientState })),
  forget: ({ id }) => subscriptions.all.delete(id) && {},
  lifecycle: ({ id, event }) => subscriptions.lifecycle(id, event),
  away: () => new Promise((done) => (api.close(() => done({})), sockets.forEach((socket) => socket.destroy()))),
  back: () => new Promise((done) => api.listen(Number(apiPort), "127.0.0.1", () => done({}))),
};
http.createServer(async (request, response) => {
  const url = new URL(request.url, "http://control");
  const parts = [];
  for await (const part of request) parts.push(part);
  const run = async () => ({ status: 200, json: await control[url.pathname.slice(1)](Object.fromEntries(url.searchParams), Buffer.concat(parts)) });
  const answer = await answered(run);
  response.writeHead(answer.status, { "content-type": "application/json" });
  response.end(JSON.stringify(answer.json ?? {}));
}).listen(Number(controlPort), "127.0.0.1");
https.createServer(tls, (request, response) => endpoint.answer(request, response)).listen(Number(endpointPort), "127.0.0.1");
api.listen(Number(apiPort), "127.0.0.1");
