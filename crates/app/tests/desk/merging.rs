//! Merging and undoing it, splitting off, links, another mailbox, another requester: what belongs together is brought
//! together and apart again, without losing or encrypting anything anew. The sixth of the pains in the documentation.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, mail};
use app::Error;
use app::draft::{self, Base, Written};
use app::field::{FieldDraft, Given};
use app::view::{TicketChange, TicketFilter};
use domain::keyring::LeafRef;
use domain::record::{Address, FieldValue};
use domain::{DraftKind, FieldHolder, FieldKind, MessageId, TicketId, TicketStatus};
use store::Message;

crate::on_both_engines! {
    a_merge_brings_everything_together_and_its_undo_takes_it_apart
    mail_for_a_merged_ticket_goes_to_the_other_and_opens_nothing_else
    merges_are_undone_in_the_reverse_order
    drafts_and_tags_come_along_and_go_back
    fields_that_are_empty_are_filled_and_emptied_again
    a_message_is_split_off_and_can_be_merged_back
    another_requester_takes_over_what_agents_wrote
    another_mailbox_answers_and_what_came_in_keeps_its_key
    linked_tickets_show_each_other
}

/// Two tickets of two people, with an answer in the first one.
async fn two(world: &World, company: &Company) -> (TicketId, TicketId) {
    let eva = mail("Eva <eva@x.test>", "eva1@x.test", None, "Broken wheel", "The okapi wheel is broken.");
    let bob = mail("Bob <bob@y.test>", "bob1@y.test", None, "Also broken", "The tapir wheel too.");
    world.take_in(company, &[("e1", eva), ("b1", bob)]).await;
    let mut rows = world.tickets(company).await;
    rows.sort_by_key(|row| row.number);
    let (one, other) = (rows[0].id, rows[1].id);
    world.answer(company, one, "We send a new one.").await;
    world.clock.advance_ms(60_000);
    (one, other)
}

async fn rows(world: &World, company: &Company, ticket: TicketId) -> Vec<Message> {
    world.app.store().tenant(company.info.scope).list_messages_of_ticket(ticket, None, 50).await.unwrap()
}

/// The leaves that each object of a message depends on.
async fn leaves(world: &World, company: &Company, message: &Message) -> Vec<Vec<LeafRef>> {
    let objects: Vec<_> =
        [Some(message.content.object()), message.raw_object].into_iter().flatten().collect();
    let keys = world.app.keyring().list_object_keys(company.info.scope, &objects).await.unwrap();
    assert_eq!(keys.len(), objects.len());
    keys.iter().map(|key| key.leaves.iter().map(|(leaf, _)| *leaf).collect()).collect()
}

async fn depends(world: &World, company: &Company, message: &Message, on: LeafRef) -> bool {
    leaves(world, company, message).await.iter().all(|leaves| leaves.contains(&on))
}

fn sealed(messages: &[Message]) -> Vec<(MessageId, Vec<u8>)> {
    let mut all: Vec<_> = messages.iter().map(|m| (m.id, m.content.as_bytes().to_vec())).collect();
    all.sort_unstable();
    all
}

async fn texts(world: &World, company: &Company, ticket: TicketId) -> Vec<String> {
    let mut all: Vec<String> =
        world.read(company, ticket).await.messages.iter().map(|m| m.text.trim().to_owned()).collect();
    all.sort();
    all
}

async fn found(world: &World, company: &Company, word: &str) -> Vec<TicketId> {
    let jobs = app::jobs::start_indexer(&world.app);
    let seq = world.app.store().tenant(company.info.scope).get_change_seq().await.unwrap();
    world.app.index_caught_up(company.info.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
    drop(jobs);
    let (ctx, filter) = (world.agent_ctx(company), TicketFilter::default());
    let page = app::ticket::search(&world.app, &ctx, word, &filter, None, 10).await.unwrap();
    page.items.iter().map(|row| row.id).collect()
}

async fn a_merge_brings_everything_together_and_its_undo_takes_it_apart(world: World) {
    let acme = world.company("acme").await;
    let (one, other) = two(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    assert_eq!(found(&world, &acme, "okapi").await, [one]);
    let before = rows(&world, &acme, one).await;
    let close = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(app, &ctx, other, close).await.unwrap();
    let (was_one, was_other) = (world.read(&acme, one).await, world.read(&acme, other).await);

    let merge = app::ticket::merge(app, &ctx, one, other).await.unwrap();
    let view = world.read(&acme, other).await;
    assert_eq!((view.messages.len(), view.row.message_count, view.row.status), (3, 3, TicketStatus::Open));
    assert_eq!((view.merges[0].id, view.merges[0].number), (merge, was_one.row.number));
    assert_eq!(
        texts(&world, &acme, other).await,
        ["The okapi wheel is broken.", "The tapir wheel too.", "We send a new one."]
    );
    for message in &view.messages {
        app::message::raw(app, &ctx, message.id).await.unwrap();
    }
    // Not a byte was encrypted anew; the keys depend on the other ticket, and no more on the first.
    let moved: Vec<_> = rows(&world, &acme, other)
        .await
        .into_iter()
        .filter(|m| before.iter().any(|b| b.id == m.id))
        .collect();
    assert_eq!(sealed(&moved), sealed(&before));
    for message in &moved {
        assert!(depends(&world, &acme, message, LeafRef::ticket(other)).await);
        assert!(!depends(&world, &acme, message, LeafRef::ticket(one)).await);
    }
    // The first one is in no list, and leads to the other.
    assert_eq!(world.tickets(&acme).await.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
    assert_eq!(app::ticket::merged_into(app, &ctx, one).await.unwrap(), Some(other));
    assert_eq!(app::ticket::numbered(app, &ctx, was_one.row.number).await.unwrap(), other);
    assert_eq!(found(&world, &acme, "okapi").await, [other]);
    let twice = app::ticket::merge(app, &ctx, one, other).await;
    assert!(matches!(twice, Err(Error::State { .. })));

    assert_eq!(app::ticket::unmerge(app, &ctx, merge).await.unwrap(), one);
    let (is_one, is_other) = (world.read(&acme, one).await, world.read(&acme, other).await);
    assert_eq!(is_one.messages.len(), was_one.messages.len());
    assert_eq!((is_one.row.status, is_other.row.status), (was_one.row.status, was_other.row.status));
    assert_eq!((is_one.row.message_count, is_other.row.message_count), (2, 1));
    let back = rows(&world, &acme, one).await;
    assert_eq!(sealed(&back), sealed(&before));
    for message in &back {
        assert!(depends(&world, &acme, message, LeafRef::ticket(one)).await);
    }
    assert_eq!(found(&world, &acme, "okapi").await, [one]);
    assert!(matches!(app::ticket::unmerge(app, &ctx, merge).await, Err(Error::NotFound("merge"))));
}

async fn mail_for_a_merged_ticket_goes_to_the_other_and_opens_nothing_else(world: World) {
    let acme = world.company("acme").await;
    let (one, other) = two(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let number = world.read(&acme, one).await.row.number;
    app::ticket::merge(app, &ctx, one, other).await.unwrap();
    let by_reference =
        mail("eva@x.test", "eva2@x.test", Some("eva1@x.test"), "Re: Broken wheel", "Any news?");
    let by_number = mail("eva@x.test", "eva3@x.test", None, &format!("Again [#{number}]"), "Hello?");
    world.take_in(&acme, &[("e2", by_reference), ("e3", by_number)]).await;
    assert_eq!(world.read(&acme, other).await.messages.len(), 5);
    assert_eq!(world.tickets(&acme).await.len(), 1, "nothing was opened beside it");
    for refused in [
        app::note::add(app, &ctx, one, "A note").await.err(),
        app::reply::send(
            app,
            &ctx,
            one,
            app::view::ReplyDraft { text: "x".to_owned(), ..Default::default() },
        )
        .await
        .err(),
        app::ticket::change(app, &ctx, one, TicketChange::default()).await.err(),
    ] {
        assert!(matches!(refused, Some(Error::State { noun: "ticket", .. })), "{refused:?}");
    }
}

async fn merges_are_undone_in_the_reverse_order(world: World) {
    let acme = world.company("acme").await;
    let (one, other) = two(&world, &acme).await;
    let third = mail("cy@z.test", "cy1@z.test", None, "Third", "A third one.");
    world.take_in(&acme, &[("c1", third)]).await;
    let third =
        world.tickets(&acme).await.iter().map(|row| row.id).find(|id| ![one, other].contains(id)).unwrap();
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let first = app::ticket::merge(app, &ctx, one, other).await.unwrap();
    let second = app::ticket::merge(app, &ctx, other, third).await.unwrap();
    assert_eq!(world.read(&acme, third).await.messages.len(), 4);
    assert!(matches!(app::ticket::unmerge(app, &ctx, first).await, Err(Error::State { .. })));
    app::ticket::unmerge(app, &ctx, second).await.unwrap();
    app::ticket::unmerge(app, &ctx, first).await.unwrap();
    assert_eq!(world.read(&acme, one).await.messages.len(), 2);
    assert_eq!(world.read(&acme, other).await.messages.len(), 1);
    assert_eq!(world.read(&acme, third).await.messages.len(), 1);
}

async fn drafts_and_tags_come_along_and_go_back(world: World) {
    let acme = world.company("acme").await;
    let (app, admin, agent) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let (one, two) = two(&world, &acme).await;
    let mut tags = Vec::new();
    for name in ["late", "bulky", "vip"] {
        tags.push(app::tag::create(app, &admin, name, domain::TagColour::Grey).await.unwrap().id);
    }
    tags.sort_unstable();
    let tagged = |tags: &[domain::TagId]| TicketChange { add_tags: tags.to_vec(), ..TicketChange::default() };
    app::ticket::change(app, &admin, one, tagged(&tags[..2])).await.unwrap();
    app::ticket::change(app, &admin, two, tagged(&tags[1..])).await.unwrap();
    let text = |text: &str| Written { text: text.to_owned(), ..Written::default() };
    for (ctx, kind) in [(&admin, DraftKind::Reply), (&agent, DraftKind::Reply), (&agent, DraftKind::Note)] {
        draft::save(app, ctx, one, kind, text("To Eva"), Base::Any).await.unwrap();
    }
    let merge = app::ticket::merge(app, &admin, one, two).await.unwrap();
    let tags_of = async |ticket| {
        let mut tags = app::ticket::read(app, &admin, ticket).await.unwrap().row.tag_ids;
        tags.sort_unstable();
        tags
    };
    assert_eq!(tags_of(two).await, tags);
    // One of them goes on with an answer there, and somebody takes a tag off: that stays as it is.
    let written = draft::read(app, &agent, two).await.unwrap();
    assert_eq!(written.len(), 2);
    draft::save(app, &agent, two, DraftKind::Reply, text("To both"), Base::Any).await.unwrap();
    let without = TicketChange { remove_tags: vec![tags[2]], ..TicketChange::default() };
    app::ticket::change(app, &admin, two, without).await.unwrap();
    app::ticket::unmerge(app, &admin, merge).await.unwrap();
    let drafts = async |ctx, ticket| -> Vec<(DraftKind, String)> {
        let all = draft::read(app, ctx, ticket).await.unwrap();
        all.into_iter().map(|draft| (draft.kind, draft.written.text)).collect()
    };
    assert_eq!(drafts(&admin, one).await, [(DraftKind::Reply, "To Eva".to_owned())]);
    assert_eq!(drafts(&agent, one).await, [(DraftKind::Note, "To Eva".to_owned())]);
    assert_eq!(drafts(&agent, two).await, [(DraftKind::Reply, "To both".to_owned())]);
    assert!(drafts(&admin, two).await.is_empty());
    assert_eq!((tags_of(one).await, tags_of(two).await), (tags[..2].to_vec(), vec![tags[1]]));
}

async fn fields_that_are_empty_are_filled_and_emptied_again(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let (one, two) = two(&world, &acme).await;
    for (name, personal) in [("Cause", false), ("Batch", false), ("Model", false), ("Birthday", true)] {
        let draft = FieldDraft {
            holder: FieldHolder::Ticket,
            kind: FieldKind::Text,
            name: name.to_owned(),
            key: String::new(),
            choices: Vec::new(),
            personal,
            required: false,
        };
        app::field::create(app, &ctx, draft).await.unwrap();
    }
    let fill = async |ticket, all: &[(&str, &str)]| {
        let given: Vec<_> =
            all.iter().map(|(key, text)| ((*key).to_owned(), Given::Text((*text).to_owned()))).collect();
        app::field::fill_ticket(app, &ctx, ticket, &given, None).await.unwrap();
    };
    let held = async |ticket| -> Vec<(String, String)> {
        let all = app::ticket::read(app, &ctx, ticket).await.unwrap().fields;
        let filled = all.into_iter().filter_map(|one| match one.value? {
            FieldValue::Text(text) => Some((one.field.key, text)),
            _ => None,
        });
        filled.collect()
    };
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    };
    fill(one, &[("cause", "Wear"), ("batch", "B7"), ("model", "Okapi"), ("birthday", "1 May")]).await;
    fill(two, &[("cause", "Fall")]).await;
    let merge = app::ticket::merge(app, &ctx, one, two).await.unwrap();
    // What Eva told of herself stays under her key alone.
    assert_eq!(held(two).await, pairs(&[("cause", "Fall"), ("batch", "B7"), ("model", "Okapi")]));
    fill(two, &[("model", "Tapir")]).await;
    app::ticket::unmerge(app, &ctx, merge).await.unwrap();
    assert_eq!(held(two).await, pairs(&[("cause", "Fall"), ("model", "Tapir")]));
    let whole = [("cause", "Wear"), ("batch", "B7"), ("model", "Okapi"), ("birthday", "1 May")];
    assert_eq!(held(one).await, pairs(&whole));
    // What is told of somebody who is restricted is not even opened.
    let store = app.store().tenant(acme.info.scope);
    let eva = app::ticket::read(app, &ctx, one).await.unwrap().row.requester_id;
    let contact = store.find_contact(eva).await.unwrap().unwrap();
    let mut tx = store.begin().await.unwrap();
    let request = domain::SubjectRequestId::generate(app.now());
    let (contact, restricted_at) = (contact.id, app.now());
    let restricted = store::Restriction { contact, request, restricted_at, told_at: None };
    tx.put_restriction(&restricted, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let opened = app.vault().opens_total();
    app::ticket::merge(app, &ctx, one, two).await.unwrap();
    assert_eq!(app.vault().opens_total(), opened);
    assert_eq!(held(two).await, pairs(&[("cause", "Fall"), ("model", "Tapir")]));
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn a_message_is_split_off_and_can_be_merged_back(world: World) {
    let acme = world.company("acme").await;
    let (one, _) = two(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let more = mail(
        "Eva <eva@x.test>",
        "eva2@x.test",
        Some("eva1@x.test"),
        "Something else",
        "About the ibex bell.",
    );
    world.take_in(&acme, &[("e2", more)]).await;
    let message = world.read(&acme, one).await.messages.last().unwrap().id;
    let before = rows(&world, &acme, one).await.into_iter().find(|row| row.id == message).unwrap();
    let new = app::ticket::split(app, &ctx, one, &[message]).await.unwrap();
    let view = world.read(&acme, new).await;
    assert_eq!((view.row.subject.as_str(), view.row.requester.as_str()), ("Something else", "Eva"));
    assert_eq!((view.messages.len(), view.row.message_count), (1, 1));
    assert_eq!(view.linked.iter().map(|row| row.id).collect::<Vec<_>>(), [one]);
    assert_eq!(world.read(&acme, one).await.row.message_count, 2);
    let after = rows(&world, &acme, new).await.remove(0);
    assert_eq!(sealed(std::slice::from_ref(&after)), sealed(std::slice::from_ref(&before)));
    assert!(depends(&world, &acme, &after, LeafRef::ticket(new)).await);
    assert!(!depends(&world, &acme, &after, LeafRef::ticket(one)).await);
    assert_eq!(found(&world, &acme, "ibex").await, [new]);
    // What answers the message that went goes where it went.
    let again = mail("Eva <eva@x.test>", "eva3@x.test", Some("eva2@x.test"), "Re: Something else", "Well?");
    world.take_in(&acme, &[("e3", again)]).await;
    assert_eq!(world.read(&acme, new).await.messages.len(), 2);
    let all: Vec<_> = world.read(&acme, one).await.messages.iter().map(|m| m.id).collect();
    let whole = app::ticket::split(app, &ctx, one, &all).await;
    assert!(matches!(whole, Err(Error::Input { rule: "rule-leave-one", .. })));
    let foreign = app::ticket::split(app, &ctx, one, &[message]).await;
    assert!(matches!(foreign, Err(Error::Input { rule: "rule-other-message", .. })));
    app::ticket::merge(app, &ctx, new, one).await.unwrap();
    assert_eq!(world.read(&acme, one).await.messages.len(), 4);
}

async fn another_requester_takes_over_what_agents_wrote(world: World) {
    let acme = world.company("acme").await;
    let (one, _) = two(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let old = world.read(&acme, one).await.requester_contact.id;
    for (name, email) in [("", "bob@y.test"), ("Dora", "dora@new.test")] {
        let to = Address { name: name.to_owned(), email: email.to_owned() };
        app::ticket::change_requester(app, &ctx, one, &to).await.unwrap();
        let view = world.read(&acme, one).await;
        assert_eq!(view.row.requester_email, email);
        assert_eq!(view.row.requester, if name.is_empty() { "Bob" } else { name });
        let new = view.requester_contact.id;
        for message in rows(&world, &acme, one).await {
            let theirs = message.contact.is_none();
            assert_eq!(
                depends(&world, &acme, &message, LeafRef::contact(new)).await,
                theirs,
                "what agents wrote"
            );
            assert_eq!(
                depends(&world, &acme, &message, LeafRef::contact(old)).await,
                !theirs,
                "what came in"
            );
        }
    }
    let bad = Address { name: String::new(), email: "no address".to_owned() };
    let refused = app::ticket::change_requester(app, &ctx, one, &bad).await;
    assert!(matches!(refused, Err(Error::Input { rule: "rule-address", .. })));
}

async fn another_mailbox_answers_and_what_came_in_keeps_its_key(world: World) {
    let acme = world.company("acme").await;
    let (one, _) = two(&world, &acme).await;
    let folder = world.folder.path().join("sales");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let settings = world::maildir("sales@acme.test", &folder);
    let sales =
        app::mailbox::connect(&world.app, &world.operator_ctx(&acme), settings, None).await.unwrap().id;
    let ctx = world.agent_ctx(&acme);
    let change = TicketChange { mailbox: Some(sales), ..TicketChange::default() };
    let made = app::ticket::change_many(&world.app, &ctx, &[one], &change).await.unwrap();
    assert_eq!(made.tickets, [one]);
    let answer = world.answer(&acme, one, "From sales.").await;
    for message in rows(&world, &acme, one).await {
        let of = if message.id == answer { sales } else { acme.mailbox };
        assert!(depends(&world, &acme, &message, LeafRef::mailbox(of)).await);
    }
    assert_eq!(world.read(&acme, one).await.messages.last().unwrap().from[0].email, "sales@acme.test");
}

async fn linked_tickets_show_each_other(world: World) {
    let acme = world.company("acme").await;
    let (one, other) = two(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    app::ticket::link(app, &ctx, one, other).await.unwrap();
    app::ticket::link(app, &ctx, other, one).await.unwrap();
    assert_eq!(world.read(&acme, one).await.linked[0].id, other);
    assert_eq!(world.read(&acme, other).await.linked[0].id, one);
    app::ticket::unlink(app, &ctx, one, other).await.unwrap();
    assert!(world.read(&acme, other).await.linked.is_empty());
    let absent = TicketId::generate(world.app.now());
    assert!(matches!(app::ticket::link(app, &ctx, one, absent).await, Err(Error::NotFound("ticket"))));
}
