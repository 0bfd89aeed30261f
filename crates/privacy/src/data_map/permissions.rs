//! The rows of the data map about providers' permissions for mailboxes.

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "mailbox_grant",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Mailbox,
        groups: &[
            plain(Holds::Id, &["tenant_id", "mailbox_id", "grant_object"]),
            plain(Holds::State, &["provider", "state", "ended_code"]),
            sealed(ObjectKind::MailboxGrant, &[LeafKind::Mailbox], &["grant_sealed"]),
            plain(Holds::Time, &["refreshed_at_ms", "ended_at_ms", "asked_at_ms"]),
            plain(Holds::Number, &["notices"]),
        ],
    },
    Table {
        name: "oauth_attempt",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Session,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "agent_id", "content_object"]),
            sealed(ObjectKind::OauthAttempt, &[LeafKind::Agent], &["content_sealed"]),
            plain(Holds::Time, &["expires_at_ms"]),
        ],
    },
];
