//! The keys under which a provider signs what it says by itself (RFC 7517).

use super::{Client, Metadata, OauthError, say};
use crate::egress::Egress;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::Method;
use serde::Deserialize;

/// Keys of one provider.
const KEYS_MAX: usize = 50;

/// An RSA key that signs by RS256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderKey {
    /// What tokens name it by.
    pub id: String,
    /// Modulus, big-endian.
    pub modulus: Vec<u8>,
    /// Exponent, big-endian.
    pub exponent: Vec<u8>,
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Key>,
}

#[derive(Deserialize)]
struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
}

/// Asks a provider for its keys; of those of other kinds, none.
///
/// # Errors
/// [`OauthError::Malformed`], or what went wrong on the way.
pub async fn keys(
    egress: &Egress,
    client: &Client,
    metadata: &Metadata,
) -> Result<Vec<ProviderKey>, OauthError> {
    let at = metadata.jwks_uri.as_deref().ok_or(OauthError::Malformed("oauth-bad-keys"))?;
    let answer = say(egress, client, at, Method::GET, None).await?;
    match answer.status.as_u16() {
        200 => read(&answer.body),
        _ => Err(OauthError::Malformed("oauth-bad-keys")),
    }
}

fn read(bytes: &[u8]) -> Result<Vec<ProviderKey>, OauthError> {
    let document: Document =
        serde_json::from_slice(bytes).map_err(|_| OauthError::Malformed("oauth-bad-keys"))?;
    let key = |key: Key| {
        let fits = key.kty == "RSA"
            && key.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && key.alg.as_deref().is_none_or(|alg| alg == "RS256");
        let (id, modulus, exponent) = (key.kid?, key.n?, key.e?);
        let bytes = |text: String| URL_SAFE_NO_PAD.decode(text).ok();
        fits.then_some(ProviderKey { id, modulus: bytes(modulus)?, exponent: bytes(exponent)? })
    };
    Ok(document.keys.into_iter().take(KEYS_MAX).filter_map(key).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_sign_by_rs256_are_kept() {
        let found = read(
            br#"{"keys":[
                {"kty":"RSA","kid":"a","use":"sig","alg":"RS256","n":"AQID","e":"AQAB"},
                {"kty":"RSA","kid":"b","n":"AQID","e":"AQAB"},
                {"kty":"RSA","kid":"c","use":"enc","n":"AQID","e":"AQAB"},
                {"kty":"RSA","kid":"d","alg":"PS256","n":"AQID","e":"AQAB"},
                {"kty":"EC","kid":"e","crv":"P-256","x":"","y":""},
                {"kty":"RSA","n":"AQID","e":"AQAB"},
                {"kty":"RSA","kid":"f","n":"not base64!","e":"AQAB"}]}"#,
        );
        let ids: Vec<_> = found.unwrap().into_iter().map(|key| key.id).collect();
        assert_eq!(ids, ["a", "b"]);
        assert!(read(b"{}").is_err() && read(b"[]").is_err());
    }
}
