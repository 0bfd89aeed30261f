//! Whether an id is another tenant's: asked for when somebody was told that it is absent, for their log alone.

use crate::db::{args, queries};
use crate::{Result, SystemStore};
use domain::TenantId;
use uuid::Uuid;

// By tenant and then by primary key: as quick with a million rows as with one.
queries! {
    TICKET = "SELECT t.id FROM tenant t JOIN ticket x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    MESSAGE = "SELECT t.id FROM tenant t JOIN message x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    CONTACT = "SELECT t.id FROM tenant t JOIN contact x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    AGENT = "SELECT t.id FROM tenant t JOIN agent x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    MAILBOX = "SELECT t.id FROM tenant t JOIN mailbox x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    ORGANISATION = "SELECT t.id FROM tenant t JOIN organisation x ON x.tenant_id = t.id AND x.id = $1 \
        WHERE t.id <> $2 LIMIT 1";
    UPLOAD = "SELECT t.id FROM tenant t JOIN upload x ON x.tenant_id = t.id AND x.object_id = $1 WHERE t.id <> $2 LIMIT 1";
    SAVED_REPLY = "SELECT t.id FROM tenant t JOIN saved_reply x ON x.tenant_id = t.id AND x.id = $1 \
        WHERE t.id <> $2 LIMIT 1";
    SAVED_VIEW = "SELECT t.id FROM tenant t JOIN saved_view x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    TEAM = "SELECT t.id FROM tenant t JOIN team x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    TAG = "SELECT t.id FROM tenant t JOIN tag x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    FIELD = "SELECT t.id FROM tenant t JOIN field x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    ERASURE = "SELECT t.id FROM tenant t JOIN erasure x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    LEGAL_HOLD = "SELECT t.id FROM tenant t JOIN legal_hold x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    SUBJECT_REQUEST = "SELECT t.id FROM tenant t JOIN subject_request x ON x.tenant_id = t.id AND x.id = $1 \
        WHERE t.id <> $2 LIMIT 1";
    ACCESS_EXPORT = "SELECT t.id FROM tenant t JOIN access_export x ON x.tenant_id = t.id AND x.id = $1 \
        WHERE t.id <> $2 LIMIT 1";
    ALERT = "SELECT t.id FROM tenant t JOIN alert x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    MERGE = "SELECT t.id FROM tenant t JOIN ticket_merge x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    UNDO = "SELECT t.id FROM tenant t JOIN ticket_undo x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
    TOKEN = "SELECT t.id FROM tenant t JOIN api_token x ON x.tenant_id = t.id AND x.id = $1 WHERE t.id <> $2 LIMIT 1";
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
    ALERT,
    MERGE,
    UNDO,
    TOKEN,
];

impl SystemStore {
    /// Whether something with this id belongs to another tenant than this one.
    pub async fn is_of_other_tenant(&self, id: Uuid, tenant: TenantId) -> Result<bool> {
        let mut conn = self.read().await?;
        for text in EVERYWHERE {
            if conn.find(text, args![id, tenant]).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
