//! Closing the company's account: what goes, what can be taken along before, the decision in two steps, and the clock.

use super::company_exports::{self, Line};
use super::personal_data::own_name;
use super::shell::{self, Shell};
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::closing::{Close, ClosingView};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::{CLOSED_SUM_PEOPLE_MIN, CLOSING_DAYS_DEFAULT, CLOSING_DAYS_MAX};
use domain::{MailboxId, Private};
use i18n::I18n;
use std::sync::Arc;

/// A mailbox whose mail can be taken along.
struct Mailbox {
    id: MailboxId,
    address: String,
}

/// The clock, while it runs.
struct Clock {
    since_iso: String,
    until_iso: String,
    by: Option<String>,
    can_be_kept: bool,
    keep_sums: bool,
}

#[derive(Template)]
#[template(path = "privacy/closing.html")]
struct ClosingPage {
    p: Shell,
    slug: String,
    email: String,
    what: Vec<String>,
    mailboxes: Vec<Mailbox>,
    exports: Vec<Line>,
    /// One is waited for.
    underway: bool,
    /// Codes of languages, with their own names.
    languages: Vec<(String, String, bool)>,
    held: bool,
    /// Whether admins can be told by the operator's mail.
    mailed: bool,
    clock: Option<Clock>,
    typed: String,
    days: String,
    days_max: u32,
    keep_sums: bool,
    people_min: String,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<ClosingPage> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    let found = app::closing::read(app, ctx).await?;
    let info = app::tenant::find(app, ctx.scope).await?.ok_or(app::Error::NotFound("tenant"))?;
    let agents = shell::agents(web, caller).await?;
    let mailboxes = app::mailbox::list(app, ctx).await?;
    let p = Shell::with(web, caller, "/erasures", &agents).await?;
    let exports = company_exports::lines(web, caller, &p).await?;
    let language = |code: &&str| ((*code).to_owned(), own_name(code), *code == p.locale());
    let name_of = |id| agents.iter().find(|agent| agent.id == id).map(|agent| agent.name.clone());
    let clock = found.closing.map(|closing| Clock {
        since_iso: time::iso(closing.ended_at),
        until_iso: time::iso(closing.erase_at),
        by: closing.by.and_then(name_of),
        can_be_kept: closing.can_be_kept,
        keep_sums: closing.keep_sums,
    });
    let me = agents.iter().find(|agent| Some(agent.id) == ctx.agent_id());
    Ok(ClosingPage {
        slug: info.slug,
        email: me.map(|me| me.email.clone()).unwrap_or_default(),
        what: goes(&p, &found),
        held: found.preview.held,
        mailed: app.settings().operator_mail.is_some(),
        mailboxes: mailboxes.into_iter().map(|one| Mailbox { id: one.id, address: one.address }).collect(),
        underway: exports.iter().any(|export| export.underway),
        exports,
        languages: I18n::locales().iter().map(language).collect(),
        clock,
        typed: String::new(),
        days: CLOSING_DAYS_DEFAULT.to_string(),
        days_max: CLOSING_DAYS_MAX,
        keep_sums: false,
        people_min: CLOSED_SUM_PEOPLE_MIN.to_string(),
        problem: None,
        p,
    })
}

fn goes(p: &Shell, found: &ClosingView) -> Vec<String> {
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let lines = [
        ("closing-goes-messages", found.preview.messages),
        ("closing-goes-tickets", found.preview.tickets),
        ("closing-goes-attachments", found.preview.attachments),
        ("closing-goes-mailboxes", size(found.mailboxes)),
        ("closing-goes-agents", size(found.agents)),
    ];
    lines.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| p.tn(key, n)).collect()
}

/// What closing takes along, and the form that begins it.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller).await?)
}

/// Begins it, once whoever asks has said which company it is and that it is they.
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let (slug, days) = (fields.get("slug").to_owned(), fields.get("days").to_owned());
    let keep_sums = fields.get("keep_sums") == "yes";
    let password = Private::new(fields.all("password").next().unwrap_or_default().to_owned());
    let done = match days.trim().parse() {
        Ok(days) => {
            let close = Close { days: Some(days), slug: slug.clone(), password, keep_sums };
            app::closing::begin(&web.app, &caller.ctx, close).await
        }
        Err(_) => Err(app::Error::Input { field: "days", rule: "rule-thirty-days" }),
    };
    let problem: Problem = match done {
        Ok(_) => return Ok(Redirect::to("/closing").into_response()),
        Err(error) => error.into(),
    };
    if !matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS) {
        return Err(problem);
    }
    let mut shown = assemble(&web, &caller).await?;
    (shown.typed, shown.days, shown.keep_sums) = (slug, days, keep_sums);
    shown.problem = Some(problem.words(shown.p.texts));
    Ok((problem.status, page(&shown)?).into_response())
}

/// Takes it back.
pub async fn keep(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Redirect> {
    app::closing::keep(&web.app, &caller.ctx).await?;
    Ok(Redirect::to("/closing"))
}

/// The mail of a mailbox, as a file.
pub async fn mails(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    Ok(handed_out(app::mailbox::export(&web.app, &caller.ctx, id).await?, id))
}

/// An mbox on its way out.
pub(crate) fn handed_out(mails: app::mailbox::Mails, id: MailboxId) -> Response {
    let mut response = Response::new(Body::from_stream(mails.pieces()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/mbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"mailbox-{id}.mbox\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
