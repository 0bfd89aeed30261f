//! A change of a document is told to everybody who has an account, through a real mail server into a mailbox of their own,
//! while the process that tells them is killed over and over. `DESKHERO_CRASH_LETTERS` sets how many they are.

use super::{Numbers, counted, rounds};
use crate::desk::{Desk, Engine, PATIENCE};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use testkit::Account;
use testkit::deadline::poll;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

/// Whom the letters are from.
const OPERATOR: &str = "operator@acme.test";
/// Whom each desk has from its beginning.
const FIRST: [&str; 2] = ["boss@acme.test", "ada@acme.test"];
/// The document that changes.
const CHANGED: &str = "terms";

/// Real mailboxes of everybody, and the server that the operator's mail goes out by.
struct Post {
    exim: Exim,
    dovecot: Dovecot,
}

impl Post {
    fn start(addresses: &[String]) -> Option<Self> {
        let all = addresses.iter().map(String::as_str).chain(FIRST).chain([OPERATOR]);
        let accounts: Vec<Account> = all.map(|address| Account::new(address, "pw")).collect();
        let dovecot = testkit::or_skip(Dovecot::start(&accounts))?;
        let exim = testkit::or_skip(Exim::start(&dovecot))?;
        Some(Self { exim, dovecot })
    }

    /// The settings by which the operator's mail goes out here.
    fn settings(&self, folder: &Path) -> String {
        let password = folder.join("operator.password");
        std::fs::write(&password, "pw").unwrap();
        format!(
            "[operator_mail]\nhost = \"localhost\"\nport = {}\nfrom = \"{OPERATOR}\"\nlogin = \"{OPERATOR}\"\n\
             password_file = \"{}\"\nca_file = \"{}\"\n",
            self.exim.smtps_port(),
            password.display(),
            self.dovecot.tls().ca.display()
        )
    }

    /// How many mails about the change lie in each mailbox; admins are told of other things, too.
    fn delivered(&self) -> BTreeMap<String, usize> {
        let homes = std::fs::read_dir(self.dovecot.state_folder().join("mail")).unwrap();
        let is_about = |mail: &std::io::Result<std::fs::DirEntry>| {
            let raw = std::fs::read(mail.as_ref().unwrap().path()).unwrap();
            mime::read(&raw).content.text.contains(&format!("/documents/{CHANGED}?version=2"))
        };
        let count = |home: std::io::Result<std::fs::DirEntry>| {
            let home = home.unwrap();
            let mails = std::fs::read_dir(home.path().join("Maildir/new")).into_iter().flatten();
            (home.file_name().into_string().unwrap(), mails.filter(is_about).count())
        };
        homes.map(count).collect()
    }

    /// How many mailboxes have a mail.
    fn reached(&self) -> usize {
        std::fs::read_dir(self.dovecot.state_folder().join("mail")).unwrap().count()
    }

    /// Waits until everything that the server took lies in a mailbox.
    fn settle(&self) {
        let queue = self.exim.state_folder().join("spool/input");
        let is_empty = || std::fs::read_dir(&queue).unwrap().next().is_none().then_some(());
        poll(PATIENCE, is_empty).unwrap();
    }
}

fn create_agents(desk: &Desk, addresses: &[String]) {
    let _server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let create = |address: &String| {
        let new = json!({ "name": "Agent", "email": address, "role": "agent", "password": "a long enough password" });
        let (status, answer) = desk.ask("POST", "/api/v1/agents", &new.to_string()).unwrap();
        assert_eq!(status, 201, "{answer}");
    };
    std::thread::scope(|scope| {
        for some in addresses.chunks(addresses.len().div_ceil(3)) {
            scope.spawn(move || some.iter().for_each(create));
        }
    });
}

/// Serves until somebody ends it, again and again, while there are more letters to send; gives how often it was ended.
fn tell_and_be_killed(desk: &Desk, post: &Post, letters: usize) -> usize {
    let mut numbers = Numbers::start(20_261_129);
    let (rounds, mut killed, mut amid) = (rounds(12), 0, 0);
    let longest = 200 + 50 * letters as u64 / rounds;
    for round in 0..rounds {
        let before = post.reached();
        let server = desk.serve();
        // One in four ends wherever that is, the others once a letter went out.
        if round % 4 != 3 {
            let more = poll(PATIENCE, || (post.reached() > before).then_some(()));
            assert!(more.is_some(), "none goes out: {}", desk.log());
        }
        // The moment of the kill is what is random here; nothing relies on this pause.
        std::thread::sleep(Duration::from_millis(numbers.below(longest)));
        drop(server);
        killed += 1;
        let after = post.reached();
        if after + killed >= letters {
            break;
        }
        amid += usize::from(after > before);
    }
    println!("{killed} kills, {amid} of them amid letters, after which {} people had theirs", post.reached());
    assert!(amid > 0, "it was never killed while it sent");
    killed
}

/// Serves until no letter about the version is left to send, and gives all of them as the operator sees them.
fn tell_the_rest(desk: &Desk, post: &Post, enough: usize) -> Vec<Value> {
    let _server = desk.serve();
    loop {
        let before = post.reached();
        if poll(PATIENCE, || (post.reached() >= enough).then_some(())).is_some() {
            break;
        }
        assert!(post.reached() > before, "it does not go on: {}", desk.log());
    }
    let is_left = |letter: &Value| !["sent", "in-doubt"].contains(&state(letter).as_str());
    let mut all = Vec::new();
    let done = poll(PATIENCE, || {
        let answer = desk.run(&["document", "letters", CHANGED, "2"]);
        all = answer["items"].as_array().unwrap().clone();
        (!all.iter().any(is_left)).then_some(())
    });
    assert!(done.is_some(), "not settled: {:?}; {}", counted(all.iter().map(state)), desk.log());
    all
}

fn state(letter: &Value) -> String {
    letter["state"].as_str().unwrap().to_owned()
}

/// The addresses that are registered, by the agents' ids.
fn registered(desk: &Desk) -> BTreeMap<String, String> {
    let _server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let text = |agent: &Value, field: &str| agent[field].as_str().unwrap().to_owned();
    let all = desk.get("/api/v1/agents");
    all["items"].as_array().unwrap().iter().map(|agent| (text(agent, "id"), text(agent, "email"))).collect()
}

pub fn each_registered_address_has_exactly_one_letter(engine: Engine) {
    let wanted = std::env::var("DESKHERO_CRASH_LETTERS").ok().and_then(|count| count.parse().ok());
    let addresses: Vec<String> = (0..wanted.unwrap_or(150)).map(|n| format!("agent{n}@acme.test")).collect();
    let Some(post) = Post::start(&addresses) else { return };
    let folder = tempfile::tempdir().unwrap();
    let Some(mut desk) = Desk::create(engine, &post.settings(folder.path()), &[]) else { return };
    let token = desk.run(&["token", "create", "--tenant", "acme", "--agent", FIRST[0]]);
    desk.token = token["token"].as_str().unwrap().to_owned();
    create_agents(&desk, &addresses);
    let text = desk.path("terms.md");
    std::fs::write(&text, "# Terms\n\nPay in 14 days.\n").unwrap();
    desk.run(&["document", "write", CHANGED, text.to_str().unwrap()]);
    desk.run(&["document", "release", CHANGED, "--material"]);
    let count = addresses.len() + FIRST.len();
    let killed = tell_and_be_killed(&desk, &post, count);
    let letters = tell_the_rest(&desk, &post, count - killed);
    post.settle();
    assert_exactly_one(&letters, &registered(&desk), &post.delivered(), killed);
    desk.assert_the_log_is_whole();
}

/// Everybody who is registered has one letter; whose is not told to be in doubt has it in their mailbox, once.
fn assert_exactly_one(
    letters: &[Value],
    registered: &BTreeMap<String, String>,
    mails: &BTreeMap<String, usize>,
    killed: usize,
) {
    let states = counted(letters.iter().map(state));
    let to = |letter: &Value| registered[letter["agent_id"].as_str().unwrap()].clone();
    let told = counted(letters.iter().map(to));
    assert_eq!(told.len(), registered.len(), "somebody has no letter");
    assert!(told.values().all(|count| *count == 1), "two letters to one");
    let mut lost = 0;
    for letter in letters {
        let address = to(letter);
        let mails = mails.get(&address).copied().unwrap_or(0);
        match state(letter).as_str() {
            "sent" => assert_eq!(mails, 1, "{address}"),
            "in-doubt" => {
                assert!(mails <= 1, "{address} has {mails}");
                assert_eq!(
                    letter["email"],
                    address.as_str(),
                    "whose letter is in doubt is listed by address"
                );
                lost += 1 - mails;
            }
            other => panic!("the letter to {address} is {other}"),
        }
    }
    let doubtful = states.get("in-doubt").copied().unwrap_or(0);
    println!("{} letters: {states:?}; of those in doubt {lost} did not arrive", letters.len());
    assert!(doubtful <= killed, "more are in doubt than there were kills");
    let all: usize = mails.values().sum();
    assert_eq!(all + lost, letters.len(), "a mail to somebody else");
}
