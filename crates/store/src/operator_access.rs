//! What the operator asked to read of companies, and may, for a while (C35, C55).

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::OperatorAccessContent;
use domain::{AccessReason, AgentId, OperatorAccessId, Sealed, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO operator_access (tenant_id, id, operator_id, reason, minutes, asked_at_ms, decided_by_id, refused, \
        opened_at_ms, until_ms, ended_at_ms, ended_by_id, content_object, content_sealed) @rows";
    FIND = "SELECT id, operator_id, reason, minutes, asked_at_ms, decided_by_id, refused, opened_at_ms, until_ms, ended_at_ms, \
        ended_by_id, content_object, content_sealed FROM operator_access WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, operator_id, reason, minutes, asked_at_ms, decided_by_id, refused, opened_at_ms, until_ms, ended_at_ms, \
        ended_by_id, content_object, content_sealed FROM operator_access WHERE tenant_id = $1 AND id < $2 \
        ORDER BY id DESC LIMIT $3";
    // Once, and not after somebody said no or took it back.
    OPEN = "UPDATE operator_access SET decided_by_id = $3, opened_at_ms = $4, until_ms = $5 \
        WHERE tenant_id = $1 AND id = $2 AND opened_at_ms IS NULL AND ended_at_ms IS NULL";
    END = "UPDATE operator_access SET ended_by_id = $3, ended_at_ms = $4 \
        WHERE tenant_id = $1 AND id = $2 AND ended_at_ms IS NULL";
    REFUSE = "UPDATE operator_access SET decided_by_id = $3, ended_by_id = $3, ended_at_ms = $4, refused = 1 \
        WHERE tenant_id = $1 AND id = $2 AND opened_at_ms IS NULL AND ended_at_ms IS NULL";
}

/// An access of the operator to a company.
#[derive(Debug, Clone)]
pub struct OperatorAccess {
    /// Id.
    pub id: OperatorAccessId,
    /// Which operator: an agent of the system's own tenant.
    pub operator: AgentId,
    /// Why.
    pub reason: AccessReason,
    /// How long it is open, from when it is opened.
    pub minutes: u32,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The company's admin who decided; nobody where it opened at once.
    pub decided_by: Option<AgentId>,
    /// Whether they said no.
    pub refused: bool,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    /// Until when it is open.
    pub until: Option<Timestamp>,
    /// When somebody ended it.
    pub ended_at: Option<Timestamp>,
    /// Who.
    pub ended_by: Option<AgentId>,
    /// Who asks, and what for.
    pub content: Sealed<OperatorAccessContent>,
}

fn read(row: &Row) -> Result<OperatorAccess> {
    let mut f = row.fields();
    Ok(OperatorAccess {
        id: f.id()?,
        operator: f.id()?,
        reason: f.state()?,
        minutes: f.u32()?,
        asked_at: f.time()?,
        decided_by: f.id_opt()?,
        refused: f.flag()?,
        opened_at: f.time_opt()?,
        until: f.time_opt()?,
        ended_at: f.time_opt()?,
        ended_by: f.id_opt()?,
        content: f.sealed()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: OperatorAccessId) -> Result<Option<OperatorAccess>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    before: Option<OperatorAccessId>,
    limit: u32,
) -> Result<Vec<OperatorAccess>> {
    let before = before.map_or([0xff; 16], |id| *id.as_bytes());
    conn.list(LIST, args![tenant, before, limit]).await?.iter().map(read).collect()
}

reads! {
    /// One of them.
    find_operator_access(id: OperatorAccessId) -> Option<OperatorAccess> = find;
    /// The newest first, behind `before`.
    list_operator_accesses(before: Option<OperatorAccessId>, limit: u32) -> Vec<OperatorAccess> = list;
}

impl TenantTx {
    /// Keeps what was asked for; what opens at once is open in this row already.
    pub async fn insert_operator_access(&mut self, a: &OperatorAccess) -> Result<()> {
        let row = args![
            self.tenant(),
            a.id,
            a.operator,
            a.reason,
            a.minutes,
            a.asked_at,
            a.decided_by,
            a.refused,
            a.opened_at,
            a.until,
            a.ended_at,
            a.ended_by,
            a.content.object(),
            a.content.as_bytes()
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Opens one; false when it was opened, refused or ended before.
    pub async fn open_operator_access(
        &mut self,
        id: OperatorAccessId,
        by: Option<AgentId>,
        at: Timestamp,
        until: Timestamp,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, by, at, until];
        Ok(self.conn().execute(OPEN, args).await? > 0)
    }

    /// Ends one; false when it was ended before.
    pub async fn end_operator_access(
        &mut self,
        id: OperatorAccessId,
        by: Option<AgentId>,
        at: Timestamp,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, by, at];
        Ok(self.conn().execute(END, args).await? > 0)
    }

    /// Says no to one; false when it was opened, refused or ended before.
    pub async fn refuse_operator_access(
        &mut self,
        id: OperatorAccessId,
        by: Option<AgentId>,
        at: Timestamp,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, by, at];
        Ok(self.conn().execute(REFUSE, args).await? > 0)
    }
}
