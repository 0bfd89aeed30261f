//! What providers say by themselves, with tokens that a real provider signs.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Engine, World};
use app::oauth::{Configured, Push};
use app::{Error, push};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use connect::oauth::Client;
use domain::{Private, Provider};
use testkit::oidc::Oidc;

const REDIRECT: &str = "https://desk.test/oauth/callback";
const ACCOUNT: &str = "push@desk.test";

async fn start(change: impl FnOnce(&mut Push)) -> Option<(World, Oidc)> {
    let provider = testkit::or_skip(Oidc::start(REDIRECT, 3_600))?;
    let mut push = Push { url: Oidc::CLIENT_ID.to_owned(), topic: None, account: Some(ACCOUNT.to_owned()) };
    change(&mut push);
    let configured = Configured {
        provider: Provider::Google,
        name: "Google".to_owned(),
        client: Client {
            issuer: provider.issuer(),
            client_id: Oidc::CLIENT_ID.to_owned(),
            client_secret: Some(Private::new(Oidc::CLIENT_SECRET.to_owned())),
            redirect_uri: REDIRECT.to_owned(),
            ca_pem: Some(provider.ca_pem().unwrap()),
        },
        scopes: Vec::new(),
        api: None,
        companies: Vec::new(),
        push: Some(push),
        application: false,
    };
    let world = World::with(Engine::Sqlite, |settings| settings.providers = vec![configured]).await?;
    world.follow_real_time();
    Some((world, provider))
}

fn news(data: &str) -> Vec<u8> {
    format!(r#"{{"message":{{"data":"{}","messageId":"1"}},"subscription":"s"}}"#, STANDARD.encode(data))
        .into_bytes()
}

/// A token with another header and other claims, under the same signature.
fn forged(token: &str, header: &str, claims: Option<&str>) -> String {
    let mut parts = token.split('.');
    let (_, old, signature) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let claims = claims.map_or_else(|| old.to_owned(), |claims| URL_SAFE_NO_PAD.encode(claims));
    format!("{}.{claims}.{signature}", URL_SAFE_NO_PAD.encode(header))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_provider_signed_for_us_is_believed() {
    let Some((world, provider)) = start(|_| {}).await else { return };
    let body = news(r#"{"emailAddress":"help@acme.test","historyId":"7"}"#);
    let good = provider.id_token(ACCOUNT).unwrap();
    // Nobody here has that mailbox: it is believed, and nothing comes of it.
    assert!(!push::google(&world.app, &good, &body).await.unwrap());
    let (signed, _) = good.rsplit_once('.').unwrap();
    let header = String::from_utf8(URL_SAFE_NO_PAD.decode(good.split('.').next().unwrap()).unwrap()).unwrap();
    let claims =
        r#"{"iss":"x","aud":"deskhero","exp":4102444800,"email":"push@desk.test","email_verified":true}"#;
    let refused = [
        ("nothing", String::new()),
        ("no token", "a token".to_owned()),
        ("no signature", format!("{signed}.")),
        ("another signature", format!("{signed}.{}", URL_SAFE_NO_PAD.encode([7; 256]))),
        ("a signature that is no base64", format!("{signed}.***")),
        ("no way of signing", forged(&good, &header.replace("RS256", "none"), None)),
        ("another way of signing", forged(&good, &header.replace("RS256", "HS256"), None)),
        ("a key that is not known", forged(&good, r#"{"alg":"RS256","kid":"made-up"}"#, None)),
        ("other claims", forged(&good, &header, Some(claims))),
        ("four parts", format!("{good}.more")),
        ("somebody else's", provider.id_token("someone@evil.test").unwrap()),
        ("a huge one", format!("{good}{}", "x".repeat(10_000))),
    ];
    for (what, token) in refused {
        let said = push::google(&world.app, &token, &body).await;
        assert!(matches!(said, Err(Error::Unauthenticated)), "{what}: {said:?}");
    }
    for body in [&b""[..], b"[]", b"{}", br#"{"message":{"data":"***"}}"#, &news("[]"), &news("{}")] {
        let said = push::google(&world.app, &good, body).await;
        assert!(matches!(said, Err(Error::Input { .. })), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_somebody_else_or_of_long_ago_is_refused() {
    let body = news(r#"{"emailAddress":"help@acme.test"}"#);
    let Some((world, provider)) = start(|push| push.url = "https://desk.test/push/google".to_owned()).await
    else {
        return;
    };
    let other = provider.id_token(ACCOUNT).unwrap();
    assert!(matches!(push::google(&world.app, &other, &body).await, Err(Error::Unauthenticated)));
    let Some((world, provider)) = start(|push| push.account = None).await else { return };
    let token = provider.id_token(ACCOUNT).unwrap();
    assert!(matches!(push::google(&world.app, &token, &body).await, Err(Error::Unauthenticated)));
    // Where nothing is awaited, nobody is listened to.
    let quiet = World::new(Engine::Sqlite).await.unwrap();
    assert!(matches!(push::google(&quiet.app, &token, &body).await, Err(Error::NotFound(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_microsoft_says_is_bounded_and_bears_its_secret() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let told = push::microsoft(&world.app, br#"{"value":[{"clientState":"made-up","resource":"x"},{}]}"#);
    assert_eq!(told.unwrap(), 0);
    for bad in [&b""[..], b"[]", b"{}", br#"{"value":7}"#] {
        assert!(matches!(push::microsoft(&world.app, bad), Err(Error::Input { .. })));
    }
}
