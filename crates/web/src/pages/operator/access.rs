//! Access to a company's mail: asked for, and while it is open, conversations one at a time. No file, nothing to change and no
//! list of everything.

use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::pages::operator_access::{Line, line};
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::Answer;
use app::operator_access::{self as access, Ask};
use app::view::MessageView;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::{OPERATOR_ACCESS_MINUTES_DEFAULT, OPERATOR_ACCESS_MINUTES_MAX};
use domain::{AccessReason, MessageKind, OperatorAccessId, Private, TenantId, TenantScope};
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/operator/accesses";

#[derive(Template)]
#[template(path = "operator/accesses.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    /// Id and name, and whether it is chosen.
    tenants: Vec<(TenantId, String, bool)>,
    /// Word and text, and whether it is chosen.
    reasons: Vec<(&'static str, String, bool)>,
    words: String,
    minutes: String,
    most: u32,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller, typed: &Fields) -> Answer<ListPage> {
    let views = access::list_all(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let reason = |one: &AccessReason| {
        let word = one.as_str();
        let key = format!("operator-access-reason-{}", word.replace('_', "-"));
        (word, p.t(&key), typed.get("reason") == word)
    };
    let tenants = app::tenant::list_served(&web.app).await?.into_iter().map(|info| {
        let id = info.scope.tenant();
        (id, info.name, typed.get("tenant") == id.to_string())
    });
    let minutes = typed.some("minutes").map(str::to_owned);
    Ok(ListPage {
        tenants: tenants.collect(),
        reasons: AccessReason::ALL.iter().map(reason).collect(),
        words: typed.get("words").to_owned(),
        minutes: minutes.unwrap_or_else(|| OPERATOR_ACCESS_MINUTES_DEFAULT.to_string()),
        most: OPERATOR_ACCESS_MINUTES_MAX,
        lines: views.into_iter().map(|view| line(p.texts, view, None)).collect(),
        problem: None,
        p,
    })
}

/// The list, and the form that asks for one.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, &Fields::default()).await?)
}

/// Asks for one.
pub async fn ask(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let scope = TenantScope::of(input::id(fields.get("tenant"))?);
    let password = fields.all("password").next().unwrap_or_default().to_owned();
    let done = match (fields.get("reason").parse(), fields.get("minutes").parse()) {
        (Ok(reason), Ok(minutes)) => {
            let words = Private::new(fields.get("words").to_owned());
            let (minutes, password) = (Some(minutes), Private::new(password));
            access::ask(&web.app, &caller.ctx, Ask { scope, reason, words, minutes, password }).await
        }
        (Err(_), _) => Err(app::Error::Input { field: "reason", rule: "rule-choice" }),
        (_, Err(_)) => Err(app::Error::Input { field: "minutes", rule: "rule-sixty-minutes" }),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&place(scope, id)).into_response()),
        Err(error) => {
            let mut shown = assemble(&web, &caller, &fields).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

fn place(scope: TenantScope, id: OperatorAccessId) -> String {
    format!("/operator/tenants/{}/accesses/{id}", scope.tenant())
}

/// A conversation that was found.
struct Hit {
    href: String,
    number: i64,
    subject: String,
    updated_iso: String,
}

#[derive(Template)]
#[template(path = "operator/access.html")]
struct AccessPage {
    p: Shell,
    place: String,
    line: Line,
    asked: String,
    hits: Vec<Hit>,
    more: bool,
}

/// What is looked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sought {
    q: String,
}

/// An access; while it is open, what is looked for in the company's conversations.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, id)): Path<(String, String)>,
    Query(sought): Query<Sought>,
) -> Answer<Html<String>> {
    let (scope, id) = (TenantScope::of(input::id(&tenant)?), input::id(&id)?);
    let view = access::read_one(&web.app, &caller.ctx, scope, id).await?;
    let found = match sought.q.trim() {
        "" => access::Looked::default(),
        text => access::find_tickets(&web.app, &caller.ctx, scope, id, text).await?,
    };
    let p = Shell::operator(&web, &caller, PLACE).await?;
    let place = place(scope, id);
    let hit = |row: app::view::TicketRow| Hit {
        href: format!("{place}/tickets/{}", row.id),
        number: row.number,
        subject: row.subject,
        updated_iso: time::iso(row.updated_at_ms),
    };
    page(&AccessPage {
        line: line(p.texts, view, None),
        hits: found.items.into_iter().map(hit).collect(),
        more: found.more,
        asked: sought.q,
        place: place.clone(),
        p,
    })
}

/// Ends it, or takes it back.
pub async fn end(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<Redirect> {
    let (scope, id) = (TenantScope::of(input::id(&tenant)?), input::id(&id)?);
    access::end(&web.app, &caller.ctx, scope, id).await?;
    Ok(Redirect::to(&place(scope, id)))
}

/// A message, as far as it is shown.
struct Message {
    who: String,
    note: bool,
    text: String,
    sent_iso: String,
    /// Names of its files; they are not handed out.
    files: Vec<String>,
}

impl From<MessageView> for Message {
    fn from(view: MessageView) -> Self {
        let who = view.from.first().map(|from| match from.name.is_empty() {
            true => from.email.clone(),
            false => from.name.clone(),
        });
        Self {
            who: who.unwrap_or_default(),
            note: view.kind == MessageKind::Note,
            text: view.text,
            sent_iso: time::iso(view.sent_at_ms),
            files: view.attachments.into_iter().map(|file| file.name).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "operator/access_ticket.html")]
struct TicketPage {
    p: Shell,
    place: String,
    company: String,
    number: i64,
    subject: String,
    messages: Vec<Message>,
}

/// A conversation.
pub async fn ticket(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, id, ticket)): Path<(String, String, String)>,
) -> Answer<Html<String>> {
    let (scope, id) = (TenantScope::of(input::id(&tenant)?), input::id(&id)?);
    let found = access::read_ticket(&web.app, &caller.ctx, scope, id, input::id(&ticket)?).await?;
    let info = app::tenant::find(&web.app, scope).await?.ok_or(app::Error::NotFound("tenant"))?;
    page(&TicketPage {
        p: Shell::operator(&web, &caller, PLACE).await?,
        place: place(scope, id),
        company: info.name,
        number: found.row.number,
        subject: found.row.subject,
        messages: found.messages.into_iter().map(Message::from).collect(),
    })
}
