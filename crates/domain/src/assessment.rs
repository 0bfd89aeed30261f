//! Self-assessments and access reviews (C89): what is looked at, in words of ours, and for which requirement of the OWASP ASVS
//! 4.0.3 it is evidence; and when each is due.

use crate::Timestamp;
use crate::state::{BadState, states};

const DAY_MS: i64 = 24 * 3_600_000;
/// The version of the requirements that items name.
pub const ASVS_VERSION: &str = "4.0.3";
/// A self-assessment, and a review of the operators, is finished at least once in so many days.
pub const ASSESSMENT_DAYS: i64 = 90;
/// So many days before, operators are reminded.
pub const ASSESSMENT_AHEAD_DAYS: i64 = 14;
/// A company's admins see that their review is old after so many days.
pub const REVIEW_DAYS: i64 = 180;
/// A token of an operator that was not used for so many days is one too many.
pub const TOKEN_UNUSED_DAYS: i64 = 90;

states! {
    /// What was assessed.
    AssessmentKind("kind of an assessment") {
        /// The system, by whoever runs it.
        Own = "own" @ 0,
        /// The system, by somebody else: a penetration test.
        External = "external" @ 1,
    }
    /// Where an assessment or a review stands.
    AssessmentState("state of an assessment") {
        /// Something waits for an answer.
        Open = "open" @ 0,
        /// Its report is signed.
        Finished = "finished" @ 1,
    }
    /// What an item came to.
    ItemResult("result of an item") {
        /// What was looked at is as it should be.
        Passed = "passed" @ 0,
        /// It is not.
        Failed = "failed" @ 1,
        /// A person says yes.
        Yes = "yes" @ 2,
        /// A person says no.
        No = "no" @ 3,
        /// It does not concern this system.
        NotApplicable = "not_applicable" @ 4,
    }
    /// What was decided about a line of a review.
    ReviewDecision("decision") {
        /// It stays.
        Kept = "kept" @ 0,
        /// It was deactivated or withdrawn.
        Removed = "removed" @ 1,
    }
    /// What operators are reminded of.
    ReminderKind("kind of a reminder") {
        /// A self-assessment is due soon.
        AssessmentDue = "assessment_due" @ 0,
        /// It is overdue.
        AssessmentOverdue = "assessment_overdue" @ 1,
        /// A review of the operators is due soon.
        ReviewDue = "review_due" @ 2,
        /// It is overdue.
        ReviewOverdue = "review_overdue" @ 3,
    }
}

impl ItemResult {
    /// Whether something has to be done: then it is said what, and until when.
    #[must_use]
    pub const fn is_bad(self) -> bool {
        matches!(self, Self::Failed | Self::No)
    }

    /// Whether a person can say it.
    #[must_use]
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Yes | Self::No | Self::NotApplicable)
    }
}

/// Something that a self-assessment looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedItem {
    /// Its word, in reports and keys of messages.
    pub word: &'static str,
    /// The requirements that it gives evidence for.
    pub asvs: &'static [&'static str],
    /// Whether the program looks itself; else a person answers.
    pub automated: bool,
}

const fn looked(word: &'static str, asvs: &'static [&'static str]) -> AssessedItem {
    AssessedItem { word, asvs, automated: true }
}

const fn asked(word: &'static str, asvs: &'static [&'static str]) -> AssessedItem {
    AssessedItem { word, asvs, automated: false }
}

/// Every item, in the order of the report.
pub const ASSESSED_ITEMS: &[AssessedItem] = &[
    looked("password-length", &["2.1.1", "2.1.2"]),
    looked("sign-in-limits", &["2.2.1"]),
    looked("password-hashes", &["2.4.1"]),
    looked("session-length", &["3.3.2"]),
    looked("session-cookies", &["3.4.1", "3.4.2", "3.4.3", "3.4.4"]),
    looked("operator-tokens", &["4.1.3"]),
    looked("at-rest", &["8.3.7"]),
    looked("audit-log", &["7.3.3"]),
    looked("backups", &["8.1.5"]),
    looked("documents", &["8.3.3"]),
    looked("terms", &["8.3.8"]),
    looked("browser-tls", &["9.1.1"]),
    looked("mail-tls", &["9.2.1", "9.2.2"]),
    looked("virus-scan", &["12.4.2"]),
    looked("refused-hosts", &["12.6.1"]),
    looked("page-policy", &["14.4.3", "14.4.7"]),
    looked("page-headers", &["14.4.4", "14.4.6"]),
    looked("promises", &["1.8.2"]),
    asked("threats", &["1.1.2"]),
    asked("key-holders", &["1.6.1"]),
    asked("admin-access", &["4.3.1"]),
    asked("restore-tried", &["8.1.5"]),
    asked("tls-tested", &["9.1.2"]),
    asked("alerts-read", &["11.1.8"]),
    asked("hardened", &["14.1.3"]),
    asked("up-to-date", &["14.2.1"]),
];

/// When what was finished last, or began then, is due again.
#[must_use]
pub const fn assessment_due(last: Timestamp) -> Timestamp {
    last.plus_millis(ASSESSMENT_DAYS * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_item_has_a_word_of_its_own_and_a_requirement() {
        let words: HashSet<_> = ASSESSED_ITEMS.iter().map(|item| item.word).collect();
        assert_eq!(words.len(), ASSESSED_ITEMS.len());
        let is_number =
            |text: &&&str| text.split('.').count() == 3 && text.split('.').all(|n| n.parse::<u8>().is_ok());
        assert!(
            ASSESSED_ITEMS
                .iter()
                .all(|item| !item.asvs.is_empty() && item.asvs.iter().all(|n| is_number(&n)))
        );
    }

    #[test]
    fn it_is_due_in_ninety_days() {
        let last = Timestamp::from_millis(5);
        assert_eq!(assessment_due(last).millis_since(last), 7_776_000_000);
    }
}
