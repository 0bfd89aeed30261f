//! The rows of the data map for what agents are told.

use super::tables::{Table, plain};
use super::{Holds, Party, Retention, Subject};
use domain::audit::Purpose;

/// The tables of notices.
pub const TABLES: &[Table] = &[
    Table {
        name: "notice",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Notice,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id", "id", "ticket_id"]),
            plain(Holds::State, &["kind", "in_app", "pops_up"]),
            plain(Holds::Number, &["times"]),
            plain(Holds::Time, &["made_at_ms", "read_at_ms", "mail_at_ms"]),
        ],
    },
    Table {
        name: "notice_mail",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id", "batch_id"]),
            plain(Holds::Time, &["mailed_at_ms", "lease_until_ms"]),
        ],
    },
    Table {
        name: "notice_cursor",
        subject: Subject::Nobody,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[plain(Holds::Id, &["tenant_id"]), plain(Holds::Number, &["seq"])],
    },
];
