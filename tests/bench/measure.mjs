// Times requests one after the other over one kept-alive connection: node measure.mjs URL TOKEN EMAIL PASSWORD
// Prints one JSON object: milliseconds at the 50th and 99th of a hundred, by kind of request.
import http from 'node:http';

const [base, token, email, password] = process.argv.slice(2);
const url = new URL(base);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const get = (path, headers = {}, method = 'GET', body = undefined) => new Promise((resolve, reject) => {
  const started = process.hrtime.bigint();
  const request = http.request({ agent, host: url.hostname, port: url.port, path, method, headers: { host: url.host, ...headers } }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => resolve({ ms: Number(process.hrtime.bigint() - started) / 1e6, status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString() }));
  });
  request.on('error', reject);
  request.end(body);
});
const api = { authorization: `Bearer ${token}` };
const quantiles = (list) => {
  list.sort((a, b) => a - b);
  const at = (q) => Math.round(list[Math.min(list.length - 1, Math.floor(list.length * q))] * 100) / 100;
  return { p50_ms: at(0.5), p99_ms: at(0.99), requests: list.length };
};
async function series(paths, headers) {
  const times = [];
  for (const [i, path] of paths.entries()) {
    const answer = await get(path, headers);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 200)}`);
    if (i >= 20) times.push(answer.ms); // the first ones warm caches up
  }
  return quantiles(times);
}
const first = JSON.parse((await get('/api/v1/tickets?limit=50', api)).body);
const rows = [...first.items];
let next = first.next;
while (rows.length < 400 && next) {
  const page = JSON.parse((await get(`/api/v1/tickets?limit=50&after=${encodeURIComponent(next)}`, api)).body);
  rows.push(...page.items);
  next = page.next;
}
const mailbox = rows[0].mailbox_id;
const words = rows.flatMap((row) => row.subject.split(' ')).filter((word) => /^[a-z]{4,}$/.test(word));
const n = 500;
const times = (make) => Array.from({ length: n + 20 }, (_, i) => make(i));
const result = {};
// What the machine and this client take by themselves: a route that opens nothing.
result.floor = await series(times(() => '/api/v1/openapi.json'), api);
result.list = await series(times(() => '/api/v1/tickets?limit=50'), api);
result.list_of_mailbox_and_status = await series(times((i) => `/api/v1/tickets?limit=50&mailbox=${mailbox}&status=${['open', 'pending'][i % 2]}`), api);
result.ticket = await series(times((i) => `/api/v1/tickets/${rows[i % rows.length].id}`), api);
result.search_word = await series(times((i) => `/api/v1/tickets?limit=50&q=${words[(i * 7) % words.length]}`), api);
result.search_two_words = await series(times((i) => `/api/v1/tickets?limit=50&q=${words[(i * 7) % words.length]}%20${words[(i * 11) % words.length]}`), api);
result.search_prefix = await series(times((i) => `/api/v1/tickets?limit=50&q=${words[(i * 5) % words.length].slice(0, 4)}`), api);
if (email) {
  const page = await get('/sign-in');
  const jar = (answer) => (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  const csrf = /name="csrf"\s+value="([^"]*)"/.exec(page.body)?.[1] ?? '';
  const form = new URLSearchParams({ email, password, csrf }).toString();
  const origin = `${url.protocol}//${url.host}`;
  const answer = await get('/sign-in', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form), cookie: jar(page), origin, 'sec-fetch-site': 'same-origin' }, 'POST', form);
  const cookie = jar(answer);
  if (answer.status !== 303) throw new Error(`sign-in: ${answer.status} ${answer.body.slice(0, 300)}`);
  result.page_list = await series(times(() => '/tickets'), { cookie });
  result.page_ticket = await series(times((i) => `/tickets/${rows[i % rows.length].id}`), { cookie });
}
console.log(JSON.stringify(result));
agent.destroy();
