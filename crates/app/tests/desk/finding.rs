//! The language of searching: what the index holds, what a ticket is now, and what nobody spelt rightly.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::index::INDEX_PATIENCE;
use app::view::{AssigneeFilter, Found, TicketChange, TicketFilter};
use domain::{TagColour, TicketId, TicketStatus};
use search::Operator;

crate::on_both_engines! {
    what_a_ticket_is_now_is_what_is_searched_for
    names_are_found_as_people_write_them
    what_says_nothing_is_left_out_and_told
    a_slip_of_the_pen_is_forgiven_and_told
    pages_are_whole_whatever_the_rows_drop
    suggestions_name_tickets_and_people
    a_number_finds_its_ticket_first
}

/// Mails with one word in common, indexed; their tickets, oldest first.
async fn fill(world: &World, company: &Company, n: usize) -> Vec<TicketId> {
    let _jobs = app::jobs::start_indexer(&world.app);
    for i in 0..n {
        let raw = mail(
            &format!("p{i}@x.test"),
            &format!("m{i}@x.test"),
            None,
            &format!("Subject {i}"),
            "Zebrafish",
        );
        let report = world.take_in(company, &[(&format!("k{i}"), raw)]).await;
        world.clock.advance_ms(1_000);
        world.app.index_caught_up(company.info.scope, report.change_seq, INDEX_PATIENCE).await.unwrap();
    }
    let mut rows = world.tickets(company).await;
    rows.sort_by_key(|row| row.number);
    rows.iter().map(|row| row.id).collect()
}

async fn search(world: &World, company: &Company, text: &str) -> Found {
    let filter = TicketFilter::default();
    app::ticket::search(&world.app, &world.agent_ctx(company), text, &filter, None, 50).await.unwrap()
}

async fn found(world: &World, company: &Company, text: &str) -> Vec<TicketId> {
    let found = search(world, company, text).await;
    assert!(!found.widened && found.left_out.is_empty(), "{text}");
    ids(&found)
}

/// The tickets in the order of their making: mails of the same second are in no particular order.
fn ids(found: &Found) -> Vec<TicketId> {
    let mut rows: Vec<_> = found.items.iter().map(|row| (row.number, row.id)).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, id)| id).collect()
}

async fn change(world: &World, company: &Company, id: TicketId, change: TicketChange) {
    app::ticket::change(&world.app, &world.agent_ctx(company), id, change).await.unwrap();
}

async fn what_a_ticket_is_now_is_what_is_searched_for(world: World) {
    let acme = world.company("acme").await;
    let t = fill(&world, &acme, 3).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let vip = app::tag::create(app, &ctx, "Late delivery", TagColour::Red).await.unwrap().id;
    let me = ctx.agent_id().unwrap();
    change(&world, &acme, t[0], TicketChange { add_tags: vec![vip], ..TicketChange::default() }).await;
    change(&world, &acme, t[1], TicketChange { assignee: Some(Some(me)), ..TicketChange::default() }).await;
    change(&world, &acme, t[2], TicketChange { status: Some(TicketStatus::Spam), ..TicketChange::default() })
        .await;
    for words in ["zebrafish ", ""] {
        for (condition, expected) in [
            ("tag:\"late delivery\"", vec![t[0]]),
            ("-tag:late-delivery", vec![t[1]]),
            ("assignee:me", vec![t[1]]),
            ("assignee:nobody", vec![t[0]]),
            ("-assignee:me", vec![t[0]]),
            ("status:spam", vec![t[2]]),
            ("status:open,spam -tag:late_delivery assignee:nobody", vec![t[2]]),
            ("-status:open", vec![]),
            ("tag:\"late delivery\" assignee:me", vec![]),
            ("assignee:nobody assignee:me -tag:LATE-DELIVERY", vec![t[1]]),
        ] {
            let text = format!("{words}{condition}");
            assert_eq!(found(&world, &acme, &text).await, expected, "{text}");
        }
    }
    // No message was added since: the next answer knows the change all the same.
    change(&world, &acme, t[0], TicketChange { remove_tags: vec![vip], ..TicketChange::default() }).await;
    assert!(found(&world, &acme, "zebrafish tag:\"late delivery\"").await.is_empty());
    change(&world, &acme, t[2], TicketChange { status: Some(TicketStatus::Open), ..TicketChange::default() })
        .await;
    assert_eq!(found(&world, &acme, "zebrafish").await, t);
}

async fn names_are_found_as_people_write_them(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let draft = app::organisation::OrganisationDraft {
        name: "Aquarium".to_owned(),
        domains: vec!["x.test".to_owned()],
        notes: String::new(),
    };
    app::organisation::create(app, &ctx, draft).await.unwrap();
    let t = fill(&world, &acme, 1).await;
    let me = app::agent::read(app, &ctx, ctx.agent_id().unwrap()).await.unwrap();
    let mailbox = &app::mailbox::list(app, &ctx).await.unwrap()[0];
    change(&world, &acme, t[0], TicketChange { assignee: Some(Some(me.id)), ..TicketChange::default() })
        .await;
    for text in [
        format!("assignee:{}", me.email.to_uppercase()),
        format!("assignee:\"{}\"", me.name.to_lowercase()),
        format!("mailbox:{}", mailbox.address),
        "mailbox:SUPP".to_owned(),
        "assignee:egon zebrafish".to_owned(),
        format!("mailbox:\"{}\" zebrafish", mailbox.name.to_uppercase()),
        "organisation:X.test zebrafish".to_owned(),
        "zebrafish organisation:Aquarium".to_owned(),
    ] {
        assert_eq!(found(&world, &acme, &text).await, t, "{text}");
    }
    assert!(found(&world, &acme, "-organisation:aquarium zebrafish").await.is_empty());
    assert!(found(&world, &acme, &format!("-mailbox:{} zebrafish", mailbox.address)).await.is_empty());
}

async fn what_says_nothing_is_left_out_and_told(world: World) {
    let acme = world.company("acme").await;
    let t = fill(&world, &acme, 1).await;
    for (text, operator) in [
        ("zebrafish status:foo", Operator::Status),
        ("zebrafish tag:unheard", Operator::Tag),
        ("zebrafish assignee:nemo@x.test", Operator::Assignee),
        ("zebrafish organisation:elsewhere.test", Operator::Organisation),
        ("zebrafish mailbox:elsewhere", Operator::Mailbox),
        ("zebrafish before:soon", Operator::Before),
    ] {
        let answer = search(&world, &acme, text).await;
        assert_eq!(ids(&answer), t, "{text}");
        assert_eq!(answer.left_out.len(), 1, "{text}");
        assert_eq!(answer.left_out[0].operator, operator, "{text}");
    }
    // What is left of the list without it is shown; where there was nothing, nothing is found: not everything.
    for text in ["tag:unheard", "status:foo", "status:foo mailbox:support"] {
        let answer = search(&world, &acme, text).await;
        assert_eq!((ids(&answer), answer.left_out.len()), (t.clone(), 1), "{text}");
    }
    for text in ["!!!", "from:"] {
        assert!(search(&world, &acme, text).await.items.is_empty(), "{text}");
    }
}

async fn a_slip_of_the_pen_is_forgiven_and_told(world: World) {
    let acme = world.company("acme").await;
    let t = fill(&world, &acme, 2).await;
    assert_eq!(found(&world, &acme, "zebrafish").await, t);
    let (ctx, filter) = (world.agent_ctx(&acme), TicketFilter::default());
    let first = app::ticket::search(&world.app, &ctx, "zebrafihs", &filter, None, 1).await.unwrap();
    assert!(first.widened);
    // The following page goes on in the wider search, and says so.
    let next = first.next.as_deref();
    let second = app::ticket::search(&world.app, &ctx, "zebrafihs", &filter, next, 1).await.unwrap();
    assert!(second.widened);
    assert_ne!(first.items[0].id, second.items[0].id);
    let nothing = search(&world, &acme, "giraffe").await;
    assert!(nothing.items.is_empty() && !nothing.widened);
    let forged = app::ticket::search(&world.app, &ctx, "zebrafihs", &filter, Some("AAAA"), 1).await;
    assert!(matches!(forged, Err(app::Error::Input { field: "after", .. })));
}

async fn pages_are_whole_whatever_the_rows_drop(world: World) {
    let acme = world.company("acme").await;
    let t = fill(&world, &acme, 12).await;
    // Eight belong to somebody: more hits are dropped than a page has.
    let me = world.agent_ctx(&acme).agent_id();
    for id in &t[4..] {
        change(&world, &acme, *id, TicketChange { assignee: Some(me), ..TicketChange::default() }).await;
    }
    let ctx = world.agent_ctx(&acme);
    let (text, filter) = ("zebrafish assignee:nobody", TicketFilter::default());
    let (mut after, mut seen) = (None::<String>, Vec::new());
    loop {
        let page = app::ticket::search(&world.app, &ctx, text, &filter, after.as_deref(), 3).await.unwrap();
        assert!(page.items.len() == 3 || page.next.is_none());
        seen.extend(page.items.iter().map(|row| (row.number, row.id)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    assert_eq!(seen.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), t[..4]);
    // What the list itself asks holds too.
    let mine = TicketFilter { assignee: AssigneeFilter::Agent(me.unwrap()), ..TicketFilter::default() };
    let page = app::ticket::search(&world.app, &ctx, "assignee:nobody", &mine, None, 3).await.unwrap();
    assert!(page.items.is_empty());
}

async fn a_number_finds_its_ticket_first(world: World) {
    let acme = world.company("acme").await;
    let t = fill(&world, &acme, 4).await;
    // "Subject 2" is of the third ticket, and newer than the second.
    let ctx = world.agent_ctx(&acme);
    for text in ["2", "#2", " #2 ", "2 assignee:nobody"] {
        let answer = search(&world, &acme, text).await;
        let found: Vec<_> = answer.items.iter().map(|row| row.id).collect();
        assert_eq!((found.as_slice(), answer.widened), ([t[1], t[2]].as_slice(), false), "{text}");
    }
    let filter = TicketFilter::default();
    let first = app::ticket::search(&world.app, &ctx, "#2", &filter, None, 2).await.unwrap();
    assert_eq!(first.items.len(), 2);
    assert_eq!(search(&world, &acme, "#4").await.items[0].id, t[3]);
    // One that does not fit what else is asked is none, and a number in a longer search is a word.
    assert!(!ids(&search(&world, &acme, "2 status:closed").await).contains(&t[1]));
    assert_eq!(ids(&search(&world, &acme, "subject 2").await), [t[2]]);
    let other = world.company("other").await;
    assert!(search(&world, &other, "2").await.items.is_empty());
}

async fn suggestions_name_tickets_and_people(world: World) {
    let acme = world.company("acme").await;
    let t = fill(&world, &acme, 3).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let suggest = async |text: &str| app::ticket::suggest(app, &ctx, text).await.unwrap();
    for text in ["2", "#2", " #2 "] {
        assert_eq!(suggest(text).await.tickets[0].id, t[1], "{text}");
    }
    assert!(suggest("#99").await.tickets.is_empty());
    assert_eq!(suggest("zebraf").await.tickets.len(), 3);
    let people = suggest("p1@x.te").await.contacts;
    assert_eq!(people.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), ["p1@x.test"]);
    // Every ticket of somebody is one person.
    assert_eq!(suggest("x.test").await.contacts.len(), 3);
    let nothing = suggest("  ").await;
    assert!(nothing.tickets.is_empty() && nothing.contacts.is_empty());
    assert!(suggest("status:open").await.contacts.is_empty());
}
