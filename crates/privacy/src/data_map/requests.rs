//! The rows of the data map about people's requests: evidence of what was asked and done (Art. 5(2), 17(3)(e)).

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "subject_request",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Request,
        groups: &[
            plain(
                Holds::Id,
                &[
                    "tenant_id",
                    "id",
                    "contact_id",
                    "ticket_id",
                    "content_object",
                    "decided_by_id",
                    "about_tenant_id",
                    "about_agent_id",
                ],
            ),
            plain(Holds::State, &["asks_for", "state", "source", "decision", "acknowledge", "erasure_mode"]),
            plain(Holds::Tag, &["proof_tag"]),
            // Not under the contact's own key: the letter that tells of an erasure comes after it.
            sealed(ObjectKind::SubjectRequest, &[LeafKind::Settings], &["content_sealed"]),
            plain(
                Holds::Time,
                &[
                    "proof_until_ms",
                    "received_at_ms",
                    "due_at_ms",
                    "decided_at_ms",
                    "carried_out_at_ms",
                    "closed_at_ms",
                    "held_at_ms",
                    "held_told_at_ms",
                    "updated_at_ms",
                ],
            ),
            plain(Holds::Number, &["number", "alarms", "version"]),
        ],
    },
    Table {
        name: "recipient_notice",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Request,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "request_id", "mailbox_id", "content_object"]),
            plain(Holds::State, &["state"]),
            // It tells of an erasure after it: not under the contact's own key, and without a word of theirs.
            sealed(ObjectKind::RecipientNotice, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["next_attempt_at_ms", "made_at_ms", "ended_at_ms"]),
            plain(Holds::Number, &["attempts", "version"]),
        ],
    },
    Table {
        name: "restriction",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Contact,
        groups: &[
            plain(Holds::Id, &["tenant_id", "contact_id", "request_id"]),
            plain(Holds::Time, &["restricted_at_ms", "told_at_ms"]),
        ],
    },
    Table {
        name: "objection",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Contact,
        groups: &[
            plain(Holds::Id, &["tenant_id", "contact_id", "request_id"]),
            plain(Holds::State, &["purpose"]),
            plain(Holds::Time, &["made_at_ms"]),
        ],
    },
    Table {
        name: "subject_request_settings",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Tenant,
        groups: &[plain(Holds::Id, &["tenant_id"]), plain(Holds::State, &["country"])],
    },
];
