//! What the one file with everything of a company says of each table: a plan over the data map. Every table stands here,
//! of the data and of the keyring; a test compares the two, so that a new one cannot be forgotten.

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What the company is called, where its pages answer, what it accepted, whether it is being closed.
    Company,
    /// Its people.
    Agents,
    /// Teams, tags, fields, saved replies, views, who gets tickets.
    Ordering,
    /// Mailboxes and how they are reached, without what proves who may.
    Mailboxes,
    /// Retention rules, holds, erasures, and exports.
    Rules,
    /// What the rules on the audit log found, and from where on they alert.
    Alerts,
    /// Who wrote, and what is known of them.
    People,
    /// Whom they belong to.
    Organisations,
    /// What people asked about their own data.
    Requests,
    /// Conversations with all that was written and done in them.
    Conversations,
    /// The mails' own bytes, with what is attached.
    Mails,
    /// The audit log, with its proofs.
    Audit,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 12] = [
        Self::Company,
        Self::Agents,
        Self::Ordering,
        Self::Mailboxes,
        Self::Rules,
        Self::Alerts,
        Self::People,
        Self::Organisations,
        Self::Requests,
        Self::Conversations,
        Self::Mails,
        Self::Audit,
    ];

    /// Where in the ZIP it is: a file, or a folder.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self {
            Self::Company | Self::Agents | Self::Ordering | Self::Mailboxes | Self::Rules | Self::Alerts => {
                "company.json"
            }
            Self::People => "people.json",
            Self::Organisations => "organisations.json",
            Self::Requests => "requests.json",
            Self::Conversations => "conversations/",
            Self::Mails => "mails/",
            Self::Audit => "audit.ndjson",
        }
    }
}

/// Why something is not in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It proves who somebody is, or opens something: keys, tokens, sessions, passwords.
    Secret,
    /// One agent alone may read it: what they are still writing, what they put by for themselves, what they have seen.
    Own,
    /// How far Deskhero is with work that ends by itself; what comes of it is in the file.
    Passing,
    /// It says again, for lists and look-ups, what the file says.
    Derived,
    /// It is the operator's own, and not of this company.
    Operator,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Secret, Self::Own, Self::Passing, Self::Derived, Self::Operator];

    /// The word for it, as in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Own => "own",
            Self::Passing => "passing",
            Self::Derived => "derived",
            Self::Operator => "operator",
        }
    }
}

/// What becomes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handling {
    /// It is in this part.
    Given(Part),
    /// It is not in the file.
    LeftOut(Reason),
}

/// A table, or some of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The table.
    pub table: &'static str,
    /// What becomes of it.
    pub handling: Handling,
    /// Its sealed columns that are opened for the file.
    pub opened: &'static [&'static str],
}

const fn given(part: Part, table: &'static str, opened: &'static [&'static str]) -> Planned {
    Planned { table, handling: Handling::Given(part), opened }
}

const fn left_out(reason: Reason, table: &'static str) -> Planned {
    Planned { table, handling: Handling::LeftOut(reason), opened: &[] }
}

/// The plan.
pub const OF_COMPANIES: &[Planned] = &[
    given(Part::Company, "tenant", &[]),
    given(Part::Company, "host_name", &[]),
    given(Part::Company, "tenant_end", &[]),
    given(Part::Company, "acceptance", &["content_sealed"]),
    given(Part::Agents, "agent", &["profile_sealed"]),
    given(Part::Ordering, "team", &["content_sealed"]),
    given(Part::Ordering, "assign_rule", &[]),
    given(Part::Ordering, "tag", &["name_sealed"]),
    given(Part::Ordering, "field", &["definition_sealed"]),
    given(Part::Ordering, "saved_reply", &["content_sealed"]),
    given(Part::Ordering, "saved_view", &["name_sealed"]),
    given(Part::Mailboxes, "mailbox", &["settings_sealed"]),
    given(Part::Mailboxes, "mailbox_end", &[]),
    given(Part::Mailboxes, "mailbox_grant", &[]),
    given(Part::Rules, "retention_rule", &["name_sealed"]),
    given(Part::Rules, "retention_version", &[]),
    given(Part::Rules, "legal_hold", &["content_sealed"]),
    given(Part::Rules, "erasure", &[]),
    given(Part::Rules, "company_export", &[]),
    given(Part::Company, "residency", &[]),
    given(Part::Company, "instruction", &[]),
    given(Part::Company, "operator_access", &["content_sealed"]),
    given(Part::Company, "access_review", &["content_sealed"]),
    given(Part::Alerts, "alert", &["content_sealed"]),
    given(Part::Alerts, "alert_settings", &[]),
    given(Part::People, "contact", &["profile_sealed"]),
    given(Part::People, "field_values", &["content_sealed"]),
    given(Part::People, "restriction", &[]),
    given(Part::People, "objection", &[]),
    given(Part::People, "access_export", &[]),
    given(Part::Organisations, "organisation", &["content_sealed"]),
    given(Part::Requests, "subject_request", &["content_sealed"]),
    given(Part::Requests, "recipient_notice", &["content_sealed"]),
    given(Part::Requests, "subject_request_settings", &[]),
    given(Part::Conversations, "ticket", &["summary_sealed"]),
    given(Part::Conversations, "ticket_participant", &[]),
    given(Part::Conversations, "ticket_event", &[]),
    given(Part::Conversations, "ticket_link", &[]),
    given(Part::Conversations, "ticket_merge", &[]),
    given(Part::Conversations, "ticket_merge_message", &[]),
    given(
        Part::Conversations,
        "message",
        &["content_sealed", "delivery_detail_sealed", "sender_check_sealed"],
    ),
    given(Part::Mails, "blob", &[]),
    given(Part::Audit, "audit_entry", &[]),
    given(Part::Audit, "audit_checkpoint", &[]),
    left_out(Reason::Secret, "session"),
    left_out(Reason::Secret, "one_time_link"),
    left_out(Reason::Secret, "api_token"),
    left_out(Reason::Secret, "sign_in_failure"),
    left_out(Reason::Secret, "oauth_attempt"),
    left_out(Reason::Secret, "tenant_key"),
    left_out(Reason::Secret, "bucket_key"),
    left_out(Reason::Secret, "leaf_key"),
    left_out(Reason::Secret, "object_key"),
    left_out(Reason::Own, "draft"),
    left_out(Reason::Own, "upload"),
    left_out(Reason::Own, "notice"),
    left_out(Reason::Own, "notice_mail"),
    left_out(Reason::Own, "ticket_seen"),
    left_out(Reason::Own, "ticket_undo"),
    left_out(Reason::Own, "ticket_undo_item"),
    left_out(Reason::Passing, "mailbox_sync"),
    left_out(Reason::Passing, "intake"),
    left_out(Reason::Passing, "outbox"),
    left_out(Reason::Passing, "signature_queue"),
    left_out(Reason::Passing, "auto_reply"),
    left_out(Reason::Passing, "notice_cursor"),
    left_out(Reason::Passing, "alert_cursor"),
    left_out(Reason::Passing, "asked_absent"),
    left_out(Reason::Passing, "organisation_sweep"),
    left_out(Reason::Passing, "organisation_move"),
    left_out(Reason::Passing, "erasure_work"),
    left_out(Reason::Passing, "erasure_old"),
    left_out(Reason::Passing, "access_export_piece"),
    left_out(Reason::Passing, "company_export_piece"),
    left_out(Reason::Derived, "tenant_head"),
    left_out(Reason::Derived, "message_reference"),
    left_out(Reason::Derived, "change"),
    left_out(Reason::Derived, "ticket_mark"),
    left_out(Reason::Derived, "view_count"),
    left_out(Reason::Derived, "organisation_domain"),
    left_out(Reason::Derived, "contact_lookup"),
    left_out(Reason::Derived, "suppressed"),
    left_out(Reason::Derived, "rectified"),
    left_out(Reason::Derived, "rectified_account"),
    left_out(Reason::Derived, "ledger"),
    left_out(Reason::Derived, "learned_model"),
    left_out(Reason::Operator, "sign_up"),
    left_out(Reason::Operator, "consent"),
    left_out(Reason::Operator, "news"),
    left_out(Reason::Operator, "news_text"),
    left_out(Reason::Operator, "news_letter"),
    left_out(Reason::Operator, "usage_part"),
    left_out(Reason::Operator, "usage_sum"),
    left_out(Reason::Operator, "document"),
    left_out(Reason::Operator, "document_draft"),
    left_out(Reason::Operator, "document_release"),
    left_out(Reason::Operator, "document_text"),
    left_out(Reason::Operator, "document_letter"),
    left_out(Reason::Operator, "closing_letter"),
    left_out(Reason::Operator, "closed_sum"),
    left_out(Reason::Operator, "register_entry"),
    left_out(Reason::Operator, "register_stop"),
    left_out(Reason::Operator, "egress_use"),
    left_out(Reason::Operator, "promise_report"),
    left_out(Reason::Operator, "register_objection"),
    left_out(Reason::Operator, "disclosure"),
    left_out(Reason::Operator, "billing"),
    left_out(Reason::Operator, "billing_month"),
    left_out(Reason::Operator, "invoice"),
    left_out(Reason::Operator, "disclosure_file"),
    left_out(Reason::Operator, "assessment"),
    left_out(Reason::Operator, "assessment_letter"),
    left_out(Reason::Operator, "incident"),
    left_out(Reason::Operator, "incident_tenant"),
    left_out(Reason::Operator, "incident_alert"),
    left_out(Reason::Operator, "incident_entry"),
    left_out(Reason::Operator, "incident_told"),
    left_out(Reason::Operator, "incident_letter"),
    left_out(Reason::Passing, "register_notice"),
    left_out(Reason::Operator, "lease"),
    left_out(Reason::Operator, "clock_mark"),
    left_out(Reason::Operator, "root_epoch"),
    left_out(Reason::Operator, "node"),
];

/// Sealed columns of tables that are in the file, which are not, and why; parts of sealed records, and rows, too.
pub const WITHHELD: &[(&str, &str, Reason)] = &[
    ("agent", "credential_sealed", Reason::Secret),
    ("mailbox_grant", "grant_sealed", Reason::Secret),
    ("mailbox", "passwords", Reason::Secret),
    ("recipient_notice", "salt", Reason::Secret),
    ("saved_reply", "not shared", Reason::Own),
    ("saved_view", "not shared", Reason::Own),
];
