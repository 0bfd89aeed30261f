//! What must not compile: plaintext without a permit.

#[test]
fn no_plaintext_without_a_permit() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
