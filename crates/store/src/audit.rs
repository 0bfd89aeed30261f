//! The audit log (C36): ciphertext entries in one Merkle tree per tenant, appended with the act itself.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::merkle::{Hash, Head, leaf_hash};
use domain::{TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO audit_entry (tenant_id, seq, leaf_hash, entry) @rows";
    LIST = "SELECT seq, leaf_hash, entry FROM audit_entry WHERE tenant_id = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
    LIST_BEFORE = "SELECT seq, leaf_hash, entry FROM audit_entry WHERE tenant_id = $1 AND seq < $2 \
        ORDER BY seq DESC LIMIT $3";
    HASH = "SELECT seq, leaf_hash, entry FROM audit_entry WHERE tenant_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq";
    LIST_SIZES = "SELECT tenant_id, audit_size FROM tenant_head";
    FIND_HEAD = "SELECT audit_size, audit_peaks FROM tenant_head WHERE tenant_id = $1";
    INSERT_CHECKPOINT = "INSERT INTO audit_checkpoint (tenant_id, size, root, signature, at_ms) @rows \
        ON CONFLICT (tenant_id, size) DO NOTHING";
    LAST_CHECKPOINT = "SELECT size, root, signature, at_ms FROM audit_checkpoint WHERE tenant_id = $1 \
        ORDER BY size DESC LIMIT 1";
    LIST_CHECKPOINTS = "SELECT size, root, signature, at_ms FROM audit_checkpoint WHERE tenant_id = $1 \
        AND size > $2 ORDER BY size LIMIT $3";
}

/// A stored entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Place in the log, from 0.
    pub seq: i64,
    /// The entry's leaf hash (RFC 6962 2.1), as stored beside it.
    pub leaf_hash: Hash,
    /// The sealed event.
    pub bytes: Vec<u8>,
}

/// Size and root of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditHead {
    /// Entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

/// A signed head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Entries.
    pub size: i64,
    /// Root of the tree.
    pub root: Hash,
    /// Ed25519 signature.
    pub signature: Vec<u8>,
    /// When it was signed.
    pub at: Timestamp,
}

async fn list(conn: &mut Conn, tenant: TenantId, from: i64, limit: u32) -> Result<Vec<AuditEntry>> {
    let rows = conn.list(LIST, args![tenant, from, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(AuditEntry { seq: f.i64()?, leaf_hash: f.hash()?, bytes: f.bytes()?.to_vec() })
        })
        .collect()
}

async fn list_before(conn: &mut Conn, tenant: TenantId, before: i64, limit: u32) -> Result<Vec<AuditEntry>> {
    let mut entries = Vec::new();
    for row in conn.list(LIST_BEFORE, args![tenant, before, limit]).await? {
        let mut f = row.fields();
        entries.push(AuditEntry { seq: f.i64()?, leaf_hash: f.hash()?, bytes: f.bytes()?.to_vec() });
    }
    Ok(entries)
}

/// Entries that were hashed where they lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashedEntries {
    next: i64,
    /// Their leaf hashes, made of their bytes, in order and without a gap.
    pub leaves: Vec<Hash>,
    /// Places that are missing, or whose stored leaf hash is not that of their bytes: the first one.
    pub fault: Option<i64>,
}

fn hash_entry(done: &mut HashedEntries, seq: i64, leaf: &[u8], entry: &[u8]) {
    let hash = leaf_hash(entry);
    if (seq != done.next || leaf != hash) && done.fault.is_none() {
        done.fault = Some(done.next);
    }
    done.next += 1;
    done.leaves.push(hash);
}

async fn hashed(conn: &mut Conn, tenant: TenantId, from: i64, until: i64) -> Result<HashedEntries> {
    let room = usize::try_from(until.saturating_sub(from)).unwrap_or_default();
    let none = HashedEntries { next: from, leaves: Vec::with_capacity(room), fault: None };
    let mut done = conn.scan(HASH, args![tenant, from, until], none, hash_entry).await?;
    if done.next < until {
        done.fault.get_or_insert(done.next);
    }
    Ok(done)
}

async fn head(conn: &mut Conn, tenant: TenantId) -> Result<AuditHead> {
    let row = conn.find(FIND_HEAD, args![tenant]).await?.ok_or(StoreError::NotFound("tenant"))?;
    let mut f = row.fields();
    let size = u64::try_from(f.i64()?).map_err(|_| StoreError::Corrupt("audit size"))?;
    let head = Head::from_parts(size, f.bytes()?).map_err(|_| StoreError::Corrupt("audit head"))?;
    Ok(AuditHead { size, root: head.root() })
}

fn checkpoint(row: &Row) -> Result<Checkpoint> {
    let mut f = row.fields();
    Ok(Checkpoint { size: f.i64()?, root: f.hash()?, signature: f.bytes()?.to_vec(), at: f.time()? })
}

async fn last_checkpoint(conn: &mut Conn, tenant: TenantId) -> Result<Option<Checkpoint>> {
    conn.find(LAST_CHECKPOINT, args![tenant]).await?.as_ref().map(checkpoint).transpose()
}

async fn checkpoints(conn: &mut Conn, tenant: TenantId, after: i64, limit: u32) -> Result<Vec<Checkpoint>> {
    conn.list(LIST_CHECKPOINTS, args![tenant, after, limit]).await?.iter().map(checkpoint).collect()
}

reads! {
    /// Entries from place `from` on, in order.
    list_audit_entries(from: i64, limit: u32) -> Vec<AuditEntry> = list;
    /// Entries before place `before`, newest first.
    list_audit_entries_before(before: i64, limit: u32) -> Vec<AuditEntry> = list_before;
    /// The entries from place `from` to before `until`, hashed without being copied.
    hash_audit_entries(from: i64, until: i64) -> HashedEntries = hashed;
    /// The committed head.
    get_audit_head() -> AuditHead = head;
    /// The newest signed head.
    find_last_checkpoint() -> Option<Checkpoint> = last_checkpoint;
    /// Signed heads of logs larger than `after`, in order.
    list_checkpoints(after: i64, limit: u32) -> Vec<Checkpoint> = checkpoints;
}

impl SystemStore {
    /// How many entries each tenant's log has.
    pub async fn list_audit_sizes(&self) -> Result<Vec<(TenantId, i64)>> {
        let rows = self.read().await?.list(LIST_SIZES, args![]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok((f.id()?, f.i64()?))
            })
            .collect()
    }
}

impl TenantTx {
    /// Appends sealed events: their bytes and leaf hashes. Nothing of this write is kept unless they are.
    pub async fn append_audit(&mut self, entries: &[(Vec<u8>, Hash)]) -> Result<()> {
        let tenant = self.tenant();
        let mut rows = Vec::with_capacity(entries.len());
        for (bytes, leaf) in entries {
            let seq = i64::try_from(self.head.audit.size()).map_err(|_| StoreError::Corrupt("audit size"))?;
            rows.push(args![tenant, seq, *leaf, bytes]);
            self.head.audit.append(*leaf);
        }
        self.conn().insert(INSERT, rows).await.map(|_| ())
    }

    /// Keeps a signed head; the same size again changes nothing.
    pub async fn insert_checkpoint(&mut self, c: &Checkpoint) -> Result<()> {
        let row = args![self.tenant(), c.size, c.root, &c.signature, c.at];
        self.conn().insert(INSERT_CHECKPOINT, vec![row]).await.map(|_| ())
    }
}
