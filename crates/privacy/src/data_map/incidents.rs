//! The rows of the data map about incidents: the operator's register, and who was told (C38).

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "incident",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "facts_id", "opened_by_id", "rule_tenant_id"]),
            plain(Holds::Number, &["number", "version"]),
            plain(Holds::State, &["severity", "state", "rule", "late_explained"]),
            plain(
                Holds::Time,
                &[
                    "aware_at_ms",
                    "opened_at_ms",
                    "contained_at_ms",
                    "closed_at_ms",
                    "reported_at_ms",
                    "not_needed_at_ms",
                    "frozen_at_ms",
                    "frozen_from_ms",
                    "frozen_until_ms",
                    "alarm_one_at_ms",
                    "alarm_two_at_ms",
                ],
            ),
        ],
    },
    Table {
        name: "incident_tenant",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "of_tenant_id", "incident_id"]),
            plain(Holds::Time, &["excused_at_ms"]),
        ],
    },
    Table {
        name: "incident_alert",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Installation,
        groups: &[plain(Holds::Id, &["tenant_id", "alert_id", "incident_id", "of_tenant_id"])],
    },
    Table {
        name: "incident_entry",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "incident_id", "id", "by_id", "content_object"]),
            plain(Holds::State, &["kind"]),
            plain(Holds::Time, &["at_ms", "written_at_ms"]),
            sealed(ObjectKind::Incident, &[LeafKind::Settings], &["content_sealed"]),
        ],
    },
    Table {
        name: "incident_told",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "of_tenant_id", "entry_id", "incident_id"]),
            plain(Holds::Time, &["made_at_ms", "told_at_ms"]),
        ],
    },
    Table {
        name: "incident_letter",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "entry_id", "agent_id", "incident_id"]),
            plain(Holds::State, &["kind", "state"]),
            plain(Holds::Time, &["due_at_ms", "made_at_ms", "ended_at_ms"]),
        ],
    },
];
