//! Content-Transfer-Encoding (RFC 2045 6): lenient decoding in one pass.

use std::borrow::Cow;

/// How a part's body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transfer {
    /// 7bit, 8bit, binary, and anything unknown.
    #[default]
    Identity,
    /// Base64.
    Base64,
    /// Quoted-printable.
    QuotedPrintable,
    /// `x-uuencode`.
    Uu,
}

impl Transfer {
    /// Reads the field's value; the flag says that it was unknown.
    #[must_use]
    pub fn from_field(value: Option<&[u8]>) -> (Self, bool) {
        let Some(value) = value else { return (Self::Identity, false) };
        let value = String::from_utf8_lossy(value);
        let word = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | ';' | '<' | '>'));
        let word = word.split([';', ' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
        match word.as_str() {
            "base64" | "base-64" | "b64" | "b" => (Self::Base64, false),
            "quoted-printable" | "quotedprintable" | "qp" | "q" => (Self::QuotedPrintable, false),
            "x-uuencode" | "uuencode" | "x-uue" | "uue" => (Self::Uu, false),
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" | "none" => (Self::Identity, false),
            _ => (Self::Identity, true),
        }
    }

    /// The decoded bytes, and whether bytes stood there that do not belong into the encoding.
    #[must_use]
    pub fn decode(self, body: &[u8]) -> (Cow<'_, [u8]>, bool) {
        match self {
            Self::Identity => (Cow::Borrowed(body), false),
            Self::Base64 => {
                let (bytes, odd) = base64(body);
                (Cow::Owned(bytes), odd)
            }
            Self::QuotedPrintable => {
                let (bytes, odd) = quoted_printable(body);
                (Cow::Owned(bytes), odd)
            }
            Self::Uu => {
                let (bytes, odd) = uu(body);
                (Cow::Owned(bytes), odd)
            }
        }
    }
}

/// Value of a base64 character; 64 white space, 65 padding, 255 anything else.
const VALUES: [u8; 256] = values();

#[expect(clippy::indexing_slicing, reason = "computed at compile time over a fixed range")]
const fn values() -> [u8; 256] {
    let mut table = [255_u8; 256];
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut i = 0;
    while i < 64 {
        table[alphabet[i] as usize] = i as u8;
        i += 1;
    }
    table[b' ' as usize] = 64;
    table[b'\t' as usize] = 64;
    table[b'\r' as usize] = 64;
    table[b'\n' as usize] = 64;
    table[b'=' as usize] = 65;
    table[b'-' as usize] = 62;
    table[b'_' as usize] = 63;
    table
}

fn value(b: u8) -> u8 {
    VALUES.get(usize::from(b)).copied().unwrap_or(255)
}

/// Decodes base64: white space is skipped, strange bytes are skipped and reported, padding in the middle (several
/// encodings glued together) starts anew, a missing padding is forgiven.
#[must_use]
pub fn base64(body: &[u8]) -> (Vec<u8>, bool) {
    // Nearly every body is well formed, and large ones are most of a mail's time.
    base64_strictly(body).map_or_else(|| base64_leniently(body), |bytes| (bytes, false))
}

/// Lines of base64 with its padding, as RFC 2045 6.8 wants them.
fn base64_strictly(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let (line, next) = rest.split_at_checked(end)?;
        bytes.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        rest = next.get(1..)?;
    }
    bytes.extend_from_slice(rest);
    let decoded = base64_simd::STANDARD.decode_inplace(&mut bytes).ok()?.len();
    bytes.truncate(decoded);
    Some(bytes)
}

fn base64_leniently(body: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(body.len() / 4 * 3 + 3);
    let (mut acc, mut have, mut odd) = (0_u32, 0_u8, false);
    for &byte in body {
        match value(byte) {
            64 => {}
            65 => {
                flush_group(&mut out, acc, have);
                (acc, have) = (0, 0);
            }
            255 => odd = true,
            v => {
                acc = acc << 6 | u32::from(v);
                have += 1;
                if have == 4 {
                    let [_, x, y, z] = acc.to_be_bytes();
                    out.extend_from_slice(&[x, y, z]);
                    (acc, have) = (0, 0);
                }
            }
        }
    }
    odd |= have == 1;
    flush_group(&mut out, acc, have);
    (out, odd)
}

fn flush_group(out: &mut Vec<u8>, acc: u32, have: u8) {
    match have {
        2 => out.push((acc >> 4) as u8),
        3 => out.extend_from_slice(&[(acc >> 10) as u8, (acc >> 2) as u8]),
        _ => {}
    }
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).map(|d| d as u8)
}

/// Decodes quoted-printable: a `=` without two hex digits is kept as it stands and reported; white space at the
/// end of a line is dropped (RFC 2045 6.7 rule 3).
#[must_use]
pub fn quoted_printable(body: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(body.len());
    let mut odd = false;
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        let (line, crlf) = line.strip_suffix(b"\r").map_or((line, false), |l| (l, true));
        if quoted_line(line, &mut out, &mut odd) {
            if crlf {
                out.push(b'\r');
            }
            out.push(b'\n');
        }
    }
    quoted_line(rest, &mut out, &mut odd);
    (out, odd)
}

/// Decodes one line; true when a hard line break follows it.
fn quoted_line(line: &[u8], out: &mut Vec<u8>, odd: &mut bool) -> bool {
    let trimmed = line.trim_ascii_end();
    let (mut rest, hard) = trimmed.strip_suffix(b"=").map_or((trimmed, true), |l| (l, false));
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend_from_slice(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        let pair = match rest {
            [a, b, ..] => hex(*a).zip(hex(*b)),
            _ => None,
        };
        match pair {
            Some((a, b)) => {
                out.push(a << 4 | b);
                rest = rest.get(2..).unwrap_or_default();
            }
            None => {
                *odd = true;
                out.push(b'=');
            }
        }
    }
    out.extend_from_slice(rest);
    hard
}

/// Decodes uuencoded lines between `begin` and `end`.
fn uu(body: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut inside, mut odd) = (false, false);
    for line in body.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !inside {
            inside = line.starts_with(b"begin ");
            continue;
        }
        let Some((&first, data)) = line.split_first() else { continue };
        if line == b"end" {
            break;
        }
        let len = usize::from(first.wrapping_sub(32) & 63);
        let mut bytes = Vec::with_capacity(len + 3);
        for group in data.chunks(4) {
            let at = |i: usize| u32::from(group.get(i).copied().unwrap_or(b' ').wrapping_sub(32) & 63);
            let [_, x, y, z] = (at(0) << 18 | at(1) << 12 | at(2) << 6 | at(3)).to_be_bytes();
            bytes.extend_from_slice(&[x, y, z]);
        }
        odd |= bytes.len() < len;
        bytes.truncate(len);
        out.extend_from_slice(&bytes);
    }
    (out, odd || !inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_decode_what_was_encoded(bytes in proptest::collection::vec(any::<u8>(), 0..400), width in 1..80_usize) {
            let plain = base64_simd::STANDARD.encode_to_string(&bytes);
            let lines: Vec<_> = plain.as_bytes().chunks(width).map(|line| String::from_utf8_lossy(line)).collect();
            let body = lines.join("\r\n");
            prop_assert_eq!(base64(body.as_bytes()), (bytes.clone(), false));
            prop_assert_eq!(base64_leniently(body.as_bytes()), (bytes, false));
        }

        #[test]
        fn what_is_decoded_strictly_means_the_same_when_read_leniently(body in "[A-Ca-c0-2+/= \\r\\n]{0,60}") {
            if let Some(bytes) = base64_strictly(body.as_bytes()) {
                prop_assert_eq!(base64_leniently(body.as_bytes()), (bytes, false));
            }
        }
    }
}
