// Times come from the server in UTC; the reader sees their own zone. Ages are kept fresh.
const MINUTE = 60_000;

/** The zone of every time on the page: what the reader's profile says, or the browser's where that is unknown to it. */
export const zone = (): string => {
  const own = document.documentElement.dataset.timeZone;
  try {
    if (own) return new Intl.DateTimeFormat(undefined, { timeZone: own }).resolvedOptions().timeZone;
  } catch { /* A name that this browser does not know. */ }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
};

/** Now, on the clock of the zone, as a field for date and time holds it. */
export const clockNow = (): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone(), dateStyle: "short", timeStyle: "short" }).format(new Date()).replace(" ", "T");

/** Puts the times in a part of the page into the reader's words. */
export const refresh = (root: ParentNode): void => {
  const now = Date.now();
  const lang = document.documentElement.lang;
  const timeZone = zone();
  const whole = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short", timeZone });
  const day = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone } as const;
  const thisYear = new Intl.DateTimeFormat(lang, day);
  const otherYear = new Intl.DateTimeFormat(lang, { ...day, year: "numeric" });
  const year = new Intl.DateTimeFormat("en", { year: "numeric", timeZone });
  for (const node of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const at = new Date(node.dateTime);
    node.title = whole.format(at);
    if (node.dataset.age !== undefined) node.textContent = age(now - at.getTime());
    else node.textContent = (year.format(at) === year.format(now) ? thisYear : otherYear).format(at);
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
