//! Proves the audit log whole: every entry, the tree over them, and the signed checkpoints.

use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result};
use domain::keyring::LeafRef;
use domain::merkle::{Head, leaf_hash};
use domain::{TenantScope, Timestamp};
use privacy::Act;

/// Entries read at once.
const ENTRIES_PER_READ: u32 = 1_000;
/// Checkpoints that are proved: the first ones; each later one is covered by the log being whole.
const CHECKPOINTS_MAX: u32 = 100_000;

/// What was found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Verified {
    /// The tenant's short name.
    pub tenant: String,
    /// Entries in the log.
    pub entries: u64,
    /// Root of the tree, hex.
    pub root: String,
    /// Checkpoints whose signatures and roots were proved.
    pub checkpoints: usize,
    /// Objects that the entries say were opened.
    pub opened: u64,
    /// The first thing that is wrong.
    pub fault: Option<String>,
}

/// Verifies a tenant's log from its first entry.
///
/// # Errors
/// A store's failure. What is wrong with the log is in the answer, not an error.
pub async fn verify(app: &App, info: &TenantInfo) -> Result<Verified> {
    let scope = info.scope;
    let permit = app.permit(&Ctx::operator(scope, app.now()), Act::AUDIT_VERIFY).await?;
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let store = app.store().tenant(scope);
    let checkpoints = store.list_checkpoints(0, CHECKPOINTS_MAX).await?;
    let stored = store.get_audit_head().await?;
    let mut out = Verified {
        tenant: info.slug.clone(),
        entries: 0,
        root: String::new(),
        checkpoints: 0,
        opened: 0,
        fault: None,
    };
    let mut head = Head::empty();
    loop {
        let entries = store.list_audit_entries(seq(&head), ENTRIES_PER_READ).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let hash = leaf_hash(&entry.bytes);
            if entry.seq != seq(&head) || hash != entry.leaf_hash {
                out.fault.get_or_insert_with(|| format!("entry {} is missing or was changed", head.size()));
            }
            match app.vault().open_event(&permit, scope.tenant(), &entry.bytes) {
                Ok(event) => out.opened += event.opened.len() as u64,
                Err(error) => {
                    out.fault.get_or_insert_with(|| format!("entry {} does not open: {error}", head.size()));
                }
            }
            head.append(hash);
            for checkpoint in checkpoints.iter().filter(|c| c.size == seq(&head)) {
                match prove(app, scope, checkpoint, &head) {
                    Ok(()) => out.checkpoints += 1,
                    Err(fault) => {
                        out.fault.get_or_insert(fault);
                    }
                }
            }
        }
        // Entries that were appended while this runs belong to the next verification.
        if head.size() >= stored.size {
            break;
        }
    }
    if head.size() < stored.size || (head.size() == stored.size && head.root() != stored.root) {
        out.fault
            .get_or_insert_with(|| format!("the log ends at {}, its head says {}", head.size(), stored.size));
    }
    if let Some(ahead) = checkpoints.iter().find(|c| c.size > seq(&head)) {
        out.fault
            .get_or_insert_with(|| format!("a checkpoint at {} is ahead of the log: it was cut", ahead.size));
    }
    out.entries = head.size();
    out.root = head.root().iter().map(|byte| format!("{byte:02x}")).collect();
    app.settle(permit).await?;
    Ok(out)
}

/// The place of the next entry.
fn seq(head: &Head) -> i64 {
    i64::try_from(head.size()).unwrap_or(i64::MAX)
}

fn prove(
    app: &App,
    scope: TenantScope,
    row: &store::Checkpoint,
    head: &Head,
) -> std::result::Result<(), String> {
    let checkpoint = crypto::Checkpoint::from_bytes(&row.signature)
        .map_err(|_| format!("the checkpoint at {} cannot be read", row.size))?;
    app.vault()
        .verify_checkpoint(&checkpoint)
        .map_err(|_| format!("the signature of the checkpoint at {} is wrong", row.size))?;
    if checkpoint.tenant != scope.tenant() || checkpoint.size != head.size() || checkpoint.root != head.root()
    {
        return Err(format!("the log is not the one that was signed at {}", row.size));
    }
    Ok(())
}

/// Signs the head of a tenant's log, if it has grown since the last checkpoint.
///
/// # Errors
/// A store's failure.
pub async fn checkpoint(app: &App, scope: TenantScope, now: Timestamp) -> Result<Option<crypto::Checkpoint>> {
    let store = app.store().tenant(scope);
    let head = store.get_audit_head().await?;
    let size = i64::try_from(head.size).unwrap_or(i64::MAX);
    if size == 0 || store.find_last_checkpoint().await?.is_some_and(|last| last.size >= size) {
        return Ok(None);
    }
    let signed = app.vault().sign_checkpoint(scope.tenant(), head.size, head.root, now)?;
    let mut tx = store.begin().await?;
    let row = store::Checkpoint { size, root: head.root, signature: signed.to_bytes()?, at: now };
    tx.insert_checkpoint(&row).await?;
    tx.commit().await?;
    Ok(Some(signed))
}
