//! The work whose traces are looked for: mail in and out, reading, searching, signing in.

use crate::granted;
use crate::world::{self, Engine, World, servers, until};
use app::Ctx;
use app::agent::NewAgent;
use app::jobs::runner::Mailbox;
use app::jobs::{delivery, runner, upkeep};
use app::view::{ContactChange, ReplyDraft, TicketFilter};
use base64::Engine as _;
use domain::record::{Address, MailboxSettings, Security, ServerSettings};
use domain::{AgentId, ConnectorKind, Private, Role, TenantScope};
use std::fmt::Write as _;
use std::path::Path;
use tracing_subscriber::filter::{FilterExt, LevelFilter, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// What must not be found anywhere.
pub const CANARIES: &[&str] = &[
    "subject",
    "body",
    "html",
    "sender name",
    "sender address",
    "copy name",
    "copy address",
    "file name",
    "file bytes",
    "message id",
    "agent name",
    "agent address",
    "agent password",
    "mailbox name",
    "mailbox address",
    "further name",
    "further address",
    "imap address",
    "imap password",
    "granted address",
    "folder",
    "query",
    "signature",
    "saved name",
    "saved text",
    "saved html",
    "draft subject",
    "saved fallback",
    "team name",
    "team signature",
    "field name",
    "field choice",
    "field value",
    "organisation name",
    "organisation domain",
    "organisation notes",
    "answer",
    "note",
    "draft",
    "draft address",
    "draft file name",
    "remark",
    "phone",
    "contact name",
    "upload name",
    "upload bytes",
    "wrong address",
    "wrong password",
    "bcc address",
    "client",
    "wrong imap password",
    "checking server",
    "token name",
];

/// A word that is nowhere else: the same for the same name.
pub fn canary(what: &str) -> String {
    assert!(CANARIES.contains(&what), "{what}");
    let mut state = what.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let letters = (0..14).map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + u8::try_from(state % 26).unwrap())
    });
    format!("Qz{}", letters.collect::<String>())
}

pub fn imap_address() -> String {
    format!("{}@example.test", canary("imap address").to_lowercase())
}

pub fn contact() -> String {
    format!("{}@example.test", canary("sender address").to_lowercase())
}

pub fn address(what: &str) -> String {
    format!("{}@example.test", canary(what).to_lowercase())
}

/// A mail with a canary in each of its places.
pub fn mail(to: &str) -> String {
    let file =
        base64::engine::general_purpose::STANDARD.encode(format!("bytes {} bytes", canary("file bytes")));
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

/// Works, and ends the process as it stands: nothing is closed or removed.
pub fn run(engine: Engine, source: &Path) {
    let ours = filter_fn(|metadata| app::log::is_ours(metadata.target()));
    let out = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(std::io::stderr);
    let out = out.with_filter(LevelFilter::TRACE.and(ours));
    tracing_subscriber::registry().with(out).init();
    tracing::trace!(target: "app", "the log is kept at TRACE");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(all(engine, source));
}

pub struct Desk {
    pub world: World,
    pub scope: TenantScope,
    pub admin: Ctx,
    agent: AgentId,
}

async fn all(engine: Engine, source: &Path) {
    let provider = granted::provider();
    let world = World::with(engine, |settings| settings.providers = vec![provider]).await.unwrap();
    world.follow_real_time();
    let info = app::tenant::create(&world.app, "acme", "A company", &[], world.app.now()).await.unwrap();
    let ctx = Ctx::operator(info.scope, world.app.now());
    let new = |name: String, email: String, role| NewAgent {
        name,
        email,
        role,
        password: Private::new(canary("agent password")),
    };
    let agent = new(canary("agent name"), address("agent address"), Role::Agent);
    let agent = app::agent::create(&world.app, &ctx, agent).await.unwrap().id;
    let admin = new("Admin".to_owned(), "admin@acme.test".to_owned(), Role::Admin);
    let admin = app::agent::create(&world.app, &ctx, admin).await.unwrap().id;
    world.release_dpa().await;
    world.agree(info.scope, admin, Role::Admin).await;
    let admin = Ctx::agent(info.scope, admin, Role::Admin, world.app.now());
    let desk = Desk { world, scope: info.scope, admin, agent };
    let _jobs = app::jobs::start_indexer(&desk.world.app);
    take_in(&desk, source).await;
    let mut secrets = doors(&desk).await;
    secrets += &granted::granted(&desk).await;
    read_and_answer(&desk).await;
    until("both answers are out", async || {
        (delivery::round(&desk.world.app).await.unwrap() == 0).then_some(())
    })
    .await;
    upkeep::round(&desk.world.app).await.unwrap();
    let verified = app::audit::verify(&desk.world.app, &info).await.unwrap();
    assert_eq!((verified.fault, verified.checkpoints), (None, 1));
    writeln!(secrets, "maildir={}", source.to_str().unwrap()).unwrap();
    std::fs::write(std::env::var_os("DESKHERO_CANARY_SECRETS").unwrap(), secrets).unwrap();
    // Before anything is closed or removed.
    std::process::exit(0);
}

impl Desk {
    fn ctx(&self) -> Ctx {
        Ctx::agent(self.scope, self.agent, Role::Agent, self.world.app.now())
    }

    async fn connect(&self, settings: MailboxSettings) -> Mailbox {
        let view = app::mailbox::connect(&self.world.app, &self.admin, settings.clone(), None).await.unwrap();
        Mailbox {
            scope: self.scope,
            id: view.id,
            settings,
            look_back_from: None,
            connected_at: self.admin.now,
        }
    }
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

/// From a Maildir and from a server; also what a wrong password leaves behind.
async fn take_in(desk: &Desk, source: &Path) {
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(source.join(part)).unwrap();
    }
    std::fs::write(source.join("new/1.host"), mail("maildir")).unwrap();
    let mut settings = world::maildir(&address("mailbox address"), source);
    settings.name = canary("mailbox name");
    settings.identities = vec![Address { name: canary("further name"), email: address("further address") }];
    settings.signature = Some(format!("{} of {{mailbox.name|us}}", canary("signature")));
    for mailbox in [desk.connect(settings).await, desk.connect(imap(canary("imap password"))).await] {
        servers::drain(&desk.world, &mailbox).await;
    }
    let wrong = imap(canary("wrong imap password"));
    let refused = app::mailbox::examine(&desk.world.app, &desk.admin, &wrong).await.unwrap();
    assert!(!refused.faults.is_empty());
    let mailbox = Mailbox {
        scope: desk.scope,
        id: app::mailbox::list(&desk.world.app, &desk.admin).await.unwrap()[1].id,
        settings: wrong,
        look_back_from: None,
        connected_at: desk.admin.now,
    };
    let running = tokio::spawn(runner::run(std::sync::Arc::clone(&desk.world.app), mailbox));
    until("the wrong password is told", async || {
        let all = app::mailbox::list(&desk.world.app, &desk.admin).await.unwrap();
        all.iter().any(|mailbox| mailbox.last_error.is_some()).then_some(())
    })
    .await;
    running.abort();
}

/// Sign-in, sessions and tokens; gives the secrets that were handed out.
async fn doors(desk: &Desk) -> String {
    let (app, now) = (&desk.world.app, desk.world.app.now());
    let sign_in = async |email: String, password: String| {
        let password = Private::new(password);
        let client = canary("client");
        app::sign_in::with_password(app, desk.scope, &email, &password, &client, now).await
    };
    let email = address("agent address");
    let signed = sign_in(email.clone(), canary("agent password")).await.unwrap();
    app::sign_in::resume(app, &signed.session_token, now).await.unwrap();
    sign_in(email, canary("wrong password")).await.unwrap_err();
    sign_in(address("wrong address"), canary("wrong password")).await.unwrap_err();
    let (_, token) = app::token::create(app, &desk.admin, desk.agent, &canary("token name")).await.unwrap();
    app::token::authenticate(app, &token, now).await.unwrap();
    format!(
        "session={}\ncsrf={}\ntoken={}\n",
        signed.session_token.into_inner(),
        signed.csrf_token,
        token.into_inner()
    )
}

async fn read_and_answer(desk: &Desk) {
    let (app, ctx, filter) = (&desk.world.app, desk.ctx(), TicketFilter::default());
    // Both mails are one another's copies but for their Message-IDs: two tickets.
    let rows = app::ticket::list(app, &ctx, &filter, None, 10).await.unwrap().items;
    assert_eq!(rows.len(), 2);
    let last = app.store().tenant(desk.scope).get_change_seq().await.unwrap();
    app.index_caught_up(desk.scope, last, app::index::INDEX_PATIENCE).await.unwrap();
    let (body, from) = (canary("body"), format!("from:{}", contact()));
    let prefix = body.get(..8).unwrap();
    for (query, count) in [(body.as_str(), 2), (prefix, 2), (from.as_str(), 2), (&canary("query"), 0)] {
        let found = app::ticket::search(app, &ctx, query, &filter, None, 10).await.unwrap();
        assert_eq!(found.items.len(), count);
    }
    let _ = app::ticket::search(app, &ctx, &format!("\"{} (", canary("query")), &filter, None, 10).await;
    let replies = keep_replies(app, &ctx).await;
    assert_eq!(app::saved_reply::list(app, &ctx).await.unwrap().len(), 2);
    let team = app::team::TeamDraft {
        name: canary("team name"),
        signature: format!("{} of {{mailbox.name|us}}", canary("team signature")),
        members: vec![desk.agent],
        assign: Some(domain::AssignWay::RoundRobin),
    };
    let team = app::team::create(app, &desk.admin, team).await.unwrap();
    assert_eq!(app::team::list(app, &ctx).await.unwrap(), std::slice::from_ref(&team));
    define(desk).await;
    organise(desk, &rows).await;
    for row in rows {
        let given = app::view::TicketChange { team: Some(Some(team.id)), ..Default::default() };
        app::ticket::change(app, &ctx, row.id, given).await.unwrap();
        fill_in(desk, &row).await;
        for reply in &replies {
            let ready = app::saved_reply::fill(app, &ctx, *reply, row.id).await.unwrap();
            for (filled, own) in [(ready.text.text(), "saved text"), (ready.html.unwrap(), "saved html")] {
                assert!(filled.contains(&canary(own)) && filled.contains(&canary("subject")));
            }
        }
        let view = app::ticket::read(app, &ctx, row.id).await.unwrap();
        let message = &view.messages[0];
        assert!(message.text.contains(&body));
        app::message::raw(app, &ctx, message.id).await.unwrap();
        let file = app::message::attachment(app, &ctx, message.id, message.attachments[0].part).await;
        assert!(String::from_utf8(file.unwrap().bytes).unwrap().contains(&canary("file bytes")));
        app::note::add(app, &ctx, row.id, &format!("A {} for us", canary("note"))).await.unwrap();
        let change = ContactChange {
            name: Some(canary("contact name")),
            phone: Some(canary("phone")),
            remark: Some(canary("remark")),
        };
        app::contact::change(app, &ctx, row.requester_id, change).await.unwrap();
        let name = format!("{}.txt", canary("upload name"));
        let bytes = canary("upload bytes").into_bytes();
        let upload = app::upload::add(app, &ctx, &name, "text/plain", bytes).await.unwrap();
        let draft = ReplyDraft {
            text: format!("The {} to it.", canary("answer")),
            bcc: vec![Address { name: String::new(), email: address("bcc address") }],
            uploads: vec![upload.id],
            ..ReplyDraft::default()
        };
        app::reply::send(app, &ctx, row.id, draft).await.unwrap();
        write(desk, row.id).await;
    }
}

/// Custom fields of tickets and contacts: of text, and of choices.
async fn define(desk: &Desk) {
    for holder in domain::FieldHolder::ALL {
        for (kind, key) in [(domain::FieldKind::Text, "line"), (domain::FieldKind::Choice, "list")] {
            let listed = kind == domain::FieldKind::Choice;
            let draft = app::field::FieldDraft {
                holder: *holder,
                kind,
                name: canary("field name"),
                key: key.to_owned(),
                choices: if listed { vec![canary("field choice")] } else { Vec::new() },
                personal: true,
                required: false,
            };
            app::field::create(&desk.world.app, &desk.admin, draft).await.unwrap();
        }
    }
}

async fn fill_in(desk: &Desk, row: &app::view::TicketRow) {
    use app::field::Given;
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let given = [("line", "field value"), ("list", "field choice")]
        .map(|(key, value)| (key.to_owned(), Given::Text(canary(value))));
    app::field::fill_ticket(app, &ctx, row.id, &given, None).await.unwrap();
    app::field::fill_contact(app, &ctx, row.requester_id, &given).await.unwrap();
    let wrong = [("list".to_owned(), Given::Text(canary("query")))];
    app::field::fill_ticket(app, &ctx, row.id, &wrong, None).await.unwrap_err();
    let mark = app::field::mark(app, &ctx, "list", &canary("field choice")).await.unwrap();
    let filter = TicketFilter { choices: vec![mark], ..TicketFilter::default() };
    assert!(!app::ticket::list(app, &ctx, &filter, None, 10).await.unwrap().items.is_empty());
}

/// An organisation with a domain of its own, and with a person by hand; what is refused names a domain too.
async fn organise(desk: &Desk, rows: &[app::view::TicketRow]) {
    use app::organisation::{self, OrganisationChange, OrganisationDraft};
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let domain = format!("{}.test", canary("organisation domain").to_lowercase());
    let draft = OrganisationDraft {
        name: canary("organisation name"),
        domains: vec![domain.clone(), "example.test".to_owned()],
        notes: canary("organisation notes"),
    };
    let made = organisation::create(app, &ctx, draft.clone()).await.unwrap();
    organisation::create(app, &ctx, draft).await.unwrap_err();
    let change = OrganisationChange { domains: Some(vec![domain.clone()]), ..OrganisationChange::default() };
    organisation::change(app, &ctx, made.id, change).await.unwrap();
    assert_eq!(organisation::find(app, &ctx, &domain).await.unwrap(), Some(made.id));
    app::jobs::organisations::round(app).await.unwrap();
    organisation::place_contact(app, &ctx, rows[0].requester_id, Some(made.id)).await.unwrap();
    let read = app::ticket::read(app, &ctx, rows[0].id).await.unwrap();
    assert_eq!(read.belonging.unwrap().organisation.name, canary("organisation name"));
}

/// What is being written, as it stands in the composer.
async fn write(desk: &Desk, ticket: domain::TicketId) {
    use app::draft::{Base, KeptFile, Written};
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let name = format!("{}.txt", canary("draft file name"));
    let file = app::upload::add(app, &ctx, &name, "text/plain", b"kept".to_vec()).await.unwrap();
    let written = Written {
        text: format!("The {} so far", canary("draft")),
        to: address("draft address"),
        files: vec![KeptFile { id: file.id, name: file.name, size_bytes: 0 }],
        ..Written::default()
    };
    let message = app::ticket::read(app, &ctx, ticket).await.unwrap().messages[0].id;
    let subject = canary("draft subject");
    let written =
        Written { forward: Some(app::draft::Passing { message, subject, parts: Vec::new() }), ..written };
    let beginning = app::draft::Beginning { mailbox: None, subject: canary("draft subject") };
    let mail = Written { forward: None, mail: Some(beginning), ..written.clone() };
    app::draft::save_mail(app, &ctx, domain::TicketId::generate(ctx.now), mail, Base::Any).await.unwrap();
    for kind in domain::DraftKind::ALL.iter().filter(|kind| **kind != domain::DraftKind::Mail) {
        let saved = app::draft::save(app, &ctx, ticket, *kind, written.clone(), Base::Any).await.unwrap();
        assert!(saved.is_some());
    }
    let read = app::draft::read(app, &ctx, ticket).await.unwrap();
    assert!(read.len() == 3 && read[0].written.text.contains(&canary("draft")));
}

/// Saved replies, one's own and everyone's, with formatting.
async fn keep_replies(app: &app::App, ctx: &app::Ctx) -> Vec<domain::SavedReplyId> {
    let mut replies = Vec::new();
    for shared in [false, true] {
        let draft = app::saved_reply::SavedReplyDraft {
            name: canary("saved name"),
            text: format!("{} {{ticket.subject|{}}}", canary("saved text"), canary("saved fallback")),
            html: Some(format!("<b>{} {{ticket.subject|x}}</b>", canary("saved html"))),
            shared,
        };
        let made = app::saved_reply::create(app, ctx, draft).await.unwrap();
        let change = app::saved_reply::SavedReplyChange {
            text: Some(made.text),
            html: made.html,
            ..Default::default()
        };
        replies.push(app::saved_reply::change(app, ctx, made.id, change).await.unwrap().id);
    }
    replies
}
