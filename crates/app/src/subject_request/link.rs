//! Whether a case that came by mail, or was written down by somebody, is of whom it says: a link to the address on file proves
//! it, as for the public form. Nobody has to judge by a mail's sender, which anyone can write.

use super::ask::{COLUMN, FOR_ONE_ADDRESS, HOUR_MS, can_prove, proof_letter};
use super::{finish, load, save};
use crate::jobs::notice_mail;
use crate::operator_mail::{self, Handed};
use crate::{App, Ctx, Error, Result, throttle};
use domain::limits::SUBJECT_PROOF_HOURS;
use domain::{SubjectRequestId, SubjectRequestState, SubjectStep};
use privacy::Act;

/// Sends the link to the address that the case is about; the newest one works, for three days.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] where it is known who asks, or no mail can go out or did, [`Error::TooMany`], a refusal,
/// or a store's failure.
pub async fn send_link(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<()> {
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    // What came by the form has its link already, and is no case before that was opened.
    if case.row.state != SubjectRequestState::Identity || case.row.number.is_none() {
        app.settle(permit).await?;
        return Err(Error::State { noun: "request", state: case.row.state.as_str() });
    }
    let base = notice_mail::base(app, ctx.scope).await?.filter(|_| can_prove(app));
    let Some(base) = base else {
        app.settle(permit).await?;
        return Err(Error::State { noun: "operator mail", state: "not-configured" });
    };
    let whose = format!("{}/{}", ctx.scope.tenant(), case.content.email);
    throttle::count(app, FOR_ONE_ADDRESS, whose.as_bytes(), ctx.now).await?;
    let secret = crypto::random::token()?;
    let before = (case.row.proof_tag, case.row.proof_until);
    case.row.proof_tag = Some(app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?);
    case.row.proof_until = Some(ctx.now.plus_millis(SUBJECT_PROOF_HOURS * HOUR_MS));
    case.note(ctx, SubjectStep::Linked, case.content.email.clone());
    let link = format!("{base}/privacy-requests/{}", secret.reveal());
    let letter = proof_letter(app, ctx.scope, &case.content, ("mail-case-proof", &link)).await?;
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await?;
    if operator_mail::hand_over(app, ctx.scope, letter, ctx.now).await? == Handed::Over {
        return Ok(());
    }
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    (case.row.proof_tag, case.row.proof_until) = before;
    case.content.events.pop();
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await?;
    Err(Error::State { noun: "mail", state: "not-sent" })
}
