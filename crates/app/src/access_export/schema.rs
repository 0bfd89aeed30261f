//! Checks a description against the published schema (JSON Schema 2020-12): the keywords that the schema uses, and a
//! keyword that is not known here is a fault, so that none is passed over. Pure.

use super::SCHEMA;
use serde_json::{Map, Value};

/// How deep a description may nest: the schema's own depth is less.
const DEPTH_MAX: usize = 32;

/// Checks a description against the published schema.
///
/// # Errors
/// Where it does not fit, as a JSON Pointer (RFC 6901) with the keyword; never a value.
pub fn check(data: &Value) -> Result<(), String> {
    check_against(SCHEMA, data)
}

/// Checks a description against a schema of the same kind.
///
/// # Errors
/// As [`check`].
pub fn check_against(schema: &str, data: &Value) -> Result<(), String> {
    let schema: Value = serde_json::from_str(schema).map_err(|_| "the schema cannot be read".to_owned())?;
    let root = schema.as_object().ok_or("the schema is no object")?;
    fits(root, root, data, "", 0)
}

fn fits(
    root: &Map<String, Value>,
    schema: &Map<String, Value>,
    data: &Value,
    at: &str,
    depth: usize,
) -> Result<(), String> {
    let wrong = |word: &str| Err(format!("{}: {word}", if at.is_empty() { "/" } else { at }));
    if depth > DEPTH_MAX {
        return wrong("depth");
    }
    for (word, rule) in schema {
        let good = match (word.as_str(), rule) {
            ("$schema" | "$id" | "$defs" | "title" | "description" | "additionalProperties", _) => true,
            ("$ref", Value::String(name)) => {
                let named = name.strip_prefix("#/$defs/").and_then(|name| root.get("$defs")?.get(name));
                let Some(Value::Object(named)) = named else { return wrong("$ref") };
                fits(root, named, data, at, depth + 1)?;
                true
            }
            ("anyOf", Value::Array(all)) => all
                .iter()
                .any(|one| one.as_object().is_some_and(|one| fits(root, one, data, at, depth + 1).is_ok())),
            ("type", Value::String(kind)) => is(kind, data),
            ("type", Value::Array(kinds)) => {
                kinds.iter().filter_map(Value::as_str).any(|kind| is(kind, data))
            }
            ("const", only) => data == only,
            ("enum", Value::Array(words)) => words.contains(data),
            ("minimum", Value::Number(least)) => data.as_f64().is_none_or(|n| Some(n) >= least.as_f64()),
            ("format", Value::String(name)) if name == "date-time" => {
                data.as_str().is_none_or(|text| text.parse::<jiff::Timestamp>().is_ok())
            }
            ("pattern", Value::String(pattern)) => {
                data.as_str().is_none_or(|text| fits_pattern(pattern, text))
            }
            ("required", Value::Array(names)) => {
                let held = |name: &str| data.as_object().is_none_or(|data| data.contains_key(name));
                names.iter().filter_map(Value::as_str).all(held)
            }
            ("properties", Value::Object(known)) => {
                members(root, schema, known, data, (at, depth))?;
                true
            }
            ("items", Value::Object(item)) => {
                for (n, one) in data.as_array().into_iter().flatten().enumerate() {
                    fits(root, item, one, &format!("{at}/{n}"), depth + 1)?;
                }
                true
            }
            _ => return wrong(&format!("the keyword {word} is not known")),
        };
        if !good {
            return wrong(word);
        }
    }
    Ok(())
}

fn members(
    root: &Map<String, Value>,
    schema: &Map<String, Value>,
    known: &Map<String, Value>,
    data: &Value,
    (at, depth): (&str, usize),
) -> Result<(), String> {
    let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
    for (name, value) in data.as_object().into_iter().flatten() {
        match known.get(name).and_then(Value::as_object) {
            Some(rule) => fits(root, rule, value, &format!("{at}/{name}"), depth + 1)?,
            None if closed => return Err(format!("{at}: a member that the schema does not have")),
            None => {}
        }
    }
    Ok(())
}

fn is(kind: &str, data: &Value) -> bool {
    match kind {
        "string" => data.is_string(),
        "boolean" => data.is_boolean(),
        "integer" => data.is_i64() || data.is_u64(),
        "number" => data.is_number(),
        "null" => data.is_null(),
        "array" => data.is_array(),
        "object" => data.is_object(),
        _ => false,
    }
}

/// The two patterns of the schema; any other fits nothing.
fn fits_pattern(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[0-9a-f]{64}$" => {
            text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        }
        "^[0-9]{4}-[0-9]{2}$" => {
            text.len() == 7
                && text.bytes().enumerate().all(|(n, b)| if n == 4 { b == b'-' } else { b.is_ascii_digit() })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn small() -> Value {
        let about = json!({"purposes": [], "recipients": [], "sources": [], "rights": []});
        let person = json!({"name": "", "emails": [], "phone": "", "remark": null, "state": "active",
            "first_seen_at": null, "changed_at": "2026-11-24T12:00:00Z", "organisation": null, "fields": []});
        json!({"format": "deskhero-access-export", "version": 1, "made_at": "2026-11-24T12:00:00Z", "language": "en",
            "controller": "A", "person": person, "about": about, "access": [], "exports": [],
            "left_out": {"messages": 0, "notes": 0, "remark": false}, "tickets": [], "messages": []})
    }

    #[test]
    fn what_fits_passes_and_each_fault_is_found() {
        check(&small()).unwrap();
        let faults: [(&str, Value, &str); 8] = [
            ("/format", json!("other"), "/format: const"),
            ("/version", json!(2), "/version: const"),
            ("/made_at", json!("yesterday"), "/made_at: format"),
            ("/person/state", json!("odd"), "/person/state: enum"),
            ("/person/remark", json!(7), "/person/remark: type"),
            ("/left_out/notes", json!(-1), "/left_out/notes: minimum"),
            ("/tickets", json!([{}]), "/tickets/0: required"),
            (
                "/person/fields",
                json!([{"key": "a", "name": "A", "value": []}]),
                "/person/fields/0/value: type",
            ),
        ];
        for (place, value, fault) in faults {
            let mut data = small();
            *data.pointer_mut(place).unwrap() = value;
            assert_eq!(check(&data), Err(fault.to_owned()));
        }
        let mut more = small();
        more.as_object_mut().unwrap().insert("more".to_owned(), json!(1));
        assert_eq!(check(&more), Err(": a member that the schema does not have".to_owned()));
    }
}
