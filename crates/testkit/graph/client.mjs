// Drives the stand-in with Microsoft's own client: node client.mjs API_PORT TOKEN ENDPOINT_URL; prints what it found as JSON.
import { Client, FileUpload, LargeFileUploadTask, PageIterator, BatchRequestContent, BatchResponseContent, ResponseType } from "@microsoft/microsoft-graph-client";

const [port, token, endpoint] = process.argv.slice(2);
const client = Client.initWithMiddleware({
  baseUrl: `https://localhost:${port}/`,
  defaultVersion: "v1.0",
  customHosts: new Set(["localhost"]),
  authProvider: { getAccessToken: async () => token },
});
const headers = { Prefer: "IdType=\"ImmutableId\"" };
const api = (path) => client.api(path).headers(headers);
const found = {};

const folders = [];
await new PageIterator(client, await api("/me/mailFolders").top(3).select("id,displayName").get(), (one) => folders.push(one), { headers }).iterate();
found.folders = folders.map((one) => one.displayName);

/** A round of the delta query; hands out the link of the next one. */
async function round(first) {
  const mails = [];
  const pages = new PageIterator(client, first, (one) => mails.push(one), { headers: { Prefer: `${headers.Prefer}, odata.maxpagesize=2` } });
  await pages.iterate();
  return { mails, link: pages.getDeltaLink() };
}
const begin = () => client.api("/me/mailFolders/inbox/messages/delta").header("Prefer", `${headers.Prefer}, odata.maxpagesize=2`).query({ changeType: "created" }).select("receivedDateTime,conversationId,isDraft");
const first = await round(await begin().get());
found.first = first.mails.length;

const mime = "From: support@example.test\r\nTo: support@example.test\r\nBcc: alice@example.test\r\nSubject: caf\u00e9\r\n\r\nText\r\n";
await client.api("/me/sendMail").header("Content-Type", "text/plain").post(Buffer.from(mime, "latin1").toString("base64"));
const second = await round(await api(first.link).get());
found.second = second.mails.map((one) => Object.keys(one).filter((name) => !name.startsWith("@")).sort());
const [mail] = second.mails;
const raw = await api(`/me/messages/${mail.id}/$value`).responseType(ResponseType.ARRAYBUFFER).get();
found.raw = Buffer.from(raw).toString("latin1");

const request = (id, path, method, body) => ({ id, request: new Request(`https://localhost${path}`, { method, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) }) });
const steps = [request("1", `/me/messages/${mail.id}`, "PATCH", { isRead: true }), request("2", "/me/messages/none", "PATCH", { isRead: true })];
const content = await new BatchRequestContent(steps).getContent();
const answers = new BatchResponseContent(await client.api("/$batch").post(content));
found.batch = ["1", "2"].map((id) => answers.getResponseById(id).status);
const moved = await api(`/me/messages/${mail.id}/move`).post({ destinationId: "archive" });
found.keepsItsId = moved.id === mail.id;
found.third = (await round(await api(second.link).get())).mails.length;

// A draft with a file that goes up in pieces, to an address that a token does not belong to.
const mixed = "From: support@example.test\r\nTo: alice@example.test\r\nContent-Type: multipart/mixed;\r\n boundary=\"b\"\r\n\r\n--b\r\n\r\nText\r\n--b--\r\n";
const draft = await api("/me/messages").header("Content-Type", "text/plain").post(Buffer.from(mixed).toString("base64"));
const bytes = Buffer.alloc(5_000_000, "ab");
const small = { "@odata.type": "#microsoft.graph.fileAttachment", name: "s.txt", contentType: "text/plain", contentBytes: "YQ==" };
await api(`/me/messages/${draft.id}/attachments`).post(small);
const AttachmentItem = { attachmentType: "file", name: "l.bin", size: bytes.length, contentType: "application/x-data" };
const session = await LargeFileUploadTask.createUploadSession(client, `/me/messages/${draft.id}/attachments/createUploadSession`, { AttachmentItem }, headers);
const task = new LargeFileUploadTask(client, new FileUpload(bytes, "l.bin", bytes.length), session, { rangeSize: 3_276_800 });
found.uploaded = (await task.upload()).location.endsWith("/attachment");
await api(`/me/messages/${draft.id}/send`).post("");
found.drafts = (await api("/me/mailFolders/drafts/messages").get()).value.length;

const expirationDateTime = new Date(Date.now() + 3_600_000).toISOString();
const wanted = { changeType: "created", notificationUrl: endpoint, lifecycleNotificationUrl: endpoint, resource: "me/mailFolders('inbox')/messages", expirationDateTime, clientState: "secret" };
const one = await api("/subscriptions").post(wanted);
found.renewed = (await api(`/subscriptions/${one.id}`).patch({ expirationDateTime })).id === one.id;
await api(`/subscriptions/${one.id}`).delete();
const failure = async (run) => run().then(() => null, (error) => [error.statusCode, error.code]);
found.failures = [
  await failure(() => api(`/subscriptions/${one.id}`).delete()),
  await failure(() => client.api("/me/mailFolders").get()),
  await failure(() => api("/me/calendars").get()),
  await failure(() => api("/me/mailFolders/inbox/messages").search("x").get()),
  await failure(() => api("/users/nobody@example.test/mailFolders").get()),
];
console.log(JSON.stringify(found));
