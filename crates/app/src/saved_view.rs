//! Saved views: any filter and order under a name, one's own or everyone's, with a count that is always right.

use crate::notice::{self, Bell};
use crate::{App, Ctx, Error, Result, consent, keys};
use domain::keyring::LeafRef;
use domain::limits::{SAVED_VIEWS_MAX, VIEW_CHARS_MAX};
use domain::record::ViewName;
use domain::{AgentId, Role, Sealed, Timestamp, ViewId};
use privacy::{Act, Instructions};
use std::collections::HashMap;
use store::{BuiltInView, ChangeKind, SavedView, TicketOrder, ViewConditions};

/// So many days before it is due, a request about somebody's data is marked in the side bar.
const REQUEST_SOON_DAYS: i64 = 10;

/// A view to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewDraft {
    /// Name.
    pub name: String,
    /// Whether everyone gets it.
    pub shared: bool,
    /// What it asks for.
    pub conditions: ViewConditions,
    /// In which order it lists.
    pub order: TicketOrder,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewView {
    /// Id.
    pub id: ViewId,
    /// Name.
    pub name: String,
    /// Whether everyone has it.
    pub shared: bool,
    /// Who made it.
    pub owner: AgentId,
    /// What it asks for.
    pub conditions: ViewConditions,
    /// In which order it lists.
    pub order: TicketOrder,
    /// Its tickets; `None` where they are not counted (what is unread is another for each agent).
    pub count: Option<i64>,
    /// When it was made.
    pub created_at_ms: Timestamp,
}

/// What stands in the side bar: the views that everyone has and the saved ones, with their counts.
#[derive(Debug, Clone, Default)]
pub struct SideBar {
    /// How many tickets each of them has.
    pub built_in: Vec<(BuiltInView, i64)>,
    /// One's own and the shared ones, oldest first.
    pub saved: Vec<ViewView>,
    /// What the agent was told.
    pub bell: Bell,
    /// A mailbox has to be connected again; told to admins, who can do so.
    pub reconnect: bool,
    /// A request about somebody's data is due within ten days; told to admins.
    pub request_due: bool,
    /// How many alerts nobody has looked at; told to admins.
    pub alerts: i64,
    /// Something about sub-processors that no admin has looked at; told to admins.
    pub register_news: bool,
    /// When everything goes, while the company's account is being closed; told to everybody.
    pub closing_at: Option<Timestamp>,
    /// Whether the agent was never asked to have their use counted, and is to be.
    pub asks_usage: bool,
    /// What the company instructs.
    pub instructions: Instructions,
    /// Whether companies pay for anything here.
    pub is_billed: bool,
}

/// The views that the agent has. Whatever the number of tickets, this reads one number for each view.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn side_bar(app: &App, ctx: &Ctx) -> Result<SideBar> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::VIEW_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let (rows, counts) =
        tokio::try_join!(store.list_saved_views_for(agent), store.list_view_counts(Some(agent)))?;
    let bell = notice::bell(app, ctx).await?;
    let instructions = crate::instruction::current(app, ctx.scope).await?;
    let standing = consent::under(app, ctx.scope, agent, &instructions).await?;
    let asks_usage = standing == consent::Standing::Unasked;
    let closing_at = store.find_tenant_end().await?.map(|end| end.erase_at);
    let is_admin = ctx.role == Some(Role::Admin);
    let reconnect = is_admin && store.count_grants_ended().await? > 0;
    let soon = ctx.now.plus_millis(REQUEST_SOON_DAYS * 24 * 3_600_000);
    let request_due = is_admin && store.count_subject_requests_due(soon).await? > 0;
    let alerts = if is_admin { store.count_alerts_open().await? } else { 0 };
    let register_news = is_admin && store.count_register_notices_unseen().await? > 0;
    let names = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.name))).await?;
    if names.is_empty() {
        // Numbers alone: nothing was opened, so nothing is owed to the log.
        drop(permit);
    } else {
        app.settle(permit).await?;
    }
    let count = |view: &BuiltInView| (*view, counts.get(&view.id()).copied().unwrap_or(0));
    Ok(SideBar {
        built_in: BuiltInView::ALL.iter().map(count).collect(),
        saved: rows.into_iter().zip(names).map(|(row, name)| view(row, name, &counts)).collect(),
        bell,
        reconnect,
        request_due,
        alerts,
        register_news,
        closing_at,
        asks_usage,
        instructions,
        is_billed: app.settings().billing.is_some(),
    })
}

/// The views that the agent saved, and the shared ones.
///
/// # Errors
/// As [`side_bar`].
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<ViewView>> {
    Ok(side_bar(app, ctx).await?.saved)
}

/// Reads a view.
///
/// # Errors
/// [`Error::NotFound`] (also another agent's own), a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: ViewId) -> Result<ViewView> {
    let permit = app.permit(ctx, Act::VIEW_READ).await?;
    let row = found(app, ctx, id).await?;
    let counts = app.store().tenant(ctx.scope).list_view_counts(ctx.agent_id()).await?;
    let name = app.open(&permit, id.uuid(), &row.name).await?;
    app.settle(permit).await?;
    Ok(view(row, name, &counts))
}

/// What a view asks for, without its name: nothing is opened.
///
/// # Errors
/// [`Error::NotFound`] (also another agent's own), a refusal, or a store's failure.
pub async fn conditions(app: &App, ctx: &Ctx, id: ViewId) -> Result<(ViewConditions, TicketOrder)> {
    drop(app.permit(ctx, Act::VIEW_READ).await?);
    let row = found(app, ctx, id).await?;
    Ok((row.conditions, row.order))
}

/// Saves a view.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, draft: ViewDraft) -> Result<ViewView> {
    let name = checked(&draft.name)?;
    let owner = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::VIEW_SAVE).await?;
    let id = ViewId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let record = ViewName { name };
    let sealed = seal(app, ctx, &mut keys, id, owner, draft.shared, &record).await?;
    let row = SavedView {
        id,
        owner,
        shared: draft.shared,
        name: sealed,
        conditions: draft.conditions,
        order: draft.order,
        created_at: ctx.now,
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.list_saved_views().await?.len() >= SAVED_VIEWS_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    tx.insert_saved_view(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    let counts = app.store().tenant(ctx.scope).list_view_counts(Some(owner)).await?;
    Ok(view(row, record, &counts))
}

/// A change of a view; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewChange {
    /// Name.
    pub name: Option<String>,
    /// Whether everyone gets it.
    pub shared: Option<bool>,
    /// What it asks for.
    pub conditions: Option<ViewConditions>,
    /// In which order it lists.
    pub order: Option<TicketOrder>,
}

/// Changes a view: its owner, or an admin where it is shared.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for another's shared view, bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: ViewId, change: ViewChange) -> Result<ViewView> {
    let name = change.name.as_deref().map(checked).transpose()?;
    let permit = app.permit(ctx, Act::VIEW_SAVE).await?;
    let mut row = found(app, ctx, id).await?;
    may_change(ctx, &row)?;
    let mut record = app.open(&permit, id.uuid(), &row.name).await?;
    let old = row.name.object();
    record.name = name.unwrap_or(record.name);
    row.shared = change.shared.unwrap_or(row.shared);
    row.conditions = change.conditions.unwrap_or(row.conditions);
    row.order = change.order.unwrap_or(row.order);
    let mut keys = app.vault().draft(ctx.scope);
    row.name = seal(app, ctx, &mut keys, id, row.owner, row.shared, &record).await?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.update_saved_view(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    let counts = app.store().tenant(ctx.scope).list_view_counts(ctx.agent_id()).await?;
    Ok(view(row, record, &counts))
}

/// Removes a view; its name's key ends with the backups that hold it.
///
/// # Errors
/// As [`change`].
pub async fn delete(app: &App, ctx: &Ctx, id: ViewId) -> Result<()> {
    let permit = app.permit(ctx, Act::VIEW_DELETE).await?;
    let row = found(app, ctx, id).await?;
    may_change(ctx, &row)?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.delete_saved_view(id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    keys::replaced(app, ctx.scope, &[row.name.object()]).await?;
    Ok(())
}

/// A view that the agent has.
async fn found(app: &App, ctx: &Ctx, id: ViewId) -> Result<SavedView> {
    let row = app.store().tenant(ctx.scope).find_saved_view(id).await?;
    row.filter(|row| row.shared || Some(row.owner) == ctx.agent_id()).ok_or(Error::NotFound("view"))
}

fn may_change(ctx: &Ctx, row: &SavedView) -> Result<()> {
    if Some(row.owner) == ctx.agent_id() || ctx.role == Some(Role::Admin) {
        return Ok(());
    }
    Err(Error::State { noun: "view", state: "another agent's" })
}

/// One's own view goes with its agent; a shared one stays.
async fn seal(
    app: &App,
    ctx: &Ctx,
    keys: &mut crypto::Draft,
    id: ViewId,
    owner: AgentId,
    shared: bool,
    name: &ViewName,
) -> Result<Sealed<ViewName>> {
    let leaf = if shared { LeafRef::settings(ctx.scope.tenant()) } else { LeafRef::agent(owner) };
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    Ok(keys.seal(ctx.now, id.uuid(), &[leaf], name)?)
}

fn checked(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    if name.chars().count() > VIEW_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(name)
}

fn view(row: SavedView, name: ViewName, counts: &HashMap<ViewId, i64>) -> ViewView {
    ViewView {
        id: row.id,
        name: name.name,
        shared: row.shared,
        owner: row.owner,
        count: (!row.conditions.unread).then(|| counts.get(&row.id).copied().unwrap_or(0)),
        conditions: row.conditions,
        order: row.order,
        created_at_ms: row.created_at,
    }
}
