//! Answers: stopped when somebody was faster, and to whom they go.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::view::ReplyDraft;
use app::{Error, note, recipients, reply};
use domain::record::Address;
use domain::{MessageKind, TicketId};

crate::on_both_engines! {
    an_answer_is_stopped_when_somebody_was_faster
    of_two_answers_at_once_one_is_sent
    an_answer_to_all_leaves_out_who_we_are
    who_answers_what_nobody_has_can_take_it
}

/// A ticket with a question, a day ago.
async fn asked(world: &World, company: &Company) -> TicketId {
    world.take_in(company, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    world.clock.advance_ms(24 * 3_600_000);
    world.tickets(company).await[0].id
}

fn draft(text: &str, mails_seen: Option<i64>) -> ReplyDraft {
    ReplyDraft { text: text.to_owned(), mails_seen, ..ReplyDraft::default() }
}

async fn an_answer_is_stopped_when_somebody_was_faster(world: World) {
    let acme = world.company("acme").await;
    let app = &world.app;
    let ticket = asked(&world, &acme).await;
    let later = || {
        world.clock.advance_ms(60_000);
        world.agent_ctx(&acme)
    };
    // A note is no news for who answers.
    note::add(app, &later(), ticket, "Ask Bo.").await.unwrap();
    reply::send(app, &later(), ticket, draft("Yes.", Some(1))).await.unwrap();
    let late = reply::send(app, &later(), ticket, draft("No.", Some(1))).await;
    assert!(matches!(late, Err(Error::Answered { mails: 2 })), "{late:?}");
    let outbound = |messages: &[app::view::MessageView]| {
        messages.iter().filter(|message| message.kind == MessageKind::Outbound).count()
    };
    assert_eq!(outbound(&world.read(&acme, ticket).await.messages), 1, "nothing was sent");
    // Who has seen it sends; and who does not say what they have seen is not stopped.
    reply::send(app, &later(), ticket, draft("And more.", Some(2))).await.unwrap();
    reply::send(app, &later(), ticket, draft("And more.", None)).await.unwrap();
    assert_eq!(outbound(&world.read(&acme, ticket).await.messages), 3);
    // A mail that was long on its way stands before what was seen, and is news all the same.
    let late = mail("carla@x.test", "2@x.test", Some("1@x.test"), "Re: Question", "Please?");
    world.take_in(&acme, &[("2", late)]).await;
    let messages = world.read(&acme, ticket).await.messages;
    assert_eq!(messages[1].kind, MessageKind::Inbound, "it came in a day ago");
    let late = reply::send(app, &later(), ticket, draft("And more.", Some(4))).await;
    assert!(matches!(late, Err(Error::Answered { mails: 5 })), "{late:?}");
}

async fn of_two_answers_at_once_one_is_sent(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let send = || reply::send(app, &ctx, ticket, draft("Yes.", Some(1)));
    let all = tokio::join!(send(), send(), send());
    let all = [all.0, all.1, all.2];
    assert_eq!(all.iter().filter(|answer| answer.is_ok()).count(), 1, "{all:?}");
    assert!(all.iter().all(|answer| matches!(answer, Ok(_) | Err(Error::Answered { .. }))), "{all:?}");
}

async fn an_answer_to_all_leaves_out_who_we_are(world: World) {
    let acme = world.company("acme").await;
    let raw = mail("Carla <carla@x.test>", "1@x.test", None, "Question", "Hello?").replace(
        "To: support@acme.test",
        "To: Support <Support@acme.test>, bo@x.test\r\nCc: Dora <dora@x.test>, BO@x.test, carla@x.test, nonsense",
    );
    world.take_in(&acme, &[("1", raw)]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let messages = world.read(&acme, ticket).await.messages;
    let nobody = Address { name: String::new(), email: String::new() };
    let found = recipients::proposed(&messages, &nobody, &["support@acme.test".to_owned()]);
    assert_eq!(recipients::written(&found.to), "Carla <carla@x.test>");
    assert_eq!(recipients::written(&found.cc), "bo@x.test, Dora <dora@x.test>");
    assert_eq!(recipients::proposed(&[], &nobody, &[]), recipients::Recipients::default());
}

async fn who_answers_what_nobody_has_can_take_it(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (app, agent, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let assignee = async || world.tickets(&acme).await[0].assignee_id;
    reply::send(app, &agent, ticket, draft("Yes.", None)).await.unwrap();
    assert_eq!(assignee().await, None, "only where it is asked for");
    let taking = |text| ReplyDraft { take: true, ..draft(text, None) };
    reply::send(app, &agent, ticket, taking("And more.")).await.unwrap();
    assert_eq!(assignee().await, Some(acme.agent));
    // What somebody has stays theirs.
    reply::send(app, &admin, ticket, taking("From me, too.")).await.unwrap();
    assert_eq!(assignee().await, Some(acme.agent));
}
