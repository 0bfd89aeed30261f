//! Whom a ticket that comes in goes to, by the rule of its mailbox or team. Decided in the transaction of take-in, in
//! which the tenant's writes wait for each other: what is read here is what holds when it is written.

use crate::Result;
use domain::{AgentId, AssignWay, MailboxId, TeamId};
use std::collections::{BTreeMap, HashMap};
use store::{AssignRule, Availability, RuleOwner, TenantTx, Ticket};

/// The rules, and what was given by them so far in this batch. Each question is asked when it first comes up, once.
#[derive(Default)]
pub struct Assigning {
    rules: Option<Vec<AssignRule>>,
    availabilities: Option<Vec<Availability>>,
    turns: BTreeMap<RuleOwner, Turn>,
    loads: HashMap<AgentId, i64>,
    given: HashMap<AgentId, i64>,
}

impl Assigning {
    /// Gives a new ticket to a team and to somebody.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn give(&mut self, tx: &mut TenantTx, ticket: &mut Ticket) -> Result<()> {
        ticket.team = ticket.team.or(self.team_of(tx, ticket.mailbox).await?);
        if let Some(rule) = self.rule_for(tx, ticket.team, ticket.mailbox).await? {
            ticket.assignee = self.next(tx, rule, ticket.team).await?;
        }
        Ok(())
    }

    /// A ticket that is open again and whose assignee is not there goes through the rule again. Without a rule, who is
    /// away keeps it; who is gone does not.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn give_again(&mut self, tx: &mut TenantTx, ticket: &mut Ticket) -> Result<()> {
        let Some(assignee) = ticket.assignee else { return Ok(()) };
        let known = self.availabilities(tx).await?.iter().find(|known| known.agent == assignee);
        let (is_free, is_active) = known.map_or((false, false), |known| (known.is_free(), known.is_active));
        if is_free {
            self.count(Some(assignee));
            return Ok(());
        }
        let team = ticket.team.or(self.team_of(tx, ticket.mailbox).await?);
        match self.rule_for(tx, team, ticket.mailbox).await? {
            Some(rule) => {
                ticket.team = team;
                ticket.assignee = self.next(tx, rule, team).await?;
            }
            None if is_active => {}
            None => ticket.assignee = None,
        }
        Ok(())
    }

    /// Remembers whose turn it was.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn write(self, tx: &mut TenantTx) -> Result<()> {
        for (owner, turn) in self.turns {
            if let Some(last) = turn.last.filter(|_| turn.moved) {
                tx.update_assigned_last(owner, last).await?;
            }
        }
        Ok(())
    }

    /// Whether there is a rule at all.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn has_rules(&mut self, tx: &mut TenantTx) -> Result<bool> {
        Ok(!self.rules(tx).await?.is_empty())
    }

    async fn rules(&mut self, tx: &mut TenantTx) -> Result<&[AssignRule]> {
        if self.rules.is_none() {
            self.rules = Some(tx.list_assign_rules().await?);
        }
        Ok(self.rules.as_deref().unwrap_or_default())
    }

    async fn availabilities(&mut self, tx: &mut TenantTx) -> Result<&[Availability]> {
        if self.availabilities.is_none() {
            self.availabilities = Some(tx.list_availabilities().await?);
        }
        Ok(self.availabilities.as_deref().unwrap_or_default())
    }

    async fn team_of(&mut self, tx: &mut TenantTx, mailbox: MailboxId) -> Result<Option<TeamId>> {
        let owner = RuleOwner::from(mailbox);
        Ok(self.rules(tx).await?.iter().find(|rule| rule.owner == owner).and_then(|rule| rule.team))
    }

    /// The rule by which somebody is chosen: the team's where the ticket has one, else the mailbox's.
    async fn rule_for(
        &mut self,
        tx: &mut TenantTx,
        team: Option<TeamId>,
        mailbox: MailboxId,
    ) -> Result<Option<AssignRule>> {
        let owner = team.map_or_else(|| mailbox.into(), RuleOwner::from);
        let rule = self.rules(tx).await?.iter().find(|rule| rule.owner == owner);
        Ok(rule.filter(|rule| rule.way != AssignWay::Nobody).copied())
    }

    async fn next(
        &mut self,
        tx: &mut TenantTx,
        rule: AssignRule,
        team: Option<TeamId>,
    ) -> Result<Option<AgentId>> {
        if !self.turns.contains_key(&rule.owner) {
            let free = self.availabilities(tx).await?.iter().filter(|known| known.is_free());
            let mut free: Vec<AgentId> = free.map(|known| known.agent).collect();
            if let Some(team) = team {
                let members = tx.find_team(team).await?.map(|team| team.members).unwrap_or_default();
                free.retain(|agent| members.contains(agent));
            }
            if rule.way == AssignWay::LeastLoaded {
                // As committed: what this batch gives is counted on top.
                self.loads.extend(tx.list_open_loads(&free).await?);
            }
            self.turns.insert(rule.owner, Turn::new(rule.last, free));
        }
        let Some(turn) = self.turns.get_mut(&rule.owner) else { return Ok(None) };
        let (loads, given) = (&self.loads, &self.given);
        let load = |agent: AgentId| {
            loads.get(&agent).copied().unwrap_or(0) + given.get(&agent).copied().unwrap_or(0)
        };
        let chosen = match rule.way {
            AssignWay::Nobody => None,
            AssignWay::RoundRobin => turn.next(|_| 0),
            AssignWay::LeastLoaded => turn.next(load),
        };
        self.count(chosen);
        Ok(chosen)
    }

    /// One more open ticket of somebody's in this batch.
    fn count(&mut self, agent: Option<AgentId>) {
        if let Some(agent) = agent {
            *self.given.entry(agent).or_default() += 1;
        }
    }
}

/// Who comes next by one rule.
struct Turn {
    /// Who is there, in the order of their ids.
    free: Vec<AgentId>,
    last: Option<AgentId>,
    moved: bool,
}

impl Turn {
    fn new(last: Option<AgentId>, mut free: Vec<AgentId>) -> Self {
        free.sort_unstable();
        Self { free, last, moved: false }
    }

    /// The least loaded; among equals, the first after whoever was chosen last.
    fn next(&mut self, load: impl Fn(AgentId) -> i64) -> Option<AgentId> {
        let start = self.free.partition_point(|agent| self.last.is_some_and(|last| *agent <= last));
        let (before, after) = self.free.split_at(start);
        let chosen = after.iter().chain(before).copied().min_by_key(|agent| load(*agent))?;
        self.last = Some(chosen);
        self.moved = true;
        Some(chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn agents(n: i64) -> Vec<AgentId> {
        (0..n).map(|i| AgentId::generate(Timestamp::from_millis(1_000 + i))).collect()
    }

    #[test]
    fn each_comes_in_turn_and_whoever_left_is_passed_over() {
        let all = agents(4);
        let mut turn = Turn::new(Some(all[1]), vec![all[3], all[0], all[2]]);
        let given: Vec<_> = (0..5).map(|_| turn.next(|_| 0).unwrap()).collect();
        assert_eq!(given, [all[2], all[3], all[0], all[2], all[3]]);
        assert_eq!(Turn::new(Some(all[3]), Vec::new()).next(|_| 0), None);
    }

    #[test]
    fn the_least_loaded_comes_first_and_equals_take_turns() {
        let all = agents(3);
        let mut turn = Turn::new(None, all.clone());
        assert_eq!(turn.next(|agent| if agent == all[2] { 1 } else { 5 }), Some(all[2]));
        assert_eq!(turn.next(|_| 7), Some(all[0]));
        assert_eq!(turn.next(|_| 7), Some(all[1]));
    }
}
