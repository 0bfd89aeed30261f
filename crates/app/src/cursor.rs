//! Cursors of lists: opaque text outside, typed inside.

use crate::{Error, Result};
use domain::Timestamp;
use uuid::Uuid;

/// A position in a list: what any of its orders goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Time of the last item.
    pub at: Timestamp,
    /// Id of the last item.
    pub id: Uuid,
    /// Its number.
    pub number: i64,
    /// Its priority's rank.
    pub rank: i64,
}

impl Cursor {
    /// The text that a caller passes back.
    #[must_use]
    pub fn encode(self) -> String {
        format!("{}.{}.{}.{}", self.at.as_millis(), self.id.simple(), self.number, self.rank)
    }

    /// Reads what a caller passed back.
    ///
    /// # Errors
    /// [`Error::Input`] when it is not one of ours.
    pub fn decode(text: &str) -> Result<Self> {
        let bad = || Error::Input { field: "after", rule: "rule-cursor" };
        let mut parts = text.split('.');
        let mut part = || parts.next().ok_or_else(bad);
        let (at, id, n, rank) = (part()?, part()?, part()?, part()?);
        let number = |text: &str| text.parse::<i64>().map_err(|_| bad());
        let (at, id) = (Timestamp::from_millis(number(at)?), Uuid::try_parse(id).map_err(|_| bad())?);
        let cursor = Self { at, id, number: number(n)?, rank: number(rank)? };
        if parts.next().is_some() { Err(bad()) } else { Ok(cursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_wrote_and_nothing_else() {
        let cursor = Cursor { at: Timestamp::from_millis(-5), id: Uuid::from_u128(7), number: 12, rank: 3 };
        assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        for bad in [
            "",
            "x",
            "1",
            "1.",
            ".",
            "1.zz.1.1",
            "99999999999999999999.0.1.1",
            "1.00000000000000000000000000000007.1.1.1",
        ] {
            assert!(Cursor::decode(bad).is_err(), "{bad}");
        }
    }
}
