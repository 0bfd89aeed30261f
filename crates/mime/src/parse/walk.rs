//! The tree of MIME parts (RFC 2046 5.1), found by boundary lines without copying: each level scans its own bytes
//! once, so the work is bounded by size times depth.

use domain::limits::{MIME_DEPTH_MAX, MIME_PARTS_MAX};
use memchr::memmem;

use super::field::{self, Value};
use super::header::{self, Headers};
use super::oddity::{self, Oddities};
use super::transfer::Transfer;

/// One part. Its index in the list of parts is what `AttachmentInfo::part` stores: document order, the mail 0.
#[derive(Debug)]
pub struct Part<'a> {
    /// Header fields.
    pub headers: Headers<'a>,
    /// Content-Type; `text/plain` when absent.
    pub ctype: Value,
    /// Content-Disposition; empty when absent.
    pub disposition: Value,
    /// The whole part, header and body.
    pub whole: &'a [u8],
    /// Encoded body.
    pub body: &'a [u8],
    /// How the body is encoded.
    pub transfer: Transfer,
    /// Whether this is a multipart whose boundary was found.
    pub split: bool,
    /// Indexes of the parts inside.
    pub children: Vec<u32>,
}

impl Part<'_> {
    /// Whether the part could be split.
    #[must_use]
    pub fn is_multipart(&self) -> bool {
        self.split
    }

    /// Content-ID without brackets.
    #[must_use]
    pub fn content_id(&self) -> Option<String> {
        let id = self.headers.text("Content-ID")?;
        let id: String = id
            .trim_matches(|c: char| matches!(c, '<' | '>') || c.is_whitespace())
            .chars()
            .take(500)
            .collect();
        (!id.is_empty()).then_some(id)
    }
}

/// Splits a mail into its parts.
#[must_use]
pub fn walk<'a>(raw: &'a [u8], odd: &mut Oddities) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    add(raw, "text/plain", 0, &mut parts, odd);
    parts
}

fn add<'a>(
    raw: &'a [u8],
    default_type: &str,
    depth: usize,
    parts: &mut Vec<Part<'a>>,
    odd: &mut Oddities,
) -> u32 {
    let (headers, body) = header::split(raw);
    if headers.too_large {
        odd.note(oddity::HEADER_TOO_LARGE);
    }
    if depth > 0 && headers.broken {
        odd.note(oddity::BROKEN_MIME);
    }
    let mut ctype = headers.get("Content-Type").map(|v| field::parse_value(v, None)).unwrap_or_default();
    if !ctype.value.contains('/') {
        ctype.value = if ctype.is("text") { "text/plain".to_owned() } else { default_type.to_owned() };
    }
    let disposition =
        headers.get("Content-Disposition").map(|v| field::parse_value(v, None)).unwrap_or_default();
    let (transfer, unknown) = Transfer::from_field(headers.get("Content-Transfer-Encoding"));
    if unknown {
        odd.note(oddity::TRANSFER_ENCODING);
    }
    let multipart = ctype.main() == "multipart";
    let digest = ctype.is("multipart/digest");
    let boundary = if multipart { boundary_of(&ctype, body) } else { None };
    let index = parts.len();
    parts.push(Part {
        headers,
        ctype,
        disposition,
        whole: raw,
        body,
        transfer,
        split: false,
        children: Vec::new(),
    });
    if multipart {
        match boundary {
            _ if depth >= MIME_DEPTH_MAX => odd.note(oddity::TOO_DEEP),
            Some(boundary) => {
                let inner = if digest { "message/rfc822" } else { "text/plain" };
                let children = add_children(body, &boundary, inner, depth, parts, odd);
                if let Some((part, children)) = parts.get_mut(index).zip(children) {
                    part.split = true;
                    part.children = children;
                }
            }
            None => odd.note(oddity::BROKEN_MIME),
        }
    }
    index as u32
}

/// The parts between the boundary lines; `None` when there is no boundary line.
fn add_children<'a>(
    body: &'a [u8],
    boundary: &[u8],
    inner: &str,
    depth: usize,
    parts: &mut Vec<Part<'a>>,
    odd: &mut Oddities,
) -> Option<Vec<u32>> {
    let mut children = Vec::new();
    let mut delimiters =
        Delimiters { body, finder: memmem::Finder::new(boundary), len: boundary.len(), at: 0 };
    let Some(mut open) = delimiters.next() else {
        odd.note(oddity::BROKEN_MIME);
        return None;
    };
    while !open.last {
        let next = delimiters.next();
        let end = next.as_ref().map_or(body.len(), |d| d.before);
        if parts.len() >= MIME_PARTS_MAX {
            odd.note(oddity::TOO_MANY_PARTS);
            break;
        }
        let raw = body.get(open.after..end.max(open.after)).unwrap_or_default();
        children.push(add(raw, inner, depth + 1, parts, odd));
        match next {
            Some(delimiter) => open = delimiter,
            None => {
                odd.note(oddity::BROKEN_MIME);
                break;
            }
        }
    }
    Some(children)
}

/// One boundary line: where the part before it ends, where the part after it starts.
struct Delimiter {
    before: usize,
    after: usize,
    last: bool,
}

/// Finds boundary lines one after the other.
struct Delimiters<'a, 'b> {
    body: &'a [u8],
    finder: memmem::Finder<'b>,
    len: usize,
    at: usize,
}

impl Delimiters<'_, '_> {
    fn next(&mut self) -> Option<Delimiter> {
        loop {
            let found = self.at + self.finder.find(self.body.get(self.at..)?)?;
            let end = found + self.len;
            self.at = end;
            let Some(dashes) = found.checked_sub(2) else { continue };
            let line_start = dashes == 0 || self.body.get(dashes - 1) == Some(&b'\n');
            if !line_start || self.body.get(dashes..found) != Some(b"--") {
                continue;
            }
            let rest = self.body.get(end..).unwrap_or_default();
            let (line, next) = header::next_line(rest).unwrap_or_default();
            let (tail, last) = line.strip_prefix(b"--").map_or((line, false), |t| (t, true));
            if !tail.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let before = self.body.get(..dashes).unwrap_or_default();
            let before =
                before.strip_suffix(b"\n").map_or(before, |b| b.strip_suffix(b"\r").unwrap_or(b)).len();
            let after = self.body.len() - next.len();
            self.at = after;
            return Some(Delimiter { before, after, last });
        }
    }
}

/// The boundary parameter, or, when it is missing, what the first line with two dashes says.
fn boundary_of(ctype: &Value, body: &[u8]) -> Option<Vec<u8>> {
    if let Some(named) = ctype.param("boundary").map(str::trim_end).filter(|b| !b.is_empty()) {
        return Some(named.as_bytes().to_vec());
    }
    let mut rest = body;
    for _ in 0..50 {
        let (line, next) = header::next_line(rest)?;
        if let Some(name) = line.strip_prefix(b"--").map(<[u8]>::trim_ascii_end).filter(|n| n.len() > 3) {
            return Some(name.to_vec());
        }
        rest = next;
    }
    None
}
