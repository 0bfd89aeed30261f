// The editor for text with formatting: Squire, kept to what a mail needs. Fetched when it is first used.
import Squire from "squire-rte/dist/squire.mjs";

/** What can be done to the text. */
export type Format = "bold" | "italic" | "underline" | "strike" | "bullets" | "numbers" | "quote" | "plain";

/** A running editor. */
export interface Editor {
  /** Where it stands. */
  element: HTMLElement;
  focus: () => void;
  apply: (format: Format) => void;
  /** The address of the link at the caret. */
  link: () => string;
  /** Makes a link of what is selected; without an address, none. */
  setLink: (href: string) => void;
  /** Puts text where the caret is. */
  insert: (text: string) => void;
  /** Puts formatted text where the caret is. */
  insertHtml: (html: string) => void;
  /** What was typed after a slash that begins the caret's line, up to the caret. */
  command: () => string | undefined;
  /** Whether the caret's line is a slash and nothing else. */
  slashed: () => boolean;
  /** Writes this in place of the slash and what was typed after it; the caret stands behind it. */
  endCommand: (text: string) => void;
  /** Puts a picture where the caret is. */
  picture: (upload: string, alt: string) => void;
  /** Selects these words; tells whether they are there. */
  select: (words: string) => boolean;
  set: (html: string) => void;
  /** As it is kept and sent: pictures by `cid:`. */
  html: () => string;
  /** Its lines, without formatting. */
  text: () => string;
  stop: () => void;
}

/** What the editor needs of the page. */
export interface Host {
  field: HTMLTextAreaElement;
  /** Reads markup into a document in which nothing runs. */
  read: (html: string) => Document;
  /** Something was written. */
  changed: () => void;
  /** The caret stands elsewhere: which of the formats hold there. */
  moved: (held: Set<Format>) => void;
  /** Pictures were pasted. */
  pictures: (files: File[]) => void;
  send: () => void;
}

const BLOCKS = "div, p, li, blockquote, ul, ol, pre, h1, h2, h3, h4, h5, h6";
const KEPT = new Set(["A", "B", "STRONG", "I", "EM", "U", "S", "DEL", "DIV", "P", "BR", "UL", "OL", "LI", "BLOCKQUOTE", "PRE", "CODE", "IMG", "H1", "H2", "H3"]);
const DROPPED = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "MATH"]);
const TAGS: [Format, string][] = [["bold", "B"], ["italic", "I"], ["underline", "U"], ["strike", "S"], ["bullets", "UL"], ["numbers", "OL"], ["quote", "BLOCKQUOTE"]];
const OWN = /^\/uploads\/([0-9a-f-]{36})$/;

/** An element of the editor's own making, with nothing of what was given but what may stay. */
const copy = (node: Node, into: Node): void => {
  const page = into.ownerDocument ?? document;
  if (node.nodeType === Node.TEXT_NODE) { into.appendChild(page.createTextNode(node.textContent ?? "")); return; }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const from = node as Element;
  const name = from.tagName.toUpperCase();
  if (DROPPED.has(name)) return;
  let to = into;
  if (KEPT.has(name)) {
    const made = page.createElement(name);
    if (name === "A") {
      const href = from.getAttribute("href") ?? "";
      if (/^(https?:|mailto:|tel:)/i.test(href)) made.setAttribute("href", href);
    }
    if (name === "IMG") {
      const upload = OWN.exec((from.getAttribute("src") ?? "").replace(/^cid:/, "/uploads/"));
      if (!upload) return;
      made.setAttribute("src", upload[0]);
      made.setAttribute("alt", from.getAttribute("alt") ?? "");
    }
    into.appendChild(made);
    to = made;
  }
  for (const child of from.childNodes) copy(child, to);
};

/** The words of a block that holds no other. */
const words = (block: Element): string => {
  let out = "";
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) out += node.textContent ?? "";
    else if (node instanceof HTMLImageElement) out += node.alt;
    else if (node instanceof HTMLBRElement) out += "\n";
    else node.childNodes.forEach(walk);
  };
  walk(block);
  return out.replace(/\n$/, "").replace(/\u00a0/g, " ").replace(/\u200b/g, "");
};

const leaves = (root: Element): Element[] => Array.from(root.querySelectorAll(BLOCKS)).filter((block) => !block.querySelector(BLOCKS));

const lineOf = (root: Element, block: Element): string => {
  let quotes = "";
  for (let at: Element | null = block; at && at !== root; at = at.parentElement) if (at.tagName === "BLOCKQUOTE") quotes += "> ";
  const item = block.closest("li");
  const first = item && (item === block || item.querySelector(BLOCKS) === block);
  const list = first ? item.parentElement : null;
  const mark = list?.tagName === "OL" ? `${String(Array.from(list.children).indexOf(item as Element) + 1)}. ` : list ? "- " : "";
  return quotes + mark + words(block);
};

/** Where a place of the text lies in blocks that stand for its lines. */
const placeOf = (root: Element, at: number): [Node, number] => {
  let left = at;
  for (const block of leaves(root)) {
    const text = block.firstChild;
    const length = text?.nodeType === Node.TEXT_NODE ? (text.textContent ?? "").length : 0;
    if (left <= length) return length > 0 && text ? [text, left] : [block, 0];
    left -= length + 1;
  }
  return [root, root.childNodes.length];
};

/** Starts an editor in place of a field. */
export const start = (host: Host, html: string | undefined): Editor => {
  const { field } = host;
  const element = document.createElement("div");
  element.className = "rich";
  element.id = `${field.id}-rich`;
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", field.labels[0]?.textContent ?? ""], ["spellcheck", "true"], ["data-placeholder", field.placeholder]] as const) element.setAttribute(name, value);
  field.after(element);
  const sanitizeToDOMFragment = (markup: string): DocumentFragment => {
    const out = document.createDocumentFragment();
    for (const child of host.read(markup).body.childNodes) copy(child, out);
    return out;
  };
  const squire = new Squire(element, { blockTag: "DIV", addLinks: true, sanitizeToDOMFragment });
  const held = (): Set<Format> => new Set(TAGS.filter(([, tag]) => squire.hasFormat(tag)).map(([format]) => format));
  const bare = (): void => { element.classList.toggle("bare", words(element).trim() === "" && !element.querySelector("img, li, blockquote")); };
  const tell = (): void => { bare(); host.changed(); };
  const set = (markup: string): void => { squire.setHTML(markup); bare(); };
  if (html !== undefined) set(html);
  else {
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const range = document.createRange();
    element.replaceChildren(...field.value.split("\n").map((line) => {
      const block = document.createElement("div");
      // Spaces that HTML would fold away.
      if (line) block.textContent = line.replace(/^ +| {2,}/g, (run) => "\u00a0".repeat(run.length));
      else block.append(document.createElement("br"));
      return block;
    }));
    range.setStart(...placeOf(element, from));
    range.setEnd(...placeOf(element, to));
    squire.setSelection(range);
    bare();
  }
  const listen = { input: tell, pathChange: () => host.moved(held()), select: () => host.moved(held()), cursor: () => host.moved(held()) };
  for (const [name, act] of Object.entries(listen)) squire.addEventListener(name, act);
  squire.addEventListener("pasteImage", (event) => {
    const data = (event as CustomEvent<{ clipboardData: DataTransfer }>).detail.clipboardData;
    host.pictures(Array.from(data.files).filter((file) => file.type.startsWith("image/")));
  });
  for (const modifier of ["Ctrl-", "Meta-"]) squire.setKeyHandler(`${modifier}Enter`, (_, event) => { event.preventDefault(); host.send(); });
  // Formats that were just switched off: a line that begins now does not have them either.
  const off = new Set<Format>();
  const toggle = (format: Format, tag: string, on: () => void, release: () => void): void => {
    const had = squire.hasFormat(tag);
    if (had) release(); else on();
    if (had && squire.getSelection().collapsed) off.add(format); else off.delete(format);
  };
  const acts: Record<Format, () => void> = {
    bold: () => toggle("bold", "B", () => squire.bold(), () => squire.removeBold()),
    italic: () => toggle("italic", "I", () => squire.italic(), () => squire.removeItalic()),
    underline: () => toggle("underline", "U", () => squire.underline(), () => squire.removeUnderline()),
    strike: () => toggle("strike", "S", () => squire.strikethrough(), () => squire.removeStrikethrough()),
    bullets: () => { if (squire.hasFormat("UL")) squire.removeList(); else squire.makeUnorderedList(); },
    numbers: () => { if (squire.hasFormat("OL")) squire.removeList(); else squire.makeOrderedList(); },
    quote: () => { if (squire.hasFormat("BLOCKQUOTE")) squire.decreaseQuoteLevel(); else squire.increaseQuoteLevel(); },
    plain: () => { squire.removeAllFormatting(); },
  };
  for (const modifier of ["Ctrl-", "Meta-"]) {
    for (const [key, format] of [["b", "bold"], ["i", "italic"], ["u", "underline"]] as const) {
      squire.setKeyHandler(modifier + key, (_, event) => { event.preventDefault(); acts[format](); host.moved(held()); });
    }
  }
  squire.setKeyHandler("Enter", (_, event, range) => {
    event.preventDefault();
    const released = [...off];
    squire.splitBlock(event.shiftKey, range);
    for (const format of released) if (held().has(format)) acts[format]();
    host.moved(held());
  });
  // Whatever is written, or a caret that goes elsewhere, begins anew.
  element.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift";
    if (!modified && event.key !== "Enter") off.clear();
  });
  element.addEventListener("mousedown", () => off.clear());
  // A picture is passed, not chosen: the caret stands behind it, and the next key writes there.
  element.addEventListener("click", (event) => {
    const picture = event.target;
    if (!(picture instanceof HTMLImageElement)) return;
    event.stopPropagation();
    const behind = document.createRange();
    behind.setStartAfter(picture);
    squire.focus();
    squire.setSelection(behind);
  });
  const lineAt = (): [Element, Range] | undefined => {
    const range = squire.getSelection();
    const at = range.startContainer;
    const block = (at instanceof Element ? at : at.parentElement)?.closest(BLOCKS);
    if (!range.collapsed || !block || !element.contains(block) || block === element) return undefined;
    const before = range.cloneRange();
    before.setStart(block, 0);
    return [block, before];
  };
  const bareWords = (text: string): string => text.replace(/[\u200b\n]/g, "");
  return {
    element,
    focus: () => { squire.focus(); },
    apply: (format) => { squire.focus(); acts[format](); host.moved(held()); },
    link: () => {
      const at = squire.getSelection().commonAncestorContainer;
      return (at instanceof Element ? at : at.parentElement)?.closest("a")?.getAttribute("href") ?? "";
    },
    setLink: (href) => {
      squire.focus();
      if (!href) { squire.removeLink(); return; }
      squire.makeLink(href);
      // What is written next stands behind it, and is no part of it.
      const at = squire.getSelection().endContainer;
      const made = (at instanceof Element ? at : at.parentElement)?.closest("a") ?? (at instanceof Element ? at.querySelector(`a[href="${CSS.escape(href)}"]`) : null);
      if (!made || !element.contains(made)) return;
      const behind = document.createTextNode("\u200b");
      made.after(behind);
      const range = document.createRange();
      range.setStart(behind, 1);
      squire.setSelection(range);
    },
    insert: (text) => { squire.focus(); squire.insertPlainText(text, false); },
    insertHtml: (markup) => { squire.focus(); squire.insertHTML(markup); },
    command: () => {
      const before = lineAt()?.[1].toString();
      return before === undefined ? undefined : /^\/(\S*)$/.exec(bareWords(before))?.[1];
    },
    slashed: () => bareWords(lineAt()?.[0].textContent ?? "") === "/",
    endCommand: (text) => {
      const before = lineAt()?.[1];
      if (!before) return;
      squire.focus();
      squire.setSelection(before);
      if (text) squire.insertPlainText(text, false);
      else { squire.saveUndoState(before); before.deleteContents(); squire.setSelection(before); }
    },
    picture: (upload, alt) => { squire.focus(); squire.insertImage(`/uploads/${upload}`, { alt }); },
    select: (wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node.textContent ?? "").indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        squire.focus();
        squire.setSelection(range);
        return true;
      }
      return false;
    },
    set,
    html: () => {
      // In a page that is not shown: a picture with another address would be asked for.
      const out = document.implementation.createHTMLDocument("").body;
      for (const child of element.childNodes) copy(child, out);
      for (const picture of out.querySelectorAll("img")) picture.setAttribute("src", (picture.getAttribute("src") ?? "").replace("/uploads/", "cid:"));
      return out.innerHTML.replace(/\u200b/g, "");
    },
    text: () => leaves(element).map((block) => lineOf(element, block)).join("\n"),
    stop: () => { squire.destroy(); element.remove(); },
  };
};
