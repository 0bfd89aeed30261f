// Saved views with live counts that differ, over tickets of many kinds: node views.mjs URL TOKEN VIEWS
// The newest tickets get tags, priorities, statuses and an assignee; the rest stays as it was taken in.
import { tokenApi, newestTickets, summary } from "./client.mjs";

const ORDERED = 10_000;
const PARTS = 100;
const STATUSES = ["open", "pending", "closed"];
const PRIORITIES = ["low", "normal", "high", "urgent"];
const TAGS = 20;

const [base, token, views] = process.argv.slice(2);
const api = tokenApi(base, token);
const post = (path, body) => api(path, { method: "POST", body: JSON.stringify(body) });

const tags = [];
for (let i = 0; i < TAGS; i += 1) tags.push((await post("/api/v1/tags", { name: `topic ${i}` })).id);
const me = (await api("/api/v1/agents")).items[0].id;
const rows = await newestTickets(api, ORDERED);
// So that neighbours differ: every hundredth of them gets the same.
for (let part = 0; part < PARTS; part += 1) {
  const ids = rows.filter((_, i) => i % PARTS === part).map((row) => row.id);
  if (ids.length === 0) continue;
  await post("/api/v1/ticket-changes", {
    ticket_ids: ids,
    change: {
      status: STATUSES[part % STATUSES.length], priority: PRIORITIES[part % PRIORITIES.length],
      add_tag_ids: [tags[part % TAGS], tags[(part * 7 + 3) % TAGS]],
      ...(Math.floor(part / TAGS) % 2 ? { assignee_id: me } : {}),
    },
  });
}
const conditions = [];
for (const tag of [undefined, ...tags]) {
  for (const status of STATUSES) {
    for (const assignee of ["me", "none"]) conditions.push({ status: [status], assignee, ...(tag ? { tag_ids: [tag] } : { priority: ["urgent", "high"] }) });
  }
}
if (conditions.length < Number(views)) throw new Error(`${conditions.length} different views at most`);
const took = [];
for (const [i, one] of conditions.slice(0, Number(views)).entries()) {
  const start = performance.now();
  await post("/api/v1/views", { name: `View ${i}`, shared: true, conditions: one, order: ["newest", "oldest", "priority"][i % 3] });
  took.push(performance.now() - start);
}
const made = (await api("/api/v1/views")).items;
const counted = made.filter((view) => view.count > 0).length;
// A view is right when it counts what its list holds; the last one is small enough to be read to its end.
for (const view of made.slice(-3)) {
  let [n, next] = [0, ""];
  do {
    const page = await api(`/api/v1/tickets?view=${view.id}&limit=100${next && `&after=${encodeURIComponent(next)}`}`);
    n += page.items.length;
    next = page.next;
  } while (next);
  if (n !== view.count) throw new Error(`${view.name} counts ${view.count}, its list has ${n}`);
}
console.log(JSON.stringify({ views: made.length, with_tickets: counted, ordered: rows.length, make: summary(took) }));
