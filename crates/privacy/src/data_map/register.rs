//! The rows of the data map about sub-processors: the register, what companies say to it, where their data may be.

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "register_entry",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "by_id"]),
            plain(Holds::Number, &["seq"]),
            // Who is in the register is published.
            plain(Holds::Published, &["body"]),
            plain(Holds::Proof, &["previous", "signature"]),
            plain(Holds::Time, &["at_ms"]),
        ],
    },
    Table {
        name: "register_stop",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "sub_processor_id"]),
            plain(Holds::State, &["reason"]),
            plain(Holds::Time, &["since_ms"]),
        ],
    },
    Table {
        name: "egress_use",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::State, &["adapter", "way"]),
            plain(Holds::Number, &["day", "opened", "refused"]),
        ],
    },
    Table {
        name: "billing",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "content_object"]),
            // The plans of an installation stand in its configuration.
            plain(Holds::Public, &["plan", "next_plan"]),
            plain(Holds::State, &["trial_told"]),
            plain(Holds::Time, &["trial_until_ms", "billed_until_ms"]),
            sealed(ObjectKind::BillingDetails, &[LeafKind::Settings], &["content_sealed"]),
        ],
    },
    Table {
        name: "billing_month",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Public, &["plan"]),
            plain(Holds::Number, &["price", "seats"]),
            plain(Holds::Time, &["begins_at_ms", "ends_at_ms"]),
        ],
    },
    Table {
        name: "invoice",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Invoice,
        groups: &[
            plain(
                Holds::Id,
                &["tenant_id", "id", "of_tenant_id", "year_id", "content_object", "file_object", "payment"],
            ),
            plain(Holds::State, &["payment_state"]),
            plain(Holds::Number, &["number", "year", "kept_through_year", "credits"]),
            plain(
                Holds::Time,
                &[
                    "from_ms",
                    "until_ms",
                    "made_at_ms",
                    "due_at_ms",
                    "paid_at_ms",
                    "sent_at_ms",
                    "reminded_at_ms",
                    "ended_at_ms",
                ],
            ),
            sealed(ObjectKind::Invoice, &[LeafKind::BillingYear], &["content_sealed"]),
            sealed(ObjectKind::InvoiceFile, &[LeafKind::BillingYear], &["file_sealed"]),
            plain(Holds::Proof, &["signature"]),
        ],
    },
    Table {
        name: "disclosure",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(
                Holds::Id,
                &[
                    "tenant_id",
                    "id",
                    "of_tenant_id",
                    "asked_by_id",
                    "first_by_id",
                    "second_by_id",
                    "refused_by_id",
                    "content_object",
                ],
            ),
            plain(
                Holds::Time,
                &["asked_at_ms", "first_at_ms", "second_at_ms", "refused_at_ms", "gag_until_ms"],
            ),
            sealed(ObjectKind::Disclosure, &[LeafKind::Settings], &["content_sealed"]),
        ],
    },
    Table {
        name: "disclosure_file",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "disclosure_id", "request_id", "by_id", "events_object"]),
            plain(Holds::Number, &["mails", "size_bytes"]),
            plain(Holds::Time, &["made_at_ms", "told_at_ms", "nobody_at_ms"]),
            sealed(ObjectKind::DisclosureEvents, &[LeafKind::Settings], &["events_sealed"]),
        ],
    },
    Table {
        name: "operator_access",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(
                Holds::Id,
                &["tenant_id", "id", "operator_id", "decided_by_id", "ended_by_id", "content_object"],
            ),
            plain(Holds::State, &["reason", "refused"]),
            plain(Holds::Number, &["minutes"]),
            plain(Holds::Time, &["asked_at_ms", "opened_at_ms", "until_ms", "ended_at_ms"]),
            sealed(ObjectKind::OperatorAccess, &[LeafKind::Settings], &["content_sealed"]),
        ],
    },
    Table {
        name: "promise_report",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Time, &["at_ms"]),
            plain(Holds::Published, &["body"]),
            plain(Holds::Proof, &["signature"]),
        ],
    },
    Table {
        name: "residency",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "by_id"]),
            plain(Holds::State, &["only_eea"]),
            plain(Holds::Number, &["version"]),
            plain(Holds::Time, &["changed_at_ms"]),
        ],
    },
    Table {
        name: "instruction",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "by_id"]),
            plain(Holds::Number, &["version"]),
            plain(Holds::State, &["features_off"]),
            plain(Holds::Time, &["made_at_ms"]),
        ],
    },
    Table {
        name: "register_notice",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Number, &["seq"]),
            plain(Holds::State, &["mailed", "seen"]),
            plain(Holds::Time, &["told_at_ms"]),
        ],
    },
    Table {
        name: "register_objection",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::LegalObligation,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "of_tenant_id", "by_id", "content_object"]),
            plain(Holds::Number, &["seq"]),
            sealed(ObjectKind::Objection, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["made_at_ms"]),
        ],
    },
];
