//! What an erasure would take along, as counts: nothing is opened for it.

use super::{Scope, holds};
use crate::{App, Ctx, Error, Result};
use domain::{MessageKind, TicketId};
use privacy::Act;

/// What would go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Preview {
    /// Conversations that go whole.
    pub tickets: i64,
    /// Messages in them, answers and notes too.
    pub messages: i64,
    /// Files of those.
    pub attachments: i64,
    /// Of the messages: what other people than the contact wrote.
    pub of_others: i64,
    /// Messages of the contact in conversations that stay.
    pub elsewhere: i64,
    /// Conversations that stay, under a pseudonym.
    pub kept: i64,
    /// Messages of theirs that are written anew.
    pub rewritten: i64,
    /// What people are writing in these conversations, not sent yet.
    pub drafts: i64,
    /// Whether a legal hold would keep it waiting.
    pub held: bool,
}

/// Counts what an erasure would take along.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn preview(app: &App, ctx: &Ctx, scope: Scope) -> Result<Preview> {
    let permit = app.permit(ctx, Act::ERASURE_PREVIEW).await?;
    let store = app.store().tenant(ctx.scope);
    let counted = match scope {
        Scope::Contact(id) => {
            store.find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
            let extent = store.extent_of_contact(id).await?;
            let store::Extent { tickets, messages, attachments, of_others, elsewhere, drafts, .. } = extent;
            Preview { tickets, messages, attachments, of_others, elsewhere, drafts, ..Preview::default() }
        }
        Scope::Conversation(id) => {
            let (messages, attachments, drafts) = of_ticket(&store, id).await?;
            Preview { tickets: 1, messages, attachments, drafts, ..Preview::default() }
        }
        Scope::Message(id) => {
            let found = store.list_messages_by_ids(&[id]).await?.pop().ok_or(Error::NotFound("message"))?;
            let elsewhere = i64::from(found.kind != MessageKind::Note);
            Preview {
                messages: 1,
                elsewhere,
                attachments: i64::from(found.attachment_count),
                ..Preview::default()
            }
        }
        Scope::Mailbox(id) => {
            store.find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
            let extent = store.extent_of_mailbox(id).await?;
            Preview { messages: extent.messages, attachments: extent.attachments, ..Preview::default() }
        }
        Scope::Attachment(id, part) => {
            let found = store.find_message(id).await?.ok_or(Error::NotFound("message"))?;
            let content = app.open(&permit, id.uuid(), &found.content).await?;
            permit.record_tickets(&[found.ticket]);
            super::rewrite::file(&content, part)?;
            Preview { attachments: 1, ..Preview::default() }
        }
        Scope::Attachments(id) => {
            Preview { attachments: of_ticket(&store, id).await?.1, ..Preview::default() }
        }
        Scope::Pseudonym(id) => {
            store.find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
            let extent = store.extent_of_contact(id).await?;
            let (kept, rewritten) = (extent.tickets, extent.messages + extent.elsewhere);
            let store::Extent { attachments, of_others, .. } = extent;
            let drafts = extent.drafts + extent.drafts_elsewhere;
            Preview { kept, rewritten, attachments, of_others, drafts, ..Preview::default() }
        }
        Scope::Redaction(id) => Preview { drafts: of_ticket(&store, id).await?.2, ..Preview::default() },
        Scope::People(id) => {
            let (rewritten, attachments, drafts) = of_ticket(&store, id).await?;
            Preview { kept: 1, rewritten, attachments, drafts, ..Preview::default() }
        }
        Scope::Tenant => Preview { messages: store.count_messages().await?, ..Preview::default() },
    };
    let held = holds::find(app, ctx.scope, scope).await?.is_some();
    app.settle(permit).await?;
    Ok(Preview { held, ..counted })
}

/// How many messages a ticket has, how many files, how many drafts.
async fn of_ticket(store: &store::TenantStore, id: TicketId) -> Result<(i64, i64, i64)> {
    let ticket = store.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    let drafts = i64::try_from(store.list_drafts_of_ticket(id).await?.len()).unwrap_or(i64::MAX);
    Ok((i64::from(ticket.message_count), i64::from(ticket.attachment_count), drafts))
}
