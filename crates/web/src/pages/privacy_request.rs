//! The public form for requests about one's own data, and the page under the link that proves an address. No account, no
//! script; the same answer whether an address is known or not (C72, C73, C75).

use super::page;
use super::set_up::gone;
use super::shell::Shell;
use crate::input::Fields;
use crate::language::{Asked, Texts, asked};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::subject_request::{self as requests, Asking};
use app::{Ctx, operator};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::{Private, SubjectRight, TenantScope};
use std::sync::Arc;

/// Whose form it is.
struct Place {
    scope: TenantScope,
    /// The company's name; absent at the operator's.
    company: Option<String>,
}

#[derive(Template)]
#[template(path = "requests/public.html")]
struct FormPage {
    p: Shell,
    title: String,
    intro: String,
    /// Whether a link can be sent.
    works: bool,
    off: String,
    at_operator: bool,
    rights: Vec<(&'static str, String, bool)>,
    email: String,
    name: String,
    company: String,
    words: String,
    complain: String,
    site: &'static str,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "requests/proof.html")]
struct ProofPage {
    p: Shell,
    title: String,
    text: String,
    /// The link; empty when there is nothing to answer.
    link: String,
}

async fn place(web: &Web, headers: &HeaderMap) -> Answer<Place> {
    if let Some(info) = host::tenant(web, headers).await? {
        return Ok(Place { scope: info.scope, company: Some(info.name) });
    }
    host::operator(web, headers)?;
    Ok(Place { scope: operator::SCOPE, company: None })
}

async fn form_page(
    web: &Web,
    texts: Texts,
    place: &Place,
    typed: &Fields,
    problem: Option<String>,
) -> Answer<Html<String>> {
    let app_name = texts.t("app-name");
    let company = place.company.as_deref().unwrap_or(&app_name);
    let named = |key: &str| texts.t_args(key, &[("company", company)]);
    let authority = requests::authority(&web.app, &Ctx::nobody(place.scope, web.app.now())).await?;
    let chosen = typed.get("right").parse().unwrap_or(SubjectRight::Access);
    let right = |right: &SubjectRight| (right.as_str(), texts.t(&format!("right-{right}")), *right == chosen);
    page(&FormPage {
        title: named("privacy-request-title"),
        intro: match place.company {
            Some(_) => named("privacy-request-intro"),
            None => texts.t("privacy-request-intro-operator"),
        },
        works: requests::can_prove(&web.app),
        off: named("privacy-request-off-text"),
        at_operator: place.company.is_none(),
        rights: SubjectRight::ALL.iter().map(right).collect(),
        email: typed.get("email").to_owned(),
        name: typed.get("name").to_owned(),
        company: typed.get("company").to_owned(),
        words: typed.get("words").to_owned(),
        complain: texts.t_args("privacy-request-complain", &[("authority", authority.full_name())]),
        site: authority.site,
        problem,
        p: Shell::bare(texts),
    })
}

/// The form.
pub async fn form(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    let place = place(&web, &headers).await?;
    form_page(&web, texts, &place, &Fields::default(), None).await
}

fn said(texts: Texts, title: &str, text: String) -> Answer<Html<String>> {
    page(&ProofPage { title: texts.t(title), text, link: String::new(), p: Shell::bare(texts) })
}

/// That no link could go out, and what to do instead.
fn not_sent(texts: Texts, place: &Place) -> String {
    let instead = match &place.company {
        Some(company) => texts.t_args("privacy-request-not-sent-else", &[("company", company.as_str())]),
        None => texts.t("privacy-request-not-sent-operator"),
    };
    format!("{} {instead}", texts.t("privacy-request-not-sent"))
}

/// Takes it down and sends the link.
pub async fn submit(State(web): State<Arc<Web>>, fields: Fields, request: Request) -> Answer<Response> {
    let (parts, _) = request.into_parts();
    let texts = asked(&parts.headers, &parts.uri);
    let place = place(&web, &parts.headers).await?;
    let asking = Asking {
        right: fields.parse("right")?,
        email: fields.get("email").to_owned(),
        name: fields.get("name").to_owned(),
        words: fields.get("words").to_owned(),
        language: texts.locale().to_owned(),
        company: fields.get("company").to_owned(),
    };
    let (client, base) = (host::client(&web, &parts), host::base(&web, &parts.headers));
    match requests::ask(&web.app, place.scope, asking, &client, &base, web.app.now()).await {
        Ok(()) => {
            let text = texts.t("privacy-request-sent-text");
            Ok(said(texts, "privacy-request-sent", text)?.into_response())
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status.is_server_error() {
                return Err(problem);
            }
            let words = match problem.is_of("mail") {
                true => not_sent(texts, &place),
                false => problem.words(texts),
            };
            let shown = form_page(&web, texts, &place, &fields, Some(words)).await?;
            Ok((problem.status, shown).into_response())
        }
    }
}

fn dead(texts: Texts) -> Answer<Response> {
    gone(texts, "privacy-proof-gone", "privacy-proof-gone-hint")
}

/// The page under a link: it asks once more, because programs that look into mails open links too.
pub async fn proof(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    let place = place(&web, &headers).await?;
    let secret = Private::new(link.clone());
    match requests::asked(&web.app, place.scope, &secret, web.app.now()).await {
        Ok(right) => {
            let asked = texts.t(&format!("right-{right}"));
            let text = texts.t_args("privacy-proof-text", &[("asked", asked.as_str())]);
            let shown =
                ProofPage { title: texts.t("privacy-proof-title"), text, link, p: Shell::bare(texts) };
            Ok(page(&shown)?.into_response())
        }
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error) => Err(error.into()),
    }
}

/// The answer to it.
pub async fn prove(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let place = place(&web, &headers).await?;
    let (secret, now) = (Private::new(link), web.app.now());
    let mine = fields.get("answer") != "no";
    let done = match mine {
        true => requests::prove(&web.app, place.scope, &secret, now).await,
        false => requests::withdraw_link(&web.app, place.scope, &secret, now).await,
    };
    match done {
        Ok(()) => {
            let key = if mine { "privacy-proof-done" } else { "privacy-proof-dropped" };
            Ok((StatusCode::OK, said(texts, key, texts.t(&format!("{key}-text")))?).into_response())
        }
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error) => Err(error.into()),
    }
}
