//! No personal byte lies in clear: not in the database, its log, the keyring, the packs, the index, in
//! temporary files or in the program's log at TRACE; on PostgreSQL not in its whole cluster, with every
//! statement and parameter logged there.
//!
//! The test starts itself as a second process whose temporary folder, log and data lie below one folder. That
//! process works and ends without tidying up; then every byte of the folder is looked at.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "how much was looked at")]

#[path = "canary/answers.rs"]
mod answers;
#[path = "canary/ends.rs"]
mod ends;
#[path = "canary/filled.rs"]
mod filled;
#[path = "canary/granted.rs"]
mod granted;
#[path = "canary/house.rs"]
mod house;
#[path = "canary/mails.rs"]
mod mails;
#[path = "canary/needles.rs"]
mod needles;
#[path = "canary/people.rs"]
mod people;
#[path = "canary/words.rs"]
mod words;
#[path = "canary/work.rs"]
mod work;
mod world;

use needles::Needles;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use testkit::oidc::Oidc;
use testkit::postgres::Cluster;
use words::canary;
use world::Engine;

/// Set for the second process.
const WORKING: &str = "DESKHERO_CANARY_SOURCE";

/// The mail servers, with one mailbox whose address and password are canaries.
struct Servers {
    exim: Exim,
    dovecot: Dovecot,
    provider: Oidc,
}

impl Servers {
    fn start() -> Option<Self> {
        let accounts = [
            Account::new(words::imap_address(), canary("imap password")),
            Account::new(words::contact(), "pw-contact"),
            Account::new(words::address("granted address"), "pw-granted"),
        ];
        let provider = testkit::or_skip(Oidc::start(granted::REDIRECT, 3_600))?;
        let dovecot = testkit::or_skip(Dovecot::start_with(&accounts, Some(&provider)))?;
        let exim = testkit::or_skip(Exim::start(&dovecot))?;
        dovecot.deliver(&words::imap_address(), mails::mail("imap").as_bytes()).unwrap();
        Some(Self { exim, dovecot, provider })
    }
}

/// Every string that must not be found: the canaries, and the secrets that the work was given.
fn strings(secrets: &Path) -> Vec<(String, String)> {
    let told = std::fs::read_to_string(secrets).unwrap();
    let told: Vec<_> = told.lines().map(|line| line.split_once('=').unwrap()).collect();
    assert!(told.len() >= 3, "the work tells its secrets");
    let own = words::all().into_iter().map(|what| (what.clone(), canary(&what)));
    own.chain(told.into_iter().map(|(what, text)| (what.to_owned(), text.to_owned()))).collect()
}

fn needles(strings: &[(String, String)]) -> Needles {
    Needles::new(strings.iter().map(|(what, text)| (what.as_str(), text.as_str())))
}

fn look(test: &str, engine: Engine) {
    let Some(servers) = Servers::start() else { return };
    let cluster = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => match testkit::or_skip(Cluster::start()) {
            None => return,
            cluster => cluster,
        },
    };
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (source, secrets) = (outside.path().join(canary("folder")), outside.path().join("secrets"));
    let log = File::create(folder.path().join("trace.log")).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--nocapture"]).env("TMPDIR", folder.path());
    child.env(WORKING, &source).env("DESKHERO_CANARY_SECRETS", &secrets);
    child.env("DESKHERO_CANARY_IMAP", servers.dovecot.imaps_port().to_string());
    child.env("DESKHERO_CANARY_SMTP", servers.exim.smtps_port().to_string());
    child.env("DESKHERO_CANARY_CA", &servers.dovecot.tls().ca);
    child.env("DESKHERO_CANARY_SUBMISSIONS", servers.dovecot.submissions_port().to_string());
    child.env("DESKHERO_CANARY_ISSUER", servers.provider.issuer());
    child.env("DESKHERO_CANARY_ISSUER_CA", servers.provider.ca_file());
    child.env("DESKHERO_CANARY_COOKIES", outside.path().join("cookies"));
    let mut places = vec![folder.path().to_owned()];
    if let Some(cluster) = &cluster {
        for setting in ["log_statement = 'all'", "log_min_duration_statement = 0", "log_temp_files = 0"] {
            cluster.execute(&format!("ALTER SYSTEM SET {setting}")).unwrap();
        }
        cluster.execute("SELECT pg_reload_conf()").unwrap();
        child.env("DESKHERO_TEST_POSTGRES", cluster.base_url());
        let data = cluster.execute("SHOW data_directory").unwrap();
        places.push(Path::new(data.trim()).parent().unwrap().to_owned());
    }
    let status = child.stdout(log.try_clone().unwrap()).stderr(log).status().unwrap();
    let trace = std::fs::read_to_string(folder.path().join("trace.log")).unwrap();
    let tail: Vec<_> = trace.lines().rev().take(90).collect();
    assert!(status.success(), "{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
    // What the work did wrong on purpose is told there.
    assert!(trace.contains("kept at TRACE") && trace.contains("take-in failed"), "the log is there");
    let strings = strings(&secrets);
    let needles = needles(&strings);
    if let Some(cluster) = &cluster {
        cluster.execute("CHECKPOINT").unwrap();
        let console = std::fs::read_to_string(places[1].join("console.log")).unwrap();
        assert!(console.contains("INSERT INTO"), "the server logs statements");
    }
    let mut read = 0;
    for place in &places {
        let (hits, bytes) = needles.folder(place, &[]);
        assert!(hits.is_empty(), "in clear: {hits:#?}");
        read += bytes;
    }
    println!("{read} bytes hold none of {} strings in {} forms", strings.len(), needles.forms().len());
    assert!(read > 100_000, "{read}");
    assert_files_are_there(folder.path(), engine);
    if let Some(cluster) = &cluster {
        // The same look finds what does lie there.
        let planted = canary("subject");
        cluster.execute(&format!("CREATE TABLE planted AS SELECT '{planted}'::text AS word")).unwrap();
        assert!(!needles.folder(&places[1], &[]).0.is_empty());
    }
    drop(servers.exim);
}

/// The folder holds what the look is about.
fn assert_files_are_there(folder: &Path, engine: Engine) {
    let mut open = vec![folder.to_owned()];
    let mut names = Vec::new();
    while let Some(path) = open.pop() {
        for file in std::fs::read_dir(path).unwrap() {
            let file = file.unwrap();
            match file.file_type().unwrap().is_dir() {
                true => open.push(file.path()),
                false if file.metadata().unwrap().len() > 0 => names.push(file.path()),
                false => {}
            }
        }
    }
    let has = |part: &str| names.iter().any(|path: &PathBuf| path.to_str().unwrap().contains(part));
    assert!(has("/blobs/") && has("/index/") && has("kek.key"), "{names:?}");
    assert!(engine == Engine::Postgres || (has("data.db-wal") && has("keyring.db")), "{names:?}");
}

#[test]
fn nothing_personal_lies_in_clear_sqlite() {
    match std::env::var_os(WORKING) {
        Some(source) => work::run(Engine::Sqlite, Path::new(&source)),
        None => look("nothing_personal_lies_in_clear_sqlite", Engine::Sqlite),
    }
}

#[test]
fn nothing_personal_lies_in_clear_postgres() {
    match std::env::var_os(WORKING) {
        Some(source) => work::run(Engine::Postgres, Path::new(&source)),
        None => look("nothing_personal_lies_in_clear_postgres", Engine::Postgres),
    }
}

/// A look that finds nothing must be one that can find: each string in each form, wherever it lies.
#[test]
fn the_look_finds_what_is_planted() {
    let needles = Needles::new([("word", canary("subject").as_str()), ("other", "Odd-Length!")]);
    let folder = tempfile::tempdir().unwrap();
    let (hits, read) = needles.folder(folder.path(), &[]);
    assert!(hits.is_empty() && read == 0);
    for (n, needle) in needles.forms().iter().enumerate() {
        // Before, across and behind the border of what is read at once.
        for (place, before) in [3, (1 << 20) - 4, (1 << 20) + 5].into_iter().enumerate() {
            let path = folder.path().join(format!("{n}-{place}"));
            std::fs::write(&path, [&vec![0xa5; before][..], &needle.bytes, b"\0\0"].concat()).unwrap();
            let (hits, _) = needles.folder(&path, &[]);
            assert!(hits.iter().any(|hit| hit.form == needle.form && hit.what == needle.what), "{needle:?}");
            std::fs::remove_file(path).unwrap();
        }
    }
    let named = folder.path().join(format!("x{}y", canary("subject")));
    std::fs::write(named, b"").unwrap();
    assert!(needles.folder(folder.path(), &[]).0.iter().any(|hit| hit.what == "word (in the name)"));
    // Base64 is looked for at each of the three places where a string may start in it.
    use base64::Engine as _;
    for shift in 0..3 {
        let text = [&vec![b'-'; shift][..], canary("subject").as_bytes(), b"--"].concat();
        let path = folder.path().join("encoded");
        std::fs::write(&path, base64::engine::general_purpose::STANDARD.encode(text)).unwrap();
        assert_eq!(needles.folder(&path, &[]).0.len(), 1, "{shift}");
    }
}
