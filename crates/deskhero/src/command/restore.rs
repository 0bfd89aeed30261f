//! `deskhero restore`: a backup into an empty place, beside the keys that are in force now.

use super::backup::time;
use crate::args::backup::Restore;
use crate::{answer, backups, node, open};
use anyhow::{Context, Result, bail, ensure};
use app::backup::restore::{Restored, Source, Target, restore};
use app::backup::{self, Passed, keyring_copy};
use config::Config;
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Said {
    restored: Restored,
    gate: Passed,
}

/// Runs it.
pub async fn run(args: Restore) -> Result<()> {
    let config = open::config(&args.data)?;
    ensure!(
        !node::is_claimed(config.data_dir())?,
        "a Deskhero serves from {}: stop it first",
        config.data_dir().display()
    );
    open::make_folder(config.data_dir())?;
    if let Some(keys) = &args.keys {
        bring_keys(keys, &config).await?;
    }
    let kek = open::kek_there(&config)?;
    if let Some(folder) = &args.keyring {
        ensure_no_keyring(&config).await?;
        let folder = store::ArchiveFolder::new(folder.clone());
        keyring_copy::restore(&folder, None, kek.as_ref(), config.keyring_url().as_str()).await?;
    }
    let vault = open::vault_there(&config, &kek)?;
    // There is no register here yet; from the bucket something comes back, and nothing goes there.
    let place = backups::place(&config, &args.from, &connect::Egress::returning())?;
    let key = backup::key_of(&place, kek.as_ref()).await?;
    let source = Source { place, key, id: args.backup.clone() };
    let restored = put_back(&config, &source, &vault, args.force).await?;
    let app = open::restored(&config).await?;
    let gate = backup::pass(&app).await?;
    app.store().close().await;
    app.keyring().close().await;
    answer::print(args.data.json, &Said { restored, gate }, in_words)
}

async fn put_back(config: &Config, source: &Source, vault: &crypto::Vault, force: bool) -> Result<Restored> {
    let keyring = store::Keyring::open(config.keyring_url().as_str()).await.context("the keyring")?;
    let packs = store::Packs::open(config.blobs_dir()).context("the folder of mail bytes")?;
    let url = config.database_url();
    let target = Target { database_url: url.as_str(), packs: &packs, keyring: &keyring, vault, force };
    let restored = restore(source, &target).await;
    keyring.close().await;
    Ok(restored?)
}

fn in_words(said: &Said) -> String {
    let Said { restored, gate } = said;
    let mut text =
        format!("Restored backup {} of {}: {} rows.", restored.id, time(restored.at), restored.rows);
    let again = &gate.replayed;
    if again.tickets + again.messages > 0 || again.states > 0 {
        text.push_str(&format!(
            "\nDone again, as the ledger says: {} conversations and {} messages erased, {} people's states set.",
            again.tickets, again.messages, again.states
        ));
    }
    if gate.held > 0 {
        text.push_str(&format!(
            "\n{} answers were on their way then: somebody has to say whether they went out.",
            gate.held
        ));
    }
    if !restored.missing.is_empty() {
        text.push_str(&format!("\nThese packs were gone already: {}.", restored.missing.join(", ")));
    }
    if !restored.tenants_without_keys.is_empty() {
        text.push_str(&format!(
            "\n{} tenants have no keys any more: their data opens for nobody.",
            restored.tenants_without_keys.len()
        ));
    }
    text.push_str("\nThe index is filled anew when it is served. Mail since then is taken in again.");
    text
}

async fn ensure_no_keyring(config: &Config) -> Result<()> {
    let keyring = store::Keyring::open(config.keyring_url().as_str()).await.context("the keyring")?;
    let is_empty = keyring.is_empty().await;
    keyring.close().await;
    if !is_empty? {
        bail!("there is a keyring already: a copy is only for when it was lost");
    }
    Ok(())
}

/// Takes the keys of another folder along, as they are now.
async fn bring_keys(from: &Path, config: &Config) -> Result<()> {
    let theirs = Config::for_data(from);
    for name in ["kek.key", "root.key", "audit-signing.key"] {
        let (source, target) = (from.join(name), config.data_dir().join(name));
        if !source.exists() && name == "kek.key" {
            // It is elsewhere: in the environment, or where the configuration says.
            continue;
        }
        ensure!(!target.exists(), "{} is there already: an existing key is never replaced", target.display());
        std::fs::copy(&source, &target).with_context(|| format!("{} cannot be copied", source.display()))?;
    }
    if !from.join("keyring.db").exists() {
        // It is where the configuration says.
        return Ok(());
    }
    ensure_no_keyring(config).await?;
    let keyring = store::Keyring::open(theirs.keyring_url().as_str()).await.context("the keyring")?;
    let taken = keyring_copy::duplicate(&keyring, config.keyring_url().as_str()).await;
    keyring.close().await;
    Ok(taken?)
}
