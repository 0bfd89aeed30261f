// Every page in every language: each route that shows one, and whatever a link leads to from there, read without a session, by an admin and
// by an operator. Nothing of English is left, axe finds nothing, nothing sticks out of a phone. What axe looks at depends little on the words:
// each page is looked at by it in one language, and in all of them with EVERYWHERE=1.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { language, overflow } from "./spoken.mjs";
import { accessible, newPerson, openBoth } from "./world.mjs";

const TRANSLATIONS = [["da", "da-DK"], ["sv", "sv-SE"], ["nb", "nb-NO"], ["de", "de-DE"]];
const LANGUAGES = process.env.EVERYWHERE ? [...TRANSLATIONS, ["en", "en-GB"]] : TRANSLATIONS;
const routes = readFileSync(`${process.env.LOCALES}/../../web/tests/snapshots/document__who_may_pass_is_a_table.snap`, "utf8");
const first = (who) => [...routes.matchAll(/^GET +(\/[^\s{]*) +(\w+)$/gm)]
  .filter(([, path, access]) => who.includes(access) && !path.startsWith("/api/")).map(([, path]) => path);
const WHO = { nobody: first(["Public"]), admin: first(["Session", "SessionAdmin"]), operator: first(["Operator"]) };
// What of an address tells one thing from another of its kind.
const kind = (path) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b|[0-9a-f]{64}/g, "*");

let both;
const open = {};

before(async () => {
  both = await openBoth();
  open.admin = both.admin;
  open.operator = both.operator;
});
after(() => both?.stop());

/** Goes to a page; false for what is none: a file, a part of a page, an address that wants more. */
const go = async (page, path) => {
  try {
    const answer = await page.goto(path);
    const is = answer.status() === 200 && (answer.headers()["content-type"] ?? "").startsWith("text/html");
    return is && (await page.evaluate(() => document.documentElement.lang !== ""));
  } catch (error) {
    if (/Download is starting|ERR_ABORTED/u.test(error.message)) return false;
    throw error;
  }
};

/** Axe, in the light and in the dark: what changes with the light are colours. */
const lightAndDark = async (page, what) => {
  await accessible(page, what);
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page, `${what}, in the dark`, { runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
};

const links = (page) => page.evaluate(() => [...document.querySelectorAll("a[href]")]
  .filter((a) => a.origin === location.origin && !a.hasAttribute("download")).map((a) => a.pathname));

for (const [n, [tag, locale]] of LANGUAGES.entries()) {
  for (const [who, begin] of Object.entries(WHO)) {
    test(`${who} reads ${tag} everywhere`, async (t) => {
      const { only } = tag === "en" ? { only: () => {} } : language(tag);
      const person = await newPerson(both.browser, both.demo, { locale, viewport: { width: 390, height: 844 } });
      t.after(() => person.context.close());
      if (who !== "nobody") await person.context.addCookies(await both.person.context.cookies());
      const page = await person.context.newPage();
      const seen = new Set();
      const queue = [...begin];
      const wrong = [];
      let pages = 0;
      while (queue.length > 0) {
        const path = queue.shift();
        if (seen.has(kind(path))) continue;
        seen.add(kind(path));
        // A stream has no end.
        if (path === "/live" || !(await go(page, path))) continue;
        pages += 1;
        // Whoever is asked to sign in, or to agree, sees another page, which has its own turn.
        if (new URL(page.url()).pathname !== path) { queue.push(new URL(page.url()).pathname); continue; }
        try {
          await only(page, path);
          if (process.env.EVERYWHERE || pages % LANGUAGES.length === n) await lightAndDark(page, `${path} in ${tag}`);
          assert.ok((await overflow(page)) <= 0, `${path} is wider than a phone in ${tag}`);
        } catch (error) { wrong.push(error.message); }
        queue.push(...await links(page));
      }
      assert.deepEqual(wrong, []);
      assert.ok(pages >= begin.length / 2, `${pages} pages`);
      t.diagnostic(`${pages} pages`);
    });
  }
}
