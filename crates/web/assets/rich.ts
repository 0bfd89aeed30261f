// Text with formatting in the composer. A field is plain until formatting is asked for; then an editor takes its place,
// and the field keeps the same words without formatting, so that whatever looks at the field goes on as before.
import type { Editor, Format } from "./editor";
import { say } from "./notice";
import { readInert } from "./trusted";

const editors = new WeakMap<HTMLTextAreaElement, Editor>();
/** Lines of pictures that were taken out of the text: undoing brings them back. */
const lines = new Map<string, Element>();

/** How a file is uploaded for a form: its line in the form's list, or nothing when that failed. */
export type Attach = (form: HTMLFormElement, file: File) => Promise<Element | undefined>;
let attach: Attach = () => Promise.resolve(undefined);

const htmlOf = (field: HTMLTextAreaElement): HTMLInputElement | null => field.form?.elements.namedItem("html") as HTMLInputElement | null;
const list = (form: HTMLFormElement): Element | null => form.querySelector("#uploads");
const idOf = (line: Element): string => line.querySelector<HTMLInputElement>("[name=upload]")?.value ?? "";

/** The editor that stands in for a field. */
export const editorOf = (field: HTMLTextAreaElement): Editor | undefined => {
  const own = editors.get(field);
  if (!own || own.element.isConnected) return own;
  // The page has put something else in its place.
  editors.delete(field);
  own.stop();
  return undefined;
};

/** Goes to where the text of a field is written. */
export const goTo = (field: HTMLTextAreaElement | null): void => { if (field) (editorOf(field) ?? field).focus(); };

/** Lines of text as they stand among formatted ones. */
export const blocks = (text: string): string => {
  const out = document.createElement("div");
  for (const line of text.split("\n")) {
    const block = document.createElement("div");
    if (line) block.textContent = line;
    else block.append(document.createElement("br"));
    out.append(block);
  }
  return out.innerHTML;
};

const tools = (field: HTMLTextAreaElement): HTMLElement | null => field.form?.querySelector<HTMLElement>("[data-formats]") ?? null;

const mark = (field: HTMLTextAreaElement, held: Set<Format>): void => {
  for (const button of tools(field)?.querySelectorAll<HTMLElement>("[data-format][aria-pressed]") ?? []) {
    button.setAttribute("aria-pressed", String(held.has(button.dataset.format as Format)));
  }
};

/** Files of the form: a picture is among them as long as it stands in the text. */
const follow = (form: HTMLFormElement, html: string): void => {
  for (const line of form.querySelectorAll("#uploads [data-inline]")) {
    lines.set(idOf(line), line);
    if (!html.includes(`cid:${idOf(line)}"`)) line.remove();
  }
  for (const [, id] of html.matchAll(/cid:([0-9a-f-]{36})"/g)) {
    const line = lines.get(id);
    if (line && !list(form)?.querySelector(`[value="${id}"]`)) list(form)?.append(line);
  }
};

/** The field says what the editor holds. */
const copy = (field: HTMLTextAreaElement, editor: Editor): void => {
  const [html, value] = [htmlOf(field), editor.text()];
  if (!html || !field.form) return;
  html.value = editor.html();
  html.disabled = false;
  follow(field.form, html.value);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const show = (field: HTMLTextAreaElement, rich: boolean): void => {
  if (!htmlOf(field)) return;
  field.hidden = rich;
  field.required = !rich;
  const bar = tools(field);
  if (bar) bar.hidden = !rich;
  field.form?.querySelector("[data-formatting]")?.setAttribute("aria-expanded", String(rich));
};

/** Formatting for a field that can have it. */
export const formatted = async (field: HTMLTextAreaElement): Promise<Editor | undefined> => htmlOf(field) ? begin(field) : undefined;

/** Starts an editor in place of a field, with this or with what the field holds. */
const begin = async (field: HTMLTextAreaElement, html?: string): Promise<Editor | undefined> => {
  const { start } = (await import(document.body.dataset.editor ?? "")) as typeof import("./editor");
  const running = editorOf(field);
  if (running) { if (html !== undefined && running.html() !== html) running.set(html); return running; }
  if (!field.isConnected) return undefined;
  const focused = document.activeElement === field;
  const editor = start({
    field,
    read: readInert,
    changed: () => copy(field, editor),
    moved: (held) => mark(field, held),
    pictures: (files) => void place(field, files),
    send: () => field.form?.requestSubmit(),
  }, html);
  editors.set(field, editor);
  show(field, true);
  if (html === undefined) copy(field, editor);
  if (focused) editor.focus();
  return editor;
};

/** Puts the plain field back; it keeps the words. */
export const end = (field: HTMLTextAreaElement): void => {
  const html = htmlOf(field);
  if (html) { html.value = ""; html.disabled = true; }
  const editor = editorOf(field);
  show(field, false);
  if (!editor) return;
  const focused = editor.element.contains(document.activeElement);
  editors.delete(field);
  editor.stop();
  if (field.form) follow(field.form, "");
  if (focused) field.focus();
};

/** The form has another text than before: with formatting or without. */
const composed = (form: HTMLFormElement): void => {
  const html = form.elements.namedItem("html") as HTMLInputElement | null;
  const field = html ? form.querySelector<HTMLTextAreaElement>("textarea") : null;
  if (!html || !field) return;
  if (!html.value) { end(field); return; }
  html.disabled = false;
  if (editorOf(field)?.html() !== html.value) begin(field, html.value).catch(failed);
};

const failed = (): void => say(document.body.dataset.failed ?? "", "alert");

/** Uploads pictures and puts them where the caret is. */
const place = async (field: HTMLTextAreaElement, files: File[]): Promise<void> => {
  const { form } = field;
  const editor = form ? await begin(field) : undefined;
  // What is written for later has no pictures.
  if (!form || !editor || !list(form)) return;
  for (const file of files) {
    const line = await attach(form, file);
    if (!line) continue;
    line.setAttribute("data-inline", "");
    (line as HTMLElement).hidden = true;
    lines.set(idOf(line), line);
    if (editorOf(field) === editor) editor.picture(idOf(line), file.name.replace(/\.\w+$/, "").replace(/=/g, " "));
  }
};

const isPicture = (file: File): boolean => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

/** What is dropped or pasted as files: pictures stand in the text, others beside it. */
const take = async (field: HTMLTextAreaElement, files: File[]): Promise<void> => {
  const pictures = htmlOf(field) ? files.filter(isPicture) : [];
  if (pictures.length > 0) await place(field, pictures);
  for (const file of files) if (field.form && list(field.form) && !pictures.includes(file)) await attach(field.form, file);
};

const fieldOf = (target: EventTarget | null): HTMLTextAreaElement | null => {
  const form = target instanceof Element ? target.closest("form") : null;
  return form?.elements.namedItem("html") ? form.querySelector("textarea") : null;
};

const apply = (field: HTMLTextAreaElement, format: Format): void => {
  const running = editorOf(field);
  // At once: the next key is meant for what it makes.
  if (running) running.apply(format);
  else begin(field).then((editor) => editor?.apply(format)).catch(failed);
};

const linkRow = (field: HTMLTextAreaElement): HTMLElement | null => tools(field)?.querySelector<HTMLElement>("[data-link-row]") ?? null;

const askLink = (field: HTMLTextAreaElement): void => {
  const [row, editor] = [linkRow(field), editorOf(field)];
  const input = row?.querySelector("input");
  if (!row || !input || !editor) return;
  row.hidden = !row.hidden;
  if (row.hidden) { editor.focus(); return; }
  input.value = editor.link();
  input.focus();
};

const setLink = (field: HTMLTextAreaElement): void => {
  const row = linkRow(field);
  const typed = row?.querySelector("input")?.value.trim() ?? "";
  if (row) row.hidden = true;
  const bare = typed.includes("@") && !typed.includes("/") ? `mailto:${typed}` : `https://${typed}`;
  editorOf(field)?.setLink(!typed || /^(https?:\/\/|mailto:|tel:)/i.test(typed) ? typed : bare);
};

const clicked = (target: Element): void => {
  const field = fieldOf(target);
  if (!field) return;
  if (target.closest("[data-formatting]")) {
    if (editorOf(field)) { end(field); field.dispatchEvent(new Event("input", { bubbles: true })); field.focus(); }
    else begin(field).then((editor) => editor?.focus()).catch(failed);
  }
  const button = target.closest<HTMLElement>("[data-format]");
  if (button) apply(field, button.dataset.format as Format);
  if (target.closest("[data-link]")) askLink(field);
  if (target.closest("[data-link-set]")) setLink(field);
};

const KEYS: Record<string, Format> = { b: "bold", i: "italic", u: "underline" };

const pressed = (event: KeyboardEvent): void => {
  const target = event.target as Element;
  const field = fieldOf(target);
  if (!field) return;
  if (target.closest("[data-link-row]") && (event.key === "Enter" || event.key === "Escape")) {
    event.preventDefault();
    if (event.key === "Enter") setLink(field);
    else askLink(field);
    return;
  }
  const format = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;
  if (target === field && format) { event.preventDefault(); apply(field, format); }
};

export const startRich = (how: Attach): void => {
  attach = how;
  // Drafts come by themselves.
  for (const form of document.forms) if (!form.dataset.draft) composed(form);
  document.addEventListener("deskhero:composed", (event) => composed((event as CustomEvent<HTMLFormElement>).detail));
  document.addEventListener("click", (event) => clicked(event.target as Element));
  document.addEventListener("keydown", pressed);
  // A click on a tool leaves the caret where it is.
  document.addEventListener("mousedown", (event) => { if ((event.target as Element).closest("[data-formats] button")) event.preventDefault(); });
  document.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const field = input.matches("[data-picture]") ? fieldOf(input) : null;
    if (!field) return;
    void take(field, Array.from(input.files ?? []));
    input.value = "";
  });
  document.addEventListener("paste", (event) => {
    const [field, files] = [event.target instanceof HTMLTextAreaElement ? fieldOf(event.target) : null, Array.from(event.clipboardData?.files ?? [])];
    if (!field || files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    void take(field, files);
  });
  document.addEventListener("dragover", (event) => { if (fieldOf(event.target) && event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    const [field, files] = [fieldOf(event.target), Array.from(event.dataTransfer?.files ?? [])];
    if (!field || files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void take(field, files);
  }, { capture: true });
};
