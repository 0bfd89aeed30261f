//! What an agent is writing on a ticket: their own alone.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::{Answer, Problem};
use app::draft::{Base, Beginning, DraftView, KeptFile, Passing, Written};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{DraftKind, ObjectId, TicketId, TicketStatus};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which draft.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// What it becomes: reply (when absent), note or forward.
    #[param(value_type = Option<String>, pattern = "^(reply|note|forward)$")]
    kind: Option<DraftKind>,
}

impl Which {
    fn kind(&self) -> DraftKind {
        self.kind.unwrap_or(DraftKind::Reply)
    }
}

/// A file that a draft holds: an upload of one's own. It is kept as long as the draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraftFile {
    /// The upload.
    #[schema(format = "uuid")]
    id: String,
    /// Its name, as it is shown with the draft.
    #[schema(max_length = 200)]
    name: String,
}

/// What is being written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// Text.
    #[serde(default)]
    #[schema(max_length = 1048576)]
    text: String,
    /// The same with its formatting; cleaned. A picture stands in it by `cid:` and the id of an upload.
    #[schema(max_length = 1048576)]
    html: Option<String>,
    /// Recipients as they are typed, between commas; not checked before it is sent.
    #[serde(default)]
    #[schema(max_length = 4000)]
    to: String,
    /// Copies as they are typed.
    #[serde(default)]
    #[schema(max_length = 4000)]
    cc: String,
    /// Blind copies as they are typed.
    #[serde(default)]
    #[schema(max_length = 4000)]
    bcc: String,
    /// Files.
    #[serde(default)]
    #[schema(max_items = 100)]
    uploads: Vec<NewDraftFile>,
    /// Status to set with it.
    #[schema(value_type = Option<String>, pattern = "^(open|pending|closed|spam)$")]
    status: Option<TicketStatus>,
    /// The ticket's `mail_count` as its writer has seen it.
    seen_mail_count: Option<i64>,
    /// The address that it comes from; not checked before it is sent.
    #[serde(default)]
    #[schema(max_length = 320)]
    from: String,
    /// The mail that is passed on, by its message: in a draft of the kind forward.
    forward: Option<DraftForward>,
    /// What a mail that begins a ticket has beside this: in such a draft.
    mail: Option<DraftMail>,
    /// The revision that this one goes on from: when the draft was changed elsewhere since, the answer is 409
    /// `wrong-state`. When absent, whatever is there is overwritten.
    #[schema(format = "uuid")]
    revision: Option<String>,
}

impl NewDraft {
    fn read(self) -> Answer<(Written, Base)> {
        let base = revision(self.revision.as_deref())?.map_or(Base::Any, Base::Revision);
        let file = |file: NewDraftFile| {
            let id = file.id.parse().map_err(|_| Problem::invalid("uploads", "not an identifier"))?;
            Ok(KeptFile { id, name: file.name, size_bytes: 0 })
        };
        let passing = |of: DraftForward| {
            let message = of.message_id.parse();
            let message = message.map_err(|_| Problem::invalid("forward", "not an identifier"))?;
            Ok::<_, Problem>(Passing { message, subject: of.subject, parts: of.parts })
        };
        let written = Written {
            text: self.text,
            html: self.html,
            to: self.to,
            cc: self.cc,
            bcc: self.bcc,
            files: self.uploads.into_iter().map(file).collect::<Answer<_>>()?,
            status: self.status,
            mails_seen: self.seen_mail_count,
            from: self.from,
            forward: self.forward.map(passing).transpose()?,
            mail: self.mail.map(DraftMail::read).transpose()?,
        };
        Ok((written, base))
    }
}

/// A mail of the ticket that a draft passes on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftForward {
    /// Its message.
    #[schema(format = "uuid")]
    message_id: String,
    /// Subject as it is typed.
    #[serde(default)]
    #[schema(max_length = 998)]
    subject: String,
    /// Parts of the mail's own attachments that go with it.
    #[serde(default)]
    #[schema(max_items = 250)]
    parts: Vec<u32>,
}

/// A mail that begins a ticket, in a draft.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftMail {
    /// The mailbox that it goes from, when one was chosen.
    #[schema(format = "uuid")]
    mailbox_id: Option<String>,
    /// Subject as it is typed.
    #[serde(default)]
    #[schema(max_length = 998)]
    subject: String,
}

impl From<Beginning> for DraftMail {
    fn from(Beginning { mailbox, subject }: Beginning) -> Self {
        Self { mailbox_id: mailbox.map(|id| id.to_string()), subject }
    }
}

impl DraftMail {
    fn read(self) -> Answer<Beginning> {
        let mailbox = self.mailbox_id.as_deref().map(str::parse).transpose();
        let mailbox = mailbox.map_err(|_| Problem::invalid("mail", "not an identifier"))?;
        Ok(Beginning { mailbox, subject: self.subject })
    }
}

impl From<Passing> for DraftForward {
    fn from(Passing { message, subject, parts }: Passing) -> Self {
        Self { message_id: message.to_string(), subject, parts }
    }
}

/// A file that a draft holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftFile {
    /// The upload.
    #[schema(format = "uuid")]
    id: String,
    /// Its name.
    name: String,
    /// Its size.
    size_bytes: u64,
}

/// A draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct Draft {
    /// The ticket: the one that has the messages, when the one that was named was merged away. Of a mail that begins a
    /// ticket, its own id.
    #[schema(format = "uuid")]
    ticket_id: String,
    /// What it becomes: reply, note, forward or mail.
    kind: String,
    /// Text.
    text: String,
    /// The same with its formatting, when it has any.
    html: Option<String>,
    /// Recipients as they were typed.
    to: String,
    /// Copies as they were typed.
    cc: String,
    /// Blind copies as they were typed.
    bcc: String,
    /// Files.
    uploads: Vec<DraftFile>,
    /// Status to set with it.
    status: Option<String>,
    /// The ticket's `mail_count` as its writer had seen it.
    seen_mail_count: Option<i64>,
    /// The address that it comes from; empty where none was chosen.
    from: String,
    /// The mail that is passed on.
    forward: Option<DraftForward>,
    /// What a mail that begins a ticket has beside this.
    mail: Option<DraftMail>,
    /// Another one after every save; send it back when saving, answering or adding the note.
    #[schema(format = "uuid")]
    revision: String,
    /// When it was saved.
    saved_at_ms: i64,
}

impl From<DraftView> for Draft {
    fn from(draft: DraftView) -> Self {
        let DraftView { ticket, kind, written, revision, saved_at_ms } = draft;
        let Written { text, html, to, cc, bcc, files, status, mails_seen, from, forward, mail } = written;
        let file = |file: KeptFile| DraftFile {
            id: file.id.to_string(),
            name: file.name,
            size_bytes: file.size_bytes,
        };
        Self {
            ticket_id: ticket.to_string(),
            kind: kind.to_string(),
            text,
            html,
            to,
            cc,
            bcc,
            uploads: files.into_iter().map(file).collect(),
            status: status.map(|status| status.to_string()),
            seen_mail_count: mails_seen,
            from,
            forward: forward.map(DraftForward::from),
            mail: mail.map(DraftMail::from),
            revision: revision.to_string(),
            saved_at_ms: saved_at_ms.as_millis(),
        }
    }
}

/// Reads one's own draft on a ticket; 404 when there is none. Nobody reads another's.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/draft", tag = "drafts",
    params(("ticket" = String, Path, format = "uuid"), Which),
    responses((status = 200, body = Draft), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(which): Query<Which>,
) -> Answer<Body<Draft>> {
    let id: TicketId = input::id(&ticket)?;
    let drafts = app::draft::read(&web.app, &caller.ctx, id).await?;
    let found = drafts.into_iter().find(|draft| draft.kind == which.kind());
    Ok(Body(found.ok_or_else(Problem::not_found)?.into()))
}

/// Keeps what is being written on a ticket, instead of what was kept before. Saving is no event: nobody else hears of it.
/// With nothing in it, the draft is thrown away and the answer is 204.
#[utoipa::path(put, path = "/api/v1/tickets/{ticket}/draft", tag = "drafts",
    params(("ticket" = String, Path, format = "uuid"), Which), request_body = NewDraft,
    responses((status = 200, body = Draft), (status = 204), ReadErrors, WriteErrors))]
pub async fn save(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(which): Query<Which>,
    Json(new): Json<NewDraft>,
) -> Answer<Result<Body<Draft>, StatusCode>> {
    let id: TicketId = input::id(&ticket)?;
    let (written, base) = new.read()?;
    let draft = app::draft::save(&web.app, &caller.ctx, id, which.kind(), written, base).await?;
    Ok(draft.map(|draft| Body(draft.into())).ok_or(StatusCode::NO_CONTENT))
}

/// Throws one's own draft away; where there is none, nothing happens.
#[utoipa::path(delete, path = "/api/v1/tickets/{ticket}/draft", tag = "drafts",
    params(("ticket" = String, Path, format = "uuid"), Which),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn discard(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(which): Query<Which>,
) -> Answer<StatusCode> {
    let id: TicketId = input::id(&ticket)?;
    app::draft::discard(&web.app, &caller.ctx, id, which.kind(), Base::Any).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The mails that begin a ticket and are kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailDrafts {
    /// The last saved first.
    items: Vec<Draft>,
}

/// Lists one's own mails that begin a ticket and are not sent yet. Nobody reads another's.
#[utoipa::path(get, path = "/api/v1/drafts", tag = "drafts",
    responses((status = 200, body = MailDrafts), ReadErrors))]
pub async fn list_mails(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<MailDrafts>> {
    let all = app::draft::list_mails(&web.app, &caller.ctx).await?;
    Ok(Body(MailDrafts { items: all.into_iter().map(Draft::from).collect() }))
}

/// Reads one's own mail that begins a ticket; 404 when none is kept under this id.
#[utoipa::path(get, path = "/api/v1/drafts/{draft}", tag = "drafts",
    params(("draft" = String, Path, format = "uuid")),
    responses((status = 200, body = Draft), ReadErrors))]
pub async fn read_mail(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(draft): Path<String>,
) -> Answer<Body<Draft>> {
    let found = app::draft::read_mail(&web.app, &caller.ctx, input::id(&draft)?).await?;
    Ok(Body(found.ok_or_else(Problem::not_found)?.into()))
}

/// Keeps a mail that begins a ticket, while it is written.
#[utoipa::path(post, path = "/api/v1/drafts", tag = "drafts", request_body = NewDraft,
    responses((status = 201, body = Draft), ReadErrors, WriteErrors))]
pub async fn create_mail(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewDraft>,
) -> Answer<(StatusCode, Body<Draft>)> {
    let (written, _) = new.read()?;
    let id = TicketId::generate(caller.ctx.now);
    let draft = app::draft::save_mail(&web.app, &caller.ctx, id, written, Base::Nothing).await?;
    let draft = draft.ok_or(app::Error::Input { field: "text", rule: "rule-required" })?;
    Ok((StatusCode::CREATED, Body(draft.into())))
}

/// Keeps what is written of it now, instead of what was kept before. With nothing in it, it is thrown away and the answer
/// is 204.
#[utoipa::path(put, path = "/api/v1/drafts/{draft}", tag = "drafts",
    params(("draft" = String, Path, format = "uuid")), request_body = NewDraft,
    responses((status = 200, body = Draft), (status = 204), ReadErrors, WriteErrors))]
pub async fn save_mail(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(draft): Path<String>,
    Json(new): Json<NewDraft>,
) -> Answer<Result<Body<Draft>, StatusCode>> {
    let id = kept(&web, &caller, &draft).await?;
    let (written, base) = new.read()?;
    let draft = app::draft::save_mail(&web.app, &caller.ctx, id, written, base).await?;
    Ok(draft.map(|draft| Body(draft.into())).ok_or(StatusCode::NO_CONTENT))
}

/// Throws one's own mail away that begins a ticket.
#[utoipa::path(delete, path = "/api/v1/drafts/{draft}", tag = "drafts",
    params(("draft" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn discard_mail(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(draft): Path<String>,
) -> Answer<StatusCode> {
    let id = kept(&web, &caller, &draft).await?;
    app::draft::discard_mail(&web.app, &caller.ctx, id, Base::Any).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The id of one that is kept; 404 when none is.
async fn kept(web: &Web, caller: &Caller, draft: &str) -> Answer<TicketId> {
    let id: TicketId = input::id(draft)?;
    app::draft::read_mail(&web.app, &caller.ctx, id).await?.map(|_| id).ok_or_else(Problem::not_found)
}

/// Reads the revision of a draft.
///
/// # Errors
/// What is none.
pub fn revision(text: Option<&str>) -> Answer<Option<ObjectId>> {
    text.map(str::parse).transpose().map_err(|_| Problem::invalid("revision", "not an identifier"))
}
