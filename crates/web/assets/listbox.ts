// A field above a list of options: moving, choosing, and what a screen reader is told of it (WAI-ARIA, combobox).
export class Listbox {
  constructor(private readonly input: HTMLElement, private readonly list: HTMLElement) {}

  options(): HTMLElement[] {
    return Array.from(this.list.querySelectorAll<HTMLElement>("[role=option]:not([hidden])"));
  }

  chosen(): HTMLElement | undefined {
    return this.options().find((option) => option.getAttribute("aria-selected") === "true");
  }

  choose(option: HTMLElement | undefined): void {
    for (const other of this.list.querySelectorAll("[role=option]")) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  move(by: 1 | -1): void {
    const all = this.options();
    const at = all.indexOf(this.chosen() as HTMLElement);
    this.choose(all[(at + by + all.length) % all.length]);
  }

  /** Arrows move, Enter and a click go; the field keeps the focus. */
  listen(go: (option: HTMLElement | undefined) => void): void {
    this.input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") this.move(1);
      else if (event.key === "ArrowUp") this.move(-1);
      else if (event.key === "Enter") go(this.chosen());
      else return;
      event.preventDefault();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => go((event.target as Element).closest<HTMLElement>("[role=option]") ?? undefined));
  }
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a label has every word that was typed. */
export const fits = (typed: string, label: string): boolean => plain(typed).split(/\s+/).every((word) => plain(label).includes(word));
