//! Requests whose erasure waits for a legal hold (C47; Art. 17(3)). The hold sets the state of the case, and whoever asked is
//! told; when it ends, the erasure goes on, the case with it, and its letter goes out.

use super::letter::{Letter, Told, tell, waits, words_of, written};
use super::work::checked;
use super::{Case, finish, load, mode, receipt, save};
use crate::erasure::holds;
use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Error, Result, tenant};
use domain::audit::Job;
use domain::record::{Address, SubjectRequestContent, text_hash};
use domain::{
    ErasureState, HoldId, SubjectDecision, SubjectRequestId, SubjectRequestState, SubjectRight, SubjectStep,
    TenantScope, Timestamp,
};
use privacy::Act;
use store::SubjectRequest;

/// Requests read at once.
const PER_READ: u32 = 100;

/// The hold that keeps an erasure waiting, as far as it is told with the case: neither its reason nor its law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The hold.
    pub hold_id: HoldId,
    /// Whether the law asks for it and it ends by itself; else somebody placed it and releases it.
    pub is_statutory: bool,
    /// When it is to be looked at again.
    pub review_at_ms: Timestamp,
    /// When it ends by itself.
    pub ends_at_ms: Option<Timestamp>,
    /// Since when the case waits; `None` while it is not granted.
    pub since_ms: Option<Timestamp>,
    /// When whoever asked was told.
    pub told_at_ms: Option<Timestamp>,
}

/// How far the erasure of whom a case is about is; `None` where none was begun.
async fn erasure(app: &App, scope: TenantScope, row: &SubjectRequest) -> Result<Option<ErasureState>> {
    let Some(contact) = row.contact else { return Ok(None) };
    let all = app.store().tenant(scope).list_erasures_of(contact.uuid()).await?;
    let kind = mode::scope(row, contact).kind();
    let states = all.iter().filter(|one| one.scope == kind).map(|one| one.state);
    // One that is on its way counts before one that is done.
    Ok(states.min_by_key(|state| *state == ErasureState::Done))
}

/// Whether nothing was destroyed yet.
const fn untouched(state: Option<ErasureState>) -> bool {
    matches!(state, None | Some(ErasureState::Held | ErasureState::Begun))
}

/// The hold that keeps a case from being carried out.
pub(super) async fn hold(app: &App, scope: TenantScope, row: &SubjectRequest) -> Result<Option<HoldId>> {
    let Some(contact) = row.contact else { return Ok(None) };
    if row.right != SubjectRight::Erasure || row.closed_at.is_some() {
        return Ok(None);
    }
    let begun = erasure(app, scope, row).await?;
    if !untouched(begun) || (begun.is_none() && row.carried_out_at.is_some()) {
        return Ok(None);
    }
    holds::find(app, scope, mode::scope(row, contact)).await
}

/// What is shown of it.
pub(super) async fn shown(app: &App, scope: TenantScope, row: &SubjectRequest) -> Result<Option<Waiting>> {
    let Some(id) = hold(app, scope, row).await? else { return Ok(None) };
    let found = of_hold(app, scope, id).await?;
    Ok(found.map(|found| Waiting { since_ms: row.held_at, told_at_ms: row.held_told_at, ..found }))
}

/// A hold, whichever case waits for it.
pub(super) async fn of_hold(app: &App, scope: TenantScope, id: HoldId) -> Result<Option<Waiting>> {
    let found = app.store().tenant(scope).find_hold(id).await?;
    Ok(found.map(|found| Waiting {
        hold_id: id,
        is_statutory: found.ends_at.is_some(),
        review_at_ms: found.review_at,
        ends_at_ms: found.ends_at,
        since_ms: None,
        told_at_ms: None,
    }))
}

impl Case {
    /// From now on it waits.
    pub(super) fn wait(&mut self, ctx: &Ctx) {
        if self.row.state != SubjectRequestState::Held {
            self.row.state = SubjectRequestState::Held;
            (self.row.held_at, self.row.held_told_at) = (Some(ctx.now), None);
            self.note(ctx, SubjectStep::Held, "");
        }
        self.row.carried_out_at = None;
    }

    /// It waits for nothing any more.
    pub(super) fn go_on(&mut self) {
        self.row.state = self.running();
    }

    /// The state of a case that is being worked on.
    pub(super) fn running(&self) -> SubjectRequestState {
        if self.is_extended() { SubjectRequestState::Extended } else { SubjectRequestState::Open }
    }
}

/// Lets every granted erasure of a tenant wait for the holds that cover it, and takes on those that wait for none any more.
/// What fails is done at the next look.
pub(crate) async fn follow(app: &App, scope: TenantScope) {
    if let Err(error) = follow_all(app, scope).await {
        tracing::error!(%error, "requests that wait for a legal hold cannot be followed");
    }
}

async fn follow_all(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    let mut after = None;
    loop {
        let page = store.list_erasing_subject_requests(after, PER_READ).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        for id in page {
            match step(app, scope, id).await {
                // Somebody works on it meanwhile.
                Ok(()) | Err(Error::State { .. }) => {}
                Err(error) => tracing::error!(request = %id, %error, "a request cannot be followed"),
            }
        }
        after = Some(last);
    }
}

/// What becomes of a case.
enum Turn {
    Wait,
    GoOn,
    Done,
}

async fn step(app: &App, scope: TenantScope, id: SubjectRequestId) -> Result<()> {
    let Some(row) = app.store().tenant(scope).find_subject_request(id).await? else { return Ok(()) };
    let (keeps, begun) = (hold(app, scope, &row).await?.is_some(), erasure(app, scope, &row).await?);
    let turn = match (row.state == SubjectRequestState::Held, keeps) {
        (false, true) => Turn::Wait,
        (true, false) if begun.is_none() => Turn::GoOn,
        (true, false) if !untouched(begun) => Turn::Done,
        _ => return Ok(()),
    };
    let ctx = Ctx::job(scope, Job::Rights, app.now());
    let permit = app.permit(&ctx, Act::REQUEST_FOLLOW).await?;
    let mut case = load(app, &permit, id).await?;
    if case.row.version != row.version {
        return app.settle(permit).await;
    }
    match turn {
        Turn::Wait => case.wait(&ctx),
        Turn::GoOn => {
            case.go_on();
            case.note(&ctx, SubjectStep::Resumed, "");
        }
        Turn::Done => {
            case.go_on();
            case.row.carried_out_at = Some(ctx.now);
            case.note(&ctx, SubjectStep::Resumed, "");
            case.note(&ctx, SubjectStep::CarriedOut, "");
        }
    }
    let saving = save(app, &ctx, permit, &mut case).await?;
    finish(app, &ctx, saving).await
}

/// Tells whoever asked that it waits, and those for whom it was carried out afterwards what came of it; by the operator's
/// mail, under Message-IDs that stay the same. One round at a time.
///
/// # Errors
/// A store's failure.
pub(crate) async fn inform(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    let mut after = None;
    loop {
        let page = store.list_erasing_subject_requests(after, PER_READ).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        for id in page {
            let Some(row) = store.find_subject_request(id).await? else { continue };
            let waits = row.state == SubjectRequestState::Held && row.held_told_at.is_none();
            let is_over = row.state != SubjectRequestState::Held
                && row.held_at.is_some()
                && row.carried_out_at.is_some()
                && row.closed_at.is_none();
            if (waits || is_over) && !letter(app, scope, id, waits).await? {
                return Ok(());
            }
        }
        after = Some(last);
    }
}

/// Sends one of the two letters; false while the operator's mail server is away.
async fn letter(app: &App, scope: TenantScope, id: SubjectRequestId, waits: bool) -> Result<bool> {
    let ctx = Ctx::job(scope, Job::Rights, app.now());
    let permit = app.permit(&ctx, Act::REQUEST_INFORM).await?;
    let mut case = load(app, &permit, id).await?;
    let (key, what, text) = match waits {
        true => ("letter-waits-subject", "waits", super::letter::waits(app, &ctx, &case).await?),
        false => ("letter-outcome-subject", "outcome", written(app, &ctx, &case).await?),
    };
    let since = case.row.held_at.unwrap_or(ctx.now).as_millis();
    let hash = text_hash(&format!("{id}/{what}/{since}"));
    let company = tenant::find(app, scope).await?.map(|info| info.name).unwrap_or_default();
    let number = case.row.number.unwrap_or_default().to_string();
    let own = words_of(&case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let mail = Written {
        to: Address { name: case.content.name.clone(), email: case.content.email.clone() },
        subject: words.t_args(key, &[("number", number.as_str()), ("company", &company)]),
        text: text.clone(),
        id: hash.first_chunk().copied(),
    };
    let files = match waits {
        true => Vec::new(),
        false => vec![receipt::enclosed(app, &ctx, &case, Told::ByMail)?.into()],
    };
    match operator_mail::hand_over_with(app, ctx.scope, mail, files, ctx.now).await? {
        Handed::Over => {}
        // Nobody has it: it stays to be told by somebody.
        Handed::Refused => return app.settle(permit).await.map(|()| true),
        Handed::NotYet => return app.settle(permit).await.map(|()| false),
    }
    if waits {
        case.row.held_told_at = Some(ctx.now);
        case.note(&ctx, SubjectStep::HeldTold, Told::ByMail.as_str());
    } else {
        close_with(&mut case, &ctx, text, Told::ByMail);
    }
    let saving = save(app, &ctx, permit, &mut case).await?;
    finish(app, &ctx, saving).await.map(|()| true)
}

/// The end of a case whose letter went out.
pub(super) fn close_with(case: &mut Case, ctx: &Ctx, text: String, told: Told) {
    case.row.state = match case.row.decision {
        Some(SubjectDecision::Refused) => SubjectRequestState::Refused,
        _ => SubjectRequestState::Done,
    };
    case.row.closed_at = Some(ctx.now);
    case.content.letter = Some(text);
    case.note(ctx, SubjectStep::Told, told.as_str());
}

/// Tells whoever asked that it waits: as an answer in the case's ticket, by the operator's mail, or by hand. An empty text is
/// the one that is proposed.
///
/// # Errors
/// [`Error::State`] for a case that does not wait, or was told, or whose letter cannot go out; [`Error::NotFound`], bad
/// input, a refusal, or a store's failure.
pub async fn tell_waiting(
    app: &App,
    ctx: &Ctx,
    id: SubjectRequestId,
    text: &str,
    by_hand: bool,
) -> Result<Told> {
    let text = checked("text", text, false)?;
    let permit = app.permit(ctx, Act::REQUEST_TELL).await?;
    let mut case = load(app, &permit, id).await?;
    let sent = match may_tell(&case) {
        Ok(()) => {
            let text = if text.is_empty() { waits(app, ctx, &case).await? } else { text };
            tell(app, ctx, &case, Letter::of("letter-waits-subject", &text), by_hand).await
        }
        Err(error) => Err(error),
    };
    let told = match sent {
        Ok(told) => told,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    case.row.held_told_at = Some(ctx.now);
    case.note(ctx, SubjectStep::HeldTold, told.as_str());
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await?;
    Ok(told)
}

fn may_tell(case: &Case) -> Result<()> {
    if case.row.state != SubjectRequestState::Held {
        return Err(Error::State { noun: "request", state: "not-held" });
    }
    if case.row.held_told_at.is_some() {
        return Err(Error::State { noun: "request", state: "told" });
    }
    Ok(())
}

/// Takes the erasure back that a case began and that still waits: the case is refused, or they took it back.
pub(super) async fn give_up(app: &App, ctx: &Ctx, case: &mut Case) -> Result<()> {
    if case.row.state != SubjectRequestState::Held {
        return Ok(());
    }
    let SubjectRequestContent { erasure, .. } = &mut case.content;
    if let Some(id) = *erasure
        && !crate::erasure::take_back(app, ctx, id).await?
        && app.store().tenant(ctx.scope).find_erasure(id).await?.is_some()
    {
        // The hold ended meanwhile, and it goes on.
        return Err(Error::State { noun: "request", state: "changed" });
    }
    *erasure = None;
    Ok(())
}
