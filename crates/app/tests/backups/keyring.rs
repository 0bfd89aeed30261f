//! Copies of the keyring: whole, short-lived, and worth nothing once ROOT has been swapped.

use crate::desk::{Desk, everything, kek, on_each};
use crate::world::Engine;
use app::backup::{Fault, keyring_copy};
use app::{Ctx, Error};
use crypto::{Root, SigningKey, Vault};
use domain::Role;
use domain::keyring::WrappedKeys;
use store::{ArchiveFolder, Keyring};

const HOUR_MS: i64 = 3600 * 1000;

fn url(engine: Engine, folder: &tempfile::TempDir) -> Option<String> {
    Some(match engine {
        Engine::Sqlite => format!("sqlite:{}", folder.path().join("keyring.db").display()),
        Engine::Postgres => testkit::postgres::shared()?.create_database().unwrap(),
    })
}

async fn a_copy_brings_every_key_back(desk: Desk, engine: Engine) {
    let (other, now) = (tempfile::tempdir().unwrap(), desk.app().now());
    let folder = ArchiveFolder::new(other.path().join("copies"));
    let kek = kek(desk.world.folder.path());
    let copied = keyring_copy::copy(desk.app().keyring(), &kek, &folder, 24, now).await.unwrap();
    let before = everything(desk.app().keyring().snapshot().await.unwrap()).await;
    assert_eq!(copied.rows, before.values().map(|rows| rows.len() as u64).sum::<u64>());
    let Some(url) = url(engine, &other) else { return };
    assert_eq!(keyring_copy::restore(&folder, None, &kek, &url).await.unwrap(), copied.name);
    let keyring = Keyring::open(&url).await.unwrap();
    assert_eq!(everything(keyring.snapshot().await.unwrap()).await, before);
    // Only under the KEK, and only as it was written.
    let stranger = crate::desk::kek(other.path());
    let refused = keyring_copy::restore(&folder, None, &stranger, &url).await.unwrap_err();
    assert!(matches!(refused, Error::Backup(Fault::OtherKey)), "{refused}");
    let part = format!("{}/part-00000000", copied.name);
    let mut bytes = folder.get(&part).await.unwrap().unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    folder.put(&part, bytes).await.unwrap();
    let refused = keyring_copy::restore(&folder, None, &kek, &url).await.unwrap_err();
    assert!(refused.to_string().contains(&part), "{refused}");
}

async fn copies_go_after_their_hours(desk: Desk, _engine: Engine) {
    let other = tempfile::tempdir().unwrap();
    let folder = ArchiveFolder::new(other.path().to_owned());
    let kek = kek(desk.world.folder.path());
    let keyring = desk.app().keyring();
    let mut removed = Vec::new();
    for hour in 0..6 {
        let now = desk.app().now().plus_millis(hour * HOUR_MS);
        removed.push(keyring_copy::copy(keyring, &kek, &folder, 3, now).await.unwrap().removed);
    }
    assert_eq!(removed, [0, 0, 0, 1, 1, 1]);
    let later = desk.app().now().plus_millis(7 * HOUR_MS);
    assert_eq!(keyring_copy::prune(&folder, 3, later).await.unwrap(), 2);
    // With no hours there are none.
    assert_eq!(keyring_copy::prune(&folder, 0, later).await.unwrap(), 1);
    assert_eq!(std::fs::read_dir(other.path()).unwrap().count(), 1, "the lock alone");
    let nothing = keyring_copy::restore(&folder, None, &kek, "sqlite:unused").await.unwrap_err();
    assert!(matches!(nothing, Error::Backup(Fault::Nothing)), "{nothing}");
}

async fn a_copy_from_before_a_swap_of_root_opens_nothing(desk: Desk, engine: Engine) {
    let (other, scope, now) = (tempfile::tempdir().unwrap(), desk.company.info.scope, desk.app().now());
    let folder = ArchiveFolder::new(other.path().join("copies"));
    let kek = kek(desk.world.folder.path());
    keyring_copy::copy(desk.app().keyring(), &kek, &folder, 24, now).await.unwrap();
    let ticket = desk.world.tickets(&desk.company).await[0].id;
    // The swap: every tenant key goes under the next ROOT, and the one before is destroyed.
    let next = Root::generate(2).unwrap();
    desk.app().vault().add_root(&next).unwrap();
    for wrapped in desk.app().keyring().list_all_tenant_keys().await.unwrap() {
        let mut draft = desk.app().vault().draft(domain::TenantScope::of(wrapped.tenant));
        draft.rewrap_tenant(&wrapped).unwrap();
        desk.app().keyring().commit(draft.batch()).await.unwrap();
        desk.app().vault().publish(draft);
    }
    let Some(url) = url(engine, &other) else { return };
    keyring_copy::restore(&folder, None, &kek, &url).await.unwrap();
    let (old, current) = (Keyring::open(&url).await.unwrap(), desk.app().keyring());
    let vault = Vault::new(&next, SigningKey::generate().unwrap()).unwrap();
    let tenants = async |keyring: &Keyring| WrappedKeys {
        tenants: keyring.list_tenant_keys(scope).await.unwrap(),
        ..WrappedKeys::default()
    };
    assert!(vault.admit(&tenants(&old).await).is_err(), "the copy opened under the new ROOT");
    vault.admit(&tenants(current).await).unwrap();
    // What lives goes on.
    let ctx = Ctx::agent(scope, desk.company.agent, Role::Agent, now);
    assert!(!app::ticket::read(desk.app(), &ctx, ticket).await.unwrap().messages.is_empty());
}

on_each!(
    a_copy_brings_every_key_back,
    copies_go_after_their_hours,
    a_copy_from_before_a_swap_of_root_opens_nothing,
);
