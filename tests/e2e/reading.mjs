// Reading a mail: what lies elsewhere stays there until an agent asks for it, and even then the browser asks nobody but
// Deskhero; pictures of the mail itself stand in place; files are looked at without saving them; source and sender show.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { accessible, newPerson, picture, startBrowser } from "./world.mjs";
import { startWithMails } from "./serve.mjs";

const crc = (bytes) => {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
};

/** A picture (PNG) that fades from one colour to another. */
const png = (width, height, [from, to]) => {
  const rows = [];
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x += 1) for (let c = 0; c < 3; c += 1) row[1 + x * 3 + c] = from[c] + ((to[c] - from[c]) * (x + y)) / (width + height);
    rows.push(row);
  }
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
};

const BELL = png(320, 160, [[208, 160, 60], [120, 60, 30]]);
const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n");

const mail = (subject, fields, html, files = []) => [
  ...fields, "To: support@acme.test", `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(" ", ".")}@shop.test>`,
  "Date: Tue, 24 Nov 2026 11:00:00 +0000", "MIME-Version: 1.0", "Content-Type: multipart/related; boundary=b", "",
  "--b", "Content-Type: text/html; charset=utf-8", "", html,
  ...files.flatMap(([type, disposition, bytes]) => [
    "--b", `Content-Type: ${type}`, `Content-Disposition: ${disposition}`, "Content-ID: <picture@shop.test>",
    "Content-Transfer-Encoding: base64", "", bytes.toString("base64").replace(/.{76}/g, "$&\r\n"),
  ]),
  "--b--", "",
].join("\r\n");

const EDGE = "Received: from out.shop.test by mx.acme.test with ESMTPS id 1; Tue, 24 Nov 2026 11:00:00 +0000";

let work;
let elsewhere;
let asked;
let desk;
let browser;
let person;
let page;
let mails;
let unavailable;

/** Where the images lie: an https server that remembers every request, also what connects without asking. */
const startElsewhere = async () => {
  work = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  const openssl = (...words) => execFileSync("openssl", words, { cwd: work, stdio: "pipe" });
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=Test authority",
    "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
    "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "server.csr");
  openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-copy_extensions", "copy", "-out", "cert.pem");
  asked = { connections: 0, requests: [] };
  elsewhere = createServer({ key: readFileSync(path.join(work, "key.pem")), cert: readFileSync(path.join(work, "cert.pem")) }, (request, answer) => {
    asked.requests.push({ url: request.url, headers: request.headers });
    answer.writeHead(200, { "content-type": "image/png", "set-cookie": "seen=1; SameSite=None; Secure" });
    answer.end(BELL);
  });
  elsewhere.on("connection", () => { asked.connections += 1; });
  await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  return `localhost:${elsewhere.address().port}`;
};

before(async () => {
  try {
    execFileSync("openssl", ["version"], { stdio: "pipe" });
  } catch (error) {
    if (process.env.DESKHERO_TEST_REQUIRE === "1") throw error;
    unavailable = "openssl is not installed";
    return;
  }
  const place = await startElsewhere();
  mails = {
    news: mail("Autumn bells", ["From: Bell Shop <news@shop.test>"],
      `<h2>Bells for autumn</h2><p>New in our shop:</p><p><img src="https://${place}/bell.png?to=ada" alt="A brass bell"></p>
       <p><img src="https://${place}/pixel.gif" width="1" height="1"><img src="https://${place}/wf/open?upn=ada" alt=""></p>
       <div style="background:url(https://${place}/css.png)"></div><link rel="stylesheet" href="https://${place}/s.css">`),
    own: mail("A broken bell", ["From: Eva Berg <eva@home.test>"], '<p>It looks like this:</p><img src="cid:picture@shop.test" alt="My bell">',
      [["image/png", "inline; filename=bell.png", BELL]]),
    files: mail("Three files", ["From: Eva Berg <eva@home.test>"], "<p>Here they are.</p>", [
      ["image/png", "attachment; filename=photo.png", png(900, 600, [[40, 90, 160], [220, 230, 250]])],
      ["application/pdf", "attachment; filename=invoice.pdf", PDF],
      ["text/html", "attachment; filename=page.html", Buffer.from("<script>alert(1)</script>")],
    ]),
    spoof: mail("Urgent payment", [
      "Authentication-Results: mx.acme.test; spf=fail smtp.mailfrom=evil.test; dkim=none; dmarc=fail header.from=acme.test", EDGE,
      "From: The Boss <support@acme.test>"], "<p>Please pay at once. &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    good: mail("A good word", ["Authentication-Results: mx.acme.test; spf=pass; dkim=pass; dmarc=pass", EDGE, "From: Eva Berg <eva@home.test>"], "<p>Thank you.</p>"),
  };
  desk = await startWithMails(`[images]\nhosts = ["${place}"]\nca_file = "${path.join(work, "ca.pem")}"\n`, Object.values(mails));
  browser = await startBrowser();
  person = await newPerson(browser, desk, { viewport: { width: 1440, height: 900 } });
  page = await person.signIn();
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: "A good word" }).waitFor();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
  elsewhere?.closeAllConnections();
  elsewhere?.close();
  if (work) rmSync(work, { recursive: true, force: true });
});

const nothingWrong = () => assert.deepEqual(person.wrong.splice(0), []);

const open = async (subject) => {
  await page.goto("/tickets?view=all");
  await page.locator("#list a.row", { hasText: subject }).click();
  await page.locator("#thread h1", { hasText: subject }).waitFor();
  return page.locator("#messages > article").first();
};

const frame = () => page.frameLocator("iframe.mail");
/** How wide an image of the mail is in truth; 0 while nothing was loaded. */
const width = (alt) => frame().getByAltText(alt).evaluate(async (image) => {
  if (image.getAttribute("src")) await image.decode().catch(() => undefined);
  return image.naturalWidth;
});

test("nothing is loaded from elsewhere until somebody asks, and trackers never", async (t) => {
  if (unavailable) return t.skip(unavailable);
  const message = await open("Autumn bells");
  await frame().getByText("Bells for autumn").waitFor();
  const line = message.locator(".remote");
  assert.match(await line.innerText(), /3 images of this mail lie elsewhere \(localhost\) and were not loaded\./);
  assert.match(await line.innerText(), /2 look like trackers and stay blocked: invisible image \(localhost\), SendGrid \(localhost\)\./);
  assert.equal(await width("A brass bell"), 0);
  await page.waitForTimeout(300);
  assert.deepEqual(asked, { connections: 0, requests: [] });
  await accessible(page, "a mail with remote images");
  await picture(page, "remote-images");

  await line.getByRole("button", { name: "Show the image" }).click();
  await line.getByText("The images of this mail are shown").waitFor();
  assert.match(await line.innerText(), /^The images of this mail are shown until you leave this page\. 2 look like trackers/);
  await assert.doesNotReject(frame().locator("img[src]").waitFor());
  assert.equal(await width("A brass bell"), 320);
  assert.deepEqual(asked.requests.map(({ url }) => url), ["/bell.png?to=ada"]);
  assert.deepEqual(Object.keys(asked.requests[0].headers).sort(), ["accept", "connection", "host"], "no cookie, no referrer, no browser");
  assert.equal(await frame().locator("img[src]").count(), 1);
  await accessible(page, "a mail whose images are shown");
  await picture(page, "remote-images-shown");

  // This message, this time.
  await page.reload();
  await frame().getByText("Bells for autumn").waitFor();
  assert.equal(await width("A brass bell"), 0);
  await page.locator(".remote").getByRole("button").waitFor();
  assert.equal(asked.requests.length, 1);
  nothingWrong();
});

test("pictures of the mail itself stand in place", async (t) => {
  if (unavailable) return t.skip(unavailable);
  const message = await open("A broken bell");
  assert.equal(await width("My bell"), 320);
  assert.equal(await message.locator(".remote").count(), 0);
  assert.equal(await message.locator(".files").count(), 0);
  nothingWrong();
});

test("files are looked at without saving them", async (t) => {
  if (unavailable) return t.skip(unavailable);
  const message = await open("Three files");
  const thumb = message.locator(".thumb img");
  await thumb.scrollIntoViewIfNeeded();
  assert.equal(await thumb.evaluate(async (image) => { await image.decode(); return image.naturalWidth; }), 900);
  await accessible(page, "a mail with files");
  await picture(page, "files");
  await thumb.click();
  const large = page.getByRole("dialog", { name: "photo.png" });
  assert.equal(await large.locator("img").evaluate(async (image) => { await image.decode(); return image.naturalWidth; }), 900);
  await accessible(page, "a large picture");
  await picture(page, "large-picture");
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
  const links = message.getByRole("link", { name: "Open invoice.pdf in a new tab" });
  assert.equal(await links.getAttribute("target"), "_blank");
  const pdf = await page.context().request.get(await links.getAttribute("href"));
  const headers = pdf.headers();
  assert.deepEqual([headers["content-type"], headers["x-content-type-options"]], ["application/pdf", "nosniff"]);
  assert.match(headers["content-disposition"], /^inline; filename="invoice\.pdf"/);
  assert.deepEqual(await pdf.body(), PDF);
  assert.equal(await message.getByRole("link", { name: /Open page\.html/ }).count(), 0);
  nothingWrong();
});

test("the source is readable, and the saved file is the mail byte for byte", async (t) => {
  if (unavailable) return t.skip(unavailable);
  const message = await open("Urgent payment");
  await message.locator(".message-menu summary").click();
  await picture(page, "message-menu");
  await message.getByRole("link", { name: "Message source" }).click();
  await page.getByRole("heading", { name: "Message source" }).waitFor();
  assert.ok((await page.locator("pre.raw").innerText()).includes("&lt;script&gt;alert(1)"), "shown as it stands");
  assert.ok((await page.locator("dl.fields").innerText()).includes("The Boss <support@acme.test>"));
  await accessible(page, "a message's source");
  await picture(page, "source");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Save as \.eml/ }).click()]);
  assert.equal(readFileSync(await saved.path(), "utf8"), mails.spoof);
  await page.getByRole("link", { name: "Back to the ticket" }).click();
  await page.locator("#thread h1", { hasText: "Urgent payment" }).waitFor();
  nothingWrong();
});

test("a forged sender is told plainly, a good one calmly", async (t) => {
  if (unavailable) return t.skip(unavailable);
  const forged = await open("Urgent payment");
  assert.match(await forged.locator(".alert").innerText(), /your own address support@acme\.test, but the receiving mail server could not confirm/);
  await forged.locator(".route summary").click();
  assert.match(await forged.locator(".route dl").innerText(), /SPF failed, DKIM not used by the sender, DMARC failed \(says mx\.acme\.test\)/);
  await accessible(page, "a forged sender");
  await picture(page, "forged");
  const good = await open("A good word");
  assert.equal(await good.locator(".alert").count(), 0);
  await good.locator(".route summary").click();
  assert.match(await good.locator(".route dl").innerText(), /SPF passed, DKIM passed, DMARC passed \(says mx\.acme\.test\)/);
  nothingWrong();
});
