//! Brings older data up to the ledger: after a backup was restored, whatever was erased since it was made is taken out
//! again, and whoever was restricted since is restricted, whoever objected is left alone, and what a hold keeps is kept. The keys
//! of what was erased are gone already.

use super::begin::begun;
use super::ends::Ends;
use super::kept::Kept;
use super::{Scope, purge};
use crate::{App, Ctx, Result, account, consent, tenant};
use domain::audit::Job;
use domain::ledger::LedgerEntry;
use domain::{
    ContactId, ContactState, ErasureId, ErasureScope, ErasureState, LedgerWord, SubjectRequestId,
    TenantScope, Timestamp,
};

/// Entries read at once.
const ENTRIES_PER_READ: u32 = 500;

/// What a replay did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Replayed {
    /// Entries of the ledger.
    pub entries: usize,
    /// Conversations that were taken out again.
    pub tickets: i64,
    /// Messages that were taken out again.
    pub messages: i64,
    /// Contacts whose state was set again, or whose data was put right again; mailboxes that were disconnected since, and other
    /// clocks that run as the ledger has them.
    pub states: usize,
}

/// What only the last word counts of.
#[derive(Debug, Default)]
struct Last {
    ends: Ends,
    kept: Kept,
}

/// Replays the ledger of a tenant, from its beginning: what is in force already changes nothing.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn replay(app: &App, scope: TenantScope, now: Timestamp) -> Result<Replayed> {
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let (mut out, mut last, mut after) = (Replayed::default(), Last::default(), -1);
    loop {
        let page = app.keyring().list_ledger(scope, after, ENTRIES_PER_READ).await?;
        let Some(newest) = page.last() else { break };
        after = newest.seq;
        for entry in &page {
            replay_entry(app, &ctx, entry, &mut out, &mut last).await?;
            out.entries += 1;
        }
    }
    // Where everything is erased, nothing of it runs on.
    if !tenant::is_erased(app, scope).await? {
        out.states += last.ends.apply(app, &ctx).await?;
        out.states += last.kept.apply(app, &ctx).await?;
    }
    Ok(out)
}

async fn replay_entry(
    app: &App,
    ctx: &Ctx,
    entry: &LedgerEntry,
    out: &mut Replayed,
    last: &mut Last,
) -> Result<()> {
    let kind = match entry.what {
        LedgerWord::ContactErased => ErasureScope::Contact,
        LedgerWord::ConversationErased => ErasureScope::Conversation,
        LedgerWord::MessageErased => ErasureScope::Message,
        LedgerWord::MailboxErased => ErasureScope::Mailbox,
        LedgerWord::TenantErased => ErasureScope::Tenant,
        LedgerWord::AttachmentErased => ErasureScope::Attachment,
        LedgerWord::AttachmentsErased => ErasureScope::Attachments,
        LedgerWord::ContactPseudonymised => ErasureScope::Pseudonym,
        LedgerWord::ConversationRedacted => ErasureScope::Redaction,
        LedgerWord::ConversationAnonymised => ErasureScope::People,
        LedgerWord::ContactRestricted => return set(app, ctx, entry, ContactState::Restricted, out).await,
        LedgerWord::ContactLifted => return set(app, ctx, entry, ContactState::Active, out).await,
        LedgerWord::Objection | LedgerWord::ConsentWithdrawn => {
            return match consent::ended_by(entry.what, entry.detail.as_deref()) {
                Some(purpose) => consent::ended_again(app, ctx, entry, purpose).await,
                None => object(app, ctx, entry).await,
            };
        }
        LedgerWord::AccountErased => {
            let agent = domain::AgentId::from_uuid(entry.subject);
            out.states += usize::from(account::erase_again(app, ctx.scope, agent, entry.at).await?);
            return Ok(());
        }
        LedgerWord::MailboxDisconnected
        | LedgerWord::MailboxConnected
        | LedgerWord::ClosingBegun
        | LedgerWord::ClosingTakenBack
        | LedgerWord::PermissionEnded
        | LedgerWord::PermissionGiven => {
            last.ends.note(entry);
            return Ok(());
        }
        LedgerWord::HoldPlaced
        | LedgerWord::HoldReleased
        | LedgerWord::ErasureHeld
        | LedgerWord::ErasureTakenBack => {
            last.kept.note(entry);
            return Ok(());
        }
        // Nothing writes it: who objected once is left alone.
        LedgerWord::ObjectionWithdrawn => return Ok(()),
    };
    last.kept.note(entry);
    erase_again(app, ctx, kind, entry, out).await
}

/// Takes out again what was erased, and notes the erasure: it makes sure of the keys, and of the receipt.
async fn erase_again(
    app: &App,
    ctx: &Ctx,
    kind: ErasureScope,
    entry: &LedgerEntry,
    out: &mut Replayed,
) -> Result<()> {
    let id = ErasureId::from_uuid(entry.entry);
    let store = app.store().tenant(ctx.scope);
    let known = store.find_erasure(id).await?;
    if known.as_ref().is_some_and(|known| known.state == ErasureState::Done) {
        return Ok(());
    }
    let what = Scope::of(kind, entry.subject);
    let mut words = entry.detail.as_deref().unwrap_or_default().split(' ');
    let reason = words.next().and_then(|word| word.parse().ok());
    let whole = words.next().and_then(|word| word.parse().ok());
    let reason = reason.unwrap_or(domain::ErasureReason::Instruction);
    let done = match what.rewrites() {
        // What was written anew since lies nowhere, and what was there before it opens no more.
        true => purge::unreadable(app, ctx, what).await?,
        false => purge::purge(app, ctx, what, reason).await?,
    };
    out.tickets += done.tickets;
    out.messages += done.messages;
    if known.is_some() {
        // It was under way when the backup was made: it goes on by itself.
        return Ok(());
    }
    let mut tx = store.begin().await?;
    // Its keys and the receipt are made sure of once more.
    tx.insert_erasure(&store::Erasure {
        tickets: done.tickets,
        messages: done.messages,
        bytes: done.bytes,
        whole,
        ..begun(id, (kind, entry.subject), reason, entry.at)
    })
    .await?;
    Ok(tx.commit().await?)
}

/// Ends a purpose for a contact again. Without a purpose it was carried out by a person.
async fn object(app: &App, ctx: &Ctx, entry: &LedgerEntry) -> Result<()> {
    let Some(purpose) = entry.detail.as_deref().and_then(|word| word.parse().ok()) else { return Ok(()) };
    let (store, contact) = (app.store().tenant(ctx.scope), ContactId::from_uuid(entry.subject));
    if store.find_contact(contact).await?.is_none() {
        return Ok(());
    }
    let request = SubjectRequestId::from_uuid(entry.entry);
    let mut tx = store.begin().await?;
    tx.insert_objection(contact, &store::Objection { purpose, request, made_at: entry.at }).await?;
    Ok(tx.commit().await?)
}

async fn set(
    app: &App,
    ctx: &Ctx,
    entry: &LedgerEntry,
    state: ContactState,
    out: &mut Replayed,
) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let contact = ContactId::from_uuid(entry.subject);
    let Some(row) = store.find_contact(contact).await? else { return Ok(()) };
    if row.state == state {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    match state {
        ContactState::Restricted => {
            let request = SubjectRequestId::from_uuid(entry.entry);
            let restriction = store::Restriction { contact, request, restricted_at: entry.at, told_at: None };
            tx.put_restriction(&restriction, ctx.now).await?;
        }
        ContactState::Active => tx.delete_restriction(contact, ctx.now).await?,
    }
    tx.commit().await?;
    out.states += 1;
    Ok(())
}
