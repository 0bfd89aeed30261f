//! Sends answers. The state is written before the mail goes out: after a crash in between, nobody can
//! know whether it was accepted, so it is held for a person and never sent twice silently.

use super::queue::until_due;
use crate::inbound::lookup::REFERENCE;
use crate::oauth::MailboxTokens;
use crate::{App, Ctx, Error, Result, mailbox, restricted};
use connect::{ConnectError, Envelope, Refusal, SendError};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::{DeliveryDetail, MailboxSettings, MessageContent};
use domain::{ConnectorKind, DeliveryState, MailboxState, MessageKind, ObjectKind, TenantScope, Timestamp};
use privacy::{Act, Permit, RefusalReason};
use std::sync::Arc;
use std::time::Duration;
use store::{Cause, ChangeKind};

/// Answers claimed at once: after a crash each of them is in doubt, sent or not.
const CLAIM_MAX: u32 = 1;
/// How long a node may take for one answer before it counts as lost.
const LEASE_MS: i64 = 10 * 60 * 1000;
/// How often the outbox is looked at without being told.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Attempts before an answer is given up: about two days with the waits below.
const ATTEMPTS_MAX: u32 = 12;
/// First wait after a temporary failure; doubles.
const WAIT_FIRST_MS: i64 = 60_000;
/// Longest wait.
const WAIT_MS_MAX: i64 = 6 * 3600 * 1000;

/// What an attempt came to.
enum Attempt {
    Sent(Option<DeliveryDetail>),
    Again(DeliveryDetail, Duration),
    Failed(DeliveryDetail),
    InDoubt(DeliveryDetail),
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    if let Err(error) = interrupted(&app).await {
        tracing::error!(%error, "answers that were being sent at the last stop cannot be looked at");
    }
    loop {
        let told = app.outbox_changed().notified();
        match round(&app).await {
            Ok(0) => {
                let next = app.store().system().find_outbox_next_due().await;
                tokio::select! {
                    () = told => {}
                    () = tokio::time::sleep(until_due(&app, next, LOOK_EVERY, "outbox")) => {}
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be worked on");
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }
}

/// What this node was sending when it ended is in doubt: a person need not wait for the lease to end.
///
/// # Errors
/// A store's failure.
pub async fn interrupted(app: &App) -> Result<()> {
    for lost in app.store().system().interrupt_outbox(app.node()).await? {
        tell(app, &lost).await?;
    }
    Ok(())
}

/// Sends what is due; returns how many answers were claimed.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &Arc<App>) -> Result<usize> {
    let now = app.now();
    for lost in app.store().system().expire_outbox(now).await? {
        tell(app, &lost).await?;
    }
    let claimed =
        app.store().system().claim_outbox(app.node(), now, now.plus_millis(LEASE_MS), CLAIM_MAX).await?;
    let count = claimed.len();
    for entry in claimed {
        let attempt = match attempt(app, &entry).await {
            Ok(attempt) => attempt,
            Err(error) => {
                tracing::warn!(message = %entry.message, %error, "an answer could not be prepared for sending");
                let reason = error.code().to_owned();
                Attempt::Again(DeliveryDetail { reason, status: None }, Duration::ZERO)
            }
        };
        finish(app, &entry, attempt).await?;
    }
    Ok(count)
}

async fn attempt(app: &Arc<App>, entry: &store::OutboxClaim) -> Result<Attempt> {
    let scope = TenantScope::of(entry.tenant);
    let ctx = Ctx::job(scope, Job::Delivery, app.now());
    let permit = app.permit(&ctx, Act::DELIVERY_SEND).await?;
    let store = app.store().tenant(scope);
    let row = store.find_message(entry.message).await?.ok_or(Error::NotFound("message"))?;
    let box_row = store.find_mailbox(entry.mailbox).await?.ok_or(Error::NotFound("mailbox"))?;
    if box_row.state == MailboxState::Disconnected {
        // It is nobody's to send for any more; whoever connects it again may send it again.
        app.settle(permit).await?;
        let reason = "delivery-disconnected".to_owned();
        return Ok(Attempt::Failed(DeliveryDetail { reason, status: None }));
    }
    let settings = mailbox::open_settings(app, &permit, &box_row).await?;
    let content = app.open(&permit, row.id.uuid(), &row.content).await?;
    if let Some(reason) = not_to_be_sent(app, &permit, &row, &content).await? {
        app.settle(permit).await?;
        return Ok(Attempt::Failed(DeliveryDetail { reason, status: None }));
    }
    let object = row.raw_object.ok_or(Error::NotFound("message"))?;
    let raw = app.open_blob(&permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
    app.settle(permit).await?;
    let access = MailboxTokens::of(app, scope, entry.mailbox, &settings);
    let mut connector = connect::open(&settings, access, &app.egress().of(scope.tenant()))?;
    let thread = match settings.kind {
        ConnectorKind::Gmail | ConnectorKind::Graph => thread_of(app, entry, &content).await?,
        ConnectorKind::Maildir | ConnectorKind::Imap => None,
    };
    let envelope = Envelope { thread, ..envelope(&settings, &content) };
    let mut sent = connector.send(&envelope, &raw).await;
    // Some servers let a sign-in send from one address alone; then that one stands on the envelope, and reports of failure
    // come to it. Nothing was handed over: what was refused altogether can be tried once more.
    if matches!(sent, Err(SendError::Rejected(_))) && envelope.from != settings.address {
        sent = connector.send(&Envelope { from: settings.address.clone(), ..envelope }, &raw).await;
    }
    Ok(match sent {
        Ok(accepted) => {
            let id = content.message_id.unwrap_or_default();
            if let Err(error) = connector.file_sent(&raw, &id).await {
                // The answer is out; its copy in Sent is a convenience that the log tells about.
                tracing::warn!(message = %entry.message, %error, "the copy in Sent could not be filed");
            }
            // Some recipients may have been refused while others were accepted: that is said on the message.
            Attempt::Sent((!accepted.refused.is_empty()).then(|| in_words(&accepted.refused)))
        }
        Err(error) => judge(error, entry.attempts),
    })
}

/// Why an answer is not sent any more: since it was written, the data of somebody whom it is about or goes to is stored only.
async fn not_to_be_sent(
    app: &App,
    permit: &Permit,
    row: &store::Message,
    content: &MessageContent,
) -> Result<Option<String>> {
    let refused = match content.goes_regardless {
        true => {
            let copies = content.cc.iter().chain(&content.bcc);
            restricted::check_recipients(app, permit, copies, None).await
        }
        false => match restricted::check_message(app, permit, row).await {
            Ok(()) => {
                let all = content.to.iter().chain(&content.cc).chain(&content.bcc);
                restricted::check_recipients(app, permit, all, None).await
            }
            refused => refused,
        },
    };
    match refused {
        Ok(()) => Ok(None),
        Err(Error::Refused(refusal)) if refusal.reason() == RefusalReason::Held => {
            Ok(Some("delivery-held".to_owned()))
        }
        Err(Error::Refused(_)) => Ok(Some("delivery-restricted".to_owned())),
        Err(error) => Err(error),
    }
}

fn judge(error: SendError, attempts: u32) -> Attempt {
    let last = attempts >= ATTEMPTS_MAX;
    match error {
        SendError::Rejected(refusals) => Attempt::Failed(in_words(&refusals)),
        SendError::InDoubt(error) => Attempt::InDoubt(lost(&error)),
        SendError::Temporary(refusals) if last => Attempt::Failed(in_words(&refusals)),
        SendError::Temporary(refusals) => Attempt::Again(in_words(&refusals), Duration::ZERO),
        SendError::NotSent(error) if last => Attempt::Failed(lost(&error)),
        SendError::NotSent(error) => {
            // A server that asks to wait is asked no sooner.
            let asked = error.wait.unwrap_or_default();
            Attempt::Again(lost(&error), asked)
        }
    }
}

/// The server's words, recipient by recipient.
fn in_words(refusals: &[Refusal]) -> DeliveryDetail {
    let line = |refusal: &Refusal| {
        let who = refusal.recipient.as_ref().map(|r| format!("{}: ", r.reveal())).unwrap_or_default();
        format!("{who}{} {}", refusal.code, refusal.reason.reveal())
    };
    DeliveryDetail {
        reason: refusals.iter().map(line).collect::<Vec<_>>().join("\n"),
        status: refusals.iter().find_map(|refusal| refusal.status.clone()),
    }
}

fn lost(error: &ConnectError) -> DeliveryDetail {
    DeliveryDetail { reason: format!("{error}: {}", error.detail.reveal()), status: None }
}

/// The conversation at the provider that an answer belongs to: that of the mail that it answers, in the same mailbox.
async fn thread_of(
    app: &App,
    entry: &store::OutboxClaim,
    content: &MessageContent,
) -> Result<Option<String>> {
    let Some(answered) = content.in_reply_to.first() else { return Ok(None) };
    let scope = TenantScope::of(entry.tenant);
    let store = app.store().tenant(scope);
    app.admit(scope, &[LeafRef::lookup(entry.tenant)]).await?;
    let tag = app.vault().tag(scope, REFERENCE, answered.as_bytes())?;
    let known = store.list_message_references(&[tag]).await?;
    let ids: Vec<_> = known.iter().map(|reference| reference.message).collect();
    let rows = store.list_messages_by_ids(&ids).await?;
    let row = rows.iter().find(|row| row.mailbox == entry.mailbox && row.kind == MessageKind::Inbound);
    let Some(row) = row else { return Ok(None) };
    let permit = app.permit(&Ctx::job(scope, Job::Delivery, app.now()), Act::DELIVERY_SEND).await?;
    let content = app.open(&permit, row.id.uuid(), &row.content).await;
    app.settle(permit).await?;
    match content {
        Ok(content) => Ok(content.source_thread),
        // Its key is destroyed: the answer goes out all the same.
        Err(Error::Open(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn envelope(settings: &MailboxSettings, content: &MessageContent) -> Envelope {
    let all = content.to.iter().chain(&content.cc).chain(&content.bcc);
    let mut to: Vec<String> = all.filter_map(|address| mime::normalise_address(&address.email)).collect();
    to.sort_unstable();
    to.dedup();
    // An answer from a further address: the domain on the envelope is the one that readers see (RFC 7489 3.1.2).
    let from = content.from.first().and_then(|from| mime::normalise_address(&from.email));
    let from = from.filter(|from| settings.own_addresses().any(|own| own == *from));
    Envelope { from: from.unwrap_or_else(|| settings.address.clone()), to, thread: None }
}

/// Tells watchers that an answer is in doubt now.
async fn tell(app: &App, lost: &store::OutboxClaim) -> Result<()> {
    let scope = TenantScope::of(lost.tenant);
    let ctx = Ctx::job(scope, Job::Delivery, app.now());
    let row =
        app.store().tenant(scope).find_message(lost.message).await?.ok_or(Error::NotFound("message"))?;
    let mut tx = app.store().tenant(scope).begin().await?;
    let (kind, cause) = (ChangeKind::MessageChanged, Cause::Undelivered);
    tx.append_changes(&[ctx.change_by(cause, kind, Some(row.ticket), Some(lost.message))]).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes what became of an answer.
async fn finish(app: &App, entry: &store::OutboxClaim, attempt: Attempt) -> Result<()> {
    let (scope, now) = (TenantScope::of(entry.tenant), app.now());
    let ctx = Ctx::job(scope, Job::Delivery, now);
    let (state, next, detail) = match attempt {
        Attempt::Sent(detail) => (DeliveryState::Sent, None, detail),
        Attempt::Again(detail, asked) => {
            let asked = now.plus_millis(i64::try_from(asked.as_millis()).unwrap_or(i64::MAX));
            (DeliveryState::Queued, Some(again_at(now, entry.attempts).max(asked)), Some(detail))
        }
        Attempt::Failed(detail) => (DeliveryState::Failed, None, Some(detail)),
        Attempt::InDoubt(detail) => (DeliveryState::InDoubt, None, Some(detail)),
    };
    let permit = app.permit(&ctx, Act::DELIVERY_REPORT).await?;
    let mut keys = app.vault().draft(scope);
    let row =
        app.store().tenant(scope).find_message(entry.message).await?.ok_or(Error::NotFound("message"))?;
    let leaf = LeafRef::ticket(row.ticket);
    app.admit(scope, &[leaf]).await?;
    let detail = detail.map(|detail| keys.seal(now, entry.message.uuid(), &[leaf], &detail)).transpose()?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    let sent_at = (state == DeliveryState::Sent).then_some(now);
    let update = store::OutboxUpdate { state, next_attempt_at: next.unwrap_or(now), detail, sent_at };
    tx.update_outbox(entry.message, DeliveryState::Sending, &update).await?;
    tx.append_audit(&entries).await?;
    let mut change = ctx.change(ChangeKind::MessageChanged, Some(row.ticket), Some(entry.message));
    change.cause =
        matches!(state, DeliveryState::Failed | DeliveryState::InDoubt).then_some(Cause::Undelivered);
    tx.append_changes(&[change]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}

fn again_at(now: Timestamp, attempts: u32) -> Timestamp {
    let shift = attempts.saturating_sub(1).min(20);
    now.plus_millis(WAIT_FIRST_MS.saturating_mul(1 << shift).min(WAIT_MS_MAX))
}
