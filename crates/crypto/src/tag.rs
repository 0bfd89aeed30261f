//! Exact-match lookup tags: HMAC-SHA256 under a key derived from the tenant's lookup leaf, over version,
//! column and value. Never a plain digest: whoever holds the database alone cannot test a guess.

use crate::error::KeyError;
use crate::framing::Frame;
use crate::hierarchy::LeafKey;
use aws_lc_rs::hmac;
use domain::keyring::Tag;

/// Version of the tags, authenticated: another rule for making them gets another number.
const VERSION: u8 = 1;

/// The tag of a value in a column.
pub fn tag(leaf: &LeafKey, column: &'static str, value: &[u8]) -> Result<Tag, KeyError> {
    let frame = Frame::of(b"deskhero lookup tag").with(&[VERSION]).with(column.as_bytes());
    let mut mac = hmac::Context::with_key(leaf.mac()?);
    mac.update(frame.as_bytes());
    mac.update(value);
    let mac = mac.sign();
    let mut tag = [0; 32];
    for (byte, value) in tag.iter_mut().zip(mac.as_ref()) {
        *byte = *value;
    }
    Ok(Tag(tag))
}
