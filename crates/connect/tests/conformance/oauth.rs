//! OAuth2 against a real provider, whose tokens a real Dovecot asks about.

use crate::world::{ADDRESS, Imap, Moment, Stored, World};
use connect::oauth::{self, Attempt, Client, Grant, Metadata, OauthError, Refused};
use connect::{Access, AccessTokens, Code, ConnectError, Egress, Tokens};
use domain::Private;
use domain::record::MailboxSettings;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::oidc::Oidc;

const REDIRECT: &str = "https://desk.test/oauth/callback";
pub const SCOPES: [&str; 4] = ["openid", "email", "offline_access", "mail"];
/// A verifier and its challenge (RFC 7636, appendix B).
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub struct Provided {
    pub provider: Oidc,
    pub client: Client,
    pub metadata: Metadata,
    pub egress: Egress,
}

impl Provided {
    pub async fn start(access_seconds: u32) -> Option<Self> {
        let provider = testkit::or_skip(Oidc::start(REDIRECT, access_seconds))?;
        let client = Client {
            issuer: provider.issuer(),
            client_id: Oidc::CLIENT_ID.to_owned(),
            client_secret: Some(Private::new(Oidc::CLIENT_SECRET.to_owned())),
            redirect_uri: REDIRECT.to_owned(),
            ca_pem: Some(provider.ca_pem().unwrap()),
        };
        let egress = Egress::default();
        let metadata = oauth::discover(&egress, &client).await.unwrap();
        Some(Self { provider, client, metadata, egress })
    }

    /// What the browser comes back with.
    pub fn consented(&self, scopes: &[&str]) -> HashMap<String, String> {
        let extra = [("prompt", "consent")];
        let attempt = Attempt {
            state: "a state",
            nonce: "a nonce",
            challenge: CHALLENGE,
            scopes,
            login_hint: Some(ADDRESS),
            extra: &extra,
        };
        let url = oauth::authorization_url(&self.client, &self.metadata, &attempt);
        let back = self.provider.sign_in(&url, ADDRESS).unwrap();
        let query = back.split_once('?').unwrap().1;
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    async fn exchange(&self, code: &str, verifier: &str) -> Result<Grant, OauthError> {
        let (code, verifier) = (Private::new(code.to_owned()), Private::new(verifier.to_owned()));
        oauth::exchange(&self.egress, &self.client, &self.metadata, &code, &verifier).await
    }

    async fn granted(&self) -> Grant {
        self.exchange(&self.consented(&SCOPES)["code"], VERIFIER).await.unwrap()
    }

    async fn refresh(&self, token: &Private<String>) -> Result<Grant, OauthError> {
        oauth::refresh(&self.egress, &self.client, &self.metadata, token).await
    }
}

/// Which token is handed out first, and which one after a refusal.
#[derive(Debug)]
pub struct Two {
    first: Private<String>,
    then: Private<String>,
    pub refused: AtomicU32,
}

#[async_trait::async_trait]
impl AccessTokens for Two {
    async fn access_token(&self, was_refused: bool) -> Result<Private<String>, ConnectError> {
        self.refused.fetch_add(u32::from(was_refused), Ordering::Relaxed);
        Ok(if was_refused { self.then.clone() } else { self.first.clone() })
    }
}

pub fn tokens(first: &str, then: &str) -> Arc<Two> {
    let [first, then] = [first, then].map(|token| Private::new(token.to_owned()));
    Arc::new(Two { first, then, refused: AtomicU32::new(0) })
}

fn access(tokens: Arc<Two>) -> Option<Access> {
    Some(Access { tokens, api: None })
}

/// A mailbox whose sign-in is an access token of a real provider.
pub struct ByToken {
    imap: Imap,
    _provider: Oidc,
    tokens: Tokens,
}

impl ByToken {
    pub async fn start() -> Option<Self> {
        let world = Provided::start(3_600).await?;
        let imap = Imap::start_with(Some(&world.provider))?;
        let token = world.granted().await.access_token;
        let tokens = tokens(token.reveal(), token.reveal());
        Some(Self { imap, _provider: world.provider, tokens })
    }
}

fn without_password(mut settings: MailboxSettings) -> MailboxSettings {
    for server in [&mut settings.imap, &mut settings.smtp].into_iter().flatten() {
        server.password.clear();
    }
    settings
}

impl World for ByToken {
    fn settings(&self) -> MailboxSettings {
        without_password(self.imap.settings())
    }
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment) {
        self.imap.put(raw, is_seen, at);
    }
    fn deliver(&mut self, raw: &[u8]) {
        self.imap.deliver(raw);
    }
    fn list(&mut self, folder: &str) -> Stored {
        self.imap.list(folder)
    }
    fn empty(&mut self) {
        self.imap.empty();
    }
    fn outage(&mut self, mails: &[Vec<u8>]) {
        self.imap.outage(mails);
    }
    fn is_remote(&self) -> bool {
        true
    }
    fn egress(&self) -> Egress {
        self.imap.egress()
    }
    fn access(&self) -> Option<Access> {
        Some(Arc::clone(&self.tokens).into())
    }
}

fn refused<T>(result: Result<T, OauthError>) -> Option<Refused> {
    match result {
        Err(OauthError::Refused(refused)) => Some(refused),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_becomes_tokens_once_and_for_whoever_asked() {
    let Some(world) = Provided::start(3_600).await else { return };
    assert_eq!(world.metadata.issuer, world.client.issuer);
    assert!(world.metadata.names_itself && world.metadata.revocation_endpoint.is_some());
    let back = world.consented(&SCOPES);
    assert_eq!((back["state"].as_str(), &back["iss"]), ("a state", &world.client.issuer));
    // Whoever has the code alone has nothing.
    let guessed = world.exchange(&back["code"], "another-verifier-of-the-right-length-0123456789").await;
    assert_eq!(refused(guessed), Some(Refused::InvalidGrant));
    let back = world.consented(&SCOPES);
    let grant = world.exchange(&back["code"], VERIFIER).await.unwrap();
    assert_eq!(grant.life.as_secs(), 3_600);
    assert!(grant.refresh_token.is_some());
    let scopes = grant.scopes.unwrap();
    assert!(SCOPES.iter().all(|scope| scopes.iter().any(|given| given == scope)), "{scopes:?}");
    let claims = grant.claims.unwrap();
    assert_eq!(
        (claims.issuer.as_str(), claims.nonce.as_deref()),
        (world.client.issuer.as_str(), Some("a nonce"))
    );
    assert_eq!(claims.audience, [Oidc::CLIENT_ID]);
    assert_eq!(claims.email.unwrap().reveal(), ADDRESS);
    // A code that is used twice is worth nothing, and what came of it neither (RFC 6749 4.1.2).
    assert_eq!(refused(world.exchange(&back["code"], VERIFIER).await), Some(Refused::InvalidGrant));
    let token = grant.refresh_token.unwrap();
    assert_eq!(refused(world.refresh(&token).await), Some(Refused::InvalidGrant));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_known_gets_nothing() {
    let Some(mut world) = Provided::start(3_600).await else { return };
    let code = world.consented(&SCOPES)["code"].clone();
    let right = world.client.clone();
    world.client.client_secret = Some(Private::new("another".to_owned()));
    assert_eq!(refused(world.exchange(&code, VERIFIER).await), Some(Refused::InvalidClient));
    world.client = Client { redirect_uri: "https://desk.test/elsewhere".to_owned(), ..right.clone() };
    assert_eq!(refused(world.exchange(&code, VERIFIER).await), Some(Refused::InvalidGrant));
    // A provider that we have no reason to trust is not told anything.
    world.client = Client { ca_pem: None, ..right };
    match world.exchange(&code, VERIFIER).await {
        Err(OauthError::Connect(error)) => assert_eq!(error.code, Code::TlsUntrusted),
        other => panic!("{other:?}"),
    }
    assert_eq!(world.egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn refresh_tokens_rotate_and_are_withdrawn() {
    let Some(world) = Provided::start(3_600).await else { return };
    let first = world.granted().await;
    let old = first.refresh_token.unwrap();
    let second = world.refresh(&old).await.unwrap();
    let new = second.refresh_token.unwrap();
    assert!(old != new && first.access_token != second.access_token);
    oauth::revoke(&world.egress, &world.client, &world.metadata, &new).await.unwrap();
    assert_eq!(refused(world.refresh(&new).await), Some(Refused::InvalidGrant));
    // What is gone is as good as withdrawn.
    oauth::revoke(&world.egress, &world.client, &world.metadata, &new).await.unwrap();
    // Somebody used an old token: the provider takes everything back.
    let first = world.granted().await.refresh_token.unwrap();
    let second = world.refresh(&first).await.unwrap().refresh_token.unwrap();
    assert_eq!(refused(world.refresh(&first).await), Some(Refused::InvalidGrant));
    assert_eq!(refused(world.refresh(&second).await), Some(Refused::InvalidGrant));
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_servers_are_signed_in_to_by_token() {
    let Some(world) = Provided::start(3_600).await else { return };
    let Some(mut imap) = Imap::start_with(Some(&world.provider)) else { return };
    let Some(exim) = testkit::or_skip(testkit::exim::Exim::start(&imap.dovecot)) else { return };
    imap.exim = Some(exim);
    let good = world.granted().await.access_token;
    let mut settings = without_password(imap.settings());
    // Submission through Dovecot, which asks the provider too.
    settings.smtp = Some(without_password(imap.settings()).imap.unwrap());
    settings.smtp.as_mut().unwrap().port = imap.dovecot.submissions_port();
    let checked = connect::examine(&settings, access(tokens(good.reveal(), good.reveal())), &imap.egress)
        .await
        .unwrap();
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    // One that was withdrawn before its time is replaced, once.
    let two = tokens("withdrawn", good.reveal());
    let checked = connect::examine(&settings, access(two.clone()), &imap.egress).await.unwrap();
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    assert_eq!(two.refused.load(Ordering::Relaxed), 2, "one for each server");
    let checked = connect::examine(&settings, access(tokens("no", "no")), &imap.egress).await.unwrap();
    let codes: Vec<Code> = checked.faults.iter().map(|fault| fault.error.code).collect();
    assert_eq!(codes, [Code::AuthFailed, Code::AuthFailed]);
    // A token for something else than mail opens no mailbox.
    let other = world
        .exchange(&world.consented(&["openid", "calendar"])["code"], VERIFIER)
        .await
        .unwrap()
        .access_token;
    let checked = connect::examine(&settings, access(tokens(other.reveal(), other.reveal())), &imap.egress)
        .await
        .unwrap();
    assert_eq!(checked.faults.len(), 2);
    // Nor does somebody else's.
    settings.imap.as_mut().unwrap().login = "alice@example.test".to_owned();
    let checked = connect::examine(&settings, access(tokens(good.reveal(), good.reveal())), &imap.egress)
        .await
        .unwrap();
    assert_eq!(checked.faults[0].error.code, Code::AuthFailed);
}
