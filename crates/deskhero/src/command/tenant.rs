//! `deskhero tenant …`

use crate::args::{Data, Tenant};
use crate::{answer, open};
use anyhow::Result;
use app::tenant::TenantInfo;
use app::{Ctx, operator};
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    id: domain::TenantId,
    slug: String,
    name: String,
    state: &'static str,
}

fn line(info: TenantInfo) -> Line {
    let state = if info.served { "active" } else { "suspended" };
    Line { id: info.scope.tenant(), slug: info.slug, name: info.name, state }
}

/// Runs it.
pub async fn run(command: Tenant) -> Result<()> {
    match command {
        Tenant::Create { slug, name, hosts, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let name = name.unwrap_or_else(|| slug.clone());
            let made = line(app::tenant::create(&app, &slug, &name, &hosts, app.now()).await?);
            answer::print(data.json, &made, |made| format!("Tenant {} made ({}).", made.slug, made.id))
        }
        Tenant::Suspend { slug, data } => set_served(&slug, &data, false).await,
        Tenant::Resume { slug, data } => set_served(&slug, &data, true).await,
        Tenant::List { data } => {
            let app = open::app(&open::config(&data)?).await?;
            let items: Vec<Line> = app::tenant::list(&app).await?.into_iter().map(line).collect();
            answer::print(data.json, &serde_json::json!({ "items": items }), |_| {
                items
                    .iter()
                    .map(|t| format!("{}  {}  {}", t.slug, t.state, t.name))
                    .collect::<Vec<_>>()
                    .join("\n")
            })
        }
    }
}

async fn set_served(slug: &str, data: &Data, served: bool) -> Result<()> {
    let app = open::app(&open::config(data)?).await?;
    let scope = super::tenant_named(&app, slug).await?.scope;
    let ctx = Ctx::operator(operator::SCOPE, app.now());
    if served {
        app::tenant::resume(&app, &ctx, scope).await?;
    } else {
        app::tenant::suspend(&app, &ctx, scope).await?;
    }
    let now = line(super::tenant_named(&app, slug).await?);
    answer::print(data.json, &now, |now| format!("Tenant {} is {}.", now.slug, now.state))
}
