//! The ticket list: newest first, by keyset. Each combination of a status with a mailbox (or an assignee)
//! is one short scan of an index in its order; the scans are merged. The index is named, because the
//! planner of SQLite chooses anew for each bound value and was seen to choose wrong (175 ms for 0.14).

use crate::db::{Conn, Value, args, reads};
use crate::{Result, Ticket, mailbox, ticket};
use domain::{AgentId, ContactId, MailboxId, TenantId, TicketId, TicketStatus, Timestamp};
use std::collections::HashMap;

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

/// Which tickets. An empty list of statuses or mailboxes means all of them.
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
    /// Only what changed since this agent looked.
    pub unread_for: Option<AgentId>,
}

/// The last ticket of a page: the next page begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketCursor {
    /// Its time of change.
    pub updated_at: Timestamp,
    /// Its id.
    pub id: TicketId,
}

impl TicketCursor {
    /// The cursor that continues after `ticket`.
    #[must_use]
    pub const fn after(ticket: &Ticket) -> Self {
        Self { updated_at: ticket.updated_at, id: ticket.id }
    }
}

/// Scans in one statement; SQLite takes 500 terms of a compound SELECT, each scan uses one.
const SCANS_MAX: usize = 200;

/// One statement with its arguments.
pub(crate) struct Plan {
    pub(crate) sql: String,
    pub(crate) args: Vec<Value>,
}

struct Scans {
    index: &'static str,
    column: Option<&'static str>,
    keys: Vec<Value>,
    residual: String,
}

struct Arguments(Vec<Value>);

impl Arguments {
    fn add(&mut self, value: Value) -> String {
        self.0.push(value);
        format!("${}", self.0.len())
    }
}

fn residual(filter: &TicketFilter, a: &mut Arguments, mailboxes: bool, assignee: bool) -> String {
    let mut out = String::new();
    if mailboxes && !filter.mailboxes.is_empty() {
        let list: Vec<String> = filter.mailboxes.iter().map(|id| a.add(one(*id))).collect();
        out.push_str(&format!(" AND t.mailbox_id IN ({})", list.join(",")));
    }
    match filter.assignee {
        AssigneeFilter::Agent(id) if assignee => {
            let p = a.add(one(id));
            out.push_str(&format!(" AND t.assignee_id = {p}"));
        }
        AssigneeFilter::Unassigned if assignee => out.push_str(" AND t.assignee_id IS NULL"),
        _ => {}
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

fn one(value: impl crate::db::IntoValue) -> Value {
    value.into_value()
}

fn scans(filter: &TicketFilter, all: &[MailboxId], a: &mut Arguments) -> Scans {
    let keys = |ids: &[MailboxId]| ids.iter().map(|id| one(*id)).collect::<Vec<_>>();
    if let Some(requester) = filter.requester {
        let (index, column) = ("ticket_requester", Some("requester_contact_id"));
        return Scans {
            index,
            column,
            keys: vec![one(requester)],
            residual: residual(filter, a, true, true),
        };
    }
    match filter.assignee {
        AssigneeFilter::Agent(agent) => {
            let (index, column) = ("ticket_assignee", Some("assignee_id"));
            Scans { index, column, keys: vec![one(agent)], residual: residual(filter, a, true, false) }
        }
        AssigneeFilter::Unassigned => {
            let wanted = if filter.mailboxes.is_empty() { all } else { &filter.mailboxes };
            let (index, column) = ("ticket_unassigned", Some("mailbox_id"));
            Scans { index, column, keys: keys(wanted), residual: residual(filter, a, false, true) }
        }
        AssigneeFilter::Any if filter.mailboxes.is_empty() => Scans {
            index: "ticket_status",
            column: None,
            keys: Vec::new(),
            residual: residual(filter, a, false, false),
        },
        AssigneeFilter::Any => {
            let (index, column) = ("ticket_mailbox", Some("mailbox_id"));
            Scans {
                index,
                column,
                keys: keys(&filter.mailboxes),
                residual: residual(filter, a, false, false),
            }
        }
    }
}

/// The statements for one page; more than one only for very many mailboxes.
pub(crate) fn plans(
    dialect: crate::dialect::Dialect,
    tenant: TenantId,
    filter: &TicketFilter,
    all: &[MailboxId],
    cursor: Option<TicketCursor>,
    limit: u32,
) -> Vec<Plan> {
    let statuses: &[TicketStatus] =
        if filter.statuses.is_empty() { TicketStatus::ALL } else { &filter.statuses };
    let mut start = Arguments(args![tenant, limit]);
    let after = cursor.map_or_else(String::new, |c| {
        let (at, id) = (start.add(one(c.updated_at)), start.add(one(c.id)));
        format!(" AND (t.updated_at_ms, t.id) < ({at}, {id})")
    });
    let s = scans(filter, all, &mut start);
    let mut arms: Vec<(TicketStatus, Option<Value>)> = Vec::new();
    for status in statuses {
        match s.column {
            None => arms.push((*status, None)),
            Some(_) => arms.extend(s.keys.iter().map(|key| (*status, Some(key.clone())))),
        }
    }
    arms.chunks(SCANS_MAX)
        .map(|chunk| {
            let mut a = Arguments(start.0.clone());
            let texts: Vec<String> = chunk
                .iter()
                .enumerate()
                .map(|(i, (status, key))| {
                    let status = a.add(one(*status));
                    let key = match (s.column, key) {
                        (Some(column), Some(key)) => format!(" AND t.{column} = {}", a.add(key.clone())),
                        _ => String::new(),
                    };
                    format!(
                        "SELECT * FROM (SELECT t.updated_at_ms, t.id FROM ticket t @by({})@ WHERE t.tenant_id = $1 \
                         AND t.status = {status}{key}{after}{} ORDER BY t.updated_at_ms DESC, t.id DESC LIMIT $2) AS a{i}",
                        s.index, s.residual
                    )
                })
                .collect();
            let sql = format!("{} ORDER BY 1 DESC, 2 DESC LIMIT $2", texts.join(" UNION ALL "));
            Plan { sql: dialect.words(&sql).replace(")@", ""), args: a.0 }
        })
        .collect()
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    filter: &TicketFilter,
    cursor: Option<TicketCursor>,
    limit: u32,
) -> Result<Vec<Ticket>> {
    let mut all = Vec::new();
    if filter.assignee == AssigneeFilter::Unassigned
        && filter.mailboxes.is_empty()
        && filter.requester.is_none()
    {
        all = mailbox::ids(conn, tenant).await?;
    }
    let mut page: Vec<(Timestamp, TicketId)> = Vec::new();
    for plan in plans(conn.dialect(), tenant, filter, &all, cursor, limit) {
        for row in conn.list_built(plan.sql, plan.args).await? {
            let mut f = row.fields();
            page.push((f.time()?, f.id()?));
        }
    }
    page.sort_unstable_by(|a, b| b.cmp(a));
    page.dedup();
    page.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let ids: Vec<TicketId> = page.iter().map(|(_, id)| *id).collect();
    let mut found: HashMap<TicketId, Ticket> =
        ticket::by_ids(conn, tenant, &ids).await?.into_iter().map(|t| (t.id, t)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

reads! {
    /// One page of the list, newest change first, after `cursor`. Two statements: a ticket that changes between
    /// them is shown as it is now, at its old place.
    list_tickets(filter: &TicketFilter, cursor: Option<TicketCursor>, limit: u32) -> Vec<Ticket> = list;
}
