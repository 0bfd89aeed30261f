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

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Vec<Uuid> {
        let named = Named::default();
        named.address(&text.parse().unwrap());
        named.take()
    }

    #[test]
    fn ids_are_found_wherever_they_stand() {
        let (a, b) = (Uuid::from_u128(7), Uuid::from_u128(8));
        assert_eq!(address(&format!("/tickets/{a}/merges?into={b}&other={a}&n=12")), [a, b]);
        let named = Named::default();
        named.field("ids", &format!("{a}, {b}"));
        named.json(&serde_json::json!({ "ids": [b.to_string(), "x"], "more": { "id": "17.-" } }));
        assert_eq!(named.take(), [a, b]);
        assert!(named.take().is_empty());
    }

    #[test]
    fn an_id_counts_in_every_spelling_that_a_route_reads() {
        let id = Uuid::from_u128(0x0193_7a5c_4b2e_7c3d_8e9f_0a1b_2c3d_4e5f);
        let mut percent = String::new();
        for byte in id.to_string().bytes() {
            percent += &format!("%{byte:02x}");
        }
        let spelled = [
            id.to_string(),
            id.to_string().to_uppercase(),
            id.simple().to_string(),
            id.simple().to_string().to_uppercase(),
            id.braced().to_string(),
            id.urn().to_string(),
            percent.clone(),
        ];
        for spelling in &spelled {
            let in_path = spelling.replace('{', "%7B").replace('}', "%7D");
            assert_eq!(address(&format!("/tickets/{in_path}")), [id], "{spelling}");
            assert_eq!(address(&format!("/tickets?after={in_path}")), [id], "{spelling}");
        }
        for spelling in spelled.iter().filter(|spelling| !spelling.starts_with('%')) {
            let named = Named::default();
            named.json(&serde_json::json!({ "ticket_ids": [spelling] }));
            assert_eq!(named.take(), [id], "{spelling}");
            assert!(spelling.parse::<domain::TicketId>().is_ok(), "{spelling}");
        }
        assert!(address("/tickets/%zz%4/%").is_empty());
    }

    #[test]
    fn what_is_made_up_or_stands_in_a_text_names_nothing() {
        let id = Uuid::from_u128(9);
        let named = Named::default();
        named.field("draft", &id.to_string());
        named.field("text", &format!("The order was {id}."));
        named.json(&serde_json::json!({ "draft_id": id.to_string(), "text": format!("Order {id}") }));
        assert!(named.take().is_empty());
    }

    #[test]
    fn they_are_limited() {
        let named = Named::default();
        let all: Vec<String> = (0..2_000).map(|n| Uuid::from_u128(n).to_string()).collect();
        named.field("ids", &all.join(" "));
        assert_eq!(named.take().len(), ASKED_IDS_MAX);
    }
}
