// What a language says: its catalogues, and what of a page is said in English all the same.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

/** Lines of a language's catalogues: key (none for a plural's lines) and text. */
export const catalogue = (locale) => {
  const folder = `${process.env.LOCALES}/${locale}`;
  const lines = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, "utf8").split("\n"));
  return lines.map((line) => /^(?:([a-z][\w-]*) =|\s+\*?\[\w+\]) (.+)$/.exec(line)).filter(Boolean).map(([, key, text]) => ({ key, text }));
};

/** A language's texts by key, and what of some texts only English says; where a value goes in, anything may stand. A language's own
 *  name is its own everywhere, and a pseudonym is kept as it was given. */
export const language = (locale) => {
  const own = catalogue(locale);
  const spoken = new Map(own.map(({ key, text }) => [key, text]));
  // By whatever name a value goes in.
  const bare = (text) => text.replace(/\{ ?\$\w+ ?\}/g, "{}");
  const texts = new Set(own.map(({ text }) => bare(text)));
  const english = catalogue("en")
    .filter(({ key, text }) => key !== "language-name" && !key?.startsWith("language-in-") && key !== "person-removed" && !texts.has(bare(text)))
    .filter(({ text }) => text.replace(/\{.*?\}/g, "").replace(/[^a-z]/gi, "").length > 3)
    .map(({ text }) => new RegExp(`^${text.split(/\{ ?\$\w+ ?\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`));
  assert.ok(english.length > 400);
  const t = (key) => {
    assert.ok(spoken.has(key), key);
    return spoken.get(key);
  };
  const inEnglish = (said) => said.filter((text) => english.some((one) => one.test(text)));
  /** A page reads this language, and nothing of English. */
  const only = async (on, place) => {
    assert.equal(await on.evaluate(() => document.documentElement.lang), locale, place);
    const all = await words(on);
    assert.ok(all.length > 3, `${place}: ${all}`);
    assert.deepEqual(inEnglish(all), [], place);
  };
  return { t, inEnglish, only };
};

/** Every text of a page, shown or told, but for what people wrote. */
export const words = (on) => on.evaluate(() => {
  const told = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  // What says that it is in another language, or in none that could be translated, is.
  const { lang } = document.documentElement;
  const others = `pre, code, .plain, .sample, script, textarea, [translate=no], .document:not([lang=${lang}]), body [lang]:not([lang=${lang}])`;
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(others)) told.push(walker.currentNode.data);
  const names = [...document.querySelectorAll("[aria-label], [placeholder], [title]")].flatMap((node) =>
    ["aria-label", "placeholder", "title"].map((name) => node.getAttribute(name)));
  const kept = Object.values(document.body.dataset);
  return [...told, ...names, ...kept, document.title.split(" · ")[0]].map((text) => text?.trim()).filter(Boolean);
});

export const overflow = (on) => on.evaluate(() => document.documentElement.scrollWidth - innerWidth);
