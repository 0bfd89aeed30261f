//! Everything of a company in one file (C42, C94): all of the company's, nothing of another's, nothing that opens a door or that
//! only its author may read; sealed while it is made, there until the end of a company that is being closed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::{Unpacked, whole};
use crate::world::{self, Company, PASSWORD, World, mail};
use app::access_export::schema;
use app::company_export::{self, SCHEMA};
use app::erasure::{self, Scope};
use app::view::ContactChange;
use app::{Class, Ctx, subject_request};
use domain::limits::COMPANY_EXPORT_DAYS;
use domain::record::{Security, ServerSettings};
use domain::{
    ConnectorKind, ContactId, ErasureReason, ExportState, FieldHolder, FieldKind, Private, Role, TagColour,
    TicketId,
};
use serde_json::Value;
use std::sync::Arc;

crate::on_both_engines! {
    everything_of_the_company_is_in_it_and_nothing_of_another
    what_opens_doors_and_what_is_ones_own_is_not_in_it
    long_conversations_are_whole
    it_is_made_once_and_goes_with_its_time
    it_stays_while_the_account_is_being_closed
    a_crash_begins_the_file_anew_and_nothing_clear_is_on_the_disk
    what_is_erased_is_in_no_file
    who_may_not_ask_does_not_get_the_file
}

const DAY_MS: i64 = 24 * 3_600_000;

/// What stands in each category of a company, beside its own tag.
const GIVEN: [&str; 31] = [
    "SUBJECT",
    "MAIL-TEXT",
    "FILE-NAME",
    "FILE-BYTES",
    "ANSWER",
    "NOTE",
    "TAG",
    "CONTACT-FIELD",
    "TICKET-FIELD",
    "FIELD-NAME-size",
    "PHONE",
    "REMARK",
    "ORGANISATION",
    "ORG-NOTES",
    "TEAM",
    "TEAM-SIGNATURE",
    "REPLY-NAME",
    "REPLY-TEXT",
    "VIEW",
    "AGENT-SIGNATURE",
    "MAILBOX",
    "LOGIN",
    "RULE",
    "HOLD-REASON",
    "HOLD-LAW",
    "REQUEST-WORDS",
    "REQUEST-NAME",
    "REQUEST-NOTE",
    "SECOND-TEXT",
    "MENTION",
    "RESTRICTED-TEXT",
];
/// What only its author may read.
const OWN: [&str; 5] = ["DRAFT", "OWN-REPLY", "OWN-VIEW", "UPLOAD-NAME", "UPLOAD-BYTES"];

fn with_file(tag: &str) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.encode(format!("{tag}-FILE-BYTES"));
    format!(
        "From: Eva Example <eva@{tag}.test>\r\nTo: support@acme.test\r\nSubject: {tag}-SUBJECT\r\n\
         Message-ID: <one@{tag}.test>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         {tag}-MAIL-TEXT\r\nFrom here on.\r\n--b\r\nContent-Type: application/pdf\r\n\
         Content-Disposition: attachment; filename=\"../{tag}-FILE-NAME.pdf\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{bytes}\r\n--b--\r\n"
    )
}

async fn of_requester(world: &World, company: &Company, email: &str) -> (TicketId, ContactId) {
    let rows = world.tickets(company).await;
    let row = rows.iter().find(|row| row.requester_email.eq_ignore_ascii_case(email)).unwrap();
    (row.id, row.requester_id)
}

/// Something in every category, each with the tag before it. The first conversation, and who asked.
pub async fn story(world: &World, company: &Company, tag: &str) -> (TicketId, ContactId) {
    let (app, agent, admin) = (&world.app, world.agent_ctx(company), world.admin_ctx(company));
    let is = |what: &str| format!("{tag}-{what}");
    let second = mail(
        &format!("Bob <bob@{tag}.test>"),
        &format!("two@{tag}.test"),
        None,
        "Roof",
        &format!("{tag}-SECOND-TEXT"),
    );
    world.take_in(company, &[("1", with_file(tag)), ("2", second)]).await;
    let (ticket, eva) = of_requester(world, company, &format!("eva@{tag}.test")).await;
    world.answer(company, ticket, &is("ANSWER")).await;
    let note = format!("{} asks @Ada Admin {}", is("NOTE"), is("MENTION"));
    app::note::add(app, &agent, ticket, &note).await.unwrap();
    let made = app::tag::create(app, &agent, &is("TAG"), TagColour::Blue).await.unwrap();
    let change = app::ticket::alter::TicketChange { add_tags: vec![made.id], ..Default::default() };
    app::ticket::change(app, &agent, ticket, change).await.unwrap();
    fields(world, company, (ticket, eva), tag).await;
    let change =
        ContactChange { phone: Some(is("PHONE")), remark: Some(is("REMARK")), ..ContactChange::default() };
    app::contact::change(app, &agent, eva, change).await.unwrap();
    let draft = app::organisation::OrganisationDraft {
        name: is("ORGANISATION"),
        notes: is("ORG-NOTES"),
        ..Default::default()
    };
    let made = app::organisation::create(app, &agent, draft).await.unwrap();
    app::organisation::place_contact(app, &agent, eva, Some(made.id)).await.unwrap();
    let draft = app::team::TeamDraft {
        name: is("TEAM"),
        signature: is("TEAM-SIGNATURE"),
        members: vec![company.agent],
        assign: None,
    };
    app::team::create(app, &admin, draft).await.unwrap();
    saved(world, company, tag).await;
    rules(world, company, (ticket, eva), tag).await;
    (ticket, eva)
}

async fn fields(world: &World, company: &Company, (ticket, eva): (TicketId, ContactId), tag: &str) {
    let (app, agent) = (&world.app, world.agent_ctx(company));
    for (holder, key) in [(FieldHolder::Contact, "size"), (FieldHolder::Ticket, "bike")] {
        let draft = app::field::FieldDraft {
            holder,
            kind: FieldKind::Text,
            name: format!("{tag}-FIELD-NAME-{key}"),
            key: key.to_owned(),
            choices: Vec::new(),
            personal: true,
            required: false,
        };
        app::field::create(app, &world.admin_ctx(company), draft).await.unwrap();
    }
    let held = |key: &str, text: String| [(key.to_owned(), app::field::Given::Text(text))];
    let text = held("size", format!("{tag}-CONTACT-FIELD"));
    app::field::fill_contact(app, &agent, eva, &text).await.unwrap();
    let text = held("bike", format!("{tag}-TICKET-FIELD"));
    app::field::fill_ticket(app, &agent, ticket, &text, None).await.unwrap();
}

/// Saved replies and views of everyone and of one agent, a draft with a file, a signature, a mailbox with a password.
async fn saved(world: &World, company: &Company, tag: &str) {
    let (app, agent) = (&world.app, world.agent_ctx(company));
    let is = |what: &str| format!("{tag}-{what}");
    for (name, shared) in [("REPLY-NAME", true), ("OWN-REPLY", false)] {
        let text = if shared { is("REPLY-TEXT") } else { is("OWN-REPLY") };
        let draft = app::saved_reply::SavedReplyDraft { name: is(name), text, html: None, shared };
        app::saved_reply::create(app, &agent, draft).await.unwrap();
        let name = if shared { is("VIEW") } else { is("OWN-VIEW") };
        let (conditions, order) = (store::ViewConditions::default(), store::TicketOrder::default());
        let draft = app::saved_view::ViewDraft { name, shared, conditions, order };
        app::saved_view::create(app, &agent, draft).await.unwrap();
    }
    let (ticket, _) = of_requester(world, company, &format!("eva@{tag}.test")).await;
    let bytes = is("UPLOAD-BYTES").into_bytes();
    let upload = app::upload::add(app, &agent, &is("UPLOAD-NAME"), "text/plain", bytes).await.unwrap();
    let written = app::draft::Written {
        text: is("DRAFT"),
        files: vec![app::draft::KeptFile { id: upload.id, name: is("UPLOAD-NAME"), size_bytes: 0 }],
        ..app::draft::Written::default()
    };
    let (kind, base) = (domain::DraftKind::Reply, app::draft::Base::Nothing);
    app::draft::save(app, &agent, ticket, kind, written, base).await.unwrap();
    let change = app::agent::ProfileChange { signature: Some(is("AGENT-SIGNATURE")), ..Default::default() };
    app::agent::change_profile(app, &agent, change).await.unwrap();
    let server = |port| ServerSettings {
        host: "mail.example.org".to_owned(),
        port,
        security: Security::Tls,
        login: is("LOGIN"),
        password: "SECRET-PASSWORD".to_owned(),
        ca_pem: None,
    };
    let mut settings = world::maildir(&format!("more@{}.test", tag.to_lowercase()), world.folder.path());
    settings.kind = ConnectorKind::Imap;
    (settings.name, settings.maildir) = (is("MAILBOX"), None);
    (settings.imap, settings.smtp) = (Some(server(993)), Some(server(465)));
    app::mailbox::connect(app, &world.admin_ctx(company), settings, None).await.unwrap();
}

/// A retention rule, a hold, a request, and somebody whose data is restricted.
async fn rules(world: &World, company: &Company, (ticket, eva): (TicketId, ContactId), tag: &str) {
    let (app, admin) = (&world.app, world.admin_ctx(company));
    let is = |what: &str| format!("{tag}-{what}");
    let subject = domain::RetentionSubject::Conversation;
    let terms = domain::RetentionTerms { days: 900, ..domain::RetentionTerms::default_of(subject) };
    app::retention::create(app, &admin, app::retention::NewRule { name: is("RULE"), terms }).await.unwrap();
    let hold = erasure::holds::NewHold {
        scope: Scope::Conversation(ticket),
        reason: is("HOLD-REASON"),
        law: is("HOLD-LAW"),
        review_at: admin.now.plus_millis(DAY_MS),
        ends_at: None,
    };
    let hold = erasure::holds::place(app, &admin, hold).await.unwrap();
    erasure::holds::release(app, &admin, hold).await.unwrap();
    let asking = subject_request::Asking {
        right: domain::SubjectRight::Access,
        email: format!("eva@{tag}.test"),
        name: is("REQUEST-NAME"),
        words: is("REQUEST-WORDS"),
        language: "en".to_owned(),
        company: String::new(),
    };
    let new =
        subject_request::NewRequest { asking, ticket: None, received_at: None, vouched: "known".to_owned() };
    let case = subject_request::create(app, &admin, new).await.unwrap();
    subject_request::note(app, &admin, case, &is("REQUEST-NOTE")).await.unwrap();
    let from = format!("Rita <rita@{tag}.test>");
    let theirs = mail(&from, &format!("three@{tag}.test"), None, "Still", &is("RESTRICTED-TEXT"));
    world.take_in(company, &[("3", theirs)]).await;
    let (_, rita) = of_requester(world, company, &format!("rita@{tag}.test")).await;
    let mut tx = app.store().tenant(company.info.scope).begin().await.unwrap();
    let (now, request) = (app.now(), domain::SubjectRequestId::generate(app.now()));
    let row = store::Restriction { contact: rita, request, restricted_at: now, told_at: None };
    tx.put_restriction(&row, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_ne!(rita, eva);
}

async fn fetched(app: &Arc<app::App>, ctx: &Ctx, id: domain::CompanyExportId) -> Unpacked {
    let mut out = company_export::hand_out(app, ctx, id).await.unwrap();
    let mut zip = Vec::new();
    while let Some(piece) = out.next().await.unwrap() {
        zip.extend(piece);
    }
    assert_eq!(zip.len() as u64, out.size_bytes);
    Unpacked::of(zip)
}

async fn export(world: &World, company: &Company, language: &str) -> Unpacked {
    let (app, admin) = (&world.app, world.admin_ctx(company));
    let asked = company_export::ask(app, &admin, language).await.unwrap();
    assert!(company_export::round(app).await.unwrap());
    let ready = company_export::read(app, &admin, asked.id).await.unwrap();
    assert_eq!((ready.state, ready.percent), (ExportState::Ready, 100));
    fetched(app, &admin, asked.id).await
}

fn json(found: &Unpacked, file: &str) -> Value {
    serde_json::from_slice(&found.files[file]).unwrap()
}

/// Every JSON file says what the published schema says that it does.
fn fits(found: &Unpacked) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for name in found.files.keys().filter(|name| name.ends_with(".json") && !name.starts_with("company-")) {
        let data = json(found, name);
        // Alone, so that a fault has its place.
        let mut one = schema.clone();
        let members = one.as_object_mut().unwrap();
        members.remove("anyOf");
        let kind = data["kind"].as_str().unwrap();
        members.insert("$ref".to_owned(), serde_json::json!(format!("#/$defs/{kind}")));
        assert_eq!(schema::check_against(&one.to_string(), &data), Ok(()), "{name}");
        assert_eq!(schema::check_against(SCHEMA, &data), Ok(()), "{name}");
    }
}

/// The pages tell what there is.
fn people_read_it(found: &Unpacked) {
    let page = found.text("index.html");
    for told in ["A company", "company.json", "conversations/list-0001.html", "Art", "Ada Admin"] {
        assert!(page.contains(told), "{told}");
    }
    let pages: String =
        found.files.keys().filter(|name| name.ends_with(".html")).map(|name| found.text(name)).collect();
    for told in ["ACME-MAIL-TEXT", "ACME-ANSWER", "ACME-NOTE", "ACME-TICKET-FIELD", "@Ada Admin"] {
        assert!(pages.contains(told), "{told}");
    }
    assert!(!pages.contains("<script"));
}

async fn everything_of_the_company_is_in_it_and_nothing_of_another(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    story(&world, &acme, "ACME").await;
    story(&world, &other, "OTHER").await;
    let found = export(&world, &acme, "en").await;
    for what in GIVEN {
        assert!(found.says(&format!("ACME-{what}")), "{what}");
        assert!(!found.says(&format!("OTHER-{what}")), "another's {what}");
    }
    assert!(!found.says("support@other.test"));
    whole(&found);
    fits(&found);
    assert_eq!(found.text("company-export-1.json"), SCHEMA);

    people_read_it(&found);

    // Programs do.
    let company = json(&found, "company.json");
    assert_eq!(company["company"]["slug"], "acme");
    assert_eq!(company["counts"]["conversations"], 3);
    assert_eq!(company["agents"].as_array().unwrap().len(), 2);
    let conversations = (1..=3).map(|n| json(&found, &format!("conversations/{n:06}.json")));
    let conversations: Vec<Value> = conversations.collect();
    let evas = conversations.iter().find(|one| one["subject"] == "ACME-SUBJECT").unwrap();
    let messages = evas["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 3);
    let of = |what: &str| messages.iter().find(|one| one["text"].as_str().unwrap().contains(what)).unwrap();
    assert_eq!(of("ACME-ANSWER")["agent"], "Egon Agent");
    assert!(of("ACME-NOTE")["text"].as_str().unwrap().contains("@Ada Admin ACME-MENTION"));
    assert!(
        evas["history"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["what"] == "tag_added" && one["after"] == "ACME-TAG" && one["by"] == "Egon Agent")
    );
    // The mail, byte by byte; and what was attached to it.
    let first = of("ACME-MAIL-TEXT");
    assert_eq!(found.files[first["mail"].as_str().unwrap()], with_file("ACME").as_bytes());
    let file = first["attachments"][0]["file"].as_str().unwrap();
    assert_eq!(found.files[file], b"ACME-FILE-BYTES");
    let (_, mbox) = found.files.iter().find(|(name, _)| name.ends_with("support_acme.test.mbox")).unwrap();
    assert_eq!(mime::split_mbox(std::io::Cursor::new(mbox)).count(), 4);
    assert!(memchr::memmem::find(mbox, b"\n>From here on.").is_some());

    // Whose data is restricted, that is said: of the person, of the conversation, of each message.
    let people = json(&found, "people.json");
    let people = people["people"].as_array().unwrap();
    let marked = people.iter().filter(|one| one["state"] == "restricted");
    assert_eq!(marked.map(|one| one["emails"][0].clone()).collect::<Vec<_>>(), ["rita@acme.test"]);
    for one in &conversations {
        let is_theirs = one["requester"]["email"] == "rita@acme.test";
        assert_eq!(one["restricted"], is_theirs);
        assert!(one["messages"].as_array().unwrap().iter().all(|one| one["restricted"] == is_theirs));
    }

    // The log is proved by itself.
    let key = world.app.vault().checkpoint_public_key();
    let log = std::io::Cursor::new(&found.files["audit.ndjson"]);
    let checked = app::audit::check(log, &key).unwrap();
    assert!(checked.without_gap && checked.entries > 10);
    assert!(found.text("audit.ndjson").contains("company_export.ask"));
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
    let danish = export(&world, &acme, "da").await;
    assert!(danish.text("index.html").contains("<html lang=\"da\">"));
    assert!(!danish.text("index.html").contains("id=\"dpo\""), "the operator named nobody");
    whom_to_ask_stands_in_it(&world, &acme).await;
}

/// C106: whom they ask besides, where the operator names somebody.
async fn whom_to_ask_stands_in_it(world: &World, acme: &Company) {
    let (named, admin) = (world.with_dpo().await, world.admin_ctx(acme));
    let asked = company_export::ask(&named, &admin, "da").await.unwrap();
    assert!(company_export::round(&named).await.unwrap());
    let told = fetched(&named, &admin, asked.id).await.text("index.html");
    for said in ["Kontakt om databeskyttelse", "Karin Ek, karin@example.com, +46 8 1"] {
        assert!(told.contains(said), "{said}");
    }
}

async fn what_opens_doors_and_what_is_ones_own_is_not_in_it(world: World) {
    let acme = world.company("acme").await;
    story(&world, &acme, "ACME").await;
    world.permit(&acme, None).await;
    let (app, now) = (&world.app, world.app.now());
    let password = Private::new(PASSWORD.to_owned());
    let email = "egon@acme.test";
    let signed =
        app::sign_in::with_password(app, acme.info.scope, email, &password, "1.2.3.4", now).await.unwrap();
    let (_, token) =
        app::token::create(app, &world.admin_ctx(&acme), acme.agent, "ACME-TOKEN-NAME").await.unwrap();
    let found = export(&world, &acme, "en").await;
    let secrets = [
        signed.session_token.into_inner(),
        signed.csrf_token,
        token.into_inner(),
        "SECRET-PASSWORD".to_owned(),
        "SECRET-ACCESS-TOKEN".to_owned(),
        PASSWORD.to_owned(),
        "$argon2".to_owned(),
    ];
    for secret in secrets {
        assert!(!found.says(&secret), "{secret}");
    }
    for own in OWN {
        assert!(!found.says(&format!("ACME-{own}")), "{own}");
    }
    // Each is listed, with the reason.
    let company = json(&found, "company.json");
    let left: Vec<(String, String)> = company["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["table"].as_str().unwrap().to_owned(), one["reason"].as_str().unwrap().to_owned()))
        .collect();
    for (table, reason) in [
        ("draft", "own"),
        ("upload", "own"),
        ("saved_reply", "own"),
        ("saved_view", "own"),
        ("agent", "secret"),
        ("mailbox", "secret"),
        ("mailbox_grant", "secret"),
        ("session", "secret"),
        ("api_token", "secret"),
        ("tenant_key", "secret"),
        ("outbox", "passing"),
        ("message_reference", "derived"),
        ("sign_up", "operator"),
    ] {
        assert!(left.contains(&(table.to_owned(), reason.to_owned())), "{table}");
    }
}

async fn long_conversations_are_whole(world: World) {
    let acme = world.company("acme").await;
    let first = mail("Eva <eva@home.test>", "m0@home.test", None, "Long", "PART-000");
    world.take_in(&acme, &[("0", first)]).await;
    let more: Vec<(String, String)> = (1..45)
        .map(|n| {
            let (id, before) = (format!("m{n}@home.test"), format!("m{}@home.test", n - 1));
            let text = format!("PART-{n:03}");
            (n.to_string(), mail("Eva <eva@home.test>", &id, Some(&before), "Re: Long", &text))
        })
        .collect();
    for (key, raw) in more {
        world.take_in(&acme, &[(key.as_str(), raw)]).await;
    }
    let short = mail("Bob <bob@bau.test>", "b@bau.test", None, "Short", "SHORT-ONE");
    world.take_in(&acme, &[("99", short)]).await;
    let found = export(&world, &acme, "en").await;
    whole(&found);
    fits(&found);
    let long = json(&found, "conversations/000001.json");
    assert_eq!(long["messages"].as_array().unwrap().len(), 45);
    let page = found.text("conversations/000001.html");
    for n in 0..45 {
        assert!(page.contains(&format!("PART-{n:03}")), "{n}");
    }
    assert_eq!(found.files.keys().filter(|name| name.starts_with("mails/")).count(), 46);
    let short = json(&found, "conversations/000002.json");
    assert_eq!(short["messages"][0]["n"], 46);
    assert!(found.files.contains_key(short["messages"][0]["mail"].as_str().unwrap()));
}

async fn it_is_made_once_and_goes_with_its_time(world: World) {
    let (acme, app) = (world.company("acme").await, &world.app);
    story(&world, &acme, "ACME").await;
    let admin = world.admin_ctx(&acme);
    let first = company_export::ask(app, &admin, "en").await.unwrap();
    assert_eq!(company_export::ask(app, &admin, "da").await.unwrap().id, first.id);
    let early = company_export::hand_out(app, &admin, first.id).await;
    assert_eq!(early.err().unwrap().class(), Class::Conflict);
    assert!(company_export::round(app).await.unwrap());
    assert!(!company_export::round(app).await.unwrap());
    // Taken back, one is gone with its bytes.
    let second = company_export::ask(app, &admin, "en").await.unwrap();
    assert!(company_export::round(app).await.unwrap());
    assert_eq!(company_export::list(app, &admin).await.unwrap().len(), 2);
    company_export::withdraw(app, &admin, second.id).await.unwrap();
    assert_eq!(company_export::read(app, &admin, second.id).await.unwrap_err().class(), Class::NotFound);
    // Its time passes.
    let store = app.store().tenant(acme.info.scope);
    let pieces = store.list_company_export_pieces(first.id).await.unwrap();
    assert!(!pieces.is_empty());
    world.clock.advance_ms(COMPANY_EXPORT_DAYS * DAY_MS + 1);
    let admin = world.admin_ctx(&acme);
    let late = company_export::hand_out(app, &admin, first.id).await;
    assert_eq!(late.err().unwrap().class(), Class::NotFound);
    app::jobs::upkeep::round(app).await.unwrap();
    assert!(store.find_company_export(first.id).await.unwrap().is_none());
    assert!(app.keyring().list_object_keys(acme.info.scope, &pieces).await.unwrap().is_empty());
    for piece in pieces {
        assert!(store.find_blob(piece).await.unwrap().is_none());
    }
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn it_stays_while_the_account_is_being_closed(world: World) {
    let (acme, app) = (world.company("acme").await, &world.app);
    story(&world, &acme, "ACME").await;
    let _jobs = app::jobs::start_indexer(app);
    let admin = world.admin_ctx(&acme);
    let asked = company_export::ask(app, &admin, "en").await.unwrap();
    assert!(company_export::round(app).await.unwrap());
    let close = app::closing::Close {
        days: Some(30),
        slug: "acme".to_owned(),
        password: Private::new(PASSWORD.to_owned()),
        keep_sums: true,
    };
    let closing = app::closing::begin(app, &admin, close).await.unwrap();
    let shown = company_export::read(app, &admin, asked.id).await.unwrap();
    assert_eq!(shown.expires_at_ms, closing.erase_at);
    world.clock.advance_ms(30 * DAY_MS - 1);
    app::jobs::upkeep::round(app).await.unwrap();
    let found = fetched(app, &world.admin_ctx(&acme), asked.id).await;
    assert!(found.says("ACME-MAIL-TEXT"));
    // One can be asked for until the end.
    let last = export(&world, &acme, "en").await;
    assert_eq!(json(&last, "company.json")["closing"]["by_id"], acme.admin.to_string());
    let pieces = app.store().tenant(acme.info.scope).list_company_export_pieces(asked.id).await.unwrap();
    world.clock.advance_ms(1);
    world::until("the company is gone", async || {
        app::jobs::closing::round(app).await.unwrap();
        erasure::round(app, app.now()).await.unwrap();
        let keys = app.keyring().list_object_keys(acme.info.scope, &pieces).await.unwrap();
        keys.is_empty().then_some(())
    })
    .await;
    assert!(!company_export::round(app).await.unwrap());
    let store = app.store().tenant(acme.info.scope);
    assert!(store.list_company_exports().await.unwrap().is_empty());
}

async fn a_crash_begins_the_file_anew_and_nothing_clear_is_on_the_disk(world: World) {
    let acme = world.company("acme").await;
    story(&world, &acme, "ACME").await;
    // Random bytes, so that it has several pieces.
    for n in 0..3 {
        let noise: String = (0..90_000).map(|_| uuid::Uuid::new_v4().simple().to_string()).collect();
        let id = format!("noise{n}@home.test");
        let raw = mail("Eva <eva@home.test>", &id, None, "Noise", &format!("CANARY-ON-DISK {noise}"));
        world.take_in(&acme, &[(id.as_str(), raw)]).await;
    }
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let asked = company_export::ask(app, &admin, "en").await.unwrap();
    let store = app.store().tenant(acme.info.scope);
    let making = company_export::round(app);
    let begun = async {
        while store.list_company_export_pieces(asked.id).await.unwrap().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    tokio::select! { biased; () = begun => {}, made = making => { made.unwrap(); panic!("too fast to be caught"); } }
    let left = store.list_company_export_pieces(asked.id).await.unwrap();
    assert!(!left.is_empty());
    assert!(!company_export::round(app).await.unwrap(), "its maker may still be there");
    world.clock.advance_ms(10 * 60 * 1_000);
    assert!(company_export::round(app).await.unwrap());
    let found = fetched(app, &world.admin_ctx(&acme), asked.id).await;
    assert!(found.says("CANARY-ON-DISK"));
    whole(&found);
    assert!(app.keyring().list_object_keys(acme.info.scope, &left).await.unwrap().is_empty());
    for what in ["CANARY-ON-DISK", "ACME-MAIL-TEXT", "company.json", "index.html"] {
        let held = crate::unpacked::holding(world.folder.path(), what.as_bytes());
        assert_eq!(held, Vec::<String>::new(), "{what}");
    }
}

async fn what_is_erased_is_in_no_file(world: World) {
    let (acme, app) = (world.company("acme").await, &world.app);
    let (_, eva) = story(&world, &acme, "ACME").await;
    let _jobs = app::jobs::start_indexer(app);
    let admin = world.admin_ctx(&acme);
    let asked = company_export::ask(app, &admin, "en").await.unwrap();
    assert!(company_export::round(app).await.unwrap());
    let store = app.store().tenant(acme.info.scope);
    let before = store.list_company_export_pieces(asked.id).await.unwrap();
    let wanted = erasure::Wanted { scope: Scope::Contact(eva), reason: ErasureReason::Request };
    erasure::begin(app, &admin, wanted).await.unwrap();
    assert_eq!(erasure::round(app, app.now()).await.unwrap(), 0);
    // What was made is open to nobody, and is made anew without them.
    assert!(app.keyring().list_object_keys(acme.info.scope, &before).await.unwrap().is_empty());
    let again = company_export::read(app, &admin, asked.id).await.unwrap();
    assert_eq!((again.state, again.ready_at_ms), (ExportState::Waiting, None));
    assert!(company_export::round(app).await.unwrap());
    let found = fetched(app, &world.admin_ctx(&acme), asked.id).await;
    for gone in ["ACME-MAIL-TEXT", "ACME-FILE-BYTES", "ACME-PHONE", "ACME-NOTE", "ACME-TICKET-FIELD"] {
        assert!(!found.says(gone), "{gone}");
    }
    assert!(found.says("ACME-SECOND-TEXT"));
    assert_eq!(json(&found, "company.json")["erasures"].as_array().unwrap().len(), 1);
    whole(&found);
    fits(&found);
}

async fn who_may_not_ask_does_not_get_the_file(world: World) {
    let (acme, other, app) = (world.company("acme").await, world.company("other").await, &world.app);
    let asked = company_export::ask(app, &world.admin_ctx(&acme), "en").await.unwrap();
    assert!(company_export::round(app).await.unwrap());
    let agent = world.agent_ctx(&acme);
    assert_eq!(company_export::ask(app, &agent, "en").await.unwrap_err().class(), Class::Forbidden);
    assert_eq!(company_export::list(app, &agent).await.unwrap_err().class(), Class::Forbidden);
    let refused = company_export::hand_out(app, &agent, asked.id).await.err().unwrap();
    assert_eq!(refused.class(), Class::Forbidden);
    assert_eq!(company_export::withdraw(app, &agent, asked.id).await.unwrap_err().class(), Class::Forbidden);
    let elsewhere = Ctx::agent(other.info.scope, other.admin, Role::Admin, app.now());
    let refused = company_export::hand_out(app, &elsewhere, asked.id).await.err().unwrap();
    assert_eq!(refused.class(), Class::NotFound);
    assert!(company_export::list(app, &elsewhere).await.unwrap().is_empty());
    let operator = Ctx::operator(acme.info.scope, app.now());
    assert_eq!(company_export::ask(app, &operator, "en").await.unwrap_err().class(), Class::Forbidden);
    let wrong = company_export::ask(app, &world.admin_ctx(&acme), "xx").await.unwrap_err();
    assert_eq!(wrong.class(), Class::Input);
}

/// The most memory that this process had at once since it was last asked to forget that, in bytes (proc(5)).
fn most_at_once() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// A mail with a file of random bytes.
fn heavy(n: u64) -> String {
    use base64::Engine as _;
    let mut state = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .take(160_000)
    .flatten()
    .collect();
    let coded = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<&str> =
        (0..coded.len()).step_by(76).filter_map(|at| coded.get(at..(at + 76).min(coded.len()))).collect();
    format!(
        "From: Eva <eva@home.test>\r\nTo: support@acme.test\r\nSubject: Heavy {n}\r\nMessage-ID: <heavy{n}@home.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"h.pdf\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        lines.join("\r\n")
    )
}

/// What is held of it in memory is a few pieces, whatever the size of the whole.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_company_is_never_in_memory() {
    // Only where each test has a process of its own is it known whose the memory is.
    if std::env::var_os("NEXTEST").is_none() {
        return;
    }
    let world = World::new(world::Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    for n in 0..40 {
        world.take_in(&acme, &[(n.to_string().as_str(), heavy(n))]).await;
    }
    let admin = world.admin_ctx(&acme);
    let asked = company_export::ask(&world.app, &admin, "en").await.unwrap();
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = most_at_once();
    assert!(company_export::round(&world.app).await.unwrap());
    let grown = most_at_once().saturating_sub(before);
    let whole = company_export::read(&world.app, &admin, asked.id).await.unwrap().size_bytes;
    assert!(whole > 120_000_000, "{whole} bytes");
    assert!(grown < 60_000_000, "{grown} bytes more were held for {whole}");
}
