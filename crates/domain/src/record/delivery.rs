//! What became of an answer on its way.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// Why an answer was not delivered, in the server's words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct DeliveryDetail {
    /// The server's answer or the connection's failure.
    #[n(0)]
    pub reason: String,
    /// Enhanced status code (RFC 3463) when one was given.
    #[n(1)]
    pub status: Option<String>,
}

impl SealedRecord for DeliveryDetail {
    const KIND: ObjectKind = ObjectKind::DeliveryDetail;
}
