//! Erasing contacts, conversations, messages, files, texts and mailboxes; legal holds that keep it waiting.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, Paging, limit};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::Answer;
use app::erasure::holds::{HoldView, NewHold};
use app::erasure::{ErasureView, Preview, Scope, Wanted};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{ErasureId, ErasureReason, ErasureScope, HoldId, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is erased, or held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A contact, every conversation that they asked in, and what they wrote in others'.
    Contact,
    /// One conversation.
    Conversation,
    /// One message.
    Message,
    /// A mailbox, and what it took in and sent.
    Mailbox,
}

impl Kind {
    const fn scope(self) -> ErasureScope {
        match self {
            Self::Contact => ErasureScope::Contact,
            Self::Conversation => ErasureScope::Conversation,
            Self::Message => ErasureScope::Message,
            Self::Mailbox => ErasureScope::Mailbox,
        }
    }
}

/// What is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A contact; `mode` says how.
    Contact,
    /// One conversation.
    Conversation,
    /// One message.
    Message,
    /// A mailbox, and what it took in and sent.
    Mailbox,
    /// One file of a message: `subject_id` is the message, `part` the file.
    Attachment,
    /// Every file of a conversation, which stays.
    Attachments,
    /// Texts in a conversation, which stays: `texts`.
    Redaction,
}

/// What becomes of the conversations of a contact who is erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They are erased.
    #[default]
    Erase,
    /// They stay, without the person: a pseudonym stands there instead.
    Pseudonymise,
}

fn scope_of(what: What, subject: Uuid, mode: Mode, part: Option<u32>) -> Result<Scope, app::Error> {
    let kind = match (what, mode) {
        (What::Contact, Mode::Erase) => ErasureScope::Contact,
        (What::Contact, Mode::Pseudonymise) => ErasureScope::Pseudonym,
        (_, Mode::Pseudonymise) => {
            return Err(app::Error::Input { field: "mode", rule: "rule-contact-only" });
        }
        (What::Conversation, _) => ErasureScope::Conversation,
        (What::Message, _) => ErasureScope::Message,
        (What::Mailbox, _) => ErasureScope::Mailbox,
        (What::Attachment, _) => ErasureScope::Attachment,
        (What::Attachments, _) => ErasureScope::Attachments,
        (What::Redaction, _) => ErasureScope::Redaction,
    };
    let scope = Scope::of(kind, subject);
    match part {
        Some(part) => Ok(scope.with_part(part)),
        None if what == What::Attachment => Err(app::Error::Input { field: "part", rule: "rule-required" }),
        None => Ok(scope),
    }
}

/// Why something is erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The person asked for it.
    Request,
    /// The company decided it.
    #[default]
    Instruction,
}

/// What is to be erased.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewErasure {
    /// What kind of thing.
    scope: What,
    /// Which one: its id.
    #[schema(value_type = String, format = "uuid")]
    subject_id: Uuid,
    /// Why.
    #[serde(default)]
    reason: Why,
    /// Of a contact: whether their conversations are erased, or stay under a pseudonym.
    #[serde(default)]
    mode: Mode,
    /// Of a file: its part, as the message's `attachments` say.
    part: Option<u32>,
    /// Of a redaction: the texts, up to 20 of 3 to 200 characters. They are kept sealed until it is done, and nowhere then.
    #[serde(default)]
    #[schema(max_items = 20)]
    texts: Vec<String>,
}

/// What an erasure would take along.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasurePreview {
    /// Conversations that go whole.
    tickets: i64,
    /// Messages in them, answers and notes too.
    messages: i64,
    /// Files of those.
    attachments: i64,
    /// Of the messages: what other people than the contact wrote.
    of_others: i64,
    /// Messages in conversations that stay.
    elsewhere: i64,
    /// Conversations that stay, under a pseudonym.
    kept: i64,
    /// Messages that are written anew, without the person; their originals go.
    rewritten: i64,
    /// What people are writing in these conversations, not sent yet: it goes unread.
    drafts: i64,
    /// Whether a legal hold would keep it waiting.
    held: bool,
}

impl From<Preview> for ErasurePreview {
    fn from(preview: Preview) -> Self {
        let Preview { tickets, messages, attachments, of_others, elsewhere, kept, rewritten, drafts, held } =
            preview;
        Self { tickets, messages, attachments, of_others, elsewhere, kept, rewritten, drafts, held }
    }
}

/// An erasure. It goes on by itself until it is done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erasure {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// contact, conversation, message, mailbox, tenant, attachment, attachments, pseudonym (a contact, out of conversations
    /// that stay), redaction or people (everybody outside the company, out of a conversation that stays, by a retention rule).
    scope: String,
    /// Which one.
    #[schema(format = "uuid")]
    subject_id: String,
    /// request, instruction, retention, disconnect or closure.
    reason: String,
    /// held (by a legal hold), begun, `keys_gone` (nothing of it can be read any more), purged or done.
    state: String,
    /// Who began it.
    #[schema(format = "uuid")]
    by_id: Option<String>,
    /// How many keys were destroyed.
    keys_destroyed: i64,
    /// Conversations that are gone.
    tickets: i64,
    /// Messages that are gone.
    messages: i64,
    /// When it was begun.
    begun_at_ms: i64,
    /// When nothing of it could be read any more.
    keys_gone_at_ms: Option<i64>,
    /// When rows, bytes and index were gone.
    purged_at_ms: Option<i64>,
    /// When it was done.
    done_at_ms: Option<i64>,
}

impl From<ErasureView> for Erasure {
    fn from(view: ErasureView) -> Self {
        Self {
            id: view.id.to_string(),
            scope: view.scope.as_str().to_owned(),
            subject_id: view.subject_id.to_string(),
            reason: view.reason.as_str().to_owned(),
            state: view.state.as_str().to_owned(),
            by_id: view.by_id.map(|id| id.to_string()),
            keys_destroyed: view.keys_destroyed,
            tickets: view.tickets,
            messages: view.messages,
            begun_at_ms: view.begun_at_ms.as_millis(),
            keys_gone_at_ms: view.keys_gone_at_ms.map(Timestamp::as_millis),
            purged_at_ms: view.purged_at_ms.map(Timestamp::as_millis),
            done_at_ms: view.done_at_ms.map(Timestamp::as_millis),
        }
    }
}

/// What a preview is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Of {
    /// What kind of thing.
    scope: What,
    /// Which one: its id.
    #[param(value_type = String, format = "uuid")]
    subject_id: String,
    /// Of a contact: whether their conversations are erased, or stay under a pseudonym.
    #[serde(default)]
    mode: Mode,
    /// Of a file: its part.
    part: Option<u32>,
}

/// Counts what an erasure would take along. Nothing is opened for it.
#[utoipa::path(get, path = "/api/v1/erasure-preview", tag = "erasures", params(Of),
    responses((status = 200, body = ErasurePreview), ReadErrors))]
pub async fn preview(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(of): Query<Of>,
) -> Answer<Body<ErasurePreview>> {
    let subject = of.subject_id.parse::<Uuid>().map_err(|_| bad("subject_id"))?;
    let scope = scope_of(of.scope, subject, of.mode, of.part)?;
    Ok(Body(app::erasure::preview(&web.app, &caller.ctx, scope).await?.into()))
}

const fn bad(field: &'static str) -> app::Error {
    app::Error::Input { field, rule: "rule-id" }
}

/// Begins an erasure. It cannot be taken back, unless a legal hold keeps it waiting.
#[utoipa::path(post, path = "/api/v1/erasures", tag = "erasures", request_body = NewErasure,
    responses((status = 202, body = Erasure), ReadErrors, WriteErrors))]
pub async fn begin(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewErasure>,
) -> Answer<(StatusCode, Body<Erasure>)> {
    let scope = scope_of(new.scope, new.subject_id, new.mode, new.part)?;
    let reason = match new.reason {
        Why::Request => ErasureReason::Request,
        Why::Instruction => ErasureReason::Instruction,
    };
    let (app, ctx) = (&*web.app, &caller.ctx);
    let id = match scope {
        Scope::Redaction(ticket) => {
            app::erasure::begin_redaction(app, ctx, ticket, reason, &new.texts).await?
        }
        _ => app::erasure::begin(app, ctx, Wanted { scope, reason }).await?,
    };
    let begun = app::erasure::read(&web.app, &caller.ctx, id).await?;
    Ok((StatusCode::ACCEPTED, Body(begun.into())))
}

/// Lists erasures, the newest first.
#[utoipa::path(get, path = "/api/v1/erasures", tag = "erasures", params(Paging),
    responses((status = 200, body = Items<Erasure>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Erasure>>> {
    let limit = limit(paging.limit)?;
    let after = paging.after.as_deref();
    Ok(Body(Items::of(app::erasure::list(&web.app, &caller.ctx, after, limit).await?)))
}

/// Reads an erasure.
#[utoipa::path(get, path = "/api/v1/erasures/{erasure}", tag = "erasures",
    params(("erasure" = String, Path, format = "uuid")), responses((status = 200, body = Erasure), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(erasure): Path<String>,
) -> Answer<Body<Erasure>> {
    let id: ErasureId = input::id(&erasure)?;
    Ok(Body(app::erasure::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A receipt.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the form of what is handed out as it was signed")]
pub struct ErasureReceipt {
    /// What it says, as JSON text: exactly these characters are signed.
    said: String,
    /// The key that signed, hex.
    public_key: String,
    /// Ed25519 (RFC 8032), hex.
    signature: String,
}

/// Hands out the signed receipt of an erasure that is done. It holds no personal data; `deskhero receipt check` proves it.
#[utoipa::path(get, path = "/api/v1/erasures/{erasure}/receipt", tag = "erasures",
    params(("erasure" = String, Path, format = "uuid")),
    responses((status = 200, body = ErasureReceipt, content_type = "application/json"), ReadErrors))]
pub async fn receipt(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(erasure): Path<String>,
) -> Answer<Response> {
    let id: ErasureId = input::id(&erasure)?;
    Ok(receipt_of(id, app::erasure::read_receipt(&web.app, &caller.ctx, id).await?))
}

/// A receipt as a file.
pub fn receipt_of(id: ErasureId, receipt: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"erasure-{id}.json\"");
    ([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)], receipt)
        .into_response()
}

/// A legal hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hold {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// contact, conversation, message, mailbox or tenant.
    scope: String,
    /// Which one.
    #[schema(format = "uuid")]
    subject_id: String,
    /// Who answers for it.
    #[schema(format = "uuid")]
    owner_id: String,
    /// Why; empty where it was placed again after a restore of data from before it, and a year after its release or once what
    /// it was on is erased.
    reason: String,
    /// The law or the order that asks for it; may be empty, and goes with the reason.
    law: String,
    /// Whether it was placed again after a restore and nobody said anew why.
    is_restored: bool,
    /// When its reason and law were destroyed.
    forgotten_at_ms: Option<i64>,
    /// When it is to be looked at again.
    review_at_ms: i64,
    /// When it was placed.
    made_at_ms: i64,
    /// When it was released.
    released_at_ms: Option<i64>,
    /// When it ends by itself: the end of a statutory retention.
    ends_at_ms: Option<i64>,
}

impl From<HoldView> for Hold {
    fn from(view: HoldView) -> Self {
        Self {
            id: view.id.to_string(),
            scope: view.scope.as_str().to_owned(),
            subject_id: view.subject_id.to_string(),
            owner_id: view.owner_id.to_string(),
            reason: view.reason,
            law: view.law,
            is_restored: view.is_restored,
            forgotten_at_ms: view.forgotten_at_ms.map(Timestamp::as_millis),
            review_at_ms: view.review_at_ms.as_millis(),
            made_at_ms: view.made_at_ms.as_millis(),
            released_at_ms: view.released_at_ms.map(Timestamp::as_millis),
            ends_at_ms: view.ends_at_ms.map(Timestamp::as_millis),
        }
    }
}

/// A hold that is placed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldDraft {
    /// What kind of thing.
    scope: Kind,
    /// Which one: its id.
    #[schema(value_type = String, format = "uuid")]
    subject_id: Uuid,
    /// Why: the matter.
    #[schema(min_length = 1)]
    reason: String,
    /// The law or the order that asks for it.
    #[serde(default)]
    law: String,
    /// When it is to be looked at again; in the future.
    review_at_ms: i64,
    /// When it ends by itself, ten years ahead at most: a statutory retention of a contact or a conversation, whose law
    /// has to be named.
    ends_at_ms: Option<i64>,
}

/// Lists legal holds, the newest first: all in force, and the newest of those that were released.
#[utoipa::path(get, path = "/api/v1/legal-holds", tag = "erasures",
    responses((status = 200, body = Items<Hold>), ReadErrors))]
pub async fn holds(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Hold>>> {
    Ok(Body(Items::whole(app::erasure::holds::list(&web.app, &caller.ctx).await?)))
}

/// Places a legal hold: nothing that it covers is erased until it is released.
#[utoipa::path(post, path = "/api/v1/legal-holds", tag = "erasures",
    request_body = HoldDraft, responses((status = 201, body = Hold), ReadErrors, WriteErrors))]
pub async fn place(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<HoldDraft>,
) -> Answer<(StatusCode, Body<Hold>)> {
    let new = NewHold {
        scope: Scope::of(new.scope.scope(), new.subject_id),
        reason: new.reason,
        law: new.law,
        review_at: Timestamp::from_millis(new.review_at_ms),
        ends_at: new.ends_at_ms.map(Timestamp::from_millis),
    };
    let id = app::erasure::holds::place(&web.app, &caller.ctx, new).await?;
    Ok((StatusCode::CREATED, Body(find(&web, &caller, id).await?)))
}

pub(super) async fn find(web: &Web, caller: &Caller, id: HoldId) -> Answer<Hold> {
    Ok(app::erasure::holds::read(&web.app, &caller.ctx, id).await?.into())
}

/// Releases a legal hold: what waited for it goes on.
#[utoipa::path(post, path = "/api/v1/legal-holds/{hold}/release", tag = "erasures",
    params(("hold" = String, Path, format = "uuid")), responses((status = 200, body = Hold), ReadErrors, WriteErrors))]
pub async fn release(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(hold): Path<String>,
) -> Answer<Body<Hold>> {
    let id: HoldId = input::id(&hold)?;
    app::erasure::holds::release(&web.app, &caller.ctx, id).await?;
    Ok(Body(find(&web, &caller, id).await?))
}
