//! C90: nothing is kept of which it is not said how long.

use super::looking::{Found, Looking};
use crate::Result;
use privacy::data_map;
use std::collections::BTreeSet;

/// Every column of both databases stands in the data map, with its retention.
pub(super) async fn schema(l: &mut Looking) -> Result<Found> {
    let declared: BTreeSet<(&str, &str)> =
        data_map::columns().iter().map(|column| (column.table, column.name)).collect();
    let mut found = Found::default();
    let (data, keys) = (l.data.columns().await?, l.keys.columns().await?);
    for (table, column) in data.iter().chain(&keys).filter(|(table, _)| table != "schema_version") {
        let is_declared = declared.contains(&(table.as_str(), column.as_str()));
        found.holds(is_declared, "undeclared", format!("{table}.{column}"));
    }
    Ok(found)
}
