//! The ledger of what was done about people's rights, and what erased mails are known by. Both lie with the keyring: a
//! backup of the data does not bring an older one back.

use crate::db::{Conn, Row, args, queries};
use crate::dialect::{Durability, Reach};
use crate::keyring::values;
use crate::{Keyring, Result};
use domain::keyring::Tag;
use domain::ledger::LedgerEntry;
use domain::{LedgerWord, TenantScope, Timestamp};
use uuid::Uuid;

queries! {
    // Whoever appends to a tenant's ledger waits for whoever does it already.
    LOCK = "SELECT generation FROM tenant_key WHERE tenant_id = $1 ORDER BY generation @lock";
    NEXT = "SELECT COALESCE(MAX(seq) + 1, 0) FROM ledger WHERE tenant_id = $1";
    FIND = "SELECT seq, entry_id, what, subject_id, detail, at_ms FROM ledger WHERE tenant_id = $1 AND entry_id = $2";
    INSERT = "INSERT INTO ledger (tenant_id, seq, entry_id, what, subject_id, detail, at_ms) @rows";
    LIST = "SELECT seq, entry_id, what, subject_id, detail, at_ms FROM ledger WHERE tenant_id = $1 AND seq > $2 \
        ORDER BY seq LIMIT $3";
    SUPPRESS = "INSERT INTO suppressed (tenant_id, tag) @rows ON CONFLICT (tenant_id, tag) DO NOTHING";
    LIST_SUPPRESSED = "SELECT tag FROM suppressed WHERE tenant_id = $1 AND tag IN (@many)";
    COUNT_SUPPRESSED = "SELECT COUNT(*) FROM suppressed WHERE tenant_id = $1";
}

/// What is to be appended to a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLedgerEntry {
    /// Its id: appended again, it is one entry.
    pub entry: Uuid,
    /// What was done.
    pub what: LedgerWord,
    /// To whom or what.
    pub subject: Uuid,
    /// A fixed word or a number of days that belongs to it.
    pub detail: Option<String>,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<LedgerEntry> {
    let mut f = row.fields();
    Ok(LedgerEntry {
        seq: f.i64()?,
        entry: f.id()?,
        what: f.state()?,
        subject: f.id()?,
        detail: f.text_opt()?.map(str::to_owned),
        at: f.time()?,
    })
}

async fn next(conn: &mut Conn, scope: TenantScope) -> Result<i64> {
    conn.find(NEXT, args![scope.tenant()]).await?.map_or(Ok(0), |row| row.fields().i64())
}

impl Keyring {
    /// Appends entries that are not there yet, in order; returns all of them, as they stand in the ledger.
    pub async fn append_ledger(
        &self,
        scope: TenantScope,
        entries: &[NewLedgerEntry],
    ) -> Result<Vec<LedgerEntry>> {
        self.append_ledger_as(scope, entries, Durability::AtCommit).await
    }

    /// The same, durable then. [`Durability::WithTheNext`] is for whoever destroys keys next: those are gone in no state of the
    /// keyring that does not have the entry.
    pub async fn append_ledger_as(
        &self,
        scope: TenantScope,
        entries: &[NewLedgerEntry],
        durability: Durability,
    ) -> Result<Vec<LedgerEntry>> {
        let t = scope.tenant();
        let mut tx = self.db.begin_as(Reach::System, durability).await?;
        tx.list(LOCK, args![t]).await?;
        let mut seq = next(&mut tx, scope).await?;
        let mut out = Vec::with_capacity(entries.len());
        for new in entries {
            if let Some(row) = tx.find(FIND, args![t, new.entry]).await? {
                out.push(read(&row)?);
                continue;
            }
            let detail = new.detail.clone();
            let row = args![t, seq, new.entry, new.what, new.subject, detail.clone(), new.at];
            tx.insert(INSERT, vec![row]).await?;
            let NewLedgerEntry { entry, what, subject, at, .. } = *new;
            out.push(LedgerEntry { seq, entry, what, subject, detail, at });
            seq += 1;
        }
        tx.commit().await?;
        Ok(out)
    }

    /// Entries after `after`, in order; all of them from -1 on.
    pub async fn list_ledger(&self, scope: TenantScope, after: i64, limit: u32) -> Result<Vec<LedgerEntry>> {
        let rows = self.read().await?.list(LIST, args![scope.tenant(), after, limit]).await?;
        rows.iter().map(read).collect()
    }

    /// The entry with this id.
    pub async fn find_ledger_entry(&self, scope: TenantScope, entry: Uuid) -> Result<Option<LedgerEntry>> {
        self.read().await?.find(FIND, args![scope.tenant(), entry]).await?.as_ref().map(read).transpose()
    }

    /// How many entries the tenant's ledger has.
    pub async fn ledger_size(&self, scope: TenantScope) -> Result<i64> {
        next(&mut self.read().await?, scope).await
    }

    /// Remembers what erased mails are known by.
    pub async fn suppress(&self, scope: TenantScope, tags: &[Tag]) -> Result<()> {
        if tags.is_empty() {
            return Ok(());
        }
        let mut tx = self.db.begin(Reach::System).await?;
        // In order, so that two writers never wait for each other.
        let mut tags = tags.to_vec();
        tags.sort_unstable();
        tags.dedup();
        tx.insert(SUPPRESS, tags.iter().map(|tag| args![scope.tenant(), *tag]).collect()).await?;
        tx.commit().await
    }

    /// Those of these by which an erased mail is known.
    pub async fn list_suppressed(&self, scope: TenantScope, tags: &[Tag]) -> Result<Vec<Tag>> {
        let many = values(tags);
        let rows = self.read().await?.list_many(LIST_SUPPRESSED, args![scope.tenant()], many).await?;
        rows.iter().map(|row| row.fields().tag()).collect()
    }

    /// How many there are.
    pub async fn count_suppressed(&self, scope: TenantScope) -> Result<i64> {
        let row = self.read().await?.find_slowly(COUNT_SUPPRESSED, args![scope.tenant()]).await?;
        row.map_or(Ok(0), |row| row.fields().i64())
    }
}
