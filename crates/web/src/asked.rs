//! The ids that a request named, for when it is told that there is no such thing: then it is looked up, later and elsewhere,
//! whether they are another tenant's (C37). What is done here is the same whatever they are.
//!
//! An id counts in every spelling in which a route reads it: percent-encoded in a path, in capitals, as 32 digits, in braces,
//! as a URN. What names something is a value that is an id, or a list of ids: an id inside of a text names nothing.

use axum::http::{StatusCode, Uri};
use domain::limits::ASKED_IDS_MAX;
use parking_lot::Mutex;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// Fields whose ids whoever asks made up by themselves: that they are not there is ordinary.
const MADE_UP: &[&str] = &["draft", "draft_id", "window"];

/// The ids that one request named so far, in its address and its body.
#[derive(Debug, Clone, Default)]
pub struct Named(Arc<Mutex<Vec<Uuid>>>);

impl Named {
    /// Takes down the ids in an address.
    pub fn address(&self, uri: &Uri) {
        for part in uri.path().split('/') {
            self.value(&decoded(part));
        }
        let query = uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        for (name, value) in &pairs {
            self.field(name, value);
        }
    }

    /// Takes down the ids in a field of a form or a query.
    pub fn field(&self, name: &str, value: &str) {
        if !MADE_UP.contains(&name) {
            self.value(value);
        }
    }

    /// Takes down a value that is an id, or a list of ids.
    fn value(&self, value: &str) {
        let words = || {
            value.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|word| !word.is_empty())
        };
        if !words().all(|word| Uuid::try_parse(word).is_ok()) {
            return;
        }
        let mut named = self.0.lock();
        for id in words().filter_map(|word| Uuid::try_parse(word).ok()) {
            if named.len() >= ASKED_IDS_MAX {
                return;
            }
            if !named.contains(&id) {
                named.push(id);
            }
        }
    }

    /// Takes down the ids in a body.
    pub fn json(&self, value: &Value) {
        match value {
            Value::String(text) => self.value(text),
            Value::Array(items) => items.iter().for_each(|item| self.json(item)),
            Value::Object(members) => {
                let given = members.iter().filter(|(name, _)| !MADE_UP.contains(&name.as_str()));
                given.for_each(|(_, member)| self.json(member));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What was taken down.
    #[must_use]
    pub fn take(&self) -> Vec<Uuid> {
        std::mem::take(&mut *self.0.lock())
    }
}

/// A part of a path as its route reads it.
fn decoded(part: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(part.len()), part.as_bytes());
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    loop {
        rest = match *rest {
            [] => return String::from_utf8_lossy(&bytes).into_owned(),
            [b'%', high, low, ref after @ ..] if digit(high).is_some() && digit(low).is_some() => {
                bytes.push(digit(high).unwrap_or_default() << 4 | digit(low).unwrap_or_default());
                after
            }
            [byte, ref after @ ..] => {
                bytes.push(byte);
                after
            }
        };
    }
}

/// Whether an answer may say that what was named is not there.
#[must_use]
pub fn is_in_vain(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY)
}
