//! Tickets follow their requesters to another organisation, a bounded number in each write.

use super::on_both;
use super::world::{World, at, contact, sealed, tag, ticket};
use crate::organisation_move::TICKETS_PER_WRITE;
use crate::{AssigneeFilter, Organisation, SavedView, TicketFilter, TicketOrder};
use domain::{AgentId, OrganisationId, TicketStatus, ViewId};

/// Tickets of one person: more than two writes take along.
const TICKETS: i64 = 2 * TICKETS_PER_WRITE as i64 + 50;

async fn listed(w: &World, id: OrganisationId) -> usize {
    let filter = TicketFilter { organisation: Some(id), ..TicketFilter::default() };
    let ours = w.ours();
    ours.list_tickets(&filter, TicketOrder::Created, None, 2 * TICKETS as u32).await.unwrap().len()
}

async fn counted(w: &World, view: ViewId) -> i64 {
    w.ours().list_view_counts(None).await.unwrap().get(&view).copied().unwrap_or(0)
}

fn organisation(n: u64) -> Organisation {
    Organisation {
        id: OrganisationId::generate(at(0)),
        name_tag: tag(n),
        content: sealed(9),
        created_at: at(0),
        updated_at: at(0),
    }
}

/// Does what is left, and counts the writes.
async fn follow(w: &World) -> usize {
    let mut writes = 0;
    while w.ours().has_organisation_moves().await.unwrap() {
        let mut tx = w.ours().begin().await.unwrap();
        tx.move_tickets_to_organisations().await.unwrap();
        tx.commit().await.unwrap();
        writes += 1;
    }
    writes
}

fn view(organisation: OrganisationId) -> SavedView {
    SavedView {
        id: ViewId::generate(at(0)),
        owner: AgentId::generate(at(0)),
        shared: true,
        name: sealed(7),
        conditions: format!("organisation={organisation}").parse().unwrap(),
        order: TicketOrder::Newest,
        created_at: at(0),
    }
}

async fn many_tickets_follow_in_several_writes(w: World) {
    let (mailbox, person, other) = (w.add_mailbox().await, contact(), contact());
    let (mill, shop) = (organisation(1), organisation(2));
    let statuses = [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Closed];
    let mut tickets: Vec<_> = (0..TICKETS)
        .map(|n| ticket(mailbox, n + 1, statuses[usize::try_from(n % 3).unwrap()], None))
        .collect();
    for (i, t) in tickets.iter_mut().enumerate() {
        t.requester = if i == 7 { other.id } else { person.id };
        t.updated_at = at(i64::try_from(i % 50).unwrap());
    }
    let view = view(mill.id);
    let mut tx = w.ours().begin().await.unwrap();
    tx.insert_contacts(&[person.clone(), other.clone()]).await.unwrap();
    tx.insert_organisation(&mill).await.unwrap();
    tx.insert_organisation(&shop).await.unwrap();
    tx.insert_saved_view(&view).await.unwrap();
    tx.insert_tickets(&tickets).await.unwrap();
    tx.put_organisation_of_contact(person.id, Some(mill.id)).await.unwrap();
    tx.commit().await.unwrap();
    let at_once = usize::try_from(TICKETS_PER_WRITE).unwrap();
    assert_eq!(listed(&w, mill.id).await, at_once);
    assert_eq!(counted(&w, view.id).await, i64::from(TICKETS_PER_WRITE));

    // What is written meanwhile is right by that, wherever it goes in the order: here to the front, the other ways back.
    let filter = TicketFilter { assignee: AssigneeFilter::Any, ..TicketFilter::default() };
    let mut all =
        w.ours().list_tickets(&filter, TicketOrder::Created, None, 2 * TICKETS as u32).await.unwrap();
    let touched: Vec<_> =
        all.iter_mut().filter(|t| t.organisation.is_none() && t.requester == person.id).collect();
    let mut touched: Vec<_> = touched.into_iter().take(30).map(|t| t.clone()).collect();
    for t in &mut touched {
        (t.status, t.updated_at) = (TicketStatus::Closed, at(-5));
    }
    let mut tx = w.ours().begin().await.unwrap();
    tx.update_tickets(&touched).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(listed(&w, mill.id).await, at_once + 30);

    assert_eq!(follow(&w).await, 2, "each write takes {TICKETS_PER_WRITE} along");
    assert_eq!((listed(&w, mill.id).await, counted(&w, view.id).await), (tickets.len() - 1, TICKETS - 1));

    // To another one, and before all have followed that one is removed.
    let mut tx = w.ours().begin().await.unwrap();
    tx.put_organisation_of_contact(person.id, Some(shop.id)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((listed(&w, shop.id).await, counted(&w, view.id).await), (at_once, TICKETS - 1 - 500));
    let mut tx = w.ours().begin().await.unwrap();
    tx.delete_organisation(shop.id).await.unwrap();
    tx.commit().await.unwrap();
    follow(&w).await;
    assert_eq!((listed(&w, shop.id).await, listed(&w, mill.id).await, counted(&w, view.id).await), (0, 0, 0));
    let stored = w.ours().get_ticket(tickets[0].id).await.unwrap();
    assert_eq!((stored.version, stored.organisation), (1, None), "nothing happened on the ticket itself");
}

on_both!(many_tickets_follow_in_several_writes);
