//! The rows of the data map for what was put together: for people who asked what is held about them, and for a company.

use super::tables::{Table, plain};
use super::{Holds, Party, Retention, Subject};
use domain::audit::Purpose;

/// The exports and where their pieces are.
pub const TABLES: &[Table] = &[
    Table {
        name: "access_export",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Export,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "contact_id", "agent_id", "holder"]),
            plain(Holds::Tag, &["link_tag"]),
            plain(Holds::State, &["state", "language"]),
            plain(Holds::Number, &["done", "total", "size_bytes", "attempts"]),
            plain(
                Holds::Time,
                &["asked_at_ms", "ready_at_ms", "expires_at_ms", "lease_until_ms", "link_expires_at_ms"],
            ),
        ],
    },
    Table {
        name: "access_export_piece",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Export,
        groups: &[
            plain(Holds::Id, &["tenant_id", "export_id", "object_id"]),
            plain(Holds::Number, &["place", "size_bytes"]),
        ],
    },
    Table {
        name: "company_export",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Export,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "agent_id", "holder"]),
            plain(Holds::State, &["state", "language"]),
            plain(Holds::Number, &["done", "total", "size_bytes", "attempts"]),
            plain(Holds::Time, &["asked_at_ms", "ready_at_ms", "expires_at_ms", "lease_until_ms"]),
        ],
    },
    Table {
        name: "company_export_piece",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Export,
        groups: &[
            plain(Holds::Id, &["tenant_id", "export_id", "object_id"]),
            plain(Holds::Number, &["place", "size_bytes"]),
        ],
    },
];
