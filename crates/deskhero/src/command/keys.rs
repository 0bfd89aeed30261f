//! `deskhero keys …`

use crate::args::Keys;
use crate::{answer, open};
use anyhow::Result;

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
