//! The copy that a request for access or portability ends with (Art. 15(3), 20): whoever asked gets a link to it by the
//! operator's mail, at their own address and nowhere else. In the case's ticket every agent would have it.

use super::Case;
use super::letter::words_of;
use crate::jobs::notice_mail;
use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Error, Result, access_export, tenant, zone};
use domain::record::Address;
use domain::{AccessExportId, SubjectDecision};

/// The copy that goes out with the last letter.
pub(super) fn of(case: &Case) -> Option<AccessExportId> {
    case.content.export.filter(|_| case.row.decision == Some(SubjectDecision::Granted))
}

/// Sends the link to it. Done again, an earlier link ends.
///
/// # Errors
/// [`Error::State`] where the copy is not ready or has ended, or where no mail can go out: then somebody hands it over.
pub(super) async fn send(app: &App, ctx: &Ctx, case: &Case) -> Result<()> {
    let Some(export) = of(case) else { return Ok(()) };
    let base = match &app.settings().operator_mail {
        Some(_) => notice_mail::base(app, ctx.scope).await?,
        None => None,
    };
    let base = base.ok_or(Error::State { noun: "request", state: "copy-by-hand" })?;
    let (secret, until) = match access_export::link(app, ctx, export).await {
        Err(Error::NotFound(_) | Error::State { .. }) => {
            return Err(Error::State { noun: "request", state: "copy-not-ready" });
        }
        other => other?,
    };
    let own = words_of(case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let company = tenant::find(app, ctx.scope).await?.map(|info| info.name).unwrap_or_default();
    let link = format!("{base}/personal-data/{}", secret.reveal());
    let until = zone::written(until, None, words);
    let name = if case.content.name.is_empty() { &case.content.email } else { &case.content.name };
    let args = [("name", name.as_str()), ("company", &company), ("link", &link), ("until", &until)];
    let written = Written {
        to: Address { name: case.content.name.clone(), email: case.content.email.clone() },
        subject: words.t_args("mail-copy-subject", &args),
        text: words.t_args("mail-copy-text", &args),
        id: None,
    };
    match operator_mail::hand_over(app, ctx.scope, written, ctx.now).await? {
        Handed::Over => Ok(()),
        Handed::Refused | Handed::NotYet => Err(Error::State { noun: "letter", state: "not-sent" }),
    }
}
