//! Cursors of lists: opaque text outside, typed inside.

use crate::{Error, Result};
use domain::Timestamp;
use uuid::Uuid;

/// A position in a list ordered by time and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Time of the last item.
    pub at: Timestamp,
    /// Id of the last item.
    pub id: Uuid,
}

impl Cursor {
    /// The text that a caller passes back.
    #[must_use]
    pub fn encode(self) -> String {
        format!("{}.{}", self.at.as_millis(), self.id.simple())
    }

    /// Reads what a caller passed back.
    ///
    /// # Errors
    /// [`Error::Input`] when it is not one of ours.
    pub fn decode(text: &str) -> Result<Self> {
        let bad = || Error::Input { field: "after", rule: "rule-cursor" };
        let (at, id) = text.split_once('.').ok_or_else(bad)?;
        let at = Timestamp::from_millis(at.parse().map_err(|_| bad())?);
        Ok(Self { at, id: Uuid::try_parse(id).map_err(|_| bad())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_wrote_and_nothing_else() {
        let cursor = Cursor { at: Timestamp::from_millis(-5), id: Uuid::from_u128(7) };
        assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        for bad in ["", "x", "1", "1.", ".", "1.zz", "99999999999999999999.0"] {
            assert!(Cursor::decode(bad).is_err(), "{bad}");
        }
    }
}
