// The product as an operator sets it up: tenant, agent and mailbox by the command line, then `deskhero serve`.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

/** A company whose mailbox lies on the given servers; answers with how to sign in. */
export const startDesk = async (mail, address) => {
  const data = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const remove = () => rmSync(data, { recursive: true, force: true });
  const run = (words, input = "") =>
    JSON.parse(execFileSync(process.env.DESKHERO, [...words, "--data", data, "--json"], { input, encoding: "utf8" }));
  const account = mail.accounts.find((one) => one.address === address);
  const email = "ada@acme.test";
  run(["tenant", "create", "acme", "--host", "localhost"]);
  const { password } = run(["agent", "create", "--tenant", "acme", "--email", email, "--name", "Ada Agent"]);
  run([
    "mailbox", "connect", "--tenant", "acme", "--address", address, "--name", "Acme Support", "--ca", mail.ca,
    "--imap-host", mail.host, "--imap-port", mail.imaps_port, "--smtp-host", mail.host, "--smtp-port", mail.smtps_port,
  ], account.password);
  const { said, stop } = await serve(data);
  const port = said.listen.split(":").at(-1);
  // Cookies with `__Host-` want `localhost` where there is no TLS.
  return { url: `http://localhost:${port}/`, email, password, stop: async () => { await stop(); remove(); } };
};

/** `deskhero serve` with nothing set up: its first line holds the one-time link. */
export const startEmpty = async () => {
  const data = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const { said, stop } = await serve(data);
  return { ...said, data, stop: async () => { await stop(); rmSync(data, { recursive: true, force: true }); } };
};

const serve = async (data) => {
  const child = spawn(process.env.DESKHERO, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--json"], {
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
