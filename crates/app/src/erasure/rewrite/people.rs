//! Everybody outside the company, taken out of a conversation that stays. What else is kept of them stays as it is, and leads
//! nobody to it.

use super::Rewrite;
use super::person::{Goer, Going, Known};
use super::texts::Texts;
use crate::agent::pseudonym;
use crate::erasure::copies;
use crate::erasure::keys::with_merged;
use crate::inbound::people::COLUMN;
use crate::{Error, Result};
use domain::keyring::{LeafKind, LeafRef, Tag};
use domain::record::{MessageContent, RedactionTerms, RemovedPerson};
use domain::{ContactId, DeliveryState, ObjectId, TicketId};
use privacy::Permit;
use std::collections::{BTreeMap, BTreeSet};
use store::{ChangeKind, ErasureWork};

/// The company's own addresses.
#[derive(Default)]
struct Ours {
    /// Those of mailboxes: nobody's in particular.
    boxes: BTreeSet<String>,
    /// Those of agents, former ones too.
    agents: BTreeSet<String>,
}

impl Ours {
    fn has(&self, email: &String) -> bool {
        self.boxes.contains(email) || self.agents.contains(email)
    }
}

/// Who is in a conversation.
#[derive(Default)]
struct Cast {
    requesters: BTreeSet<ContactId>,
    contacts: BTreeSet<ContactId>,
    /// By which names mails call an address.
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Cast {
    fn add(&mut self, content: &MessageContent) {
        let lists = [&content.from, &content.reply_to, &content.to, &content.cc, &content.bcc];
        for address in lists.into_iter().flatten() {
            if let Some(email) = mime::normalise_address(&address.email) {
                self.names.entry(email).or_default().insert(address.name.clone());
            }
        }
    }
}

impl Rewrite<'_> {
    /// A conversation, and those that were merged into it, without anybody from outside the company.
    pub(super) async fn people(&mut self, ticket: TicketId, work: ErasureWork) -> Result<()> {
        let (app, ctx, store) = (self.app, self.ctx, self.store());
        // Nobody writes in it meanwhile: whoever does afterwards is somebody who was never there.
        let _turn = app.tenant_turn(ctx.scope).await;
        if store.find_ticket(ticket).await?.is_none() {
            return Ok(());
        }
        let group = with_merged(app, ctx, vec![ticket]).await?;
        for id in &group {
            if store.has_mail_on_its_way(*id).await? {
                let state = DeliveryState::Queued.as_str();
                return Err(Error::State { noun: "message", state });
            }
        }
        let known = match &work.terms {
            Some(terms) => self.terms(terms).await?.people,
            None => Vec::new(),
        };
        let people = self.outsiders(&group, known.clone()).await?;
        if people != known || work.terms.is_none() {
            let terms = RedactionTerms { people: people.clone(), ..RedactionTerms::default() };
            self.keep_terms(work, &terms).await?;
        }
        let mut all = Vec::new();
        for one in people {
            let name = pseudonym::person(one.into);
            if let Some(of) = one.of {
                self.stand_in(one.into, &name).await?;
                let ended = copies::end_of(app, ctx, of).await?;
                self.row.keys_destroyed += ended.keys;
                self.row.bytes += ended.bytes;
            }
            let texts = Texts::new(&one.texts, &one.emails, &name);
            all.push(Goer { of: one.of, into: one.into, texts });
        }
        let going = Going::new(all, true);
        self.part(&group).await?;
        for id in &group {
            self.ticket_without(*id, &going).await?;
        }
        self.end_replaced(group).await
    }

    /// Those who are outside the company, as they are looked for. Who is known already keeps who stands in their place.
    async fn outsiders(
        &self,
        group: &[TicketId],
        mut people: Vec<RemovedPerson>,
    ) -> Result<Vec<RemovedPerson>> {
        let (app, scope, store) = (self.app, self.ctx.scope, self.store());
        app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
        let permit = self.permit().await?;
        let (ours, mut cast) = (self.company(&permit).await?, Cast::default());
        for id in group {
            self.cast_of(&permit, *id, &mut cast).await?;
        }
        cast.names.retain(|email, _| !ours.has(email));
        let mut behind = self.behind(&cast).await?;
        cast.contacts.extend(behind.keys());
        let contacts: Vec<ContactId> = cast.contacts.iter().copied().collect();
        let nobody = store.list_stand_ins(&contacts).await?;
        for contact in contacts.into_iter().filter(|contact| !nobody.contains(contact)) {
            let mut known = match store.find_contact(contact).await? {
                Some(row) => self.known(&permit, &row).await?,
                None => Known::default(),
            };
            known.emails.extend(behind.remove(&contact).unwrap_or_default());
            // Whoever asked goes, even one of the company's own.
            let is_ours = !known.emails.is_empty() && known.emails.iter().all(|email| ours.has(email));
            if is_ours && !cast.requesters.contains(&contact) {
                continue;
            }
            if is_ours && known.emails.is_subset(&ours.boxes) {
                known = Known::default();
            }
            known.emails.retain(|email| !ours.boxes.contains(email));
            let names = known.emails.iter().filter_map(|email| cast.names.remove(email)).flatten().collect();
            add(&mut people, Some(contact), known.terms(names), self.ctx.now);
        }
        for (email, names) in cast.names {
            let known = Known { emails: BTreeSet::from([email]), ..Known::default() };
            add(&mut people, None, known.terms(names), self.ctx.now);
        }
        app.settle(permit).await?;
        Ok(people)
    }

    /// The company's own addresses.
    async fn company(&self, permit: &Permit) -> Result<Ours> {
        let (mut ours, store) = (Ours::default(), self.store());
        let boxes = store.list_mailboxes().await?;
        let settings = boxes.iter().map(|row| (row.id.uuid(), &row.settings));
        for settings in self.app.open_left(permit, settings).await?.into_iter().flatten() {
            ours.boxes.extend(settings.own_addresses().filter_map(|email| mime::normalise_address(&email)));
        }
        let agents = store.list_agents().await?;
        let profiles = agents.iter().map(|row| (row.id.uuid(), &row.profile));
        for profile in self.app.open_left(permit, profiles).await?.into_iter().flatten() {
            ours.agents.extend(mime::normalise_address(&profile.email));
        }
        Ok(ours)
    }

    /// Who asked, wrote, takes part, or is named in an address; and on whose keys something depends.
    async fn cast_of(&self, permit: &Permit, id: TicketId, cast: &mut Cast) -> Result<()> {
        let store = self.store();
        let Some(ticket) = store.find_ticket(id).await? else { return Ok(()) };
        permit.record_tickets(&[id]);
        cast.requesters.insert(ticket.requester);
        cast.contacts.insert(ticket.requester);
        cast.contacts.extend(store.list_people_of_ticket(id).await?);
        let mut after = None;
        loop {
            let page = self.page(id, after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let objects: Vec<ObjectId> = page.iter().map(|row| row.content.object()).collect();
            for key in self.app.keyring().list_object_keys(self.ctx.scope, &objects).await? {
                let leaves = key.leaves.iter().filter(|(leaf, _)| leaf.kind == LeafKind::Contact);
                cast.contacts.extend(leaves.map(|(leaf, _)| ContactId::from_uuid(leaf.id)));
            }
            for row in &page {
                cast.contacts.extend(row.contact);
                if let Some(content) = self.opened(permit, row).await? {
                    cast.add(&content);
                }
            }
        }
    }

    /// The contacts behind addresses.
    async fn behind(&self, cast: &Cast) -> Result<BTreeMap<ContactId, BTreeSet<String>>> {
        let (app, scope) = (self.app, self.ctx.scope);
        let mut tags: BTreeMap<Tag, &String> = BTreeMap::new();
        for email in cast.names.keys() {
            tags.insert(app.vault().tag(scope, COLUMN, email.as_bytes())?, email);
        }
        let asked: Vec<Tag> = tags.keys().copied().collect();
        let mut behind = BTreeMap::<ContactId, BTreeSet<String>>::new();
        for lookup in app.keyring().find_contact_lookups(scope, &asked).await? {
            if let Some(email) = tags.get(&lookup.tag) {
                behind.entry(lookup.contact).or_default().insert((*email).clone());
            }
        }
        Ok(behind)
    }

    /// Has nothing lead from other conversations to these: there, everybody is who they are.
    async fn part(&self, group: &[TicketId]) -> Result<()> {
        let store = self.store();
        for id in group {
            let mut others: BTreeSet<TicketId> = store.list_ticket_links(*id).await?.into_iter().collect();
            others.extend(store.list_paired_tickets(*id).await?);
            others.extend(store.list_related_tickets(*id).await?);
            others.extend(store.find_ticket(*id).await?.and_then(|ticket| ticket.related));
            for other in others.into_iter().filter(|other| !group.contains(other)) {
                let mut tx = store.begin().await?;
                tx.part_tickets(*id, other).await?;
                tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(other), None)]).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }
}

/// Adds somebody, or what is newly known of one who is there.
fn add(
    people: &mut Vec<RemovedPerson>,
    of: Option<ContactId>,
    (texts, emails): (Vec<String>, Vec<String>),
    now: domain::Timestamp,
) {
    let is_one = |one: &&mut RemovedPerson| match of {
        Some(_) => one.of == of,
        None => one.emails.iter().any(|email| emails.contains(email)),
    };
    let Some(one) = people.iter_mut().find(is_one) else {
        return people.push(RemovedPerson { of, into: ContactId::generate(now), texts, emails });
    };
    for (all, new) in [(&mut one.texts, texts), (&mut one.emails, emails)] {
        let missing: Vec<String> = new.into_iter().filter(|text| !all.contains(text)).collect();
        all.extend(missing);
    }
}
