//! What must not compile.

#[test]
fn no_permit_without_a_decision() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
