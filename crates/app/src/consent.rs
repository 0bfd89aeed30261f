//! What agents consent to about their own accounts: asked for once, refused as easily as given, withdrawn by one click
//! (C63, C70, C71). The last decision holds, and each is kept with the words that were shown.

use crate::{App, Ctx, Error, Result, instruction, usage};
use domain::audit::Job;
use domain::record::text_hash;
use domain::{AgentId, ConsentDecision, ConsentId, ConsentPurpose, Feature, TenantScope};
use privacy::{Act, Instructions, Permit};
pub use store::Consent;

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
        match last.map(|last| last.decision) {
            None => Self::Unasked,
            Some(ConsentDecision::Given) => Self::Given,
            Some(_) => Self::Refused,
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
    let decision = match (Standing::of(app, last.as_ref()), gives) {
        (Standing::Off, _) => return Err(Error::NotFound("consent")),
        (Standing::Given, true) | (Standing::Refused, false) => {
            drop(permit);
            return Ok(());
        }
        (Standing::Given, false) => ConsentDecision::Withdrawn,
        (Standing::Unasked, false) => ConsentDecision::Refused,
        (Standing::Unasked | Standing::Refused, true) => ConsentDecision::Given,
    };
    add(app, ctx, permit, agent, decision, words).await?;
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
        add(app, &ctx, permit, agent, decision, "").await?;
    }
    usage::forget(app, scope, agent).await
}

async fn add(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    agent: AgentId,
    decision: ConsentDecision,
    words: &str,
) -> Result<()> {
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    // The newest id holds, also where the clock stands or goes back.
    let last = tx.find_last_consent(agent, ConsentPurpose::Usage).await?;
    let after = last.map(|last| last.id.generated_at().plus_millis(1));
    let one = Consent {
        id: ConsentId::generate(after.map_or(ctx.now, |after| after.max(ctx.now))),
        agent,
        purpose: ConsentPurpose::Usage,
        decision,
        words: words.to_owned(),
        sha256: text_hash(words),
        decided_at: ctx.now,
    };
    tx.insert_consent(&one).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}
