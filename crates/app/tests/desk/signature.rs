//! What stands below an answer: the author's own signature, else the mailbox's, filled in; and it is not taken back.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::agent::ProfileChange;
use app::mailbox::MailboxChange;
use app::placeholder::Wrong;
use app::view::{ContactChange, ReplyDraft};
use app::{Error, mailbox, reply};
use domain::limits::SIGNATURE_CHARS_MAX;
use domain::{MessageId, TicketId};

crate::on_both_engines! {
    the_authors_own_comes_first_else_the_mailboxs
    a_signature_that_could_have_a_hole_is_refused
    what_is_taken_back_comes_without_it
}

const DAY_MS: i64 = 24 * 3_600_000;

async fn asked(world: &World, company: &Company) -> TicketId {
    let raw = mail("carla@x.test", "1@x.test", None, "Question", "Hello?");
    world.take_in(company, &[("1", raw)]).await;
    world.tickets(company).await[0].id
}

async fn sign(world: &World, company: &Company, text: &str) -> app::Result<String> {
    let change = MailboxChange { signature: Some(text.to_owned()), ..MailboxChange::default() };
    let changed = mailbox::change(&world.app, &world.admin_ctx(company), company.mailbox, change).await?;
    Ok(changed.signature)
}

async fn sign_own(world: &World, company: &Company, text: &str) {
    let change = ProfileChange { signature: Some(text.to_owned()), ..ProfileChange::default() };
    app::agent::change_profile(&world.app, &world.agent_ctx(company), change).await.unwrap();
}

async fn text(world: &World, company: &Company, id: MessageId) -> String {
    app::message::read(&world.app, &world.agent_ctx(company), id).await.unwrap().text
}

async fn the_authors_own_comes_first_else_the_mailboxs(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let ticket = asked(&world, &acme).await;
    assert_eq!(mailbox::read(&world.app, &world.admin_ctx(&acme), acme.mailbox).await.unwrap().signature, "");
    let bare = world.answer(&acme, ticket, "Bare.").await;
    assert_eq!(text(&world, &acme, bare).await, "Bare.");
    let written = "{agent.name}\r\n{mailbox.name|us}, {mailbox.address}, {requester.first_name|you} {{\n";
    let kept = sign(&world, &acme, written).await.unwrap();
    assert_eq!(kept, "{agent.name}\n{mailbox.name|us}, {mailbox.address}, {requester.first_name|you} {{");
    let world = world.reopened().await;
    let theirs = world.answer(&acme, ticket, "Theirs. ").await;
    let below = "\n\n-- \nEgon Agent\nSupport, support@acme.test, you {";
    assert_eq!(text(&world, &acme, theirs).await, format!("Theirs.{below}"));
    // Filled in for the person who gets it.
    let person =
        app::ticket::read(&world.app, &world.agent_ctx(&acme), ticket).await.unwrap().row.requester_id;
    let change = ContactChange { name: Some("Carla Ek".to_owned()), ..ContactChange::default() };
    app::contact::change(&world.app, &world.agent_ctx(&acme), person, change).await.unwrap();
    let named = world.answer(&acme, ticket, "Named.").await;
    assert!(text(&world, &acme, named).await.ends_with("support@acme.test, Carla {"));
    sign_own(&world, &acme, "Egon, {agent.name}").await;
    let own = world.answer(&acme, ticket, "Own.").await;
    assert_eq!(text(&world, &acme, own).await, "Own.\n\n-- \nEgon, Egon Agent");
    let hole = ProfileChange { signature: Some("{mailbox.name}".to_owned()), ..ProfileChange::default() };
    let holed = app::agent::change_profile(&world.app, &world.agent_ctx(&acme), hole).await;
    assert!(matches!(holed, Err(Error::Placeholder(fault)) if fault.wrong == Wrong::NoFallback));
    sign_own(&world, &acme, "").await;
    assert_eq!(sign(&world, &acme, " \r\n").await.unwrap(), "");
    let none = world.answer(&acme, ticket, "None.").await;
    assert_eq!(text(&world, &acme, none).await, "None.");
    // Everything that was opened for it is in the log.
    let opened = async |company: &Company| app::audit::verify(&world.app, &company.info).await.unwrap();
    assert_eq!((opened(&acme).await.fault, opened(&other).await.fault), (None, None));
    let change = MailboxChange { signature: Some("Mine".to_owned()), ..MailboxChange::default() };
    let agents = mailbox::change(&world.app, &world.agent_ctx(&acme), acme.mailbox, change).await;
    assert_eq!(agents.unwrap_err().code(), "refused");
    let change = MailboxChange { signature: Some("Theirs".to_owned()), ..MailboxChange::default() };
    let foreign = mailbox::change(&world.app, &world.admin_ctx(&other), acme.mailbox, change).await;
    assert!(matches!(foreign, Err(Error::NotFound("mailbox"))));
}

async fn a_signature_that_could_have_a_hole_is_refused(world: World) {
    let acme = world.company("acme").await;
    sign(&world, &acme, "Kept").await.unwrap();
    for (text, wrong) in [
        ("Bye\r\n{mailbox.name}", Wrong::NoFallback),
        ("Bye\n{mailbox.nam|x}", Wrong::Unknown),
        ("Bye\n{mailbox.name", Wrong::Unclosed),
    ] {
        let Err(Error::Placeholder(fault)) = sign(&world, &acme, text).await else { panic!("{text}") };
        assert_eq!((fault.wrong, fault.line, fault.column), (wrong, 2, 1));
    }
    let long = sign(&world, &acme, &"ö".repeat(SIGNATURE_CHARS_MAX + 1)).await;
    assert!(matches!(long, Err(Error::Input { field: "signature", rule: "rule-too-long" })));
    let kept = mailbox::read(&world.app, &world.agent_ctx(&acme), acme.mailbox).await.unwrap().signature;
    assert_eq!(kept, "Kept");
}

async fn what_is_taken_back_comes_without_it(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    sign(&world, &acme, "{agent.name} of {mailbox.name|us}").await.unwrap();
    let draft = ReplyDraft {
        text: "Later.\n\n-- \nnot one".to_owned(),
        send_at: Some(ctx.now.plus_millis(DAY_MS)),
        ..ReplyDraft::default()
    };
    let id = reply::send(app, &ctx, ticket, draft).await.unwrap();
    assert!(text(&world, &acme, id).await.ends_with("not one\n\n-- \nEgon Agent of Support"));
    // It says something else by now, and so does its author.
    sign(&world, &acme, "Another").await.unwrap();
    sign_own(&world, &acme, "Egon").await;
    let back = reply::take_back(app, &world.admin_ctx(&acme), id).await.unwrap();
    assert_eq!(back.text, "Later.\n\n-- \nnot one");
}
