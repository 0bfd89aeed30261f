//! What is held about a person, put together for that person (C13, C64, C69): all of theirs, nothing of another's, sealed
//! while it is made, gone with its time or its person.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::{self, Unpacked, export, holding, whole};
use crate::world::{Company, World, mail};
use app::access_export::{self, SCHEMA, schema};
use app::ticket::alter::TicketChange;
use app::view::{ContactChange, ReplyDraft};
use app::{Class, Ctx};
use domain::limits::ACCESS_EXPORT_DAYS;
use domain::record::Address;
use domain::{ContactId, ExportState, FieldHolder, FieldKind, Role, TagColour, TicketId};

crate::on_both_engines! {
    everything_of_a_person_is_in_it_and_nothing_of_another
    it_is_made_once_and_goes_with_its_time_and_its_person
    a_crash_begins_it_anew_and_nothing_clear_is_on_the_disk
    a_link_leads_to_it_and_tells_nothing_else
    who_may_not_ask_does_not_get_it
}

const EVA: &str = "Eva Example <eva@home.test>";
const BOB: &str = "Bob Builder <bob@bau.test>";

/// A mail with a file, in copy to somebody.
fn with_file(from: &str, id: &str, cc: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@acme.test\r\nCc: {cc}\r\nSubject: The bell of {id}\r\nMessage-ID: <{id}>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\nFrom here on it is a quote.\r\n\
         --b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"../plan ({id}).pdf\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nUExBTi1CWVRFUw==\r\n--b--\r\n"
    )
}

async fn of_requester(world: &World, company: &Company, email: &str) -> (TicketId, ContactId) {
    let rows = world.tickets(company).await;
    let row = rows.iter().find(|row| row.requester_email == email).unwrap();
    (row.id, row.requester_id)
}

/// Eva's ticket: her mail with a file, an answer, notes; and a mail that Bob wrote into it without her. Bob's own ticket.
async fn story(world: &World, company: &Company) -> (TicketId, ContactId) {
    let first = with_file(EVA, "one@home.test", BOB, "Does the EVA-TEXT fit?");
    world.take_in(company, &[("1", first)]).await;
    let (ticket, eva) = of_requester(world, company, "eva@home.test").await;
    world.answer(company, ticket, "STAFF-ANSWER yes").await;
    let alone = mail(BOB, "two@bau.test", Some("one@home.test"), "Re: bell", "BOB-SECRET about my house");
    let other = mail(BOB, "three@bau.test", None, "Roof", "BOB-OWN-TICKET");
    world.take_in(company, &[("2", alone), ("3", other)]).await;
    let agent = world.agent_ctx(company);
    app::note::add(&world.app, &agent, ticket, "EVA-NOTE called her").await.unwrap();
    app::note::add(&world.app, &agent, ticket, "Ask bob builder, BOB-NOTE").await.unwrap();
    app::note::add(&world.app, &agent, ticket, "see carl@else.test CARL-NOTE").await.unwrap();
    let tag = app::tag::create(&world.app, &agent, "EVA-TAG", TagColour::Blue).await.unwrap();
    let change = TicketChange { add_tags: vec![tag.id], ..TicketChange::default() };
    app::ticket::change(&world.app, &agent, ticket, change).await.unwrap();
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
    let text = |text: &str| app::field::Given::Text(text.to_owned());
    let held = [("size".to_owned(), text("EVA-FIELD"))];
    app::field::fill_contact(&world.app, &agent, eva, &held).await.unwrap();
    let held = [("bike".to_owned(), text("EVA-BIKE"))];
    app::field::fill_ticket(&world.app, &agent, ticket, &held, None).await.unwrap();
    let change = ContactChange {
        phone: Some("+45 EVA-PHONE".to_owned()),
        remark: Some("EVA-REMARK likes bells".to_owned()),
        ..ContactChange::default()
    };
    app::contact::change(&world.app, &agent, eva, change).await.unwrap();
    (ticket, eva)
}

/// With the index up to date: it is what finds the tickets in which somebody only got a copy.
async fn indexed(world: &World) -> tokio::task::JoinSet<()> {
    app::jobs::start_indexer(&world.app)
}

/// Restricted people keep their rights.
async fn restrict(world: &World, company: &Company, eva: ContactId) {
    let mut tx = world.app.store().tenant(company.info.scope).begin().await.unwrap();
    let (now, request) = (world.app.now(), domain::SubjectRequestId::generate(world.app.now()));
    let row = store::Restriction { contact: eva, request, restricted_at: now, told_at: None };
    tx.put_restriction(&row, now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn everything_of_a_person_is_in_it_and_nothing_of_another(world: World) {
    let acme = world.company("acme").await;
    let _indexer = indexed(&world).await;
    let (_, eva) = story(&world, &acme).await;
    // Bob's ticket has an answer that Eva gets a copy of: she takes part in nothing there.
    let (roof, bob) = of_requester(&world, &acme, "bob@bau.test").await;
    let cc = vec![Address { name: "Eva".to_owned(), email: "Eva@home.test".to_owned() }];
    let copied = ReplyDraft { text: "COPIED-TO-EVA".to_owned(), cc, ..ReplyDraft::default() };
    app::reply::send(&world.app, &world.agent_ctx(&acme), roof, copied).await.unwrap();
    restrict(&world, &acme, eva).await;

    let admin = world.admin_ctx(&acme);
    let found = export(&world.app, &admin, eva).await;
    for theirs in [
        "EVA-TEXT",
        "STAFF-ANSWER",
        "EVA-NOTE",
        "EVA-TAG",
        "EVA-FIELD",
        "EVA-BIKE",
        "EVA-PHONE",
        "EVA-REMARK",
        "COPIED-TO-EVA",
        "PLAN-BYTES",
        "plan (one@home.test)",
        "Egon Agent",
    ] {
        assert!(found.says(theirs), "{theirs}");
        assert!(
            theirs == "PLAN-BYTES" || found.text("index.html").contains(theirs) || theirs.contains('@'),
            "{theirs}"
        );
    }
    for others in ["BOB-SECRET", "BOB-OWN-TICKET", "BOB-NOTE", "CARL-NOTE"] {
        assert!(!found.says(others), "{others}");
    }
    let data = found.data();
    schema::check(&serde_json::from_slice(&found.files["data.json"]).unwrap()).unwrap();
    assert_eq!(found.text("access-export-1.json"), SCHEMA);
    assert_eq!((data.left_out.messages, data.left_out.notes, data.left_out.remark), (1, 2, false));
    assert_eq!(data.person.state, "restricted");
    let own: Vec<_> = data.tickets.iter().map(|ticket| (ticket.own, ticket.tags.len())).collect();
    assert_eq!(own, [(true, 1), (false, 0)]);
    assert!(data.tickets[0].history.iter().any(|one| one.what == "tag_added" && one.by == "staff"));
    assert!(data.access.iter().any(|line| line.by == "staff" && line.purpose == "service_delivery"));
    assert!(!data.about.purposes.is_empty() && !data.about.recipients.is_empty());
    assert_eq!(data.about.sources.iter().map(|source| source.messages).sum::<u64>(), 4);
    whole(&found);

    // The mail, byte by byte; and in the mbox with its quoting.
    let mail = data.messages.iter().find(|message| message.text.contains("EVA-TEXT")).unwrap();
    let raw = with_file(EVA, "one@home.test", BOB, "Does the EVA-TEXT fit?");
    assert_eq!(found.files[mail.mail.as_ref().unwrap()], raw.as_bytes());
    assert_eq!(found.files[mail.attachments[0].file.as_ref().unwrap()], b"PLAN-BYTES");
    let mbox = &found.files["mails.mbox"];
    assert!(found.text("mails.mbox").contains("\n>From here on it is a quote.\n"));
    assert_eq!(mime::split_mbox(std::io::Cursor::new(mbox)).count(), 3);

    // Bob's has what is his, and nothing that the company noted of Eva.
    let his = export(&world.app, &admin, bob).await;
    for theirs in ["BOB-SECRET", "BOB-OWN-TICKET", "EVA-TEXT", "COPIED-TO-EVA"] {
        assert!(his.says(theirs), "{theirs}");
    }
    for others in ["EVA-NOTE", "EVA-REMARK", "EVA-PHONE", "EVA-FIELD", "EVA-BIKE", "EVA-TAG", "BOB-NOTE"] {
        assert!(!his.says(others), "{others}");
    }
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn it_is_made_once_and_goes_with_its_time_and_its_person(world: World) {
    let (acme, app) = (world.company("acme").await, &world.app);
    let _indexer = indexed(&world).await;
    let (_, eva) = story(&world, &acme).await;
    let admin = world.admin_ctx(&acme);
    let first = access_export::ask(app, &admin, eva, "da").await.unwrap();
    assert_eq!(access_export::ask(app, &admin, eva, "en").await.unwrap().id, first.id);
    assert_eq!(access_export::hand_out(app, &admin, first.id).await.err().unwrap().class(), Class::Conflict);
    assert!(access_export::round(app).await.unwrap());
    assert!(!access_export::round(app).await.unwrap());
    let ready = access_export::read(app, &admin, first.id).await.unwrap();
    assert_eq!((ready.state, ready.percent), (ExportState::Ready, 100));
    let danish = Unpacked::of(unpacked::handed_out(app, &admin, first.id).await);
    assert!(danish.text("index.html").contains("<html lang=\"da\">"));
    assert!(!danish.text("index.html").contains("id=\"dpo\""), "the operator named nobody");
    // C106: whom they ask besides stands in it.
    let named = world.with_dpo().await;
    let _another_indexer = app::jobs::start_indexer(&named);
    let newest = access_export::ask(&named, &admin, eva, "da").await.unwrap();
    assert!(access_export::round(&named).await.unwrap());
    let told = Unpacked::of(unpacked::handed_out(&named, &admin, newest.id).await).text("index.html");
    for said in ["Kontakt om databeskyttelse", "Karin Ek, karin@example.com, +46 8 1"] {
        assert!(told.contains(said), "{said}");
    }
    // Taken back, it is gone with its bytes.
    let second = access_export::ask(app, &admin, eva, "en").await.unwrap();
    assert!(access_export::round(app).await.unwrap());
    access_export::withdraw(app, &admin, second.id).await.unwrap();
    assert_eq!(access_export::read(app, &admin, second.id).await.unwrap_err().class(), Class::NotFound);
    // Its time passes.
    let store = app.store().tenant(acme.info.scope);
    let pieces = store.list_access_export_pieces(first.id).await.unwrap();
    assert!(!pieces.is_empty());
    world.clock.advance_ms(ACCESS_EXPORT_DAYS * 24 * 3_600_000 + 1);
    let admin = world.admin_ctx(&acme);
    assert_eq!(access_export::hand_out(app, &admin, first.id).await.err().unwrap().class(), Class::NotFound);
    app::jobs::upkeep::round(app).await.unwrap();
    assert!(store.find_access_export(first.id).await.unwrap().is_none());
    assert!(app.keyring().list_object_keys(acme.info.scope, &pieces).await.unwrap().is_empty());
    for piece in pieces {
        assert!(store.find_blob(piece).await.unwrap().is_none());
    }
    // So does its person.
    let last = access_export::ask(app, &admin, eva, "en").await.unwrap();
    assert!(access_export::round(app).await.unwrap());
    let leaf = [domain::keyring::LeafRef::contact(eva)];
    app.keyring().delete_leaf_keys(acme.info.scope, &leaf).await.unwrap();
    app.vault().mark_destroyed(acme.info.scope, &leaf);
    let mut out = access_export::hand_out(app, &admin, last.id).await.unwrap();
    assert_eq!(out.next().await.unwrap_err().class(), Class::NotFound);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn a_crash_begins_it_anew_and_nothing_clear_is_on_the_disk(world: World) {
    let acme = world.company("acme").await;
    let _indexer = indexed(&world).await;
    let (_, eva) = story(&world, &acme).await;
    // Random bytes, so that the export has several pieces.
    let noise: String = (0..90_000).map(|_| uuid::Uuid::new_v4().simple().to_string()).collect();
    let raw = mail(EVA, "noise@home.test", None, "Noise", &format!("CANARY-ON-DISK {noise}"));
    world.take_in(&acme, &[("9", raw)]).await;
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let asked = access_export::ask(app, &admin, eva, "en").await.unwrap();
    // A process that vanishes in the middle: what it has sealed is there, and its claim.
    let making = access_export::round(app);
    let store = app.store().tenant(acme.info.scope);
    let begun = async {
        while store.list_access_export_pieces(asked.id).await.unwrap().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    tokio::select! { biased; () = begun => {}, made = making => { made.unwrap(); panic!("too fast to be caught"); } }
    let left = store.list_access_export_pieces(asked.id).await.unwrap();
    assert!(!left.is_empty());
    assert!(!access_export::round(app).await.unwrap(), "its maker may still be there");
    world.clock.advance_ms(10 * 60 * 1_000);
    assert!(access_export::round(app).await.unwrap());
    let found = Unpacked::of(unpacked::handed_out(app, &world.admin_ctx(&acme), asked.id).await);
    assert!(found.says("CANARY-ON-DISK"));
    whole(&found);
    assert!(app.keyring().list_object_keys(acme.info.scope, &left).await.unwrap().is_empty());
    for what in ["CANARY-ON-DISK", "EVA-TEXT", "data.json", "index.html"] {
        assert_eq!(holding(world.folder.path(), what.as_bytes()), Vec::<String>::new(), "{what}");
    }
    // The drop of a making in the middle is a crash, whose openings nobody could write down any more.
}

async fn a_link_leads_to_it_and_tells_nothing_else(world: World) {
    let (acme, other, app) = (world.company("acme").await, world.company("other").await, &world.app);
    let _indexer = indexed(&world).await;
    let (_, eva) = story(&world, &acme).await;
    let admin = world.admin_ctx(&acme);
    let asked = access_export::ask(app, &admin, eva, "en").await.unwrap();
    assert_eq!(access_export::link(app, &admin, asked.id).await.unwrap_err().class(), Class::Conflict);
    assert!(access_export::round(app).await.unwrap());
    let (old, _) = access_export::link(app, &admin, asked.id).await.unwrap();
    let (secret, until) = access_export::link(app, &admin, asked.id).await.unwrap();
    let (scope, now) = (acme.info.scope, app.now());
    assert_eq!(access_export::linked(app, scope, secret.reveal(), now).await.unwrap().0, until);
    let mut out = access_export::by_link(app, scope, secret.reveal(), now).await.unwrap();
    let mut zip = Vec::new();
    while let Some(piece) = out.next().await.unwrap() {
        zip.extend(piece);
    }
    assert!(Unpacked::of(zip).says("EVA-TEXT"));
    // Replaced, another tenant's, unknown, too long, expired: one answer.
    let long = "x".repeat(10_000);
    let later = until.plus_millis(1);
    for (scope, secret, now) in [
        (scope, old.reveal().as_str(), now),
        (other.info.scope, secret.reveal().as_str(), now),
        (scope, "unknown", now),
        (scope, long.as_str(), now),
        (scope, secret.reveal().as_str(), later),
    ] {
        let error = access_export::by_link(app, scope, secret, now).await.err().unwrap();
        assert!(matches!(error, app::Error::NotFound("link")));
    }
    let admin = world.admin_ctx(&acme);
    access_export::withdraw(app, &admin, asked.id).await.unwrap();
    assert!(access_export::linked(app, scope, secret.reveal(), now).await.is_err());
}

async fn who_may_not_ask_does_not_get_it(world: World) {
    let (acme, other, app) = (world.company("acme").await, world.company("other").await, &world.app);
    let _indexer = indexed(&world).await;
    let (_, eva) = story(&world, &acme).await;
    let admin = world.admin_ctx(&acme);
    let asked = access_export::ask(app, &admin, eva, "en").await.unwrap();
    assert!(access_export::round(app).await.unwrap());
    let agent = world.agent_ctx(&acme);
    assert_eq!(access_export::ask(app, &agent, eva, "en").await.unwrap_err().class(), Class::Forbidden);
    assert_eq!(access_export::list(app, &agent, eva).await.unwrap_err().class(), Class::Forbidden);
    assert_eq!(access_export::hand_out(app, &agent, asked.id).await.err().unwrap().class(), Class::Forbidden);
    assert_eq!(access_export::link(app, &agent, asked.id).await.unwrap_err().class(), Class::Forbidden);
    let elsewhere = Ctx::agent(other.info.scope, other.admin, Role::Admin, app.now());
    assert_eq!(access_export::ask(app, &elsewhere, eva, "en").await.unwrap_err().class(), Class::NotFound);
    let refused = access_export::hand_out(app, &elsewhere, asked.id).await.err().unwrap();
    assert_eq!(refused.class(), Class::NotFound);
    assert_eq!(access_export::ask(app, &admin, eva, "xx").await.unwrap_err().class(), Class::Input);
}
