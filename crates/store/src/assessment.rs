//! Self-assessments and the letters that remind of them (C89): rows of the system's own tenant.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::record::AssessmentContent;
use domain::{
    AgentId, AssessmentId, AssessmentKind, AssessmentState, LetterState, ReminderKind, Sealed, TenantId,
    Timestamp,
};

queries! {
    INSERT = "INSERT INTO assessment (tenant_id, id, number, kind, state, begun_at_ms, begun_by_id, finished_at_ms, \
        finished_by_id, failed, version, content_object, content_sealed) @rows";
    UPDATE = "UPDATE assessment SET state = $4, finished_at_ms = $5, finished_by_id = $6, failed = $7, content_object = $8, \
        content_sealed = $9, version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $3 AND state = 'open'";
    FIND = "SELECT id, number, kind, state, begun_at_ms, begun_by_id, finished_at_ms, finished_by_id, failed, version, \
        content_object, content_sealed FROM assessment WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, number, kind, state, begun_at_ms, begun_by_id, finished_at_ms, finished_by_id, failed, version, \
        content_object, content_sealed FROM assessment WHERE tenant_id = $1 ORDER BY number DESC";
    NUMBER = "SELECT number FROM assessment WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1";
    INSERT_LETTER = "INSERT INTO assessment_letter (tenant_id, kind, term_ms, agent_id, state, due_at_ms, made_at_ms, \
        ended_at_ms) @rows ON CONFLICT (tenant_id, kind, term_ms, agent_id) DO NOTHING";
    LETTERS = "SELECT kind, term_ms, agent_id, state, due_at_ms, made_at_ms, ended_at_ms FROM assessment_letter \
        WHERE tenant_id = $1 AND kind = $2 AND term_ms = $3 ORDER BY agent_id";
    LETTERS_DUE = "SELECT kind, term_ms, agent_id, state, due_at_ms, made_at_ms, ended_at_ms FROM assessment_letter \
        WHERE tenant_id = $1 AND state = 'waiting' AND due_at_ms <= $2 ORDER BY due_at_ms LIMIT $3";
    UPDATE_LETTER = "UPDATE assessment_letter SET state = $5, due_at_ms = $6, ended_at_ms = $7 \
        WHERE tenant_id = $1 AND kind = $2 AND term_ms = $3 AND agent_id = $4";
    QUARANTINE = "UPDATE assessment_letter SET state = 'in-doubt' WHERE state = 'waiting'";
}

/// An assessment: its states and times; what it says is sealed.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Id.
    pub id: AssessmentId,
    /// Counts up from 1.
    pub number: i64,
    /// What was assessed.
    pub kind: AssessmentKind,
    /// Where it stands.
    pub state: AssessmentState,
    /// When it began.
    pub begun_at: Timestamp,
    /// By whom; nobody at the command line.
    pub begun_by: Option<AgentId>,
    /// When it was finished.
    pub finished_at: Option<Timestamp>,
    /// By whom.
    pub finished_by: Option<AgentId>,
    /// How many items are not as they should be.
    pub failed: i64,
    /// Counts up with each change.
    pub version: i64,
    /// Items, report, signature.
    pub content: Sealed<AssessmentContent>,
}

/// A reminder to one operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessmentLetter {
    /// Of what.
    pub kind: ReminderKind,
    /// The day by which it is due: each term has its own reminders.
    pub term: Timestamp,
    /// To whom.
    pub agent: AgentId,
    /// Where it stands.
    pub state: LetterState,
    /// When it is to be tried.
    pub due_at: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Assessment> {
    let mut f = row.fields();
    Ok(Assessment {
        id: f.id()?,
        number: f.i64()?,
        kind: f.state()?,
        state: f.state()?,
        begun_at: f.time()?,
        begun_by: f.id_opt()?,
        finished_at: f.time_opt()?,
        finished_by: f.id_opt()?,
        failed: f.i64()?,
        version: f.i64()?,
        content: f.sealed()?,
    })
}

fn read_letter(row: &Row) -> Result<AssessmentLetter> {
    let mut f = row.fields();
    Ok(AssessmentLetter {
        kind: f.state()?,
        term: f.time()?,
        agent: f.id()?,
        state: f.state()?,
        due_at: f.time()?,
        made_at: f.time()?,
        ended_at: f.time_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: AssessmentId) -> Result<Option<Assessment>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Assessment>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn letters(
    conn: &mut Conn,
    tenant: TenantId,
    kind: ReminderKind,
    term: Timestamp,
) -> Result<Vec<AssessmentLetter>> {
    conn.list(LETTERS, args![tenant, kind, term]).await?.iter().map(read_letter).collect()
}

async fn letters_due(
    conn: &mut Conn,
    tenant: TenantId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<AssessmentLetter>> {
    conn.list(LETTERS_DUE, args![tenant, now, limit]).await?.iter().map(read_letter).collect()
}

reads! {
    /// One of them.
    find_assessment(id: AssessmentId) -> Option<Assessment> = find;
    /// All of them, the newest first: a few a year.
    list_assessments() -> Vec<Assessment> = list;
    /// Reminders of a term.
    list_assessment_letters(kind: ReminderKind, term: Timestamp) -> Vec<AssessmentLetter> = letters;
    /// Reminders that are to be sent.
    list_assessment_letters_due(now: Timestamp, limit: u32) -> Vec<AssessmentLetter> = letters_due;
}

impl TenantTx {
    /// The number of the next one.
    pub async fn next_assessment_number(&mut self) -> Result<i64> {
        let args = args![self.tenant()];
        let last = self.conn().find(NUMBER, args).await?;
        Ok(last.as_ref().map(|row| row.fields().i64()).transpose()?.unwrap_or_default() + 1)
    }

    /// Writes one down.
    pub async fn insert_assessment(&mut self, a: &Assessment) -> Result<()> {
        let row = args![
            self.tenant(),
            a.id,
            a.number,
            a.kind,
            a.state,
            a.begun_at,
            a.begun_by,
            a.finished_at,
            a.finished_by,
            a.failed,
            a.version,
            a.content.object(),
            a.content.as_bytes()
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes one that is open.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is finished, or somebody changed it since it was read.
    pub async fn update_assessment(&mut self, a: &Assessment) -> Result<()> {
        let args = args![
            self.tenant(),
            a.id,
            a.version,
            a.state,
            a.finished_at,
            a.finished_by,
            a.failed,
            a.content.object(),
            a.content.as_bytes()
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("assessment")),
            _ => Ok(()),
        }
    }

    /// Makes reminders; whoever has one of that term keeps it.
    pub async fn insert_assessment_letters(&mut self, letters: &[AssessmentLetter]) -> Result<()> {
        let tenant = self.tenant();
        let row = |l: &AssessmentLetter| {
            args![tenant, l.kind, l.term, l.agent, l.state, l.due_at, l.made_at, l.ended_at]
        };
        if letters.is_empty() {
            return Ok(());
        }
        self.conn().insert(INSERT_LETTER, letters.iter().map(row).collect()).await.map(|_| ())
    }

    /// Notes what became of a reminder.
    pub async fn update_assessment_letter(&mut self, l: &AssessmentLetter) -> Result<()> {
        let args = args![self.tenant(), l.kind, l.term, l.agent, l.state, l.due_at, l.ended_at];
        self.conn().execute(UPDATE_LETTER, args).await.map(|_| ())
    }
}

impl SystemStore {
    /// Holds reminders that were on their way when the backup was made: nobody can know whether they went out.
    pub async fn quarantine_assessment_letters(&self) -> Result<u64> {
        let mut tx = self.begin().await?;
        let held = tx.execute(QUARANTINE, args![]).await?;
        tx.commit().await?;
        Ok(held)
    }
}
