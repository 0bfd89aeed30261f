//! Follows mailboxes to their end (C41): tells the tenant's admins on the first, the seventh and the twenty-first day after
//! one was disconnected, by letters or, where no operator mail goes out, by alerts; and erases what it took in when that is
//! due. So too where a provider's permission has ended and nobody gave it anew; and where one lies here although its mailbox is
//! disconnected, it is given back.

use super::ending_letter::{self, Letter};
use super::grant_notice;
use crate::erasure::{Scope, Wanted};
use crate::tenant::{Apart, TenantInfo};
use crate::{App, Ctx, Error, Result, closing, erasure, mailbox, tenant, terms};
use domain::audit::Job;
use domain::{ErasureReason, GrantState, MailboxId, RequestId, TenantScope, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::MailboxEnd;

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(60);
/// One round of mails takes no longer.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = look(&app).await {
            tracing::error!(%error, "disconnected mailboxes cannot be followed to their end");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// A round, in which no term ends while the clock is doubted.
///
/// # Errors
/// A store's failure.
pub async fn look(app: &App) -> Result<()> {
    follow(app, terms::may_end(app).await?).await
}

/// Erases what is due, and tells whom it is time to tell.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    follow(app, true).await
}

async fn follow(app: &App, may_end: bool) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list(app).await? {
        apart.of(info.scope, follow_at(app, &info, may_end).await);
    }
    apart.end()
}

async fn follow_at(app: &App, info: &TenantInfo, may_end: bool) -> Result<()> {
    let now = app.now();
    let store = app.store().tenant(info.scope);
    let closing = store.find_tenant_end().await?;
    let waits = closing::waits(app, info.scope).await?;
    for end in store.list_mailbox_ends().await? {
        // Where everything goes at once, and is told of at once, nothing is told of it apart. What keeps a company's end
        // waiting keeps that of a mailbox only where it is about something in it.
        if !waits && closing.is_some_and(|closing| closing.erase_at <= end.erase_at) {
            continue;
        }
        // Whoever asked for it at once named no term.
        if end.erase_at <= now && (may_end || end.erase_at <= end.ended_at) {
            erase(app, info.scope, end.mailbox, now).await?;
        } else if may_end && closing.is_none() && ending_letter::due(end.ended_at, now) > end.notices {
            tell_alone(app, info.scope, &info.name, end).await?;
        }
    }
    mailbox::give_back_left(app, info.scope, now).await?;
    for grant in store.list_grants().await? {
        let ended = grant.ended_at.filter(|_| grant.state == GrantState::Ended);
        if may_end && ended.is_some_and(|ended_at| grant_notice::due_at(ended_at) <= now) {
            erase(app, info.scope, grant.mailbox, now).await?;
        }
    }
    Ok(())
}

async fn erase(app: &App, scope: TenantScope, id: MailboxId, now: Timestamp) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let wanted = Wanted { scope: Scope::Mailbox(id), reason: ErasureReason::Disconnect };
    match erasure::begin(app, &ctx, wanted).await {
        // Connected again at the last moment, or gone.
        Err(Error::NotFound(_)) => Ok(()),
        other => other.map(drop),
    }
}

async fn tell_alone(app: &App, scope: TenantScope, company: &str, end: MailboxEnd) -> Result<()> {
    let (name, holder) = (format!("mailbox-end/{}", end.mailbox), RequestId::generate(app.now()));
    let (system, now) = (app.store().system(), app.now());
    if !system.acquire_lease(&name, holder, now, now.plus_millis(LEASE_MS)).await? {
        return Ok(());
    }
    let told = tell(app, scope, company, end.mailbox).await;
    system.release_lease(&name, holder).await?;
    told
}

async fn tell(app: &App, scope: TenantScope, company: &str, id: MailboxId) -> Result<()> {
    let store = app.store().tenant(scope);
    // It may have been connected again, or told of by another node.
    let Some(end) = store.find_mailbox_end(id).await? else { return Ok(()) };
    let count = ending_letter::due(end.ended_at, app.now());
    let Some(mailbox) = store.find_mailbox(id).await?.filter(|_| count > end.notices) else { return Ok(()) };
    let (keys, mailbox) = (("mail-mailbox-end-subject", "mail-mailbox-end-text"), &mailbox);
    let MailboxEnd { ended_at, erase_at, .. } = end;
    let letter = Letter { keys, company, mailbox, ended_at, erase_at, count };
    if !ending_letter::tell_admins(app, scope, &letter).await? {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    if let Some(now) = tx.find_mailbox_end(id).await?.filter(|now| now.ended_at == ended_at) {
        tx.put_mailbox_end(&MailboxEnd { notices: count, ..now }).await?;
    }
    Ok(tx.commit().await?)
}
