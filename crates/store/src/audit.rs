//! The audit log (C36): ciphertext entries in one Merkle tree per tenant, appended with the act itself.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::inclusion::{BLOCK_ENTRIES, Beginning};
use domain::merkle::{Hash, Head, leaf_hash};
use domain::{TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO audit_entry (tenant_id, seq, leaf_hash, entry) @rows";
    LIST = "SELECT seq, leaf_hash, entry FROM audit_entry WHERE tenant_id = $1 \
        AND seq >= (SELECT CASE WHEN audit_start > $2 THEN audit_start ELSE $2 END FROM tenant_head WHERE tenant_id = $1) \
        ORDER BY seq LIMIT $3";
    LIST_BEFORE = "SELECT seq, leaf_hash, entry FROM audit_entry WHERE tenant_id = $1 AND seq < $2 \
        AND seq >= (SELECT audit_start FROM tenant_head WHERE tenant_id = $1) ORDER BY seq DESC LIMIT $3";
    HASH = "SELECT seq, leaf_hash, entry FROM audit_entry WHERE tenant_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq";
    LIST_SIZES = "SELECT tenant_id, audit_size FROM tenant_head";
    FIND_HEAD = "SELECT audit_size, audit_peaks FROM tenant_head WHERE tenant_id = $1";
    FIND_START = "SELECT audit_start, audit_start_signed FROM tenant_head WHERE tenant_id = $1";
    LIST_REMOVED = "SELECT seq, leaf_hash FROM audit_entry WHERE tenant_id = $1 AND seq < $2 ORDER BY seq";
    UPDATE_ROOT = "UPDATE audit_entry SET leaf_hash = $3, entry = $4 WHERE tenant_id = $1 AND seq = $2";
    DELETE_REMOVED = "DELETE FROM audit_entry WHERE tenant_id = $1 AND seq > $2 AND seq < $3";
    UPDATE_REMOVED = "UPDATE audit_entry SET entry = $4 WHERE tenant_id = $1 AND seq >= $2 AND seq < $3";
    UPDATE_START = "UPDATE tenant_head SET audit_start = $2, audit_start_signed = $3 WHERE tenant_id = $1";
    DELETE_CHECKPOINTS = "DELETE FROM audit_checkpoint WHERE tenant_id = $1 AND size < $2";
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

/// From where on a log is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditStart {
    /// The place of the first entry that is left.
    pub start: i64,
    /// Who says so: a signed record. Absent where nothing was removed.
    pub signed: Option<Vec<u8>>,
    /// What is kept of the entries before it.
    pub beginning: Beginning,
    /// Whether that is what has to be kept of so many.
    pub is_whole: bool,
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

async fn start(conn: &mut Conn, tenant: TenantId) -> Result<AuditStart> {
    let row = conn.find(FIND_START, args![tenant]).await?.ok_or(StoreError::NotFound("tenant"))?;
    let mut f = row.fields();
    let (start, signed) = (f.i64()?, f.bytes_opt()?.map(<[u8]>::to_vec));
    let of_block = i64::try_from(BLOCK_ENTRIES).map_err(|_| StoreError::Corrupt("audit start"))?;
    let (mut beginning, mut expected, mut is_whole) = (Beginning::default(), 0, true);
    let hashed_from = start - start.rem_euclid(of_block);
    let removed = if start > 0 { conn.list(LIST_REMOVED, args![tenant, start]).await? } else { Vec::new() };
    for row in &removed {
        let mut f = row.fields();
        let (seq, hash) = (f.i64()?, f.hash()?);
        is_whole &= seq == expected;
        match seq < hashed_from {
            true => beginning.roots.push(hash),
            false => beginning.leaves.push(hash),
        }
        expected += if seq < hashed_from { of_block } else { 1 };
    }
    is_whole &= expected == start;
    Ok(AuditStart { start, signed, beginning, is_whole })
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
    /// From where on it is kept, and what is kept of what was before.
    get_audit_start() -> AuditStart = start;
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

    /// Removes the oldest entries: from where the log began up to where it begins now. Of them stays what `now` has more than
    /// `before`, and of the signed heads those of a log as long as that.
    pub async fn remove_audit_entries(&mut self, before: &AuditStart, now: &AuditStart) -> Result<()> {
        let (tenant, nothing) = (self.tenant(), Vec::<u8>::new());
        let of_block = i64::try_from(BLOCK_ENTRIES).map_err(|_| StoreError::Corrupt("audit start"))?;
        let mut first = i64::try_from(before.beginning.first_hashed()).unwrap_or(i64::MAX);
        for root in now.beginning.roots.iter().skip(before.beginning.roots.len()) {
            let conn = self.conn();
            conn.execute(UPDATE_ROOT, args![tenant, first, *root, &nothing]).await?;
            conn.execute(DELETE_REMOVED, args![tenant, first, first + of_block]).await?;
            first += of_block;
        }
        let conn = self.conn();
        conn.execute(UPDATE_REMOVED, args![tenant, first, now.start, &nothing]).await?;
        conn.execute(DELETE_CHECKPOINTS, args![tenant, now.start]).await?;
        conn.execute(UPDATE_START, args![tenant, now.start, now.signed.clone()]).await.map(|_| ())
    }

    /// Keeps a signed head; the same size again changes nothing.
    pub async fn insert_checkpoint(&mut self, c: &Checkpoint) -> Result<()> {
        let row = args![self.tenant(), c.size, c.root, &c.signature, c.at];
        self.conn().insert(INSERT_CHECKPOINT, vec![row]).await.map(|_| ())
    }
}
