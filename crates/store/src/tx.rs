//! A tenant's reads and write transactions.

use crate::audit::AuditHead;
use crate::change::{ChangeNotice, Told};
use crate::db::{Conn, args, queries};
use crate::dialect::{Db, Dialect, Durability, Reach};
use crate::history::Found;
use crate::organisation_move::TICKETS_PER_WRITE;
use crate::view_count::{CountDeltas, ViewCache};
use crate::{Result, StoreError};
use domain::TenantId;
use domain::merkle::Head;
use std::sync::Arc;
use tokio::sync::{Notify, broadcast};

queries! {
    LOCK_HEAD = "SELECT audit_size, audit_peaks, change_seq, ticket_number_last, views_version FROM tenant_head \
        WHERE tenant_id = $1 @lock";
    UPDATE_HEAD = "UPDATE tenant_head SET audit_size = $2, audit_peaks = $3, change_seq = $4, \
        ticket_number_last = $5, views_version = $6 WHERE tenant_id = $1";
}

/// Tells the other nodes, when the transaction commits (PostgreSQL alone).
pub(crate) const NOTIFY: &str = "SELECT pg_notify('deskhero_change', $1)::TEXT";

/// Everything of one tenant that can be read; [`TenantStore::begin`] starts a write.
#[derive(Clone)]
pub struct TenantStore {
    db: Db,
    tenant: TenantId,
    notices: broadcast::Sender<ChangeNotice>,
    views: Arc<ViewCache>,
    appended: Arc<Notify>,
}

impl TenantStore {
    pub(crate) const fn new(
        db: Db,
        tenant: TenantId,
        notices: broadcast::Sender<ChangeNotice>,
        views: Arc<ViewCache>,
        appended: Arc<Notify>,
    ) -> Self {
        Self { db, tenant, notices, views, appended }
    }

    /// The tenant.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    pub(crate) async fn read(&self) -> Result<Conn> {
        self.db.read(Reach::Tenant(self.tenant)).await
    }

    /// Starts a write. Writes of a tenant happen one after the other (the tenant's head row is locked),
    /// which gives its audit log, changes and ticket numbers one order without gaps.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such tenant.
    pub async fn begin(&self) -> Result<TenantTx> {
        self.begin_as(Durability::AtCommit).await
    }

    /// Starts a write that is durable then.
    ///
    /// # Errors
    /// As [`TenantStore::begin`].
    pub async fn begin_as(&self, durability: Durability) -> Result<TenantTx> {
        let mut conn = self.db.begin_as(Reach::Tenant(self.tenant), durability).await?;
        let row = conn.find(LOCK_HEAD, args![self.tenant]).await?.ok_or(StoreError::NotFound("tenant"))?;
        let mut f = row.fields();
        let size = u64::try_from(f.i64()?).map_err(|_| StoreError::Corrupt("audit size"))?;
        let audit = Head::from_parts(size, f.bytes()?).map_err(|_| StoreError::Corrupt("audit head"))?;
        let state =
            HeadState { audit, change_seq: f.i64()?, ticket_number: f.i64()?, views_version: f.i64()? };
        let mut tx = TenantTx {
            conn,
            tenant: self.tenant,
            notices: self.notices.clone(),
            before: state.clone(),
            head: state,
            counts: CountDeltas::default(),
            told: Told::default(),
            moves_left: TICKETS_PER_WRITE,
            found: Vec::new(),
            views: Arc::clone(&self.views),
            appended: Arc::clone(&self.appended),
        };
        if tx.head.views_version == 0 {
            tx.count_built_in().await?;
        }
        Ok(tx)
    }
}

/// What the tenant's head row holds.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct HeadState {
    pub(crate) audit: Head,
    pub(crate) change_seq: i64,
    pub(crate) ticket_number: i64,
    pub(crate) views_version: i64,
}

/// A write of one tenant. Nothing is kept unless [`TenantTx::commit`] is called.
#[must_use = "a write that is not committed is rolled back"]
pub struct TenantTx {
    conn: Conn,
    tenant: TenantId,
    notices: broadcast::Sender<ChangeNotice>,
    pub(crate) before: HeadState,
    pub(crate) head: HeadState,
    pub(crate) counts: CountDeltas,
    pub(crate) told: Told,
    /// Tickets that it may still take along to another organisation.
    pub(crate) moves_left: u32,
    /// What it did to tickets, to be told.
    pub(crate) found: Vec<Found>,
    pub(crate) views: Arc<ViewCache>,
    appended: Arc<Notify>,
}

impl TenantTx {
    /// The tenant.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    pub(crate) const fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    /// The number for the next new ticket of the tenant; each call gives another one.
    pub const fn next_ticket_number(&mut self) -> i64 {
        self.head.ticket_number += 1;
        self.head.ticket_number
    }

    /// The audit log's head as this write leaves it.
    #[must_use]
    pub fn audit_head(&self) -> AuditHead {
        AuditHead { size: self.head.audit.size(), root: self.head.audit.root() }
    }

    /// Makes everything durable, unless it began as one that becomes so [`Durability::WithTheNext`]; then tells the listeners.
    ///
    /// # Errors
    /// A failure of the database: then nothing was kept, or (when the connection broke during the commit)
    /// it is unknown; reading tells.
    pub async fn commit(mut self) -> Result<()> {
        self.counts.flush(&mut self.conn, self.tenant).await?;
        let changed = self.head.change_seq != self.before.change_seq;
        if self.head != self.before {
            let size =
                i64::try_from(self.head.audit.size()).map_err(|_| StoreError::Corrupt("audit size"))?;
            let peaks = self.head.audit.peak_bytes();
            let (seq, number) = (self.head.change_seq, self.head.ticket_number);
            let views = self.head.views_version;
            self.conn.execute(UPDATE_HEAD, args![self.tenant, size, peaks, seq, number, views]).await?;
        }
        let notice = ChangeNotice { tenant: self.tenant, seq: self.head.change_seq };
        let dialect = self.conn.dialect();
        if changed && dialect == Dialect::Postgres {
            self.conn.list(NOTIFY, args![notice.encode()]).await?;
        }
        self.conn.commit().await?;
        if self.head.audit != self.before.audit {
            self.appended.notify_one();
        }
        if changed && dialect == Dialect::Sqlite {
            // Nobody listening is not a failure.
            let _ = self.notices.send(notice);
        }
        Ok(())
    }
}
