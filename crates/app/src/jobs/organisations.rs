//! Looks contacts through after an organisation's domains changed: each belongs where its domain says, unless somebody
//! said so by hand. Their tickets follow. A few at a time; how far it has come stands in the store, so it goes on after a restart.

use crate::organisation::domain_tag;
use crate::tenant::Apart;
use crate::{App, Ctx, Result, restricted, tenant};
use domain::audit::Job;
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::{ContactId, ObjectionPurpose, TenantScope};
use privacy::Act;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use store::ChangeKind;

/// Longest time between two looks; another node may have changed something.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Contacts in one transaction.
const CONTACTS_PER_ROUND: u32 = 200;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        // Asked for before looking: what changes in between wakes the next look.
        let changed = app.organisations_changed().notified();
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "contacts cannot be sorted into organisations");
        }
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Does what is left to do in every tenant.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list_served(app).await? {
        apart.of(info.scope, round_of(app, info.scope).await);
    }
    apart.end()
}

async fn round_of(app: &App, scope: TenantScope) -> Result<()> {
    while step(app, scope).await? {}
    while take_along(app, scope).await? {}
    Ok(())
}

/// Lets the next tickets follow their requesters to where these belong now; whether there may be more.
///
/// # Errors
/// A store's failure.
pub async fn take_along(app: &App, scope: TenantScope) -> Result<bool> {
    let store = app.store().tenant(scope);
    if !store.has_organisation_moves().await? {
        return Ok(false);
    }
    let ctx = Ctx::job(scope, Job::Intake, app.now());
    let permit = app.permit(&ctx, Act::ORGANISATION_JOIN).await?;
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let more = tx.move_tickets_to_organisations().await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    Ok(more)
}

/// Looks at the next contacts of a tenant; whether there may be more.
///
/// # Errors
/// A store's failure.
pub async fn step(app: &App, scope: TenantScope) -> Result<bool> {
    let store = app.store().tenant(scope);
    let Some(sweep) = store.find_organisation_sweep().await? else { return Ok(false) };
    let ctx = Ctx::job(scope, Job::Intake, app.now());
    let permit = app.permit(&ctx, Act::ORGANISATION_JOIN).await?;
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let rows = store.list_contacts_by_domain(sweep.after, CONTACTS_PER_ROUND).await?;
    let ids: Vec<ContactId> = rows.iter().map(|row| row.id).collect();
    let closed = restricted::closed(app, &permit, ids.iter().copied()).await?;
    let mut left_alone: HashSet<ContactId> = closed.into_keys().collect();
    left_alone.extend(store.list_objecting_contacts(ObjectionPurpose::Automation, &ids).await?);
    let sorted: Vec<_> = rows.iter().filter(|row| !left_alone.contains(&row.id)).collect();
    let profiles = app.open_left(&permit, sorted.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
    let keys = app.vault().draft(scope);
    let mut domains: Vec<(ContactId, Vec<LookupTag>)> = Vec::with_capacity(rows.len());
    for (row, profile) in sorted.iter().zip(&profiles) {
        let Some(profile) = profile else { continue };
        let tags = profile.emails.iter().map(|email| domain_tag(&keys, email)).collect::<Result<Vec<_>>>()?;
        domains.push((row.id, tags.into_iter().flatten().collect()));
    }
    let tags: Vec<LookupTag> = domains.iter().flat_map(|(_, tags)| tags.iter().copied()).collect();
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.append_audit(&entries).await?;
    // Begun anew, or done by another node meanwhile: what was looked at is told, and nothing else is done.
    if tx.find_organisation_sweep().await? != Some(sweep) {
        tx.commit().await?;
        return Ok(true);
    }
    let known = tx.list_organisations_of_domains(&tags).await?;
    let mut moved = false;
    for ((id, tags), row) in domains.iter().zip(&sorted) {
        let belongs = tags.iter().find_map(|tag| known.get(tag).copied());
        if belongs != row.organisation {
            tx.put_organisation_by_domain(*id, belongs).await?;
            moved = true;
        }
    }
    tx.move_organisation_sweep(sweep.round, rows.last().map(|row| row.id)).await?;
    if moved {
        tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    }
    tx.commit().await?;
    Ok(!rows.is_empty())
}
