// Drafts that are written in several steps: the mail as MIME, its attachments, and then the sending.
import { randomUUID } from "node:crypto";
import { decoded, json, mime } from "./mail.mjs";
import { Refused } from "./mailbox.mjs";

const SMALL_BYTES_MAX = 3 * 1024 * 1024;
const LARGE_BYTES_MAX = 150 * 1024 * 1024;
const PIECE_BYTES_MAX = 4 * 1024 * 1024;

export class Drafts {
  constructor(mail) {
    Object.assign(this, { mail, sessions: new Map() });
  }
  /** What is asked about drafts; nothing for anything else. */
  answer({ box, method, path, type, body }) {
    if (method === "POST" && path === "/messages") {
      const draft = box.put(box.folder("drafts").id, mime(type, body), { draft: true });
      return { status: 201, json: this.mail.shown(draft) };
    }
    const [, id, step] = /^\/messages\/([^/]+)(\/send|\/attachments|\/attachments\/createUploadSession)?$/.exec(path) ?? [];
    if (!id) return null;
    const draft = box.mail(decodeURIComponent(id));
    if (method === "DELETE" && !step) return box.remove(draft.id) ?? { status: 204 };
    if (method !== "POST" || !step) return null;
    if (!draft.draft) throw new Refused(400, "ErrorInvalidOperation", "The mail is no draft.");
    if (step === "/send" && body.length) throw new Refused(400, "BadRequest", "Nothing is to be said here.");
    if (step === "/send") return this.send(box, draft);
    return step === "/attachments" ? this.attach(draft, type, body) : this.begin(draft, type, body);
  }
  attach(draft, type, body) {
    const wanted = json(type, body, { "@odata.type": "string", name: "string", contentType: "string", contentBytes: "string" });
    const bytes = decoded(wanted.contentBytes, "ErrorInvalidArgument");
    if (wanted["@odata.type"] !== "#microsoft.graph.fileAttachment") throw new Refused(400, "BadRequest", "Unknown kind of attachment.");
    if (bytes.length >= SMALL_BYTES_MAX) throw new Refused(413, "ErrorMessageSizeExceeded", "The attachment is too large for one request.");
    (draft.files ??= []).push({ name: wanted.name, type: wanted.contentType, bytes });
    return { status: 201, json: { id: randomUUID(), name: wanted.name, size: bytes.length } };
  }
  begin(draft, type, body) {
    const { AttachmentItem: item, ...others } = json(type, body, { AttachmentItem: "object" });
    const known = ["attachmentType", "name", "size", "contentType"];
    if (Object.keys(others).length || Object.keys(item).sort().join() !== known.sort().join() || item.attachmentType !== "file") throw new Refused(400, "BadRequest", "Unknown attachment.");
    if (item.size < SMALL_BYTES_MAX || item.size > LARGE_BYTES_MAX) throw new Refused(400, "ErrorInvalidArgument", "The size is not one for a session.");
    const key = randomUUID();
    this.sessions.set(key, { draft, item, parts: [], done: 0 });
    const root = this.mail.world.uploads ?? new URL(this.mail.world.root).origin;
    return { status: 201, json: { uploadUrl: `${root}/upload/sessions('${key}')?authtoken=${key}`, expirationDateTime: new Date(Date.now() + 3_600_000).toISOString(), nextExpectedRanges: ["0-"] } };
  }
  /** A piece of a file. The address alone opens it: a token does not belong here. */
  upload(request, body) {
    const session = this.sessions.get(new URL(request.url, this.mail.world.root).searchParams.get("authtoken"));
    if (!session || request.method !== "PUT" || request.headers.authorization) throw new Refused(400, "BadRequest", "No such session.");
    const [, from, to, all] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers["content-range"] ?? "") ?? [];
    const isNext = Number(from) === session.done && Number(to) + 1 === session.done + body.length && Number(all) === session.item.size;
    if (!isNext || body.length > PIECE_BYTES_MAX) throw new Refused(416, "ErrorInvalidRange", "Not the range that is expected.");
    session.parts.push(body);
    session.done += body.length;
    if (session.done < session.item.size) return { status: 200, json: { expirationDateTime: new Date().toISOString(), nextExpectedRanges: [`${session.done}-`] } };
    this.sessions.delete(new URL(request.url, this.mail.world.root).searchParams.get("authtoken"));
    (session.draft.files ??= []).push({ name: session.item.name, type: session.item.contentType, bytes: Buffer.concat(session.parts) });
    return { status: 201, headers: { Location: `${this.mail.world.root}/attachment` } };
  }
  /** The mail with its files, as one that carries them in its last parts. */
  send(box, draft) {
    const raw = draft.files ? joined(draft.raw, draft.files) : draft.raw;
    draft.thread = this.mail.dispatch(box, raw) ?? draft.thread;
    Object.assign(draft, { raw, size: raw.length, draft: false, seen: true });
    box.move(draft, box.folder("sentitems").id);
    return { status: 202 };
  }
}

function joined(raw, files) {
  const text = raw.toString("latin1");
  const boundary = /\r\nContent-Type: multipart\/mixed;\s+boundary="([^"]+)"/i.exec(text)?.[1];
  const end = text.lastIndexOf(`--${boundary}--`);
  if (!boundary || end < 0) throw new Refused(400, "ErrorInvalidOperation", "This stand-in joins files to mixed mails alone.");
  const part = ({ name, type, bytes }) =>
    `--${boundary}\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`;
  return Buffer.from(text.slice(0, end) + files.map(part).join("") + text.slice(end), "latin1");
}
