//! What the cursors of all connectors have in common: how they are kept, and a place for each folder.

use crate::error::{Code, ConnectError};
use minicbor::{Decode, Encode};

/// Where take-in of a mailbox stands that is read folder by folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub(crate) struct Cursor<P> {
    /// Index of the folder whose turn it is.
    #[n(0)]
    pub(crate) turn: u32,
    /// One place per folder.
    #[n(1)]
    pub(crate) folders: Vec<P>,
    /// The source that the places are in ([`domain::record::MailboxSettings::source`]).
    #[n(2)]
    #[cbor(default)]
    pub(crate) source: u32,
}

/// The position in one folder.
pub(crate) trait Place: Default {
    /// The folder as in the settings.
    fn name(&self) -> &str;
    /// The beginning of a folder.
    fn named(name: &str) -> Self;
}

impl<P: Place> Cursor<P> {
    /// Takes note of the source. Where it is another one, everything is listed anew: two servers may well give the same
    /// numbers to different mails.
    pub(crate) fn enter(&mut self, source: u32) {
        if self.source != source {
            *self = Self { source, turn: 0, folders: Vec::new() };
        }
    }

    /// The place of a folder, a new one when it is not known yet.
    pub(crate) fn folder(&mut self, name: &str) -> &mut P {
        place_in(&mut self.folders, name)
    }
}

/// The place of a folder among these, a new one when it is not known yet.
pub(crate) fn place_in<'a, P: Place>(places: &'a mut Vec<P>, name: &str) -> &'a mut P {
    let at = places.iter().position(|place| place.name() == name).unwrap_or_else(|| {
        places.push(P::named(name));
        places.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "the index was just found or pushed")]
    &mut places[at]
}

/// Reads what was kept; the beginning where nothing was.
///
/// # Errors
/// [`Code::BadCursor`].
pub(crate) fn decode<'b, C: Default + Decode<'b, ()>>(bytes: &'b [u8]) -> Result<C, ConnectError> {
    if bytes.is_empty() {
        return Ok(C::default());
    }
    minicbor::decode(bytes).map_err(|_| Code::BadCursor.into())
}

/// What is to be kept.
///
/// # Errors
/// [`Code::BadCursor`].
pub(crate) fn encode<C: Encode<()>>(cursor: &C) -> Result<Vec<u8>, ConnectError> {
    minicbor::to_vec(cursor).map_err(|_| Code::BadCursor.into())
}
