//! Reading one's own drafts on a ticket.

use super::save::Put;
use super::{Base, Beginning, DraftView, KeptFile, Passing, Written};
use crate::{App, Ctx, Error, Result, restricted};
use domain::record::DraftContent;
use domain::{DraftKind, MailboxId, MessageId, ObjectId, TicketId};
use privacy::Act;
use std::collections::HashMap;
use store::TenantStore;

/// How often it is looked for anew while another window of its author saves.
pub(super) const TRIES_MAX: usize = 5;

/// Reads one's own drafts on a ticket, one of each kind at most. Where a ticket with another draft of theirs was merged
/// into it, both become one here: only their author can open them.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, ticket: TicketId) -> Result<Vec<DraftView>> {
    for _ in 1..TRIES_MAX {
        match read_once(app, ctx, ticket).await {
            // Saved, or joined, by another window of its author while it was being read: it is another object now.
            Err(Error::State { noun: "draft", .. } | Error::Open(crypto::OpenError::KeyDestroyed)) => {}
            other => return other,
        }
    }
    read_once(app, ctx, ticket).await
}

async fn read_once(app: &App, ctx: &Ctx, ticket: TicketId) -> Result<Vec<DraftView>> {
    let permit = app.permit(ctx, Act::DRAFT_READ).await?;
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let rows = store.list_drafts_for(ticket, author).await?;
    if rows.is_empty() {
        // Nothing was opened, so nothing is owed to the log.
        drop(permit);
        return Ok(Vec::new());
    }
    let row = store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    restricted::check_ticket(app, &permit, &row).await?;
    let sealed = rows.iter().map(|row| (author.uuid(), &row.content));
    let contents = app.open_all(&permit, sealed).await;
    let sizes = sizes(&store, &rows).await;
    app.settle(permit).await?;
    let (contents, sizes) = (contents?, sizes?);
    let mut drafts = Vec::new();
    for kind in DraftKind::ALL.iter().copied() {
        let (mut own, mut left) = (None, Vec::new());
        for (row, content) in rows.iter().zip(&contents).filter(|(row, _)| row.kind == kind) {
            // The row says what it becomes, and so do the bytes.
            if content.kind != kind {
                return Err(Error::Open(crypto::OpenError::Tampered(row.content.object())));
            }
            let view = view(row, content, &sizes);
            if row.ticket == ticket { own = Some(view) } else { left.push((row.clone(), view)) }
        }
        if left.is_empty() || row.merged_into.is_some() {
            drafts.extend(own);
            continue;
        }
        drafts.push(join(app, ctx, ticket, kind, own, left).await?);
    }
    Ok(drafts)
}

/// Makes one draft of those that came together by a merge.
async fn join(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    kind: DraftKind,
    own: Option<DraftView>,
    left: Vec<(store::Draft, DraftView)>,
) -> Result<DraftView> {
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let base = own.as_ref().map_or(Base::Nothing, |own| Base::Revision(own.revision));
    let mut written = own.map(|own| own.written).unwrap_or_default();
    for (_, other) in &left {
        written = joined(written, other.written.clone());
    }
    let absorbed: Vec<store::Draft> = left.into_iter().map(|(row, _)| row).collect();
    let permit = app.permit(ctx, Act::DRAFT_SAVE).await?;
    Put { ticket, author, kind, written, base, absorbed: &absorbed }.write(app, ctx, permit).await
}

fn joined(one: Written, other: Written) -> Written {
    let texts = [one.text.trim_end(), other.text.trim_end()];
    let lines = |one: String, other: String| if one.trim().is_empty() { other } else { one };
    // One with formatting keeps it; the other's lines stand there as they are.
    let formatted = |one: &Written| one.html.clone().unwrap_or_else(|| mime::html::send::blocks(&one.text));
    let html = (one.html.is_some() || other.html.is_some()).then(|| {
        let parts = [formatted(&one), formatted(&other)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("<div><br></div>")
    });
    Written {
        html,
        text: texts.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("\n\n"),
        to: lines(one.to, other.to),
        cc: lines(one.cc, other.cc),
        bcc: lines(one.bcc, other.bcc),
        files: one.files.into_iter().chain(other.files).collect(),
        status: one.status.or(other.status),
        // Each has seen another conversation: whoever sends is asked to read first.
        mails_seen: one.mails_seen.or(other.mails_seen),
        from: lines(one.from, other.from),
        forward: one.forward.or(other.forward),
        mail: one.mail.or(other.mail),
    }
}

/// The sizes of what drafts hold.
///
/// # Errors
/// A store's failure.
pub(super) async fn sizes(store: &TenantStore, rows: &[store::Draft]) -> Result<HashMap<ObjectId, u64>> {
    let ids: Vec<ObjectId> = rows.iter().flat_map(|row| row.uploads.iter().copied()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let known = store.list_uploads(&ids).await?;
    Ok(known.into_iter().map(|u| (u.object, u64::try_from(u.size_bytes).unwrap_or(0))).collect())
}

/// A draft as its author has it.
pub(super) fn view(row: &store::Draft, content: &DraftContent, sizes: &HashMap<ObjectId, u64>) -> DraftView {
    let DraftContent { text, html, to, cc, bcc, files, status, mails_seen, from, forward, mail, .. } =
        content.clone();
    let from = from.unwrap_or_default();
    let file = |file: domain::record::DraftFile| {
        let id = ObjectId::from_uuid(uuid::Uuid::from_bytes(file.id));
        // An upload that is gone cannot be sent any more.
        Some(KeptFile { id, name: file.name, size_bytes: *sizes.get(&id)? })
    };
    let files = files.into_iter().filter_map(file).collect();
    let forward = forward.map(|of| Passing {
        message: MessageId::from_uuid(uuid::Uuid::from_bytes(of.message)),
        subject: of.subject,
        parts: of.parts,
    });
    let mail = mail.map(|mail| Beginning {
        mailbox: mail.mailbox.map(|id| MailboxId::from_uuid(uuid::Uuid::from_bytes(id))),
        subject: mail.subject,
    });
    DraftView {
        ticket: row.ticket,
        kind: row.kind,
        written: Written { text, html, to, cc, bcc, files, status, mails_seen, from, forward, mail },
        revision: row.content.object(),
        saved_at_ms: row.saved_at,
    }
}
