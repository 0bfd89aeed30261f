// The bell: its panel, what was read, and what the browser shows outside of the page. How many there are comes with the
// page itself, by the one event stream; the window that listens to it is the one that pops up.
import { inPageLanguage } from "./language";
import { leads, look } from "./live";
import { say } from "./notice";
import { refresh, zone as zoneOfReader } from "./times";

/** The last notice that popped up in this browser. */
const POPPED = "deskhero-popped";

const panel = (): HTMLElement | null => document.getElementById("notices");
const failed = (): void => say(document.body.dataset.failed ?? "", "alert");

const load = async (): Promise<void> => {
  const place = panel();
  const answer = await fetch("/notices/newest", { headers: inPageLanguage() });
  if (!place || !answer.ok) { failed(); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const within = place.contains(document.activeElement);
  place.replaceChildren(...page.body.children);
  refresh(place);
  if (within || place.matches(":popover-open")) (place.querySelector<HTMLElement>("a.notice") ?? place.querySelector<HTMLElement>("a"))?.focus();
};

/** Opens the panel, or closes it. */
export const toggleNotices = (): void => panel()?.togglePopover();

const step = (by: 1 | -1): void => {
  const all = Array.from(panel()?.querySelectorAll<HTMLElement>("a.notice") ?? []);
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
};

/** Whether the reader has this ticket before them. */
const reading = (ticket: string | undefined): boolean =>
  document.hasFocus() && document.getElementById("thread")?.dataset.ticket === ticket;

const popUp = (): void => {
  if (!("Notification" in window) || Notification.permission !== "granted" || !leads()) return;
  const before = localStorage.getItem(POPPED) ?? "";
  const fresh = Array.from(document.querySelectorAll<HTMLElement>("#bell [data-pop]")).filter(({ dataset }) => (dataset.pop ?? "") > before);
  if (fresh.length === 0) return;
  localStorage.setItem(POPPED, fresh.map(({ dataset }) => dataset.pop ?? "").sort().at(-1) ?? "");
  for (const one of fresh.filter(({ dataset }) => !reading(dataset.ticket))) {
    const shown = new Notification(one.textContent ?? "", { tag: one.dataset.pop, icon: document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href });
    shown.onclick = () => {
      window.focus();
      shown.close();
      location.assign(one.dataset.href ?? "/tickets");
    };
  }
};

const mark = async (form: HTMLFormElement): Promise<void> => {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  if (!answer.ok && answer.type !== "opaqueredirect") { failed(); return; }
  await Promise.all([load(), look()]);
};

/** What this browser says to notices of its own, on the page where one chooses them. */
const tellPermission = (): void => {
  const form = document.getElementById("notice-choices");
  if (!form) return;
  const zone = form.querySelector<HTMLInputElement>("[data-zone]");
  if (zone) zone.value = zoneOfReader();
  const state = "Notification" in window ? Notification.permission : "none";
  for (const part of form.querySelectorAll<HTMLElement>("[data-browser]")) part.hidden = part.dataset.browser !== state;
};

export const startNotices = (): void => {
  const place = panel();
  if (!place) return;
  place.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") load().catch(failed);
    else place.replaceChildren();
  });
  place.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else return;
    event.preventDefault();
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    mark(event.target as HTMLFormElement).catch(failed);
  });
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-allow-notices]")) return;
    void Notification.requestPermission().then(tellPermission);
  });
  document.addEventListener("deskhero:shown", popUp);
  // Who comes back to a ticket has read what was told of it meanwhile.
  document.addEventListener("visibilitychange", () => {
    const unread = document.getElementById("bell")?.dataset.unread ?? "0";
    if (!document.hidden && unread !== "0" && document.getElementById("thread")?.dataset.ticket) void look();
  });
  tellPermission();
};
