//! Tells a tenant's admins that a provider's permission has ended (C41): at once, after a week and after three weeks, by the
//! operator's own mail. A mail that was being sent when its sender ended goes again under the same Message-ID.
//!
//! Thirty days after a permission ended, what was taken in by it is due to be deleted, unless the mailbox is connected again
//! before: then nothing is due any more.

use super::notice_mail::base;
use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Result, agent, mailbox, tenant, zone};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, MailboxSettings, text_hash};
use domain::{AgentState, GrantState, RequestId, Role, TenantScope, Timestamp};
use i18n::I18n;
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::Grant;

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How long after a permission's end the admins are told: on its first day, after seven days, after twenty-one.
const NOTICES_MS: [i64; 3] = [0, 7 * DAY_MS, 21 * DAY_MS];
/// How long what was taken in is kept after that.
pub const KEPT_MS: i64 = 30 * DAY_MS;
/// How often it is looked.
const EVERY: Duration = Duration::from_secs(60);
/// One round of mails takes no longer.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// When what was taken in by a permission that ended then is due to be deleted.
#[must_use]
pub const fn due_at(ended_at: Timestamp) -> Timestamp {
    ended_at.plus_millis(KEPT_MS)
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    if app.settings().operator_mail.is_none() {
        return;
    }
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "admins cannot be told that a permission has ended");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Tells whom it is time to tell.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    for info in tenant::list_served(app).await? {
        for grant in app.store().tenant(info.scope).list_grants().await? {
            if due(&grant, app.now()) <= grant.notices {
                continue;
            }
            let (name, holder) = (format!("grant-notice/{}", grant.mailbox), RequestId::generate(app.now()));
            let (system, now) = (app.store().system(), app.now());
            if system.acquire_lease(&name, holder, now, now.plus_millis(LEASE_MS)).await? {
                let told = tell(app, info.scope, &info.name, grant).await;
                system.release_lease(&name, holder).await?;
                told?;
            }
        }
    }
    Ok(())
}

/// How many notices there should be by now.
fn due(grant: &Grant, now: Timestamp) -> u32 {
    let Some(ended_at) = grant.ended_at.filter(|_| grant.state == GrantState::Ended) else { return 0 };
    let passed = NOTICES_MS.iter().filter(|after| now.millis_since(ended_at) >= **after).count();
    u32::try_from(passed).unwrap_or(u32::MAX)
}

async fn tell(app: &App, scope: TenantScope, company: &str, seen: Grant) -> Result<()> {
    let store = app.store().tenant(scope);
    // It may have been given anew, or told by another node, since it was read.
    let Some(grant) = store.find_grant(seen.mailbox).await? else { return Ok(()) };
    let count = due(&grant, app.now());
    let (Some(ended_at), true) = (grant.ended_at, count > grant.notices) else { return Ok(()) };
    let Some(row) = store.find_mailbox(grant.mailbox).await? else { return Ok(()) };
    let permit = app.permit(&Ctx::job(scope, Job::Connection, app.now()), Act::MAILBOX_CONNECT).await?;
    let settings = mailbox::open_settings(app, &permit, &row).await?;
    app.settle(permit).await?;
    let base = base(app, scope).await?.unwrap_or_default();
    let mut is_first = true;
    for (id, profile) in admins(app, scope).await? {
        let id = text_hash(&format!("{}/{count}/{id}/{}", grant.mailbox, ended_at.as_millis()));
        let letter = write(&profile, &settings, company, ended_at, &base, id);
        let handed = operator_mail::hand_over(app, letter, app.now()).await?;
        // The server is away: everybody is told at the next look.
        if is_first && handed == Handed::NotYet {
            return Ok(());
        }
        is_first = false;
    }
    let mut tx = store.begin().await?;
    if let Some(row) = tx.find_grant(grant.mailbox).await?.filter(|row| row.ended_at == Some(ended_at)) {
        tx.put_grant(&Grant { notices: count, ..row }).await?;
    }
    Ok(tx.commit().await?)
}

pub(super) async fn admins(app: &App, scope: TenantScope) -> Result<Vec<(domain::AgentId, AgentProfile)>> {
    let permit = app.permit(&Ctx::job(scope, Job::Notices, app.now()), Act::NOTICE_MAIL).await?;
    let mut found = Vec::new();
    for row in app.store().tenant(scope).list_agents().await? {
        if row.role == Role::Admin && row.state == AgentState::Active {
            found.push((row.id, agent::profile_of(app, &permit, &row).await?));
        }
    }
    app.settle(permit).await?;
    Ok(found)
}

fn write(
    profile: &AgentProfile,
    settings: &MailboxSettings,
    company: &str,
    ended_at: Timestamp,
    base: &str,
    id: [u8; 32],
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let day = |at: Timestamp| zone::day(at, profile.time_zone.as_deref());
    let (since, until) = (day(ended_at), day(due_at(ended_at)));
    let link = format!("{base}/mailboxes");
    let args = [
        ("name", profile.name.as_str()),
        ("company", company),
        ("mailbox", &settings.address),
        ("since", &since),
        ("until", &until),
        ("link", &link),
    ];
    let short = id.first_chunk().copied();
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-grant-subject", &args),
        text: words.t_args("mail-grant-text", &args),
        id: short,
    }
}
