//! Test worlds: real servers, started as child processes.
//!
//! Each server listens on ports of its own, keeps all of its state in one temporary folder, runs as an
//! unprivileged account even when the tests run as root, is ready when `start` returns, and is stopped and
//! waited for when its value is dropped. A watchdog stops it and removes the folder when the test process
//! dies without dropping it (see [`process`]).
//!
//! The interface blocks: a start takes 50 ms (Dovecot) to about a second (PostgreSQL), so an async test may
//! simply call it.
//!
//! A server whose program is not installed is [`Error::Unavailable`]; [`or_skip`] turns that into a printed
//! reason and `None`, or into a failure when `DESKHERO_TEST_REQUIRE=1` (continuous integration sets it).

pub mod account;
pub mod clamd;
pub mod deadline;
pub mod dns;
pub mod dovecot;
mod dovecot_conf;
pub mod error;
pub mod exim;
mod exim_conf;
pub mod gmail;
pub mod graph;
pub mod hostile;
pub mod imap;
pub mod myworld;
mod npm;
pub mod oidc;
pub mod port;
pub mod postgres;
pub mod process;
pub mod proxy;
mod python;
pub mod s3;
pub mod smtp;
pub mod state_dir;
pub mod stripe;
pub mod template;
pub mod tls;

pub use account::Account;
pub use error::{Error, Result, or_skip};
