//! The two ways in which a request for an erasure is carried out: everything goes, or the person goes out of conversations
//! that stay under a pseudonym. One of them is decided, shown with its counts, confirmed, and carried out.

use crate::erasure::{self, Preview, Scope};
use crate::{App, Ctx, Error, Result};
use domain::{
    ContactId, ErasureMode, ErasureScope, ErasureState, SubjectDecision, SubjectRequestId, SubjectRight,
    TenantScope,
};
use privacy::Act;
use store::SubjectRequest;

/// The way that a decision names; everything goes where it names none. Only of somebody who is known here.
///
/// # Errors
/// [`Error::Input`] for a way that there is not.
pub(super) fn chosen(
    row: &SubjectRequest,
    decision: SubjectDecision,
    mode: Option<ErasureMode>,
) -> Result<Option<ErasureMode>> {
    let is_of_person = row.right == SubjectRight::Erasure && row.account.is_none();
    if !is_of_person || decision == SubjectDecision::Refused {
        return match mode {
            Some(_) => Err(Error::Input { field: "mode", rule: "rule-erasure-only" }),
            None => Ok(None),
        };
    }
    match (row.contact, mode) {
        (None, Some(ErasureMode::Pseudonymise)) => Err(Error::Input { field: "email", rule: "rule-nobody" }),
        // Of whom nothing is held somebody says what was done.
        (None, _) => Ok(None),
        (Some(_), mode) => Ok(Some(mode.unwrap_or(ErasureMode::Erase))),
    }
}

/// The way that was decided until now; of a decision from before it could be chosen, that everything goes.
pub(super) fn decided(row: &SubjectRequest) -> Option<ErasureMode> {
    let is_granted = row.decision == Some(SubjectDecision::Granted) && row.account.is_none();
    row.erasure_mode.or((is_granted && row.right == SubjectRight::Erasure).then_some(ErasureMode::Erase))
}

/// The word for what was decided, with the way where that is not the usual one.
pub(super) fn word(row: &SubjectRequest) -> &'static str {
    match (row.decision, row.erasure_mode) {
        (Some(_), Some(ErasureMode::Pseudonymise)) => "granted-pseudonymise",
        (decision, _) => decision.map_or("", SubjectDecision::as_str),
    }
}

/// What is erased by a case.
pub(super) const fn scope(row: &SubjectRequest, contact: ContactId) -> Scope {
    of(mode(row), contact)
}

const fn of(mode: ErasureMode, contact: ContactId) -> Scope {
    match mode {
        ErasureMode::Erase => Scope::Contact(contact),
        ErasureMode::Pseudonymise => Scope::Pseudonym(contact),
    }
}

const fn mode(row: &SubjectRequest) -> ErasureMode {
    match row.erasure_mode {
        Some(mode) => mode,
        None => ErasureMode::Erase,
    }
}

/// Whether it takes the person out of conversations that stay.
pub(super) const fn is_pseudonym(row: &SubjectRequest) -> bool {
    matches!(mode(row), ErasureMode::Pseudonymise)
}

/// Refuses while the same person is being erased in the other way: only one of both can be told truthfully.
///
/// # Errors
/// [`Error::State`], or a store's failure.
pub(super) async fn check_no_other(
    app: &App,
    scope: TenantScope,
    row: &SubjectRequest,
    contact: ContactId,
) -> Result<()> {
    let other = match mode(row) {
        ErasureMode::Erase => ErasureScope::Pseudonym,
        ErasureMode::Pseudonymise => ErasureScope::Contact,
    };
    let all = app.store().tenant(scope).list_erasures_of(contact.uuid()).await?;
    match all.iter().any(|one| one.scope == other && one.state != ErasureState::Done) {
        true => Err(Error::State { noun: "request", state: "other-erasure" }),
        false => Ok(()),
    }
}

/// What each of the two ways would take along, as counts: of a request for an erasure of somebody who is known, until it is
/// carried out. Nothing otherwise.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn previews(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<Vec<(ErasureMode, Preview)>> {
    let permit = app.permit(ctx, Act::REQUEST_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_subject_request(id).await?.ok_or(Error::NotFound("request"))?;
    app.settle(permit).await?;
    let is_over = row.closed_at.is_some() || row.carried_out_at.is_some();
    let Some(contact) = row.contact.filter(|_| row.right == SubjectRight::Erasure && !is_over) else {
        return Ok(Vec::new());
    };
    if store.find_contact(contact).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    for mode in ErasureMode::ALL {
        out.push((*mode, erasure::preview(app, ctx, of(*mode, contact)).await?));
    }
    Ok(out)
}
