//! Placeholders: words in braces that stand for what is known of a ticket, its requester, who answers and the mailbox.
//!
//! `{requester.first_name}` stands for a value, `{requester.first_name|there}` says what to write when there is none
//! (after the bar there may be nothing at all), and `{{` is a brace. Values are written as they are: what looks like a
//! placeholder in one is not read again.

mod name;
#[cfg(test)]
mod tests;

use domain::limits::FALLBACK_CHARS_MAX;
use std::collections::{BTreeMap, BTreeSet};

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Placeholder {
    /// The requester's name.
    RequesterName,
    /// The requester's first name.
    RequesterFirstName,
    /// The requester's address.
    RequesterEmail,
    /// The ticket's number.
    TicketNumber,
    /// The ticket's subject.
    TicketSubject,
    /// The name of who answers.
    AgentName,
    /// The first name of who answers.
    AgentFirstName,
    /// The name of the ticket's mailbox.
    MailboxName,
    /// The address of the ticket's mailbox.
    MailboxAddress,
}

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person's name as it is written. An address is none.
    Name,
    /// How a person is called. Only where a name tells it.
    FirstName,
    /// An e-mail address.
    Address,
    /// A number.
    Number,
    /// One line of text.
    Line,
}

/// Word, kind, whether it can be missing, and the message key of what it means.
type Entry = (Placeholder, &'static str, Kind, bool, &'static str);

/// Every placeholder, in the order in which they are shown.
const TABLE: [Entry; 9] = {
    use Placeholder as P;
    [
        (P::RequesterName, "requester.name", Kind::Name, true, "placeholder-requester-name"),
        (P::RequesterFirstName, "requester.first_name", Kind::FirstName, true, "placeholder-requester-first"),
        (P::RequesterEmail, "requester.email", Kind::Address, true, "placeholder-requester-email"),
        (P::TicketNumber, "ticket.number", Kind::Number, false, "placeholder-ticket-number"),
        (P::TicketSubject, "ticket.subject", Kind::Line, true, "placeholder-ticket-subject"),
        (P::AgentName, "agent.name", Kind::Name, false, "placeholder-agent-name"),
        (P::AgentFirstName, "agent.first_name", Kind::FirstName, true, "placeholder-agent-first"),
        (P::MailboxName, "mailbox.name", Kind::Line, true, "placeholder-mailbox-name"),
        (P::MailboxAddress, "mailbox.address", Kind::Address, false, "placeholder-mailbox-address"),
    ]
};

impl Placeholder {
    /// Every placeholder, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|entry| entry.0)
    }

    const fn entry(self) -> &'static Entry {
        let [requester, first, email, number, subject, agent, agent_first, mailbox, address] = &TABLE;
        match self {
            Self::RequesterName => requester,
            Self::RequesterFirstName => first,
            Self::RequesterEmail => email,
            Self::TicketNumber => number,
            Self::TicketSubject => subject,
            Self::AgentName => agent,
            Self::AgentFirstName => agent_first,
            Self::MailboxName => mailbox,
            Self::MailboxAddress => address,
        }
    }

    /// The word between the braces.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.entry().1
    }

    /// What kind of value it stands for.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.entry().2
    }

    /// Whether there are tickets on which it has no value.
    #[must_use]
    pub const fn may_be_missing(self) -> bool {
        self.entry().3
    }

    /// The message key of what it means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.entry().4
    }

    /// As it is written in a text.
    #[must_use]
    pub fn written(self) -> String {
        format!("{{{}}}", self.word())
    }

    /// The placeholder of this word; capitals do not matter.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::all().find(|known| known.word().eq_ignore_ascii_case(word))
    }
}

/// Why a text cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wrong {
    /// There is no such placeholder.
    Unknown,
    /// A brace that is not closed on its line.
    Unclosed,
    /// What stands in for a missing value is longer than [`FALLBACK_CHARS_MAX`].
    FallbackTooLong,
    /// The value can be missing, and nothing stands in for it where nobody could fill it in.
    NoFallback,
}

/// What is wrong with a text, and where. `Display` carries nothing of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a placeholder cannot be read at line {line}, character {column}")]
pub struct Fault {
    /// What is wrong.
    pub wrong: Wrong,
    /// What stands between the braces, without what stands in for a missing value; empty for a brace that is not closed.
    pub word: String,
    /// The line of its brace, from 1.
    pub line: usize,
    /// The character of its brace in the line, from 1.
    pub column: usize,
}

/// A piece of a text, and how many bytes of it.
struct Piece<'a> {
    kind: PieceKind<'a>,
    length: usize,
}

enum PieceKind<'a> {
    Text(&'a str),
    Value(Placeholder, Option<&'a str>),
}

/// Reads a text.
fn read(text: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        pieces.push(Piece { kind: PieceKind::Text(before), length: before.len() });
        if let Some(more) = after.strip_prefix('{') {
            pieces.push(Piece { kind: PieceKind::Text("{"), length: 2 });
            rest = more;
            continue;
        }
        let fault = |wrong, word: &str| fault(text, text.len() - after.len() - 1, wrong, word);
        let closed = after.split_once('}').filter(|(inner, _)| !inner.contains(['{', '\n']));
        let (inner, more) = closed.ok_or_else(|| fault(Wrong::Unclosed, ""))?;
        let (word, fallback) = match inner.split_once('|') {
            Some((word, fallback)) => (word.trim(), Some(fallback.trim())),
            None => (inner.trim(), None),
        };
        let placeholder = Placeholder::find(word).ok_or_else(|| fault(Wrong::Unknown, word))?;
        if fallback.is_some_and(|fallback| fallback.chars().count() > FALLBACK_CHARS_MAX) {
            return Err(fault(Wrong::FallbackTooLong, word));
        }
        pieces.push(Piece { kind: PieceKind::Value(placeholder, fallback), length: inner.len() + 2 });
        rest = more;
    }
    pieces.push(Piece { kind: PieceKind::Text(rest), length: rest.len() });
    Ok(pieces)
}

fn fault(text: &str, at: usize, wrong: Wrong, word: &str) -> Fault {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Fault {
        wrong,
        word: word.to_owned(),
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    }
}

/// The placeholders of a text.
///
/// # Errors
/// [`Fault`]: the first that cannot be read.
pub fn used(text: &str) -> Result<BTreeSet<Placeholder>, Fault> {
    let value = |piece: Piece<'_>| match piece.kind {
        PieceKind::Value(placeholder, _) => Some(placeholder),
        PieceKind::Text(_) => None,
    };
    Ok(read(text)?.into_iter().filter_map(value).collect())
}

/// Whether a text always comes out whole, for what goes out without anybody looking.
///
/// # Errors
/// [`Fault`]: the first placeholder that cannot be read, or that can be missing with nothing to stand in for it.
pub fn check_whole(text: &str) -> Result<(), Fault> {
    let mut at = 0;
    for piece in read(text)? {
        if let PieceKind::Value(placeholder, None) = piece.kind
            && placeholder.may_be_missing()
        {
            return Err(fault(text, at, Wrong::NoFallback, placeholder.word()));
        }
        at += piece.length;
    }
    Ok(())
}

/// The text with each brace written so that it stays one.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('{', "{{")
}

/// What placeholders stand for on one ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<Placeholder, String>);

impl Values {
    /// With this value; one that says nothing is none. Lines and control characters become spaces.
    #[must_use]
    pub fn with(mut self, placeholder: Placeholder, value: &str) -> Self {
        let value = match placeholder.kind() {
            Kind::Name => name::whole(value),
            Kind::FirstName => name::first(value),
            Kind::Address | Kind::Number | Kind::Line => Some(name::line(value)),
        };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.insert(placeholder, value);
        }
        self
    }

    /// The value, when there is one.
    #[must_use]
    pub fn get(&self, placeholder: Placeholder) -> Option<&str> {
        self.0.get(&placeholder).map(String::as_str)
    }
}

/// A part of a text that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// As it was written.
    Text(String),
    /// A value.
    Value(String),
    /// What stands in for a value that is missing.
    Fallback(String),
    /// Nothing: the value is missing, and nothing stands in for it.
    Empty(Placeholder),
}

/// A text that is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled(pub Vec<Part>);

impl Filled {
    /// The text; a place without a value still has its placeholder.
    #[must_use]
    pub fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) | Part::Value(text) | Part::Fallback(text) => text.clone(),
            Part::Empty(placeholder) => placeholder.written(),
        };
        self.0.iter().map(part).collect()
    }

    /// As [`Filled::text`] of a text that is HTML: values are written so that they stay words.
    #[must_use]
    pub fn html(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(html) | Part::Fallback(html) => html.clone(),
            Part::Value(value) => mime::html::escape(value),
            Part::Empty(placeholder) => placeholder.written(),
        };
        self.0.iter().map(part).collect()
    }

    /// The placeholders that have no value, each once, in the order of the text.
    #[must_use]
    pub fn empty(&self) -> Vec<Placeholder> {
        let mut empty = Vec::new();
        for part in &self.0 {
            if let Part::Empty(placeholder) = part
                && !empty.contains(placeholder)
            {
                empty.push(*placeholder);
            }
        }
        empty
    }
}

/// Fills a text in.
///
/// # Errors
/// [`Fault`]: the first placeholder that cannot be read.
pub fn fill(text: &str, values: &Values) -> Result<Filled, Fault> {
    let part = |piece: Piece<'_>| match piece.kind {
        PieceKind::Text(text) => Part::Text(text.to_owned()),
        PieceKind::Value(placeholder, fallback) => match (values.get(placeholder), fallback) {
            (Some(value), _) => Part::Value(value.to_owned()),
            (None, Some(fallback)) => Part::Fallback(fallback.to_owned()),
            (None, None) => Part::Empty(placeholder),
        },
    };
    Ok(Filled(read(text)?.into_iter().map(part).collect()))
}
