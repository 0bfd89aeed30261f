// Recipients: whoever wrote, or was written to, is suggested while a name or an address is typed. Without it the field is
// a plain one.
import { inPageLanguage } from "./language";
import { Listbox } from "./listbox";

const WAIT_MS = 120;
const CHARS_MIN = 2;

let field: HTMLInputElement | undefined;
let box: Listbox | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let asked: AbortController | undefined;

const list = (): HTMLElement | null => document.getElementById("people-list");
const tell = (text: string): void => {
  const status = document.getElementById("people-status");
  if (status && status.textContent !== text) status.textContent = text;
};

/** From where to where the address reaches that the caret is in. Commas in a quoted name end none. */
const part = ({ value, selectionStart }: HTMLInputElement): [number, number] => {
  let [from, quoted] = [0, false];
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '"') quoted = !quoted;
    if (value[at] !== "," || quoted) continue;
    if (at >= (selectionStart ?? value.length)) return [from, at];
    from = at + 1;
  }
  return [from, value.length];
};

const close = (): void => {
  clearTimeout(timer);
  asked?.abort();
  const place = list();
  if (place) { place.hidden = true; place.replaceChildren(); }
  tell("");
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
  field = undefined;
  box = undefined;
};

/** Below the field, as wide as it. */
const put = (place: HTMLElement, input: HTMLInputElement): void => {
  const [outer, inner] = [place.offsetParent ?? document.body, input.getBoundingClientRect()];
  const { left, top } = outer.getBoundingClientRect();
  Object.assign(place.style, { left: `${inner.left - left}px`, top: `${inner.bottom - top + 4}px`, width: `${inner.width}px` });
};

const show = (input: HTMLInputElement, options: Element[]): void => {
  const place = list();
  if (!place || options.length === 0 || document.activeElement !== input) { close(); return; }
  place.replaceChildren(...options);
  place.hidden = false;
  put(place, input);
  [field, box] = [input, new Listbox(input, place)];
  input.setAttribute("aria-expanded", "true");
  tell((place.dataset.found ?? "").replace("0", String(options.length)));
  box.choose(box.options()[0]);
};

const ask = async (input: HTMLInputElement): Promise<void> => {
  const text = input.value.slice(...part(input)).trim();
  // Whoever has written a whole address needs none.
  if (text.length < CHARS_MIN || text.endsWith(">")) { close(); return; }
  const mine = new AbortController();
  asked = mine;
  try {
    const answer = await fetch(`/people?${new URLSearchParams({ q: text })}`, { headers: inPageLanguage(), signal: mine.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const options = Array.from(page.querySelectorAll<HTMLElement>("[role=option]"));
    if (asked === mine) show(input, options.filter((one) => one.dataset.address !== text));
  } catch (error) {
    // Whoever typed on does not want this answer any more; without a server the field still works.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
};

const take = (option: HTMLElement | undefined): void => {
  const input = field;
  const address = option?.dataset.address;
  if (!input || !address) { close(); return; }
  const [from, to] = part(input);
  const rest = input.value.slice(to).replace(/^,\s*/, "");
  const before = input.value.slice(0, from).trimEnd();
  const head = `${before}${before ? " " : ""}${address}, `;
  input.focus();
  input.value = `${head}${rest}`;
  input.setSelectionRange(head.length, head.length);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  close();
};

const press = (event: KeyboardEvent): void => {
  if (!field || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown") box?.move(1);
  else if (event.key === "ArrowUp") box?.move(-1);
  else if (event.key === "Enter") take(box?.chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
};

export const startPeople = (): void => {
  document.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches("[data-people]") || !list()) return;
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "people-list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(says)) input.setAttribute(name, value);
  });
  document.addEventListener("input", (event) => {
    const { target, isComposing } = event as InputEvent;
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-people]") || isComposing) return;
    clearTimeout(timer);
    asked?.abort();
    timer = setTimeout(() => void ask(target), WAIT_MS);
  });
  addEventListener("resize", () => { const place = list(); if (field && place) put(place, field); });
  document.addEventListener("keydown", press, { capture: true });
  document.addEventListener("mousedown", (event) => { if ((event.target as Element).closest("#people-list")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("#people-list [role=option]");
    if (option) take(option);
  });
  document.addEventListener("focusout", (event) => { if (event.target === field || (event.target as Element).matches("[data-people]")) close(); });
};
