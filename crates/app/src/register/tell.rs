//! Telling companies of sub-processors ahead of time (GDPR Art. 28(2)): each change once, on the pages of each company's admins,
//! and by operator mail where there is any. What stands on the pages is the notice that counts: until each company has had it
//! for its days, the change does not hold.

use super::published::{self, News};
use super::{check_company, load};
use crate::jobs::notice_mail::base;
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::{Apart, TenantInfo};
use crate::{App, Ctx, Result, jobs, operator, tenant};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, text_hash};
use domain::{AgentId, RegisterNotice, TenantScope};
use i18n::I18n;
use privacy::Act;

/// One company's letters are one node's for so long.
const LEASE_MS: i64 = 120_000;

/// Tells every company of what it was not told of.
///
/// # Errors
/// The first failure; other companies are told all the same.
pub(super) async fn round(app: &App) -> Result<()> {
    let news = due(app);
    if news.is_empty() {
        return Ok(());
    }
    let (mut apart, mut any) = (Apart::default(), false);
    // Whoever is suspended finds it when they are back.
    for info in tenant::list_logs(app).await?.into_iter().filter(|info| info.scope != operator::SCOPE) {
        let put = put_up(app, info.scope, &news).await;
        any |= matches!(put, Ok(true));
        apart.of(info.scope, put.map(drop));
    }
    if any {
        // From now on it is known from when it holds.
        load(app).await?;
    }
    if app.settings().operator_mail.is_some() {
        let news = due(app);
        for info in tenant::list_served(app).await? {
            apart.of(info.scope, write(app, &info, &news).await);
        }
    }
    apart.end()
}

/// What companies are told of, in its order.
fn due(app: &App) -> Vec<News> {
    published::news(app).into_iter().rev().filter(News::is_told).collect()
}

/// Whoever came later found it in the list.
fn concerns(scope: TenantScope, news: &News) -> bool {
    scope.tenant().generated_at() <= news.at
}

/// Puts what a company was not told of on the pages of its admins; whether there was anything.
async fn put_up(app: &App, scope: TenantScope, news: &[News]) -> Result<bool> {
    let store = app.store().tenant(scope);
    let told = store.list_register_notices().await?;
    let is_new = |one: &&News| concerns(scope, one) && !told.iter().any(|told| told.seq == one.seq);
    let new: Vec<&News> = news.iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(false);
    }
    let mut tx = store.begin().await?;
    for news in new {
        tx.insert_register_notice(news.seq, app.now()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Notes that an admin of the company looked at what stands there.
///
/// # Errors
/// [`crate::Error::NotFound`] for operators; a store's failure.
pub async fn seen(app: &App, ctx: &Ctx) -> Result<()> {
    check_company(ctx)?;
    let store = app.store().tenant(ctx.scope);
    if store.count_register_notices_unseen().await? == 0 {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    tx.update_register_notices_seen().await?;
    Ok(tx.commit().await?)
}

/// Writes to a company of what it was not written to of.
async fn write(app: &App, info: &TenantInfo, news: &[News]) -> Result<()> {
    let store = app.store().tenant(info.scope);
    let told = store.list_register_notices().await?;
    let is_due = |one: &&News| told.iter().any(|told| told.seq == one.seq && !told.mailed);
    let due: Vec<&News> = news.iter().filter(is_due).collect();
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
        // Nobody has it: it is written again at the next look.
        if !is_over && (can_again || to.is_empty()) {
            return Ok(());
        }
        let mut tx = store.begin().await?;
        tx.update_register_notice_mailed(news.seq).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn letter(info: &TenantInfo, news: &News, agent: AgentId, profile: &AgentProfile, base: &str) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let zone = profile.time_zone.as_deref();
    let day = |at| crate::zone::written(at, zone, words);
    let (link, country) = (format!("{base}/sub-processors"), words.country(&news.entry.country));
    let args = [
        ("name", profile.name.as_str()),
        ("company", &info.name),
        ("who", &news.entry.name),
        ("what", &news.entry.service),
        ("country", &country),
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
