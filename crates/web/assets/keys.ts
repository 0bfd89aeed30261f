import table from "./keys.json";
import { toggleNotices } from "./notices";
import { letGo, selected, toggle } from "./select";
import { say } from "./notice";
import { goTo } from "./rich";
import { insertSaved, openSaved } from "./saved";

// The keyboard. Single keys can be switched off (WCAG 2.2, 2.1.4); the choice is kept for this browser.
const OFF = "deskhero-single-keys-off";

const rows = (): HTMLAnchorElement[] => Array.from(document.querySelectorAll<HTMLAnchorElement>("#list a.row"));
const click = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();

const step = (by: 1 | -1): void => {
  const all = rows();
  const focused = all.findIndex((row) => row === document.activeElement);
  const at = focused >= 0 ? focused : all.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = all[at < 0 ? 0 : at + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
  if (document.getElementById("thread")?.dataset.ticket) next?.click();
};

const write = (tab: string): void => {
  click(`#tab-${tab}`);
  goTo(document.querySelector<HTMLTextAreaElement>(`#panel-${tab} textarea`));
};

// The field for what is selected; when nothing is, for the ticket that is open.
const reach = (what: string): void => {
  if (selected().length > 0) { document.getElementById(`bulk-${what}`)?.focus(); return; }
  if (what === "snooze") {
    const menu = document.getElementById("snooze") as HTMLDetailsElement | null;
    if (menu) { menu.open = true; menu.querySelector<HTMLElement>("button")?.focus(); }
  } else document.getElementById(what === "tag" ? "add-tag" : what)?.focus();
};

const help = (): void => {
  const dialog = document.getElementById("keys") as HTMLDialogElement | null;
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
};

const ACTIONS: Record<string, () => void> = {
  next: () => step(1),
  previous: () => step(-1),
  compose: () => { const link = document.querySelector<HTMLElement>("[data-key=compose]"); if (link) link.click(); else location.assign("/tickets/new"); },
  reply: () => write("reply"),
  note: () => write("note"),
  close: () => click("[data-key=close]"),
  back: () => click("[data-key=back]"),
  select: toggle,
  undo: () => click(document.querySelector("#notice:not([hidden]) [data-key=undo]") ? "#notice [data-key=undo]" : "#undo [data-key=undo]"),
  assign: () => reach("assignee"),
  team: () => reach("team"),
  priority: () => reach("priority"),
  tag: () => reach("tag"),
  snooze: () => reach("snooze"),
  fields: () => document.querySelector<HTMLElement>("#person .filled [data-submit]")?.focus(),
  history: () => click("[data-key=history]"),
  follow: () => click("[data-key=follow]"),
  unread: () => click(selected().length > 0 ? "[data-bulk-key=unread]" : "[data-key=unread]"),
  spam: () => click(selected().length > 0 ? "[data-bulk-key=spam]" : "[data-key=spam]"),
  trash: () => click(selected().length > 0 ? "[data-bulk-key=trash]" : "[data-key=trash]"),
  saved: () => openSaved(),
  notices: toggleNotices,
  search: () => document.getElementById("search")?.focus(),
  help,
};

// One table for what keys do and for the list that tells so.
// With Shift, a letter is its capital.
const BY_KEY = new Map(table.map(({ key, act }) => [key.replace(/^Shift /, ""), ACTIONS[act]]));

// What is possible now: with tickets selected what can be done to them, else what can be done to the open one.
const possible = (act: string): boolean => {
  if (act === "search" || act === "help") return act === "help" || document.getElementById("search") !== null;
  if (act === "compose") return true;
  if (act === "saved" && document.getElementById("mail")) return true;
  if (act === "notices") return document.getElementById("notices") !== null;
  if (act === "undo") return document.querySelector("[data-key=undo]") !== null;
  if (act === "team") return document.getElementById(selected().length > 0 ? "bulk-team" : "team") !== null;
  if (["assign", "tag", "priority", "unread", "spam", "trash"].includes(act) && selected().length > 0) return true;
  const ofTicket = ["reply", "note", "saved", "close", "assign", "tag", "priority", "snooze", "follow", "fields", "history", "unread", "spam", "trash"];
  if (!ofTicket.includes(act) || !document.getElementById("thread")?.dataset.ticket) return false;
  if (act === "fields") return document.querySelector("#person .filled") !== null;
  const button = ["close", "follow", "history", "unread", "spam", "trash"].includes(act);
  return !button || document.querySelector(`[data-key=${act}]`) !== null;
};

const palette = async (): Promise<void> => {
  const { toggle: show } = (await import(document.body.dataset.palette ?? "")) as typeof import("./palette");
  show({ run: (act) => ACTIONS[act]?.(), insert: insertSaved, possible });
};

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

export const startKeys = (): void => {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && document.getElementById("palette")) {
      event.preventDefault();
      palette().catch(() => say(document.body.dataset.failed ?? "", "alert"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && writing(event.target)) { (event.target as HTMLElement).blur(); return; }
    if (event.key === "Escape") {
      const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary")?.focus(); return; }
      if (letGo()) return;
    }
    if (writing(event.target) || localStorage.getItem(OFF) === "1" || document.querySelector("dialog[open]")) return;
    const action = BY_KEY.get(event.key);
    if (action) { event.preventDefault(); action(); }
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("[data-help]")) help();
    const tab = target.closest<HTMLElement>("[data-tab]");
    if (tab) choose(tab);
  });
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    if (box.id === "single-keys") localStorage.setItem(OFF, box.checked ? "0" : "1");
  });
  const box = document.getElementById("single-keys") as HTMLInputElement | null;
  if (box) box.checked = localStorage.getItem(OFF) !== "1";
};

const choose = (tab: HTMLElement): void => {
  for (const other of document.querySelectorAll<HTMLElement>("[data-tab]")) {
    const chosen = other === tab;
    other.setAttribute("aria-expanded", String(chosen));
    const panel = document.getElementById(`panel-${other.dataset.tab ?? ""}`);
    if (panel) panel.hidden = !chosen;
  }
  goTo(document.querySelector<HTMLTextAreaElement>(`#panel-${tab.dataset.tab ?? ""} textarea`));
};
