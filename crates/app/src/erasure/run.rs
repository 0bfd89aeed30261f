//! An erasure, step after step. What a step did is noted before the next one begins; a step that was interrupted is
//! done again.

use super::kept::{self, Word};
use super::many::{self, Advanced};
use super::receipt::{self, Ledger};
use super::rest::{AT_ONCE, Turns};
use super::{Scope, copies, epoch, hold_words, holds, keys, parts, purge, rewrite};
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, closing, learning, lease, retention, subject_request, tenant};
use domain::audit::Job;
use domain::{
    ErasureId, ErasureReason, ErasureScope, ErasureState, LedgerWord, MailboxId, RequestId, TenantScope,
    Timestamp,
};
use privacy::Act;
use std::collections::BTreeSet;
use store::{Durability, Erasure, NewLedgerEntry, TenantTx};

/// Erasures of a tenant looked at in one round, those of many apart.
const PER_ROUND: u32 = 100;
/// Held ones that are read at once; of each it is asked whether it still is.
const HELD_PER_READ: u32 = 100;
/// How often a round writes anew what stays, while mail keeps coming to it.
const REWRITES_PER_ROUND: u32 = 8;

/// The lease under which a tenant's erasures are taken on.
fn lease_of(scope: TenantScope) -> String {
    format!("erasure/{}", scope.tenant())
}

/// The word of the ledger for it.
pub(super) const fn word(scope: ErasureScope) -> LedgerWord {
    match scope {
        ErasureScope::Contact => LedgerWord::ContactErased,
        ErasureScope::Conversation => LedgerWord::ConversationErased,
        ErasureScope::Message => LedgerWord::MessageErased,
        ErasureScope::Mailbox => LedgerWord::MailboxErased,
        ErasureScope::Tenant => LedgerWord::TenantErased,
        ErasureScope::Attachment => LedgerWord::AttachmentErased,
        ErasureScope::Attachments => LedgerWord::AttachmentsErased,
        ErasureScope::Pseudonym => LedgerWord::ContactPseudonymised,
        ErasureScope::Redaction => LedgerWord::ConversationRedacted,
        ErasureScope::People => LedgerWord::ConversationAnonymised,
    }
}

/// Its reason, and what it is a part of.
fn detail(row: &Erasure) -> String {
    let reason = row.reason.as_str();
    row.whole.map_or_else(|| reason.to_owned(), |whole| format!("{reason} {whole}"))
}

/// Takes every erasure of every tenant as far as it goes now. Returns how many are still on their way, held ones apart.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App, now: Timestamp) -> Result<usize> {
    let (mut waiting, mut apart) = (Vec::new(), Apart::default());
    for info in tenant::list(app).await? {
        let work = advance_tenant(app, info.scope, now);
        let purged = lease::hold(app, &lease_of(info.scope), (now, lease::EVERY), work).await;
        waiting.push((info.scope, apart.of(info.scope, purged).flatten().unwrap_or_default()));
    }
    let is_before = |row: &Erasure| row.root_epoch.is_none();
    if waiting.iter().any(|(_, rows)| rows.iter().any(is_before)) {
        let count = waiting.iter().map(|(_, rows)| rows.len()).sum();
        let Some(epoch) = epoch::turn(app, now).await? else { return Ok(count) };
        for (scope, rows) in &mut waiting {
            let turned = rows.iter_mut().filter(|row| is_before(row)).map(|row| at_epoch(row, epoch));
            let turned: Vec<&Erasure> = turned.collect();
            let noted = note_all(app, &Ctx::job(*scope, Job::Erasure, now), &turned).await;
            apart.of(*scope, noted);
        }
    }
    if waiting.iter().any(|(_, rows)| !rows.is_empty()) {
        super::nodes::beat(app, now).await?;
    }
    let mut left = 0;
    for (scope, rows) in waiting {
        let finished = finish(app, scope, rows, now).await;
        left += apart.of(scope, finished).unwrap_or_default();
    }
    apart.end()?;
    Ok(left)
}

const fn at_epoch(row: &mut Erasure, epoch: i64) -> &Erasure {
    row.root_epoch = Some(epoch);
    row
}

/// Those of a tenant that wait for the keys above them to end.
async fn advance_tenant(app: &App, scope: TenantScope, now: Timestamp) -> Result<Vec<Erasure>> {
    let (mut purged, store) = (Vec::new(), app.store().tenant(scope));
    // Every one that a hold keeps waiting, however many there are: none stands in the way of another.
    let mut held: Vec<Erasure> = Vec::new();
    loop {
        let after = held.last().map(|last| last.id);
        let page = store.list_held_erasures(after, HELD_PER_READ).await?;
        if page.is_empty() {
            break;
        }
        held.extend(page);
    }
    parts::begin(app, scope, &held, now).await?;
    let mut rows = store.list_open_erasures(PER_ROUND + many::PER_ROUND).await?;
    rows.extend(held);
    // What somebody waits for goes first; a whole company after its parts, while there is a log that can tell of them.
    rows.sort_by_key(|row| (row.scope == ErasureScope::Tenant, many::is_one(row)));
    many::are_begun(app, &rows).await?;
    let mut seen: BTreeSet<ErasureId> = rows.iter().map(|row| row.id).collect();
    let (mut all, mut turns) = (Vec::new(), Turns::begin(app));
    for row in rows {
        if !many::is_one(&row) {
            many::end_purges(app, scope, &mut all, now).await;
        } else if turns.done() % AT_ONCE == 0 {
            for row in many::wanted_meanwhile(&store, &mut seen).await? {
                all.push(advance(app, scope, row, now).await);
            }
        }
        let advanced = advance(app, scope, row, now).await;
        if many::is_one(&advanced.row) && advanced.row.state != advanced.before {
            turns.next(app).await;
        }
        all.push(advanced);
    }
    many::end_purges(app, scope, &mut all, now).await;
    let (mut moved, mut without_parts) = (false, BTreeSet::new());
    for Advanced { row, before, .. } in all {
        let has_moved = row.state != before;
        moved |= matches!(row.scope, ErasureScope::Contact | ErasureScope::Pseudonym) && has_moved;
        if row.state == ErasureState::Purged {
            if parts::is_part(row.scope, row.reason) && has_moved {
                without_parts.insert((row.reason, row.whole));
            }
            purged.push(row);
        }
    }
    for of in without_parts {
        parts::begin_people(app, scope, of, now).await?;
    }
    if moved {
        subject_request::follow(app, scope).await;
    }
    Ok(purged)
}

/// Takes one erasure as far as it goes now; one of many not past its rows.
async fn advance(app: &App, scope: TenantScope, mut row: Erasure, now: Timestamp) -> Advanced {
    let before = row.state;
    let is_out = loop {
        if row.state == ErasureState::KeysGone && many::is_one(&row) {
            let done = take_out(app, &Ctx::job(scope, Job::Erasure, now), &mut row).await;
            break done.map_err(|error| log_failed(&row, &error)).is_ok();
        }
        match step(app, scope, &mut row, now).await {
            Ok(true) => {}
            Ok(false) => break false,
            Err(error) => {
                log_failed(&row, &error);
                break false;
            }
        }
    };
    Advanced { row, before, is_out }
}

/// The others go on.
pub(super) fn log_failed(row: &Erasure, error: &Error) {
    tracing::error!(erasure = %row.id, %error, "a step of an erasure failed; it is done again");
}

/// One step of an erasure; false when it waits for something.
///
/// # Errors
/// A store's failure; then the step is done again.
pub async fn step(app: &App, scope: TenantScope, row: &mut Erasure, now: Timestamp) -> Result<bool> {
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let what = Scope::of(row.scope, row.subject);
    let can_be_let = row.reason == ErasureReason::Retention || parts::is_part(row.scope, row.reason);
    if can_be_let && was_let_be(app, &ctx, row, what).await? {
        return Ok(false);
    }
    match row.state {
        ErasureState::Held => {
            row.hold = holds::find(app, scope, what).await?;
            if row.hold.is_some() || is_evidence(app, scope, what).await? {
                return Ok(false);
            }
            if what == Scope::Tenant && parts::are_under_way(app, scope).await? {
                return Ok(false);
            }
            row.state = ErasureState::Begun;
            note(app, &ctx, row).await?;
        }
        ErasureState::Begun => {
            // A hold that was placed since it was begun still keeps it: nothing is destroyed yet.
            row.hold = holds::find(app, scope, what).await?;
            if row.hold.is_some() || is_evidence(app, scope, what).await? {
                row.state = ErasureState::Held;
                note(app, &ctx, row).await?;
                let work = app.store().tenant(scope).find_erasure_work(row.id).await?;
                kept::remember(app, &ctx, Word::Waits(row, work.and_then(|work| work.part))).await?;
                // It is kept, and no more used: nor is what was learned from it.
                learning::end(app, scope).await?;
                return Ok(false);
            }
            return Box::pin(begin_to_destroy(app, &ctx, row, what)).await;
        }
        ErasureState::KeysGone => {
            take_out(app, &ctx, row).await?;
            if what != Scope::Tenant {
                purge::leave_no_word(app, &ctx).await?;
            }
            forget(app, &ctx, row).await?;
            app.keyring().overwrite_destroyed().await?;
            if matches!(what, Scope::Mailbox(_) | Scope::Tenant) {
                add(row, parts::taken_out(app, scope, row).await?);
            }
            (row.state, row.purged_at) = (ErasureState::Purged, Some(app.now()));
            note(app, &ctx, row).await?;
        }
        ErasureState::Purged | ErasureState::Done => return Ok(false),
    }
    Ok(true)
}

/// Takes the rows and bytes out. What went is kept at once: of what is done again nothing is there to be counted.
async fn take_out(app: &App, ctx: &Ctx, row: &mut Erasure) -> Result<()> {
    let done = purge::rows(app, ctx, Scope::of(row.scope, row.subject), row.reason).await?;
    add(row, done);
    let mut tx = app.store().tenant(ctx.scope).begin_as(Durability::WithTheNext).await?;
    tx.update_erasure(row).await?;
    Ok(tx.commit().await?)
}

fn add(row: &mut Erasure, done: purge::Purged) {
    row.tickets += done.tickets;
    row.messages += done.messages;
    row.bytes += done.bytes;
    row.keys_destroyed += done.keys;
}

/// Forgets what was kept for it: why it was held once, what texts were to go.
pub(super) async fn forget(app: &App, ctx: &Ctx, row: &Erasure) -> Result<()> {
    hold_words::forget_with(app, ctx, Scope::of(row.scope, row.subject)).await?;
    rewrite::forget(app, ctx, row).await
}

/// Whether a company's log, which ends with the company, is kept because of an incident.
async fn is_evidence(app: &App, scope: TenantScope, what: Scope) -> Result<bool> {
    Ok(what == Scope::Tenant && crate::incident::frozen_since(app, scope.tenant()).await?.is_some())
}

/// Takes an erasure by a rule back of which nothing was done, when no rule takes its subject any more or something keeps it:
/// somebody wrote meanwhile, a hold was placed, a request came, the rule was changed. The rule finds it again in its time. So
/// too with a part of what ends, when a hold was placed on it or the whole goes on after all.
async fn was_let_be(app: &App, ctx: &Ctx, row: &Erasure, what: Scope) -> Result<bool> {
    let is_untouched = matches!(row.state, ErasureState::Begun | ErasureState::Held)
        && app.keyring().find_ledger_entry(ctx.scope, row.id.uuid()).await?.is_none();
    let is_due = async || match parts::is_part(row.scope, row.reason) {
        true => parts::is_due(app, ctx.scope, row, what).await,
        false => retention::is_due(app, ctx.scope, what).await,
    };
    if !is_untouched || is_due().await? {
        return Ok(false);
    }
    let permit = app.permit(ctx, Act::ERASURE_STEP).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    match tx.delete_erasure_for(row.id, row.reason).await {
        // Somebody wants it by now: it goes on at the next look, as theirs.
        Err(store::StoreError::Conflict(_)) => return Ok(true),
        done => done?,
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes an erasure back that waits for a legal hold; whether it was.
///
/// # Errors
/// [`Error::State`] while another process takes the tenant's erasures on; a refusal, or a store's failure.
pub(crate) async fn take_back(app: &App, ctx: &Ctx, id: ErasureId) -> Result<bool> {
    let (name, holder, now) = (lease_of(ctx.scope), RequestId::generate(app.now()), app.now());
    let system = app.store().system();
    if !system.acquire_lease(&name, holder, now, now.plus_millis(lease::LEASE_MS)).await? {
        return Err(Error::State { noun: "request", state: "changed" });
    }
    let done = delete_held(app, ctx, id).await;
    system.release_lease(&name, holder).await?;
    done
}

/// Takes back, in the transaction of whoever connects a mailbox again, the erasures of it that came of its end and wait for a
/// legal hold. They are to be remembered once the transaction is written ([`are_taken_back`]). The caller has written the row
/// of the end before: whoever begins an erasure looks at that row first.
///
/// # Errors
/// [`Error::State`] where one has gone on; a store's failure.
pub(crate) async fn take_back_end(tx: &mut TenantTx, mailbox: MailboxId) -> Result<Vec<ErasureId>> {
    let mut back = Vec::new();
    for one in tx.list_erasures_of(mailbox.uuid()).await? {
        let is_held = one.reason == ErasureReason::Disconnect && one.state == ErasureState::Held;
        if !is_held || !tx.delete_erasure_held(one.id).await? {
            return Err(Error::State { noun: "mailbox", state: "erasing" });
        }
        back.push(one.id);
    }
    Ok(back)
}

/// Writes into the ledger that these were taken back: older data that is restored goes on with none of them.
///
/// # Errors
/// The keyring's failure.
pub(crate) async fn are_taken_back(app: &App, ctx: &Ctx, all: &[ErasureId]) -> Result<()> {
    for id in all {
        kept::remember(app, ctx, Word::TakenBack(*id)).await?;
    }
    Ok(())
}

async fn delete_held(app: &App, ctx: &Ctx, id: ErasureId) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    match store.find_erasure(id).await? {
        Some(row) if row.state == ErasureState::Held => {}
        _ => return Ok(false),
    }
    let permit = app.permit(ctx, Act::ERASURE_BEGIN).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.delete_erasure(id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    kept::remember(app, ctx, Word::TakenBack(id)).await?;
    Ok(true)
}

/// What is done for a person before anything of theirs goes. Done again, it does nothing.
async fn before_person(app: &App, ctx: &Ctx, row: &Erasure, what: Scope) -> Result<()> {
    // Once a person is on their way out of conversations, these tell no more who got them.
    let is_begun =
        what.rewrites() && app.keyring().find_ledger_entry(ctx.scope, row.id.uuid()).await?.is_some();
    // Who got the person's data is told (Art. 19): found, and written to, while it can be read; whatever it was begun for,
    // as soon as a case is carried out by it.
    if let (Scope::Contact(contact) | Scope::Pseudonym(contact), false) = (what, is_begun) {
        subject_request::before_erasure(app, ctx.scope, row.id, contact).await?;
    }
    // Their cases name them; by a ticket there they could be found under the pseudonym.
    if let Scope::Pseudonym(contact) = what {
        let mut tx = app.store().tenant(ctx.scope).begin().await?;
        tx.leave_tickets_of_subject_requests(contact).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What is done for a company before its keys go. Done again, it does nothing.
async fn before_company(app: &App, ctx: &Ctx, id: ErasureId) -> Result<()> {
    closing::keep_recipients(app, ctx.scope, id, app.now()).await?;
    closing::keep_sums(app, ctx.scope).await?;
    // While it can be read whom it goes to. A company goes also when its last invoice cannot be made.
    if let Err(error) = crate::billing::bill_last(app, ctx.scope).await {
        tracing::error!(%error, "the last invoice of a company that goes was not made");
    }
    Ok(())
}

/// False when mail kept coming to what is written anew: the next round goes on.
async fn begin_to_destroy(app: &App, ctx: &Ctx, row: &mut Erasure, what: Scope) -> Result<bool> {
    if what == Scope::Tenant {
        Box::pin(before_company(app, ctx, row.id)).await?;
    }
    Box::pin(before_person(app, ctx, row, what)).await?;
    let entry = NewLedgerEntry {
        entry: row.id.uuid(),
        what: word(row.scope),
        subject: row.subject,
        detail: Some(detail(row)),
        at: row.begun_at,
    };
    // What is written anew is written before any key goes.
    let durability = if what.rewrites() { Durability::AtCommit } else { Durability::WithTheNext };
    app.keyring().append_ledger_as(ctx.scope, &[entry], durability).await?;
    if what != Scope::Tenant {
        // What was learned may know of it.
        row.keys_destroyed += i64::try_from(learning::end(app, ctx.scope).await?).unwrap_or(i64::MAX);
    }
    let mut destroyed = None;
    for _ in 0..REWRITES_PER_ROUND {
        if what.rewrites() {
            rewrite::rewrite(app, ctx, row, what).await?;
        }
        destroyed = keys::destroy(app, ctx, what).await?;
        if destroyed.is_some() {
            break;
        }
    }
    let Some(destroyed) = destroyed else { return Ok(false) };
    row.keys = destroyed.leaves;
    row.keys_destroyed += i64::try_from(destroyed.count).unwrap_or(i64::MAX);
    if what != Scope::Tenant {
        let ended = copies::renew_company(app, ctx).await?;
        row.keys_destroyed += ended.keys;
        row.bytes += ended.bytes;
    }
    // Of many it is done once, before it is noted that they are out.
    if !many::is_one(row) {
        app.keyring().overwrite_destroyed().await?;
    }
    (row.state, row.keys_gone_at) = (ErasureState::KeysGone, Some(app.now()));
    note(app, ctx, row).await?;
    Ok(true)
}

/// Keeps how far it is.
async fn note(app: &App, ctx: &Ctx, row: &Erasure) -> Result<()> {
    note_all(app, ctx, &[row]).await
}

/// Keeps how far they are, some in a write. The tenant's own log hears of each write, while the tenant has a key for that.
pub(super) async fn note_all(app: &App, ctx: &Ctx, rows: &[&Erasure]) -> Result<()> {
    let mut turns = Turns::begin(app);
    for some in rows.chunks(AT_ONCE as usize) {
        let of_tenant = |row: &&Erasure| row.scope == ErasureScope::Tenant && row.keys_gone_at.is_some();
        let entries = if some.iter().any(of_tenant) || tenant::is_erased(app, ctx.scope).await? {
            Vec::new()
        } else {
            let permit = app.permit(ctx, Act::ERASURE_STEP).await?;
            app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?
        };
        let mut tx = app.store().tenant(ctx.scope).begin_as(many::durability(some)).await?;
        for row in some {
            tx.update_erasure(row).await?;
        }
        tx.append_audit(&entries).await?;
        tx.commit().await?;
        turns.next(app).await;
    }
    Ok(())
}

/// Ends a tenant's with their receipts. Returns how many still wait: another process may still have their keys in memory.
async fn finish(app: &App, scope: TenantScope, mut rows: Vec<Erasure>, now: Timestamp) -> Result<usize> {
    let mut left = 0;
    for row in std::mem::take(&mut rows) {
        let behind = app.keyring().count_nodes_behind(row.root_epoch.unwrap_or_default(), now).await?;
        if behind > 0 { left += 1 } else { rows.push(row) }
    }
    if rows.is_empty() {
        return Ok(left);
    }
    let ctx = Ctx::job(scope, Job::Erasure, now);
    // What is finished stands in it since its keys went.
    let ledger = Ledger::read(app, scope).await?;
    let (mut turns, mut failed) = (Turns::begin(app), None);
    for some in rows.chunks_mut(AT_ONCE as usize) {
        for row in some.iter_mut() {
            if let Err(error) = certify(app, &ctx, row, &ledger).await {
                log_failed(row, &error);
                failed = Some(error);
            }
        }
        note_all(app, &ctx, &some.iter().collect::<Vec<_>>()).await?;
        turns.next(app).await;
    }
    failed.map_or(Ok(left), Err)
}

/// Makes its receipt.
async fn certify(app: &App, ctx: &Ctx, row: &mut Erasure, ledger: &Ledger) -> Result<()> {
    // Somebody may have joined it since it was read.
    if let Some(now) = app.store().tenant(ctx.scope).find_erasure(row.id).await? {
        (row.reason, row.policy_version) = (now.reason, now.policy_version);
    }
    // The keys above a single message or file stay, since everything else of its ticket lies under them: older copies of
    // the keyring are waited for.
    let what = Scope::of(row.scope, row.subject);
    let in_what_stays = what.rewrites() || matches!(what, Scope::Message(_));
    let turned = (!in_what_stays).then_some((row.root_epoch.unwrap_or_default(), ctx.now));
    row.receipt = Some(receipt::make(app, ctx, row, turned, ledger).await?);
    (row.state, row.done_at) = (ErasureState::Done, Some(app.now()));
    Ok(())
}
