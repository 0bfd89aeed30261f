//! What the checks look at: both databases at one moment, and what many of them ask.

use super::Fault;
use crate::{App, Result};
use domain::{TenantId, TenantScope, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Cell, Inspection, Page};
use uuid::Uuid;

/// Faults that are kept of one check.
const FAULTS_MAX: usize = 1_000;

/// What a check found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many things it looked at.
    pub(super) looked_at: u64,
    /// What breaks the promise.
    pub(super) faults: Vec<Fault>,
    /// What breaks nothing and is told all the same, by the word of its text.
    pub(super) noted: BTreeMap<&'static str, u64>,
}

impl Found {
    /// Something breaks it.
    pub(super) fn fault(&mut self, word: &'static str, what: impl Into<String>) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { word, what: what.into() });
        }
    }

    /// It is a fault unless it holds; nothing tells that it was looked at.
    pub(super) fn unless(&mut self, holds: bool, word: &'static str, what: impl std::fmt::Display) {
        if !holds {
            self.fault(word, what.to_string());
        }
    }

    /// One more of what is told although it breaks nothing.
    pub(super) fn note(&mut self, word: &'static str) {
        *self.noted.entry(word).or_default() += 1;
    }

    /// One more was looked at; it is a fault unless it holds.
    pub(super) fn holds(&mut self, holds: bool, word: &'static str, what: impl std::fmt::Display) {
        self.looked_at += 1;
        if !holds {
            self.fault(word, what.to_string());
        }
    }
}

/// An entry of a ledger.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) tenant: Uuid,
    pub(super) entry: Uuid,
    pub(super) what: String,
    pub(super) subject: Uuid,
    pub(super) detail: String,
    pub(super) at_ms: i64,
}

/// An erasure, as its row says.
#[derive(Debug, Clone)]
pub(super) struct Erased {
    pub(super) tenant: Uuid,
    pub(super) id: Uuid,
    pub(super) scope: String,
    pub(super) subject: Uuid,
    pub(super) reason: String,
    pub(super) state: String,
    pub(super) begun_at_ms: i64,
    pub(super) keys_destroyed: i64,
    pub(super) bytes: i64,
    pub(super) root_epoch: Option<i64>,
    pub(super) receipt: Option<Vec<u8>>,
}

impl Erased {
    /// Whether rows and bytes are gone, as it says.
    pub(super) fn is_purged(&self) -> bool {
        self.state == "purged" || self.state == "done"
    }
}

/// Both databases.
pub(super) struct Looking {
    /// The data: looked at first, so that every key of what is there is there as well.
    pub(super) data: Inspection,
    /// The keyring.
    pub(super) keys: Inspection,
    /// When.
    pub(super) now: Timestamp,
    only: Option<TenantId>,
}

impl Looking {
    pub(super) async fn begin(app: &App, only: Option<TenantScope>) -> Result<Self> {
        let data = app.store().inspect().await?;
        let keys = app.keyring().inspect().await?;
        Ok(Self { data, keys, now: app.now(), only: only.map(TenantScope::tenant) })
    }

    /// Whether a row is of a tenant that is looked at; the first of its cells is the tenant.
    pub(super) fn wants(&self, tenant: &Cell) -> bool {
        self.only.is_none_or(|only| tenant.id() == Some(only.uuid()))
    }

    /// Whether everything is looked at, not a company alone: what is of several companies, or of none, is looked at then only.
    pub(super) fn is_everything(&self) -> bool {
        self.only.is_none()
    }

    /// Whether something of this tenant is looked at.
    pub(super) fn wants_tenant(&self, tenant: Uuid) -> bool {
        self.only.is_none_or(|only| tenant == only.uuid())
    }

    /// Rows of a table of the data, of the tenants that are looked at.
    pub(super) async fn rows(&mut self, table: &str, columns: &[&str]) -> Result<Vec<Vec<Cell>>> {
        gather(&mut self.data, self.only, table, columns).await
    }

    /// Rows of a table of the system's own, whoever is looked at.
    pub(super) async fn data_rows(&mut self, table: &str, columns: &[&str]) -> Result<Vec<Vec<Cell>>> {
        gather(&mut self.data, None, table, columns).await
    }

    /// As [`Looking::rows`], a page at a time: for what may be long, or many.
    pub(super) async fn page(
        &mut self,
        table: &str,
        columns: &[&str],
        after: Option<&Page>,
    ) -> Result<(Vec<Vec<Cell>>, Option<Page>)> {
        let (mut rows, next) = self.data.page(table, columns, after).await?;
        rows.retain(|row| row.first().is_some_and(|tenant| self.wants(tenant)));
        Ok((rows, next))
    }

    /// Rows of a table of the keyring, of the tenants that are looked at.
    pub(super) async fn key_rows(&mut self, table: &str, columns: &[&str]) -> Result<Vec<Vec<Cell>>> {
        gather(&mut self.keys, self.only, table, columns).await
    }

    /// The ledgers, each in order.
    pub(super) async fn ledger(&mut self) -> Result<Vec<Entry>> {
        let columns = ["tenant_id", "entry_id", "what", "subject_id", "detail", "at_ms"];
        let rows = self.key_rows("ledger", &columns).await?;
        Ok(rows.iter().filter_map(|row| entry(row)).collect())
    }

    /// The erasures.
    pub(super) async fn erasures(&mut self) -> Result<Vec<Erased>> {
        let columns = [
            "tenant_id",
            "id",
            "scope",
            "subject_id",
            "reason",
            "state",
            "begun_at_ms",
            "keys_destroyed",
            "bytes_purged",
            "root_epoch",
            "receipt",
        ];
        let rows = self.rows("erasure", &columns).await?;
        Ok(rows.iter().filter_map(|row| erased(row)).collect())
    }

    /// Tenants of which something is being erased: keys may be gone of what is still there.
    pub(super) async fn under_way(&mut self) -> Result<HashSet<Uuid>> {
        let open = |one: &Erased| matches!(one.state.as_str(), "begun" | "keys_gone");
        Ok(self.erasures().await?.into_iter().filter(open).map(|one| one.tenant).collect())
    }

    /// The leaf keys that are there, as kind and id.
    pub(super) async fn leaves(&mut self) -> Result<HashSet<(Uuid, Vec<u8>)>> {
        let rows = self.key_rows("leaf_key", &["tenant_id", "leaf"]).await?;
        let leaf = |row: &Vec<Cell>| Some((row.first()?.id()?, row.get(1)?.bytes()?.to_vec()));
        Ok(rows.iter().filter_map(leaf).collect())
    }

    /// Ids of a table's rows, by a column.
    pub(super) async fn ids(&mut self, table: &str, column: &str) -> Result<HashMap<Uuid, u64>> {
        let mut out = HashMap::new();
        for row in self.rows(table, &["tenant_id", column]).await? {
            if let Some(id) = row.get(1).and_then(Cell::id) {
                *out.entry(id).or_default() += 1;
            }
        }
        Ok(out)
    }
}

/// The id in a row's field.
pub(super) fn id_of(row: &[Cell], at: usize) -> Option<Uuid> {
    row.get(at).and_then(Cell::id)
}

/// Rows of a tenant, or of all; the first of their cells is the tenant.
async fn gather(
    of: &mut Inspection,
    only: Option<TenantId>,
    table: &str,
    columns: &[&str],
) -> Result<Vec<Vec<Cell>>> {
    let only = only.map(TenantId::uuid);
    let mut out = Vec::new();
    let is_wanted = |row: &[Cell]| only.is_none_or(|only| id_of(row, 0) == Some(only));
    of.each(table, columns, |row| {
        if is_wanted(row) {
            out.push(row.to_vec());
        }
    })
    .await?;
    Ok(out)
}

fn entry(row: &[Cell]) -> Option<Entry> {
    let [tenant, entry, what, subject, detail, at] = row else { return None };
    Some(Entry {
        tenant: tenant.id()?,
        entry: entry.id()?,
        what: what.text().to_owned(),
        subject: subject.id()?,
        detail: detail.text().to_owned(),
        at_ms: at.int()?,
    })
}

fn erased(row: &[Cell]) -> Option<Erased> {
    let [tenant, id, scope, subject, reason, state, begun, destroyed, bytes, epoch, receipt] = row else {
        return None;
    };
    Some(Erased {
        tenant: tenant.id()?,
        id: id.id()?,
        scope: scope.text().to_owned(),
        subject: subject.id()?,
        reason: reason.text().to_owned(),
        state: state.text().to_owned(),
        begun_at_ms: begun.int()?,
        keys_destroyed: destroyed.int()?,
        bytes: bytes.int()?,
        root_epoch: epoch.int(),
        receipt: receipt.bytes().map(<[u8]>::to_vec),
    })
}
