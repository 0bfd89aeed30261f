//! Companies sign up where the operator lets them: with the documents accepted (C4) and the address proved, and nothing is
//! made before that.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Engine, PASSWORD, World, servers, until};
use app::document::{self, AGREED, NewRelease};
use app::sign_up::{self, Offer, SignUp};
use app::{Ctx, Error, sign_in, tenant};
use domain::record::text_hash;
use domain::{AcceptanceWay, DocumentKind, Private, Role};
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

const TEXTS: [(DocumentKind, &str); 3] = [
    (DocumentKind::Dpa, "# Data\n\nOn instruction.\n"),
    (DocumentKind::PrivacyPolicy, "# Privacy policy\n\nEvery promise is kept.\n"),
    (DocumentKind::Terms, "# Terms\n\nYou pay, we serve.\n"),
];

fn private(text: &str) -> Private<String> {
    Private::new(text.to_owned())
}

fn offer() -> Offer {
    Offer { domain: "desk.test".to_owned() }
}

fn wanted(company: &str) -> SignUp {
    SignUp {
        company: company.to_owned(),
        name: "Nora Berg".to_owned(),
        email: "Nora@acme.test".to_owned(),
        accepted: TEXTS.iter().map(|(_, text)| text_hash(text)).collect(),
        ..SignUp::default()
    }
}

fn base(host: String) -> String {
    format!("https://{host}")
}

/// A Deskhero that is open to companies, with mail servers.
async fn open(engine: Engine) -> Option<(World, Dovecot, Exim)> {
    let open =
        servers::with_operator_mail(engine, &["nora@acme.test"], |settings| settings.sign_up = Some(offer()))
            .await?;
    let ctx = Ctx::operator(app::operator::SCOPE, open.0.app.now());
    for (kind, text) in TEXTS {
        document::write(&open.0.app, &ctx, kind, "en", text).await.unwrap();
        let new = NewRelease { kind, material: true, effective_at: None, translations_unchanged: false };
        document::release(&open.0.app, &ctx, new).await.unwrap();
    }
    Some(open)
}

async fn ask(world: &World, wanted: SignUp) -> Result<(), Error> {
    sign_up::ask(&world.app, wanted, "192.0.2.1", base, world.app.now()).await
}

/// The newest link in the inbox, once so many mails are there.
async fn link(dovecot: &Dovecot, count: usize) -> Private<String> {
    let mails = until("the mail is there", async || {
        let mails = dovecot.list("nora@acme.test", "INBOX").unwrap();
        (mails.len() == count).then_some(mails)
    });
    let raw = &mails.await[count - 1].raw;
    let text = mime::read(raw).content.text;
    let found =
        text.lines().find_map(|line| line.trim().strip_prefix("https://acme-bikes.desk.test/sign-ups/"));
    private(found.unwrap())
}

async fn a_company_signs_up(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let app = &world.app;
    ask(&world, wanted("Acme Bikes")).await.unwrap();
    assert!(tenant::list(app).await.unwrap().is_empty(), "nothing is made before the address is proved");
    let link = link(&dovecot, 1).await;
    let (company, email) = sign_up::asked(app, &link, app.now()).await.unwrap();
    assert_eq!((company.as_str(), email.as_str()), ("Acme Bikes", "nora@acme.test"));
    let asked_at = app.now();
    world.clock.advance_ms(3_600_000);
    let signed = sign_up::complete(app, &link, private(PASSWORD), app.now()).await.unwrap();
    let made = tenant::find_by_host(app, "acme-bikes.desk.test").await.unwrap().unwrap();
    assert_eq!((made.slug.as_str(), made.name.as_str()), ("acme-bikes", "Acme Bikes"));
    // The record: version, hash of exactly this text, time (C4).
    let admin = Ctx::agent(made.scope, signed.agent, Role::Admin, app.now());
    let accepted = document::acceptances(app, &admin).await.unwrap();
    assert_eq!(accepted.len(), AGREED.len());
    for (one, (kind, text)) in accepted.iter().zip(TEXTS) {
        assert_eq!((one.document.kind, one.document.version.as_str()), (kind, "1"));
        assert_eq!((one.document.sha256, one.document.language.as_str()), (text_hash(text), "en"));
        assert_eq!((one.name.as_str(), one.email.as_str()), ("Nora Berg", "nora@acme.test"));
        assert!(one.accepted_at_ms <= asked_at, "when it was accepted, not when the address was proved");
        assert_eq!((one.agent, one.way), (signed.agent, Some(AcceptanceWay::SignUp)));
        let kept = document::text_of(app, one.document.sha256).await.unwrap();
        assert_eq!(kept.body, text, "the text can be read as it was");
    }
    document::check_dpa(app, made.scope, app.now()).await.unwrap();
    assert!(document::pending(app, &admin).await.unwrap().is_empty());
    // The operator has the proof too, and both logs tell that it was read.
    let by_operator = Ctx { role: Some(Role::Operator), scope: app::operator::SCOPE, ..admin };
    assert_eq!(tenant::acceptances(app, &by_operator, made.scope).await.unwrap(), accepted);
    let agent = Ctx { role: Some(Role::Agent), ..admin };
    assert!(matches!(document::acceptances(app, &agent).await, Err(Error::Refused(_))));
    // The link is used up; who signed up gets in.
    let again = sign_up::complete(app, &link, private(PASSWORD), app.now()).await;
    assert!(matches!(again, Err(Error::NotFound("link"))), "{again:?}");
    let now = app.now();
    sign_in::with_password(app, made.scope, "nora@acme.test", &private(PASSWORD), "192.0.2.9", now)
        .await
        .unwrap();
    for scope in [made.scope, app::operator::SCOPE] {
        let info =
            tenant::list_logs(app).await.unwrap().into_iter().find(|info| info.scope == scope).unwrap();
        assert!(app::audit::verify(app, &info).await.unwrap().fault.is_none());
    }
}

async fn what_is_not_accepted_is_refused(engine: Engine) {
    let Some((world, _dovecot, _exim)) = open(engine).await else { return };
    let none = ask(&world, SignUp { accepted: Vec::new(), ..wanted("Acme Bikes") }).await;
    assert!(matches!(none, Err(Error::Input { field: "accepted", rule: "rule-accept" })), "{none:?}");
    let mut one = wanted("Acme Bikes");
    one.accepted.pop();
    assert!(matches!(ask(&world, one).await, Err(Error::Input { field: "accepted", .. })));
    // Another text than the one that is offered now: somebody had an older page open.
    let other = domain::record::text_hash("Privacy policy\n\nAn older one.\n");
    let mut old = wanted("Acme Bikes");
    old.accepted[1] = other;
    assert!(matches!(ask(&world, old).await, Err(Error::Input { field: "accepted", .. })));
    let bad = ask(&world, SignUp { email: "nobody".to_owned(), ..wanted("Acme Bikes") }).await;
    assert!(matches!(bad, Err(Error::Input { field: "email", .. })), "{bad:?}");
    let unknown = document::text_of(&world.app, other).await;
    assert!(matches!(unknown, Err(Error::NotFound("document"))));
}

async fn it_ends_with_its_time_and_has_limits(engine: Engine) {
    let Some((world, dovecot, _exim)) = open(engine).await else { return };
    let app = &world.app;
    ask(&world, wanted("Acme Bikes")).await.unwrap();
    let first = link(&dovecot, 1).await;
    ask(&world, wanted("Acme Bikes")).await.unwrap();
    let second = link(&dovecot, 2).await;
    sign_up::complete(app, &first, private(PASSWORD), app.now()).await.unwrap();
    // Of two who want the same name, one gets it.
    let taken = sign_up::complete(app, &second, private(PASSWORD), app.now()).await;
    assert!(matches!(taken, Err(Error::Exists(_))), "{taken:?}");
    let taken = ask(&world, wanted("Acme Bikes")).await;
    assert!(matches!(taken, Err(Error::Exists(_))), "{taken:?}");
    let many = ask(&world, wanted("Another")).await;
    assert!(matches!(many, Err(Error::TooMany { .. })), "{many:?}");
    world.clock.advance_ms(25 * 3_600_000);
    let late = sign_up::asked(app, &second, app.now()).await;
    assert!(matches!(late, Err(Error::NotFound("link"))), "{late:?}");
    app::jobs::upkeep::round(app).await.unwrap();
    let store = app.store().tenant(app::operator::SCOPE);
    assert_eq!(store.count_sign_ups(domain::Timestamp::from_millis(0)).await.unwrap(), 0);
}

async fn where_it_is_off_nobody_can(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    assert!(matches!(ask(&world, wanted("Acme Bikes")).await, Err(Error::NotFound("page"))));
}

crate::with_either_engine!(
    a_company_signs_up,
    what_is_not_accepted_is_refused,
    it_ends_with_its_time_and_has_limits,
    where_it_is_off_nobody_can,
);
