//! What whoever runs Deskhero does, and what a company has to do with them.

use crate::filled::Filled;
use crate::mails;
use crate::words::{address, canary};
use crate::work::{DAY_MS, Desk};
use crate::world;
use app::assessment::{self, Reply};
use app::billing::{self, Plan, Setup};
use app::disclosure::{self, NewDisclosure};
use app::incident::{self, NewFacts, NewIncident, Step};
use app::news::{self, NewsText};
use app::operator_access::{self, Ask};
use app::register::{self, Input};
use app::sign_up::{self, SignUp};
use app::usage::{self, Used};
use app::{Ctx, access_review, alert, document};
use domain::record::{BillingDetails, InvoiceParty};
use domain::{
    AccessReason, AlertState, BrowserFamily, IncidentSeverity, ItemResult, Private, ReviewDecision, Role,
    SystemFamily,
};

/// Shorter than a canary, and nowhere else either.
const VAT_NUMBER: &str = "SEQZ7X9KWV3JLP";

/// Somebody sells, by two plans.
pub fn billing() -> Setup {
    let plan = |name: &str| Plan { name: name.to_owned(), price: 1_900, seats_max: 0, trial_days: 0 };
    Setup {
        seller: InvoiceParty {
            name: "Hosting AB".to_owned(),
            country: "SE".to_owned(),
            ..InvoiceParty::default()
        },
        currency: "EUR".to_owned(),
        vat_rate: 2_500,
        prefix: String::new(),
        days_to_pay: 30,
        bank: String::new(),
        keep_years: 7,
        law: "A law".to_owned(),
        stripe: None,
        plans: vec![plan("Team"), plan("House")],
    }
}

impl Desk {
    /// The operator who does most.
    pub async fn operator(&self) -> Ctx {
        operator(self, "operator name").await
    }
}

/// An operator of this name, made where there is none yet.
async fn operator(desk: &Desk, what: &str) -> Ctx {
    let (app, scope) = (&desk.world.app, app::operator::SCOPE);
    let all = app::agent::list(app, &Ctx::operator(scope, app.now())).await.unwrap();
    match all.iter().find(|agent| agent.name == canary(what)) {
        Some(agent) => Ctx::agent(scope, agent.id, Role::Operator, app.now()),
        None => desk.world.operator_named(&canary(what)).await,
    }
}

fn shell(desk: &Desk) -> Ctx {
    Ctx::operator(app::operator::SCOPE, desk.world.app.now())
}

/// Gives the secrets that were handed out.
pub async fn keep(desk: &Desk, filled: &mut Filled) -> String {
    let app = &desk.world.app;
    app::jobs::monitoring::round(app).await.unwrap();
    desk.world.clock.advance_ms(30 * 60_000);
    app::jobs::notice_mail::round(app).await.unwrap();
    Box::pin(announces(desk)).await;
    Box::pin(sells(desk)).await;
    Box::pin(counts(desk)).await;
    Box::pin(looks_in(desk)).await;
    Box::pin(hands_out(desk)).await;
    Box::pin(has_an_incident(desk)).await;
    Box::pin(assesses(desk)).await;
    Box::pin(learns(desk)).await;
    Box::pin(is_closed(desk, filled)).await;
    desk.world.clock.advance_ms(10 * 60_000);
    app::jobs::monitoring::round(app).await.unwrap();
    let admin = desk.admin();
    let alerts = alert::list(app, &admin, AlertState::Open, None, 50).await.unwrap().items;
    alert::acknowledge(app, &admin, alerts[0].id, &canary("alert note")).await.unwrap();
    register::change_residency(app, &admin, true).await.unwrap();
    register::round(app).await.unwrap();
    app::trust::check(app).await.unwrap();
    format!("VAT number={VAT_NUMBER}\n")
}

/// Documents, news, and somebody who is to work for the operator.
async fn announces(desk: &Desk) {
    let app = &desk.world.app;
    document::write(app, &shell(desk), domain::DocumentKind::Terms, "en", "# Terms\n\nOther.\n")
        .await
        .unwrap();
    app::jobs::document_letters::round(app).await.unwrap();
    app::consent::decide_news(app, &desk.admin(), true, "It is sent to you.").await.unwrap();
    desk.world.clock.advance_ms(5_000);
    let text =
        NewsText { language: "en".to_owned(), title: "Saddles".to_owned(), body: "Two colours.".to_owned() };
    let id = news::write(app, &shell(desk), None, vec![text]).await.unwrap();
    news::send(app, &shell(desk), id).await.unwrap();
    app::jobs::news_letters::round(app).await.unwrap();
    let input = Input {
        name: "Firn Storage".to_owned(),
        service: "keeps sealed backups".to_owned(),
        adapters: vec!["s3".to_owned()],
        hosts: vec!["127.0.0.1".to_owned()],
        country: "SE".to_owned(),
        contract: "DPA 17".to_owned(),
        contract_on: "2026-01-01".to_owned(),
        measures: "TOM 3".to_owned(),
        flows_down: true,
        ..Input::default()
    };
    let bare = Input { contract: String::new(), hosts: vec!["127.0.0.2".to_owned()], ..input.clone() };
    for input in [bare, input] {
        register::put(app, &shell(desk), input.read(None).unwrap()).await.unwrap();
    }
    register::round(app).await.unwrap();
    let seq = register::news(app).iter().map(|news| news.seq).max().unwrap();
    register::object(app, &desk.admin(), seq, &canary("objection words")).await.unwrap();
}

/// A company asks for an account; another one pays since three months.
async fn sells(desk: &Desk) {
    let app = &desk.world.app;
    let mut accepted = Vec::new();
    for kind in document::AGREED {
        accepted.push(document::read(app, kind, None, None, app.now()).await.unwrap().sha256);
    }
    let wanted = SignUp {
        company: canary("sign-up company"),
        // Made from the name where none is given; it is part of a host name, and public.
        slug: "newcomer".to_owned(),
        name: canary("sign-up name"),
        email: address("sign-up address"),
        accepted,
    };
    let base = |host: String| format!("https://{host}");
    sign_up::ask(app, wanted, &canary("client"), base, app.now()).await.unwrap();
    let details = BillingDetails {
        name: canary("billing name"),
        address: canary("billing street"),
        // Outside the EU it may be any.
        country: "NO".to_owned(),
        vat_number: VAT_NUMBER.to_owned(),
        email: address("billing address"),
        language: "en".to_owned(),
    };
    let admin = desk.admin();
    let then = Ctx { now: admin.now.plus_millis(-90 * DAY_MS), ..admin };
    billing::change_details(app, &then, &details).await.unwrap();
    billing::round(app).await.unwrap();
    billing::change_plan(app, &desk.admin(), "House").await.unwrap();
}

/// A day's use is a sum, and another's is counted.
async fn counts(desk: &Desk) {
    let app = &desk.world.app;
    let feature: &'static str = format!("/{}", canary("used page")).leak();
    let used = || {
        let network = usage::network("192.0.2.7");
        let (browser, system) = (BrowserFamily::Firefox, SystemFamily::Linux);
        Used { deed: false, feature, browser, system, network }
    };
    app::consent::decide(app, &desk.ctx(), true, "It is counted.").await.unwrap();
    app.count_use(&desk.ctx(), used()).await;
    usage::round(app).await.unwrap();
    desk.world.clock.advance_ms(2 * DAY_MS);
    usage::round(app).await.unwrap();
    app.count_use(&desk.ctx(), used()).await;
    usage::keep(app).await.unwrap();
}

/// The company lets the operator read a conversation; and they look in by themselves, where somebody's data is in danger.
async fn looks_in(desk: &Desk) {
    let (app, scope) = (&desk.world.app, desk.scope);
    let operator = desk.operator().await;
    let ask = |reason| Ask {
        scope,
        reason,
        words: Private::new(canary("access words")),
        minutes: Some(20),
        password: Private::new(world::PASSWORD.to_owned()),
    };
    let id = operator_access::ask(app, &operator, ask(AccessReason::SupportRequested)).await.unwrap();
    operator_access::approve(app, &desk.admin(), id).await.unwrap();
    let ticket = mails::of(desk, "held").await.id;
    let operator = desk.operator().await;
    operator_access::read_ticket(app, &operator, scope, id, ticket).await.unwrap();
    operator_access::end(app, &desk.admin(), scope, id).await.unwrap();
    operator_access::ask(app, &operator, ask(AccessReason::Security)).await.unwrap();
}

/// Two operators approve what an authority asks for; of one, the company may not be told yet.
async fn hands_out(desk: &Desk) {
    let app = &desk.world.app;
    let number = mails::of(desk, "held").await.number;
    for gag_until in [None, Some(app.now().plus_millis(30 * DAY_MS))] {
        let new = NewDisclosure {
            scope: desk.scope,
            authority: canary("authority"),
            basis: canary("order"),
            reference: canary("reference"),
            tickets: vec![number],
            from: None,
            until: None,
            gag_until,
        };
        let both = [desk.operator().await, operator(desk, "second operator name").await];
        let id = disclosure::ask(app, &both[0], new).await.unwrap();
        for by in both {
            let password = Private::new(world::PASSWORD.to_owned());
            disclosure::approve(app, &by, id, &password).await.unwrap();
        }
        disclosure::hand_out(app, &desk.operator().await, id).await.unwrap();
    }
}

async fn has_an_incident(desk: &Desk) {
    let (app, by) = (&desk.world.app, desk.operator().await);
    let facts = NewFacts {
        title: canary("incident title"),
        severity: Some(IncidentSeverity::High),
        what: canary("incident facts"),
        tenants: vec![desk.scope.tenant()],
        categories: vec!["mail".to_owned()],
        measures: canary("incident measures"),
        ..NewFacts::default()
    };
    let aware_at = app.now().plus_millis(-4 * DAY_MS);
    let id = incident::open(app, &by, NewIncident { facts, aware_at }).await.unwrap();
    let report = Step::Report {
        at: by.now,
        authority: canary("incident authority"),
        reference: canary("incident reference"),
        why_late: canary("incident words"),
    };
    let note = Step::Note { at: by.now, text: canary("incident note") };
    for step in [note, report, Step::Notice { text: canary("incident words") }] {
        incident::take(app, &by, id, step).await.unwrap();
    }
    incident::round(app).await.unwrap();
}

/// A finished assessment, and a review in which a token goes.
async fn assesses(desk: &Desk) {
    let (app, by) = (&desk.world.app, desk.operator().await);
    let id = assessment::run(app, &by, Vec::new()).await.unwrap();
    let until = Some(domain::Day::at(app.now()).plus(30));
    let view = assessment::read(app, &by, id).await.unwrap();
    let reply = |item: &domain::record::AssessmentItem| Reply {
        item: item.word.clone(),
        result: item.result.is_none().then_some(ItemResult::Yes),
        note: canary("assessment note"),
        until,
    };
    let replies = view.content.items.iter().map(reply).collect();
    assessment::answer(app, &by, id, replies).await.unwrap();
    assessment::finish(app, &by, id).await.unwrap();
    let admin = desk.admin();
    let review = access_review::begin(app, &admin).await.unwrap();
    let lines = access_review::read(app, &admin, review).await.unwrap().content.lines;
    for line in &lines {
        let decision = if line.token.is_some() { ReviewDecision::Removed } else { ReviewDecision::Kept };
        access_review::decide(app, &admin, review, line.id(), decision).await.unwrap();
    }
    access_review::finish(app, &admin, review).await.unwrap();
}

/// The company wants it; what four people wrote is tagged: see [`crate::answers::order`].
async fn learns(desk: &Desk) {
    let off = [domain::Feature::RemoteImages].into_iter().collect();
    app::instruction::change(&desk.world.app, &desk.admin(), 0, off).await.unwrap();
    app::learning::round(&desk.world.app).await.unwrap();
    let ticket = mails::of(desk, "filed").await.id;
    app::learning::suggest(&desk.world.app, &desk.admin(), ticket).await.unwrap();
}

/// Another company closes its account; its admin is to get the receipt.
async fn is_closed(desk: &Desk, filled: &mut Filled) {
    let (app, world) = (&desk.world.app, &desk.world);
    let info = app::tenant::create(app, "leaver", "Another company", &[], app.now()).await.unwrap();
    let new = app::agent::NewAgent {
        name: canary("leaver name"),
        email: address("leaver address"),
        role: Role::Admin,
        password: Private::new(canary("agent password")),
    };
    let id = app::agent::create(app, &Ctx::operator(info.scope, app.now()), new).await.unwrap().id;
    world.agree(info.scope, id, Role::Admin).await;
    let close = app::closing::Close {
        days: Some(0),
        slug: "leaver".to_owned(),
        password: Private::new(canary("agent password")),
        keep_sums: true,
    };
    app::closing::begin(app, &Ctx::agent(info.scope, id, Role::Admin, app.now()), close).await.unwrap();
    app::jobs::closing::round(app).await.unwrap();
    let subject = info.scope.tenant().uuid();
    world::until("the other company is gone", async || {
        app::erasure::round(app, app.now()).await.unwrap();
        let found = app.store().tenant(info.scope).list_erasures_of(subject).await.unwrap();
        found.into_iter().find(|one| one.state == domain::ErasureState::Done)
    })
    .await;
    // To whom the receipt goes is known until it is sent.
    filled.look(app).await;
    app::jobs::closing::round(app).await.unwrap();
}
