//! The rows of the data map about how tickets are ordered and answered: tags, views, saved replies, custom
//! fields, changes that can be undone.

use super::tables::{Table, plain, sealed};
use super::{Holds, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The tables.
pub const TABLES: &[Table] = &[
    Table {
        name: "ticket_mark",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "mark_id", "ticket_id"]),
            plain(Holds::State, &["status"]),
            plain(Holds::Time, &["updated_at_ms"]),
        ],
    },
    Table {
        name: "tag",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "name_object"]),
            plain(Holds::Tag, &["name_tag"]),
            plain(Holds::State, &["colour"]),
            sealed(ObjectKind::TagName, &[LeafKind::Settings], &["name_sealed"]),
            plain(Holds::Time, &["created_at_ms"]),
        ],
    },
    Table {
        name: "team",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "content_object", "member_ids"]),
            plain(Holds::Tag, &["name_tag"]),
            sealed(ObjectKind::Team, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["created_at_ms"]),
        ],
    },
    Table {
        name: "assign_rule",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "owner_id", "team_id", "last_agent_id"]),
            plain(Holds::State, &["way"]),
        ],
    },
    Table {
        name: "ticket_undo",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[plain(Holds::Id, &["tenant_id", "id", "agent_id"]), plain(Holds::Time, &["made_at_ms"])],
    },
    Table {
        name: "ticket_undo_item",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[
            plain(
                Holds::Id,
                &[
                    "tenant_id",
                    "undo_id",
                    "ticket_id",
                    "assignee_id",
                    "tag_ids",
                    "follower_ids",
                    "mailbox_id",
                    "team_id",
                ],
            ),
            plain(Holds::State, &["status", "status_before"]),
            plain(Holds::Number, &["priority", "version_after"]),
            plain(Holds::Time, &["snoozed_until_ms", "updated_at_ms"]),
        ],
    },
    Table {
        name: "ticket_merge",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "source_id", "target_id", "agent_id"]),
            plain(Holds::State, &["source_status", "target_status"]),
            plain(Holds::Time, &["made_at_ms"]),
        ],
    },
    Table {
        name: "ticket_merge_message",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[plain(Holds::Id, &["tenant_id", "merge_id", "message_id"])],
    },
    Table {
        name: "ticket_link",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[plain(Holds::Id, &["tenant_id", "ticket_id", "other_id"])],
    },
    Table {
        name: "saved_view",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "owner_id", "name_object"]),
            plain(Holds::State, &["shared", "sort_order"]),
            plain(Holds::Conditions, &["conditions"]),
            sealed(ObjectKind::ViewName, &[LeafKind::Agent, LeafKind::Settings], &["name_sealed"]),
            plain(Holds::Time, &["created_at_ms"]),
        ],
    },
    Table {
        name: "saved_reply",
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Account,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "owner_id", "content_object"]),
            plain(Holds::State, &["shared"]),
            sealed(ObjectKind::SavedReply, &[LeafKind::Agent, LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["created_at_ms", "updated_at_ms"]),
        ],
    },
    Table {
        name: "field",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "definition_object"]),
            plain(Holds::Tag, &["key_tag"]),
            plain(Holds::State, &["holder", "kind", "personal", "required"]),
            plain(Holds::Number, &["place"]),
            sealed(ObjectKind::FieldDefinition, &[LeafKind::Settings], &["definition_sealed"]),
            plain(Holds::Time, &["created_at_ms"]),
        ],
    },
    Table {
        name: "field_values",
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        groups: &[
            plain(Holds::Id, &["tenant_id", "holder_id", "content_object"]),
            sealed(ObjectKind::FieldValues, &[LeafKind::Contact, LeafKind::Ticket], &["content_sealed"]),
        ],
    },
    Table {
        name: "organisation",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[
            plain(Holds::Id, &["tenant_id", "id", "content_object"]),
            plain(Holds::Tag, &["name_tag"]),
            sealed(ObjectKind::Organisation, &[LeafKind::Settings], &["content_sealed"]),
            plain(Holds::Time, &["created_at_ms", "updated_at_ms"]),
        ],
    },
    Table {
        name: "organisation_domain",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[plain(Holds::Id, &["tenant_id", "organisation_id"]), plain(Holds::Tag, &["domain_tag"])],
    },
    Table {
        name: "organisation_sweep",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        groups: &[plain(Holds::Id, &["tenant_id", "after_id"]), plain(Holds::Number, &["round"])],
    },
    Table {
        name: "view_count",
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Tenant,
        groups: &[plain(Holds::Id, &["tenant_id", "view_id", "agent_id"]), plain(Holds::Number, &["n"])],
    },
];
