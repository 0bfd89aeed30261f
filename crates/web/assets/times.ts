// Times come from the server in UTC; the reader sees their own zone. Ages are kept fresh.
const MINUTE = 60_000;

/** Puts the times in a part of the page into the reader's words. */
export const refresh = (root: ParentNode): void => {
  const now = Date.now();
  const lang = document.documentElement.lang;
  const whole = format(lang, "full");
  const short = format(lang, "medium");
  const brief = new Intl.DateTimeFormat(lang, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  for (const node of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const at = new Date(node.dateTime);
    node.title = whole.format(at);
    if (node.dataset.short !== undefined) node.textContent = brief.format(at);
    else if (node.dataset.age === undefined) node.textContent = short.format(at);
    else node.textContent = age(now - at.getTime());
  }
};

// The reader's own zone, or the browser's where that is unknown to it.
const format = (lang: string, dateStyle: "full" | "medium"): Intl.DateTimeFormat => {
  const style = { dateStyle, timeStyle: "short" } as const;
  try {
    return new Intl.DateTimeFormat(lang, { ...style, timeZone: document.documentElement.dataset.timeZone });
  } catch {
    return new Intl.DateTimeFormat(lang, style);
  }
};

const age = (ms: number): string => {
  const words = document.body.dataset;
  const minutes = Math.floor(ms / MINUTE);
  const [key, count] =
    minutes < 1 ? ["ageNow", 0]
    : minutes < 60 ? ["ageMinutes", minutes]
    : minutes < 48 * 60 ? ["ageHours", Math.floor(minutes / 60)]
    : minutes < 14 * 1440 ? ["ageDays", Math.floor(minutes / 1440)]
    : minutes < 730 * 1440 ? ["ageWeeks", Math.floor(minutes / 10080)]
    : ["ageYears", Math.floor(minutes / 525600)];
  return (words[key as string] ?? "").replace("0", String(count));
};

export const startTimes = (): void => {
  refresh(document);
  setInterval(() => refresh(document), MINUTE);
  document.addEventListener("deskhero:shown", () => refresh(document));
  document.addEventListener("htmx:afterSettle", () => refresh(document));
};
