//! `deskhero keys …`

use crate::args::{Data, Keys};
use crate::{answer, backups, node, open};
use anyhow::{Context, Result, bail};
use app::backup::keyring_copy;
use app::{Ctx, hand_over};
use crypto::{FileKek, FileRootStore, RootStore, SigningKey};
use std::path::Path;
use std::sync::Arc;

/// Runs it.
pub async fn run(command: Keys) -> Result<()> {
    match command {
        Keys::Status { data } => {
            let app = open::app(&open::config(&data)?).await?;
            let status = app::keys::status(&app).await?;
            let answer = serde_json::json!({
                "tenant_keys": status.tenants,
                "bucket_keys": status.buckets,
                "leaf_keys": status.leaves,
                "object_keys": status.objects,
                "contact_lookups": status.lookups,
                "root_epoch_oldest": status.epoch_oldest,
                "root_epoch_newest": status.epoch_newest,
                "public_key": app::keys::public_key(&app),
            });
            answer::print(data.json, &answer, |_| {
                format!(
                    "{} tenant keys, {} buckets, {} leaf keys, {} object keys, {} addresses\nreceipts and checkpoints are signed by {}",
                    status.tenants,
                    status.buckets,
                    status.leaves,
                    status.objects,
                    status.lookups,
                    app::keys::public_key(&app)
                )
            })
        }
        Keys::Drill { tenant, data } => drill(tenant.as_deref(), &data).await,
        Keys::HandOver { to, data } => over(&to, &data).await,
        Keys::Snapshot { to, data } => snapshot(to.as_deref(), &data).await,
        Keys::Rotate { tenant, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let scopes = match &tenant {
                Some(slug) => vec![super::tenant_named(&app, slug).await?.scope],
                None => app::tenant::list_keyed(&app).await?.into_iter().map(|info| info.scope).collect(),
            };
            let mut rotated = Vec::new();
            for scope in scopes {
                rotated.push(app::keys::rotate(&app, scope, app.now()).await?);
            }
            answer::print(data.json, &serde_json::json!({ "rotated": rotated }), |_| {
                let line = |r: &app::keys::Rotated| {
                    format!(
                        "tenant {}: generation {}, {} buckets re-wrapped",
                        r.tenant, r.generation, r.buckets
                    )
                };
                rotated.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
    }
}

async fn drill(tenant: Option<&str>, data: &Data) -> Result<()> {
    let config = open::config(data)?;
    let (app, kek) = (open::app(&config).await?, open::kek(&config)?);
    let scopes = match tenant {
        Some(slug) => vec![super::tenant_named(&app, slug).await?.scope],
        None => app::tenant::list_served(&app).await?.into_iter().map(|info| info.scope).collect(),
    };
    let mut drilled = Vec::new();
    for scope in scopes {
        drilled.push(hand_over::drill(&app, &Ctx::operator(scope, app.now()), &kek).await?);
    }
    answer::print(data.json, &serde_json::json!({ "drilled": drilled }), |_| {
        let line = |one: &hand_over::Drilled| {
            format!(
                "tenant {}: {} buckets, {} leaf keys and {} keys of objects open under the new KEK; the old one was tried {} times, in vain",
                one.tenant, one.buckets, one.leaves, one.objects, one.refused
            )
        };
        drilled.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn over(to: &Path, data: &Data) -> Result<()> {
    let config = open::config(data)?;
    let (from, other) = (open::kek_there(&config)?, FileKek::open(to).context("the other KEK")?);
    let folder = config.data_dir();
    if node::is_claimed(folder)? {
        bail!(
            "a server runs on {}: stop it first, and every other server of this installation",
            folder.display()
        );
    }
    let is_whole = FileRootStore::new(folder.join("root.key"), Arc::clone(&from)).load().is_ok()
        && SigningKey::load_or_create(&folder.join("audit-signing.key"), from.as_ref()).is_ok();
    // One that was interrupted between two files: the keys were made, the rest of the files follows.
    let (renewed, files) = if is_whole {
        let app = open::app(&config).await?;
        let files = hand_over::Files { folder, backups: app.settings().backups.as_ref() };
        let ctx = Ctx::operator(app::operator::SCOPE, app.now());
        let done = hand_over::hand_over(&app, &ctx, files, (&from, &other)).await?;
        (Some((done.tenants, done.epoch)), done.files)
    } else {
        let plan = backups::plan(&config, &from, &connect::Egress::default())?;
        let files = hand_over::Files { folder, backups: plan.as_ref() };
        (None, hand_over::hand_over_files(files, (&from, &other)).await?)
    };
    let (tenants, epoch) = renewed.unzip();
    let said = serde_json::json!({ "tenants": tenants, "root_epoch": epoch, "files": files });
    answer::print(data.json, &said, |_| {
        format!(
            "{files} files lie under the other KEK now. Put {} in the place of the old one before a server starts; copies of the keyring from before open nothing of today",
            to.display()
        )
    })
}

async fn snapshot(to: Option<&Path>, data: &Data) -> Result<()> {
    let config = open::config(data)?;
    let app = open::app(&config).await?;
    let copies = backups::keyring_copies(&config, &open::kek(&config)?, to);
    let copies = copies.context("say where to: --to DIR, or keys.snapshot_to in the configuration")?;
    if copies.hours == 0 {
        let removed = keyring_copy::prune(&copies.folder, 0, app.now()).await?;
        bail!(
            "keys.snapshot_hours is 0: no copy is kept, so none was made; {removed} that were there are gone"
        );
    }
    let kek = copies.kek.as_ref();
    let copied = keyring_copy::copy(app.keyring(), kek, &copies.folder, copies.hours, app.now()).await?;
    answer::print(data.json, &copied, |copied| {
        format!(
            "{}: {} rows, kept until {}; {} older copies removed. Without root.key it opens nothing.",
            copied.name,
            copied.rows,
            super::backup::time(copied.expires_at),
            copied.removed
        )
    })
}
