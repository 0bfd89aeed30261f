//! Hashes in an address.

use web::pages::sign_up::{hex, unhex};

#[test]
fn a_hash_is_read_as_it_was_written() {
    let hash: [u8; 32] = std::array::from_fn(|i| u8::try_from(i * 8).unwrap());
    assert_eq!(unhex(&hex(&hash)), Some(hash));
    for bad in ["", "0", "zz", &"é".repeat(32), &"0".repeat(63), &"g".repeat(64)] {
        assert_eq!(unhex(bad), None, "{bad}");
    }
}
