//! `deskhero import-person`: what a person brings from another Deskhero, checked before anything of it is kept.

use super::import::target;
use crate::args::Data;
use crate::{answer, node, open};
use anyhow::{Context, Result};
use app::access_export::import::import;
use app::index::INDEX_PATIENCE;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Runs it.
pub async fn run(file: &Path, tenant: &str, mailbox: &str, data: &Data) -> Result<()> {
    let config = open::config(data)?;
    let app = open::app(&config).await?;
    // The index has one writer: where a server runs, it adds the messages when it hears of them.
    let served = node::is_claimed(config.data_dir())?;
    let info = super::tenant_named(&app, tenant).await?;
    let target = target(&app, info.scope, mailbox).await?;
    let opened = File::open(file).with_context(|| format!("{}", file.display()))?;
    let report = import(&app, info.scope, target.mailbox, BufReader::new(opened)).await?;
    if !served && report.change_seq > 0 {
        let jobs = app::jobs::start_indexer(&app);
        app.index_caught_up(info.scope, report.change_seq, INDEX_PATIENCE)
            .await
            .context("the messages are taken in, and the next start completes their index")?;
        drop(jobs);
    }
    answer::print(data.json, &report, |report| {
        let person = if report.new_contact { "a new contact" } else { "a contact who was known" };
        format!(
            "{person}: {} tickets with {} messages taken in, {} tickets known.",
            report.tickets, report.messages, report.known
        )
    })
}
