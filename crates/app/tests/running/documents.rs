//! Documents: written, released, read by everybody, agreed to; and the letters about those that change.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, PASSWORD, World, servers};
use app::document::{self, Mark, NewRelease};
use app::jobs::document_letters;
use app::{Ctx, Error, agent, operator};
use domain::record::{MailboxSettings, Security, ServerSettings, text_hash};
use domain::{AcceptanceWay, ConnectorKind, DocumentKind, LetterState, Private, RequestId, Role, Timestamp};
use std::collections::HashMap;
use store::LetterKind;

const DAY_MS: i64 = 24 * 3_600_000;
const TERMS: DocumentKind = DocumentKind::Terms;

fn shell(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

async fn write(world: &World, kind: DocumentKind, language: &str, text: &str) {
    document::write(&world.app, &shell(world), kind, language, text).await.unwrap();
}

async fn release(world: &World, kind: DocumentKind, material: bool) -> i64 {
    let new = NewRelease { kind, material, effective_at: None, translations_unchanged: true };
    document::release(&world.app, &shell(world), new).await.unwrap()
}

/// The documents that somebody has to read.
async fn waiting(world: &World, ctx: &Ctx) -> Vec<(DocumentKind, i64)> {
    let all = document::pending(&world.app, ctx).await.unwrap();
    all.into_iter().map(|one| (one.kind, one.version)).collect()
}

/// C1, C2: one language counts, and each translation knows which; what was released stays as it was.
async fn a_release_is_never_changed_and_one_language_counts(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, now) = (&world.app, world.app.now());
    let new = NewRelease { kind: TERMS, material: true, effective_at: None, translations_unchanged: false };
    let unwritten = document::release(app, &shell(&world), new).await;
    assert!(matches!(unwritten, Err(Error::State { state: "not-written", .. })));
    write(&world, TERMS, "en", "# Terms\r\n\r\nPay in 30 days.\r\n\r\n").await;
    write(&world, TERMS, "da", "# Vilkår\n\nBetal inden 30 dage.\n").await;
    assert_eq!(release(&world, TERMS, true).await, 1);
    let english = document::read(app, TERMS, None, Some("en"), now).await.unwrap();
    assert_eq!(english.body, "# Terms\n\nPay in 30 days.\n");
    assert_eq!(english.sha256, text_hash(&english.body), "the hash is that of the exact text");
    let danish = document::read(app, TERMS, None, Some("da"), now).await.unwrap();
    assert_eq!((danish.language.as_str(), danish.authoritative.as_str()), ("da", "en"));
    assert_eq!((danish.version, danish.authoritative_sha256), (1, english.sha256));
    let swedish = document::read(app, TERMS, None, Some("sv"), now).await.unwrap();
    assert_eq!(swedish.language, "en", "what is not translated is read in the language that counts");
    // The same again is no new version, and a later one leaves the earlier as it was.
    let same = NewRelease { kind: TERMS, material: false, effective_at: None, translations_unchanged: false };
    let again = document::release(app, &shell(&world), same).await;
    assert!(matches!(again, Err(Error::State { state: "unchanged", .. })));
    write(&world, TERMS, "en", "# Terms\n\nPay in 14 days.\n").await;
    let later =
        NewRelease { effective_at: Some(now.plus_millis(30 * DAY_MS)), translations_unchanged: true, ..same };
    assert_eq!(document::release(app, &shell(&world), later).await.unwrap(), 2);
    assert_eq!(
        document::read(app, TERMS, None, None, now).await.unwrap().version,
        1,
        "the second holds later"
    );
    // A later one makes nothing hold sooner than people were told.
    write(&world, TERMS, "en", "# Terms\n\nPay in 14 days, at noon.\n").await;
    for effective_at in [None, Some(now), Some(now.plus_millis(30 * DAY_MS - 1))] {
        let early = document::release(app, &shell(&world), NewRelease { effective_at, ..later }).await;
        assert!(matches!(early, Err(Error::Input { rule: "rule-effective-order", .. })), "{early:?}");
    }
    let then = now.plus_millis(30 * DAY_MS);
    let second = document::read(app, TERMS, None, None, then).await.unwrap();
    assert_eq!(second.version, 2);
    assert_eq!(document::read(app, TERMS, Some(1), None, then).await.unwrap().body, english.body);
    let groups = document::compare(&english.body, &second.body);
    let marks: Vec<Mark> = groups[0].iter().map(|line| line.mark).collect();
    assert!(marks.contains(&Mark::Added) && marks.contains(&Mark::Removed));
    assert_eq!(document::release(app, &shell(&world), later).await.unwrap(), 3, "on the same day it may");
    // Nobody but an operator writes or releases.
    let acme = world.company("acme").await;
    let refused = document::write(app, &world.admin_ctx(&acme), TERMS, "en", "Mine.").await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
}

/// Who reads a translation agrees to what it says: none is left behind without a word of whoever releases, nor of its page.
async fn no_translation_is_left_behind_unsaid(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, now) = (&world.app, world.app.now());
    let in_danish = async |version: i64| {
        document::read(app, TERMS, Some(version), Some("da"), now).await.unwrap().authoritative_changed_since
    };
    let new = NewRelease { kind: TERMS, material: true, effective_at: None, translations_unchanged: false };
    let left = async || document::untranslated(app, &shell(&world), TERMS).await.unwrap();
    assert!(left().await.is_empty(), "nothing is written");
    for (language, text) in
        [("en", "# Terms\n\nOne.\n"), ("da", "# Vilkår\n\nEt.\n"), ("sv", "# Villkor\n\nEtt.\n")]
    {
        write(&world, TERMS, language, text).await;
    }
    assert!(left().await.is_empty(), "the first is of nothing");
    assert_eq!(document::release(app, &shell(&world), new).await.unwrap(), 1);
    // The English text alone becomes another, then one of the translations, too.
    write(&world, TERMS, "en", "# Terms\n\nOne.\n\nTwo.\n").await;
    assert_eq!(left().await, ["da", "sv"]);
    write(&world, TERMS, "sv", "# Villkor\n\nEtt.\n\nTvå.\n").await;
    assert_eq!(left().await, ["da"]);
    for material in [true, false] {
        let refused = document::release(app, &shell(&world), NewRelease { material, ..new }).await;
        assert!(
            matches!(&refused, Err(Error::Untranslated(languages)) if languages == &["da"]),
            "{refused:?}"
        );
        assert!(refused.unwrap_err().to_string().contains("did not: da;"));
    }
    assert_eq!(document::list(app, now).await.unwrap().len(), 1, "nothing is released");
    let confirmed = NewRelease { translations_unchanged: true, ..new };
    assert_eq!(document::release(app, &shell(&world), confirmed).await.unwrap(), 2);
    assert_eq!((in_danish(1).await, in_danish(2).await), (false, true));
    let swedish = document::read(app, TERMS, Some(2), Some("sv"), now).await.unwrap();
    assert!(!swedish.authoritative_changed_since);
    // A slip of the pen in a translation alone leaves nothing behind; what was left behind stays so until it is written anew.
    write(&world, TERMS, "sv", "# Villkor\n\nEtt.\n\nTvå!\n").await;
    assert_eq!(
        document::release(app, &shell(&world), NewRelease { material: false, ..new }).await.unwrap(),
        3
    );
    assert!(in_danish(3).await);
    write(&world, TERMS, "da", "# Vilkår\n\nEt.\n\nTo.\n").await;
    assert_eq!(document::release(app, &shell(&world), new).await.unwrap(), 4);
    assert!(!in_danish(4).await);
    // Standard drafts become others in every language.
    document::generate(app, &shell(&world), &[TERMS]).await.unwrap();
    assert!(left().await.is_empty());
    assert_eq!(document::release(app, &shell(&world), new).await.unwrap(), 5);
}

/// C1: in any number of languages, also in those that pages do not speak; what is no language is said to be none.
async fn a_document_may_be_in_any_language(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, now) = (&world.app, world.app.now());
    for (language, text) in [("en", "# Terms\n"), ("fr", "# Conditions\n"), ("PT-br", "# Termos\n")] {
        write(&world, TERMS, language, text).await;
    }
    for wrong in ["", "und", "french", "f", "en; q=1", "x", "a-language-that-is-longer-than-any-tag-is"] {
        let refused = document::write(app, &shell(&world), TERMS, wrong, "# ?\n").await;
        let is_said = matches!(refused, Err(Error::Input { field: "language", rule: "rule-language-tag" }));
        assert!(is_said, "{wrong}: {refused:?}");
    }
    release(&world, TERMS, true).await;
    let french = document::read(app, TERMS, None, Some("fr"), now).await.unwrap();
    assert_eq!((french.language.as_str(), french.body.as_str()), ("fr", "# Conditions\n"));
    assert_eq!(
        (french.authoritative.as_str(), french.languages),
        ("en", vec!["en".to_owned(), "fr".to_owned(), "pt-BR".to_owned()])
    );
    document::remove_draft(app, &shell(&world), TERMS, "pt-br").await.unwrap();
    assert_eq!(document::drafts(app, &shell(&world)).await.unwrap().len(), 2);
}

/// C9: no mailbox before an admin agreed, by no way; and after a change that matters, not before that was agreed to.
async fn no_mailbox_before_the_agreement(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, dpa) = (&world.app, DocumentKind::Dpa);
    let info = app::tenant::create(app, "acme", "Acme", &["acme.test".to_owned()], app.now()).await.unwrap();
    let theirs = Ctx::operator(info.scope, app.now());
    let mut ids = HashMap::new();
    for role in [Role::Admin, Role::Agent] {
        let (name, email) = ("Ada".to_owned(), format!("{role}@acme.test"));
        let new = agent::NewAgent { name, email, role, password: Private::new(PASSWORD.to_owned()) };
        ids.insert(role, agent::create(app, &theirs, new).await.unwrap().id);
    }
    let ctx = |role: Role| Ctx::agent(info.scope, ids[&role], role, app.now());
    let connect = async |ctx: &Ctx, n: u8| {
        let server = || ServerSettings {
            host: "mail.acme.test".to_owned(),
            port: 993,
            security: Security::Tls,
            login: "ada".to_owned(),
            password: "pw".to_owned(),
            ca_pem: None,
        };
        let settings = MailboxSettings {
            imap: Some(server()),
            smtp: Some(server()),
            ..MailboxSettings::new(ConnectorKind::Imap, &format!("m{n}@acme.test"))
        };
        // Nor is a server asked in their name before.
        if document::check_dpa(app, info.scope, app.now()).await.is_err() {
            assert!(matches!(app::mailbox::examine(app, ctx, &settings).await, Err(Error::Unagreed)));
        }
        app::mailbox::connect(app, ctx, settings, None).await.map(drop)
    };
    assert!(matches!(connect(&theirs, 1).await, Err(Error::Unagreed)), "nothing is released");
    write(&world, dpa, "en", "# Agreement\n\nOn instruction.\n").await;
    release(&world, dpa, true).await;
    assert!(matches!(connect(&ctx(Role::Admin), 1).await, Err(Error::Unagreed)));
    assert!(matches!(connect(&theirs, 1).await, Err(Error::Unagreed)), "nor at the command line");
    // An agent is not asked, and cannot agree for the company.
    assert_eq!(waiting(&world, &ctx(Role::Agent)).await, []);
    document::accept(app, &ctx(Role::Agent), &[text_hash("# Agreement\n\nOn instruction.\n")]).await.unwrap();
    assert!(matches!(document::check_dpa(app, info.scope, app.now()).await, Err(Error::Unagreed)));
    assert_eq!(waiting(&world, &ctx(Role::Admin)).await, [(dpa, 1)]);
    let other = document::accept(app, &ctx(Role::Admin), &[text_hash("another text")]).await;
    assert!(matches!(other, Err(Error::Input { field: "accepted", .. })));
    world.agree(info.scope, ids[&Role::Admin], Role::Admin).await;
    connect(&ctx(Role::Admin), 1).await.unwrap();
    // What changes nothing asks for nothing; what does, asks again when it holds.
    write(&world, dpa, "en", "# Agreement\n\nOn instructions.\n").await;
    release(&world, dpa, false).await;
    connect(&theirs, 2).await.unwrap();
    write(&world, dpa, "en", "# Agreement\n\nOn written instructions.\n").await;
    release(&world, dpa, true).await;
    assert!(matches!(connect(&theirs, 3).await, Err(Error::Unagreed)));
    // A copy on paper is noted by the operator, for an admin alone.
    let email = |role: Role| format!("{role}@acme.test");
    let agents = document::note_signed(app, &theirs, &email(Role::Agent), &[dpa]).await;
    assert!(matches!(agents, Err(Error::NotFound(_))));
    document::note_signed(app, &theirs, &email(Role::Admin), &[dpa]).await.unwrap();
    connect(&theirs, 3).await.unwrap();
    let all = document::acceptances(app, &ctx(Role::Admin)).await.unwrap();
    assert_eq!(all.iter().filter(|one| one.way == Some(AcceptanceWay::Signed)).count(), 1);
}

/// C103, C104: shown until it was agreed to, then not again; the record has version, hash and time.
async fn a_change_is_agreed_to_once(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let app = &world.app;
    write(&world, TERMS, "en", "# Terms\n\nOne.\n").await;
    write(&world, TERMS, "da", "# Vilkår\n\nEt.\n").await;
    release(&world, TERMS, true).await;
    let agent = || world.agent_ctx(&acme);
    assert_eq!(waiting(&world, &agent()).await, [(TERMS, 1)]);
    // Agreed to in a translation: exactly that text is kept.
    document::accept(app, &agent(), &[text_hash("# Vilkår\n\nEt.\n")]).await.unwrap();
    assert_eq!(waiting(&world, &agent()).await, []);
    assert_eq!(waiting(&world, &world.admin_ctx(&acme)).await, [(TERMS, 1)], "each for themselves");
    write(&world, TERMS, "en", "# Terms\n\nOne, spelt better.\n").await;
    release(&world, TERMS, false).await;
    assert_eq!(waiting(&world, &agent()).await, [], "what changes nothing shows nothing");
    world.clock.advance_ms(DAY_MS);
    write(&world, TERMS, "en", "# Terms\n\nTwo.\n").await;
    release(&world, TERMS, true).await;
    assert_eq!(waiting(&world, &agent()).await, [(TERMS, 3)]);
    world.agree(acme.info.scope, acme.agent, Role::Agent).await;
    assert_eq!(waiting(&world, &agent()).await, []);
    let all = document::acceptances(app, &world.admin_ctx(&acme)).await.unwrap();
    let mine: Vec<_> = all.into_iter().filter(|one| one.agent == acme.agent).collect();
    let told = |n: usize| (mine[n].document.version.as_str(), mine[n].document.language.as_str());
    assert_eq!((told(0), told(1)), (("1", "da"), ("3", "en")));
    assert_eq!(mine[1].document.sha256, text_hash("# Terms\n\nTwo.\n"));
    assert_eq!((mine[1].accepted_at_ms, mine[1].way), (app.now(), Some(AcceptanceWay::Page)));
}

/// The states of the letters about a version, and the addresses of those that one did not reach.
async fn states(world: &World, version: i64) -> Vec<(LetterState, String)> {
    let all = document::letters(&world.app, &shell(world), TERMS, version).await.unwrap();
    let mut all: Vec<_> = all.into_iter().map(|one| (one.state, one.email)).collect();
    all.sort();
    all
}

async fn told(engine: Engine) -> Option<(World, Company, testkit::dovecot::Dovecot, testkit::exim::Exim)> {
    let people = ["ada@acme.test", "olga@desk.test"];
    let (world, dovecot, exim) = servers::with_operator_mail(engine, &people, |_| {}).await?;
    let acme = world.company("acme").await;
    world.operator_named("Olga").await;
    world.clock.advance_ms(1_000);
    write(&world, TERMS, "en", "# Terms\n\nOne.\n").await;
    release(&world, TERMS, true).await;
    Some((world, acme, dovecot, exim))
}

/// C102: one letter to everybody with an account, however often somebody looks; whoever it does not reach is listed.
async fn everybody_has_one_letter(engine: Engine) {
    let Some((world, _acme, dovecot, _exim)) = told(engine).await else { return };
    let another = world.another_node().await;
    let (one, two) = tokio::join!(document_letters::round(&world.app), document_letters::round(&another));
    one.unwrap();
    two.unwrap();
    let sent = (LetterState::Sent, String::new());
    assert_eq!(states(&world, 1).await, [sent.clone(), sent.clone(), sent.clone()]);
    for _ in 0..2 {
        world.clock.advance_ms(DAY_MS);
        assert_eq!(document_letters::round(&world.app).await.unwrap(), 0);
    }
    for address in ["ada@acme.test", "olga@desk.test"] {
        let mails = crate::world::until("the letter is there", async || {
            let mails = dovecot.list(address, "INBOX").unwrap();
            (!mails.is_empty()).then_some(mails)
        });
        let mails = mails.await;
        assert_eq!(mails.len(), 1, "{address}");
        let read = mime::read(&mails[0].raw);
        assert!(read.content.subject.starts_with("Terms of service: version 1 holds from"));
        assert!(read.content.text.contains("/documents/terms?version=1"), "{}", read.content.text);
        // Who runs it is asked nothing.
        let is_asked = read.content.text.contains("you are asked whether you agree");
        assert_eq!(is_asked, address == "ada@acme.test", "{}", read.content.text);
    }
    // Egon has no mailbox on that server, which says so in a report (RFC 3464); one about anything else is nobody's.
    let report = crate::world::until("the report is there", async || {
        let mails = dovecot.list("desk@acme.test", "INBOX").unwrap();
        mails.into_iter().next()
    });
    let report = report.await.raw;
    assert!(app::letter::bounced(&world.app, &report, world.app.now()).await.unwrap());
    let raw = &dovecot.list("ada@acme.test", "INBOX").unwrap()[0].raw;
    assert!(!app::letter::bounced(&world.app, raw, world.app.now()).await.unwrap());
    let came_back = (LetterState::Bounced, "egon@acme.test".to_owned());
    assert_eq!(states(&world, 1).await, [sent.clone(), sent, came_back]);
    // What changes nothing is told to nobody.
    write(&world, TERMS, "en", "# Terms\n\nOne!\n").await;
    release(&world, TERMS, false).await;
    document_letters::round(&world.app).await.unwrap();
    assert_eq!(states(&world, 2).await, []);
}

/// Somebody with accounts at two companies has one letter, and has to agree at both.
async fn an_address_has_one_letter_whatever_accounts_it_has(engine: Engine) {
    let people = ["ada@acme.test", "egon@acme.test"];
    let Some((world, dovecot, _exim)) = servers::with_operator_mail(engine, &people, |_| {}).await else {
        return;
    };
    let app = &world.app;
    world.company("acme").await;
    let bolt = app::tenant::create(app, "bolt", "Bolt", &["bolt.test".to_owned()], app.now()).await.unwrap();
    let (name, email) = ("Ada".to_owned(), "Ada@Acme.test".to_owned());
    let new = agent::NewAgent { name, email, role: Role::Admin, password: Private::new(PASSWORD.to_owned()) };
    let again = agent::create(app, &Ctx::operator(bolt.scope, app.now()), new).await.unwrap().id;
    world.clock.advance_ms(1_000);
    write(&world, TERMS, "en", "# Terms\n\nOne.\n").await;
    release(&world, TERMS, true).await;
    document_letters::round(app).await.unwrap();
    let (dropped, sent) = (LetterState::Dropped, LetterState::Sent);
    let all: Vec<_> = states(&world, 1).await.into_iter().map(|(state, _)| state).collect();
    assert_eq!(all, [sent, sent, dropped]);
    for address in people {
        let mails = crate::world::until("the letter is there", async || {
            let mails = dovecot.list(address, "INBOX").unwrap();
            (!mails.is_empty()).then_some(mails)
        });
        assert_eq!(mails.await.len(), 1, "{address}");
    }
    let ctx = Ctx::agent(bolt.scope, again, Role::Admin, app.now());
    assert!(waiting(&world, &ctx).await.contains(&(TERMS, 1)));
}

/// A sender that ends before the server is told the letter's end leaves it to another; one that ends after that leaves it in
/// doubt, and it is not sent again.
async fn what_was_interrupted_is_not_sent_twice(engine: Engine) {
    let Some((world, acme, dovecot, _exim)) = told(engine).await else { return };
    let (app, store) = (&world.app, world.app.store().tenant(acme.info.scope));
    // Letters are made and not sent: there is no server.
    let alone =
        world.another_node_with(app::Settings { operator_mail: None, ..app.settings().clone() }).await;
    document_letters::round(&alone).await.unwrap();
    world.clock.advance_ms(DAY_MS);
    let all = store.list_document_letters(TERMS, 1).await.unwrap();
    let (holder, now) = (RequestId::generate(app.now()), app.now());
    for letter in &all {
        let mut tx = store.begin().await.unwrap();
        assert!(
            tx.claim_letter(LetterKind::Document, letter.id, now, holder, now.plus_millis(60_000))
                .await
                .unwrap()
        );
        if letter.agent == acme.agent {
            assert!(tx.end_letter(LetterKind::Document, letter.id, holder, (false, now)).await.unwrap());
        }
        tx.commit().await.unwrap();
    }
    document_letters::round(app).await.unwrap();
    assert!(dovecot.list("ada@acme.test", "INBOX").unwrap().is_empty(), "somebody has it");
    world.clock.advance_ms(61_000);
    document_letters::round(app).await.unwrap();
    let found = store.list_document_letters(TERMS, 1).await.unwrap();
    let state = |agent| found.iter().find(|one| one.agent == agent).unwrap().state;
    assert_eq!((state(acme.admin), state(acme.agent)), (LetterState::Sent, LetterState::InDoubt));
    let letter = all.iter().find(|one| one.agent == acme.admin).unwrap();
    let mails = crate::world::until("the letter is there", async || {
        let mails = dovecot.list("ada@acme.test", "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    });
    let id = mime::read(&mails.await[0].raw).content.message_id.unwrap();
    assert!(id.starts_with(&letter.id.uuid().simple().to_string()), "under the same Message-ID: {id}");
    // Who comes late has lost it: they may not tell the server its end.
    let mut tx = store.begin().await.unwrap();
    assert!(
        !tx.end_letter(LetterKind::Document, letter.id, holder, (false, Timestamp::from_millis(0)))
            .await
            .unwrap()
    );
}

crate::with_either_engine!(
    a_release_is_never_changed_and_one_language_counts,
    no_translation_is_left_behind_unsaid,
    a_document_may_be_in_any_language,
    no_mailbox_before_the_agreement,
    a_change_is_agreed_to_once,
    everybody_has_one_letter,
    an_address_has_one_letter_whatever_accounts_it_has,
    what_was_interrupted_is_not_sent_twice,
);
