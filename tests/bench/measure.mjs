// Times requests one after the other over one kept-alive connection: node measure.mjs URL TOKEN EMAIL PASSWORD
// Needs wrk, which takes far less of the processor than what it measures. Prints one JSON object: milliseconds at the
// 50th and 99th of a hundred, by kind of request.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
const get = async (path) => {
  const answer = await fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const rows = [];
let next = '';
do {
  const page = await get(`/api/v1/tickets?limit=50${next && `&after=${encodeURIComponent(next)}`}`);
  rows.push(...page.items);
  next = page.next;
} while (rows.length < 400 && next);
const words = rows.flatMap((row) => row.subject.split(' ')).filter((word) => /^[a-z]{4,}$/.test(word));
const search = (make) => Array.from({ length: 500 }, (_, i) => `/api/v1/tickets?limit=50&q=${make(i)}`);
const word = (i) => words[i % words.length];

const result = {
  // What machine and client take by themselves: an answer that opens nothing.
  floor: series(['/api/v1/openapi.json'], api),
  list: series(['/api/v1/tickets?limit=50'], api),
  list_of_mailbox_and_status: series(['open', 'pending'].map((status) => `/api/v1/tickets?limit=50&mailbox=${rows[0].mailbox_id}&status=${status}`), api),
  ticket: series(rows.map((row) => `/api/v1/tickets/${row.id}`), api),
  search_word: series(search((i) => word(i * 7)), api),
  search_two_words: series(search((i) => `${word(i * 7)}%20${word(i * 11)}`), api),
  search_prefix: series(search((i) => word(i * 5).slice(0, 4)), api),
};
if (email) {
  const jar = (answer) => answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const page = await fetch(`${base}/sign-in`);
  const csrf = /name="csrf"\s+value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  const headers = { cookie: jar(page), origin: base, 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ email, password, csrf }) });
  if (answer.status !== 303) throw new Error(`sign-in: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  const cookie = `cookie: ${jar(answer)}`;
  result.page_list = series(['/tickets'], cookie);
  result.page_ticket = series(rows.map((row) => `/tickets/${row.id}`), cookie);
}
console.log(JSON.stringify(result));
