//! What a word is. The same rules cut texts and queries.
//!
//! - A word is a run of letters and digits, lower-cased and folded: compatibility forms are decomposed
//!   (Unicode NFKD) and marks dropped, so that `Å`, `å` and `a` are one letter. One form is kept, on both
//!   sides: someone without a Swedish keyboard finds `Öberg` by `oberg`, at the price that `för` finds
//!   `for` too. Letters that do not decompose are written out: ß as ss, æ as ae, ø as o, ł as l, đ as d.
//! - Scripts written without spaces (Chinese, Japanese, Thai, …) and Hangul are cut into overlapping
//!   pairs; the last character of a run also stands alone, so that a single one is found as a prefix.
//! - An e-mail address is kept whole, beside its parts.
//! - A word longer than [`WORD_BYTES_MAX`] is cut there, in texts and in queries alike.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The name under which the rules are registered. Part of the schema.
pub const RULES: &str = "words1";
/// Bytes of a folded word.
pub const WORD_BYTES_MAX: usize = 64;
/// Bytes of a folded address that is kept whole.
const ADDRESS_BYTES_MAX: usize = 254;

/// Cuts texts for the index.
#[derive(Clone, Default)]
pub struct Words {
    token: Token,
    ready: Vec<(String, usize)>,
}

/// The words of one text.
pub struct WordStream<'a> {
    words: &'a mut Words,
    rest: &'a str,
    position: usize,
    next_ready: usize,
    ready_len: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { words: self, rest: text, position: 0, next_ready: 0, ready_len: 0 }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        while self.next_ready >= self.ready_len {
            if !self.fill() {
                return false;
            }
        }
        if let Some((text, position)) = self.words.ready.get(self.next_ready) {
            self.words.token.text.clear();
            self.words.token.text.push_str(text);
            self.words.token.position = *position;
        }
        self.next_ready += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.words.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.words.token
    }
}

impl WordStream<'_> {
    /// Cuts the next run of characters that is not blank.
    fn fill(&mut self) -> bool {
        self.next_ready = 0;
        self.ready_len = 0;
        let text = self.rest.trim_start_matches(is_blank);
        if text.is_empty() {
            return false;
        }
        let end = text.find(is_blank).unwrap_or(text.len());
        let (run, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        self.rest = rest;
        let mut sink = Sink { ready: &mut self.words.ready, len: 0, position: self.position };
        for address in addresses_in(run) {
            sink.whole(address);
        }
        cut(run, true, &mut sink);
        self.position = sink.position;
        self.ready_len = sink.len;
        true
    }
}

/// Reuses its strings: a mail has hundreds of words.
struct Sink<'a> {
    ready: &'a mut Vec<(String, usize)>,
    len: usize,
    position: usize,
}

impl Sink<'_> {
    fn slot(&mut self) -> Option<&mut String> {
        if self.len == self.ready.len() {
            self.ready.push((String::with_capacity(WORD_BYTES_MAX), 0));
        }
        let slot = self.ready.get_mut(self.len)?;
        slot.0.clear();
        slot.1 = self.position;
        Some(&mut slot.0)
    }

    /// An address: at the place of its first part.
    fn whole(&mut self, address: &str) {
        let Some(slot) = self.slot() else { return };
        for c in address.chars() {
            fold(c, slot);
        }
        if slot.len() <= ADDRESS_BYTES_MAX {
            self.len += 1;
        }
    }

    /// Keeps the word in the slot, unless it is empty.
    fn keep(&mut self) {
        let Some((word, _)) = self.ready.get_mut(self.len) else { return };
        if word.is_empty() {
            return;
        }
        truncate(word);
        self.len += 1;
        self.position += 1;
    }
}

fn truncate(word: &mut String) {
    let mut end = WORD_BYTES_MAX;
    if word.len() > end {
        while !word.is_char_boundary(end) {
            end -= 1;
        }
        word.truncate(end);
    }
}

/// Cuts a run into words and pairs.
fn cut(run: &str, with_tail: bool, sink: &mut Sink<'_>) {
    let mut chars = run.chars().peekable();
    while let Some(c) = chars.next() {
        if is_paired(c) {
            let mut before = c;
            let mut pairs = 0;
            while let Some(next) = chars.next_if(|n| is_paired(*n)) {
                if let Some(slot) = sink.slot() {
                    fold(before, slot);
                    fold(next, slot);
                }
                sink.keep();
                before = next;
                pairs += 1;
            }
            if with_tail || pairs == 0 {
                if let Some(slot) = sink.slot() {
                    fold(before, slot);
                }
                sink.keep();
            } else {
                sink.position += 1;
            }
        } else if c.is_alphanumeric() {
            let Some(slot) = sink.slot() else { return };
            fold(c, slot);
            while let Some(next) = chars.next_if(|n| in_word(*n)) {
                // What stands behind the cut costs nothing more.
                if slot.len() <= WORD_BYTES_MAX {
                    fold(next, slot);
                }
            }
            sink.keep();
        }
    }
}

/// The words of a part of a query with their places: what [`Words`] finds in a text, without the tails of
/// pairs.
pub fn words_of(text: &str) -> Vec<(usize, String)> {
    let mut ready = Vec::new();
    let mut sink = Sink { ready: &mut ready, len: 0, position: 0 };
    cut(text, false, &mut sink);
    let len = sink.len;
    ready.truncate(len);
    ready.into_iter().map(|(word, place)| (place, word)).collect()
}

/// The folded address, when the text is one.
pub fn whole_address(text: &str) -> Option<String> {
    let address = addresses_in(text).next()?;
    let folded = folded(address);
    (folded.len() <= ADDRESS_BYTES_MAX).then_some(folded)
}

/// A text folded character by character, not cut.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut out));
    out
}

/// Whether a character is of a script that is cut into pairs; alone it is a prefix in a query.
pub const fn is_paired(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{3105}'..='\u{312F}'
        | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{323AF}')
}

fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c)) && !is_paired(c)
}

/// Soft hyphen and joiners: part of a word, and nothing in it.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{AC00}'..='\u{D7A3}')
    {
        out.push(c);
        return;
    }
    decompose_compatible(c, |d| {
        for l in d.to_lowercase() {
            match l {
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                'ø' => out.push('o'),
                'ł' => out.push('l'),
                'đ' | 'ð' => out.push('d'),
                'ı' => out.push('i'),
                'ħ' => out.push('h'),
                'ς' => out.push('σ'),
                _ if is_combining_mark(l) || is_invisible(l) => {}
                _ => out.push(l),
            }
        }
    });
}

/// The addresses in a run without blanks, whatever stands round them.
fn addresses_in(run: &str) -> impl Iterator<Item = &str> {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '@' | '.' | '-' | '_' | '+' | '\'' | '=' | '&')
            || is_combining_mark(c)
    };
    let pieces = if run.contains('@') { run } else { "" };
    pieces.split(move |c| !plain(c)).filter_map(|piece| {
        let address = piece.trim_matches(['.', '-', '\'', '@']);
        let (local, domain) = address.split_once('@')?;
        (!local.is_empty() && !domain.is_empty() && !domain.contains('@')).then_some(address)
    })
}
