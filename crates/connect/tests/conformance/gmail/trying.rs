//! The live test of a mailbox at Google, its addresses, and the calls that it is asked for.

use super::{Gmail, Renewing};
use crate::world::{ADDRESS, BEFORE, World, mail};
use connect::{Code, Limits, Side, Watch, examine};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, Private, Timestamp};
use serde_json::json;

async fn faults(world: &Gmail, settings: &MailboxSettings) -> Vec<(Side, Code, Option<String>)> {
    let found = examine(settings, world.access(), &world.egress).await.unwrap();
    assert!(!format!("{found:?}").contains(ADDRESS));
    found.faults.into_iter().map(|fault| (fault.side, fault.error.code, fault.folder)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_told_at_once() {
    let Some(mut world) = Gmail::start() else { return };
    world.put(&mail(0), false, BEFORE);
    let right = world.settings();
    assert!(faults(&world, &right).await.is_empty());
    let report = examine(&right, world.access(), &world.egress).await.unwrap().report;
    assert_eq!((report.mails, report.sent_folder.as_deref()), (1, Some("SENT")));
    assert!(report.folders.iter().any(|name| name == "Archive"));
    assert!(!report.folders.iter().any(|name| name == "UNREAD"));
    let mut wrong = right.clone();
    wrong.folders = vec!["Nowhere".into(), "INBOX".into()];
    (wrong.after_take_in, wrong.move_to) = (AfterTakeIn::Move, Some("Elsewhere".into()));
    wrong.address = "other@example.test".into();
    let missing = |name: &str| (Side::Incoming, Code::NoSuchFolder, Some(name.to_owned()));
    let stranger = (Side::Outgoing, Code::SendingRefused, None);
    assert_eq!(faults(&world, &wrong).await, [missing("Nowhere"), missing("Elsewhere"), stranger]);
    let narrow = json!({ "error": { "code": 403, "errors": [{ "reason": "insufficientPermissions" }] } });
    world.fail(json!([{ "on": "labels", "status": 403, "body": narrow }]));
    assert_eq!(faults(&world, &right).await, [(Side::Incoming, Code::ScopeMissing, None)]);
    world.order("away", json!({ "is": true }));
    let away = faults(&world, &right).await;
    assert!(away.len() == 2 && away.iter().all(|(_, code, _)| *code != Code::AuthFailed));
    world.order("away", json!({ "is": false }));
    world.tokens = Renewing::new(&["wrong", "wrong", "wrong"]);
    let refused = faults(&world, &right).await;
    assert_eq!(refused[0], (Side::Incoming, Code::AuthFailed, None));
    world.asked();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_gone_keeps_no_mail_of_others_away() {
    let Some(mut world) = Gmail::start() else { return };
    world.deliver(&mail(0));
    let mut one = world.open_with_folders(&["Nowhere", "INBOX"]);
    let batch = one.fetch(&[], None, Limits::default()).await.unwrap();
    let shown = format!("{one:?} {batch:?}");
    assert!(!shown.contains(ADDRESS) && !shown.contains("Nowhere"), "{shown}");
    assert_eq!(batch.mails[0].raw, mail(0));
    let error = one.fetch(&batch.cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::NoSuchFolder);
    assert_eq!(one.check().await.unwrap_err().code, Code::NoSuchFolder);
    // It is there later on, with a mail.
    let label = world.order("create", json!({ "label": "Nowhere" }));
    world.put_one(&mail(1), &[label.as_str().unwrap()]);
    let batch = one.fetch(&batch.cursor, None, Limits::default()).await.unwrap();
    assert_eq!(batch.mails[0].raw, mail(1));
    let mut none = world.open_with_folders(&["Never"]);
    assert_eq!(none.fetch(&[], None, Limits::default()).await.unwrap_err().code, Code::NoSuchFolder);
}

#[tokio::test(flavor = "multi_thread")]
async fn google_is_asked_to_call_and_to_call_no_more() {
    let Some(world) = Gmail::start() else { return };
    let mut one = world.open();
    let watch = Watch {
        target: "projects/desk/topics/mail".to_owned(),
        secret: Private::new("secret".to_owned()),
        current: None,
    };
    let watched = one.watch(&watch).await.unwrap().unwrap();
    assert!(watched.until > Timestamp::from_millis(BEFORE.0 * 1_000));
    one.unwatch(&watched).await.unwrap();
    one.unwatch(&watched).await.unwrap();
    let none = Watch { target: String::new(), ..watch };
    assert_eq!(one.watch(&none).await.unwrap_err().code, Code::Refused);
    let asked = world.asked();
    assert!(asked.iter().any(|line| line.ends_with("/watch")));
    assert_eq!(asked.iter().filter(|line| line.ends_with("/stop")).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_addresses_are_those_that_google_lets_us_send_from() {
    let Some(world) = Gmail::start() else { return };
    let mut one = world.open();
    let own = one.identities().await.unwrap();
    assert_eq!((own.len(), own[0].address.as_str(), own[0].is_default), (1, ADDRESS, true));
    let all = json!([
        { "sendAsEmail": ADDRESS, "isPrimary": true },
        { "sendAsEmail": "sales@example.test", "displayName": "Sales", "verificationStatus": "accepted", "isDefault": true },
        { "sendAsEmail": "new@example.test", "verificationStatus": "pending" },
    ]);
    world.fail(json!([{ "on": "sendAs", "status": 200, "body": { "sendAs": all } }]));
    let found = one.identities().await.unwrap();
    let shown: Vec<_> = found.iter().map(|one| (one.address.as_str(), one.name.as_deref())).collect();
    assert_eq!(shown, [(ADDRESS, None), ("sales@example.test", Some("Sales"))]);
    assert!(!found[0].is_default && found[1].is_default);
}
