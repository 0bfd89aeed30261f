//! Lists, counts, plans, and the texts of all queries.

use super::on_both;
use super::world::{World, at, sealed, ticket};
use crate::db::args;
use crate::db::statement::write_out;
use crate::dialect::{Dialect, Reach};
use crate::{AssigneeFilter, StoreError, Ticket, TicketCursor, TicketFilter, intake, ticket_list};
use domain::{AgentId, MailboxId, TicketId, TicketStatus, Timestamp};
use std::collections::BTreeMap;

const STATUSES: [TicketStatus; 4] =
    [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Closed, TicketStatus::Spam];

fn filters(mailboxes: &[MailboxId], agent: AgentId, requester: domain::ContactId) -> Vec<TicketFilter> {
    let mut out = Vec::new();
    for statuses in [vec![], vec![TicketStatus::Open], vec![TicketStatus::Open, TicketStatus::Closed]] {
        for boxes in [vec![], vec![mailboxes[0]], mailboxes.to_vec()] {
            for assignee in [AssigneeFilter::Any, AssigneeFilter::Unassigned, AssigneeFilter::Agent(agent)] {
                for (requester, unread_for) in [(None, None), (Some(requester), None), (None, Some(agent))] {
                    let (statuses, mailboxes) = (statuses.clone(), boxes.clone());
                    out.push(TicketFilter { statuses, mailboxes, assignee, requester, unread_for });
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
    (f.statuses.is_empty() || f.statuses.contains(&t.status))
        && (f.mailboxes.is_empty() || f.mailboxes.contains(&t.mailbox))
        && match f.assignee {
            AssigneeFilter::Any => true,
            AssigneeFilter::Unassigned => t.assignee.is_none(),
            AssigneeFilter::Agent(a) => t.assignee == Some(a),
        }
        && f.requester.is_none_or(|r| r == t.requester)
        && (f.unread_for.is_none() || seen.get(&t.id).is_none_or(|at| *at < newest_news(t).as_millis()))
}

/// A few hundred tickets in three mailboxes; several share a time.
async fn fill(w: &World) -> (Vec<MailboxId>, AgentId, Vec<Ticket>) {
    let agent = AgentId::generate(at(0));
    let mut boxes = Vec::new();
    for _ in 0..3 {
        boxes.push(w.add_mailbox().await);
    }
    let requester = domain::ContactId::generate(at(0));
    let tickets: Vec<Ticket> = (0..300usize)
        .map(|i| {
            let assignee = (i % 5 == 0).then_some(agent);
            let mut t =
                ticket(boxes[i % 7 % 3], i64::try_from(i).unwrap() + 1, STATUSES[i % 11 % 4], assignee);
            t.updated_at = at(i64::try_from(i * 7919 % 97).unwrap());
            if i % 9 == 0 {
                t.requester = requester;
            }
            t
        })
        .collect();
    let mut tx = w.ours().begin().await.unwrap();
    tx.insert_tickets(&tickets).await.unwrap();
    tx.commit().await.unwrap();
    (boxes, agent, tickets)
}

async fn every_filter_pages_through_exactly_what_belongs(w: World) {
    let (boxes, agent, tickets) = fill(&w).await;
    let mut seen = BTreeMap::new();
    let mut tx = w.ours().begin().await.unwrap();
    for t in tickets.iter().step_by(3) {
        tx.update_ticket_seen(agent, t.id, at(50)).await.unwrap();
        seen.insert(t.id, at(50).as_millis());
    }
    tx.commit().await.unwrap();
    for filter in filters(&boxes, agent, tickets[0].requester) {
        let mut wanted: Vec<&Ticket> = tickets.iter().filter(|t| belongs(&filter, t, &seen)).collect();
        wanted.sort_by_key(|t| std::cmp::Reverse((t.updated_at, t.id)));
        let wanted: Vec<TicketId> = wanted.iter().map(|t| t.id).collect();
        let (mut got, mut cursor) = (Vec::new(), None);
        loop {
            let page = w.ours().list_tickets(&filter, cursor, 40).await.unwrap();
            let Some(last) = page.last() else { break };
            cursor = Some(TicketCursor::after(last));
            got.extend(page.iter().map(|t| t.id));
        }
        assert_eq!(got, wanted, "{filter:?}");
    }
}

async fn counts_follow_every_change(w: World) {
    let (boxes, agent, mut tickets) = fill(&w).await;
    let mut random = 12_345u64;
    let mut next = |n: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % n
    };
    for round in 0..12 {
        let mut tx = w.ours().begin().await.unwrap();
        let mut batch: Vec<Ticket> = Vec::new();
        for _ in 0..20 {
            let i = next(tickets.len());
            if batch.iter().any(|t| t.id == tickets[i].id) {
                continue;
            }
            let t = &mut tickets[i];
            t.status = STATUSES[next(4)];
            t.mailbox = boxes[next(3)];
            t.assignee = (next(2) == 0).then_some(agent);
            batch.push(t.clone());
            t.version += 1;
        }
        tx.update_tickets(&batch).await.unwrap();
        let gone = tickets.swap_remove(next(tickets.len())).id;
        assert_eq!(tx.delete_tickets(&[gone]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut wanted: BTreeMap<_, i64> = BTreeMap::new();
        for t in &tickets {
            *wanted.entry((t.mailbox, t.status, t.assignee)).or_default() += 1;
        }
        let counted = w.ours().list_ticket_counts().await.unwrap();
        let got: BTreeMap<_, _> = counted.iter().map(|c| ((c.mailbox, c.status, c.assignee), c.n)).collect();
        assert_eq!(got, wanted, "round {round}");
    }
}

async fn a_stale_change_is_refused_and_keeps_nothing(w: World) {
    let (_, _, tickets) = fill(&w).await;
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

async fn every_query_prepares(w: World) {
    let data = [
        crate::agent::ALL,
        crate::audit::ALL,
        crate::change::ALL,
        crate::contact::ALL,
        crate::intake::ALL,
        crate::lease::ALL,
        crate::lockout::ALL,
        crate::mailbox::ALL,
        crate::message::ALL,
        crate::orphan::ALL,
        crate::outbox::ALL,
        crate::rate::ALL,
        crate::session::ALL,
        crate::tenant::ALL,
        crate::ticket::ALL,
        crate::ticket_count::ALL,
        crate::token::ALL,
        crate::tx::ALL,
        crate::upload::ALL,
    ];
    let mut data_conn = w.store.db.begin(Reach::System).await.unwrap();
    let mut key_conn = w.keyring.db().begin(Reach::System).await.unwrap();
    for (text, keys) in
        data.concat().iter().map(|t| (*t, false)).chain(crate::keyring::ALL.iter().map(|t| (*t, true)))
    {
        let fixed = (1..20).rev().find(|n| text.contains(&format!("${n}"))).unwrap_or(0);
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
    every_filter_pages_through_exactly_what_belongs,
    counts_follow_every_change,
    a_stale_change_is_refused_and_keeps_nothing,
    every_query_prepares,
);

/// Each scan must read an index in the order of the list, with every equality in it and no sort of its own.
#[tokio::test]
async fn sqlite_scans_an_index_in_order_for_every_filter() {
    let w = World::sqlite().await;
    let (boxes, agent, tickets) = fill(&w).await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    for filter in filters(&boxes, agent, tickets[0].requester) {
        for cursor in [None, Some(TicketCursor::after(&tickets[0]))] {
            for plan in ticket_list::plans(Dialect::Sqlite, w.tenant, &filter, &boxes, cursor, 50) {
                let rows =
                    conn.list_built(format!("EXPLAIN QUERY PLAN {}", plan.sql), plan.args).await.unwrap();
                let lines: Vec<String> = rows
                    .iter()
                    .map(|row| {
                        let mut f = row.fields();
                        f.i64().unwrap();
                        f.i64().unwrap();
                        f.i64().unwrap();
                        f.text().unwrap().to_owned()
                    })
                    .collect();
                let scans: Vec<&String> = lines.iter().filter(|l| l.contains(" t USING")).collect();
                assert!(!scans.is_empty(), "{lines:?}");
                for line in scans {
                    assert!(line.starts_with("SEARCH t USING"), "{filter:?}: {lines:#?}");
                    assert_eq!(
                        line.contains("updated_at_ms,id)<"),
                        cursor.is_some(),
                        "{filter:?}: {lines:#?}"
                    );
                }
                // Inside a scan nothing is sorted: only its (at most fifty) results are, when scans are merged.
                let mut inside = false;
                for line in &lines {
                    inside = (inside || line.starts_with("CO-ROUTINE a")) && !line.starts_with("SCAN a");
                    assert!(!(inside && line.contains("TEMP B-TREE")), "{filter:?}: {lines:#?}");
                }
            }
        }
    }
}

/// Held mail is a few rows among all that were ever taken in: it is found without going through the others.
#[tokio::test]
async fn sqlite_finds_held_mail_by_its_own_index() {
    let w = World::sqlite().await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    let count = intake::ALL.iter().find(|text| text.contains("COUNT(*)")).unwrap();
    let plan = format!("EXPLAIN QUERY PLAN {count}");
    let rows = conn.list_built(plan, args![w.tenant]).await.unwrap();
    let mut f = rows[0].fields();
    for _ in 0..3 {
        f.i64().unwrap();
    }
    let line = f.text().unwrap();
    assert!(line.contains("intake_due (tenant_id=? AND next_attempt_at_ms>?)"), "{line}");
}
