//! What a provider's token endpoint answers.

use super::{OauthError, Refused};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Private;
use serde::Deserialize;
use std::time::Duration;

/// Characters of a token.
const TOKEN_CHARS_MAX: usize = 16 * 1024;
/// Scopes of a grant.
const SCOPES_MAX: usize = 64;
/// An access token is believed for no longer.
const LIFE_MAX: Duration = Duration::from_secs(24 * 3600);
/// What an access token is good for where nothing is said.
const LIFE_DEFAULT: Duration = Duration::from_secs(600);

/// What a provider gave.
#[derive(Debug, Clone)]
pub struct Grant {
    /// What opens the mailbox.
    pub access_token: Private<String>,
    /// For how long.
    pub life: Duration,
    /// What gets the next one; absent where the last one stays good.
    pub refresh_token: Option<Private<String>>,
    /// What it is good for; absent where it is what was asked for.
    pub scopes: Option<Vec<String>>,
    /// Who gave it, where that was asked.
    pub claims: Option<Claims>,
}

/// Who gave a grant, by the identity token. It came from the token endpoint by TLS, which stands in for its signature
/// (OpenID Connect 3.1.3.7, rule 6); issuer, audience and nonce are its reader's to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Issuer.
    pub issuer: String,
    /// Whom it is for.
    pub audience: Vec<String>,
    /// What ties it to the attempt.
    pub nonce: Option<String>,
    /// The account, by a name that never changes.
    pub subject: Private<String>,
    /// Its address.
    pub email: Option<Private<String>>,
    /// The company that the account belongs to, where the provider says so: Microsoft's `tid`, Google's `hd`.
    pub company: Option<String>,
    /// Until when it is valid, in seconds since 1970.
    pub expires_s: i64,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    token_type: String,
    #[serde(default)]
    expires_in: Option<u64>,
    #[serde(default)]
    refresh_token: Option<String>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    id_token: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    error: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Identity {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(default)]
    tid: Option<String>,
    #[serde(default)]
    hd: Option<String>,
    exp: i64,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    preferred_username: Option<String>,
}

/// Reads tokens (RFC 6749 5.1).
pub(super) fn grant(bytes: &[u8]) -> Result<Grant, OauthError> {
    let tokens: Tokens =
        serde_json::from_slice(bytes).map_err(|_| OauthError::Malformed("oauth-bad-tokens"))?;
    if !tokens.token_type.eq_ignore_ascii_case("bearer") {
        return Err(OauthError::Malformed("oauth-bad-token-kind"));
    }
    let life = tokens.expires_in.map_or(LIFE_DEFAULT, Duration::from_secs).min(LIFE_MAX);
    let scopes =
        tokens.scope.map(|words| words.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>());
    if scopes.as_ref().is_some_and(|scopes| scopes.len() > SCOPES_MAX) {
        return Err(OauthError::Malformed("oauth-bad-scopes"));
    }
    Ok(Grant {
        access_token: token(tokens.access_token)?,
        life,
        refresh_token: tokens.refresh_token.map(token).transpose()?,
        scopes,
        claims: tokens.id_token.as_deref().map(claims).transpose()?,
    })
}

/// It goes into header fields and SASL lines: visible ASCII alone (RFC 6750 2.1).
fn token(text: String) -> Result<Private<String>, OauthError> {
    let good =
        !text.is_empty() && text.len() <= TOKEN_CHARS_MAX && text.bytes().all(|b| b.is_ascii_graphic());
    good.then(|| Private::new(text)).ok_or(OauthError::Malformed("oauth-bad-token"))
}

/// The claims of an identity token (RFC 7519).
fn claims(token: &str) -> Result<Claims, OauthError> {
    let unreadable = OauthError::Malformed("oauth-bad-identity");
    let mut parts = token.split('.');
    let (Some(_), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unreadable);
    };
    let bytes = URL_SAFE_NO_PAD.decode(payload).map_err(|_| unreadable.clone())?;
    let identity: Identity = serde_json::from_slice(&bytes).map_err(|_| unreadable)?;
    Ok(Claims {
        issuer: identity.iss,
        audience: match identity.aud {
            Audience::One(one) => vec![one],
            Audience::Many(many) => many,
        },
        nonce: identity.nonce,
        subject: Private::new(identity.sub),
        company: identity.tid.or(identity.hd),
        email: identity.email.or(identity.preferred_username).map(Private::new),
        expires_s: identity.exp,
    })
}

/// What a failure means.
pub(super) fn refused(bytes: &[u8]) -> Refused {
    serde_json::from_slice::<Failure>(bytes).map_or(Refused::Other, |failure| Refused::of(&failure.error))
}

/// A failure of any status.
pub(super) fn refusal(status: u16, bytes: &[u8]) -> OauthError {
    match (status, refused(bytes)) {
        (429 | 500..=599, _) => OauthError::Refused(Refused::Unavailable),
        (400..=499, refused) => OauthError::Refused(refused),
        _ => OauthError::Malformed("oauth-bad-answer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_and_bounded() {
        let read = |text: &str| grant(text.as_bytes());
        let found = read(
            r#"{"access_token":"a.b","token_type":"bearer","expires_in":3600,"refresh_token":"r","scope":"x  y"}"#,
        )
        .unwrap();
        assert_eq!((found.access_token.reveal().as_str(), found.life.as_secs()), ("a.b", 3600));
        assert_eq!(found.scopes, Some(vec!["x".to_owned(), "y".to_owned()]));
        assert!(!format!("{found:?}").contains("a.b"), "never in words");
        assert_eq!(
            read(r#"{"access_token":"a","token_type":"Bearer","expires_in":99999999}"#).unwrap().life,
            LIFE_MAX
        );
        let long =
            format!(r#"{{"access_token":"{}","token_type":"Bearer"}}"#, "a".repeat(TOKEN_CHARS_MAX + 1));
        for bad in [
            r#"{"access_token":"a","token_type":"mac"}"#,
            r#"{"access_token":"","token_type":"Bearer"}"#,
            r#"{"access_token":"a\r\nX: y","token_type":"Bearer"}"#,
            r#"{"access_token":"å","token_type":"Bearer"}"#,
            r#"{"token_type":"Bearer"}"#,
            r#"{"access_token":"a","token_type":"Bearer","expires_in":-1}"#,
            r#"{"access_token":"a","token_type":"Bearer","id_token":"a.b"}"#,
            r#"{"access_token":"a","token_type":"Bearer","id_token":"a.!.c"}"#,
            "[]",
            "",
            &long,
        ] {
            assert!(matches!(read(bad), Err(OauthError::Malformed(_))), "{bad:.60}");
        }
    }

    #[test]
    fn refusals_have_a_meaning() {
        let of = |status, text: &str| match refusal(status, text.as_bytes()) {
            OauthError::Refused(refused) => Some(refused),
            _ => None,
        };
        assert_eq!(
            of(400, r#"{"error":"invalid_grant","error_description":"secret"}"#),
            Some(Refused::InvalidGrant)
        );
        assert_eq!(of(401, r#"{"error":"invalid_client"}"#), Some(Refused::InvalidClient));
        assert_eq!(of(400, "<html>"), Some(Refused::Other));
        assert_eq!(
            of(503, r#"{"error":"invalid_grant"}"#),
            Some(Refused::Unavailable),
            "a broken server ends nothing"
        );
        assert_eq!(of(302, ""), None);
    }
}
