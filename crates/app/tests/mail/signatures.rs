//! Signatures of mails (DKIM) are checked after take-in, never on its path: the examples of the standards and a real
//! signer pass, what was altered does not, keys that are gone or do not answer are said to be, and what was found is
//! sealed, logged and shown.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, START, World, incoming, mail, servers, until};
use app::inbound::Incoming;
use app::jobs::{notices, signatures};
use app::view::MessageView;
use domain::record::{SenderCheck, SignatureReason as Reason, SignatureResult as Outcome};
use domain::{MessageId, SignatureState};
use privacy::Act;
use testkit::Account;
use testkit::dns::Dns;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

/// Runs a test on both engines, with a resolver of its own.
macro_rules! with_resolver {
    ($($name:ident)+) => { $(
        mod $name {
            async fn on(engine: super::Engine) {
                let dns = super::Dns::start();
                let at = dns.address();
                if let Some(world) = super::World::with(engine, |settings| settings.resolver = Some(at)).await {
                    super::$name(world, dns).await;
                }
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                on(super::Engine::Sqlite).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                on(super::Engine::Postgres).await;
            }
        }
    )+ };
}

with_resolver! {
    the_examples_pass_and_what_was_altered_does_not
    keys_that_are_gone_are_said_to_be
    a_domain_that_does_not_answer_is_asked_again
    only_new_mail_is_checked
}

/// RFC 6376 A.2 and RFC 8463 A.3, with their keys.
const SIMPLE: &str = include_str!("../../../mime/tests/dkim/rfc6376.eml");
const TWO: &str = include_str!("../../../mime/tests/dkim/rfc8463.eml");
const KEYS: [(&str, &str); 3] = [
    (
        "brisbane._domainkey.example.com",
        "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfc\
         TNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB",
    ),
    (
        "brisbane._domainkey.football.example.com",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    ),
    (
        "test._domainkey.football.example.com",
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/\
         byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
    ),
];

/// Takes one mail in, as a ticket of its own, and returns its message.
async fn take_in(world: &World, company: &Company, mail: Incoming) -> MessageId {
    let before = ids(world, company).await;
    let prepared = world.app.prepare(&company.target, vec![mail], world.app.now()).await.unwrap();
    world.app.take_in(&company.target, prepared, None, world.app.now()).await.unwrap();
    *ids(world, company).await.iter().find(|id| !before.contains(id)).unwrap()
}

async fn ids(world: &World, company: &Company) -> Vec<MessageId> {
    let all = world.app.store().tenant(company.info.scope).list_messages(None, 100).await.unwrap();
    all.into_iter().map(|row| row.id).collect()
}

async fn read(world: &World, company: &Company, id: MessageId) -> MessageView {
    app::message::read(&world.app, &world.agent_ctx(company), id).await.unwrap()
}

async fn checked(world: &World, company: &Company, id: MessageId) -> SenderCheck {
    let read = read(world, company, id).await;
    assert_eq!(read.signature_state, Some(SignatureState::Checked));
    read.sender_check.unwrap()
}

fn outcomes(check: &SenderCheck) -> Vec<(Outcome, Option<Reason>)> {
    check.signatures.iter().map(|one| (one.result, one.reason)).collect()
}

/// How many objects the log says were opened, and made, for checking signatures.
async fn logged(world: &World, company: &Company) -> Vec<(usize, usize)> {
    let (app, scope) = (&world.app, company.info.scope);
    let permit = app.permit(&app::Ctx::operator(scope, app.now()), Act::AUDIT_VERIFY).await.unwrap();
    let entries = app.store().tenant(scope).list_audit_entries(0, 1_000).await.unwrap();
    let events = entries.iter().map(|e| app.vault().open_event(&permit, scope.tenant(), &e.bytes).unwrap());
    let ours = events.filter(|event| event.act == Act::SENDER_CHECK.word);
    let all = ours.map(|event| (event.opened.len(), event.made.len())).collect();
    app.settle(permit).await.unwrap();
    all
}

async fn audit_is_whole(world: &World, company: &Company) {
    let report = app::audit::verify(&world.app, &company.info).await.unwrap();
    assert_eq!((report.opened, report.fault), (world.app.vault().opens_total(), None));
}

async fn the_examples_pass_and_what_was_altered_does_not(world: World, dns: Dns) {
    KEYS.iter().for_each(|(name, text)| dns.set_text(name, text));
    let acme = world.company("acme").await;
    let crlf = |raw: &str| raw.replace('\n', "\r\n");
    let two = take_in(&world, &acme, incoming("two", &crlf(TWO))).await;
    let simple = take_in(&world, &acme, incoming("simple", &crlf(SIMPLE))).await;
    // Nobody was asked, and the mail can be read meanwhile.
    let waiting = read(&world, &acme, two).await;
    assert_eq!((waiting.signature_state, dns.asked()), (Some(SignatureState::Waiting), 0));
    assert!(waiting.sender_check.is_none() && waiting.text.contains("We lost the game."));
    notices::round(&world.app).await.unwrap();
    let seq = world.app.store().tenant(acme.info.scope).get_change_seq().await.unwrap();
    assert_eq!(signatures::round(&world.app).await.unwrap(), 2);
    assert_eq!(signatures::round(&world.app).await.unwrap(), 0);
    assert_eq!(dns.asked(), 3);
    assert_eq!(logged(&world, &acme).await, [(2, 0), (0, 2)]);
    audit_is_whole(&world, &acme).await;
    let both = checked(&world, &acme, two).await;
    assert_eq!(outcomes(&both), [(Outcome::Pass, None), (Outcome::Pass, None)]);
    assert_eq!(both.from_domain, "football.example.com");
    assert!(both.confirms() && both.confirms_exactly());
    // example.com belongs together with football.example.com, and is not it.
    let one = checked(&world, &acme, simple).await;
    assert_eq!(outcomes(&one), [(Outcome::Pass, None)]);
    assert!(one.confirms() && !one.confirms_exactly());
    // Pages look again; nobody is told of it.
    let changes = world.app.store().tenant(acme.info.scope).list_changes_after(seq, 10).await.unwrap();
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|change| change.message.is_some() && change.cause.is_none()));
    notices::round(&world.app).await.unwrap();
    let told = app::notice::list(&world.app, &world.agent_ctx(&acme), false, None, 10).await.unwrap();
    assert_eq!(told.items.len(), 0);

    let text = take_in(&world, &acme, incoming("text", &crlf(&TWO.replace("lost", "won")))).await;
    let head = take_in(&world, &acme, incoming("head", &crlf(&TWO.replace("dinner", "supper")))).await;
    let line_feeds = take_in(&world, &acme, incoming("lf", TWO)).await;
    let from = TWO.replace("Joe SixPack <joe@football.example.com>", "Boss <boss@acme.test>");
    let from = take_in(&world, &acme, incoming("from", &crlf(&from))).await;
    signatures::round(&world.app).await.unwrap();
    assert_eq!(dns.asked(), 3, "what a domain said is remembered");
    let bad = |reason| [(Outcome::Fail, Some(reason)), (Outcome::Fail, Some(reason))];
    let altered = checked(&world, &acme, text).await;
    assert_eq!(outcomes(&altered), bad(Reason::BodyChanged));
    assert!(altered.refutes() && !altered.confirms());
    assert_eq!(outcomes(&checked(&world, &acme, head).await), bad(Reason::HeaderChanged));
    assert!(checked(&world, &acme, line_feeds).await.confirms());
    let forged = checked(&world, &acme, from).await;
    assert_eq!(outcomes(&forged), bad(Reason::HeaderChanged));
    assert!(forged.signatures.iter().all(|one| !one.aligned));

    // It goes where its mail goes, and is there after a restart.
    let ctx = world.agent_ctx(&acme);
    let other = mail("eva@x.test", "other@x.test", None, "Bells", "Hello");
    let other = take_in(&world, &acme, incoming("other", &other)).await;
    let (source, into) =
        (read(&world, &acme, two).await.ticket_id, read(&world, &acme, other).await.ticket_id);
    assert_ne!(source, into);
    app::ticket::merge(&world.app, &ctx, source, into).await.unwrap();
    let world = world.reopened().await;
    assert_eq!(read(&world, &acme, two).await.ticket_id, into);
    assert!(checked(&world, &acme, two).await.confirms_exactly());
    assert_eq!(world.app.egress().refused(), 0);
}

async fn keys_that_are_gone_are_said_to_be(world: World, dns: Dns) {
    dns.set_text(KEYS[1].0, "v=DKIM1; k=ed25519; p=");
    dns.add(KEYS[2].0, testkit::dns::MX, vec![0, 10, 0]);
    let acme = world.company("acme").await;
    let two = take_in(&world, &acme, incoming("1", TWO)).await;
    let simple = take_in(&world, &acme, incoming("2", SIMPLE)).await;
    signatures::round(&world.app).await.unwrap();
    let check = checked(&world, &acme, two).await;
    let gone = |reason| (Outcome::PermError, Some(reason));
    assert_eq!(outcomes(&check), [gone(Reason::KeyRevoked), gone(Reason::KeyMissing)]);
    assert!(!check.confirms() && !check.refutes());
    assert_eq!(outcomes(&checked(&world, &acme, simple).await), [gone(Reason::KeyMissing)]);
    audit_is_whole(&world, &acme).await;
}

async fn a_domain_that_does_not_answer_is_asked_again(world: World, dns: Dns) {
    KEYS.iter().for_each(|(name, text)| dns.set_text(name, text));
    dns.fail(true);
    let acme = world.company("acme").await;
    let first = take_in(&world, &acme, incoming("1", TWO)).await;
    assert_eq!(signatures::round(&world.app).await.unwrap(), 1);
    assert_eq!(read(&world, &acme, first).await.signature_state, Some(SignatureState::Waiting));
    assert_eq!(signatures::round(&world.app).await.unwrap(), 0, "not at once");
    dns.fail(false);
    world.clock.advance_ms(60_000);
    assert_eq!(signatures::round(&world.app).await.unwrap(), 1);
    assert!(checked(&world, &acme, first).await.confirms());

    // What never answers is said, and not asked for ever. (This key is not remembered yet.)
    dns.fail(true);
    let second = take_in(&world, &acme, incoming("2", SIMPLE)).await;
    let mut attempts = 0;
    for _ in 0..20 {
        attempts += signatures::round(&world.app).await.unwrap();
        world.clock.advance_ms(2 * 3_600_000);
    }
    assert_eq!(attempts, 5);
    let check = checked(&world, &acme, second).await;
    assert_eq!(outcomes(&check), [(Outcome::TempError, Some(Reason::Dns))]);
    audit_is_whole(&world, &acme).await;
    // A node that vanishes with its claim has not kept it for long.
    dns.fail(false);
    let third = take_in(&world, &acme, incoming("3", &SIMPLE.replace("5F8J@", "5F8K@"))).await;
    let (now, later) = (world.app.now(), world.app.now().plus_millis(5 * 60_000));
    assert_eq!(world.app.store().system().claim_signatures(now, later, 10).await.unwrap().len(), 1);
    assert_eq!(signatures::round(&world.app).await.unwrap(), 0);
    world.clock.advance_ms(5 * 60_000);
    let other = world.another_node().await;
    assert_eq!(signatures::round(&other).await.unwrap(), 1);
    let check = checked(&world, &acme, third).await;
    assert_eq!(outcomes(&check), [(Outcome::Fail, Some(Reason::HeaderChanged))]);
}

async fn only_new_mail_is_checked(world: World, dns: Dns) {
    let acme = world.company("acme").await;
    let day = 24 * 3_600_000;
    let old = Incoming { internal_date: Some(START.plus_millis(-7 * day - 1)), ..incoming("1", TWO) };
    let history = Incoming { history: true, ..incoming("2", SIMPLE) };
    let unsigned = incoming("3", &mail("eva@x.test", "3@x.test", None, "Bells", "DKIM-Signature: v=1"));
    let mut states = Vec::new();
    for mail in [old, history, unsigned] {
        let id = take_in(&world, &acme, mail).await;
        states.push(read(&world, &acme, id).await.signature_state);
    }
    assert_eq!(states, [None, None, Some(SignatureState::Unsigned)]);
    assert_eq!((signatures::round(&world.app).await.unwrap(), dns.asked()), (0, 0));
    // A suspended tenant is left alone; what it has goes on when it is served again.
    let new = Incoming { internal_date: Some(START.plus_millis(-7 * day)), ..incoming("4", TWO) };
    take_in(&world, &acme, new).await;
    let operator = app::Ctx::operator(app::operator::SCOPE, world.app.now());
    app::tenant::suspend(&world.app, &operator, acme.info.scope).await.unwrap();
    assert_eq!((signatures::round(&world.app).await.unwrap(), dns.asked()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_want_it_asks_nobody() {
    let dns = Dns::start();
    let change = |settings: &mut app::Settings| {
        settings.resolver = Some(dns.address());
        settings.check_signatures = false;
    };
    let world = World::with(Engine::Sqlite, change).await.unwrap();
    let acme = world.company("acme").await;
    let id = take_in(&world, &acme, incoming("1", TWO)).await;
    assert_eq!(read(&world, &acme, id).await.signature_state, None);
    // The job ends by itself.
    signatures::run(std::sync::Arc::clone(&world.app)).await;
    assert_eq!((signatures::round(&world.app).await.unwrap(), dns.asked()), (0, 0));
}

const DESK: &str = "desk@example.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_real_server_signed_passes() {
    let accounts = [Account::new(DESK, "pw-desk"), Account::new("eva@example.test", "pw-eva")];
    let Some(dovecot) = testkit::or_skip(Dovecot::start(&accounts)) else { return };
    let Some(exim) = testkit::or_skip(Exim::start(&dovecot)) else { return };
    let dns = Dns::start();
    for (name, text) in exim.sign().unwrap() {
        dns.set_text(&name, &text);
    }
    let at = dns.address();
    let world = World::with(Engine::Sqlite, |settings| settings.resolver = Some(at)).await.unwrap();
    world.follow_real_time();
    let acme = world.company("acme").await;
    let settings = servers::settings(&dovecot, DESK, DESK, dovecot.imaps_port(), exim.smtps_port());
    let desk = servers::connect(&world, &acme, settings, None).await;
    let mut jobs = servers::start(&world, &[&desk]);
    jobs.spawn(signatures::run(std::sync::Arc::clone(&world.app)));
    // IMAP tells whole seconds: what came in the second of connecting counts as history.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let text = "  Two  spaces,\t a tab \r\n\r\n.a dot\r\n\r\n\r\n";
    let question = servers::mail("Eva <eva@example.test>", DESK, "1@eva.test", None, text);
    exim.receive("eva@example.test", DESK, question.as_bytes()).unwrap();
    servers::until_tickets(&world, &acme, 1).await;
    let id = ids(&world, &acme).await[0];
    let check =
        until("the signatures are checked", async || read(&world, &acme, id).await.sender_check).await;
    let expected = [(Outcome::Pass, None), (Outcome::Pass, None)];
    assert_eq!(outcomes(&check), expected, "{check:?}");
    assert!(check.confirms_exactly());
    drop(jobs);
    // The same bytes with a word more do not.
    let raw = String::from_utf8(dovecot.list(DESK, "INBOX").unwrap()[0].raw.clone()).unwrap();
    let altered = Incoming {
        internal_date: Some(world.app.now()),
        ..incoming("altered", &raw.replace("a dot", "a  dot and more"))
    };
    let id = take_in(&world, &acme, altered).await;
    signatures::round(&world.app).await.unwrap();
    let changed = (Outcome::Fail, Some(Reason::BodyChanged));
    assert_eq!(outcomes(&checked(&world, &acme, id).await), [changed, changed]);
    drop(exim);
}
