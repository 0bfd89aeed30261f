// Live changes: one event stream for the whole browser. The tab that holds the lock listens and tells the
// others; when it closes, the browser hands the lock to the next one, which first lets every tab look again.
import htmx from "htmx.org/dist/htmx.esm.js";
import { inPageLanguage } from "./language";
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { isUnsent } from "./fields";
import { say } from "./notice";

interface Change { kind: string; ticket_id?: string | null }
type Word = { change: Change } | { presence: string } | { lost: true } | { back: true } | { since: number };

/** What is kept up to date: the side bar on every page, the others where they are. */
const PARTS = ["bell", "views", "list", "thread", "person", "mailboxes"];
const OWN = "#list, #thread, #mailboxes";
/** A page that merged its ticket is at the other one by then. */
const LED_MS = 1500;
let pending = false;
/** A look that waits is the first one at a ticket. */
let opening = false;
let running = false;
/** How far the window that listens has heard. */
let heard = 0;
/** Whether this is the window that listens for all of them. */
let leading = false;
export const leads = (): boolean => leading;

/** Looks at the page that is shown anew, and brings it up to date. Opening a ticket that was loaded ahead reads it; a window
 *  that looks again by itself leaves unread what its reader marked so. */
export const look = async (opened = false): Promise<void> => {
  if (running) { pending = true; opening ||= opened; return; }
  running = true;
  const how = document.hidden ? "hidden" : opened || opening ? "opened" : "1";
  opening = false;
  try {
    const asked = location.href;
    const at = performance.now();
    // What stands here may be the answer to a form, whose address cannot be asked for again.
    const address = document.querySelector(OWN) ? asked : "/views";
    const response = await fetch(address, { headers: { ...inPageLanguage(), "X-Deskhero-Live": how }, redirect: "manual" });
    const text = await response.text();
    const instead = response.headers.get("X-Deskhero-Instead");
    // Who has gone on to another page meanwhile must not be put back.
    if (location.href !== asked) pending = true;
    else if (instead) setTimeout(() => { if (location.href === asked) leave(text, instead); }, LED_MS);
    else if (response.ok) show(text, at);
    // Merged, or signed out: what is being written here stays, and the reader decides. Unless this page did it itself and
    // is being led there.
    else if (response.type === "opaqueredirect") setTimeout(() => { if (location.href === asked) say(document.body.dataset.moved ?? "", "alert"); }, LED_MS);
  } catch {
    // The stream itself tells that the connection is lost; the next change tries again.
  } finally {
    running = false;
    if (pending) { pending = false; void look(); }
  }
};

/** What was open is erased: nothing of it stays here, and neither does what was being written in it. */
const leave = (text: string, to: string): void => {
  history.replaceState({ htmx: true }, "", to);
  htmx.swap("#app", text, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: "#app" });
  say(document.body.dataset.gone ?? "", "alert");
};

const show = (text: string, asked: number): void => {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const id of PARTS) {
    const [here, there] = [document.getElementById(id), page.getElementById(id)];
    // Most looks find most of a page as it is, and comparing is much faster than morphing.
    if (!here || !there || here.isEqualNode(there)) continue;
    Idiomorph.morph(here, there, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: {
        // What someone is writing, has unfolded or is reading in a frame is not touched.
        beforeNodeMorphed: (old: Node, fresh: Node) => !isUnsent(old, fresh) && !(old instanceof Element && old.hasAttribute("data-keep")),
        beforeAttributeUpdated: (name: string, node: Element) =>
          !((name === "open" && node.tagName === "DETAILS") || (name === "style" && node.matches(".menu-body")) || (name === "height" && node.tagName === "IFRAME")),
      },
    });
    const fresh = document.getElementById(id);
    if (fresh) htmx.process(fresh);
  }
  if (page.title) document.title = page.title;
  document.dispatchEvent(new CustomEvent("deskhero:shown", { detail: { page, asked } }));
};

let soon: ReturnType<typeof setTimeout> | undefined;
const hear = (word: Word): void => {
  if ("lost" in word) say(document.body.dataset.lost ?? "", "alert");
  else if ("presence" in word) document.dispatchEvent(new CustomEvent("deskhero:presence", { detail: word.presence }));
  // A page that was made before what was heard last has missed it.
  else if ("since" in word) { if (leading && heard > word.since) told({ change: { kind: "missed" } }); }
  else if ("back" in word) { say(document.body.dataset.back ?? ""); void look(); }
  else {
    // Several changes in one breath are one look.
    clearTimeout(soon);
    soon = setTimeout(() => void look(), 40);
  }
};

let told: (word: Word) => void = () => undefined;
const lead = (url: string, channel: BroadcastChannel): Promise<never> => {
  const tell = (word: Word): void => { channel.postMessage(word); hear(word); };
  told = tell;
  leading = true;
  let lost = false;
  const open = (): void => {
    const stream = new EventSource(url);
    stream.onopen = () => { if (lost) { lost = false; tell({ back: true }); } };
    stream.addEventListener("change", (event) => { heard = Number((event as MessageEvent).lastEventId); tell({ change: JSON.parse((event as MessageEvent<string>).data) as Change }); });
    stream.addEventListener("presence", (event) => tell({ presence: (event as MessageEvent<string>).data }));
    stream.onerror = () => {
      if (!lost) { lost = true; tell({ lost: true }); }
      // The browser tries again by itself, unless the server said no.
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, 5000);
    };
  };
  open();
  return new Promise<never>(() => undefined);
};

export const startLive = (url: string): void => {
  const channel = new BroadcastChannel("deskhero-live");
  channel.onmessage = (event: MessageEvent<Word>) => hear(event.data);
  const since = Number(new URL(url, location.href).searchParams.get("after"));
  heard = since;
  channel.postMessage({ since });
  let first = true;
  void navigator.locks.request("deskhero-live", { ifAvailable: true }, (lock) => (lock ? lead(url, channel) : undefined))
    .then(() => {
      first = false;
      return navigator.locks.request("deskhero-live", () => {
        if (!first) hear({ change: { kind: "leader" } });
        return lead(url, channel);
      });
    });
};
