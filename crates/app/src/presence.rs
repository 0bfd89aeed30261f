//! Who else is at a ticket: known to this process alone, in memory, for some seconds. Never stored and never logged,
//! since nothing is opened for it: who asks knows their colleagues' names already.

use crate::{App, Ctx, Error, Result};
use domain::limits::{PRESENCE_SECONDS, PRESENCES_MAX, PRESENCES_PER_AGENT_MAX};
use domain::{AgentId, TenantScope, TicketId, Timestamp};
use futures::Stream;
use parking_lot::Mutex;
use privacy::Act;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// Words that wait for a slow listener; whoever misses some hears the next one.
const WORDS_KEPT: usize = 256;

/// What somebody does at a ticket. The one that tells most counts, of several windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Has it before them.
    Looking,
    /// Writes a note.
    Noting,
    /// Writes an answer.
    Answering,
}

/// Somebody at a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Present {
    /// Who.
    pub agent_id: AgentId,
    /// What they do.
    pub doing: Doing,
}

/// One window of somebody's.
#[derive(Debug, Clone, Copy)]
struct Seen {
    scope: TenantScope,
    ticket: TicketId,
    doing: Doing,
    until: Timestamp,
}

/// Everyone whom this process knows of.
#[derive(Debug)]
pub struct Presences {
    windows: Mutex<HashMap<(AgentId, Uuid), Seen>>,
    changed: broadcast::Sender<(TenantScope, TicketId)>,
}

impl Default for Presences {
    fn default() -> Self {
        Self { windows: Mutex::default(), changed: broadcast::channel(WORDS_KEPT).0 }
    }
}

impl Presences {
    /// Where a window was before, when it is elsewhere or does something else now.
    fn note(&self, key: (AgentId, Uuid), seen: Option<Seen>, now: Timestamp) {
        let mut told: HashSet<(TenantScope, TicketId)> = HashSet::new();
        let mut windows = self.windows.lock();
        windows.retain(|_, seen| {
            let stays = seen.until > now;
            if !stays {
                told.insert((seen.scope, seen.ticket));
            }
            stays
        });
        let before = windows.remove(&key);
        let own: Vec<_> = windows.iter().filter(|((agent, _), _)| *agent == key.0).collect();
        if own.len() >= PRESENCES_PER_AGENT_MAX {
            let silent = own.iter().min_by_key(|(_, seen)| seen.until).map(|(key, _)| **key);
            silent.and_then(|key| windows.remove(&key));
        }
        let seen = seen.filter(|_| windows.len() < PRESENCES_MAX);
        if let Some(seen) = seen {
            windows.insert(key, seen);
        }
        drop(windows);
        let place = |seen: Seen| (seen.scope, seen.ticket);
        if before.map(|seen| (place(seen), seen.doing)) != seen.map(|seen| (place(seen), seen.doing)) {
            told.extend(before.map(place));
            told.extend(seen.map(place));
        }
        for place in told {
            // Nobody listening is not a failure.
            let _ = self.changed.send(place);
        }
    }

    fn others(&self, scope: TenantScope, ticket: TicketId, me: AgentId, now: Timestamp) -> Vec<Present> {
        let mut found: Vec<Present> = Vec::new();
        for ((agent_id, _), seen) in self.windows.lock().iter() {
            let here = seen.scope == scope && seen.ticket == ticket && seen.until > now;
            if !here || *agent_id == me {
                continue;
            }
            match found.iter_mut().find(|one| one.agent_id == *agent_id) {
                Some(one) => one.doing = one.doing.max(seen.doing),
                None => found.push(Present { agent_id: *agent_id, doing: seen.doing }),
            }
        }
        found.sort_unstable_by(|a, b| b.doing.cmp(&a.doing).then(a.agent_id.cmp(&b.agent_id)));
        found
    }
}

/// Says what a window of one's own does at a ticket (nothing: it left), and asks who else is there. What is not said
/// again is forgotten after [`PRESENCE_SECONDS`].
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn tell(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    window: Uuid,
    doing: Option<Doing>,
) -> Result<Vec<Present>> {
    drop(app.permit(ctx, Act::TICKET_WATCH).await?);
    let me = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    // A window may leave what is gone meanwhile.
    if doing.is_some() {
        app.store().tenant(ctx.scope).find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    }
    let until = ctx.now.plus_millis(PRESENCE_SECONDS * 1000);
    let seen = doing.map(|doing| Seen { scope: ctx.scope, ticket, doing, until });
    app.presences().note((me, window), seen, ctx.now);
    Ok(app.presences().others(ctx.scope, ticket, me, ctx.now))
}

/// The tickets of the tenant where somebody came, went or does something else.
///
/// # Errors
/// A refusal.
pub async fn subscribe(app: &Arc<App>, ctx: &Ctx) -> Result<impl Stream<Item = TicketId> + Send + use<>> {
    drop(app.permit(ctx, Act::TICKET_WATCH).await?);
    let state = (app.presences().changed.subscribe(), ctx.scope);
    Ok(futures::stream::unfold(state, async |(mut words, scope)| {
        loop {
            match words.recv().await {
                Ok((of, ticket)) if of == scope => return Some((ticket, (words, scope))),
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    }))
}
