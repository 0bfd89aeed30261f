//! Checks the signatures of new mails (DKIM). Take-in queues them and waits for nobody: a mail is read and answered
//! meanwhile, and what its signatures came to is shown when it is known. What domains answer is remembered for a while;
//! one whose servers do not answer is asked again later, a few times.

use super::queue::until_due;
use crate::{App, Ctx, Result};
use crypto::mail_signature::{self, BadSignature};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::{SIGNATURE_ATTEMPTS_MAX, SIGNATURES_PER_ROUND};
use domain::mail_domain::company;
use domain::record::{SenderCheck, SignatureCheck, SignatureReason, SignatureResult};
use domain::{MessageId, ObjectKind, SignatureState, TenantId, TenantScope, Timestamp};
use futures::future::join_all;
use mime::dkim::{self, Algorithm, Found, Signatures, Signed};
use privacy::{Act, Permit};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;
use store::{ChangeKind, SignatureClaim};

/// Longest time between two looks; another node may have taken mail in.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// How long a node may take for what it claimed.
const LEASE_MS: i64 = 5 * 60 * 1_000;
/// How long a domain's servers may take, all questions of a round together; what is missing then is asked for later.
const ANSWERS_MAX: Duration = Duration::from_secs(60);
/// How long it is waited after each attempt without an answer.
const WAITS_MS: [i64; 4] = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    if !app.settings().check_signatures {
        return;
    }
    loop {
        // Asked for before looking: what is taken in meanwhile wakes the next look.
        let told = app.signatures_waiting().notified();
        match round(&app).await {
            Ok(0) => {
                let next = app.store().system().find_signatures_next_due().await;
                tokio::select! {
                    () = told => {}
                    () = tokio::time::sleep(until_due(&app, next, LOOK_EVERY, "signatures")) => {}
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "the signatures of new mails cannot be checked");
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }
}

/// Checks what is due; returns how many mails were claimed.
///
/// # Errors
/// A store's failure: what was claimed is due again after a while.
pub async fn round(app: &App) -> Result<usize> {
    let now = app.now();
    let until = now.plus_millis(LEASE_MS);
    let claims = app.store().system().claim_signatures(now, until, SIGNATURES_PER_ROUND).await?;
    let mut by_tenant: BTreeMap<TenantId, Vec<SignatureClaim>> = BTreeMap::new();
    for claim in &claims {
        by_tenant.entry(claim.tenant).or_default().push(*claim);
    }
    for (tenant, claims) in by_tenant {
        check(app, TenantScope::of(tenant), &claims).await?;
    }
    Ok(claims.len())
}

/// A mail whose signatures were read.
struct Read {
    row: store::Message,
    attempts: u32,
    signatures: Signatures,
}

async fn check(app: &App, scope: TenantScope, claims: &[SignatureClaim]) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Intake, app.now());
    let ids: Vec<MessageId> = claims.iter().map(|claim| claim.message).collect();
    let rows = app.store().tenant(scope).list_messages_by_ids(&ids).await?;
    let mut rows: HashMap<MessageId, store::Message> = rows.into_iter().map(|row| (row.id, row)).collect();
    let permit = app.permit(&ctx, Act::SENDER_CHECK).await?;
    let (mut all, mut gone) = (Vec::new(), Vec::new());
    for claim in claims {
        let row =
            rows.remove(&claim.message).filter(|row| row.signature_state == Some(SignatureState::Waiting));
        let Some(row) = row else {
            gone.push(claim.message);
            continue;
        };
        match read(app, &permit, &row).await {
            Ok(signatures) => all.push(Read { row, attempts: claim.attempts, signatures }),
            // Erased, or its bytes lie nowhere: there is nothing to check any more.
            Err(_) if claim.attempts >= SIGNATURE_ATTEMPTS_MAX => gone.push(claim.message),
            Err(error) => {
                tracing::warn!(message = %claim.message, %error, "a mail cannot be opened to check its signatures");
            }
        }
    }
    app.settle(permit).await?;
    let keys = ask(app, &all, ctx.now).await;
    let (mut checked, mut again) = (Vec::new(), Vec::new());
    for read in all {
        let check = judge(&read.signatures, &keys, ctx.now);
        let unanswered = check.signatures.iter().any(|one| one.result == SignatureResult::TempError);
        if unanswered && !check.confirms() && read.attempts < SIGNATURE_ATTEMPTS_MAX {
            again.push((read.row.id, ctx.now.plus_millis(wait_ms(read.attempts))));
        } else {
            checked.push((read.row, check));
        }
    }
    keep(app, &ctx, Kept { checked, again, gone }).await
}

/// Opens a mail and reads its signatures, on a thread for heavy work.
async fn read(app: &App, permit: &Permit, row: &store::Message) -> Result<Signatures> {
    let object = row.raw_object.ok_or(crate::Error::NotFound("message"))?;
    let raw = app.open_blob(permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
    let received = row.received_at;
    let reading = tokio::task::spawn_blocking(move || dkim::signatures(&raw, received));
    reading.await.map_err(|_| crate::Error::Interrupted)
}

/// What lies at the keys' names; `None` where that could not be found out.
type Keys = HashMap<String, Option<Vec<String>>>;

async fn ask(app: &App, all: &[Read], now: Timestamp) -> Keys {
    let found = all.iter().flat_map(|read| &read.signatures.found).filter(|found| found.signed.is_ok());
    let names: BTreeSet<String> = found.map(Found::key_name).collect();
    let deadline = tokio::time::Instant::now() + ANSWERS_MAX;
    let asking = names.into_iter().map(|name| async move {
        let answer = tokio::time::timeout_at(deadline, app.text_records().find(&name, now)).await;
        let found = match answer {
            Ok(Ok(found)) => Some(found),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a domain's key cannot be asked for");
                None
            }
            Err(_) => None,
        };
        (name, found)
    });
    join_all(asking).await.into_iter().collect()
}

fn judge(signatures: &Signatures, keys: &Keys, now: Timestamp) -> SenderCheck {
    let of = &signatures.from_domain;
    let one = |found: &Found| {
        let (result, reason) = match &found.signed {
            Err((result, reason)) => (*result, Some(*reason)),
            Ok(signed) => match keys.get(&found.key_name()) {
                Some(Some(records)) => match dkim::key(records) {
                    Ok(key) => signed.judge(&key, arithmetic),
                    Err(reason) => (SignatureResult::PermError, Some(reason)),
                },
                _ => (SignatureResult::TempError, Some(SignatureReason::Dns)),
            },
        };
        let aligned = !of.is_empty() && !found.domain.is_empty() && company(&found.domain) == company(of);
        SignatureCheck {
            domain: found.domain.clone(),
            selector: found.selector.clone(),
            result,
            reason,
            aligned,
        }
    };
    SenderCheck {
        checked_at: now,
        from_domain: of.clone(),
        signatures: signatures.found.iter().map(one).collect(),
        left_out: signatures.left_out,
    }
}

fn arithmetic(signed: &Signed, key: &[u8]) -> Option<SignatureReason> {
    let done = match signed.algorithm {
        Algorithm::RsaSha256 => mail_signature::rsa_sha256(key, &signed.text, &signed.signature),
        Algorithm::Ed25519Sha256 => mail_signature::ed25519(key, &signed.text, &signed.signature),
    };
    done.err().map(|bad| match bad {
        BadSignature::KeyShort => SignatureReason::KeyShort,
        BadSignature::KeyUnusable => SignatureReason::KeyUnusable,
        BadSignature::Wrong => SignatureReason::HeaderChanged,
    })
}

fn wait_ms(attempts: u32) -> i64 {
    let at = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX).min(WAITS_MS.len() - 1);
    WAITS_MS.get(at).copied().unwrap_or(LEASE_MS)
}

/// What becomes of the mails of a round.
struct Kept {
    checked: Vec<(store::Message, SenderCheck)>,
    again: Vec<(MessageId, Timestamp)>,
    gone: Vec<MessageId>,
}

/// Writes it. A mail that has moved to another ticket meanwhile is looked at again: its record depends on the ticket.
async fn keep(app: &App, ctx: &Ctx, kept: Kept) -> Result<()> {
    let scope = ctx.scope;
    let mut keys = app.vault().draft(scope);
    let mut sealed = Vec::with_capacity(kept.checked.len());
    let mut entries = Vec::new();
    if !kept.checked.is_empty() {
        let permit = app.permit(ctx, Act::SENDER_CHECK).await?;
        let leaves = |row: &store::Message| {
            let contact = row.contact.map(LeafRef::contact);
            [Some(LeafRef::mailbox(row.mailbox)), contact, Some(LeafRef::ticket(row.ticket))]
        };
        let wanted: Vec<LeafRef> = kept.checked.iter().flat_map(|(row, _)| leaves(row)).flatten().collect();
        app.admit(scope, &wanted).await?;
        for (row, check) in &kept.checked {
            let leaves: Vec<LeafRef> = leaves(row).into_iter().flatten().collect();
            sealed.push((row.id, row.ticket, keys.seal(ctx.now, row.id.uuid(), &leaves, check)?));
        }
        app.keyring().commit(keys.batch()).await?;
        entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    }
    let mut tx = app.store().tenant(scope).begin().await?;
    let mut changes = Vec::new();
    for (id, ticket, check) in &sealed {
        if tx.update_sender_check(*id, *ticket, check).await? {
            tx.delete_signature_queue(*id).await?;
            changes.push(ctx.change(ChangeKind::MessageChanged, Some(*ticket), Some(*id)));
        } else {
            tx.update_signature_queue(*id, ctx.now).await?;
        }
    }
    for (id, at) in &kept.again {
        tx.update_signature_queue(*id, *at).await?;
    }
    for id in &kept.gone {
        tx.delete_signature_queue(*id).await?;
    }
    if !entries.is_empty() {
        tx.append_audit(&entries).await?;
    }
    if !changes.is_empty() {
        tx.append_changes(&changes).await?;
    }
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}
