// Writing: recipients, files that are uploaded as they are chosen, and word of what came meanwhile. What is written is
// kept by draft.ts.
import { touch } from "./draft";
import { inPageLanguage } from "./language";
import { say } from "./notice";
import { end, goTo, startRich } from "./rich";

/** How many messages the ticket had when a text was begun, notes not counted; by the address that it is kept at. */
const begun = new Map<string, string>();

const mails = (): string => document.getElementById("messages")?.dataset.mails ?? "";
const reply = (): HTMLTextAreaElement | null => document.querySelector<HTMLTextAreaElement>("#reply-text");
const key = (field: HTMLTextAreaElement): string => field.form?.dataset.draft ?? "";

/** Whoever has written nothing yet has seen what is shown; whoever has is told of what came since. */
const compare = (): void => {
  const seen = document.querySelector<HTMLInputElement>("#compose input[name=seen]");
  const text = reply();
  const meanwhile = document.querySelector<HTMLElement>("[data-meanwhile]");
  if (!seen || !text || !meanwhile) return;
  if (!text.value) begun.delete(key(text));
  else if (!begun.has(key(text))) begun.set(key(text), mails());
  seen.value = begun.get(key(text)) ?? mails();
  meanwhile.hidden = seen.value === mails();
};

const showRecipients = (form: HTMLFormElement): void => {
  for (const shown of form.querySelectorAll<HTMLElement>("[data-shows]")) {
    const value = (form.elements.namedItem(shown.dataset.shows ?? "") as HTMLInputElement).value.trim();
    shown.textContent = value ? (shown.dataset.text ?? "").replace("$", () => value) : "";
  }
};

/** Takes up what stands in the field: an answer that was taken back. */
export const takeUp = (field: HTMLTextAreaElement): void => {
  begun.delete(key(field));
  compare();
  fit(field);
  touch(field.form, true);
};

const fit = (field: HTMLTextAreaElement): void => {
  const lines = field.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
  field.rows = Math.min(Math.max(lines + 1, Number(field.dataset.rows ?? 3)), 18);
};

/** A form has another text than before. */
const composed = (form: HTMLFormElement): void => {
  const field = form.querySelector<HTMLTextAreaElement>("textarea");
  if (field) fit(field);
  showBelow(form);
  const seen = form.elements.namedItem("seen") as HTMLInputElement | null;
  if (!field || !seen) return;
  if (field.value && seen.value) begun.set(key(field), seen.value);
  showRecipients(form);
  compare();
};

const template = (name: string, value: string): string => (document.body.dataset[name] ?? "").replace("$", value);

const attach = async (form: HTMLFormElement, file: File): Promise<Element | undefined> => {
  say(template("uploading", file.name));
  const body = new FormData();
  const csrf = (form.elements.namedItem("csrf") as HTMLInputElement).value;
  body.set("file", file);
  const response = await fetch("/uploads", { method: "POST", body, headers: { ...inPageLanguage(), "X-Deskhero-Csrf": csrf } }).catch(() => undefined);
  if (!response?.ok) { say(template("uploadFailed", file.name), "alert"); return undefined; }
  const item = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("li");
  if (!item || !form.isConnected) return undefined;
  form.querySelector("#uploads")?.append(item);
  touch(form);
  say(template("attached", file.name));
  return item;
};

const upload = async (input: HTMLInputElement): Promise<void> => {
  for (const file of Array.from(input.files ?? [])) if (input.form) await attach(input.form, file);
  input.value = "";
};

const clicked = (target: Element): void => {
  const alone = target.closest<HTMLButtonElement>("[data-alone]");
  if (alone?.form) {
    (alone.form.elements.namedItem("cc") as HTMLInputElement).value = "";
    showRecipients(alone.form);
    touch(alone.form);
    goTo(reply());
  }
  const removed = target.closest<HTMLButtonElement>("[data-remove-upload]");
  if (removed) {
    const { form } = removed;
    removed.closest("li")?.remove();
    touch(form);
    goTo(reply());
  }
};

/** An answer needs somebody whom it goes to: beside the field, whether there is nobody. */
const tellNobody = (to: HTMLInputElement, nobody: boolean): void => {
  to.setAttribute("aria-invalid", String(nobody));
  const words = document.getElementById("to-whom");
  if (words) words.hidden = !nobody;
};

const begin = (): void => {
  const to = document.querySelector<HTMLInputElement>("#compose [data-begin]");
  if (!to) return;
  to.removeAttribute("data-begin");
  const text = reply();
  if (text) fit(text);
  // A mail that begins a ticket stands by itself, and may have words already.
  if (to.closest("[data-mail]")) { to.focus(); return; }
  if (text) { text.setSelectionRange(0, 0); text.scrollTop = 0; }
  to.focus();
  to.closest("#compose")?.scrollIntoView({ block: "end" });
};

/** The signature of the mailbox that is chosen. */
const showBelow = (form: HTMLFormElement): void => {
  const mailbox = (form.elements.namedItem("from") as HTMLSelectElement | null)?.value.split(" ")[0];
  for (const below of form.querySelectorAll<HTMLElement>("[data-below]")) below.hidden = below.dataset.below !== mailbox;
};

/** Enter in a line goes to the next one: what is half written is not sent by it. */
const goOn = (line: HTMLInputElement): void => {
  const all = Array.from(line.form?.querySelectorAll<HTMLElement>(".recipients input, textarea") ?? []);
  const next = all.slice(all.indexOf(line) + 1).find((field) => field.checkVisibility() || field instanceof HTMLTextAreaElement);
  if (next instanceof HTMLTextAreaElement) goTo(next);
  else next?.focus();
};

export const startCompose = (): void => {
  startRich(attach);
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.form?.dataset.draft) { fit(field); compare(); }
    if ((field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.closest("#recipients") && field.form) showRecipients(field.form);
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.id === "reply-to") tellNobody(field, false);
  });
  document.addEventListener("submit", (event) => {
    const to = (event.target as Element).querySelector<HTMLInputElement>("#reply-to");
    if (!to || to.value.trim()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const recipients = to.closest("details");
    if (recipients) recipients.open = true;
    tellNobody(to, true);
    to.focus();
  }, { capture: true });
  document.addEventListener("deskhero:composed", (event) => composed((event as CustomEvent<HTMLFormElement>).detail));
  document.addEventListener("deskhero:shown", compare);
  // A mail that is to be passed on: who it goes to is asked for first.
  document.addEventListener("htmx:afterSettle", begin);
  begin();
  // It was said that something came meanwhile: who sends once more has read what is shown now.
  document.addEventListener("htmx:responseError", (event) => {
    const { elt, xhr } = (event as CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>).detail;
    const field = elt.querySelector<HTMLTextAreaElement>("#reply-text");
    if (xhr.status !== 409 || !field) return;
    begun.set(key(field), mails());
    compare();
    touch(field.form);
  });
  // What was refused comes back in its form, with the word beside the field.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; requestConfig?: { elt?: HTMLElement } }>;
    if (detail.requestConfig?.elt?.matches?.("form[data-mail]") && detail.xhr.status >= 400 && detail.xhr.responseText.includes("data-refused")) detail.shouldSwap = true;
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLSelectElement && input.name === "from" && input.form) showBelow(input.form);
    if (input instanceof HTMLInputElement && input.matches("[data-upload]")) void upload(input);
    if ((input instanceof HTMLSelectElement || input instanceof HTMLInputElement) && input.matches("[data-submit]") && input.checkValidity()) input.form?.requestSubmit();
  });
  document.addEventListener("click", (event) => clicked(event.target as Element));
  // What was sent is written no more.
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: HTMLElement; successful: boolean }>).detail;
    const field = elt.dataset.draft ? elt.querySelector<HTMLTextAreaElement>("textarea") : null;
    if (!successful || !field) return;
    begun.delete(key(field));
    end(field);
    field.value = "";
    // The next key is meant for the desk.
    if (document.activeElement === field) field.blur();
    if (field === reply()) document.getElementById("uploads")?.replaceChildren();
    const done = elt.dataset.done;
    if (done) say(done);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    const field = event.target;
    const line = field instanceof HTMLInputElement && field.closest("#compose .recipients") !== null;
    if (!line && !(field instanceof HTMLTextAreaElement)) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      field.form?.requestSubmit();
    } else if (line) {
      event.preventDefault();
      goOn(field);
    }
  });
};
