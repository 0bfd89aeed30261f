//! The API's description of itself: OpenAPI 3.1.

use super::{
    acceptances, access_exports, access_reviews, account_data, account_requests, agents, alerts, audit,
    billing, changes, closing, company_exports, consents, contacts, disclosures, documents, drafts, erasures,
    error, events, fields, history, hold_review, incidents, instructions, mailboxes, merges, messages,
    notices, operator_accesses, organisations, redactions, request_receipt, request_recipients, requests,
    retention, saved_replies, scheduled, sub_processors, suggestions, tags, teams, tickets, uploads, views,
};
use axum::http::{HeaderMap, HeaderValue, header};
use std::sync::LazyLock;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Deskhero",
        description = "Tickets from mail, and answers from the same mailbox. Each request carries a token: `Authorization: Bearer …`. Lists are pages: `items` and `next`. Failures are problem documents (RFC 9457)."
    ),
    paths(
        tickets::list, tickets::create, tickets::read, history::history,
        changes::one, changes::many, changes::readings, changes::reverse,
        merges::merge, merges::unmerge, merges::split, merges::link, merges::unlink, merges::requester,
        acceptances::list,
        documents::list, documents::read,
        audit::list, audit::export, audit::checkpoint,
        suggestions::list,
        scheduled::list,
        tags::list, tags::create, tags::change, tags::remove, tags::suggest,
        teams::list, teams::create, teams::read, teams::change, teams::remove,
        views::list, views::create, views::read, views::change, views::remove,
        saved_replies::list, saved_replies::create, saved_replies::read, saved_replies::change,
        saved_replies::remove, saved_replies::fill,
        fields::list, fields::create, fields::change, fields::remove,
        organisations::list, organisations::create, organisations::read, organisations::change,
        organisations::remove, organisations::contacts, organisations::tickets,
        requests::list, requests::create, requests::read, requests::facts, requests::identity, requests::link, requests::contact,
        requests::extension, requests::decision, requests::fulfilment, requests::letter, request_receipt::request_receipt, requests::hold_letter,
        requests::withdrawal, requests::notes, requests::recipients, request_recipients::list_recipients, requests::notice, requests::lifting,
        requests::settings, requests::change_settings,
        messages::list, messages::reply, messages::note, messages::read, messages::raw, messages::attachment,
        messages::forward,
        messages::take_back,
        drafts::read, drafts::save, drafts::discard,
        drafts::list_mails, drafts::create_mail, drafts::read_mail, drafts::save_mail, drafts::discard_mail,
        uploads::create,
        contacts::list, contacts::read, contacts::change,
        access_exports::list, access_exports::ask, access_exports::read, access_exports::file, access_exports::withdraw,
        account_data::read, account_data::file, consents::list, consents::decide, consents::decide_news,
        account_requests::list, account_requests::ask, account_requests::take_back, account_requests::receipt,
        mailboxes::list, mailboxes::create, mailboxes::check, mailboxes::test, mailboxes::propose, mailboxes::read, mailboxes::servers,
        mailboxes::change,
        agents::list, agents::create, agents::read, agents::change, agents::invite, agents::reset,
        agents::profile, agents::change_profile,
        notices::list, notices::read, notices::choices, notices::change_choices,
        alerts::list, alerts::read, alerts::acknowledge, alerts::settings, alerts::change_settings,
        erasures::preview, redactions::look, erasures::list, erasures::begin, erasures::read, erasures::receipt,
        erasures::holds, erasures::place, erasures::release, hold_review::review,
        retention::list, retention::create, retention::preview_of, retention::read, retention::change, retention::remove,
        retention::preview, retention::versions,
        closing::read, closing::begin, closing::keep, closing::mails,
        company_exports::list, company_exports::ask, company_exports::read, company_exports::file,
        company_exports::withdraw,
        sub_processors::list, sub_processors::object, sub_processors::residency, sub_processors::set_residency,
        instructions::list, instructions::change,
        operator_accesses::list, operator_accesses::approve, operator_accesses::refuse, operator_accesses::end,
        disclosures::list, incidents::list,
        access_reviews::list, access_reviews::begin, access_reviews::read, access_reviews::decide, access_reviews::finish,
        billing::read, billing::change_details, billing::change_plan, billing::invoices, billing::file, billing::pay,
        events::stream,
    ),
    components(schemas(error::FieldProblem)),
    modifiers(&Bearer, &OperationIds),
    security(("token" = []))
)]
pub struct Document;

/// Each request carries a token.
pub(super) struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        openapi.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// An operation's id must be the only one of its name (OpenAPI 3.1, Operation Object): `tickets_list`.
pub(super) struct OperationIds;

impl Modify for OperationIds {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        for item in openapi.paths.paths.values_mut() {
            let methods = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
            for operation in methods.into_iter().flatten() {
                let tag = operation.tags.iter().flatten().next();
                operation.operation_id = tag
                    .zip(operation.operation_id.as_ref())
                    .map(|(tag, name)| format!("{}_{name}", tag.replace(' ', "_")));
            }
        }
    }
}

static JSON: LazyLock<String> = LazyLock::new(|| Document::openapi().to_json().unwrap_or_default());

/// Serves the description.
pub async fn serve() -> (HeaderMap, &'static str) {
    answer(&JSON)
}

/// A description as an answer.
pub(super) fn answer(json: &'static str) -> (HeaderMap, &'static str) {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (headers, json)
}
