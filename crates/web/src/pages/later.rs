//! Sending later, and taking back what waits.

use super::list::Choice;
use super::{desk, mail};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use domain::{MessageId, Timestamp};
use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// When an answer can go out without naming a time: the word that is sent, and its message key.
pub const CHOICES: [(&str, &str); 3] =
    [("1h", "later-1h"), ("tomorrow", "later-tomorrow"), ("monday", "later-monday")];

/// When the working day begins, on the writer's clock.
const MORNING_HOUR: i8 = 8;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;

/// The time that was chosen with an answer, or named; nothing when it goes at once.
///
/// # Errors
/// A [`Problem`] for what is no choice and no time, or a refusal.
pub async fn chosen(web: &Web, caller: &Caller, fields: &Fields) -> Answer<Option<Timestamp>> {
    let Some(word) = fields.some("later") else { return Ok(None) };
    if word == "at" {
        let at = on_clock(web, caller, fields, fields.get("send_at"), "send_at").await?;
        // A minute that is not over has not passed.
        let passed = at.plus_millis(MINUTE_MS) <= caller.ctx.now;
        return if passed { Err(Problem::refused("error-send-past")) } else { Ok(Some(at)) };
    }
    let found = moment(word, caller.ctx.now, &zone_of(web, caller, fields).await?);
    found.map(Some).ok_or_else(|| Problem::invalid("later", "not one of the choices"))
}

/// The moment that a field names on the writer's clock.
///
/// # Errors
/// A [`Problem`] for what is no date and time, or a refusal.
pub async fn on_clock(
    web: &Web,
    caller: &Caller,
    fields: &Fields,
    text: &str,
    field: &str,
) -> Answer<Timestamp> {
    let zone = zone_of(web, caller, fields).await?;
    named(text, &zone).ok_or_else(|| Problem::invalid(field, "not a date and time"))
}

async fn zone_of(web: &Web, caller: &Caller, fields: &Fields) -> Answer<TimeZone> {
    let own = app::agent::profile(&web.app, &caller.ctx).await?.time_zone;
    Ok(zone(&[own.as_deref(), fields.some("zone")]))
}

/// The first of these zones that there is: what the writer chose, what their browser says; else UTC.
#[must_use]
pub fn zone(names: &[Option<&str>]) -> TimeZone {
    names.iter().flatten().find_map(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
}

/// The moment that a date and time on the clock in `zone` names (HTML, local date and time string).
#[must_use]
pub fn named(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let at = zone.to_timestamp(text.parse::<DateTime>().ok()?).ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

/// The moment that a choice means to somebody in `zone`.
#[must_use]
pub fn moment(word: &str, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    if word == "1h" {
        return Some(now.plus_millis(HOUR_MS));
    }
    let today = zone.to_datetime(jiff::Timestamp::from_millisecond(now.as_millis()).ok()?).date();
    let day = match word {
        "tomorrow" => today.tomorrow().ok()?,
        "monday" => today.nth_weekday(1, Weekday::Monday).ok()?,
        _ => return None,
    };
    let at = zone.to_timestamp(day.at(MORNING_HOUR, 0, 0, 0)).ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

/// Takes an answer back: its ticket is shown with what was written in the composer; a mail that had begun its ticket is in
/// its own form again.
pub async fn take_back(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
    Query(choice): Query<Choice>,
) -> Answer<Response> {
    let id: MessageId = input::id(&message)?;
    let back = app::reply::take_back(&web.app, &caller.ctx, id).await?;
    if back.ended {
        return mail::returned(&web, &caller, &choice, back).await;
    }
    let address = format!("/tickets/{}{}", back.ticket, choice.query());
    let page = desk::returned(&web, &caller, &choice, back).await?;
    // The text is on this page alone; a reload asks for the ticket (htmx, response headers).
    let address =
        HeaderValue::from_str(&address).map_err(|_| Problem::malformed("the address cannot be sent"))?;
    Ok(([(HeaderName::from_static("hx-push-url"), address)], page).into_response())
}
