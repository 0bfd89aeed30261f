//! The choices that lists and tickets offer: agents, statuses, priorities, tags, times to put aside.

use super::later;
use super::list::{Actions, Option_, TagChip, Words};
use app::view::{AgentView, TeamView};
use domain::{AgentId, AgentState, Priority, TagId, TeamId, TicketStatus};

/// How long a ticket can be put aside without naming a time: the word that is sent, and its message key.
pub const SNOOZES: [(&str, &str); 5] = [
    ("3h", "snooze-3h"),
    ("1d", "snooze-1d"),
    ("3d", "snooze-3d"),
    ("7d", "snooze-7d"),
    ("reply", "snooze-reply"),
];

/// Statuses that a person chooses from a list; spam, trash and putting aside have buttons of their own.
const CHOSEN: [TicketStatus; 3] = [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Closed];

impl Words<'_> {
    /// A priority in words; the usual one says nothing.
    #[must_use]
    pub fn priority(&self, priority: Priority) -> Option<(&'static str, String)> {
        let look = match priority {
            Priority::Normal => return None,
            Priority::Low => "low",
            Priority::High => "wait",
            Priority::Urgent => "bad",
        };
        Some((look, self.texts.t(&format!("ticket-priority-{priority}"))))
    }

    /// Tags in the order of their names; those that were removed meanwhile are left out.
    #[must_use]
    pub fn chips(&self, ids: &[TagId]) -> Vec<TagChip> {
        let known = self.tags.iter().filter(|tag| ids.contains(&tag.id));
        known
            .map(|tag| TagChip {
                id: tag.id.to_string(),
                name: tag.name.clone(),
                colour: tag.colour.as_str(),
            })
            .collect()
    }

    /// The statuses that a person chooses from, with `now` among them.
    #[must_use]
    pub fn statuses(&self, now: Option<TicketStatus>) -> Vec<Option_> {
        let further = now.filter(|status| !CHOSEN.contains(status));
        let all = CHOSEN.into_iter().chain(further);
        all.map(|status| self.option(&status.to_string(), self.status(status), now == Some(status))).collect()
    }

    /// The priorities, most pressing first.
    #[must_use]
    pub fn priorities(&self, now: Option<Priority>) -> Vec<Option_> {
        let label = |priority: &Priority| self.texts.t(&format!("ticket-priority-{priority}"));
        Priority::ALL
            .iter()
            .rev()
            .map(|priority| self.option(priority.as_str(), label(priority), now == Some(*priority)))
            .collect()
    }

    /// Agents who can take a ticket, with `now` among them: the reader first, the others by name.
    #[must_use]
    pub fn assignees(&self, now: Option<AgentId>) -> Vec<Option_> {
        let able = self.agents.iter().filter(|a| a.state == AgentState::Active || Some(a.id) == now);
        let mut able: Vec<_> = able.collect();
        let first = |agent: &AgentView| self.me != Some(agent.id);
        able.sort_by(|one, other| {
            first(one).cmp(&first(other)).then_with(|| self.texts.compare(&one.name, &other.name))
        });
        able.into_iter()
            .map(|agent| {
                let label = match self.me == Some(agent.id) {
                    true => self.texts.t_args("ticket-assignee-me", &[("name", agent.name.as_str())]),
                    false if agent.away => {
                        self.texts.t_args("ticket-assignee-away", &[("name", agent.name.as_str())])
                    }
                    false => agent.name.clone(),
                };
                self.option(&agent.id.to_string(), label, now == Some(agent.id))
            })
            .collect()
    }

    /// A team's name; nothing for none, and for one that was removed meanwhile.
    #[must_use]
    pub fn team(&self, id: Option<TeamId>) -> String {
        let found = self.teams.iter().find(|team| Some(team.id) == id);
        found.map_or_else(String::new, |team| team.name.clone())
    }

    /// The teams.
    #[must_use]
    pub fn team_choices(&self, now: Option<TeamId>) -> Vec<Option_> {
        let option =
            |team: &TeamView| self.option(&team.id.to_string(), team.name.clone(), now == Some(team.id));
        let mut teams: Vec<&TeamView> = self.teams.iter().collect();
        teams.sort_by(|one, other| self.texts.compare(&one.name, &other.name));
        teams.into_iter().map(option).collect()
    }

    /// The names of who can be mentioned: every active agent but the reader.
    #[must_use]
    pub fn colleagues(&self) -> Vec<String> {
        let able = self.agents.iter().filter(|a| a.state == AgentState::Active && Some(a.id) != self.me);
        let mut names: Vec<String> = able.map(|agent| agent.name.clone()).collect();
        names.sort_by(|one, other| self.texts.compare(one, other));
        names.dedup();
        names
    }

    /// How long a ticket can be put aside.
    #[must_use]
    pub fn snoozes(&self) -> Vec<Option_> {
        SNOOZES.iter().map(|(value, key)| self.option(value, self.texts.t(key), false)).collect()
    }

    /// When an answer can go out instead of now.
    #[must_use]
    pub fn laters(&self) -> Vec<Option_> {
        later::CHOICES.iter().map(|(value, key)| self.option(value, self.texts.t(key), false)).collect()
    }

    /// What can be done to the selected tickets.
    #[must_use]
    pub fn actions(&self, away: bool) -> Actions {
        Actions {
            assignees: self.assignees(None),
            teams: self.team_choices(None),
            statuses: self.statuses(None),
            priorities: self.priorities(None),
            tags: self.tags.to_vec(),
            snoozes: self.snoozes(),
            away,
        }
    }

    pub(super) fn option(&self, value: &str, label: String, chosen: bool) -> Option_ {
        Option_ { value: value.to_owned(), label, chosen }
    }
}
