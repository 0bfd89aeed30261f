//! Mails that begin a ticket: what stands below them, when they go, what taking one back leaves, and their drafts.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::agent::AgentChange;
use app::draft::{self, Base, Beginning, KeptFile, Written};
use app::jobs::delivery;
use app::mailbox::MailboxChange;
use app::saved_reply::{self, Begun, SavedReplyDraft};
use app::view::{ReplyDraft, TicketDraft};
use app::{Error, message, reply, ticket};
use domain::limits::MAIL_DRAFTS_MAX;
use domain::record::Address;
use domain::{AgentState, DeliveryState, DraftKind, MailboxState, TicketId, TicketStatus};

const HOUR_MS: i64 = 3_600_000;

crate::on_both_engines! {
    it_is_signed_as_answers_are_and_goes_out_at_its_time
    taken_back_it_takes_its_ticket_along
    a_ticket_with_more_on_it_stays
    what_is_begun_is_kept_for_its_author_alone
    a_draft_ends_with_sending_and_with_its_author
    a_saved_reply_is_filled_in_as_far_as_it_is_written
    whom_we_wrote_to_is_suggested
}

fn to(name: &str, email: &str) -> Vec<Address> {
    vec![Address { name: name.to_owned(), email: email.to_owned() }]
}

fn begin(company: &Company, text: &str, to: Vec<Address>) -> TicketDraft {
    TicketDraft {
        mailbox: company.mailbox,
        subject: "An offer ".to_owned(),
        message: ReplyDraft { text: text.to_owned(), to, undoable: true, ..ReplyDraft::default() },
        draft: None,
    }
}

async fn sign(world: &World, company: &Company, text: &str) {
    let change = MailboxChange { signature: Some(text.to_owned()), ..MailboxChange::default() };
    app::mailbox::change(&world.app, &world.admin_ctx(company), company.mailbox, change).await.unwrap();
}

async fn whole_log(world: &World, company: &Company) {
    assert_eq!(app::audit::verify(&world.app, &company.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn it_is_signed_as_answers_are_and_goes_out_at_its_time(world: World) {
    let acme = world.company("acme").await;
    let raw = mail("Carla Ek <carla@x.test>", "1@x.test", None, "Question", "Hello?");
    world.take_in(&acme, &[("1", raw)]).await;
    sign(&world, &acme, "{agent.name} for {requester.first_name|you}, #{ticket.number}").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let new = TicketDraft {
        message: ReplyDraft {
            send_at: Some(ctx.now.plus_millis(HOUR_MS)),
            status: Some(TicketStatus::Open),
            ..begin(&acme, "Dear Carla", to("", "carla@x.test")).message
        },
        ..begin(&acme, "", Vec::new())
    };
    let (id, sent) = ticket::create(app, &ctx, new).await.unwrap();
    let row = world.read(&acme, id).await.row;
    assert_eq!((row.number, row.status, row.subject.as_str()), (2, TicketStatus::Open, "An offer"));
    // The address alone was typed: who that is, is known.
    assert_eq!((row.requester.as_str(), row.requester_email.as_str()), ("Carla Ek", "carla@x.test"));
    let waiting = message::read(app, &ctx, sent).await.unwrap();
    assert_eq!(waiting.text, "Dear Carla\n\n-- \nEgon Agent for Carla, #2");
    assert_eq!(waiting.goes_out_at_ms, Some(ctx.now.plus_millis(HOUR_MS)));
    assert_eq!(delivery::round(app).await.unwrap(), 0);
    world.clock.advance_ms(HOUR_MS);
    assert_eq!(delivery::round(app).await.unwrap(), 1);
    let gone = message::read(app, &ctx, sent).await.unwrap();
    assert_eq!(gone.delivery, Some(DeliveryState::Sent));
    // The next ticket has the next number, and one without a signature has none below it.
    sign(&world, &acme, "").await;
    let ctx = world.agent_ctx(&acme);
    let (next, sent) = ticket::create(app, &ctx, begin(&acme, "Bare", to("Bo", "bo@x.test"))).await.unwrap();
    assert_eq!(world.read(&acme, next).await.row.number, 3);
    assert_eq!(message::read(app, &ctx, sent).await.unwrap().text, "Bare");
    let no_subject = TicketDraft { subject: " ".to_owned(), ..begin(&acme, "x", to("", "bo@x.test")) };
    let no_subject = ticket::create(app, &ctx, no_subject).await;
    assert!(matches!(no_subject, Err(Error::Input { field: "subject", rule: "rule-required" })));
    let mut merged = begin(&acme, "x", to("", "bo@x.test"));
    merged.message.status = Some(TicketStatus::Merged);
    let merged = ticket::create(app, &ctx, merged).await;
    assert!(matches!(merged, Err(Error::Input { field: "status", .. })));
    let other = world.company("other").await;
    let foreign = ticket::create(app, &ctx, begin(&other, "x", to("", "bo@x.test"))).await;
    assert!(matches!(foreign, Err(Error::NotFound("mailbox"))), "{foreign:?}");
    let wrong = ticket::create(app, &ctx, begin(&acme, "x", to("", "nobody"))).await;
    assert!(matches!(wrong, Err(Error::Input { field: "to", rule: "rule-address" })));
    let off = MailboxChange { state: Some(MailboxState::Disconnected), ..MailboxChange::default() };
    app::mailbox::change(app, &world.admin_ctx(&acme), acme.mailbox, off).await.unwrap();
    let off = ticket::create(app, &ctx, begin(&acme, "x", to("", "bo@x.test"))).await;
    assert!(matches!(off, Err(Error::State { noun: "mailbox", .. })));
    whole_log(&world, &acme).await;
}

async fn taken_back_it_takes_its_ticket_along(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    sign(&world, &acme, "Support").await;
    let file = app::upload::add(app, &ctx, "offer.txt", "text/plain", b"10 saddles".to_vec()).await.unwrap();
    let mut new = begin(&acme, "Dear Bo", to("Bo Ek", "bo@x.test"));
    new.message.uploads = vec![file.id];
    let (id, sent) = ticket::create(app, &ctx, new).await.unwrap();
    let summary = app.store().tenant(ctx.scope).get_ticket(id).await.unwrap().summary.object();
    let back = reply::take_back(app, &ctx, sent).await.unwrap();
    assert_eq!((back.ticket, back.ended, back.mailbox), (id, true, acme.mailbox));
    assert_eq!((back.text.as_str(), back.subject.as_str()), ("Dear Bo", "An offer"));
    assert_eq!(back.status, Some(TicketStatus::Pending));
    assert_eq!((back.to, back.uploads[0].name.as_str()), (to("Bo Ek", "bo@x.test"), "offer.txt"));
    assert!(matches!(ticket::read(app, &ctx, id).await, Err(Error::NotFound("ticket"))));
    assert!(world.tickets(&acme).await.is_empty());
    let views = app::saved_view::side_bar(app, &ctx).await.unwrap();
    assert!(views.built_in.iter().all(|(_, count)| *count == 0), "{:?}", views.built_in);
    assert!(app.keyring().list_object_keys(ctx.scope, &[summary]).await.unwrap().is_empty());
    assert_eq!(delivery::round(app).await.unwrap(), 0);
    // Sent once more it is another ticket, with the same person.
    let (again, _) = ticket::create(app, &ctx, begin(&acme, "Dear Bo", back_to())).await.unwrap();
    assert_ne!(again, id);
    assert_eq!(world.read(&acme, again).await.row.number, 2);
    whole_log(&world, &acme).await;
}

fn back_to() -> Vec<Address> {
    to("Bo Ek", "bo@x.test")
}

async fn a_ticket_with_more_on_it_stays(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let (noted, sent) = ticket::create(app, &ctx, begin(&acme, "One", back_to())).await.unwrap();
    app::note::add(app, &admin, noted, "They called already").await.unwrap();
    let back = reply::take_back(app, &ctx, sent).await.unwrap();
    assert!(!back.ended);
    let messages = world.read(&acme, noted).await.messages;
    assert_eq!(messages.len(), 1);
    // What is sent there now is still its first mail.
    let first = reply::send(app, &ctx, noted, begin(&acme, "Two", back_to()).message).await.unwrap();
    assert_eq!(message::read(app, &ctx, first).await.unwrap().subject, "An offer");
    // So does one on which a colleague is writing.
    let (drafted, sent) = ticket::create(app, &ctx, begin(&acme, "Three", back_to())).await.unwrap();
    let written = Written { text: "By the way".to_owned(), ..Written::default() };
    draft::save(app, &admin, drafted, DraftKind::Note, written, Base::Any).await.unwrap();
    assert!(!reply::take_back(app, &ctx, sent).await.unwrap().ended);
    assert_eq!(draft::read(app, &admin, drafted).await.unwrap().len(), 1);
    // And that of a colleague, who is told by it.
    let (theirs, sent) = ticket::create(app, &ctx, begin(&acme, "Four", back_to())).await.unwrap();
    let back = reply::take_back(app, &admin, sent).await.unwrap();
    assert_eq!((back.ended, back.subject.as_str()), (false, "An offer"));
    assert!(world.read(&acme, theirs).await.messages.is_empty());
    // An answer taken back leaves a ticket that came by mail.
    world.take_in(&acme, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    let asked = world.tickets(&acme).await.into_iter().find(|row| row.subject == "Question").unwrap().id;
    let answer = ReplyDraft { text: "Yes".to_owned(), undoable: true, ..ReplyDraft::default() };
    let answer = reply::send(app, &world.agent_ctx(&acme), asked, answer).await.unwrap();
    assert!(!reply::take_back(app, &world.agent_ctx(&acme), answer).await.unwrap().ended);
    assert_eq!(world.read(&acme, asked).await.messages.len(), 1);
    whole_log(&world, &acme).await;
}

fn written(company: &Company, subject: &str) -> Written {
    let mail = Beginning { mailbox: Some(company.mailbox), subject: subject.to_owned() };
    Written { to: "Bo Ek <bo@".to_owned(), mail: Some(mail), ..Written::default() }
}

async fn what_is_begun_is_kept_for_its_author_alone(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let (one, two) = (TicketId::generate(ctx.now), TicketId::generate(ctx.now));
    let file = app::upload::add(app, &ctx, "offer.txt", "text/plain", b"10".to_vec()).await.unwrap();
    let files = vec![KeptFile { id: file.id, name: file.name, size_bytes: 2 }];
    let first = Written { files, ..written(&acme, "One") };
    let saved = draft::save_mail(app, &ctx, one, first.clone(), Base::Nothing).await.unwrap().unwrap();
    assert_eq!((saved.ticket, saved.kind, &saved.written), (one, DraftKind::Mail, &first));
    world.clock.advance_ms(10);
    let ctx = world.agent_ctx(&acme);
    draft::save_mail(app, &ctx, two, written(&acme, "Two"), Base::Nothing).await.unwrap();
    let world = world.reopened().await;
    let app = &world.app;
    assert_eq!(draft::read_mail(app, &ctx, one).await.unwrap(), Some(saved.clone()));
    let all = draft::list_mails(app, &ctx).await.unwrap();
    assert_eq!(all.iter().map(|draft| draft.ticket).collect::<Vec<_>>(), [two, one]);
    // Nobody else has it, whatever their role.
    for stranger in [world.admin_ctx(&acme), world.admin_ctx(&other)] {
        assert_eq!(draft::read_mail(app, &stranger, one).await.unwrap(), None);
        assert!(draft::list_mails(app, &stranger).await.unwrap().is_empty());
        draft::discard_mail(app, &stranger, one, Base::Any).await.unwrap();
    }
    assert_eq!(draft::list_mails(app, &ctx).await.unwrap().len(), 2);
    // What was changed elsewhere is not overwritten unseen, and its key is destroyed with it.
    let stale = draft::save_mail(app, &ctx, one, written(&acme, "Stale"), Base::Nothing).await;
    assert!(matches!(stale, Err(Error::State { noun: "draft", .. })));
    let base = Base::Revision(saved.revision);
    draft::save_mail(app, &ctx, one, written(&acme, "Longer"), base).await.unwrap();
    assert!(app.keyring().list_object_keys(ctx.scope, &[saved.revision]).await.unwrap().is_empty());
    // Emptied, it is none; on a ticket that is there, there is none of its kind.
    assert_eq!(draft::save_mail(app, &ctx, one, Written::default(), Base::Any).await.unwrap(), None);
    draft::discard_mail(app, &ctx, two, Base::Any).await.unwrap();
    assert!(draft::list_mails(app, &ctx).await.unwrap().is_empty());
    let (id, _) = ticket::create(app, &ctx, begin(&acme, "One", back_to())).await.unwrap();
    let misplaced = draft::save(app, &ctx, id, DraftKind::Mail, written(&acme, "x"), Base::Any).await;
    assert!(matches!(misplaced, Err(Error::Input { field: "kind", .. })));
    for _ in 0..MAIL_DRAFTS_MAX {
        let id = TicketId::generate(ctx.now);
        draft::save_mail(app, &ctx, id, written(&acme, "Many"), Base::Nothing).await.unwrap();
    }
    let many = draft::save_mail(app, &ctx, TicketId::generate(ctx.now), written(&acme, "x"), Base::Any).await;
    assert!(matches!(many, Err(Error::Input { field: "draft", rule: "rule-too-many" })));
    whole_log(&world, &acme).await;
}

async fn a_draft_ends_with_sending_and_with_its_author(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let keep = async |subject: &str| {
        let id = TicketId::generate(ctx.now);
        draft::save_mail(app, &ctx, id, written(&acme, subject), Base::Nothing).await.unwrap().unwrap()
    };
    let sent = keep("Sent").await;
    let mut new = begin(&acme, "Dear Bo", back_to());
    (new.draft, new.message.draft) = (Some(sent.ticket), Some(sent.revision));
    ticket::create(app, &ctx, new.clone()).await.unwrap();
    assert_eq!(draft::read_mail(app, &ctx, sent.ticket).await.unwrap(), None);
    // One that was changed elsewhere since says something else: it stays.
    let changed = keep("Changed").await;
    new.draft = Some(changed.ticket);
    ticket::create(app, &ctx, new).await.unwrap();
    assert_eq!(draft::list_mails(app, &ctx).await.unwrap(), std::slice::from_ref(&changed));
    let gone = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    app::agent::change(app, &world.admin_ctx(&acme), acme.agent, gone).await.unwrap();
    assert!(app.keyring().list_object_keys(ctx.scope, &[changed.revision]).await.unwrap().is_empty());
    let late = draft::save_mail(app, &ctx, changed.ticket, written(&acme, "Late"), Base::Any).await;
    assert!(late.is_err());
    whole_log(&world, &acme).await;
}

async fn a_saved_reply_is_filled_in_as_far_as_it_is_written(world: World) {
    let acme = world.company("acme").await;
    let raw = mail("Carla Ek <carla@x.test>", "1@x.test", None, "Question", "Hello?");
    world.take_in(&acme, &[("1", raw)]).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let text = "Hi {requester.first_name|there}, {ticket.subject} (#{ticket.number}), {agent.name}, {mailbox.address}";
    let new = SavedReplyDraft { name: "Hi".to_owned(), text: text.to_owned(), html: None, shared: false };
    let id = saved_reply::create(app, &ctx, new).await.unwrap().id;
    let fill = async |mail: Begun<'_>| saved_reply::fill_first(app, &ctx, id, mail).await.unwrap().text;
    let filled =
        fill(Begun { mailbox: Some(acme.mailbox), to: to("", "CARLA@x.test").pop(), subject: "Saddles" })
            .await;
    // It has no number before it is sent: its place stays, and is named.
    assert_eq!(filled.text(), "Hi Carla, Saddles (#{ticket.number}), Egon Agent, support@acme.test");
    assert_eq!(filled.empty().len(), 1);
    let bare = fill(Begun::default()).await;
    assert!(bare.text().starts_with("Hi there, {ticket.subject}"), "{}", bare.text());
    assert_eq!(bare.empty().len(), 3);
    let other = world.company("other").await;
    let foreign = Begun { mailbox: Some(other.mailbox), ..Begun::default() };
    let foreign = saved_reply::fill_first(app, &ctx, id, foreign).await;
    assert!(matches!(foreign, Err(Error::NotFound("mailbox"))));
    let theirs = saved_reply::fill_first(app, &world.admin_ctx(&acme), id, Begun::default()).await;
    assert!(matches!(theirs, Err(Error::NotFound("saved reply"))));
    whole_log(&world, &acme).await;
}

async fn whom_we_wrote_to_is_suggested(world: World) {
    let acme = world.company("acme").await;
    let raw = mail("Carla Ek <carla@x.test>", "1@x.test", None, "Question", "Hello?");
    world.take_in(&acme, &[("1", raw)]).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    ticket::create(app, &ctx, begin(&acme, "Dear Bo", back_to())).await.unwrap();
    let indexer = tokio::spawn(app::jobs::indexer::run(std::sync::Arc::clone(app)));
    let seq = app.store().tenant(ctx.scope).get_change_seq().await.unwrap();
    app.index_caught_up(ctx.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
    let names = async |typed: &str| -> Vec<String> {
        let found = ticket::suggest_people(app, &ctx, typed).await.unwrap();
        found.into_iter().map(|one| one.email).collect()
    };
    assert_eq!(names("ek").await, ["carla@x.test", "bo@x.test"]);
    assert_eq!(names("bo e").await, ["bo@x.test"]);
    assert!(
        names(" ").await.is_empty() && names("subject:x").await.is_empty() && names("zz").await.is_empty()
    );
    indexer.abort();
}
