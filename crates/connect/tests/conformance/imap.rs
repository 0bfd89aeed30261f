//! What only an IMAP server does.

use crate::world::{ADDRESS, BEFORE, Imap, World, deadlines, drain, mail, raws};
use connect::{Code, Deadlines, Limits, open, open_with};
use domain::record::Security;
use std::time::Duration;
use testkit::proxy::{Mode, TcpProxy};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_uid_validity_lists_all_again_and_asks_for_the_digest() {
    let Some(mut world) = Imap::start() else { return };
    (0..3).for_each(|n| world.put(&mail(n), false, BEFORE));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let first = drain(&mut *one, &mut cursor, None).await;
    assert!(first[0].mails.iter().all(|mail| !mail.check_digest));
    world.dovecot.set_uid_validity(ADDRESS, "INBOX", 4_242).unwrap();
    world.deliver(&mail(3));
    let mut one = world.open();
    let again = drain(&mut *one, &mut cursor, None).await;
    assert_eq!(raws(&again), [mail(0), mail(1), mail(2), mail(3)]);
    assert!(again[0].mails.iter().all(|mail| mail.check_digest));
    assert_ne!(again[0].mails[0].source_key, first[0].mails[0].source_key);
    world.deliver(&mail(4));
    let later = drain(&mut *one, &mut cursor, None).await;
    assert_eq!(raws(&later), [mail(4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_moved_away_and_back_asks_for_the_digest() {
    let Some(mut world) = Imap::start() else { return };
    (0..2).for_each(|n| world.put(&mail(n), false, BEFORE));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    let mut client = world.dovecot.imap(ADDRESS).unwrap();
    client.command("SELECT INBOX").unwrap();
    client.command("UID MOVE 1 Archive").unwrap();
    client.command("SELECT Archive").unwrap();
    client.command("UID MOVE 1 INBOX").unwrap();
    let back = drain(&mut *one, &mut cursor, None).await;
    assert_eq!(raws(&back), [mail(0)]);
    assert!(back[0].mails[0].check_digest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_folder_starves_no_other() {
    let Some(world) = Imap::start() else { return };
    let mut client = world.dovecot.imap(ADDRESS).unwrap();
    client.create("Entw&APw-rfe").unwrap();
    for n in 0..20 {
        client.append("INBOX", &mail(n), "", None).unwrap();
    }
    client.append("Entw&APw-rfe", &mail(100), "", None).unwrap();
    client.append("Archive", &mail(101), "", None).unwrap();
    let mut settings = world.settings();
    settings.folders = vec!["INBOX".into(), "Entw\u{fc}rfe".into(), "Archive".into()];
    let mut one = open(&settings, None, &world.egress).unwrap();
    let (mut cursor, mut found) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let limits = Limits { mails: 4, ..Limits::default() };
        let batch = one.fetch(&cursor, None, limits).await.unwrap();
        assert!(batch.mails.iter().all(|mail| mail.check_digest));
        cursor.clone_from(&batch.cursor);
        found.extend(raws(&[batch]));
    }
    assert!(found.contains(&mail(100)) && found.contains(&mail(101)));
    found.extend(raws(&drain(&mut *one, &mut cursor, None).await));
    assert_eq!(found.len(), 22);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_gone_keeps_no_mail_of_others_away() {
    let Some(mut world) = Imap::start() else { return };
    world.deliver(&mail(0));
    let mut settings = world.settings();
    settings.folders = vec!["Nowhere".into(), "INBOX".into()];
    let mut one = open(&settings, None, &world.egress).unwrap();
    let batch = one.fetch(&[], None, Limits::default()).await.unwrap();
    assert_eq!(raws(std::slice::from_ref(&batch)), [mail(0)]);
    let error = one.fetch(&batch.cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::NoSuchFolder);
    assert_eq!(one.check().await.unwrap_err().code, Code::NoSuchFolder);
}

const ELSEWHERE: &str = "127.0.0.2";

/// Passes connections to a port of 127.0.0.1 on, from another address.
async fn relay(port: u16) -> u16 {
    let listener = tokio::net::TcpListener::bind((ELSEWHERE, 0)).await.unwrap();
    let here = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut from, _) = listener.accept().await.unwrap();
            #[expect(clippy::disallowed_methods, reason = "the test's own relay, not the code under test")]
            let mut to = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            tokio::spawn(async move { tokio::io::copy_bidirectional(&mut from, &mut to).await.ok() });
        }
    });
    here
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_has_its_code_and_no_personal_data() {
    let Some(world) = Imap::with_exim() else { return };
    let check = |change: &dyn Fn(&mut domain::record::MailboxSettings)| {
        let mut settings = world.settings();
        change(&mut settings);
        let egress = world.egress.clone();
        async move {
            let mut one = open(&settings, None, &egress).unwrap();
            let error = one.check().await.unwrap_err();
            let shown = format!("{error} {error:?} {one:?} {egress:?}");
            assert!(!shown.contains(ADDRESS) && !shown.contains("pw-"), "{shown}");
            error.code
        }
    };
    let imap = |change: fn(&mut domain::record::ServerSettings)| {
        move |settings: &mut domain::record::MailboxSettings| change(settings.imap.as_mut().unwrap())
    };
    let smtp = |change: fn(&mut domain::record::ServerSettings)| {
        move |settings: &mut domain::record::MailboxSettings| change(settings.smtp.as_mut().unwrap())
    };
    assert_eq!(check(&imap(|server| server.password = "pw-wrong".into())).await, Code::AuthFailed);
    assert_eq!(check(&smtp(|server| server.password = "pw-wrong".into())).await, Code::AuthFailed);
    // Another address of this machine, which is in no certificate.
    let (imaps, smtps) = (world.dovecot.imaps_port(), world.exim.as_ref().unwrap().smtps_port());
    let (elsewhere, elsewhere_smtp) = (relay(imaps).await, relay(smtps).await);
    let at = |server: Option<&mut domain::record::ServerSettings>, port| {
        let server = server.unwrap();
        (server.host, server.port) = (ELSEWHERE.to_owned(), port);
    };
    assert_eq!(check(&|s| at(s.imap.as_mut(), elsewhere)).await, Code::TlsName);
    assert_eq!(check(&|s| at(s.smtp.as_mut(), elsewhere_smtp)).await, Code::TlsName);
    assert_eq!(check(&imap(|server| server.ca_pem = None)).await, Code::TlsUntrusted);
    assert_eq!(check(&imap(|server| server.port = 1)).await, Code::PortRefused);
    let (clear, clear_smtp) = (world.dovecot.imap_port(), world.exim.as_ref().unwrap().starttls_port());
    assert_eq!(check(&|s| s.imap.as_mut().unwrap().port = clear).await, Code::NotTls);
    assert_eq!(check(&|s| s.smtp.as_mut().unwrap().port = clear_smtp).await, Code::NotTls);
    assert_eq!(check(&|s| s.sent_folder = Some("Nowhere".into())).await, Code::NoSuchFolder);
    let mut settings = world.settings();
    for (server, port) in [(settings.imap.as_mut(), clear), (settings.smtp.as_mut(), clear_smtp)] {
        let server = server.unwrap();
        (server.port, server.security) = (port, Security::StartTls);
    }
    open(&settings, None, &world.egress).unwrap().check().await.unwrap();
    settings.imap.as_mut().unwrap().ca_pem = Some("no certificate".into());
    assert_eq!(open(&settings, None, &world.egress).unwrap_err().code, Code::BadCa);
    assert_eq!(world.egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hangs_costs_a_deadline_and_loses_nothing() {
    let Some(mut world) = Imap::start() else { return };
    let proxy = TcpProxy::start(world.dovecot.imaps_port()).unwrap();
    let mut settings = world.settings();
    settings.imap.as_mut().unwrap().port = proxy.port();
    let mut one = open_with(&settings, None, &world.egress, deadlines()).unwrap();
    let mut cursor = Vec::new();
    drain(&mut *one, &mut cursor, None).await;
    world.deliver(&mail(0));
    let short = Duration::from_millis(300);
    let deadlines = Deadlines { connect: short, quiet: short, ..deadlines() };
    let mut impatient = open_with(&settings, None, &world.egress, deadlines).unwrap();
    proxy.set_mode(Mode::Stall);
    let error = impatient.fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::Deadline);
    assert!(error.is_temporary());
    proxy.set_mode(Mode::Pass);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    // Cut in the middle of a mail: an error, and the whole mail afterwards.
    let large = [mail(1), vec![b'x'; 3_000_000], b"\r\n".to_vec()].concat();
    world.deliver(&large);
    proxy.set_mode(Mode::CutAfter(1_000_000));
    assert!(one.fetch(&cursor, None, Limits::default()).await.is_err());
    proxy.set_mode(Mode::Pass);
    assert!(raws(&drain(&mut *one, &mut cursor, None).await) == [large]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_is_an_error_until_it_is_back() {
    let Some(mut world) = Imap::start() else { return };
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    world.dovecot.stop();
    for _ in 0..3 {
        // A new connector: a process of the server may outlive its master for a moment.
        let error = world.open().fetch(&cursor, None, Limits::default()).await.unwrap_err();
        assert_eq!(error.code, Code::PortRefused);
        assert!(error.is_temporary());
    }
    world.dovecot.start_again().unwrap();
    world.deliver(&mail(0));
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
}
