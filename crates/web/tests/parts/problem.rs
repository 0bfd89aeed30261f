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

#[test]
fn what_a_state_forbids_is_said_where_nobody_was_faster() {
    let of = |noun, state| Problem::from(app::Error::State { noun, state });
    let handed_out = of("disclosure", "handed-out");
    assert_eq!((handed_out.status, handed_out.code), (StatusCode::CONFLICT, "wrong-state"));
    assert_eq!(
        (&handed_out.members["noun"], &handed_out.members["state"]),
        (&"disclosure".into(), &"handed-out".into())
    );
    for problem in [handed_out, of("mail", "not-sent")] {
        let words = problem.words(english());
        assert!(!words.contains("not possible in state") && !words.contains("faster"), "{words}");
        assert_eq!(words, format!("{}. {}", english().t(problem.title), problem.hint(english())));
    }
    assert!(of("request", "changed").words(english()).contains("faster"));
}

#[test]
fn the_api_names_the_field_of_a_fulfilment_as_it_is_sent() {
    let of = |field| Problem::of_fulfilment(app::Error::Input { field, rule: "rule-required" });
    let problem = of("how");
    assert_eq!(
        (problem.status, problem.broken()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some(("text", "rule-required")))
    );
    assert!(problem.detail.starts_with("text: "), "{}", problem.detail);
    assert_eq!(of("email").broken(), Some(("email", "rule-required")));
}
