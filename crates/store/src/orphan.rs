//! Objects that no row has: of a write whose keys became durable and whose data did not, or of a value that was
//! sealed anew when the key of the old one was still to be destroyed.

use crate::Result;
use crate::db::{Conn, IntoValue, Value, args, queries, reads};
use domain::keyring::{LeafKind, WrappedObjectKey};
use domain::{ObjectId, TenantId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

queries! {
    // Found by primary key or index: what a key depends on says where its object lies, for nearly all.
    OF_TICKETS = "SELECT summary_object FROM ticket WHERE tenant_id = $1 AND id IN (@many)";
    OF_MESSAGES = "SELECT content_object, raw_object, delivery_detail_object, sender_check_object FROM message \
        WHERE tenant_id = $1 AND ticket_id IN (@many)";
    OF_DRAFTS = "SELECT content_object FROM draft WHERE tenant_id = $1 AND ticket_id IN (@many)";
    OF_FIELDS = "SELECT content_object FROM field_values WHERE tenant_id = $1 AND holder_id IN (@many)";
    OF_CONTACTS = "SELECT profile_object FROM contact WHERE tenant_id = $1 AND id IN (@many)";
    OF_AGENTS = "SELECT profile_object, credential_object FROM agent WHERE tenant_id = $1 AND id IN (@many)";
    OF_MAILBOXES = "SELECT settings_object FROM mailbox WHERE tenant_id = $1 AND id IN (@many)";
    OF_SYNCS = "SELECT cursor_object FROM mailbox_sync WHERE tenant_id = $1 AND mailbox_id IN (@many)";
    IN_BLOBS = "SELECT object_id FROM blob WHERE tenant_id = $1 AND object_id IN (@many)";
    IN_UPLOADS = "SELECT object_id FROM upload WHERE tenant_id = $1 AND object_id IN (@many)";
    OF_GRANTS = "SELECT grant_object FROM mailbox_grant WHERE tenant_id = $1 AND mailbox_id IN (@many)";
    // Found by reading the whole table: the last word on the few that are left.
    IN_SETTINGS = "SELECT settings_object FROM mailbox WHERE tenant_id = $1 AND settings_object IN (@many)";
    IN_GRANTS = "SELECT grant_object FROM mailbox_grant WHERE tenant_id = $1 AND grant_object IN (@many)";
    IN_ATTEMPTS = "SELECT content_object FROM oauth_attempt WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_TEAMS = "SELECT content_object FROM team WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_TAGS = "SELECT name_object FROM tag WHERE tenant_id = $1 AND name_object IN (@many)";
    IN_VIEWS = "SELECT name_object FROM saved_view WHERE tenant_id = $1 AND name_object IN (@many)";
    IN_DRAFTS = "SELECT content_object FROM draft WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_SAVED_REPLIES = "SELECT content_object FROM saved_reply WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_SUBJECT_REQUESTS = "SELECT content_object FROM subject_request WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_SIGN_UPS = "SELECT content_object FROM sign_up WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_ACCEPTANCES = "SELECT content_object FROM acceptance WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_FIELDS = "SELECT definition_object FROM field WHERE tenant_id = $1 AND definition_object IN (@many)";
    IN_FIELD_VALUES = "SELECT content_object FROM field_values WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_ORGANISATIONS = "SELECT content_object FROM organisation WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_PIECES = "SELECT object_id FROM access_export_piece WHERE tenant_id = $1 AND object_id IN (@many)";
    IN_COMPANY_PIECES = "SELECT object_id FROM company_export_piece WHERE tenant_id = $1 AND object_id IN (@many)";
    IN_RETENTION = "SELECT name_object FROM retention_rule WHERE tenant_id = $1 AND name_object IN (@many)";
    IN_HOLDS = "SELECT content_object FROM legal_hold WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_OLD = "SELECT object_id FROM erasure_old WHERE tenant_id = $1 AND object_id IN (@many)";
    IN_TERMS = "SELECT terms_object FROM erasure_work WHERE tenant_id = $1 AND terms_object IN (@many)";
    IN_CLOSING = "SELECT content_object FROM closing_letter WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_OBJECTIONS = "SELECT content_object FROM register_objection WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_OPERATOR_ACCESSES = "SELECT content_object FROM operator_access WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_BILLING = "SELECT content_object FROM billing WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_INVOICES = "SELECT content_object FROM invoice WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_INVOICE_FILES = "SELECT file_object FROM invoice WHERE tenant_id = $1 AND file_object IN (@many)";
    IN_DISCLOSURES = "SELECT content_object FROM disclosure WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_DISCLOSURE_EVENTS = "SELECT events_object FROM disclosure_file WHERE tenant_id = $1 AND events_object IN (@many)";
    IN_ASSESSMENTS = "SELECT content_object FROM assessment WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_ACCESS_REVIEWS = "SELECT content_object FROM access_review WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_INCIDENTS = "SELECT content_object FROM incident_entry WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_ALERTS = "SELECT content_object FROM alert WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_LEARNED = "SELECT content_object FROM learned_model WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_USAGE = "SELECT content_object FROM usage_part WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_USAGE_SUMS = "SELECT content_object FROM usage_sum WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_RECIPIENTS = "SELECT content_object FROM recipient_notice WHERE tenant_id = $1 AND content_object IN (@many)";
    IN_CURSORS = "SELECT cursor_object FROM mailbox_sync WHERE tenant_id = $1 AND cursor_object IN (@many)";
    IN_AGENTS = "SELECT profile_object FROM agent WHERE tenant_id = $1 AND profile_object IN (@many)";
    IN_CREDENTIALS = "SELECT credential_object FROM agent WHERE tenant_id = $1 AND credential_object IN (@many)";
    IN_CONTACTS = "SELECT profile_object FROM contact WHERE tenant_id = $1 AND profile_object IN (@many)";
    IN_TOKENS = "SELECT name_object FROM api_token WHERE tenant_id = $1 AND name_object IN (@many)";
    IN_INTAKE = "SELECT raw_object FROM intake WHERE tenant_id = $1 AND raw_object IN (@many)";
    IN_TICKETS = "SELECT summary_object FROM ticket WHERE tenant_id = $1 AND summary_object IN (@many)";
    IN_RAW = "SELECT raw_object FROM message WHERE tenant_id = $1 AND raw_object IN (@many)";
    IN_DETAILS = "SELECT delivery_detail_object FROM message WHERE tenant_id = $1 AND delivery_detail_object IN (@many)";
    IN_SENDER_CHECKS = "SELECT sender_check_object FROM message WHERE tenant_id = $1 AND sender_check_object IN (@many)";
    IN_CONTENT = "SELECT content_object FROM message WHERE tenant_id = $1 AND content_object IN (@many)";
}

/// Where an object of a leaf's noun may lie.
const BY_LEAF: &[(LeafKind, &str)] = &[
    (LeafKind::Ticket, OF_TICKETS),
    (LeafKind::Ticket, OF_MESSAGES),
    (LeafKind::Ticket, OF_DRAFTS),
    (LeafKind::Ticket, OF_FIELDS),
    (LeafKind::Contact, OF_FIELDS),
    (LeafKind::Contact, OF_CONTACTS),
    (LeafKind::Agent, OF_AGENTS),
    (LeafKind::Mailbox, OF_MAILBOXES),
    (LeafKind::Mailbox, OF_SYNCS),
    (LeafKind::Mailbox, OF_GRANTS),
];

/// Every column that names an object, in the order of their cost.
const EVERYWHERE: &[&str] = &[
    IN_BLOBS,
    IN_UPLOADS,
    IN_SETTINGS,
    IN_GRANTS,
    IN_ATTEMPTS,
    IN_TAGS,
    IN_TEAMS,
    IN_VIEWS,
    IN_DRAFTS,
    IN_SAVED_REPLIES,
    IN_SIGN_UPS,
    IN_ACCEPTANCES,
    IN_SUBJECT_REQUESTS,
    IN_FIELDS,
    IN_FIELD_VALUES,
    IN_ORGANISATIONS,
    IN_RETENTION,
    IN_HOLDS,
    IN_CLOSING,
    IN_OBJECTIONS,
    IN_OPERATOR_ACCESSES,
    IN_BILLING,
    IN_INVOICES,
    IN_INVOICE_FILES,
    IN_DISCLOSURES,
    IN_DISCLOSURE_EVENTS,
    IN_ASSESSMENTS,
    IN_ACCESS_REVIEWS,
    IN_INCIDENTS,
    IN_ALERTS,
    IN_LEARNED,
    IN_USAGE,
    IN_USAGE_SUMS,
    IN_RECIPIENTS,
    IN_OLD,
    IN_TERMS,
    IN_PIECES,
    IN_COMPANY_PIECES,
    IN_CURSORS,
    IN_AGENTS,
    IN_CREDENTIALS,
    IN_CONTACTS,
    IN_TOKENS,
    IN_INTAKE,
    IN_TICKETS,
    IN_RAW,
    IN_DETAILS,
    IN_SENDER_CHECKS,
    IN_CONTENT,
];

/// The objects of these keys that no column names.
async fn orphans(conn: &mut Conn, tenant: TenantId, keys: &[WrappedObjectKey]) -> Result<Vec<ObjectId>> {
    let mut left: BTreeSet<ObjectId> = keys.iter().map(|key| key.object).collect();
    let mut nouns: BTreeMap<LeafKind, BTreeSet<Uuid>> = BTreeMap::new();
    for (leaf, _) in keys.iter().flat_map(|key| &key.leaves) {
        nouns.entry(leaf.kind).or_default().insert(leaf.id);
    }
    for (kind, text) in BY_LEAF {
        let ids = nouns.get(kind).into_iter().flatten().map(|id| (*id.as_bytes()).into_value()).collect();
        remove_found(conn, tenant, text, ids, &mut left).await?;
    }
    for text in EVERYWHERE {
        let objects = left.iter().map(|object| object.into_value()).collect();
        remove_found(conn, tenant, text, objects, &mut left).await?;
    }
    Ok(left.into_iter().collect())
}

async fn remove_found(
    conn: &mut Conn,
    tenant: TenantId,
    text: &'static str,
    many: Vec<Value>,
    left: &mut BTreeSet<ObjectId>,
) -> Result<()> {
    for row in conn.list_many(text, args![tenant], many).await? {
        let mut fields = row.fields();
        for _ in 0..row.width() {
            if let Some(object) = fields.id_opt()? {
                left.remove(&object);
            }
        }
    }
    Ok(())
}

reads! {
    /// Those of these keys' objects that no row names: nothing can be opened with such a key. A write that is
    /// under way looks the same between its keys and its data, so ask twice, with time in between.
    list_orphans(keys: &[WrappedObjectKey]) -> Vec<ObjectId> = orphans;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column that was forgotten here would lose its data to the sweep.
    #[test]
    fn every_column_that_names_an_object_is_looked_into() {
        let schema: String = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/data"))
            .unwrap()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        let (mut table, mut columns) = ("", Vec::new());
        for line in schema.lines() {
            let mut words =
                line.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
            match (words.next(), words.next(), words.next()) {
                (Some("CREATE"), Some("TABLE"), Some(name)) => table = name,
                (Some("ALTER"), Some("TABLE"), Some(name)) => table = name,
                (Some(column), Some("@bytes"), _) if column.ends_with("_object") || column == "object_id" => {
                    columns.push((table, column));
                }
                _ => {}
            }
            if let Some((_, added)) = line.split_once("ADD COLUMN ") {
                let column = added.split_whitespace().next().unwrap();
                if column.ends_with("_object") {
                    columns.push((table, column));
                }
            }
        }
        assert!(columns.len() >= 13, "{columns:?}");
        let dropped = |table: &str, column: &str| {
            schema.contains(&format!("ALTER TABLE {table} DROP COLUMN {column};"))
        };
        columns.retain(|(table, column)| !dropped(table, column));
        for (table, column) in columns {
            let text = format!("SELECT {column} FROM {table} WHERE tenant_id = $1 AND {column} IN (@many)");
            assert!(EVERYWHERE.contains(&text.as_str()), "missing: {text}");
        }
    }
}
