//! What must not compile: a query without a tenant.

#[test]
fn no_query_without_a_tenant() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
