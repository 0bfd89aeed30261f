//! Mailboxes by a provider's permission, with a real provider and a real Dovecot that asks it about every token.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, servers, until};
use app::jobs::delivery;
use app::jobs::grant_notice;
use app::oauth::{self, Back, Configured, MailboxTokens, Wanted};
use app::operator_mail::OperatorMail;
use app::view::MailboxView;
use app::{Ctx, Error, erasure};
use connect::Code;
use connect::oauth::Client;
use domain::record::MailboxSettings;
use domain::{
    DeliveryState, ErasureState, GrantState, LedgerWord, MailboxState, Private, Provider, Role, Timestamp,
};
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use testkit::oidc::{Hold, Oidc};

const ADDRESS: &str = "help@acme.test";
/// An admin of the company, who has a mailbox of her own.
const ADMIN: &str = "ada@acme.test";
const REDIRECT: &str = "https://desk.test/oauth/callback";

/// A Deskhero, a provider that it knows, and a mail server that believes the provider.
struct Peers {
    world: World,
    provider: Oidc,
    dovecot: Dovecot,
    _exim: Exim,
}

impl Peers {
    async fn start(engine: Engine) -> Option<(Self, Company)> {
        Self::start_with(engine, 0).await
    }

    /// For `overlap_seconds` the provider takes an old refresh token beside its successor.
    async fn start_with(engine: Engine, overlap_seconds: u32) -> Option<(Self, Company)> {
        let provider = testkit::or_skip(Oidc::start_with(REDIRECT, 3_600, overlap_seconds))?;
        let accounts = [(ADDRESS, "pw-help"), ("eva@acme.test", "pw-eva"), (ADMIN, "pw-ada")]
            .map(|(address, password)| Account::new(address, password));
        let dovecot = testkit::or_skip(Dovecot::start_with(&accounts, Some(&provider)))?;
        let exim = testkit::or_skip(Exim::start(&dovecot))?;
        let scopes = ["openid", "email", "offline_access", "mail"].map(str::to_owned);
        let configured = Configured {
            api: None,
            push: None,
            application: false,
            provider: Provider::Other,
            name: "Test".to_owned(),
            client: Client {
                issuer: provider.issuer(),
                client_id: Oidc::CLIENT_ID.to_owned(),
                client_secret: Some(Private::new(Oidc::CLIENT_SECRET.to_owned())),
                redirect_uri: REDIRECT.to_owned(),
                ca_pem: Some(provider.ca_pem().unwrap()),
            },
            scopes: scopes.to_vec(),
            companies: Vec::new(),
        };
        let smtp = servers::settings(&dovecot, ADDRESS, ADDRESS, 1, exim.smtps_port()).smtp.unwrap();
        let change = |settings: &mut app::Settings| {
            settings.providers = vec![configured];
            settings.operator_mail =
                Some(OperatorMail { server: smtp, from: ADDRESS.to_owned(), returns: None });
            settings.public_url = Some("https://desk.test:8443".to_owned());
        };
        let world = World::with(engine, change).await?;
        let acme = world.company("acme").await;
        Some((Self { world, provider, dovecot, _exim: exim }, acme))
    }

    fn wanted(&self) -> Wanted {
        let (imap, smtp) = (self.dovecot.imaps_port(), self.dovecot.submissions_port());
        let settings = servers::settings(&self.dovecot, ADDRESS, ADDRESS, imap, smtp);
        Wanted { settings, look_back_from: None, again: None, is_first: false }
    }

    /// Goes to the provider as an admin, agrees, and comes back.
    async fn visit(&self, ctx: &Ctx, wanted: Wanted) -> Back {
        let url = oauth::begin(&self.world.app, ctx, Provider::Other, wanted).await.unwrap();
        servers::back(&self.provider.sign_in(&url, ADDRESS).unwrap())
    }

    async fn connected(&self, company: &Company) -> MailboxView {
        let ctx = self.world.admin_ctx(company);
        let back = self.visit(&ctx, self.wanted()).await;
        oauth::finish(&self.world.app, &ctx, back).await.unwrap().mailbox
    }

    fn tokens(&self, company: &Company, mailbox: &MailboxView) -> connect::Tokens {
        MailboxTokens::of(&self.world.app, company.info.scope, mailbox.id, &self.settings()).unwrap().tokens
    }

    fn settings(&self) -> MailboxSettings {
        MailboxSettings { provider: Some(Provider::Other), ..self.wanted().settings }
    }

    async fn view(&self, company: &Company, mailbox: &MailboxView) -> MailboxView {
        app::mailbox::read(&self.world.app, &self.world.admin_ctx(company), mailbox.id).await.unwrap()
    }

    fn deliver(&self, id: &str) {
        let raw = servers::mail("eva@acme.test", ADDRESS, id, None, "Hello");
        self.dovecot.append(ADDRESS, "INBOX", raw.as_bytes(), "", None).unwrap();
    }
}

/// The tests run one after the other: each has a provider and mail servers of its own.
async fn a_mailbox_lives_by_its_permission(engine: Engine) {
    let Some((peers, acme)) = Peers::start(engine).await else { return };
    let world = &peers.world;
    let mailbox = peers.connected(&acme).await;
    let grant = mailbox.grant.clone().unwrap();
    assert_eq!((grant.provider, grant.state, grant.ended), (Provider::Other, GrantState::Good, None));
    asking_again_opens_nothing(&peers, &acme, &mailbox).await;
    // Mail comes in, an answer goes out, without any password.
    let app = std::sync::Arc::clone(&world.app);
    let mut jobs = tokio::task::JoinSet::new();
    jobs.spawn(app::jobs::mailboxes::run(app));
    peers.deliver("1@acme.test");
    servers::until_tickets(world, &acme, 1).await;
    let ticket = world.tickets(&acme).await[0].id;
    let answer = world.answer(&acme, ticket, "By token.").await;
    delivery::round(&world.app).await.unwrap();
    let sent = world.read(&acme, ticket).await.messages.into_iter().find(|m| m.id == answer).unwrap();
    assert_eq!(sent.delivery, Some(DeliveryState::Sent), "{:?}", sent.delivery_reason);
    // The token ends: of eight who need the next one, one gets it. The provider would take everything back if its
    // refresh token came twice.
    world.clock.advance_ms(2 * 3_600_000);
    let tokens = peers.tokens(&acme, &mailbox);
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let tokens = std::sync::Arc::clone(&tokens);
        asking.spawn(async move { tokens.access_token(false).await.unwrap().into_inner() });
    }
    let mut all = asking.join_all().await;
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1, "everybody has the same one");
    let refreshed = peers.view(&acme, &mailbox).await.grant.unwrap();
    assert!(refreshed.refreshed_at_ms > grant.refreshed_at_ms);
    peers.deliver("2@acme.test");
    servers::until_tickets(world, &acme, 2).await;
    // Disconnected, nothing is left here, and the token is worth nothing there.
    jobs.abort_all();
    while jobs.join_next().await.is_some() {}
    let last = tokens.access_token(false).await.unwrap();
    let ctx = world.admin_ctx(&acme);
    let change =
        app::mailbox::MailboxChange { state: Some(MailboxState::Disconnected), ..Default::default() };
    let gone = app::mailbox::change(&world.app, &ctx, mailbox.id, change).await.unwrap();
    assert_eq!(gone.grant, None);
    // Nor of the permission that the last one took the place of, which backups might have held.
    let kept = world.app.keyring().list_kept_object_keys(acme.info.scope, None, 100).await.unwrap();
    assert_eq!(kept.len(), 0, "{kept:?}");
    assert_eq!(tokens.access_token(false).await.unwrap_err().code, Code::GrantEnded);
    let worthless: connect::Tokens = std::sync::Arc::new(Known(last));
    let found =
        connect::examine(&peers.settings(), Some(worthless.into()), world.app.egress()).await.unwrap();
    assert_eq!(found.faults[0].error.code, Code::AuthFailed);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Whoever has opened the token keeps it in mind. Nothing else runs yet that could leave an event meanwhile.
async fn asking_again_opens_nothing(peers: &Peers, company: &Company, mailbox: &MailboxView) {
    let tokens = peers.tokens(company, mailbox);
    let opened = tokens.access_token(false).await.unwrap().into_inner();
    let store = peers.world.app.store().tenant(company.info.scope);
    let events = async || store.list_audit_entries(0, 10_000).await.unwrap().len();
    let before = events().await;
    assert_eq!(tokens.access_token(false).await.unwrap().into_inner(), opened);
    assert_eq!(events().await, before);
}

#[derive(Debug)]
struct Known(Private<String>);

#[async_trait::async_trait]
impl connect::AccessTokens for Known {
    async fn access_token(&self, _: bool) -> Result<Private<String>, connect::ConnectError> {
        Ok(self.0.clone())
    }
}

async fn a_permission_that_ends_is_said_and_given_anew(engine: Engine) {
    let Some((mut peers, acme)) = Peers::start(engine).await else { return };
    let mailbox = peers.connected(&acme).await;
    peers.deliver("1@acme.test");
    let mut jobs = tokio::task::JoinSet::new();
    jobs.spawn(app::jobs::mailboxes::run(std::sync::Arc::clone(&peers.world.app)));
    servers::until_tickets(&peers.world, &acme, 1).await;
    // The provider forgets whatever it gave; the connections break.
    peers.provider.stop();
    peers.provider.start_again().unwrap();
    peers.dovecot.stop();
    peers.dovecot.start_again().unwrap();
    until("the permission has ended", async || {
        peers.world.clock.advance_ms(60_000);
        let grant = peers.view(&acme, &mailbox).await.grant.unwrap();
        (grant.state == GrantState::Ended).then_some(())
    })
    .await;
    let ended = peers.view(&acme, &mailbox).await;
    assert_eq!(ended.grant.unwrap().ended.as_deref(), Some("oauth-invalid-grant"));
    // What comes meanwhile waits at the source.
    peers.deliver("2@acme.test");
    let ctx = peers.world.admin_ctx(&acme);
    let settings = app::mailbox::settings_to_reconnect(&peers.world.app, &ctx, mailbox.id).await.unwrap();
    let wanted = Wanted { settings, again: Some(mailbox.id), ..peers.wanted() };
    let back = peers.visit(&ctx, wanted).await;
    let again = oauth::finish(&peers.world.app, &ctx, back).await.unwrap().mailbox;
    assert_eq!((again.id, again.grant.unwrap().state), (mailbox.id, GrantState::Good));
    servers::until_tickets(&peers.world, &acme, 2).await;
    jobs.abort_all();
}

async fn admins_are_told_on_the_first_seventh_and_twenty_first_day(engine: Engine) {
    const DAY_MS: i64 = 24 * 3_600_000;
    let Some((mut peers, acme)) = Peers::start(engine).await else { return };
    let mailbox = peers.connected(&acme).await;
    let tokens = peers.tokens(&acme, &mailbox);
    peers.provider.stop();
    peers.provider.start_again().unwrap();
    assert_eq!(tokens.access_token(true).await.unwrap_err().code, Code::GrantEnded);
    let ended_at = peers.world.app.now();
    let grant = peers.view(&acme, &mailbox).await.grant.unwrap();
    assert_eq!(grant.due_at_ms, Some(ended_at.plus_millis(30 * DAY_MS)));
    let told = async |count: usize| {
        // Twice: whoever was told is not told again.
        grant_notice::round(&peers.world.app).await.unwrap();
        grant_notice::round(&peers.world.app).await.unwrap();
        until(&format!("{count} notices are there"), async || {
            let mails = peers.dovecot.list(ADMIN, "INBOX").unwrap();
            assert!(mails.len() <= count, "{} mails, of {count}", mails.len());
            (mails.len() == count).then_some(mails)
        })
        .await
    };
    let first = mime::read(&told(1).await[0].raw).content;
    assert_eq!(first.subject, "help@acme.test has to be connected again");
    for part in ["24 November 2026", "24 December 2026", "https://acme.test:8443/mailboxes", "A company"] {
        assert!(first.text.contains(part), "{part}: {}", first.text);
    }
    for (days, count) in [(1, 1), (6, 1), (7, 2), (20, 2), (21, 3), (29, 3), (60, 3)] {
        let passed = peers.world.app.now().millis_since(ended_at);
        peers.world.clock.advance_ms(days * DAY_MS - passed);
        told(count).await;
    }
    // Its sender ended before it could be written down: the same mail again, under the same name.
    let store = peers.world.app.store().tenant(acme.info.scope);
    let row = store.find_grant(mailbox.id).await.unwrap().unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.put_grant(&store::Grant { notices: 2, ..row }).await.unwrap();
    tx.commit().await.unwrap();
    let ids: Vec<_> = told(4).await.iter().map(|mail| mime::read(&mail.raw).content.message_id).collect();
    assert_eq!(ids[2], ids[3]);
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), 3);
    // Given anew, nothing is due any more; when it ends again, the days are counted anew. The provider's clock has not
    // gone along.
    peers.world.clock.advance_ms(ended_at.millis_since(peers.world.app.now()));
    let ctx = peers.world.admin_ctx(&acme);
    let settings = app::mailbox::settings_to_reconnect(&peers.world.app, &ctx, mailbox.id).await.unwrap();
    let back = peers.visit(&ctx, Wanted { settings, again: Some(mailbox.id), ..peers.wanted() }).await;
    let again = oauth::finish(&peers.world.app, &ctx, back).await.unwrap().mailbox.grant.unwrap();
    assert_eq!((again.state, again.due_at_ms), (GrantState::Good, None));
    told(4).await;
    peers.provider.stop();
    peers.provider.start_again().unwrap();
    assert_eq!(tokens.access_token(true).await.unwrap_err().code, Code::GrantEnded);
    told(5).await;
    // A restored backup hears of each of them.
    let ledger = peers.world.app.keyring().list_ledger(acme.info.scope, -1, 10).await.unwrap();
    let words: Vec<_> = ledger.iter().map(|entry| (entry.what, entry.detail.as_deref())).collect();
    let ended = (LedgerWord::PermissionEnded, Some("oauth-invalid-grant"));
    assert_eq!(words, [ended, (LedgerWord::PermissionGiven, None), ended]);
}

/// Given anew while a hold keeps its erasure waiting, the mailbox goes on; once the erasure goes on, it is too late.
async fn given_anew_while_it_is_held_it_goes_on(engine: Engine) {
    const DAY_MS: i64 = 24 * 3_600_000;
    let Some((mut peers, mut acme)) = Peers::start(engine).await else { return };
    let mailbox = peers.connected(&acme).await;
    acme.mailbox = mailbox.id;
    let tokens = peers.tokens(&acme, &mailbox);
    peers.provider.stop();
    peers.provider.start_again().unwrap();
    assert_eq!(tokens.access_token(true).await.unwrap_err().code, Code::GrantEnded);
    let _jobs = app::jobs::start_indexer(&peers.world.app);
    let app = &peers.world.app;
    let hold = peers.world.hold(&acme, erasure::Scope::Mailbox(mailbox.id)).await;
    let store = app.store().tenant(acme.info.scope);
    let states = async || {
        let all = store.list_erasures_of(mailbox.id.uuid()).await.unwrap();
        all.iter().map(|one| one.state).collect::<Vec<_>>()
    };
    let look = async || {
        peers.world.clock.advance_ms(31 * DAY_MS);
        app::jobs::mailbox_end::round(app).await.unwrap();
        // The provider's clock does not go along.
        peers.world.clock.advance_ms(-31 * DAY_MS);
    };
    let again = async || {
        let ctx = peers.world.admin_ctx(&acme);
        let settings = app::mailbox::settings_to_reconnect(app, &ctx, mailbox.id).await.unwrap();
        let wanted = Wanted { settings, again: Some(mailbox.id), ..peers.wanted() };
        oauth::finish(app, &ctx, peers.visit(&ctx, wanted).await).await
    };
    look().await;
    assert_eq!(states().await, [ErasureState::Held]);
    assert_eq!(again().await.unwrap().mailbox.grant.unwrap().state, GrantState::Good);
    assert_eq!(states().await, []);
    erasure::holds::release(app, &peers.world.admin_ctx(&acme), hold).await.unwrap();
    erasure::round(app, app.now()).await.unwrap();
    look().await;
    assert_eq!(states().await, []);
    assert!(store.find_mailbox(mailbox.id).await.unwrap().is_some());
    // It ends once more, and nothing holds it.
    peers.world.permit(&acme, Some(app.now())).await;
    look().await;
    assert_eq!(states().await, [ErasureState::Begun]);
    let late = again().await;
    assert!(matches!(late, Err(Error::State { noun: "mailbox", state: "erasing" })), "{late:?}");
    erasure::round(app, app.now()).await.unwrap();
    assert!(store.find_mailbox(mailbox.id).await.unwrap().is_none());
}

/// What the provider did not take back is gone here all the same, and somebody is told to withdraw it there.
async fn a_provider_that_is_away_is_said_to_have_taken_nothing_back(engine: Engine) {
    let Some((mut peers, acme)) = Peers::start(engine).await else { return };
    let mailbox = peers.connected(&acme).await;
    peers.provider.stop();
    let change =
        app::mailbox::MailboxChange { state: Some(MailboxState::Disconnected), ..Default::default() };
    let ctx = peers.world.admin_ctx(&acme);
    let gone = app::mailbox::change(&peers.world.app, &ctx, mailbox.id, change).await.unwrap();
    assert_eq!((gone.grant, gone.permission_left.as_deref()), (None, Some("oauth-left-untaken")));
}

/// Ends everything that asks for the next token when the provider has given it and nobody has got it.
fn crash_while_the_next_token_is_on_its_way(peers: &Peers, tokens: connect::Tokens) {
    let held = peers.provider.hold(Hold::Begin).unwrap();
    let crashing =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    crashing.spawn(async move { tokens.access_token(false).await });
    let is_held = || (peers.provider.hold(Hold::Count).unwrap() > held).then_some(());
    testkit::deadline::poll(std::time::Duration::from_secs(30), is_held).unwrap();
    // Until its connections are gone, too: others that ask would be given one of them.
    tokio::task::block_in_place(|| crashing.shutdown_timeout(std::time::Duration::from_secs(30)));
    peers.provider.hold(Hold::End).unwrap();
}

async fn a_crash_between_getting_and_keeping_the_next_token_loses_nothing(engine: Engine) {
    for (overlap_seconds, then) in [(600, Ok(())), (0, Err("oauth-interrupted"))] {
        let Some((peers, acme)) = Peers::start_with(engine, overlap_seconds).await else { return };
        let mailbox = peers.connected(&acme).await;
        let tokens = peers.tokens(&acme, &mailbox);
        let first = tokens.access_token(false).await.unwrap();
        peers.world.clock.advance_ms(2 * 3_600_000);
        crash_while_the_next_token_is_on_its_way(&peers, tokens.clone());
        // Whoever crashed had a lease, which ends by itself.
        peers.world.clock.advance_ms(120_000);
        // A connection to a database that was made in the runtime that is gone may be lent once more: that passes.
        let next = until("the provider's word", async || match tokens.access_token(false).await {
            Err(error) if error.code == Code::Unavailable => None,
            other => Some(other),
        })
        .await;
        let grant = peers.view(&acme, &mailbox).await.grant.unwrap();
        match then {
            Ok(()) => {
                assert_ne!(next.unwrap().reveal(), first.reveal());
                assert_eq!((grant.state, grant.ended), (GrantState::Good, None));
                // What was given meanwhile and never kept harms nobody: the next one follows.
                peers.world.clock.advance_ms(2 * 3_600_000);
                tokens.access_token(false).await.unwrap();
            }
            // This provider takes everything back when an old token comes again: that is said, with its reason.
            Err(key) => {
                assert_eq!(next.unwrap_err().code, Code::GrantEnded);
                assert_eq!((grant.state, grant.ended.as_deref()), (GrantState::Ended, Some(key)));
            }
        }
    }
}

type Change = Box<dyn Fn(&mut Back)>;

/// What can be wrong: in words, what is changed of what came back, who brings it, and what is said then.
fn wrong(peers: &Peers, acme: &Company, other: &Company) -> Vec<(&'static str, Change, Ctx, &'static str)> {
    let (world, ctx) = (&peers.world, peers.world.admin_ctx(acme));
    let issuer = peers.provider.issuer();
    let far = |now: Timestamp| Ctx { now: now.plus_millis(20 * 60_000), ..ctx };
    let change = |change: fn(&mut Back)| -> Change { Box::new(change) };
    let evil = |iss: &str| -> Change {
        let iss = iss.to_owned();
        Box::new(move |back| back.iss = Some(iss.clone()))
    };
    vec![
        ("no state", change(|back| back.state.clear()), ctx, "oauth-state"),
        ("not ours", change(|back| back.state = "0.x".to_owned()), ctx, "oauth-state"),
        ("another secret", change(|back| back.state.push('x')), ctx, "oauth-state"),
        ("a shorter secret", change(|back| back.state.truncate(back.state.len() - 1)), ctx, "oauth-state"),
        ("an agent's session", change(|_| {}), world.agent_ctx(acme), "oauth-attempt-unknown"),
        ("another company's", change(|_| {}), world.admin_ctx(other), "oauth-attempt-unknown"),
        ("too late", change(|_| {}), far(ctx.now), "oauth-attempt-expired"),
        ("another provider", evil("https://evil.test"), ctx, "oauth-issuer"),
        ("nearly the provider", evil(&format!("{issuer}/")), ctx, "oauth-issuer"),
        ("no provider", change(|back| back.iss = None), ctx, "oauth-issuer"),
        ("no", change(|back| back.error = Some("access_denied".to_owned())), ctx, "oauth-access-denied"),
        (
            "broken there",
            change(|back| back.error = Some("server_error".to_owned())),
            ctx,
            "oauth-unavailable",
        ),
        ("markup", change(|back| back.error = Some("<script>".to_owned())), ctx, "oauth-refused"),
        ("no code", change(|back| back.code = None), ctx, "oauth-no-code"),
        ("an empty code", change(|back| back.code = Some(Private::default())), ctx, "oauth-no-code"),
        (
            "a huge code",
            change(|back| back.code = Some(Private::new("x".repeat(5_000)))),
            ctx,
            "oauth-no-code",
        ),
        ("lines", change(|back| back.code = Some(Private::new("a\r\nb".to_owned()))), ctx, "oauth-no-code"),
        (
            "a made-up code",
            change(|back| back.code = Some(Private::new("made-up".to_owned()))),
            ctx,
            "oauth-invalid-grant",
        ),
    ]
}

async fn whatever_is_wrong_with_what_comes_back_ends_the_attempt(engine: Engine) {
    let Some((peers, acme)) = Peers::start(engine).await else { return };
    let (world, ctx) = (&peers.world, peers.world.admin_ctx(&acme));
    let other = world.company("other").await;
    let cases = wrong(&peers, &acme, &other);
    for (what, change, who, code) in cases {
        let whole = peers.visit(&ctx, peers.wanted()).await;
        let mut back = whole.clone();
        change(&mut back);
        match oauth::finish(&world.app, &who, back).await {
            Err(Error::Oauth(key)) => assert_eq!(key, code, "{what}"),
            other => panic!("{what}: {other:?}"),
        }
        // What was an attempt of ours is over; a stranger's question leaves it as it is.
        let stays = ["no state", "not ours", "an agent's session", "another company's"].contains(&what);
        let again = oauth::finish(&world.app, &ctx, whole).await;
        match (stays, again) {
            (true, Ok(done)) => {
                let change = app::mailbox::MailboxChange {
                    state: Some(MailboxState::Disconnected),
                    ..Default::default()
                };
                app::mailbox::change(&world.app, &ctx, done.mailbox.id, change).await.unwrap();
            }
            (false, Err(Error::Oauth("oauth-attempt-unknown"))) => {}
            (_, again) => panic!("{what}: {again:?}"),
        }
    }
    // A code of one visit does not serve another: it is tied to that one's verifier.
    let (one, two) = (peers.visit(&ctx, peers.wanted()).await, peers.visit(&ctx, peers.wanted()).await);
    let crossed = oauth::finish(&world.app, &ctx, Back { code: one.code, ..two }).await;
    assert!(matches!(crossed, Err(Error::Oauth("oauth-invalid-grant"))), "{crossed:?}");
    // A mailbox that the account does not open is not kept.
    let wanted = peers.wanted();
    let mut settings = wanted.settings.clone();
    settings.imap.as_mut().unwrap().login = "eva@acme.test".to_owned();
    let back = peers.visit(&ctx, Wanted { settings, ..wanted }).await;
    let refused = oauth::finish(&world.app, &ctx, back).await;
    assert!(matches!(&refused, Err(Error::MailboxFaults(faults)) if faults.len() == 1), "{refused:?}");
    let agent = oauth::begin(&world.app, &world.agent_ctx(&acme), Provider::Other, peers.wanted()).await;
    assert!(matches!(agent, Err(Error::Refused(_))), "{agent:?}");
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Nobody is sent to a provider for what cannot be connected afterwards.
async fn before_the_agreement_nobody_goes_to_a_provider(engine: Engine) {
    let Some((peers, _)) = Peers::start(engine).await else { return };
    let world = &peers.world;
    let hosts = ["bolt.test".to_owned()];
    let info = app::tenant::create(&world.app, "bolt", "Bolt", &hosts, world.app.now()).await.unwrap();
    let (name, email) = ("Bo".to_owned(), "bo@bolt.test".to_owned());
    let password = Private::new("a long enough password".to_owned());
    let new = app::agent::NewAgent { name, email, role: Role::Admin, password };
    let operator = Ctx::operator(info.scope, world.app.now());
    let admin = app::agent::create(&world.app, &operator, new).await.unwrap().id;
    let ctx = Ctx::agent(info.scope, admin, Role::Admin, world.app.now());
    let went = oauth::begin(&world.app, &ctx, Provider::Other, peers.wanted()).await;
    assert!(matches!(went, Err(Error::Unagreed)), "{went:?}");
    world.agree(info.scope, admin, Role::Admin).await;
    oauth::begin(&world.app, &ctx, Provider::Other, peers.wanted()).await.unwrap();
}

crate::with_either_engine!(
    a_mailbox_lives_by_its_permission,
    a_permission_that_ends_is_said_and_given_anew,
    admins_are_told_on_the_first_seventh_and_twenty_first_day,
    a_crash_between_getting_and_keeping_the_next_token_loses_nothing,
    a_provider_that_is_away_is_said_to_have_taken_nothing_back,
    given_anew_while_it_is_held_it_goes_on,
    whatever_is_wrong_with_what_comes_back_ends_the_attempt,
    before_the_agreement_nobody_goes_to_a_provider,
);
