//! What is held about one's own account: why and for how long, all of it as a ZIP, and what is asked of the operator.

use super::download::file_name;
use super::shell::Shell;
use super::{page, requests, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::account::{self, request};
use app::consent::{self, Standing};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{ConsentPurpose, Private, SubjectRequestId, SubjectRight};
use serde::Deserialize;
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/profile/data";

/// What the address says about the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Something was asked just now.
    asked: String,
}

/// A request of theirs.
struct Line {
    id: String,
    title: String,
    state: String,
    look: &'static str,
    words: String,
    received_iso: String,
    due_iso: String,
    /// It can be taken back.
    open: bool,
    letter: Option<String>,
}

/// How it stands with counting their use.
struct Usage {
    /// Message key.
    standing: &'static str,
    given: bool,
    unasked: bool,
    decided_iso: Option<String>,
    /// Their browser refuses for them.
    refuses: bool,
}

impl Usage {
    async fn of(web: &Web, caller: &Caller) -> Answer<Option<Self>> {
        let agent = caller.ctx.agent_id().ok_or_else(Problem::unauthenticated)?;
        let standing = consent::standing(&web.app, caller.ctx.scope, agent).await?;
        if standing == Standing::Off {
            return Ok(None);
        }
        let decided = consent::own(&web.app, &caller.ctx).await?;
        let (given, unasked) = (standing == Standing::Given, standing == Standing::Unasked);
        Ok(Some(Self {
            standing: match standing {
                Standing::Given => "consent-standing-given",
                Standing::Refused => "consent-standing-refused",
                Standing::Unasked | Standing::Off => "consent-standing-unasked",
            },
            given,
            unasked,
            decided_iso: decided
                .iter()
                .rfind(|one| one.purpose == ConsentPurpose::Usage)
                .map(|last| time::iso(last.decided_at)),
            refuses: caller.refuses && !given,
        }))
    }
}

/// How it stands with news by mail.
struct News {
    /// Message key.
    standing: &'static str,
    given: bool,
    unasked: bool,
    decided_iso: Option<String>,
}

impl News {
    async fn of(web: &Web, caller: &Caller) -> Answer<Self> {
        let agent = caller.ctx.agent_id().ok_or_else(Problem::unauthenticated)?;
        let standing = consent::news(&web.app, caller.ctx.scope, agent).await?;
        let decided = consent::own(&web.app, &caller.ctx).await?;
        let last = decided.iter().rfind(|one| one.purpose == ConsentPurpose::News);
        Ok(Self {
            standing: match standing {
                Standing::Given => "consent-news-given",
                Standing::Refused => "consent-news-refused",
                Standing::Unasked | Standing::Off => "consent-news-unasked",
            },
            given: standing == Standing::Given,
            unasked: standing == Standing::Unasked,
            decided_iso: last.map(|last| time::iso(last.decided_at)),
        })
    }
}

#[derive(Template)]
#[template(path = "settings/account_data.html")]
struct DataPage {
    p: Shell,
    /// Whom they ask besides.
    dpo: Option<String>,
    email: String,
    /// What is held, why, how long.
    categories: Vec<(String, String, String)>,
    usage: Option<Usage>,
    news: News,
    requests: Vec<Line>,
    rights: Vec<(&'static str, String, bool)>,
    words: String,
    asked: bool,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<DataPage> {
    let own = request::own(&web.app, &caller.ctx).await?;
    let email = app::agent::profile(&web.app, &caller.ctx).await?.email;
    let p = Shell::of(web, caller, "/profile").await?;
    let dashed = |word: &str| word.replace('_', "-");
    let category = |one: account::data::Category| {
        (
            p.t(&format!("account-page-category-{}", dashed(&one.category))),
            p.t(&format!("account-page-purpose-{}", dashed(&one.purpose))),
            p.t(&format!("access-page-kept-{}", dashed(&one.retention))),
        )
    };
    let line = |one: request::OwnRequest| Line {
        id: one.id.to_string(),
        title: requests::numbered(p.texts, one.number, one.right),
        state: p.t(&format!("request-state-{}", one.state)),
        look: requests::look(one.state),
        words: one.words,
        received_iso: time::iso(one.received_at_ms),
        due_iso: time::iso(one.due_at_ms),
        open: one.closed_at_ms.is_none(),
        letter: one.letter,
    };
    Ok(DataPage {
        dpo: web.app.settings().policy.dpo_line(p.texts),
        categories: account::about(&web.app).categories.into_iter().map(category).collect(),
        usage: Usage::of(web, caller).await?,
        news: News::of(web, caller).await?,
        requests: own.into_iter().map(line).collect(),
        rights: requests::rights(p.texts, SubjectRight::Rectification),
        words: String::new(),
        asked: false,
        problem: None,
        email,
        p,
    })
}

/// The page. Nothing of the account is opened for it but what every page shows, and what they asked.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(said): Query<Said>,
) -> Answer<Html<String>> {
    let mut shown = assemble(&web, &caller).await?;
    shown.asked = !said.asked.is_empty();
    page(&shown)
}

/// Asks the operator, once it is proved by the password that it is they.
pub async fn ask(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let right: SubjectRight = fields.parse("right")?;
    let words = fields.get("words").replace("\r\n", "\n");
    let present = Private::new(fields.all("present").next().unwrap_or_default().to_owned());
    let problem: Problem = match request::ask(&web.app, &caller.ctx, right, &words, &present).await {
        Ok(_) => return Ok(Redirect::to("/profile/data?asked=yes").into_response()),
        Err(error) => error.into(),
    };
    if !matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS) {
        return Err(problem);
    }
    let mut shown = assemble(&web, &caller).await?;
    shown.rights = requests::rights(shown.p.texts, right);
    shown.words = words;
    shown.problem = Some(problem.words(shown.p.texts));
    Ok((problem.status, page(&shown)?).into_response())
}

/// Takes a request back.
pub async fn take_back(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Redirect> {
    let id: SubjectRequestId = input::id(&request)?;
    request::take_back(&web.app, &caller.ctx, id).await?;
    Ok(Redirect::to(PLACE))
}

/// Hands out all of it.
pub async fn file(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    Ok(zipped(account::export(&web.app, &caller.ctx).await?))
}

/// The answer that hands it out.
pub fn zipped(export: account::Export) -> Response {
    let disposition = format!("attachment; {}", file_name(&export.name));
    let mut response = Response::new(axum::body::Body::from(export.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    let policy = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The schema of its `data.json`.
pub async fn schema() -> Response {
    ([(header::CONTENT_TYPE, "application/schema+json")], account::SCHEMA).into_response()
}
