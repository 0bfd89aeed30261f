// A mailbox is erased whole while somebody reads tickets of another one: node erase.mjs URL TOKEN MAILBOX
// MAILBOX is its address. Needs wrk. Prints one JSON object: seconds until its keys and until everything was gone, and how long
// a ticket of another mailbox took before, meanwhile and after.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newestTickets, tokenApi } from './client.mjs';

const QUIET_SECONDS = 15;
const LOOK_AGAIN_MS = 500;
const [base, token, address] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'deskhero-erase-'));
process.on('exit', () => rmSync(work, { recursive: true }));
const api = tokenApi(base, token);
const mailboxes = (await api('/api/v1/mailboxes')).items;
const [gone, other] = [mailboxes.find((one) => one.address === address), mailboxes.find((one) => one.address !== address)];
const rows = await newestTickets((path) => api(path.replace('?', `?mailbox=${other.id}&`)), 400);
const paths = join(work, 'paths');
writeFileSync(paths, rows.map((row) => `/api/v1/tickets/${row.id}`).join('\n'));
const options = (seconds) => ['-t1', '-c1', `-d${seconds}`, '-s', join(import.meta.dirname, 'paths.lua'), base];
const env = { ...process.env, PATHS: paths, HEADER: `authorization: Bearer ${token}` };
const result = (printed) => JSON.parse(printed.trim().split('\n').at(-1));
const run = (seconds) => result(execFileSync('wrk', options(seconds), { env, encoding: 'utf8' }));

// The check of the promises comes a minute after a start, takes its time with so many, and is no part of an erasure.
const isChecked = async () => /class="chip[^>]*>[^<]*<\/span><span[^>]*>[^<]*<time/.test(await (await fetch(`${base}/trust`)).text());
while (!(await isChecked())) await sleep(LOOK_AGAIN_MS);
run(2); // warms caches up
const before = run(QUIET_SECONDS);
const reader = spawn('wrk', options(3600), { env, stdio: ['ignore', 'pipe', 'inherit'] });
let printed = '';
reader.stdout.setEncoding('utf8').on('data', (some) => { printed += some; });
const ended = new Promise((done) => { reader.on('close', done); });
const { id } = await api('/api/v1/erasures', { method: 'POST', body: JSON.stringify({ scope: 'mailbox', subject_id: gone.id }) });
let erasure;
do {
  await sleep(LOOK_AGAIN_MS);
  erasure = await api(`/api/v1/erasures/${id}`);
} while (!erasure.purged_at_ms);
reader.kill('SIGINT');
await ended;
const after = run(QUIET_SECONDS);
const seconds = (at) => (at - erasure.begun_at_ms) / 1000;
console.log(JSON.stringify({
  messages: erasure.messages, tickets: erasure.tickets, keys_destroyed: erasure.keys_destroyed,
  keys_gone_s: seconds(erasure.keys_gone_at_ms), purged_s: seconds(erasure.purged_at_ms),
  ticket_before: before, ticket_meanwhile: result(printed), ticket_after: after,
}));
