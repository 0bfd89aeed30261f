//! What an agent wants to be told: a part of their profile.

use crate::NoticeKind;
use minicbor::{Decode, Encode};

/// Where an agent is told of one kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct NoticeChoice {
    /// Of what.
    #[n(0)]
    pub kind: NoticeKind,
    /// In the app.
    #[n(1)]
    pub app: bool,
    /// By e-mail.
    #[n(2)]
    pub mail: bool,
    /// By the browser, outside of the page.
    #[n(3)]
    pub browser: bool,
}

/// When nothing is mailed or popped up, on the clock of the agent's time zone. From and until the same: the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct QuietHours {
    /// Minute of the day at which it begins.
    #[n(0)]
    pub from_minute: u16,
    /// Minute of the day at which it ends; on the next day when not after the beginning.
    #[n(1)]
    pub until_minute: u16,
    /// The days on which it begins, Monday first.
    #[n(2)]
    pub days: [bool; 7],
}

/// What an agent wants to be told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct NoticeChoices {
    /// Kinds that they chose for; any other is told as usual.
    #[n(0)]
    pub kinds: Vec<NoticeChoice>,
    /// When they are left alone.
    #[n(1)]
    pub quiet: Option<QuietHours>,
}

impl NoticeChoices {
    /// Where this agent is told of `kind`. As usual: in the app, but not of tickets that nobody has.
    #[must_use]
    pub fn of(&self, kind: NoticeKind) -> NoticeChoice {
        let usual = NoticeChoice { kind, app: kind != NoticeKind::Unassigned, mail: false, browser: false };
        self.kinds.iter().copied().find(|choice| choice.kind == kind).unwrap_or(usual)
    }
}
