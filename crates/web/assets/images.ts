// Pictures of a mail. Those that lie elsewhere come into the mail's own frame when somebody asks for them: a form
// leads there, with or without this script. Which frames show theirs is remembered, so that a live change of the page
// does not offer the button again. A picture among the files opens larger, above the page.
const shown = new WeakMap<HTMLIFrameElement, string>();

const frameOf = (form: HTMLFormElement): HTMLIFrameElement | null =>
  document.querySelector<HTMLIFrameElement>(`iframe[name="${CSS.escape(form.dataset.images ?? "")}"]`);

const mark = (): void => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-images]")) {
    const frame = frameOf(form);
    const isShown = frame !== null && shown.get(frame) === frame.name;
    const part = (name: string) => form.parentElement?.querySelector<HTMLElement>(`[data-images-${name}]`);
    const [blocked, open] = [part("blocked"), part("shown")];
    form.hidden = isShown;
    if (blocked) blocked.hidden = isShown;
    if (open) open.hidden = !isShown;
  }
};

const look = (href: string, name: string, close: string): void => {
  const dialog = document.createElement("dialog");
  dialog.className = "look";
  dialog.setAttribute("aria-label", name);
  const image = document.createElement("img");
  image.src = href;
  image.alt = name;
  const form = document.createElement("form");
  form.method = "dialog";
  const button = document.createElement("button");
  button.textContent = close;
  form.append(button);
  dialog.append(image, form);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

export const startImages = (): void => {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const frame = form.matches("form[data-images]") ? frameOf(form) : null;
    if (!frame) return;
    shown.set(frame, frame.name);
    // After the browser has read the form.
    setTimeout(() => {
      mark();
      form.parentElement?.querySelector<HTMLElement>("[data-images-shown]")?.focus();
    });
  });
  document.addEventListener("htmx:afterSettle", mark);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-look]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    look(link.href, link.dataset.look ?? "", document.body.dataset.close ?? "");
  });
};
