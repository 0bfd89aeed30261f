//! Mailboxes on a real Dovecot, with Exim to send through.

use super::{Company, Engine, World, maildir, until};
use app::Settings;
use app::jobs::runner::{self, Mailbox};
use app::oauth::Back;
use app::operator_mail::{OperatorMail, ReturnsBox};
use app::view::MailboxView;
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{ConnectorKind, Private, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use tokio::task::JoinSet;

/// The settings of a mailbox there; `login` also signs in for sending.
pub fn settings(dovecot: &Dovecot, address: &str, login: &str, imap: u16, smtp: u16) -> MailboxSettings {
    let account = dovecot.accounts().iter().find(|account| account.address == login).unwrap();
    let server = |port| ServerSettings {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::Tls,
        login: login.to_owned(),
        password: account.password.clone(),
        ca_pem: Some(std::fs::read_to_string(&dovecot.tls().ca).unwrap()),
    };
    MailboxSettings {
        kind: ConnectorKind::Imap,
        maildir: None,
        imap: Some(server(imap)),
        smtp: Some(server(smtp)),
        ..maildir(address, Path::new("/"))
    }
}

/// A Deskhero that writes by the operator's mail, from `desk@acme.test`, and the servers with these accounts on them.
pub async fn with_operator_mail(
    engine: Engine,
    addresses: &[&str],
    change: impl FnOnce(&mut Settings),
) -> Option<(World, Dovecot, Exim)> {
    let own = "desk@acme.test";
    let accounts: Vec<Account> = addresses.iter().chain([&own]).map(|one| Account::new(*one, "pw")).collect();
    let dovecot = testkit::or_skip(Dovecot::start(&accounts))?;
    let exim = testkit::or_skip(Exim::start(&dovecot))?;
    let server = settings(&dovecot, own, own, 1, exim.smtps_port()).smtp.unwrap();
    let world = World::with(engine, |settings| {
        settings.operator_mail = Some(OperatorMail { server, from: own.to_owned(), returns: None });
        change(settings);
    });
    Some((world.await?, dovecot, exim))
}

/// The same, where the mailbox `desk@acme.test` is read, to which mail of `from` comes back; copies take ten minutes at most.
pub async fn with_returns(engine: Engine, addresses: &[&str], from: &str) -> Option<(World, Dovecot, Exim)> {
    let own = "desk@acme.test";
    let accounts: Vec<Account> = addresses.iter().chain([&own]).map(|one| Account::new(*one, "pw")).collect();
    let dovecot = testkit::or_skip(Dovecot::start(&accounts))?;
    let exim = testkit::or_skip(Exim::start(&dovecot))?;
    let MailboxSettings { imap, smtp, .. } =
        settings(&dovecot, own, own, dovecot.imaps_port(), exim.smtps_port());
    let returns = Some(ReturnsBox { server: imap.unwrap(), wait_ms: 600_000 });
    let mail = OperatorMail { server: smtp.unwrap(), from: from.to_owned(), returns };
    let world = World::with(engine, |settings| settings.operator_mail = Some(mail));
    Some((world.await?, dovecot, exim))
}

/// What a browser brings back from a provider.
pub fn back(url: &str) -> Back {
    let mut back = Back::default();
    for (name, value) in form_urlencoded::parse(url.split_once('?').unwrap().1.as_bytes()) {
        let value = value.into_owned();
        match &*name {
            "state" => back.state = value,
            "code" => back.code = Some(Private::new(value)),
            "error" => back.error = Some(value),
            "iss" => back.iss = Some(value),
            _ => {}
        }
    }
    back
}

/// Connects a mailbox as an operator does, and gives what a runner needs of it.
pub async fn connect(
    world: &World,
    company: &Company,
    settings: MailboxSettings,
    look_back_from: Option<Timestamp>,
) -> Mailbox {
    let ctx = app::Ctx::operator(company.info.scope, world.app.now());
    let view = app::mailbox::connect(&world.app, &ctx, settings.clone(), look_back_from).await.unwrap();
    Mailbox { scope: company.info.scope, id: view.id, settings, look_back_from, connected_at: ctx.now }
}

/// The runner of a mailbox; it ends with the returned set.
pub fn start(world: &World, mailboxes: &[&Mailbox]) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    for mailbox in mailboxes {
        jobs.spawn(runner::run(Arc::clone(&world.app), (*mailbox).clone()));
    }
    jobs
}

/// Rounds until nothing more waits at the source, over a connection of their own.
pub async fn drain(world: &World, mailbox: &Mailbox) {
    let mut connector = connect::open(&mailbox.settings, None, world.app.egress()).unwrap();
    while runner::round(&world.app, mailbox, &mailbox.target(), connector.as_mut()).await.unwrap() {}
}

pub async fn view(world: &World, company: &Company, mailbox: &Mailbox) -> MailboxView {
    app::mailbox::read(&world.app, &world.admin_ctx(company), mailbox.id).await.unwrap()
}

/// Waits until the tenant has so many tickets.
pub async fn until_tickets(world: &World, company: &Company, count: usize) {
    until(&format!("{count} tickets are there"), async || {
        (world.tickets(company).await.len() == count).then_some(())
    })
    .await;
}

/// Where Dovecot keeps an account's mail.
pub fn folder(dovecot: &Dovecot, address: &str) -> PathBuf {
    let home = dovecot.doveadm(&["user", "-f", "home", address]).unwrap();
    Path::new(home.trim()).join("Maildir")
}

/// A mail as a stranger's server would bring it.
pub fn mail(from: &str, to: &str, id: &str, answers: Option<&str>, text: &str) -> String {
    let answers =
        answers.map(|id| format!("In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n")).unwrap_or_default();
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: Mail {id}\r\nMessage-ID: <{id}>\r\n{answers}\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}
