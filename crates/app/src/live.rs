//! Live events: the tenant's change sequence as a stream. An event says where to look, never what is there.

use crate::view::LiveEvent;
use crate::{App, Ctx, Result};
use futures::Stream;
use privacy::Act;
use std::sync::Arc;
use store::ChangeKind;
use tokio::sync::broadcast::error::RecvError;

/// Changes read at once.
const CHANGES_PER_READ: u32 = 200;

/// How far the tenant's changes have come: what is read after this is at least as new.
///
/// # Errors
/// The store's failure.
pub async fn position(app: &App, ctx: &Ctx) -> Result<i64> {
    Ok(app.store().tenant(ctx.scope).get_change_seq().await?)
}

/// Follows the tenant's changes after `after_seq`, or from now on.
///
/// # Errors
/// A refusal or the store's failure.
pub async fn subscribe(
    app: &Arc<App>,
    ctx: &Ctx,
    after_seq: Option<i64>,
) -> Result<impl Stream<Item = LiveEvent> + Send + use<>> {
    drop(app.permit(ctx, Act::TICKET_WATCH).await?);
    // Subscribed before the position is read: what happens in between is seen by one of the two.
    let notices = app.store().subscribe();
    let seq = match after_seq {
        Some(seq) => seq,
        None => app.store().tenant(ctx.scope).get_change_seq().await?,
    };
    let state = State { app: Arc::clone(app), ctx: *ctx, notices, seq, waiting: Vec::new().into_iter() };
    Ok(futures::stream::unfold(state, next))
}

struct State {
    app: Arc<App>,
    ctx: Ctx,
    notices: tokio::sync::broadcast::Receiver<store::ChangeNotice>,
    seq: i64,
    waiting: std::vec::IntoIter<store::Change>,
}

async fn next(mut state: State) -> Option<(LiveEvent, State)> {
    loop {
        if let Some(change) = state.waiting.next() {
            state.seq = change.seq;
            // Notices are their agent's alone, and so is what is unread.
            let own = matches!(change.kind, ChangeKind::NoticesChanged | ChangeKind::ReadingChanged);
            if own && change.agent != state.ctx.agent_id() {
                continue;
            }
            let event = LiveEvent {
                seq: change.seq,
                kind: change.kind.as_str().to_owned(),
                ticket_id: change.ticket,
            };
            return Some((event, state));
        }
        let store = state.app.store().tenant(state.ctx.scope);
        let changes = match store.list_changes_after(state.seq, CHANGES_PER_READ).await {
            Ok(changes) => changes,
            Err(error) => {
                tracing::error!(%error, "live events end: the change sequence cannot be read");
                return None;
            }
        };
        if !changes.is_empty() {
            // Suspending a tenant is a change, too: who looks on is let out by it.
            if crate::tenant::check_served(&state.app, state.ctx.scope).await.is_err() {
                return None;
            }
            state.waiting = changes.into_iter();
            continue;
        }
        loop {
            match state.notices.recv().await {
                Ok(notice) if notice.tenant != state.ctx.scope.tenant() => {}
                Ok(_) | Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return None,
            }
        }
    }
}
