//! Whether somebody can know of a rule before it acts: a rule whose notice could reach nobody waits.

use crate::{App, Result};
use domain::{AgentState, Role, TenantScope, Timestamp};
use store::RetentionRule;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// By which ways somebody in a company can know of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ways {
    /// Letters go out by the operator's mail: nobody has to look by themselves.
    has_mail: bool,
    /// There is an admin who can sign in and see it.
    has_admin: bool,
}

impl Ways {
    /// Those of a company.
    ///
    /// # Errors
    /// A store's failure.
    pub(crate) async fn of(app: &App, scope: TenantScope) -> Result<Self> {
        let agents = app.store().tenant(scope).list_agents().await?;
        let has_admin =
            agents.iter().any(|agent| agent.role == Role::Admin && agent.state == AgentState::Active);
        Ok(Self { has_mail: app.settings().operator_mail.is_some(), has_admin })
    }

    /// Whether the notice of a rule, as it is, reached somebody, or none is wanted.
    pub(crate) const fn have_reached(self, rule: &RetentionRule) -> bool {
        if rule.terms.notice_days == 0 || rule.told_version == rule.version {
            return true;
        }
        !self.has_mail && self.has_admin
    }
}

/// From when on a rule acts whose notice begins at this moment.
pub(crate) fn after_notice(rule: &RetentionRule, now: Timestamp) -> Timestamp {
    now.plus_millis(i64::from(rule.terms.notice_days).saturating_mul(DAY_MS))
}

/// Whether a rule would act by now, had its notice reached somebody.
pub(crate) fn is_late(rule: &RetentionRule, now: Timestamp) -> bool {
    rule.acts_from <= now || after_notice(rule, rule.changed_at) <= now
}
