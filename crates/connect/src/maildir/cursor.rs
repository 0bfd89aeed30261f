//! Where take-in of a Maildir stands. Names of Maildir files do not rise, so the position is a time of the
//! kernel's: the inode's change time, which every delivery sets and nobody can set back.

use minicbor::{Decode, Encode};

/// A change or modification time, in nanoseconds since the epoch.
pub(super) type Nanos = i64;

/// The whole position.
pub(super) type Cursor = crate::cursor::Cursor<Place>;

/// The position in one folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Place {
    /// The folder.
    #[n(0)]
    pub(super) name: String,
    /// Change time of the newest file when the folder was first seen: what is not newer was there before.
    /// `None` until then.
    #[n(1)]
    pub(super) baseline: Option<Nanos>,
    /// During the first fill: the last mail taken, by delivery time and name. `None` when the fill is over.
    #[n(2)]
    pub(super) filling: Option<Filling>,
    /// Everything with a lower change time is taken.
    #[n(3)]
    pub(super) high: Nanos,
    /// Digests of the names with exactly that change time that are taken, or that the first fill takes (a
    /// kernel tick holds many files).
    #[n(4)]
    pub(super) at_high: Vec<u64>,
    /// Modification times of `new/` and `cur/` at the last listing.
    #[n(5)]
    pub(super) seen: (Nanos, Nanos),
    /// Listings in a row that found these times and nothing new. From [`QUIET_MIN`] on, equal times prove
    /// that nothing came; before, a delivery in the same kernel tick as the listing could hide.
    #[n(6)]
    pub(super) quiet: u32,
}

/// Listings that must agree before equal folder times are trusted.
pub(super) const QUIET_MIN: u32 = 2;

/// A position in the first fill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Encode, Decode)]
pub(super) struct Filling {
    /// Delivery time of the last mail taken, in milliseconds.
    #[n(0)]
    pub(super) delivered_ms: i64,
    /// Its base name; empty at the start.
    #[n(1)]
    pub(super) base: String,
}

impl crate::cursor::Place for Place {
    fn name(&self) -> &str {
        &self.name
    }
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}
