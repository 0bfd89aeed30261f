//! Mailboxes: how each one does; pausing and resuming.

use super::shell::Shell;
use super::{assigning, page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::Answer;
use app::mailbox::MailboxChange;
use app::view::{MailboxView, TeamView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::{MailboxId, MailboxState};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/mailboxes.html")]
struct Mailboxes {
    p: Shell,
    mailboxes: Vec<Card>,
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
    signature: String,
    assign: String,
    aliases: String,
    switch: Option<(&'static str, String)>,
}

fn card(texts: Texts, teams: &[TeamView], mailbox: MailboxView) -> Card {
    let t = |key: &str| texts.t(key);
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
        failures: texts.t_args("mailbox-failures", &[("count", mailbox.attempts)]),
        retry_iso: mailbox.next_attempt_at_ms.map(time::iso),
        held: (mailbox.held > 0).then(|| texts.t_args("mailbox-held", &[("count", mailbox.held)])),
        behind: mailbox.behind,
        signature: super::saved_replies::start(&mailbox.signature),
        aliases: mailbox.aliases.iter().map(|one| one.email.as_str()).collect::<Vec<_>>().join(", "),
        assign: assigning::words(texts, teams, mailbox.assign),
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

/// The mailboxes.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let mailboxes = app::mailbox::list(&web.app, &caller.ctx).await?;
    let teams = app::team::list(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, "/mailboxes").await?;
    let mailboxes = mailboxes.into_iter().map(|mailbox| card(p.texts, &teams, mailbox)).collect();
    page(&Mailboxes { p, mailboxes })
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
