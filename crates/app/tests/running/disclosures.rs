//! What authorities ask for: approved by two, handed out, registered, told (C31, C61, C77).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Company, PASSWORD, World, mail};
use app::disclosure::{self, NewDisclosure};
use app::erasure::{self, Scope, Wanted};
use app::verify::{self, State};
use app::{Ctx, Error, operator};
use domain::{DisclosureId, DisclosureStanding, Private, TenantScope, Timestamp};
use std::io::Read as _;

crate::on_both_engines! {
    two_operators_approve_and_what_is_asked_for_is_handed_out
    neither_alone_nor_late_nor_refused
    who_may_not_be_told_is_told_when_the_gag_ends
    a_gag_changes_nothing_that_anybody_else_reads
    of_a_company_that_was_erased_meanwhile_nobody_is_left_to_tell
    what_is_no_request_is_not_written_down
}

const HOUR_MS: i64 = 3_600_000;

async fn scene(world: &World) -> Company {
    let acme = world.company("acme").await;
    let mails = [
        ("a", mail("Oda <oda@example.org>", "a@x.test", None, "A red saddle", "It squeaks in the rain.")),
        ("b", mail("Per <per@example.org>", "b@x.test", None, "Another bell", "Nobody asked for this.")),
    ];
    world.take_in(&acme, &mails).await;
    acme
}

async fn number(world: &World, company: &Company) -> i64 {
    world.tickets(company).await.iter().find(|row| row.subject == "A red saddle").unwrap().number
}

fn new(scope: TenantScope, number: i64) -> NewDisclosure {
    NewDisclosure {
        scope,
        authority: "The court of Nordby".to_owned(),
        basis: "Section 12 of the Procedure Act".to_owned(),
        reference: "7/26".to_owned(),
        tickets: vec![number],
        from: None,
        until: None,
        gag_until: None,
    }
}

/// The operator, now, by another request.
fn now(world: &World, ctx: &Ctx) -> Ctx {
    Ctx { now: world.app.now(), request: domain::RequestId::generate(world.app.now()), ..*ctx }
}

async fn approve(world: &World, by: &Ctx, id: DisclosureId) -> app::Result<()> {
    disclosure::approve(&world.app, &now(world, by), id, &Private::new(PASSWORD.to_owned())).await
}

async fn refuse(world: &World, by: &Ctx, id: DisclosureId, reason: &str) -> app::Result<()> {
    let password = Private::new(PASSWORD.to_owned());
    disclosure::refuse(&world.app, &now(world, by), id, reason, &password).await
}

fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        all.push((file.name().unwrap().into_owned(), text));
    }
    all
}

async fn two_operators_approve_and_what_is_asked_for_is_handed_out(world: World) {
    let app = &world.app;
    let acme = scene(&world).await;
    let (scope, number) = (acme.info.scope, number(&world, &acme).await);
    let (wim, xia) = (world.operator_named("Wim").await, world.operator_named("Xia").await);
    let id = disclosure::ask(app, &wim, new(scope, number)).await.unwrap();
    approve(&world, &wim, id).await.unwrap();
    approve(&world, &xia, id).await.unwrap();
    let by = now(&world, &xia);
    let handed = disclosure::hand_out(app, &by, id).await.unwrap();
    let files = unzipped(&handed.bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [&format!("mails/{number}-00001.eml"), "manifest.json", "SHA256SUMS"]);
    assert!(
        files[0].1.contains("It squeaks in the rain.") && !files.iter().any(|f| f.1.contains("Per <per"))
    );
    assert!(files[1].1.contains("The court of Nordby") && files[2].1.contains("mails/"));
    // Both logs and the register tell it, under one request.
    let events = log(&world, scope).await;
    let event = events.iter().find(|event| event.act == "disclosure.hand_out").unwrap();
    assert_eq!((event.request, event.opened.len()), (by.request, 1));
    let own = log(&world, operator::SCOPE).await;
    assert!(own.iter().any(|event| event.act == "disclosure.made" && event.request == by.request));
    let view = disclosure::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!((view.files.len(), view.files[0].mails), (1, 1));
    assert!(view.files[0].told_at_ms.is_some());
    let told = disclosure::told(app, &world.admin_ctx(&acme)).await.unwrap();
    assert_eq!((told.len(), told[0].authority.as_str()), (1, "The court of Nordby"));
    let years = disclosure::years(app).await.unwrap();
    let one = &years[0];
    assert_eq!((one.year, one.asked, one.handed_out, one.mails, one.companies), (2026, 1, 1, 1, 1));
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn neither_alone_nor_late_nor_refused(world: World) {
    let app = &world.app;
    let acme = scene(&world).await;
    let (scope, number) = (acme.info.scope, number(&world, &acme).await);
    let (wim, xia) = (world.operator_named("Wim").await, world.operator_named("Xia").await);
    let refused = async |id| {
        let handed = disclosure::hand_out(app, &now(&world, &xia), id).await;
        assert!(matches!(handed, Err(Error::Refused(_))), "{handed:?}");
    };
    let id = disclosure::ask(app, &wim, new(scope, number)).await.unwrap();
    refused(id).await;
    approve(&world, &wim, id).await.unwrap();
    refused(id).await;
    assert!(matches!(approve(&world, &wim, id).await, Err(Error::State { .. })), "nobody approves twice");
    let wrong = disclosure::approve(app, &xia, id, &Private::new("another".to_owned())).await;
    assert!(matches!(wrong, Err(Error::Input { field: "password", .. })));
    refused(id).await;
    approve(&world, &xia, id).await.unwrap();
    disclosure::hand_out(app, &now(&world, &xia), id).await.unwrap();
    let late = refuse(&world, &wim, id, "Too broad").await;
    assert!(matches!(late, Err(Error::State { noun: "disclosure", state: "handed-out" })), "{late:?}");
    assert_eq!(disclosure::years(app).await.unwrap()[0].refused, 0);
    world.clock.advance_ms(72 * HOUR_MS);
    refused(id).await;
    assert_eq!(
        disclosure::read(app, &now(&world, &wim), id).await.unwrap().standing,
        DisclosureStanding::Expired
    );
    let id = disclosure::ask(app, &now(&world, &wim), new(scope, number)).await.unwrap();
    approve(&world, &wim, id).await.unwrap();
    approve(&world, &xia, id).await.unwrap();
    let silent = refuse(&world, &wim, id, " ").await;
    assert!(matches!(silent, Err(Error::Input { field: "reason", .. })), "{silent:?}");
    let wrong = Private::new("another".to_owned());
    let wrong = disclosure::refuse(app, &now(&world, &wim), id, "Too broad", &wrong).await;
    assert!(matches!(wrong, Err(Error::Input { field: "password", .. })), "{wrong:?}");
    refuse(&world, &wim, id, "Too broad").await.unwrap();
    refused(id).await;
    let view = disclosure::read(app, &now(&world, &xia), id).await.unwrap();
    assert_eq!((view.standing, view.refusal.as_deref()), (DisclosureStanding::Refused, Some("Too broad")));
    assert_eq!(view.refused.map(|(by, _)| by), wim.agent_id());
    let again = refuse(&world, &xia, id, "Once more").await;
    assert!(matches!(again, Err(Error::State { noun: "disclosure", state: "refused" })), "{again:?}");
    assert_eq!(disclosure::years(app).await.unwrap()[0].refused, 1);
    // No company's admin has any of it.
    let admin = world.admin_ctx(&acme);
    assert!(disclosure::hand_out(app, &admin, id).await.is_err());
    assert!(disclosure::list(app, &admin).await.is_err() && approve(&world, &admin, id).await.is_err());
    // Why it was refused stands in the operators' log, and nothing in the company's.
    assert!(log(&world, operator::SCOPE).await.iter().any(|event| event.reason == "not_approved"));
    assert!(!log(&world, scope).await.iter().any(|event| event.reason == "not_approved"));
}

async fn who_may_not_be_told_is_told_when_the_gag_ends(world: World) {
    let app = &world.app;
    let acme = scene(&world).await;
    let (scope, number) = (acme.info.scope, number(&world, &acme).await);
    let (wim, xia) = (world.operator_named("Wim").await, world.operator_named("Xia").await);
    let gag_until: Option<Timestamp> = Some(app.now().plus_millis(HOUR_MS));
    let id = disclosure::ask(app, &wim, NewDisclosure { gag_until, ..new(scope, number) }).await.unwrap();
    approve(&world, &wim, id).await.unwrap();
    approve(&world, &xia, id).await.unwrap();
    disclosure::hand_out(app, &now(&world, &xia), id).await.unwrap();
    let is_known = async || log(&world, scope).await.iter().any(|event| event.act.starts_with("disclosure."));
    disclosure::round(app).await.unwrap();
    assert!(!is_known().await);
    assert!(disclosure::told(app, &world.admin_ctx(&acme)).await.unwrap().is_empty());
    assert!(disclosure::years(app).await.unwrap().is_empty(), "it would tell");
    world.clock.advance_ms(HOUR_MS);
    disclosure::round(app).await.unwrap();
    assert!(is_known().await);
    let told = disclosure::told(app, &world.admin_ctx(&acme)).await.unwrap();
    assert_eq!((told.len(), told[0].told_at_ms), (1, app.now()));
    // Once, and an alert says so to the company's admins.
    disclosure::round(app).await.unwrap();
    let events = log(&world, scope).await;
    assert_eq!(events.iter().filter(|event| event.act == "disclosure.hand_out").count(), 1);
    assert_eq!(disclosure::years(app).await.unwrap()[0].told_later, 1);
    app::jobs::monitoring::round(app).await.unwrap();
    let state = domain::AlertState::Open;
    let alerts = app::alert::list(app, &world.admin_ctx(&acme), state, None, 50).await.unwrap().items;
    let by = xia.agent_id();
    assert!(alerts.iter().any(|row| row.rule == domain::AlertRule::Operator && row.agent_id == by));
}

/// How each promise stands, with everything that its page shows.
type Shown = Vec<(u16, &'static str, State, u64, Vec<String>)>;

/// What a company's page of promises shows.
async fn promises(world: &World, scope: TenantScope) -> Shown {
    let report = verify::run(&world.app, Some(scope)).await.unwrap();
    let faults = |one: &verify::Checked| one.faults.iter().map(|fault| format!("{fault:?}")).collect();
    let all = report.checks.iter();
    all.map(|one| (one.clause, one.check, one.state, one.looked_at, faults(one))).collect()
}

/// What everybody reads: how each promise stands, and what was asked and handed out.
async fn published(world: &World) -> (Vec<(u16, State)>, Vec<disclosure::Year>) {
    world.clock.advance_ms(1);
    app::trust::check(&world.app).await.unwrap();
    let said = app::trust::latest(&world.app, world.app.now()).await.unwrap().unwrap().said;
    let states = said.clauses.iter().map(|one| (one.clause, one.state)).collect();
    (states, disclosure::years(&world.app).await.unwrap())
}

/// What was looked at without what is in the log because it was looked at.
fn without_looking(mut shown: Shown, one: &Shown, next: &Shown) -> Shown {
    for (at, of) in shown.iter_mut().enumerate() {
        of.3 -= next[at].3 - one[at].3;
    }
    shown
}

async fn a_gag_changes_nothing_that_anybody_else_reads(world: World) {
    let app = &world.app;
    let acme = scene(&world).await;
    let (scope, number) = (acme.info.scope, number(&world, &acme).await);
    let (wim, xia) = (world.operator_named("Wim").await, world.operator_named("Xia").await);
    // The second: the first looks at no other.
    published(&world).await;
    let before = published(&world).await;
    let one = promises(&world, scope).await;
    // As often as below.
    for _ in 0..2 {
        published(&world).await;
    }
    let next = promises(&world, scope).await;
    let gag_until: Option<Timestamp> = Some(app.now().plus_millis(HOUR_MS));
    let new = NewDisclosure { gag_until, ..new(scope, number) };
    let id = disclosure::ask(app, &now(&world, &wim), new).await.unwrap();
    assert_eq!(published(&world).await, before, "it was asked");
    for by in [&wim, &xia] {
        approve(&world, by, id).await.unwrap();
    }
    disclosure::hand_out(app, &now(&world, &xia), id).await.unwrap();
    disclosure::round(app).await.unwrap();
    assert_eq!(published(&world).await, before, "it was handed out");
    let after = promises(&world, scope).await;
    assert_eq!(without_looking(after, &one, &next), next);
    assert!(disclosure::told(app, &world.admin_ctx(&acme)).await.unwrap().is_empty());
    // That two approved is looked at all the same.
    let of = |clause| move |one: &&verify::Checked| one.clause == clause;
    let all = verify::run_some(app, None, Some(31)).await.unwrap();
    assert_eq!(all.checks.iter().find(of(31)).unwrap().state, State::NotApplicable);
    world.clock.advance_ms(HOUR_MS);
    disclosure::round(app).await.unwrap();
    let (states, years) = published(&world).await;
    assert!([31, 61, 77].iter().all(|clause| states.contains(&(*clause, State::Kept))));
    assert_eq!((years[0].asked, years[0].handed_out, years[0].told_later), (1, 1, 1));
    let own = verify::run_some(app, Some(scope), Some(61)).await.unwrap();
    assert_eq!(own.checks[0].state, State::Kept);
    // Another company's is none of this one's business.
    let other = world.company("other").await;
    let others = verify::run_some(app, Some(other.info.scope), Some(61)).await.unwrap();
    assert_eq!(others.checks[0].state, State::NotApplicable);
}

async fn of_a_company_that_was_erased_meanwhile_nobody_is_left_to_tell(world: World) {
    let app = &world.app;
    let acme = scene(&world).await;
    let (scope, number) = (acme.info.scope, number(&world, &acme).await);
    let (wim, xia) = (world.operator_named("Wim").await, world.operator_named("Xia").await);
    let gag_until: Option<Timestamp> = Some(app.now().plus_millis(HOUR_MS));
    let id = disclosure::ask(app, &wim, NewDisclosure { gag_until, ..new(scope, number) }).await.unwrap();
    for by in [&wim, &xia] {
        approve(&world, by, id).await.unwrap();
    }
    disclosure::hand_out(app, &now(&world, &xia), id).await.unwrap();
    let wanted = Wanted { scope: Scope::Tenant, reason: domain::ErasureReason::Request };
    erasure::begin(app, &world.admin_ctx(&acme), wanted).await.unwrap();
    crate::world::until("it was erased", async || {
        erasure::round(app, app.now()).await.unwrap();
        let of = app.store().tenant(scope).list_erasures_of(scope.tenant().uuid()).await.unwrap();
        of.iter().all(|one| one.purged_at.is_some()).then_some(())
    })
    .await;
    world.clock.advance_ms(HOUR_MS);
    disclosure::round(app).await.unwrap();
    let at = app.now();
    world.clock.advance_ms(HOUR_MS);
    disclosure::round(app).await.unwrap();
    let view = disclosure::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!((view.files[0].told_at_ms, view.files[0].nobody_at_ms), (None, Some(at)));
    let all = verify::run_some(app, None, Some(61)).await.unwrap();
    assert_eq!(all.checks[0].state, State::Kept);
}

async fn what_is_no_request_is_not_written_down(world: World) {
    let app = &world.app;
    let acme = scene(&world).await;
    let (scope, number) = (acme.info.scope, number(&world, &acme).await);
    let wim = world.operator_named("Wim").await;
    let good = || new(scope, number);
    let wrong = async |new, field: &str| match disclosure::ask(app, &wim, new).await {
        Err(Error::Input { field: found, .. }) => assert_eq!(found, field),
        other => panic!("{field}: {other:?}"),
    };
    wrong(NewDisclosure { tickets: Vec::new(), ..good() }, "tickets").await;
    wrong(NewDisclosure { tickets: vec![number, 999_999], ..good() }, "tickets").await;
    wrong(NewDisclosure { tickets: (1..=101).collect(), ..good() }, "tickets").await;
    wrong(NewDisclosure { authority: " ".to_owned(), ..good() }, "authority").await;
    wrong(NewDisclosure { basis: String::new(), ..good() }, "basis").await;
    wrong(NewDisclosure { reference: "x".repeat(501), ..good() }, "reference").await;
    wrong(NewDisclosure { gag_until: Some(app.now()), ..good() }, "gag_until").await;
    wrong(NewDisclosure { from: Some(app.now()), until: Some(app.now()), ..good() }, "until").await;
    let own = NewDisclosure { scope: operator::SCOPE, ..good() };
    assert!(matches!(disclosure::ask(app, &wim, own).await, Err(Error::NotFound("tenant"))));
    assert!(disclosure::ask(app, &Ctx::operator(operator::SCOPE, app.now()), good()).await.is_err());
    assert!(disclosure::list(app, &wim).await.unwrap().is_empty());
}
