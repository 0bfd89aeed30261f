//! The commands, one file each.

pub mod agent;
pub mod assess;
pub mod audit;
pub mod backup;
pub mod bench;
pub mod check;
pub mod clock;
pub mod demo;
pub mod document;
pub mod import;
pub mod import_person;
pub mod keys;
pub mod mail;
pub mod mailbox;
pub mod operator_mail;
pub mod receipt;
pub mod restore;
pub mod serve;
pub mod sub_processor;
pub mod tenant;
pub mod token;
pub mod verify;

use anyhow::{Context, Result};
use app::App;
use app::tenant::TenantInfo;

/// The tenant with this short name, or words about who there is.
pub(crate) async fn tenant_named(app: &App, slug: &str) -> Result<TenantInfo> {
    app::tenant::find_by_slug(app, slug).await?.with_context(|| {
        format!("there is no tenant \"{slug}\": make one with `deskhero tenant create {slug}`")
    })
}
