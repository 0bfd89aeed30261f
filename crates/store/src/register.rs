//! The register of sub-processors, who gets nothing at the moment, and what companies say: where their data stays, what they
//! were told of, what they object to.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::record::ObjectionContent;
use domain::{AgentId, ObjectionId, Sealed, SubProcessorId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO register_entry (tenant_id, seq, at_ms, by_id, body, previous, signature) @rows";
    LIST = "SELECT seq, at_ms, by_id, body, previous, signature FROM register_entry \
        WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    STOPS = "SELECT sub_processor_id, reason, since_ms FROM register_stop WHERE tenant_id = $1 ORDER BY sub_processor_id";
    PUT_STOP = "INSERT INTO register_stop (tenant_id, sub_processor_id, reason, since_ms) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id, sub_processor_id) DO UPDATE SET reason = excluded.reason, since_ms = excluded.since_ms";
    DELETE_STOP = "DELETE FROM register_stop WHERE tenant_id = $1 AND sub_processor_id = $2";
    RESIDENCY = "SELECT only_eea, version, by_id, changed_at_ms FROM residency WHERE tenant_id = $1";
    RESIDENTS = "SELECT tenant_id, version FROM residency WHERE only_eea = 1 ORDER BY tenant_id";
    STATE = "SELECT (SELECT COALESCE(MAX(seq), 0) FROM register_entry), (SELECT COUNT(*) FROM residency), \
        (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM residency)";
    PUT_RESIDENCY = "INSERT INTO residency (tenant_id, only_eea, version, by_id, changed_at_ms) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (tenant_id) DO UPDATE SET only_eea = excluded.only_eea, version = excluded.version, \
        by_id = excluded.by_id, changed_at_ms = excluded.changed_at_ms WHERE residency.version < excluded.version";
    TOLD = "SELECT seq, told_at_ms, mailed FROM register_notice WHERE tenant_id = $1 ORDER BY seq";
    INSERT_TOLD = "INSERT INTO register_notice (tenant_id, seq, told_at_ms, mailed, seen) VALUES ($1, $2, $3, 0, 0) \
        ON CONFLICT (tenant_id, seq) DO NOTHING";
    MAILED = "UPDATE register_notice SET mailed = 1 WHERE tenant_id = $1 AND seq = $2";
    SEEN = "UPDATE register_notice SET seen = 1 WHERE tenant_id = $1 AND seen = 0";
    UNSEEN = "SELECT COUNT(*) FROM register_notice WHERE tenant_id = $1 AND seen = 0";
    ALL_TOLD = "SELECT COUNT(*), COUNT(register_notice.seq), MAX(register_notice.told_at_ms) FROM tenant \
        LEFT JOIN register_notice ON register_notice.tenant_id = tenant.id AND register_notice.seq = $1 \
        WHERE tenant.id <> $2 AND tenant.state <> 'closed' AND tenant.created_at_ms <= $3";
    USES = "SELECT day, adapter, way, opened, refused FROM egress_use WHERE tenant_id = $1 ORDER BY day, adapter, way";
    COUNT_USE = "INSERT INTO egress_use (tenant_id, day, adapter, way, opened, refused) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (tenant_id, day, adapter, way) DO UPDATE SET opened = egress_use.opened + excluded.opened, \
        refused = egress_use.refused + excluded.refused";
    FORGET_USES = "DELETE FROM egress_use WHERE tenant_id = $1 AND day < $2";
    INSERT_OBJECTION = "INSERT INTO register_objection (tenant_id, id, of_tenant_id, seq, by_id, made_at_ms, content_object, \
        content_sealed) @rows";
    OBJECTIONS = "SELECT id, of_tenant_id, seq, by_id, made_at_ms, content_object, content_sealed FROM register_objection \
        WHERE tenant_id = $1 ORDER BY id";
    DELETE_OBJECTION = "DELETE FROM register_objection WHERE tenant_id = $1 AND id = $2";
}

/// A change of the register, as it was signed. It belongs to the system's own tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    /// Its number, from 1.
    pub seq: i64,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it; `None` at the command line.
    pub by: Option<AgentId>,
    /// What was changed (CBOR).
    pub body: Vec<u8>,
    /// Hash of the one before.
    pub previous: [u8; 32],
    /// Ed25519 over all of it.
    pub signature: Vec<u8>,
}

/// How far the register and what companies say of where their data stays have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterState {
    /// Number of the last change.
    pub last_seq: i64,
    /// Companies that ever said where their data stays, and are there.
    pub residents: i64,
    /// Their versions, added up.
    pub versions: i64,
}

/// Somebody who gets nothing at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterStop {
    /// Who.
    pub id: SubProcessorId,
    /// Why: a word of a fixed list.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
}

/// Whether a company's data stays in the European Economic Area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Residency {
    /// Whether it does.
    pub only_eea: bool,
    /// Counts up with every change; 0 where nothing was ever said.
    pub version: i64,
    /// Who said so.
    pub by: Option<AgentId>,
    /// When.
    pub changed_at: Timestamp,
}

/// A company's notice of a change of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterNotice {
    /// The change.
    pub seq: i64,
    /// Since when it stands on the pages of the company's admins.
    pub told_at: Timestamp,
    /// Whether it went by mail, too.
    pub mailed: bool,
}

/// How many companies a change of the register concerns, and were told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterTold {
    /// Those that were there when it was made, and are.
    pub concerned: i64,
    /// Those of them that were told.
    pub told: i64,
    /// When the last of these was.
    pub last: Option<Timestamp>,
}

/// How often something left on a day, or was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EgressUse {
    /// Day, counted from 1970-01-01.
    pub day: i64,
    /// Id of the adapter.
    pub adapter: String,
    /// To whom: a word of a fixed list.
    pub way: String,
    /// Connections opened.
    pub opened: i64,
    /// Connections refused.
    pub refused: i64,
}

/// What a company objects to. It belongs to the system's own tenant.
#[derive(Debug, Clone)]
pub struct RegisterObjection {
    /// Id.
    pub id: ObjectionId,
    /// The company.
    pub of: TenantId,
    /// The change of the register.
    pub seq: i64,
    /// Who said it.
    pub by: Option<AgentId>,
    /// When.
    pub made_at: Timestamp,
    /// In which words.
    pub content: Sealed<ObjectionContent>,
}

async fn list(conn: &mut Conn, tenant: TenantId, after: i64, limit: u32) -> Result<Vec<RegisterEntry>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(RegisterEntry {
            seq: f.i64()?,
            at: f.time()?,
            by: f.id_opt()?,
            body: f.bytes()?.to_vec(),
            previous: f.hash()?,
            signature: f.bytes()?.to_vec(),
        })
    };
    conn.list(LIST, args![tenant, after, limit]).await?.iter().map(read).collect()
}

async fn stops(conn: &mut Conn, tenant: TenantId) -> Result<Vec<RegisterStop>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(RegisterStop { id: f.id()?, reason: f.text()?.to_owned(), since: f.time()? })
    };
    conn.list(STOPS, args![tenant]).await?.iter().map(read).collect()
}

async fn residency(conn: &mut Conn, tenant: TenantId) -> Result<Option<Residency>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(Residency { only_eea: f.flag()?, version: f.i64()?, by: f.id_opt()?, changed_at: f.time()? })
    };
    conn.find(RESIDENCY, args![tenant]).await?.as_ref().map(read).transpose()
}

async fn told(conn: &mut Conn, tenant: TenantId) -> Result<Vec<RegisterNotice>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(RegisterNotice { seq: f.i64()?, told_at: f.time()?, mailed: f.flag()? })
    };
    conn.list(TOLD, args![tenant]).await?.iter().map(read).collect()
}

async fn unseen(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(UNSEEN, args![tenant]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn uses(conn: &mut Conn, tenant: TenantId) -> Result<Vec<EgressUse>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(EgressUse {
            day: f.i64()?,
            adapter: f.text()?.to_owned(),
            way: f.text()?.to_owned(),
            opened: f.i64()?,
            refused: f.i64()?,
        })
    };
    conn.list(USES, args![tenant]).await?.iter().map(read).collect()
}

async fn objections(conn: &mut Conn, tenant: TenantId) -> Result<Vec<RegisterObjection>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(RegisterObjection {
            id: f.id()?,
            of: f.id()?,
            seq: f.i64()?,
            by: f.id_opt()?,
            made_at: f.time()?,
            content: f.sealed()?,
        })
    };
    conn.list(OBJECTIONS, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// Changes of the register behind this number, in their order.
    list_register_entries(after: i64, limit: u32) -> Vec<RegisterEntry> = list;
    /// Who gets nothing at the moment.
    list_register_stops() -> Vec<RegisterStop> = stops;
    /// Whether the company's data stays in the European Economic Area; nothing where that was never said.
    find_residency() -> Option<Residency> = residency;
    /// Which changes of the register the company's admins were told of, and when.
    list_register_notices() -> Vec<RegisterNotice> = told;
    /// How many of them no admin of the company has looked at.
    count_register_notices_unseen() -> i64 = unseen;
    /// What left, by day.
    list_egress_uses() -> Vec<EgressUse> = uses;
    /// What companies object to.
    list_register_objections() -> Vec<RegisterObjection> = objections;
}

impl SystemStore {
    /// The companies whose data stays in the European Economic Area, and in which version each says so.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn list_residents(&self) -> Result<Vec<(TenantId, i64)>> {
        let rows = self.read().await?.list(RESIDENTS, args![]).await?;
        let read = |row: &Row| {
            let mut f = row.fields();
            Ok((f.id()?, f.i64()?))
        };
        rows.iter().map(read).collect()
    }

    /// How far the register and what companies say of where their data stays have come: another one after each change.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn find_register_state(&self) -> Result<RegisterState> {
        let row = self.read().await?.find(STATE, args![]).await?;
        let Some(row) = row else { return Ok(RegisterState::default()) };
        let mut f = row.fields();
        Ok(RegisterState { last_seq: f.i64()?, residents: f.i64()?, versions: f.i64()? })
    }

    /// How many companies were told of a change that was made then; `system` is none.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn count_register_told(
        &self,
        system: TenantId,
        seq: i64,
        at: Timestamp,
    ) -> Result<RegisterTold> {
        let row = self.read().await?.find(ALL_TOLD, args![seq, system, at]).await?;
        let Some(row) = row else { return Ok(RegisterTold { concerned: 0, told: 0, last: None }) };
        let mut f = row.fields();
        Ok(RegisterTold { concerned: f.i64()?, told: f.i64()?, last: f.time_opt()? })
    }
}

impl TenantTx {
    /// Adds a change to the register. Two at once have the same number: one of them fails.
    pub async fn insert_register_entry(&mut self, e: &RegisterEntry) -> Result<()> {
        let row = args![self.tenant(), e.seq, e.at, e.by, e.body.clone(), e.previous, e.signature.clone()];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Notes that somebody gets nothing, and why.
    pub async fn put_register_stop(&mut self, stop: &RegisterStop) -> Result<()> {
        let args = args![self.tenant(), stop.id, stop.reason.clone(), stop.since];
        self.conn().execute(PUT_STOP, args).await.map(|_| ())
    }

    /// Notes that somebody gets something again.
    pub async fn delete_register_stop(&mut self, id: SubProcessorId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE_STOP, args).await.map(|_| ())
    }

    /// Keeps whether the company's data stays in the European Economic Area.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was faster.
    pub async fn put_residency(&mut self, r: &Residency) -> Result<()> {
        let args = args![self.tenant(), i64::from(r.only_eea), r.version, r.by, r.changed_at];
        match self.conn().execute(PUT_RESIDENCY, args).await? {
            0 => Err(StoreError::Conflict("residency")),
            _ => Ok(()),
        }
    }

    /// Puts a change of the register on the pages of the company's admins; nothing where it is there.
    pub async fn insert_register_notice(&mut self, seq: i64, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), seq, at];
        self.conn().execute(INSERT_TOLD, args).await.map(|_| ())
    }

    /// Notes that it went by mail, too.
    pub async fn update_register_notice_mailed(&mut self, seq: i64) -> Result<()> {
        let args = args![self.tenant(), seq];
        self.conn().execute(MAILED, args).await.map(|_| ())
    }

    /// Notes that an admin looked at all of them.
    pub async fn update_register_notices_seen(&mut self) -> Result<()> {
        let args = args![self.tenant()];
        self.conn().execute(SEEN, args).await.map(|_| ())
    }

    /// Counts what left on a day.
    pub async fn count_egress_use(&mut self, one: &EgressUse) -> Result<()> {
        let (adapter, way) = (one.adapter.clone(), one.way.clone());
        let args = args![self.tenant(), one.day, adapter, way, one.opened, one.refused];
        self.conn().execute(COUNT_USE, args).await.map(|_| ())
    }

    /// Forgets what left before a day.
    pub async fn forget_egress_uses(&mut self, before: i64) -> Result<()> {
        let args = args![self.tenant(), before];
        self.conn().execute(FORGET_USES, args).await.map(|_| ())
    }

    /// Keeps an objection.
    pub async fn insert_register_objection(&mut self, o: &RegisterObjection) -> Result<()> {
        let row = args![
            self.tenant(),
            o.id,
            o.of,
            o.seq,
            o.by,
            o.made_at,
            o.content.object(),
            o.content.as_bytes()
        ];
        self.conn().insert(INSERT_OBJECTION, vec![row]).await.map(|_| ())
    }

    /// Forgets an objection.
    pub async fn delete_register_objection(&mut self, id: ObjectionId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE_OBJECTION, args).await.map(|_| ())
    }
}
