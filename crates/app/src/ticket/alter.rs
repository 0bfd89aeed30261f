//! What can be changed about a ticket, and what follows from it: the one place that knows how a status, putting
//! aside, spam and trash go together.

use crate::{App, Ctx, Error, Result};
use domain::limits::{SNOOZE_DAYS_MAX, TICKET_FOLLOWERS_MAX, TICKET_TAGS_MAX};
use domain::{AgentId, MailboxId, Priority, TagId, TeamId, TicketStatus, Timestamp};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// How long a ticket is put aside. A reply always brings it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Snooze {
    /// Until this time.
    Until(Timestamp),
    /// Until somebody answers.
    UntilReply,
}

/// A change of a ticket; what is absent or empty stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketChange {
    /// New status.
    pub status: Option<TicketStatus>,
    /// New assignee (`Some(None)`: nobody).
    pub assignee: Option<Option<AgentId>>,
    /// The team whose it is from now on (`Some(None)`: no team's).
    pub team: Option<Option<TeamId>>,
    /// The mailbox that it is listed under, and answered from. What came in keeps the key of its own mailbox.
    pub mailbox: Option<MailboxId>,
    /// New priority.
    pub priority: Option<Priority>,
    /// Tags to put on.
    pub add_tags: Vec<TagId>,
    /// Tags to take off.
    pub remove_tags: Vec<TagId>,
    /// Agents who follow it from now on.
    pub add_followers: Vec<AgentId>,
    /// Agents who follow it no more.
    pub remove_followers: Vec<AgentId>,
    /// Puts it aside.
    pub snooze: Option<Snooze>,
    /// Takes it out of spam or trash, to the status it had.
    pub restore: bool,
    /// The version that the caller has seen; another one now is a conflict.
    pub version: Option<i64>,
}

impl TicketChange {
    /// Checks that what it names exists and that its times make sense.
    ///
    /// # Errors
    /// [`Error::Input`], or a store's failure.
    pub async fn check(&self, app: &App, ctx: &Ctx) -> Result<()> {
        let store = app.store().tenant(ctx.scope);
        if let Some(Some(agent)) = self.assignee
            && store.find_agent(agent).await?.is_none()
        {
            return Err(Error::Input { field: "assignee_id", rule: "rule-unknown-agent" });
        }
        if self.status == Some(TicketStatus::Merged) {
            return Err(Error::Input { field: "status", rule: "rule-merge-apart" });
        }
        if let Some(mailbox) = self.mailbox
            && store.find_mailbox(mailbox).await?.is_none()
        {
            return Err(Error::Input { field: "mailbox_id", rule: "rule-unknown-mailbox" });
        }
        for agent in &self.add_followers {
            if store.find_agent(*agent).await?.is_none() {
                return Err(Error::Input { field: "add_follower_ids", rule: "rule-unknown-agent" });
            }
        }
        for tag in &self.add_tags {
            if store.find_tag(*tag).await?.is_none() {
                return Err(Error::Input { field: "add_tag_ids", rule: "rule-unknown-tag" });
            }
        }
        if let Some(Snooze::Until(at)) = self.snooze {
            let ahead_ms = at.millis_since(ctx.now);
            if !(1..=SNOOZE_DAYS_MAX * DAY_MS).contains(&ahead_ms) {
                return Err(Error::Input { field: "snooze", rule: "rule-snooze-time" });
            }
        }
        Ok(())
    }

    /// Checks, where it is written, that the team it names is still there: one that goes takes its tickets along.
    ///
    /// # Errors
    /// [`Error::Input`], or the store's failure.
    pub(crate) async fn check_team(&self, tx: &mut store::TenantTx) -> Result<()> {
        if let Some(Some(team)) = self.team
            && tx.find_team(team).await?.is_none()
        {
            return Err(Error::Input { field: "team_id", rule: "rule-unknown-team" });
        }
        Ok(())
    }

    /// Changes a ticket's row. Another status or mailbox is something that happens in it; who has it, tags, priority and
    /// followers only order it, and leave it where it is in lists: who waits longest still does.
    ///
    /// # Errors
    /// [`Error::Input`] when it would have too many tags or followers, [`Error::State`] when it was merged.
    pub fn apply(&self, ticket: &mut store::Ticket, now: Timestamp) -> Result<()> {
        not_merged(ticket)?;
        let stands = |t: &store::Ticket| (t.status, t.snoozed_until, t.mailbox);
        let before = stands(ticket);
        if self.restore && ticket.status.is_out_of_sight() {
            set_status(ticket, ticket.status_before.unwrap_or(TicketStatus::Open));
        }
        if let Some(status) = self.status {
            set_status(ticket, status);
        }
        if let Some(snooze) = self.snooze {
            set_status(ticket, TicketStatus::Snoozed);
            ticket.snoozed_until = match snooze {
                Snooze::Until(at) => Some(at),
                Snooze::UntilReply => None,
            };
        }
        ticket.assignee = self.assignee.unwrap_or(ticket.assignee);
        ticket.team = self.team.unwrap_or(ticket.team);
        ticket.mailbox = self.mailbox.unwrap_or(ticket.mailbox);
        if stands(ticket) != before {
            ticket.updated_at = now;
        }
        ticket.priority = self.priority.unwrap_or(ticket.priority);
        merge(&mut ticket.tags, &self.add_tags, &self.remove_tags);
        merge(&mut ticket.followers, &self.add_followers, &self.remove_followers);
        if ticket.tags.len() > TICKET_TAGS_MAX {
            return Err(Error::Input { field: "add_tag_ids", rule: "rule-too-many" });
        }
        if ticket.followers.len() > TICKET_FOLLOWERS_MAX {
            return Err(Error::Input { field: "add_follower_ids", rule: "rule-too-many" });
        }
        Ok(())
    }

    /// Whether a time may pass at which something has to happen.
    #[must_use]
    pub const fn sets_a_time(&self) -> bool {
        matches!(self.snooze, Some(Snooze::Until(_)))
    }
}

fn merge<T: PartialEq + Copy>(all: &mut Vec<T>, add: &[T], remove: &[T]) {
    all.retain(|id| !remove.contains(id));
    for id in add {
        if !all.contains(id) {
            all.push(*id);
        }
    }
}

/// A ticket that was merged has no messages and gets none: they are the other's.
///
/// # Errors
/// [`Error::State`].
pub fn not_merged(ticket: &store::Ticket) -> Result<()> {
    match ticket.status {
        TicketStatus::Merged => Err(Error::State { noun: "ticket", state: ticket.status.as_str() }),
        _ => Ok(()),
    }
}

/// Gives a ticket another status. What is put away remembers where it was; nothing stays put aside that is not.
pub fn set_status(ticket: &mut store::Ticket, status: TicketStatus) {
    if status == ticket.status {
        return;
    }
    if !status.is_out_of_sight() {
        ticket.status_before = None;
    } else if !ticket.status.is_out_of_sight() {
        let before = if ticket.status == TicketStatus::Snoozed { TicketStatus::Open } else { ticket.status };
        ticket.status_before = Some(before);
    }
    ticket.snoozed_until = None;
    ticket.status = status;
}
