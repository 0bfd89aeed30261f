//! What a provider says of itself (OpenID Connect Discovery 1.0, RFC 8414, RFC 9207).

use super::OauthError;
use crate::https::is_host_name;
use serde::Deserialize;

/// Characters of an address.
const URL_CHARS_MAX: usize = 2_048;
/// What stands in Microsoft's issuer for the company that signs in, where one registration serves all of them.
const TENANT: &str = "{tenantid}";

/// Where a provider's endpoints are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Who it is.
    pub issuer: String,
    /// Where the browser goes.
    pub authorization_endpoint: String,
    /// Where tokens are had.
    pub token_endpoint: String,
    /// Where tokens are withdrawn.
    pub revocation_endpoint: Option<String>,
    /// Where its keys are.
    pub jwks_uri: Option<String>,
    /// Whether it names itself when the browser comes back (RFC 9207): then it must.
    pub names_itself: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    #[serde(default)]
    revocation_endpoint: Option<String>,
    #[serde(default)]
    jwks_uri: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    code_challenge_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    /// Reads the document that lies at `asked`.
    ///
    /// # Errors
    /// [`OauthError::Malformed`]: another issuer, an endpoint without https, no PKCE.
    pub(super) fn read(bytes: &[u8], asked: &str) -> Result<Self, OauthError> {
        let document: Document =
            serde_json::from_slice(bytes).map_err(|_| OauthError::Malformed("oauth-bad-description"))?;
        if !same_issuer(&document.issuer, asked) {
            return Err(OauthError::Malformed("oauth-bad-issuer"));
        }
        let (authorization, token) = (&document.authorization_endpoint, &document.token_endpoint);
        let others = document.revocation_endpoint.iter().chain(&document.jwks_uri);
        if [authorization, token].into_iter().chain(others).any(|url| place(url).is_none()) {
            return Err(OauthError::Malformed("oauth-bad-endpoint"));
        }
        // Google and Microsoft take S256 without saying so.
        let methods = document.code_challenge_methods_supported;
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
            return Err(OauthError::Malformed("oauth-bad-pkce"));
        }
        Ok(Self {
            issuer: document.issuer,
            authorization_endpoint: document.authorization_endpoint,
            token_endpoint: document.token_endpoint,
            revocation_endpoint: document.revocation_endpoint,
            jwks_uri: document.jwks_uri,
            names_itself: document.authorization_response_iss_parameter_supported,
        })
    }

    /// Whether `iss` is this provider; where one registration serves many companies, one of these.
    #[must_use]
    pub fn is_issuer(&self, iss: &str) -> bool {
        match self.issuer.split_once(TENANT) {
            None => iss == self.issuer,
            Some((before, after)) => {
                let tenant = iss.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
                tenant.is_some_and(|id| {
                    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                })
            }
        }
    }
}

/// Whether a description is that of the issuer that was asked. Only a name that stands for many companies may differ.
fn same_issuer(named: &str, asked: &str) -> bool {
    let many = ["common", "organizations", "consumers"];
    let fits = |word: &str| named.contains(TENANT) && named.replacen(TENANT, word, 1) == asked;
    named == asked || many.into_iter().any(fits)
}

/// The parts of an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) path: String,
}

/// Takes an https address apart; none that has a sign-in name, a fragment or anything else that has no place there.
pub(super) fn place(url: &str) -> Option<Place> {
    let rest = url.strip_prefix("https://")?;
    let is_clean = url.len() <= URL_CHARS_MAX && url.bytes().all(|byte| byte > b' ' && byte < 0x7f);
    if !is_clean || rest.contains(['#', '@', '\\', '"', '<', '>']) {
        return None;
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, port.parse().ok().filter(|port| *port > 0)?),
        None => (authority, 443),
    };
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    is_host_name(host).then(|| Place { host: host.to_ascii_lowercase(), port, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(issuer: &str, token: &str, asked: &str) -> Result<Metadata, OauthError> {
        let document = format!(
            r#"{{"issuer":"{issuer}","authorization_endpoint":"https://a.test/auth","token_endpoint":"{token}"}}"#
        );
        Metadata::read(document.as_bytes(), asked)
    }

    #[test]
    fn only_the_issuer_that_was_asked_is_believed() {
        let token = "https://a.test/token";
        assert!(read("https://a.test", token, "https://a.test").is_ok());
        for other in ["https://b.test", "https://a.test/", "http://a.test", ""] {
            assert!(read(other, token, "https://a.test").is_err(), "{other}");
        }
        let many = "https://login.test/{tenantid}/v2.0";
        let metadata = read(many, token, "https://login.test/common/v2.0").unwrap();
        assert!(metadata.is_issuer("https://login.test/0a1b-2c/v2.0"));
        for other in
            ["https://login.test//v2.0", "https://login.test/a/b/v2.0", "https://evil.test/a/v2.0", many]
        {
            assert!(!metadata.is_issuer(other), "{other}");
        }
        assert!(read(many, token, "https://login.test/evil/v2.0").is_err());
    }

    #[test]
    fn endpoints_are_reached_by_https_alone() {
        for bad in [
            "http://a.test/token",
            "https://a.test@b.test/token",
            "https://a.test:0/",
            "https://a.test:99999/",
            "https:///token",
            "https://a.test/to ken",
            "https://a.test/#x",
            "https://10.0.0.1/token",
            "javascript:alert(1)",
            "",
        ] {
            assert!(read("https://a.test", bad, "https://a.test").is_err(), "{bad}");
        }
        let place = place("https://A.test:8443?x=1").unwrap();
        assert_eq!((place.host.as_str(), place.port, place.path.as_str()), ("a.test", 8443, "/?x=1"));
    }
}
