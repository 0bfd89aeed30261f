//! Questions to the machine's resolver over TCP (RFC 1035, RFC 7766): SRV (RFC 2782), MX and TXT. No more of DNS
//! than that, so that its socket goes through the registry like every other.

use crate::Deadlines;
use crate::egress::{DNS, Egress};
use crate::error::{Code, ConnectError};
use crate::stream::{BoxStream, Lines};
use std::net::SocketAddr;
use std::time::Duration;

const MX: u16 = 15;
const TXT: u16 = 16;
const SRV: u16 = 33;
const CLASS_IN: u16 = 1;
/// The code of an answer that says so (RFC 1035 4.1.1).
const NO_SUCH_NAME: u8 = 3;
/// Jumps that a compressed name may take (RFC 1035 4.1.4): each one goes back.
const JUMPS_MAX: usize = 32;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 255;
/// Answers that are read.
const ANSWERS_MAX: u16 = 64;
/// How long the resolver may take.
const ANSWER_MAX: Duration = Duration::from_secs(5);

/// A server that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
}

/// The resolver that this machine uses: the first one of resolv.conf(5), whatever its operator set there.
pub fn system_resolver() -> Option<SocketAddr> {
    first_resolver(&std::fs::read_to_string("/etc/resolv.conf").ok()?)
}

fn first_resolver(text: &str) -> Option<SocketAddr> {
    text.lines().find_map(|line| {
        let address = line.trim().strip_prefix("nameserver")?.trim();
        Some(SocketAddr::new(address.parse().ok()?, 53))
    })
}

/// The server with the lowest priority number; `None` when there is none, or the record says that the service is
/// not offered (a target of `.`).
pub(crate) async fn srv(
    egress: &Egress,
    resolver: SocketAddr,
    name: &str,
) -> Result<Option<Server>, ConnectError> {
    let message = ask(egress, resolver, name, SRV).await?;
    let mut found: Vec<(u16, Server)> = answers(&message, SRV)?
        .into_iter()
        .filter_map(|at| {
            let (priority, port) = (number(&message, at)?, number(&message, at + 4)?);
            let (host, _) = name_at(&message, at + 6)?;
            Some((priority, Server { host, port }))
        })
        .filter(|(_, server)| !server.host.is_empty() && server.port != 0)
        .collect();
    found.sort_by_key(|(priority, _)| *priority);
    Ok(found.into_iter().next().map(|(_, server)| server))
}

/// The mail exchangers of a domain, most wanted first.
pub(crate) async fn mx(
    egress: &Egress,
    resolver: SocketAddr,
    name: &str,
) -> Result<Vec<String>, ConnectError> {
    let message = ask(egress, resolver, name, MX).await?;
    let mut found: Vec<(u16, String)> = answers(&message, MX)?
        .into_iter()
        .filter_map(|at| Some((number(&message, at)?, name_at(&message, at + 2)?.0)))
        .collect();
    found.sort();
    Ok(found.into_iter().map(|(_, host)| host).collect())
}

/// The texts that lie at a name, each put together from its parts (RFC 7208 3.3); none when there is no such name. A
/// resolver that could not find out is a failure.
pub(crate) async fn txt(
    egress: &Egress,
    resolver: SocketAddr,
    name: &str,
) -> Result<Vec<String>, ConnectError> {
    let message = ask(egress, resolver, name, TXT).await?;
    match message.get(3).map(|flags| flags & 0x0f) {
        Some(0) => {}
        Some(NO_SUCH_NAME) => return Ok(Vec::new()),
        Some(code) => return Err(ConnectError::new(Code::Refused, format!("answer code {code}"))),
        None => return Err(odd()),
    }
    answers(&message, TXT)?.into_iter().map(|at| text_at(&message, at).ok_or_else(odd)).collect()
}

fn text_at(message: &[u8], start: usize) -> Option<String> {
    let length = number(message, start.checked_sub(2)?)?;
    let mut rest = message.get(start..start + usize::from(length))?;
    let mut text = Vec::new();
    while let Some((length, more)) = rest.split_first() {
        let (part, more) = more.split_at_checked(usize::from(*length))?;
        text.extend_from_slice(part);
        rest = more;
    }
    Some(String::from_utf8_lossy(&text).into_owned())
}

async fn ask(egress: &Egress, resolver: SocketAddr, name: &str, kind: u16) -> Result<Vec<u8>, ConnectError> {
    let host = resolver.ip().to_string();
    let _allowance = egress.allow(&DNS, &host, resolver.port());
    let tcp = egress.connect(&DNS, &host, resolver.port(), ANSWER_MAX).await?;
    let deadlines = Deadlines { quiet: ANSWER_MAX, ..Deadlines::default() };
    let stream: BoxStream = Box::new(tcp);
    let mut stream = Lines::new(stream, &deadlines);
    let question = question(name, kind)?;
    let length = u16::try_from(question.len()).map_err(|_| odd())?;
    stream.write(&[&length.to_be_bytes()[..], &question].concat()).await?;
    let length = stream.bytes(2, true).await?;
    let length = number(&length, 0).ok_or_else(odd)?;
    stream.bytes(u64::from(length), true).await
}

fn odd() -> ConnectError {
    Code::Protocol.into()
}

/// A question with recursion desired.
fn question(name: &str, kind: u16) -> Result<Vec<u8>, ConnectError> {
    // The connection is one question's own, so the number tells nothing apart.
    let mut out = vec![0x44, 0x48, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        let length = u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length));
        out.push(length.ok_or_else(odd)?);
        out.extend_from_slice(label.as_bytes());
    }
    out.push(0);
    out.extend_from_slice(&kind.to_be_bytes());
    out.extend_from_slice(&CLASS_IN.to_be_bytes());
    Ok(out)
}

/// Where the data of each answer of this kind begins.
fn answers(message: &[u8], kind: u16) -> Result<Vec<usize>, ConnectError> {
    read_answers(message, kind).ok_or_else(odd)
}

fn read_answers(message: &[u8], kind: u16) -> Option<Vec<usize>> {
    let (questions, count) = (number(message, 4)?, number(message, 6)?);
    let mut at = 12;
    for _ in 0..questions {
        at = name_at(message, at)?.1 + 4;
    }
    let mut found = Vec::new();
    for _ in 0..count.min(ANSWERS_MAX) {
        at = name_at(message, at)?.1;
        let (this, length) = (number(message, at)?, number(message, at + 8)?);
        let data = at + 10;
        at = data + usize::from(length);
        message.get(data..at)?;
        if this == kind {
            found.push(data);
        }
    }
    Some(found)
}

/// A name, lower case, and where what follows it begins.
fn name_at(message: &[u8], start: usize) -> Option<(String, usize)> {
    let (mut at, mut behind, mut jumps) = (start, None, 0);
    let mut name = String::new();
    loop {
        let length = *message.get(at)?;
        match length {
            0 => return Some((name, behind.unwrap_or(at + 1))),
            1..=63 => {
                let label = message.get(at + 1..=at + usize::from(length))?;
                if !name.is_empty() {
                    name.push('.');
                }
                name.push_str(&String::from_utf8_lossy(label).to_ascii_lowercase());
                at += 1 + usize::from(length);
            }
            192.. => {
                behind.get_or_insert(at + 2);
                let target = usize::from(number(message, at)? & 0x3fff);
                jumps += 1;
                if target >= at || jumps > JUMPS_MAX {
                    return None;
                }
                at = target;
            }
            64..=191 => return None,
        }
        if name.len() > NAME_CHARS_MAX {
            return None;
        }
    }
}

fn number(message: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*message.get(at)?, *message.get(at + 1)?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_resolver_is_read() {
        let text = "# nameserver 192.0.2.1\nsearch example.com\nnameserver 192.0.2.53\nnameserver ::1\n";
        assert_eq!(first_resolver(text).unwrap().to_string(), "192.0.2.53:53");
        assert_eq!(first_resolver("search example.com\n"), None);
    }

    #[test]
    fn compressed_names_are_read_and_loops_end() {
        let message = b"\x03www\x07example\x00\x04imap\xc0\x04\xc0\x13";
        assert_eq!(name_at(message, 0).unwrap(), ("www.example".to_owned(), 13));
        assert_eq!(name_at(message, 13).unwrap(), ("imap.example".to_owned(), 20));
        assert!(name_at(message, 20).is_none(), "a pointer that does not go back");
        assert!(name_at(b"\x05ab", 0).is_none());
        assert!(name_at(b"\x80", 0).is_none());
    }

    #[test]
    fn a_text_is_put_together_from_its_parts() {
        let message = b"\x00\x07\x03v=D\x02KI";
        assert_eq!(text_at(message, 2).unwrap(), "v=DKI");
        assert_eq!(text_at(b"\x00\x00", 2).unwrap(), "");
        assert_eq!(text_at(b"\x00\x07\x04v=D\x02KI", 2), None, "a part that reaches too far");
        assert_eq!(text_at(b"\x00\x07\x03v=D", 2), None);
    }

    #[test]
    fn an_answer_that_is_cut_anywhere_is_an_error_or_holds_nothing_new() {
        let mut message = question("_imaps._tcp.example.test", SRV).unwrap();
        message[7] = 1;
        message.extend_from_slice(b"\xc0\x0c\x00\x21\x00\x01\x00\x00\x00\x3c\x00\x14");
        message.extend_from_slice(b"\x00\x00\x00\x01\x03\xe1\x04mail\x07example\x00");
        assert_eq!(read_answers(&message, SRV).unwrap().len(), 1);
        for end in 0..message.len() {
            assert_eq!(read_answers(&message[..end], SRV), None, "cut at {end}");
        }
    }
}
