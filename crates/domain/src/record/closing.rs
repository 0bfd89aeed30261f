//! Who is told when everything of a tenant is gone.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// To whom the receipt of a closed tenant goes (`closing_letter.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct ClosingLetter {
    /// The company's name.
    #[n(0)]
    pub company: String,
    /// Its admins.
    #[n(1)]
    pub to: Vec<ClosingRecipient>,
}

/// One of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct ClosingRecipient {
    /// Name.
    #[n(0)]
    pub name: String,
    /// Address.
    #[n(1)]
    pub email: String,
    /// Language (BCP 47).
    #[n(2)]
    pub language: Option<String>,
    /// Time zone (IANA).
    #[n(3)]
    pub time_zone: Option<String>,
}

impl SealedRecord for ClosingLetter {
    const KIND: ObjectKind = ObjectKind::ClosingLetter;
}
