//! Header fields as they are written: folded, encoded (RFC 2047, 2231), and free of injected lines.

use domain::record::Address;

use crate::normalise_address;

/// A line's length to fold at (RFC 5322 2.1.1).
const LINE_CHARS: usize = 76;
/// Bytes of text in one encoded word: 75 characters, less `=?utf-8?B?` and `?=`, in base64.
const WORD_BYTES: usize = 45;

/// A header block being written.
#[derive(Debug, Default)]
pub struct Fields {
    out: String,
}

impl Fields {
    /// The block, each line ended by CRLF, without the empty line.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// Writes words after `Name:`, folding between them.
    fn words<S: AsRef<str>>(&mut self, name: &str, words: &[S]) {
        self.out.push_str(name);
        self.out.push(':');
        let mut column = name.len() + 1;
        for word in words.iter().map(AsRef::as_ref) {
            if column + 1 + word.len() > LINE_CHARS && column > name.len() + 1 {
                self.out.push_str("\r\n");
                column = 0;
            }
            self.out.push(' ');
            self.out.push_str(word);
            column += 1 + word.len();
        }
        self.out.push_str("\r\n");
    }

    /// A value that this crate made itself.
    pub fn raw(&mut self, name: &str, value: &str) {
        self.words(name, &[value]);
    }

    /// A value of visible ASCII; anything else is dropped. Nothing is written when nothing is left.
    pub fn token(&mut self, name: &str, value: &str) {
        let clean: String = value.chars().filter(char::is_ascii_graphic).take(900).collect();
        if !clean.is_empty() {
            self.words(name, &[clean]);
        }
    }

    /// Unstructured text.
    pub fn text(&mut self, name: &str, value: &str) {
        let clean = one_line(value);
        if is_plain(&clean) {
            let words: Vec<&str> = clean.split(' ').collect();
            self.words(name, &words);
        } else {
            self.words(name, &encoded_words(&clean));
        }
    }

    /// Message-IDs in brackets. What cannot stand in one is dropped; nothing is written when none is left.
    pub fn ids(&mut self, name: &str, ids: &[String]) {
        let clean = |id: &String| -> Option<String> {
            let id: String =
                id.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>')).take(900).collect();
            (!id.is_empty()).then(|| format!("<{id}>"))
        };
        let words: Vec<String> = ids.iter().filter_map(clean).collect();
        if !words.is_empty() {
            self.words(name, &words);
        }
    }

    /// Addresses; those that are none are left out, and nothing is written when none is left.
    pub fn addresses(&mut self, name: &str, list: &[Address]) {
        let valid: Vec<(Vec<String>, String)> = list.iter().filter_map(mailbox).collect();
        let mut words = Vec::new();
        for (i, (phrase, email)) in valid.iter().enumerate() {
            let comma = if i + 1 < valid.len() { "," } else { "" };
            words.extend(phrase.iter().cloned());
            words.push(if phrase.is_empty() {
                format!("{email}{comma}")
            } else {
                format!("<{email}>{comma}")
            });
        }
        if !words.is_empty() {
            self.words(name, &words);
        }
    }

    /// `Name: value; key="file name"`: plain where ASCII suffices, else the extended form (RFC 2231) beside an ASCII
    /// form for old programs.
    pub fn with_name(&mut self, name: &str, value: &str, key: &str, file: &str) {
        let clean = one_line(file);
        let ascii: String =
            clean.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '\\') { c } else { '_' }).collect();
        let mut lines = vec![format!("{value};")];
        if clean == ascii && clean.len() <= 60 {
            lines.push(format!("{key}=\"{ascii}\""));
        } else {
            let short: String = ascii.chars().take(60).collect();
            if clean != ascii {
                lines.push(format!("{key}=\"{short}\";"));
            }
            lines.extend(extended(key, &clean));
        }
        self.out.push_str(name);
        self.out.push_str(": ");
        self.out.push_str(&lines.join("\r\n "));
        self.out.push_str("\r\n");
    }
}

/// `key*0*=utf-8''…;`, continued in pieces that fit a line.
fn extended(key: &str, text: &str) -> Vec<String> {
    let mut pieces = vec![String::from("utf-8''")];
    for b in text.bytes() {
        let safe = b.is_ascii_alphanumeric() || b"!#$&+-.^_`{}~".contains(&b);
        let encoded = if safe { char::from(b).to_string() } else { format!("%{b:02X}") };
        match pieces.last_mut() {
            Some(last) if last.len() + encoded.len() <= 60 => last.push_str(&encoded),
            _ => pieces.push(encoded),
        }
    }
    let last = pieces.len() - 1;
    let end = |i: usize| if i < last { ";" } else { "" };
    if last == 0 {
        return pieces.iter().map(|p| format!("{key}*={p}")).collect();
    }
    pieces.iter().enumerate().map(|(i, p)| format!("{key}*{i}*={p}{}", end(i))).collect()
}

/// One line of text: every control character becomes a space, runs of them one.
fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    spaced.trim().to_owned()
}

/// Whether text may stand unencoded: visible ASCII and single spaces, words that fold, nothing like an encoded word.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
        && !text.contains("=?")
        && !text.contains("  ")
        && text.split(' ').all(|w| w.len() <= LINE_CHARS - 20)
}

/// Encoded words that never split a character.
fn encoded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chunk = String::new();
    for c in text.chars() {
        if chunk.len() + c.len_utf8() > WORD_BYTES {
            words.push(encoded_word(&chunk));
            chunk.clear();
        }
        chunk.push(c);
    }
    if !chunk.is_empty() {
        words.push(encoded_word(&chunk));
    }
    words
}

fn encoded_word(chunk: &str) -> String {
    let encoded = mail_builder::encoders::Base64Encoder::new().encode(chunk.as_bytes()).unwrap_or_default();
    format!("=?utf-8?B?{}?=", String::from_utf8_lossy(&encoded))
}

/// The phrase's words and the address; `None` when the address is none.
fn mailbox(address: &Address) -> Option<(Vec<String>, String)> {
    normalise_address(&address.email)?;
    let email = address.email.trim();
    let name = one_line(&address.name);
    if name.is_empty() {
        return Some((Vec::new(), email.to_owned()));
    }
    if !is_plain(&name) {
        return Some((encoded_words(&name), email.to_owned()));
    }
    let atoms = name.bytes().all(|b| b.is_ascii_alphanumeric() || b" !#$%&'*+-/?^_`{|}~".contains(&b));
    let words = if atoms {
        name.split(' ').map(str::to_owned).collect()
    } else {
        let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{quoted}\"").split(' ').map(str::to_owned).collect()
    };
    Some((words, email.to_owned()))
}
