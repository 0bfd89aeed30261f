//! Somebody in the middle, who strips STARTTLS or speaks before the handshake.

use connect::{Code, Egress, Envelope, SendError, open};
use domain::ConnectorKind;
use domain::record::{MailboxSettings, Security, ServerSettings};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const SECRET: &str = "pw-secret";

/// Greets, answers each line by `answer`, and returns all that it heard.
async fn server(greeting: &'static str, answer: fn(&str) -> String) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(greeting.as_bytes()).await.unwrap();
        let mut heard = String::new();
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).await.unwrap_or(0) > 0 {
            let text = String::from_utf8_lossy(&line).into_owned();
            heard.push_str(&text);
            line.clear();
            if stream.write_all(answer(&text).as_bytes()).await.is_err() {
                break;
            }
        }
        heard
    });
    (port, heard)
}

fn settings(imap: u16, smtp: u16) -> MailboxSettings {
    let at = |port| ServerSettings {
        host: "127.0.0.1".into(),
        port,
        security: Security::StartTls,
        login: "support".into(),
        password: SECRET.into(),
        ca_pem: None,
    };
    MailboxSettings {
        imap: Some(at(imap)),
        smtp: Some(at(smtp)),
        ..MailboxSettings::new(ConnectorKind::Imap, "support@example.test")
    }
}

async fn imap(answer: fn(&str) -> String, greeting: &'static str) -> (Code, String) {
    let (port, heard) = server(greeting, answer).await;
    let mut one = open(&settings(port, 1), None, &Egress::default()).unwrap();
    let error = one.check().await.unwrap_err();
    drop(one);
    (error.code, heard.await.unwrap())
}

async fn smtp(answer: fn(&str) -> String) -> (Code, String) {
    let (port, heard) = server("220 hello\r\n", answer).await;
    let mut one = open(&settings(1, port), None, &Egress::default()).unwrap();
    let envelope = Envelope { from: "a@b".into(), to: vec!["c@d".into()], thread: None };
    let SendError::NotSent(error) = one.send(&envelope, b"secret text").await.unwrap_err() else {
        panic!("sent to a server without TLS")
    };
    drop(one);
    (error.code, heard.await.unwrap())
}

fn tag(line: &str) -> &str {
    line.split(' ').next().unwrap()
}

#[tokio::test]
async fn nothing_is_said_to_a_server_without_starttls() {
    let plain = |line: &str| format!("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{} OK done\r\n", tag(line));
    let (code, heard) = imap(plain, "* OK hello\r\n").await;
    assert_eq!((code, heard.lines().count()), (Code::StartTlsMissing, 1));
    let (code, heard) = smtp(|_| "250-hello\r\n250 AUTH PLAIN\r\n".to_owned()).await;
    assert_eq!((code, heard.lines().count()), (Code::StartTlsMissing, 1));
}

#[tokio::test]
async fn a_refused_starttls_is_no_reason_to_go_on() {
    let refusing = |line: &str| match line.contains("STARTTLS") {
        true => format!("{} NO not today\r\n", tag(line)),
        false => format!("* CAPABILITY IMAP4rev1 STARTTLS\r\n{} OK done\r\n", tag(line)),
    };
    let (code, heard) = imap(refusing, "* OK hello\r\n").await;
    assert_eq!(
        (code, heard.contains("AUTHENTICATE"), heard.contains("LOGIN")),
        (Code::StartTlsMissing, false, false)
    );
    let refusing = |line: &str| match line.starts_with("STARTTLS") {
        true => "454 not today\r\n".to_owned(),
        false => "250-hello\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n".to_owned(),
    };
    let (code, heard) = smtp(refusing).await;
    assert_eq!((code, heard.contains("AUTH")), (Code::StartTlsMissing, false));
}

#[tokio::test]
async fn bytes_before_the_handshake_are_refused() {
    let injecting = |line: &str| match line.contains("STARTTLS") {
        true => format!("{} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n", tag(line)),
        false => format!("* CAPABILITY IMAP4rev1 STARTTLS\r\n{} OK done\r\n", tag(line)),
    };
    let (code, heard) = imap(injecting, "* OK hello\r\n").await;
    assert_eq!((code, heard.lines().count()), (Code::StartTlsInjection, 2));
    let injecting = |line: &str| match line.starts_with("STARTTLS") {
        true => "220 go\r\n250-hello\r\n250 AUTH PLAIN\r\n".to_owned(),
        false => "250-hello\r\n250 STARTTLS\r\n".to_owned(),
    };
    let (code, heard) = smtp(injecting).await;
    assert_eq!((code, heard.lines().count()), (Code::StartTlsInjection, 2));
}

#[tokio::test]
async fn a_session_that_claims_to_be_signed_in_is_refused() {
    let (code, heard) = imap(|_| String::new(), "* PREAUTH welcome\r\n").await;
    assert_eq!((code, heard.as_str()), (Code::Protocol, ""));
}
