// What is shown once can be taken along with one press, where the browser lets a page write to the clipboard.
import { say } from "./notice";

export const startCopy = (): void => {
  // It is the answer to a form: a reload asks for the page, and makes nothing again.
  if (document.querySelector("[data-once]")) history.replaceState(history.state, "", location.href);
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const secret = button.closest("section")?.querySelector(".secret");
    button.hidden = !navigator.clipboard || !secret;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(secret?.textContent ?? "").then(
        () => say(button.dataset.copied ?? ""),
        () => say(document.body.dataset.failed ?? "", "alert"),
      );
    });
  }
};
