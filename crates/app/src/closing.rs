//! Closing a company's account (C42, C94): nothing comes in any more, everything is erased after the days that were
//! chosen, and until then it can be taken back. What is done with it meanwhile stands in `jobs/closing.rs`.

mod sums;

pub use sums::ClosedMonth;
pub(crate) use sums::{keep_sums, months};

use crate::erasure::{self, Preview, Scope, ends};
use crate::mailbox::{self, MailboxChange};
use crate::{App, Ctx, Error, Result, agent, jobs, operator, tenant};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::{CLOSING_DAYS_DEFAULT, CLOSING_DAYS_MAX};
use domain::record::{AgentProfile, ClosingLetter, ClosingRecipient};
use domain::{AgentId, ErasureId, ErasureState, MailboxState, Private, TenantScope, Timestamp};
use privacy::Act;
use store::{ChangeKind, TenantEnd, TenantTx};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// That the account is to be closed, by whom it is and that they mean it.
#[derive(Debug, Clone)]
pub struct Close {
    /// Days until everything goes, thirty at most; seven when absent, 0: now.
    pub days: Option<u32>,
    /// The company's short name, typed.
    pub slug: String,
    /// The password of whoever asks.
    pub password: Private<String>,
    /// Whether sums stay, in which nobody is told apart; else nothing does.
    pub keep_sums: bool,
}

/// That the account is being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// Who closed it.
    pub by: Option<AgentId>,
    /// When that was.
    pub ended_at: Timestamp,
    /// When everything goes.
    pub erase_at: Timestamp,
    /// Whether it can still be taken back: the erasure has not begun.
    pub can_be_kept: bool,
    /// Whether sums stay, in which nobody is told apart.
    pub keep_sums: bool,
}

/// What closing takes along, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosingView {
    /// What goes, as counts.
    pub preview: Preview,
    /// Mailboxes that are connected.
    pub mailboxes: usize,
    /// People who can sign in.
    pub agents: usize,
    /// Since when and until when, while it is being closed.
    pub closing: Option<Closing>,
}

/// What closing the account would take along, and whether it is being closed.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn read(app: &App, ctx: &Ctx) -> Result<ClosingView> {
    let preview = erasure::preview(app, ctx, Scope::Tenant).await?;
    let store = app.store().tenant(ctx.scope);
    let connected = |one: &&store::Mailbox| one.state != MailboxState::Disconnected;
    let active = |one: &&store::Agent| one.state == domain::AgentState::Active;
    Ok(ClosingView {
        preview,
        mailboxes: store.list_mailboxes().await?.iter().filter(connected).count(),
        agents: store.list_agents().await?.iter().filter(active).count(),
        closing: find(app, ctx.scope).await?,
    })
}

/// Whether the account is being closed: a state that everybody in the company is shown.
///
/// # Errors
/// The store's failure.
pub async fn find(app: &App, scope: TenantScope) -> Result<Option<Closing>> {
    let store = app.store().tenant(scope);
    let Some(end) = store.find_tenant_end().await? else { return Ok(None) };
    let can_be_kept = store.list_erasures_of(scope.tenant().uuid()).await?.is_empty();
    let TenantEnd { by, ended_at, erase_at, keep_sums, .. } = end;
    Ok(Some(Closing { by, ended_at, erase_at, can_be_kept, keep_sums }))
}

/// Whether the account is closed and its time has come, but something keeps its end waiting. Until then what ends by rules and
/// terms of its own goes on to end.
///
/// # Errors
/// The store's failure.
pub(crate) async fn waits(app: &App, scope: TenantScope) -> Result<bool> {
    let erasures = app.store().tenant(scope).list_erasures_of(scope.tenant().uuid()).await?;
    Ok(erasures.iter().any(|one| one.state == ErasureState::Held))
}

/// Lets nothing be connected while the account is being closed.
///
/// # Errors
/// [`Error::State`], or the store's failure.
pub(crate) async fn check_open(app: &App, scope: TenantScope) -> Result<()> {
    match app.store().tenant(scope).find_tenant_end().await? {
        Some(_) => Err(Error::State { noun: "tenant", state: "closing" }),
        None => Ok(()),
    }
}

/// Begins to close the account: take-in stops, tokens and passwords of mailboxes are destroyed, and the clock runs. Asked
/// again, it counts the other number of days from the day on which it began, and sums stay as it says then.
///
/// # Errors
/// Bad input (also for a wrong password), [`Error::State`] when the erasure has begun, a refusal, or a store's failure.
pub async fn begin(app: &App, ctx: &Ctx, close: Close) -> Result<Closing> {
    let days = close.days.unwrap_or(CLOSING_DAYS_DEFAULT);
    if days > CLOSING_DAYS_MAX {
        return Err(Error::Input { field: "days", rule: "rule-thirty-days" });
    }
    let permit = app.permit(ctx, Act::TENANT_CLOSE).await?;
    let known = tenant::find(app, ctx.scope).await?.ok_or(Error::NotFound("tenant"))?;
    if close.slug.trim() != known.slug {
        return Err(Error::Input { field: "slug", rule: "rule-own-slug" });
    }
    match agent::prove_password(app, ctx, &close.password).await {
        Err(Error::SignInRefused) => {
            return Err(Error::Input { field: "password", rule: "rule-own-password" });
        }
        other => other?,
    }
    let before = find(app, ctx.scope).await?;
    if before.is_some_and(|before| !before.can_be_kept) {
        return Err(Error::State { noun: "tenant", state: "erasing" });
    }
    disconnect(app, ctx).await?;
    let ended_at = before.map_or(ctx.now, |before| before.ended_at);
    let store = app.store().tenant(ctx.scope);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let notices = tx.find_tenant_end().await?.map_or(0, |end| end.notices);
    let end = TenantEnd {
        tenant: ctx.scope.tenant(),
        by: ctx.agent_id(),
        ended_at,
        erase_at: ended_at.plus_millis(i64::from(days) * DAY_MS),
        notices,
        keep_sums: close.keep_sums,
    };
    tx.put_tenant_end(&end).await?;
    check_not_begun(&mut tx, ctx.scope).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    ends::remember(app, ctx, ends::Word::Closing(end)).await?;
    // One that was connected in between.
    disconnect(app, ctx).await?;
    find(app, ctx.scope).await?.ok_or(Error::NotFound("closing"))
}

/// After the row is ours, so that the erasure has begun and is seen, or cannot begin.
async fn check_not_begun(tx: &mut TenantTx, scope: TenantScope) -> Result<()> {
    match tx.list_erasures_of(scope.tenant().uuid()).await?.is_empty() {
        true => Ok(()),
        false => Err(Error::State { noun: "tenant", state: "erasing" }),
    }
}

async fn disconnect(app: &App, ctx: &Ctx) -> Result<()> {
    for row in app.store().tenant(ctx.scope).list_mailboxes().await? {
        if row.state != MailboxState::Disconnected {
            let state = Some(MailboxState::Disconnected);
            let change = MailboxChange { state, ..MailboxChange::default() };
            mailbox::change(app, ctx, row.id, change).await?;
        }
    }
    Ok(())
}

/// Takes it back: the company goes on. Its mailboxes have to be connected again, within the days that a disconnected one has.
///
/// # Errors
/// [`Error::NotFound`] when it is not being closed, [`Error::State`] when the erasure has begun, a refusal, or a store's
/// failure.
pub async fn keep(app: &App, ctx: &Ctx) -> Result<()> {
    let permit = app.permit(ctx, Act::TENANT_KEEP).await?;
    let closing = find(app, ctx.scope).await?.ok_or(Error::NotFound("closing"))?;
    if !closing.can_be_kept {
        return Err(Error::State { noun: "tenant", state: "erasing" });
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if !tx.delete_tenant_end().await? {
        return Err(Error::NotFound("closing"));
    }
    check_not_begun(&mut tx, ctx.scope).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    tx.commit().await?;
    ends::remember(app, ctx, ends::Word::TakenBack).await
}

/// Where somebody is written to, and how.
pub(crate) fn recipient(profile: AgentProfile) -> ClosingRecipient {
    let AgentProfile { name, email, language, time_zone, .. } = profile;
    ClosingRecipient { name, email, language, time_zone }
}

/// Keeps, under the system's own key, to whom the receipt of a tenant goes: the tenant's keys are about to be destroyed, and
/// its admins with them. Without operator mail there is no way to send it.
///
/// # Errors
/// A failure of the store, the keyring or the log; done again, it goes on.
pub(crate) async fn keep_recipients(
    app: &App,
    scope: TenantScope,
    erasure: ErasureId,
    now: Timestamp,
) -> Result<()> {
    let own = app.store().tenant(operator::SCOPE);
    let is_kept = own.find_closing_letter(erasure).await?.is_some();
    if app.settings().operator_mail.is_none() || is_kept {
        return Ok(());
    }
    // Done already, when a step that was interrupted is done again.
    if app.keyring().list_tenant_keys(scope).await?.is_empty() {
        return Ok(());
    }
    let company = tenant::find(app, scope).await?.map(|info| info.name).unwrap_or_default();
    let admins = jobs::admins(app, scope).await?.into_iter();
    let letter = ClosingLetter { company, to: admins.map(|(_, profile)| recipient(profile)).collect() };
    let ctx = Ctx::job(operator::SCOPE, Job::Notices, now);
    let permit = app.permit(&ctx, Act::CLOSING_TELL).await?;
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let content = keys.seal(now, erasure.uuid(), &leaves, &letter)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = own.begin().await?;
    tx.insert_closing_letter(&store::Closed { id: erasure, tenant: scope.tenant(), content, made_at: now })
        .await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}
