//! Why a provider gave no tokens.

use crate::error::ConnectError;

/// A provider's refusal (RFC 6749 5.2 and 4.1.2.1, RFC 7009 2.2.1). Its own words are not kept: whoever writes them can
/// write anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    /// A code or refresh token that is not valid, any more or at all; or permission that was withdrawn.
    InvalidGrant,
    /// This installation is not known there, or its secret is wrong.
    InvalidClient,
    /// It may not ask in this way.
    UnauthorizedClient,
    /// What was asked for is not offered.
    InvalidScope,
    /// Something about the question.
    InvalidRequest,
    /// The token is not known.
    InvalidToken,
    /// Somebody has to sign in again.
    InteractionRequired,
    /// Whoever was asked said no.
    AccessDenied,
    /// Later, perhaps.
    Unavailable,
    /// Anything else.
    Other,
}

impl Refused {
    /// By the word of the answer.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "invalid_grant" => Self::InvalidGrant,
            "invalid_client" => Self::InvalidClient,
            "unauthorized_client" | "unsupported_grant_type" | "unsupported_response_type" => {
                Self::UnauthorizedClient
            }
            "invalid_scope" => Self::InvalidScope,
            "invalid_request" => Self::InvalidRequest,
            "invalid_token" => Self::InvalidToken,
            "interaction_required" | "login_required" | "consent_required" | "account_selection_required" => {
                Self::InteractionRequired
            }
            "access_denied" => Self::AccessDenied,
            "temporarily_unavailable" | "server_error" | "slow_down" => Self::Unavailable,
            _ => Self::Other,
        }
    }

    /// The message key of what it is and what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::InvalidGrant => "oauth-invalid-grant",
            Self::InvalidClient => "oauth-invalid-client",
            Self::UnauthorizedClient => "oauth-unauthorized-client",
            Self::InvalidScope => "oauth-invalid-scope",
            Self::InvalidRequest => "oauth-invalid-request",
            Self::InvalidToken => "oauth-invalid-token",
            Self::InteractionRequired => "oauth-interaction-required",
            Self::AccessDenied => "oauth-access-denied",
            Self::Unavailable => "oauth-unavailable",
            Self::Other => "oauth-refused",
        }
    }

    /// Whether the permission is gone: only a person can give it again.
    #[must_use]
    pub const fn ends_the_grant(self) -> bool {
        matches!(
            self,
            Self::InvalidGrant | Self::InvalidToken | Self::InteractionRequired | Self::AccessDenied
        )
    }
}

/// Why there are no tokens. `Display` holds nothing that a provider wrote.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OauthError {
    /// The provider refused.
    #[error("the provider refused: {}", .0.key())]
    Refused(Refused),
    /// What it answered cannot be believed; message key of what is wrong with it.
    #[error("the provider does not answer as it should: {0}")]
    Malformed(&'static str),
    /// It takes nothing back.
    #[error("the provider has no endpoint for this")]
    Unsupported,
    /// It could not be asked.
    #[error(transparent)]
    Connect(#[from] ConnectError),
}
