//! Which ticket a mail belongs to. Pure: what is known comes in, the decision goes out.
//!
//! A reference to a mail that we sent suffices: only its recipients can know that Message-ID. Any other
//! reference, or a ticket number in the subject, joins only if the sender takes part in that ticket
//! already: else a stranger could write into another's conversation by guessing. A mail that refers to a
//! ticket without being let in starts its own, linked "may belong to".

use domain::{ContactId, TicketId};
use std::collections::{HashMap, HashSet};

/// A Message-ID that is known in this tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownReference {
    /// Where that message stands.
    pub ticket: TicketId,
    /// We sent it.
    pub sent_by_us: bool,
}

/// What threading may look at: lookups of the batch, kept up to date mail by mail.
#[derive(Debug, Default)]
pub struct Known<K: std::hash::Hash + Eq> {
    references: HashMap<K, KnownReference>,
    participants: HashMap<TicketId, HashSet<ContactId>>,
    numbers: HashMap<i64, TicketId>,
    /// Tickets that are with somebody who was removed: nothing leads to them.
    of_nobody: HashSet<TicketId>,
}

impl<K: std::hash::Hash + Eq> Known<K> {
    /// Nothing known yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            references: HashMap::new(),
            participants: HashMap::new(),
            numbers: HashMap::new(),
            of_nobody: HashSet::new(),
        }
    }

    /// Adds a Message-ID. A mail that we sent is never replaced by a stranger's with the same id.
    pub fn add_reference(&mut self, key: K, reference: KnownReference) {
        match self.references.entry(key) {
            std::collections::hash_map::Entry::Vacant(slot) => {
                slot.insert(reference);
            }
            std::collections::hash_map::Entry::Occupied(mut slot) => {
                if reference.sent_by_us && !slot.get().sent_by_us {
                    slot.insert(reference);
                }
            }
        }
    }

    /// Adds a participant of a ticket.
    pub fn add_participant(&mut self, ticket: TicketId, contact: ContactId) {
        self.participants.entry(ticket).or_default().insert(contact);
    }

    /// Adds a ticket's number.
    pub fn add_number(&mut self, number: i64, ticket: TicketId) {
        self.numbers.insert(number, ticket);
    }

    /// Adds a ticket that is with somebody who was removed.
    pub fn add_of_nobody(&mut self, ticket: TicketId) {
        self.of_nobody.insert(ticket);
    }

    /// What is known of a Message-ID.
    #[must_use]
    pub fn reference(&self, key: &K) -> Option<KnownReference> {
        self.references.get(key).copied()
    }

    fn takes_part(&self, ticket: TicketId, contact: ContactId) -> bool {
        self.participants.get(&ticket).is_some_and(|all| all.contains(&contact))
    }
}

/// Where a mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Into this ticket.
    Join(TicketId),
    /// A ticket of its own.
    New {
        /// A ticket that it refers to without being let in.
        may_belong_to: Option<TicketId>,
    },
}

/// Decides. `references` are the mail's, nearest first (In-Reply-To, then References from the end).
#[must_use]
pub fn place<K: std::hash::Hash + Eq>(
    known: &Known<K>,
    references: &[K],
    subject_number: Option<i64>,
    sender: ContactId,
) -> Place {
    let mut refused = None;
    // Who was removed from a ticket may still name it: that would say who they were.
    let named = |ticket| Some(ticket).filter(|ticket| !known.of_nobody.contains(ticket));
    for reference in references.iter().filter_map(|key| known.reference(key)) {
        if reference.sent_by_us || known.takes_part(reference.ticket, sender) {
            return Place::Join(reference.ticket);
        }
        refused = refused.or_else(|| named(reference.ticket));
    }
    if let Some(ticket) = subject_number.and_then(|number| known.numbers.get(&number)).copied() {
        if known.takes_part(ticket, sender) {
            return Place::Join(ticket);
        }
        refused = refused.or_else(|| named(ticket));
    }
    Place::New { may_belong_to: refused }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn ids() -> (TicketId, ContactId, ContactId) {
        let now = Timestamp::from_millis(1_000);
        (TicketId::generate(now), ContactId::generate(now), ContactId::generate(now))
    }

    fn known(ticket: TicketId, member: ContactId, sent_by_us: bool) -> Known<&'static str> {
        let mut known = Known::new();
        known.add_reference("a", KnownReference { ticket, sent_by_us });
        known.add_participant(ticket, member);
        known.add_number(7, ticket);
        known
    }

    #[test]
    fn a_stranger_may_answer_what_we_sent() {
        let (ticket, member, stranger) = ids();
        assert_eq!(place(&known(ticket, member, true), &["a"], None, stranger), Place::Join(ticket));
    }

    #[test]
    fn a_stranger_who_cites_another_mail_starts_a_linked_ticket() {
        let (ticket, member, stranger) = ids();
        let known = known(ticket, member, false);
        assert_eq!(place(&known, &["a"], None, stranger), Place::New { may_belong_to: Some(ticket) });
        assert_eq!(place(&known, &["a"], None, member), Place::Join(ticket));
    }

    #[test]
    fn a_number_in_the_subject_lets_only_participants_in() {
        let (ticket, member, stranger) = ids();
        let known = known(ticket, member, false);
        assert_eq!(place(&known, &[], Some(7), member), Place::Join(ticket));
        assert_eq!(place(&known, &[], Some(7), stranger), Place::New { may_belong_to: Some(ticket) });
        assert_eq!(place(&known, &[], Some(8), member), Place::New { may_belong_to: None });
    }

    #[test]
    fn nothing_leads_to_who_was_removed() {
        let (ticket, member, stranger) = ids();
        let mut known = known(ticket, member, false);
        known.add_of_nobody(ticket);
        assert_eq!(place(&known, &["a"], Some(7), stranger), Place::New { may_belong_to: None });
        assert_eq!(place(&known, &[], Some(7), member), Place::Join(ticket));
    }

    #[test]
    fn a_stranger_cannot_take_over_the_id_of_a_mail_that_we_sent() {
        let (ours, member, stranger) = ids();
        let (theirs, ..) = ids();
        let mut known = known(ours, member, true);
        known.add_reference("a", KnownReference { ticket: theirs, sent_by_us: false });
        assert_eq!(place(&known, &["a"], None, stranger), Place::Join(ours));
    }
}
