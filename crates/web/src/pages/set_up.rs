//! Set-up: the first accounts, under the link that `serve` printed. Works without script.

use super::page;
use super::shell::Shell;
use super::sign_in::{enter, with_session};
use crate::gate::{COOKIE, OPERATOR_COOKIE};
use crate::input::Fields;
use crate::language::{Asked, Texts, asked};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::set_up::{Person, SetUp};
use app::tenant::NewTenant;
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Private;
use std::sync::Arc;

/// Where set-up goes on: the first mailbox.
const NEXT: &str = "/mailboxes/new?first=yes";

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    p: Shell,
    problem: Option<String>,
    insecure: bool,
    link: String,
    values: Values,
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
    Ok(page(&SetUpPage { p: Shell::bare(texts), problem: None, insecure, link, values })?.into_response())
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
                Some(admin) => enter(COOKIE, &admin, now, NEXT),
                None => enter(OPERATOR_COOKIE, &made.operator, now, "/operator"),
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
            let shown =
                SetUpPage { p: Shell::bare(texts), problem: Some(text), insecure: false, link, values };
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
    })
}
