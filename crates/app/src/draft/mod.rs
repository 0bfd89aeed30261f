//! Drafts: what an agent is writing on a ticket, sealed and kept while they type. A draft is its author's alone: it
//! depends on their key and on the ticket's, and nobody else opens it, whatever their role. A mail that begins a ticket
//! depends on their key alone.

mod discard;
mod mail;
mod read;
mod save;

pub use discard::discard;
pub(crate) use discard::{destroy_all, finish, forget};
pub use mail::{discard_mail, list_mails, read_mail, save_mail};
pub use read::read;
pub use save::save;

use crate::{Error, Result};
use domain::record::{DraftContent, DraftFile, DraftForward, DraftMail};
use domain::{DraftKind, MailboxId, MessageId, ObjectId, TicketId, TicketStatus, Timestamp};

/// What the composer holds, as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Text.
    pub text: String,
    /// The same with its formatting, pictures by `cid:` and their upload's id. Cleaned when it is saved; absent when there
    /// is none.
    pub html: Option<String>,
    /// Recipients, as typed.
    pub to: String,
    /// Copies, as typed.
    pub cc: String,
    /// Blind copies, as typed.
    pub bcc: String,
    /// Files: uploads of who writes.
    pub files: Vec<KeptFile>,
    /// The status to set with it.
    pub status: Option<TicketStatus>,
    /// How many messages of the ticket its writer has seen, notes not counted.
    pub mails_seen: Option<i64>,
    /// The address that it comes from; empty where none was chosen.
    pub from: String,
    /// The mail that is passed on, in a draft of that kind.
    pub forward: Option<Passing>,
    /// What a mail that begins a ticket has beside this, in a draft of that kind.
    pub mail: Option<Beginning>,
}

/// A mail that begins a ticket, as far as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The mailbox that it goes from, where its writer chose one.
    pub mailbox: Option<MailboxId>,
    /// Subject, as typed.
    pub subject: String,
}

/// A mail that a draft passes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passing {
    /// The mail.
    pub message: MessageId,
    /// Subject, as typed.
    pub subject: String,
    /// Parts of the mail's own files that go with it.
    pub parts: Vec<u32>,
}

/// A file that a draft holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// The upload.
    pub id: ObjectId,
    /// Its name, as it is shown.
    pub name: String,
    /// Its size; what is given when saving is not looked at.
    pub size_bytes: u64,
}

impl Written {
    /// Whether there is nothing in it that was typed or chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let subject = self.mail.as_ref().map_or("", |mail| mail.subject.as_str());
        let lines = [self.text.as_str(), &self.to, &self.cc, &self.bcc, subject];
        self.files.is_empty() && lines.iter().all(|line| line.trim().is_empty())
    }
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// The ticket: another one than was named when that was merged away. A mail that begins one has an id of its own.
    pub ticket: TicketId,
    /// What it becomes.
    pub kind: DraftKind,
    /// What is written.
    pub written: Written,
    /// Another one after every save.
    pub revision: ObjectId,
    /// When it was saved.
    pub saved_at_ms: Timestamp,
}

/// Which draft whoever writes has before them, so that one that was changed elsewhere is not overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Whatever is there.
    Any,
    /// None, as far as they know.
    Nothing,
    /// This one. If it is gone by now, that is no conflict: what is written is kept.
    Revision(ObjectId),
}

impl Base {
    fn check(self, now: Option<&store::Draft>) -> Result<()> {
        match (self, now) {
            (Self::Any, _) | (_, None) => Ok(()),
            (Self::Revision(known), Some(draft)) if draft.content.object() == known => Ok(()),
            _ => Err(Error::State { noun: "draft", state: "changed-elsewhere" }),
        }
    }
}

/// The form that is sealed.
fn content(kind: DraftKind, written: &Written) -> DraftContent {
    let Written { text, html, to, cc, bcc, files, status, mails_seen, from, forward, mail } = written.clone();
    let file = |file: KeptFile| DraftFile { id: *file.id.as_bytes(), name: file.name };
    let files = files.into_iter().map(file).collect();
    let from = Some(from).filter(|from| !from.is_empty());
    let forward = forward.map(|Passing { message, subject, parts }| DraftForward {
        message: *message.as_bytes(),
        subject,
        parts,
    });
    let mail = mail.map(|Beginning { mailbox, subject }| DraftMail {
        mailbox: mailbox.map(|mailbox| *mailbox.as_bytes()),
        subject,
    });
    DraftContent { kind, text, to, cc, bcc, files, status, mails_seen, from, html, forward, mail }
}

/// Lines of text as they stand among formatted ones.
#[must_use]
pub fn blocks(text: &str) -> String {
    mime::html::send::blocks(text)
}
