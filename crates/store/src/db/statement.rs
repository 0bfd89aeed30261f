//! From one SQL text to the statement of an engine: lists and rows get their placeholders, and the few
//! words that differ are filled in by the dialect. Lists have one of four lengths, so that the cache of
//! prepared statements holds.
//!
//! `@many` is a list of arguments, `@rows` the rows of an INSERT; `@lock`, `@skip_locked`, `@by(index)`
//! and `@month(time)@month` (202605, of milliseconds, UTC) belong to the dialect.

use crate::dialect::Dialect;
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Statements longer than this are prepared for one use.
pub(crate) const CACHED_SQL_BYTES_MAX: usize = 16 * 1024;

/// The list lengths that statements are prepared for, longest first.
pub(crate) const LENGTHS: [usize; 4] = [64, 16, 4, 1];

/// The smallest prepared length that holds `n` values (the longest when none does).
pub(crate) fn length_for(n: usize) -> usize {
    LENGTHS.iter().rev().copied().find(|length| *length >= n).unwrap_or(64)
}

/// The largest prepared number of rows that `n` rows fill.
pub(crate) fn rows_for(n: usize) -> usize {
    LENGTHS.iter().copied().find(|length| *length <= n).unwrap_or(1)
}

type Key = (usize, usize, usize, Dialect);
static EXPANDED: LazyLock<RwLock<HashMap<Key, Arc<str>>>> = LazyLock::new(RwLock::default);

/// The statement for a static text. `first` is the number of the first placeholder that is generated,
/// `width` the arguments per row, `n` the values or rows.
pub(crate) fn expand(text: &'static str, dialect: Dialect, first: usize, width: usize, n: usize) -> Arc<str> {
    let key = (text.as_ptr() as usize, text.len(), n, dialect);
    if let Some(found) = EXPANDED.read().get(&key) {
        return Arc::clone(found);
    }
    let made: Arc<str> = write_out(text, dialect, first, width, n).into();
    EXPANDED.write().insert(key, Arc::clone(&made));
    made
}

/// Writes out what [`expand`] caches.
pub(crate) fn write_out(text: &str, dialect: Dialect, first: usize, width: usize, n: usize) -> String {
    let mut out = dialect.words(text);
    let mark = match dialect {
        Dialect::Sqlite => '?',
        Dialect::Postgres => '$',
    };
    if out.contains("@many") {
        let list: Vec<String> = (first..first + n).map(|i| format!("{mark}{i}")).collect();
        out = out.replace("@many", &list.join(","));
    }
    if out.contains("@rows") {
        let rows: Vec<String> = (0..n)
            .map(|row| {
                let start = first + row * width;
                // SQLite looks each named placeholder up by going through all of them: with a thousand that is
                // most of the time of an INSERT. Unnamed ones count up by themselves.
                let unnamed = dialect == Dialect::Sqlite && first == 1;
                let name = |i| if unnamed { "?".to_owned() } else { format!("{mark}{i}") };
                let list: Vec<String> = (start..start + width).map(name).collect();
                format!("({})", list.join(","))
            })
            .collect();
        out = out.replace("@rows", &format!("VALUES {}", rows.join(",")));
    }
    out
}
