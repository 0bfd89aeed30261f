//! Backups by the real binary on both engines: of a running server, killed at any point (SIGKILL), and restored beside
//! the keys that are in force.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod desk;

use desk::{Desk, Engine, PATIENCE};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::Duration;
use testkit::deadline::poll;

fn mail(n: usize) -> String {
    format!(
        "From: Person {n} <p{n}@x.test>\r\nTo: {}\r\nSubject: Mail {n}\r\nMessage-ID: <{n}@x.test>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nmail-{n}-text\r\n{}\r\n",
        desk::ADDRESS,
        "Some more words. ".repeat(n % 900)
    )
}

/// Takes mails in, from a folder of their own.
fn bring(desk: &Desk, numbers: std::ops::Range<usize>) {
    let folder = desk.path(&format!("mails-{}", numbers.start));
    std::fs::create_dir(&folder).unwrap();
    for n in numbers {
        std::fs::write(folder.join(format!("{n:06}.eml")), mail(n)).unwrap();
    }
    let output = desk.import(&[folder]).output().unwrap();
    assert!(output.status.success(), "{}", desk.log());
}

/// A command on another configuration of the same folder.
fn elsewhere(desk: &Desk, file: &str, arguments: &[&str]) -> Command {
    let log = std::fs::File::options().create(true).append(true).open(desk.path("log")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
    command.args(arguments).arg("--json").arg("--config").arg(desk.path(file)).stderr(log);
    command
}

fn run(desk: &Desk, file: &str, arguments: &[&str]) -> Value {
    let output = elsewhere(desk, file, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", desk.log());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Writes the configuration of an empty place of the same engine; a keyring that is a server's own is shared.
fn prepare(desk: &Desk, engine: Engine, name: &str) -> String {
    let ours = std::fs::read_to_string(desk.path("deskhero.toml")).unwrap();
    let keyring = ours.lines().find(|line| line.starts_with("keyring_url")).unwrap_or_default();
    let database = match engine {
        Engine::Sqlite => String::new(),
        Engine::Postgres => {
            format!(
                "database_url = \"{}\"\n",
                testkit::postgres::shared().unwrap().create_database().unwrap()
            )
        }
    };
    let file = format!("{name}.toml");
    let text = format!("[storage]\ndata_dir = \"{name}\"\n{database}{keyring}\n");
    std::fs::write(desk.path(&file), text).unwrap();
    file
}

fn imported(value: &Value) -> u64 {
    value["known"].as_u64().unwrap()
}

fn a_running_server_is_backed_up_and_comes_back(engine: Engine) {
    let Some(desk) = Desk::create(engine, "", &[]) else { return };
    bring(&desk, 0..40);
    let server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let place = desk.path("backups");
    let to = place.to_str().unwrap();
    let made = desk.run(&["backup", "--to", to]);
    assert!(made["new_pieces"].as_u64().unwrap() > 0, "{made}");
    let again = desk.run(&["backup", "--to", to]);
    assert!(again["new_bytes"].as_u64().unwrap() < made["new_bytes"].as_u64().unwrap(), "{again}");
    let listed = desk.run(&["backup", "list", "--from", to]);
    assert_eq!(listed["backups"].as_array().unwrap().len(), 2);
    assert_eq!(listed["retention_days"], 30);
    assert_eq!(desk.run(&["backup", "check", "--from", to])["faults"], serde_json::json!([]));
    desk.assert_the_log_is_whole();
    let before: BTreeSet<String> =
        desk.tickets().iter().map(|t| t["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(before.len(), 40);
    bring(&desk, 40..45);
    drop(server);
    let file = prepare(&desk, engine, "restored");
    let keys = desk.path("data");
    let restored = run(&desk, &file, &["restore", "--from", to, "--keys", keys.to_str().unwrap()]);
    assert_eq!(restored["restored"]["id"], again["id"]);
    assert_eq!(run(&desk, &file, &["audit", "verify"])["ok"], true);
    // What is in it is known; what came since is taken in again.
    let folders = [desk.path("mails-0"), desk.path("mails-40")];
    let mut import = elsewhere(&desk, &file, &["import", "--tenant", "acme", "--mailbox", desk::ADDRESS]);
    let output = import.args(&folders).output().unwrap();
    let taken: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((imported(&taken), taken["taken_in"].as_u64()), (40, Some(5)), "{taken}");
    // Where something is, nothing is replaced.
    let refused = elsewhere(&desk, &file, &["restore", "--from", to]).output().unwrap();
    assert!(!refused.status.success());
    assert!(desk.log().contains("there is data already"), "{}", desk.log());
}

fn a_backup_and_a_restore_killed_at_any_point_can_be_run_again(engine: Engine) {
    let Some(desk) = Desk::create(engine, "", &[]) else { return };
    bring(&desk, 0..400);
    let place = desk.path("backups");
    let to = place.to_str().unwrap();
    let mut killed = 0;
    for round in 0..10_u64 {
        let mut child = desk.command(&["backup", "--to", to]).stdout(Stdio::null()).spawn().unwrap();
        if poll(Duration::from_millis(20 + 15 * round), || child.try_wait().unwrap()).is_none() {
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
        }
    }
    assert!(killed > 0, "{killed} backups were killed");
    let made = desk.run(&["backup", "--to", to]);
    assert_eq!(desk.run(&["backup", "check", "--to", to])["faults"], serde_json::json!([]));
    desk.run(&["backup", "prune", "--to", to]);
    let pruned = desk.run(&["backup", "prune", "--to", to]);
    assert_eq!(pruned["pieces"], 0);
    let file = prepare(&desk, engine, "restored");
    std::fs::create_dir(desk.path("restored")).unwrap();
    let keys = desk.path("data");
    // Keys are in place before the first attempt, as they would be on a machine of one's own.
    for name in ["kek.key", "root.key", "audit-signing.key", "keyring.db", "keyring.db-wal"] {
        if keys.join(name).exists() {
            std::fs::copy(keys.join(name), desk.path("restored").join(name)).unwrap();
        }
    }
    killed = 0;
    for round in 0..12_u64 {
        let mut child =
            elsewhere(&desk, &file, &["restore", "--from", to]).stdout(Stdio::null()).spawn().unwrap();
        match poll(Duration::from_millis(30 + 40 * round), || child.try_wait().unwrap()) {
            Some(status) => {
                // The one before may have been killed when all was done: then there is data, and it is whole.
                if !status.success() {
                    assert!(desk.log().contains("there is data already"), "{}", desk.log());
                    let verified = run(&desk, &file, &["audit", "verify"]);
                    let tenants = verified["tenants"].as_array().unwrap();
                    assert!(tenants.iter().any(|tenant| tenant["tenant"] == "acme"), "{verified}");
                }
                break;
            }
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                killed += 1;
            }
        }
    }
    assert!(killed > 0, "{killed} restores were killed");
    let restored = run(&desk, &file, &["restore", "--from", to, "--force"]);
    assert_eq!(restored["restored"]["rows"], made["rows"]);
    let mut import = elsewhere(&desk, &file, &["import", "--tenant", "acme", "--mailbox", desk::ADDRESS]);
    let output = import.arg(desk.path("mails-0")).output().unwrap();
    assert_eq!(imported(&serde_json::from_slice(&output.stdout).unwrap()), 400);
    assert_eq!(run(&desk, &file, &["audit", "verify"])["ok"], true);
}

/// A restore that has not passed the gate serves nobody.
fn a_copy_of_the_keyring_takes_the_place_of_one_that_was_lost(engine: Engine) {
    let Engine::Sqlite = engine else { return };
    let Some(desk) = Desk::create(engine, "[keys]\nsnapshot_hours = 2\n", &[]) else { return };
    bring(&desk, 0..5);
    let (place, copies) = (desk.path("backups"), desk.path("copies"));
    let (to, copies) = (place.to_str().unwrap(), copies.to_str().unwrap());
    desk.run(&["backup", "--to", to]);
    let copied = desk.run(&["keys", "snapshot", "--to", copies]);
    assert!(copied["rows"].as_u64().unwrap() > 20, "{copied}");
    for name in [
        "keyring.db",
        "keyring.db-wal",
        "keyring.db-shm",
        "deskhero.db",
        "deskhero.db-wal",
        "deskhero.db-shm",
    ] {
        let _ = std::fs::remove_file(desk.path("data").join(name));
    }
    std::fs::remove_dir_all(desk.path("data/blobs")).unwrap();
    // Without any keyring, a restore says so.
    let refused = desk.command(&["restore", "--from", to]).output().unwrap();
    assert!(
        !refused.status.success() && desk.log().contains("the keyring here has no keys"),
        "{}",
        desk.log()
    );
    let restored = desk.run(&["restore", "--from", to, "--keyring", copies]);
    assert!(restored["restored"]["rows"].as_u64().unwrap() > 20);
    let server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let texts: BTreeSet<String> = desk
        .messages()
        .iter()
        .map(|m| m["text"].as_str().unwrap().split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(texts, (0..5).map(|n| format!("mail-{n}-text")).collect());
    drop(server);
}

/// Each test on each engine.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name(super::Engine::Sqlite);
            })+
        }
        mod postgres {
            $(#[test]
            fn $name() {
                super::$name(super::Engine::Postgres);
            })+
        }
    };
}

on_both!(
    a_running_server_is_backed_up_and_comes_back,
    a_backup_and_a_restore_killed_at_any_point_can_be_run_again,
    a_copy_of_the_keyring_takes_the_place_of_one_that_was_lost,
);
