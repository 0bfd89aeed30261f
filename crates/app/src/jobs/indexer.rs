//! Follows the change sequence of every tenant and keeps its full-text index complete up to it. The index
//! is derived: after a crash it catches up, after its loss it is filled anew; every node has its own.

use crate::stages::Stage;
use crate::texts::Text;
use crate::{App, Ctx, Result, outgoing, tenant};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::{MessageId, TenantId, TenantScope};
use privacy::Act;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use store::ChangeKind;
use tokio::sync::broadcast::error::RecvError;

/// Changes handled at once.
const CHANGES_PER_READ: u32 = 500;
/// Longest time between a text's arrival and its commit.
const COMMIT_INTERVAL: Duration = Duration::from_millis(400);
/// Texts after which a commit is made although more are waiting.
const COMMIT_TEXTS_MAX: usize = 10_000;

/// Where the indexer stands.
#[derive(Debug, Default)]
struct Progress {
    /// Up to which change each tenant's texts were added.
    added: HashMap<TenantScope, i64>,
    /// Tenants with texts that are not committed yet.
    uncommitted: HashSet<TenantScope>,
    texts: usize,
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut notices = app.store().subscribe();
    let mut progress = Progress::default();
    let mut dirty: HashSet<TenantScope> = all_tenants(&app).await;
    loop {
        for scope in std::mem::take(&mut dirty) {
            if let Err(error) = catch_up(&app, scope, &mut progress).await {
                tracing::error!(tenant = %scope.tenant(), %error, "the full-text index cannot be brought up to date");
            }
        }
        let urgent = app.index_wanted();
        let pause = if progress.uncommitted.is_empty() { Duration::MAX } else { COMMIT_INTERVAL };
        let commit = tokio::select! {
            notice = notices.recv() => {
                match notice {
                    Ok(notice) => { dirty.insert(TenantScope::of(notice.tenant)); }
                    Err(RecvError::Lagged(_)) => dirty = all_tenants(&app).await,
                    Err(RecvError::Closed) => return,
                }
                // Whatever else was told meanwhile is handled in the same go.
                while let Ok(notice) = notices.try_recv() {
                    dirty.insert(TenantScope::of(notice.tenant));
                }
                progress.texts >= COMMIT_TEXTS_MAX
            }
            () = urgent.notified() => true,
            () = tokio::time::sleep(pause) => true,
        };
        if commit {
            self::commit(&app, &mut progress).await;
        }
    }
}

async fn all_tenants(app: &App) -> HashSet<TenantScope> {
    match tenant::list(app).await {
        Ok(all) => all.into_iter().map(|info| info.scope).collect(),
        Err(error) => {
            tracing::error!(%error, "the list of tenants cannot be read");
            HashSet::new()
        }
    }
}

/// Adds the texts of every change that is not in the index yet.
async fn catch_up(app: &Arc<App>, scope: TenantScope, progress: &mut Progress) -> Result<()> {
    app.admit(scope, &[LeafRef::index(scope.tenant())]).await?;
    let mut from = match progress.added.get(&scope) {
        Some(seq) => *seq,
        None => {
            // Whoever waits for what was durable before this process started need not wait.
            let committed = app.index(scope).await?.committed_seq();
            app.index_committed(scope.tenant(), committed);
            progress.added.insert(scope, committed);
            committed
        }
    };
    loop {
        let changes = app.store().tenant(scope).list_changes_after(from, CHANGES_PER_READ).await?;
        let Some(last) = changes.last().map(|change| change.seq) else { return Ok(()) };
        let mut wanted: Vec<MessageId> = changes
            .iter()
            .filter(|change| change.kind == ChangeKind::MessageAdded)
            .filter_map(|change| change.message)
            .collect();
        wanted.dedup();
        let mut texts: Vec<Text> = wanted.iter().filter_map(|id| app.texts().take(*id)).collect();
        let at_hand: HashSet<MessageId> = texts.iter().map(|text| text.message).collect();
        wanted.retain(|id| !at_hand.contains(id));
        texts.extend(open(app, scope, &wanted).await?);
        progress.texts += texts.len();
        let index = app.index_for_writing(scope).await?;
        let stages = Arc::clone(app.stages());
        tokio::task::spawn_blocking(move || {
            let _timer = stages.timer(Stage::Index);
            let docs: Vec<_> = texts.iter().map(Text::doc).collect();
            index.add(&docs)
        })
        .await
        .map_err(|_| crate::Error::Interrupted)??;
        from = last;
        progress.added.insert(scope, last);
        progress.uncommitted.insert(scope);
    }
}

/// Opens the texts that are not at hand.
async fn open(app: &Arc<App>, scope: TenantScope, ids: &[MessageId]) -> Result<Vec<Text>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ctx = Ctx::job(scope, Job::Reindex, app.now());
    let permit = app.permit(&ctx, Act::INDEX_BUILD).await?;
    let rows = app.store().tenant(scope).list_messages_by_ids(ids).await?;
    let contents = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.content))).await?;
    app.settle(permit).await?;
    Ok(rows.iter().zip(&contents).map(|(row, content)| outgoing::text(row, content)).collect())
}

async fn commit(app: &Arc<App>, progress: &mut Progress) {
    progress.texts = 0;
    for scope in progress.uncommitted.drain() {
        let seq = progress.added.get(&scope).copied().unwrap_or_default();
        let committed = match app.index_for_writing(scope).await {
            Ok(index) => {
                let stages = Arc::clone(app.stages());
                tokio::task::spawn_blocking(move || {
                    let _timer = stages.timer(Stage::IndexCommit);
                    index.commit(seq)
                })
                .await
            }
            Err(error) => {
                tracing::error!(%error, "the full-text index cannot be opened");
                continue;
            }
        };
        match committed {
            Ok(Ok(())) => app.index_committed(scope.tenant(), seq),
            Ok(Err(error)) => tracing::error!(%error, "the full-text index could not be committed"),
            Err(_) => return,
        }
    }
}

/// Positions up to which each tenant's index is durable, for whoever waits for it.
pub type Committed = HashMap<TenantId, i64>;
