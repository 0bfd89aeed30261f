//! What a search asks of a ticket's own row: names become ids, and the row is compared as it is now. A status, a tag
//! or an assignee changes without a message, so none of them stands in the index.

use crate::{App, Ctx, Result};
use domain::{AgentId, MailboxId, OrganisationId, TagId, TeamId, TicketStatus};
use search::{Asked, LeftOut, Operator, What, Whose};

/// Conditions on a ticket's row. An empty list asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowConditions {
    statuses: Vec<TicketStatus>,
    statuses_without: Vec<TicketStatus>,
    tags: Vec<TagId>,
    tags_without: Vec<TagId>,
    assignees: Vec<Option<AgentId>>,
    assignees_without: Vec<Option<AgentId>>,
    teams: Vec<Option<TeamId>>,
    teams_without: Vec<Option<TeamId>>,
    organisations: Vec<OrganisationId>,
    organisations_without: Vec<OrganisationId>,
    mailboxes: Vec<MailboxId>,
    mailboxes_without: Vec<MailboxId>,
}

/// Adds to one of two lists.
fn add<T>(without: bool, with: &mut Vec<T>, other: &mut Vec<T>, values: impl IntoIterator<Item = T>) {
    if without { other.extend(values) } else { with.extend(values) }
}

impl RowConditions {
    /// Finds out what the names mean. A name that nothing has is left out and added to `left_out`.
    ///
    /// # Errors
    /// A refusal or a store's failure.
    pub async fn of(app: &App, ctx: &Ctx, asked: &Asked, left_out: &mut Vec<LeftOut>) -> Result<Self> {
        let mut out = Self::default();
        for condition in &asked.conditions {
            let without = condition.without;
            let (operator, name, known) = match &condition.what {
                What::Attachment | What::Before(_) | What::After(_) => continue,
                What::Status(statuses) => {
                    let statuses = statuses.iter().copied();
                    add(without, &mut out.statuses, &mut out.statuses_without, statuses);
                    continue;
                }
                What::Tag(name) => {
                    let tag = tag(app, ctx, name).await?;
                    add(without, &mut out.tags, &mut out.tags_without, tag);
                    (Operator::Tag, name, tag.is_some())
                }
                What::Team(name) => {
                    let (teams, known) = teams(app, ctx, name).await?;
                    add(without, &mut out.teams, &mut out.teams_without, teams);
                    (Operator::Team, name, known)
                }
                What::Organisation(name) => {
                    let found = crate::organisation::find(app, ctx, name).await?;
                    add(without, &mut out.organisations, &mut out.organisations_without, found);
                    (Operator::Organisation, name, found.is_some())
                }
                What::Mailbox(name) => {
                    let mailbox = mailbox(app, ctx, name).await?;
                    add(without, &mut out.mailboxes, &mut out.mailboxes_without, mailbox);
                    (Operator::Mailbox, name, mailbox.is_some())
                }
                What::Assignee(whose) => {
                    let (name, agent) = match whose {
                        Whose::Nobody => ("nobody", Some(None)),
                        Whose::Me => ("me", ctx.agent_id().map(Some)),
                        Whose::Named(name) => (name.as_str(), agent(app, ctx, name).await?.map(Some)),
                    };
                    add(without, &mut out.assignees, &mut out.assignees_without, agent);
                    (Operator::Assignee, &name.to_owned(), agent.is_some())
                }
            };
            if !known {
                left_out.push(LeftOut { operator, value: name.clone() });
            }
        }
        Ok(out)
    }

    /// Whether anything is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a status is asked for: it takes the place of the one that the list has.
    #[must_use]
    pub fn names_status(&self) -> bool {
        !self.statuses.is_empty()
    }

    /// Whether a row fits.
    #[must_use]
    pub fn take(&self, ticket: &store::Ticket) -> bool {
        let fits = |with: bool, empty: bool, without: bool| (empty || with) && !without;
        fits(
            self.statuses.contains(&ticket.status),
            self.statuses.is_empty(),
            self.statuses_without.contains(&ticket.status),
        ) && fits(
            self.assignees.contains(&ticket.assignee),
            self.assignees.is_empty(),
            self.assignees_without.contains(&ticket.assignee),
        ) && fits(
            self.teams.contains(&ticket.team),
            self.teams.is_empty(),
            self.teams_without.contains(&ticket.team),
        ) && fits(
            self.mailboxes.contains(&ticket.mailbox),
            self.mailboxes.is_empty(),
            self.mailboxes_without.contains(&ticket.mailbox),
        ) && self.organisations.iter().all(|id| ticket.organisation == Some(*id))
            && !ticket.organisation.is_some_and(|id| self.organisations_without.contains(&id))
            && self.tags.iter().all(|tag| ticket.tags.contains(tag))
            && !self.tags_without.iter().any(|tag| ticket.tags.contains(tag))
    }

    /// The same as a filter of the list, when a list can say it: such a search need not go through the index.
    #[must_use]
    pub fn as_filter(&self, filter: &store::TicketFilter) -> Option<store::TicketFilter> {
        let mut out = filter.clone();
        if !self.tags_without.is_empty()
            || !self.assignees_without.is_empty()
            || !self.teams_without.is_empty()
            || !self.organisations_without.is_empty()
            || !self.mailboxes_without.is_empty()
        {
            return None;
        }
        if self.names_status() {
            out.statuses.clone_from(&self.statuses);
        }
        out.statuses.retain(|status| !self.statuses_without.contains(status));
        match (self.assignees.as_slice(), out.assignee) {
            ([], _) => {}
            ([None], store::AssigneeFilter::Any) => out.assignee = store::AssigneeFilter::Unassigned,
            ([Some(agent)], store::AssigneeFilter::Any) => {
                out.assignee = store::AssigneeFilter::Agent(*agent)
            }
            _ => return None,
        }
        let ids: Option<Vec<TeamId>> = self.teams.iter().copied().collect();
        match (self.teams.as_slice(), ids, &out.teams) {
            ([], ..) => {}
            ([None], _, store::TeamFilter::Any) => out.teams = store::TeamFilter::None,
            (_, Some(ids), store::TeamFilter::Any) => out.teams = store::TeamFilter::In(ids),
            _ => return None,
        }
        match (self.organisations.as_slice(), out.organisation) {
            ([], _) => {}
            ([id], None) => out.organisation = Some(*id),
            _ => return None,
        }
        if !self.mailboxes.is_empty() {
            if !out.mailboxes.is_empty() {
                return None;
            }
            out.mailboxes.clone_from(&self.mailboxes);
        }
        out.tags.extend(self.tags.iter().filter(|tag| !filter.tags.contains(tag)));
        // A list that is empty asks for everything, and everything was taken out of this one.
        (!out.statuses.is_empty()).then_some(out)
    }
}

/// Names are one when they differ only in case, blanks and hyphens.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        let words: Vec<_> = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).collect();
        words.into_iter().filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>()
    };
    plain(a) == plain(b)
}

async fn tag(app: &App, ctx: &Ctx, name: &str) -> Result<Option<TagId>> {
    Ok(crate::tag::list(app, ctx).await?.iter().find(|tag| same(&tag.name, name)).map(|tag| tag.id))
}

/// The teams that are meant, and whether the name means any. Who belongs to none finds nothing.
async fn teams(app: &App, ctx: &Ctx, name: &str) -> Result<(Vec<Option<TeamId>>, bool)> {
    let all = crate::team::list(app, ctx).await?;
    let mine = |team: &crate::view::TeamView| ctx.agent_id().is_some_and(|me| team.members.contains(&me));
    let mut teams: Vec<_> = match name.to_lowercase().as_str() {
        "none" | "nobody" => return Ok((vec![None], true)),
        "mine" | "me" => all.iter().filter(|team| mine(team)).map(|team| Some(team.id)).collect(),
        _ => all.iter().filter(|team| same(&team.name, name)).map(|team| Some(team.id)).collect(),
    };
    let known = !teams.is_empty() || matches!(name.to_lowercase().as_str(), "mine" | "me");
    if known && teams.is_empty() {
        teams.push(Some(TeamId::from_uuid(uuid::Uuid::nil())));
    }
    Ok((teams, known))
}

async fn mailbox(app: &App, ctx: &Ctx, name: &str) -> Result<Option<MailboxId>> {
    let all = crate::mailbox::list(app, ctx).await?;
    let is_meant = |address: &str, own: &str| address.eq_ignore_ascii_case(name) || same(own, name);
    Ok(all.iter().find(|mailbox| is_meant(&mailbox.address, &mailbox.name)).map(|mailbox| mailbox.id))
}

async fn agent(app: &App, ctx: &Ctx, name: &str) -> Result<Option<AgentId>> {
    let all = crate::agent::list(app, ctx).await?;
    let is_meant = |email: &str, own: &str| email.eq_ignore_ascii_case(name) || same(own, name);
    Ok(all.iter().find(|agent| is_meant(&agent.email, &agent.name)).map(|agent| agent.id))
}
