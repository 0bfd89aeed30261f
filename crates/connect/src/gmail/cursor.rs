//! Where take-in of a mailbox at Google stands.

use crate::cursor::place_in;
use minicbor::{Decode, Encode};

/// Ids that are kept of mails of one and the same millisecond. Of more, some come again after a restart, under the same
/// key.
const SAME_TIME_MAX: usize = 1_000;
/// How far a list reaches back behind the last mail when the history is too old: what was delivered late is in it.
const AGAIN_MS: i64 = 2 * 86_400_000;

/// The whole position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Cursor {
    /// The source that it is in ([`domain::record::MailboxSettings::source`]).
    #[n(0)]
    pub(super) source: u32,
    /// Whose turn it is: 0 the news, then the folders.
    #[n(1)]
    pub(super) turn: u32,
    /// Everything that came up to this point of the mailbox's history is taken, or lies in a folder's list. `None` before
    /// the first look. A decimal number without a bound.
    #[n(2)]
    pub(super) history: Option<String>,
    /// Mails of the next record of the history that are taken already.
    #[n(3)]
    pub(super) done: Vec<String>,
    /// The date of the newest mail when the mailbox was connected, in milliseconds.
    #[n(4)]
    pub(super) connected_ms: i64,
    /// One place per folder.
    #[n(5)]
    pub(super) places: Vec<Place>,
}

/// How far the mails are taken that lay in one folder already.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Place {
    /// The folder.
    #[n(0)]
    pub(super) name: String,
    /// Older mails than this were not wanted, in milliseconds. `None` before the first look.
    #[n(1)]
    pub(super) from_ms: Option<i64>,
    /// Every older mail is taken, or not wanted, or gone. Where all are, the date of the last one that came.
    #[n(2)]
    pub(super) taken_ms: i64,
    /// Those of exactly that moment that are taken.
    #[n(3)]
    pub(super) same_time: Vec<String>,
    /// All of the list is taken: news come by the history.
    #[n(4)]
    pub(super) is_filled: bool,
    /// It is not the first list: the history had become too old.
    #[n(5)]
    pub(super) is_again: bool,
    /// The date of the newest mail of the list, in milliseconds: younger ones are news. `None` before it is listed.
    #[n(6)]
    pub(super) until_ms: Option<i64>,
}

impl crate::cursor::Place for Place {
    fn name(&self) -> &str {
        &self.name
    }
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

impl Cursor {
    /// Takes note of the source. Where it is another one, everything is listed anew.
    pub(super) fn enter(&mut self, source: u32) {
        if self.source != source {
            *self = Self { source, ..Self::default() };
        }
    }

    /// The place of a folder, a new one when it is not known yet.
    pub(super) fn place(&mut self, name: &str) -> &mut Place {
        place_in(&mut self.places, name)
    }

    /// The history does not reach back to where we stand: what came since is found in lists, from a little before the last
    /// mail that came. `history` is where it stands now.
    pub(super) fn list_again(&mut self, history: String) {
        self.history = Some(history);
        self.done.clear();
        for place in &mut self.places {
            // What came while it was being taken is in its list now, and in no history.
            place.until_ms = None;
            if !place.is_filled {
                continue;
            }
            place.is_filled = false;
            place.is_again = true;
            place.same_time.clear();
            place.taken_ms = place.taken_ms.saturating_sub(AGAIN_MS).max(place.from_ms.unwrap_or(0));
        }
    }
}

impl Place {
    /// Takes note of a mail of the list, which is sorted by date.
    pub(super) fn pass(&mut self, id: &str, date_ms: i64) {
        match date_ms.cmp(&self.taken_ms) {
            std::cmp::Ordering::Greater => {
                self.taken_ms = date_ms;
                self.same_time = vec![id.to_owned()];
            }
            std::cmp::Ordering::Equal if self.same_time.len() < SAME_TIME_MAX => {
                self.same_time.push(id.to_owned());
            }
            _ => {}
        }
    }

    /// Whether a mail that lies in this folder was taken from its list.
    pub(super) fn has_passed(&self, id: &str, date_ms: i64) -> bool {
        let is_taken = self.is_filled
            || date_ms < self.taken_ms
            || (date_ms == self.taken_ms && self.same_time.iter().any(|one| one == id));
        is_taken && self.from_ms.is_some_and(|from_ms| date_ms >= from_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn a_cursor_survives_storing_and_foreign_bytes_are_refused() {
        let mut cursor =
            Cursor { turn: 1, history: Some("179574917724410707916".into()), ..Cursor::default() };
        cursor.place("INBOX").pass("a", 7);
        assert_eq!(
            crate::cursor::decode::<Cursor>(&crate::cursor::encode(&cursor).unwrap()).unwrap(),
            cursor
        );
        assert_eq!(crate::cursor::decode::<Cursor>(&[]).unwrap(), Cursor::default());
        assert_eq!(crate::cursor::decode::<Cursor>(b"\xffnonsense").unwrap_err().code, Code::BadCursor);
        cursor.enter(0);
        assert_eq!(cursor.place("INBOX").taken_ms, 7);
        cursor.enter(1);
        assert_eq!(cursor, Cursor { source: 1, ..Cursor::default() });
    }

    #[test]
    fn a_place_knows_what_it_has_passed() {
        let mut place = Place { from_ms: Some(5), taken_ms: 5, ..Place::default() };
        for (id, date) in [("a", 7), ("b", 9), ("c", 9), ("late", 8)] {
            place.pass(id, date);
        }
        assert!(place.has_passed("a", 7) && place.has_passed("c", 9) && place.has_passed("any", 8));
        assert!(!place.has_passed("d", 9) && !place.has_passed("d", 10) && !place.has_passed("old", 4));
        place.is_filled = true;
        assert!(place.has_passed("d", 10) && !place.has_passed("old", 4));
    }

    #[test]
    fn what_is_listed_again_begins_before_the_last_mail_and_not_before_the_first() {
        let mut cursor = Cursor { history: Some("9".into()), done: vec!["x".into()], ..Cursor::default() };
        let filled = |from, taken_ms| Place {
            from_ms: Some(from),
            taken_ms,
            is_filled: true,
            same_time: vec!["a".into()],
            until_ms: Some(taken_ms),
            ..Place::default()
        };
        cursor.places = vec![filled(0, 10 * AGAIN_MS), filled(500, 600), Place::default()];
        cursor.list_again("30".into());
        assert_eq!((cursor.history.as_deref(), cursor.done.len()), (Some("30"), 0));
        let found: Vec<_> = cursor.places.iter().map(|one| (one.taken_ms, one.is_again)).collect();
        assert_eq!(found, [(9 * AGAIN_MS, true), (500, true), (0, false)]);
        assert!(cursor.places.iter().all(|one| !one.is_filled && one.same_time.is_empty()));
        assert!(cursor.places.iter().all(|one| one.until_ms.is_none()));
    }
}
