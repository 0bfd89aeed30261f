//! What agents ask about their accounts: for whoever runs Deskhero, who is controller for these. A list, and a case with its steps.

use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::pages::request_events::{EventLine, events};
use crate::pages::requests::{Line, Shown, by_hand, countries, line, refused, title};
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::{Answer, Problem};
use app::account::{Right, request};
use app::subject_request::{self as requests, RequestView};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::SUBJECT_REQUESTS_PER_PAGE;
use domain::{SubjectDecision, SubjectRequestId, SubjectRequestState, SubjectRight, SubjectStep};
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/operator/requests";

#[derive(Template)]
#[template(path = "operator/requests.html")]
struct ListPage {
    p: Shell,
    closed: bool,
    lines: Vec<Line>,
    next: Option<String>,
    countries: Vec<(&'static str, String, bool)>,
    saved: bool,
}

/// The list.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(shown): Query<Shown>,
) -> Answer<Html<String>> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    let closed = shown.list == "closed";
    let after = shown.after.as_deref();
    let found = request::list(app, ctx, closed, after, SUBJECT_REQUESTS_PER_PAGE).await?;
    let authority = requests::authority(app, ctx).await?;
    let p = Shell::operator(&web, &caller, PLACE).await?;
    page(&ListPage {
        lines: found.items.iter().map(|row| line(p.texts, row)).collect(),
        next: found.next.map(|next| format!("{PLACE}?list={}&after={next}", shown.list)),
        countries: countries(authority),
        saved: !shown.saved.is_empty(),
        closed,
        p,
    })
}

/// Sets whose authority letters name.
pub async fn settings(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    requests::set_country(&web.app, &caller.ctx, fields.get("country")).await?;
    Ok(Redirect::to("/operator/requests?saved=yes"))
}

#[derive(Template)]
#[template(path = "operator/request.html")]
struct CasePage {
    p: Shell,
    id: String,
    title: String,
    line: Line,
    view: RequestView,
    asked: String,
    received_iso: String,
    decided: Option<String>,
    granted: bool,
    /// What confirming does.
    confirm: String,
    carried_out: Option<String>,
    /// Name and address are put right here.
    rectifies: bool,
    erases: bool,
    letter: String,
    told: String,
    may_extend: bool,
    events: Vec<EventLine>,
    problem: Option<String>,
}

async fn case_page(
    web: &Web,
    caller: &Caller,
    id: SubjectRequestId,
    problem: Option<String>,
) -> Answer<Html<String>> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    let view = request::read(app, ctx, id).await?;
    let letter = match (&view.letter, view.row.email.is_empty()) {
        (Some(letter), _) => letter.clone(),
        (None, true) => String::new(),
        (None, false) => request::proposed(app, ctx, id).await?.unwrap_or_default(),
    };
    let agents = app::agent::list(app, ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let texts = p.texts;
    let day = |at| app::zone::written(at, None, texts);
    let decided = view.row.decision.zip(view.decided_at_ms).map(|(decision, at)| {
        let decision = texts.t(&format!("request-decision-{decision}"));
        texts.t_args("requests-decided", &[("decision", decision), ("day", day(at))])
    });
    let told = view.events.iter().rev().find(|event| event.step == SubjectStep::Told);
    let told = told.map(|event| texts.t(&format!("request-told-{}", event.text)));
    let carried_out =
        view.row.carried_out_at_ms.map(|at| texts.t_args("requests-carried-out", &[("day", day(at))]));
    page(&CasePage {
        id: id.to_string(),
        title: title(texts, &view.row),
        line: line(texts, &view.row),
        asked: texts.t(&format!("right-{}", view.row.right)),
        received_iso: time::iso(view.row.received_at_ms),
        decided,
        granted: view.row.decision == Some(SubjectDecision::Granted),
        confirm: texts.t(&format!("account-confirm-{}", view.row.right)),
        carried_out,
        rectifies: view.row.right == SubjectRight::Rectification,
        erases: view.row.right == SubjectRight::Erasure,
        letter,
        told: told.map(|how| texts.t_args("requests-letter-sent", &[("how", how)])).unwrap_or_default(),
        may_extend: view.row.state == SubjectRequestState::Open && view.row.days_left >= 0,
        events: events(texts, &view, &agents),
        problem,
        view,
        p,
    })
}

/// A case.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Html<String>> {
    case_page(&web, &caller, input::id(&request)?, None).await
}

/// After a step: the case again, with what was refused.
async fn after(web: &Web, caller: &Caller, id: SubjectRequestId, done: app::Result<()>) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()) };
    let last = matches!(error, app::Error::State { state: "last-admin", .. });
    let problem = Problem::from(error);
    if problem.status.is_server_error() || problem.status == StatusCode::NOT_FOUND {
        return Err(problem);
    }
    let texts = Shell::operator(web, caller, PLACE).await?.texts;
    let words = if last { texts.t("account-last-admin") } else { refused(texts, &problem) };
    let shown = case_page(web, caller, id, Some(words)).await?;
    Ok((problem.status, shown).into_response())
}

/// Declares the handlers of steps: each does one thing with what its form says, and shows the case again.
macro_rules! steps {
    ($($(#[$doc:meta])+ $name:ident($app:ident, $ctx:ident, $id:ident, $fields:ident) => $done:expr;)+) => {$(
        $(#[$doc])+
        pub async fn $name(
            State(web): State<Arc<Web>>,
            caller: Caller,
            Path(request): Path<String>,
            $fields: Fields,
        ) -> Answer<Response> {
            let $id: SubjectRequestId = input::id(&request)?;
            let ($app, $ctx) = (&*web.app, &caller.ctx);
            let done: app::Result<()> = $done;
            after(&web, &caller, $id, done).await
        }
    )+};
}

steps! {
    /// It takes longer.
    extension(app, ctx, id, fields) =>
        request::extend(app, ctx, id, fields.get("text"), by_hand(&fields)).await.map(drop);
    /// What is decided.
    decision(app, ctx, id, fields) => {
        let (seen, grounds) = ((id, fields.parse("version")?), fields.get("grounds").to_owned());
        request::decide(app, ctx, seen, fields.parse("decision")?, grounds).await
    };
    /// It is carried out.
    fulfilment(app, ctx, id, fields) => {
        let some = |name: &str| fields.some(name).map(str::to_owned);
        let right = Right { name: some("name"), email: some("email") };
        request::carry_out(app, ctx, (id, fields.parse("version")?), right, fields.get("how")).await
    };
    /// The letter goes out, and the case is closed.
    letter(app, ctx, id, fields) =>
        request::close(app, ctx, id, fields.get("text"), by_hand(&fields)).await.map(drop);
    /// A note.
    notes(app, ctx, id, fields) => request::note(app, ctx, id, fields.get("text")).await;
}
