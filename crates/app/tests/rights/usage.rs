//! How Deskhero is used is counted of those who consent, in sums in which nobody is told apart, and goes in time (C14, C62,
//! C63, C70, C71).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::Unpacked;
use crate::world::{Company, PASSWORD, World, mail};
use app::consent::{self, Standing};
use app::usage::{self, Used};
use app::{Ctx, account, agent, operator};
use domain::{
    AgentId, BrowserFamily, ConsentDecision, Private, Role, SubjectDecision, SubjectRight, SystemFamily,
};

const DAY_MS: i64 = 24 * 3_600_000;
const WORDS: &str = "If you allow it, it is counted.";

fn used(feature: &'static str, deed: bool) -> Used {
    let network = usage::network("192.0.2.77");
    Used { deed, feature, browser: BrowserFamily::Firefox, system: SystemFamily::Linux, network }
}

async fn parts(world: &World, acme: &Company, agent: AgentId) -> usize {
    world.app.store().tenant(acme.info.scope).list_usage_of_agent(agent).await.unwrap().len()
}

async fn nothing_is_counted_without_consent(world: World) {
    let acme = world.company("acme").await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    let standing = async || consent::standing(app, acme.info.scope, acme.agent).await.unwrap();
    assert_eq!(standing().await, Standing::Unasked);
    app.count_use(&egon, used("/tickets", false)).await;
    usage::keep(app).await.unwrap();
    assert_eq!(parts(&world, &acme, acme.agent).await, 0, "nobody was asked");
    consent::decide(app, &egon, false, WORDS).await.unwrap();
    app.count_use(&egon, used("/tickets", false)).await;
    usage::keep(app).await.unwrap();
    assert_eq!((standing().await, parts(&world, &acme, acme.agent).await), (Standing::Refused, 0));
    consent::decide(app, &egon, true, WORDS).await.unwrap();
    app.count_use(&egon, used("/tickets", false)).await;
    usage::keep(app).await.unwrap();
    assert_eq!((standing().await, parts(&world, &acme, acme.agent).await), (Standing::Given, 1));
    let ada = world.admin_ctx(&acme);
    app.count_use(&ada, used("/tickets", false)).await;
    usage::keep(app).await.unwrap();
    assert_eq!(parts(&world, &acme, acme.admin).await, 0, "a colleague's consent is not theirs");
    let own = consent::own(app, &egon).await.unwrap();
    let said: Vec<_> = own.iter().map(|one| (one.decision, one.words.as_str())).collect();
    assert_eq!(said, [(ConsentDecision::Refused, WORDS), (ConsentDecision::Given, WORDS)]);
}

async fn a_consent_that_ends_takes_along_what_was_counted(world: World) {
    let acme = world.company("acme").await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    consent::decide(app, &egon, true, WORDS).await.unwrap();
    app.count_use(&egon, used("/tickets", false)).await;
    usage::keep(app).await.unwrap();
    let store = app.store().tenant(acme.info.scope);
    let object = store.list_usage_of_agent(acme.agent).await.unwrap()[0].content.object();
    // Counted, and not kept yet.
    app.count_use(&egon, used("/search", false)).await;
    consent::decide(app, &egon, false, WORDS).await.unwrap();
    let keys = app.keyring().list_object_keys(acme.info.scope, &[object]).await.unwrap();
    assert_eq!((parts(&world, &acme, acme.agent).await, keys.len()), (0, 0));
    usage::keep(app).await.unwrap();
    assert_eq!(parts(&world, &acme, acme.agent).await, 0);
    // Counted in the same moment, by another process: what is kept is asked for once more.
    consent::decide(app, &egon, true, WORDS).await.unwrap();
    app.count_use(&egon, used("/search", false)).await;
    let other = domain::ConsentId::generate(app.now().plus_millis(1_000));
    let mut last = store.list_consents_of_agent(acme.agent).await.unwrap().pop().unwrap();
    (last.id, last.decision) = (other, ConsentDecision::Withdrawn);
    let mut tx = store.begin().await.unwrap();
    tx.insert_consent(&last).await.unwrap();
    tx.commit().await.unwrap();
    usage::keep(app).await.unwrap();
    assert_eq!(parts(&world, &acme, acme.agent).await, 0);
}

/// The ledger knows of it: in what is restored from before, nobody consents who does no more, and what was counted goes.
async fn a_consent_that_ended_comes_back_from_no_backup(world: World) {
    let acme = world.company("acme").await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    let standing = async || consent::standing(app, acme.info.scope, acme.agent).await.unwrap();
    consent::decide(app, &egon, true, WORDS).await.unwrap();
    let store = app.store().tenant(acme.info.scope);
    let before = store.list_consents_of_agent(acme.agent).await.unwrap();
    let as_before = async || {
        let mut tx = store.begin().await.unwrap();
        tx.delete_consents_of_agent(acme.agent).await.unwrap();
        for one in &before {
            tx.insert_consent(one).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    world.clock.advance_ms(1_000);
    consent::decide(app, &world.agent_ctx(&acme), false, WORDS).await.unwrap();
    as_before().await;
    app.count_use(&egon, used("/tickets", false)).await;
    usage::keep(app).await.unwrap();
    assert_eq!((standing().await, parts(&world, &acme, acme.agent).await), (Standing::Given, 1));
    app::erasure::replay(app, acme.info.scope, app.now()).await.unwrap();
    assert_eq!((standing().await, parts(&world, &acme, acme.agent).await), (Standing::Refused, 0));
    // Given anew since, it stays given.
    world.clock.advance_ms(1_000);
    consent::decide(app, &world.agent_ctx(&acme), true, WORDS).await.unwrap();
    app::erasure::replay(app, acme.info.scope, app.now()).await.unwrap();
    assert_eq!(standing().await, Standing::Given);
}

async fn a_day_becomes_a_sum_and_a_month_ends(world: World) {
    let acme = world.company("acme").await;
    let (app, root) = (&world.app, world.operator_named("Root").await);
    let mut people = vec![world.agent_ctx(&acme), world.admin_ctx(&acme)];
    for n in 0..4 {
        let new = agent::NewAgent {
            email: format!("p{n}@acme.test"),
            name: format!("Person {n}"),
            role: Role::Agent,
            password: Private::new(PASSWORD.to_owned()),
        };
        let id = agent::create(app, &Ctx::operator(acme.info.scope, app.now()), new).await.unwrap().id;
        people.push(Ctx::agent(acme.info.scope, id, Role::Agent, app.now()));
    }
    for person in &people {
        consent::decide(app, person, true, WORDS).await.unwrap();
        app.count_use(person, used("/tickets", false)).await;
    }
    app.count_use(&people[0], used("/tickets/{ticket}/replies", true)).await;
    usage::round(app).await.unwrap();
    assert_eq!(usage::read(app, &root).await.unwrap().between, None, "the day is not over");
    world.clock.advance_ms(DAY_MS);
    usage::round(app).await.unwrap();
    for person in &people {
        assert_eq!(parts(&world, &acme, person.agent_id().unwrap()).await, 0);
    }
    let shown = usage::read(app, &root).await.unwrap();
    let lines: Vec<_> = shown.features.iter().map(|line| (line.word.as_str(), line.times)).collect();
    assert_eq!(lines, [("/tickets", Some(6)), ("POST /tickets/{ticket}/replies", None)]);
    assert_eq!((shown.people, shown.browsers[0].times), (6, Some(7)));
    // An agent does not see it, not even an admin.
    assert!(usage::read(app, &people[1]).await.is_err());
    let system = app.store().tenant(operator::SCOPE);
    let sum = system.list_usage_sums(0, 10).await.unwrap().pop().unwrap();
    // 24 November; its month is kept for 30 days.
    for (days, is_there) in [(35, true), (2, false)] {
        app::terms::believe(app, &Ctx::operator(operator::SCOPE, app.now())).await.unwrap();
        world.clock.advance_ms(days * DAY_MS);
        app::terms::believe(app, &Ctx::operator(operator::SCOPE, app.now())).await.unwrap();
        usage::round(app).await.unwrap();
        let rows = system.list_usage_sums(0, 10).await.unwrap().len();
        let leaf = (domain::keyring::LeafRef::usage_month(sum.month), None);
        let keys = app.keyring().list_leaf_keys(operator::SCOPE, &[leaf]).await.unwrap().leaves.len();
        assert_eq!((rows, keys), (usize::from(is_there), usize::from(is_there)), "{days}");
    }
}

async fn rights_end_a_consent(world: World) {
    for (right, decision) in [
        (SubjectRight::Restriction, ConsentDecision::Restricted),
        (SubjectRight::Objection, ConsentDecision::Objected),
        (SubjectRight::Withdrawal, ConsentDecision::Withdrawn),
    ] {
        let acme = world.company(right.as_str()).await;
        let (app, egon) = (&world.app, world.agent_ctx(&acme));
        let root = world.operator_named(&format!("Root-{right}")).await;
        consent::decide(app, &egon, true, WORDS).await.unwrap();
        app.count_use(&egon, used("/tickets", false)).await;
        usage::keep(app).await.unwrap();
        let own = account::read(app, &egon).await.unwrap();
        assert_eq!((own.consents.len(), own.usage.len()), (1, 1));
        assert_eq!(own.usage[0].network, "192.0.2.0/24");
        let password = Private::new(PASSWORD.to_owned());
        let id = account::request::ask(app, &egon, right, "Please.", &password).await.unwrap();
        account::request::decide(
            app,
            &root,
            crate::world::seen(app, &root, id).await,
            SubjectDecision::Granted,
            String::new(),
        )
        .await
        .unwrap();
        let version = account::request::read(app, &root, id).await.unwrap().row.version;
        let nothing = account::Right::default();
        account::request::carry_out(app, &root, (id, version), nothing, "").await.unwrap();
        assert_eq!(parts(&world, &acme, acme.agent).await, 0, "{right}");
        let last = consent::own(app, &egon).await.unwrap().pop().unwrap();
        assert_eq!(last.decision, decision, "{right}");
        app.count_use(&egon, used("/tickets", false)).await;
        usage::keep(app).await.unwrap();
        assert_eq!(parts(&world, &acme, acme.agent).await, 0, "{right}");
        let events = account::request::read(app, &root, id).await.unwrap().events;
        assert!(events.iter().any(|event| event.text.contains("counted no more")), "{right}");
    }
}

async fn nothing_of_a_conversation_is_in_it(world: World) {
    let acme = world.company("acme").await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    let text = mail("Carla <carla@example.org>", "c1@x.test", None, "Saddle", "About the zebra saddle.");
    world.take_in(&acme, &[("c1", text)]).await;
    consent::decide(app, &egon, true, WORDS).await.unwrap();
    app.count_use(&egon, used("/tickets/{ticket}", false)).await;
    usage::keep(app).await.unwrap();
    let zip = Unpacked::of(account::export(app, &egon).await.unwrap().bytes);
    let counted: serde_json::Value = serde_json::from_str(&zip.text("data.json")).unwrap();
    let usage = counted["usage"].to_string();
    assert!(usage.contains("/tickets/{ticket}") && !usage.contains("zebra"), "{usage}");
}

crate::on_both_engines! {
    nothing_is_counted_without_consent
    a_consent_that_ends_takes_along_what_was_counted
    a_consent_that_ended_comes_back_from_no_backup
    a_day_becomes_a_sum_and_a_month_ends
    rights_end_a_consent
    nothing_of_a_conversation_is_in_it
}
