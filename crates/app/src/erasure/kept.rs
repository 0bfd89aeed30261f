//! What is kept in spite of a right, in the ledger: legal holds, and erasures that wait for one. A backup from before knows
//! neither, and without them what has to stay would go, and what waits to go would be used again.

use super::begin::{is_there, work_of};
use super::{Scope, holds};
use crate::{App, Ctx, Result};
use domain::keyring::LeafRef;
use domain::ledger::LedgerEntry;
use domain::record::LegalHold;
use domain::{
    AgentId, ErasureId, ErasureReason, ErasureScope, ErasureState, HoldId, LedgerWord, RequestId, Timestamp,
};
use privacy::Act;
use std::collections::BTreeMap;
use store::{Erasure, Hold, NewLedgerEntry};
use uuid::Uuid;

/// What is written down.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Word<'a> {
    /// A hold was placed.
    Placed(&'a Hold),
    /// It was released, or ended by itself.
    Released(HoldId),
    /// An erasure waits for a hold, at this part of a mail where it is of one file.
    Waits(&'a Erasure, Option<u32>),
    /// An erasure that waited was taken back.
    TakenBack(ErasureId),
}

/// Writes it into the ledger, after the data: what comes between is as if it had not been told.
///
/// # Errors
/// The keyring's failure.
pub(crate) async fn remember(app: &App, ctx: &Ctx, word: Word<'_>) -> Result<()> {
    let new = |id: Uuid, what, subject, detail, at| NewLedgerEntry { entry: id, what, subject, detail, at };
    let own = RequestId::generate(ctx.now).uuid();
    let entry = match word {
        Word::Placed(hold) => {
            let detail = PlacedDetail::of(hold).to_string();
            new(hold.id.uuid(), LedgerWord::HoldPlaced, hold.subject, Some(detail), hold.made_at)
        }
        Word::Released(id) => new(own, LedgerWord::HoldReleased, id.uuid(), None, ctx.now),
        // A rule finds it again by itself; what texts go is not for a ledger.
        Word::Waits(row, _)
            if row.reason == ErasureReason::Retention || row.scope == ErasureScope::Redaction =>
        {
            return Ok(());
        }
        Word::Waits(row, part) => {
            let part = part.unwrap_or_default();
            let detail = format!("{} {} {part} {}", row.scope.as_str(), row.reason.as_str(), row.id);
            new(own, LedgerWord::ErasureHeld, row.subject, Some(detail), row.begun_at)
        }
        Word::TakenBack(id) => new(own, LedgerWord::ErasureTakenBack, id.uuid(), None, ctx.now),
    };
    app.keyring().append_ledger(ctx.scope, &[entry]).await?;
    Ok(())
}

/// What belongs to a hold: its scope, its owner, when it is looked at again and when it ends.
struct PlacedDetail {
    scope: ErasureScope,
    owner: AgentId,
    review_at: Timestamp,
    ends_at: Option<Timestamp>,
}

impl PlacedDetail {
    const fn of(hold: &Hold) -> Self {
        Self { scope: hold.scope, owner: hold.owner, review_at: hold.review_at, ends_at: hold.ends_at }
    }

    fn parse(entry: &LedgerEntry) -> Option<Self> {
        let mut words = entry.detail.as_deref()?.split(' ');
        let mut millis = || words.next()?.parse().ok().map(Timestamp::from_millis);
        let (review_at, ends_at) = (millis()?, millis()?);
        let (scope, owner) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Self {
            scope,
            owner,
            review_at,
            ends_at: (ends_at > Timestamp::from_millis(0)).then_some(ends_at),
        })
    }
}

impl std::fmt::Display for PlacedDetail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ends_at = self.ends_at.map_or(0, Timestamp::as_millis);
        write!(f, "{} {ends_at} {} {}", self.review_at.as_millis(), self.scope.as_str(), self.owner)
    }
}

/// An erasure that waits, as the ledger has it.
fn waiting(entry: &LedgerEntry) -> Option<(ErasureId, ErasureScope, ErasureReason, u32)> {
    let mut words = entry.detail.as_deref()?.split(' ');
    let (scope, reason) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let (part, id) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some((id, scope, reason, part))
}

/// What is kept after the last word on each, as a ledger is read from its beginning.
#[derive(Debug, Default)]
pub(super) struct Kept {
    holds: BTreeMap<Uuid, LedgerEntry>,
    released: Vec<(HoldId, Timestamp)>,
    erasures: BTreeMap<Uuid, LedgerEntry>,
    taken_back: Vec<ErasureId>,
}

impl Kept {
    /// Notes what an entry says.
    pub fn note(&mut self, entry: &LedgerEntry) {
        match entry.what {
            LedgerWord::HoldPlaced => {
                self.holds.insert(entry.entry, entry.clone());
            }
            LedgerWord::HoldReleased => {
                self.holds.remove(&entry.subject);
                self.released.push((HoldId::from_uuid(entry.subject), entry.at));
            }
            LedgerWord::ErasureHeld => {
                if let Some((id, ..)) = waiting(entry) {
                    self.erasures.insert(id.uuid(), entry.clone());
                }
            }
            LedgerWord::ErasureTakenBack => {
                self.erasures.remove(&entry.subject);
                self.taken_back.push(ErasureId::from_uuid(entry.subject));
            }
            // It was carried out.
            _ => {
                self.erasures.remove(&entry.entry);
            }
        }
    }

    /// Puts the data right. Returns how many were not as the ledger has them.
    pub async fn apply(self, app: &App, ctx: &Ctx) -> Result<usize> {
        let mut count = 0;
        for entry in self.holds.values() {
            count += usize::from(place_again(app, ctx, entry).await?);
        }
        for (id, at) in self.released {
            let mut tx = app.store().tenant(ctx.scope).begin().await?;
            match tx.release_hold(id, at).await {
                // It is not there, or is released.
                Err(store::StoreError::Conflict(_)) => {}
                other => {
                    other?;
                    tx.commit().await?;
                    count += 1;
                }
            }
        }
        for id in self.taken_back {
            let mut tx = app.store().tenant(ctx.scope).begin().await?;
            count += usize::from(tx.delete_erasure_held(id).await?);
            tx.commit().await?;
        }
        for entry in self.erasures.values() {
            count += usize::from(wait_again(app, ctx, entry).await?);
        }
        Ok(count)
    }
}

/// Places a hold again, without its reason, which was in what is lost.
async fn place_again(app: &App, ctx: &Ctx, entry: &LedgerEntry) -> Result<bool> {
    let (store, id) = (app.store().tenant(ctx.scope), HoldId::from_uuid(entry.entry));
    let Some(detail) = PlacedDetail::parse(entry) else { return Ok(false) };
    if store.find_hold(id).await?.is_some() {
        return Ok(false);
    }
    let leaf = LeafRef::settings(ctx.scope.tenant());
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let content = keys.seal(ctx.now, id.uuid(), &[leaf], &LegalHold::default())?;
    app.keyring().commit(keys.batch()).await?;
    let permit = app.permit(ctx, Act::ERASURE_STEP).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.insert_hold(&Hold {
        id,
        scope: detail.scope,
        subject: entry.subject,
        owner: detail.owner,
        content,
        review_at: detail.review_at,
        made_at: entry.at,
        released_at: None,
        ends_at: detail.ends_at,
        forgotten_at: None,
    })
    .await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(true)
}

/// Begins an erasure again that waits for a hold: until its end nothing of it is used.
async fn wait_again(app: &App, ctx: &Ctx, entry: &LedgerEntry) -> Result<bool> {
    let Some((id, kind, reason, part)) = waiting(entry) else { return Ok(false) };
    let (store, scope) = (app.store().tenant(ctx.scope), Scope::of(kind, entry.subject).with_part(part));
    let known = store.list_erasures_of(entry.subject).await?;
    let is_known =
        known.iter().any(|one| one.id == id || (one.scope == kind && one.state != ErasureState::Done));
    if is_known || !is_there(app, ctx, scope).await? {
        return Ok(false);
    }
    let permit = app.permit(ctx, Act::ERASURE_STEP).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let row = Erasure {
        state: ErasureState::Held,
        hold: holds::find(app, ctx.scope, scope).await?,
        ..super::begin::begun(id, (kind, entry.subject), reason, entry.at)
    };
    let mut tx = store.begin().await?;
    tx.insert_erasure(&row).await?;
    if let Some(work) = work_of(scope, ctx.now) {
        tx.put_erasure_work(id, &work).await?;
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(true)
}
