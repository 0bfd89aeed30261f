//! How a mailbox is reached: shown without its passwords, tested live, and changed when it works. Works without script.

use super::connect::{self, FaultLine, ServerValues, Values};
use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::Answer;
use app::mailbox::{MailboxChange, ServerChange, ServersChange, ServersView};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::{ConnectorKind, MailboxId, Private};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/servers.html")]
struct ServersPage {
    p: Shell,
    id: MailboxId,
    mailbox: String,
    maildir: bool,
    /// Servers of its own, with a password.
    servers: bool,
    values: Values,
    faults: Vec<FaultLine>,
    problem: Option<String>,
    afters: Vec<(&'static str, String)>,
}

impl ServersPage {
    async fn new(web: &Web, caller: &Caller, id: MailboxId, values: Option<Values>) -> Answer<Self> {
        let mailbox = app::mailbox::read(&web.app, &caller.ctx, id).await?;
        let values = match values {
            Some(typed) => typed,
            None => stored(app::mailbox::servers(&web.app, &caller.ctx, id).await?),
        };
        let p = Shell::of(web, caller, "/mailboxes").await?;
        Ok(Self {
            id,
            maildir: mailbox.kind == ConnectorKind::Maildir,
            servers: mailbox.kind == ConnectorKind::Imap && mailbox.grant.is_none(),
            mailbox: if mailbox.name.is_empty() { mailbox.address } else { mailbox.name },
            values,
            faults: Vec::new(),
            problem: None,
            afters: connect::afters(p.texts),
            p,
        })
    }
}

/// What is kept, as the form shows it.
fn stored(servers: ServersView) -> Values {
    let of = |prefix, server: &Option<app::mailbox::ServerView>| {
        let shown = server.as_ref();
        shown.map(|one| ServerValues::of(prefix, &one.host, one.port, one.security)).unwrap_or_default()
    };
    let own = servers.smtp.as_ref().filter(|_| !servers.one_sign_in);
    Values {
        imap: of("imap", &servers.imap),
        smtp: of("smtp", &servers.smtp),
        smtp_login: own.map(|smtp| smtp.login.clone()).unwrap_or_default(),
        folders: servers.folders.join("\n"),
        sent_folder: servers.sent_folder.unwrap_or_default(),
        after: servers.after_take_in.to_string(),
        move_to: servers.move_to.unwrap_or_default(),
        maildir: servers.maildir.unwrap_or_default(),
        ca: servers.imap.as_ref().and_then(|imap| imap.ca_pem.clone()).unwrap_or_default(),
        login: servers.imap.map(|imap| imap.login).unwrap_or_default(),
        ..Values::default()
    }
}

/// How it is reached.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Html<String>> {
    page(&ServersPage::new(&web, &caller, input::id(&mailbox)?, None).await?)
}

/// Tests what was typed, live, and keeps it when it works.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    let scripted = headers.contains_key("hx-request");
    let done = match asked(&fields) {
        Ok(change) => app::mailbox::change_checked(&web.app, &caller.ctx, id, change).await,
        Err(error) => Err(error),
    };
    let (problem, faults) = match done {
        Ok(_) => return Ok(connect::leave(scripted, "/mailboxes")),
        Err(app::Error::MailboxFaults(faults)) => (None, faults),
        Err(error) => (Some(connect::refused(error)?), Vec::new()),
    };
    let mut shown = ServersPage::new(&web, &caller, id, Some(connect::typed(&fields))).await?;
    let status = problem.as_ref().map_or(StatusCode::UNPROCESSABLE_ENTITY, |problem| problem.status);
    let texts = shown.p.texts;
    shown.problem = problem.map(|problem| problem.words(texts));
    shown.faults = faults.into_iter().map(|fault| connect::fault_line(texts, fault)).collect();
    // The script takes the answer for what it is, so that what was typed stays in the form.
    let status = if scripted { StatusCode::OK } else { status };
    Ok((status, page(&shown)?).into_response())
}

/// What the form asks for. A password that was left empty stays what it is.
fn asked(fields: &Fields) -> Result<MailboxChange, app::Error> {
    let mut servers = ServersChange {
        folders: Some(connect::folders(fields)),
        sent_folder: Some(fields.get("sent-folder").to_owned()),
        ..ServersChange::default()
    };
    // Without servers of its own, a mailbox has folders alone.
    if fields.some("imap-host").is_some() {
        let incoming = (fields.get("login").to_owned(), connect::secret(fields, "password"));
        let outgoing = match fields.some("smtp-login") {
            Some(own) => (own.to_owned(), connect::secret(fields, "smtp-password")),
            None => incoming.clone(),
        };
        servers.imap = Some(server(fields, "imap", incoming)?);
        servers.smtp = Some(server(fields, "smtp", outgoing)?);
    }
    let after = fields.get("after").parse();
    Ok(MailboxChange {
        after_take_in: Some(after.map_err(|_| app::Error::Input { field: "after", rule: "rule-required" })?),
        move_to: fields.some("move-to").map(str::to_owned),
        servers: Some(servers),
        ..MailboxChange::default()
    })
}

fn server(
    fields: &Fields,
    prefix: &'static str,
    (login, password): (String, String),
) -> Result<ServerChange, app::Error> {
    let (host, port, security) = connect::endpoint(fields, prefix)?;
    Ok(ServerChange {
        host: Some(host),
        port: Some(port),
        security: Some(security),
        login: Some(login),
        password: Some(Private::new(password)),
        ca_pem: Some(fields.get("ca").to_owned()),
    })
}
