//! Files uploaded for an answer: sealed at once, opened when the answer is composed, gone after a day if unused.

use crate::view::{FileView, UploadView};
use crate::{App, Ctx, Error, Result};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::limits::{FILE_NAME_CHARS_MAX, REPLY_ATTACHMENT_BYTES_MAX};
use domain::{AgentId, ObjectId, ObjectKind, Timestamp};
use minicbor::{Decode, Encode};
use privacy::{Act, Permit};

/// How long an upload waits for its answer.
const LIFETIME_MS: i64 = 24 * 3600 * 1000;

/// Until when an upload is kept that nothing holds.
pub(crate) const fn expiry(ctx: &Ctx) -> Timestamp {
    ctx.now.plus_millis(LIFETIME_MS)
}

/// A file and what it is called, sealed together.
#[derive(Debug, Encode, Decode)]
struct Upload {
    #[n(0)]
    name: String,
    #[n(1)]
    content_type: String,
    #[cbor(n(2), with = "minicbor::bytes")]
    bytes: Vec<u8>,
}

/// A file, as it comes.
pub(crate) struct File {
    /// Name; checked.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

impl From<File> for mime::OutgoingFile {
    fn from(File { name, content_type, bytes }: File) -> Self {
        Self { name, content_type, bytes, content_id: None }
    }
}

/// A file that is ready to be written.
pub(crate) struct SealedFile {
    /// Row.
    pub row: store::Upload,
    /// Sealed bytes.
    pub blob: (ObjectId, Vec<u8>),
    /// What is told of it.
    pub view: UploadView,
}

/// Seals a file for an answer of `agent`, whose key is admitted.
///
/// # Errors
/// A failure of sealing.
pub(crate) fn seal(ctx: &Ctx, keys: &mut Draft, agent: AgentId, file: File) -> Result<SealedFile> {
    let File { name, content_type, bytes } = file;
    let size_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let upload = Upload { name, content_type, bytes };
    let plain = minicbor::to_vec(&upload).map_err(|_| Error::Input { field: "file", rule: "rule-file" })?;
    let sealed =
        keys.seal_blob(ctx.now, ObjectKind::Upload, agent.uuid(), &[LeafRef::agent(agent)], &plain)?;
    let object = sealed.object();
    let row = store::Upload {
        object,
        agent,
        size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
        expires_at: expiry(ctx),
    };
    let view = UploadView { id: object, name: upload.name, content_type: upload.content_type, size_bytes };
    Ok(SealedFile { row, blob: (object, sealed.as_bytes().to_vec()), view })
}

/// Keeps a file for an answer.
///
/// # Errors
/// [`Error::TooLarge`], a refusal, or a store's failure.
pub async fn add(app: &App, ctx: &Ctx, name: &str, content_type: &str, bytes: Vec<u8>) -> Result<UploadView> {
    if bytes.len() > REPLY_ATTACHMENT_BYTES_MAX {
        return Err(Error::TooLarge { what: "file", max_bytes: REPLY_ATTACHMENT_BYTES_MAX });
    }
    let permit = app.permit(ctx, Act::ATTACHMENT_UPLOAD).await?;
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let name: String = name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).collect();
    let name: String = name.chars().take(FILE_NAME_CHARS_MAX).collect();
    if name.trim().is_empty() {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    app.admit(ctx.scope, &[LeafRef::agent(agent)]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let file = File { name, content_type: content_type.to_owned(), bytes };
    let SealedFile { row, blob, view } = seal(ctx, &mut keys, agent, file)?;
    let (places, claims) = tokio::join!(app.packs().append(vec![blob]), app.keyring().commit(keys.batch()));
    claims?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_blobs(&places?).await?;
    tx.insert_upload(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(view)
}

/// Reads an upload of one's own: a picture is looked at while it is written about.
///
/// # Errors
/// [`Error::NotFound`] also for another's and for one that is gone; a refusal; a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: ObjectId) -> Result<FileView> {
    let permit = app.permit(ctx, Act::DRAFT_READ).await?;
    let found = open(app, ctx, &permit, &[id]).await;
    app.settle(permit).await?;
    let file = match found {
        Err(Error::Input { .. }) => None,
        other => other?.pop(),
    };
    let mime::OutgoingFile { name, content_type, bytes, .. } = file.ok_or(Error::NotFound("upload"))?;
    Ok(FileView { name, content_type, bytes })
}

/// Opens the agent's own uploads for a letter.
///
/// # Errors
/// [`Error::Input`] for an upload that is not the agent's or is gone; [`Error::TooLarge`] for all together.
pub async fn open(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    ids: &[ObjectId],
) -> Result<Vec<mime::OutgoingFile>> {
    let unknown = || Error::Input { field: "uploads", rule: "rule-unknown-upload" };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let mut files = Vec::new();
    let mut total = 0;
    let known = app.store().tenant(ctx.scope).list_uploads(ids).await?;
    for id in ids {
        if !known.iter().any(|u| u.object == *id && u.agent == agent && u.expires_at > ctx.now) {
            return Err(unknown());
        }
        let plain = app.open_blob(permit, ObjectKind::Upload, agent.uuid(), *id).await?;
        let upload: Upload = minicbor::decode(&plain).map_err(|_| unknown())?;
        total += upload.bytes.len();
        if total > REPLY_ATTACHMENT_BYTES_MAX {
            return Err(Error::TooLarge { what: "uploads", max_bytes: REPLY_ATTACHMENT_BYTES_MAX });
        }
        files.push(mime::OutgoingFile {
            name: upload.name,
            content_type: upload.content_type,
            bytes: upload.bytes,
            content_id: None,
        });
    }
    Ok(files)
}
