//! Custom fields: what an admin defines for tickets and contacts, and what each of these holds, sealed.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::keyring::Tag as LookupTag;
use domain::record::{FieldDefinition, FieldValues};
use domain::{FieldHolder, FieldId, FieldKind, ObjectId, Sealed, TenantId, Timestamp};
use uuid::Uuid;

queries! {
    INSERT = "INSERT INTO field (tenant_id, id, holder, kind, key_tag, personal, required, place, definition_object, \
        definition_sealed, created_at_ms) @rows";
    LIST = "SELECT id, holder, kind, key_tag, personal, required, place, definition_object, definition_sealed, \
        created_at_ms FROM field WHERE tenant_id = $1 ORDER BY holder, place, id";
    UPDATE = "UPDATE field SET personal = $3, required = $4, place = $5, definition_object = $6, \
        definition_sealed = $7 WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM field WHERE tenant_id = $1 AND id = $2";
    PUT_VALUES = "INSERT INTO field_values (tenant_id, holder_id, content_object, content_sealed) @rows \
        ON CONFLICT (tenant_id, holder_id) DO UPDATE SET content_object = excluded.content_object, \
        content_sealed = excluded.content_sealed";
    LIST_VALUES = "SELECT holder_id, content_object, content_sealed FROM field_values \
        WHERE tenant_id = $1 AND holder_id IN (@many)";
    DELETE_VALUES = "DELETE FROM field_values WHERE tenant_id = $1 AND holder_id IN (@many)";
}

/// A custom field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Id.
    pub id: FieldId,
    /// What has it.
    pub holder: FieldHolder,
    /// What it holds.
    pub kind: FieldKind,
    /// Lookup tag of holder and key; unique in the tenant.
    pub key_tag: LookupTag,
    /// Whether it holds data about a person.
    pub personal: bool,
    /// Whether a ticket needs it before it is closed.
    pub required: bool,
    /// Its place among those of the same holder.
    pub place: i64,
    /// What it is called, and what can be chosen.
    pub definition: Sealed<FieldDefinition>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What the fields of a ticket or a contact hold.
#[derive(Debug, Clone)]
pub struct HeldValues {
    /// The ticket or contact.
    pub holder: Uuid,
    /// The values.
    pub content: Sealed<FieldValues>,
}

fn read(row: &Row) -> Result<Field> {
    let mut f = row.fields();
    Ok(Field {
        id: f.id()?,
        holder: f.state()?,
        kind: f.state()?,
        key_tag: f.tag()?,
        personal: f.flag()?,
        required: f.flag()?,
        place: f.i64()?,
        definition: f.sealed()?,
        created_at: f.time()?,
    })
}

fn read_values(row: &Row) -> Result<HeldValues> {
    let mut f = row.fields();
    let holder: ObjectId = f.id()?;
    Ok(HeldValues { holder: holder.uuid(), content: f.sealed()? })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Field>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn values(conn: &mut Conn, tenant: TenantId, holders: &[Uuid]) -> Result<Vec<HeldValues>> {
    let many = holders.iter().map(|id| (*id.as_bytes()).into_value()).collect();
    conn.list_many(LIST_VALUES, args![tenant], many).await?.iter().map(read_values).collect()
}

/// Removes what these tickets or contacts hold; their keys are the caller's to remove.
pub(crate) async fn delete_values(
    conn: &mut Conn,
    tenant: TenantId,
    holders: impl Iterator<Item = Uuid>,
) -> Result<u64> {
    let many = holders.map(|id| (*id.as_bytes()).into_value()).collect();
    conn.execute_many(DELETE_VALUES, args![tenant], many).await
}

reads! {
    /// Every custom field: of contacts, then of tickets, each in their order.
    list_fields() -> Vec<Field> = list;
    /// What these tickets or contacts hold; whoever holds nothing is left out.
    list_field_values(holders: &[Uuid]) -> Vec<HeldValues> = values;
}

impl TenantTx {
    /// Adds a field.
    pub async fn insert_field(&mut self, f: &Field) -> Result<()> {
        let row = args![
            self.tenant(),
            f.id,
            f.holder,
            f.kind,
            f.key_tag,
            f.personal,
            f.required,
            f.place,
            f.definition.object(),
            f.definition.as_bytes(),
            f.created_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes a field; what it holds, its key and its kind stay.
    pub async fn update_field(&mut self, f: &Field) -> Result<()> {
        let args = args![
            self.tenant(),
            f.id,
            f.personal,
            f.required,
            f.place,
            f.definition.object(),
            f.definition.as_bytes()
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("field")),
            _ => Ok(()),
        }
    }

    /// Removes a field; what was filled in stays sealed where it is, without a name.
    pub async fn delete_field(&mut self, id: FieldId) -> Result<()> {
        let args = args![self.tenant(), id];
        match self.conn().execute(DELETE, args).await? {
            0 => Err(StoreError::NotFound("field")),
            _ => Ok(()),
        }
    }

    /// Keeps what a ticket or a contact holds in place of what it held; `None` when it holds nothing.
    pub async fn put_field_values(&mut self, holder: Uuid, held: Option<&Sealed<FieldValues>>) -> Result<()> {
        let tenant = self.tenant();
        match held {
            Some(held) => {
                let row = args![tenant, *holder.as_bytes(), held.object(), held.as_bytes()];
                self.conn().insert(PUT_VALUES, vec![row]).await.map(|_| ())
            }
            None => delete_values(self.conn(), tenant, std::iter::once(holder)).await.map(|_| ()),
        }
    }
}
