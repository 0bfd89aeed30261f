//! The sending half of SMTP (RFC 5321) and LMTP (RFC 2033), as plain as a test needs it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::error::{Context, Error, Result};

const PATIENCE: Duration = Duration::from_secs(30);

/// Delivers one mail to one recipient by LMTP.
///
/// # Errors
/// The server's answer when it is not a success.
pub fn deliver_lmtp(port: u16, sender: &str, recipient: &str, raw: &[u8]) -> Result<()> {
    send(port, "LHLO", sender, recipient, raw)
}

/// Hands one mail to an SMTP server, without TLS and sign-in: what a stranger's server does.
///
/// # Errors
/// The server's answer when it is not a success.
pub fn deliver_smtp(port: u16, sender: &str, recipient: &str, raw: &[u8]) -> Result<()> {
    send(port, "EHLO", sender, recipient, raw)
}

fn send(port: u16, hello: &str, sender: &str, recipient: &str, raw: &[u8]) -> Result<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).context("connecting to the mail server")?;
    stream.set_read_timeout(Some(PATIENCE)).context("bounding the wait for an answer")?;
    let mut dialogue = Dialogue { reader: BufReader::new(stream) };
    dialogue.expect(220)?;
    dialogue.ask(&format!("{hello} tests.elsewhere.test"), 250)?;
    dialogue.ask(&format!("MAIL FROM:<{sender}>"), 250)?;
    dialogue.ask(&format!("RCPT TO:<{recipient}>"), 250)?;
    dialogue.ask("DATA", 354)?;
    dialogue.write(&dot_stuffed(raw))?;
    dialogue.expect(250)?;
    dialogue.ask("QUIT", 221)
}

/// Line ends become CRLF, a leading dot is doubled (RFC 5321, 4.5.2), the closing dot is added.
fn dot_stuffed(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + 64);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        out.extend_from_slice(body.strip_suffix(b"\r").unwrap_or(body));
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

struct Dialogue {
    reader: BufReader<TcpStream>,
}

impl Dialogue {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.get_mut().write_all(bytes).context("writing to the mail server")
    }

    fn ask(&mut self, line: &str, code: u16) -> Result<()> {
        self.write(format!("{line}\r\n").as_bytes())?;
        self.expect(code)
    }

    fn expect(&mut self, code: u16) -> Result<()> {
        let mut answer = String::new();
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).context("reading from the mail server")?;
            answer.push_str(&line);
            if line.as_bytes().get(3) != Some(&b'-') {
                break;
            }
        }
        let wanted = code.to_string();
        if answer.starts_with(&wanted) { Ok(()) } else { Err(Error::Failed(answer.trim().to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_at_line_starts_are_doubled_and_line_ends_are_crlf() {
        assert_eq!(dot_stuffed(b".a\nb\r\n..c"), b"..a\r\nb\r\n...c\r\n.\r\n");
    }
}
