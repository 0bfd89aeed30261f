//! What is said to Graph and what it answers: requests, pages, errors.

use crate::api::{Api, Call, Reply};
use crate::error::{Code, ConnectError};
use domain::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt::Write;

/// Bytes of an answer that is no mail.
pub(super) const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Ids that a mail keeps when it is moved: every request asks for them.
pub(super) const IMMUTABLE: &str = "IdType=\"ImmutableId\"";
/// Characters of the provider's words that are kept.
const WORDS_CHARS_MAX: usize = 500;

/// A request that reads.
pub(super) fn get(path: impl Into<String>) -> Call {
    let mut call = Call::get(path, ANSWER_BYTES_MAX);
    call.fields.push(("prefer", IMMUTABLE.to_owned()));
    call
}

/// A request that reads a list, in pages of so many.
pub(super) fn get_page(path: impl Into<String>, size: usize) -> Call {
    let mut call = Call::get(path, ANSWER_BYTES_MAX);
    call.fields.push(("prefer", format!("{IMMUTABLE}, odata.maxpagesize={size}")));
    call
}

/// A request with a JSON body.
pub(super) fn post(path: impl Into<String>, body: &serde_json::Value) -> Call {
    let mut call = Call::post(path, "application/json", body.to_string().into_bytes());
    call.fields.push(("prefer", IMMUTABLE.to_owned()));
    call
}

/// A part of a path or of a query (RFC 3986 2.1).
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string never fails.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Graph refused a request.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: u16,
    /// Its own code, in lower case.
    pub(super) word: String,
    pub(super) error: ConnectError,
}

impl From<Refused> for ConnectError {
    fn from(refused: Refused) -> Self {
        refused.error
    }
}

impl From<ConnectError> for Refused {
    fn from(error: ConnectError) -> Self {
        Self { status: 0, word: String::new(), error }
    }
}

impl Refused {
    /// The position is not known any more: everything has to be listed anew.
    pub(super) fn asks_for_resync(&self) -> bool {
        let is_said = ["syncstate", "resync", "fullsync"].iter().any(|word| self.word.contains(word));
        self.status == 410 || (self.status == 400 && is_said)
    }

    /// What the request was about is not there; the mailbox itself is.
    pub(super) fn is_about_nothing(&self) -> bool {
        let is_mailbox = ["user", "mailbox", "resourcenotfound"].iter().any(|word| self.word.contains(word));
        self.status == 404 && !is_mailbox
    }
}

#[derive(Deserialize, Default)]
struct Failure {
    #[serde(default)]
    error: Words,
}

#[derive(Deserialize, Default)]
struct Words {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// An answer of a status that says yes.
pub(super) fn judged(reply: Reply) -> Result<Reply, Refused> {
    if (200..300).contains(&reply.status) {
        return Ok(reply);
    }
    let words = serde_json::from_slice::<Failure>(&reply.body).unwrap_or_default().error;
    let code = match reply.status {
        401 => Code::AuthFailed,
        403 => Code::AccessDenied,
        429 => Code::Throttled,
        503 | 509 if reply.retry_after.is_some() => Code::Throttled,
        500..=599 => Code::Unavailable,
        _ => Code::Refused,
    };
    let detail = format!("{} {} {}", reply.status, words.code, words.message);
    let detail: String = detail.chars().take(WORDS_CHARS_MAX).collect();
    let error = ConnectError::new(code, detail.trim()).after(reply.retry_after);
    Err(Refused { status: reply.status, word: words.code.to_ascii_lowercase(), error })
}

/// An answer's JSON.
pub(super) fn read<T: DeserializeOwned>(reply: &Reply) -> Result<T, ConnectError> {
    serde_json::from_slice(&reply.body).map_err(|_| ConnectError::new(Code::Protocol, "an unreadable answer"))
}

/// Asks for JSON.
pub(super) async fn ask<T: DeserializeOwned>(api: &mut Api, call: &Call) -> Result<T, Refused> {
    let reply = judged(api.ask(call).await?)?;
    Ok(read(&reply)?)
}

/// A page of a list.
#[derive(Deserialize)]
pub(super) struct Page<T> {
    #[serde(default = "Vec::new")]
    pub(super) value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    pub(super) next: Option<String>,
    #[serde(rename = "@odata.deltaLink")]
    pub(super) delta: Option<String>,
    #[serde(rename = "@odata.count")]
    pub(super) count: Option<u64>,
}

/// The path of an address that Graph gave: it leads to Graph alone.
pub(super) fn link(api: &Api, url: &str) -> Result<String, ConnectError> {
    let path = api.local_path(url).filter(|path| path.len() <= LINK_BYTES_MAX);
    path.map(str::to_owned)
        .ok_or_else(|| ConnectError::new(Code::Protocol, "an address that leads elsewhere"))
}

/// Bytes of an address to go on from.
const LINK_BYTES_MAX: usize = 16 * 1024;

/// A mail as a list names it. What changed in it is not said of a mail that was listed before.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    #[serde(default)]
    pub(super) id: String,
    received_date_time: Option<String>,
    pub(super) conversation_id: Option<String>,
    is_draft: Option<bool>,
    #[serde(default)]
    single_value_extended_properties: Vec<Property>,
    #[serde(rename = "@removed")]
    removed: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Property {
    value: Option<String>,
}

impl Listed {
    /// It lies in the folder, and is finished.
    pub(super) fn is_mail(&self) -> bool {
        self.removed.is_none() && self.is_draft != Some(true)
    }

    /// When it was received.
    pub(super) fn received(&self) -> Option<Timestamp> {
        self.received_date_time.as_deref().and_then(crate::civil::read_iso)
    }

    /// Its bytes in the store, about those of the mail: the one property that was asked for.
    pub(super) fn size(&self) -> Option<u64> {
        self.single_value_extended_properties.first()?.value.as_ref()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use std::time::Duration;

    fn reply(status: u16, seconds: Option<u64>, body: &str) -> Reply {
        let retry_after = seconds.map(Duration::from_secs);
        Reply { status, retry_after, date: None, body: Bytes::from(body.to_owned()) }
    }

    #[test]
    fn refusals_have_their_codes() {
        let judge = |status, seconds| {
            let body = r#"{"error":{"code":"ErrorX","message":"words","innerError":{"a":1}}}"#;
            judged(reply(status, seconds, body)).err().unwrap()
        };
        for (status, seconds, code) in [
            (401, None, Code::AuthFailed),
            (403, None, Code::AccessDenied),
            (404, None, Code::Refused),
            (429, Some(7), Code::Throttled),
            (503, Some(7), Code::Throttled),
            (503, None, Code::Unavailable),
            (504, None, Code::Unavailable),
        ] {
            let refused = judge(status, seconds);
            assert_eq!((refused.error.code, refused.error.wait), (code, seconds.map(Duration::from_secs)));
            assert_eq!(refused.error.detail.reveal(), &format!("{status} ErrorX words"));
        }
        assert_eq!(judged(reply(400, None, "<html>")).err().unwrap().error.code, Code::Refused);
    }

    #[test]
    fn what_is_gone_is_not_a_mailbox_that_is() {
        let refused = |status, word: &str| Refused {
            status,
            word: word.to_ascii_lowercase(),
            error: Code::Refused.into(),
        };
        assert!(refused(410, "").asks_for_resync() && refused(400, "SyncStateNotFound").asks_for_resync());
        assert!(!refused(400, "BadRequest").asks_for_resync());
        assert!(refused(404, "ErrorItemNotFound").is_about_nothing());
        assert!(!refused(404, "ErrorInvalidUser").is_about_nothing());
        assert!(!refused(404, "MailboxNotEnabledForRESTAPI").is_about_nothing());
    }

    #[test]
    fn a_page_is_read_with_more_than_is_known() {
        let text = r#"{"@odata.context":"x","@odata.deltaLink":"d","value":[
            {"@odata.etag":"e","id":"1","receivedDateTime":"1970-01-01T00:00:01Z","conversationId":"c","isDraft":false,
             "singleValueExtendedProperties":[{"id":"Long 0xe08","value":"77"}],"new":{}},
            {"id":"2","@removed":{"reason":"deleted"}},{"id":"3","isDraft":true}]}"#;
        let page: Page<Listed> = serde_json::from_str(text).unwrap();
        let kept: Vec<bool> = page.value.iter().map(Listed::is_mail).collect();
        assert_eq!(kept, [true, false, false]);
        assert_eq!((page.value[0].size(), page.value[1].size()), (Some(77), None));
        assert_eq!(page.value[0].received(), Some(Timestamp::from_millis(1_000)));
        assert_eq!((page.next, page.delta.as_deref()), (None, Some("d")));
    }

    #[test]
    fn parts_of_addresses_are_encoded() {
        assert_eq!(encoded("a b/c=d'é@x"), "a%20b%2Fc%3Dd%27%C3%A9%40x");
    }
}
