//! `deskhero tenant …`

use crate::args::Tenant;
use crate::{answer, open};
use anyhow::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Made {
    id: domain::TenantId,
    slug: String,
    name: String,
}

/// Runs it.
pub async fn run(command: Tenant) -> Result<()> {
    match command {
        Tenant::Create { slug, name, hosts, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let name = name.unwrap_or_else(|| slug.clone());
            let info = app::tenant::create(&app, &slug, &name, &hosts, app.now()).await?;
            let made = Made { id: info.scope.tenant(), slug: info.slug, name: info.name };
            answer::print(data.json, &made, |made| format!("Tenant {} made ({}).", made.slug, made.id))
        }
        Tenant::List { data } => {
            let app = open::app(&open::config(&data)?).await?;
            let all = app::tenant::list(&app).await?;
            let items: Vec<Made> = all
                .into_iter()
                .map(|info| Made { id: info.scope.tenant(), slug: info.slug, name: info.name })
                .collect();
            answer::print(data.json, &serde_json::json!({ "items": items }), |_| {
                items.iter().map(|t| format!("{}  {}", t.slug, t.name)).collect::<Vec<_>>().join("\n")
            })
        }
    }
}
