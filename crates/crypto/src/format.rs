//! The header of sealed bytes. It carries every parameter, so that bytes written today open when the
//! defaults have changed, and it is authenticated with the ciphertext.
//!
//! ```text
//! offset  bytes  field
//!      0      1  version (1)
//!      1      1  algorithm (1: AES-256-GCM, HKDF-SHA256 commitment)
//!      2      1  flags (2: in chunks; 4: LZ4 before sealing; 1 was zstd and is not read any more)
//!      3      1  kind of object
//!      4      4  plain bytes of a chunk, big-endian; 0 in one piece
//!      8      8  plain bytes of the whole, before compression, big-endian
//!     16     32  commitment to the key
//!     48     12  nonce; in chunks 7 bytes of prefix, then zeros
//!     60         ciphertext with a 16-byte tag; in chunks a tag after each
//! ```

use crate::cipher::{COMMITMENT_BYTES, NONCE_BYTES};

/// Format of sealed bytes.
pub const VERSION: u8 = 1;
/// AES-256-GCM, HKDF-SHA256 commitment.
pub const ALGORITHM: u8 = 1;
/// Length of the header.
pub const HEADER_BYTES: usize = 60;

const RETIRED: u8 = 1;
const CHUNKED: u8 = 2;
const COMPRESSED: u8 = 4;

/// The header of sealed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Compressed before sealing.
    pub compressed: bool,
    /// Kind of the object.
    pub kind: u8,
    /// Plain bytes of a chunk; `None` in one piece.
    pub chunk_bytes: Option<u32>,
    /// Plain bytes of the whole, before compression.
    pub plain_bytes: u64,
    /// Commitment to the key.
    pub commitment: [u8; COMMITMENT_BYTES],
    /// Nonce.
    pub nonce: [u8; NONCE_BYTES],
}

/// Why a header was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadHeader {
    /// Another version, or a flag that is not in use any more.
    Unknown(u8),
    /// Too short, or fields that contradict each other.
    Broken,
}

impl Header {
    /// Its bytes.
    pub fn to_bytes(self) -> [u8; HEADER_BYTES] {
        let mut flags = 0;
        if self.compressed {
            flags |= COMPRESSED;
        }
        if self.chunk_bytes.is_some() {
            flags |= CHUNKED;
        }
        let mut out = [0; HEADER_BYTES];
        let fields: [&[u8]; 5] = [
            &[VERSION, ALGORITHM, flags, self.kind],
            &self.chunk_bytes.unwrap_or(0).to_be_bytes(),
            &self.plain_bytes.to_be_bytes(),
            &self.commitment,
            &self.nonce,
        ];
        for (byte, field) in out.iter_mut().zip(fields.into_iter().flatten()) {
            *byte = *field;
        }
        out
    }

    /// Reads a header; returns it with its bytes and what stands behind it.
    pub fn read(bytes: &[u8]) -> Result<(Self, &[u8; HEADER_BYTES], &[u8]), BadHeader> {
        let (version, _) = bytes.split_first().ok_or(BadHeader::Broken)?;
        if *version != VERSION {
            return Err(BadHeader::Unknown(*version));
        }
        let (raw, body) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or(BadHeader::Broken)?;
        let [_, _, flags, ..] = raw;
        if flags & RETIRED != 0 {
            return Err(BadHeader::Unknown(*version));
        }
        Ok((Self::fields(raw).ok_or(BadHeader::Broken)?, raw, body))
    }

    fn fields(raw: &[u8; HEADER_BYTES]) -> Option<Self> {
        let ([_, algorithm, flags, kind], rest) = raw.split_first_chunk::<4>()?;
        let (chunk_bytes, rest) = rest.split_first_chunk::<4>()?;
        let (plain_bytes, rest) = rest.split_first_chunk::<8>()?;
        let (commitment, nonce) = rest.split_first_chunk::<COMMITMENT_BYTES>()?;
        let chunk_bytes = u32::from_be_bytes(*chunk_bytes);
        let chunked = flags & CHUNKED != 0;
        let known = *algorithm == ALGORITHM && flags & !(COMPRESSED | CHUNKED) == 0;
        if !known || chunked != (chunk_bytes > 0) {
            return None;
        }
        Some(Self {
            compressed: flags & COMPRESSED != 0,
            kind: *kind,
            chunk_bytes: chunked.then_some(chunk_bytes),
            plain_bytes: u64::from_be_bytes(*plain_bytes),
            commitment: *commitment,
            nonce: nonce.try_into().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_comes_back_and_its_layout_stays() {
        let header = Header {
            compressed: true,
            kind: 2,
            chunk_bytes: Some(65_536),
            plain_bytes: 0x0102_0304,
            commitment: [0xcc; 32],
            nonce: [0xee; 12],
        };
        let bytes = header.to_bytes();
        assert_eq!(bytes[..16], [1, 1, 6, 2, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
        assert_eq!(bytes[16..48], [0xcc; 32]);
        assert_eq!(bytes[48..], [0xee; 12]);
        assert_eq!(Header::read(&bytes).unwrap().0, header);
    }

    #[test]
    fn contradictions_and_unknown_formats_are_refused() {
        let header = Header {
            compressed: false,
            kind: 1,
            chunk_bytes: None,
            plain_bytes: 0,
            commitment: [0; 32],
            nonce: [0; 12],
        };
        let mut bytes = header.to_bytes();
        bytes[0] = 9;
        assert_eq!(Header::read(&bytes).unwrap_err(), BadHeader::Unknown(9));
        for (at, value) in [(1, 2), (2, 2), (2, 8), (7, 1)] {
            let mut bytes = header.to_bytes();
            bytes[at] = value;
            assert_eq!(Header::read(&bytes).unwrap_err(), BadHeader::Broken, "byte {at}");
        }
        let mut retired = header.to_bytes();
        retired[2] = 1;
        assert_eq!(Header::read(&retired).map(drop), Err(BadHeader::Unknown(1)));
        assert_eq!(Header::read(&bytes[..59]).map(drop), Err(BadHeader::Unknown(9)));
        assert_eq!(Header::read(&[]).map(drop), Err(BadHeader::Broken));
    }
}
