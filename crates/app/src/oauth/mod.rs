//! Mailboxes that are connected by a provider's permission (OAuth2) instead of a password.
//!
//! An admin says which mailbox, goes to the provider, and comes back with a code ([`begin`], [`finish`]). What the provider
//! gives is sealed under the mailbox's key. Whoever opens the mailbox asks [`MailboxTokens`] for a token that is good;
//! exactly one of all nodes gets the next one ([`tokens`]). When the permission ends, the mailbox says so and why, and waits
//! for somebody to connect it again.

mod application;
mod begin;
mod finish;
mod provider;
mod tokens;

use crate::jobs::grant_notice;
use domain::{GrantState, Provider, Timestamp};

pub use application::connect_by_application;
pub use begin::{Wanted, begin};
pub(crate) use finish::is_enough;
pub use finish::{Back, Finished, finish, hosts_of};
pub use provider::{Configured, Providers, Push, Scope};
pub(crate) use provider::{configured as provider_of, is_for_mail, key_of};
pub use tokens::MailboxTokens;
pub(crate) use tokens::withdraw;

/// A provider's permission for a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GrantView {
    /// Whose.
    pub provider: Provider,
    /// Where it stands.
    pub state: GrantState,
    /// When it was given, or last made fresh.
    pub refreshed_at_ms: Timestamp,
    /// When it ended.
    pub ended_at_ms: Option<Timestamp>,
    /// Message key of why.
    pub ended: Option<String>,
    /// When what was taken in by it is due to be deleted, unless it is given anew (C41).
    pub due_at_ms: Option<Timestamp>,
}

impl GrantView {
    /// Of a row.
    #[must_use]
    pub fn of(row: &store::Grant) -> Self {
        Self {
            provider: row.provider,
            state: row.state,
            refreshed_at_ms: row.refreshed_at,
            ended_at_ms: row.ended_at,
            ended: row.ended_code.clone(),
            due_at_ms: row.ended_at.map(grant_notice::due_at),
        }
    }
}
