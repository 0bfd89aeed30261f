//! Charsets of old mail that `encoding_rs` leaves out on purpose (it follows the web): UTF-7 and IBM 850 through
//! mail-parser's tables, HZ (RFC 1843) and ISO-2022-KR (RFC 1557) by the transformation to their 8-bit siblings.

use encoding_rs::{EUC_KR, GBK};
use mail_parser::decoders::charsets::map::charset_decoder;

/// Decodes `bytes` when `label` names one of them.
#[must_use]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    match label {
        "hz-gb-2312" | "hz" => Some(hz(bytes)),
        "iso-2022-kr" | "csiso2022kr" => Some(iso_2022_kr(bytes)),
        "utf-7" | "csutf7" | "unicode-1-1-utf-7" | "utf7" => charset_decoder(b"utf-7").map(|f| f(bytes)),
        "ibm850" | "cp850" | "850" | "cspc850multilingual" => charset_decoder(b"ibm850").map(|f| f(bytes)),
        _ => None,
    }
}

/// HZ: `~{` and `~}` switch to and from GB 2312 with the high bits off; `~~` is a tilde.
fn hz(bytes: &[u8]) -> String {
    let mut eight_bit = Vec::with_capacity(bytes.len());
    let mut gb = false;
    let mut iter = bytes.iter().copied().peekable();
    while let Some(b) = iter.next() {
        match (b, iter.peek().copied()) {
            (b'~', Some(b'{')) if !gb => {
                gb = true;
                iter.next();
            }
            (b'~', Some(b'}')) if gb => {
                gb = false;
                iter.next();
            }
            (b'~', Some(b'~')) if !gb => {
                eight_bit.push(b'~');
                iter.next();
            }
            (b'\n', _) => {
                gb = false;
                eight_bit.push(b);
            }
            _ if gb && b.is_ascii_graphic() => eight_bit.push(b | 0x80),
            _ => eight_bit.push(b),
        }
    }
    GBK.decode_without_bom_handling(&eight_bit).0.into_owned()
}

/// ISO-2022-KR: after the announcer `ESC $ ) C`, SO and SI switch to and from KS X 1001 with the high bits off.
fn iso_2022_kr(bytes: &[u8]) -> String {
    let mut eight_bit = Vec::with_capacity(bytes.len());
    let mut korean = false;
    let mut rest = bytes;
    while let Some((&b, next)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(b"\x1b$)C") {
            rest = after;
            continue;
        }
        rest = next;
        match b {
            0x0e => korean = true,
            0x0f => korean = false,
            b'\n' => {
                korean = false;
                eight_bit.push(b);
            }
            _ if korean && b.is_ascii_graphic() => eight_bit.push(b | 0x80),
            _ => eight_bit.push(b),
        }
    }
    EUC_KR.decode_without_bom_handling(&eight_bit).0.into_owned()
}
