//! Every route is attacked: as nobody, as another tenant, as a weaker role, without the proof that a page of ours
//! sent the request, and with the wrong kind of key. The answers stand in a snapshot: a change of who may do what is
//! a readable diff.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use domain::{AgentId, Private};
use tower::ServiceExt as _;
use web::route::{Access, Route};
use web::{Tenants, WebSettings};
use world::{Company, Engine, PASSWORD, World};

/// Routes whose answer does not depend on who asks, with the reason.
const PUBLIC: [(&str, &str); 25] = [
    ("/assets/{file}", "style and script of every page"),
    ("/sign-in", "the way in"),
    ("/operator/sign-in", "the operators' way in"),
    ("/set-up/{link}", "a one-time link is the key"),
    ("/invitations/{link}", "a one-time link is the key"),
    ("/sign-up", "whoever makes a place for a company, where the operator lets them"),
    ("/sign-ups", "whoever makes a place for a company; limited by address and place"),
    ("/sign-ups/{link}", "a one-time link is the key"),
    ("/documents/{document}", "what is offered to whoever signs up is public"),
    ("/privacy-request", "whoever asks about their own data; the same for who is known and who is not"),
    ("/privacy-requests", "whoever asks about their own data; limited by address and place"),
    ("/privacy-requests/{link}", "a one-time link is the key"),
    ("/oauth/callback", "leads browsers from a provider on; a state that is not ours leads nowhere"),
    ("/push/google", "a token that Google signed is the key; a mailbox is looked into, and nothing more"),
    (
        "/push/microsoft",
        "the secret that Microsoft was given is the key; a mailbox is looked into, and nothing more",
    ),
    ("/resets", "whoever forgot their password; one answer for all"),
    ("/resets/{link}", "a one-time link is the key"),
    ("/downloads/{token}", "a signed address is the key"),
    ("/personal-data/{link}", "the link that a person was sent is the key"),
    ("/personal-data/{link}/file", "the link that a person was sent is the key"),
    ("/schemas/access-export-1.json", "what exports of personal data mean is public"),
    ("/schemas/company-export-1.json", "what the file of a company means is public"),
    ("/schemas/account-export-1.json", "what exports of personal data mean is public"),
    ("/api/v1/openapi.json", "the description of the API"),
    ("/api/v1/operator/openapi.json", "the description of the operator's API"),
];

/// What comes last: removing takes away what the others need, and signing out ends their session.
const LATE: [&str; 8] = [
    "/api/v1/access-exports/{export}",
    "/access-exports/{export}/removal",
    "/saved-replies/{saved_reply}/removal",
    "/teams/{team}/removal",
    "/fields/{field}/removal",
    "/organisations/{organisation}/removal",
    "/sign-out",
    "/operator/sign-out",
];

/// An id that nothing has.
const ABSENT: &str = "01900000-0000-7000-8000-00000000dead";

/// Another one.
const ELSEWHERE: &str = "01900000-0000-7000-8000-00000000beef";

struct Person {
    host: String,
    cookie: String,
    csrf: String,
    token: String,
}

struct Ids {
    ticket: String,
    message: String,
    contact: String,
    mailbox: String,
    agent: String,
    tag: String,
    change: String,
    view: String,
    merge: String,
    draft: String,
    saved_reply: String,
    team: String,
    field: String,
    organisation: String,
    request: String,
    tenant: String,
    export: String,
    company_export: String,
    rule: String,
}

fn attachment_mail() -> String {
    "From: Carla <carla@example.org>\r\nTo: support@acme.test\r\nSubject: Files\r\nMessage-ID: <walk-1@example.org>\r\n\
     Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n\
     Content-Type: multipart/mixed; boundary=b\r\n\r\n\
     --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>See <b>file</b></p>\r\n\
     --b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nhello\r\n\
     --b--\r\n"
        .to_owned()
}

async fn person(world: &World, company: &Company, agent: AgentId, name: &str) -> Person {
    let slug = &company.info.slug;
    let (scope, now) = (company.info.scope, world.app.now());
    let email = format!("{name}@{slug}.test");
    let password = Private::new(PASSWORD.to_owned());
    let signed =
        app::sign_in::with_password(&world.app, scope, &email, &password, "192.0.2.1", now).await.unwrap();
    let ctx = world.admin_ctx(company);
    let (_, token) = app::token::create(&world.app, &ctx, agent, "").await.unwrap();
    Person {
        host: format!("{slug}.test"),
        cookie: format!("{}={}", web::gate::COOKIE, signed.session_token.reveal()),
        csrf: signed.csrf_token,
        token: token.into_inner(),
    }
}

async fn operator(world: &World) -> Person {
    let (scope, now) = (app::operator::SCOPE, world.app.now());
    let (email, password) = ("olga@desk.test".to_owned(), Private::new(PASSWORD.to_owned()));
    let new = app::agent::NewAgent {
        name: "Olga Operator".to_owned(),
        email: email.clone(),
        role: domain::Role::Operator,
        password: password.clone(),
    };
    let shell = app::Ctx::operator(scope, now);
    let id = app::agent::create(&world.app, &shell, new).await.unwrap().id;
    let (_, token) = app::token::create(&world.app, &shell, id, "").await.unwrap();
    let signed =
        app::sign_in::with_password(&world.app, scope, &email, &password, "192.0.2.1", now).await.unwrap();
    Person {
        host: "acme.test".to_owned(),
        cookie: format!("{}={}", web::gate::OPERATOR_COOKIE, signed.session_token.reveal()),
        csrf: signed.csrf_token,
        token: token.into_inner(),
    }
}

/// Tries a route of the operator's; returns its line of the table.
async fn attack_operators(
    router: &Router,
    route: &Route,
    ids: (&Ids, &Ids),
    people: (&Person, &Person, &Person),
) -> String {
    let at = (&route.method, route.path);
    match route.access {
        Access::Operator => attack_operator_route(router, at, ids, (people.0, people.1)).await,
        _ => attack_operator_api(router, at, ids, people).await,
    }
}

/// Tries a route of the operator's API; returns its line of the table.
async fn attack_operator_api(
    router: &Router,
    at: (&Method, &str),
    (mine, absent): (&Ids, &Ids),
    (operator, admin, agent): (&Person, &Person, &Person),
) -> String {
    let line = format!("{} {}", at.0, at.1);
    let as_nobody = call(router, at, mine, operator, Key::None).await.0;
    assert_eq!(as_nobody, StatusCode::UNAUTHORIZED, "{line} as nobody");
    for (person, key) in [(operator, Key::Session), (admin, Key::Session)] {
        let status = call(router, at, mine, person, key).await.0;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{line} with a session");
    }
    for person in [admin, agent] {
        let (status, text) = call(router, at, mine, person, Key::Token).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{line} with a tenant's token: {text}");
        assert!(text.contains("problem:tenant-token") && text.contains("/operator/tokens"), "{text}");
    }
    let nothing = match at.1.contains('{') {
        true => call(router, at, absent, operator, Key::Token).await.0.as_str().to_owned(),
        false => "-".to_owned(),
    };
    let (status, text) = call(router, at, mine, operator, Key::Token).await;
    let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::METHOD_NOT_ALLOWED];
    assert!(!status.is_server_error() && !refused.contains(&status), "{line}: {status} {text}");
    format!("{line:<52} 401 {nothing:<3} 403 {}", status.as_str())
}

/// Tries an operator's token where it opens nothing: at a tenant's API, and at any page.
async fn attack_with_operator_token(
    router: &Router,
    at: (&Method, &str),
    ids: &Ids,
    operator: &Person,
    api: bool,
) {
    let (status, text) = call(router, at, ids, operator, Key::Token).await;
    if api {
        assert_eq!(status, StatusCode::FORBIDDEN, "{at:?} with an operator's token: {text}");
        assert!(text.contains("problem:operator-token") && text.contains("/api/v1/operator"), "{text}");
    } else {
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{at:?} with an operator's token");
    }
}

/// Tries an operator's route; returns its line of the table.
async fn attack_operator_route(
    router: &Router,
    at: (&Method, &str),
    (mine, absent): (&Ids, &Ids),
    (operator, admin): (&Person, &Person),
) -> String {
    let line = format!("{} {}", at.0, at.1);
    assert_eq!(
        call(router, at, mine, operator, Key::None).await.0,
        StatusCode::UNAUTHORIZED,
        "{line} as nobody"
    );
    for (key, what) in [(Key::Session, "session"), (Key::Token, "token")] {
        let status = call(router, at, mine, admin, key).await.0;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{line} with the {what} of a tenant's admin");
    }
    attack_with_operator_token(router, at, mine, operator, false).await;
    // An agent's session in the operator's cookie is no operator's.
    let dressed = Person {
        cookie: admin.cookie.replace(web::gate::COOKIE, web::gate::OPERATOR_COOKIE),
        host: admin.host.clone(),
        csrf: admin.csrf.clone(),
        token: String::new(),
    };
    let status = call(router, at, mine, &dressed, Key::Session).await.0;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "{line} with an agent's session in the operator's cookie");
    if !at.0.is_safe() {
        let forged = call(router, at, mine, operator, Key::SessionOnly).await.0;
        assert_eq!(forged, StatusCode::FORBIDDEN, "{line} without the token of a form");
    }
    let nothing = match at.1.contains('{') {
        true => call(router, at, absent, operator, Key::Session).await.0.as_str().to_owned(),
        false => "-".to_owned(),
    };
    let (status, text) = call(router, at, mine, operator, Key::Session).await;
    assert!(!status.is_server_error() && status != StatusCode::UNAUTHORIZED, "{line}: {status} {text}");
    format!("{line:<52} 401 {nothing:<3} 401 {}", status.as_str())
}

/// A merge of two tickets that nothing else needs.
async fn merged(world: &World, company: &Company) -> String {
    let ctx = world.agent_ctx(company);
    let text = |n: u8| world::mail(&format!("m{n}@x.test"), &format!("merge{n}@x.test"), None, "Merge", "Me");
    world.take_in(company, &[("merge1", text(1)), ("merge2", text(2))]).await;
    let rows = world.tickets(company).await;
    let mut two = rows.iter().filter(|row| row.subject == "Merge").map(|row| row.id);
    let (one, other) = (two.next().unwrap(), two.next().unwrap());
    app::ticket::merge(&world.app, &ctx, one, other).await.unwrap().to_string()
}

/// A saved reply that everyone has.
/// A mail that the admin has begun.
async fn begun_mail(world: &World, company: &Company) -> String {
    let (ctx, id) = (world.admin_ctx(company), domain::TicketId::generate(world.app.now()));
    let written = app::draft::Written { text: "Begun".to_owned(), ..app::draft::Written::default() };
    let base = app::draft::Base::Nothing;
    app::draft::save_mail(&world.app, &ctx, id, written, base).await.unwrap();
    id.to_string()
}

async fn saved_reply(world: &World, company: &Company) -> String {
    let draft = app::saved_reply::SavedReplyDraft {
        name: "walk".to_owned(),
        text: "Hello {requester.name|there}".to_owned(),
        html: None,
        shared: true,
    };
    let made = app::saved_reply::create(&world.app, &world.admin_ctx(company), draft).await.unwrap();
    made.id.to_string()
}

/// A team.
async fn team(world: &World, company: &Company) -> String {
    let draft = app::team::TeamDraft { name: "walk".to_owned(), ..Default::default() };
    let made = app::team::create(&world.app, &world.admin_ctx(company), draft).await.unwrap();
    made.id.to_string()
}

/// A custom field of tickets.
async fn field(world: &World, company: &Company) -> String {
    let draft = app::field::FieldDraft {
        holder: domain::FieldHolder::Ticket,
        kind: domain::FieldKind::Text,
        name: "walk".to_owned(),
        key: String::new(),
        choices: Vec::new(),
        personal: false,
        required: false,
    };
    app::field::create(&world.app, &world.admin_ctx(company), draft).await.unwrap().id.to_string()
}

/// An organisation, with the person of this ticket.
async fn organisation(world: &World, company: &Company, contact: domain::ContactId) -> String {
    let ctx = world.agent_ctx(company);
    let draft = app::organisation::OrganisationDraft { name: "walk".to_owned(), ..Default::default() };
    let id = app::organisation::create(&world.app, &ctx, draft).await.unwrap().id;
    app::organisation::place_contact(&world.app, &ctx, contact, Some(id)).await.unwrap();
    id.to_string()
}

/// An export of what is held about somebody.
async fn retention_rule(world: &World, company: &Company) -> String {
    let terms = domain::RetentionTerms {
        days: 9,
        ..domain::RetentionTerms::default_of(domain::RetentionSubject::Conversation)
    };
    let new = app::retention::NewRule { name: "walk".to_owned(), terms };
    app::retention::create(&world.app, &world.admin_ctx(company), new).await.unwrap().to_string()
}

async fn company_export(world: &World, company: &Company) -> String {
    app::company_export::ask(&world.app, &world.admin_ctx(company), "en").await.unwrap().id.to_string()
}

async fn access_export(world: &World, company: &Company, contact: domain::ContactId) -> String {
    let admin = world.admin_ctx(company);
    app::access_export::ask(&world.app, &admin, contact, "en").await.unwrap().id.to_string()
}

/// A request about somebody's own data, whose sender nobody has vouched for.
async fn request(world: &World, company: &Company) -> String {
    let asking = app::subject_request::Asking {
        right: domain::SubjectRight::Access,
        email: "carla@example.org".to_owned(),
        name: String::new(),
        words: String::new(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let new =
        app::subject_request::NewRequest { asking, ticket: None, received_at: None, vouched: String::new() };
    app::subject_request::create(&world.app, &world.admin_ctx(company), new).await.unwrap().to_string()
}

async fn ids(world: &World, company: &Company) -> Ids {
    let ctx = world.agent_ctx(company);
    let tickets =
        app::ticket::list(&world.app, &ctx, &app::view::TicketFilter::default(), None, 10).await.unwrap();
    let ticket = tickets.items.first().unwrap();
    let made = app::tag::create(&world.app, &ctx, "walk", domain::TagColour::Grey).await.unwrap();
    let change = app::view::TicketChange { add_tags: vec![made.id], ..Default::default() };
    let changed = app::ticket::change_many(&world.app, &ctx, &[ticket.id], &change).await.unwrap();
    let draft = app::saved_view::ViewDraft {
        name: "walk".to_owned(),
        shared: true,
        conditions: app::view::ViewConditions::default(),
        order: app::view::TicketOrder::Newest,
    };
    let view = app::saved_view::create(&world.app, &world.admin_ctx(company), draft).await.unwrap();
    let messages = app::message::list(&world.app, &ctx, ticket.id, None, 10).await.unwrap();
    Ids {
        ticket: ticket.id.to_string(),
        message: messages.items.first().unwrap().id.to_string(),
        contact: ticket.requester_id.to_string(),
        mailbox: company.mailbox.to_string(),
        agent: company.agent.to_string(),
        tag: made.id.to_string(),
        change: changed.undo.unwrap().to_string(),
        view: view.id.to_string(),
        merge: merged(world, company).await,
        draft: begun_mail(world, company).await,
        saved_reply: saved_reply(world, company).await,
        team: team(world, company).await,
        field: field(world, company).await,
        organisation: organisation(world, company, ticket.requester_id).await,
        request: request(world, company).await,
        tenant: company.info.scope.tenant().to_string(),
        export: access_export(world, company, ticket.requester_id).await,
        company_export: company_export(world, company).await,
        rule: retention_rule(world, company).await,
    }
}

fn fill(path: &str, ids: &Ids) -> String {
    path.replace("{ticket}", &ids.ticket)
        .replace("{message}", &ids.message)
        .replace("{contact}", &ids.contact)
        .replace("{mailbox}", &ids.mailbox)
        .replace("{agent}", &ids.agent)
        .replace("{tag}", &ids.tag)
        .replace("{change}", &ids.change)
        .replace("{view}", &ids.view)
        .replace("{merge}", &ids.merge)
        .replace("{draft}", &ids.draft)
        .replace("{saved_reply}", &ids.saved_reply)
        .replace("{team}", &ids.team)
        .replace("{field}", &ids.field)
        .replace("{organisation}", &ids.organisation)
        .replace("{request}", &ids.request)
        .replace("{tenant}", &ids.tenant)
        .replace("{export}", &ids.export)
        .replace("{company_export}", &ids.company_export)
        .replace("{rule}", &ids.rule)
        .replace("{alert}", ABSENT)
        .replace("{host}", "nowhere.test")
        .replace("{other}", ELSEWHERE)
        .replace("{kind}", "reply")
        .replace("{part}", "2")
        .replace("{token}", ABSENT)
        .replace("{file}", "none.css")
}

fn nothing() -> Ids {
    let absent = || ABSENT.to_owned();
    Ids {
        ticket: absent(),
        message: absent(),
        contact: absent(),
        mailbox: absent(),
        agent: absent(),
        tag: absent(),
        change: absent(),
        view: absent(),
        merge: absent(),
        draft: absent(),
        saved_reply: absent(),
        team: absent(),
        field: absent(),
        organisation: absent(),
        request: absent(),
        tenant: absent(),
        export: absent(),
        company_export: absent(),
        rule: absent(),
    }
}

/// The forms of custom fields and organisations.
fn own_form(path: &str) -> Option<String> {
    let text = match path {
        "/tickets/{ticket}/fields" => "key=walk&value=x".to_owned(),
        "/contacts/{contact}/fields" => format!("key=walk&value=x&ticket={ABSENT}"),
        "/contacts/{contact}/organisation" => format!("organisation=walk&ticket={ABSENT}"),
        "/organisations" | "/organisations/{organisation}" => "name=walk".to_owned(),
        "/organisations/{organisation}/people" => "email=carla@example.org".to_owned(),
        "/requests" => "right=access&email=eva@x.test".to_owned(),
        "/requests/settings" => "country=DK".to_owned(),
        "/tickets/{ticket}/restricted-answers" => "reason=walk&text=hello".to_owned(),
        _ if path.starts_with("/requests/{request}/") => {
            "how=x&email=carla@example.org&reason=x&decision=granted&version=1&text=x&why=x&right=access&language=en".to_owned()
        }
        "/fields" => "holder=contact&kind=text&name=new".to_owned(),
        "/fields/{field}" => "name=walk".to_owned(),
        "/fields/{field}/place" => "place=0".to_owned(),
        _ => return None,
    };
    Some(text)
}

/// What the API's steps of a request about somebody's data take.
fn step_body(path: &str) -> Option<&'static str> {
    let step = path.strip_prefix("/api/v1/subject-requests/{request}/")?;
    Some(match step {
        "facts" => "{\"right\":\"access\",\"language\":\"en\"}",
        "contact" => "{\"email\":\"carla@example.org\"}",
        "decision" => "{\"decision\":\"granted\"}",
        "fulfilment" => "{\"version\":1,\"text\":\"x\"}",
        _ => "{\"text\":\"x\"}",
    })
}

/// What is put in the place of something.
fn put_body(path: &str) -> &'static str {
    match path {
        "/api/v1/subject-request-settings" => "{\"country\":\"DK\"}",
        "/api/v1/retention-rules/{rule}" => {
            "{\"name\":\"walk\",\"terms\":{\"subject\":\"conversation\",\"statuses\":[\"closed\"],\"days\":9}}"
        }
        _ => "{\"email\":\"eva@x.test\"}",
    }
}

/// A body that the route accepts, so that what is refused is who asks.
fn body(method: &Method, path: &str) -> (&'static str, String) {
    let form = "application/x-www-form-urlencoded";
    if let Some(text) = own_form(path).filter(|_| method == Method::POST) {
        return (form, text);
    }
    if let Some(text) = step_body(path).filter(|_| method == Method::POST) {
        return ("application/json", text.to_owned());
    }
    match (method.as_str(), path) {
        ("POST", "/tickets/{ticket}/replies" | "/tickets/{ticket}/notes") => {
            (form, "to=carla@x.test&text=hello".to_owned())
        }
        ("POST", "/tickets/{ticket}/changes") => (form, "status=pending".to_owned()),
        ("POST", "/tickets/{ticket}/merges" | "/tickets/{ticket}/links") => (form, "number=1".to_owned()),
        ("POST", "/tickets/{ticket}/links/removal") => (form, format!("other={ELSEWHERE}")),
        ("POST", "/tickets/{ticket}/splits") => (form, format!("message={ABSENT}")),
        ("POST", "/tickets/{ticket}/requester") => (form, "email=eva@x.test".to_owned()),
        ("POST", "/api/v1/tickets/{ticket}/merges") => {
            ("application/json", format!("{{\"into_id\":\"{ELSEWHERE}\"}}"))
        }
        ("POST", "/api/v1/tickets/{ticket}/links") => {
            ("application/json", format!("{{\"ticket_id\":\"{ELSEWHERE}\"}}"))
        }
        ("POST", "/api/v1/tickets/{ticket}/splits") => {
            ("application/json", format!("{{\"message_ids\":[\"{ABSENT}\"]}}"))
        }
        ("POST", "/tickets/{ticket}/drafts/{kind}" | "/tickets/{ticket}/drafts/{kind}/removal") => {
            (form, "text=hello".to_owned())
        }
        ("POST", "/tickets/{ticket}/presence") => (form, format!("window={ABSENT}&doing=looking")),
        ("POST", "/tickets/new" | "/tickets/new/drafts/mail" | "/tickets/new/drafts/mail/removal") => {
            (form, format!("draft={ABSENT}&text=hello"))
        }
        ("POST", "/api/v1/drafts") | ("PUT", "/api/v1/tickets/{ticket}/draft" | "/api/v1/drafts/{draft}") => {
            ("application/json", "{\"text\":\"hello\"}".to_owned())
        }
        ("PUT", path) => ("application/json", put_body(path).to_owned()),
        ("POST", "/messages/{message}/forwards") => (form, "to=sam@x.test&text=hello".to_owned()),
        ("POST", "/api/v1/messages/{message}/forwards") => {
            ("application/json", "{\"to\":[{\"email\":\"sam@x.test\"}]}".to_owned())
        }
        ("POST", "/messages/{message}/outcome") => (form, "decision=resend".to_owned()),
        ("POST", "/teams/{team}") => (form, "name=walked".to_owned()),
        ("POST", "/mailboxes/{mailbox}/addresses" | "/mailboxes/{mailbox}/addresses/removal") => {
            (form, "email=further@acme.test".to_owned())
        }
        ("POST", "/mailboxes/{mailbox}/assigning") => (form, "assign=nobody".to_owned()),
        ("POST", "/mailboxes/{mailbox}/state") => (form, "state=active".to_owned()),
        ("POST", path) if path.ends_with("/uploads") => (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n"
                .to_owned(),
        ),
        ("POST", path) if !path.starts_with("/api/") => (form, String::new()),
        ("POST", "/api/v1/tickets/{ticket}/replies" | "/api/v1/tickets/{ticket}/notes") => {
            ("application/json", "{\"text\":\"hello\"}".to_owned())
        }
        ("POST", "/api/v1/operator/tenants/{tenant}/hosts") => {
            ("application/json", "{\"host\":\"acme.test\"}".to_owned())
        }
        ("POST", "/api/v1/operator/tenants/{tenant}/invitations") => {
            ("application/json", "{\"name\":\"Eve\",\"email\":\"eve@x.test\"}".to_owned())
        }
        ("POST" | "PATCH", _) => ("application/json", "{}".to_owned()),
        _ => ("text/plain", String::new()),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Key {
    None,
    Session,
    SessionOnly,
    Token,
}

async fn call(
    router: &Router,
    route: (&Method, &str),
    ids: &Ids,
    who: &Person,
    key: Key,
) -> (StatusCode, String) {
    let (method, path) = route;
    let (content_type, body) = body(method, path);
    let mut request = Request::builder()
        .method(method)
        .uri(fill(path, ids))
        .header(header::HOST, &who.host)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, content_type);
    request = match key {
        Key::None => request,
        Key::Session => request.header(header::COOKIE, &who.cookie).header(web::gate::CSRF_HEADER, &who.csrf),
        Key::SessionOnly => request.header(header::COOKIE, &who.cookie),
        Key::Token => request.header(header::AUTHORIZATION, format!("Bearer {}", who.token)),
    };
    let response = router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    let streams = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t == "text/event-stream");
    let text = match streams {
        true => String::new(),
        false => {
            String::from_utf8_lossy(&to_bytes(response.into_body(), 10_000_000).await.unwrap()).into_owned()
        }
    };
    (status, text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_is_attacked() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let (acme, beta) = (world.company("acme").await, world.company("beta").await);
    world.take_in(&acme, &[("1", attachment_mail())]).await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let agent = person(&world, &acme, acme.agent, "egon").await;
    let admin = person(&world, &acme, acme.admin, "ada").await;
    let other = person(&world, &beta, beta.admin, "ada").await;
    let operator = operator(&world).await;
    let (mine, nothing) = (ids(&world, &acme).await, nothing());
    let mut table = Vec::new();
    let mut routes: Vec<_> = web::pages::routes().into_iter().chain(web::api::routes()).collect();
    routes.sort_by_key(|route| LATE.iter().position(|path| *path == route.path).map_or(0, |at| at + 1));
    for route in &routes {
        let at = (&route.method, route.path);
        let (own, foreign, admin_only) = match route.access {
            Access::Public | Access::Signed | Access::Provider => {
                assert!(PUBLIC.iter().any(|(path, _)| *path == route.path), "{} is open to all", route.path);
                continue;
            }
            Access::Operator | Access::OperatorToken => {
                let people = (&operator, &admin, &agent);
                table.push(attack_operators(&router, route, (&mine, &nothing), people).await);
                continue;
            }
            Access::Session => (Key::Session, Key::Token, false),
            Access::SessionAdmin => (Key::Session, Key::Token, true),
            Access::Token => (Key::Token, Key::Session, false),
            Access::TokenAdmin => (Key::Token, Key::Session, true),
        };
        let line = format!("{} {}", route.method, route.path);
        let nobody = call(&router, at, &mine, &agent, Key::None).await.0;
        assert_eq!(nobody, StatusCode::UNAUTHORIZED, "{line} as nobody");
        let wrong_key = call(&router, at, &mine, &agent, foreign).await.0;
        assert_eq!(wrong_key, StatusCode::UNAUTHORIZED, "{line} with the other kind of key");
        attack_with_operator_token(&router, at, &mine, &operator, own == Key::Token).await;
        if own == Key::Session && !route.method.is_safe() {
            let forged = call(&router, at, &mine, &admin, Key::SessionOnly).await.0;
            assert_eq!(forged, StatusCode::FORBIDDEN, "{line} without the token of a form");
        }
        let stranger = if route.path.contains('{') {
            let (status, text) = call(&router, at, &mine, &other, own).await;
            let absent = call(&router, at, &nothing, &other, own).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{line} as another tenant: {text}");
            assert_eq!(
                (status, text),
                absent,
                "{line}: another tenant's object and an absent one look the same"
            );
            status.as_str().to_owned()
        } else {
            "-".to_owned()
        };
        let weaker = call(&router, at, &mine, &agent, own).await.0;
        assert_eq!(weaker == StatusCode::FORBIDDEN, admin_only, "{line} as an agent: {weaker}");
        let (stronger, text) = call(&router, at, &mine, &admin, own).await;
        let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::METHOD_NOT_ALLOWED];
        assert!(!refused.contains(&stronger), "{line} as an admin: {stronger}");
        assert!(!stronger.is_server_error(), "{line} as an admin: {stronger} {text}");
        table.push(format!(
            "{line:<52} {} {stranger:<3} {} {}",
            nobody.as_str(),
            weaker.as_str(),
            stronger.as_str()
        ));
    }
    insta::assert_snapshot!(table.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_requests_are_told_what_is_wrong() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", attachment_mail())]).await;
    let router = web::router(world.app.clone(), WebSettings { https: true, ..WebSettings::default() });
    let agent = person(&world, &acme, acme.agent, "egon").await;
    let ticket = ids(&world, &acme).await.ticket;
    let send = async |method: &str, path: &str, content_type: &str, body: Vec<u8>| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "acme.test")
            .header(header::AUTHORIZATION, format!("Bearer {}", agent.token))
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(body))
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let (status, kind) = (response.status().as_u16(), response.headers()[header::CONTENT_TYPE].clone());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        assert_eq!(kind, "application/problem+json", "{method} {path}");
        (status, serde_json::from_slice::<serde_json::Value>(&bytes).unwrap())
    };
    let json = "application/json";
    let path = format!("/api/v1/tickets/{ticket}");
    let notes = format!("{path}/notes");
    let (status, problem) = send("POST", &notes, json, b"{\"text\":\n  oops}".to_vec()).await;
    assert_eq!((status, &problem["line"]), (400, &serde_json::json!(2)), "{problem}");
    let (status, problem) = send("POST", &notes, json, b"{\"text\":\"x\",\"more\":1}".to_vec()).await;
    assert_eq!(status, 422, "{problem}");
    let (status, problem) = send("POST", &notes, json, b"{\"text\":\"a\\u0000b\"}".to_vec()).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &serde_json::json!("text")));
    let (status, _) = send("POST", &notes, "text/plain", b"{}".to_vec()).await;
    assert_eq!(status, 415);
    let (status, problem) =
        send("POST", &notes, json, vec![b' '; domain::limits::REQUEST_BYTES_MAX + 1]).await;
    assert_eq!((status, &problem["max_bytes"]), (413, &serde_json::json!(domain::limits::REQUEST_BYTES_MAX)));
    let (status, problem) =
        send("PATCH", &path, json, b"{\"status\":\"closed\",\"version\":999}".to_vec()).await;
    assert_eq!((status, &problem["state"]), (409, &serde_json::json!("open")), "{problem}");
    let (status, _) = send("DELETE", &path, json, Vec::new()).await;
    assert_eq!(status, 405);
    let (status, _) = send("GET", "/api/v1/tickets?limit=0", json, Vec::new()).await;
    assert_eq!(status, 400);
    let (status, _) = send("GET", "/api/v1/tickets?nonsense=1", json, Vec::new()).await;
    assert_eq!(status, 400);
    let (status, _) = send("GET", "/api/v1/nothing", json, Vec::new()).await;
    assert_eq!(status, 404);
}
