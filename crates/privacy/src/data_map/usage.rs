//! The rows of the data map about consent, about news by mail, and about how Deskhero is used (C14, C62, C63).

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "consent",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "agent_id"]),
            plain(Holds::State, &["purpose", "decision", "way"]),
            plain(Holds::Published, &["words"]),
            plain(Holds::Proof, &["sha256"]),
            plain(Holds::Time, &["decided_at_ms"]),
        ],
    },
    Table {
        name: "news",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id"]),
            plain(Holds::Time, &["written_at_ms", "sent_at_ms", "letters_at_ms"]),
        ],
    },
    Table {
        name: "news_text",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Id, &["tenant_id", "news_id"]),
            plain(Holds::State, &["language"]),
            plain(Holds::Published, &["title", "body"]),
        ],
    },
    Table {
        name: "news_letter",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::ProductNews,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "news_id", "agent_id", "id", "holder", "consent_id"]),
            plain(Holds::State, &["state"]),
            plain(Holds::Number, &["attempts", "code", "copied"]),
            plain(Holds::Time, &["due_at_ms", "made_at_ms", "handed_at_ms", "ended_at_ms", "left_at_ms"]),
        ],
    },
    Table {
        name: "usage_part",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::UsageAnalysis,
        retention: Retention::Usage,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "agent_id", "content_object"]),
            plain(Holds::Number, &["day"]),
            sealed(ObjectKind::Usage, &[LeafKind::Agent], &["content_sealed"]),
        ],
    },
    Table {
        name: "usage_sum",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::UsageAnalysis,
        retention: Retention::UsageSum,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "month_id", "content_object"]),
            plain(Holds::Number, &["day"]),
            sealed(ObjectKind::UsageSum, &[LeafKind::UsageMonth], &["content_sealed"]),
        ],
    },
];
