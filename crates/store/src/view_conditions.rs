//! What a view of the ticket list asks for. Unlike a filter it can say "me", which is another agent for each who
//! looks; it is stored as a line of ids and fixed words, the same that stands in an address.

use crate::ticket::Facts;
use crate::ticket_filter::{AssigneeFilter, TeamFilter, TicketFilter};
use crate::{Result, StoreError};
use domain::{
    AgentId, ChoiceId, ContactId, MailboxId, OrganisationId, Priority, TagId, TeamId, TicketStatus,
};
use std::fmt;
use std::str::FromStr;

/// Whose count of a view it is: everyone's, an agent's, that of a team's members, or that of an agent in a team.
pub(crate) type CountedFor = (Option<AgentId>, Option<TeamId>);

/// An agent, as a view names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Who looks.
    Me,
    /// This one.
    Agent(AgentId),
}

impl Whom {
    fn resolve(self, me: Option<AgentId>) -> Option<AgentId> {
        match self {
            Self::Me => me,
            Self::Agent(id) => Some(id),
        }
    }
}

/// Whose tickets, as a view says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// Everybody's.
    #[default]
    Anyones,
    /// Nobody's.
    Nobodys,
    /// An agent's.
    Of(Whom),
}

/// Which team's tickets, as a view says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhichTeam {
    /// Every ticket.
    #[default]
    Any,
    /// Those that no team has.
    None,
    /// Those of the teams that the one who looks belongs to.
    Mine,
    /// One team's.
    Of(TeamId),
}

impl WhichTeam {
    /// The filter for one who belongs to these teams.
    #[must_use]
    pub fn filter(self, mine: &[TeamId]) -> TeamFilter {
        match self {
            Self::Any => TeamFilter::Any,
            Self::None => TeamFilter::None,
            Self::Mine => TeamFilter::In(mine.to_vec()),
            Self::Of(team) => TeamFilter::In(vec![team]),
        }
    }
}

/// What a view asks for. An empty list means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewConditions {
    /// Statuses; all but spam and trash when empty.
    pub statuses: Vec<TicketStatus>,
    /// Mailboxes.
    pub mailboxes: Vec<MailboxId>,
    /// Whose.
    pub assignee: Whose,
    /// Requester.
    pub requester: Option<ContactId>,
    /// Priorities.
    pub priorities: Vec<Priority>,
    /// Tags that the ticket must all have.
    pub tags: Vec<TagId>,
    /// Only what this agent follows.
    pub follower: Option<Whom>,
    /// Choices of custom fields that the ticket must all have.
    pub choices: Vec<ChoiceId>,
    /// Only what the one who looks has not seen. Not counted.
    pub unread: bool,
    /// Which team's.
    pub team: WhichTeam,
    /// Where the requester belongs.
    pub organisation: Option<OrganisationId>,
}

impl ViewConditions {
    /// The statuses that it takes.
    #[must_use]
    pub fn statuses(&self) -> &[TicketStatus] {
        if self.statuses.is_empty() { TicketStatus::LISTED } else { &self.statuses }
    }

    /// The filter for one who looks and belongs to these teams; `None` when it asks for "me" and nobody in particular
    /// looks.
    #[must_use]
    pub fn filter(&self, me: Option<AgentId>, mine: &[TeamId]) -> Option<TicketFilter> {
        let assignee = match self.assignee {
            Whose::Anyones => AssigneeFilter::Any,
            Whose::Nobodys => AssigneeFilter::Unassigned,
            Whose::Of(whom) => AssigneeFilter::Agent(whom.resolve(me)?),
        };
        let follower = match self.follower {
            None => None,
            Some(whom) => Some(whom.resolve(me)?),
        };
        Some(TicketFilter {
            assignee,
            follower,
            unread_for: me.filter(|_| self.unread),
            teams: self.team.filter(mine),
            ..self.for_everyone()
        })
    }

    /// The filter without what it says about agents who look.
    pub(crate) fn for_everyone(&self) -> TicketFilter {
        TicketFilter {
            statuses: self.statuses().to_vec(),
            mailboxes: self.mailboxes.clone(),
            assignee: match self.assignee {
                Whose::Anyones | Whose::Of(Whom::Me) => AssigneeFilter::Any,
                Whose::Nobodys => AssigneeFilter::Unassigned,
                Whose::Of(Whom::Agent(id)) => AssigneeFilter::Agent(id),
            },
            requester: self.requester,
            organisation: self.organisation,
            priorities: self.priorities.clone(),
            tags: self.tags.clone(),
            follower: match self.follower {
                Some(Whom::Agent(id)) => Some(id),
                Some(Whom::Me) | None => None,
            },
            choices: self.choices.clone(),
            unread_for: None,
            teams: match self.team {
                WhichTeam::Mine => TeamFilter::Any,
                other => other.filter(&[]),
            },
        }
    }

    /// For whom a ticket counts in this view: for everyone (neither), for these agents, for members of a team, for an
    /// agent who is one. `everyones` is what [`ViewConditions::for_everyone`] gives, made once.
    pub(crate) fn counts_for(&self, everyones: &TicketFilter, ticket: &Facts) -> Vec<CountedFor> {
        let team = ticket.team.filter(|_| self.team == WhichTeam::Mine);
        let nobodys = self.team == WhichTeam::Mine && team.is_none();
        if self.unread || nobodys || !everyones.takes(ticket) {
            return Vec::new();
        }
        self.agents_of(ticket).into_iter().map(|agent| (agent, team)).collect()
    }

    fn agents_of(&self, ticket: &Facts) -> Vec<Option<AgentId>> {
        match (self.assignee, self.follower) {
            (Whose::Of(Whom::Me), Some(Whom::Me)) => {
                let both = ticket.assignee.filter(|agent| ticket.followers.contains(agent));
                both.into_iter().map(Some).collect()
            }
            (Whose::Of(Whom::Me), _) => ticket.assignee.into_iter().map(Some).collect(),
            (_, Some(Whom::Me)) => ticket.followers.iter().copied().map(Some).collect(),
            _ => vec![None],
        }
    }
}

impl fmt::Display for ViewConditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.statuses.iter().map(|status| format!("status={status}")));
        words.extend(self.mailboxes.iter().map(|id| format!("mailbox={id}")));
        match self.assignee {
            Whose::Anyones => {}
            Whose::Nobodys => words.push("assignee=none".to_owned()),
            Whose::Of(whom) => words.push(format!("assignee={whom}")),
        }
        words.extend(self.requester.iter().map(|id| format!("requester={id}")));
        words.extend(self.priorities.iter().map(|priority| format!("priority={priority}")));
        words.extend(self.tags.iter().map(|id| format!("tag={id}")));
        words.extend(self.follower.iter().map(|whom| format!("follower={whom}")));
        words.extend(self.choices.iter().map(|id| format!("choice={id}")));
        if self.unread {
            words.push("unread=yes".to_owned());
        }
        if self.team != WhichTeam::Any {
            words.push(format!("team={}", self.team));
        }
        words.extend(self.organisation.iter().map(|id| format!("organisation={id}")));
        f.write_str(&words.join("&"))
    }
}

impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Me => f.write_str("me"),
            Self::Agent(id) => id.fmt(f),
        }
    }
}

impl fmt::Display for WhichTeam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => Ok(()),
            Self::None => f.write_str("none"),
            Self::Mine => f.write_str("mine"),
            Self::Of(id) => id.fmt(f),
        }
    }
}

/// Not conditions of a view.
fn bad<E>(_: E) -> StoreError {
    StoreError::Corrupt("conditions of a view")
}

impl FromStr for Whom {
    type Err = StoreError;

    fn from_str(s: &str) -> Result<Self> {
        if s == "me" { Ok(Self::Me) } else { s.parse().map(Self::Agent).map_err(bad) }
    }
}

impl FromStr for WhichTeam {
    type Err = StoreError;

    fn from_str(s: &str) -> Result<Self> {
        match s {
            "none" => Ok(Self::None),
            "mine" => Ok(Self::Mine),
            id => id.parse().map(Self::Of).map_err(bad),
        }
    }
}

impl FromStr for ViewConditions {
    type Err = StoreError;

    fn from_str(s: &str) -> Result<Self> {
        let mut out = Self::default();
        for word in s.split('&').filter(|word| !word.is_empty()) {
            let (field, value) = word.split_once('=').ok_or(()).map_err(bad)?;
            match field {
                "status" => out.statuses.push(value.parse().map_err(bad)?),
                "mailbox" => out.mailboxes.push(value.parse().map_err(bad)?),
                "assignee" if value == "none" => out.assignee = Whose::Nobodys,
                "assignee" => out.assignee = Whose::Of(value.parse()?),
                "requester" => out.requester = Some(value.parse().map_err(bad)?),
                "priority" => out.priorities.push(value.parse().map_err(bad)?),
                "tag" => out.tags.push(value.parse().map_err(bad)?),
                "follower" => out.follower = Some(value.parse()?),
                "choice" => out.choices.push(value.parse().map_err(bad)?),
                "unread" => out.unread = true,
                "team" => out.team = value.parse()?,
                "organisation" => out.organisation = Some(value.parse().map_err(bad)?),
                _ => return Err(bad(())),
            }
        }
        Ok(out)
    }
}

macro_rules! built_in {
    ($($(#[$doc:meta])* $variant:ident = $word:literal @ $n:literal: $conditions:literal),+ $(,)?) => {
        /// A view that every tenant has.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum BuiltInView { $($(#[$doc])* $variant),+ }
        impl BuiltInView {
            /// Every one, in the order of the side bar.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Its word in addresses and message keys.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The id under which it is counted. Part of the stored format.
            #[must_use]
            pub const fn id(self) -> domain::ViewId {
                domain::ViewId::from_uuid(uuid::Uuid::from_u128(match self { $(Self::$variant => $n),+ }))
            }
            const fn line(self) -> &'static str { match self { $(Self::$variant => $conditions),+ } }
        }
    };
}
built_in! {
    /// Waiting for an agent.
    Open = "open" @ 1: "status=open",
    /// Waiting for an agent, and nobody has it.
    Unassigned = "unassigned" @ 2: "status=open&assignee=none",
    /// Waiting for the one who looks.
    Mine = "mine" @ 3: "status=open&assignee=me",
    /// What the one who looks follows.
    Following = "following" @ 4: "follower=me",
    /// Put aside.
    Snoozed = "snoozed" @ 5: "status=snoozed",
    /// Waiting for the contact.
    Pending = "pending" @ 6: "status=pending",
    /// Done.
    Closed = "closed" @ 7: "status=closed",
    /// All but spam and trash.
    All = "all" @ 8: "",
    /// Spam.
    Spam = "spam" @ 9: "status=spam",
    /// Trash.
    Trash = "trash" @ 10: "status=trash",
}

impl BuiltInView {
    /// What it asks for.
    #[must_use]
    pub fn conditions(self) -> ViewConditions {
        self.line().parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_what_they_wrote() {
        for view in BuiltInView::ALL {
            let conditions: ViewConditions = view.line().parse().unwrap();
            assert_eq!((conditions.to_string().as_str(), conditions), (view.line(), view.conditions()));
        }
        let id = "01900000-0000-7000-8000-000000000001";
        let line = format!(
            "status=open&status=closed&mailbox={id}&assignee={id}&requester={id}&priority=high&tag={id}&follower=me&choice={id}&unread=yes&team={id}&organisation={id}"
        );
        assert_eq!(line.parse::<ViewConditions>().unwrap().to_string(), line);
        for team in ["team=none", "team=mine"] {
            assert_eq!(team.parse::<ViewConditions>().unwrap().to_string(), team);
        }
        for wrong in ["team=me", "status", "status=", "colour=red", "tag=me", "assignee=", "status=open&&&x"]
        {
            assert!(wrong.parse::<ViewConditions>().is_err(), "{wrong}");
        }
    }
}
