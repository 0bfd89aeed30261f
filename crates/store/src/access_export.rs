//! What was put together for people who asked what is held about them: rows here, sealed pieces among the blobs.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::keyring::Tag;
use domain::{
    AccessExportId, AgentId, ContactId, ExportState, ObjectId, RequestId, TenantId, TicketId, Timestamp,
};

queries! {
    INSERT = "INSERT INTO access_export (tenant_id, id, contact_id, agent_id, state, language, done, total, size_bytes, \
        attempts, asked_at_ms, expires_at_ms) @rows";
    FIND = "SELECT id, contact_id, agent_id, state, language, done, total, size_bytes, attempts, asked_at_ms, \
        ready_at_ms, expires_at_ms FROM access_export WHERE tenant_id = $1 AND id = $2";
    LIST_OF_CONTACT = "SELECT id, contact_id, agent_id, state, language, done, total, size_bytes, attempts, \
        asked_at_ms, ready_at_ms, expires_at_ms FROM access_export WHERE tenant_id = $1 AND contact_id = $2 \
        ORDER BY asked_at_ms DESC, id DESC";
    LIST_CONTACTS = "SELECT DISTINCT contact_id FROM access_export WHERE tenant_id = $1 ORDER BY contact_id LIMIT $2";
    LIST_EXPIRED = "SELECT id, contact_id, agent_id, state, language, done, total, size_bytes, attempts, asked_at_ms, \
        ready_at_ms, expires_at_ms FROM access_export WHERE tenant_id = $1 AND expires_at_ms <= $2 \
        ORDER BY expires_at_ms LIMIT $3";
    CLAIM = "UPDATE access_export SET state = 'making', holder = $1, lease_until_ms = $2, attempts = attempts + 1 \
        WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM access_export WHERE (state = 'waiting' \
        OR (state = 'making' AND lease_until_ms <= $3)) \
        AND tenant_id NOT IN (SELECT id FROM tenant WHERE state = 'suspended') \
        ORDER BY asked_at_ms LIMIT 1 @skip_locked) RETURNING tenant_id, id";
    PROGRESS = "UPDATE access_export SET done = $4, total = $5, size_bytes = $6, lease_until_ms = $7 \
        WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state = 'making'";
    FINISH = "UPDATE access_export SET state = $4, ready_at_ms = $5, expires_at_ms = $6, size_bytes = $7, \
        holder = NULL, lease_until_ms = NULL WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state = 'making'";
    RETRY = "UPDATE access_export SET state = 'waiting', holder = NULL, lease_until_ms = NULL \
        WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state = 'making'";
    LINK = "UPDATE access_export SET link_tag = $3, link_expires_at_ms = $4 WHERE tenant_id = $1 AND id = $2";
    FIND_BY_LINK = "SELECT tenant_id, id FROM access_export WHERE link_tag = $1 AND link_expires_at_ms > $2 \
        AND expires_at_ms > $2 AND state = 'ready'";
    DELETE = "DELETE FROM access_export WHERE tenant_id = $1 AND id = $2";
    INSERT_PIECE = "INSERT INTO access_export_piece (tenant_id, export_id, place, object_id, size_bytes) @rows";
    LIST_PIECES = "SELECT object_id FROM access_export_piece WHERE tenant_id = $1 AND export_id = $2 ORDER BY place";
    DELETE_PIECES = "DELETE FROM access_export_piece WHERE tenant_id = $1 AND export_id = $2";
    LIST_TICKETS_OF_PERSON = "SELECT ticket_id FROM (SELECT id AS ticket_id FROM ticket WHERE tenant_id = $1 \
        AND requester_contact_id = $2 UNION SELECT ticket_id FROM ticket_participant WHERE tenant_id = $1 \
        AND contact_id = $2 UNION SELECT ticket_id FROM message WHERE tenant_id = $1 AND contact_id = $2) AS theirs \
        WHERE ticket_id > $3 ORDER BY ticket_id LIMIT $4";
}

/// An export of what is held about a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessExport {
    /// Id.
    pub id: AccessExportId,
    /// Whose data it is.
    pub contact: ContactId,
    /// Who asked for it, when an agent did.
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
    /// Since when it can be handed over.
    pub ready_at: Option<Timestamp>,
    /// When it goes.
    pub expires_at: Timestamp,
}

/// Where the making of an export stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportProgress {
    /// Steps that are done.
    pub done: i64,
    /// Steps that there are.
    pub total: i64,
    /// Size so far.
    pub size_bytes: i64,
    /// Until when its maker has it.
    pub lease_until: Timestamp,
}

/// A sealed piece of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportPiece {
    /// Its place, from 0.
    pub place: i64,
    /// Its bytes (a blob).
    pub object: ObjectId,
    /// Plain size.
    pub size_bytes: i64,
}

fn read(row: &Row) -> Result<AccessExport> {
    let mut f = row.fields();
    Ok(AccessExport {
        id: f.id()?,
        contact: f.id()?,
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

async fn find(conn: &mut Conn, tenant: TenantId, id: AccessExportId) -> Result<Option<AccessExport>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn of_contact(conn: &mut Conn, tenant: TenantId, contact: ContactId) -> Result<Vec<AccessExport>> {
    conn.list(LIST_OF_CONTACT, args![tenant, contact]).await?.iter().map(read).collect()
}

async fn expired(conn: &mut Conn, tenant: TenantId, now: Timestamp, limit: u32) -> Result<Vec<AccessExport>> {
    conn.list(LIST_EXPIRED, args![tenant, now, limit]).await?.iter().map(read).collect()
}

async fn pieces(conn: &mut Conn, tenant: TenantId, id: AccessExportId) -> Result<Vec<ObjectId>> {
    conn.list(LIST_PIECES, args![tenant, id]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn tickets(
    conn: &mut Conn,
    tenant: TenantId,
    contact: ContactId,
    after: Option<TicketId>,
    limit: u32,
) -> Result<Vec<TicketId>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    let rows = conn.list(LIST_TICKETS_OF_PERSON, args![tenant, contact, after, limit]).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

async fn contacts(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<ContactId>> {
    let rows = conn.list(LIST_CONTACTS, args![tenant, limit]).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// An export.
    find_access_export(id: AccessExportId) -> Option<AccessExport> = find;
    /// The exports of a contact, newest first.
    list_access_exports(contact: ContactId) -> Vec<AccessExport> = of_contact;
    /// Those of whom there is one.
    list_contacts_with_access_exports(limit: u32) -> Vec<ContactId> = contacts;
    /// Exports whose time has passed.
    list_expired_access_exports(now: Timestamp, limit: u32) -> Vec<AccessExport> = expired;
    /// The pieces of an export, in order.
    list_access_export_pieces(id: AccessExportId) -> Vec<ObjectId> = pieces;
    /// The tickets that are a contact's, in which they take part, or in which a message of theirs lies.
    list_tickets_of_person(contact: ContactId, after: Option<TicketId>, limit: u32) -> Vec<TicketId> = tickets;
}

impl TenantTx {
    /// Adds an export that waits to be made.
    pub async fn insert_access_export(&mut self, e: &AccessExport) -> Result<()> {
        let row = args![
            self.tenant(),
            e.id,
            e.contact,
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
    pub async fn insert_access_export_piece(&mut self, id: AccessExportId, p: ExportPiece) -> Result<()> {
        let row = args![self.tenant(), id, p.place, p.object, p.size_bytes];
        self.conn().insert(INSERT_PIECE, vec![row]).await.map(|_| ())
    }

    /// Notes how far its maker is; [`StoreError::NotFound`] when another has it by now, or it is gone.
    pub async fn update_access_export(
        &mut self,
        id: AccessExportId,
        holder: RequestId,
        p: ExportProgress,
    ) -> Result<()> {
        let args = args![self.tenant(), id, holder, p.done, p.total, p.size_bytes, p.lease_until];
        self.changed(PROGRESS, args).await
    }

    /// Says that its maker is done; [`StoreError::NotFound`] as above.
    pub async fn finish_access_export(&mut self, e: &AccessExport, holder: RequestId) -> Result<()> {
        let args = args![self.tenant(), e.id, holder, e.state, e.ready_at, e.expires_at, e.size_bytes];
        self.changed(FINISH, args).await
    }

    /// Gives it back to be begun anew.
    pub async fn retry_access_export(&mut self, id: AccessExportId, holder: RequestId) -> Result<()> {
        let args = args![self.tenant(), id, holder];
        self.changed(RETRY, args).await
    }

    async fn changed(&mut self, text: &'static str, args: Vec<crate::db::Value>) -> Result<()> {
        match self.conn().execute(text, args).await? {
            0 => Err(StoreError::NotFound("access export")),
            _ => Ok(()),
        }
    }

    /// Gives it a link, in the place of an earlier one.
    pub async fn update_access_export_link(
        &mut self,
        id: AccessExportId,
        tag: Tag,
        expires_at: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), id, tag, expires_at];
        self.changed(LINK, args).await
    }

    /// Removes the pieces of an export: rows and blobs. Their keys are the caller's to remove, before.
    pub async fn delete_access_export_pieces(&mut self, id: AccessExportId) -> Result<()> {
        let tenant = self.tenant();
        let objects = pieces(self.conn(), tenant, id).await?;
        self.delete_blobs(&objects).await?;
        self.conn().execute(DELETE_PIECES, args![tenant, id]).await.map(|_| ())
    }

    /// Removes an export without pieces.
    pub async fn delete_access_export(&mut self, id: AccessExportId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }
}

impl SystemStore {
    /// Claims the export of any served tenant that waits longest, or whose maker vanished.
    pub async fn claim_access_export(
        &self,
        holder: RequestId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<(TenantId, AccessExportId)>> {
        let mut tx = self.begin().await?;
        let claimed = tx.find(CLAIM, args![holder, until, now]).await?.as_ref().map(named).transpose();
        tx.commit().await?;
        claimed
    }

    /// The export with this link, while both work.
    pub async fn find_access_export_by_link(
        &self,
        tag: Tag,
        now: Timestamp,
    ) -> Result<Option<(TenantId, AccessExportId)>> {
        let mut conn = self.read().await?;
        conn.find(FIND_BY_LINK, args![tag, now]).await?.as_ref().map(named).transpose()
    }
}

fn named(row: &Row) -> Result<(TenantId, AccessExportId)> {
    let mut f = row.fields();
    Ok((f.id()?, f.id()?))
}
