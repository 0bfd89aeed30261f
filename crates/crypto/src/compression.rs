//! LZ4 before sealing, for what is small enough to be text: nearly halves mails without attachments. The length
//! of the ciphertext then depends on the content; SECURITY.md says what that gives away.
//!
//! LZ4 and not zstd: half the time for a tenth more bytes, and sealing is on the way of every mail.

use domain::limits::SEAL_CHUNK_BYTES;
use lz4_flex::block;

/// Shorter texts do not shrink.
const WORTH_BYTES_MIN: usize = 128;

/// Bytes on their way to being sealed: compressed, where that makes them smaller.
#[derive(Debug)]
pub struct Packed<'a> {
    plain: &'a [u8],
    compressed: Option<Vec<u8>>,
}

impl<'a> Packed<'a> {
    /// Compresses them, when it is worth it.
    #[must_use]
    pub fn of(plain: &'a [u8]) -> Self {
        Self { plain, compressed: compress(plain) }
    }

    /// Length before compression.
    pub(crate) const fn plain_bytes(&self) -> usize {
        self.plain.len()
    }

    /// Whether they were compressed.
    pub(crate) const fn is_compressed(&self) -> bool {
        self.compressed.is_some()
    }

    /// What is sealed.
    pub(crate) fn body(&self) -> &[u8] {
        self.compressed.as_deref().unwrap_or(self.plain)
    }
}

/// The compressed bytes; `None` when compressing does not make them smaller or is not worth it.
fn compress(plain: &[u8]) -> Option<Vec<u8>> {
    if !(WORTH_BYTES_MIN..=SEAL_CHUNK_BYTES).contains(&plain.len()) {
        return None;
    }
    let packed = block::compress(plain);
    (packed.len() < plain.len()).then_some(packed)
}

/// The original bytes, which are `plain_bytes` long, at most [`SEAL_CHUNK_BYTES`]; `None` when they are not.
pub fn decompress(packed: &[u8], plain_bytes: usize) -> Option<Vec<u8>> {
    if plain_bytes > SEAL_CHUNK_BYTES {
        return None;
    }
    let plain = block::decompress(packed, plain_bytes).ok()?;
    (plain.len() == plain_bytes).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_shrinks_and_comes_back() {
        let text = b"Dear Sir or Madam, ".repeat(100);
        let packed = compress(&text).unwrap();
        assert!(packed.len() < text.len() / 4);
        assert_eq!(decompress(&packed, text.len()).unwrap(), text);
    }

    #[test]
    fn what_unpacks_to_another_length_or_too_much_is_refused() {
        let packed = compress(&[7; 4096]).unwrap();
        assert!(decompress(&packed, 4095).is_none());
        assert!(decompress(&packed, 4097).is_none());
        let bomb = block::compress(&vec![0; 4 * SEAL_CHUNK_BYTES]);
        assert!(decompress(&bomb, 4 * SEAL_CHUNK_BYTES).is_none());
        assert!(decompress(&bomb, SEAL_CHUNK_BYTES).is_none());
        assert!(decompress(b"\xff\xff\xff\xff no block", 100).is_none());
    }

    #[test]
    fn what_does_not_shrink_or_is_too_long_stays_as_it_is() {
        assert!(compress(b"short").is_none());
        assert!(compress(&crate::random::bytes::<1024>().unwrap()).is_none());
        assert!(compress(&vec![0; SEAL_CHUNK_BYTES + 1]).is_none());
    }
}
