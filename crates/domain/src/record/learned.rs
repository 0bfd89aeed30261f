//! What was learned from one tenant's conversations: counts alone, no word in clear and nothing of a person.

use crate::{ObjectKind, SealedRecord, TagId, TicketId};
use minicbor::{Decode, Encode};

/// A tag that can be suggested.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LearnedTag {
    /// The tag.
    #[n(0)]
    pub id: TagId,
    /// Conversations that have it.
    #[n(1)]
    pub conversations: u32,
    /// Its words: each as often as there are conversations with it.
    #[n(2)]
    pub words: u32,
}

/// A word.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LearnedWord {
    /// The first eight bytes of the word's HMAC under the tenant's key and the model's salt.
    #[n(0)]
    pub hash: u64,
    /// Conversations that have it.
    #[n(1)]
    pub conversations: u32,
    /// Of them, those of each tag: the tag's place in the list, and how many. Tags without any are left out.
    #[n(2)]
    pub of_tags: Vec<(u16, u32)>,
}

/// What was learned. Integers only, in an order that follows from what they count: built anew from the same conversations with
/// the same salt it is the same, byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LearnedModel {
    /// What the words' hashes are salted with: another model of the same tenant has others.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub salt: Vec<u8>,
    /// Conversations that it was learned from, by id: what is proved of it is proved of them.
    #[n(1)]
    pub tickets: Vec<TicketId>,
    /// The tags, by id.
    #[n(2)]
    pub tags: Vec<LearnedTag>,
    /// The words, by hash.
    #[n(3)]
    pub words: Vec<LearnedWord>,
    /// All words of all conversations: each as often as there are conversations with it.
    #[n(4)]
    pub word_count: u32,
}

impl SealedRecord for LearnedModel {
    const KIND: ObjectKind = ObjectKind::LearnedModel;
}
