//! Each sealed column is a place of its own: a record that is moved into another does not open.

use super::*;
use crate::OpenError;

#[test]
fn a_summary_in_the_place_of_a_profile_does_not_open() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let contact = world.contact;
    let (sealed, wrapped) = world.seal_summary(row, &[contact]);
    let moved = Sealed::<ContactProfile>::from_parts(sealed.object(), sealed.as_bytes());
    let permit = reading(world.scope);
    let refused = world.vault.open(&permit, &wrapped, row, &moved).unwrap_err();
    assert_eq!(refused, OpenError::Tampered(sealed.object()));
}

#[test]
fn the_key_of_another_object_does_not_open_it() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let contact = world.contact;
    let (first, _) = world.seal_summary(row, &[contact]);
    let (_, second) = world.seal_summary(row, &[contact]);
    let permit = reading(world.scope);
    let refused = world.vault.open(&permit, &second, row, &first).unwrap_err();
    assert_eq!(refused, OpenError::Tampered(first.object()));
    let disguised = Sealed::<TicketSummary>::from_parts(second.object, first.as_bytes());
    let refused = world.vault.open(&permit, &second, row, &disguised).unwrap_err();
    assert_eq!(refused, OpenError::Tampered(second.object));
}

#[test]
fn a_format_of_the_future_is_named_as_such() {
    let mut world = World::new();
    let row = Uuid::now_v7();
    let contact = world.contact;
    let (sealed, wrapped) = world.seal_summary(row, &[contact]);
    let mut bytes = sealed.as_bytes().to_vec();
    bytes[0] = 7;
    let later = Sealed::<TicketSummary>::from_parts(sealed.object(), bytes);
    let permit = reading(world.scope);
    assert_eq!(world.vault.open(&permit, &wrapped, row, &later).unwrap_err(), OpenError::UnknownFormat(7));
}
