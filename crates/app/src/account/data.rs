//! What an agent gets of their own account, as `data.json` has it; described by the published schema.

use crate::access_export::data::Moment;
use domain::record::{NoticeChoice, QuietHours};
use serde::Serialize;

/// The word that says what it is.
pub const FORMAT: &str = "deskhero-account-export";
/// Changes with whatever a reader of the version before could not read.
pub const VERSION: u32 = 1;

/// Everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// When it was made.
    pub made_at: Moment,
    /// Language of its page.
    pub language: String,
    /// Where whoever runs this Deskhero is found, the controller for accounts; empty where that is not configured.
    pub controller: String,
    /// The company whose agent it is.
    pub company: String,
    /// The account.
    pub account: Account,
    /// Where they are signed in, oldest first.
    pub sessions: Vec<Session>,
    /// Links for a password that work now.
    pub links: Vec<Link>,
    /// Tokens for programs, withdrawn ones too.
    pub tokens: Vec<Token>,
    /// Documents that they accepted.
    pub acceptances: Vec<Accepted>,
    /// What they decided about what needs their consent, in order.
    pub consents: Vec<Consented>,
    /// What was counted of their use, as far as it is not part of a sum.
    pub usage: Vec<Used>,
    /// What the log says of the account, newest first.
    pub events: Vec<Event>,
    /// Why and how it is used.
    pub about: About,
}

/// The account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address for sign-in.
    pub email: String,
    /// `admin` or `agent`.
    pub role: String,
    /// `active`.
    pub state: String,
    /// Whether they said that they are away.
    pub away: bool,
    /// When they were added.
    pub created_at: Moment,
    /// When they were last signed in, to ten minutes.
    pub last_seen_at: Option<Moment>,
    /// Stands below answers.
    pub signature: String,
    /// Language of pages and mails.
    pub language: Option<String>,
    /// Time zone.
    pub time_zone: Option<String>,
    /// How pages look.
    pub theme: Option<String>,
    /// How much of each ticket the list shows.
    pub density: Option<String>,
    /// How many seconds an answer waits.
    pub send_undo_seconds: Option<u32>,
    /// What they chose to be told of; any other kind is told as usual.
    pub notices: Vec<NoticeChoice>,
    /// When they are left alone.
    pub quiet: Option<QuietHours>,
    /// Teams that they belong to.
    pub teams: Vec<String>,
    /// Failed sign-ins under their address since the last that worked.
    pub sign_in_failures: u32,
    /// Until when these keep the account waiting.
    pub sign_in_waits_until: Option<Moment>,
}

/// Where somebody is signed in. Neither network address nor browser is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Session {
    /// Since when.
    pub began_at: Moment,
    /// When it was last used, to ten minutes.
    pub last_used_at: Moment,
    /// When a page was last opened in it, to ten minutes: past what they had to take note of.
    pub page_opened_at: Option<Moment>,
    /// When it ends.
    pub ends_at: Moment,
}

/// A link that works once; its secret is not kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// `invitation` or `reset`.
    pub purpose: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
}

/// A token for programs; its secret is not kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Token {
    /// Its name; empty for none, and once it was withdrawn.
    pub name: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it was last used, to a minute.
    pub last_used_at: Option<Moment>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
}

/// A document that was accepted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accepted {
    /// Which.
    pub document: String,
    /// In which version.
    pub version: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// When.
    pub accepted_at: Moment,
    /// Their name then.
    pub name: String,
    /// Their address then.
    pub email: String,
}

/// Something that the log says of the account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Which act, as the log has it.
    pub act: String,
    /// By whom: `you`, `colleague`, `operator`, `system`, or `nobody` for somebody who had not signed in yet.
    pub by: &'static str,
    /// Whether it was done; else it was refused.
    pub done: bool,
}

/// Why and how it is used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct About {
    /// What is held, by category, and why and for how long.
    pub categories: Vec<Category>,
    /// Who gets it.
    pub recipients: Vec<&'static str>,
    /// Where it comes from.
    pub sources: Vec<&'static str>,
    /// Articles of the GDPR that give them rights.
    pub rights: Vec<&'static str>,
}

/// A category of data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Category {
    /// Which.
    pub category: String,
    /// Why.
    pub purpose: String,
    /// On which basis.
    pub legal_basis: String,
    /// How long it is kept.
    pub retention: String,
}

/// A decision about a consent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consented {
    /// About what.
    pub purpose: String,
    /// How they decided.
    pub decision: String,
    /// What they were shown; empty where nobody was asked.
    pub words: String,
    /// When.
    pub decided_at: Moment,
}

/// What was counted of their use within some minutes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Used {
    /// The day, from midnight UTC on.
    pub day: Moment,
    /// Family of the browser.
    pub browser: String,
    /// Family of the system.
    pub system: String,
    /// Where from, cut to a network; may be empty.
    pub network: String,
    /// Pages and deeds.
    pub counts: Vec<Counted>,
}

/// How often a page was opened, or something was done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counted {
    /// The pattern of its address.
    pub feature: String,
    /// How often.
    pub times: u32,
}
