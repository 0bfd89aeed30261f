//! Asking for an account: what is offered, who asked, and what was accepted.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::keyring::Tag;
use domain::record::{AcceptanceContent, SignUpContent};
use domain::{AcceptanceId, AgentId, DocumentKind, Sealed, TenantId, Timestamp};

queries! {
    INSERT_DOCUMENT = "INSERT INTO document (tenant_id, sha256, kind, version, body, offered_at_ms) @rows";
    FIND_DOCUMENT = "SELECT sha256, kind, version, body, offered_at_ms FROM document WHERE tenant_id = $1 AND sha256 = $2";
    INSERT_SIGN_UP = "INSERT INTO sign_up (tenant_id, tag, content_object, content_sealed, asked_at_ms, expires_at_ms) @rows";
    FIND_SIGN_UP = "SELECT tag, content_object, content_sealed, asked_at_ms, expires_at_ms FROM sign_up \
        WHERE tenant_id = $1 AND tag = $2 AND expires_at_ms > $3";
    COUNT_SIGN_UPS = "SELECT COUNT(*) FROM sign_up WHERE tenant_id = $1 AND expires_at_ms > $2";
    DELETE_SIGN_UP = "DELETE FROM sign_up WHERE tenant_id = $1 AND tag = $2";
    DELETE_EXPIRED = "DELETE FROM sign_up WHERE expires_at_ms <= $1";
    INSERT_ACCEPTANCE = "INSERT INTO acceptance (tenant_id, id, agent_id, content_object, content_sealed, accepted_at_ms) \
        @rows";
    LIST_ACCEPTANCES = "SELECT id, agent_id, content_object, content_sealed, accepted_at_ms FROM acceptance \
        WHERE tenant_id = $1 ORDER BY id";
}

/// A version of a document, as it was offered. Public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// SHA-256 of the text.
    pub sha256: [u8; 32],
    /// Which.
    pub kind: DocumentKind,
    /// Version.
    pub version: String,
    /// Text.
    pub body: String,
    /// When it was first offered.
    pub offered_at: Timestamp,
}

/// Who asked for an account.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// Digest of the secret in their link.
    pub tag: Tag,
    /// Who, for which company, and what they accepted.
    pub content: Sealed<SignUpContent>,
    /// When.
    pub asked_at: Timestamp,
    /// When the link stops working.
    pub expires_at: Timestamp,
}

/// That a document was accepted.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// Id.
    pub id: AcceptanceId,
    /// By whom.
    pub agent: AgentId,
    /// What.
    pub content: Sealed<AcceptanceContent>,
    /// When.
    pub accepted_at: Timestamp,
}

async fn find_document(conn: &mut Conn, tenant: TenantId, sha256: [u8; 32]) -> Result<Option<Document>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(Document {
            sha256: f.hash()?,
            kind: f.state()?,
            version: f.text()?.to_owned(),
            body: f.text()?.to_owned(),
            offered_at: f.time()?,
        })
    };
    conn.find(FIND_DOCUMENT, args![tenant, sha256]).await?.as_ref().map(read).transpose()
}

async fn find_sign_up(conn: &mut Conn, tenant: TenantId, tag: Tag, now: Timestamp) -> Result<Option<SignUp>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(SignUp { tag: f.tag()?, content: f.sealed()?, asked_at: f.time()?, expires_at: f.time()? })
    };
    conn.find(FIND_SIGN_UP, args![tenant, tag, now]).await?.as_ref().map(read).transpose()
}

async fn count_sign_ups(conn: &mut Conn, tenant: TenantId, now: Timestamp) -> Result<i64> {
    let row = conn.find(COUNT_SIGN_UPS, args![tenant, now]).await?;
    row.ok_or(StoreError::Corrupt("count of sign-ups"))?.fields().i64()
}

async fn list_acceptances(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Acceptance>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(Acceptance { id: f.id()?, agent: f.id()?, content: f.sealed()?, accepted_at: f.time()? })
    };
    conn.list(LIST_ACCEPTANCES, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// A version of a document by the hash of its text.
    find_document(sha256: [u8; 32]) -> Option<Document> = find_document;
    /// Who asked under this link, while it works.
    find_sign_up(tag: Tag, now: Timestamp) -> Option<SignUp> = find_sign_up;
    /// How many have asked and not proved their address yet.
    count_sign_ups(now: Timestamp) -> i64 = count_sign_ups;
    /// What was accepted, oldest first.
    list_acceptances() -> Vec<Acceptance> = list_acceptances;
}

impl TenantTx {
    /// Keeps a version of a document.
    pub async fn insert_document(&mut self, d: &Document) -> Result<()> {
        let row = args![self.tenant(), d.sha256, d.kind, d.version.clone(), d.body.clone(), d.offered_at];
        self.conn().insert(INSERT_DOCUMENT, vec![row]).await.map(|_| ())
    }

    /// Keeps that somebody asked.
    pub async fn insert_sign_up(&mut self, s: &SignUp) -> Result<()> {
        let row =
            args![self.tenant(), s.tag, s.content.object(), s.content.as_bytes(), s.asked_at, s.expires_at];
        self.conn().insert(INSERT_SIGN_UP, vec![row]).await.map(|_| ())
    }

    /// Uses a link up; `false` when somebody else has.
    pub async fn delete_sign_up(&mut self, tag: Tag) -> Result<bool> {
        let args = args![self.tenant(), tag];
        Ok(self.conn().execute(DELETE_SIGN_UP, args).await? == 1)
    }

    /// Keeps that a document was accepted.
    pub async fn insert_acceptance(&mut self, a: &Acceptance) -> Result<()> {
        let row =
            args![self.tenant(), a.id, a.agent, a.content.object(), a.content.as_bytes(), a.accepted_at];
        self.conn().insert(INSERT_ACCEPTANCE, vec![row]).await.map(|_| ())
    }
}

impl SystemStore {
    /// Removes what nobody proved in time; their keys belong to nothing then, and are swept.
    pub async fn delete_expired_sign_ups(&self, now: Timestamp) -> Result<u64> {
        self.write(DELETE_EXPIRED, args![now]).await
    }
}
