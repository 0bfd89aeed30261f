//! Set-up: the first accounts, under the link that `serve` printed. Works without script.

use super::documents::{Kept, Other, kind, name};
use super::page;
use super::shell::Shell;
use super::sign_in::{FIRST_ARRIVAL, OPERATOR_ARRIVAL, enter, with_session};
use super::sign_up::{hex, unhex};
use crate::gate::{COOKIE, OPERATOR_COOKIE};
use crate::input::Fields;
use crate::language::{Asked, Texts, asked, name_in, named};
use crate::markdown::render;
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::document::{self, AGREED};
use app::set_up::{Person, SetUp};
use app::tenant::NewTenant;
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::record::text_hash;
use domain::{DocumentKind, Private};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    p: Shell,
    problem: Option<String>,
    insecure: bool,
    link: String,
    values: Values,
    documents: Vec<(&'static str, String)>,
    accepted: String,
}

/// What was typed; passwords are never sent back.
#[derive(Default)]
struct Values {
    name: String,
    email: String,
    company: String,
    host: String,
    admin_name: String,
    admin_email: String,
}

#[derive(Template)]
#[template(path = "link_gone.html")]
struct Gone {
    p: Shell,
    title: String,
    hint: String,
}

/// The page for a link that does not work, whatever the reason.
pub(super) fn gone(texts: Texts, title: &str, hint: &str) -> Answer<Response> {
    let shown = Gone { p: Shell::bare(texts), title: texts.t(title), hint: texts.t(hint) };
    Ok((StatusCode::NOT_FOUND, page(&shown)?).into_response())
}

/// The form.
pub async fn form(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    let secret = Private::new(link.clone());
    match app::set_up::check(&web.app, &secret, web.app.now()).await {
        Ok(()) => {}
        Err(app::Error::NotFound(_)) => return gone(texts, "set-up-gone", "set-up-gone-hint"),
        Err(error) => return Err(error.into()),
    }
    let insecure = !host::keeps_cookies(&web, &headers);
    let values = Values { host: host::name(&headers), ..Values::default() };
    Ok(page(&asking(&web, texts, None, insecure, link, values))?.into_response())
}

/// The form, with the texts that are agreed to by it: those that will be released.
fn asking(
    web: &Web,
    texts: Texts,
    problem: Option<String>,
    insecure: bool,
    link: String,
    values: Values,
) -> SetUpPage {
    let hash = |kind: &DocumentKind| hex(&text_hash(&standard(web, texts, *kind).1));
    let accepted: Vec<String> = AGREED.iter().map(hash).collect();
    let documents = AGREED.iter().map(|kind| (kind.as_str(), name(texts, *kind))).collect();
    SetUpPage {
        p: Shell::bare(texts),
        problem,
        insecure,
        link,
        values,
        documents,
        accepted: accepted.join(" "),
    }
}

/// The standard text of a document, in the reader's language where there is one, else in English.
fn standard(web: &Web, texts: Texts, kind: DocumentKind) -> (&'static str, String) {
    let mut all = document::standard::texts(web.app.settings(), kind);
    let found = all.iter().position(|(language, _)| *language == texts.locale());
    let english = all.iter().position(|(language, _)| *language == i18n::FALLBACK);
    all.swap_remove(found.or(english).unwrap_or_default())
}

/// A text that will be released by completing the set-up.
pub async fn document(
    State(web): State<Arc<Web>>,
    Path((link, document)): Path<(String, String)>,
    Asked(texts): Asked,
) -> Answer<Response> {
    let kind = kind(&document)?;
    app::set_up::check(&web.app, &Private::new(link.clone()), web.app.now()).await?;
    let (language, body) = standard(&web, texts, kind);
    let counts = counting(&web, kind);
    let words = named(language).unwrap_or(texts);
    let other = (language != counts).then(|| Other {
        says: words.t_args("document-translation", &[("language", name_in(words, counts))]),
        link: words.t("document-original"),
        href: format!("/set-up/{link}/documents/{kind}?language={counts}"),
        language: counts.to_owned(),
        words_in: words.locale(),
    });
    let shown = Kept {
        title: name(texts, kind),
        version: texts.t_args("document-version", &[("version", "1")]),
        hash: hex(&text_hash(&body)),
        html: render(&body),
        language: Some(language.to_owned()),
        other,
        p: Shell::bare(texts),
    };
    Ok(page(&shown)?.into_response())
}

/// The language of the text that will count: the operator's, where the document is written in it.
fn counting(web: &Web, kind: DocumentKind) -> &'static str {
    let (settings, all) = (web.app.settings(), document::standard::texts(web.app.settings(), kind));
    let is_chosen = |(language, _): &&(&'static str, String)| *language == settings.policy.language();
    all.iter().find(is_chosen).map_or(i18n::FALLBACK, |(language, _)| language)
}

/// Makes the accounts, signs their owner in, and leads on to the first mailbox.
pub async fn complete(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    fields: Fields,
    request: Request,
) -> Answer<Response> {
    let headers = request.headers();
    let texts = asked(headers, request.uri());
    if !host::keeps_cookies(&web, headers) {
        return form(State(web), Path(link), Asked(texts), headers.clone()).await;
    }
    let now = web.app.now();
    let secret = Private::new(link.clone());
    let done = match read(&fields) {
        Ok(new) => app::set_up::complete(&web.app, &secret, new, now).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(made) => {
            let here = made.tenant.scope;
            let at_home = host::tenant(&web, headers).await?.is_some_and(|tenant| tenant.scope == here);
            let response = match made.admin.filter(|_| at_home) {
                Some(admin) => enter(COOKIE, &admin, now, FIRST_ARRIVAL),
                None => enter(OPERATOR_COOKIE, &made.operator, now, OPERATOR_ARRIVAL),
            };
            Ok(with_session(response, OPERATOR_COOKIE, &made.operator, now))
        }
        Err(app::Error::NotFound(_)) => gone(texts, "set-up-gone", "set-up-gone-hint"),
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status.is_server_error() {
                return Err(problem);
            }
            let values = Values {
                name: fields.get("name").to_owned(),
                email: fields.get("email").to_owned(),
                company: fields.get("company").to_owned(),
                host: fields.get("host").to_owned(),
                admin_name: fields.get("admin-name").to_owned(),
                admin_email: fields.get("admin-email").to_owned(),
            };
            let text = problem.words(texts);
            let shown = asking(&web, texts, Some(text), false, link, values);
            Ok((problem.status, page(&shown)?).into_response())
        }
    }
}

fn read(fields: &Fields) -> Result<SetUp, app::Error> {
    let person = |prefix: &str| Person {
        name: fields.get(&format!("{prefix}name")).to_owned(),
        email: fields.get(&format!("{prefix}email")).to_owned(),
        password: Private::new(
            fields.all(&format!("{prefix}password")).next().unwrap_or_default().to_owned(),
        ),
    };
    let operator = person("");
    let again = fields.all("password-again").next().unwrap_or_default();
    if again != operator.password.reveal() {
        return Err(app::Error::Input { field: "password", rule: "rule-passwords-differ" });
    }
    let other =
        ["admin-name", "admin-email", "admin-password"].iter().any(|name| fields.some(name).is_some());
    Ok(SetUp {
        operator,
        tenant: NewTenant {
            slug: String::new(),
            name: fields.get("company").to_owned(),
            hosts: vec![fields.get("host").to_owned()],
        },
        admin: other.then(|| person("admin-")),
        accepted: fields.get("accepted").split(' ').filter_map(unhex).collect(),
    })
}
