//! Saving what is being written: it happens while somebody types, so it is one small write, and nobody else's page
//! hears of it.

use super::{Base, DraftView, KeptFile, Written, content, discard, forget};
use crate::ticket::alter::not_merged;
use crate::{App, Ctx, Error, Result, outgoing, restricted};
use domain::keyring::LeafRef;
use domain::limits::{
    ADDRESS_CHARS_MAX, DRAFT_FILES_MAX, DRAFT_PARTS_MAX, DRAFT_RECIPIENTS_CHARS_MAX, DRAFTS_MAX,
    FILE_NAME_CHARS_MAX, REPLY_BYTES_MAX, SUBJECT_CHARS_MAX,
};
use domain::{AgentId, AgentState, DraftKind, ObjectId, TicketId, Timestamp};
use privacy::{Act, Permit};
use store::TenantStore;

/// Uploads that a draft holds are kept as long as it is: 9999-12-31.
const HELD_UNTIL: Timestamp = Timestamp::from_millis(253_402_214_400_000);
/// Merges that are followed to the ticket that has the messages.
const MERGES_FOLLOWED_MAX: usize = 32;

/// Keeps what is being written, instead of what was kept before. Where nothing is written any more, the draft goes and
/// the answer is `None`. On a ticket that was merged away it is kept where its messages are.
///
/// # Errors
/// [`Error::State`] when the draft was changed elsewhere since `base`; [`Error::NotFound`]; bad input; a refusal; a
/// store's failure.
pub async fn save(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    kind: DraftKind,
    mut written: Written,
    base: Base,
) -> Result<Option<DraftView>> {
    check(&mut written)?;
    if written.is_empty() {
        discard(app, ctx, ticket, kind, base).await?;
        return Ok(None);
    }
    let permit = app.permit(ctx, Act::DRAFT_SAVE).await?;
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let ticket = standing(&store, ticket).await?;
    passes_on(&store, &ticket, kind, &mut written).await?;
    restricted::check_ticket(app, &permit, &ticket).await?;
    let before = store.find_draft(ticket.id, author, kind).await?;
    base.check(before.as_ref())?;
    let many = i64::try_from(DRAFTS_MAX).unwrap_or(i64::MAX);
    if before.is_none() && store.count_drafts_of_agent(author).await? >= many {
        return Err(Error::Input { field: "draft", rule: "rule-too-many" });
    }
    let put = Put { ticket: ticket.id, author, kind, written, base, absorbed: &[] };
    Ok(Some(put.write(app, ctx, permit).await?))
}

/// The ticket that has the messages: the one named, unless it was merged away.
///
/// # Errors
/// [`Error::NotFound`], or a store's failure.
pub(super) async fn standing(store: &TenantStore, id: TicketId) -> Result<store::Ticket> {
    let mut row = store.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    for _ in 0..MERGES_FOLLOWED_MAX {
        let Some(into) = row.merged_into else { break };
        row = store.find_ticket(into).await?.ok_or(Error::NotFound("ticket"))?;
    }
    Ok(row)
}

/// A draft of a forward names a mail of its ticket; others name none.
async fn passes_on(
    store: &TenantStore,
    ticket: &store::Ticket,
    kind: DraftKind,
    written: &mut Written,
) -> Result<()> {
    written.mail = None;
    match kind {
        DraftKind::Reply | DraftKind::Note => {
            written.forward = None;
            return Ok(());
        }
        // A ticket that is there has begun.
        DraftKind::Mail => return Err(Error::Input { field: "kind", rule: "rule-draft-kind" }),
        DraftKind::Forward => {}
    }
    let of = written.forward.as_ref().ok_or(Error::Input { field: "forward_of", rule: "rule-required" })?;
    let message = store.find_message(of.message).await?;
    message.filter(|message| message.ticket == ticket.id).ok_or(Error::NotFound("message"))?;
    Ok(())
}

/// A draft to write.
pub(super) struct Put<'a> {
    pub ticket: TicketId,
    pub author: AgentId,
    pub kind: DraftKind,
    pub written: Written,
    pub base: Base,
    /// Drafts whose text is in it now: they go.
    pub absorbed: &'a [store::Draft],
}

impl Put<'_> {
    /// Writes it in one transaction.
    ///
    /// # Errors
    /// As [`save`].
    pub(super) async fn write(mut self, app: &App, ctx: &Ctx, permit: Permit) -> Result<DraftView> {
        let store = app.store().tenant(ctx.scope);
        self.written.files = sized(&store, self.author, self.written.files).await?;
        // A mail that begins a ticket has none yet.
        let ticket = (self.kind != DraftKind::Mail).then_some(self.ticket);
        let of_ticket = ticket.map(LeafRef::ticket);
        let leaves: Vec<_> = of_ticket.into_iter().chain([LeafRef::agent(self.author)]).collect();
        app.load_tenant(ctx.scope).await?;
        app.admit(ctx.scope, &leaves).await?;
        let mut keys = app.vault().draft(ctx.scope);
        let record = content(self.kind, &self.written);
        let row = store::Draft {
            ticket: self.ticket,
            agent: self.author,
            kind: self.kind,
            content: keys.seal(ctx.now, self.author.uuid(), &leaves, &record)?,
            uploads: self.written.files.iter().map(|file| file.id).collect(),
            saved_at: ctx.now,
        };
        app.keyring().commit(keys.batch()).await?;
        permit.record_tickets(ticket.as_slice());
        let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
        let mut tx = store.begin().await?;
        if let Some(ticket) = ticket {
            not_merged(&tx.get_ticket(ticket).await?)?;
        }
        // Who was deactivated in this moment keeps no draft.
        let author = tx.find_agent(self.author).await?;
        if author.is_none_or(|agent| agent.state != AgentState::Active) {
            return Err(Error::Unauthenticated);
        }
        let before = tx.find_draft(self.ticket, self.author, self.kind).await?;
        self.base.check(before.as_ref())?;
        let mut gone: Vec<ObjectId> = Vec::new();
        for old in self.absorbed {
            gone.extend(discard::remove(&mut tx, ctx, old).await?);
        }
        gone.extend(before.as_ref().map(|before| before.content.object()));
        let let_go: Vec<ObjectId> = before.into_iter().flat_map(|before| before.uploads).collect();
        tx.update_uploads_expiry(&let_go, crate::upload::expiry(ctx)).await?;
        tx.update_uploads_expiry(&row.uploads, HELD_UNTIL).await?;
        tx.insert_draft(&row).await?;
        tx.append_audit(&entries).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        forget(app, ctx, &gone).await;
        Ok(DraftView {
            ticket: self.ticket,
            kind: self.kind,
            written: self.written,
            revision: row.content.object(),
            saved_at_ms: row.saved_at,
        })
    }
}

/// Holds it against the limits, and cleans its HTML.
///
/// # Errors
/// [`Error::Input`] or [`Error::TooLarge`].
pub(super) fn check(written: &mut Written) -> Result<()> {
    if written.text.len() + written.html.as_deref().unwrap_or_default().len() > REPLY_BYTES_MAX {
        return Err(Error::TooLarge { what: "text", max_bytes: REPLY_BYTES_MAX });
    }
    for (field, line) in [("to", &written.to), ("cc", &written.cc), ("bcc", &written.bcc)] {
        if line.chars().count() > DRAFT_RECIPIENTS_CHARS_MAX {
            return Err(Error::Input { field, rule: "rule-too-many" });
        }
    }
    if written.from.chars().count() > ADDRESS_CHARS_MAX {
        return Err(Error::Input { field: "from", rule: "rule-too-long" });
    }
    let forward = written.forward.as_ref();
    let subjects = [forward.map(|forward| &forward.subject), written.mail.as_ref().map(|mail| &mail.subject)];
    if subjects.into_iter().flatten().any(|subject| subject.chars().count() > SUBJECT_CHARS_MAX) {
        return Err(Error::Input { field: "subject", rule: "rule-too-long" });
    }
    if forward.is_some_and(|forward| forward.parts.len() > DRAFT_PARTS_MAX) {
        return Err(Error::Input { field: "parts", rule: "rule-too-many" });
    }
    let long = |file: &KeptFile| file.name.chars().count() > FILE_NAME_CHARS_MAX;
    if written.files.len() > DRAFT_FILES_MAX || written.files.iter().any(long) {
        return Err(Error::Input { field: "uploads", rule: "rule-too-many" });
    }
    let html = written.html.take().map(|html| outgoing::cleaned(&html));
    written.html = html.filter(|html| !html.is_empty());
    Ok(())
}

/// The files with their sizes; each must be an upload of the author's that is still there.
async fn sized(store: &TenantStore, author: AgentId, mut files: Vec<KeptFile>) -> Result<Vec<KeptFile>> {
    if files.is_empty() {
        return Ok(files);
    }
    let ids: Vec<ObjectId> = files.iter().map(|file| file.id).collect();
    let known = store.list_uploads(&ids).await?;
    for file in &mut files {
        let found = known.iter().find(|upload| upload.object == file.id && upload.agent == author);
        let found = found.ok_or(Error::Input { field: "uploads", rule: "rule-unknown-upload" })?;
        file.size_bytes = u64::try_from(found.size_bytes).unwrap_or(0);
    }
    Ok(files)
}
