//! What became of the letters about a version: for the operator, who has to know whom one did not reach.

use super::write::check_operator;
use crate::{App, Ctx, Error, Result, agent, operator, tenant};
use domain::{AgentId, DocumentKind, LetterState, RequestId, TenantScope, Timestamp};
use privacy::Act;
use store::DocumentLetter;

/// A letter to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterView {
    /// The company's name; empty for operators.
    pub company: String,
    /// To whom.
    pub agent: AgentId,
    /// Their address, of those that a letter did not reach; empty otherwise, and of accounts that ended.
    pub email: String,
    /// Where it stands.
    pub state: LetterState,
    /// What a server answered, as an SMTP code.
    pub code: Option<i64>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

/// Whether somebody has to look after it.
const fn is_lost(state: LetterState) -> bool {
    matches!(state, LetterState::Refused | LetterState::InDoubt | LetterState::Bounced)
}

/// The letters about a version, of every company, with the addresses of those that one did not reach.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, a refusal, a store's failure.
pub async fn letters(app: &App, ctx: &Ctx, kind: DocumentKind, version: i64) -> Result<Vec<LetterView>> {
    check_operator(ctx)?;
    let mut out = of_company(app, ctx, operator::SCOPE, "", (kind, version)).await?;
    for info in tenant::list(app).await? {
        out.extend(of_company(app, ctx, info.scope, &info.name, (kind, version)).await?);
    }
    Ok(out)
}

async fn of_company(
    app: &App,
    ctx: &Ctx,
    scope: TenantScope,
    company: &str,
    (kind, version): (DocumentKind, i64),
) -> Result<Vec<LetterView>> {
    let rows = app.store().tenant(scope).list_document_letters(kind, version).await?;
    if rows.is_empty() || tenant::is_erased(app, scope).await? {
        return Ok(Vec::new());
    }
    let permit = app.permit(&Ctx { scope, ..*ctx }, Act::DOCUMENT_LETTERS).await?;
    let mut out = Vec::new();
    for row in rows {
        let email =
            if is_lost(row.state) { email_of(app, &permit, scope, &row).await? } else { String::new() };
        let DocumentLetter { agent, state, code, ended_at, .. } = row;
        out.push(LetterView { company: company.to_owned(), agent, email, state, code, ended_at });
    }
    app.settle(permit).await?;
    Ok(out)
}

async fn email_of(
    app: &App,
    permit: &privacy::Permit,
    scope: TenantScope,
    row: &DocumentLetter,
) -> Result<String> {
    let Some(found) = app.store().tenant(scope).find_agent(row.agent).await? else {
        return Ok(String::new());
    };
    match agent::profile_of(app, permit, &found).await {
        Ok(profile) => Ok(profile.email),
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// Takes a delivery report down (RFC 3464): the letter that it is about came back. `false` when it is about none of ours, or
/// tells of no failure.
///
/// # Errors
/// A store's failure.
pub async fn bounced(app: &App, raw: &[u8], now: Timestamp) -> Result<bool> {
    let bounce = mime::read(raw).bounce.filter(|bounce| bounce.permanent);
    let id = bounce.and_then(|bounce| bounce.original_message_id).and_then(|id| letter_id(&id));
    match id {
        Some(id) => Ok(app.store().system().bounce_letter(id, now).await?),
        None => Ok(false),
    }
}

/// The letter whose Message-ID this is.
fn letter_id(message_id: &str) -> Option<RequestId> {
    message_id.trim_matches(['<', '>']).split('@').next()?.parse().ok()
}
