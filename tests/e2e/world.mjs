// A running demo and a browser that notices everything wrong: errors in the console, requests to elsewhere.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** Read where it is used: what only measures has no axe. */
const axe = () => readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const demo = async (data) => {
  const child = spawn(process.env.DESKHERO, ["demo", "--data", data, "--listen", "127.0.0.1:0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve)),
    ended.then((code) => { throw new Error(`deskhero demo ended with ${code} before it said anything`); }),
  ]);
  const end = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { said: JSON.parse(line), end };
};

/** Lays a demo out, of which each file of tests has a copy; tells how to sign in. */
export const layDemo = async (data) => {
  const { said, end } = await demo(data);
  await end();
  return said;
};

/** Starts `deskhero demo --json` on a free port; its first line says how to sign in. DEMO is one that was laid out. */
export const startDemo = async () => {
  if (process.env.DEMO_JSON) return { ...JSON.parse(process.env.DEMO_JSON), stop: async () => undefined };
  const data = mkdtempSync(path.join(tmpdir(), "deskhero-e2e-"));
  if (process.env.DEMO) cpSync(process.env.DEMO, data, { recursive: true });
  const { said, end } = await demo(data);
  const stop = async () => {
    await end();
    rmSync(data, { recursive: true, force: true });
  };
  return { ...said, data, stop };
};

const launched = {
  // The shell: of two tabs that are open in a whole browser, the one behind paints once a second, and tests wait for that.
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
};

export const startBrowser = () => chromium.launch(launched);

/** A browser with one context, which other programmes share through the port that they may look into. */
export const startOpenBrowser = async () => {
  const profile = mkdtempSync(path.join(tmpdir(), "deskhero-profile-"));
  // No size of its own: a programme that looks in sets one.
  const context = await chromium.launchPersistentContext(profile, {
    ...launched, args: [...launched.args, "--remote-debugging-port=0"], viewport: null,
  });
  const port = Number(readFileSync(path.join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
  const stop = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, port, stop };
};

/** Signs in, in a new tab. */
export const enter = async (context, demo) => {
  const page = await context.newPage();
  await page.goto(new URL("/sign-in", demo.url).href);
  await page.getByLabel("E-mail address").fill(demo.email);
  await page.getByLabel("Password").fill(demo.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await agree(page);
  return page;
};

/** Whoever is here for the first time agrees to what holds. */
export const agree = async (page) => {
  await page.waitForURL(/\/(tickets|agreement)/);
  if (page.url().endsWith("/agreement")) await page.getByRole("button", { name: "I have read this and agree" }).click();
  await page.waitForURL("**/tickets**");
};

/** A context of its own (a browser of its own, to the server), and what went wrong in it. */
export const newPerson = async (browser, demo, options = {}) => {
  const context = await browser.newContext({ baseURL: demo.url, ...options });
  const wrong = [];
  const origin = new URL(demo.url).origin;
  const open = new Map();
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "data:") wrong.push(`request to ${url.origin}`);
    if (url.pathname === "/live") open.set(request, request.frame().page());
  });
  context.on("requestfailed", (request) => open.delete(request));
  context.on("requestfinished", (request) => open.delete(request));
  context.on("console", (message) => {
    if (message.type() === "error") wrong.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => wrong.push(`page error: ${error.error().message}`));
  const signIn = () => enter(context, demo);
  /** Event streams that are open now; a closed tab's request ends without a word. */
  const streams = () => [...open.values()].filter((page) => !page.isClosed()).length;
  return { context, wrong, streams, signIn };
};

/** A demo whose operator and whose admin have signed in, in two tabs of one browser. */
export const openBoth = async (start = startDemo, options = {}) => {
  const demo = await start();
  const browser = await startBrowser();
  const person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 }, ...options });
  const operator = await person.context.newPage();
  const admin = await person.context.newPage();
  for (const [page, way, who] of [
    [operator, "/operator/sign-in", demo.operator],
    [admin, "/sign-in", demo],
  ]) {
    await page.goto(way);
    await page.locator("input[type=email]").fill(who.email);
    await page.locator("input[type=password]").fill(who.password);
    await page.locator("main button").click();
    await page.waitForURL((url) => !url.pathname.endsWith("sign-in"));
  }
  const stop = async () => {
    await browser.close();
    await demo.stop();
  };
  return { demo, browser, person, operator, admin, stop };
};

/** An agent who has signed in to a demo and sees the list: what most tests start from. */
export const openDesk = async () => {
  const demo = await startDemo();
  const browser = await startBrowser();
  const person = await newPerson(browser, demo, { viewport: { width: 1440, height: 900 } });
  const page = await person.signIn();
  await page.locator("#list a.row").first().waitFor();
  /** But for what the test meant to happen. */
  const nothingWrong = (meant) => assert.deepEqual(person.wrong.splice(0).filter((line) => !meant?.test(line)), []);
  /** Nothing but requests that were refused on purpose. */
  const onlyRefused = (...statuses) => {
    const other = person.wrong.splice(0).filter((line) => !statuses.some((status) => line.startsWith("console:") && line.includes(` ${status} `)));
    assert.deepEqual(other, []);
  };
  const stop = async () => {
    await browser.close();
    await demo.stop();
  };
  return { demo, browser, person, page, nothingWrong, onlyRefused, stop };
};

/** What of axe's rules looks at colours: all that can differ between the themes, which set colours alone. */
const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };

/** axe-core without violations (WCAG 2.2 A and AA, best practices). Run through the debugger: the page's policy stays. */
export const accessible = async (page, what, options = {}) => {
  // Colours that are on their way from one theme to the other have neither's contrast.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (const moving of document.getAnimations()) if (moving instanceof CSSTransition) moving.finish();
  });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe());
  const { violations } = await page.evaluate(
    (chosen) => window.axe.run(document, { resultTypes: ["violations"], iframes: false, ...chosen }), options,
  );
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")} ${v.nodes[0]?.failureSummary ?? ""}`);
  assert.deepEqual(found, [], `accessibility of ${what}`);
};

/** Pictures of a page: wide and narrow, light and dark. */
export const picture = async (page, name) => {
  if (!process.env.SCREENSHOTS) return;
  const before = page.viewportSize();
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
};

/** A page as somebody sees it: accessible and nothing that sticks out, wide and narrow, light and dark; with pictures. */
export const shown = async (page, what) => {
  for (const [width, height] of [[390, 844], [1440, 900]]) {
    await page.setViewportSize({ width, height });
    for (const [colorScheme, options] of [["dark", COLOURS], ["light", {}]]) {
      await page.emulateMedia({ colorScheme });
      await accessible(page, `${what}, ${width}, ${colorScheme}`, options);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${what} sticks out at ${width} px`);
  }
  await picture(page, what);
};

/** Opens the first ticket of the list; returns its id. */
export const openFirst = async (page) => {
  await page.goto("/tickets");
  await page.locator("#list a.row").first().click();
  await page.locator("#thread[data-ticket]").waitFor();
  return page.locator("#thread").getAttribute("data-ticket");
};

/** A programme with the demo's token. */
export const programme = (demo) => {
  const api = async (path, options = {}) => {
    const headers = { authorization: `Bearer ${demo.api_token}`, "content-type": "application/json" };
    const answer = await fetch(new URL(`/api/v1/${path}`, demo.url), { ...options, headers });
    return { status: answer.status, body: await answer.json() };
  };
  /** None of whoever is restricted: nobody reads those. */
  const messages = async (ticket) => (await api(`tickets/${ticket}/messages?limit=100`)).body.items ?? [];
  return { api, messages };
};

/** Invites a colleague, who sets a password and is at the desk in a browser of their own. */
export const newColleague = async (page, browser, demo, name, options = { viewport: { width: 1440, height: 900 } }, counted = "no") => {
  await page.goto("/agents");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(`${name.split(" ")[0].toLowerCase()}@demo.example`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.locator("#link").textContent();
  const person = await newPerson(browser, demo, options);
  const theirs = await person.context.newPage();
  await theirs.goto(link);
  await theirs.locator("#password").fill("one long password for them");
  await theirs.getByLabel("The same password again").fill("one long password for them");
  await theirs.getByRole("button", { name: "Start" }).click();
  await agree(theirs);
  // Whether their use may be counted: decided, so that the question is out of the way.
  if (counted) {
    await theirs.locator(`#consent button[value=${counted}]`).click();
    await theirs.locator("#consent[role=status]").waitFor();
    await theirs.goto("/tickets");
  }
  return { ...person, page: theirs };
};
