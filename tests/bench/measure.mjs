// Times requests one after the other over one kept-alive connection: node measure.mjs URL TOKEN EMAIL PASSWORD
// Needs wrk, which takes far less of the processor than what it measures. Prints one JSON object: milliseconds at the
// 50th and 99th of a hundred, by kind of request.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newestTickets, signIn, tokenApi } from './client.mjs';

const SECONDS = 5;
const [base, token, email, password] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'deskhero-measure-'));
process.on('exit', () => rmSync(work, { recursive: true }));
const api = `authorization: Bearer ${token}`;

function series(paths, header) {
  const file = join(work, 'paths');
  writeFileSync(file, paths.join('\n'));
  const run = (seconds) => execFileSync('wrk', ['-t1', '-c1', `-d${seconds}`, '-s', join(import.meta.dirname, 'paths.lua'), base], { env: { ...process.env, PATHS: file, HEADER: header }, encoding: 'utf8' });
  run(1); // warms caches up
  const measured = JSON.parse(run(SECONDS).trim().split('\n').at(-1));
  if (measured.failed) throw new Error(`${measured.failed} of ${measured.requests} requests failed: ${paths[0]}`);
  return measured;
}
const get = tokenApi(base, token);
const rows = await newestTickets(get, 400);
const views = (await get('/api/v1/views')).items;
const words = rows.flatMap((row) => row.subject.split(' ')).filter((word) => /^[a-z]{4,}$/.test(word));
const search = (make) => Array.from({ length: 500 }, (_, i) => `/api/v1/tickets?limit=50&q=${make(i)}`);
const word = (i) => words[i % words.length];

const result = {
  // What machine and client take by themselves: an answer that opens nothing.
  floor: series(['/api/v1/openapi.json'], api),
  list: series(['/api/v1/tickets?limit=50'], api),
  list_of_mailbox_and_status: series(['open', 'pending'].map((status) => `/api/v1/tickets?limit=50&mailbox=${rows[0].mailbox_id}&status=${status}`), api),
  ...(views.length > 0 && {
    list_of_saved_view: series(views.map((view) => `/api/v1/tickets?limit=50&view=${view.id}`), api),
    counts_of_views: series(['/api/v1/views'], api),
  }),
  ticket: series(rows.map((row) => `/api/v1/tickets/${row.id}`), api),
  search_word: series(search((i) => word(i * 7)), api),
  search_two_words: series(search((i) => `${word(i * 7)}%20${word(i * 11)}`), api),
  search_prefix: series(search((i) => word(i * 5).slice(0, 4)), api),
};
if (email) {
  const cookie = `cookie: ${await signIn(base, email, password)}`;
  result.page_list = series(['/tickets'], cookie);
  if (views.length > 0) result.page_list_of_saved_view = series(views.map((view) => `/tickets?view=${view.id}`), cookie);
  result.page_ticket = series(rows.map((row) => `/tickets/${row.id}`), cookie);
}
console.log(JSON.stringify(result));
