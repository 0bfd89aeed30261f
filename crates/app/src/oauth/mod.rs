//! Mailboxes that are connected by a provider's permission (OAuth2) instead of a password.
//!
//! An admin says which mailbox, goes to the provider, and comes back with a code ([`begin`], [`finish`]). What the provider
//! gives is sealed under the mailbox's key. Whoever opens the mailbox asks [`MailboxTokens`] for a token that is good;
//! exactly one of all nodes gets the next one ([`tokens`]). When the permission ends, the mailbox says so and why, and waits
//! for somebody to connect it again.

mod begin;
mod finish;
mod provider;
mod tokens;

pub use begin::{Wanted, begin};
pub use finish::{Back, Finished, finish, hosts_of};
pub use provider::{Configured, Providers, Scope};
pub use tokens::MailboxTokens;
pub(crate) use tokens::withdraw;
