//! The language of searching, as a person types it: words (all of them have to occur), `"a phrase"`, `prefix*`,
//! `-without`, and before any of these an operator: `from:`, `to:`, `subject:` say where a word has to stand;
//! `has:`, `status:`, `tag:`, `assignee:`, `organisation:`, `mailbox:`, `before:`, `after:` say what a message or its ticket has to be.
//!
//! Odd input finds less, it does not fail: an open quote ends with the text, an unknown name before a colon is a
//! word, and an operator whose value is none is left out and named ([`LeftOut`]).

use crate::query::{CLAUSES_MAX, Clause, Field, Filter, Order, Query, QueryError, Term};
use domain::limits::QUERY_CHARS_MAX;
use domain::{TicketStatus, Timestamp};

macro_rules! operators {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What a condition is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operator { $($(#[$doc])* $variant),+ }
        impl Operator {
            /// Every operator that makes a condition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Its word, before the colon.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
    };
}
operators! {
    /// What a message has.
    Has = "has",
    /// The ticket's status.
    Status = "status",
    /// A tag of the ticket.
    Tag = "tag",
    /// Who has the ticket.
    Assignee = "assignee",
    /// Which team's the ticket is.
    Team = "team",
    /// To which organisation the one belongs who asked.
    Organisation = "organisation",
    /// Through which mailbox.
    Mailbox = "mailbox",
    /// Until before a day (UTC).
    Before = "before",
    /// From a day on (UTC).
    After = "after",
}

/// Who has a ticket, as typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Whose {
    /// Who searches.
    Me,
    /// Nobody.
    Nobody,
    /// The agent of this name or address.
    Named(String),
}

/// What a message or its ticket has to be. Names are as typed: whoever holds the names finds out what they mean.
#[derive(Clone, PartialEq, Eq)]
pub enum What {
    /// The message has an attachment.
    Attachment,
    /// The ticket has one of these statuses.
    Status(Vec<TicketStatus>),
    /// The ticket has the tag of this name.
    Tag(String),
    /// This is who has the ticket.
    Assignee(Whose),
    /// The ticket is that of the team of this name, of `mine` or of `none`.
    Team(String),
    /// The ticket is with somebody of the organisation of this name or domain.
    Organisation(String),
    /// The ticket came through the mailbox of this name or address.
    Mailbox(String),
    /// The message is older than this.
    Before(Timestamp),
    /// The message is not older than this.
    After(Timestamp),
}

/// A condition.
#[derive(Clone, PartialEq, Eq)]
pub struct Condition {
    /// What has to hold.
    pub what: What,
    /// Whether it must not.
    pub without: bool,
}

impl std::fmt::Debug for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Condition([private])")
    }
}

/// An operator that was left out, because its value says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The operator.
    pub operator: Operator,
    /// The value, as typed.
    pub value: String,
}

impl std::fmt::Debug for LeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LeftOut({}: [private])", self.operator.as_str())
    }
}

/// What was typed, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Words, phrases and prefixes.
    pub clauses: Vec<Clause>,
    /// What a message or its ticket has to be.
    pub conditions: Vec<Condition>,
    /// What said nothing.
    pub left_out: Vec<LeftOut>,
}

/// A part of what was typed.
enum Part {
    Clause(Clause),
    Condition(Condition),
    LeftOut(LeftOut),
    Nothing,
}

impl Asked {
    /// Reads what was typed. While it is being typed, the last word may be unfinished and counts as a prefix.
    ///
    /// # Errors
    /// Only what is over a limit: [`QueryError::TooLong`], [`QueryError::TooManyWords`].
    pub fn read(text: &str, typing: bool) -> Result<Self, QueryError> {
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(QueryError::TooLong);
        }
        let mut out = Self::default();
        let mut rest = Input { chars: text.chars().collect(), at: 0 };
        while let Some(part) = rest.part(typing) {
            match part {
                Part::Clause(clause) if has_word(&clause.term) => out.clauses.push(clause),
                Part::Condition(condition) => out.conditions.push(condition),
                Part::LeftOut(left) => out.left_out.push(left),
                Part::Clause(_) | Part::Nothing => {}
            }
            if out.clauses.len() + out.conditions.len() + out.left_out.len() > CLAUSES_MAX {
                return Err(QueryError::TooManyWords(rest.at));
            }
        }
        Ok(out)
    }

    /// What the index can answer of it: conditions on the ticket's own row are the caller's.
    #[must_use]
    pub fn query(&self) -> Query {
        let mut filter = Filter::default();
        for Condition { what, without } in &self.conditions {
            let since = |filter: &mut Filter, at| filter.since = filter.since.max(Some(at));
            let until = |filter: &mut Filter, at| filter.until = Some(filter.until.map_or(at, |u| u.min(at)));
            match (what, without) {
                (What::Attachment, without) => filter.attachment = Some(!without),
                (What::After(at), false) | (What::Before(at), true) => since(&mut filter, *at),
                (What::Before(at), false) | (What::After(at), true) => until(&mut filter, *at),
                (
                    What::Status(_)
                    | What::Tag(_)
                    | What::Assignee(_)
                    | What::Team(_)
                    | What::Organisation(_)
                    | What::Mailbox(_),
                    _,
                ) => {}
            }
        }
        Query { clauses: self.clauses.clone(), filter, order: Order::default(), tolerant: false }
    }
}

fn has_word(term: &Term) -> bool {
    let (Term::Word(text) | Term::Prefix(text) | Term::Phrase(text)) = term;
    !crate::words::words_of(text).is_empty()
}

/// Reads a value; `None` when it says nothing.
fn what(operator: Operator, value: &str) -> Option<What> {
    let word = value.to_lowercase();
    Some(match operator {
        Operator::Has if matches!(word.as_str(), "attachment" | "attachments") => What::Attachment,
        Operator::Has => return None,
        Operator::Status => {
            let read = |word: &str| {
                word.parse::<TicketStatus>().ok().filter(|status| TicketStatus::SETTABLE.contains(status))
            };
            What::Status(word.split(',').map(read).collect::<Option<_>>()?)
        }
        Operator::Tag => What::Tag(value.to_owned()),
        Operator::Mailbox => What::Mailbox(value.to_owned()),
        Operator::Team => What::Team(value.to_owned()),
        Operator::Organisation => What::Organisation(value.to_owned()),
        Operator::Assignee => What::Assignee(match word.as_str() {
            "me" => Whose::Me,
            "nobody" | "none" => Whose::Nobody,
            _ => Whose::Named(value.to_owned()),
        }),
        Operator::Before => What::Before(day(value)?),
        Operator::After => What::After(day(value)?),
    })
}

/// The first moment of a day, month or year (`2026-11-25`, `2026-11`, `2026`), in UTC.
fn day(value: &str) -> Option<Timestamp> {
    let mut parts = value.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let part = |text: Option<&str>| text.map_or(Some(1), |text| text.parse::<i8>().ok());
    let date = jiff::civil::Date::new(year.parse().ok()?, part(month)?, part(day)?).ok()?;
    let start = jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    Some(Timestamp::from_millis(start.as_millisecond()))
}

/// Quotation marks that open or close a phrase.
const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

struct Input {
    chars: Vec<char>,
    at: usize,
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

    /// Goes past `name:` when it stands here, in any case.
    fn skip(&mut self, name: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let (head, len) = (rest.get(..name.len()).unwrap_or_default(), name.len());
        let is_here = !head.is_empty()
            && head.iter().map(char::to_ascii_lowercase).eq(name.chars())
            && rest.get(len) == Some(&':');
        if is_here {
            self.at += len + 1;
        }
        is_here
    }

    fn field(&mut self) -> Field {
        let names = [("from", Field::From), ("to", Field::To), ("subject", Field::Subject)];
        names.into_iter().find(|(name, _)| self.skip(name)).map_or(Field::Any, |(_, field)| field)
    }

    fn part(&mut self, typing: bool) -> Option<Part> {
        self.take_until(|c| !c.is_whitespace());
        let mut without = false;
        if matches!(self.peek()?, '-' | '\u{2212}') {
            without = true;
            self.at += 1;
        }
        let operator = Operator::ALL.iter().copied().find(|operator| self.skip(operator.as_str()));
        Some(match operator {
            Some(operator) => self.condition(operator, without),
            None => Part::Clause(self.clause(typing, without)),
        })
    }

    fn condition(&mut self, operator: Operator, without: bool) -> Part {
        let value = match self.quoted() {
            Some(value) => value,
            None => self.take_until(char::is_whitespace),
        };
        let value = value.trim();
        if value.is_empty() {
            return Part::Nothing;
        }
        match what(operator, value) {
            Some(what) => Part::Condition(Condition { what, without }),
            None => Part::LeftOut(LeftOut { operator, value: value.to_owned() }),
        }
    }

    fn quoted(&mut self) -> Option<String> {
        self.peek().filter(|c| is_quote(*c))?;
        self.at += 1;
        let text = self.take_until(is_quote);
        self.at += 1;
        Some(text)
    }

    fn clause(&mut self, typing: bool, without: bool) -> Clause {
        let field = self.field();
        if let Some(phrase) = self.quoted() {
            return Clause { field, term: Term::Phrase(phrase), without };
        }
        let word = self.take_until(|c| c.is_whitespace() || is_quote(c));
        let unfinished = typing && self.peek().is_none();
        let term = match word.strip_suffix('*') {
            Some(start) => Term::Prefix(start.to_owned()),
            None if unfinished => Term::Prefix(word),
            None => Term::Word(word),
        };
        Clause { field, term, without }
    }
}

#[cfg(test)]
mod tests;
