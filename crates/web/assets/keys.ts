import { letGo, selected, toggle } from "./select";

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
  document.querySelector<HTMLElement>(`#panel-${tab} textarea`)?.focus();
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
  j: () => step(1),
  k: () => step(-1),
  r: () => write("reply"),
  n: () => write("note"),
  e: () => click("[data-key=close]"),
  u: () => click("[data-key=back]"),
  x: toggle,
  z: () => click("[data-key=undo]"),
  a: () => reach("assignee"),
  p: () => reach("priority"),
  t: () => reach("tag"),
  h: () => reach("snooze"),
  f: () => click("[data-key=follow]"),
  "!": () => click(selected().length > 0 ? "[data-bulk-key=spam]" : "[data-key=spam]"),
  "#": () => click(selected().length > 0 ? "[data-bulk-key=trash]" : "[data-key=trash]"),
  "/": () => document.getElementById("search")?.focus(),
  "?": help,
};

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

export const startKeys = (): void => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && writing(event.target)) { (event.target as HTMLElement).blur(); return; }
    if (event.key === "Escape") {
      const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary")?.focus(); return; }
      if (letGo()) return;
    }
    if (writing(event.target) || localStorage.getItem(OFF) === "1" || document.querySelector("dialog[open]")) return;
    const action = ACTIONS[event.key];
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
  document.querySelector<HTMLElement>(`#panel-${tab.dataset.tab ?? ""} textarea`)?.focus();
};
