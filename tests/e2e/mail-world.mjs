// Real Dovecot and Exim: testkit's `mail-world` holds them and answers one JSON request a line.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Starts the servers with these accounts, or says why this machine cannot. `--provider REDIRECT_URI` before the accounts
 * starts an OAuth2 provider too, and `--apis` after it gives the first account mailboxes at Google and Microsoft.
 */
export const startMail = async (addresses) => {
  const program = process.env.MAIL_WORLD;
  if (!program) {
    const reason = "MAIL_WORLD does not name testkit's mail-world";
    if (process.env.DESKHERO_TEST_REQUIRE === "1") throw new Error(reason);
    return { unavailable: reason, stop: async () => undefined };
  }
  const child = spawn(program, addresses, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`mail-world ended with ${await ended}`);
    return JSON.parse(value);
  };
  /** One request at a time: answers come in the order of the requests. */
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await next();
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { ...(await next()), ask, stop };
};

/** A header field of a mail, unfolded (RFC 5322, 2.2.3); empty when it is not there. */
export const header = (raw, name) => {
  const head = raw.slice(0, raw.search(/\r?\n\r?\n/)).replace(/\r?\n(?=[ \t])/g, "");
  const line = head.split(/\r?\n/).find((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim().replace(/\s+/g, " ") ?? "";
};

/** A mail as a program of a contact writes it; `answers` are the ids of the mails before it, oldest first. */
export const letter = ({ from, to, id, subject, text, answers = [] }) => [
  `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: ${id}`,
  ...(answers.length > 0 ? [`In-Reply-To: ${answers.at(-1)}`, `References: ${answers.join(" ")}`] : []),
  "Date: Tue, 24 Nov 2026 11:00:00 +0000", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", text, "",
].join("\r\n");
