//! What agents ask the operator about their accounts: cases like those of contacts, with the same clock and letters, that lie
//! with the operator (Art. 12, 15 to 18, 20 to 22 and 7(3)). Who asks has proved it by their session and their password.

use super::{erase, rectify};
use crate::subject_request::{self as cases, Decision, RequestRow, RequestView, Told};
use crate::throttle::{self, Limit};
use crate::view::Page;
use crate::{App, Ctx, Error, Result, agent, consent, operator, tenant};
use domain::audit::Job;
use domain::limits::SUBJECT_REQUESTS_PER_PAGE;
use domain::record::{SubjectRequestContent, SubjectRequestEvent};
use domain::{
    AgentId, ConsentDecision, Private, SubjectDecision, SubjectRequestId, SubjectRequestSource,
    SubjectRequestState, SubjectRight, SubjectStep, TenantScope, Timestamp,
};
use privacy::Act;
use store::SubjectRequest;

/// Requests of one agent.
const OF_ONE: Limit = Limit { column: "account_request.agent", max: 10, pause_ms: 3_600_000 };

/// A request as its agent sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRequest {
    /// Id.
    pub id: SubjectRequestId,
    /// Number.
    pub number: Option<i64>,
    /// What they asked for.
    pub right: SubjectRight,
    /// Where it stands.
    pub state: SubjectRequestState,
    /// What they wrote; empty once it was forgotten.
    pub words: String,
    /// When it was received.
    pub received_at_ms: Timestamp,
    /// When its answer is due.
    pub due_at_ms: Timestamp,
    /// When it was closed.
    pub closed_at_ms: Option<Timestamp>,
    /// The answer.
    pub letter: Option<String>,
}

/// The job's context with the operator, under the request of who asks.
fn at_operator(ctx: &Ctx) -> Ctx {
    Ctx { request: ctx.request, ..Ctx::job(operator::SCOPE, Job::AccountRights, ctx.now) }
}

/// Asks the operator.
///
/// # Errors
/// [`Error::SignInRefused`] for a wrong password, [`Error::TooMany`], bad input, a refusal, or a store's failure.
pub async fn ask(
    app: &App,
    ctx: &Ctx,
    right: SubjectRight,
    words: &str,
    present: &Private<String>,
) -> Result<SubjectRequestId> {
    let words = cases::checked("words", words, false)?;
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    match agent::prove_password(app, ctx, present).await {
        Err(Error::SignInRefused) => {
            return Err(Error::Input { field: "password", rule: "rule-own-password" });
        }
        other => other?,
    }
    throttle::count(app, OF_ONE, id.as_bytes(), ctx.now).await?;
    let permit = app.permit(ctx, Act::ACCOUNT_REQUEST_ASK).await?;
    let profile = agent::open(app, &permit, id).await?;
    app.settle(permit).await?;
    let company = tenant::find(app, ctx.scope).await?.ok_or(Error::NotFound("tenant"))?;
    let own = at_operator(ctx);
    let permit = app.permit(&own, Act::ACCOUNT_REQUEST_KEEP).await?;
    let mut row = cases::fresh(right, SubjectRequestSource::Account, ctx.now);
    row.state = SubjectRequestState::Open;
    row.account = Some((ctx.scope.tenant(), id));
    let happened = |step| SubjectRequestEvent { at: ctx.now, step, agent: None, text: String::new() };
    let language = profile.language.filter(|tag| i18n::I18n::locales().contains(&tag.as_str()));
    let content = SubjectRequestContent {
        email: profile.email,
        name: profile.name,
        words,
        language: language.unwrap_or_else(|| i18n::FALLBACK.to_owned()),
        events: vec![happened(SubjectStep::Received), happened(SubjectStep::SignedIn)],
        company: company.name,
        ..SubjectRequestContent::default()
    };
    cases::keep(app, &own, permit, row, &content).await
}

/// What who is signed in asked, newest first, with the answers.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent; a refusal, or a store's failure.
pub async fn own(app: &App, ctx: &Ctx) -> Result<Vec<OwnRequest>> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(operator::SCOPE);
    let rows = store.list_requests_of_account(ctx.scope.tenant(), id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let permit = app.permit(&at_operator(ctx), Act::ACCOUNT_REQUEST_SHOW).await?;
    let sealed = rows.iter().filter_map(|row| Some((row.id.uuid(), row.content.as_ref()?)));
    let mut contents = app.open_all(&permit, sealed).await?.into_iter();
    app.settle(permit).await?;
    let shown = |row: &SubjectRequest| {
        let content = row.content.as_ref().and_then(|_| contents.next()).unwrap_or_default();
        OwnRequest {
            id: row.id,
            number: row.number,
            right: row.right,
            state: row.state,
            words: content.words,
            received_at_ms: row.received_at,
            due_at_ms: row.due_at,
            closed_at_ms: row.closed_at,
            letter: content.letter,
        }
    };
    Ok(rows.iter().map(shown).collect())
}

/// The signed receipt of one's own request that is closed (JSON).
///
/// # Errors
/// [`Error::NotFound`] for another's and for one that is not closed, a refusal, or a store's failure.
pub async fn receipt(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<Vec<u8>> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    cases::receipt_of_account(app, &at_operator(ctx), (ctx.scope.tenant(), agent), id).await
}

/// Takes one's own request back: the case is closed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] where it is closed or carried out, a refusal, or a store's failure.
pub async fn take_back(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<()> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let own = at_operator(ctx);
    let row = find(app, id).await?;
    if row.account != Some((ctx.scope.tenant(), agent)) {
        return Err(Error::NotFound("request"));
    }
    let permit = app.permit(&own, Act::ACCOUNT_REQUEST_KEEP).await?;
    let mut case = cases::load(app, &permit, id).await?;
    let may = match case.row.carried_out_at {
        Some(_) => Err(Error::State { noun: "request", state: "carried-out" }),
        None => case.check_open(),
    };
    if let Err(error) = may {
        app.settle(permit).await?;
        return Err(error);
    }
    case.row.state = SubjectRequestState::Withdrawn;
    case.row.closed_at = Some(ctx.now);
    case.note(&own, SubjectStep::Withdrawn, "");
    let saving = cases::save(app, &own, permit, &mut case).await?;
    cases::finish(app, &own, saving).await
}

/// A case about an account; what came by the operator's form for a company is none.
async fn find(app: &App, id: SubjectRequestId) -> Result<SubjectRequest> {
    let row = app.store().tenant(operator::SCOPE).find_subject_request(id).await?;
    row.filter(|row| row.account.is_some()).ok_or(Error::NotFound("request"))
}

/// The case, for an operator: anybody else is told that there is none.
async fn for_operator(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<(TenantScope, AgentId)> {
    if ctx.scope != operator::SCOPE || !ctx.is_operator() {
        return Err(Error::NotFound("request"));
    }
    let (tenant, agent) = find(app, id).await?.account.ok_or(Error::NotFound("request"))?;
    Ok((TenantScope::of(tenant), agent))
}

/// Lists the cases, the next due first; closed ones, the last due first.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    closed: bool,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<RequestRow>> {
    if ctx.scope != operator::SCOPE {
        return Err(Error::NotFound("request"));
    }
    let permit = app.permit(ctx, Act::REQUEST_READ).await?;
    let after = match after.map(cases::read_cursor).transpose() {
        Ok(after) => after,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let limit = limit.clamp(1, SUBJECT_REQUESTS_PER_PAGE);
    let store = app.store().tenant(ctx.scope);
    let rows = match closed {
        false => store.list_open_account_requests(after, limit + 1).await?,
        true => store.list_closed_account_requests(after, limit + 1).await?,
    };
    cases::page_of(app, ctx, permit, rows, limit).await
}

/// How many are due soon, for the operators' menu.
///
/// # Errors
/// The store's failure.
pub async fn count_due(app: &App, now: Timestamp) -> Result<i64> {
    let soon = now.plus_millis(10 * cases::clock::DAY_MS);
    Ok(app.store().tenant(operator::SCOPE).count_account_requests_due(soon).await?)
}

/// Reads a case.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<RequestView> {
    for_operator(app, ctx, id).await?;
    cases::read(app, ctx, id).await
}

/// The letter with the outcome, as it would go out now; nothing before it is decided.
///
/// # Errors
/// As [`read`].
pub async fn proposed(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<Option<String>> {
    for_operator(app, ctx, id).await?;
    cases::proposed(app, ctx, id).await
}

/// Decides; until it is carried out, it can be decided anew, by whoever saw the decision that there is.
///
/// # Errors
/// As for any case.
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    (id, version): (SubjectRequestId, i64),
    decision: SubjectDecision,
    grounds: String,
) -> Result<()> {
    for_operator(app, ctx, id).await?;
    let decision = Decision { decision, grounds, purposes: Vec::new(), mode: None };
    cases::decide(app, ctx, id, version, decision).await
}

/// Carries a granted request out: an account is erased or put right here; how anything else was done is told in `how`. A copy
/// its agent fetches themselves.
///
/// # Errors
/// As for any case; [`Error::State`] for the only admin of a company, [`Error::Exists`] for a colleague's address.
pub async fn carry_out(
    app: &App,
    ctx: &Ctx,
    (id, version): (SubjectRequestId, i64),
    right: rectify::Right,
    how: &str,
) -> Result<()> {
    let how = cases::checked("how", how, false)?;
    let (scope, agent) = for_operator(app, ctx, id).await?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let case = cases::load(app, &permit, id).await?;
    app.settle(permit).await?;
    let is_right = case.row.right == SubjectRight::Rectification && right != rectify::Right::default();
    let ended = ended_consent(case.row.right);
    let ends = ended.filter(|_| app.settings().usage_days.is_some());
    let has_news = consent::news(app, scope, agent).await? == consent::Standing::Given;
    let does = is_right || ends.is_some() || ended.is_some() && has_news;
    cases::may_carry_out(&case, version, if does { "-" } else { &how })?;
    let own = i18n::I18n::new(&case.content.language).ok();
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let mut done = how;
    if let Some(decision) = ends {
        consent::by_right(app, ctx, scope, agent, decision).await?;
        done = together([words.t("account-ended-usage")], done);
    }
    if let Some(decision) = ended
        && consent::news_by_right(app, ctx, (scope, agent), decision).await?
    {
        done = together([words.t("account-ended-news")], done);
    }
    let mut name = None;
    match case.row.right {
        SubjectRight::Erasure => erase::erase(app, ctx, scope, agent, id).await?,
        SubjectRight::Rectification if is_right => {
            name = right.name.as_deref().map(|name| name.trim().to_owned());
            let changed = rectify::rectify(app, ctx, scope, agent, right).await?;
            if changed.is_empty() && done.is_empty() {
                return Err(Error::Input { field: "how", rule: "rule-required" });
            }
            let lines = changed.iter().map(|word| words.t(&format!("account-rectified-{word}")));
            done = together(lines, done);
        }
        _ => {}
    }
    cases::confirm_named(app, ctx, (id, version), &done, name).await
}

/// What Deskhero did, and what the operator says beside it.
fn together(lines: impl IntoIterator<Item = String>, how: String) -> String {
    lines.into_iter().chain(Some(how).filter(|how| !how.is_empty())).collect::<Vec<_>>().join("\n")
}

/// How a granted request ends what somebody consented to.
const fn ended_consent(right: SubjectRight) -> Option<ConsentDecision> {
    match right {
        SubjectRight::Restriction => Some(ConsentDecision::Restricted),
        SubjectRight::Objection => Some(ConsentDecision::Objected),
        SubjectRight::Withdrawal => Some(ConsentDecision::Withdrawn),
        _ => None,
    }
}

/// Sends the letter with the outcome and closes the case. An empty text is the one that is proposed.
///
/// # Errors
/// As for any case.
pub async fn close(app: &App, ctx: &Ctx, id: SubjectRequestId, text: &str, by_hand: bool) -> Result<Told> {
    for_operator(app, ctx, id).await?;
    cases::close(app, ctx, id, text, by_hand).await
}

/// Takes two months longer, with the reason.
///
/// # Errors
/// As for any case.
pub async fn extend(app: &App, ctx: &Ctx, id: SubjectRequestId, reason: &str, by_hand: bool) -> Result<Told> {
    for_operator(app, ctx, id).await?;
    cases::extend(app, ctx, id, reason, by_hand).await
}

/// Adds a note.
///
/// # Errors
/// As for any case.
pub async fn note(app: &App, ctx: &Ctx, id: SubjectRequestId, text: &str) -> Result<()> {
    for_operator(app, ctx, id).await?;
    cases::note(app, ctx, id, text).await
}
