//! Contacts: the people who write in.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::field::delete_values;
use crate::{Result, StoreError, TenantTx};
use domain::record::ContactProfile;
use domain::{ContactId, ContactState, OrganisationId, Sealed, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO contact (tenant_id, id, profile_object, profile_sealed, state, created_at_ms, updated_at_ms) @rows";
    LIST_BY_IDS = "SELECT id, profile_object, profile_sealed, state, created_at_ms, updated_at_ms, organisation_id \
        FROM contact \
        WHERE tenant_id = $1 AND id IN (@many)";
    LIST_IDS = "SELECT id FROM contact WHERE tenant_id = $1 AND id IN (@many)";
    LIST = "SELECT id, profile_object, profile_sealed, state, created_at_ms, updated_at_ms, organisation_id FROM contact \
        WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    UPDATE = "UPDATE contact SET profile_object = $3, profile_sealed = $4, updated_at_ms = $5 \
        WHERE tenant_id = $1 AND id = $2";
    STAND_IN = "UPDATE contact SET stands_in = 1 WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM contact WHERE tenant_id = $1 AND id IN (@many)";
}

/// A person who writes to the tenant.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Id.
    pub id: ContactId,
    /// Names and addresses.
    pub profile: Sealed<ContactProfile>,
    /// What may be done with the data.
    pub state: ContactState,
    /// First seen.
    pub created_at: Timestamp,
    /// Last changed.
    pub updated_at: Timestamp,
    /// Where they belong; said apart from the rest (see `put_organisation_of_contact`).
    pub organisation: Option<OrganisationId>,
}

fn read(row: &Row) -> Result<Contact> {
    let mut f = row.fields();
    Ok(Contact {
        id: f.id()?,
        profile: f.sealed()?,
        state: f.state()?,
        created_at: f.time()?,
        updated_at: f.time()?,
        organisation: f.id_opt()?,
    })
}

pub(crate) async fn list_by_ids(
    conn: &mut Conn,
    tenant: TenantId,
    ids: &[ContactId],
) -> Result<Vec<Contact>> {
    let many = ids.iter().map(|id| id.into_value()).collect();
    conn.list_many(LIST_BY_IDS, args![tenant], many).await?.iter().map(read).collect()
}

async fn list_ids(conn: &mut Conn, tenant: TenantId, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    let many = ids.iter().map(|id| id.into_value()).collect();
    conn.list_many(LIST_IDS, args![tenant], many).await?.iter().map(|row| row.fields().id()).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: ContactId) -> Result<Option<Contact>> {
    Ok(list_by_ids(conn, tenant, &[id]).await?.pop())
}

async fn get(conn: &mut Conn, tenant: TenantId, id: ContactId) -> Result<Contact> {
    find(conn, tenant, id).await?.ok_or(StoreError::NotFound("contact"))
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    before: Option<ContactId>,
    limit: u32,
) -> Result<Vec<Contact>> {
    let before = before.map_or([0xff; 16], |id| *id.as_bytes());
    conn.list(LIST, args![tenant, before, limit]).await?.iter().map(read).collect()
}

reads! {
    /// A contact.
    find_contact(id: ContactId) -> Option<Contact> = find;
    /// A contact; an error when there is none.
    get_contact(id: ContactId) -> Contact = get;
    /// These contacts, in no order; unknown ids are left out.
    list_contacts_by_ids(ids: &[ContactId]) -> Vec<Contact> = list_by_ids;
    /// Those of these ids that have a row.
    list_contact_ids(ids: &[ContactId]) -> Vec<ContactId> = list_ids;
    /// Newest first, older than `before`.
    list_contacts(before: Option<ContactId>, limit: u32) -> Vec<Contact> = list;
}

impl TenantTx {
    /// Adds contacts.
    pub async fn insert_contacts(&mut self, contacts: &[Contact]) -> Result<()> {
        let t = self.tenant();
        let rows = contacts
            .iter()
            .map(|c| {
                args![t, c.id, c.profile.object(), c.profile.as_bytes(), c.state, c.created_at, c.updated_at]
            })
            .collect();
        self.conn().insert(INSERT, rows).await.map(|_| ())
    }

    /// Changes a contact's profile; its state is changed by a restriction alone.
    pub async fn update_contact(&mut self, c: &Contact) -> Result<()> {
        let args = args![self.tenant(), c.id, c.profile.object(), c.profile.as_bytes(), c.updated_at];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("contact")),
            _ => Ok(()),
        }
    }

    /// Notes that a contact stands in the place of a person who was removed: nobody can be told from it any more.
    pub async fn note_stand_in(&mut self, id: ContactId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(STAND_IN, args).await.map(|_| ())
    }

    /// Removes contacts; returns how many there were.
    pub async fn delete_contacts(&mut self, ids: &[ContactId]) -> Result<u64> {
        let t = self.tenant();
        delete_values(self.conn(), t, ids.iter().map(|id| id.uuid())).await?;
        self.conn().execute_many(DELETE, args![t], ids.iter().map(|id| id.into_value()).collect()).await
    }
}
