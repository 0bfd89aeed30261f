//! The description of the operator's API: OpenAPI 3.1, apart from the tenants', whose readers need none of it.

use super::{
    access_reviews, accesses, alerts, assessments, disclosures, documents, incidents, invoices, letters,
    mail, news, operators, requests, sub_processors, tenants, usage,
};
use crate::api::document::{Bearer, OperationIds, answer};
use crate::api::error;
use axum::http::HeaderMap;
use std::sync::LazyLock;
use utoipa::OpenApi;

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Deskhero, for operators",
        description = "Tenants and what concerns all of them; no mail. Each request carries the token of an operator: `Authorization: Bearer …`, made at `/operator/tokens` or by `deskhero token create --operator ADDRESS`; a tenant's token opens nothing here, and an operator's nothing elsewhere. It answers at the host name of the public address alone. Lists are pages: `items` and `next`. Failures are problem documents (RFC 9457). The tenants' own API is described at `/api/v1/openapi.json`."
    ),
    paths(
        tenants::list, tenants::create, tenants::read, tenants::change, tenants::add_host, tenants::remove_host,
        tenants::invite, tenants::acceptances,
        operators::list,
        documents::drafts, documents::write, documents::generate, documents::release, documents::letters,
        requests::list, requests::read, requests::decision, requests::fulfilment, requests::extension, requests::letter,
        requests::notes,
        usage::read,
        alerts::list, alerts::read, alerts::acknowledge,
        mail::read, mail::test,
        news::list, news::recipients, news::create, news::read, news::change, news::remove, news::send,
        news::letters, letters::send_again, letters::arrived, letters::send_anew, letters::told,
        accesses::list, accesses::create, accesses::read, accesses::end, accesses::tickets, accesses::ticket,
        disclosures::list, disclosures::create, disclosures::read, disclosures::approve, disclosures::refuse,
        disclosures::file,
        incidents::list, incidents::create, incidents::read, incidents::add, incidents::bundle,
        assessments::list, assessments::run, assessments::external, assessments::read, assessments::answer, assessments::finish,
        access_reviews::list, access_reviews::begin, access_reviews::read, access_reviews::decide, access_reviews::finish,
        invoices::list, invoices::file, invoices::pay, invoices::credit,
        sub_processors::list, sub_processors::create, sub_processors::change, sub_processors::remove,
        sub_processors::objections, sub_processors::country,
    ),
    components(schemas(error::FieldProblem)),
    modifiers(&Bearer, &OperationIds),
    security(("token" = []))
)]
pub struct OperatorDocument;

static JSON: LazyLock<String> = LazyLock::new(|| OperatorDocument::openapi().to_json().unwrap_or_default());

/// Serves the description.
pub async fn serve() -> (HeaderMap, &'static str) {
    answer(&JSON)
}
