//! A business goes over to somebody else (C78): what it is handed over with is tried, and whoever had it opens nothing any more.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail};
use app::hand_over::{self, Files};
use app::{Ctx, Error, operator};
use crypto::{FileKek, FileRootStore, Kek, KeyError, RootStore, SigningKey, Vault};
use domain::keyring::WrappedKeys;
use std::path::Path;
use std::sync::Arc;

crate::with_either_engine! {
    a_drill_shows_that_the_old_keys_open_nothing,
    everything_goes_to_another_kek,
    what_was_interrupted_between_two_files_goes_on,
}

async fn with_mail(world: &World) -> Company {
    let acme = world.company("acme").await;
    let raw = mail("Eva Ek <eva@x.test>", "1@x.test", None, "Zebra saddle", "It broke.");
    assert_eq!(world.take_in(&acme, &[("1", raw)]).await.taken_in, 1);
    acme
}

fn kek(folder: &Path, name: &str) -> Arc<dyn Kek> {
    Arc::new(FileKek::open_or_create(&folder.join(name)).unwrap())
}

fn of_operator(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

async fn a_drill_shows_that_the_old_keys_open_nothing(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, acme, folder) = (&world.app, with_mail(&world).await, world.folder.path());
    let before = app.keyring().list_all_tenant_keys().await.unwrap();
    let ctx = Ctx::operator(acme.info.scope, app.now());
    let drilled = hand_over::drill(app, &ctx, &kek(folder, "kek.key")).await.unwrap();
    assert!(drilled.buckets > 0 && drilled.leaves > 3 && drilled.objects > 3, "{drilled:?}");
    assert_eq!(drilled.refused, 2 + drilled.buckets, "the file, the company's key, each bucket");
    assert_eq!(app.keyring().list_all_tenant_keys().await.unwrap(), before, "nothing was changed");
    // With the KEK that it was handed to there would be nothing to show.
    let agent = world.admin_ctx(&acme);
    let refused = hand_over::drill(app, &agent, &kek(folder, "kek.key")).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
}

async fn everything_goes_to_another_kek(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = with_mail(&world).await;
    let folder = world.folder.path().to_owned();
    let (old, new) = (kek(&folder, "kek.key"), kek(&folder, "new.key"));
    std::fs::copy(folder.join("root.key"), folder.join("root.copy")).unwrap();
    let files = Files { folder: &folder, backups: None };
    let done =
        hand_over::hand_over(&world.app, &of_operator(&world), files, (&old, new.as_ref())).await.unwrap();
    assert_eq!((done.tenants, done.files), (2, 2), "the company and the system; ROOT and the signing key");
    // The old KEK opens neither file.
    assert!(FileRootStore::new(folder.join("root.key"), Arc::clone(&old)).load().is_err());
    assert!(SigningKey::load_or_create(&folder.join("audit-signing.key"), old.as_ref()).is_err());
    // A copy of ROOT from before opens no key of today.
    let kept = FileRootStore::new(folder.join("root.copy"), old).load().unwrap().unwrap();
    let tenants = world.app.keyring().list_all_tenant_keys().await.unwrap();
    assert!(tenants.iter().all(|key| key.epoch == done.epoch));
    for mut key in tenants {
        key.epoch = kept.current.epoch();
        let vault = Vault::new(&kept.current, SigningKey::generate().unwrap()).unwrap();
        let said = WrappedKeys { tenants: vec![key], ..WrappedKeys::default() };
        assert!(matches!(vault.admit(&said), Err(KeyError::Tampered)));
    }
    // With the new one in its place everything is as it was.
    std::fs::rename(folder.join("new.key"), folder.join("kek.key")).unwrap();
    let world = world.reopened().await;
    assert_eq!(world.tickets(&acme).await[0].subject, "Zebra saddle");
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
}

async fn what_was_interrupted_between_two_files_goes_on(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = with_mail(&world).await;
    let folder = world.folder.path().to_owned();
    let (old, new) = (kek(&folder, "kek.key"), kek(&folder, "new.key"));
    SigningKey::hand_over(&folder.join("audit-signing.key"), old.as_ref(), new.as_ref()).unwrap();
    let files = || Files { folder: &folder, backups: None };
    assert_eq!(hand_over::hand_over_files(files(), (&old, new.as_ref())).await.unwrap(), 1, "ROOT was left");
    assert_eq!(hand_over::hand_over_files(files(), (&old, new.as_ref())).await.unwrap(), 0);
    std::fs::rename(folder.join("new.key"), folder.join("kek.key")).unwrap();
    let world = world.reopened().await;
    assert_eq!(world.tickets(&acme).await[0].subject, "Zebra saddle");
}
