//! Pages for people: each action in its own file; this one is the table of contents.

pub mod account_data;
mod agents;
pub(crate) mod agreement;
mod alerts;
mod assigning;
pub(crate) mod audit;
mod below;
pub mod billing;
mod change;
mod choices;
pub(crate) mod closing;
mod company_exports;
mod connect;
pub(crate) mod consent;
pub(crate) mod conversation;
mod cookies;
mod desk;
pub(crate) mod document_blocks;
pub mod document_pdf;
pub mod documents;
pub mod download;
mod drafts;
mod erasures;
pub mod error;
mod fields;
mod files;
mod filling;
mod finding;
mod forward;
mod frame;
mod health;
mod history;
mod identities;
mod incidents;
mod instructions;
mod invitation;
pub(crate) mod later;
mod list;
pub mod live;
mod mail;
mod mailbox_signature;
mod mailboxes;
mod merges;
mod narrowing;
mod notices;
pub(crate) mod operator;
mod operator_access;
mod organisations;
mod palette;
mod people;
mod permission;
pub mod personal_data;
mod presence;
pub(crate) mod preview;
mod privacy_request;
mod profile;
mod promises;
mod recipients;
mod rectifying;
mod redactions;
mod register;
mod remote;
mod request_events;
mod request_hold;
mod request_mode;
mod requests;
mod reset;
mod restricted;
mod retention;
mod saved_replies;
mod scheduled;
mod sender;
mod servers;
mod set_up;
mod shell;
pub(crate) mod sign_in;
pub mod sign_up;
mod source;
pub(crate) mod sub_processors;
mod tags;
mod teams;
pub(crate) mod time;
mod titles;
mod tokens;
mod transparency;
mod trust;
pub mod upload;
mod views;

use crate::api::account_requests::receipt as account_receipt;
use crate::api::request_receipt::request_receipt;
use crate::assets;
use crate::problem::{Answer, Problem};
use crate::push;
use crate::route::Access::{Operator, Provider, Public, Session, SessionAdmin, Signed};
use crate::route::{GET, POST, Route, get, post};
use app::{access_export, account, company_export};
use askama::Template;
use axum::extract::DefaultBodyLimit;
use axum::response::{Html, Redirect};

/// Every page route.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        doors(),
        operator(),
        register::routes(),
        operator_access::routes(),
        operator::documents::routes(),
        operator::news::routes(),
        desk(),
        organisations(),
        personal_data(),
        requests(),
        settings(),
        own_account(),
        watching(),
        privacy(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ways in: for people who are not signed in yet.
fn doors() -> Vec<Route> {
    vec![
        Route::new(GET, "/assets/{file}", Public, get(assets::serve)),
        Route::new(GET, "/sign-in", Public, get(sign_in::form)),
        Route::new(POST, "/sign-in", Public, post(sign_in::submit)),
        Route::new(POST, "/sign-out", Session, post(sign_in::out)),
        Route::new(GET, "/set-up/{link}", Signed, get(set_up::form)),
        Route::new(POST, "/set-up/{link}", Signed, post(set_up::complete)),
        Route::new(GET, "/set-up/{link}/documents/{document}", Signed, get(set_up::document)),
        Route::new(GET, "/sign-up", Public, get(sign_up::form)),
        Route::new(POST, "/sign-ups", Public, post(sign_up::submit)),
        Route::new(GET, "/sign-ups/{link}", Signed, get(sign_up::proved)),
        Route::new(POST, "/sign-ups/{link}", Signed, post(sign_up::complete)),
        Route::new(GET, "/oauth/callback", Public, get(permission::callback)),
        Route::new(POST, "/push/google", Provider, post(push::google).layer(calls())),
        Route::new(POST, "/push/microsoft", Provider, post(push::microsoft).layer(calls())),
        Route::new(GET, "/subprocessors", Public, get(sub_processors::show)),
        Route::new(GET, "/subprocessors.atom", Public, get(sub_processors::atom)),
        Route::new(GET, "/subprocessors.json", Public, get(sub_processors::json)),
        Route::new(GET, trust::PLACE, Public, get(trust::show)),
        Route::new(GET, "/trust.json", Public, get(trust::as_json)),
        Route::new(GET, "/trust/promises", Public, get(trust::promises)),
        Route::new(GET, "/trust/measures", Public, get(trust::measures)),
        Route::new(GET, "/.well-known/security.txt", Public, get(trust::security)),
        Route::new(GET, "/documents", Public, get(documents::list)),
        Route::new(GET, "/documents/{document}", Public, get(documents::read)),
        Route::new(GET, "/documents/{document}/pdf", Public, get(document_pdf::read)),
        Route::new(GET, "/documents/{document}/comparison", Public, get(documents::comparison)),
        Route::new(GET, agreement::PLACE, Session, get(agreement::show)),
        Route::new(POST, agreement::PLACE, Session, post(agreement::agree)),
        Route::new(GET, "/agreement/refusal", Session, get(agreement::refusal)),
        Route::new(GET, "/acceptances", SessionAdmin, get(sign_up::acceptances)),
        Route::new(GET, "/invitations/{link}", Signed, get(invitation::form)),
        Route::new(POST, "/invitations/{link}", Signed, post(invitation::accept)),
        Route::new(GET, "/resets", Public, get(reset::request_form)),
        Route::new(POST, "/resets", Public, post(reset::request)),
        Route::new(GET, "/resets/{link}", Signed, get(reset::form)),
        Route::new(POST, "/resets/{link}", Signed, post(reset::set)),
    ]
}

/// The operator's pages, with a door of their own.
fn operator() -> Vec<Route> {
    let step = |path, handler| Route::new(POST, path, Operator, handler);
    vec![
        Route::new(GET, "/operator/sign-in", Public, get(sign_in::operator_form)),
        Route::new(POST, "/operator/sign-in", Public, post(sign_in::operator_submit)),
        Route::new(POST, "/operator/sign-out", Operator, post(sign_in::operator_out)),
        Route::new(GET, "/operator", Operator, get(operator::tenants::list)),
        Route::new(POST, "/operator/tenants", Operator, post(operator::tenants::create)),
        Route::new(GET, "/operator/tenants/{tenant}", Operator, get(operator::tenant::show)),
        Route::new(POST, "/operator/tenants/{tenant}", Operator, post(operator::tenant::rename)),
        Route::new(POST, "/operator/tenants/{tenant}/hosts", Operator, post(operator::tenant::add_host)),
        Route::new(
            POST,
            "/operator/tenants/{tenant}/hosts/removal",
            Operator,
            post(operator::tenant::remove_host),
        ),
        Route::new(POST, "/operator/tenants/{tenant}/state", Operator, post(operator::tenant::set_state)),
        Route::new(POST, "/operator/tenants/{tenant}/admin", Operator, post(operator::tenant::invite)),
        Route::new(GET, "/operator/alerts", Operator, get(alerts::list)),
        Route::new(GET, "/operator/alerts/{alert}", Operator, get(alerts::read)),
        Route::new(POST, "/operator/alerts/{alert}/acknowledgement", Operator, post(alerts::acknowledge)),
        Route::new(GET, operator::usage::PLACE, Operator, get(operator::usage::show)),
        Route::new(GET, "/operator/promises", Operator, get(promises::show_all)),
        Route::new(POST, "/operator/promises", Operator, post(promises::check_all)),
        Route::new(GET, "/operator/mail", Operator, get(operator::mail::show)),
        Route::new(POST, "/operator/mail", Operator, post(operator::mail::test)),
        Route::new(GET, operator::requests::PLACE, Operator, get(operator::requests::list)),
        Route::new(POST, "/operator/requests/settings", Operator, post(operator::requests::settings)),
        Route::new(GET, "/operator/requests/{request}", Operator, get(operator::requests::read)),
        step("/operator/requests/{request}/extension", post(operator::requests::extension)),
        step("/operator/requests/{request}/decision", post(operator::requests::decision)),
        step("/operator/requests/{request}/fulfilment", post(operator::requests::fulfilment)),
        step("/operator/requests/{request}/letter", post(operator::requests::letter)),
        step("/operator/requests/{request}/notes", post(operator::requests::notes)),
        Route::new(GET, "/operator/requests/{request}/receipt", Operator, get(request_receipt)),
        Route::new(GET, "/operator/tokens", Operator, get(tokens::list)),
        Route::new(POST, "/operator/tokens", Operator, post(tokens::create)),
        Route::new(POST, "/operator/tokens/{token}/withdrawal", Operator, post(tokens::withdraw)),
    ]
}

/// Tickets and what is done with them.
fn desk() -> Vec<Route> {
    vec![
        Route::new(GET, "/", Session, get(async || Redirect::to("/tickets"))),
        Route::new(GET, "/tickets", Session, get(desk::list)),
        Route::new(GET, "/palette", Session, get(palette::suggest)),
        Route::new(GET, "/scheduled", Session, get(scheduled::list)),
        Route::new(GET, "/people", Session, get(people::suggest)),
        Route::new(GET, "/tickets/new", Session, get(mail::form)),
        Route::new(POST, "/tickets/new", Session, post(mail::send)),
        Route::new(POST, "/tickets/new/drafts/mail", Session, post(drafts::save_mail)),
        Route::new(POST, "/tickets/new/drafts/mail/removal", Session, post(drafts::discard_mail)),
        Route::new(GET, "/tickets/{ticket}", Session, get(desk::read)),
        Route::new(POST, "/tickets/{ticket}/changes", Session, post(change::ticket)),
        Route::new(POST, "/ticket-changes", Session, post(change::many)),
        Route::new(POST, "/ticket-readings", Session, post(change::readings)),
        Route::new(POST, "/ticket-changes/{change}/reversal", Session, post(change::reverse)),
        Route::new(POST, "/tickets/{ticket}/merges", Session, post(merges::merge)),
        Route::new(POST, "/merges/{merge}/reversal", Session, post(merges::unmerge)),
        Route::new(POST, "/tickets/{ticket}/splits", Session, post(merges::split)),
        Route::new(POST, "/tickets/{ticket}/links", Session, post(merges::link)),
        Route::new(POST, "/tickets/{ticket}/links/removal", Session, post(merges::unlink)),
        Route::new(POST, "/tickets/{ticket}/requester", Session, post(merges::requester)),
        Route::new(POST, "/tickets/{ticket}/fields", Session, post(filling::ticket)),
        Route::new(POST, "/contacts/{contact}/fields", Session, post(filling::contact)),
        Route::new(POST, "/contacts/{contact}/organisation", Session, post(organisations::place)),
        Route::new(GET, "/views", Session, get(views::show)),
        Route::new(POST, "/views", Session, post(views::create)),
        Route::new(POST, "/views/{view}", Session, post(views::change)),
        Route::new(POST, "/views/{view}/removal", Session, post(views::remove)),
        Route::new(POST, "/tickets/{ticket}/replies", Session, post(change::reply)),
        Route::new(POST, "/tickets/{ticket}/notes", Session, post(change::note)),
        Route::new(POST, "/tickets/{ticket}/drafts/{kind}", Session, post(drafts::save)),
        Route::new(POST, "/tickets/{ticket}/drafts/{kind}/removal", Session, post(drafts::discard)),
        Route::new(POST, "/tickets/{ticket}/presence", Session, post(presence::tell)),
        Route::new(GET, "/tickets/{ticket}/saved-replies/{saved_reply}", Session, get(saved_replies::fill)),
        Route::new(POST, "/messages/{message}/outcome", Session, post(change::outcome)),
        Route::new(GET, "/messages/{message}/forward", Session, get(forward::form)),
        Route::new(POST, "/messages/{message}/forwards", Session, post(forward::send)),
        Route::new(POST, "/messages/{message}/take-back", Session, post(later::take_back)),
        Route::new(GET, "/messages/{message}/frame", Session, get(frame::show)),
        Route::new(POST, "/messages/{message}/images", Session, post(frame::with_remote_images)),
        Route::new(GET, "/messages/{message}/source", Session, get(source::show)),
        Route::new(GET, "/messages/{message}/raw", Session, get(download::raw)),
        Route::new(GET, "/messages/{message}/attachments/{part}", Session, get(download::attachment)),
        Route::new(GET, "/messages/{message}/attachments/{part}/preview", Session, get(preview::attachment)),
        Route::new(GET, "/downloads/{token}", Signed, get(download::signed)),
        Route::new(GET, "/uploads/{upload}", Session, get(upload::show)),
        Route::new(POST, "/uploads", Session, post(upload::add).layer(DefaultBodyLimit::disable())),
        Route::new(GET, "/live", Session, get(live::stream)),
    ]
}

/// Whom people belong to.
fn organisations() -> Vec<Route> {
    let (all, one) = ("/organisations", "/organisations/{organisation}");
    let person = "/organisations/{organisation}/people/{contact}/removal";
    vec![
        Route::new(GET, all, Session, get(organisations::list)),
        Route::new(POST, all, Session, post(organisations::create)),
        Route::new(GET, "/organisations/new", Session, get(organisations::form)),
        Route::new(GET, one, Session, get(organisations::read)),
        Route::new(POST, one, Session, post(organisations::change)),
        Route::new(POST, "/organisations/{organisation}/people", Session, post(organisations::add_person)),
        Route::new(POST, person, Session, post(organisations::remove_person)),
        Route::new(POST, "/organisations/{organisation}/removal", SessionAdmin, post(organisations::remove)),
    ]
}

/// What is held about a person, for that person.
fn personal_data() -> Vec<Route> {
    let of = "/contacts/{contact}/personal-data";
    vec![
        Route::new(GET, of, SessionAdmin, get(personal_data::show)),
        Route::new(POST, of, SessionAdmin, post(personal_data::ask)),
        Route::new(GET, "/access-exports/{export}/file", SessionAdmin, get(personal_data::file)),
        Route::new(POST, "/access-exports/{export}/removal", SessionAdmin, post(personal_data::withdraw)),
        Route::new(GET, "/personal-data/{link}", Signed, get(personal_data::linked)),
        Route::new(GET, "/personal-data/{link}/file", Signed, get(personal_data::linked_file)),
        Route::new(GET, access_export::SCHEMA_PATH, Public, get(personal_data::schema)),
        Route::new(GET, account::SCHEMA_PATH, Public, get(account_data::schema)),
        Route::new(GET, company_export::SCHEMA_PATH, Public, get(company_exports::schema)),
    ]
}

/// What people ask about their own data.
fn requests() -> Vec<Route> {
    let step = |path, handler| Route::new(POST, path, SessionAdmin, handler);
    vec![
        Route::new(GET, cookies::PLACE, Public, get(cookies::show)),
        Route::new(GET, "/privacy-request", Public, get(privacy_request::form)),
        Route::new(POST, "/privacy-requests", Public, post(privacy_request::submit)),
        Route::new(GET, "/privacy-requests/{link}", Signed, get(privacy_request::proof)),
        Route::new(POST, "/privacy-requests/{link}", Signed, post(privacy_request::prove)),
        Route::new(GET, "/requests", SessionAdmin, get(requests::list)),
        Route::new(GET, "/requests/new", SessionAdmin, get(requests::form)),
        Route::new(GET, "/requests/{request}", SessionAdmin, get(requests::read)),
        step("/requests", post(requests::create)),
        step("/requests/settings", post(requests::settings)),
        step("/requests/{request}/facts", post(requests::facts)),
        step("/requests/{request}/identity", post(requests::identity)),
        step("/requests/{request}/link", post(requests::link)),
        step("/requests/{request}/contact", post(requests::contact)),
        step("/requests/{request}/extension", post(requests::extension)),
        step("/requests/{request}/decision", post(requests::decision)),
        step("/requests/{request}/fulfilment", post(requests::fulfilment)),
        step("/requests/{request}/letter", post(requests::letter)),
        Route::new(GET, "/requests/{request}/receipt", SessionAdmin, get(request_receipt)),
        step("/requests/{request}/hold-letter", post(requests::hold_letter)),
        step("/requests/{request}/withdrawal", post(requests::withdrawal)),
        step("/requests/{request}/notes", post(requests::notes)),
        step("/requests/{request}/recipients", post(requests::told)),
        step("/requests/{request}/notice", post(requests::notice)),
        step("/requests/{request}/lifting", post(requests::lifting)),
        step("/tickets/{ticket}/restricted-answers", post(restricted::answer)),
    ]
}

/// One's own account.
fn own_account() -> Vec<Route> {
    vec![
        Route::new(GET, "/profile", Session, get(profile::form)),
        Route::new(POST, "/profile", Session, post(profile::change)),
        Route::new(POST, "/profile/password", Session, post(profile::password)),
        Route::new(GET, account_data::PLACE, Session, get(account_data::show)),
        Route::new(POST, "/profile/consents/usage", Session, post(consent::decide)),
        Route::new(GET, "/profile/data/file", Session, get(account_data::file)),
        Route::new(POST, "/profile/data/requests", Session, post(account_data::ask)),
        Route::new(GET, "/profile/data/requests/{request}/receipt", Session, get(account_receipt)),
        Route::new(
            POST,
            "/profile/data/requests/{request}/withdrawal",
            Session,
            post(account_data::take_back),
        ),
    ]
}

/// What a company sets for itself.
fn settings() -> Vec<Route> {
    vec![
        Route::new(GET, "/tags", Session, get(tags::list)),
        Route::new(POST, "/tags", Session, post(tags::create)),
        Route::new(POST, "/tags/{tag}", SessionAdmin, post(tags::change)),
        Route::new(POST, "/tags/{tag}/removal", SessionAdmin, post(tags::remove)),
        Route::new(GET, "/teams", Session, get(teams::list)),
        Route::new(POST, "/teams", SessionAdmin, post(teams::create)),
        Route::new(GET, "/teams/new", SessionAdmin, get(teams::form)),
        Route::new(GET, "/teams/{team}", SessionAdmin, get(teams::read)),
        Route::new(POST, "/teams/{team}", SessionAdmin, post(teams::change)),
        Route::new(POST, "/teams/{team}/removal", SessionAdmin, post(teams::remove)),
        Route::new(GET, "/fields", SessionAdmin, get(fields::list)),
        Route::new(POST, "/fields", SessionAdmin, post(fields::create)),
        Route::new(GET, "/fields/new", SessionAdmin, get(fields::form)),
        Route::new(GET, "/fields/{field}", SessionAdmin, get(fields::read)),
        Route::new(POST, "/fields/{field}", SessionAdmin, post(fields::change)),
        Route::new(POST, "/fields/{field}/place", SessionAdmin, post(fields::place)),
        Route::new(POST, "/fields/{field}/removal", SessionAdmin, post(fields::remove)),
        Route::new(GET, "/saved-replies", Session, get(saved_replies::list)),
        Route::new(POST, "/saved-replies", Session, post(saved_replies::create)),
        Route::new(GET, "/saved-replies/new", Session, get(saved_replies::form)),
        Route::new(POST, "/saved-replies/preview", Session, post(saved_replies::show_preview)),
        Route::new(GET, "/saved-replies/choices", Session, get(saved_replies::choices)),
        Route::new(GET, "/saved-replies/{saved_reply}", Session, get(saved_replies::read)),
        Route::new(POST, "/saved-replies/{saved_reply}", Session, post(saved_replies::change)),
        Route::new(POST, "/saved-replies/{saved_reply}/filling", Session, post(saved_replies::fill_first)),
        Route::new(POST, "/saved-replies/{saved_reply}/removal", Session, post(saved_replies::remove)),
        Route::new(GET, "/mailboxes", SessionAdmin, get(mailboxes::list)),
        Route::new(POST, "/mailboxes", SessionAdmin, post(connect::connect)),
        Route::new(GET, "/mailboxes/new", SessionAdmin, get(connect::form)),
        Route::new(POST, "/mailboxes/new", SessionAdmin, post(connect::propose)),
        Route::new(POST, "/mailboxes/permission", SessionAdmin, post(permission::ask)),
        Route::new(GET, "/mailboxes/permission/return", SessionAdmin, get(permission::finish)),
        Route::new(POST, "/mailboxes/{mailbox}/state", SessionAdmin, post(mailboxes::switch)),
        Route::new(GET, "/mailboxes/{mailbox}/health", SessionAdmin, get(health::read)),
        Route::new(POST, "/mailboxes/{mailbox}/health", SessionAdmin, post(health::test)),
        Route::new(GET, "/mailboxes/{mailbox}/servers", SessionAdmin, get(servers::form)),
        Route::new(POST, "/mailboxes/{mailbox}/servers", SessionAdmin, post(servers::change)),
        Route::new(GET, "/mailboxes/{mailbox}/signature", SessionAdmin, get(mailbox_signature::form)),
        Route::new(POST, "/mailboxes/{mailbox}/signature", SessionAdmin, post(mailbox_signature::change)),
        Route::new(GET, "/mailboxes/{mailbox}/addresses", SessionAdmin, get(identities::list)),
        Route::new(POST, "/mailboxes/{mailbox}/addresses", SessionAdmin, post(identities::add)),
        Route::new(POST, "/mailboxes/{mailbox}/addresses/removal", SessionAdmin, post(identities::remove)),
        Route::new(POST, "/mailboxes/{mailbox}/intake", SessionAdmin, post(identities::intake)),
        Route::new(GET, "/mailboxes/{mailbox}/assigning", SessionAdmin, get(assigning::form)),
        Route::new(POST, "/mailboxes/{mailbox}/assigning", SessionAdmin, post(assigning::change)),
        Route::new(GET, "/agents", Session, get(agents::list)),
        Route::new(POST, "/agents/invitations", SessionAdmin, post(agents::invite)),
        Route::new(POST, "/agents/{agent}/invitations", SessionAdmin, post(agents::invite_again)),
        Route::new(POST, "/agents/{agent}/resets", SessionAdmin, post(agents::reset)),
        Route::new(POST, "/agents/{agent}/changes", SessionAdmin, post(agents::change)),
        Route::new(GET, "/notices", Session, get(notices::list)),
        Route::new(GET, "/notices/newest", Session, get(notices::newest)),
        Route::new(POST, "/notices/reading", Session, post(notices::read)),
        Route::new(GET, "/notices/choices", Session, get(notices::choices)),
        Route::new(POST, "/notices/choices", Session, post(notices::change_choices)),
        Route::new(GET, "/tokens", Session, get(tokens::list)),
        Route::new(POST, "/tokens", Session, post(tokens::create)),
        Route::new(POST, "/tokens/{token}/withdrawal", Session, post(tokens::withdraw)),
    ]
}

/// Who did what, what rules found in that, and whether promises are kept.
fn watching() -> Vec<Route> {
    vec![
        Route::new(GET, "/audit", SessionAdmin, get(audit::list)),
        Route::new(GET, "/alerts", SessionAdmin, get(alerts::list)),
        Route::new(GET, "/alerts/settings", SessionAdmin, get(alerts::settings)),
        Route::new(POST, "/alerts/settings", SessionAdmin, post(alerts::change_settings)),
        Route::new(GET, "/alerts/{alert}", SessionAdmin, get(alerts::read)),
        Route::new(POST, "/alerts/{alert}/acknowledgement", SessionAdmin, post(alerts::acknowledge)),
        Route::new(GET, "/promises", SessionAdmin, get(promises::show)),
        Route::new(POST, "/promises", SessionAdmin, post(promises::check)),
        Route::new(GET, "/audit/export", SessionAdmin, get(audit::export)),
    ]
}

/// What goes for good, and what may not.
fn privacy() -> Vec<Route> {
    vec![
        Route::new(GET, "/erasures", SessionAdmin, get(erasures::list)),
        Route::new(POST, "/erasures", SessionAdmin, post(erasures::begin)),
        Route::new(GET, "/erasures/new", SessionAdmin, get(erasures::form)),
        Route::new(GET, "/redactions/new", SessionAdmin, get(redactions::form)),
        Route::new(POST, "/redactions", SessionAdmin, post(redactions::begin)),
        Route::new(GET, "/erasures/{erasure}", SessionAdmin, get(erasures::read)),
        Route::new(GET, "/erasures/{erasure}/receipt", SessionAdmin, get(erasures::receipt)),
        Route::new(GET, "/retention", SessionAdmin, get(retention::list)),
        Route::new(POST, "/retention", SessionAdmin, post(retention::create)),
        Route::new(GET, "/retention/{rule}", SessionAdmin, get(retention::read)),
        Route::new(POST, "/retention/{rule}", SessionAdmin, post(retention::change)),
        Route::new(POST, "/retention/{rule}/removal", SessionAdmin, post(retention::remove)),
        Route::new(GET, "/closing", SessionAdmin, get(closing::show)),
        Route::new(POST, "/closing", SessionAdmin, post(closing::begin)),
        Route::new(POST, "/closing/reversal", SessionAdmin, post(closing::keep)),
        Route::new(GET, "/closing/mailboxes/{mailbox}/mails", SessionAdmin, get(closing::mails)),
        Route::new(POST, "/company-exports", SessionAdmin, post(company_exports::ask)),
        Route::new(GET, "/company-exports/{company_export}/file", SessionAdmin, get(company_exports::file)),
        Route::new(
            POST,
            "/company-exports/{company_export}/removal",
            SessionAdmin,
            post(company_exports::withdraw),
        ),
        Route::new(POST, "/legal-holds", SessionAdmin, post(erasures::place)),
        Route::new(POST, "/legal-holds/{hold}/release", SessionAdmin, post(erasures::release)),
        Route::new(POST, "/legal-holds/{hold}/review", SessionAdmin, post(erasures::review)),
    ]
}

/// Renders a page.
fn page(template: &impl Template) -> Answer<Html<String>> {
    template.render().map(Html).map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::new(
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "error-internal",
            "the page could not be made",
        )
    })
}

fn calls() -> DefaultBodyLimit {
    DefaultBodyLimit::max(push::CALL_BYTES_MAX)
}
