//! What takes long is done by one node all the while.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{World, until};
use app::lease::{self, LEASE_MS};
use domain::RequestId;
use std::time::Duration;

const NAME: &str = "large";
const EVERY: Duration = Duration::from_millis(5);

/// Twice as long as the lease holds, in steps that are shorter: nobody else gets it, and it is free afterwards.
async fn it_is_prolonged_while_the_work_goes_on(world: World) {
    let (app, system) = (&world.app, world.app.store().system());
    let other = RequestId::generate(app.now());
    let work = async {
        for _ in 0..4 {
            let before = app.now();
            world.clock.advance_ms(LEASE_MS / 2);
            let prolonged = async || {
                let end = before.plus_millis(LEASE_MS + 1);
                let holder = system.find_lease_holder(NAME, end).await.unwrap();
                (holder == Some(app.node())).then_some(())
            };
            until("the lease is prolonged", prolonged).await;
            let now = app.now();
            assert!(!system.acquire_lease(NAME, other, now, now.plus_millis(1)).await.unwrap());
        }
        Ok("done")
    };
    assert_eq!(lease::hold(app, NAME, (app.now(), EVERY), work).await.unwrap(), Some("done"));
    let now = app.now();
    assert!(system.acquire_lease(NAME, other, now, now.plus_millis(1)).await.unwrap());
}

/// A node that slept too long finds that somebody else went on, and stops; one that comes second does nothing.
async fn whoever_lost_it_stops(world: World) {
    let (app, system) = (&world.app, world.app.store().system());
    let other = RequestId::generate(app.now());
    let work = async {
        let later = app.now().plus_millis(LEASE_MS + 1);
        assert!(system.acquire_lease(NAME, other, later, later.plus_millis(LEASE_MS)).await.unwrap());
        std::future::pending::<app::Result<()>>().await
    };
    assert_eq!(lease::hold(app, NAME, (app.now(), EVERY), work).await.unwrap(), None);
    let second = lease::hold(app, NAME, (app.now(), EVERY), async { Ok(()) }).await.unwrap();
    assert_eq!(second, None);
    assert_eq!(system.find_lease_holder(NAME, app.now()).await.unwrap(), Some(other));
}

crate::on_both_engines! {
    it_is_prolonged_while_the_work_goes_on
    whoever_lost_it_stops
}
