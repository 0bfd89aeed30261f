//! Messages: read, fetch byte for byte, answer, note.

use super::drafts::revision;
use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, Paging, limit};
use super::tickets::{Created, people, uploads};
use super::uploads::Upload;
use super::view::{Address, Message, addresses};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::pages::download;
use crate::problem::Answer;
use app::mention::Mentions;
use app::view::{FileView, ForwardDraft, ReplyDraft};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{AgentId, MessageId, TicketId, TicketStatus, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists the messages of a ticket, oldest first.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/messages", tag = "messages",
    params(("ticket" = String, Path, format = "uuid"), Paging),
    responses((status = 200, body = Items<Message>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Message>>> {
    let id: TicketId = input::id(&ticket)?;
    let limit = limit(paging.limit)?;
    let page = app::message::list(&web.app, &caller.ctx, id, paging.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}

/// Reads a message.
#[utoipa::path(get, path = "/api/v1/messages/{message}", tag = "messages",
    params(("message" = String, Path, format = "uuid")),
    responses((status = 200, body = Message), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Body<Message>> {
    let id: MessageId = input::id(&message)?;
    Ok(Body(app::message::read(&web.app, &caller.ctx, id).await?.into()))
}

/// Fetches a mail as it came in or went out, byte for byte.
#[utoipa::path(get, path = "/api/v1/messages/{message}/raw", tag = "messages",
    params(("message" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "message/rfc822"), ReadErrors))]
pub async fn raw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Response> {
    let id: MessageId = input::id(&message)?;
    let bytes = app::message::raw(&web.app, &caller.ctx, id).await?;
    let name = format!("{id}.eml");
    Ok(download::file(FileView { name, content_type: "message/rfc822".to_owned(), bytes }, false))
}

/// Fetches an attachment.
#[utoipa::path(get, path = "/api/v1/attachments/{message}/{part}", tag = "messages",
    params(("message" = String, Path, format = "uuid"), ("part" = u32, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), ReadErrors))]
pub async fn attachment(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((message, part)): Path<(String, String)>,
) -> Answer<Response> {
    let id: MessageId = input::id(&message)?;
    let file = app::message::attachment(&web.app, &caller.ctx, id, input::id(&part)?).await?;
    // Programs know the type from the message; here it is bytes.
    Ok(download::file(FileView { content_type: "application/octet-stream".to_owned(), ..file }, false))
}

/// An answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    /// Text; made from `html` when empty.
    #[serde(default)]
    #[schema(max_length = 1048576)]
    text: String,
    /// The address that it comes from: the mailbox's, or one of its `aliases`. When absent, the one that the newest mail was
    /// addressed to.
    #[schema(max_length = 320)]
    from: Option<String>,
    /// The same with its formatting; cleaned before it is sent. A picture stands in it by `cid:` and the id of an upload
    /// that is named in `uploads`.
    html: Option<String>,
    /// Recipients; the requester when absent.
    #[serde(default)]
    #[schema(max_items = 200)]
    to: Vec<Address>,
    /// Copies.
    #[serde(default)]
    #[schema(max_items = 200)]
    cc: Vec<Address>,
    /// Blind copies.
    #[serde(default)]
    #[schema(max_items = 200)]
    bcc: Vec<Address>,
    /// Ids of uploads to attach.
    #[serde(default)]
    uploads: Vec<String>,
    /// Status to set with it.
    #[schema(value_type = Option<String>, pattern = "^(open|pending|closed|spam)$")]
    status: Option<TicketStatus>,
    /// The ticket's `mail_count` as its writer has seen it: when a mail came or went since, the answer is 409
    /// `answered-meanwhile` and nothing is sent.
    seen_mail_count: Option<i64>,
    /// When it goes out, in milliseconds since 1970-01-01T00:00:00Z, a year ahead at most; now when absent or past.
    /// Until then it can be taken back.
    send_at_ms: Option<i64>,
    /// The revision of your draft that is sent with it: the draft is thrown away, unless it was changed elsewhere since.
    #[schema(format = "uuid")]
    draft_revision: Option<String>,
    /// Whether a ticket that nobody has becomes the token's owner's.
    #[serde(default)]
    take: bool,
    /// Why a person whose data is restricted is answered all the same (GDPR Art. 18(2)): kept with their request. Admins
    /// only.
    #[schema(max_length = 10000)]
    override_reason: Option<String>,
}

/// Answers a ticket, from the mailbox where it came in.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/replies", tag = "messages",
    params(("ticket" = String, Path, format = "uuid")), request_body = NewReply,
    responses((status = 201, body = Created), ReadErrors, WriteErrors))]
pub async fn reply(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Json(new): Json<NewReply>,
) -> Answer<Response> {
    let id: TicketId = input::id(&ticket)?;
    let draft = ReplyDraft {
        text: new.text,
        html: new.html,
        from: new.from,
        to: people(new.to),
        cc: people(new.cc),
        bcc: people(new.bcc),
        uploads: uploads(&new.uploads)?,
        status: new.status,
        mails_seen: new.seen_mail_count,
        send_at: new.send_at_ms.map(Timestamp::from_millis),
        draft: revision(new.draft_revision.as_deref())?,
        undoable: false,
        take: new.take,
    };
    let message = match &new.override_reason {
        None => app::reply::send(&web.app, &caller.ctx, id, draft).await?,
        Some(why) => app::reply::send_restricted(&web.app, &caller.ctx, id, draft, why).await?,
    };
    Ok(Created::answer(id, message))
}

/// A mail to pass on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewForward {
    /// Recipients.
    #[schema(min_items = 1, max_items = 200)]
    to: Vec<Address>,
    /// Copies.
    #[serde(default)]
    #[schema(max_items = 200)]
    cc: Vec<Address>,
    /// Blind copies.
    #[serde(default)]
    #[schema(max_items = 200)]
    bcc: Vec<Address>,
    /// The address that it comes from: the mailbox's, or one of its `aliases`. When absent, the one that the mail was
    /// addressed to.
    #[schema(max_length = 320)]
    from: Option<String>,
    /// Subject; that of the mail after `Fwd: ` when absent.
    #[schema(max_length = 998)]
    subject: Option<String>,
    /// Text above the mail.
    #[serde(default)]
    #[schema(max_length = 1048576)]
    text: String,
    /// The same with its formatting; cleaned before it is sent.
    html: Option<String>,
    /// Whether your signature and the mail, with its header lines, are put below the text. Say false when the text has
    /// it already, as one that was taken back has.
    #[serde(default = "yes")]
    quote: bool,
    /// Parts of the mail's own attachments to pass on; when absent, all that are not shown inside its text.
    #[schema(max_items = 250)]
    parts: Option<Vec<u32>>,
    /// Ids of uploads to attach.
    #[serde(default)]
    uploads: Vec<String>,
    /// When it goes out, in milliseconds since 1970-01-01T00:00:00Z, a year ahead at most; now when absent or past.
    /// Until then it can be taken back.
    send_at_ms: Option<i64>,
    /// The revision of the draft that it was: it ends with it.
    #[schema(format = "uuid")]
    draft_revision: Option<String>,
}

const fn yes() -> bool {
    true
}

/// Passes a mail on to somebody else, from the ticket's mailbox. It is a message of the ticket, but no answer: requester
/// and status stay. Attachments of a mail with a virus are not passed on: 403 `infected`; say `"parts": []` to leave them
/// out. 409 `wrong-state` while the mail itself waits to be sent.
#[utoipa::path(post, path = "/api/v1/messages/{message}/forwards", tag = "messages",
    params(("message" = String, Path, format = "uuid")), request_body = NewForward,
    responses((status = 201, body = Created), ReadErrors, WriteErrors))]
pub async fn forward(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
    Json(new): Json<NewForward>,
) -> Answer<Response> {
    let id: MessageId = input::id(&message)?;
    let draft = ForwardDraft {
        from: new.from,
        subject: new.subject,
        text: new.text,
        html: new.html,
        quotes: new.quote,
        to: people(new.to),
        cc: people(new.cc),
        bcc: people(new.bcc),
        parts: new.parts,
        uploads: uploads(&new.uploads)?,
        send_at: new.send_at_ms.map(Timestamp::from_millis),
        undoable: false,
        draft: revision(new.draft_revision.as_deref())?,
    };
    let (ticket, message) = app::forward::send(&web.app, &caller.ctx, id, draft).await?;
    Ok(Created::answer(ticket, message))
}

/// An answer that was taken back, as it was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenBack {
    /// The ticket.
    #[schema(format = "uuid")]
    pub ticket_id: String,
    /// Whether the ticket is gone with it: it had begun it, and nothing else was there. Send it anew as a new ticket.
    pub ticket_gone: bool,
    /// The mailbox that it was to go from.
    #[schema(format = "uuid")]
    pub mailbox_id: String,
    /// Text, without the signature.
    pub text: String,
    /// Cleaned HTML, without the signature; its pictures are named by their uploads.
    pub html: Option<String>,
    /// Recipients.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Blind copies.
    pub bcc: Vec<Address>,
    /// The address that it came from.
    pub from: Option<Address>,
    /// Its files, uploaded anew.
    pub uploads: Vec<Upload>,
    /// The status that it had set; of a ticket that is gone with it the one that it had.
    pub status: Option<String>,
    /// Subject.
    pub subject: String,
    /// The message that it passed on, when it was forwarded: its text has the quoted mail in it, its files are uploads.
    #[schema(format = "uuid")]
    pub forward_of_id: Option<String>,
}

impl From<app::view::TakenBack> for TakenBack {
    fn from(back: app::view::TakenBack) -> Self {
        Self {
            ticket_id: back.ticket.to_string(),
            ticket_gone: back.ended,
            mailbox_id: back.mailbox.to_string(),
            text: back.text,
            html: back.html,
            to: addresses(back.to),
            cc: addresses(back.cc),
            bcc: addresses(back.bcc),
            from: back.from.map(Address::from),
            uploads: back.uploads.into_iter().map(Upload::from).collect(),
            status: back.status.map(|status| status.to_string()),
            subject: back.subject,
            forward_of_id: back.forward_of.map(|id| id.to_string()),
        }
    }
}

/// Takes an answer back that waits for its time: it is removed and never goes out. Answers with what was written, to be
/// changed and sent anew; 409 `wrong-state` when its time has come, and for another agent's unless an admin asks.
#[utoipa::path(post, path = "/api/v1/messages/{message}/take-back", tag = "messages",
    params(("message" = String, Path, format = "uuid")),
    responses((status = 200, body = TakenBack), ReadErrors, WriteErrors))]
pub async fn take_back(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Body<TakenBack>> {
    let id: MessageId = input::id(&message)?;
    Ok(Body(app::reply::take_back(&web.app, &caller.ctx, id).await?.into()))
}

/// A note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// Text.
    #[schema(min_length = 1, max_length = 1048576)]
    text: String,
    /// Agents whom it mentions: each follows the ticket from then on and is told. Where `@` and their name stand in the
    /// text, it shows what they are called later on.
    #[serde(default)]
    #[schema(max_items = 20)]
    mentions: Vec<String>,
    /// The revision of your draft that is added with it: the draft is thrown away, unless it was changed elsewhere since.
    #[schema(format = "uuid")]
    draft_revision: Option<String>,
}

/// Adds a note, which never leaves Deskhero.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/notes", tag = "messages",
    params(("ticket" = String, Path, format = "uuid")), request_body = NewNote,
    responses((status = 201, body = Created), ReadErrors, WriteErrors))]
pub async fn note(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Json(new): Json<NewNote>,
) -> Answer<Response> {
    let id: TicketId = input::id(&ticket)?;
    let draft = revision(new.draft_revision.as_deref())?;
    let ids: Vec<AgentId> = new.mentions.iter().map(|id| input::id(id)).collect::<Answer<_>>()?;
    let mentions = Mentions::Of(&ids);
    let message = app::note::add_drafted(&web.app, &caller.ctx, id, &new.text, mentions, draft).await?;
    Ok(Created::answer(id, message))
}
