//! Personal data: an admin asks for what is held about a contact and hands it over; the person gets it by a link.

use super::set_up::gone;
use super::shell::Shell;
use super::{page, time};
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::language::{Asked, Texts};
use crate::pages::download::file_name;
use crate::problem::Answer;
use crate::{Web, host, language};
use app::access_export::{self, ExportView, HandOut};
use app::tenant::TenantInfo;
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{AccessExportId, ContactId, ExportState, TicketId};
use i18n::I18n;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "personal_data.html")]
struct DataPage {
    p: Shell,
    contact: ContactId,
    name: String,
    /// The conversation beside which it was asked for.
    ticket: Option<TicketId>,
    /// Where the page itself is.
    at: String,
    exports: Vec<Line>,
    /// One is waited for.
    underway: bool,
    /// Codes of languages, with their own names.
    languages: Vec<(String, String, bool)>,
}

struct Line {
    id: AccessExportId,
    /// Message key.
    state: String,
    ready: bool,
    underway: bool,
    percent: String,
    asked_iso: String,
    ready_iso: String,
    expires_iso: String,
    size: String,
    language: String,
}

impl Line {
    fn of(p: &Shell, export: ExportView) -> Self {
        let underway = matches!(export.state, ExportState::Waiting | ExportState::Making);
        Self {
            id: export.id,
            state: format!("access-{}", export.state),
            ready: export.state == ExportState::Ready,
            underway,
            percent: export.percent.to_string(),
            asked_iso: time::iso(export.asked_at_ms),
            ready_iso: export.ready_at_ms.map(time::iso).unwrap_or_default(),
            expires_iso: time::iso(export.expires_at_ms),
            size: time::size(p.texts, export.size_bytes),
            language: own_name(&export.language),
        }
    }
}

/// What a language calls itself.
pub(super) fn own_name(code: &str) -> String {
    language::own_name(code)
}

/// What the address says.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Beside {
    ticket: Option<TicketId>,
}

/// The exports of a contact.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
    Query(beside): Query<Beside>,
) -> Answer<Html<String>> {
    let id: ContactId = input::id(&contact)?;
    let exports = access_export::list(&web.app, &caller.ctx, id).await?;
    let person = app::contact::read(&web.app, &caller.ctx, id).await?;
    let p = Shell::of(&web, &caller, "/tickets").await?;
    let exports: Vec<Line> = exports.into_iter().map(|export| Line::of(&p, export)).collect();
    let language = |code: &&str| ((*code).to_owned(), own_name(code), *code == p.locale());
    page(&DataPage {
        contact: id,
        at: format!("/contacts/{id}/personal-data"),
        name: match person.name.trim() {
            "" => person.emails.into_iter().next().unwrap_or_default(),
            name => name.to_owned(),
        },
        ticket: beside.ticket,
        underway: exports.iter().any(|export| export.underway),
        languages: I18n::locales().iter().map(language).collect(),
        exports,
        p,
    })
}

/// Asks for one.
pub async fn ask(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: ContactId = input::id(&contact)?;
    let language = match fields.get("language") {
        "" => i18n::FALLBACK,
        code => code,
    };
    access_export::ask(&web.app, &caller.ctx, id, language).await?;
    Ok(back(id, fields.some("ticket")))
}

fn back(contact: ContactId, ticket: Option<&str>) -> Redirect {
    let ticket = ticket.and_then(|ticket| ticket.parse::<TicketId>().ok());
    let ticket = ticket.map(|ticket| format!("?ticket={ticket}")).unwrap_or_default();
    Redirect::to(&format!("/contacts/{contact}/personal-data{ticket}"))
}

/// Takes one back.
pub async fn withdraw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Redirect> {
    let id: AccessExportId = input::id(&export)?;
    let contact = access_export::read(&web.app, &caller.ctx, id).await?.contact_id;
    access_export::withdraw(&web.app, &caller.ctx, id).await?;
    Ok(back(contact, None))
}

/// Hands one out.
pub async fn file(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Response> {
    let id: AccessExportId = input::id(&export)?;
    Ok(streamed(access_export::hand_out(&web.app, &caller.ctx, id).await?))
}

/// An export on its way: a piece in memory at a time. When one cannot be opened any more, the connection breaks, so that
/// nobody takes what came for the whole.
pub fn streamed(out: HandOut) -> Response {
    let disposition = format!("attachment; {}", file_name(&out.name));
    let pieces = futures::stream::try_unfold(out, |mut out| async move {
        match out.next().await {
            Ok(piece) => Ok(piece.map(|piece| (Bytes::from(piece), out))),
            Err(error) => {
                tracing::error!(%error, "an access export broke off");
                Err(std::io::Error::other("the export cannot be read any more"))
            }
        }
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    let policy = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The schema of `data.json`.
pub async fn schema() -> Response {
    let kind = (header::CONTENT_TYPE, "application/schema+json");
    ([kind], access_export::SCHEMA).into_response()
}

#[derive(Template)]
#[template(path = "personal_data_link.html")]
struct LinkPage {
    p: Shell,
    link: String,
    company: String,
    until_iso: String,
    size: String,
}

/// The page under a person's link.
pub async fn linked(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    let Some(tenant) = served(&web, &headers).await? else { return dead(texts) };
    match access_export::linked(&web.app, tenant.scope, &link, web.app.now()).await {
        Ok((until, size)) => {
            let p = Shell::bare(texts);
            let size = time::size(p.texts, size);
            let until_iso = time::iso(until);
            Ok(page(&LinkPage { p, link, company: tenant.name, until_iso, size })?.into_response())
        }
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error) => Err(error.into()),
    }
}

/// Hands the person what they came for.
pub async fn linked_file(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    let Some(tenant) = served(&web, &headers).await? else { return dead(texts) };
    match access_export::by_link(&web.app, tenant.scope, &link, web.app.now()).await {
        Ok(out) => Ok(streamed(out)),
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error) => Err(error.into()),
    }
}

async fn served(web: &Web, headers: &HeaderMap) -> Answer<Option<TenantInfo>> {
    Ok(host::tenant(web, headers).await?.filter(|tenant| tenant.served))
}

fn dead(texts: Texts) -> Answer<Response> {
    gone(texts, "access-link-gone", "access-link-gone-hint")
}
