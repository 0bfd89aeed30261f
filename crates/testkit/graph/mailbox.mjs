// Mailboxes in memory: folders, mails, and a journal of what happened in each folder.
import { randomBytes } from "node:crypto";

const WELL_KNOWN = { inbox: "Inbox", archive: "Archive", sentitems: "Sent Items", drafts: "Drafts", deleteditems: "Deleted Items", junkemail: "Junk Email" };
const newId = (bytes) => `AAkAL_-${randomBytes(bytes).toString("base64")}`.replaceAll("/", "_").replaceAll("+", "-");

/** A failure in Graph's shape. */
export class Refused extends Error {
  constructor(status, code, message, headers = {}) {
    super(message);
    Object.assign(this, { status, code, headers });
  }
  body() {
    const at = new Date().toISOString().slice(0, 19);
    return { error: { code: this.code, message: this.message, innerError: { date: at, "request-id": "0", "client-request-id": "0" } } };
  }
}

export class Mailbox {
  constructor(address, onCreated) {
    Object.assign(this, { address, onCreated, folders: new Map(), mails: new Map(), journal: [], lastAt: 0 });
    for (const [known, name] of Object.entries(WELL_KNOWN)) this.addFolder(name, null, known);
  }
  addFolder(name, parent, known = null) {
    const folder = { id: newId(41), name, parent, known };
    this.folders.set(folder.id, folder);
    return folder;
  }
  /** By id or well-known name. */
  folder(id) {
    const found = this.folders.get(id) ?? [...this.folders.values()].find((one) => one.known === id.toLowerCase());
    if (!found) throw new Refused(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    return found;
  }
  /** By path, for tests; made when it is missing. */
  path(path) {
    let parent = null;
    for (const name of path.split("/")) {
      const known = parent === null && (name === "INBOX" ? "inbox" : name === "Sent" ? "sentitems" : null);
      const is = (one) => (known ? one.known === known : one.parent === (parent?.id ?? null) && one.name === name);
      parent = [...this.folders.values()].find(is) ?? this.addFolder(name, parent?.id ?? null);
    }
    return parent;
  }
  removeFolder(id) {
    for (const mail of this.in(id)) this.remove(mail.id);
    this.folders.delete(id);
  }
  children(parent) {
    return [...this.folders.values()].filter((one) => one.parent === parent);
  }
  in(folder) {
    return [...this.mails.values()].filter((mail) => mail.folder === folder);
  }
  mail(id) {
    const found = this.mails.get(id);
    if (!found) throw new Refused(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    return found;
  }
  note(folder, id, kind) {
    this.journal.push({ folder, id, kind });
  }
  /** Puts a mail; one that comes now comes a second after the one before. */
  put(folder, raw, { seen = false, at = null, draft = false, thread = null, size = null, endless = false } = {}) {
    if (at === null) this.lastAt = at = Math.max(Math.floor(Date.now() / 1000), this.lastAt + 1);
    const mail = { id: newId(65), folder, raw, seen, at, draft, thread: thread ?? newId(20), size: size ?? raw.length, endless };
    this.mails.set(mail.id, mail);
    this.note(folder, mail.id, "created");
    this.onCreated(this, mail);
    return mail;
  }
  remove(id) {
    this.note(this.mail(id).folder, id, "deleted");
    this.mails.delete(id);
  }
  mark(mail, seen) {
    mail.seen = seen;
    this.note(mail.folder, mail.id, "updated");
  }
  move(mail, folder) {
    if (mail.folder === folder) return;
    this.note(mail.folder, mail.id, "deleted");
    mail.folder = folder;
    this.note(folder, mail.id, "created");
    this.onCreated(this, mail);
  }
  /** What happened in a folder since a place in the journal, each mail once. */
  changes(folder, since) {
    const kinds = new Map();
    for (const { folder: at, id, kind } of this.journal.slice(since)) {
      if (at !== folder) continue;
      const before = kinds.get(id);
      kinds.delete(id);
      kinds.set(id, before === "created" && kind === "updated" ? "created" : kind);
    }
    return [...kinds].map(([id, kind]) => ({ id, kind }));
  }
}
