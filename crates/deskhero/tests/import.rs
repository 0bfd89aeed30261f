//! `deskhero import` when something is in its way.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may fail loudly, and says what it skips"
)]

mod desk;

use desk::{Desk, Engine, PATIENCE};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use testkit::deadline::poll;

fn deskhero(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
    command.current_dir(folder).args(arguments).args(["--json", "--data", "data"]);
    command.output().unwrap()
}

fn done(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The index's folder cannot be made: the import ends, says what was kept, and works once that is mended.
#[test]
fn an_index_that_cannot_be_opened_ends_the_import_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("maildir")).unwrap();
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir(at.join("maildir").join(part)).unwrap();
    }
    done(&deskhero(at, &["tenant", "create", "acme"]));
    let boss =
        ["agent", "create", "--tenant", "acme", "--email", "b@acme.test", "--name", "B", "--role", "admin"];
    done(&deskhero(at, &boss));
    done(&deskhero(at, &["document", "release", "--missing"]));
    done(&deskhero(at, &["document", "signed", "dpa", "--tenant", "acme", "--admin", "b@acme.test"]));
    let connect = ["mailbox", "connect", "--tenant", "acme", "--address", "support@acme.test"];
    done(&deskhero(at, &[connect.as_slice(), &["--maildir", "maildir"]].concat()));
    std::fs::write(at.join("1.eml"), "From: eva@x.test\r\nSubject: Bell\r\n\r\nA brass bell.\r\n").unwrap();
    let _ = std::fs::remove_dir_all(at.join("data/index"));
    std::fs::write(at.join("data/index"), "not a folder").unwrap();
    let import = ["import", "1.eml", "--tenant", "acme", "--mailbox", "support@acme.test"];
    let output = deskhero(at, &import);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("the mails are taken in, and the next start completes their index"), "{said}");
    assert!(said.contains("the search index could not be read or written"), "{said}");
    std::fs::remove_file(at.join("data/index")).unwrap();
    let imported = done(&deskhero(at, &import));
    assert_eq!((&imported["taken_in"], &imported["known"]), (&0.into(), &1.into()));
}

/// The usual case: a server runs. Its index is its own, so the import leaves that to it.
fn import_beside_a_server(engine: Engine) {
    let Some(desk) = Desk::create(engine, "", &[]) else { return eprintln!("skipped: no PostgreSQL server") };
    let server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    std::fs::create_dir(desk.path("more")).unwrap();
    let mail = "From: eva@x.test\r\nSubject: Bell\r\n\r\nA brass bell.\r\n";
    std::fs::write(desk.path("more/1.eml"), mail).unwrap();
    let imported = desk.import(&[desk.path("more")]).output().unwrap();
    assert!(imported.status.success(), "{}", desk.log());
    assert!(!desk.log().contains("ERROR"), "{}", desk.log());
    let found = || desk.get("/api/v1/tickets?q=brass")["items"].as_array().unwrap().len() == 1;
    poll(PATIENCE, || found().then_some(())).unwrap();
    assert_eq!((desk.tickets().len(), desk.messages().len()), (1, 1));
    drop(server);
    desk.assert_the_log_is_whole();
}

#[test]
fn an_import_beside_a_server_is_found_by_it_sqlite() {
    import_beside_a_server(Engine::Sqlite);
}

#[test]
fn an_import_beside_a_server_is_found_by_it_postgres() {
    import_beside_a_server(Engine::Postgres);
}
