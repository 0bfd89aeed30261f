// Putting a tag on: whoever types a name that no tag has is told that a new one is made.
const tidy = (text: string): string => text.trim().replace(/\s+/g, " ");

const tell = (input: HTMLInputElement): void => {
  const place = document.getElementById("new-tag");
  if (!place) return;
  const name = tidy(input.value);
  const known = [...(input.list?.options ?? [])].map((option) => option.value);
  const worn = [...document.querySelectorAll(".tag-tools .chip.tag > .cut")].map((chip) => chip.textContent ?? "");
  const is = [...known, ...worn].some((other) => other.toLowerCase() === name.toLowerCase());
  const text = name === "" || is ? "" : (place.dataset.text ?? "").replace("$", () => name);
  if (place.textContent !== text) place.textContent = text;
};

export const startTag = (): void => {
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.id === "add-tag") tell(event.target);
  });
};
