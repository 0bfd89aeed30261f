//! Follows mailboxes to their end (C41): tells the tenant's admins on the first, the seventh and the twenty-first day after
//! one was disconnected, and erases what it took in when that is due. So too where a provider's permission has ended and
//! nobody gave it anew.

use super::grant_notice::{self, NOTICES_MS, admins, short_id};
use super::notice_mail::base;
use crate::erasure::{Scope, Wanted};
use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Result, erasure, mailbox, tenant, zone};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, MailboxSettings, text_hash};
use domain::{ErasureReason, GrantState, MailboxId, RequestId, TenantScope, Timestamp};
use i18n::I18n;
use privacy::Act;
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
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "disconnected mailboxes cannot be followed to their end");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Erases what is due, and tells whom it is time to tell.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let now = app.now();
    for info in tenant::list(app).await? {
        let store = app.store().tenant(info.scope);
        for end in store.list_mailbox_ends().await? {
            if end.erase_at <= now {
                erase(app, info.scope, end.mailbox, now).await?;
            } else if app.settings().operator_mail.is_some() && due(&end, now) > end.notices {
                tell_alone(app, info.scope, &info.name, end).await?;
            }
        }
        for grant in store.list_grants().await? {
            let ended = grant.ended_at.filter(|_| grant.state == GrantState::Ended);
            if ended.is_some_and(|ended_at| grant_notice::due_at(ended_at) <= now) {
                erase(app, info.scope, grant.mailbox, now).await?;
            }
        }
    }
    Ok(())
}

async fn erase(app: &App, scope: TenantScope, id: MailboxId, now: Timestamp) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let wanted = Wanted { scope: Scope::Mailbox(id), reason: ErasureReason::Disconnect };
    erasure::begin(app, &ctx, wanted).await.map(|_| ())
}

/// How many notices there should be by now.
fn due(end: &MailboxEnd, now: Timestamp) -> u32 {
    let passed = NOTICES_MS.iter().filter(|after| now.millis_since(end.ended_at) >= **after).count();
    u32::try_from(passed).unwrap_or(u32::MAX)
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
    let count = due(&end, app.now());
    let Some(row) = store.find_mailbox(id).await?.filter(|_| count > end.notices) else { return Ok(()) };
    let permit = app.permit(&Ctx::job(scope, Job::Connection, app.now()), Act::MAILBOX_CONNECT).await?;
    let settings = mailbox::open_settings(app, &permit, &row).await?;
    app.settle(permit).await?;
    let base = base(app, scope).await?.unwrap_or_default();
    let mut is_first = true;
    for (agent, profile) in admins(app, scope).await? {
        let hash = text_hash(&format!("{id}/end/{count}/{agent}/{}", end.ended_at.as_millis()));
        let letter = write(&profile, &settings, company, &end, &base, hash);
        let handed = operator_mail::hand_over(app, letter, app.now()).await?;
        // The server is away: everybody is told at the next look.
        if is_first && handed == Handed::NotYet {
            return Ok(());
        }
        is_first = false;
    }
    let mut tx = store.begin().await?;
    if let Some(now) = tx.find_mailbox_end(id).await?.filter(|now| now.ended_at == end.ended_at) {
        tx.put_mailbox_end(&MailboxEnd { notices: count, ..now }).await?;
    }
    Ok(tx.commit().await?)
}

fn write(
    profile: &AgentProfile,
    settings: &MailboxSettings,
    company: &str,
    end: &MailboxEnd,
    base: &str,
    id: [u8; 32],
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let day = |at: Timestamp| zone::day(at, profile.time_zone.as_deref());
    let (since, until, link) = (day(end.ended_at), day(end.erase_at), format!("{base}/mailboxes"));
    let args = [
        ("name", profile.name.as_str()),
        ("company", company),
        ("mailbox", &settings.address),
        ("since", &since),
        ("until", &until),
        ("link", &link),
    ];
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-mailbox-end-subject", &args),
        text: words.t_args("mail-mailbox-end-text", &args),
        id: short_id(&id),
    }
}
