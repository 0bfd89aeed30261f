// Custom fields: choices are asked for where there are any.
const fit = (): void => {
  const kind = document.querySelector<HTMLSelectElement>("#kind");
  for (const part of document.querySelectorAll<HTMLElement>("[data-only-for]")) part.hidden = kind?.value !== part.dataset.onlyFor;
};

/** Forms with something in them that is still to be sent, or waits for the ones before it. */
const typed = new WeakSet<HTMLFormElement>();

/** Whether this is a field whose content no page that comes meanwhile may take. */
export const isUnsent = (node: Node): boolean =>
  (node instanceof HTMLInputElement || node instanceof HTMLSelectElement) && node.form !== null && typed.has(node.form);

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
    if (form instanceof HTMLFormElement) typed.delete(form);
  });
  // Leaving a field saves it; whoever presses Enter leaves it, and the next key is meant for the desk.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || !event.target.matches(".filled [data-submit]")) return;
    event.preventDefault();
    event.target.blur();
  });
  // A choice that was refused is not shown as if it were made; what was typed stays, to be mended.
  document.addEventListener("htmx:responseError", (event) => {
    const form = (event as CustomEvent<{ elt: Element }>).detail.elt;
    if (form instanceof HTMLFormElement && form.querySelector("select[data-submit]")) form.reset();
  });
};
