//! Everything of a company in one file, for that company: rows here, sealed pieces among the blobs; and what is read for it
//! alone.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{
    ExportPiece, ExportProgress, Result, StoreError, SubjectRequest, SystemStore, TenantTx, subject_request,
};
use domain::{
    AgentId, CompanyExportId, ExportState, ObjectId, RequestId, SubjectRequestId, TenantId, Timestamp,
};

queries! {
    INSERT = "INSERT INTO company_export (tenant_id, id, agent_id, state, language, done, total, size_bytes, attempts, \
        asked_at_ms, expires_at_ms) @rows";
    FIND = "SELECT id, agent_id, state, language, done, total, size_bytes, attempts, asked_at_ms, ready_at_ms, \
        expires_at_ms FROM company_export WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, agent_id, state, language, done, total, size_bytes, attempts, asked_at_ms, ready_at_ms, \
        expires_at_ms FROM company_export WHERE tenant_id = $1 ORDER BY asked_at_ms DESC, id DESC";
    CLAIM = "UPDATE company_export SET state = 'making', holder = $1, lease_until_ms = $2, attempts = attempts + 1 \
        WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM company_export WHERE (state = 'waiting' \
        OR (state = 'making' AND lease_until_ms <= $3)) \
        AND tenant_id NOT IN (SELECT id FROM tenant WHERE state = 'suspended') \
        AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.tenant_id = company_export.tenant_id AND e.state = 'keys_gone') \
        ORDER BY asked_at_ms LIMIT 1 @skip_locked) RETURNING tenant_id, id";
    PROGRESS = "UPDATE company_export SET done = $4, total = $5, size_bytes = $6, lease_until_ms = $7 \
        WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state = 'making'";
    FINISH = "UPDATE company_export SET state = $4, ready_at_ms = $5, expires_at_ms = $6, size_bytes = $7, \
        holder = NULL, lease_until_ms = NULL WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state = 'making'";
    RETRY = "UPDATE company_export SET state = 'waiting', holder = NULL, lease_until_ms = NULL \
        WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state = 'making'";
    // Whoever makes it finds that it is not theirs any more.
    RENEW = "UPDATE company_export SET state = 'waiting', holder = NULL, lease_until_ms = NULL, ready_at_ms = NULL, \
        done = 0, total = 0, size_bytes = 0, attempts = 0 WHERE tenant_id = $1 AND id = $2 \
        AND state IN ('making', 'ready')";
    LIST_REQUESTS = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request \
        WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    DELETE = "DELETE FROM company_export WHERE tenant_id = $1 AND id = $2";
    INSERT_PIECE = "INSERT INTO company_export_piece (tenant_id, export_id, place, object_id, size_bytes) @rows";
    LIST_PIECES = "SELECT object_id FROM company_export_piece WHERE tenant_id = $1 AND export_id = $2 ORDER BY place";
    DELETE_SOME_PIECES = "DELETE FROM company_export_piece WHERE tenant_id = $1 AND export_id = $2 AND object_id IN (@many)";
    DELETE_PIECES = "DELETE FROM company_export_piece WHERE tenant_id = $1 AND export_id = $2";
}

/// Everything of a company in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyExport {
    /// Id.
    pub id: CompanyExportId,
    /// Who asked for it.
    pub agent: Option<AgentId>,
    /// Where it stands.
    pub state: ExportState,
    /// The language of its pages (BCP 47).
    pub language: String,
    /// Steps that are done.
    pub done: i64,
    /// Steps that there are; 0 while that is not known.
    pub total: i64,
    /// Size of what was put together.
    pub size_bytes: i64,
    /// How often it was begun.
    pub attempts: u32,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Since when it can be handed out.
    pub ready_at: Option<Timestamp>,
    /// When it goes, unless the account is being closed.
    pub expires_at: Timestamp,
}

fn read(row: &Row) -> Result<CompanyExport> {
    let mut f = row.fields();
    Ok(CompanyExport {
        id: f.id()?,
        agent: f.id_opt()?,
        state: f.state()?,
        language: f.text()?.to_owned(),
        done: f.i64()?,
        total: f.i64()?,
        size_bytes: f.i64()?,
        attempts: f.u32()?,
        asked_at: f.time()?,
        ready_at: f.time_opt()?,
        expires_at: f.time()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: CompanyExportId) -> Result<Option<CompanyExport>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<CompanyExport>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn pieces(conn: &mut Conn, tenant: TenantId, id: CompanyExportId) -> Result<Vec<ObjectId>> {
    conn.list(LIST_PIECES, args![tenant, id]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn requests(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<SubjectRequestId>,
    limit: u32,
) -> Result<Vec<SubjectRequest>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    conn.list(LIST_REQUESTS, args![tenant, after, limit]).await?.iter().map(subject_request::read).collect()
}

reads! {
    /// An export.
    find_company_export(id: CompanyExportId) -> Option<CompanyExport> = find;
    /// Those of the company, newest first; a few are kept.
    list_company_exports() -> Vec<CompanyExport> = list;
    /// The pieces of an export, in order.
    list_company_export_pieces(id: CompanyExportId) -> Vec<ObjectId> = pieces;
    /// What people asked about their own data: every case, oldest first.
    list_subject_requests(after: Option<SubjectRequestId>, limit: u32) -> Vec<SubjectRequest> = requests;
}

impl TenantTx {
    /// Adds an export that waits to be made.
    pub async fn insert_company_export(&mut self, e: &CompanyExport) -> Result<()> {
        let row = args![
            self.tenant(),
            e.id,
            e.agent,
            e.state,
            e.language.as_str(),
            e.done,
            e.total,
            e.size_bytes,
            e.attempts,
            e.asked_at,
            e.expires_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Adds a piece.
    pub async fn insert_company_export_piece(&mut self, id: CompanyExportId, p: ExportPiece) -> Result<()> {
        let row = args![self.tenant(), id, p.place, p.object, p.size_bytes];
        self.conn().insert(INSERT_PIECE, vec![row]).await.map(|_| ())
    }

    /// Notes how far its maker is; [`StoreError::NotFound`] when another has it by now, it is to be begun anew, or it is gone.
    pub async fn update_company_export(
        &mut self,
        id: CompanyExportId,
        holder: RequestId,
        p: ExportProgress,
    ) -> Result<()> {
        let args = args![self.tenant(), id, holder, p.done, p.total, p.size_bytes, p.lease_until];
        self.company_export_changed(PROGRESS, args).await
    }

    /// Says that its maker is done; [`StoreError::NotFound`] as above.
    pub async fn finish_company_export(&mut self, e: &CompanyExport, holder: RequestId) -> Result<()> {
        let args = args![self.tenant(), e.id, holder, e.state, e.ready_at, e.expires_at, e.size_bytes];
        self.company_export_changed(FINISH, args).await
    }

    /// Gives it back to be begun anew.
    pub async fn retry_company_export(&mut self, id: CompanyExportId, holder: RequestId) -> Result<()> {
        let args = args![self.tenant(), id, holder];
        self.company_export_changed(RETRY, args).await
    }

    async fn company_export_changed(
        &mut self,
        text: &'static str,
        args: Vec<crate::db::Value>,
    ) -> Result<()> {
        match self.conn().execute(text, args).await? {
            0 => Err(StoreError::NotFound("company export")),
            _ => Ok(()),
        }
    }

    /// Lets one that is being made, or was, be made anew; the pieces that it has, which are to end.
    pub async fn renew_company_export(&mut self, id: CompanyExportId) -> Result<Vec<ObjectId>> {
        let tenant = self.tenant();
        self.conn().execute(RENEW, args![tenant, id]).await?;
        pieces(self.conn(), tenant, id).await
    }

    /// Removes some pieces of an export: rows and blobs. Their keys are the caller's to remove, before.
    pub async fn delete_some_company_export_pieces(
        &mut self,
        id: CompanyExportId,
        objects: &[ObjectId],
    ) -> Result<()> {
        self.delete_blobs(objects).await?;
        let (args, many) = (args![self.tenant(), id], objects.iter().map(|id| id.into_value()).collect());
        self.conn().execute_many(DELETE_SOME_PIECES, args, many).await.map(|_| ())
    }

    /// Removes the pieces of an export: rows and blobs. Their keys are the caller's to remove, before.
    pub async fn delete_company_export_pieces(&mut self, id: CompanyExportId) -> Result<()> {
        let tenant = self.tenant();
        let objects = pieces(self.conn(), tenant, id).await?;
        self.delete_blobs(&objects).await?;
        self.conn().execute(DELETE_PIECES, args![tenant, id]).await.map(|_| ())
    }

    /// Removes an export without pieces.
    pub async fn delete_company_export(&mut self, id: CompanyExportId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }
}

impl SystemStore {
    /// Claims the export of any served tenant that waits longest, or whose maker vanished. Where something is just being
    /// erased, rows are left that cannot be opened any more: there it waits.
    pub async fn claim_company_export(
        &self,
        holder: RequestId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<(TenantId, CompanyExportId)>> {
        let mut tx = self.begin().await?;
        let claimed = tx.find(CLAIM, args![holder, until, now]).await?.as_ref().map(|row| {
            let mut f = row.fields();
            Ok((f.id()?, f.id()?))
        });
        tx.commit().await?;
        claimed.transpose()
    }
}
