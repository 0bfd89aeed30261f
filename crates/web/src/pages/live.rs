//! Live events: what changed, never what it says. Pages then look again with their own rights.

use crate::Web;
use crate::gate::Caller;
use crate::input::Query;
use crate::problem::Answer;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt};
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// A stream ends after this long and the browser opens a new one: so an ended session stops hearing.
const STREAM_LIFETIME: Duration = Duration::from_secs(15 * 60);
/// Silence after which a comment is sent, so that no proxy closes the stream.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Stream of server-sent events.
pub type Events =
    Sse<axum::response::sse::KeepAliveStream<futures::stream::BoxStream<'static, Result<Event, Infallible>>>>;

/// Where a page's stream begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// How far the changes had come when the page was made.
    after: Option<i64>,
}

/// The one stream of a browser; its tabs share it. It begins with what changed since the page was made.
pub async fn stream(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(begin): Query<Begin>,
    headers: HeaderMap,
) -> Answer<Events> {
    let changes = changes(&web, &caller, &headers, begin.after).await?;
    let people = app::presence::subscribe(&web.app, &caller.ctx)
        .await?
        .map(|ticket| Ok(Event::default().event("presence").data(ticket.to_string())));
    Ok(kept(futures::stream::select(changes, people)))
}

/// Opens a stream; it goes on after the event that `Last-Event-ID` names.
///
/// # Errors
/// What the use case refuses.
pub async fn open(web: &Arc<Web>, caller: &Caller, headers: &HeaderMap) -> Answer<Events> {
    Ok(kept(changes(web, caller, headers, None).await?))
}

type Told = Result<Event, Infallible>;

async fn changes(
    web: &Arc<Web>,
    caller: &Caller,
    headers: &HeaderMap,
    begin: Option<i64>,
) -> Answer<impl Stream<Item = Told> + Send + use<>> {
    let after = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    let changes = app::live::subscribe(&web.app, &caller.ctx, after.or(begin)).await?;
    Ok(told(changes))
}

fn kept(events: impl Stream<Item = Told> + Send + 'static) -> Events {
    let events = events.take_until(tokio::time::sleep(STREAM_LIFETIME));
    Sse::new(events.boxed()).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

fn told(changes: impl Stream<Item = app::view::LiveEvent>) -> impl Stream<Item = Told> {
    let start = futures::stream::once(async { Ok(Event::default().comment("listening")) });
    let events = changes.filter_map(|change| async move {
        Event::default().id(change.seq.to_string()).event("change").json_data(&change).ok().map(Ok)
    });
    start.chain(events)
}
