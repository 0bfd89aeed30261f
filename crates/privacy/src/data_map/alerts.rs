//! The rows of the data map about alerts: what the rules on the audit log found (C37).

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "alert",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Alert,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "agent_id", "content_object", "acknowledged_by_id"]),
            plain(Holds::State, &["rule", "state"]),
            sealed(ObjectKind::Alert, &[LeafKind::Settings], &["content_sealed"]),
            plain(
                Holds::Time,
                &["first_at_ms", "last_at_ms", "raised_at_ms", "mailed_at_ms", "acknowledged_at_ms"],
            ),
            plain(Holds::Number, &["times", "version"]),
        ],
    },
    Table {
        name: "asked_absent",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id"]),
            plain(Holds::Tag, &["tag"]),
            plain(Holds::State, &["others", "deed"]),
            plain(Holds::Time, &["at_ms"]),
        ],
    },
    Table {
        name: "alert_cursor",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Number, &["seq"]),
            plain(Holds::Time, &["began_at_ms"]),
        ],
    },
    Table {
        name: "alert_settings",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(
                Holds::Number,
                &[
                    "version",
                    "bulk_records",
                    "bulk_minutes",
                    "exports",
                    "refusals",
                    "refusal_minutes",
                    "work_days",
                    "work_from_minute",
                    "work_until_minute",
                ],
            ),
            plain(Holds::State, &["zone"]),
            plain(Holds::Time, &["changed_at_ms"]),
        ],
    },
];
