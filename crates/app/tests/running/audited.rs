//! Nothing is opened that the log does not name; and without the log nothing is handed out.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "what it takes to repeat a run, shown when it fails")]

use crate::world::{self, Company, PASSWORD, World, incoming, mail};
use app::saved_reply::{SavedReplyChange, SavedReplyDraft};
use app::view::{ContactChange, ReplyDraft, TicketChange, TicketDraft, TicketFilter};
use domain::record::Address;
use domain::{Private, TicketStatus};
use std::process::Command;

crate::on_both_engines! {
    the_log_names_what_was_opened_over_any_workload
    without_the_log_nothing_is_handed_out
    a_page_writes_what_its_reads_opened_at_once
}

/// Numbers that repeat with their seed (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

fn with_file(n: usize) -> String {
    format!(
        "From: Person {n} <p{n}@x.test>\r\nTo: support@acme.test\r\nSubject: File {n}\r\n\
         Message-ID: <f{n}@x.test>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain\r\n\r\nText {n}\r\n--b\r\nContent-Type: application/pdf\r\n\
         Content-Disposition: attachment; filename=a.pdf\r\n\r\nbytes\r\n--b--\r\n"
    )
}

/// One step of the workload; refusals and conflicts are part of it.
async fn step(world: &World, company: &Company, n: usize, numbers: &mut Numbers) {
    let (app, ctx) = (&world.app, world.agent_ctx(company));
    let rows = world.tickets(company).await;
    let ticket = rows[numbers.below(rows.len())].clone();
    match numbers.below(21) {
        0 => drop(world.take_in(company, &[(&format!("k{n}"), with_file(n))]).await),
        1 => {
            let id = format!("r{n}@x.test");
            let raw = mail(&ticket.requester_email, &id, Some("f0@x.test"), "Re: File", "More");
            world.take_in(company, &[(&id, raw)]).await;
        }
        2 => drop(world.answer(company, ticket.id, "An answer").await),
        3 => drop(app::jobs::delivery::round(app).await.unwrap()),
        4 => {
            let view = world.read(company, ticket.id).await;
            let message = &view.messages[numbers.below(view.messages.len())];
            if message.has_raw {
                app::message::raw(app, &ctx, message.id).await.unwrap();
            }
            for file in &message.attachments {
                app::message::attachment(app, &ctx, message.id, file.part).await.unwrap();
            }
        }
        5 => drop(app::note::add(app, &ctx, ticket.id, "A note").await.unwrap()),
        6 => drop(app::contact::list(app, &ctx, None, 10).await.unwrap()),
        7 => {
            let change = ContactChange { remark: Some(format!("Remark {n}")), ..ContactChange::default() };
            app::contact::change(app, &ctx, ticket.requester_id, change).await.unwrap();
        }
        8 => drop(app::ticket::search(app, &ctx, "text", &TicketFilter::default(), None, 10).await.unwrap()),
        9 => drop(app::mailbox::list(app, &ctx).await.unwrap()),
        10 => {
            // Right and wrong passwords both open the credential.
            let password = if n.is_multiple_of(2) { PASSWORD } else { "wrong" };
            let password = Private::new(password.to_owned());
            let scope = company.info.scope;
            let client = format!("10.0.0.{}", n % 200);
            drop(
                app::sign_in::with_password(app, scope, "egon@acme.test", &password, &client, ctx.now).await,
            );
        }
        11 => {
            let stale = TicketChange {
                status: Some(TicketStatus::Pending),
                version: Some(ticket.version - i64::try_from(n % 2).unwrap()),
                ..TicketChange::default()
            };
            drop(app::ticket::change(app, &ctx, ticket.id, stale).await);
        }
        12 => {
            let maildir = world::maildir("x@acme.test", world.folder.path());
            assert_eq!(app::mailbox::connect(app, &ctx, maildir, None).await.unwrap_err().code(), "refused");
        }
        13 => {
            let written = app::draft::Written { text: format!("Draft {n}"), ..Default::default() };
            let (kind, base) = (domain::DraftKind::Reply, app::draft::Base::Any);
            app::draft::save(app, &ctx, ticket.id, kind, written, base).await.unwrap();
        }
        14 => drop(app::draft::read(app, &ctx, ticket.id).await.unwrap()),
        15 => saved_replies(world, company, n, ticket.id).await,
        16 => teams(world, company, n, ticket.id).await,
        17 => fields(world, company, n, &ticket).await,
        18 => organisations(world, company, n, &ticket).await,
        19 => begin(world, company, n).await,
        _ => drop(app::agent::list(app, &world.admin_ctx(company)).await.unwrap()),
    }
}

/// Keeps, reads and sends a mail that begins a ticket; of three, one is refused and one taken back.
async fn begin(world: &World, company: &Company, n: usize) {
    let (app, ctx) = (&world.app, world.agent_ctx(company));
    let id = domain::TicketId::generate(ctx.now);
    let written = app::draft::Written { text: format!("Begun {n}"), ..Default::default() };
    let kept =
        app::draft::save_mail(app, &ctx, id, written, app::draft::Base::Nothing).await.unwrap().unwrap();
    app::draft::list_mails(app, &ctx).await.unwrap();
    let to = vec![Address { name: String::new(), email: "carla@x.test".to_owned() }];
    let uploads = if n.is_multiple_of(3) { vec![kept.revision] } else { Vec::new() };
    let message = ReplyDraft {
        text: "Dear Carla".to_owned(),
        to,
        uploads,
        draft: Some(kept.revision),
        undoable: true,
        ..ReplyDraft::default()
    };
    let new = TicketDraft { mailbox: company.mailbox, subject: "Offer".to_owned(), message, draft: Some(id) };
    match app::ticket::create(app, &ctx, new).await {
        Ok((_, sent)) if n % 3 == 1 => assert!(app::reply::take_back(app, &ctx, sent).await.unwrap().ended),
        Ok(_) => assert_ne!(n % 3, 0),
        Err(_) => {
            assert_eq!(n % 3, 0);
            app::draft::discard_mail(app, &ctx, id, app::draft::Base::Any).await.unwrap();
        }
    }
}

/// Makes, changes, lists, gives and removes a team; one of every other stays for answers to be signed by.
async fn teams(world: &World, company: &Company, n: usize, ticket: domain::TicketId) {
    let (app, ctx, admin) = (&world.app, world.agent_ctx(company), world.admin_ctx(company));
    let signature = "{requester.name|you} {agent.name}".to_owned();
    let assign = Some(domain::AssignWay::RoundRobin);
    let members = vec![company.agent];
    let draft = app::team::TeamDraft { name: format!("Team {n}"), signature, members, assign };
    let id = app::team::create(app, &admin, draft).await.unwrap().id;
    app::team::list(app, &ctx).await.unwrap();
    let given = TicketChange { team: Some(Some(id)), ..TicketChange::default() };
    app::ticket::change(app, &ctx, ticket, given).await.ok();
    let change = app::team::TeamChange { signature: Some("{unknown}".to_owned()), ..Default::default() };
    app::team::change(app, &admin, id, change).await.unwrap_err();
    if n.is_multiple_of(2) {
        app::team::delete(app, &admin, id).await.unwrap();
    }
}

/// Keeps, changes, lists and fills in a saved reply; a change that is refused opens nothing.
async fn saved_replies(world: &World, company: &Company, n: usize, ticket: domain::TicketId) {
    let (app, ctx) = (&world.app, world.agent_ctx(company));
    let text = "{requester.name|you} {ticket.subject|-} {agent.name} {mailbox.name|-}".to_owned();
    let draft = SavedReplyDraft { name: format!("Reply {n}"), text, html: None, shared: n.is_multiple_of(2) };
    let id = app::saved_reply::create(app, &ctx, draft).await.unwrap().id;
    let text = |text: &str| SavedReplyChange { text: Some(text.to_owned()), ..SavedReplyChange::default() };
    app::saved_reply::change(app, &ctx, id, text("{unknown}")).await.unwrap_err();
    app::saved_reply::change(app, &ctx, id, text("{requester.email|-} {ticket.number}")).await.unwrap();
    app::saved_reply::list(app, &ctx).await.unwrap();
    app::saved_reply::fill(app, &ctx, id, ticket).await.unwrap();
}

/// Defines a field, fills it in and changes it; what is refused has opened the definitions all the same.
async fn fields(world: &World, company: &Company, n: usize, ticket: &app::view::TicketRow) {
    use app::field::{FieldChange, FieldDraft, Given};
    let (app, ctx, admin) = (&world.app, world.agent_ctx(company), world.admin_ctx(company));
    let holder = domain::FieldHolder::ALL[n % 2];
    let draft = FieldDraft {
        holder,
        kind: domain::FieldKind::Choice,
        name: format!("Field {n}"),
        key: format!("f{n}"),
        choices: vec!["One".to_owned(), "Two".to_owned()],
        personal: false,
        required: false,
    };
    let id = app::field::create(app, &admin, draft).await.unwrap().id;
    for value in ["One", "Three", "Two"] {
        let given = [(format!("f{n}"), Given::Text(value.to_owned()))];
        let filled = match holder {
            domain::FieldHolder::Ticket => app::field::fill_ticket(app, &ctx, ticket.id, &given, None).await,
            domain::FieldHolder::Contact => {
                app::field::fill_contact(app, &ctx, ticket.requester_id, &given).await
            }
        };
        assert_eq!(filled.is_err(), value == "Three");
    }
    let needed = FieldChange { required: Some(true), ..FieldChange::default() };
    drop(app::field::change(app, &admin, id, needed).await);
    let close = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    drop(app::ticket::change(app, &ctx, ticket.id, close).await);
    app::ticket::read(app, &ctx, ticket.id).await.unwrap();
    app::contact::read(app, &ctx, ticket.requester_id).await.unwrap();
    if n.is_multiple_of(3) {
        app::field::delete(app, &admin, id).await.unwrap();
    }
    app::field::list(app, &ctx).await.unwrap();
}

/// Makes an organisation with a domain of who writes, and has contacts looked through.
async fn organisations(world: &World, company: &Company, n: usize, ticket: &app::view::TicketRow) {
    use app::organisation::{self, OrganisationChange, OrganisationDraft};
    let (app, ctx) = (&world.app, world.agent_ctx(company));
    let draft = OrganisationDraft {
        name: format!("Organisation {n}"),
        domains: vec!["x.test".to_owned()],
        notes: String::new(),
    };
    let id = match organisation::create(app, &ctx, draft.clone()).await {
        Ok(made) => made.id,
        // The domain is another one's by now.
        Err(_) => {
            organisation::create(app, &ctx, OrganisationDraft { domains: Vec::new(), ..draft })
                .await
                .unwrap()
                .id
        }
    };
    app::jobs::organisations::round(app).await.unwrap();
    let taken =
        OrganisationChange { domains: Some(vec!["x.test".to_owned()]), ..OrganisationChange::default() };
    drop(organisation::change(app, &ctx, id, taken).await);
    organisation::list(app, &ctx, None, 10).await.unwrap();
    app::ticket::read(app, &ctx, ticket.id).await.unwrap();
    organisation::people(app, &ctx, id, None, 10).await.unwrap();
    organisation::tickets(app, &ctx, id, None, 10).await.unwrap();
}

async fn the_log_names_what_was_opened_over_any_workload(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    for company in [&acme, &other] {
        world.take_in(company, &[("k0", with_file(0))]).await;
    }
    let jobs = app::jobs::start_indexer(&world.app);
    let seed = 0x5eed_0000_0000_0001_u64;
    println!("seed {seed:#x}");
    let mut numbers = Numbers(seed);
    for n in 1..=120 {
        let company = if numbers.below(4) == 0 { &other } else { &acme };
        step(&world, company, n, &mut numbers).await;
        world.clock.advance_ms(1_000);
    }
    for company in [&acme, &other] {
        let report = world.take_in(company, &[("last", with_file(1_000))]).await;
        world
            .app
            .index_caught_up(company.info.scope, report.change_seq, app::index::INDEX_PATIENCE)
            .await
            .unwrap();
    }
    drop(jobs);
    let opened = world.app.vault().opens_total();
    let (one, two) = (
        app::audit::verify(&world.app, &acme.info).await.unwrap(),
        app::audit::verify(&world.app, &other.info).await.unwrap(),
    );
    assert_eq!((one.fault, two.fault), (None, None));
    assert!(opened > 500, "{opened}");
    assert_eq!(one.opened + two.opened, opened);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Runs a statement in the data database through a connection of its own.
fn execute(world: &World, sql: &str) {
    let url = &world.urls.0;
    if let Some(path) = url.strip_prefix("sqlite:") {
        let output = Command::new("sqlite3").args(["-cmd", ".timeout 10000", path, sql]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    } else {
        let name = url.rsplit_once('/').unwrap().1;
        testkit::postgres::shared().unwrap().execute_in(name, sql).unwrap();
    }
}

async fn without_the_log_nothing_is_handed_out(world: World) {
    if testkit::process::find_program("sqlite3").is_none() && world.urls.0.starts_with("sqlite:") {
        testkit::or_skip::<()>(Err(testkit::Error::Unavailable("sqlite3 is not installed".to_owned())));
        return;
    }
    let acme = world.company("acme").await;
    let report = world.take_in(&acme, &[("1", with_file(1))]).await;
    let jobs = app::jobs::start_indexer(&world.app);
    world.app.index_caught_up(acme.info.scope, report.change_seq, app::index::INDEX_PATIENCE).await.unwrap();
    drop(jobs);
    let ticket = world.tickets(&acme).await[0].clone();
    let message = world.read(&acme, ticket.id).await.messages[0].clone();
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let before = app::audit::verify(app, &acme.info).await.unwrap();
    let filter = TicketFilter::default();

    execute(&world, "ALTER TABLE audit_entry RENAME TO gone");
    app::ticket::read(app, &ctx, ticket.id).await.unwrap_err();
    app::ticket::list(app, &ctx, &filter, None, 10).await.unwrap_err();
    app::ticket::search(app, &ctx, "text", &filter, None, 10).await.unwrap_err();
    app::message::read(app, &ctx, message.id).await.unwrap_err();
    app::message::raw(app, &ctx, message.id).await.unwrap_err();
    app::message::attachment(app, &ctx, message.id, message.attachments[0].part).await.unwrap_err();
    app::contact::read(app, &ctx, ticket.requester_id).await.unwrap_err();
    app::mailbox::list(app, &ctx).await.unwrap_err();
    app::agent::list(app, &world.admin_ctx(&acme)).await.unwrap_err();
    let password = Private::new(PASSWORD.to_owned());
    let signing_in =
        app::sign_in::with_password(app, acme.info.scope, "egon@acme.test", &password, "c", ctx.now);
    signing_in.await.unwrap_err();
    app::note::add(app, &ctx, ticket.id, "A note").await.unwrap_err();
    let prepared = app.prepare(&acme.target, vec![incoming("2", &with_file(2))], ctx.now).await.unwrap();
    app.take_in(&acme.target, prepared, None, ctx.now).await.unwrap_err();

    execute(&world, "ALTER TABLE gone RENAME TO audit_entry");
    let after = app::audit::verify(app, &acme.info).await.unwrap();
    assert_eq!((after.fault, after.entries), (None, before.entries + 1));
    // What failed left nothing behind, and goes through now.
    assert_eq!(world.read(&acme, ticket.id).await.messages.len(), 1);
    assert_eq!(world.take_in(&acme, &[("2", with_file(2))]).await.taken_in, 1);
    assert_eq!(world.tickets(&acme).await.len(), 2);
}

async fn a_page_writes_what_its_reads_opened_at_once(world: World) {
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", with_file(1))]).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let filter = TicketFilter::default();
    // Each look into the log stands in it, too.
    let entries = async || app::audit::verify(app, &acme.info).await.unwrap().entries;
    let before = entries().await;
    let page = app.gather(&ctx);
    app::ticket::list(app, &ctx, &filter, None, 10).await.unwrap();
    app::mailbox::list(app, &ctx).await.unwrap();
    // Another request does not wait for this one.
    world.tickets(&acme).await;
    assert_eq!(entries().await, before + 1 + 1);
    page.write().await.unwrap();
    assert_eq!(entries().await, before + 3 + 2);

    // A page that is not finished has opened what it has opened; the write after it finds that in the log.
    let page = app.gather(&ctx);
    app::mailbox::list(app, &ctx).await.unwrap();
    drop(page);
    app::mailbox::list(app, &ctx).await.unwrap();
    let report = app::audit::verify(app, &acme.info).await.unwrap();
    assert_eq!((report.entries, report.opened), (before + 5 + 3, app.vault().opens_total()));

    if testkit::process::find_program("sqlite3").is_some() || !world.urls.0.starts_with("sqlite:") {
        execute(&world, "ALTER TABLE audit_entry RENAME TO gone");
        let page = app.gather(&ctx);
        app::mailbox::list(app, &ctx).await.unwrap();
        page.write().await.unwrap_err();
    }
}
