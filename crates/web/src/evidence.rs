//! What a self-assessment is told of pages (C89): how the code that makes answers makes them.

use crate::headers::ALWAYS;
use crate::pages::sign_in::cookie_attributes;
use app::assessment::Finding;
use axum::http::header;

/// Whether each of these is there; what is seen is said.
#[must_use]
pub fn has(item: &'static str, of: &str, wanted: &[&str]) -> Finding {
    let holds = wanted.iter().all(|one| of.split(';').any(|part| part.trim() == *one));
    Finding::of(item, holds, wanted.join("; "))
}

/// Session cookies, the policy of pages, and the headers of every answer.
#[must_use]
pub fn findings() -> Vec<Finding> {
    let cookies = [crate::gate::COOKIE, crate::gate::OPERATOR_COOKIE];
    let bound = cookies.iter().all(|name| name.starts_with("__Host-"));
    let line = cookie_attributes();
    let attributes = has("session-cookies", &line, &["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);
    let value = |wanted: header::HeaderName| {
        ALWAYS.into_iter().find(|(name, _)| *name == wanted).map(|(_, value)| value).unwrap_or_default()
    };
    let policy = value(header::CONTENT_SECURITY_POLICY);
    let wanted = ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"];
    let (sniff, referrer) = (value(header::X_CONTENT_TYPE_OPTIONS), value(header::REFERRER_POLICY));
    vec![
        Finding::of(
            "session-cookies",
            bound && attributes.result == domain::ItemResult::Passed,
            format!("__Host-; {}", attributes.evidence),
        ),
        has("page-policy", policy, &wanted),
        Finding::of(
            "page-headers",
            sniff == "nosniff" && referrer == "no-referrer",
            format!("{sniff}; {referrer}"),
        ),
    ]
}
