//! Requests that were told that something is absent. What it is that they named is looked up later, at a time that has
//! nothing to do with the request: neither the answer nor how long it takes tells another tenant's from nobody's. Nor does
//! the log of whoever asked: both are the same there. The operators' log alone says what was another tenant's.
//!
//! What an account asked for in vain is remembered for an hour in the store, where every node sees it: each id is noted once.

use crate::{App, Ctx, Result, operator};
use domain::audit::AuditEvent;
use domain::keyring::Tag;
use domain::limits::{ASKED_IDS_MAX, ASKED_KEPT_MAX, ASKED_WAITING_MAX};
use domain::{TenantScope, Timestamp};
use parking_lot::Mutex;
use privacy::{Act, Refusal};
use std::collections::VecDeque;
use store::AskedAbsent;
use uuid::Uuid;

/// How often a question is looked up that fails.
const TRIES_MAX: u8 = 3;
/// How long an id is remembered.
const KEPT_MS: i64 = 3_600_000;

/// How something was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// A page was opened: whoever follows a link does that.
    Page,
    /// Something was to be done, or a programme asked.
    Deed,
}

/// What was asked for in vain.
#[derive(Debug, Clone)]
struct Question {
    ctx: Ctx,
    ids: Vec<Uuid>,
    how: Asking,
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
    pub fn asked_in_vain(&self, ctx: &Ctx, mut ids: Vec<Uuid>, how: Asking) {
        ids.truncate(ASKED_IDS_MAX);
        if ids.is_empty() {
            return;
        }
        let mut waiting = self.asked().waiting.lock();
        if waiting.iter().map(|question| question.ids.len()).sum::<usize>() < ASKED_WAITING_MAX {
            waiting.push_back(Question { ctx: *ctx, ids, how, tries: 0 });
        }
    }
}

/// Looks up what waits. What cannot be looked up is tried again a few times, and keeps nothing else waiting; what is asked
/// meanwhile waits for the next look.
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

/// An id that is none of the tenant's.
struct Named {
    tag: Tag,
    others: bool,
}

/// What is to be written about one question.
#[derive(Debug, Default, PartialEq, Eq)]
struct Noted {
    /// What is remembered from now on.
    rows: Vec<AskedAbsent>,
    /// Events of the log of whoever asked: one for each id that they did not ask for in this hour.
    events: usize,
    /// Events of the operators' log: one for each id of another tenant, and one more where a deed follows a page.
    for_operators: usize,
}

async fn look_up(app: &App, question: &Question) -> Result<()> {
    let (ctx, by_operator) = (question.ctx, question.ctx.scope == operator::SCOPE);
    let Some(agent) = ctx.agent_id() else { return Ok(()) };
    let standings = app.store().system().get_standings(&question.ids, ctx.scope.tenant()).await?;
    let mut named = Vec::new();
    for id in question.ids.iter().filter(|id| !standings.own.contains(id)) {
        let others = standings.others.contains(id);
        // Whoever runs the system may know what is a tenant's.
        if others || !by_operator {
            named.push(Named { tag: app.vault().system_tag("asked_absent.tag", id.as_bytes())?, others });
        }
    }
    if named.is_empty() {
        return Ok(());
    }
    let store = app.store().tenant(ctx.scope);
    let since = ctx.now.plus_millis(-KEPT_MS);
    let before = store.list_asked_absent(agent, since).await?;
    let operators = noted(&named, &before, question.how, ctx.now).for_operators;
    if !by_operator {
        let ctx = Ctx { scope: operator::SCOPE, ..ctx };
        app.append_audit(ctx.scope, &others(&ctx, question.how, operators)).await?;
    }
    let mut tx = store.begin().await?;
    // Another node may have noted the same meanwhile.
    let noted = noted(&named, &tx.list_asked_absent(agent, since).await?, question.how, ctx.now);
    if noted.rows.is_empty() {
        return Ok(());
    }
    let events = match by_operator {
        true => others(&ctx, question.how, noted.for_operators),
        false => vec![Refusal::absent(ctx.access(Act::ABSENT_ASK)).event(); noted.events],
    };
    let entries = app.seal_events(ctx.scope, &events).await?;
    for row in &noted.rows {
        tx.put_asked_absent(agent, row).await?;
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

fn others(ctx: &Ctx, how: Asking, count: usize) -> Vec<AuditEvent> {
    vec![Refusal::other_tenant(ctx.access(Act::OTHER_TENANT), how == Asking::Page).event(); count]
}

/// What is new about these ids, as far as there is room for it. Whether an id is another tenant's makes no difference for
/// the log of whoever asked.
fn noted(named: &[Named], before: &[AskedAbsent], how: Asking, now: Timestamp) -> Noted {
    let mut noted = Noted::default();
    let (mut of_all, mut of_others) = (before.len(), before.iter().filter(|row| row.others).count());
    for one in named {
        let known = before.iter().chain(&noted.rows).find(|row| row.tag == one.tag);
        let is_new = known.is_none();
        let rises = known.is_some_and(|row| one.others && how == Asking::Deed && !row.deed);
        let (has_room, has_room_of_others) =
            (of_all < ASKED_KEPT_MAX, one.others && of_others < ASKED_KEPT_MAX);
        let has_told = rises || (is_new && has_room_of_others);
        if !(has_told || (is_new && has_room)) {
            continue;
        }
        noted.events += usize::from(is_new && has_room);
        noted.for_operators += usize::from(has_told);
        of_all += usize::from(is_new);
        of_others += usize::from(is_new && one.others);
        let at = known.map_or(now, |row| row.at);
        noted.rows.push(AskedAbsent { tag: one.tag, others: one.others, deed: how == Asking::Deed, at });
    }
    noted
}

/// Forgets what was asked for longer ago.
///
/// # Errors
/// The store's failure.
pub(crate) async fn forget_asked(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let store = app.store().tenant(scope);
    if !store.has_asked_absent_before(now.plus_millis(-KEPT_MS)).await? {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    tx.delete_asked_absent(now.plus_millis(-KEPT_MS)).await?;
    Ok(tx.commit().await?)
}
