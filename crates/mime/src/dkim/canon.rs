//! Forms in which header and text were signed (RFC 6376 3.4).

use std::borrow::Cow;

/// One of the two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canon {
    /// As it is.
    Simple,
    /// White space may have changed.
    Relaxed,
}

impl Canon {
    /// The forms of header and text that `c=` names.
    pub fn both(tag: Option<&str>) -> Option<(Self, Self)> {
        let one = |word: &str| match word.trim() {
            "simple" => Some(Self::Simple),
            "relaxed" => Some(Self::Relaxed),
            _ => None,
        };
        let tag = tag.unwrap_or("simple");
        let (header, body) = tag.split_once('/').unwrap_or((tag, "simple"));
        Some((one(header)?, one(body)?))
    }

    /// Adds a field, without its last line end.
    pub fn field(self, field: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Simple => out.extend_from_slice(field),
            Self::Relaxed => {
                let colon = field.iter().position(|byte| *byte == b':').unwrap_or(field.len());
                let (name, value) = field.split_at_checked(colon).unwrap_or((field, &[]));
                out.extend(name.trim_ascii().iter().map(u8::to_ascii_lowercase));
                out.push(b':');
                let value: Vec<u8> =
                    value.iter().skip(1).copied().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
                squeeze(value.trim_ascii(), out);
            }
        }
    }
}

/// Each run of spaces and tabs becomes one space.
fn squeeze(text: &[u8], out: &mut Vec<u8>) {
    let mut before = false;
    for byte in text {
        let is_space = matches!(byte, b' ' | b'\t');
        if !is_space {
            out.push(*byte);
        } else if !before {
            out.push(b' ');
        }
        before = is_space;
    }
}

/// A mail's text in both forms, each made when it is first asked for.
#[derive(Debug)]
pub struct Body<'a> {
    text: &'a [u8],
    relaxed: Option<Vec<u8>>,
    simple: Option<Cow<'a, [u8]>>,
}

impl<'a> Body<'a> {
    /// Of a text whose lines end in CRLF.
    pub const fn new(text: &'a [u8]) -> Self {
        Self { text, relaxed: None, simple: None }
    }

    /// The text in this form.
    pub fn canonical(&mut self, canon: Canon) -> &[u8] {
        let text = self.text;
        match canon {
            Canon::Simple => self.simple.get_or_insert_with(|| simple(text)),
            Canon::Relaxed => self.relaxed.get_or_insert_with(|| relaxed(text)),
        }
    }
}

/// Empty lines at the end are left out, and the last line ends.
fn simple(text: &[u8]) -> Cow<'_, [u8]> {
    let mut end = text;
    while let Some(less) = end.strip_suffix(b"\r\n") {
        end = less;
    }
    match text.get(..end.len() + 2).filter(|with_end| with_end.ends_with(b"\r\n")) {
        Some(with_end) => Cow::Borrowed(with_end),
        None => Cow::Owned([end, b"\r\n"].concat()),
    }
}

/// White space is squeezed, at the end of lines left out, as are empty lines at the end of the text.
fn relaxed(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 2);
    let mut rest = text;
    let mut empty = 0;
    while !rest.is_empty() {
        let line = match memchr::memmem::find(rest, b"\r\n") {
            Some(end) => {
                let (line, next) = rest.split_at_checked(end).unwrap_or((rest, &[]));
                rest = next.get(2..).unwrap_or_default();
                line
            }
            None => std::mem::take(&mut rest),
        };
        let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
        if end == 0 {
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            out.extend_from_slice(b"\r\n");
        }
        squeeze(line.get(..end).unwrap_or_default(), &mut out);
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// One field of a header, folded as it came, without its last line end.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Name, colon and value.
    pub bytes: &'a [u8],
}

impl Line<'_> {
    /// Its name, lower case.
    pub fn name(&self) -> String {
        String::from_utf8_lossy(self.raw_name()).to_ascii_lowercase()
    }

    fn raw_name(&self) -> &[u8] {
        let colon = self.bytes.iter().position(|byte| *byte == b':').unwrap_or(0);
        self.bytes.get(..colon).unwrap_or_default().trim_ascii()
    }

    /// Whether it has this name (ASCII, any case).
    pub fn is(&self, name: &str) -> bool {
        self.raw_name().eq_ignore_ascii_case(name.as_bytes())
    }

    /// What stands behind the colon.
    pub fn value(&self) -> &[u8] {
        let colon = self.bytes.iter().position(|byte| *byte == b':');
        colon.and_then(|colon| self.bytes.get(colon + 1..)).unwrap_or_default()
    }
}

/// A mail whose lines end in CRLF: files on this machine have the line feed alone.
pub fn with_crlf(raw: &[u8]) -> Cow<'_, [u8]> {
    let bare = memchr::memchr_iter(b'\n', raw).any(|at| at == 0 || raw.get(at - 1) != Some(&b'\r'));
    if !bare {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 32);
    let mut before = 0;
    for byte in raw {
        if *byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        before = *byte;
    }
    Cow::Owned(out)
}

/// The fields of a header and the text behind it. A line that marks the beginning of a mail in an mbox is no field.
pub fn split(raw: &[u8], header_bytes_max: usize) -> (Vec<Line<'_>>, &[u8]) {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut at, mut start) = (0, 0);
    let mut push = |from: usize, to: usize| {
        let bytes = raw.get(from..to).unwrap_or_default();
        let bytes = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        let is_separator = from == 0 && bytes.starts_with(b"From ");
        if !is_separator && !bytes.is_empty() {
            lines.push(Line { bytes });
        }
    };
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let end = memchr::memmem::find(rest, b"\r\n").map_or(raw.len(), |end| at + end + 2);
        let is_fold = matches!(rest.first(), Some(b' ' | b'\t'));
        if !is_fold && at > start {
            push(start, at);
            start = at;
        }
        if rest.starts_with(b"\r\n") || end > header_bytes_max {
            return (lines, raw.get(end..).unwrap_or_default());
        }
        at = end;
    }
    push(start, raw.len());
    (lines, &[])
}
