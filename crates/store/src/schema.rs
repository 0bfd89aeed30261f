//! The tables as the migrations make them: for whatever goes through every table, such as a backup. A test compares it
//! with what the engines say, so no table can be forgotten.

use crate::dialect::Holding;
use crate::migrate;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number.
    Int,
    /// Bytes.
    Bytes,
    /// A text.
    Text,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Name.
    pub(crate) name: String,
    /// Columns, in the order in which they came.
    pub(crate) columns: Vec<(String, Kind)>,
    /// The primary key, as places in `columns`.
    pub(crate) key: Vec<usize>,
}

impl Table {
    /// Takes a column out; the places of the key stay those of its columns.
    fn drop_column(&mut self, column: &str) {
        let Some(at) = self.columns.iter().position(|(name, _)| name == column) else { return };
        self.columns.remove(at);
        self.key.iter_mut().filter(|place| **place > at).for_each(|place| *place -= 1);
    }

    /// Its columns, as in a SELECT.
    pub(crate) fn column_list(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Its primary key, as in ORDER BY.
    pub(crate) fn key_list(&self) -> String {
        let name = |at: &usize| self.columns.get(*at).map(|(name, _)| name.as_str());
        self.key.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }

    /// The SELECT of one page in the order of the primary key, after a row's key or from the beginning.
    pub(crate) fn page(&self, after: bool, rows: usize) -> String {
        let mut text = format!("SELECT {} FROM {}", self.column_list(), self.name);
        if after {
            let marks: Vec<String> = (1..=self.key.len()).map(|n| format!("${n}")).collect();
            let _ = write!(text, " WHERE ({}) > ({})", self.key_list(), marks.join(", "));
        }
        let _ = write!(text, " ORDER BY {} LIMIT {rows}", self.key_list());
        text
    }
}

/// The tables that all steps of the migrations make.
pub(crate) fn all(holding: Holding) -> &'static [Table] {
    static DATA: LazyLock<Vec<Table>> =
        LazyLock::new(|| tables(Holding::Data, &migrate::all_versions(Holding::Data)));
    static KEYRING: LazyLock<Vec<Table>> =
        LazyLock::new(|| tables(Holding::Keyring, &migrate::all_versions(Holding::Keyring)));
    match holding {
        Holding::Data => &DATA,
        Holding::Keyring => &KEYRING,
    }
}

/// The tables that these steps of the migrations make, each after those that it refers to.
pub(crate) fn tables(holding: Holding, versions: &[i64]) -> Vec<Table> {
    let mut tables = Vec::new();
    for (version, step) in migrate::steps(holding) {
        if versions.contains(version) {
            for statement in without_comments(step).split(';') {
                apply(statement, &mut tables);
            }
        }
    }
    tables
}

/// The names of all tables that any step makes, also of those that a later one takes away.
pub(crate) fn ever_made(holding: Holding) -> Vec<String> {
    let mut names = Vec::new();
    for (_, step) in migrate::steps(holding) {
        for statement in without_comments(step).split(';') {
            if let ["CREATE", "TABLE", name, ..] = words(statement).as_slice() {
                names.push((*name).to_owned());
            }
        }
    }
    names
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn words(statement: &str) -> Vec<&str> {
    statement.split(|c: char| c.is_whitespace() || c == '(').filter(|word| !word.is_empty()).collect()
}

fn apply(statement: &str, tables: &mut Vec<Table>) {
    match words(statement).as_slice() {
        ["CREATE", "TABLE", name, ..] => tables.push(read(name, statement)),
        ["ALTER", "TABLE", name, "ADD", "COLUMN", column, kind, ..] => {
            if let (Some(table), Some(kind)) = (tables.iter_mut().find(|t| t.name == *name), kind_of(kind)) {
                table.columns.push(((*column).to_owned(), kind));
            }
        }
        ["ALTER", "TABLE", name, "DROP", "COLUMN", column, ..] => {
            if let Some(table) = tables.iter_mut().find(|table| table.name == *name) {
                table.drop_column(column);
            }
        }
        ["DROP", "TABLE", name, ..] => tables.retain(|table| table.name != *name),
        _ => {}
    }
}

fn kind_of(word: &str) -> Option<Kind> {
    match word.trim_end_matches(',') {
        "@int" => Some(Kind::Int),
        "@bytes" => Some(Kind::Bytes),
        "TEXT" => Some(Kind::Text),
        _ => None,
    }
}

fn read(name: &str, statement: &str) -> Table {
    let mut table = Table { name: name.to_owned(), columns: Vec::new(), key: Vec::new() };
    let body = statement.split_once('(').map_or("", |(_, body)| body);
    for item in items(body) {
        let words: Vec<&str> = item.split_whitespace().collect();
        match words.as_slice() {
            ["PRIMARY", "KEY", ..] => {
                let list = item.split_once('(').map_or("", |(_, list)| list).trim_end().trim_end_matches(')');
                for column in list.split(',').map(str::trim) {
                    table.key.extend(table.columns.iter().position(|(known, _)| known == column));
                }
            }
            [column, kind, rest @ ..] => {
                if let Some(kind) = kind_of(kind) {
                    if rest.windows(2).any(|pair| pair == ["PRIMARY", "KEY"]) {
                        table.key.push(table.columns.len());
                    }
                    table.columns.push(((*column).to_owned(), kind));
                }
            }
            _ => {}
        }
    }
    table
}

/// The items up to the parenthesis that closes, split at the commas of that level.
fn items(body: &str) -> Vec<String> {
    let (mut depth, mut all) = (1, vec![String::new()]);
    for c in body.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 1 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if let Some(item) = all.last_mut() {
            item.push(c);
        }
    }
    all
}
