//! The words and thresholds of the rules that watch the audit log (C37).

use crate::state::{BadState, states};

states! {
    /// What a rule on the audit log found.
    AlertRule("rule") {
        /// One account opened many conversations and contacts in a short time.
        BulkReading = "bulk_reading" @ 0,
        /// One account handed out many exports and whole mailboxes.
        Exports = "exports" @ 1,
        /// Somebody read outside of the hours that the company works.
        OffHours = "off_hours" @ 2,
        /// Somebody asked for what belongs to another company: for the operator alone.
        OtherTenant = "other_tenant" @ 3,
        /// One account was refused again and again.
        Refusals = "refusals" @ 4,
        /// Whoever runs Deskhero opened something of a company.
        Operator = "operator" @ 5,
        /// What was signed of the log is not what stands there.
        Checkpoint = "checkpoint" @ 6,
        /// The log's head could not be signed.
        Signing = "signing" @ 7,
        /// An entry does not open: it was changed.
        Entry = "entry" @ 8,
        /// The clock stands far ahead of where it was seen last.
        Clock = "clock" @ 9,
        /// One account asked for one id after the other that names nothing.
        Absent = "absent" @ 10,
        /// The notice of a retention rule reached nobody: the rule waits.
        RetentionNotice = "retention_notice" @ 11,
        /// Something wanted to go out to where nothing may go.
        EgressRefused = "egress_refused" @ 12,
        /// A way out stopped: a contract ended, or the ground on which data went there.
        EgressStopped = "egress_stopped" @ 13,
        /// A company objects to a sub-processor.
        Objection = "sub_processor_objection" @ 14,
        /// Whoever runs Deskhero asks to read mail of a company: an admin of it decides.
        OperatorAsks = "operator_asks" @ 15,
        /// Whoever runs Deskhero may read mail of a company for a while.
        OperatorAccess = "operator_access" @ 16,
        /// A check found that a promise of the policy is broken: for the operator alone.
        Promise = "promise_broken" @ 17,
        /// The mail of a disconnected mailbox is going to be erased, and no letter can say so.
        MailboxEnds = "mailbox_ends" @ 18,
        /// The mailbox of operator mail cannot be read: nobody is told which letters came back.
        Returns = "returns" @ 19,
        /// A request about somebody's own data is due soon, and no letter can say so.
        RequestDue = "request_due" @ 20,
        /// A legal hold is to be looked at again.
        HoldReview = "hold_review" @ 21,
    }
    /// Where an alert stands.
    AlertState("state of an alert") {
        /// Nobody has looked at it.
        Open = "open" @ 0,
        /// An admin has looked at it.
        Acknowledged = "acknowledged" @ 1,
    }
}

impl AlertRule {
    /// The rules whose findings follow from the entries alone: whoever reads the log again finds them again.
    #[must_use]
    pub const fn follows_from_entries(self) -> bool {
        match self {
            Self::BulkReading
            | Self::Exports
            | Self::OffHours
            | Self::OtherTenant
            | Self::Refusals
            | Self::Operator
            | Self::Absent
            | Self::OperatorAsks
            | Self::OperatorAccess => true,
            Self::Checkpoint | Self::Signing | Self::Entry | Self::Clock | Self::RetentionNotice => false,
            Self::EgressRefused
            | Self::EgressStopped
            | Self::Objection
            | Self::Promise
            | Self::MailboxEnds
            | Self::Returns
            | Self::RequestDue
            | Self::HoldReview => false,
        }
    }
}

/// The hours that a company works, on the clock of its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkHours {
    /// Monday to Sunday.
    pub days: [bool; 7],
    /// Minute of the day at which work begins.
    pub from_minute: u16,
    /// Minute of the day at which it ends; one that is not later is of the next day.
    pub until_minute: u16,
    /// Zone by its name (IANA).
    pub zone: String,
}

/// From where on the rules alert. Each is the most that is ordinary: one more alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertSettings {
    /// Counts up with every change; 0 where nothing was ever changed.
    pub version: i64,
    /// Conversations and contacts that one account opens within [`AlertSettings::bulk_minutes`].
    pub bulk_records: u32,
    /// Minutes.
    pub bulk_minutes: u32,
    /// Exports and whole mailboxes that one account hands out within an hour.
    pub exports: u32,
    /// Refusals of one account within [`AlertSettings::refusal_minutes`].
    pub refusals: u32,
    /// Minutes.
    pub refusal_minutes: u32,
    /// Outside of these, reading alerts; nothing does where they are not set.
    pub hours: Option<WorkHours>,
}

impl Default for AlertSettings {
    fn default() -> Self {
        Self {
            version: 0,
            bulk_records: 300,
            bulk_minutes: 10,
            exports: 5,
            refusals: 20,
            refusal_minutes: 10,
            hours: None,
        }
    }
}
