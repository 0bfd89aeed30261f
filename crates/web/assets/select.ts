// Selecting lines of the list and what is done to them. The bar itself is shown by style alone.
import { NOTICE_MS, offerForm } from "./notice";
import { zone } from "./times";

const picks = (): HTMLInputElement[] => Array.from(document.querySelectorAll<HTMLInputElement>("input.pick"));
export const selected = (): HTMLInputElement[] => picks().filter((pick) => pick.checked);
let anchor: HTMLInputElement | undefined;

const count = (): void => {
  const place = document.getElementById("bulk-count");
  const n = selected().length;
  if (place && n > 0) place.textContent = (n === 1 ? place.dataset.one : place.dataset.other?.replace("0", String(n))) ?? "";
};

const range = (to: HTMLInputElement): void => {
  const all = picks();
  const [from, end] = [all.indexOf(anchor ?? to), all.indexOf(to)];
  for (const pick of all.slice(Math.min(from, end), Math.max(from, end) + 1)) pick.checked = true;
};

const clear = (): void => {
  for (const pick of picks()) pick.checked = false;
  anchor = undefined;
};

/** Selects or lets go of the line that has the focus, else of the ticket that is open. */
export const toggle = (): void => {
  const line = document.activeElement?.closest(".line") ?? document.querySelector(".line:has([aria-current=true])") ?? document.querySelector(".line");
  const pick = line?.querySelector<HTMLInputElement>("input.pick");
  if (!pick) return;
  pick.checked = !pick.checked;
  anchor = pick;
  count();
};

/** Lets go of everything; tells whether there was anything. */
export const letGo = (): boolean => {
  const any = selected().length > 0;
  clear();
  return any;
};

/** Says what was done, with the way back beside it; on small screens the list that has it too is out of sight. */
const tell = (): void => {
  const form = document.querySelector<HTMLFormElement>("#undo");
  const way = form?.cloneNode(true) as HTMLFormElement | undefined;
  if (!form || !way) return;
  const text = way.querySelector("span");
  text?.remove();
  for (const name of ["id", "class"]) way.removeAttribute(name);
  offerForm(text?.textContent ?? "", way, NOTICE_MS);
};

/** A menu near the right edge of its column moves as far to the left as it must. */
const keepInside = (details: Element): void => {
  const body = details.querySelector<HTMLElement>(":scope.menu[open] > .menu-body");
  const column = body?.closest(".thread")?.getBoundingClientRect();
  // The one beside “Send” ends where its button does.
  if (!body || !column || body.closest(".send")) return;
  body.style.left = "0";
  const menu = body.getBoundingClientRect();
  const over = Math.max(0, menu.right - column.right + 12);
  body.style.left = `${-Math.min(over, menu.left - column.left)}px`;
};

export const startSelect = (): void => {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("[data-bulk-clear]")) { clear(); return; }
    const pick = target.closest<HTMLInputElement>("input.pick");
    const row = target.closest("a.row");
    if (pick) {
      if ((event as MouseEvent).shiftKey) range(pick);
      anchor = pick;
      count();
    } else if (row && (event as MouseEvent).shiftKey) {
      // Shift with a click selects up to here, instead of opening another window.
      event.preventDefault();
      event.stopImmediatePropagation();
      const here = row.closest(".line")?.querySelector<HTMLInputElement>("input.pick");
      if (here) { anchor ??= document.querySelector<HTMLInputElement>(".line:has([aria-current=true]) input.pick") ?? here; range(here); }
      count();
    }
  }, { capture: true });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: Element; successful: boolean }>).detail;
    if (successful && elt.id === "bulk") { clear(); (elt as HTMLFormElement).reset(); }
  });
  document.addEventListener("htmx:afterSettle", () => {
    count();
    // What was taken back once is gone: a reload of this address would offer it again.
    const here = new URL(location.href);
    if (here.searchParams.has("undo")) {
      here.searchParams.delete("undo");
      here.searchParams.delete("changed");
      history.replaceState(history.state, "", here);
      tell();
    }
  });
};

// A time that is chosen is on the reader's clock, whose zone goes with it.
export const startSnooze = (): void => {
  const show = (): void => {
    for (const part of document.querySelectorAll<HTMLElement>("[data-needs-script]")) part.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("[data-snooze-at-send]");
    const sent = button?.parentElement?.querySelector<HTMLInputElement>("[name=zone]");
    if (sent) sent.value = zone();
    const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (open && !open.contains(event.target as Node)) open.open = false;
  }, { capture: true });
  document.addEventListener("toggle", (event) => keepInside(event.target as Element), { capture: true });
  addEventListener("resize", () => document.querySelectorAll("details.menu[open]").forEach(keepInside));
  document.addEventListener("htmx:afterSettle", show);
  document.addEventListener("deskhero:shown", show);
  show();
};
