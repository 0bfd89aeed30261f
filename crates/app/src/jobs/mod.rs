//! Background jobs: each is shallow and may run again at any point without harm.

mod access_exports;
mod assessments;
pub mod backups;
mod billing;
pub mod closing;
mod company_exports;
pub mod delivery;
mod disclosures;
pub mod document_letters;
mod ending_letter;
pub mod erasing;
pub mod grant_notice;
pub mod held;
mod incidents;
pub mod indexer;
mod learning;
mod letters;
pub mod mailbox_end;
pub mod mailboxes;
pub mod monitoring;
pub mod news_letters;
pub mod notice_mail;
pub mod notices;
pub mod organisations;
pub mod orphans;
mod overwriting;
mod own_thread;
pub mod promises;
mod queue;
pub mod recipients;
pub mod register;
pub mod retention;
pub mod returns;
pub mod runner;
pub mod signatures;
pub mod subject_requests;
pub(crate) mod to_each;
pub mod upkeep;
mod usage;
pub mod waking;
mod watching;

pub(crate) use ending_letter::admins;

use crate::{App, Result};
use domain::RequestId;
use std::sync::Arc;
use tokio::task::JoinSet;

/// What one process does alone takes no longer.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// Starts every job; they end when the set is dropped.
#[must_use]
pub fn start(app: &Arc<App>) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(access_exports::run(Arc::clone(app)));
    jobs.spawn(assessments::run(Arc::clone(app)));
    jobs.spawn(backups::run(Arc::clone(app)));
    jobs.spawn(billing::run(Arc::clone(app)));
    jobs.spawn(closing::run(Arc::clone(app)));
    jobs.spawn(company_exports::run(Arc::clone(app)));
    jobs.spawn(delivery::run(Arc::clone(app)));
    jobs.spawn(disclosures::run(Arc::clone(app)));
    jobs.spawn(document_letters::run(Arc::clone(app)));
    jobs.spawn(erasing::run(Arc::clone(app)));
    jobs.spawn(crate::erasure::nodes::run(Arc::clone(app)));
    jobs.spawn(grant_notice::run(Arc::clone(app)));
    jobs.spawn(held::run(Arc::clone(app)));
    jobs.spawn(mailbox_end::run(Arc::clone(app)));
    jobs.spawn(mailboxes::run(Arc::clone(app)));
    jobs.spawn(incidents::run(Arc::clone(app)));
    jobs.spawn(indexer::run(Arc::clone(app)));
    jobs.spawn(learning::run(Arc::clone(app)));
    jobs.spawn(monitoring::run(Arc::clone(app)));
    jobs.spawn(organisations::run(Arc::clone(app)));
    jobs.spawn(news_letters::run(Arc::clone(app)));
    jobs.spawn(notice_mail::run(Arc::clone(app)));
    jobs.spawn(notices::run(Arc::clone(app)));
    jobs.spawn(orphans::run(Arc::clone(app)));
    jobs.spawn(overwriting::run(Arc::clone(app)));
    jobs.spawn(promises::run(Arc::clone(app)));
    jobs.spawn(recipients::run(Arc::clone(app)));
    jobs.spawn(register::run(Arc::clone(app)));
    jobs.spawn(retention::run(Arc::clone(app)));
    jobs.spawn(returns::run(Arc::clone(app)));
    jobs.spawn(signatures::run(Arc::clone(app)));
    jobs.spawn(subject_requests::run(Arc::clone(app)));
    jobs.spawn(upkeep::run(Arc::clone(app)));
    jobs.spawn(usage::run(Arc::clone(app)));
    jobs.spawn(waking::run(Arc::clone(app)));
    jobs
}

/// Starts the indexer alone, for commands that take mail in and end.
#[must_use]
pub fn start_indexer(app: &Arc<App>) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(indexer::run(Arc::clone(app)));
    jobs
}

/// Does it unless another process is at it.
async fn alone(app: &App, name: &str, work: impl Future<Output = Result<()>>) -> Result<()> {
    let (system, now, holder) = (app.store().system(), app.now(), RequestId::generate(app.now()));
    if !system.acquire_lease(name, holder, now, now.plus_millis(LEASE_MS)).await? {
        return Ok(());
    }
    let done = work.await;
    system.release_lease(name, holder).await?;
    done
}
