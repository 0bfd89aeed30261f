//! A person takes their data to another Deskhero (C69): there it is the same, and what the file says of itself is not
//! believed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::{Unpacked, export};
use crate::world::{self, Company, World, mail};
use app::access_export::data::{Author, Data};
use app::access_export::import::{Fault, ImportError, import};
use app::view::ReplyDraft;
use domain::record::Address;
use domain::{FieldHolder, FieldKind, TagColour};
use std::io::{Cursor, Write};

crate::on_both_engines! {
    a_second_deskhero_holds_equal_data
    a_file_that_was_touched_is_refused
}

const EVA: &str = "Eva Example <eva@home.test>";

/// Fields and tags, as both companies have them.
async fn furnish(world: &World, company: &Company) {
    let admin = world.admin_ctx(company);
    for (holder, key) in [(FieldHolder::Contact, "size"), (FieldHolder::Ticket, "bike")] {
        let draft = app::field::FieldDraft {
            holder,
            kind: FieldKind::Text,
            name: key.to_uppercase(),
            key: key.to_owned(),
            choices: Vec::new(),
            personal: true,
            required: false,
        };
        app::field::create(&world.app, &admin, draft).await.unwrap();
    }
    app::tag::create(&world.app, &admin, "Urgent bell", TagColour::Blue).await.unwrap();
}

/// A mail of text, HTML with a blocked image, and a file.
fn rich(id: &str) -> String {
    format!(
        "From: {EVA}\r\nTo: support@acme.test\r\nCc: Bob <bob@bau.test>\r\nSubject: Bell {id}\r\nMessage-ID: <{id}>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Does it <b>fit</b>? <img src=\"https://t.test/x.png\" \
         width=300 height=200></p><script>alert(1)</script>\r\n\
         --b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=\"bell.png\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
}

async fn story(world: &World, company: &Company) -> domain::ContactId {
    world.take_in(company, &[("1", rich("one@home.test"))]).await;
    let row = world.tickets(company).await.remove(0);
    let agent = world.agent_ctx(company);
    world.answer(company, row.id, "Yes, it does.").await;
    app::note::add(&world.app, &agent, row.id, "Called her about it").await.unwrap();
    let tags = app::tag::list(&world.app, &agent).await.unwrap();
    let change = app::view::TicketChange { add_tags: vec![tags[0].id], ..Default::default() };
    app::ticket::change(&world.app, &agent, row.id, change).await.unwrap();
    let text = |text: &str| app::field::Given::Text(text.to_owned());
    let size = [("size".to_owned(), text("52 cm"))];
    app::field::fill_contact(&world.app, &agent, row.requester_id, &size).await.unwrap();
    let bike = [("bike".to_owned(), text("Tapir"))];
    app::field::fill_ticket(&world.app, &agent, row.id, &bike, None).await.unwrap();
    let change = app::view::ContactChange {
        phone: Some("+45 1234 5678".to_owned()),
        remark: Some("Rides every day".to_owned()),
        ..Default::default()
    };
    app::contact::change(&world.app, &agent, row.requester_id, change).await.unwrap();
    // In a ticket of Bob's she is among the recipients.
    let his = "From: Bob <bob@bau.test>\r\nTo: support@acme.test, Eva <eva@home.test>\r\nSubject: Roof\r\n\
        Message-ID: <roof@bau.test>\r\nDate: Tue, 24 Nov 2026 11:30:00 +0000\r\n\r\nBoth of you\r\n";
    world.take_in(company, &[("2", his.to_owned())]).await;
    let roof = world.tickets(company).await.into_iter().find(|other| other.subject == "Roof").unwrap();
    let cc = vec![Address { name: "Eva".to_owned(), email: "eva@home.test".to_owned() }];
    let copied = ReplyDraft { text: "To both".to_owned(), cc, ..ReplyDraft::default() };
    app::reply::send(&world.app, &agent, roof.id, copied).await.unwrap();
    row.requester_id
}

/// What does not travel: what the first company's people did, and what nobody can vouch for.
fn without_what_stays(mut data: Data) -> Data {
    data.made_at = app::access_export::data::Moment(world::START);
    data.controller.clear();
    data.access.clear();
    data.exports.clear();
    data.about = app::access_export::data::About::default();
    for ticket in &mut data.tickets {
        ticket.history.clear();
    }
    for message in &mut data.messages {
        message.oddities.retain(|key| key != "oddity-imported");
        (message.authentication, message.sender_check, message.signature_state) = (None, None, None);
        message.delivery = None;
    }
    data
}

async fn a_second_deskhero_holds_equal_data(world: World) {
    let acme = world.company("acme").await;
    furnish(&world, &acme).await;
    let _indexer = app::jobs::start_indexer(&world.app);
    let eva = story(&world, &acme).await;
    let first = export(&world.app, &world.admin_ctx(&acme), eva).await;
    let engine =
        if world.urls.0.starts_with("sqlite") { world::Engine::Sqlite } else { world::Engine::Postgres };
    let second = World::new(engine).await.unwrap();
    let nova = second.company("nova").await;
    furnish(&second, &nova).await;
    let _indexer = app::jobs::start_indexer(&second.app);
    let scope = nova.info.scope;
    let report = import(&second.app, scope, nova.mailbox, Cursor::new(first.zip.clone())).await.unwrap();
    assert_eq!((report.new_contact, report.tickets, report.messages, report.known), (true, 2, 5, 0));
    // Once more: nothing is there twice.
    let again = import(&second.app, scope, nova.mailbox, Cursor::new(first.zip.clone())).await.unwrap();
    assert_eq!((again.new_contact, again.tickets, again.known), (false, 0, 2));

    let rows = second.tickets(&nova).await;
    let row = rows.iter().find(|row| row.requester_email == "eva@home.test").unwrap();
    let shown = second.read(&nova, row.id).await;
    assert!(shown.messages.iter().all(|message| message.oddities.contains(&"oddity-imported".to_owned())));
    let there = export(&second.app, &second.admin_ctx(&nova), row.requester_id).await;
    let (before, after) = (without_what_stays(first.data()), without_what_stays(there.data()));
    assert_eq!(after.person, before.person);
    assert_eq!(after.tickets, before.tickets);
    for (one, other) in after.messages.iter().zip(&before.messages) {
        assert_eq!(one, other);
    }
    assert_eq!(after, before);
    for (name, bytes) in &first.files {
        if name.starts_with("mails/") || name.starts_with("attachments/") {
            assert_eq!(there.files.get(name), Some(bytes), "{name}");
        }
    }
    let found =
        app::ticket::search(&second.app, &second.agent_ctx(&nova), "tapir", &Default::default(), None, 5)
            .await;
    drop(found.unwrap());
    assert_eq!(app::audit::verify(&second.app, &nova.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Packs files with sums that fit.
fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut sums = String::new();
    for (name, bytes) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        sums += &format!("{sum}  {name}\n");
    }
    zip.start_file("SHA256SUMS", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(sums.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

async fn a_file_that_was_touched_is_refused(world: World) {
    let acme = world.company("acme").await;
    furnish(&world, &acme).await;
    let _indexer = app::jobs::start_indexer(&world.app);
    let eva = story(&world, &acme).await;
    let whole = export(&world.app, &world.admin_ctx(&acme), eva).await;
    let nova = world.company("nova").await;
    let refused = async |zip: Vec<u8>| match import(
        &world.app,
        nova.info.scope,
        nova.mailbox,
        Cursor::new(zip),
    )
    .await
    {
        Err(ImportError::File(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let mut flipped = whole.zip.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    assert!(matches!(refused(flipped).await, Fault::Sum(_) | Fault::Zip(_)));
    let half = whole.zip[..whole.zip.len() / 2].to_vec();
    assert!(matches!(refused(half).await, Fault::Zip(_)));
    let files: Vec<_> = whole.files.clone().into_iter().filter(|(name, _)| name != "SHA256SUMS").collect();
    let with = |name: &str, bytes: Vec<u8>| {
        let mut files = files.clone();
        files.retain(|(known, _)| known != name);
        files.push((name.to_owned(), bytes));
        packed(&files)
    };
    assert!(matches!(refused(with("mails/../../x.eml", vec![1])).await, Fault::Name(_)));
    let more = whole.text("data.json").replacen('{', "{\"more\": 1,", 1);
    assert!(matches!(refused(with("data.json", more.into_bytes())).await, Fault::Schema(_)));
    assert!(world.tickets(&nova).await.is_empty(), "nothing of a refused file is kept");

    // What somebody wrote into it themselves is taken for what it is: cleaned, and nobody's word.
    let mut forged = whole.data();
    let answer = forged.messages.iter_mut().find(|message| message.author == Author::Staff).unwrap();
    answer.html = Some("<p onclick=\"x()\">You owe me <script>x()</script></p>".to_owned());
    answer.message_id = Some("forged@acme.test".to_owned());
    let forged = with("data.json", serde_json::to_vec(&forged).unwrap());
    import(&world.app, nova.info.scope, nova.mailbox, Cursor::new(forged)).await.unwrap();
    let rows = world.tickets(&nova).await;
    for row in &rows {
        for message in world.read(&nova, row.id).await.messages {
            let html = message.html.unwrap_or_default();
            assert!(!html.contains("script") && !html.contains("onclick"), "{html}");
            assert!(message.oddities.contains(&"oddity-imported".to_owned()));
            assert_eq!(message.authentication, None);
        }
    }
    // A stranger who refers to the forged answer does not get into the ticket by it.
    let count = rows.len();
    let raw = mail("Stranger <s@x.test>", "s@x.test", Some("forged@acme.test"), "Re: Bell", "Let me in");
    world.take_in(&nova, &[("s", raw.replace("acme.test\r\nSubject", "nova.test\r\nSubject"))]).await;
    assert_eq!(world.tickets(&nova).await.len(), count + 1);
    drop(Unpacked::of(whole.zip));
}
