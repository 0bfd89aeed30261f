// The ticket that comes next is loaded while the one before it is read, so that it is there at once. It is brought up to
// date as soon as it is shown; the log tells both apart.
import htmx from "htmx.org/dist/htmx.esm.js";
import { look } from "./live";

/** What is older is asked for as if it were not there. */
const KEPT_MS = 60_000;
/** Who goes through tickets faster than this is not waited for. */
const PAUSE_MS = 250;

let ahead: { address: string; text: string; at: number } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let asked = 0;
/** Requests of the page that are under way: what they bring would replace what is shown from here. */
let busy = 0;

const address = (row: HTMLAnchorElement): string => row.href;

const next = (): HTMLAnchorElement | undefined => {
  const rows = Array.from(document.querySelectorAll<HTMLAnchorElement>("#list a.row"));
  const here = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  return here < 0 ? undefined : rows[here + 1];
};

const load = async (): Promise<void> => {
  const row = next();
  if (!row || document.hidden || (ahead?.address === address(row) && performance.now() - ahead.at < KEPT_MS)) return;
  asked += 1;
  const [turn, wanted, at] = [asked, address(row), performance.now()];
  const response = await fetch(wanted, { headers: { "X-Deskhero-Ahead": "1" }, redirect: "manual" }).catch(() => undefined);
  const text = response?.ok ? await response.text() : "";
  if (text && turn === asked) ahead = { address: wanted, text, at };
};

const soon = (): void => {
  clearTimeout(timer);
  timer = setTimeout(() => void load(), PAUSE_MS);
};

/** What is about to be shown: the line that was chosen is painted first, bringing a ticket in takes longer than a frame. */
let coming: (() => void) | undefined;
const COMING_MS = 100;

const arrive = (): void => {
  const bring = coming;
  coming = undefined;
  bring?.();
};

/** Shows what was loaded, instead of asking for it; tells whether it did. */
const show = (row: HTMLAnchorElement): boolean => {
  const found = ahead?.address === address(row) && performance.now() - ahead.at < KEPT_MS && busy === 0 ? ahead : undefined;
  if (!found) return false;
  ahead = undefined;
  document.querySelector("#list a.row[aria-current]")?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  coming = () => {
    history.pushState({ htmx: true }, "", found.address);
    htmx.swap("#app", found.text, { swapStyle: "morph", swapDelay: 0, settleDelay: 0 }, { select: "#app", contextElement: row });
    void look(true);
  };
  requestAnimationFrame(() => setTimeout(arrive));
  // A page that is not painted has no frames.
  setTimeout(arrive, COMING_MS);
  return true;
};

export const startAhead = (): void => {
  // Whatever is done next is done to the ticket that was chosen.
  for (const input of ["keydown", "pointerdown"]) document.addEventListener(input, arrive, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = (event as CustomEvent<{ elt: Element }>).detail.elt;
    if (event.defaultPrevented) return;
    arrive();
    if (row instanceof HTMLAnchorElement && row.matches("#list a.row") && show(row)) { event.preventDefault(); return; }
    busy += 1;
  });
  document.addEventListener("htmx:afterRequest", () => { busy = Math.max(0, busy - 1); });
  document.addEventListener("htmx:afterSettle", soon);
  // Something changed: it may have changed there.
  document.addEventListener("deskhero:shown", () => { ahead = undefined; soon(); });
  soon();
};
