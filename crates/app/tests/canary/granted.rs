//! A mailbox that is connected by a provider's permission, made fresh, and given back.

use crate::filled::Filled;
use crate::mails::imap;
use crate::words::address;
use crate::work::Desk;
use crate::world::servers;
use app::Ctx;
use app::oauth::{self, Configured, MailboxTokens, Wanted};
use domain::audit::Job;
use domain::record::MailboxSettings;
use domain::{MailboxState, Private, Provider};
use privacy::Act;
use std::fmt::Write as _;
use std::path::PathBuf;
use testkit::oidc::{Oidc, Visitor};

pub const REDIRECT: &str = "https://desk.test/oauth/callback";

fn told(name: &str) -> String {
    std::env::var(format!("DESKHERO_CANARY_{name}")).unwrap()
}

pub fn provider() -> Configured {
    let scopes = ["openid", "email", "offline_access", "mail"].map(str::to_owned);
    Configured {
        provider: Provider::Other,
        name: "Test".to_owned(),
        client: connect::oauth::Client {
            issuer: told("ISSUER"),
            client_id: Oidc::CLIENT_ID.to_owned(),
            client_secret: Some(Private::new(Oidc::CLIENT_SECRET.to_owned())),
            redirect_uri: REDIRECT.to_owned(),
            ca_pem: Some(std::fs::read_to_string(told("ISSUER_CA")).unwrap()),
        },
        scopes: scopes.to_vec(),
        companies: Vec::new(),
        api: None,
        push: None,
        application: false,
    }
}

fn settings() -> MailboxSettings {
    let mut settings = imap(String::new());
    settings.address = address("granted address");
    settings.smtp.as_mut().unwrap().port = told("SUBMISSIONS").parse().unwrap();
    for server in [&mut settings.imap, &mut settings.smtp].into_iter().flatten() {
        server.login.clone_from(&settings.address);
    }
    settings.provider = Some(Provider::Other);
    settings
}

/// Everything that the provider and we told one another.
pub async fn granted(desk: &Desk, filled: &mut Filled) -> String {
    let (app, mut secrets) = (&desk.world.app, String::new());
    writeln!(secrets, "client secret={}", Oidc::CLIENT_SECRET).unwrap();
    let wanted = Wanted { settings: settings(), look_back_from: None, again: None, is_first: false };
    let url = oauth::begin(app, &desk.admin(), Provider::Other, wanted).await.unwrap();
    let visitor = Visitor::new(
        &told("ISSUER"),
        REDIRECT,
        &PathBuf::from(told("ISSUER_CA")),
        &PathBuf::from(told("COOKIES")),
    );
    let back = visitor.sign_in(&url, &address("granted address")).unwrap();
    let back = servers::back(&back);
    let state = back.state.split_once('.').unwrap().1;
    writeln!(secrets, "state={state}\ncode={}", back.code.as_ref().unwrap().reveal()).unwrap();
    let mailbox = oauth::finish(app, &desk.admin(), back).await.unwrap().mailbox;
    let access = MailboxTokens::of(app, desk.scope, mailbox.id, &settings()).unwrap();
    // The second one is another: as if the first had been refused.
    for (n, was_refused) in [false, true].into_iter().enumerate() {
        let token = access.tokens.access_token(was_refused).await.unwrap();
        let ctx = Ctx::job(desk.scope, Job::Connection, app.now());
        let permit = app.permit(&ctx, Act::MAILBOX_CONNECT).await.unwrap();
        let row = app.store().tenant(desk.scope).find_grant(mailbox.id).await.unwrap().unwrap();
        let grant = app.open(&permit, mailbox.id.uuid(), &row.grant).await.unwrap();
        app.settle(permit).await.unwrap();
        let refresh = grant.refresh_token.unwrap().into_inner();
        assert_eq!(grant.access_token.reveal(), token.reveal());
        writeln!(secrets, "access {n}={}\nrefresh {n}={refresh}", token.into_inner()).unwrap();
    }
    // Somebody else went there, and did not come back.
    let settings = MailboxSettings { address: address("wanted address"), ..settings() };
    let wanted = Wanted { settings, look_back_from: None, again: None, is_first: false };
    oauth::begin(app, &desk.admin(), Provider::Other, wanted).await.unwrap();
    filled.look(app).await;
    let change =
        app::mailbox::MailboxChange { state: Some(MailboxState::Disconnected), ..Default::default() };
    let gone = app::mailbox::change(app, &desk.admin(), mailbox.id, change).await.unwrap();
    assert_eq!(gone.grant, None);
    secrets
}
