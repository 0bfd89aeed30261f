//! Everything that a batch needs to know before it is threaded, fetched in as few queries as there are kinds.

use super::Target;
use super::people::People;
use super::read::Ready;
use super::thread::{Known, KnownReference};
use crate::{App, Ctx, Error, Result};
use domain::audit::Job;
use domain::keyring::{LeafRef, Tag};
use domain::record::MessageContent;
use domain::{MailboxId, MessageId, MessageKind, TicketId, Timestamp};
use privacy::Act;
use std::collections::{HashMap, HashSet};

/// Column name that goes into the tags.
pub const REFERENCE: &str = "message_reference.tag";
/// Column of the tags of conversations as a mailbox's provider counts them: they mean something in that mailbox alone.
pub const THREAD: &str = "message_reference.thread";

/// Column name that goes into the tag by which a copy of a mail is recognised.
pub const COPY: &str = "message_reference.copy";

/// What makes two mails copies of each other, as they come through two mailboxes of a tenant: Message-ID,
/// subject and text. The Message-ID alone does not: some programs give every mail the same.
#[must_use]
pub fn copy_value(mail: &mime::Mail) -> Option<Vec<u8>> {
    let content = &mail.content;
    let id = content.message_id.as_ref()?;
    let mut value = Vec::with_capacity(id.len() + content.subject.len() + content.text.len() + 2);
    for part in [id, &content.subject, &content.text] {
        value.extend_from_slice(part.as_bytes());
        value.push(0);
    }
    Some(value)
}

/// What is known around a batch.
#[derive(Debug)]
pub struct Lookups {
    /// Contacts.
    pub people: People,
    /// References, participants, numbers.
    pub known: Known<Tag>,
    /// The message behind each known reference, for bounces.
    pub messages: HashMap<Tag, (MessageId, bool)>,
    /// What is here of mails that came along with a mailbox that moved.
    pub likenesses: HashMap<Tag, Vec<Likeness>>,
    /// What erased mails said, of those that come from a mailbox's past: their bytes may be others than they were.
    pub erased: HashSet<Tag>,
}

/// A mail that is here, by what tells another with the same Message-ID, subject and text from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The message.
    pub message: MessageId,
    date: Option<Timestamp>,
    files: Vec<String>,
}

impl Likeness {
    fn of(message: MessageId, content: &MessageContent) -> Self {
        let files = content.attachments.iter().map(|file| file.sha256.clone()).collect();
        Self { message, date: content.date, files }
    }

    /// Whether it is this mail.
    #[must_use]
    pub fn is(&self, content: &MessageContent) -> bool {
        *self == Self::of(self.message, content)
    }
}

impl Lookups {
    /// Fetches it.
    ///
    /// # Errors
    /// A store's failure.
    pub async fn of_batch(app: &App, target: &Target, ready: &[Ready]) -> Result<Self> {
        let mails: Vec<&mime::Mail> = ready.iter().filter_map(Ready::mail).collect();
        let contents = mails.iter().map(|mail| &mail.content);
        // Contacts lie in the keyring, references in the data: asked side by side.
        let (people, (known, messages)) =
            tokio::try_join!(People::look_up(app, target, contents), references(app, target, &mails))?;
        let likenesses = likenesses(app, target, ready).await?;
        let erased = erased(app, target, ready).await?;
        Ok(Self { people, known, messages, likenesses, erased })
    }
}

/// The message behind a reference, and whether we sent it.
type Messages = HashMap<Tag, (MessageId, bool)>;

async fn references(app: &App, target: &Target, mails: &[&mime::Mail]) -> Result<(Known<Tag>, Messages)> {
    let mut tags = HashSet::new();
    let mut numbers = HashSet::new();
    for mail in mails {
        if let Some(copy) = copy_value(mail) {
            tags.insert(app.vault().tag(target.scope, COPY, &copy)?);
        }
        if let Some(thread) = &mail.content.source_thread {
            tags.insert(app.vault().tag(target.scope, THREAD, &thread_value(target.mailbox, thread))?);
        }
        for id in message_ids(mail) {
            tags.insert(app.vault().tag(target.scope, REFERENCE, id.as_bytes())?);
        }
        numbers.extend(mail.subject_token.and_then(|n| i64::try_from(n).ok()));
    }
    let store = app.store().tenant(target.scope);
    let tags: Vec<Tag> = tags.into_iter().collect();
    let mut known = Known::new();
    let mut messages = Messages::new();
    let mut tickets: HashSet<TicketId> = HashSet::new();
    for found in store.list_message_references(&tags).await? {
        let reference = KnownReference { ticket: found.ticket, sent_by_us: found.sent_by_us };
        known.add_reference(found.tag, reference);
        let slot = messages.entry(found.tag).or_insert((found.message, found.sent_by_us));
        if found.sent_by_us {
            *slot = (found.message, true);
        }
        tickets.insert(found.ticket);
    }
    for number in numbers {
        if let Some(ticket) = store.find_ticket_by_number(number).await? {
            // Whoever names a ticket that was merged means the one that has its messages.
            let ticket = ticket.merged_into.unwrap_or(ticket.id);
            known.add_number(number, ticket);
            tickets.insert(ticket);
        }
    }
    let tickets: Vec<TicketId> = tickets.into_iter().collect();
    if !tickets.is_empty() {
        for found in store.list_participants(&tickets).await? {
            known.add_participant(found.ticket, found.contact);
        }
        for ticket in store.list_tickets_of_stand_ins(&tickets).await? {
            known.add_of_nobody(ticket);
        }
    }
    let mut leaves: Vec<LeafRef> = tickets.iter().map(|id| LeafRef::ticket(*id)).collect();
    leaves.push(LeafRef::mailbox(target.mailbox));
    app.admit(target.scope, &leaves).await?;
    Ok((known, messages))
}

/// What erased mails said, of the mails that are not new.
async fn erased(app: &App, target: &Target, ready: &[Ready]) -> Result<HashSet<Tag>> {
    let past = |ready: &&Ready| ready.candidate.incoming.moved || ready.candidate.incoming.history;
    let mut tags = Vec::new();
    for mail in ready.iter().filter(past).filter_map(Ready::mail) {
        if let Some(value) = copy_value(mail) {
            tags.push(app.vault().tag(target.scope, COPY, &value)?);
        }
    }
    if tags.is_empty() {
        return Ok(HashSet::new());
    }
    Ok(app.keyring().list_suppressed(target.scope, &tags).await?.into_iter().collect())
}

/// The mails of this mailbox that say what those of the batch say which came along with it. They are opened: a fixed
/// Message-ID, subject and text may be those of a report that comes every day.
async fn likenesses(app: &App, target: &Target, ready: &[Ready]) -> Result<HashMap<Tag, Vec<Likeness>>> {
    let mut tags = HashSet::new();
    for mail in ready.iter().filter(|ready| ready.candidate.incoming.moved).filter_map(Ready::mail) {
        if let Some(value) = copy_value(mail) {
            tags.insert(app.vault().tag(target.scope, COPY, &value)?);
        }
    }
    let mut found = HashMap::<Tag, Vec<Likeness>>::new();
    if tags.is_empty() {
        return Ok(found);
    }
    let store = app.store().tenant(target.scope);
    let tags: Vec<Tag> = tags.into_iter().collect();
    let references = store.list_message_references(&tags).await?;
    let ids: Vec<MessageId> = references.iter().map(|reference| reference.message).collect();
    let rows = store.list_messages_by_ids(&ids).await?;
    let ctx = Ctx::job(target.scope, Job::Intake, app.now());
    let permit = app.permit(&ctx, Act::INTAKE_BATCH).await?;
    for row in rows.iter().filter(|row| row.mailbox == target.mailbox && row.kind == MessageKind::Inbound) {
        let content = match app.open(&permit, row.id.uuid(), &row.content).await {
            Ok(content) => content,
            // Its key is destroyed: nothing here says what that mail said.
            Err(Error::Open(_)) => continue,
            Err(error) => return Err(error),
        };
        for reference in references.iter().filter(|reference| reference.message == row.id) {
            found.entry(reference.tag).or_default().push(Likeness::of(row.id, &content));
        }
    }
    app.settle(permit).await?;
    Ok(found)
}

/// What a provider's conversation is known by.
pub fn thread_value(mailbox: MailboxId, thread: &str) -> Vec<u8> {
    [mailbox.as_bytes().as_slice(), thread.as_bytes()].concat()
}

/// Every Message-ID that a mail carries or names.
fn message_ids(mail: &mime::Mail) -> impl Iterator<Item = &str> {
    let content = &mail.content;
    content
        .message_id
        .iter()
        .chain(&content.in_reply_to)
        .chain(&content.references)
        .map(String::as_str)
        .chain(mail.bounce.as_ref().and_then(|b| b.original_message_id.as_deref()))
}
