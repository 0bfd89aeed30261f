//! Use cases and jobs: decide, store, audit.
//!
//! **Every use case takes a [`Ctx`] and asks the policy before it opens anything; what was opened is in
//! the audit log before it is handed out.** No SQL, no cipher, no socket here: those are behind `store`,
//! `crypto` and `connect`.

pub mod access_export;
pub mod access_review;
pub mod account;
pub mod agent;
pub mod alert;
mod app;
pub mod assessment;
pub mod assign;
pub mod audit;
mod audit_queue;
pub mod backup;
pub mod billing;
pub mod clock;
pub mod closing;
pub mod company_export;
pub mod consent;
pub mod contact;
mod ctx;
mod cursor;
pub mod disclosure;
pub mod document;
pub mod download;
pub mod draft;
pub mod erasure;
pub mod error;
pub mod field;
pub mod forward;
pub mod hand_over;
pub mod identity;
pub mod inbound;
pub mod incident;
pub mod index;
pub mod instruction;
pub mod jobs;
pub mod keys;
mod later;
pub mod learning;
pub mod lease;
pub mod letter;
pub mod link;
pub mod live;
pub mod log;
pub mod mailbox;
pub mod mention;
pub mod message;
pub mod news;
pub mod note;
pub mod notice;
pub mod oauth;
mod opening;
pub mod operator;
pub mod operator_access;
pub mod operator_mail;
pub mod organisation;
mod outgoing;
pub mod placeholder;
pub mod presence;
pub mod push;
pub mod recipients;
pub mod rectification;
pub mod register;
pub mod reply;
mod restricted;
pub mod retention;
pub mod saved_reply;
pub mod saved_view;
pub mod scanner;
pub mod scheduled;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod signature;
pub mod stages;
pub mod subject_request;
pub mod tag;
pub mod team;
pub mod tenant;
pub mod terms;
pub mod texts;
mod throttle;
pub mod ticket;
pub mod token;
pub mod trust;
mod turn;
pub mod upload;
pub mod usage;
pub mod verify;
pub mod view;
mod writing;
pub mod zone;

use i18n::I18n;
use std::sync::LazyLock;

/// What can be done with personal data, for pages that say it in words.
pub mod act {
    pub use privacy::Act;
}

pub use privacy::{Instructions, cookies};

pub use app::{App, Parts};
pub use ctx::Ctx;
pub use error::{Class, Error, Result};
pub use settings::Settings;

static WORDS: LazyLock<I18n> = LazyLock::new(|| match I18n::new(i18n::FALLBACK) {
    Ok(words) => words,
    // The catalogues are part of the binary; a test loads each of them.
    Err(error) => unreachable!("{error}"),
});

/// The words of mails, and of names that stand for others.
pub(crate) fn words() -> &'static I18n {
    &WORDS
}
