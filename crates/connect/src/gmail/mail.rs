//! One mail from Google, in its own bytes.
//!
//! Mails are asked for one after another on the kept connection. A batch of requests would cost the same quota (5 units for
//! each mail, of 15,000 in a minute), hold many mails in memory at once, and has to be asked for again mail by mail where a
//! part of it was refused.

use super::Gmail;
use super::ask::{read, usable};
use super::fetch::Ask;
use super::said::Message;
use crate::api::Call;
use crate::connector::{Limits, SourceKey, SourceMail, SourceRef};
use crate::error::{Code, ConnectError};
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use domain::Timestamp;
use domain::limits::MAIL_BYTES_HARD_MAX;

/// A mail of up to this size is asked for without a look at its size before.
const AT_ONCE_BYTES_MAX: usize = 24 * 1024 * 1024;
/// What stands around a mail in an answer.
const AROUND_BYTES_MAX: usize = 256 * 1024;
/// What is wanted of a mail, but for its bytes.
const FACTS: &str = "threadId,labelIds,internalDate,sizeEstimate";
/// Google writes base64url with padding; others leave it away.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A mail and where it lies.
pub(super) struct Got {
    pub(super) id: String,
    pub(super) thread: Option<String>,
    pub(super) labels: Vec<String>,
    pub(super) date: Option<Timestamp>,
    /// Its bytes; empty when it is too large.
    raw: Bytes,
    too_large: Option<u64>,
}

/// What a fetch has brought so far.
pub(super) struct Room {
    limits: Limits,
    bytes: usize,
    pub(super) mails: Vec<SourceMail>,
}

impl Room {
    pub(super) const fn new(limits: Limits) -> Self {
        Self { limits, bytes: 0, mails: Vec::new() }
    }

    pub(super) fn is_full(&self) -> bool {
        self.mails.len() >= self.limits.mails.max(1)
    }

    /// Whether it may come along; alone it always may.
    fn has_room_for(&self, got: &Got) -> bool {
        self.mails.is_empty() || self.bytes.saturating_add(got.raw.len()) <= self.limits.bytes
    }

    fn push(&mut self, got: &Got, before_connect: bool, ask: &Ask) {
        self.bytes = self.bytes.saturating_add(got.raw.len());
        let mut mail = SourceMail {
            source_key: SourceKey::new(format!("gmail\0{}", got.id).into_bytes()),
            // An id is given once: it alone tells whether the mail is new.
            check_digest: false,
            moved: false,
            raw: got.raw.clone(),
            internal_date: got.date,
            before_connect,
            source_ref: SourceRef::Gmail { id: got.id.clone() },
            too_large: got.too_large,
            thread: got.thread.clone(),
        };
        if ask.source > 0 {
            mail.come_along(ask.source);
        }
        self.mails.push(mail);
    }
}

impl Gmail {
    /// Puts a mail into the room. What does not fit is kept for the next fetch, which begins with it; then `false`.
    pub(super) fn put(&mut self, room: &mut Room, got: Got, before_connect: bool, ask: &Ask) -> bool {
        if room.has_room_for(&got) {
            room.push(&got, before_connect, ask);
            return true;
        }
        if got.raw.len() <= AT_ONCE_BYTES_MAX {
            self.spare = Some(got);
        }
        false
    }

    /// A mail; `None` when it is gone.
    pub(super) async fn got(&mut self, id: &str) -> Result<Option<Got>, ConnectError> {
        if let Some(spare) = self.spare.take_if(|spare| spare.id == id) {
            return Ok(Some(spare));
        }
        let first = AT_ONCE_BYTES_MAX / 3 * 4 + AROUND_BYTES_MAX;
        match self.raw(id, first).await? {
            Whole::Got(got) => return Ok(Some(got)),
            Whole::Gone => return Ok(None),
            Whole::TooLarge => {}
        }
        let Some(facts) = self.facts(id).await? else { return Ok(None) };
        if facts.too_large.is_some_and(|size| size > MAIL_BYTES_HARD_MAX as u64) {
            return Ok(Some(facts));
        }
        let most = MAIL_BYTES_HARD_MAX / 3 * 4 + AROUND_BYTES_MAX;
        match self.raw(id, most).await? {
            Whole::Got(got) => Ok(Some(got)),
            Whole::Gone => Ok(None),
            // Its size was an estimate.
            Whole::TooLarge => Ok(Some(Got { too_large: Some(MAIL_BYTES_HARD_MAX as u64 + 1), ..facts })),
        }
    }

    /// The whole mail, unless the answer were larger than `bytes_max`.
    async fn raw(&mut self, id: &str, bytes_max: usize) -> Result<Whole, ConnectError> {
        let what = format!("messages/{}", usable(id)?);
        let fields = format!("{FACTS},raw");
        let call = Call::get(self.path(&what, &[("format", "raw"), ("fields", &fields)]), bytes_max);
        let Some(reply) = self.api.ask_within(&call).await? else { return Ok(Whole::TooLarge) };
        if reply.status == 404 {
            return Ok(Whole::Gone);
        }
        if reply.status >= 300 {
            return Err(super::failure::failure(&reply));
        }
        let said: Message<'_> = serde_json::from_slice(&reply.body)
            .map_err(|error| ConnectError::new(Code::Protocol, error.to_string()))?;
        // It is there and not handed out: never pass over it.
        let held = || ConnectError::new(Code::Protocol, "the mail comes without its bytes");
        let raw = said.raw.as_ref().ok_or_else(held)?;
        let raw = BASE64.decode(raw.as_bytes());
        let raw = raw.map_err(|error| ConnectError::new(Code::Protocol, error.to_string()))?;
        let too_large = (raw.len() > MAIL_BYTES_HARD_MAX).then_some(raw.len() as u64);
        let raw = if too_large.is_some() { Bytes::new() } else { Bytes::from(raw) };
        Ok(Whole::Got(Got { raw, too_large, ..said.facts(id) }))
    }

    /// A mail without its bytes, with its estimated size; `None` when it is gone.
    pub(super) async fn facts(&mut self, id: &str) -> Result<Option<Got>, ConnectError> {
        let what = format!("messages/{}", usable(id)?);
        let call = Call::get(self.path(&what, &[("format", "minimal"), ("fields", FACTS)]), AROUND_BYTES_MAX);
        let reply = self.api.ask(&call).await?;
        if reply.status == 404 {
            return Ok(None);
        }
        let said: Owned = read(&reply)?;
        let size = said.0.size_estimate;
        Ok(Some(Got { too_large: Some(size), ..said.0.facts(id) }))
    }
}

/// An answer that borrows nothing: it holds no mail.
struct Owned(Message<'static>);

impl<'de> serde::Deserialize<'de> for Owned {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let said = Message::deserialize(deserializer)?;
        Ok(Self(Message { raw: None, ..said }))
    }
}

enum Whole {
    Got(Got),
    Gone,
    TooLarge,
}

impl Message<'_> {
    fn facts(&self, id: &str) -> Got {
        let date = self.internal_date.as_ref().and_then(|ms| ms.parse().ok()).map(Timestamp::from_millis);
        Got {
            id: id.to_owned(),
            thread: self.thread_id.clone(),
            labels: self.label_ids.clone(),
            date,
            raw: Bytes::new(),
            too_large: None,
        }
    }
}
