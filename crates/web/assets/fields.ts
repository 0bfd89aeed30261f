// Custom fields: choices are asked for where there are any.
const fit = (): void => {
  const kind = document.querySelector<HTMLSelectElement>("#kind");
  for (const part of document.querySelectorAll<HTMLElement>("[data-only-for]")) part.hidden = kind?.value !== part.dataset.onlyFor;
};

export const startFields = (): void => {
  document.addEventListener("change", fit);
  fit();
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
