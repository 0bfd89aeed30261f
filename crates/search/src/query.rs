//! What the index is asked: words, phrases and prefixes in fields, and what a message has to be besides.

use crate::language::Asked;
use domain::limits::QUERY_CHARS_MAX;
use domain::{ContactId, MailboxId, MessageKind, Timestamp};

/// Words, phrases, prefixes and conditions of one query.
pub const CLAUSES_MAX: usize = 32;

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
    /// With (or without) an attachment.
    pub attachment: Option<bool>,
    /// Not before this moment.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
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
    /// Whether words that are spelt nearly like the ones typed count too.
    pub tolerant: bool,
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
        let asked = Asked::read(text, typing)?;
        if asked.clauses.is_empty() && asked.conditions.is_empty() {
            return Err(QueryError::Empty);
        }
        Ok(asked.query())
    }

    /// The same query with words that are spelt nearly like the ones typed; `None` when no word of it may be.
    #[must_use]
    pub fn widened(&self) -> Option<Self> {
        let may = |clause: &Clause| !clause.without && crate::compile::may_be_misspelt(&clause.term);
        self.clauses.iter().any(may).then(|| Self { tolerant: true, ..self.clone() })
    }
}
