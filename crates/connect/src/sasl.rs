//! How a mailbox is signed in to: by its password, or by an access token (RFC 7628; XOAUTH2 as Google and Microsoft
//! describe it).

use crate::api::ApiServer;
use crate::error::{Code, ConnectError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Private;
use domain::record::ServerSettings;
use std::sync::Arc;

/// Where the access token of a mailbox comes from.
#[async_trait::async_trait]
pub trait AccessTokens: Send + Sync + std::fmt::Debug {
    /// A token that is good now; another one than before when that was refused.
    ///
    /// # Errors
    /// [`Code::GrantEnded`] when the mailbox has to be connected anew; what went wrong on the way to its provider.
    async fn access_token(&self, was_refused: bool) -> Result<Private<String>, ConnectError>;
}

/// The tokens of one mailbox.
pub type Tokens = Arc<dyn AccessTokens>;

/// What a mailbox that was connected by OAuth2 is opened with.
#[derive(Debug, Clone)]
pub struct Access {
    /// Its tokens.
    pub tokens: Tokens,
    /// Where the provider's API is, for connectors that speak it.
    pub api: Option<ApiServer>,
}

impl From<Tokens> for Access {
    fn from(tokens: Tokens) -> Self {
        Self { tokens, api: None }
    }
}

/// What a sign-in is done with.
#[derive(Clone)]
pub(crate) enum Secret {
    Password(Private<String>),
    Token(Private<String>),
}

impl Secret {
    /// That of a server: its password, unless the mailbox has tokens.
    pub(crate) async fn of(
        server: &ServerSettings,
        tokens: Option<&Tokens>,
        was_refused: bool,
    ) -> Result<Self, ConnectError> {
        match tokens {
            Some(tokens) => Ok(Self::Token(tokens.access_token(was_refused).await?)),
            None => Ok(Self::Password(Private::new(server.password.clone()))),
        }
    }
}

/// A mechanism for tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mechanism {
    XOauth2,
    OauthBearer,
}

impl Mechanism {
    /// The one that a server offers.
    pub(crate) fn offered(offers: impl Fn(&str) -> bool) -> Result<Self, ConnectError> {
        let known = [Self::XOauth2, Self::OauthBearer];
        known.into_iter().find(|one| offers(one.name())).ok_or_else(|| Code::AuthUnsupported.into())
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::XOauth2 => "XOAUTH2",
            Self::OauthBearer => "OAUTHBEARER",
        }
    }

    /// What the client says first, in base64.
    pub(crate) fn first(
        self,
        server: &ServerSettings,
        token: &Private<String>,
    ) -> Result<String, ConnectError> {
        let (login, token) = (&server.login, token.reveal());
        if login.bytes().any(|byte| byte < b' ') {
            return Err(Code::Settings.into());
        }
        Ok(STANDARD.encode(match self {
            Self::XOauth2 => format!("user={login}\x01auth=Bearer {token}\x01\x01"),
            Self::OauthBearer => {
                // In a name, these two are written as RFC 5801 4 says.
                let name = login.replace('=', "=3D").replace(',', "=2C");
                let (host, port) = (&server.host, server.port);
                format!("n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01")
            }
        }))
    }

    /// What the client answers when the server has told why it refuses: only then does it refuse.
    pub(crate) const fn acknowledged(self) -> &'static str {
        match self {
            Self::XOauth2 => "",
            Self::OauthBearer => "AQ==",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_first() {
        let server = ServerSettings {
            host: "imap.test".to_owned(),
            port: 993,
            login: "a,b@x.test".to_owned(),
            ..ServerSettings::default()
        };
        let token = Private::new("tok".to_owned());
        let said = |mechanism: Mechanism| {
            String::from_utf8(STANDARD.decode(mechanism.first(&server, &token).unwrap()).unwrap()).unwrap()
        };
        assert_eq!(said(Mechanism::XOauth2), "user=a,b@x.test\x01auth=Bearer tok\x01\x01");
        let bearer = "n,a=a=2Cb@x.test,\x01host=imap.test\x01port=993\x01auth=Bearer tok\x01\x01";
        assert_eq!(said(Mechanism::OauthBearer), bearer);
        let strange = ServerSettings { login: "a\x01b".to_owned(), ..server };
        assert!(Mechanism::XOauth2.first(&strange, &token).is_err());
        assert_eq!(Mechanism::offered(|name| name == "OAUTHBEARER").unwrap(), Mechanism::OauthBearer);
        assert_eq!(Mechanism::offered(|_| false).unwrap_err().code, Code::AuthUnsupported);
    }
}
