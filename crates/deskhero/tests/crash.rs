//! The real binary on both engines, killed at any point (SIGKILL), over and over: no mail is lost or doubled,
//! no answer goes out twice, and a change of a document is told to each once. `DESKHERO_CRASH_ROUNDS` sets how
//! often it is killed, `DESKHERO_CRASH_SEED` where.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "what it takes to repeat a run, shown when it fails")]

mod desk;
#[path = "crash/erasing.rs"]
mod erasing;
#[path = "crash/letters.rs"]
mod letters;

use desk::{ADDRESS, Desk, Engine, PATIENCE};
use erasing::an_erasure_killed_in_any_step_ends;
use letters::{
    each_registered_address_has_exactly_one_letter, each_who_asked_has_exactly_one_letter_with_news,
    without_a_mailbox_a_letter_may_be_in_doubt,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use testkit::deadline::poll;

/// Numbers that repeat with their seed (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn start(own: u64) -> Self {
        let chosen = std::env::var("DESKHERO_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = chosen.unwrap_or(own);
        println!("DESKHERO_CRASH_SEED={seed}");
        Self(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn rounds(short: u64) -> u64 {
    std::env::var("DESKHERO_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(short)
}

/// Mail `n`: each third answers the one before it.
fn mail(n: usize) -> String {
    let person = n / 3;
    let answers = match n % 3 {
        2 => format!("In-Reply-To: <{}@x.test>\r\n", n - 1),
        _ => String::new(),
    };
    format!(
        "From: Person {person} <p{person}@x.test>\r\nTo: {ADDRESS}\r\nSubject: Mail {n}\r\n\
         Message-ID: <{n}@x.test>\r\n{answers}Date: Tue, 24 Nov 2026 11:00:00 +0000\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nmail-{n}-text\r\n{}\r\n",
        "Some more words. ".repeat(n % 200)
    )
}

fn words(message: &Value) -> String {
    message["text"].as_str().unwrap().split_whitespace().next().unwrap_or_default().to_owned()
}

/// How often each text is there.
fn counted(texts: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    texts.fold(BTreeMap::new(), |mut all, text| {
        *all.entry(text).or_default() += 1;
        all
    })
}

fn assert_each_once(messages: &[Value], kind: &str, expected: impl Iterator<Item = String>) {
    let found = counted(messages.iter().filter(|m| m["kind"] == kind).map(words));
    let doubled: Vec<_> = found.iter().filter(|(_, count)| **count != 1).collect();
    assert!(doubled.is_empty(), "doubled: {doubled:?}");
    let (expected, found): (BTreeSet<_>, BTreeSet<_>) = (expected.collect(), found.into_keys().collect());
    let lost: Vec<_> = expected.difference(&found).collect();
    let strange: Vec<_> = found.difference(&expected).collect();
    assert!(lost.is_empty() && strange.is_empty(), "lost: {lost:?}, strange: {strange:?}");
}

fn an_import_killed_at_any_point_takes_each_mail_in_once(engine: Engine) {
    let Some(desk) = Desk::create(engine, "", &[]) else { return };
    let mut numbers = Numbers::start(20_261_124);
    let rounds = rounds(16);
    let (mut folders, mut count, mut killed) = (Vec::new(), 0, 0);
    for round in 0..rounds {
        // Each round brings new mail, so that each kill may meet work in any of its steps.
        let folder = desk.path(&format!("mails-{round}"));
        std::fs::create_dir(&folder).unwrap();
        for n in count..count + 30 {
            std::fs::write(folder.join(format!("{n:06}.eml")), mail(n)).unwrap();
        }
        count += 30;
        folders.push(folder);
        let mut child = desk.import(&folders).stdout(Stdio::null()).spawn().unwrap();
        // Longer from round to round, so that a slow machine gets on too.
        let patience = Duration::from_millis(40 + numbers.below(300 + 60 * round));
        match poll(patience, || child.try_wait().unwrap()) {
            Some(status) => assert!(status.success(), "{}", desk.log()),
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                killed += 1;
            }
        }
    }
    assert!(killed > 0, "no import was killed");
    let import = || {
        let output = desk.import(&folders).output().unwrap();
        assert!(output.status.success(), "{}", desk.log());
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let last = import();
    assert_eq!(last["mails"], count);
    let again = import();
    assert_eq!((&again["taken_in"], &again["known"]), (&0.into(), &count.into()));
    println!("{killed} of {rounds} imports were killed; the last one took {} mails in", last["taken_in"]);
    desk.assert_the_log_is_whole();
    let _server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let messages = desk.messages();
    assert_each_once(&messages, "inbound", (0..count).map(|n| format!("mail-{n}-text")));
    assert_eq!(desk.tickets().len(), count - count / 3);
}

/// Delivers into the Maildir as a server does, after the mailbox was connected.
fn deliver(maildir: &Path, n: usize) {
    let name = format!("{}.M{n}P1.host", 1_900_000_000 + n);
    std::fs::write(maildir.join("tmp").join(&name), mail(n)).unwrap();
    std::fs::rename(maildir.join("tmp").join(&name), maildir.join("new").join(&name)).unwrap();
}

/// What was asked of the server, and what it said yes to.
#[derive(Default)]
struct Answers {
    asked: BTreeSet<String>,
    accepted: BTreeSet<String>,
}

/// Answers tickets until it is told to stop.
fn answer(desk: &Desk, tickets: &[String], stop: &AtomicBool, answers: &mut Answers) {
    while !stop.load(Ordering::SeqCst) {
        if poll(Duration::from_millis(50), || desk.is_up().then_some(())).is_none() {
            continue;
        }
        answer_once(desk, tickets, answers);
    }
}

fn answer_once(desk: &Desk, tickets: &[String], answers: &mut Answers) {
    let n = answers.asked.len();
    let text = format!("answer-{n}-text");
    answers.asked.insert(text.clone());
    let path = format!("/api/v1/tickets/{}/replies", tickets[n % tickets.len()]);
    let body = serde_json::json!({ "text": text }).to_string();
    if let Some((status, value)) = desk.ask("POST", &path, &body) {
        assert_eq!(status, 201, "{value}");
        answers.accepted.insert(text);
    }
}

/// The texts of the mails that were handed out, and how often.
fn handed_out(maildir: &Path) -> BTreeMap<String, usize> {
    let files = std::fs::read_dir(maildir.join("outgoing/new")).into_iter().flatten();
    let text = |path: PathBuf| {
        let content = mime::read(&std::fs::read(path).unwrap()).content;
        content.text.split_whitespace().next().unwrap_or_default().to_owned()
    };
    counted(files.map(|file| text(file.unwrap().path())))
}

fn state(message: &Value) -> String {
    message["delivery"]["state"].as_str().unwrap_or_default().to_owned()
}

fn a_server_killed_at_any_point_loses_no_mail_and_sends_no_answer_twice(engine: Engine) {
    let Some(desk) = Desk::create(engine, "", &[]) else { return };
    let maildir = desk.path("maildir");
    let mut numbers = Numbers::start(4_711);
    (0..3).for_each(|n| deliver(&maildir, n));
    let first = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let tickets = poll(PATIENCE, || Some(desk.tickets()).filter(|all| all.len() == 2)).unwrap();
    let tickets: Vec<_> = tickets.iter().map(|ticket| ticket["id"].as_str().unwrap().to_owned()).collect();
    let wanted = serde_json::json!({ "kind": "unassigned", "app": true, "mail": false, "browser": false });
    let wanted = serde_json::json!({ "kinds": [wanted] }).to_string();
    assert_eq!(desk.ask("PATCH", "/api/v1/notices/choices", &wanted).unwrap().0, 200);
    drop(first);
    let (mut delivered, mut answers) = (3, Answers::default());
    for _ in 0..rounds(12) {
        let server = desk.serve();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let answering = scope.spawn(|| answer(&desk, &tickets, &stop, &mut answers));
            for _ in 0..=numbers.below(4) {
                deliver(&maildir, delivered);
                delivered += 1;
                // The moment of the kill is what is random here; nothing relies on this pause.
                std::thread::sleep(Duration::from_millis(numbers.below(700)));
            }
            drop(server);
            stop.store(true, Ordering::SeqCst);
            answering.join().unwrap();
        });
    }
    let _server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    // On a slow machine no server may have lived long enough to send one.
    answer_once(&desk, &tickets, &mut answers);
    let settled = |all: &Vec<Value>| {
        let inbound = all.iter().filter(|message| message["kind"] == "inbound").count();
        inbound >= delivered && !all.iter().any(|m| matches!(state(m).as_str(), "queued" | "sending"))
    };
    let Some(messages) = poll(PATIENCE, || Some(desk.messages()).filter(settled)) else {
        panic!("not settled: {:?}; {}", counted(desk.messages().iter().map(state)), desk.log());
    };
    assert_each_once(&messages, "inbound", (0..delivered).map(|n| format!("mail-{n}-text")));
    assert_answers(&messages, &answers, &handed_out(&maildir));
    assert_told_once(&desk, &tickets);
    desk.assert_the_log_is_whole();
}

/// Each ticket that came in since somebody wanted to know of it was told of once.
fn assert_told_once(desk: &Desk, before: &[String]) {
    let id = |of: &Value, field: &str| of[field].as_str().unwrap().to_owned();
    let expected: BTreeSet<String> = desk.tickets().iter().map(|ticket| id(ticket, "id")).collect();
    let told = || {
        let (mut all, mut path) = (Vec::new(), "/api/v1/notices?limit=100".to_owned());
        loop {
            let page = desk.ask("GET", &path, "")?.1;
            // An answer that a kill left in doubt is told of too.
            let new = page["items"].as_array()?.iter().filter(|one| one["kind"] == "unassigned");
            all.extend(new.map(|one| (id(one, "ticket_id"), one["count"].clone())));
            match page["next"].as_str() {
                Some(next) => path = format!("/api/v1/notices?limit=100&after={next}"),
                None => return Some(all),
            }
        }
    };
    let whole = |all: &Vec<(String, Value)>| {
        let told: BTreeSet<_> = all.iter().map(|(ticket, _)| ticket).collect();
        // Of very many, the oldest are not kept.
        expected.iter().rev().take(300).all(|ticket| told.contains(ticket) || before.contains(ticket))
    };
    let told = poll(PATIENCE, || told().filter(whole)).unwrap();
    assert!(told.iter().all(|(_, count)| *count == 1), "{told:?}");
    let once: BTreeSet<_> = told.iter().map(|(ticket, _)| ticket).collect();
    assert_eq!(once.len(), told.len(), "told twice: {told:?}");
}

fn assert_answers(messages: &[Value], answers: &Answers, out: &BTreeMap<String, usize>) {
    let outbound = messages.iter().filter(|message| message["kind"] == "outbound");
    let kept: BTreeMap<String, String> = outbound.map(|message| (words(message), state(message))).collect();
    let states = counted(kept.values().cloned());
    println!("{} answers asked for, {} accepted: {states:?}", answers.asked.len(), answers.accepted.len());
    assert!(states.get("sent").is_some_and(|count| *count > 0), "{states:?}");
    // What was accepted is kept; what the killed server did not confirm may be or not.
    let texts: BTreeSet<_> = kept.keys().cloned().collect();
    assert!(answers.accepted.is_subset(&texts));
    assert!(texts.is_subset(&answers.asked));
    assert_each_once(messages, "outbound", texts.iter().cloned());
    for (text, state) in &kept {
        let times = out.get(text).copied().unwrap_or(0);
        match state.as_str() {
            "sent" => assert_eq!(times, 1, "{text} is marked as sent"),
            "in_doubt" => assert!(times <= 1, "{text} went out {times} times"),
            other => panic!("{text} is {other}"),
        }
    }
    assert!(out.keys().all(|text| kept.contains_key(text)), "something went out that is not kept");
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
    an_import_killed_at_any_point_takes_each_mail_in_once,
    a_server_killed_at_any_point_loses_no_mail_and_sends_no_answer_twice,
    an_erasure_killed_in_any_step_ends,
    each_registered_address_has_exactly_one_letter,
    each_who_asked_has_exactly_one_letter_with_news,
    without_a_mailbox_a_letter_may_be_in_doubt,
);
