//! The tables of standard texts: what is stored, what leaves, and what is kept in a browser, each from its registry.

use super::plain;
use super::words::Words;
use connect::egress::{ADAPTERS, Counterpart};
use domain::audit::Purpose;
use i18n::I18n;
use privacy::DataClass;
use privacy::cookies::{ENTRIES, Kind};
use privacy::data_map::{Column, Holds, Party, columns};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Every table of the data map, by role, purpose, categories of data, whose it is and how long it is kept (C82; GDPR Art. 30(1)).
pub(super) fn record(words: &Words, texts: &I18n) -> String {
    type Of = (bool, Purpose);
    let mut activities: BTreeMap<Of, BTreeMap<&'static str, Vec<&'static Column>>> = BTreeMap::new();
    for column in columns() {
        let of = (column.party == Party::Controller, column.purpose);
        activities.entry(of).or_default().entry(column.table).or_default().push(column);
    }
    let mut out = String::new();
    for ((is_controller, purpose), tables) in activities {
        let role = if is_controller { words.controller } else { words.processor };
        let (what, basis) = ((words.purpose)(purpose), (words.basis)(privacy::legal_basis(purpose)));
        let _ = writeln!(out, "## {what} ({role})\n\n{basis}\n\n{}\n|---|---|---|---|---|", words.head);
        for (table, columns) in tables {
            let whose = each(columns.iter().map(|column| (words.subject)(column.subject)));
            let kept = each(columns.iter().map(|column| (words.retention)(column.retention)));
            let is_sealed = columns.iter().any(|column| class(column).is_some());
            let sealed = if is_sealed { words.sealed } else { words.opaque };
            let categories = categories(words, texts, &columns);
            let _ = writeln!(out, "| `{table}` | {categories} | {whose} | {kept} | {sealed} |");
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}

fn each<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
}

/// The class of what is sealed in a column.
fn class(column: &Column) -> Option<DataClass> {
    match column.holds {
        Holds::Sealed(kind) => Some(DataClass::of(kind)),
        Holds::Event => Some(DataClass::Audit),
        _ => None,
    }
}

/// The categories of personal data in a table (Art. 30(1)(c)), as incidents name them.
fn categories(words: &Words, texts: &I18n, columns: &[&'static Column]) -> String {
    let classes: BTreeSet<DataClass> = columns.iter().filter_map(|column| class(column)).collect();
    if classes.is_empty() {
        return words.no_category.to_owned();
    }
    let named = classes.iter().map(|class| plain(&texts.t(&format!("data-class-{}", class.as_str()))));
    named.collect::<Vec<_>>().join("; ")
}

/// What leaves Deskhero by itself, as the registry of ways out says, in the words of the page of sub-processors.
pub(super) fn connections(words: &Words, texts: &I18n) -> String {
    let mut out = format!("{}\n|---|---|---|---|\n", words.ways_head);
    for adapter in ADAPTERS {
        let who = match adapter.who {
            Counterpart::TenantServer => words.tenant_server,
            Counterpart::OperatorService => words.operator_service,
            Counterpart::NamedBySender => words.named_by_sender,
            Counterpart::Network => words.network,
        };
        let (purpose, data) =
            (texts.t(&format!("way-{}", adapter.id)), texts.t(&format!("way-data-{}", adapter.id)));
        let _ = writeln!(out, "| `{}` | {who} | {} | {} |", adapter.id, plain(&purpose), plain(&data));
    }
    out.trim_end().to_owned()
}

/// The cookies, as rows.
pub(super) fn cookies(_: &Words, texts: &I18n) -> String {
    in_browser(texts, Kind::Cookie)
}

/// What lies in the browser's storage, as rows.
pub(super) fn storage(_: &Words, texts: &I18n) -> String {
    in_browser(texts, Kind::Storage)
}

fn in_browser(texts: &I18n, kind: Kind) -> String {
    let row = |entry: &privacy::cookies::Entry| {
        format!(
            "| `{}` | {} | {} |",
            entry.name,
            plain(&texts.t(entry.purpose)),
            plain(&texts.t(entry.lasts))
        )
    };
    let rows = ENTRIES.iter().filter(|entry| entry.kind == kind).map(row);
    rows.collect::<Vec<_>>().join("\n")
}
