//! Follows the change sequence of every tenant and keeps its full-text index complete up to it. The index
//! is derived: after a crash it catches up, after its loss it is filled anew; every node has its own.

use crate::rectification::Rectified;
use crate::stages::Stage;
use crate::texts::Text;
use crate::{App, Ctx, Result, outgoing, tenant};
use domain::audit::Job;
use domain::record::MessageContent;
use domain::{MessageId, TenantId, TenantScope};
use privacy::Act;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use store::ChangeKind;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, MissedTickBehavior};

/// Changes handled at once.
const CHANGES_PER_READ: u32 = 500;
/// Longest time between a text's arrival and its commit.
const COMMIT_INTERVAL: Duration = Duration::from_millis(400);
/// Longest time until a commit when no text has come. A commit waits for the disk, and all others wait with it: what was only
/// taken out is in no list any more, and whoever has to know that its words are gone asks for a commit.
const COMMIT_INTERVAL_WITHOUT_TEXT: Duration = Duration::from_secs(10);
/// More texts than these that wait are an import, where fewer commits are worth more than being found at once.
const BURST_TEXTS: usize = 200;
/// Longest time until a commit in a burst.
const COMMIT_INTERVAL_IN_BURST: Duration = Duration::from_secs(5);
/// Texts after which a commit is made although more are waiting.
const COMMIT_TEXTS_MAX: usize = 10_000;

/// Time between attempts on an index that failed.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

/// How far one tenant's index is.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// Up to which change its texts were added.
    added: i64,
    /// Up to which change they were durable when this was last known.
    committed: i64,
}

/// Where the indexer stands.
#[derive(Debug, Default)]
struct Progress {
    marks: HashMap<TenantScope, Mark>,
    /// Tenants with texts that are not committed yet.
    uncommitted: HashSet<TenantScope>,
    /// Tenants whose last attempt failed.
    failed: HashSet<TenantScope>,
    /// Texts that are not committed yet.
    texts: usize,
    /// Since when something is not committed.
    since: Option<Instant>,
    /// Since when a text is.
    text_since: Option<Instant>,
}

impl Progress {
    /// When the next commit is due, at `now`. What comes meanwhile puts it off no further, unless it becomes a burst.
    fn next_commit(&mut self, now: Instant) -> Option<Instant> {
        if self.uncommitted.is_empty() {
            self.begin_anew();
            return None;
        }
        let since = *self.since.get_or_insert(now);
        let without_text = since + COMMIT_INTERVAL_WITHOUT_TEXT;
        if self.texts == 0 {
            return Some(without_text);
        }
        let text_since = *self.text_since.get_or_insert(now);
        let wait = if self.texts > BURST_TEXTS { COMMIT_INTERVAL_IN_BURST } else { COMMIT_INTERVAL };
        Some(without_text.min(text_since + wait))
    }

    /// Nothing waits any more.
    const fn begin_anew(&mut self) {
        (self.texts, self.since, self.text_since) = (0, None, None);
    }

    fn forget(&mut self, scope: TenantScope) {
        self.marks.remove(&scope);
        self.uncommitted.remove(&scope);
    }
}

/// When `due` has come; never without it.
async fn at(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut notices = app.store().subscribe();
    let mut progress = Progress::default();
    let mut dirty: HashSet<TenantScope> = all_tenants(&app).await;
    let mut retry = tokio::time::interval(RETRY_INTERVAL);
    retry.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        for scope in std::mem::take(&mut dirty) {
            progress.failed.remove(&scope);
            if let Err(error) = catch_up(&app, scope, &mut progress).await {
                failed(&app, scope, &error, &mut progress).await;
                retry.reset();
            }
        }
        let due = progress.next_commit(Instant::now());
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
            () = app.index_wanted().notified() => {
                dirty.extend(&progress.failed);
                true
            }
            _ = retry.tick(), if !progress.failed.is_empty() => {
                dirty.extend(&progress.failed);
                false
            }
            () = at(due) => true,
        };
        if commit {
            self::commit(&app, &mut progress).await;
        }
    }
}

/// Notes a failure, so that the next attempt starts from what is durable.
async fn failed(app: &App, scope: TenantScope, error: &crate::Error, progress: &mut Progress) {
    // What there is to index of it opens never again.
    if tenant::is_erased(app, scope).await.unwrap_or(false) {
        return progress.forget(scope);
    }
    tracing::error!(tenant = %scope.tenant(), %error, "the full-text index cannot be brought up to date");
    if let crate::Error::Search(cause) = error {
        // An index that refused has lost what was not committed; one that is damaged is filled anew.
        progress.forget(scope);
        if let search::Error::Unreadable(_) = cause
            && let Err(error) = app.indexes().reset(scope)
        {
            tracing::warn!(tenant = %scope.tenant(), %error, "the damaged index cannot be removed yet");
        }
    }
    progress.failed.insert(scope);
    app.index_failed(scope.tenant(), error);
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
    let committed = app.index(scope).await?.committed_seq();
    let mut from = match progress.marks.get(&scope) {
        Some(mark) if mark.committed <= committed => mark.added,
        // Nothing was added yet, or the index was thrown away since.
        _ => {
            // Whoever waits for what was durable before this process started need not wait.
            app.index_committed(scope.tenant(), committed);
            progress.uncommitted.remove(&scope);
            progress.marks.insert(scope, Mark { added: committed, committed });
            committed
        }
    };
    loop {
        let changes = app.store().tenant(scope).list_changes_after(from, CHANGES_PER_READ).await?;
        let Some(last) = changes.last().map(|change| change.seq) else { return Ok(()) };
        let of = |kind| {
            changes.iter().filter(move |change| change.kind == kind).filter_map(|change| change.message)
        };
        let mut wanted: Vec<MessageId> = of(ChangeKind::MessageAdded).collect();
        wanted.dedup();
        // What went to another ticket is taken out and read again, whatever was known of it.
        let moved: BTreeSet<MessageId> = of(ChangeKind::MessageMoved).collect();
        // What is gone is only taken out.
        let gone: BTreeSet<MessageId> = of(ChangeKind::MessageDeleted).collect();
        wanted.retain(|id| !moved.contains(id) && !gone.contains(id));
        app.texts().forget(moved.iter().chain(&gone).copied());
        let mut texts: Vec<Text> = wanted.iter().filter_map(|id| app.texts().take(*id)).collect();
        let at_hand: HashSet<MessageId> = texts.iter().map(|text| text.message).collect();
        wanted.retain(|id| !at_hand.contains(id));
        wanted.extend(moved.difference(&gone));
        texts.extend(open(app, scope, &wanted).await?);
        progress.texts += texts.len();
        // What was erased leaves no word behind: every file that held one is written anew.
        let erased = changes.iter().any(|change| change.kind == ChangeKind::Erased);
        let index = app.index_for_writing(scope).await?;
        if erased {
            app.store().make_durable().await?;
        }
        let stages = Arc::clone(app.stages());
        tokio::task::spawn_blocking(move || {
            let _timer = stages.timer(Stage::Index);
            let docs: Vec<_> = texts.iter().map(Text::doc).collect();
            let out: Vec<_> = moved.union(&gone).copied().map(search::Target::Message).collect();
            if !out.is_empty() {
                index.delete(&out)?;
            }
            index.add(&docs)?;
            if erased { index.erase(&[], last) } else { Ok(()) }
        })
        .await
        .map_err(|_| crate::Error::Interrupted)??;
        from = last;
        let committed = if erased { last } else { committed };
        progress.marks.insert(scope, Mark { added: last, committed });
        if erased {
            progress.uncommitted.remove(&scope);
            app.index_committed(scope.tenant(), last);
        } else {
            progress.uncommitted.insert(scope);
        }
    }
}

/// Opens the texts that are not at hand. Of what is being erased there is none: after a restore, rows are there whose keys
/// went long ago, until the ledger has been gone through.
async fn open(app: &Arc<App>, scope: TenantScope, ids: &[MessageId]) -> Result<Vec<Text>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ctx = Ctx::job(scope, Job::Reindex, app.now());
    let permit = app.permit(&ctx, Act::INDEX_BUILD).await?;
    let rows = app.store().tenant(scope).list_messages_by_ids(ids).await?;
    let contents = app.open_left(&permit, rows.iter().map(|row| (row.id.uuid(), &row.content))).await?;
    let rectified = Rectified::of(app, &permit, &rows).await?;
    app.settle(permit).await?;
    let text = |(row, content): (&store::Message, Option<MessageContent>)| {
        let mut content = content?;
        rectified.apply(row, &mut content);
        Some(outgoing::text(row, &content))
    };
    Ok(rows.iter().zip(contents).filter_map(text).collect())
}

async fn commit(app: &Arc<App>, progress: &mut Progress) {
    progress.begin_anew();
    for scope in std::mem::take(&mut progress.uncommitted) {
        let Some(mark) = progress.marks.get_mut(&scope) else { continue };
        match commit_one(app, scope, mark.added).await {
            Ok(()) => {
                mark.committed = mark.added;
                app.index_committed(scope.tenant(), mark.added);
            }
            Err(error) => failed(app, scope, &error, progress).await,
        }
    }
}

async fn commit_one(app: &Arc<App>, scope: TenantScope, seq: i64) -> Result<()> {
    let index = app.index_for_writing(scope).await?;
    // What the index follows must not be lost where the index is not: others would get the numbers of these changes.
    app.store().make_durable().await?;
    let stages = Arc::clone(app.stages());
    tokio::task::spawn_blocking(move || {
        let _timer = stages.timer(Stage::IndexCommit);
        index.commit(seq)
    })
    .await
    .map_err(|_| crate::Error::Interrupted)??;
    Ok(())
}

/// How far a tenant's index is, for whoever waits for it.
#[derive(Debug, Default, Clone)]
pub struct Standing {
    /// Up to which change it is durable.
    pub committed: i64,
    /// Attempts that failed in this process.
    pub failures: u64,
    /// Why the last of them failed.
    pub last_failure: String,
}

/// Every tenant's standing.
pub type Committed = HashMap<TenantId, Standing>;
