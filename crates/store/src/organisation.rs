//! Organisations: whom contacts belong to. By hand, or by the domain of their address.

use crate::db::{Conn, IntoValue, Row, Value, args, queries, reads};
use crate::{Contact, Result, StoreError, TenantTx, Ticket, contact, ticket};
use domain::keyring::Tag as LookupTag;
use domain::record::OrganisationContent;
use domain::{ContactId, OrganisationId, Sealed, TenantId, TicketId, Timestamp};
use std::collections::HashMap;

queries! {
    INSERT = "INSERT INTO organisation (tenant_id, id, name_tag, content_object, content_sealed, created_at_ms, \
        updated_at_ms) @rows";
    FIND = "SELECT id, name_tag, content_object, content_sealed, created_at_ms, updated_at_ms FROM organisation \
        WHERE tenant_id = $1 AND id = $2";
    FIND_BY_NAME = "SELECT id, name_tag, content_object, content_sealed, created_at_ms, updated_at_ms \
        FROM organisation WHERE tenant_id = $1 AND name_tag = $2";
    LIST = "SELECT id, name_tag, content_object, content_sealed, created_at_ms, updated_at_ms FROM organisation \
        WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    COUNT = "SELECT COUNT(*) FROM organisation WHERE tenant_id = $1";
    UPDATE = "UPDATE organisation SET name_tag = $3, content_object = $4, content_sealed = $5, updated_at_ms = $6 \
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM organisation WHERE tenant_id = $1 AND id = $2";
    LIST_BY_DOMAINS = "SELECT domain_tag, organisation_id FROM organisation_domain \
        WHERE tenant_id = $1 AND domain_tag IN (@many)";
    INSERT_DOMAINS = "INSERT INTO organisation_domain (tenant_id, domain_tag, organisation_id) @rows";
    DELETE_DOMAINS = "DELETE FROM organisation_domain WHERE tenant_id = $1 AND organisation_id = $2";
    LIST_PEOPLE = "SELECT id FROM contact WHERE tenant_id = $1 AND organisation_id = $2 AND id < $3 \
        ORDER BY id DESC LIMIT $4";
    // From the people to their tickets: the planner of SQLite is told so.
    LIST_OPEN_TICKETS = "SELECT t.updated_at_ms, t.id FROM contact c CROSS JOIN ticket t WHERE c.tenant_id = $1 \
        AND c.organisation_id = $2 AND c.id <> $3 AND t.tenant_id = c.tenant_id AND t.requester_contact_id = c.id \
        AND t.status IN ('open', 'pending', 'snoozed') \
        ORDER BY t.updated_at_ms DESC, t.id DESC LIMIT $4";
    JOIN = "UPDATE contact SET organisation_id = $3, organisation_by_hand = $4 WHERE tenant_id = $1 AND id = $2";
    JOIN_BY_DOMAIN = "UPDATE contact SET organisation_id = $3 \
        WHERE tenant_id = $1 AND id = $2 AND organisation_by_hand = 0";
    LEAVE = "UPDATE contact SET organisation_id = NULL, organisation_by_hand = 0 \
        WHERE tenant_id = $1 AND organisation_id = $2";
    LIST_BY_DOMAIN = "SELECT id FROM contact WHERE tenant_id = $1 AND organisation_by_hand = 0 AND id > $2 \
        ORDER BY id LIMIT $3";
    START_SWEEP = "INSERT INTO organisation_sweep (tenant_id, round, after_id) @rows \
        ON CONFLICT (tenant_id) DO UPDATE SET round = organisation_sweep.round + 1, after_id = NULL";
    FIND_SWEEP = "SELECT round, after_id FROM organisation_sweep WHERE tenant_id = $1";
    MOVE_SWEEP = "UPDATE organisation_sweep SET after_id = $3 WHERE tenant_id = $1 AND round = $2";
    END_SWEEP = "DELETE FROM organisation_sweep WHERE tenant_id = $1 AND round = $2";
}

/// An organisation.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Id.
    pub id: OrganisationId,
    /// Lookup tag of the name; unique in the tenant.
    pub name_tag: LookupTag,
    /// Name, domains and notes.
    pub content: Sealed<OrganisationContent>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// How far contacts were looked through after a change of domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganisationSweep {
    /// Counts the changes; after another one it begins anew.
    pub round: i64,
    /// The last contact that was looked at.
    pub after: Option<ContactId>,
}

fn read(row: &Row) -> Result<Organisation> {
    let mut f = row.fields();
    Ok(Organisation {
        id: f.id()?,
        name_tag: f.tag()?,
        content: f.sealed()?,
        created_at: f.time()?,
        updated_at: f.time()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: OrganisationId) -> Result<Option<Organisation>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn find_by_name(conn: &mut Conn, tenant: TenantId, name: LookupTag) -> Result<Option<Organisation>> {
    conn.find(FIND_BY_NAME, args![tenant, name]).await?.as_ref().map(read).transpose()
}

/// An id that sorts behind all others.
fn last(id: Option<[u8; 16]>) -> [u8; 16] {
    id.unwrap_or([0xff; 16])
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    before: Option<OrganisationId>,
    limit: u32,
) -> Result<Vec<Organisation>> {
    let before = last(before.map(|id| *id.as_bytes()));
    conn.list(LIST, args![tenant, before, limit]).await?.iter().map(read).collect()
}

async fn count(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    let row = conn.find(COUNT, args![tenant]).await?.ok_or(StoreError::Corrupt("count of organisations"))?;
    row.fields().i64()
}

async fn by_domains(
    conn: &mut Conn,
    tenant: TenantId,
    tags: &[LookupTag],
) -> Result<HashMap<LookupTag, OrganisationId>> {
    let many: Vec<Value> = tags.iter().map(|tag| tag.into_value()).collect();
    let rows = conn.list_many(LIST_BY_DOMAINS, args![tenant], many).await?;
    let pair = |row: &Row| {
        let mut f = row.fields();
        Ok((f.tag()?, f.id()?))
    };
    rows.iter().map(pair).collect()
}

async fn people(
    conn: &mut Conn,
    tenant: TenantId,
    id: OrganisationId,
    before: Option<ContactId>,
    limit: u32,
) -> Result<Vec<Contact>> {
    let before = last(before.map(|id| *id.as_bytes()));
    let rows = conn.list(LIST_PEOPLE, args![tenant, id, before, limit]).await?;
    let ids: Vec<ContactId> = rows.iter().map(|row| row.fields().id()).collect::<Result<_>>()?;
    in_order(contact::list_by_ids(conn, tenant, &ids).await?, |contact| contact.id, &ids)
}

/// Rows in the order of their ids.
fn in_order<T, I: Eq + std::hash::Hash>(rows: Vec<T>, id: impl Fn(&T) -> I, ids: &[I]) -> Result<Vec<T>> {
    let mut found: HashMap<I, T> = rows.into_iter().map(|row| (id(&row), row)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

async fn of_rows(conn: &mut Conn, tenant: TenantId, rows: &[Row]) -> Result<Vec<Ticket>> {
    let id = |row: &Row| {
        let mut f = row.fields();
        f.i64()?;
        f.id()
    };
    let ids: Vec<TicketId> = rows.iter().map(id).collect::<Result<_>>()?;
    in_order(ticket::by_ids(conn, tenant, &ids).await?, |ticket| ticket.id, &ids)
}

async fn open_tickets(
    conn: &mut Conn,
    tenant: TenantId,
    id: OrganisationId,
    but: ContactId,
    limit: u32,
) -> Result<Vec<Ticket>> {
    let rows = conn.list(LIST_OPEN_TICKETS, args![tenant, id, but, limit]).await?;
    of_rows(conn, tenant, &rows).await
}

async fn joined_by_domain(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<ContactId>,
    limit: u32,
) -> Result<Vec<Contact>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    let rows = conn.list(LIST_BY_DOMAIN, args![tenant, after, limit]).await?;
    let ids: Vec<ContactId> = rows.iter().map(|row| row.fields().id()).collect::<Result<_>>()?;
    in_order(contact::list_by_ids(conn, tenant, &ids).await?, |contact| contact.id, &ids)
}

async fn sweep(conn: &mut Conn, tenant: TenantId) -> Result<Option<OrganisationSweep>> {
    let row = conn.find(FIND_SWEEP, args![tenant]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(OrganisationSweep { round: f.i64()?, after: f.id_opt()? })
    })
    .transpose()
}

reads! {
    /// An organisation.
    find_organisation(id: OrganisationId) -> Option<Organisation> = find;
    /// The organisation with this name.
    find_organisation_by_name(name: LookupTag) -> Option<Organisation> = find_by_name;
    /// Newest first, older than `before`.
    list_organisations(before: Option<OrganisationId>, limit: u32) -> Vec<Organisation> = list;
    /// How many there are.
    count_organisations() -> i64 = count;
    /// The organisations that have these domains.
    list_organisations_of_domains(tags: &[LookupTag]) -> HashMap<LookupTag, OrganisationId> = by_domains;
    /// The people of an organisation, newest first, older than `before`.
    list_people_of_organisation(id: OrganisationId, before: Option<ContactId>, limit: u32) -> Vec<Contact> = people;
    /// The tickets of its people that are not closed, last changed first, without those of one of them.
    list_open_tickets_of_organisation(id: OrganisationId, but: ContactId, limit: u32) -> Vec<Ticket> = open_tickets;
    /// Contacts that belong where their domain says, oldest first, younger than `after`.
    list_contacts_by_domain(after: Option<ContactId>, limit: u32) -> Vec<Contact> = joined_by_domain;
    /// The work that a change of domains left to do.
    find_organisation_sweep() -> Option<OrganisationSweep> = sweep;
}

impl TenantTx {
    /// Adds an organisation.
    pub async fn insert_organisation(&mut self, o: &Organisation) -> Result<()> {
        let row = args![
            self.tenant(),
            o.id,
            o.name_tag,
            o.content.object(),
            o.content.as_bytes(),
            o.created_at,
            o.updated_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes an organisation.
    pub async fn update_organisation(&mut self, o: &Organisation) -> Result<()> {
        let args =
            args![self.tenant(), o.id, o.name_tag, o.content.object(), o.content.as_bytes(), o.updated_at];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("organisation")),
            _ => Ok(()),
        }
    }

    /// Removes an organisation; its people stay, and belong to none.
    pub async fn delete_organisation(&mut self, id: OrganisationId) -> Result<()> {
        let tenant = self.tenant();
        self.start_moves_of(id).await?;
        self.conn().execute(LEAVE, args![tenant, id]).await?;
        self.conn().execute(DELETE_DOMAINS, args![tenant, id]).await?;
        match self.conn().execute(DELETE, args![tenant, id]).await? {
            0 => Err(StoreError::NotFound("organisation")),
            _ => self.move_tickets_to_organisations().await.map(|_| ()),
        }
    }

    /// Gives an organisation these domains and no others; each is one organisation's.
    pub async fn put_organisation_domains(&mut self, id: OrganisationId, tags: &[LookupTag]) -> Result<()> {
        let tenant = self.tenant();
        self.conn().execute(DELETE_DOMAINS, args![tenant, id]).await?;
        let rows = tags.iter().map(|tag| args![tenant, *tag, id]).collect();
        self.conn().insert(INSERT_DOMAINS, rows).await.map(|_| ())
    }

    /// Says by hand where a contact belongs: from then on its domain says nothing. Its tickets follow.
    pub async fn put_organisation_of_contact(
        &mut self,
        contact: ContactId,
        organisation: Option<OrganisationId>,
    ) -> Result<()> {
        let args = args![self.tenant(), contact, organisation, true];
        match self.conn().execute(JOIN, args).await? {
            0 => Err(StoreError::NotFound("contact")),
            _ => self.take_tickets_along(contact).await,
        }
    }

    /// Says by its domain where a contact belongs, unless somebody said so by hand. Its tickets follow.
    pub async fn put_organisation_by_domain(
        &mut self,
        contact: ContactId,
        organisation: Option<OrganisationId>,
    ) -> Result<()> {
        let args = args![self.tenant(), contact, organisation];
        match self.conn().execute(JOIN_BY_DOMAIN, args).await? {
            0 => Ok(()),
            _ => self.take_tickets_along(contact).await,
        }
    }

    /// Contacts have to be looked through, from the first one on.
    pub async fn start_organisation_sweep(&mut self) -> Result<()> {
        let row = args![self.tenant(), 1i64, None::<ContactId>];
        self.conn().insert(START_SWEEP, vec![row]).await.map(|_| ())
    }

    /// Notes how far a round has come, or that it is done; of a round that was begun anew, nothing.
    pub async fn move_organisation_sweep(&mut self, round: i64, after: Option<ContactId>) -> Result<()> {
        let tenant = self.tenant();
        match after {
            Some(after) => self.conn().execute(MOVE_SWEEP, args![tenant, round, after]).await,
            None => self.conn().execute(END_SWEEP, args![tenant, round]).await,
        }
        .map(|_| ())
    }
}
