// Writes an mbox of N helpdesk mails of about 2 KB, the same for the same N and seed: node mails.mjs N FILE [SEED]
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const [count, file, seed = '7'] = process.argv.slice(2);
let state = BigInt(seed) * 0x9e3779b97f4a7c15n;
const random = () => { // splitmix64
  state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
  let z = state;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
  return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const syllables = 'ba be bi bo da de di do fa fe fi ga ge go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo'.split(' ');
// 20,000 words; how often one occurs falls with its rank, as in real text.
const words = Array.from({ length: 20000 }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join(''));
const word = () => words[Math.floor(words.length * random() ** 3)];
const text = (n) => Array.from({ length: n }, word).join(' ');
const out = createWriteStream(file);
for (let i = 0; i < Number(count); i += 1) {
  const person = Math.floor(random() * Number(count) / 3);
  const at = new Date(Date.UTC(2026, 0, 1) + i * 60_000 * 4);
  const body = Array.from({ length: 4 }, () => `${text(55)}.`).join('\n\n');
  const mail = `From bench ${at.toUTCString()}\nFrom: ${word()} ${word()} <person${person}@example${person % 50}.test>\nTo: support@helpdesk.test\nSubject: ${text(5)}\nMessage-ID: <bench-${seed}-${i}@example.test>\nDate: ${at.toUTCString().replace('GMT', '+0000')}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${body}\n\n-- \n${word()}\n\n`;
  if (!out.write(mail)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');
