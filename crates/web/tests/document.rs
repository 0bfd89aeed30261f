//! The API describes itself: every route of the table, and nothing else; and the first page is small.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use utoipa::OpenApi;
use web::api::document::Document;
use web::api::operator::document::OperatorDocument;

/// The tenants' API and the operator's: each is described apart, and together they are all routes.
fn documents() -> [serde_json::Value; 2] {
    [Document::openapi(), OperatorDocument::openapi()].map(|one| serde_json::to_value(one).unwrap())
}

fn described(document: &serde_json::Value) -> BTreeSet<String> {
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|name| *name != "parameters") {
            described.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    described
}

#[test]
fn every_api_route_is_described() {
    let [tenants, operators] = documents().each_ref().map(described);
    let of_operators = |line: &&String| line.contains(" /api/v1/operator/");
    assert!(operators.iter().all(|line| of_operators(&line)) && operators.len() > 10, "{operators:?}");
    assert!(!tenants.iter().any(|line| of_operators(&line)));
    let described: BTreeSet<_> = tenants.into_iter().chain(operators).collect();
    let routes: BTreeSet<_> = web::api::routes()
        .into_iter()
        .filter(|route| !route.path.ends_with("/openapi.json"))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, routes);
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    for (document, least) in documents().iter().zip([40, 10]) {
        let operations =
            document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap());
        let ids: Vec<_> = operations.filter_map(|(_, operation)| operation["operationId"].as_str()).collect();
        assert!(ids.len() > least, "{ids:?}");
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    }
}

#[test]
fn the_first_page_load_is_small() {
    // These are fetched when somebody asks for them.
    let first = web::assets::ASSETS
        .iter()
        .filter(|asset| !["editor.js", "palette.js", "saved.js"].contains(&asset.name));
    let compressed: usize = first.map(|asset| asset.brotli.len()).sum();
    assert!(compressed < 45_000, "{compressed} bytes of assets: 60 KB with the page is the limit");
}

#[test]
fn who_may_pass_is_a_table() {
    let mut lines = vec![];
    for route in web::pages::routes().into_iter().chain(web::api::routes()) {
        lines.push(format!("{:<6} {:<45} {:?}", route.method.as_str(), route.path, route.access));
    }
    insta::assert_snapshot!(lines.join("\n"));
}
