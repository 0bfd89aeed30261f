//! Audit events and checkpoints.

use super::*;
use crate::{BadCheckpoint, Checkpoint, KeyError, OpenError};
use domain::audit::AuditEvent;
use domain::merkle;

fn event(world: &World) -> AuditEvent {
    let permit = reading(world.scope);
    let objects = (0..40).map(|_| ObjectId::generate(NOW)).collect();
    permit.into_events(objects).remove(0)
}

#[test]
fn an_event_comes_back_to_whoever_may_read_the_log() {
    let world = World::new();
    let event = event(&world);
    let sealed = world.vault.seal_event(&event).unwrap();
    assert_eq!(sealed.leaf_hash, merkle::leaf_hash(&sealed.bytes));
    let admin = permit(world.scope, Act::AUDIT_READ, Role::Admin);
    assert_eq!(world.vault.open_event(&admin, event.tenant, &sealed.bytes).unwrap(), event);
    assert_eq!(world.vault.opens_total(), 0);
    let agent = reading(world.scope);
    let refused = world.vault.open_event(&agent, event.tenant, &sealed.bytes);
    assert!(matches!(refused, Err(OpenError::Refused(_))));
}

#[test]
fn a_changed_event_or_another_tenants_does_not_open() {
    let mut world = World::new();
    let event = event(&world);
    let sealed = world.vault.seal_event(&event).unwrap();
    let admin = permit(world.scope, Act::AUDIT_READ, Role::Admin);
    for i in 0..sealed.bytes.len() {
        let mut changed = sealed.bytes.clone();
        changed[i] ^= 4;
        assert!(world.vault.open_event(&admin, event.tenant, &changed).is_err(), "byte {i}");
        assert!(world.vault.open_event(&admin, event.tenant, &sealed.bytes[..i]).is_err(), "cut at {i}");
    }
    let other = TenantScope::of(TenantId::generate(NOW));
    let mut draft = world.vault.draft(other);
    draft.create_tenant(NOW).unwrap();
    world.commit(draft);
    let stranger = permit(other, Act::AUDIT_READ, Role::Admin);
    let moved = world.vault.open_event(&stranger, other.tenant(), &sealed.bytes);
    assert_eq!(moved.unwrap_err(), OpenError::EventTampered);
    let reached = world.vault.open_event(&stranger, event.tenant, &sealed.bytes);
    assert!(matches!(reached, Err(OpenError::Refused(_))));
}

#[test]
fn without_the_audit_key_no_event_is_written() {
    let world = World::new();
    let refused = world.restarted().seal_event(&event(&world)).unwrap_err();
    assert_eq!(refused, KeyError::LeafNotLoaded(LeafRef::audit(world.scope.tenant())));
}

#[test]
fn events_of_an_older_audit_key_still_open() {
    let mut world = World::new();
    let event = event(&world);
    let sealed = world.vault.seal_event(&event).unwrap();
    let mut draft = world.vault.draft(world.scope);
    draft.rotate_leaf(NOW, LeafRef::audit(event.tenant)).unwrap();
    world.commit(draft);
    let admin = permit(world.scope, Act::AUDIT_READ, Role::Admin);
    let newer = world.vault.seal_event(&event).unwrap();
    assert_ne!(sealed.bytes[1..9], newer.bytes[1..9]);
    for sealed in [sealed, newer] {
        assert_eq!(world.vault.open_event(&admin, event.tenant, &sealed.bytes).unwrap(), event);
    }
}

#[test]
fn a_checkpoint_proves_exactly_what_was_signed() {
    let world = World::new();
    let tenant = world.scope.tenant();
    let signed = world.vault.sign_checkpoint(tenant, 7, [3; 32], NOW).unwrap();
    world.vault.verify_checkpoint(&signed).unwrap();
    let key = world.vault.checkpoint_public_key();
    assert_eq!(Checkpoint::from_bytes(&signed.to_bytes().unwrap()).unwrap(), signed);
    signed.verify(&key).unwrap();
    let mut signature = signed.signature;
    signature[5] ^= 1;
    let forged = [
        Checkpoint { tenant: TenantId::generate(NOW), ..signed.clone() },
        Checkpoint { size: 8, ..signed.clone() },
        Checkpoint { root: [4; 32], ..signed.clone() },
        Checkpoint { at: NOW.plus_millis(1), ..signed.clone() },
        Checkpoint { signature, ..signed.clone() },
    ];
    for forged in forged {
        assert_eq!(forged.verify(&key), Err(BadCheckpoint::Signature));
    }
    let other = World::new();
    assert_eq!(other.vault.verify_checkpoint(&signed), Err(BadCheckpoint::OtherKey));
    assert_eq!(Checkpoint::from_bytes(b"nothing"), Err(BadCheckpoint::Unreadable));
}
