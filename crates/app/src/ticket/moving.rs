//! Moving messages between tickets: the keys of their objects are wrapped under the other ticket's key. The sealed
//! bytes stay as they are.

use crate::{App, Ctx, Error, Result};
use crypto::Draft;
use domain::keyring::{LeafKind, LeafRef};
use domain::limits::{MOVED_MESSAGES_MAX, PAGE_ITEMS_MAX};
use domain::{ContactId, MessageId, ObjectId, TicketId};

/// Every message of a ticket, as the write that moves them sees it: nobody else writes meanwhile.
///
/// # Errors
/// [`Error::Input`] when there are too many to move, or a store's failure.
pub async fn every_message(tx: &mut store::TenantTx, ticket: TicketId) -> Result<Vec<store::Message>> {
    let mut all: Vec<store::Message> = Vec::new();
    loop {
        let after = all.last().map(|message| message.id);
        let page = tx.list_messages_of_ticket(ticket, after, PAGE_ITEMS_MAX).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
        if all.len() > MOVED_MESSAGES_MAX {
            return Err(Error::Input { field: "ticket", rule: "rule-too-many" });
        }
    }
}

/// The objects of a message.
fn objects(message: &store::Message) -> impl Iterator<Item = ObjectId> {
    let detail = message.delivery_detail.as_ref().map(|detail| detail.object());
    let check = message.sender_check.as_ref().map(|check| check.object());
    [Some(message.content.object()), message.raw_object, detail, check].into_iter().flatten()
}

/// What the keys of messages depend on from now on; what is absent stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct Instead {
    /// This ticket, whichever it was.
    pub ticket: Option<TicketId>,
    /// This person, whoever it was.
    pub contact: Option<ContactId>,
}

impl Instead {
    fn of(self, leaf: LeafRef) -> LeafRef {
        match leaf.kind {
            LeafKind::Ticket => self.ticket.map_or(leaf, LeafRef::ticket),
            LeafKind::Contact => self.contact.map_or(leaf, LeafRef::contact),
            _ => leaf,
        }
    }
}

/// Wraps the keys of messages anew. Nothing is opened. Should a crash come between the keyring's commit and the
/// data's, everything can still be read, and the next move puts it right: whatever a key depended on, it depends on
/// what is named here afterwards.
///
/// # Errors
/// A key that is not there, or the keyring's failure.
pub async fn rewrap(
    app: &App,
    ctx: &Ctx,
    keys: &mut Draft,
    messages: &[store::Message],
    instead: Instead,
) -> Result<()> {
    let ids: Vec<ObjectId> = messages.iter().flat_map(objects).collect();
    rewrap_objects(app, ctx, keys, &ids, instead).await
}

/// Wraps the keys of objects anew, as [`rewrap`] does.
///
/// # Errors
/// As [`rewrap`].
pub async fn rewrap_objects(
    app: &App,
    ctx: &Ctx,
    keys: &mut Draft,
    ids: &[ObjectId],
    instead: Instead,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let wrapped = app.keyring().list_object_keys(ctx.scope, ids).await?;
    let leaves = || wrapped.iter().flat_map(|key| key.leaves.iter().map(|(leaf, _)| *leaf));
    let fresh = leaves().map(|leaf| instead.of(leaf)).filter(|leaf| !keys.has_leaf(*leaf));
    let wanted: Vec<LeafRef> = leaves().chain(fresh).collect();
    app.admit(ctx.scope, &wanted).await?;
    for key in &wrapped {
        let leaves: Vec<LeafRef> = key.leaves.iter().map(|(leaf, _)| instead.of(*leaf)).collect();
        keys.rewrap(key, &leaves)?;
    }
    Ok(())
}

/// Adds up what messages count for in a ticket's row.
pub fn attachments(messages: &[store::Message]) -> u32 {
    messages.iter().map(|message| message.attachment_count).sum()
}

/// How many there are.
pub fn count(messages: &[store::Message]) -> u32 {
    u32::try_from(messages.len()).unwrap_or(u32::MAX)
}

/// Their ids.
pub fn ids(messages: &[store::Message]) -> Vec<MessageId> {
    messages.iter().map(|message| message.id).collect()
}

/// The changes that watchers and the index hear of.
pub fn changes(ctx: &Ctx, messages: &[MessageId], to: TicketId, tickets: &[TicketId]) -> Vec<store::Change> {
    let moved = messages.iter().map(|id| ctx.change(store::ChangeKind::MessageMoved, Some(to), Some(*id)));
    let changed = tickets.iter().map(|id| ctx.change(store::ChangeKind::TicketChanged, Some(*id), None));
    moved.chain(changed).collect()
}
