// Saved replies in the composer: the button, the key, "/" on an empty line, and places that are still to be filled in.
// The menu itself is fetched when it is first asked for.
import { inPageLanguage } from "./language";
import { say } from "./notice";
import type { Editor } from "./editor";
import { editorOf, formatted, goTo } from "./rich";

interface Gap { mark: string; meaning: string }
interface Filled { text: string; html: string | null; empty: Gap[] }

/** What the menu needs of the composer. */
export interface Composer {
  /** Says where the menu stands: above this field. */
  field: HTMLTextAreaElement;
  /** What was typed already, when a slash opened it. */
  typed: string | undefined;
  /** Takes a choice. */
  take: (reply: string) => void;
  /** Nothing was chosen; what was typed into the menu goes into the text when a slash opened it. */
  leave: (typed: string) => void;
}

/** Fields in which somebody has been: their caret means something. */
const visited = new WeakSet<HTMLTextAreaElement>();

const composer = (): HTMLTextAreaElement | null => document.querySelector("#compose [id^=panel-]:not([hidden]) textarea");
const failed = (): void => say(document.body.dataset.failed ?? "", "alert");
const words = (key: "gaps" | "gapsFirst", open: Gap[]): string =>
  (document.body.dataset[key] ?? "").replace("$", () => open.map(({ meaning }) => meaning).join(", "));
/** Whose draft a box holds; the same box shows another ticket's later. */
const key = (field: HTMLTextAreaElement): string => field.form?.dataset.draft ?? "";
/** Places of a text that are still to be filled in, whenever and wherever they were inserted. */
const still = (field: HTMLTextAreaElement): Gap[] =>
  (JSON.parse(document.getElementById("compose")?.dataset.placeholders ?? "[]") as Gap[]).filter(({ mark }) => field.value.includes(mark));

/** Replaces a range as if it were typed, so that the browser can undo it. */
const replace = (field: HTMLTextAreaElement, from: number, to: number, text: string): void => {
  const editor = editorOf(field);
  if (editor) { editor.insert(text); return; }
  field.focus();
  field.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : from === to || document.execCommand("delete");
  if (done) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const mark = (field: HTMLTextAreaElement, text: string, from = 0): void => {
  if (editorOf(field)?.select(text)) return;
  const at = field.value.indexOf(text, from);
  if (at < 0) return;
  field.focus();
  field.setSelectionRange(at, at + text.length);
};

/** One with its places filled in: for the ticket that is open, or for the mail that begins one, as it stands in its form. */
const ask = (field: HTMLTextAreaElement, reply: string): Promise<Response> => {
  const ticket = document.getElementById("compose")?.dataset.ticket;
  if (ticket) return fetch(`/tickets/${ticket}/saved-replies/${reply}`, { headers: inPageLanguage() });
  const body = new URLSearchParams();
  const form = new FormData(field.form ?? undefined);
  for (const name of ["csrf", "draft", "from", "to", "subject"]) body.set(name, String(form.get(name) ?? ""));
  return fetch(`/saved-replies/${reply}/filling`, { method: "POST", body, headers: inPageLanguage() });
};

/** Puts one where the caret is; in a formatted text `clear` first takes away what was typed to find it. */
const insert = async (field: HTMLTextAreaElement, reply: string, from: number, to: number, clear?: () => void): Promise<void> => {
  const draft = key(field);
  const answer = await ask(field, reply);
  if (!answer.ok) { failed(); return; }
  const { text, html, empty } = (await answer.json()) as Filled;
  const gone = (): boolean => !field.isConnected || key(field) !== draft;
  // Whoever has gone on to another ticket meanwhile does not want it there.
  if (gone()) return;
  if (html && !editorOf(field)) field.setSelectionRange(from, to);
  const editor = html ? await formatted(field) : editorOf(field);
  if (gone()) return;
  clear?.();
  if (html && editor) editor.insertHtml(html);
  else replace(field, from, to, text);
  field.scrollTop = field.scrollHeight;
  if (empty.length === 0) return;
  mark(field, empty[0].mark, from);
  say(words("gaps", empty), "alert");
};

const caret = (field: HTMLTextAreaElement): [number, number] =>
  visited.has(field) ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];

const menu = async (on: Composer): Promise<void> => {
  const { show } = (await import(document.body.dataset.saved ?? "")) as typeof import("./saved_menu");
  await show(on);
};

/** Opens the menu for the box that is shown. */
export const openSaved = (field: HTMLTextAreaElement | null = composer()): void => {
  if (!field) return;
  const [from, to] = caret(field);
  const take = (reply: string): void => void insert(field, reply, from, to).catch(failed);
  menu({ field, typed: undefined, take, leave: () => goTo(field) }).catch(failed);
};

/** Inserts one without the menu. */
export const insertSaved = (reply: string): void => {
  const field = composer();
  if (field) insert(field, reply, ...caret(field)).catch(failed);
};

/** A slash on an empty line: the menu opens if there is anything, and takes over what is typed meanwhile. */
const slashed = (field: HTMLTextAreaElement): void => {
  const at = field.selectionStart - 1;
  const line = field.value.slice(field.value.lastIndexOf("\n", at) + 1);
  if (line.split("\n", 1)[0] !== "/") return;
  const on: Composer = {
    field,
    get typed() {
      const typed = field.value.slice(at + 1, field.selectionStart);
      const here = document.activeElement === field && field.value[at] === "/" && !/\s/.test(typed);
      return here ? typed : undefined;
    },
    take: () => undefined,
    leave: () => undefined,
  };
  // How far the slash and what follows it reach, once the menu has taken over.
  const end = (): number => at + 1 + (/^\S*/.exec(field.value.slice(at + 1))?.[0].length ?? 0);
  on.take = (reply) => void insert(field, reply, at, end()).catch(failed);
  on.leave = (typed) => {
    if (field.value.slice(at + 1, end()) !== typed) replace(field, at + 1, end(), typed);
    field.focus();
    field.setSelectionRange(at + 1 + typed.length, at + 1 + typed.length);
  };
  // Whoever did not ask for it is not told when it cannot be fetched.
  menu(on).catch(() => undefined);
};

/** The same where there is formatting: the editor knows the line. */
const slashedRich = (field: HTMLTextAreaElement, editor: Editor): void => {
  if (!editor.slashed()) return;
  menu({
    field,
    get typed() { return document.activeElement === editor.element ? editor.command() : undefined; },
    take: (reply) => void insert(field, reply, 0, 0, () => { if (editor.command() !== undefined) editor.endCommand(""); }).catch(failed),
    leave: (typed) => { if (editor.command() !== typed) editor.endCommand(`/${typed}`); editor.focus(); },
  }).catch(() => undefined);
};

export const startSaved = (): void => {
  document.addEventListener("focusin", (event) => { if (event.target instanceof HTMLTextAreaElement) visited.add(event.target); });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const button = target.closest<HTMLButtonElement>("button[data-saved]");
    if (button) openSaved(button.form?.querySelector("textarea") ?? null);
    const offer = target.closest<HTMLElement>("[data-insert]");
    const into = document.getElementById(offer?.dataset.into ?? "");
    if (offer && into instanceof HTMLTextAreaElement) replace(into, ...caret(into), offer.dataset.insert ?? "");
  });
  document.addEventListener("input", (event) => {
    const { target, inputType, data, isComposing } = event as InputEvent;
    if (inputType !== "insertText" || data !== "/" || isComposing) return;
    const field = target instanceof HTMLTextAreaElement && target.closest("#compose") ? target : undefined;
    if (field) slashed(field);
    const written = target instanceof HTMLElement && target.matches("#compose .rich") ? target.closest("form")?.querySelector("textarea") : undefined;
    const editor = written ? editorOf(written) : undefined;
    if (written && editor) slashedRich(written, editor);
  });
  // Nothing goes out with a place in it that was to be filled in.
  document.addEventListener("submit", (event) => {
    const field = (event.target as HTMLFormElement).querySelector<HTMLTextAreaElement>("#compose textarea");
    const open = field ? still(field) : [];
    if (!field || open.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    mark(field, open[0].mark);
    say(words("gapsFirst", open), "alert");
  }, { capture: true });
};
