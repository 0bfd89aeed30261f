//! Line ends, dots, and what is certain when a connection breaks: against a scripted server in memory.

use super::*;
use crate::stream::Lines;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::task::JoinHandle;

#[test]
fn line_ends_are_made_whole() {
    assert_eq!(with_crlf(b"a\nb\r\nc\rd"), b"a\r\nb\r\nc\r\nd\r\n");
    assert_eq!(with_crlf(b"a\r"), b"a\r\n");
    assert_eq!(with_crlf(b"a\n\nb\n"), b"a\r\n\r\nb\r\n");
}

#[test]
fn no_line_of_a_mail_ends_it() {
    assert_eq!(stuffed(b".\r\n..\r\na.\r\n.b\r\n"), b"..\r\n...\r\na.\r\n..b\r\n");
    assert_eq!(stuffed(&with_crlf(b"x\n.\nQUIT\n")), b"x\r\n..\r\nQUIT\r\n");
}

#[test]
fn an_address_cannot_carry_a_command() {
    for bad in ["a@b>\r\nDATA", "a b@c", "<a@b>", "a@b\n"] {
        assert!(path(bad).is_err(), "{bad}");
    }
    assert!(path("").is_ok());
}

/// What the scripted server does when it gets this far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Answer(&'static str),
    /// The connection breaks.
    Break,
    /// Nothing comes any more.
    Hang,
}

/// A server that accepts everything until `point` (a command, `BODY` or `DOT`) and returns what it heard.
fn server(point: &'static str, act: Act) -> (Dialogue, JoinHandle<String>) {
    let (client, server) = tokio::io::duplex(4_096);
    let deadlines = Deadlines {
        quiet: Duration::from_millis(200),
        command: Duration::from_millis(200),
        ..Deadlines::default()
    };
    let heard = tokio::spawn(async move {
        let mut stream = BufReader::new(server);
        let (mut heard, mut is_data) = (String::new(), false);
        let mut line = String::new();
        while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
            heard.push_str(&line);
            let now = match (is_data, line.as_str()) {
                (true, ".\r\n") => "DOT",
                (true, _) => "BODY",
                (false, command) => command.split([' ', '\r', ':']).next().unwrap(),
            };
            let answer = match now {
                _ if now == point => match act {
                    Act::Answer(answer) => answer,
                    Act::Break => return heard,
                    Act::Hang => std::future::pending().await,
                },
                "BODY" => "",
                "DATA" => "354 go\r\n",
                _ => "250 2.0.0 ok\r\n",
            };
            is_data = (is_data || now == "DATA") && now != "DOT" && !answer.starts_with('5');
            line.clear();
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        heard
    });
    (Dialogue::new(Lines::new(Box::new(client), &deadlines)), heard)
}

async fn send(point: &'static str, act: Act, raw: &[u8]) -> Result<Accepted, SendError> {
    let (mut dialogue, heard) = server(point, act);
    let settings = ServerSettings::default();
    let deadlines = Deadlines { command: Duration::from_millis(200), ..Deadlines::default() };
    let submission = Submission::new(settings, None, Egress::default(), deadlines).unwrap();
    let envelope = Envelope { from: "a@b.test".into(), to: vec!["c@d.test".into()], thread: None };
    let result = submission.transact(&mut dialogue, &envelope, &with_crlf(raw), Provisos::default()).await;
    drop(dialogue);
    heard.abort();
    result
}

#[tokio::test]
async fn before_the_final_dot_a_broken_connection_means_not_sent() {
    // Long enough that the body cannot wait in a buffer while the server is gone.
    let long = b"a line of the mail\n".repeat(10_000);
    for point in ["MAIL", "RCPT", "DATA", "BODY"] {
        for act in [Act::Break, Act::Hang] {
            let result = send(point, act, &long).await;
            assert!(matches!(result, Err(SendError::NotSent(_))), "{point}: {result:?}");
        }
    }
}

#[tokio::test]
async fn after_the_final_dot_it_is_in_doubt() {
    for act in [Act::Break, Act::Hang, Act::Answer("garbage\r\n"), Act::Answer("354 what?\r\n")] {
        let result = send("DOT", act, b"Subject: x\n\ntext\n").await;
        assert!(matches!(result, Err(SendError::InDoubt(_))), "{result:?}");
    }
}

#[tokio::test]
async fn an_answer_settles_it() {
    let refused = |answer| async move { send("DOT", Act::Answer(answer), b"x\n").await };
    assert!(refused("250 2.0.0 queued\r\n").await.is_ok());
    assert!(matches!(refused("554 5.7.1 spam\r\n").await, Err(SendError::Rejected(all))
        if all[0].code == 554 && all[0].status.as_deref() == Some("5.7.1")));
    assert!(matches!(refused("451-4.3.0 busy\r\n451 4.3.0 later\r\n").await, Err(SendError::Temporary(_))));
    let at = |point, answer| async move { send(point, Act::Answer(answer), b"x\n").await };
    assert!(matches!(at("MAIL", "550 5.7.1 no\r\n").await, Err(SendError::Rejected(_))));
    assert!(matches!(at("DATA", "421 4.3.2 closing\r\n").await, Err(SendError::Temporary(_))));
}
