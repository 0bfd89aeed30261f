//! Puts a backup into an empty place. It opens for nobody until it has passed the [gate](super::pass).

use super::check::{read_each, read_piece};
use super::list::{self, List};
use super::{Fault, Place};
use crate::{Error, Result};
use crypto::{BackupKey, Vault};
use domain::keyring::WrappedKeys;
use domain::{TenantId, TenantScope, Timestamp};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use store::restore::{Restoring, Standing, standing};

/// From where.
pub struct Source {
    /// The place.
    pub place: Place,
    /// Its key.
    pub key: Arc<BackupKey>,
    /// Which one; the newest when absent.
    pub id: Option<String>,
}

/// Where to, and with which keys: those that are in force now.
pub struct Target<'a> {
    /// The database's URL.
    pub database_url: &'a str,
    /// Where the bytes of mails go.
    pub packs: &'a store::Packs,
    /// The keyring as it is now.
    pub keyring: &'a store::Keyring,
    /// The keys at hand.
    pub vault: &'a Vault,
    /// Whether data that is there is replaced.
    pub force: bool,
}

/// What was restored.
#[derive(Debug, Clone, Serialize)]
pub struct Restored {
    /// The backup's id.
    pub id: String,
    /// When it was made: whatever came later is not in it.
    pub at: Timestamp,
    /// Rows.
    pub rows: u64,
    /// Bytes of mails.
    pub pack_bytes: u64,
    /// Packs that were gone when it was made.
    pub missing: Vec<String>,
    /// Tenants whose keys are gone: their data is there and opens for nobody.
    pub tenants_without_keys: Vec<TenantId>,
}

/// Restores rows and bytes. Everything is read and proved before anything is touched.
///
/// # Errors
/// [`Fault`], above all: no such backup, a broken piece (which one), a keyring that is older than the place knows, data
/// that is there already; [`store::StoreError::Newer`] for a schema that this program does not know.
pub async fn restore(source: &Source, target: &Target<'_>) -> Result<Restored> {
    let _lock = source.place.lock().await?;
    let ids = list::ids(&source.place).await?;
    let id = match &source.id {
        Some(id) => ids.iter().find(|known| *known == id).ok_or_else(|| Fault::Unknown(id.clone()))?,
        None => ids.last().ok_or(Fault::Nothing)?,
    };
    let list = list::read(&source.place, &source.key, target.vault, id).await?;
    let tenants_without_keys = check_keyring(source, target, &ids, &list).await?;
    check_target(target).await?;
    read_each(&source.place, &source.key, &list).await?;
    write_rows(source, target, &list).await?;
    write_packs(source, target, &list).await?;
    Ok(Restored {
        id: id.clone(),
        at: list.at,
        rows: list.rows(),
        pack_bytes: list.packs.iter().map(|pack| pack.bytes).sum(),
        missing: list.missing,
        tenants_without_keys,
    })
}

/// Nothing that is there is replaced unasked, and a restore that was broken off may be begun anew.
async fn check_target(target: &Target<'_>) -> Result<()> {
    let standing = standing(target.database_url).await?;
    let has_packs = !target.packs.list().await?.is_empty();
    let occupied = standing == Standing::Occupied || (standing == Standing::Empty && has_packs);
    if occupied && !target.force {
        return Err(Fault::Occupied.into());
    }
    if standing == Standing::Unfinished {
        // Before the mark goes with its database: packs without one would look like somebody's.
        target.packs.delete_all().await?;
    }
    Ok(())
}

/// The keyring has to be the one of these backups, and no older than any of them has seen it: an older one still has the
/// keys of what was erased since.
async fn check_keyring(
    source: &Source,
    target: &Target<'_>,
    ids: &[String],
    list: &List,
) -> Result<Vec<TenantId>> {
    if target.keyring.is_empty().await? {
        return Err(Fault::NoKeys.into());
    }
    let ledger: HashMap<TenantId, i64> = target.keyring.ledger_heads().await?.into_iter().collect();
    let is_behind = |list: &List| {
        list.ledger.iter().any(|head| ledger.get(&head.tenant).is_none_or(|seq| *seq < head.seq))
    };
    for id in ids.iter().rev() {
        match list::read(&source.place, &source.key, target.vault, id).await {
            Ok(other) if is_behind(&other) => return Err(Fault::OldKeyring.into()),
            Ok(_) | Err(Error::Backup(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let mut without = Vec::new();
    for log in &list.logs {
        let tenants = target.keyring.list_tenant_keys(TenantScope::of(log.tenant)).await?;
        if tenants.is_empty() {
            without.push(log.tenant);
        } else if target.vault.admit(&WrappedKeys { tenants, ..WrappedKeys::default() }).is_err() {
            return Err(Fault::ClosedKeyring.into());
        }
    }
    if !list.logs.is_empty() && without.len() == list.logs.len() {
        return Err(Fault::OtherKeyring.into());
    }
    Ok(without)
}

async fn write_rows(source: &Source, target: &Target<'_>, list: &List) -> Result<()> {
    let mut restoring = Restoring::data(target.database_url, &list.versions).await?;
    for table in &list.tables {
        let mut rows = 0;
        for piece in &table.pieces {
            let plain = read_piece(&source.place, &source.key, piece).await?;
            rows += restoring.insert(&table.name, &plain).await?;
        }
        if rows != table.rows {
            let why = "a table of it has another number of rows than it says";
            return Err(Fault::Broken { name: table.name.clone(), why }.into());
        }
    }
    Ok(restoring.finish().await?)
}

async fn write_packs(source: &Source, target: &Target<'_>, list: &List) -> Result<()> {
    target.packs.delete_all().await?;
    for pack in &list.packs {
        let mut restored = target.packs.begin_restore(&pack.name).await?;
        for piece in &pack.pieces {
            restored.append(read_piece(&source.place, &source.key, piece).await?).await?;
        }
        restored.finish().await?;
    }
    Ok(())
}
