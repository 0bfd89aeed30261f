//! What authorities ask of companies: written down, approved by two operators, handed out, registered.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::pages::operator::disclosures::handed_out;
use crate::problem::Answer;
use app::disclosure::{self, DisclosureView, FileView, NewDisclosure};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Private, TenantScope, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// An approval.
#[derive(Debug, Serialize, ToSchema)]
pub struct Approval {
    /// Which operator.
    #[schema(format = "uuid")]
    operator_id: String,
    /// When.
    at_ms: i64,
}

/// What was handed out.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosureFile {
    /// To which operator.
    #[schema(format = "uuid")]
    operator_id: String,
    /// When.
    made_at_ms: i64,
    /// How many mails.
    mails: u32,
    /// How large it was.
    size_bytes: i64,
    /// When it came to stand in the company's log.
    told_at_ms: Option<i64>,
    /// When it could have, and the company was gone: nobody was left to tell.
    nobody_at_ms: Option<i64>,
}

impl From<FileView> for DisclosureFile {
    fn from(view: FileView) -> Self {
        Self {
            operator_id: view.by.to_string(),
            made_at_ms: view.made_at_ms.as_millis(),
            mails: view.mails,
            size_bytes: view.size_bytes,
            told_at_ms: view.told_at_ms.map(Timestamp::as_millis),
            nobody_at_ms: view.nobody_at_ms.map(Timestamp::as_millis),
        }
    }
}

/// What an authority asks of a company.
#[derive(Debug, Serialize, ToSchema)]
pub struct Disclosure {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: String,
    /// The authority.
    authority: String,
    /// The law, and the order.
    basis: String,
    /// The authority's reference.
    reference: String,
    /// Numbers of the conversations.
    tickets: Vec<i64>,
    /// Nothing that is older.
    from_ms: Option<i64>,
    /// Nothing from then on.
    until_ms: Option<i64>,
    /// Until when the company may not be told.
    gag_until_ms: Option<i64>,
    /// asked, half, approved, refused or expired.
    standing: &'static str,
    /// Who wrote it down.
    #[schema(format = "uuid")]
    asked_by_id: String,
    /// When.
    asked_at_ms: i64,
    /// Who approved.
    approvals: Vec<Approval>,
    /// Who said no.
    #[schema(format = "uuid")]
    refused_by_id: Option<String>,
    /// When.
    refused_at_ms: Option<i64>,
    /// Why.
    refusal_reason: Option<String>,
    /// What was handed out.
    files: Vec<DisclosureFile>,
}

impl From<DisclosureView> for Disclosure {
    fn from(view: DisclosureView) -> Self {
        let approvals = view.approvals.into_iter();
        Self {
            id: view.id.to_string(),
            tenant_id: view.of.to_string(),
            authority: view.authority,
            basis: view.basis,
            reference: view.reference,
            tickets: view.tickets,
            from_ms: view.from.map(Timestamp::as_millis),
            until_ms: view.until.map(Timestamp::as_millis),
            gag_until_ms: view.gag_until.map(Timestamp::as_millis),
            standing: view.standing.as_str(),
            asked_by_id: view.asked_by.to_string(),
            asked_at_ms: view.asked_at_ms.as_millis(),
            approvals: approvals
                .map(|(id, at)| Approval { operator_id: id.to_string(), at_ms: at.as_millis() })
                .collect(),
            refused_by_id: view.refused.map(|(id, _)| id.to_string()),
            refused_at_ms: view.refused.map(|(_, at)| at.as_millis()),
            refusal_reason: view.refusal,
            files: view.files.into_iter().map(DisclosureFile::from).collect(),
        }
    }
}

/// What an authority asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDisclosureCase {
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: String,
    /// The authority.
    #[schema(min_length = 1, max_length = 500)]
    authority: String,
    /// The law, and the order.
    #[schema(min_length = 1, max_length = 500)]
    basis: String,
    /// The authority's reference.
    #[schema(min_length = 1, max_length = 500)]
    reference: String,
    /// Numbers of the conversations.
    #[schema(min_items = 1, max_items = 100)]
    tickets: Vec<i64>,
    /// Nothing that is older.
    from_ms: Option<i64>,
    /// Nothing from then on.
    until_ms: Option<i64>,
    /// Until when the company may not be told, where a law says so.
    gag_until_ms: Option<i64>,
}

/// Lists what authorities ask, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/disclosures", tag = "disclosures",
    responses((status = 200, body = Items<Disclosure>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Disclosure>>> {
    Ok(Body(Items::whole(disclosure::list(&web.app, &caller.ctx).await?)))
}

/// Writes down what an authority asks for. Asking is no approval.
#[utoipa::path(post, path = "/api/v1/operator/disclosures", tag = "disclosures", request_body = NewDisclosureCase,
    responses((status = 201, body = Disclosure), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewDisclosureCase>,
) -> Answer<(StatusCode, Body<Disclosure>)> {
    let new = NewDisclosure {
        scope: TenantScope::of(input::id(&new.tenant_id)?),
        authority: new.authority,
        basis: new.basis,
        reference: new.reference,
        tickets: new.tickets,
        from: new.from_ms.map(Timestamp::from_millis),
        until: new.until_ms.map(Timestamp::from_millis),
        gag_until: new.gag_until_ms.map(Timestamp::from_millis),
    };
    let id = disclosure::ask(&web.app, &caller.ctx, new).await?;
    Ok((StatusCode::CREATED, Body(disclosure::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Reads one.
#[utoipa::path(get, path = "/api/v1/operator/disclosures/{disclosure}", tag = "disclosures",
    params(("disclosure" = String, Path, format = "uuid")),
    responses((status = 200, body = Disclosure), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<Disclosure>> {
    Ok(Body(disclosure::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// That an operator approves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApproval {
    /// The password of the token's owner.
    #[schema(format = "password")]
    password: String,
}

/// Approves: two different operators have to.
#[utoipa::path(post, path = "/api/v1/operator/disclosures/{disclosure}/approval", tag = "disclosures",
    params(("disclosure" = String, Path, format = "uuid")), request_body = NewApproval,
    responses((status = 204, description = "it is approved by one more"), ReadErrors, WriteErrors))]
pub async fn approve(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewApproval>,
) -> Answer<StatusCode> {
    disclosure::approve(&web.app, &caller.ctx, input::id(&id)?, &Private::new(new.password)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// That an operator says no.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDisclosureRefusal {
    /// Why: it stays with the case.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// The password of the token's owner.
    #[schema(format = "password")]
    password: String,
}

/// Says no. Once something was handed out, it cannot be refused any more.
#[utoipa::path(post, path = "/api/v1/operator/disclosures/{disclosure}/refusal", tag = "disclosures",
    params(("disclosure" = String, Path, format = "uuid")), request_body = NewDisclosureRefusal,
    responses((status = 204, description = "nothing is handed out"), ReadErrors, WriteErrors))]
pub async fn refuse(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewDisclosureRefusal>,
) -> Answer<StatusCode> {
    let (id, password) = (input::id(&id)?, Private::new(new.password));
    disclosure::refuse(&web.app, &caller.ctx, id, &new.reason, &password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands out what was approved by two, within three days: a ZIP with each mail, a list and sums.
#[utoipa::path(get, path = "/api/v1/operator/disclosures/{disclosure}/file", tag = "disclosures",
    params(("disclosure" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), ReadErrors))]
pub async fn file(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(handed_out(disclosure::hand_out(&web.app, &caller.ctx, input::id(&id)?).await?))
}
