//! The API describes itself: every route of the table, and nothing else; and the first page is small.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
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

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => Vec::from_iter(path.extension().is_some_and(|end| end == "rs").then_some(path)),
        })
        .collect()
}

/// The types of a source that are described, by the name that they have there.
fn schemas(source: &str) -> Vec<String> {
    let (mut names, mut is_described, mut name_there) = (Vec::new(), false, None);
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[derive(") {
            is_described = line.contains("ToSchema");
        }
        if let Some((_, rest)) = line.split_once("schema(as = ") {
            name_there = rest.split([',', ')']).next().map(str::to_owned);
        }
        let declared = line.trim_start_matches("pub ").trim_start_matches("pub(super) ");
        let declared = declared.trim_start_matches("pub(crate) ");
        let declared = declared.strip_prefix("struct ").or_else(|| declared.strip_prefix("enum "));
        if let Some(declared) = declared {
            let own = declared.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            let name = name_there.take().unwrap_or_else(|| own.to_owned());
            names.extend(std::mem::take(&mut is_described).then_some(name));
        }
    }
    names
}

/// Two types of one name are described as one of them: a program would send what the other takes.
#[test]
fn no_two_types_are_described_under_one_name() {
    let mut places: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for name in schemas(&std::fs::read_to_string(&path).unwrap()) {
            places.entry(name).or_default().push(path.clone());
        }
    }
    assert!(places.len() > 200, "types are found: {}", places.len());
    let twice: Vec<_> = places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
    // What collided once.
    let [tenants, operators] = documents();
    let properties = |document: &serde_json::Value, name: &str| {
        let known = document["components"]["schemas"][name]["properties"].as_object().unwrap();
        known.keys().cloned().collect::<BTreeSet<String>>()
    };
    assert!(properties(&tenants, "NewDecision").contains("grounds"));
    assert!(properties(&tenants, "NewConsentDecision").contains("gives"));
    assert!(properties(&operators, "NewDisclosureCase").contains("authority"));
    assert!(!properties(&operators, "NewIncidentCase").contains("authority"));
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
