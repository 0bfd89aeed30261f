//! Teams: who they are, who belongs to them, and what stands below answers on their tickets.

use super::page;
use super::saved_replies::{Offer, Preview, offers, preview, start, text};
use super::shell::{self, Shell};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::placeholder::Part;
use app::team::{TeamChange, TeamDraft, TeamView};
use app::view::AgentView;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{AgentId, AgentState, AssignWay, TeamId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/teams.html")]
struct ListPage {
    p: Shell,
    teams: Vec<Line>,
}

struct Line {
    id: TeamId,
    name: String,
    mine: bool,
    members: String,
    signature: String,
    way: Option<String>,
}

/// Somebody who can belong to a team.
struct Person {
    id: AgentId,
    name: String,
    member: bool,
}

/// Who has left shows up in no team.
fn there(agent: &AgentView) -> bool {
    agent.state != AgentState::Deactivated
}

fn line(texts: Texts, caller: &Caller, agents: &[AgentView], team: TeamView) -> Line {
    let members = agents.iter().filter(|agent| there(agent) && team.members.contains(&agent.id));
    Line {
        id: team.id,
        members: members.map(|agent| agent.name.as_str()).collect::<Vec<_>>().join(", "),
        mine: caller.ctx.agent_id().is_some_and(|me| team.members.contains(&me)),
        signature: start(&team.signature),
        way: (team.assign != AssignWay::Nobody).then(|| texts.t(&format!("assign-team-{}", team.assign))),
        name: team.name,
    }
}

/// The teams.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let agents = shell::agents(&web, &caller).await?;
    let mut teams = app::team::list(&web.app, &caller.ctx).await?;
    let p = Shell::with(&web, &caller, "/teams", &agents).await?;
    teams.sort_by(|one, other| p.texts.compare(&one.name, &other.name));
    let line = |team| line(p.texts, &caller, &agents, team);
    let teams = teams.into_iter().map(line).collect();
    page(&ListPage { p, teams })
}

#[derive(Template)]
#[template(path = "settings/team.html")]
struct EditPage {
    p: Shell,
    id: Option<TeamId>,
    name: String,
    text: String,
    people: Vec<Person>,
    ways: Vec<(&'static str, String, bool)>,
    problem: Option<String>,
    preview: Preview,
    placeholders: Vec<Offer>,
}

async fn show(
    web: &Web,
    caller: &Caller,
    id: Option<TeamId>,
    typed: (TeamDraft, Option<&Problem>),
) -> Answer<Html<String>> {
    let (team, problem) = typed;
    let agents = shell::agents(web, caller).await?;
    let p = Shell::with(web, caller, "/teams", &agents).await?;
    let person = |agent: AgentView| Person {
        member: team.members.contains(&agent.id),
        id: agent.id,
        name: match agent.away {
            true => p.texts.t_args("ticket-assignee-away", &[("name", agent.name.as_str())]),
            false => agent.name,
        },
    };
    let mut people: Vec<Person> = agents.into_iter().filter(there).map(person).collect();
    people.sort_by(|one, other| p.texts.compare(&one.name, &other.name));
    let chosen = team.assign.unwrap_or(AssignWay::Nobody);
    let way = |way: &AssignWay| (way.as_str(), p.t(&format!("assign-team-{way}")), *way == chosen);
    page(&EditPage {
        id,
        ways: AssignWay::ALL.iter().map(way).collect(),
        problem: problem.map(|problem| problem.words(p.texts)),
        preview: preview(p.texts, &team.signature),
        placeholders: offers(p.texts),
        name: team.name,
        text: team.signature,
        people,
        p,
    })
}

/// A team that is not there yet.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    show(&web, &caller, None, (TeamDraft::default(), None)).await
}

/// A team, to change it.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(team): Path<String>,
) -> Answer<Html<String>> {
    let id: TeamId = input::id(&team)?;
    let team = app::team::read(&web.app, &caller.ctx, id).await?;
    let draft = TeamDraft {
        name: team.name,
        signature: team.signature,
        members: team.members,
        assign: Some(team.assign),
    };
    show(&web, &caller, Some(id), (draft, None)).await
}

fn typed(fields: &Fields) -> Answer<TeamDraft> {
    let members: Result<Vec<AgentId>, _> = fields.all("member").map(str::parse).collect();
    Ok(TeamDraft {
        name: fields.get("name").to_owned(),
        signature: text(fields),
        members: members.map_err(|_| Problem::invalid("member", "not an agent"))?,
        assign: fields.some("assign").map(|_| fields.parse("assign")).transpose()?,
    })
}

/// Back to the list, or to the form with what is wrong.
async fn done(
    web: &Web,
    caller: &Caller,
    id: Option<TeamId>,
    draft: TeamDraft,
    outcome: app::Result<TeamView>,
) -> Answer<Response> {
    let Err(error) = outcome else { return Ok(Redirect::to("/teams").into_response()) };
    let problem = Problem::from(error);
    if !matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT) {
        return Err(problem);
    }
    let shown = show(web, caller, id, (draft, Some(&problem))).await?;
    Ok((problem.status, shown).into_response())
}

/// Makes a team.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let draft = typed(&fields)?;
    let made = app::team::create(&web.app, &caller.ctx, draft.clone()).await;
    done(&web, &caller, None, draft, made).await
}

/// Changes a team.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(team): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let (id, draft): (TeamId, _) = (input::id(&team)?, typed(&fields)?);
    let change = TeamChange {
        name: Some(draft.name.clone()),
        signature: Some(draft.signature.clone()),
        members: Some(draft.members.clone()),
        assign: draft.assign,
    };
    let made = app::team::change(&web.app, &caller.ctx, id, change).await;
    done(&web, &caller, Some(id), draft, made).await
}

/// Removes a team, from every ticket too.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(team): Path<String>,
) -> Answer<Redirect> {
    app::team::delete(&web.app, &caller.ctx, input::id(&team)?).await?;
    Ok(Redirect::to("/teams"))
}
