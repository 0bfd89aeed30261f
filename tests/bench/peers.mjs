// Providers on this machine, a Deskhero whose mailboxes lie there, and what both can be asked.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import tls from "node:tls";

export const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
export const EMAIL = "agent@helpdesk.test";
export const PASSWORD = "a long enough password";
export const address = (n) => `box${n}@helpdesk.test`;

/** A mail of about 2 KB; no two are alike. */
export const letter = (to, subject, n) => {
  const line = `The saddle of order ${n} has come loose, and I would like to know what can be done about it. `;
  return [
    `From: Person ${n} <person${n}@example${n % 50}.test>`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${n}.${subject.replaceAll(/\W/g, "")}@bench.test>`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
    "", ...Array.from({ length: 18 }, () => line), "",
  ].join("\r\n");
};

const keptAlive = new http.Agent({ keepAlive: true, maxSockets: 4 });
/** Tells a stand-in to do something; once more when the kept connection was closed meanwhile. */
const tell = (port, what, body = "") => tellOver(keptAlive, port, what, body)
  .catch((error) => (error.code === "ECONNRESET" ? tellOver(false, port, what, body) : Promise.reject(error)));
const tellOver = (agent, port, what, body) => new Promise((done, failed) => {
  const request = http.request({ host: "127.0.0.1", port, path: `/${what}`, method: "POST", agent, headers: { "content-length": Buffer.byteLength(body) } }, (answer) => {
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => {
      const text = Buffer.concat(parts).toString();
      if (answer.statusCode === 200) done(JSON.parse(text));
      else failed(new Error(`${what}: ${answer.statusCode} ${text.slice(0, 300)}`));
    });
  });
  request.on("error", failed);
  request.end(body);
});

/** Brings a mail as a stranger's server does (LMTP, RFC 2033). */
const deliver = (port, to, raw) => new Promise((done, failed) => {
  const steps = ["LHLO bench.test", "MAIL FROM:<someone@elsewhere.test>", `RCPT TO:<${to}>`, "DATA", `${raw}\r\n.`, "QUIT"];
  const socket = net.connect(port, "127.0.0.1");
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (text) => {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop();
    for (const line of lines) {
      if (/^[45]/.test(line)) return failed(new Error(line));
      if (/^\d{3} /.test(line) && steps.length > 0) socket.write(`${steps.shift()}\r\n`);
    }
  });
  socket.on("error", failed);
  socket.on("close", () => done());
});

/** What each kind of provider is told when mail comes, and what of the requests that it saw is asking for a mail. */
const KINDS = {
  gmail: {
    named: "google",
    put: (world, n, raw, at) => tell(world.at.control, "put", JSON.stringify({ mails: [{ raw: Buffer.from(raw).toString("base64url"), labels: ["INBOX", "UNREAD"], at }] })),
    taken: async (world) => (await tell(world.at.control, "asked", "{}")).filter((one) => /messages\/[^/?]+\?.*format=raw/i.test(one.url)).length,
    section: (world) => `[google]\nissuer = "https://localhost:${world.at.port}"\napi = "https://localhost:${world.at.port}"\n`,
  },
  graph: {
    named: "microsoft",
    put: (world, n, raw, at) => tell(world.at.control, `put?address=${address(n)}&folder=INBOX${at ? `&at=${Math.floor(at / 1000)}` : ""}`, raw),
    taken: async (world) => (await tell(world.at.control, "seen")).filter((one) => one.path.endsWith("/$value")).length,
    section: (world) => `[microsoft]\nissuer = "https://localhost:${world.at.port}"\napi = "https://localhost:${world.at.port}${world.at.prefix}"\n`,
  },
  imap: { named: "imap", put: (world, n, raw) => deliver(world.at.lmtp, address(n), raw), section: () => "" },
};

/** Starts a provider with so many mailboxes. */
export const startWorld = async (kind, count) => {
  const child = spawn(process.env.BENCH_WORLD, [kind, String(count)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((done) => child.once("exit", done));
  const line = await Promise.race([
    new Promise((done) => createInterface({ input: child.stdout }).once("line", done)),
    ended.then((code) => { throw new Error(`bench-world ended with ${code} before it said anything`); }),
  ]);
  const world = JSON.parse(line);
  if (world.unavailable) throw new Error(world.unavailable);
  const stop = async () => { child.stdin.end(); await ended; };
  return { ...world, ...KINDS[kind], kind, stop };
};

/** https before Deskhero, which speaks http: calls from a provider are noted as they come. */
export const startFront = async (world, port) => {
  const calls = [];
  const files = { cert: readFileSync(world.certificate), key: readFileSync(world.key) };
  const agent = new http.Agent({ keepAlive: true });
  const server = https.createServer(files, (request, response) => {
    if (request.url === "/push/microsoft") calls.push(Date.now());
    const headers = { ...request.headers, "x-forwarded-proto": "https" };
    const onward = http.request({ host: "127.0.0.1", port, path: request.url, method: request.method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    });
    onward.on("error", () => request.socket.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  return { calls, behind: port, port: server.address().port, stop: () => { server.closeAllConnections(); server.close(); } };
};

/** TLS before an IMAP server: what it says about new mail is noted as it passes. */
export const startListener = async (world) => {
  const calls = [];
  const files = { cert: readFileSync(world.certificate), key: readFileSync(world.key) };
  const sockets = new Set();
  const server = tls.createServer(files, (inner) => {
    const outer = tls.connect({ port: world.at.port, host: "localhost", ca: readFileSync(world.ca) });
    outer.on("data", (part) => {
      // A chunk of its own, and no answer to a command.
      if (/^\* \d+ EXISTS\r\n/.test(part.toString("latin1")) && part.length < 200) calls.push(Date.now());
      inner.write(part);
    });
    inner.pipe(outer);
    for (const [one, other] of [[inner, outer], [outer, inner]]) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => { sockets.delete(one); other.destroy(); });
    }
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  return { calls, port: server.address().port, stop: () => { for (const socket of sockets) socket.destroy(); server.close(); } };
};

export const freePort = () => new Promise((done) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** A tenant with so many mailboxes at a provider; `serve` starts its server. */
export const makeDesk = async (world, count, { front, imapPort, push = false } = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-bench-"));
  const port = front?.behind ?? await freePort();
  const config = path.join(folder, "deskhero.toml");
  const section = world.section(world);
  const provider = section && `${section}client_id = "bench"\nca_file = "${world.ca}"\n${push ? "push = true\n" : ""}`;
  const url = front ? `https://localhost:${front.port}` : `http://localhost:${port}`;
  writeFileSync(config, `[server]\npublic_url = "${url}"\nlisten = "127.0.0.1:${port}"\ntrusted_proxies = ["127.0.0.1"]\n[storage]\ndata_dir = "data"\n[log]\nlevel = "error"\n${provider}`);
  const run = (words, input = "") => JSON.parse(execFileSync(process.env.DESKHERO, [...words, "--config", config, "--json"], { input, encoding: "utf8" }));
  run(["tenant", "create", "bench", "--host", "localhost"]);
  run(["agent", "create", "--tenant", "bench", "--email", EMAIL, "--name", "Agent", "--role", "admin", "--password-stdin"], PASSWORD);
  const { token } = run(["token", "create", "--tenant", "bench", "--agent", EMAIL]);
  run(["bench", "mailboxes", "--tenant", "bench", "--at", world.named, "--count", String(count), "--secret", world.at.secret, "--port", String(imapPort ?? world.at.port), "--ca", world.ca]);
  const base = `http://localhost:${port}`;
  const serve = async () => {
    const child = spawn(process.env.DESKHERO, ["serve", "--config", config], { stdio: ["ignore", "ignore", "inherit"] });
    const ended = new Promise((done) => { child.once("exit", done); });
    for (let up = false; !up;) {
      if (child.exitCode !== null) throw new Error(`deskhero serve ended with ${child.exitCode}`);
      up = await fetch(`${base}/sign-in`).then((answer) => answer.ok, () => false);
      if (!up) await sleep(20);
    }
    return { pid: child.pid, end: async (signal = "SIGTERM") => { child.kill(signal); await ended; } };
  };
  return { base, url, port, token, serve, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** What a process has taken of the processors so far, in milliseconds; a tick is a hundredth of a second. */
export const processorMs = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
export const memoryMb = (pid, what = "VmRSS") => Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024);
