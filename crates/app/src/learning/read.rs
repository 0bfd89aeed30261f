//! Reading one tenant's conversations for learning.

use super::count::{self, Lesson, count};
use crate::{App, Result, restricted};
use domain::limits::{LEARNED_CONVERSATIONS_MAX, LEARNED_CONVERSATIONS_OF_TAG_MAX};
use domain::record::{LearnedModel, MessageContent};
use domain::{ContactId, ObjectionPurpose, TicketStatus};
use privacy::Permit;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::{Message, TenantStore, Ticket, TicketFilter, TicketOrder};

/// Conversations that are opened at once.
const PER_READ: usize = 64;
/// Column name that goes into the hashes of words.
const WORD: &str = "learned_model.word";
/// What is spam is about nothing.
const STATUSES: [TicketStatus; 3] = [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Closed];

/// Reads one tenant: the handle is made from the permit, and no function takes a tenant, or a text that was read elsewhere.
pub(super) struct Reader<'a> {
    app: &'a App,
    permit: &'a Permit,
    store: TenantStore,
    salt: Vec<u8>,
    known: BTreeMap<String, u64>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(app: &'a App, permit: &'a Permit, salt: Vec<u8>) -> Self {
        let store = app.store().tenant(permit.scope());
        Self { app, permit, store, salt, known: BTreeMap::new() }
    }

    /// Learns from the tagged conversations, the newest.
    pub(super) async fn learn(mut self) -> Result<LearnedModel> {
        let mut lessons = Vec::new();
        for some in self.tagged().await?.chunks(PER_READ) {
            lessons.extend(self.lessons(some).await?);
            tokio::task::yield_now().await;
        }
        Ok(count(self.salt, &lessons))
    }

    /// The conversations that people tagged, the newest. No rule gives a tag.
    async fn tagged(&self) -> Result<Vec<Ticket>> {
        let mut all: BTreeMap<i64, Ticket> = BTreeMap::new();
        for tag in self.store.list_tags().await? {
            let filter =
                TicketFilter { tags: vec![tag.id], statuses: STATUSES.to_vec(), ..TicketFilter::default() };
            let limit = LEARNED_CONVERSATIONS_OF_TAG_MAX;
            let tickets = self.store.list_tickets(&filter, TicketOrder::Newest, None, limit).await?;
            all.extend(tickets.into_iter().map(|ticket| (ticket.number, ticket)));
        }
        Ok(all.into_values().rev().take(LEARNED_CONVERSATIONS_MAX).collect())
    }

    /// What is learned from these conversations: those of people whose data is stored only, or who object, are left out.
    async fn lessons(&mut self, tickets: &[Ticket]) -> Result<Vec<Lesson>> {
        let mut first: Vec<(&Ticket, Message)> = Vec::new();
        for ticket in tickets {
            let found = self.store.list_messages_of_ticket(ticket.id, None, 1).await?;
            first.extend(found.into_iter().map(|message| (ticket, message)));
        }
        let people = first.iter().flat_map(|(ticket, message)| [Some(ticket.requester), message.contact]);
        let closed = self.closed(&people.flatten().collect::<BTreeSet<_>>()).await?;
        let is_closed = |one: ContactId| closed.contains(&one);
        let (rows, messages): (Vec<_>, Vec<_>) =
            first.iter().map(|(ticket, message)| ((*ticket).clone(), message.clone())).unzip();
        let kept = restricted::closed_tickets(self.app, self.permit, &rows).await?;
        let kept_messages = restricted::kept_messages(self.app, self.permit, &messages).await?;
        first.retain(|(ticket, message)| {
            !is_closed(ticket.requester)
                && !message.contact.is_some_and(is_closed)
                && !kept.contains_key(&ticket.id)
                && !kept_messages.contains(&message.id)
        });
        let sealed = first.iter().map(|(_, message)| (message.id.uuid(), &message.content));
        let contents: Vec<Option<MessageContent>> = self.app.open_left(self.permit, sealed).await?;
        let mut lessons = Vec::new();
        for ((ticket, _), content) in first.iter().zip(contents) {
            let Some(content) = content else { continue };
            let words = self.hashes(&content)?;
            let (tags, person) = (ticket.tags.clone(), ticket.requester);
            lessons.push(Lesson { ticket: ticket.id, person, tags, words });
        }
        Ok(lessons)
    }

    async fn closed(&self, people: &BTreeSet<ContactId>) -> Result<HashSet<ContactId>> {
        let people: Vec<ContactId> = people.iter().copied().collect();
        if people.is_empty() {
            return Ok(HashSet::new());
        }
        let mut closed: HashSet<_> =
            restricted::closed(self.app, self.permit, people.iter().copied()).await?.into_keys().collect();
        closed.extend(self.store.list_objecting_contacts(ObjectionPurpose::Learning, &people).await?);
        Ok(closed)
    }

    /// The hashes of what a conversation's first message says.
    pub(super) fn hashes(&mut self, content: &MessageContent) -> Result<BTreeSet<u64>> {
        let words = count::words(&format!("{}\n{}", content.subject, content.visible_text));
        words.into_iter().map(|word| self.hash(word)).collect()
    }

    fn hash(&mut self, word: String) -> Result<u64> {
        if let Some(hash) = self.known.get(&word) {
            return Ok(*hash);
        }
        let salted = [self.salt.as_slice(), word.as_bytes()].concat();
        let tag = self.app.vault().tag(self.permit.scope(), WORD, &salted)?;
        let hash = tag.0.iter().take(8).fold(0, |hash: u64, byte| (hash << 8) | u64::from(*byte));
        self.known.insert(word, hash);
        Ok(hash)
    }
}
