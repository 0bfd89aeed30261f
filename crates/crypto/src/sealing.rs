//! Sealing bytes under a key that seals nothing else: in one piece, or in chunks (the STREAM construction
//! of Hoang, Reyhanitabar, Rogaway and Vizár 2015: nonce = prefix, counter, last-chunk flag), so that no
//! chunk can be moved, dropped, repeated or cut off.

use crate::cipher::{CommittedKey, KEY_BYTES, Key, NONCE_BYTES, TAG_BYTES};
use crate::compression::{self, Packed};
use crate::error::KeyError;
use crate::format::{BadHeader, HEADER_BYTES, Header, VERSION};
use crate::framing::Frame;
use crate::random;
use domain::limits::{MAIL_BYTES_HARD_MAX, SEAL_CHUNK_BYTES};
use domain::{ObjectId, TenantId};
use uuid::Uuid;

/// Nothing larger is sealed, and no header can ask for more memory.
const PLAIN_BYTES_MAX: usize = MAIL_BYTES_HARD_MAX + 1024 * 1024;
/// Random part of a chunk's nonce.
const PREFIX_BYTES: usize = 7;
const INFO: &[u8] = b"deskhero object sealing v1";

/// Where sealed bytes belong. Authenticated with them: bytes that are moved do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The tenant.
    pub tenant: TenantId,
    /// The kind: table and column.
    pub kind: u8,
    /// The row.
    pub row: Uuid,
    /// The object.
    pub object: ObjectId,
}

impl Place {
    fn frame(&self, header: &[u8; HEADER_BYTES]) -> Frame {
        Frame::of(b"deskhero sealed object")
            .with(&[VERSION])
            .with(header)
            .with(self.tenant.as_bytes())
            .with(&[self.kind])
            .with(self.row.as_bytes())
            .with(self.object.as_bytes())
    }
}

/// Why bytes did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unopened {
    /// A format that is not known.
    Unknown(u8),
    /// Changed, moved, or sealed under another key.
    Tampered,
}

impl From<aws_lc_rs::error::Unspecified> for Unopened {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Tampered
    }
}

/// Seals under `key`, which must be fresh.
pub fn seal(key: &[u8; KEY_BYTES], place: &Place, packed: &Packed<'_>) -> Result<Vec<u8>, KeyError> {
    let plain_bytes = packed.plain_bytes();
    if plain_bytes > PLAIN_BYTES_MAX {
        return Err(KeyError::TooLarge(plain_bytes));
    }
    let key = CommittedKey::derive(key, INFO)?;
    let chunked = plain_bytes > SEAL_CHUNK_BYTES;
    let header = Header {
        compressed: packed.is_compressed(),
        kind: place.kind,
        chunk_bytes: chunked.then_some(u32::try_from(SEAL_CHUNK_BYTES).unwrap_or(u32::MAX)),
        plain_bytes: u64::try_from(plain_bytes).unwrap_or(u64::MAX),
        commitment: *key.commitment(),
        nonce: fresh_nonce(chunked)?,
    };
    let header_bytes = header.to_bytes();
    let frame = place.frame(&header_bytes);
    let body = packed.body();
    let chunks = body.len().div_ceil(SEAL_CHUNK_BYTES).max(1);
    let mut out = Vec::with_capacity(HEADER_BYTES + body.len() + chunks * TAG_BYTES);
    out.extend_from_slice(&header_bytes);
    if chunked {
        seal_chunks(&key, &header, &frame, body, &mut out)?;
    } else {
        key.seal_to(header.nonce, frame.as_bytes(), body, &mut out)?;
    }
    Ok(out)
}

fn fresh_nonce(chunked: bool) -> Result<[u8; NONCE_BYTES], KeyError> {
    let mut nonce = random::bytes::<NONCE_BYTES>()?;
    if chunked && let Some(counter) = nonce.get_mut(PREFIX_BYTES..) {
        counter.fill(0);
    }
    Ok(nonce)
}

/// The nonce of a chunk: the prefix, a 32-bit counter, and 1 for the last chunk.
fn chunk_nonce(header: &Header, counter: usize, last: bool) -> Result<[u8; NONCE_BYTES], KeyError> {
    let counter = u32::try_from(counter).map_err(|_| KeyError::Cipher)?.to_be_bytes();
    let mut nonce = header.nonce;
    let tail = counter.into_iter().chain([u8::from(last)]);
    for (byte, value) in nonce.iter_mut().skip(PREFIX_BYTES).zip(tail) {
        *byte = value;
    }
    Ok(nonce)
}

fn seal_chunks(
    key: &CommittedKey,
    header: &Header,
    frame: &Frame,
    body: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), KeyError> {
    let mut chunks = body.chunks(SEAL_CHUNK_BYTES).enumerate().peekable();
    while let Some((counter, chunk)) = chunks.next() {
        let nonce = chunk_nonce(header, counter, chunks.peek().is_none())?;
        key.seal_to(nonce, frame.as_bytes(), chunk, out)?;
    }
    Ok(())
}

/// Opens what [`seal`] made for the same place under the same key.
pub fn open(key: &Key, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, Unopened> {
    let (header, raw, body) = Header::read(sealed).map_err(|bad| match bad {
        BadHeader::Unknown(version) => Unopened::Unknown(version),
        BadHeader::Broken => Unopened::Tampered,
    })?;
    let key = CommittedKey::derive(key, INFO)?;
    let plain_bytes = usize::try_from(header.plain_bytes).map_err(|_| Unopened::Tampered)?;
    let sane = header.kind == place.kind && plain_bytes <= PLAIN_BYTES_MAX;
    if !sane || !key.is_committed(&header.commitment) {
        return Err(Unopened::Tampered);
    }
    let frame = place.frame(raw);
    let text = match header.chunk_bytes {
        Some(chunk_bytes) => open_chunks(&key, &header, chunk_bytes, &frame, body)?,
        None => open_piece(&key, &header, &frame, body)?,
    };
    if header.compressed {
        return compression::decompress(&text, plain_bytes).ok_or(Unopened::Tampered);
    }
    if text.len() != plain_bytes {
        return Err(Unopened::Tampered);
    }
    Ok(text)
}

fn open_piece(key: &CommittedKey, header: &Header, frame: &Frame, body: &[u8]) -> Result<Vec<u8>, Unopened> {
    let length = body.len().checked_sub(TAG_BYTES).ok_or(Unopened::Tampered)?;
    let mut text = vec![0; length];
    key.open_to(header.nonce, frame.as_bytes(), body, &mut text)?;
    Ok(text)
}

fn open_chunks(
    key: &CommittedKey,
    header: &Header,
    chunk_bytes: u32,
    frame: &Frame,
    body: &[u8],
) -> Result<Vec<u8>, Unopened> {
    let chunk_bytes = usize::try_from(chunk_bytes).map_err(|_| Unopened::Tampered)?;
    let sealed_bytes = chunk_bytes.checked_add(TAG_BYTES).ok_or(Unopened::Tampered)?;
    let count = body.len().div_ceil(sealed_bytes);
    let length = count.checked_mul(TAG_BYTES).and_then(|tags| body.len().checked_sub(tags));
    let mut text = vec![0; length.ok_or(Unopened::Tampered)?];
    let mut chunks = body.chunks(sealed_bytes).zip(text.chunks_mut(chunk_bytes)).enumerate();
    for (counter, (sealed, plain)) in chunks.by_ref() {
        let nonce = chunk_nonce(header, counter, counter + 1 == count).map_err(|_| Unopened::Tampered)?;
        key.open_to(nonce, frame.as_bytes(), sealed, plain)?;
    }
    // A body that ends in less than a tag has fewer plain chunks than sealed ones.
    if text.len().div_ceil(chunk_bytes) != count {
        return Err(Unopened::Tampered);
    }
    Ok(text)
}
