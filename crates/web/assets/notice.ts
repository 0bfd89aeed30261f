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
