//! From what was typed to what tantivy runs. There is no phrase whose last word is a prefix: it is the one
//! query that is too slow while typing; the words before the prefix just have to occur.

use crate::document::kind_number;
use crate::query::{Clause, Field, Filter, Query, Term};
use crate::schema::Fields;
use crate::words::{folded, is_paired, whole_address, words_of};
use std::ops::Bound;
use tantivy::Term as Key;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, InvertedIndexRangeQuery, Occur,
    PhraseQuery, Query as Engine, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Number, IndexRecordOption};

type Boxed = Box<dyn Engine>;

/// Letters that a prefix needs; with fewer, the word itself is looked for.
const PREFIX_CHARS_MIN: usize = 2;

/// A field and what is kept for it.
#[derive(Clone, Copy)]
struct Place {
    number: Number,
    positions: bool,
    /// Whether words that are spelt nearly alike count too.
    tolerant: bool,
}

/// How many letters of a word may be wrong, missing, too many or swapped; `None` for what is no word that a person
/// misspells: a short one, a number, a script in pairs.
fn slips(word: &str) -> Option<u8> {
    if word.chars().any(|c| c.is_numeric() || is_paired(c)) {
        return None;
    }
    match word.chars().count() {
        ..4 => None,
        4..8 => Some(1),
        _ => Some(2),
    }
}

/// Letters that an unfinished word needs before it may be misspelt: fewer fit too much.
const TOLERANT_PREFIX_CHARS_MIN: usize = 5;

/// Whether a term has a word that may be misspelt; the words of a phrase are meant as they are.
pub fn may_be_misspelt(term: &Term) -> bool {
    match term {
        Term::Phrase(_) => false,
        Term::Word(text) | Term::Prefix(text) => words_of(text).iter().any(|(_, word)| slips(word).is_some()),
    }
}

impl Place {
    const fn of(field: Field, fields: &Fields, tolerant: bool) -> Self {
        match field {
            Field::Any => Self { number: fields.text, positions: true, tolerant },
            Field::Subject => Self { number: fields.subject, positions: true, tolerant },
            Field::From => Self { number: fields.from, positions: false, tolerant },
            Field::To => Self { number: fields.to, positions: false, tolerant },
        }
    }

    fn key(self, word: &str) -> Key {
        Key::from_field_text(self.number, word)
    }

    fn word(self, word: &str) -> Boxed {
        if let Some(slips) = slips(word).filter(|_| self.tolerant) {
            return Box::new(FuzzyTermQuery::new(self.key(word), slips, true));
        }
        let record = if self.positions { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        Box::new(TermQuery::new(self.key(word), record))
    }

    fn prefix(self, start: &str) -> Boxed {
        let long = start.chars().nth(TOLERANT_PREFIX_CHARS_MIN - 1).is_some();
        if let Some(slips) = slips(start).filter(|_| self.tolerant && long) {
            return Box::new(FuzzyTermQuery::new_prefix(self.key(start), slips, true));
        }
        let paired = start.chars().any(is_paired);
        if !paired && start.chars().nth(PREFIX_CHARS_MIN - 1).is_none() {
            return self.word(start);
        }
        let end = format!("{start}\u{10FFFF}");
        let from = Bound::Included(self.key(start));
        let to = Bound::Excluded(self.key(&end));
        Box::new(InvertedIndexRangeQuery::new(from, to))
    }

    fn all(self, words: &[(usize, String)]) -> Vec<Boxed> {
        words.iter().map(|(_, word)| self.word(word)).collect()
    }

    fn phrase(self, words: Vec<(usize, String)>) -> Boxed {
        match words.as_slice() {
            [] => Box::new(EmptyQuery),
            [(_, word)] if is_one_paired(word) => self.prefix(word),
            [(_, word)] => self.word(word),
            _ if !self.positions => Box::new(BooleanQuery::intersection(self.all(&words))),
            _ => {
                let keys = words.iter().map(|(at, word)| (*at, self.key(word))).collect();
                Box::new(PhraseQuery::new_with_offset(keys))
            }
        }
    }

    /// How an address or the last of some words begins.
    fn beginning(self, text: &str) -> Boxed {
        if whole_address(text).is_some() || text.contains('@') {
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+');
            let start = text.trim_matches(|c| !plain(c));
            if start.chars().all(plain) {
                return self.prefix(&folded(start));
            }
        }
        let mut words = words_of(text);
        let Some((_, last)) = words.pop() else { return Box::new(EmptyQuery) };
        let mut all = self.all(&words);
        all.push(self.prefix(&last));
        if all.len() == 1 { all.swap_remove(0) } else { Box::new(BooleanQuery::intersection(all)) }
    }

    fn term(self, term: &Term) -> Boxed {
        match term {
            Term::Word(text) => match whole_address(text) {
                Some(address) => self.word(&address),
                None => self.phrase(words_of(text)),
            },
            Term::Phrase(text) => Self { tolerant: false, ..self }.phrase(words_of(text)),
            Term::Prefix(text) => self.beginning(text),
        }
    }
}

fn is_one_paired(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_paired) && chars.next().is_none()
}

/// One of these keys, without a say in relevance.
fn one_of(keys: Vec<Key>) -> Boxed {
    let mut any: Vec<Boxed> =
        keys.into_iter().map(|k| Box::new(TermQuery::new(k, IndexRecordOption::Basic)) as Boxed).collect();
    let any: Boxed = match any.len() {
        0 => return Box::new(EmptyQuery),
        1 => any.swap_remove(0),
        _ => Box::new(BooleanQuery::union(any)),
    };
    Box::new(ConstScoreQuery::new(any, 0.0))
}

fn filters(filter: &Filter, fields: &Fields) -> Vec<Boxed> {
    let mut out = Vec::new();
    if let Some(mailboxes) = &filter.mailboxes {
        out.push(one_of(
            mailboxes.iter().map(|id| Key::from_field_bytes(fields.mailbox, id.as_bytes())).collect(),
        ));
    }
    if let Some(contact) = &filter.contact {
        out.push(one_of(vec![Key::from_field_bytes(fields.contact, contact.as_bytes())]));
    }
    if let Some(kinds) = &filter.kinds {
        out.push(one_of(
            kinds.iter().map(|kind| Key::from_field_u64(fields.kind, kind_number(*kind))).collect(),
        ));
    }
    if let Some(with) = filter.attachment {
        out.push(one_of(vec![Key::from_field_u64(fields.attachment, u64::from(with))]));
    }
    if filter.since.is_some() || filter.until.is_some() {
        let key = |at: domain::Timestamp| Key::from_field_i64(fields.at, at.as_millis());
        let from = filter.since.map_or(Bound::Unbounded, |at| Bound::Included(key(at)));
        let to = filter.until.map_or(Bound::Unbounded, |at| Bound::Excluded(key(at)));
        out.push(Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(from, to)), 0.0)));
    }
    out
}

/// The query to run.
pub fn compile(query: &Query, fields: &Fields) -> Boxed {
    let mut parts: Vec<(Occur, Boxed)> = Vec::new();
    for Clause { field, term, without } in &query.clauses {
        let occur = if *without { Occur::MustNot } else { Occur::Must };
        parts.push((occur, Place::of(*field, fields, query.tolerant && !without).term(term)));
    }
    parts.extend(filters(&query.filter, fields).into_iter().map(|f| (Occur::Must, f)));
    if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    match parts.len() {
        1 => parts.swap_remove(0).1,
        _ => Box::new(BooleanQuery::new(parts)),
    }
}
