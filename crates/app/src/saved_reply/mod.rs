//! Saved replies: texts with placeholders, kept for answers and notes; one's own or everyone's.

mod fill;

pub(crate) use fill::values;
pub use fill::{Begun, First, Ready, fill, fill_first};

use crate::{App, Ctx, Error, Result, keys, outgoing, placeholder};
use domain::keyring::LeafRef;
use domain::limits::{
    SAVED_REPLIES_MAX, SAVED_REPLY_CHARS_MAX, SAVED_REPLY_HTML_CHARS_MAX, SAVED_REPLY_NAME_CHARS_MAX,
};
use domain::record::SavedReplyContent;
use domain::{AgentId, Role, SavedReplyId, Sealed, Timestamp};
use privacy::Act;
use store::SavedReply;

/// A saved reply to keep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedReplyDraft {
    /// Under which name it is found.
    pub name: String,
    /// The text, with placeholders; made of the HTML where there is none.
    pub text: String,
    /// The text with its formatting, with the same placeholders.
    pub html: Option<String>,
    /// Whether everyone gets it.
    pub shared: bool,
}

/// A change of a saved reply; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedReplyChange {
    /// Name.
    pub name: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Text with its formatting; where only a text is given, there is none any more.
    pub html: Option<String>,
    /// Whether everyone gets it; only its owner takes it back.
    pub shared: Option<bool>,
    /// When it was last changed as far as its writer knows: one that was changed since is not overwritten.
    pub seen: Option<Timestamp>,
}

/// A saved reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReplyView {
    /// Id.
    pub id: SavedReplyId,
    /// Name.
    pub name: String,
    /// The text, placeholders as they were written.
    pub text: String,
    /// The text with its formatting.
    pub html: Option<String>,
    /// Whether everyone has it.
    pub shared: bool,
    /// Who made it.
    pub owner: AgentId,
    /// Whether who asks may change it.
    pub may_change: bool,
    /// When it was made.
    pub created_at_ms: Timestamp,
    /// When it was last changed.
    pub updated_at_ms: Timestamp,
}

/// One's own saved replies and the shared ones, by name.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<SavedReplyView>> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::SAVED_REPLY_READ).await?;
    let rows = app.store().tenant(ctx.scope).list_saved_replies_for(agent).await?;
    if rows.is_empty() {
        // Nothing was opened, so nothing is owed to the log.
        drop(permit);
        return Ok(Vec::new());
    }
    let rows = app.open_each_last(permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    let mut all: Vec<_> = rows.into_iter().map(|(row, content)| view(ctx, row, content)).collect();
    all.sort_by_cached_key(|reply| (reply.name.to_lowercase(), reply.id));
    Ok(all)
}

/// Reads a saved reply.
///
/// # Errors
/// [`Error::NotFound`] (also another agent's own), a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: SavedReplyId) -> Result<SavedReplyView> {
    let permit = app.permit(ctx, Act::SAVED_REPLY_READ).await?;
    let row = found(app, ctx, id).await?;
    let content = app.open(&permit, id.uuid(), &row.content).await?;
    app.settle(permit).await?;
    Ok(view(ctx, row, content))
}

/// Keeps a new saved reply.
///
/// # Errors
/// Bad input, [`Error::Placeholder`], a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, draft: SavedReplyDraft) -> Result<SavedReplyView> {
    let (text, html) = checked_words(&draft.text, draft.html.as_deref())?;
    let content = SavedReplyContent { name: checked_name(&draft.name)?, text, html };
    let owner = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::SAVED_REPLY_SAVE).await?;
    let id = SavedReplyId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = seal(app, ctx, &mut keys, id, owner, draft.shared, &content).await?;
    let (created_at, updated_at) = (ctx.now, ctx.now);
    let row = SavedReply { id, owner, shared: draft.shared, content: sealed, created_at, updated_at };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if usize::try_from(tx.count_saved_replies().await?).unwrap_or(usize::MAX) >= SAVED_REPLIES_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    tx.insert_saved_reply(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(view(ctx, row, content))
}

/// Changes a saved reply: its owner, or an admin where it is shared. It is sealed anew; the old key ends with the backups that hold what it opens.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for another's, bad input, [`Error::Placeholder`], a refusal, or a store's failure.
pub async fn change(
    app: &App,
    ctx: &Ctx,
    id: SavedReplyId,
    change: SavedReplyChange,
) -> Result<SavedReplyView> {
    let permit = app.permit(ctx, Act::SAVED_REPLY_SAVE).await?;
    let mut row = found(app, ctx, id).await?;
    // Whoever is not its owner would lose sight of it.
    let taken_back = change.shared == Some(false) && Some(row.owner) != ctx.agent_id();
    if !may_change(ctx, &row) || taken_back {
        return Err(Error::State { noun: "saved reply", state: "another agent's" });
    }
    if change.seen.is_some_and(|seen| seen != row.updated_at) {
        return Err(Error::Input { field: "text", rule: "rule-changed-elsewhere" });
    }
    let name = change.name.as_deref().map(checked_name).transpose()?;
    let words = match (&change.text, &change.html) {
        (None, None) => None,
        (text, html) => Some(checked_words(text.as_deref().unwrap_or_default(), html.as_deref())?),
    };
    let old = row.content.object();
    let mut content = app.open(&permit, id.uuid(), &row.content).await?;
    content.name = name.unwrap_or(content.name);
    (content.text, content.html) = words.unwrap_or((content.text, content.html));
    row.shared = change.shared.unwrap_or(row.shared);
    row.updated_at = ctx.now;
    let mut keys = app.vault().draft(ctx.scope);
    row.content = seal(app, ctx, &mut keys, id, row.owner, row.shared, &content).await?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.update_saved_reply(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(view(ctx, row, content))
}

/// Removes a saved reply; its key ends with the backups that hold it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for another's, a refusal, or a store's failure.
pub async fn delete(app: &App, ctx: &Ctx, id: SavedReplyId) -> Result<()> {
    let permit = app.permit(ctx, Act::SAVED_REPLY_DELETE).await?;
    let row = found(app, ctx, id).await?;
    if !may_change(ctx, &row) {
        return Err(Error::State { noun: "saved reply", state: "another agent's" });
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.delete_saved_reply(id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    keys::replaced(app, ctx.scope, &[row.content.object()]).await?;
    Ok(())
}

/// A saved reply that the agent has.
async fn found(app: &App, ctx: &Ctx, id: SavedReplyId) -> Result<SavedReply> {
    let row = app.store().tenant(ctx.scope).find_saved_reply(id).await?;
    row.filter(|row| row.shared || Some(row.owner) == ctx.agent_id()).ok_or(Error::NotFound("saved reply"))
}

fn may_change(ctx: &Ctx, row: &SavedReply) -> bool {
    Some(row.owner) == ctx.agent_id() || (row.shared && ctx.role == Some(Role::Admin))
}

/// One's own goes with its agent; a shared one stays.
async fn seal(
    app: &App,
    ctx: &Ctx,
    keys: &mut crypto::Draft,
    id: SavedReplyId,
    owner: AgentId,
    shared: bool,
    content: &SavedReplyContent,
) -> Result<Sealed<SavedReplyContent>> {
    let leaf = if shared { LeafRef::settings(ctx.scope.tenant()) } else { LeafRef::agent(owner) };
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    Ok(keys.seal(ctx.now, id.uuid(), &[leaf], content)?)
}

/// A name as it is kept: one space between words.
fn checked_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    if name.chars().count() > SAVED_REPLY_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(name)
}

/// A text as it is kept: lines end in LF, none is empty at its end.
fn checked_text(text: &str) -> Result<String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_end();
    if text.is_empty() {
        return Err(Error::Input { field: "text", rule: "rule-required" });
    }
    if text.chars().count() > SAVED_REPLY_CHARS_MAX {
        return Err(Error::Input { field: "text", rule: "rule-too-long" });
    }
    placeholder::used(text)?;
    Ok(text.to_owned())
}

/// A text and the same with its formatting, as they are kept: nothing that could run or load, and both with the same
/// placeholders.
fn checked_words(text: &str, html: Option<&str>) -> Result<(String, Option<String>)> {
    let Some(html) = html.filter(|html| !html.trim().is_empty()) else {
        return Ok((checked_text(text)?, None));
    };
    if html.chars().count() > SAVED_REPLY_HTML_CHARS_MAX {
        return Err(Error::Input { field: "html", rule: "rule-too-long" });
    }
    let html = outgoing::without_pictures(html);
    let text = checked_text(&outgoing::text_of(text, Some(&html)))?;
    // A placeholder that begins in bold and ends in italics is none.
    if placeholder::used(&html).ok() != placeholder::used(&text).ok() {
        return Err(Error::Input { field: "html", rule: "rule-placeholder-formatted" });
    }
    Ok((text, Some(html)))
}

fn view(ctx: &Ctx, row: SavedReply, content: SavedReplyContent) -> SavedReplyView {
    SavedReplyView {
        may_change: may_change(ctx, &row),
        id: row.id,
        name: content.name,
        text: content.text,
        html: content.html,
        shared: row.shared,
        owner: row.owner,
        created_at_ms: row.created_at,
        updated_at_ms: row.updated_at,
    }
}
