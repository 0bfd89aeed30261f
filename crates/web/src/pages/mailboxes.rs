//! Mailboxes: how each one does, and connecting one.

use super::shell::Shell;
use super::{page, time};
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use crate::{Web, texts};
use app::mailbox::MailboxChange;
use app::view::MailboxView;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{AfterTakeIn, ConnectorKind, MailboxId, MailboxState, Timestamp};
use std::sync::Arc;

const DAY_MS: i64 = 86_400_000;
/// Choices of how far to look back: value, days, message key.
const LOOK_BACKS: [(&str, Option<i64>, &str); 5] = [
    ("none", Some(0), "mailbox-look-back-none"),
    ("week", Some(7), "mailbox-look-back-week"),
    ("month", Some(30), "mailbox-look-back-month"),
    ("year", Some(365), "mailbox-look-back-year"),
    ("all", None, "mailbox-look-back-all"),
];

#[derive(Template)]
#[template(path = "settings/mailboxes.html")]
struct Mailboxes {
    p: Shell,
    mailboxes: Vec<Card>,
    servers: [Server; 2],
    look_backs: Vec<(&'static str, &'static str)>,
    afters: Vec<(&'static str, String)>,
}

struct Server {
    title: &'static str,
    prefix: &'static str,
    port: u16,
}

struct Card {
    id: MailboxId,
    name: String,
    address: String,
    kind: String,
    server: Option<String>,
    state: String,
    look: &'static str,
    after: String,
    success_label: String,
    success_iso: Option<String>,
    error: Option<String>,
    failures: String,
    retry_iso: Option<String>,
    held: Option<String>,
    behind: bool,
    switch: Option<(&'static str, String)>,
}

fn card(mailbox: MailboxView) -> Card {
    let t = |key: &str| texts().t(key);
    let trouble = mailbox.last_error.is_some() && mailbox.state == MailboxState::Active;
    let (look, state) = match mailbox.state {
        MailboxState::Active if trouble => ("bad", t("mailbox-state-trouble")),
        MailboxState::Active => ("good", t("mailbox-state-active")),
        MailboxState::Paused => ("wait", t("mailbox-state-paused")),
        MailboxState::Disconnected => ("bad", t("mailbox-state-disconnected")),
    };
    Card {
        kind: t(&format!("mailbox-kind-{}", mailbox.kind.as_str())),
        look,
        state,
        after: t(&format!("mailbox-after-{}", mailbox.after_take_in)),
        success_label: t(if mailbox.last_success_at_ms.is_some() {
            "mailbox-last-success"
        } else {
            "mailbox-never"
        }),
        success_iso: mailbox.last_success_at_ms.map(time::iso),
        error: mailbox.last_error.map(|key| t(&key)),
        failures: texts().t_args("mailbox-failures", &[("count", mailbox.attempts)]),
        retry_iso: mailbox.next_attempt_at_ms.map(time::iso),
        held: (mailbox.held > 0).then(|| texts().t_args("mailbox-held", &[("count", mailbox.held)])),
        behind: mailbox.behind,
        switch: match mailbox.state {
            MailboxState::Active => Some(("paused", t("mailbox-pause"))),
            MailboxState::Paused => Some(("active", t("mailbox-resume"))),
            MailboxState::Disconnected => None,
        },
        id: mailbox.id,
        name: mailbox.name,
        address: mailbox.address,
        server: mailbox.server,
    }
}

/// The mailboxes and the form that connects one.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let mailboxes = app::mailbox::list(&web.app, &caller.ctx).await?;
    page(&Mailboxes {
        p: Shell::of(&web, &caller, "/mailboxes").await?,
        mailboxes: mailboxes.into_iter().map(card).collect(),
        servers: [
            Server { title: "mailbox-imap", prefix: "imap", port: 993 },
            Server { title: "mailbox-smtp", prefix: "smtp", port: 465 },
        ],
        look_backs: LOOK_BACKS.into_iter().map(|(value, _, key)| (value, key)).collect(),
        afters: AfterTakeIn::ALL
            .iter()
            .map(|after| (after.as_str(), texts().t(&format!("mailbox-after-{after}"))))
            .collect(),
    })
}

/// Tests the connection and keeps it.
pub async fn connect(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let kind: ConnectorKind = fields.parse("kind")?;
    let imap = kind == ConnectorKind::Imap;
    let settings = MailboxSettings {
        name: fields.get("name").to_owned(),
        address: fields.get("address").to_owned(),
        kind,
        maildir: if imap { None } else { Some(required(&fields, "maildir")?) },
        imap: if imap { Some(server(&fields, "imap")?) } else { None },
        smtp: if imap { Some(server(&fields, "smtp")?) } else { None },
        folders: Vec::new(),
        sent_folder: None,
        sent_by_server: false,
        after_take_in: fields.parse("after")?,
        move_to: fields.some("move-to").map(str::to_owned),
        aliases: Vec::new(),
    };
    let from = look_back(fields.get("look-back"), caller.ctx.now)?;
    app::mailbox::connect(&web.app, &caller.ctx, settings, from).await?;
    Ok(Redirect::to("/mailboxes"))
}

fn look_back(choice: &str, now: Timestamp) -> Answer<Option<Timestamp>> {
    LOOK_BACKS
        .into_iter()
        .find(|(value, _, _)| *value == choice)
        .map(|(_, days, _)| days.map(|days| now.plus_millis(-days * DAY_MS)))
        .ok_or_else(|| Problem::invalid("look-back", "not one of the choices"))
}

fn required(fields: &Fields, name: &str) -> Answer<String> {
    fields.some(name).map(str::to_owned).ok_or_else(|| Problem::invalid(name, texts().t("rule-required")))
}

fn server(fields: &Fields, prefix: &str) -> Answer<ServerSettings> {
    let name = |part: &str| format!("{prefix}-{part}");
    Ok(ServerSettings {
        host: required(fields, &name("host"))?,
        port: fields.parse(&name("port"))?,
        security: match fields.get(&name("security")) {
            "starttls" => Security::StartTls,
            _ => Security::Tls,
        },
        login: required(fields, &name("login"))?,
        password: fields.all(&name("password")).next().unwrap_or_default().to_owned(),
        ca_pem: None,
    })
}

/// Pauses or resumes take-in.
pub async fn switch(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: MailboxId = input::id(&mailbox)?;
    let change = MailboxChange { state: Some(fields.parse("state")?), ..MailboxChange::default() };
    app::mailbox::change(&web.app, &caller.ctx, id, change).await?;
    Ok(Redirect::to("/mailboxes"))
}
