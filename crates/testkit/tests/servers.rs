//! Each server starts, does one real exchange, and is gone afterwards.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use testkit::clamd::{Clamd, EICAR_SIGNATURE, MARKER, MARKER_SIGNATURE, eicar};
use testkit::deadline::{is_listening, poll};
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use testkit::gmail::{GmailApi, description};
use testkit::graph::Graph;
use testkit::imap::StoredMail;
use testkit::myworld::MyWorld;
use testkit::postgres::{self, Cluster};
use testkit::proxy::{Mode, TcpProxy};
use testkit::{Account, or_skip};

const PATIENCE: Duration = Duration::from_secs(30);
const MAIL: &[u8] =
    b"From: ada@elsewhere.test\r\nTo: support@example.test\r\nSubject: Hello\r\n\r\nOne line.\r\n";

fn accounts() -> Vec<Account> {
    vec![Account::new("support@example.test", "pw-support"), Account::new("alice@example.test", "pw-alice")]
}

fn wait_for_mail(dovecot: &Dovecot, address: &str) -> Vec<StoredMail> {
    poll(PATIENCE, || Some(dovecot.list(address, "INBOX").unwrap()).filter(|mails| !mails.is_empty()))
        .expect("no mail arrived")
}

#[test]
fn postgres_gives_each_test_a_database_of_its_own() {
    let Some(cluster) = or_skip(Cluster::start()) else { return };
    let first = cluster.create_database().unwrap();
    let second = cluster.database().unwrap();
    assert_ne!(first, second.url());
    let name = first.rsplit_once('/').unwrap().1;
    cluster.execute_in(name, "CREATE TABLE t (a int); INSERT INTO t VALUES (7)").unwrap();
    assert_eq!(cluster.execute_in(name, "SELECT a FROM t").unwrap().trim(), "7");
    let other = second.url().rsplit_once('/').unwrap().1.to_owned();
    assert!(cluster.execute_in(&other, "SELECT a FROM t").is_err());
    drop(second);
    assert!(cluster.execute_in(&other, "SELECT 1").is_err());
}

#[test]
fn postgres_keeps_what_was_committed_before_a_crash() {
    let Some(mut cluster) = or_skip(Cluster::start_durable()) else { return };
    let url = cluster.create_database().unwrap();
    let name = url.rsplit_once('/').unwrap().1;
    cluster.execute_in(name, "CREATE TABLE t (a int); INSERT INTO t VALUES (7)").unwrap();
    cluster.crash();
    assert!(cluster.execute_in(name, "SELECT 1").is_err());
    cluster.start_again().unwrap();
    assert_eq!(cluster.execute_in(name, "SELECT a FROM t").unwrap().trim(), "7");
}

#[test]
fn databases_go_with_the_process_that_made_them() {
    let Some(cluster) = or_skip(Cluster::start()) else { return };
    let own = cluster.create_database().unwrap();
    let mut ended = std::process::Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    let left = format!("t{}_0", ended.id());
    cluster.execute(&format!("CREATE DATABASE {left}")).unwrap();
    cluster.drop_left().unwrap();
    let there = cluster.execute("SELECT datname FROM pg_database").unwrap();
    assert!(there.lines().any(|name| own.ends_with(&format!("/{name}"))), "{there}");
    assert!(!there.lines().any(|name| name == left), "{there}");
}

#[test]
fn a_killed_test_leaves_neither_server_nor_folder() {
    if or_skip(Cluster::start()).is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
    let mut killed = std::process::Command::new(env!("CARGO_BIN_EXE_with-postgres"));
    killed.args(["sh", "-c", "echo $DESKHERO_TEST_POSTGRES; kill -9 $PPID"]).env("TMPDIR", folder.path());
    let output = killed.output().unwrap();
    assert_eq!(output.status.signal(), Some(9));
    let url = String::from_utf8(output.stdout).unwrap();
    let port = url.trim().rsplit_once(':').unwrap().1.parse().unwrap();
    let left = || {
        let entries = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        entries.filter(|name| name.to_string_lossy().starts_with("deskhero-postgres-")).count()
    };
    let is_gone = poll(PATIENCE, || (left() == 0 && !is_listening(port)).then_some(()));
    assert!(is_gone.is_some(), "{} folders are left", left());
}

#[test]
fn shared_postgres_is_one_server() {
    let (Some(first), Some(second)) = (postgres::shared(), postgres::shared()) else { return };
    assert_eq!(first.base_url(), second.base_url());
    assert_eq!(first.execute("SELECT 1").unwrap().trim(), "1");
}

#[test]
fn dovecot_delivers_appends_and_lists() {
    let Some(dovecot) = or_skip(Dovecot::start(&accounts())) else { return };
    dovecot.deliver("support@example.test", MAIL).unwrap();
    assert!(dovecot.deliver("nobody@example.test", MAIL).is_err());
    let delivered = dovecot.list("support@example.test", "INBOX").unwrap();
    assert_eq!(delivered.len(), 1);
    assert!(delivered[0].raw.ends_with(MAIL));
    assert!(!delivered[0].has_flag("\\Seen"));

    let date = "24-Nov-2020 10:00:00 +0000";
    let uid = dovecot.append("support@example.test", "Archive", MAIL, "\\Seen", Some(date)).unwrap();
    let archived = dovecot.list("support@example.test", "Archive").unwrap();
    assert_eq!(archived[0].uid, uid);
    assert_eq!(archived[0].raw, MAIL);
    assert_eq!(archived[0].internal_date, date);
    assert!(archived[0].has_flag("\\Seen"));

    let capabilities = dovecot.imap("alice@example.test").unwrap().command("CAPABILITY").unwrap().join(" ");
    for needed in ["IDLE", "CONDSTORE", "QRESYNC", "UIDPLUS"] {
        assert!(capabilities.contains(needed), "{needed} is missing in {capabilities}");
    }
}

#[test]
fn dovecot_survives_a_stop_and_changes_uid_validity_on_request() {
    let Some(mut dovecot) = or_skip(Dovecot::start(&accounts())) else { return };
    dovecot.deliver("support@example.test", MAIL).unwrap();
    let port = dovecot.imap_port();
    dovecot.stop();
    assert!(!is_listening(port));
    dovecot.start_again().unwrap();
    assert_eq!(dovecot.list("support@example.test", "INBOX").unwrap().len(), 1);

    dovecot.set_uid_validity("support@example.test", "INBOX", 4711).unwrap();
    let mut imap = dovecot.imap("support@example.test").unwrap();
    assert_eq!(imap.uid_validity("INBOX").unwrap(), 4711);
    assert_eq!(imap.list("INBOX").unwrap().len(), 1);
    imap.create("Cases").unwrap();
    imap.append("Cases", MAIL, "", None).unwrap();
    drop(imap);
    dovecot.reset_folder("support@example.test", "Cases").unwrap();
    assert!(dovecot.list("support@example.test", "Cases").unwrap().is_empty());
}

#[test]
fn exim_delivers_refuses_defers_and_bounces() {
    let Some(dovecot) = or_skip(Dovecot::start(&accounts())) else { return };
    let Some(exim) = or_skip(Exim::start(&dovecot)) else { return };
    exim.receive("ada@elsewhere.test", "support@example.test", MAIL).unwrap();
    assert_eq!(wait_for_mail(&dovecot, "support@example.test").len(), 1);

    let refused = exim.receive("alice@example.test", "reject550@example.test", MAIL).unwrap_err();
    assert!(refused.to_string().starts_with("550"), "{refused}");
    let deferred = exim.receive("alice@example.test", "defer451@example.test", MAIL).unwrap_err();
    assert!(deferred.to_string().starts_with("451"), "{deferred}");
    assert!(exim.receive("ada@elsewhere.test", "x@elsewhere.test", MAIL).is_err());

    exim.receive("alice@example.test", "unknown@example.test", MAIL).unwrap();
    let bounce = String::from_utf8(wait_for_mail(&dovecot, "alice@example.test").remove(0).raw).unwrap();
    assert!(bounce.contains("message/delivery-status"));
}

/// One command through OpenSSL's own client: proves certificate, TLS and sign-in at once.
fn submit(exim_port: u16, dovecot: &Dovecot, starttls: bool, secret: &str) -> String {
    let mut command = std::process::Command::new("openssl");
    command.args(["s_client", "-quiet", "-verify_return_error", "-verify_hostname", "localhost", "-crlf"]);
    command.arg("-connect").arg(format!("127.0.0.1:{exim_port}")).arg("-CAfile").arg(&dovecot.tls().ca);
    if starttls {
        command.args(["-starttls", "smtp"]);
    }
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    if !starttls {
        std::io::BufRead::read_line(&mut stdout, &mut said).unwrap();
    }
    writeln!(stdin, "EHLO tests.elsewhere.test").unwrap();
    let answer = |said: &mut String, stdout: &mut std::io::BufReader<_>| {
        loop {
            let mut line = String::new();
            if std::io::BufRead::read_line(stdout, &mut line).unwrap() == 0 {
                break;
            }
            said.push_str(&line);
            if line.as_bytes().get(3) == Some(&b' ') && line.starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
        }
    };
    answer(&mut said, &mut stdout);
    writeln!(stdin, "AUTH PLAIN {secret}").unwrap();
    answer(&mut said, &mut stdout);
    writeln!(stdin, "QUIT").unwrap();
    stdout.read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    said
}

#[test]
fn exim_takes_sign_in_only_with_tls_and_the_right_password() {
    let Some(dovecot) = or_skip(Dovecot::start(&accounts())) else { return };
    let Some(exim) = or_skip(Exim::start(&dovecot)) else { return };
    // "\0support@example.test\0pw-support" and the same with "wrong"
    let right = "AHN1cHBvcnRAZXhhbXBsZS50ZXN0AHB3LXN1cHBvcnQ=";
    let wrong = "AHN1cHBvcnRAZXhhbXBsZS50ZXN0AHdyb25n";
    let over_tls = submit(exim.smtps_port(), &dovecot, false, right);
    assert!(over_tls.contains("235 "), "{over_tls}");
    let starttls = submit(exim.starttls_port(), &dovecot, true, right);
    assert!(starttls.contains("235 "), "{starttls}");
    let refused = submit(exim.smtps_port(), &dovecot, false, wrong);
    assert!(refused.contains("535 "), "{refused}");
}

fn scan(port: u16, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(b"zINSTREAM\0").unwrap();
    stream.write_all(&u32::try_from(bytes.len()).unwrap().to_be_bytes()).unwrap();
    stream.write_all(bytes).unwrap();
    stream.write_all(&0_u32.to_be_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn clamd_finds_the_marker_and_nothing_else() {
    let Some(mut clamd) = or_skip(Clamd::start()) else { return };
    assert!(scan(clamd.port(), MAIL).contains("stream: OK"));
    assert!(scan(clamd.port(), format!("x {MARKER} y").as_bytes()).contains(MARKER_SIGNATURE));
    assert!(scan(clamd.port(), eicar().as_bytes()).contains(EICAR_SIGNATURE));
    assert!(clamd.socket().exists());
    clamd.stop();
    assert!(!is_listening(clamd.port()));
    clamd.start_again().unwrap();
    assert!(scan(clamd.port(), MAIL).contains("stream: OK"));
}

/// A server that sends back what it reads.
fn echo() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            std::thread::spawn(move || std::io::copy(&mut &stream, &mut &stream));
        }
    });
    port
}

#[test]
fn the_emulators_of_google_start_and_are_gone() {
    let Some(api) = or_skip(GmailApi::start("support@example.test")) else { return };
    let mail = serde_json::json!({ "mails": [{ "raw": "U3ViamVjdDogeA0KDQp5DQo", "labels": ["INBOX"] }] });
    let ids = api.order("put", &mail).unwrap();
    let stored = api.order("list", &serde_json::json!({ "label": "INBOX" })).unwrap();
    assert_eq!((stored[0]["id"] == ids[0], &stored[0]["raw"]), (true, &mail["mails"][0]["raw"]));
    assert!(api.order("nothing", &mail).is_err() && api.asked().unwrap().is_empty());
    assert!(api.ca_pem().unwrap().contains("BEGIN CERTIFICATE"));
    let port = api.port();
    drop(api);
    assert!(!is_listening(port));
    let Some(found) = or_skip(description()) else { return };
    assert_eq!(found["id"], "gmail:v1");
    let Some(world) = or_skip(MyWorld::start(&["support@example.test", "alice@example.test"])) else {
        return;
    };
    assert_ne!(world.token("support@example.test"), world.token("alice@example.test"));
    assert!(world.token("nobody@example.test").is_empty());
    let port = world.port();
    drop(world);
    assert!(!is_listening(port));
}

#[test]
fn proxy_passes_stalls_refuses_and_cuts() {
    let proxy = TcpProxy::start(echo()).unwrap();
    let open = || {
        let stream = TcpStream::connect(("127.0.0.1", proxy.port())).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    };
    let mut buffer = [0; 4];
    let mut first = open();
    first.write_all(b"ping").unwrap();
    first.read_exact(&mut buffer).unwrap();
    assert_eq!(&buffer, b"ping");

    proxy.set_mode(Mode::Stall);
    first.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    first.write_all(b"slow").unwrap();
    assert!(first.read(&mut buffer).is_err(), "a stalled proxy must not pass bytes");
    proxy.set_mode(Mode::Pass);
    first.set_read_timeout(Some(PATIENCE)).unwrap();
    first.read_exact(&mut buffer).unwrap();
    assert_eq!(&buffer, b"slow");

    proxy.set_mode(Mode::Refuse);
    assert_eq!(open().read(&mut buffer).unwrap_or(0), 0);
    proxy.set_mode(Mode::CutAfter(2));
    first.write_all(b"four").unwrap();
    let mut rest = Vec::new();
    let _ = first.read_to_end(&mut rest);
    assert_eq!(rest, b"fo");

    proxy.set_mode(Mode::Pass);
    let mut second = open();
    second.write_all(b"ping").unwrap();
    second.read_exact(&mut buffer).unwrap();
    proxy.cut();
    assert_eq!(second.read(&mut buffer).unwrap_or(0), 0);
    let _ = second.shutdown(Shutdown::Both);
    assert_eq!(proxy.accepted(), 3);
}

#[test]
fn the_stand_in_for_graph_serves_the_clients_of_its_maker() {
    let addresses = ["support@example.test", "alice@example.test"];
    let Some(graph) = or_skip(Graph::start(&addresses)) else { return };
    for n in 0..5 {
        graph.put(addresses[0], "INBOX", &format!("&at={}", 1_700_000_000 + n), MAIL).unwrap();
    }
    graph.tell(&format!("uploads?root=https://127.0.0.1:{}", graph.port()), b"").unwrap();
    let Some(found) = or_skip(graph.drive()) else { return };
    let wanted = serde_json::json!({
        "folders": ["Inbox", "Archive", "Sent Items", "Drafts", "Deleted Items", "Junk Email"],
        "first": 5,
        "second": [["conversationId", "id", "isDraft", "receivedDateTime"]],
        "raw": "From: support@example.test\r\nTo: support@example.test\r\nSubject: caf\u{e9}\r\n\r\nText\r\n",
        "batch": [200, 404],
        "keepsItsId": true,
        "third": 0,
        "uploaded": true,
        "drafts": 0,
        "renewed": true,
        "failures": [
            [404, "ResourceNotFound"], [400, "BadRequest"], [400, "BadRequest"], [400, "BadRequest"],
            [404, "ErrorInvalidUser"],
        ],
    });
    assert_eq!(found, wanted);
    let sent = graph.list(addresses[0], "Sent").unwrap();
    assert!(sent.len() == 2 && String::from_utf8_lossy(&sent[0].0).contains("Bcc: alice@example.test"));
    let arrived = graph.list(addresses[1], "INBOX").unwrap();
    assert_eq!(arrived.len(), 2, "Bcc reaches whom it names");
    assert!(arrived[1].0.len() > 6_600_000 && String::from_utf8_lossy(&arrived[1].0).contains("s.txt"));
    assert_eq!(graph.list(addresses[0], "Archive").unwrap().len(), 1);
}
