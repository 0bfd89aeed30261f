//! Somebody at every route: ids of things that are there, and of what is not.

use crate::bodies::body;
use crate::world::{self, Company, PASSWORD, World};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use domain::{AgentId, Private};
use tower::ServiceExt as _;

/// An id that nothing has.
pub const ABSENT: &str = "01900000-0000-7000-8000-00000000dead";

/// Another one.
pub const ELSEWHERE: &str = "01900000-0000-7000-8000-00000000beef";

pub struct Person {
    pub host: String,
    pub cookie: String,
    pub csrf: String,
    pub token: String,
}

pub struct Ids {
    pub ticket: String,
    pub message: String,
    pub contact: String,
    pub mailbox: String,
    pub agent: String,
    pub tag: String,
    pub change: String,
    pub view: String,
    pub merge: String,
    pub draft: String,
    pub saved_reply: String,
    pub team: String,
    pub field: String,
    pub organisation: String,
    pub request: String,
    pub tenant: String,
    pub export: String,
    pub company_export: String,
    pub rule: String,
    pub sub_processor: String,
    pub access: String,
    pub disclosure: String,
    pub incident: String,
    pub assessment: String,
    pub review: String,
    pub news: String,
    pub invoice: String,
}

pub fn attachment_mail() -> String {
    "From: Carla <carla@example.org>\r\nTo: support@acme.test\r\nCc: eva@x.test\r\nSubject: Files\r\nMessage-ID: <walk-1@example.org>\r\n\
     Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n\
     Content-Type: multipart/mixed; boundary=b\r\n\r\n\
     --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>See <b>file</b></p>\r\n\
     --b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nhello\r\n\
     --b--\r\n"
        .to_owned()
}

pub async fn person(world: &World, company: &Company, agent: AgentId, name: &str) -> Person {
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

pub async fn operator(world: &World) -> Person {
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

/// An access of the operator that is open; none where nobody runs Deskhero.
pub async fn operator_access(world: &World, company: &Company) -> String {
    let (scope, now) = (app::operator::SCOPE, world.app.now());
    let all = world.app.store().tenant(scope).list_agents().await.unwrap();
    let Some(operator) = all.first() else { return ABSENT.to_owned() };
    let ctx = app::Ctx::agent(scope, operator.id, domain::Role::Operator, now);
    let ask = app::operator_access::Ask {
        scope: company.info.scope,
        reason: domain::AccessReason::Security,
        words: Private::new("A walk".to_owned()),
        minutes: None,
        password: Private::new(PASSWORD.to_owned()),
    };
    app::operator_access::ask(&world.app, &ctx, ask).await.unwrap().to_string()
}

/// What an authority asks for, approved by two; none where nobody runs Deskhero.
pub async fn disclosure(world: &World, company: &Company) -> String {
    let (scope, now) = (app::operator::SCOPE, world.app.now());
    let all = world.app.store().tenant(scope).list_agents().await.unwrap();
    let Some(operator) = all.first() else { return ABSENT.to_owned() };
    let ctx = app::Ctx::agent(scope, operator.id, domain::Role::Operator, now);
    let new = app::disclosure::NewDisclosure {
        scope: company.info.scope,
        authority: "A court".to_owned(),
        basis: "A law".to_owned(),
        reference: "1/26".to_owned(),
        tickets: vec![1],
        from: None,
        until: None,
        gag_until: None,
    };
    let id = app::disclosure::ask(&world.app, &ctx, new).await.unwrap();
    let other = world.operator_named("Otto").await;
    for by in [ctx, other] {
        app::disclosure::approve(&world.app, &by, id, &Private::new(PASSWORD.to_owned())).await.unwrap();
    }
    id.to_string()
}

/// An incident that is about the company; none where nobody runs Deskhero.
pub async fn incident(world: &World, company: &Company) -> String {
    let (scope, now) = (app::operator::SCOPE, world.app.now());
    let all = world.app.store().tenant(scope).list_agents().await.unwrap();
    let Some(operator) = all.first() else { return ABSENT.to_owned() };
    let ctx = app::Ctx::agent(scope, operator.id, domain::Role::Operator, now);
    let facts = app::incident::NewFacts {
        title: "A key was lost".to_owned(),
        severity: Some(domain::IncidentSeverity::Low),
        what: "It was found again".to_owned(),
        tenants: vec![company.info.scope.tenant()],
        ..app::incident::NewFacts::default()
    };
    let new = app::incident::NewIncident { facts, aware_at: now };
    app::incident::open(&world.app, &ctx, new).await.unwrap().to_string()
}

/// An assessment that is open; none where nobody runs Deskhero.
pub async fn assessment(world: &World) -> String {
    let (scope, now) = (app::operator::SCOPE, world.app.now());
    let all = world.app.store().tenant(scope).list_agents().await.unwrap();
    let Some(operator) = all.first() else { return ABSENT.to_owned() };
    let ctx = app::Ctx::agent(scope, operator.id, domain::Role::Operator, now);
    app::assessment::run(&world.app, &ctx, Vec::new()).await.unwrap().to_string()
}

/// A draft of news.
pub async fn news(world: &World) -> String {
    let ctx = app::Ctx::operator(app::operator::SCOPE, world.app.now());
    let (language, title, body) = ("en".to_owned(), "Walk".to_owned(), "A walk.".to_owned());
    let texts = vec![app::news::NewsText { language, title, body }];
    app::news::write(&world.app, &ctx, None, texts).await.unwrap().to_string()
}

/// The company's review that is open.
pub async fn review(world: &World, company: &Company) -> String {
    let ctx = world.admin_ctx(company);
    let all = app::access_review::list(&world.app, &ctx).await.unwrap();
    match all.first() {
        Some(view) => view.row.id.to_string(),
        None => app::access_review::begin(&world.app, &ctx).await.unwrap().to_string(),
    }
}

/// Who sells, where something is paid for.
pub fn sells(settings: &mut app::Settings) {
    let plan = app::billing::Plan { name: "Team".to_owned(), price: 1_900, seats_max: 0, trial_days: 0 };
    settings.billing = Some(app::billing::Setup {
        seller: domain::record::InvoiceParty { country: "SE".to_owned(), ..Default::default() },
        currency: "EUR".to_owned(),
        vat_rate: 2_500,
        prefix: String::new(),
        days_to_pay: 30,
        bank: String::new(),
        keep_years: 7,
        law: "A law".to_owned(),
        stripe: None,
        plans: vec![plan],
    });
}

/// The newest invoice of a company that pays since three months ago; none where nothing is paid for.
pub async fn invoice(world: &World, company: &Company) -> String {
    if world.app.settings().billing.is_none() {
        return ABSENT.to_owned();
    }
    let admin = world.admin_ctx(company);
    let ctx = app::Ctx { now: admin.now.plus_millis(-90 * 24 * 3_600_000), ..admin };
    let details = domain::record::BillingDetails {
        name: "Acme AB".to_owned(),
        address: "Lund".to_owned(),
        country: "SE".to_owned(),
        email: "money@acme.test".to_owned(),
        language: "en".to_owned(),
        ..Default::default()
    };
    app::billing::change_details(&world.app, &ctx, &details).await.unwrap();
    app::billing::round(&world.app).await.unwrap();
    app::billing::list_of(&world.app, &admin).await.unwrap()[0].id.to_string()
}

/// A merge of two tickets that nothing else needs.
pub async fn merged(world: &World, company: &Company) -> String {
    let ctx = world.agent_ctx(company);
    let text = |n: u8| world::mail(&format!("m{n}@x.test"), &format!("merge{n}@x.test"), None, "Merge", "Me");
    world.take_in(company, &[("merge1", text(1)), ("merge2", text(2))]).await;
    let rows = world.tickets(company).await;
    let mut two = rows.iter().filter(|row| row.subject == "Merge").map(|row| row.id);
    let (one, other) = (two.next().unwrap(), two.next().unwrap());
    app::ticket::merge(&world.app, &ctx, one, other).await.unwrap().to_string()
}

/// A mail that the admin has begun.
pub async fn begun_mail(world: &World, company: &Company) -> String {
    let (ctx, id) = (world.admin_ctx(company), domain::TicketId::generate(world.app.now()));
    let written = app::draft::Written { text: "Begun".to_owned(), ..app::draft::Written::default() };
    let base = app::draft::Base::Nothing;
    app::draft::save_mail(&world.app, &ctx, id, written, base).await.unwrap();
    id.to_string()
}

pub async fn saved_reply(world: &World, company: &Company) -> String {
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
pub async fn team(world: &World, company: &Company) -> String {
    let draft = app::team::TeamDraft { name: "walk".to_owned(), ..Default::default() };
    let made = app::team::create(&world.app, &world.admin_ctx(company), draft).await.unwrap();
    made.id.to_string()
}

/// A custom field of tickets.
pub async fn field(world: &World, company: &Company) -> String {
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
pub async fn organisation(world: &World, company: &Company, contact: domain::ContactId) -> String {
    let ctx = world.agent_ctx(company);
    let draft = app::organisation::OrganisationDraft { name: "walk".to_owned(), ..Default::default() };
    let id = app::organisation::create(&world.app, &ctx, draft).await.unwrap().id;
    app::organisation::place_contact(&world.app, &ctx, contact, Some(id)).await.unwrap();
    id.to_string()
}

/// An export of what is held about somebody.
pub async fn retention_rule(world: &World, company: &Company) -> String {
    let terms = domain::RetentionTerms {
        days: 9,
        ..domain::RetentionTerms::default_of(domain::RetentionSubject::Conversation)
    };
    let new = app::retention::NewRule { name: "walk".to_owned(), terms };
    app::retention::create(&world.app, &world.admin_ctx(company), new).await.unwrap().to_string()
}

/// Somebody in the register, which is everybody's.
pub async fn sub_processor(world: &World) -> String {
    let input = app::register::Input {
        name: "walk".to_owned(),
        service: "walks".to_owned(),
        adapters: vec!["s3".to_owned()],
        hosts: vec!["walk.test".to_owned()],
        country: "SE".to_owned(),
        ..Default::default()
    };
    let ctx = app::Ctx::operator(app::operator::SCOPE, world.app.now());
    app::register::put(&world.app, &ctx, input.read(None).unwrap()).await.unwrap().0.to_string()
}

pub async fn company_export(world: &World, company: &Company) -> String {
    app::company_export::ask(&world.app, &world.admin_ctx(company), "en").await.unwrap().id.to_string()
}

pub async fn access_export(world: &World, company: &Company, contact: domain::ContactId) -> String {
    let admin = world.admin_ctx(company);
    app::access_export::ask(&world.app, &admin, contact, "en").await.unwrap().id.to_string()
}

/// A request about somebody's own data, whose sender nobody has vouched for.
pub async fn request(world: &World, company: &Company) -> String {
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

pub async fn ids(world: &World, company: &Company) -> Ids {
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
        sub_processor: sub_processor(world).await,
        access: operator_access(world, company).await,
        disclosure: disclosure(world, company).await,
        incident: incident(world, company).await,
        assessment: assessment(world).await,
        review: review(world, company).await,
        news: news(world).await,
        invoice: invoice(world, company).await,
    }
}

pub fn fill(path: &str, ids: &Ids) -> String {
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
        .replace("{sub_processor}", &ids.sub_processor)
        .replace("{access}", &ids.access)
        .replace("{disclosure}", &ids.disclosure)
        .replace("{incident}", &ids.incident)
        .replace("{assessment}", &ids.assessment)
        .replace("{review}", &ids.review)
        .replace("{news}", &ids.news)
        .replace("{line}", ABSENT)
        .replace("{letter}", ABSENT)
        .replace("{invoice}", &ids.invoice)
        .replace("{alert}", ABSENT)
        .replace("{host}", "nowhere.test")
        .replace("{other}", ELSEWHERE)
        .replace("{kind}", "reply")
        .replace("{part}", "2")
        .replace("{token}", ABSENT)
        .replace("{file}", "none.css")
}

pub fn nothing() -> Ids {
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
        sub_processor: absent(),
        access: absent(),
        disclosure: absent(),
        incident: absent(),
        assessment: absent(),
        review: absent(),
        news: absent(),
        invoice: absent(),
    }
}

#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    None,
    Session,
    SessionOnly,
    Token,
}

pub async fn call(
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
        false => match to_bytes(response.into_body(), 10_000_000).await {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, format!("the body ended: {error:?}")),
        },
    };
    (status, text)
}
