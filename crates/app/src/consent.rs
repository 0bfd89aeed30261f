//! What agents consent to about their own accounts: asked for once, refused as easily as given, withdrawn by one click
//! (C63, C70, C71). The last decision holds, and each is kept with the words that were shown.

use crate::{App, Ctx, Error, Result, instruction, usage};
use domain::audit::Job;
use domain::ledger::LedgerEntry;
use domain::record::text_hash;
use domain::{
    AgentId, ConsentDecision, ConsentId, ConsentPurpose, ConsentWay, Feature, LedgerWord, NewsId,
    TenantScope, Timestamp,
};
use privacy::{Act, Instructions, Permit};
pub use store::Consent;
use store::NewLedgerEntry;

/// How it stands with a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody is asked: the operator or the company has turned it off.
    Off,
    /// They were not asked yet.
    Unasked,
    /// They consent.
    Given,
    /// They do not, or no more. They may still give it: also what is restricted may be used with one's consent (Art. 18(2)).
    Refused,
}

impl Standing {
    /// The word for it, as in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Unasked => "unasked",
            Self::Given => "given",
            Self::Refused => "refused",
        }
    }

    fn of(app: &App, last: Option<&Consent>) -> Self {
        if app.settings().usage_days.is_none() {
            return Self::Off;
        }
        Self::by(last)
    }

    fn by(last: Option<&Consent>) -> Self {
        match last.map(|last| last.decision) {
            None => Self::Unasked,
            Some(ConsentDecision::Given) => Self::Given,
            Some(_) => Self::Refused,
        }
    }

    /// The decision that takes it from here; none where it stands so already.
    const fn decided(self, gives: bool) -> Option<ConsentDecision> {
        match (self, gives) {
            (Self::Given, true) | (Self::Refused | Self::Off, false) => None,
            (Self::Given, false) => Some(ConsentDecision::Withdrawn),
            (Self::Unasked, false) => Some(ConsentDecision::Refused),
            (Self::Unasked | Self::Refused | Self::Off, true) => Some(ConsentDecision::Given),
        }
    }
}

/// How it stands with counting the use of an account.
///
/// # Errors
/// The store's failure.
pub async fn standing(app: &App, scope: TenantScope, agent: AgentId) -> Result<Standing> {
    if app.settings().usage_days.is_none() {
        return Ok(Standing::Off);
    }
    let instructions = instruction::current(app, scope).await?;
    under(app, scope, agent, &instructions).await
}

/// The same, with the company's instructions at hand.
pub(crate) async fn under(
    app: &App,
    scope: TenantScope,
    agent: AgentId,
    instructions: &Instructions,
) -> Result<Standing> {
    if app.settings().usage_days.is_none() || !instructions.allow(Feature::Usage) {
        return Ok(Standing::Off);
    }
    let last = app.store().tenant(scope).find_last_consent(agent, ConsentPurpose::Usage).await?;
    Ok(Standing::of(app, last.as_ref()))
}

/// One's own decisions, in order.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent, or the store's failure.
pub async fn own(app: &App, ctx: &Ctx) -> Result<Vec<Consent>> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    Ok(app.store().tenant(ctx.scope).list_consents_of_agent(agent).await?)
}

/// Decides for oneself. `words` are those that were shown. What was counted goes with a consent that ends.
///
/// # Errors
/// [`Error::NotFound`] where nobody is asked, a refusal, or a store's failure.
pub async fn decide(app: &App, ctx: &Ctx, gives: bool, words: &str) -> Result<()> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::CONSENT_DECIDE).await?;
    let store = app.store().tenant(ctx.scope);
    if gives && !instruction::current(app, ctx.scope).await?.allow(Feature::Usage) {
        return Err(Error::NotFound("consent"));
    }
    let last = store.find_last_consent(agent, ConsentPurpose::Usage).await?;
    let standing = Standing::of(app, last.as_ref());
    if standing == Standing::Off {
        return Err(Error::NotFound("consent"));
    }
    let Some(decision) = standing.decided(gives) else {
        drop(permit);
        return Ok(());
    };
    let new = New { purpose: ConsentPurpose::Usage, decision, words, way: ConsentWay::Page, left: None };
    add(app, ctx, permit, agent, new).await?;
    if decision == ConsentDecision::Withdrawn {
        usage::forget(app, ctx.scope, agent).await?;
    }
    Ok(())
}

/// What a granted request about the account ends.
///
/// # Errors
/// A refusal, or a store's failure; done again, it goes on.
pub(crate) async fn by_right(
    app: &App,
    ctx: &Ctx,
    scope: TenantScope,
    agent: AgentId,
    decision: ConsentDecision,
) -> Result<()> {
    let ctx = Ctx { request: ctx.request, ..Ctx::job(scope, Job::AccountRights, ctx.now) };
    let last = app.store().tenant(scope).find_last_consent(agent, ConsentPurpose::Usage).await?;
    let says = last.map(|last| last.decision);
    // Whoever gave nothing has nothing to withdraw.
    let withdraws = decision == ConsentDecision::Withdrawn;
    if if withdraws { says == Some(ConsentDecision::Given) } else { says != Some(decision) } {
        let permit = app.permit(&ctx, Act::CONSENT_RIGHT).await?;
        let purpose = ConsentPurpose::Usage;
        let new = New { purpose, decision, words: "", way: ConsentWay::Request, left: None };
        add(app, &ctx, permit, agent, new).await?;
    }
    usage::forget(app, scope, agent).await
}

/// How it stands with news by mail.
///
/// # Errors
/// The store's failure.
pub async fn news(app: &App, scope: TenantScope, agent: AgentId) -> Result<Standing> {
    let last = app.store().tenant(scope).find_last_consent(agent, ConsentPurpose::News).await?;
    Ok(Standing::by(last.as_ref()))
}

/// Decides about news by mail for oneself. `words` are those that were shown.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn decide_news(app: &App, ctx: &Ctx, gives: bool, words: &str) -> Result<()> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::CONSENT_DECIDE).await?;
    let Some(decision) = news(app, ctx.scope, agent).await?.decided(gives) else {
        drop(permit);
        return Ok(());
    };
    let new = New { purpose: ConsentPurpose::News, decision, words, way: ConsentWay::Page, left: None };
    add(app, ctx, permit, agent, new).await
}

/// What a granted request about the account ends of news by mail; `false` where nothing was given.
///
/// # Errors
/// A refusal, or a store's failure; done again, it goes on.
pub(crate) async fn news_by_right(
    app: &App,
    ctx: &Ctx,
    (scope, agent): (TenantScope, AgentId),
    decision: ConsentDecision,
) -> Result<bool> {
    if news(app, scope, agent).await? != Standing::Given {
        return Ok(false);
    }
    let ctx = Ctx { request: ctx.request, ..Ctx::job(scope, Job::AccountRights, ctx.now) };
    let permit = app.permit(&ctx, Act::CONSENT_RIGHT).await?;
    let purpose = ConsentPurpose::News;
    let new = New { purpose, decision, words: "", way: ConsentWay::Request, left: None };
    add(app, &ctx, permit, agent, new).await?;
    Ok(true)
}

/// Takes the consent to news back, by the link in a mail. Where there is none any more, nothing happens.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn leave_news(
    app: &App,
    (scope, agent): (TenantScope, AgentId),
    letter: NewsId,
    now: Timestamp,
) -> Result<()> {
    let store = app.store().tenant(scope);
    if news(app, scope, agent).await? != Standing::Given || store.find_agent(agent).await?.is_none() {
        return Ok(());
    }
    let ctx = Ctx::job(scope, Job::News, now);
    let permit = app.permit(&ctx, Act::NEWS_LEAVE).await?;
    let (purpose, decision) = (ConsentPurpose::News, ConsentDecision::Withdrawn);
    let new = New { purpose, decision, words: "", way: ConsentWay::MailLink, left: Some(letter) };
    add(app, &ctx, permit, agent, new).await
}

/// Which consent an entry of the ledger ends: that of an account. Of anybody else it ends what an objection ends.
pub(crate) fn ended_by(what: LedgerWord, detail: Option<&str>) -> Option<ConsentPurpose> {
    detail.filter(|_| what == LedgerWord::ConsentWithdrawn)?.parse().ok()
}

/// Ends a consent again: the ledger says so, and a backup from before was restored. What was decided since stays.
///
/// # Errors
/// A store's failure.
pub(crate) async fn ended_again(
    app: &App,
    ctx: &Ctx,
    entry: &LedgerEntry,
    purpose: ConsentPurpose,
) -> Result<()> {
    let (store, agent) = (app.store().tenant(ctx.scope), AgentId::from_uuid(entry.subject));
    let Some(last) = store.find_last_consent(agent, purpose).await? else { return Ok(()) };
    if last.decision == ConsentDecision::Given && last.decided_at <= entry.at {
        let one = Consent {
            id: ConsentId::generate(last.id.generated_at().plus_millis(1).max(entry.at)),
            decision: ConsentDecision::Withdrawn,
            words: String::new(),
            sha256: text_hash(""),
            decided_at: entry.at,
            way: Some(ConsentWay::Ledger),
            ..last
        };
        let mut tx = store.begin().await?;
        tx.insert_consent(&one).await?;
        tx.commit().await?;
        if purpose == ConsentPurpose::Usage {
            usage::forget(app, ctx.scope, agent).await?;
        }
    }
    Ok(())
}

/// A decision that is to be written.
struct New<'a> {
    purpose: ConsentPurpose,
    decision: ConsentDecision,
    words: &'a str,
    way: ConsentWay,
    /// The letter by whose link it was taken back.
    left: Option<NewsId>,
}

async fn add(app: &App, ctx: &Ctx, permit: Permit, agent: AgentId, new: New<'_>) -> Result<()> {
    let New { purpose, decision, words, way, left } = new;
    if !matches!(decision, ConsentDecision::Given | ConsentDecision::Refused) {
        // Before the data, so that in a backup from before that is restored nobody consents who does no more.
        let (what, detail) = (LedgerWord::ConsentWithdrawn, Some(purpose.as_str().to_owned()));
        let entry = ConsentId::generate(ctx.now).uuid();
        let entry = NewLedgerEntry { entry, what, subject: agent.uuid(), detail, at: ctx.now };
        app.keyring().append_ledger(ctx.scope, &[entry]).await?;
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    // The newest id holds, also where the clock stands or goes back.
    let last = tx.find_last_consent(agent, purpose).await?;
    let after = last.map(|last| last.id.generated_at().plus_millis(1));
    let one = Consent {
        id: ConsentId::generate(after.map_or(ctx.now, |after| after.max(ctx.now))),
        agent,
        purpose,
        decision,
        words: words.to_owned(),
        sha256: text_hash(words),
        decided_at: ctx.now,
        way: Some(way),
    };
    tx.insert_consent(&one).await?;
    if let Some(letter) = left {
        tx.leave_news_letter(letter, agent, ctx.now).await?;
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}
