//! What a company instructs holds at once, for people and jobs (C7, C8).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::instruction;
use app::view::ForwardDraft;
use app::{Error, consent};
use domain::record::Address;
use domain::{Feature, MessageId};
use privacy::RefusalReason;
use std::collections::BTreeSet;

async fn one_mail(world: &World, acme: &Company) -> MessageId {
    let raw = mail("Ada <ada@example.org>", "m1@x.test", None, "Bell", "It rings.");
    world.take_in(acme, &[("m1", raw)]).await;
    let ticket = world.tickets(acme).await[0].id;
    world.read(acme, ticket).await.messages[0].id
}

fn off(features: &[Feature]) -> BTreeSet<Feature> {
    features.iter().copied().collect()
}

fn why(error: &Error) -> Option<RefusalReason> {
    if let Error::Refused(refusal) = error { Some(refusal.reason()) } else { None }
}

async fn what_is_turned_off_is_refused_and_logged_by_its_version(world: World) {
    let acme = world.company("acme").await;
    let (admin, agent) = (world.admin_ctx(&acme), world.agent_ctx(&acme));
    let id = one_mail(&world, &acme).await;
    app::message::images::show(&world.app, &agent, id).await.unwrap();
    instruction::change(&world.app, &admin, 0, off(&[Feature::RemoteImages, Feature::Forwarding]))
        .await
        .unwrap();
    let shown = app::message::images::show(&world.app, &agent, id).await.unwrap_err();
    assert_eq!(why(&shown), Some(RefusalReason::Instructed));
    let to = vec![Address { name: String::new(), email: "sam@supplier.test".to_owned() }];
    let draft = || ForwardDraft { text: "Look.".to_owned(), to: to.clone(), ..ForwardDraft::default() };
    let sent = app::forward::send(&world.app, &agent, id, draft()).await.unwrap_err();
    assert_eq!(why(&sent), Some(RefusalReason::Instructed));
    // Another node of the same installation knows it too, and so it is when it is allowed again.
    instruction::change(&world.app, &admin, 1, off(&[Feature::RemoteImages])).await.unwrap();
    let other = world.another_node().await;
    app::forward::send(&other, &agent, id, draft()).await.unwrap();
    let log =
        app::audit::read(&world.app, &admin, &app::audit::AuditFilter::default(), None, 100).await.unwrap();
    // The newest comes first.
    let versions = |act: &str| -> Vec<_> {
        let of =
            log.items.iter().rev().filter_map(|line| line.event.as_ref()).filter(|event| event.act == act);
        of.map(|event| (event.reason.clone(), event.version)).collect()
    };
    assert_eq!(versions("message.forward"), [("instructed".to_owned(), Some(1)), (String::new(), Some(2))]);
    assert_eq!(versions("message.images")[1], ("instructed".to_owned(), Some(1)));
    let all = instruction::list(&world.app, &admin).await.unwrap();
    assert_eq!(all.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(all[0].by, Some(acme.admin));
}

async fn whoever_saw_another_version_is_told_and_agents_instruct_nothing(world: World) {
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    let change = async |version, features: &[Feature]| {
        instruction::change(&world.app, &admin, version, off(features)).await
    };
    change(0, &[Feature::Usage]).await.unwrap();
    assert!(matches!(change(0, &[]).await, Err(Error::State { noun: "instruction", .. })));
    // What is said already makes no version.
    change(1, &[Feature::Usage]).await.unwrap();
    assert_eq!(instruction::current(&world.app, acme.info.scope).await.unwrap().version, 1);
    let by_agent = instruction::change(&world.app, &world.agent_ctx(&acme), 1, off(&[])).await.unwrap_err();
    assert!(matches!(by_agent, Error::Refused(_)));
    let other = world.company("other").await;
    assert_eq!(instruction::current(&world.app, other.info.scope).await.unwrap().version, 0);
}

async fn counting_ends_with_the_permission_to_count(world: World) {
    let acme = world.company("acme").await;
    let (admin, agent) = (world.admin_ctx(&acme), world.agent_ctx(&acme));
    consent::decide(&world.app, &agent, true, "It is counted.").await.unwrap();
    let used = || app::usage::Used {
        deed: false,
        feature: "/tickets",
        browser: domain::BrowserFamily::Firefox,
        system: domain::SystemFamily::Linux,
        network: app::usage::network("192.0.2.7"),
    };
    world.app.count_use(&agent, used()).await;
    app::usage::keep(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    assert_eq!(store.list_usage_of_agent(acme.agent).await.unwrap().len(), 1);
    instruction::change(&world.app, &admin, 0, off(&[Feature::Usage])).await.unwrap();
    assert_eq!(store.list_usage_of_agent(acme.agent).await.unwrap().len(), 0);
    let standing = async || consent::standing(&world.app, acme.info.scope, acme.agent).await.unwrap();
    assert_eq!(standing().await, consent::Standing::Off);
    world.app.count_use(&agent, used()).await;
    app::usage::keep(&world.app).await.unwrap();
    assert_eq!(store.list_usage_of_agent(acme.agent).await.unwrap().len(), 0);
    assert!(consent::decide(&world.app, &admin, true, "It is counted.").await.is_err());
    instruction::change(&world.app, &admin, 1, off(&[])).await.unwrap();
    assert_eq!(standing().await, consent::Standing::Given);
}

crate::on_both_engines! {
    what_is_turned_off_is_refused_and_logged_by_its_version
    whoever_saw_another_version_is_told_and_agents_instruct_nothing
    counting_ends_with_the_permission_to_count
}
