//! Submission of mail (RFC 5321, RFC 6409): a client of its own, because one fact decides whether a mail may
//! be sent again: whether its final dot was on its way when the connection broke.

mod dialogue;
mod reply;
#[cfg(test)]
mod tests;

use crate::connector::{Accepted, Envelope};
use crate::deadline::Deadlines;
use crate::egress::{Adapter, Egress, OPERATOR_MAIL, SMTP};
use crate::error::{Code, ConnectError, Refusal, SendError};
use crate::sasl::Tokens;
use crate::tls::Tls;
use dialogue::Dialogue;
use domain::Private;
use domain::record::ServerSettings;
use reply::Reply;
use std::pin::Pin;

/// The way out through one server. A connection lasts for one mail.
pub(crate) struct Submission {
    server: ServerSettings,
    tokens: Option<Tokens>,
    tls: Tls,
    adapter: &'static Adapter,
    egress: Egress,
    deadlines: Deadlines,
}

impl Submission {
    pub(crate) fn new(
        server: ServerSettings,
        tokens: Option<Tokens>,
        egress: Egress,
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let tls = Tls::new(&egress, server.ca_pem.as_deref())?;
        Ok(Self { server, tokens, tls, adapter: &SMTP, egress, deadlines })
    }

    async fn open(&self) -> Result<Dialogue, ConnectError> {
        let way = (self.adapter, &self.egress);
        Dialogue::open(&self.server, self.tokens.as_ref(), &self.tls, way, self.deadlines).await
    }

    /// Signs in and asks whether `address` may send; sends nothing.
    pub(crate) async fn check(&self, address: &str) -> Result<(), ConnectError> {
        let mut dialogue = self.open().await?;
        let path = path(address)?;
        let mut reply = dialogue.command(&format!("MAIL FROM:<{path}>")).await?;
        if reply.is_positive() {
            // Many servers judge the sender only when they hear a recipient. Without DATA nothing is sent.
            reply = dialogue.command(&format!("RCPT TO:<{path}>")).await?;
        }
        dialogue.quit().await;
        match reply.code {
            200..=299 => Ok(()),
            400..=499 => Err(ConnectError::new(Code::Unavailable, reply.text)),
            _ => Err(ConnectError::new(Code::SendingRefused, reply.text)),
        }
    }

    /// Sends one mail.
    pub(crate) async fn send(&self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        self.send_with(envelope, raw, Provisos::default()).await
    }

    /// As [`Submission::send`], with what goes only for some mails.
    async fn send_with(
        &self,
        envelope: &Envelope,
        raw: &[u8],
        provisos: Provisos<'_, '_>,
    ) -> Result<Accepted, SendError> {
        let raw = with_crlf(raw);
        let mut dialogue = self.open().await.map_err(SendError::NotSent)?;
        let result = self.transact(&mut dialogue, envelope, &raw, provisos).await;
        if !matches!(result, Err(SendError::NotSent(_) | SendError::InDoubt(_))) {
            dialogue.quit().await;
        }
        result
    }

    async fn transact(
        &self,
        dialogue: &mut Dialogue,
        envelope: &Envelope,
        raw: &[u8],
        Provisos { may_end, copy_to }: Provisos<'_, '_>,
    ) -> Result<Accepted, SendError> {
        let mail = mail_command(dialogue, envelope, raw)?;
        let reply = dialogue.command(&mail).await.map_err(SendError::NotSent)?;
        if !reply.is_positive() {
            return Err(refusal(vec![reply.refusal(None)]));
        }
        let mut refused = Vec::new();
        for recipient in &envelope.to {
            let command = match path(recipient) {
                Ok(path) => format!("RCPT TO:<{path}>"),
                Err(_) => {
                    refused.push(local(Some(recipient), 501, "5.1.3", "not an address that can be sent to"));
                    continue;
                }
            };
            let reply = dialogue.command(&command).await.map_err(SendError::NotSent)?;
            if !reply.is_positive() {
                refused.push(reply.refusal(Some(recipient)));
            }
        }
        if refused.len() == envelope.to.len() {
            return Err(refusal(refused));
        }
        let copied = self.copy(dialogue, envelope, copy_to).await.map_err(SendError::NotSent)?;
        let reply = dialogue.command("DATA").await.map_err(SendError::NotSent)?;
        if reply.code != 354 {
            return Err(refusal(vec![reply.refusal(None)]));
        }
        // Up to here and through the body nothing is handed over: without the final dot the server must
        // throw the mail away (RFC 5321 4.1.1.4).
        dialogue.write(&stuffed(raw)).await.map_err(SendError::NotSent)?;
        if let Some(may_end) = may_end
            && !may_end(copied).await
        {
            return Err(SendError::NotSent(Code::Unavailable.into()));
        }
        let reply = self.end(dialogue).await.map_err(SendError::InDoubt)?;
        match reply.code {
            200..=299 => Ok(Accepted { refused, thread: None, copied }),
            400..=599 => Err(refusal(vec![reply.refusal(None)])),
            _ => Err(SendError::InDoubt(ConnectError::new(Code::Protocol, reply.text))),
        }
    }

    /// Has the mail go to `copy_to` as well, by one more recipient: the server takes it for all of them or for none
    /// (RFC 5321 4.1.1.4). Whether it goes there; where that is refused, the mail goes to the others all the same.
    async fn copy(
        &self,
        dialogue: &mut Dialogue,
        envelope: &Envelope,
        copy_to: Option<&str>,
    ) -> Result<bool, ConnectError> {
        let Some(copy_to) = copy_to else { return Ok(false) };
        if envelope.to.iter().any(|to| to.eq_ignore_ascii_case(copy_to)) {
            return Ok(true);
        }
        let Ok(path) = path(copy_to) else { return Ok(false) };
        Ok(dialogue.command(&format!("RCPT TO:<{path}>")).await?.is_positive())
    }

    /// The final dot and the answer to it.
    async fn end(&self, dialogue: &mut Dialogue) -> Result<Reply, ConnectError> {
        dialogue.write(b".\r\n").await?;
        // Servers scan and file before they answer: RFC 5321 4.5.3.2.6 asks for ten minutes of patience.
        dialogue.be_patient(self.deadlines.command);
        dialogue.reply().await
    }
}

/// Asked before the final dot, from which on the server may have the mail; where it says no, nothing was sent. Whoever notes
/// something durable in it knows after a crash whether the mail may be sent again. It is told whether a copy goes along.
pub type MayEnd<'a> = dyn Fn(bool) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> + Send + Sync + 'a;

/// What goes only for some mails.
#[derive(Clone, Copy, Default)]
pub struct Provisos<'a, 'end> {
    /// Asked before the final dot.
    pub may_end: Option<&'a MayEnd<'end>>,
    /// Who gets the mail as well, unless the server refuses that.
    pub copy_to: Option<&'a str>,
}

impl std::fmt::Debug for Provisos<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provisos").field("is_copied", &self.copy_to.is_some()).finish_non_exhaustive()
    }
}

/// Sends one mail through a server that is no mailbox's: the operator's own.
///
/// # Errors
/// As [`crate::Connector::send`]; a setting that cannot be used is [`SendError::NotSent`].
pub async fn submit(
    server: &ServerSettings,
    egress: &Egress,
    envelope: &Envelope,
    raw: &[u8],
    provisos: Provisos<'_, '_>,
) -> Result<Accepted, SendError> {
    let _allowance = egress.allow(&OPERATOR_MAIL, &server.host, server.port);
    let submission = Submission::new(server.clone(), None, egress.clone(), Deadlines::default());
    let submission = submission.map_err(SendError::NotSent)?;
    Submission { adapter: &OPERATOR_MAIL, ..submission }.send_with(envelope, raw, provisos).await
}

/// A refused transaction: to try again when anything about it may change by itself.
fn refusal(refusals: Vec<Refusal>) -> SendError {
    if refusals.iter().any(|refusal| refusal.code < 500) {
        SendError::Temporary(refusals)
    } else {
        SendError::Rejected(refusals)
    }
}

fn local(recipient: Option<&str>, code: u16, status: &str, reason: &str) -> Refusal {
    Refusal {
        recipient: recipient.map(|recipient| Private::new(recipient.to_owned())),
        code,
        status: Some(status.to_owned()),
        reason: Private::new(reason.to_owned()),
    }
}

/// An address as it may stand between angle brackets.
fn path(address: &str) -> Result<&str, ConnectError> {
    let is_bad = |c: char| c.is_control() || matches!(c, '<' | '>' | ' ');
    if address.contains(is_bad) { Err(Code::Settings.into()) } else { Ok(address) }
}

fn mail_command(dialogue: &Dialogue, envelope: &Envelope, raw: &[u8]) -> Result<String, SendError> {
    let reject = |code, status, reason| SendError::Rejected(vec![local(None, code, status, reason)]);
    if envelope.to.is_empty() {
        return Err(reject(554, "5.5.1", "no recipient"));
    }
    let from =
        path(&envelope.from).map_err(|_| reject(501, "5.1.7", "the sender is not a usable address"))?;
    let mut command = format!("MAIL FROM:<{from}>");
    if let Some(limit) = dialogue.extension("SIZE") {
        let limit: usize = limit.trim().parse().unwrap_or(0);
        if limit > 0 && raw.len() > limit {
            return Err(reject(552, "5.3.4", "the mail is larger than the server accepts"));
        }
        command.push_str(&format!(" SIZE={}", raw.len()));
    }
    if !raw.is_ascii() && dialogue.extension("8BITMIME").is_some() {
        command.push_str(" BODY=8BITMIME");
    }
    let is_international = !from.is_ascii() || envelope.to.iter().any(|to| !to.is_ascii());
    if is_international {
        if dialogue.extension("SMTPUTF8").is_none() {
            return Err(reject(553, "5.6.7", "the server takes no addresses with other than ASCII letters"));
        }
        command.push_str(" SMTPUTF8");
    }
    Ok(command)
}

/// The mail with every line end as CRLF, and one at its end (RFC 5321 2.3.8).
pub(crate) fn with_crlf(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 40 + 2);
    let mut last = 0;
    for byte in raw {
        if *byte == b'\n' && last != b'\r' {
            out.push(b'\r');
        } else if last == b'\r' && *byte != b'\n' {
            out.push(b'\n');
        }
        out.push(*byte);
        last = *byte;
    }
    match last {
        b'\n' => {}
        b'\r' => out.push(b'\n'),
        _ => out.extend_from_slice(b"\r\n"),
    }
    out
}

/// The mail with a dot before each line that begins with one (RFC 5321 4.5.2).
fn stuffed(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + 64);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    out
}
