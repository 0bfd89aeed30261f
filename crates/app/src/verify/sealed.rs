//! C34, C86, C87: what is personal lies sealed, and is what was sealed for its place. C40: what is kept can be read.

use super::looking::{Found, Looking};
use crate::{App, Result};
use domain::keyring::LeafRef;
use domain::{ObjectId, ObjectKind, TenantId, TenantScope};
use privacy::data_map::{Holds, columns};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Cell, Page};
use uuid::Uuid;

/// Where the rows of a sealed column get the id that its bytes are bound to.
fn row_column(table: &str) -> &'static str {
    match table {
        "field_values" => "holder_id",
        "mailbox_sync" | "mailbox_grant" => "mailbox_id",
        "draft" => "agent_id",
        "sign_up" | "billing" => "tenant_id",
        "erasure_work" => "erasure_id",
        "disclosure_file" => "disclosure_id",
        "learned_model" => "model_id",
        _ => "id",
    }
}

/// The sealed columns of the data: table, column, kind.
fn sealed_columns() -> Vec<(&'static str, &'static str, ObjectKind)> {
    let kind = |column: &&privacy::data_map::Column| match column.holds {
        Holds::Sealed(kind) if column.name.ends_with("_sealed") => Some((column.table, column.name, kind)),
        _ => None,
    };
    columns().iter().filter_map(|column| kind(&column)).collect()
}

/// A value of a sealed column.
struct Value {
    tenant: TenantId,
    row: Uuid,
    object: ObjectId,
    bytes: Vec<u8>,
}

/// Every value of every sealed column authenticates under its key, as what it is and where it is; and so do the bytes of
/// mails.
pub(super) async fn sealed(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let under_way = l.under_way().await?;
    for (table, column, kind) in sealed_columns() {
        let row = row_column(table);
        if !l.data.has(table, column) || !l.data.has(table, row) {
            continue;
        }
        let object = format!("{}_object", column.trim_end_matches("_sealed"));
        let names = ["tenant_id", row, object.as_str(), column];
        let mut after: Option<Page> = None;
        loop {
            let (rows, next) = l.data.page(table, &names, after.as_ref()).await?;
            let mut values: BTreeMap<TenantId, Vec<Value>> = BTreeMap::new();
            for cells in rows.iter().filter(|cells| cells.first().is_some_and(|cell| l.wants(cell))) {
                match value(cells) {
                    Ok(None) => {}
                    Ok(Some(value)) => values.entry(value.tenant).or_default().push(value),
                    Err(()) => {
                        let id = cells.get(1).and_then(Cell::id).unwrap_or_default();
                        found.holds(false, "clear", format!("{table}.{column} {id}"));
                    }
                }
            }
            for (tenant, values) in values {
                let place = (table, column, kind);
                prove(app, tenant, place, &values, &mut found).await?;
            }
            after = next;
            if after.is_none() {
                break;
            }
        }
    }
    raw(app, l, &under_way, &mut found).await?;
    Ok(found)
}

fn value(cells: &[Cell]) -> std::result::Result<Option<Value>, ()> {
    let [tenant, row, object, bytes] = cells else { return Err(()) };
    if matches!((object, bytes), (Cell::Null, Cell::Null)) {
        return Ok(None);
    }
    let (Some(tenant), Some(row), Some(object)) = (tenant.id(), row.id(), object.id()) else {
        return Err(());
    };
    let bytes = bytes.bytes().ok_or(())?.to_vec();
    Ok(Some(Value { tenant: TenantId::from_uuid(tenant), row, object: ObjectId::from_uuid(object), bytes }))
}

async fn prove(
    app: &App,
    tenant: TenantId,
    (table, column, kind): (&str, &str, ObjectKind),
    values: &[Value],
    found: &mut Found,
) -> Result<()> {
    let objects: Vec<ObjectId> = values.iter().map(|value| value.object).collect();
    let scope = TenantScope::of(tenant);
    // Keys that do not open are a fault of what lies under them, not of the check.
    let Ok(keys) = app.object_keys(scope, &objects).await else {
        found.holds(false, "keys", format!("{table}.{column} of {tenant}"));
        return Ok(());
    };
    for value in values {
        let proved = keys
            .get(value.object)
            .and_then(|wrapped| app.vault().prove(wrapped, kind, value.row, &value.bytes));
        let destroyed = matches!(proved, Err(crypto::OpenError::KeyDestroyed));
        // What has no key any more opens for nobody; that it should have one is the other check's.
        found.holds(proved.is_ok() || destroyed, "altered", format!("{table}.{column} {}", value.row));
    }
    Ok(())
}

/// The bytes of mails, where they lie.
async fn raw(app: &App, l: &mut Looking, under_way: &HashSet<Uuid>, found: &mut Found) -> Result<()> {
    let mut of: HashMap<Uuid, (Uuid, Uuid)> = HashMap::new();
    for row in l.rows("message", &["tenant_id", "raw_object", "id"]).await? {
        if let [tenant, object, id] = row.as_slice()
            && let (Some(tenant), Some(object), Some(id)) = (tenant.id(), object.id(), id.id())
        {
            of.insert(object, (tenant, id));
        }
    }
    for (object, (tenant, row)) in of {
        if under_way.contains(&tenant) {
            continue;
        }
        let (scope, id) = (TenantScope::of(TenantId::from_uuid(tenant)), ObjectId::from_uuid(object));
        let Some(place) = app.store().tenant(scope).find_blob(id).await? else {
            found.holds(false, "bytes", format!("blob {object}"));
            continue;
        };
        let Ok(bytes) = app.packs().read(&place).await else {
            found.holds(false, "bytes", format!("blob {object}"));
            continue;
        };
        // As above.
        let Ok(keys) = app.object_keys(scope, &[id]).await else {
            found.holds(false, "keys", format!("blob {object}"));
            continue;
        };
        let proved =
            keys.get(id).and_then(|wrapped| app.vault().prove(wrapped, ObjectKind::RawMail, row, &bytes));
        let destroyed = matches!(proved, Err(crypto::OpenError::KeyDestroyed));
        found.holds(proved.is_ok() || destroyed, "altered", format!("blob {object}"));
    }
    Ok(())
}

/// Conversations, messages, people and mailboxes that are there have every key that they need.
pub(super) async fn active(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let under_way = l.under_way().await?;
    let mut keys: HashSet<Uuid> = HashSet::new();
    l.keys.each("object_key", &["object_id"], |row| keys.extend(row.first().and_then(Cell::id))).await?;
    let leaves = l.leaves().await?;
    for (table, column) in [
        ("message", "content_object"),
        ("message", "raw_object"),
        ("ticket", "summary_object"),
        ("contact", "profile_object"),
        ("mailbox", "settings_object"),
        ("agent", "profile_object"),
    ] {
        for row in l.rows(table, &["tenant_id", column, "id"]).await? {
            let [tenant, object, id] = row.as_slice() else { continue };
            let (Some(tenant), Some(object), Some(id)) = (tenant.id(), object.id(), id.id()) else {
                continue;
            };
            if !under_way.contains(&tenant) {
                found.holds(keys.contains(&object), "no-key", format!("{table}.{column} {id}"));
            }
        }
    }
    for (table, leaf) in [("ticket", 0_u8), ("contact", 1), ("mailbox", 2)] {
        for row in l.rows(table, &["tenant_id", "id"]).await? {
            let [tenant, id] = row.as_slice() else { continue };
            let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
            let leaf = match leaf {
                0 => LeafRef::ticket(domain::TicketId::from_uuid(id)),
                1 => LeafRef::contact(domain::ContactId::from_uuid(id)),
                _ => LeafRef::mailbox(domain::MailboxId::from_uuid(id)),
            };
            if !under_way.contains(&tenant) {
                let is_there = leaves.contains(&(tenant, leaf.to_bytes().to_vec()));
                found.holds(is_there, "no-key", format!("{table} {id}"));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sealed column that is bound to something else than the check believes would be passed over.
    #[test]
    fn no_sealed_column_is_passed_over() {
        let is_there =
            |table: &str, name: &str| columns().iter().any(|one| one.table == table && one.name == name);
        // What was put right is kept with the keys, and has a check of its own.
        let of_data = |(table, ..): &(&str, &str, ObjectKind)| !table.starts_with("rectified");
        for (table, column, _) in sealed_columns().into_iter().filter(of_data) {
            assert!(is_there(table, row_column(table)), "{table}.{column} is bound to another column");
        }
    }
}
