//! What is learned of a company is that company's alone, goes with its data, and says nothing of a person (C49, C51, C52, C54,
//! C113).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, mail};
use app::erasure::{self, Scope, Wanted};
use app::subject_request::{self as requests, Asking, Decision, NewRequest};
use app::view::TicketChange;
use app::{Error, instruction, learning};
use domain::keyring::LeafRef;
use domain::record::LearnedModel;
use domain::{
    ContactId, ErasureReason, ErasureState, Feature, ObjectionPurpose, SubjectDecision, SubjectRight,
    TagColour, TagId, TicketId,
};
use privacy::RefusalReason;
use std::collections::BTreeSet;

const SALT: [u8; 16] = [7; 16];
const TOPICS: [(&str, &str); 2] = [
    ("Invoice", "The invoice has a wrong amount, please correct the total."),
    ("Delivery", "The parcel did not arrive, where is the delivery?"),
];
const DAY_MS: i64 = 24 * 3_600_000;

/// A company whose people tagged what eight people wrote, about two topics.
struct Taught {
    company: Company,
    tags: [TagId; 2],
    tickets: Vec<TicketId>,
}

async fn taught(world: &World, slug: &str, canary: &str) -> Taught {
    let company = world.company(slug).await;
    let ctx = world.agent_ctx(&company);
    let mut tags = Vec::new();
    for (name, _) in TOPICS {
        tags.push(app::tag::create(&world.app, &ctx, name, TagColour::Blue).await.unwrap().id);
    }
    let mut tickets = Vec::new();
    for n in 0..8 {
        let (subject, text) = TOPICS[n % 2];
        let (from, id) = (format!("Person <p{n}@{slug}.example>"), format!("{slug}{n}@x.test"));
        let text = if n % 2 == 0 { format!("{text} {canary}") } else { text.to_owned() };
        world.take_in(&company, &[(&id, mail(&from, &id, None, subject, &text))]).await;
        let ticket = newest(world, &company).await;
        add(world, &company, ticket, tags[n % 2]).await;
        tickets.push(ticket);
    }
    Taught { company, tags: [tags[0], tags[1]], tickets }
}

async fn newest(world: &World, company: &Company) -> TicketId {
    world.tickets(company).await.into_iter().max_by_key(|row| row.number).unwrap().id
}

async fn add(world: &World, company: &Company, ticket: TicketId, tag: TagId) {
    let change = TicketChange { add_tags: vec![tag], ..TicketChange::default() };
    app::ticket::change(&world.app, &world.agent_ctx(company), ticket, change).await.unwrap();
}

async fn instruct(world: &World, company: &Company, version: i64, off: &[Feature]) {
    let off: BTreeSet<Feature> = off.iter().copied().collect();
    instruction::change(&world.app, &world.admin_ctx(company), version, off).await.unwrap();
}

async fn asks(world: &World, company: &Company, words: &str) -> TicketId {
    let id = format!("asks{}@x.test", world.tickets(company).await.len());
    world.take_in(company, &[(&id, mail("Nora <nora@new.example>", &id, None, "Hello", words))]).await;
    newest(world, company).await
}

async fn suggested(world: &World, company: &Company, ticket: TicketId) -> Vec<String> {
    let found = learning::suggest(&world.app, &world.agent_ctx(company), ticket).await.unwrap();
    found.into_iter().map(|tag| tag.name).collect()
}

async fn built(world: &World, company: &Company) -> Option<store::BuiltModel> {
    world.app.store().tenant(company.info.scope).find_learned().await.unwrap().model
}

async fn learn(world: &World, company: &Company) -> LearnedModel {
    learning::learn(&world.app, company.info.scope, SALT.to_vec()).await.unwrap()
}

fn bytes(model: &LearnedModel) -> Vec<u8> {
    minicbor::to_vec(model).unwrap()
}

/// Whether anything opens it: its key and its object's.
async fn opens(world: &World, company: &Company, model: &store::BuiltModel) -> bool {
    let (scope, leaf) = (company.info.scope, LeafRef::model(model.id));
    let leaves = world.app.keyring().list_leaf_keys(scope, &[(leaf, None)]).await.unwrap().leaves;
    let objects = world.app.keyring().list_object_keys(scope, &[model.content.object()]).await.unwrap();
    !leaves.is_empty() || !objects.is_empty()
}

async fn requester(world: &World, company: &Company, ticket: TicketId) -> ContactId {
    let store = world.app.store().tenant(company.info.scope);
    store.find_ticket(ticket).await.unwrap().unwrap().requester
}

async fn tags_are_suggested_where_the_company_asked_for_it(world: World) {
    let acme = taught(&world, "acme", "").await;
    let ticket = asks(&world, &acme.company, "There is a wrong amount on my invoice.").await;
    let agent = world.agent_ctx(&acme.company);
    learning::round(&world.app).await.unwrap();
    assert!(built(&world, &acme.company).await.is_none(), "nobody asked for it");
    let refused = learning::suggest(&world.app, &agent, ticket).await.unwrap_err();
    let Error::Refused(refusal) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.reason(), RefusalReason::Instructed);
    instruct(&world, &acme.company, 0, &[]).await;
    assert_eq!(suggested(&world, &acme.company, ticket).await, Vec::<String>::new());
    learning::round(&world.app).await.unwrap();
    assert_eq!(suggested(&world, &acme.company, ticket).await, ["Invoice"]);
    let other = asks(&world, &acme.company, "Where is my parcel? It did not arrive.").await;
    assert_eq!(suggested(&world, &acme.company, other).await, ["Delivery"]);
    // What is there already is not suggested, and what is of another company is not there.
    add(&world, &acme.company, ticket, acme.tags[0]).await;
    assert_eq!(suggested(&world, &acme.company, ticket).await, Vec::<String>::new());
    let status = learning::status(&world.app, &world.admin_ctx(&acme.company)).await.unwrap();
    assert_eq!((status.is_on, status.conversations), (true, 8));
    assert!(matches!(learning::forget(&world.app, &agent).await, Err(Error::Refused(_))));
    // The log names the instruction by which it was learned.
    let (admin, all) = (world.admin_ctx(&acme.company), app::audit::AuditFilter::default());
    let log = app::audit::read(&world.app, &admin, &all, None, 100).await.unwrap();
    let events: Vec<_> = log.items.into_iter().filter_map(|line| line.event).collect();
    let learned = events.iter().find(|event| event.act == "learning.build").unwrap();
    assert_eq!((learned.version, learned.opened, learned.made), (Some(1), 8, 1));
    // What was learned before goes with the day, and with the word.
    let old = built(&world, &acme.company).await.unwrap();
    world.clock.advance_ms(DAY_MS);
    learning::round(&world.app).await.unwrap();
    let model = built(&world, &acme.company).await.unwrap();
    assert!(old.id != model.id && !opens(&world, &acme.company, &old).await);
    learning::forget(&world.app, &world.admin_ctx(&acme.company)).await.unwrap();
    assert!(built(&world, &acme.company).await.is_none() && !opens(&world, &acme.company, &model).await);
    learning::round(&world.app).await.unwrap();
    let model = built(&world, &acme.company).await.unwrap();
    instruct(&world, &acme.company, 1, &[Feature::Learning]).await;
    assert!(built(&world, &acme.company).await.is_none() && !opens(&world, &acme.company, &model).await);
    learning::round(&world.app).await.unwrap();
    assert!(built(&world, &acme.company).await.is_none());
}

async fn another_companys_data_changes_nothing(world: World) {
    let acme = taught(&world, "acme", "").await;
    instruct(&world, &acme.company, 0, &[]).await;
    let alone = bytes(&learn(&world, &acme.company).await);
    // The others say a rare word, in the same places and with the same tags.
    let other = taught(&world, "other", "quokka").await;
    instruct(&world, &other.company, 0, &[]).await;
    let beside = learn(&world, &acme.company).await;
    assert_eq!(bytes(&beside), alone, "byte by byte");
    let theirs = learn(&world, &other.company).await;
    let hashes = |model: &LearnedModel| model.words.iter().map(|word| word.hash).collect::<BTreeSet<_>>();
    assert_eq!(theirs.words.len(), beside.words.len() + 1, "the rare word is known where it was said");
    assert!(hashes(&beside).is_disjoint(&hashes(&theirs)), "the same words have other hashes elsewhere");
    // Who says it to the first company gets what they would get without it.
    learning::round(&world.app).await.unwrap();
    let (with, without) = ("quokka quokka quokka", "nothing at all");
    for words in [with, without] {
        let ticket = asks(&world, &acme.company, words).await;
        assert_eq!(suggested(&world, &acme.company, ticket).await, Vec::<String>::new());
    }
    let ticket = asks(&world, &other.company, "The invoice of the quokka").await;
    assert_eq!(suggested(&world, &other.company, ticket).await, ["Invoice"]);
    // No word stands in it, and no sealed byte of it outside.
    let text = String::from_utf8_lossy(&bytes(&theirs)).to_lowercase();
    assert!(["quokka", "invoice", "parcel", "p0@other"].iter().all(|word| !text.contains(word)));
    // Another company's permit opens nothing of it.
    let model = built(&world, &other.company).await.unwrap();
    let objects = [model.content.object()];
    let foreign = world.app.keyring().list_object_keys(acme.company.info.scope, &objects).await.unwrap();
    assert!(foreign.is_empty());
}

async fn what_was_learned_goes_with_what_it_was_learned_from(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let acme = taught(&world, "acme", "").await;
    instruct(&world, &acme.company, 0, &[]).await;
    learning::round(&world.app).await.unwrap();
    let before = built(&world, &acme.company).await.unwrap();
    let gone = acme.tickets[0];
    let wanted = Wanted {
        scope: Scope::Contact(requester(&world, &acme.company, gone).await),
        reason: ErasureReason::Request,
    };
    let id = erasure::begin(&world.app, &world.admin_ctx(&acme.company), wanted).await.unwrap();
    let store = world.app.store().tenant(acme.company.info.scope);
    let mut row = store.find_erasure(id).await.unwrap().unwrap();
    let scope = acme.company.info.scope;
    // The first step ends it, and while that goes on nothing is learned from what is still there.
    while row.state != ErasureState::KeysGone {
        assert!(erasure::step(&world.app, scope, &mut row, world.app.now()).await.unwrap());
    }
    assert!(built(&world, &acme.company).await.is_none() && !opens(&world, &acme.company, &before).await);
    learning::round(&world.app).await.unwrap();
    assert!(built(&world, &acme.company).await.is_none());
    world::until("it was erased", async || {
        erasure::round(&world.app, world.app.now()).await.unwrap();
        let row = store.find_erasure(id).await.unwrap();
        row.filter(|row| row.state == ErasureState::Done).map(drop)
    })
    .await;
    learning::round(&world.app).await.unwrap();
    assert_eq!(built(&world, &acme.company).await.unwrap().conversations, 7);
    assert!(!learn(&world, &acme.company).await.tickets.contains(&gone));
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn ask(world: &World, company: &Company, right: SubjectRight, n: usize, purposes: &[ObjectionPurpose]) {
    let ctx = world.admin_ctx(company);
    let asking = Asking {
        right,
        email: format!("p{n}@acme.example"),
        name: "Person".to_owned(),
        words: "Please.".to_owned(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let new = NewRequest { asking, ticket: None, received_at: None, vouched: "At the counter.".to_owned() };
    let id = requests::create(&world.app, &ctx, new).await.unwrap();
    let (grounds, purposes) = (String::new(), purposes.to_vec());
    let granted = Decision { decision: SubjectDecision::Granted, grounds, purposes, mode: None };
    requests::decide(&world.app, &ctx, id, crate::world::version(&world.app, &ctx, id).await, granted)
        .await
        .unwrap();
    let version = requests::read(&world.app, &ctx, id).await.unwrap().row.version;
    requests::confirm(&world.app, &ctx, id, version, "").await.unwrap();
}

async fn nobody_is_learned_from_who_may_not_be(world: World) {
    let acme = taught(&world, "acme", "").await;
    instruct(&world, &acme.company, 0, &[]).await;
    learning::round(&world.app).await.unwrap();
    for (n, right, purposes, left) in [
        (0, SubjectRight::Restriction, Vec::new(), 7),
        (1, SubjectRight::Objection, vec![ObjectionPurpose::Learning], 6),
    ] {
        let before = built(&world, &acme.company).await.unwrap();
        ask(&world, &acme.company, right, n, &purposes).await;
        assert!(built(&world, &acme.company).await.is_none(), "{right}");
        assert!(!opens(&world, &acme.company, &before).await, "{right}");
        learning::round(&world.app).await.unwrap();
        assert_eq!(built(&world, &acme.company).await.unwrap().conversations, left, "{right}");
        assert!(!learn(&world, &acme.company).await.tickets.contains(&acme.tickets[n]), "{right}");
    }
}

async fn learning_says_nothing_of_a_person(world: World) {
    let acme = taught(&world, "acme", "I am ill, and I am a member of the union.").await;
    let store = world.app.store().tenant(acme.company.info.scope);
    let people = async || {
        let mut all = Vec::new();
        for ticket in &acme.tickets {
            let contact = requester(&world, &acme.company, *ticket).await;
            let row = store.find_contact(contact).await.unwrap().unwrap();
            let fields = store.list_field_values(&[contact.uuid(), ticket.uuid()]).await.unwrap().len();
            all.push((row.profile.object(), fields));
        }
        all
    };
    let before = people().await;
    instruct(&world, &acme.company, 0, &[]).await;
    learning::round(&world.app).await.unwrap();
    assert_eq!(people().await, before, "no field, no profile is written");
    // What is kept is about tags: every number belongs to one.
    let model = learn(&world, &acme.company).await;
    assert_eq!(model.tags.iter().map(|tag| tag.id).collect::<BTreeSet<_>>(), BTreeSet::from(acme.tags));
    for class in privacy::DataClass::ALL {
        let may = privacy::policy::operations(privacy::Who::Learning, class);
        let only = matches!(class, privacy::DataClass::Mail | privacy::DataClass::Ordering);
        assert_eq!(!may.is_empty(), only, "{class:?}");
    }
}

crate::on_both_engines! {
    tags_are_suggested_where_the_company_asked_for_it
    another_companys_data_changes_nothing
    what_was_learned_goes_with_what_it_was_learned_from
    nobody_is_learned_from_who_may_not_be
    learning_says_nothing_of_a_person
}
