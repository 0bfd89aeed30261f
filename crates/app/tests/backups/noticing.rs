//! Whatever is not as it was written is noticed, by name, before anything is touched; and keys are nowhere.

use crate::desk::{Desk, Elsewhere, on_each, plan};
use crate::world::Engine;
use app::Error;
use app::backup::{self, Fault, Place};
use std::path::Path;
use store::restore::{Standing, standing};

/// The name that a fault gives, and that nothing was put anywhere.
async fn refused(desk: &Desk, engine: Engine) -> Option<String> {
    let elsewhere = Elsewhere::new(engine)?;
    let error = elsewhere.fill(desk, None, false).await.unwrap_err();
    assert_eq!(standing(&elsewhere.url).await.unwrap(), Standing::Empty);
    assert!(elsewhere.packs().list().await.unwrap().is_empty());
    Some(error.to_string())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

async fn a_piece_that_is_not_what_was_written_is_named(desk: Desk, engine: Engine) {
    backup::make(desk.app(), &desk.setup).await.unwrap();
    let pieces = desk.pieces();
    let checked = async |desk: &Desk| backup::check::check(desk.app(), &desk.setup).await;
    assert!(checked(&desk).await.unwrap().faults.is_empty());
    let paths: Vec<_> = pieces.keys().cloned().collect();
    assert!(paths.len() > 10);
    for (at, path) in paths.iter().enumerate() {
        let whole = &pieces[path];
        let other = &pieces[&paths[(at + 1) % paths.len()]];
        let mut turned = whole.clone();
        let byte = at * 7919 % turned.len();
        turned[byte] ^= 1;
        let (_, cut) = whole.split_last().map(|(last, rest)| (last, rest.to_vec())).unwrap();
        for altered in [Some(turned), Some(other.clone()), Some(cut), Some(Vec::new()), None] {
            match &altered {
                Some(bytes) => std::fs::write(path, bytes).unwrap(),
                None => std::fs::remove_file(path).unwrap(),
            }
            let faults = checked(&desk).await.unwrap().faults;
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(faults[0].contains(&name(path)), "{faults:?}");
            if at == 3 {
                let Some(error) = refused(&desk, engine).await else { return };
                assert!(error.contains(&name(path)), "{error}");
            }
            std::fs::write(path, whole).unwrap();
        }
    }
    // What is gone or has another length is written anew by the next backup, from what is there: here of the mails' bytes,
    // which are the most.
    let largest = paths.iter().max_by_key(|path| pieces[*path].len()).unwrap();
    for is_cut in [true, false] {
        match is_cut {
            true => std::fs::write(largest, b"cut").unwrap(),
            false => std::fs::remove_file(largest).unwrap(),
        }
        let made = backup::make(desk.app(), &desk.setup).await.unwrap();
        // And the ends of the log's two tables, which tells of the one before.
        assert_eq!(made.new_pieces, 1 + 2, "{made:?}");
        assert!(checked(&desk).await.unwrap().faults.is_empty());
    }
}

async fn a_list_that_is_not_what_was_signed_is_refused(desk: Desk, engine: Engine) {
    let made = backup::make(desk.app(), &desk.setup).await.unwrap();
    let path = desk.place().join("lists").join(&made.id);
    let whole = std::fs::read(&path).unwrap();
    let mut altered = vec![whole[..whole.len() - 1].to_vec(), whole[..40].to_vec(), Vec::new()];
    altered.extend((0..whole.len()).step_by(whole.len() / 40).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x80;
        bytes
    }));
    for bytes in altered {
        std::fs::write(&path, bytes).unwrap();
        let entry = backup::list(desk.app(), &desk.setup).await.unwrap().remove(0);
        assert!(entry.fault.unwrap().contains(&made.id));
    }
    let Some(error) = refused(&desk, engine).await else { return };
    assert!(error.contains(&made.id), "{error}");
    std::fs::write(&path, &whole).unwrap();
    // A list under another id: an older backup cannot pose as a newer one.
    let later = format!("9{}", made.id.get(1..).unwrap());
    std::fs::copy(&path, desk.place().join("lists").join(&later)).unwrap();
    let Some(error) = refused(&desk, engine).await else { return };
    assert!(error.contains(&later), "{error}");
}

async fn another_kek_or_installation_gets_nothing(desk: Desk, _engine: Engine) {
    backup::make(desk.app(), &desk.setup).await.unwrap();
    let other = tempfile::tempdir().unwrap();
    let kek = crate::desk::kek(other.path());
    let place = || Place::folder(desk.place());
    let opened = plan(place(), crate::desk::kek(other.path()), other.path()).open().await;
    assert!(matches!(opened, Err(Error::Backup(Fault::OtherKey))));
    assert!(matches!(backup::key_of(&place(), &kek).await, Err(Error::Backup(Fault::OtherKey))));
    // The same KEK, but a key of its own: another installation's place.
    let ours = crate::desk::kek(desk.world.folder.path());
    let apart = plan(Place::folder(other.path().join("apart")), ours, other.path()).open().await.unwrap();
    assert!(!apart.key.is_same(&desk.setup.key));
    let ours = crate::desk::kek(desk.world.folder.path());
    let opened = plan(place(), ours, other.path()).open().await;
    assert!(matches!(opened, Err(Error::Backup(Fault::OtherKey))));
    // And a keyring of another installation, or none.
    let Some(elsewhere) = Elsewhere::new(Engine::Sqlite) else { return };
    let url = format!("sqlite:{}", other.path().join("keyring.db").display());
    let (packs, keyring, vault) =
        (elsewhere.packs(), store::Keyring::open(&url).await.unwrap(), desk.vault());
    let target = backup::restore::Target {
        database_url: &elsewhere.url,
        packs: &packs,
        keyring: &keyring,
        vault: &vault,
        force: false,
    };
    let error = backup::restore::restore(&desk.source(None), &target).await.unwrap_err();
    assert!(matches!(error, Error::Backup(Fault::NoKeys)), "{error}");
}

/// Whether one is somewhere in the other.
fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

async fn no_key_is_in_any_byte_of_it(desk: Desk, _engine: Engine) {
    backup::make(desk.app(), &desk.setup).await.unwrap();
    let scope = desk.company.info.scope;
    let keyring = desk.app().keyring();
    let mut keys: Vec<Vec<u8>> = Vec::new();
    keys.extend(keyring.list_all_tenant_keys().await.unwrap().into_iter().map(|key| key.wrapped));
    keys.extend(
        keyring.list_bucket_keys_after(scope, None, 100).await.unwrap().into_iter().map(|key| key.wrapped),
    );
    let buckets = keyring.list_bucket_keys_after(scope, None, 100).await.unwrap();
    for bucket in buckets {
        let leaves = keyring.list_leaf_keys_of_bucket(scope, bucket.bucket).await.unwrap();
        keys.extend(leaves.into_iter().map(|key| key.wrapped));
    }
    let objects = keyring.list_object_keys_after(scope, None, 1_000).await.unwrap();
    keys.extend(objects.into_iter().map(|key| key.wrapped));
    for file in ["root.key", "kek.key", "audit-signing.key"] {
        keys.push(std::fs::read(desk.world.folder.path().join(file)).unwrap());
    }
    assert!(keys.len() > 60, "{}", keys.len());
    // As it lies there, and as it is when somebody has opened it.
    let mut texts: Vec<Vec<u8>> = desk.files().into_values().collect();
    for (path, bytes) in desk.pieces() {
        texts.push(desk.setup.key.open_piece(&name(&path).parse().unwrap(), &bytes).unwrap());
    }
    let all = texts.concat();
    // The middle of each: whatever its wrapping was.
    let is_there = |key: &[u8]| key.len() > 24 && contains(&all, &key[key.len() - 24..]);
    assert!(keys.iter().all(|key| !is_there(key)));
    // The search does find what is in it.
    let contact = desk.app().store().tenant(scope).list_messages(None, 1).await.unwrap().remove(0);
    assert!(is_there(contact.content.as_bytes()));
    // And nothing of a mail can be read, sealed or opened.
    assert!(!contains(&all, b"canary-text") && !contains(&all, b"x.test"));
}

on_each!(
    a_piece_that_is_not_what_was_written_is_named,
    a_list_that_is_not_what_was_signed_is_refused,
    another_kek_or_installation_gets_nothing,
    no_key_is_in_any_byte_of_it,
);
