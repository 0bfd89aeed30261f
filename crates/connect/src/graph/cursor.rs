//! Where take-in of a mailbox at Microsoft stands.

use minicbor::{Decode, Encode};

/// The whole position.
pub(super) type Cursor = crate::cursor::Cursor<Place>;

/// The position in one folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Place {
    /// The folder as in the settings.
    #[n(0)]
    pub(super) name: String,
    /// What Graph knows it by; `None` before the first look.
    #[n(1)]
    pub(super) id: Option<String>,
    /// Path of the page to ask for next; `None` when a list is to begin.
    #[n(2)]
    pub(super) link: Option<String>,
    /// The list that runs tells what was there, not what came: the first one, or one after a position was lost.
    #[n(3)]
    pub(super) is_filling: bool,
    /// When the newest mail was received that lay there at the first look, in milliseconds; `None` before.
    #[n(4)]
    pub(super) baseline_ms: Option<i64>,
    /// Mails of the page before that are not taken yet.
    #[n(5)]
    pub(super) pending: Vec<Item>,
    /// When the link was given, in milliseconds on Graph's clock.
    #[n(6)]
    pub(super) linked_ms: i64,
}

/// A mail that is listed and not taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Item {
    /// Immutable id.
    #[n(0)]
    pub(super) id: String,
    /// When it was received, in milliseconds.
    #[n(1)]
    pub(super) received_ms: Option<i64>,
    /// Bytes in the store.
    #[n(2)]
    pub(super) size: Option<u64>,
    /// Its conversation.
    #[n(3)]
    pub(super) thread: Option<String>,
    /// It was there before the mailbox was connected.
    #[n(4)]
    pub(super) is_old: bool,
}

impl crate::cursor::Place for Place {
    fn name(&self) -> &str {
        &self.name
    }
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

impl Place {
    /// Takes note of the folder behind the name. In another one everything is listed.
    pub(super) fn enter(&mut self, id: &str) {
        if self.id.as_deref() != Some(id) {
            *self = Self { name: std::mem::take(&mut self.name), id: Some(id.to_owned()), ..Self::default() };
        }
    }

    /// The position is lost: everything that is there is listed again. Ids do not change, so that nothing is taken twice.
    pub(super) fn begin_again(&mut self) {
        (self.link, self.is_filling) = (None, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn a_cursor_survives_storing_and_foreign_bytes_are_refused() {
        let mut cursor = Cursor { turn: 1, ..Cursor::default() };
        let place = cursor.folder("INBOX");
        place.enter("inbox");
        place.pending.push(Item { id: "1".to_owned(), is_old: true, ..Item::default() });
        assert_eq!(
            crate::cursor::decode::<Cursor>(&crate::cursor::encode(&cursor).unwrap()).unwrap(),
            cursor
        );
        assert_eq!(crate::cursor::decode::<Cursor>(&[]).unwrap(), Cursor::default());
        assert_eq!(crate::cursor::decode::<Cursor>(b"\xffnonsense").unwrap_err().code, Code::BadCursor);
    }

    #[test]
    fn another_source_or_folder_is_listed_from_its_start() {
        let mut cursor = Cursor::default();
        cursor.folder("INBOX").link = Some("/x".to_owned());
        cursor.enter(0);
        assert!(cursor.folder("INBOX").link.is_some());
        let mut moved = cursor.clone();
        moved.enter(1);
        assert_eq!((moved.source, moved.folders.len()), (1, 0));
        let place = cursor.folder("INBOX");
        (place.id, place.baseline_ms) = (Some("1".to_owned()), Some(9));
        place.enter("1");
        place.begin_again();
        assert_eq!((place.link.as_deref(), place.is_filling, place.baseline_ms), (None, true, Some(9)));
        place.enter("2");
        assert_eq!((place.name.as_str(), place.is_filling, place.baseline_ms), ("INBOX", false, None));
    }
}
