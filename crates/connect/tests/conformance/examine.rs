//! The live test before a mailbox is kept: everything that is wrong, at once; nothing is altered or sent.

use crate::world::{ADDRESS, BEFORE, Imap, World, mail};
use connect::{Code, Side, examine};
use domain::AfterTakeIn;
use domain::record::MailboxSettings;

async fn faults(world: &Imap, settings: &MailboxSettings) -> Vec<(Side, Code, Option<String>)> {
    let found = examine(settings, None, &world.egress).await.unwrap();
    found.faults.into_iter().map(|fault| (fault.side, fault.error.code, fault.folder)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_works_is_described_and_left_alone() {
    let Some(mut world) = Imap::with_exim() else { return };
    (0..2).for_each(|n| world.put(&mail(n), false, BEFORE));
    let found = examine(&world.settings(), None, &world.egress).await.unwrap();
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    assert_eq!(found.report.mails, 2);
    assert!(found.report.wakes && found.report.folders.iter().any(|name| name == "INBOX"));
    assert_eq!(found.report.sent_folder.as_deref(), Some("Sent"));
    let stored = world.list("INBOX");
    assert!(
        stored.len() == 2 && stored.iter().all(|(_, is_seen)| !is_seen),
        "nothing came, nothing was marked"
    );
    assert!(world.dovecot.list(ADDRESS, "Sent").unwrap().is_empty());
    assert_eq!(world.egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_are_told_at_once() {
    let Some(world) = Imap::with_exim() else { return };
    let mut settings = world.settings();
    settings.imap.as_mut().unwrap().password = "wrong".into();
    settings.smtp.as_mut().unwrap().port = 1;
    assert_eq!(
        faults(&world, &settings).await,
        [(Side::Incoming, Code::AuthFailed, None), (Side::Outgoing, Code::PortRefused, None)]
    );
    let mut settings = world.settings();
    settings.imap.as_mut().unwrap().host = "nowhere.invalid".into();
    settings.smtp.as_mut().unwrap().ca_pem = None;
    assert_eq!(
        faults(&world, &settings).await,
        [(Side::Incoming, Code::HostUnknown, None), (Side::Outgoing, Code::TlsUntrusted, None)]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_folder_that_is_missing_is_named() {
    let Some(world) = Imap::with_exim() else { return };
    let mut settings = world.settings();
    settings.folders = vec!["INBOX".into(), "Nowhere".into(), "Ni\u{f1}o".into()];
    settings.after_take_in = AfterTakeIn::Move;
    settings.move_to = Some("Done".into());
    let missing = |name: &str| (Side::Incoming, Code::NoSuchFolder, Some(name.to_owned()));
    assert_eq!(faults(&world, &settings).await, [missing("Nowhere"), missing("Ni\u{f1}o"), missing("Done")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_may_not_send_is_found_without_sending() {
    let Some(world) = Imap::with_exim() else { return };
    let mut settings = world.settings();
    settings.address = "reject550@example.test".into();
    assert_eq!(faults(&world, &settings).await, [(Side::Outgoing, Code::SendingRefused, None)]);
}
