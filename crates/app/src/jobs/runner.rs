//! Takes one mailbox in: fetch, commit, settle at the source, wait. One task and one connection for each
//! mailbox; the heavy part of all of them goes through a few places, so that one mailbox with much mail
//! or a slow server never starves another.

use super::watching::Watching;
use crate::inbound::commit::fresh_sync;
use crate::inbound::{Incoming, Target, server_hosts};
use crate::oauth::MailboxTokens;
use crate::{App, Ctx, Error, Result};
use connect::{Backoff, Code, Connector, Limits, SourceMail};
use domain::audit::Job;
use domain::record::MailboxSettings;
use domain::{MailboxId, TenantScope, Timestamp};
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::{ChangeKind, MailboxSync, SyncPhase};

/// A mailbox to take in.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// Tenant.
    pub scope: TenantScope,
    /// Id.
    pub id: MailboxId,
    /// Opened settings.
    pub settings: MailboxSettings,
    /// Older mail is not taken in.
    pub look_back_from: Option<Timestamp>,
    /// What was there before is history.
    pub connected_at: Timestamp,
}

impl Mailbox {
    /// What the steps of take-in need of it.
    #[must_use]
    pub fn target(&self) -> Target {
        let own = self.settings.own_addresses();
        Target {
            scope: self.scope,
            mailbox: self.id,
            own_addresses: own.filter_map(|address| mime::normalise_address(&address)).collect(),
            server_hosts: server_hosts(&self.settings),
        }
    }
}

/// A lease is taken for this long and renewed at each round.
const LEASE_MS: i64 = 5 * 60 * 1000;
/// How long to wait before asking again for a lease that another node holds.
const LEASE_WAIT: Duration = Duration::from_secs(15);

/// Runs until it is aborted. Whatever fails is tried again after a back-off that the mailbox page shows.
pub async fn run(app: Arc<App>, mailbox: Mailbox) {
    let mut backoff = Backoff::new();
    loop {
        match session(&app, &mailbox, &mut backoff).await {
            Ok(()) => tokio::time::sleep(LEASE_WAIT).await,
            Err(error) => {
                let now = app.now();
                backoff.failed(now, jitter());
                // A server that asks to wait longer is left alone for as long.
                let asked = match &error {
                    Error::Connect(error) => error.wait.unwrap_or_default(),
                    _ => Duration::ZERO,
                };
                let asked = now.plus_millis(i64::try_from(asked.as_millis()).unwrap_or(i64::MAX));
                let next = backoff.next_try().unwrap_or(now).max(asked);
                let wait_ms = next.millis_since(now).max(0);
                tracing::warn!(mailbox = %mailbox.id, %error, wait_ms, "take-in failed, trying again");
                report(&app, &mailbox, &error, &backoff, next).await;
                tokio::time::sleep(Duration::from_millis(wait_ms.unsigned_abs())).await;
            }
        }
    }
}

/// One connection's life. `Ok` means that another node has the mailbox.
async fn session(app: &Arc<App>, mailbox: &Mailbox, backoff: &mut Backoff) -> Result<()> {
    let access = MailboxTokens::of(app, mailbox.scope, mailbox.id, &mailbox.settings);
    let mut connector = connect::open(&mailbox.settings, access, app.egress())?;
    let target = mailbox.target();
    let mut watching = Watching::of(app, &mailbox.settings)?;
    loop {
        let now = app.now();
        let name = format!("mailbox/{}", mailbox.id);
        if !app.store().system().acquire_lease(&name, app.node(), now, now.plus_millis(LEASE_MS)).await? {
            return Ok(());
        }
        let more = round(app, mailbox, &target, connector.as_mut()).await?;
        backoff.succeeded();
        if !more {
            watching.keep_up(app, connector.as_mut()).await;
            tokio::select! {
                wake = connector.wait(Duration::from_secs(app.settings().poll_s)) => drop(wake?),
                () = watching.told() => {}
            }
        }
    }
}

/// Fetches one batch and takes it in; `true` when more waits at the source.
///
/// # Errors
/// The source's or the store's failure; the cursor has not moved.
pub async fn round(
    app: &Arc<App>,
    mailbox: &Mailbox,
    target: &Target,
    connector: &mut dyn Connector,
) -> Result<bool> {
    let cursor = read_cursor(app, mailbox).await?;
    let batch = connector.fetch(&cursor, mailbox.look_back_from, Limits::default()).await?;
    let newest = batch.mails.iter().filter(|mail| !is_history(mailbox, mail));
    let newest = newest.filter_map(|mail| mail.internal_date).max();
    let (is_any, more) = (!batch.mails.is_empty(), batch.more);
    let refs: Vec<_> = batch.mails.iter().map(|mail| mail.source_ref.clone()).collect();
    let mails: Vec<_> = batch.mails.into_iter().map(|mail| incoming(mailbox, mail)).collect();
    let moved = batch.cursor != cursor;
    if !mails.is_empty() || moved {
        let _place = app.intake_place().await?;
        let prepared = app.prepare(target, mails, app.now()).await?;
        app.take_in(target, prepared, moved.then_some(batch.cursor), app.now()).await?;
    }
    let phase = if more { SyncPhase::BackFill } else { SyncPhase::Idle };
    write_sync(app, mailbox, |sync, now| {
        sync.phase = phase;
        sync.attempts = 0;
        sync.last_error_code = None;
        sync.last_success_at = Some(now);
        if is_any {
            sync.last_mail_at = Some(now);
            sync.lag_ms = newest.map(|at| now.millis_since(at).max(0));
        }
    })
    .await?;
    if !refs.is_empty() {
        // Durable here; only now is anything altered there, and only if the tenant says so.
        let settings = &mailbox.settings;
        connector.settle(&refs, settings.after_take_in, settings.move_to.as_deref()).await?;
    }
    Ok(more)
}

fn incoming(mailbox: &Mailbox, mail: SourceMail) -> Incoming {
    Incoming {
        source_key: mail.source_key.as_bytes().to_vec(),
        check_digest: mail.check_digest,
        moved: mail.moved,
        history: is_history(mailbox, &mail),
        raw: mail.raw,
        internal_date: mail.internal_date,
        too_large_bytes: mail.too_large,
        thread: mail.thread,
    }
}

/// It was there before the mailbox was connected.
fn is_history(mailbox: &Mailbox, mail: &SourceMail) -> bool {
    mail.before_connect || mail.internal_date.is_some_and(|at| at < mailbox.connected_at)
}

async fn read_cursor(app: &App, mailbox: &Mailbox) -> Result<Vec<u8>> {
    let ctx = Ctx::job(mailbox.scope, Job::Connection, app.now());
    let sync = app.store().tenant(mailbox.scope).find_mailbox_sync(mailbox.id).await?;
    let Some(sealed) = sync.and_then(|sync| sync.cursor) else { return Ok(Vec::new()) };
    let permit = app.permit(&ctx, Act::MAILBOX_CONNECT).await?;
    let cursor = app.open(&permit, mailbox.id.uuid(), &sealed).await?;
    app.settle(permit).await?;
    Ok(cursor.bytes)
}

async fn report(app: &App, mailbox: &Mailbox, error: &Error, backoff: &Backoff, next: Timestamp) {
    let code = match error {
        Error::Connect(error) => error.code.key(),
        other => other.code(),
    };
    let throttled = matches!(error, Error::Connect(error) if error.code == Code::Throttled);
    let written = write_sync(app, mailbox, |sync, now| {
        if throttled {
            sync.quota_waits += 1;
            sync.quota_waited_ms += next.millis_since(now).max(0);
        }
        sync.phase = SyncPhase::BackOff;
        sync.attempts = backoff.failures();
        sync.next_attempt_at = next;
        sync.last_error_code = Some(code.to_owned());
    });
    if let Err(error) = written.await {
        tracing::error!(%error, "the state of a mailbox cannot be written");
    }
}

/// Changes what is known of a mailbox's take-in, and tells the watchers when it is another state.
async fn write_sync(
    app: &App,
    mailbox: &Mailbox,
    change: impl FnOnce(&mut MailboxSync, Timestamp),
) -> Result<()> {
    let now = app.now();
    let mut tx = app.store().tenant(mailbox.scope).begin().await?;
    let mut sync = tx.find_mailbox_sync(mailbox.id).await?.unwrap_or_else(|| fresh_sync(mailbox.id));
    let before = (sync.phase, sync.last_error_code.clone());
    change(&mut sync, now);
    tx.update_mailbox_sync(&sync).await?;
    if before != (sync.phase, sync.last_error_code) {
        let ctx = Ctx::job(mailbox.scope, Job::Connection, now);
        tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A number from 0 to 1 that differs between mailboxes and times, so that they do not all come back at once.
fn jitter() -> f64 {
    crypto::random::bytes::<1>().map_or(0.5, |[byte]| f64::from(byte) / 255.0)
}
