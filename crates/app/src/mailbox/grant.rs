//! What a provider's permission does to a mailbox: kept with it, renewed, given back.

use super::{normalised, open_settings, read, validate};
use crate::erasure::{self, ends};
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result, keys, oauth};
use crypto::Draft;
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::{MailboxGrant, MailboxSettings};
use domain::{AfterTakeIn, GrantState, MailboxId, MailboxState, Provider, TenantScope, Timestamp};
use privacy::Act;
use store::{ChangeKind, Grant};

/// Settings of a mailbox that is reached by a provider's permission: no passwords, and its address as the sign-in name
/// where none was given.
///
/// # Errors
/// Bad input.
pub(crate) fn without_passwords(
    mut settings: MailboxSettings,
    provider: Provider,
) -> Result<MailboxSettings> {
    settings.address = normalised(&settings.address)?;
    settings.provider = Some(provider);
    let address = settings.address.clone();
    for server in [&mut settings.imap, &mut settings.smtp].into_iter().flatten() {
        server.password.clear();
        if server.login.is_empty() {
            server.login.clone_from(&address);
        }
    }
    validate(&settings)?;
    Ok(settings)
}

/// Whether the permission that a mailbox is reached by is good for what is to happen at the source.
///
/// # Errors
/// [`Error::Input`] when it is not.
pub(super) async fn check_reach(app: &App, ctx: &Ctx, id: MailboxId, after: AfterTakeIn) -> Result<()> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    let settings = open_settings(app, &permit, &row).await?;
    let grant = match store.find_grant(id).await?.filter(|row| row.state == GrantState::Good) {
        Some(row) if settings.after_take_in != after => Some(app.open(&permit, id.uuid(), &row.grant).await?),
        _ => None,
    };
    app.settle(permit).await?;
    let wanted = MailboxSettings { after_take_in: after, ..settings };
    match grant {
        Some(grant) if !oauth::is_enough(app, &grant, &wanted) => {
            Err(Error::Input { field: "after", rule: "rule-permission-narrow" })
        }
        _ => Ok(()),
    }
}

/// The row of a permission that is good from now on.
pub(super) fn row(ctx: &Ctx, keys: &mut Draft, mailbox: MailboxId, grant: &MailboxGrant) -> Result<Grant> {
    Ok(Grant {
        mailbox,
        provider: grant.provider,
        state: GrantState::Good,
        grant: keys.seal(ctx.now, mailbox.uuid(), &[LeafRef::mailbox(mailbox)], grant)?,
        refreshed_at: ctx.now,
        ended_at: None,
        ended_code: None,
        asked_at: None,
        notices: 0,
    })
}

/// Gives a mailbox another permission: take-in goes on where it stopped.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] for a mailbox that was disconnected; a refusal; a store's failure.
pub(crate) async fn reconnect(
    app: &App,
    ctx: &Ctx,
    id: MailboxId,
    grant: MailboxGrant,
) -> Result<MailboxView> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut mailbox = store.find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    if mailbox.state == MailboxState::Disconnected {
        return Err(Error::State { noun: "mailbox", state: mailbox.state.as_str() });
    }
    let old = store.find_grant(id).await?;
    let mut settings = open_settings(app, &permit, &mailbox).await?;
    settings.provider = Some(grant.provider);
    app.admit(ctx.scope, &[LeafRef::mailbox(id)]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let fresh = row(ctx, &mut keys, id, &grant)?;
    let before = mailbox.settings.object();
    // Another object, so that whoever runs the mailbox begins anew at once.
    mailbox.settings = keys.seal(ctx.now, id.uuid(), &[LeafRef::mailbox(id)], &settings)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.update_mailbox(&mailbox).await?;
    tx.put_grant(&fresh).await?;
    let back = erasure::take_back_end(&mut tx, id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    ends::remember(app, ctx, ends::Word::PermissionGiven(id)).await?;
    erasure::are_taken_back(app, ctx, &back).await?;
    let gone: Vec<_> = old.iter().map(|grant| grant.grant.object()).collect();
    app.keyring().delete_object_keys(ctx.scope, &gone).await?;
    // With the permission before go those before it; the settings beside them are kept for the backups that hold them.
    keys::end_replaced_of(app, ctx.scope, LeafRef::mailbox(id)).await?;
    keys::replaced(app, ctx.scope, &[before]).await?;
    app.mailboxes_changed().notify_waiters();
    read(app, ctx, id).await
}

/// Ends permissions of restored data whose keys were destroyed since the backup was made: they were given back then, or
/// given anew. The mailbox says so, and waits for another. Returns how many there were.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(crate) async fn lost_since(app: &App, scope: TenantScope, now: Timestamp) -> Result<usize> {
    let store = app.store().tenant(scope);
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let good: Vec<Grant> =
        store.list_grants().await?.into_iter().filter(|row| row.state == GrantState::Good).collect();
    let objects: Vec<_> = good.iter().map(|row| row.grant.object()).collect();
    let keys = app.keyring().list_object_keys(scope, &objects).await?;
    let opens = |row: &Grant| keys.iter().any(|key| key.object == row.grant.object());
    let mut count = 0;
    for row in good.into_iter().filter(|row| !opens(row)) {
        let mut tx = store.begin().await?;
        let mailbox = tx.find_mailbox(row.mailbox).await?;
        match mailbox {
            Some(mailbox) if mailbox.state != MailboxState::Disconnected => {
                let (state, ended_code) = (GrantState::Ended, Some("oauth-restored".to_owned()));
                tx.put_grant(&Grant { state, ended_at: Some(now), ended_code, notices: 0, ..row }).await?;
            }
            _ => tx.delete_grant(row.mailbox).await?,
        }
        tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
        tx.commit().await?;
        count += 1;
    }
    Ok(count)
}

/// Gives the permission of a disconnected mailbox back to its provider, and destroys what was kept of it, whatever the
/// provider says. Where that did not take it back, the mailbox and the log tell. Interrupted, it is done again by the job that
/// follows mailboxes to their end.
pub(super) async fn give_back(app: &App, ctx: &Ctx, id: MailboxId) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let Some(row) = store.find_grant(id).await? else { return Ok(()) };
    // Looked at after the permission: whoever connected it again has put another one there.
    let is_out = |mailbox: &store::Mailbox| mailbox.state == MailboxState::Disconnected;
    if store.find_mailbox(id).await?.filter(is_out).is_none() {
        return Ok(());
    }
    let act = if ctx.agent_id().is_some() { Act::MAILBOX_DISCONNECT } else { Act::MAILBOX_CONNECT };
    let permit = app.permit(ctx, act).await?;
    let opened = match row.state {
        GrantState::Good => Some(app.open(&permit, id.uuid(), &row.grant).await),
        GrantState::Ended => None,
    };
    let grant: Option<MailboxGrant> = match opened.transpose() {
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => None,
        other => other?,
    };
    let left = match &grant {
        Some(grant) => oauth::withdraw(app, grant).await,
        None => None,
    };
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    if tx.delete_grant_seen(&row).await?
        && let Some(why) = left
    {
        tx.note_permission_left(id, why).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    app.keyring().delete_object_keys(ctx.scope, &[row.grant.object()]).await?;
    keys::end_replaced_of(app, ctx.scope, LeafRef::mailbox(id)).await?;
    if let Some(why) = left {
        app.append_audit(ctx.scope, &app.permit(ctx, act).await?.into_refused(why)).await?;
    }
    Ok(())
}

/// Gives back what lies here of permissions although their mailboxes are disconnected: whoever did that was interrupted.
///
/// # Errors
/// A refusal or a store's failure; done again, it finds what is left.
pub(crate) async fn give_back_left(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let store = app.store().tenant(scope);
    let grants = store.list_grants().await?;
    if grants.is_empty() {
        return Ok(());
    }
    let ctx = Ctx::job(scope, Job::Connection, now);
    for mailbox in store.list_mailboxes().await? {
        if mailbox.state == MailboxState::Disconnected && grants.iter().any(|row| row.mailbox == mailbox.id) {
            give_back(app, &ctx, mailbox.id).await?;
        }
    }
    Ok(())
}

/// The settings of a mailbox whose permission is to be given anew.
///
/// # Errors
/// [`Error::NotFound`] (also for one that is reached by password), a refusal, a store's failure.
pub async fn settings_to_reconnect(app: &App, ctx: &Ctx, id: MailboxId) -> Result<MailboxSettings> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let row = app.store().tenant(ctx.scope).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    let settings = open_settings(app, &permit, &row).await?;
    app.settle(permit).await?;
    match settings.provider {
        Some(_) => Ok(settings),
        None => Err(Error::NotFound("mailbox")),
    }
}
