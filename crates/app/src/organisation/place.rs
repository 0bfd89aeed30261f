//! Where contacts belong: said by hand, or by the domain of their address as they are made. (When an organisation's
//! domains change, `jobs::organisations` looks through those that there are.)

use crate::inbound::people::COLUMN;
use crate::{App, Ctx, Error, Result};
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::mail_domain::is_public;
use domain::{ContactId, OrganisationId};
use privacy::Act;
use store::{ChangeKind, TenantTx};

/// Column name that goes into the lookup tag of a domain.
const DOMAIN: &str = "organisation_domain.domain_tag";

/// The tag of a domain; the tenant's lookup key is at hand.
pub(super) fn tag_of(app: &App, ctx: &Ctx, domain: &str) -> Result<LookupTag> {
    Ok(app.vault().tag(ctx.scope, DOMAIN, domain.as_bytes())?)
}

/// The tag of a normalised address' domain; none where anyone gets an address. The tenant's lookup key is at hand.
///
/// # Errors
/// A key that is not there.
pub(crate) fn domain_tag(keys: &crypto::Draft, email: &str) -> Result<Option<LookupTag>> {
    match email.rsplit_once('@') {
        Some((_, domain)) if !is_public(domain) => Ok(Some(keys.tag(DOMAIN, domain.as_bytes())?)),
        _ => Ok(None),
    }
}

/// Puts contacts that were just made where their domains say.
///
/// # Errors
/// A store's failure.
pub(crate) async fn join_new(tx: &mut TenantTx, made: &[(ContactId, LookupTag)]) -> Result<()> {
    let mut tags: Vec<LookupTag> = made.iter().map(|(_, tag)| *tag).collect();
    tags.sort_unstable();
    tags.dedup();
    if tags.is_empty() {
        return Ok(());
    }
    let known = tx.list_organisations_of_domains(&tags).await?;
    for (contact, tag) in made {
        if let Some(organisation) = known.get(tag) {
            tx.put_organisation_by_domain(*contact, Some(*organisation)).await?;
        }
    }
    Ok(())
}

/// Says by hand where a contact belongs: to this organisation, or to none. Its domain says nothing any more.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Input`] for an organisation that there is not, a refusal, or a store's failure.
pub async fn place_contact(
    app: &App,
    ctx: &Ctx,
    contact: ContactId,
    organisation: Option<OrganisationId>,
) -> Result<()> {
    let permit = app.permit(ctx, Act::CONTACT_CHANGE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.find_contact(contact).await?.is_none() {
        return Err(Error::NotFound("contact"));
    }
    if let Some(id) = organisation
        && tx.find_organisation(id).await?.is_none()
    {
        return Err(Error::Input { field: "organisation_id", rule: "rule-unknown-organisation" });
    }
    tx.put_organisation_of_contact(contact, organisation).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    // Of many tickets, the later ones follow apart.
    app.organisations_changed().notify_waiters();
    Ok(())
}

/// Says by hand that a contact does not belong to an organisation.
///
/// # Errors
/// [`Error::NotFound`] when it does not, a refusal, or a store's failure.
pub async fn leave(app: &App, ctx: &Ctx, id: OrganisationId, contact: ContactId) -> Result<()> {
    let permit = app.permit(ctx, Act::CONTACT_CHANGE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let found = tx.find_contact(contact).await?.filter(|contact| contact.organisation == Some(id));
    found.ok_or(Error::NotFound("contact"))?;
    tx.put_organisation_of_contact(contact, None).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    // Of many tickets, the later ones follow apart.
    app.organisations_changed().notify_waiters();
    Ok(())
}

/// Puts the contact with this address into an organisation, by hand.
///
/// # Errors
/// [`Error::Input`] for an address that no contact has; else as [`place_contact`].
pub async fn place_by_address(
    app: &App,
    ctx: &Ctx,
    organisation: OrganisationId,
    email: &str,
) -> Result<ContactId> {
    let wrong = |rule| Error::Input { field: "email", rule };
    drop(app.permit(ctx, Act::CONTACT_CHANGE).await?);
    let store = app.store().tenant(ctx.scope);
    store.find_organisation(organisation).await?.ok_or(Error::NotFound("organisation"))?;
    let email = mime::normalise_address(email).ok_or_else(|| wrong("rule-address"))?;
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[LeafRef::lookup(ctx.scope.tenant())]).await?;
    let tag = app.vault().tag(ctx.scope, COLUMN, email.as_bytes())?;
    let known = app.keyring().find_contact_lookups(ctx.scope, &[tag]).await?;
    let contact = known.first().ok_or_else(|| wrong("rule-unknown-person"))?.contact;
    match place_contact(app, ctx, contact, Some(organisation)).await {
        Err(Error::NotFound("contact")) => Err(wrong("rule-unknown-person")),
        other => other.map(|()| contact),
    }
}
