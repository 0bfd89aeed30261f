//! Connecting a mailbox: its address first, then servers proposed from it, then a live test that says everything
//! that is wrong at once. The same pages serve the end of set-up. Works without script.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{Fields, Query};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::mailbox::{Fault, Proposal};
use app::oauth::Configured;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{AfterTakeIn, ConnectorKind, Provider, Timestamp};
use serde::Deserialize;
use std::sync::Arc;

const DAY_MS: i64 = 86_400_000;
/// Choices of how far to look back: value, days, message key.
const LOOK_BACKS: [(&str, Option<i64>, &str); 5] = [
    ("month", Some(30), "mailbox-look-back-month"),
    ("none", Some(0), "mailbox-look-back-none"),
    ("week", Some(7), "mailbox-look-back-week"),
    ("year", Some(365), "mailbox-look-back-year"),
    ("all", None, "mailbox-look-back-all"),
];

#[derive(Template)]
#[template(path = "settings/connect.html")]
struct ConnectPage {
    p: Shell,
    /// The end of set-up.
    first: bool,
    /// Servers are asked for; before that, only the address.
    servers: bool,
    values: Values,
    source: Option<String>,
    hint: Option<String>,
    faults: Vec<FaultLine>,
    problem: Option<String>,
    look_backs: Vec<(&'static str, &'static str)>,
    afters: Vec<(&'static str, String)>,
    /// By whose permission it can be connected instead of by a password.
    providers: Vec<(&'static str, String)>,
    /// Whose own interface it can be reached by.
    direct: Vec<(&'static str, String)>,
    /// The one of them that the address belongs to.
    suggested: &'static str,
}

/// One thing that is wrong, in words.
pub(super) struct FaultLine {
    pub side: String,
    pub text: String,
    pub said: Option<String>,
}

/// What the form holds; passwords are never sent back.
#[derive(Default)]
pub(super) struct Values {
    pub name: String,
    pub address: String,
    pub login: String,
    pub imap: ServerValues,
    pub smtp: ServerValues,
    pub smtp_login: String,
    pub folders: String,
    pub sent_folder: String,
    pub ca: String,
    pub look_back: String,
    pub after: String,
    pub move_to: String,
    pub maildir: String,
}

impl Values {
    /// Both servers, in their order.
    pub const fn servers(&self) -> [&ServerValues; 2] {
        [&self.imap, &self.smtp]
    }
}

/// One server's fields, and which ones they are.
#[derive(Default)]
pub(super) struct ServerValues {
    pub prefix: &'static str,
    pub title: &'static str,
    pub host: String,
    pub port: String,
    pub security: &'static str,
}

impl ServerValues {
    /// The fields of a server.
    pub fn of(prefix: &'static str, host: &str, port: u16, security: Security) -> Self {
        let title = if prefix == "imap" { "mailbox-imap" } else { "mailbox-smtp" };
        Self {
            prefix,
            title,
            host: host.to_owned(),
            port: port.to_string(),
            security: security_word(security),
        }
    }
}

/// Where the pages were come to from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    #[serde(default)]
    first: Option<String>,
}

impl ConnectPage {
    async fn new(web: &Web, caller: &Caller, first: bool, servers: bool, values: Values) -> Answer<Self> {
        let p = Shell::of(web, caller, "/mailboxes").await?;
        let texts = p.texts;
        Ok(Self {
            p,
            first,
            servers,
            values,
            source: None,
            hint: None,
            faults: Vec::new(),
            problem: None,
            look_backs: LOOK_BACKS.into_iter().map(|(value, _, key)| (value, key)).collect(),
            afters: afters(texts),
            providers: offered(web, |_| true),
            direct: offered(web, |one| one.connector().is_some()),
            suggested: "",
        })
    }
}

impl ConnectPage {
    /// Whether a mailbox of somebody else can be asked for.
    fn has_shared(&self) -> bool {
        self.direct.iter().any(|(value, _)| *value == Provider::Microsoft.as_str())
    }
}

/// The operator's providers: value and name.
fn offered(web: &Web, is_wanted: impl Fn(&Configured) -> bool) -> Vec<(&'static str, String)> {
    let all = web.app.settings().providers.iter().filter(|one| is_wanted(one));
    all.map(|one| (one.provider.as_str(), one.name.clone())).collect()
}

/// What can happen in the mailbox itself: value and words.
pub(super) fn afters(texts: Texts) -> Vec<(&'static str, String)> {
    let after = |after: &AfterTakeIn| (after.as_str(), texts.t(&format!("mailbox-after-{after}")));
    AfterTakeIn::ALL.iter().map(after).collect()
}

/// Asks for the address.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller, Query(way): Query<Way>) -> Answer<Response> {
    let shown = ConnectPage::new(&web, &caller, way.first.is_some(), false, Values::default()).await?;
    Ok(page(&shown)?.into_response())
}

/// Shows the servers that the address leads to.
pub async fn propose(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let first = fields.some("first").is_some();
    let (name, address) = (fields.get("name").to_owned(), fields.get("address").to_owned());
    match app::mailbox::propose(&web.app, &caller.ctx, &address).await {
        Ok(found) => {
            if let Some(one) = direct_of(&web, &found).filter(|_| fields.some("servers").is_none()) {
                let values = Values { name, address, ..Values::default() };
                let mut shown = ConnectPage::new(&web, &caller, first, false, values).await?;
                shown.suggested = one.provider.as_str();
                let args = [("address", shown.values.address.as_str()), ("provider", one.name.as_str())];
                shown.source = Some(shown.p.texts.t_args("oauth-found", &args));
                return Ok(page(&shown)?.into_response());
            }
            let values = proposed(&found, name, address);
            let mut shown = ConnectPage::new(&web, &caller, first, true, values).await?;
            let texts = shown.p.texts;
            let provider = [("provider", found.provider.unwrap_or_default())];
            shown.source =
                Some(texts.t_args(&format!("connect-source-{}", found.source.as_str()), &provider));
            shown.hint =
                found.hint.map(|hint| texts.t_args(&format!("connect-hint-{}", hint.as_str()), &provider));
            Ok(page(&shown)?.into_response())
        }
        Err(error) => {
            let problem = refused(error)?;
            let values = Values { name, address, ..Values::default() };
            let mut shown = ConnectPage::new(&web, &caller, first, false, values).await?;
            shown.problem = Some(problem.words(shown.p.texts));
            Ok((problem.status, page(&shown)?).into_response())
        }
    }
}

/// The provider that an address belongs to, where its own interface can be used.
fn direct_of<'a>(web: &'a Web, found: &Proposal) -> Option<&'a Configured> {
    let provider = match found.provider? {
        "Google" => Provider::Google,
        "Microsoft" => Provider::Microsoft,
        _ => return None,
    };
    web.app.settings().providers.iter().find(|one| one.provider == provider && one.connector().is_some())
}

fn proposed(found: &Proposal, name: String, address: String) -> Values {
    let server = |prefix, endpoint: &app::mailbox::Endpoint| {
        ServerValues::of(prefix, &endpoint.host, endpoint.port, endpoint.security)
    };
    Values {
        login: found.login_name(&address),
        imap: server("imap", &found.imap),
        smtp: server("smtp", &found.smtp),
        name,
        address,
        ..Values::default()
    }
}

const fn security_word(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::StartTls => "starttls",
    }
}

/// What a person can correct; anything else is passed on.
pub(super) fn refused(error: app::Error) -> Answer<Problem> {
    let problem = Problem::from(error);
    let correctable = matches!(
        problem.status,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS
    );
    if correctable { Ok(problem) } else { Err(problem) }
}

/// Tests the mailbox, live, and keeps it when it works.
pub async fn connect(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let first = fields.some("first").is_some();
    let scripted = headers.contains_key("hx-request");
    let done = match (read(&fields), look_back(fields.get("look-back"), caller.ctx.now)) {
        (Ok(settings), Ok(from)) => {
            app::mailbox::connect_checked(&web.app, &caller.ctx, settings, from).await
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let (problem, faults) = match done {
        Ok(_) => return Ok(leave(scripted, if first { "/tickets" } else { "/mailboxes" })),
        Err(app::Error::MailboxFaults(faults)) => (None, faults),
        Err(error) => (Some(refused(error)?), Vec::new()),
    };
    let mut shown = ConnectPage::new(&web, &caller, first, true, typed(&fields)).await?;
    let status = problem.as_ref().map_or(StatusCode::UNPROCESSABLE_ENTITY, |problem| problem.status);
    let texts = shown.p.texts;
    shown.problem = problem.map(|problem| problem.words(texts));
    shown.faults = faults.into_iter().map(|fault| fault_line(texts, fault)).collect();
    // The script takes the answer for what it is, so that what was typed stays in the form.
    let status = if scripted { StatusCode::OK } else { status };
    Ok((status, page(&shown)?).into_response())
}

pub(super) fn leave(scripted: bool, to: &'static str) -> Response {
    if !scripted {
        return Redirect::to(to).into_response();
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert("hx-redirect", HeaderValue::from_static(to));
    response
}

pub(super) fn fault_line(texts: Texts, fault: Fault) -> FaultLine {
    let text = match &fault.folder {
        Some(folder) => texts.t_args("connect-no-such-folder-named", &[("folder", folder.as_str())]),
        None => texts.t(fault.key),
    };
    FaultLine { side: texts.t(&format!("connect-side-{}", fault.side)), text, said: fault.said }
}

/// A password as it was typed: spaces around it are part of it.
pub(super) fn secret(fields: &Fields, name: &str) -> String {
    fields.all(name).next().unwrap_or_default().to_owned()
}

pub(super) fn read(fields: &Fields) -> Result<MailboxSettings, app::Error> {
    let kind = fields.get("kind").parse();
    read_as(fields, kind.map_err(|_| app::Error::Input { field: "kind", rule: "rule-required" })?)
}

fn read_as(fields: &Fields, kind: ConnectorKind) -> Result<MailboxSettings, app::Error> {
    let imap = kind == ConnectorKind::Imap;
    let (login, password) = (fields.get("login").to_owned(), secret(fields, "password"));
    let outgoing = match fields.some("smtp-login") {
        Some(own) => (own.to_owned(), secret(fields, "smtp-password")),
        None => (login.clone(), password.clone()),
    };
    Ok(MailboxSettings {
        name: fields.get("name").to_owned(),
        imap: if imap { Some(server(fields, "imap", (login, password))?) } else { None },
        smtp: if imap { Some(server(fields, "smtp", outgoing)?) } else { None },
        folders: folders(fields),
        after_take_in: fields
            .get("after")
            .parse()
            .map_err(|_| app::Error::Input { field: "after", rule: "rule-required" })?,
        move_to: fields.some("move-to").map(str::to_owned),
        ..MailboxSettings::new(kind, fields.get("address"))
    })
}

/// A mailbox that is reached by its provider's own interface, as it was asked for.
pub(super) fn read_direct(fields: &Fields, provider: Provider) -> Result<MailboxSettings, app::Error> {
    let kind = match provider {
        Provider::Google => ConnectorKind::Gmail,
        Provider::Microsoft => ConnectorKind::Graph,
        Provider::Other => return Err(app::Error::Input { field: "kind", rule: "rule-required" }),
    };
    let shared = kind == ConnectorKind::Graph && fields.some("shared").is_some();
    Ok(MailboxSettings { shared, sent_by_server: true, ..read_as(fields, kind)? })
}

fn server(
    fields: &Fields,
    prefix: &'static str,
    (login, password): (String, String),
) -> Result<ServerSettings, app::Error> {
    let (host, port, security) = endpoint(fields, prefix)?;
    Ok(ServerSettings { host, port, security, login, password, ca_pem: fields.some("ca").map(str::to_owned) })
}

/// Where a server is, as it was typed.
pub(super) fn endpoint(fields: &Fields, prefix: &'static str) -> Result<(String, u16, Security), app::Error> {
    let of = |part: &str| fields.get(&format!("{prefix}-{part}"));
    let missing = || app::Error::Input { field: prefix, rule: "rule-server" };
    if of("host").is_empty() {
        return Err(missing());
    }
    let port = of("port").parse().ok().filter(|port| *port != 0).ok_or_else(missing)?;
    let security = if of("security") == "starttls" { Security::StartTls } else { Security::Tls };
    Ok((of("host").to_owned(), port, security))
}

/// The folders to take in, one a line.
pub(super) fn folders(fields: &Fields) -> Vec<String> {
    fields.get("folders").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What was typed, for the form to come back with.
pub(super) fn typed(fields: &Fields) -> Values {
    let server = |prefix: &'static str, title| ServerValues {
        prefix,
        title,
        host: fields.get(&format!("{prefix}-host")).to_owned(),
        port: fields.get(&format!("{prefix}-port")).to_owned(),
        security: match fields.get(&format!("{prefix}-security")) {
            "starttls" => "starttls",
            _ => "tls",
        },
    };
    let of = |name: &str| fields.get(name).to_owned();
    Values {
        name: of("name"),
        address: of("address"),
        login: of("login"),
        imap: server("imap", "mailbox-imap"),
        smtp: server("smtp", "mailbox-smtp"),
        smtp_login: of("smtp-login"),
        folders: of("folders"),
        sent_folder: of("sent-folder"),
        ca: of("ca"),
        look_back: of("look-back"),
        after: of("after"),
        move_to: of("move-to"),
        ..Values::default()
    }
}

pub(super) fn look_back(choice: &str, now: Timestamp) -> Result<Option<Timestamp>, app::Error> {
    LOOK_BACKS
        .into_iter()
        .find(|(value, _, _)| *value == choice)
        .map(|(_, days, _)| days.map(|days| now.plus_millis(-days * DAY_MS)))
        .ok_or(app::Error::Input { field: "look-back", rule: "rule-required" })
}
