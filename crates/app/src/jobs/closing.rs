//! Follows companies whose account is being closed to their end (C42): tells the admins at once, and on the first, the
//! seventh and the twenty-first day after; erases everything when that is due; sends the admins the receipt.

use super::alone;
use super::ending_letter::admins;
use super::notice_mail::base;
use super::to_each::{self, Reached};
use crate::erasure::{self, Scope, Wanted};
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, operator, tenant, terms, zone};
use domain::audit::Job;
use domain::limits::CLOSED_LETTER_DAYS;
use domain::record::{Address, ClosingLetter, ClosingRecipient, text_hash};
use domain::{ErasureReason, ErasureState, TenantScope, Timestamp};
use i18n::I18n;
use mime::OutgoingFile;
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::{Closed, TenantEnd};

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How often it is looked.
const EVERY: Duration = Duration::from_secs(10);
/// How long after closing the admins are told.
const NOTICES_MS: [i64; 4] = [0, DAY_MS, 7 * DAY_MS, 21 * DAY_MS];

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = look(&app).await {
            tracing::error!(%error, "accounts that are being closed cannot be followed to their end");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// A round, in which no term ends while the clock is doubted.
///
/// # Errors
/// A store's failure.
pub async fn look(app: &App) -> Result<()> {
    follow(app, terms::may_end(app).await?).await
}

/// Tells whom it is time to tell, erases what is due, and sends the receipts of what is gone.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    follow(app, true).await
}

async fn follow(app: &App, may_end: bool) -> Result<()> {
    let mut apart = Apart::default();
    for end in app.store().system().list_tenant_ends().await? {
        let scope = TenantScope::of(end.tenant);
        if may_end && app.settings().operator_mail.is_some() && due(&end, app.now()) > end.notices {
            let told = alone(app, &format!("tenant-end/{}", end.tenant), tell(app, scope)).await;
            apart.of(scope, told);
        }
        // Whoever asked for it at once named no term.
        if end.erase_at <= app.now() && (may_end || end.erase_at <= end.ended_at) {
            apart.of(scope, erase(app, scope).await);
        }
    }
    for one in app.store().tenant(operator::SCOPE).list_closing_letters().await? {
        let name = format!("closing-letter/{}", one.id);
        apart.of(operator::SCOPE, alone(app, &name, send_receipt(app, one)).await);
    }
    apart.end()
}

/// How many letters there should be by now. What would be written on the last day would come with the receipt.
fn due(end: &TenantEnd, now: Timestamp) -> u32 {
    let whole = end.erase_at.millis_since(end.ended_at);
    let is_due =
        |after: &&i64| now.millis_since(end.ended_at) >= **after && (**after == 0 || **after < whole);
    u32::try_from(NOTICES_MS.iter().filter(is_due).count()).unwrap_or(u32::MAX)
}

async fn erase(app: &App, scope: TenantScope) -> Result<()> {
    // Begun already, it goes on by itself; where a hold keeps it, too.
    if !app.store().tenant(scope).list_erasures_of(scope.tenant().uuid()).await?.is_empty() {
        return Ok(());
    }
    let wanted = Wanted { scope: Scope::Tenant, reason: ErasureReason::Closure };
    match erasure::begin(app, &Ctx::job(scope, Job::Erasure, app.now()), wanted).await {
        // Taken back, or put off, at the last moment.
        Err(Error::NotFound("closing")) => Ok(()),
        other => other.map(drop),
    }
}

async fn tell(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    // It may have been taken back, or told of by another node.
    let Some(end) = store.find_tenant_end().await? else { return Ok(()) };
    let count = due(&end, app.now());
    let Some(info) = tenant::find(app, scope).await?.filter(|_| count > end.notices) else { return Ok(()) };
    let link = format!("{}/closing", base(app, scope).await?.unwrap_or_default());
    let mut letters = Vec::new();
    for (id, profile) in admins(app, scope).await? {
        let to = crate::closing::recipient(profile);
        let own = to.language.as_deref().and_then(|tag| I18n::new(tag).ok());
        let day =
            |at| zone::written(at, to.time_zone.as_deref(), own.as_ref().unwrap_or_else(|| crate::words()));
        let (since, until) = (day(end.ended_at), day(end.erase_at));
        let args = [
            ("name", to.name.as_str()),
            ("company", &info.name),
            ("since", &since),
            ("until", &until),
            ("link", &link),
        ];
        let (subject, text) = words(&to, ("mail-closing-subject", "mail-closing-text"), &args);
        let (tenant, begun) = (end.tenant, end.ended_at.as_millis());
        let hash = text_hash(&format!("closing/{tenant}/{count}/{id}/{begun}"));
        let id = hash.first_chunk().copied();
        letters.push(Written { to: Address { name: to.name, email: to.email }, subject, text, id });
    }
    if to_each::hand_over(app, scope, letters).await? == Reached::Waits {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    tx.update_tenant_end_notices(end.ended_at, count).await?;
    Ok(tx.commit().await?)
}

/// Sends a receipt to everybody who was an admin, once there is one, and forgets who they were.
async fn send_receipt(app: &App, one: Closed) -> Result<()> {
    let (own, closed) =
        (app.store().tenant(operator::SCOPE), app.store().tenant(TenantScope::of(one.tenant)));
    // Another node may have sent it.
    if own.find_closing_letter(one.id).await?.is_none() {
        return Ok(());
    }
    let row = closed.find_erasure(one.id).await?.filter(|row| row.state == ErasureState::Done);
    let is_over = app.now().millis_since(one.made_at) >= CLOSED_LETTER_DAYS * DAY_MS;
    let Some(receipt) = row.and_then(|row| row.receipt) else {
        return if is_over { forget(app, &one).await } else { Ok(()) };
    };
    let permit = app.permit(&Ctx::job(operator::SCOPE, Job::Notices, app.now()), Act::CLOSING_TELL).await?;
    let letter: ClosingLetter = app.open(&permit, one.id.uuid(), &one.content).await?;
    app.settle(permit).await?;
    let mut has_gone = true;
    for (n, to) in letter.to.into_iter().enumerate() {
        let args = [("name", to.name.as_str()), ("company", &letter.company)];
        let (subject, text) = words(&to, ("mail-closed-subject", "mail-closed-text"), &args);
        let id = text_hash(&format!("closed/{}/{n}", one.id)).first_chunk().copied();
        let written = Written { to: Address { name: to.name, email: to.email }, subject, text, id };
        let file = OutgoingFile {
            name: "erasure-receipt.json".to_owned(),
            content_type: "application/json".to_owned(),
            bytes: receipt.clone(),
            content_id: None,
        };
        has_gone &= operator_mail::hand_over_with(app, operator::SCOPE, written, vec![file], app.now())
            .await?
            != Handed::NotYet;
    }
    if has_gone || is_over { forget(app, &one).await } else { Ok(()) }
}

async fn forget(app: &App, one: &Closed) -> Result<()> {
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.delete_closing_letter(one.id).await?;
    tx.commit().await?;
    app.keyring().delete_object_keys(operator::SCOPE, &[one.content.object()]).await?;
    Ok(())
}

fn words(to: &ClosingRecipient, keys: (&str, &str), args: &[(&str, &str)]) -> (String, String) {
    let own = to.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    (words.t_args(keys.0, args), words.t_args(keys.1, args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_due_at_once_and_on_days_that_come_before_the_end() {
        let begun = Timestamp::from_millis(1_795_521_600_000);
        let by = |days: i64, passed: i64| {
            let tenant = domain::TenantId::generate(begun);
            let erase_at = begun.plus_millis(days * DAY_MS);
            let end = TenantEnd { tenant, by: None, ended_at: begun, erase_at, notices: 0, keep_sums: false };
            due(&end, begun.plus_millis(passed))
        };
        assert_eq!((by(30, 0), by(30, DAY_MS - 1), by(30, DAY_MS)), (1, 1, 2));
        assert_eq!((by(30, 7 * DAY_MS), by(30, 21 * DAY_MS), by(30, 29 * DAY_MS)), (3, 4, 4));
        assert_eq!((by(7, 7 * DAY_MS), by(1, DAY_MS), by(0, 0)), (2, 1, 1));
    }
}
