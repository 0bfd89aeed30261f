//! Signing a company up, where the operator lets anyone do so: what is asked, the documents that are accepted, the link that
//! proves an address. Works without script.

use super::invitation::new_password;
use super::set_up::gone;
use super::shell::Shell;
use super::sign_in::{FIRST_ARRIVAL, enter};
use super::{page, time};
use crate::gate::{COOKIE, Caller};
use crate::input::Fields;
use crate::language::{Asked, Texts, asked};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::document::{self, AGREED, AcceptanceView};
use app::sign_up::{Offer, SignUp};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::Private;
use std::fmt::Write as _;
use std::sync::Arc;

/// A document to accept.
struct Line {
    name: String,
    label: String,
    hash: String,
}

/// What was typed.
#[derive(Default)]
struct Values {
    company: String,
    slug: String,
    name: String,
    email: String,
}

#[derive(Template)]
#[template(path = "sign_up.html")]
struct Asking {
    p: Shell,
    domain: String,
    documents: Vec<Line>,
    values: Values,
    problem: Option<String>,
    sent: bool,
}

#[derive(Template)]
#[template(path = "sign_up_proved.html")]
struct Proved {
    p: Shell,
    link: String,
    company: String,
    email: String,
    problem: Option<String>,
    insecure: bool,
}

#[derive(Template)]
#[template(path = "settings/acceptances.html")]
struct Accepted {
    p: Shell,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    version: String,
    hash: String,
    who: String,
    at_iso: String,
}

/// A hash as it is written: 64 hexadecimal digits.
#[must_use]
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Reads a hash.
#[must_use]
pub fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (i, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}

/// What is offered at this host.
fn offer<'a>(web: &'a Web, headers: &HeaderMap) -> Answer<&'a Offer> {
    host::operator(web, headers)?;
    web.app.settings().sign_up.as_ref().ok_or_else(Problem::not_found)
}

async fn asking(
    web: &Web,
    texts: Texts,
    values: Values,
    problem: Option<String>,
    sent: bool,
) -> Answer<Asking> {
    let domain = web.app.settings().sign_up.as_ref().map(|offer| offer.domain.clone()).unwrap_or_default();
    let now = web.app.now();
    let all = document::list(&web.app, now).await?;
    let mut documents = Vec::new();
    for kind in AGREED {
        let newest = all.iter().filter(|one| one.kind == kind).map(|one| one.version).max();
        // Nobody can sign up before there is something to agree to.
        let newest = newest.ok_or_else(Problem::not_found)?;
        let view = document::read(&web.app, kind, Some(newest), Some(texts.locale()), now).await?;
        documents.push(Line {
            name: texts.t(&format!("document-{kind}")),
            label: texts.t_args("document-version", &[("version", view.version.to_string())]),
            hash: hex(&view.sha256),
        });
    }
    Ok(Asking { p: Shell::bare(texts), domain, documents, values, problem, sent })
}

/// The form.
pub async fn form(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    offer(&web, &headers)?;
    page(&asking(&web, texts, Values::default(), None, false).await?)
}

/// Takes it down and sends the link.
pub async fn submit(State(web): State<Arc<Web>>, fields: Fields, request: Request) -> Answer<Response> {
    let (parts, _) = request.into_parts();
    let texts = asked(&parts.headers, &parts.uri);
    offer(&web, &parts.headers)?;
    let wanted = SignUp {
        company: fields.get("company").to_owned(),
        slug: fields.get("slug").to_owned(),
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        accepted: fields.all("accepted").filter_map(unhex).collect(),
    };
    let client = host::client(&web, &parts);
    let base = |at| host::base_at(&web, &parts.headers, at);
    match app::sign_up::ask(&web.app, wanted, &client, base, web.app.now()).await {
        Ok(()) => Ok(page(&asking(&web, texts, Values::default(), None, true).await?)?.into_response()),
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status.is_server_error() {
                return Err(problem);
            }
            let values = Values {
                company: fields.get("company").to_owned(),
                slug: fields.get("slug").to_owned(),
                name: fields.get("name").to_owned(),
                email: fields.get("email").to_owned(),
            };
            let shown = asking(&web, texts, values, Some(problem.words(texts)), false).await?;
            Ok((problem.status, page(&shown)?).into_response())
        }
    }
}

fn dead(texts: Texts) -> Answer<Response> {
    gone(texts, "sign-up-gone", "sign-up-gone-hint")
}

/// The page under a link.
pub async fn proved(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    show(&web, texts, link, None, !host::keeps_cookies(&web, &headers)).await
}

async fn show(
    web: &Web,
    texts: Texts,
    link: String,
    refused: Option<Problem>,
    insecure: bool,
) -> Answer<Response> {
    let secret = Private::new(link.clone());
    let (company, email) = match app::sign_up::asked(&web.app, &secret, web.app.now()).await {
        Ok(found) => found,
        Err(app::Error::NotFound(_)) => return dead(texts),
        Err(error) => return Err(error.into()),
    };
    let status = refused.as_ref().map_or(StatusCode::OK, |problem| problem.status);
    let problem = refused.map(|problem| problem.words(texts));
    let shown = Proved { p: Shell::bare(texts), link, company, email, problem, insecure };
    Ok((status, page(&shown)?).into_response())
}

/// Makes the company and signs its first admin in.
pub async fn complete(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    if !host::keeps_cookies(&web, &headers) {
        return show(&web, texts, link, None, true).await;
    }
    let now = web.app.now();
    let secret = Private::new(link.clone());
    let done = match new_password(&fields) {
        Ok(password) => app::sign_up::complete(&web.app, &secret, password, now).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(signed) => Ok(enter(COOKIE, &signed, now, FIRST_ARRIVAL)),
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error @ (app::Error::Input { .. } | app::Error::Exists(_))) => {
            show(&web, texts, link, Some(error.into()), false).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What the company's people accepted.
pub async fn acceptances(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let all = app::document::acceptances(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, "/acceptances").await?;
    let row = |one: AcceptanceView| Row {
        title: p.t(&format!("document-{}", one.document.kind)),
        version: p.tv("document-version", "version", &one.document.version),
        hash: hex(&one.document.sha256),
        who: format!("{} <{}>", one.name, one.email),
        at_iso: time::iso(one.accepted_at_ms),
    };
    let rows = all.into_iter().map(row).collect();
    page(&Accepted { p, rows })
}
