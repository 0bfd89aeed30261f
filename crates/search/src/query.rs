//! What a person types: words (all of them have to occur), `"a phrase"`, `prefix*`, `-without`, and
//! `from:`, `to:`, `subject:` before any of these. Odd input finds less, it does not fail: an open quote
//! ends with the text, an unknown name before a colon is a word.

use domain::limits::QUERY_CHARS_MAX;
use domain::{ContactId, MailboxId, MessageKind};

/// Words, phrases and prefixes of one query.
const CLAUSES_MAX: usize = 32;

/// Where a word has to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Subject, sender, recipients, text or the name of an attachment.
    Any,
    /// Name and address of the writer.
    From,
    /// Names and addresses of the recipients.
    To,
    /// Subject.
    Subject,
}

/// What has to stand there, as typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Term {
    /// A word; an address counts as one.
    Word(String),
    /// How a word begins.
    Prefix(String),
    /// Words one after the other.
    Phrase(String),
}

impl std::fmt::Debug for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Word(_) => "Word([private])",
            Self::Prefix(_) => "Prefix([private])",
            Self::Phrase(_) => "Phrase([private])",
        })
    }
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Where.
    pub field: Field,
    /// What.
    pub term: Term,
    /// Whether it must not occur.
    pub without: bool,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest message first.
    #[default]
    Newest,
    /// Best match first (BM25).
    Relevance,
}

/// What a hit has to be, besides matching.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// In one of these mailboxes; `None` for any.
    pub mailboxes: Option<Vec<MailboxId>>,
    /// Of this contact.
    pub contact: Option<ContactId>,
    /// Of one of these kinds; `None` for any.
    pub kinds: Option<Vec<MessageKind>>,
}

/// A query that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// All of these have to hold.
    pub clauses: Vec<Clause>,
    /// Whose messages are looked through.
    pub filter: Filter,
    /// The order of hits.
    pub order: Order,
}

/// Why a query was not read, and at which character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// There is no word in it.
    #[error("the query has no word to look for")]
    Empty,
    /// It is longer than [`QUERY_CHARS_MAX`].
    #[error("the query is longer than {QUERY_CHARS_MAX} characters")]
    TooLong,
    /// It has too many words.
    #[error("the query has more than {CLAUSES_MAX} words, from character {0} on")]
    TooManyWords(usize),
}

impl QueryError {
    /// The character, counted from 0, at which it went wrong.
    #[must_use]
    pub const fn position(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::TooLong => QUERY_CHARS_MAX,
            Self::TooManyWords(at) => *at,
        }
    }
}

impl Query {
    /// Reads a finished query.
    ///
    /// # Errors
    /// [`QueryError`]
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::read(text, false)
    }

    /// Reads a query that is being typed: its last word may be unfinished and counts as a prefix.
    ///
    /// # Errors
    /// [`QueryError`]
    pub fn parse_typing(text: &str) -> Result<Self, QueryError> {
        Self::read(text, true)
    }

    /// The query with a filter.
    #[must_use]
    pub fn with_filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// The query in another order.
    #[must_use]
    pub const fn in_order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    fn read(text: &str, typing: bool) -> Result<Self, QueryError> {
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(QueryError::TooLong);
        }
        let mut clauses = Vec::new();
        let mut rest = Input { chars: text.chars().collect(), at: 0 };
        while let Some(clause) = rest.clause(typing) {
            if !has_word(&clause.term) {
                continue;
            }
            if clauses.len() == CLAUSES_MAX {
                return Err(QueryError::TooManyWords(rest.at));
            }
            clauses.push(clause);
        }
        if clauses.is_empty() {
            return Err(QueryError::Empty);
        }
        Ok(Self { clauses, filter: Filter::default(), order: Order::default() })
    }
}

fn has_word(term: &Term) -> bool {
    let (Term::Word(text) | Term::Prefix(text) | Term::Phrase(text)) = term;
    !crate::words::words_of(text).is_empty()
}

struct Input {
    chars: Vec<char>,
    at: usize,
}

/// Quotation marks that open or close a phrase.
const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

impl Input {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take_until(&mut self, stop: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| !stop(c)) {
            self.at += 1;
        }
        self.chars.get(start..self.at).unwrap_or_default().iter().collect()
    }

    fn field(&mut self) -> Field {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let names = [("from:", Field::From), ("to:", Field::To), ("subject:", Field::Subject)];
        for (name, field) in names {
            let len = name.len();
            let head = rest.get(..len).unwrap_or_default();
            if !head.is_empty() && head.iter().map(char::to_ascii_lowercase).eq(name.chars()) {
                self.at += len;
                return field;
            }
        }
        Field::Any
    }

    fn clause(&mut self, typing: bool) -> Option<Clause> {
        self.take_until(|c| !c.is_whitespace());
        let mut without = false;
        if matches!(self.peek()?, '-' | '\u{2212}') {
            without = true;
            self.at += 1;
        }
        let field = self.field();
        if self.peek().is_some_and(is_quote) {
            self.at += 1;
            let phrase = self.take_until(is_quote);
            self.at += 1;
            return Some(Clause { field, term: Term::Phrase(phrase), without });
        }
        let word = self.take_until(|c| c.is_whitespace() || is_quote(c));
        let unfinished = typing && self.peek().is_none();
        let term = match word.strip_suffix('*') {
            Some(start) => Term::Prefix(start.to_owned()),
            None if unfinished => Term::Prefix(word),
            None => Term::Word(word),
        };
        Some(Clause { field, term, without })
    }
}
