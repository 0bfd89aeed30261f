//! The rows of the data map about assessments of the system and reviews of who has access (C89).

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "assessment",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "begun_by_id", "finished_by_id", "content_object"]),
            plain(Holds::Number, &["number", "failed", "version"]),
            plain(Holds::State, &["kind", "state"]),
            plain(Holds::Time, &["begun_at_ms", "finished_at_ms"]),
            sealed(ObjectKind::Assessment, &[LeafKind::Settings], &["content_sealed"]),
        ],
    },
    Table {
        name: "access_review",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "begun_by_id", "finished_by_id", "content_object"]),
            plain(Holds::Number, &["number", "removed", "version"]),
            plain(Holds::State, &["state"]),
            plain(Holds::Time, &["begun_at_ms", "finished_at_ms"]),
            sealed(ObjectKind::AccessReview, &[LeafKind::Settings], &["content_sealed"]),
        ],
    },
    Table {
        name: "assessment_letter",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id"]),
            plain(Holds::State, &["kind", "state"]),
            plain(Holds::Time, &["term_ms", "due_at_ms", "made_at_ms", "ended_at_ms"]),
        ],
    },
];
