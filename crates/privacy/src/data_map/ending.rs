//! How what is kept comes to its end (C90): nothing of anybody is kept without one, and each end is somebody's work. The
//! rules that every company has follow from here.

use super::Retention;
use domain::limits::{
    ACCESS_EXPORT_DAYS, ALERT_DAYS_MAX, AUDIT_KEEP_YEARS_MAX, CLOSING_DAYS_MAX, DISCONNECTED_DAYS_MAX,
    HOLD_WORDS_KEPT_DAYS, INVOICE_YEARS_MAX, NOTICE_DAYS_MAX, SESSION_DAYS_MAX, SUBJECT_WORDS_KEPT_DAYS,
    USAGE_DAYS_MAX, USAGE_PART_DAYS_MAX,
};
use domain::{RetentionSubject, RetentionTerms};

/// What ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Retention rules that every company has from its first day on: it can change their times, and not do without them.
    Rules(Vec<RetentionTerms>),
    /// Jobs, by the clock.
    Jobs {
        /// Their names.
        jobs: &'static [&'static str],
        /// Days at most.
        days: i64,
        /// From when on they count.
        after: After,
    },
    /// Nothing does: it is about nobody.
    AboutNobody,
}

/// From when on days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// When it was made, or last of use.
    Use,
    /// The end of the month or year that it belongs to.
    Period,
    /// When what it is about was closed.
    Closed,
    /// When its mailbox was disconnected.
    Disconnected,
    /// When the company ended its account, unless it goes before: with the account of whoever it is about, or its work.
    Contract,
}

impl Retention {
    /// Every one.
    pub const ALL: [Self; 17] = [
        Self::Ticket,
        Self::Contact,
        Self::Account,
        Self::Mailbox,
        Self::Tenant,
        Self::Session,
        Self::Work,
        Self::Notice,
        Self::Export,
        Self::Request,
        Self::Hold,
        Self::Alert,
        Self::Usage,
        Self::UsageSum,
        Self::Invoice,
        Self::Audit,
        Self::Installation,
    ];

    /// What ends what is kept for so long.
    #[must_use]
    pub fn ending(self) -> Ending {
        use RetentionSubject as S;
        let by = |jobs, days, after| Ending::Jobs { jobs, days, after };
        let contract = |jobs| by(jobs, i64::from(CLOSING_DAYS_MAX), After::Contract);
        match self {
            // What is closed, and much later what nobody closed.
            Self::Ticket => Ending::Rules(vec![
                RetentionTerms::default_of(S::Conversation),
                RetentionTerms::default_of_open(),
            ]),
            Self::Contact => Ending::Rules(vec![RetentionTerms::default_of(S::Contact)]),
            Self::Account | Self::Tenant => contract(&["closing", "erasing"]),
            Self::Work => contract(&["upkeep", "delivery", "organisations", "erasing", "closing"]),
            Self::Mailbox => {
                by(&["mailbox_end", "erasing"], i64::from(DISCONNECTED_DAYS_MAX), After::Disconnected)
            }
            Self::Session => by(&["upkeep"], SESSION_DAYS_MAX, After::Use),
            Self::Notice => by(&["upkeep"], NOTICE_DAYS_MAX, After::Use),
            Self::Export => by(&["upkeep"], ACCESS_EXPORT_DAYS, After::Use),
            Self::Audit => by(&["upkeep"], i64::from(AUDIT_KEEP_YEARS_MAX) * 366, After::Use),
            Self::Alert => by(&["upkeep"], ALERT_DAYS_MAX, After::Use),
            Self::Hold => by(&["retention", "erasing"], HOLD_WORDS_KEPT_DAYS, After::Closed),
            Self::Request => by(&["subject_requests"], SUBJECT_WORDS_KEPT_DAYS, After::Closed),
            Self::Usage => by(&["usage"], USAGE_PART_DAYS_MAX, After::Use),
            Self::UsageSum => by(&["usage"], i64::from(USAGE_DAYS_MAX), After::Period),
            Self::Invoice => by(&["billing"], i64::from(INVOICE_YEARS_MAX) * 366, After::Period),
            Self::Installation => Ending::AboutNobody,
        }
    }
}

/// The rules that every company has: what the data map says of what ends by them.
#[must_use]
pub fn standing_rules() -> Vec<RetentionTerms> {
    let rules = |retention: Retention| match retention.ending() {
        Ending::Rules(rules) => rules,
        _ => Vec::new(),
    };
    Retention::ALL.into_iter().flat_map(rules).collect()
}
