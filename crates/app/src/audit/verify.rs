//! Proves the audit log whole: the hash of every entry, the tree over them, the signed checkpoints beside the log and in
//! the second place, and that what came after the last of them opens.
//!
//! Entries are hashed by as many readers as there are processors, where they lie in the database's pages; only the
//! roots of whole blocks are put together one after the other.

use super::checkpoint::second_place;
use super::hex;
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result};
use domain::audit::{Actor, AuditEvent};
use domain::keyring::LeafRef;
use domain::merkle::{Hash, Head};
use futures::StreamExt as _;
use privacy::{Act, By, Permit, legal_basis, needs};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use store::{AuditStart, HashedEntries, TenantStore};

/// Entries that one reader hashes at once: a whole subtree.
const BLOCK_ENTRIES: i64 = 1 << BLOCK_HEIGHT;
const BLOCK_HEIGHT: u32 = 12;
/// Entries opened at once.
const OPENED_PER_READ: u32 = 1_000;
/// Checkpoints read at once.
const CHECKPOINTS_PER_READ: u32 = 1_000;
/// Most readers.
const READERS_MAX: usize = 3;

/// What was found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Verified {
    /// The tenant's short name.
    pub tenant: String,
    /// Entries in the log, those too that were removed.
    pub entries: u64,
    /// Entries that were removed, the oldest: their time was over.
    pub removed: u64,
    /// Root of the tree, hex.
    pub root: String,
    /// Checkpoints beside the log whose signatures and roots were proved.
    pub checkpoints: usize,
    /// Checkpoints of the second place that were proved; `None` when there is none.
    pub second_place: Option<usize>,
    /// From which entry on they were opened.
    pub opened_from: u64,
    /// Objects that those entries say were opened.
    pub opened: u64,
    /// The first entry of those that names no known act, or a legal basis that is not its purpose's (C6, C59, C112).
    pub unfounded: Option<i64>,
    /// The first thing that is wrong.
    pub fault: Option<String>,
}

impl Verified {
    fn fault(&mut self, fault: impl FnOnce() -> String) {
        self.fault.get_or_insert_with(fault);
    }
}

/// How much is proved, and against what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Depth<'a> {
    /// Whether every entry is opened, and not only those that no checkpoint covers yet.
    pub open_all: bool,
    /// The second place.
    pub second_place: Option<&'a Path>,
}

/// Verifies a tenant's log from its first entry, opens every one, and compares with the second place that is set.
///
/// # Errors
/// A store's failure. What is wrong with the log is in the answer, not an error.
pub async fn verify(app: &App, info: &TenantInfo) -> Result<Verified> {
    let second_place = app.settings().checkpoint_folder.clone();
    verify_with(app, info, Depth { open_all: true, second_place: second_place.as_deref() }).await
}

/// A signed head, and where it lies.
struct Signed {
    checkpoint: crypto::Checkpoint,
    /// What the row beside the signature says; `None` for a file of the second place.
    row: Option<(i64, Hash)>,
}

/// Signed heads by the size of the log that they are for.
#[derive(Default)]
struct Points {
    by_size: BTreeMap<i64, Vec<Signed>>,
    second_place: Option<usize>,
}

/// Verifies a tenant's log from its first entry.
///
/// # Errors
/// A store's failure. What is wrong with the log is in the answer, not an error.
pub async fn verify_with(app: &App, info: &TenantInfo, depth: Depth<'_>) -> Result<Verified> {
    let scope = info.scope;
    let permit = app.permit(&Ctx::operator(scope, app.now()), Act::AUDIT_VERIFY).await?;
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let store = app.store().tenant(scope);
    let mut out = Verified {
        tenant: info.slug.clone(),
        entries: 0,
        removed: 0,
        root: String::new(),
        checkpoints: 0,
        second_place: None,
        opened_from: 0,
        opened: 0,
        unfounded: None,
        fault: None,
    };
    let points = points(app, info, depth.second_place, &mut out).await?;
    // An entry becomes durable with the head that counts it, so the last one read before the head is counted by it.
    let last = store.list_audit_entries_before(i64::MAX, 1).await?.pop();
    let stored = store.get_audit_head().await?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let start = store.get_audit_start().await?;
    let begun = begun(app, info, &start, &points, &mut out);
    let head = hash(app, info, &store, (begun, size), &points, &mut out).await?;
    if head.size() != stored.size || head.root() != stored.root {
        out.fault(|| format!("the entries are not those of the log's head, which has {}", stored.size));
    }
    if let Some(uncounted) = last.filter(|last| last.seq >= size) {
        out.fault(|| format!("entry {} is not counted by the log's head", uncounted.seq));
    }
    if let Some((ahead, _)) = points.by_size.range(size + 1..).next_back() {
        out.fault(|| {
            format!("a checkpoint at {ahead} is ahead of the log, which ends at {size}: it was cut")
        });
    }
    let covered = points.by_size.range(..=size).next_back().map_or(0, |(size, _)| *size);
    let from = if depth.open_all { start.start } else { covered.max(start.start) };
    open(app, &permit, &store, (from, size), &mut out).await?;
    out.entries = head.size();
    out.root = hex(&head.root());
    match app.settle(permit).await {
        // A log that is not whole may not take another entry: what is wrong with it is the answer all the same.
        Err(error) if out.fault.is_none() => Err(error),
        _ => Ok(out),
    }
}

async fn points(app: &App, info: &TenantInfo, folder: Option<&Path>, out: &mut Verified) -> Result<Points> {
    let store = app.store().tenant(info.scope);
    let mut points = Points::default();
    let mut after = 0;
    loop {
        let rows = store.list_checkpoints(after, CHECKPOINTS_PER_READ).await?;
        let Some(last) = rows.last() else { break };
        after = last.size;
        for row in rows {
            match crypto::Checkpoint::from_bytes(&row.signature) {
                Ok(checkpoint) => {
                    let signed = Signed { checkpoint, row: Some((row.size, row.root)) };
                    points.by_size.entry(row.size).or_default().push(signed);
                }
                Err(_) => out.fault(|| format!("the checkpoint at {} cannot be read", row.size)),
            }
        }
    }
    let Some(folder) = folder else { return Ok(points) };
    let mut found = match second_place(folder) {
        Ok(found) => found,
        Err(error) => {
            out.fault(|| format!("the second place of checkpoints cannot be read: {error}"));
            return Ok(points);
        }
    };
    if let Some(name) = found.unreadable.iter().find(|name| name.starts_with(&format!("{}-", info.slug))) {
        out.fault(|| format!("the file {name} in the second place cannot be read"));
    }
    points.second_place = Some(0);
    for checkpoint in found.by_tenant.remove(&info.scope.tenant()).unwrap_or_default() {
        let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
        points.by_size.entry(size).or_default().push(Signed { checkpoint, row: None });
    }
    out.second_place = points.second_place;
    Ok(points)
}

/// What one reader made of a block.
struct Hashed {
    from: i64,
    until: i64,
    entries: HashedEntries,
    /// Its root, when it is a whole subtree that nothing was signed inside of.
    root: Option<Hash>,
}

async fn read_block(store: TenantStore, from: i64, until: i64, whole: bool) -> Result<Hashed> {
    let entries = store.hash_audit_entries(from, until).await?;
    let whole = whole && i64::try_from(entries.leaves.len()) == Ok(BLOCK_ENTRIES);
    let root = whole.then(|| {
        let mut tree = Head::empty();
        entries.leaves.iter().for_each(|leaf| tree.append(*leaf));
        tree.root()
    });
    Ok(Hashed { from, until, entries, root })
}

/// The head of the log where it begins: what is kept of the entries that were removed has to be what was signed when they were, and
/// of heads signed before that, which nothing can be compared with any more, the signatures have to be good.
fn begun(app: &App, info: &TenantInfo, start: &AuditStart, points: &Points, out: &mut Verified) -> Head {
    if start.start == 0 && start.signed.is_none() {
        return Head::empty();
    }
    let head = start.beginning.head().unwrap_or_default();
    let signed = start.signed.as_deref().and_then(|signed| crypto::LogStart::from_bytes(signed).ok());
    let is_signed = signed.is_some_and(|signed| {
        app.vault().verify_log_start(&signed).is_ok()
            && signed.tenant == info.scope.tenant()
            && signed.size == head.size()
            && signed.root == head.root()
    });
    if !is_signed || !start.is_whole || i64::try_from(head.size()) != Ok(start.start) {
        out.fault(|| format!("entries before {} were removed, and nobody signed that", start.start));
    }
    for signed in points.by_size.range(..start.start).flat_map(|(_, signed)| signed) {
        let is_good = app.vault().verify_checkpoint(&signed.checkpoint).is_ok();
        if !is_good || signed.checkpoint.tenant != info.scope.tenant() {
            out.fault(|| format!("the checkpoint at {} proves nothing", signed.checkpoint.size));
        }
    }
    out.removed = head.size();
    prove_all(app, info, points, start.start, &head, out);
    head
}

/// Hashes every entry, puts the tree together, and proves each signed head where it belongs.
async fn hash(
    app: &App,
    info: &TenantInfo,
    store: &TenantStore,
    (mut head, size): (Head, i64),
    points: &Points,
    out: &mut Verified,
) -> Result<Head> {
    let readers = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, READERS_MAX);
    let first = i64::try_from(head.size()).unwrap_or(i64::MAX);
    let rest = (first - first.rem_euclid(BLOCK_ENTRIES) + BLOCK_ENTRIES..size)
        .step_by(usize::try_from(BLOCK_ENTRIES).unwrap_or(usize::MAX));
    // Where entries were removed, the first block is a part of one.
    let starts = (first < size).then_some(first).into_iter().chain(rest);
    let blocks = futures::stream::iter(starts)
        .map(|from| {
            let until = (from - from.rem_euclid(BLOCK_ENTRIES) + BLOCK_ENTRIES).min(size);
            let whole = points.by_size.range(from + 1..until).next().is_none();
            let store = store.clone();
            async move {
                let reading = tokio::spawn(read_block(store, from, until, whole));
                reading.await.map_err(|_| crate::Error::Interrupted)?
            }
        })
        .buffered(readers);
    let mut blocks = std::pin::pin!(blocks);
    while let Some(block) = blocks.next().await {
        let block = block?;
        if let Some(seq) = block.entries.fault {
            out.fault(|| format!("entry {seq} is missing or was changed"));
        }
        match block.root {
            Some(root) if head.append_tree(root, BLOCK_HEIGHT).is_ok() => {
                prove_all(app, info, points, block.until, &head, out);
            }
            _ => {
                for (place, leaf) in (block.from + 1..).zip(&block.entries.leaves) {
                    head.append(*leaf);
                    prove_all(app, info, points, place, &head, out);
                }
            }
        }
    }
    Ok(head)
}

fn prove_all(app: &App, info: &TenantInfo, points: &Points, size: i64, head: &Head, out: &mut Verified) {
    for signed in points.by_size.get(&size).into_iter().flatten() {
        match prove(app, info, signed, head) {
            Ok(()) if signed.row.is_some() => out.checkpoints += 1,
            Ok(()) => out.second_place = out.second_place.map(|count| count + 1),
            Err(fault) => out.fault(|| fault),
        }
    }
}

fn prove(app: &App, info: &TenantInfo, signed: &Signed, head: &Head) -> std::result::Result<(), String> {
    let checkpoint = &signed.checkpoint;
    let place = if signed.row.is_some() { "" } else { " in the second place" };
    let size = checkpoint.size;
    app.vault()
        .verify_checkpoint(checkpoint)
        .map_err(|why| format!("the checkpoint at {size}{place} proves nothing: {why}"))?;
    let same_row =
        signed.row.is_none_or(|(rows, root)| u64::try_from(rows) == Ok(size) && root == checkpoint.root);
    let same = checkpoint.tenant == info.scope.tenant()
        && size == head.size()
        && checkpoint.root == head.root()
        && same_row;
    if same { Ok(()) } else { Err(format!("the log is not the one that was signed at {size}{place}")) }
}

/// Whether an entry says what was done, and on the one legal basis of why; and whether people's acts are people's.
fn is_founded(acts: &HashMap<&str, &Act>, event: &AuditEvent) -> bool {
    let Some(act) = acts.get(event.act.as_str()) else { return false };
    let is_job = matches!(event.actor, Actor::System(_));
    let is_theirs = match act.by {
        By::People => !is_job,
        By::Jobs => is_job,
        By::Both => true,
    };
    is_theirs
        && event.legal_basis == legal_basis(event.purpose)
        && (event.opened.is_empty() || needs(event.purpose).contains(&act.class))
}

/// Opens entries: whoever can write to the database can put other entries behind the last checkpoint, but none that
/// open.
async fn open(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
    (from, size): (i64, i64),
    out: &mut Verified,
) -> Result<()> {
    out.opened_from = u64::try_from(from).unwrap_or_default();
    let acts: HashMap<&str, &Act> = Act::ALL.iter().map(|act| (act.word, act)).collect();
    let mut next = from;
    while next < size {
        let entries = store.list_audit_entries(next, OPENED_PER_READ).await?;
        let Some(last) = entries.last() else { break };
        let after = last.seq + 1;
        // What was appended while this runs belongs to the next verification.
        for entry in entries.into_iter().filter(|entry| entry.seq < size) {
            match app.vault().open_event(permit, store.tenant(), &entry.bytes) {
                Ok(event) => {
                    out.opened += event.opened.len() as u64;
                    if !is_founded(&acts, &event) {
                        out.unfounded.get_or_insert(entry.seq);
                    }
                }
                Err(error) => out.fault(|| format!("entry {} does not open: {error}", entry.seq)),
            }
        }
        next = after;
    }
    Ok(())
}
