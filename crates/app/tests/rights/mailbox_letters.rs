//! Before the mail of a disconnected mailbox goes, the company's admins are told on the days 1, 7 and 21 (C41): by letters
//! through a real server, or by alerts where no operator mail goes out. The end comes by itself in either case.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{self, Company, Engine, World, mail, servers, until};
use app::erasure;
use app::jobs::mailbox_end;
use app::mailbox::MailboxChange;
use domain::{AlertRule, AlertState, MailboxState};
use testkit::dovecot::Dovecot;
use testkit::imap::StoredMail;

const DAY_MS: i64 = 24 * 3_600_000;
const ADA: &str = "ada@acme.test";

async fn with_mail(world: &World) -> Company {
    let acme = world.company("acme").await;
    let one = mail("Eva Ek <eva@x.test>", "1@x.test", None, "Zebra saddle", "It broke.");
    assert_eq!(world.take_in(&acme, &[("1", one)]).await.taken_in, 1);
    acme
}

async fn disconnect(world: &World, acme: &Company, erase_after_days: Option<u32>) {
    let state = Some(MailboxState::Disconnected);
    let change = MailboxChange { state, erase_after_days, ..MailboxChange::default() };
    app::mailbox::change(&world.app, &world.admin_ctx(acme), acme.mailbox, change).await.unwrap();
}

async fn connect(world: &World, acme: &Company) {
    let settings = world::maildir("support@acme.test", &world.folder.path().join("maildir-acme"));
    let back = app::mailbox::connect(&world.app, &world.operator_ctx(acme), settings, None).await.unwrap();
    assert_eq!((back.id, back.erase_at_ms), (acme.mailbox, None));
}

/// One look at what is due, and everything that follows from it.
async fn look(world: &World) {
    mailbox_end::round(&world.app).await.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
}

/// After so many more days, admins have had so many letters in all.
async fn after(world: &World, dovecot: &Dovecot, days: i64, letters: usize) -> Vec<StoredMail> {
    world.clock.advance_ms(days * DAY_MS);
    let found = until(&format!("{letters} letters are there"), async || {
        // Where the server did not answer in time it is asked again.
        look(world).await;
        let mails = dovecot.list(ADA, "INBOX").unwrap();
        assert!(mails.len() <= letters, "{} letters, of {letters}", mails.len());
        (mails.len() == letters).then_some(mails)
    })
    .await;
    // Looked at again, nothing more goes out.
    look(world).await;
    assert_eq!(dovecot.list(ADA, "INBOX").unwrap().len(), letters);
    found
}

/// It is gone, whoever was told.
async fn gone(world: &World, acme: &Company) {
    until("the mail is erased", async || {
        look(world).await;
        world.tickets(acme).await.is_empty().then_some(())
    })
    .await;
}

async fn admins_have_three_letters_before_it_goes(engine: Engine) {
    let url = |settings: &mut app::Settings| settings.public_url = Some("https://desk.test:8443".to_owned());
    let placed = servers::with_operator_mail(engine, &[ADA, "egon@acme.test"], url).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    disconnect(&world, &acme, None).await;
    for (days, letters) in [(0, 1), (6, 1), (1, 2), (13, 2), (1, 3), (8, 3)] {
        after(&world, &dovecot, days, letters).await;
    }
    assert_eq!(world.tickets(&acme).await.len(), 1, "it is there until the thirtieth day is over");
    let letters = after(&world, &dovecot, 0, 3).await;
    let mut ids = Vec::new();
    for letter in &letters {
        let content = mime::read(&letter.raw).content;
        assert_eq!(content.subject, "The mail of support@acme.test is erased on 24 December 2026");
        let told = "disconnected on 24 November 2026";
        assert!(content.text.contains(told) && content.text.contains("A company"), "{}", content.text);
        assert!(content.text.contains("https://acme.test:8443/mailboxes"), "{}", content.text);
        ids.push(content.message_id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3, "three mails, each of its own");
    assert!(dovecot.list("egon@acme.test", "INBOX").unwrap().is_empty(), "whoever is no admin is not told");
    world.clock.advance_ms(DAY_MS);
    gone(&world, &acme).await;
    after(&world, &dovecot, 1, 3).await;
}

/// Connected again, nobody is told of anything; disconnected once more, it is told anew, and of no day after the end.
async fn letters_follow_what_becomes_of_it(engine: Engine) {
    let placed = servers::with_operator_mail(engine, &[ADA], |_| {}).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    disconnect(&world, &acme, None).await;
    after(&world, &dovecot, 0, 1).await;
    connect(&world, &acme).await;
    after(&world, &dovecot, 8, 1).await;
    disconnect(&world, &acme, Some(3)).await;
    let letters = after(&world, &dovecot, 0, 2).await;
    let last = letters.iter().map(|letter| mime::read(&letter.raw).content.subject);
    assert!(last.into_iter().any(|subject| subject.ends_with("is erased on 5 December 2026")));
    world.clock.advance_ms(3 * DAY_MS);
    gone(&world, &acme).await;
    after(&world, &dovecot, 30, 2).await;
}

/// An admin with this address beside the first one.
async fn with_admin(world: &World, acme: &Company, email: &str) {
    let (name, password) = ("Una".to_owned(), domain::Private::new(world::PASSWORD.to_owned()));
    let new = app::agent::NewAgent { name, email: email.to_owned(), role: domain::Role::Admin, password };
    app::agent::create(&world.app, &world.operator_ctx(acme), new).await.unwrap();
}

async fn notices(world: &World, acme: &Company) -> u32 {
    let end = world.app.store().tenant(acme.info.scope).find_mailbox_end(acme.mailbox).await.unwrap();
    end.unwrap().notices
}

/// A server lets one of two admins wait: the other has each letter once, and the next goes out in its time.
async fn whoever_waits_costs_others_nothing(engine: Engine) {
    let placed = servers::with_operator_mail(engine, &[ADA], |_| {}).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = with_mail(&world).await;
    with_admin(&world, &acme, "defer451@acme.test").await;
    disconnect(&world, &acme, None).await;
    after(&world, &dovecot, 0, 1).await;
    assert_eq!(notices(&world, &acme).await, 0, "one of them is waited for");
    // Who waited for a day is waited for no more.
    after(&world, &dovecot, 1, 1).await;
    assert_eq!(notices(&world, &acme).await, 1);
    after(&world, &dovecot, 6, 2).await;
}

/// Nobody's server takes it: it stands where admins look.
async fn what_reaches_nobody_is_an_alert(engine: Engine) {
    let placed = servers::with_operator_mail(engine, &[ADA], |_| {}).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = with_mail(&world).await;
    with_admin(&world, &acme, "reject550@acme.test").await;
    disconnect(&world, &acme, None).await;
    after(&world, &dovecot, 0, 1).await;
    assert_eq!((notices(&world, &acme).await, alerts(&world, &acme).await), (1, 0), "one of them has it");
    let ada = app::agent::AgentChange { state: Some(domain::AgentState::Deactivated), ..Default::default() };
    app::agent::change(&world.app, &world.operator_ctx(&acme), acme.admin, ada).await.unwrap();
    after(&world, &dovecot, 7, 1).await;
    assert_eq!((notices(&world, &acme).await, alerts(&world, &acme).await), (2, 1));
}

mod letters {
    use super::Engine;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn wait_for_one_on_sqlite() {
        super::whoever_waits_costs_others_nothing(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn wait_for_one_on_postgres() {
        super::whoever_waits_costs_others_nothing(Engine::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn that_reach_nobody_on_sqlite() {
        super::what_reaches_nobody_is_an_alert(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_sqlite() {
        super::admins_have_three_letters_before_it_goes(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_postgres() {
        super::admins_have_three_letters_before_it_goes(Engine::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn follow_what_becomes_of_it_on_sqlite() {
        super::letters_follow_what_becomes_of_it(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn follow_what_becomes_of_it_on_postgres() {
        super::letters_follow_what_becomes_of_it(Engine::Postgres).await;
    }
}

/// The alerts that an admin sees about it.
async fn alerts(world: &World, acme: &Company) -> usize {
    let ctx = world.admin_ctx(acme);
    let open = app::alert::list(&world.app, &ctx, AlertState::Open, None, 50).await.unwrap().items;
    open.iter().filter(|row| row.rule == AlertRule::MailboxEnds).count()
}

/// Nobody can be written to: admins see the day at the mailbox, and are alerted on the days of the letters.
async fn without_operator_mail_admins_are_alerted(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&acme);
    assert_eq!(alerts(&world, &acme).await, 0);
    disconnect(&world, &acme, None).await;
    let due = app::mailbox::read(&world.app, &ctx, acme.mailbox).await.unwrap().erase_at_ms.unwrap();
    assert_eq!(due.millis_since(ctx.now), 30 * DAY_MS);
    for (days, count) in [(0, 1), (6, 1), (1, 2), (13, 2), (1, 3), (8, 3)] {
        world.clock.advance_ms(days * DAY_MS);
        look(&world).await;
        look(&world).await;
        assert_eq!(alerts(&world, &acme).await, count);
    }
    assert_eq!(world.tickets(&acme).await.len(), 1);
    world.clock.advance_ms(DAY_MS);
    gone(&world, &acme).await;
}

/// So too where a provider's permission ended, and nobody gave it anew.
async fn without_operator_mail_admins_are_alerted_of_a_permission_that_ended(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    world.permit(&acme, Some(world.app.now())).await;
    for (days, count) in [(0, 1), (6, 1), (1, 2), (13, 2), (1, 3), (8, 3)] {
        world.clock.advance_ms(days * DAY_MS);
        app::jobs::grant_notice::round(&world.app).await.unwrap();
        look(&world).await;
        assert_eq!(alerts(&world, &acme).await, count);
    }
    assert_eq!(world.tickets(&acme).await.len(), 1);
    world.clock.advance_ms(DAY_MS);
    gone(&world, &acme).await;
}

crate::on_both_engines! {
    without_operator_mail_admins_are_alerted
    without_operator_mail_admins_are_alerted_of_a_permission_that_ended
}
