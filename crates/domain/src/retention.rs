//! Retention rules (C90, C93): what is kept no longer than a tenant says, and from when on. Pure: facts and a time in, an
//! answer out.

use crate::limits::{
    RETENTION_DAYS_DEFAULT, RETENTION_DAYS_MAX, RETENTION_MAILBOXES_MAX, RETENTION_NOTICE_DAYS_DEFAULT,
    RETENTION_NOTICE_DAYS_MAX,
};
use crate::state::{BadState, states};
use crate::{MailboxId, TagId, TicketStatus, Timestamp};
use std::fmt::{Display, Formatter};
use std::str::FromStr;

const DAY_MS: i64 = 24 * 3600 * 1000;

states! {
    /// What a retention rule is about.
    RetentionSubject("subject of a retention rule") {
        /// Conversations.
        Conversation = "conversation" @ 0,
        /// People, with every conversation that they asked in.
        Contact = "contact" @ 1,
    }
    /// What a retention rule does with what is due.
    RetentionAction("action of a retention rule") {
        /// It is erased.
        Erase = "erase" @ 0,
        /// Its files are.
        DropAttachments = "drop_attachments" @ 1,
        /// Whose it is can be told no more.
        Anonymise = "anonymise" @ 2,
    }
    /// What was done with a retention rule.
    RetentionStep("step of a retention policy") {
        /// It was made.
        Made = "made" @ 0,
        /// It was changed.
        Changed = "changed" @ 1,
        /// It was removed.
        Removed = "removed" @ 2,
    }
}

/// What a retention rule says: ids, words and numbers alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionTerms {
    /// About what.
    pub subject: RetentionSubject,
    /// Of which mailboxes; empty: of all.
    pub mailboxes: Vec<MailboxId>,
    /// With which tag; absent: whatever they have.
    pub tag: Option<TagId>,
    /// In which states; of people it is none, since a person with a conversation that is not closed is never due.
    pub statuses: Vec<TicketStatus>,
    /// Days without anything happening.
    pub days: u32,
    /// Days from when it is made or sharpened until it acts.
    pub notice_days: u32,
    /// What it does.
    pub action: RetentionAction,
}

/// What a rule asks of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConversationFacts<'a> {
    /// Its mailbox.
    pub mailbox: MailboxId,
    /// Its tags.
    pub tags: &'a [TagId],
    /// Its state.
    pub status: TicketStatus,
    /// When something last happened in it; closing it counts.
    pub last_at: Timestamp,
    /// Whether it has files.
    pub has_files: bool,
    /// Whether somebody outside the company can be told from it. Once everybody was taken out that is so again when mail
    /// came to it, or went out.
    pub has_people: bool,
}

/// What a rule asks of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactFacts {
    /// When they came to be known.
    pub known_at: Timestamp,
    /// When something last happened in a conversation that they take part in.
    pub last_at: Option<Timestamp>,
    /// Whether one that they asked in is open or waits.
    pub has_open: bool,
    /// Whether they stand in the place of a person who was removed: nobody can be told from them.
    pub stands_in: bool,
}

impl RetentionTerms {
    /// What a tenant has that said nothing else: nothing is kept without an end.
    #[must_use]
    pub fn default_of(subject: RetentionSubject) -> Self {
        let statuses = match subject {
            RetentionSubject::Conversation => {
                vec![TicketStatus::Closed, TicketStatus::Spam, TicketStatus::Trash]
            }
            RetentionSubject::Contact => Vec::new(),
        };
        Self {
            subject,
            mailboxes: Vec::new(),
            tag: None,
            statuses,
            days: RETENTION_DAYS_DEFAULT,
            notice_days: RETENTION_NOTICE_DAYS_DEFAULT,
            action: RetentionAction::Erase,
        }
    }

    /// The field that is out of bounds, and the key of the rule that it breaks.
    #[must_use]
    pub fn fault(&self) -> Option<(&'static str, &'static str)> {
        let about_people = self.subject == RetentionSubject::Contact;
        if !(1..=RETENTION_DAYS_MAX).contains(&self.days) {
            Some(("days", "rule-retention-days"))
        } else if self.notice_days > RETENTION_NOTICE_DAYS_MAX {
            Some(("notice_days", "rule-retention-notice-days"))
        } else if self.mailboxes.len() > RETENTION_MAILBOXES_MAX {
            Some(("mailbox_ids", "rule-too-many"))
        } else if about_people
            && !(self.mailboxes.is_empty() && self.tag.is_none() && self.statuses.is_empty())
        {
            Some(("subject", "rule-retention-contact"))
        } else if !about_people && self.statuses.is_empty() {
            Some(("statuses", "rule-required"))
        } else if self.statuses.contains(&TicketStatus::Merged) {
            // Its messages lie in another conversation, under keys of its own: it goes with that one.
            Some(("statuses", "rule-retention-merged"))
        } else {
            None
        }
    }

    /// When something in which nothing has happened since `last_at` falls due.
    #[must_use]
    pub fn due_after(&self, last_at: Timestamp) -> Timestamp {
        last_at.plus_millis(i64::from(self.days).saturating_mul(DAY_MS))
    }

    /// In what falls due until `now`, nothing has happened since then.
    #[must_use]
    pub fn quiet_since(&self, now: Timestamp) -> Timestamp {
        now.plus_millis(-i64::from(self.days).saturating_mul(DAY_MS))
    }

    /// When a conversation falls due; never one that the rule is not about, or that has nothing which the rule would take.
    #[must_use]
    pub fn conversation_due(&self, of: &ConversationFacts<'_>) -> Option<Timestamp> {
        let takes = self.subject == RetentionSubject::Conversation
            && (self.mailboxes.is_empty() || self.mailboxes.contains(&of.mailbox))
            && self.tag.is_none_or(|tag| of.tags.contains(&tag))
            && self.statuses.contains(&of.status);
        let has_it = match self.action {
            RetentionAction::Erase => true,
            RetentionAction::DropAttachments => of.has_files,
            RetentionAction::Anonymise => of.has_people,
        };
        (takes && has_it).then(|| self.due_after(of.last_at))
    }

    /// When a person falls due. Who has a pseudonym already is not given another.
    #[must_use]
    pub fn contact_due(&self, of: &ContactFacts) -> Option<Timestamp> {
        let is_somebody = !of.stands_in || self.action != RetentionAction::Anonymise;
        let takes = self.subject == RetentionSubject::Contact && !of.has_open && is_somebody;
        takes.then(|| self.due_after(of.last_at.map_or(of.known_at, |at| at.max(of.known_at))))
    }

    /// Whether it may take what `before` did not take, or takes it sooner or in another way.
    #[must_use]
    pub fn is_sharper_than(&self, before: &Self) -> bool {
        let narrower = self.subject == before.subject
            && self.action == before.action
            && (before.mailboxes.is_empty()
                || (!self.mailboxes.is_empty()
                    && self.mailboxes.iter().all(|id| before.mailboxes.contains(id))))
            && (before.tag.is_none() || self.tag == before.tag)
            && self.statuses.iter().all(|status| before.statuses.contains(status));
        !narrower || self.days < before.days
    }

    /// From when on it acts, after a change at `now` from `before`, which acted from `acted_from`. What was announced does
    /// not come sooner than it was announced for.
    #[must_use]
    pub fn acts_from(&self, before: Option<(&Self, Timestamp)>, now: Timestamp) -> Timestamp {
        let after_notice = now.plus_millis(i64::from(self.notice_days).saturating_mul(DAY_MS));
        match before {
            Some((terms, acted_from)) if !self.is_sharper_than(terms) => acted_from,
            Some((_, acted_from)) => after_notice.max(acted_from),
            None => after_notice,
        }
    }
}

fn joined<T: Display>(some: &[T]) -> String {
    some.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

impl Display for RetentionTerms {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Self { subject, mailboxes, tag, statuses, days, notice_days, action } = self;
        let (mailboxes, statuses) = (joined(mailboxes), joined(statuses));
        let tag = tag.map(|tag| tag.to_string()).unwrap_or_default();
        write!(
            f,
            "{subject};mailboxes={mailboxes};tag={tag};statuses={statuses};days={days};notice={notice_days};{action}"
        )
    }
}

const BAD: BadState = BadState {
    noun: "terms of a retention rule",
    expected: "subject;mailboxes=;tag=;statuses=;days=;notice=;action",
};

fn split<T: FromStr>(words: &str) -> Result<Vec<T>, BadState> {
    words.split(',').filter(|word| !word.is_empty()).map(|word| word.parse().map_err(|_| BAD)).collect()
}

impl FromStr for RetentionTerms {
    type Err = BadState;

    fn from_str(text: &str) -> Result<Self, BadState> {
        let parts: Vec<&str> = text.split(';').collect();
        let [subject, mailboxes, tag, statuses, days, notice, action] = parts.as_slice() else {
            return Err(BAD);
        };
        let after = |part: &'static str, text: &'_ str| text.strip_prefix(part).map(str::to_owned).ok_or(BAD);
        Ok(Self {
            subject: subject.parse()?,
            mailboxes: split(&after("mailboxes=", mailboxes)?)?,
            tag: split(&after("tag=", tag)?)?.pop(),
            statuses: split(&after("statuses=", statuses)?)?,
            days: after("days=", days)?.parse().map_err(|_| BAD)?,
            notice_days: after("notice=", notice)?.parse().map_err(|_| BAD)?,
            action: action.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const STATUSES: &[TicketStatus] = TicketStatus::SETTABLE;

    fn mailbox(n: u8) -> MailboxId {
        MailboxId::from_uuid(Uuid::from_bytes([n; 16]))
    }

    fn tag(n: u8) -> TagId {
        TagId::from_uuid(Uuid::from_bytes([n; 16]))
    }

    prop_compose! {
        fn terms()(
            about_people in any::<bool>(),
            mailboxes in prop::collection::vec(0_u8..4, 0..3),
            wanted in prop::option::of(0_u8..4),
            statuses in prop::sample::subsequence(STATUSES.to_vec(), 1..=6),
            days in 1_u32..=RETENTION_DAYS_MAX,
            notice_days in 0_u32..=RETENTION_NOTICE_DAYS_MAX,
            action in prop::sample::select(RetentionAction::ALL.to_vec()),
        ) -> RetentionTerms {
            let subject = if about_people { RetentionSubject::Contact } else { RetentionSubject::Conversation };
            RetentionTerms {
                subject,
                mailboxes: if about_people { Vec::new() } else { mailboxes.into_iter().map(mailbox).collect() },
                tag: wanted.filter(|_| !about_people).map(tag),
                statuses: if about_people { Vec::new() } else { statuses },
                days,
                notice_days,
                action,
            }
        }
    }

    /// What a person would do with a list and a calendar: strike out what does not belong, then count whole days.
    fn model(terms: &RetentionTerms, of: &ConversationFacts<'_>, now: Timestamp) -> bool {
        if terms.subject == RetentionSubject::Contact {
            return false;
        }
        let mut boxes = terms.mailboxes.clone();
        boxes.retain(|one| *one == of.mailbox);
        if !terms.mailboxes.is_empty() && boxes.is_empty() {
            return false;
        }
        if let Some(wanted) = terms.tag
            && of.tags.iter().filter(|one| **one == wanted).count() == 0
        {
            return false;
        }
        if !terms.statuses.contains(&of.status) {
            return false;
        }
        let nothing_left = match terms.action {
            RetentionAction::DropAttachments => !of.has_files,
            RetentionAction::Anonymise => !of.has_people,
            RetentionAction::Erase => false,
        };
        if nothing_left {
            return false;
        }
        let passed = (now.as_millis() - of.last_at.as_millis()).div_euclid(DAY_MS);
        passed >= i64::from(terms.days)
    }

    proptest! {
        #[test]
        fn a_conversation_is_due_exactly_when_the_model_says(
            terms in terms(),
            in_mailbox in 0_u8..4,
            tags in prop::collection::vec(0_u8..4, 0..4),
            status in prop::sample::select(STATUSES.to_vec()),
            // Around the very moment, and anywhere.
            off in prop_oneof![-2_i64..=2, -4_000 * DAY_MS..4_000 * DAY_MS],
            last in 0_i64..2_000_000_000_000,
            (has_files, has_people) in any::<(bool, bool)>(),
        ) {
            let tags: Vec<TagId> = tags.into_iter().map(tag).collect();
            let last_at = Timestamp::from_millis(last);
            let facts = ConversationFacts { mailbox: mailbox(in_mailbox), tags: &tags, status, last_at, has_files, has_people };
            let now = terms.due_after(last_at).plus_millis(off);
            let due = terms.conversation_due(&facts).is_some_and(|at| at <= now);
            prop_assert_eq!(due, model(&terms, &facts, now));
            if due {
                prop_assert!(last_at <= terms.quiet_since(now));
            }
        }

        #[test]
        fn a_person_is_due_when_nothing_happened_since(
            terms in terms(),
            known in 0_i64..2_000_000_000_000,
            last in prop::option::of(0_i64..2_000_000_000_000),
            has_open in any::<bool>(),
            stands_in in any::<bool>(),
            now in 0_i64..2_500_000_000_000,
        ) {
            let facts = ContactFacts {
                known_at: Timestamp::from_millis(known),
                last_at: last.map(Timestamp::from_millis),
                has_open,
                stands_in,
            };
            let newest = [Some(known), last].into_iter().flatten().max().unwrap_or(known);
            let passed = (now - newest).div_euclid(DAY_MS);
            let again = stands_in && terms.action == RetentionAction::Anonymise;
            let expected =
                terms.subject == RetentionSubject::Contact && !has_open && !again && passed >= i64::from(terms.days);
            let due = terms.contact_due(&facts).is_some_and(|at| at <= Timestamp::from_millis(now));
            prop_assert_eq!(due, expected);
        }

        #[test]
        fn what_is_not_sharper_takes_nothing_more(
            before in terms(),
            after in terms(),
            longer in 0_u32..100,
            in_mailbox in 0_u8..4,
            tags in prop::collection::vec(0_u8..4, 0..4),
            status in prop::sample::select(STATUSES.to_vec()),
        ) {
            // Two rules that somebody might have made of each other, and two that have nothing in common.
            let near = RetentionTerms { days: before.days + longer, notice_days: after.notice_days, ..before.clone() };
            let tags: Vec<TagId> = tags.into_iter().map(tag).collect();
            let last_at = Timestamp::from_millis(0);
            let facts = ConversationFacts { mailbox: mailbox(in_mailbox), tags: &tags, status, last_at, has_files: true, has_people: true };
            for after in [after, near] {
                if !after.is_sharper_than(&before)
                    && let Some(at) = after.conversation_due(&facts)
                {
                    prop_assert!(before.conversation_due(&facts).is_some_and(|sooner| sooner <= at));
                }
            }
        }

        #[test]
        fn terms_read_what_they_wrote(terms in terms()) {
            prop_assert_eq!(terms.fault(), None);
            prop_assert_eq!(terms.to_string().parse::<RetentionTerms>().unwrap(), terms);
        }
    }

    #[test]
    fn nothing_is_kept_without_an_end() {
        for subject in RetentionSubject::ALL {
            let terms = RetentionTerms::default_of(*subject);
            assert_eq!(terms.fault(), None);
            for days in [0, RETENTION_DAYS_MAX + 1, u32::MAX] {
                assert_eq!(
                    RetentionTerms { days, ..terms.clone() }.fault(),
                    Some(("days", "rule-retention-days"))
                );
            }
            let late = RetentionTerms { notice_days: RETENTION_NOTICE_DAYS_MAX + 1, ..terms };
            assert!(late.fault().is_some());
        }
    }

    #[test]
    fn what_was_announced_does_not_come_sooner() {
        let now = Timestamp::from_millis(1_000_000);
        let terms = RetentionTerms::default_of(RetentionSubject::Conversation);
        let first = terms.acts_from(None, now);
        assert_eq!(first.millis_since(now), 7 * DAY_MS);
        // Kept longer: it acts as it did.
        let longer = RetentionTerms { days: 2_000, notice_days: 0, ..terms.clone() };
        assert_eq!(longer.acts_from(Some((&terms, first)), now), first);
        // Sharpened without notice while it is announced: not before that.
        let sharper = RetentionTerms { days: 10, notice_days: 0, ..terms.clone() };
        assert_eq!(sharper.acts_from(Some((&terms, first)), now), first);
        let later = first.plus_millis(DAY_MS);
        let noticed = RetentionTerms { days: 10, ..terms.clone() };
        assert_eq!(noticed.acts_from(Some((&terms, first)), later).millis_since(later), 7 * DAY_MS);
    }
}
