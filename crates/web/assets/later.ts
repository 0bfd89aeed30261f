// Sending later, and taking back what waits for its time.
import { takeUp } from "./compose";
import { NOTICE_MS, offerForm } from "./notice";
import { clockNow, zone } from "./times";

/** Nearer than this, what counts is that sending can be undone; further, when it happens. */
const SOON_MS = 60_000;
/** Browsers cannot wait for longer than this. */
const TIMER_MS_MAX = 2 ** 31 - 1;
let sent: string | undefined;
let over: ReturnType<typeof setTimeout> | undefined;

const waiting = (): HTMLFormElement[] => Array.from(document.querySelectorAll<HTMLFormElement>("#messages [data-take-back]"));
const msLeft = (form: HTMLFormElement): number => Number(form.dataset.takeBack) - Date.now();

/** What is sent by now cannot be taken back, also before it is known how that went. */
const hideOver = (): void => {
  clearTimeout(over);
  const left = waiting().map((form) => ({ form, ms: msLeft(form) }));
  for (const { form, ms } of left) form.hidden = ms <= 0;
  const next = Math.min(...left.filter(({ ms }) => ms > 0).map(({ ms }) => ms));
  if (next <= TIMER_MS_MAX) over = setTimeout(hideOver, next);
};

/** Says that the answer is on its way, with the way back beside it; it stays when one goes on to the next ticket. */
const offerUndo = (done: string): void => {
  const form = waiting().filter((one) => one.dataset.mine !== undefined).at(-1);
  if (!form || msLeft(form) <= 0) return;
  const soon = msLeft(form) <= SOON_MS;
  const text = soon ? done : form.closest("article")?.querySelector("[data-goes-out]")?.textContent ?? done;
  const way = form.cloneNode(true) as HTMLFormElement;
  way.removeAttribute("data-take-back");
  const button = way.querySelector("button");
  if (button) { button.textContent = form.dataset.undo ?? ""; button.dataset.key = "undo"; }
  offerForm(text, way, soon ? msLeft(form) : NOTICE_MS);
};

/** Beside the field: whether the time that it names has passed. */
const tellPast = (field: HTMLInputElement, past: boolean): void => {
  field.setAttribute("aria-invalid", String(past));
  const words = document.getElementById("later-past");
  if (words) words.hidden = !past;
};

export const startLater = (): void => {
  document.addEventListener("click", (event) => {
    const form = (event.target as Element).closest<HTMLButtonElement>("#later button")?.form;
    if (!form) return;
    const at = form.querySelector<HTMLInputElement>("[data-later-at]");
    (form.elements.namedItem("zone") as HTMLInputElement).value = zone();
    if ((event.target as Element).closest("[data-later-at-send]") && !at?.value) { event.preventDefault(); at?.focus(); return; }
    if ((event.target as Element).closest("[data-later-at-send]") && at && at.value < clockNow()) { event.preventDefault(); tellPast(at, true); at.focus(); return; }
    const menu = form.querySelector<HTMLDetailsElement>("#later");
    if (menu && form.checkValidity()) menu.open = false;
  }, { capture: true });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.matches("[data-later-at]")) tellPast(field, false);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target as Element;
    if (event.key !== "Enter" || !field.matches("[data-later-at]")) return;
    // A form sends itself by its first button; here the one beside the time is meant.
    event.preventDefault();
    field.parentElement?.querySelector<HTMLElement>("[data-later-at-send]")?.click();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = (event as CustomEvent<{ requestConfig?: { elt?: HTMLElement }; xhr: XMLHttpRequest }>).detail;
    // The swap takes this form away: nobody hears what happens at it afterwards.
    const form = requestConfig?.elt;
    if (!form?.matches?.("[data-forward], [data-mail]") || xhr.status >= 400) return;
    sent = form.dataset.done ?? "";
    // The next key is meant for the desk.
    if (form.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: HTMLElement; successful: boolean }>).detail;
    if (successful && sent === undefined && elt.querySelector?.("#reply-text")) sent = elt.dataset.done ?? "";
    if (successful && elt.closest("#notice")) { const place = document.getElementById("notice"); place?.replaceChildren(); if (place) place.hidden = true; }
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (sent !== undefined) { offerUndo(sent); sent = undefined; }
    const field = document.querySelector<HTMLTextAreaElement>("textarea[data-returned]");
    if (field) {
      field.removeAttribute("data-returned");
      takeUp(field);
      field.focus();
    }
    hideOver();
  });
  document.addEventListener("deskhero:shown", hideOver);
  hideOver();
};
