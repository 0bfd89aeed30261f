//! Agents: who works here; inviting, changing and deactivating them.

use super::page;
use super::shell::{self, Shell};
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::agent::{AgentChange, Handed, Invitation};
use app::view::AgentView;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{AgentId, AgentState, Role};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/agents.html")]
struct Agents {
    p: Shell,
    agents: Vec<Line>,
    roles: [(&'static str, String); 2],
    /// What just happened: words, and a link to hand over where there is one.
    done: Option<(String, Option<String>)>,
    problem: Option<String>,
    typed: Typed,
    /// Whether it is time to go through who has access.
    review_is_old: bool,
}

#[derive(Default)]
struct Typed {
    name: String,
    email: String,
}

struct Line {
    id: AgentId,
    name: String,
    email: String,
    role: String,
    role_word: &'static str,
    state: String,
    look: &'static str,
    active: bool,
    invited: bool,
    me: bool,
    away: bool,
}

fn role(texts: Texts, role: Role) -> String {
    texts.t(&format!("agent-role-{role}"))
}

fn line(texts: Texts, caller: &Caller, agent: AgentView) -> Line {
    Line {
        id: agent.id,
        role: role(texts, agent.role),
        role_word: agent.role.as_str(),
        state: texts.t(&format!("agent-state-{}", agent.state)),
        look: match agent.state {
            AgentState::Active => "good",
            AgentState::Invited => "wait",
            AgentState::Deactivated => "",
        },
        active: agent.state == AgentState::Active,
        invited: agent.state == AgentState::Invited,
        away: agent.away,
        me: caller.ctx.agent_id() == Some(agent.id),
        name: agent.name,
        email: agent.email,
    }
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<Agents> {
    let agents = shell::agents(web, caller).await?;
    let p = Shell::with(web, caller, "/agents", &agents).await?;
    let texts = p.texts;
    let review_is_old = p.admin && app::access_review::is_old(&web.app, &caller.ctx).await?;
    Ok(Agents {
        review_is_old,
        p,
        agents: agents.into_iter().map(|agent| line(texts, caller, agent)).collect(),
        roles: [Role::Agent, Role::Admin].map(|each| (each.as_str(), role(texts, each))),
        done: None,
        problem: None,
        typed: Typed::default(),
    })
}

/// The agents.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller).await?)
}

/// The page after a link was made: it was mailed, or it is to be handed over and stands here alone.
async fn handed(web: &Web, caller: &Caller, key: &str, handed: Handed) -> Answer<Response> {
    let mut shown = assemble(web, caller).await?;
    let way = if handed.link.is_some() { "link" } else { "mailed" };
    let words = shown.p.texts.t_args(&format!("{key}-{way}"), &[("name", handed.agent.name)]);
    shown.done = Some((words, handed.link.map(domain::Private::into_inner)));
    Ok(page(&shown)?.into_response())
}

/// Invites somebody.
pub async fn invite(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let new = Invitation {
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        role: fields.parse("role")?,
    };
    match app::agent::invite(&web.app, &caller.ctx, new, &host::base(&web, &headers)).await {
        Ok(made) => handed(&web, &caller, "agent-invited", made).await,
        Err(error) => {
            let problem = Problem::from(error);
            if !matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT) {
                return Err(problem);
            }
            let mut shown = assemble(&web, &caller).await?;
            shown.problem = Some(problem.words(shown.p.texts));
            shown.typed =
                Typed { name: fields.get("name").to_owned(), email: fields.get("email").to_owned() };
            Ok((problem.status, page(&shown)?).into_response())
        }
    }
}

/// Makes a fresh invitation.
pub async fn invite_again(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(agent): Path<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let id: AgentId = input::id(&agent)?;
    let made = app::agent::invite_again(&web.app, &caller.ctx, id, &host::base(&web, &headers)).await?;
    handed(&web, &caller, "agent-invited", made).await
}

/// Makes a link for a new password.
pub async fn reset(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(agent): Path<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let id: AgentId = input::id(&agent)?;
    let made = app::agent::reset_of(&web.app, &caller.ctx, id, &host::base(&web, &headers)).await?;
    handed(&web, &caller, "agent-reset", made).await
}

/// Changes role or state.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(agent): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: AgentId = input::id(&agent)?;
    let change = AgentChange {
        role: if fields.some("role").is_some() { Some(fields.parse("role")?) } else { None },
        state: if fields.some("state").is_some() { Some(fields.parse("state")?) } else { None },
    };
    match app::agent::change(&web.app, &caller.ctx, id, change).await {
        Ok(_) => Ok(Redirect::to("/agents").into_response()),
        Err(app::Error::State { state: "last-admin", .. }) => {
            let mut shown = assemble(&web, &caller).await?;
            shown.problem = Some(shown.p.t("agent-last-admin"));
            Ok((StatusCode::CONFLICT, page(&shown)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
