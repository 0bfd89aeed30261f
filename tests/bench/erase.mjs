// A mailbox is erased whole while somebody reads tickets of another one: node erase.mjs URL TOKEN MAILBOX [held]
// MAILBOX is its address; with "held", a legal hold covers one conversation of it, and the others go one by one. Needs wrk. Prints one JSON object: seconds until its keys and until everything was gone, and how long
// a ticket of another mailbox took before, meanwhile and after, over all and in each ten seconds: what others do on the machine
// shows in some of them.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { newestTickets, tokenApi } from './client.mjs';

const SLICE_SECONDS = 10;
const QUIET_SLICES = 6;
const LOOK_AGAIN_MS = 500;
const [base, token, address, held] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'deskhero-erase-'));
process.on('exit', () => rmSync(work, { recursive: true }));
const api = tokenApi(base, token);
const mailboxes = (await api('/api/v1/mailboxes')).items;
const [gone, other] = [mailboxes.find((one) => one.address === address), mailboxes.find((one) => one.address !== address)];
const rows = await newestTickets((path) => api(path.replace('?', `?mailbox=${other.id}&`)), 400);
const paths = join(work, 'paths');
writeFileSync(paths, rows.map((row) => `/api/v1/tickets/${row.id}`).join('\n'));
const env = { ...process.env, PATHS: paths, TIMES: '1', HEADER: `authorization: Bearer ${token}` };
const run = async (seconds) => {
  const options = ['-t1', '-c1', `-d${seconds}`, '-s', join(import.meta.dirname, 'paths.lua'), base];
  const { stdout } = await promisify(execFile)('wrk', options, { env, maxBuffer: 1 << 24 });
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
/** Slices put together: the time in which so many in a hundred of all answers came. */
const together = (slices) => {
  const times = slices.flatMap((slice) => slice.times).sort(([one], [other]) => one - other);
  const requests = times.reduce((sum, [, count]) => sum + count, 0);
  const within = (percent) => {
    let left = requests * percent / 100;
    return times.find(([, count]) => (left -= count) <= 0)[0] / 1000;
  };
  const failed = slices.reduce((sum, slice) => sum + slice.failed, 0);
  return { p50_ms: within(50), p99_ms: within(99), requests, failed, slices_p99_ms: slices.map((slice) => slice.p99_ms) };
};
const slices = async (goesOn) => {
  const all = [];
  do all.push(await run(SLICE_SECONDS)); while (goesOn(all));
  return together(all);
};
const quiet = () => slices((all) => all.length < QUIET_SLICES);

// The check of the promises comes a minute after a start, takes its time with so many, and is no part of an erasure.
const isChecked = async () => /class="chip[^>]*>[^<]*<\/span><span[^>]*>[^<]*<time/.test(await (await fetch(`${base}/trust`)).text());
while (!(await isChecked())) await sleep(LOOK_AGAIN_MS);
await run(2); // warms caches up
const before = await quiet();
let isGone = false;
const post = (path, body) => api(path, { method: 'POST', body: JSON.stringify(body) });
if (held) {
  const [kept] = await newestTickets((path) => api(path.replace('?', `?mailbox=${gone.id}&`)), 1);
  const review_at_ms = Date.now() + 30 * 24 * 3_600_000;
  await post('/api/v1/legal-holds', { scope: 'conversation', subject_id: kept.id, reason: 'A claim', review_at_ms });
}
const { id } = await post('/api/v1/erasures', { scope: 'mailbox', subject_id: gone.id });
const meanwhile = slices(() => !isGone);
const isOut = async () => held
  ? (await api(`/api/v1/tickets?mailbox=${gone.id}&limit=2`)).items.length === 1
  : (await api(`/api/v1/erasures/${id}`)).purged_at_ms;
do await sleep(LOOK_AGAIN_MS); while (!(await isOut()));
const outAt = Date.now();
const erasure = await api(`/api/v1/erasures/${id}`);
isGone = true;
const read = await meanwhile;
const seconds = (at) => (at - erasure.begun_at_ms) / 1000;
console.log(JSON.stringify({
  messages: erasure.messages, tickets: erasure.tickets, keys_destroyed: erasure.keys_destroyed,
  keys_gone_s: held ? undefined : seconds(erasure.keys_gone_at_ms), purged_s: seconds(erasure.purged_at_ms ?? outAt),
  ticket_before: before, ticket_meanwhile: read, ticket_after: await quiet(),
}));
