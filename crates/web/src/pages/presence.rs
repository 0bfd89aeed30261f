//! Who else is at the ticket that is open.

use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::presence::{self, Doing, Present};
use axum::Json;
use axum::extract::{Path, State};
use domain::TicketId;
use std::sync::Arc;
use uuid::Uuid;

/// A window says what it does, and hears who else is there: ids, whose names the page has.
pub async fn tell(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    fields: Fields,
) -> Answer<Json<Vec<Present>>> {
    let id: TicketId = input::id(&ticket)?;
    let window: Uuid = fields.parse("window")?;
    let doing = match fields.get("doing") {
        "looking" => Some(Doing::Looking),
        "noting" => Some(Doing::Noting),
        "answering" => Some(Doing::Answering),
        "gone" => None,
        _ => return Err(Problem::invalid("doing", "expected looking, noting, answering or gone")),
    };
    match presence::tell(&web.app, &caller.ctx, id, window, doing).await {
        // Whoever goes away need not hear that the ticket went first: it was taken back, or erased.
        Err(app::Error::NotFound(_)) if doing.is_none() => Ok(Json(Vec::new())),
        told => Ok(Json(told?)),
    }
}
