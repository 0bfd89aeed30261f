//! Closing the company's account, and taking its mail along.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::pages::closing::handed_out;
use crate::problem::Answer;
use app::closing::{Close, ClosingView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{MailboxId, Private};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What closing takes along, and how far it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Closing {
    /// Messages that go, answers and notes too.
    messages: i64,
    /// Mailboxes that are connected.
    mailboxes: usize,
    /// People who can sign in.
    agents: usize,
    /// Whether a legal hold would keep it waiting.
    held: bool,
    /// Whether the account is being closed.
    closing: bool,
    /// Since when.
    closed_at_ms: Option<i64>,
    /// When everything is erased.
    erase_at_ms: Option<i64>,
    /// Who closed it.
    #[schema(format = "uuid")]
    by_id: Option<String>,
    /// Whether it can still be taken back: the erasure has not begun.
    can_be_kept: bool,
    /// Whether anonymised sums stay.
    keep_sums: bool,
}

impl From<ClosingView> for Closing {
    fn from(view: ClosingView) -> Self {
        let closing = view.closing;
        Self {
            messages: view.preview.messages,
            mailboxes: view.mailboxes,
            agents: view.agents,
            held: view.preview.held,
            closing: closing.is_some(),
            closed_at_ms: closing.map(|closing| closing.ended_at.as_millis()),
            erase_at_ms: closing.map(|closing| closing.erase_at.as_millis()),
            by_id: closing.and_then(|closing| closing.by).map(|by| by.to_string()),
            can_be_kept: closing.is_some_and(|closing| closing.can_be_kept),
            keep_sums: closing.is_some_and(|closing| closing.keep_sums),
        }
    }
}

/// That the account is to be closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClosing {
    /// Days until everything is erased, 0: now; seven when absent.
    #[schema(maximum = 30)]
    days: Option<u32>,
    /// The company's short name: which one it is.
    #[schema(min_length = 1, max_length = 40)]
    slug: String,
    /// The password of the token's owner.
    #[schema(format = "password")]
    password: String,
    /// Whether anonymised sums stay: conversations, mails and answers by month, added to those of other companies, where at least
    /// ten people took part. Nothing stays when absent.
    #[serde(default)]
    keep_sums: bool,
}

/// Reads what closing the account would take along, and whether it is being closed. Admins only.
#[utoipa::path(get, path = "/api/v1/closing", tag = "closing", responses((status = 200, body = Closing), ReadErrors))]
pub async fn read(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Closing>> {
    Ok(Body(app::closing::read(&web.app, &caller.ctx).await?.into()))
}

/// Begins to close the account: take-in stops and the mailboxes' passwords and tokens are destroyed at once, everything is
/// erased after the days. Asked again, the days count from the day on which it began, and sums stay as it says then. Admins only.
#[utoipa::path(post, path = "/api/v1/closing", tag = "closing", request_body = NewClosing,
    responses((status = 202, body = Closing), ReadErrors, WriteErrors))]
pub async fn begin(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewClosing>,
) -> Answer<(StatusCode, Body<Closing>)> {
    let NewClosing { days, slug, password, keep_sums } = new;
    let close = Close { days, slug, password: Private::new(password), keep_sums };
    app::closing::begin(&web.app, &caller.ctx, close).await?;
    let view = app::closing::read(&web.app, &caller.ctx).await?;
    Ok((StatusCode::ACCEPTED, Body(view.into())))
}

/// Takes it back, until the erasure begins. The mailboxes have to be connected again. Admins only.
#[utoipa::path(delete, path = "/api/v1/closing", tag = "closing",
    responses((status = 204, description = "the company goes on"), ReadErrors, WriteErrors))]
pub async fn keep(State(web): State<Arc<Web>>, caller: Caller) -> Answer<StatusCode> {
    app::closing::keep(&web.app, &caller.ctx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands out the mails of a mailbox, what came in and what went out, as one mbox (RFC 4155). Admins only.
#[utoipa::path(get, path = "/api/v1/mailboxes/{mailbox}/mails", tag = "closing",
    params(("mailbox" = String, Path, format = "uuid")),
    responses((status = 200, body = String, content_type = "application/mbox"), ReadErrors))]
pub async fn mails(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    Ok(handed_out(app::mailbox::export(&web.app, &caller.ctx, id).await?, id))
}
