//! Letters about alerts: one for each alert, to every admin; of the system's own, to every operator. They say which rule
//! it was, and nothing of whom it is about.

use crate::jobs::notice_mail::base;
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result, agent, operator};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, text_hash};
use domain::{AgentId, AgentState, Role};
use i18n::I18n;
use privacy::Act;

/// Alerts of one tenant that are written about in one round.
const PER_ROUND: u32 = 20;

/// Writes about alerts of which nobody was written to; false when the operator's mail server is away.
///
/// # Errors
/// A failure of the store or of the log.
pub(crate) async fn write(app: &App, info: &TenantInfo) -> Result<bool> {
    let store = app.store().tenant(info.scope);
    let alerts = store.list_alerts_unmailed(PER_ROUND).await?;
    if alerts.is_empty() {
        return Ok(true);
    }
    let to = recipients(app, info).await?;
    let base = match info.scope == operator::SCOPE {
        true => format!("{}/operator", app.settings().public_url.clone().unwrap_or_default()),
        false => base(app, info.scope).await?.unwrap_or_default(),
    };
    for alert in alerts {
        for (at, (agent, profile)) in to.iter().enumerate() {
            let handed =
                operator_mail::hand_over(app, letter(info, &alert, *agent, profile, &base), app.now());
            if handed.await? == Handed::NotYet && at == 0 {
                return Ok(false);
            }
        }
        let mut tx = store.begin().await?;
        tx.update_alert_mailed(alert.id, app.now()).await?;
        tx.commit().await?;
    }
    Ok(true)
}

async fn recipients(app: &App, info: &TenantInfo) -> Result<Vec<(AgentId, AgentProfile)>> {
    let role = if info.scope == operator::SCOPE { Role::Operator } else { Role::Admin };
    let permit = app.permit(&Ctx::job(info.scope, Job::Notices, app.now()), Act::NOTICE_MAIL).await?;
    let mut found = Vec::new();
    for row in app.store().tenant(info.scope).list_agents().await? {
        if row.role == role && row.state == AgentState::Active {
            found.push((row.id, agent::profile_of(app, &permit, &row).await?));
        }
    }
    app.settle(permit).await?;
    Ok(found)
}

fn letter(
    info: &TenantInfo,
    alert: &store::Alert,
    agent: AgentId,
    profile: &AgentProfile,
    base: &str,
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let what = words.t(&format!("alert-rule-{}", alert.rule.as_str().replace('_', "-")));
    let link = format!("{base}/alerts/{}", alert.id);
    let args = [("name", profile.name.as_str()), ("company", &info.name), ("what", &what), ("link", &link)];
    // The same letter is the same mail, whoever sends it.
    let hash = text_hash(&format!("alert/{}/{agent}", alert.id));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-alert-subject", &args),
        text: words.t_args("mail-alert-text", &args),
        id: hash.first_chunk().copied(),
    }
}
