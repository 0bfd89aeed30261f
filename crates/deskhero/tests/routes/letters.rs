//! Letters of which nobody knows whether they arrived, and such as did not: the operator settles them, by page and by API.

use crate::walk::{Key, Person, call, nothing, operator};
use crate::world::World;
use app::jobs::{document_letters, news_letters};
use app::{Ctx, consent, document, news};
use axum::Router;
use axum::http::{Method, StatusCode};
use domain::{DocumentKind, LetterState, RequestId, TenantScope};
use serde_json::Value;
use store::{LetterEnd, LetterKind};
use web::{Tenants, WebSettings};

crate::on_both_engines! { letters_in_doubt_are_settled letters_that_did_not_arrive_are_settled }

const TERMS: DocumentKind = DocumentKind::Terms;

/// What an operator sends.
struct Hand<'a> {
    router: &'a Router,
    who: &'a Person,
}

impl Hand<'_> {
    async fn page(&self, method: &Method, path: &str) -> (StatusCode, String) {
        call(self.router, (method, path), &nothing(), self.who, Key::Session).await
    }

    async fn api(&self, method: &Method, path: &str) -> (StatusCode, Value) {
        let path = format!("/api/v1/operator/{path}");
        let (status, text) = call(self.router, (method, &path), &nothing(), self.who, Key::Token).await;
        (status, serde_json::from_str(&text).unwrap_or_default())
    }
}

/// A company's letters about a change are made, and somebody began to send them.
async fn taken_letters(world: &World, scope: TenantScope) -> (RequestId, Vec<RequestId>) {
    let app = &world.app;
    let shell = Ctx::operator(app::operator::SCOPE, app.now());
    document::write(app, &shell, TERMS, "en", "# Terms\n\nOne.\n").await.unwrap();
    let new = document::NewRelease {
        kind: TERMS,
        material: true,
        effective_at: None,
        translations_unchanged: false,
    };
    document::release(app, &shell, new).await.unwrap();
    document_letters::round(app).await.unwrap();
    // There is no server: they wait a while.
    world.clock.advance_ms(6 * 60_000);
    let now = app.now();
    let (store, holder) = (app.store().tenant(scope), RequestId::generate(now));
    let mut tx = store.begin().await.unwrap();
    let mut taken = Vec::new();
    for letter in tx.list_document_letters(TERMS, 1).await.unwrap() {
        let (kind, until) = (LetterKind::Document, now.plus_millis(60_000));
        assert!(tx.claim_letter(kind, letter.id, now, holder, until).await.unwrap());
        assert!(tx.end_letter(kind, letter.id, holder, (false, now)).await.unwrap());
        taken.push(letter.id);
    }
    tx.commit().await.unwrap();
    (holder, taken)
}

/// They were being handed over by a node that ended.
async fn doubtful_letters(world: &World, scope: TenantScope) {
    let (holder, taken) = taken_letters(world, scope).await;
    let system = world.app.store().system();
    let doubtful = system.interrupt_letters(LetterKind::Document, holder, world.app.now()).await.unwrap();
    assert_eq!((doubtful, taken.len()), (2, 2));
}

/// The server refused them.
async fn refused_letters(world: &World, scope: TenantScope) {
    let (holder, taken) = taken_letters(world, scope).await;
    let (store, now) = (world.app.store().tenant(scope), world.app.now());
    let end = LetterEnd { state: LetterState::Refused, code: Some(550), due_at: now, ended_at: Some(now) };
    let mut tx = store.begin().await.unwrap();
    for id in taken {
        tx.finish_letter(LetterKind::Document, id, holder, end).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn of<'a>(listed: &'a Value, email: &str) -> &'a Value {
    listed["items"].as_array().unwrap().iter().find(|one| one["email"] == email).unwrap()
}

async fn letters_in_doubt_are_settled(world: World) {
    let acme = world.company("acme").await;
    world.clock.advance_ms(1_000);
    let olga = operator(&world).await;
    doubtful_letters(&world, acme.info.scope).await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let hand = Hand { router: &router, who: &olga };
    let (get, post) = (&Method::GET, &Method::POST);

    let (status, page) = hand.page(get, "/operator/documents/terms").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    for said in ["ada@acme.test", "egon@acme.test", "Send once more", "It arrived"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let path = "documents/terms/versions/1/letters";
    let (_, listed) = hand.api(get, path).await;
    let id = |email: &str| of(&listed, email)["id"].as_str().unwrap().to_owned();
    let (ada, egon) = (id("ada@acme.test"), id("egon@acme.test"));
    let again = format!("letters/{ada}/sending");
    assert_eq!(hand.api(post, &again).await.0, StatusCode::NO_CONTENT);
    let (status, problem) = hand.api(post, &again).await;
    assert_eq!((status, &problem["state"]), (StatusCode::CONFLICT, &"waiting".into()), "{problem}");
    let arrived = format!("/operator/documents/terms/letters/{egon}/arrival");
    assert_eq!(hand.page(post, &arrived).await.0, StatusCode::SEE_OTHER);
    let (status, page) = hand.page(post, &arrived).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("role=\"alert\"") && !page.contains("egon@acme.test"), "{page}");
    let (_, listed) = hand.api(get, path).await;
    let state = |id: &str| {
        let all = listed["items"].as_array().unwrap();
        all.iter().find(|one| one["id"] == id).unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!((state(&ada), state(&egon)), ("waiting".to_owned(), "sent".to_owned()));
    for absent in ["letters/x/sending".to_owned(), format!("letters/{}/arrival", acme.agent)] {
        assert_eq!(hand.api(post, &absent).await.0, StatusCode::NOT_FOUND, "{absent}");
    }
    let absent = format!("/operator/documents/terms/letters/{}/sending", acme.agent);
    assert_eq!(hand.page(post, &absent).await.0, StatusCode::NOT_FOUND);

    // News in doubt are listed and settled alike.
    consent::decide_news(&world.app, &world.agent_ctx(&acme), true, "It is sent.").await.unwrap();
    world.clock.advance_ms(1_000);
    let shell = Ctx::operator(app::operator::SCOPE, world.app.now());
    let texts = vec![news::NewsText { language: "en".into(), title: "New".into(), body: "Saddles.".into() }];
    let sent = news::write(&world.app, &shell, None, texts).await.unwrap();
    news::send(&world.app, &shell, sent).await.unwrap();
    news_letters::round(&world.app).await.unwrap();
    world.app.store().system().quarantine_letters().await.unwrap();
    let place = format!("/operator/news/{sent}");
    let (_, page) = hand.page(get, &place).await;
    assert!(page.contains("egon@acme.test") && page.contains("Send once more"), "{page}");
    let (_, listed) = hand.api(get, &format!("news/{sent}/letters")).await;
    let letter = of(&listed, "egon@acme.test")["id"].as_str().unwrap().to_owned();
    // It was never handed over: nobody knows by which consent it went.
    assert_eq!(hand.api(post, &format!("letters/{letter}/arrival")).await.0, StatusCode::CONFLICT);
    let again = format!("{place}/letters/{letter}/sending");
    assert_eq!(hand.page(post, &again).await.0, StatusCode::SEE_OTHER);
    assert!(!hand.page(get, &place).await.1.contains("egon@acme.test"));
}

async fn letters_that_did_not_arrive_are_settled(world: World) {
    let acme = world.company("acme").await;
    world.clock.advance_ms(1_000);
    let olga = operator(&world).await;
    refused_letters(&world, acme.info.scope).await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let hand = Hand { router: &router, who: &olga };
    let (get, post) = (&Method::GET, &Method::POST);

    let place = "/operator/documents/terms";
    let (_, page) = hand.page(get, place).await;
    for said in ["ada@acme.test", "egon@acme.test", "Send anew", "They were told", "refused by the server"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Send once more"), "{page}");
    let path = "documents/terms/versions/1/letters";
    let (_, listed) = hand.api(get, path).await;
    let id = |email: &str| of(&listed, email)["id"].as_str().unwrap().to_owned();
    let (ada, egon) = (id("ada@acme.test"), id("egon@acme.test"));
    // It is not in doubt.
    let (status, problem) = hand.api(post, &format!("letters/{ada}/sending")).await;
    assert_eq!((status, &problem["state"]), (StatusCode::CONFLICT, &"refused".into()), "{problem}");
    let anew = format!("letters/{ada}/renewal");
    assert_eq!(hand.api(post, &anew).await.0, StatusCode::NO_CONTENT);
    assert_eq!(hand.api(post, &anew).await.0, StatusCode::NOT_FOUND, "it is another letter now");
    let told = format!("{place}/letters/{egon}/telling");
    assert_eq!(hand.page(post, &told).await.0, StatusCode::SEE_OTHER);
    assert_eq!(hand.page(post, &told).await.0, StatusCode::CONFLICT);
    assert_eq!(hand.api(post, &format!("letters/{egon}/telling")).await.0, StatusCode::CONFLICT);
    assert_eq!(hand.page(post, &format!("{place}/letters/{egon}/renewal")).await.0, StatusCode::CONFLICT);
    let (_, listed) = hand.api(get, path).await;
    let mut states: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    assert_eq!(states, ["told", "waiting"]);
    let (_, page) = hand.page(get, place).await;
    assert!(!page.contains("egon@acme.test") && page.contains("told in another way"), "{page}");
}
