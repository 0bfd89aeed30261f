//! Keeps one runner for each active mailbox: started when one is connected, ended when it is paused,
//! disconnected, or its lease goes to another node.

use super::runner::{self, Mailbox};
use crate::tenant::Apart;
use crate::{App, Ctx, Result, mailbox, tenant};
use domain::audit::Job;
use domain::record::MailboxSettings;
use domain::{MailboxId, MailboxState, TenantScope};
use privacy::Act;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{AbortHandle, JoinSet};

/// How often the list of mailboxes is read again without being told.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// A runner, and the settings object that it was started with: a changed object starts it anew.
struct Running {
    settings: domain::ObjectId,
    handle: AbortHandle,
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut tasks = JoinSet::new();
    let mut running: HashMap<MailboxId, Running> = HashMap::new();
    loop {
        let told = app.mailboxes_changed().notified();
        if let Err(error) = look(&app, &mut tasks, &mut running).await {
            tracing::error!(%error, "the list of mailboxes cannot be read");
        }
        tokio::select! {
            () = told => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            Some(_) = tasks.join_next(), if !tasks.is_empty() => {
                running.retain(|_, runner| !runner.handle.is_finished());
            }
        }
    }
}

async fn look(
    app: &Arc<App>,
    tasks: &mut JoinSet<()>,
    running: &mut HashMap<MailboxId, Running>,
) -> Result<()> {
    let (mut wanted, mut apart) = (HashMap::new(), Apart::default());
    for info in tenant::list_served(app).await? {
        for row in app.store().tenant(info.scope).list_mailboxes().await? {
            if row.state == MailboxState::Active {
                wanted.insert(row.id, (info.scope, row));
            }
        }
    }
    running.retain(|id, runner| {
        let keep = wanted.get(id).is_some_and(|(_, row)| row.settings.object() == runner.settings);
        if !keep {
            runner.handle.abort();
        }
        keep
    });
    for (id, (scope, row)) in wanted {
        if running.contains_key(&id) {
            continue;
        }
        // One that cannot be opened keeps no other one from being looked into.
        let Some(settings) = apart.of(scope, settings_of(app, scope, &row).await) else { continue };
        let object = row.settings.object();
        let mailbox = Mailbox {
            scope,
            id,
            settings,
            look_back_from: (row.look_back_from > mailbox::EVER).then_some(row.look_back_from),
            connected_at: row.created_at,
        };
        let handle = tasks.spawn(runner::run(Arc::clone(app), mailbox));
        running.insert(id, Running { settings: object, handle });
    }
    apart.end()
}

async fn settings_of(app: &App, scope: TenantScope, row: &store::Mailbox) -> Result<MailboxSettings> {
    let ctx = Ctx::job(scope, Job::Connection, app.now());
    let permit = app.permit(&ctx, Act::MAILBOX_CONNECT).await?;
    let settings = mailbox::open_settings(app, &permit, row).await?;
    app.settle(permit).await?;
    Ok(settings)
}
