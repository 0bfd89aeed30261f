//! Whom new tickets go to: a rule of each mailbox, and of each team. Nothing of it is sealed: ids and fixed words, needed
//! where nothing is opened (`inbound/assign.rs`).

use crate::{Error, Result};
use domain::{AssignWay, MailboxId, TeamId};
use store::{AssignRule, RuleOwner, TenantTx};

/// Whom new tickets of a mailbox go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignTo {
    /// Agents: all of them, or nobody.
    Agents(AssignWay),
    /// A team, whose own rule says to whom.
    Team(TeamId),
}

impl Default for AssignTo {
    fn default() -> Self {
        Self::Agents(AssignWay::Nobody)
    }
}

/// The rule of a mailbox, among all.
#[must_use]
pub(crate) fn of_mailbox(rules: &[AssignRule], mailbox: MailboxId) -> AssignTo {
    let rule = rules.iter().find(|rule| rule.owner == RuleOwner::from(mailbox));
    rule.map_or_else(AssignTo::default, |rule| rule.team.map_or(AssignTo::Agents(rule.way), AssignTo::Team))
}

/// The rule of a team, among all.
#[must_use]
pub(crate) fn of_team(rules: &[AssignRule], team: TeamId) -> AssignWay {
    let rule = rules.iter().find(|rule| rule.owner == RuleOwner::from(team));
    rule.map_or(AssignWay::Nobody, |rule| rule.way)
}

/// Sets the rule of a mailbox.
///
/// # Errors
/// [`Error::Input`] for a team that is not there, or the store's failure.
pub(crate) async fn put_of_mailbox(tx: &mut TenantTx, mailbox: MailboxId, to: AssignTo) -> Result<()> {
    let (team, way) = match to {
        AssignTo::Agents(way) => (None, way),
        AssignTo::Team(team) => (Some(team), AssignWay::Nobody),
    };
    if let Some(team) = team
        && tx.find_team(team).await?.is_none()
    {
        return Err(Error::Input { field: "assign_team_id", rule: "rule-unknown-team" });
    }
    Ok(tx.put_assign_rule(&AssignRule { owner: mailbox.into(), team, way, last: None }).await?)
}

/// Sets the rule of a team.
///
/// # Errors
/// The store's failure.
pub(crate) async fn put_of_team(tx: &mut TenantTx, team: TeamId, way: AssignWay) -> Result<()> {
    Ok(tx.put_assign_rule(&AssignRule { owner: team.into(), team: None, way, last: None }).await?)
}
