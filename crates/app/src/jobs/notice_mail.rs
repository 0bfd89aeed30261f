//! Mails agents their notices, through the operator's own mail: one mail in some minutes, and one after quiet hours for
//! what was held back. It says the tickets' numbers and what happened, nothing of any mail: the server is a third
//! party's. A mail that was being sent when its sender ended goes again under the same Message-ID.

use crate::notice::quiet;
use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Error, Result, agent, tenant};
use domain::audit::Job;
use domain::limits::{NOTICE_MAIL_DAYS_MAX, NOTICE_MAIL_SECONDS_MIN, NOTICES_MAILED_MAX};
use domain::record::{Address, AgentProfile};
use domain::{AgentId, AgentState, NoticeId, RequestId, TenantScope, Timestamp};
use i18n::{FluentValue, I18n};
use privacy::Act;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::{Notice, NoticeMail};

/// Longest time between two looks; another node may have made notices.
const LOOK_EVERY_MS: i64 = 15_000;
/// Shortest one: what is due and has to wait is not asked for all the time.
const LOOK_MS_MIN: i64 = 1_000;
/// How long one mail may take to hand over.
const LEASE_MS: i64 = 120_000;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    if app.settings().operator_mail.is_none() {
        return;
    }
    loop {
        let wait_ms = match round(&app).await {
            Ok(wait_ms) => wait_ms,
            Err(error) => {
                tracing::error!(%error, "notices cannot be mailed");
                LOOK_EVERY_MS
            }
        };
        tokio::time::sleep(Duration::from_millis(wait_ms.unsigned_abs())).await;
    }
}

/// Mails what is due in every tenant; returns how many milliseconds there are until the next look.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<i64> {
    let mut wait_ms = LOOK_EVERY_MS;
    for info in tenant::list_served(app).await? {
        let store = app.store().tenant(info.scope);
        for agent in store.list_notice_mail_due(app.now()).await? {
            if let Err(error) = mail(app, &info.name, info.scope, agent).await {
                tracing::error!(tenant = %info.scope.tenant(), %error, "an agent's notices cannot be mailed");
            }
        }
        if let Some(next) = store.find_next_notice_mail().await? {
            wait_ms = wait_ms.min(next.millis_since(app.now()).max(LOOK_MS_MIN));
        }
    }
    Ok(wait_ms)
}

/// What goes out in one mail.
struct Batch {
    id: RequestId,
    notices: Vec<Notice>,
    profile: AgentProfile,
}

async fn mail(app: &App, company: &str, scope: TenantScope, agent: AgentId) -> Result<()> {
    let Some(batch) = claim(app, scope, agent).await? else { return Ok(()) };
    let words = batch.profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = words.as_ref().unwrap_or_else(|| crate::words());
    let lines = lines(app, scope, &batch, words).await?;
    let written = write(app, scope, company, &batch, &lines, words).await?;
    let handed = operator_mail::hand_over(app, scope, written, app.now()).await?;
    finish(app, scope, agent, &batch, handed).await
}

/// Takes what is due to an agent, unless somebody else has it, the last mail was just now, or they are left alone.
async fn claim(app: &App, scope: TenantScope, agent: AgentId) -> Result<Option<Batch>> {
    let now = app.now();
    let ctx = Ctx::job(scope, Job::Notices, now);
    let store = app.store().tenant(scope);
    let row = store.find_agent(agent).await?.filter(|row| row.state == AgentState::Active);
    let Some(row) = row else {
        let mut tx = store.begin().await?;
        tx.update_notices_not_mailed(agent).await?;
        tx.commit().await?;
        return Ok(None);
    };
    if store.find_notice_mail(agent).await?.is_some_and(|before| waits(&before, now)) {
        return Ok(None);
    }
    let permit = app.permit(&ctx, Act::NOTICE_MAIL).await?;
    let profile = agent::profile_of(app, &permit, &row).await?;
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.append_audit(&entries).await?;
    let before = tx.find_notice_mail(agent).await?;
    if before.is_some_and(|before| waits(&before, now)) {
        return Ok(None);
    }
    let waiting = tx.list_notices_to_mail(agent).await?;
    let ids: Vec<NoticeId> = waiting.iter().map(|notice| notice.id).collect();
    let hours = profile.notices.as_ref().and_then(|choices| choices.quiet);
    if let Some(until) = hours.and_then(|hours| quiet::until(&hours, profile.time_zone.as_deref(), now)) {
        tx.update_notices_mail_at(agent, &ids, Some(until)).await?;
        tx.commit().await?;
        return Ok(None);
    }
    // What is so old by now is nobody's news.
    let oldest = now.plus_millis(-NOTICE_MAIL_DAYS_MAX * DAY_MS);
    let news = |notice: &Notice| notice.made_at >= oldest || notice.mail_at.is_some_and(|at| at >= oldest);
    let (mut notices, old): (Vec<Notice>, Vec<Notice>) = waiting.into_iter().partition(news);
    let old: Vec<NoticeId> = old.iter().map(|notice| notice.id).collect();
    tx.update_notices_mail_at(agent, &old, None).await?;
    let id = before.and_then(|before| before.batch).unwrap_or_else(|| RequestId::generate(now));
    // The mail of one whose sender ended lists the same as before: what came since waits for the next.
    notices.retain(|notice| notice.made_at <= id.generated_at());
    let mailed_at = before.map_or(Timestamp::from_millis(0), |before| before.mailed_at);
    let claim = match notices.is_empty() {
        true => NoticeMail { batch: None, mailed_at, lease_until: now },
        false => NoticeMail { batch: Some(id), mailed_at, lease_until: now.plus_millis(LEASE_MS) },
    };
    tx.update_notice_mail(agent, &claim).await?;
    tx.commit().await?;
    Ok((!notices.is_empty()).then_some(Batch { id, notices, profile }))
}

fn waits(before: &NoticeMail, now: Timestamp) -> bool {
    before.lease_until > now || now.millis_since(before.mailed_at) < NOTICE_MAIL_SECONDS_MIN * 1000
}

/// A line for each notice, with the ticket's address where there is one; and how many more there are.
async fn lines(app: &App, scope: TenantScope, batch: &Batch, words: &I18n) -> Result<String> {
    let ids: Vec<_> = batch.notices.iter().map(|notice| notice.ticket).collect();
    let tickets = app.store().tenant(scope).list_tickets_by_ids(&ids).await?;
    let numbers: HashMap<_, _> = tickets.into_iter().map(|ticket| (ticket.id, ticket.number)).collect();
    let base = base(app, scope).await?;
    let mut lines = Vec::new();
    for notice in batch.notices.iter().rev().take(NOTICES_MAILED_MAX) {
        let Some(number) = numbers.get(&notice.ticket) else { continue };
        let what = words.t(&format!("notice-kind-{}", notice.kind));
        let args = [
            ("number", FluentValue::from(number.to_string())),
            ("what", what.into()),
            ("count", notice.times.into()),
        ];
        let line = words.t_args("mail-notices-line", &args);
        lines.push(match &base {
            Some(base) => format!("{line}\n{base}/tickets/{}", notice.ticket),
            None => line,
        });
    }
    let more = batch.notices.len().saturating_sub(NOTICES_MAILED_MAX);
    if more > 0 {
        lines.push(words.t_args("mail-notices-more", &[("count", i64::try_from(more).unwrap_or(i64::MAX))]));
    }
    Ok(lines.join("\n\n"))
}

async fn write(
    app: &App,
    scope: TenantScope,
    company: &str,
    batch: &Batch,
    lines: &str,
    words: &I18n,
) -> Result<Written> {
    let zone = batch.profile.time_zone.as_deref();
    let hours = batch.profile.notices.as_ref().and_then(|choices| choices.quiet);
    let held =
        |notice: &Notice| hours.is_some_and(|hours| quiet::until(&hours, zone, notice.made_at).is_some());
    let subject = if batch.notices.iter().any(held) { "mail-notices-away" } else { "mail-notices-subject" };
    let count = i64::try_from(batch.notices.len()).unwrap_or(i64::MAX);
    let link = base(app, scope).await?.map(|base| format!("{base}/notices/choices")).unwrap_or_default();
    let args =
        [("company", FluentValue::from(company)), ("lines", lines.into()), ("link", link.as_str().into())];
    let to = Address { name: batch.profile.name.clone(), email: batch.profile.email.clone() };
    Ok(Written {
        to,
        subject: words.t_args(subject, &[("count", count)]),
        text: words.t_args("mail-notices-text", &args),
        id: Some(*batch.id.as_bytes()),
    })
}

/// The tenant's own address: its first host name, with scheme and port of the public address.
pub(crate) async fn base(app: &App, scope: TenantScope) -> Result<Option<String>> {
    let public = app.settings().public_url.as_deref().and_then(|url| url.split_once("://"));
    let host = app.store().system().list_host_names(scope.tenant()).await?.into_iter().next();
    Ok(match (host, public) {
        (Some(host), Some((scheme, authority))) => {
            let port = authority.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
            Some(
                port.map_or_else(|| format!("{scheme}://{host}"), |port| format!("{scheme}://{host}:{port}")),
            )
        }
        (Some(host), None) => Some(format!("http://{host}")),
        (None, _) => app.settings().public_url.clone(),
    })
}

/// Writes what became of a mail.
async fn finish(app: &App, scope: TenantScope, agent: AgentId, batch: &Batch, handed: Handed) -> Result<()> {
    let now = app.now();
    let mut tx = app.store().tenant(scope).begin().await?;
    let ours = tx.find_notice_mail(agent).await?.is_some_and(|mail| mail.batch == Some(batch.id));
    if !ours {
        return Err(Error::Contended);
    }
    if handed != Handed::NotYet {
        let ids: Vec<NoticeId> = batch.notices.iter().map(|notice| notice.id).collect();
        tx.update_notices_mail_at(agent, &ids, None).await?;
    }
    let done = NoticeMail { batch: None, mailed_at: now, lease_until: now };
    tx.update_notice_mail(agent, &done).await?;
    tx.commit().await?;
    Ok(())
}
