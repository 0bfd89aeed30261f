//! Odd servers, scripted in memory: what no well-behaved server can be made to do.

use super::cursor::Place;
use super::fetch::{Ask, Pending};
use super::session::Session;
use crate::connector::Limits;
use crate::stream::Lines;
use crate::{Code, ConnectError, Deadlines, SourceMail};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

/// A session with a server that answers each command by `answer` (`TAG` stands for its tag).
async fn session(answer: impl Fn(&str) -> String + Send + 'static) -> Session {
    let (client, server) = tokio::io::duplex(64 * 1024);
    tokio::spawn(async move {
        let mut stream = BufReader::new(server);
        let mut line = String::new();
        while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
            let (tag, command) = line.trim_end().split_once(' ').unwrap_or(("", line.trim_end()));
            let said = answer(command).replace("TAG", tag);
            if stream.write_all(said.as_bytes()).await.is_err() || said.contains("BYE") {
                return;
            }
            line.clear();
        }
    });
    let deadlines = Deadlines { quiet: Duration::from_millis(300), ..Deadlines::default() };
    let mut session = Session::new(Lines::new(Box::new(client), &deadlines), deadlines);
    session.learn_capabilities().await.unwrap();
    session
}

/// A folder with the mails 5 and 9; `twist` may answer in another way.
async fn fetch(
    place: &mut Place,
    twist: impl Fn(&str) -> Option<String> + Send + 'static,
) -> Result<Vec<SourceMail>, ConnectError> {
    let mut session = session(move |command| twist(command).unwrap_or_else(|| usual(command))).await;
    let ask = Ask { look_back_from: None, limits: Limits::default(), is_one_of_many: false, source: 0 };
    Pending::default().fetch(&mut session, place, &ask).await
}

fn usual(command: &str) -> String {
    let uids = ["5", "9"].into_iter().filter(|uid| {
        let set =
            command.split(' ').find(|word| word.chars().all(|c| c.is_ascii_digit() || ",:*".contains(c)));
        let is_in = |part: &str| {
            let (from, to) = part.split_once(':').unwrap_or((part, part));
            let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
            (number(from)..=number(to)).contains(&number(uid)) || (part == "*" && *uid == "9")
        };
        set.is_some_and(|set| set.split(',').any(is_in))
    });
    let body = match command {
        _ if command.starts_with("EXAMINE") => {
            "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 10] x\r\n".to_owned()
        }
        _ if command.starts_with("UID SEARCH") => {
            format!("* SEARCH {}\r\n", uids.collect::<Vec<_>>().join(" "))
        }
        _ if command.contains("BODY.PEEK") => {
            uids.map(|uid| format!("* 1 FETCH (UID {uid} BODY[] {{6}}\r\nmail {uid})\r\n")).collect()
        }
        _ if command.starts_with("UID FETCH") => {
            uids.map(|uid| format!("* 1 FETCH (UID {uid} RFC822.SIZE 6)\r\n")).collect()
        }
        _ => "* CAPABILITY IMAP4rev1\r\n".to_owned(),
    };
    format!("{body}TAG OK done\r\n")
}

fn texts(mails: &[SourceMail]) -> Vec<String> {
    mails.iter().map(|mail| String::from_utf8_lossy(&mail.raw).into_owned()).collect()
}

#[tokio::test]
async fn the_script_itself_is_an_ordinary_server() {
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    let mails = fetch(&mut place, |_| None).await.unwrap();
    assert_eq!(texts(&mails), ["mail 5", "mail 9"]);
    assert_eq!((place.last_uid, place.baseline, place.uid_validity), (9, 10, Some(7)));
}

#[tokio::test]
async fn a_missing_uidnext_is_found_by_a_search() {
    let twist = |command: &str| {
        let is_examine = command.starts_with("EXAMINE");
        is_examine.then(|| "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK done\r\n".to_owned())
    };
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    assert_eq!(fetch(&mut place, twist).await.unwrap().len(), 2);
    assert_eq!(place.baseline, 10);
    assert!(fetch(&mut place, twist).await.unwrap().is_empty());
}

#[tokio::test]
async fn other_responses_in_the_middle_of_a_fetch_do_no_harm() {
    let twist = |command: &str| {
        command.contains("BODY.PEEK").then(|| {
            "* 1 EXPUNGE\r\n* 3 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* VANISHED (EARLIER) 1:4\r\n\
             * 2 FETCH (UID 77 BODY[] {3}\r\nodd)\r\n* X-ODD \"unbalanced (\r\n* 1 FETCH (UID 5 BODY[] ~{6}\r\nmail 5)\r\n\
             * 1 FETCH (UID 5 FLAGS ())\r\n* 2 FETCH (FLAGS () BODY[] \"quoted\" UID 9)\r\nTAG OK done\r\n"
                .to_owned()
        })
    };
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    assert_eq!(texts(&fetch(&mut place, twist).await.unwrap()), ["mail 5", "quoted"]);
}

#[tokio::test]
async fn a_refused_or_broken_fetch_moves_no_cursor() {
    let refusals =
        ["TAG NO busy\r\n", "TAG BAD what\r\n", "* BYE bye\r\n", "* 1 FETCH (UID 5 BODY[] {600}\r\nhalf", ""];
    for stage in ["BODY.PEEK", "RFC822.SIZE", "UID SEARCH", "EXAMINE"] {
        for refusal in refusals {
            let mut place = Place { name: "INBOX".into(), ..Place::default() };
            let before = place.clone();
            let result = fetch(&mut place, move |c| c.contains(stage).then(|| refusal.to_owned())).await;
            assert!(result.is_err(), "{stage} {refusal}");
            assert_eq!(place, before, "{stage} {refusal}");
        }
    }
}

#[tokio::test]
async fn a_mail_that_the_server_holds_back_is_never_passed_over() {
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    let twist = |command: &str| {
        let answer =
            "* 1 FETCH (UID 9 BODY[] {6}\r\nmail 9)\r\n* 2 FETCH (UID 5 BODY[] NIL)\r\nTAG OK done\r\n";
        command.contains("BODY.PEEK").then(|| answer.to_owned())
    };
    assert_eq!(fetch(&mut place, twist).await.unwrap_err().code, Code::Protocol);
    assert_eq!(place.last_uid, 0);
    // The same answer, but the search says that it is gone: deleted meanwhile.
    let gone = move |command: &str| match command {
        "UID SEARCH UID 5" => Some("* SEARCH\r\nTAG OK done\r\n".to_owned()),
        _ => twist(command),
    };
    assert_eq!(texts(&fetch(&mut place, gone).await.unwrap()), ["mail 9"]);
}

#[tokio::test]
async fn a_mail_over_the_hard_limit_is_told_and_left() {
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    let twist = |command: &str| {
        let answer =
            "* 1 FETCH (UID 5 RFC822.SIZE 999999999)\r\n* 2 FETCH (UID 9 RFC822.SIZE 6)\r\nTAG OK done\r\n";
        command.contains("RFC822.SIZE").then(|| answer.to_owned())
    };
    let mails = fetch(&mut place, twist).await.unwrap();
    assert_eq!((mails[0].too_large, mails[0].raw.len()), (Some(999_999_999), 0));
    assert_eq!(texts(&mails)[1], "mail 9");
    assert_eq!(place.last_uid, 9);
}

#[tokio::test]
async fn a_server_without_uid_validity_always_asks_for_the_digest() {
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    let twist = |command: &str| {
        command
            .starts_with("EXAMINE")
            .then(|| "* 2 EXISTS\r\n* OK [UIDNEXT 10] x\r\nTAG OK done\r\n".to_owned())
    };
    assert!(fetch(&mut place, twist).await.unwrap().iter().all(|mail| mail.check_digest));
}

#[tokio::test]
async fn a_refused_idle_is_no_failure_and_a_bye_is() {
    let idle = |answer: &'static str| async move {
        let mut session = session(move |command| match command {
            "IDLE" => answer.to_owned(),
            _ => usual(command),
        })
        .await;
        let end = tokio::time::sleep(Duration::from_millis(50));
        tokio::pin!(end);
        session.idle(end.as_mut()).await
    };
    assert_eq!(idle("TAG NO not here\r\n").await.unwrap(), None);
    assert_eq!(idle("TAG BAD what\r\n").await.unwrap(), None);
    assert_eq!(idle("* BYE later\r\n").await.unwrap_err().code, Code::Unavailable);
    // Flags and keep-alives wake nobody; a new mail does.
    let quiet = idle("+ idling\r\n* OK still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n").await;
    // The script answers DONE as an unknown command without its tag: the end of IDLE has a deadline, too.
    assert_eq!(quiet.unwrap_err().code, Code::Deadline);
}

#[tokio::test]
async fn without_uidnext_an_equal_modseq_saves_the_search() {
    let modseq = |number: u32| {
        move |command: &str| match command {
            _ if command.starts_with("EXAMINE") => Some(format!(
                "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [HIGHESTMODSEQ {number}] x\r\nTAG OK done\r\n"
            )),
            _ => None,
        }
    };
    let mut place = Place { name: "INBOX".into(), ..Place::default() };
    assert_eq!(fetch(&mut place, modseq(40)).await.unwrap().len(), 2);
    assert!(fetch(&mut place, modseq(40)).await.unwrap().is_empty());
    assert_eq!(place.modseq, Some(40));
    let no_search = move |command: &str| match command.starts_with("UID SEARCH") {
        true => Some("TAG BAD not needed\r\n".to_owned()),
        false => modseq(40)(command),
    };
    assert!(fetch(&mut place, no_search).await.unwrap().is_empty());
    place.last_uid = 5;
    assert_eq!(texts(&fetch(&mut place, modseq(41)).await.unwrap()), ["mail 9"]);
}

#[tokio::test]
async fn copies_are_taken_out_by_uid_or_not_at_all() {
    for capability in ["IMAP4rev1", "IMAP4rev1 UIDPLUS"] {
        let said = std::sync::Arc::new(parking_lot::Mutex::new(Vec::new()));
        let heard = std::sync::Arc::clone(&said);
        let session = session(move |command| {
            heard.lock().push(command.to_owned());
            match command {
                "CAPABILITY" => format!("* CAPABILITY {capability}\r\nTAG OK done\r\n"),
                _ => usual(command),
            }
        });
        let allowance = crate::Egress::default().allow(&crate::egress::OPERATOR_MAIL, "localhost", 993);
        let mut inbox = super::Returns::begin(session.await, allowance).await.unwrap();
        let done = inbox.remove(&[5, 9]).await;
        let said = said.lock();
        let altering: Vec<_> = said.iter().filter(|c| c.contains("STORE") || c.contains("EXPUNGE")).collect();
        match capability.contains("UIDPLUS") {
            true => {
                done.unwrap();
                assert_eq!(altering, ["UID STORE 5,9 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 5,9"]);
            }
            false => {
                assert_eq!((done.unwrap_err().code, altering.len()), (Code::Refused, 0));
            }
        }
    }
}
