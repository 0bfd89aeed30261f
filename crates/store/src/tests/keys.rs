//! The keyring, leases, sessions, lockout.

use super::on_both;
use super::world::{NOW, World, at, tag};
use crate::KeyCounts;
use domain::keyring::{
    ContactLookup, KeyBatch, LeafRef, WrappedBucketKey, WrappedLeafKey, WrappedObjectKey, WrappedTenantKey,
};
use domain::{ContactId, KeyId, MailboxId, ObjectId, RequestId};

fn batch(w: &World, leaf: LeafRef, objects: usize) -> KeyBatch {
    let (tenant, bucket) = (w.tenant, KeyId::generate(NOW));
    let key = |object| WrappedObjectKey { object, tenant, leaves: vec![(leaf, 1)], wrapped: vec![7; 60] };
    KeyBatch {
        tenants: vec![WrappedTenantKey { tenant, generation: 1, epoch: 3, wrapped: vec![1; 60] }],
        buckets: vec![WrappedBucketKey { bucket, tenant, tenant_generation: 1, wrapped: vec![2; 60] }],
        leaves: (1..=2)
            .map(|generation| WrappedLeafKey { leaf, tenant, bucket, generation, wrapped: vec![3; 60] })
            .collect(),
        objects: (0..objects).map(|_| key(ObjectId::generate(NOW))).collect(),
        lookups: vec![],
    }
}

async fn keys_come_back_with_all_that_they_need(w: World) {
    let leaf = LeafRef::mailbox(MailboxId::generate(NOW));
    let batch = batch(&w, leaf, 150);
    w.keyring.commit(&batch).await.unwrap();
    let ids: Vec<ObjectId> = batch.objects.iter().map(|k| k.object).collect();
    let mut found = w.keyring.list_object_keys(w.scope(), &ids).await.unwrap();
    found.sort_by_key(|k| k.object);
    let mut wanted = batch.objects.clone();
    wanted.sort_by_key(|k| k.object);
    assert_eq!(found, wanted);
    let keys = w.keyring.list_leaf_keys(w.scope(), &[(leaf, Some(2))]).await.unwrap();
    assert_eq!(
        (keys.leaves, keys.buckets, keys.tenants),
        (vec![batch.leaves[1].clone()], batch.buckets.clone(), batch.tenants.clone())
    );
    assert_eq!(w.keyring.list_leaf_keys(w.scope(), &[(leaf, None)]).await.unwrap().leaves.len(), 2);
    assert_eq!(w.keyring.find_last_bucket(w.scope()).await.unwrap(), Some((batch.buckets[0].clone(), 2)));
    let counts = KeyCounts {
        tenants: 1,
        buckets: 1,
        leaves: 2,
        objects: 150,
        lookups: 0,
        epoch_oldest: Some(3),
        epoch_newest: Some(3),
    };
    assert_eq!(w.keyring.count_keys().await.unwrap(), counts);
    assert_eq!(w.keyring.delete_leaf_keys(w.scope(), &[leaf]).await.unwrap(), 2);
    assert_eq!(w.keyring.delete_object_keys(w.scope(), &ids).await.unwrap(), 150);
    assert!(w.keyring.list_object_keys(w.scope(), &ids).await.unwrap().is_empty());
}

async fn the_first_to_claim_an_address_wins(w: World) {
    let claim = |contact| KeyBatch {
        lookups: vec![ContactLookup { tenant: w.tenant, tag: tag(1), contact }],
        ..KeyBatch::default()
    };
    let (first, second) = (claim(ContactId::generate(NOW)), claim(ContactId::generate(NOW)));
    let (a, b) = tokio::join!(w.keyring.commit(&first), w.keyring.commit(&second));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a, b, "both see the same winner");
    assert!(a == first.lookups || a == second.lookups);
    assert_eq!(w.keyring.find_contact_lookups(w.scope(), &[tag(1), tag(2)]).await.unwrap(), a);
    w.keyring.delete_contact_lookups(w.scope(), &[a[0].contact]).await.unwrap();
    assert!(w.keyring.find_contact_lookups(w.scope(), &[tag(1)]).await.unwrap().is_empty());
}

async fn a_lease_has_one_holder(w: World) {
    let (system, a, b) = (w.store.system(), RequestId::generate(NOW), RequestId::generate(NOW));
    assert!(system.acquire_lease("m", a, at(0), at(10)).await.unwrap());
    assert!(!system.acquire_lease("m", b, at(5), at(20)).await.unwrap());
    assert!(system.renew_lease("m", a, at(9), at(30)).await.unwrap());
    assert_eq!(system.find_lease_holder("m", at(20)).await.unwrap(), Some(a));
    assert!(system.acquire_lease("m", b, at(31), at(50)).await.unwrap());
    assert!(!system.renew_lease("m", a, at(32), at(60)).await.unwrap(), "what is lost is not prolonged");
    system.release_lease("m", a).await.unwrap();
    assert_eq!(
        system.find_lease_holder("m", at(40)).await.unwrap(),
        Some(b),
        "only the holder gives it back"
    );
}

async fn failures_are_counted_and_forgotten(w: World) {
    let system = w.store.system();
    for n in 1..=3 {
        assert_eq!(system.insert_sign_in_failure(tag(9), at(i64::from(n)), at(-100)).await.unwrap(), n);
    }
    system.update_sign_in_lock(tag(9), at(500)).await.unwrap();
    let found = system.get_sign_in_failures(tag(9)).await.unwrap();
    assert_eq!((found.failures, found.locked_until), (3, at(500)));
    assert_eq!(
        system.insert_sign_in_failure(tag(9), at(900), at(800)).await.unwrap(),
        1,
        "the old ones are past"
    );
    system.delete_sign_in_failures(tag(9)).await.unwrap();
    assert_eq!(system.get_sign_in_failures(tag(9)).await.unwrap().failures, 0);
}

on_both!(
    keys_come_back_with_all_that_they_need,
    the_first_to_claim_an_address_wins,
    a_lease_has_one_holder,
    failures_are_counted_and_forgotten,
);
