// What the measuring programmes share: the API with a token, and signing in as a browser does.

export const tokenApi = (base, token) => async (path, options = {}) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(base + path, { ...options, headers });
  if (!answer.ok) throw new Error(`${options.method ?? "GET"} ${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return answer.status === 204 ? undefined : answer.json();
};

/** The newest tickets, `count` at most. */
export const newestTickets = async (api, count) => {
  const rows = [];
  let next = "";
  do {
    const page = await api(`/api/v1/tickets?limit=100${next && `&after=${encodeURIComponent(next)}`}`);
    rows.push(...page.items);
    next = page.next;
  } while (rows.length < count && next);
  return rows.slice(0, count);
};

/** Signs in; answers with the `Cookie` header of the session. */
export const signIn = async (base, email, password) => {
  const jar = (answer) => answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const page = await fetch(`${base}/sign-in`);
  const csrf = /name="csrf"\s+value="([^"]*)"/.exec(await page.text())?.[1] ?? "";
  const headers = { cookie: jar(page), origin: base, "sec-fetch-site": "same-origin" };
  const answer = await fetch(`${base}/sign-in`, { method: "POST", redirect: "manual", headers, body: new URLSearchParams({ email, password, csrf }) });
  if (answer.status !== 303) throw new Error(`sign-in: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return jar(answer);
};

/** The value below which so many of a hundred are. */
export const percentile = (values, hundredth) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredth) / 100) - 1)];
};
const rounded = (ms) => Number(ms.toFixed(1));
export const summary = (values) => ({
  n: values.length, p50_ms: rounded(percentile(values, 50)), p98_ms: rounded(percentile(values, 98)),
  p99_ms: rounded(percentile(values, 99)), worst_ms: rounded(Math.max(...values)),
});
