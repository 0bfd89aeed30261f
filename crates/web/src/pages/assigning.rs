//! Whom new tickets of a mailbox go to.

use super::list::Option_;
use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::mailbox::MailboxChange;
use app::view::{AssignTo, TeamView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::{AssignWay, MailboxId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/assigning.html")]
struct AssigningPage {
    p: Shell,
    id: MailboxId,
    mailbox: String,
    choices: Vec<Option_>,
    has_teams: bool,
}

/// In words, for the list of mailboxes.
pub(super) fn words(texts: Texts, teams: &[TeamView], to: AssignTo) -> String {
    match to {
        AssignTo::Agents(way) => texts.t(&format!("assign-mailbox-{way}")),
        AssignTo::Team(id) => {
            let name = teams.iter().find(|team| team.id == id).map_or("", |team| team.name.as_str());
            texts.t_args("assign-mailbox-team", &[("name", name)])
        }
    }
}

fn value(to: AssignTo) -> String {
    match to {
        AssignTo::Agents(way) => way.to_string(),
        AssignTo::Team(team) => team.to_string(),
    }
}

/// The choice.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Html<String>> {
    let id: MailboxId = input::id(&mailbox)?;
    let mailbox = app::mailbox::read(&web.app, &caller.ctx, id).await?;
    let teams = app::team::list(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, "/mailboxes").await?;
    let ways = AssignWay::ALL.iter().map(|way| AssignTo::Agents(*way));
    let all = ways.chain(teams.iter().map(|team| AssignTo::Team(team.id)));
    let option = |to: AssignTo| Option_ {
        value: value(to),
        label: words(p.texts, &teams, to),
        chosen: to == mailbox.assign,
    };
    page(&AssigningPage {
        id,
        choices: all.map(option).collect(),
        has_teams: !teams.is_empty(),
        mailbox: if mailbox.name.is_empty() { mailbox.address } else { mailbox.name },
        p,
    })
}

/// Changes it.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: MailboxId = input::id(&mailbox)?;
    let chosen = fields.get("assign");
    let team = chosen.parse().map(AssignTo::Team);
    let to = team.or_else(|_| chosen.parse().map(AssignTo::Agents));
    let to = to.map_err(|_| Problem::invalid("assign", "not one of the choices"))?;
    let change = MailboxChange { assign: Some(to), ..MailboxChange::default() };
    app::mailbox::change(&web.app, &caller.ctx, id, change).await?;
    Ok(Redirect::to("/mailboxes"))
}
