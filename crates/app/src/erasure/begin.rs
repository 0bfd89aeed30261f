//! Beginning an erasure: from then on it goes on by itself.

use super::kept::{self, Word};
use super::{Scope, holds, many};
use crate::jobs::grant_notice::KEPT_MS;
use crate::mailbox::{self, MailboxChange};
use crate::{App, Ctx, Error, Result, learning};
use domain::limits::{REDACTED_CHARS_MAX, REDACTED_CHARS_MIN, REDACTED_TEXTS_MAX};
use domain::merkle::Hash;
use domain::record::RedactionTerms;
use domain::{
    ContactId, DeliveryState, ErasureId, ErasureReason, ErasureScope, ErasureState, MailboxId, MailboxState,
    MessageId, TicketId, Timestamp,
};
use privacy::Act;
use store::{ErasureWork, TenantTx};
use uuid::Uuid;

/// An erasure that somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// What.
    pub scope: Scope,
    /// Why.
    pub reason: ErasureReason,
}

/// The act that stands for it.
const fn act(kind: ErasureScope) -> Act {
    match kind {
        ErasureScope::Contact
        | ErasureScope::Conversation
        | ErasureScope::Message
        | ErasureScope::Attachment
        | ErasureScope::Attachments
        | ErasureScope::Redaction => Act::ERASURE_BEGIN,
        ErasureScope::Pseudonym | ErasureScope::People => Act::ERASURE_PSEUDONYMISE,
        ErasureScope::Mailbox => Act::MAILBOX_ERASE,
        ErasureScope::Tenant => Act::TENANT_CLOSE,
    }
}

/// Begins an erasure, or finds the one that is under way for the same subject. Where a legal hold is in force it waits
/// for its release.
///
/// # Errors
/// [`Error::NotFound`] (also of a closing that was taken back, and of a mailbox that was connected again), a refusal, or a store's failure.
pub async fn begin(app: &App, ctx: &Ctx, wanted: Wanted) -> Result<ErasureId> {
    begin_under(app, ctx, wanted, Under::default()).await
}

/// By what an erasure is begun.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Under {
    /// The version of the tenant's retention policy, which the receipt cites (C95).
    pub policy_version: Option<i64>,
    /// The erasure that it is a part of, whose receipt counts it.
    pub whole: Option<ErasureId>,
}

/// The same, by a rule or as a part.
///
/// # Errors
/// As of [`begin`].
pub(crate) async fn begin_under(app: &App, ctx: &Ctx, wanted: Wanted, under: Under) -> Result<ErasureId> {
    // The job begins it for mailboxes whose end has come: into those nothing comes any more.
    if let (Scope::Mailbox(id), false) = (wanted.scope, is_job(ctx)) {
        disconnect(app, ctx, id).await?;
    }
    // It is begun with its texts.
    if matches!(wanted.scope, Scope::Redaction(_)) {
        return Err(Error::Input { field: "texts", rule: "rule-required" });
    }
    let work = work_of(wanted.scope, ctx.now);
    insert(app, ctx, wanted, (ErasureId::generate(ctx.now), work, under)).await
}

/// What is noted of an erasure for its work.
pub(super) fn work_of(scope: Scope, now: Timestamp) -> Option<ErasureWork> {
    match scope {
        Scope::Attachment(_, part) => Some(ErasureWork { part: Some(part), ..ErasureWork::default() }),
        Scope::Pseudonym(_) => {
            Some(ErasureWork { into: Some(ContactId::generate(now)), ..ErasureWork::default() })
        }
        _ => None,
    }
}

/// Nothing more comes into a mailbox that is to be erased, and its permission is given back while it can be read.
async fn disconnect(app: &App, ctx: &Ctx, id: MailboxId) -> Result<()> {
    let found = app.store().tenant(ctx.scope).find_mailbox(id).await?;
    if found.is_some_and(|row| row.state != MailboxState::Disconnected) {
        let change = MailboxChange { state: Some(MailboxState::Disconnected), ..MailboxChange::default() };
        mailbox::change(app, ctx, id, change).await?;
    }
    Ok(())
}

/// What an admin names to be replaced, checked.
///
/// # Errors
/// [`Error::Input`].
pub fn texts_of(texts: &[String]) -> Result<Vec<String>> {
    let mut out: Vec<String> =
        texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    out.dedup();
    let wrong = |rule| Err(Error::Input { field: "texts", rule });
    let lengths = || out.iter().map(|text| text.chars().count());
    if out.is_empty() {
        return wrong("rule-required");
    }
    if out.len() > REDACTED_TEXTS_MAX {
        return wrong("rule-too-many");
    }
    if lengths().any(|length| length < REDACTED_CHARS_MIN) {
        return wrong("rule-too-short");
    }
    if lengths().any(|length| length > REDACTED_CHARS_MAX) {
        return wrong("rule-too-long");
    }
    Ok(out)
}

/// Begins to replace texts in a conversation that stays. They are kept sealed until that is done.
///
/// # Errors
/// [`Error::Input`], [`Error::NotFound`], a refusal, or a store's failure.
pub async fn begin_redaction(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    reason: ErasureReason,
    texts: &[String],
) -> Result<ErasureId> {
    let texts = texts_of(texts)?;
    let (scope, id) = (Scope::Redaction(ticket), ErasureId::generate(ctx.now));
    // Whoever may not begin it leaves no text behind.
    app.settle(app.permit(ctx, act(scope.kind())).await?).await?;
    let terms = RedactionTerms { texts, ..RedactionTerms::default() };
    let sealed = super::rewrite::seal_terms(app, ctx, id, &terms).await?;
    let work = ErasureWork { terms: Some(sealed), ..ErasureWork::default() };
    insert(app, ctx, Wanted { scope, reason }, (id, Some(work), Under::default())).await
}

async fn insert(
    app: &App,
    ctx: &Ctx,
    wanted: Wanted,
    (id, work, under): (ErasureId, Option<ErasureWork>, Under),
) -> Result<ErasureId> {
    let ready = prepare(app, ctx, wanted, (id, work, under)).await?;
    let durability = many::durability(&[&ready.row]);
    let mut tx = app.store().tenant(ctx.scope).begin_as(durability).await?;
    let waits = ready.waits();
    let id = ready.write(&mut tx, ctx.now).await?;
    tx.commit().await?;
    let waits = waits.filter(|(row, _)| row.id == id);
    if waits.is_some() {
        // It is kept, and no more used: nor is what was learned from it.
        learning::end(app, ctx.scope).await?;
    }
    is_written(app, ctx, waits).await?;
    Ok(id)
}

/// What follows when an erasure is written down: one that waits stands in the ledger, any other goes on.
///
/// # Errors
/// The keyring's failure.
pub(crate) async fn is_written(app: &App, ctx: &Ctx, waits: Option<Waits>) -> Result<()> {
    if let Some((row, part)) = waits {
        kept::remember(app, ctx, Word::Waits(&row, part)).await?;
    }
    app.erasures_changed().notify_one();
    Ok(())
}

/// An erasure that a hold keeps waiting, and the part of a mail, where it is of one file.
pub(crate) type Waits = (store::Erasure, Option<u32>);

/// An erasure that can begin with the transaction of whoever wants it: there is none that nobody knows of, and whoever wants
/// it has its id before it goes anywhere.
pub(crate) struct Ready {
    row: store::Erasure,
    work: Option<ErasureWork>,
    entries: Vec<(Vec<u8>, Hash)>,
}

/// Makes the erasure of a person ready that a request asks for; one of theirs that is under way is the same.
///
/// # Errors
/// As of [`begin`].
pub(crate) async fn ready(app: &App, ctx: &Ctx, wanted: Wanted) -> Result<Ready> {
    let subject = wanted.scope.subject(ctx.scope);
    let known = app.store().tenant(ctx.scope).list_erasures_of(subject).await?;
    let is_open =
        |found: &store::Erasure| found.state != ErasureState::Done && found.scope == wanted.scope.kind();
    let known = known.into_iter().find(is_open);
    let id = known.map_or_else(|| ErasureId::generate(ctx.now), |known| known.id);
    prepare(app, ctx, wanted, (id, work_of(wanted.scope, ctx.now), Under::default())).await
}

async fn prepare(
    app: &App,
    ctx: &Ctx,
    wanted: Wanted,
    (id, work, under): (ErasureId, Option<ErasureWork>, Under),
) -> Result<Ready> {
    let Wanted { scope, reason } = wanted;
    let permit = app.permit(ctx, if is_job(ctx) { Act::ERASURE_STEP } else { act(scope.kind()) }).await?;
    check_there(app, ctx, scope).await?;
    let hold = holds::find(app, ctx.scope, scope).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let row = store::Erasure {
        state: if hold.is_some() { ErasureState::Held } else { ErasureState::Begun },
        by: ctx.agent_id(),
        hold,
        policy_version: under.policy_version,
        whole: under.whole,
        ..begun(id, (scope.kind(), scope.subject(ctx.scope)), reason, ctx.now)
    };
    Ok(Ready { row, work, entries })
}

/// An erasure of which nothing is done.
pub(super) const fn begun(
    id: ErasureId,
    (scope, subject): (ErasureScope, Uuid),
    reason: ErasureReason,
    at: Timestamp,
) -> store::Erasure {
    store::Erasure {
        id,
        scope,
        subject,
        reason,
        state: ErasureState::Begun,
        by: None,
        hold: None,
        keys: Vec::new(),
        keys_destroyed: 0,
        tickets: 0,
        messages: 0,
        bytes: 0,
        begun_at: at,
        keys_gone_at: None,
        purged_at: None,
        done_at: None,
        root_epoch: None,
        receipt: None,
        policy_version: None,
        whole: None,
    }
}

impl Ready {
    /// Under which id it goes on, where nothing comes between.
    pub(crate) const fn id(&self) -> ErasureId {
        self.row.id
    }

    /// The erasure, and the part of a mail, where a hold keeps it waiting.
    pub(crate) fn waits(&self) -> Option<Waits> {
        let part = self.work.as_ref().and_then(|work| work.part);
        self.row.hold.is_some().then(|| (self.row.clone(), part))
    }

    /// Writes it down, unless one is under way for the same subject: that one is answered, and is no rule's any more.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a closing that was taken back, or a mailbox that was connected again; a store's failure.
    pub(crate) async fn write(self, tx: &mut TenantTx, now: Timestamp) -> Result<ErasureId> {
        let Self { row, work, entries } = self;
        check_due(tx, &row, now).await?;
        let part = work.as_ref().and_then(|work| work.part);
        for known in tx.list_erasures_of(row.subject).await? {
            // Each redaction has texts of its own.
            // Found under way by [`ready`], and done since.
            if known.id == row.id {
                join(tx, &known, row.reason).await?;
                return Ok(known.id);
            }
            let is_same = known.state != ErasureState::Done
                && known.scope == row.scope
                && row.scope != ErasureScope::Redaction;
            if is_same
                && (part.is_none()
                    || tx.find_erasure_work(known.id).await?.is_some_and(|work| work.part == part))
            {
                join(tx, &known, row.reason).await?;
                return Ok(known.id);
            }
        }
        tx.insert_erasure(&row).await?;
        if let Some(work) = &work {
            tx.put_erasure_work(row.id, work).await?;
        }
        tx.append_audit(&entries).await?;
        Ok(row.id)
    }
}

/// Whoever wants what is under way already has it for their own reason: what a rule began is not let be any more once
/// somebody wants it, and of a person who asks it says so; of one whose keys are gone, why stands.
async fn join(tx: &mut TenantTx, known: &store::Erasure, reason: ErasureReason) -> Result<()> {
    let is_stronger = match reason {
        ErasureReason::Retention => false,
        ErasureReason::Request => known.reason != ErasureReason::Request,
        _ => known.reason == ErasureReason::Retention,
    };
    if is_stronger && matches!(known.state, ErasureState::Held | ErasureState::Begun) {
        tx.update_erasure_reason(known.id, reason).await?;
    }
    Ok(())
}

/// Whoever takes the end back writes its row first, and then looks whether the erasure has begun; here it is the other way
/// round, so that one of both sees the other.
async fn check_due(tx: &mut TenantTx, row: &store::Erasure, now: Timestamp) -> Result<()> {
    let (is_due, noun) = match (row.reason, Scope::of(row.scope, row.subject)) {
        (ErasureReason::Closure, Scope::Tenant) => (tx.hold_tenant_end_due(now).await?, "closing"),
        (ErasureReason::Disconnect, Scope::Mailbox(id)) => {
            let ended_by = now.plus_millis(-KEPT_MS);
            let is_due = tx.hold_mailbox_end_due(id, now).await? || tx.hold_grant_ended(id, ended_by).await?;
            (is_due, "mailbox end")
        }
        _ => return Ok(()),
    };
    if is_due { Ok(()) } else { Err(Error::NotFound(noun)) }
}

const fn is_job(ctx: &Ctx) -> bool {
    matches!(ctx.actor, domain::audit::Actor::System(_))
}

async fn check_there(app: &App, ctx: &Ctx, scope: Scope) -> Result<()> {
    let (there, noun) = find(app, ctx, scope).await?;
    if there { Ok(()) } else { Err(Error::NotFound(noun)) }
}

/// Whether it is there, or still there.
pub(super) async fn is_there(app: &App, ctx: &Ctx, scope: Scope) -> Result<bool> {
    Ok(find(app, ctx, scope).await?.0)
}

async fn find(app: &App, ctx: &Ctx, scope: Scope) -> Result<(bool, &'static str)> {
    let store = app.store().tenant(ctx.scope);
    Ok(match scope {
        Scope::Contact(id) | Scope::Pseudonym(id) => (store.find_contact(id).await?.is_some(), "contact"),
        Scope::Conversation(id) | Scope::Attachments(id) | Scope::Redaction(id) | Scope::People(id) => {
            (store.find_ticket(id).await?.is_some(), "ticket")
        }
        Scope::Message(id) => (!store.list_messages_by_ids(&[id]).await?.is_empty(), "message"),
        Scope::Mailbox(id) => (store.find_mailbox(id).await?.is_some(), "mailbox"),
        Scope::Attachment(id, part) => (has_file(app, ctx, id, part).await?, "attachment"),
        Scope::Tenant => (ctx.scope != crypto::Vault::SYSTEM, "tenant"),
    })
}

/// Whether a message has a file at this part that is not erased. An answer that is on its way is not to be altered.
async fn has_file(app: &App, ctx: &Ctx, id: MessageId, part: u32) -> Result<bool> {
    let Some(row) = app.store().tenant(ctx.scope).find_message(id).await? else { return Ok(false) };
    if let Some(state @ (DeliveryState::Queued | DeliveryState::Sending)) = row.delivery_state {
        return Err(Error::State { noun: "message", state: state.as_str() });
    }
    let permit = app.permit(ctx, Act::ERASURE_PREVIEW).await?;
    permit.record_tickets(&[row.ticket]);
    let content = app.open(&permit, id.uuid(), &row.content).await?;
    app.settle(permit).await?;
    Ok(super::rewrite::file(&content, part).is_ok())
}
