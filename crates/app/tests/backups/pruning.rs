//! Backups go in time, and what nothing names goes with them (C44, C45).

use crate::desk::{DAY_MS, Desk, kek, on_each, plan};
use crate::world::Engine;
use app::backup::{self, Fault, Plan, Setup};
use app::{App, Error, Settings};

async fn prune(desk: &Desk, setup: &Setup) -> backup::prune::Pruned {
    backup::prune::prune(desk.app(), setup, desk.app().now()).await.unwrap()
}

async fn a_backup_goes_on_its_day_and_takes_along_what_nothing_else_names(desk: Desk, _engine: Engine) {
    let setup = Setup { retention_days: 30, ..desk.setup.clone() };
    let first = backup::make(desk.app(), &setup).await.unwrap();
    assert_eq!(first.expires_at, first.at.plus_millis(30 * DAY_MS));
    desk.world.clock.advance_ms(20 * DAY_MS);
    desk.bring(12..40).await;
    let second = backup::make(desk.app(), &setup).await.unwrap();
    // A crash left some.
    let stray = desk.place().join("pieces/ab").join(format!("ab{}", "0".repeat(62)));
    std::fs::create_dir_all(stray.parent().unwrap()).unwrap();
    std::fs::write(&stray, b"stray").unwrap();
    std::fs::write(stray.with_extension("part"), b"half").unwrap();
    let pruned = prune(&desk, &setup).await;
    assert_eq!((pruned.backups, pruned.left, pruned.pieces), (0, 2, 2));
    desk.world.clock.advance_ms(10 * DAY_MS - 1);
    assert_eq!(prune(&desk, &setup).await.backups, 0);
    desk.world.clock.advance_ms(1);
    let pruned = prune(&desk, &setup).await;
    assert_eq!((pruned.backups, pruned.left), (1, 1));
    assert!(pruned.pieces > 0, "the first one's own pieces are left");
    let left = backup::list(desk.app(), &setup).await.unwrap();
    assert_eq!(left.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), [second.id]);
    assert_eq!(backup::check::check(desk.app(), &setup).await.unwrap().faults, Vec::<String>::new());
}

async fn after_a_year_and_a_day_none_is_left(desk: Desk, _engine: Engine) {
    let setup = Setup { retention_days: 365, ..desk.setup.clone() };
    for _ in 0..3 {
        backup::make(desk.app(), &setup).await.unwrap();
        desk.bring(20..21).await;
    }
    desk.world.clock.advance_ms(365 * DAY_MS - 1);
    assert_eq!(prune(&desk, &setup).await.left, 3);
    desk.world.clock.advance_ms(DAY_MS);
    assert_eq!(prune(&desk, &setup).await.backups, 3);
    assert!(desk.pieces().is_empty());
    assert!(backup::list(desk.app(), &setup).await.unwrap().is_empty());
    assert_eq!(desk.files().len(), 1, "the wrapped key alone");
}

async fn what_cannot_be_read_goes_in_time_and_keeps_pieces_until_then(desk: Desk, _engine: Engine) {
    let setup = Setup { retention_days: 30, ..desk.setup.clone() };
    let broken = backup::make(desk.app(), &setup).await.unwrap();
    std::fs::write(desk.place().join("lists").join(&broken.id), b"broken").unwrap();
    desk.world.clock.advance_ms(DAY_MS);
    desk.bring(12..14).await;
    backup::make(desk.app(), &setup).await.unwrap();
    let count = desk.pieces().len();
    let pruned = prune(&desk, &setup).await;
    assert!(pruned.fault.unwrap().contains(&broken.id));
    assert_eq!(desk.pieces().len(), count, "any of them may be needed by it");
    desk.world.clock.advance_ms(29 * DAY_MS);
    let pruned = prune(&desk, &setup).await;
    assert_eq!((pruned.backups, pruned.left, pruned.fault), (1, 1, None));
    assert!(pruned.pieces > 0);
}

async fn one_at_a_time(desk: Desk, _engine: Engine) {
    let setup = &desk.setup;
    let other = desk.world.another_node().await;
    let busy = |result: app::Result<()>| matches!(result, Err(Error::Backup(Fault::Busy)));
    let (mut first, mut second) = (0, 0);
    for _ in 0..5 {
        let one = async { backup::make(desk.app(), setup).await.map(|_| ()) };
        let two = async { backup::make(&other, setup).await.map(|_| ()) };
        let (one, two) = tokio::join!(one, two);
        assert!(one.is_ok() || two.is_ok());
        first += i32::from(busy(one));
        second += i32::from(busy(two));
    }
    assert!(first + second > 0, "two were at it at once");
    // Over machines, where no file can be locked for both: by the lease.
    let elsewhere = tempfile::tempdir().unwrap();
    let system = desk.app().store().system();
    let now = desk.app().now();
    let stranger = domain::RequestId::generate(now);
    assert!(system.acquire_lease("backup", stranger, now, now.plus_millis(1_000)).await.unwrap());
    let apart = Setup { lock: elsewhere.path().join("lock"), ..setup.clone() };
    assert!(busy(backup::make(desk.app(), &apart).await.map(|_| ())));
    assert!(busy(backup::prune::prune(desk.app(), &apart, now).await.map(|_| ())));
    desk.world.clock.advance_ms(2_000);
    backup::make(desk.app(), &apart).await.unwrap();
}

async fn the_schedule_makes_and_prunes(desk: Desk, _engine: Engine) {
    let folder = desk.world.folder.path();
    let plan = plan(desk.setup.place.clone(), kek(folder), folder);
    let setup = Setup { retention_days: 3, ..desk.setup.clone() };
    let backups = Some(Plan { retention_days: 3, ..plan });
    let settings = Settings { backups, ..desk.app().settings().clone() };
    let app: std::sync::Arc<App> = desk.world.another_node_with(settings).await;
    let mut counts = Vec::new();
    for _ in 0..12 {
        app::jobs::backups::round(&app).await.unwrap();
        counts.push(backup::list(&app, &setup).await.unwrap().len());
        desk.world.clock.advance_ms(DAY_MS / 2);
    }
    assert_eq!(counts, [1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3]);
}

on_each!(
    a_backup_goes_on_its_day_and_takes_along_what_nothing_else_names,
    after_a_year_and_a_day_none_is_left,
    what_cannot_be_read_goes_in_time_and_keeps_pieces_until_then,
    one_at_a_time,
    the_schedule_makes_and_prunes,
);
