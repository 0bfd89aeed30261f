//! Documents of the operator: drafts, releases with their texts, and who accepted which.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::AcceptanceContent;
use domain::{AcceptanceId, AcceptanceWay, AgentId, DocumentKind, Sealed, TenantId, Timestamp};

queries! {
    INSERT_DOCUMENT = "INSERT INTO document (tenant_id, sha256, kind, version, body, offered_at_ms) @rows";
    FIND_DOCUMENT = "SELECT sha256, kind, version, body, offered_at_ms FROM document WHERE tenant_id = $1 AND sha256 = $2";
    LIST_DRAFTS = "SELECT kind, language, body, updated_at_ms FROM document_draft WHERE tenant_id = $1 ORDER BY kind, language";
    PUT_DRAFT = "INSERT INTO document_draft (tenant_id, kind, language, body, updated_at_ms) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (tenant_id, kind, language) DO UPDATE SET body = excluded.body, updated_at_ms = excluded.updated_at_ms";
    DELETE_DRAFT = "DELETE FROM document_draft WHERE tenant_id = $1 AND kind = $2 AND language = $3";
    INSERT_RELEASE = "INSERT INTO document_release (tenant_id, kind, version, language, material, effective_at_ms, \
        released_at_ms, letters_at_ms) @rows";
    LIST_RELEASES = "SELECT kind, version, language, material, effective_at_ms, released_at_ms, letters_at_ms \
        FROM document_release WHERE tenant_id = $1 ORDER BY kind, version";
    LETTERED = "UPDATE document_release SET letters_at_ms = $4 WHERE tenant_id = $1 AND kind = $2 AND version = $3";
    INSERT_TEXT = "INSERT INTO document_text (tenant_id, kind, version, language, sha256) @rows";
    LIST_TEXTS = "SELECT kind, version, language, sha256 FROM document_text WHERE tenant_id = $1 AND kind = $2 \
        ORDER BY version, language";
    INSERT_ACCEPTANCE = "INSERT INTO acceptance (tenant_id, id, agent_id, content_object, content_sealed, accepted_at_ms, \
        kind, version, way) @rows";
    LIST_ACCEPTANCES = "SELECT id, agent_id, content_object, content_sealed, accepted_at_ms, kind, version, way \
        FROM acceptance WHERE tenant_id = $1 ORDER BY id";
    LIST_ACCEPTED_BY = "SELECT kind, MAX(version) FROM acceptance WHERE tenant_id = $1 AND agent_id = $2 AND kind IS NOT NULL \
        GROUP BY kind";
    MAX_ACCEPTED = "SELECT COALESCE(MAX(version), 0) FROM acceptance WHERE tenant_id = $1 AND kind = $2";
}

/// A text that was released or offered. Public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// SHA-256 of the text.
    pub sha256: [u8; 32],
    /// Which.
    pub kind: DocumentKind,
    /// The version that had it first, as it is called.
    pub version: String,
    /// Text.
    pub body: String,
    /// When it was first offered.
    pub offered_at: Timestamp,
}

/// What the operator is writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDraft {
    /// Which document.
    pub kind: DocumentKind,
    /// In which language (BCP 47).
    pub language: String,
    /// Text.
    pub body: String,
    /// When it was written last.
    pub updated_at: Timestamp,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRelease {
    /// Which document.
    pub kind: DocumentKind,
    /// Its number, from 1.
    pub version: i64,
    /// The language whose text is the one that counts.
    pub language: String,
    /// Whether it changes something for people.
    pub material: bool,
    /// From when it holds.
    pub effective_at: Timestamp,
    /// When it was released.
    pub released_at: Timestamp,
    /// When a letter was made for everybody who is to have one.
    pub letters_at: Option<Timestamp>,
}

/// What a version says in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentText {
    /// Which document.
    pub kind: DocumentKind,
    /// Its version.
    pub version: i64,
    /// The language (BCP 47).
    pub language: String,
    /// SHA-256 of the text.
    pub sha256: [u8; 32],
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
    /// Which document, its version, and how; absent in older records.
    pub of: Option<(DocumentKind, i64, AcceptanceWay)>,
}

fn read_draft(row: &Row) -> Result<DocumentDraft> {
    let mut f = row.fields();
    Ok(DocumentDraft {
        kind: f.state()?,
        language: f.text()?.to_owned(),
        body: f.text()?.to_owned(),
        updated_at: f.time()?,
    })
}

fn read_release(row: &Row) -> Result<DocumentRelease> {
    let mut f = row.fields();
    Ok(DocumentRelease {
        kind: f.state()?,
        version: f.i64()?,
        language: f.text()?.to_owned(),
        material: f.i64()? != 0,
        effective_at: f.time()?,
        released_at: f.time()?,
        letters_at: f.time_opt()?,
    })
}

fn read_text(row: &Row) -> Result<DocumentText> {
    let mut f = row.fields();
    Ok(DocumentText {
        kind: f.state()?,
        version: f.i64()?,
        language: f.text()?.to_owned(),
        sha256: f.hash()?,
    })
}

fn read_acceptance(row: &Row) -> Result<Acceptance> {
    let mut f = row.fields();
    let (id, agent, content, accepted_at) = (f.id()?, f.id()?, f.sealed()?, f.time()?);
    let (kind, version, way) = (f.state_opt()?, f.i64_opt()?, f.state_opt()?);
    let of = kind.zip(version).zip(way).map(|((kind, version), way)| (kind, version, way));
    Ok(Acceptance { id, agent, content, accepted_at, of })
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

async fn list_drafts(conn: &mut Conn, tenant: TenantId) -> Result<Vec<DocumentDraft>> {
    conn.list(LIST_DRAFTS, args![tenant]).await?.iter().map(read_draft).collect()
}

async fn list_releases(conn: &mut Conn, tenant: TenantId) -> Result<Vec<DocumentRelease>> {
    conn.list(LIST_RELEASES, args![tenant]).await?.iter().map(read_release).collect()
}

async fn list_texts(conn: &mut Conn, tenant: TenantId, kind: DocumentKind) -> Result<Vec<DocumentText>> {
    conn.list(LIST_TEXTS, args![tenant, kind]).await?.iter().map(read_text).collect()
}

async fn list_acceptances(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Acceptance>> {
    conn.list(LIST_ACCEPTANCES, args![tenant]).await?.iter().map(read_acceptance).collect()
}

async fn list_accepted_by(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
) -> Result<Vec<(DocumentKind, i64)>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok((f.state()?, f.i64()?))
    };
    conn.list(LIST_ACCEPTED_BY, args![tenant, agent]).await?.iter().map(read).collect()
}

async fn max_accepted(conn: &mut Conn, tenant: TenantId, kind: DocumentKind) -> Result<i64> {
    match conn.find(MAX_ACCEPTED, args![tenant, kind]).await? {
        Some(row) => row.fields().i64(),
        None => Ok(0),
    }
}

reads! {
    /// A text by its hash.
    find_document(sha256: [u8; 32]) -> Option<Document> = find_document;
    /// What is being written.
    list_document_drafts() -> Vec<DocumentDraft> = list_drafts;
    /// Every release, by document, oldest first.
    list_document_releases() -> Vec<DocumentRelease> = list_releases;
    /// What the versions of a document say, by hash.
    list_document_texts(kind: DocumentKind) -> Vec<DocumentText> = list_texts;
    /// What was accepted, oldest first.
    list_acceptances() -> Vec<Acceptance> = list_acceptances;
    /// The newest version of each document that an agent accepted.
    list_accepted_by(agent: AgentId) -> Vec<(DocumentKind, i64)> = list_accepted_by;
    /// The newest version of a document that anybody accepted here; 0: none.
    max_accepted(kind: DocumentKind) -> i64 = max_accepted;
}

impl TenantTx {
    /// Keeps a text.
    pub async fn insert_document(&mut self, d: &Document) -> Result<()> {
        let row = args![self.tenant(), d.sha256, d.kind, d.version.clone(), d.body.clone(), d.offered_at];
        self.conn().insert(INSERT_DOCUMENT, vec![row]).await.map(|_| ())
    }

    /// Keeps what is being written.
    pub async fn put_document_draft(&mut self, d: &DocumentDraft) -> Result<()> {
        let args = args![self.tenant(), d.kind, d.language.clone(), d.body.clone(), d.updated_at];
        self.conn().execute(PUT_DRAFT, args).await.map(|_| ())
    }

    /// Throws away what was written in a language; `false` when there was nothing.
    pub async fn delete_document_draft(&mut self, kind: DocumentKind, language: &str) -> Result<bool> {
        let args = args![self.tenant(), kind, language];
        Ok(self.conn().execute(DELETE_DRAFT, args).await? > 0)
    }

    /// Keeps a release and what it says.
    pub async fn insert_document_release(
        &mut self,
        release: &DocumentRelease,
        texts: &[DocumentText],
    ) -> Result<()> {
        let r = release;
        let row = args![
            self.tenant(),
            r.kind,
            r.version,
            r.language.clone(),
            r.material,
            r.effective_at,
            r.released_at,
            r.letters_at
        ];
        self.conn().insert(INSERT_RELEASE, vec![row]).await?;
        let tenant = self.tenant();
        let row = |t: &DocumentText| args![tenant, t.kind, t.version, t.language.clone(), t.sha256];
        self.conn().insert(INSERT_TEXT, texts.iter().map(row).collect()).await.map(|_| ())
    }

    /// Notes that a letter was made for everybody who is to have one.
    pub async fn update_document_lettered(
        &mut self,
        kind: DocumentKind,
        version: i64,
        at: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), kind, version, at];
        self.conn().execute(LETTERED, args).await.map(|_| ())
    }

    /// Keeps that a document was accepted.
    pub async fn insert_acceptance(&mut self, a: &Acceptance) -> Result<()> {
        let (kind, version, way) =
            a.of.map_or((None, None, None), |(kind, version, way)| (Some(kind), Some(version), Some(way)));
        let row = args![
            self.tenant(),
            a.id,
            a.agent,
            a.content.object(),
            a.content.as_bytes(),
            a.accepted_at,
            kind,
            version,
            way
        ];
        self.conn().insert(INSERT_ACCEPTANCE, vec![row]).await.map(|_| ())
    }
}
