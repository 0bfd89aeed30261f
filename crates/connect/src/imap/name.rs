//! Folder names on the wire: modified UTF-7 (RFC 3501 5.1.3), quoted.

use crate::error::{Code, ConnectError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// A string as IMAP quotes it.
///
/// # Errors
/// [`Code::Settings`] for text that a quoted string cannot hold.
pub(super) fn quoted(text: &str) -> Result<String, ConnectError> {
    if text.contains(['\r', '\n', '\0']) || !text.is_ascii() {
        return Err(Code::Settings.into());
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A folder's name, encoded and quoted.
pub(super) fn folder(name: &str) -> Result<String, ConnectError> {
    let mut out = String::new();
    let mut shifted: Vec<u8> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            unshift(&mut out, &mut shifted);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    unshift(&mut out, &mut shifted);
    quoted(&out)
}

fn unshift(out: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        out.push('&');
        out.push_str(&STANDARD_NO_PAD.encode(&*shifted).replace('/', ","));
        out.push('-');
        shifted.clear();
    }
}

/// The name that a server means. What is not modified UTF-7 is taken as it stands: some servers send UTF-8.
pub(super) fn decode(wire: &[u8]) -> String {
    let text = String::from_utf8_lossy(wire);
    let mut out = String::new();
    let mut rest = text.as_ref();
    while let Some((before, after)) = rest.split_once('&') {
        let Some((shifted, behind)) = after.split_once('-') else { break };
        out.push_str(before);
        if shifted.is_empty() {
            out.push('&');
        } else {
            let Ok(bytes) = STANDARD_NO_PAD.decode(shifted.replace(',', "/")) else {
                return text.into_owned();
            };
            let units: Vec<u16> =
                bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            out.push_str(&String::from_utf16_lossy(&units));
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_wire() {
        assert_eq!(folder("Entw\u{fc}rfe & \"x\"").unwrap(), "\"Entw&APw-rfe &- \\\"x\\\"\"");
        for name in
            ["INBOX", "Entw\u{fc}rfe", "a&b", "\u{53f0}\u{5317}/\u{65e5}\u{672c}\u{8a9e}", "\u{1f4e7}"]
        {
            let wire = folder(name).unwrap();
            assert_eq!(decode(wire.trim_matches('"').as_bytes()), name);
        }
        assert_eq!(decode(b"R&D"), "R&D");
    }

    #[test]
    fn a_name_cannot_end_the_command() {
        assert!(quoted("x\r\nA2 DELETE INBOX").is_err());
        assert!(!folder("x\r\nA2 DELETE INBOX").unwrap().contains('\r'));
    }
}
