//! Letters about documents that changed: one for each agent and version, whatever is interrupted.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, SystemStore, TenantTx};
use domain::{AgentId, DocumentKind, LetterState, RequestId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO document_letter (tenant_id, kind, version, agent_id, id, state, attempts, code, due_at_ms, holder, \
        made_at_ms, ended_at_ms) @rows ON CONFLICT (tenant_id, kind, version, agent_id) DO NOTHING";
    DUE = "SELECT tenant_id, kind, version, agent_id, id, state, attempts, code, due_at_ms, made_at_ms, ended_at_ms FROM document_letter \
        WHERE tenant_id = $1 AND state IN ('waiting', 'sending', 'ending') AND due_at_ms <= $2 ORDER BY due_at_ms LIMIT $3";
    LIST = "SELECT tenant_id, kind, version, agent_id, id, state, attempts, code, due_at_ms, made_at_ms, ended_at_ms FROM document_letter \
        WHERE tenant_id = $1 AND kind = $2 AND version = $3 ORDER BY agent_id";
    CLAIM = "UPDATE document_letter SET state = 'sending', holder = $6, due_at_ms = $7, attempts = attempts + 1 \
        WHERE tenant_id = $1 AND kind = $2 AND version = $3 AND agent_id = $4 AND state IN ('waiting', 'sending') \
        AND due_at_ms <= $5";
    ENDING = "UPDATE document_letter SET state = 'ending' WHERE tenant_id = $1 AND kind = $2 AND version = $3 AND agent_id = $4 \
        AND state = 'sending' AND holder = $5 AND due_at_ms > $6";
    FINISH = "UPDATE document_letter SET state = $6, code = $7, due_at_ms = $8, ended_at_ms = $9, holder = NULL \
        WHERE tenant_id = $1 AND kind = $2 AND version = $3 AND agent_id = $4 AND holder = $5 \
        AND state IN ('sending', 'ending')";
    DOUBT = "UPDATE document_letter SET state = 'in-doubt', ended_at_ms = $2, holder = NULL \
        WHERE tenant_id = $1 AND state = 'ending' AND due_at_ms <= $2";
    GIVE_BACK = "UPDATE document_letter SET state = 'waiting', due_at_ms = $2, holder = NULL \
        WHERE state = 'sending' AND holder = $1";
    DOUBT_OWN = "UPDATE document_letter SET state = 'in-doubt', ended_at_ms = $2, holder = NULL \
        WHERE state = 'ending' AND holder = $1";
    BOUNCE = "UPDATE document_letter SET state = 'bounced', code = $2, ended_at_ms = $3 \
        WHERE id = $1 AND state IN ('sent', 'in-doubt', 'ending')";
    QUARANTINE = "UPDATE document_letter SET state = 'in-doubt', holder = NULL WHERE state IN ('waiting', 'sending', 'ending')";
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

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterEnd {
    /// Where it stands.
    pub state: LetterState,
    /// What the server answered.
    pub code: Option<i64>,
    /// When it is to be tried again, if it is.
    pub due_at: Timestamp,
    /// When it came to its end, if it did.
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

    /// Takes a letter, to send it, until `lease_until`; `false` when somebody else has it.
    pub async fn claim_document_letter(
        &mut self,
        letter: &DocumentLetter,
        now: Timestamp,
        holder: RequestId,
        lease_until: Timestamp,
    ) -> Result<bool> {
        let l = letter;
        let args = args![self.tenant(), l.kind, l.version, l.agent, now, holder, lease_until];
        Ok(self.conn().execute(CLAIM, args).await? == 1)
    }

    /// Notes that the server is about to be told the letter's end; `false` when it is not the holder's any more.
    pub async fn end_document_letter(
        &mut self,
        letter: &DocumentLetter,
        holder: RequestId,
        now: Timestamp,
    ) -> Result<bool> {
        let l = letter;
        let args = args![self.tenant(), l.kind, l.version, l.agent, holder, now];
        Ok(self.conn().execute(ENDING, args).await? == 1)
    }

    /// Notes what became of a letter.
    pub async fn finish_document_letter(
        &mut self,
        letter: &DocumentLetter,
        holder: RequestId,
        end: LetterEnd,
    ) -> Result<()> {
        let l = letter;
        let LetterEnd { state, code, due_at, ended_at } = end;
        let args = args![self.tenant(), l.kind, l.version, l.agent, holder, state, code, due_at, ended_at];
        self.conn().execute(FINISH, args).await.map(|_| ())
    }

    /// Letters whose sender ended while the server was told their end: nobody knows whether it has them.
    pub async fn doubt_document_letters(&mut self, now: Timestamp) -> Result<u64> {
        let args = args![self.tenant(), now];
        self.conn().execute(DOUBT, args).await
    }
}

impl SystemStore {
    /// Notes that a letter came back; `false` when there is none of that id.
    pub async fn bounce_document_letter(
        &self,
        id: RequestId,
        code: Option<i64>,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(self.write(BOUNCE, args![id, code, now]).await? > 0)
    }

    /// Letters that this holder had when it ended wait again, but for those whose end the server was told: they are in doubt, and
    /// counted. Only for a holder that has just started and sends nothing yet.
    pub async fn interrupt_document_letters(&self, holder: RequestId, now: Timestamp) -> Result<u64> {
        let mut tx = self.begin().await?;
        // In this order: a database may still be ending what the holder asked for last, which makes one of the other.
        tx.execute(GIVE_BACK, args![holder, now]).await?;
        let doubtful = tx.execute(DOUBT_OWN, args![holder, now]).await?;
        tx.commit().await?;
        Ok(doubtful)
    }

    /// Holds what was on its way when the backup was made: nobody can know whether it went out.
    pub async fn quarantine_document_letters(&self) -> Result<u64> {
        let mut tx = self.begin().await?;
        let held = tx.execute(QUARANTINE, args![]).await?;
        tx.commit().await?;
        Ok(held)
    }
}
