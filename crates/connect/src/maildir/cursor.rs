//! Where take-in of a Maildir stands. Names of Maildir files do not rise, so the position is a time of the
//! kernel's: the inode's change time, which every delivery sets and nobody can set back.

use crate::error::{Code, ConnectError};
use minicbor::{Decode, Encode};

/// A change or modification time, in nanoseconds since the epoch.
pub(super) type Nanos = i64;

/// The whole position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(super) struct Cursor {
    /// Index of the folder whose turn it is.
    #[n(0)]
    pub(super) turn: u32,
    /// One place per folder.
    #[n(1)]
    pub(super) folders: Vec<Place>,
    /// The source that the places are in ([`domain::record::MailboxSettings::source`]).
    #[n(2)]
    #[cbor(default)]
    pub(super) source: u32,
}

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

impl Cursor {
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, ConnectError> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        minicbor::decode(bytes).map_err(|_| Code::BadCursor.into())
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, ConnectError> {
        minicbor::to_vec(self).map_err(|_| Code::BadCursor.into())
    }

    /// Takes note of the source: where it is another one, everything is listed anew.
    pub(super) fn enter(&mut self, source: u32) {
        if self.source != source {
            *self = Self { source, ..Self::default() };
        }
    }

    /// The place of a folder, a new one when it is not known yet.
    pub(super) fn folder(&mut self, name: &str) -> &mut Place {
        let at = self.folders.iter().position(|place| place.name == name).unwrap_or_else(|| {
            self.folders.push(Place { name: name.to_owned(), ..Place::default() });
            self.folders.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the index was just found or pushed")]
        &mut self.folders[at]
    }
}
