// The trust centre: for anybody, without script and without an account, in each language, each size and light; its PDFs, its
// JSON, and where holes are reported.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessible, picture, startBrowser, startDemo } from "./world.mjs";

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const at = (place) => new URL(place, demo.url).href;
const pages = ["/trust", "/trust/promises", "/trust/measures"];

test("anybody reads it, without script, in each size and light", async () => {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height } });
    const page = await context.newPage();
    for (const place of pages) {
      const answer = await page.goto(at(place));
      assert.equal(answer.status(), 200, place);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${place} is ${wide} px too wide at ${width}`);
      if (width === 1440) await picture(page, place.slice(1).replace("/", "-"));
    }
    await page.goto(at("/trust"));
    const text = await page.locator("main").innerText();
    for (const said of [/\d+ kept, 0 broken/, /Karin Ek/, /Sweden/, /Integritetsskyddsmyndigheten/, /Limited Use/, /decides on the data/]) assert.match(text, said);
    await context.close();
  }
});

test("nothing on it is in anybody's way", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
    const page = await context.newPage();
    for (const place of pages) {
      await page.goto(at(place));
      await accessible(page, `${place} ${colorScheme}`);
    }
    await context.close();
  }
});

test("the sign-in page leads there, and from there every document", async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(at("/sign-in"));
  await picture(page, "sign-in-foot");
  await page.getByRole("link", { name: "Trust centre" }).click();
  await page.getByRole("heading", { name: "Trust centre", exact: true }).waitFor();
  const links = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  for (const link of new Set(links)) assert.equal((await fetch(at(link))).status, 200, link);
  await context.close();
});

test("each language has it", async () => {
  for (const [language, title] of [["da", "Tillidscenter"], ["sv", "Förtroendecenter"], ["nb", "Tillitssenter"], ["de", "Trust-Center"]]) {
    const answer = await fetch(at("/trust"), { headers: { "Accept-Language": language } });
    const text = await answer.text();
    assert.match(text, new RegExp(`<h1>${title}</h1>`));
    assert.match(text, new RegExp(`<dd id="law">${language === "de" ? "Schweden" : "Sverige"}</dd>`), "the country goes by its name there");
    for (const place of ["/trust", "/documents", "/documents/terms", "/subprocessors"]) {
      const page = await fetch(at(place), { headers: { "Accept-Language": language } });
      // A time that programs read may stand in an attribute.
      const read = (await page.text()).replace(/<[^>]*>/g, " ");
      assert.doesNotMatch(read, /20\d\d-\d\d-\d\d/, `${place} in ${language}: days are written as people write them`);
    }
  }
});

test("each document is a PDF that says what the page says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pdf-"));
  const all = (await (await fetch(at("/api/v1/documents"))).json()).items.filter((one) => one.holds);
  assert.ok(all.length >= 8);
  for (const { document } of all) {
    const { languages } = await (await fetch(at(`/api/v1/documents/${document}`))).json();
    for (const language of languages) {
      const { text, sha256 } = await (await fetch(at(`/api/v1/documents/${document}?lang=${language}`))).json();
      const answer = await fetch(at(`/documents/${document}/pdf?lang=${language}`));
      assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/pdf"]);
      const file = join(folder, `${document}-${language}.pdf`);
      writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
      const read = execFileSync("pdftotext", [file, "-"], { maxBuffer: 1 << 26 }).toString();
      const squeeze = (words) => words.replace(/\s+/g, "");
      assert.equal(createHash("sha256").update(text).digest("hex"), sha256);
      assert.ok(squeeze(read).includes(sha256), `${document} ${language} has no hash`);
      for (const heading of text.matchAll(/^#+ (.+)$/gm)) {
        const words = squeeze(heading[1].replaceAll("\\", "").replaceAll("`", ""));
        assert.ok(squeeze(read).includes(words), `${document} ${language}: ${heading[1]}`);
      }
    }
  }
  if (process.env.SCREENSHOTS) {
    execFileSync("pdftoppm", ["-r", "70", "-png", "-l", "2", join(folder, "terms-da.pdf"), join(process.env.SCREENSHOTS, "pdf-terms-da")]);
    execFileSync("pdftoppm", ["-r", "70", "-png", "-l", "2", join(folder, "processing-record-en.pdf"), join(process.env.SCREENSHOTS, "pdf-record")]);
  }
});

test("programs read the same, with a proof", async () => {
  const told = await (await fetch(at("/trust.json"))).json();
  assert.equal(told.dpo.name, "Karin Ek");
  assert.equal(told.promises.broken, 0);
  assert.equal(told.promises.clauses.length, told.promises.kept + told.promises.not_applicable);
  const { said, signature, public_key } = told.promises.proof;
  assert.deepEqual([signature.length, public_key.length], [128, 64]);
  assert.equal(JSON.parse(said).at_ms, told.promises.checked_at_ms);
  const security = await fetch(at("/.well-known/security.txt"));
  assert.match(security.headers.get("content-type"), /^text\/plain/);
  const lines = (await security.text()).trimEnd().split("\n");
  for (const [name, value] of [["Contact", /^mailto:/], ["Expires", /^\d{4}-\d\d-\d\dT00:00:00Z$/], ["Policy", /\/trust#security$/], ["Preferred-Languages", /^[a-z, ]+$/], ["Canonical", /\/\.well-known\/security\.txt$/]]) {
    const line = lines.find((one) => one.startsWith(`${name}: `));
    assert.match(line.slice(name.length + 2), value);
  }
});
