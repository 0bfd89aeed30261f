// One place for short notices; read out by screen readers.
import htmx from "htmx.org/dist/htmx.esm.js";

/** How long something is offered that has no end of its own. */
export const NOTICE_MS = 10_000;
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

/** The same with a form, which is sent as the desk's own are. */
export const offerForm = (text: string, way: HTMLFormElement, ms: number): void => {
  for (const [name, value] of [["hx-boost", "true"], ["hx-target", "#app"], ["hx-select", "#app"], ["hx-swap", "morph"]] as const) way.setAttribute(name, value);
  offer(text, way, ms);
  htmx.process(way);
};
