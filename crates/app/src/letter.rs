//! What became of letters that go out once each ([`crate::jobs`]): for the operator, who has to know whom one did not reach, and who
//! settles what nobody knows.

use crate::{App, Ctx, Error, Result, agent, operator, tenant};
use domain::{AgentId, LetterState, RequestId, TenantScope, Timestamp};
use privacy::{Act, Permit};
use store::{DocumentLetter, KnownLetter, NewsLetter};

/// A letter to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterView {
    /// What its Message-ID is made of.
    pub id: RequestId,
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

impl From<DocumentLetter> for LetterView {
    fn from(row: DocumentLetter) -> Self {
        let DocumentLetter { agent, id, state, code, ended_at, .. } = row;
        Self { id, company: String::new(), agent, email: String::new(), state, code, ended_at }
    }
}

impl From<NewsLetter> for LetterView {
    fn from(row: NewsLetter) -> Self {
        let NewsLetter { agent, id, state, code, ended_at, .. } = row;
        Self { id, company: String::new(), agent, email: String::new(), state, code, ended_at }
    }
}

/// Whether somebody has to look after it.
const fn is_lost(state: LetterState) -> bool {
    matches!(state, LetterState::Refused | LetterState::InDoubt | LetterState::Bounced)
}

/// Letters of a company, with the addresses of those that one did not reach; none where the company has gone.
pub(crate) async fn views(
    app: &App,
    ctx: &Ctx,
    (scope, company): (TenantScope, &str),
    act: Act,
    letters: impl IntoIterator<Item: Into<LetterView>>,
) -> Result<Vec<LetterView>> {
    let mut out: Vec<LetterView> = letters.into_iter().map(Into::into).collect();
    if out.is_empty() || tenant::is_erased(app, scope).await? {
        return Ok(Vec::new());
    }
    let permit = app.permit(&Ctx { scope, ..*ctx }, act).await?;
    for view in &mut out {
        company.clone_into(&mut view.company);
        if is_lost(view.state) {
            view.email = email_of(app, &permit, scope, view.agent).await?;
        }
    }
    app.settle(permit).await?;
    Ok(out)
}

async fn email_of(app: &App, permit: &Permit, scope: TenantScope, agent: AgentId) -> Result<String> {
    let Some(found) = app.store().tenant(scope).find_agent(agent).await? else {
        return Ok(String::new());
    };
    match agent::profile_of(app, permit, &found).await {
        Ok(profile) => Ok(profile.email),
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// How somebody settles a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// One in doubt is sent once more, under the same Message-ID.
    Again,
    /// One in doubt did arrive.
    Arrived,
    /// One that was refused or came back is sent anew, under another Message-ID, to the address that its agent has then.
    Anew,
    /// Whoever one that was refused or came back was for was told in another way.
    Told,
}

/// Settles a letter that is in doubt or did not arrive, about a document or with news.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, and without such a letter; [`Error::State`] when it does not stand where it can be
/// settled so; a refusal, a store's failure.
pub async fn settle(app: &App, ctx: &Ctx, id: RequestId, how: Settling) -> Result<()> {
    if !ctx.is_operator() || ctx.scope != operator::SCOPE {
        return Err(Error::NotFound("letter"));
    }
    let found = app.store().system().list_letters(&[id]).await?;
    let letter = found.first().ok_or(Error::NotFound("letter"))?;
    let scope = TenantScope::of(letter.tenant);
    if tenant::is_erased(app, scope).await? {
        return Err(Error::NotFound("letter"));
    }
    let act = match how {
        Settling::Again => Act::LETTER_AGAIN,
        Settling::Arrived => Act::LETTER_ARRIVED,
        Settling::Anew => Act::LETTER_ANEW,
        Settling::Told => Act::LETTER_TOLD,
    };
    if scope != operator::SCOPE {
        let own = app.permit(ctx, act).await?;
        app.settle(own).await?;
    }
    let permit = app.permit(&Ctx { scope, ..*ctx }, act).await?;
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    let is_settled = match how {
        Settling::Again => tx.send_letter_again(letter.kind, id, ctx.now, ctx.now).await?,
        Settling::Arrived => tx.arrive_letter(letter.kind, id, ctx.now).await?,
        Settling::Anew => tx.renew_letter(letter.kind, id, RequestId::generate(ctx.now), ctx.now).await?,
        Settling::Told => tx.tell_letter(letter.kind, id, ctx.now).await?,
    };
    if !is_settled {
        return Err(Error::State { noun: "letter", state: letter.state.as_str() });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Takes a delivery report down (RFC 3464): the letter that it is about came back. `false` when it is about none of ours, or
/// tells of no failure.
///
/// # Errors
/// A store's failure.
pub async fn bounced(app: &App, raw: &[u8], now: Timestamp) -> Result<bool> {
    let bounce = mime::read(raw).bounce.filter(|bounce| bounce.permanent);
    let id = bounce.and_then(|bounce| bounce.original_message_id).and_then(|id| id_in(&id));
    let Some(id) = id else { return Ok(false) };
    let known = app.store().system().list_letters(&[id]).await?;
    let Some(letter) = known.first() else { return Ok(false) };
    let own = app.settings().operator_mail.as_ref().map(|mail| mail.from.as_str());
    let failed = mime::failed_recipients(raw);
    if !failed.is_empty() && failed.iter().all(|one| Some(one.as_str()) == own) {
        tracing::warn!(
            "operator_mail.from does not take mail to itself: doubts about letters cannot be settled by its mailbox"
        );
        // It came back from the copy alone: so the server had the letter.
        return arrive(app, letter, now).await;
    }
    Ok(letter.state == LetterState::Bounced || app.store().system().bounce_letter(id, now).await?)
}

/// A letter in doubt was found to have arrived; `false` when it is not in doubt.
pub(crate) async fn arrive(app: &App, letter: &KnownLetter, now: Timestamp) -> Result<bool> {
    let mut tx = app.store().tenant(TenantScope::of(letter.tenant)).begin().await?;
    let arrived = tx.arrive_letter(letter.kind, letter.id, now).await?;
    tx.commit().await?;
    Ok(arrived)
}

/// The letter whose Message-ID this is, if it is one.
pub(crate) fn id_in(message_id: &str) -> Option<RequestId> {
    message_id.trim_matches(['<', '>']).split('@').next()?.parse().ok()
}
