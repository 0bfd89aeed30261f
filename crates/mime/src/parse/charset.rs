//! Bytes to text by a charset label that may be missing, misspelt or wrong.

use std::borrow::Cow;

use encoding_rs::{
    BIG5, EUC_JP, Encoding, GB18030, ISO_2022_JP, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1252,
};

use super::legacy;

/// Text, and whether the label was missing for 8-bit bytes, unknown or wrong.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The label did not fit; the text is the best guess.
    pub guessed: bool,
}

/// Decodes `bytes` labelled `label`. Never fails: what has no good reading becomes windows-1252 or U+FFFD.
#[must_use]
pub fn decode<'a>(label: Option<&str>, bytes: &'a [u8]) -> Decoded<'a> {
    let label = label.map(tidy_label).unwrap_or_default();
    if let Some(text) = legacy::decode(&label, bytes) {
        return Decoded { text: Cow::Owned(text), guessed: false };
    }
    match find(&label) {
        Some(encoding) => decode_as(encoding, &label, bytes),
        None => {
            let text = guess(bytes);
            let ascii_label = is_ascii_label(&label);
            // Without a label UTF-8 is what RFC 6532 and common use make it: nothing odd about that.
            let plain_utf8 = label.is_empty() && std::str::from_utf8(bytes).is_ok();
            let guessed = !(plain_utf8 || ascii_label && bytes.is_ascii());
            Decoded { text, guessed }
        }
    }
}

fn is_ascii_label(label: &str) -> bool {
    matches!(label, "us-ascii" | "ascii" | "ansi_x3.4-1968" | "7bit")
}

/// Lower case, without quotes, spaces and what follows a semicolon.
fn tidy_label(label: &str) -> String {
    let label = label.split(';').next().unwrap_or_default();
    label
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ','))
        .to_ascii_lowercase()
}

/// The encoding for a tidied label, with the misspellings that mail programs write.
fn find(label: &str) -> Option<&'static Encoding> {
    if label.is_empty() || is_ascii_label(label) {
        return None;
    }
    if let Some(found) = Encoding::for_label(label.as_bytes()) {
        return (found != REPLACEMENT).then_some(found);
    }
    let bare: String = label.trim_start_matches("x-").chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let name = match bare.as_str() {
        "utf8mb4" | "utf8mb3" | "unicode11utf8" | "utf8n" | "cp65001" | "65001" => "utf-8",
        "cp932" | "ms932" | "windows932" | "mskanji" | "sjiswin" => "shift_jis",
        "cp936" | "ms936" | "windows936" | "gb231280" | "gb2312" => "gbk",
        "cp949" | "ms949" | "uhc" | "ksx1001" => "euc-kr",
        "cp950" | "ms950" | "windows950" => "big5",
        "eucjpms" | "eucjpwin" | "cp51932" => "euc-jp",
        "iso2022jp1" | "iso2022jp2" | "iso2022jp3" | "iso2022jpms" | "cp50220" | "cp50221" | "jis" => {
            "iso-2022-jp"
        }
        "ansi" | "default" | "westerneuropean" => "windows-1252",
        _ => {
            if let Some(number) = bare.strip_prefix("win").or_else(|| bare.strip_prefix("cp")) {
                let number = number.trim_start_matches("dows");
                return Encoding::for_label(format!("windows-{number}").as_bytes());
            }
            if let Some(number) = bare.strip_prefix("iso8859").or_else(|| bare.strip_prefix("8859")) {
                return Encoding::for_label(format!("iso-8859-{number}").as_bytes());
            }
            return Encoding::for_label(bare.as_bytes()).filter(|e| *e != REPLACEMENT);
        }
    };
    Encoding::for_label(name.as_bytes())
}

fn decode_as<'a>(encoding: &'static Encoding, label: &str, bytes: &'a [u8]) -> Decoded<'a> {
    if let Some((marked, bom)) = Encoding::for_bom(bytes) {
        let text = marked.decode_without_bom_handling(bytes.get(bom..).unwrap_or_default()).0;
        return Decoded { text, guessed: marked != encoding };
    }
    if encoding == UTF_8 {
        return utf8(bytes);
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return utf16(if label == "utf-16" { None } else { Some(encoding) }, bytes);
    }
    if encoding == WINDOWS_1252
        && !bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: Cow::Borrowed(text), guessed: true };
    }
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    if !wrong {
        return Decoded { text, guessed: false };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), guessed: true };
    }
    for other in siblings(encoding) {
        if let Some(text) = other.decode_without_bom_handling_and_without_replacement(bytes) {
            return Decoded { text, guessed: true };
        }
    }
    Decoded { text, guessed: true }
}

/// Supersets and usual mix-ups of an encoding whose bytes did not decode.
fn siblings(encoding: &'static Encoding) -> Vec<&'static Encoding> {
    match encoding.name() {
        "ISO-2022-JP" => vec![SHIFT_JIS, EUC_JP],
        "Shift_JIS" => vec![EUC_JP],
        "EUC-JP" => vec![SHIFT_JIS],
        "GBK" => vec![GB18030, BIG5],
        "Big5" => vec![GB18030],
        _ => Vec::new(),
    }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), guessed: false },
        Err(_) => {
            let lossy = String::from_utf8_lossy(bytes);
            let has_real = lossy.chars().any(|c| !c.is_ascii() && c != '\u{fffd}');
            let text = if has_real { lossy } else { WINDOWS_1252.decode_without_bom_handling(bytes).0 };
            Decoded { text, guessed: true }
        }
    }
}

/// UTF-16 without a byte-order mark: big-endian by RFC 2781, unless the zero bytes say otherwise.
fn utf16<'a>(named: Option<&'static Encoding>, bytes: &'a [u8]) -> Decoded<'a> {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(512).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd == 0 && bytes.is_ascii() {
        return Decoded { text: guess(bytes), guessed: true };
    }
    let seen = if odd > even { UTF_16LE } else { UTF_16BE };
    let used = named.unwrap_or(seen);
    let text = used.decode_without_bom_handling(bytes).0;
    Decoded { text, guessed: false }
}

/// Text of unlabelled bytes: UTF-8 when valid, ISO-2022-JP by its escapes, else windows-1252.
fn guess(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((marked, bom)) = Encoding::for_bom(bytes) {
        return marked.decode_without_bom_handling(bytes.get(bom..).unwrap_or_default()).0;
    }
    if bytes.is_ascii()
        && has_japanese_escape(bytes)
        && let Some(text) = ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text;
    }
    utf8(bytes).text
}

fn has_japanese_escape(bytes: &[u8]) -> bool {
    memchr::memchr(0x1b, bytes).is_some()
        && [&b"\x1b$B"[..], b"\x1b$@", b"\x1b(J", b"\x1b(I"]
            .iter()
            .any(|esc| memchr::memmem::find(bytes, esc).is_some())
}
