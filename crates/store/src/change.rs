//! The tenant's sequence of changes: the search index and live pages follow it.

use crate::db::{Conn, Row, args, queries, reads};
use crate::dialect::{Db, Reach};
use crate::{Result, StoreError, TenantTx, notice};
use domain::{AgentId, MessageId, TenantId, TicketId, Timestamp};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::broadcast;

queries! {
    INSERT = "INSERT INTO change (tenant_id, seq, kind, ticket_id, message_id, cause, agent_id, by_id, at_ms) @rows";
    LIST_AFTER = "SELECT seq, kind, ticket_id, message_id, cause, agent_id, by_id, at_ms FROM change \
        WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    LAST = "SELECT change_seq FROM tenant_head WHERE tenant_id = $1";
    LIST_LAST = "SELECT tenant_id, change_seq FROM tenant_head";
    // By the index of these words alone (`+`): what fills an index of texts, or takes a text out of it, is none of them.
    DELETE_PASSED = "DELETE FROM change WHERE tenant_id = $1 AND seq IN (SELECT seq FROM change WHERE tenant_id = $1 \
        AND kind NOT IN ('message_added', 'message_moved', 'message_deleted', 'erased') AND at_ms < $2 AND +seq < $3 LIMIT $4)";
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal: $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }
        impl $name {
            /// Its word in SQL.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl FromStr for $name {
            type Err = StoreError;
            fn from_str(s: &str) -> Result<Self> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(StoreError::Corrupt($what)) }
            }
        }
    };
}
words! {
    /// What changed.
    ChangeKind, "change kind":
    /// A message was added.
    MessageAdded = "message_added",
    /// A message changed (its delivery state, its place).
    MessageChanged = "message_changed",
    /// A message went to another ticket.
    MessageMoved = "message_moved",
    /// A message is gone.
    MessageDeleted = "message_deleted",
    /// A ticket changed.
    TicketChanged = "ticket_changed",
    /// A ticket is gone.
    TicketDeleted = "ticket_deleted",
    /// A contact changed.
    ContactChanged = "contact_changed",
    /// A mailbox's settings or state changed.
    MailboxChanged = "mailbox_changed",
    /// An agent's name, role or state changed.
    AgentChanged = "agent_changed",
    /// Tags or saved views changed.
    OrderingChanged = "ordering_changed",
    /// An agent marked tickets as unread, or read.
    ReadingChanged = "reading_changed",
    /// An agent has other notices than before.
    NoticesChanged = "notices_changed",
    /// What was taken out is to leave no word in the index.
    Erased = "erased",
}
words! {
    /// What is behind a change, where somebody may have to be told of it.
    Cause, "change cause":
    /// A mail was written long before it was taken in.
    History = "history",
    /// The ticket was opened with it. Given by the store.
    Opened = "opened",
    /// The ticket was given to an agent. Given by the store.
    Assigned = "assigned",
    /// A ticket that was put aside is open again.
    Woken = "woken",
    /// An answer failed, bounced or is in doubt.
    Undelivered = "undelivered",
    /// An answer that waited was taken back.
    TakenBack = "taken_back",
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number in the tenant; from 1, without gaps. Given by the store: ignored when appended.
    pub seq: i64,
    /// What changed.
    pub kind: ChangeKind,
    /// In which ticket.
    pub ticket: Option<TicketId>,
    /// Which message.
    pub message: Option<MessageId>,
    /// What is behind it.
    pub cause: Option<Cause>,
    /// Whom it is about: who got the ticket, whose notices they are.
    pub agent: Option<AgentId>,
    /// Who did it.
    pub by: Option<AgentId>,
    /// When.
    pub at: Timestamp,
}

/// What a write did to tickets that its changes say more of.
#[derive(Debug, Default)]
pub(crate) struct Told {
    opened: BTreeSet<TicketId>,
    assigned: BTreeMap<TicketId, AgentId>,
    /// Who had which ticket, and has it no more.
    relieved: BTreeMap<AgentId, Vec<TicketId>>,
}

impl Told {
    /// A ticket is new.
    pub(crate) fn opened(&mut self, ticket: TicketId, assignee: Option<AgentId>) {
        self.opened.insert(ticket);
        self.assigned(ticket, None, assignee);
    }

    /// A ticket has another assignee.
    pub(crate) fn assigned(&mut self, ticket: TicketId, before: Option<AgentId>, after: Option<AgentId>) {
        if let Some(agent) = before.filter(|_| before != after) {
            self.relieved.entry(agent).or_default().push(ticket);
        }
        match after {
            Some(agent) if before != after => self.assigned.insert(ticket, agent),
            _ if before != after => self.assigned.remove(&ticket),
            _ => None,
        };
    }

    /// Changes with their causes. Who got a ticket stands on a change of its own where none is left for it.
    fn explain(&mut self, changes: &[Change]) -> Vec<Change> {
        let mut all = Vec::with_capacity(changes.len());
        for change in changes {
            let mut change = change.clone();
            if let (Some(ticket), None) = (change.ticket, change.cause) {
                if self.opened.remove(&ticket) {
                    change.cause = Some(Cause::Opened);
                } else if change.kind == ChangeKind::TicketChanged
                    && let Some(agent) = self.assigned.remove(&ticket)
                {
                    (change.cause, change.agent) = (Some(Cause::Assigned), Some(agent));
                }
            }
            all.push(change);
        }
        if let Some(last) = changes.last() {
            let (kind, cause) = (ChangeKind::TicketChanged, Some(Cause::Assigned));
            all.extend(std::mem::take(&mut self.assigned).into_iter().map(|(ticket, agent)| Change {
                kind,
                cause,
                ticket: Some(ticket),
                message: None,
                agent: Some(agent),
                ..last.clone()
            }));
        }
        all
    }
}

/// Tells that a tenant's changes reach up to `seq`. Notices may be lost: read the changes after what you know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeNotice {
    /// The tenant.
    pub tenant: TenantId,
    /// Its newest change.
    pub seq: i64,
}

impl ChangeNotice {
    pub(crate) fn encode(self) -> String {
        format!("{}:{}", self.tenant, self.seq)
    }

    fn decode(text: &str) -> Option<Self> {
        let (tenant, seq) = text.split_once(':')?;
        Some(Self { tenant: tenant.parse().ok()?, seq: seq.parse().ok()? })
    }
}

fn read(row: &Row) -> Result<Change> {
    let mut f = row.fields();
    Ok(Change {
        seq: f.i64()?,
        kind: f.state()?,
        ticket: f.id_opt()?,
        message: f.id_opt()?,
        cause: f.state_opt()?,
        agent: f.id_opt()?,
        by: f.id_opt()?,
        at: f.time()?,
    })
}

async fn list_after(conn: &mut Conn, tenant: TenantId, seq: i64, limit: u32) -> Result<Vec<Change>> {
    conn.list(LIST_AFTER, args![tenant, seq, limit]).await?.iter().map(read).collect()
}

async fn last(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(LAST, args![tenant]).await?.ok_or(StoreError::NotFound("tenant"))?.fields().i64()
}

reads! {
    /// Changes after `seq`, in order.
    list_changes_after(seq: i64, limit: u32) -> Vec<Change> = list_after;
    /// The number of the newest change; 0 before the first.
    get_change_seq() -> i64 = last;
}

impl TenantTx {
    /// Appends changes; they get the next numbers. Those of tickets that this write opened or gave to somebody say so.
    /// Who has a ticket no more is not told of having got it, if they have not heard it yet.
    pub async fn append_changes(&mut self, changes: &[Change]) -> Result<()> {
        let tenant = self.tenant();
        let first = self.head.change_seq;
        let mut explained = self.told.explain(changes);
        for (agent, tickets) in std::mem::take(&mut self.told.relieved) {
            let forgotten = notice::delete_assigned(self.conn(), tenant, agent, &tickets).await?;
            if let Some(last) = changes.last().filter(|_| forgotten > 0) {
                let kind = ChangeKind::NoticesChanged;
                let agent = Some(agent);
                explained.push(Change {
                    kind,
                    ticket: None,
                    message: None,
                    cause: None,
                    agent,
                    ..last.clone()
                });
            }
        }
        let changes = explained;
        let row = |(seq, c): (i64, &Change)| {
            let cause = c.cause.map(|cause| cause.as_str());
            args![tenant, seq, c.kind.as_str(), c.ticket, c.message, cause, c.agent, c.by, c.at]
        };
        let rows = (first + 1..).zip(&changes).map(row).collect();
        self.conn().insert(INSERT, rows).await?;
        self.write_history(first, &changes).await?;
        self.head.change_seq = first.saturating_add(i64::try_from(changes.len()).unwrap_or(i64::MAX));
        Ok(())
    }

    /// The number of the newest change, with those that this write appends.
    #[must_use]
    pub const fn change_seq(&self) -> i64 {
        self.head.change_seq
    }

    /// Forgets changes from before that told live pages and notices of something. Those stay that an index is filled from,
    /// or has yet to follow, and the newest, up to which an index has to come. Returns how many went.
    pub async fn delete_passed_changes(&mut self, before: Timestamp, limit: u32) -> Result<u64> {
        let args = args![self.tenant(), before, self.head.change_seq, limit];
        self.conn().execute(DELETE_PASSED, args).await
    }
}

/// How often a SQLite file is looked at for what another process wrote (an import, a command).
const LOOK_EVERY: Duration = Duration::from_secs(2);

async fn all_last(db: &Db) -> Result<Vec<ChangeNotice>> {
    let rows = db.read(Reach::System).await?.list(LIST_LAST, args![]).await?;
    let notice = |row: &Row| {
        let mut f = row.fields();
        Ok(ChangeNotice { tenant: f.id()?, seq: f.i64()? })
    };
    rows.iter().map(notice).collect()
}

/// Tells of what other processes write into a SQLite file, until it is closed; PostgreSQL has a channel for it.
pub(crate) fn watch(db: Db, notices: broadcast::Sender<ChangeNotice>) {
    let mut own = notices.subscribe();
    tokio::spawn(async move {
        let mut known: Option<HashMap<TenantId, i64>> = None;
        loop {
            match all_last(&db).await {
                Ok(all) => {
                    if let Some(known) = &mut known {
                        while let Ok(told) = own.try_recv() {
                            known.insert(told.tenant, told.seq);
                        }
                        for notice in all.iter().filter(|one| known.get(&one.tenant) < Some(&one.seq)) {
                            // Nobody listening is not a failure.
                            let _ = notices.send(*notice);
                        }
                    }
                    known = Some(all.into_iter().map(|one| (one.tenant, one.seq)).collect());
                }
                Err(StoreError::Closed) => return,
                Err(error) => tracing::warn!(%error, "what other processes wrote cannot be read"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    });
}

/// Listens on the change channel with a connection of its own until the pool closes; the listener connects
/// again by itself, and readers catch up from the sequence.
pub(crate) async fn listen(pool: PgPool, notices: broadcast::Sender<ChangeNotice>) -> Result<()> {
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen("deskhero_change").await?;
    tokio::spawn(async move {
        while !pool.is_closed() {
            match listener.try_recv().await {
                Ok(Some(notification)) => {
                    if let Some(notice) = ChangeNotice::decode(notification.payload()) {
                        let _ = notices.send(notice);
                    }
                }
                Ok(None) => tracing::warn!("the change channel was connected again"),
                Err(error) if pool.is_closed() => {
                    tracing::debug!(%error, "the change channel closed");
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, "the change channel cannot be connected; trying again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    });
    Ok(())
}
