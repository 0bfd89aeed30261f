//! What the binary writes to its log.

use std::process::Command;

/// At TRACE the HTML parser would log each piece of text that it reads.
#[test]
fn no_library_logs_the_text_of_a_mail() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mail.eml");
    let mail =
        "From: a@x.test\r\nSubject: s\r\nContent-Type: text/html\r\n\r\n<p>Quokkatext <b>x</b></p>\r\n";
    std::fs::write(&file, mail).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
    command.args(["mail", "read", "--json"]).arg(&file).env("DESKHERO_LOG", "trace,html5ever=trace");
    let output = command.output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("Quokkatext"));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(!log.contains("Quokkatext"), "{log}");
}
