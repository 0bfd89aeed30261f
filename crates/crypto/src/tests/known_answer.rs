//! Vectors that an independent implementation made (Node.js, from the description of the formats alone):
//! what was written once opens for ever.

use crate::cipher::Key;
use crate::hierarchy::{self, LeafKey};
use crate::sealing::{self, Place};
use crate::tag;
use crate::wrap::WrappingKey;
use domain::keyring::{LeafKind, LeafRef, WrappedLeafKey, WrappedObjectKey};
use domain::{KeyId, ObjectId, TenantId};
use std::sync::Arc;
use uuid::Uuid;
use zeroize::Zeroizing;

const PIECE: &str = "010100010000000000000000000000117761d22a0b7cf7bff6063c549455e8b6c359a1efb1d21d268aa759b9fd313984\
     44444444444444444444444458dc584b198266e2c96c497fe00b20c8b7924f41d387ba749197cb7906ae7db748";
const CHUNKS: &str = "010102010000001000000000000000267761d22a0b7cf7bff6063c549455e8b6c359a1efb1d21d268aa759b9fd313984\
     555555555555550000000000e7d3fd736d1837509e2262a223b9cc35e0bbca2a1f340355a40ca416524af3ef1857968e\
     ad0f6fc81fb4c455b1883a0c25d31bdcbc7a3ee06588f5d263a15779f47c4a9dc0e2d746c5069c04b2eb5138c04b9266\
     315b";
const OBJECT: &str = "01014444444444444444444444449cef212b85d7f6c6b4091ffacc9406e2fefee86e9310ee00aed97f4df8d65ffd3a67\
     a85b5b9596905e2975fba73895a88e4c9aa8746f726fb055c5a59de59b1175faf6ad995e1806e78529d666c7977a";
const LEAF: &str = "01014444444444444444444444442f40148c0e96312f702a3c0176fe34c5022beb6f16764ada17b6faaf0e5ada565ff2\
     f6cc412485413c6b980bcbf38ea7884739dd5016c8d1b19e08dcfcbd945a47db2caf209b5e6cda2b7daf71a8ff38";
const TAG: &str = "eb7f62a5637e27571b895d10917012f6c9feca495fb4b5419b4e65040c6baba3";

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

const fn id(byte: u8) -> Uuid {
    Uuid::from_bytes([byte; 16])
}

fn tenant() -> TenantId {
    TenantId::from_uuid(id(0x11))
}

fn object() -> ObjectId {
    ObjectId::from_uuid(id(0x33))
}

fn object_key() -> Key {
    Zeroizing::new(std::array::from_fn(|i| u8::try_from(i).unwrap()))
}

fn leaf(byte: u8) -> Arc<LeafKey> {
    Arc::new(LeafKey::new(Zeroizing::new([byte; 32])))
}

const CONTACT: LeafRef = LeafRef { kind: LeafKind::Contact, id: id(0x66) };
const TICKET: LeafRef = LeafRef { kind: LeafKind::Ticket, id: id(0x77) };

#[test]
fn one_piece_opens() {
    let place = Place { tenant: tenant(), kind: 1, row: id(0x22), object: object() };
    let plain = sealing::open(&object_key(), &place, &unhex(PIECE)).unwrap();
    assert_eq!(plain, "Grüße aus Köln".as_bytes());
}

#[test]
fn chunks_open_with_the_size_that_the_header_names() {
    let place = Place { tenant: tenant(), kind: 1, row: id(0x22), object: object() };
    let plain = sealing::open(&object_key(), &place, &unhex(CHUNKS)).unwrap();
    assert_eq!(plain, b"three chunks of sixteen bytes, or less");
}

#[test]
fn an_object_key_unwraps_under_all_its_leaves_and_not_under_one() {
    let leaves = vec![(CONTACT, 1), (TICKET, 3)];
    let wrapped = WrappedObjectKey { object: object(), tenant: tenant(), leaves, wrapped: unhex(OBJECT) };
    let combined = hierarchy::combine(&wrapped.leaves, &[leaf(0xa1), leaf(0xb2)]).unwrap();
    assert_eq!(*hierarchy::open_object(&combined, &wrapped).unwrap(), *object_key());
    let one = hierarchy::combine(&wrapped.leaves[..1], &[leaf(0xa1)]).unwrap();
    assert!(hierarchy::open_object(&one, &wrapped).is_err());
}

#[test]
fn a_leaf_key_unwraps() {
    let bucket = KeyId::from_uuid(id(0x88));
    let wrapped =
        WrappedLeafKey { leaf: CONTACT, tenant: tenant(), bucket, generation: 1, wrapped: unhex(LEAF) };
    let parent = WrappingKey::derive(&[0xc3; 32]).unwrap();
    assert_eq!(**hierarchy::open_leaf(&parent, &wrapped).unwrap().key(), [0xa1; 32]);
}

#[test]
fn a_tag_is_made_the_same_way() {
    let tag = tag::tag(&leaf(0xa1), "contact.email", b"jana@example.org").unwrap();
    assert_eq!(tag.0.as_slice(), unhex(TAG));
}
