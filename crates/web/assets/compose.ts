// Writing: drafts stay in this tab's memory (never in browser storage), files are uploaded as they are chosen.
import htmx from "htmx.org/dist/htmx.esm.js";
import { say } from "./notice";

const drafts = new Map<string, string>();
/** How many messages the ticket had when a draft was begun, notes not counted. */
const begun = new Map<string, string>();

const mails = (): string => document.getElementById("messages")?.dataset.mails ?? "";

/** Whoever has written nothing yet has seen what is shown; whoever has is told of what came since. */
const compare = (): void => {
  const seen = document.querySelector<HTMLInputElement>("#compose input[name=seen]");
  const text = document.querySelector<HTMLTextAreaElement>("#reply-text");
  const meanwhile = document.querySelector<HTMLElement>("[data-meanwhile]");
  if (!seen || !text || !meanwhile) return;
  const key = text.dataset.draft ?? "";
  if (!text.value) begun.delete(key);
  else if (!begun.has(key)) begun.set(key, mails());
  seen.value = begun.get(key) ?? mails();
  meanwhile.hidden = seen.value === mails();
};

const showRecipients = (form: HTMLFormElement): void => {
  for (const shown of form.querySelectorAll<HTMLElement>("[data-shows]")) {
    const value = (form.elements.namedItem(shown.dataset.shows ?? "") as HTMLInputElement).value.trim();
    shown.textContent = value ? (shown.dataset.text ?? "").replace("$", () => value) : "";
  }
};

/** Takes up what stands in the field: an answer that was taken back, before what was written since. */
export const takeUp = (field: HTMLTextAreaElement): void => {
  const key = field.dataset.draft ?? "";
  const since = drafts.get(key);
  if (since && since !== field.value) field.value = `${field.value}\n\n${since}`;
  begun.delete(key);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const fields = (): NodeListOf<HTMLTextAreaElement> => document.querySelectorAll("textarea[data-draft]");
const fit = (field: HTMLTextAreaElement): void => {
  const lines = field.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
  field.rows = Math.min(Math.max(lines + 1, Number(field.dataset.rows ?? 3)), 18);
};

const restore = (): void => {
  for (const field of fields()) {
    const draft = drafts.get(field.dataset.draft ?? "");
    if (draft !== undefined && field.value === "") field.value = draft;
    fit(field);
  }
  compare();
};

const template = (key: string, name: string): string => (document.body.dataset[key] ?? "").replace("$", name);

const upload = async (input: HTMLInputElement): Promise<void> => {
  const list = document.getElementById("uploads");
  const form = input.form;
  for (const file of Array.from(input.files ?? [])) {
    say(template("uploading", file.name));
    const body = new FormData();
    const csrf = (form?.elements.namedItem("csrf") as HTMLInputElement).value;
    body.set("file", file);
    const response = await fetch("/uploads", { method: "POST", body, headers: { "X-Deskhero-Csrf": csrf } }).catch(() => undefined);
    if (!response?.ok) { say(template("uploadFailed", file.name), "alert"); continue; }
    const item = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("li");
    if (item) list?.append(item);
    say(template("attached", file.name));
  }
  input.value = "";
};

export const startCompose = (): void => {
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.dataset.draft) {
      if (field.value) drafts.set(field.dataset.draft, field.value);
      else drafts.delete(field.dataset.draft);
      fit(field);
      compare();
    }
    if (field instanceof HTMLInputElement && field.closest("#recipients") && field.form) showRecipients(field.form);
  });
  document.addEventListener("deskhero:shown", compare);
  // It was said that something came meanwhile: who sends once more has read what is shown now.
  document.addEventListener("htmx:responseError", (event) => {
    const { elt, xhr } = (event as CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>).detail;
    const field = elt.querySelector<HTMLTextAreaElement>("#reply-text");
    if (xhr.status !== 409 || !field) return;
    begun.set(field.dataset.draft ?? "", mails());
    compare();
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.matches("[data-upload]")) void upload(input);
    if ((input instanceof HTMLSelectElement || input instanceof HTMLInputElement) && input.matches("[data-submit]")) input.form?.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("[data-remove-upload]");
    const alone = (event.target as Element).closest<HTMLButtonElement>("[data-alone]");
    if (alone?.form) {
      (alone.form.elements.namedItem("cc") as HTMLInputElement).value = "";
      showRecipients(alone.form);
      alone.form.querySelector<HTMLElement>("#reply-text")?.focus();
    }
    if (button) { button.closest("li")?.remove(); document.querySelector<HTMLElement>("textarea[name=text]")?.focus(); }
  });
  // What was sent is no draft any more.
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: Element; successful: boolean }>).detail;
    const field = elt.querySelector?.<HTMLTextAreaElement>("textarea[data-draft]");
    if (!successful || !field) return;
    drafts.delete(field.dataset.draft ?? "");
    begun.delete(field.dataset.draft ?? "");
    field.value = "";
    // The next key is meant for the desk.
    if (document.activeElement === field) field.blur();
    document.getElementById("uploads")?.replaceChildren();
    const done = (elt as HTMLElement).dataset.done;
    if (done) say(done);
  });
  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      event.target.form?.requestSubmit();
    }
  });
  addEventListener("beforeunload", (event) => { if (drafts.size > 0) event.preventDefault(); });
  htmx.config.defaultFocusScroll = false;
  restore();
};
