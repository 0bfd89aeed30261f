//! What authorities ask of companies, and what was handed out (C31). It belongs to the system's own tenant.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::{DisclosureContent, DisclosureEvents};
use domain::{AgentId, DisclosureId, RequestId, Sealed, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO disclosure (tenant_id, id, of_tenant_id, asked_by_id, asked_at_ms, first_by_id, first_at_ms, \
        second_by_id, second_at_ms, refused_by_id, refused_at_ms, gag_until_ms, content_object, content_sealed) @rows";
    FIND = "SELECT id, of_tenant_id, asked_by_id, asked_at_ms, first_by_id, first_at_ms, second_by_id, second_at_ms, \
        refused_by_id, refused_at_ms, gag_until_ms, content_object, content_sealed FROM disclosure \
        WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, of_tenant_id, asked_by_id, asked_at_ms, first_by_id, first_at_ms, second_by_id, second_at_ms, \
        refused_by_id, refused_at_ms, gag_until_ms, content_object, content_sealed FROM disclosure \
        WHERE tenant_id = $1 ORDER BY id";
    FIRST = "UPDATE disclosure SET first_by_id = $3, first_at_ms = $4 \
        WHERE tenant_id = $1 AND id = $2 AND first_by_id IS NULL AND refused_at_ms IS NULL";
    // Another one than the first.
    SECOND = "UPDATE disclosure SET second_by_id = $3, second_at_ms = $4 WHERE tenant_id = $1 AND id = $2 \
        AND first_by_id IS NOT NULL AND first_by_id <> $3 AND second_by_id IS NULL AND refused_at_ms IS NULL";
    // Handing out and refusing wait for one another at the row, each before it looks at what the other wrote.
    OPEN = "UPDATE disclosure SET asked_at_ms = asked_at_ms WHERE tenant_id = $1 AND id = $2 AND refused_at_ms IS NULL";
    REFUSE = "UPDATE disclosure SET refused_by_id = $3, refused_at_ms = $4, content_object = $5, content_sealed = $6 \
        WHERE tenant_id = $1 AND id = $2 AND refused_at_ms IS NULL AND NOT EXISTS \
        (SELECT 1 FROM disclosure_file f WHERE f.tenant_id = $1 AND f.disclosure_id = $2)";
    INSERT_FILE = "INSERT INTO disclosure_file (tenant_id, disclosure_id, request_id, by_id, made_at_ms, mails, size_bytes, \
        told_at_ms, nobody_at_ms, events_object, events_sealed) @rows";
    FILES = "SELECT disclosure_id, request_id, by_id, made_at_ms, mails, size_bytes, told_at_ms, nobody_at_ms, \
        events_object, events_sealed FROM disclosure_file WHERE tenant_id = $1 ORDER BY disclosure_id, request_id";
    TOLD = "UPDATE disclosure_file SET told_at_ms = $4, events_object = NULL, events_sealed = NULL \
        WHERE tenant_id = $1 AND disclosure_id = $2 AND request_id = $3";
    NOBODY = "UPDATE disclosure_file SET nobody_at_ms = $4, events_object = NULL, events_sealed = NULL \
        WHERE tenant_id = $1 AND disclosure_id = $2 AND request_id = $3";
}

/// What an authority asks of a company.
#[derive(Debug, Clone)]
pub struct Disclosure {
    /// Id.
    pub id: DisclosureId,
    /// The company.
    pub of: TenantId,
    /// Which operator wrote it down.
    pub asked_by: AgentId,
    /// When.
    pub asked_at: Timestamp,
    /// Who approved first, and when.
    pub first: Option<(AgentId, Timestamp)>,
    /// Who approved then, and when.
    pub second: Option<(AgentId, Timestamp)>,
    /// Who said no, and when.
    pub refused: Option<(AgentId, Timestamp)>,
    /// Until when the company may not be told.
    pub gag_until: Option<Timestamp>,
    /// Who asks for what, on which ground.
    pub content: Sealed<DisclosureContent>,
}

/// What was handed out.
#[derive(Debug, Clone)]
pub struct DisclosureFile {
    /// Of which disclosure.
    pub disclosure: DisclosureId,
    /// By which request: the events of both logs bear it.
    pub request: RequestId,
    /// To whom.
    pub by: AgentId,
    /// When.
    pub made_at: Timestamp,
    /// How many mails.
    pub mails: u32,
    /// How large it was.
    pub size_bytes: i64,
    /// When it came to stand in the company's log.
    pub told_at: Option<Timestamp>,
    /// When it could have come to stand there, and the company was gone: nobody was left to tell.
    pub nobody_at: Option<Timestamp>,
    /// What is to stand there, while a law forbids to tell.
    pub events: Option<Sealed<DisclosureEvents>>,
}

fn read(row: &Row) -> Result<Disclosure> {
    let mut f = row.fields();
    Ok(Disclosure {
        id: f.id()?,
        of: f.id()?,
        asked_by: f.id()?,
        asked_at: f.time()?,
        first: f.id_opt()?.zip(f.time_opt()?),
        second: f.id_opt()?.zip(f.time_opt()?),
        refused: f.id_opt()?.zip(f.time_opt()?),
        gag_until: f.time_opt()?,
        content: f.sealed()?,
    })
}

fn read_file(row: &Row) -> Result<DisclosureFile> {
    let mut f = row.fields();
    Ok(DisclosureFile {
        disclosure: f.id()?,
        request: f.id()?,
        by: f.id()?,
        made_at: f.time()?,
        mails: f.u32()?,
        size_bytes: f.i64()?,
        told_at: f.time_opt()?,
        nobody_at: f.time_opt()?,
        events: f.sealed_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: DisclosureId) -> Result<Option<Disclosure>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Disclosure>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn files(conn: &mut Conn, tenant: TenantId) -> Result<Vec<DisclosureFile>> {
    conn.list(FILES, args![tenant]).await?.iter().map(read_file).collect()
}

reads! {
    /// One of them.
    find_disclosure(id: DisclosureId) -> Option<Disclosure> = find;
    /// All of them, oldest first: few are asked for.
    list_disclosures() -> Vec<Disclosure> = list;
    /// Everything that was handed out.
    list_disclosure_files() -> Vec<DisclosureFile> = files;
}

impl TenantTx {
    /// Writes one down.
    pub async fn insert_disclosure(&mut self, d: &Disclosure) -> Result<()> {
        let by = |one: Option<(AgentId, Timestamp)>| one.map(|one| one.0);
        let at = |one: Option<(AgentId, Timestamp)>| one.map(|one| one.1);
        let row = args![
            self.tenant(),
            d.id,
            d.of,
            d.asked_by,
            d.asked_at,
            by(d.first),
            at(d.first),
            by(d.second),
            at(d.second),
            by(d.refused),
            at(d.refused),
            d.gag_until,
            d.content.object(),
            d.content.as_bytes()
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Notes an approval: the first, or that of another operator; false when it is neither.
    pub async fn approve_disclosure(&mut self, id: DisclosureId, by: AgentId, at: Timestamp) -> Result<bool> {
        let (first, second) = (args![self.tenant(), id, by, at], args![self.tenant(), id, by, at]);
        Ok(self.conn().execute(FIRST, first).await? > 0 || self.conn().execute(SECOND, second).await? > 0)
    }

    /// Says no, with the reason among what is sealed; false when somebody did before, or something was handed out.
    pub async fn refuse_disclosure(
        &mut self,
        id: DisclosureId,
        (by, at): (AgentId, Timestamp),
        content: &Sealed<DisclosureContent>,
    ) -> Result<bool> {
        let open = args![self.tenant(), id];
        let args = args![self.tenant(), id, by, at, content.object(), content.as_bytes()];
        Ok(self.conn().execute(OPEN, open).await? > 0 && self.conn().execute(REFUSE, args).await? > 0)
    }

    /// Notes what is handed out; false when somebody said no meanwhile.
    pub async fn insert_disclosure_file(&mut self, f: &DisclosureFile) -> Result<bool> {
        let open = args![self.tenant(), f.disclosure];
        if self.conn().execute(OPEN, open).await? == 0 {
            return Ok(false);
        }
        let row = args![
            self.tenant(),
            f.disclosure,
            f.request,
            f.by,
            f.made_at,
            f.mails,
            f.size_bytes,
            f.told_at,
            f.nobody_at,
            f.events.as_ref().map(Sealed::object),
            f.events.as_ref().map(Sealed::as_bytes)
        ];
        self.conn().insert(INSERT_FILE, vec![row]).await.map(|_| true)
    }

    /// Notes that it stands in the company's log.
    pub async fn update_disclosure_told(
        &mut self,
        id: DisclosureId,
        request: RequestId,
        at: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), id, request, at];
        self.conn().execute(TOLD, args).await.map(|_| ())
    }

    /// Notes that nobody is left to tell.
    pub async fn update_disclosure_nobody(
        &mut self,
        id: DisclosureId,
        request: RequestId,
        at: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), id, request, at];
        self.conn().execute(NOBODY, args).await.map(|_| ())
    }
}
