//! What is told of a fault.

use axum::http::StatusCode;
use web::language::english;
use web::problem::Problem;

#[test]
fn a_fault_of_ours_has_a_number_and_no_reason() {
    let fault = || Problem::from(app::Error::Io(std::io::Error::other("/secret/place")));
    let (first, second) = (fault(), fault());
    assert_eq!(first.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(first.members["number"].as_str().unwrap().len(), 8);
    assert_ne!(first.members, second.members);
    assert!(!first.document().to_string().contains("secret"));
    let hint = english().t_args("error-internal-hint", &[("number", "4f00c1aa")]);
    assert!(hint.contains("4f00c1aa") && !hint.contains('$'), "{hint}");
}
