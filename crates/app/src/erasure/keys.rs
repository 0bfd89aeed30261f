//! Which keys go, and their end.

use super::Scope;
use crate::{App, Ctx, Result};
use domain::keyring::LeafRef;
use domain::limits::ERASED_TICKETS_MAX;
use domain::{ContactId, ObjectId, TicketId};
use store::Condemned;

/// What was destroyed.
#[derive(Debug, Default)]
pub struct Destroyed {
    /// By name.
    pub leaves: Vec<LeafRef>,
    /// How many there were, with those of single objects.
    pub count: u64,
}

/// Destroys the keys on which everything in the scope depends. When it returns, nothing of it can be read: neither here
/// nor in a backup of the data, however old. `None` when a mail came to what was to be written anew before: that has to be
/// done again first.
///
/// # Errors
/// The keyring's or the store's failure; done again, it finds what is left.
pub async fn destroy(app: &App, ctx: &Ctx, scope: Scope) -> Result<Option<Destroyed>> {
    if scope == Scope::Tenant {
        let count = app.keyring().destroy_tenant(ctx.scope).await?;
        app.vault().forget_tenant(ctx.scope);
        return Ok(Some(Destroyed { leaves: Vec::new(), count }));
    }
    // Whoever threads a batch of mails for this tenant may be about to seal under one of these.
    let _turn = app.tenant_turn(ctx.scope).await;
    if let Scope::Pseudonym(id) = scope
        && is_in_conversations(app, ctx, id).await?
    {
        return Ok(None);
    }
    if let Scope::People(id) = scope
        && !app.store().tenant(ctx.scope).list_tickets_with_people(&[id]).await?.is_empty()
    {
        return Ok(None);
    }
    let condemned = condemned(app, ctx, scope).await?;
    app.vault().mark_destroyed(ctx.scope, &condemned.leaves);
    let count = app.keyring().destroy(ctx.scope, &condemned).await?;
    Ok(Some(Destroyed { leaves: condemned.leaves, count }))
}

async fn is_in_conversations(app: &App, ctx: &Ctx, id: ContactId) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    Ok(!store.list_tickets_of_requester(id, 1).await?.is_empty()
        || !store.list_tickets_of_participant(id, None, 1).await?.is_empty()
        || !store.list_messages_of_contact(id, 1).await?.is_empty())
}

async fn condemned(app: &App, ctx: &Ctx, scope: Scope) -> Result<Condemned> {
    let store = app.store().tenant(ctx.scope);
    let mut out = Condemned::default();
    match scope {
        Scope::Contact(id) => {
            let own = store.list_tickets_of_requester(id, ERASED_TICKETS_MAX).await?;
            let tickets = with_merged(app, ctx, own).await?;
            out.leaves = tickets.into_iter().map(LeafRef::ticket).collect();
            out.leaves.push(LeafRef::contact(id));
            out.contacts.push(id);
        }
        Scope::Conversation(id) => {
            let tickets = with_merged(app, ctx, vec![id]).await?;
            out.leaves = tickets.into_iter().map(LeafRef::ticket).collect();
        }
        Scope::Mailbox(id) => out.leaves.push(LeafRef::mailbox(id)),
        Scope::Message(id) => {
            for row in store.list_messages_by_ids(&[id]).await? {
                out.objects = objects(&row);
            }
        }
        // What stood in the place of what is there was ended when it was written.
        Scope::Tenant
        | Scope::Attachment(..)
        | Scope::Attachments(_)
        | Scope::Redaction(_)
        | Scope::People(_) => {}
        // Their conversations lie under somebody else's key by now.
        Scope::Pseudonym(id) => {
            out.leaves.push(LeafRef::contact(id));
            out.contacts.push(id);
        }
    }
    Ok(out)
}

/// The objects of a message.
pub(super) fn objects(row: &store::Message) -> Vec<ObjectId> {
    let detail = row.delivery_detail.as_ref().map(|detail| detail.object());
    let check = row.sender_check.as_ref().map(|check| check.object());
    [Some(row.content.object()), row.raw_object, detail, check].into_iter().flatten().collect()
}

/// These tickets, and those that were merged into them: what they were about lies there.
pub(super) async fn with_merged(app: &App, ctx: &Ctx, mut tickets: Vec<TicketId>) -> Result<Vec<TicketId>> {
    let store = app.store().tenant(ctx.scope);
    let mut found = tickets.clone();
    while !found.is_empty() {
        found = store.list_tickets_merged_into(&found).await?;
        found.retain(|id| !tickets.contains(id));
        tickets.extend(&found);
    }
    Ok(tickets)
}
