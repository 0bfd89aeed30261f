//! The end of a restriction, and its exceptions: who is restricted is told before it is lifted (Art. 18(3)), and whoever
//! uses their data meanwhile says why.

use super::letter::{Letter, Told, tell};
use super::work::checked;
use super::{Case, finish, load, save};
use crate::{App, Ctx, Error, Result};
use domain::{ContactId, LedgerWord, SubjectRequestId, SubjectRequestState, SubjectStep, TenantScope};
use privacy::Act;
use store::{ChangeKind, Restriction};

/// The restriction that a case made and that still holds.
async fn held_by(app: &App, ctx: &Ctx, case: &Case) -> Result<Restriction> {
    let none = Error::State { noun: "restriction", state: "none" };
    let Some(contact) = case.row.contact else { return Err(none) };
    let found = app.store().tenant(ctx.scope).find_restriction(contact).await?;
    found.filter(|found| found.request == case.row.id).ok_or(none)
}

/// Tells a restricted person that the restriction is going to end, in these words.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] where nothing is restricted by this case or where no mail can go out and it was not
/// handed over, bad input, a refusal, or a store's failure.
pub async fn give_notice(
    app: &App,
    ctx: &Ctx,
    id: SubjectRequestId,
    text: &str,
    by_hand: bool,
) -> Result<Told> {
    let text = checked("text", text, true)?;
    let permit = app.permit(ctx, Act::REQUEST_TELL).await?;
    let mut case = load(app, &permit, id).await?;
    let told = match held_by(app, ctx, &case).await {
        Ok(restriction) => tell(app, ctx, &case, Letter::of("letter-lifting-subject", &text), by_hand)
            .await
            .map(|told| (told, restriction)),
        Err(error) => Err(error),
    };
    let (told, restriction) = match told {
        Ok(told) => told,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    case.note(ctx, SubjectStep::Notice, text);
    let mut saving = save(app, ctx, permit, &mut case).await?;
    let row = Restriction { told_at: Some(ctx.now), ..restriction };
    saving.tx.put_restriction(&row, ctx.now).await?;
    finish(app, ctx, saving).await?;
    Ok(told)
}

/// Lifts a restriction.
///
/// # Errors
/// [`Error::State`] where the person was not told before (C68) or nothing is restricted by this case; [`Error::NotFound`],
/// bad input, a refusal, or a store's failure.
pub async fn lift(app: &App, ctx: &Ctx, id: SubjectRequestId, why: &str) -> Result<()> {
    let why = checked("text", why, true)?;
    let permit = app.permit(ctx, Act::CONTACT_RESTRICT).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    let restriction = match held_by(app, ctx, &case).await {
        Ok(found) if found.told_at.is_none() => Err(Error::State { noun: "restriction", state: "not-told" }),
        other => other,
    };
    let restriction = match restriction {
        Ok(found) => found,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    case.note(ctx, SubjectStep::Lifted, why);
    let mut saving = save(app, ctx, permit, &mut case).await?;
    saving.tx.append_audit(&entries).await?;
    saving.tx.delete_restriction(restriction.contact, ctx.now).await?;
    saving.tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    finish(app, ctx, saving).await?;
    // After the data: what comes between is on the safe side.
    let entry = store::NewLedgerEntry {
        entry: ctx.request.uuid(),
        what: LedgerWord::ContactLifted,
        subject: restriction.contact.uuid(),
        detail: None,
        at: ctx.now,
    };
    app.keyring().append_ledger(ctx.scope, &[entry]).await?;
    Ok(())
}

/// The case because of which somebody's data is stored only: it restricts them, or its erasure waits for a legal hold.
///
/// # Errors
/// The store's failure.
pub(super) async fn because_of(
    app: &App,
    scope: TenantScope,
    contact: ContactId,
) -> Result<Option<SubjectRequestId>> {
    let store = app.store().tenant(scope);
    if let Some(restriction) = store.find_restriction(contact).await? {
        return Ok(Some(restriction.request));
    }
    let all = store.list_subject_requests_of_contact(contact).await?;
    Ok(all.iter().find(|one| one.state == SubjectRequestState::Held).map(|one| one.id))
}

/// Notes with the case why what is stored only is used all the same.
///
/// # Errors
/// [`Error::State`] where no case says why it is stored only; bad input, a refusal, or a store's failure.
pub(crate) async fn note_override(app: &App, ctx: &Ctx, contact: ContactId, reason: &str) -> Result<()> {
    let reason = checked("override_reason", reason, true)?;
    let found = because_of(app, ctx.scope, contact).await?;
    let request = found.ok_or(Error::State { noun: "restriction", state: "none" })?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, request).await?;
    case.note(ctx, SubjectStep::Override, reason);
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}
