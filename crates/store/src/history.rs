//! What happened on tickets, to be told to people. Found by comparing a ticket's row before and after a write, so
//! that no writer can forget it; who did it is known when the write tells its changes.

use crate::change::{Cause, Change};
use crate::db::{Conn, IntoValue, Row, Value, args, queries, reads};
use crate::ticket::Facts;
use crate::{Result, StoreError, TenantTx, Ticket};
use domain::{AgentId, FieldId, MailboxId, TeamId, TenantId, TicketId, TicketStatus, Timestamp};
use std::str::FromStr;
use uuid::Uuid;

queries! {
    INSERT = "INSERT INTO ticket_event (tenant_id, ticket_id, place, what, word_before, word_after, id_before, \
        id_after, until_ms, rule_of_id, by_id, cause, at_ms) @rows";
    LIST = "SELECT place, what, word_before, word_after, id_before, id_after, until_ms, rule_of_id, by_id, cause, \
        at_ms FROM ticket_event WHERE tenant_id = $1 AND ticket_id = $2 AND place < $3 ORDER BY place DESC LIMIT $4";
    DELETE = "DELETE FROM ticket_event WHERE tenant_id = $1 AND ticket_id IN (@many)";
    LIST_PAIRED = "SELECT DISTINCT id_after FROM ticket_event WHERE tenant_id = $1 AND ticket_id = $2 AND id_after IS NOT NULL \
        AND what IN ('merged', 'merged_into', 'unmerged', 'split_off', 'split_from')";
    DELETE_PAIRED = "DELETE FROM ticket_event WHERE tenant_id = $1 AND ticket_id = $2 AND id_after = $3";
}

/// Places of one change in the sequence of the tenant.
const PLACES_PER_CHANGE: i64 = 100_000;

macro_rules! happenings {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What happened on a ticket.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Happening { $($(#[$doc])* $variant),+ }
        impl Happening {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Its word in SQL, the API and message keys.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl FromStr for Happening {
            type Err = StoreError;
            fn from_str(s: &str) -> Result<Self> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(StoreError::Corrupt("happening")) }
            }
        }
    };
}
happenings! {
    /// It has another status.
    Status = "status",
    /// It is put aside until another time.
    Snoozed = "snoozed",
    /// It has another priority.
    Priority = "priority",
    /// Another agent has it.
    Assignee = "assignee",
    /// It is another team's.
    Team = "team",
    /// It is listed under another mailbox.
    Mailbox = "mailbox",
    /// A tag was put on.
    TagAdded = "tag_added",
    /// A tag was taken off.
    TagRemoved = "tag_removed",
    /// Somebody follows it.
    FollowerAdded = "follower_added",
    /// Somebody follows it no more.
    FollowerRemoved = "follower_removed",
    /// It is with somebody else.
    Requester = "requester",
    /// A custom field holds something else.
    Field = "field",
    /// Another ticket was merged into it.
    Merged = "merged",
    /// It was merged into another one.
    MergedInto = "merged_into",
    /// A merge was undone: the other ticket has its messages back.
    Unmerged = "unmerged",
    /// Messages went to a ticket of their own.
    SplitOff = "split_off",
    /// It was split off another ticket.
    SplitFrom = "split_from",
}

/// One thing that happened on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketEvent {
    /// Its place: later ones have larger places.
    pub place: i64,
    /// What.
    pub what: Happening,
    /// Status or priority before.
    pub word_before: Option<String>,
    /// Status or priority since.
    pub word_after: Option<String>,
    /// Who, whose or what it was before: an agent, a team, a mailbox, a tag, a contact.
    pub id_before: Option<Uuid>,
    /// The same since; a field, or another ticket.
    pub id_after: Option<Uuid>,
    /// Until when it is put aside.
    pub until: Option<Timestamp>,
    /// The team or mailbox by whose rule it was given.
    pub rule_of: Option<Uuid>,
    /// Who did it; nobody when Deskhero did.
    pub by: Option<AgentId>,
    /// What is behind it.
    pub cause: Option<Cause>,
    /// When.
    pub at: Timestamp,
}

/// Something that a write did, before it is known who writes.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    ticket: TicketId,
    what: Happening,
    words: (Option<&'static str>, Option<&'static str>),
    ids: (Option<Uuid>, Option<Uuid>),
    until: Option<Timestamp>,
    /// Where a rule would be, if nobody did it.
    rule_of: Option<Uuid>,
    /// The ticket is new: what its author gave it is no change.
    opening: bool,
}

impl Found {
    /// Whether it says that a ticket is with somebody else.
    pub(crate) fn is_of_requester(&self) -> bool {
        self.what == Happening::Requester
    }

    fn new(ticket: TicketId, what: Happening, ids: (Option<Uuid>, Option<Uuid>)) -> Self {
        Self { ticket, what, words: (None, None), ids, until: None, rule_of: None, opening: false }
    }
}

/// Whom a rule gave a new ticket to.
pub(crate) fn opened(t: &Ticket) -> Vec<Found> {
    let mut out = Vec::new();
    given(&mut out, t, (None, None), true);
    out
}

/// Who has it and whose it is, where these are others than before.
fn given(out: &mut Vec<Found>, t: &Ticket, before: (Option<TeamId>, Option<AgentId>), opening: bool) {
    let (team, mailbox) = (t.team.map(|id| id.uuid()), t.mailbox.uuid());
    if before.0 != t.team {
        let ids = (before.0.map(|id| id.uuid()), team);
        out.push(Found { rule_of: Some(mailbox), opening, ..Found::new(t.id, Happening::Team, ids) });
    }
    if before.1 != t.assignee {
        let ids = (before.1.map(|id| id.uuid()), t.assignee.map(|id| id.uuid()));
        let rule_of = team.or(Some(mailbox));
        out.push(Found { rule_of, opening, ..Found::new(t.id, Happening::Assignee, ids) });
    }
}

/// What is another than before.
pub(crate) fn changed(old: &Facts, t: &Ticket) -> Vec<Found> {
    let mut out = Vec::new();
    let found = |what, ids| Found::new(t.id, what, ids);
    // Merging and undoing it tell of themselves, with the other ticket.
    let merging = old.status == TicketStatus::Merged || t.status == TicketStatus::Merged;
    if old.status != t.status && !merging {
        let words = (Some(old.status.as_str()), Some(t.status.as_str()));
        out.push(Found { words, until: t.snoozed_until, ..found(Happening::Status, (None, None)) });
    } else if t.status == TicketStatus::Snoozed && old.snoozed_until != t.snoozed_until {
        out.push(Found { until: t.snoozed_until, ..found(Happening::Snoozed, (None, None)) });
    }
    given(&mut out, t, (old.team, old.assignee), false);
    if old.priority != t.priority {
        let words = (Some(old.priority.as_str()), Some(t.priority.as_str()));
        out.push(Found { words, ..found(Happening::Priority, (None, None)) });
    }
    if old.mailbox != t.mailbox {
        let id = |id: MailboxId| Some(id.uuid());
        out.push(found(Happening::Mailbox, (id(old.mailbox), id(t.mailbox))));
    }
    if old.requester != t.requester {
        out.push(found(Happening::Requester, (Some(old.requester.uuid()), Some(t.requester.uuid()))));
    }
    let tags = |all: &[domain::TagId]| all.iter().map(|id| id.uuid()).collect::<Vec<_>>();
    let agents = |all: &[AgentId]| all.iter().map(|id| id.uuid()).collect::<Vec<_>>();
    let lists = [
        (tags(&old.tags), tags(&t.tags), Happening::TagRemoved, Happening::TagAdded),
        (agents(&old.followers), agents(&t.followers), Happening::FollowerRemoved, Happening::FollowerAdded),
    ];
    for (before, after, removed, added) in lists {
        let gone = before.iter().filter(|id| !after.contains(id));
        out.extend(gone.map(|id| found(removed, (Some(*id), None))));
        let come = after.iter().filter(|id| !before.contains(id));
        out.extend(come.map(|id| found(added, (None, Some(*id)))));
    }
    out
}

fn read(row: &Row) -> Result<TicketEvent> {
    let mut f = row.fields();
    Ok(TicketEvent {
        place: f.i64()?,
        what: f.state()?,
        word_before: f.text_opt()?.map(str::to_owned),
        word_after: f.text_opt()?.map(str::to_owned),
        id_before: f.id_opt()?,
        id_after: f.id_opt()?,
        until: f.time_opt()?,
        rule_of: f.id_opt()?,
        by: f.id_opt()?,
        cause: f.state_opt()?,
        at: f.time()?,
    })
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    ticket: TicketId,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<TicketEvent>> {
    let before = before.unwrap_or(i64::MAX);
    conn.list(LIST, args![tenant, ticket, before, limit]).await?.iter().map(read).collect()
}

async fn paired(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<Vec<TicketId>> {
    conn.list(LIST_PAIRED, args![tenant, ticket]).await?.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// The tickets with which something happened: merges, what undid them, splits.
    list_paired_tickets(ticket: TicketId) -> Vec<TicketId> = paired;
    /// What happened on a ticket, newest first, before a place.
    list_ticket_events(ticket: TicketId, before: Option<i64>, limit: u32) -> Vec<TicketEvent> = list;
}

/// Forgets what happened on tickets that go.
pub(crate) async fn delete(conn: &mut Conn, tenant: TenantId, tickets: &[TicketId]) -> Result<()> {
    let many = tickets.iter().map(|id| id.into_value()).collect();
    conn.execute_many(DELETE, args![tenant], many).await.map(|_| ())
}

impl TenantTx {
    /// Fields of a ticket hold something else. What, is sealed.
    pub fn tell_fields(&mut self, ticket: TicketId, fields: impl IntoIterator<Item = FieldId>) {
        let found = |field: FieldId| Found::new(ticket, Happening::Field, (None, Some(field.uuid())));
        self.found.extend(fields.into_iter().map(found));
    }

    /// Something happened between two tickets.
    pub fn tell_pair(&mut self, what: Happening, ticket: TicketId, other: TicketId) {
        self.found.push(Found::new(ticket, what, (None, Some(other.uuid()))));
    }

    /// Forgets what happened between two tickets.
    pub async fn delete_paired_events(&mut self, one: TicketId, other: TicketId) -> Result<()> {
        for (ticket, named) in [(one, other), (other, one)] {
            let args = args![self.tenant(), ticket, named];
            self.conn().execute(DELETE_PAIRED, args).await?;
        }
        Ok(())
    }

    /// Writes what was found, now that it is told who writes.
    pub(crate) async fn write_history(&mut self, first: i64, changes: &[Change]) -> Result<()> {
        let Some(told) = changes.first() else { return Ok(()) };
        let (tenant, by, at) = (self.tenant(), told.by, told.at);
        let woken = changes.iter().any(|change| change.cause == Some(Cause::Woken));
        let cause = woken.then(|| Cause::Woken.as_str());
        let found = std::mem::take(&mut self.found);
        // Who writes a ticket has it from the start: nothing changed.
        let found = found.into_iter().filter(|found| !(found.opening && by.is_some()));
        let row = |(n, found): (i64, Found)| -> Vec<Value> {
            let (word_before, word_after) = found.words;
            let (id_before, id_after) = found.ids;
            let rule_of = found.rule_of.filter(|_| by.is_none() && id_after.is_some());
            let place = (first + 1).saturating_mul(PLACES_PER_CHANGE).saturating_add(n);
            args![
                tenant,
                found.ticket,
                place,
                found.what.as_str(),
                word_before,
                word_after,
                id_before,
                id_after,
                found.until,
                rule_of,
                by,
                cause,
                at
            ]
        };
        let rows = (0..).zip(found).map(row).collect();
        self.conn().insert(INSERT, rows).await.map(|_| ())
    }
}
