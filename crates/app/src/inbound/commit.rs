//! Threads, seals and commits a batch: bytes and keys durable first, then the data in one transaction
//! with its audit event. Should another node have claimed one of the addresses in between, the batch is
//! put together again with what that node made known.

use super::Target;
use super::assemble::{self, Assembled};
use super::assign::Assigning;
use super::lookup::Lookups;
use super::read::Ready;
use super::request;
use crate::stages::Stage;
use crate::{App, Ctx, Error, Result, organisation, restricted};
use domain::audit::AuditEvent;
use domain::blob::BlobRef;
use domain::keyring::{ContactLookup, LeafRef};
use domain::record::MailboxCursor;
use domain::{
    DeliveryState, IntakeId, MailboxId, MailboxState, MessageId, Sealed, SignatureState, TicketId,
    TicketStatus, Timestamp,
};
use privacy::Act;
use std::collections::{HashMap, HashSet};
use store::{Appending, Cause, ChangeKind, MailboxSync, StoreError, SyncPhase, TenantTx};

/// What was committed.
#[derive(Debug, Default)]
pub struct Committed {
    /// Became messages.
    pub taken_in: usize,
    /// Wait for the scanner.
    pub held: usize,
    /// The change up to which the index is complete with them.
    pub change_seq: i64,
}

/// Times that a batch is put together again after losing a claim to another node.
const CLAIM_ROUNDS_MAX: usize = 5;

/// What goes with a batch.
pub struct Around {
    /// The sealed bytes, on their way into packs.
    pub bytes: Vec<Appending>,
    /// The source's position after it.
    pub cursor: Option<Vec<u8>>,
    /// The held row that it replaces.
    pub replaces: Option<IntakeId>,
}

/// Commits a batch.
///
/// # Errors
/// A store's failure; nothing of the batch counts, or all of it.
pub async fn batch(
    app: &App,
    ctx: &Ctx,
    target: &Target,
    mails: &[Ready],
    around: Around,
) -> Result<Committed> {
    // A held mail may be the first work of a process: nothing has asked for the tags' key before.
    app.admit(target.scope, &[LeafRef::lookup(target.scope.tenant())]).await?;
    if !target.intake.is_empty() {
        app.admit(target.scope, &[LeafRef::settings(target.scope.tenant())]).await?;
    }
    let places = around.bytes.iter().flat_map(Appending::places);
    let places: HashMap<_, _> = places.map(|place| (place.object, place.clone())).collect();
    let mut bytes = around.bytes;
    for _ in 0..CLAIM_ROUNDS_MAX {
        let lookups = {
            let _timer = app.stages().timer(Stage::Lookup);
            Lookups::of_batch(app, target, mails).await?
        };
        let mut assembled = {
            let _timer = app.stages().timer(Stage::Assemble);
            assemble::batch(app, ctx, target, mails, lookups)?
        };
        let cursor =
            around.cursor.as_ref().map(|bytes| assembled.seal_cursor(ctx, target, bytes)).transpose()?;
        let permit = privacy::decide(&ctx.access(Act::INTAKE_BATCH))?;
        let rows = Rows {
            blobs: assembled.blobs.iter().filter_map(|object| places.get(object).cloned()).collect(),
            cursor,
            events: permit.into_events(assembled.draft.made()),
            replaces: around.replaces,
        };
        // Bytes and keys become durable while the rows are written; the commit that makes the rows count
        // comes after both.
        let (durable, claims, written) = {
            let _timer = app.stages().timer(Stage::Durable);
            let keys = app.keyring().commit(assembled.draft.batch());
            tokio::join!(durable(std::mem::take(&mut bytes)), keys, write(app, ctx, target, &assembled, rows))
        };
        durable?;
        if lost(&assembled.draft.batch().lookups, &claims?) {
            // The keys of this round belong to nothing; the sweep removes them.
            continue;
        }
        let tx = written?;
        let committed = finish(app, tx, &mut assembled).await?;
        app.vault().publish(assembled.draft);
        return Ok(committed);
    }
    Err(Error::Contended)
}

async fn durable(bytes: Vec<Appending>) -> Result<()> {
    for part in bytes {
        part.durable().await?;
    }
    Ok(())
}

/// What is written around the rows of the mails.
struct Rows {
    blobs: Vec<BlobRef>,
    cursor: Option<Sealed<MailboxCursor>>,
    events: Vec<AuditEvent>,
    replaces: Option<IntakeId>,
}

/// Writes the rows; nothing counts before the commit.
async fn write(app: &App, ctx: &Ctx, target: &Target, assembled: &Assembled, rows: Rows) -> Result<TenantTx> {
    let entries = app.seal_events(ctx.scope, &rows.events).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    match rows.replaces {
        // It came in when the scanner was away.
        Some(held) => drop(tx.delete_intakes(&[held]).await?),
        None => check_connected(&mut tx, target.mailbox).await?,
    }
    tx.insert_contacts(&assembled.contacts).await?;
    organisation::join_new(&mut tx, &assembled.domains).await?;
    write_tickets(&mut tx, assembled).await?;
    tx.insert_messages(&assembled.messages).await?;
    tx.insert_signature_queue(&waiting(assembled), ctx.now).await?;
    tx.insert_participants(&assembled.participants).await?;
    tx.insert_message_references(&assembled.references).await?;
    tx.insert_blobs(&rows.blobs).await?;
    request::write(&mut tx, &assembled.requests).await?;
    tx.insert_intakes(&assembled.intakes).await?;
    let mut bounced = Vec::new();
    for (ticket, message, detail) in &assembled.bounces {
        let (from, to) = (DeliveryState::Sent, DeliveryState::Bounced);
        let (cause, kind) = (Cause::Undelivered, ChangeKind::MessageChanged);
        match tx.update_delivery(*message, from, to, Some(detail), None).await {
            Ok(()) => bounced.push(ctx.change_by(cause, kind, Some(*ticket), Some(*message))),
            // Told before, or not sent by us after all.
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if let Some(cursor) = rows.cursor {
        let mut sync =
            tx.find_mailbox_sync(target.mailbox).await?.unwrap_or_else(|| fresh_sync(target.mailbox));
        sync.cursor = Some(cursor);
        tx.update_mailbox_sync(&sync).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&assembled.changes).await?;
    tx.append_changes(&bounced).await?;
    Ok(tx)
}

/// Whoever disconnects a mailbox has it take nothing in from that commit on (C41), also by another node that does not know yet.
async fn check_connected(tx: &mut TenantTx, mailbox: MailboxId) -> Result<()> {
    match tx.find_mailbox(mailbox).await?.map(|row| row.state) {
        Some(MailboxState::Active | MailboxState::Paused) => Ok(()),
        Some(state) => Err(Error::State { noun: "mailbox", state: state.as_str() }),
        None => Err(Error::NotFound("mailbox")),
    }
}

/// Makes the rows count, and the texts known to the indexer.
async fn finish(app: &App, tx: TenantTx, assembled: &mut Assembled) -> Result<Committed> {
    let _timer = app.stages().timer(Stage::Commit);
    let change_seq = tx.change_seq();
    app.texts().put(std::mem::take(&mut assembled.texts)).await;
    if let Err(error) = tx.commit().await {
        app.texts().forget(assembled.messages.iter().map(|message| message.id));
        return Err(error.into());
    }
    if !waiting(assembled).is_empty() {
        app.signatures_waiting().notify_one();
    }
    Ok(Committed { taken_in: assembled.messages.len(), held: assembled.held, change_seq })
}

/// The mails whose signatures are to be checked.
fn waiting(assembled: &Assembled) -> Vec<MessageId> {
    let waits = |message: &&store::Message| message.signature_state == Some(SignatureState::Waiting);
    assembled.messages.iter().filter(waits).map(|message| message.id).collect()
}

/// Whether another contact has claimed one of the addresses first.
fn lost(asked: &[ContactLookup], winners: &[ContactLookup]) -> bool {
    let winners: HashMap<_, _> = winners.iter().map(|winner| (winner.tag, winner.contact)).collect();
    asked.iter().any(|lookup| winners.get(&lookup.tag).is_some_and(|contact| *contact != lookup.contact))
}

/// Inserts the new tickets and adds the batch's messages to the others.
async fn write_tickets(tx: &mut TenantTx, assembled: &Assembled) -> Result<()> {
    let mut assigning = Assigning::default();
    let opened: HashSet<_> = assembled.tickets.iter().map(|ticket| ticket.id).collect();
    let ids: Vec<_> = assembled.joined.keys().copied().filter(|id| !opened.contains(id)).collect();
    if !ids.is_empty() {
        join_tickets(tx, assembled, &mut assigning, &ids).await?;
    }
    let mut opened = assembled.tickets.clone();
    let asking = opened.iter().filter(|ticket| assembled.asking.contains(&ticket.id));
    let left_alone = match assigning.has_rules(tx).await? {
        true => restricted::left_alone(tx, asking).await?,
        false => HashSet::new(),
    };
    for ticket in &mut opened {
        ticket.number = tx.next_ticket_number();
        if let Some(joined) = assembled.joined.get(&ticket.id) {
            joined.apply(ticket);
        }
        if assembled.asking.contains(&ticket.id) && !left_alone.contains(&ticket.id) {
            assigning.give(tx, ticket).await?;
        }
    }
    tx.insert_tickets(&opened).await?;
    assigning.write(tx).await
}

/// Adds the batch's messages to tickets that are there.
async fn join_tickets(
    tx: &mut TenantTx,
    assembled: &Assembled,
    assigning: &mut Assigning,
    ids: &[TicketId],
) -> Result<()> {
    let mut tickets = tx.list_tickets_by_ids(ids).await?;
    if tickets.iter().any(|ticket| ticket.status == TicketStatus::Merged) {
        // Merged by another node since it was looked up: looked up anew, the mail goes where the others went.
        return Err(Error::Contended);
    }
    let left_alone = match assigning.has_rules(tx).await? {
        true => restricted::left_alone(tx, tickets.iter()).await?,
        false => HashSet::new(),
    };
    for ticket in &mut tickets {
        let Some(joined) = assembled.joined.get(&ticket.id) else { continue };
        let before = ticket.status;
        joined.apply(ticket);
        let reopened = ticket.status == TicketStatus::Open && before != TicketStatus::Open;
        if reopened && !left_alone.contains(&ticket.id) {
            assigning.give_again(tx, ticket).await?;
        }
    }
    Ok(tx.update_tickets(&tickets).await?)
}

/// The state of a mailbox that was never taken in.
#[must_use]
pub const fn fresh_sync(mailbox: MailboxId) -> MailboxSync {
    MailboxSync {
        mailbox,
        cursor: None,
        phase: SyncPhase::Waiting,
        attempts: 0,
        next_attempt_at: Timestamp::from_millis(0),
        last_success_at: None,
        last_error_code: None,
        behind: None,
        last_mail_at: None,
        lag_ms: None,
        quota_waits: 0,
        quota_waited_ms: 0,
    }
}
