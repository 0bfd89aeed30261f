//! The registry of what Deskhero keeps in a browser (C96 to C101): all cookies and storage keys, and no others. The public page
//! is made from it, and a test compares it with the sources.

use crate::gate::{COOKIE, OPERATOR_COOKIE};

/// Where it is kept.
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

/// All of them. Each is needed for what its reader asked for; counting use keeps nothing in a browser.
pub const ENTRIES: &[Entry] = &[
    Entry { name: COOKIE, kind: Kind::Cookie, purpose: "cookies-session", lasts: "cookies-lasts-session" },
    Entry {
        name: OPERATOR_COOKIE,
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
