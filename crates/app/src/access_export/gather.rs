//! Finds what is a person's: their profile, their tickets, and which messages of these are theirs to have. What is kept
//! in memory are ids and what the tickets' rows say; the messages themselves are opened again, a few at a time, as they
//! are written.

use super::data::{self, Moment};
use super::rule::{Other, Them, Verdict};
use crate::{App, Ctx, Error, Result, field, mailbox, organisation, restricted};
use domain::limits::{ACCESS_EXPORT_MESSAGES_MAX, PAGE_ITEMS_MAX};
use domain::record::{FieldValue, FieldValues};
use domain::{ContactId, FieldHolder, MessageId, MessageKind, ObjectId, TagId, TicketId};
use privacy::Permit;
use search::{Clause, Field, Filter, Order, Query, Term};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::Duration;
use store::{Happening, TenantStore, TicketEvent};
use uuid::Uuid;

/// Things that happened on one ticket that are told; of more, the newest.
const HISTORY_MAX: usize = 10_000;
/// How long it is waited until the index has everything: a mail's recipients are found by it.
const INDEX_PATIENCE: Duration = Duration::from_secs(30);

/// What is a person's.
pub(super) struct Gathered {
    pub contact: ContactId,
    pub person: data::Person,
    pub them: Them,
    pub tickets: Vec<Theirs>,
    pub left_out: data::LeftOut,
    pub total: usize,
    /// Every object of theirs that was opened: who else opened them is told.
    pub objects: HashSet<ObjectId>,
    pub counts: Counts,
}

/// A ticket with what of it is given.
pub(super) struct Theirs {
    pub data: data::Ticket,
    /// Messages, oldest first.
    pub messages: Vec<MessageId>,
}

/// How many messages of which origin.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub own: u64,
    pub others: u64,
    pub staff: u64,
    pub passed_on: u64,
}

/// The search for one person.
struct Search<'a> {
    app: &'a App,
    permit: &'a Permit,
    store: TenantStore,
    fields: Vec<field::FieldView>,
    tags: HashMap<TagId, String>,
    out: Gathered,
}

/// Gathers what is a contact's.
///
/// # Errors
/// [`Error::NotFound`] for a contact that is gone, [`Error::TooLarge`], what cannot be opened, a failure of store or index.
pub(super) async fn gather(app: &App, ctx: &Ctx, permit: &Permit, contact: ContactId) -> Result<Gathered> {
    let store = app.store().tenant(ctx.scope);
    let row = store.find_contact(contact).await?.ok_or(Error::NotFound("contact"))?;
    restricted::check(app, permit, [contact]).await?;
    let fields = field::open(app, permit, &store.list_fields().await?).await?;
    let tags = tag_names(app, permit, &store).await?;
    let profile = app.open(permit, contact.uuid(), &row.profile).await?;
    let mut them = Them { emails: HashSet::new(), ours: own_addresses(app, permit, &store).await? };
    them.emails.extend(profile.emails.iter().filter_map(|email| mime::normalise_address(email)));
    let organisation = match row.organisation {
        Some(id) => store.find_organisation(id).await?,
        None => None,
    };
    let organisation = match organisation {
        Some(row) => {
            Some(organisation::view(&row, app.open(permit, row.id.uuid(), &row.content).await?).name)
        }
        None => None,
    };
    let names_others = them.names_others(&profile.remark, &[]);
    let mut search = Search {
        app,
        permit,
        store,
        fields,
        tags,
        out: Gathered {
            contact,
            person: data::Person {
                name: profile.name,
                emails: profile.emails,
                phone: profile.phone,
                remark: (!names_others).then_some(profile.remark),
                state: row.state.as_str().to_owned(),
                first_seen_at: Some(Moment(row.created_at)),
                changed_at: Some(Moment(row.updated_at)),
                organisation,
                fields: Vec::new(),
            },
            them,
            tickets: Vec::new(),
            left_out: data::LeftOut { remark: names_others, ..data::LeftOut::default() },
            total: 0,
            objects: HashSet::from([row.profile.object()]),
            counts: Counts::default(),
        },
    };
    search.out.person.fields = search.held(FieldHolder::Contact, contact.uuid()).await?;
    let tickets = search.tickets(ctx).await?;
    search.each(&tickets).await?;
    Ok(search.out)
}

pub(crate) async fn tag_names(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
) -> Result<HashMap<TagId, String>> {
    let rows = store.list_tags().await?;
    let names = app.open_all(permit, rows.iter().map(|row| (row.id.uuid(), &row.name))).await?;
    Ok(rows.iter().map(|row| row.id).zip(names.into_iter().map(|name| name.name)).collect())
}

async fn own_addresses(app: &App, permit: &Permit, store: &TenantStore) -> Result<HashSet<String>> {
    let mut ours = HashSet::new();
    for row in store.list_mailboxes().await? {
        let settings = mailbox::open_settings(app, permit, &row).await?;
        ours.extend(settings.own_addresses().filter_map(|email| mime::normalise_address(&email)));
    }
    Ok(ours)
}

impl Search<'_> {
    /// The tickets in which something of theirs may lie, by what rows say and by whom mails went to.
    async fn tickets(&self, ctx: &Ctx) -> Result<Vec<store::Ticket>> {
        let mut ids: BTreeSet<TicketId> = BTreeSet::new();
        let mut after = None;
        loop {
            let page = self.store.list_tickets_of_person(self.out.contact, after, PAGE_ITEMS_MAX).await?;
            after = page.last().copied();
            ids.extend(page);
            if after.is_none() {
                break;
            }
        }
        self.addressed(ctx, &mut ids).await?;
        let ids: Vec<TicketId> = ids.into_iter().collect();
        let mut rows = Vec::with_capacity(ids.len());
        for some in ids.chunks(PAGE_ITEMS_MAX as usize) {
            rows.extend(self.store.list_tickets_by_ids(some).await?);
        }
        rows.sort_by_key(|row| row.number);
        Ok(rows)
    }

    /// Adds the tickets with mails to or from their addresses: an answer's copy makes nobody take part.
    async fn addressed(&self, ctx: &Ctx, ids: &mut BTreeSet<TicketId>) -> Result<()> {
        let seq = self.store.get_change_seq().await?;
        let index = self.app.index(ctx.scope).await?;
        if index.committed_seq() < seq {
            self.app.index_caught_up(ctx.scope, seq, INDEX_PATIENCE).await?;
        }
        for email in &self.out.them.emails {
            for field in [Field::To, Field::From] {
                let clause = Clause { field, term: Term::Word(email.clone()), without: false };
                let query = Query {
                    clauses: vec![clause],
                    filter: Filter::default(),
                    order: Order::Newest,
                    tolerant: false,
                };
                let mut after = None;
                loop {
                    let page = index.search(self.permit, &query, PAGE_ITEMS_MAX, after)?;
                    ids.extend(page.hits.iter().map(|hit| hit.ticket));
                    after = page.hits.last().map(search::Hit::cursor);
                    if page.hits.len() < PAGE_ITEMS_MAX as usize || after.is_none() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    async fn each(&mut self, rows: &[store::Ticket]) -> Result<()> {
        for row in rows {
            let own = row.requester == self.out.contact;
            let (messages, subjects) = self.messages(row, own).await?;
            if messages.is_empty() && !own {
                continue;
            }
            let data = if own {
                self.own_ticket(row, &subjects).await?
            } else {
                data::Ticket {
                    number: row.number,
                    subject: subjects.into_iter().next(),
                    ..data::Ticket::default()
                }
            };
            self.out.total += messages.len();
            if self.out.total > ACCESS_EXPORT_MESSAGES_MAX {
                return Err(Error::TooLarge { what: "export", max_bytes: ACCESS_EXPORT_MESSAGES_MAX });
            }
            self.out.tickets.push(Theirs { data, messages });
            // What was opened so far is told: nothing of it waits in memory.
            self.app.append_audit(self.permit.scope(), &self.permit.foretell(&[])).await?;
        }
        Ok(())
    }

    /// The messages of a ticket that are given, and their subjects.
    async fn messages(&mut self, ticket: &store::Ticket, own: bool) -> Result<(Vec<MessageId>, Vec<String>)> {
        let (mut given, mut subjects): (Vec<MessageId>, Vec<String>) = (Vec::new(), Vec::new());
        let mut others: Option<Vec<Other>> = None;
        let mut after = None;
        loop {
            let rows = self.store.list_messages_of_ticket(ticket.id, after, PAGE_ITEMS_MAX).await?;
            let Some(last) = rows.last() else { return Ok((given, subjects)) };
            after = Some(last.id);
            let rows = self.app.open_each(self.permit, rows, |row| (row.id.uuid(), &row.content)).await?;
            for (row, content) in rows {
                let note = row.kind == MessageKind::Note;
                if note && own && others.is_none() {
                    others = Some(self.others(ticket.id).await?);
                }
                let wrote = row.contact == Some(self.out.contact);
                let named = others.as_deref().unwrap_or_default();
                match self.out.them.judge(row.kind, wrote, own, &content, named) {
                    Verdict::Given => {
                        given.push(row.id);
                        self.count(&row, wrote || self.out.them.among(&content.from));
                        if !note && !subjects.contains(&content.subject) {
                            subjects.push(content.subject);
                        }
                    }
                    Verdict::LeftOut if note => self.out.left_out.notes += 1,
                    Verdict::LeftOut => {
                        self.out.left_out.messages += 1;
                        self.out.counts.passed_on += u64::from(content.forward_of.is_some());
                    }
                    Verdict::NotTheirs => {}
                }
            }
        }
    }

    fn count(&mut self, row: &store::Message, wrote: bool) {
        let counts = &mut self.out.counts;
        match row.kind {
            MessageKind::Inbound if wrote => counts.own += 1,
            MessageKind::Inbound => counts.others += 1,
            MessageKind::Outbound | MessageKind::Note => counts.staff += 1,
        }
        let objects = [row.raw_object, Some(row.content.object())];
        let detail = row.delivery_detail.as_ref().map(domain::Sealed::object);
        let check = row.sender_check.as_ref().map(domain::Sealed::object);
        self.out.objects.extend(objects.into_iter().chain([detail, check]).flatten());
    }

    /// Who else takes part in a ticket of theirs.
    async fn others(&self, ticket: TicketId) -> Result<Vec<Other>> {
        let people = self.store.list_participants(&[ticket]).await?;
        let mut people: Vec<ContactId> = people.into_iter().map(|one| one.contact).collect();
        people.retain(|id| *id != self.out.contact);
        let rows = self.store.list_contacts_by_ids(&people).await?;
        let profiles = self.app.open_each(self.permit, rows, |row| (row.id.uuid(), &row.profile)).await?;
        Ok(profiles.into_iter().map(|(_, one)| Other { name: one.name, phone: one.phone }).collect())
    }

    async fn own_ticket(&mut self, row: &store::Ticket, subjects: &[String]) -> Result<data::Ticket> {
        let summary = self.app.open(self.permit, row.id.uuid(), &row.summary).await?;
        self.out.objects.insert(row.summary.object());
        // The ticket may have been somebody else's before: its subject is given where a mail that is given has it.
        let known = subjects.contains(&summary.subject).then_some(summary.subject);
        let merged_into = match row.merged_into {
            Some(id) => self.store.find_ticket(id).await?.map(|into| into.number),
            None => None,
        };
        Ok(data::Ticket {
            number: row.number,
            own: true,
            subject: known.or_else(|| subjects.first().cloned()),
            status: Some(row.status),
            status_before: row.status_before,
            priority: Some(row.priority),
            created_at: Some(Moment(row.created_at)),
            updated_at: Some(Moment(row.updated_at)),
            last_inbound_at: row.last_inbound_at.map(Moment),
            snoozed_until: row.snoozed_until.map(Moment),
            merged_into,
            tags: row.tags.iter().filter_map(|id| self.tags.get(id).cloned()).collect(),
            fields: self.held(FieldHolder::Ticket, row.id.uuid()).await?,
            history: self.history(row.id).await?,
        })
    }

    /// What custom fields hold.
    async fn held(&mut self, holder: FieldHolder, id: Uuid) -> Result<Vec<data::Field>> {
        if self.fields.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.store.list_field_values(&[id]).await?;
        self.out.objects.extend(rows.iter().map(|row| row.content.object()));
        let mut held: HashMap<Uuid, FieldValues> = field::held(self.app, self.permit, &rows).await?;
        let held = held.remove(&id);
        let shown = field::shown(&self.fields, holder, held.as_ref());
        Ok(shown.into_iter().filter_map(as_field).collect())
    }

    async fn history(&self, ticket: TicketId) -> Result<Vec<data::Happened>> {
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let page = self.store.list_ticket_events(ticket, before, PAGE_ITEMS_MAX).await?;
            before = page.last().map(|event| event.place);
            all.extend(page.into_iter().map(|event| self.happened(event)));
            if before.is_none() || all.len() >= HISTORY_MAX {
                break;
            }
        }
        all.reverse();
        Ok(all)
    }

    /// Agents are not named, and other people neither.
    fn happened(&self, event: TicketEvent) -> data::Happened {
        let tag = |id: Option<Uuid>| id.and_then(|id| self.tags.get(&TagId::from_uuid(id)).cloned());
        let field = |id: Option<Uuid>| {
            let found = self.fields.iter().find(|field| Some(field.id.uuid()) == id);
            found.map(|field| field.name.clone())
        };
        let (before, after) = match event.what {
            Happening::TagAdded => (None, tag(event.id_after)),
            Happening::TagRemoved => (tag(event.id_before), None),
            Happening::Field => (None, field(event.id_after)),
            _ => (event.word_before, event.word_after),
        };
        data::Happened {
            at: Moment(event.at),
            what: event.what.as_str().to_owned(),
            before,
            after,
            until: event.until.map(Moment),
            by: if event.by.is_some() { "staff" } else { "system" }.to_owned(),
            woken: event.cause == Some(store::Cause::Woken),
        }
    }
}

pub(crate) fn as_field(shown: field::FieldShown) -> Option<data::Field> {
    let field::FieldShown { field, value } = shown;
    let value = match value? {
        FieldValue::Flag(flag) => data::FieldValue::Flag(flag),
        FieldValue::Number(number) => data::FieldValue::Number(number),
        FieldValue::Text(text) | FieldValue::Date(text) | FieldValue::Url(text) => {
            data::FieldValue::Text(text)
        }
        FieldValue::Choice(id) => {
            let choice = field.choices.iter().find(|choice| choice.id == id)?;
            data::FieldValue::Text(choice.name.clone())
        }
    };
    Some(data::Field { key: field.key, name: field.name, value })
}
