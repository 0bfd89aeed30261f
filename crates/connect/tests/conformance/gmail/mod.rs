//! Google's API: the world of the suite, and what only this connector does. Whatever the connector asks in any of these
//! tests is compared with Google's own description of the API when the world ends ([`asked`]).

mod asked;
mod breaking;
mod official;
mod second;
mod sending;
mod taking;
mod trying;

use crate::oauth::tokens;
use crate::world::{ADDRESS, Moment, Stored, World, blank};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connect::{Access, AccessTokens, ApiServer, Code, ConnectError, Connector, Egress, Tokens};
use domain::record::MailboxSettings;
use domain::{ConnectorKind, Private};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::gmail::GmailApi;

/// A mailbox at an emulator of Google's API.
pub struct Gmail {
    api: GmailApi,
    egress: Egress,
    tokens: Tokens,
    account: String,
    folders: Vec<String>,
}

impl Gmail {
    pub fn start() -> Option<Self> {
        let api = testkit::or_skip(GmailApi::start(ADDRESS))?;
        let tokens = tokens(GmailApi::TOKEN, GmailApi::TOKEN);
        let account = "me".to_owned();
        Some(Self { api, egress: Egress::default(), tokens, account, folders: Vec::new() })
    }

    pub fn tls(&self) -> &testkit::tls::Tls {
        self.api.tls()
    }

    fn order(&self, what: &str, argument: Value) -> Value {
        self.api.order(what, &argument).unwrap()
    }

    fn fail(&self, faults: Value) {
        self.api.fail(&faults).unwrap();
    }

    /// Puts mails below labels, at a date in milliseconds or now. Returns their ids.
    fn put_all<'a>(
        &self,
        mails: impl IntoIterator<Item = &'a [u8]>,
        labels: &[&str],
        at: Option<i64>,
    ) -> Vec<String> {
        let mail = |raw: &[u8]| json!({ "raw": URL_SAFE_NO_PAD.encode(raw), "labels": labels, "at": at });
        let mails: Vec<Value> = mails.into_iter().map(mail).collect();
        serde_json::from_value(self.order("put", json!({ "mails": mails }))).unwrap()
    }

    fn put_one(&self, raw: &[u8], labels: &[&str]) -> String {
        self.put_all([raw], labels, None).remove(0)
    }

    /// What lies below a label, the oldest first: `id`, `thread`, `raw` in base64url, `labels`.
    fn stored(&self, label: &str) -> Vec<Value> {
        self.order("list", json!({ "label": label })).as_array().unwrap().clone()
    }

    /// What was asked since the last time, as `METHOD PATH?QUERY`; compared with the description on the way.
    fn asked(&self) -> Vec<String> {
        let asked = self.api.asked().unwrap();
        asked::compare(&asked);
        let line =
            |one: &Value| format!("{} {}", one["method"].as_str().unwrap(), one["url"].as_str().unwrap());
        asked.iter().map(line).collect()
    }

    fn open_with_folders(&mut self, folders: &[&str]) -> Box<dyn Connector> {
        self.folders = folders.iter().map(|name| (*name).to_owned()).collect();
        self.open()
    }
}

impl Drop for Gmail {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.asked();
        }
    }
}

fn bytes(mail: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(mail["raw"].as_str().unwrap().trim_end_matches('=')).unwrap()
}

impl World for Gmail {
    fn settings(&self) -> MailboxSettings {
        MailboxSettings { folders: self.folders.clone(), ..blank(ConnectorKind::Gmail) }
    }
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment) {
        let labels: &[&str] = if is_seen { &["INBOX"] } else { &["INBOX", "UNREAD"] };
        self.put_all([raw], labels, Some(at.0 * 1_000));
    }
    fn deliver(&mut self, raw: &[u8]) {
        self.put_one(raw, &["INBOX", "UNREAD"]);
    }
    fn list(&mut self, folder: &str) -> Stored {
        let is_seen = |mail: &Value| !mail["labels"].as_array().unwrap().contains(&json!("UNREAD"));
        // Google's name for it.
        let folder = if folder == "Sent" { "SENT" } else { folder };
        self.stored(folder).iter().map(|mail| (bytes(mail), is_seen(mail))).collect()
    }
    fn empty(&mut self) {
        self.order("empty", json!({ "label": "INBOX" }));
    }
    fn outage(&mut self, mails: &[Vec<u8>]) {
        self.order("away", json!({ "is": true }));
        self.put_all(mails.iter().map(Vec::as_slice), &["INBOX", "UNREAD"], None);
        self.order("away", json!({ "is": false }));
    }
    fn is_remote(&self) -> bool {
        true
    }
    // Google pushes to an address of ours, or is asked: no connection waits.
    fn wakes(&self) -> bool {
        false
    }
    fn sent(&self) -> &'static str {
        "SENT"
    }
    fn files_itself(&self) -> bool {
        true
    }
    fn egress(&self) -> Egress {
        self.egress.clone()
    }
    fn access(&self) -> Option<Access> {
        let server = ApiServer {
            host: "localhost".to_owned(),
            port: self.api.port(),
            prefix: String::new(),
            ca_pem: Some(self.api.ca_pem().unwrap()),
            account: self.account.clone(),
        };
        Some(Access { tokens: self.tokens.clone(), api: Some(server) })
    }
}

/// Hands out one token after another, the next one when one is refused; in the end the grant is gone.
#[derive(Debug)]
struct Renewing {
    tokens: Vec<&'static str>,
    at: AtomicUsize,
}

impl Renewing {
    fn new(tokens: &[&'static str]) -> Arc<Self> {
        Arc::new(Self { tokens: tokens.to_vec(), at: AtomicUsize::new(0) })
    }
}

#[async_trait::async_trait]
impl AccessTokens for Renewing {
    async fn access_token(&self, was_refused: bool) -> Result<Private<String>, ConnectError> {
        let at = self.at.fetch_add(usize::from(was_refused), Ordering::Relaxed) + usize::from(was_refused);
        let token = self.tokens.get(at).ok_or_else(|| ConnectError::from(Code::GrantEnded))?;
        Ok(Private::new((*token).to_owned()))
    }
}
