//! Writes what an export says: the person, then conversation by conversation, each in one transaction.

use super::super::data::{self, Author, Data};
use super::super::gather::tag_names;
use super::content::{content, cut, detail, settled};
use super::{ImportError, Imported, Reading};
use crate::field::{self, FieldView, Given};
use crate::inbound::lookup::REFERENCE;
use crate::inbound::people::COLUMN;
use crate::inbound::seal::preview;
use crate::organisation::{domain_tag, join_new};
use crate::scanner::Scanned;
use crate::{App, Ctx, Error, Result};
use crypto::Draft;
use domain::keyring::{ContactLookup, LeafRef, Tag};
use domain::record::{Address, ContactProfile, FieldEntry, FieldValues, TicketSummary};
use domain::{
    ContactId, ContactState, FieldHolder, MailboxId, MessageId, MessageKind, ObjectKind, Priority, ScanState,
    TagId, TicketId, TicketStatus, Timestamp,
};
use privacy::Permit;
use std::collections::HashMap;
use std::io::{Read, Seek};
use store::ChangeKind;

type Done<T> = std::result::Result<T, ImportError>;

/// An export on its way in.
pub(super) struct Import<'a> {
    app: &'a App,
    ctx: Ctx,
    mailbox: MailboxId,
    permit: &'a Permit,
    fields: Vec<FieldView>,
    tags: HashMap<String, TagId>,
    /// The person here.
    contact: ContactId,
    pub report: Imported,
}

/// One message, sealed.
struct Written {
    row: store::Message,
    blob: Option<(domain::ObjectId, Vec<u8>)>,
    reference: Option<Tag>,
    preview: String,
}

/// People who are made along with a conversation.
#[derive(Default)]
struct Made {
    contacts: Vec<store::Contact>,
    domains: Vec<(ContactId, Tag)>,
    known: HashMap<String, ContactId>,
    /// When the message before came: ids are in the order of messages.
    last: Option<Timestamp>,
}

impl Made {
    /// The id of the next message.
    fn next_id(&mut self, received: Timestamp) -> MessageId {
        let at = self.last.map_or(received, |last| received.max(last.plus_millis(1)));
        self.last = Some(at);
        MessageId::generate(at)
    }
}

impl<'a> Import<'a> {
    /// Finds the person, or makes them.
    pub(super) async fn begin(
        app: &'a App,
        ctx: Ctx,
        mailbox: MailboxId,
        permit: &'a Permit,
        data: &Data,
    ) -> Result<Self> {
        app.load_tenant(ctx.scope).await?;
        let tenant = ctx.scope.tenant();
        app.admit(ctx.scope, &[LeafRef::mailbox(mailbox), LeafRef::lookup(tenant)]).await?;
        let store = app.store().tenant(ctx.scope);
        let fields = field::open(app, permit, &store.list_fields().await?).await?;
        let tags = tag_names(app, permit, &store).await?;
        let mut import = Self {
            app,
            ctx,
            mailbox,
            permit,
            fields,
            tags: tags.into_iter().map(|(id, name)| (name.to_lowercase(), id)).collect(),
            contact: ContactId::generate(ctx.now),
            report: Imported::default(),
        };
        import.person(&data.person).await?;
        Ok(import)
    }

    async fn person(&mut self, person: &data::Person) -> Result<()> {
        let (app, ctx) = (self.app, self.ctx);
        let _turn = app.tenant_turn(ctx.scope).await;
        let mut emails: Vec<String> =
            person.emails.iter().filter_map(|email| mime::normalise_address(email)).collect();
        emails.dedup();
        let mut tags = Vec::with_capacity(emails.len());
        for email in &emails {
            tags.push(app.vault().tag(ctx.scope, COLUMN, email.as_bytes())?);
        }
        let known = app.keyring().find_contact_lookups(ctx.scope, &tags).await?;
        let store = app.store().tenant(ctx.scope);
        for lookup in &known {
            if store.find_contact(lookup.contact).await?.is_some() {
                self.contact = lookup.contact;
                return app.admit(ctx.scope, &[LeafRef::contact(self.contact)]).await;
            }
        }
        let leaf = [LeafRef::contact(self.contact)];
        let mut keys = app.vault().draft(ctx.scope);
        keys.create_leaf(ctx.now, LeafRef::contact(self.contact))?;
        let profile = ContactProfile {
            name: cut(&person.name, domain::limits::NAME_CHARS_MAX),
            emails: emails.clone(),
            phone: cut(&person.phone, domain::limits::NAME_CHARS_MAX),
            remark: cut(person.remark.as_deref().unwrap_or_default(), domain::limits::TEXT_BYTES_MAX / 4),
            is_rectified: false,
        };
        let restricted = person.state == ContactState::Restricted.as_str();
        let row = store::Contact {
            id: self.contact,
            profile: keys.seal(ctx.now, self.contact.uuid(), &leaf, &profile)?,
            state: if restricted { ContactState::Restricted } else { ContactState::Active },
            created_at: person.first_seen_at.map_or(ctx.now, |at| at.0),
            updated_at: person.changed_at.map_or(ctx.now, |at| at.0),
            organisation: None,
        };
        for tag in tags {
            keys.add_lookup(ContactLookup { tenant: ctx.scope.tenant(), tag, contact: self.contact });
        }
        let held = self.held(FieldHolder::Contact, &person.fields);
        let fills = !held.entries.is_empty();
        let sealed = fills.then(|| keys.seal(ctx.now, self.contact.uuid(), &leaf, &held)).transpose()?;
        let first = emails.first();
        let domain = first.map(|email| domain_tag(&keys, email)).transpose()?.flatten();
        app.keyring().commit(keys.batch()).await?;
        let entries = self.events(&keys).await?;
        let mut tx = store.begin().await?;
        tx.insert_contacts(&[row]).await?;
        join_new(&mut tx, domain.map(|tag| (self.contact, tag)).as_slice()).await?;
        if sealed.is_some() {
            tx.put_field_values(self.contact.uuid(), sealed.as_ref()).await?;
        }
        tx.append_audit(&entries).await?;
        tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.report.new_contact = true;
        Ok(())
    }

    /// The events of what was opened and sealed so far.
    async fn events(&self, keys: &Draft) -> Result<Vec<(Vec<u8>, domain::merkle::Hash)>> {
        let mut events = self.permit.foretell(&[]);
        let made = keys.made();
        let few = made.len() <= domain::limits::AUDIT_OBJECTS_MAX;
        if let Some(event) = events.first_mut().filter(|_| few) {
            event.made = made;
        } else {
            let event = events.first().cloned();
            for some in made.chunks(domain::limits::AUDIT_OBJECTS_MAX) {
                let more = event.clone().map(|event| domain::audit::AuditEvent {
                    opened: Vec::new(),
                    made: some.to_vec(),
                    ..event
                });
                events.extend(more);
            }
        }
        self.app.seal_events(self.ctx.scope, &events).await
    }

    /// What fields that exist here can hold of it.
    fn held(&self, holder: FieldHolder, given: &[data::Field]) -> FieldValues {
        let entry = |one: &data::Field| {
            let field = self.fields.iter().find(|field| field.holder == holder && field.key == one.key)?;
            let given = match &one.value {
                data::FieldValue::Flag(flag) => Given::Flag(*flag),
                data::FieldValue::Number(number) => Given::Number(*number),
                data::FieldValue::Text(text) => Given::Text(text.clone()),
            };
            let value = field::value::read(field, &given).ok()??;
            Some(FieldEntry { field: field.id, value })
        };
        FieldValues { entries: given.iter().filter_map(entry).collect() }
    }

    /// Takes every conversation in.
    pub(super) async fn all<R: Read + Seek + Send + 'static>(
        &mut self,
        reading: &Reading<R>,
        data: &Data,
    ) -> Done<()> {
        let mut messages: HashMap<i64, Vec<&data::Message>> = HashMap::new();
        for message in &data.messages {
            messages.entry(message.ticket).or_default().push(message);
        }
        for ticket in &data.tickets {
            let own = messages.remove(&ticket.number).unwrap_or_default();
            // One that was merged away has nothing left but its number.
            if own.is_empty() {
                continue;
            }
            if self.is_known(&own).await? {
                self.report.known += 1;
                continue;
            }
            self.ticket(reading, ticket, &own).await?;
        }
        Ok(())
    }

    /// Whether one of these messages is here, by its Message-ID.
    async fn is_known(&self, messages: &[&data::Message]) -> Result<bool> {
        let ids = messages.iter().filter_map(|message| message.message_id.as_ref());
        let tags = ids.map(|id| self.app.vault().tag(self.ctx.scope, REFERENCE, id.as_bytes()));
        let tags = tags.collect::<std::result::Result<Vec<_>, _>>()?;
        let store = self.app.store().tenant(self.ctx.scope);
        Ok(!store.list_message_references(&tags).await?.is_empty())
    }

    async fn ticket<R: Read + Seek + Send + 'static>(
        &mut self,
        reading: &Reading<R>,
        ticket: &data::Ticket,
        messages: &[&data::Message],
    ) -> Done<()> {
        let (app, ctx) = (self.app, self.ctx);
        let _turn = app.tenant_turn(ctx.scope).await;
        let mut keys = app.vault().draft(ctx.scope);
        let id = TicketId::generate(ctx.now);
        keys.create_leaf(ctx.now, LeafRef::ticket(id)).map_err(Error::from)?;
        let mut made = Made::default();
        let requester = self.requester(&mut keys, &mut made, ticket, messages).await?;
        let mut written = Vec::with_capacity(messages.len());
        let mut places = Vec::new();
        for message in messages {
            let mut one = self.message(reading, (id, requester), &mut keys, &mut made, message).await?;
            // Bytes go to their pack at once: one mail is in memory at a time.
            if let Some(blob) = one.blob.take() {
                places.extend(app.packs().append(vec![blob]).await.map_err(Error::from)?);
            }
            written.push(one);
        }
        let summary = self.summary(ticket, messages, written.last());
        let leaves = [LeafRef::contact(requester), LeafRef::ticket(id)];
        let summary = keys.seal(ctx.now, id.uuid(), &leaves, &summary).map_err(Error::from)?;
        let held = self.held(FieldHolder::Ticket, &ticket.fields);
        let sealed = (!held.entries.is_empty()).then(|| keys.seal(ctx.now, id.uuid(), &leaves, &held));
        let sealed = sealed.transpose().map_err(Error::from)?;
        let mut row = self.row(ticket, messages, (id, requester), summary);
        field::note(&mut row, &self.fields, &held);
        app.keyring().commit(keys.batch()).await.map_err(Error::from)?;
        let entries = self.events(&keys).await?;
        self.write(row, written, made, places, sealed, entries).await?;
        app.vault().publish(keys);
        self.report.tickets += 1;
        self.report.messages += messages.len();
        Ok(())
    }

    async fn write(
        &mut self,
        row: store::Ticket,
        written: Vec<Written>,
        made: Made,
        places: Vec<domain::blob::BlobRef>,
        fields: Option<domain::Sealed<FieldValues>>,
        entries: Vec<(Vec<u8>, domain::merkle::Hash)>,
    ) -> Result<()> {
        let ticket = row.id;
        let mut tx = self.app.store().tenant(self.ctx.scope).begin().await?;
        tx.insert_contacts(&made.contacts).await?;
        join_new(&mut tx, &made.domains).await?;
        let row = store::Ticket { number: tx.next_ticket_number(), ..row };
        tx.insert_tickets(std::slice::from_ref(&row)).await?;
        let mut people: Vec<ContactId> = written.iter().filter_map(|one| one.row.contact).collect();
        people.extend([row.requester, self.contact]);
        people.sort_unstable();
        people.dedup();
        let take_part = |contact: ContactId| store::Participant { ticket, contact };
        tx.insert_participants(&people.into_iter().map(take_part).collect::<Vec<_>>()).await?;
        // A reference to a mail that the person brought lets nobody in: it is not one that we sent.
        let reference = |one: &Written| {
            let tag = one.reference?;
            Some(store::MessageReference { tag, message: one.row.id, ticket, sent_by_us: false })
        };
        tx.insert_message_references(&written.iter().filter_map(reference).collect::<Vec<_>>()).await?;
        let history = store::Cause::History;
        let change = |one: &Written| {
            self.ctx.change_by(history, ChangeKind::MessageAdded, Some(ticket), Some(one.row.id))
        };
        let changes: Vec<_> = written.iter().map(change).collect();
        tx.insert_messages(&written.into_iter().map(|one| one.row).collect::<Vec<_>>()).await?;
        tx.insert_blobs(&places).await?;
        if fields.is_some() {
            tx.put_field_values(ticket.uuid(), fields.as_ref()).await?;
        }
        tx.append_audit(&entries).await?;
        tx.append_changes(&changes).await?;
        self.report.change_seq = tx.change_seq();
        Ok(tx.commit().await?)
    }

    /// Whose the ticket is here: the person's, or whoever else wrote first.
    async fn requester(
        &self,
        keys: &mut Draft,
        made: &mut Made,
        ticket: &data::Ticket,
        messages: &[&data::Message],
    ) -> Result<ContactId> {
        if ticket.own {
            return Ok(self.contact);
        }
        let other = messages.iter().find(|message| message.author == Author::Other);
        let address = other.and_then(|message| message.from.first()).cloned().unwrap_or_default();
        self.contact_of(keys, made, &address).await
    }

    /// The contact with an address; made if there is none. Without an address it is somebody of their own.
    async fn contact_of(&self, keys: &mut Draft, made: &mut Made, address: &Address) -> Result<ContactId> {
        let (app, ctx) = (self.app, self.ctx);
        let email = mime::normalise_address(&address.email).unwrap_or_default();
        if let Some(id) = made.known.get(&email) {
            return Ok(*id);
        }
        let tag = app.vault().tag(ctx.scope, COLUMN, email.as_bytes())?;
        let found = match email.is_empty() {
            true => Vec::new(),
            false => app.keyring().find_contact_lookups(ctx.scope, &[tag]).await?,
        };
        if let Some(known) = found.first() {
            app.admit(ctx.scope, &[LeafRef::contact(known.contact)]).await?;
            if app.store().tenant(ctx.scope).find_contact(known.contact).await?.is_some() {
                made.known.insert(email, known.contact);
                return Ok(known.contact);
            }
        }
        let address =
            Address { name: cut(&address.name, domain::limits::NAME_CHARS_MAX), email: email.clone() };
        let (id, profile) = match found.first() {
            // A crash came between keys and data: the row is made again.
            Some(lost) => {
                let profile = crate::inbound::people::seal_profile(&ctx, keys, lost.contact, &address)?;
                (lost.contact, profile)
            }
            None => crate::inbound::people::new_contact(&ctx, keys, &address)?,
        };
        made.contacts.push(store::Contact {
            id,
            profile,
            state: ContactState::Active,
            created_at: ctx.now,
            updated_at: ctx.now,
            organisation: None,
        });
        if !email.is_empty() {
            made.domains.extend(domain_tag(keys, &email)?.map(|tag| (id, tag)));
            if found.is_empty() {
                keys.add_lookup(ContactLookup { tenant: ctx.scope.tenant(), tag, contact: id });
            }
            made.known.insert(email, id);
        }
        Ok(id)
    }

    async fn message<R: Read + Seek + Send + 'static>(
        &self,
        reading: &Reading<R>,
        (ticket, requester): (TicketId, ContactId),
        keys: &mut Draft,
        made: &mut Made,
        message: &data::Message,
    ) -> Done<Written> {
        let (app, ctx) = (self.app, self.ctx);
        let raw = match &message.mail {
            Some(name) => reading.mail(name).await?,
            None => None,
        };
        let contact = match message.author {
            Author::You => Some(self.contact),
            Author::Other => {
                let from = message.from.first().cloned().unwrap_or_default();
                Some(self.contact_of(keys, made, &from).await?)
            }
            Author::Staff => None,
        };
        let (scan, virus) = match &raw {
            Some(raw) => match app.scanner().scan(ctx.scope, raw).await {
                Scanned::Pass(state, virus) => (state, virus),
                Scanned::Hold => return Err(Error::State { noun: "virus scanner", state: "silent" }.into()),
            },
            None => (ScanState::NotConfigured, None),
        };
        let id = made.next_id(message.received_at.0);
        let leaves = [
            LeafRef::mailbox(self.mailbox),
            LeafRef::contact(contact.unwrap_or(requester)),
            LeafRef::ticket(ticket),
        ];
        let blob = match &raw {
            Some(raw) => {
                let sealed = keys.seal_blob(ctx.now, ObjectKind::RawMail, id.uuid(), &leaves, raw);
                let sealed = sealed.map_err(Error::from)?;
                Some((sealed.object(), sealed.as_bytes().to_vec()))
            }
            None => None,
        };
        let content = content(message, raw.as_deref(), virus);
        let detail = detail(message);
        let detail = detail.map(|detail| keys.seal(ctx.now, id.uuid(), &[LeafRef::ticket(ticket)], &detail));
        let reference = content.message_id.as_ref().map(|id| keys.tag(REFERENCE, id.as_bytes()));
        let files = content.attachments.iter().filter(|file| !file.inline).count();
        let preview = preview(&content.visible_text);
        let row = store::Message {
            id,
            ticket,
            mailbox: self.mailbox,
            kind: message.kind,
            mail_kind: message.mail_kind,
            scan_state: scan,
            contact,
            agent: None,
            raw_object: blob.as_ref().map(|(object, _)| *object),
            sent_at: message.sent_at.map(|at| at.0),
            received_at: message.received_at.0,
            attachment_count: u32::try_from(files).unwrap_or(u32::MAX),
            delivery_state: message.delivery.as_ref().map(|delivery| settled(delivery.state)),
            delivery_detail: detail.transpose().map_err(Error::from)?,
            content: keys.seal(ctx.now, id.uuid(), &leaves, &content).map_err(Error::from)?,
            mentions: Vec::new(),
            signature_state: None,
            sender_check: None,
        };
        Ok(Written { row, blob, reference: reference.transpose().map_err(Error::from)?, preview })
    }

    fn summary(
        &self,
        ticket: &data::Ticket,
        messages: &[&data::Message],
        last: Option<&Written>,
    ) -> TicketSummary {
        let first = messages.iter().find(|message| message.kind == MessageKind::Inbound);
        let from = first.and_then(|message| message.from.first()).cloned().unwrap_or_default();
        TicketSummary {
            subject: cut(ticket.subject.as_deref().unwrap_or_default(), domain::limits::SUBJECT_CHARS_MAX),
            requester: if from.name.is_empty() { from.email.clone() } else { from.name },
            requester_email: from.email,
            preview: last.map(|last| last.preview.clone()).unwrap_or_default(),
        }
    }

    fn row(
        &self,
        ticket: &data::Ticket,
        messages: &[&data::Message],
        (id, requester): (TicketId, ContactId),
        summary: domain::Sealed<TicketSummary>,
    ) -> store::Ticket {
        let times = || messages.iter().map(|message| message.received_at.0);
        let first: Timestamp = times().min().unwrap_or(self.ctx.now);
        let status = ticket.status.filter(|status| *status != TicketStatus::Merged);
        let files = messages.iter().flat_map(|message| &message.attachments).filter(|file| !file.inline);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        store::Ticket {
            id,
            number: 0,
            status: status.unwrap_or(TicketStatus::Closed),
            assignee: None,
            mailbox: self.mailbox,
            requester,
            summary,
            message_count: count(messages.len()),
            attachment_count: count(files.count()),
            created_at: ticket.created_at.map_or(first, |at| at.0),
            updated_at: ticket.updated_at.map_or_else(|| times().max().unwrap_or(first), |at| at.0),
            last_inbound_at: ticket.last_inbound_at.map(|at| at.0),
            related: None,
            version: 1,
            priority: ticket.priority.unwrap_or(Priority::Normal),
            tags: ticket.tags.iter().filter_map(|tag| self.tags.get(&tag.to_lowercase()).copied()).collect(),
            followers: Vec::new(),
            snoozed_until: ticket.snoozed_until.map(|at| at.0),
            status_before: ticket.status_before,
            merged_into: None,
            team: None,
            fields: Vec::new(),
            choices: Vec::new(),
            organisation: None,
        }
    }
}
