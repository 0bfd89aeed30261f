//! Graph's calls when there are news.

use super::{Graph, with_folders};
use crate::world::{World, deadlines, drain, mail};
use connect::{Code, SourceRef, Watch};
use domain::Private;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn graph_calls_until_it_is_asked_to_stop() {
    let Some(mut world) = Graph::start() else { return };
    let mut one = world.open();
    let mut watch = Watch {
        target: world.stand_in.endpoint_url(),
        secret: Private::new("only we know".to_owned()),
        current: None,
    };
    let first = one.watch(&watch).await.unwrap().unwrap();
    world.deliver(&mail(0));
    let told = told(&world, 1);
    assert_eq!(
        (&told[0]["clientState"], &told[0]["changeType"]),
        (&"only we know".into(), &"created".into())
    );
    // The id that it tells is that of the mail that is fetched.
    let batches = drain(&mut *one, &mut Vec::new(), None).await;
    let SourceRef::Graph { id } = &batches[0].mails[0].source_ref else { panic!("another kind") };
    assert_eq!(told[0]["resourceData"]["id"], *id.as_str());
    watch.current = first.id.clone();
    let renewed = one.watch(&watch).await.unwrap().unwrap();
    assert!(renewed.id == first.id && renewed.until >= first.until);
    let id = first.id.clone().unwrap();
    for event in ["missed", "reauthorizationRequired", "subscriptionRemoved"] {
        world.tell(&format!("lifecycle?id={id}&event={event}"));
        let told = self::told(&world, 1);
        assert_eq!(
            (&told[0]["lifecycleEvent"], &told[0]["subscriptionId"]),
            (&event.into(), &id.as_str().into())
        );
    }
    // It is gone there: another one is made.
    let second = one.watch(&watch).await.unwrap().unwrap();
    assert_ne!(second.id, first.id);
    // For other folders, another one as well, and the one before ends.
    watch.current = second.id.clone();
    let mut other = world.open_with(&with_folders(&world, &["INBOX", "Archive"]), deadlines());
    let third = other.watch(&watch).await.unwrap().unwrap();
    let running = world.tell("subscriptions");
    assert_eq!(running.as_array().unwrap().len(), 1);
    assert_eq!(
        (&running[0]["id"], &running[0]["resource"]),
        (&third.id.clone().unwrap().into(), &"me/messages".into())
    );
    other.unwatch(&third).await.unwrap();
    other.unwatch(&third).await.unwrap();
    assert_eq!(world.tell("subscriptions").as_array().unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_prove_itself_is_not_called() {
    let Some(world) = Graph::start() else { return };
    let mut one = world.open();
    world.tell("proves?is=false");
    let watch = |target: String| Watch { target, secret: Private::new("x".to_owned()), current: None };
    let error = one.watch(&watch(world.stand_in.endpoint_url())).await.unwrap_err();
    assert!(error.code == Code::Refused && error.detail.reveal().contains("ValidationError"), "{error:?}");
    let error = one.watch(&watch("http://localhost/clear".to_owned())).await.unwrap_err();
    assert_eq!(error.code, Code::Settings);
    assert_eq!(world.tell("subscriptions").as_array().unwrap().len(), 0);
}

/// What the endpoint was told, once there is so much of it.
fn told(world: &Graph, count: usize) -> Vec<serde_json::Value> {
    let mut told = Vec::new();
    let all = testkit::deadline::poll(Duration::from_secs(20), || {
        told.extend(world.tell("told").as_array().unwrap().iter().cloned());
        (told.len() >= count).then(|| told.clone())
    });
    all.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_those_of_graph() {
    const DAYS: i64 = 400;
    let Some(world) = Graph::start() else { return };
    let target = world.stand_in.endpoint_url();
    let watch = Watch { target, secret: Private::new("x".to_owned()), current: None };
    let near = world.open().watch(&watch).await.unwrap().unwrap();
    world.tell(&format!("skew?days={DAYS}"));
    // A time of ours would lie in its past.
    let far = world.open().watch(&watch).await.unwrap().unwrap();
    let hours = far.until.millis_since(near.until) / 3_600_000;
    assert_eq!(hours / 24, DAYS, "{hours} hours");
}
