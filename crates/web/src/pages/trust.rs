//! The trust centre: who runs this Deskhero, whom people ask, what is promised, and whether that is kept. For anybody, without
//! an account and without script, at the operator's address and at each company's. Results are read, never made, here.

use super::documents::name;
use super::personal_data::own_name;
use super::shell::Shell;
use super::sign_up::hex;
use super::{page, time};
use crate::cookies::{ENTRIES, Kind};
use crate::language::{Asked, Texts};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::document::{Policy, standard};
use app::subject_request::{authorities, authority};
use app::trust::{self, Held, MEASURES, Published};
use app::verify::{self, State as Promise};
use app::{Ctx, operator};
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use domain::{Day, TenantScope, Timestamp};
use i18n::I18n;
use serde_json::{Value, json};
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/trust";
/// Days for which a `security.txt` says that it holds (RFC 9116, section 2.5.5: less than a year).
const SECURITY_DAYS: i32 = 180;

/// Where a reader is: at the operator's, or at a company's.
struct Place {
    scope: TenantScope,
    /// The company, which decides on its contacts' data.
    company: Option<String>,
}

async fn place(web: &Web, headers: &HeaderMap) -> Answer<Place> {
    if let Some(info) = host::tenant(web, headers).await? {
        return Ok(Place { scope: info.scope, company: Some(info.name) });
    }
    host::operator(web, headers)?;
    Ok(Place { scope: operator::SCOPE, company: None })
}

/// A document with its languages.
struct Document {
    kind: &'static str,
    name: String,
    version: i64,
    day: String,
    languages: Vec<(String, String)>,
}

fn document(texts: Texts, one: &Held) -> Document {
    Document {
        kind: one.kind.as_str(),
        name: name(texts, one.kind),
        version: one.version,
        day: time::day(texts, one.effective_at),
        languages: one.languages.iter().map(|tag| (tag.clone(), own_name(tag))).collect(),
    }
}

/// How a promise looks.
struct Chip {
    clause: u16,
    state: String,
    look: &'static str,
}

fn chip(texts: Texts, published: Option<&Published>, clause: u16) -> Chip {
    let state = published.and_then(|one| one.said.state(clause));
    let is_stale = published.is_some_and(|one| one.is_stale);
    let (key, look) = match state {
        Some(Promise::Broken) => ("verify-state-broken", "bad"),
        Some(_) if is_stale => ("trust-stale", "wait"),
        Some(Promise::Kept) => ("verify-state-kept", "good"),
        Some(Promise::NotApplicable) => ("verify-state-none", ""),
        None => ("trust-unchecked", "wait"),
    };
    Chip { clause, state: texts.t(key), look }
}

/// The last result in words.
struct Outcome {
    /// How many are kept, broken, and not applicable.
    summary: String,
    /// When it was made: for programs, and for whoever reads without script.
    at: Option<(String, String)>,
    look: &'static str,
    is_stale: bool,
}

/// A time as it is read without script.
fn minute(texts: Texts, at: Timestamp) -> String {
    let (day, iso) = (time::day(texts, at), time::iso(at));
    iso.get(11..16).map_or_else(|| day.clone(), |minute| format!("{day}, {minute} UTC"))
}

fn result(texts: Texts, published: Option<&Published>) -> Outcome {
    let Some(one) = published else {
        return Outcome { summary: texts.t("verify-never"), at: None, look: "wait", is_stale: false };
    };
    let number = |state| i64::try_from(one.said.count(state)).unwrap_or(i64::MAX);
    let broken = number(Promise::Broken);
    let counts =
        [("kept", number(Promise::Kept)), ("broken", broken), ("none", number(Promise::NotApplicable))];
    Outcome {
        summary: texts.t_args("verify-summary", &counts),
        at: Some((time::iso(one.said.at()), minute(texts, one.said.at()))),
        look: if broken > 0 { "bad" } else { "good" },
        is_stale: one.is_stale,
    }
}

#[derive(Template)]
#[template(path = "trust/trust.html")]
struct Centre {
    p: Shell,
    company: Option<String>,
    policy: Policy,
    law: String,
    result: Outcome,
    documents: Vec<Document>,
    complain: String,
    site: &'static str,
    authorities: Vec<(String, String, &'static str)>,
    security: Option<String>,
    /// What providers of mailboxes said of the operator.
    vetted: Vec<String>,
    cookies: String,
}

/// The overview.
pub async fn show(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    let (place, now) = (place(&web, &headers).await?, web.app.now());
    let published = trust::latest(&web.app, now).await?;
    let named = authority(&web.app, &Ctx::nobody(place.scope, now)).await?;
    let settings = web.app.settings();
    let (cookies, storage) = counted();
    let mut authorities: Vec<_> = authorities()
        .iter()
        .map(|one| (texts.t(&format!("country-{}", one.country)), one.full_name(), one.site))
        .collect();
    authorities.sort_by(|one, other| texts.compare(&one.0, &other.0));
    page(&Centre {
        result: result(texts, published.as_ref()),
        documents: trust::documents(&web.app, now).await?.iter().map(|one| document(texts, one)).collect(),
        complain: texts.t_args("privacy-request-complain", &[("authority", named.full_name())]),
        site: named.site,
        authorities,
        security: security_contact(&settings.policy),
        vetted: vetted(texts, &settings.vetted),
        cookies: texts.t_args("trust-cookies-text", &[("cookies", cookies), ("storage", storage)]),
        law: standard::law(settings, texts),
        policy: settings.policy.clone(),
        company: place.company,
        p: Shell::bare(texts),
    })
}

fn counted() -> (i64, i64) {
    let cookies = ENTRIES.iter().filter(|one| one.kind == Kind::Cookie).count();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (number(cookies), number(ENTRIES.len() - cookies))
}

fn vetted(texts: Texts, vetted: &trust::Vetted) -> Vec<String> {
    let until = vetted.google_until.map(|until| time::date(texts, until));
    let google = until.map(|until| texts.t_args("trust-google", &[("day", until.as_str())]));
    let publisher = vetted.microsoft_publisher.as_str();
    let microsoft = (!publisher.is_empty()).then(|| texts.t_args("trust-microsoft", &[("name", publisher)]));
    google.into_iter().chain(microsoft).collect()
}

struct Line {
    promise: String,
    chip: Chip,
}

#[derive(Template)]
#[template(path = "trust/promises.html")]
struct Promises {
    p: Shell,
    result: Outcome,
    lines: Vec<Line>,
}

/// Every promise that is checked, in order.
fn clauses() -> Vec<u16> {
    let mut all: Vec<u16> = verify::words().into_iter().flat_map(|(_, clauses)| clauses.to_vec()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Each promise with its state.
pub async fn promises(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    place(&web, &headers).await?;
    let published = trust::latest(&web.app, web.app.now()).await?;
    let line = |clause: u16| Line {
        promise: texts.t(&format!("clause-{clause}")),
        chip: chip(texts, published.as_ref(), clause),
    };
    page(&Promises {
        lines: clauses().into_iter().map(line).collect(),
        result: result(texts, published.as_ref()),
        p: Shell::bare(texts),
    })
}

struct MeasureLine {
    text: String,
    chips: Vec<(String, Chip)>,
}

#[derive(Template)]
#[template(path = "trust/measures.html")]
struct Measures {
    p: Shell,
    result: Outcome,
    lines: Vec<MeasureLine>,
    /// Whether the operator's own document on measures is released.
    has_document: bool,
}

/// The technical and organisational measures, each with what shows that it works.
pub async fn measures(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    place(&web, &headers).await?;
    let now = web.app.now();
    let published = trust::latest(&web.app, now).await?;
    let documents = trust::documents(&web.app, now).await?;
    let of = |clause: &u16| (texts.t(&format!("clause-{clause}")), chip(texts, published.as_ref(), *clause));
    let line = |one: &trust::Measure| MeasureLine {
        text: texts.t(&format!("measure-{}", one.word)),
        chips: one.clauses.iter().map(of).collect(),
    };
    page(&Measures {
        lines: MEASURES.iter().map(line).collect(),
        result: result(texts, published.as_ref()),
        has_document: documents.iter().any(|one| one.kind == domain::DocumentKind::Measures),
        p: Shell::bare(texts),
    })
}

/// The whole of it for programs, in English.
pub async fn as_json(State(web): State<Arc<Web>>, headers: HeaderMap) -> Answer<Json<Value>> {
    let (place, now) = (place(&web, &headers).await?, web.app.now());
    let (base, settings) = (host::base(&web, &headers), web.app.settings());
    let published = trust::latest(&web.app, now).await?;
    let named = authority(&web.app, &Ctx::nobody(place.scope, now)).await?;
    let policy = &settings.policy;
    let documents: Vec<Value> =
        trust::documents(&web.app, now).await?.iter().map(|one| document_json(&base, one)).collect();
    let authorities: Vec<Value> = authorities()
        .iter()
        .map(|one| json!({ "country": one.country, "name": one.full_name(), "site": one.site }))
        .collect();
    let measures: Vec<Value> = MEASURES
        .iter()
        .map(|one| json!({ "measure": one.word, "text": english(&format!("measure-{}", one.word)), "clauses": one.clauses }))
        .collect();
    Ok(Json(json!({
        "operator": { "name": policy.operator, "address": policy.address },
        "controller": place.company,
        "dpo": { "name": policy.dpo.name, "email": policy.dpo.email, "phone": policy.dpo.phone },
        "governing_law": standard::law(settings, crate::language::english()),
        "supervisory_authority": { "country": named.country, "name": named.full_name(), "site": named.site },
        "supervisory_authorities": authorities,
        "requests": format!("{base}/privacy-request"),
        "security_contact": security_contact(policy),
        "google_assessed_until": settings.vetted.google_until.map(|day| day.to_string()),
        "microsoft_publisher": settings.vetted.microsoft_publisher,
        "documents": documents,
        "sub_processors": format!("{base}/subprocessors.json"),
        "cookies": ENTRIES.iter().map(cookie_json).collect::<Vec<_>>(),
        "measures": measures,
        "promises": published.map(|one| promises_json(&web, &one)),
    })))
}

fn english(key: &str) -> String {
    crate::language::english().t(key)
}

fn cookie_json(one: &crate::cookies::Entry) -> Value {
    let kind = if one.kind == Kind::Cookie { "cookie" } else { "storage" };
    json!({ "name": one.name, "kind": kind, "purpose": english(one.purpose), "lasts": english(one.lasts) })
}

fn document_json(base: &str, one: &Held) -> Value {
    json!({
        "document": one.kind.as_str(),
        "version": one.version,
        "effective_at_ms": one.effective_at.as_millis(),
        "authoritative_language": one.authoritative,
        "authoritative_sha256": hex(&one.sha256),
        "languages": one.languages,
        "url": format!("{base}/documents/{}", one.kind),
        "pdf": format!("{base}/documents/{}/pdf", one.kind),
    })
}

/// The result with what proves it: `said` is exactly what was signed, as a receipt is.
fn promises_json(web: &Web, one: &Published) -> Value {
    let promise = |clause: &trust::Clause| {
        let said = english(&format!("clause-{}", clause.clause));
        json!({ "clause": clause.clause, "promise": said, "state": clause.state })
    };
    json!({
        "checked_at_ms": one.said.at_ms,
        "stale": one.is_stale,
        "kept": one.said.count(Promise::Kept),
        "broken": one.said.count(Promise::Broken),
        "not_applicable": one.said.count(Promise::NotApplicable),
        "clauses": one.said.clauses.iter().map(promise).collect::<Vec<_>>(),
        "proof": {
            "said": one.body,
            "public_key": app::audit::public_key(&web.app),
            "signature": app::audit::hex(&one.signature),
        },
    })
}

/// Where whoever found a hole writes, as an address.
fn security_contact(policy: &Policy) -> Option<String> {
    let said = [policy.security_contact.as_str(), policy.dpo.email.as_str()];
    let one = said.into_iter().map(str::trim).find(|one| !one.is_empty())?;
    let is_address = one.starts_with("https://") || one.starts_with("mailto:");
    Some(if is_address { one.to_owned() } else { format!("mailto:{one}") })
}

/// How a hole is reported (RFC 9116); nothing is there while the operator named nobody.
pub async fn security(State(web): State<Arc<Web>>, headers: HeaderMap) -> Answer<Response> {
    place(&web, &headers).await?;
    let contact = security_contact(&web.app.settings().policy).ok_or_else(Problem::not_found)?;
    let (base, until) = (host::base(&web, &headers), Day::at(web.app.now()).plus(SECURITY_DAYS));
    let text = format!(
        "Contact: {contact}\nExpires: {until}T00:00:00Z\nPreferred-Languages: {}\n\
         Canonical: {base}/.well-known/security.txt\nPolicy: {base}{PLACE}#security\n",
        I18n::locales().join(", ")
    );
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
