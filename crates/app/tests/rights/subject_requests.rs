//! Subject requests as cases: asked by the public form and proved by a link, with a clock, decided and carried out in two
//! steps, told in a letter (C67, C68, C70 to C75, C108).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::erasure::receipt::{BadReceipt, Receipt};
use app::subject_request::{self as requests, Asking, Decision, NewRequest, RequestView, Which};
use app::view::{AssignTo, ReplyDraft, TicketFilter};
use app::{Ctx, Error};
use domain::{
    ContactState, MessageKind, ObjectionPurpose, SubjectDecision, SubjectRequestId, SubjectRequestState,
    SubjectRight, SubjectStep,
};

const CARLA: &str = "carla@example.org";
const DAY_MS: i64 = 24 * 3_600_000;

fn asking(right: SubjectRight, email: &str) -> Asking {
    Asking {
        right,
        email: email.to_owned(),
        name: "Carla".to_owned(),
        words: "Please.".to_owned(),
        language: "en".to_owned(),
        company: String::new(),
    }
}

/// A case of Carla's, whose identity is known.
async fn case(world: &World, acme: &Company, right: SubjectRight) -> SubjectRequestId {
    let new = NewRequest {
        asking: asking(right, CARLA),
        ticket: None,
        received_at: None,
        vouched: "She wrote from her address.".to_owned(),
    };
    requests::create(&world.app, &world.admin_ctx(acme), new).await.unwrap()
}

async fn view(world: &World, acme: &Company, id: SubjectRequestId) -> RequestView {
    requests::read(&world.app, &world.admin_ctx(acme), id).await.unwrap()
}

fn granted(purposes: &[ObjectionPurpose]) -> Decision {
    let grounds = String::new();
    Decision { decision: SubjectDecision::Granted, grounds, purposes: purposes.to_vec(), mode: None }
}

/// Decides on the case as it is.
async fn decide(
    world: &World,
    acme: &Company,
    id: SubjectRequestId,
    decision: Decision,
) -> Result<(), Error> {
    let (app, ctx) = (&world.app, world.admin_ctx(acme));
    requests::decide(app, &ctx, id, crate::world::version(app, &ctx, id).await, decision).await
}

async fn grant(
    world: &World,
    acme: &Company,
    id: SubjectRequestId,
    purposes: &[ObjectionPurpose],
    how: &str,
) {
    let ctx = world.admin_ctx(acme);
    decide(world, acme, id, granted(purposes)).await.unwrap();
    let version = view(world, acme, id).await.row.version;
    requests::confirm(&world.app, &ctx, id, version, how).await.unwrap();
}

async fn wrote(world: &World, acme: &Company, id: &str, subject: &str) -> domain::TicketId {
    let text = mail("Carla <carla@example.org>", id, None, subject, "About the zebra saddle.");
    world.take_in(acme, &[(id, text)]).await;
    let rows = world.tickets(acme).await;
    rows.iter().find(|row| row.subject == subject || row.restricted).unwrap().id
}

/// The signed receipt of Carla's case, when it is closed.
async fn the_receipt_names_nobody(world: &World, ctx: &Ctx, id: SubjectRequestId) {
    let receipt = Receipt::from_bytes(&requests::receipt(&world.app, ctx, id).await.unwrap()).unwrap();
    let key = world.app.vault().checkpoint_public_key();
    let said = receipt.check_case(&key).unwrap();
    assert_eq!((said.request_id, said.number, said.right), (id, 1, SubjectRight::Access));
    assert_eq!((said.state, said.told.as_deref()), (SubjectRequestState::Done, Some("by_hand")));
    assert_eq!(said.decision, Some(SubjectDecision::Granted));
    assert!(said.carried_out_at_ms.is_some() && !said.extended);
    for name in ["Carla", "carla", "example.org"] {
        assert!(!receipt.said.contains(name), "{}", receipt.said);
    }
    assert!(matches!(receipt.check(&key), Err(BadReceipt::Unreadable)), "it is none of an erasure");
    let altered = Receipt { said: receipt.said.replace("granted", "refused"), ..receipt };
    assert!(matches!(altered.check_case(&key), Err(BadReceipt::Signature)));
}

/// Whoever looks at an older state replaces no decision that they have not seen; whoever has seen it decides anew.
async fn a_decision_is_replaced_by_who_saw_it(world: World) {
    let acme = world.company("acme").await;
    wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let id = case(&world, &acme, SubjectRight::Restriction).await;
    let refused = || Decision {
        decision: SubjectDecision::Refused,
        grounds: "It is right.".to_owned(),
        ..granted(&[])
    };
    let version = crate::world::version(app, &ctx, id).await;
    requests::decide(app, &ctx, id, version, granted(&[])).await.unwrap();
    let stale = requests::decide(app, &ctx, id, version, refused()).await;
    assert!(matches!(stale, Err(Error::State { noun: "request", state: "changed" })), "{stale:?}");
    let seen = view(&world, &acme, id).await;
    assert_eq!((seen.row.decision, seen.grounds.as_str()), (Some(SubjectDecision::Granted), ""));
    requests::decide(app, &ctx, id, seen.row.version, refused()).await.unwrap();
    let seen = view(&world, &acme, id).await;
    assert_eq!((seen.row.decision, seen.grounds.as_str()), (Some(SubjectDecision::Refused), "It is right."));
    requests::decide(app, &ctx, id, seen.row.version, granted(&[])).await.unwrap();
    let version = crate::world::version(app, &ctx, id).await;
    requests::confirm(app, &ctx, id, version, "").await.unwrap();
}

async fn a_case_goes_from_its_receipt_to_a_letter(world: World) {
    let acme = world.company("acme").await;
    wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    // Only admins see that there are requests.
    let agent = world.agent_ctx(&acme);
    assert!(matches!(requests::list(app, &agent, Which::Open, None, 10).await, Err(Error::Refused(_))));
    let unknown = NewRequest {
        asking: asking(SubjectRight::Access, "Carla@Example.org"),
        ticket: None,
        received_at: Some(app.now().plus_millis(-3 * DAY_MS)),
        vouched: String::new(),
    };
    let id = requests::create(app, &ctx, unknown).await.unwrap();
    let seen = view(&world, &acme, id).await;
    assert_eq!((seen.row.state, seen.row.number), (SubjectRequestState::Identity, Some(1)));
    assert_eq!((seen.row.contact_id, seen.held), (None, None));
    let early = decide(&world, &acme, id, granted(&[])).await;
    assert!(matches!(early, Err(Error::State { noun: "request", state: "identity" })), "{early:?}");
    requests::vouch(app, &ctx, id, "Seen at the counter").await.unwrap();
    let seen = view(&world, &acme, id).await;
    assert_eq!((seen.row.state, seen.row.number), (SubjectRequestState::Open, Some(1)));
    let held = seen.held.unwrap();
    assert_eq!((held.tickets, held.mails, held.answers), (1, 1, 0));
    // A month after the receipt, begun days counted: 24 November less three days, in December.
    assert_eq!(seen.row.days_left, 27);
    assert_eq!(requests::proposed(app, &ctx, id).await.unwrap(), None);
    let early = requests::close(app, &ctx, id, "", true).await;
    assert!(matches!(early, Err(Error::State { state: "not-decided", .. })), "{early:?}");
    // Two steps, and the second one only for what was seen.
    decide(&world, &acme, id, granted(&[])).await.unwrap();
    let version = view(&world, &acme, id).await.row.version;
    let stale = requests::confirm(app, &ctx, id, version - 1, "Copy handed over").await;
    assert!(matches!(stale, Err(Error::State { state: "changed", .. })), "{stale:?}");
    let early = requests::close(app, &ctx, id, "", true).await;
    assert!(matches!(early, Err(Error::State { state: "not-carried-out", .. })), "{early:?}");
    requests::confirm(app, &ctx, id, version, "Copy handed over").await.unwrap();
    let letter = requests::proposed(app, &ctx, id).await.unwrap().unwrap();
    for part in
        ["Hello Carla", "a copy of the data", "Integritetsskyddsmyndigheten (IMY)", "https://www.imy.se"]
    {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert!(!letter.contains("court"), "{letter}");
    // C106: whom they ask besides stands in it, where the operator names somebody.
    assert!(!letter.contains("Data protection contact"), "{letter}");
    let named = requests::proposed(&*world.with_dpo().await, &ctx, id).await.unwrap().unwrap();
    let who = "Data protection contact of whoever runs this Deskhero: Karin Ek, karin@example.com, +46 8 1";
    assert!(named.contains(who), "{named}");
    // Nothing can go out from here: it is said, and it can be handed over.
    let nowhere = requests::close(app, &ctx, id, "", false).await;
    assert!(matches!(nowhere, Err(Error::State { state: "copy-by-hand", .. })), "{nowhere:?}");
    let early = requests::receipt(app, &ctx, id).await;
    assert!(matches!(early, Err(Error::NotFound("receipt"))), "{early:?}");
    requests::close(app, &ctx, id, "", true).await.unwrap();
    the_receipt_names_nobody(&world, &ctx, id).await;
    let done = view(&world, &acme, id).await;
    assert_eq!((done.row.state, done.letter.as_deref()), (SubjectRequestState::Done, Some(letter.as_str())));
    let steps: Vec<_> = done.events.iter().map(|event| event.step).collect();
    use SubjectStep as S;
    assert_eq!(steps, [S::Received, S::Vouched, S::Matched, S::Decided, S::CarriedOut, S::Told]);
    assert!(done.events.iter().all(|event| event.agent == Some(acme.admin)));
    let again = requests::note(app, &ctx, id, "She called to say thanks.").await;
    assert!(again.is_ok(), "{again:?}");
    let open = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap();
    let closed = requests::list(app, &ctx, Which::Closed, None, 10).await.unwrap();
    assert_eq!((open.items.len(), closed.items.len()), (0, 1));
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// What the software cannot do by itself is told by whoever did it.
async fn what_is_done_by_hand_is_told(world: World) {
    let acme = world.company("acme").await;
    wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let id = case(&world, &acme, SubjectRight::Rectification).await;
    decide(&world, &acme, id, granted(&[])).await.unwrap();
    let version = view(&world, &acme, id).await.row.version;
    let silent = requests::confirm(app, &ctx, id, version, " ").await;
    assert!(matches!(silent, Err(Error::Input { field: "how", .. })), "{silent:?}");
    requests::confirm(app, &ctx, id, version, "The name is put right").await.unwrap();
}

async fn a_refusal_names_authority_and_court_in_their_language(world: World) {
    let acme = world.company("acme").await;
    let ticket = wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    requests::set_country(app, &ctx, "DK").await.unwrap();
    let bad = requests::set_country(app, &ctx, "XX").await;
    assert!(matches!(bad, Err(Error::Input { field: "country", .. })), "{bad:?}");
    let number = world.read(&acme, ticket).await.row.number;
    let new = NewRequest {
        asking: Asking { language: "da".to_owned(), ..asking(SubjectRight::Erasure, CARLA) },
        ticket: Some(number),
        received_at: None,
        vouched: "Skrev fra sin adresse".to_owned(),
    };
    let id = requests::create(app, &ctx, new).await.unwrap();
    let refused = |grounds: &str| Decision {
        decision: SubjectDecision::Refused,
        grounds: grounds.to_owned(),
        purposes: Vec::new(),
        mode: None,
    };
    let bare = decide(&world, &acme, id, refused(" ")).await;
    assert!(matches!(bare, Err(Error::Input { field: "grounds", .. })), "{bare:?}");
    decide(&world, &acme, id, refused("Bogføringsloven kræver det.")).await.unwrap();
    let version = view(&world, &acme, id).await.row.version;
    let not = requests::confirm(app, &ctx, id, version, "x").await;
    assert!(matches!(not, Err(Error::State { state: "not-granted", .. })), "{not:?}");
    let told = requests::close(app, &ctx, id, "", false).await.unwrap();
    assert_eq!(told.as_str(), "in_ticket");
    let messages = world.read(&acme, ticket).await.messages;
    let sent = messages.into_iter().find(|message| message.kind == MessageKind::Outbound).unwrap();
    for part in ["Hej Carla", "Bogføringsloven", "Datatilsynet", "https://www.datatilsynet.dk", "art. 79"] {
        assert!(sent.text.contains(part), "{part}: {}", sent.text);
    }
    assert_eq!(sent.to[0].email, CARLA);
    assert_eq!(view(&world, &acme, id).await.row.state, SubjectRequestState::Refused);
    // The receipt came with it, as it is handed out here.
    assert_eq!(sent.attachments.len(), 1);
    let enclosed = app::message::attachment(app, &ctx, sent.id, sent.attachments[0].part).await.unwrap();
    assert_eq!(enclosed.name, "receipt-1.json");
    assert_eq!(enclosed.bytes, requests::receipt(app, &ctx, id).await.unwrap());
    let said = Receipt::from_bytes(&enclosed.bytes).unwrap();
    let said = said.check_case(&app.vault().checkpoint_public_key()).unwrap();
    assert_eq!((said.decision, said.told.as_deref()), (Some(SubjectDecision::Refused), Some("in_ticket")));
    let closed = requests::withdraw(app, &ctx, id, "too late").await;
    assert!(matches!(closed, Err(Error::State { state: "refused", .. })), "{closed:?}");
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn a_restriction_holds_until_they_were_told(world: World) {
    let acme = world.company("acme").await;
    let ticket = wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let other = mail("Eva <eva@x.test>", "e1@x.test", None, "Bell", "About the zebra bell.");
    let seq = world.take_in(&acme, &[("e1", other)]).await.change_seq;
    let (app, agent) = (&world.app, world.agent_ctx(&acme));
    let _jobs = app::jobs::start_indexer(app);
    app.index_caught_up(acme.info.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
    let found = async |words: &str| {
        let filter = TicketFilter::default();
        let found = app::ticket::search(app, &agent, words, &filter, None, 10).await.unwrap();
        found.items.into_iter().map(|row| row.subject).collect::<Vec<_>>()
    };
    assert_eq!(found("zebra").await.len(), 2);
    let message = world.read(&acme, ticket).await.messages[0].id;
    let id = case(&world, &acme, SubjectRight::Restriction).await;
    grant(&world, &acme, id, &[], "").await;
    // Not found, neither by words nor by number; in the list as a number.
    assert_eq!(found("zebra").await, ["Bell"]);
    assert_eq!(found("#1").await, Vec::<String>::new());
    assert_eq!(found("status:open").await, ["Bell"]);
    let opened = app.vault().opens_total();
    let rows = world.tickets(&acme).await;
    let hidden = rows.iter().find(|row| row.id == ticket).unwrap();
    assert!(hidden.restricted && hidden.subject.is_empty() && hidden.requester_email.is_empty());
    assert_eq!(app.vault().opens_total(), opened + 1, "the other one's line alone");
    let refused = |what: &str, result: Result<(), Error>| match result {
        Err(Error::Refused(refusal)) => {
            assert_eq!(refusal.reason(), privacy::RefusalReason::Restricted, "{what}");
        }
        other => panic!("{what}: {other:?}"),
    };
    refused("reading", app::ticket::read(app, &agent, ticket).await.map(drop));
    refused("messages", app::message::list(app, &agent, ticket, None, 10).await.map(drop));
    refused("message", app::message::read(app, &agent, message).await.map(drop));
    refused("source", app::message::source(app, &agent, message).await.map(drop));
    refused("raw", app::message::raw(app, &agent, message).await.map(drop));
    refused("attachment", app::message::attachment(app, &agent, message, 1).await.map(drop));
    refused("images", app::message::images::show(app, &agent, message).await.map(drop));
    refused("note", app::note::add(app, &agent, ticket, "Hm").await.map(drop));
    let draft = || ReplyDraft { text: "Dear Carla".to_owned(), ..ReplyDraft::default() };
    refused("answer", app::reply::send(app, &agent, ticket, draft()).await.map(drop));
    let contact = hidden.requester_id;
    refused("contact", app::contact::read(app, &agent, contact).await.map(drop));
    let people = app::contact::list(app, &agent, None, 10).await.unwrap().items;
    let carla = people.iter().find(|person| person.id == contact).unwrap();
    assert_eq!((carla.state, carla.emails.len()), (ContactState::Restricted, 0));
    // New mail of hers comes in.
    let more = mail("carla@example.org", "c2@x.test", Some("c1@x.test"), "Re: Saddle", "Still there?");
    assert_eq!(world.take_in(&acme, &[("c2", more)]).await.taken_in, 1);
    ends_only_after_a_notice(&world, &acme, id).await;
    assert_eq!(world.read(&acme, ticket).await.row.subject, "Saddle");
    assert_eq!(found("zebra").await.len(), 2);
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Art. 18(3): not before they were told.
async fn ends_only_after_a_notice(world: &World, acme: &Company, id: SubjectRequestId) {
    let (app, ctx) = (&world.app, world.admin_ctx(acme));
    requests::close(app, &ctx, id, "", true).await.unwrap();
    let early = requests::lift(app, &ctx, id, "Checked").await;
    assert!(matches!(early, Err(Error::State { noun: "restriction", state: "not-told" })), "{early:?}");
    requests::give_notice(app, &ctx, id, "It ends next week.", true).await.unwrap();
    requests::lift(app, &ctx, id, "Checked: it was right").await.unwrap();
    let gone = requests::lift(app, &ctx, id, "again").await;
    assert!(matches!(gone, Err(Error::State { noun: "restriction", state: "none" })), "{gone:?}");
    let steps: Vec<_> = view(world, acme, id).await.events.iter().map(|event| event.step).collect();
    assert_eq!(steps[steps.len() - 2..], [SubjectStep::Notice, SubjectStep::Lifted]);
}

async fn an_answer_to_who_is_restricted_takes_an_admin_and_a_reason(world: World) {
    let acme = world.company("acme").await;
    let ticket = wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let (app, ctx, agent) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let draft = || ReplyDraft { text: "Dear Carla".to_owned(), ..ReplyDraft::default() };
    let free = app::reply::send_restricted(app, &ctx, ticket, draft(), "A claim").await;
    assert!(matches!(free, Err(Error::State { noun: "contact", state: "active" })), "{free:?}");
    let id = case(&world, &acme, SubjectRight::Restriction).await;
    grant(&world, &acme, id, &[], "").await;
    let weak = app::reply::send_restricted(app, &agent, ticket, draft(), "A claim").await;
    assert!(matches!(weak, Err(Error::Refused(_))), "{weak:?}");
    let silent = app::reply::send_restricted(app, &ctx, ticket, draft(), " ").await;
    assert!(matches!(silent, Err(Error::Input { field: "override_reason", .. })), "{silent:?}");
    app::reply::send_restricted(app, &ctx, ticket, draft(), "A claim in court").await.unwrap();
    let seen = view(&world, &acme, id).await;
    let over = seen.events.iter().find(|event| event.step == SubjectStep::Override).unwrap();
    assert_eq!((over.text.as_str(), over.agent), ("A claim in court", Some(acme.admin)));
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn an_objection_stops_rules_at_once(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let change = app::mailbox::MailboxChange {
        assign: Some(AssignTo::Agents(domain::AssignWay::RoundRobin)),
        ..app::mailbox::MailboxChange::default()
    };
    app::mailbox::change(app, &ctx, acme.mailbox, change).await.unwrap();
    let first = wrote(&world, &acme, "c1@x.test", "First").await;
    assert!(world.read(&acme, first).await.row.assignee_id.is_some());
    let id = case(&world, &acme, SubjectRight::Objection).await;
    let none = decide(&world, &acme, id, granted(&[])).await;
    assert!(matches!(none, Err(Error::Input { field: "purposes", .. })), "{none:?}");
    grant(&world, &acme, id, &[ObjectionPurpose::Automation, ObjectionPurpose::Analytics], "").await;
    let letter = requests::proposed(app, &ctx, id).await.unwrap().unwrap();
    assert!(letter.contains("- rules that assign") && letter.contains("- figures"), "{letter}");
    let second = wrote(&world, &acme, "c2@x.test", "Second").await;
    assert_eq!(world.read(&acme, second).await.row.assignee_id, None);
    // Nobody else is left alone.
    let eva = mail("Eva <eva@x.test>", "e1@x.test", None, "Third", "Hello");
    world.take_in(&acme, &[("e1", eva)]).await;
    let third = world.tickets(&acme).await.into_iter().find(|row| row.subject == "Third").unwrap();
    assert!(third.assignee_id.is_some());
    let seen = view(&world, &acme, id).await;
    assert_eq!(seen.objections.len(), 2);
}

async fn what_is_closed_is_forgotten_after_a_year(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let id = case(&world, &acme, SubjectRight::Access).await;
    requests::withdraw(app, &ctx, id, "By telephone").await.unwrap();
    world.clock.advance_ms(364 * DAY_MS);
    app::jobs::subject_requests::round(app).await.unwrap();
    assert_eq!(view(&world, &acme, id).await.row.email, CARLA);
    world.clock.advance_ms(2 * DAY_MS);
    let before = app.keyring().count_keys().await.unwrap().objects;
    app::jobs::subject_requests::round(app).await.unwrap();
    let seen = view(&world, &acme, id).await;
    assert_eq!((seen.row.email.as_str(), seen.events.len()), ("", 0));
    assert_eq!((seen.row.state, seen.row.number), (SubjectRequestState::Withdrawn, Some(1)));
    let receipt =
        Receipt::from_bytes(&requests::receipt(app, &world.admin_ctx(&acme), id).await.unwrap()).unwrap();
    let said = receipt.check_case(&app.vault().checkpoint_public_key()).unwrap();
    assert_eq!((said.state, said.decision, said.told), (SubjectRequestState::Withdrawn, None, None));
    assert_eq!(app.keyring().count_keys().await.unwrap().objects, before - 1);
    let late = requests::note(app, &world.admin_ctx(&acme), id, "x").await;
    assert!(matches!(late, Err(Error::State { state: "forgotten", .. })), "{late:?}");
}

async fn what_still_restricts_somebody_is_forgotten_after_its_end(world: World) {
    let acme = world.company("acme").await;
    wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let id = case(&world, &acme, SubjectRight::Restriction).await;
    grant(&world, &acme, id, &[], "").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    requests::close(app, &ctx, id, "", true).await.unwrap();
    world.clock.advance_ms(400 * DAY_MS);
    app::jobs::subject_requests::round(app).await.unwrap();
    let ctx = world.admin_ctx(&acme);
    requests::give_notice(app, &ctx, id, "It ends next week.", true).await.unwrap();
    requests::lift(app, &ctx, id, "It was right").await.unwrap();
    app::jobs::subject_requests::round(app).await.unwrap();
    assert_eq!(view(&world, &acme, id).await.row.email, "");
}

/// What is granted goes on by itself, and the ledger knows what a restored backup has to be told.
async fn an_erasure_and_a_copy_are_carried_out_by_themselves(world: World) {
    let acme = world.company("acme").await;
    let ticket = wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let _jobs = app::jobs::start_indexer(app);
    let copy = case(&world, &acme, SubjectRight::Access).await;
    assert!(view(&world, &acme, copy).await.by_itself);
    grant(&world, &acme, copy, &[], "").await;
    let export = view(&world, &acme, copy).await.export_id.unwrap();
    app::access_export::read(app, &ctx, export).await.unwrap();

    let restriction = case(&world, &acme, SubjectRight::Restriction).await;
    grant(&world, &acme, restriction, &[], "").await;
    let contact = view(&world, &acme, restriction).await.row.contact_id.unwrap();
    let erasure = case(&world, &acme, SubjectRight::Erasure).await;
    grant(&world, &acme, erasure, &[], "").await;
    let begun = view(&world, &acme, erasure).await.erasure_id.unwrap();
    app::erasure::round(app, app.now()).await.unwrap();
    assert_eq!(app::erasure::read(app, &ctx, begun).await.unwrap().state, domain::ErasureState::Done);
    assert!(app::ticket::read(app, &ctx, ticket).await.is_err());
    assert!(app::access_export::read(app, &ctx, export).await.is_err(), "the copy goes with the person");
    let ledger = app.keyring().list_ledger(acme.info.scope, -1, 10).await.unwrap();
    let words: Vec<_> = ledger.iter().map(|entry| (entry.what, entry.subject)).collect();
    let (restricted, erased) = (domain::LedgerWord::ContactRestricted, domain::LedgerWord::ContactErased);
    assert_eq!(words, [(restricted, contact.uuid()), (erased, contact.uuid())]);
    // The letter can be written still: whom it goes to stands in the case.
    let letter = requests::proposed(app, &ctx, erasure).await.unwrap().unwrap();
    assert!(letter.contains("We have erased it"), "{letter}");
}

/// Nobody can be written to: admins are alerted on the days of the letters, for what waits for its identity too.
async fn without_operator_mail_admins_are_alerted_of_what_is_due(world: World) {
    let acme = world.company("acme").await;
    wrote(&world, &acme, "c1@x.test", "Saddle").await;
    let id = case(&world, &acme, SubjectRight::Access).await;
    let vouched = String::new();
    let unknown = NewRequest {
        asking: asking(SubjectRight::Access, "nora@example.org"),
        ticket: None,
        received_at: None,
        vouched,
    };
    requests::create(&world.app, &world.admin_ctx(&acme), unknown).await.unwrap();
    let alerted = async || {
        let (state, ctx) = (domain::AlertState::Open, world.admin_ctx(&acme));
        let open = app::alert::list(&world.app, &ctx, state, None, 50).await.unwrap().items;
        let due = open.iter().filter(|row| row.rule == domain::AlertRule::RequestDue);
        due.map(|row| row.times).sum::<u32>()
    };
    for (days, count) in [(19, 0), (1, 2), (7, 2), (1, 4), (1, 4)] {
        world.clock.advance_ms(days * DAY_MS);
        for _ in 0..2 {
            app::jobs::subject_requests::round(&world.app).await.unwrap();
        }
        assert_eq!(alerted().await, count, "after {days} more days");
    }
    let row = world.app.store().tenant(acme.info.scope).find_subject_request(id).await.unwrap().unwrap();
    assert_eq!(row.alarms, 2);
}

crate::on_both_engines! {
    a_decision_is_replaced_by_who_saw_it
    what_is_done_by_hand_is_told
    an_erasure_and_a_copy_are_carried_out_by_themselves
    a_case_goes_from_its_receipt_to_a_letter
    a_refusal_names_authority_and_court_in_their_language
    a_restriction_holds_until_they_were_told
    an_answer_to_who_is_restricted_takes_an_admin_and_a_reason
    an_objection_stops_rules_at_once
    what_is_closed_is_forgotten_after_a_year
    what_still_restricts_somebody_is_forgotten_after_its_end
    without_operator_mail_admins_are_alerted_of_what_is_due
}
