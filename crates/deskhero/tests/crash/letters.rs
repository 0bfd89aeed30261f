//! What goes to everybody once is told through a real mail server into a mailbox of each, while the process that tells it is killed
//! over and over: a change of a document to all who have an account, and news to all who asked for it. `DESKHERO_CRASH_LETTERS` sets
//! how many they are.

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
/// What the news are called.
const NEWS: &str = "New saddles";
/// Seconds that a copy may take to the operator's mailbox.
const WAIT_S: u32 = 20;
/// People who ask for news: each needs a token, and a process that makes it.
const ASKING_MAX: usize = 200;
/// People and kills of the form without the operator's mailbox, which is always short.
const SHORT: (usize, u64) = (40, 4);

/// What is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    Change,
    News,
}

/// Real mailboxes of everybody, and the server that the operator's mail goes out by.
struct Post {
    exim: Exim,
    dovecot: Dovecot,
    matter: Matter,
    /// Whether the operator's own mailbox is read.
    is_read: bool,
}

impl Post {
    fn start(addresses: &[String], matter: Matter, is_read: bool) -> Option<Self> {
        let all = addresses.iter().map(String::as_str).chain(FIRST).chain([OPERATOR]);
        let accounts: Vec<Account> = all.map(|address| Account::new(address, "pw")).collect();
        let dovecot = testkit::or_skip(Dovecot::start(&accounts))?;
        let exim = testkit::or_skip(Exim::start(&dovecot))?;
        Some(Self { exim, dovecot, matter, is_read })
    }

    /// The settings by which the operator's mail goes out here.
    fn settings(&self, folder: &Path) -> String {
        let password = folder.join("operator.password");
        std::fs::write(&password, "pw").unwrap();
        let returns = match self.is_read {
            true => format!(
                "returns_host = \"localhost\"\nreturns_port = {}\nreturns_wait_seconds = {WAIT_S}\n",
                self.dovecot.imaps_port()
            ),
            false => String::new(),
        };
        format!(
            "[server]\npublic_url = \"http://localhost\"\n\
             [operator_mail]\nhost = \"localhost\"\nport = {}\nfrom = \"{OPERATOR}\"\nlogin = \"{OPERATOR}\"\n\
             password_file = \"{}\"\nca_file = \"{}\"\n{returns}",
            self.exim.smtps_port(),
            password.display(),
            self.dovecot.tls().ca.display()
        )
    }

    /// How many mails about it lie in each mailbox, the operator's among them; admins are told of other things, too.
    fn delivered(&self) -> BTreeMap<String, usize> {
        let homes = std::fs::read_dir(self.dovecot.state_folder().join("mail")).unwrap();
        let is_about = |mail: &std::io::Result<std::fs::DirEntry>| {
            // Somebody may have taken it out, or moved it on.
            let Ok(raw) = std::fs::read(mail.as_ref().unwrap().path()) else { return false };
            let content = mime::read(&raw).content;
            match self.matter {
                Matter::Change => content.text.contains(&format!("/documents/{CHANGED}?version=2")),
                Matter::News => content.subject == NEWS,
            }
        };
        let count = |home: std::io::Result<std::fs::DirEntry>| {
            let home = home.unwrap();
            let folders = ["new", "cur"].map(|folder| home.path().join("Maildir").join(folder));
            let mails = folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten());
            (home.file_name().into_string().unwrap(), mails.filter(is_about).count())
        };
        homes.map(count).collect()
    }

    /// How many mailboxes have a mail, the operator's apart.
    fn reached(&self) -> usize {
        let homes = std::fs::read_dir(self.dovecot.state_folder().join("mail")).unwrap();
        homes.filter(|home| home.as_ref().unwrap().file_name() != OPERATOR).count()
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
fn tell_and_be_killed(desk: &Desk, post: &Post, letters: usize, rounds: u64) -> usize {
    let mut numbers = Numbers::start(20_261_129);
    let (mut killed, mut amid) = (0, 0);
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

/// Letters as the operator sees them; about news with the token of an operator, and the id of the news.
struct Letters {
    news: Option<(String, String)>,
}

impl Letters {
    fn all(&self, desk: &Desk) -> Option<Vec<Value>> {
        let answer = match &self.news {
            None => desk.run(&["document", "letters", CHANGED, "2"]),
            Some((token, id)) => asked(desk, token, ("GET", &format!("operator/news/{id}/letters")), "")?.1,
        };
        Some(answer["items"].as_array()?.clone())
    }
}

/// A request with somebody's token.
fn asked(desk: &Desk, token: &str, (method, path): (&str, &str), body: &str) -> Option<(u16, Value)> {
    let fields = format!("Authorization: Bearer {token}\r\nContent-Type: application/json\r\n");
    let (head, body) = desk.exchange(method, &format!("/api/v1/{path}"), &fields, body)?;
    Some((head.split(' ').nth(1)?.parse().ok()?, serde_json::from_str(&body).unwrap_or_default()))
}

/// Serves until no letter is left to send or to settle, and gives all of them as the operator sees them.
fn tell_the_rest(desk: &Desk, post: &Post, letters: &Letters, enough: usize) -> Vec<Value> {
    let _server = desk.serve();
    loop {
        let before = post.reached();
        if poll(PATIENCE, || (post.reached() >= enough).then_some(())).is_some() {
            break;
        }
        assert!(post.reached() > before, "it does not go on: {}", desk.log());
    }
    let settled: &[&str] = if post.is_read { &["sent"] } else { &["sent", "in-doubt"] };
    let is_left = |letter: &Value| !settled.contains(&state(letter).as_str());
    let mut all = Vec::new();
    let done = poll(PATIENCE * 2, || {
        all = letters.all(desk)?;
        (!all.iter().any(is_left)).then_some(())
    });
    assert!(done.is_some(), "not settled: {:?}; {}", counted(all.iter().map(state)), desk.log());
    post.settle();
    if post.is_read {
        let copies = || post.delivered().get(OPERATOR).copied().unwrap_or(0);
        loop {
            let before = copies();
            if poll(PATIENCE * 2, || (copies() == 0).then_some(())).is_some() {
                break;
            }
            assert!(copies() < before, "{} copies stay: {}", copies(), desk.log());
        }
    }
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

/// A document changes for everybody who has an account.
fn change(desk: &Desk) -> Letters {
    let text = desk.path("terms.md");
    std::fs::write(&text, "# Terms\n\nPay in 14 days.\n").unwrap();
    desk.run(&["document", "write", CHANGED, text.to_str().unwrap()]);
    desk.run(&["document", "release", CHANGED, "--material", "--translations-unchanged"]);
    Letters { news: None }
}

/// These people ask for news, and a piece is sent.
fn send_news(desk: &Desk, addresses: &[String]) -> Letters {
    let olga = "olga@desk.test";
    let role = ["--name", "Olga", "--role", "operator"];
    desk.run(&[["agent", "create", "--tenant", "operator", "--email", olga].as_slice(), &role].concat());
    let token = |whose: &[&str]| {
        let made = desk.run(&[["token", "create"].as_slice(), whose].concat());
        made["token"].as_str().unwrap().to_owned()
    };
    let tokens: Vec<String> =
        addresses.iter().map(|address| token(&["--tenant", "acme", "--agent", address])).collect();
    let operator = token(&["--operator", olga]);
    let _server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let done = |token: &str, path: (&str, &str), body: Value| {
        let (status, answer) = asked(desk, token, path, &body.to_string()).unwrap();
        assert!((200..300).contains(&status), "{path:?}: {status} {answer}");
        answer
    };
    for token in &tokens {
        done(token, ("PUT", "profile/consents/news"), json!({ "gives": true }));
    }
    let texts = json!({ "texts": [{ "language": "en", "title": NEWS, "text": "Now in two colours." }] });
    let id = done(&operator, ("POST", "operator/news"), texts)["id"].as_str().unwrap().to_owned();
    done(&operator, ("POST", &format!("operator/news/{id}/sending")), json!({}));
    Letters { news: Some((operator, id)) }
}

fn wanted() -> usize {
    std::env::var("DESKHERO_CRASH_LETTERS").ok().and_then(|count| count.parse().ok()).unwrap_or(100)
}

/// Each registered address has its letter about a change, and one: whatever was killed, the operator's mailbox settled it.
pub fn each_registered_address_has_exactly_one_letter(engine: Engine) {
    tell(engine, (Matter::Change, true), wanted(), rounds(12));
}

/// The same of news, for each who asked for them.
pub fn each_who_asked_has_exactly_one_letter_with_news(engine: Engine) {
    tell(engine, (Matter::News, true), (wanted() / 2).min(ASKING_MAX), rounds(8));
}

/// Without the operator's mailbox nobody has two, and whose may be missing is listed.
pub fn without_a_mailbox_a_letter_may_be_in_doubt(engine: Engine) {
    tell(engine, (Matter::Change, false), SHORT.0, SHORT.1);
}

fn tell(engine: Engine, (matter, is_read): (Matter, bool), people: usize, rounds: u64) {
    let addresses: Vec<String> = (0..people).map(|n| format!("agent{n}@acme.test")).collect();
    let Some(post) = Post::start(&addresses, matter, is_read) else { return };
    let folder = tempfile::tempdir().unwrap();
    let Some(mut desk) = Desk::create(engine, &post.settings(folder.path()), &[]) else { return };
    let token = desk.run(&["token", "create", "--tenant", "acme", "--agent", FIRST[0]]);
    desk.token = token["token"].as_str().unwrap().to_owned();
    create_agents(&desk, &addresses);
    let (letters, count) = match matter {
        Matter::Change => (change(&desk), people + FIRST.len()),
        Matter::News => (send_news(&desk, &addresses), people),
    };
    let killed = tell_and_be_killed(&desk, &post, count, rounds);
    let letters = tell_the_rest(&desk, &post, &letters, count.saturating_sub(killed));
    let doubts = desk.log().matches("nobody knows whether a letter went out").count();
    println!("{doubts} times the end of a letter was being told when it was killed");
    let mut registered = registered(&desk);
    registered.retain(|_, address| matter == Matter::Change || addresses.contains(address));
    assert_exactly_one(&letters, &registered, &post, killed);
    desk.assert_the_log_is_whole();
}

/// Everybody whom it is for has one letter; whose is not told to be in doubt has it in their mailbox, once. Where the operator's
/// mailbox is read, none is in doubt.
fn assert_exactly_one(letters: &[Value], registered: &BTreeMap<String, String>, post: &Post, killed: usize) {
    let mut mails = post.delivered();
    mails.remove(OPERATOR);
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
            "in-doubt" if !post.is_read => {
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
