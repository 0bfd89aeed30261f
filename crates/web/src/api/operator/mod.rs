//! The operator's API below `/api/v1/operator`: tenants, operators, requests, alerts, operator mail. Its tokens are operators' and open
//! nothing else; it has a description of its own, and no mail.

pub mod access_reviews;
pub mod accesses;
pub mod alerts;
pub mod assessments;
pub mod disclosures;
pub mod document;
pub mod documents;
pub mod incidents;
pub mod invoices;
pub mod letters;
pub mod mail;
pub mod news;
pub mod operators;
pub mod requests;
pub mod sub_processors;
pub mod tenants;
pub mod usage;

use crate::route::Access::{OperatorToken, Public};
use crate::route::{Route, delete, get, patch, post, put};
use axum::http::Method;

/// Its routes.
#[must_use]
pub fn routes() -> Vec<Route> {
    ours().into_iter().chain(of_letters()).chain(of_companies()).collect()
}

/// What becomes of letters that are in doubt or did not arrive.
fn of_letters() -> Vec<Route> {
    let step = |path, handler| Route::new(Method::POST, path, OperatorToken, handler);
    vec![
        step("/api/v1/operator/letters/{letter}/sending", post(letters::send_again)),
        step("/api/v1/operator/letters/{letter}/arrival", post(letters::arrived)),
        step("/api/v1/operator/letters/{letter}/renewal", post(letters::send_anew)),
        step("/api/v1/operator/letters/{letter}/telling", post(letters::told)),
    ]
}

/// Access to what companies write and receive, and what authorities ask of them.
fn of_companies() -> Vec<Route> {
    let step = |path, handler| Route::new(Method::POST, path, OperatorToken, handler);
    let (accesses, access) =
        ("/api/v1/operator/accesses", "/api/v1/operator/tenants/{tenant}/accesses/{access}");
    let (assessed, reviews) = ("/api/v1/operator/assessments", "/api/v1/operator/access-reviews");
    let (incident_all, incident_one) =
        ("/api/v1/operator/incidents", "/api/v1/operator/incidents/{incident}");
    let (cases, case) = ("/api/v1/operator/disclosures", "/api/v1/operator/disclosures/{disclosure}");
    let found = "/api/v1/operator/tenants/{tenant}/accesses/{access}/tickets";
    let ticket = "/api/v1/operator/tenants/{tenant}/accesses/{access}/tickets/{ticket}";
    vec![
        Route::new(Method::GET, accesses, OperatorToken, get(accesses::list)),
        Route::new(Method::POST, accesses, OperatorToken, post(accesses::create)),
        Route::new(Method::GET, access, OperatorToken, get(accesses::read)),
        step("/api/v1/operator/tenants/{tenant}/accesses/{access}/closure", post(accesses::end)),
        Route::new(Method::GET, found, OperatorToken, get(accesses::tickets)),
        Route::new(Method::GET, ticket, OperatorToken, get(accesses::ticket)),
        Route::new(Method::GET, cases, OperatorToken, get(disclosures::list)),
        Route::new(Method::POST, cases, OperatorToken, post(disclosures::create)),
        Route::new(Method::GET, case, OperatorToken, get(disclosures::read)),
        Route::new(
            Method::GET,
            "/api/v1/operator/disclosures/{disclosure}/file",
            OperatorToken,
            get(disclosures::file),
        ),
        Route::new(Method::GET, incident_all, OperatorToken, get(incidents::list)),
        Route::new(Method::POST, incident_all, OperatorToken, post(incidents::create)),
        Route::new(Method::GET, incident_one, OperatorToken, get(incidents::read)),
        step("/api/v1/operator/incidents/{incident}/entries", post(incidents::add)),
        Route::new(
            Method::GET,
            "/api/v1/operator/incidents/{incident}/bundle",
            OperatorToken,
            get(incidents::bundle),
        ),
        Route::new(Method::GET, reviews, OperatorToken, get(access_reviews::list)),
        Route::new(Method::POST, reviews, OperatorToken, post(access_reviews::begin)),
        Route::new(
            Method::GET,
            "/api/v1/operator/access-reviews/{review}",
            OperatorToken,
            get(access_reviews::read),
        ),
        step("/api/v1/operator/access-reviews/{review}/decisions", post(access_reviews::decide)),
        step("/api/v1/operator/access-reviews/{review}/closure", post(access_reviews::finish)),
        Route::new(Method::GET, assessed, OperatorToken, get(assessments::list)),
        Route::new(Method::POST, assessed, OperatorToken, post(assessments::run)),
        step("/api/v1/operator/external-tests", post(assessments::external)),
        Route::new(
            Method::GET,
            "/api/v1/operator/assessments/{assessment}",
            OperatorToken,
            get(assessments::read),
        ),
        step("/api/v1/operator/assessments/{assessment}/answers", post(assessments::answer)),
        step("/api/v1/operator/assessments/{assessment}/closure", post(assessments::finish)),
        Route::new(Method::GET, "/api/v1/operator/invoices", OperatorToken, get(invoices::list)),
        Route::new(
            Method::GET,
            "/api/v1/operator/invoices/{invoice}/file",
            OperatorToken,
            get(invoices::file),
        ),
        step("/api/v1/operator/invoices/{invoice}/payment", post(invoices::pay)),
        step("/api/v1/operator/invoices/{invoice}/credit-note", post(invoices::credit)),
        step("/api/v1/operator/disclosures/{disclosure}/approval", post(disclosures::approve)),
        step("/api/v1/operator/disclosures/{disclosure}/refusal", post(disclosures::refuse)),
    ]
}

fn ours() -> Vec<Route> {
    let (all, one) = ("/api/v1/operator/tenants", "/api/v1/operator/tenants/{tenant}");
    let (hosts, host) =
        ("/api/v1/operator/tenants/{tenant}/hosts", "/api/v1/operator/tenants/{tenant}/hosts/{host}");
    let invitations = "/api/v1/operator/tenants/{tenant}/invitations";
    let accepted = "/api/v1/operator/tenants/{tenant}/acceptances";
    let request = "/api/v1/operator/requests/{request}";
    let step = |path, handler| Route::new(Method::POST, path, OperatorToken, handler);
    let (mail, tests) = ("/api/v1/operator/mail", "/api/v1/operator/mail/tests");
    let (subs, sub) = ("/api/v1/operator/sub-processors", "/api/v1/operator/sub-processors/{sub_processor}");
    let against = "/api/v1/operator/sub-processor-objections";
    let country = "/api/v1/operator/adequacy";
    vec![
        Route::new(Method::GET, "/api/v1/operator/openapi.json", Public, get(document::serve)),
        Route::new(Method::GET, all, OperatorToken, get(tenants::list)),
        Route::new(Method::POST, all, OperatorToken, post(tenants::create)),
        Route::new(Method::GET, one, OperatorToken, get(tenants::read)),
        Route::new(Method::PATCH, one, OperatorToken, patch(tenants::change)),
        Route::new(Method::POST, hosts, OperatorToken, post(tenants::add_host)),
        Route::new(Method::DELETE, host, OperatorToken, delete(tenants::remove_host)),
        Route::new(Method::POST, invitations, OperatorToken, post(tenants::invite)),
        Route::new(Method::GET, accepted, OperatorToken, get(tenants::acceptances)),
        Route::new(Method::GET, "/api/v1/operator/operators", OperatorToken, get(operators::list)),
        Route::new(Method::GET, "/api/v1/operator/requests", OperatorToken, get(requests::list)),
        Route::new(Method::GET, request, OperatorToken, get(requests::read)),
        step("/api/v1/operator/requests/{request}/decision", post(requests::decision)),
        step("/api/v1/operator/requests/{request}/fulfilment", post(requests::fulfilment)),
        step("/api/v1/operator/requests/{request}/extension", post(requests::extension)),
        step("/api/v1/operator/requests/{request}/letter", post(requests::letter)),
        step("/api/v1/operator/requests/{request}/notes", post(requests::notes)),
        Route::new(Method::GET, "/api/v1/operator/usage", OperatorToken, get(usage::read)),
        Route::new(Method::GET, "/api/v1/operator/alerts", OperatorToken, get(alerts::list)),
        Route::new(Method::GET, "/api/v1/operator/alerts/{alert}", OperatorToken, get(alerts::read)),
        step("/api/v1/operator/alerts/{alert}/acknowledgement", post(alerts::acknowledge)),
        Route::new(Method::GET, subs, OperatorToken, get(sub_processors::list)),
        Route::new(Method::POST, subs, OperatorToken, post(sub_processors::create)),
        Route::new(Method::PUT, sub, OperatorToken, put(sub_processors::change)),
        Route::new(Method::DELETE, sub, OperatorToken, delete(sub_processors::remove)),
        Route::new(Method::GET, against, OperatorToken, get(sub_processors::objections)),
        Route::new(Method::PUT, country, OperatorToken, put(sub_processors::country)),
        Route::new(Method::GET, "/api/v1/operator/document-drafts", OperatorToken, get(documents::drafts)),
        Route::new(
            Method::PUT,
            "/api/v1/operator/document-drafts/{document}/{language}",
            OperatorToken,
            put(documents::write),
        ),
        step("/api/v1/operator/documents/{document}/generation", post(documents::generate)),
        step("/api/v1/operator/documents/{document}/releases", post(documents::release)),
        Route::new(
            Method::GET,
            "/api/v1/operator/documents/{document}/versions/{version}/letters",
            OperatorToken,
            get(documents::letters),
        ),
        Route::new(Method::GET, "/api/v1/operator/news", OperatorToken, get(news::list)),
        step("/api/v1/operator/news", post(news::create)),
        Route::new(Method::GET, "/api/v1/operator/news-recipients", OperatorToken, get(news::recipients)),
        Route::new(Method::GET, "/api/v1/operator/news/{news}", OperatorToken, get(news::read)),
        Route::new(Method::PUT, "/api/v1/operator/news/{news}", OperatorToken, put(news::change)),
        Route::new(Method::DELETE, "/api/v1/operator/news/{news}", OperatorToken, delete(news::remove)),
        step("/api/v1/operator/news/{news}/sending", post(news::send)),
        Route::new(Method::GET, "/api/v1/operator/news/{news}/letters", OperatorToken, get(news::letters)),
        Route::new(Method::GET, mail, OperatorToken, get(mail::read)),
        Route::new(Method::POST, tests, OperatorToken, post(mail::test)),
    ]
}
