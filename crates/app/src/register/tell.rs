//! Telling companies of sub-processors ahead of time (GDPR Art. 28(2)): each change once, each company's admins by mail.

use super::published::{self, News};
use crate::jobs::notice_mail::base;
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::{Apart, TenantInfo};
use crate::{App, Ctx, Result, jobs, tenant};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, text_hash};
use domain::{AgentId, RegisterNotice};
use i18n::I18n;
use privacy::Act;
use std::collections::BTreeSet;

/// One company's letters are one node's for so long.
const LEASE_MS: i64 = 120_000;

/// Tells every company of what it was not told of.
///
/// # Errors
/// The first failure; other companies are told all the same.
pub(super) async fn round(app: &App) -> Result<()> {
    let news: Vec<News> = published::news(app)
        .into_iter()
        .rev()
        .filter(|news| matches!(news.notice, RegisterNotice::Ahead { .. } | RegisterNotice::InUse { .. }))
        .collect();
    if app.settings().operator_mail.is_none() || news.is_empty() {
        return Ok(());
    }
    let mut apart = Apart::default();
    for info in tenant::list_served(app).await? {
        let told = company(app, &info, &news).await;
        apart.of(info.scope, told);
    }
    apart.end()
}

async fn company(app: &App, info: &TenantInfo, news: &[News]) -> Result<()> {
    let store = app.store().tenant(info.scope);
    let told: BTreeSet<i64> = store.list_register_notices().await?.into_iter().map(|(seq, _)| seq).collect();
    // Whoever came later found it in the list.
    let made_at = info.scope.tenant().generated_at();
    let due: Vec<&News> =
        news.iter().filter(|news| !told.contains(&news.seq) && made_at <= news.at).collect();
    let (name, now) = (format!("register/{}", info.scope.tenant()), app.now());
    if due.is_empty()
        || !app.store().system().acquire_lease(&name, app.node(), now, now.plus_millis(LEASE_MS)).await?
    {
        return Ok(());
    }
    let ctx = Ctx::job(info.scope, Job::Register, now);
    let permit = app.permit(&ctx, Act::REGISTER_TELL).await?;
    let to = jobs::admins(app, info.scope).await?;
    app.settle(permit).await?;
    let base = base(app, info.scope).await?.unwrap_or_default();
    for news in due {
        let (mut is_over, mut can_again) = (false, false);
        for (agent, profile) in &to {
            let letter = letter(info, news, *agent, profile, &base);
            match operator_mail::hand_over(app, info.scope, letter, app.now()).await? {
                Handed::Over => is_over = true,
                Handed::NotYet => can_again = true,
                Handed::Refused => {}
            }
        }
        // Nobody has it: it is told again at the next look.
        if !is_over && (can_again || to.is_empty()) {
            return Ok(());
        }
        let mut tx = store.begin().await?;
        tx.insert_register_notice(news.seq, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn letter(info: &TenantInfo, news: &News, agent: AgentId, profile: &AgentProfile, base: &str) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let zone = profile.time_zone.as_deref();
    let day = |at| crate::zone::written(at, zone, words);
    let link = format!("{base}/sub-processors");
    let args = [
        ("name", profile.name.as_str()),
        ("company", &info.name),
        ("who", &news.entry.name),
        ("what", &news.entry.service),
        ("country", &news.entry.country),
        ("day", &day(news.active_from)),
        ("link", &link),
    ];
    let key = match news.notice {
        RegisterNotice::InUse { .. } => "mail-register-in-use",
        _ => "mail-register-ahead",
    };
    // The same letter is the same mail, whoever sends it.
    let hash = text_hash(&format!("register/{}/{}/{agent}", news.seq, info.scope.tenant()));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-register-subject", &args),
        text: words.t_args(&format!("{key}-text"), &args),
        id: hash.first_chunk().copied(),
    }
}
