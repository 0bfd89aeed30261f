//! Tests on both engines: each runs on SQLite, and on PostgreSQL where the shared server can be started.

mod blobs;
mod durability;
mod exports;
mod keys;
mod lists;
mod mail;
mod organisations;
mod world;

/// Makes one test per engine out of an async function that takes a `World`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::tests::world::World::sqlite().await).await }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                match $crate::tests::world::World::postgres().await {
                    Some(world) => super::$name(world).await,
                    None => eprintln!("skipped: no PostgreSQL server could be started"),
                }
            }
        )+}
    };
}
use on_both;
