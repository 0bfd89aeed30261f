//! A tenant with an index in a folder of its own, and a few people.

use crypto::IndexSecret;
use crypto::page::PageCache;
use domain::audit::Actor;
use domain::{
    AgentId, MailboxId, MessageId, MessageKind, RequestId, Role, TenantId, TenantScope, TicketId, Timestamp,
};
use privacy::{Access, Act, Permit, decide};
use search::{Budget, Doc, Error, Index, Page, Query};
use std::path::PathBuf;
use tempfile::TempDir;

pub struct World {
    pub scope: TenantScope,
    folder: TempDir,
    key: u64,
}

pub fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + ms)
}

pub fn permit_for(scope: TenantScope) -> Permit {
    let actor = Actor::Agent(AgentId::generate(at(0)));
    let access =
        Access::to(Act::TICKET_SEARCH, scope, actor, Some(Role::Agent), RequestId::generate(at(0)), at(0));
    decide(&access).unwrap()
}

/// The same secret for the same number within a process.
pub fn secret(scope: TenantScope, key: u64) -> IndexSecret {
    IndexSecret::from_seed(scope.tenant(), key)
}

pub fn budget() -> Budget {
    Budget { cache: PageCache::new(1 << 20), writer_bytes: 0 }
}

impl World {
    pub fn new() -> Self {
        let scope = TenantScope::of(TenantId::generate(at(0)));
        Self { scope, folder: tempfile::tempdir().unwrap(), key: 1 }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub fn try_open(&self) -> Result<Index, Error> {
        Index::open(self.scope, &self.path(), secret(self.scope, self.key), &budget())
    }

    pub fn open(&self) -> Index {
        self.try_open().unwrap()
    }

    pub fn permit(&self) -> Permit {
        permit_for(self.scope)
    }
}

/// A mail to be indexed.
#[derive(Clone)]
pub struct Mail {
    pub message: MessageId,
    pub ticket: TicketId,
    pub mailbox: MailboxId,
    pub at: Timestamp,
    pub subject: String,
    pub from: String,
    pub body: String,
    pub files: Vec<String>,
}

pub fn mail(ms: i64, subject: &str, body: &str) -> Mail {
    Mail {
        message: MessageId::generate(at(ms)),
        ticket: TicketId::generate(at(ms)),
        mailbox: MailboxId::generate(at(ms)),
        at: at(ms),
        subject: subject.to_owned(),
        from: "Anna Öberg <anna.oberg@kund.example>".to_owned(),
        body: body.to_owned(),
        files: Vec::new(),
    }
}

impl Mail {
    pub fn doc(&self) -> Doc<'_> {
        Doc {
            message: self.message,
            ticket: self.ticket,
            mailbox: self.mailbox,
            contact: None,
            kind: MessageKind::Inbound,
            at: self.at,
            subject: &self.subject,
            from: &self.from,
            to: "Support <support@foretag.example>",
            body: &self.body,
            attachment_names: &self.files,
        }
    }
}

pub fn fill(index: &Index, mails: &[Mail], seq: i64) {
    index.add(&mails.iter().map(Mail::doc).collect::<Vec<_>>()).unwrap();
    index.commit(seq).unwrap();
}

pub fn run(world: &World, index: &Index, query: &Query) -> Page {
    index.search(&world.permit(), query, 100, None).unwrap()
}

/// The messages found, newest first.
pub fn find(world: &World, index: &Index, text: &str) -> Vec<MessageId> {
    run(world, index, &Query::parse(text).unwrap()).hits.iter().map(|h| h.message).collect()
}
