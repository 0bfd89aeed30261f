//! What a contact who asks gets of each column (GDPR Art. 15 and 20): a plan over the data map. Every column that
//! access opens or hands over stands here, and nothing else does; a test compares the two.

/// A part of what is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Name, addresses, phone, the tenant's remark, since when.
    Profile,
    /// What custom fields hold, of the person and of their tickets.
    Fields,
    /// Their tickets: subject, state, priority, times, tags.
    Tickets,
    /// What happened on their tickets.
    History,
    /// What they wrote and got, and notes about them.
    Messages,
    /// The mails' own bytes, with what is attached.
    Mails,
    /// What became of answers.
    Deliveries,
    /// What the signatures of mails came to.
    SenderChecks,
    /// Earlier exports.
    Exports,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 9] = [
        Self::Profile,
        Self::Fields,
        Self::Tickets,
        Self::History,
        Self::Messages,
        Self::Mails,
        Self::Deliveries,
        Self::SenderChecks,
        Self::Exports,
    ];
}

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handling {
    /// It is in this part.
    Given(Part),
    /// It says again, for lists or threads, what this part says.
    Repeats(Part),
    /// It says how far Deskhero is with work that ends by itself: what comes of it is in this part.
    Passing(Part),
    /// It is about a request of theirs, of which they were told by letter.
    ByLetter,
}

/// Columns of one table that are handled alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The table; `blob` names kinds of blobs in the place of columns.
    pub table: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// What becomes of them.
    pub handling: Handling,
}

const fn given(part: Part, table: &'static str, columns: &'static [&'static str]) -> Planned {
    Planned { table, columns, handling: Handling::Given(part) }
}

const fn repeats(part: Part, table: &'static str, columns: &'static [&'static str]) -> Planned {
    Planned { table, columns, handling: Handling::Repeats(part) }
}

const fn passing(part: Part, table: &'static str, columns: &'static [&'static str]) -> Planned {
    Planned { table, columns, handling: Handling::Passing(part) }
}

const fn by_letter(table: &'static str, columns: &'static [&'static str]) -> Planned {
    Planned { table, columns, handling: Handling::ByLetter }
}

/// The plan for contacts.
pub const OF_CONTACTS: &[Planned] = &[
    by_letter(
        "recipient_notice",
        &[
            "attempts",
            "content_object",
            "content_sealed",
            "ended_at_ms",
            "id",
            "made_at_ms",
            "mailbox_id",
            "next_attempt_at_ms",
            "request_id",
            "state",
            "tenant_id",
            "version",
        ],
    ),
    by_letter(
        "subject_request",
        &[
            // Of agents alone, whose requests lie with the operator.
            "about_agent_id",
            "about_tenant_id",
            "acknowledge",
            "alarms",
            "asks_for",
            "carried_out_at_ms",
            "closed_at_ms",
            "contact_id",
            "content_object",
            "content_sealed",
            "decided_at_ms",
            "decided_by_id",
            "decision",
            "due_at_ms",
            "erasure_mode",
            "held_at_ms",
            "held_told_at_ms",
            "id",
            "number",
            "proof_tag",
            "proof_until_ms",
            "received_at_ms",
            "source",
            "state",
            "tenant_id",
            "ticket_id",
            "updated_at_ms",
            "version",
        ],
    ),
    by_letter("restriction", &["restricted_at_ms", "told_at_ms"]),
    by_letter("objection", &["purpose", "made_at_ms"]),
    given(Part::Profile, "contact", &["profile_sealed", "state", "created_at_ms", "updated_at_ms"]),
    passing(Part::Profile, "contact", &["organisation_by_hand", "stands_in"]),
    passing(Part::Profile, "organisation_move", &["after_status", "after_updated_at_ms"]),
    given(Part::Fields, "field_values", &["content_sealed"]),
    given(
        Part::Tickets,
        "ticket",
        &[
            "status",
            "status_before",
            "summary_sealed",
            "created_at_ms",
            "updated_at_ms",
            "last_inbound_at_ms",
            "snoozed_until_ms",
        ],
    ),
    repeats(Part::Tickets, "ticket_mark", &["status", "updated_at_ms"]),
    repeats(Part::History, "ticket_merge", &["source_status", "target_status", "made_at_ms"]),
    passing(
        Part::History,
        "ticket_undo_item",
        &["status", "status_before", "snoozed_until_ms", "updated_at_ms"],
    ),
    given(
        Part::History,
        "ticket_event",
        &["what", "word_before", "word_after", "cause", "until_ms", "at_ms"],
    ),
    repeats(Part::History, "change", &["kind", "cause", "at_ms"]),
    given(
        Part::Messages,
        "message",
        &["kind", "mail_kind", "scan_state", "content_sealed", "sent_at_ms", "received_at_ms"],
    ),
    passing(Part::Messages, "message", &["people_gone"]),
    repeats(Part::Profile, "rectified", &["profile_sealed", "at_ms"]),
    passing(Part::Profile, "object_key", &["kept_until_ms"]),
    repeats(Part::Messages, "message_reference", &["sent_by_us"]),
    repeats(Part::Messages, "intake", &["state", "received_at_ms", "next_attempt_at_ms"]),
    passing(Part::Messages, "auto_reply", &["window_start_ms"]),
    given(Part::Deliveries, "message", &["delivery_state", "delivery_detail_sealed"]),
    passing(
        Part::Deliveries,
        "outbox",
        &[
            "state",
            "status_set",
            "status_before",
            "next_attempt_at_ms",
            "lease_until_ms",
            "snoozed_before_ms",
        ],
    ),
    given(Part::SenderChecks, "message", &["signature_state", "sender_check_sealed"]),
    passing(Part::SenderChecks, "signature_queue", &["next_attempt_at_ms"]),
    given(
        Part::Exports,
        "access_export",
        &["state", "language", "asked_at_ms", "ready_at_ms", "expires_at_ms"],
    ),
    passing(Part::Exports, "access_export", &["lease_until_ms", "link_expires_at_ms"]),
    given(Part::Mails, "blob", &["RawMail"]),
    repeats(Part::Exports, "blob", &["AccessExport"]),
];
