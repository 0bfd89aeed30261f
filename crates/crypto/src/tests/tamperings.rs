//! Ten thousand single tamperings of sealed bytes and of the keys that open them: flipped bits, cuts, additions, other rows,
//! other kinds (columns), other tenants, other objects' bytes, older versions, other generations. None opens (C34, C86).

use super::*;
use crate::OpenError;
use domain::ObjectKind;
use domain::limits::SEAL_CHUNK_BYTES;

const TAMPERINGS: usize = 10_000;

/// Numbers that look random and are the same in each run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }
}

/// Something sealed, and where it belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Object {
    scope: TenantScope,
    row: Uuid,
    kind: ObjectKind,
    wrapped: WrappedObjectKey,
    bytes: Vec<u8>,
}

/// Two tenants of one vault, with objects of several kinds and sizes.
fn objects() -> (Vault, Vec<Object>) {
    let vault = Vault::new(&Root::generate(1).unwrap(), SigningKey::generate().unwrap()).unwrap();
    let mut found = Vec::new();
    for _ in 0..2 {
        let scope = TenantScope::of(TenantId::generate(NOW));
        let leaves = [LeafRef::mailbox(MailboxId::generate(NOW)), LeafRef::ticket(TicketId::generate(NOW))];
        let mut draft = vault.draft(scope);
        draft.create_tenant(NOW).unwrap();
        for leaf in leaves {
            draft.create_leaf(NOW, leaf).unwrap();
        }
        let mut keyring = Keyring::default();
        keyring.commit(draft.batch());
        vault.publish(draft);
        let sizes = [(ObjectKind::RawMail, 300), (ObjectKind::Upload, 2_000), (ObjectKind::RawMail, 40)];
        let large = (ObjectKind::Upload, 2 * SEAL_CHUNK_BYTES + 17);
        for (kind, size) in sizes.into_iter().chain([large]) {
            let (mut draft, row) = (vault.draft(scope), Uuid::now_v7());
            let mut plain = vec![0; size];
            aws_lc_rs::rand::fill(&mut plain).unwrap();
            let sealed = draft.seal_blob(NOW, kind, row, &leaves, &plain).unwrap();
            keyring.commit(draft.batch());
            vault.publish(draft);
            let wrapped = keyring.objects[&sealed.object()].clone();
            found.push(Object { scope, row, kind, wrapped, bytes: sealed.as_bytes().to_vec() });
        }
    }
    (vault, found)
}

fn opened(vault: &Vault, object: &Object) -> Result<Vec<u8>, OpenError> {
    let permit = reading(object.scope);
    let plain = vault.open_blob(&permit, &object.wrapped, object.kind, object.row, &object.bytes);
    assert_eq!(permit.into_events(Vec::new())[0].opened.len(), usize::from(plain.is_ok()));
    plain
}

/// Flips a bit.
fn flip(bytes: &mut [u8], dice: &mut Dice) {
    let at = dice.roll(bytes.len());
    bytes[at] ^= 1 << dice.roll(8);
}

/// One tampering, and what it was.
fn tamper(one: &Object, other: &Object, dice: &mut Dice) -> (&'static str, Object) {
    let mut it = one.clone();
    let what = match dice.roll(14) {
        0 => {
            flip(&mut it.bytes, dice);
            "a bit of the sealed bytes"
        }
        1 => {
            flip(&mut it.wrapped.wrapped, dice);
            "a bit of the wrapped key"
        }
        2 => {
            it.bytes.truncate(dice.roll(one.bytes.len()));
            "a cut of the sealed bytes"
        }
        3 => {
            it.wrapped.wrapped.truncate(dice.roll(one.wrapped.wrapped.len()));
            "a cut of the wrapped key"
        }
        4 => {
            it.bytes.extend(vec![0; 1 + dice.roll(40)]);
            "bytes added"
        }
        5 => {
            it.row = other.row;
            "another row"
        }
        6 => {
            it.kind = [ObjectKind::MessageContent, ObjectKind::TicketSummary, ObjectKind::AgentProfile]
                [dice.roll(3)];
            "another column"
        }
        7 => {
            it.scope =
                if other.scope == one.scope { TenantScope::of(TenantId::generate(NOW)) } else { other.scope };
            it.wrapped.tenant = it.scope.tenant();
            "another tenant"
        }
        8 => {
            it.bytes.clone_from(&other.bytes);
            "another object's bytes"
        }
        9 => {
            it.wrapped.wrapped.clone_from(&other.wrapped.wrapped);
            "another object's key"
        }
        10 => {
            // Version, algorithm and flags: older, newer, or such as never were.
            let at = dice.roll(3);
            let old = it.bytes[at];
            it.bytes[at] = old.wrapping_add(u8::try_from(1 + dice.roll(255)).unwrap());
            "another version of the format"
        }
        11 => {
            let at = dice.roll(it.wrapped.leaves.len());
            it.wrapped.leaves[at].1 += 1 + i64::try_from(dice.roll(3)).unwrap();
            "another generation"
        }
        12 => {
            it.wrapped.leaves.pop();
            "a leaf left out"
        }
        _ => {
            it.wrapped.object = other.wrapped.object;
            "another object's name"
        }
    };
    (what, it)
}

#[test]
fn none_of_ten_thousand_tamperings_opens() {
    let (vault, objects) = objects();
    for object in &objects {
        opened(&vault, object).unwrap();
    }
    let mut dice = Dice(20_261_127);
    let (mut done, mut kinds) = (0, BTreeMap::new());
    while done < TAMPERINGS {
        // Most of them small: the large one has its chunks tried out in `tamper`.
        let small = |dice: &mut Dice| if dice.roll(50) == 0 { 3 } else { dice.roll(3) };
        let (one, other) = (small(&mut dice) + 4 * dice.roll(2), dice.roll(objects.len()));
        if one == other {
            continue;
        }
        let (what, changed) = tamper(&objects[one], &objects[other], &mut dice);
        if changed == objects[one] {
            continue;
        }
        assert!(opened(&vault, &changed).is_err(), "{what} of object {one} was not noticed");
        *kinds.entry(what).or_insert(0) += 1;
        done += 1;
    }
    assert_eq!(kinds.len(), 14, "{kinds:?}");
    assert!(kinds.values().all(|count| *count > 400), "{kinds:?}");
    for object in &objects {
        opened(&vault, object).unwrap();
    }
}
