// The routes of a mailbox: folders, mails, delta, sendMail. Whatever is not described here is refused.
import { randomBytes } from "node:crypto";
import { Drafts } from "./drafts.mjs";
import { Refused } from "./mailbox.mjs";

const SELECT = { message: ["id", "receivedDateTime", "conversationId", "isDraft", "isRead", "parentFolderId"], folder: ["id", "displayName", "childFolderCount", "totalItemCount", "parentFolderId"] };
const SIZE = "singleValueExtendedProperties($filter=id eq 'Long 0x0E08')";
const DELTA_BOUNDED_MAX = 5000;
const REQUEST_BYTES_MAX = 4 * 1024 * 1024;
const when = (seconds) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
const bad = (message) => new Refused(400, "BadRequest", message);

/** The query, when it has no other parameters than these. */
function query(url, ...known) {
  for (const name of url.searchParams.keys()) if (!known.includes(name)) throw bad(`Unknown query option '${name}'.`);
  return (name) => url.searchParams.get(name);
}
function select(text, kind) {
  const names = text?.split(",") ?? SELECT[kind];
  for (const name of names) if (!SELECT[kind].includes(name)) throw bad(`Could not find a property named '${name}'.`);
  return (all) => Object.fromEntries(Object.entries(all).filter(([name]) => name === "id" || names.includes(name)));
}
function since(text) {
  if (text === null) return 0;
  const found = /^receivedDateTime (ge|gt) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(text);
  if (!found) throw bad("Unsupported filter expression.");
  return Date.parse(found[2]) / 1000 + (found[1] === "gt" ? 1 : 0);
}
function count(text, most) {
  if (text === null) return null;
  if (!/^[1-9]\d*$/.test(text) || Number(text) > most) throw bad("Invalid value for $top.");
  return Number(text);
}

export class Mail {
  constructor(world) {
    Object.assign(this, { world, tokens: new Map() });
    this.drafts = new Drafts(this);
  }
  shown(mail) {
    return { id: mail.id, receivedDateTime: when(mail.at), conversationId: mail.thread, isDraft: mail.draft, isRead: mail.seen, parentFolderId: mail.folder };
  }
  /** Answers a request to a mailbox: `{ status, json }` or `{ status, raw, type }`. */
  answer({ box, user, method, path, url, prefer, type, body }) {
    const at = (pattern) => pattern.exec(path)?.slice(1).map(decodeURIComponent);
    let found;
    if (body.length > REQUEST_BYTES_MAX) throw new Refused(413, "RequestEntityTooLarge", "The request is too large.");
    if (method === "POST" && path === "/sendMail") return this.send(box, url, type, body);
    if (!prefer.immutable) throw bad("This stand-in wants Prefer: IdType=\"ImmutableId\" with every request.");
    if (method === "GET" && path === "/mailFolders") return this.folders(box, null, `${user}/mailFolders`, url);
    if (method === "GET" && (found = at(/^\/mailFolders\/([^/]+)\/childFolders$/)))
      return this.folders(box, box.folder(found[0]).id, `${user}${path}`, url);
    if (method === "GET" && (found = at(/^\/mailFolders\/([^/]+)$/)))
      return { status: 200, json: select(query(url, "$select")("$select"), "folder")(this.folder(box, box.folder(found[0]))) };
    if (method === "GET" && (found = at(/^\/mailFolders\/([^/]+)\/messages$/))) return this.list(box, box.folder(found[0]), url);
    if (method === "GET" && (found = at(/^\/mailFolders\/([^/]+)\/messages\/delta$/)))
      return this.delta(box, box.folder(found[0]), user, url, prefer.size);
    if (method === "GET" && (found = at(/^\/messages\/([^/]+)\/\$value$/))) {
      query(url);
      const mail = box.mail(found[0]);
      return { status: 200, raw: mail.raw, type: "text/plain", endless: mail.endless };
    }
    if (method === "GET" && (found = at(/^\/messages\/([^/]+)$/)))
      return { status: 200, json: select(query(url, "$select")("$select"), "message")(this.shown(box.mail(found[0]))) };
    if (method === "PATCH" && (found = at(/^\/messages\/([^/]+)$/))) {
      const wanted = json(type, body, { isRead: "boolean" });
      const mail = box.mail(found[0]);
      box.mark(mail, wanted.isRead);
      return { status: 200, json: this.shown(mail) };
    }
    if (method === "POST" && (found = at(/^\/messages\/([^/]+)\/move$/))) {
      const wanted = json(type, body, { destinationId: "string" });
      const mail = box.mail(found[0]);
      box.move(mail, box.folder(wanted.destinationId).id);
      return { status: 201, json: this.shown(mail) };
    }
    const draft = this.drafts.answer({ box, method, path, type, body });
    if (draft) return draft;
    throw bad(`Resource not found for the segment '${path}'.`);
  }
  folder(box, one) {
    return { id: one.id, displayName: one.name, parentFolderId: one.parent ?? "root", childFolderCount: box.children(one.id).length, totalItemCount: box.in(one.id).length };
  }
  folders(box, parent, base, url) {
    const asked = query(url, "$top", "$select", "$skip");
    const chosen = select(asked("$select"), "folder");
    const [top, skip] = [count(asked("$top"), 1000) ?? 10, Number(asked("$skip") ?? 0)];
    // Fewer than were asked for, as Graph may do: so that the next page is asked for.
    const size = Math.min(top, 4);
    const all = box.children(parent);
    const json = { value: all.slice(skip, skip + size).map((one) => chosen(this.folder(box, one))) };
    const more = `${this.world.elsewhere ?? this.world.root}${base}?$top=${top}&$select=${asked("$select") ?? ""}&$skip=${skip + size}`;
    if (skip + size < all.length) json["@odata.nextLink"] = asked("$select") ? more : more.replace("&$select=", "");
    return { status: 200, json };
  }
  list(box, folder, url) {
    const asked = query(url, "$select", "$top", "$count", "$filter", "$orderby");
    if (![null, "receivedDateTime desc"].includes(asked("$orderby"))) throw bad("Unsupported order.");
    const wanted = /^internetMessageId eq '((?:[^']|'')+)'$/.exec(asked("$filter") ?? "")?.[1].replaceAll("''", "'");
    const from = wanted ? 0 : since(asked("$filter"));
    const is = (mail) => mail.at >= from && (!wanted || fields(mail.raw).some(([name, value]) => name === "message-id" && value === wanted));
    const all = box.in(folder.id).filter(is).sort((a, b) => b.at - a.at);
    const chosen = select(asked("$select"), "message");
    const json = { value: all.slice(0, count(asked("$top"), 1000) ?? 10).map((mail) => chosen(this.shown(mail))) };
    if (asked("$count") === "true") json["@odata.count"] = all.length;
    return { status: 200, json };
  }
  delta(box, folder, user, url, size) {
    const asked = query(url, "changeType", "$select", "$expand", "$filter", "$skiptoken", "$deltatoken");
    const token = asked("$skiptoken") ?? asked("$deltatoken");
    let state;
    if (token !== null) {
      if ([...url.searchParams.keys()].length !== 1) throw bad("A token stands alone.");
      state = this.tokens.get(token);
      if (!state || state.box !== box || state.folder !== folder.id)
        throw new Refused(410, "SyncStateNotFound", "The sync state generation is not found; please resync.");
      if (state.list === null) state = { ...state, at: 0, end: box.journal.length, list: this.changes(box, state) };
    } else {
      if (![null, "created"].includes(asked("changeType"))) throw bad("Unsupported change type.");
      if (![null, SIZE].includes(asked("$expand"))) throw bad("Unsupported expansion.");
      const from = since(asked("$filter"));
      // Newest first: nobody is promised an order.
      const ids = box.in(folder.id).filter((mail) => mail.at >= from).sort((a, b) => b.at - a.at).map(({ id }) => ({ id, kind: "created" }));
      const list = asked("$filter") === null ? ids : ids.slice(0, DELTA_BOUNDED_MAX);
      state = { box, folder: folder.id, from, only: asked("changeType"), select: asked("$select"), sized: asked("$expand") !== null, at: 0, end: box.journal.length, list };
      select(state.select, "message");
    }
    const chosen = select(state.select, "message");
    const next = state.at + (size ?? 10);
    const value = state.list.slice(state.at, next).map(({ id, kind }) => {
      const mail = box.mails.get(id);
      if (kind === "deleted" || !mail || mail.folder !== folder.id) return { "@odata.type": "#microsoft.graph.message", id, "@removed": { reason: "deleted" } };
      const sized = state.sized ? { singleValueExtendedProperties: [{ id: "Long 0xe08", value: String(mail.size) }] } : {};
      return { "@odata.type": "#microsoft.graph.message", "@odata.etag": "W/\"1\"", ...chosen(this.shown(mail)), ...sized };
    });
    const [name, kept] = next < state.list.length ? ["$skiptoken", { ...state, at: next }] : ["$deltatoken", { ...state, since: state.end, list: null }];
    const fresh = randomBytes(24).toString("base64url");
    this.tokens.set(fresh, kept);
    const root = this.world.elsewhere ?? this.world.root;
    const link = `${root}${user}/mailFolders('${folder.id}')/messages/delta?${name}=${fresh}`;
    return { status: 200, json: { "@odata.context": `${this.world.root}/$metadata#Collection(message)`, value, [name === "$skiptoken" ? "@odata.nextLink" : "@odata.deltaLink"]: link } };
  }
  changes(box, { folder, since, from, only }) {
    const all = box.changes(folder, since).filter(({ id, kind }) => kind === "deleted" || (box.mails.get(id)?.at ?? 0) >= from);
    return only && !this.world.chatty ? all.filter(({ kind }) => kind === only) : all;
  }
  send(box, url, type, body) {
    query(url);
    const raw = mime(type, body);
    const thread = this.dispatch(box, raw);
    box.put(box.folder("sentitems").id, raw, { seen: true, thread });
    return { status: 202 };
  }
  /** Hands a mail to those whom its header names; its conversation. */
  dispatch(box, raw) {
    const head = fields(raw);
    const [from] = addresses(head, "from");
    if (from && from !== box.address) throw new Refused(403, "ErrorSendAsDenied", "The user account does not have the right to send as this address.");
    const all = [...new Set(["to", "cc", "bcc"].flatMap((name) => addresses(head, name)))];
    if (!all.length) throw new Refused(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.");
    const thread = head.find(([name]) => name === "references")?.[1];
    const hidden = Buffer.concat(head.filter(([name]) => name !== "bcc").map(([, , bytes]) => bytes).concat(raw.subarray(head.reduce((sum, [, , bytes]) => sum + bytes.length, 0))));
    for (const address of all) this.world.boxes.get(address)?.put(this.world.boxes.get(address).folder("inbox").id, hidden, { thread });
    return thread;
  }
}

/** A mail as MIME. */
export function mime(type, body) {
  if (type !== "text/plain") throw new Refused(415, "UnsupportedMediaType", "This stand-in takes MIME alone.");
  return decoded(body.toString("latin1"), "ErrorMimeContentInvalidBase64String");
}
export function decoded(text, code) {
  // In pieces: a regular expression over millions of characters is too deep.
  const isClean = text.length % 4 === 0 && text.length > 0 && !/[^A-Za-z0-9+/=]/.test(text) && !/=[^=]/.test(text.slice(-4)) && !text.slice(0, -2).includes("=");
  if (!isClean) throw new Refused(400, code, "Invalid base64 string for MIME content.");
  return Buffer.from(text, "base64");
}

/** A JSON body with exactly these fields. */
export function json(type, body, known, optional = {}) {
  if (type !== "application/json") throw new Refused(415, "UnsupportedMediaType", "JSON is wanted.");
  let read;
  try {
    read = JSON.parse(body.toString("utf8"));
  } catch {
    throw bad("Unable to read JSON request payload.");
  }
  for (const name of Object.keys(read)) if (typeof read[name] !== (known[name] ?? optional[name])) throw bad(`Property '${name}' is not what it should be.`);
  for (const name of Object.keys(known)) if (!(name in read)) throw bad(`Property '${name}' is missing.`);
  return read;
}
/** The header's fields: name, value unfolded, bytes. */
function fields(raw) {
  const found = [];
  for (const [line] of raw.toString("latin1").matchAll(/[^\n]*\n|[^\n]+$/g)) {
    if (/^[ \t]/.test(line) && found.length) found.at(-1)[2] += line;
    else if (/^[^:\s]+:/.test(line)) found.push([line.split(":")[0].toLowerCase(), "", line]);
    else break;
  }
  return found.map(([name, , line]) => [name, line.slice(line.indexOf(":") + 1).replace(/\r\n/g, "").trim(), Buffer.from(line, "latin1")]);
}
function addresses(head, wanted) {
  const values = head.filter(([name]) => name === wanted).map(([, value]) => value);
  return values.flatMap((value) => value.match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? []).map((one) => one.toLowerCase());
}
