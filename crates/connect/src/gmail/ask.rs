//! Asking Google: paths as the discovery document has them, and answers that are understood or refused.

use super::Gmail;
use super::failure::failure;
use super::said;
use crate::api::{Call, Reply};
use crate::error::{Code, ConnectError};
use form_urlencoded::{Serializer, byte_serialize};
use serde::de::DeserializeOwned;
use std::fmt::Write;

/// An answer about something else than mails: labels are at most 10,000.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// What it answers to a change: its content is not asked for.
const DONE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// The longest id that is believed.
const ID_BYTES_MAX: usize = 256;

/// An id as Google gives them, which may stand in a path.
pub(super) fn usable(id: &str) -> Result<&str, ConnectError> {
    let is_usable = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    match (1..=ID_BYTES_MAX).contains(&id.len()) && id.bytes().all(is_usable) {
        true => Ok(id),
        false => Err(ConnectError::new(Code::Protocol, "an id that cannot be one")),
    }
}

/// Reads an answer.
pub(super) fn read<T: DeserializeOwned>(reply: &Reply) -> Result<T, ConnectError> {
    match reply.status {
        200..=299 => serde_json::from_slice(&reply.body)
            .map_err(|error| ConnectError::new(Code::Protocol, error.to_string())),
        _ => Err(failure(reply)),
    }
}

impl Gmail {
    /// The path of something of the mailbox, with a query.
    pub(super) fn path(&self, what: &str, query: &[(&str, &str)]) -> String {
        let account: String = byte_serialize(self.api.account().as_bytes()).collect();
        let mut path = format!("/gmail/v1/users/{account}/{what}");
        if !query.is_empty() {
            let query = Serializer::new(String::new()).extend_pairs(query).finish();
            // Writing to a String does not fail.
            let _ = write!(path, "?{query}");
        }
        path
    }

    /// Asks for something small; `None` when there is no such thing (404).
    pub(super) async fn find<T: DeserializeOwned>(
        &mut self,
        what: &str,
        query: &[(&str, &str)],
    ) -> Result<Option<T>, ConnectError> {
        let reply = self.api.ask(&Call::get(self.path(what, query), ANSWER_BYTES_MAX)).await?;
        if reply.status == 404 { Ok(None) } else { read(&reply).map(Some) }
    }

    /// Asks for something small that is there.
    pub(super) async fn get<T: DeserializeOwned>(
        &mut self,
        what: &str,
        query: &[(&str, &str)],
    ) -> Result<T, ConnectError> {
        let reply = self.api.ask(&Call::get(self.path(what, query), ANSWER_BYTES_MAX)).await?;
        read(&reply)
    }

    /// Changes something in a way that does no harm when it is done twice. Returns whether it was there.
    pub(super) async fn change(
        &mut self,
        what: &str,
        query: &[(&str, &str)],
        body: Option<&serde_json::Value>,
    ) -> Result<Option<Reply>, ConnectError> {
        let bytes = body.map(|body| body.to_string().into_bytes());
        let mut call = Call::post(self.path(what, query), "application/json", bytes.unwrap_or_default());
        call.body = call.body.filter(|_| body.is_some());
        call.bytes_max = DONE_BYTES_MAX;
        let reply = self.api.ask(&call).await?;
        match reply.status {
            404 => Ok(None),
            200..=299 => Ok(Some(reply)),
            _ => Err(failure(&reply)),
        }
    }

    /// Where the mailbox's history stands now.
    pub(super) async fn history_now(&mut self) -> Result<String, ConnectError> {
        let profile: said::Profile = self.get("profile", &[]).await?;
        Ok(profile.history_id)
    }
}
