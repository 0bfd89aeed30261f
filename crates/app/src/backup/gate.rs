//! The gate: what has to happen to restored data before anybody is served from it.

use crate::erasure::{self, Replayed};
use crate::{App, Result, account, jobs, mailbox, rectification, tenant};
use privacy::Act;
use serde::Serialize;
use std::sync::Arc;

/// What was done.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Passed {
    /// Answers that were on their way when the backup was made, and wait for a person now: nobody can know whether they
    /// went out.
    pub held: u64,
    /// What was done again of what the ledger beside the keyring tells: erasures, restrictions.
    pub replayed: Replayed,
}

/// Lets restored data through: what was erased since goes again, what was on its way is held, the index is filled anew.
/// Sessions and one-time links are in no backup. Cursors of mailboxes stay, so whatever came since is taken in again,
/// each mail once. May run again at any point.
///
/// # Errors
/// A store's failure; then the data stays closed.
pub async fn pass(app: &Arc<App>) -> Result<Passed> {
    let system = app.store().system();
    let held = system.quarantine_outbox().await?
        + system.quarantine_recipient_notices().await?
        + system.quarantine_letters().await?
        + system.quarantine_incident_letters().await?
        + system.quarantine_assessment_letters().await?;
    // It follows the change sequence, which has gone back.
    match std::fs::remove_dir_all(&app.settings().index_folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let replayed = replay(app).await?;
    app.store().system().end_restore().await?;
    Ok(Passed { held, replayed })
}

async fn replay(app: &Arc<App>) -> Result<Replayed> {
    // What is erased is taken out of the index, too, which is filled meanwhile.
    let indexer = jobs::start_indexer(app);
    let mut all = Replayed::default();
    for info in tenant::list_open(app).await? {
        let done = erasure::replay(app, info.scope, app.now()).await?;
        all.entries += done.entries;
        all.tickets += done.tickets;
        all.messages += done.messages;
        all.states += done.states;
        all.states += rectification::again(app, info.scope, app.now()).await?;
        all.states += account::rectify_again(app, info.scope, app.now()).await?;
        all.states += mailbox::disconnected_since(app, info.scope, app.now()).await?;
        all.states += mailbox::permissions_lost_since(app, info.scope, app.now()).await?;
        if !tenant::is_erased(app, info.scope).await? {
            super::log(app, info.scope, Act::BACKUP_RESTORE).await?;
        }
    }
    drop(indexer);
    Ok(all)
}
