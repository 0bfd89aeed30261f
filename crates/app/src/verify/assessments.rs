//! C89: the system was assessed within ninety days; finished reports are as they were signed; what failed has words; what a review
//! removed is gone.

use super::inside::Inside;
use super::looking::{Found, Looking, id_of};
use crate::access_review::{self, Alive};
use crate::assessment::{self, Facts};
use crate::{App, Result};
use domain::record::{AccessReviewContent, AssessmentContent};
use domain::{Timestamp, assessment_due};
use std::collections::HashMap;
use store::Cell;
use uuid::Uuid;

/// Every finished assessment and review, and when the next assessment is due.
pub(super) async fn assessments(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    if l.wants_tenant(crate::operator::SCOPE.tenant().uuid())
        && let Some(begun) = assessment::begun_at(app).await?
    {
        let last = assessment::last_assessed(app).await?;
        let due = assessment_due(last.map_or(begun, |last| last.max(begun)));
        found.holds(l.now <= due, "assessment-old", due.as_millis());
    }
    reports(app, l, &mut found).await?;
    reviews(app, l, &mut found).await?;
    Ok(found)
}

/// What a finished row says in clear; nothing of one that is open.
fn facts(app: &App, row: &[Cell]) -> Option<Facts> {
    let [_, id, state, number, finished, count, ..] = row else { return None };
    (state.text() == "finished").then(|| Facts {
        key: app.vault().checkpoint_public_key(),
        id: id.id().unwrap_or_default().to_string(),
        number: number.int().unwrap_or_default(),
        finished_at_ms: finished.int().unwrap_or_default(),
        count: count.int().unwrap_or_default(),
    })
}

async fn reports(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let columns = [
        "tenant_id",
        "id",
        "state",
        "number",
        "finished_at_ms",
        "failed",
        "content_object",
        "content_sealed",
    ];
    for row in l.rows("assessment", &columns).await? {
        let ([tenant, id, .., object, sealed], Some(facts)) = (row.as_slice(), facts(app, &row)) else {
            continue;
        };
        let what = id.id().unwrap_or_default();
        let Some(inside) = Inside::of(tenant, id, object, sealed) else {
            found.holds(false, "assessment-report", what);
            continue;
        };
        let ask = async |about: (Facts, bool)| {
            inside.says::<AssessmentContent, _>(app, assessment::is_kept, &about).await
        };
        found.holds(ask((facts.clone(), false)).await? == Some(true), "assessment-report", what);
        found.holds(ask((facts, true)).await? == Some(true), "assessment-unexplained", what);
    }
    Ok(())
}

async fn reviews(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let alive = alive(l).await?;
    let under_way = l.under_way().await?;
    let columns = [
        "tenant_id",
        "id",
        "state",
        "number",
        "finished_at_ms",
        "removed",
        "content_object",
        "content_sealed",
    ];
    for row in l.rows("access_review", &columns).await? {
        let ([tenant, id, .., object, sealed], Some(facts)) = (row.as_slice(), facts(app, &row)) else {
            continue;
        };
        let what = id.id().unwrap_or_default();
        // Without its key it opens nothing, and its company is going.
        let is_going = tenant.id().is_some_and(|tenant| under_way.contains(&tenant));
        let Some(inside) = Inside::of(tenant, id, object, sealed) else {
            found.holds(false, "assessment-report", what);
            continue;
        };
        let is_kept = inside.says::<AccessReviewContent, _>(app, access_review::is_kept, &facts).await?;
        found.holds(is_kept.unwrap_or(is_going), "assessment-report", what);
        let is_gone = inside.says::<AccessReviewContent, _>(app, access_review::is_removed, &alive).await?;
        found.holds(is_gone.unwrap_or(true), "review-access", what);
    }
    Ok(())
}

/// What lets somebody in now: each active person's oldest session or token, and each token of theirs.
async fn alive(l: &mut Looking) -> Result<Alive> {
    let mut active: HashMap<Uuid, bool> = HashMap::new();
    for row in l.rows("agent", &["tenant_id", "id", "state"]).await? {
        let [_, id, state] = row.as_slice() else { continue };
        active.extend(id.id().map(|id| (id, state.text() == "active")));
    }
    let mut alive = Alive::new();
    let mut note = |id: Uuid, at: i64| {
        let at = Timestamp::from_millis(at);
        alive.entry(id).and_modify(|since| *since = at.min(*since)).or_insert(at);
    };
    for row in l.rows("session", &["tenant_id", "agent_id", "created_at_ms"]).await? {
        if let Some((id, at)) = id_of(&row, 1).zip(row.get(2).and_then(Cell::int))
            && active.get(&id) == Some(&true)
        {
            note(id, at);
        }
    }
    for row in l.rows("api_token", &["tenant_id", "agent_id", "id", "created_at_ms", "revoked_at_ms"]).await?
    {
        let [_, agent, id, created, revoked] = row.as_slice() else { continue };
        let (Some(agent), Some(id), Some(at), None) = (agent.id(), id.id(), created.int(), revoked.int())
        else {
            continue;
        };
        note(id, at);
        if active.get(&agent) == Some(&true) {
            note(agent, at);
        }
    }
    Ok(alive)
}
