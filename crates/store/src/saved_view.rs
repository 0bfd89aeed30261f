//! Saved views of the ticket list: an agent's own, or shared with everyone.

use crate::db::{Conn, Row, args, queries, reads};
use crate::ticket_filter::TicketOrder;
use crate::view_conditions::ViewConditions;
use crate::{Result, StoreError, TenantTx};
use domain::record::ViewName;
use domain::{AgentId, Sealed, TenantId, Timestamp, ViewId};

queries! {
    INSERT = "INSERT INTO saved_view (tenant_id, id, owner_id, shared, name_object, name_sealed, conditions, sort_order, \
        created_at_ms) @rows";
    FIND = "SELECT id, owner_id, shared, name_object, name_sealed, conditions, sort_order, created_at_ms \
        FROM saved_view WHERE tenant_id = $1 AND id = $2";
    LIST_FOR = "SELECT id, owner_id, shared, name_object, name_sealed, conditions, sort_order, created_at_ms \
        FROM saved_view WHERE tenant_id = $1 AND (shared = 1 OR owner_id = $2) ORDER BY id";
    LIST = "SELECT id, owner_id, shared, name_object, name_sealed, conditions, sort_order, created_at_ms \
        FROM saved_view WHERE tenant_id = $1 ORDER BY id";
    UPDATE = "UPDATE saved_view SET shared = $3, name_object = $4, name_sealed = $5, conditions = $6, sort_order = $7 \
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM saved_view WHERE tenant_id = $1 AND id = $2";
}

/// A saved view.
#[derive(Debug, Clone)]
pub struct SavedView {
    /// Id.
    pub id: ViewId,
    /// Who made it.
    pub owner: AgentId,
    /// Whether everyone has it in the side bar.
    pub shared: bool,
    /// Its name.
    pub name: Sealed<ViewName>,
    /// What it asks for.
    pub conditions: ViewConditions,
    /// In which order it lists.
    pub order: TicketOrder,
    /// When it was made.
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<SavedView> {
    let mut f = row.fields();
    Ok(SavedView {
        id: f.id()?,
        owner: f.id()?,
        shared: f.flag()?,
        name: f.sealed()?,
        conditions: f.state()?,
        order: f.state()?,
        created_at: f.time()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: ViewId) -> Result<Option<SavedView>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list_for(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<SavedView>> {
    conn.list(LIST_FOR, args![tenant, agent]).await?.iter().map(read).collect()
}

pub(crate) async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<SavedView>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// A view.
    find_saved_view(id: ViewId) -> Option<SavedView> = find;
    /// The views that an agent has: their own, and the shared ones. Oldest first.
    list_saved_views_for(agent: AgentId) -> Vec<SavedView> = list_for;
    /// Every view.
    list_saved_views() -> Vec<SavedView> = list;
}

impl TenantTx {
    /// Adds a view and counts its tickets.
    pub async fn insert_saved_view(&mut self, v: &SavedView) -> Result<()> {
        let row = args![
            self.tenant(),
            v.id,
            v.owner,
            v.shared,
            v.name.object(),
            v.name.as_bytes(),
            v.conditions.to_string(),
            v.order.as_str(),
            v.created_at
        ];
        self.conn().insert(INSERT, vec![row]).await?;
        self.views_changed();
        self.count_view(v.id, &v.conditions).await
    }

    /// Changes a view and counts its tickets anew.
    pub async fn update_saved_view(&mut self, v: &SavedView) -> Result<()> {
        let args = args![
            self.tenant(),
            v.id,
            v.shared,
            v.name.object(),
            v.name.as_bytes(),
            v.conditions.to_string(),
            v.order.as_str()
        ];
        if self.conn().execute(UPDATE, args).await? == 0 {
            return Err(StoreError::NotFound("view"));
        }
        self.views_changed();
        self.forget_count(v.id).await?;
        self.count_view(v.id, &v.conditions).await
    }

    /// Removes a view and its counts.
    pub async fn delete_saved_view(&mut self, id: ViewId) -> Result<()> {
        let args = args![self.tenant(), id];
        if self.conn().execute(DELETE, args).await? == 0 {
            return Err(StoreError::NotFound("view"));
        }
        self.views_changed();
        self.forget_count(id).await
    }
}
