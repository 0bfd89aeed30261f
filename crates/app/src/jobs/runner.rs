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
use domain::{MailboxId, ObjectId, TenantScope, Timestamp};
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
            intake: self.settings.intake.clone(),
            server_hosts: server_hosts(&self.settings),
        }
    }
}

/// What servers tell times in (RFC 9051 2.3.3).
const SECOND_MS: i64 = 1000;
/// A lease is taken for this long, and renewed at the first round at which less than [`LEASE_LEFT_MS`] of it is left.
const LEASE_MS: i64 = 5 * 60 * 1000;
const LEASE_LEFT_MS: i64 = 3 * 60 * 1000;
/// A look that finds nothing new is written down when the last success is older than this.
const SUCCESS_EVERY_MS: i64 = 4 * 60 * 1000;
/// How long to wait before asking again for a lease that another node holds.
const LEASE_WAIT: Duration = Duration::from_secs(15);

/// What a connection's life keeps in mind, so that a look that finds nothing new opens nothing and writes nothing: a thousand
/// mailboxes are looked into all day.
#[derive(Default)]
struct Known {
    leased_until: Option<Timestamp>,
    /// The cursor that was opened last, and the object that it stands in.
    cursor: Option<(ObjectId, Vec<u8>)>,
}

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
    let mut connector = connect::open(&mailbox.settings, access, &app.egress().of(mailbox.scope.tenant()))?;
    let target = mailbox.target();
    let mut watching = Watching::of(app, &mailbox.settings)?;
    let mut known = Known::default();
    loop {
        if !known.lease(app, mailbox).await? {
            return Ok(());
        }
        let more = known.round(app, mailbox, &target, connector.as_mut()).await?;
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
    Known::default().round(app, mailbox, target, connector).await
}

impl Known {
    /// Whether the mailbox is this node's for a while.
    async fn lease(&mut self, app: &App, mailbox: &Mailbox) -> Result<bool> {
        let now = app.now();
        if self.leased_until.is_some_and(|until| until.millis_since(now) >= LEASE_LEFT_MS) {
            return Ok(true);
        }
        let (name, until) = (format!("mailbox/{}", mailbox.id), now.plus_millis(LEASE_MS));
        self.leased_until = None;
        let is_ours = app.store().system().acquire_lease(&name, app.node(), now, until).await?;
        self.leased_until = is_ours.then_some(until);
        Ok(is_ours)
    }

    /// As [`round`].
    async fn round(
        &mut self,
        app: &Arc<App>,
        mailbox: &Mailbox,
        target: &Target,
        connector: &mut dyn Connector,
    ) -> Result<bool> {
        let sync = app.store().tenant(mailbox.scope).find_mailbox_sync(mailbox.id).await?;
        let cursor = self.cursor(app, mailbox, sync.as_ref()).await?;
        let batch = connector.fetch(cursor, mailbox.look_back_from, Limits::default()).await?;
        let newest = batch.mails.iter().filter(|mail| !is_history(mailbox, mail));
        let newest = newest.filter_map(|mail| mail.internal_date).max();
        let (is_any, more) = (!batch.mails.is_empty(), batch.more);
        let refs: Vec<_> = batch.mails.iter().map(|mail| mail.source_ref.clone()).collect();
        let mails: Vec<_> = batch.mails.into_iter().map(|mail| incoming(mailbox, mail)).collect();
        let moved = batch.cursor != cursor;
        if !is_any && !moved && !more && sync.is_some_and(|sync| is_known_well(&sync, app.now())) {
            return Ok(false);
        }
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

    /// The cursor: opened when another one is kept than the last time.
    async fn cursor(&mut self, app: &App, mailbox: &Mailbox, sync: Option<&MailboxSync>) -> Result<&[u8]> {
        let Some(sealed) = sync.and_then(|sync| sync.cursor.as_ref()) else { return Ok(&[]) };
        if self.cursor.as_ref().is_none_or(|(object, _)| *object != sealed.object()) {
            let ctx = Ctx::job(mailbox.scope, Job::Connection, app.now());
            let permit = app.permit(&ctx, Act::MAILBOX_CONNECT).await?;
            let cursor = app.open(&permit, mailbox.id.uuid(), sealed).await?;
            app.settle(permit).await?;
            self.cursor = Some((sealed.object(), cursor.bytes));
        }
        Ok(self.cursor.as_ref().map_or(&[], |(_, bytes)| bytes))
    }
}

/// What is written already says that the mailbox is well, and that it was a short while ago.
fn is_known_well(sync: &MailboxSync, now: Timestamp) -> bool {
    let is_well = sync.phase == SyncPhase::Idle && sync.attempts == 0 && sync.last_error_code.is_none();
    is_well && sync.last_success_at.is_some_and(|at| (0..SUCCESS_EVERY_MS).contains(&now.millis_since(at)))
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

fn is_history(mailbox: &Mailbox, mail: &SourceMail) -> bool {
    mail.before_connect || mail.internal_date.is_some_and(|at| was_before(at, mailbox.connected_at))
}

/// Whether a mail of this time was there before its mailbox was connected: of what came in that same second nobody can tell
/// by it, and it is taken for new.
pub(super) fn was_before(at: Timestamp, connected_at: Timestamp) -> bool {
    at.plus_millis(SECOND_MS) <= connected_at
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
