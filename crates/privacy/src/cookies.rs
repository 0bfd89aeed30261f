//! The registry of what Deskhero keeps in a browser (C15, C96 to C101): all cookies and storage keys, and no others. Each is needed
//! for what its reader asked for; counting use keeps nothing in a browser. The public page and the standard cookie policy are made
//! from it, `verify` holds the policy against it, and a test compares it with the sources.
//!
//! The `__Host-` in the names of cookies binds them to this host, to https and to the root path (RFC 6265bis 4.1.3).

/// Whoever is signed in to a company.
pub const SESSION: &str = "__Host-deskhero";

/// Whoever is signed in to run Deskhero: an operator and an agent of a tenant may be the same person, at the same address, with
/// two accounts.
pub const OPERATOR_SESSION: &str = "__Host-deskhero-operator";

/// Where something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A cookie.
    Cookie,
    /// The browser's storage for this site.
    Storage,
}

/// An entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub kind: Kind,
    /// Message key of what it is for.
    pub purpose: &'static str,
    /// Message key of how long it stays.
    pub lasts: &'static str,
}

/// All of them.
pub const ENTRIES: &[Entry] = &[
    Entry { name: SESSION, kind: Kind::Cookie, purpose: "cookies-session", lasts: "cookies-lasts-session" },
    Entry {
        name: OPERATOR_SESSION,
        kind: Kind::Cookie,
        purpose: "cookies-operator",
        lasts: "cookies-lasts-session",
    },
    Entry {
        name: "deskhero-single-keys-off",
        kind: Kind::Storage,
        purpose: "cookies-keys",
        lasts: "cookies-lasts-storage",
    },
    Entry {
        name: "deskhero-popped",
        kind: Kind::Storage,
        purpose: "cookies-popped",
        lasts: "cookies-lasts-storage",
    },
];
