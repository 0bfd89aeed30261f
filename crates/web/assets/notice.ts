// One place for short notices; read out by screen readers.
let timer: ReturnType<typeof setTimeout> | undefined;

export const say = (text: string, role: "status" | "alert" = "status"): void => {
  const place = document.getElementById("notice");
  if (!place) return;
  clearTimeout(timer);
  place.setAttribute("role", role);
  place.textContent = text;
  place.hidden = text === "";
  // An alert stays until something else is said: what it tells must not vanish unread.
  if (role === "status" && text) timer = setTimeout(() => { place.hidden = true; }, 6000);
};

/** A notice with something to do about what it tells, for as long as that can be done. */
export const offer = (text: string, action: HTMLElement, ms: number): void => {
  say(text);
  const place = document.getElementById("notice");
  if (!place) return;
  place.append(action);
  clearTimeout(timer);
  timer = setTimeout(() => { place.replaceChildren(); place.hidden = true; }, ms);
};
