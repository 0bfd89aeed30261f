//! A mailbox that comes to lie elsewhere: another server, another account, another folder. Nothing comes in twice, nothing
//! is lost, and what waits goes out by the new way.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail, servers, until};
use app::jobs::{delivery, mailboxes};
use app::mailbox::{MailboxChange, ServerChange, ServersChange};
use app::view::MailboxView;
use app::{Ctx, Error};
use domain::audit::Purpose;
use domain::{DeliveryState, MailboxId, MailboxState, MessageId, Private};
use privacy::Act;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use tokio::task::JoinSet;

fn only(servers: ServersChange) -> MailboxChange {
    MailboxChange { servers: Some(servers), ..MailboxChange::default() }
}

async fn change(
    world: &World,
    company: &Company,
    id: MailboxId,
    servers: ServersChange,
) -> app::Result<MailboxView> {
    let ctx = if servers.maildir.is_some() { world.operator_ctx(company) } else { world.admin_ctx(company) };
    app::mailbox::change_checked(&world.app, &ctx, id, only(servers)).await
}

fn jobs(world: &World) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(mailboxes::run(Arc::clone(&world.app)));
    jobs.spawn(delivery::run(Arc::clone(&world.app)));
    jobs
}

/// Subjects and messages of every ticket, in the order of the subjects.
async fn desk(world: &World, company: &Company) -> Vec<(String, i64)> {
    let mut all: Vec<_> =
        world.tickets(company).await.into_iter().map(|row| (row.subject, row.message_count)).collect();
    all.sort();
    all
}

async fn until_desk(world: &World, company: &Company, wanted: &[(&str, i64)]) {
    let wanted: Vec<(String, i64)> =
        wanted.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    for _ in 0..1_500 {
        if desk(world, company).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(desk(world, company).await, wanted);
}

/// The acts of the tenant's log that are about a mailbox's servers.
async fn logged(world: &World, company: &Company, act: Act) -> usize {
    let (app, scope) = (&world.app, company.info.scope);
    let permit = app.permit(&Ctx::operator(scope, app.now()), Act::AUDIT_VERIFY).await.unwrap();
    let entries = app.store().tenant(scope).list_audit_entries(0, 1_000).await.unwrap();
    let events = entries.iter().map(|e| app.vault().open_event(&permit, scope.tenant(), &e.bytes).unwrap());
    let ours =
        events.filter(|event| event.act == act.word && event.purpose == Purpose::Administration).count();
    app.settle(permit).await.unwrap();
    ours
}

async fn attempts(world: &World, company: &Company, message: MessageId) -> Option<u32> {
    let found = world.app.store().tenant(company.info.scope).find_outbox(message).await.unwrap();
    found.filter(|entry| entry.state == DeliveryState::Queued).map(|entry| entry.attempts)
}

/// Answers the ticket with this subject.
async fn answered(world: &World, company: &Company, subject: &str, text: &str) -> MessageId {
    let rows = world.tickets(company).await;
    world.answer(company, rows.iter().find(|row| row.subject == subject).unwrap().id, text).await
}

/// Waits until sending was tried once, and failed for now.
async fn until_tried(world: &World, company: &Company, answer: MessageId) {
    until("the answer waits for its next attempt", async || {
        (attempts(world, company, answer).await == Some(1)).then_some(())
    })
    .await;
}

const DESK: &str = "desk@example.test";
const EVA: &str = "eva@example.test";

/// A mail as Eva's server would bring it.
fn question(id: &str, text: &str) -> String {
    servers::mail("Eva <eva@example.test>", DESK, id, None, text)
}

fn server(dovecot: &Dovecot, host: &str, port: u16, password: &str) -> ServerChange {
    ServerChange {
        host: Some(host.to_owned()),
        port: Some(port),
        security: None,
        login: Some(DESK.to_owned()),
        password: Some(Private::new(password.to_owned())),
        ca_pem: Some(std::fs::read_to_string(&dovecot.tls().ca).unwrap()),
    }
}

/// Two servers that give the same numbers to different mails.
struct Servers {
    old: Dovecot,
    new: Dovecot,
    old_exim: Exim,
    new_exim: Exim,
}

impl Servers {
    fn start() -> Option<Self> {
        let accounts = |word: &str| {
            [Account::new(DESK, format!("{word}-desk")), Account::new(EVA, format!("{word}-eva"))]
        };
        let old = testkit::or_skip(Dovecot::start(&accounts("old")))?;
        let new = testkit::or_skip(Dovecot::start(&accounts("new")))?;
        let old_exim = testkit::or_skip(Exim::start(&old))?;
        let new_exim = testkit::or_skip(Exim::start(&new))?;
        for server in [&old, &new] {
            server.set_uid_validity(DESK, "INBOX", 4_711).unwrap();
        }
        Some(Self { old, new, old_exim, new_exim })
    }

    /// On the new one lies what came to it alone, then what was carried along: one of these with another header.
    fn carry(&self) {
        self.new.append(DESK, "INBOX", question("4@eva.test", "Only here.").as_bytes(), "", None).unwrap();
        for (at, known) in self.old.list(DESK, "INBOX").unwrap().into_iter().enumerate() {
            let mut raw = known.raw;
            if at == 1 {
                raw.splice(0..0, b"X-Carried-By: somebody\r\n".iter().copied());
            }
            self.new.append(DESK, "INBOX", &raw, "", None).unwrap();
        }
    }

    /// Both servers, under the name of their machine.
    fn both(&self, host: &str, password: &str) -> ServersChange {
        ServersChange {
            imap: Some(server(&self.new, host, self.new.imaps_port(), password)),
            smtp: Some(server(&self.new, host, self.new_exim.smtps_port(), password)),
            ..ServersChange::default()
        }
    }

    /// What does not work, or would send the stored password elsewhere, changes nothing.
    async fn refused(&self, world: &World, acme: &Company, id: MailboxId) {
        let refused = change(world, acme, id, self.both("127.0.0.1", "not it")).await.unwrap_err();
        let Error::MailboxFaults(faults) = refused else { panic!("{refused}") };
        let faults: Vec<_> = faults.iter().map(|fault| (fault.side, fault.key)).collect();
        assert_eq!(faults, [("incoming", "connect-auth-failed"), ("outgoing", "connect-auth-failed")]);
        let kept = app::mailbox::servers(&world.app, &world.admin_ctx(acme), id).await.unwrap();
        assert_eq!(kept.imap.as_ref().unwrap().port, self.old.imaps_port());
        assert!(kept.one_sign_in);
        let refused = change(world, acme, id, self.both("localhost", "")).await.unwrap_err();
        assert!(matches!(refused, Error::Input { field: "imap", rule: "rule-password-again" }), "{refused}");
        assert_eq!(logged(world, acme, Act::MAILBOX_SERVERS).await, 2, "both were opened to be tried");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_moves_to_another_server() {
    let Some(mut servers) = Servers::start() else { return };
    let Some(world) = World::new(Engine::Sqlite).await else { return };
    world.follow_real_time();
    let acme = world.company("acme").await;
    let (imap, smtp) = (servers.old.imaps_port(), servers.old_exim.smtps_port());
    let settings = servers::settings(&servers.old, DESK, DESK, imap, smtp);
    let id = servers::connect(&world, &acme, settings, None).await.id;
    let _jobs = jobs(&world);
    for at in 1..=3 {
        servers.old.deliver(DESK, question(&format!("{at}@eva.test"), "Where is it?").as_bytes()).unwrap();
    }
    until_desk(&world, &acme, &[("Mail 1@eva.test", 1), ("Mail 2@eva.test", 1), ("Mail 3@eva.test", 1)])
        .await;
    // The old server takes nothing any more: an answer waits for its next attempt.
    servers.old_exim.stop();
    let waits = answered(&world, &acme, "Mail 2@eva.test", "It is on its way.").await;
    until_tried(&world, &acme, waits).await;
    servers.carry();
    servers.refused(&world, &acme, id).await;

    let moved = change(&world, &acme, id, servers.both("localhost", "new-desk")).await.unwrap();
    assert_eq!(moved.server, Some(format!("localhost:{}", servers.new.imaps_port())));
    assert_eq!((moved.attempts, moved.last_error), (0, None));
    assert_eq!(logged(&world, &acme, Act::MAILBOX_SERVERS).await, 4);
    // Changed at once: nobody waits for the next look at the list of mailboxes.
    let all =
        [("Mail 1@eva.test", 1), ("Mail 2@eva.test", 2), ("Mail 3@eva.test", 1), ("Mail 4@eva.test", 1)];
    until_desk(&world, &acme, &all).await;
    let arrived = until("the answer went out by the new server", async || {
        servers.new.list(EVA, "INBOX").unwrap().into_iter().next()
    })
    .await;
    assert_eq!(mime::read(&arrived.raw).content.visible_text.trim(), "It is on its way.");
    assert!(servers.old.list(EVA, "INBOX").unwrap().is_empty());

    // What comes from now on, and what whoever carries the mail brings late.
    let receive = |id: &str| servers.new_exim.receive(EVA, DESK, question(id, "New.").as_bytes()).unwrap();
    receive("5@eva.test");
    let late = servers.old.list(DESK, "INBOX").unwrap().into_iter().next().unwrap();
    servers.new.append(DESK, "INBOX", &late.raw, "", None).unwrap();
    receive("6@eva.test");
    let more = [all.as_slice(), &[("Mail 5@eva.test", 1), ("Mail 6@eva.test", 1)]].concat();
    until_desk(&world, &acme, &more).await;
    // Another password alone is no other place.
    let password = Some(Private::new("new-desk".to_owned()));
    let imap = Some(ServerChange { password, ..ServerChange::default() });
    change(&world, &acme, id, ServersChange { imap, ..ServersChange::default() }).await.unwrap();
    receive("7@eva.test");
    until_desk(&world, &acme, &[more.as_slice(), &[("Mail 7@eva.test", 1)]].concat()).await;
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
}

/// Puts a mail into a Maildir as something else would.
fn put(folder: &Path, name: &str, raw: &str) {
    std::fs::write(folder.join("tmp").join(name), raw).unwrap();
    std::fs::rename(folder.join("tmp").join(name), folder.join("new").join(name)).unwrap();
}

fn make(world: &World, name: &str) -> PathBuf {
    let folder = world.folder.path().join(name);
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    folder
}

fn to(path: &Path) -> ServersChange {
    ServersChange { maildir: Some(path.to_str().unwrap().to_owned()), ..ServersChange::default() }
}

/// A folder that is not there, a server where there is none, and whoever is no admin.
async fn refused(world: &World, acme: &Company, new: &Path) {
    let nowhere = to(&world.folder.path().join("nowhere"));
    let faults = change(world, acme, acme.mailbox, nowhere).await.unwrap_err();
    assert!(matches!(faults, Error::MailboxFaults(_)), "{faults}");
    let imap = ServersChange { imap: Some(ServerChange::default()), ..ServersChange::default() };
    let refused = change(world, acme, acme.mailbox, imap).await.unwrap_err();
    assert!(matches!(refused, Error::Input { field: "imap", rule: "rule-no-server" }), "{refused}");
    // Which folder of the machine it is, no admin says: there lies what is others'.
    let (admin, agent) = (world.admin_ctx(acme), world.agent_ctx(acme));
    let is_theirs =
        |error: Error| matches!(error, Error::Input { field: "maildir", rule: "rule-operators-folder" });
    let refused = app::mailbox::change(&world.app, &admin, acme.mailbox, only(to(new))).await;
    assert!(is_theirs(refused.unwrap_err()));
    let refused = app::mailbox::change_checked(&world.app, &admin, acme.mailbox, only(to(new))).await;
    assert!(is_theirs(refused.unwrap_err()));
    let other = crate::world::maildir("spy@acme.test", new);
    let refused = app::mailbox::connect(&world.app, &admin, other.clone(), None).await;
    assert!(is_theirs(refused.unwrap_err()));
    let refused = app::mailbox::examine(&world.app, &admin, &other).await;
    assert!(is_theirs(refused.unwrap_err()));
    // The path that it has is no change: it is looked into.
    let same = app::mailbox::servers(&world.app, &admin, acme.mailbox).await.unwrap().maildir;
    let same = ServersChange { maildir: same, ..ServersChange::default() };
    let looked = app::mailbox::change_checked(&world.app, &admin, acme.mailbox, only(same)).await;
    assert!(matches!(looked, Err(Error::MailboxFaults(_))), "{looked:?}");
    let refused = app::mailbox::change(&world.app, &agent, acme.mailbox, only(to(new))).await;
    assert_eq!(refused.unwrap_err().code(), "refused");
    let refused = app::mailbox::servers(&world.app, &agent, acme.mailbox).await;
    assert_eq!(refused.unwrap_err().code(), "refused");
}

/// A scheduled answer keeps its time, and a paused mailbox stays paused.
async fn keeps_its_time(world: &World, acme: &Company) {
    let draft = app::view::ReplyDraft {
        text: "Tomorrow.".to_owned(),
        send_at: Some(world.app.now().plus_millis(86_400_000)),
        ..app::view::ReplyDraft::default()
    };
    let ticket = world.tickets(acme).await.first().unwrap().id;
    let later = app::reply::send(&world.app, &world.agent_ctx(acme), ticket, draft).await.unwrap();
    let paused = MailboxChange { state: Some(MailboxState::Paused), ..only(to(&make(world, "third"))) };
    let view =
        app::mailbox::change_checked(&world.app, &world.operator_ctx(acme), acme.mailbox, paused).await;
    assert_eq!(view.unwrap().state, MailboxState::Paused);
    assert_eq!(attempts(world, acme, later).await, Some(0));
    let entry = world.app.store().tenant(acme.info.scope).find_outbox(later).await.unwrap().unwrap();
    assert!(entry.next_attempt_at > world.app.now().plus_millis(80_000_000));
}

async fn a_folder_moves(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    world.follow_real_time();
    let acme = world.company("acme").await;
    let old = world.folder.path().join("maildir-acme");
    let report = |day: &str| {
        mail("bot@x.test", "same@x.test", None, "Report", "All is well.")
            .replace("24 Nov", &format!("{day} Nov"))
    };
    put(&old, "1.a", &mail("eva@x.test", "1@x.test", None, "Before", "Before."));
    put(&old, "2.a", &report("23"));
    let _jobs = jobs(&world);
    until_desk(&world, &acme, &[("Before", 1), ("Report", 1)]).await;
    // The old folder is gone: an answer cannot be handed over.
    std::fs::rename(&old, world.folder.path().join("away")).unwrap();
    std::fs::write(&old, "no folder").unwrap();
    let answer = answered(&world, &acme, "Before", "After.").await;
    until_tried(&world, &acme, answer).await;

    let new = make(&world, "moved");
    put(
        &new,
        "1.b",
        &format!("X-Carried: yes\r\n{}", mail("eva@x.test", "1@x.test", None, "Before", "Before.")),
    );
    put(&new, "2.b", &report("23"));
    // The same but for its date: it was never here.
    put(&new, "3.b", &report("24"));
    put(&new, "1.a", &mail("eva@x.test", "2@x.test", None, "New", "Under an old name."));
    refused(&world, &acme, &new).await;
    change(&world, &acme, acme.mailbox, to(&new)).await.unwrap();
    until_desk(&world, &acme, &[("Before", 2), ("New", 1), ("Report", 2)]).await;
    until("the answer lies where the new folder's answers lie", async || {
        let out = std::fs::read_dir(new.join("outgoing").join("new")).ok()?.count();
        (out == 1).then_some(())
    })
    .await;
    until("it is marked as sent", async || {
        let sent = app::message::read(&world.app, &world.agent_ctx(&acme), answer).await.unwrap();
        (sent.delivery == Some(DeliveryState::Sent)).then_some(())
    })
    .await;

    keeps_its_time(&world, &acme).await;
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_moves_sqlite() {
    a_folder_moves(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_moves_postgres() {
    a_folder_moves(Engine::Postgres).await;
}
