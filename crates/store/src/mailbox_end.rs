//! Mailboxes that were disconnected, and when what they took in goes (C41).

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{MailboxId, TenantId, Timestamp};

queries! {
    UPSERT = "INSERT INTO mailbox_end (tenant_id, mailbox_id, ended_at_ms, erase_at_ms, notices) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, mailbox_id) DO UPDATE SET ended_at_ms = excluded.ended_at_ms, \
        erase_at_ms = excluded.erase_at_ms, notices = excluded.notices";
    LIST = "SELECT mailbox_id, ended_at_ms, erase_at_ms, notices FROM mailbox_end WHERE tenant_id = $1 ORDER BY mailbox_id";
    FIND = "SELECT mailbox_id, ended_at_ms, erase_at_ms, notices FROM mailbox_end WHERE tenant_id = $1 AND mailbox_id = $2";
    // Waits for whoever connects it again, and sees that they did.
    HOLD_DUE = "UPDATE mailbox_end SET notices = notices WHERE tenant_id = $1 AND mailbox_id = $2 AND erase_at_ms <= $3";
    LEFT = "UPDATE mailbox_end SET permission_left = $3 WHERE tenant_id = $1 AND mailbox_id = $2";
    LIST_LEFT = "SELECT mailbox_id, permission_left FROM mailbox_end WHERE tenant_id = $1 AND permission_left IS NOT NULL \
        ORDER BY mailbox_id";
    DELETE = "DELETE FROM mailbox_end WHERE tenant_id = $1 AND mailbox_id = $2";
}

/// The end of a mailbox that was disconnected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailboxEnd {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// When it was disconnected.
    pub ended_at: Timestamp,
    /// When what it took in goes.
    pub erase_at: Timestamp,
    /// How many times the admins were told.
    pub notices: u32,
}

fn read(row: &Row) -> Result<MailboxEnd> {
    let mut f = row.fields();
    Ok(MailboxEnd { mailbox: f.id()?, ended_at: f.time()?, erase_at: f.time()?, notices: f.u32()? })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<MailboxEnd>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, mailbox: MailboxId) -> Result<Option<MailboxEnd>> {
    conn.find(FIND, args![tenant, mailbox]).await?.as_ref().map(read).transpose()
}

async fn left(conn: &mut Conn, tenant: TenantId) -> Result<Vec<(MailboxId, String)>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok((f.id()?, f.text()?.to_owned()))
    };
    conn.list(LIST_LEFT, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// Disconnected mailboxes whose permission was not given back, and a fixed word for why.
    list_permissions_left() -> Vec<(MailboxId, String)> = left;
    /// Every mailbox that is disconnected.
    list_mailbox_ends() -> Vec<MailboxEnd> = list;
    /// The end of one.
    find_mailbox_end(mailbox: MailboxId) -> Option<MailboxEnd> = find;
}

impl TenantTx {
    /// Notes that a mailbox is disconnected, or another time for its end.
    pub async fn put_mailbox_end(&mut self, end: &MailboxEnd) -> Result<()> {
        let args = args![self.tenant(), end.mailbox, end.ended_at, end.erase_at, end.notices];
        self.conn().execute(UPSERT, args).await.map(|_| ())
    }

    /// Notes why the permission of a disconnected mailbox was not given back.
    pub async fn note_permission_left(&mut self, mailbox: MailboxId, why: &str) -> Result<()> {
        let args = args![self.tenant(), mailbox, why];
        self.conn().execute(LEFT, args).await.map(|_| ())
    }

    /// Whether a mailbox is disconnected and its time has come. Until this transaction ends nobody connects it again.
    pub async fn hold_mailbox_end_due(&mut self, mailbox: MailboxId, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), mailbox, now];
        Ok(self.conn().execute(HOLD_DUE, args).await? > 0)
    }

    /// Notes that a mailbox is connected again.
    pub async fn delete_mailbox_end(&mut self, mailbox: MailboxId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute(DELETE, args![t, mailbox]).await.map(|_| ())
    }
}
