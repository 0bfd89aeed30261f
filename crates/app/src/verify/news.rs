//! C60: news by mail went to people whose decision at that time was a consent, once, and to none who took it back before.

use super::looking::{Found, Looking, id_of};
use crate::Result;
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// So long before a letter is handed over a consent may be taken back that the same moment still asked for.
const MOMENT_MS: i64 = 1_000;

/// Decisions by whom: their id, when, and whether they consent.
type Decisions = HashMap<(Uuid, Uuid), Vec<(Uuid, i64, bool)>>;

/// Each letter that was handed over had a consent then, and its news were sent before.
pub(super) async fn news(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut sent: HashMap<Uuid, Option<i64>> = HashMap::new();
    for row in l.data_rows("news", &["tenant_id", "id", "sent_at_ms"]).await? {
        if let Some(id) = id_of(&row, 1) {
            sent.insert(id, row.get(2).and_then(Cell::int));
        }
    }
    let erased = erased(l).await?;
    let decisions = decisions(l).await?;
    let columns =
        ["tenant_id", "news_id", "agent_id", "id", "state", "consent_id", "made_at_ms", "handed_at_ms"];
    for row in l.rows("news_letter", &columns).await? {
        let [tenant, news, agent, id, state, consent, made, handed] = row.as_slice() else { continue };
        let (Some(tenant), Some(news), Some(agent)) = (tenant.id(), news.id(), agent.id()) else { continue };
        let id = id.id().unwrap_or_default();
        let before = sent.get(&news).copied().flatten();
        let is_sent = before.is_some_and(|at| made.int().is_some_and(|made| made >= at));
        found.holds(is_sent, "news-unsent", id);
        let went = matches!(state.text(), "ending" | "sent" | "bounced");
        found.holds(!went || handed.int().is_some(), "news-unconsented", id);
        // What somebody decided goes with their account.
        let Some(at) = handed.int().filter(|_| !erased.contains(&agent)) else { continue };
        let theirs = decisions.get(&(tenant, agent)).map(Vec::as_slice).unwrap_or_default();
        found.holds(consented(theirs, consent.id(), at), "news-unconsented", id);
    }
    Ok(found)
}

/// Whether the last decision before a moment was a consent, and the one that the letter names.
fn consented(theirs: &[(Uuid, i64, bool)], named: Option<Uuid>, at: i64) -> bool {
    let counts = |one: &&(Uuid, i64, bool)| one.1 <= if one.2 { at } else { at - MOMENT_MS };
    let last = theirs.iter().filter(counts).max_by_key(|one| one.0);
    last.is_some_and(|one| one.2) && theirs.iter().any(|one| Some(one.0) == named && one.2)
}

async fn decisions(l: &mut Looking) -> Result<Decisions> {
    let mut out = Decisions::new();
    let columns = ["tenant_id", "id", "agent_id", "purpose", "decision", "decided_at_ms"];
    for row in l.rows("consent", &columns).await? {
        let [tenant, id, agent, purpose, decision, at] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(agent), Some(at)) = (tenant.id(), id.id(), agent.id(), at.int())
        else {
            continue;
        };
        if purpose.text() == "news" {
            out.entry((tenant, agent)).or_default().push((id, at, decision.text() == "given"));
        }
    }
    Ok(out)
}

async fn erased(l: &mut Looking) -> Result<HashSet<Uuid>> {
    let rows = l.rows("agent", &["tenant_id", "id", "erased_at_ms"]).await?;
    let gone = rows.iter().filter(|row| row.get(2).and_then(Cell::int).is_some());
    Ok(gone.filter_map(|row| id_of(row, 1)).collect())
}
