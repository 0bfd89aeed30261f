//! Which tickets, and in which order: what the list asks for, what a saved view holds, and what its count follows.

use crate::ticket::Facts;
use crate::{Result, StoreError, Ticket};
use domain::{
    AgentId, ChoiceId, ContactId, MailboxId, OrganisationId, Priority, TagId, TeamId, TicketId, TicketStatus,
    Timestamp,
};

/// Whose tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AssigneeFilter {
    /// Everybody's.
    #[default]
    Any,
    /// Nobody's.
    Unassigned,
    /// One agent's.
    Agent(AgentId),
}

/// Which teams' tickets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TeamFilter {
    /// Every ticket.
    #[default]
    Any,
    /// Those that no team has.
    None,
    /// Those of these teams; of none at all when there are none.
    In(Vec<TeamId>),
}

/// Which tickets. An empty list of statuses, mailboxes or priorities means all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TicketFilter {
    /// Statuses.
    pub statuses: Vec<TicketStatus>,
    /// Mailboxes.
    pub mailboxes: Vec<MailboxId>,
    /// Assignee.
    pub assignee: AssigneeFilter,
    /// Requester.
    pub requester: Option<ContactId>,
    /// Priorities.
    pub priorities: Vec<Priority>,
    /// Tags that the ticket must all have.
    pub tags: Vec<TagId>,
    /// Only what this agent follows.
    pub follower: Option<AgentId>,
    /// Choices of custom fields that the ticket must all have.
    pub choices: Vec<ChoiceId>,
    /// Only what changed since this agent looked.
    pub unread_for: Option<AgentId>,
    /// Teams.
    pub teams: TeamFilter,
    /// Where the requester belongs.
    pub organisation: Option<OrganisationId>,
}

impl TicketFilter {
    /// Whether it takes a ticket with these facts; what an agent has seen is not among them.
    #[must_use]
    pub fn takes(&self, ticket: &Facts) -> bool {
        let assignee = match self.assignee {
            AssigneeFilter::Any => true,
            AssigneeFilter::Unassigned => ticket.assignee.is_none(),
            AssigneeFilter::Agent(agent) => ticket.assignee == Some(agent),
        };
        let team = match &self.teams {
            TeamFilter::Any => true,
            TeamFilter::None => ticket.team.is_none(),
            TeamFilter::In(teams) => ticket.team.is_some_and(|team| teams.contains(&team)),
        };
        assignee
            && team
            && (self.statuses.is_empty() || self.statuses.contains(&ticket.status))
            && (self.mailboxes.is_empty() || self.mailboxes.contains(&ticket.mailbox))
            && (self.priorities.is_empty() || self.priorities.contains(&ticket.priority))
            && self.requester.is_none_or(|requester| requester == ticket.requester)
            && self.organisation.is_none_or(|organisation| ticket.organisation == Some(organisation))
            && self.tags.iter().all(|tag| ticket.tags.contains(tag))
            && self.follower.is_none_or(|agent| ticket.followers.contains(&agent))
            && self.choices.iter().all(|choice| ticket.choices.contains(choice))
    }
}

macro_rules! orders {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// The order of a list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum TicketOrder { #[default] $($(#[$doc])* $variant),+ }
        impl TicketOrder {
            /// Every order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Its word in SQL, the API and message keys.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl std::str::FromStr for TicketOrder {
            type Err = StoreError;
            fn from_str(s: &str) -> Result<Self> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(StoreError::Corrupt("ticket order")) }
            }
        }
    };
}
orders! {
    /// Last changed first.
    Newest = "newest",
    /// Longest untouched first.
    Oldest = "oldest",
    /// Last made first.
    Created = "created",
    /// Most pressing first; of those, last changed first.
    Priority = "priority",
}

/// The last ticket of a page: the next page begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketCursor {
    /// Its time of change.
    pub updated_at: Timestamp,
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// Its priority.
    pub priority: Priority,
}

impl TicketCursor {
    /// The cursor that continues after `ticket`, in any order.
    #[must_use]
    pub const fn after(ticket: &Ticket) -> Self {
        Self {
            updated_at: ticket.updated_at,
            id: ticket.id,
            number: ticket.number,
            priority: ticket.priority,
        }
    }
}
