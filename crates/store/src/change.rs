//! The tenant's sequence of changes: the search index and live pages follow it.

use crate::db::{Conn, Row, args, queries, reads};
use crate::dialect::{Db, Reach};
use crate::{Result, StoreError, TenantTx};
use domain::{MessageId, TenantId, TicketId, Timestamp};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::broadcast;

queries! {
    INSERT = "INSERT INTO change (tenant_id, seq, kind, ticket_id, message_id, at_ms) @rows";
    LIST_AFTER = "SELECT seq, kind, ticket_id, message_id, at_ms FROM change \
        WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    LAST = "SELECT change_seq FROM tenant_head WHERE tenant_id = $1";
    LIST_LAST = "SELECT tenant_id, change_seq FROM tenant_head";
    DELETE_UNTIL = "DELETE FROM change WHERE tenant_id = $1 AND seq <= $2";
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What changed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ChangeKind { $($(#[$doc])* $variant),+ }
        impl ChangeKind {
            /// Its word in SQL.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl FromStr for ChangeKind {
            type Err = StoreError;
            fn from_str(s: &str) -> Result<Self> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(StoreError::Corrupt("change kind")) }
            }
        }
    };
}
kinds! {
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
    /// When.
    pub at: Timestamp,
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
    Ok(Change { seq: f.i64()?, kind: f.state()?, ticket: f.id_opt()?, message: f.id_opt()?, at: f.time()? })
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
    /// Appends changes; they get the next numbers.
    pub async fn append_changes(&mut self, changes: &[Change]) -> Result<()> {
        let tenant = self.tenant();
        let first = self.head.change_seq;
        let rows = (first + 1..)
            .zip(changes)
            .map(|(seq, c)| args![tenant, seq, c.kind.as_str(), c.ticket, c.message, c.at])
            .collect();
        self.conn().insert(INSERT, rows).await?;
        self.head.change_seq = first.saturating_add(i64::try_from(changes.len()).unwrap_or(i64::MAX));
        Ok(())
    }

    /// The number of the newest change, with those that this write appends.
    #[must_use]
    pub const fn change_seq(&self) -> i64 {
        self.head.change_seq
    }

    /// Forgets changes that every reader has passed.
    pub async fn delete_changes_until(&mut self, seq: i64) -> Result<u64> {
        let tenant = self.tenant();
        self.conn().execute(DELETE_UNTIL, args![tenant, seq]).await
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
