//! New generations of every level, with the old ones destroyed.

use super::*;
use crate::{KeyError, OpenError};

#[test]
fn a_rotated_leaf_seals_anew_and_opens_both_until_the_old_one_is_destroyed() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let ticket = world.ticket;
    let (old, old_wrapped) = world.seal_summary(row, &[ticket]);

    let mut draft = world.vault.draft(world.scope);
    assert_eq!(draft.rotate_leaf(NOW, ticket).unwrap(), 2);
    world.commit(draft);
    let (new, new_wrapped) = world.seal_summary(row, &[ticket]);
    assert_eq!(old_wrapped.leaves, [(ticket, 1)]);
    assert_eq!(new_wrapped.leaves, [(ticket, 2)]);

    let vault = world.restarted();
    vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    let permit = reading(world.scope);
    vault.open(&permit, &old_wrapped, row, &old).unwrap();
    vault.open(&permit, &new_wrapped, row, &new).unwrap();

    let mut draft = vault.draft(world.scope);
    draft.rewrap(&old_wrapped, &[ticket]).unwrap();
    let rewrapped = draft.batch().objects[0].clone();
    assert_eq!(rewrapped.leaves, [(ticket, 2)]);
    vault.retire_before(world.scope, ticket, 2);
    assert_eq!(vault.open(&permit, &old_wrapped, row, &old).unwrap_err(), OpenError::KeyDestroyed);
    assert_eq!(vault.open(&permit, &rewrapped, row, &old).unwrap(), summary());
    drop(permit.into_events(Vec::new()));
}

#[test]
fn a_generation_that_another_process_made_is_loaded_not_called_destroyed() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let ticket = world.ticket;
    let vault = world.restarted();
    vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    let mut draft = world.vault.draft(world.scope);
    draft.rotate_leaf(NOW, ticket).unwrap();
    world.commit(draft);
    let (sealed, wrapped) = world.seal_summary(row, &[ticket]);
    let permit = reading(world.scope);
    assert_eq!(vault.open(&permit, &wrapped, row, &sealed).unwrap_err(), OpenError::KeyNotLoaded(ticket));
    assert_eq!(vault.missing_for(world.scope, [&wrapped]), [ticket]);
    vault.admit(&world.keyring.read(world.scope, &[ticket])).unwrap();
    vault.open(&permit, &wrapped, row, &sealed).unwrap();
    drop(permit.into_events(Vec::new()));
}

#[test]
fn a_move_re_wraps_and_leaves_the_bytes_alone() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let (ticket, contact, mailbox) = (world.ticket, world.contact, world.mailbox);
    let (sealed, wrapped) = world.seal_summary(row, &[ticket, mailbox]);
    let mut draft = world.vault.draft(world.scope);
    draft.rewrap(&wrapped, &[contact, mailbox]).unwrap();
    world.commit(draft);
    let moved = world.keyring.objects[&sealed.object()].clone();
    world.vault.mark_destroyed(world.scope, &[ticket]);
    let permit = reading(world.scope);
    assert_eq!(world.vault.open(&permit, &moved, row, &sealed).unwrap(), summary());
    assert_eq!(world.vault.open(&permit, &wrapped, row, &sealed).unwrap_err(), OpenError::KeyDestroyed);
    drop(permit.into_events(Vec::new()));
}

#[test]
fn another_tenants_object_is_not_re_wrapped() {
    let mut world = World::new();
    let ticket = world.ticket;
    let (_, wrapped) = world.seal_summary(Uuid::now_v7(), &[ticket]);
    let mut draft = world.vault.draft(TenantScope::of(TenantId::generate(NOW)));
    assert_eq!(draft.rewrap(&wrapped, &[ticket]), Err(KeyError::Tampered));
}

#[test]
fn the_tenants_key_rotates_and_its_buckets_follow() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let ticket = world.ticket;
    let (sealed, wrapped) = world.seal_summary(row, &[ticket]);
    let mut draft = world.vault.draft(world.scope);
    assert_eq!(draft.rotate_tenant().unwrap(), 2);
    for bucket in world.keyring.buckets.values() {
        draft.rewrap_bucket(bucket).unwrap();
    }
    let contact = LeafRef::contact(ContactId::generate(NOW));
    draft.create_leaf(NOW, contact).unwrap();
    world.commit(draft);
    assert!(world.keyring.buckets.values().all(|bucket| bucket.tenant_generation == 2));
    world.keyring.tenants.retain(|key, _| key.1 == 2);

    let vault = world.restarted();
    vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    let permit = reading(world.scope);
    assert_eq!(vault.open(&permit, &wrapped, row, &sealed).unwrap(), summary());
    drop(permit.into_events(Vec::new()));
}

#[test]
fn a_new_root_takes_over_and_the_old_one_opens_nothing_more() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let ticket = world.ticket;
    let (sealed, wrapped) = world.seal_summary(row, &[ticket]);
    let tag = world.vault.tag(world.scope, "message.id", b"x").unwrap();
    let before = world.keyring.clone();

    let next = Root::generate(2).unwrap();
    world.vault.add_root(&next).unwrap();
    let mut draft = world.vault.draft(world.scope);
    for tenant in before.tenants.values() {
        draft.rewrap_tenant(tenant).unwrap();
    }
    world.commit(draft);
    world.vault.drop_roots_before(2);
    world.root = next;

    let vault = world.restarted();
    let stale = vault.admit(&before.read_all(world.scope));
    assert_eq!(stale, Err(KeyError::UnknownEpoch(1)));
    vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    let permit = reading(world.scope);
    assert_eq!(vault.open(&permit, &wrapped, row, &sealed).unwrap(), summary());
    assert_eq!(vault.tag(world.scope, "message.id", b"x").unwrap(), tag);
    drop(permit.into_events(Vec::new()));
}

#[test]
fn survivors_move_out_of_the_bucket_of_an_erased_leaf() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let ticket = world.ticket;
    let (sealed, wrapped) = world.seal_summary(row, &[ticket]);
    let old_bucket = world.keyring.leaves[&(world.scope.tenant(), ticket, 1)].bucket;
    let survivors: Vec<_> =
        world.keyring.leaves.values().filter(|k| k.leaf != world.contact).cloned().collect();
    world.vault.mark_destroyed(world.scope, &[world.contact]);
    let mut draft = world.vault.draft(world.scope);
    for leaf in &survivors {
        draft.move_leaf(NOW, leaf).unwrap();
    }
    world.keyring.leaves.retain(|key, _| key.1 != world.contact);
    world.keyring.commit(draft.batch());
    world.keyring.buckets.remove(&(world.scope.tenant(), old_bucket.uuid())).unwrap();
    let vault = world.restarted();
    vault.admit(&world.keyring.read_all(world.scope)).unwrap();
    let permit = reading(world.scope);
    assert_eq!(vault.open(&permit, &wrapped, row, &sealed).unwrap(), summary());
    drop(permit.into_events(Vec::new()));
}

#[test]
fn lookup_and_index_keys_keep_their_generation() {
    let world = World::new();
    let tenant = world.scope.tenant();
    let mut draft = world.vault.draft(world.scope);
    for leaf in [LeafRef::lookup(tenant), LeafRef::index(tenant)] {
        assert_eq!(draft.rotate_leaf(NOW, leaf), Err(KeyError::NotRotatable(leaf)));
    }
    assert_eq!(draft.rotate_leaf(NOW, LeafRef::audit(tenant)), Ok(2));
}
