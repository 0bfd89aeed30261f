//! A person who is removed from conversations that stay: another contact, who is nobody, stands in their place.

use super::texts::{Texts, without_mail};
use super::{Anew, Bytes, Rewrite, in_place_of};
use crate::agent::pseudonym;
use crate::{Error, Result};
use domain::keyring::LeafRef;
use domain::record::{ContactProfile, FieldValue, FieldValues, MessageContent, RedactionTerms};
use domain::{ContactId, DeliveryState, MessageId, ObjectId, ObjectKind, TicketId};
use privacy::Permit;
use std::collections::BTreeSet;
use store::{ChangeKind, ErasureWork};

/// Tickets read at once.
const TICKETS_PER_READ: u32 = 64;
/// Letters of a part of a name that is looked for alone.
const NAME_PART_CHARS_MIN: usize = 3;
/// Characters of a field's value that is looked for.
const VALUE_CHARS_MIN: usize = 5;
/// What stands in the names of many.
const OF_MANY: &[&str] = &[
    "von", "van", "vom", "der", "den", "des", "del", "della", "dei", "das", "dos", "ten", "ter", "zum",
    "zur", "bin", "ibn", "abu", "mac", "the", "and", "und", "med", "ltd", "inc", "gmbh", "com", "org", "net",
    "herr", "frau", "dipl", "ing",
];

/// The names of programs that send mail: their words are everybody's.
const OF_PROGRAMS: &[&str] =
    &["mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "donotreply@", "do-not-reply@"];

/// Somebody who goes.
pub(super) struct Goer {
    /// The contact; nobody, where an address alone is known.
    pub of: Option<ContactId>,
    /// Who stands in their place.
    pub into: ContactId,
    /// What is looked for, and what takes its place.
    pub texts: Texts,
}

/// Who goes out of conversations that stay.
pub(super) struct Going {
    all: Vec<Goer>,
    /// Who stands in whose place.
    swaps: Vec<(ContactId, ContactId)>,
    /// Everybody outside the company goes, out of these conversations alone: nothing that is kept of them elsewhere leads to these.
    everybody: bool,
}

impl Going {
    pub(super) fn new(all: Vec<Goer>, everybody: bool) -> Self {
        let swaps = all.iter().filter_map(|one| Some((one.of?, one.into))).collect();
        Self { all, swaps, everybody }
    }

    fn goes(&self, contact: ContactId) -> bool {
        self.swaps.iter().any(|(of, _)| *of == contact)
    }

    /// Whether somebody goes, or stands there already for one who does.
    fn concerns(&self, contact: ContactId) -> bool {
        self.swaps.iter().any(|(of, into)| [*of, *into].contains(&contact))
    }

    fn text(&self, text: &mut String) -> usize {
        self.all.iter().map(|one| one.texts.text(text)).sum()
    }

    fn content(&self, content: &mut MessageContent) -> usize {
        let found: usize = self.all.iter().map(|one| one.texts.content(content)).sum();
        // Their other mails may name these.
        let is_known =
            content.message_id.is_some() || !content.in_reply_to.is_empty() || !content.references.is_empty();
        if self.everybody && is_known {
            content.message_id = None;
            content.in_reply_to.clear();
            content.references.clear();
            return found + 1;
        }
        found
    }
}

/// How somebody is known.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What the profile calls them.
    pub name: String,
    /// Their addresses, normalised.
    pub emails: BTreeSet<String>,
    /// A phone number, and what custom fields hold.
    pub values: Vec<String>,
}

impl Known {
    /// What is looked for; mails call them by these names.
    pub(super) fn terms(self, mut names: BTreeSet<String>) -> (Vec<String>, Vec<String>) {
        let is_program =
            self.emails.iter().any(|email| OF_PROGRAMS.iter().any(|name| email.starts_with(name)));
        let parts = parts_of(&self.name).filter(|_| !is_program);
        let mut texts: BTreeSet<String> = parts.map(str::to_owned).collect();
        names.insert(self.name);
        texts.extend(names.iter().map(|name| name.trim().to_owned()));
        texts.extend(self.values.into_iter().filter(|value| tells_who(value)));
        texts.retain(|text| text.chars().count() >= NAME_PART_CHARS_MIN);
        (texts.into_iter().collect(), self.emails.into_iter().collect())
    }
}

impl Rewrite<'_> {
    /// Every conversation that a person takes part in, written without them.
    pub(super) async fn person(&mut self, of: ContactId, work: ErasureWork) -> Result<()> {
        let store = self.store();
        let (Some(into), Some(row)) = (work.into, store.find_contact(of).await?) else { return Ok(()) };
        let terms = match &work.terms {
            Some(terms) => self.terms(terms).await?,
            None => {
                let terms = self.gathered(&row).await?;
                self.keep_terms(ErasureWork { into: Some(into), ..ErasureWork::default() }, &terms).await?;
                terms
            }
        };
        let name = pseudonym::person(into);
        self.stand_in(into, &name).await?;
        let texts = Texts::new(&terms.texts, &terms.emails, &name);
        let going = Going::new(vec![Goer { of: Some(of), into, texts }], false);
        // Before the first of them is theirs no more: done again after a crash, nobody knows which those were.
        let mut touched = self.tickets_of(of).await?;
        self.end_replaced(touched.iter().copied()).await?;
        loop {
            let own = store.list_tickets_of_requester(of, TICKETS_PER_READ).await?;
            let mut all: BTreeSet<TicketId> = own.iter().copied().collect();
            all.extend(store.list_tickets_of_participant(of, None, TICKETS_PER_READ).await?);
            let written = store.list_messages_of_contact(of, TICKETS_PER_READ).await?;
            all.extend(store.list_messages_by_ids(&written).await?.iter().map(|message| message.ticket));
            if all.is_empty() {
                return self.end_replaced(touched).await;
            }
            touched.extend(&all);
            for ticket in all {
                let _turn = self.app.tenant_turn(self.ctx.scope).await;
                self.ticket_without(ticket, &going).await?;
            }
        }
    }

    /// The tickets that a person takes part in, and those that they asked in.
    async fn tickets_of(&self, of: ContactId) -> Result<BTreeSet<TicketId>> {
        let store = self.store();
        let (mut all, mut after) = (BTreeSet::new(), None);
        loop {
            let page = store.list_tickets_of_participant(of, after, TICKETS_PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            all.extend(page);
        }
        all.extend(store.list_tickets_of_requester(of, u32::MAX).await?);
        Ok(all)
    }

    /// Everything that is known of what the person is called: by the profile, its fields, and their mails.
    async fn gathered(&self, row: &store::Contact) -> Result<RedactionTerms> {
        let permit = self.permit().await?;
        let (known, mut names) = (self.known(&permit, row).await?, BTreeSet::new());
        for ticket in self.tickets_of(row.id).await? {
            let mut after = None;
            loop {
                let page = self.page(ticket, after).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.id);
                for message in &page {
                    let Some(content) = self.opened(&permit, message).await? else { continue };
                    let lists = [&content.from, &content.reply_to, &content.to, &content.cc, &content.bcc];
                    let theirs = lists.into_iter().flatten().filter(|address| {
                        mime::normalise_address(&address.email)
                            .is_some_and(|email| known.emails.contains(&email))
                    });
                    names.extend(theirs.map(|address| address.name.clone()));
                }
            }
        }
        self.app.settle(permit).await?;
        let (texts, emails) = known.terms(names);
        Ok(RedactionTerms { texts, emails, ..RedactionTerms::default() })
    }

    /// How somebody is known, by the profile and its fields; not at all, where they are being erased.
    pub(super) async fn known(&self, permit: &Permit, row: &store::Contact) -> Result<Known> {
        let profile = self.app.open_left(permit, [(row.id.uuid(), &row.profile)]).await?;
        let Some(profile) = profile.into_iter().flatten().next() else { return Ok(Known::default()) };
        let emails = profile.emails.iter().filter_map(|email| mime::normalise_address(email)).collect();
        let mut values = vec![profile.phone];
        let held = self.store().list_field_values(&[row.id.uuid()]).await?;
        for held in &held {
            values.extend(said(&self.app.open(permit, row.id.uuid(), &held.content).await?));
        }
        Ok(Known { name: profile.name, emails, values })
    }

    /// Makes the contact who is nobody.
    pub(super) async fn stand_in(&self, into: ContactId, name: &str) -> Result<()> {
        let (app, scope, now, store) = (self.app, self.ctx.scope, self.app.now(), self.store());
        if store.find_contact(into).await?.is_some() {
            return Ok(());
        }
        let leaf = LeafRef::contact(into);
        app.admit(scope, &[leaf]).await?;
        let mut keys = app.vault().draft(scope);
        if !keys.has_leaf(leaf) {
            keys.create_leaf(now, leaf)?;
        }
        let profile = ContactProfile { name: name.to_owned(), ..ContactProfile::default() };
        let profile = keys.seal(now, into.uuid(), &[leaf], &profile)?;
        app.keyring().commit(keys.batch()).await?;
        let mut tx = store.begin().await?;
        tx.insert_contacts(&[store::Contact {
            id: into,
            profile,
            state: domain::ContactState::Active,
            created_at: now,
            updated_at: now,
            organisation: None,
        }])
        .await?;
        tx.note_stand_in(into).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        Ok(())
    }

    /// Writes a ticket without them. The caller has the tenant's turn.
    pub(super) async fn ticket_without(&mut self, id: TicketId, going: &Going) -> Result<()> {
        let store = self.store();
        let Some(ticket) = store.find_ticket(id).await? else {
            let mut tx = store.begin().await?;
            for (of, into) in &going.swaps {
                tx.swap_contact(id, *of, *into).await?;
            }
            return Ok(tx.commit().await?);
        };
        let own = going.everybody || going.concerns(ticket.requester);
        let permit = self.permit().await?;
        permit.record_tickets(&[id]);
        self.end_drafts(id).await?;
        let (mut after, mut theirs) = (None, Vec::new());
        loop {
            let page = self.page(id, after).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                if own || row.contact.is_some_and(|contact| going.concerns(contact)) {
                    theirs.push(row.id);
                }
                self.message_without(&permit, row, own, going).await?;
            }
        }
        self.ticket_row(&permit, id, &theirs, going).await?;
        self.app.settle(permit).await?;
        self.ticket_done(id).await
    }

    /// Destroys the mails' own bytes, and writes what a message says without them.
    async fn message_without(
        &mut self,
        permit: &Permit,
        row: &store::Message,
        own: bool,
        going: &Going,
    ) -> Result<()> {
        let Some(mut content) = self.opened(permit, row).await? else { return Ok(()) };
        let leaves = self.leaves(row.content.object(), &[]).await?;
        let depends = going.swaps.iter().any(|(of, _)| leaves.contains(&LeafRef::contact(*of)));
        let found = going.content(&mut content);
        let mut detail = None;
        if let Some(sealed) = &row.delivery_detail {
            let mut opened = self.app.open(permit, row.id.uuid(), sealed).await?;
            let told = going.text(&mut opened.reason);
            detail = (told > 0 || depends).then_some(opened);
        }
        let mut goes = own || found > 0 || row.contact.is_some_and(|contact| going.goes(contact));
        if let Some(object) = row.raw_object.filter(|_| !goes) {
            let raw = self.app.open_blob(permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
            goes = going.all.iter().any(|one| one.texts.stand_in(&raw));
        }
        let goes = goes && (row.raw_object.is_some() || row.sender_check.is_some());
        if !goes && found == 0 && !depends && detail.is_none() {
            return Ok(());
        }
        if matches!(row.delivery_state, Some(DeliveryState::Queued | DeliveryState::Sending)) {
            return Err(Error::State { noun: "message", state: "queued" });
        }
        if goes {
            without_mail(&mut content, self.app.now());
        }
        let bytes = if goes { Bytes::Gone } else { Bytes::Stay };
        self.put(row, Anew { content, bytes, detail, instead: going.swaps.clone() }).await
    }

    /// The ticket itself: who asked, what the list shows, what its fields hold, who takes part. What its mails were known
    /// by leads nobody to it any more.
    async fn ticket_row(
        &mut self,
        permit: &Permit,
        id: TicketId,
        theirs: &[MessageId],
        going: &Going,
    ) -> Result<()> {
        let (app, scope, store, now) = (self.app, self.ctx.scope, self.store(), self.app.now());
        let tags = store.list_tags_of_messages(theirs).await?;
        app.keyring().suppress(scope, &tags).await?;
        let mut tx = store.begin().await?;
        let Some(mut ticket) = tx.find_ticket(id).await? else { return Ok(()) };
        ticket.requester = in_place_of(ticket.requester, &going.swaps);
        let leaves = [LeafRef::contact(ticket.requester), LeafRef::ticket(id)];
        app.admit(scope, &leaves).await?;
        let (mut keys, mut old): (_, Vec<ObjectId>) =
            (app.vault().draft(scope), vec![ticket.summary.object()]);
        let mut summary = app.open(permit, id.uuid(), &ticket.summary).await?;
        going.text(&mut summary.subject);
        going.text(&mut summary.preview);
        if let Some(one) = going.all.iter().find(|one| one.into == ticket.requester) {
            (summary.requester, summary.requester_email) = (one.texts.instead().to_owned(), String::new());
        }
        ticket.summary = keys.seal(now, id.uuid(), &leaves, &summary)?;
        let mut fields = None;
        for held in tx.list_field_values(&[id.uuid()]).await? {
            let mut values = app.open(permit, id.uuid(), &held.content).await?;
            for one in &going.all {
                one.texts.fields(&mut values);
            }
            old.push(held.content.object());
            fields = Some(keys.seal(now, id.uuid(), &leaves, &values)?);
        }
        app.keyring().commit(keys.batch()).await?;
        tx.update_tickets_untold(&[ticket]).await?;
        if fields.is_some() {
            tx.put_field_values(id.uuid(), fields.as_ref()).await?;
        }
        for (of, into) in &going.swaps {
            tx.swap_contact(id, *of, *into).await?;
        }
        tx.delete_references_of(id, theirs).await?;
        if going.everybody {
            tx.leave_ticket_of_subject_requests(id).await?;
            tx.note_people_gone(id, theirs).await?;
        }
        tx.insert_erasure_old(self.row.id, &old).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.end_old().await
    }
}

/// What fields hold, as people would write it.
fn said(values: &FieldValues) -> Vec<String> {
    let one = |value: &FieldValue| match value {
        FieldValue::Text(text) | FieldValue::Url(text) | FieldValue::Date(text) => Some(text.clone()),
        FieldValue::Number(number) => Some(number.to_string()),
        FieldValue::Flag(_) | FieldValue::Choice(_) => None,
    };
    values.entries.iter().filter_map(|entry| one(&entry.value)).collect()
}

/// The parts of a name that name somebody. An address in the name's place has none, and what stands in many names is
/// everybody's word.
fn parts_of(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36f}'));
    let is_address = name.contains('@');
    parts.filter(move |part| {
        !is_address
            && part.chars().count() >= NAME_PART_CHARS_MIN
            && !OF_MANY.contains(&part.to_lowercase().as_str())
    })
}

/// Whether a value is likely to be this person's alone: a number or an address, no word like "German" and no year.
fn tells_who(value: &str) -> bool {
    let value = value.trim();
    value.chars().count() >= VALUE_CHARS_MIN && value.contains(|c: char| c.is_ascii_digit() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_many_names_nobody() {
        let parts = |name| parts_of(name).collect::<Vec<_>>();
        assert_eq!(parts("Anna von der Berg-Li"), ["Anna", "Berg"]);
        assert!(parts("maria@example.com").is_empty());
        assert!(tells_who("K-4711") && tells_who("Main Street"));
        assert!(!tells_who("German") && !tells_who("2024"));
        let known = |name: &str, email: &str| {
            let emails = BTreeSet::from([email.to_owned()]);
            Known { name: name.to_owned(), emails, ..Known::default() }.terms(BTreeSet::new()).0
        };
        assert_eq!(known("Mail System", "mailer-daemon@example.com"), ["Mail System"]);
        assert_eq!(known("Anna Berg", "anna@example.com"), ["Anna", "Anna Berg", "Berg"]);
    }
}
