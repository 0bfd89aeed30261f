//! Erasures of seven kinds, begun by the API and killed (SIGKILL) in each of their steps: each ends after a restart, its receipt
//! is good, nothing of it opens, and what is somebody else's is whole. Which step one is in is read from the databases while its
//! process stands still (SIGSTOP), and once more before the restart.

use super::{Numbers, rounds};
use crate::desk::{ADDRESS, Desk, Engine, PATIENCE};
use domain::keyring::{LeafKind, LeafRef};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use testkit::deadline::poll;
use uuid::Uuid;

/// Conversations of each person, and mails in each.
const CONVERSATIONS: usize = 8;
const MAILS: usize = 3;
/// Conversations of others, each of two mails; somebody who is erased answered one.
const OTHERS: usize = 3;
/// How long one goes on between two looks, while the wanted step is not the next one, and when it is.
const FAR: Duration = Duration::from_millis(4);
const NEAR: Duration = Duration::from_micros(100);
/// So many killed erasures meet each step of each kind.
const ENOUGH: usize = 84;
/// Looks at one erasure.
const LOOKS_MAX: usize = 20_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Contact,
    Conversation,
    Message,
    Attachment,
    Redaction,
    Pseudonym,
    Mailbox,
}

const KINDS: [Kind; 7] = [
    Kind::Contact,
    Kind::Pseudonym,
    Kind::Mailbox,
    Kind::Redaction,
    Kind::Conversation,
    Kind::Attachment,
    Kind::Message,
];

/// How far an erasure was when it was killed, as its rows and keys say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// It is asked for; the ledger does not have it.
    Begun,
    /// The ledger has it, and its keys are there: what stays is written anew, or nothing is destroyed yet.
    InLedger,
    /// Its keys are gone, but that was not noted.
    KeysUnnoted,
    /// It is noted that its keys are gone; every row is there.
    KeysGone,
    /// Some rows are gone.
    RowsGoing,
    /// No row is left, but that was not noted: words and bytes.
    RowsUnnoted,
    /// Rows, bytes and words are gone, and it was noted.
    Purged,
    /// The keyring says that another ROOT is to be in force, but the erasure does not.
    RootUnnoted,
    /// The keys above are replaced; there is no receipt.
    KeysReplaced,
    /// There is its receipt.
    Done,
}

/// Every step that an erasure of this kind can be killed in.
fn steps_of(kind: Kind) -> Vec<Step> {
    let mut steps = vec![
        Step::Begun,
        Step::InLedger,
        Step::KeysGone,
        Step::Purged,
        Step::RootUnnoted,
        Step::KeysReplaced,
    ];
    if matches!(kind, Kind::Contact | Kind::Conversation | Kind::Mailbox | Kind::Message | Kind::Pseudonym) {
        steps.extend([Step::KeysUnnoted, Step::RowsUnnoted]);
    }
    // Of the others one row goes, or those of one conversation, in one write.
    if matches!(kind, Kind::Contact | Kind::Mailbox) {
        steps.push(Step::RowsGoing);
    }
    steps.sort();
    steps
}

fn word(n: usize, conversation: usize, mail: usize) -> String {
    format!("quill-{n}-{conversation}-{mail}-end")
}

/// A mail with a file; `answers` is the Message-ID that it answers.
fn mail(from: (&str, &str), id: &str, answers: Option<&str>, subject: &str, text: &str) -> String {
    let answers = answers.map_or_else(String::new, |id| format!("In-Reply-To: <{id}>\r\n"));
    format!(
        "From: {} <{}>\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n{answers}\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n{}\r\n\
         --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{id}.bin\"\r\n\r\n\
         file of {id}\r\n--b--\r\n",
        from.0,
        from.1,
        "Some more words. ".repeat(30)
    )
}

fn name(n: usize) -> String {
    format!("Orla{n}q Zephyr{n}x")
}

fn address(n: usize) -> String {
    format!("zephyr{n}x@x.test")
}

fn secret(n: usize) -> String {
    format!("Kestrel{n}y")
}

/// Everything that person `n` wrote.
fn mails_of(n: usize) -> Vec<String> {
    let (name, from) = (name(n), address(n));
    let mut all = Vec::new();
    for conversation in 0..CONVERSATIONS {
        for m in 0..MAILS {
            let id = |m: usize| format!("{n}-{conversation}-{m}@x.test");
            let text = format!("{} by {name}, about {}.", word(n, conversation, m), secret(n));
            let answers = m.checked_sub(1).map(id);
            let subject = format!("Case {n}-{conversation}");
            all.push(mail((&name, &from), &id(m), answers.as_deref(), &subject, &text));
        }
    }
    let into = format!("other-{}-0@y.test", n % OTHERS);
    let text = format!("{} by {name}.", word(n, CONVERSATIONS, 0));
    let id = format!("{n}-other@x.test");
    all.push(mail((&name, &from), &id, Some(&into), &format!("Re: Stays {}", n % OTHERS), &text));
    all
}

fn mails_of_others() -> Vec<String> {
    let one = |n: usize| {
        let (name, from) = (format!("Bert Other{n}"), format!("other{n}@y.test"));
        let ids = [format!("other-{n}-0@y.test"), format!("other-{n}-1@y.test")];
        let subject = format!("Stays {n}");
        let text = |m: usize| format!("other-{n}-{m}-text stays.");
        [
            mail((&name, &from), &ids[0], None, &subject, &text(0)),
            mail((&name, &from), &ids[1], Some(&ids[0]), &subject, &text(1)),
        ]
    };
    (0..OTHERS).flat_map(one).collect()
}

fn mailbox_of(n: usize) -> String {
    format!("box{n}@acme.test")
}

/// What is erased, and what is to go and to stay of it.
struct Case {
    n: usize,
    kind: Kind,
    subject: Uuid,
    /// What is posted.
    body: Value,
    contact: String,
    tickets: Vec<String>,
    message: Option<(String, u64)>,
    gone: Vec<String>,
    kept: Vec<String>,
}

/// The world in which they are erased.
struct Scene {
    desk: Desk,
    key: String,
    /// Conversations of others, and what stood in them before.
    others: Vec<String>,
    whole: BTreeMap<String, Value>,
    /// Clauses that this desk does not keep, whatever is erased.
    broken: BTreeSet<String>,
}

fn scene(engine: Engine, people: &[(usize, Kind)]) -> Option<Scene> {
    let mut desk = Desk::create(engine, "", &[])?;
    let token = desk.run(&["token", "create", "--tenant", "acme", "--agent", "boss@acme.test"]);
    desk.token = token["token"].as_str().unwrap().to_owned();
    take_in(&desk, ADDRESS, "others", &mails_of_others());
    let in_common = people.iter().filter(|(_, kind)| *kind != Kind::Mailbox);
    let mails: Vec<String> = in_common.flat_map(|(n, _)| mails_of(*n)).collect();
    take_in(&desk, ADDRESS, "people", &mails);
    let folder = desk.path("maildir-empty");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    for (n, _) in people.iter().filter(|(_, kind)| *kind == Kind::Mailbox) {
        let address = mailbox_of(*n);
        let connect = ["mailbox", "connect", "--tenant", "acme", "--address", &address];
        desk.run(&[connect.as_slice(), &["--maildir", folder.to_str().unwrap()]].concat());
        take_in(&desk, &address, &address, &mails_of(*n));
    }
    let key = desk.run(&["keys", "status"])["public_key"].as_str().unwrap().to_owned();
    let server = desk.serve();
    poll(PATIENCE, || desk.is_up().then_some(())).unwrap();
    let is_other = |ticket: &Value| text(ticket, "subject").starts_with("Stays");
    let others: Vec<String> =
        desk.tickets().iter().filter(|one| is_other(one)).map(|one| text(one, "id")).collect();
    assert_eq!(others.len(), OTHERS);
    let broken = broken(&desk);
    drop(server);
    let mut scene = Scene { desk, key, others, whole: BTreeMap::new(), broken };
    let _server = scene.serve();
    scene.whole = scene.of_others();
    assert_eq!(scene.whole.len(), 2 * OTHERS);
    Some(scene)
}

fn take_in(desk: &Desk, mailbox: &str, folder: &str, mails: &[String]) {
    if mails.is_empty() {
        return;
    }
    let folder = desk.path(&format!("mails-{folder}"));
    std::fs::create_dir(&folder).unwrap();
    for (n, mail) in mails.iter().enumerate() {
        std::fs::write(folder.join(format!("{n:06}.eml")), mail).unwrap();
    }
    let mut command = desk.command(&["import", "--tenant", "acme", "--mailbox", mailbox]);
    let output = command.arg(&folder).output().unwrap();
    assert!(output.status.success(), "{}", desk.log());
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["taken_in"], mails.len());
}

fn text(of: &Value, field: &str) -> String {
    of[field].as_str().unwrap_or_default().to_owned()
}

/// Clauses that are broken. What is sealed authenticates, receipts and ledger are right, no key is left of what is gone.
fn broken(desk: &Desk) -> BTreeSet<String> {
    let output = desk.command(&["verify"]).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = said["checks"].as_array().unwrap().iter();
    let is_broken = |one: &&Value| one["state"] == "broken";
    checks.filter(is_broken).map(|one| text(one, "clause")).collect()
}

impl Scene {
    fn serve(&self) -> crate::desk::Killed {
        let server = self.desk.serve();
        assert!(poll(PATIENCE, || self.desk.is_up().then_some(())).is_some(), "{}", self.desk.log());
        server
    }

    /// The messages of a ticket; none where it is not there.
    fn messages(&self, ticket: &str) -> Option<Vec<Value>> {
        let (status, page) =
            self.desk.ask("GET", &format!("/api/v1/tickets/{ticket}/messages?limit=100"), "").unwrap();
        match status {
            200 => Some(page["items"].as_array().unwrap().clone()),
            404 => None,
            _ => panic!("{status}: {page}"),
        }
    }

    /// What others wrote, and what is attached to it, byte for byte.
    fn of_others(&self) -> BTreeMap<String, Value> {
        let mut all = BTreeMap::new();
        for message in self.others.iter().flat_map(|ticket| self.messages(ticket).unwrap()) {
            if !message["text"].as_str().unwrap().starts_with("other-") {
                continue;
            }
            let (id, file) = (text(&message, "id"), &message["attachments"][0]);
            let bytes = self.file(&id, file["part"].as_u64().unwrap()).unwrap();
            let (words, from) = (message["text"].clone(), message["from"].clone());
            all.insert(id, json!({ "text": words, "from": from, "file": file, "bytes": bytes }));
        }
        all
    }

    fn file(&self, message: &str, part: u64) -> Option<String> {
        let fields = format!("Authorization: Bearer {}\r\n", self.desk.token);
        let path = format!("/api/v1/attachments/{message}/{part}");
        let (head, body) = self.desk.exchange("GET", &path, &fields, "").unwrap();
        (head.split(' ').nth(1) == Some("200")).then_some(body)
    }

    fn is_there(&self, path: &str) -> bool {
        let (status, answer) = self.desk.ask("GET", path, "").unwrap();
        assert!(matches!(status, 200 | 404), "{path}: {answer}");
        status == 200
    }

    fn case(&self, n: usize, kind: Kind) -> Case {
        let subject = format!("Case {n}-");
        let all = self.desk.tickets();
        let own: BTreeMap<String, &Value> = all
            .iter()
            .filter(|ticket| text(ticket, "subject").starts_with(&subject))
            .map(|ticket| (text(ticket, "subject"), ticket))
            .collect();
        assert_eq!(own.len(), CONVERSATIONS);
        let (contact, ticket) =
            own.values().next().map(|one| (text(one, "requester_id"), text(one, "id"))).unwrap();
        let messages = self.messages(&ticket).unwrap();
        let one = messages.iter().find(|one| text(one, "text").starts_with(&word(n, 0, 1))).unwrap();
        let (message, part) = (text(one, "id"), one["attachments"][0]["part"].as_u64().unwrap());
        let mailbox = text(own.values().next().unwrap(), "mailbox_id");
        let (scope, of, more) = match kind {
            Kind::Contact => ("contact", &contact, json!({})),
            Kind::Pseudonym => ("contact", &contact, json!({ "mode": "pseudonymise" })),
            Kind::Conversation => ("conversation", &ticket, json!({})),
            Kind::Message => ("message", &message, json!({})),
            Kind::Attachment => ("attachment", &message, json!({ "part": part })),
            Kind::Redaction => ("redaction", &ticket, json!({ "texts": [secret(n)] })),
            Kind::Mailbox => ("mailbox", &mailbox, json!({})),
        };
        let mut body = json!({ "scope": scope, "subject_id": of, "reason": "request" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let subject = of.parse().unwrap();
        let message = Some((message, part)).filter(|_| matches!(kind, Kind::Message | Kind::Attachment));
        let theirs = all.iter().filter(|ticket| text(ticket, "requester_id") == contact);
        let tickets = theirs.map(|ticket| text(ticket, "id")).collect();
        let (gone, kept) = words_of(n, kind);
        Case { n, kind, subject, body, contact, tickets, message, gone, kept }
    }

    fn begin(&self, case: &Case) -> String {
        let (status, begun) = self.desk.ask("POST", "/api/v1/erasures", &case.body.to_string()).unwrap();
        assert_eq!(status, 202, "{begun}");
        text(&begun, "id")
    }

    fn state(&self, id: &str) -> Option<String> {
        let (status, erasure) = self.desk.ask("GET", &format!("/api/v1/erasures/{id}"), "")?;
        assert_eq!(status, 200, "{erasure}");
        Some(text(&erasure, "state"))
    }

    fn until_done(&self, id: &str) {
        // A step that failed is done again a minute later.
        let done = poll(3 * PATIENCE, || self.state(id).filter(|state| state == "done"));
        assert!(done.is_some(), "{:?}: {}", self.state(id), self.desk.log());
    }

    /// It is proved, and nothing of it is left; the rest is there.
    fn assert_erased(&self, case: &Case, id: &str) {
        self.assert_receipt(case, id);
        let Case { kind, n, contact, tickets, .. } = case;
        let all: Vec<Value> =
            tickets.iter().chain(&self.others).filter_map(|id| self.messages(id)).flatten().collect();
        let all = serde_json::to_string(&all).unwrap();
        let seen: Vec<_> = case.gone.iter().filter(|word| all.contains(word.as_str())).collect();
        assert!(seen.is_empty(), "{kind:?} {n}: {seen:?} can be read");
        let lost: Vec<_> = case.kept.iter().filter(|word| !all.contains(word.as_str())).collect();
        assert!(lost.is_empty(), "{kind:?} {n}: {lost:?} is not there");
        let is_person_gone = matches!(kind, Kind::Contact | Kind::Pseudonym | Kind::Mailbox);
        assert_ne!(self.is_there(&format!("/api/v1/contacts/{contact}")), is_person_gone, "{kind:?}");
        if *kind == Kind::Mailbox {
            assert!(!self.is_there(&format!("/api/v1/mailboxes/{}", case.subject)));
        }
        if let Some((message, part)) = &case.message {
            assert_eq!(self.is_there(&format!("/api/v1/messages/{message}")), *kind == Kind::Attachment);
            // In the place of a file that was taken out stands that it was.
            let left = self.file(message, *part);
            let says =
                |text: &String| *kind == Kind::Attachment && text.starts_with("This file was erased on ");
            assert!(left.as_ref().is_none_or(says), "{kind:?}: {left:?}");
        }
        assert_eq!(self.of_others(), self.whole, "{kind:?}");
        assert_eq!(broken(&self.desk), self.broken, "{kind:?}");
    }

    fn assert_receipt(&self, case: &Case, id: &str) {
        let fields = format!("Authorization: Bearer {}\r\n", self.desk.token);
        let path = format!("/api/v1/erasures/{id}/receipt");
        let (_, receipt) = self.desk.exchange("GET", &path, &fields, "").unwrap();
        let file = self.desk.path("receipt.json");
        std::fs::write(&file, receipt).unwrap();
        let mut check = Command::new(env!("CARGO_BIN_EXE_deskhero"));
        let output =
            check.args(["receipt", "check", "--json", "--key", &self.key]).arg(&file).output().unwrap();
        assert!(output.status.success(), "{:?}: {output:?}", case.kind);
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&said["erasure_id"], &said["subject_id"]), (&json!(id), &json!(case.subject)));
    }
}

/// What is not to be read any more, and what still is.
fn words_of(n: usize, kind: Kind) -> (Vec<String>, Vec<String>) {
    let mut all: Vec<(usize, usize)> =
        (0..CONVERSATIONS).flat_map(|c| (0..MAILS).map(move |m| (c, m))).collect();
    all.push((CONVERSATIONS, 0));
    let goes = |(conversation, mail): &(usize, usize)| match kind {
        Kind::Contact | Kind::Mailbox => true,
        Kind::Conversation => *conversation == 0,
        Kind::Message => (*conversation, *mail) == (0, 1),
        Kind::Attachment | Kind::Redaction | Kind::Pseudonym => false,
    };
    let (gone, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(goes);
    let words = |of: Vec<(usize, usize)>| of.into_iter().map(|(c, m)| word(n, c, m)).collect::<Vec<_>>();
    let (mut gone, mut kept) = (words(gone), words(kept));
    match kind {
        Kind::Contact | Kind::Mailbox => gone.extend([name(n), address(n)]),
        Kind::Pseudonym => gone.extend([format!("Zephyr{n}x"), address(n)]),
        // In the first conversation alone.
        Kind::Redaction => {
            gone.extend((0..MAILS).map(|m| format!("{} by {}, about {}", word(n, 0, m), name(n), secret(n))));
            kept.push(secret(n));
        }
        _ => {}
    }
    (gone, kept)
}

/// Both databases as a kill left them.
struct Left {
    runtime: tokio::runtime::Runtime,
    store: store::Store,
    keyring: store::Keyring,
    _copy: tempfile::TempDir,
}

impl Left {
    /// Of files a copy is opened: the next server finds what the last one left.
    fn open(desk: &Desk) -> Self {
        let config = config::Config::read(&desk.path("deskhero.toml")).unwrap();
        let copy = tempfile::tempdir().unwrap();
        let url = |url: String| match url
            .strip_prefix("sqlite:")
            .map(|path| path.split('?').next().unwrap().to_owned())
        {
            Some(path) => {
                let path = Path::new(&path);
                let to = copy.path().join(path.file_name().unwrap());
                for end in ["", "-wal"] {
                    let of = |path: &Path| format!("{}{end}", path.display());
                    if Path::new(&of(path)).exists() {
                        std::fs::copy(of(path), of(&to)).unwrap();
                    }
                }
                format!("sqlite:{}", to.display())
            }
            None => url,
        };
        let data = url(config.database_url().as_str().to_owned());
        let keys = url(config.keyring_url().as_str().to_owned());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (store, keyring) = runtime.block_on(async {
            (store::Store::open(&data).await.unwrap(), store::Keyring::open(&keys).await.unwrap())
        });
        Self { runtime, store, keyring, _copy: copy }
    }

    /// Of each row of a table these columns.
    fn rows(&self, is_data: bool, table: &str, columns: &[&str]) -> Vec<Vec<store::Cell>> {
        self.runtime.block_on(async {
            let mut look =
                if is_data { self.store.inspect().await } else { self.keyring.inspect().await }.unwrap();
            let mut rows = Vec::new();
            look.each(table, columns, |row| rows.push(row.to_vec())).await.unwrap();
            rows
        })
    }

    fn root_epoch(&self) -> Option<i64> {
        self.runtime.block_on(self.keyring.find_root_epoch()).unwrap()
    }

    /// How many rows there are of what is to go; none is known of what is written anew.
    fn rows_left(&self, case: &Case) -> Option<usize> {
        let (table, column) = match case.kind {
            Kind::Contact => ("ticket", "requester_contact_id"),
            Kind::Conversation => ("message", "ticket_id"),
            Kind::Message => ("message", "id"),
            Kind::Pseudonym => ("contact", "id"),
            Kind::Mailbox => ("message", "mailbox_id"),
            Kind::Attachment | Kind::Redaction => return None,
        };
        let rows = self.rows(true, table, &[column]);
        Some(rows.iter().filter(|row| row[0].id() == Some(case.subject)).count())
    }

    /// Whether the key of what is to go is there; nothing is known of what is written anew.
    fn has_key(&self, case: &Case, object: Option<Uuid>) -> Option<bool> {
        let kind = match case.kind {
            Kind::Contact | Kind::Pseudonym => LeafKind::Contact,
            Kind::Conversation => LeafKind::Ticket,
            Kind::Mailbox => LeafKind::Mailbox,
            Kind::Message => {
                let rows = self.rows(false, "object_key", &["object_id"]);
                return Some(rows.iter().any(|row| row[0].id() == object));
            }
            Kind::Attachment | Kind::Redaction => return None,
        };
        let leaf = LeafRef { kind, id: case.subject }.to_bytes().to_vec();
        let rows = self.rows(false, "leaf_key", &["leaf"]);
        Some(rows.iter().any(|row| row[0].bytes() == Some(leaf.as_slice())))
    }

    /// The object that holds a message.
    fn object(&self, message: Uuid) -> Option<Uuid> {
        let rows = self.rows(true, "message", &["id", "content_object"]);
        rows.iter().find(|row| row[0].id() == Some(message)).and_then(|row| row[1].id())
    }

    fn step(&self, case: &Case, id: &str, before: &Before) -> Step {
        let id: Uuid = id.parse().unwrap();
        let rows = self.rows(true, "erasure", &["id", "state", "root_epoch"]);
        let row = rows.iter().find(|row| row[0].id() == Some(id)).unwrap();
        let ledger = self.rows(false, "ledger", &["entry_id"]);
        let is_in_ledger = ledger.iter().any(|row| row[0].id() == Some(id));
        match row[1].text() {
            "begun" if !is_in_ledger => Step::Begun,
            "begun" if self.has_key(case, before.object) == Some(false) => Step::KeysUnnoted,
            "begun" => Step::InLedger,
            "keys_gone" => match self.rows_left(case) {
                Some(0) => Step::RowsUnnoted,
                Some(left) if left < before.rows.unwrap() => Step::RowsGoing,
                _ => Step::KeysGone,
            },
            "purged" if row[2].int().is_some() => Step::KeysReplaced,
            "purged" if self.root_epoch() > before.epoch => Step::RootUnnoted,
            "purged" => Step::Purged,
            "done" => Step::Done,
            other => panic!("{other}"),
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        self.runtime.block_on(async {
            self.store.close().await;
            self.keyring.close().await;
        });
    }
}

/// What there was before it was begun.
struct Before {
    rows: Option<usize>,
    epoch: Option<i64>,
    object: Option<Uuid>,
}

/// When somebody ends the process.
enum Moment {
    /// So long after it was begun.
    After(Duration),
    /// In this step; in a later one if this one was over between two looks.
    In(Step),
}

/// An erasure that was begun, and what there was before.
struct Begun<'a> {
    case: &'a Case,
    id: String,
    before: Before,
}

impl Scene {
    /// The step that a kill, or a halt, left it in.
    fn step(&self, begun: &Begun<'_>) -> Step {
        Left::open(&self.desk).step(begun.case, &begun.id, &begun.before)
    }

    fn kill(&self, server: crate::desk::Killed, begun: &Begun<'_>, moment: &Moment) {
        match moment {
            // The moment of the kill is what is random here; nothing relies on this pause.
            Moment::After(pause) => std::thread::sleep(*pause),
            Moment::In(step) => self.halt_in(&server, begun, *step),
        }
        drop(server);
    }

    /// Lets it go on for moments only, and looks between them, until it is in this step or behind it.
    fn halt_in(&self, server: &crate::desk::Killed, begun: &Begun<'_>, wanted: Step) {
        let pid = Pid::from_child(&server.0);
        let order = steps_of(begun.case.kind);
        let at = |step: Step| order.iter().position(|one| *one >= step).unwrap_or(order.len());
        for _ in 0..LOOKS_MAX {
            kill_process(pid, Signal::STOP).unwrap();
            // It stands still once this returns.
            waitpid(Some(pid), WaitOptions::UNTRACED).unwrap();
            let step = self.step(begun);
            if step >= wanted {
                return;
            }
            kill_process(pid, Signal::CONT).unwrap();
            // How long it goes on between two looks; nothing relies on it.
            std::thread::sleep(if at(step) + 1 < at(wanted) { FAR } else { NEAR });
        }
        panic!("{:?} never comes to {wanted:?}: {}", begun.case.kind, self.desk.log());
    }
}

#[expect(clippy::disallowed_methods, reason = "it measures how long it takes, to try its moments")]
pub fn an_erasure_killed_in_any_step_ends(engine: Engine) {
    // On PostgreSQL a person goes in ten seconds: the short form has time for three.
    let short = if matches!(engine, Engine::Postgres) { 3 } else { 7 };
    let rounds = usize::try_from(rounds(short)).unwrap();
    // The first of each kind is not killed: it says how long one takes.
    let people: Vec<(usize, Kind)> = (0..rounds + KINDS.len()).map(|n| (n, KINDS[n % KINDS.len()])).collect();
    let Some(scene) = scene(engine, &people) else { return };
    let mut numbers = Numbers::start(20_261_130);
    let mut lasts: BTreeMap<Kind, Duration> = BTreeMap::new();
    let (measured, killed) = people.split_at(KINDS.len());
    {
        let _server = scene.serve();
        for (n, kind) in measured {
            let case = scene.case(*n, *kind);
            let since = Instant::now();
            let id = scene.begin(&case);
            scene.until_done(&id);
            lasts.insert(*kind, since.elapsed());
            scene.assert_erased(&case, &id);
        }
    }
    println!("not killed: {lasts:?}");
    let mut seen: BTreeMap<(Kind, Step), usize> = BTreeMap::new();
    let mut kills = 0;
    for (round, (n, kind)) in killed.iter().enumerate() {
        let mut ms =
            || Duration::from_millis(numbers.below(u64::try_from(lasts[kind].as_millis()).unwrap().max(1)));
        let again = (round % 3 == 0).then(&mut ms);
        let moment = not_met(*kind, &seen).map_or_else(|| Moment::After(ms()), Moment::In);
        kills += one_round(&scene, (*n, *kind), &[Some(moment), again.map(Moment::After)], &mut seen);
    }
    let all_met = tell(&seen, kills);
    assert!(rounds < ENOUGH || all_met, "no kill found an erasure in some step");
    let amid = seen.iter().filter(|((_, step), _)| !matches!(step, Step::Begun | Step::Done)).count();
    assert!(amid > 0, "none was killed amid its steps");
    scene.desk.assert_the_log_is_whole();
}

/// A step that no kill found an erasure of this kind in yet. Each kind begins at another one, so that few rounds meet many.
fn not_met(kind: Kind, seen: &BTreeMap<(Kind, Step), usize>) -> Option<Step> {
    let mut steps = steps_of(kind);
    let first = KINDS.iter().position(|one| *one == kind).unwrap_or_default() % steps.len();
    steps.rotate_left(first);
    steps.into_iter().find(|step| !seen.contains_key(&(kind, *step)))
}

/// One erasure that is killed once or twice; gives how often.
fn one_round(
    scene: &Scene,
    (n, kind): (usize, Kind),
    moments: &[Option<Moment>],
    seen: &mut BTreeMap<(Kind, Step), usize>,
) -> usize {
    let mut server = scene.serve();
    let case = scene.case(n, kind);
    let left = Left::open(&scene.desk);
    let message = case.message.as_ref().map(|(id, _)| id.parse().unwrap());
    let object = message.and_then(|id| left.object(id));
    let before = Before { rows: left.rows_left(&case), epoch: left.root_epoch(), object };
    drop(left);
    let begun = Begun { case: &case, id: scene.begin(&case), before };
    let mut kills = 0;
    for moment in moments.iter().flatten() {
        scene.kill(server, &begun, moment);
        *seen.entry((kind, scene.step(&begun))).or_default() += 1;
        kills += 1;
        server = scene.serve();
    }
    scene.until_done(&begun.id);
    scene.assert_erased(&case, &begun.id);
    kills
}

/// Tells what the kills found, and in which steps they found none; whether there is no such step.
fn tell(seen: &BTreeMap<(Kind, Step), usize>, kills: usize) -> bool {
    println!("{kills} kills");
    let mut all_met = true;
    for kind in KINDS {
        let found: Vec<_> =
            seen.iter().filter(|((of, _), _)| *of == kind).map(|((_, step), n)| (*step, *n)).collect();
        let never: Vec<_> =
            steps_of(kind).into_iter().filter(|step| !seen.contains_key(&(kind, *step))).collect();
        println!("{kind:?}: {found:?}; in none of these: {never:?}");
        all_met &= never.is_empty();
    }
    all_met
}
