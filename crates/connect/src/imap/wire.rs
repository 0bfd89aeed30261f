//! Responses as they come from an IMAP server, read tolerantly: one odd response never ends the session.

use crate::error::ConnectError;
use crate::stream::Lines;
use bytes::Bytes;
use domain::Timestamp;

/// A piece of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(Vec<u8>),
    Literal(Bytes),
    /// A literal of this size that was read and thrown away.
    Skipped(u64),
}

/// A word of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Atom(String),
    Bytes(Bytes),
    Skipped(u64),
}

/// One response: a line, with its literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response(Vec<Part>);

/// The size at the end of a line that announces a literal (`{12}`, `{12+}`, `~{12}`).
fn literal_size(line: &[u8]) -> Option<(usize, u64)> {
    let inner = line.strip_suffix(b"}")?;
    let start = inner.iter().rposition(|byte| *byte == b'{')?;
    let digits = inner.get(start + 1..)?;
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    let size = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let is_binary = start.checked_sub(1).and_then(|at| inner.get(at)) == Some(&b'~');
    Some((start - usize::from(is_binary), size))
}

impl Response {
    /// Reads one response. Literals over `literal_max` are skipped.
    pub(super) async fn read(lines: &mut Lines, literal_max: u64) -> Result<Self, ConnectError> {
        let line = lines.line().await?;
        let mut parts = Vec::new();
        let mut text = line;
        // Free text may end in anything; only data responses carry literals.
        if !text.starts_with(b"* ") || is_status(&text) {
            return Ok(Self(vec![Part::Text(text)]));
        }
        while let Some((end, size)) = literal_size(&text) {
            text.truncate(end);
            parts.push(Part::Text(text));
            let is_kept = size <= literal_max;
            let bytes = lines.bytes(size, is_kept).await?;
            parts.push(if is_kept { Part::Literal(bytes.into()) } else { Part::Skipped(size) });
            text = lines.line().await?;
        }
        parts.push(Part::Text(text));
        Ok(Self(parts))
    }

    /// The first line, for status responses.
    pub(super) fn text(&self) -> String {
        match self.0.first() {
            Some(Part::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        }
    }

    /// Bytes that the response holds.
    pub(super) fn size(&self) -> usize {
        let size = |part: &Part| match part {
            Part::Text(text) => text.len(),
            Part::Literal(bytes) => bytes.len(),
            Part::Skipped(_) => 0,
        };
        self.0.iter().map(size).sum()
    }

    /// The response's words.
    pub(super) fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => tokenize(text, &mut tokens),
                Part::Literal(bytes) => tokens.push(Token::Bytes(bytes.clone())),
                Part::Skipped(size) => tokens.push(Token::Skipped(*size)),
            }
        }
        tokens
    }

    /// `* 23 EXISTS` and its like: number and word.
    pub(super) fn numbered(&self) -> Option<(u32, String)> {
        let text = self.text();
        let mut words = text.split_ascii_whitespace().skip(1);
        let number = words.next()?.parse().ok()?;
        Some((number, words.next()?.to_ascii_uppercase()))
    }
}

fn is_status(line: &[u8]) -> bool {
    let word = line.get(2..).unwrap_or_default().split(|byte| *byte == b' ').next().unwrap_or_default();
    [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"].iter().any(|status| word.eq_ignore_ascii_case(status))
}

fn tokenize(text: &[u8], tokens: &mut Vec<Token>) {
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' | b'\t' => {}
            b'(' => tokens.push(Token::Open),
            b')' => tokens.push(Token::Close),
            b'"' => {
                let mut quoted = Vec::new();
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => quoted.extend(bytes.next()),
                        _ => quoted.push(byte),
                    }
                }
                tokens.push(Token::Bytes(quoted.into()));
            }
            _ => {
                let mut atom = vec![byte];
                while let Some(byte) = bytes.next_if(|next| !matches!(next, b' ' | b'(' | b')' | b'\t')) {
                    atom.push(byte);
                }
                tokens.push(Token::Atom(String::from_utf8_lossy(&atom).into_owned()));
            }
        }
    }
}

/// A mail's bytes in a FETCH response.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Body {
    /// Not in the response, or NIL.
    #[default]
    Absent,
    /// Here.
    Raw(Bytes),
    /// Larger than we keep.
    Skipped(u64),
}

impl Body {
    /// The bytes, where they are here.
    pub(super) fn raw(self) -> Option<Bytes> {
        match self {
            Self::Raw(raw) => Some(raw),
            Self::Absent | Self::Skipped(_) => None,
        }
    }
}

/// What a FETCH response said of one mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) size: Option<u64>,
    pub(super) internal_date: Option<Timestamp>,
    pub(super) body: Body,
}

/// Reads a FETCH response; `None` for any other.
pub(super) fn fetched(response: &Response) -> Option<Fetched> {
    if response.numbered()?.1 != "FETCH" {
        return None;
    }
    let tokens = response.tokens();
    let mut tokens = tokens.into_iter().skip(3).peekable();
    tokens.next_if_eq(&Token::Open)?;
    let mut fetched = Fetched::default();
    while let Some(Token::Atom(key)) = tokens.next() {
        if key.eq_ignore_ascii_case("BODY[HEADER.FIELDS") {
            // The list of their names stands before what they say.
            tokens.by_ref().find(|token| matches!(token, Token::Atom(end) if end.starts_with(']')))?;
            match tokens.next()? {
                Token::Bytes(raw) => fetched.body = Body::Raw(raw),
                Token::Skipped(size) => fetched.body = Body::Skipped(size),
                _ => {}
            }
            continue;
        }
        let value = match tokens.next()? {
            Token::Open => {
                let mut depth = 1;
                while depth > 0 {
                    match tokens.next()? {
                        Token::Open => depth += 1,
                        Token::Close => depth -= 1,
                        _ => {}
                    }
                }
                continue;
            }
            value => value,
        };
        match (key.to_ascii_uppercase().as_str(), value) {
            ("UID", Token::Atom(number)) => fetched.uid = number.parse().ok(),
            ("RFC822.SIZE", Token::Atom(number)) => fetched.size = number.parse().ok(),
            ("INTERNALDATE", Token::Bytes(date)) => {
                fetched.internal_date = std::str::from_utf8(&date).ok().and_then(super::date::parse);
            }
            ("BODY[]" | "RFC822" | "BINARY[]", Token::Bytes(raw)) => fetched.body = Body::Raw(raw),
            ("BODY[]" | "RFC822" | "BINARY[]", Token::Skipped(size)) => fetched.body = Body::Skipped(size),
            _ => {}
        }
    }
    Some(fetched)
}

/// The UIDs of a SEARCH response; empty for any other.
pub(super) fn searched(response: &Response) -> Vec<u32> {
    let text = response.text();
    let mut words = text.split_ascii_whitespace().skip(1);
    if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("SEARCH")) {
        return Vec::new();
    }
    words.map_while(|word| word.parse().ok()).collect()
}

/// Flags and name of a LIST response.
pub(super) fn listed(response: &Response) -> Option<(Vec<String>, String)> {
    let mut tokens = response.tokens().into_iter().skip(1);
    match tokens.next()? {
        Token::Atom(word) if word.eq_ignore_ascii_case("LIST") => {}
        _ => return None,
    }
    if tokens.next()? != Token::Open {
        return None;
    }
    let flags = tokens.by_ref().map_while(|token| match token {
        Token::Atom(flag) => Some(flag.to_ascii_lowercase()),
        _ => None,
    });
    let flags = flags.collect();
    match tokens.nth(1)? {
        Token::Atom(name) => Some((flags, super::name::decode(name.as_bytes()))),
        Token::Bytes(name) => Some((flags, super::name::decode(&name))),
        _ => None,
    }
}

/// The number behind a word in a response code: `[UIDVALIDITY 42]`.
pub(super) fn code_number(text: &str, word: &str) -> Option<u64> {
    let (_, code) = text.split_once('[')?;
    let mut words = code.split([' ', ']']);
    if !words.next()?.eq_ignore_ascii_case(word) {
        return None;
    }
    words.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Deadlines;
    use crate::error::Code;

    async fn read(bytes: &'static [u8], literal_max: u64) -> Result<Vec<Response>, ConnectError> {
        let (client, mut server) = tokio::io::duplex(64 * 1024);
        tokio::io::AsyncWriteExt::write_all(&mut server, bytes).await.unwrap();
        drop(server);
        let mut lines = Lines::new(Box::new(client), &Deadlines::default());
        let mut responses = Vec::new();
        loop {
            match Response::read(&mut lines, literal_max).await {
                Ok(response) => responses.push(response),
                Err(error) if error.code == Code::Lost && !responses.is_empty() => return Ok(responses),
                Err(error) => return Err(error),
            }
        }
    }

    #[tokio::test]
    async fn fetches_with_literals_of_every_kind() {
        let wire = b"* 1 FETCH (FLAGS (\\Seen (x)) UID 7 BODY[] {5}\r\na\r\n\0b MODSEQ (12))\r\n\
            * 2 FETCH (BODY[] ~{3}\r\n\xff(\" UID 8)\r\n* 3 FETCH (UID 9 BODY[] NIL)\r\n\
            * 4 FETCH (UID 10 BODY[] \"q\\\"x\")\r\n* 5 FETCH (UID 11 BODY[] {9}\r\n123456789)\r\n";
        let all: Vec<_> = read(wire, 8).await.unwrap().iter().filter_map(fetched).collect();
        let bodies: Vec<_> = all.iter().map(|one| (one.uid.unwrap(), one.body.clone())).collect();
        assert_eq!(
            bodies,
            [
                (7, Body::Raw(Bytes::from_static(b"a\r\n\0b"))),
                (8, Body::Raw(Bytes::from_static(b"\xff(\""))),
                (9, Body::Absent),
                (10, Body::Raw(Bytes::from_static(b"q\"x"))),
                (11, Body::Skipped(9)),
            ]
        );
    }

    #[tokio::test]
    async fn fields_of_a_header_are_told_from_their_names() {
        let wire =
            b"* 1 FETCH (UID 7 BODY[HEADER.FIELDS (MESSAGE-ID \"FROM\")] {5}\r\nX: y\n FLAGS (\\Seen))\r\n\
            * 2 FETCH (body[header.fields (TO)] NIL UID 8)\r\n* 3 FETCH (UID 9 BODY[HEADER.FIELDS (TO\r\n";
        let all: Vec<_> = read(wire, 8).await.unwrap().iter().map(fetched).collect();
        let told = |one: &Option<Fetched>| one.clone().map(|one| (one.uid, one.body.raw()));
        let told: Vec<_> = all.iter().map(told).collect();
        assert_eq!(told[0], Some((Some(7), Some(Bytes::from_static(b"X: y\n")))));
        assert_eq!((&told[1], &told[2]), (&Some((Some(8), None)), &None));
    }

    #[tokio::test]
    async fn sizes_and_dates_and_odd_ones() {
        let wire = b"* 1 FETCH (INTERNALDATE \" 1-Jan-1970 00:00:01 +0000\" RFC822.SIZE 4294967296 UID 1)\r\n\
            * 2 FETCH (INTERNALDATE NIL UID 2)\r\n* OK text that ends in {5}\r\n* 3 FETCH\r\n* 4 FETCH (UID\r\n";
        let responses = read(wire, 8).await.unwrap();
        assert_eq!(responses.len(), 5);
        let all: Vec<_> = responses.iter().filter_map(fetched).collect();
        assert_eq!(all[0].internal_date, Some(Timestamp::from_millis(1_000)));
        assert_eq!(all[0].size, Some(4_294_967_296));
        assert_eq!((all[1].uid, all[1].internal_date), (Some(2), None));
    }

    #[tokio::test]
    async fn lists_searches_and_codes() {
        let wire = b"* LIST (\\HasNoChildren \\Sent) \".\" \"Gesendete Elemente\"\r\n\
            * LIST () NIL {4}\r\nA&-B\r\n* SEARCH 5 3 9 (MODSEQ 7)\r\n* SEARCH\r\n";
        let responses = read(wire, 8).await.unwrap();
        assert_eq!(listed(&responses[0]).unwrap().1, "Gesendete Elemente");
        assert!(listed(&responses[0]).unwrap().0.contains(&"\\sent".to_owned()));
        assert_eq!(listed(&responses[1]).unwrap().1, "A&B");
        assert_eq!(searched(&responses[2]), [5, 3, 9]);
        assert!(searched(&responses[3]).is_empty());
        assert_eq!(code_number("* OK [UIDVALIDITY 42] ok", "uidvalidity"), Some(42));
        assert_eq!(code_number("* OK [UIDNEXT 42] ok", "UIDVALIDITY"), None);
    }

    #[tokio::test]
    async fn a_connection_that_ends_inside_a_mail_is_an_error() {
        let error = read(b"* 1 FETCH (UID 7 BODY[] {50}\r\nhalf", 100).await.unwrap_err();
        assert_eq!(error.code, Code::Lost);
    }
}
