//! KEK, ROOT and signing key in files.

use super::*;
use crate::key_file;
use crate::{EnvKek, FileKek, FileRootStore, Kek, KekError, KeyFileError, RootStore};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn store(folder: &Path) -> FileRootStore {
    let kek = Arc::new(FileKek::open_or_create(&folder.join("kek")).unwrap());
    FileRootStore::new(folder.join("root.key"), kek)
}

#[test]
fn a_kek_file_is_made_once_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kek");
    assert!(matches!(FileKek::open(&path), Err(KeyFileError::Io { .. })));
    let kek = FileKek::open_or_create(&path).unwrap();
    assert_eq!((mode(&path), fs::read(&path).unwrap().len()), (0o600, 32));
    let wrapped = kek.wrap("root", &[5; 32]).unwrap();
    let again = FileKek::open_or_create(&path).unwrap();
    assert_eq!(*again.unwrap("root", &wrapped).unwrap(), [5; 32]);
    assert_eq!(again.unwrap("signing", &wrapped).unwrap_err(), KekError::Wrong);
}

#[test]
fn a_kek_that_others_may_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kek");
    FileKek::open_or_create(&path).unwrap();
    for lax in [0o640, 0o604, 0o660, 0o644] {
        fs::set_permissions(&path, Permissions::from_mode(lax)).unwrap();
        assert!(matches!(FileKek::open(&path), Err(KeyFileError::Lax { mode, .. }) if mode == lax));
    }
}

#[test]
fn sample_keys_are_refused() {
    let refused = |key: &[u8]| EnvKek::from_base64(&STANDARD.encode(key)).err().unwrap();
    assert!(matches!(refused(&[0; 32]), KekError::NotRandom(_)));
    assert!(matches!(refused(&[0xff; 32]), KekError::NotRandom(_)));
    assert!(matches!(refused(b"change-me-change-me-change-me-32"), KekError::NotRandom(_)));
    assert!(matches!(refused(b"01234567890123456789012345678901"), KekError::NotRandom(_)));
    let counting: Vec<u8> = (100..132).collect();
    assert!(matches!(refused(&counting), KekError::NotRandom(_)));
    let repeated = crate::random::bytes::<16>().unwrap().repeat(2);
    assert!(matches!(refused(&repeated), KekError::NotRandom(_)));
    assert_eq!(refused(&[1; 31]), KekError::Malformed);
    assert_eq!(EnvKek::from_base64("not base64!").err(), Some(KekError::Malformed));
    let random = crate::random::bytes::<32>().unwrap();
    assert!(EnvKek::from_base64(&format!("{}\n", STANDARD.encode(random))).is_ok());
}

/// Somebody who reads at any moment sees what a kill at that moment would leave.
#[test]
fn a_new_key_file_is_never_seen_half() {
    let folder = tempfile::tempdir().unwrap();
    let is_done = AtomicBool::new(false);
    let paths: Vec<_> = (0..200).map(|round| folder.path().join(format!("{round}.key"))).collect();
    let (won, half) = std::thread::scope(|threads| {
        let reader = threads.spawn(|| {
            let mut half = 0;
            while !is_done.load(Ordering::Relaxed) {
                for path in &paths {
                    let seen = key_file::read(path).unwrap();
                    half += u32::from(seen.is_some_and(|bytes| bytes.len() != 32));
                }
            }
            half
        });
        let writers: Vec<_> = (1..=3)
            .map(|writer| {
                let paths = &paths;
                threads.spawn(move || {
                    let made = paths.iter().map(|path| key_file::write_new(path, &[writer; 32]));
                    made.map(|made| made.is_ok()).collect::<Vec<_>>()
                })
            })
            .collect();
        let won: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        is_done.store(true, Ordering::Relaxed);
        (won, reader.join().unwrap())
    });
    assert_eq!(half, 0);
    for (round, path) in paths.iter().enumerate() {
        let winners: Vec<u8> = (1..=3).filter(|writer| won[usize::from(*writer) - 1][round]).collect();
        let [winner] = winners[..] else { panic!("{winners:?} made {}", path.display()) };
        assert_eq!((fs::read(path).unwrap(), mode(path)), (vec![winner; 32], 0o600));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), paths.len(), "something else stayed behind");
}

#[test]
fn root_is_made_once_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let roots = store(folder.path()).load_or_create().unwrap();
    assert_eq!((roots.current.epoch(), roots.next.is_none()), (1, true));
    assert_eq!(mode(&folder.path().join("root.key")), 0o600);
    let again = store(folder.path()).load().unwrap().unwrap();
    // The same ROOT opens what the first one wrapped.
    let scope = TenantScope::of(TenantId::generate(NOW));
    let vault = Vault::new(&roots.current, SigningKey::generate().unwrap()).unwrap();
    let mut draft = vault.draft(scope);
    draft.create_tenant(NOW).unwrap();
    let batch = draft.batch();
    let keys = WrappedKeys {
        tenants: batch.tenants.clone(),
        buckets: batch.buckets.clone(),
        leaves: batch.leaves.clone(),
        objects: Vec::new(),
    };
    Vault::new(&again.current, SigningKey::generate().unwrap()).unwrap().admit(&keys).unwrap();
    assert!(matches!(store(folder.path()).create(&roots.current), Err(KeyFileError::Exists { .. })));
}

#[test]
fn root_under_another_kek_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path()).load_or_create().unwrap();
    fs::remove_file(folder.path().join("kek")).unwrap();
    let refused = store(folder.path()).load().err().unwrap();
    assert!(matches!(refused, KeyFileError::Kek(KekError::Wrong)));
}

#[test]
fn an_epoch_swap_has_two_phases() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.load_or_create().unwrap();
    assert!(store.commit(2).is_err());
    assert!(store.prepare(&Root::generate(1).unwrap()).is_err());
    store.prepare(&Root::generate(2).unwrap()).unwrap();
    let during = store.load().unwrap().unwrap();
    assert_eq!((during.current.epoch(), during.next.map(|next| next.epoch())), (1, Some(2)));
    assert!(store.commit(3).is_err());
    store.commit(2).unwrap();
    let after = store.load().unwrap().unwrap();
    assert_eq!((after.current.epoch(), after.next.is_none()), (2, true));
    assert!(!folder.path().join("root.key.new").exists());
    assert_eq!(mode(&folder.path().join("root.key")), 0o600);
}

#[test]
fn a_crash_while_writing_root_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.load_or_create().unwrap();
    fs::write(folder.path().join("root.key.new"), b"half a fi").unwrap();
    assert_eq!(store.load().unwrap().unwrap().current.epoch(), 1);
    store.prepare(&Root::generate(2).unwrap()).unwrap();
    assert_eq!(store.load().unwrap().unwrap().next.unwrap().epoch(), 2);
}

#[test]
fn a_changed_root_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.load_or_create().unwrap();
    let path = folder.path().join("root.key");
    let good = fs::read(&path).unwrap();
    for i in 0..good.len() {
        let mut changed = good.clone();
        changed[i] ^= 1;
        fs::write(&path, changed).unwrap();
        assert!(store.load().is_err(), "byte {i}");
        fs::write(&path, &good[..i]).unwrap();
        assert!(store.load().is_err(), "cut at {i}");
    }
}

#[test]
fn the_signing_key_is_made_once_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let kek = FileKek::open_or_create(&folder.path().join("kek")).unwrap();
    let path = folder.path().join("audit-signing.key");
    let made = SigningKey::load_or_create(&path, &kek).unwrap();
    let again = SigningKey::load_or_create(&path, &kek).unwrap();
    assert_eq!(made.public_key(), again.public_key());
    assert_eq!(mode(&path), 0o600);
    assert_ne!(fs::read(&path).unwrap().len(), 32);
}
