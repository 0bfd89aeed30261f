//! Splitting of mbox files.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

use std::io::{self, BufRead, Cursor, Read};

fn split(text: &str) -> Vec<(u64, String)> {
    mime::split_mbox(Cursor::new(text.as_bytes()))
        .map(|m| m.unwrap())
        .map(|m| (m.offset, String::from_utf8(m.bytes).unwrap()))
        .collect()
}

#[test]
fn mails_are_split_at_separators_after_an_empty_line() {
    let text = "From a@x.test Tue\nSubject: one\n\nbody\n\nFrom b@x.test Tue\nSubject: two\n\nFrom here it goes on:\nstill two\n";
    let mails = split(text);
    assert_eq!(mails.len(), 3, "a line in the body that starts like a separator after an empty line is one");
    assert_eq!(mails[0], (0, "Subject: one\n\nbody\n".to_owned()));
    assert_eq!(text[mails[1].0 as usize..].lines().next(), Some("From b@x.test Tue"));
}

#[test]
fn quoted_separators_lose_one_mark() {
    let mails = split("From a Tue\nSubject: x\n\n>From me\n>>From you\n> From them\n");
    assert_eq!(mails[0].1, "Subject: x\n\nFrom me\n>From you\n> From them\n");
}

#[test]
fn a_separator_in_the_middle_of_a_paragraph_is_text() {
    let mails = split("From a Tue\nSubject: x\n\nline\nFrom here on\n");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].1.contains("From here on"));
}

#[test]
fn crlf_files_and_files_without_separator_are_read() {
    assert_eq!(
        split("From a Tue\r\nSubject: x\r\n\r\nbody\r\n\r\nFrom b Tue\r\nSubject: y\r\n\r\nz\r\n").len(),
        2
    );
    assert_eq!(split("Subject: bare\n\nbody\n"), vec![(0, "Subject: bare\n\nbody\n".to_owned())]);
    assert!(split("").is_empty());
    assert!(split("\n\n\n").is_empty());
}

#[test]
fn separators_split_over_buffers_are_found() {
    let text = "From a Tue\nSubject: one\n\nbody\n\nFrom b Tue\nSubject: two\n\nz\n";
    for size in 1..20 {
        let reader = io::BufReader::with_capacity(size, Cursor::new(text.as_bytes()));
        assert_eq!(mime::split_mbox(reader).count(), 2, "buffer of {size}");
    }
}

/// A reader that fails after its first bytes.
struct Failing(bool);

impl Read for Failing {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            return Err(io::Error::other("disk gone"));
        }
        let start = b"From a Tue\nSubject: x\n\nhalf";
        buf[..start.len()].copy_from_slice(start);
        Ok(start.len())
    }
}

#[test]
fn a_failing_reader_is_reported_once() {
    let reader: Box<dyn BufRead> = Box::new(io::BufReader::new(Failing(false)));
    let items: Vec<_> = mime::split_mbox(reader).collect();
    assert_eq!(items.len(), 1);
    assert!(items[0].is_err());
}

#[test]
fn what_is_written_is_read_again() {
    let at = domain::Timestamp::from_millis(1_795_521_600_000);
    let raw = b"From: a@x.test\r\nSubject: x\r\n\r\nFrom me\r\n>From you\r\n>>From\r\nplain".to_vec();
    let one = mime::mbox::mboxrd(Some("a@x.test"), at, &raw);
    assert!(
        one.starts_with(b"From a@x.test Tue Nov 24 12:00:00 2026\n"),
        "{}",
        String::from_utf8_lossy(&one)
    );
    let none = mime::mbox::mboxrd(Some("a b\n@x.test"), at, b"Subject: y\n\nz\n");
    assert!(none.starts_with(b"From MAILER-DAEMON Tue"));
    let mails = split(&String::from_utf8([one, none].concat()).unwrap());
    let text = String::from_utf8(raw).unwrap().replace("\r\n", "\n") + "\n";
    assert_eq!(
        mails.iter().map(|(_, mail)| mail.as_str()).collect::<Vec<_>>(),
        [text.as_str(), "Subject: y\n\nz\n"]
    );
}
