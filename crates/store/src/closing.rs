//! Tenants whose account is being closed, and to whom the receipt of one goes that is closed (C42).

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, SystemStore, TenantTx};
use domain::record::ClosingLetter;
use domain::{AgentId, ErasureId, Sealed, TenantId, Timestamp};

queries! {
    UPSERT = "INSERT INTO tenant_end (tenant_id, by_id, ended_at_ms, erase_at_ms, notices, keep_sums) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (tenant_id) DO UPDATE SET by_id = excluded.by_id, ended_at_ms = excluded.ended_at_ms, \
        erase_at_ms = excluded.erase_at_ms, notices = excluded.notices, keep_sums = excluded.keep_sums";
    FIND = "SELECT tenant_id, by_id, ended_at_ms, erase_at_ms, notices, keep_sums FROM tenant_end WHERE tenant_id = $1";
    LIST = "SELECT tenant_id, by_id, ended_at_ms, erase_at_ms, notices, keep_sums FROM tenant_end ORDER BY tenant_id";
    TOLD = "UPDATE tenant_end SET notices = $3 WHERE tenant_id = $1 AND ended_at_ms = $2";
    // Waits for whoever takes it back or puts it off, and sees what they did.
    HOLD_DUE = "UPDATE tenant_end SET notices = notices WHERE tenant_id = $1 AND erase_at_ms <= $2";
    DELETE = "DELETE FROM tenant_end WHERE tenant_id = $1";
    INSERT_LETTER = "INSERT INTO closing_letter (tenant_id, id, closed_id, content_object, content_sealed, made_at_ms) @rows";
    LETTERS = "SELECT id, closed_id, content_object, content_sealed, made_at_ms FROM closing_letter WHERE tenant_id = $1 \
        ORDER BY id";
    FIND_LETTER = "SELECT id, closed_id, content_object, content_sealed, made_at_ms FROM closing_letter \
        WHERE tenant_id = $1 AND id = $2";
    DELETE_LETTER = "DELETE FROM closing_letter WHERE tenant_id = $1 AND id = $2";
}

/// The end of a tenant whose account is being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantEnd {
    /// The tenant.
    pub tenant: TenantId,
    /// Who closed it.
    pub by: Option<AgentId>,
    /// When that was.
    pub ended_at: Timestamp,
    /// When everything goes.
    pub erase_at: Timestamp,
    /// How many times the admins were told.
    pub notices: u32,
    /// Whether sums stay, in which nobody is told apart.
    pub keep_sums: bool,
}

/// To whom the receipt of an erased tenant is to be sent. It belongs to the system's own tenant.
#[derive(Debug, Clone)]
pub struct Closed {
    /// The erasure.
    pub id: ErasureId,
    /// The tenant that is erased.
    pub tenant: TenantId,
    /// To whom.
    pub content: Sealed<ClosingLetter>,
    /// When it was kept.
    pub made_at: Timestamp,
}

fn read(row: &Row) -> Result<TenantEnd> {
    let mut f = row.fields();
    Ok(TenantEnd {
        tenant: f.id()?,
        by: f.id_opt()?,
        ended_at: f.time()?,
        erase_at: f.time()?,
        notices: f.u32()?,
        keep_sums: f.flag()?,
    })
}

fn read_letter(row: &Row) -> Result<Closed> {
    let mut f = row.fields();
    Ok(Closed { id: f.id()?, tenant: f.id()?, content: f.sealed()?, made_at: f.time()? })
}

async fn find(conn: &mut Conn, tenant: TenantId) -> Result<Option<TenantEnd>> {
    conn.find(FIND, args![tenant]).await?.as_ref().map(read).transpose()
}

async fn letters(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Closed>> {
    conn.list(LETTERS, args![tenant]).await?.iter().map(read_letter).collect()
}

async fn find_letter(conn: &mut Conn, tenant: TenantId, id: ErasureId) -> Result<Option<Closed>> {
    conn.find(FIND_LETTER, args![tenant, id]).await?.as_ref().map(read_letter).transpose()
}

reads! {
    /// The tenant's end, while its account is being closed.
    find_tenant_end() -> Option<TenantEnd> = find;
    /// Receipts that are still to be sent.
    list_closing_letters() -> Vec<Closed> = letters;
    /// One of them.
    find_closing_letter(id: ErasureId) -> Option<Closed> = find_letter;
}

impl SystemStore {
    /// Every tenant whose account is being closed.
    pub async fn list_tenant_ends(&self) -> Result<Vec<TenantEnd>> {
        self.read().await?.list(LIST, args![]).await?.iter().map(read).collect()
    }
}

impl TenantTx {
    /// Notes that the account is being closed, or another time for its end.
    pub async fn put_tenant_end(&mut self, end: &TenantEnd) -> Result<()> {
        let args = args![self.tenant(), end.by, end.ended_at, end.erase_at, end.notices, end.keep_sums];
        self.conn().execute(UPSERT, args).await.map(|_| ())
    }

    /// Notes how many times the admins were told, if it is still the same closing.
    pub async fn update_tenant_end_notices(&mut self, ended_at: Timestamp, notices: u32) -> Result<()> {
        let args = args![self.tenant(), ended_at, notices];
        self.conn().execute(TOLD, args).await.map(|_| ())
    }

    /// Whether the account is being closed and its time has come. Until this transaction ends nobody takes that back.
    pub async fn hold_tenant_end_due(&mut self, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), now];
        Ok(self.conn().execute(HOLD_DUE, args).await? > 0)
    }

    /// Notes that the account goes on; false when it was not being closed.
    pub async fn delete_tenant_end(&mut self) -> Result<bool> {
        let args = args![self.tenant()];
        Ok(self.conn().execute(DELETE, args).await? > 0)
    }

    /// Keeps to whom a receipt goes.
    pub async fn insert_closing_letter(&mut self, one: &Closed) -> Result<()> {
        let (object, bytes) = (one.content.object(), one.content.as_bytes());
        let row = args![self.tenant(), one.id, one.tenant, object, bytes, one.made_at];
        self.conn().insert(INSERT_LETTER, vec![row]).await.map(|_| ())
    }

    /// Forgets to whom a receipt went.
    pub async fn delete_closing_letter(&mut self, id: ErasureId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE_LETTER, args).await.map(|_| ())
    }
}
