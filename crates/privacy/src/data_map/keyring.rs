//! The rows of the data map for the keyring: a store of its own, never part of a data backup.

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables of the keyring.
pub const TABLES: &[Table] = &[
    Table {
        name: "tenant_key",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Number, &["generation", "epoch"]),
            plain(Holds::Key, &["wrapped"]),
        ],
    },
    Table {
        name: "bucket_key",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "bucket_id"]),
            plain(Holds::Number, &["tenant_generation"]),
            plain(Holds::State, &["retiring"]),
            plain(Holds::Key, &["wrapped"]),
        ],
    },
    Table {
        name: "leaf_key",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Contact,
        groups: &[
            plain(Holds::Id, &["tenant_id", "leaf", "bucket_id"]),
            plain(Holds::Number, &["generation"]),
            plain(Holds::Key, &["wrapped"]),
        ],
    },
    Table {
        name: "object_key",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "object_id", "leaves"]),
            plain(Holds::Time, &["kept_until_ms"]),
            plain(Holds::Key, &["wrapped"]),
        ],
    },
    Table {
        name: "contact_lookup",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Contact,
        groups: &[plain(Holds::Id, &["tenant_id", "contact_id"]), plain(Holds::Tag, &["tag"])],
    },
    Table {
        name: "ledger",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "entry_id", "subject_id"]),
            plain(Holds::State, &["what", "detail"]),
            plain(Holds::Time, &["at_ms"]),
            plain(Holds::Number, &["seq"]),
        ],
    },
    Table {
        name: "suppressed",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Tenant,
        groups: &[plain(Holds::Id, &["tenant_id"]), plain(Holds::Tag, &["tag"])],
    },
    Table {
        name: "rectified",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Contact,
        groups: &[
            plain(Holds::Id, &["tenant_id", "contact_id", "profile_object"]),
            sealed(ObjectKind::ContactProfile, &[LeafKind::Contact], &["profile_sealed"]),
            plain(Holds::Time, &["at_ms"]),
        ],
    },
    Table {
        name: "rectified_account",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::SubjectRights,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id", "profile_object"]),
            sealed(ObjectKind::AgentProfile, &[LeafKind::Agent], &["profile_sealed"]),
            plain(Holds::Time, &["at_ms"]),
        ],
    },
    Table {
        name: "root_epoch",
        subject: Subject::Nobody,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Installation,
        groups: &[plain(Holds::Number, &["one", "epoch"])],
    },
    Table {
        name: "node",
        subject: Subject::Nobody,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["node_id"]),
            plain(Holds::Number, &["epoch"]),
            plain(Holds::Time, &["until_ms"]),
        ],
    },
];
