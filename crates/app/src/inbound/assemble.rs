//! Puts a batch together, mail by mail and in order: contact, ticket, sealed records, rows.

use super::lookup::{COPY, Lookups, REFERENCE, THREAD, copy_value, thread_value};
use super::people::Cast;
use super::read::{Is, ReadMail, Ready};
use super::thread::{KnownReference, Place, place};
use super::{Candidate, Target, request, seal};
use crate::outgoing::loop_token;
use crate::stages::Stage;
use crate::texts::Text;
use crate::ticket::alter::set_status;
use crate::{App, Ctx, Result};
use crypto::Draft;
use domain::keyring::{LeafRef, Tag};
use domain::record::{DeliveryDetail, MailboxCursor, MessageContent};
use domain::{
    ContactId, ContactState, IntakeId, IntakeState, MailKind, MessageId, MessageKind, ObjectId, Priority,
    Sealed, TicketId, TicketStatus, Timestamp,
};
use std::collections::{HashMap, HashSet};

/// A batch, ready to be written.
pub struct Assembled {
    /// New keys.
    pub draft: Draft,
    /// The sealed bytes that belong to it.
    pub blobs: Vec<ObjectId>,
    /// Rows.
    pub contacts: Vec<store::Contact>,
    /// The tags of their addresses' domains.
    pub domains: Vec<(ContactId, Tag)>,
    /// Rows.
    pub tickets: Vec<store::Ticket>,
    /// Rows.
    pub messages: Vec<store::Message>,
    /// Rows.
    pub participants: Vec<store::Participant>,
    /// Rows.
    pub references: Vec<store::MessageReference>,
    /// Rows.
    pub intakes: Vec<store::Intake>,
    /// The new tickets that somebody waits for an answer to: not history, and written by a person.
    pub asking: HashSet<TicketId>,
    /// Tickets that got more messages.
    pub joined: HashMap<TicketId, Joined>,
    /// Answers of ours that did not arrive.
    pub bounces: Vec<(TicketId, MessageId, Sealed<DeliveryDetail>)>,
    /// Changes, for watchers and index.
    pub changes: Vec<store::Change>,
    /// For the index.
    pub texts: Vec<Text>,
    /// Mails held back.
    pub held: usize,
    /// Requests about people's own data; a ticket that has an open one gets no other.
    pub requests: Vec<store::SubjectRequest>,
}

/// What a batch adds to a ticket.
#[derive(Debug, Clone, Copy, Default)]
pub struct Joined {
    /// Messages.
    pub messages: u32,
    /// Attachments.
    pub attachments: u32,
    /// A person's mail among them opens the ticket again.
    pub reopens: bool,
    /// When the newest arrived.
    pub updated_at: Timestamp,
}

impl Joined {
    /// Adds to a ticket's row.
    pub fn apply(&self, ticket: &mut store::Ticket) {
        ticket.message_count += self.messages;
        ticket.attachment_count += self.attachments;
        ticket.updated_at = ticket.updated_at.max(self.updated_at);
        ticket.last_inbound_at = ticket.last_inbound_at.max(Some(self.updated_at));
        // Spam stays where it is; whatever else was put away comes back when somebody answers.
        if self.reopens && !matches!(ticket.status, TicketStatus::Spam | TicketStatus::Merged) {
            set_status(ticket, TicketStatus::Open);
        }
    }
}

/// Messages and time of a mail, as it is placed.
pub struct Placed {
    /// Its message.
    pub message: MessageId,
    /// The ticket.
    pub ticket: TicketId,
    /// When it was written.
    pub at: Timestamp,
}

/// Message key: the same mail came in through another mailbox too.
const ODDITY_COPY: &str = "oddity-copy";

/// Assembles a batch.
///
/// # Errors
/// A failure of sealing.
pub fn batch(
    app: &App,
    ctx: &Ctx,
    target: &Target,
    mails: &[Ready],
    mut lookups: Lookups,
) -> Result<Assembled> {
    let mut assembler = Assembler { app, ctx, target, out: Assembled::new(app.vault().draft(ctx.scope)) };
    for ready in mails {
        match &ready.is {
            Is::Held(id) => assembler.hold(ready, *id)?,
            Is::Read(read) => assembler.add(ready, read, &mut lookups)?,
        }
    }
    let mut out = assembler.out;
    let placed = lookups.people.made.iter().filter_map(|person| Some((person.id, person.domain?)));
    out.domains.extend(placed);
    out.contacts.extend(lookups.people.made.into_iter().map(|person| store::Contact {
        organisation: None,
        id: person.id,
        profile: person.profile,
        state: ContactState::Active,
        created_at: ctx.now,
        updated_at: ctx.now,
    }));
    Ok(out)
}

impl Assembled {
    fn new(draft: Draft) -> Self {
        Self {
            draft,
            blobs: Vec::new(),
            contacts: Vec::new(),
            domains: Vec::new(),
            tickets: Vec::new(),
            messages: Vec::new(),
            participants: Vec::new(),
            references: Vec::new(),
            intakes: Vec::new(),
            asking: HashSet::new(),
            joined: HashMap::new(),
            bounces: Vec::new(),
            changes: Vec::new(),
            texts: Vec::new(),
            held: 0,
            requests: Vec::new(),
        }
    }

    /// Seals the source's position.
    ///
    /// # Errors
    /// A failure of sealing.
    pub fn seal_cursor(&mut self, ctx: &Ctx, target: &Target, bytes: &[u8]) -> Result<Sealed<MailboxCursor>> {
        let record = MailboxCursor { bytes: bytes.to_vec() };
        let leaves = [LeafRef::mailbox(target.mailbox)];
        Ok(self.draft.seal(ctx.now, target.mailbox.uuid(), &leaves, &record)?)
    }
}

/// Puts the mails of one batch together.
struct Assembler<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    target: &'a Target,
    out: Assembled,
}

impl Assembler<'_> {
    /// Keeps the bytes of a mail that the scanner has not spoken about.
    fn hold(&mut self, ready: &Ready, id: IntakeId) -> Result<()> {
        let candidate = &ready.candidate;
        self.keep_bytes(ready, &[LeafRef::mailbox(self.target.mailbox)])?;
        self.out.intakes.push(store::Intake {
            id,
            mailbox: self.target.mailbox,
            source_tag: candidate.source_tag,
            digest_tag: candidate.digest_tag,
            state: IntakeState::Held,
            message: None,
            raw_object: Some(ready.raw.object()),
            received_at: candidate.incoming.internal_date.unwrap_or(self.ctx.now),
            attempts: 0,
            next_attempt_at: self.ctx.now,
        });
        self.out.held += 1;
        Ok(())
    }

    /// Ties the sealed bytes to the keys that they depend on.
    fn keep_bytes(&mut self, ready: &Ready, leaves: &[LeafRef]) -> Result<()> {
        let _timer = self.app.stages().timer(Stage::Seal);
        self.out.draft.adopt(&ready.raw, leaves)?;
        self.out.blobs.push(ready.raw.object());
        Ok(())
    }

    fn add(&mut self, ready: &Ready, read: &ReadMail, lookups: &mut Lookups) -> Result<()> {
        let (candidate, mail) = (&ready.candidate, &read.mail);
        let own_id = mail.content.message_id.as_ref();
        let own_tag = own_id.map(|id| self.out.draft.tag(REFERENCE, id.as_bytes())).transpose()?;
        if let Some((message, true)) = own_tag.and_then(|tag| lookups.messages.get(&tag).copied())
            && is_own(self.target, mail)
        {
            // Our own answer, come back through a list, a copy or a rule: it is here already.
            self.intake(candidate, IntakeState::Duplicate, Some(message));
            return Ok(());
        }
        let copy_tag = copy_value(mail).map(|value| self.out.draft.tag(COPY, &value)).transpose()?;
        let alike = copy_tag.and_then(|tag| lookups.likenesses.get(&tag)).into_iter().flatten();
        if let Some(known) = alike.filter(|_| candidate.incoming.moved).find(|known| known.is(&mail.content))
        {
            // It came along with a mailbox that moved, in other bytes than those that it had before.
            self.intake(candidate, IntakeState::Duplicate, Some(known.message));
            return Ok(());
        }
        if copy_tag.is_some_and(|tag| lookups.erased.contains(&tag)) {
            // It was erased, and comes out of the mailbox's past in other bytes than it had.
            self.intake(candidate, IntakeState::Duplicate, None);
            return Ok(());
        }
        let cast = {
            let _timer = self.app.stages().timer(Stage::Seal);
            lookups.people.of_mail(self.ctx, &mut self.out.draft, self.target, &mail.content)?
        };
        let mut references = self.reference_tags(mail)?;
        let thread_tag = mail.content.source_thread.as_ref();
        let thread_tag = thread_tag.map(|thread| thread_value(self.target.mailbox, thread));
        let thread_tag = thread_tag.map(|value| self.out.draft.tag(THREAD, &value)).transpose()?;
        // The provider's word comes last: it joins only whoever takes part already.
        references.extend(thread_tag);
        let number = mail.subject_token.and_then(|n| i64::try_from(n).ok());
        let placed = Placed { message: read.message, ticket: TicketId::generate(self.ctx.now), at: read.at };
        let copied = copy_tag.and_then(|tag| lookups.known.reference(&tag));
        let where_to = match copied {
            Some(known) => Place::Join(known.ticket),
            None => place(&lookups.known, &references, number, cast.sender),
        };
        let placed = match where_to {
            Place::Join(ticket) => self.join(candidate, mail, Placed { ticket, ..placed })?,
            Place::New { may_belong_to } => self.open(candidate, mail, &cast, placed, may_belong_to)?,
        };
        self.note_bounce(mail, lookups)?;
        self.write_message(ready, read, copied.is_some(), &cast, &placed)?;
        if let Some(request) =
            request::of_mail(self.ctx, &mut self.out.draft, self.target, candidate, mail, &placed)?
        {
            self.out.requests.push(request);
        }
        for contact in &cast.participants {
            lookups.known.add_participant(placed.ticket, *contact);
            self.out.participants.push(store::Participant { ticket: placed.ticket, contact: *contact });
        }
        for tag in own_tag.into_iter().chain(copy_tag).chain(thread_tag) {
            let (message, ticket) = (placed.message, placed.ticket);
            lookups.known.add_reference(tag, KnownReference { ticket, sent_by_us: false });
            self.out.references.push(store::MessageReference { tag, message, ticket, sent_by_us: false });
        }
        let state = match candidate.incoming.too_large_bytes {
            Some(_) => IntakeState::TooLarge,
            None => IntakeState::Done,
        };
        self.intake(candidate, state, Some(placed.message));
        Ok(())
    }

    /// How the mail is classified. Another installation's mark does not make a person's mail a loop: two
    /// companies may both answer with Deskhero.
    fn kind_of(&self, mail: &mime::Mail) -> Result<MailKind> {
        let Some(token) = mail.loop_token.as_deref().filter(|_| mail.kind == MailKind::Loop) else {
            return Ok(mail.kind);
        };
        let id = mail.content.message_id.as_deref().unwrap_or_default();
        let ours = loop_token(&self.out.draft, id)?;
        Ok(if token == ours { MailKind::Loop } else { MailKind::Human })
    }

    /// What the mail refers to, nearest first; for a bounce, the mail that it is about.
    fn reference_tags(&self, mail: &mime::Mail) -> Result<Vec<Tag>> {
        let content = &mail.content;
        let about = mail.bounce.as_ref().and_then(|b| b.original_message_id.as_ref());
        let mut seen = HashSet::new();
        about
            .into_iter()
            .chain(&content.in_reply_to)
            .chain(content.references.iter().rev())
            .filter(|id| seen.insert(id.as_str()))
            .map(|id| Ok(self.out.draft.tag(REFERENCE, id.as_bytes())?))
            .collect()
    }

    fn join(&mut self, candidate: &Candidate, mail: &mime::Mail, placed: Placed) -> Result<Placed> {
        let kind = self.kind_of(mail)?;
        // A person's answer opens the ticket again; a machine's only joins it. A failed delivery is news too.
        let reopens = matches!(kind, MailKind::Human | MailKind::Bounce) && !candidate.incoming.history;
        let arrived = arrived_at(self.ctx, candidate, placed.at);
        let joined = self.out.joined.entry(placed.ticket).or_default();
        joined.messages += 1;
        joined.attachments += attachment_count(mail);
        joined.reopens |= reopens;
        joined.updated_at = joined.updated_at.max(arrived);
        self.out.changes.push(added(self.ctx, candidate, &placed));
        Ok(placed)
    }

    fn open(
        &mut self,
        candidate: &Candidate,
        mail: &mime::Mail,
        cast: &Cast,
        placed: Placed,
        may_belong_to: Option<TicketId>,
    ) -> Result<Placed> {
        let summary = {
            let _timer = self.app.stages().timer(Stage::Seal);
            self.out.draft.create_leaf(self.ctx.now, LeafRef::ticket(placed.ticket))?;
            seal::summary(self.ctx, &mut self.out.draft, placed.ticket, cast.sender, &mail.content)?
        };
        let arrived = arrived_at(self.ctx, candidate, placed.at);
        if self.kind_of(mail)? == MailKind::Human && !candidate.incoming.history {
            self.out.asking.insert(placed.ticket);
        }
        self.out.tickets.push(store::Ticket {
            id: placed.ticket,
            number: 0,
            status: TicketStatus::Open,
            assignee: None,
            mailbox: self.target.mailbox,
            requester: cast.sender,
            summary,
            message_count: 1,
            attachment_count: attachment_count(mail),
            related: may_belong_to,
            created_at: placed.at,
            updated_at: arrived,
            last_inbound_at: Some(arrived),
            version: 1,
            priority: Priority::Normal,
            tags: Vec::new(),
            followers: Vec::new(),
            snoozed_until: None,
            status_before: None,
            merged_into: None,
            team: None,
            fields: Vec::new(),
            choices: Vec::new(),
            organisation: None,
        });
        self.out.changes.push(added(self.ctx, candidate, &placed));
        Ok(placed)
    }

    fn write_message(
        &mut self,
        ready: &Ready,
        read: &ReadMail,
        is_copy: bool,
        cast: &Cast,
        placed: &Placed,
    ) -> Result<()> {
        let leaves = [
            LeafRef::mailbox(self.target.mailbox),
            LeafRef::contact(cast.sender),
            LeafRef::ticket(placed.ticket),
        ];
        self.keep_bytes(ready, &leaves)?;
        let content = self.content(read, is_copy, &leaves)?;
        self.out.messages.push(store::Message {
            id: placed.message,
            ticket: placed.ticket,
            mailbox: self.target.mailbox,
            kind: MessageKind::Inbound,
            mail_kind: self.kind_of(&read.mail)?,
            scan_state: read.scan,
            contact: Some(cast.sender),
            agent: None,
            content,
            raw_object: Some(ready.raw.object()),
            sent_at: Some(placed.at),
            received_at: ready.candidate.incoming.internal_date.unwrap_or(self.ctx.now),
            delivery_state: None,
            delivery_detail: None,
            signature_state: read.signatures,
            sender_check: None,
            attachment_count: attachment_count(&read.mail),
            mentions: Vec::new(),
        });
        let (message, ticket) = (placed.message, placed.ticket);
        let text = seal::text(self.target, message, ticket, cast.sender, placed.at, &read.mail.content);
        self.out.texts.push(text);
        Ok(())
    }

    /// The content as it was sealed ahead; a copy says that it is one, and is sealed anew.
    fn content(
        &mut self,
        read: &ReadMail,
        is_copy: bool,
        leaves: &[LeafRef],
    ) -> Result<Sealed<MessageContent>> {
        let _timer = self.app.stages().timer(Stage::Seal);
        if !is_copy {
            self.out.draft.adopt(&read.content_key, leaves)?;
            return Ok(read.content.clone());
        }
        let mut content = read.mail.content.clone();
        content.oddities.push(ODDITY_COPY.to_owned());
        Ok(self.out.draft.seal(self.ctx.now, read.message.uuid(), leaves, &content)?)
    }

    /// A delivery report about an answer of ours marks it.
    fn note_bounce(&mut self, mail: &mime::Mail, lookups: &Lookups) -> Result<()> {
        let Some(bounce) = mail.bounce.as_ref().filter(|bounce| bounce.permanent) else { return Ok(()) };
        let Some(id) = &bounce.original_message_id else { return Ok(()) };
        let tag = self.out.draft.tag(REFERENCE, id.as_bytes())?;
        let Some((message, true)) = lookups.messages.get(&tag).copied() else { return Ok(()) };
        let Some(KnownReference { ticket, .. }) = lookups.known.reference(&tag) else { return Ok(()) };
        let detail = DeliveryDetail {
            reason: bounce.diagnostic.clone().unwrap_or_default(),
            status: bounce.status.clone(),
        };
        let detail =
            self.out.draft.seal(self.ctx.now, message.uuid(), &[LeafRef::ticket(ticket)], &detail)?;
        self.out.bounces.push((ticket, message, detail));
        Ok(())
    }

    fn intake(&mut self, candidate: &Candidate, state: IntakeState, message: Option<MessageId>) {
        self.out.intakes.push(store::Intake {
            id: IntakeId::generate(self.ctx.now),
            mailbox: self.target.mailbox,
            source_tag: candidate.source_tag,
            digest_tag: candidate.digest_tag,
            state,
            message,
            raw_object: None,
            received_at: candidate.incoming.internal_date.unwrap_or(self.ctx.now),
            attempts: 0,
            next_attempt_at: self.ctx.now,
        });
    }
}

/// Whether the mail says that this mailbox wrote it.
fn is_own(target: &Target, mail: &mime::Mail) -> bool {
    mail.content
        .from
        .iter()
        .filter_map(|from| mime::normalise_address(&from.email))
        .any(|email| target.own_addresses.contains(&email))
}

/// When a mail counts as arrived: now, or for history when it was written.
fn arrived_at(ctx: &Ctx, candidate: &Candidate, shown: Timestamp) -> Timestamp {
    if candidate.incoming.history { shown } else { ctx.now }
}

/// The change that a message makes. What was written long ago is nobody's news.
fn added(ctx: &Ctx, candidate: &Candidate, placed: &Placed) -> store::Change {
    let mut change = ctx.change(store::ChangeKind::MessageAdded, Some(placed.ticket), Some(placed.message));
    change.cause = candidate.incoming.history.then_some(store::Cause::History);
    change
}

fn attachment_count(mail: &mime::Mail) -> u32 {
    let shown = mail.content.attachments.iter().filter(|a| !a.inline).count();
    u32::try_from(shown).unwrap_or(u32::MAX)
}
