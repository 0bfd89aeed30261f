// Mentions in notes: "@" opens a list of colleagues below which one types on; choosing one writes the name.
import { Listbox, fits } from "./listbox";

let field: HTMLTextAreaElement | undefined;
let box: Listbox | undefined;

const list = (): HTMLElement | null => document.getElementById("mention-list");

/** Where the name begins that is being typed: after an @ that stands alone, on this line. */
const begun = (text: HTMLTextAreaElement): number | undefined => {
  const before = text.value.slice(0, text.selectionStart);
  const at = before.lastIndexOf("@");
  if (at < 0 || text.selectionStart !== text.selectionEnd) return undefined;
  const alone = at === 0 || !/[\p{L}\p{N}]/u.test(before[at - 1]);
  return alone && !before.slice(at).includes("\n") && before.length - at <= 40 ? at + 1 : undefined;
};

const close = (): void => {
  const place = list();
  const status = document.getElementById("mention-status");
  if (place) place.hidden = true;
  if (status) status.textContent = "";
  field?.removeAttribute("aria-activedescendant");
  field = undefined;
  box = undefined;
};

const narrow = (text: HTMLTextAreaElement): void => {
  const place = list();
  const from = begun(text);
  if (!place || from === undefined) { close(); return; }
  const typed = text.value.slice(from, text.selectionStart);
  for (const option of place.querySelectorAll<HTMLElement>("[role=option]")) option.hidden = !fits(typed, option.textContent ?? "");
  const now = new Listbox(text, place);
  const found = now.options();
  // Whoever has written a whole name and goes on is done with it.
  if (found.length === 0 || /\s$/.test(typed)) { close(); return; }
  // Told to whoever does not see the list.
  const status = document.getElementById("mention-status");
  if (status && !box) status.textContent = (place.dataset.found ?? "").replace("0", String(found.length));
  [field, box] = [text, now];
  place.hidden = false;
  now.choose(found[0]);
};

const take = (option: HTMLElement | undefined): void => {
  const text = field;
  const from = text && begun(text);
  if (!text || from === undefined || !option) { close(); return; }
  text.focus();
  text.setSelectionRange(from, text.selectionStart);
  const name = `${option.textContent ?? ""} `;
  if (!document.execCommand("insertText", false, name)) {
    text.setRangeText(name, from, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  close();
};

const press = (event: KeyboardEvent): void => {
  if (!field || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown") box?.move(1);
  else if (event.key === "ArrowUp") box?.move(-1);
  else if (event.key === "Enter" || event.key === "Tab") take(box?.chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
};

export const startMentions = (): void => {
  document.addEventListener("input", (event) => {
    const { target, isComposing } = event as InputEvent;
    if (target instanceof HTMLTextAreaElement && target.dataset.mentions !== undefined && !isComposing) narrow(target);
  });
  document.addEventListener("keydown", press, { capture: true });
  document.addEventListener("mousedown", (event) => {
    const place = (event.target as Element).closest("#mention-list");
    if (place) event.preventDefault();
    else if (event.target !== field) close();
  });
  document.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("#mention-list [role=option]");
    if (option) take(option);
  });
  document.addEventListener("focusout", (event) => { if (event.target === field) close(); });
};
