//! The ids that a request named, for when it is told that there is no such thing: then it is looked up, later and elsewhere,
//! whether they are another tenant's (C37). What is done here is the same whatever they are.

use axum::http::StatusCode;
use domain::limits::ASKED_IDS_MAX;
use parking_lot::Mutex;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// Characters of an id as it is written.
const ID_CHARS: usize = 36;

/// The ids that one request named so far, in its address and its body.
#[derive(Debug, Clone, Default)]
pub struct Named(Arc<Mutex<Vec<Uuid>>>);

impl Named {
    /// Takes down the ids in a text.
    pub fn text(&self, text: &str) {
        let mut named = self.0.lock();
        let words = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
        for id in words.filter(|word| word.len() == ID_CHARS).filter_map(|word| word.parse().ok()) {
            if named.len() < ASKED_IDS_MAX && !named.contains(&id) {
                named.push(id);
            }
        }
    }

    /// Takes down the ids in a body.
    pub fn json(&self, value: &Value) {
        match value {
            Value::String(text) => self.text(text),
            Value::Array(items) => items.iter().for_each(|item| self.json(item)),
            Value::Object(members) => members.values().for_each(|member| self.json(member)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What was taken down.
    #[must_use]
    pub fn take(&self) -> Vec<Uuid> {
        std::mem::take(&mut *self.0.lock())
    }
}

/// Whether an answer may say that what was named is not there.
#[must_use]
pub fn is_in_vain(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_wherever_they_stand() {
        let (a, b) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let named = Named::default();
        named.text(&format!("/tickets/{a}/merges?into={b}&other={a}&n=12"));
        named.json(&serde_json::json!({ "ids": [b.to_string(), "x"], "more": { "id": "17.-" } }));
        assert_eq!(named.take(), [a, b]);
        assert!(named.take().is_empty());
    }

    #[test]
    fn they_are_limited() {
        let named = Named::default();
        let all: Vec<String> = (0..100).map(|n| Uuid::from_u128(n).to_string()).collect();
        named.text(&all.join(" "));
        assert_eq!(named.take().len(), ASKED_IDS_MAX);
    }
}
