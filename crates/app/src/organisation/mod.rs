//! Organisations: companies and others that several contacts belong to. Name, domains and notes are sealed; a domain is
//! found by its lookup tag.

mod define;
mod place;

pub use define::{OrganisationChange, OrganisationDraft, change, create, delete};
pub(crate) use place::{domain_tag, join_new};
pub use place::{leave, place_by_address, place_contact};

use crate::contact;
use crate::ticket::list::{open_last as open_tickets_last, rows as ticket_rows};
use crate::view::{ContactView, Page, TicketRow};
use crate::{App, Ctx, Error, Result};
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::limits::PAGE_ITEMS_MAX;
use domain::record::OrganisationContent;
use domain::{ContactId, OrganisationId, TicketStatus, Timestamp};
use privacy::Act;

/// Column name that goes into the lookup tag of a name.
const NAME: &str = "organisation.name_tag";

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OrganisationView {
    /// Id.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
    /// Domains of its people's addresses.
    pub domains: Vec<String>,
    /// What agents want to know of it.
    pub notes: String,
    /// When it was made.
    pub created_at_ms: Timestamp,
    /// When it was last changed.
    pub updated_at_ms: Timestamp,
}

/// The organisation of who wrote, beside a conversation.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Belonging {
    /// It.
    pub organisation: OrganisationView,
    /// The tickets of its other people that are not closed, last changed first, ten at most.
    pub tickets: Vec<TicketRow>,
}

/// Lists organisations, newest first.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx, after: Option<&str>, limit: u32) -> Result<Page<OrganisationView>> {
    let permit = app.permit(ctx, Act::ORGANISATION_READ).await?;
    let after: Option<OrganisationId> = after.map(position).transpose()?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let mut rows = app.store().tenant(ctx.scope).list_organisations(after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let rows = app.open_each_last(permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    let items = rows.into_iter().map(|(row, content)| view(&row, content)).collect();
    Ok(Page { items, next })
}

fn position<T: std::str::FromStr>(after: &str) -> Result<T> {
    after.parse().map_err(|_| Error::Input { field: "after", rule: "rule-cursor" })
}

/// Reads an organisation.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: OrganisationId) -> Result<OrganisationView> {
    let permit = app.permit(ctx, Act::ORGANISATION_READ).await?;
    let row = app.store().tenant(ctx.scope).find_organisation(id).await?;
    let row = row.ok_or(Error::NotFound("organisation"))?;
    let content = app.open(&permit, id.uuid(), &row.content).await?;
    app.settle(permit).await?;
    Ok(view(&row, content))
}

/// Whether there is any.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn any(app: &App, ctx: &Ctx) -> Result<bool> {
    drop(app.permit(ctx, Act::ORGANISATION_READ).await?);
    Ok(!app.store().tenant(ctx.scope).list_organisations(None, 1).await?.is_empty())
}

/// The organisation with this name, or with this domain.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn find(app: &App, ctx: &Ctx, text: &str) -> Result<Option<OrganisationId>> {
    drop(app.permit(ctx, Act::ORGANISATION_READ).await?);
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let store = app.store().tenant(ctx.scope);
    let tag = name_tag(app, ctx, &name).await?;
    if let Some(named) = store.find_organisation_by_name(tag).await? {
        return Ok(Some(named.id));
    }
    let Some(domain) = define::domain_of(&name) else { return Ok(None) };
    let tag = place::tag_of(app, ctx, &domain)?;
    Ok(store.list_organisations_of_domains(&[tag]).await?.remove(&tag))
}

/// The people of an organisation, newest first.
///
/// # Errors
/// [`Error::NotFound`], a bad cursor, a refusal, or a store's failure.
pub async fn people(
    app: &App,
    ctx: &Ctx,
    id: OrganisationId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<ContactView>> {
    let permit = app.permit(ctx, Act::CONTACT_READ).await?;
    let after: Option<ContactId> = after.map(position).transpose()?;
    let store = app.store().tenant(ctx.scope);
    store.find_organisation(id).await?.ok_or(Error::NotFound("organisation"))?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let rows = store.list_people_of_organisation(id, after, limit + 1).await?;
    contact::opened_page(app, permit, rows, limit).await
}

/// The tickets of an organisation's people, last changed first.
///
/// # Errors
/// As [`people`].
pub async fn tickets(
    app: &App,
    ctx: &Ctx,
    id: OrganisationId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<TicketRow>> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let store = app.store().tenant(ctx.scope);
    store.find_organisation(id).await?.ok_or(Error::NotFound("organisation"))?;
    let its = store::TicketFilter {
        statuses: TicketStatus::LISTED.to_vec(),
        organisation: Some(id),
        ..store::TicketFilter::default()
    };
    let (rows, next) = ticket_rows(app, ctx, &its, store::TicketOrder::Newest, after, limit).await?;
    Ok(Page { items: open_tickets_last(app, ctx, permit, rows).await?, next })
}

/// Names that differ in case alone are the same.
async fn name_tag(app: &App, ctx: &Ctx, name: &str) -> Result<LookupTag> {
    app.load_tenant(ctx.scope).await?;
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::settings(tenant)]).await?;
    Ok(app.vault().tag(ctx.scope, NAME, name.to_lowercase().as_bytes())?)
}

pub(crate) fn view(row: &store::Organisation, content: OrganisationContent) -> OrganisationView {
    OrganisationView {
        id: row.id,
        name: content.name,
        domains: content.domains,
        notes: content.notes,
        created_at_ms: row.created_at,
        updated_at_ms: row.updated_at,
    }
}
