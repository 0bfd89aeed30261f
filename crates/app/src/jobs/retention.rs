//! Ends what retention rules say is kept no longer (C90, C93): tells admins once of a rule that is going to act, begins
//! erasures when its notice has passed, ends statutory retentions whose time is over, and tells of holds that are to be looked
//! at again. What is held, restricted or asked about waits, and is found again at a later look.

use super::ending_letter::admins;
use super::notice_mail::base;
use super::to_each::{self, Reached};
use crate::erasure::{Under, Wanted, begin_under, hold_words, holds};
use crate::operator_mail::Written;
use crate::retention::{
    Due, Found, Place, Ways, action_scope, after_notice, is_late, make_sure, page, usual_name, waits,
};
use crate::{App, Ctx, Result, alert, closing, tenant, terms, zone};
use domain::audit::Job;
use domain::limits::{RETENTION_LOOKED_AT_MAX, RETENTION_PER_ROUND};
use domain::record::{Address, AgentProfile, text_hash};
use domain::{
    AgentId, AlertRule, ErasureReason, ErasureScope, ErasureState, RequestId, RetentionAction,
    RetentionSubject, RetentionTerms, TenantScope, Timestamp,
};
use i18n::I18n;
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::RetentionRule;

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(600);
/// A round of one tenant takes no longer, or somebody else goes on with it.
const LEASE_MS: i64 = 30 * 60 * 1000;
/// Open erasures of a tenant that are counted.
const OPEN_MAX: u32 = 1_000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = look(&app).await {
            tracing::error!(%error, "retention rules could not be followed; they are at the next look");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// One look, unless the clock is doubted.
///
/// # Errors
/// A store's failure.
pub async fn look(app: &App) -> Result<()> {
    if terms::may_end(app).await? { round(app).await } else { Ok(()) }
}

/// One look at every tenant.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    for info in tenant::list(app).await? {
        let now = app.now();
        let (name, holder) = (format!("retention/{}", info.scope.tenant()), RequestId::generate(now));
        let system = app.store().system();
        if !system.acquire_lease(&name, holder, now, now.plus_millis(LEASE_MS)).await? {
            continue;
        }
        let followed = follow(app, info.scope, &info.name).await;
        system.release_lease(&name, holder).await?;
        // The others are looked at all the same.
        if let Err(error) = followed {
            tracing::error!(tenant = %info.scope.tenant(), %error, "the retention rules of a company could not be followed");
        }
    }
    Ok(())
}

async fn follow(app: &App, scope: TenantScope, company: &str) -> Result<()> {
    if tenant::is_erased(app, scope).await? {
        return Ok(());
    }
    let store = app.store().tenant(scope);
    holds::end_passed(app, scope).await?;
    // Rules do not wait for these.
    for done in [hold_words::tell_of_review(app, scope).await, hold_words::forget_old(app, scope).await] {
        if let Err(error) = done {
            tracing::error!(tenant = %scope.tenant(), %error, "holds could not be followed; they are at the next look");
        }
    }
    // Where everything goes anyway, nothing goes apart, unless something keeps that waiting.
    if store.find_tenant_end().await?.is_some() && !closing::waits(app, scope).await? {
        return Ok(());
    }
    make_sure(app, scope).await?;
    let mut left = RETENTION_PER_ROUND.saturating_sub(under_way(app, scope).await?);
    let ways = Ways::of(app, scope).await?;
    for mut rule in store.list_retention_rules().await? {
        let now = app.now();
        // Nobody knows of it: its notice begins when somebody does.
        if is_late(&rule, now) && !ways.have_reached(&rule) {
            alert_once(app, scope, &rule).await?;
            rule.acts_from = after_notice(&rule, now);
            let mut tx = store.begin().await?;
            tx.update_retention_acts_from(&rule).await?;
            tx.commit().await?;
        }
        if rule.acts_from > now {
            tell(app, scope, company, &rule).await?;
        } else if left > 0 {
            left -= act(app, scope, &rule, left).await?;
        }
    }
    Ok(())
}

/// Erasures by rules that are not done yet: of many at once, what somebody asks for would wait for all.
async fn under_way(app: &App, scope: TenantScope) -> Result<usize> {
    let open = app.store().tenant(scope).list_open_erasures(OPEN_MAX).await?;
    Ok(open.iter().filter(|one| one.reason == ErasureReason::Retention).count())
}

/// Begins up to `most` erasures, from where the last look ended. Returns how many.
async fn act(app: &App, scope: TenantScope, rule: &RetentionRule, most: usize) -> Result<usize> {
    let store = app.store().tenant(scope);
    let (mut begun, mut looked_at, mut at) = (0, 0, rule.looked);
    loop {
        let found = page(&store, &rule.terms, app.now(), at).await?;
        looked_at += found.looked_at;
        let mut full_at: Option<Place> = None;
        for due in &found.due {
            begun += usize::from(begin(app, scope, rule, due).await?);
            if begun >= most {
                full_at = Some(due.place);
                break;
            }
        }
        at = full_at.or(found.next);
        if at.is_none() || full_at.is_some() || looked_at >= RETENTION_LOOKED_AT_MAX {
            break;
        }
    }
    if at != rule.looked {
        let mut tx = store.begin().await?;
        tx.update_retention_looked(rule, at).await?;
        tx.commit().await?;
    }
    Ok(begun)
}

/// Begins one, unless it waits or is under way.
async fn begin(app: &App, scope: TenantScope, rule: &RetentionRule, due: &Due) -> Result<bool> {
    let store = app.store().tenant(scope);
    let Some(wanted) = action_scope(rule.terms.action, due.found) else { return Ok(false) };
    let known = store.list_erasures_of(due.found.subject()).await?;
    // Nobody is erased and given a pseudonym at once, and no conversation is erased and written anew.
    let is_person = matches!(due.found, Found::Contact(_));
    let excludes = |one: &store::Erasure| {
        let kinds = [one.scope, wanted.kind()];
        is_person || one.scope == wanted.kind() || kinds.contains(&ErasureScope::People)
    };
    if known.iter().any(|one| excludes(one) && one.state != ErasureState::Done)
        || waits(app, scope, &rule.terms, due.found).await?
    {
        return Ok(false);
    }
    // The rule may have been changed, or removed, since it was read.
    let current = store.find_retention_rule(rule.id).await?;
    if current.is_none_or(|current| current.version != rule.version) {
        return Ok(false);
    }
    let version = store.get_retention_version().await?;
    let ctx = Ctx::job(scope, Job::Retention, app.now());
    let wanted = Wanted { scope: wanted, reason: ErasureReason::Retention };
    match begin_under(app, &ctx, wanted, Under { policy_version: Some(version), whole: None }).await {
        Ok(_) => Ok(true),
        // Gone meanwhile.
        Err(crate::Error::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Tells every admin of a rule that waits, once for what it says now.
async fn tell(app: &App, scope: TenantScope, company: &str, rule: &RetentionRule) -> Result<()> {
    if rule.told_version == rule.version || app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let permit = app.permit(&Ctx::job(scope, Job::Retention, app.now()), Act::RETENTION_READ).await?;
    let name = app.open(&permit, rule.id.uuid(), &rule.name).await?.name;
    app.settle(permit).await?;
    let link = format!("{}/retention", base(app, scope).await?.unwrap_or_default());
    let to = admins(app, scope).await?;
    let letters = to.iter().map(|(id, profile)| write(rule, (company, &name, &link), *id, profile)).collect();
    match to_each::hand_over(app, scope, letters).await? {
        Reached::Some => {}
        Reached::Waits => return Ok(()),
        Reached::Nobody => {
            tracing::warn!(tenant = %scope.tenant(), "the notice of a retention rule reached no admin; the rule waits");
            return alert_once(app, scope, rule).await;
        }
    }
    let mut tx = app.store().tenant(scope).begin().await?;
    tx.update_retention_told(rule.id, rule.version).await?;
    Ok(tx.commit().await?)
}

/// Alerts the company and the operator that the notice of a rule reached nobody, once for what it says now.
async fn alert_once(app: &App, scope: TenantScope, rule: &RetentionRule) -> Result<()> {
    if rule.alerted_version == rule.version {
        return Ok(());
    }
    alert::tell_both(app, scope, AlertRule::RetentionNotice).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    tx.update_retention_alerted(rule.id, rule.version).await?;
    Ok(tx.commit().await?)
}

/// Of which conversations a rule is, by what happened in them and how old they are.
fn which(words: &I18n, terms: &RetentionTerms) -> String {
    let age = terms.age_days.unwrap_or_default().to_string();
    let days = terms.days.to_string();
    let key = match (terms.age_days, terms.days) {
        (None, _) => "mail-retention-quiet",
        (Some(_), 0) => "mail-retention-old",
        (Some(_), _) => "mail-retention-old-and-quiet",
    };
    words.t_args(key, &[("days", &days), ("age", &age)])
}

fn write(
    rule: &RetentionRule,
    (company, name, link): (&str, &str, &str),
    id: AgentId,
    profile: &AgentProfile,
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let (subject, text) = match (rule.terms.subject, rule.terms.action) {
        (RetentionSubject::Conversation, RetentionAction::DropAttachments) => {
            ("mail-retention-subject", "mail-retention-files-text")
        }
        (RetentionSubject::Conversation, RetentionAction::Anonymise) => {
            ("mail-retention-people-subject", "mail-retention-people-text")
        }
        (RetentionSubject::Conversation, RetentionAction::Erase) => {
            ("mail-retention-subject", "mail-retention-conversation-text")
        }
        (RetentionSubject::Contact, RetentionAction::Anonymise) => {
            ("mail-retention-pseudonym-subject", "mail-retention-pseudonym-text")
        }
        (RetentionSubject::Contact, RetentionAction::Erase | RetentionAction::DropAttachments) => {
            ("mail-retention-subject", "mail-retention-contact-text")
        }
    };
    let name = if name.is_empty() { words.t(usual_name(&rule.terms)) } else { name.to_owned() };
    let day = |at: Timestamp| zone::written(at, profile.time_zone.as_deref(), words);
    let (days, from) = (rule.terms.days.to_string(), day(rule.acts_from));
    let which = which(words, &rule.terms);
    let args = [
        ("name", profile.name.as_str()),
        ("company", company),
        ("rule", &name),
        ("days", &days),
        ("which", &which),
        ("from", &from),
        ("link", link),
    ];
    // The same letter is the same mail, whoever sends it.
    let hash = text_hash(&format!("retention/{}/{}/{id}", rule.id, rule.version));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args(subject, &args),
        text: words.t_args(text, &args),
        id: hash.first_chunk().copied(),
    }
}
