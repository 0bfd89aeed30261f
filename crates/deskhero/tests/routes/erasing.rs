//! While something is erased, everybody goes on with the rest: from the moment its keys are gone until its rows are, what
//! could be read still can (C41, C66). Of many mails that takes minutes.

use crate::walk::{Ids, Key, Person, attachment_mail, call, ids, person};
use crate::world::{self, Company, Engine, World};
use app::draft::{Base, Written};
use app::erasure::{self, Scope, Wanted, holds};
use app::field::Given;
use app::jobs::notices;

use app::view::{ReplyDraft, TicketChange};
use axum::Router;
use axum::http::{Method, StatusCode};
use domain::{
    ContactId, DraftKind, ErasureReason, ErasureState, MailboxId, MessageId, OrganisationId, TicketId,
};
use std::collections::BTreeMap;
use web::route::Access;
use web::{Tenants, WebSettings};

const DAY_MS: i64 = 24 * 3_600_000;

struct Scene {
    world: World,
    _jobs: tokio::task::JoinSet<()>,
    acme: Company,
    /// What stays.
    ids: Ids,
    admin: Person,
    agent: Person,
    router: Router,
    /// Asked in a conversation of her own, and wrote into the one that stays.
    eva: ContactId,
    evas: TicketId,
    /// In the conversation that stays.
    evas_message: MessageId,
    /// Took a mail in for the conversation that stays, and others.
    second: MailboxId,
}

/// A company where everything that is listed lists something of Eva's, too.
async fn scene() -> Scene {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let jobs = app::jobs::start_indexer(&world.app);
    let mut acme = world.company("acme").await;
    world.take_in(&acme, &[("1", attachment_mail())]).await;
    let ids = ids(&world, &acme).await;
    let stays: TicketId = ids.ticket.parse().unwrap();
    let folder = world.folder.path().join("maildir-acme");
    let operator = app::Ctx::operator(acme.info.scope, world.app.now());
    let sales = world::maildir("sales@acme.test", &folder);
    let second = app::mailbox::connect(&world.app, &operator, sales, None).await.unwrap().id;
    let (from, files) = ("Eva Ek <eva@x.test>", Some("walk-1@example.org"));
    let mails = [
        ("e1", world::mail(from, "e1@x.test", None, "Saddle", "The saddle broke.")),
        ("e2", world::mail(from, "e2@x.test", files, "Re: Files", "I have them too.")),
    ];
    world.take_in(&acme, &mails).await;
    let first = acme.target.mailbox;
    acme.target.mailbox = second;
    let more = [
        ("s1", world::mail("Carla <carla@example.org>", "s1@x.test", files, "Re: Files", "By sales.")),
        ("s2", world::mail("Di <di@x.test>", "s2@x.test", None, "A lamp", "It glows.")),
    ];
    world.take_in(&acme, &more).await;
    acme.target.mailbox = first;
    let of = |subject: &str, rows: &[app::view::TicketRow]| {
        rows.iter().find(|row| row.subject == subject).map(|row| row.id).unwrap()
    };
    let rows = world.tickets(&acme).await;
    let (evas, lamp) = (of("Saddle", &rows), of("A lamp", &rows));
    let store = world.app.store().tenant(acme.info.scope);
    let eva = store.find_ticket(evas).await.unwrap().unwrap().requester;
    let evas_message = store.list_messages_of_contact(eva, 10).await.unwrap();
    let evas_message = store.list_messages_by_ids(&evas_message).await.unwrap();
    let evas_message = evas_message.iter().find(|row| row.ticket == stays).unwrap().id;
    for ticket in [evas, lamp] {
        live_in(&world, &acme, ticket, (stays, ids.organisation.parse().unwrap())).await;
    }
    let (admin, agent) =
        (person(&world, &acme, acme.admin, "ada").await, person(&world, &acme, acme.agent, "egon").await);
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    Scene { world, _jobs: jobs, acme, ids, admin, agent, router, eva, evas, evas_message, second }
}

/// A ticket that stands in every list: linked, assigned, noticed, with a draft, a waiting answer, a value and an organisation.
async fn live_in(
    world: &World,
    acme: &Company,
    ticket: TicketId,
    (stays, organisation): (TicketId, OrganisationId),
) {
    let (agent, admin) = (world.agent_ctx(acme), world.admin_ctx(acme));
    app::ticket::link(&world.app, &agent, ticket, stays).await.unwrap();
    let change = TicketChange {
        assignee: Some(Some(acme.agent)),
        add_followers: vec![acme.admin],
        ..TicketChange::default()
    };
    app::ticket::change_many(&world.app, &admin, &[ticket], &change).await.unwrap();
    let value = (String::from("walk"), Given::Text("x".to_owned()));
    app::field::fill_ticket(&world.app, &agent, ticket, &[value], None).await.unwrap();
    app::note::add(&world.app, &agent, ticket, "Look, @Ada.").await.unwrap();
    let draft = ReplyDraft {
        text: "Tomorrow.".to_owned(),
        send_at: Some(world.app.now().plus_millis(DAY_MS)),
        ..ReplyDraft::default()
    };
    app::reply::send(&world.app, &agent, ticket, draft).await.unwrap();
    let written = Written { text: "Begun".to_owned(), ..Written::default() };
    for ctx in [agent, admin] {
        app::draft::save(&world.app, &ctx, ticket, DraftKind::Reply, written.clone(), Base::Nothing)
            .await
            .unwrap();
    }
    let store = world.app.store().tenant(acme.info.scope);
    let asks = store.find_ticket(ticket).await.unwrap().unwrap().requester;
    app::organisation::place_contact(&world.app, &agent, asks, Some(organisation)).await.unwrap();
    notices::round(&world.app).await.unwrap();
}

/// What each address says that only reads.
async fn read_all(scene: &Scene, forgetful: bool) -> BTreeMap<String, (StatusCode, String)> {
    let mut said = BTreeMap::new();
    for route in web::pages::routes().into_iter().chain(web::api::routes()) {
        let key = match route.access {
            Access::Session | Access::SessionAdmin => Key::Session,
            Access::Token | Access::TokenAdmin => Key::Token,
            _ => continue,
        };
        if route.method != Method::GET {
            continue;
        }
        for (who, name) in [(&scene.admin, "admin"), (&scene.agent, "agent")] {
            if forgetful {
                scene.world.app.vault().forget_all();
            }
            let answer = call(&scene.router, (&route.method, route.path), &scene.ids, who, key).await;
            said.insert(format!("{} as {name}", route.path), answer);
        }
    }
    said
}

async fn everything_else_is_read(scene: Scene, scope: Scope) {
    let before = Box::pin(read_all(&scene, false)).await;
    let wanted = Wanted { scope, reason: ErasureReason::Request };
    let ctx = scene.world.admin_ctx(&scene.acme);
    let id = erasure::begin(&scene.world.app, &ctx, wanted).await.unwrap();
    let tenant = scene.acme.info.scope;
    let mut row = scene.world.app.store().tenant(tenant).find_erasure(id).await.unwrap().unwrap();
    assert!(erasure::step(&scene.world.app, tenant, &mut row, scene.world.app.now()).await.unwrap());
    assert_eq!(row.state, ErasureState::KeysGone);
    let meanwhile = Box::pin(read_all(&scene, false)).await;
    let worse: Vec<_> = meanwhile
        .iter()
        .filter(|(path, (status, _))| *status != before[*path].0)
        .map(|(path, (status, text))| {
            format!("{path}: {} then {status} {}", before[path].0, text.chars().take(300).collect::<String>())
        })
        .collect();
    assert!(worse.is_empty(), "{scope:?}\n{}", worse.join("\n"));
    assert_eq!(erasure::round(&scene.world.app, scene.world.app.now()).await.unwrap(), 0);
}

/// Where another process erased something, this one drops every key that it holds, and goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_read_after_every_key_was_dropped() {
    let scene = Box::pin(scene()).await;
    let before = Box::pin(read_all(&scene, false)).await;
    for (path, (status, text)) in Box::pin(read_all(&scene, true)).await {
        assert_eq!(status, before[&path].0, "{path}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_else_is_read_while_a_person_is_erased() {
    let scene = Box::pin(scene()).await;
    let scope = Scope::Contact(scene.eva);
    Box::pin(everything_else_is_read(scene, scope)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_else_is_read_while_a_conversation_is_erased() {
    let scene = Box::pin(scene()).await;
    let scope = Scope::Conversation(scene.evas);
    Box::pin(everything_else_is_read(scene, scope)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_else_is_read_while_a_message_is_erased() {
    let scene = Box::pin(scene()).await;
    let scope = Scope::Message(scene.evas_message);
    Box::pin(everything_else_is_read(scene, scope)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_else_is_read_while_a_mailbox_is_erased() {
    let scene = Box::pin(scene()).await;
    let scope = Scope::Mailbox(scene.second);
    Box::pin(everything_else_is_read(scene, scope)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hold_says_what_is_held_and_whose_it_is() {
    let scene = Box::pin(scene()).await;
    let (app, ctx) = (&scene.world.app, scene.world.admin_ctx(&scene.acme));
    for held in [Scope::Contact(scene.eva), Scope::Conversation(scene.evas), Scope::Mailbox(scene.second)] {
        let new = holds::NewHold {
            scope: held,
            reason: "A claim about the saddle".to_owned(),
            law: String::new(),
            review_at: ctx.now.plus_millis(90 * DAY_MS),
            ends_at: None,
        };
        holds::place(app, &ctx, new).await.unwrap();
    }
    let shown = async || {
        let at = (&Method::GET, "/erasures");
        let (status, text) = call(&scene.router, at, &scene.ids, &scene.admin, Key::Session).await;
        assert_eq!(status, StatusCode::OK, "{text}");
        text
    };
    let page = shown().await;
    let number = app::ticket::numbers(app, &ctx, &[scene.evas]).await.unwrap()[0].1;
    let owner = app::agent::read(app, &ctx, scene.acme.admin).await.unwrap().name;
    for part in [
        format!("<a href=\"/tickets/{}\" dir=\"auto\">#{number}</a>", scene.evas),
        format!("<a href=\"/contacts/{}/personal-data\" dir=\"auto\">eva@x.test</a>", scene.eva),
        "<span dir=\"auto\">sales@acme.test</span>".to_owned(),
        format!("placed by {owner}"),
        "Say when it is looked at again".to_owned(),
    ] {
        assert!(page.contains(&part), "{part}: {page}");
    }
    // Of whom it is stored only, there is no name.
    let wanted = Wanted { scope: Scope::Contact(scene.eva), reason: ErasureReason::Request };
    erasure::begin(app, &ctx, wanted).await.unwrap();
    erasure::round(app, app.now()).await.unwrap();
    assert!(!shown().await.contains("eva@x.test"));
}
