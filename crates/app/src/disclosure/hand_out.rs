//! Handing it out: the mails of the conversations that were asked for, within the time that was asked for, byte for byte, with a
//! list and sums. It is registered, and in a log, before it leaves.

use super::{check, facts};
use crate::access_export::parcel::Parcel;
use crate::{App, Ctx, Error, Result, message, tenant};
use domain::audit::AuditEvent;
use domain::keyring::LeafRef;
use domain::limits::{DISCLOSURE_BYTES_MAX, DISCLOSURE_MAILS_MAX};
use domain::record::{DisclosureContent, DisclosureEvents};
use domain::{DisclosureId, MessageId, RequestId, Sealed, TenantScope, TicketId, Timestamp};
use privacy::{Act, Permit};
use serde_json::{Value, json};
use store::{Disclosure, DisclosureFile};

/// Messages read at once.
const PER_READ: u32 = 100;

/// A file on its way out.
#[derive(Debug)]
pub struct Handed {
    /// Its name.
    pub name: String,
    /// A ZIP.
    pub bytes: Vec<u8>,
}

/// Hands out what was asked for.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; a refusal without two approvals, or when its time has passed;
/// [`Error::TooLarge`]; a store's failure.
pub async fn hand_out(app: &App, ctx: &Ctx, id: DisclosureId) -> Result<Handed> {
    let by = check(ctx)?;
    let own = app.permit(ctx, Act::DISCLOSURE_LIST).await?;
    let row = app.store().tenant(ctx.scope).find_disclosure(id).await?;
    let row = row.ok_or(Error::NotFound("disclosure"))?;
    let content: DisclosureContent = app.open(&own, id.uuid(), &row.content).await?;
    app.settle(own).await?;
    let theirs = Ctx { scope: TenantScope::of(row.of), ..*ctx };
    let permit = match privacy::decide_disclosing(&theirs.access(Act::DISCLOSURE_HAND_OUT), &facts(&row)) {
        Ok(permit) => permit,
        Err(refusal) => {
            // Of what may not be told yet nothing stands in the company's log.
            let refused = AuditEvent { tenant: ctx.scope.tenant(), ..refusal.event() };
            app.append_audit(ctx.scope, &[refused]).await?;
            return Err(refusal.into());
        }
    };
    let (bytes, mails) = match packed(app, &theirs, &permit, &row, &content).await {
        Ok(packed) => packed,
        Err(error) => {
            // Nothing leaves; that it was opened stands in the operators' log.
            let of_own = |event| AuditEvent { tenant: ctx.scope.tenant(), ..event };
            let events: Vec<_> = permit.into_refused("not_packed").into_iter().map(of_own).collect();
            app.append_audit(ctx.scope, &events).await?;
            return Err(error);
        }
    };
    let made = Made { mails, size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX) };
    register(app, ctx, &row, permit.into_events(Vec::new()), (by, made)).await?;
    Ok(Handed { name: format!("disclosure-{id}.zip"), bytes })
}

struct Made {
    mails: u32,
    size_bytes: i64,
}

/// Writes what is handed out into the register and the operators' log, and what the company reads into its own: now, or, where
/// it may not be told, kept until then.
async fn register(
    app: &App,
    ctx: &Ctx,
    row: &Disclosure,
    events: Vec<AuditEvent>,
    (by, made): (domain::AgentId, Made),
) -> Result<()> {
    let own = app.permit(ctx, Act::DISCLOSURE_MADE).await?;
    let is_gagged = row.gag_until.is_some_and(|until| ctx.now < until);
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let mut kept: Option<Sealed<DisclosureEvents>> = None;
    if is_gagged {
        kept = Some(keys.seal(ctx.now, row.id.uuid(), &leaves, &DisclosureEvents { events })?);
        app.keyring().commit(keys.batch()).await?;
    } else {
        app.append_audit(TenantScope::of(row.of), &events).await?;
    }
    let entries = app.seal_events(ctx.scope, &own.into_events(keys.made())).await?;
    let file = DisclosureFile {
        disclosure: row.id,
        request: ctx.request,
        by,
        made_at: ctx.now,
        mails: made.mails,
        size_bytes: made.size_bytes,
        told_at: (!is_gagged).then_some(ctx.now),
        nobody_at: None,
        events: kept,
    };
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    // Somebody said no while it was packed: it does not leave.
    if !tx.insert_disclosure_file(&file).await? {
        return Err(Error::State { noun: "disclosure", state: "refused" });
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}

/// A mail that goes in.
struct Mail {
    id: MessageId,
    number: i64,
    at: Timestamp,
}

/// The mails of the conversations, within the time.
async fn mails(app: &App, theirs: &Ctx, permit: &Permit, content: &DisclosureContent) -> Result<Vec<Mail>> {
    let store = app.store().tenant(theirs.scope);
    let mut all = Vec::new();
    for number in &content.tickets {
        // One that was erased since is not there.
        let Some(ticket) = store.find_ticket_by_number(*number).await? else { continue };
        let id: TicketId = ticket.merged_into.unwrap_or(ticket.id);
        permit.record_tickets(&[id]);
        let mut after = None;
        loop {
            let rows = store.list_messages_of_ticket(id, after, PER_READ).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            for row in rows.iter().filter(|row| row.raw_object.is_some()) {
                let at = row.sent_at.unwrap_or(row.received_at);
                let is_in = content.from.is_none_or(|from| from <= at)
                    && content.until.is_none_or(|until| at < until);
                if is_in {
                    all.push(Mail { id: row.id, number: *number, at });
                }
            }
        }
    }
    if all.len() > DISCLOSURE_MAILS_MAX {
        return Err(Error::TooLarge { what: "disclosure", max_bytes: DISCLOSURE_BYTES_MAX });
    }
    Ok(all)
}

async fn packed(
    app: &App,
    theirs: &Ctx,
    permit: &Permit,
    row: &Disclosure,
    content: &DisclosureContent,
) -> Result<(Vec<u8>, u32)> {
    let mut parcel = Parcel::new(theirs.now);
    let (mut size, mut listed): (usize, Vec<Value>) = (0, Vec::new());
    for (n, mail) in mails(app, theirs, permit, content).await?.iter().enumerate() {
        let raw = match message::raw::bytes(app, permit, mail.id).await {
            Ok(raw) => raw,
            Err(Error::NotFound(_) | Error::Open(crypto::OpenError::KeyDestroyed)) => continue,
            Err(error) => return Err(error),
        };
        size = size.saturating_add(raw.len());
        if size > DISCLOSURE_BYTES_MAX {
            return Err(Error::TooLarge { what: "disclosure", max_bytes: DISCLOSURE_BYTES_MAX });
        }
        let name = format!("mails/{}-{:05}.eml", mail.number, n + 1);
        parcel.begin(&name)?;
        parcel.write(&raw)?;
        listed.push(json!({
            "file": name,
            "ticket": mail.number,
            "sent_at_ms": mail.at.as_millis(),
            "size_bytes": raw.len(),
        }));
    }
    let mails = u32::try_from(listed.len()).unwrap_or(u32::MAX);
    parcel.begin("manifest.json")?;
    let manifest = manifest(app, theirs, row, content, listed).await?;
    parcel.write(&serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::other)?)?;
    Ok((parcel.finish()?, mails))
}

async fn manifest(
    app: &App,
    theirs: &Ctx,
    row: &Disclosure,
    content: &DisclosureContent,
    mails: Vec<Value>,
) -> Result<Value> {
    let company = tenant::find(app, theirs.scope).await?.map(|info| info.name);
    let request: RequestId = theirs.request;
    Ok(json!({
        "deskhero_disclosure": 1,
        "disclosure": row.id,
        "request": request,
        "company": company,
        "authority": content.authority,
        "legal_basis": content.basis,
        "reference": content.reference,
        "tickets": content.tickets,
        "from_ms": content.from.map(Timestamp::as_millis),
        "until_ms": content.until.map(Timestamp::as_millis),
        "approved_by": [row.first.map(|one| one.0), row.second.map(|one| one.0)],
        "made_at_ms": theirs.now.as_millis(),
        "mails": mails,
    }))
}
