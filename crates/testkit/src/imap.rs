//! A plain IMAP client (RFC 9051 as far as Dovecot needs it) for setting up mailboxes and looking into them.
//! It is independent of the client under test on purpose.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::error::{Context, Error, Result};

const PATIENCE: Duration = Duration::from_secs(30);

/// A mail as it lies in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMail {
    /// Its UID in the folder.
    pub uid: u32,
    /// Its flags, as the server writes them (`\Seen \Answered`).
    pub flags: String,
    /// Its internal date, as the server writes it.
    pub internal_date: String,
    /// All of its bytes.
    pub raw: Vec<u8>,
}

impl StoredMail {
    /// True when the mail carries this flag.
    #[must_use]
    pub fn has_flag(&self, flag: &str) -> bool {
        self.flags.split_whitespace().any(|one| one.eq_ignore_ascii_case(flag))
    }
}

/// One signed-in IMAP session.
#[derive(Debug)]
pub struct Client {
    reader: BufReader<TcpStream>,
    tag: u32,
}

/// One untagged response: its text with `{}` in the place of each literal, and the literals.
#[derive(Debug, Default)]
struct Response {
    text: String,
    literals: Vec<Vec<u8>>,
}

/// A string as IMAP writes it.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Client {
    /// Connects in clear to 127.0.0.1 and signs in.
    ///
    /// # Errors
    /// What the server answered.
    pub fn sign_in(port: u16, login: &str, password: &str) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).context("connecting to IMAP")?;
        stream.set_read_timeout(Some(PATIENCE)).context("bounding the wait for an answer")?;
        let mut client = Self { reader: BufReader::new(stream), tag: 0 };
        client.response()?;
        client.command(&format!("LOGIN {} {}", quoted(login), quoted(password)))?;
        Ok(client)
    }

    /// Sends one command and returns the text of its answers; literals are left out.
    ///
    /// # Errors
    /// The server's NO or BAD.
    pub fn command(&mut self, command: &str) -> Result<Vec<String>> {
        Ok(self.execute(command, None)?.into_iter().map(|response| response.text).collect())
    }

    /// Creates a folder.
    ///
    /// # Errors
    /// The server's NO or BAD.
    pub fn create(&mut self, folder: &str) -> Result<()> {
        self.command(&format!("CREATE {}", quoted(folder))).map(drop)
    }

    /// Appends a mail and returns its UID (UIDPLUS, RFC 4315).
    ///
    /// # Errors
    /// The server's NO or BAD.
    pub fn append(&mut self, folder: &str, raw: &[u8], flags: &str, date: Option<&str>) -> Result<u32> {
        let date = date.map(|date| format!("\"{date}\" ")).unwrap_or_default();
        let command = format!("APPEND {} ({flags}) {date}{{{}}}", quoted(folder), raw.len());
        let answers = self.execute(&command, Some(raw))?;
        answers
            .iter()
            .find_map(|answer| code_numbers(&answer.text, "APPENDUID")?.nth(1))
            .ok_or_else(|| Error::Failed("the server gave no APPENDUID".to_owned()))
    }

    /// The folder's UIDVALIDITY.
    ///
    /// # Errors
    /// The server's NO or BAD.
    pub fn uid_validity(&mut self, folder: &str) -> Result<u32> {
        let answers = self.command(&format!("STATUS {} (UIDVALIDITY)", quoted(folder)))?;
        answers
            .iter()
            .find_map(|text| number_after(text, "UIDVALIDITY "))
            .ok_or_else(|| Error::Failed("the server gave no UIDVALIDITY".to_owned()))
    }

    /// All mails of a folder by UID.
    ///
    /// # Errors
    /// The server's NO or BAD.
    pub fn list(&mut self, folder: &str) -> Result<Vec<StoredMail>> {
        self.command(&format!("EXAMINE {}", quoted(folder)))?;
        let answers = self.execute("UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])", None)?;
        Ok(answers.into_iter().filter_map(stored_mail).collect())
    }

    /// Deletes every mail of a folder.
    ///
    /// # Errors
    /// The server's NO or BAD.
    pub fn delete_all(&mut self, folder: &str) -> Result<()> {
        self.command(&format!("SELECT {}", quoted(folder)))?;
        self.command("UID STORE 1:* +FLAGS.SILENT (\\Deleted)")?;
        self.command("EXPUNGE").map(drop)
    }

    fn execute(&mut self, command: &str, literal: Option<&[u8]>) -> Result<Vec<Response>> {
        self.tag += 1;
        let tag = format!("t{} ", self.tag);
        self.write(format!("{tag}{command}\r\n").as_bytes())?;
        let mut literal = literal;
        let mut answers = Vec::new();
        loop {
            let response = self.response()?;
            if response.text.starts_with('+') {
                if let Some(bytes) = literal.take() {
                    self.write(bytes)?;
                    self.write(b"\r\n")?;
                }
            } else if let Some(status) = response.text.strip_prefix(&tag) {
                if !status.starts_with("OK") {
                    return Err(Error::Failed(status.to_owned()));
                }
                answers.push(response);
                return Ok(answers);
            } else {
                answers.push(response);
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.get_mut().write_all(bytes).context("writing to IMAP")
    }

    fn response(&mut self) -> Result<Response> {
        let mut response = Response::default();
        loop {
            let mut line = Vec::new();
            self.reader.read_until(b'\n', &mut line).context("reading from IMAP")?;
            if line.is_empty() {
                return Err(Error::Failed("the IMAP server closed the connection".to_owned()));
            }
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let Some((before, size)) = literal_size(&line) else {
                response.text.push_str(&line);
                return Ok(response);
            };
            response.text.push_str(before);
            response.text.push_str("{}");
            let mut bytes = vec![0; size];
            self.reader.read_exact(&mut bytes).context("reading a literal from IMAP")?;
            response.literals.push(bytes);
        }
    }
}

/// The line without its `{123}`, and the 123.
fn literal_size(line: &str) -> Option<(&str, usize)> {
    let (before, size) = line.strip_suffix('}')?.rsplit_once('{')?;
    Some((before, size.parse().ok()?))
}

fn number_after(text: &str, name: &str) -> Option<u32> {
    let (_, rest) = text.split_once(name)?;
    rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

fn code_numbers<'a>(text: &'a str, code: &str) -> Option<impl Iterator<Item = u32> + 'a> {
    let (_, rest) = text.split_once(&format!("[{code} "))?;
    let (numbers, _) = rest.split_once(']')?;
    Some(numbers.split_whitespace().filter_map(|number| number.parse().ok()))
}

fn stored_mail(response: Response) -> Option<StoredMail> {
    let text = &response.text;
    let uid = number_after(text, "UID ")?;
    let (_, flags) = text.split_once("FLAGS (")?;
    let (flags, _) = flags.split_once(')')?;
    let (_, date) = text.split_once("INTERNALDATE \"")?;
    let (date, _) = date.split_once('"')?;
    let (flags, internal_date) = (flags.to_owned(), date.to_owned());
    Some(StoredMail { uid, flags, internal_date, raw: response.literals.into_iter().next()? })
}
