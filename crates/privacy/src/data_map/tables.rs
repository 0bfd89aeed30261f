//! The rows of the data map, table by table.

use super::{Column, Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// Columns of a table that hold the same.
pub struct Group {
    holds: Holds,
    keys: &'static [LeafKind],
    names: &'static [&'static str],
}

/// A table: what its columns have in common, and what each holds.
pub struct Table {
    pub(super) name: &'static str,
    pub(super) subject: Subject,
    pub(super) party: Party,
    pub(super) purpose: Purpose,
    pub(super) retention: Retention,
    pub(super) groups: &'static [Group],
}

impl Table {
    /// Its columns.
    pub fn columns(&self) -> impl Iterator<Item = Column> + use<'_> {
        let column = |group: &Group, name: &'static str| Column {
            table: self.name,
            name,
            holds: group.holds,
            subject: self.subject,
            party: self.party,
            purpose: self.purpose,
            retention: self.retention,
            keys: group.keys,
        };
        self.groups.iter().flat_map(move |group| group.names.iter().map(move |name| column(group, name)))
    }
}

/// Columns that are not sealed.
pub const fn plain(holds: Holds, names: &'static [&'static str]) -> Group {
    Group { holds, keys: &[], names }
}

/// A sealed column, and the leaf keys that it depends on.
pub const fn sealed(kind: ObjectKind, keys: &'static [LeafKind], names: &'static [&'static str]) -> Group {
    Group { holds: Holds::Sealed(kind), keys, names }
}

/// The tables of the data.
pub const TABLES: &[Table] = &[
    Table {
        name: "tenant",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["id"]),
            plain(Holds::Public, &["slug", "name"]),
            plain(Holds::State, &["state"]),
            plain(Holds::Time, &["created_at_ms"]),
        ],
    },
    Table {
        name: "host_name",
        subject: Subject::Tenant,
        party: Party::Controller,
        purpose: Purpose::Administration,
        retention: Retention::Tenant,
        groups: &[plain(Holds::Public, &["host"]), plain(Holds::Id, &["tenant_id"])],
    },
    Table {
        name: "tenant_head",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Audit,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(
                Holds::Number,
                &["audit_size", "audit_start", "change_seq", "ticket_number_last", "views_version"],
            ),
            plain(Holds::Proof, &["audit_peaks", "audit_start_signed"]),
        ],
    },
    Table {
        name: "agent",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Authentication,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "profile_object", "credential_object"]),
            plain(Holds::State, &["role", "state", "away"]),
            plain(Holds::Tag, &["email_tag"]),
            sealed(ObjectKind::AgentProfile, &[LeafKind::Agent], &["profile_sealed"]),
            sealed(ObjectKind::AgentCredential, &[LeafKind::Agent], &["credential_sealed"]),
            plain(Holds::Time, &["created_at_ms", "erased_at_ms", "last_seen_at_ms"]),
        ],
    },
    Table {
        name: "session",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Authentication,
        retention: Retention::Session,
        groups: &[
            plain(Holds::Id, &["id", "tenant_id", "agent_id"]),
            plain(Holds::Tag, &["tag", "csrf_tag"]),
            plain(Holds::Time, &["created_at_ms", "expires_at_ms", "last_seen_at_ms", "page_at_ms"]),
        ],
    },
    Table {
        name: "one_time_link",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Authentication,
        retention: Retention::Session,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id"]),
            plain(Holds::Tag, &["tag"]),
            plain(Holds::State, &["purpose"]),
            plain(Holds::Time, &["created_at_ms", "expires_at_ms"]),
        ],
    },
    Table {
        name: "api_token",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Authentication,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["id", "tenant_id", "agent_id", "name_object"]),
            plain(Holds::Tag, &["tag"]),
            sealed(ObjectKind::TokenName, &[LeafKind::Agent], &["name_sealed"]),
            plain(Holds::Time, &["created_at_ms", "last_used_at_ms", "revoked_at_ms"]),
        ],
    },
    Table {
        name: "sign_in_failure",
        subject: Subject::Agent,
        party: Party::Controller,
        purpose: Purpose::Authentication,
        retention: Retention::Session,
        groups: &[
            plain(Holds::Tag, &["tag"]),
            plain(Holds::Number, &["failures"]),
            plain(Holds::Time, &["locked_until_ms", "updated_at_ms"]),
        ],
    },
    Table {
        name: "mailbox",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Mailbox,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "settings_object"]),
            plain(Holds::State, &["kind", "state"]),
            sealed(ObjectKind::MailboxSettings, &[LeafKind::Mailbox], &["settings_sealed"]),
            plain(Holds::Time, &["look_back_from_ms", "created_at_ms"]),
        ],
    },
    Table {
        name: "mailbox_sync",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Mailbox,
        groups: &[
            plain(Holds::Id, &["tenant_id", "mailbox_id", "cursor_object"]),
            sealed(ObjectKind::MailboxCursor, &[LeafKind::Mailbox], &["cursor_sealed"]),
            plain(Holds::State, &["phase", "last_error_code"]),
            plain(Holds::Number, &["attempts", "behind", "lag_ms", "quota_waits", "quota_waited_ms"]),
            plain(Holds::Time, &["next_attempt_at_ms", "last_success_at_ms", "last_mail_at_ms"]),
        ],
    },
    Table {
        name: "intake",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Mailbox,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "mailbox_id", "message_id", "raw_object"]),
            plain(Holds::Tag, &["source_tag", "digest_tag"]),
            plain(Holds::State, &["state"]),
            plain(Holds::Number, &["attempts"]),
            plain(Holds::Time, &["received_at_ms", "next_attempt_at_ms"]),
        ],
    },
    Table {
        name: "contact",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Contact,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "profile_object", "organisation_id"]),
            sealed(ObjectKind::ContactProfile, &[LeafKind::Contact], &["profile_sealed"]),
            plain(Holds::State, &["state", "organisation_by_hand", "stands_in"]),
            plain(Holds::Time, &["created_at_ms", "updated_at_ms"]),
        ],
    },
    Table {
        name: "ticket",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(
                Holds::Id,
                &[
                    "tenant_id",
                    "id",
                    "assignee_id",
                    "mailbox_id",
                    "requester_contact_id",
                    "summary_object",
                    "related_ticket_id",
                    "tag_ids",
                    "follower_ids",
                    "merged_into_id",
                    "team_id",
                    "field_ids",
                    "choice_ids",
                    "organisation_id",
                ],
            ),
            plain(Holds::Number, &["number", "message_count", "attachment_count", "version", "priority"]),
            plain(Holds::State, &["status", "status_before"]),
            sealed(ObjectKind::TicketSummary, &[LeafKind::Contact, LeafKind::Ticket], &["summary_sealed"]),
            plain(Holds::Time, &["created_at_ms", "updated_at_ms", "last_inbound_at_ms", "snoozed_until_ms"]),
        ],
    },
    Table {
        name: "ticket_participant",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[plain(Holds::Id, &["tenant_id", "ticket_id", "contact_id"])],
    },
    Table {
        name: "ticket_seen",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "agent_id", "ticket_id"]),
            plain(Holds::Time, &["seen_at_ms"]),
        ],
    },
    Table {
        name: "message",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(
                Holds::Id,
                &[
                    "tenant_id",
                    "id",
                    "ticket_id",
                    "mailbox_id",
                    "contact_id",
                    "agent_id",
                    "raw_object",
                    "delivery_detail_object",
                    "sender_check_object",
                    "content_object",
                    "mention_ids",
                ],
            ),
            plain(
                Holds::State,
                &["kind", "mail_kind", "scan_state", "delivery_state", "signature_state", "people_gone"],
            ),
            plain(Holds::Number, &["attachment_count"]),
            sealed(ObjectKind::DeliveryDetail, &[LeafKind::Ticket], &["delivery_detail_sealed"]),
            sealed(
                ObjectKind::SenderCheck,
                &[LeafKind::Mailbox, LeafKind::Contact, LeafKind::Ticket],
                &["sender_check_sealed"],
            ),
            sealed(
                ObjectKind::MessageContent,
                &[LeafKind::Mailbox, LeafKind::Contact, LeafKind::Ticket],
                &["content_sealed"],
            ),
            plain(Holds::Time, &["sent_at_ms", "received_at_ms"]),
        ],
    },
    Table {
        name: "message_reference",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "message_id", "ticket_id"]),
            plain(Holds::Tag, &["tag"]),
            plain(Holds::State, &["sent_by_us"]),
        ],
    },
    Table {
        name: "blob",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "object_id"]),
            plain(Holds::Place, &["pack", "offset_bytes", "size_bytes"]),
        ],
    },
    Table {
        name: "outbox",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "message_id", "mailbox_id", "holder", "answered_ticket_id"]),
            plain(Holds::State, &["state", "status_set", "status_before"]),
            plain(Holds::Number, &["attempts"]),
            plain(Holds::Time, &["next_attempt_at_ms", "lease_until_ms", "snoozed_before_ms"]),
        ],
    },
    Table {
        name: "draft",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "ticket_id", "agent_id", "content_object", "upload_ids"]),
            plain(Holds::State, &["kind"]),
            sealed(ObjectKind::DraftContent, &[LeafKind::Ticket, LeafKind::Agent], &["content_sealed"]),
            plain(Holds::Time, &["saved_at_ms"]),
        ],
    },
    Table {
        name: "upload",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "object_id", "agent_id"]),
            plain(Holds::Number, &["size_bytes"]),
            plain(Holds::Time, &["expires_at_ms"]),
        ],
    },
    Table {
        name: "audit_entry",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Audit,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Number, &["seq"]),
            plain(Holds::Proof, &["leaf_hash"]),
            Group { holds: Holds::Event, keys: &[LeafKind::Audit], names: &["entry"] },
        ],
    },
    Table {
        name: "audit_checkpoint",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::Security,
        retention: Retention::Audit,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Number, &["size"]),
            plain(Holds::Proof, &["root", "signature"]),
            plain(Holds::Time, &["at_ms"]),
        ],
    },
    Table {
        name: "change",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id", "ticket_id", "message_id", "agent_id", "by_id"]),
            plain(Holds::Number, &["seq"]),
            plain(Holds::State, &["kind", "cause"]),
            plain(Holds::Time, &["at_ms"]),
        ],
    },
    Table {
        name: "lease",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::Security,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::State, &["name"]),
            plain(Holds::Id, &["holder"]),
            plain(Holds::Time, &["until_ms"]),
        ],
    },
    Table {
        name: "clock_mark",
        subject: Subject::Nobody,
        party: Party::Controller,
        purpose: Purpose::Security,
        retention: Retention::Installation,
        groups: &[
            plain(Holds::Number, &["one", "waited_ms"]),
            plain(Holds::Time, &["seen_at_ms", "doubted_at_ms", "looked_at_ms"]),
        ],
    },
    Table {
        name: "auto_reply",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[
            plain(Holds::Id, &["tenant_id"]),
            plain(Holds::Tag, &["tag"]),
            plain(Holds::Number, &["n"]),
            plain(Holds::Time, &["window_start_ms"]),
        ],
    },
];
