//! Audit events and checkpoints.

use super::*;
use crate::{BadCheckpoint, Checkpoint, ExportSeal, KeyError, OpenError};
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

#[test]
fn what_is_signed_is_read_in_one_form_alone() {
    let world = World::new();
    let tenant = world.scope.tenant();
    let checkpoint = world.vault.sign_checkpoint(tenant, 7, [3; 32], NOW).unwrap().to_bytes().unwrap();
    let seal = world.vault.sign_export(tenant, 7, [3; 32], NOW).unwrap().to_bytes().unwrap();
    ExportSeal::from_bytes(&seal).unwrap();
    // A byte behind it, and the number seven in two bytes.
    for (of, bytes) in [("seal", &seal), ("checkpoint", &checkpoint)] {
        let at = bytes.iter().position(|byte| *byte == 7).unwrap();
        let longer = [&bytes[..at], &[0x18, 7], &bytes[at + 1..]].concat();
        for other in [[bytes.as_slice(), &[0]].concat(), longer] {
            let refused = match of {
                "seal" => ExportSeal::from_bytes(&other).map(drop),
                _ => Checkpoint::from_bytes(&other).map(drop),
            };
            assert_eq!(refused, Err(BadCheckpoint::Unreadable), "{of}");
        }
    }
}

/// Numbers that repeat with their seed (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// Bit flips, cuts, other versions and generations, parts of other entries, other tenants: none of ten thousand opens.
#[test]
fn ten_thousand_single_tamperings_with_entries_are_noticed() {
    let mut world = World::new();
    let other = TenantScope::of(TenantId::generate(NOW));
    let mut draft = world.vault.draft(other);
    draft.create_tenant(NOW).unwrap();
    world.commit(draft);
    let entries: Vec<Vec<u8>> =
        (0..20).map(|_| world.vault.seal_event(&event(&world)).unwrap().bytes).collect();
    let admin = permit(world.scope, Act::AUDIT_READ, Role::Admin);
    let stranger = permit(other, Act::AUDIT_READ, Role::Admin);
    let tenant = world.scope.tenant();
    let mut numbers = Numbers(0x5eed_0000_0000_0025);
    for n in 0..10_000 {
        let entry = &entries[numbers.below(entries.len())];
        let donor = &entries[numbers.below(entries.len())];
        let mut changed = entry.clone();
        match numbers.below(6) {
            0 => changed.truncate(numbers.below(entry.len())),
            1 => changed[0] = [0, 2, 3, 255][numbers.below(4)],
            2 => changed[1..9].copy_from_slice(&u64::try_from(2 + numbers.below(9)).unwrap().to_be_bytes()),
            // The salt, or what follows it, of another entry.
            3 => changed[9..41].copy_from_slice(&donor[9..41]),
            4 => {
                let from = 41 + numbers.below(entry.len().min(donor.len()) - 41);
                changed.truncate(from);
                changed.extend_from_slice(&donor[from..]);
            }
            _ => {
                let at = numbers.below(changed.len());
                changed[at] ^= 1 << numbers.below(8);
            }
        }
        if changed == *entry {
            let moved = world.vault.open_event(&stranger, other.tenant(), entry);
            assert_eq!(moved.unwrap_err(), OpenError::EventTampered, "{n}: another tenant's");
        } else {
            assert!(world.vault.open_event(&admin, tenant, &changed).is_err(), "{n}");
        }
    }
}

#[test]
fn a_disclosed_key_opens_its_own_entry_and_no_other() {
    let world = World::new();
    let (event, tenant) = (event(&world), world.scope.tenant());
    let (one, two) = (world.vault.seal_event(&event).unwrap(), world.vault.seal_event(&event).unwrap());
    let admin = permit(world.scope, Act::AUDIT_EXPORT, Role::Admin);
    let (opened, key) = world.vault.disclose_event(&admin, tenant, &one.bytes).unwrap();
    assert_eq!(opened, event);
    assert_eq!(crate::open_disclosed(tenant, &one.bytes, &key).unwrap(), event);
    assert_eq!(crate::open_disclosed(tenant, &two.bytes, &key).unwrap_err(), OpenError::EventTampered);
    let other = TenantId::generate(NOW);
    assert_eq!(crate::open_disclosed(other, &one.bytes, &key).unwrap_err(), OpenError::EventTampered);
}
