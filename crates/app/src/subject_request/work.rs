//! Working on a case: written down by hand, who it is and how that is known, notes, whom else it concerns.

use super::ask::{find_contact, fresh, keep};
use super::{Asking, Case, clock, finish, load, save, waiting};
use crate::{App, Ctx, Error, Result};
use domain::limits::SUBJECT_WORDS_CHARS_MAX;
use domain::{
    ContactId, SubjectRequestId, SubjectRequestSource, SubjectRequestState, SubjectRight, SubjectStep,
    Timestamp,
};
use privacy::Act;

/// A request that somebody in the company writes down.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// What is asked for, and by whom.
    pub asking: Asking,
    /// The ticket in which it came, by its number.
    pub ticket: Option<i64>,
    /// When it was received, where that was earlier: the month counts from there.
    pub received_at: Option<Timestamp>,
    /// How it is known who it is; empty while it is not.
    pub vouched: String,
}

/// Checks what is written on a case.
pub(crate) fn checked(field: &'static str, text: &str, needed: bool) -> Result<String> {
    let text = text.trim();
    if needed && text.is_empty() {
        return Err(Error::Input { field, rule: "rule-required" });
    }
    if text.chars().count() > SUBJECT_WORDS_CHARS_MAX {
        return Err(Error::Input { field, rule: "rule-too-long" });
    }
    Ok(text.to_owned())
}

/// Writes a request down.
///
/// # Errors
/// Bad input, [`Error::NotFound`] for a ticket that is not there, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, new: NewRequest) -> Result<SubjectRequestId> {
    let vouched = checked("vouched", &new.vouched, false)?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let received = new.received_at.unwrap_or(ctx.now);
    if received > ctx.now || received < ctx.now.plus_millis(-365 * clock::DAY_MS) {
        return Err(Error::Input { field: "received_at_ms", rule: "rule-received" });
    }
    let right = new.asking.right;
    let mut content = new.asking.content(received)?;
    if let Some(event) = content.events.first_mut() {
        event.agent = ctx.agent_id();
    }
    let mut row = fresh(right, SubjectRequestSource::Agent, ctx.now);
    (row.received_at, row.due_at) = (received, clock::due(received, false));
    row.ticket = match new.ticket {
        None => None,
        Some(number) => {
            let found = app.store().tenant(ctx.scope).find_ticket_by_number(number).await?;
            let found = found.ok_or(Error::Input { field: "ticket", rule: "rule-no-ticket" })?;
            Some(found.merged_into.unwrap_or(found.id))
        }
    };
    let mut case = Case { row, content };
    if !vouched.is_empty() {
        case.row.state = SubjectRequestState::Open;
        case.note(ctx, SubjectStep::Vouched, vouched);
        find_contact(app, ctx, &permit, &mut case).await?;
    }
    keep(app, ctx, permit, case.row, &case.content).await
}

/// Says how it is known who asks: the case is open from then on, and matched.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] where that is known already, bad input, a refusal, or a store's failure.
pub async fn vouch(app: &App, ctx: &Ctx, id: SubjectRequestId, how: &str) -> Result<()> {
    let how = checked("vouched", how, true)?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    if case.row.state != SubjectRequestState::Identity {
        app.settle(permit).await?;
        return Err(Error::State { noun: "request", state: case.row.state.as_str() });
    }
    case.row.state = SubjectRequestState::Open;
    (case.row.proof_tag, case.row.proof_until) = (None, None);
    case.note(ctx, SubjectStep::Vouched, how);
    find_contact(app, ctx, &permit, &mut case).await?;
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}

/// Says by another address whom a case is about.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`], also once what waits of the person before is on its way, [`Error::Input`] where
/// nobody has the address, a refusal, or a store's failure.
pub async fn match_contact(app: &App, ctx: &Ctx, id: SubjectRequestId, email: &str) -> Result<()> {
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    let found = match case.check_open() {
        Ok(()) if case.row.carried_out_at.is_some() => {
            Err(Error::State { noun: "request", state: "carried-out" })
        }
        Ok(()) => {
            let found = crate::contact::find_by_email(app, &permit, email).await?;
            found.ok_or(Error::Input { field: "email", rule: "rule-nobody" })
        }
        Err(error) => Err(error),
    };
    let done = match found {
        Ok(found) => put_person(app, ctx, &mut case, found.id).await,
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        app.settle(permit).await?;
        return Err(error);
    }
    case.note(ctx, SubjectStep::Matched, email.trim());
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}

/// Puts a person into a case. What was decided about another one, and what of theirs waits for a legal hold, is taken back:
/// they did not ask.
async fn put_person(app: &App, ctx: &Ctx, case: &mut Case, contact: ContactId) -> Result<()> {
    if case.row.contact.is_some_and(|before| before != contact) {
        waiting::give_up(app, ctx, case).await?;
        if case.row.state == SubjectRequestState::Held {
            case.go_on();
            (case.row.held_at, case.row.held_told_at) = (None, None);
        }
        (case.row.decision, case.row.erasure_mode) = (None, None);
        (case.row.decided_at, case.row.decided_by) = (None, None);
    }
    case.row.contact = Some(contact);
    Ok(())
}

/// Says what is asked for, and in which language letters are: a mail says neither.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] once it is decided or closed, bad input, a refusal, or a store's failure.
pub async fn change_facts(
    app: &App,
    ctx: &Ctx,
    id: SubjectRequestId,
    right: SubjectRight,
    language: &str,
) -> Result<()> {
    if !i18n::I18n::locales().contains(&language) {
        return Err(Error::Input { field: "language", rule: "rule-language" });
    }
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    if case.row.closed_at.is_some() || case.row.decision.is_some() {
        app.settle(permit).await?;
        let state = case.row.decision.map_or(case.row.state.as_str(), |_| "decided");
        return Err(Error::State { noun: "request", state });
    }
    case.row.right = right;
    // Answering a question shows nobody's data: who asks it has nothing to prove.
    if case.row.source == SubjectRequestSource::Intake {
        let is_known = case.content.events.iter().any(|event| event.step == SubjectStep::Vouched);
        case.row.state = match case.row.state {
            SubjectRequestState::Identity if right == SubjectRight::Question => SubjectRequestState::Open,
            SubjectRequestState::Open if right != SubjectRight::Question && !is_known => {
                SubjectRequestState::Identity
            }
            state => state,
        };
    }
    language.clone_into(&mut case.content.language);
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}

/// Adds a note to a case.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn note(app: &App, ctx: &Ctx, id: SubjectRequestId, text: &str) -> Result<()> {
    step(app, ctx, id, SubjectStep::Noted, &checked("text", text, true)?).await
}

/// Notes that somebody who had the data was told (Art. 19).
///
/// # Errors
/// As [`note`].
pub async fn recipient_told(app: &App, ctx: &Ctx, id: SubjectRequestId, who: &str) -> Result<()> {
    step(app, ctx, id, SubjectStep::RecipientTold, &checked("text", who, true)?).await
}

async fn step(app: &App, ctx: &Ctx, id: SubjectRequestId, step: SubjectStep, text: &str) -> Result<()> {
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    case.note(ctx, step, text);
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}

/// Who asked takes it back: the case is closed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] where it is closed, bad input, a refusal, or a store's failure.
pub async fn withdraw(app: &App, ctx: &Ctx, id: SubjectRequestId, how: &str) -> Result<()> {
    let how = checked("text", how, true)?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    if case.row.closed_at.is_some() {
        app.settle(permit).await?;
        return Err(Error::State { noun: "request", state: case.row.state.as_str() });
    }
    if let Err(error) = waiting::give_up(app, ctx, &mut case).await {
        app.settle(permit).await?;
        return Err(error);
    }
    case.row.state = SubjectRequestState::Withdrawn;
    (case.row.proof_tag, case.row.proof_until) = (None, None);
    case.row.closed_at = Some(ctx.now);
    case.note(ctx, SubjectStep::Withdrawn, how);
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}
