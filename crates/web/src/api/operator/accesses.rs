//! Access to a company's mail: asked for, and while it is open, conversations one at a time.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::operator_accesses::OperatorAccess;
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::{Answer, Problem};
use app::operator_access::{self, Ask};
use app::view::{MessageView, TicketRow};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{AccessReason, OperatorAccessId, Private, TenantScope};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Lists the accesses to every company, the newest fifty of each.
#[utoipa::path(get, path = "/api/v1/operator/accesses", tag = "accesses",
    responses((status = 200, body = Items<OperatorAccess>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<OperatorAccess>>> {
    Ok(Body(Items::whole(operator_access::list_all(&web.app, &caller.ctx).await?)))
}

/// What is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOperatorAccess {
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: String,
    /// security, support_requested or legal; there is no other.
    reason: String,
    /// What for; the company reads it.
    #[schema(min_length = 1, max_length = 2000)]
    words: String,
    /// How long; 30 when absent.
    #[schema(minimum = 1, maximum = 60)]
    minutes: Option<u32>,
    /// The password of the token's owner.
    #[schema(format = "password")]
    password: String,
}

/// Asks for access to a company. For support_requested an admin of it decides; for security and legal it is open at once, and
/// its admins are told.
#[utoipa::path(post, path = "/api/v1/operator/accesses", tag = "accesses", request_body = NewOperatorAccess,
    responses((status = 201, body = OperatorAccess), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewOperatorAccess>,
) -> Answer<(StatusCode, Body<OperatorAccess>)> {
    let scope = TenantScope::of(input::id(&new.tenant_id)?);
    let reason: AccessReason =
        new.reason.parse().map_err(|_| Problem::invalid("reason", "not one of the choices"))?;
    let (words, password) = (Private::new(new.words), Private::new(new.password));
    let ask = Ask { scope, reason, words, minutes: new.minutes, password };
    let id = operator_access::ask(&web.app, &caller.ctx, ask).await?;
    let view = operator_access::read_one(&web.app, &caller.ctx, scope, id).await?;
    Ok((StatusCode::CREATED, Body(view.into())))
}

fn place(tenant: &str, access: &str) -> Answer<(TenantScope, OperatorAccessId)> {
    Ok((TenantScope::of(input::id(tenant)?), input::id(access)?))
}

/// Reads an access.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{tenant}/accesses/{access}", tag = "accesses",
    params(("tenant" = String, Path, format = "uuid"), ("access" = String, Path, format = "uuid")),
    responses((status = 200, body = OperatorAccess), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, access)): Path<(String, String)>,
) -> Answer<Body<OperatorAccess>> {
    let (scope, id) = place(&tenant, &access)?;
    Ok(Body(operator_access::read_one(&web.app, &caller.ctx, scope, id).await?.into()))
}

/// Ends an access, or takes back what was asked for.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{tenant}/accesses/{access}/closure", tag = "accesses",
    params(("tenant" = String, Path, format = "uuid"), ("access" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is ended"), ReadErrors, WriteErrors))]
pub async fn end(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, access)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let (scope, id) = place(&tenant, &access)?;
    operator_access::end(&web.app, &caller.ctx, scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccessQuery {
    /// A number, or words of the subject.
    #[param(max_length = 500)]
    q: String,
}

/// A conversation's line.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessTicketLine {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Number.
    number: i64,
    /// Subject.
    subject: String,
    /// Last change.
    updated_at_ms: i64,
}

impl From<TicketRow> for AccessTicketLine {
    fn from(row: TicketRow) -> Self {
        Self {
            id: row.id.to_string(),
            number: row.number,
            subject: row.subject,
            updated_at_ms: row.updated_at_ms.as_millis(),
        }
    }
}

/// Finds conversations of the company by number or by words of the subject, twenty at most, while the access is open.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{tenant}/accesses/{access}/tickets", tag = "accesses",
    params(("tenant" = String, Path, format = "uuid"), ("access" = String, Path, format = "uuid"), AccessQuery),
    responses((status = 200, body = Items<AccessTicketLine>), ReadErrors))]
pub async fn tickets(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, access)): Path<(String, String)>,
    Query(query): Query<AccessQuery>,
) -> Answer<Body<Items<AccessTicketLine>>> {
    let (scope, id) = place(&tenant, &access)?;
    let found = operator_access::find_tickets(&web.app, &caller.ctx, scope, id, &query.q).await?;
    Ok(Body(Items::whole(found.items)))
}

/// A message, as far as it is shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessMessage {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// inbound, reply or note.
    kind: &'static str,
    /// Who wrote it.
    from: Vec<String>,
    /// Its text.
    text: String,
    /// Names of its files; they are not handed out.
    files: Vec<String>,
    /// When it was written.
    sent_at_ms: i64,
}

impl From<MessageView> for AccessMessage {
    fn from(view: MessageView) -> Self {
        Self {
            id: view.id.to_string(),
            kind: view.kind.as_str(),
            from: view.from.into_iter().map(|one| one.email).collect(),
            text: view.text,
            files: view.attachments.into_iter().map(|file| file.name).collect(),
            sent_at_ms: view.sent_at_ms.as_millis(),
        }
    }
}

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessConversation {
    /// Its line.
    ticket: AccessTicketLine,
    /// Its newest hundred messages, oldest first.
    messages: Vec<AccessMessage>,
}

/// Reads a conversation of the company, while the access is open. It stands in the company's audit log.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{tenant}/accesses/{access}/tickets/{ticket}", tag = "accesses",
    params(("tenant" = String, Path, format = "uuid"), ("access" = String, Path, format = "uuid"),
        ("ticket" = String, Path, format = "uuid")),
    responses((status = 200, body = AccessConversation), ReadErrors))]
pub async fn ticket(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((tenant, access, ticket)): Path<(String, String, String)>,
) -> Answer<Body<AccessConversation>> {
    let (scope, id) = place(&tenant, &access)?;
    let found = operator_access::read_ticket(&web.app, &caller.ctx, scope, id, input::id(&ticket)?).await?;
    Ok(Body(AccessConversation {
        ticket: found.row.into(),
        messages: found.messages.into_iter().map(AccessMessage::from).collect(),
    }))
}
