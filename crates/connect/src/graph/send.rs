//! Sending by `sendMail`, with the mail as MIME ("Send messages with MIME content").

use super::Graph;
use super::header::addressed;
use super::wire::{Refused, judged};
use crate::api::{Call, Reply};
use crate::connector::{Accepted, Envelope};
use crate::error::{Code, Refusal, SendError};
use crate::smtp::with_crlf;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Private;

/// Bytes of one request; what does not fit goes out as a draft with attachments.
pub(super) const REQUEST_BYTES_MAX: usize = 4 * 1024 * 1024;

impl Graph {
    pub(super) async fn send_mail(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        let mail = prepared(envelope, raw).map_err(SendError::Rejected)?;
        let Some(body) = in_one_request(&mail) else { return self.send_in_steps(&mail).await };
        // On a connection of its own: a kept one that was closed meanwhile would leave it in doubt.
        self.api.forget_connection();
        let call = Call::post(format!("{}/sendMail", self.base), "text/plain", body);
        match self.api.tell(&call).await {
            Ok(reply) => accepted(reply),
            Err(failed) if failed.may_have_arrived => Err(SendError::InDoubt(failed.error)),
            Err(failed) => Err(SendError::NotSent(failed.error)),
        }
    }
}

/// A mail as the body of a request, when it fits.
pub(super) fn in_one_request(mail: &[u8]) -> Option<Vec<u8>> {
    let body = STANDARD.encode(mail).into_bytes();
    (body.len() <= REQUEST_BYTES_MAX).then_some(body)
}

/// The mail as it goes out, or why it cannot be sent.
fn prepared(envelope: &Envelope, raw: &[u8]) -> Result<Vec<u8>, Vec<Refusal>> {
    if envelope.to.is_empty() {
        return Err(vec![local(None, 554, "5.5.1", "no recipient")]);
    }
    let is_bad = |c: char| c.is_control() || matches!(c, '<' | '>' | ' ' | ',' | ';' | ':' | '(' | ')');
    let unusable = envelope.to.iter().filter(|to| to.contains(is_bad) || !to.contains('@'));
    let unusable: Vec<Refusal> =
        unusable.map(|to| local(Some(to), 501, "5.1.3", "not an address that can be sent to")).collect();
    if !unusable.is_empty() {
        return Err(unusable);
    }
    let mail = addressed(&with_crlf(raw), &envelope.to);
    // Whom the header names is written to: that can be told, but not be helped.
    let not_meant = "the mail's header names somebody whom it is not meant for";
    let not_meant: Vec<Refusal> =
        mail.not_meant.iter().map(|one| local(Some(one), 554, "5.7.1", not_meant)).collect();
    if !not_meant.is_empty() {
        return Err(not_meant);
    }
    Ok(mail.raw)
}

/// What an answer means. One that tells of a fault on the way leaves it open whether the mail went out.
pub(super) fn accepted(reply: Reply) -> Result<Accepted, SendError> {
    match judged(reply) {
        Ok(_) => Ok(Accepted::default()),
        Err(refused) => Err(match (refused.status, not_sent(refused)) {
            (503 | 509, error) => error,
            (500..=599, SendError::NotSent(error)) => SendError::InDoubt(error),
            (status, SendError::NotSent(_)) if status < 400 => SendError::InDoubt(Code::Protocol.into()),
            (_, error) => error,
        }),
    }
}

/// What a refusal means where nothing was handed over.
pub(super) fn not_sent(refused: Refused) -> SendError {
    let words = refused.error.detail.reveal().clone();
    match refused.status {
        401 | 429 => SendError::NotSent(refused.error),
        403 => SendError::Rejected(vec![local(None, 550, "5.7.1", &words)]),
        413 => SendError::Rejected(vec![too_large()]),
        408 | 409 | 423 => SendError::Temporary(vec![local(None, 451, "4.3.0", &words)]),
        400..=499 => SendError::Rejected(vec![local(None, 554, "5.0.0", &words)]),
        _ => SendError::NotSent(refused.error),
    }
}

pub(super) fn too_large() -> Refusal {
    local(None, 552, "5.3.4", "the mail is larger than Microsoft takes from a program")
}

fn local(recipient: Option<&str>, code: u16, status: &str, reason: &str) -> Refusal {
    Refusal {
        recipient: recipient.map(|recipient| Private::new(recipient.to_owned())),
        code,
        status: Some(status.to_owned()),
        reason: Private::new(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    #[test]
    fn each_answer_says_whether_the_mail_went_out() {
        let sent = |status| {
            let body = Bytes::from_static(br#"{"error":{"code":"ErrorX","message":"m"}}"#);
            match accepted(Reply { status, retry_after: None, date: None, body }) {
                Ok(_) => "accepted".to_owned(),
                Err(SendError::Rejected(all)) => format!("rejected {}", all[0].code),
                Err(SendError::Temporary(all)) => format!("temporary {}", all[0].code),
                Err(SendError::NotSent(error)) => format!("not sent {:?}", error.code),
                Err(SendError::InDoubt(error)) => format!("in doubt {:?}", error.code),
            }
        };
        for (status, wanted) in [
            (202, "accepted"),
            (302, "in doubt Protocol"),
            (400, "rejected 554"),
            (401, "not sent AuthFailed"),
            (403, "rejected 550"),
            (408, "temporary 451"),
            (413, "rejected 552"),
            (429, "not sent Throttled"),
            (500, "in doubt Unavailable"),
            (503, "not sent Unavailable"),
            (504, "in doubt Unavailable"),
        ] {
            assert_eq!(sent(status), wanted, "{status}");
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused_here() {
        let code = |to: &[&str], raw: &[u8]| {
            let to = to.iter().map(|to| (*to).to_owned()).collect();
            let envelope = Envelope { from: String::new(), to, thread: None };
            prepared(&envelope, raw).map_or_else(|refusals| refusals[0].code, |_| 0)
        };
        assert_eq!(code(&["a@x.test"], b"To: a@x.test\r\n\r\n"), 0);
        assert_eq!(code(&[], b""), 554);
        assert_eq!(code(&["a@x.test\r\nTo: b@x.test"], b""), 501);
        assert_eq!(code(&["a@x.test"], b"Cc: b@x.test\r\n\r\n"), 554);
        let (fits, is_too_large) =
            (vec![b'x'; REQUEST_BYTES_MAX / 4 * 3], vec![b'x'; REQUEST_BYTES_MAX / 4 * 3 + 1]);
        assert!(in_one_request(&fits).is_some() && in_one_request(&is_too_large).is_none());
    }
}
