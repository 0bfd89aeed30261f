//! What happened on a ticket is told: by whom, whose doing it was when nobody's, with the other ticket; in pages; read
//! under a permit; never what a field holds; and gone with the ticket.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::Error;
use app::field::{self, FieldDraft, Given};
use app::mailbox::MailboxChange;
use app::view::{AssignTo, Happening as H, HistoryView, Snooze, TicketChange};
use domain::{
    AgentId, AssignWay, FieldHolder, FieldKind, Priority, TagColour, TicketId, TicketStatus, Timestamp,
};

crate::on_both_engines! {
    what_agents_change_is_told_with_their_names
    that_a_field_changed_is_told_and_not_what_it_holds
    what_nobody_did_is_told_with_its_reason
    what_happens_between_tickets_is_told_on_both
    it_is_paged_and_nobody_elses_and_gone_with_the_ticket
}

async fn one(world: &World, company: &Company, from: &str) -> TicketId {
    let id = format!("{}.{from}", world.app.now().as_millis());
    world.take_in(company, &[(&id, mail(from, &id, None, "Hello", "Text"))]).await;
    world.clock.advance_ms(1_000);
    world.tickets(company).await.iter().find(|row| row.requester_email == from).unwrap().id
}

async fn change(world: &World, company: &Company, id: TicketId, change: TicketChange) {
    world.clock.advance_ms(1_000);
    app::ticket::change(&world.app, &world.agent_ctx(company), id, change).await.unwrap();
}

/// The whole history, oldest first.
async fn history(world: &World, company: &Company, id: TicketId) -> Vec<HistoryView> {
    let page = app::ticket::history(&world.app, &world.agent_ctx(company), id, None, 100).await.unwrap();
    assert_eq!(page.next, None);
    page.items.into_iter().rev().collect()
}

fn to(status: TicketStatus) -> TicketChange {
    TicketChange { status: Some(status), ..TicketChange::default() }
}

async fn what_agents_change_is_told_with_their_names(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let t = one(&world, &acme, "anna@x.test").await;
    assert!(history(&world, &acme, t).await.is_empty(), "that it was opened is its first message");
    let tag = app::tag::create(app, &ctx, "Late", TagColour::Red).await.unwrap().id;
    let until = Timestamp::from_millis(world.app.now().as_millis() + 3_600_000);
    let (me, admin) = (acme.agent, acme.admin);
    for step in [
        TicketChange { priority: Some(Priority::Urgent), ..TicketChange::default() },
        TicketChange { assignee: Some(Some(admin)), add_tags: vec![tag], ..TicketChange::default() },
        TicketChange { add_followers: vec![me], assignee: Some(None), ..TicketChange::default() },
        TicketChange {
            remove_tags: vec![tag],
            snooze: Some(Snooze::Until(until)),
            ..TicketChange::default()
        },
        TicketChange { snooze: Some(Snooze::UntilReply), ..TicketChange::default() },
        to(TicketStatus::Closed),
        // Nothing is another than before.
        to(TicketStatus::Closed),
    ] {
        change(&world, &acme, t, step).await;
    }
    let all = history(&world, &acme, t).await;
    let what: Vec<H> = all.iter().map(|one| one.what).collect();
    assert_eq!(
        what,
        [
            H::Priority,
            H::Assignee,
            H::TagAdded,
            H::Assignee,
            H::FollowerAdded,
            H::Status,
            H::TagRemoved,
            H::Snoozed,
            H::Status
        ]
    );
    assert!(all.iter().all(|one| one.by == Some(me) && one.rule_of.is_none() && !one.woken));
    let words = |n: usize| (all[n].word_before.as_deref(), all[n].word_after.as_deref());
    assert_eq!(words(0), (Some("normal"), Some("urgent")));
    assert_eq!((words(5), all[5].until_ms), ((Some("open"), Some("snoozed")), Some(until)));
    assert_eq!((words(8), all[7].until_ms), ((Some("snoozed"), Some("closed")), None));
    assert_eq!((all[1].id_before, all[1].id_after), (None, Some(admin.uuid())));
    assert_eq!((all[3].id_before, all[3].id_after), (Some(admin.uuid()), None));
    assert_eq!((all[6].id_before, all[4].id_after), (Some(tag.uuid()), Some(me.uuid())));
}

async fn that_a_field_changed_is_told_and_not_what_it_holds(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let t = one(&world, &acme, "anna@x.test").await;
    let text = |name: &str| FieldDraft {
        holder: FieldHolder::Ticket,
        kind: FieldKind::Text,
        name: name.to_owned(),
        key: String::new(),
        choices: Vec::new(),
        personal: true,
        required: false,
    };
    let admin = world.admin_ctx(&acme);
    let order = field::create(app, &admin, text("Order number")).await.unwrap();
    field::create(app, &admin, text("Colour")).await.unwrap();
    let given = |text: &str| [(order.key.clone(), Given::Text(text.to_owned()))];
    for value in ["okapi-17", "okapi-18", "okapi-18"] {
        field::fill_ticket(app, &ctx, t, &given(value), None).await.unwrap();
    }
    // What stays as it is is not told.
    let filled = history(&world, &acme, t).await;
    assert_eq!(filled.len(), 2);
    for one in filled {
        let (words, ids) = ((one.word_before, one.word_after), (one.id_before, one.id_after));
        assert_eq!((one.what, words, ids), (H::Field, (None, None), (None, Some(order.id.uuid()))));
    }
}

async fn what_nobody_did_is_told_with_its_reason(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let assign = Some(AssignTo::Agents(AssignWay::RoundRobin));
    let rule = MailboxChange { assign, ..MailboxChange::default() };
    app::mailbox::change(app, &world.admin_ctx(&acme), acme.mailbox, rule).await.unwrap();
    let first = format!("{}.anna@x.test", app.now().as_millis());
    let t = one(&world, &acme, "anna@x.test").await;
    let all = history(&world, &acme, t).await;
    assert_eq!((all.len(), all[0].what, all[0].by), (1, H::Assignee, None));
    assert_eq!(all[0].rule_of, Some(acme.mailbox.uuid()), "by the rule of its mailbox");
    let given = world.tickets(&acme).await[0].assignee_id;
    assert_eq!(all[0].id_after.map(AgentId::from_uuid), given);

    // Its time is up; later a mail comes to what was closed.
    let until = Timestamp::from_millis(world.app.now().as_millis() + 3_600_000);
    let aside = TicketChange { snooze: Some(Snooze::Until(until)), ..TicketChange::default() };
    change(&world, &acme, t, aside).await;
    world.clock.advance_ms(3_700_000);
    app::jobs::waking::round(app).await.unwrap();
    change(&world, &acme, t, to(TicketStatus::Closed)).await;
    world
        .take_in(&acme, &[("again", mail("anna@x.test", "again@x.test", Some(&first), "Re: Hello", "And?"))])
        .await;
    let all = history(&world, &acme, t).await;
    let told: Vec<_> =
        all[1..].iter().map(|one| (one.by.is_some(), one.woken, one.word_after.clone().unwrap())).collect();
    let word = |text: &str| text.to_owned();
    assert_eq!(
        told,
        [
            (true, false, word("snoozed")),
            (false, true, word("open")),
            (true, false, word("closed")),
            (false, false, word("open"))
        ]
    );
    assert!(all[1..].iter().all(|one| one.rule_of.is_none()));

    // Who starts a conversation has it from the start: nothing changed.
    let new = app::view::TicketDraft {
        draft: None,
        mailbox: acme.mailbox,
        subject: "Hello".to_owned(),
        message: app::view::ReplyDraft {
            text: "Hello".to_owned(),
            to: vec![domain::record::Address { name: String::new(), email: "dora@x.test".to_owned() }],
            ..Default::default()
        },
    };
    let (own, _) = app::ticket::create(app, &ctx, new).await.unwrap();
    assert!(history(&world, &acme, own).await.is_empty());
}

async fn what_happens_between_tickets_is_told_on_both(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let (a, b) = (one(&world, &acme, "anna@x.test").await, one(&world, &acme, "bo@x.test").await);
    let number = |id| {
        let rows = app.store().tenant(acme.info.scope);
        async move { rows.get_ticket(id).await.unwrap().number }
    };
    let merge = app::ticket::merge(app, &ctx, a, b).await.unwrap();
    let last = |all: Vec<HistoryView>| all.last().map(|one| (one.what, one.by, one.number)).unwrap();
    let (na, nb) = (number(a).await, number(b).await);
    assert_eq!(last(history(&world, &acme, b).await), (H::Merged, Some(acme.agent), Some(na)));
    assert_eq!(last(history(&world, &acme, a).await), (H::MergedInto, Some(acme.agent), Some(nb)));
    app::ticket::unmerge(app, &ctx, merge).await.unwrap();
    assert_eq!(last(history(&world, &acme, b).await), (H::Unmerged, Some(acme.agent), Some(na)));
    assert_eq!(history(&world, &acme, a).await.len(), 2, "its status is no change of its own");
    let other = mail("carl@x.test", "carl2@x.test", None, "Hello", "Text");
    world.take_in(&acme, &[("c", other)]).await;
    let c = world.tickets(&acme).await.iter().find(|row| row.requester_email == "carl@x.test").unwrap().id;
    let answered = world.answer(&acme, c, "Hello Carl").await;
    let split = app::ticket::split(app, &ctx, c, &[answered]).await.unwrap();
    let (nc, ns) = (number(c).await, number(split).await);
    assert_eq!(last(history(&world, &acme, c).await), (H::SplitOff, Some(acme.agent), Some(ns)));
    assert_eq!(last(history(&world, &acme, split).await), (H::SplitFrom, Some(acme.agent), Some(nc)));
    let dora = domain::record::Address { name: String::new(), email: "dora@x.test".to_owned() };
    app::ticket::change_requester(app, &ctx, c, &dora).await.unwrap();
    assert_eq!(last(history(&world, &acme, c).await), (H::Requester, Some(acme.agent), None));
}

async fn it_is_paged_and_nobody_elses_and_gone_with_the_ticket(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let t = one(&world, &acme, "anna@x.test").await;
    for n in 0..7 {
        change(&world, &acme, t, to(if n % 2 == 0 { TicketStatus::Closed } else { TicketStatus::Open }))
            .await;
    }
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = app::ticket::history(app, &ctx, t, after.as_deref(), 3).await.unwrap();
        assert!(page.items.len() <= 3);
        paged.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    paged.reverse();
    assert_eq!((paged.len(), &paged), (7, &history(&world, &acme, t).await));
    assert!(matches!(
        app::ticket::history(app, &ctx, t, Some("x"), 3).await,
        Err(Error::Input { field: "after", .. })
    ));
    let theirs = app::ticket::history(app, &world.agent_ctx(&other), t, None, 3).await;
    assert!(matches!(theirs, Err(Error::NotFound("ticket"))));
    let refused = app::ticket::history(app, &app::Ctx::operator(acme.info.scope, ctx.now), t, None, 3).await;
    assert_eq!(refused.unwrap_err().code(), "refused");

    // A bulk change and its undo are told as well.
    let changed = app::ticket::change_many(app, &ctx, &[t], &to(TicketStatus::Trash)).await.unwrap();
    app::ticket::undo(app, &ctx, changed.undo.unwrap()).await.unwrap();
    let words: Vec<_> =
        history(&world, &acme, t).await.into_iter().skip(7).map(|one| one.word_after).collect();
    assert_eq!(words, [Some("trash".to_owned()), Some("closed".to_owned())]);

    let store = app.store().tenant(acme.info.scope);
    let mut tx = store.begin().await.unwrap();
    tx.delete_tickets(&[t]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.list_ticket_events(t, None, 9).await.unwrap().is_empty());
    let report = app::audit::verify(app, &acme.info).await.unwrap();
    assert_eq!((report.fault, privacy::unaudited_opens()), (None, 0));
}
