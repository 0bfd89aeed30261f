//! Answers that wait for their time, in one list.

use super::shell::{self, Shell};
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::scheduled::ScheduledView;
use app::view::AgentView;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use domain::{MessageId, TicketId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "scheduled.html")]
struct Scheduled {
    p: Shell,
    lines: Vec<Line>,
}

struct Line {
    message: MessageId,
    ticket: TicketId,
    number: i64,
    subject: String,
    requester: String,
    /// Who wrote it, when that is somebody else.
    author: String,
    goes_out_iso: String,
}

/// The list.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let all = app::scheduled::list(&web.app, &caller.ctx).await?;
    let agents = shell::agents(&web, &caller).await?;
    let p = Shell::with(&web, &caller, "/scheduled", &agents).await?;
    let me = caller.ctx.agent_id();
    let author = |one: &ScheduledView| {
        let of = |agent: &&AgentView| Some(agent.id) == one.author && Some(agent.id) != me;
        agents.iter().find(of).map_or_else(String::new, |agent| agent.name.clone())
    };
    let line = |one: ScheduledView| Line {
        author: author(&one),
        message: one.message,
        ticket: one.ticket,
        number: one.number,
        subject: if one.subject.trim().is_empty() { p.t("ticket-no-subject") } else { one.subject },
        requester: one.requester,
        goes_out_iso: time::iso(one.goes_out_at),
    };
    let lines = all.into_iter().map(line).collect();
    page(&Scheduled { lines, p })
}
