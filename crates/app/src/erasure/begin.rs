//! Beginning an erasure: from then on it goes on by itself.

use super::{Scope, holds};
use crate::{App, Ctx, Error, Result};
use domain::{ErasureId, ErasureReason, ErasureScope, ErasureState};
use privacy::Act;

/// An erasure that somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// What.
    pub scope: Scope,
    /// Why.
    pub reason: ErasureReason,
}

/// The act that stands for it.
const fn act(kind: ErasureScope) -> Act {
    match kind {
        ErasureScope::Contact | ErasureScope::Conversation | ErasureScope::Message => Act::ERASURE_BEGIN,
        ErasureScope::Mailbox => Act::MAILBOX_ERASE,
        ErasureScope::Tenant => Act::TENANT_CLOSE,
    }
}

/// Begins an erasure, or finds the one that is under way for the same subject. Where a legal hold is in force it waits
/// for its release.
///
/// # Errors
/// [`Error::NotFound`] (also of a closing that was taken back), a refusal, or a store's failure.
pub async fn begin(app: &App, ctx: &Ctx, wanted: Wanted) -> Result<ErasureId> {
    begin_under(app, ctx, wanted, None).await
}

/// The same, by a version of the tenant's retention policy, which the receipt cites (C95).
///
/// # Errors
/// As of [`begin`].
pub(crate) async fn begin_under(
    app: &App,
    ctx: &Ctx,
    wanted: Wanted,
    policy_version: Option<i64>,
) -> Result<ErasureId> {
    let Wanted { scope, reason } = wanted;
    let of_job = matches!(ctx.actor, domain::audit::Actor::System(_));
    let permit = app.permit(ctx, if of_job { Act::ERASURE_STEP } else { act(scope.kind()) }).await?;
    check_there(app, ctx, scope).await?;
    let hold = holds::find(app, ctx.scope, scope).await?;
    let subject = scope.subject(ctx.scope);
    let store = app.store().tenant(ctx.scope);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    if reason == ErasureReason::Closure && !tx.hold_tenant_end_due(ctx.now).await? {
        return Err(Error::NotFound("closing"));
    }
    let open = |found: &store::Erasure| found.state != ErasureState::Done && found.scope == scope.kind();
    if let Some(known) = tx.list_erasures_of(subject).await?.into_iter().find(open) {
        return Ok(known.id);
    }
    let row = store::Erasure {
        id: ErasureId::generate(ctx.now),
        scope: scope.kind(),
        subject,
        reason,
        state: if hold.is_some() { ErasureState::Held } else { ErasureState::Begun },
        by: ctx.agent_id(),
        hold,
        keys: Vec::new(),
        keys_destroyed: 0,
        tickets: 0,
        messages: 0,
        bytes: 0,
        begun_at: ctx.now,
        keys_gone_at: None,
        purged_at: None,
        done_at: None,
        root_epoch: None,
        receipt: None,
        policy_version,
    };
    tx.insert_erasure(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.erasures_changed().notify_one();
    Ok(row.id)
}

async fn check_there(app: &App, ctx: &Ctx, scope: Scope) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let (there, noun) = match scope {
        Scope::Contact(id) => (store.find_contact(id).await?.is_some(), "contact"),
        Scope::Conversation(id) => (store.find_ticket(id).await?.is_some(), "ticket"),
        Scope::Message(id) => (!store.list_messages_by_ids(&[id]).await?.is_empty(), "message"),
        Scope::Mailbox(id) => (store.find_mailbox(id).await?.is_some(), "mailbox"),
        Scope::Tenant => (ctx.scope != crypto::Vault::SYSTEM, "tenant"),
    };
    if there { Ok(()) } else { Err(Error::NotFound(noun)) }
}
