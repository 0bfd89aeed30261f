//! Take-in, sending, audit, changes.

use super::on_both;
use super::world::{NOW, World, at, change, contact, intake, mail, message, tag, ticket};
use crate::{OutboxEntry, OutboxUpdate, StoreError, TenantStore};
use domain::blob::BlobRef;
use domain::merkle::{Head, leaf_hash};
use domain::{DeliveryState, IntakeState, MailboxId, RequestId, TenantScope, TicketStatus};

async fn take_in(store: &TenantStore, mailbox: MailboxId, first: i64, n: i64) {
    let mails: Vec<_> = (first..first + n).map(|number| mail(mailbox, number)).collect();
    let mut tx = store.begin().await.unwrap();
    let intakes: Vec<_> = (first..first + n).map(|n| intake(mailbox, u64::try_from(n).unwrap())).collect();
    let blobs: Vec<_> = mails
        .iter()
        .map(|m| BlobRef {
            object: m.message.raw_object.unwrap(),
            pack: "p".into(),
            offset_bytes: 0,
            size_bytes: 9,
        })
        .collect();
    tx.insert_messages(&mails.iter().map(|m| m.message.clone()).collect::<Vec<_>>()).await.unwrap();
    tx.insert_tickets(&mails.iter().map(|m| m.ticket.clone()).collect::<Vec<_>>()).await.unwrap();
    tx.insert_message_references(&mails.iter().map(|m| m.reference).collect::<Vec<_>>()).await.unwrap();
    tx.insert_participants(&mails.iter().map(|m| m.participant).collect::<Vec<_>>()).await.unwrap();
    tx.insert_contacts(&mails.iter().map(|_| contact()).collect::<Vec<_>>()).await.unwrap();
    tx.insert_intakes(&intakes).await.unwrap();
    tx.insert_blobs(&blobs).await.unwrap();
    let entry = vec![5; 200];
    let hash = leaf_hash(&entry);
    tx.append_audit(&[(entry, hash)]).await.unwrap();
    tx.append_changes(&mails.iter().map(|m| change(m.ticket.id)).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_batch_is_found_again(w: World) {
    let (mailbox, ours) = (w.add_mailbox().await, w.ours());
    take_in(&ours, mailbox, 1, 64).await;
    assert_eq!(ours.count_messages().await.unwrap(), 64);
    let found = ours.list_message_references(&[tag(1), tag(64), tag(65)]).await.unwrap();
    assert_eq!(found.len(), 2);
    let t = ours.get_ticket(found[0].ticket).await.unwrap();
    assert_eq!(ours.list_participants(&[t.id]).await.unwrap()[0].contact, t.requester);
    let messages = ours.list_messages_of_ticket(t.id, None, 10).await.unwrap();
    assert_eq!((messages.len(), messages[0].content.as_bytes().len()), (1, 1500));
    assert!(ours.find_blob(messages[0].raw_object.unwrap()).await.unwrap().is_some());
    assert_eq!(ours.list_intakes_by_source(mailbox, &[tag(3)]).await.unwrap()[0].state, IntakeState::Done);
    assert_eq!(ours.list_intakes_by_digest(&[tag(1_000_003)]).await.unwrap().len(), 1);
    let mut tx = ours.begin().await.unwrap();
    assert!(matches!(tx.insert_intakes(&[intake(mailbox, 3)]).await, Err(StoreError::Taken(_))));
}

async fn what_is_not_committed_never_was(w: World) {
    let (mailbox, ours) = (w.add_mailbox().await, w.ours());
    let before = ours.get_audit_head().await.unwrap();
    let mut tx = ours.begin().await.unwrap();
    let t = ticket(mailbox, tx.next_ticket_number(), TicketStatus::Open, None);
    tx.insert_tickets(std::slice::from_ref(&t)).await.unwrap();
    tx.append_audit(&[(vec![1], leaf_hash(&[1]))]).await.unwrap();
    tx.append_changes(&[change(t.id)]).await.unwrap();
    drop(tx);
    assert!(ours.find_ticket(t.id).await.unwrap().is_none());
    assert_eq!(ours.get_audit_head().await.unwrap(), before);
    assert!(ours.list_changes_after(0, 10).await.unwrap().is_empty());
    assert!(ours.list_view_counts(None).await.unwrap().is_empty());
    let mut tx = ours.begin().await.unwrap();
    assert_eq!(tx.next_ticket_number(), 1);
    tx.insert_messages(&[message(t.id, mailbox)]).await.unwrap();
    assert!(tx.commit().await.is_err(), "a message without its ticket is refused");
    assert_eq!(ours.count_messages().await.unwrap(), 0);
}

async fn two_writers_make_one_order(w: World) {
    let mailbox = w.add_mailbox().await;
    let mut notices = w.store.subscribe();
    let writer = |offset: i64| {
        let ours = w.ours();
        tokio::spawn(async move {
            for i in 0..10 {
                take_in(&ours, mailbox, 1 + offset + i * 3, 3).await;
            }
        })
    };
    let (a, b) = (writer(0), writer(1_000));
    a.await.unwrap();
    b.await.unwrap();
    let ours = w.ours();
    let seqs: Vec<i64> = ours.list_changes_after(0, 100).await.unwrap().iter().map(|c| c.seq).collect();
    assert_eq!(seqs, (1..=60).collect::<Vec<_>>());
    let entries = ours.list_audit_entries(0, 100).await.unwrap();
    let mut head = Head::empty();
    entries.iter().for_each(|e| head.append(leaf_hash(&e.bytes)));
    let stored = ours.get_audit_head().await.unwrap();
    assert_eq!((stored.size, stored.root), (20, head.root()));
    let mut last = 0;
    while last < 60 {
        let notice = notices.recv().await.unwrap();
        assert!(notice.seq > last && notice.tenant == w.tenant);
        last = notice.seq;
    }
}

async fn another_tenant_sees_nothing(w: World) {
    let mailbox = w.add_mailbox().await;
    take_in(&w.ours(), mailbox, 1, 4).await;
    let id = w.ours().list_message_references(&[tag(1)]).await.unwrap()[0].ticket;
    let other = World::add_tenant(&w.store, "second").await;
    let theirs = w.store.tenant(TenantScope::of(other));
    assert!(theirs.find_ticket(id).await.unwrap().is_none());
    assert!(theirs.list_message_references(&[tag(1)]).await.unwrap().is_empty());
    assert!(theirs.list_mailboxes().await.unwrap().is_empty());
    let mut tx = theirs.begin().await.unwrap();
    assert_eq!(tx.delete_tickets(&[id]).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert!(w.ours().find_ticket(id).await.unwrap().is_some());
}

async fn an_answer_is_claimed_once_and_never_sent_in_doubt(w: World) {
    let (mailbox, ours, system) = (w.add_mailbox().await, w.ours(), w.store.system());
    let t = ticket(mailbox, 1, TicketStatus::Open, None);
    let mut m = message(t.id, mailbox);
    m.delivery_state = Some(DeliveryState::Queued);
    let mut tx = ours.begin().await.unwrap();
    tx.insert_tickets(&[t]).await.unwrap();
    tx.insert_messages(std::slice::from_ref(&m)).await.unwrap();
    let entry = OutboxEntry {
        message: m.id,
        mailbox,
        state: DeliveryState::Queued,
        attempts: 0,
        next_attempt_at: at(5),
        status: None,
    };
    tx.insert_outbox(&entry).await.unwrap();
    tx.commit().await.unwrap();
    let (a, b) = (RequestId::generate(NOW), RequestId::generate(NOW));
    assert!(system.claim_outbox(a, at(4), at(100), 10).await.unwrap().is_empty(), "not due yet");
    let (x, y) =
        tokio::join!(system.claim_outbox(a, at(5), at(100), 10), system.claim_outbox(b, at(5), at(100), 10));
    assert_eq!(x.unwrap().len() + y.unwrap().len(), 1);
    assert_eq!(ours.get_message(m.id).await.unwrap().delivery_state, Some(DeliveryState::Sending));
    assert!(system.expire_outbox(at(99)).await.unwrap().is_empty());
    assert_eq!(system.expire_outbox(at(101)).await.unwrap().len(), 1);
    assert!(system.claim_outbox(a, at(500), at(600), 10).await.unwrap().is_empty(), "a person decides");
    assert_eq!(ours.list_outbox_in_doubt(5).await.unwrap()[0].message, m.id);
    let to =
        OutboxUpdate { state: DeliveryState::Sent, next_attempt_at: NOW, detail: None, sent_at: Some(at(7)) };
    let mut tx = ours.begin().await.unwrap();
    let late = tx.update_outbox(m.id, DeliveryState::Sending, &to).await;
    assert!(matches!(late, Err(StoreError::Conflict(_))));
    tx.update_outbox(m.id, DeliveryState::InDoubt, &to).await.unwrap();
    tx.commit().await.unwrap();
    let stored = ours.get_message(m.id).await.unwrap();
    assert_eq!((stored.delivery_state, stored.sent_at), (Some(DeliveryState::Sent), Some(at(7))));
    assert!(ours.find_outbox(m.id).await.unwrap().is_none());
}

async fn opening_again_keeps_everything(w: World) {
    let mailbox = w.add_mailbox().await;
    take_in(&w.ours(), mailbox, 1, 2).await;
    w.store.close().await;
    let again = crate::Store::open(&w.url).await.unwrap();
    assert_eq!(again.tenant(w.scope()).count_messages().await.unwrap(), 2);
    assert!(w.folder.path().exists());
}

on_both!(
    a_batch_is_found_again,
    what_is_not_committed_never_was,
    two_writers_make_one_order,
    another_tenant_sees_nothing,
    an_answer_is_claimed_once_and_never_sent_in_doubt,
    opening_again_keeps_everything,
);

/// Row-level security is the second net: a connection set to one tenant reads nothing of another, even with a
/// query that forgets its tenant. The server's superuser would pass, so the test steps down.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_rows_are_secured_by_tenant() {
    let Some(w) = World::postgres().await else {
        eprintln!("skipped: no PostgreSQL server could be started");
        return;
    };
    w.add_mailbox().await;
    let other = World::add_tenant(&w.store, "second").await;
    for (tenant, wanted) in [(w.tenant, 1), (other, 0)] {
        let mut conn = w.store.db.begin(crate::dialect::Reach::Tenant(tenant)).await.unwrap();
        let role = format!("reader_{}", tenant.to_string().replace('-', ""));
        let grant = format!("CREATE ROLE {role}; GRANT SELECT ON mailbox TO {role}; SET LOCAL ROLE {role}");
        conn.script(grant).await.unwrap();
        let rows = conn.list("SELECT COUNT(*) FROM mailbox", vec![]).await.unwrap();
        assert_eq!(rows[0].fields().i64().unwrap(), wanted);
    }
}
