//! The rules on the audit log (C37): each pattern is injected and has its alert within one round of the job; a busy day's
//! work has none.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{self, Company, Engine, World, mail, servers};
use app::Ctx;
use app::alert::{self, AlertRow, Asking};
use app::erasure;
use app::jobs::monitoring;
use domain::audit::{Actor, Job};
use domain::{AlertRule, AlertSettings, AlertState, WorkHours};

async fn alerts(world: &World, company: &Company) -> Vec<AlertRow> {
    let ctx = world.admin_ctx(company);
    alert::list(&world.app, &ctx, AlertState::Open, None, 50).await.unwrap().items
}

async fn of_rule(world: &World, company: &Company, rule: AlertRule) -> Vec<AlertRow> {
    let mut all = alerts(world, company).await;
    all.retain(|one| one.rule == rule);
    all
}

/// The same, of the system's own log.
async fn of_system(world: &World, rule: AlertRule) -> Vec<AlertRow> {
    let ctx = Ctx::agent(
        app::operator::SCOPE,
        domain::AgentId::generate(world::START),
        domain::Role::Operator,
        world.app.now(),
    );
    let mut all = alert::list(&world.app, &ctx, AlertState::Open, None, 50).await.unwrap().items;
    all.retain(|one| one.rule == rule);
    all
}

async fn filled(world: &World, slug: &str, mails: usize) -> Company {
    let company = world.company(slug).await;
    let mails: Vec<(String, String)> = (0..mails)
        .map(|n| {
            let from = format!("P{n} <p{n}@example.org>");
            (
                format!("m{n}"),
                mail(&from, &format!("{slug}{n}@x.test"), None, &format!("Subject {n}"), "Hello."),
            )
        })
        .collect();
    let mails: Vec<(&str, String)> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
    for part in mails.chunks(50) {
        world.take_in(&company, part).await;
    }
    company
}

async fn all_tickets(world: &World, company: &Company) -> Vec<domain::TicketId> {
    world.tickets(company).await.into_iter().map(|row| row.id).collect()
}

async fn read_each(world: &World, company: &Company, n: usize) {
    for id in all_tickets(world, company).await.into_iter().take(n) {
        app::ticket::read(&world.app, &world.agent_ctx(company), id).await.unwrap();
        world.clock.advance_ms(200);
    }
}

async fn settings(
    world: &World,
    company: &Company,
    change: impl FnOnce(&mut AlertSettings),
) -> AlertSettings {
    let ctx = world.admin_ctx(company);
    let mut settings = alert::settings(&world.app, &ctx).await.unwrap();
    change(&mut settings);
    alert::change_settings(&world.app, &ctx, settings).await.unwrap()
}

async fn bulk_reading_alerts_and_a_repeat_is_counted_there(world: World) {
    let acme = filled(&world, "acme", 45).await;
    monitoring::round(&world.app).await.unwrap();
    settings(&world, &acme, |settings| settings.bulk_records = 20).await;
    read_each(&world, &acme, 15).await;
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_rule(&world, &acme, AlertRule::BulkReading).await, []);
    // What a new process reads again from the log counts as before.
    read_each(&world, &acme, 25).await;
    monitoring::round(&world.app).await.unwrap();
    let found = of_rule(&world, &acme, AlertRule::BulkReading).await;
    assert_eq!((found.len(), found.first().unwrap().agent_id), (1, Some(acme.agent)));
    let first = found.first().unwrap().clone();
    let view = alert::read(&world.app, &world.admin_ctx(&acme), first.id).await.unwrap();
    assert_eq!((view.actor, view.row.times), (Some(Actor::Agent(acme.agent)), 1));
    assert!(view.count > 20 && view.entries.len() > 10, "{view:?}");
    world.clock.advance_ms(20 * 60_000);
    read_each(&world, &acme, 45).await;
    monitoring::round(&world.app).await.unwrap();
    let again = of_rule(&world, &acme, AlertRule::BulkReading).await;
    assert_eq!((again.len(), again.first().unwrap().id), (1, first.id));
    assert!(again.first().unwrap().times > 1);
    // What was looked at is over: the next is another alert.
    let ctx = world.admin_ctx(&acme);
    alert::acknowledge(&world.app, &ctx, first.id, "A move to the new shop.").await.unwrap();
    assert!(alert::acknowledge(&world.app, &ctx, first.id, "").await.is_err());
    let view = alert::read(&world.app, &ctx, first.id).await.unwrap();
    assert_eq!((view.note.as_str(), view.row.acknowledged_by), ("A move to the new shop.", Some(acme.admin)));
    world.clock.advance_ms(20 * 60_000);
    read_each(&world, &acme, 45).await;
    monitoring::round(&world.app).await.unwrap();
    let next = of_rule(&world, &acme, AlertRule::BulkReading).await;
    assert!(next.len() == 1 && next.first().unwrap().id != first.id);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn a_walk_through_sixty_tickets_is_ordinary(world: World) {
    let acme = filled(&world, "acme", 70).await;
    monitoring::round(&world.app).await.unwrap();
    let before = alerts(&world, &acme).await;
    let ids = all_tickets(&world, &acme).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    for (n, id) in ids.iter().take(60).enumerate() {
        let ctx = world.agent_ctx(&acme);
        world.tickets(&acme).await;
        if n % 3 == 0 {
            let _ = app::ticket::search(&world.app, &ctx, "subject", &Default::default(), None, 50).await;
        }
        for next in ids.iter().skip(n + 1).take(4) {
            app::ticket::read_ahead(&world.app, &ctx, *next).await.unwrap();
        }
        app::ticket::read(&world.app, &ctx, *id).await.unwrap();
        world.clock.advance_ms(10_000);
    }
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, &acme).await, before);
}

async fn hours_count_only_where_they_are_set(world: World) {
    let acme = filled(&world, "acme", 3).await;
    read_each(&world, &acme, 1).await;
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_rule(&world, &acme, AlertRule::OffHours).await, []);
    // It is a Tuesday, 13 o'clock in Copenhagen.
    let hours = |until: u16| WorkHours {
        days: [true, true, true, true, true, false, false],
        from_minute: 8 * 60,
        until_minute: until * 60,
        zone: "europe/copenhagen".to_owned(),
    };
    let set = settings(&world, &acme, |settings| settings.hours = Some(hours(16))).await;
    assert_eq!((set.version, set.hours.unwrap().zone.as_str()), (1, "Europe/Copenhagen"));
    read_each(&world, &acme, 1).await;
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_rule(&world, &acme, AlertRule::OffHours).await, []);
    let set = settings(&world, &acme, |settings| settings.hours = Some(hours(12))).await;
    assert_eq!(set.version, 2);
    read_each(&world, &acme, 1).await;
    monitoring::round(&world.app).await.unwrap();
    let found = of_rule(&world, &acme, AlertRule::OffHours).await;
    assert_eq!((found.len(), found.first().unwrap().agent_id), (1, Some(acme.agent)));
    let log =
        app::audit::read(&world.app, &world.admin_ctx(&acme), &app::audit::AuditFilter::default(), None, 100)
            .await
            .unwrap();
    let versions: Vec<i64> = log.items.iter().filter_map(|line| line.event.as_ref()?.version).collect();
    assert_eq!(versions, [2, 1]);
}

/// What a company's log says about asking in vain, oldest first.
async fn asked(world: &World, company: &Company) -> Vec<(String, String)> {
    let ctx = world.admin_ctx(company);
    let filter = app::audit::AuditFilter::default();
    let page = app::audit::read(&world.app, &ctx, &filter, None, 100).await.unwrap();
    let events = page.items.into_iter().rev().filter_map(|line| line.event);
    let of = |act: &str| act == "absent.ask" || act == "other.tenant";
    events.filter(|event| of(&event.act)).map(|event| (event.act, event.reason)).collect()
}

fn absent(world: &World, n: usize) -> Vec<domain::TicketId> {
    (0..n).map(|_| domain::TicketId::generate(world.app.now())).collect()
}

async fn ask(world: &World, company: &Company, ids: &[domain::TicketId], how: Asking) {
    let ctx = world.agent_ctx(company);
    for id in ids {
        assert!(app::ticket::read(&world.app, &ctx, *id).await.is_err());
        world.app.asked_in_vain(&ctx, vec![id.uuid()], how);
    }
    monitoring::round(&world.app).await.unwrap();
}

async fn what_is_anothers_is_told_the_operator_alone(world: World) {
    let (acme, beta) = (filled(&world, "acme", 1).await, filled(&world, "beta", 1).await);
    let theirs = all_tickets(&world, &filled(&world, "other", 6).await).await;
    monitoring::round(&world.app).await.unwrap();
    // One guesses at what is nobody's, another has what is somebody's: to their companies they look the same.
    let nobodys = absent(&world, 6);
    for how in [Asking::Deed, Asking::Page] {
        world.clock.advance_ms(2 * 3_600_000);
        for (company, ids) in [(&acme, &nobodys), (&beta, &theirs)] {
            let before = of_rule(&world, company, AlertRule::Absent).await;
            ask(&world, company, ids.get(..5).unwrap(), how).await;
            assert_eq!(of_rule(&world, company, AlertRule::Absent).await, before);
            ask(&world, company, ids, how).await;
            let found = of_rule(&world, company, AlertRule::Absent).await;
            assert_eq!(found.len(), before.len() + 1, "{how:?} {found:?} {:?}", asked(&world, company).await);
            let first = found.first().unwrap();
            assert_eq!((first.agent_id, first.times), (Some(company.agent), 1));
            let view = alert::read(&world.app, &world.admin_ctx(company), first.id).await.unwrap();
            assert_eq!((view.count, view.entries.len()), (6, 6));
        }
    }
    let said = asked(&world, &acme).await;
    assert_eq!((said.len(), &said), (12, &asked(&world, &beta).await));
    assert!(said.iter().all(|one| *one == ("absent.ask".to_owned(), "absent".to_owned())), "{said:?}");
    assert_eq!(alerts(&world, &acme).await.len(), alerts(&world, &beta).await.len());
    let known = of_system(&world, AlertRule::OtherTenant).await;
    assert!(known.iter().all(|one| one.agent_id == Some(beta.agent)) && !known.is_empty(), "{known:?}");
}

async fn a_link_that_is_followed_once_is_noted_and_alerts_nobody(world: World) {
    let acme = filled(&world, "acme", 1).await;
    let theirs = all_tickets(&world, &filled(&world, "other", 3).await).await;
    let [quoted, second, third] = theirs.as_slice() else { panic!("{theirs:?}") };
    monitoring::round(&world.app).await.unwrap();
    for _ in 0..3 {
        ask(&world, &acme, &[*quoted], Asking::Page).await;
    }
    assert_eq!(asked(&world, &acme).await.len(), 1);
    assert_eq!(of_system(&world, AlertRule::OtherTenant).await, []);
    assert_eq!(of_rule(&world, &acme, AlertRule::Absent).await, []);
    ask(&world, &acme, &[*second], Asking::Page).await;
    let found = of_system(&world, AlertRule::OtherTenant).await;
    assert_eq!((found.len(), found.first().unwrap().agent_id), (1, Some(acme.agent)));
    // A day later it is one again, and whoever does something with it has done more than follow a link.
    world.clock.advance_ms(24 * 3_600_000);
    ask(&world, &acme, &[*third], Asking::Page).await;
    assert_eq!(of_system(&world, AlertRule::OtherTenant).await.len(), 1);
    ask(&world, &acme, &[*third], Asking::Deed).await;
    assert_eq!(of_system(&world, AlertRule::OtherTenant).await.len(), 2);
    // So has a programme that asks for the first time.
    world.clock.advance_ms(24 * 3_600_000);
    ask(&world, &acme, &[*third], Asking::Deed).await;
    assert_eq!(of_system(&world, AlertRule::OtherTenant).await.len(), 3);
    assert_eq!(of_rule(&world, &acme, AlertRule::Absent).await, []);
}

async fn what_was_erased_and_what_is_there_is_not_asked_for_in_vain(world: World) {
    let acme = filled(&world, "acme", 7).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let mine = all_tickets(&world, &acme).await;
    monitoring::round(&world.app).await.unwrap();
    let ctx = world.agent_ctx(&acme);
    world.app.asked_in_vain(&ctx, mine.iter().map(|id| id.uuid()).collect(), Asking::Deed);
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(asked(&world, &acme).await, []);
    for id in &mine {
        let wanted = erasure::Wanted {
            scope: erasure::Scope::Conversation(*id),
            reason: domain::ErasureReason::Request,
        };
        erasure::begin(&world.app, &world.admin_ctx(&acme), wanted).await.unwrap();
    }
    for _ in 0..3 {
        erasure::round(&world.app, world.app.now()).await.unwrap();
    }
    ask(&world, &acme, &mine, Asking::Deed).await;
    assert_eq!(asked(&world, &acme).await, []);
}

/// Half of it is asked of each of two nodes, one of which stops: it is counted together, and each id once.
async fn attempts_are_counted_together_on_every_node(world: World) {
    let acme = filled(&world, "acme", 1).await;
    monitoring::round(&world.app).await.unwrap();
    let ids = absent(&world, 6);
    let ctx = world.agent_ctx(&acme);
    let other = world.another_node().await;
    for half in ids.chunks(3) {
        for node in [&world.app, &other] {
            node.asked_in_vain(&ctx, half.iter().map(|id| id.uuid()).collect(), Asking::Deed);
            monitoring::round(node).await.unwrap();
        }
    }
    let world = world.reopened().await;
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(asked(&world, &acme).await.len(), 6);
    let found = of_rule(&world, &acme, AlertRule::Absent).await;
    assert_eq!((found.len(), found.first().unwrap().times), (1, 1));
    // It is bounded, and over with its hour.
    ask(&world, &acme, &absent(&world, 40), Asking::Deed).await;
    assert_eq!(asked(&world, &acme).await.len(), domain::limits::ASKED_KEPT_MAX);
    let store = world.app.store().tenant(acme.info.scope);
    let kept =
        async || store.list_asked_absent(acme.agent, domain::Timestamp::default()).await.unwrap().len();
    assert_eq!(kept().await, domain::limits::ASKED_KEPT_MAX);
    world.clock.advance_ms(3_600_001);
    app::jobs::upkeep::round(&world.app).await.unwrap();
    assert_eq!(kept().await, 0);
}

async fn ids_of_changes_of_many_are_looked_up(world: World) {
    let (acme, other) = (filled(&world, "acme", 1).await, filled(&world, "other", 1).await);
    let (mine, theirs) = (all_tickets(&world, &acme).await, all_tickets(&world, &other).await);
    monitoring::round(&world.app).await.unwrap();
    let absent = (0..499).map(|_| domain::TicketId::generate(world.app.now()));
    let many: Vec<_> = absent.chain(theirs.iter().copied()).collect();
    let ctx = world.agent_ctx(&acme);
    let marked = app::ticket::mark(&world.app, &ctx, &mine, true).await.unwrap();
    assert_eq!((marked.tickets.len(), marked.missing.len()), (1, 0));
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_system(&world, AlertRule::OtherTenant).await, []);
    // Behind hundreds that are nobody's, and answered as done.
    let marked = app::ticket::mark(&world.app, &ctx, &many, true).await.unwrap();
    assert_eq!(marked.missing.len(), 500);
    monitoring::round(&world.app).await.unwrap();
    let found = of_system(&world, AlertRule::OtherTenant).await;
    assert_eq!(found.len(), 1);
    let change = app::view::TicketChange { priority: Some(domain::Priority::High), ..Default::default() };
    let both: Vec<_> = mine.iter().chain(&theirs).copied().collect();
    world.clock.advance_ms(61 * 60_000);
    let ctx = world.agent_ctx(&acme);
    let changed = app::ticket::change_many(&world.app, &ctx, &both, &change).await.unwrap();
    assert_eq!((changed.tickets, changed.missing), (mine, theirs));
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_system(&world, AlertRule::OtherTenant).await.len(), 2);
}

async fn refusals_and_the_operators_acts_alert(world: World) {
    let acme = filled(&world, "acme", 1).await;
    monitoring::round(&world.app).await.unwrap();
    for _ in 0..21 {
        let ctx = world.agent_ctx(&acme);
        let filter = app::audit::AuditFilter::default();
        assert!(app::audit::read(&world.app, &ctx, &filter, None, 1).await.is_err());
    }
    let operator = Ctx::operator(acme.info.scope, world.app.now());
    app::mailbox::list(&world.app, &operator).await.unwrap();
    monitoring::round(&world.app).await.unwrap();
    let refused = of_rule(&world, &acme, AlertRule::Refusals).await;
    assert_eq!((refused.len(), refused.first().unwrap().agent_id), (1, Some(acme.agent)));
    let before = of_rule(&world, &acme, AlertRule::Operator).await;
    assert_eq!((before.len(), before.first().unwrap().agent_id), (1, None));
    // Every one is told of.
    app::mailbox::list(&world.app, &operator).await.unwrap();
    monitoring::round(&world.app).await.unwrap();
    let after = of_rule(&world, &acme, AlertRule::Operator).await;
    assert_eq!(after.first().unwrap().times, before.first().unwrap().times + 1);
}

async fn a_round_is_one_event_and_nothing_about_itself(world: World) {
    let acme = filled(&world, "acme", 1).await;
    let mut follower = monitoring::Follower::default();
    follower.round(&world.app).await.unwrap();
    let size = async || world.app.store().tenant(acme.info.scope).get_audit_head().await.unwrap().size;
    let before = size().await;
    for _ in 0..5 {
        follower.round(&world.app).await.unwrap();
        monitoring::round(&world.app).await.unwrap();
    }
    assert_eq!(size().await, before);
    read_each(&world, &acme, 1).await;
    let read = size().await;
    assert!(read > before);
    follower.round(&world.app).await.unwrap();
    follower.round(&world.app).await.unwrap();
    assert_eq!(size().await, read + 1);
    let page =
        app::audit::read(&world.app, &world.admin_ctx(&acme), &app::audit::AuditFilter::default(), None, 1)
            .await
            .unwrap();
    let last = page.items.first().unwrap().event.clone().unwrap();
    assert_eq!((last.act.as_str(), last.actor), ("alert.watch", Actor::System(Job::Monitoring)));
}

async fn a_log_that_is_not_the_signed_one_alerts(world: World) {
    let acme = filled(&world, "acme", 1).await;
    let folder = world.app.settings().checkpoint_folder.clone().unwrap();
    app::jobs::upkeep::round(&world.app).await.unwrap();
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_rule(&world, &acme, AlertRule::Checkpoint).await, []);
    // Another head in the second place: as if the log had been longer and was cut.
    let head = world.app.store().tenant(acme.info.scope).get_audit_head().await.unwrap();
    let scope = acme.info.scope.tenant();
    let signed = world.app.vault().sign_checkpoint(scope, head.size + 7, [7; 32], world.app.now()).unwrap();
    std::fs::write(folder.join("acme-000000999999.checkpoint"), signed.to_bytes().unwrap()).unwrap();
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(of_rule(&world, &acme, AlertRule::Checkpoint).await.len(), 1);
    assert_eq!(of_system(&world, AlertRule::Checkpoint).await.len(), 1);
}

async fn a_head_that_cannot_be_signed_alerts(world: World) {
    let acme = filled(&world, "acme", 1).await;
    // Where files are to be put, a file stands.
    let folder = world.app.settings().checkpoint_folder.clone().unwrap();
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::write(&folder, b"").unwrap();
    assert!(app::jobs::upkeep::round(&world.app).await.is_err());
    assert!(
        !of_rule(&world, &acme, AlertRule::Signing).await.is_empty()
            || !of_system(&world, AlertRule::Signing).await.is_empty()
    );
    assert_eq!(of_system(&world, AlertRule::Signing).await.len(), 1);
}

async fn alerts_end_after_a_year(world: World) {
    let acme = filled(&world, "acme", 1).await;
    let operator = Ctx::operator(acme.info.scope, world.app.now());
    app::mailbox::list(&world.app, &operator).await.unwrap();
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, &acme).await.len(), 1);
    world.clock.advance_ms(366 * 24 * 3_600_000);
    app::jobs::upkeep::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, &acme).await, []);
}

async fn limits_are_kept_and_agents_see_none(world: World) {
    let acme = world.company("acme").await;
    let ctx = world.admin_ctx(&acme);
    let usual = alert::settings(&world.app, &ctx).await.unwrap();
    assert_eq!(usual, AlertSettings::default());
    let wrong = [
        AlertSettings { bulk_records: 9, ..usual.clone() },
        AlertSettings { bulk_minutes: 61, ..usual.clone() },
        AlertSettings { refusals: 2, ..usual.clone() },
        AlertSettings {
            hours: Some(WorkHours {
                days: [true; 7],
                from_minute: 0,
                until_minute: 60,
                zone: "Nowhere".to_owned(),
            }),
            ..usual.clone()
        },
        AlertSettings {
            hours: Some(WorkHours {
                days: [false; 7],
                from_minute: 0,
                until_minute: 60,
                zone: "UTC".to_owned(),
            }),
            ..usual.clone()
        },
    ];
    for one in wrong {
        assert!(alert::change_settings(&world.app, &ctx, one).await.is_err());
    }
    let agent = world.agent_ctx(&acme);
    assert!(alert::list(&world.app, &agent, AlertState::Open, None, 5).await.is_err());
    assert!(alert::change_settings(&world.app, &agent, usual).await.is_err());
}

async fn a_letter_is_written_once_for_each_alert(engine: Engine) {
    let url = |settings: &mut app::Settings| settings.public_url = Some("https://desk.test:8443".to_owned());
    let placed = servers::with_operator_mail(engine, &["ada@acme.test"], url).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = filled(&world, "acme", 1).await;
    let operator = Ctx::operator(acme.info.scope, world.app.now());
    for _ in 0..3 {
        app::mailbox::list(&world.app, &operator).await.unwrap();
        monitoring::round(&world.app).await.unwrap();
    }
    let mails = world::until("the letter is there", async || {
        let mails = dovecot.list("ada@acme.test", "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    })
    .await;
    let found = of_rule(&world, &acme, AlertRule::Operator).await;
    let id = found.first().unwrap().id;
    let letter = mime::read(&mails.first().unwrap().raw).content;
    assert_eq!((found.len(), letter.subject.as_str()), (1, "Alert: The operator opened data"));
    assert!(letter.text.contains(&format!("https://acme.test:8443/alerts/{id}")), "{}", letter.text);
    let stored = world.app.store().tenant(acme.info.scope).find_alert(id).await.unwrap().unwrap();
    assert!(stored.mailed_at.is_some());
    monitoring::round(&world.app).await.unwrap();
    assert_eq!(dovecot.list("ada@acme.test", "INBOX").unwrap().len(), 1);
}

#[tokio::test]
async fn letters_on_sqlite() {
    a_letter_is_written_once_for_each_alert(Engine::Sqlite).await;
}

#[tokio::test]
async fn letters_on_postgres() {
    a_letter_is_written_once_for_each_alert(Engine::Postgres).await;
}

async fn placed(engine: Engine) -> Option<World> {
    let folder = tempfile::tempdir().unwrap().keep();
    World::with(engine, move |settings| settings.checkpoint_folder = Some(folder.join("second"))).await
}

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite { $(#[tokio::test] async fn $name() { super::$name(super::placed(super::Engine::Sqlite).await.unwrap()).await; })+ }
        mod postgres { $(#[tokio::test] async fn $name() { if let Some(world) = super::placed(super::Engine::Postgres).await { super::$name(world).await; } })+ }
    };
}

on_both!(
    bulk_reading_alerts_and_a_repeat_is_counted_there,
    a_walk_through_sixty_tickets_is_ordinary,
    hours_count_only_where_they_are_set,
    what_is_anothers_is_told_the_operator_alone,
    a_link_that_is_followed_once_is_noted_and_alerts_nobody,
    what_was_erased_and_what_is_there_is_not_asked_for_in_vain,
    attempts_are_counted_together_on_every_node,
    ids_of_changes_of_many_are_looked_up,
    refusals_and_the_operators_acts_alert,
    a_round_is_one_event_and_nothing_about_itself,
    a_log_that_is_not_the_signed_one_alerts,
    a_head_that_cannot_be_signed_alerts,
    alerts_end_after_a_year,
    limits_are_kept_and_agents_see_none,
);
