//! The cookies of Deskhero's pages, all of them (C15, C96, C97): each is needed to sign in. The `__Host-` in their names binds
//! them to this host, to https and to the root path (RFC 6265bis 4.1.3).

/// Whoever is signed in to a company.
pub const SESSION: &str = "__Host-deskhero";

/// Whoever is signed in to run Deskhero: an operator and an agent of a tenant may be the same person, at the same address, with
/// two accounts.
pub const OPERATOR_SESSION: &str = "__Host-deskhero-operator";

/// All of them.
pub const COOKIES: [&str; 2] = [SESSION, OPERATOR_SESSION];
