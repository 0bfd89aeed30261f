//! What a backup consists of, sealed and signed, and the catalogue of all that are in a place.

use super::{Fault, Place, Setup, broken};
use crate::{App, Result};
use crypto::{BackupKey, PieceName, Vault};
use domain::{TenantId, Timestamp};
use minicbor::{Decode, Encode};
use serde::Serialize;

/// The form of lists.
const FORMAT: u32 = 1;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// A piece, as a list names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub(super) struct Piece {
    #[cbor(n(0), with = "minicbor::bytes")]
    name: [u8; 32],
    /// Length of what it holds.
    #[n(1)]
    pub(super) plain_bytes: u64,
    /// Length of it where it lies.
    #[n(2)]
    pub(super) stored_bytes: u64,
}

impl Piece {
    pub(super) const fn new(name: PieceName, plain_bytes: u64, stored_bytes: u64) -> Self {
        Self { name: name.0, plain_bytes, stored_bytes }
    }

    pub(super) const fn name(&self) -> PieceName {
        PieceName(self.name)
    }
}

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct TablePart {
    #[n(0)]
    pub(super) name: String,
    #[n(1)]
    pub(super) rows: u64,
    #[n(2)]
    pub(super) pieces: Vec<Piece>,
}

/// The bytes of a pack, as far as rows refer to them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct PackPart {
    #[n(0)]
    pub(super) name: String,
    #[n(1)]
    pub(super) bytes: u64,
    #[n(2)]
    pub(super) pieces: Vec<Piece>,
    /// When it had last been written to; 0 where it may have been written to since without that being seen.
    #[n(3)]
    pub(super) altered_ns: i64,
}

/// The head of a tenant's audit log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct LogPart {
    #[n(0)]
    pub(super) tenant: TenantId,
    #[n(1)]
    pub(super) size: i64,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(super) peaks: Vec<u8>,
}

/// How far a tenant's ledger of erasures was.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct LedgerPart {
    #[n(0)]
    pub(super) tenant: TenantId,
    #[n(1)]
    pub(super) seq: i64,
}

/// What one backup consists of.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct List {
    #[n(0)]
    pub(super) format: u32,
    #[n(1)]
    pub(super) at: Timestamp,
    /// The steps of the schema.
    #[n(2)]
    pub(super) versions: Vec<i64>,
    #[n(3)]
    pub(super) tables: Vec<TablePart>,
    #[n(4)]
    pub(super) packs: Vec<PackPart>,
    #[n(5)]
    pub(super) logs: Vec<LogPart>,
    #[n(6)]
    pub(super) ledger: Vec<LedgerPart>,
    /// Packs that rows refer to and that were not there.
    #[n(7)]
    pub(super) missing: Vec<String>,
    /// The program that made it.
    #[n(8)]
    pub(super) program: String,
}

/// A list with the signature over it.
#[derive(Encode, Decode)]
struct Signed {
    #[cbor(n(0), with = "minicbor::bytes")]
    list: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: Vec<u8>,
}

impl List {
    pub(super) fn begin(at: Timestamp, versions: Vec<i64>) -> Self {
        Self {
            format: FORMAT,
            at,
            versions,
            tables: Vec::new(),
            packs: Vec::new(),
            logs: Vec::new(),
            ledger: Vec::new(),
            missing: Vec::new(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Every piece, once for each time that it is named.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        let tables = self.tables.iter().flat_map(|table| &table.pieces);
        tables.chain(self.packs.iter().flat_map(|pack| &pack.pieces))
    }

    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    pub(super) fn bytes(&self) -> u64 {
        self.pieces().map(|piece| piece.plain_bytes).sum()
    }

    /// Signed and sealed under its id.
    pub(super) fn seal(&self, id: &str, key: &BackupKey, vault: &Vault) -> Result<Vec<u8>> {
        let list = minicbor::to_vec(self).map_err(|_| crypto::KeyError::BadRecord)?;
        let signature = vault.sign_backup(&list)?;
        let signed = minicbor::to_vec(Signed { list, signature }).map_err(|_| crypto::KeyError::BadRecord)?;
        Ok(key.seal_document(id, &signed)?)
    }

    fn open(id: &str, sealed: &[u8], key: &BackupKey, vault: &Vault) -> std::result::Result<Self, Fault> {
        let name = path(id);
        let plain = key.open_document(id, sealed).map_err(|why| broken(&name, why))?;
        let bad = |why| Fault::Broken { name: name.clone(), why };
        let signed: Signed = minicbor::decode(&plain).map_err(|_| bad("it is not the list of a backup"))?;
        if !vault.verify_backup(&signed.list, &signed.signature) {
            return Err(bad("its signature is not that of the audit-signing.key that is here"));
        }
        let list: Self = minicbor::decode(&signed.list)
            .map_err(|_| bad("it is a list that this program does not read: use the program that made it"))?;
        if list.format != FORMAT {
            return Err(bad("it was made by a newer program: use that one"));
        }
        Ok(list)
    }
}

/// The id of a backup that is made now: its time, and something random.
pub(super) fn new_id(at: Timestamp) -> Result<String> {
    let random: [u8; 4] = crypto::random::bytes()?;
    Ok(format!("{:013}-{:08x}", at.as_millis(), u32::from_be_bytes(random)))
}

/// When it was made, as its id says; the id is part of what is sealed.
pub(super) fn time_of(id: &str) -> Option<Timestamp> {
    let (time, random) = id.split_once('-')?;
    (random.len() == 8).then_some(())?;
    time.parse().ok().map(Timestamp::from_millis)
}

pub(super) fn path(id: &str) -> String {
    format!("lists/{id}")
}

/// The ids of all backups in a place, oldest first.
pub(super) async fn ids(place: &Place) -> Result<Vec<String>> {
    let found = place.list("lists").await?.into_iter();
    let id = |(path, _): (String, u64)| path.strip_prefix("lists/").map(str::to_owned);
    let mut ids: Vec<String> = found.filter_map(id).filter(|id| time_of(id).is_some()).collect();
    ids.sort();
    Ok(ids)
}

/// Reads what a backup consists of, and proves that it is what was signed.
pub(super) async fn read(place: &Place, key: &BackupKey, vault: &Vault, id: &str) -> Result<List> {
    let sealed = place.get(&path(id)).await?.ok_or_else(|| Fault::Unknown(id.to_owned()))?;
    Ok(List::open(id, &sealed, key, vault)?)
}

/// A backup of the catalogue.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub at: Timestamp,
    /// When it goes.
    pub expires_at: Timestamp,
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes that it holds, before compression.
    pub bytes: u64,
    /// Packs that were gone when it was made.
    pub missing: Vec<String>,
    /// Why it cannot be restored.
    pub fault: Option<String>,
}

/// When a backup made then has to be gone.
pub(super) fn expires(at: Timestamp, retention_days: u32) -> Timestamp {
    at.plus_millis(i64::from(retention_days) * DAY_MS)
}

/// Every backup, oldest first, with the day on which it goes (C44).
///
/// # Errors
/// A failure of the place. One that cannot be read stands in the list with the reason.
pub async fn list(app: &App, setup: &Setup) -> Result<Vec<Entry>> {
    let mut all = Vec::new();
    for id in ids(&setup.place).await? {
        let at = time_of(&id).unwrap_or(Timestamp::from_millis(0));
        let expires_at = expires(at, setup.retention_days);
        let mut entry = Entry { id, at, expires_at, rows: 0, bytes: 0, missing: Vec::new(), fault: None };
        match read(&setup.place, &setup.key, app.vault(), &entry.id).await {
            Ok(list) => {
                (entry.rows, entry.bytes) = (list.rows(), list.bytes());
                entry.missing = list.missing;
            }
            Err(error @ crate::Error::Backup(_)) => entry.fault = Some(error.to_string()),
            Err(error) => return Err(error),
        }
        all.push(entry);
    }
    Ok(all)
}

/// The tables of which a backup holds rows.
///
/// # Errors
/// [`Fault`], a failure of the place.
pub async fn list_tables(app: &App, setup: &Setup, id: &str) -> Result<Vec<String>> {
    let list = read(&setup.place, &setup.key, app.vault(), id).await?;
    Ok(list.tables.into_iter().map(|table| table.name).collect())
}
