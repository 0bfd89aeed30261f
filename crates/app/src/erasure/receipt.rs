//! The receipt of an erasure (C115): what was erased, which keys were destroyed, when, and where it stands in the ledger.
//! It holds opaque ids alone, and whoever has the public key can check it without asking anybody.

use crate::{App, Ctx, Result, subject_request};
use crypto::BadCheckpoint;
use domain::inclusion::{Block, proves};
use domain::merkle::Hash;
use domain::{ContactId, ErasureId, ErasureReason, ErasureScope, TenantId, TenantScope, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Entries of a ledger read at once.
const ENTRIES_PER_READ: u32 = 1_000;
/// Keys named one by one; of more, their number is said.
const KEYS_NAMED_MAX: usize = 1_000;
/// The form of this receipt. The first one said nothing of recipients, and is as good as ever.
const FORM: &str = "deskhero erasure receipt v2";
/// The forms that can be read.
const FORMS: &[&str] = &["deskhero erasure receipt v1", FORM];

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Which form it has.
    pub form: String,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The erasure.
    pub erasure_id: ErasureId,
    /// What kind of thing was erased.
    pub scope: ErasureScope,
    /// Which one.
    pub subject_id: Uuid,
    /// Why.
    pub reason: ErasureReason,
    /// The version of the company's retention policy by which it was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<i64>,
    /// When it was begun.
    pub begun_at_ms: Timestamp,
    /// When nothing of it could be read any more, in live data and in every backup of it.
    pub keys_gone_at_ms: Timestamp,
    /// When rows, bytes and index were gone.
    pub purged_at_ms: Timestamp,
    /// When the keys above it were replaced: today's keys open nothing of it in an older copy of the keyring.
    pub keys_above_replaced_at_ms: Option<Timestamp>,
    /// When the last copy of the keyring from before is deleted.
    pub older_copies_end_at_ms: Timestamp,
    /// The epoch of ROOT since then.
    pub root_epoch: Option<i64>,
    /// How many keys were destroyed.
    pub keys_destroyed: i64,
    /// The names of those that belonged to somebody or something, kind and id in hex; the first thousand.
    pub key_ids: Vec<String>,
    /// Conversations that are gone.
    pub tickets: i64,
    /// Messages that are gone.
    pub messages: i64,
    /// Bytes of mails that were overwritten.
    pub bytes_overwritten: i64,
    /// Those who had got the person's data and are told of its end (GDPR Art. 19); absent where nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Recipients>,
    /// Where it stands in the ledger.
    pub ledger: InLedger,
}

/// Those who are told of an erasure, without saying who they are: the receipt outlives the case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipients {
    /// How many.
    pub count: u64,
    /// How many of them stood where, when the receipt was made: queued, sending, sent, failed, in_doubt, not_told.
    pub states: BTreeMap<String, u64>,
    /// For each, hex: SHA-256 of `deskhero recipient v1`, a line feed, a random salt and the address. The salts lie in the
    /// case and go with it; without them no address can be told or tried.
    pub hashes: Vec<String>,
}

/// An entry's place in the ledger, with its proof (RFC 9162 2.1.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InLedger {
    /// Its place, from 0.
    pub index: u64,
    /// Entries in the ledger then.
    pub size: u64,
    /// The entry's own hash, hex.
    pub leaf_hash: String,
    /// The root of the tree, hex.
    pub root: String,
    /// The hashes beside the way from the entry to the root, hex.
    pub path: Vec<String>,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What it says: exactly these characters are signed.
    pub said: String,
    /// The key that signed, hex.
    pub public_key: String,
    /// Ed25519 (RFC 8032), hex.
    pub signature: String,
}

/// A receipt that proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum BadReceipt {
    /// It cannot be read.
    #[error("this is no receipt of Deskhero's")]
    Unreadable,
    /// Another key signed it.
    #[error("it was signed by another key than the one that is trusted")]
    OtherKey,
    /// The signature is wrong.
    #[error("the signature is wrong: it was changed, or made by somebody else")]
    Signature,
    /// The way to the ledger's root is wrong.
    #[error("it does not stand in the ledger where it says")]
    Ledger,
}

impl From<BadCheckpoint> for BadReceipt {
    fn from(_: BadCheckpoint) -> Self {
        Self::Signature
    }
}

/// Makes and signs the receipt.
pub(super) async fn make(
    app: &App,
    ctx: &Ctx,
    row: &store::Erasure,
    turned: Option<(i64, Timestamp)>,
    ledger: &Ledger,
) -> Result<Vec<u8>> {
    let gone_at = row.keys_gone_at.unwrap_or(row.begun_at);
    let said = Said {
        form: FORM.to_owned(),
        tenant_id: ctx.scope.tenant(),
        erasure_id: row.id,
        scope: row.scope,
        subject_id: row.subject,
        reason: row.reason,
        policy_version: row.policy_version,
        begun_at_ms: row.begun_at,
        keys_gone_at_ms: gone_at,
        purged_at_ms: row.purged_at.unwrap_or(gone_at),
        keys_above_replaced_at_ms: turned.map(|(_, at)| at),
        older_copies_end_at_ms: gone_at.plus_millis(app.settings().snapshot_hours.saturating_mul(3_600_000)),
        root_epoch: turned.map(|(epoch, _)| epoch),
        keys_destroyed: row.keys_destroyed,
        key_ids: row.keys.iter().take(KEYS_NAMED_MAX).map(|leaf| hex(&leaf.to_bytes())).collect(),
        tickets: row.tickets,
        messages: row.messages,
        bytes_overwritten: row.bytes,
        recipients: recipients(app, ctx, row).await?,
        ledger: ledger.place(row.id)?,
    };
    Receipt::sign(app, &said)
}

async fn recipients(app: &App, ctx: &Ctx, row: &store::Erasure) -> Result<Option<Recipients>> {
    if !matches!(row.scope, ErasureScope::Contact | ErasureScope::Pseudonym) {
        return Ok(None);
    }
    let contact = ContactId::from_uuid(row.subject);
    let all = subject_request::of_erasure(app, ctx.scope, row.id, contact).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let mut out = Recipients { count: all.len() as u64, ..Recipients::default() };
    for one in all {
        if let Some(state) = one.state {
            *out.states.entry(state.to_string()).or_default() += 1;
        }
        out.hashes.extend(one.committed.map(|(_, hash)| hex(&hash)));
    }
    // Their order tells nothing either.
    out.hashes.sort_unstable();
    Ok(Some(out))
}

/// A tenant's ledger as far as it is, read once for many receipts.
pub(super) struct Ledger {
    places: HashMap<Uuid, usize>,
    tree: Block,
}

impl Ledger {
    /// Reads all of it.
    ///
    /// # Errors
    /// The keyring's failure.
    pub(super) async fn read(app: &App, scope: TenantScope) -> Result<Self> {
        let (mut places, mut hashes, mut after) = (HashMap::new(), Vec::new(), -1);
        loop {
            let page = app.keyring().list_ledger(scope, after, ENTRIES_PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            for entry in &page {
                places.insert(entry.entry, hashes.len());
                hashes.push(entry.hash(scope.tenant()));
            }
        }
        Ok(Self { places, tree: Block::of(hashes) })
    }

    fn place(&self, erasure: ErasureId) -> Result<InLedger> {
        let at = *self.places.get(&erasure.uuid()).ok_or(crate::Error::NotFound("ledger entry"))?;
        let path = self.tree.path(at);
        Ok(InLedger {
            index: at as u64,
            size: self.places.len() as u64,
            leaf_hash: self.tree.leaf(at).map(|hash| hex(&hash)).unwrap_or_default(),
            root: hex(&self.tree.root()),
            path: path.iter().map(|hash| hex(hash)).collect(),
        })
    }
}

impl Receipt {
    /// Signs what is said.
    pub(crate) fn sign(app: &App, said: &impl Serialize) -> Result<Vec<u8>> {
        let said = serde_json::to_string(said).map_err(|_| crate::Error::NotFound("receipt"))?;
        let signature = app.vault().sign_receipt(said.as_bytes())?;
        let public_key = hex(&app.vault().checkpoint_public_key());
        let receipt = Self { said, public_key, signature: hex(&signature) };
        serde_json::to_vec(&receipt).map_err(|_| crate::Error::NotFound("receipt"))
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`BadReceipt::Unreadable`].
    pub fn from_bytes(bytes: &[u8]) -> std::result::Result<Self, BadReceipt> {
        serde_json::from_slice(bytes).map_err(|_| BadReceipt::Unreadable)
    }

    /// Checks that what is said was signed with this key.
    pub(crate) fn check_signature(&self, trusted: &[u8; 32]) -> std::result::Result<(), BadReceipt> {
        if unhex(&self.public_key).as_deref() != Some(trusted.as_slice()) {
            return Err(BadReceipt::OtherKey);
        }
        let signature = unhex(&self.signature).ok_or(BadReceipt::Signature)?;
        Ok(crypto::checkpoint::verify_receipt(self.said.as_bytes(), &signature, trusted)?)
    }

    /// Checks signature and place in the ledger, without asking anybody.
    ///
    /// # Errors
    /// [`BadReceipt`].
    pub fn check(&self, trusted: &[u8; 32]) -> std::result::Result<Said, BadReceipt> {
        self.check_signature(trusted)?;
        let said: Said = serde_json::from_str(&self.said).map_err(|_| BadReceipt::Unreadable)?;
        if !FORMS.contains(&said.form.as_str()) {
            return Err(BadReceipt::Unreadable);
        }
        let InLedger { index, size, leaf_hash, root, path } = &said.ledger;
        let hash = |text: &String| unhex(text).and_then(|bytes| Hash::try_from(bytes).ok());
        let path: Option<Vec<Hash>> = path.iter().map(hash).collect();
        let (leaf, root) = (hash(leaf_hash), hash(root));
        let (Some(path), Some(leaf), Some(root)) = (path, leaf, root) else { return Err(BadReceipt::Ledger) };
        if proves(leaf, *index, &path, *size, &root) { Ok(said) } else { Err(BadReceipt::Ledger) }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect()
}
