//! The demo's data: what a company has behind it is there, so that every promise that has a check can be looked at.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Killed when the test ends, however it ends.
struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn deskhero(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
    command.args(arguments).arg("--json").arg("--data").arg(data);
    command
}

/// Starts it; its first line says that everything is laid down.
fn start(folder: &Path) -> Demo {
    let log = File::create(folder.join("log")).unwrap();
    let mut command = deskhero(&["demo", "--listen", "127.0.0.1:0"], &folder.join("data"));
    let mut demo = Demo(command.stdout(Stdio::piped()).stderr(log).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(demo.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let access: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(access["tenant"], "demo");
    demo
}

/// The clauses in this state.
fn clauses(report: &Value, state: &str) -> BTreeSet<String> {
    let checks = report["checks"].as_array().unwrap().iter();
    checks.filter(|one| one["state"] == state).map(|one| one["clause"].as_str().unwrap().to_owned()).collect()
}

fn verified(folder: &Path) -> Value {
    let output = deskhero(&["verify"], &folder.join("data")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn its_data_gives_every_promise_something_that_could_break_it() {
    let folder = tempfile::tempdir().unwrap();
    let demo = start(folder.path());
    let running = verified(folder.path());
    drop(demo);
    let stopped = verified(folder.path());
    for report in [&running, &stopped] {
        assert_eq!(report["broken"], 0, "{report}");
        // No mailbox is at a provider, and none was set up: that takes an account there (docs/promises.md).
        let nothing_there = clauses(report, "not_applicable");
        assert_eq!(nothing_there, ["C16", "C17", "C48"].map(str::to_owned).into());
    }
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(!log.contains("ERROR"), "{log}");
}
