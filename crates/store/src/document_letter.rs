//! Letters about documents that changed: one for each agent and version. How they go out is in [`crate::letter`].

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{AgentId, DocumentKind, LetterState, RequestId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO document_letter (tenant_id, kind, version, agent_id, id, state, attempts, code, due_at_ms, holder, \
        made_at_ms, ended_at_ms) @rows ON CONFLICT (tenant_id, kind, version, agent_id) DO NOTHING";
    DUE = "SELECT tenant_id, kind, version, agent_id, id, state, attempts, code, due_at_ms, made_at_ms, ended_at_ms FROM document_letter \
        WHERE tenant_id = $1 AND state IN ('waiting', 'sending', 'ending') AND due_at_ms <= $2 ORDER BY due_at_ms LIMIT $3";
    LIST = "SELECT tenant_id, kind, version, agent_id, id, state, attempts, code, due_at_ms, made_at_ms, ended_at_ms FROM document_letter \
        WHERE tenant_id = $1 AND kind = $2 AND version = $3 ORDER BY agent_id";
}

/// A letter to an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLetter {
    /// Whose agent.
    pub tenant: TenantId,
    /// About which document.
    pub kind: DocumentKind,
    /// About which version.
    pub version: i64,
    /// To whom.
    pub agent: AgentId,
    /// What its Message-ID is made of.
    pub id: RequestId,
    /// Where it stands.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: u32,
    /// What the server answered last, as an SMTP code.
    pub code: Option<i64>,
    /// When it is to be tried, or until when somebody has it.
    pub due_at: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<DocumentLetter> {
    let mut f = row.fields();
    Ok(DocumentLetter {
        tenant: f.id()?,
        kind: f.state()?,
        version: f.i64()?,
        agent: f.id()?,
        id: f.id()?,
        state: f.state()?,
        attempts: f.u32()?,
        code: f.i64_opt()?,
        due_at: f.time()?,
        made_at: f.time()?,
        ended_at: f.time_opt()?,
    })
}

async fn list_due(
    conn: &mut Conn,
    tenant: TenantId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<DocumentLetter>> {
    conn.list(DUE, args![tenant, now, limit]).await?.iter().map(read).collect()
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    kind: DocumentKind,
    version: i64,
) -> Result<Vec<DocumentLetter>> {
    conn.list(LIST, args![tenant, kind, version]).await?.iter().map(read).collect()
}

reads! {
    /// Letters that are to be sent, or whose sender ended.
    list_document_letters_due(now: Timestamp, limit: i64) -> Vec<DocumentLetter> = list_due;
    /// The letters about a version.
    list_document_letters(kind: DocumentKind, version: i64) -> Vec<DocumentLetter> = list;
}

impl TenantTx {
    /// Makes letters; whoever has one about that version keeps it.
    pub async fn insert_document_letters(&mut self, letters: &[DocumentLetter]) -> Result<()> {
        let tenant = self.tenant();
        let row = |l: &DocumentLetter| {
            args![
                tenant,
                l.kind,
                l.version,
                l.agent,
                l.id,
                l.state,
                l.attempts,
                l.code,
                l.due_at,
                None::<RequestId>,
                l.made_at,
                l.ended_at
            ]
        };
        self.conn().insert(INSERT, letters.iter().map(row).collect()).await.map(|_| ())
    }
}
