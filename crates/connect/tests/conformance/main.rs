//! One conformance suite for every connector, against real servers; and what each of them must withstand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, helpers included"
)]

mod attacks;
mod discover;
mod examine;
mod gmail;
mod graph;
mod images;
mod imap;
mod oauth;
mod recorded;
mod scanner;
mod sending;
mod source;
mod world;
