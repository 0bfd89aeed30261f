//! From which address of its mailbox an answer comes: the one that was written to, or the one that was chosen; never
//! another.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::Error;
use app::draft::{Base, Written};
use app::jobs::delivery;
use app::mailbox::MailboxChange;
use app::view::{ForwardDraft, MessageView, ReplyDraft, TicketDraft};
use domain::limits::MAILBOX_ADDRESSES_MAX;
use domain::record::Address;
use domain::{DraftKind, MessageId, TicketId};
use std::path::PathBuf;

crate::on_both_engines! {
    an_answer_comes_from_the_address_that_was_written_to
    an_answer_comes_from_no_other_address
    what_is_forwarded_begun_or_taken_back_has_its_address_too
    a_mailboxs_addresses_are_checked_and_kept_once
}

fn address(name: &str, email: &str) -> Address {
    Address { name: name.to_owned(), email: email.to_owned() }
}

/// A company whose mailbox is sales and info too; the second has no name of its own.
async fn company(world: &World) -> Company {
    let mut acme = world.company("acme").await;
    let aliases = vec![address("Sales", "Sales@ACME.test"), address("", "info@acme.test")];
    let change = MailboxChange { aliases: Some(aliases), ..MailboxChange::default() };
    let view = app::mailbox::change(&world.app, &world.admin_ctx(&acme), acme.mailbox, change).await.unwrap();
    assert_eq!(view.aliases, [address("Sales", "sales@acme.test"), address("", "info@acme.test")]);
    acme.target.own_addresses.extend(view.aliases.into_iter().map(|one| one.email));
    acme
}

fn written_to(to: &str, n: u8, answers: Option<&str>) -> String {
    mail("eva@x.test", &format!("m{n}@x.test"), answers, "Question", "Where?")
        .replace("To: support@acme.test", to)
}

async fn asked(world: &World, company: &Company, to: &str) -> TicketId {
    world.take_in(company, &[("1", written_to(to, 1, None))]).await;
    world.tickets(company).await[0].id
}

async fn sent(world: &World, company: &Company, id: MessageId) -> MessageView {
    app::message::read(&world.app, &world.agent_ctx(company), id).await.unwrap()
}

/// The mails that went out, byte for byte.
async fn gone_out(world: &World) -> Vec<mime::Mail> {
    while delivery::round(&world.app).await.unwrap() > 0 {}
    let folder: PathBuf = world.folder.path().join("maildir-acme/outgoing/new");
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| mime::read(&std::fs::read(file.unwrap().path()).unwrap())).collect()
}

async fn an_answer_comes_from_the_address_that_was_written_to(world: World) {
    let acme = company(&world).await;
    let ticket = asked(&world, &acme, "To: SALES@acme.test, ole@x.test").await;
    let row = world.read(&acme, ticket).await;
    let contacts = app::contact::list(&world.app, &world.agent_ctx(&acme), None, 10).await.unwrap().items;
    let mut known: Vec<_> = contacts.iter().flat_map(|contact| contact.emails.clone()).collect();
    known.sort();
    assert_eq!(known, ["eva@x.test", "ole@x.test"], "a further address is nobody's");
    assert_eq!(row.row.requester_email, "eva@x.test");
    let from = async |id| sent(&world, &acme, id).await.from;
    let first = world.answer(&acme, ticket, "Here.").await;
    assert_eq!(from(first).await, [address("Egon Agent (Sales)", "sales@acme.test")]);
    let mails = gone_out(&world).await;
    assert_eq!(mails[0].content.from, [address("Egon Agent (Sales)", "sales@acme.test")]);
    assert!(mails[0].content.message_id.as_ref().unwrap().ends_with("@acme.test"));
    // In copy, under the mailbox's own name.
    world.clock.advance_ms(100);
    world
        .take_in(&acme, &[("2", written_to("To: ole@x.test\r\nCc: info@acme.test", 2, Some("m1@x.test")))])
        .await;
    let second = world.answer(&acme, ticket, "There.").await;
    assert_eq!(from(second).await, [address("Egon Agent (Support)", "info@acme.test")]);
    // A blind copy names nobody: as before.
    world.clock.advance_ms(100);
    world.take_in(&acme, &[("3", written_to("To: ole@x.test", 3, Some("m1@x.test")))]).await;
    let third = world.answer(&acme, ticket, "Everywhere.").await;
    assert_eq!(from(third).await[0].email, "info@acme.test");
    world.clock.advance_ms(100);
    world.take_in(&acme, &[("4", written_to("To: support@acme.test", 4, Some("m1@x.test")))]).await;
    let fourth = world.answer(&acme, ticket, "Nowhere.").await;
    assert_eq!(from(fourth).await, [address("Egon Agent (Support)", "support@acme.test")]);
    assert_eq!(world.tickets(&acme).await.len(), 1);
}

async fn an_answer_comes_from_no_other_address(world: World) {
    let acme = company(&world).await;
    let ticket = asked(&world, &acme, "To: support@acme.test").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let reply = |from: &str| ReplyDraft {
        text: "Here.".to_owned(),
        from: Some(from.to_owned()),
        ..ReplyDraft::default()
    };
    let message = world.read(&acme, ticket).await.messages[0].id;
    let id = app::reply::send(app, &ctx, ticket, reply("SALES@acme.test")).await.unwrap();
    assert_eq!(sent(&world, &acme, id).await.from[0].email, "sales@acme.test");
    for foreign in ["eva@x.test", "boss@acme.test", "", "sales"] {
        let refused = app::reply::send(app, &ctx, ticket, reply(foreign)).await;
        assert!(matches!(refused, Err(Error::Input { field: "from", rule: "rule-not-ours" })), "{foreign}");
    }
    let forward = ForwardDraft {
        from: Some("boss@acme.test".to_owned()),
        to: vec![address("", "sam@x.test")],
        text: "See.".to_owned(),
        ..ForwardDraft::default()
    };
    let refused = app::forward::send(app, &ctx, message, forward).await;
    assert!(matches!(refused, Err(Error::Input { field: "from", .. })));
    // An address that is taken away is the mailbox's no more.
    let change = MailboxChange { aliases: Some(Vec::new()), ..MailboxChange::default() };
    app::mailbox::change(app, &world.admin_ctx(&acme), acme.mailbox, change).await.unwrap();
    let refused = app::reply::send(app, &ctx, ticket, reply("sales@acme.test")).await;
    assert!(matches!(refused, Err(Error::Input { field: "from", .. })));
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn what_is_forwarded_begun_or_taken_back_has_its_address_too(world: World) {
    let acme = company(&world).await;
    let ticket = asked(&world, &acme, "To: info@acme.test").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let message = world.read(&acme, ticket).await.messages[0].id;
    let to = vec![address("", "sam@x.test")];
    let forward = ForwardDraft { to: to.clone(), text: "See.".to_owned(), ..ForwardDraft::default() };
    let (_, id) = app::forward::send(app, &ctx, message, forward).await.unwrap();
    assert_eq!(sent(&world, &acme, id).await.from[0].email, "info@acme.test");
    let begun = |from: Option<&str>| TicketDraft {
        draft: None,
        mailbox: acme.mailbox,
        subject: "Offer".to_owned(),
        message: ReplyDraft {
            text: "Hello".to_owned(),
            to: to.clone(),
            from: from.map(str::to_owned),
            ..ReplyDraft::default()
        },
    };
    for (from, wanted) in [(None, "support@acme.test"), (Some("sales@acme.test"), "sales@acme.test")] {
        let (_, id) = app::ticket::create(app, &ctx, begun(from)).await.unwrap();
        assert_eq!(sent(&world, &acme, id).await.from[0].email, wanted);
    }
    let refused = app::ticket::create(app, &ctx, begun(Some("x@x.test"))).await;
    assert!(matches!(refused, Err(Error::Input { field: "from", .. })));
    // What is being written keeps the choice, and so does what is taken back.
    let written =
        Written { text: "Draft".to_owned(), from: "sales@acme.test".to_owned(), ..Written::default() };
    app::draft::save(app, &ctx, ticket, DraftKind::Reply, written.clone(), Base::Any).await.unwrap();
    assert_eq!(app::draft::read(app, &ctx, ticket).await.unwrap()[0].written, written);
    let later = ReplyDraft {
        text: "Later.".to_owned(),
        from: Some("sales@acme.test".to_owned()),
        undoable: true,
        ..ReplyDraft::default()
    };
    let id = app::reply::send(app, &ctx, ticket, later).await.unwrap();
    let back = app::reply::take_back(app, &ctx, id).await.unwrap();
    assert_eq!(back.from.map(|from| from.email).as_deref(), Some("sales@acme.test"));
}

async fn a_mailboxs_addresses_are_checked_and_kept_once(world: World) {
    let acme = company(&world).await;
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let put = async |aliases: Vec<Address>| {
        let change = MailboxChange { aliases: Some(aliases), ..MailboxChange::default() };
        app::mailbox::change(app, &admin, acme.mailbox, change).await.map(|view| view.aliases)
    };
    let twice =
        vec![address("A  B", "a@acme.test"), address("C", "A@acme.test"), address("", "support@ACME.test")];
    assert_eq!(put(twice).await.unwrap(), [address("A B", "a@acme.test")]);
    let rule = |result: Result<Vec<Address>, Error>| match result {
        Err(Error::Input { field: "aliases", rule }) => rule,
        other => panic!("{other:?}"),
    };
    assert_eq!(rule(put(vec![address("", "no address")]).await), "rule-address");
    assert_eq!(rule(put(vec![address(&"x".repeat(201), "a@acme.test")]).await), "rule-name");
    let many = (0..=MAILBOX_ADDRESSES_MAX).map(|n| address("", &format!("a{n}@acme.test"))).collect();
    assert_eq!(rule(put(many).await), "rule-too-many");
    // A change of something else leaves them as they are.
    let name = MailboxChange { name: Some("Desk".to_owned()), ..MailboxChange::default() };
    let view = app::mailbox::change(app, &admin, acme.mailbox, name).await.unwrap();
    assert_eq!(view.aliases.len(), 1);
}
