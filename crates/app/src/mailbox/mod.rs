//! Mailboxes: connecting, changing, and how they fare.

mod check;
mod ending;
pub(crate) mod export;
mod grant;
mod health;
mod servers;

pub use check::{Checked, Fault, connect_checked, examine, propose, test};
pub use connect::Proposal;
pub use connect::discover::{Endpoint, Hint};
pub(crate) use ending::disconnected_since;
pub use export::{Mails, export};
pub(crate) use grant::lost_since as permissions_lost_since;
pub use grant::settings_to_reconnect;
pub(crate) use grant::{give_back_left, reconnect, without_passwords};
pub use health::{HealthView, health, send_as};
pub use servers::{ServerChange, ServerView, ServersChange, ServersView, change_checked, servers};

use crate::erasure::ends;
use crate::inbound::commit::fresh_sync;
use crate::view::{AssignTo, GrantView, MailboxView};
use crate::{App, Ctx, Error, Result, assign, closing, document, identity, keys, signature};
use domain::keyring::LeafRef;
use domain::limits::NAME_CHARS_MAX;
use domain::record::{Address, MailboxGrant, MailboxSettings};
use domain::{AfterTakeIn, ConnectorKind, MailboxId, MailboxState, Provider, Timestamp};
use privacy::{Act, Permit};
use store::ChangeKind;

/// "However far back": no mail is older.
pub const EVER: Timestamp = Timestamp::from_millis(0);

/// A change of a mailbox; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct MailboxChange {
    /// Taken in, paused, disconnected.
    pub state: Option<MailboxState>,
    /// Days after which what it took in goes, when it is disconnected; thirty at most.
    pub erase_after_days: Option<u32>,
    /// What happens in the source mailbox.
    pub after_take_in: Option<AfterTakeIn>,
    /// Folder for [`AfterTakeIn::Move`].
    pub move_to: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Those of its addresses to which people write about their own data.
    pub intake: Option<Vec<String>>,
    /// What stands below answers of agents who have no signature of their own; an empty text for none.
    pub signature: Option<String>,
    /// Whom new tickets go to.
    pub assign: Option<AssignTo>,
    /// Further addresses, whole: they are this mailbox too, and answers may come from them.
    pub aliases: Option<Vec<Address>>,
    /// How it is reached.
    pub servers: Option<ServersChange>,
}

/// Connects a mailbox. Mail older than `look_back_from` is not taken in; whatever is there before now is
/// history: it is never answered automatically.
///
/// # Errors
/// Bad input, [`Error::Exists`], a refusal, or a store's failure.
pub async fn connect(
    app: &App,
    ctx: &Ctx,
    settings: MailboxSettings,
    look_back_from: Option<Timestamp>,
) -> Result<MailboxView> {
    connect_with(app, ctx, settings, look_back_from, None).await
}

/// As [`connect`], with a provider's permission instead of passwords. Nobody is asked whether it is good: whoever has it
/// from the provider knows.
///
/// # Errors
/// As [`connect`].
pub async fn connect_with(
    app: &App,
    ctx: &Ctx,
    mut settings: MailboxSettings,
    look_back_from: Option<Timestamp>,
    grant: Option<MailboxGrant>,
) -> Result<MailboxView> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    check_may_connect(app, ctx).await?;
    check_folder(ctx, None, settings.maildir.as_deref())?;
    validate(&settings)?;
    settings.address = normalised(&settings.address)?;
    set_aliases(&mut settings, None)?;
    let known = list(app, ctx).await?;
    let same = |m: &&MailboxView| m.address == settings.address;
    if known.iter().filter(same).any(|m| m.state != MailboxState::Disconnected) {
        return Err(Error::Exists("mailbox"));
    }
    for before in known.iter().filter(same) {
        if ending::can_come_back(app, ctx, before.id).await? {
            drop(permit);
            return ending::come_back(app, ctx, before.id, settings, grant.as_ref()).await;
        }
    }
    app.load_tenant(ctx.scope).await?;
    let id = MailboxId::generate(ctx.now);
    let leaf = LeafRef::mailbox(id);
    let mut keys = app.vault().draft(ctx.scope);
    keys.create_leaf(ctx.now, leaf)?;
    let row = store::Mailbox {
        id,
        kind: settings.kind,
        state: MailboxState::Active,
        settings: keys.seal(ctx.now, id.uuid(), &[leaf], &settings)?,
        look_back_from: look_back_from.unwrap_or(EVER),
        created_at: ctx.now,
    };
    let grant = grant.map(|grant| grant::row(ctx, &mut keys, id, &grant)).transpose()?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_mailbox(&row).await?;
    if let Some(grant) = &grant {
        tx.put_grant(grant).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.mailboxes_changed().notify_waiters();
    read(app, ctx, id).await
}

/// Lets nothing be connected before somebody who may has accepted the agreement on processing (C9), nor while the account is
/// being closed. Asked before anything is asked of a provider, and once more when a mailbox is written down.
///
/// # Errors
/// [`Error::Unagreed`], [`Error::State`], or the store's failure.
pub(crate) async fn check_may_connect(app: &App, ctx: &Ctx) -> Result<()> {
    closing::check_open(app, ctx.scope).await?;
    document::check_dpa(app, ctx.scope, ctx.now).await
}

/// A folder is on the operator's machine, where every company's mail lies: they alone say which one is whose.
fn check_folder(ctx: &Ctx, before: Option<&str>, wanted: Option<&str>) -> Result<()> {
    if wanted.is_none() || wanted == before || ctx.is_operator() {
        return Ok(());
    }
    Err(Error::Input { field: "maildir", rule: "rule-operators-folder" })
}

/// Changes a mailbox, untested.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: MailboxId, change: MailboxChange) -> Result<MailboxView> {
    let signature = change.signature.as_deref().map(signature::checked).transpose()?;
    let act = match change.state {
        Some(MailboxState::Disconnected) => Act::MAILBOX_DISCONNECT,
        _ if change.servers.is_some() => Act::MAILBOX_SERVERS,
        _ => Act::MAILBOX_MANAGE,
    };
    let permit = app.permit(ctx, act).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    // Its passwords are gone: it is connected again, like a new one.
    if row.state == MailboxState::Disconnected && change.state.is_some_and(|state| state != row.state) {
        return Err(Error::State { noun: "mailbox", state: row.state.as_str() });
    }
    let old = row.settings.object();
    let mut settings = open_settings(app, &permit, &row).await?;
    if change.state == Some(MailboxState::Disconnected) {
        forget_passwords(&mut settings);
    }
    settings.signature = signature.unwrap_or(settings.signature);
    let (assign, servers) = (change.assign, change.servers.is_some());
    let state = change.state.unwrap_or(row.state);
    let erase_after_days = change.erase_after_days;
    if let Err(error) = alter(ctx, &mut settings, change) {
        // What was opened for it is told all the same.
        app.settle(permit).await?;
        return Err(error);
    }
    let mut keys = app.vault().draft(ctx.scope);
    row.state = state;
    row.settings = keys.seal(ctx.now, id.uuid(), &[LeafRef::mailbox(id)], &settings)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.update_mailbox(&row).await?;
    let mut end = None;
    if row.state == MailboxState::Disconnected {
        end = Some(ending::begin(&mut tx, ctx, id, erase_after_days).await?);
        tx.update_outbox_of_mailbox_due(id, ctx.now).await?;
    }
    if let Some(to) = assign {
        assign::put_of_mailbox(&mut tx, id, to).await?;
    }
    if servers {
        begin_again(&mut tx, ctx, id).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    if let Some(end) = end {
        ends::remember(app, ctx, ends::Word::Disconnected(end)).await?;
    }
    match row.state {
        // Its passwords go at once, also those before, and out of older backups.
        MailboxState::Disconnected => {
            app.keyring().delete_object_keys(ctx.scope, &[old]).await?;
            keys::end_replaced_of(app, ctx.scope, LeafRef::mailbox(id)).await?;
        }
        _ => keys::replaced(app, ctx.scope, &[old]).await?,
    }
    app.mailboxes_changed().notify_waiters();
    if row.state == MailboxState::Disconnected {
        grant::give_back(app, ctx, id).await?;
    }
    app.outbox_changed().notify_waiters();
    read(app, ctx, id).await
}

/// Nobody signs in with them any more.
fn forget_passwords(settings: &mut MailboxSettings) {
    for server in [&mut settings.imap, &mut settings.smtp].into_iter().flatten() {
        server.password.clear();
    }
}

/// Puts into the settings what is changed, and checks them.
fn alter(ctx: &Ctx, settings: &mut MailboxSettings, change: MailboxChange) -> Result<()> {
    settings.after_take_in = change.after_take_in.unwrap_or(settings.after_take_in);
    settings.move_to = change.move_to.or_else(|| settings.move_to.take());
    settings.name = change.name.unwrap_or_else(|| std::mem::take(&mut settings.name));
    set_aliases(settings, change.aliases)?;
    set_intake(settings, change.intake)?;
    if let Some(servers) = &change.servers {
        servers.apply(ctx, settings)?;
    }
    validate(settings)
}

/// What failed with the settings before is not held against the new ones: take-in starts at once, and answers that were
/// waiting for their next attempt go out.
async fn begin_again(tx: &mut store::TenantTx, ctx: &Ctx, id: MailboxId) -> Result<()> {
    if let Some(sync) = tx.find_mailbox_sync(id).await? {
        let fresh = fresh_sync(id);
        let store::MailboxSync { phase, attempts, next_attempt_at, last_error_code, behind, .. } = fresh;
        let sync = store::MailboxSync { phase, attempts, next_attempt_at, last_error_code, behind, ..sync };
        tx.update_mailbox_sync(&sync).await?;
    }
    tx.update_outbox_of_mailbox_due(id, ctx.now).await?;
    Ok(())
}

/// Lists mailboxes and how they fare.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<MailboxView>> {
    let permit = app.permit(ctx, ctx.for_operator(Act::MAILBOX_FIND).unwrap_or(Act::MAILBOX_READ)).await?;
    let store = app.store().tenant(ctx.scope);
    let rows = store.list_mailboxes().await?;
    let syncs = store.list_mailbox_syncs().await?;
    let held = store.count_held_intakes().await?;
    let rules = store.list_assign_rules().await?;
    let grants = store.list_grants().await?;
    let ends = store.list_mailbox_ends().await?;
    let left = store.list_permissions_left().await?;
    let rows = app.open_each(&permit, rows, |row| (row.id.uuid(), &row.settings)).await?;
    let sync_of = |id| syncs.iter().find(|sync| sync.mailbox == id).cloned();
    let items = rows
        .into_iter()
        .map(|(row, settings)| {
            let sync = sync_of(row.id).unwrap_or_else(|| fresh_sync(row.id));
            let grant = grants.iter().find(|grant| grant.mailbox == row.id).map(GrantView::of);
            MailboxView {
                assign: assign::of_mailbox(&rules, row.id),
                grant,
                erase_at_ms: ends.iter().find(|end| end.mailbox == row.id).map(|end| end.erase_at),
                permission_left: left.iter().find(|(id, _)| *id == row.id).map(|(_, why)| why.clone()),
                ..view(&row, settings, sync, held)
            }
        })
        .collect();
    app.settle(permit).await?;
    Ok(items)
}

/// Reads a mailbox.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: MailboxId) -> Result<MailboxView> {
    list(app, ctx).await?.into_iter().find(|view| view.id == id).ok_or(Error::NotFound("mailbox"))
}

/// Opens a mailbox's settings under a permit that the caller settles.
///
/// # Errors
/// What cannot be opened, or the keyring's failure.
pub async fn open_settings(app: &App, permit: &Permit, row: &store::Mailbox) -> Result<MailboxSettings> {
    app.open(permit, row.id.uuid(), &row.settings).await
}

fn validate(settings: &MailboxSettings) -> Result<()> {
    normalised(&settings.address)?;
    if settings.name.chars().count() > NAME_CHARS_MAX || settings.name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    servers::validate(settings)?;
    match settings.kind {
        ConnectorKind::Maildir if settings.maildir.as_deref().unwrap_or_default().is_empty() => {
            Err(Error::Input { field: "maildir", rule: "rule-required" })
        }
        ConnectorKind::Imap if settings.imap.is_none() => {
            Err(Error::Input { field: "imap", rule: "rule-required" })
        }
        ConnectorKind::Imap if settings.smtp.is_none() => {
            Err(Error::Input { field: "smtp", rule: "rule-required" })
        }
        // Only with a provider's permission, and only that one's.
        ConnectorKind::Gmail if settings.provider != Some(Provider::Google) => {
            Err(Error::Input { field: "kind", rule: "rule-by-provider" })
        }
        ConnectorKind::Graph if settings.provider != Some(Provider::Microsoft) => {
            Err(Error::Input { field: "kind", rule: "rule-by-provider" })
        }
        _ if settings.after_take_in == AfterTakeIn::Move && settings.move_to.is_none() => {
            Err(Error::Input { field: "move_to", rule: "rule-required" })
        }
        _ => Ok(()),
    }
}

/// Which addresses people write to about their own data; one that is the mailbox's no longer is none of them.
fn set_intake(settings: &mut MailboxSettings, intake: Option<Vec<String>>) -> Result<()> {
    let own: Vec<String> =
        settings.own_addresses().filter_map(|address| mime::normalise_address(&address)).collect();
    if let Some(intake) = intake {
        settings.intake.clear();
        for address in intake {
            let address = mime::normalise_address(&address).filter(|address| own.contains(address));
            let address = address.ok_or(Error::Input { field: "intake", rule: "rule-not-ours" })?;
            if !settings.intake.contains(&address) {
                settings.intake.push(address);
            }
        }
    }
    settings.intake.retain(|address| own.contains(address));
    Ok(())
}

/// Keeps further addresses in their one place, with names.
fn set_aliases(settings: &mut MailboxSettings, further: Option<Vec<Address>>) -> Result<()> {
    let further = further.unwrap_or_else(|| settings.further());
    settings.identities = identity::checked(&settings.address, &further)?;
    settings.aliases.clear();
    Ok(())
}

fn normalised(address: &str) -> Result<String> {
    mime::normalise_address(address).ok_or(Error::Input { field: "address", rule: "rule-address" })
}

fn view(row: &store::Mailbox, settings: MailboxSettings, sync: store::MailboxSync, held: i64) -> MailboxView {
    MailboxView {
        id: row.id,
        aliases: settings.further(),
        intake: settings.intake,
        name: settings.name,
        address: settings.address,
        signature: settings.signature.unwrap_or_default(),
        kind: row.kind,
        state: row.state,
        assign: AssignTo::default(),
        after_take_in: settings.after_take_in,
        server: settings.maildir.or(settings.imap.map(|imap| format!("{}:{}", imap.host, imap.port))),
        folders: settings.folders,
        look_back_from_ms: (row.look_back_from > EVER).then_some(row.look_back_from),
        last_success_at_ms: sync.last_success_at,
        attempts: i64::from(sync.attempts),
        next_attempt_at_ms: (sync.attempts > 0).then_some(sync.next_attempt_at),
        last_error: sync.last_error_code,
        held,
        last_mail_at_ms: sync.last_mail_at,
        lag_ms: sync.lag_ms,
        quota_waits: sync.quota_waits,
        quota_waited_ms: sync.quota_waited_ms,
        behind: sync.phase == store::SyncPhase::BackFill,
        grant: None,
        erase_at_ms: None,
        permission_left: None,
    }
}
