//! A provider of OAuth2 that attacks: whatever it does, nothing is kept, it is said in words of its own, and it stands in
//! the audit log.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, servers};
use app::oauth::{self, Back, Configured, Wanted};
use app::{Ctx, Error};
use connect::oauth::Client;
use domain::audit::{Actor, AuditEvent, Outcome};
use domain::{Private, Provider};
use privacy::Act;
use std::collections::HashSet;
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::hostile::Hostile;

const ADDRESS: &str = "help@acme.test";

/// What it does when it describes itself, and what is said then.
const DESCRIPTIONS: &[(&str, &str)] = &[
    ("no description", "oauth-bad-address"),
    ("a page instead of a description", "oauth-bad-description"),
    ("another issuer", "oauth-bad-issuer"),
    ("an issuer with one more slash", "oauth-bad-issuer"),
    ("a token endpoint without protection", "oauth-bad-endpoint"),
    ("a token endpoint with a sign-in name", "oauth-bad-endpoint"),
    ("a way for browsers that is a script", "oauth-bad-endpoint"),
    ("no proof against stolen codes", "oauth-bad-pkce"),
    ("a description elsewhere", "oauth-bad-address"),
    ("an endless description", "connect-protocol"),
    ("a description that never comes", "connect-deadline"),
    ("a description that breaks off", "connect-lost"),
];

/// What it answers when it is asked for tokens, and what is said then.
const ANSWERS: &[(&str, &str)] = &[
    ("invalid_grant", "oauth-invalid-grant"),
    ("invalid_client", "oauth-invalid-client"),
    ("unauthorized_client", "oauth-unauthorized-client"),
    ("invalid_scope", "oauth-invalid-scope"),
    ("invalid_request", "oauth-invalid-request"),
    ("a fault", "oauth-unavailable"),
    ("too many questions", "oauth-unavailable"),
    ("a made-up refusal", "oauth-refused"),
    ("a token in the refusal", "oauth-refused"),
    ("a redirect", "oauth-bad-answer"),
    ("a page", "oauth-bad-tokens"),
    ("nothing", "oauth-bad-tokens"),
    ("a refusal that looks well", "oauth-bad-tokens"),
    ("endless tokens", "connect-protocol"),
    ("tokens that never come", "connect-deadline"),
    ("tokens that break off", "connect-lost"),
    ("a token of another kind", "oauth-bad-token-kind"),
    ("an empty token", "oauth-bad-token"),
    ("a token with a header in it", "oauth-bad-token"),
    ("a huge token", "oauth-bad-token"),
    ("a refresh token with a line end", "oauth-bad-token"),
    ("no refresh token", "oauth-no-refresh"),
    ("more scopes", "oauth-scope-wider"),
    ("fewer scopes", "oauth-scope-narrower"),
    ("no scope", "oauth-scope-narrower"),
    ("a thousand scopes", "oauth-bad-scopes"),
    ("no identity", "oauth-identity-none"),
    ("an identity in two parts", "oauth-bad-identity"),
    ("an identity that is no JSON", "oauth-bad-identity"),
    ("an identity for somebody else", "oauth-identity-audience"),
    ("an identity of another provider", "oauth-identity-issuer"),
    ("an identity of another visit", "oauth-identity-nonce"),
    ("an identity of no visit", "oauth-identity-nonce"),
    ("an identity of long ago", "oauth-identity-expired"),
    ("an account of a strange company", "oauth-company"),
    ("an account of no company", "oauth-company"),
];

struct Attack {
    world: World,
    acme: Company,
    hostile: Hostile,
    dovecot: Dovecot,
}

impl Attack {
    async fn start(companies: &[&str]) -> Option<Self> {
        let hostile = testkit::or_skip(Hostile::start())?;
        let dovecot = testkit::or_skip(Dovecot::start(&[Account::new(ADDRESS, "pw-help")]))?;
        let configured = Configured {
            provider: Provider::Other,
            name: "Test".to_owned(),
            client: Client {
                issuer: hostile.issuer(),
                client_id: "deskhero".to_owned(),
                client_secret: Some(Private::new("a secret".to_owned())),
                redirect_uri: "https://desk.test/oauth/callback".to_owned(),
                ca_pem: Some(hostile.ca_pem().unwrap()),
            },
            scopes: ["openid", "email", "offline_access", "mail"].map(str::to_owned).to_vec(),
            api: None,
            push: None,
            application: false,
            companies: companies.iter().map(|name| (*name).to_owned()).collect(),
        };
        let world = World::with(Engine::Sqlite, |settings| settings.providers = vec![configured]).await?;
        let acme = world.company("acme").await;
        Some(Self { world, acme, hostile, dovecot })
    }

    fn wanted(&self) -> Wanted {
        let port = self.dovecot.imaps_port();
        let settings = servers::settings(&self.dovecot, ADDRESS, ADDRESS, port, port);
        Wanted { settings, look_back_from: None, again: None, is_first: false }
    }

    /// As long after the last visit as a description is believed.
    fn later(&self) -> Ctx {
        self.world.clock.advance_ms(3_600_000);
        self.world.admin_ctx(&self.acme)
    }

    /// Goes there while it behaves, and comes back.
    async fn visit(&self, ctx: &Ctx) -> (Back, String) {
        self.hostile.be("none", "").unwrap();
        let url = oauth::begin(&self.world.app, ctx, Provider::Other, self.wanted()).await.unwrap();
        let of = |name: &str| {
            let query = url.split_once('?').unwrap().1;
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(known, _)| known == name).unwrap().1.into_owned()
        };
        let back = Back {
            state: of("state"),
            code: Some(Private::new("a-code".to_owned())),
            error: None,
            iss: Some(self.hostile.issuer()),
        };
        (back, of("nonce"))
    }

    /// What the log says was refused, by whom and why, last.
    async fn last_refusal(&self) -> AuditEvent {
        let (app, scope) = (&self.world.app, self.acme.info.scope);
        let ctx = Ctx::operator(scope, app.now());
        let permit = app.permit(&ctx, Act::AUDIT_VERIFY).await.unwrap();
        let entries = app.store().tenant(scope).list_audit_entries(0, 10_000).await.unwrap();
        let events =
            entries.iter().map(|e| app.vault().open_event(&permit, scope.tenant(), &e.bytes).unwrap());
        let last = events.filter(|event| event.outcome == Outcome::Refused).last().unwrap();
        app.settle(permit).await.unwrap();
        last
    }

    async fn assert_refused<T: std::fmt::Debug>(&self, what: &str, done: Result<T, Error>, key: &str) {
        let error = done.expect_err(what);
        let said = match &error {
            Error::Oauth(said) => said,
            Error::Connect(error) => error.code.key(),
            other => panic!("{what}: {other:?}"),
        };
        assert_eq!(said, key, "{what}");
        assert!(i18n::I18n::new("en").unwrap().has(said) && i18n::I18n::new("da").unwrap().has(said));
        let text = format!("{error} {error:?}");
        assert!(!text.contains("hostile-") && !text.contains("<script"), "{what}: {text}");
        let event = self.last_refusal().await;
        assert_eq!((event.reason.as_str(), event.act.as_str()), (key, "mailbox.manage"), "{what}");
        assert_eq!(event.actor, Actor::Agent(self.acme.admin), "{what}");
        // Its own mailbox is all that it has.
        let ctx = self.world.admin_ctx(&self.acme);
        assert_eq!(app::mailbox::list(&self.world.app, &ctx).await.unwrap().len(), 1, "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_provider_does_is_refused_in_its_own_words_and_logged() {
    let Some(attack) = Attack::start(&["acme.test"]).await else { return };
    let app = &attack.world.app;
    // None of its cases is left out here.
    let known = attack.hostile.cases().unwrap();
    for (family, here) in [("descriptions", DESCRIPTIONS), ("answers", ANSWERS)] {
        let there: HashSet<&str> =
            known[family].as_array().unwrap().iter().filter_map(|c| c.as_str()).collect();
        assert_eq!(there, here.iter().map(|(what, _)| *what).collect::<HashSet<_>>(), "{family}");
    }
    assert!(DESCRIPTIONS.len() + ANSWERS.len() >= 40);
    for (what, key) in DESCRIPTIONS {
        let ctx = attack.later();
        attack.hostile.be(what, "").unwrap();
        let url = oauth::begin(app, &ctx, Provider::Other, attack.wanted()).await;
        attack.assert_refused(what, url, key).await;
    }
    for (what, key) in ANSWERS {
        let ctx = attack.later();
        let (back, nonce) = attack.visit(&ctx).await;
        attack.hostile.be(what, &nonce).unwrap();
        let done = oauth::finish(app, &ctx, back.clone()).await;
        attack.assert_refused(what, done, key).await;
        // The attempt is used up.
        let again = oauth::finish(app, &ctx, back).await;
        assert!(matches!(again, Err(Error::Oauth("oauth-attempt-unknown"))), "{what}: {again:?}");
    }
    assert_eq!(attack.hostile.strayed().unwrap(), 0, "nobody followed a redirect");
    assert_eq!(app.egress().refused(), 0);
    assert_eq!(app::audit::verify(app, &attack.acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}
