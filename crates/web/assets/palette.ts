// The command palette: tickets, people, actions, views and places, by words and by keyboard alone. Loaded when it is
// first asked for. Tickets and people come from the server while one types; an answer that is late is dropped.
import { inPageLanguage } from "./language";
import { Listbox, fits as fitsTyped } from "./listbox";

interface Desk {
  run: (act: string) => void;
  insert: (reply: string) => void;
  possible: (act: string) => boolean;
}

const dialog = document.getElementById("palette") as HTMLDialogElement;
const input = document.getElementById("palette-input") as HTMLInputElement;
const list = document.getElementById("palette-list") as HTMLElement;
const none = document.getElementById("palette-none") as HTMLElement;
const WAIT_MS = 80;
const REPLIES_MAX = 5;
/** Of a hundred views nobody reads down to the last: who wants one types. */
const VIEWS_MAX = 20;

let desk: Desk | undefined;
let shown: Element[] = [];
let replies: HTMLElement[] = [];
let asked: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const box = new Listbox(input, list);
const fits = (label: string): boolean => fitsTyped(input.value, label);

const option = (label: string, hint: string, set: Record<string, string>): HTMLElement => {
  const line = document.createElement("div");
  line.setAttribute("role", "option");
  Object.assign(line.dataset, set);
  const name = document.createElement("span");
  name.className = "cut";
  name.textContent = label;
  line.append(name);
  if (hint) {
    const key = document.createElement("kbd");
    key.textContent = hint;
    line.append(key);
  }
  return line;
};

const group = (name: string, lines: HTMLElement[]): HTMLElement[] => {
  if (lines.length === 0) return [];
  const all = document.createElement("div");
  all.setAttribute("role", "group");
  all.setAttribute("aria-label", name);
  const heading = document.createElement("div");
  heading.className = "palette-group";
  heading.setAttribute("aria-hidden", "true");
  heading.textContent = name;
  all.append(heading, ...lines);
  return [all];
};

const links = (selector: string): HTMLElement[] =>
  Array.from(document.querySelectorAll<HTMLAnchorElement>(selector))
    .map((link) => option((link.querySelector("span") ?? link).textContent?.trim() ?? "", "", { href: link.href }))
    .filter((line) => fits(line.textContent ?? ""));

const actions = (): HTMLElement[] =>
  Array.from(document.querySelectorAll<HTMLElement>("#keys [data-act]"))
    .filter((label) => desk?.possible(label.dataset.act ?? "") && fits(label.textContent ?? ""))
    .map((label) => option(label.textContent ?? "", label.previousElementSibling?.textContent ?? "", { act: label.dataset.act ?? "" }));

/** What can be put into the answer that is being written, once something of it was typed. */
const saved = (): HTMLElement[] => {
  if (!input.value.trim()) return [];
  return replies.filter((line) => fits(line.querySelector(".cut")?.textContent ?? "")).slice(0, REPLIES_MAX);
};

const show = (found: Element[]): void => {
  shown = found;
  const { actions: acting = "", views = "", places = "", replies: saving = "" } = dialog.dataset;
  list.replaceChildren(...found, ...group(saving, saved()), ...group(acting, actions()), ...group(views, links("#views a.view").slice(0, VIEWS_MAX)), ...group(places, links("header nav:not(#views) a.view")));
  box.options().forEach((line, n) => { line.id = `palette-${n}`; });
  none.hidden = box.options().length > 0;
  box.choose(box.options()[0]);
};

const ask = async (text: string): Promise<void> => {
  const mine = new AbortController();
  asked = mine;
  try {
    const answer = await fetch(`/palette?${new URLSearchParams({ q: text })}`, { headers: inPageLanguage(), signal: mine.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked === mine) show(Array.from(page.body.children));
  } catch (error) {
    // Whoever typed on does not want this answer any more; without a server the rest still works.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
};

/** Asked once each time it is opened, where there is a box to put one into. */
const askReplies = async (): Promise<void> => {
  replies = [];
  if (!document.getElementById("compose")) return;
  const answer = await fetch("/saved-replies/choices", { headers: inPageLanguage() });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  replies = Array.from(page.querySelectorAll<HTMLElement>("[role=option]"));
  if (dialog.open && input.value.trim()) show(shown);
};

const typed = (): void => {
  clearTimeout(timer);
  asked?.abort();
  asked = undefined;
  show([]);
  const text = input.value.trim();
  if (text) timer = setTimeout(() => void ask(text), WAIT_MS);
};

const go = (line: HTMLElement | undefined): void => {
  const { act, href, reply } = line?.dataset ?? {};
  if (!act && !href && !reply) return;
  dialog.close();
  if (act) desk?.run(act);
  else if (reply) desk?.insert(reply);
  else if (href) location.assign(href);
};

input.addEventListener("input", typed);
box.listen(go);
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener("close", () => { clearTimeout(timer); asked?.abort(); });

/** Opens it, or closes it when it is open. */
export const toggle = (on: Desk): void => {
  desk = on;
  if (dialog.open) { dialog.close(); return; }
  if (document.querySelector("dialog[open]")) return;
  input.value = "";
  show([]);
  dialog.showModal();
  input.focus();
  // Without them the rest still works.
  askReplies().catch(() => undefined);
};
