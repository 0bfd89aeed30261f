//! Packs.

use super::world::NOW;
use crate::{Packs, StoreError};
use domain::ObjectId;

fn blobs(n: usize, size: usize) -> Vec<(ObjectId, Vec<u8>)> {
    (0..n).map(|i| (ObjectId::generate(NOW), vec![u8::try_from(i % 251).unwrap(); size + i])).collect()
}

#[tokio::test]
async fn what_was_appended_is_read_back_by_another_process_too() {
    let folder = tempfile::tempdir().unwrap();
    let packs = Packs::open(folder.path().join("blobs")).unwrap();
    let wanted = blobs(20, 1000);
    let refs = packs.append(wanted.clone()).await.unwrap();
    let again = Packs::open(folder.path().join("blobs")).unwrap();
    for ((object, bytes), place) in wanted.iter().zip(&refs) {
        assert_eq!(*object, place.object);
        assert_eq!(again.read(place).await.unwrap(), *bytes);
    }
    let other = again.append(blobs(1, 10)).await.unwrap();
    assert_ne!(other[0].pack, refs[0].pack, "a new process begins a new pack");
}

#[tokio::test]
async fn a_full_pack_is_followed_by_a_new_one_and_a_torn_tail_hurts_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let packs = Packs::open(folder.path()).unwrap().with_pack_bytes_max(5_000);
    let first = packs.append(blobs(3, 2_000)).await.unwrap();
    let second = packs.append(blobs(3, 100)).await.unwrap();
    assert_ne!(first[0].pack, second[0].pack);
    let file = std::fs::OpenOptions::new().write(true).open(folder.path().join(&second[0].pack)).unwrap();
    file.set_len(u64::try_from(second[2].offset_bytes).unwrap() + 7).unwrap();
    assert_eq!(packs.read(&second[1]).await.unwrap().len(), 101);
    assert!(matches!(packs.read(&second[2]).await, Err(StoreError::Corrupt(_))));
}

#[tokio::test]
async fn a_pack_name_cannot_leave_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let packs = Packs::open(folder.path().join("blobs")).unwrap();
    let mut place = packs.append(blobs(1, 10)).await.unwrap().remove(0);
    std::fs::write(folder.path().join("secret.pack"), b"0123456789").unwrap();
    place.pack = "../secret.pack".to_owned();
    assert!(matches!(packs.read(&place).await, Err(StoreError::Corrupt(_))));
    place.pack = "gone.pack".to_owned();
    assert!(matches!(packs.read(&place).await, Err(StoreError::NotFound(_))));
}
