//! Erasing: what it would take along, the decision in two steps, how far it is, and the receipt. Legal holds beside it.

mod held;

use super::shell::Shell;
use super::{page, time};
use crate::Web;
use crate::api::erasures::receipt_of;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::erasure::hold_words::{self, HoldChange};
use app::erasure::holds::{HoldView, NewHold};
use app::erasure::{ErasureView, Preview, Scope, Wanted};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::PAGE_ITEMS_DEFAULT;
use domain::{ErasureId, ErasureReason, ErasureScope, ErasureState, HoldId, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3_600_000;
/// When a hold is to be looked at again, unless somebody says another day.
const REVIEW_DAYS: i64 = 90;

/// One erasure in the list.
struct Line {
    id: ErasureId,
    what: String,
    why: String,
    state: String,
    look: &'static str,
    numbers: String,
    begun_iso: String,
    receipt: bool,
}

/// One hold in the list.
struct HoldLine {
    id: HoldId,
    what: String,
    /// What of that kind: a number, a name, an address, or the end of its id.
    held: String,
    /// Where it is, while it is there.
    href: Option<String>,
    /// Who answers for it.
    owner: String,
    reason: String,
    law: String,
    review_iso: String,
    ends_iso: Option<String>,
    due: bool,
    /// It was placed again after a restore, and nobody said anew why.
    restored: bool,
    /// The day on which it is looked at next, in a field of a form.
    review_day: String,
    made_iso: String,
    released_iso: Option<String>,
}

#[derive(Template)]
#[template(path = "privacy/erasures.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    holds: Vec<HoldLine>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "privacy/erasure_new.html")]
struct NewPage {
    p: Shell,
    scope: &'static str,
    subject: Uuid,
    part: Option<u32>,
    /// The ways in which a person can be erased; none of anything else.
    modes: Vec<Mode>,
    kind: String,
    name: String,
    what: Vec<String>,
    stays: Vec<String>,
    held: bool,
    back: String,
    review_day: String,
    problem: Option<String>,
    hold_problem: Option<String>,
}

/// A way to erase somebody.
struct Mode {
    href: String,
    text: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "privacy/erasure.html")]
struct OnePage {
    p: Shell,
    id: ErasureId,
    line: Line,
    steps: Vec<Step>,
    under_way: bool,
}

/// One step of an erasure.
struct Step {
    text: String,
    iso: Option<String>,
}

fn line(p: &Shell, view: &ErasureView) -> Line {
    let count = |key, count: i64| p.tn(key, count);
    let numbers = [
        ("erasure-tickets", view.tickets),
        ("erasure-messages", view.messages),
        ("erasure-keys", view.keys_destroyed),
    ];
    Line {
        id: view.id,
        what: p.t(&format!("erasure-scope-{}", view.scope)),
        why: p.t(&format!("erasure-reason-{}", view.reason)),
        state: p.t(&format!("erasure-state-{}", view.state)),
        look: match view.state {
            ErasureState::Done => "good",
            ErasureState::Held => "wait",
            ErasureState::Begun | ErasureState::KeysGone | ErasureState::Purged => "accent",
        },
        numbers: numbers
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| count(key, n))
            .collect::<Vec<_>>()
            .join(" · "),
        begun_iso: time::iso(view.begun_at_ms),
        receipt: view.receipt,
    }
}

/// A day as a field of a form has it.
fn day(at: Timestamp) -> String {
    time::iso(at).chars().take(10).collect()
}

fn hold_line(p: &Shell, now: Timestamp, named: &held::Named, view: HoldView) -> HoldLine {
    let (held, href) = named.of(&view);
    HoldLine {
        id: view.id,
        held,
        href,
        owner: named.owner(&view),
        what: p.t(&format!("erasure-scope-{}", view.scope)),
        // Placed again after a restore its reason was in what is lost; of one that was released it ends.
        reason: match view.is_restored {
            true => p.t("holds-restored"),
            false if view.forgotten_at_ms.is_some() => p.t("holds-forgotten"),
            // It was released without anybody having said anew why.
            false if view.reason.is_empty() => p.t("holds-restored-mark"),
            false => view.reason,
        },
        restored: view.is_restored,
        review_day: day(view.review_at_ms.max(now.plus_millis(REVIEW_DAYS * DAY_MS))),
        law: view.law,
        due: view.released_at_ms.is_none() && view.review_at_ms <= now,
        ends_iso: view.ends_at_ms.map(time::iso),
        review_iso: time::iso(view.review_at_ms),
        made_iso: time::iso(view.made_at_ms),
        released_iso: view.released_at_ms.map(time::iso),
    }
}

/// Where a list goes on.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct From {
    after: String,
}

/// What was erased, and what is held.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(from): Query<From>,
) -> Answer<Html<String>> {
    let after = Some(from.after.as_str()).filter(|after| !after.is_empty());
    let found = app::erasure::list(&web.app, &caller.ctx, after, PAGE_ITEMS_DEFAULT).await?;
    let holds = app::erasure::holds::list(&web.app, &caller.ctx).await?;
    let named = held::Named::of_all(&web, &caller, &holds).await?;
    let p = Shell::of(&web, &caller, "/erasures").await?;
    let lines = found.items.iter().map(|view| line(&p, view)).collect();
    let holds = holds.into_iter().map(|view| hold_line(&p, caller.ctx.now, &named, view)).collect();
    let next = found.next.map(|next| format!("/erasures?after={next}"));
    page(&ListPage { p, lines, holds, next })
}

/// What is to be erased.
#[derive(Debug, serde::Deserialize)]
pub struct Of {
    scope: String,
    subject: String,
    #[serde(default)]
    part: String,
}

fn read_scope(scope: &str, subject: &str, part: &str) -> Answer<Scope> {
    let absent = || app::Error::NotFound("page");
    let kind: ErasureScope = scope.parse().map_err(|_| absent())?;
    let subject: Uuid = subject.parse().map_err(|_| absent())?;
    let scope = Scope::of(kind, subject);
    match kind {
        // Each of them has a page of its own, or is begun by a rule alone.
        ErasureScope::Tenant | ErasureScope::Redaction | ErasureScope::People => Err(absent().into()),
        ErasureScope::Attachment => Ok(scope.with_part(part.parse().map_err(|_| absent())?)),
        _ => Ok(scope),
    }
}

fn modes(p: &Shell, scope: Scope) -> Vec<Mode> {
    let (Scope::Contact(id) | Scope::Pseudonym(id)) = scope else { return Vec::new() };
    [ErasureScope::Contact, ErasureScope::Pseudonym]
        .into_iter()
        .map(|kind| Mode {
            href: format!("/erasures/new?scope={kind}&subject={id}"),
            text: p.t(&format!("erasure-mode-{kind}")),
            here: scope.kind() == kind,
        })
        .collect()
}

/// What went wrong in one of the page's two forms.
#[derive(Default)]
struct Wrong {
    erasure: Option<Problem>,
    hold: Option<Problem>,
}

async fn shown(web: &Web, caller: &Caller, scope: Scope, wrong: Wrong) -> Answer<Html<String>> {
    let (app, ctx, kind) = (&*web.app, &caller.ctx, scope.kind());
    let preview = app::erasure::preview(app, ctx, scope).await?;
    let (name, back) = named(web, caller, scope).await?;
    let p = Shell::of(web, caller, "/erasures").await?;
    let review = ctx.now.plus_millis(REVIEW_DAYS * DAY_MS);
    let shown = NewPage {
        scope: kind.as_str(),
        subject: scope.subject(ctx.scope),
        part: if let Scope::Attachment(_, part) = scope { Some(part) } else { None },
        modes: modes(&p, scope),
        kind: p.t(&format!("erasure-scope-{kind}")),
        name,
        what: goes(&p, preview),
        stays: stays(&p, kind),
        held: preview.held,
        back,
        review_day: day(review),
        problem: wrong.erasure.map(|problem| problem.words(p.texts)),
        hold_problem: wrong.hold.map(|problem| problem.words(p.texts)),
        p,
    };
    page(&shown)
}

/// What it is called, and where whoever keeps it goes back to.
async fn named(web: &Web, caller: &Caller, scope: Scope) -> Answer<(String, String)> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    Ok(match scope {
        Scope::Contact(id) | Scope::Pseudonym(id) => {
            let contact = app::contact::read(app, ctx, id).await?;
            let email = contact.emails.first().cloned().unwrap_or_default();
            let name = if contact.name.is_empty() { email } else { contact.name };
            (name, "/erasures".to_owned())
        }
        Scope::Attachment(id, part) => {
            let message = app::message::read(app, ctx, id).await?;
            let file = message.attachments.iter().find(|file| file.part == part);
            (
                file.map(|file| file.name.clone()).unwrap_or_default(),
                format!("/tickets/{}", message.ticket_id),
            )
        }
        Scope::Conversation(id) | Scope::Attachments(id) | Scope::Redaction(id) | Scope::People(id) => {
            let ticket = app::ticket::read(app, ctx, id).await?;
            (ticket.row.subject, format!("/tickets/{id}"))
        }
        Scope::Mailbox(id) => (app::mailbox::read(app, ctx, id).await?.address, "/mailboxes".to_owned()),
        Scope::Message(_) | Scope::Tenant => (String::new(), "/erasures".to_owned()),
    })
}

pub(super) fn goes(p: &Shell, preview: Preview) -> Vec<String> {
    let lines = [
        ("erasure-goes-tickets", preview.tickets),
        ("erasure-goes-messages", preview.messages),
        ("erasure-goes-attachments", preview.attachments),
        ("erasure-goes-rewritten", preview.rewritten),
        ("erasure-goes-of-others", preview.of_others),
        ("erasure-goes-elsewhere", preview.elsewhere),
        ("erasure-goes-drafts", preview.drafts),
    ];
    let mut out: Vec<String> =
        lines.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| p.tn(key, n)).collect();
    if preview.rewritten > 0 {
        out.push(p.t("erasure-goes-originals"));
    }
    out
}

pub(super) fn stays(p: &Shell, kind: ErasureScope) -> Vec<String> {
    let mut out = Vec::new();
    if kind == ErasureScope::Contact {
        out.push(p.t("erasure-stays-others"));
    }
    match kind {
        ErasureScope::Pseudonym => out.push(p.t("erasure-stays-pseudonym")),
        ErasureScope::Attachment | ErasureScope::Attachments => out.push(p.t("erasure-stays-mails")),
        _ => {}
    }
    if matches!(kind, ErasureScope::Conversation | ErasureScope::Message) {
        out.push(p.t("erasure-stays-contact"));
    }
    out.push(p.t("erasure-stays-log"));
    out.push(p.t("erasure-stays-sent"));
    out
}

/// What an erasure would take along, and the form that begins it.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller, Query(of): Query<Of>) -> Answer<Html<String>> {
    shown(&web, &caller, read_scope(&of.scope, &of.subject, &of.part)?, Wrong::default()).await
}

/// Begins it, once both steps were taken.
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let of = read_scope(fields.get("scope"), fields.get("subject"), fields.get("part"))?;
    if fields.get("sure") != "yes" {
        let unsure = app::Error::Input { field: "sure", rule: "rule-sure" };
        let wrong = Wrong { erasure: Some(unsure.into()), hold: None };
        return Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, shown(&web, &caller, of, wrong).await?)
            .into_response());
    }
    let reason = match fields.get("reason") {
        "request" => ErasureReason::Request,
        _ => ErasureReason::Instruction,
    };
    let wanted = Wanted { scope: of, reason };
    let id = app::erasure::begin(&web.app, &caller.ctx, wanted).await?;
    Ok(Redirect::to(&format!("/erasures/{id}")).into_response())
}

/// How far it is.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(erasure): Path<String>,
) -> Answer<Html<String>> {
    let id: ErasureId = input::id(&erasure)?;
    let view = app::erasure::read(&web.app, &caller.ctx, id).await?;
    let p = Shell::of(&web, &caller, "/erasures").await?;
    let step = |key: &str, at: Option<Timestamp>| Step { text: p.t(key), iso: at.map(time::iso) };
    let steps = vec![
        step("erasure-step-begun", Some(view.begun_at_ms)),
        step("erasure-step-keys", view.keys_gone_at_ms),
        step("erasure-step-purged", view.purged_at_ms),
        // The rest of its conversation lies under the same key: older copies of the keyring are waited for.
        match Scope::of(view.scope, view.subject_id) {
            scope if scope.rewrites() || view.scope == ErasureScope::Message => {
                step("erasure-step-message", view.done_at_ms)
            }
            _ => step("erasure-step-done", view.done_at_ms),
        },
    ];
    let under_way = !matches!(view.state, ErasureState::Done | ErasureState::Held);
    let line = line(&p, &view);
    page(&OnePage { id, line, steps, under_way, p })
}

/// The receipt, as a file.
pub async fn receipt(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(erasure): Path<String>,
) -> Answer<Response> {
    let id: ErasureId = input::id(&erasure)?;
    Ok(receipt_of(id, app::erasure::read_receipt(&web.app, &caller.ctx, id).await?))
}

/// The beginning of the day in a field; of none, one long past.
fn day_in(fields: &Fields, name: &str) -> Timestamp {
    let day = fields.get(name).parse::<jiff::civil::Date>().ok();
    let at = day.and_then(|day| jiff::tz::TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok());
    Timestamp::from_millis(at.map_or(0, jiff::Timestamp::as_millisecond))
}

/// Places a hold on what is shown.
pub async fn place(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let of = read_scope(fields.get("scope"), fields.get("subject"), fields.get("part"))?;
    let at = |name: &str| day_in(&fields, name);
    let new = NewHold {
        scope: of,
        reason: fields.get("hold_reason").to_owned(),
        law: fields.get("law").to_owned(),
        review_at: at("review"),
        ends_at: fields.some("ends").map(|_| at("ends")),
    };
    match app::erasure::holds::place(&web.app, &caller.ctx, new).await {
        Ok(_) => Ok(Redirect::to("/erasures#holds").into_response()),
        Err(error @ app::Error::Input { .. }) => {
            let problem: Problem = error.into();
            let status = problem.status;
            let wrong = Wrong { erasure: None, hold: Some(problem) };
            Ok((status, shown(&web, &caller, of, wrong).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Says that a hold was looked at: when that is next and, where a restore lost it, why it is there.
pub async fn review(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(hold): Path<String>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: HoldId = input::id(&hold)?;
    let words = fields.some("hold_reason").map(|reason| (reason.to_owned(), fields.get("law").to_owned()));
    let review_at = fields.some("review").map(|_| day_in(&fields, "review"));
    hold_words::change(&web.app, &caller.ctx, id, HoldChange { words, review_at }).await?;
    Ok(Redirect::to("/erasures#holds"))
}

/// Releases a hold.
pub async fn release(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(hold): Path<String>,
) -> Answer<Redirect> {
    let id: HoldId = input::id(&hold)?;
    app::erasure::holds::release(&web.app, &caller.ctx, id).await?;
    Ok(Redirect::to("/erasures#holds"))
}
