//! What companies pay for: seats, months, invoices that are numbered without a gap and outlive the account, never a card number (C12).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Company, Engine, PASSWORD, START, World, servers, until};
use app::billing::{self, Plan, Setup};
use app::erasure;
use app::{Ctx, Error, agent, operator};
use domain::record::{BillingDetails, InvoiceParty};
use domain::{AgentState, Day, Role, Timestamp};

crate::with_either_engine! {
    months_are_charged_and_numbers_have_no_gap,
    a_plan_has_seats,
    another_plan_holds_from_the_next_month_on,
    a_month_is_charged_as_it_ended,
    numbers_of_cards_are_kept_nowhere,
    an_invoice_outlives_the_account_and_ends_with_its_law,
    an_invoice_is_mailed_once,
    who_is_on_trial_or_has_not_paid_is_reminded_once,
}

const HOUR_MS: i64 = 3_600_000;

pub fn setup() -> Setup {
    let plan =
        |name: &str, price, seats_max| Plan { name: name.to_owned(), price, seats_max, trial_days: 14 };
    Setup {
        seller: InvoiceParty {
            name: "Hosting AB".to_owned(),
            address: "Storgatan 1\n111 22 Stockholm".to_owned(),
            country: "SE".to_owned(),
            vat_number: "SE556000016701".to_owned(),
        },
        currency: "EUR".to_owned(),
        vat_rate: 2_500,
        prefix: "A-".to_owned(),
        days_to_pay: 30,
        bank: "IBAN SE45 5000 0000 0583 9825 7466".to_owned(),
        keep_years: 7,
        law: "A law".to_owned(),
        stripe: None,
        plans: vec![plan("Team", 1_900, 3), plan("Large", 2_900, 0)],
    }
}

async fn world(engine: Engine) -> Option<World> {
    World::with(engine, |settings| settings.billing = Some(setup())).await
}

pub fn details(country: &str, vat_number: &str) -> BillingDetails {
    BillingDetails {
        name: "Acme AB".to_owned(),
        address: "Byvägen 2\n222 33 Lund".to_owned(),
        country: country.to_owned(),
        vat_number: vat_number.to_owned(),
        email: "money@acme.test".to_owned(),
        language: "sv".to_owned(),
    }
}

async fn tell(world: &World, company: &Company, country: &str, vat_number: &str) {
    billing::change_details(&world.app, &world.admin_ctx(company), &details(country, vat_number))
        .await
        .unwrap();
}

/// The clock stands at the begin of that day, an hour later.
pub fn go_to(world: &World, year: i32, month: i32, day: i32) {
    let ms = Day::of(year, month, day).starts().plus_millis(HOUR_MS).millis_since(world.app.now());
    assert!(ms > 0);
    world.clock.advance_ms(ms);
}

pub fn now(world: &World, ctx: &Ctx) -> Ctx {
    Ctx { now: world.app.now(), request: domain::RequestId::generate(world.app.now()), ..*ctx }
}

async fn months_are_charged_and_numbers_have_no_gap(engine: Engine) {
    let Some(world) = world(engine).await else { return };
    let app = &world.app;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let wim = world.operator_named("Wim").await;
    tell(&world, &acme, "se", "SE 556000-0167 01").await;
    billing::round(app).await.unwrap();
    let view = billing::read(app, &world.admin_ctx(&acme)).await.unwrap();
    assert_eq!((view.plan.name.as_str(), view.seats, view.due), ("Team", 2, 0));
    assert_eq!(view.trial_until, Day::of(2026, 12, 9).starts());
    assert_eq!(view.details.unwrap().vat_number, "SE556000016701");
    go_to(&world, 2027, 1, 1);
    billing::round(app).await.unwrap();
    billing::round(app).await.unwrap();
    let of_acme = async || billing::list_of(app, &world.admin_ctx(&acme)).await.unwrap();
    let first = of_acme().await;
    assert_eq!(first.len(), 1, "the other company said nobody whom it goes to");
    let content = first[0].content.clone().unwrap();
    // 23 of 31 days of two seats at 19.00, and a quarter of it.
    assert_eq!(
        (content.number.as_str(), content.net(), content.vat(), content.total()),
        ("A-1", 2_819, 705, 3_524)
    );
    assert_eq!((content.from, content.until), (Day::of(2026, 12, 9), Day::of(2026, 12, 31)));
    let file = billing::file_of(app, &world.admin_ctx(&acme), first[0].id).await.unwrap();
    assert_eq!((file.name.as_str(), &file.bytes[..5]), ("invoice-A-1.pdf", &b"%PDF-"[..]));
    let strange = billing::file_of(app, &world.admin_ctx(&other), first[0].id).await;
    assert!(matches!(strange, Err(Error::NotFound("invoice"))), "{strange:?}");
    // Whoever tells late is charged for what was, and accounts for VAT where they are.
    tell(&world, &other, "DE", "DE123456789").await;
    go_to(&world, 2027, 2, 1);
    billing::round(app).await.unwrap();
    let all = billing::list(app, &now(&world, &wim)).await.unwrap();
    assert_eq!(all.iter().map(|one| one.number).collect::<Vec<_>>(), [4, 3, 2, 1]);
    let reverse = all.iter().filter(|one| one.of == Some(other.info.scope.tenant()));
    assert!(reverse.clone().all(|one| one.content.as_ref().unwrap().vat() == 0) && reverse.count() == 2);
    let id = first[0].id;
    billing::pay(app, &now(&world, &wim), id).await.unwrap();
    let again = billing::pay(app, &now(&world, &wim), id).await;
    assert!(matches!(again, Err(Error::State { state: "paid", .. })), "{again:?}");
    billing::credit(app, &now(&world, &wim), id).await.unwrap();
    billing::credit(app, &now(&world, &wim), id).await.unwrap();
    let after = of_acme().await;
    let credit: Vec<_> = after.iter().filter(|one| one.is_credit).collect();
    assert_eq!((after.len(), credit.len(), credit[0].number), (3, 1, 5));
    let content = credit[0].content.as_ref().unwrap();
    assert_eq!((content.credits.as_deref(), content.total()), (Some("A-1"), -3_524));
    // Companies read their own alone, and change none.
    let admin = world.admin_ctx(&acme);
    assert!(matches!(billing::list(app, &admin).await, Err(Error::NotFound(_))));
    assert!(matches!(billing::credit(app, &admin, id).await, Err(Error::NotFound(_))));
    assert!(matches!(billing::read(app, &world.agent_ctx(&acme)).await, Err(Error::Refused(_))));
    let made = log(&world, operator::SCOPE).await.iter().filter(|event| event.act == "invoice.make").count();
    assert!(made >= 5, "{made}");
}

async fn invite(world: &World, admin: &Ctx, name: &str) -> app::Result<agent::Handed> {
    let new =
        agent::Invitation { name: name.to_owned(), email: format!("{name}@acme.test"), role: Role::Agent };
    agent::invite(&world.app, &now(world, admin), new, "https://acme.test").await
}

async fn a_plan_has_seats(engine: Engine) {
    let Some(world) = world(engine).await else { return };
    let app = &world.app;
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    invite(&world, &admin, "jo").await.unwrap();
    let full = invite(&world, &admin, "kim").await;
    assert!(matches!(full, Err(Error::Input { field: "seats", rule: "rule-seats" })), "{full:?}");
    // Whoever left makes room, and cannot come back into a place that is taken.
    let leave = async |state| {
        let change = agent::AgentChange { state: Some(state), ..agent::AgentChange::default() };
        agent::change(app, &now(&world, &admin), acme.agent, change).await.map(drop)
    };
    leave(AgentState::Deactivated).await.unwrap();
    invite(&world, &admin, "kim").await.unwrap();
    let back = leave(AgentState::Active).await;
    assert!(matches!(back, Err(Error::Input { field: "seats", .. })), "{back:?}");
    // During the trial a larger plan holds at once; a smaller one is refused while more people are there.
    billing::change_plan(app, &now(&world, &admin), "Large").await.unwrap();
    leave(AgentState::Active).await.unwrap();
    let smaller = billing::change_plan(app, &now(&world, &admin), "Team").await;
    assert!(matches!(smaller, Err(Error::Input { field: "plan", rule: "rule-seats" })), "{smaller:?}");
    let none = billing::change_plan(app, &now(&world, &admin), "Huge").await;
    assert!(matches!(none, Err(Error::Input { field: "plan", rule: "rule-plan" })), "{none:?}");
}

async fn another_plan_holds_from_the_next_month_on(engine: Engine) {
    let Some(world) = world(engine).await else { return };
    let app = &world.app;
    let acme = world.company("acme").await;
    tell(&world, &acme, "NO", "999999999MVA").await;
    go_to(&world, 2027, 1, 10);
    billing::round(app).await.unwrap();
    let admin = world.admin_ctx(&acme);
    // One with more seats holds at once; on the way back the fewer seats are the limit, for they are those of the next month.
    billing::change_plan(app, &admin, "Large").await.unwrap();
    let view = billing::read(app, &admin).await.unwrap();
    assert_eq!((view.plan.name.as_str(), view.next_plan.as_deref(), view.due), ("Large", None, 5_800));
    billing::change_plan(app, &admin, "Team").await.unwrap();
    let view = billing::read(app, &admin).await.unwrap();
    assert_eq!((view.plan.name.as_str(), view.next_plan.as_deref()), ("Large", Some("Team")));
    invite(&world, &admin, "jo").await.unwrap();
    let full = invite(&world, &admin, "kim").await;
    assert!(matches!(full, Err(Error::Input { field: "seats", rule: "rule-seats" })), "{full:?}");
    go_to(&world, 2027, 3, 1);
    billing::round(app).await.unwrap();
    let all = billing::list_of(app, &now(&world, &admin)).await.unwrap();
    let plans: Vec<_> = all.iter().map(|one| one.content.as_ref().unwrap()).collect();
    let said: Vec<_> = plans.iter().map(|one| (one.lines[0].plan.as_str(), one.net(), one.vat())).collect();
    assert_eq!(said, [("Team", 3_800, 0), ("Large", 5_800, 0), ("Team", 2_819, 0)]);
}

async fn a_month_is_charged_as_it_ended(engine: Engine) {
    let Some(world) = world(engine).await else { return };
    let app = &world.app;
    let acme = world.company("acme").await;
    billing::round(app).await.unwrap();
    go_to(&world, 2027, 1, 1);
    billing::round(app).await.unwrap();
    go_to(&world, 2027, 2, 1);
    billing::round(app).await.unwrap();
    // There were two people, and there is one when somebody says whom invoices go to.
    let admin = now(&world, &world.admin_ctx(&acme));
    let view = billing::read(app, &admin).await.unwrap();
    assert_eq!((view.arrears, view.due), (2_819 + 3_800, 3_800));
    let leave = agent::AgentChange { state: Some(AgentState::Deactivated), ..agent::AgentChange::default() };
    agent::change(app, &admin, acme.agent, leave).await.unwrap();
    tell(&world, &acme, "NO", "").await;
    go_to(&world, 2027, 3, 1);
    billing::round(app).await.unwrap();
    let admin = now(&world, &admin);
    let all = billing::list_of(app, &admin).await.unwrap();
    let lines = all.iter().map(|one| one.content.as_ref().unwrap().lines[0].clone());
    assert_eq!(
        lines.map(|line| (line.seats, line.net)).collect::<Vec<_>>(),
        [(1, 1_900), (2, 3_800), (2, 2_819)]
    );
    assert_eq!(billing::read(app, &admin).await.unwrap().arrears, 0);
}

async fn numbers_of_cards_are_kept_nowhere(engine: Engine) {
    const CARD: &str = "4242 4242 4242 4242";
    let Some(world) = world(engine).await else { return };
    let acme = world.company("acme").await;
    let change = |field: &str| {
        let mut new = details("SE", "");
        let of = match field {
            "name" => &mut new.name,
            "address" => &mut new.address,
            "vat_number" => &mut new.vat_number,
            _ => &mut new.email,
        };
        *of = format!("{CARD} {of}");
        new
    };
    for field in ["name", "address", "vat_number", "email"] {
        let refused = billing::change_details(&world.app, &world.admin_ctx(&acme), &change(field)).await;
        let Err(Error::Input { field: found, rule: "rule-card-number" }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(found, field);
    }
    tell(&world, &acme, "SE", "").await;
    assert!(billing::read(&world.app, &world.admin_ctx(&acme)).await.unwrap().details.is_some());
}

async fn an_invoice_outlives_the_account_and_ends_with_its_law(engine: Engine) {
    let Some(world) = world(engine).await else { return };
    let app = &world.app;
    let acme = world.company("acme").await;
    let wim = world.operator_named("Wim").await;
    tell(&world, &acme, "SE", "").await;
    go_to(&world, 2026, 12, 19);
    let close = app::closing::Close {
        slug: "acme".to_owned(),
        password: domain::Private::new(PASSWORD.to_owned()),
        days: Some(0),
        keep_sums: false,
    };
    app::closing::begin(app, &world.admin_ctx(&acme), close).await.unwrap();
    until("the company is gone", async || {
        app::jobs::closing::round(app).await.unwrap();
        app::jobs::mailbox_end::round(app).await.unwrap();
        erasure::round(app, app.now()).await.unwrap();
        let keys = app.keyring().list_tenant_keys(acme.info.scope).await.unwrap();
        let left = app.store().tenant(acme.info.scope).find_billing().await.unwrap();
        (keys.is_empty() && left.is_none()).then_some(())
    })
    .await;
    // The last ten days were charged while it could be read whom.
    let all = billing::list(app, &now(&world, &wim)).await.unwrap();
    let content = all[0].content.as_ref().unwrap();
    assert_eq!((all.len(), content.buyer.name.as_str(), content.lines[0].days), (1, "Acme AB", 10));
    let store = app.store().tenant(operator::SCOPE);
    billing::file(app, &now(&world, &wim), all[0].id).await.unwrap();
    go_to(&world, 2033, 12, 30);
    billing::round(app).await.unwrap();
    billing::file(app, &now(&world, &wim), all[0].id).await.unwrap();
    go_to(&world, 2034, 1, 2);
    // A clock that was set ahead ends nothing before it has stood for a day.
    for _ in 0..3 {
        billing::round(app).await.unwrap();
        world.clock.advance_ms(13 * HOUR_MS);
    }
    billing::round(app).await.unwrap();
    let row = store.find_invoice(all[0].id).await.unwrap().unwrap();
    assert!(row.ended_at.is_some() && row.content.is_none() && row.of.is_none());
    assert_eq!(row.number, 1, "there is no gap");
    let gone = billing::file(app, &now(&world, &wim), row.id).await;
    assert!(matches!(gone, Err(Error::NotFound("invoice"))), "{gone:?}");
    let leaf = domain::keyring::LeafRef::billing_year(row.year_id);
    let keys = app.keyring().list_leaf_keys(operator::SCOPE, &[(leaf, None)]).await.unwrap();
    assert!(keys.leaves.is_empty(), "its key is destroyed");
    let listed = billing::list(app, &now(&world, &wim)).await.unwrap();
    assert!(listed[0].content.is_none());
}

async fn an_invoice_is_mailed_once(engine: Engine) {
    let sells = |settings: &mut app::Settings| settings.billing = Some(setup());
    let placed = servers::with_operator_mail(engine, &["money@acme.test"], sells).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = world.company("acme").await;
    tell(&world, &acme, "SE", "").await;
    let after: Timestamp = Day::of(2027, 1, 1).starts();
    world.clock.advance_ms(after.millis_since(START));
    billing::round(&world.app).await.unwrap();
    billing::round(&world.app).await.unwrap();
    let mails = until("the invoice is there", async || {
        let mails = dovecot.list("money@acme.test", "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    })
    .await;
    assert_eq!(mails.len(), 1);
    let read = mime::read(&mails[0].raw).content;
    assert_eq!(read.subject, "Faktura A-1 från Hosting AB");
    assert!(read.text.contains("35,24 EUR"), "{}", read.text);
    let raw = String::from_utf8_lossy(&mails[0].raw);
    assert!(raw.contains("invoice-A-1.pdf") && raw.contains("application/pdf"), "{raw}");
    let all = billing::list_of(&world.app, &world.admin_ctx(&acme)).await.unwrap();
    assert!(all[0].sent_at.is_some());
}

async fn who_is_on_trial_or_has_not_paid_is_reminded_once(engine: Engine) {
    let sells = |settings: &mut app::Settings| settings.billing = Some(setup());
    let placed = servers::with_operator_mail(engine, &["money@acme.test", "ada@other.test"], sells).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = world.company("acme").await;
    world.company("other").await;
    tell(&world, &acme, "SE", "").await;
    let day = 24 * HOUR_MS;
    // Subjects, when there are so many; each round is done twice.
    let subjects = async |wanted: usize| {
        billing::round(&world.app).await.unwrap();
        billing::round(&world.app).await.unwrap();
        let mails = until("the mails are there", async || {
            let mails = dovecot.list("money@acme.test", "INBOX").unwrap();
            (mails.len() >= wanted).then_some(mails)
        })
        .await;
        let mut all: Vec<_> = mails.iter().map(|mail| mime::read(&mail.raw).content.subject).collect();
        all.sort_unstable();
        all
    };
    assert!(subjects(0).await.is_empty());
    let ends = billing::read(&world.app, &world.admin_ctx(&acme)).await.unwrap().trial_until;
    world.clock.advance_ms(ends.plus_millis(-7 * day).millis_since(world.app.now()));
    let trial = subjects(1).await;
    assert!(trial.len() == 1 && trial[0].starts_with("Provperioden för Team slutar den"), "{trial:?}");
    // Where nobody said whom invoices go to, the admins are told.
    let theirs = until("the admin is told", async || {
        let mails = dovecot.list("ada@other.test", "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    })
    .await;
    let read = mime::read(&theirs[0].raw).content;
    assert!(theirs.len() == 1 && read.text.contains("Nobody can be invoiced yet"), "{}", read.text);
    // Nothing more about the trial; the invoice comes, and is not overdue a week after the day by which it is paid.
    go_to(&world, 2027, 1, 1);
    assert_eq!(subjects(2).await.len(), 2);
    go_to(&world, 2027, 2, 6);
    let all = subjects(3).await;
    assert!(all.len() == 3 && !all.iter().any(|one| one.starts_with("Påminnelse")), "{all:?}");
    go_to(&world, 2027, 2, 7);
    let all = subjects(4).await;
    let reminders: Vec<_> = all.iter().filter(|one| one.starts_with("Påminnelse")).collect();
    assert!(all.len() == 4 && reminders == ["Påminnelse: faktura A-1 från Hosting AB"], "{all:?}");
    // Who has paid by then is left alone.
    let wim = world.operator_named("Wim").await;
    let listed = billing::list(&world.app, &now(&world, &wim)).await.unwrap();
    billing::pay(&world.app, &now(&world, &wim), listed[0].id).await.unwrap();
    go_to(&world, 2027, 3, 20);
    let all = subjects(5).await;
    assert_eq!(all.iter().filter(|one| one.starts_with("Påminnelse")).count(), 1, "{all:?}");
}
