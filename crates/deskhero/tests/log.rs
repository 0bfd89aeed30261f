//! What the binary writes to its log, with every switch opened that an operator can reach: no text of a mail, no
//! address, no password, no token, and not one line of a library.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod desk;
#[path = "../../app/tests/canary/needles.rs"]
mod needles;

use desk::{Desk, Engine, PATIENCE};
use needles::Needles;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use testkit::Account;
use testkit::deadline::poll;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use tracing_subscriber::filter::LevelFilter;

/// Everything open, by the one variable that Deskhero reads and by those that libraries know.
const LOUD: &[(&str, &str)] = &[
    (
        "DESKHERO_LOG",
        "trace,html5ever=trace,hyper=trace,h2=trace,rustls=trace,sqlx=trace,tantivy=trace,log=trace",
    ),
    ("RUST_LOG", "trace"),
];

/// By the configuration; `DESKHERO_LOG` is not set.
const LOUD_SETTINGS: &str = "[log]\nlevel = \"trace\"\njson = true\n";

const DESK: &str = "quokkadesk@acme.test";
const CONTACT: &str = "quokkacontact@home.test";

/// What must not be found, and where it went in. The secrets that Deskhero made itself are added.
const CANARIES: &[(&str, &str)] = &[
    ("mailbox address", DESK),
    ("contact address", CONTACT),
    ("contact name", "Quokkaname Berg"),
    ("subject", "Quokkasubject seven"),
    ("text", "Quokkatext eight"),
    ("html", "Quokkahtml nine"),
    ("file name", "quokkafile.txt"),
    ("file", "quokkabytes eleven"),
    ("message id", "quokkaid.12@home.test"),
    ("imap password", "quokkapassword13"),
    ("typed password", "quokkatyped14"),
    ("query", "quokkaquery15"),
    ("answer", "Quokkaanswer sixteen"),
];

fn canary(what: &str) -> &'static str {
    CANARIES.iter().find(|(name, _)| *name == what).unwrap().1
}

fn mail() -> String {
    format!(
        "From: {} <{CONTACT}>\r\nTo: {DESK}\r\nSubject: {}\r\nMessage-ID: <{}>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=o\r\n\r\n\
         --o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n\
         --i\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n\
         --i\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{} <b>x</b></p>\r\n--i--\r\n\
         --o\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename={}\r\n\r\n{}\r\n--o--\r\n",
        canary("contact name"),
        canary("subject"),
        canary("message id"),
        canary("text"),
        canary("html"),
        canary("file name"),
        canary("file"),
    )
}

/// The mail servers, with one mail for the desk.
fn servers() -> Option<(Exim, Dovecot)> {
    let accounts = [Account::new(DESK, canary("imap password")), Account::new(CONTACT, "pw-contact")];
    let dovecot = testkit::or_skip(Dovecot::start(&accounts))?;
    let exim = testkit::or_skip(Exim::start(&dovecot))?;
    dovecot.deliver(DESK, mail().as_bytes()).unwrap();
    Some((exim, dovecot))
}

fn connect(desk: &Desk, exim: &Exim, dovecot: &Dovecot) {
    let password = desk.path("password");
    std::fs::write(&password, canary("imap password")).unwrap();
    let (imap, smtp) = (dovecot.imaps_port().to_string(), exim.smtps_port().to_string());
    let mut arguments =
        vec!["mailbox", "connect", "--tenant", "acme", "--address", DESK, "--look-back", "all"];
    arguments.extend(["--imap-host", "127.0.0.1", "--imap-port", &imap, "--smtp-port", &smtp]);
    arguments.extend([
        "--ca",
        dovecot.tls().ca.to_str().unwrap(),
        "--password-file",
        password.to_str().unwrap(),
    ]);
    desk.run(&arguments);
}

/// Signs in with a form, wrongly and then rightly; answers with the session's cookie.
fn sign_in(desk: &Desk) -> String {
    let fields = "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://localhost\r\n";
    let form = |password: &str| format!("email=ada%40acme.test&password={password}");
    let refused = desk.exchange("POST", "/sign-in", fields, &form(canary("typed password"))).unwrap();
    assert!(refused.0.contains(" 422 "), "{}", refused.0);
    let (head, _) = desk.exchange("POST", "/sign-in", fields, &form(&desk.password)).unwrap();
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    cookie.unwrap_or_else(|| panic!("{head}")).split(';').next().unwrap().to_owned()
}

/// A day's work against a running server; answers with the session's cookie.
fn work(desk: &Desk, dovecot: &Dovecot) -> String {
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let by_imap = |all: Vec<Value>| all.into_iter().find(|ticket| ticket["subject"] == canary("subject"));
    let ticket = poll(PATIENCE, || by_imap(desk.tickets())).unwrap();
    let ticket = ticket["id"].as_str().unwrap();
    assert!(desk.messages().iter().any(|message| message["text"].as_str().unwrap().contains(canary("text"))));
    desk.get(&format!("/api/v1/tickets?q={}", canary("query")));
    let cookie = sign_in(desk);
    let with_cookie = format!("Cookie: {cookie}\r\n");
    let (_, page) = desk.exchange("GET", &format!("/tickets/{ticket}"), &with_cookie, "").unwrap();
    assert!(page.contains(canary("contact name")));
    let body = serde_json::json!({ "text": canary("answer") }).to_string();
    assert_eq!(desk.ask("POST", &format!("/api/v1/tickets/{ticket}/replies"), &body).unwrap().0, 201);
    let arrived = poll(PATIENCE, || dovecot.list(CONTACT, "INBOX").unwrap().pop()).unwrap();
    assert!(mime::read(&arrived.raw).content.text.contains(canary("answer")));
    cookie
}

fn look(engine: Engine, settings: &str, env: &'static [(&'static str, &'static str)]) {
    let Some((exim, dovecot)) = servers() else { return };
    let Some(desk) = Desk::create(engine, settings, env) else { return };
    connect(&desk, &exim, &dovecot);
    let other = mail().replace(canary("message id"), "13@home.test").replace(canary("subject"), "Imported");
    std::fs::write(desk.path("one.eml"), other).unwrap();
    assert!(desk.import(&[desk.path("one.eml")]).stdout(Stdio::null()).status().unwrap().success());
    let server = desk.serve();
    let cookie = work(&desk, &dovecot);
    // Its server is gone: what goes wrong is told too.
    drop(dovecot);
    poll(PATIENCE, || desk.log().contains("take-in failed").then_some(())).unwrap();
    drop(server);
    desk.assert_the_log_is_whole();
    let log = desk.log();
    assert!(log.contains("open at TRACE"), "{log}");
    let secret = cookie.split_once('=').unwrap().1;
    let made = [("token", desk.token.as_str()), ("password", desk.password.as_str()), ("session", secret)];
    let needles = Needles::new(CANARIES.iter().copied().chain(made));
    assert!(needles.forms().len() > CANARIES.len() * 8);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("log"), &log).unwrap();
    let (hits, _) = needles.folder(folder.path(), &[]);
    assert!(hits.is_empty(), "{hits:#?}\n{log}");
    std::fs::write(folder.path().join("log"), log.clone() + secret).unwrap();
    assert!(!needles.folder(folder.path(), &[]).0.is_empty(), "the look finds what is there");
    if settings.contains("json") {
        // The commands write text; what the server wrote names who wrote it.
        let lines: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let strange: Vec<_> =
            lines.iter().filter(|l| !app::log::is_ours(l["target"].as_str().unwrap())).collect();
        assert!(lines.len() >= 2 && strange.is_empty(), "{strange:?}");
    }
    drop(exim);
}

#[test]
fn nothing_personal_is_logged_with_every_variable_open_sqlite() {
    look(Engine::Sqlite, "", LOUD);
}

#[test]
fn nothing_personal_is_logged_with_every_variable_open_postgres() {
    look(Engine::Postgres, "", LOUD);
}

#[test]
fn nothing_personal_is_logged_at_the_loudest_configuration() {
    look(Engine::Sqlite, LOUD_SETTINGS, &[("RUST_LOG", "trace")]);
}

#[test]
fn no_library_logs_the_text_of_a_mail() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mail.eml");
    std::fs::write(&file, mail()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
    command.args(["mail", "read", "--json"]).arg(&file).envs(LOUD.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains(canary("html")));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("open at TRACE") && !log.to_lowercase().contains("quokka"), "{log}");
}

/// Even a log without the filter: the HTML parser's records, each with a piece of the mail, are not compiled in.
#[test]
fn the_html_parser_has_no_records_to_write() {
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);
    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let kept = Kept::default();
    let writer = kept.clone();
    tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(move || writer.clone()).init();
    tracing::trace!("the log is open");
    assert!(mime::read(mail().as_bytes()).content.html.is_some());
    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("the log is open"), "the look sees what is written");
    assert!(!log.to_lowercase().contains("quokka") && !log.contains("html5ever"), "{log}");
}
