//! Handing out the log, piece by piece: each entry with the key that opens it alone and the way to a signed root
//! ([`crate::audit::check`] proves it without Deskhero), oldest first.

use super::checkpoint::signed;
use super::filter::{AuditFilter, Sought};
use super::format::{self, Exported};
use super::scan::{LATE_MS, first_after};
use crate::{App, Ctx, Error, Result};
use bytes::Bytes;
use domain::audit::Actor;
use domain::inclusion::{BLOCK_ENTRIES, Beginning, Block, Tree};
use domain::keyring::LeafRef;
use domain::merkle::leaf_hash;
use domain::{AgentId, AgentState};
use futures::Stream;
use privacy::{Act, Permit};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use store::{AuditEntry, TenantStore};

/// Entries hashed at once before the first line.
const ENTRIES_PER_HASH: i64 = 16 * ENTRIES_PER_BLOCK;
const ENTRIES_PER_BLOCK: i64 = BLOCK_ENTRIES as i64;

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values.
    Csv,
}

impl std::str::FromStr for ExportFormat {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        match word {
            "ndjson" => Ok(Self::Ndjson),
            "csv" => Ok(Self::Csv),
            _ => Err(Error::Input { field: "format", rule: "rule-choice" }),
        }
    }
}

/// An export under way.
pub struct Export {
    app: Arc<App>,
    permit: Permit,
    filter: AuditFilter,
    format: ExportFormat,
    names: HashMap<AgentId, String>,
    checkpoint: crypto::Checkpoint,
    signed: String,
    head: Option<String>,
    tree: Tree,
    /// What is kept of what is not in the log any more.
    beginning: Beginning,
    next: i64,
    until: i64,
    entries: u64,
    digest: Sha256,
    ended: bool,
}

/// Begins to export what is looked for. That it was exported stands in the log before its first line is handed out, and
/// is part of what is signed.
///
/// # Errors
/// [`Error::LogBroken`] when the log is not the one that is signed, bad input, a refusal, or a store's failure.
pub async fn export(app: &Arc<App>, ctx: &Ctx, sought: &Sought, format: ExportFormat) -> Result<Export> {
    let permit = app.permit(ctx, Act::AUDIT_EXPORT).await?;
    let filter = AuditFilter::of(app, ctx, sought).await?;
    let names = crate::agent::list(app, ctx).await?;
    let names = names.into_iter().filter(|one| one.state != AgentState::Deactivated || !one.name.is_empty());
    let names = names.map(|agent| (agent.id, agent.name)).collect();
    begin(app, ctx, permit, (sought, filter), (names, format)).await
}

/// Begins to export all of it under a permit that somebody has already, with the names of those who acted.
///
/// # Errors
/// As [`export`].
pub(crate) async fn whole(
    app: &Arc<App>,
    ctx: &Ctx,
    permit: Permit,
    names: HashMap<AgentId, String>,
) -> Result<Export> {
    let all = (&Sought::default(), AuditFilter::default());
    begin(app, ctx, permit, all, (names, ExportFormat::Ndjson)).await
}

async fn begin(
    app: &Arc<App>,
    ctx: &Ctx,
    permit: Permit,
    (sought, filter): (&Sought, AuditFilter),
    (names, format): (HashMap<AgentId, String>, ExportFormat),
) -> Result<Export> {
    // Nothing was opened under it yet, and entries are no objects: this is all that the permit owes.
    app.append_audit(ctx.scope, &permit.foretell(&[])).await?;
    app.admit(ctx.scope, &[LeafRef::audit(ctx.scope.tenant())]).await?;
    let checkpoint = signed(app, ctx).await?;
    let store = app.store().tenant(ctx.scope);
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    let (tree, beginning) = tree_of(&store, &checkpoint).await?;
    let until = match filter.until {
        Some(until) => first_after(app, &permit, &store, size, until).await?,
        None => size,
    };
    let next = match filter.from {
        Some(from) => first_after(app, &permit, &store, size, from.plus_millis(-3 * LATE_MS)).await?,
        None => 0,
    };
    let signed = format::coded(&checkpoint.to_bytes()?);
    let head = match format {
        ExportFormat::Ndjson => {
            let sought = serde_json::to_value(sought).unwrap_or_default();
            format::json_head(&checkpoint, &signed, &sought)
        }
        ExportFormat::Csv => {
            let columns = format::CLEAR.iter().chain(&format::PROOF).map(|name| (*name).to_owned());
            format::csv(&columns.collect::<Vec<_>>())
        }
    };
    Ok(Export {
        app: Arc::clone(app),
        permit,
        filter,
        format,
        names,
        checkpoint,
        signed,
        head: Some(head),
        tree,
        next: next.saturating_sub(1).max(place(beginning.entries())) / ENTRIES_PER_BLOCK,
        beginning,
        until,
        entries: 0,
        digest: Sha256::new(),
        ended: false,
    })
}

/// A count of entries as a place in the log.
fn place(entries: usize) -> i64 {
    i64::try_from(entries).unwrap_or(i64::MAX)
}

/// The tree of a log as it was signed, and what is kept of what is not in it any more.
pub(super) async fn tree_of(
    store: &TenantStore,
    checkpoint: &crypto::Checkpoint,
) -> Result<(Tree, Beginning)> {
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    let beginning = store.get_audit_start().await?.beginning;
    let mut blocks = beginning.roots.clone();
    let first = place(beginning.first_hashed());
    for from in (first..size).step_by(usize::try_from(ENTRIES_PER_HASH).unwrap_or(usize::MAX)) {
        let mut leaves = if from == first { beginning.leaves.clone() } else { Vec::new() };
        let next = from + place(leaves.len());
        let entries = store.hash_audit_entries(next, (from + ENTRIES_PER_HASH).min(size)).await?;
        if entries.fault.is_some() {
            return Err(Error::LogBroken);
        }
        leaves.extend(entries.leaves);
        blocks.extend(leaves.chunks(BLOCK_ENTRIES).map(|leaves| Block::of(leaves.to_vec()).root()));
    }
    let tree = Tree::of(checkpoint.size, blocks);
    if tree.root() != checkpoint.root {
        return Err(Error::LogBroken);
    }
    Ok((tree, beginning))
}

/// The entries of a block of a log that is so long, and the tree over it; `first` is the block's first place.
pub(super) async fn block_of(
    store: &TenantStore,
    beginning: &Beginning,
    (first, size): (i64, i64),
) -> Result<(Vec<AuditEntry>, Block)> {
    let mut leaves =
        if first == place(beginning.first_hashed()) { beginning.leaves.clone() } else { Vec::new() };
    let next = first + place(leaves.len());
    let limit = u32::try_from((first + ENTRIES_PER_BLOCK).min(size) - next).unwrap_or_default();
    let entries = store.list_audit_entries(next, limit).await?;
    leaves.extend(entries.iter().map(|entry| leaf_hash(&entry.bytes)));
    Ok((entries, Block::of(leaves)))
}

/// Where an entry stands in its block.
pub(super) fn place_in_block(entry: &AuditEntry) -> usize {
    usize::try_from(entry.seq.rem_euclid(ENTRIES_PER_BLOCK)).unwrap_or_default()
}

impl Export {
    /// Its pieces. One that fails is the last: the file lacks its end then, and does not pass for whole.
    pub fn pieces(self) -> impl Stream<Item = Result<Bytes>> + Send {
        futures::stream::try_unfold(self, |mut export| async {
            let piece = export.piece().await?;
            Ok(piece.map(|piece| (Bytes::from(piece), export)))
        })
    }

    /// The next piece; `None` after the last.
    ///
    /// # Errors
    /// What cannot be opened, or a store's failure.
    pub(crate) async fn piece(&mut self) -> Result<Option<String>> {
        if let Some(head) = self.head.take() {
            self.digest.update(&head);
            return Ok(Some(head));
        }
        while self.next * ENTRIES_PER_BLOCK < self.until {
            let lines = self.block().await?;
            self.next += 1;
            if !lines.is_empty() {
                self.digest.update(&lines);
                return Ok(Some(lines));
            }
        }
        if self.ended {
            return Ok(None);
        }
        self.ended = true;
        let digest = self.digest.clone().finalize().into();
        let tenant = self.checkpoint.tenant;
        let seal =
            self.app.vault().sign_export(tenant, self.entries, digest, self.checkpoint.at)?.to_bytes()?;
        Ok(Some(match self.format {
            ExportFormat::Ndjson => format::json_end(self.entries, &seal),
            ExportFormat::Csv => format::csv_end(self.entries, &seal),
        }))
    }

    /// The lines of one block.
    async fn block(&mut self) -> Result<String> {
        let from = self.next * ENTRIES_PER_BLOCK;
        let size = i64::try_from(self.tree.size()).unwrap_or(i64::MAX);
        let store = self.app.store().tenant(self.permit.scope());
        let (entries, block) = block_of(&store, &self.beginning, (from, size)).await?;
        let above = self.tree.above(usize::try_from(self.next).unwrap_or(usize::MAX)).to_vec();
        let mut lines = String::new();
        for entry in &entries {
            let (event, key) = self.app.vault().disclose_event(&self.permit, store.tenant(), &entry.bytes)?;
            if !self.filter.matches(&event) {
                continue;
            }
            let mut path = block.path(place_in_block(entry));
            path.extend_from_slice(&above);
            let name = match event.actor {
                Actor::Agent(id) => self.names.get(&id).map_or("", String::as_str),
                _ => "",
            };
            let one = Exported {
                seq: entry.seq,
                event: &event,
                name,
                entry: &entry.bytes,
                key: key.as_slice(),
                path: &path,
            };
            lines.push_str(&match self.format {
                ExportFormat::Ndjson => format::json_line(&one),
                ExportFormat::Csv => {
                    format::csv_line(&one, if self.entries == 0 { &self.signed } else { "" })
                }
            });
            self.entries += 1;
        }
        Ok(lines)
    }
}
