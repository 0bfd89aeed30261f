//! Making, changing and removing organisations.

use super::place::tag_of;
use super::{OrganisationView, name_tag, view};
use crate::{App, Ctx, Error, Result, keys};
use domain::OrganisationId;
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::limits::{
    ORGANISATION_DOMAINS_MAX, ORGANISATION_NAME_CHARS_MAX, ORGANISATION_NOTES_CHARS_MAX, ORGANISATIONS_MAX,
};
use domain::mail_domain::is_public;
use domain::record::OrganisationContent;
use privacy::Act;
use store::{ChangeKind, Organisation, TenantTx};

/// An organisation to make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationDraft {
    /// Name.
    pub name: String,
    /// Domains of its people's addresses.
    pub domains: Vec<String>,
    /// What agents want to know of it.
    pub notes: String,
}

/// A change of an organisation; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationChange {
    /// Name.
    pub name: Option<String>,
    /// All its domains.
    pub domains: Option<Vec<String>>,
    /// Notes.
    pub notes: Option<String>,
}

/// Makes an organisation. Contacts with its domains come to belong to it within moments.
///
/// # Errors
/// [`Error::Exists`] for a name that there is, bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, draft: OrganisationDraft) -> Result<OrganisationView> {
    let content = OrganisationContent {
        name: checked_name(&draft.name)?,
        domains: checked_domains(&draft.domains)?,
        notes: checked_notes(&draft.notes)?,
    };
    let permit = app.permit(ctx, Act::ORGANISATION_SAVE).await?;
    let id = OrganisationId::generate(ctx.now);
    let name_tag = name_tag(app, ctx, &content.name).await?;
    let tags = tags(app, ctx, &content.domains)?;
    let mut keys = app.vault().draft(ctx.scope);
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    let row = Organisation {
        id,
        name_tag,
        content: keys.seal(ctx.now, id.uuid(), &leaves, &content)?,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    check_taken(&mut tx, &row, &tags).await?;
    if tx.count_organisations().await? >= ORGANISATIONS_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    tx.insert_organisation(&row).await?;
    put_domains(&mut tx, id, &tags).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.organisations_changed().notify_waiters();
    Ok(view(&row, content))
}

/// Changes an organisation. It is sealed anew; the old key ends with the backups that hold what it opens.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn change(
    app: &App,
    ctx: &Ctx,
    id: OrganisationId,
    change: OrganisationChange,
) -> Result<OrganisationView> {
    let name = change.name.as_deref().map(checked_name).transpose()?;
    let domains = change.domains.as_deref().map(checked_domains).transpose()?;
    let notes = change.notes.as_deref().map(checked_notes).transpose()?;
    let permit = app.permit(ctx, Act::ORGANISATION_SAVE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_organisation(id).await?.ok_or(Error::NotFound("organisation"))?;
    let old = row.content.object();
    let mut content = app.open(&permit, id.uuid(), &row.content).await?;
    content.name = name.unwrap_or(content.name);
    content.notes = notes.unwrap_or(content.notes);
    let moved = domains.as_ref().is_some_and(|domains| *domains != content.domains);
    content.domains = domains.unwrap_or(content.domains);
    row.name_tag = name_tag(app, ctx, &content.name).await?;
    row.updated_at = ctx.now;
    let tags = tags(app, ctx, &content.domains)?;
    let mut tx = store.begin().await?;
    if let Err(taken) = check_taken(&mut tx, &row, &tags).await {
        // What was opened for it is told all the same.
        drop(tx);
        app.settle(permit).await?;
        return Err(taken);
    }
    let mut keys = app.vault().draft(ctx.scope);
    row.content = keys.seal(ctx.now, id.uuid(), &[LeafRef::settings(ctx.scope.tenant())], &content)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    tx.update_organisation(&row).await?;
    if moved {
        put_domains(&mut tx, id, &tags).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    app.organisations_changed().notify_waiters();
    Ok(view(&row, content))
}

/// Removes an organisation; its key ends with the backups that hold it. Its people and their tickets stay.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn delete(app: &App, ctx: &Ctx, id: OrganisationId) -> Result<()> {
    let permit = app.permit(ctx, Act::ORGANISATION_DELETE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_organisation(id).await?.ok_or(Error::NotFound("organisation"))?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.delete_organisation(id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    keys::replaced(app, ctx.scope, &[row.content.object()]).await?;
    app.organisations_changed().notify_waiters();
    Ok(())
}

/// Gives it its domains; contacts are looked through because of that.
async fn put_domains(tx: &mut TenantTx, id: OrganisationId, tags: &[LookupTag]) -> Result<()> {
    tx.put_organisation_domains(id, tags).await?;
    Ok(tx.start_organisation_sweep().await?)
}

/// Whether name and domains are no other organisation's.
async fn check_taken(tx: &mut TenantTx, row: &Organisation, tags: &[LookupTag]) -> Result<()> {
    let named = tx.find_organisation_by_name(row.name_tag).await?;
    if named.is_some_and(|other| other.id != row.id) {
        return Err(Error::Exists("organisation"));
    }
    if tx.list_organisations_of_domains(tags).await?.values().any(|other| *other != row.id) {
        return Err(Error::Input { field: "domains", rule: "rule-domain-taken" });
    }
    Ok(())
}

fn tags(app: &App, ctx: &Ctx, domains: &[String]) -> Result<Vec<LookupTag>> {
    domains.iter().map(|domain| tag_of(app, ctx, domain)).collect()
}

fn checked_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    if name.chars().count() > ORGANISATION_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(name)
}

fn checked_notes(notes: &str) -> Result<String> {
    let notes = notes.replace("\r\n", "\n").trim_end().to_owned();
    if notes.chars().count() > ORGANISATION_NOTES_CHARS_MAX {
        return Err(Error::Input { field: "notes", rule: "rule-too-long" });
    }
    Ok(notes)
}

/// Domains as they stand in addresses, each once.
fn checked_domains(domains: &[String]) -> Result<Vec<String>> {
    let wrong = |rule| Error::Input { field: "domains", rule };
    let mut out: Vec<String> = Vec::with_capacity(domains.len().min(ORGANISATION_DOMAINS_MAX));
    for text in domains {
        let domain = domain_of(text).ok_or_else(|| wrong("rule-domain"))?;
        if is_public(&domain) {
            return Err(wrong("rule-domain-public"));
        }
        if !out.contains(&domain) {
            out.push(domain);
        }
    }
    if out.len() > ORGANISATION_DOMAINS_MAX {
        return Err(wrong("rule-too-many"));
    }
    Ok(out)
}

/// A domain as it stands in a normalised address.
pub(super) fn domain_of(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('@');
    let address = mime::normalise_address(&format!("x@{text}")).filter(|_| !text.contains('@'))?;
    let (_, domain) = address.rsplit_once('@')?;
    (domain.contains('.') && !domain.starts_with('[')).then(|| domain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_those_of_addresses() {
        for (text, domain) in
            [(" Acme.Test ", "acme.test"), ("@acme.test", "acme.test"), ("Ærø.dk.", "ærø.dk")]
        {
            assert_eq!(domain_of(text).as_deref(), Some(domain), "{text}");
        }
        for text in ["", "acme", "a b.test", "x@acme.test", "[127.0.0.1]", "http://acme.test", "-a.test"] {
            assert_eq!(domain_of(text), None, "{text}");
        }
        let public = checked_domains(&["GMail.com".to_owned()]);
        assert!(matches!(public, Err(Error::Input { rule: "rule-domain-public", .. })));
    }
}
