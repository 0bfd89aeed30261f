//! A tenant's tags: the words that it puts on tickets.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::keyring::Tag as LookupTag;
use domain::record::TagName;
use domain::{Sealed, TagColour, TagId, TenantId, Timestamp};
use std::collections::HashMap;

queries! {
    INSERT = "INSERT INTO tag (tenant_id, id, name_tag, name_object, name_sealed, colour, created_at_ms) @rows";
    LIST = "SELECT id, name_tag, name_object, name_sealed, colour, created_at_ms FROM tag WHERE tenant_id = $1 \
        ORDER BY id";
    FIND = "SELECT id, name_tag, name_object, name_sealed, colour, created_at_ms FROM tag \
        WHERE tenant_id = $1 AND id = $2";
    FIND_BY_NAME = "SELECT id, name_tag, name_object, name_sealed, colour, created_at_ms FROM tag \
        WHERE tenant_id = $1 AND name_tag = $2";
    COUNT_TICKETS = "SELECT t.id, COUNT(*) FROM tag t JOIN ticket_mark m ON m.tenant_id = t.tenant_id AND m.mark_id = t.id \
        WHERE t.tenant_id = $1 GROUP BY t.id";
    UPDATE = "UPDATE tag SET name_tag = $3, name_object = $4, name_sealed = $5, colour = $6 \
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM tag WHERE tenant_id = $1 AND id = $2";
}

/// A word for tickets.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Id.
    pub id: TagId,
    /// Lookup tag of the name; unique in the tenant.
    pub name_tag: LookupTag,
    /// The name.
    pub name: Sealed<TagName>,
    /// Its colour.
    pub colour: TagColour,
    /// When it was added.
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<Tag> {
    let mut f = row.fields();
    Ok(Tag { id: f.id()?, name_tag: f.tag()?, name: f.sealed()?, colour: f.state()?, created_at: f.time()? })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Tag>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: TagId) -> Result<Option<Tag>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn find_by_name(conn: &mut Conn, tenant: TenantId, name: LookupTag) -> Result<Option<Tag>> {
    conn.find(FIND_BY_NAME, args![tenant, name]).await?.as_ref().map(read).transpose()
}

async fn count_tickets(conn: &mut Conn, tenant: TenantId) -> Result<HashMap<TagId, i64>> {
    let rows = conn.list(COUNT_TICKETS, args![tenant]).await?;
    let pair = |row: &Row| {
        let mut f = row.fields();
        Ok((f.id()?, f.i64()?))
    };
    rows.iter().map(pair).collect()
}

reads! {
    /// How many tickets have each tag; absent where none has.
    count_tickets_by_tag() -> HashMap<TagId, i64> = count_tickets;
    /// Every tag, oldest first.
    list_tags() -> Vec<Tag> = list;
    /// A tag.
    find_tag(id: TagId) -> Option<Tag> = find;
    /// The tag with this name.
    find_tag_by_name(name: LookupTag) -> Option<Tag> = find_by_name;
}

impl TenantTx {
    /// Adds a tag.
    pub async fn insert_tag(&mut self, t: &Tag) -> Result<()> {
        let row = args![
            self.tenant(),
            t.id,
            t.name_tag,
            t.name.object(),
            t.name.as_bytes(),
            t.colour,
            t.created_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes a tag's name and colour.
    pub async fn update_tag(&mut self, t: &Tag) -> Result<()> {
        let args = args![self.tenant(), t.id, t.name_tag, t.name.object(), t.name.as_bytes(), t.colour];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("tag")),
            _ => Ok(()),
        }
    }

    /// Removes a tag from the list; tickets that have it are changed before.
    pub async fn delete_tag(&mut self, id: TagId) -> Result<()> {
        let args = args![self.tenant(), id];
        match self.conn().execute(DELETE, args).await? {
            0 => Err(StoreError::NotFound("tag")),
            _ => Ok(()),
        }
    }
}
