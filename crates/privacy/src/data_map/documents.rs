//! The rows of the data map for documents, and for who agreed to them.

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "document",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Proof, &["sha256"]),
            plain(Holds::State, &["kind"]),
            plain(Holds::Published, &["version", "body"]),
            plain(Holds::Time, &["offered_at_ms"]),
        ],
    },
    Table {
        name: "document_draft",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::State, &["kind", "language"]),
            plain(Holds::Published, &["body"]),
            plain(Holds::Time, &["updated_at_ms"]),
        ],
    },
    Table {
        name: "document_release",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::State, &["kind", "language", "material"]),
            plain(Holds::Number, &["version"]),
            plain(Holds::Time, &["effective_at_ms", "released_at_ms", "letters_at_ms"]),
        ],
    },
    Table {
        name: "document_text",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::State, &["kind", "language"]),
            plain(Holds::Number, &["version"]),
            plain(Holds::Proof, &["sha256"]),
        ],
    },
    Table {
        name: "document_letter",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id", "id", "holder"]),
            plain(Holds::State, &["kind", "state"]),
            plain(Holds::Number, &["version", "attempts", "code", "copied"]),
            plain(Holds::Time, &["due_at_ms", "made_at_ms", "ended_at_ms"]),
        ],
    },
    Table {
        name: "sign_up",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Session,
        groups: &[
            plain(Holds::Id, &["tenant_id", "content_object"]),
            plain(Holds::Tag, &["tag"]),
            sealed(ObjectKind::SignUp, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["asked_at_ms", "expires_at_ms"]),
        ],
    },
    Table {
        name: "acceptance",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "agent_id", "content_object"]),
            sealed(ObjectKind::Acceptance, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::State, &["kind", "way"]),
            plain(Holds::Number, &["version"]),
            plain(Holds::Time, &["accepted_at_ms"]),
        ],
    },
];
