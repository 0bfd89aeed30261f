//! The mails that come in, with a canary in each of their places.

use crate::words::{address, canary, contact, imap_address};
use crate::work::Desk;
use crate::world::{self, servers, until};
use app::Ctx;
use app::jobs::runner::{self, Mailbox};
use app::view::TicketRow;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ConnectorKind;
use domain::record::{Address, MailboxSettings, Security, ServerSettings};
use std::path::Path;

/// Of no body that is here.
const BODY_HASH: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/// A mail with a canary in each of its places.
pub fn mail(to: &str) -> String {
    let file = STANDARD.encode(format!("bytes {} bytes", canary("file bytes")));
    format!(
        "Authentication-Results: {}.example.test; spf=pass; dkim=pass; dmarc=pass\r\n\
         From: {} <{}>\r\nTo: {}@example.test\r\nCc: {} <{}>\r\nSubject: About {} today\r\n\
         Message-ID: <{}.{to}@example.test>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=outer\r\n\r\n\
         --outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n\
         --inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe {} in the text.\r\n\
         --inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The {} in the <b>page</b>.</p>\r\n\
         --inner--\r\n\
         --outer\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{}.pdf\"\r\n\r\n{file}\r\n--outer--\r\n",
        canary("checking server"),
        canary("sender name"),
        contact(),
        to,
        canary("copy name"),
        address("copy address"),
        canary("subject"),
        canary("message id"),
        canary("body"),
        canary("html"),
        canary("file name"),
    )
}

/// A mail of one of [`crate::words::PEOPLE`].
fn mail_of(who: &str) -> String {
    let own = |part: &str| canary(&format!("{who} {part}"));
    let file = STANDARD.encode(format!("bytes {} bytes", own("file bytes")));
    format!(
        "DKIM-Signature: v=1; a={}; c=relaxed/relaxed; d={}.test; s=one; h=from; bh={BODY_HASH}; b={BODY_HASH}\r\n\
         From: {} <{}>\r\nTo: {}\r\nSubject: {} it is\r\nMessage-ID: <{who}@example.test>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe {} of mine.\r\n\
         --b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{}.pdf\"\r\n\r\n{file}\r\n--b--\r\n",
        // No key has to be asked for to say that the older way is not good enough.
        if who == "inquiring" { "rsa-sha1" } else { "rsa-sha256" },
        canary("signing domain").to_lowercase(),
        own("name"),
        address(&format!("{who} address")),
        // One of them writes to where requests about one's own data go.
        address(if who == "inquiring" { "further address" } else { "mailbox address" }),
        own("subject"),
        own("words"),
        own("file name"),
    )
}

pub fn imap(password: String) -> MailboxSettings {
    let server = |port: &str| ServerSettings {
        host: "127.0.0.1".to_owned(),
        port: std::env::var(port).unwrap().parse().unwrap(),
        security: Security::Tls,
        login: imap_address(),
        password: password.clone(),
        ca_pem: Some(std::fs::read_to_string(std::env::var("DESKHERO_CANARY_CA").unwrap()).unwrap()),
    };
    MailboxSettings {
        name: canary("mailbox name"),
        kind: ConnectorKind::Imap,
        maildir: None,
        imap: Some(server("DESKHERO_CANARY_IMAP")),
        smtp: Some(server("DESKHERO_CANARY_SMTP")),
        ..world::maildir(&imap_address(), Path::new("/"))
    }
}

async fn connect(desk: &Desk, settings: MailboxSettings) -> Mailbox {
    let now = desk.world.app.now();
    // A folder of the machine is the operator's to connect.
    let ctx = if settings.maildir.is_some() { Ctx::operator(desk.scope, now) } else { desk.admin() };
    let view = app::mailbox::connect(&desk.world.app, &ctx, settings.clone(), None).await.unwrap();
    Mailbox { scope: desk.scope, id: view.id, settings, look_back_from: None, connected_at: now }
}

/// From a Maildir and from a server; also what a wrong password leaves behind. Gives the mailbox of the Maildir.
pub async fn take_in(desk: &Desk) -> Mailbox {
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(desk.source.join(part)).unwrap();
    }
    std::fs::write(desk.source.join("new/1.host"), mail("maildir")).unwrap();
    let mut settings = world::maildir(&address("mailbox address"), &desk.source);
    settings.name = canary("mailbox name");
    settings.identities = vec![Address { name: canary("further name"), email: address("further address") }];
    settings.intake = vec![address("further address")];
    settings.signature = Some(format!("{} of {{mailbox.name|us}}", canary("signature")));
    let maildir = connect(desk, settings).await;
    for mailbox in [&maildir, &connect(desk, imap(canary("imap password"))).await] {
        servers::drain(&desk.world, mailbox).await;
    }
    let wrong = imap(canary("wrong imap password"));
    let admin = desk.admin();
    let refused = app::mailbox::examine(&desk.world.app, &admin, &wrong).await.unwrap();
    assert!(!refused.faults.is_empty());
    let all = app::mailbox::list(&desk.world.app, &admin).await.unwrap();
    let id = all.iter().find(|mailbox| mailbox.id != maildir.id).unwrap().id;
    let mailbox =
        Mailbox { scope: desk.scope, id, settings: wrong, look_back_from: None, connected_at: admin.now };
    let running = tokio::spawn(runner::run(std::sync::Arc::clone(&desk.world.app), mailbox));
    until("the wrong password is told", async || {
        let all = app::mailbox::list(&desk.world.app, &desk.admin()).await.unwrap();
        all.iter().any(|mailbox| mailbox.last_error.is_some()).then_some(())
    })
    .await;
    running.abort();
    maildir
}

/// Everybody of [`crate::words::PEOPLE`] writes.
pub async fn everybody_writes(desk: &Desk, maildir: &Mailbox) {
    for who in crate::words::PEOPLE {
        std::fs::write(desk.source.join(format!("new/{who}.host")), mail_of(who)).unwrap();
    }
    servers::drain(&desk.world, maildir).await;
    let last = desk.store().get_change_seq().await.unwrap();
    desk.world.app.index_caught_up(desk.scope, last, app::index::INDEX_PATIENCE).await.unwrap();
}

/// What one of [`crate::words::PEOPLE`] wrote.
pub async fn of(desk: &Desk, who: &str) -> TicketRow {
    let subject = canary(&format!("{who} subject"));
    let rows = desk.tickets().await;
    rows.into_iter().find(|row| row.subject.contains(&subject)).unwrap_or_else(|| panic!("{who}"))
}
