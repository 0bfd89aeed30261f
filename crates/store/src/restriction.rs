//! What a contact's data may not be used for: everything, where it is restricted (GDPR Art. 18) or its erasure waits for a
//! legal hold, or single purposes, where they object (Art. 21) or took their consent back (Art. 7(3)).

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::{
    ContactId, ContactState, ErasureId, ErasureScope, HoldId, ObjectionPurpose, SubjectRequestId, TenantId,
    Timestamp,
};
use uuid::Uuid;

queries! {
    LIST_RESTRICTED = "SELECT id FROM contact WHERE tenant_id = $1 AND state = 'restricted' AND id IN (@many)";
    LIST_HELD = "SELECT id, scope, subject_id, hold_id FROM erasure \
        WHERE tenant_id = $1 AND state = 'held' AND subject_id IN (@many)";
    LIST_HELD_PARTS = "SELECT id, scope, subject_id, hold_id FROM erasure \
        WHERE tenant_id = $1 AND state <> 'done' AND state = 'held' AND scope IN ('message', 'mailbox')";
    HAS_RESTRICTED = "SELECT 1 FROM restriction WHERE tenant_id = $1 LIMIT 1";
    HAS_HELD = "SELECT 1 FROM erasure WHERE tenant_id = $1 AND state <> 'done' AND state = 'held' LIMIT 1";
    UPDATE_STATE = "UPDATE contact SET state = $3, updated_at_ms = $4 WHERE tenant_id = $1 AND id = $2";
    FIND = "SELECT contact_id, request_id, restricted_at_ms, told_at_ms FROM restriction \
        WHERE tenant_id = $1 AND contact_id = $2";
    UPSERT = "INSERT INTO restriction (tenant_id, contact_id, request_id, restricted_at_ms, told_at_ms) @rows \
        ON CONFLICT (tenant_id, contact_id) DO UPDATE SET request_id = excluded.request_id, \
        restricted_at_ms = excluded.restricted_at_ms, told_at_ms = excluded.told_at_ms";
    DELETE = "DELETE FROM restriction WHERE tenant_id = $1 AND contact_id = $2";
    LIST_OBJECTIONS = "SELECT purpose, request_id, made_at_ms FROM objection WHERE tenant_id = $1 AND contact_id = $2 \
        ORDER BY purpose";
    LIST_OBJECTING = "SELECT contact_id FROM objection WHERE tenant_id = $1 AND purpose = $2 AND contact_id IN (@many)";
    INSERT_OBJECTION = "INSERT INTO objection (tenant_id, contact_id, purpose, request_id, made_at_ms) @rows \
        ON CONFLICT (tenant_id, contact_id, purpose) DO NOTHING";
}

/// That a contact's data is stored only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restriction {
    /// Whose.
    pub contact: ContactId,
    /// By which request.
    pub request: SubjectRequestId,
    /// Since when.
    pub restricted_at: Timestamp,
    /// When they were told that it is going to end.
    pub told_at: Option<Timestamp>,
}

/// That something is kept for a legal hold that its erasure waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The erasure that waits.
    pub erasure: ErasureId,
    /// Of what kind of thing.
    pub scope: ErasureScope,
    /// Which one.
    pub subject: Uuid,
    /// What it waits for.
    pub hold: Option<HoldId>,
}

/// That a contact's data is not used for a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    /// Which.
    pub purpose: ObjectionPurpose,
    /// By which request.
    pub request: SubjectRequestId,
    /// Since when.
    pub made_at: Timestamp,
}

async fn restricted(conn: &mut Conn, tenant: TenantId, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    let many = ids.iter().map(|id| id.into_value()).collect();
    conn.list_many(LIST_RESTRICTED, args![tenant], many).await?.iter().map(|row| row.fields().id()).collect()
}

async fn held(conn: &mut Conn, tenant: TenantId, ids: &[Uuid]) -> Result<Vec<Held>> {
    let many = ids.iter().map(|id| id.into_value()).collect();
    conn.list_many(LIST_HELD, args![tenant], many).await?.iter().map(read_held).collect()
}

async fn held_parts(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Held>> {
    conn.list(LIST_HELD_PARTS, args![tenant]).await?.iter().map(read_held).collect()
}

async fn has_stored_only(conn: &mut Conn, tenant: TenantId) -> Result<bool> {
    Ok(conn.find(HAS_RESTRICTED, args![tenant]).await?.is_some()
        || conn.find(HAS_HELD, args![tenant]).await?.is_some())
}

fn read_held(row: &Row) -> Result<Held> {
    let mut f = row.fields();
    Ok(Held { erasure: f.id()?, scope: f.state()?, subject: f.id()?, hold: f.id_opt()? })
}

async fn find(conn: &mut Conn, tenant: TenantId, contact: ContactId) -> Result<Option<Restriction>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(Restriction {
            contact: f.id()?,
            request: f.id()?,
            restricted_at: f.time()?,
            told_at: f.time_opt()?,
        })
    };
    conn.find(FIND, args![tenant, contact]).await?.as_ref().map(read).transpose()
}

async fn objections(conn: &mut Conn, tenant: TenantId, contact: ContactId) -> Result<Vec<Objection>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(Objection { purpose: f.state()?, request: f.id()?, made_at: f.time()? })
    };
    conn.list(LIST_OBJECTIONS, args![tenant, contact]).await?.iter().map(read).collect()
}

async fn objecting(
    conn: &mut Conn,
    tenant: TenantId,
    purpose: ObjectionPurpose,
    ids: &[ContactId],
) -> Result<Vec<ContactId>> {
    let many = ids.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_OBJECTING, args![tenant, purpose], many).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// Those of these contacts whose data is restricted.
    list_restricted_contacts(ids: &[ContactId]) -> Vec<ContactId> = restricted;
    /// Those of these contacts, tickets, messages, mailboxes, or of the tenant, whose erasure waits for a legal hold.
    list_held_subjects(ids: &[Uuid]) -> Vec<Held> = held;
    /// The messages and mailboxes whose erasure waits for a legal hold.
    list_held_parts() -> Vec<Held> = held_parts;
    /// Whether anybody's data is restricted, or anything waits for a legal hold to be erased.
    has_stored_only() -> bool = has_stored_only;
    /// Why a contact's data is restricted.
    find_restriction(contact: ContactId) -> Option<Restriction> = find;
    /// What a contact objects to.
    list_objections(contact: ContactId) -> Vec<Objection> = objections;
    /// Those of these contacts who object to a purpose.
    list_objecting_contacts(purpose: ObjectionPurpose, ids: &[ContactId]) -> Vec<ContactId> = objecting;
}

impl TenantTx {
    /// Restricts a contact's data, or notes that they were told of its end.
    pub async fn put_restriction(&mut self, r: &Restriction, now: Timestamp) -> Result<()> {
        let tenant = self.tenant();
        let row = args![tenant, r.contact, r.request, r.restricted_at, r.told_at];
        self.conn().insert(UPSERT, vec![row]).await?;
        self.put_contact_state(r.contact, ContactState::Restricted, now).await
    }

    /// Ends a contact's restriction.
    pub async fn delete_restriction(&mut self, contact: ContactId, now: Timestamp) -> Result<()> {
        let tenant = self.tenant();
        self.conn().execute(DELETE, args![tenant, contact]).await?;
        self.put_contact_state(contact, ContactState::Active, now).await
    }

    async fn put_contact_state(
        &mut self,
        contact: ContactId,
        state: ContactState,
        now: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), contact, state, now];
        match self.conn().execute(UPDATE_STATE, args).await? {
            0 => Err(StoreError::NotFound("contact")),
            _ => Ok(()),
        }
    }

    /// Notes that a contact objects.
    pub async fn insert_objection(&mut self, contact: ContactId, o: &Objection) -> Result<()> {
        let row = args![self.tenant(), contact, o.purpose, o.request, o.made_at];
        self.conn().insert(INSERT_OBJECTION, vec![row]).await.map(|_| ())
    }
}
