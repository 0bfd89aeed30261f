//! Tags: the tenant's own words for its tickets. Their names are sealed: companies write about people in them.

use crate::ticket::bulk::changes;
use crate::view::TicketFilter;
use crate::{App, Ctx, Error, Result, keys, learning};
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::limits::{TAG_CHARS_MAX, TAGS_MAX};
use domain::record::TagName;
use domain::{TagColour, TagId, TicketId, TicketStatus, Timestamp};
use privacy::Act;
use std::collections::HashMap;
use store::{ChangeKind, TicketOrder};

/// Column name that goes into the lookup tag of a name.
const NAME: &str = "tag.name_tag";

/// Tickets that a tag is taken off in one transaction.
const TICKETS_PER_ROUND: u32 = 200;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TagView {
    /// Id.
    pub id: TagId,
    /// Name.
    pub name: String,
    /// Colour.
    pub colour: TagColour,
    /// When it was added.
    pub created_at_ms: Timestamp,
}

/// Lists the tags, by name.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<TagView>> {
    let permit = app.permit(ctx, Act::TAG_READ).await?;
    let rows = app.store().tenant(ctx.scope).list_tags().await?;
    let names = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.name))).await?;
    app.settle(permit).await?;
    let mut all: Vec<_> = rows.iter().zip(names).map(|(row, name)| view(row, name)).collect();
    all.sort_by_cached_key(|tag| tag.name.to_lowercase());
    Ok(all)
}

/// How many tickets have each tag, of every status; absent where none has. Nothing is opened.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn ticket_counts(app: &App, ctx: &Ctx) -> Result<HashMap<TagId, i64>> {
    drop(app.permit(ctx, Act::TAG_READ).await?);
    Ok(app.store().tenant(ctx.scope).count_tickets_by_tag().await?)
}

/// Adds a tag.
///
/// # Errors
/// [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, name: &str, colour: TagColour) -> Result<TagView> {
    let name = checked(name)?;
    let permit = app.permit(ctx, Act::TAG_CREATE).await?;
    let name_tag = name_tag(app, ctx, &name).await?;
    let id = TagId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let record = TagName { name };
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    let sealed = keys.seal(ctx.now, id.uuid(), &leaves, &record)?;
    let row = store::Tag { id, name_tag, name: sealed, colour, created_at: ctx.now };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.find_tag_by_name(name_tag).await?.is_some() {
        return Err(Error::Exists("tag"));
    }
    if tx.list_tags().await?.len() >= TAGS_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    tx.insert_tag(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(view(&row, record))
}

/// The tag of this name; made when there is none.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn named(app: &App, ctx: &Ctx, name: &str) -> Result<TagId> {
    let checked = checked(name)?;
    let tag = name_tag(app, ctx, &checked).await?;
    if let Some(known) = app.store().tenant(ctx.scope).find_tag_by_name(tag).await? {
        return Ok(known.id);
    }
    match create(app, ctx, &checked, TagColour::Grey).await {
        Ok(made) => Ok(made.id),
        // Somebody else was faster.
        Err(Error::Exists(_)) => {
            let known = app.store().tenant(ctx.scope).find_tag_by_name(tag).await?;
            known.map(|tag| tag.id).ok_or(Error::NotFound("tag"))
        }
        Err(other) => Err(other),
    }
}

/// Changes a tag's name or colour.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn change(
    app: &App,
    ctx: &Ctx,
    id: TagId,
    name: Option<&str>,
    colour: Option<TagColour>,
) -> Result<TagView> {
    let name = name.map(checked).transpose()?;
    let permit = app.permit(ctx, Act::TAG_MANAGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_tag(id).await?.ok_or(Error::NotFound("tag"))?;
    let old = row.name.object();
    let mut record = app.open(&permit, id.uuid(), &row.name).await?;
    record.name = name.unwrap_or(record.name);
    row.name_tag = name_tag(app, ctx, &record.name).await?;
    row.colour = colour.unwrap_or(row.colour);
    let mut keys = app.vault().draft(ctx.scope);
    row.name = keys.seal(ctx.now, id.uuid(), &[LeafRef::settings(ctx.scope.tenant())], &record)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    if tx.find_tag_by_name(row.name_tag).await?.is_some_and(|other| other.id != id) {
        return Err(Error::Exists("tag"));
    }
    tx.update_tag(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(view(&row, record))
}

/// Removes a tag: first from every ticket, a few at a time, then from the list. Its name's key ends with the
/// backups that hold it.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure; doing it again goes on where it stopped.
pub async fn delete(app: &App, ctx: &Ctx, id: TagId) -> Result<()> {
    let permit = app.permit(ctx, Act::TAG_DELETE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_tag(id).await?.ok_or(Error::NotFound("tag"))?;
    let filter =
        TicketFilter { tags: vec![id], statuses: TicketStatus::ALL.to_vec(), ..TicketFilter::default() };
    let filter = crate::ticket::list::query(app, ctx, &filter).await?;
    loop {
        let mut tx = store.begin().await?;
        let mut tickets = tx.list_tickets(&filter, TicketOrder::Newest, None, TICKETS_PER_ROUND).await?;
        if tickets.is_empty() {
            let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
            tx.delete_tag(id).await?;
            tx.append_audit(&entries).await?;
            tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
            tx.commit().await?;
            keys::replaced(app, ctx.scope, &[row.name.object()]).await?;
            learning::end(app, ctx.scope).await?;
            return Ok(());
        }
        for ticket in &mut tickets {
            ticket.tags.retain(|tag| *tag != id);
        }
        let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
        permit.record_tickets(&ids);
        tx.update_tickets(&tickets).await?;
        tx.append_changes(&changes(ctx, &ids)).await?;
        tx.commit().await?;
    }
}

/// Checks a name; returns it without space around it.
fn checked(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    if name.chars().count() > TAG_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(name)
}

/// Names that differ in case alone are the same.
async fn name_tag(app: &App, ctx: &Ctx, name: &str) -> Result<LookupTag> {
    app.load_tenant(ctx.scope).await?;
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::settings(tenant)]).await?;
    Ok(app.vault().tag(ctx.scope, NAME, name.to_lowercase().as_bytes())?)
}

fn view(row: &store::Tag, name: TagName) -> TagView {
    TagView { id: row.id, name: name.name, colour: row.colour, created_at_ms: row.created_at }
}
