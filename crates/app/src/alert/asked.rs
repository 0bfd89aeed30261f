//! Requests that were told that something is absent. Whether it is another tenant's is looked up later, at a time that has
//! nothing to do with the request: neither the answer nor how long it takes tells the two apart.

use crate::{App, Ctx, Result, operator};
use domain::limits::{ASKED_IDS_MAX, ASKED_WAITING_MAX};
use parking_lot::Mutex;
use privacy::{Act, Refusal};
use std::collections::VecDeque;
use uuid::Uuid;

/// How often a question is looked up that fails.
const TRIES_MAX: u8 = 3;

/// What was asked for in vain.
#[derive(Debug, Clone)]
struct Question {
    ctx: Ctx,
    ids: Vec<Uuid>,
    /// How often looking it up failed.
    tries: u8,
}

/// What waits to be looked up.
#[derive(Debug, Default)]
pub(crate) struct AskedInVain {
    waiting: Mutex<VecDeque<Question>>,
}

impl App {
    /// Notes that somebody who is signed in named these ids, and was told that there is no such thing.
    pub fn asked_in_vain(&self, ctx: &Ctx, mut ids: Vec<Uuid>) {
        ids.truncate(ASKED_IDS_MAX);
        if ids.is_empty() {
            return;
        }
        let mut waiting = self.asked().waiting.lock();
        if waiting.iter().map(|question| question.ids.len()).sum::<usize>() < ASKED_WAITING_MAX {
            waiting.push_back(Question { ctx: *ctx, ids, tries: 0 });
        }
    }
}

/// Looks up what waits. What was another tenant's stands in the log of whoever asked, and in the operators', as an
/// attempt, without saying whose it is. What cannot be looked up is tried again a few times, and keeps nothing else waiting;
/// what is asked meanwhile waits for the next look.
pub(crate) async fn answer(app: &App) {
    let questions = std::mem::take(&mut *app.asked().waiting.lock());
    for mut question in questions {
        if let Err(error) = look_up(app, &question).await {
            question.tries += 1;
            tracing::error!(%error, tries = question.tries, "whether an id is another company's could not be looked up");
            if question.tries < TRIES_MAX {
                app.asked().waiting.lock().push_back(question);
            }
        }
    }
}

async fn look_up(app: &App, question: &Question) -> Result<()> {
    let ctx = question.ctx;
    let standings = app.store().system().get_standings(&question.ids, ctx.scope.tenant()).await?;
    if standings.others.is_empty() {
        return Ok(());
    }
    note(app, &ctx).await?;
    if ctx.scope != operator::SCOPE {
        note(app, &Ctx { scope: operator::SCOPE, ..ctx }).await?;
    }
    Ok(())
}

async fn note(app: &App, ctx: &Ctx) -> Result<()> {
    let event = Refusal::other_tenant(ctx.access(Act::OTHER_TENANT)).event();
    app.append_audit(ctx.scope, &[event]).await
}
