//! The two forms of an exported log. Each line carries the entry as it lies in the log, the key that opens it and
//! nothing else, and the way to the signed root: whoever has the public key can prove it.

use super::hex;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Timestamp;
use domain::audit::{Actor, AuditEvent};
use domain::merkle::Hash;
use serde_json::{Value, json};

/// The version of the form.
pub(super) const VERSION: u64 = 1;

/// What a CSV line says in clear, in order.
pub(super) const CLEAR: [&str; 15] = [
    "seq",
    "at",
    "actor",
    "act",
    "purpose",
    "legal_basis",
    "operation",
    "outcome",
    "reason",
    "request",
    "opened",
    "made",
    "tickets",
    "opened_ids",
    "made_ids",
];
/// What follows: the name of who acted as it was when this was exported, and the proof.
pub(super) const PROOF: [&str; 5] = ["name", "entry", "key", "proof", "signed"];
/// The first field of the last CSV line.
pub(super) const END: &str = "end";

/// One exported entry.
pub(super) struct Exported<'e> {
    pub(super) seq: i64,
    pub(super) event: &'e AuditEvent,
    pub(super) name: &'e str,
    pub(super) entry: &'e [u8],
    pub(super) key: &'e [u8],
    pub(super) path: &'e [Hash],
}

pub(super) fn coded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// What an event says, as JSON.
pub(super) fn event_json(event: &AuditEvent) -> Value {
    serde_json::to_value(event).unwrap_or_default()
}

/// A line of NDJSON.
pub(super) fn json_line(one: &Exported<'_>) -> String {
    let path: Vec<String> = one.path.iter().map(|hash| coded(hash)).collect();
    let line = json!({
        "seq": one.seq,
        "name": one.name,
        "event": event_json(one.event),
        "entry": coded(one.entry),
        "key": coded(one.key),
        "proof": path,
    });
    format!("{line}\n")
}

/// What a CSV line says in clear.
pub(super) fn clear_fields(seq: i64, event: &AuditEvent) -> Vec<String> {
    let ids = |ids: &mut dyn Iterator<Item = String>| ids.collect::<Vec<_>>().join(" ");
    vec![
        seq.to_string(),
        iso(event.at),
        actor(event.actor),
        event.act.clone(),
        event.purpose.as_str().to_owned(),
        event.legal_basis.as_str().to_owned(),
        event.operation.as_str().to_owned(),
        event.outcome.as_str().to_owned(),
        event.reason.clone(),
        event.request.to_string(),
        event.opened.len().to_string(),
        event.made.len().to_string(),
        ids(&mut event.tickets.iter().map(ToString::to_string)),
        ids(&mut event.opened.iter().map(ToString::to_string)),
        ids(&mut event.made.iter().map(ToString::to_string)),
    ]
}

/// A line of CSV; `signed` stands in the first one.
pub(super) fn csv_line(one: &Exported<'_>, signed: &str) -> String {
    let mut fields = clear_fields(one.seq, one.event);
    let path: Vec<String> = one.path.iter().map(|hash| coded(hash)).collect();
    fields.extend([plain(one.name), coded(one.entry), coded(one.key), path.join(" "), signed.to_owned()]);
    csv(&fields)
}

/// A line of CSV (RFC 4180).
pub(super) fn csv(fields: &[String]) -> String {
    let quoted = |field: &String| match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.clone(),
    };
    let line: Vec<String> = fields.iter().map(quoted).collect();
    format!("{}\r\n", line.join(","))
}

/// The fields of a line of CSV. None of ours has a line break in a field.
pub(super) fn csv_fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let (mut quoted, mut chars) = (false, line.trim_end_matches(['\r', '\n']).chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut fields, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => push(&mut fields, c),
        }
    }
    fields
}

fn push(fields: &mut [String], c: char) {
    if let Some(last) = fields.last_mut() {
        last.push(c);
    }
}

/// A name that no spreadsheet takes for a formula, on one line.
fn plain(name: &str) -> String {
    let name = name.replace(['\r', '\n', '\t'], " ");
    if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name }
}

fn iso(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis()).map(|at| format!("{at:.3}")).unwrap_or_default()
}

/// Who acted, as one word.
pub(super) fn actor(actor: Actor) -> String {
    match actor {
        Actor::Agent(id) => format!("agent {id}"),
        Actor::System(job) => {
            let word = serde_json::to_value(job).unwrap_or_default();
            format!("system {}", word.as_str().unwrap_or_default())
        }
        Actor::Operator => "operator".to_owned(),
        Actor::Nobody => "nobody".to_owned(),
    }
}

/// The first line of NDJSON.
pub(super) fn json_head(checkpoint: &crypto::Checkpoint, signed: &str, filter: &Value) -> String {
    let line = json!({
        "deskhero_audit_export": VERSION,
        "tenant": checkpoint.tenant,
        "entries_in_log": checkpoint.size,
        "root": hex(&checkpoint.root),
        "signed_at_ms": checkpoint.at.as_millis(),
        "public_key": hex(&checkpoint.public_key),
        "checkpoint": signed,
        "filter": filter,
    });
    format!("{line}\n")
}

/// The last line of NDJSON.
pub(super) fn json_end(entries: u64, seal: &[u8]) -> String {
    format!("{}\n", json!({ "end": entries, "seal": coded(seal) }))
}

/// The last line of CSV.
pub(super) fn csv_end(entries: u64, seal: &[u8]) -> String {
    let mut fields = vec![END.to_owned(), entries.to_string()];
    fields.resize(CLEAR.len() + PROOF.len() - 1, String::new());
    fields.push(coded(seal));
    csv(&fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_csv_reads_as_it_was_written() {
        let fields = ["a", "", "b,\"c\"", "d e"].map(str::to_owned);
        assert_eq!(csv_fields(&csv(&fields)), fields);
    }

    #[test]
    fn a_name_is_no_formula_and_one_line() {
        assert_eq!(plain("=1+1"), "'=1+1");
        assert_eq!(plain("Ada\nAdmin"), "Ada Admin");
    }
}
