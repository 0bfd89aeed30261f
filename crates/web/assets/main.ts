// Entry of the page script: sets htmx up without eval and without storage, then starts each module.
import "./trusted";
import htmx from "htmx.org/dist/htmx.esm.js";
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { startAhead } from "./ahead";
import { startCompose } from "./compose";
import { startConfirm } from "./confirm";
import { startCopy } from "./copy";
import { startDrafts } from "./draft";
import { isUnsent, startFields } from "./fields";
import { startFrames } from "./frames";
import { startImages } from "./images";
import { startKeys } from "./keys";
import { startLanguage } from "./language";
import { startLater } from "./later";
import { startLive } from "./live";
import { startMentions } from "./mention";
import { startNotices } from "./notices";
import { startPeople } from "./people";
import { startPresence } from "./presence";
import { startReading } from "./reading";
import { startSaved } from "./saved";
import { startSelect, startSnooze } from "./select";
import { startTag } from "./tag";
import { startTimes } from "./times";
import { say } from "./notice";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  scrollBehavior: "instant",
  globalViewTransitions: false,
});

// What is selected stays selected; its line may move. A field that somebody is filling in is theirs.
const kept = (old: Node, fresh: Node): boolean =>
  !isUnsent(old, fresh) && !(old instanceof HTMLInputElement && (old.matches(".pick") || (old === document.activeElement && old.matches(".filled input") && old.value !== old.defaultValue)));

// New content is morphed into the old, so that focus, scroll positions and frames stay where they are.
htmx.defineExtension("morph", {
  isInlineSwap: (style: string) => style === "morph",
  handleSwap: (style: string, target: Element, fragment: DocumentFragment | Element) => {
    if (style !== "morph") return false;
    const fresh = fragment instanceof DocumentFragment ? fragment.firstElementChild : fragment;
    return fresh ? Idiomorph.morph(target, fresh, { morphStyle: "outerHTML", callbacks: { beforeNodeMorphed: kept } }) : [];
  },
});

document.addEventListener("htmx:responseError", (event) => {
  const xhr = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  // It came with its form, which says so beside the field.
  if (page.querySelector("[data-refused]")) return;
  const title = page.querySelector("[data-error-title]")?.textContent ?? document.body.dataset.failed ?? "";
  const hint = page.querySelector("[data-error-hint]")?.textContent ?? "";
  if (xhr.status === 401) location.reload();
  else say(`${title}. ${hint}`, "alert");
});
document.addEventListener("htmx:sendError", () => say(document.body.dataset.failed ?? "", "alert"));

startLanguage();
startTimes();
startFields();
startFrames();
startImages();
startReading();
startCompose();
startDrafts();
startPresence();
startAhead();
startLater();
startKeys();
startSaved();
startMentions();
startPeople();
startNotices();
startSelect();
startTag();
startConfirm();
startCopy();
startSnooze();
// On small screens the views stand in a row that scrolls.
document.querySelector("#views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
if (document.body.dataset.live) startLive(document.body.dataset.live);
