//! Keeping what was learned, and forgetting it.

use super::read::Reader;
use crate::tenant::{self, Apart};
use crate::{App, Ctx, Result, operator};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::LearnedModel;
use domain::{ErasureState, ModelId, TenantScope};
use privacy::{Act, Permit};
use store::{BuiltModel, Condemned, Learned};

/// How long a model is used before another is built.
const AGE_MS: i64 = 24 * 3_600_000;
/// Fewer conversations teach nothing.
const CONVERSATIONS_MIN: usize = 3;
/// Erasures that are looked at: is one under way?
const ERASURES_MAX: u32 = 100;
const SALT_BYTES: usize = 16;

/// One round of the job: each company that wants it has a model of what is there now, and no other company has one.
///
/// # Errors
/// The first failure; the others had their turn.
pub async fn round(app: &App) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list(app).await? {
        if info.scope != operator::SCOPE {
            apart.of(info.scope, of_tenant(app, info.scope).await);
        }
    }
    apart.end()
}

async fn of_tenant(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    let learned = store.find_learned().await?;
    if !super::is_on(app, scope).await? {
        return match learned.model {
            Some(_) => end_instructed(app, scope).await,
            None => Ok(()),
        };
    }
    let ledger_size = app.keyring().ledger_size(scope).await?;
    if let Some(model) = &learned.model {
        let is_of_now = model.ledger_size == ledger_size;
        if is_of_now && app.now() < model.built_at.plus_millis(AGE_MS) {
            return Ok(());
        }
        if !is_of_now {
            end(app, scope).await?;
        }
    }
    let open = store.list_open_erasures(ERASURES_MAX).await?;
    let goes = |state: ErasureState| matches!(state, ErasureState::Begun | ErasureState::KeysGone);
    if open.iter().any(|erasure| goes(erasure.state)) {
        // What is going is still there.
        return Ok(());
    }
    build(app, scope).await
}

/// Learns with a salt, and keeps nothing.
///
/// # Errors
/// A refusal where the company did not instruct it, or a store's failure.
pub async fn learn(app: &App, scope: TenantScope, salt: Vec<u8>) -> Result<LearnedModel> {
    let permit = app.permit(&Ctx::job(scope, Job::Learning, app.now()), Act::LEARNING_BUILD).await?;
    let model = read(app, &permit, salt).await;
    app.settle(permit).await?;
    model
}

async fn read(app: &App, permit: &Permit, salt: Vec<u8>) -> Result<LearnedModel> {
    app.load_tenant(permit.scope()).await?;
    app.admit(permit.scope(), &[LeafRef::lookup(permit.scope().tenant())]).await?;
    Reader::new(app, permit, salt).learn().await
}

/// Builds the model of a company and keeps it in the place of the one before, unless something was forgotten meanwhile.
async fn build(app: &App, scope: TenantScope) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Learning, app.now());
    let store = app.store().tenant(scope);
    // Both before anything is read: what ends a model counts one of them up.
    let Learned { version, model: before } = store.find_learned().await?;
    let ledger_size = app.keyring().ledger_size(scope).await?;
    let permit = app.permit(&ctx, Act::LEARNING_BUILD).await?;
    let salt = crypto::random::bytes::<SALT_BYTES>()?.to_vec();
    let model = match read(app, &permit, salt).await {
        Ok(model) if model.tickets.len() >= CONVERSATIONS_MIN => model,
        Ok(_) => {
            app.settle(permit).await?;
            return if before.is_some() { end(app, scope).await.map(drop) } else { Ok(()) };
        }
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let id = ModelId::generate(ctx.now);
    let mut keys = app.vault().draft(scope);
    keys.create_leaf(ctx.now, LeafRef::model(id))?;
    let content = keys.seal(ctx.now, id.uuid(), &[LeafRef::model(id)], &model)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let conversations = i64::try_from(model.tickets.len()).unwrap_or(i64::MAX);
    let built = BuiltModel { id, built_at: ctx.now, conversations, ledger_size, content };
    let mut tx = store.begin().await?;
    let is_kept = tx.put_learned(version, &built).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    match (is_kept, before) {
        (true, Some(before)) => destroy(app, scope, &before).await.map(drop),
        (true, None) => Ok(()),
        (false, _) => destroy(app, scope, &built).await.map(drop),
    }
}

/// Destroys the keys of a model: its copies cannot be read any more, wherever they are. Returns how many there were.
async fn destroy(app: &App, scope: TenantScope, model: &BuiltModel) -> Result<u64> {
    let (leaves, objects) = (vec![LeafRef::model(model.id)], vec![model.content.object()]);
    app.vault().mark_destroyed(scope, &leaves);
    Ok(app.keyring().destroy(scope, &Condemned { leaves, objects, ..Condemned::default() }).await?)
}

/// Ends what was learned, and what is being learned. Returns how many keys were destroyed.
async fn clear(app: &App, permit: Permit) -> Result<u64> {
    let scope = permit.scope();
    let store = app.store().tenant(scope);
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut keys = 0;
    loop {
        let learned = store.find_learned().await?;
        if let Some(model) = &learned.model {
            keys += destroy(app, scope, model).await?;
        }
        let mut tx = store.begin().await?;
        if tx.clear_learned(learned.version).await? {
            tx.append_audit(&entries).await?;
            tx.commit().await?;
            return Ok(keys);
        }
    }
}

/// Ends what was learned, because something that it may have been learned from goes or may not be learned from any more. The job
/// learns anew from what is left. Returns how many keys were destroyed.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub(crate) async fn end(app: &App, scope: TenantScope) -> Result<u64> {
    let learned = app.store().tenant(scope).find_learned().await?;
    if learned.model.is_none() && !super::is_on(app, scope).await? {
        return Ok(0);
    }
    clear(app, app.permit(&Ctx::job(scope, Job::Learning, app.now()), Act::LEARNING_END).await?).await
}

/// The same, because the company instructed it: also what is being learned at this moment is not kept.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub(crate) async fn end_instructed(app: &App, scope: TenantScope) -> Result<()> {
    let permit = app.permit(&Ctx::job(scope, Job::Learning, app.now()), Act::LEARNING_END).await?;
    clear(app, permit).await.map(drop)
}

/// Forgets what was learned; while the company wants it, it is learned anew later.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn forget(app: &App, ctx: &Ctx) -> Result<()> {
    clear(app, app.permit(ctx, Act::LEARNING_FORGET).await?).await.map(drop)
}
