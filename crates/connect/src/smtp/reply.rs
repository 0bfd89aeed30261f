//! A server's reply (RFC 5321 4.2) with its enhanced status code (RFC 2034, RFC 3463).

use crate::error::{Code, ConnectError, Refusal};
use crate::stream::Lines;
use domain::Private;

/// Lines of one reply.
const LINES_MAX: usize = 200;

/// One reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// Three digits.
    pub(super) code: u16,
    /// The text, lines joined by LF.
    pub(super) text: String,
}

impl Reply {
    pub(super) async fn read(lines: &mut Lines) -> Result<Self, ConnectError> {
        let mut text = Vec::new();
        loop {
            let line = lines.line().await?;
            let line = String::from_utf8_lossy(&line).into_owned();
            let odd = || ConnectError::new(Code::Protocol, line.clone());
            let code: u16 = line.get(..3).and_then(|digits| digits.parse().ok()).ok_or_else(odd)?;
            if !(200..600).contains(&code) || text.len() >= LINES_MAX {
                return Err(odd());
            }
            let rest = line.get(3..).unwrap_or_default();
            let is_more = rest.starts_with('-');
            text.push(rest.get(1..).unwrap_or_default().to_owned());
            if !is_more {
                return Ok(Self { code, text: text.join("\n") });
            }
        }
    }

    pub(super) const fn is_positive(&self) -> bool {
        self.code >= 200 && self.code < 300
    }

    /// The enhanced status code at the start of the text.
    pub(super) fn status(&self) -> Option<String> {
        let word = self.text.split([' ', '\n']).next()?;
        let parts: Vec<&str> = word.split('.').collect();
        let is_number =
            |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let is_status = parts.len() == 3 && parts.iter().all(is_number);
        is_status.then(|| word.to_owned())
    }

    pub(super) fn refusal(&self, recipient: Option<&str>) -> Refusal {
        Refusal {
            recipient: recipient.map(|recipient| Private::new(recipient.to_owned())),
            code: self.code,
            status: self.status(),
            reason: Private::new(self.text.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_codes() {
        let status = |text: &str| Reply { code: 550, text: text.to_owned() }.status();
        assert_eq!(status("5.1.1 no such user").as_deref(), Some("5.1.1"));
        assert_eq!(status("5.1.10").as_deref(), Some("5.1.10"));
        for none in ["no such user", "5.1 x", "127.0.0.1 refused", "5.1.1111 x", ""] {
            assert_eq!(status(none), None, "{none}");
        }
    }
}
