//! Sending what does not fit into one request: a draft from the mail without its attachments, the attachments one by one,
//! and then the word to send it ("Attach large files to Outlook messages or events"). Up to that word nothing is handed
//! over: whatever fails before it goes to nobody, and the draft is taken back.

use super::Graph;
use super::header::fields;
use super::send::{REQUEST_BYTES_MAX, accepted, in_one_request, not_sent, too_large};
use super::split::{split, value};
use super::wire::{self, Page, Refused, encoded, judged};
use crate::api::{Call, Reply};
use crate::connector::Accepted;
use crate::egress::GRAPH;
use crate::error::{Code, ConnectError, SendError};
use crate::http::{self, Server};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use serde::Deserialize;
use serde_json::json;

/// Bytes of one piece.
const PIECE_BYTES: usize = 3_276_800;
/// Where Exchange takes files: the addresses that Graph gives lead there.
const UPLOAD_DOMAINS: [&str; 4] = [".office.com", ".office365.com", ".office365.us", ".outlook.cn"];

#[derive(Deserialize)]
struct Draft {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Session {
    upload_url: String,
}

impl Graph {
    pub(super) async fn send_in_steps(&mut self, mail: &[u8]) -> Result<Accepted, SendError> {
        let parts = split(mail).and_then(|parts| Some((in_one_request(&parts.rest)?, parts.files)));
        let Some((body, files)) = parts else { return Err(SendError::Rejected(vec![too_large()])) };
        self.clear_drafts(mail).await.map_err(not_sent)?;
        let mut call = Call::post(format!("{}/messages", self.base), "text/plain", body);
        call.fields.push(("prefer", wire::IMMUTABLE.to_owned()));
        let draft = self.tell(&call).await.and_then(|reply| Ok(wire::read::<Draft>(&reply)?));
        let path = format!("{}/messages/{}", self.base, encoded(&draft.map_err(not_sent)?.id));
        for file in &files {
            if let Err(refused) = self.attach(&path, file).await {
                self.take_back(&path).await;
                return Err(not_sent(refused));
            }
        }
        // On a connection of its own: a kept one that was closed meanwhile would leave it in doubt.
        self.api.forget_connection();
        let call = Call { method: Method::POST, ..wire::get(format!("{path}/send")) };
        let sent = match self.api.tell(&call).await {
            Ok(reply) => accepted(reply),
            Err(failed) if failed.may_have_arrived => Err(SendError::InDoubt(failed.error)),
            Err(failed) => Err(SendError::NotSent(failed.error)),
        };
        if matches!(sent, Err(SendError::Rejected(_) | SendError::Temporary(_) | SendError::NotSent(_))) {
            self.take_back(&path).await;
        }
        sent
    }

    /// Deletes what an attempt left behind that broke off: drafts of this very mail.
    async fn clear_drafts(&mut self, mail: &[u8]) -> Result<(), Refused> {
        let Some(id) = message_id(mail) else { return Ok(()) };
        let filter = encoded(&format!("internetMessageId eq '{}'", id.replace('\'', "''")));
        let path = format!("{}/mailFolders/drafts/messages?$select=id&$filter={filter}", self.base);
        let drafts: Page<Draft> = wire::ask(&mut self.api, &wire::get(path)).await?;
        for draft in drafts.value {
            self.take_back(&format!("{}/messages/{}", self.base, encoded(&draft.id))).await;
        }
        Ok(())
    }

    /// Alters something that is not a sending: where it is in doubt, it did not happen.
    async fn tell(&mut self, call: &Call) -> Result<Reply, Refused> {
        judged(self.api.tell(call).await.map_err(|failed| failed.error)?)
    }

    /// Deletes a draft that does not go out. One that stays is a draft, no more.
    async fn take_back(&mut self, path: &str) {
        let call = Call { method: Method::DELETE, ..wire::get(path) };
        drop(self.api.ask(&call).await);
    }

    async fn attach(&mut self, draft: &str, file: &mime::Attachment) -> Result<(), Refused> {
        let at = format!("{draft}/attachments");
        let kind = "#microsoft.graph.fileAttachment";
        let bytes = STANDARD.encode(&file.bytes);
        let (name, media_type) = (&file.name, &file.content_type);
        let body =
            json!({"@odata.type": kind, "name": name, "contentType": media_type, "contentBytes": bytes});
        let call = wire::post(at.clone(), &body);
        // What does not fit into one request, and only that, is taken in a session.
        if call.body.as_ref().is_some_and(|(_, body)| body.len() <= REQUEST_BYTES_MAX) {
            self.tell(&call).await?;
            return Ok(());
        }
        let item = json!({
            "attachmentType": "file", "name": name, "size": file.bytes.len(), "contentType": media_type,
        });
        let call = wire::post(format!("{at}/createUploadSession"), &json!({ "AttachmentItem": item }));
        let session: Session = wire::read(&self.tell(&call).await?)?;
        let mut from = 0;
        for piece in file.bytes.chunks(PIECE_BYTES) {
            self.upload(&session.upload_url, piece, from, file.bytes.len()).await?;
            from += piece.len();
        }
        Ok(())
    }

    /// One piece of a file. The address opens the session by itself: no token goes there.
    async fn upload(&self, url: &str, piece: &[u8], from: usize, all: usize) -> Result<(), Refused> {
        let elsewhere = || ConnectError::new(Code::Protocol, "an address that leads elsewhere");
        let place = place(url).ok_or_else(elsewhere)?;
        let is_here = place.authority.eq_ignore_ascii_case(&self.api.authority());
        let is_exchange =
            place.port == 443 && UPLOAD_DOMAINS.iter().any(|domain| place.host.ends_with(domain));
        if !is_here && !is_exchange {
            return Err(elsewhere().into());
        }
        let _allowance = self.api.egress().allow(&GRAPH, &place.host, place.port);
        let server = Server {
            adapter: &GRAPH,
            host: &place.host,
            port: place.port,
            ca_pem: self.api.ca_pem(),
            is_public_only: !is_here,
            is_plain: false,
            deadline: self.api.deadlines().command,
        };
        let ask = http::Ask {
            method: Method::PUT,
            path: &place.path,
            accept: "application/json",
            authorization: None,
            fields: &[("content-range", format!("bytes {from}-{}/{all}", from + piece.len() - 1))],
            body: Some(("application/octet-stream", piece.to_vec())),
            bytes_max: wire::ANSWER_BYTES_MAX,
        };
        let answer = http::ask(self.api.egress(), server, ask).await?;
        let (status, body) = (answer.status.as_u16(), answer.body.into());
        judged(Reply { status, retry_after: None, date: None, body })?;
        Ok(())
    }
}

/// The `Message-ID`, with its brackets.
fn message_id(mail: &[u8]) -> Option<String> {
    let value = fields(mail).into_iter().find_map(|field| value(mail.get(field)?, "message-id"))?;
    let is_usable =
        value.starts_with('<') && value.len() < 1_000 && value.bytes().all(|byte| byte.is_ascii_graphic());
    is_usable.then_some(value)
}

struct Place {
    authority: String,
    host: String,
    port: u16,
    path: String,
}

/// The parts of an address by https.
fn place(url: &str) -> Option<Place> {
    let is_clean = url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\'));
    let rest = url.strip_prefix("https://").filter(|_| is_clean)?;
    let (authority, path) = rest.split_once('/')?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let port = port.parse().ok()?;
    let host = host.to_ascii_lowercase();
    crate::https::is_host_name(&host).then(|| Place {
        authority: authority.to_owned(),
        host,
        port,
        path: format!("/{path}"),
    })
}
