//! What companies object to (GDPR Art. 28(2)). It is said to whoever runs Deskhero, so it lies under the system's key.

use super::{check_company, check_operator, published};
use crate::{App, Ctx, Error, Result, operator, tenant};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::{OBJECTION_CHARS_MAX, OBJECTIONS_MAX};
use domain::record::ObjectionContent;
use domain::{ObjectionId, TenantId, TenantScope, Timestamp};
use privacy::Act;
use std::collections::HashMap;
use store::RegisterObjection;

/// An objection.
#[derive(Debug, Clone)]
pub struct ObjectionView {
    /// Id.
    pub id: ObjectionId,
    /// The change of the register.
    pub seq: i64,
    /// The company.
    pub of: TenantId,
    /// Its name; empty for whoever is that company.
    pub company: String,
    /// In which words; empty for whoever is that company.
    pub words: String,
    /// When.
    pub made_at: Timestamp,
}

/// Objects to what was announced.
///
/// # Errors
/// [`Error::NotFound`] when nothing was announced under this number; [`Error::State`] when its day has come, or the company
/// has objected before; bad input, a refusal, or a store's failure.
pub async fn object(app: &App, ctx: &Ctx, seq: i64, words: &str) -> Result<ObjectionId> {
    check_company(ctx)?;
    let permit = app.permit(ctx, Act::OBJECTION_MAKE).await?;
    let words = words.trim();
    if words.is_empty() || words.chars().count() > OBJECTION_CHARS_MAX {
        let rule = if words.is_empty() { "rule-required" } else { "rule-too-long" };
        return Err(Error::Input { field: "words", rule });
    }
    let news = published::news(app).into_iter().find(|news| news.seq == seq);
    let news = news.ok_or(Error::NotFound("sub-processor"))?;
    if news.holds(ctx.now) {
        return Err(Error::State { noun: "sub-processor", state: "active" });
    }
    let before = of(app, ctx.scope).await?;
    if before.iter().any(|one| one.seq == seq) || before.len() >= OBJECTIONS_MAX {
        return Err(Error::State { noun: "sub-processor", state: "objected" });
    }
    app.settle(permit).await?;
    let company = tenant::find(app, ctx.scope).await?.map(|info| info.name).unwrap_or_default();
    keep(app, ctx, seq, ObjectionContent { company, words: words.to_owned() }).await
}

async fn keep(app: &App, ctx: &Ctx, seq: i64, content: ObjectionContent) -> Result<ObjectionId> {
    let own = Ctx { request: ctx.request, ..Ctx::job(operator::SCOPE, Job::Register, ctx.now) };
    let permit = app.permit(&own, Act::OBJECTION_KEEP).await?;
    let leaves = [LeafRef::settings(own.scope.tenant())];
    app.load_tenant(own.scope).await?;
    app.admit(own.scope, &leaves).await?;
    let id = ObjectionId::generate(ctx.now);
    let mut keys = app.vault().draft(own.scope);
    let content = keys.seal(ctx.now, id.uuid(), &leaves, &content)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(own.scope, &permit.into_events(keys.made())).await?;
    let row =
        RegisterObjection { id, of: ctx.scope.tenant(), seq, by: ctx.agent_id(), made_at: ctx.now, content };
    let mut tx = app.store().tenant(own.scope).begin().await?;
    tx.insert_register_objection(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    super::round::objected(app, ctx.scope).await;
    Ok(id)
}

async fn of(app: &App, scope: TenantScope) -> Result<Vec<RegisterObjection>> {
    let all = app.store().tenant(operator::SCOPE).list_register_objections().await?;
    Ok(all.into_iter().filter(|one| one.of == scope.tenant()).collect())
}

/// Which changes the company objected to, and when.
///
/// # Errors
/// [`Error::NotFound`] for operators, a refusal, or a store's failure.
pub async fn own_objections(app: &App, ctx: &Ctx) -> Result<HashMap<i64, Timestamp>> {
    check_company(ctx)?;
    Ok(of(app, ctx.scope).await?.into_iter().map(|one| (one.seq, one.made_at)).collect())
}

/// Everything that companies object to, the newest first: for the operator.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, a refusal, or a store's failure.
pub async fn list_objections(app: &App, ctx: &Ctx) -> Result<Vec<ObjectionView>> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::REGISTER_READ).await?;
    let rows = app.store().tenant(operator::SCOPE).list_register_objections().await?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows.into_iter().rev() {
        let content = app.open(&permit, row.id.uuid(), &row.content).await?;
        out.push(ObjectionView {
            id: row.id,
            seq: row.seq,
            of: row.of,
            company: content.company,
            words: content.words,
            made_at: row.made_at,
        });
    }
    app.settle(permit).await?;
    Ok(out)
}

/// Forgets the objections of companies that are gone.
pub(super) async fn forget(app: &App) -> Result<()> {
    let store = app.store().tenant(operator::SCOPE);
    for row in store.list_register_objections().await? {
        if !tenant::is_erased(app, TenantScope::of(row.of)).await? {
            continue;
        }
        let ctx = Ctx::job(operator::SCOPE, Job::Register, app.now());
        let permit = app.permit(&ctx, Act::OBJECTION_FORGET).await?;
        let objects = vec![row.content.object()];
        app.keyring().delete_object_keys(ctx.scope, &objects).await?;
        let entries = app.seal_events(ctx.scope, &permit.into_events(objects)).await?;
        let mut tx = store.begin().await?;
        tx.delete_register_objection(row.id).await?;
        tx.append_audit(&entries).await?;
        tx.commit().await?;
    }
    Ok(())
}
