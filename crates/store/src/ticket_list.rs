//! The ticket list, by keyset. Each combination of a status with a mailbox (or an assignee, a tag, …) is one short
//! scan of an index in its order; the scans are merged. The index is named, because the planner of SQLite chooses
//! anew for each bound value and was seen to choose wrong (175 ms for 0.14).

use crate::db::{Conn, Value, args, reads};
use crate::ticket_filter::{AssigneeFilter, TeamFilter, TicketCursor, TicketFilter, TicketOrder};
use crate::{Result, Ticket, mailbox, ticket};
use domain::{MailboxId, Priority, TenantId, TicketId, TicketStatus};
use std::collections::HashMap;

/// Scans in one statement; SQLite takes 500 terms of a compound SELECT, each scan uses one.
const SCANS_MAX: usize = 200;

/// One statement with its arguments.
pub(crate) struct Plan {
    pub(crate) sql: String,
    pub(crate) args: Vec<Value>,
}

/// Where the scans of a list run.
enum Driver {
    /// An index of `ticket`, with the column that each scan fixes.
    Index(&'static str, Option<&'static str>),
    /// The marks of a tag, a choice or a follower.
    Marks,
}

struct Scans {
    driver: Driver,
    keys: Vec<Value>,
    residual: String,
}

struct Arguments(Vec<Value>);

impl Arguments {
    fn add(&mut self, value: Value) -> String {
        self.0.push(value);
        format!("${}", self.0.len())
    }

    fn list(&mut self, values: impl IntoIterator<Item = Value>) -> String {
        values.into_iter().map(|value| self.add(value)).collect::<Vec<_>>().join(",")
    }
}

/// What a scan fixes by its keys, so that the rest need not ask for it again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fixed {
    Nothing,
    Requester,
    Organisation,
    FirstTag,
    FirstChoice,
    Follower,
    Assignee,
    /// And the mailboxes.
    Unassigned,
    Mailboxes,
    Priorities,
    Teams,
}

fn one(value: impl crate::db::IntoValue) -> Value {
    value.into_value()
}

/// The conditions that the driver does not fix, and that a row of `ticket` (as `t`) answers.
fn residual(filter: &TicketFilter, a: &mut Arguments, fixed: Fixed) -> String {
    let mut out = String::new();
    if !filter.mailboxes.is_empty() && !matches!(fixed, Fixed::Mailboxes | Fixed::Unassigned) {
        let list = a.list(filter.mailboxes.iter().map(|id| one(*id)));
        out.push_str(&format!(" AND t.mailbox_id IN ({list})"));
    }
    match filter.assignee {
        AssigneeFilter::Agent(id) if fixed != Fixed::Assignee => {
            let p = a.add(one(id));
            out.push_str(&format!(" AND t.assignee_id = {p}"));
        }
        // Said again for the partial index too: the planner wants to see its condition.
        AssigneeFilter::Unassigned => out.push_str(" AND t.assignee_id IS NULL"),
        _ => {}
    }
    if !filter.priorities.is_empty() && fixed != Fixed::Priorities {
        let list = a.list(filter.priorities.iter().map(|p| one(p.rank())));
        out.push_str(&format!(" AND t.priority IN ({list})"));
    }
    if let Some(requester) = filter.requester.filter(|_| fixed != Fixed::Requester) {
        let p = a.add(one(requester));
        out.push_str(&format!(" AND t.requester_contact_id = {p}"));
    }
    if let Some(organisation) = filter.organisation.filter(|_| fixed != Fixed::Organisation) {
        let p = a.add(one(organisation));
        out.push_str(&format!(" AND t.organisation_id = {p}"));
    }
    let tags = filter.tags.iter().skip(usize::from(fixed == Fixed::FirstTag)).map(|id| one(*id));
    let choices = filter.choices.iter().skip(usize::from(fixed == Fixed::FirstChoice)).map(|id| one(*id));
    let follower = filter.follower.filter(|_| fixed != Fixed::Follower).map(one);
    for mark in tags.chain(choices).chain(follower) {
        let p = a.add(mark);
        out.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM ticket_mark x WHERE x.tenant_id = $1 AND x.mark_id = {p} \
             AND x.status = t.status AND x.updated_at_ms = t.updated_at_ms AND x.ticket_id = t.id)"
        ));
    }
    match &filter.teams {
        TeamFilter::In(teams) if teams.is_empty() => out.push_str(" AND 1 = 0"),
        TeamFilter::In(teams) if fixed != Fixed::Teams => {
            let list = a.list(teams.iter().map(|id| one(*id)));
            out.push_str(&format!(" AND t.team_id IN ({list})"));
        }
        TeamFilter::None => out.push_str(" AND t.team_id IS NULL"),
        TeamFilter::Any | TeamFilter::In(_) => {}
    }
    if let Some(agent) = filter.unread_for {
        let p = a.add(one(agent));
        out.push_str(&format!(
            " AND NOT EXISTS (SELECT 1 FROM ticket_seen s WHERE s.tenant_id = $1 AND s.agent_id = {p} \
             AND s.ticket_id = t.id AND s.seen_at_ms >= COALESCE(t.last_inbound_at_ms, t.updated_at_ms))"
        ));
    }
    out
}

/// Whether the priorities name a few of many tickets: most have the usual one.
fn few_by_priority(filter: &TicketFilter) -> bool {
    !filter.priorities.is_empty() && !filter.priorities.contains(&Priority::Normal)
}

/// The scans of an index by priority: of those that are asked for, or of all in order.
fn by_priority(index: &'static str, filter: &TicketFilter) -> (Driver, Vec<Value>, Fixed) {
    match filter.priorities.is_empty() {
        true => (Driver::Index(index, None), Vec::new(), Fixed::Nothing),
        false => {
            let keys = filter.priorities.iter().map(|p| one(p.rank())).collect();
            (Driver::Index(index, Some("priority")), keys, Fixed::Priorities)
        }
    }
}

/// The driver: what is likely to be the smallest set that an index knows.
fn scans(filter: &TicketFilter, order: TicketOrder, all: &[MailboxId], a: &mut Arguments) -> Scans {
    let ids = |ids: &[MailboxId]| ids.iter().map(|id| one(*id)).collect::<Vec<_>>();
    let (driver, keys, fixed) = match filter.assignee {
        _ if filter.requester.is_some() => {
            let keys = filter.requester.into_iter().map(one).collect();
            (Driver::Index("ticket_requester", Some("requester_contact_id")), keys, Fixed::Requester)
        }
        _ if let Some(organisation) = filter.organisation => {
            let index = match order {
                TicketOrder::Newest | TicketOrder::Oldest => "ticket_organisation",
                TicketOrder::Created => "ticket_organisation_created",
                TicketOrder::Priority => "ticket_organisation_priority",
            };
            let column = Some("organisation_id");
            (Driver::Index(index, column), vec![one(organisation)], Fixed::Organisation)
        }
        _ if !filter.tags.is_empty() => {
            (Driver::Marks, filter.tags.iter().take(1).map(|id| one(*id)).collect(), Fixed::FirstTag)
        }
        _ if !filter.choices.is_empty() => {
            let keys = filter.choices.iter().take(1).map(|id| one(*id)).collect();
            (Driver::Marks, keys, Fixed::FirstChoice)
        }
        _ if filter.follower.is_some() => {
            (Driver::Marks, filter.follower.into_iter().map(one).collect(), Fixed::Follower)
        }
        AssigneeFilter::Agent(agent) => {
            (Driver::Index("ticket_assignee", Some("assignee_id")), vec![one(agent)], Fixed::Assignee)
        }
        AssigneeFilter::Unassigned if few_by_priority(filter) || order == TicketOrder::Priority => {
            by_priority("ticket_unassigned_priority", filter)
        }
        AssigneeFilter::Unassigned if order == TicketOrder::Created => {
            (Driver::Index("ticket_unassigned_created", None), Vec::new(), Fixed::Nothing)
        }
        AssigneeFilter::Unassigned => {
            let wanted = if filter.mailboxes.is_empty() { all } else { &filter.mailboxes };
            (Driver::Index("ticket_unassigned", Some("mailbox_id")), ids(wanted), Fixed::Unassigned)
        }
        AssigneeFilter::Any if order == TicketOrder::Created => {
            (Driver::Index("ticket_created", None), Vec::new(), Fixed::Nothing)
        }
        AssigneeFilter::Any if !filter.priorities.is_empty() || order == TicketOrder::Priority => {
            by_priority("ticket_priority", filter)
        }
        AssigneeFilter::Any if let TeamFilter::In(teams) = &filter.teams => {
            let keys = teams.iter().map(|id| one(*id)).collect();
            (Driver::Index("ticket_team", Some("team_id")), keys, Fixed::Teams)
        }
        AssigneeFilter::Any if filter.mailboxes.is_empty() => {
            (Driver::Index("ticket_status", None), Vec::new(), Fixed::Nothing)
        }
        AssigneeFilter::Any => {
            (Driver::Index("ticket_mailbox", Some("mailbox_id")), ids(&filter.mailboxes), Fixed::Mailboxes)
        }
    };
    Scans { driver, keys, residual: residual(filter, a, fixed) }
}

/// A second key that orders nothing.
const NOTHING: &str = "CAST(0 AS BIGINT)";

/// How an order reads in SQL: the two keys before the id, the direction, and what comes after a cursor.
struct Sorting {
    first: &'static str,
    second: &'static str,
    id: &'static str,
    direction: &'static str,
    after: String,
}

fn sorting(order: TicketOrder, marks: bool, cursor: Option<TicketCursor>, a: &mut Arguments) -> Sorting {
    let (updated, id) = if marks { ("m.updated_at_ms", "m.ticket_id") } else { ("t.updated_at_ms", "t.id") };
    let (first, second, direction) = match order {
        TicketOrder::Newest => (updated, NOTHING, "DESC"),
        TicketOrder::Oldest => (updated, NOTHING, "ASC"),
        TicketOrder::Created => ("t.number", NOTHING, "DESC"),
        TicketOrder::Priority => ("t.priority", "t.updated_at_ms", "DESC"),
    };
    let after = cursor.map_or_else(String::new, |c| match order {
        TicketOrder::Newest | TicketOrder::Oldest => {
            let (at, last) = (a.add(one(c.updated_at)), a.add(one(c.id)));
            let sign = if order == TicketOrder::Newest { "<" } else { ">" };
            format!(" AND ({updated}, {id}) {sign} ({at}, {last})")
        }
        TicketOrder::Created => format!(" AND t.number < {}", a.add(one(c.number))),
        TicketOrder::Priority => {
            let (rank, at) = (a.add(one(c.priority.rank())), a.add(one(c.updated_at)));
            format!(" AND (t.priority, t.updated_at_ms, t.id) < ({rank}, {at}, {})", a.add(one(c.id)))
        }
    });
    Sorting { first, second, id, direction, after }
}

impl Sorting {
    /// `ORDER BY` of one scan: by nothing but the index's own columns.
    fn by(&self) -> String {
        let direction = self.direction;
        match self.second {
            NOTHING if self.first == "t.number" => format!("t.number {direction}"),
            NOTHING => format!("{} {direction}, {} {direction}", self.first, self.id),
            second => format!("{} {direction}, {second} {direction}, {} {direction}", self.first, self.id),
        }
    }
}

/// The statements for one page; more than one only for very many mailboxes.
pub(crate) fn plans(
    dialect: crate::dialect::Dialect,
    tenant: TenantId,
    asked: (&TicketFilter, TicketOrder),
    all: &[MailboxId],
    cursor: Option<TicketCursor>,
    limit: u32,
) -> Vec<Plan> {
    let (filter, order) = asked;
    let statuses: &[TicketStatus] =
        if filter.statuses.is_empty() { TicketStatus::ALL } else { &filter.statuses };
    let mut start = Arguments(args![tenant, limit]);
    let s = scans(filter, order, all, &mut start);
    let marks = matches!(s.driver, Driver::Marks);
    let sorting = sorting(order, marks, cursor, &mut start);
    let mut arms: Vec<(TicketStatus, Option<Value>)> = Vec::new();
    for status in statuses {
        match s.driver {
            Driver::Index(_, None) => arms.push((*status, None)),
            _ => arms.extend(s.keys.iter().map(|key| (*status, Some(key.clone())))),
        }
    }
    arms.chunks(SCANS_MAX)
        .map(|chunk| {
            let mut a = Arguments(start.0.clone());
            let texts: Vec<String> = chunk
                .iter()
                .enumerate()
                .map(|(i, (status, key))| {
                    format!("SELECT * FROM ({}) AS a{i}", arm(&s, &sorting, *status, key, &mut a))
                })
                .collect();
            let direction = sorting.direction;
            let sql = format!(
                "{} ORDER BY 1 {direction}, 2 {direction}, 3 {direction} LIMIT $2",
                texts.join(" UNION ALL ")
            );
            Plan { sql: dialect.words(&sql).replace(")@", ""), args: a.0 }
        })
        .collect()
}

/// One scan.
fn arm(s: &Scans, sorting: &Sorting, status: TicketStatus, key: &Option<Value>, a: &mut Arguments) -> String {
    let status = a.add(one(status));
    let (from, fixed) = match (&s.driver, key) {
        (Driver::Marks, key) => {
            let mark = key.clone().map(|key| a.add(key)).unwrap_or_default();
            let from = "ticket_mark m CROSS JOIN ticket t".to_owned();
            let fixed = format!(
                "m.tenant_id = $1 AND m.mark_id = {mark} AND m.status = {status} \
                 AND t.tenant_id = m.tenant_id AND t.id = m.ticket_id"
            );
            (from, fixed)
        }
        (Driver::Index(index, column), key) => {
            let key = match (column, key) {
                (Some(column), Some(key)) => format!(" AND t.{column} = {}", a.add(key.clone())),
                _ => String::new(),
            };
            (format!("ticket t @by({index})@"), format!("t.tenant_id = $1 AND t.status = {status}{key}"))
        }
    };
    let Sorting { first, second, id, after, .. } = sorting;
    let (residual, by) = (&s.residual, sorting.by());
    format!(
        "SELECT {first}, {second}, {id} FROM {from} WHERE {fixed}{after}{residual} ORDER BY {by} LIMIT $2"
    )
}

/// For whom a view is counted apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Grouping {
    /// For each agent: the column that names one (`m.mark_id`: each follower), and whether the ticket must be followed
    /// by that agent.
    pub(crate) agent: Option<(&'static str, bool)>,
    /// For each team.
    pub(crate) team: bool,
}

/// The statement that counts what a filter takes, for each agent and team of the grouping, or at once.
pub(crate) fn counting(
    dialect: crate::dialect::Dialect,
    tenant: TenantId,
    filter: &TicketFilter,
    group: Grouping,
) -> Plan {
    let mut a = Arguments(args![tenant]);
    let conditions = residual(filter, &mut a, Fixed::Nothing);
    let statuses = a.list(filter.statuses.iter().map(|status| one(*status)));
    let nobody = "CAST(NULL AS @bytes)";
    let (column, followed) = group.agent.unwrap_or((nobody, false));
    let team = if group.team { "t.team_id" } else { nobody };
    let marks = if followed {
        format!(
            " JOIN ticket_mark m ON m.tenant_id = t.tenant_id AND m.status = t.status \
             AND m.updated_at_ms = t.updated_at_ms AND m.ticket_id = t.id{} \
             JOIN agent g ON g.tenant_id = m.tenant_id AND g.id = m.mark_id",
            if column == "m.mark_id" { String::new() } else { format!(" AND m.mark_id = {column}") }
        )
    } else {
        String::new()
    };
    let columns: Vec<&str> =
        group.agent.map(|_| column).into_iter().chain(group.team.then_some(team)).collect();
    let grouped =
        if columns.is_empty() { String::new() } else { format!(" GROUP BY {}", columns.join(", ")) };
    let sql = format!(
        "SELECT {column}, {team}, COUNT(*) FROM ticket t{marks} WHERE t.tenant_id = $1 AND t.status IN ({statuses}){conditions}{grouped}"
    );
    Plan { sql: dialect.words(&sql), args: a.0 }
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    filter: &TicketFilter,
    order: TicketOrder,
    cursor: Option<TicketCursor>,
    limit: u32,
) -> Result<Vec<Ticket>> {
    let mut all = Vec::new();
    if filter.assignee == AssigneeFilter::Unassigned && filter.mailboxes.is_empty() {
        all = mailbox::ids(conn, tenant).await?;
    }
    let mut page: Vec<(i64, i64, TicketId)> = Vec::new();
    for plan in plans(conn.dialect(), tenant, (filter, order), &all, cursor, limit) {
        for row in conn.list_built(plan.sql, plan.args).await? {
            let mut f = row.fields();
            page.push((f.i64()?, f.i64()?, f.id()?));
        }
    }
    match order {
        TicketOrder::Oldest => page.sort_unstable(),
        _ => page.sort_unstable_by(|a, b| b.cmp(a)),
    }
    page.dedup();
    page.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let ids: Vec<TicketId> = page.iter().map(|(_, _, id)| *id).collect();
    let mut found: HashMap<TicketId, Ticket> =
        ticket::by_ids(conn, tenant, &ids).await?.into_iter().map(|t| (t.id, t)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

reads! {
    /// One page of the list in `order`, after `cursor`. Two statements: a ticket that changes between them is shown
    /// as it is now, at its old place.
    list_tickets(filter: &TicketFilter, order: TicketOrder, cursor: Option<TicketCursor>, limit: u32) -> Vec<Ticket> = list;
}
