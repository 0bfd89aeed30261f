//! Incidents: what went wrong with personal data, the clock of its report, and who is told (C38; GDPR Art. 33 and 34).

use crate::Timestamp;
use crate::alert::AlertRule;
use crate::state::{BadState, states};

const HOUR_MS: i64 = 3_600_000;
/// An authority is told within so long after somebody noticed it (GDPR Art. 33(1)).
pub const INCIDENT_REPORT_MS: i64 = 72 * HOUR_MS;
/// Operators are reminded so long after.
pub const INCIDENT_ALARM_HOURS: [i64; 2] = [48, 66];
/// The plan for incidents is gone through once in so many days.
pub const INCIDENT_PLAN_DAYS: i64 = 366;
/// So many days before, operators see that it is due.
pub const INCIDENT_PLAN_AHEAD_DAYS: i64 = 30;

states! {
    /// How bad an incident is.
    IncidentSeverity("severity") {
        /// Nobody is likely to come to harm.
        Low = "low" @ 0,
        /// Some may.
        Medium = "medium" @ 1,
        /// A risk for people's rights.
        High = "high" @ 2,
        /// A high risk (Art. 34): the people themselves are told.
        Critical = "critical" @ 3,
    }
    /// Where an incident stands.
    IncidentState("state of an incident") {
        /// It goes on, or nobody knows yet.
        Open = "open" @ 0,
        /// It goes on no more.
        Contained = "contained" @ 1,
        /// Everything is done.
        Closed = "closed" @ 2,
    }
    /// What a line of an incident's timeline says.
    IncidentEntryKind("kind of an entry") {
        /// It was opened.
        Opened = "opened" @ 0,
        /// What is known was written anew: another version of it.
        Changed = "changed" @ 1,
        /// Something that happened, or was done.
        Note = "note" @ 2,
        /// It was stopped.
        Contained = "contained" @ 3,
        /// It was closed.
        Closed = "closed" @ 4,
        /// It was opened again.
        Reopened = "reopened" @ 5,
        /// An authority was told.
        Reported = "reported" @ 6,
        /// No authority has to be told.
        NotNeeded = "not_needed" @ 7,
        /// The companies are told.
        Notice = "notice" @ 8,
        /// What may prove something is kept.
        Frozen = "frozen" @ 9,
        /// It is kept no longer than other things are.
        Released = "released" @ 10,
        /// Operators were reminded of the report.
        Alarm = "alarm" @ 11,
        /// A rule on the audit log found something.
        Alert = "alert" @ 12,
        /// A bundle was handed out.
        Bundle = "bundle" @ 13,
        /// It was said why companies are told nothing.
        NotTold = "not_told" @ 14,
    }
}

impl AlertRule {
    /// Whether what the rule finds may be an attack, or a log that somebody altered: it opens an incident by itself.
    #[must_use]
    pub const fn opens_incident(self) -> bool {
        match self {
            Self::BulkReading | Self::OtherTenant | Self::Absent | Self::Checkpoint | Self::Entry => true,
            Self::Exports
            | Self::OffHours
            | Self::Refusals
            | Self::Operator
            | Self::Signing
            | Self::Clock => false,
            Self::RetentionNotice | Self::EgressRefused | Self::EgressStopped | Self::Objection => false,
            Self::OperatorAsks | Self::OperatorAccess | Self::Promise => false,
            Self::MailboxEnds | Self::Returns | Self::RequestDue | Self::HoldReview => false,
        }
    }

    /// How bad an incident is taken to be until somebody has looked at it.
    #[must_use]
    pub const fn severity(self) -> IncidentSeverity {
        match self {
            Self::OtherTenant | Self::Checkpoint | Self::Entry => IncidentSeverity::High,
            _ => IncidentSeverity::Medium,
        }
    }
}

/// Until when an authority is told of what was noticed at that time.
#[must_use]
pub const fn incident_report_due(aware_at: Timestamp) -> Timestamp {
    aware_at.plus_millis(INCIDENT_REPORT_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_from_when_it_was_noticed() {
        let aware = Timestamp::from_millis(1_000);
        assert_eq!(incident_report_due(aware).millis_since(aware), 259_200_000);
        assert!(INCIDENT_ALARM_HOURS.iter().all(|hours| hours * HOUR_MS < INCIDENT_REPORT_MS));
    }
}
