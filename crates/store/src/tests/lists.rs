//! Lists, counts, and the texts of all queries.

mod plans;

use super::on_both;
use super::world::{World, at, contact, sealed, ticket};
use crate::db::statement::write_out;
use crate::dialect::Reach;
use crate::{
    AssigneeFilter, BuiltInView, Facts, SavedView, StoreError, Team, TeamFilter, Ticket, TicketCursor,
    TicketFilter, TicketOrder, Undo, UndoItem, ViewConditions,
};
use domain::{
    AgentId, ChoiceId, ContactId, MailboxId, OrganisationId, Priority, TagId, TeamId, TicketId, TicketStatus,
    Timestamp, UndoId, ViewId,
};
use std::collections::BTreeMap;

const STATUSES: [TicketStatus; 4] =
    [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Closed, TicketStatus::Spam];

const ORDERS: [TicketOrder; 4] =
    [TicketOrder::Newest, TicketOrder::Oldest, TicketOrder::Created, TicketOrder::Priority];

/// What the filters of a test name.
struct Named {
    mailboxes: Vec<MailboxId>,
    agent: AgentId,
    requester: ContactId,
    tags: [TagId; 2],
    teams: [TeamId; 2],
    choices: [ChoiceId; 2],
    organisation: OrganisationId,
}

/// Every combination of a status, mailbox and assignee condition with each of the others.
fn filters(n: &Named) -> Vec<TicketFilter> {
    let base = TicketFilter::default;
    let further = [
        base(),
        TicketFilter { requester: Some(n.requester), ..base() },
        TicketFilter { unread_for: Some(n.agent), ..base() },
        TicketFilter { tags: vec![n.tags[0]], ..base() },
        TicketFilter { tags: n.tags.to_vec(), follower: Some(n.agent), ..base() },
        TicketFilter { follower: Some(n.agent), unread_for: Some(n.agent), ..base() },
        TicketFilter { priorities: vec![Priority::High, Priority::Urgent], ..base() },
        TicketFilter { priorities: vec![Priority::Low], tags: vec![n.tags[1]], ..base() },
        TicketFilter { teams: TeamFilter::In(vec![n.teams[0]]), ..base() },
        TicketFilter { teams: TeamFilter::In(n.teams.to_vec()), follower: Some(n.agent), ..base() },
        TicketFilter { teams: TeamFilter::In(n.teams.to_vec()), unread_for: Some(n.agent), ..base() },
        TicketFilter { teams: TeamFilter::None, ..base() },
        TicketFilter { choices: vec![n.choices[0]], ..base() },
        TicketFilter { choices: n.choices.to_vec(), tags: vec![n.tags[0]], ..base() },
        TicketFilter { organisation: Some(n.organisation), ..base() },
        TicketFilter { organisation: Some(n.organisation), requester: Some(n.requester), ..base() },
        TicketFilter { organisation: Some(n.organisation), tags: vec![n.tags[0]], ..base() },
        TicketFilter {
            organisation: Some(n.organisation),
            priorities: vec![Priority::Urgent],
            teams: TeamFilter::In(n.teams.to_vec()),
            unread_for: Some(n.agent),
            ..base()
        },
    ];
    let mut out = Vec::new();
    for statuses in [vec![], vec![TicketStatus::Open], vec![TicketStatus::Open, TicketStatus::Closed]] {
        for mailboxes in [vec![], vec![n.mailboxes[0]], n.mailboxes.clone()] {
            for assignee in [AssigneeFilter::Any, AssigneeFilter::Unassigned, AssigneeFilter::Agent(n.agent)]
            {
                for with in &further {
                    let (statuses, mailboxes) = (statuses.clone(), mailboxes.clone());
                    out.push(TicketFilter { statuses, mailboxes, assignee, ..with.clone() });
                }
            }
        }
    }
    out
}

/// What is unread is news of a contact; of a ticket without any, its last change.
fn newest_news(t: &Ticket) -> Timestamp {
    t.last_inbound_at.unwrap_or(t.updated_at)
}

fn belongs(f: &TicketFilter, t: &Ticket, seen: &BTreeMap<TicketId, i64>) -> bool {
    f.takes(&Facts::of(t))
        && (f.unread_for.is_none() || seen.get(&t.id).is_none_or(|at| *at < newest_news(t).as_millis()))
}

fn sort(order: TicketOrder, tickets: &mut [&Ticket]) {
    match order {
        TicketOrder::Newest => tickets.sort_by_key(|t| std::cmp::Reverse((t.updated_at, t.id))),
        TicketOrder::Oldest => tickets.sort_by_key(|t| (t.updated_at, t.id)),
        TicketOrder::Created => tickets.sort_by_key(|t| std::cmp::Reverse(t.number)),
        TicketOrder::Priority => {
            tickets.sort_by_key(|t| std::cmp::Reverse((t.priority, t.updated_at, t.id)));
        }
    }
}

/// A few hundred tickets in three mailboxes; several share a time.
async fn fill(w: &World) -> (Named, Vec<Ticket>) {
    let agent = AgentId::generate(at(0));
    let mut boxes = Vec::new();
    for _ in 0..3 {
        boxes.push(w.add_mailbox().await);
    }
    let organisation = OrganisationId::generate(at(0));
    // Two people of the organisation, of whom one also stands in filters.
    let people = [contact(), contact()];
    let requester = people[0].id;
    let tags = [TagId::generate(at(0)), TagId::generate(at(1))];
    let teams = [TeamId::generate(at(0)), TeamId::generate(at(1))];
    let choices = [ChoiceId::generate(at(0)), ChoiceId::generate(at(1))];
    let tickets: Vec<Ticket> = (0..300usize)
        .map(|i| {
            let assignee = (i % 5 == 0).then_some(agent);
            let mut t =
                ticket(boxes[i % 7 % 3], i64::try_from(i).unwrap() + 1, STATUSES[i % 11 % 4], assignee);
            t.updated_at = at(i64::try_from(i * 7919 % 97).unwrap());
            t.priority = Priority::ALL[i % 13 % 4];
            t.tags = tags
                .iter()
                .copied()
                .enumerate()
                .filter(|(n, _)| i % (n + 2) == 0)
                .map(|(_, id)| id)
                .collect();
            t.choices = choices
                .iter()
                .copied()
                .enumerate()
                .filter(|(n, _)| i % (n + 3) == 0)
                .map(|(_, id)| id)
                .collect();
            t.followers = if i % 4 == 0 { vec![agent, AgentId::generate(at(2))] } else { Vec::new() };
            t.team = teams.get(i % 10 % 3).copied();
            if let Some(person) = people.get(i % 9) {
                (t.requester, t.organisation) = (person.id, Some(organisation));
            }
            t
        })
        .collect();
    let mut tx = w.ours().begin().await.unwrap();
    tx.insert_contacts(&people).await.unwrap();
    for person in &people {
        tx.put_organisation_of_contact(person.id, Some(organisation)).await.unwrap();
    }
    tx.insert_tickets(&tickets).await.unwrap();
    tx.commit().await.unwrap();
    (Named { mailboxes: boxes, agent, requester, tags, teams, choices, organisation }, tickets)
}

async fn pages(w: &World, filter: &TicketFilter, order: TicketOrder) -> Vec<TicketId> {
    let (mut got, mut cursor) = (Vec::new(), None);
    loop {
        let page = w.ours().list_tickets(filter, order, cursor, 40).await.unwrap();
        let Some(last) = page.last() else { return got };
        cursor = Some(TicketCursor::after(last));
        got.extend(page.iter().map(|t| t.id));
    }
}

async fn every_filter_pages_through_exactly_what_belongs(w: World) {
    let (named, tickets) = fill(&w).await;
    let mut seen = BTreeMap::new();
    let mut tx = w.ours().begin().await.unwrap();
    for t in tickets.iter().step_by(3) {
        tx.update_tickets_seen(named.agent, &[t.id], at(50)).await.unwrap();
        seen.insert(t.id, at(50).as_millis());
    }
    tx.commit().await.unwrap();
    let of_no_team = TicketFilter { teams: TeamFilter::In(Vec::new()), ..TicketFilter::default() };
    let nobodys = TicketFilter { assignee: AssigneeFilter::Unassigned, ..of_no_team.clone() };
    for (i, filter) in filters(&named).into_iter().chain([of_no_team, nobodys]).enumerate() {
        // Every filter in the usual order, and in one of the others.
        for order in [TicketOrder::Newest, ORDERS[1 + i % 3]] {
            let mut wanted: Vec<&Ticket> = tickets.iter().filter(|t| belongs(&filter, t, &seen)).collect();
            sort(order, &mut wanted);
            let wanted: Vec<TicketId> = wanted.iter().map(|t| t.id).collect();
            assert_eq!(pages(&w, &filter, order).await, wanted, "{order:?} {filter:?}");
        }
    }
}

async fn marks_follow_every_change(w: World) {
    let (named, mut tickets) = fill(&w).await;
    for (i, t) in tickets.iter_mut().enumerate().step_by(2) {
        t.status = STATUSES[i % 3];
        t.updated_at = at(200 + i64::try_from(i).unwrap());
        match i % 8 {
            0 => t.tags.clear(),
            2 => t.tags = vec![named.tags[1]],
            6 => t.choices = vec![named.choices[1]],
            4 => t.followers.push(named.agent),
            _ => t.followers.clear(),
        }
        t.followers.sort_unstable();
        t.followers.dedup();
    }
    let mut tx = w.ours().begin().await.unwrap();
    tx.update_tickets(&tickets).await.unwrap();
    tx.delete_tickets(&[tickets[0].id, tickets[1].id]).await.unwrap();
    tx.commit().await.unwrap();
    let tickets = &tickets[2..];
    let by_tag = TicketFilter { tags: vec![named.tags[1]], ..TicketFilter::default() };
    let by_follower = TicketFilter { follower: Some(named.agent), ..TicketFilter::default() };
    let by_choice = TicketFilter { choices: vec![named.choices[1]], ..TicketFilter::default() };
    for filter in [by_tag, by_follower, by_choice] {
        let mut wanted: Vec<&Ticket> = tickets.iter().filter(|t| filter.takes(&Facts::of(t))).collect();
        sort(TicketOrder::Newest, &mut wanted);
        let wanted: Vec<TicketId> = wanted.iter().map(|t| t.id).collect();
        assert!(!wanted.is_empty());
        assert_eq!(pages(&w, &filter, TicketOrder::Newest).await, wanted, "{filter:?}");
    }
}

async fn snoozed_tickets_are_found_when_they_are_due(w: World) {
    let (_, mut tickets) = fill(&w).await;
    for (i, t) in tickets.iter_mut().enumerate().take(5) {
        t.status = TicketStatus::Snoozed;
        t.snoozed_until = (i > 0).then(|| at(1000 - i64::try_from(i).unwrap()));
    }
    let mut tx = w.ours().begin().await.unwrap();
    tx.update_tickets(&tickets[..5]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(w.ours().find_next_snoozed().await.unwrap(), Some(at(996)));
    let due = w.ours().list_snoozed_due(at(998), 2).await.unwrap();
    let due: Vec<_> = due.iter().map(|t| t.id).collect();
    assert_eq!(due, [tickets[4].id, tickets[3].id]);
}

async fn a_change_can_be_taken_back_from_what_was_kept(w: World) {
    let (named, tickets) = fill(&w).await;
    let before = tickets[12].clone();
    let item = UndoItem::of(&before);
    let undo = Undo { id: UndoId::generate(at(9)), agent: named.agent, made_at: at(9) };
    let mut tx = w.ours().begin().await.unwrap();
    tx.insert_undo(&undo, std::slice::from_ref(&item)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(w.ours().find_undo(undo.id).await.unwrap(), Some(undo));
    let mut items = w.ours().list_undo_items(undo.id).await.unwrap();
    assert_eq!(items, [item]);
    let mut changed = Ticket { status: TicketStatus::Trash, tags: Vec::new(), version: 2, ..before.clone() };
    changed.team = Some(named.teams[1]);
    assert_ne!(changed.team, before.team);
    items.remove(0).restore(&mut changed);
    assert_eq!((Facts::of(&changed), changed.version), (Facts::of(&before), 2));
    assert_eq!(w.ours().list_undos_before(at(10), 5).await.unwrap(), [undo]);
    let mut tx = w.ours().begin().await.unwrap();
    tx.delete_undo(undo.id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(w.ours().list_undo_items(undo.id).await.unwrap().is_empty());
}

fn saved(n: &Named, line: &str, i: i64) -> SavedView {
    SavedView {
        id: ViewId::generate(at(i)),
        owner: n.agent,
        shared: i % 2 == 0,
        name: sealed(7),
        conditions: line.parse().unwrap(),
        order: TicketOrder::Newest,
        created_at: at(i),
    }
}

fn team(id: TeamId, members: Vec<AgentId>) -> Team {
    let name_tag = super::world::tag(id.uuid().as_u64_pair().1);
    Team { id, name_tag, content: sealed(8), members, created_at: at(0) }
}

/// Every count of every view, for an agent, from the tickets themselves.
fn counted(
    views: &[(ViewId, ViewConditions)],
    (me, mine): (Option<AgentId>, &[TeamId]),
    tickets: &[Ticket],
) -> BTreeMap<ViewId, i64> {
    let mut out = BTreeMap::new();
    for (id, conditions) in views.iter().filter(|(_, conditions)| !conditions.unread) {
        let Some(filter) = conditions.filter(me, mine) else { continue };
        let n = tickets.iter().filter(|t| filter.takes(&Facts::of(t))).count();
        if n > 0 {
            out.insert(*id, i64::try_from(n).unwrap());
        }
    }
    out
}

/// The views that every tenant has, and saved ones of every kind.
async fn add_views(w: &World, n: &Named) -> (Vec<(ViewId, ViewConditions)>, Vec<SavedView>) {
    let agent = n.agent;
    let (tag, mailbox) = (n.tags[0], n.mailboxes[1]);
    let mut views: Vec<(ViewId, ViewConditions)> =
        BuiltInView::ALL.iter().map(|view| (view.id(), view.conditions())).collect();
    let mut made = Vec::new();
    let mut tx = w.ours().begin().await.unwrap();
    for (i, line) in [
        format!("tag={tag}"),
        format!("status=open&status=spam&assignee=me&mailbox={mailbox}"),
        "assignee=me&follower=me&priority=high&priority=low".to_owned(),
        format!("follower=me&tag={tag}"),
        format!("assignee={agent}&follower={agent}"),
        format!("requester={}&unread=yes", n.requester),
        format!("requester={}&assignee=none", n.requester),
        format!("team={}&status=open", n.teams[1]),
        "status=open&team=mine".to_owned(),
        "assignee=me&team=mine".to_owned(),
        "follower=me&team=mine&status=pending".to_owned(),
        "status=open&assignee=none&team=none".to_owned(),
        format!("choice={}", n.choices[0]),
        format!("organisation={}&status=open", n.organisation),
        format!("organisation={}&assignee=me", n.organisation),
    ]
    .iter()
    .enumerate()
    {
        let view = saved(n, line, i64::try_from(i).unwrap());
        tx.insert_saved_view(&view).await.unwrap();
        views.push((view.id, view.conditions.clone()));
        made.push(view);
    }
    tx.commit().await.unwrap();
    (views, made)
}

/// Changes a ticket at random. `here` is where the one requester belongs now.
fn shuffle(
    t: &mut Ticket,
    n: &Named,
    (stranger, here): (ContactId, Option<OrganisationId>),
    next: &mut impl FnMut(usize) -> usize,
) {
    t.status = TicketStatus::ALL[next(6)];
    t.mailbox = n.mailboxes[next(3)];
    t.assignee = (next(2) == 0).then_some(n.agent);
    t.followers = if next(3) == 0 { vec![n.agent] } else { Vec::new() };
    t.tags = if next(2) == 0 { n.tags.to_vec() } else { Vec::new() };
    t.choices = if next(2) == 0 { vec![n.choices[next(2)]] } else { Vec::new() };
    t.priority = Priority::ALL[next(4)];
    t.team = n.teams.get(next(3)).copied();
    // Another person asks, or the one who asked before again: the organisation is the store's to know.
    (t.requester, t.organisation) = match next(3) {
        0 => (n.requester, here),
        1 => (stranger, None),
        _ => (t.requester, t.organisation),
    };
}

async fn counts_follow_every_change(w: World) {
    let (n, mut tickets) = fill(&w).await;
    let agent = n.agent;
    w.add_agent(agent).await;
    let mut tx = w.ours().begin().await.unwrap();
    tx.insert_team(&team(n.teams[0], vec![agent])).await.unwrap();
    tx.insert_team(&team(n.teams[1], vec![AgentId::generate(at(5))])).await.unwrap();
    tx.commit().await.unwrap();
    let (mut views, mut made) = add_views(&w, &n).await;
    let mut random = 12_345u64;
    let mut next = |n: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % n
    };
    let (stranger, mut here) = (ContactId::generate(at(6)), Some(n.organisation));
    for round in 0..12 {
        for me in [None, Some(agent), Some(AgentId::generate(at(77)))] {
            let got: BTreeMap<_, _> = w.ours().list_view_counts(me).await.unwrap().into_iter().collect();
            let mine = if me == Some(agent) { &n.teams[..if round < 6 { 1 } else { 2 }] } else { &[] };
            assert_eq!(got, counted(&views, (me, mine), &tickets), "round {round}");
        }
        let mut tx = w.ours().begin().await.unwrap();
        let mut batch: Vec<Ticket> = Vec::new();
        for _ in 0..20 {
            let i = next(tickets.len());
            if batch.iter().any(|t| t.id == tickets[i].id) {
                continue;
            }
            let t = &mut tickets[i];
            shuffle(t, &n, (stranger, here), &mut next);
            batch.push(t.clone());
            t.version += 1;
        }
        tx.update_tickets(&batch).await.unwrap();
        if round == 5 {
            // Who joins a team has its tickets from then on; nothing is counted anew for that.
            tx.update_team(&team(n.teams[1], vec![agent])).await.unwrap();
        }
        if round % 4 == 3 {
            // The person belongs elsewhere, or here again; the tickets follow in the same write.
            here = if here.is_some() { None } else { Some(n.organisation) };
            tx.put_organisation_of_contact(n.requester, here).await.unwrap();
            for t in tickets.iter_mut().filter(|t| t.requester == n.requester) {
                t.organisation = here;
            }
        }
        let gone = tickets.swap_remove(next(tickets.len())).id;
        assert_eq!(tx.delete_tickets(&[gone]).await.unwrap(), 1);
        if round % 3 == 1 {
            // A view that changes, or goes, in the middle of a write that changes tickets too.
            let mut view = made.pop().unwrap();
            views.retain(|(id, _)| *id != view.id);
            if round == 4 {
                tx.delete_saved_view(view.id).await.unwrap();
            } else {
                view.conditions = "status=closed&follower=me".parse().unwrap();
                tx.update_saved_view(&view).await.unwrap();
                views.push((view.id, view.conditions.clone()));
            }
            let t = &mut tickets[0];
            t.status = TicketStatus::Closed;
            t.followers = vec![agent];
            tx.update_tickets(std::slice::from_ref(t)).await.unwrap();
            t.version += 1;
        }
        tx.commit().await.unwrap();
    }
}

async fn views_are_ones_own_or_everyones(w: World) {
    let (n, _) = fill(&w).await;
    let (own, shared) = (saved(&n, "status=open", 1), saved(&n, "assignee=me", 2));
    let mut tx = w.ours().begin().await.unwrap();
    tx.insert_saved_view(&own).await.unwrap();
    tx.insert_saved_view(&shared).await.unwrap();
    tx.commit().await.unwrap();
    let of = async |agent| -> Vec<ViewId> {
        w.ours().list_saved_views_for(agent).await.unwrap().iter().map(|view| view.id).collect()
    };
    assert_eq!(of(n.agent).await, [own.id, shared.id]);
    assert_eq!(of(AgentId::generate(at(3))).await, [shared.id]);
    let stored = w.ours().find_saved_view(shared.id).await.unwrap().unwrap();
    assert_eq!((stored.conditions, stored.order, stored.shared), (shared.conditions, shared.order, true));
}

async fn a_stale_change_is_refused_and_keeps_nothing(w: World) {
    let (_, tickets) = fill(&w).await;
    let mut fresh = tickets[0].clone();
    fresh.summary = sealed(9);
    let mut tx = w.ours().begin().await.unwrap();
    tx.update_tickets(&[fresh.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = w.ours().begin().await.unwrap();
    assert!(matches!(tx.update_tickets(&[fresh.clone()]).await, Err(StoreError::Conflict(_))));
    drop(tx);
    let stored = w.ours().get_ticket(fresh.id).await.unwrap();
    assert_eq!((stored.version, stored.summary.object()), (2, fresh.summary.object()));
}

/// Every query on the data.
fn of_data() -> Vec<&'static str> {
    [of_conversations(), of_promises()].concat()
}

/// Those about what law and policy ask for.
fn of_promises() -> Vec<&'static str> {
    [
        crate::operator_access::ALL,
        crate::disclosure::ALL,
        crate::incident::ALL,
        crate::assessment::ALL,
        crate::access_review::ALL,
        crate::billing::ALL,
        crate::billing_month::ALL,
        crate::promise_report::ALL,
        crate::learned::ALL,
        crate::register::ALL,
        crate::document::ALL,
        crate::document_letter::ALL,
        crate::letter::ALL,
        crate::news::ALL,
        crate::consent::ALL,
        crate::instruction::ALL,
        crate::usage::ALL,
    ]
    .concat()
}

/// All others.
fn of_conversations() -> Vec<&'static str> {
    [
        crate::access_export::ALL,
        crate::company_export::ALL,
        crate::agent::ALL,
        crate::alert::ALL,
        crate::asked::ALL,
        crate::elsewhere::ALL,
        crate::assign_rule::ALL,
        crate::audit::ALL,
        crate::change::ALL,
        crate::clock::ALL,
        crate::closed_sum::ALL,
        crate::closing::ALL,
        crate::contact::ALL,
        crate::export::ALL,
        crate::restore::ALL,
        crate::erasure::ALL,
        crate::legal_hold::ALL,
        crate::purge::ALL,
        crate::purge_tenant::ALL,
        crate::history::ALL,
        crate::intake::ALL,
        crate::lease::ALL,
        crate::link::ALL,
        crate::lockout::ALL,
        crate::mailbox::ALL,
        crate::mailbox_end::ALL,
        crate::merge::ALL,
        crate::message::ALL,
        crate::notice::ALL,
        crate::orphan::ALL,
        crate::outbox::ALL,
        crate::rate::ALL,
        crate::recipient_notice::ALL,
        crate::restriction::ALL,
        crate::retention::ALL,
        crate::removed::ALL,
        crate::rewrite::ALL,
        crate::draft::ALL,
        crate::saved_reply::ALL,
        crate::sign_up::ALL,
        crate::signature_queue::ALL,
        crate::field::ALL,
        crate::grant::ALL,
        crate::organisation::ALL,
        crate::organisation_move::ALL,
        crate::saved_view::ALL,
        crate::session::ALL,
        crate::subject_request::ALL,
        crate::tenant::ALL,
        crate::ticket::ALL,
        crate::tag::ALL,
        crate::team::ALL,
        crate::ticket_mark::ALL,
        crate::token::ALL,
        crate::tx::ALL,
        crate::undo::ALL,
        crate::upload::ALL,
        crate::view_count::ALL,
    ]
    .concat()
}

async fn every_query_prepares(w: World) {
    let mut data_conn = w.store.db.begin(Reach::System).await.unwrap();
    let mut key_conn = w.keyring.db().begin(Reach::System).await.unwrap();
    let keyring =
        [crate::keyring::ALL, crate::ledger::ALL, crate::rectified::ALL, crate::retire::ALL].concat();
    for (text, keys) in of_data().iter().map(|t| (*t, false)).chain(keyring.iter().map(|t| (*t, true))) {
        let fixed = (1..=21).rev().find(|n| text.contains(&format!("${n}"))).unwrap_or(0);
        let columns = text
            .split_once('(')
            .and_then(|(_, rest)| rest.split_once(')'))
            .map_or(1, |(c, _)| c.split(',').count());
        let conn = if keys { &mut key_conn } else { &mut data_conn };
        let sql = write_out(text, conn.dialect(), fixed + 1, columns, 3);
        conn.prepare(sql.clone()).await.unwrap_or_else(|e| panic!("{e}: {sql}"));
    }
}

on_both!(
    marks_follow_every_change,
    snoozed_tickets_are_found_when_they_are_due,
    a_change_can_be_taken_back_from_what_was_kept,
    every_filter_pages_through_exactly_what_belongs,
    counts_follow_every_change,
    views_are_ones_own_or_everyones,
    a_stale_change_is_refused_and_keeps_nothing,
    every_query_prepares,
);
