//! Encoded words in header fields (RFC 2047), and the bytes of header fields that are not ASCII.

use std::borrow::Cow;

use super::{charset, header::unfold, transfer};

/// Turns the raw bytes of a field into text: unfolded, 8-bit bytes read by UTF-8 or else by `fallback` (the label
/// of the mail's own text), encoded words still encoded.
#[must_use]
pub fn field_text(value: &[u8], fallback: Option<&str>) -> String {
    let text = match std::str::from_utf8(value) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => charset::decode(fallback.or(Some("utf-8")), value).text,
    };
    let text = unfold(&text);
    text.trim().chars().filter(|c| !matches!(c, '\0')).collect()
}

/// Decodes every encoded word in `text`. Neighbouring words lose the white space between them; words of one charset
/// and encoding are joined before decoding, because senders split characters between words.
#[must_use]
pub fn decode_words(text: &str) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut pending: Option<(String, Vec<u8>)> = None;
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some(word) = parse_word(from) else {
            flush(&mut pending, &mut out);
            out.push_str(before);
            out.push_str("=?");
            rest = from.strip_prefix("=?").unwrap_or_default();
            continue;
        };
        if pending.is_none() || !before.trim().is_empty() {
            flush(&mut pending, &mut out);
            out.push_str(before);
        }
        match pending.as_mut() {
            Some((label, bytes)) if label.eq_ignore_ascii_case(word.charset) => {
                bytes.extend_from_slice(&word.bytes)
            }
            _ => {
                flush(&mut pending, &mut out);
                pending = Some((word.charset.to_owned(), word.bytes));
            }
        }
        rest = word.rest;
    }
    flush(&mut pending, &mut out);
    out.push_str(rest);
    out
}

fn flush(pending: &mut Option<(String, Vec<u8>)>, out: &mut String) {
    if let Some((label, bytes)) = pending.take() {
        out.push_str(&charset::decode(Some(&label), &bytes).text);
    }
}

struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
    rest: &'a str,
}

/// One `=?charset?B|Q?data?=` at the start of `text`. Spaces inside the data are forgiven.
fn parse_word(text: &str) -> Option<Word<'_>> {
    let inner = text.strip_prefix("=?")?;
    let (charset, inner) = inner.split_once('?')?;
    if charset.is_empty() || charset.len() > 60 || !charset.bytes().all(|b| b.is_ascii_graphic()) {
        return None;
    }
    let charset = charset.split('*').next().unwrap_or_default();
    let (kind, inner) = inner.split_once('?')?;
    let (data, rest) = inner.split_once("?=")?;
    let bytes = match kind {
        "B" | "b" => transfer::base64(data.as_bytes()).0,
        "Q" | "q" => transfer::quoted_printable(data.replace('_', "=20").as_bytes()).0,
        _ => return None,
    };
    Some(Word { charset, bytes, rest })
}

/// [`field_text`] and [`decode_words`] in one, control characters dropped, white space runs of folding kept.
#[must_use]
pub fn field_words(value: &[u8], fallback: Option<&str>) -> String {
    let text = decode_words(&field_text(value, fallback));
    if text.contains(|c: char| c.is_control()) {
        return text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect::<String>()
            .trim()
            .to_owned();
    }
    text
}
