// Runs inside a mail's frame, whose origin is opaque: it folds what the cleaning marked as quoted, and says
// how tall the mail is. It can do nothing else there, and no other script runs.
const fold = (): void => {
  const first = document.querySelector("[data-quote]");
  const label = document.body.dataset.quoted ?? "";
  if (!first?.parentNode) return;
  const kind = first.getAttribute("data-quote");
  const quoted: Node[] = [first];
  let next = first.nextSibling;
  while (next && (kind === "rest" || (kind === "intro" && quoted.length < 6 && !quoted.some((node) => node.nodeName === "BLOCKQUOTE")))) {
    quoted.push(next);
    next = next.nextSibling;
  }
  // A mail that is nothing but a quote is shown as it is.
  const rest = document.body.cloneNode(true) as HTMLElement;
  rest.querySelectorAll("[data-quote]").forEach((node) => node.remove());
  if (!rest.textContent?.trim() && !rest.querySelector("img")) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = label;
  first.parentNode.insertBefore(details, first);
  details.append(summary, ...quoted);
};
const tell = (): void => {
  parent.postMessage({ deskheroFrameHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
};
addEventListener("DOMContentLoaded", () => {
  fold();
  tell();
  new ResizeObserver(tell).observe(document.documentElement);
});
addEventListener("load", tell);
