//! The header block: fields as byte ranges, found without copying (RFC 5322 2.2), lenient about everything.

use std::borrow::Cow;

use domain::limits::HEADER_BYTES_MAX;
use memchr::memchr;

/// More fields than any real mail has; the rest is not read.
const FIELDS_MAX: usize = 4_000;

/// One header field; the value still folded and encoded.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// Field name as written.
    pub name: &'a [u8],
    /// Everything after the colon, without the last line end.
    pub value: &'a [u8],
}

/// The fields of a mail or a part.
#[derive(Debug, Clone, Default)]
pub struct Headers<'a> {
    fields: Vec<Field<'a>>,
    /// A line was no field.
    pub broken: bool,
    /// The block exceeds the limit; fields beyond were not read.
    pub too_large: bool,
}

impl<'a> Headers<'a> {
    /// The first field called `name` (ASCII, any case).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    /// Every field called `name`, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.fields.iter().filter(move |f| f.name.eq_ignore_ascii_case(name.as_bytes())).map(|f| f.value)
    }

    /// Every field, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    /// Whether a field called `name` is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The unfolded, trimmed text of the first field called `name`; no encoded words decoded.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|v| unfold(&String::from_utf8_lossy(v)).trim().to_owned())
    }

    /// How many fields were read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether no field was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// Splits `raw` into its header fields and the body. An mbox "From " line before the first field is skipped. A
/// line that is no field ends the header, unless fields go on after it.
#[must_use]
pub fn split(raw: &[u8]) -> (Headers<'_>, &[u8]) {
    let mut headers = Headers::default();
    let mut rest = raw;
    let mut field: Option<(&[u8], usize, usize)> = None;
    let start = raw.len();
    loop {
        let at = start - rest.len();
        let Some((line, next)) = next_line(rest) else { break };
        let fold = matches!(line.first(), Some(b' ' | b'\t')) && field.is_some();
        if line.is_empty() {
            rest = next;
            break;
        }
        if fold && (!line.iter().all(u8::is_ascii_whitespace) || goes_on(next)) {
            if let Some((_, _, end)) = field.as_mut() {
                *end = at + line.len();
            }
        } else if line.iter().all(u8::is_ascii_whitespace) {
            rest = next;
            break;
        } else if let Some(colon) = field_colon(line) {
            flush(&mut headers, raw, field.take());
            let name = line.get(..colon).unwrap_or_default().trim_ascii_end();
            field = Some((name, at + colon + 1, at + line.len()));
        } else if at == 0 && line.starts_with(b"From ") {
            // mbox separator: not part of the mail
        } else {
            headers.broken = true;
            if !next_is_field(next) {
                break;
            }
            flush(&mut headers, raw, field.take());
        }
        rest = next;
        if start - rest.len() > HEADER_BYTES_MAX || headers.fields.len() >= FIELDS_MAX {
            headers.too_large = true;
            flush(&mut headers, raw, field.take());
            return (headers, after_blank_line(rest));
        }
    }
    flush(&mut headers, raw, field.take());
    (headers, rest)
}

fn flush<'a>(headers: &mut Headers<'a>, raw: &'a [u8], field: Option<(&'a [u8], usize, usize)>) {
    if let Some((name, from, to)) = field {
        headers.fields.push(Field { name, value: raw.get(from..to).unwrap_or_default() });
    }
}

/// The first line without its end, and what follows. `None` at the end of the input.
#[must_use]
pub fn next_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let Some(end) = memchr(b'\n', bytes) else { return Some((bytes, &[])) };
    let line = bytes.get(..end).unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Some((line, bytes.get(end + 1..).unwrap_or_default()))
}

/// Where the colon of a field stands: a name of printable ASCII without spaces, perhaps spaces before the colon.
fn field_colon(line: &[u8]) -> Option<usize> {
    let colon = memchr(b':', line)?;
    let name = line.get(..colon)?.trim_ascii_end();
    let good = !name.is_empty() && name.len() <= 200 && name.iter().all(u8::is_ascii_graphic);
    good.then_some(colon)
}

fn next_is_field(rest: &[u8]) -> bool {
    next_line(rest).is_some_and(|(line, _)| {
        field_colon(line).is_some_and(|c| {
            let name = line.get(..c).unwrap_or_default().trim_ascii_end();
            name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-') && line.get(c + 1) != Some(&b'/')
        })
    })
}

/// Whether a field or a fold follows a line of white space alone: then that line is an obsolete fold (RFC 5322 4.2),
/// else the end of the header.
fn goes_on(rest: &[u8]) -> bool {
    let fold =
        |line: &[u8]| matches!(line.first(), Some(b' ' | b'\t')) && !line.iter().all(u8::is_ascii_whitespace);
    next_is_field(rest) || next_line(rest).is_some_and(|(line, _)| fold(line))
}

fn after_blank_line(rest: &[u8]) -> &[u8] {
    let mut rest = rest;
    while let Some((line, next)) = next_line(rest) {
        rest = next;
        if line.is_empty() {
            break;
        }
    }
    rest
}

/// Joins folded lines: a line end and the white space after it become one space.
#[must_use]
pub fn unfold(value: &str) -> Cow<'_, str> {
    if !value.contains(['\r', '\n']) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    for (i, line) in value.split('\n').enumerate() {
        let line = line.trim_matches('\r');
        if i == 0 {
            out.push_str(line);
        } else {
            out.push(' ');
            out.push_str(line.trim_start_matches([' ', '\t']));
        }
    }
    Cow::Owned(out)
}
