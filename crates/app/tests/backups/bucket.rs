//! Backups in a bucket of S3, on a server that checks signatures.

use crate::desk::{Desk, Elsewhere, blobs, kek, on_each, plan};
use crate::world::Engine;
use app::backup::{self, Place, Plan};
use connect::{BucketServer, Code};
use crypto::S3Credentials;
use domain::Private;
use std::sync::Arc;
use testkit::s3::S3;

fn place(server: &S3, secret: &str) -> Place {
    let at = BucketServer {
        host: "127.0.0.1".to_owned(),
        port: server.port(),
        is_plain: true,
        ca_pem: None,
        bucket: S3::BUCKET.to_owned(),
        prefix: "desk/one/".to_owned(),
    };
    let credentials = S3Credentials {
        access_key: S3::ACCESS_KEY.to_owned(),
        secret: Private::new(secret.to_owned()),
        region: "us-east-1".to_owned(),
    };
    let clock = Arc::new(app::clock::SystemClock::new());
    Place::bucket(at, credentials, clock, &connect::Egress::default())
}

async fn a_bucket_keeps_what_a_folder_does(mut desk: Desk, engine: Engine) {
    let Some(server) = testkit::or_skip(S3::start()) else { return };
    let folder = desk.world.folder.path().join("bucket");
    std::fs::create_dir(&folder).unwrap();
    let refused = plan(place(&server, "another secret"), kek(&folder), &folder).open().await.unwrap_err();
    assert!(matches!(&refused, app::Error::Connect(error) if error.code == Code::AuthFailed), "{refused:?}");
    let good = place(&server, S3::SECRET);
    let ours = Plan { retention_days: 30, ..plan(good, kek(desk.world.folder.path()), &folder) };
    desk.setup = ours.open().await.unwrap();
    let first = backup::make(desk.app(), &desk.setup).await.unwrap();
    let second = backup::make(desk.app(), &desk.setup).await.unwrap();
    assert!(first.new_pieces > 10);
    // The ends of the log's tables: it says that there was a first one.
    assert_eq!(second.new_pieces, 2, "{second:?}");
    let checked = backup::check::check(desk.app(), &desk.setup).await.unwrap();
    assert_eq!((checked.backups, checked.faults.as_slice()), (2, &[][..]));
    let Some(elsewhere) = Elsewhere::new(engine) else { return };
    elsewhere.fill(&desk, None, false).await.unwrap();
    let (app, _) = elsewhere.open(&desk).await;
    assert_eq!(blobs(&app, &desk.company).await, blobs(desk.app(), &desk.company).await);
    // A piece that was altered there is named.
    let pieces = server.folder().join("desk/one/pieces");
    let inner = std::fs::read_dir(&pieces).unwrap().next().unwrap().unwrap().path();
    let piece = std::fs::read_dir(inner).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&piece).unwrap();
    bytes[60] ^= 1;
    std::fs::write(&piece, bytes).unwrap();
    let faults = backup::check::check(desk.app(), &desk.setup).await.unwrap().faults;
    assert!(
        faults.len() == 1 && faults[0].contains(piece.file_name().unwrap().to_str().unwrap()),
        "{faults:?}"
    );
    // And all of it goes in time.
    desk.world.clock.advance_ms(31 * crate::desk::DAY_MS);
    let pruned = backup::prune::prune(desk.app(), &desk.setup, desk.app().now()).await.unwrap();
    assert_eq!((pruned.backups, pruned.left, pruned.pieces), (2, 0, first.new_pieces + second.new_pieces));
}

on_each!(a_bucket_keeps_what_a_folder_does);
