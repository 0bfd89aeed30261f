// Custom fields: choices are asked for where there are any.
const fit = (): void => {
  const kind = document.querySelector<HTMLSelectElement>("#kind");
  for (const part of document.querySelectorAll<HTMLElement>("[data-only-for]")) part.hidden = kind?.value !== part.dataset.onlyFor;
};

/** Forms with something in them that is still to be sent, or waits for the ones before it. */
const typed = new WeakSet<HTMLFormElement>();

/** Forms whose value was refused: it stays, and says so, until it is mended. */
const refused = new WeakSet<HTMLFormElement>();

/** Whether this is a field, or a form with what was refused, whose content no page that comes meanwhile may take. */
export const isUnsent = (node: Node, fresh?: Node): boolean =>
  (node instanceof HTMLFormElement && fresh instanceof HTMLFormElement && refused.has(node) && node.action === fresh.action) || (node instanceof HTMLInputElement || node instanceof HTMLSelectElement) && node.form !== null && typed.has(node.form);

/** Marks a field whose value was refused, with the words beside it. */
const mark = (form: HTMLFormElement, words: string): void => {
  const field = form.querySelector<HTMLInputElement>("input[data-submit]");
  if (!field || !words) return;
  unmark(form);
  const place = document.createElement("p");
  place.className = "refused";
  place.id = `${field.id}-refused`;
  place.textContent = words;
  form.append(place);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", place.id);
  refused.add(form);
};

const unmark = (form: HTMLFormElement): void => {
  refused.delete(form);
  form.querySelector(".refused")?.remove();
  const field = form.querySelector("[aria-invalid]");
  for (const name of ["aria-invalid", "aria-describedby"]) field?.removeAttribute(name);
};

export const startFields = (): void => {
  document.addEventListener("change", fit);
  fit();
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const form = (event.target as HTMLInputElement).form;
      if (form?.matches(".filled")) typed.add(form);
    }, true);
  }
  // Told once what is sent has been read out of the form, not while it waits.
  document.addEventListener("htmx:beforeSend", (event) => {
    const form = (event as CustomEvent<{ elt: Element }>).detail.elt;
    if (!(form instanceof HTMLFormElement)) return;
    typed.delete(form);
    unmark(form);
  });
  // Leaving a field saves it; whoever presses Enter leaves it, and the next key is meant for the desk.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || !event.target.matches(".filled [data-submit]")) return;
    event.preventDefault();
    event.target.blur();
  });
  // A choice that was refused is not shown as if it were made; what was typed stays, to be mended.
  document.addEventListener("htmx:responseError", (event) => {
    const { elt: form, xhr } = (event as CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>).detail;
    if (!(form instanceof HTMLFormElement)) return;
    if (form.querySelector("select[data-submit]")) form.reset();
    else if (form.matches(".filled")) {
      const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
      mark(form, page.querySelector("[data-error-title]")?.textContent?.trim() ?? "");
    }
  });
};
