//! Retention rules (C90, C93, C95): what a tenant keeps no longer. A rule says of which conversations or people, after how
//! many days without anything happening, and how old a conversation has to be; it acts when its notice has passed. Every change makes a new version of the
//! tenant's policy, and the receipt of an erasure cites the version by which it was begun. What is due is begun in
//! `jobs/retention.rs`.

mod change;
mod find;
mod list;
mod notice;
mod preview;
mod standing;

pub use change::{NewRule, change, create, delete};
pub(crate) use find::{Due, Place, is_due, page, waits};
pub use list::{PolicyVersion, RuleView, list, versions};
pub(crate) use notice::{Ways, after_notice, is_late};
pub use preview::{Month, Named, Preview, preview, preview_of};
pub(crate) use standing::make_sure;

use crate::erasure::Scope;
use crate::{Ctx, Error, Result};
use domain::{ContactId, RetentionAction, RetentionSubject, RetentionTerms, TicketId};
use uuid::Uuid;

/// What a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Found {
    /// A conversation, with its number.
    Conversation(TicketId, i64),
    /// A person.
    Contact(ContactId),
}

impl Found {
    /// Its id.
    #[must_use]
    pub const fn subject(self) -> Uuid {
        match self {
            Self::Conversation(id, _) => id.uuid(),
            Self::Contact(id) => id.uuid(),
        }
    }
}

/// What is to be erased where a rule does this with what it found; nothing for what is not carried out.
#[must_use]
pub const fn action_scope(action: RetentionAction, found: Found) -> Option<Scope> {
    match (action, found) {
        (RetentionAction::Erase, Found::Conversation(id, _)) => Some(Scope::Conversation(id)),
        (RetentionAction::Erase, Found::Contact(id)) => Some(Scope::Contact(id)),
        (RetentionAction::DropAttachments, Found::Conversation(id, _)) => Some(Scope::Attachments(id)),
        (RetentionAction::Anonymise, Found::Conversation(id, _)) => Some(Scope::People(id)),
        (RetentionAction::Anonymise, Found::Contact(id)) => Some(Scope::Pseudonym(id)),
        // Files go with their conversation.
        (RetentionAction::DropAttachments, Found::Contact(_)) => None,
    }
}

/// What a rule about this can do.
#[must_use]
pub fn actions(subject: RetentionSubject) -> Vec<RetentionAction> {
    let one = match subject {
        RetentionSubject::Conversation => Found::Conversation(TicketId::from_uuid(Uuid::nil()), 0),
        RetentionSubject::Contact => Found::Contact(ContactId::from_uuid(Uuid::nil())),
    };
    RetentionAction::ALL.iter().copied().filter(|action| action_scope(*action, one).is_some()).collect()
}

/// The key of what a rule that everybody has is called while nobody named it.
#[must_use]
pub fn usual_name(terms: &RetentionTerms) -> &'static str {
    match terms.subject {
        RetentionSubject::Contact => "retention-standing-contact",
        RetentionSubject::Conversation if terms.is_like(&RetentionTerms::default_of_open()) => {
            "retention-standing-open"
        }
        RetentionSubject::Conversation => "retention-standing-conversation",
    }
}

/// Bounds, an action that is carried out, and mailboxes and a tag that are there.
async fn check(app: &crate::App, ctx: &Ctx, terms: &RetentionTerms) -> Result<()> {
    if let Some((field, rule)) = terms.fault() {
        return Err(Error::Input { field, rule });
    }
    if !actions(terms.subject).contains(&terms.action) {
        return Err(Error::Input { field: "action", rule: "rule-retention-action" });
    }
    let store = app.store().tenant(ctx.scope);
    let known = store.list_mailboxes().await?;
    if terms.mailboxes.iter().any(|id| known.iter().all(|mailbox| mailbox.id != *id)) {
        return Err(Error::Input { field: "mailbox_ids", rule: "rule-unknown-mailbox" });
    }
    match terms.tag {
        Some(tag) if store.find_tag(tag).await?.is_none() => {
            Err(Error::Input { field: "tag_id", rule: "rule-unknown-tag" })
        }
        _ => Ok(()),
    }
}
