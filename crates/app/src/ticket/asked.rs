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
                    let mailboxes = mailboxes(app, ctx, name).await?;
                    let known = !mailboxes.is_empty();
                    add(without, &mut out.mailboxes, &mut out.mailboxes_without, mailboxes);
                    (Operator::Mailbox, name, known)
                }
                What::Assignee(whose) => {
                    let (name, agents) = match whose {
                        Whose::Nobody => ("nobody", vec![None]),
                        Whose::Me => ("me", ctx.agent_id().map(Some).into_iter().collect()),
                        Whose::Named(name) => (name.as_str(), agents(app, ctx, name).await?),
                    };
                    let known = !agents.is_empty();
                    add(without, &mut out.assignees, &mut out.assignees_without, agents);
                    (Operator::Assignee, &name.to_owned(), known)
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

/// The words of a name: case, blanks and hyphens make no difference.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.' | '+'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Names are one when they have the same words.
fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Whether what was typed stands in a name, from the beginning of a word on; its last word may be unfinished.
fn begins(name: &str, typed: &str) -> bool {
    let (name, typed) = (plain(name), plain(typed));
    let Some((last, first)) = typed.split_last() else { return false };
    name.windows(typed.len()).any(|words| {
        words.split_last().is_some_and(|(end, before)| before == first && end.starts_with(last.as_str()))
    })
}

/// Of those with an address, all that are meant: the one whose whole address was typed, else every one with a name or
/// a local part in which what was typed stands.
fn addressed<T>(all: &[T], typed: &str, of: impl Fn(&T) -> (&str, &str)) -> Vec<usize> {
    let at = |is_meant: &dyn Fn(&str, &str) -> bool| -> Vec<usize> {
        let all = all.iter().map(&of).enumerate();
        all.filter(|(_, (name, address))| is_meant(name, address)).map(|(at, _)| at).collect()
    };
    let whole = at(&|_, address| address.eq_ignore_ascii_case(typed));
    let local = |address: &str| address.rsplit_once('@').map_or("", |(local, _)| local).to_owned();
    let begun = || at(&|name, address| begins(name, typed) || begins(&local(address), typed));
    if whole.is_empty() { begun() } else { whole }
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
        _ => all.iter().filter(|team| begins(&team.name, name)).map(|team| Some(team.id)).collect(),
    };
    let known = !teams.is_empty() || matches!(name.to_lowercase().as_str(), "mine" | "me");
    if known && teams.is_empty() {
        teams.push(Some(TeamId::from_uuid(uuid::Uuid::nil())));
    }
    Ok((teams, known))
}

async fn mailboxes(app: &App, ctx: &Ctx, name: &str) -> Result<Vec<MailboxId>> {
    let all = crate::mailbox::list(app, ctx).await?;
    let meant = addressed(&all, name, |mailbox| (&mailbox.name, &mailbox.address));
    Ok(meant.into_iter().filter_map(|at| all.get(at)).map(|mailbox| mailbox.id).collect())
}

async fn agents(app: &App, ctx: &Ctx, name: &str) -> Result<Vec<Option<AgentId>>> {
    let all = crate::agent::list(app, ctx).await?;
    let meant = addressed(&all, name, |agent| (&agent.name, &agent.email));
    Ok(meant.into_iter().filter_map(|at| all.get(at)).map(|agent| Some(agent.id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_how_its_words_begin() {
        let name = "Nordlys Cykler-Support";
        for typed in ["nordlys", "CYK", "support", "cykler sup", "nordlys-cykler"] {
            assert!(begins(name, typed), "{typed}");
        }
        for typed in ["", "ordlys", "cyk support", "nordlys support", "cykler support x"] {
            assert!(!begins(name, typed), "{typed}");
        }
        let all = [("Help", "support@a.test"), ("Support", "post.box@a.test"), ("Post", "x@support.test")];
        let of = |typed| addressed(&all, typed, |one| *one);
        assert_eq!(of("support"), [0, 1], "a domain is no name");
        assert_eq!(of("SUPPORT@a.test"), [0]);
        assert_eq!((of("box"), of("po")), (vec![1], vec![1, 2]));
        assert!(of("elsewhere").is_empty() && of("@").is_empty());
    }
}
