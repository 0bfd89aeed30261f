//! Proves an exported log with the public key alone: no database, no keyring, no Deskhero that runs.

use super::format::{self, CLEAR, END, PROOF, VERSION};
use crypto::open_disclosed;
use crypto::{Checkpoint, ExportSeal};
use domain::audit::AuditEvent;
use domain::inclusion::proves;
use domain::limits::AUDIT_LINE_BYTES_MAX;
use domain::merkle::{Hash, leaf_hash};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{BufRead, Read as _};

/// What an exported log was found to be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Checked {
    /// The tenant.
    pub tenant: String,
    /// Entries in the file, each proved to stand in the log and to say what the file says.
    pub entries: u64,
    /// Entries in the log that was signed.
    pub entries_in_log: u64,
    /// When that was signed, Unix milliseconds.
    pub signed_at_ms: i64,
    /// Whether the file has every entry from its first to its last.
    pub without_gap: bool,
}

/// One line, whichever form it had.
struct Line {
    seq: u64,
    entry: Vec<u8>,
    key: [u8; 32],
    path: Vec<Hash>,
    said: Said,
}

/// What a line says in clear.
enum Said {
    Json(Value),
    Csv(Vec<String>),
}

impl Said {
    fn is(&self, seq: u64, event: &AuditEvent) -> bool {
        match self {
            Self::Json(value) => *value == format::event_json(event),
            Self::Csv(fields) => {
                i64::try_from(seq).is_ok_and(|seq| *fields == format::clear_fields(seq, event))
            }
        }
    }
}

/// Proves an exported log.
///
/// # Errors
/// What is wrong with it, and where.
pub fn check(mut file: impl BufRead, public_key: &[u8; 32]) -> Result<Checked, String> {
    let mut checking =
        Checking { public_key, checkpoint: None, digest: Sha256::new(), entries: 0, first: None, last: None };
    let mut number = 0u64;
    let first = read_line(&mut file)?.ok_or("the file is empty")?;
    let csv = !first.starts_with('{');
    match csv {
        true if format::csv_fields(&first).first().map(String::as_str) != CLEAR.first().copied() => {
            return Err("this is no exported audit log".to_owned());
        }
        true => {}
        false => checking.head(&json(&first)?)?,
    }
    checking.digest.update(&first);
    loop {
        number += 1;
        let text = read_line(&mut file)?.ok_or("the file has no end: lines are missing")?;
        let at = |why: String| format!("line {}: {why}", number + 1);
        let line = match csv {
            true => checking.csv_line(&text),
            false => json_line(&text).map_err(at)?,
        };
        let line = match line {
            Parsed::End(seal) => {
                if read_line(&mut file)?.is_some() {
                    return Err("there are lines after the end".to_owned());
                }
                return checking.end(&seal, &text);
            }
            Parsed::Line(line) => *line,
            Parsed::Bad(why) => return Err(at(why.to_owned())),
        };
        checking.prove(&line).map_err(at)?;
        checking.digest.update(&text);
    }
}

enum Parsed {
    Line(Box<Line>),
    End(Vec<u8>),
    Bad(&'static str),
}

struct Checking<'k> {
    public_key: &'k [u8; 32],
    checkpoint: Option<Checkpoint>,
    digest: Sha256,
    entries: u64,
    first: Option<u64>,
    last: Option<u64>,
}

impl Checking<'_> {
    fn head(&mut self, head: &Value) -> Result<(), String> {
        let version = head.get("deskhero_audit_export").and_then(Value::as_u64);
        match version {
            Some(VERSION) => {}
            Some(other) => return Err(format!("version {other} of the form is not known here")),
            None => return Err("this is no exported audit log".to_owned()),
        }
        self.signed(text(head, "checkpoint"))
    }

    fn signed(&mut self, coded: &str) -> Result<(), String> {
        let bytes = format::decoded(coded).unwrap_or_default();
        let checkpoint = Checkpoint::from_bytes(&bytes).map_err(|why| why.to_string())?;
        checkpoint.verify(self.public_key).map_err(|why| why.to_string())?;
        self.checkpoint = Some(checkpoint);
        Ok(())
    }

    /// Reads a line of CSV; the first one carries the checkpoint.
    fn csv_line(&mut self, line: &str) -> Parsed {
        let mut fields = format::csv_fields(line);
        if fields.len() != CLEAR.len() + PROOF.len() {
            return Parsed::Bad("it has not as many fields as its head");
        }
        let signed = fields.pop().unwrap_or_default();
        if fields.first().is_some_and(|first| first == END) {
            return Parsed::End(format::decoded(&signed).unwrap_or_default());
        }
        if self.checkpoint.is_none() && self.signed(&signed).is_err() {
            return Parsed::Bad("the checkpoint in the first line was not signed by this key");
        }
        let proof = fields.split_off(CLEAR.len());
        let [_, entry, key, path] = proof.as_slice() else { return Parsed::Bad("it has no proof") };
        let seq = fields.first().and_then(|seq| seq.parse().ok());
        line_of(seq, entry, key, path.split_whitespace(), Said::Csv(fields))
    }

    fn prove(&mut self, line: &Line) -> Result<(), String> {
        let checkpoint = self.checkpoint.as_ref().ok_or("there is no checkpoint before it")?;
        if self.last.is_some_and(|last| line.seq <= last) {
            return Err("it is not later than the line before it".to_owned());
        }
        let leaf = leaf_hash(&line.entry);
        if !proves(leaf, line.seq, &line.path, checkpoint.size, &checkpoint.root) {
            return Err(format!("entry {} does not stand in the log that was signed", line.seq));
        }
        let event = open_disclosed(checkpoint.tenant, &line.entry, &line.key)
            .map_err(|_| format!("the key of entry {} does not open it", line.seq))?;
        if !line.said.is(line.seq, &event) {
            return Err(format!("entry {} says something else than this line", line.seq));
        }
        self.first = self.first.or(Some(line.seq));
        self.last = Some(line.seq);
        self.entries += 1;
        Ok(())
    }

    fn end(self, bytes: &[u8], line: &str) -> Result<Checked, String> {
        let seal = ExportSeal::from_bytes(bytes).map_err(|_| "the end of the file cannot be read")?;
        seal.verify(self.public_key).map_err(|_| "the end of the file was not signed by this key")?;
        if seal.entries != self.entries || seal.digest != Hash::from(self.digest.finalize()) {
            return Err(format!(
                "every line proves itself, but the file is not as it was handed out: it had {} entries",
                seal.entries
            ));
        }
        if line != format::json_end(seal.entries, bytes) && line != format::csv_end(seal.entries, bytes) {
            return Err("the end of the file is not as it was handed out".to_owned());
        }
        let (size, tenant) = match &self.checkpoint {
            Some(checkpoint) if checkpoint.tenant != seal.tenant => {
                return Err("the end of the file is another tenant's".to_owned());
            }
            Some(checkpoint) => (checkpoint.size, checkpoint.tenant),
            None => (0, seal.tenant),
        };
        let span = self.first.zip(self.last).map_or(0, |(first, last)| last - first + 1);
        Ok(Checked {
            tenant: tenant.to_string(),
            entries: self.entries,
            entries_in_log: size,
            signed_at_ms: seal.at.as_millis(),
            without_gap: span == self.entries,
        })
    }
}

fn read_line(file: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut line = String::new();
    let most = u64::try_from(AUDIT_LINE_BYTES_MAX).unwrap_or(u64::MAX);
    let read = file.take(most).read_line(&mut line).map_err(|error| error.to_string())?;
    match read {
        0 => Ok(None),
        _ if line.ends_with('\n') => Ok(Some(line)),
        _ => Err("a line has no end: the file was cut, or is none of ours".to_owned()),
    }
}

fn json(line: &str) -> Result<Value, String> {
    serde_json::from_str(line).map_err(|_| "not JSON".to_owned())
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn json_line(line: &str) -> Result<Parsed, String> {
    let value = json(line)?;
    if value.get("end").is_some() {
        return Ok(Parsed::End(format::decoded(text(&value, "seal")).unwrap_or_default()));
    }
    let path = value.get("proof").and_then(Value::as_array);
    let path = path.into_iter().flatten().map(|hash| hash.as_str().unwrap_or_default());
    let event = value.get("event").cloned().unwrap_or_default();
    let seq = value.get("seq").and_then(Value::as_u64);
    Ok(line_of(seq, text(&value, "entry"), text(&value, "key"), path, Said::Json(event)))
}

fn line_of<'p>(
    seq: Option<u64>,
    entry: &str,
    key: &str,
    path: impl Iterator<Item = &'p str>,
    said: Said,
) -> Parsed {
    let hash = |text: &str| format::decoded(text).and_then(|bytes| Hash::try_from(bytes).ok());
    let path: Option<Vec<Hash>> = path.map(hash).collect();
    match (seq, format::decoded(entry), hash(key), path) {
        (Some(seq), Some(entry), Some(key), Some(path)) => {
            Parsed::Line(Box::new(Line { seq, entry, key, path, said }))
        }
        _ => Parsed::Bad("it has no entry with its key and proof"),
    }
}
