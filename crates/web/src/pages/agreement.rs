//! What stands before the next page where a document changed, or where somebody is here for the first time: they read it and
//! agree, or take their data and go (C103 to C105).

use super::documents::{Text, text};
use super::page;
use super::shell::Shell;
use super::sign_up::unhex;
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::problem::{Answer, Problem};
use app::document::{self, Pending};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Where this page is.
pub const PLACE: &str = "/agreement";

struct One {
    text: Text,
    changed: bool,
    company: bool,
}

#[derive(Template)]
#[template(path = "documents/agreement.html")]
struct Agreement {
    p: Shell,
    documents: Vec<One>,
    changed: bool,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "documents/refusal.html")]
struct Refusal {
    p: Shell,
}

async fn assemble(web: &Web, caller: &Caller, pending: &[Pending]) -> Answer<Agreement> {
    let p = Shell::of(web, caller, "").await?;
    let mut documents = Vec::new();
    for one in pending {
        let view =
            document::read(&web.app, one.kind, Some(one.version), Some(p.locale()), caller.ctx.now).await?;
        let company = one.kind == domain::DocumentKind::Dpa;
        let mut text = text(p.texts, &view);
        // Its headings stand below the page's own.
        for (level, below) in [(3, 5), (2, 4), (1, 3)] {
            text.html = text
                .html
                .replace(&format!("<h{level}>"), &format!("<h{below}>"))
                .replace(&format!("</h{level}>"), &format!("</h{below}>"));
        }
        documents.push(One { text, changed: one.changed, company });
    }
    let changed = documents.iter().any(|one| one.changed);
    Ok(Agreement { p, documents, changed, problem: None })
}

/// What is to be read; on to the desk where there is nothing.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    let pending = document::pending(&web.app, &caller.ctx).await?;
    if pending.is_empty() {
        return Ok(Redirect::to("/tickets").into_response());
    }
    Ok(page(&assemble(&web, &caller, &pending).await?)?.into_response())
}

/// They agree.
pub async fn agree(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let accepted: Vec<[u8; 32]> = fields.all("accepted").filter_map(unhex).collect();
    let problem: Problem = match document::accept(&web.app, &caller.ctx, &accepted).await {
        Ok(()) => return Ok(Redirect::to("/tickets").into_response()),
        Err(error @ app::Error::Input { .. }) => error.into(),
        Err(error) => return Err(error.into()),
    };
    let pending = document::pending(&web.app, &caller.ctx).await?;
    let mut shown = assemble(&web, &caller, &pending).await?;
    shown.problem = Some(problem.words(shown.p.texts));
    Ok((problem.status, page(&shown)?).into_response())
}

/// They do not: what they can do instead.
pub async fn refusal(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&Refusal { p: Shell::of(&web, &caller, "").await? })
}

/// Where somebody can go without having agreed: they can read what it is about, take their data, close the account, leave.
pub(crate) fn is_open(path: &str) -> bool {
    const OPEN: [&str; 7] =
        [PLACE, "/closing", "/company-exports", "/profile/data", "/audit/export", "/sign-out", "/live"];
    OPEN.iter()
        .any(|open| path.strip_prefix(open).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}
