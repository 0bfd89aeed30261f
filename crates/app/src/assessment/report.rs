//! The report of an assessment: what is signed, and whether what lies there is still that.

use crate::{App, Error, Result};
use domain::record::{AssessmentContent, AssessmentItem};
use domain::{ASSESSED_ITEMS, ASSESSMENT_DAYS, ASVS_VERSION, ItemResult, Timestamp};
use serde_json::{Value, json};
use store::Assessment;

/// Whether an item waits: for an answer, or for words about what is done and until when.
pub(super) fn waits(item: &AssessmentItem) -> bool {
    item.result.is_none_or(|result| result.is_bad() && (item.note.is_empty() || item.until.is_none()))
}

/// How many items are not as they should be.
pub(super) fn failed(content: &AssessmentContent) -> i64 {
    let bad = content.items.iter().filter(|item| item.result.is_some_and(ItemResult::is_bad)).count();
    i64::try_from(bad).unwrap_or(i64::MAX)
}

fn item(item: &AssessmentItem) -> Value {
    let known = ASSESSED_ITEMS.iter().find(|one| one.word == item.word);
    json!({
        "item": item.word,
        "asvs": known.map(|one| one.asvs).unwrap_or_default(),
        "automated": known.is_some_and(|one| one.automated),
        "result": item.result,
        "evidence": item.evidence,
        "note": item.note,
        "until": item.until.map(|day| day.to_string()),
        "by": item.by,
    })
}

/// Writes the report and signs it; the row says already when it was finished, and by whom.
pub(super) fn sign(app: &App, row: &Assessment, content: &mut AssessmentContent) -> Result<()> {
    let count = |wanted: ItemResult| content.items.iter().filter(|one| one.result == Some(wanted)).count();
    let counts: serde_json::Map<String, Value> =
        ItemResult::ALL.iter().map(|one| (one.as_str().to_owned(), count(*one).into())).collect();
    let external = content.external.as_ref().map(|test| {
        json!({ "on": test.on.to_string(), "by": test.by, "summary": test.summary, "open": test.open })
    });
    let said = json!({
        "deskhero_assessment": 1,
        "asvs": ASVS_VERSION,
        "id": row.id,
        "number": row.number,
        "kind": row.kind,
        "version": env!("CARGO_PKG_VERSION"),
        "begun_at_ms": row.begun_at.as_millis(),
        "begun_by": row.begun_by,
        "finished_at_ms": row.finished_at.map(Timestamp::as_millis),
        "finished_by": row.finished_by,
        "next_within_days": ASSESSMENT_DAYS,
        "counts": counts,
        "failed": row.failed,
        "items": content.items.iter().map(item).collect::<Vec<_>>(),
        "external": external,
    });
    content.report = serde_json::to_string_pretty(&said).map_err(|_| Error::NotFound("report"))?;
    content.signature = app.vault().sign_receipt(content.report.as_bytes())?.to_vec();
    Ok(())
}

/// What a row says in clear of what is sealed beside it.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// With which key it was signed.
    pub key: [u8; 32],
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: i64,
    /// When it was finished.
    pub finished_at_ms: i64,
    /// How many items failed, or lines were removed.
    pub count: i64,
}

impl Facts {
    /// Whether a report that was signed says the same; `word` is the member with the count.
    pub(crate) fn are_in(&self, report: &str, signature: &[u8], word: &str) -> bool {
        let Ok(said) = serde_json::from_str::<Value>(report) else { return false };
        let is = |name: &str, value: Value| said.get(name) == Some(&value);
        crypto::checkpoint::verify_receipt(report.as_bytes(), signature, &self.key).is_ok()
            && is("id", Value::from(self.id.as_str()))
            && is("number", Value::from(self.number))
            && is("finished_at_ms", Value::from(self.finished_at_ms))
            && is(word, Value::from(self.count))
    }
}

/// Whether a finished assessment is as it was signed, and (the other question) each failed item has words.
pub(crate) fn is_kept(content: &AssessmentContent, (facts, of_notes): &(Facts, bool)) -> bool {
    match of_notes {
        true => !content.items.iter().any(waits),
        false => {
            let said = serde_json::from_str::<Value>(&content.report).unwrap_or_default();
            let items: Vec<Value> = content.items.iter().map(item).collect();
            facts.are_in(&content.report, &content.signature, "failed")
                && said.get("items") == Some(&Value::Array(items))
        }
    }
}
