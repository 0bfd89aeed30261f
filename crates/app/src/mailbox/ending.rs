//! The end of a mailbox that is disconnected (C41): what it took in goes after thirty days at most, sooner where the tenant
//! says so. Connected again before, it is as if it had never been away.

use super::{begin_again, grant, open_settings, read};
use crate::erasure::{self, ends};
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::DISCONNECTED_DAYS_MAX;
use domain::record::{MailboxGrant, MailboxSettings};
use domain::{ErasureReason, ErasureState, GrantState, MailboxId, MailboxState, TenantScope, Timestamp};
use privacy::Act;
use store::{ChangeKind, MailboxEnd, TenantTx};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// The end that begins with disconnecting, or began when its permission ended.
pub(super) async fn begin(
    tx: &mut TenantTx,
    ctx: &Ctx,
    id: MailboxId,
    erase_after_days: Option<u32>,
) -> Result<MailboxEnd> {
    let known = tx.find_mailbox_end(id).await?;
    // Where its provider ended the permission before, the days run since then; fewer ones count from now.
    let grant = tx.find_grant(id).await?.filter(|row| row.state == GrantState::Ended);
    let permission_ended_at = grant.and_then(|row| row.ended_at).filter(|at| *at < ctx.now);
    let ended_at = known.map(|end| end.ended_at).or(permission_ended_at).unwrap_or(ctx.now);
    let days = match (erase_after_days, known) {
        (Some(days), None) if days > 0 => {
            let passed = ctx.now.millis_since(ended_at) / DAY_MS;
            (passed + i64::from(checked(days)?)).min(i64::from(DISCONNECTED_DAYS_MAX))
        }
        (Some(days), _) => i64::from(checked(days)?),
        // Disconnected once more, it keeps the day that it had.
        (None, Some(known)) => return Ok(known),
        (None, None) => i64::from(DISCONNECTED_DAYS_MAX),
    };
    let notices = known.map_or(0, |end| end.notices);
    let erase_at = ended_at.plus_millis(days * DAY_MS);
    let end = MailboxEnd { mailbox: id, ended_at, erase_at, notices };
    tx.put_mailbox_end(&end).await?;
    Ok(end)
}

fn checked(days: u32) -> Result<u32> {
    let within = days <= DISCONNECTED_DAYS_MAX;
    within.then_some(days).ok_or(Error::Input { field: "erase_after_days", rule: "rule-thirty-days" })
}

/// Whether it can still be connected again: its erasure has not begun, or came of its end and waits for a legal hold. One
/// that somebody ordered is carried out.
pub(super) async fn can_come_back(app: &App, ctx: &Ctx, id: MailboxId) -> Result<bool> {
    let erasures = app.store().tenant(ctx.scope).list_erasures_of(id.uuid()).await?;
    let waits =
        |one: &store::Erasure| one.state == ErasureState::Held && one.reason == ErasureReason::Disconnect;
    Ok(erasures.iter().all(waits))
}

/// Disconnects mailboxes of restored data whose passwords were destroyed since the backup was made: they were disconnected
/// then, or connected anew with other ones. Their thirty days begin now where the ledger tells of no others; how they are reached has to be said anew. Returns how
/// many there were.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(crate) async fn disconnected_since(app: &App, scope: TenantScope, now: Timestamp) -> Result<usize> {
    let store = app.store().tenant(scope);
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let rows = store.list_mailboxes().await?;
    let objects: Vec<_> = rows.iter().map(|row| row.settings.object()).collect();
    let keys = app.keyring().list_object_keys(scope, &objects).await?;
    let opens = |row: &store::Mailbox| keys.iter().any(|key| key.object == row.settings.object());
    let lost: Vec<_> = rows.into_iter().filter(|row| !opens(row)).collect();
    if lost.is_empty() {
        return Ok(0);
    }
    app.load_tenant(scope).await?;
    let count = lost.len();
    for mut row in lost {
        let leaf = LeafRef::mailbox(row.id);
        app.admit(scope, &[leaf]).await?;
        let name = crate::words().t("mailbox-disconnected-since");
        let settings = MailboxSettings { name, ..MailboxSettings::new(row.kind, "") };
        let permit = app.permit(&ctx, Act::ERASURE_STEP).await?;
        let mut keys = app.vault().draft(scope);
        row.state = MailboxState::Disconnected;
        row.settings = keys.seal(now, row.id.uuid(), &[leaf], &settings)?;
        app.keyring().commit(keys.batch()).await?;
        let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
        let mut tx = store.begin().await?;
        tx.update_mailbox(&row).await?;
        begin(&mut tx, &ctx, row.id, None).await?;
        tx.append_audit(&entries).await?;
        tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
    }
    Ok(count)
}

/// Connects a mailbox again that was disconnected. What is at the source is listed anew and compared with what is here.
pub(super) async fn come_back(
    app: &App,
    ctx: &Ctx,
    id: MailboxId,
    mut settings: MailboxSettings,
    grant: Option<&MailboxGrant>,
) -> Result<MailboxView> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    let (old, before) = (row.settings.object(), open_settings(app, &permit, &row).await?);
    settings.source = before.source.saturating_add(1);
    settings.signature = settings.signature.or(before.signature);
    if settings.identities.is_empty() {
        settings.identities = before.identities;
    }
    let leaf = LeafRef::mailbox(id);
    app.admit(ctx.scope, &[leaf]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let is_other_kind = row.kind != settings.kind;
    (row.state, row.kind) = (MailboxState::Active, settings.kind);
    row.settings = keys.seal(ctx.now, id.uuid(), &[leaf], &settings)?;
    let grant = grant.map(|grant| grant::row(ctx, &mut keys, id, grant)).transpose()?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.update_mailbox(&row).await?;
    if let Some(grant) = &grant {
        tx.put_grant(grant).await?;
    }
    begin_again(&mut tx, ctx, id).await?;
    let mut gone = vec![old];
    if let Some(sync) = tx.find_mailbox_sync(id).await?.filter(|_| is_other_kind) {
        // A position means nothing to another kind of connector.
        gone.extend(sync.cursor.iter().map(domain::Sealed::object));
        tx.update_mailbox_sync(&store::MailboxSync { cursor: None, ..sync }).await?;
    }
    tx.delete_mailbox_end(id).await?;
    let back = erasure::take_back_end(&mut tx, id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    ends::remember(app, ctx, ends::Word::Connected(id)).await?;
    erasure::are_taken_back(app, ctx, &back).await?;
    app.keyring().delete_object_keys(ctx.scope, &gone).await?;
    app.mailboxes_changed().notify_waiters();
    read(app, ctx, id).await
}
