//! Where take-in of an IMAP mailbox stands.

use minicbor::{Decode, Encode};

/// The whole position.
pub(super) type Cursor = crate::cursor::Cursor<Place>;

/// The position in one folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Place {
    /// The folder.
    #[n(0)]
    pub(super) name: String,
    /// UIDVALIDITY that all UIDs here belong to; `None` before the first look.
    #[n(1)]
    pub(super) uid_validity: Option<u32>,
    /// Every mail up to this UID is taken, or is not wanted, or is gone.
    #[n(2)]
    pub(super) last_uid: u32,
    /// Mails below this UID were there before: look-back applies, and they are never answered automatically.
    #[n(3)]
    pub(super) baseline: u32,
    /// Mails below this UID may have been taken under an older UIDVALIDITY.
    #[n(4)]
    pub(super) listed_again_below: u32,
    /// Newest internal date seen, in milliseconds: a later UID with an older date was moved or copied here.
    #[n(5)]
    pub(super) newest_ms: i64,
    /// HIGHESTMODSEQ (RFC 7162) when everything was taken; equal again means that nothing came.
    #[n(6)]
    pub(super) modseq: Option<u64>,
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
    /// Takes note of the folder's UIDVALIDITY and next UID. After a change everything is listed again.
    pub(super) fn enter(&mut self, uid_validity: u32, uid_next: u32) {
        if self.uid_validity == Some(uid_validity) {
            return;
        }
        if self.uid_validity.is_some() {
            self.listed_again_below = uid_next;
        }
        self.uid_validity = Some(uid_validity);
        self.last_uid = 0;
        self.baseline = uid_next;
        self.modseq = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn a_cursor_survives_storing_and_foreign_bytes_are_refused() {
        let mut cursor = Cursor { turn: 1, ..Cursor::default() };
        cursor.folder("INBOX").enter(7, 20);
        cursor.folder("Support").last_uid = 4;
        assert_eq!(
            crate::cursor::decode::<Cursor>(&crate::cursor::encode(&cursor).unwrap()).unwrap(),
            cursor
        );
        assert_eq!(crate::cursor::decode::<Cursor>(&[]).unwrap(), Cursor::default());
        assert_eq!(crate::cursor::decode::<Cursor>(b"\xffnonsense").unwrap_err().code, Code::BadCursor);
    }

    #[test]
    fn another_source_is_listed_from_its_start_and_a_cursor_from_before_is_of_the_first_one() {
        #[derive(Encode)]
        struct Before {
            #[n(0)]
            turn: u32,
            #[n(1)]
            folders: Vec<Place>,
        }
        let place =
            Place { name: "INBOX".to_owned(), uid_validity: Some(7), last_uid: 20, ..Place::default() };
        let bytes = minicbor::to_vec(Before { turn: 0, folders: vec![place.clone()] }).unwrap();
        let mut cursor = crate::cursor::decode::<Cursor>(&bytes).unwrap();
        assert_eq!((cursor.source, cursor.folders.as_slice()), (0, [place].as_slice()));
        cursor.enter(0);
        assert_eq!(cursor.folder("INBOX").last_uid, 20);
        cursor.enter(1);
        assert_eq!((cursor.source, cursor.folder("INBOX").uid_validity), (1, None));
        cursor.folder("INBOX").enter(7, 30);
        assert_eq!((cursor.folder("INBOX").last_uid, cursor.folder("INBOX").baseline), (0, 30));
    }

    #[test]
    fn a_new_uid_validity_lists_everything_again_and_asks_for_the_digest() {
        let mut place = Place::default();
        place.enter(1, 10);
        assert_eq!((place.baseline, place.listed_again_below), (10, 0));
        place.last_uid = 30;
        place.enter(1, 31);
        assert_eq!((place.last_uid, place.baseline), (30, 10));
        place.enter(2, 5);
        assert_eq!((place.last_uid, place.baseline, place.listed_again_below), (0, 5, 5));
    }
}
