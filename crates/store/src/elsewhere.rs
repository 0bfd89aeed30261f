//! Whose ids are: asked for when somebody was told that they are absent, for the logs alone.

use crate::db::{IntoValue, args, queries};
use crate::{Result, SystemStore};
use domain::TenantId;
use std::collections::HashSet;
use uuid::Uuid;

// By tenant and then by primary key: as quick with a million rows as with one.
queries! {
    TICKET = "SELECT x.tenant_id, x.id FROM tenant t JOIN ticket x ON x.tenant_id = t.id AND x.id IN (@many)";
    MESSAGE = "SELECT x.tenant_id, x.id FROM tenant t JOIN message x ON x.tenant_id = t.id AND x.id IN (@many)";
    CONTACT = "SELECT x.tenant_id, x.id FROM tenant t JOIN contact x ON x.tenant_id = t.id AND x.id IN (@many)";
    AGENT = "SELECT x.tenant_id, x.id FROM tenant t JOIN agent x ON x.tenant_id = t.id AND x.id IN (@many)";
    MAILBOX = "SELECT x.tenant_id, x.id FROM tenant t JOIN mailbox x ON x.tenant_id = t.id AND x.id IN (@many)";
    ORGANISATION = "SELECT x.tenant_id, x.id FROM tenant t JOIN organisation x ON x.tenant_id = t.id AND x.id IN (@many)";
    UPLOAD = "SELECT x.tenant_id, x.object_id FROM tenant t JOIN upload x ON x.tenant_id = t.id AND x.object_id IN (@many)";
    SAVED_REPLY = "SELECT x.tenant_id, x.id FROM tenant t JOIN saved_reply x ON x.tenant_id = t.id AND x.id IN (@many)";
    SAVED_VIEW = "SELECT x.tenant_id, x.id FROM tenant t JOIN saved_view x ON x.tenant_id = t.id AND x.id IN (@many)";
    TEAM = "SELECT x.tenant_id, x.id FROM tenant t JOIN team x ON x.tenant_id = t.id AND x.id IN (@many)";
    TAG = "SELECT x.tenant_id, x.id FROM tenant t JOIN tag x ON x.tenant_id = t.id AND x.id IN (@many)";
    FIELD = "SELECT x.tenant_id, x.id FROM tenant t JOIN field x ON x.tenant_id = t.id AND x.id IN (@many)";
    ERASURE = "SELECT x.tenant_id, x.id FROM tenant t JOIN erasure x ON x.tenant_id = t.id AND x.id IN (@many)";
    LEGAL_HOLD = "SELECT x.tenant_id, x.id FROM tenant t JOIN legal_hold x ON x.tenant_id = t.id AND x.id IN (@many)";
    SUBJECT_REQUEST = "SELECT x.tenant_id, x.id FROM tenant t JOIN subject_request x ON x.tenant_id = t.id AND x.id IN (@many)";
    ACCESS_EXPORT = "SELECT x.tenant_id, x.id FROM tenant t JOIN access_export x ON x.tenant_id = t.id AND x.id IN (@many)";
    COMPANY_EXPORT = "SELECT x.tenant_id, x.id FROM tenant t JOIN company_export x ON x.tenant_id = t.id AND x.id IN (@many)";
    ALERT = "SELECT x.tenant_id, x.id FROM tenant t JOIN alert x ON x.tenant_id = t.id AND x.id IN (@many)";
    MERGE = "SELECT x.tenant_id, x.id FROM tenant t JOIN ticket_merge x ON x.tenant_id = t.id AND x.id IN (@many)";
    UNDO = "SELECT x.tenant_id, x.id FROM tenant t JOIN ticket_undo x ON x.tenant_id = t.id AND x.id IN (@many)";
    RETENTION_RULE = "SELECT x.tenant_id, x.id FROM tenant t JOIN retention_rule x ON x.tenant_id = t.id AND x.id IN (@many)";
    DRAFT = "SELECT x.tenant_id, x.ticket_id FROM tenant t JOIN draft x ON x.tenant_id = t.id AND x.ticket_id IN (@many)";
    TOKEN = "SELECT x.tenant_id, x.id FROM tenant t JOIN api_token x ON x.tenant_id = t.id AND x.id IN (@many)";
    ERASED = "SELECT x.tenant_id, x.subject_id FROM tenant t JOIN erasure x ON x.tenant_id = t.id AND x.subject_id IN (@many)";
}

/// Where an id that an address can name may stand.
const EVERYWHERE: &[&str] = &[
    TICKET,
    MESSAGE,
    CONTACT,
    AGENT,
    MAILBOX,
    ORGANISATION,
    UPLOAD,
    SAVED_REPLY,
    SAVED_VIEW,
    TEAM,
    TAG,
    FIELD,
    ERASURE,
    LEGAL_HOLD,
    SUBJECT_REQUEST,
    ACCESS_EXPORT,
    COMPANY_EXPORT,
    ALERT,
    MERGE,
    UNDO,
    RETENTION_RULE,
    DRAFT,
    TOKEN,
];

/// What is known of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standings {
    /// Those of the tenant that was asked for, and those that it erased.
    pub own: HashSet<Uuid>,
    /// Those of other tenants.
    pub others: HashSet<Uuid>,
}

impl SystemStore {
    /// Whose these ids are, as seen from a tenant.
    pub async fn get_standings(&self, ids: &[Uuid], tenant: TenantId) -> Result<Standings> {
        let mut conn = self.read().await?;
        let mut found = Standings::default();
        for text in EVERYWHERE.iter().chain([&ERASED]) {
            let many = ids.iter().map(|id| id.into_value()).collect();
            for row in conn.list_many(text, args![], many).await? {
                let mut f = row.fields();
                let (of, id): (TenantId, Uuid) = (f.id()?, f.id()?);
                match of == tenant {
                    true => found.own.insert(id),
                    // What another erased is nobody's any more.
                    false => *text != ERASED && found.others.insert(id),
                };
            }
        }
        found.others.retain(|id| !found.own.contains(id));
        Ok(found)
    }
}
