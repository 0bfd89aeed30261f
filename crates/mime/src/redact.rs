//! Texts that are replaced wherever they stand: in any case, composed or decomposed, broken over lines and quote marks,
//! and in HTML across tags and inside attributes.

use crate::html::tags;
use crate::html::token::{Tag, Token, Tokens, decode_entities};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is looked for, and what takes its place.
#[derive(Debug, Clone)]
pub struct Redactor {
    /// The longest first.
    terms: Vec<Term>,
    instead: String,
}

#[derive(Debug, Clone)]
struct Term {
    folded: Vec<char>,
    whole_words: bool,
}

/// One character as it is compared, and where it comes from.
struct Folded {
    c: char,
    from: Range<usize>,
}

impl Redactor {
    /// Looks for these texts. One of letters and spaces alone is found as whole words; any other also inside of one.
    #[must_use]
    pub fn new<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, instead: &str) -> Self {
        let term = |text: T| {
            let folded: Vec<char> = fold(text.as_ref().trim()).into_iter().map(|one| one.c).collect();
            let whole_words = folded.iter().all(|c| c.is_alphabetic() || *c == ' ' || is_combining_mark(*c));
            (!folded.is_empty()).then_some(Term { folded, whole_words })
        };
        let mut terms: Vec<Term> = texts.into_iter().filter_map(term).collect();
        terms.sort_by(|a, b| b.folded.len().cmp(&a.folded.len()).then_with(|| a.folded.cmp(&b.folded)));
        terms.dedup_by(|a, b| a.folded == b.folded);
        Self { terms, instead: instead.to_owned() }
    }

    /// What takes their place.
    #[must_use]
    pub fn instead(&self) -> &str {
        &self.instead
    }

    /// How many of them stand in a text.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.places(text).len()
    }

    /// The text with every one of them replaced, and how many there were.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> (Cow<'t, str>, usize) {
        let places = self.places(text);
        if places.is_empty() {
            return (Cow::Borrowed(text), 0);
        }
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for place in &places {
            out.push_str(text.get(at..place.start).unwrap_or_default());
            out.push_str(&self.instead);
            at = place.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        (Cow::Owned(out), places.len())
    }

    /// Cleaned HTML with every one of them replaced, and how many there were.
    #[must_use]
    pub fn html<'t>(&self, html: &'t str) -> (Cow<'t, str>, usize) {
        let mut page = Page::default();
        let mut in_tags = 0;
        for token in Tokens::new(html) {
            match token {
                Token::Text(text) => page.text.push_str(&decode_entities(text)),
                Token::Open(tag) => {
                    let (source, n) = self.tag(&tag);
                    in_tags += n;
                    page.tag(tag.name, source);
                }
                Token::Close(name) => page.tag(name, format!("</{name}>")),
            }
        }
        let places = self.places(&page.text);
        match places.len() + in_tags {
            0 => (Cow::Borrowed(html), 0),
            n => (Cow::Owned(page.written(&places, &self.instead)), n),
        }
    }

    /// A start tag, where something stands in its attributes.
    fn tag(&self, tag: &Tag<'_>) -> (String, usize) {
        let (mut found, mut out) = (0, format!("<{}", tag.name));
        for (name, value) in &tag.attributes {
            let value = decode_entities(value);
            let (mut new, mut n) = self.text(&value);
            if n == 0 {
                // Addresses write letters as %C3%B8.
                let plain = percent_decoded(&value);
                let (replaced, more) = self.text(&plain);
                (new, n) = if more > 0 { (Cow::Owned(replaced.into_owned()), more) } else { (new, 0) };
            }
            found += n;
            out.push_str(&format!(" {name}=\"{}\"", crate::html::escape(&new)));
        }
        out.push('>');
        if found > 0 { (out, found) } else { (tag.source.to_owned(), 0) }
    }

    /// Where they stand, in order, none over another.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        if self.terms.is_empty() {
            return Vec::new();
        }
        let folded = fold(text);
        let (mut out, mut at) = (Vec::new(), 0);
        while at < folded.len() {
            match self.terms.iter().find(|term| term.stands_at(&folded, at)) {
                Some(term) => {
                    let end = at + term.folded.len();
                    let first = folded.get(at).map_or(0, |one| one.from.start);
                    let last = folded.get(end - 1).map_or(first, |one| one.from.end);
                    out.push(first..last);
                    at = end;
                }
                None => at += 1,
            }
        }
        out
    }
}

impl Term {
    fn stands_at(&self, text: &[Folded], at: usize) -> bool {
        let end = at + self.folded.len();
        let Some(here) = text.get(at..end) else { return false };
        if !here.iter().zip(&self.folded).all(|(one, c)| one.c == *c) {
            return false;
        }
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        let behind = text.get(end);
        // Not in the middle of what is one character in the text, nor without the marks of its last one.
        let cut = |one: Option<&Folded>, next: Option<&Folded>| match (one, next) {
            (Some(one), Some(next)) => one.from == next.from || is_combining_mark(next.c),
            _ => false,
        };
        if cut(before, here.first()) || cut(here.last(), behind) {
            return false;
        }
        let in_word = |one: Option<&Folded>| one.is_some_and(|one| one.c.is_alphanumeric());
        !self.whole_words || (!in_word(before) && !in_word(behind))
    }
}

/// A text as it is compared: decomposed (NFKD), in lower case, runs of white space as one space (with the marks of a quote
/// that begins a line), without what is not seen.
fn fold(text: &str) -> Vec<Folded> {
    let mut out: Vec<Folded> = Vec::with_capacity(text.len());
    let mut line_begins = false;
    for (at, c) in text.char_indices() {
        let from = at..at + c.len_utf8();
        if is_unseen(c) {
            continue;
        }
        let quote = c == '>' && line_begins;
        if c.is_whitespace() || quote {
            line_begins |= c == '\n' || c == '\r';
            match out.last_mut().filter(|one| one.c == ' ') {
                Some(run) => run.from.end = from.end,
                None => out.push(Folded { c: ' ', from }),
            }
            continue;
        }
        line_begins = false;
        let folded = std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd();
        out.extend(folded.map(|c| Folded { c, from: from.clone() }));
    }
    out
}

/// Soft hyphens, joiners, marks of direction.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// HTML as its text, and where in it which tags stand.
#[derive(Default)]
struct Page {
    text: String,
    tags: Vec<(usize, String)>,
    /// Spaces that stand for the edge of a block alone.
    edges: BTreeSet<usize>,
}

impl Page {
    fn tag(&mut self, name: &str, source: String) {
        self.tags.push((self.text.len(), source));
        if !tags::is_inline(&name.to_ascii_lowercase()) {
            self.edges.insert(self.text.len());
            self.text.push('\n');
        }
    }

    fn written(&self, places: &[Range<usize>], instead: &str) -> String {
        let (mut tags, mut places) = (self.tags.iter().peekable(), places.iter().peekable());
        let mut out = String::with_capacity(self.text.len() * 2);
        for (at, c) in self.text.char_indices() {
            while let Some((_, source)) = tags.next_if(|(place, _)| *place <= at) {
                out.push_str(source);
            }
            while places.next_if(|place| place.end <= at).is_some() {}
            match places.peek() {
                Some(place) if place.start == at => out.push_str(&crate::html::escape(instead)),
                Some(place) if place.contains(&at) => {}
                _ if self.edges.contains(&at) => {}
                _ => out.push_str(&crate::html::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        tags.for_each(|(_, source)| out.push_str(source));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(terms: &[&str], text: &str) -> String {
        Redactor::new(terms, "X").text(text).0.into_owned()
    }

    fn html(terms: &[&str], text: &str) -> String {
        Redactor::new(terms, "X").html(text).0.into_owned()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let name = &["Søren Ekström"];
        for written in [
            "Søren Ekström",
            "SØREN EKSTRÖM",
            "søren  ekstro\u{308}m",
            "Søren\r\n> Ekström",
            "Søren\u{a0}Ek\u{ad}ström",
            "Ｓøren Ekström",
        ] {
            assert_eq!(text(name, &format!("Dear {written}, hello")), "Dear X, hello", "{written}");
        }
        assert_eq!(text(name, "Soren Ekstrom"), "Soren Ekstrom");
    }

    #[test]
    fn words_are_whole_and_numbers_are_not() {
        assert_eq!(text(&["Ann"], "Ann, Anna, planning, ann's"), "X, Anna, planning, X's");
        assert_eq!(text(&["12345678"], "+4512345678"), "+45X");
        assert_eq!(text(&["eva@x.test"], "<Eva@X.test>, eva@x.test."), "<X>, X.");
        assert_eq!(text(&["Jos"], "José"), "José");
        assert_eq!(text(&["Jose"], "Jose\u{301} Jose"), "Jose\u{301} X");
        // The longest first, each place once.
        let found = Redactor::new(["Eva", "Eva Ek", "Eva Ek"], "X").text("Eva Ek and Eva").1;
        assert_eq!(found, 2);
        assert_eq!(text(&["Eva", "Eva Ek"], "Eva Ek and Eva"), "X and X");
        assert_eq!(text(&[""], "as it was"), "as it was");
    }

    #[test]
    fn html_keeps_its_tags() {
        let terms = &["Eva Ek", "eva@x.test", "S\u{f8}ren"];
        assert_eq!(html(terms, "<p>Dear <b>Eva</b> Ek &amp; co</p>"), "<p>Dear <b>X</b> &amp; co</p>");
        assert_eq!(html(terms, "<td>Eva</td><td>Ek</td>"), "<td>X</td><td></td>");
        assert_eq!(
            html(terms, "<a href=\"mailto:eva@x.test\" title=\"Eva Ek\">eva@x.test</a> &lt;here&gt;"),
            "<a href=\"mailto:X\" title=\"X\">X</a> &lt;here&gt;"
        );
        assert_eq!(
            html(terms, "<a href=\"https://x.test/S%C3%B8ren\">S&#248;ren</a>"),
            "<a href=\"https://x.test/X\">X</a>"
        );
        let same = "<p style=\"color:red\">Nothing &nbsp; here<br></p>";
        assert_eq!(html(terms, same), same);
    }
}
