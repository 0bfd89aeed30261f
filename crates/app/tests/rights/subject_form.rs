//! The public form: an address is proved by a link, nobody learns who is known, the operator passes on what came to it, and
//! admins are told of what is due (C72, C73, C75).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, Engine, World, mail, servers, until};
use app::account::request;
use app::erasure::{self, Scope, Wanted};
use app::subject_request::{self as requests, Asking, Decision, NewRequest, Told, Which};
use app::{Ctx, Error, operator};
use domain::{
    ErasureReason, Private, SubjectDecision, SubjectRequestSource, SubjectRequestState, SubjectRight,
    TenantScope, Timestamp,
};
use std::time::Instant;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

/// Has written before.
const CARLA: &str = "carla@acme.test";
/// Nobody here has heard of.
const NORA: &str = "nora@acme.test";
const ADMIN: &str = "ada@acme.test";
const BASE: &str = "https://acme.test";
const DAY_MS: i64 = 24 * 3_600_000;

async fn open(engine: Engine) -> Option<(World, Dovecot, Exim)> {
    servers::with_operator_mail(engine, &[CARLA, NORA, ADMIN], |_| {}).await
}

fn asking(email: &str) -> Asking {
    Asking {
        right: SubjectRight::Access,
        email: email.to_owned(),
        name: String::new(),
        words: "All of it, please.".to_owned(),
        language: "en".to_owned(),
        company: String::new(),
    }
}

async fn ask(world: &World, scope: TenantScope, email: &str, client: &str) -> Result<(), Error> {
    requests::ask(&world.app, scope, asking(email), client, BASE, world.app.now()).await
}

/// The newest link in somebody's inbox, once so many mails are there.
async fn link(dovecot: &Dovecot, address: &str, count: usize) -> Private<String> {
    let mails = until("the mail is there", async || {
        let mails = dovecot.list(address, "INBOX").unwrap();
        (mails.len() == count).then_some(mails)
    });
    let text = mime::read(&mails.await[count - 1].raw).content.text;
    let found = text.lines().find_map(|line| line.trim().split_once("/privacy-requests/"));
    Private::new(found.unwrap().1.to_owned())
}

/// What came by mail, or was written down, is proved the same way; a link that nobody opened leaves the case and its clock.
async fn a_case_is_proved_by_a_link_to_the_address_on_file(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    let text = mail("Carla <carla@acme.test>", "c1@x.test", None, "Saddle", "It broke.");
    world.take_in(&acme, &[("c1", text)]).await;
    let (scope, ctx) = (acme.info.scope, world.admin_ctx(&acme));
    let case = async |email: &str| {
        let new =
            NewRequest { asking: asking(email), ticket: None, received_at: None, vouched: String::new() };
        requests::create(app, &ctx, new).await.unwrap()
    };
    let (carlas, noras) = (case(CARLA).await, case(NORA).await);
    requests::send_link(app, &ctx, carlas).await.unwrap();
    let unused = link(&dovecot, CARLA, 1).await;
    world.clock.advance_ms(4 * DAY_MS);
    app::jobs::subject_requests::round(app).await.unwrap();
    let late = requests::prove(app, scope, &unused, app.now()).await;
    assert!(matches!(late, Err(Error::NotFound("link"))), "{late:?}");
    let ctx = world.admin_ctx(&acme);
    let seen = requests::read(app, &ctx, carlas).await.unwrap();
    assert_eq!((seen.row.state, seen.row.number), (SubjectRequestState::Identity, Some(1)));
    requests::send_link(app, &ctx, carlas).await.unwrap();
    let secret = link(&dovecot, CARLA, 2).await;
    requests::prove(app, scope, &secret, app.now()).await.unwrap();
    let seen = requests::read(app, &ctx, carlas).await.unwrap();
    assert_eq!(seen.row.state, SubjectRequestState::Open);
    assert!(seen.row.contact_id.is_some(), "it is matched with whom it is about");
    let known = requests::send_link(app, &ctx, carlas).await;
    assert!(matches!(known, Err(Error::State { noun: "request", state: "open" })), "{known:?}");
    // Nora did not ask.
    requests::send_link(app, &ctx, noras).await.unwrap();
    let secret = link(&dovecot, NORA, 1).await;
    requests::withdraw_link(app, scope, &secret, app.now()).await.unwrap();
    let seen = requests::read(app, &ctx, noras).await.unwrap();
    assert_eq!((seen.row.state, seen.row.number), (SubjectRequestState::Withdrawn, Some(2)));
}

async fn a_request_becomes_a_case_when_its_address_is_proved(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    let text = mail("Carla <carla@acme.test>", "c1@x.test", None, "Saddle", "It broke.");
    world.take_in(&acme, &[("c1", text)]).await;
    let (scope, ctx) = (acme.info.scope, world.admin_ctx(&acme));
    ask(&world, scope, CARLA, "192.0.2.1").await.unwrap();
    let asked = app.now();
    let waiting = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items;
    assert_eq!((waiting[0].state, waiting[0].number), (SubjectRequestState::Identity, None));
    assert_eq!(waiting[0].contact_id, None, "nobody is looked for before the proof");
    let secret = link(&dovecot, CARLA, 1).await;
    world.clock.advance_ms(DAY_MS);
    assert_eq!(requests::asked(app, scope, &secret, app.now()).await.unwrap(), SubjectRight::Access);
    // Another tenant's pages know nothing of it.
    let beta = world.company("beta").await.info.scope;
    let elsewhere = requests::prove(app, beta, &secret, app.now()).await;
    assert!(matches!(elsewhere, Err(Error::NotFound("link"))), "{elsewhere:?}");
    requests::prove(app, scope, &secret, app.now()).await.unwrap();
    let again = requests::prove(app, scope, &secret, app.now()).await;
    assert!(matches!(again, Err(Error::NotFound("link"))), "{again:?}");
    let case = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items.remove(0);
    assert_eq!((case.state, case.number), (SubjectRequestState::Open, Some(1)));
    assert!(case.contact_id.is_some() && case.source == SubjectRequestSource::Form);
    assert_eq!(case.received_at_ms, asked, "the month counts from when it was asked");
    // Whoever is not known becomes a case too, about nobody.
    ask(&world, scope, NORA, "192.0.2.1").await.unwrap();
    let secret = link(&dovecot, NORA, 1).await;
    requests::prove(app, scope, &secret, app.now()).await.unwrap();
    let cases = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items;
    assert_eq!((cases[1].email.as_str(), cases[1].contact_id), (NORA, None));
    // Not they: nothing is kept. Not proved in time: neither.
    ask(&world, scope, NORA, "192.0.2.1").await.unwrap();
    let secret = link(&dovecot, NORA, 2).await;
    requests::withdraw_link(app, scope, &secret, app.now()).await.unwrap();
    ask(&world, scope, CARLA, "192.0.2.1").await.unwrap();
    assert_eq!(requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items.len(), 3);
    let keys = app.keyring().count_keys().await.unwrap().objects;
    world.clock.advance_ms(4 * DAY_MS);
    app::jobs::subject_requests::round(app).await.unwrap();
    assert_eq!(requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items.len(), 2);
    assert_eq!(app.keyring().count_keys().await.unwrap().objects, keys - 1);
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

#[expect(clippy::disallowed_methods, reason = "it measures whether an answer's time tells something")]
async fn nobody_learns_who_is_known(engine: Engine) {
    let Some((world, _dovecot, _exim)) = open(engine).await else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    let text = mail("Carla <carla@acme.test>", "c1@x.test", None, "Saddle", "It broke.");
    world.take_in(&acme, &[("c1", text)]).await;
    let mut times: [Vec<u128>; 2] = [Vec::new(), Vec::new()];
    for round in 0..16 {
        for (which, email) in [CARLA, NORA].into_iter().enumerate() {
            let (client, opened) = (format!("192.0.2.{round}"), app.vault().opens_total());
            let started = Instant::now();
            ask(&world, acme.info.scope, email, &client).await.unwrap();
            times[which].push(started.elapsed().as_micros());
            assert_eq!(app.vault().opens_total(), opened, "nothing is opened, so nothing differs");
        }
        world.clock.advance_ms(2 * 3_600_000);
    }
    let [known, unknown] = times.map(|mut all| {
        all.sort_unstable();
        all[all.len() / 2]
    });
    let apart = known.abs_diff(unknown);
    assert!(apart * 2 <= known.max(unknown), "medians {known} and {unknown} microseconds");
    // So many from one place, and for one address, whether it is known or not.
    for email in [CARLA, NORA] {
        world.clock.advance_ms(2 * 3_600_000);
        let mut last = Ok(());
        for n in 0..4 {
            last = ask(&world, acme.info.scope, email, &format!("198.51.100.{n}")).await;
        }
        assert!(matches!(last, Err(Error::TooMany { retry_after_s: 3600 })), "{email}: {last:?}");
    }
    let bad = ask(&world, acme.info.scope, "nobody", "192.0.2.99").await;
    assert!(matches!(bad, Err(Error::Input { field: "email", .. })), "{bad:?}");
}

async fn the_operator_passes_on_and_tells_nothing(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, beta, app) = (world.company("acme").await, world.company("beta").await, &world.app);
    // One that was closed keeps nobody's request from the others.
    let closed = world.company("closed").await;
    let wanted = Wanted { scope: Scope::Tenant, reason: ErasureReason::Instruction };
    erasure::begin(app, &world.admin_ctx(&closed), wanted).await.unwrap();
    until("it is closed", async || {
        erasure::round(app, app.now()).await.unwrap();
        let open = app::tenant::list_open(app).await.unwrap();
        open.iter().all(|info| info.scope != closed.info.scope).then_some(())
    })
    .await;
    let text = mail("Carla <carla@acme.test>", "c1@x.test", None, "Saddle", "It broke.");
    world.take_in(&acme, &[("c1", text)]).await;
    for (n, email) in [CARLA, NORA].into_iter().enumerate() {
        ask(&world, operator::SCOPE, email, &format!("192.0.2.{n}")).await.unwrap();
        let secret = link(&dovecot, email, 1).await;
        requests::prove(app, operator::SCOPE, &secret, app.now()).await.unwrap();
    }
    let asked = app.now();
    world.clock.advance_ms(60_000);
    for _ in 0..2 {
        app::jobs::subject_requests::round(app).await.unwrap();
    }
    let at = async |company: &world::Company| {
        let ctx = world.admin_ctx(company);
        requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items
    };
    let passed = at(&acme).await;
    assert_eq!((passed.len(), passed[0].email.as_str()), (1, CARLA));
    assert_eq!((passed[0].source, passed[0].received_at_ms), (SubjectRequestSource::Operator, asked));
    assert!(passed[0].contact_id.is_some());
    assert!(at(&beta).await.is_empty(), "who does not know the address hears nothing of it");
    let left = app.store().tenant(operator::SCOPE).list_open_subject_requests(None, 10).await.unwrap();
    assert!(left.is_empty(), "the operator keeps nothing");
    assert_eq!(dovecot.list(CARLA, "INBOX").unwrap().len(), 1, "the link: the answer comes from the company");
    // Whom nobody knows has the answer that the page promises, once, at the address that they proved.
    let mails = until("the letter is there", async || {
        let mails = dovecot.list(NORA, "INBOX").unwrap();
        (mails.len() > 1).then_some(mails)
    });
    let mails = mails.await;
    assert_eq!(mails.len(), 2);
    let letter = mime::read(&mails[1].raw).content;
    assert_eq!(letter.subject, "Your request: nothing is held under your address");
    assert!(letter.text.contains("no company that uses this Deskhero holds anything"), "{}", letter.text);
    let ctx = Ctx::operator(operator::SCOPE, app.now());
    let authority = requests::authority(app, &ctx).await.unwrap();
    assert!(letter.text.contains(authority.site), "{}", letter.text);
    assert!(!letter.text.contains("Acme"), "{}", letter.text);
    for info in app::tenant::list_logs(app).await.unwrap() {
        assert_eq!(app::audit::verify(app, &info).await.unwrap().fault, None);
    }
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Somebody names a company: exactly one of that name has it too, and whoever asked sees and gets the same as ever.
async fn who_is_named_has_it_and_nobody_learns_of_it(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, beta, app) = (world.company("acme").await, world.company("beta").await, &world.app);
    let mut letters: Vec<String> = Vec::new();
    // Both are called “A company”; the others are nobody's, none, and each way of naming one.
    for (n, named) in ["a company", "nowhere", "", " BETA ", "Beta.test.", "Nørd A/S"].into_iter().enumerate()
    {
        if named == "Nørd A/S" {
            let operator = Ctx::operator(operator::SCOPE, app.now());
            app::tenant::rename(app, &operator, beta.info.scope, "NØRD A/S").await.unwrap();
        }
        let new = Asking { company: named.to_owned(), ..asking(NORA) };
        requests::ask(app, operator::SCOPE, new, "192.0.2.1", BASE, app.now()).await.unwrap();
        let secret = link(&dovecot, NORA, 2 * n + 1).await;
        requests::prove(app, operator::SCOPE, &secret, app.now()).await.unwrap();
        for _ in 0..2 {
            app::jobs::subject_requests::round(app).await.unwrap();
        }
        let letter = until("the letter is there", async || {
            let mails = dovecot.list(NORA, "INBOX").unwrap();
            (mails.len() == 2 * n + 2).then(|| mime::read(&mails[2 * n + 1].raw).content)
        });
        let letter = letter.await;
        letters.push(format!("{}\n{}", letter.subject, letter.text));
        let left = app.store().tenant(operator::SCOPE).list_open_subject_requests(None, 10).await.unwrap();
        assert!(left.is_empty(), "the operator keeps nothing");
        let at = async |company: &Company| {
            let ctx = world.admin_ctx(company);
            requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items
        };
        assert!(at(&acme).await.is_empty(), "{named}");
        let cases = at(&beta).await;
        assert_eq!(cases.len(), n.saturating_sub(2), "{named}");
        let all_are_open = cases.iter().all(|case| {
            let who = (case.email.as_str(), case.contact_id, case.source);
            who == (NORA, None, SubjectRequestSource::Operator) && case.state == SubjectRequestState::Open
        });
        assert!(all_are_open, "{cases:?}");
        world.clock.advance_ms(100 * 60_000);
    }
    assert!(letters.iter().all(|letter| *letter == letters[0]), "{letters:#?}");
    for info in app::tenant::list_logs(app).await.unwrap() {
        assert_eq!(app::audit::verify(app, &info).await.unwrap().fault, None);
    }
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Without operator mail no address is proved there; while it is away, what was proved waits, and the letter comes later.
async fn whom_nobody_knows_is_told_when_mail_goes_out(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let app = &world.app;
    let settings = app::Settings {
        operator_mail: None,
        index_folder: world.folder.path().join("index-of-a-silent-node"),
        ..app.settings().clone()
    };
    let silent = world.another_node_with(settings).await;
    let refused = requests::ask(&silent, operator::SCOPE, asking(NORA), "192.0.2.8", BASE, app.now()).await;
    assert!(matches!(refused, Err(Error::State { state: "not-configured", .. })), "{refused:?}");
    let danish = Asking { language: "da".to_owned(), name: "Nora".to_owned(), ..asking(NORA) };
    requests::ask(app, operator::SCOPE, danish, "192.0.2.9", BASE, app.now()).await.unwrap();
    requests::prove(app, operator::SCOPE, &link(&dovecot, NORA, 1).await, app.now()).await.unwrap();
    let waiting = async || {
        app.store().tenant(operator::SCOPE).list_subject_requests_to_pass_on(10).await.unwrap().len()
    };
    requests::route(&silent).await.unwrap();
    assert_eq!(waiting().await, 1, "nothing is dropped without an answer");
    let with_dpo = world.with_dpo().await;
    requests::route(&with_dpo).await.unwrap();
    assert_eq!(waiting().await, 0);
    let mails = until("the letter is there", async || {
        let mails = dovecot.list(NORA, "INBOX").unwrap();
        (mails.len() > 1).then_some(mails)
    });
    let letter = mime::read(&mails.await[1].raw).content.text;
    assert!(letter.starts_with("Hej Nora,") && letter.contains("ingen virksomhed"), "{letter}");
    assert!(letter.contains("Karin Ek"), "whom to ask: {letter}");
}

/// What is asked at an agent's address is about their account: that is the operator's to answer.
async fn an_agents_address_makes_it_a_case_about_their_account(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    world.company("beta").await;
    let olga = world.operator_named("Olga").await;
    ask(&world, operator::SCOPE, ADMIN, "192.0.2.1").await.unwrap();
    let asked = app.now();
    requests::prove(app, operator::SCOPE, &link(&dovecot, ADMIN, 1).await, asked).await.unwrap();
    world.clock.advance_ms(60_000);
    for _ in 0..2 {
        app::jobs::subject_requests::round(app).await.unwrap();
    }
    let cases = request::list(app, &olga, false, None, 10).await.unwrap().items;
    assert_eq!(cases.len(), 1, "once, however often it is looked");
    assert_eq!((cases[0].email.as_str(), cases[0].state), (ADMIN, SubjectRequestState::Open));
    assert_eq!((cases[0].source, cases[0].received_at_ms), (SubjectRequestSource::Account, asked));
    let seen = request::read(app, &olga, cases[0].id).await.unwrap();
    assert_eq!(seen.words, "All of it, please.");
    let own = request::own(app, &world.admin_ctx(&acme)).await.unwrap();
    assert_eq!(own.len(), 1, "whose account it is sees it on their page");
    let left = app.store().tenant(operator::SCOPE).list_subject_requests_to_pass_on(10).await.unwrap();
    assert!(left.is_empty());
    assert_eq!(dovecot.list(ADMIN, "INBOX").unwrap().len(), 1, "the link: the answer is still to come");
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn admins_are_told_after_20_and_28_days(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    let new = requests::NewRequest {
        asking: asking(NORA),
        ticket: None,
        received_at: None,
        vouched: "At the counter".to_owned(),
    };
    let id = requests::create(app, &world.admin_ctx(&acme), new).await.unwrap();
    let told = async |days: i64, count: usize| {
        let now = world.app.now();
        let to: Timestamp = world::START.plus_millis(days * DAY_MS);
        world.clock.advance_ms(to.millis_since(now));
        for _ in 0..2 {
            app::jobs::subject_requests::round(app).await.unwrap();
        }
        let mails = until("the mail is there", async || {
            let mails = dovecot.list(ADMIN, "INBOX").unwrap();
            (mails.len() >= count).then_some(mails)
        });
        let mails = mails.await;
        assert_eq!(mails.len(), count, "once, however often it is looked: {days}");
        mails
    };
    told(19, 0).await;
    let first = told(20, 1).await;
    let text = mime::read(&first[0].raw).content;
    assert_eq!(text.subject, "Privacy request 1 is due on 24 December 2026");
    assert!(text.text.contains(&format!("/requests/{id}")) && !text.text.contains(NORA), "{}", text.text);
    told(27, 1).await;
    told(28, 2).await;
    // Extended in time: told to the person, and two more alarms before the later end.
    let ctx = world.admin_ctx(&acme);
    let how = requests::extend(app, &ctx, id, "There are many mails.", false).await.unwrap();
    assert_eq!(how, requests::Told::ByMail);
    let again = requests::extend(app, &ctx, id, "Still many.", false).await;
    assert!(matches!(again, Err(Error::State { state: "extended", .. })), "{again:?}");
    let letters = until("the letter is there", async || {
        let mails = dovecot.list(NORA, "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    });
    let letter = mime::read(&letters.await[0].raw).content.text;
    assert!(letter.contains("24 February 2027") && letter.contains("There are many mails."), "{letter}");
    let seen = requests::read(app, &ctx, id).await.unwrap();
    assert_eq!((seen.row.state, seen.row.days_left), (SubjectRequestState::Extended, 64));
    told(81, 2).await;
    told(82, 3).await;
    told(90, 4).await;
    let late = requests::read(app, &world.admin_ctx(&acme), id).await.unwrap();
    assert_eq!(late.row.days_left, 2);
}

async fn a_mail_to_an_address_for_requests_opens_a_case(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (mut acme, app) = (world.company("acme").await, &world.app);
    let ctx = world.admin_ctx(&acme);
    let foreign = app::mailbox::MailboxChange {
        intake: Some(vec!["privacy@beta.test".to_owned()]),
        ..app::mailbox::MailboxChange::default()
    };
    let refused = app::mailbox::change(app, &ctx, acme.mailbox, foreign).await;
    assert!(matches!(refused, Err(Error::Input { field: "intake", .. })), "{refused:?}");
    let address = |email: &str| domain::record::Address { name: String::new(), email: email.to_owned() };
    let marked = app::mailbox::MailboxChange {
        aliases: Some(vec![address("privacy@acme.test")]),
        intake: Some(vec!["Privacy@acme.test".to_owned()]),
        ..app::mailbox::MailboxChange::default()
    };
    let view = app::mailbox::change(app, &ctx, acme.mailbox, marked).await.unwrap();
    assert_eq!(view.intake, ["privacy@acme.test"]);
    acme.target.own_addresses.push("privacy@acme.test".to_owned());
    acme.target.intake = view.intake;
    let to = |raw: String| raw.replace("To: support@acme.test", "To: privacy@acme.test");
    let plain = mail("Carla <carla@acme.test>", "c1@x.test", None, "Saddle", "It broke.");
    let asked = to(mail("Nora <nora@acme.test>", "n1@x.test", None, "My data", "What do you have on me?"));
    let again = to(mail("Nora <nora@acme.test>", "n2@x.test", Some("n1@x.test"), "Re: My data", "Hello?"));
    let machine = to(mail("News <news@x.test>", "m1@x.test", None, "News", "Buy"))
        .replace("To:", "Precedence: bulk\r\nAuto-Submitted: auto-generated\r\nTo:");
    world.take_in(&acme, &[("c1", plain), ("n1", asked), ("n2", again), ("m1", machine)]).await;
    let cases = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items;
    assert_eq!(cases.len(), 1, "one for its ticket, none for other mail and none for a machine's");
    let case = &cases[0];
    assert_eq!((case.source, case.state), (SubjectRequestSource::Intake, SubjectRequestState::Identity));
    assert_eq!((case.number, case.email.as_str()), (Some(1), NORA));
    assert_eq!(case.received_at_ms, world::START, "when its mailbox had it");
    let ticket = world.tickets(&acme).await.into_iter().find(|row| row.subject == "My data").unwrap();
    assert_eq!(case.ticket_id, Some(ticket.id));
    let seen = requests::read(app, &ctx, case.id).await.unwrap();
    assert!(seen.words.contains("What do you have on me?"), "{}", seen.words);
    // The receipt is confirmed, once in a day for each address.
    for _ in 0..2 {
        app::jobs::subject_requests::round(app).await.unwrap();
    }
    let second = to(mail("Nora <nora@acme.test>", "n3@x.test", None, "Once more", "And erase it."));
    world.take_in(&acme, &[("n3", second)]).await;
    app::jobs::subject_requests::round(app).await.unwrap();
    let sent = until("the receipt is there", async || {
        let mails = dovecot.list(NORA, "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    });
    let sent = sent.await;
    assert_eq!(sent.len(), 1);
    let raw = String::from_utf8_lossy(&sent[0].raw).into_owned();
    assert!(raw.contains("Auto-Submitted: auto-") && raw.contains("24 December 2026"), "{raw}");
    assert_eq!(requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items.len(), 2);
    // What is asked for is said by a person, until it is decided.
    requests::change_facts(app, &ctx, case.id, SubjectRight::Erasure, "da").await.unwrap();
    requests::vouch(app, &ctx, case.id, "Known address").await.unwrap();
    let seen = requests::read(app, &ctx, case.id).await.unwrap();
    assert_eq!((seen.row.right, seen.language.as_str()), (SubjectRight::Erasure, "da"));
    assert_eq!(seen.row.contact_id, Some(ticket.requester_id));
    let (decision, grounds) = (domain::SubjectDecision::Granted, String::new());
    let decision = requests::Decision { decision, grounds, purposes: Vec::new(), mode: None };
    requests::decide(app, &ctx, case.id, crate::world::version(app, &ctx, case.id).await, decision)
        .await
        .unwrap();
    let late = requests::change_facts(app, &ctx, case.id, SubjectRight::Access, "da").await;
    assert!(matches!(late, Err(Error::State { state: "decided", .. })), "{late:?}");
    a_question_is_answered(&world, &acme).await;
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Whoever asks something has nothing to prove, and gets an answer (C107).
async fn a_question_is_answered(world: &World, acme: &Company) {
    let (app, ctx) = (&world.app, world.admin_ctx(acme));
    let open = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items;
    let id = open.iter().find(|case| case.state == SubjectRequestState::Identity).unwrap().id;
    let now = async || requests::read(app, &ctx, id).await.unwrap().row;
    requests::change_facts(app, &ctx, id, SubjectRight::Question, "en").await.unwrap();
    assert_eq!(now().await.state, SubjectRequestState::Open);
    requests::change_facts(app, &ctx, id, SubjectRight::Erasure, "en").await.unwrap();
    assert_eq!(now().await.state, SubjectRequestState::Identity, "for anything else they have");
    requests::change_facts(app, &ctx, id, SubjectRight::Question, "en").await.unwrap();
    let decision = |grounds: &str| requests::Decision {
        decision: domain::SubjectDecision::Granted,
        grounds: grounds.to_owned(),
        purposes: Vec::new(),
        mode: None,
    };
    let empty =
        requests::decide(app, &ctx, id, crate::world::version(app, &ctx, id).await, decision("")).await;
    assert!(matches!(empty, Err(Error::Input { field: "grounds", .. })), "{empty:?}");
    requests::decide(
        app,
        &ctx,
        id,
        crate::world::version(app, &ctx, id).await,
        decision("We keep mail for two years."),
    )
    .await
    .unwrap();
    requests::confirm(app, &ctx, id, now().await.version, "From the register").await.unwrap();
    let told = requests::close(app, &ctx, id, "", false).await.unwrap();
    assert_eq!(told, requests::Told::InTicket, "where they asked");
    let letter = requests::read(app, &ctx, id).await.unwrap().letter.unwrap();
    assert!(letter.contains("We keep mail for two years."), "{letter}");
    assert!(!letter.contains("holds nothing"), "{letter}");
}

/// What the mail's header says counts before its words; what says neither is answered in English until somebody changes it.
async fn a_mail_is_answered_in_the_language_that_it_tells(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (mut acme, app) = (world.company("acme").await, &world.app);
    acme.target.own_addresses.push("privacy@acme.test".to_owned());
    acme.target.intake = vec!["privacy@acme.test".to_owned()];
    let written = |id: &str, language: &str, text: &str| {
        let field =
            if language.is_empty() { String::new() } else { format!("Content-Language: {language}\r\n") };
        let raw = mail(&format!("<{id}@x.test>"), &format!("{id}@x.test"), None, "GDPR", text);
        raw.replace("To: support@acme.test", &format!("{field}To: privacy@acme.test"))
    };
    let danish = "Jeg vil gerne vide, hvad I har om mig, og bede jer slette det.";
    let asked = [
        ("a1", written("a1", "sv-SE", danish), "sv"),
        ("a2", written("a2", "fr, nb-NO (Norsk)", danish), "nb"),
        ("a3", written("a3", "", danish), "da"),
        ("a4", written("a4", "fr", "Bitte teilen Sie mir mit, was Sie über mich haben und von wem."), "de"),
        ("a5", written("a5", "", "Slet mig."), "en"),
    ];
    for (id, raw, language) in asked {
        world.take_in(&acme, &[(id, raw)]).await;
        let ctx = world.admin_ctx(&acme);
        let cases = requests::list(app, &ctx, Which::Open, None, 10).await.unwrap().items;
        let case = cases.iter().find(|case| case.email == format!("{id}@x.test")).unwrap();
        assert_eq!(requests::read(app, &ctx, case.id).await.unwrap().language, language, "{id}");
        requests::change_facts(app, &ctx, case.id, SubjectRight::Erasure, "da").await.unwrap();
        assert_eq!(requests::read(app, &ctx, case.id).await.unwrap().language, "da");
    }
}

/// A copy is had by whoever asked for it before the case ends: a link to it comes to their address, and lies in no ticket.
async fn a_copy_goes_to_whoever_asked(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    let _jobs = app::jobs::start_indexer(app);
    let text = mail("Carla <carla@acme.test>", "c1@x.test", None, "Saddle", "It broke.");
    world.take_in(&acme, &[("c1", text)]).await;
    let ctx = world.admin_ctx(&acme);
    let vouched = "At the counter".to_owned();
    let new = NewRequest { asking: asking(CARLA), ticket: None, received_at: None, vouched };
    let id = requests::create(app, &ctx, new).await.unwrap();
    let granted = SubjectDecision::Granted;
    let decision = Decision { decision: granted, grounds: String::new(), purposes: Vec::new(), mode: None };
    requests::decide(app, &ctx, id, crate::world::version(app, &ctx, id).await, decision).await.unwrap();
    let version = requests::read(app, &ctx, id).await.unwrap().row.version;
    requests::confirm(app, &ctx, id, version, "").await.unwrap();
    let early = requests::close(app, &ctx, id, "", false).await;
    assert!(matches!(early, Err(Error::State { state: "copy-not-ready", .. })), "{early:?}");
    assert!(app::access_export::round(app).await.unwrap());
    // Of two who send it at once, one does.
    let close = async || requests::close(app, &ctx, id, "", false).await;
    let (one, other) = tokio::join!(close(), close());
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(one.or(other).unwrap(), Told::ByMail);
    let mails = until("both mails are there", async || {
        let mails = dovecot.list(CARLA, "INBOX").unwrap();
        (mails.len() == 2).then_some(mails)
    });
    let texts: Vec<_> = mails.await.iter().map(|mail| mime::read(&mail.raw).content.text).collect();
    assert!(texts[1].contains("A second mail brings the link"), "{}", texts[1]);
    let link = texts[0].lines().find_map(|line| line.trim().split_once("/personal-data/")).unwrap().1;
    let (_, size) = app::access_export::linked(app, acme.info.scope, link, app.now()).await.unwrap();
    assert!(size > 1_000, "{size}");
}

async fn without_operator_mail_the_form_says_so(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    assert!(!requests::can_prove(&world.app));
    let off = ask(&world, acme.info.scope, CARLA, "192.0.2.1").await;
    assert!(matches!(off, Err(Error::State { noun: "operator mail", .. })), "{off:?}");
}

crate::with_either_engine!(
    a_case_is_proved_by_a_link_to_the_address_on_file,
    a_request_becomes_a_case_when_its_address_is_proved,
    nobody_learns_who_is_known,
    the_operator_passes_on_and_tells_nothing,
    who_is_named_has_it_and_nobody_learns_of_it,
    whom_nobody_knows_is_told_when_mail_goes_out,
    an_agents_address_makes_it_a_case_about_their_account,
    admins_are_told_after_20_and_28_days,
    a_mail_to_an_address_for_requests_opens_a_case,
    a_mail_is_answered_in_the_language_that_it_tells,
    a_copy_goes_to_whoever_asked,
    without_operator_mail_the_form_says_so,
);
