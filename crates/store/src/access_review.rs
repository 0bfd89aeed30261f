//! Reviews of who has access (C89): a company's in its own rows, the operators' in the system's.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::AccessReviewContent;
use domain::{AccessReviewId, AgentId, AssessmentState, Sealed, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO access_review (tenant_id, id, number, state, begun_at_ms, begun_by_id, finished_at_ms, \
        finished_by_id, removed, version, content_object, content_sealed) @rows";
    UPDATE = "UPDATE access_review SET state = $4, finished_at_ms = $5, finished_by_id = $6, removed = $7, content_object = $8, \
        content_sealed = $9, version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 'open'";
    FIND = "SELECT id, number, state, begun_at_ms, begun_by_id, finished_at_ms, finished_by_id, removed, version, \
        content_object, content_sealed FROM access_review WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, number, state, begun_at_ms, begun_by_id, finished_at_ms, finished_by_id, removed, version, \
        content_object, content_sealed FROM access_review WHERE tenant_id = $1 ORDER BY number DESC";
    NUMBER = "SELECT number FROM access_review WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1";
}

/// A review: its states and times; what it says is sealed.
#[derive(Debug, Clone)]
pub struct AccessReview {
    /// Id.
    pub id: AccessReviewId,
    /// Counts up from 1.
    pub number: i64,
    /// Where it stands.
    pub state: AssessmentState,
    /// When it began.
    pub begun_at: Timestamp,
    /// By whom.
    pub begun_by: Option<AgentId>,
    /// When it was finished.
    pub finished_at: Option<Timestamp>,
    /// By whom.
    pub finished_by: Option<AgentId>,
    /// How many lines were removed.
    pub removed: i64,
    /// Counts up with each change.
    pub version: i64,
    /// Lines, report, signature.
    pub content: Sealed<AccessReviewContent>,
}

fn read(row: &Row) -> Result<AccessReview> {
    let mut f = row.fields();
    Ok(AccessReview {
        id: f.id()?,
        number: f.i64()?,
        state: f.state()?,
        begun_at: f.time()?,
        begun_by: f.id_opt()?,
        finished_at: f.time_opt()?,
        finished_by: f.id_opt()?,
        removed: f.i64()?,
        version: f.i64()?,
        content: f.sealed()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: AccessReviewId) -> Result<Option<AccessReview>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<AccessReview>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// One of them.
    find_access_review(id: AccessReviewId) -> Option<AccessReview> = find;
    /// All of them, the newest first: a few a year.
    list_access_reviews() -> Vec<AccessReview> = list;
}

impl TenantTx {
    /// The number of the next one.
    pub async fn next_access_review_number(&mut self) -> Result<i64> {
        let args = args![self.tenant()];
        let last = self.conn().find(NUMBER, args).await?;
        Ok(last.as_ref().map(|row| row.fields().i64()).transpose()?.unwrap_or_default() + 1)
    }

    /// Begins one.
    pub async fn insert_access_review(&mut self, r: &AccessReview) -> Result<()> {
        let row = args![
            self.tenant(),
            r.id,
            r.number,
            r.state,
            r.begun_at,
            r.begun_by,
            r.finished_at,
            r.finished_by,
            r.removed,
            r.version,
            r.content.object(),
            r.content.as_bytes()
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes one that is open.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is finished, or somebody changed it since it was read.
    pub async fn update_access_review(&mut self, r: &AccessReview) -> Result<()> {
        let args = args![
            self.tenant(),
            r.id,
            r.version,
            r.state,
            r.finished_at,
            r.finished_by,
            r.removed,
            r.content.object(),
            r.content.as_bytes()
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("review")),
            _ => Ok(()),
        }
    }
}
