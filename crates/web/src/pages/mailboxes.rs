//! Mailboxes: how each one does; pausing and resuming.

use super::shell::Shell;
use super::{assigning, page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::Answer;
use app::mailbox::MailboxChange;
use app::view::{GrantView, MailboxView, TeamView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::{GrantState, MailboxId, MailboxState, Provider};
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
    /// By whose permission it is reached, and where that stands.
    permission: Option<Permission>,
    /// Its folders, and its servers where it has any, can be changed.
    is_set_up_here: bool,
    /// What disconnecting asks first; absent where there is nothing to disconnect.
    disconnect: Option<String>,
    /// When what it took in goes, while it is disconnected.
    erase_iso: Option<String>,
    /// Why its permission may still be good at the provider.
    left: Option<String>,
}

/// A provider's permission.
struct Permission {
    provider: Provider,
    words: String,
    /// Since when.
    iso: String,
    ended: bool,
    /// When its mail here is due to be deleted.
    due_iso: Option<String>,
}

fn permission(web: &Web, texts: Texts, grant: &GrantView) -> Permission {
    let known = web.app.settings().providers.iter().find(|one| one.provider == grant.provider);
    let name = known.map_or_else(|| texts.t("oauth-provider-gone"), |one| one.name.clone());
    let ended = grant.state == GrantState::Ended;
    let why = grant.ended.as_deref().map(|key| texts.t(key)).unwrap_or_default();
    let words = match ended {
        true => why,
        false => texts.t_args("oauth-good", &[("provider", name.as_str())]),
    };
    let iso = time::iso(grant.ended_at_ms.unwrap_or(grant.refreshed_at_ms));
    Permission { provider: grant.provider, words, iso, ended, due_iso: grant.due_at_ms.map(time::iso) }
}

fn card(web: &Web, texts: Texts, teams: &[TeamView], mailbox: MailboxView) -> Card {
    let t = |key: &str| texts.t(key);
    // Said in its own place, with what to do.
    let ended = mailbox.grant.as_ref().is_some_and(|grant| grant.state == GrantState::Ended);
    let trouble = (ended || mailbox.last_error.is_some()) && mailbox.state == MailboxState::Active;
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
        error: mailbox.last_error.filter(|_| !ended).map(|key| t(&key)),
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
        erase_iso: mailbox.erase_at_ms.map(time::iso),
        left: mailbox.permission_left.map(|key| t(&key)),
        is_set_up_here: mailbox.state != MailboxState::Disconnected,
        permission: mailbox.grant.as_ref().map(|grant| permission(web, texts, grant)),
        disconnect: (mailbox.state != MailboxState::Disconnected)
            .then(|| texts.t_args("mailbox-disconnect-ask", &[("name", mailbox.name.as_str())])),
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
    let mailboxes = mailboxes.into_iter().map(|mailbox| card(&web, p.texts, &teams, mailbox)).collect();
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
    let days = Some(fields.get("erase_after_days")).filter(|days| !days.is_empty());
    let erase_after_days = days.map(|_| fields.parse("erase_after_days")).transpose()?;
    let change =
        MailboxChange { state: Some(fields.parse("state")?), erase_after_days, ..MailboxChange::default() };
    app::mailbox::change(&web.app, &caller.ctx, id, change).await?;
    Ok(Redirect::to("/mailboxes"))
}
