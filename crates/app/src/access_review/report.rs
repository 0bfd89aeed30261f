//! The report of a review: what is signed, and whether what lies there is still that.

use crate::assessment::Facts;
use crate::{App, Error, Result};
use domain::record::{AccessReviewContent, ReviewLine};
use domain::{ReviewDecision, Timestamp};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::AccessReview;
use uuid::Uuid;

/// How many lines were removed.
pub(super) fn removed(content: &AccessReviewContent) -> i64 {
    let gone = content.lines.iter().filter(|line| line.decision == Some(ReviewDecision::Removed)).count();
    i64::try_from(gone).unwrap_or(i64::MAX)
}

fn line(line: &ReviewLine) -> Value {
    json!({
        "agent": line.agent,
        "token": line.token,
        "role": line.role,
        "state": line.state,
        "teams": line.teams,
        "created_at_ms": line.created_at.as_millis(),
        "last_used_at_ms": line.last_used_at.map(Timestamp::as_millis),
        "sessions": line.sessions,
        "decision": line.decision,
        "decided_by": line.decided_by,
        "decided_at_ms": line.decided_at.map(Timestamp::as_millis),
    })
}

/// Writes the report and signs it; the row says already when it was finished, and by whom.
pub(super) fn sign(app: &App, row: &AccessReview, content: &mut AccessReviewContent) -> Result<()> {
    let said = json!({
        "deskhero_access_review": 1,
        "id": row.id,
        "number": row.number,
        "version": env!("CARGO_PKG_VERSION"),
        "begun_at_ms": row.begun_at.as_millis(),
        "begun_by": row.begun_by,
        "finished_at_ms": row.finished_at.map(Timestamp::as_millis),
        "finished_by": row.finished_by,
        "removed": row.removed,
        "lines": content.lines.iter().map(line).collect::<Vec<_>>(),
    });
    content.report = serde_json::to_string_pretty(&said).map_err(|_| Error::NotFound("report"))?;
    content.signature = app.vault().sign_receipt(content.report.as_bytes())?.to_vec();
    Ok(())
}

/// Whether a finished review is as it was signed, with a decision on each line.
pub(crate) fn is_kept(content: &AccessReviewContent, facts: &Facts) -> bool {
    let said = serde_json::from_str::<Value>(&content.report).unwrap_or_default();
    let lines: Vec<Value> = content.lines.iter().map(line).collect();
    facts.are_in(&content.report, &content.signature, "removed")
        && said.get("lines") == Some(&Value::Array(lines))
        && content.lines.iter().all(|line| line.decision.is_some())
}

/// What lets somebody in now: since when each active person has their oldest session or token, and each token that works is there.
pub(crate) type Alive = HashMap<Uuid, Timestamp>;

/// Whether nothing that the review removed still lets anybody in.
pub(crate) fn is_removed(content: &AccessReviewContent, alive: &Alive) -> bool {
    let is_gone = |line: &ReviewLine| match (line.decision, alive.get(&line.id())) {
        (Some(ReviewDecision::Removed), Some(since)) => line.decided_at.is_none_or(|at| *since > at),
        _ => true,
    };
    content.lines.iter().all(is_gone)
}
