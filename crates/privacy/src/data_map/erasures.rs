//! The rows of the data map about erasures and legal holds.

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "erasure",
        // Of somebody who is not here any more: what is left is the company's proof.
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "subject_id", "by_id", "hold_id", "key_ids", "whole_id"]),
            plain(Holds::State, &["scope", "reason", "state"]),
            plain(Holds::Time, &["begun_at_ms", "keys_gone_at_ms", "purged_at_ms", "done_at_ms"]),
            plain(
                Holds::Number,
                &[
                    "keys_destroyed",
                    "tickets_purged",
                    "messages_purged",
                    "bytes_purged",
                    "root_epoch",
                    "policy_version",
                ],
            ),
            plain(Holds::Proof, &["receipt"]),
        ],
    },
    Table {
        name: "erasure_work",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "erasure_id", "into_id", "terms_object"]),
            plain(Holds::Number, &["part"]),
            sealed(ObjectKind::RedactionTerms, &[LeafKind::Settings], &["terms_sealed"]),
        ],
    },
    Table {
        name: "erasure_old",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Work,
        groups: &[plain(Holds::Id, &["tenant_id", "erasure_id", "object_id"])],
    },
    Table {
        name: "legal_hold",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Hold,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "subject_id", "owner_id", "content_object"]),
            plain(Holds::State, &["scope"]),
            sealed(ObjectKind::LegalHold, &[LeafKind::Settings], &["content_sealed"]),
            plain(
                Holds::Time,
                &[
                    "review_at_ms",
                    "made_at_ms",
                    "released_at_ms",
                    "ends_at_ms",
                    "forgotten_at_ms",
                    "review_told_ms",
                ],
            ),
        ],
    },
    Table {
        name: "retention_rule",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "name_object", "looked_id"]),
            plain(Holds::State, &["standing"]),
            plain(Holds::Conditions, &["terms"]),
            sealed(ObjectKind::RetentionName, &[LeafKind::Settings], &["name_sealed"]),
            plain(Holds::Number, &["version", "told_version", "alerted_version"]),
            plain(Holds::Time, &["acts_from_ms", "made_at_ms", "changed_at_ms", "looked_at_ms"]),
        ],
    },
    Table {
        name: "retention_version",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "rule_id", "by_id"]),
            plain(Holds::State, &["step"]),
            plain(Holds::Conditions, &["terms"]),
            plain(Holds::Number, &["version"]),
            plain(Holds::Time, &["made_at_ms"]),
        ],
    },
    Table {
        name: "mailbox_end",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Mailbox,
        groups: &[
            plain(Holds::Id, &["tenant_id", "mailbox_id"]),
            plain(Holds::Time, &["ended_at_ms", "erase_at_ms"]),
            plain(Holds::Number, &["notices"]),
            plain(Holds::State, &["permission_left"]),
        ],
    },
    Table {
        name: "tenant_end",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "by_id"]),
            plain(Holds::Time, &["ended_at_ms", "erase_at_ms"]),
            plain(Holds::Number, &["notices"]),
            plain(Holds::State, &["keep_sums", "summed"]),
        ],
    },
    // Of at least ten people each, of all companies together: nobody's.
    Table {
        name: "closed_sum",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Installation,
        groups: &[plain(Holds::State, &["kind"]), plain(Holds::Number, &["month", "count"])],
    },
    Table {
        name: "closing_letter",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        // Until the receipt is sent, thirty days at most.
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "closed_id", "content_object"]),
            sealed(ObjectKind::ClosingLetter, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["made_at_ms"]),
        ],
    },
];
