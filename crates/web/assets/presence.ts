// Who else is at the ticket that is open. This window says what it does when that changes and now and then, and is told
// in answer who else is there; a word on the event stream says when to ask.
const EVERY_MS = 8000;
/** Whoever typed so long ago does not type any more. */
const TYPING_MS = 12_000;

interface Present { agent_id: string; doing: string }

const self = crypto.randomUUID();
let ticket: string | undefined;
let said = "";
let typed: { kind: string; at: number } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The proof that a page of ours asks; kept, because the form that has it may be gone when this window leaves. */
let csrf = "";
const doing = (): string => (typed && performance.now() - typed.at < TYPING_MS ? typed.kind : "looking");
const nameOf = (id: string): string | undefined => document.querySelector<HTMLOptionElement>(`#assignee option[value="${CSS.escape(id)}"]`)?.label;

const show = (others: Present[]): void => {
  const place = document.getElementById("presence");
  if (!place) return;
  const words = others.flatMap((one) => {
    const name = nameOf(one.agent_id);
    return name ? [(place.dataset[one.doing] ?? "").replace("$", () => name)] : [];
  });
  const text = words.join(" · ");
  if (place.textContent !== text) place.textContent = text;
  place.hidden = text === "";
};

const tell = async (at: string, what: string): Promise<Present[] | undefined> => {
  csrf = document.querySelector<HTMLInputElement>("#compose input[name=csrf]")?.value ?? csrf;
  const body = new URLSearchParams({ csrf, window: self, doing: what });
  const response = await fetch(`/tickets/${at}/presence`, { method: "POST", body, keepalive: true }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Present[]) : undefined;
};

const beat = async (): Promise<void> => {
  clearTimeout(timer);
  if (!ticket || document.hidden) return;
  timer = setTimeout(() => void beat(), EVERY_MS);
  const here = ticket;
  said = doing();
  const others = await tell(here, said);
  if (others && here === ticket) show(others);
};

const leave = (): void => {
  clearTimeout(timer);
  if (ticket && said) void tell(ticket, "gone");
  said = "";
};

/** Another ticket, or none, is open now. */
const move = (): void => {
  const now = document.getElementById("thread")?.dataset.ticket;
  if (now === ticket) return;
  leave();
  typed = undefined;
  ticket = now;
  void beat();
};

export const startPresence = (): void => {
  document.addEventListener("input", (event) => {
    const id = (event.target as Element).id;
    if (id !== "reply-text" && id !== "note-text") return;
    typed = { kind: id === "reply-text" ? "answering" : "noting", at: performance.now() };
    if (said !== typed.kind) void beat();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: HTMLElement; successful: boolean }>).detail;
    if (!successful || !elt.dataset.draft) return;
    typed = undefined;
    void beat();
  });
  document.addEventListener("htmx:afterSettle", move);
  document.addEventListener("deskhero:presence", (event) => { if ((event as CustomEvent<string>).detail === ticket) void beat(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); else void beat(); });
  addEventListener("pagehide", leave);
  move();
};
