//! Microsoft Graph, against a stand-in that Microsoft's own client is driven against as well.

mod fetch;
mod send;
mod watch;

use crate::world::{ADDRESS, Moment, Stored, World, blank, deadlines};
use connect::{Access, AccessTokens, ApiServer, Code, ConnectError, Connector, Deadlines, Egress, open_with};
use domain::record::MailboxSettings;
use domain::{ConnectorKind, Private};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::graph::Graph as StandIn;

pub const ALICE: &str = "alice@example.test";
pub const SHARED: &str = "team@example.test";

/// Hands out one token after the other, the next one whenever one was refused. After the last the grant has ended.
#[derive(Debug)]
pub struct Rotating {
    pub tokens: Vec<&'static str>,
    pub refused: AtomicU32,
}

#[async_trait::async_trait]
impl AccessTokens for Rotating {
    async fn access_token(&self, was_refused: bool) -> Result<Private<String>, ConnectError> {
        let at = self.refused.fetch_add(u32::from(was_refused), Ordering::Relaxed) + u32::from(was_refused);
        let token = self.tokens.get(at as usize).ok_or_else(|| ConnectError::from(Code::GrantEnded))?;
        Ok(Private::new((*token).to_owned()))
    }
}

/// A mailbox at the stand-in.
pub struct Graph {
    pub stand_in: StandIn,
    pub egress: Egress,
}

impl Graph {
    pub fn start() -> Option<Self> {
        let stand_in = testkit::or_skip(StandIn::start(&[ADDRESS, ALICE, SHARED]))?;
        Some(Self { stand_in, egress: Egress::default() })
    }

    pub fn tell(&self, what: &str) -> serde_json::Value {
        self.stand_in.tell(what, b"").unwrap()
    }

    /// Access with these tokens to `me` or the mailbox of an address.
    pub fn access_of(&self, whose: &str, tokens: &[&'static str]) -> (Option<Access>, Arc<Rotating>) {
        let tokens = Arc::new(Rotating { tokens: tokens.to_vec(), refused: AtomicU32::new(0) });
        let api = ApiServer {
            host: "localhost".to_owned(),
            port: self.stand_in.port(),
            prefix: StandIn::PREFIX.to_owned(),
            ca_pem: Some(self.stand_in.ca_pem().unwrap()),
            account: whose.to_owned(),
        };
        (Some(Access { tokens: Arc::clone(&tokens) as Arc<dyn AccessTokens>, api: Some(api) }), tokens)
    }

    pub fn open_as(&self, whose: &str, tokens: &[&'static str]) -> Box<dyn Connector> {
        open_with(&self.settings(), self.access_of(whose, tokens).0, &self.egress, deadlines()).unwrap()
    }

    pub fn open_with(&self, settings: &MailboxSettings, deadlines: Deadlines) -> Box<dyn Connector> {
        open_with(settings, self.access(), &self.egress, deadlines).unwrap()
    }

    /// What was asked since the last call.
    pub fn seen(&self) -> Vec<String> {
        let seen = self.tell("seen");
        let one = |one: &serde_json::Value| {
            format!("{} {}", one["method"].as_str().unwrap(), one["path"].as_str().unwrap())
        };
        seen.as_array().unwrap().iter().map(one).collect()
    }
}

impl World for Graph {
    fn settings(&self) -> MailboxSettings {
        blank(ConnectorKind::Graph)
    }
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment) {
        let more = format!("&seen={is_seen}&at={}", at.0);
        self.stand_in.put(ADDRESS, "INBOX", &more, raw).unwrap();
    }
    fn deliver(&mut self, raw: &[u8]) {
        self.stand_in.put(ADDRESS, "INBOX", "", raw).unwrap();
    }
    fn list(&mut self, folder: &str) -> Stored {
        self.stand_in.list(ADDRESS, &form(folder)).unwrap()
    }
    fn empty(&mut self) {
        self.tell(&format!("empty?address={ADDRESS}&folder=INBOX"));
    }
    // Its links are absolute.
    fn move_to(&mut self, port: u16) {
        self.tell(&format!("elsewhere?root=https://localhost:{port}{}", StandIn::PREFIX));
    }
    fn outage(&mut self, mails: &[Vec<u8>]) {
        self.tell("away");
        mails.iter().for_each(|raw| self.deliver(raw));
        self.tell("back");
    }
    fn is_remote(&self) -> bool {
        true
    }
    fn egress(&self) -> Egress {
        self.egress.clone()
    }
    fn access(&self) -> Option<Access> {
        self.access_of("me", &[StandIn::TOKEN, StandIn::TOKEN]).0
    }
    fn sent(&self) -> &'static str {
        "Sent Items"
    }
    fn wakes(&self) -> bool {
        false
    }
    fn files_itself(&self) -> bool {
        true
    }
}

fn form(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Folders of the settings, and where the last one lies.
fn with_folders(world: &Graph, folders: &[&str]) -> MailboxSettings {
    let folders = folders.iter().map(|name| (*name).to_owned()).collect();
    MailboxSettings { folders, ..world.settings() }
}
