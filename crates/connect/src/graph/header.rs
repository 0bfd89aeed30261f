//! Who a mail goes to, by its header: `sendMail` reads the recipients there and knows no envelope.

use std::ops::Range;

/// A mail whose header names exactly those that it is meant for.
pub(super) struct Addressed {
    pub(super) raw: Vec<u8>,
    /// Whom the header names, in To or Cc, though the mail is not meant for them.
    pub(super) not_meant: Vec<String>,
}

/// Writes recipients that stand neither in To nor in Cc into Bcc, which nobody gets to see. `raw` has CRLF line ends; the
/// recipients have been found to be usable.
pub(super) fn addressed(raw: &[u8], recipients: &[String]) -> Addressed {
    let (mut named, mut kept) = (Vec::new(), Vec::new());
    for field in fields(raw) {
        let text = raw.get(field.clone()).unwrap_or_default();
        let name = text.split(|byte| *byte == b':').next().unwrap_or_default().trim_ascii_end();
        let value = || String::from_utf8_lossy(text.get(name.len() + 1..).unwrap_or_default()).into_owned();
        match name.to_ascii_lowercase().as_slice() {
            b"to" | b"cc" => named.extend(addresses(&value())),
            b"bcc" => continue,
            _ => {}
        }
        kept.push(field);
    }
    let is_one_of = |all: &[String], one: &str| all.iter().any(|other| other.eq_ignore_ascii_case(one));
    let hidden: Vec<&str> =
        recipients.iter().map(String::as_str).filter(|one| !is_one_of(&named, one)).collect();
    // A domain in other letters may stand in the envelope in its ASCII form: that cannot be told from here.
    let not_meant =
        named.iter().filter(|one| one.is_ascii() && !is_one_of(recipients, one)).cloned().collect();
    let end = fields(raw).last().map_or(0, |field| field.end);
    let mut out = Vec::with_capacity(raw.len() + hidden.len() * 64);
    for field in kept {
        out.extend_from_slice(raw.get(field).unwrap_or_default());
    }
    if !hidden.is_empty() {
        out.extend_from_slice(format!("Bcc: {}\r\n", hidden.join(",\r\n ")).as_bytes());
    }
    out.extend_from_slice(raw.get(end..).unwrap_or_default());
    Addressed { raw: out, not_meant }
}

/// The header's fields, each with its line ends and what is folded into it; not the empty line behind them.
pub(super) fn fields(raw: &[u8]) -> Vec<Range<usize>> {
    let (mut fields, mut at): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let end = at + line.len();
        match (line.first(), fields.last_mut()) {
            (Some(b' ' | b'\t'), Some(last)) => last.end = end,
            _ if line.contains(&b':') && !line.starts_with(b":") => fields.push(at..end),
            _ => break,
        }
        at = end;
    }
    fields
}

/// The addresses of a list (RFC 5322 3.4): those in angle brackets, else what stands alone. Names, comments and the names
/// of groups are none.
fn addresses(list: &str) -> Vec<String> {
    let (mut found, mut bare, mut angle) = (Vec::new(), String::new(), None::<String>);
    let (mut depth, mut is_quoted, mut is_escaped) = (0_u32, false, false);
    let mut take = |bare: &mut String, angle: &mut Option<String>| {
        let one = angle.take().unwrap_or_else(|| std::mem::take(bare));
        bare.clear();
        let one: String = one.chars().filter(|c| !c.is_whitespace()).collect();
        if one.contains('@') {
            found.push(one);
        }
    };
    let mut is_open = false;
    for c in list.chars() {
        let is_literal = is_escaped;
        is_escaped = !is_literal && c == '\\' && (is_quoted || depth > 0);
        match c {
            _ if depth > 0 && (is_literal || is_escaped) => continue,
            _ if is_literal || is_escaped => {}
            '"' if depth == 0 => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => {
                depth += 1;
                continue;
            }
            ')' if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ if depth > 0 => continue,
            '<' => {
                (angle, is_open) = (Some(String::new()), true);
                continue;
            }
            '>' => {
                is_open = false;
                continue;
            }
            ',' | ';' => {
                take(&mut bare, &mut angle);
                continue;
            }
            ':' if !is_open => {
                bare.clear();
                continue;
            }
            _ => {}
        }
        match &mut angle {
            Some(inside) if is_open => inside.push(c),
            Some(_) => {}
            None => bare.push(c),
        }
    }
    take(&mut bare, &mut angle);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_among_names_comments_and_groups() {
        let list = "\"Doe, J <x@y.test>\" <j@a.test>, b@b.test (a, c@c.test),\r\n Team: d@d.test, E <e@e.test>;, \
                    \"q\\\"@,\"@f.test, =?utf-8?q?=C3=A9?= <g@g.test>, undisclosed-recipients:;";
        let found = addresses(list);
        assert_eq!(found, ["j@a.test", "b@b.test", "d@d.test", "e@e.test", "\"q\\\"@,\"@f.test", "g@g.test"]);
    }

    #[test]
    fn who_is_not_named_is_named_where_nobody_sees_it() {
        let raw = b"To: A <a@x.test>,\r\n b@x.test\r\nBcc: old@x.test,\r\n other@x.test\r\nSubject: s\r\n\r\nBcc: text\r\n";
        let to = ["A@x.test", "b@x.test", "c@x.test", "d@x.test"].map(str::to_owned);
        let done = addressed(raw, &to);
        assert!(done.not_meant.is_empty());
        let wanted = "To: A <a@x.test>,\r\n b@x.test\r\nSubject: s\r\nBcc: c@x.test,\r\n d@x.test\r\n\r\nBcc: text\r\n";
        assert_eq!(String::from_utf8(done.raw).unwrap(), wanted);
        let done = addressed(raw, &to[..1]);
        assert_eq!(done.not_meant, ["b@x.test"]);
        let all = ["a@x.test", "b@x.test"].map(str::to_owned);
        let plain = b"To: a@x.test\r\nCc: b@x.test\r\n\r\nx";
        assert_eq!(addressed(plain, &all).raw, plain);
    }
}
