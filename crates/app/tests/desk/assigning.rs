//! Whom a ticket that comes in goes to: by the rule of its mailbox or team, exactly in turn, over restarts and nodes; only
//! what somebody waits for; and never to who is away or gone.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, PASSWORD, START, World, incoming, mail};
use app::Error;
use app::agent::{AgentChange, NewAgent, ProfileChange};
use app::mailbox::MailboxChange;
use app::team::{TeamChange, TeamDraft};
use app::view::{AssignTo, TicketChange, TicketFilter, TicketRow};
use app::{App, Ctx};
use domain::{AgentId, AgentState, AssignWay, Private, Role, TeamId, TicketId, TicketStatus};
use std::collections::BTreeMap;
use std::sync::Arc;

crate::on_both_engines! {
    by_default_nobody_gets_a_ticket
    each_gets_as_many_as_the_others_over_batches_and_restarts
    two_nodes_never_give_to_the_same_in_one_turn
    whoever_has_the_fewest_open_tickets_comes_first
    a_teams_tickets_go_to_its_members
    only_what_somebody_waits_for_is_given
    a_reply_gives_nothing_but_a_ticket_opened_again_is_given_anew
    a_team_that_goes_takes_its_rules_along
}

/// `n` more agents, by the order of their ids.
async fn people(world: &World, company: &Company, n: usize) -> Vec<AgentId> {
    let mut all = vec![company.admin, company.agent];
    for i in 0..n {
        world.clock.advance_ms(1);
        let new = NewAgent {
            name: format!("Person {i}"),
            email: format!("person{i}@acme.test"),
            role: Role::Agent,
            password: Private::new(PASSWORD.to_owned()),
        };
        all.push(app::agent::create(&world.app, &world.admin_ctx(company), new).await.unwrap().id);
    }
    all.sort_unstable();
    all
}

async fn rule(world: &World, company: &Company, to: AssignTo) {
    let change = MailboxChange { assign: Some(to), ..MailboxChange::default() };
    let view =
        app::mailbox::change(&world.app, &world.admin_ctx(company), company.mailbox, change).await.unwrap();
    assert_eq!(view.assign, to);
}

async fn team(world: &World, company: &Company, members: &[AgentId], way: AssignWay) -> TeamId {
    let draft = TeamDraft {
        name: "Sales".to_owned(),
        members: members.to_vec(),
        assign: Some(way),
        ..TeamDraft::default()
    };
    app::team::create(&world.app, &world.admin_ctx(company), draft).await.unwrap().id
}

fn new_mail(n: usize) -> String {
    mail(&format!("p{n}@x.test"), &format!("m{n}@x.test"), None, &format!("Subject {n}"), "Text")
}

/// Takes these mails in, in batches of so many.
async fn come_in(world: &World, company: &Company, numbers: std::ops::Range<usize>, batch: usize) {
    let numbers: Vec<usize> = numbers.collect();
    for some in numbers.chunks(batch) {
        let mails: Vec<_> = some.iter().map(|n| (format!("k{n}"), new_mail(*n))).collect();
        let mails: Vec<_> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
        world.take_in(company, &mails).await;
    }
}

/// Every ticket by its number.
async fn tickets(world: &World, company: &Company) -> Vec<TicketRow> {
    let mut rows = world.tickets(company).await;
    rows.sort_by_key(|row| row.number);
    rows
}

async fn given(world: &World, company: &Company) -> Vec<Option<AgentId>> {
    tickets(world, company).await.iter().map(|row| row.assignee_id).collect()
}

fn counted(given: &[Option<AgentId>]) -> BTreeMap<Option<AgentId>, usize> {
    given.iter().fold(BTreeMap::new(), |mut all, agent| {
        *all.entry(*agent).or_default() += 1;
        all
    })
}

async fn away(world: &World, company: &Company, agent: AgentId, away: bool) {
    let ctx = Ctx::agent(company.info.scope, agent, Role::Agent, world.app.now());
    let change = ProfileChange { away: Some(away), ..ProfileChange::default() };
    assert_eq!(app::agent::change_profile(&world.app, &ctx, change).await.unwrap().away, away);
}

async fn deactivate(world: &World, company: &Company, agent: AgentId) {
    let change = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    app::agent::change(&world.app, &world.admin_ctx(company), agent, change).await.unwrap();
}

async fn set(world: &World, company: &Company, ticket: TicketId, change: TicketChange) {
    app::ticket::change(&world.app, &world.agent_ctx(company), ticket, change).await.unwrap();
}

fn to(status: TicketStatus) -> TicketChange {
    TicketChange { status: Some(status), ..TicketChange::default() }
}

fn of(agent: AgentId) -> TicketChange {
    TicketChange { assignee: Some(Some(agent)), ..TicketChange::default() }
}

async fn by_default_nobody_gets_a_ticket(world: World) {
    let acme = world.company("acme").await;
    let mailbox = app::mailbox::read(&world.app, &world.admin_ctx(&acme), acme.mailbox).await.unwrap();
    assert_eq!(mailbox.assign, AssignTo::Agents(AssignWay::Nobody));
    come_in(&world, &acme, 0..3, 3).await;
    assert_eq!(given(&world, &acme).await, [None; 3]);
    let change = MailboxChange { assign: Some(mailbox.assign), ..MailboxChange::default() };
    let refused = app::mailbox::change(&world.app, &world.agent_ctx(&acme), acme.mailbox, change).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "rules are the admin's");
}

async fn each_gets_as_many_as_the_others_over_batches_and_restarts(world: World) {
    let acme = world.company("acme").await;
    let all = people(&world, &acme, 4).await;
    away(&world, &acme, all[2], true).await;
    deactivate(&world, &acme, all[4]).await;
    rule(&world, &acme, AssignTo::Agents(AssignWay::RoundRobin)).await;
    come_in(&world, &acme, 0..7, 3).await;
    // Whose turn it is outlives the process.
    let world = world.reopened().await;
    come_in(&world, &acme, 7..20, 4).await;
    let there = [all[0], all[1], all[3], all[5]];
    let wanted: Vec<_> = (0..20).map(|n| Some(there[n % 4])).collect();
    assert_eq!(given(&world, &acme).await, wanted);
    // Who comes back is in the circle again, at their place.
    away(&world, &acme, all[2], false).await;
    come_in(&world, &acme, 20..25, 5).await;
    let given = given(&world, &acme).await;
    assert_eq!(given[20..], [all[0], all[1], all[2], all[3], all[5]].map(Some));
}

async fn two_nodes_never_give_to_the_same_in_one_turn(world: World) {
    let acme = world.company("acme").await;
    let all = people(&world, &acme, 1).await;
    rule(&world, &acme, AssignTo::Agents(AssignWay::RoundRobin)).await;
    let other = world.another_node().await;
    let take = async |app: &Arc<App>, from: usize| {
        for n in (from..from + 30).step_by(3) {
            let mails = (n..n + 3).map(|n| incoming(&format!("k{n}"), &new_mail(n))).collect();
            let prepared = app.prepare(&acme.target, mails, START).await.unwrap();
            app.take_in(&acme.target, prepared, None, START).await.unwrap();
        }
    };
    tokio::join!(take(&world.app, 0), take(&other, 100));
    let given = given(&world, &acme).await;
    let wanted: Vec<_> = (0..60).map(|n| Some(all[n % 3])).collect();
    assert_eq!(given, wanted, "in the order of their numbers, whichever node took them in");
}

async fn whoever_has_the_fewest_open_tickets_comes_first(world: World) {
    let acme = world.company("acme").await;
    let all = people(&world, &acme, 1).await;
    come_in(&world, &acme, 0..6, 6).await;
    let rows = tickets(&world, &acme).await;
    // Three open for the first, one open and two closed for the second, none for the third.
    for row in &rows[..3] {
        set(&world, &acme, row.id, of(all[0])).await;
    }
    for row in &rows[3..] {
        set(&world, &acme, row.id, of(all[1])).await;
    }
    for row in &rows[4..] {
        set(&world, &acme, row.id, to(TicketStatus::Closed)).await;
    }
    rule(&world, &acme, AssignTo::Agents(AssignWay::LeastLoaded)).await;
    come_in(&world, &acme, 6..14, 2).await;
    let got = given(&world, &acme).await;
    // 3, 1, 0 open: the third, then the second and the third, until all have three; then each in turn.
    assert_eq!(counted(&got[6..]), BTreeMap::from([(Some(all[0]), 1), (Some(all[1]), 3), (Some(all[2]), 4)]));
    assert_eq!(got[6], Some(all[2]));
    assert_eq!(counted(&got[6..11]), BTreeMap::from([(Some(all[1]), 2), (Some(all[2]), 3)]));
    // One big batch comes to the same.
    come_in(&world, &acme, 14..20, 6).await;
    let got = given(&world, &acme).await;
    let open: Vec<_> = [&got[..4], &got[6..]].concat();
    let counts: Vec<_> = counted(&open).into_values().collect();
    assert_eq!(counts, [6, 6, 6]);
}

async fn a_teams_tickets_go_to_its_members(world: World) {
    let acme = world.company("acme").await;
    let all = people(&world, &acme, 3).await;
    let sales = team(&world, &acme, &[all[1], all[2], all[4]], AssignWay::RoundRobin).await;
    rule(&world, &acme, AssignTo::Team(sales)).await;
    deactivate(&world, &acme, all[4]).await;
    come_in(&world, &acme, 0..4, 3).await;
    assert_eq!(given(&world, &acme).await, [all[1], all[2], all[1], all[2]].map(Some));
    assert!(tickets(&world, &acme).await.iter().all(|row| row.team_id == Some(sales)));
    // One that came in before, and is opened again while nobody of those who had it is there, is the team's now.
    let first = tickets(&world, &acme).await.remove(0).id;
    let elsewhere =
        TicketChange { team: Some(None), assignee: Some(Some(all[4])), ..to(TicketStatus::Closed) };
    set(&world, &acme, first, elsewhere).await;
    let raw = mail("p0@x.test", "again@x.test", Some("m0@x.test"), "Re: Subject 0", "And?");
    world.take_in(&acme, &[("again", raw)]).await;
    let row = world.read(&acme, first).await.row;
    assert_eq!((row.team_id, row.assignee_id), (Some(sales), Some(all[1])));
    // Nobody there: it is the team's, and waits.
    away(&world, &acme, all[1], true).await;
    away(&world, &acme, all[2], true).await;
    come_in(&world, &acme, 4..5, 1).await;
    let last = tickets(&world, &acme).await.remove(4);
    assert_eq!((last.team_id, last.assignee_id), (Some(sales), None));
    // A team without a rule of its own gives its tickets to nobody.
    away(&world, &acme, all[1], false).await;
    let change = TeamChange { assign: Some(AssignWay::Nobody), ..TeamChange::default() };
    app::team::change(&world.app, &world.admin_ctx(&acme), sales, change).await.unwrap();
    come_in(&world, &acme, 5..6, 1).await;
    let last = tickets(&world, &acme).await.remove(5);
    assert_eq!((last.team_id, last.assignee_id), (Some(sales), None));
}

async fn only_what_somebody_waits_for_is_given(world: World) {
    let acme = world.company("acme").await;
    let sales = team(&world, &acme, &[acme.agent], AssignWay::RoundRobin).await;
    rule(&world, &acme, AssignTo::Team(sales)).await;
    let automatic = new_mail(1).replace("Subject:", "Auto-Submitted: auto-replied\r\nSubject:");
    let list = new_mail(2).replace("Subject:", "List-Id: <news.x.test>\r\nPrecedence: list\r\nSubject:");
    world.take_in(&acme, &[("1", automatic), ("2", list)]).await;
    let old = app::inbound::Incoming { history: true, ..incoming("3", &new_mail(3)) };
    let prepared = world.app.prepare(&acme.target, vec![old], world.app.now()).await.unwrap();
    world.app.take_in(&acme.target, prepared, None, world.app.now()).await.unwrap();
    world.take_in(&acme, &[("4", new_mail(4))]).await;
    let got: Vec<_> = tickets(&world, &acme).await.iter().map(|row| (row.team_id, row.assignee_id)).collect();
    assert_eq!(got, [(None, None), (None, None), (None, None), (Some(sales), Some(acme.agent))]);
    // What an agent starts is theirs to give.
    let draft = app::view::TicketDraft {
        draft: None,
        mailbox: acme.mailbox,
        subject: "Ours".to_owned(),
        message: app::view::ReplyDraft {
            text: "Hello".to_owned(),
            to: vec![domain::record::Address { name: String::new(), email: "q@x.test".to_owned() }],
            ..Default::default()
        },
    };
    let (id, _) = app::ticket::create(&world.app, &world.admin_ctx(&acme), draft).await.unwrap();
    assert_eq!(world.read(&acme, id).await.row.team_id, None);
}

async fn a_reply_gives_nothing_but_a_ticket_opened_again_is_given_anew(world: World) {
    let acme = world.company("acme").await;
    let all = people(&world, &acme, 2).await;
    away(&world, &acme, acme.admin, true).await;
    let all = [acme.agent, all[2], all[3]];
    come_in(&world, &acme, 0..1, 1).await;
    let ticket = tickets(&world, &acme).await[0].id;
    rule(&world, &acme, AssignTo::Agents(AssignWay::RoundRobin)).await;
    let mut n = 0;
    let mut reply = async || {
        n += 1;
        let raw = mail("p0@x.test", &format!("r{n}@x.test"), Some("m0@x.test"), "Re: Subject 0", "And?");
        world.take_in(&acme, &[(&format!("r{n}"), raw)]).await;
        world.read(&acme, ticket).await.row.assignee_id
    };
    assert_eq!(reply().await, None, "a reply to an open ticket leaves it with nobody");
    set(&world, &acme, ticket, TicketChange { assignee: Some(Some(all[2])), ..to(TicketStatus::Closed) })
        .await;
    assert_eq!(reply().await, Some(all[2]), "who is there keeps it");
    away(&world, &acme, all[2], true).await;
    assert_eq!(reply().await, Some(all[2]), "it was open: nothing is taken away in the middle");
    set(&world, &acme, ticket, to(TicketStatus::Pending)).await;
    assert_eq!(reply().await, Some(all[0]), "the first in turn");
    set(&world, &acme, ticket, to(TicketStatus::Closed)).await;
    deactivate(&world, &acme, all[0]).await;
    assert_eq!(reply().await, Some(all[1]));
    // Without a rule, who is away keeps it, and who is gone does not.
    rule(&world, &acme, AssignTo::Agents(AssignWay::Nobody)).await;
    set(&world, &acme, ticket, TicketChange { assignee: Some(Some(all[2])), ..to(TicketStatus::Closed) })
        .await;
    assert_eq!(reply().await, Some(all[2]));
    set(&world, &acme, ticket, to(TicketStatus::Closed)).await;
    deactivate(&world, &acme, all[2]).await;
    assert_eq!(reply().await, None);
    // What comes in for a ticket of spam stays there, with whoever had it.
    rule(&world, &acme, AssignTo::Agents(AssignWay::RoundRobin)).await;
    set(&world, &acme, ticket, TicketChange { assignee: Some(Some(all[2])), ..to(TicketStatus::Spam) }).await;
    assert_eq!(reply().await, Some(all[2]));
}

async fn a_team_that_goes_takes_its_rules_along(world: World) {
    let acme = world.company("acme").await;
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let sales = team(&world, &acme, &[acme.agent], AssignWay::LeastLoaded).await;
    assert_eq!(app::team::list(app, &admin).await.unwrap()[0].assign, AssignWay::LeastLoaded);
    rule(&world, &acme, AssignTo::Team(sales)).await;
    app::team::delete(app, &admin, sales).await.unwrap();
    let mailbox = app::mailbox::read(app, &admin, acme.mailbox).await.unwrap();
    assert_eq!(mailbox.assign, AssignTo::Agents(AssignWay::Nobody));
    let change = MailboxChange { assign: Some(AssignTo::Team(sales)), ..MailboxChange::default() };
    let refused = app::mailbox::change(app, &admin, acme.mailbox, change).await;
    assert!(matches!(refused, Err(Error::Input { field: "assign_team_id", rule: "rule-unknown-team" })));
    come_in(&world, &acme, 0..1, 1).await;
    let page = app::ticket::list(app, &admin, &TicketFilter::default(), None, 10).await.unwrap();
    assert_eq!((page.items[0].team_id, page.items[0].assignee_id), (None, None));
}
