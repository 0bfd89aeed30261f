//! `deskhero keys …`

use crate::args::{Data, Keys};
use crate::{answer, backups, open};
use anyhow::{Context, Result, bail};
use app::backup::keyring_copy;
use std::path::Path;

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
        Keys::Snapshot { to, data } => snapshot(to.as_deref(), &data).await,
        Keys::Rotate { tenant, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let scopes = match &tenant {
                Some(slug) => vec![super::tenant_named(&app, slug).await?.scope],
                None => app::tenant::list(&app).await?.into_iter().map(|info| info.scope).collect(),
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
