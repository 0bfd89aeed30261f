//! Who has a key when: drafts, publishing, loading, eviction, destruction, counting.

use super::*;
use crate::{KeyError, OpenError, Packed};
use domain::ObjectKind;
use domain::keyring::{ContactLookup, LeafKind, Tag};
use domain::limits::BUCKET_LEAVES_MAX;
use privacy::RefusalReason;
use std::num::NonZeroUsize;

#[test]
fn what_is_sealed_opens_under_a_permit_and_is_counted() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let leaves = world.leaves();
    let (sealed, wrapped) = world.seal_summary(row, &leaves);
    let permit = reading(world.scope);
    assert_eq!(world.vault.open(&permit, &wrapped, row, &sealed).unwrap(), summary());
    assert_eq!(world.vault.open(&permit, &wrapped, row, &sealed).unwrap(), summary());
    assert_eq!((world.vault.opens_total(), permit.opened_count()), (2, 2));
    let events = permit.into_events(Vec::new());
    assert_eq!(events[0].opened, [sealed.object(), sealed.object()]);
}

#[test]
fn what_does_not_open_is_not_counted() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let leaves = world.leaves();
    let (sealed, wrapped) = world.seal_summary(row, &leaves);
    let wrong = permit(world.scope, Act::AUDIT_READ, Role::Admin);
    assert!(matches!(world.vault.open(&wrong, &wrapped, row, &sealed), Err(OpenError::Refused(_))));
    let permit = reading(world.scope);
    assert!(world.vault.open(&permit, &wrapped, Uuid::now_v7(), &sealed).is_err());
    assert!(
        world
            .vault
            .open(&permit, &wrapped, row, &Sealed::<TicketSummary>::from_parts(sealed.object(), []))
            .is_err()
    );
    assert_eq!((world.vault.opens_total(), permit.opened_count(), wrong.opened_count()), (0, 0, 0));
}

#[test]
fn a_permit_of_another_tenant_opens_nothing() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let leaves = world.leaves();
    let (sealed, wrapped) = world.seal_summary(row, &leaves);
    let permit = reading(TenantScope::of(TenantId::generate(NOW)));
    let Err(OpenError::Refused(refusal)) = world.vault.open(&permit, &wrapped, row, &sealed) else {
        panic!()
    };
    assert_eq!(refusal.reason(), RefusalReason::OtherTenant);
}

#[test]
fn keys_are_unknown_until_published() {
    let world = World::new();
    let contact = LeafRef::contact(ContactId::generate(NOW));
    let mut draft = world.vault.draft(world.scope);
    draft.create_leaf(NOW, contact).unwrap();
    let row = Uuid::now_v7();
    let sealed = draft.seal(NOW, row, &[contact], &profile()).unwrap();
    let wrapped = draft.batch().objects[0].clone();
    let permit = reading(world.scope);

    assert_eq!(world.vault.missing_leaves(world.scope, &[contact, world.ticket]), [contact]);
    let mut other = world.vault.draft(world.scope);
    let refused = other.seal(NOW, row, &[contact], &profile()).unwrap_err();
    assert_eq!(refused, KeyError::LeafNotLoaded(contact));
    let unread = world.vault.open(&permit, &wrapped, row, &sealed).unwrap_err();
    assert_eq!(unread, OpenError::KeyNotLoaded(contact));

    world.vault.publish(draft);
    assert_eq!(world.vault.open(&permit, &wrapped, row, &sealed).unwrap(), profile());
    assert!(world.vault.missing_leaves(world.scope, &[contact]).is_empty());
    drop(permit.into_events(Vec::new()));
}

#[test]
fn a_draft_that_is_dropped_leaves_nothing_behind() {
    let world = World::new();
    let contact = LeafRef::contact(ContactId::generate(NOW));
    let mut draft = world.vault.draft(world.scope);
    draft.create_leaf(NOW, contact).unwrap();
    drop(draft);
    assert_eq!(world.vault.missing_leaves(world.scope, &[contact]), [contact]);
}

#[test]
fn after_a_restart_keys_come_from_the_keyring() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let leaves = world.leaves();
    let (sealed, wrapped) = world.seal_summary(row, &leaves);
    let vault = world.restarted();
    let permit = reading(world.scope);
    let unread = vault.open(&permit, &wrapped, row, &sealed).unwrap_err();
    assert!(matches!(unread, OpenError::KeyNotLoaded(_)));
    let missing = vault.missing_for(world.scope, [&wrapped]);
    assert_eq!(missing.len(), 3);
    vault.admit(&world.keyring.read(world.scope, &missing)).unwrap();
    assert!(vault.missing_for(world.scope, [&wrapped]).is_empty());
    assert_eq!(vault.open(&permit, &wrapped, row, &sealed).unwrap(), summary());
    drop(permit.into_events(Vec::new()));
}

#[test]
fn an_evicted_key_is_read_again() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let ticket = world.ticket;
    let (sealed, wrapped) = world.seal_summary(row, &[ticket]);
    let small = CacheSizes {
        tenants: NonZeroUsize::MIN,
        buckets: NonZeroUsize::MIN,
        leaves: NonZeroUsize::new(2).unwrap(),
    };
    let vault = world.restarted_with(small);
    let permit = reading(world.scope);
    vault.admit(&world.keyring.read(world.scope, &[world.ticket])).unwrap();
    vault.open(&permit, &wrapped, row, &sealed).unwrap();
    vault.admit(&world.keyring.read(world.scope, &[world.mailbox, world.contact])).unwrap();
    assert_eq!(vault.missing_leaves(world.scope, &[world.ticket]), [world.ticket]);
    let unread = vault.open(&permit, &wrapped, row, &sealed).unwrap_err();
    assert_eq!(unread, OpenError::KeyNotLoaded(world.ticket));
    vault.admit(&world.keyring.read(world.scope, &[world.ticket])).unwrap();
    vault.open(&permit, &wrapped, row, &sealed).unwrap();
    drop(permit.into_events(Vec::new()));
}

#[test]
fn destroying_any_leaf_kills_the_object() {
    for victim in 0..3 {
        let mut world = World::new();
        let row = Uuid::now_v7();
        let leaves = world.leaves();
        let (sealed, wrapped) = world.seal_summary(row, &leaves);
        let keys = world.keyring.read(world.scope, &leaves);
        world.vault.mark_destroyed(world.scope, &[leaves[victim]]);
        let permit = reading(world.scope);
        let open = |vault: &Vault| vault.open(&permit, &wrapped, row, &sealed).unwrap_err();
        assert_eq!(open(&world.vault), OpenError::KeyDestroyed);
        // A copy that was read before does not bring it back.
        world.vault.admit(&keys).unwrap();
        assert_eq!(open(&world.vault), OpenError::KeyDestroyed);
        // And without its row in the keyring no process opens the object.
        world.keyring.leaves.retain(|key, _| key.1 != leaves[victim]);
        let vault = world.restarted();
        vault.admit(&world.keyring.read_all(world.scope)).unwrap();
        assert_eq!(open(&vault), OpenError::KeyNotLoaded(leaves[victim]));
    }
}

#[test]
fn a_destroyed_leaf_takes_no_new_object_and_no_new_key() {
    let world = World::new();
    world.vault.mark_destroyed(world.scope, &[world.contact]);
    let mut draft = world.vault.draft(world.scope);
    let sealed = draft.seal(NOW, Uuid::now_v7(), &[world.contact], &profile());
    assert_eq!(sealed.unwrap_err(), KeyError::LeafDestroyed(world.contact));
    assert_eq!(draft.create_leaf(NOW, world.contact), Err(KeyError::LeafDestroyed(world.contact)));
}

#[test]
fn what_was_sealed_ahead_depends_on_the_leaves_of_the_draft_that_adopts_it() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let leaves = world.leaves();
    let mail = b"From: a@example.org\r\n";
    let (key, raw) =
        world.vault.seal_blob_ahead(world.scope, NOW, ObjectKind::RawMail, row, &Packed::of(mail)).unwrap();
    let mut draft = world.vault.draft(world.scope);
    let ticket = draft.seal(NOW, row, &leaves, &summary()).unwrap();
    draft.adopt(&key, &leaves).unwrap();
    assert_eq!(draft.made(), [ticket.object(), raw.object()]);
    world.commit(draft);
    let wrapped = &world.keyring.objects[&raw.object()];
    assert_eq!(wrapped.leaves.len(), 3);
    let permit = reading(world.scope);
    let open = |vault: &Vault| vault.open_blob(&permit, wrapped, ObjectKind::RawMail, row, raw.as_bytes());
    assert_eq!(open(&world.vault).unwrap(), mail);
    world.vault.mark_destroyed(world.scope, &[world.contact]);
    assert_eq!(open(&world.vault).unwrap_err(), OpenError::KeyDestroyed);
    drop(permit.into_events(Vec::new()));
}

#[test]
fn a_draft_adopts_nothing_of_another_tenant() {
    let world = World::new();
    let other = TenantScope::of(TenantId::generate(NOW));
    let (key, _) = world.vault.seal_ahead(other, NOW, Uuid::now_v7(), &summary()).unwrap();
    let mut draft = world.vault.draft(world.scope);
    assert_eq!(draft.adopt(&key, &[world.ticket]).unwrap_err(), KeyError::Tampered);
    assert!(draft.batch().objects.is_empty());
}

#[test]
fn leaves_are_sorted_without_repeats_and_limited() {
    let world = World::new();
    let mut draft = world.vault.draft(world.scope);
    draft.seal(NOW, Uuid::now_v7(), &[world.ticket, world.contact, world.ticket], &summary()).unwrap();
    let leaves: Vec<_> = draft.batch().objects[0].leaves.iter().map(|(leaf, _)| *leaf).collect();
    assert_eq!(leaves, [world.contact, world.ticket]);
    assert_eq!(draft.seal(NOW, Uuid::now_v7(), &[], &summary()).unwrap_err(), KeyError::LeafCount(0));
    let many: Vec<_> = (0..33).map(|_| LeafRef::contact(ContactId::generate(NOW))).collect();
    assert_eq!(draft.seal(NOW, Uuid::now_v7(), &many, &summary()).unwrap_err(), KeyError::LeafCount(33));
}

#[test]
fn a_bucket_holds_so_many_leaves_and_is_shared_between_drafts() {
    let mut world = World::new();
    for _ in 0..3 {
        let mut draft = world.vault.draft(world.scope);
        for _ in 0..500 {
            draft.create_leaf(NOW, LeafRef::contact(ContactId::generate(NOW))).unwrap();
        }
        world.commit(draft);
    }
    let mut counts = BTreeMap::new();
    for leaf in world.keyring.leaves.values() {
        *counts.entry(leaf.bucket).or_insert(0i64) += 1;
    }
    assert_eq!(counts.values().sum::<i64>(), 1_507);
    assert_eq!(counts.len(), 2);
    assert!(counts.values().all(|count| *count <= BUCKET_LEAVES_MAX), "{counts:?}");
    world.restarted().admit(&world.keyring.read_all(world.scope)).unwrap();
}

#[test]
fn a_restarted_process_starts_a_bucket_of_its_own() {
    let world = World::new();
    let vault = world.restarted();
    vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    let mut draft = vault.draft(world.scope);
    draft.create_leaf(NOW, LeafRef::contact(ContactId::generate(NOW))).unwrap();
    assert_eq!(draft.batch().buckets.len(), 1);
}

#[test]
fn nothing_is_made_twice() {
    let world = World::new();
    let mut draft = world.vault.draft(world.scope);
    assert_eq!(draft.create_tenant(NOW), Err(KeyError::TenantExists(world.scope.tenant())));
    assert_eq!(draft.create_leaf(NOW, world.contact), Err(KeyError::LeafExists(world.contact)));
    let contact = LeafRef::contact(ContactId::generate(NOW));
    draft.create_leaf(NOW, contact).unwrap();
    assert_eq!(draft.create_leaf(NOW, contact), Err(KeyError::LeafExists(contact)));
}

#[test]
fn without_its_tenant_key_no_leaf_is_made() {
    let world = World::new();
    let vault = world.restarted();
    let mut draft = vault.draft(world.scope);
    let refused = draft.create_leaf(NOW, LeafRef::contact(ContactId::generate(NOW)));
    assert_eq!(refused, Err(KeyError::TenantNotLoaded(world.scope.tenant())));
}

#[test]
fn tags_differ_by_tenant_column_and_value_and_stay_after_a_restart() {
    let mut world = World::new();
    let other = TenantScope::of(TenantId::generate(NOW));
    for scope in [other, Vault::SYSTEM] {
        let mut draft = world.vault.draft(scope);
        draft.create_tenant(NOW).unwrap();
        let early = draft.tag("contact.email", b"jana@example.org").unwrap();
        world.commit(draft);
        assert_eq!(world.vault.tag(scope, "contact.email", b"jana@example.org").unwrap(), early);
    }
    let tag =
        |vault: &Vault, scope, column, value: &[u8]| -> Tag { vault.tag(scope, column, value).unwrap() };
    let here = tag(&world.vault, world.scope, "contact.email", b"jana@example.org");
    let others = [
        tag(&world.vault, other, "contact.email", b"jana@example.org"),
        tag(&world.vault, world.scope, "contact.emailj", b"ana@example.org"),
        tag(&world.vault, world.scope, "message.id", b"jana@example.org"),
        tag(&world.vault, world.scope, "contact.email", b"jana@example.or"),
        world.vault.system_tag("contact.email", b"jana@example.org").unwrap(),
    ];
    assert!(others.iter().all(|other| *other != here));
    let vault = world.restarted();
    let unknown = vault.tag(world.scope, "contact.email", b"x").unwrap_err();
    assert!(matches!(unknown, KeyError::LeafNotLoaded(leaf) if leaf.kind == LeafKind::Lookup));
    vault.admit(&world.keyring.read(world.scope, &[LeafRef::lookup(world.scope.tenant())])).unwrap();
    assert_eq!(tag(&vault, world.scope, "contact.email", b"jana@example.org"), here);
}

#[test]
fn lookups_travel_with_the_batch() {
    let world = World::new();
    let mut draft = world.vault.draft(world.scope);
    assert!(draft.batch().is_empty());
    let tag = draft.tag("contact.email", b"jana@example.org").unwrap();
    let lookup = ContactLookup { tenant: world.scope.tenant(), tag, contact: ContactId::generate(NOW) };
    draft.add_lookup(lookup.clone());
    assert_eq!(draft.batch().lookups, [lookup]);
}

#[test]
fn the_index_secret_is_the_tenants_own() {
    let world = World::new();
    let secret = world.vault.index_secret(world.scope).unwrap();
    let (key, wrapped) = secret.new_file_key(b"segment-1.store").unwrap();
    let again = world.vault.index_secret(world.scope).unwrap();
    assert_eq!(again.unwrap_file_key(b"segment-1.store", &wrapped).unwrap().bytes(), key.bytes());
    assert!(again.unwrap_file_key(b"segment-2.store", &wrapped).is_err());
    let other = World::new();
    let stranger = other.vault.index_secret(other.scope).unwrap();
    assert!(stranger.unwrap_file_key(b"segment-1.store", &wrapped).is_err());
}

#[test]
fn forgetting_a_tenant_empties_the_memory_of_it_alone() {
    let mut world = World::new();
    let other = TenantScope::of(TenantId::generate(NOW));
    let mut draft = world.vault.draft(other);
    draft.create_tenant(NOW).unwrap();
    world.commit(draft);
    world.vault.forget_tenant(world.scope);
    assert!(!world.vault.has_tenant(world.scope));
    assert!(world.vault.has_tenant(other));
    assert_eq!(world.vault.missing_leaves(world.scope, &world.leaves()).len(), 3);
    world.vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    assert!(world.vault.missing_leaves(world.scope, &world.leaves()).is_empty());
}

#[test]
fn many_threads_share_a_vault_and_every_open_is_counted_once() {
    fn shared<T: Send + Sync>(_: &T) {}
    fn movable<T: Send>(_: &T) {}
    let world = World::new();
    shared(&world.vault);
    movable(&world.vault.draft(world.scope));
    let opened: usize = std::thread::scope(|threads| {
        let work = || {
            let permit = reading(world.scope);
            for _ in 0..50 {
                let contact = LeafRef::contact(ContactId::generate(NOW));
                let row = Uuid::now_v7();
                let mut draft = world.vault.draft(world.scope);
                draft.create_leaf(NOW, contact).unwrap();
                let sealed = draft.seal(NOW, row, &[contact, world.mailbox], &profile()).unwrap();
                let wrapped = draft.batch().objects[0].clone();
                world.vault.publish(draft);
                assert_eq!(world.vault.open(&permit, &wrapped, row, &sealed).unwrap(), profile());
            }
            permit.into_events(Vec::new()).iter().map(|event| event.opened.len()).sum::<usize>()
        };
        let running: Vec<_> = (0..4).map(|_| threads.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(opened, 200);
    assert_eq!(world.vault.opens_total(), 200);
    assert_eq!(privacy::unaudited_opens(), 0);
}
