//! The company reads what was handed out: in its log, which alerts its admins, and on its page. Where a law forbade to tell, that
//! comes when the gag ends, and the entries bear the time of that; the page says when it was handed out. A company that was erased
//! meanwhile is told nothing, and the register says so.

use super::facts;
use crate::{App, Ctx, Error, Result, operator, tenant};
use domain::audit::{AuditEvent, Job};
use domain::record::DisclosureContent;
use domain::{DisclosureId, TenantScope, Timestamp};
use privacy::Act;
use store::{Disclosure, DisclosureFile};

/// What a company is told of.
#[derive(Debug, Clone)]
pub struct Told {
    /// Id.
    pub id: DisclosureId,
    /// The authority.
    pub authority: String,
    /// The law, and the order.
    pub basis: String,
    /// The authority's reference.
    pub reference: String,
    /// When it was handed out.
    pub made_at_ms: Timestamp,
    /// How many mails.
    pub mails: u32,
    /// When the company was told.
    pub told_at_ms: Timestamp,
}

/// What was handed out of a company, as far as it may know, for its admins; the newest first.
///
/// # Errors
/// [`Error::NotFound`] for operators; a refusal, or a store's failure.
pub async fn told(app: &App, ctx: &Ctx) -> Result<Vec<Told>> {
    if ctx.scope == operator::SCOPE || ctx.is_operator() {
        return Err(Error::NotFound("disclosure"));
    }
    let permit = app.permit(ctx, Act::OPERATOR_ACCESS_LIST).await?;
    app.settle(permit).await?;
    let store = app.store().tenant(operator::SCOPE);
    let rows = store.list_disclosures().await?;
    let files = store.list_disclosure_files().await?;
    let own = Ctx { request: ctx.request, ..Ctx::job(operator::SCOPE, Job::Disclosures, ctx.now) };
    let permit = app.permit(&own, Act::DISCLOSURE_SHOW).await?;
    let mut all = Vec::new();
    for row in rows.iter().filter(|row| row.of == ctx.scope.tenant()) {
        for file in files.iter().filter(|file| file.disclosure == row.id) {
            let Some(told_at_ms) = file.told_at else { continue };
            let content: DisclosureContent = app.open(&permit, row.id.uuid(), &row.content).await?;
            all.push(Told {
                id: row.id,
                authority: content.authority,
                basis: content.basis,
                reference: content.reference,
                made_at_ms: file.made_at,
                mails: file.mails,
                told_at_ms,
            });
        }
    }
    app.settle(permit).await?;
    all.sort_by_key(|one| std::cmp::Reverse(one.made_at_ms));
    Ok(all)
}

/// Tells companies of what was handed out under a gag that has ended.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn round(app: &App) -> Result<()> {
    let store = app.store().tenant(operator::SCOPE);
    let is_open = |file: &DisclosureFile| file.told_at.is_none() && file.nobody_at.is_none();
    for file in store.list_disclosure_files().await?.into_iter().filter(is_open) {
        let row = store.find_disclosure(file.disclosure).await?;
        let Some(row) = row.filter(|row| row.gag_until.is_none_or(|until| until <= app.now())) else {
            continue;
        };
        tell(app, &row, &file).await?;
    }
    Ok(())
}

async fn tell(app: &App, row: &Disclosure, file: &DisclosureFile) -> Result<()> {
    let ctx = Ctx::job(operator::SCOPE, Job::Disclosures, app.now());
    let permit = app.permit(&ctx, Act::DISCLOSURE_TELL).await?;
    let mut old = Vec::new();
    let scope: TenantScope = facts(row).scope;
    // A company that is gone has no log.
    let is_gone = tenant::is_erased(app, scope).await?;
    if let Some(events) = &file.events {
        let kept = app.open(&permit, row.id.uuid(), events).await?;
        old.push(events.object());
        if !is_gone {
            let at_last = |event: AuditEvent| AuditEvent { at: ctx.now, ..event };
            let events: Vec<AuditEvent> = kept.events.into_iter().map(at_last).collect();
            app.append_audit(scope, &events).await?;
        }
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if is_gone {
        tx.update_disclosure_nobody(row.id, file.request, ctx.now).await?;
    } else {
        tx.update_disclosure_told(row.id, file.request, ctx.now).await?;
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.keyring().delete_object_keys(ctx.scope, &old).await?;
    Ok(())
}
