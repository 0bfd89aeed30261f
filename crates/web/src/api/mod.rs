//! The JSON API below `/api/v1`: for programs, with bearer tokens. Described by itself at `/api/v1/openapi.json`;
//! the operator's part of it at `/api/v1/operator/openapi.json`.

pub mod acceptances;
pub mod access_exports;
pub mod access_reviews;
pub mod account_data;
pub mod account_requests;
pub mod agents;
pub mod alerts;
pub mod audit;
pub mod billing;
pub mod changes;
pub mod closing;
pub mod company_exports;
pub mod consents;
pub mod contacts;
pub mod disclosures;
pub mod document;
pub mod documents;
pub mod drafts;
pub mod erasures;
pub mod error;
pub mod events;
pub mod fields;
mod grant;
pub mod history;
pub mod hold_review;
pub mod incidents;
pub mod instructions;
mod mailboxes;
pub mod merges;
pub mod messages;
pub mod notices;
pub mod operator;
pub mod operator_accesses;
pub mod organisations;
pub mod paging;
pub mod redactions;
pub mod request_hold;
pub mod request_mode;
pub mod request_receipt;
mod request_recipients;
mod requests;
pub mod retention;
pub mod saved_replies;
pub mod scheduled;
pub mod sender;
mod steps;
pub mod sub_processors;
pub mod suggestions;
pub mod tags;
pub mod teams;
pub mod tickets;
pub mod uploads;
pub mod view;
pub mod views;

use crate::route::Access::{Public, Token, TokenAdmin};
use crate::route::{Route, delete, get, patch, post, put};
use axum::extract::DefaultBodyLimit;
use axum::http::Method;

/// Every API route.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        desk(),
        own_account(),
        audit_log(),
        alerts(),
        drafts(),
        teams(),
        saved_replies(),
        own_fields(),
        organisations(),
        notices(),
        erasures(),
        retention_rules(),
        personal_data(),
        requests(),
        register(),
        billing(),
        operator_accesses(),
        operator::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the operator may read of the company.
fn operator_accesses() -> Vec<Route> {
    let step = |path, handler| Route::new(Method::POST, path, TokenAdmin, handler);
    vec![
        Route::new(Method::GET, "/api/v1/operator-accesses", TokenAdmin, get(operator_accesses::list)),
        step("/api/v1/operator-accesses/{access}/approval", post(operator_accesses::approve)),
        step("/api/v1/operator-accesses/{access}/refusal", post(operator_accesses::refuse)),
        step("/api/v1/operator-accesses/{access}/closure", post(operator_accesses::end)),
        Route::new(Method::GET, "/api/v1/disclosures", TokenAdmin, get(disclosures::list)),
        Route::new(Method::GET, "/api/v1/incidents", TokenAdmin, get(incidents::list)),
        Route::new(Method::GET, "/api/v1/access-reviews", TokenAdmin, get(access_reviews::list)),
        Route::new(Method::POST, "/api/v1/access-reviews", TokenAdmin, post(access_reviews::begin)),
        Route::new(Method::GET, "/api/v1/access-reviews/{review}", TokenAdmin, get(access_reviews::read)),
        step("/api/v1/access-reviews/{review}/decisions", post(access_reviews::decide)),
        step("/api/v1/access-reviews/{review}/closure", post(access_reviews::finish)),
    ]
}

/// What the company pays for.
fn billing() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/billing", TokenAdmin, get(billing::read)),
        Route::new(Method::PUT, "/api/v1/billing/details", TokenAdmin, put(billing::change_details)),
        Route::new(Method::PUT, "/api/v1/billing/plan", TokenAdmin, put(billing::change_plan)),
        Route::new(Method::GET, "/api/v1/invoices", TokenAdmin, get(billing::invoices)),
        Route::new(Method::GET, "/api/v1/invoices/{invoice}/file", TokenAdmin, get(billing::file)),
        Route::new(Method::POST, "/api/v1/invoices/{invoice}/payment", TokenAdmin, post(billing::pay)),
    ]
}

/// Sub-processors, and what the company says to them and to whoever runs Deskhero.
fn register() -> Vec<Route> {
    let (all, against) = ("/api/v1/sub-processors", "/api/v1/sub-processor-objections");
    vec![
        Route::new(Method::GET, all, TokenAdmin, get(sub_processors::list)),
        Route::new(Method::POST, against, TokenAdmin, post(sub_processors::object)),
        Route::new(Method::GET, "/api/v1/instructions", TokenAdmin, get(instructions::list)),
        Route::new(Method::PUT, "/api/v1/instructions", TokenAdmin, put(instructions::change)),
        Route::new(Method::GET, "/api/v1/residency", TokenAdmin, get(sub_processors::residency)),
        Route::new(Method::PUT, "/api/v1/residency", TokenAdmin, put(sub_processors::set_residency)),
    ]
}

/// What goes for good, and what may not.
fn erasures() -> Vec<Route> {
    let (all, one) = ("/api/v1/erasures", "/api/v1/erasures/{erasure}");
    let (holds, release) = ("/api/v1/legal-holds", "/api/v1/legal-holds/{hold}/release");
    let review = "/api/v1/legal-holds/{hold}/review";
    let (exports, export) = ("/api/v1/company-exports", "/api/v1/company-exports/{company_export}");
    let exported = "/api/v1/company-exports/{company_export}/file";
    vec![
        Route::new(Method::GET, "/api/v1/erasure-preview", TokenAdmin, get(erasures::preview)),
        Route::new(Method::POST, "/api/v1/redaction-preview", TokenAdmin, post(redactions::look)),
        Route::new(Method::GET, all, TokenAdmin, get(erasures::list)),
        Route::new(Method::POST, all, TokenAdmin, post(erasures::begin)),
        Route::new(Method::GET, one, TokenAdmin, get(erasures::read)),
        Route::new(Method::GET, "/api/v1/erasures/{erasure}/receipt", TokenAdmin, get(erasures::receipt)),
        Route::new(Method::GET, holds, TokenAdmin, get(erasures::holds)),
        Route::new(Method::POST, holds, TokenAdmin, post(erasures::place)),
        Route::new(Method::POST, release, TokenAdmin, post(erasures::release)),
        Route::new(Method::POST, review, TokenAdmin, post(hold_review::review)),
        Route::new(Method::GET, "/api/v1/closing", TokenAdmin, get(closing::read)),
        Route::new(Method::POST, "/api/v1/closing", TokenAdmin, post(closing::begin)),
        Route::new(Method::DELETE, "/api/v1/closing", TokenAdmin, delete(closing::keep)),
        Route::new(Method::GET, "/api/v1/mailboxes/{mailbox}/mails", TokenAdmin, get(closing::mails)),
        Route::new(Method::GET, exports, TokenAdmin, get(company_exports::list)),
        Route::new(Method::POST, exports, TokenAdmin, post(company_exports::ask)),
        Route::new(Method::GET, export, TokenAdmin, get(company_exports::read)),
        Route::new(Method::GET, exported, TokenAdmin, get(company_exports::file)),
        Route::new(Method::DELETE, export, TokenAdmin, delete(company_exports::withdraw)),
    ]
}

/// What is kept no longer.
fn retention_rules() -> Vec<Route> {
    let (all, one) = ("/api/v1/retention-rules", "/api/v1/retention-rules/{rule}");
    vec![
        Route::new(Method::GET, all, TokenAdmin, get(retention::list)),
        Route::new(Method::POST, all, TokenAdmin, post(retention::create)),
        Route::new(Method::POST, "/api/v1/retention-rules/preview", TokenAdmin, post(retention::preview_of)),
        Route::new(Method::GET, one, TokenAdmin, get(retention::read)),
        Route::new(Method::PUT, one, TokenAdmin, put(retention::change)),
        Route::new(Method::DELETE, one, TokenAdmin, delete(retention::remove)),
        Route::new(
            Method::GET,
            "/api/v1/retention-rules/{rule}/preview",
            TokenAdmin,
            get(retention::preview),
        ),
        Route::new(Method::GET, "/api/v1/retention-versions", TokenAdmin, get(retention::versions)),
    ]
}

/// Who did what, and why.
fn audit_log() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/audit/entries", TokenAdmin, get(audit::list)),
        Route::new(Method::GET, "/api/v1/audit/export", TokenAdmin, get(audit::export)),
        Route::new(Method::GET, "/api/v1/audit/checkpoint", TokenAdmin, get(audit::checkpoint)),
    ]
}

/// What the rules on that log found.
fn alerts() -> Vec<Route> {
    let (one, settings) = ("/api/v1/alerts/{alert}", "/api/v1/alert-settings");
    let seen = "/api/v1/alerts/{alert}/acknowledgement";
    vec![
        Route::new(Method::GET, "/api/v1/alerts", TokenAdmin, get(alerts::list)),
        Route::new(Method::GET, one, TokenAdmin, get(alerts::read)),
        Route::new(Method::POST, seen, TokenAdmin, post(alerts::acknowledge)),
        Route::new(Method::GET, settings, TokenAdmin, get(alerts::settings)),
        Route::new(Method::PUT, settings, TokenAdmin, put(alerts::change_settings)),
    ]
}

/// What is held about a person, for that person.
fn personal_data() -> Vec<Route> {
    let (all, one) = ("/api/v1/contacts/{contact}/access-exports", "/api/v1/access-exports/{export}");
    vec![
        Route::new(Method::GET, all, TokenAdmin, get(access_exports::list)),
        Route::new(Method::POST, all, TokenAdmin, post(access_exports::ask)),
        Route::new(Method::GET, one, TokenAdmin, get(access_exports::read)),
        Route::new(
            Method::GET,
            "/api/v1/access-exports/{export}/file",
            TokenAdmin,
            get(access_exports::file),
        ),
        Route::new(Method::DELETE, one, TokenAdmin, delete(access_exports::withdraw)),
    ]
}

/// Agents whom tickets are given to together.
fn teams() -> Vec<Route> {
    let (all, one) = ("/api/v1/teams", "/api/v1/teams/{team}");
    vec![
        Route::new(Method::GET, all, Token, get(teams::list)),
        Route::new(Method::POST, all, TokenAdmin, post(teams::create)),
        Route::new(Method::GET, one, Token, get(teams::read)),
        Route::new(Method::PATCH, one, TokenAdmin, patch(teams::change)),
        Route::new(Method::DELETE, one, TokenAdmin, delete(teams::remove)),
    ]
}

/// Texts kept for answers.
fn saved_replies() -> Vec<Route> {
    let (all, one) = ("/api/v1/saved-replies", "/api/v1/saved-replies/{saved_reply}");
    let filled = "/api/v1/tickets/{ticket}/saved-replies/{saved_reply}";
    vec![
        Route::new(Method::GET, all, Token, get(saved_replies::list)),
        Route::new(Method::POST, all, Token, post(saved_replies::create)),
        Route::new(Method::GET, one, Token, get(saved_replies::read)),
        Route::new(Method::PATCH, one, Token, patch(saved_replies::change)),
        Route::new(Method::GET, filled, Token, get(saved_replies::fill)),
        Route::new(Method::DELETE, one, Token, delete(saved_replies::remove)),
    ]
}

/// What a company adds to tickets and contacts.
fn own_fields() -> Vec<Route> {
    let (all, one) = ("/api/v1/fields", "/api/v1/fields/{field}");
    vec![
        Route::new(Method::GET, all, Token, get(fields::list)),
        Route::new(Method::POST, all, TokenAdmin, post(fields::create)),
        Route::new(Method::PATCH, one, TokenAdmin, patch(fields::change)),
        Route::new(Method::DELETE, one, TokenAdmin, delete(fields::remove)),
    ]
}

/// Whom contacts belong to.
fn organisations() -> Vec<Route> {
    let (all, one) = ("/api/v1/organisations", "/api/v1/organisations/{organisation}");
    let (people, tickets) =
        ("/api/v1/organisations/{organisation}/contacts", "/api/v1/organisations/{organisation}/tickets");
    vec![
        Route::new(Method::GET, all, Token, get(organisations::list)),
        Route::new(Method::POST, all, Token, post(organisations::create)),
        Route::new(Method::GET, one, Token, get(organisations::read)),
        Route::new(Method::PATCH, one, Token, patch(organisations::change)),
        Route::new(Method::GET, people, Token, get(organisations::contacts)),
        Route::new(Method::GET, tickets, Token, get(organisations::tickets)),
        Route::new(Method::DELETE, one, TokenAdmin, delete(organisations::remove)),
    ]
}

/// What people ask about their own data.
fn requests() -> Vec<Route> {
    let (all, one) = ("/api/v1/subject-requests", "/api/v1/subject-requests/{request}");
    let settings = "/api/v1/subject-request-settings";
    let step = |path, handler| Route::new(Method::POST, path, TokenAdmin, handler);
    vec![
        Route::new(Method::GET, settings, TokenAdmin, get(requests::settings)),
        Route::new(Method::PUT, settings, TokenAdmin, put(requests::change_settings)),
        Route::new(Method::GET, all, TokenAdmin, get(requests::list)),
        step(all, post(requests::create)),
        Route::new(Method::GET, one, TokenAdmin, get(requests::read)),
        step("/api/v1/subject-requests/{request}/facts", post(requests::facts)),
        step("/api/v1/subject-requests/{request}/identity", post(requests::identity)),
        step("/api/v1/subject-requests/{request}/link", post(requests::link)),
        step("/api/v1/subject-requests/{request}/contact", post(requests::contact)),
        step("/api/v1/subject-requests/{request}/extension", post(requests::extension)),
        step("/api/v1/subject-requests/{request}/decision", post(requests::decision)),
        step("/api/v1/subject-requests/{request}/fulfilment", post(requests::fulfilment)),
        step("/api/v1/subject-requests/{request}/letter", post(requests::letter)),
        Route::new(
            Method::GET,
            "/api/v1/subject-requests/{request}/receipt",
            TokenAdmin,
            get(request_receipt::request_receipt),
        ),
        step("/api/v1/subject-requests/{request}/hold-letter", post(requests::hold_letter)),
        step("/api/v1/subject-requests/{request}/withdrawal", post(requests::withdrawal)),
        step("/api/v1/subject-requests/{request}/notes", post(requests::notes)),
        step("/api/v1/subject-requests/{request}/recipients", post(requests::recipients)),
        Route::new(
            Method::GET,
            "/api/v1/subject-requests/{request}/recipients",
            TokenAdmin,
            get(request_recipients::list_recipients),
        ),
        step("/api/v1/subject-requests/{request}/notice", post(requests::notice)),
        step("/api/v1/subject-requests/{request}/lifting", post(requests::lifting)),
    ]
}

/// What agents are told.
fn notices() -> Vec<Route> {
    let choices = "/api/v1/notices/choices";
    vec![
        Route::new(Method::GET, "/api/v1/notices", Token, get(notices::list)),
        Route::new(Method::POST, "/api/v1/notices/reading", Token, post(notices::read)),
        Route::new(Method::GET, choices, Token, get(notices::choices)),
        Route::new(Method::PATCH, choices, Token, patch(notices::change_choices)),
    ]
}

/// What is being written.
fn drafts() -> Vec<Route> {
    let (read, remove) = (Method::GET, Method::DELETE);
    let (of_ticket, one) = ("/api/v1/tickets/{ticket}/draft", "/api/v1/drafts/{draft}");
    vec![
        Route::new(read.clone(), of_ticket, Token, get(drafts::read)),
        Route::new(Method::PUT, of_ticket, Token, put(drafts::save)),
        Route::new(remove.clone(), of_ticket, Token, delete(drafts::discard)),
        Route::new(read.clone(), "/api/v1/drafts", Token, get(drafts::list_mails)),
        Route::new(Method::POST, "/api/v1/drafts", Token, post(drafts::create_mail)),
        Route::new(read, one, Token, get(drafts::read_mail)),
        Route::new(Method::PUT, one, Token, put(drafts::save_mail)),
        Route::new(remove, one, Token, delete(drafts::discard_mail)),
    ]
}

/// The account of the token's agent.
fn own_account() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/profile", Token, get(agents::profile)),
        Route::new(Method::GET, "/api/v1/profile/data", Token, get(account_data::read)),
        Route::new(Method::GET, "/api/v1/profile/consents", Token, get(consents::list)),
        Route::new(Method::PUT, "/api/v1/profile/consents/usage", Token, put(consents::decide)),
        Route::new(Method::PUT, "/api/v1/profile/consents/news", Token, put(consents::decide_news)),
        Route::new(Method::GET, "/api/v1/profile/data/file", Token, get(account_data::file)),
        Route::new(Method::GET, "/api/v1/profile/requests", Token, get(account_requests::list)),
        Route::new(Method::POST, "/api/v1/profile/requests", Token, post(account_requests::ask)),
        Route::new(
            Method::GET,
            "/api/v1/profile/requests/{request}/receipt",
            Token,
            get(account_requests::receipt),
        ),
        Route::new(
            Method::DELETE,
            "/api/v1/profile/requests/{request}",
            Token,
            delete(account_requests::take_back),
        ),
        Route::new(Method::PATCH, "/api/v1/profile", Token, patch(agents::change_profile)),
    ]
}

fn desk() -> Vec<Route> {
    let (read, send, change) = (Method::GET, Method::POST, Method::PATCH);
    vec![
        Route::new(read.clone(), "/api/v1/openapi.json", Public, get(document::serve)),
        Route::new(read.clone(), "/api/v1/documents", Public, get(documents::list)),
        Route::new(read.clone(), "/api/v1/documents/{document}", Public, get(documents::read)),
        Route::new(read.clone(), "/api/v1/tickets", Token, get(tickets::list)),
        Route::new(read.clone(), "/api/v1/acceptances", TokenAdmin, get(acceptances::list)),
        Route::new(read.clone(), "/api/v1/suggestions", Token, get(suggestions::list)),
        Route::new(read.clone(), "/api/v1/scheduled-answers", Token, get(scheduled::list)),
        Route::new(send.clone(), "/api/v1/tickets", Token, post(tickets::create)),
        Route::new(read.clone(), "/api/v1/tickets/{ticket}", Token, get(tickets::read)),
        Route::new(read.clone(), "/api/v1/tickets/{ticket}/history", Token, get(history::history)),
        Route::new(change.clone(), "/api/v1/tickets/{ticket}", Token, patch(changes::one)),
        Route::new(send.clone(), "/api/v1/ticket-changes", Token, post(changes::many)),
        Route::new(send.clone(), "/api/v1/ticket-readings", Token, post(changes::readings)),
        Route::new(send.clone(), "/api/v1/ticket-changes/{change}/reversal", Token, post(changes::reverse)),
        Route::new(send.clone(), "/api/v1/tickets/{ticket}/merges", Token, post(merges::merge)),
        Route::new(send.clone(), "/api/v1/merges/{merge}/reversal", Token, post(merges::unmerge)),
        Route::new(send.clone(), "/api/v1/tickets/{ticket}/splits", Token, post(merges::split)),
        Route::new(send.clone(), "/api/v1/tickets/{ticket}/links", Token, post(merges::link)),
        Route::new(Method::DELETE, "/api/v1/tickets/{ticket}/links/{other}", Token, delete(merges::unlink)),
        Route::new(Method::PUT, "/api/v1/tickets/{ticket}/requester", Token, put(merges::requester)),
        Route::new(read.clone(), "/api/v1/views", Token, get(views::list)),
        Route::new(send.clone(), "/api/v1/views", Token, post(views::create)),
        Route::new(read.clone(), "/api/v1/views/{view}", Token, get(views::read)),
        Route::new(change.clone(), "/api/v1/views/{view}", Token, patch(views::change)),
        Route::new(Method::DELETE, "/api/v1/views/{view}", Token, delete(views::remove)),
        Route::new(read.clone(), "/api/v1/tags", Token, get(tags::list)),
        Route::new(send.clone(), "/api/v1/tags", Token, post(tags::create)),
        Route::new(read.clone(), "/api/v1/tickets/{ticket}/tag-suggestions", Token, get(tags::suggest)),
        Route::new(change.clone(), "/api/v1/tags/{tag}", TokenAdmin, patch(tags::change)),
        Route::new(Method::DELETE, "/api/v1/tags/{tag}", TokenAdmin, delete(tags::remove)),
        Route::new(read.clone(), "/api/v1/tickets/{ticket}/messages", Token, get(messages::list)),
        Route::new(send.clone(), "/api/v1/tickets/{ticket}/replies", Token, post(messages::reply)),
        Route::new(send.clone(), "/api/v1/tickets/{ticket}/notes", Token, post(messages::note)),
        Route::new(read.clone(), "/api/v1/messages/{message}", Token, get(messages::read)),
        Route::new(send.clone(), "/api/v1/messages/{message}/forwards", Token, post(messages::forward)),
        Route::new(send.clone(), "/api/v1/messages/{message}/take-back", Token, post(messages::take_back)),
        Route::new(read.clone(), "/api/v1/messages/{message}/raw", Token, get(messages::raw)),
        Route::new(read.clone(), "/api/v1/attachments/{message}/{part}", Token, get(messages::attachment)),
        Route::new(
            send.clone(),
            "/api/v1/uploads",
            Token,
            post(uploads::create).layer(DefaultBodyLimit::disable()),
        ),
        Route::new(read.clone(), "/api/v1/contacts", Token, get(contacts::list)),
        Route::new(read.clone(), "/api/v1/contacts/{contact}", Token, get(contacts::read)),
        Route::new(change.clone(), "/api/v1/contacts/{contact}", Token, patch(contacts::change)),
        Route::new(read.clone(), "/api/v1/mailboxes", Token, get(mailboxes::list)),
        Route::new(send.clone(), "/api/v1/mailboxes", TokenAdmin, post(mailboxes::create)),
        Route::new(send.clone(), "/api/v1/mailboxes/checks", TokenAdmin, post(mailboxes::check)),
        Route::new(send.clone(), "/api/v1/mailboxes/proposals", TokenAdmin, post(mailboxes::propose)),
        Route::new(read.clone(), "/api/v1/mailboxes/{mailbox}", Token, get(mailboxes::read)),
        Route::new(send.clone(), "/api/v1/mailboxes/{mailbox}/checks", TokenAdmin, post(mailboxes::test)),
        Route::new(read.clone(), "/api/v1/mailboxes/{mailbox}/servers", TokenAdmin, get(mailboxes::servers)),
        Route::new(change, "/api/v1/mailboxes/{mailbox}", TokenAdmin, patch(mailboxes::change)),
        Route::new(read.clone(), "/api/v1/agents", Token, get(agents::list)),
        Route::new(send, "/api/v1/agents", TokenAdmin, post(agents::create)),
        Route::new(read.clone(), "/api/v1/agents/{agent}", Token, get(agents::read)),
        Route::new(Method::PATCH, "/api/v1/agents/{agent}", TokenAdmin, patch(agents::change)),
        Route::new(Method::POST, "/api/v1/agents/invitations", TokenAdmin, post(agents::invite)),
        Route::new(Method::POST, "/api/v1/agents/{agent}/resets", TokenAdmin, post(agents::reset)),
        Route::new(read, "/api/v1/events", Token, get(events::stream)),
    ]
}
