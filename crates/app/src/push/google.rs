//! Google's way (Gmail API "Push notifications", Pub/Sub "Authenticate push subscriptions"): a topic's subscription posts
//! here, with a token of the service account that the operator named.

use super::Key;
use crate::oauth::{Configured, key_of, provider_of};
use crate::{App, Error, Result};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use domain::Provider;
use serde::Deserialize;

/// Characters of a token.
const TOKEN_CHARS_MAX: usize = 8_192;
/// Clocks may differ by so much.
const LEEWAY_S: i64 = 60;

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    exp: i64,
    #[serde(default)]
    iat: i64,
    #[serde(default)]
    email: String,
    #[serde(default)]
    email_verified: bool,
}

#[derive(Deserialize)]
struct Envelope {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct News {
    email_address: String,
}

/// Takes what Google posted; whether a mailbox here was told.
///
/// # Errors
/// [`Error::NotFound`] where nothing is awaited; [`Error::Unauthenticated`] for whoever is not Google's service account;
/// [`Error::Input`] for what cannot be read; what goes wrong on the way to Google's keys.
pub async fn google(app: &App, token: &str, body: &[u8]) -> Result<bool> {
    let configured = provider_of(app, Provider::Google)?;
    check(app, configured, token).await?;
    let unreadable = || Error::Input { field: "message", rule: "rule-unreadable" };
    let envelope: Envelope = serde_json::from_slice(body).map_err(|_| unreadable())?;
    let data = envelope.message.data;
    let data = STANDARD.decode(&data).or_else(|_| URL_SAFE.decode(&data)).map_err(|_| unreadable())?;
    let news: News = serde_json::from_slice(&data).map_err(|_| unreadable())?;
    Ok(app.bells().ring(&Key::google(&news.email_address), false))
}

/// Whether a token is Google's own, for this address, of that account (RFC 7519).
async fn check(app: &App, configured: &Configured, token: &str) -> Result<()> {
    let push = configured.push.as_ref().ok_or(Error::NotFound("push"))?;
    let (Some(account), true) = (&push.account, token.len() <= TOKEN_CHARS_MAX) else {
        return Err(Error::Unauthenticated);
    };
    let (said, signature) = token.rsplit_once('.').ok_or(Error::Unauthenticated)?;
    let (header, claims) = said.split_once('.').ok_or(Error::Unauthenticated)?;
    let (header, claims): (Header, Claims) = (read(header)?, read(claims)?);
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Error::Unauthenticated)?;
    // One way of signing alone: a token does not choose how it is checked.
    if header.alg != "RS256" {
        return Err(Error::Unauthenticated);
    }
    let (metadata, key) = key_of(app, configured, &header.kid).await?;
    let key = key.ok_or(Error::Unauthenticated)?;
    let now_s = app.now().as_millis() / 1_000;
    let issuer = metadata.issuer.trim_start_matches("https://");
    let is_good =
        crypto::provider_signature::is_signed(&key.modulus, &key.exponent, said.as_bytes(), &signature)
            && claims.iss.trim_start_matches("https://") == issuer
            && claims.aud == push.url
            && claims.email.eq_ignore_ascii_case(account)
            && claims.email_verified
            && claims.exp > now_s - LEEWAY_S
            && claims.iat < now_s + LEEWAY_S;
    if is_good { Ok(()) } else { Err(Error::Unauthenticated) }
}

fn read<T: serde::de::DeserializeOwned>(part: &str) -> Result<T> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Error::Unauthenticated)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Unauthenticated)
}
