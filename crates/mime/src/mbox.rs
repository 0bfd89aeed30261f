//! Reading mbox files (RFC 4155; the mboxrd quoting): one mail at a time, memory bounded by the largest mail.

use std::io::{self, BufRead};

use domain::Timestamp;
use domain::limits::MAIL_BYTES_HARD_MAX;

/// One mail of an mbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MboxMail {
    /// Where its "From " line starts in the file.
    pub offset: u64,
    /// The mail, unquoted, without the separator and the empty line after it.
    pub bytes: Vec<u8>,
    /// Longer than [`MAIL_BYTES_HARD_MAX`]: the rest was left out.
    pub cut: bool,
}

/// Mails of an mbox, in order. Bytes before the first "From " line are a mail too, unless they are white space.
///
/// # Errors
/// Each item carries what reading from `reader` failed with; reading ends there.
pub fn split_mbox<R: BufRead>(reader: R) -> MboxSplit<R> {
    MboxSplit { reader, offset: 0, start: 0, blank_before: true, line: Vec::new(), done: false }
}

/// See [`split_mbox`].
#[derive(Debug)]
pub struct MboxSplit<R> {
    reader: R,
    offset: u64,
    start: u64,
    blank_before: bool,
    line: Vec<u8>,
    done: bool,
}

impl<R: BufRead> MboxSplit<R> {
    /// Reads one line into `self.line`, at most the limit of a mail; the rest of a longer line is skipped. Returns
    /// whether there was one.
    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let mut any = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', buffer).map(|i| i + 1);
            let used = end.unwrap_or(buffer.len());
            let room = MAIL_BYTES_HARD_MAX.saturating_sub(self.line.len());
            self.line.extend_from_slice(buffer.get(..used.min(room)).unwrap_or_default());
            self.reader.consume(used);
            self.offset += used as u64;
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn read_mail(&mut self) -> io::Result<Option<MboxMail>> {
        let mut mail = MboxMail { offset: self.start, bytes: Vec::new(), cut: false };
        loop {
            let at = self.offset;
            if !self.next_line()? {
                self.done = true;
                return Ok(finish(mail));
            }
            let separator = self.blank_before && self.line.starts_with(b"From ");
            self.blank_before = matches!(self.line.as_slice(), b"\n" | b"\r\n");
            if separator {
                self.start = at;
                let done = finish(std::mem::replace(
                    &mut mail,
                    MboxMail { offset: at, bytes: Vec::new(), cut: false },
                ));
                if done.is_some() {
                    return Ok(done);
                }
                continue;
            }
            let quoted = self.line.iter().position(|b| *b != b'>').unwrap_or(0);
            let unquote = quoted > 0 && self.line.get(quoted..).is_some_and(|l| l.starts_with(b"From "));
            let line = self.line.get(usize::from(unquote)..).unwrap_or_default();
            if mail.bytes.len() + line.len() > MAIL_BYTES_HARD_MAX {
                mail.cut = true;
            } else if !mail.cut {
                mail.bytes.extend_from_slice(line);
            }
        }
    }
}

/// The mail without the empty line that mbox adds; `None` when nothing stands in it.
fn finish(mut mail: MboxMail) -> Option<MboxMail> {
    for end in [&b"\r\n\r\n"[..], b"\n\n"] {
        if mail.bytes.ends_with(end) {
            mail.bytes.truncate(mail.bytes.len() - end.len() / 2);
            break;
        }
    }
    (!mail.bytes.iter().all(u8::is_ascii_whitespace)).then_some(mail)
}

impl<R: BufRead> Iterator for MboxSplit<R> {
    type Item = io::Result<MboxMail>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.read_mail() {
            Ok(mail) => mail.map(Ok),
            Err(e) => {
                self.done = true;
                Some(Err(e))
            }
        }
    }
}

/// A mail as an mbox has it (RFC 4155): its "From " line with sender and time in UTC, lines that end in line feeds, lines
/// that would be taken for a "From " line marked (mboxrd), and the empty line at its end.
#[must_use]
pub fn mboxrd(sender: Option<&str>, at: Timestamp, raw: &[u8]) -> Vec<u8> {
    let sender = sender.filter(|sender| !sender.contains(|c: char| c.is_whitespace() || c.is_control()));
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 64 + 128);
    out.extend_from_slice(format!("From {} {}\n", sender.unwrap_or("MAILER-DAEMON"), clock(at)).as_bytes());
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let bare = line.strip_suffix(b"\n").unwrap_or(line);
        let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
        let marks = bare.iter().position(|byte| *byte != b'>').unwrap_or(bare.len());
        if bare.get(marks..).is_some_and(|rest| rest.starts_with(b"From ")) {
            out.push(b'>');
        }
        out.extend_from_slice(bare);
        out.push(b'\n');
    }
    out.push(b'\n');
    out
}

/// `Tue Nov 24 11:00:00 2026` (RFC 4155, appendix A).
fn clock(at: Timestamp) -> String {
    let date = crate::date_field(at);
    let words: Vec<&str> = date.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [weekday, day, month, year, time, ..] => format!("{weekday} {month} {day:0>2} {time} {year}"),
        _ => "Thu Jan 01 00:00:00 1970".to_owned(),
    }
}
