//! The operator's API as a programmer uses it: a company from its first line to being suspended, and tokens that work
//! where they should and nowhere else.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

use app::{Ctx, operator, token};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use domain::{AgentState, Private, Role};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use web::WebSettings;
use world::{PASSWORD, World};

on_both_engines! {
    a_company_is_made_and_led
    suspending_stops_a_company_s_own_tokens
    operators_and_their_mail_are_told
    alerts_are_listed_read_and_looked_at
    the_wrong_token_is_told_what_to_do
    the_page_makes_a_token_once_and_takes_it_away
}

fn router(world: &World) -> Router {
    let public_url = Some("https://desk.test".to_owned());
    web::router(world.app.clone(), WebSettings { https: true, public_url, ..WebSettings::default() })
}

/// An operator: who they are and a token of theirs.
async fn operator(world: &World) -> (Ctx, String) {
    let shell = Ctx::operator(operator::SCOPE, world.app.now());
    let new = app::agent::NewAgent {
        name: "Olga Operator".to_owned(),
        email: "olga@desk.test".to_owned(),
        role: Role::Operator,
        password: Private::new(PASSWORD.to_owned()),
    };
    let id = app::agent::create(&world.app, &shell, new).await.unwrap().id;
    let (_, secret) = token::create(&world.app, &shell, id, "").await.unwrap();
    (Ctx::agent(operator::SCOPE, id, Role::Operator, world.app.now()), secret.into_inner())
}

/// A programme with a token, at a host.
struct Programme<'a> {
    router: &'a Router,
    host: &'a str,
    token: &'a str,
}

impl Programme<'_> {
    async fn send(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header(header::HOST, self.host)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let kind = response.headers().get(header::CONTENT_TYPE).cloned();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        if status >= 400 {
            assert_eq!(kind.unwrap(), "application/problem+json", "{method} {path}");
        }
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.send("GET", path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.send("POST", path, Some(body)).await
    }
}

async fn a_company_is_made_and_led(world: World) {
    let router = router(&world);
    world.company("acme").await;
    let (_, secret) = operator(&world).await;
    let desk = Programme { router: &router, host: "desk.test", token: &secret };
    // What is made later comes later.
    world.clock.advance_ms(1_000);

    let new = json!({ "name": "Beta Bikes", "host": "Beta.test", "admin": { "name": "Bo", "email": "bo@beta.test" } });
    let (status, made) = desk.post("operator/tenants", new.clone()).await;
    assert_eq!(status, 201, "{made}");
    let (beta, invitation) = (&made["tenant"], &made["invitation"]);
    assert_eq!((&beta["slug"], &beta["hosts"]), (&json!("beta-bikes"), &json!(["beta.test"])));
    assert_eq!((&beta["state"], &beta["agents"], &beta["invited"]), (&json!("active"), &json!(0), &json!(1)));
    assert!(invitation["link"].as_str().unwrap().starts_with("https://beta.test/invitations/"), "{made}");
    assert_eq!(invitation["agent"]["email"], "bo@beta.test");
    let at = format!("operator/tenants/{}", beta["id"].as_str().unwrap());

    // The same again is taken, and somebody who cannot be invited leaves no company behind.
    assert_eq!(desk.post("operator/tenants", new).await.0, 409);
    let nobody =
        json!({ "name": "Gamma", "host": "gamma.test", "admin": { "name": "G", "email": "nobody" } });
    let (status, problem) = desk.post("operator/tenants", nobody).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("email")), "{problem}");
    let (_, listed) = desk.get("operator/tenants?limit=1").await;
    assert_eq!(listed["items"][0]["slug"], "acme");
    let next = listed["next"].as_str().unwrap();
    let (_, rest) = desk.get(&format!("operator/tenants?limit=1&after={next}")).await;
    assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&beta["id"], &Value::Null));
    assert_eq!(desk.get("operator/tenants?after=x").await.0, 422);

    let (status, renamed) = desk.send("PATCH", &at, Some(json!({ "name": "Beta" }))).await;
    assert_eq!((status, &renamed["name"]), (200, &json!("Beta")));
    let (status, more) = desk.post(&format!("{at}/hosts"), json!({ "host": "help.beta.test" })).await;
    assert_eq!((status, more["hosts"].as_array().unwrap().len()), (201, 2), "{more}");
    assert_eq!(desk.post(&format!("{at}/hosts"), json!({ "host": "acme.test" })).await.0, 409);
    assert_eq!(desk.post(&format!("{at}/hosts"), json!({ "host": "a b" })).await.0, 422);
    assert_eq!(desk.send("DELETE", &format!("{at}/hosts/help.beta.test"), None).await.0, 204);
    assert_eq!(desk.send("DELETE", &format!("{at}/hosts/acme.test"), None).await.0, 404);
    let bo = json!({ "name": "Bo", "email": "bo@beta.test" });
    let (status, again) = desk.post(&format!("{at}/invitations"), bo).await;
    assert_eq!(status, 201, "{again}");
    assert_ne!(again["link"], invitation["link"], "a fresh link");
    assert_eq!(desk.get(&format!("{at}/acceptances")).await.1["items"], json!([]));
}

async fn suspending_stops_a_company_s_own_tokens(world: World) {
    let (router, acme) = (router(&world), world.company("acme").await);
    let (_, secret) = operator(&world).await;
    let desk = Programme { router: &router, host: "desk.test", token: &secret };
    let (_, theirs) = token::create(&world.app, &world.admin_ctx(&acme), acme.agent, "").await.unwrap();
    let theirs = Programme { router: &router, host: "acme.test", token: theirs.reveal() };
    let acme_at = format!("operator/tenants/{}", acme.info.scope.tenant());
    assert_eq!(theirs.get("tickets").await.0, 200);
    let (status, now) = desk.send("PATCH", &acme_at, Some(json!({ "state": "suspended" }))).await;
    assert_eq!((status, &now["state"]), (200, &json!("suspended")));
    let (status, problem) = theirs.get("tickets").await;
    assert_eq!((status, &problem["type"]), (403, &json!("urn:deskhero:problem:suspended")));
    let twice = desk.send("PATCH", &acme_at, Some(json!({ "state": "suspended", "name": "Other" }))).await;
    assert_eq!((twice.0, &twice.1["state"]), (409, &json!("suspended")));
    assert_eq!(desk.get(&acme_at).await.1["name"], "A company", "all of it or nothing");
    let (_, now) = desk.send("PATCH", &acme_at, Some(json!({ "state": "active" }))).await;
    assert_eq!(now["state"], "active");
    assert_eq!(theirs.get("tickets").await.0, 200);
    let eve = json!({ "name": "Eve", "email": "eve@x.test" });
    let (status, problem) = desk.post(&format!("{acme_at}/invitations"), eve).await;
    assert_eq!((status, &problem["state"]), (409, &json!("has-people")), "its people are its own affair");
}

async fn operators_and_their_mail_are_told(world: World) {
    let router = router(&world);
    let (_, secret) = operator(&world).await;
    let desk = Programme { router: &router, host: "desk.test", token: &secret };
    let (_, people) = desk.get("operator/operators").await;
    assert_eq!(people["items"][0]["email"], "olga@desk.test");
    assert_eq!(people["items"].as_array().unwrap().len(), 1);
    let (_, mail) = desk.get("operator/mail").await;
    assert_eq!((&mail["configured"], &mail["host"]), (&json!(false), &Value::Null));
    let (status, problem) = desk.post("operator/mail/tests", json!({ "to": "olga@desk.test" })).await;
    assert_eq!((status, &problem["state"]), (409, &json!("not-configured")));
    // What is no tenant, the system's own among it, is absent.
    for path in ["01900000-0000-7000-8000-00000000dead", &operator::SCOPE.tenant().to_string(), "x"] {
        assert_eq!(desk.get(&format!("operator/tenants/{path}")).await.0, 404, "{path}");
    }
}

async fn alerts_are_listed_read_and_looked_at(world: World) {
    let (router, acme, beta) = (router(&world), world.company("acme").await, world.company("beta").await);
    let (_, secret) = operator(&world).await;
    let desk = Programme { router: &router, host: "desk.test", token: &secret };
    let (_, theirs) = token::create(&world.app, &world.admin_ctx(&acme), acme.agent, "").await.unwrap();
    let theirs = Programme { router: &router, host: "acme.test", token: theirs.reveal() };
    assert_eq!(desk.get("operator/alerts").await.1["items"], json!([]));
    app::jobs::monitoring::round(&world.app).await.unwrap();
    // An id in a spelling that a route reads, by a programme.
    let elsewhere = beta.mailbox.uuid().simple().to_string().to_uppercase();
    assert_eq!(theirs.get(&format!("tickets/{elsewhere}")).await.0, 404);
    app::jobs::monitoring::round(&world.app).await.unwrap();
    let (status, listed) = desk.get("operator/alerts").await;
    let line = &listed["items"][0];
    assert_eq!(
        (status, &line["rule"], &listed["next"]),
        (200, &json!("other_tenant"), &Value::Null),
        "{listed}"
    );
    assert_eq!(line["agent_id"], json!(acme.agent.to_string()));
    let at = format!("operator/alerts/{}", line["id"].as_str().unwrap());
    let (status, one) = desk.get(&at).await;
    assert_eq!((status, &one["count"], &one["note"]), (200, &json!(1), &json!("")), "{one}");
    assert_eq!((theirs.get(&at).await.0, theirs.get("operator/alerts").await.0), (404, 404));
    let said = json!({ "note": "A list of the company before." });
    let (status, done) = desk.post(&format!("{at}/acknowledgement"), said.clone()).await;
    assert_eq!(
        (status, &done["note"], &done["alert"]["state"]),
        (200, &said["note"], &json!("acknowledged"))
    );
    assert_eq!(desk.post(&format!("{at}/acknowledgement"), said).await.0, 409);
    assert_eq!(desk.get("operator/alerts").await.1["items"], json!([]));
    assert_eq!(desk.get("operator/alerts?state=acknowledged").await.1["items"][0]["id"], line["id"]);
    assert_eq!(desk.get("operator/alerts?state=x").await.0, 400);
    assert_eq!(desk.get("operator/alerts/x").await.0, 404);
}

async fn the_wrong_token_is_told_what_to_do(world: World) {
    let (router, acme) = (router(&world), world.company("acme").await);
    let (olga, secret) = operator(&world).await;
    let (_, theirs) = token::create(&world.app, &world.admin_ctx(&acme), acme.admin, "").await.unwrap();
    let with = |host, token| Programme { router: &router, host, token };

    let (status, problem) = with("acme.test", &secret).get("tickets").await;
    assert_eq!((status, &problem["type"]), (403, &json!("urn:deskhero:problem:operator-token")));
    assert!(problem["detail"].as_str().unwrap().contains("a person of the company"), "{problem}");
    let (status, problem) = with("desk.test", theirs.reveal()).get("operator/tenants").await;
    assert_eq!((status, &problem["type"]), (403, &json!("urn:deskhero:problem:tenant-token")));
    assert!(problem["detail"].as_str().unwrap().contains("deskhero token create --operator"), "{problem}");
    // At a company's address there is no operator's API, whatever the token.
    assert_eq!(with("acme.test", &secret).get("operator/tenants").await.0, 404);
    assert_eq!(with("acme.test", theirs.reveal()).get("operator/tenants").await.0, 404);
    assert_eq!(with("desk.test", "dh_made-up").get("operator/tenants").await.0, 401);

    // Who is deactivated is out with the next request.
    assert_eq!(with("desk.test", &secret).get("operator/tenants").await.0, 200);
    let shell = Ctx::operator(operator::SCOPE, world.app.now());
    let other = app::agent::NewAgent {
        name: "Otto".to_owned(),
        email: "otto@desk.test".to_owned(),
        role: Role::Operator,
        password: Private::new(PASSWORD.to_owned()),
    };
    app::agent::create(&world.app, &shell, other).await.unwrap();
    let gone = app::agent::AgentChange { state: Some(AgentState::Deactivated), role: None };
    app::agent::change(&world.app, &shell, olga.agent_id().unwrap(), gone).await.unwrap();
    assert_eq!(with("desk.test", &secret).get("operator/tenants").await.0, 401);
}

async fn the_page_makes_a_token_once_and_takes_it_away(world: World) {
    let router = router(&world);
    operator(&world).await;
    world.clock.advance_ms(1_000);
    let password = Private::new(PASSWORD.to_owned());
    let (scope, now) = (operator::SCOPE, world.app.now());
    let signed =
        app::sign_in::with_password(&world.app, scope, "olga@desk.test", &password, "192.0.2.1", now).await;
    let signed = signed.unwrap();
    let call = async |method: &str, path: &str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "desk.test")
            .header(
                header::COOKIE,
                format!("{}={}", web::gate::OPERATOR_COOKIE, signed.session_token.reveal()),
            )
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf={}", signed.csrf_token)))
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    };
    let after = |text: &str, mark: &str| text.split(mark).nth(1).map(str::to_owned);
    let (status, page) = call("POST", "/operator/tokens").await;
    assert_eq!(status, 200);
    let secret = after(&page, "id=\"secret\">").unwrap();
    let secret = secret.split('<').next().unwrap();
    assert!(secret.starts_with("dh_"), "{secret}");
    let (_, page) = call("GET", "/operator/tokens").await;
    assert!(!page.contains(secret), "it is shown once");
    let desk = Programme { router: &router, host: "desk.test", token: secret };
    assert_eq!(desk.get("operator/tenants").await.0, 200);
    // The newest stands last.
    let id = page.rsplit("/operator/tokens/").next().unwrap().split('/').next().unwrap();
    assert_eq!(call("POST", &format!("/operator/tokens/{id}/withdrawal")).await.0, 303);
    assert_eq!(desk.get("operator/tenants").await.0, 401);
}
