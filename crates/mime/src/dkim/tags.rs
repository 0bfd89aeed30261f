//! Lists of tags (RFC 6376 3.2): `name=value; name=value`.

use std::collections::HashMap;

/// Tags that are read of one list.
const TAGS_MAX: usize = 50;

/// A list of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tags(HashMap<String, String>);

impl Tags {
    /// Reads a list; `None` when it is none. Names mean what they say letter by letter, and none stands there twice.
    pub fn read(text: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(text);
        let mut tags = HashMap::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            let name = name.trim();
            let good = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if !good
                || tags.len() >= TAGS_MAX
                || tags.insert(name.to_owned(), value.trim().to_owned()).is_some()
            {
                return None;
            }
        }
        Some(Self(tags))
    }

    /// The value of a tag, white space around it left out.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// A signature's field without the signature: the value of `b=` is left out, white space behind it stays (RFC 6376 3.7).
pub fn without_signature(field: &[u8]) -> Vec<u8> {
    let start = field.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1);
    let (name, value) = field.split_at_checked(start).unwrap_or((field, &[]));
    let mut out = name.to_vec();
    for (n, part) in value.split(|byte| *byte == b';').enumerate() {
        if n > 0 {
            out.push(b';');
        }
        let equals = part.iter().position(|byte| *byte == b'=');
        match equals.and_then(|equals| part.split_at_checked(equals + 1)) {
            Some((tag, value)) if tag.strip_suffix(b"=").is_some_and(|tag| tag.trim_ascii() == b"b") => {
                out.extend_from_slice(tag);
                let kept = value.len() - value.trim_ascii_end().len();
                let is_last = out.len() + value.len() >= field.len();
                if !is_last {
                    out.extend_from_slice(value.get(value.len() - kept..).unwrap_or_default());
                }
            }
            _ => out.extend_from_slice(part),
        }
    }
    out
}
