//! A retention rule about conversations that takes everybody outside the company out of each that is due: the conversation
//! stays, nobody can be told from it any more, and whoever was in it is elsewhere who they were (C90, C93, C94).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use super::redacting::{bytes_with, with_files};
use crate::world::{Company, World, mail};
use app::erasure::receipt::Receipt;
use app::erasure::{self, Scope, Wanted, holds};
use app::retention::{self, NewRule};
use app::view::{ContactChange, TicketChange, TicketFilter};
use domain::{
    ContactId, ErasureId, ErasureReason, ErasureScope, ErasureState, LedgerWord, MailboxId, ObjectId,
    RetentionAction, RetentionSubject, RetentionTerms, TicketId, TicketStatus,
};
use store::Erasure;

const DAY_MS: i64 = 24 * 3_600_000;
const EVA: &str = "Eva Ekström <eva@x.test>";

struct Scene {
    acme: Company,
    /// Eva asked, with Bo and an agent in Cc; Bo wrote into it, an agent answered and noted.
    evas: TicketId,
    /// Eva asked something else.
    other: TicketId,
    eva: ContactId,
}

fn mails() -> Vec<(&'static str, String)> {
    let cc = "Bo Bergqvist <bo@y.test>, egon@acme.test";
    let text = "The zebrafish saddle broke.\r\nEva Ekström, +45 2222 3333";
    let bos = "I saw the quaggabell of Eva Ekström.";
    vec![
        ("1", with_files(EVA, "1@x.test", cc, "Zebra saddle of Eva Ekström", text)),
        ("2", mail("Bo Bergqvist <bo@y.test>", "2@y.test", Some("1@x.test"), "Re: Zebra saddle", bos)),
        ("3", mail(EVA, "3@x.test", None, "Another ibexbell", "My ibexbell is silent. Eva Ekström")),
    ]
}

/// Whatever was to be sent is out.
async fn sent(world: &World, scene: &Scene) {
    let store = world.app.store().tenant(scene.acme.info.scope);
    for message in world.read(&scene.acme, scene.evas).await.messages {
        if message.delivery == Some(domain::DeliveryState::Queued) {
            let mut tx = store.begin().await.unwrap();
            let (from, to) = (domain::DeliveryState::Queued, domain::DeliveryState::Sent);
            let (next_attempt_at, sent_at) = (world.app.now(), Some(world.app.now()));
            let update = store::OutboxUpdate { state: to, next_attempt_at, detail: None, sent_at };
            tx.update_outbox(message.id, from, &update).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

async fn close(world: &World, acme: &Company, ticket: TicketId) {
    let change = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(&world.app, &world.agent_ctx(acme), ticket, change).await.unwrap();
}

async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    world.take_in(&acme, &mails()).await;
    let tickets = world.tickets(&acme).await;
    let by_subject = |word: &str| tickets.iter().find(|row| row.subject.contains(word)).unwrap().id;
    let (evas, other) = (by_subject("Zebra"), by_subject("ibexbell"));
    let store = world.app.store().tenant(acme.info.scope);
    let eva = store.find_ticket(evas).await.unwrap().unwrap().requester;
    let scene = Scene { acme, evas, other, eva };
    world.answer(&scene.acme, evas, "Dear EVA, a new okapisaddle is on its way. Egon").await;
    let change = ContactChange { phone: Some("+45 2222 3333".to_owned()), ..ContactChange::default() };
    app::contact::change(&world.app, &world.agent_ctx(&scene.acme), eva, change).await.unwrap();
    let note = "Ekstro\u{308}m is a good tapircustomer, Bergqvist knows her.";
    app::note::add(&world.app, &world.agent_ctx(&scene.acme), evas, note).await.unwrap();
    scene
}

fn rule(days: u32, notice_days: u32) -> NewRule {
    let terms = RetentionTerms {
        days,
        notice_days,
        action: RetentionAction::Anonymise,
        statuses: vec![TicketStatus::Closed],
        ..RetentionTerms::default_of(RetentionSubject::Conversation)
    };
    NewRule { name: "Nobody after a month".to_owned(), terms }
}

/// A look at the rules, and everything that follows from it.
async fn look(world: &World) {
    app::jobs::retention::round(&world.app).await.unwrap();
    for _ in 0..3 {
        erasure::round(&world.app, world.app.now()).await.unwrap();
    }
}

/// The erasures that are done, each with its receipt.
async fn done(world: &World, scene: &Scene) -> Vec<Erasure> {
    let store = world.app.store().tenant(scene.acme.info.scope);
    let mut all = store.list_erasures(None, 100).await.unwrap();
    all.retain(|one| one.state == ErasureState::Done);
    all
}

/// Which are due by a rule, and whether each waits.
async fn due(world: &World, scene: &Scene, rule: &NewRule) -> Vec<(uuid::Uuid, bool)> {
    let ctx = world.admin_ctx(&scene.acme);
    let found = retention::preview_of(&world.app, &ctx, &rule.terms).await.unwrap();
    found.first.iter().map(|one| (one.found.subject(), one.waits)).collect()
}

async fn begin(world: &World, scene: &Scene) -> ErasureId {
    let wanted = Wanted { scope: Scope::People(scene.evas), reason: ErasureReason::Instruction };
    erasure::begin(&world.app, &world.admin_ctx(&scene.acme), wanted).await.unwrap()
}

async fn row(world: &World, scene: &Scene, id: ErasureId) -> Erasure {
    world.app.store().tenant(scene.acme.info.scope).find_erasure(id).await.unwrap().unwrap()
}

async fn finished(world: &World, scene: &Scene, id: ErasureId) -> Erasure {
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    let done = row(world, scene, id).await;
    assert_eq!(done.state, ErasureState::Done);
    done
}

/// Everything that a ticket says, and its messages; small.
async fn everything(world: &World, scene: &Scene, ticket: TicketId) -> String {
    let view = world.read(&scene.acme, ticket).await;
    let ctx = world.admin_ctx(&scene.acme);
    let happened = app::ticket::history(&world.app, &ctx, ticket, None, 100).await.unwrap();
    format!("{view:?} {happened:?}").to_lowercase()
}

async fn is_without_them(world: &World, scene: &Scene) {
    let said = everything(world, scene, scene.evas).await;
    for word in ["eva@", "ekström", "ekstro\u{308}m", "dear eva", "bo@", "bergqvist", "2222 3333", "@x.test>"]
    {
        assert!(!said.contains(word), "{word}: {said}");
    }
    for word in ["zebrafish saddle broke", "okapisaddle", "tapircustomer", "quaggabell", "egon@acme.test"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

async fn found(world: &World, scene: &Scene, word: &str) -> usize {
    let (ctx, filter) = (world.agent_ctx(&scene.acme), TicketFilter::default());
    app::ticket::search(&world.app, &ctx, word, &filter, None, 10).await.unwrap().items.len()
}

/// The objects of a ticket's messages and of its line: what they say, and bytes.
async fn objects(world: &World, scene: &Scene, ticket: TicketId) -> Vec<ObjectId> {
    let store = world.app.store().tenant(scene.acme.info.scope);
    let rows = store.list_messages_of_ticket(ticket, None, 100).await.unwrap();
    let mut all: Vec<ObjectId> =
        rows.iter().flat_map(|row| [Some(row.content.object()), row.raw_object]).flatten().collect();
    all.push(store.find_ticket(ticket).await.unwrap().unwrap().summary.object());
    all
}

async fn keys_of(world: &World, scene: &Scene, objects: &[ObjectId]) -> usize {
    world.app.keyring().list_object_keys(scene.acme.info.scope, objects).await.unwrap().len()
}

/// Nobody is named where they were, and everybody is who they are elsewhere.
async fn they_are_elsewhere_who_they_were(world: &World, scene: &Scene) {
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let eva = app::contact::read(app, &ctx, scene.eva).await.unwrap();
    assert_eq!(
        (eva.name.as_str(), eva.emails.as_slice()),
        ("Eva Ekström", ["eva@x.test".to_owned()].as_slice())
    );
    let view = world.read(&scene.acme, scene.other).await;
    assert_eq!(view.row.requester_id, scene.eva);
    assert!(view.messages[0].has_raw && view.messages[0].text.contains("Eva Ekström"));
    app::message::raw(app, &ctx, view.messages[0].id).await.unwrap();
    let store = app.store().tenant(scene.acme.info.scope);
    assert_eq!(store.list_tickets_of_participant(scene.eva, None, 10).await.unwrap(), [scene.other]);
    // No key of what stays depends on theirs.
    let objects = objects(world, scene, scene.evas).await;
    for key in app.keyring().list_object_keys(scene.acme.info.scope, &objects).await.unwrap() {
        let leaf = domain::keyring::LeafRef::contact(scene.eva);
        assert!(key.leaves.iter().all(|(of, _)| *of != leaf), "{key:?}");
    }
}

async fn everybody_goes_and_the_conversation_stays(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    sent(&world, &scene).await;
    let (app, scope) = (&world.app, scene.acme.info.scope);
    let written = app::draft::Written { text: "To Eva".to_owned(), ..Default::default() };
    let (kind, base) = (domain::DraftKind::Reply, app::draft::Base::Nothing);
    app::draft::save(app, &world.agent_ctx(&scene.acme), scene.evas, kind, written, base).await.unwrap();
    close(&world, &scene.acme, scene.evas).await;
    let store = app.store().tenant(scope);
    let before = store.find_ticket(scene.evas).await.unwrap().unwrap();
    let old = objects(&world, &scene, scene.evas).await;
    let places = store.list_blobs(&old).await.unwrap();
    assert!(places.len() >= 2 && keys_of(&world, &scene, &old).await == old.len());
    let new = rule(30, 7);
    assert_eq!(due(&world, &scene, &new).await, [(scene.evas.uuid(), false)]);
    retention::create(app, &world.admin_ctx(&scene.acme), new).await.unwrap();
    world.clock.advance_ms(30 * DAY_MS - 1);
    look(&world).await;
    assert!(done(&world, &scene).await.is_empty(), "a moment before, everybody is there");
    world.clock.advance_ms(1);
    look(&world).await;
    let gone = done(&world, &scene).await;
    assert_eq!(
        gone.iter().map(|one| (one.scope, one.subject, one.reason, one.by)).collect::<Vec<_>>(),
        [(ErasureScope::People, scene.evas.uuid(), ErasureReason::Retention, None)]
    );
    is_without_them(&world, &scene).await;
    they_are_elsewhere_who_they_were(&world, &scene).await;
    assert_eq!(keys_of(&world, &scene, &old).await, 0, "what was there before opens no more, in no backup");
    for place in &places {
        assert!(app.packs().read(place).await.unwrap().iter().all(|byte| *byte == 0), "overwritten");
    }
    let after = store.find_ticket(scene.evas).await.unwrap().unwrap();
    assert_eq!(
        (after.number, after.status, after.created_at, after.updated_at, after.message_count),
        (before.number, before.status, before.created_at, before.updated_at, before.message_count)
    );
    assert!(after.attachment_count == 0 && after.requester != scene.eva);
    for (word, times) in [
        ("ekström", 1),
        ("bergqvist", 0),
        ("zebrafish", 1),
        ("quaggabell", 1),
        ("narwhal", 0),
        ("removed", 1),
    ] {
        assert_eq!(found(&world, &scene, word).await, times, "{word}");
    }
    for name in ["eva@x.test", "ekström", "bergqvist", "narwhal"] {
        assert_eq!(bytes_with(&world, name), Vec::<String>::new(), "{name}");
    }
    the_receipt_names_nobody(&world, &gone[0]);
    assert!(store.find_erasure_work(gone[0].id).await.unwrap().is_none());
    assert!(store.list_drafts_of_ticket(scene.evas).await.unwrap().is_empty());
    assert_eq!(app::audit::verify(app, &scene.acme.info).await.unwrap().fault, None);
    nothing_returns(&world, &scene).await;
    assert_eq!(privacy::unaudited_opens(), 0);
}

fn the_receipt_names_nobody(world: &World, erasure: &Erasure) {
    let bytes = erasure.receipt.as_ref().unwrap();
    let key = world.app.vault().checkpoint_public_key();
    let said = Receipt::from_bytes(bytes).unwrap().check(&key).unwrap();
    assert_eq!((said.scope, said.policy_version, said.tickets), (ErasureScope::People, Some(4), 0));
    assert!(said.messages == 4 && said.keys_destroyed > 4 && said.bytes_overwritten > 0, "{said:?}");
    assert!(said.key_ids.is_empty(), "no key of a person is named");
}

/// Neither by listing the mailbox anew nor by a mail that names the ticket; what they write is taken in.
async fn nothing_returns(world: &World, scene: &Scene) {
    let again: Vec<_> = mails();
    assert_eq!(world.take_in(&scene.acme, &again).await.known, 3);
    let anew = again.iter().map(|(key, raw)| app::inbound::Incoming {
        check_digest: true,
        ..crate::world::incoming(&format!("anew-{key}"), raw)
    });
    let prepared = world.app.prepare(&scene.acme.target, anew.collect(), world.app.now()).await.unwrap();
    let report = world.app.take_in(&scene.acme.target, prepared, None, world.app.now()).await.unwrap();
    assert_eq!((report.known, report.taken_in), (3, 0));
    let number = world.read(&scene.acme, scene.evas).await.row.number;
    let subject = format!("Re: [#{number}] Zebra saddle");
    let new = mail(EVA, "9@x.test", Some("1@x.test"), &subject, "Once more.");
    assert_eq!(world.take_in(&scene.acme, &[("9", new)]).await.taken_in, 1);
    assert_eq!(world.read(&scene.acme, scene.evas).await.messages.len(), 4);
    let tickets = world.tickets(&scene.acme).await;
    let own = tickets.iter().find(|row| row.subject.contains("Re: ")).unwrap();
    assert_eq!(own.requester_id, scene.eva);
    let view = world.read(&scene.acme, own.id).await;
    assert_eq!(view.may_belong_to, None, "nothing says which ticket was hers");
}

/// Once is enough; until mail comes to it anew, or goes out.
async fn it_is_due_once_until_somebody_is_in_it_anew(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    sent(&world, &scene).await;
    let ctx = world.admin_ctx(&scene.acme);
    close(&world, &scene.acme, scene.evas).await;
    retention::create(&world.app, &ctx, rule(30, 0)).await.unwrap();
    for _ in 0..4 {
        world.clock.advance_ms(31 * DAY_MS);
        look(&world).await;
    }
    assert_eq!(done(&world, &scene).await.len(), 1);
    assert_eq!(due(&world, &scene, &rule(30, 0)).await, []);
    // A note is the company's own.
    let agent = world.agent_ctx(&scene.acme);
    app::note::add(&world.app, &agent, scene.evas, "Kept for the fault in it.").await.unwrap();
    assert_eq!(due(&world, &scene, &rule(30, 0)).await, []);
    // Eva writes again, and somebody puts the two together.
    let text = mail(EVA, "9@x.test", None, "Once more the zebra", "It broke again. Eva Ekström");
    world.take_in(&scene.acme, &[("9", text)]).await;
    let tickets = world.tickets(&scene.acme).await;
    let new = tickets.iter().find(|row| row.subject.contains("Once more")).unwrap().id;
    app::ticket::merge(&world.app, &world.agent_ctx(&scene.acme), new, scene.evas).await.unwrap();
    close(&world, &scene.acme, scene.evas).await;
    assert_eq!(due(&world, &scene, &rule(30, 0)).await, [(scene.evas.uuid(), false)]);
    world.clock.advance_ms(31 * DAY_MS);
    look(&world).await;
    assert_eq!(done(&world, &scene).await.len(), 2);
    is_without_them(&world, &scene).await;
    let said = everything(&world, &scene, scene.evas).await;
    assert!(said.contains("it broke again") && said.contains("kept for the fault"));
    for _ in 0..3 {
        world.clock.advance_ms(100 * DAY_MS);
        look(&world).await;
    }
    assert_eq!(done(&world, &scene).await.len(), 2);
    // The same look from outside: nothing is overdue, nothing is left that names who stood there.
    let faults = async || {
        let report = app::verify::run(&world.app, Some(scene.acme.info.scope)).await.unwrap();
        let of = |one: &app::verify::Checked| matches!(one.check, "rules" | "anonymised" | "erased");
        let found: Vec<_> = report.checks.into_iter().filter(of).collect();
        assert!(found.len() >= 2);
        found.into_iter().flat_map(|one| one.faults).map(|fault| fault.word).collect::<Vec<_>>()
    };
    assert_eq!(faults().await, Vec::<&str>::new());
    let store = world.app.store().tenant(scene.acme.info.scope);
    let last = done(&world, &scene).await[0].id;
    let mut tx = store.begin().await.unwrap();
    tx.put_erasure_work(last, &store::ErasureWork::default()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(faults().await, ["link-left"]);
    // The rule that everybody has erases it in its time.
    world.clock.advance_ms(1_096 * DAY_MS);
    look(&world).await;
    assert!(store.find_ticket(scene.evas).await.unwrap().is_none());
}

async fn what_is_kept_for_somebody_waits(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (app, scope) = (&world.app, scene.acme.info.scope);
    let store = app.store().tenant(scope);
    close(&world, &scene.acme, scene.evas).await;
    let new = rule(30, 0);
    retention::create(app, &world.admin_ctx(&scene.acme), new.clone()).await.unwrap();
    world.clock.advance_ms(31 * DAY_MS);
    let waits = async || due(&world, &scene, &new).await == [(scene.evas.uuid(), true)];
    // An answer that is still to be sent.
    assert!(waits().await);
    sent(&world, &scene).await;
    assert!(!waits().await);
    // A statutory retention, which ends by itself; a legal hold on who takes part.
    let hold = |scope, ends_at| holds::NewHold {
        scope,
        reason: "A claim".to_owned(),
        law: "Bokföringslagen 7:2 (SFS 1999:1078)".to_owned(),
        review_at: app.now().plus_millis(90 * DAY_MS),
        ends_at,
    };
    let ctx = world.admin_ctx(&scene.acme);
    let ends_at = Some(ctx.now.plus_millis(10 * DAY_MS));
    holds::place(app, &ctx, hold(Scope::Conversation(scene.evas), ends_at)).await.unwrap();
    let bo = store.list_people_of_ticket(scene.evas).await.unwrap();
    let bo = bo.into_iter().find(|one| *one != scene.eva).unwrap();
    let held = holds::place(app, &ctx, hold(Scope::Contact(bo), None)).await.unwrap();
    look(&world).await;
    world.clock.advance_ms(10 * DAY_MS);
    look(&world).await;
    assert!(waits().await && done(&world, &scene).await.is_empty());
    holds::release(app, &world.admin_ctx(&scene.acme), held).await.unwrap();
    // Whoever is restricted.
    let (request, now) = (domain::SubjectRequestId::generate(app.now()), app.now());
    let mut tx = store.begin().await.unwrap();
    let restriction = store::Restriction { contact: bo, request, restricted_at: now, told_at: None };
    tx.put_restriction(&restriction, now).await.unwrap();
    tx.commit().await.unwrap();
    look(&world).await;
    assert!(waits().await && done(&world, &scene).await.is_empty());
    let mut tx = store.begin().await.unwrap();
    tx.delete_restriction(bo, now).await.unwrap();
    tx.commit().await.unwrap();
    // Begun, and Eva writes before anything is done: it is let be.
    app::jobs::retention::round(app).await.unwrap();
    assert_eq!(store.list_open_erasures(10).await.unwrap().len(), 1);
    let again = mail(EVA, "9@x.test", Some("1@x.test"), "Re: Zebra saddle", "Is it on its way?");
    world.take_in(&scene.acme, &[("9", again)]).await;
    look(&world).await;
    assert!(done(&world, &scene).await.is_empty() && store.list_open_erasures(10).await.unwrap().is_empty());
    assert!(everything(&world, &scene, scene.evas).await.contains("ekström"));
    close(&world, &scene.acme, scene.evas).await;
    world.clock.advance_ms(31 * DAY_MS);
    look(&world).await;
    is_without_them(&world, &scene).await;
}

/// A second mailbox, and a mail that came by it.
async fn by_another_mailbox(world: &World, scene: &Scene) -> MailboxId {
    let folder = world.folder.path().join("maildir-sales");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let settings = crate::world::maildir("sales@acme.test", &folder);
    let operator = world.operator_ctx(&scene.acme);
    let mailbox = app::mailbox::connect(&world.app, &operator, settings, None).await.unwrap().id;
    let own_addresses = vec!["sales@acme.test".to_owned()];
    let target = app::inbound::Target { mailbox, own_addresses, ..scene.acme.target.clone() };
    let raw = mail(
        "Carla Quist <carla@z.test>",
        "7@z.test",
        None,
        "Numbat offer",
        "I ask for the numbatprice. Carla",
    );
    let mails = vec![crate::world::incoming("7", &raw)];
    let prepared = world.app.prepare(&target, mails, world.app.now()).await.unwrap();
    assert_eq!(world.app.take_in(&target, prepared, None, world.app.now()).await.unwrap().taken_in, 1);
    mailbox
}

/// Messages of another mailbox, what was merged into it, and nothing that leads to it from what was split off.
async fn all_of_the_ticket_and_nothing_leads_to_it(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    sent(&world, &scene).await;
    by_another_mailbox(&world, &scene).await;
    let (app, agent) = (&world.app, world.agent_ctx(&scene.acme));
    let store = app.store().tenant(scene.acme.info.scope);
    let tickets = world.tickets(&scene.acme).await;
    let carlas = tickets.iter().find(|row| row.subject.contains("Numbat")).unwrap().id;
    app::ticket::merge(app, &agent, carlas, scene.evas).await.unwrap();
    // Bo's mail goes to a ticket of its own, and a mail names Eva's ticket.
    let messages = world.read(&scene.acme, scene.evas).await.messages;
    let bos = messages.iter().find(|message| message.text.contains("quaggabell")).unwrap().id;
    let split = app::ticket::split(app, &agent, scene.evas, &[bos]).await.unwrap();
    let stranger = mail("Dan Dal <dan@x.test>", "8@x.test", Some("1@x.test"), "Re: Zebra", "Mine, too.");
    world.take_in(&scene.acme, &[("8", stranger)]).await;
    assert_eq!(store.list_related_tickets(scene.evas).await.unwrap().len(), 1);
    let id = begin(&world, &scene).await;
    finished(&world, &scene, id).await;
    for (ticket, texts) in [(scene.evas, vec!["zebrafish", "numbatprice"]), (carlas, vec![])] {
        let said = everything(&world, &scene, ticket).await;
        for word in ["eva@", "ekström", "carla", "quist", "bergqvist", &split.to_string()] {
            assert!(!said.contains(word), "{word}: {said}");
        }
        assert!(texts.iter().all(|text| said.contains(text)), "{said}");
    }
    assert_eq!(store.list_related_tickets(scene.evas).await.unwrap(), []);
    let bos = everything(&world, &scene, split).await;
    assert!(bos.contains("bergqvist") && !bos.contains(&scene.evas.to_string()), "{bos}");
    // Carla's and Eva's places are two people's.
    let (one, other) =
        (store.find_ticket(scene.evas).await.unwrap(), store.find_ticket(carlas).await.unwrap());
    assert_ne!(one.unwrap().requester, other.unwrap().requester);
    they_are_elsewhere_who_they_were(&world, &scene).await;
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// The process ends after every step that it takes; each of them is done again.
async fn who_was_going_is_gone_after_a_crash(world: World) {
    let scene = scene(&world).await;
    let scope = scene.acme.info.scope;
    // The answer is on its way: nothing is done before it is out.
    let id = begin(&world, &scene).await;
    let mut erasure = row(&world, &scene, id).await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.is_err());
    assert!(everything(&world, &scene, scene.evas).await.contains("ekström"));
    sent(&world, &scene).await;
    let old = objects(&world, &scene, scene.evas).await;
    // The first message has another object in its place, and the old one still opens.
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.insert_erasure_old(id, &old[..1]).await.unwrap();
    drop(tx);
    let world = world.reopened().await;
    let mut erasure = row(&world, &scene, id).await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.unwrap());
    assert_eq!(erasure.state, ErasureState::KeysGone);
    let store = world.app.store().tenant(scope);
    let into = store.find_ticket(scene.evas).await.unwrap().unwrap().requester;
    let places = store.find_erasure_work(id).await.unwrap().unwrap().terms.unwrap().object();
    // That it was done is not noted, and one message is as if nobody had been taken out of it yet.
    let begun = Erasure { state: ErasureState::Begun, keys_gone_at: None, ..erasure };
    let mut tx = store.begin().await.unwrap();
    tx.update_erasure(&begun).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    finished(&world, &scene, id).await;
    is_without_them(&world, &scene).await;
    let store = world.app.store().tenant(scope);
    assert_eq!(store.find_ticket(scene.evas).await.unwrap().unwrap().requester, into, "the same pseudonym");
    assert_eq!(keys_of(&world, &scene, &old).await, 0);
    assert_eq!(keys_of(&world, &scene, &[places]).await, 0, "who stood in whose place is told no more");
    let ledger = world.app.keyring().list_ledger(scope, -1, 10).await.unwrap();
    assert_eq!(ledger.iter().map(|one| one.what).collect::<Vec<_>>(), [LedgerWord::ConversationAnonymised]);
}

/// The process ends at many moments of it: cut off there, and done again by another one.
#[expect(clippy::disallowed_methods, reason = "it measures how long it takes, to try its moments")]
async fn whatever_moment_it_ends_at_it_goes_on(world: World) {
    const MOMENTS: u32 = 12;
    let acme = world.company("acme").await;
    let scope = acme.info.scope;
    let mut cases = Vec::new();
    for n in 0..MOMENTS {
        world.clock.advance_ms(1_000);
        let from = format!("Person{n} Quist{n} <p{n}@x.test>");
        let first =
            with_files(&from, &format!("a{n}@x.test"), "bo@y.test", "Saddle", &format!("Quist{n} asks"));
        let (id, answered) = (format!("b{n}@x.test"), format!("a{n}@x.test"));
        let second = mail(&from, &id, Some(&answered), "Re: Saddle", &format!("Quist{n} asks again"));
        world.take_in(&acme, &[(&format!("a{n}"), first), (&format!("b{n}"), second)]).await;
        cases.push((world.tickets(&acme).await[0].id, format!("quist{n}")));
    }
    let (mut took, mut cut_off) = (std::time::Duration::ZERO, 0);
    let store = world.app.store().tenant(scope);
    for (n, (ticket, _)) in (0..).zip(&cases) {
        let wanted = Wanted { scope: Scope::People(*ticket), reason: ErasureReason::Instruction };
        let id = erasure::begin(&world.app, &world.admin_ctx(&acme), wanted).await.unwrap();
        let mut row = store.find_erasure(id).await.unwrap().unwrap();
        let began = std::time::Instant::now();
        let stepping = erasure::step(&world.app, scope, &mut row, world.app.now());
        if n == 0 {
            stepping.await.unwrap();
            took = began.elapsed();
        } else {
            cut_off += u32::from(tokio::time::timeout(took * n / MOMENTS, stepping).await.is_err());
        }
    }
    assert!(cut_off > 0);
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    let store = world.app.store().tenant(scope);
    assert!(store.list_erasures(None, 100).await.unwrap().iter().all(|one| one.state == ErasureState::Done));
    for (ticket, name) in &cases {
        let said = format!("{:?}", world.read(&acme, *ticket).await).to_lowercase();
        assert!(!said.contains(name) && !said.contains("bo@y") && said.contains("asks again"), "{said}");
    }
    let tickets: Vec<TicketId> = cases.iter().map(|(ticket, _)| *ticket).collect();
    assert_eq!(store.list_tickets_with_people(&tickets).await.unwrap(), []);
    // Whoever stands in for somebody stands there once, with a name of their own and a key.
    let facts = store.list_contact_facts(None, 100).await.unwrap();
    let nobodies: Vec<_> = facts.iter().filter(|(_, facts)| facts.stands_in).collect();
    for (id, _) in &nobodies {
        assert!(!store.list_tickets_of_participant(*id, None, 10).await.unwrap().is_empty(), "{id}");
        app::contact::read(&world.app, &world.admin_ctx(&acme), *id).await.unwrap();
    }
    assert_eq!(nobodies.len(), 2 * cases.len());
    let report = app::verify::run(&world.app, None).await.unwrap();
    let broken: Vec<_> = report.checks.iter().filter(|one| one.state == app::verify::State::Broken).collect();
    assert!(broken.iter().all(|one| !matches!(one.check, "anonymised" | "erased")), "{broken:?}");
}

/// An older copy of the data beside today's keyring: what was there opens no more, and what stands in its place is not there.
async fn after_a_restore_the_conversation_goes(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let scope = scene.acme.info.scope;
    let entry = store::NewLedgerEntry {
        entry: uuid::Uuid::from_u128(2),
        what: LedgerWord::ConversationAnonymised,
        subject: scene.evas.uuid(),
        detail: Some("retention".to_owned()),
        at: world.app.now(),
    };
    world.app.keyring().append_ledger(scope, &[entry]).await.unwrap();
    let gone = store::Condemned { objects: objects(&world, &scene, scene.evas).await, ..Default::default() };
    world.app.keyring().destroy(scope, &gone).await.unwrap();
    let replayed = erasure::replay(&world.app, scope, world.app.now()).await.unwrap();
    assert_eq!((replayed.tickets, replayed.messages), (1, 4));
    finished(&world, &scene, ErasureId::from_uuid(uuid::Uuid::from_u128(2))).await;
    they_are_there(&world, &scene).await;
    assert_eq!(world.take_in(&scene.acme, &mails()).await.known, 3);
}

async fn they_are_there(world: &World, scene: &Scene) {
    let left = world.tickets(&scene.acme).await;
    assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [scene.other]);
    app::contact::read(&world.app, &world.admin_ctx(&scene.acme), scene.eva).await.unwrap();
}

crate::on_both_engines! {
    everybody_goes_and_the_conversation_stays
    it_is_due_once_until_somebody_is_in_it_anew
    what_is_kept_for_somebody_waits
    all_of_the_ticket_and_nothing_leads_to_it
    who_was_going_is_gone_after_a_crash
    whatever_moment_it_ends_at_it_goes_on
    after_a_restore_the_conversation_goes
}
