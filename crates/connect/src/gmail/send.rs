//! Sending (users.messages.send). A request that may have arrived is never repeated.
//!
//! Google takes the sender and the recipients from the mail's head. It sends with the account's own address where the
//! mail's `From` is none of its aliases, and cannot be told to send without a return address.

use super::Gmail;
use super::ask::usable;
use super::failure::failure;
use super::named::{self, Naming};
use super::said::Sent;
use crate::api::{Call, Reply};
use crate::connector::{Accepted, Envelope};
use crate::error::{Code, ConnectError, Refusal, SendError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use domain::Private;
use serde_json::{Map, Value};
use std::hash::{BuildHasher, RandomState};

/// A larger mail goes as an upload: what Google takes as JSON is bounded.
const INLINE_BYTES_MAX: usize = 3 * 1024 * 1024;
/// The largest mail that Google takes (`maxSize` in the discovery document).
const MAIL_BYTES_MAX: usize = 36_700_160;
/// What it says of a sent mail.
const ANSWER_BYTES_MAX: usize = 64 * 1024 * 1024;

fn rejected(code: u16, status: &str, words: impl Into<String>) -> SendError {
    SendError::Rejected(vec![refusal(code, status, words)])
}

fn refusal(code: u16, status: &str, words: impl Into<String>) -> Refusal {
    let reason = Private::new(words.into());
    Refusal { recipient: None, code, status: Some(status.to_owned()), reason }
}

/// The mail as it goes to Google, with those that its head does not name.
fn addressed(envelope: &Envelope, raw: &[u8]) -> Result<Vec<u8>, SendError> {
    let hidden = match named::naming(envelope, raw) {
        Naming::Hidden(hidden) => hidden,
        Naming::TooMany => return Err(rejected(554, "5.6.0", "the mail names others than its recipients")),
        Naming::Unusable => return Err(rejected(501, "5.1.3", "no usable recipient")),
    };
    let raw = crate::smtp::with_crlf(raw);
    let mail = match hidden.is_empty() {
        true => raw,
        false => [format!("Bcc: {}\r\n", hidden.join(",\r\n ")).into_bytes(), raw].concat(),
    };
    if mail.len() > MAIL_BYTES_MAX {
        return Err(rejected(552, "5.3.4", "the mail is larger than Google accepts"));
    }
    Ok(mail)
}

/// A boundary that no mail can hold, since nobody knew it before.
fn boundary() -> String {
    let random = || RandomState::new().hash_one("");
    format!("{:016x}{:016x}", random(), random())
}

impl Gmail {
    pub(super) async fn send_in(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        let mail = addressed(envelope, raw)?;
        let thread = envelope.thread.as_deref().filter(|_| named::is_answer(raw));
        let thread = thread.filter(|id| usable(id).is_ok());
        match self.hand_over(&mail, thread).await {
            // The conversation is gone at Google, and the mail was not sent: without it, then.
            Err(SendError::NotSent(error)) if thread.is_some() && error.code == Code::Refused => {
                self.hand_over(&mail, None).await
            }
            result => result,
        }
    }

    /// Sends once. A refusal with status 400 or 404 of a mail for a conversation is [`SendError::NotSent`].
    async fn hand_over(&mut self, mail: &[u8], thread: Option<&str>) -> Result<Accepted, SendError> {
        let call = self.sending(mail, thread);
        self.api.forget_connection();
        let reply = match self.api.tell(&call).await {
            Ok(reply) => reply,
            Err(failed) if failed.may_have_arrived => return Err(SendError::InDoubt(failed.error)),
            Err(failed) => return Err(SendError::NotSent(failed.error)),
        };
        match reply.status {
            // It is sent, whatever else is said.
            200..=299 => {
                let said: Option<Sent> = serde_json::from_slice(&reply.body).ok();
                Ok(Accepted { thread: said.and_then(|said| said.thread_id), ..Accepted::default() })
            }
            _ => Err(refused(&reply, thread.is_some())),
        }
    }

    fn sending(&self, mail: &[u8], thread: Option<&str>) -> Call {
        let mut about = Map::new();
        if let Some(thread) = thread {
            about.insert("threadId".to_owned(), thread.into());
        }
        let fields = ("fields", "id,threadId");
        let mut call = if mail.len() <= INLINE_BYTES_MAX {
            about.insert("raw".to_owned(), URL_SAFE.encode(mail).into());
            let body = Value::from(about).to_string().into_bytes();
            Call::post(self.path("messages/send", &[fields]), "application/json", body)
        } else {
            let path = self.path("messages/send", &[("uploadType", "multipart"), fields]);
            let mark = boundary();
            let about = Value::from(about);
            let head = format!(
                "--{mark}\r\nContent-Type: application/json\r\n\r\n{about}\r\n\
                 --{mark}\r\nContent-Type: message/rfc822\r\n\r\n"
            );
            let body = [head.as_bytes(), mail, format!("\r\n--{mark}--\r\n").as_bytes()].concat();
            let mut call = Call::post(format!("/upload{path}"), "", body);
            call.fields.push(("content-type", format!("multipart/related; boundary={mark}")));
            call
        };
        call.bytes_max = ANSWER_BYTES_MAX;
        call
    }
}

/// What a refusal means for the mail.
fn refused(reply: &Reply, is_for_thread: bool) -> SendError {
    let error: ConnectError = failure(reply);
    let words = error.detail.reveal().clone();
    match (reply.status, error.code) {
        (400 | 404, _) if is_for_thread => SendError::NotSent(error),
        // Not carried out: the token, the scopes or the rate forbid it.
        (_, Code::AuthFailed | Code::ScopeMissing | Code::Throttled) => SendError::NotSent(error),
        // RFC 9110 15.6.4: it could not be handled. The others of its kind do not say how far it came.
        (503 | 408, _) => SendError::Temporary(vec![refusal(451, "4.3.2", words)]),
        (500..=599, _) | (_, Code::Protocol) => SendError::InDoubt(error),
        (413, _) => rejected(552, "5.3.4", words),
        _ => rejected(554, "5.0.0", words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16) -> Reply {
        Reply { status, retry_after: None, date: None, body: "{}".into() }
    }

    #[test]
    fn only_what_was_surely_not_carried_out_may_be_repeated() {
        for status in [401, 429, 503, 408] {
            let error = refused(&reply(status), false);
            assert!(matches!(error, SendError::NotSent(_) | SendError::Temporary(_)), "{status}");
        }
        for status in [500, 502, 504, 302] {
            assert!(matches!(refused(&reply(status), false), SendError::InDoubt(_)), "{status}");
        }
        for status in [400, 403, 404, 413] {
            assert!(matches!(refused(&reply(status), false), SendError::Rejected(_)), "{status}");
        }
        assert!(
            matches!(refused(&reply(404), true), SendError::NotSent(error) if error.code == Code::Refused)
        );
    }
}
