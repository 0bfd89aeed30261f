//! Retention rules (C90, C93): what is kept no longer than a tenant says, and from when on. Pure: facts and a time in, an
//! answer out.

use crate::limits::{
    RETENTION_DAYS_DEFAULT, RETENTION_DAYS_MAX, RETENTION_MAILBOXES_MAX, RETENTION_NOTICE_DAYS_DEFAULT,
    RETENTION_NOTICE_DAYS_MAX, RETENTION_OPEN_DAYS_DEFAULT,
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
    /// Days without anything happening; 0 where the age alone counts.
    pub days: u32,
    /// Days since the first message of a conversation arrived; absent: however old it is. With days without anything
    /// happening, both have to have passed.
    pub age_days: Option<u32>,
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
    /// When its first message arrived.
    pub first_at: Timestamp,
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
    /// What a tenant has that said nothing else, of what nobody has anything left to do with.
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
            age_days: None,
            notice_days: RETENTION_NOTICE_DAYS_DEFAULT,
            action: RetentionAction::Erase,
        }
    }

    /// What a tenant has that said nothing else, of conversations that somebody still had to answer: much later.
    #[must_use]
    pub fn default_of_open() -> Self {
        Self {
            statuses: vec![TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed],
            days: RETENTION_OPEN_DAYS_DEFAULT,
            ..Self::default_of(RetentionSubject::Conversation)
        }
    }

    /// Whether it is about the same and does the same, whatever the times.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let (days, notice_days) = (self.days, self.notice_days);
        *self == Self { days, notice_days, ..other.clone() }
    }

    /// The field that is out of bounds, and the key of the rule that it breaks.
    #[must_use]
    pub fn fault(&self) -> Option<(&'static str, &'static str)> {
        let about_people = self.subject == RetentionSubject::Contact;
        let shortest = u32::from(self.age_days.is_none());
        if !(shortest..=RETENTION_DAYS_MAX).contains(&self.days) {
            Some(("days", "rule-retention-days"))
        } else if self.age_days.is_some_and(|days| !(1..=RETENTION_DAYS_MAX).contains(&days)) {
            Some(("age_days", "rule-retention-days"))
        } else if self.notice_days > RETENTION_NOTICE_DAYS_MAX {
            Some(("notice_days", "rule-retention-notice-days"))
        } else if self.mailboxes.len() > RETENTION_MAILBOXES_MAX {
            Some(("mailbox_ids", "rule-too-many"))
        } else if about_people
            && !(self.mailboxes.is_empty()
                && self.tag.is_none()
                && self.statuses.is_empty()
                && self.age_days.is_none())
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

    /// From when on a conversation is old enough, whatever happens in it.
    fn old_enough(&self, first_at: Timestamp) -> Timestamp {
        first_at.plus_millis(i64::from(self.age_days.unwrap_or_default()).saturating_mul(DAY_MS))
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
        (takes && has_it).then(|| {
            let quiet = self.due_after(of.last_at);
            if self.age_days.is_some() { quiet.max(self.old_enough(of.first_at)) } else { quiet }
        })
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
        !narrower
            || self.days < before.days
            || self.age_days.unwrap_or_default() < before.age_days.unwrap_or_default()
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
        let Self { subject, mailboxes, tag, statuses, days, age_days, notice_days, action } = self;
        let (mailboxes, statuses) = (joined(mailboxes), joined(statuses));
        let tag = tag.map(|tag| tag.to_string()).unwrap_or_default();
        // Terms from before there was an age say none, and stay word for word what their version says.
        let age = age_days.map(|days| format!("age={days};")).unwrap_or_default();
        write!(
            f,
            "{subject};mailboxes={mailboxes};tag={tag};statuses={statuses};days={days};{age}notice={notice_days};{action}"
        )
    }
}

const BAD: BadState = BadState {
    noun: "terms of a retention rule",
    expected: "subject;mailboxes=;tag=;statuses=;days=;age=;notice=;action, where age= may be left out",
};

fn split<T: FromStr>(words: &str) -> Result<Vec<T>, BadState> {
    words.split(',').filter(|word| !word.is_empty()).map(|word| word.parse().map_err(|_| BAD)).collect()
}

impl FromStr for RetentionTerms {
    type Err = BadState;

    fn from_str(text: &str) -> Result<Self, BadState> {
        let parts: Vec<&str> = text.split(';').collect();
        let [subject, mailboxes, tag, statuses, days, age @ .., notice, action] = parts.as_slice() else {
            return Err(BAD);
        };
        let after = |part: &'static str, text: &'_ str| text.strip_prefix(part).map(str::to_owned).ok_or(BAD);
        Ok(Self {
            subject: subject.parse()?,
            mailboxes: split(&after("mailboxes=", mailboxes)?)?,
            tag: split(&after("tag=", tag)?)?.pop(),
            statuses: split(&after("statuses=", statuses)?)?,
            days: after("days=", days)?.parse().map_err(|_| BAD)?,
            age_days: match age {
                [] => None,
                [age] => Some(after("age=", age)?.parse().map_err(|_| BAD)?),
                _ => return Err(BAD),
            },
            notice_days: after("notice=", notice)?.parse().map_err(|_| BAD)?,
            action: action.parse()?,
        })
    }
}

#[cfg(test)]
mod tests;
