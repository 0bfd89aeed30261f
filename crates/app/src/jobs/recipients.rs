//! Tells those who got a person's data of its rectification, erasure or restriction (GDPR Art. 19), through the company's
//! mailbox. The state is written before the mail goes out: what was being sent when a process ended is in doubt, and is never
//! sent twice silently.

use crate::oauth::MailboxTokens;
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, mailbox, outgoing, tenant};
use connect::{Envelope, Refusal, SendError};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::{Address, RecipientNoticeContent};
use domain::{MailboxState, RecipientState, RequestId, TenantScope};
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::{RecipientNotice, StoreError};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(30);
/// Mails of a tenant in one round.
const PER_ROUND: u32 = 20;
/// Attempts before it is given up: about two days with the waits below.
const ATTEMPTS_MAX: u32 = 12;
/// First wait after a temporary failure; doubles.
const WAIT_FIRST_MS: i64 = 60_000;
/// Longest wait.
const WAIT_MS_MAX: i64 = 6 * 3600 * 1000;
/// One mail takes no longer.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        let told = app.outbox_changed().notified();
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "recipients cannot be told");
        }
        tokio::select! {
            () = told => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Sends what is due.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &Arc<App>) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list_served(app).await? {
        let (name, holder, now) =
            (format!("recipients/{}", info.scope.tenant()), RequestId::generate(app.now()), app.now());
        let system = app.store().system();
        if !system.acquire_lease(&name, holder, now, now.plus_millis(LEASE_MS)).await? {
            continue;
        }
        let done = work(app, info.scope, &info.name).await;
        system.release_lease(&name, holder).await?;
        apart.of(info.scope, done);
    }
    apart.end()
}

async fn work(app: &Arc<App>, scope: TenantScope, company: &str) -> Result<()> {
    let store = app.store().tenant(scope);
    // Whoever was sending these has ended.
    for row in store.list_sending_recipient_notices(PER_ROUND).await? {
        end(app, scope, row, RecipientState::InDoubt, String::new()).await?;
    }
    let (began, mut left) = (app.now(), PER_ROUND);
    for row in store.list_due_recipient_notices(began, PER_ROUND).await? {
        // The lease is for one mail: another process may go on with the next.
        if left == 0 || app.now().millis_since(began) > LEASE_MS / 2 {
            break;
        }
        left -= 1;
        match tell(app, scope, company, row).await {
            Ok(()) | Err(Error::Store(StoreError::Conflict(_))) => {}
            Err(error) => tracing::warn!(%error, "a recipient could not be told"),
        }
    }
    Ok(())
}

async fn tell(app: &Arc<App>, scope: TenantScope, company: &str, mut row: RecipientNotice) -> Result<()> {
    let store = app.store().tenant(scope);
    let ctx = Ctx::job(scope, Job::Rights, app.now());
    let permit = app.permit(&ctx, Act::RECIPIENT_TELL).await?;
    let content = app.open(&permit, row.id.uuid(), &row.content).await?;
    let settings = match store.find_mailbox(row.mailbox).await? {
        Some(found) if found.state != MailboxState::Disconnected => {
            Some(mailbox::open_settings(app, &permit, &found).await?)
        }
        _ => None,
    };
    app.settle(permit).await?;
    let Some(settings) = settings else {
        return end(app, scope, row, RecipientState::Failed, crate::words().t("recipient-no-mailbox")).await;
    };
    // Before the mail goes out: after a crash in between, nobody can know.
    (row.state, row.attempts) = (RecipientState::Sending, row.attempts + 1);
    let mut tx = store.begin().await?;
    tx.update_recipient_notice(&row).await?;
    tx.commit().await?;
    row.version += 1;
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let raw = compose(app, scope, &row, &content, (&settings.address, company))?;
    let access = MailboxTokens::of(app, scope, row.mailbox, &settings);
    let mut connector = connect::open(&settings, access, &app.egress().of(scope.tenant()))?;
    let envelope = Envelope { from: settings.address.clone(), to: vec![content.email.clone()], thread: None };
    match connector.send(&envelope, &raw).await {
        Ok(_) => end(app, scope, row, RecipientState::Sent, String::new()).await,
        Err(SendError::Rejected(refusals)) => {
            end(app, scope, row, RecipientState::Failed, in_words(&refusals)).await
        }
        Err(SendError::InDoubt(_)) => end(app, scope, row, RecipientState::InDoubt, String::new()).await,
        Err(SendError::Temporary(refusals)) if row.attempts >= ATTEMPTS_MAX => {
            end(app, scope, row, RecipientState::Failed, in_words(&refusals)).await
        }
        Err(SendError::NotSent(error)) if row.attempts >= ATTEMPTS_MAX => {
            end(app, scope, row, RecipientState::Failed, error.to_string()).await
        }
        Err(SendError::Temporary(_) | SendError::NotSent(_)) => again(app, scope, row).await,
    }
}

/// The mail: it answers the one that was passed on, so that whoever got that finds it.
fn compose(
    app: &App,
    scope: TenantScope,
    row: &RecipientNotice,
    content: &RecipientNoticeContent,
    (address, company): (&str, &str),
) -> Result<Vec<u8>> {
    let domain = address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    // The same mail, whoever sends it.
    let message_id = mime::new_message_id(*row.id.as_bytes(), domain);
    let answers = Some(content.answers.clone()).filter(|id| !id.is_empty());
    let keys = app.vault().draft(scope);
    Ok(mime::compose(&mime::Outgoing {
        from: Address { name: company.to_owned(), email: address.to_owned() },
        to: vec![Address { name: content.name.clone(), email: content.email.clone() }],
        subject: content.subject.clone(),
        references: answers.iter().cloned().collect(),
        in_reply_to: answers,
        date: app.now(),
        text: content.text.clone(),
        loop_token: outgoing::loop_token(&keys, &message_id)?,
        message_id,
        auto: true,
        ..mime::Outgoing::default()
    }))
}

fn in_words(refusals: &[Refusal]) -> String {
    let line = |refusal: &Refusal| format!("{} {}", refusal.code, refusal.reason.reveal());
    refusals.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// It went to nobody: once more, later.
async fn again(app: &App, scope: TenantScope, row: RecipientNotice) -> Result<()> {
    let shift = row.attempts.saturating_sub(1).min(20);
    let wait = WAIT_FIRST_MS.saturating_mul(1 << shift).min(WAIT_MS_MAX);
    let row = RecipientNotice {
        state: RecipientState::Queued,
        next_attempt_at: app.now().plus_millis(wait),
        ..row
    };
    let mut tx = app.store().tenant(scope).begin().await?;
    tx.update_recipient_notice(&row).await?;
    Ok(tx.commit().await?)
}

/// Writes what became of it; the mail itself is forgotten.
async fn end(
    app: &App,
    scope: TenantScope,
    mut row: RecipientNotice,
    state: RecipientState,
    detail: String,
) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Rights, app.now());
    let permit = app.permit(&ctx, Act::RECIPIENT_NOTE).await?;
    let leaves = [LeafRef::settings(scope.tenant())];
    app.load_tenant(scope).await?;
    app.admit(scope, &leaves).await?;
    let (old, content) = (row.content.object(), app.open(&permit, row.id.uuid(), &row.content).await?);
    let kept = RecipientNoticeContent {
        subject: String::new(),
        text: String::new(),
        answers: String::new(),
        detail,
        ..content
    };
    let mut keys = app.vault().draft(scope);
    row.content = keys.seal(ctx.now, row.id.uuid(), &leaves, &kept)?;
    (row.state, row.ended_at) = (state, Some(ctx.now));
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    tx.update_recipient_notice(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.keyring().delete_object_keys(scope, &[old]).await?;
    Ok(())
}
