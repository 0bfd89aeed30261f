//! Rectification (C65): what was wrong about a person is right everywhere, and what was wrong is found no more.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail, until};
use app::Error;
use app::rectification::{self, Rectification};
use app::subject_request::{self as requests, Asking, Decision, NewRequest};
use app::view::{Author, TicketFilter};
use domain::{ContactId, SubjectDecision, SubjectRequestId, SubjectRight, TicketId};

struct Scene {
    acme: Company,
    ticket: TicketId,
    carla: ContactId,
    jobs: tokio::task::JoinSet<()>,
}

/// Carla asked twice, under a name that is wrong, and was answered once; Dora asked once.
async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    let jobs = app::jobs::start_indexer(&world.app);
    let from = "Carla Falschname <carla@old.test>";
    let mails = [
        ("1", mail(from, "1@x.test", None, "Saddle", "My saddle squeaks.")),
        ("2", mail(from, "2@x.test", None, "Bell", "And the bell does not.")),
        ("3", mail("Dora <dora@x.test>", "3@x.test", None, "Pump", "A pump, please.")),
    ];
    world.take_in(&acme, &mails).await;
    let rows = world.tickets(&acme).await;
    let ticket = rows.iter().find(|row| row.subject == "Saddle").unwrap().id;
    let carla = world.read(&acme, ticket).await.requester_contact.id;
    world.answer(&acme, ticket, "We oil it.").await;
    Scene { acme, ticket, carla, jobs }
}

/// How many messages are found by a word.
async fn found(world: &World, acme: &Company, word: &str) -> usize {
    let (ctx, filter) = (world.agent_ctx(acme), TicketFilter::default());
    app::ticket::search(&world.app, &ctx, word, &filter, None, 50).await.unwrap().items.len()
}

async fn case(world: &World, acme: &Company) -> SubjectRequestId {
    let asking = Asking {
        right: SubjectRight::Rectification,
        email: "carla@old.test".to_owned(),
        name: "Carla Falschname".to_owned(),
        words: "My name is wrong.".to_owned(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let new = NewRequest { asking, ticket: None, received_at: None, vouched: "By phone".to_owned() };
    let ctx = world.admin_ctx(acme);
    let id = requests::create(&world.app, &ctx, new).await.unwrap();
    let decision = SubjectDecision::Granted;
    let granted = Decision { decision, grounds: String::new(), purposes: Vec::new(), mode: None };
    requests::decide(&world.app, &ctx, id, crate::world::version(&world.app, &ctx, id).await, granted)
        .await
        .unwrap();
    id
}

fn right() -> Rectification {
    Rectification {
        name: Some(" Carla Richtig ".to_owned()),
        phone: None,
        emails: Some(vec!["Carla@new.test".to_owned(), String::new()]),
    }
}

async fn what_was_wrong_is_right_everywhere(world: World) {
    let mut scene = scene(&world).await;
    let (app, acme, ctx) = (&world.app, &scene.acme, world.admin_ctx(&scene.acme));
    until("it is indexed", async || (found(&world, acme, "falschname").await == 2).then_some(())).await;
    let id = case(&world, acme).await;
    let version = requests::read(app, &ctx, id).await.unwrap().row.version;
    requests::put_right(app, &ctx, id, version, right(), "").await.unwrap();
    // The case says what was done, by its words alone.
    let done = requests::read(app, &ctx, id).await.unwrap();
    let told = &done.events.last().unwrap().text;
    assert_eq!(told, "The name was put right.\nThe e-mail addresses were put right.");
    // Whoever asked is called by what is right.
    let letter = requests::proposed(app, &ctx, id).await.unwrap().unwrap();
    assert!(letter.starts_with("Hello Carla Richtig,") && !letter.contains("Falschname"), "{letter}");
    // The profile, the list, the conversation.
    let view = world.read(acme, scene.ticket).await;
    assert_eq!(view.requester_contact.name, "Carla Richtig");
    assert_eq!(view.requester_contact.emails, ["carla@new.test"]);
    let theirs = view.messages.iter().find(|message| message.author == Author::Contact(scene.carla)).unwrap();
    let from = &theirs.from[0];
    assert_eq!((from.name.as_str(), from.email.as_str()), ("Carla Richtig", "carla@new.test"));
    for row in world.tickets(acme).await.iter().filter(|row| row.requester_id == scene.carla) {
        assert_eq!(
            (row.requester.as_str(), row.requester_email.as_str()),
            ("Carla Richtig", "carla@new.test")
        );
    }
    // The search, also when the whole index is made anew.
    until("the old name is gone", async || (found(&world, acme, "falschname").await == 0).then_some(()))
        .await;
    until("the new one is found", async || (found(&world, acme, "richtig").await == 2).then_some(())).await;
    scene.jobs.shutdown().await;
    app.indexes().reset(acme.info.scope).unwrap();
    let _jobs = app::jobs::start_indexer(app);
    until("it is filled anew", async || (found(&world, acme, "richtig").await == 2).then_some(())).await;
    assert_eq!(found(&world, acme, "falschname").await, 0);
    // Mail from the new address is theirs, from the old one somebody's who is new here.
    let mails = [
        ("4", mail("carla@new.test", "4@x.test", None, "New", "From the new address.")),
        ("5", mail("carla@old.test", "5@x.test", None, "Old", "From the old address.")),
    ];
    world.take_in(acme, &mails).await;
    let rows = world.tickets(acme).await;
    let of = |subject: &str| rows.iter().find(|row| row.subject == subject).unwrap().requester_id;
    assert_eq!(of("New"), scene.carla);
    assert_ne!(of("Old"), scene.carla);
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn nobody_gets_somebody_elses_address(world: World) {
    let scene = scene(&world).await;
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let to = |emails: &[&str]| Rectification {
        emails: Some(emails.iter().map(|email| (*email).to_owned()).collect()),
        ..Rectification::default()
    };
    for (emails, rule) in [
        (&["carla@old.test", "dora@x.test"][..], "rule-address-known"),
        (&["nonsense"], "rule-address"),
        (&[" "], "rule-required"),
    ] {
        let refused = rectification::rectify(app, &ctx, scene.carla, to(emails)).await.unwrap_err();
        assert!(
            matches!(refused, Error::Input { field: "emails", rule: found } if found == rule),
            "{refused}"
        );
    }
    let held = rectification::held(app, &ctx, scene.carla).await.unwrap();
    assert_eq!(
        (held.name.as_str(), held.emails.as_slice()),
        ("Carla Falschname", &["carla@old.test".to_owned()][..])
    );
    // Whoever is no admin puts nothing right by this way.
    let agent = world.agent_ctx(&scene.acme);
    assert!(matches!(rectification::held(app, &agent, scene.carla).await, Err(Error::Refused(_))));
}

async fn a_restricted_person_is_put_right_too(world: World) {
    let scene = scene(&world).await;
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let mut tx = app.store().tenant(scene.acme.info.scope).begin().await.unwrap();
    let request = SubjectRequestId::generate(app.now());
    let row = store::Restriction { contact: scene.carla, request, restricted_at: app.now(), told_at: None };
    tx.put_restriction(&row, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let changed = rectification::rectify(app, &ctx, scene.carla, right()).await.unwrap();
    assert_eq!(changed, ["name", "emails"]);
    // Done again, as after a crash, nothing is left to do.
    assert!(rectification::rectify(app, &ctx, scene.carla, right()).await.unwrap().is_empty());
}

crate::on_both_engines! {
    what_was_wrong_is_right_everywhere
    nobody_gets_somebody_elses_address
    a_restricted_person_is_put_right_too
}
