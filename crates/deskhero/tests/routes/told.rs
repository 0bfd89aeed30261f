//! The trust centre at each address: whose data whoever runs this decides on, and that nobody's question makes a check.

use crate::world::World;
use app::{Settings, trust};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use domain::DocumentKind;
use tower::ServiceExt as _;
use web::WebSettings;

crate::on_both_engines! { everybody_is_told }

const OWN: &str = "desk.test";
const PLACES: [&str; 4] = ["/trust", "/trust.json", "/trust/promises", "/trust/measures"];

async fn get(router: &axum::Router, host: &str, path: &str) -> (u16, Vec<u8>) {
    let request = Request::builder().uri(path).header(header::HOST, host).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    (status, to_bytes(response.into_body(), 10_000_000).await.unwrap().to_vec())
}

async fn text(router: &axum::Router, host: &str, path: &str) -> String {
    let (status, bytes) = get(router, host, path).await;
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(status, 200, "{host}{path}: {text}");
    text
}

/// C39, C57, C106, C108, C109.
pub async fn everybody_is_told(world: World) {
    let acme = world.company("acme").await;
    let mut settings: Settings = world.app.settings().clone();
    settings.public_url = Some(format!("https://{OWN}"));
    settings.policy.governing_law = "Sweden".to_owned();
    settings.policy.dpo = app::document::Dpo {
        name: "Karin Ek".to_owned(),
        email: "privacy@desk.test".to_owned(),
        phone: "+46 8 1".to_owned(),
    };
    settings.policy.security_contact = "https://desk.test/holes".to_owned();
    let app = world.another_node_with(settings).await;
    let public_url = Some(format!("https://{OWN}"));
    let router = web::router(app.clone(), WebSettings { https: true, public_url, ..WebSettings::default() });
    let (own, theirs) = (text(&router, OWN, "/trust").await, text(&router, "acme.test", "/trust").await);
    let decides = "decides on the data";
    assert!(theirs.contains(&format!("{} {decides}", acme.info.name)) && !own.contains(decides), "{theirs}");
    for page in [&own, &theirs] {
        for said in ["Karin Ek", "Sweden", "Limited Use", "Integritetsskyddsmyndigheten", "Not checked yet"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
    for place in PLACES {
        assert_eq!(get(&router, "elsewhere.test", place).await.0, 404, "{place}");
    }
    let security = text(&router, OWN, "/.well-known/security.txt").await;
    assert!(security.starts_with("Contact: https://desk.test/holes\nExpires: "), "{security}");
    // Whoever looks only looks: there is a result when somebody who may made one.
    assert!(!app::verify::latest(&app, None).is_running);
    assert!(trust::latest(&app, app.now()).await.unwrap().is_none());
    app::jobs::promises::round(&app).await.unwrap();
    assert!(!text(&router, OWN, "/trust").await.contains("Not checked yet"));
    let first = trust::latest(&app, app.now()).await.unwrap().unwrap().said.at_ms;
    world.clock.advance_ms(60_000);
    app::jobs::promises::round(&app).await.unwrap();
    assert_eq!(trust::latest(&app, app.now()).await.unwrap().unwrap().said.at_ms, first, "once a day");
    world.clock.advance_ms(3 * 24 * 3_600_000);
    let stale = text(&router, OWN, "/trust/promises").await;
    assert!(stale.contains("out of date"), "{stale}");
    let shell = app::Ctx::operator(app::operator::SCOPE, app.now());
    app::document::release_missing(&app, &shell, DocumentKind::ALL).await.unwrap();
    for (path, status) in [("terms/pdf?lang=da", 200), ("terms/pdf?version=9", 404), ("nothing/pdf", 404)] {
        let (found, bytes) = get(&router, OWN, &format!("/documents/{path}")).await;
        assert_eq!((found, bytes.starts_with(b"%PDF-")), (status, status == 200), "{path}");
    }
}
