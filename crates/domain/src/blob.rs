//! Where large sealed bytes lie.

use crate::ObjectId;

/// The place of one sealed object in the blob store: a pack, an offset and a length, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobRef {
    /// The object that lies there.
    pub object: ObjectId,
    /// The pack's name (its file below `blobs/`, later its key in S3).
    pub pack: String,
    /// Where the sealed bytes start in the pack.
    pub offset_bytes: i64,
    /// How many there are.
    pub size_bytes: i64,
}
