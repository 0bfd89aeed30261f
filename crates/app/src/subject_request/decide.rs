//! Deciding on a case, and carrying that out: two steps, so that nothing happens by one click.

use super::work::checked;
use super::{Case, Saving, finish, load, mode, recipients, save, waiting};
use crate::erasure::Wanted;
use crate::rectification::{self, Rectification};
use crate::{App, Ctx, Error, Result, access_export, erasure, learning};
use domain::record::RecipientPlan;
use domain::{
    ContactId, ErasureMode, ErasureReason, LedgerWord, ObjectionPurpose, SubjectDecision, SubjectRequestId,
    SubjectRequestState, SubjectRight, SubjectStep,
};
use privacy::Act;
use store::{ChangeKind, Objection, Restriction, SubjectRequest};

/// What is decided.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Whether what was asked for is done.
    pub decision: SubjectDecision,
    /// Why; needed for a refusal, which names its reasons to whoever asked (Art. 12(4)).
    pub grounds: String,
    /// Which purposes end, for an objection or a withdrawal of consent.
    pub purposes: Vec<ObjectionPurpose>,
    /// How somebody who is known is erased; everything goes where it is not said.
    pub mode: Option<ErasureMode>,
}

/// Whether it ends single purposes.
pub(super) const fn ends_purposes(right: SubjectRight) -> bool {
    matches!(right, SubjectRight::Objection | SubjectRight::Withdrawal)
}

/// Decides; until it is carried out, it can be decided anew, by whoever saw the decision that there is.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for a case that is closed, not proved, carried out or changed since `version`, bad
/// input, a refusal, or a store's failure.
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    id: SubjectRequestId,
    version: i64,
    decision: Decision,
) -> Result<()> {
    let Decision { decision, grounds, mut purposes, mode } = decision;
    let grounds = checked("grounds", &grounds, decision == SubjectDecision::Refused)?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    purposes.sort_unstable();
    purposes.dedup();
    let may = check(&case, version, decision, (&purposes, &grounds));
    let may = may.and_then(|()| mode::chosen(&case.row, decision, mode));
    let may = match may {
        // What waits for a legal hold is taken back with it, or with the way in which it was to be done.
        Ok(chosen) if chosen != mode::decided(&case.row) => {
            waiting::give_up(app, ctx, &mut case).await.map(|()| chosen)
        }
        may => may,
    };
    case.row.erasure_mode = match may {
        Ok(chosen) => chosen,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    case.row.decision = Some(decision);
    (case.row.decided_at, case.row.decided_by) = (Some(ctx.now), ctx.agent_id());
    case.content.purposes = purposes;
    case.note(ctx, SubjectStep::Decided, mode::word(&case.row));
    case.content.grounds = grounds;
    let granted = decision == SubjectDecision::Granted;
    if granted && waiting::hold(app, ctx.scope, &case.row).await?.is_some() {
        case.wait(ctx);
    } else if case.row.state == SubjectRequestState::Held {
        case.go_on();
        (case.row.held_at, case.row.held_told_at) = (None, None);
    }
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await
}

fn check(
    case: &Case,
    version: i64,
    decision: SubjectDecision,
    (purposes, grounds): (&[ObjectionPurpose], &str),
) -> Result<()> {
    case.check_open()?;
    if case.row.carried_out_at.is_some() {
        return Err(Error::State { noun: "request", state: "carried-out" });
    }
    check_seen(case, version)?;
    // What a question is answered with stands in the letter.
    if case.row.right == SubjectRight::Question && grounds.is_empty() {
        return Err(Error::Input { field: "grounds", rule: "rule-required" });
    }
    // About an account, what ends is told in words.
    if decision == SubjectDecision::Refused || case.row.account.is_some() {
        return Ok(());
    }
    if ends_purposes(case.row.right) && purposes.is_empty() {
        return Err(Error::Input { field: "purposes", rule: "rule-required" });
    }
    let needs_person = ends_purposes(case.row.right) || case.row.right == SubjectRight::Restriction;
    if needs_person && case.row.contact.is_none() {
        return Err(Error::Input { field: "email", rule: "rule-nobody" });
    }
    Ok(())
}

/// What a rectification brings along.
#[derive(Default)]
struct PutRight {
    /// Who got the data, by the addresses that the person had.
    found: Option<recipients::All>,
    /// Whoever asked is called this from then on: in what is written to them, too.
    name: Option<String>,
}

/// Carries a granted request out: the second step. Restrictions and objections take hold in this very transaction; what
/// is done elsewhere (a copy handed over, something put right or erased) is told in `how`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for a case that is not granted, or carried out already, bad input, a refusal, or a
/// store's failure.
pub async fn confirm(app: &App, ctx: &Ctx, id: SubjectRequestId, version: i64, how: &str) -> Result<()> {
    confirm_telling(app, ctx, id, version, how, RecipientPlan::default()).await
}

/// As [`confirm`], with what is said on those who got the person's data (Art. 19): they are told of a rectification, an
/// erasure or a restriction, but for those of whom a reason is given.
///
/// # Errors
/// As [`confirm`].
pub async fn confirm_telling(
    app: &App,
    ctx: &Ctx,
    id: SubjectRequestId,
    version: i64,
    how: &str,
    plan: RecipientPlan,
) -> Result<()> {
    carry_out(app, ctx, (id, version), how, plan, PutRight::default()).await
}

/// As [`confirm`], of an account that is put right: the name, where that is another now.
pub(crate) async fn confirm_named(
    app: &App,
    ctx: &Ctx,
    which: (SubjectRequestId, i64),
    how: &str,
    name: Option<String>,
) -> Result<()> {
    carry_out(app, ctx, which, how, RecipientPlan::default(), PutRight { name, found: None }).await
}

async fn carry_out(
    app: &App,
    ctx: &Ctx,
    (id, version): (SubjectRequestId, i64),
    how: &str,
    plan: RecipientPlan,
    PutRight { found, name }: PutRight,
) -> Result<()> {
    let how = checked("how", how, false)?;
    let plan = recipients::checked(plan)?;
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let mut case = load(app, &permit, id).await?;
    if let Err(error) = may_carry_out(&case, version, &how) {
        app.settle(permit).await?;
        return Err(error);
    }
    case.content.recipients = Some(plan);
    case.content.name = name.unwrap_or(case.content.name);
    let told = match tell_now(app, ctx, &case, found).await {
        Ok(told) => told,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let erasure = match begin_elsewhere(app, ctx, &mut case).await {
        Ok(erasure) => erasure,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    if waiting::hold(app, ctx.scope, &case.row).await?.is_some() {
        case.note(ctx, SubjectStep::Confirmed, how);
        case.wait(ctx);
    } else {
        case.row.carried_out_at = Some(ctx.now);
        case.go_on();
        case.note(ctx, SubjectStep::CarriedOut, how);
    }
    let entries = match also_done(&case.row) {
        Some(act) => {
            let also = app.permit(ctx, act).await?;
            app.seal_events(ctx.scope, &also.into_events(Vec::new())).await?
        }
        None => Vec::new(),
    };
    let mut saving = save(app, ctx, permit, &mut case).await?;
    saving.tx.append_audit(&entries).await?;
    take_hold(ctx, &case, &mut saving).await?;
    let waits = erasure.as_ref().map(erasure::Ready::waits);
    if let Some(ready) = erasure {
        begin_with(ready, ctx, &mut saving).await?;
    }
    if let Some(told) = &told {
        told.insert(&mut saving.tx).await?;
    }
    finish_and_unlearn(app, ctx, saving, case.row.right).await?;
    if let Some(waits) = waits {
        erasure::is_written(app, ctx, waits).await?;
    }
    if let Some(told) = told {
        told.publish(app);
    }
    Ok(())
}

/// What is done with it in the same commit, beside the case.
const fn also_done(row: &SubjectRequest) -> Option<Act> {
    match row.right {
        // An account has neither contact nor purposes of its own.
        _ if row.account.is_some() => None,
        SubjectRight::Restriction => Some(Act::CONTACT_RESTRICT),
        SubjectRight::Objection | SubjectRight::Withdrawal => Some(Act::CONTACT_OBJECT),
        _ => None,
    }
}

/// What was learned may be from conversations that may not be learned from any more.
async fn finish_and_unlearn(app: &App, ctx: &Ctx, saving: Saving, right: SubjectRight) -> Result<()> {
    finish(app, ctx, saving).await?;
    use SubjectRight as R;
    // An erasure may wait for a legal hold: it is kept then, and no more used.
    if matches!(right, R::Restriction | R::Objection | R::Withdrawal | R::Erasure) {
        learning::end(app, ctx.scope).await?;
    }
    Ok(())
}

/// An erasure begins with the commit of the case that names it: begun before, it could leave the case's ticket, and find
/// nobody to tell (Art. 19), before the case says anything of it.
async fn begin_with(ready: erasure::Ready, ctx: &Ctx, saving: &mut Saving) -> Result<()> {
    let named = ready.id();
    match ready.write(&mut saving.tx, ctx.now).await? {
        id if id == named => Ok(()),
        _ => Err(Error::State { noun: "request", state: "changed" }),
    }
}

/// Writes to those who got the data that is put right or restricted; for an erasure that is done right before its keys go,
/// since more can be passed on until then.
async fn tell_now(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    found: Option<recipients::All>,
) -> Result<Option<recipients::Written>> {
    let now = matches!(case.row.right, SubjectRight::Rectification | SubjectRight::Restriction);
    let Some(contact) = case.row.contact.filter(|_| now) else { return Ok(None) };
    let all = match found {
        Some(all) => all,
        None => who_got_it(app, ctx, contact).await?,
    };
    recipients::write(app, ctx, case, all).await.map(Some)
}

async fn who_got_it(app: &App, ctx: &Ctx, contact: ContactId) -> Result<recipients::All> {
    let permit = app.permit(ctx, Act::REQUEST_RECIPIENTS).await?;
    let all = recipients::find(app, &permit, contact).await;
    app.settle(permit).await?;
    all
}

/// Carries a granted rectification out: what is right takes its place everywhere, and the case says what was put right.
/// `how` adds what was done elsewhere.
///
/// # Errors
/// As [`confirm`]; [`Error::Input`] for what is no address, somebody else's address, or where nothing is changed.
pub async fn put_right(
    app: &App,
    ctx: &Ctx,
    id: SubjectRequestId,
    version: i64,
    right: Rectification,
    how: &str,
) -> Result<()> {
    put_right_telling(app, ctx, (id, version), right, how, RecipientPlan::default()).await
}

/// As [`put_right`], with what is said on those who got the person's data.
///
/// # Errors
/// As [`put_right`].
pub async fn put_right_telling(
    app: &App,
    ctx: &Ctx,
    (id, version): (SubjectRequestId, i64),
    right: Rectification,
    how: &str,
    plan: RecipientPlan,
) -> Result<()> {
    let (how, plan) = (checked("how", how, false)?, recipients::checked(plan)?);
    let permit = app.permit(ctx, Act::REQUEST_WORK).await?;
    let case = load(app, &permit, id).await?;
    app.settle(permit).await?;
    may_carry_out(&case, version, "-")?;
    let contact = case.row.contact.filter(|_| case.row.right == SubjectRight::Rectification);
    let contact = contact.ok_or(Error::Input { field: "email", rule: "rule-nobody" })?;
    // By the addresses that they had.
    let found = who_got_it(app, ctx, contact).await?;
    let name = right.name.as_deref().map(|name| name.trim().to_owned());
    let changed = rectification::rectify(app, ctx, contact, right).await?;
    if changed.is_empty() && how.is_empty() {
        return Err(Error::Input { field: "how", rule: "rule-required" });
    }
    let own = super::letter::words_of(&case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let changed = changed.into_iter().map(|word| words.t(&format!("rectified-{word}")));
    let done = changed.chain([how].into_iter().filter(|how| !how.is_empty())).collect::<Vec<_>>().join("\n");
    carry_out(app, ctx, (id, version), &done, plan, PutRight { found: Some(found), name }).await
}

pub(crate) fn may_carry_out(case: &Case, version: i64, how: &str) -> Result<()> {
    case.check_open()?;
    if case.row.carried_out_at.is_some() {
        return Err(Error::State { noun: "request", state: "carried-out" });
    }
    if case.row.decision != Some(SubjectDecision::Granted) {
        return Err(Error::State { noun: "request", state: "not-granted" });
    }
    if case.row.state == SubjectRequestState::Held && case.content.erasure.is_some() {
        return Err(Error::State { noun: "request", state: "held" });
    }
    check_seen(case, version)?;
    if !by_itself(&case.row) && how.is_empty() {
        return Err(Error::Input { field: "how", rule: "rule-required" });
    }
    Ok(())
}

/// What is decided on or confirmed is what was seen.
const fn check_seen(case: &Case, version: i64) -> Result<()> {
    if case.row.version == version {
        return Ok(());
    }
    Err(Error::State { noun: "request", state: "changed" })
}

/// Whether the software carries it out by itself; else somebody says how it was done.
#[must_use]
pub(super) fn by_itself(row: &SubjectRequest) -> bool {
    match row.right {
        SubjectRight::Erasure | SubjectRight::Access | SubjectRight::Portability => {
            row.contact.is_some() || row.account.is_some()
        }
        SubjectRight::Restriction | SubjectRight::Objection | SubjectRight::Withdrawal => {
            row.account.is_none()
        }
        SubjectRight::Rectification | SubjectRight::Question => false,
    }
}

/// Begins what goes on by itself: a copy of what is held; an erasure is made ready. Asked again, it is the same one.
async fn begin_elsewhere(app: &App, ctx: &Ctx, case: &mut Case) -> Result<Option<erasure::Ready>> {
    let Some(contact) = case.row.contact else { return Ok(None) };
    match case.row.right {
        SubjectRight::Erasure => {
            mode::check_no_other(app, ctx.scope, &case.row, contact).await?;
            let wanted = Wanted { scope: mode::scope(&case.row, contact), reason: ErasureReason::Request };
            let ready = erasure::ready(app, ctx, wanted).await?;
            case.content.erasure = Some(ready.id());
            return Ok(Some(ready));
        }
        SubjectRight::Access | SubjectRight::Portability => {
            let made = access_export::ask(app, ctx, contact, &case.content.language).await?;
            case.content.export = Some(made.id);
        }
        SubjectRight::Restriction => remember(app, ctx, case, LedgerWord::ContactRestricted).await?,
        SubjectRight::Objection => remember(app, ctx, case, LedgerWord::Objection).await?,
        SubjectRight::Withdrawal => remember(app, ctx, case, LedgerWord::ConsentWithdrawn).await?,
        SubjectRight::Rectification | SubjectRight::Question => {}
    }
    Ok(None)
}

/// The entry of the ledger that says that a purpose ended by a case.
pub(crate) fn entry_of(case: SubjectRequestId, purpose: ObjectionPurpose) -> uuid::Uuid {
    let hash = domain::record::text_hash(&format!("{case}/{purpose}"));
    hash.first_chunk().map_or(case.uuid(), |bytes| uuid::Uuid::from_bytes(*bytes))
}

/// Writes into the ledger what a restored backup has to know. Before the data: what comes between is on the safe side.
async fn remember(app: &App, ctx: &Ctx, case: &Case, what: LedgerWord) -> Result<()> {
    let Some(contact) = case.row.contact else { return Ok(()) };
    let entry = |entry, detail: Option<&str>| {
        let detail = detail.map(str::to_owned);
        store::NewLedgerEntry { entry, what, subject: contact.uuid(), detail, at: ctx.now }
    };
    let entries: Vec<_> = if case.content.purposes.is_empty() {
        vec![entry(case.row.id.uuid(), None)]
    } else {
        // One for each purpose, under an id that is the same when it is done again.
        let named =
            |purpose: &ObjectionPurpose| entry(entry_of(case.row.id, *purpose), Some(purpose.as_str()));
        case.content.purposes.iter().map(named).collect()
    };
    app.keyring().append_ledger(ctx.scope, &entries).await?;
    Ok(())
}

/// What the law stops at once stops with the commit that says so.
async fn take_hold(ctx: &Ctx, case: &Case, saving: &mut Saving) -> Result<()> {
    let (Some(contact), request) = (case.row.contact, case.row.id) else { return Ok(()) };
    let tx = &mut saving.tx;
    if case.row.right == SubjectRight::Restriction {
        let row = Restriction { contact, request, restricted_at: ctx.now, told_at: None };
        tx.put_restriction(&row, ctx.now).await?;
    } else if ends_purposes(case.row.right) {
        for purpose in &case.content.purposes {
            let row = Objection { purpose: *purpose, request, made_at: ctx.now };
            tx.insert_objection(contact, &row).await?;
        }
    } else {
        return Ok(());
    }
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    Ok(())
}
