// Questions before what cannot be taken back: “Keep” folds them up, and so does Escape.
const fold = (question: HTMLDetailsElement): void => {
  question.open = false;
  question.querySelector("summary")?.focus();
};

export const startConfirm = (): void => {
  document.addEventListener("click", (event) => {
    const question = (event.target as Element).closest("[data-keep-it]")?.closest<HTMLDetailsElement>("details.confirm");
    if (!question) return;
    // Without script it leads to the page as it is.
    event.preventDefault();
    event.stopImmediatePropagation();
    fold(question);
  }, { capture: true });
  document.addEventListener("keydown", (event) => {
    const question = (event.target as Element).closest<HTMLDetailsElement>("details.confirm[open]");
    if (event.key !== "Escape" || !question) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    fold(question);
  }, { capture: true });
};
