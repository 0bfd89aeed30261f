//! Clocks that run towards an erasure, in the ledger: a mailbox that is disconnected, a permission that its provider
//! ended, an account that is being closed. A backup from before knows nothing of them, and one from meanwhile goes on with
//! what was taken back.

use crate::{App, Ctx, Result};
use domain::ledger::LedgerEntry;
use domain::limits::DISCONNECTED_DAYS_MAX;
use domain::{GrantState, LedgerWord, MailboxId, MailboxState, RequestId, TenantScope, Timestamp};
use std::collections::BTreeMap;
use store::{ChangeKind, Grant, MailboxEnd, NewLedgerEntry, TenantEnd};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3600 * 1000;
/// Behind the days of an account that is being closed: sums stay.
const SUMS: &str = " sums";

/// What begins or ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Word {
    /// A mailbox was disconnected at a time, and what it took in goes at another.
    Disconnected(MailboxEnd),
    /// A mailbox was connected again.
    Connected(MailboxId),
    /// The account is being closed.
    Closing(TenantEnd),
    /// It is not.
    TakenBack,
    /// A provider's permission ended, for this reason.
    PermissionEnded(MailboxId, &'static str),
    /// It was given anew.
    PermissionGiven(MailboxId),
}

/// Writes it into the ledger, after the data: what comes between is as if it had not been told.
///
/// # Errors
/// The keyring's failure.
pub(crate) async fn remember(app: &App, ctx: &Ctx, word: Word) -> Result<()> {
    let days = |from: Timestamp, until: Timestamp| Some((until.millis_since(from) / DAY_MS).to_string());
    let tenant = ctx.scope.tenant().uuid();
    let (what, subject, detail, at) = match word {
        Word::Disconnected(end) => {
            let left = days(end.ended_at, end.erase_at);
            (LedgerWord::MailboxDisconnected, end.mailbox.uuid(), left, end.ended_at)
        }
        Word::Connected(id) => (LedgerWord::MailboxConnected, id.uuid(), None, ctx.now),
        Word::Closing(end) => {
            let sums = if end.keep_sums { SUMS } else { "" };
            let left = days(end.ended_at, end.erase_at).map(|days| days + sums);
            (LedgerWord::ClosingBegun, tenant, left, end.ended_at)
        }
        Word::TakenBack => (LedgerWord::ClosingTakenBack, tenant, None, ctx.now),
        Word::PermissionEnded(id, code) => {
            (LedgerWord::PermissionEnded, id.uuid(), Some(code.to_owned()), ctx.now)
        }
        Word::PermissionGiven(id) => (LedgerWord::PermissionGiven, id.uuid(), None, ctx.now),
    };
    let entry = NewLedgerEntry { entry: RequestId::generate(ctx.now).uuid(), what, subject, detail, at };
    app.keyring().append_ledger(ctx.scope, &[entry]).await?;
    Ok(())
}

/// The last word on each, as a ledger is read from its beginning.
#[derive(Debug, Default)]
pub(super) struct Ends {
    accounts: BTreeMap<Uuid, LedgerEntry>,
    permissions: BTreeMap<Uuid, LedgerEntry>,
}

impl Ends {
    /// Notes what an entry says.
    pub fn note(&mut self, entry: &LedgerEntry) {
        let is_permission = matches!(entry.what, LedgerWord::PermissionEnded | LedgerWord::PermissionGiven);
        let last = if is_permission { &mut self.permissions } else { &mut self.accounts };
        last.insert(entry.subject, entry.clone());
        if entry.what == LedgerWord::MailboxDisconnected {
            // The permission went with it.
            self.permissions.remove(&entry.subject);
        }
    }

    /// Puts the data right. Returns how many were not as the ledger has them.
    pub async fn apply(self, app: &App, ctx: &Ctx) -> Result<usize> {
        let mut count = 0;
        for entry in self.accounts.values().chain(self.permissions.values()) {
            let id = MailboxId::from_uuid(entry.subject);
            count += usize::from(match entry.what {
                LedgerWord::MailboxDisconnected => disconnected(app, ctx, id, entry).await?,
                LedgerWord::MailboxConnected => connected(app, ctx, id, entry.at).await?,
                LedgerWord::ClosingBegun => closing(app, ctx.scope, entry).await?,
                LedgerWord::ClosingTakenBack => taken_back(app, ctx.scope, entry.at).await?,
                LedgerWord::PermissionEnded | LedgerWord::PermissionGiven => {
                    permission(app, ctx, id, entry).await?
                }
                _ => false,
            });
        }
        Ok(count)
    }
}

fn erase_at(entry: &LedgerEntry) -> Timestamp {
    let days = entry.detail.as_deref().and_then(|said| said.trim_end_matches(SUMS).parse().ok());
    entry.at.plus_millis(days.unwrap_or_else(|| i64::from(DISCONNECTED_DAYS_MAX)) * DAY_MS)
}

/// Its days count from when it was disconnected. That it is, shows by its passwords, whose keys are gone.
async fn disconnected(app: &App, ctx: &Ctx, mailbox: MailboxId, entry: &LedgerEntry) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    let known = store.find_mailbox_end(mailbox).await?;
    let end = MailboxEnd {
        mailbox,
        ended_at: entry.at,
        erase_at: erase_at(entry),
        notices: known.map_or(0, |known| known.notices),
    };
    if known == Some(end) || store.find_mailbox(mailbox).await?.is_none() {
        return Ok(false);
    }
    let mut tx = store.begin().await?;
    tx.put_mailbox_end(&end).await?;
    tx.commit().await?;
    // One that was connected when the backup was made is counted where it is disconnected.
    Ok(known.is_some())
}

/// How it was reached is in no backup from before: it has to be connected once more, and has all of its days for that.
async fn connected(app: &App, ctx: &Ctx, mailbox: MailboxId, at: Timestamp) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    let is_older = |end: &MailboxEnd| end.ended_at <= at;
    let is_out =
        store.find_mailbox(mailbox).await?.is_some_and(|row| row.state == MailboxState::Disconnected);
    if !is_out || store.find_mailbox_end(mailbox).await?.filter(is_older).is_none() {
        return Ok(false);
    }
    let erase_at = ctx.now.plus_millis(i64::from(DISCONNECTED_DAYS_MAX) * DAY_MS);
    let mut tx = store.begin().await?;
    tx.put_mailbox_end(&MailboxEnd { mailbox, ended_at: ctx.now, erase_at, notices: 0 }).await?;
    tx.commit().await?;
    Ok(true)
}

/// The thirty days of one that ended count from then. One that was given since is in no backup from before: whoever has to
/// give it once more has all of the days for that.
async fn permission(app: &App, ctx: &Ctx, mailbox: MailboxId, entry: &LedgerEntry) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    let Some(row) = store.find_grant(mailbox).await? else { return Ok(false) };
    let (ended_at, code) = match (entry.what, row.ended_at) {
        (LedgerWord::PermissionEnded, known) if known != Some(entry.at) => (entry.at, entry.detail.clone()),
        (LedgerWord::PermissionGiven, Some(known)) if known <= entry.at => {
            (ctx.now, Some("oauth-restored".to_owned()))
        }
        _ => return Ok(false),
    };
    let mut tx = store.begin().await?;
    let state = GrantState::Ended;
    tx.put_grant(&Grant { state, ended_at: Some(ended_at), ended_code: code, notices: 0, ..row }).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    Ok(true)
}

async fn closing(app: &App, scope: TenantScope, entry: &LedgerEntry) -> Result<bool> {
    let store = app.store().tenant(scope);
    let known = store.find_tenant_end().await?;
    let end = TenantEnd {
        tenant: scope.tenant(),
        by: known.and_then(|known| known.by),
        ended_at: entry.at,
        erase_at: erase_at(entry),
        notices: known.map_or(0, |known| known.notices),
        keep_sums: entry.detail.as_deref().is_some_and(|said| said.ends_with(SUMS)),
    };
    if known == Some(end) {
        return Ok(false);
    }
    let mut tx = store.begin().await?;
    tx.put_tenant_end(&end).await?;
    tx.commit().await?;
    Ok(true)
}

async fn taken_back(app: &App, scope: TenantScope, at: Timestamp) -> Result<bool> {
    let store = app.store().tenant(scope);
    if store.find_tenant_end().await?.is_none_or(|end| end.ended_at > at) {
        return Ok(false);
    }
    let mut tx = store.begin().await?;
    let is_gone = tx.delete_tenant_end().await?;
    tx.commit().await?;
    Ok(is_gone)
}
