//! The mail accounts of a test world.

/// A mail account on the test servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Address, which is also the login name.
    pub address: String,
    /// Password in clear.
    pub password: String,
}

impl Account {
    /// An account with this address and password.
    pub fn new(address: impl Into<String>, password: impl Into<String>) -> Self {
        Self { address: address.into(), password: password.into() }
    }

    /// The part of the address behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}
