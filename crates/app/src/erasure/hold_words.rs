//! The words of legal holds after they were placed: said anew where a restore lost them, and destroyed some time after the
//! release, or at once when what was held is erased. That there was a hold, on what, whose and when, stays.

use super::Scope;
use crate::{App, Ctx, Error, Result, alert, keys};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::{HOLD_WORDS_KEPT_DAYS, TEXT_BYTES_MAX};
use domain::record::LegalHold;
use domain::{AlertRule, HoldId, TenantScope, Timestamp};
use privacy::Act;
use store::{Hold, StoreError, TenantStore};

const DAY_MS: i64 = 24 * 3600 * 1000;
/// Holds whose words are destroyed in one write.
const PER_WRITE: usize = 100;
/// Holds that are read at once; of released ones with words there are those of a year.
const PER_READ: u32 = 10_000;

/// What is said of a hold that was looked at again.
#[derive(Debug, Clone, Default)]
pub struct HoldChange {
    /// Why it was placed, and by which law: of one alone whose words a restore lost.
    pub words: Option<(String, String)>,
    /// When it is to be looked at again.
    pub review_at: Option<Timestamp>,
}

fn check(ctx: &Ctx, row: &Hold, change: &HoldChange) -> Result<()> {
    if row.released_at.is_some() {
        return Err(Error::State { noun: "hold", state: "released" });
    }
    if let Some((reason, law)) = &change.words {
        if reason.trim().is_empty() {
            return Err(Error::Input { field: "reason", rule: "rule-required" });
        }
        if law.trim().is_empty() && row.ends_at.is_some() {
            return Err(Error::Input { field: "law", rule: "rule-required" });
        }
        if reason.len() > TEXT_BYTES_MAX || law.len() > TEXT_BYTES_MAX {
            return Err(Error::Input { field: "reason", rule: "rule-too-long" });
        }
    }
    if change.words.is_none() && change.review_at.is_none() {
        return Err(Error::Input { field: "review_at_ms", rule: "rule-required" });
    }
    if change.review_at.is_some_and(|at| at <= ctx.now) {
        return Err(Error::Input { field: "review_at_ms", rule: "rule-future" });
    }
    Ok(())
}

/// Says anew why a hold is there whose words a restore lost, and by which law; and when it is to be looked at again. The
/// words of any other stand as they were written.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] for one that is released, or has its words; bad input; a refusal; a store's
/// failure.
pub async fn change(app: &App, ctx: &Ctx, id: HoldId, change: HoldChange) -> Result<()> {
    let permit = app.permit(ctx, Act::HOLD_PLACE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_hold(id).await?.ok_or(Error::NotFound("hold"))?;
    check(ctx, &row, &change)?;
    let mut keys = app.vault().draft(ctx.scope);
    let mut sealed = None;
    if let Some((reason, law)) = &change.words {
        let before: LegalHold = app.open(&permit, id.uuid(), &row.content).await?;
        if !before.reason.is_empty() {
            app.settle(permit).await?;
            return Err(Error::State { noun: "hold", state: "said" });
        }
        let leaf = LeafRef::settings(ctx.scope.tenant());
        app.load_tenant(ctx.scope).await?;
        app.admit(ctx.scope, &[leaf]).await?;
        let record = LegalHold { reason: reason.trim().to_owned(), law: law.trim().to_owned() };
        sealed = Some(keys.seal(ctx.now, id.uuid(), &[leaf], &record)?);
        app.keyring().commit(keys.batch()).await?;
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    let mut done = Ok(());
    if let Some(sealed) = &sealed {
        done = tx.update_hold_words(id, row.content.object(), sealed).await;
    }
    if done.is_ok()
        && let Some(at) = change.review_at
    {
        done = tx.update_hold_review(id, at).await;
    }
    match done {
        Err(StoreError::Conflict(_)) => return Err(Error::State { noun: "hold", state: "changed" }),
        done => done?,
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    if sealed.is_some() {
        keys::replaced(app, ctx.scope, &[row.content.object()]).await?;
    }
    Ok(())
}

/// Destroys the words of holds that were released long enough ago.
///
/// # Errors
/// A store's failure.
pub(crate) async fn forget_old(app: &App, scope: TenantScope) -> Result<()> {
    let now = app.now();
    let until = now.plus_millis(-HOLD_WORDS_KEPT_DAYS * DAY_MS);
    let old = app.store().tenant(scope).list_holds_with_words(until, PER_READ).await?;
    forget(app, &Ctx::job(scope, Job::Erasure, now), &old).await
}

/// Destroys the words of released holds on what is erased now, and on what went with it.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(super) async fn forget_with(app: &App, ctx: &Ctx, what: Scope) -> Result<()> {
    let is_of_people = matches!(
        what,
        Scope::Contact(_)
            | Scope::Pseudonym(_)
            | Scope::Conversation(_)
            | Scope::People(_)
            | Scope::Message(_)
            | Scope::Mailbox(_)
    );
    if !is_of_people {
        return Ok(());
    }
    let (store, subject) = (app.store().tenant(ctx.scope), what.subject(ctx.scope));
    let mut gone = Vec::new();
    for hold in store.list_holds_with_words(ctx.now, PER_READ).await? {
        if hold.subject == subject || !is_there(&store, &hold).await? {
            gone.push(hold);
        }
    }
    forget(app, ctx, &gone).await
}

async fn is_there(store: &TenantStore, hold: &Hold) -> Result<bool> {
    Ok(match Scope::of(hold.scope, hold.subject) {
        Scope::Contact(id) => store.find_contact(id).await?.is_some(),
        Scope::Conversation(id) => store.find_ticket(id).await?.is_some(),
        Scope::Message(id) => store.find_message(id).await?.is_some(),
        Scope::Mailbox(id) => store.find_mailbox(id).await?.is_some(),
        _ => true,
    })
}

async fn forget(app: &App, ctx: &Ctx, holds: &[Hold]) -> Result<()> {
    for some in holds.chunks(PER_WRITE) {
        forget_some(app, ctx, some).await?;
    }
    Ok(())
}

/// Their keys go first: done again after a crash, nothing of them is opened for it.
async fn forget_some(app: &App, ctx: &Ctx, holds: &[Hold]) -> Result<()> {
    let (scope, leaf) = (ctx.scope, LeafRef::settings(ctx.scope.tenant()));
    let permit = app.permit(ctx, Act::HOLD_FORGET).await?;
    app.load_tenant(scope).await?;
    app.admit(scope, &[leaf]).await?;
    let old: Vec<_> = holds.iter().map(|hold| hold.content.object()).collect();
    app.keyring().delete_object_keys(scope, &old).await?;
    let mut keys = app.vault().draft(scope);
    let empty = LegalHold::default();
    let mut anew = Vec::new();
    for hold in holds {
        anew.push(keys.seal(ctx.now, hold.id.uuid(), &[leaf], &empty)?);
    }
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(old)).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    for (hold, empty) in holds.iter().zip(&anew) {
        tx.forget_hold(hold.id, hold.content.object(), empty, ctx.now).await?;
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}

/// Tells a company's admins of holds that are to be looked at again by now: of each day once.
///
/// # Errors
/// A store's failure; then they are told at the next look.
pub(crate) async fn tell_of_review(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    let due = store.list_holds_to_review(app.now(), PER_READ).await?;
    if due.is_empty() {
        return Ok(());
    }
    alert::tell(app, scope, AlertRule::HoldReview).await?;
    let mut tx = store.begin().await?;
    for (id, review_at) in due {
        tx.note_hold_review_told(id, review_at).await?;
    }
    Ok(tx.commit().await?)
}
