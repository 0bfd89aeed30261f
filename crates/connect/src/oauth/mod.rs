//! OAuth2 (RFC 6749) with PKCE (RFC 7636): what is asked of a provider's authorisation server, and what it may answer.
//!
//! The browser goes to the provider and comes back with a code; everything else is said between the two servers. Nothing
//! that a provider answers is believed beyond its place: endpoints by https alone, an issuer that is the one that was asked
//! (RFC 8414 3.3, OpenID Connect Discovery 4.3), answers of a bounded size in a bounded time. Tokens and codes are
//! [`Private`] from the moment they are read.

mod answer;
mod keys;
mod metadata;
mod refusal;

pub use answer::{Claims, Grant};
pub use keys::{ProviderKey, keys};
pub use metadata::Metadata;
pub use refusal::{OauthError, Refused};

use crate::egress::{Egress, OAUTH};
use crate::error::{Code, ConnectError};
use crate::http::{self, Server};
use domain::Private;
use form_urlencoded::Serializer;
use hyper::Method;
use std::time::Duration;

/// Bytes of an answer: keys and tokens are a few thousand.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// How long a provider may take for one answer.
const ANSWER_MAX: Duration = Duration::from_secs(15);

/// What this installation is to a provider.
#[derive(Debug, Clone)]
pub struct Client {
    /// The provider's issuer identifier, a URL by https.
    pub issuer: String,
    /// What the provider knows this installation by.
    pub client_id: String,
    /// What proves it; none for a public client.
    pub client_secret: Option<Private<String>>,
    /// Where the browser comes back to, exactly as it is registered.
    pub redirect_uri: String,
    /// One more certificate authority to trust for this provider.
    pub ca_pem: Option<String>,
}

/// What makes one way to the provider and back unlike any other.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// Ties the answer to whoever asked (RFC 6749 10.12).
    pub state: &'a str,
    /// Ties the identity token to this attempt (OpenID Connect 3.1.2.1).
    pub nonce: &'a str,
    /// SHA-256 of the verifier, in base64url (RFC 7636 4.2).
    pub challenge: &'a str,
    /// What is asked for.
    pub scopes: &'a [&'a str],
    /// The account that is meant, where that is known.
    pub login_hint: Option<&'a str>,
    /// Parameters that a provider has of its own, such as `access_type`.
    pub extra: &'a [(&'a str, &'a str)],
}

/// Where the browser goes.
#[must_use]
pub fn authorization_url(client: &Client, metadata: &Metadata, attempt: &Attempt<'_>) -> String {
    let mut query = Serializer::new(String::new());
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", &client.client_id)
        .append_pair("redirect_uri", &client.redirect_uri)
        .append_pair("scope", &attempt.scopes.join(" "))
        .append_pair("state", attempt.state)
        .append_pair("nonce", attempt.nonce)
        .append_pair("code_challenge", attempt.challenge)
        .append_pair("code_challenge_method", "S256");
    if let Some(hint) = attempt.login_hint {
        query.append_pair("login_hint", hint);
    }
    query.extend_pairs(attempt.extra);
    let endpoint = &metadata.authorization_endpoint;
    let joint = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{joint}{}", query.finish())
}

/// Reads what the provider says of itself (OpenID Connect Discovery 4).
///
/// # Errors
/// What went wrong on the way; [`OauthError::Malformed`] for what cannot be believed.
pub async fn discover(egress: &Egress, client: &Client) -> Result<Metadata, OauthError> {
    let at = format!("{}/.well-known/openid-configuration", client.issuer.trim_end_matches('/'));
    let answer = say(egress, client, &at, Method::GET, None).await?;
    if answer.status != 200 {
        return Err(OauthError::Malformed("oauth-bad-address"));
    }
    Metadata::read(&answer.body, &client.issuer)
}

/// Exchanges a code for tokens (RFC 6749 4.1.3).
///
/// # Errors
/// What the provider refused, or what went wrong on the way.
pub async fn exchange(
    egress: &Egress,
    client: &Client,
    metadata: &Metadata,
    code: &Private<String>,
    verifier: &Private<String>,
) -> Result<Grant, OauthError> {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.reveal().as_str()),
        ("redirect_uri", client.redirect_uri.as_str()),
        ("code_verifier", verifier.reveal().as_str()),
    ];
    ask_for_tokens(egress, client, metadata, &form).await
}

/// Exchanges a refresh token for a fresh access token (RFC 6749 6). A provider may give another refresh token with it:
/// then the old one is worth nothing any more.
///
/// # Errors
/// As [`exchange`].
pub async fn refresh(
    egress: &Egress,
    client: &Client,
    metadata: &Metadata,
    token: &Private<String>,
) -> Result<Grant, OauthError> {
    let form = [("grant_type", "refresh_token"), ("refresh_token", token.reveal().as_str())];
    ask_for_tokens(egress, client, metadata, &form).await
}

/// Asks for a token for this installation itself, where it has permissions of its own (RFC 6749 4.4).
///
/// # Errors
/// As [`exchange`].
pub async fn as_application(
    egress: &Egress,
    client: &Client,
    metadata: &Metadata,
    scope: &str,
) -> Result<Grant, OauthError> {
    let form = [("grant_type", "client_credentials"), ("scope", scope)];
    ask_for_tokens(egress, client, metadata, &form).await
}

/// Withdraws a token at the provider (RFC 7009), with everything that came from it. A token that is not known there is as
/// good as withdrawn.
///
/// # Errors
/// As [`exchange`]; [`OauthError::Unsupported`] where the provider takes nothing back.
pub async fn revoke(
    egress: &Egress,
    client: &Client,
    metadata: &Metadata,
    token: &Private<String>,
) -> Result<(), OauthError> {
    let endpoint = metadata.revocation_endpoint.as_deref().ok_or(OauthError::Unsupported)?;
    let answer = post(egress, client, endpoint, &[("token", token.reveal().as_str())]).await?;
    match answer.status.as_u16() {
        200 => Ok(()),
        // Google says so of a token that it does not know any more.
        400 if answer::refused(&answer.body) == Refused::InvalidToken => Ok(()),
        status => Err(answer::refusal(status, &answer.body)),
    }
}

async fn ask_for_tokens(
    egress: &Egress,
    client: &Client,
    metadata: &Metadata,
    form: &[(&str, &str)],
) -> Result<Grant, OauthError> {
    let answer = post(egress, client, &metadata.token_endpoint, form).await?;
    match answer.status.as_u16() {
        200 => answer::grant(&answer.body),
        status => Err(answer::refusal(status, &answer.body)),
    }
}

/// Posts a form, signed with what proves this installation (RFC 6749 2.3.1).
async fn post(
    egress: &Egress,
    client: &Client,
    at: &str,
    form: &[(&str, &str)],
) -> Result<http::Answer, OauthError> {
    say(egress, client, at, Method::POST, Some(signed(client, form))).await
}

fn signed(client: &Client, form: &[(&str, &str)]) -> String {
    let mut body = Serializer::new(String::new());
    body.extend_pairs(form).append_pair("client_id", &client.client_id);
    if let Some(secret) = &client.client_secret {
        body.append_pair("client_secret", secret.reveal());
    }
    body.finish()
}

async fn say(
    egress: &Egress,
    client: &Client,
    at: &str,
    method: Method,
    form: Option<String>,
) -> Result<http::Answer, OauthError> {
    let place = metadata::place(at).ok_or_else(|| ConnectError::from(Code::Settings))?;
    let server = Server {
        adapter: &OAUTH,
        host: &place.host,
        port: place.port,
        ca_pem: client.ca_pem.as_deref(),
        // The operator names the provider, which may be in the operator's own network.
        is_public_only: false,
        is_plain: false,
        deadline: ANSWER_MAX,
    };
    let ask = http::Ask {
        method,
        path: &place.path,
        accept: "application/json",
        authorization: None,
        fields: &[],
        body: form.map(|form| ("application/x-www-form-urlencoded", form.into_bytes())),
        bytes_max: ANSWER_BYTES_MAX,
    };
    Ok(http::ask(egress, server, ask).await?)
}
