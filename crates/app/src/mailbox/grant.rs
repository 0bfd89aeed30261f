//! What a provider's permission does to a mailbox: kept with it, renewed, given back.

use super::{normalised, open_settings, read, validate};
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result, oauth};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::record::{MailboxGrant, MailboxSettings};
use domain::{AfterTakeIn, GrantState, MailboxId, MailboxState, Provider};
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
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    let gone: Vec<_> = old.iter().map(|grant| grant.grant.object()).chain([before]).collect();
    app.keyring().delete_object_keys(ctx.scope, &gone).await?;
    app.mailboxes_changed().notify_waiters();
    read(app, ctx, id).await
}

/// Gives the permission of a disconnected mailbox back to its provider, and destroys what was kept of it.
pub(super) async fn give_back(app: &App, ctx: &Ctx, id: MailboxId) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let Some(row) = store.find_grant(id).await? else { return Ok(()) };
    let permit = app.permit(ctx, Act::MAILBOX_DISCONNECT).await?;
    let grant = match row.state {
        GrantState::Good => Some(app.open(&permit, id.uuid(), &row.grant).await?),
        GrantState::Ended => None,
    };
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.delete_grant(id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.keyring().delete_object_keys(ctx.scope, &[row.grant.object()]).await?;
    if let Some(grant) = grant {
        oauth::withdraw(app, &grant).await;
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
