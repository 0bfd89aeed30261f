//! What a self-assessment is told of pages.

use web::evidence::{findings, has};

#[test]
fn pages_are_as_they_should_be() {
    for found in findings() {
        assert_eq!(found.result, domain::ItemResult::Passed, "{found:?}");
    }
}

#[test]
fn what_is_missing_is_seen() {
    let found = has("page-policy", "default-src 'self'; base-uri 'none'", &["default-src 'none'"]);
    assert_eq!(found.result, domain::ItemResult::Failed);
}
