// The product as an operator sets it up: tenant, agent and mailbox by the command line, then `deskhero serve`.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { layDemo } from "./world.mjs";

/** Releases the data processing agreement; a boss of the company signed it: without it no mailbox can be connected. */
const agreed = (run) => {
  run("agent", "create", "--tenant", "acme", "--email", "boss@acme.test", "--name", "Bea Boss", "--role", "admin");
  run("document", "generate", "dpa");
  run("document", "release", "dpa", "--material");
  run("document", "signed", "dpa", "--tenant", "acme", "--admin", "boss@acme.test");
};

/** A company whose mailbox lies on the given servers; answers with how to sign in. */
export const startDesk = async (mail, address, role = "agent") => {
  const data = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const remove = () => rmSync(data, { recursive: true, force: true });
  const run = (words, input = "") =>
    JSON.parse(execFileSync(process.env.DESKHERO, [...words, "--data", data, "--json"], { input, encoding: "utf8" }));
  const account = mail.accounts.find((one) => one.address === address);
  const email = "ada@acme.test";
  run(["tenant", "create", "acme", "--host", "localhost"]);
  const { password } = run(["agent", "create", "--tenant", "acme", "--email", email, "--name", "Ada Agent", "--role", role]);
  agreed((...words) => run(words));
  run([
    "mailbox", "connect", "--tenant", "acme", "--address", address, "--name", "Acme Support", "--ca", mail.ca,
    "--imap-host", mail.host, "--imap-port", mail.imaps_port, "--smtp-host", mail.host, "--smtp-port", mail.smtps_port,
  ], account.password);
  const { said, stop } = await serve(["--data", data]);
  const port = said.listen.split(":").at(-1);
  // Cookies with `__Host-` want `localhost` where there is no TLS.
  return { url: `http://localhost:${port}/`, email, password, stop: async () => { await stop(); remove(); } };
};

/** A Deskhero where companies can sign up: operator mail goes through the given servers. */
export const startOpen = async (mail, from, documents) => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const account = mail.accounts.find((one) => one.address === from);
  const write = (name, text) => { writeFileSync(path.join(folder, name), text); return name; };
  const file = path.join(folder, write("deskhero.toml", `[storage]
data_dir = "data"
[operator_mail]
host = "${mail.host}"
port = ${mail.smtps_port}
from = "${from}"
login = "${from}"
password_file = "${write("password", account.password)}"
ca_file = "${mail.ca}"
[sign_up]
domain = "localhost"
`));
  const run = (...words) =>
    JSON.parse(execFileSync(process.env.DESKHERO, [...words, "--config", file, "--json"], { encoding: "utf8" }));
  for (const [kind, text] of Object.entries({ terms: documents.terms, "privacy-policy": documents.policy, dpa: documents.dpa })) {
    run("document", "write", kind, path.join(folder, write(`${kind}.md`, text)));
    run("document", "release", kind, "--material");
  }
  const { said, stop } = await serve(["--config", file]);
  const url = `http://localhost:${said.listen.split(":").at(-1)}/`;
  return { url, stop: async () => { await stop(); rmSync(folder, { recursive: true, force: true }); } };
};

/** `deskhero serve` with nothing set up: its first line holds the one-time link. */
export const startEmpty = async () => {
  const data = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const { said, stop } = await serve(["--data", data]);
  return { ...said, data, stop: async () => { await stop(); rmSync(data, { recursive: true, force: true }); } };
};

/** A port that is free now. */
export const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** The demo's company, whose invoices can be paid at the given provider. */
export const startSelling = async (stripe) => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const [data, file, port] = [path.join(folder, "data"), path.join(folder, "deskhero.toml"), await freePort()];
  if (process.env.DEMO) cpSync(process.env.DEMO, data, { recursive: true });
  const said = await layDemo(data);
  writeFileSync(path.join(folder, "secret"), stripe.secret);
  writeFileSync(file, `[server]
public_url = "http://localhost:${port}"
[storage]
data_dir = "data"
[billing]
seller = "Nordlys Hosting AB"
address = "Storgatan 1, 111 22 Stockholm"
country = "SE"
vat_number = "SE556000000001"
plans = [{ name = "Team", price = 1900 }, { name = "Company", price = 2900 }]
stripe_secret_file = "secret"
stripe_endpoint = "${stripe.endpoint}"
stripe_ca_file = "${stripe.ca}"
`);
  const { stop } = await serve(["--config", file], port);
  const url = `http://localhost:${port}/`;
  // The demo answers at every name; whoever serves says at which.
  const ask = async (way, body) => (await fetch(new URL(`/api/v1/operator/tenants${way}`, url), {
    method: body ? "POST" : "GET", body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${said.operator.api_token}`, "content-type": "application/json" },
  })).json();
  const { id } = (await ask("")).items.find((one) => one.slug === said.tenant);
  await ask(`/${id}/hosts`, { host: "localhost" });
  return { ...said, url, data, stop: async () => { await stop(); rmSync(folder, { recursive: true, force: true }); } };
};

/** A company without mailboxes, where one can be connected by the permission of the given provider. */
export const startWithProvider = async (provider, port, apis) => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const file = path.join(folder, "deskhero.toml");
  writeFileSync(path.join(folder, "secret"), provider.client_secret);
  writeFileSync(file, `[server]
public_url = "http://localhost:${port}"
[storage]
data_dir = "data"
[oauth2]
name = "Example Mail"
issuer = "${provider.issuer}"
client_id = "${provider.client_id}"
client_secret_file = "secret"
ca_file = "${provider.ca}"
${Object.entries(apis ?? {}).map(([name, { api, ca_pem }]) => {
    writeFileSync(path.join(folder, `${name}.pem`), readFileSync(provider.ca, "utf8") + ca_pem);
    return `[${name}]
issuer = "${provider.issuer}"
client_id = "${provider.client_id}"
client_secret_file = "secret"
api = "${api}"
ca_file = "${name}.pem"
`;
  }).join("")}`);
  const run = (...words) => JSON.parse(execFileSync(process.env.DESKHERO, [...words, "--config", file, "--json"], { encoding: "utf8" }));
  const email = "ada@acme.test";
  run("tenant", "create", "acme", "--host", "localhost");
  const { password } = run("agent", "create", "--tenant", "acme", "--email", email, "--name", "Ada Admin", "--role", "admin");
  agreed(run);
  const { stop } = await serve(["--config", file], port);
  const url = `http://localhost:${port}/`;
  return { url, email, password, stop: async () => { await stop(); rmSync(folder, { recursive: true, force: true }); } };
};

const serve = async (where, port = 0) => {
  const child = spawn(process.env.DESKHERO, ["serve", "--listen", `127.0.0.1:${port}`, ...where, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve)),
    ended.then((code) => { throw new Error(`deskhero serve ended with ${code} before it said anything`); }),
  ]);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { said: JSON.parse(line), stop };
};

/** A company whose mailbox is a Maildir that holds these mails, under settings of its own (TOML); `post` brings a new one. */
export const startWithMails = async (settings, mails) => {
  const folder = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const file = path.join(folder, "deskhero.toml");
  writeFileSync(file, `[storage]\ndata_dir = "data"\n${settings}`);
  const maildir = path.join(folder, "maildir");
  for (const part of ["cur", "new", "tmp"]) mkdirSync(path.join(maildir, part), { recursive: true });
  mails.forEach((raw, n) => writeFileSync(path.join(maildir, "new", `${n}.mail`), raw));
  const run = (...words) =>
    JSON.parse(execFileSync(process.env.DESKHERO, [...words, "--config", file, "--json"], { encoding: "utf8" }));
  const email = "ada@acme.test";
  run("tenant", "create", "acme", "--host", "localhost");
  agreed(run);
  run("mailbox", "connect", "--tenant", "acme", "--address", "support@acme.test", "--name", "Acme Support", "--look-back", "all", "--maildir", maildir);
  const { password } = run("agent", "create", "--tenant", "acme", "--email", email, "--name", "Ada Agent");
  const { said, stop } = await serve(["--config", file]);
  const url = `http://localhost:${said.listen.split(":").at(-1)}/`;
  let posted = 0;
  const post = (raw) => {
    posted += 1;
    writeFileSync(path.join(maildir, "tmp", `new-${posted}`), raw);
    renameSync(path.join(maildir, "tmp", `new-${posted}`), path.join(maildir, "new", `${Date.now()}.new-${posted}`));
  };
  return { url, email, password, post, stop: async () => { await stop(); rmSync(folder, { recursive: true, force: true }); } };
};
