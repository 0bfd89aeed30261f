//! What is stored only: whoever is restricted (GDPR Art. 18; C67) and what a legal hold keeps from being erased (C47) is used
//! for nothing, and nothing is sent to whom it is about, however it was written.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::recipients::granted;
use crate::world::{Company, World, mail};
use app::erasure::{self, Scope, Wanted, holds};
use app::jobs::delivery;
use app::subject_request as requests;
use app::view::{ForwardDraft, MessageView, ReplyDraft, TicketDraft, TicketFilter};
use app::{Error, forward, reply};
use domain::record::Address;
use domain::{
    DeliveryState, ErasureReason, MessageId, SubjectRequestId, SubjectRight, SubjectStep, TicketId,
};
use privacy::RefusalReason;

const CARLA: &str = "carla@example.org";
const EVA: &str = "eva@example.org";
const DAY_MS: i64 = 24 * 3_600_000;

/// Carla and Eva, each with a conversation.
struct Scene {
    acme: Company,
    carlas: TicketId,
    evas: TicketId,
}

async fn wrote(world: &World, acme: &Company, from: &str, id: &str, subject: &str) -> TicketId {
    let raw = mail(from, &format!("{id}@x.test"), None, subject, "About the zebra saddle.");
    let seq = world.take_in(acme, &[(id, raw)]).await.change_seq;
    world.app.index_caught_up(acme.info.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
    world.tickets(acme).await.into_iter().find(|row| row.subject == subject).unwrap().id
}

async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    let carlas = wrote(world, &acme, &format!("Carla <{CARLA}>"), "c1", "Saddle").await;
    let evas = wrote(world, &acme, &format!("Eva <{EVA}>"), "e1", "Bell").await;
    Scene { acme, carlas, evas }
}

async fn ask(world: &World, acme: &Company, right: SubjectRight) -> SubjectRequestId {
    let ctx = world.admin_ctx(acme);
    let ticket = world.tickets(acme).await.iter().find(|row| row.subject == "Saddle").map(|row| row.number);
    let id = granted(world, acme, (CARLA, right), ticket).await;
    let version = requests::read(&world.app, &ctx, id).await.unwrap().row.version;
    requests::confirm(&world.app, &ctx, id, version, "").await.unwrap();
    id
}

async fn erase(world: &World, acme: &Company, scope: Scope) {
    let wanted = Wanted { scope, reason: ErasureReason::Instruction };
    erasure::begin(&world.app, &world.admin_ctx(acme), wanted).await.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
}

fn refused<T>(what: &str, why: RefusalReason, result: Result<T, Error>) {
    match result {
        Err(Error::Refused(refusal)) => assert_eq!(refusal.reason(), why, "{what}"),
        Err(other) => panic!("{what}: {other}"),
        Ok(_) => panic!("{what}: it was done"),
    }
}

async fn found(world: &World, acme: &Company, words: &str) -> (Vec<String>, bool) {
    let (filter, ctx) = (TicketFilter::default(), world.agent_ctx(acme));
    let found = app::ticket::search(&world.app, &ctx, words, &filter, None, 10).await.unwrap();
    (found.items.into_iter().map(|row| row.subject).collect(), found.stored_only)
}

fn to(email: &str) -> Vec<Address> {
    vec![Address { name: String::new(), email: email.to_owned() }]
}

fn draft(recipients: &str, cc: &str) -> ReplyDraft {
    let some = |email: &str| if email.is_empty() { Vec::new() } else { to(email) };
    ReplyDraft { text: "Dear all".to_owned(), to: some(recipients), cc: some(cc), ..ReplyDraft::default() }
}

async fn message(world: &World, scene: &Scene, ticket: TicketId, id: MessageId) -> MessageView {
    let view = world.read(&scene.acme, ticket).await;
    view.messages.into_iter().find(|message| message.id == id).unwrap()
}

/// Everything that the table refuses for a person is refused for a ticket.
async fn all_refused(world: &World, acme: &Company, ticket: TicketId, mail: MessageId, why: RefusalReason) {
    let (app, agent) = (&world.app, world.agent_ctx(acme));
    refused("reading", why, app::ticket::read(app, &agent, ticket).await);
    refused("messages", why, app::message::list(app, &agent, ticket, None, 10).await);
    refused("message", why, app::message::read(app, &agent, mail).await);
    refused("source", why, app::message::source(app, &agent, mail).await);
    refused("raw", why, app::message::raw(app, &agent, mail).await);
    refused("attachment", why, app::message::attachment(app, &agent, mail, 1).await);
    refused("images", why, app::message::images::show(app, &agent, mail).await);
    refused("note", why, app::note::add(app, &agent, ticket, "Hm").await);
    refused("answer", why, reply::send(app, &agent, ticket, draft("", "")).await);
    let passed_on = ForwardDraft { text: "Look".to_owned(), to: to(EVA), ..ForwardDraft::default() };
    refused("forward", why, forward::send(app, &agent, mail, passed_on).await);
}

async fn what_a_hold_keeps_of_a_person_is_used_for_nothing(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let scene = scene(&world).await;
    let (acme, app) = (&scene.acme, &world.app);
    let (agent, admin) = (world.agent_ctx(acme), world.admin_ctx(acme));
    let read = world.read(acme, scene.carlas).await;
    let (mail_id, contact) = (read.messages[0].id, read.row.requester_id);
    assert!(!found(&world, acme, "zebra").await.1);
    let hold = world.hold(acme, Scope::Conversation(scene.carlas)).await;
    // A hold alone keeps nobody from using it.
    world.read(acme, scene.carlas).await;
    let case = ask(&world, acme, SubjectRight::Erasure).await;
    all_refused(&world, acme, scene.carlas, mail_id, RefusalReason::Held).await;
    refused("contact", RefusalReason::Held, app::contact::read(app, &agent, contact).await);
    let people = app::contact::list(app, &agent, None, 10).await.unwrap().items;
    let carla = people.iter().find(|person| person.id == contact).unwrap();
    assert!(carla.held && carla.emails.is_empty() && carla.name.is_empty());
    // Whoever is named is named so, too; of the others there is the name.
    let eva = world.read(acme, scene.evas).await.row.requester_id;
    let named = app::contact::list_named(app, &admin, &[contact, eva]).await.unwrap();
    let of =
        |id| named.iter().find(|person| person.id == id).map(|person| (person.held, person.name.as_str()));
    assert_eq!((named.len(), of(contact), of(eva)), (2, Some((true, "")), Some((false, "Eva"))));
    let rows = world.tickets(acme).await;
    let numbers =
        app::ticket::numbers(app, &admin, &[scene.carlas, TicketId::generate(app.now())]).await.unwrap();
    let row = rows.iter().find(|row| row.id == scene.carlas).unwrap();
    assert_eq!(numbers, [(scene.carlas, row.number)]);
    assert!(row.held && row.restricted && row.subject.is_empty() && row.requester_email.is_empty());
    assert_eq!(found(&world, acme, "zebra").await, (vec!["Bell".to_owned()], true));
    assert_eq!(found(&world, acme, "nothinglikeit").await, (Vec::new(), true), "whatever was typed");
    let told = requests::restricted_ticket(app, &agent, scene.carlas).await.unwrap().unwrap();
    assert!(told.is_held && told.request.is_none());
    assert_eq!(told.hold.unwrap().hold_id, hold);
    let told = requests::restricted_ticket(app, &admin, scene.carlas).await.unwrap().unwrap();
    assert_eq!(told.request, Some(case));
    // New mail comes in; what is hers is hers; an admin may answer with a reason.
    let more = mail(CARLA, "c2@x.test", Some("c1@x.test"), "Re: Saddle", "Still there?");
    assert_eq!(world.take_in(acme, &[("c2", more)]).await.taken_in, 1);
    reply::send_restricted(app, &admin, scene.carlas, draft("", ""), "A claim in court").await.unwrap();
    let steps = requests::read(app, &admin, case).await.unwrap().events;
    assert!(steps.iter().any(|event| event.step == SubjectStep::Override));
    assert!(requests::previews(app, &admin, case).await.is_ok());
    // With its end the erasure goes on.
    holds::release(app, &admin, hold).await.unwrap();
    erasure::round(app, app.now()).await.unwrap();
    assert!(matches!(
        app::ticket::read(app, &agent, scene.carlas).await,
        Err(Error::NotFound(_) | Error::Open(_))
    ));
    assert_eq!(found(&world, acme, "zebra").await, (vec!["Bell".to_owned()], false));
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn what_a_hold_keeps_of_a_conversation_or_a_message_is_used_for_nothing(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let scene = scene(&world).await;
    let (acme, app) = (&scene.acme, &world.app);
    let (agent, admin) = (world.agent_ctx(acme), world.admin_ctx(acme));
    let mail_id = world.read(acme, scene.carlas).await.messages[0].id;
    let more = mail(&format!("Eva <{EVA}>"), "e2@x.test", Some("e1@x.test"), "Re: Bell", "And the horn.");
    world.take_in(acme, &[("e2", more)]).await;
    let evas = world.read(acme, scene.evas).await.messages;
    let hold = world.hold(acme, Scope::Contact(world.read(acme, scene.carlas).await.row.requester_id)).await;
    erase(&world, acme, Scope::Conversation(scene.carlas)).await;
    all_refused(&world, acme, scene.carlas, mail_id, RefusalReason::Held).await;
    // Of one message the rest of the conversation is used as before.
    let second = world.hold(acme, Scope::Conversation(scene.evas)).await;
    erase(&world, acme, Scope::Message(evas[1].id)).await;
    let view = world.read(acme, scene.evas).await;
    assert_eq!((view.messages.len(), view.kept_count), (1, 1));
    assert_eq!(view.messages[0].id, evas[0].id);
    refused("message", RefusalReason::Held, app::message::read(app, &agent, evas[1].id).await);
    refused("raw", RefusalReason::Held, app::message::raw(app, &agent, evas[1].id).await);
    app::message::raw(app, &agent, evas[0].id).await.unwrap();
    for hold in [hold, second] {
        holds::release(app, &admin, hold).await.unwrap();
    }
    erasure::round(app, app.now()).await.unwrap();
    assert_eq!(world.read(acme, scene.evas).await.messages.len(), 1);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn a_mailbox_that_a_hold_keeps_is_used_for_nothing(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let scene = scene(&world).await;
    let acme = &scene.acme;
    let mail_id = world.read(acme, scene.carlas).await.messages[0].id;
    world.hold(acme, Scope::Mailbox(acme.mailbox)).await;
    erase(&world, acme, Scope::Mailbox(acme.mailbox)).await;
    all_refused(&world, acme, scene.carlas, mail_id, RefusalReason::Held).await;
    assert!(world.tickets(acme).await.iter().all(|row| row.held));
}

async fn nobody_whose_data_is_restricted_is_sent_anything(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let scene = scene(&world).await;
    let (acme, app, agent) = (&scene.acme, &world.app, world.agent_ctx(&scene.acme));
    let evas_mail = world.read(acme, scene.evas).await.messages[0].id;
    let why = RefusalReason::Restricted;
    ask(&world, acme, SubjectRight::Restriction).await;
    refused("to", why, reply::send(app, &agent, scene.evas, draft(CARLA, "")).await);
    refused("cc", why, reply::send(app, &agent, scene.evas, draft(EVA, "Carla@Example.org")).await);
    let blind = ReplyDraft { bcc: to(CARLA), ..draft("", "") };
    refused("bcc", why, reply::send(app, &agent, scene.evas, blind).await);
    let later = ReplyDraft { send_at: Some(agent.now.plus_millis(DAY_MS)), ..draft(EVA, CARLA) };
    refused("later", why, reply::send(app, &agent, scene.evas, later).await);
    let passed_on = |to: Vec<Address>, bcc: Vec<Address>| ForwardDraft {
        text: "Look".to_owned(),
        to,
        bcc,
        ..ForwardDraft::default()
    };
    refused("forward", why, forward::send(app, &agent, evas_mail, passed_on(to(CARLA), Vec::new())).await);
    refused(
        "forward, blind",
        why,
        forward::send(app, &agent, evas_mail, passed_on(to(EVA), to(CARLA))).await,
    );
    let new = |message: ReplyDraft| TicketDraft {
        mailbox: acme.mailbox,
        subject: "News".to_owned(),
        message,
        draft: None,
    };
    refused("new", why, app::ticket::create(app, &agent, new(draft(CARLA, ""))).await);
    refused("new, copy", why, app::ticket::create(app, &agent, new(draft(EVA, CARLA))).await);
    // In her own ticket by an admin's reason, but not in copy of somebody else's.
    let admin = world.admin_ctx(acme);
    reply::send_restricted(app, &admin, scene.carlas, draft("", ""), "A claim").await.unwrap();
    reply::send(app, &agent, scene.evas, draft(EVA, "nobody@example.org")).await.unwrap();
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn what_waited_to_be_sent_is_not_sent_any_more(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let scene = scene(&world).await;
    let (acme, app, agent) = (&scene.acme, &world.app, world.agent_ctx(&scene.acme));
    let at = Some(agent.now.plus_millis(DAY_MS));
    let later = |draft: ReplyDraft| ReplyDraft { send_at: at, ..draft };
    let evas_mail = world.read(acme, scene.evas).await.messages[0].id;
    let copied = reply::send(app, &agent, scene.evas, later(draft(EVA, CARLA))).await.unwrap();
    let others = reply::send(app, &agent, scene.evas, later(draft(EVA, ""))).await.unwrap();
    let passed_on =
        ForwardDraft { text: "Look".to_owned(), to: to(CARLA), send_at: at, ..ForwardDraft::default() };
    let (_, forwarded) = forward::send(app, &agent, evas_mail, passed_on).await.unwrap();
    let own = reply::send(app, &agent, scene.carlas, later(draft("", ""))).await.unwrap();
    let case = ask(&world, acme, SubjectRight::Restriction).await;
    let admin = world.admin_ctx(acme);
    // A letter about her own data goes out all the same.
    assert_eq!(requests::close(app, &admin, case, "", false).await.unwrap().as_str(), "in_ticket");
    world.clock.advance_ms(2 * DAY_MS);
    while delivery::round(app).await.unwrap() > 0 {}
    for id in [copied, forwarded] {
        let unsent = message(&world, &scene, scene.evas, id).await;
        assert_eq!(unsent.delivery, Some(DeliveryState::Failed));
        assert_eq!(unsent.delivery_reason.as_deref(), Some("delivery-restricted"));
    }
    let sent = message(&world, &scene, scene.evas, others).await;
    assert_ne!(sent.delivery_reason.as_deref(), Some("delivery-restricted"));
    assert_eq!(sent.delivery, Some(DeliveryState::Sent));
    // Tried once more, it is looked at once more.
    app::message::resend(app, &world.agent_ctx(acme), copied).await.unwrap();
    while delivery::round(app).await.unwrap() > 0 {}
    assert_eq!(message(&world, &scene, scene.evas, copied).await.delivery, Some(DeliveryState::Failed));
    requests::give_notice(app, &world.admin_ctx(acme), case, "It ends next week.", true).await.unwrap();
    requests::lift(app, &world.admin_ctx(acme), case, "Checked").await.unwrap();
    let view = world.read(acme, scene.carlas).await;
    let state = |id: MessageId| view.messages.iter().find(|message| message.id == id).unwrap().delivery;
    assert_eq!(state(own), Some(DeliveryState::Failed));
    let letter =
        view.messages.iter().find(|message| message.delivery.is_some() && message.id != own).unwrap();
    assert_eq!(letter.delivery, Some(DeliveryState::Sent));
    app::message::resend(app, &world.agent_ctx(acme), copied).await.unwrap();
    while delivery::round(app).await.unwrap() > 0 {}
    assert_eq!(message(&world, &scene, scene.evas, copied).await.delivery, Some(DeliveryState::Sent));
    assert_eq!(privacy::unaudited_opens(), 0);
}

crate::on_both_engines! {
    what_a_hold_keeps_of_a_person_is_used_for_nothing
    what_a_hold_keeps_of_a_conversation_or_a_message_is_used_for_nothing
    a_mailbox_that_a_hold_keeps_is_used_for_nothing
    nobody_whose_data_is_restricted_is_sent_anything
    what_waited_to_be_sent_is_not_sent_any_more
}
