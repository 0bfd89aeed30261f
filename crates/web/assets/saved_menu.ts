// The menu of saved replies: searched by words, chosen by keyboard or by hand. It stands above the box that it is for.
import { inPageLanguage } from "./language";
import { Listbox, fits } from "./listbox";
import type { Composer } from "./saved";

const dialog = document.getElementById("saved") as HTMLDialogElement;
const input = document.getElementById("saved-input") as HTMLInputElement;
const list = document.getElementById("saved-list") as HTMLElement;
const none = document.getElementById("saved-none") as HTMLElement;
const first = document.getElementById("saved-first") as HTMLElement;
const box = new Listbox(input, list);
const HEIGHT = 300;

let on: Composer | undefined;
/** A slash opened it: what is typed here belongs to the text unless something is chosen. */
let slash = false;

const all = (): HTMLElement[] => Array.from(list.querySelectorAll<HTMLElement>("[role=option]"));

const narrow = (): void => {
  for (const option of all()) option.hidden = !fits(input.value, option.textContent ?? "");
  const left = box.options();
  none.hidden = left.length > 0 || all().length === 0;
  box.choose(left[0]);
  if (slash && left.length === 0) away();
};

/** Closes it without a choice. At once, not when the browser tells of it: the next key is typed into the text. */
const away = (): void => {
  const composer = on;
  on = undefined;
  dialog.close();
  composer?.leave(slash ? input.value : "");
};

/** Above the box, as wide as it; on a small screen at the top, where the keyboard does not cover it. */
const place = (field: HTMLElement): void => {
  const { left, top, width } = (field.closest(".compose") ?? field).getBoundingClientRect();
  const fitting = innerWidth > 900 && top > HEIGHT;
  dialog.style.margin = fitting ? "0" : "";
  dialog.style.inset = fitting ? `auto auto ${innerHeight - top + 8}px ${left}px` : "";
  dialog.style.width = fitting ? `${Math.min(width, 560)}px` : "";
};

const go = (option: HTMLElement | undefined): void => {
  const reply = option?.dataset.reply;
  const composer = on;
  if (!reply) return;
  on = undefined;
  dialog.close();
  composer?.take(reply);
};

addEventListener("resize", () => { if (on) place(on.field); });
input.addEventListener("input", narrow);
box.listen(go);
dialog.addEventListener("click", (event) => { if (event.target === dialog) away(); });
dialog.addEventListener("cancel", (event) => { event.preventDefault(); away(); });

/** Shows it with what there is now. */
export const show = async (composer: Composer): Promise<void> => {
  if (document.querySelector("dialog[open]")) return;
  slash = composer.typed !== undefined;
  const bySlash = slash;
  const answer = await fetch("/saved-replies/choices", { headers: inPageLanguage() });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const typed = composer.typed;
  const options = Array.from(page.querySelectorAll<HTMLElement>("[role=option]"));
  if (document.querySelector("dialog[open]")) return;
  // Whoever went on typing something else is left alone.
  if (bySlash && (typed === undefined || !options.some((option) => fits(typed, option.textContent ?? "")))) return;
  slash = bySlash;
  list.replaceChildren(...options);
  all().forEach((option, n) => { option.id = `saved-${n}`; });
  first.hidden = options.length > 0;
  input.value = typed ?? "";
  on = composer;
  place(composer.field);
  dialog.showModal();
  input.focus();
  narrow();
};
