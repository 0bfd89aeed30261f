// Change notifications: the handshake, calls when mail comes, lifecycle calls.
import { randomUUID } from "node:crypto";
import https from "node:https";
import { json } from "./mail.mjs";
import { Refused } from "./mailbox.mjs";

const LIFE_MAX_MS = 10080 * 60 * 1000;
const PATIENCE_MS = 10_000;
const FIELDS = { changeType: "string", notificationUrl: "string", resource: "string", expirationDateTime: "string" };
const OPTIONAL = { lifecycleNotificationUrl: "string", clientState: "string", latestSupportedTlsVersion: "string" };

export class Subscriptions {
  constructor(world, ca) {
    Object.assign(this, { world, ca, all: new Map() });
  }
  call(url, type, body) {
    return new Promise((done) => {
      const headers = { "content-type": type, "content-length": Buffer.byteLength(body) };
      const request = https.request(url, { method: "POST", ca: this.ca, headers, timeout: PATIENCE_MS }, async (answer) => {
        const parts = [];
        for await (const part of answer) parts.push(part);
        done({ status: answer.statusCode, type: answer.headers["content-type"] ?? "", body: Buffer.concat(parts).toString() });
      });
      request.on("timeout", () => request.destroy(new Error("too slow")));
      request.on("error", (error) => done({ status: 0, type: "", body: String(error) }));
      request.end(body);
    });
  }
  async prove(url) {
    if (!/^https:\/\//.test(url)) throw new Refused(400, "InvalidRequest", "The notification address must be https.");
    const token = `Validation: Testing client application reachability & "${randomUUID()}" + ä`;
    const answer = await this.call(`${url}${url.includes("?") ? "&" : "?"}validationToken=${encodeURIComponent(token)}`, "text/plain; charset=utf-8", "");
    if (answer.status !== 200 || !answer.type.startsWith("text/plain") || answer.body !== token)
      throw new Refused(400, "ValidationError", "Subscription validation request failed. Response must exactly match validationToken query parameter.");
  }
  until(text) {
    const [at, now] = [Date.parse(text), Date.now() + this.world.skew];
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || at <= now || at > now + LIFE_MAX_MS)
      throw new Refused(400, "InvalidRequest", "Subscription expiration can only be 10080 minutes in the future.");
    return at;
  }
  /** The mailbox and folder of a resource; no folder for all of them. */
  watched(resource, token) {
    const found = /^\/?(me|users\/[^/]+)(?:\/mailFolders\('([^']+)'\))?\/messages$/.exec(resource);
    if (!found) throw new Refused(400, "InvalidRequest", `Resource '${resource}' is not supported.`);
    const box = this.world.mailbox(token, `/${found[1]}`);
    return { box, folder: found[2] ? box.folder(found[2]).id : null };
  }
  async answer({ token, method, path, prefer, type, body }) {
    if (!prefer.immutable) throw new Refused(400, "BadRequest", "This stand-in wants Prefer: IdType=\"ImmutableId\" with every request.");
    if (method === "POST" && path === "/subscriptions") {
      const wanted = json(type, body, FIELDS, OPTIONAL);
      if (wanted.changeType !== "created" || (wanted.clientState ?? "").length > 128) throw new Refused(400, "InvalidRequest", "Unsupported subscription.");
      const one = { ...wanted, ...this.watched(wanted.resource, token), id: randomUUID(), at: this.until(wanted.expirationDateTime), token };
      await this.prove(one.notificationUrl);
      if (one.lifecycleNotificationUrl) await this.prove(one.lifecycleNotificationUrl);
      this.all.set(one.id, one);
      return { status: 201, json: this.shown(one) };
    }
    const one = this.all.get(path.slice("/subscriptions/".length));
    if (!one || one.token.address !== token.address) throw new Refused(404, "ResourceNotFound", "The object was not found.");
    if (method === "GET") return { status: 200, json: this.shown(one) };
    if (method === "PATCH") {
      one.at = this.until(json(type, body, { expirationDateTime: "string" }).expirationDateTime);
      return { status: 200, json: this.shown(one) };
    }
    if (method === "DELETE") {
      this.all.delete(one.id);
      return { status: 204 };
    }
    throw new Refused(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  }
  shown({ id, resource, changeType, notificationUrl, lifecycleNotificationUrl, at }) {
    return { id, resource, applicationId: "app", changeType, clientState: null, notificationUrl, lifecycleNotificationUrl, expirationDateTime: new Date(at).toISOString(), creatorId: "user" };
  }
  tell(one, url, more) {
    const about = { subscriptionId: one.id, subscriptionExpirationDateTime: new Date(one.at).toISOString(), clientState: one.clientState, tenantId: "tenant" };
    return this.call(url, "application/json; charset=utf-8", JSON.stringify({ value: [{ ...about, ...more }] }));
  }
  created(box, mail) {
    for (const one of this.all.values()) {
      if (one.box !== box || (one.folder && one.folder !== mail.folder) || one.at < Date.now() + this.world.skew) continue;
      const resource = `Users/${box.address}/Messages/${mail.id}`;
      const data = { "@odata.type": "#Microsoft.Graph.Message", "@odata.id": resource, "@odata.etag": "W/\"1\"", id: mail.id };
      this.tell(one, one.notificationUrl, { changeType: "created", resource, resourceData: data });
    }
  }
  async lifecycle(id, event) {
    const one = this.all.get(id);
    if (event === "subscriptionRemoved") this.all.delete(id);
    return this.tell(one, one.lifecycleNotificationUrl, { lifecycleEvent: event, organizationId: "tenant" });
  }
}
