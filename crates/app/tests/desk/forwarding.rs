//! Mails that are passed on: what goes out is what was shown, with the chosen files byte for byte; it is no answer; and
//! who gets it joins the ticket by answering.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail};
use app::draft::{self, Base, Passing, Written};
use app::jobs::delivery;
use app::view::{ForwardDraft, MessageView};
use app::{Ctx, Error, forward, message, reply, upload};
use domain::limits::REPLY_ATTACHMENT_BYTES_MAX;
use domain::record::Address;
use domain::{DeliveryState, DraftKind, MessageId, MessageKind, ScanState, TicketId, TicketStatus};
use privacy::Act;
use std::path::PathBuf;
use testkit::clamd::{Clamd, MARKER};

const DAY_MS: i64 = 24 * 3_600_000;

crate::on_both_engines! {
    what_goes_out_is_what_was_shown
    a_programme_leaves_the_quoting_to_the_server
    who_gets_it_joins_by_answering
    it_is_no_answer
    it_waits_and_can_be_taken_back
    every_opening_is_in_the_log_under_its_act
    what_cannot_go_is_refused
    files_together_have_a_limit
    one_that_is_begun_is_kept
}

/// A mail with two files and a picture inside its text.
fn with_files() -> String {
    let bytes: Vec<u8> = (0..=255).collect();
    format!(
        "From: \"Holm, Carla\" <carla@x.test>\r\nTo: support@acme.test\r\nCc: Dora <dora@x.test>\r\n\
         Subject: Broken saddle\r\nMessage-ID: <1@x.test>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n\
         --m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n\
         --r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>It creaks.</p><img src=\"cid:logo\">\r\n\
         --r\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png\r\n\r\nPNG\r\n--r--\r\n\
         --m\r\nContent-Type: application/pdf; name=bill.pdf\r\nContent-Disposition: attachment; filename=bill.pdf\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n\
         --m\r\nContent-Type: text/plain; name=\"note.txt\"\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\nsqueak\r\n--m--\r\n",
        base64(&bytes)
    )
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn to(email: &str) -> Vec<Address> {
    vec![Address { name: String::new(), email: email.to_owned() }]
}

fn onward(text: &str) -> ForwardDraft {
    ForwardDraft {
        text: text.to_owned(),
        quotes: true,
        to: to("sam@supplier.test"),
        ..ForwardDraft::default()
    }
}

async fn asked(world: &World, company: &Company) -> (TicketId, MessageId) {
    world.take_in(company, &[("1", with_files())]).await;
    let ticket = world.tickets(company).await[0].id;
    (ticket, world.read(company, ticket).await.messages[0].id)
}

async fn delivered(world: &World) {
    while delivery::round(&world.app).await.unwrap() > 0 {}
}

/// The mails that went out, byte for byte.
fn sent(world: &World) -> Vec<Vec<u8>> {
    let folder: PathBuf = world.folder.path().join("maildir-acme/outgoing/new");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

async fn read(world: &World, company: &Company, id: MessageId) -> MessageView {
    message::read(&world.app, &world.agent_ctx(company), id).await.unwrap()
}

fn code<T: std::fmt::Debug>(result: app::Result<T>) -> &'static str {
    result.unwrap_err().code()
}

async fn what_goes_out_is_what_was_shown(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let shown = forward::propose(app, &ctx, id).await.unwrap();
    assert_eq!((shown.ticket, shown.subject.as_str()), (ticket, "Fwd: Broken saddle"));
    let lines = "---------- Forwarded message ----------\nFrom: \"Holm, Carla\" <carla@x.test>\n\
                 Date: Tue, 24 Nov 2026 11:00:00 +0000\nSubject: Broken saddle\nTo: support@acme.test\n\
                 Cc: Dora <dora@x.test>\n\nIt creaks.";
    assert!(shown.quoted.starts_with(lines), "{}", shown.quoted);
    let names: Vec<_> = shown.files.iter().map(|file| (file.name.as_str(), file.inline)).collect();
    assert_eq!(names, [("logo.png", true), ("bill.pdf", false), ("note.txt", false)]);

    // As a page sends it: the text is whole, one file is left out, another is added.
    let own = upload::add(app, &ctx, "own.txt", "text/plain", b"ours".to_vec()).await.unwrap();
    let text = forward::joined("Can you mend it?", Some("Egon"), &shown.quoted);
    let draft = ForwardDraft {
        subject: Some("Fwd: A creaking saddle".to_owned()),
        text: text.clone(),
        quotes: false,
        cc: to("ida@supplier.test"),
        bcc: to("archive@secret.test"),
        parts: Some(vec![shown.files[1].part]),
        uploads: vec![own.id],
        ..onward("")
    };
    let (at, out) = forward::send(app, &ctx, id, draft).await.unwrap();
    assert_eq!(at, ticket);
    delivered(&world).await;
    let all = sent(&world);
    assert_eq!(all.len(), 1);
    let raw = &all[0];
    let mail = mime::read(raw).content;
    assert_eq!(mail.from[0].email, "support@acme.test");
    assert_eq!(mail.from[0].name, "Egon Agent (Support)");
    assert_eq!(
        (mail.to.as_slice(), mail.cc.as_slice()),
        (&to("sam@supplier.test")[..], &to("ida@supplier.test")[..])
    );
    assert_eq!(mail.subject, "Fwd: A creaking saddle");
    assert_eq!(mail.text.trim_end(), text.trim_end());
    // It begins a thread of its own, and says nothing of blind copies or of the requester's Message-ID.
    assert_eq!((mail.in_reply_to.len(), mail.references.len()), (0, 0));
    // Before the Date stands the envelope, as the folder notes it: it is no part of the mail.
    let whole = String::from_utf8_lossy(raw);
    let (envelope, whole) = whole.split_once("Date:").unwrap();
    assert!(envelope.contains("archive@secret.test"), "{envelope}");
    let names_blind = whole.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc"));
    assert!(!whole.contains("secret.test") && !names_blind, "{whole}");
    assert!(!whole.contains("1@x.test"), "{whole}");
    let files: Vec<_> =
        mail.attachments.iter().map(|file| mime::attachment(raw, file.part).unwrap()).collect();
    let files: Vec<_> = files.into_iter().map(|file| (file.name, file.content_type, file.bytes)).collect();
    let bill: Vec<u8> = (0..=255).collect();
    assert_eq!(files[0], ("bill.pdf".to_owned(), "application/pdf".to_owned(), bill));
    assert_eq!(files[1], ("own.txt".to_owned(), "text/plain".to_owned(), b"ours".to_vec()));
    assert_eq!(files.len(), 2);

    let again = forward::propose(app, &ctx, out).await.unwrap();
    assert_eq!(again.subject, "Fwd: A creaking saddle", "`Fwd:` stands there once");
    assert!(!again.quoted.contains("secret.test"), "{}", again.quoted);
    // It is a message of the ticket and says what it is; blind copies are known here alone.
    let kept = read(&world, &acme, out).await;
    assert_eq!((kept.forward_of, kept.kind), (Some(id), MessageKind::Outbound));
    assert_eq!((kept.delivery, kept.bcc), (Some(DeliveryState::Sent), to("archive@secret.test")));
    assert_eq!(kept.attachments.len(), 2);
    let row = world.read(&acme, ticket).await;
    assert_eq!((row.row.message_count, row.row.attachment_count), (2, 4));
}

async fn a_programme_leaves_the_quoting_to_the_server(world: World) {
    let acme = world.company("acme").await;
    let (_, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let shown = forward::propose(app, &ctx, id).await.unwrap();
    // The server puts signature and mail below, and takes all but what the text shows inside.
    let (_, plain) = forward::send(app, &ctx, id, onward("Once more.")).await.unwrap();
    let plain = read(&world, &acme, plain).await;
    assert_eq!(plain.subject, "Fwd: Broken saddle");
    assert_eq!(plain.text, format!("Once more.\n\n{}", shown.quoted));
    let names: Vec<_> = plain.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["bill.pdf", "note.txt"]);
}

async fn who_gets_it_joins_by_answering(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let requester = world.read(&acme, ticket).await.row.requester_id;
    let (_, out) = forward::send(&world.app, &world.agent_ctx(&acme), id, onward("Yours?")).await.unwrap();
    delivered(&world).await;
    let ours = read(&world, &acme, out).await.message_id.unwrap();
    let reply =
        mail("sam@supplier.test", "2@s.test", Some(&ours), "Re: Fwd: Broken saddle", "Ours. Send it in.");
    world.take_in(&acme, &[("2", reply)]).await;
    let now = world.read(&acme, ticket).await;
    assert_eq!((world.tickets(&acme).await.len(), now.messages.len()), (1, 3));
    assert_eq!(now.row.requester_id, requester);
    assert_eq!(now.row.requester_email, "carla@x.test");
    let theirs = |m: &&MessageView| m.from[0].email == "sam@supplier.test";
    let last = now.messages.iter().find(theirs).unwrap();
    assert!(matches!(last.author, app::view::Author::Contact(id) if id != requester));
    // A stranger who only knows the requester's Message-ID gets no way in by it.
    let stranger = mail("eve@evil.test", "3@e.test", Some("1@x.test"), "Re: Broken saddle", "Let me in.");
    world.take_in(&acme, &[("3", stranger)]).await;
    assert_eq!(world.read(&acme, ticket).await.messages.len(), 3);
}

async fn it_is_no_answer(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let (_, out) = forward::send(app, &ctx, id, onward("Yours?")).await.unwrap();
    delivered(&world).await;
    let row = world.read(&acme, ticket).await.row;
    assert_eq!((row.status, row.requester_email.as_str()), (TicketStatus::Open, "carla@x.test"));
    // The answer after it goes to the requester, in their own thread: the forwarded mail is not in it.
    let answer = world.answer(&acme, ticket, "We have asked.").await;
    let answer = read(&world, &acme, answer).await;
    assert_eq!((answer.to[0].email.as_str(), answer.subject.as_str()), ("carla@x.test", "Re: Broken saddle"));
    delivered(&world).await;
    let forwarded = read(&world, &acme, out).await.message_id.unwrap();
    let mut answers = sent(&world).into_iter().map(|raw| mime::read(&raw).content);
    let answer = answers.find(|mail| mail.subject == "Re: Broken saddle").unwrap();
    assert_eq!(
        (answer.in_reply_to, answer.references),
        (vec!["1@x.test".to_owned()], vec!["1@x.test".to_owned()])
    );
    assert_ne!(forwarded, "1@x.test");
}

async fn it_waits_and_can_be_taken_back(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let soon = ForwardDraft { undoable: true, ..onward("Too soon.") };
    let (_, out) = forward::send(app, &ctx, id, soon).await.unwrap();
    let waiting = read(&world, &acme, out).await;
    assert_eq!(waiting.goes_out_at_ms.unwrap().millis_since(ctx.now), 10_000);
    // What can be taken back cannot be passed on.
    assert!(matches!(forward::propose(app, &ctx, out).await, Err(Error::State { .. })));
    assert!(matches!(forward::send(app, &ctx, out, onward("x")).await, Err(Error::State { .. })));
    let back = reply::take_back(app, &ctx, out).await.unwrap();
    assert_eq!((back.forward_of, back.subject.as_str()), (Some(id), "Fwd: Broken saddle"));
    assert_eq!((&back.text, &back.to), (&waiting.text, &waiting.to));
    assert_eq!(back.uploads.len(), 2);
    assert_eq!((back.status, world.read(&acme, ticket).await.row.message_count), (None, 1));
    world.clock.advance_ms(DAY_MS);
    delivered(&world).await;
    assert!(sent(&world).is_empty());
    // It goes out as it came back.
    let at = world.agent_ctx(&acme);
    let uploads = upload::add(app, &at, "new.txt", "text/plain", b"new".to_vec()).await.unwrap();
    let anew = ForwardDraft {
        text: back.text.clone(),
        quotes: false,
        parts: Some(Vec::new()),
        uploads: vec![uploads.id],
        send_at: Some(at.now.plus_millis(DAY_MS)),
        ..onward("")
    };
    forward::send(app, &at, id, anew).await.unwrap();
    delivered(&world).await;
    assert!(sent(&world).is_empty());
    world.clock.advance_ms(DAY_MS);
    delivered(&world).await;
    let mail = mime::read(&sent(&world)[0]).content;
    assert_eq!(mail.text.trim_end(), back.text.trim_end());
}

/// How many objects the log says were opened, and made, under an act.
async fn logged(world: &World, company: &Company, act: Act) -> Vec<(usize, usize)> {
    let (app, scope) = (&world.app, company.info.scope);
    let permit = app.permit(&Ctx::operator(scope, app.now()), Act::AUDIT_VERIFY).await.unwrap();
    let entries = app.store().tenant(scope).list_audit_entries(0, 1_000).await.unwrap();
    let events = entries.iter().map(|e| app.vault().open_event(&permit, scope.tenant(), &e.bytes).unwrap());
    let ours = events.filter(|event| event.act == act.word);
    let all = ours.map(|event| (event.opened.len(), event.made.len())).collect();
    app.settle(permit).await.unwrap();
    all
}

async fn every_opening_is_in_the_log_under_its_act(world: World) {
    let acme = world.company("acme").await;
    let (_, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    assert_eq!(Act::MESSAGE_FORWARD.operation, domain::audit::Operation::Disclose);
    forward::send(app, &ctx, id, onward("Yours?")).await.unwrap();
    // Mailbox, author, mail, its bytes; made: the message and its bytes.
    let all = logged(&world, &acme, Act::MESSAGE_FORWARD).await;
    assert_eq!(all, [(4, 2)]);
    // What is refused after something was opened is in the log too.
    let wrong = ForwardDraft { parts: Some(vec![77]), ..onward("Yours?") };
    assert_eq!(code(forward::send(app, &ctx, id, wrong).await), "bad-input");
    let wrong = ForwardDraft { uploads: vec![domain::ObjectId::generate(ctx.now)], ..onward("Yours?") };
    assert_eq!(code(forward::send(app, &ctx, id, wrong).await), "bad-input");
    let all = logged(&world, &acme, Act::MESSAGE_FORWARD).await;
    assert_eq!(all, [(4, 2), (3, 0), (4, 0)]);
    let report = app::audit::verify(app, &acme.info).await.unwrap();
    assert_eq!((report.fault, report.opened), (None, app.vault().opens_total()));
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn what_cannot_go_is_refused(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let field = async |draft: ForwardDraft| match forward::send(app, &ctx, id, draft).await {
        Err(Error::Input { field, rule }) => (field, rule),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(ForwardDraft { to: Vec::new(), ..onward("x") }).await, ("to", "rule-required"));
    assert_eq!(field(ForwardDraft { to: to("nobody"), ..onward("x") }).await, ("to", "rule-address"));
    assert_eq!(field(ForwardDraft { bcc: to("nobody"), ..onward("x") }).await, ("bcc", "rule-address"));
    let many = ForwardDraft { cc: vec![to("a@x.test").remove(0); 200], ..onward("x") };
    assert_eq!(field(many).await, ("to", "rule-too-many"));
    assert_eq!(field(ForwardDraft { quotes: false, ..onward(" ") }).await, ("text", "rule-required"));
    let broken = ForwardDraft { subject: Some("a\r\nBcc: eve@x.test".to_owned()), ..onward("x") };
    assert_eq!(field(broken).await.0, "subject");
    let long = ForwardDraft { subject: Some("a".repeat(999)), ..onward("x") };
    assert_eq!(field(long).await.0, "subject");
    assert_eq!(
        field(ForwardDraft { parts: Some(vec![0]), ..onward("x") }).await,
        ("parts", "rule-unknown-part")
    );
    let far = ForwardDraft { send_at: Some(ctx.now.plus_millis(367 * DAY_MS)), ..onward("x") };
    assert_eq!(field(far).await.0, "send_at_ms");
    let long = ForwardDraft { quotes: false, ..onward(&"a".repeat(domain::limits::REPLY_BYTES_MAX + 1)) };
    assert!(matches!(forward::send(app, &ctx, id, long).await, Err(Error::TooLarge { what: "text", .. })));
    // Notes never leave; another tenant's mail is as absent as one that there is not.
    let note = app::note::add(app, &ctx, ticket, "Between us.").await.unwrap();
    assert!(matches!(forward::propose(app, &ctx, note).await, Err(Error::NotFound("message"))));
    assert!(matches!(forward::send(app, &ctx, note, onward("x")).await, Err(Error::NotFound("message"))));
    let other = world.company("other").await;
    let theirs = world.agent_ctx(&other);
    assert!(matches!(forward::propose(app, &theirs, id).await, Err(Error::NotFound("message"))));
    assert!(matches!(forward::send(app, &theirs, id, onward("x")).await, Err(Error::NotFound("message"))));
    assert_eq!(world.read(&acme, ticket).await.messages.len(), 2);
    assert!(sent(&world).is_empty());
}

async fn files_together_have_a_limit(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    // The mail's own files have 262 bytes: with them it is one byte too many.
    let size = REPLY_ATTACHMENT_BYTES_MAX - 261;
    let big = upload::add(app, &ctx, "big.bin", "application/octet-stream", vec![7; size]).await.unwrap();
    let both = ForwardDraft { uploads: vec![big.id], ..onward("x") };
    let refused = forward::send(app, &ctx, id, both).await;
    assert!(
        matches!(refused, Err(Error::TooLarge { max_bytes: REPLY_ATTACHMENT_BYTES_MAX, .. })),
        "{refused:?}"
    );
    assert_eq!(world.read(&acme, ticket).await.messages.len(), 1);
    let alone = ForwardDraft { uploads: vec![big.id], parts: Some(Vec::new()), ..onward("x") };
    forward::send(app, &ctx, id, alone).await.unwrap();
}

fn infected() -> String {
    format!(
        "From: eva@x.test\r\nTo: support@acme.test\r\nSubject: Invoice\r\nMessage-ID: <bad@x.test>\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee file.\r\n\
         --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.exe\r\n\r\n\
         {MARKER}\r\n--b--\r\n"
    )
}

async fn files_with_a_virus_never_go(engine: Engine) {
    let Some(clamd) = testkit::or_skip(Clamd::start()) else { return };
    let address = format!("127.0.0.1:{}", clamd.port());
    let Some(world) = World::with(engine, |settings| settings.clamd = Some(address)).await else { return };
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", infected())]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let mail = world.read(&acme, ticket).await.messages.remove(0);
    assert_eq!((mail.scan, mail.attachments.len()), (ScanState::Infected, 1));
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let shown = forward::propose(app, &ctx, mail.id).await.unwrap();
    assert!(shown.infected && shown.files.is_empty());
    let named = ForwardDraft { parts: Some(vec![mail.attachments[0].part]), ..onward("x") };
    assert!(matches!(forward::send(app, &ctx, mail.id, named).await, Err(Error::Infected)));
    assert!(matches!(forward::send(app, &ctx, mail.id, onward("x")).await, Err(Error::Infected)));
    // Its words can go.
    let words = ForwardDraft { parts: Some(Vec::new()), ..onward("Look at this.") };
    forward::send(app, &ctx, mail.id, words).await.unwrap();
    delivered(&world).await;
    let all = sent(&world);
    assert!(all.len() == 1 && !String::from_utf8_lossy(&all[0]).contains("a.exe"));
    assert!(mime::read(&all[0]).content.attachments.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_with_a_virus_never_go_on_sqlite() {
    files_with_a_virus_never_go(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_with_a_virus_never_go_on_postgres() {
    files_with_a_virus_never_go(Engine::Postgres).await;
}

async fn one_that_is_begun_is_kept(world: World) {
    let acme = world.company("acme").await;
    let (ticket, id) = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let passing = |message| Passing { message, subject: "Fwd: half a".to_owned(), parts: vec![3] };
    let written = Written { text: "See".to_owned(), forward: Some(passing(id)), ..Written::default() };
    let kind = DraftKind::Forward;
    let kept = draft::save(app, &ctx, ticket, kind, written.clone(), Base::Nothing).await.unwrap().unwrap();
    let read = draft::read(app, &ctx, ticket).await.unwrap();
    assert_eq!((read.len(), &read[0]), (1, &kept));
    assert_eq!((kept.kind, &kept.written), (kind, &written));

    // It names a mail of its ticket, and no other draft names one.
    let none = Written { forward: None, ..written.clone() };
    let refused = draft::save(app, &ctx, ticket, kind, none, Base::Any).await;
    assert!(matches!(refused, Err(Error::Input { field: "forward_of", .. })), "{refused:?}");
    world.take_in(&acme, &[("2", mail("bo@x.test", "2@x.test", None, "Other", "Hello?"))]).await;
    let other = world.tickets(&acme).await.into_iter().find(|row| row.id != ticket).unwrap().id;
    let elsewhere = draft::save(app, &ctx, other, kind, written.clone(), Base::Any).await;
    assert!(matches!(elsewhere, Err(Error::NotFound("message"))), "{elsewhere:?}");
    let note = draft::save(app, &ctx, other, DraftKind::Note, written, Base::Any).await.unwrap().unwrap();
    assert_eq!(note.written.forward, None);

    // Sent, it is no draft any more; an answer that is sent meanwhile leaves it.
    let answer = app::view::ReplyDraft { text: "Soon.".to_owned(), ..app::view::ReplyDraft::default() };
    reply::send(app, &ctx, ticket, answer).await.unwrap();
    assert_eq!(draft::read(app, &ctx, ticket).await.unwrap().len(), 1);
    let sent = ForwardDraft { draft: Some(kept.revision), ..onward("See") };
    forward::send(app, &ctx, id, sent).await.unwrap();
    assert!(draft::read(app, &ctx, ticket).await.unwrap().is_empty());
}
