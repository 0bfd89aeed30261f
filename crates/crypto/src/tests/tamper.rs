//! Changed bytes and changed places never open.

use super::*;
use crate::OpenError;
use crate::cipher::TAG_BYTES;
use crate::format::HEADER_BYTES;
use crate::random;
use domain::ObjectKind;
use domain::limits::SEAL_CHUNK_BYTES;
use proptest::prelude::*;

struct Blob {
    world: World,
    row: Uuid,
    wrapped: WrappedObjectKey,
    bytes: Vec<u8>,
}

impl Blob {
    fn of(plain: &[u8]) -> Self {
        let mut world = World::new();
        let row = Uuid::now_v7();
        let mut draft = world.vault.draft(world.scope);
        let sealed = draft.seal_blob(NOW, ObjectKind::RawMail, row, &world.leaves(), plain).unwrap();
        world.commit(draft);
        let wrapped = world.keyring.objects[&sealed.object()].clone();
        Self { world, row, wrapped, bytes: sealed.as_bytes().to_vec() }
    }

    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, OpenError> {
        self.open_as(&self.wrapped, ObjectKind::RawMail, self.row, bytes)
    }

    fn open_as(
        &self,
        wrapped: &WrappedObjectKey,
        kind: ObjectKind,
        row: Uuid,
        bytes: &[u8],
    ) -> Result<Vec<u8>, OpenError> {
        let permit = reading(TenantScope::of(wrapped.tenant));
        let plain = self.world.vault.open_blob(&permit, wrapped, kind, row, bytes);
        assert_eq!(permit.into_events(Vec::new())[0].opened.len(), usize::from(plain.is_ok()));
        plain
    }
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    for plain in [&b""[..], b"short", &b"Long enough to be compressed. ".repeat(20)] {
        let blob = Blob::of(plain);
        assert_eq!(blob.open(&blob.bytes).unwrap(), plain);
        for i in 0..blob.bytes.len() {
            let mut changed = blob.bytes.clone();
            changed[i] ^= 1 << (i % 8);
            assert!(blob.open(&changed).is_err(), "byte {i}");
            assert!(blob.open(&blob.bytes[..i]).is_err(), "cut at {i}");
        }
        assert!(blob.open(&[blob.bytes.as_slice(), &[0]].concat()).is_err());
    }
}

#[test]
fn bytes_and_keys_open_at_their_own_place_only() {
    let blob = Blob::of(b"raw mail");
    let other = Blob::of(b"another one");
    assert!(blob.open_as(&blob.wrapped, ObjectKind::RawMail, other.row, &blob.bytes).is_err());
    assert!(blob.open_as(&blob.wrapped, ObjectKind::Upload, blob.row, &blob.bytes).is_err());
    assert!(blob.open_as(&blob.wrapped, ObjectKind::RawMail, blob.row, &other.bytes).is_err());
    let renamed = WrappedObjectKey { object: other.wrapped.object, ..blob.wrapped.clone() };
    assert!(blob.open_as(&renamed, ObjectKind::RawMail, blob.row, &blob.bytes).is_err());
    let moved = WrappedObjectKey { tenant: other.wrapped.tenant, ..blob.wrapped.clone() };
    assert!(blob.open_as(&moved, ObjectKind::RawMail, blob.row, &blob.bytes).is_err());
}

#[test]
fn the_kind_in_the_header_is_bound_too() {
    let blob = Blob::of(b"raw mail");
    let mut changed = blob.bytes.clone();
    changed[3] = ObjectKind::Upload.code();
    assert!(blob.open_as(&blob.wrapped, ObjectKind::Upload, blob.row, &changed).is_err());
}

#[test]
fn a_changed_object_key_does_not_unwrap() {
    let blob = Blob::of(b"raw mail");
    for i in 0..blob.wrapped.wrapped.len() {
        let mut wrapped = blob.wrapped.clone();
        wrapped.wrapped[i] ^= 0x80;
        assert!(blob.open_as(&wrapped, ObjectKind::RawMail, blob.row, &blob.bytes).is_err(), "byte {i}");
    }
    let mut fewer = blob.wrapped.clone();
    fewer.leaves.pop();
    assert!(blob.open_as(&fewer, ObjectKind::RawMail, blob.row, &blob.bytes).is_err());
    let mut reordered = blob.wrapped.clone();
    reordered.leaves.reverse();
    assert!(blob.open_as(&reordered, ObjectKind::RawMail, blob.row, &blob.bytes).is_err());
    let none = WrappedObjectKey { leaves: Vec::new(), ..blob.wrapped.clone() };
    assert!(blob.open_as(&none, ObjectKind::RawMail, blob.row, &blob.bytes).is_err());
}

#[test]
fn a_changed_or_moved_key_of_the_keyring_is_not_admitted() {
    let world = World::new();
    let good = world.keyring.read_all(world.scope);
    let refused = |keys: &WrappedKeys| world.restarted().admit(keys).is_err();
    assert!(!refused(&good));
    for level in 0..3 {
        let mut keys = good.clone();
        let bytes = match level {
            0 => &mut keys.tenants[0].wrapped,
            1 => &mut keys.buckets[0].wrapped,
            _ => &mut keys.leaves[0].wrapped,
        };
        bytes[20] ^= 1;
        assert!(refused(&keys), "level {level}");
    }
    let mut swapped = good.clone();
    let other = swapped.leaves[1].wrapped.clone();
    swapped.leaves[0].wrapped = other;
    assert!(refused(&swapped));
    let mut renumbered = good.clone();
    renumbered.leaves[0].generation = 2;
    assert!(refused(&renumbered));
    let mut orphaned = good;
    orphaned.buckets.clear();
    assert!(refused(&orphaned));
}

fn chunks(bytes: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let (header, body) = bytes.split_at(HEADER_BYTES);
    (header.to_vec(), body.chunks(SEAL_CHUNK_BYTES + TAG_BYTES).map(<[u8]>::to_vec).collect())
}

#[test]
fn chunks_cannot_be_moved_dropped_repeated_or_cut_off() {
    let plain: Vec<u8> = (0..3 * SEAL_CHUNK_BYTES).map(|i| u8::try_from(i % 251).unwrap()).collect();
    let blob = Blob::of(&plain);
    assert_eq!(blob.open(&blob.bytes).unwrap(), plain);
    let (header, parts) = chunks(&blob.bytes);
    assert_eq!(parts.len(), 3);
    for order in
        [&[1, 0, 2][..], &[0, 2, 1], &[0, 1], &[0], &[], &[1, 2], &[0, 2], &[0, 0, 1, 2], &[0, 1, 2, 2]]
    {
        let body: Vec<u8> = order.iter().flat_map(|i| parts[*i].clone()).collect();
        assert!(blob.open(&[header.clone(), body].concat()).is_err(), "{order:?}");
    }
    for cut in [1, TAG_BYTES - 1, TAG_BYTES, TAG_BYTES + 1, SEAL_CHUNK_BYTES] {
        assert!(blob.open(&blob.bytes[..blob.bytes.len() - cut]).is_err(), "cut {cut}");
        assert!(blob.open(&[blob.bytes.clone(), vec![0; cut]].concat()).is_err(), "added {cut}");
    }
    for at in [0, 2, 4, 7, 9, 16, 47, 48, 54, 55, 59] {
        let mut changed = blob.bytes.clone();
        changed[at] ^= 1;
        assert!(blob.open(&changed).is_err(), "header byte {at}");
    }
    for at in (HEADER_BYTES..blob.bytes.len()).step_by(4_099) {
        let mut changed = blob.bytes.clone();
        changed[at] ^= 1;
        assert!(blob.open(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn sizes_at_the_borders_of_chunks_come_back() {
    for size in
        [0, 1, 127, 128, SEAL_CHUNK_BYTES - 1, SEAL_CHUNK_BYTES, SEAL_CHUNK_BYTES + 1, 2 * SEAL_CHUNK_BYTES]
    {
        let mut plain = vec![0; size];
        aws_lc_rs::rand::fill(&mut plain).unwrap();
        let blob = Blob::of(&plain);
        assert_eq!(blob.open(&blob.bytes).unwrap(), plain, "{size}");
        let pieces = size.div_ceil(SEAL_CHUNK_BYTES).max(1);
        assert_eq!(blob.bytes.len(), HEADER_BYTES + size + pieces * TAG_BYTES);
    }
}

#[test]
fn nothing_of_the_plaintext_is_in_the_sealed_bytes_and_no_two_are_alike() {
    let word = b"Vertraulich: Diagnose";
    let blob = Blob::of(word);
    assert!(!blob.bytes.windows(6).any(|window| word.windows(6).any(|plain| plain == window)));
    assert_ne!(blob.bytes[HEADER_BYTES..], Blob::of(word).bytes[HEADER_BYTES..]);
}

#[test]
fn what_is_larger_than_any_mail_is_not_sealed() {
    let world = World::new();
    let mut draft = world.vault.draft(world.scope);
    let huge = vec![0; 152 * 1024 * 1024];
    let refused = draft.seal_blob(NOW, ObjectKind::Upload, Uuid::now_v7(), &[world.ticket], &huge);
    assert_eq!(refused.unwrap_err(), crate::KeyError::TooLarge(huge.len()));
    assert!(draft.batch().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_come_back(size in 0usize..200_000, repeat in 1usize..64) {
        let pattern = random::bytes::<64>().unwrap();
        let plain: Vec<u8> = pattern[..repeat].iter().copied().cycle().take(size).collect();
        let blob = Blob::of(&plain);
        prop_assert_eq!(blob.open(&blob.bytes).unwrap(), plain);
    }

    #[test]
    fn no_invented_bytes_open_and_none_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), keep in 0usize..60) {
        let blob = Blob::of(b"raw mail");
        let forged = [&blob.bytes[..keep], &bytes].concat();
        prop_assume!(forged != blob.bytes);
        prop_assert!(blob.open(&forged).is_err());
    }
}
