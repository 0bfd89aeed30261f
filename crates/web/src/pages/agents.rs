//! Agents: who works here, and adding one.

use super::page;
use super::shell::Shell;
use crate::gate::Caller;
use crate::input::Fields;
use crate::problem::Answer;
use crate::{Web, texts};
use app::agent::NewAgent;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use domain::{AgentState, Private, Role};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/agents.html")]
struct Agents {
    p: Shell,
    agents: Vec<Line>,
    roles: [(&'static str, String); 2],
}

struct Line {
    name: String,
    email: String,
    role: String,
    state: String,
    active: bool,
}

fn role(role: Role) -> String {
    texts().t(&format!("agent-role-{role}"))
}

/// The agents.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let p = Shell::with(&web, &caller, "/agents", &agents).await?;
    let agents = agents.into_iter().map(|agent| Line {
        role: role(agent.role),
        state: texts().t(&format!("agent-state-{}", agent.state)),
        active: agent.state == AgentState::Active,
        name: agent.name,
        email: agent.email,
    });
    let roles = [Role::Agent, Role::Admin].map(|each| (each.as_str(), role(each)));
    page(&Agents { p, agents: agents.collect(), roles })
}

/// Adds one.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let new = NewAgent {
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        role: fields.parse("role")?,
        password: Private::new(fields.all("password").next().unwrap_or_default().to_owned()),
    };
    app::agent::create(&web.app, &caller.ctx, new).await?;
    Ok(Redirect::to("/agents"))
}
