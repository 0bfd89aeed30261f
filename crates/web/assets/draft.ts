// What is being written is kept on the server as it is typed, so that it is there on every device. This tab remembers
// what the server does not have yet, in memory alone (never in browser storage).
import htmx from "htmx.org/dist/htmx.esm.js";
import { look } from "./live";
import { offer, say } from "./notice";
import { blocks, goTo } from "./rich";

/** So long after the last key. */
const PAUSE_MS = 1000;
const AGAIN_MS = 10_000;
/** Who was away for so long may have gone on writing elsewhere. */
const AWAY_MS = 30_000;
/** What the page before had to say is saved by then. */
const RELOADED_MS = 800;
/** Browsers let no more than 64 KB go out while a page ends. */
const LEAVING_CHARS_MAX = 60_000;

interface Kept {
  /** The form's fields, as they are sent. */
  fields: URLSearchParams;
  /** Lines of the list of files. */
  files: string;
  empty: boolean;
  /** What the server has; empty when it has nothing. */
  revision: string;
  /** Typed since the last save began. */
  dirty: boolean;
  /** Saves that are under way. */
  saving: number;
  /** Which save was the last to begin: what an earlier one says counts no more. */
  turn: number;
  /** It is about to be sent, once the save that is under way is done. */
  waiting: boolean;
  /** It is on its way as an answer or a note. */
  sending: boolean;
  /** It was changed elsewhere. */
  clash: boolean;
  failed: boolean;
  /** When the server last had it, on this page's clock. */
  savedAt: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** By the address that each is saved at; of mails that are passed on it names which. */
const all = new Map<string, Kept>();
const requests = new WeakMap<XMLHttpRequest, number>();

const forms = (): HTMLFormElement[] => Array.from(document.querySelectorAll<HTMLFormElement>("form[data-draft]"));
const key = (form: HTMLFormElement): string => form.dataset.draft ?? "";
const field = (form: HTMLFormElement, name: string): HTMLInputElement | null => form.elements.namedItem(name) as HTMLInputElement | null;
const list = (form: HTMLFormElement): Element | null => form.querySelector("#uploads");
const removal = (address: string): string => `${address.split("#")[0]}/removal`;
const kindOf = (address: string): string => address.split("/")[4]?.split("#")[0] ?? "";
const formOf = (address: string): HTMLFormElement | undefined => forms().find((form) => key(form) === address);

const fieldsOf = (form: HTMLFormElement): URLSearchParams => {
  const fields = new URLSearchParams();
  // Without script the plain text is what counts; here formatting is kept.
  const html = field(form, "html");
  if (html?.value) html.disabled = false;
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
};

const isEmpty = (form: HTMLFormElement): boolean => {
  const typed = Array.from(form.querySelectorAll<HTMLInputElement>("[data-proposed]")).some((input) => input.value !== input.dataset.proposed);
  return !typed && !field(form, "text")?.value.trim() && !list(form)?.childElementCount;
};

const fresh = (form: HTMLFormElement): Kept => ({
  fields: fieldsOf(form), files: list(form)?.innerHTML ?? "", empty: isEmpty(form), revision: field(form, "revision")?.value ?? "",
  dirty: false, saving: 0, turn: 0, waiting: false, sending: false, clash: false, failed: false, savedAt: 0,
});

/** Whether this tab knows more than what the server said at that time. */
const ahead = (own: Kept, asked: number): boolean => own.dirty || own.saving > 0 || own.clash || own.savedAt >= asked;

/** Shows how it stands: beside the text, on its tab; in the list too, unless the server knows better: it has counted kinds
 *  of drafts that are not on this page. */
const show = (address: string, listed = true): void => {
  const own = all.get(address);
  const form = formOf(address);
  const [ticket, kind] = [address.split("/")[2], kindOf(address)];
  if (own && form) {
    const revision = field(form, "revision");
    if (revision) revision.value = own.revision;
    const also = document.querySelector<HTMLInputElement>(`#discard-${kind} [name=revision]`);
    if (also) also.value = own.revision;
    const place = form.querySelector<HTMLElement>("[data-kept]");
    const text = own.failed ? place?.dataset.failed : own.revision && !own.clash ? place?.dataset.saved : "";
    if (place && place.textContent !== text) place.textContent = text ?? "";
    const discard = form.querySelector<HTMLElement>("[data-discard]");
    if (discard) discard.hidden = !own.revision;
    const clash = form.querySelector<HTMLElement>("[data-clash]");
    if (clash) clash.hidden = !own.clash;
    const mark = document.querySelector<HTMLElement>(`[data-marks=${kind}]`);
    if (mark) mark.hidden = !own.revision;
  }
  const chip = listed ? document.querySelector<HTMLElement>(`#l-${ticket ?? ""} [data-drafted]`) : null;
  const some = Array.from(all).some(([one, kept]) => one.startsWith(`/tickets/${ticket ?? ""}/`) && kept.revision);
  if (chip && own) chip.hidden = !some;
};

/** Puts what is kept into its form. */
const put = (form: HTMLFormElement, own: Kept): void => {
  for (const name of ["text", "from", "to", "cc", "bcc", "subject", "status", "seen"]) {
    const [input, value] = [field(form, name), own.fields.get(name)];
    if (input && value !== null && input.value !== value) input.value = value;
  }
  const html = field(form, "html");
  if (html) html.value = own.fields.get("html") ?? "";
  for (const part of form.querySelectorAll<HTMLInputElement>("[name=part]")) part.checked = own.fields.getAll("part").includes(part.value);
  const files = list(form);
  if (files && files.innerHTML !== own.files) files.innerHTML = own.files;
  document.dispatchEvent(new CustomEvent("deskhero:composed", { detail: form }));
};

const schedule = (address: string, own: Kept, ms: number): void => {
  clearTimeout(own.timer);
  own.timer = setTimeout(() => void save(address, own), ms);
};

const save = async (address: string, own: Kept, leaving = false): Promise<void> => {
  clearTimeout(own.timer);
  if (!own.dirty || own.waiting || own.sending || own.clash || (own.saving > 0 && !leaving)) return;
  if (own.empty && !own.revision && own.saving === 0) { own.dirty = false; own.failed = false; show(address); return; }
  const body = new URLSearchParams(own.fields);
  body.set("revision", own.revision);
  // What is under way was written here too, a moment before.
  if (own.saving > 0) body.set("force", "yes");
  own.dirty = false;
  own.saving += 1;
  own.turn += 1;
  const turn = own.turn;
  const target = own.empty ? removal(address) : address;
  const keepalive = body.toString().length < LEAVING_CHARS_MAX;
  const response = await fetch(target, { method: "POST", body, keepalive, redirect: "manual" }).catch(() => undefined);
  const kept = response?.ok ? await (response.json() as Promise<{ revision: string }>).catch(() => undefined) : undefined;
  // Only now: whoever waits for the save waits for what it is called, too.
  own.saving -= 1;
  if (turn !== own.turn) return;
  own.failed = false;
  if (response?.type === "opaqueredirect") own.revision = "";
  else if (kept) own.revision = kept.revision;
  else {
    own.dirty = true;
    own.clash = response?.status === 409;
    own.failed = !own.clash;
  }
  if (!own.dirty && !own.failed) own.savedAt = performance.now();
  show(address);
  if (own.dirty && !own.clash) schedule(address, own, own.failed ? AGAIN_MS : PAUSE_MS);
};

/** Saves everything that the server does not have; tells whether it can, should the page end now. */
const saveAll = (): boolean => {
  let safe = true;
  for (const [address, own] of all) {
    if (own.sending || !(own.dirty || own.clash)) continue;
    if (own.clash || own.fields.toString().length >= LEAVING_CHARS_MAX || !navigator.onLine) safe = false;
    void save(address, own, true);
  }
  return safe;
};

/** Until no save is under way, or none will end: a server that does not answer holds nothing up for long. */
const savesDone = async (own: Kept): Promise<void> => {
  for (let tries = 0; own.saving > 0 && tries < 100; tries += 1) await new Promise((done) => { setTimeout(done, tries < 20 ? 10 : 100); });
};

/** What is sent names the draft that goes with it: it waits for the save that is under way, or that one would stay. */
const sendAfterSaves = async (form: HTMLElement, own: Kept, button: HTMLElement | null, issue: () => void): Promise<void> => {
  own.waiting = true;
  await savesDone(own);
  own.waiting = false;
  if (!form.isConnected) return;
  // It may say when it goes out, and htmx knows it no more once it lost the focus.
  if (button?.isConnected) button.click(); else issue();
};

/** Something was typed, chosen or attached. */
export const touch = (form: HTMLFormElement | null, soon = false): void => {
  if (!form?.dataset.draft) return;
  const own = all.get(key(form)) ?? fresh(form);
  all.set(key(form), own);
  Object.assign(own, { fields: fieldsOf(form), files: list(form)?.innerHTML ?? "", empty: isEmpty(form), dirty: true });
  schedule(key(form), own, soon ? 0 : PAUSE_MS);
};

/** After new content has come: what this tab knows better stays, the rest is as the server says. */
const adopt = (asked: number): void => {
  for (const form of forms()) {
    const own = all.get(key(form));
    const knowsBetter = own !== undefined && ahead(own, asked);
    if (knowsBetter) {
      if (form.querySelector("[data-returned]")) addTo(form, own);
      else put(form, own);
    } else { clearTimeout(own?.timer); all.set(key(form), fresh(form)); }
    show(key(form), knowsBetter);
    document.dispatchEvent(new CustomEvent("deskhero:composed", { detail: form }));
  }
  const here = new Set(forms().map(key));
  for (const [address, own] of all) if (!here.has(address) && !ahead(own, Infinity) && !own.sending) all.delete(address);
};

/** An answer that was taken back stands before what was written since. */
const addTo = (form: HTMLFormElement, own: Kept): void => {
  const [text, since] = [field(form, "text"), (own.fields.get("text") ?? "").trim()];
  if (text && since && !text.value.includes(since)) {
    const [html, formatted] = [field(form, "html"), own.fields.get("html") ?? ""];
    if (html && (html.value || formatted)) html.value = `${html.value || blocks(text.value)}<div><br></div>${formatted || blocks(since)}`;
    text.value = `${text.value}\n\n${since}`;
  }
  Object.assign(own, { fields: fieldsOf(form), files: list(form)?.innerHTML ?? "", empty: isEmpty(form), dirty: true });
};

/** Takes over what another window or device has saved meanwhile. */
const follow = (page: Document, asked: number, also?: string): void => {
  for (const form of forms()) {
    const there = Array.from(page.querySelectorAll<HTMLFormElement>("form[data-draft]")).find((other) => key(other) === key(form));
    const own = all.get(key(form));
    if (!there || !own || own.sending || (ahead(own, asked) && key(form) !== also)) continue;
    const theirs = fresh(there);
    if (theirs.revision === own.revision) continue;
    clearTimeout(own.timer);
    all.set(key(form), theirs);
    put(form, theirs);
    show(key(form), false);
  }
};

const restore = (form: HTMLFormElement, earlier: Kept, text: string): void => {
  const way = document.createElement("button");
  way.className = "small-button";
  way.dataset.key = "undo";
  way.textContent = form.querySelector<HTMLElement>("[data-discard]")?.dataset.undo ?? "";
  way.addEventListener("click", () => {
    const address = key(form);
    const now = { ...earlier, revision: all.get(address)?.revision ?? "", dirty: true, saving: 0, clash: false, failed: false };
    all.set(address, now);
    const here = formOf(address);
    if (here) { put(here, now); goTo(here.querySelector("textarea")); }
    const place = document.getElementById("notice");
    if (place) { place.replaceChildren(); place.hidden = true; }
    schedule(address, now, 0);
  });
  offer(text, way, AGAIN_MS);
};

const discard = async (form: HTMLFormElement, button: HTMLElement): Promise<void> => {
  const own = all.get(key(form));
  if (!own) return;
  const earlier = { ...own };
  clearTimeout(own.timer);
  for (const input of form.querySelectorAll<HTMLInputElement>("[data-proposed]")) input.value = input.dataset.proposed ?? "";
  const text = field(form, "text");
  const html = field(form, "html");
  if (text) text.value = "";
  if (html) { html.value = ""; html.disabled = true; }
  list(form)?.replaceChildren();
  Object.assign(own, { fields: fieldsOf(form), files: "", empty: true, dirty: true, clash: false });
  document.dispatchEvent(new CustomEvent("deskhero:composed", { detail: form }));
  text?.focus();
  await save(key(form), own);
  if (!own.failed && !own.clash) restore(form, earlier, button.dataset.done ?? "");
};

/** A mail is not passed on: its form goes, so nothing is saved after that. */
const stop = async (form: HTMLFormElement): Promise<void> => {
  const own = all.get(key(form));
  if (!own) return;
  clearTimeout(own.timer);
  own.sending = true;
  await savesDone(own);
  show(key(form));
  all.delete(key(form));
  (document.getElementById("discard-forward") as HTMLFormElement | null)?.requestSubmit();
};

/** The other one is shown; what was typed here can be brought back. */
const useOther = async (form: HTMLFormElement): Promise<void> => {
  const own = all.get(key(form));
  const response = await fetch(location.href, { headers: { "X-Deskhero-Live": "1" }, redirect: "manual" }).catch(() => undefined);
  if (!own || !response?.ok) { say(document.body.dataset.failed ?? "", "alert"); return; }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const earlier = { ...own };
  own.clash = false;
  follow(page, performance.now(), key(form));
  restore(form, earlier, form.querySelector<HTMLElement>("[data-use-other]")?.dataset.done ?? "");
};

export const startDrafts = (): void => {
  document.addEventListener("input", (event) => touch((event.target as HTMLInputElement).form));
  document.addEventListener("change", (event) => {
    const target = event.target as HTMLSelectElement;
    if (target.name === "status" && target.form && !isEmpty(target.form)) touch(target.form);
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const form = target.closest<HTMLFormElement>("form[data-draft]");
    if (!form) return;
    const button = target.closest<HTMLElement>("[data-discard]");
    if (button) { event.preventDefault(); void (kindOf(key(form)) === "forward" ? stop(form) : discard(form, button)); }
    if (target.closest("[data-use-other]")) void useOther(form);
    const own = all.get(key(form));
    if (target.closest("[data-keep-this]") && own) {
      own.clash = false;
      touch(form, true);
      own.fields.set("force", "yes");
      show(key(form));
    }
  });
  document.addEventListener("htmx:confirm", (event) => {
    const { elt, issueRequest, triggeringEvent } = (event as CustomEvent<{ elt: HTMLElement; issueRequest: (confirmed: boolean) => void; triggeringEvent?: Event }>).detail;
    const own = all.get(elt.dataset.draft ?? "");
    if (!own || own.saving === 0) return;
    event.preventDefault();
    const button = triggeringEvent instanceof SubmitEvent ? triggeringEvent.submitter : null;
    if (!own.waiting) void sendAfterSaves(elt, own, button, () => issueRequest(true));
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, xhr } = (event as CustomEvent<{ elt: HTMLElement; xhr: XMLHttpRequest }>).detail;
    requests.set(xhr, performance.now());
    const own = all.get(elt.dataset.draft ?? "");
    if (own) { own.sending = true; clearTimeout(own.timer); }
    saveAll();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: HTMLElement; successful: boolean }>).detail;
    const address = elt.dataset.draft ?? "";
    const own = all.get(address);
    if (!own) return;
    own.sending = false;
    if (successful) sent(address, own);
    else if (own.dirty) schedule(address, own, PAUSE_MS);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = (event as CustomEvent<{ requestConfig?: { elt?: HTMLElement }; xhr: XMLHttpRequest }>).detail;
    // The swap takes this form away: nobody hears what happens at it afterwards.
    const address = requestConfig?.elt?.matches?.("form[data-forward], form[data-mail]") && xhr.status < 400 ? requestConfig.elt.dataset.draft ?? "" : "";
    const own = all.get(address);
    if (own) { own.sending = false; sent(address, own); }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr?: XMLHttpRequest }>).detail;
    adopt((xhr && requests.get(xhr)) ?? 0);
  });
  document.addEventListener("deskhero:shown", (event) => {
    const { page, asked } = (event as CustomEvent<{ page: Document; asked: number }>).detail;
    follow(page, asked);
    for (const form of forms()) {
      const own = all.get(key(form));
      show(key(form), own !== undefined && ahead(own, asked));
    }
  });
  let left = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { left = performance.now(); saveAll(); }
    else if (forms().length > 0 && performance.now() - left > AWAY_MS) void look();
  });
  addEventListener("pagehide", () => saveAll());
  addEventListener("beforeunload", (event) => { if (!saveAll()) event.preventDefault(); });
  htmx.config.defaultFocusScroll = false;
  adopt(0);
  // The page before may have saved its last words while this one was being made.
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (navigation && navigation.type !== "navigate" && forms().length > 0) setTimeout(() => void look(), RELOADED_MS);
};

/** It went out, and is no draft any more. */
const sent = (address: string, own: Kept): void => {
  all.delete(address);
  own.dirty = false;
  clearTimeout(own.timer);
  // A save that was under way may have come after it.
  if (own.saving > 0) void end(address, own);
};

const end = async (address: string, own: Kept): Promise<void> => {
  await savesDone(own);
  clearTimeout(own.timer);
  if (!own.revision || all.get(address)?.dirty) return;
  const body = new URLSearchParams({ csrf: own.fields.get("csrf") ?? "", draft: own.fields.get("draft") ?? "", revision: own.revision });
  await fetch(removal(address), { method: "POST", body, redirect: "manual" }).catch(() => undefined);
  const now = all.get(address);
  if (now && now.revision === own.revision) { now.revision = ""; show(address); }
};
