//! A note in the place of a part: everything before and behind it stays byte for byte.

use super::mail;
use super::oddity::Oddities;
use super::walk::{self, Part};
use memchr::memmem;

/// What the part is called from then on: the name of a file says something about a person, too.
const NAME: &str = "erased.txt";

/// The mail with a short text in the place of the part `part`, whose own header fields go with it. `None` when there is
/// no such part, or when it is a multipart.
#[must_use]
pub fn with_note(raw: &[u8], part: u32, note: &str) -> Option<Vec<u8>> {
    let raw = mail::with_line_feeds(raw);
    let parts = walk::walk(&raw, &mut Oddities::default());
    let found = parts.get(part as usize).filter(|p| !p.is_multipart())?;
    let line_end = if memmem::find(&raw, b"\r\n").is_some() { "\r\n" } else { "\n" };
    let start = found.whole.as_ptr().addr().checked_sub(raw.as_ptr().addr())?;
    let (before, rest) = raw.split_at_checked(start)?;
    let behind = rest.get(found.whole.len()..)?;
    let mut out = before.to_vec();
    if part == 0 {
        out.extend(other_fields(found));
    }
    let fields = [
        "Content-Type: text/plain; charset=utf-8",
        &format!("Content-Disposition: attachment; filename=\"{NAME}\""),
        "Content-Transfer-Encoding: 8bit",
        "",
        note,
    ];
    out.extend_from_slice(fields.join(line_end).as_bytes());
    out.extend_from_slice(behind);
    Some(out)
}

/// The header of a mail without the fields that speak of its body, as it stands.
fn other_fields<'a>(part: &Part<'a>) -> impl Iterator<Item = u8> + use<'a> {
    let header = part.whole.get(..part.whole.len() - part.body.len()).unwrap_or_default();
    let mut kept = true;
    let lines = header.split_inclusive(|b| *b == b'\n').filter(move |line| {
        let folded = line.first().is_some_and(|b| matches!(b, b' ' | b'\t'));
        if !folded {
            let field = line.get(..8).is_some_and(|name| name.eq_ignore_ascii_case(b"content-"));
            kept = !field && !line.trim_ascii().is_empty();
        }
        kept
    });
    lines.flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{attachment, read};

    const MAIL: &str = "From: eva@x.test\r\nSubject: Two\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        before\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf; name=eva.pdf\r\n\
        Content-Description: Eva\r\nContent-Transfer-Encoding: base64\r\n\r\nZXZh\r\n--b\r\n\
        Content-Disposition: attachment; filename=bo.txt\r\n\r\nbo\r\n--b--\r\nafter\r\n";

    #[test]
    fn one_file_goes_and_the_rest_is_the_same() {
        let out = with_note(MAIL.as_bytes(), 2, "A file was erased.").unwrap();
        let out = String::from_utf8(out).unwrap();
        let (before, rest) = MAIL.split_once("Content-Type: application/pdf").unwrap();
        let behind = rest.split_once("ZXZh").unwrap().1;
        assert!(out.starts_with(before) && out.ends_with(behind), "{out}");
        assert!(!out.contains("eva.pdf") && !out.contains("ZXZh") && !out.contains("Description"));
        let mail = read(out.as_bytes()).content;
        let names: Vec<_> = mail.attachments.iter().map(|file| (file.part, file.name.as_str())).collect();
        assert_eq!(names, [(2, "erased.txt"), (3, "bo.txt")]);
        assert_eq!(mail.text, "Hello");
        assert_eq!(attachment(out.as_bytes(), 2).unwrap().bytes, b"A file was erased.");
        assert_eq!(attachment(out.as_bytes(), 3).unwrap().bytes, b"bo");
    }

    #[test]
    fn a_mail_that_is_its_file_keeps_its_header() {
        let raw = "From: eva@x.test\nContent-Type: application/pdf;\n name=eva.pdf\nSubject: A\n scan\n\
            Content-Transfer-Encoding: base64\n\nZXZh\n";
        let out = String::from_utf8(with_note(raw.as_bytes(), 0, "Gone.").unwrap()).unwrap();
        assert!(out.starts_with("From: eva@x.test\nSubject: A\n scan\nContent-Type: text/plain"), "{out}");
        assert!(!out.contains("eva.pdf") && out.ends_with("\n\nGone."));
        assert_eq!(attachment(out.as_bytes(), 0).unwrap().name, "erased.txt");
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        assert_eq!(with_note(MAIL.as_bytes(), 0, "x"), None);
        assert_eq!(with_note(MAIL.as_bytes(), 9, "x"), None);
    }
}
