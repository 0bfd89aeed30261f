//! What may be done with a person's data while it is restricted (GDPR Art. 18), while its erasure waits for a legal hold, or
//! while they object to a purpose (Art. 21): operation by state, as one table that a test prints to a snapshot.

use crate::act::Act;
use domain::ObjectionPurpose;

/// What is done with a person's data: the rows of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Processing {
    /// New mail of theirs is taken in.
    TakeIn,
    /// It is kept, backed up, moved to other keys.
    Storing,
    /// Their tickets stand in a list, by number and state alone.
    Listing,
    /// Their tickets are read.
    Reading,
    /// A mail's own bytes are handed out.
    Source,
    /// An attachment is handed out.
    Attachment,
    /// The remote images of a mail are fetched.
    RemoteImages,
    /// Their tickets are found by words.
    Searching,
    /// They are answered.
    Answering,
    /// A mail of theirs is passed on.
    Forwarding,
    /// Something is written on their ticket: drafts, fields, saved replies.
    Writing,
    /// A rule does something with their ticket.
    Automation,
    /// Suggestions are learnt from it.
    Learning,
    /// It counts in figures.
    Analytics,
    /// They are written to about offers.
    Marketing,
    /// A request of theirs is answered: preview, letter, correction.
    Rights,
    /// It is handed over to them.
    Export,
    /// It is destroyed.
    Erasing,
}

/// The states of a person's data: the columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectState {
    /// Nothing stands against it.
    Active,
    /// Stored only (Art. 18(2)).
    Restricted,
    /// To be erased, and kept for a legal hold until that is released (Art. 17(3)): stored only, too.
    Held,
    /// They object to a purpose, or took their consent for it back.
    Objects(ObjectionPurpose),
}

impl SubjectState {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Active,
        Self::Restricted,
        Self::Held,
        Self::Objects(ObjectionPurpose::Automation),
        Self::Objects(ObjectionPurpose::Learning),
        Self::Objects(ObjectionPurpose::Analytics),
        Self::Objects(ObjectionPurpose::Marketing),
    ];

    /// The word for it in the printed table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Restricted => "restricted",
            Self::Held => "held",
            Self::Objects(purpose) => purpose.as_str(),
        }
    }
}

/// Whether it may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// It may not.
    Refused,
    /// An admin may, with a reason that is kept with the person's request (legal claims, another's rights: Art. 18(2)).
    WithReason,
}

impl Verdict {
    /// The word for it in the printed table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "yes",
            Self::Refused => "no",
            Self::WithReason => "reason",
        }
    }
}

impl Processing {
    /// Every row, in the order of the table.
    pub const ALL: [Self; 18] = [
        Self::TakeIn,
        Self::Storing,
        Self::Listing,
        Self::Reading,
        Self::Source,
        Self::Attachment,
        Self::RemoteImages,
        Self::Searching,
        Self::Answering,
        Self::Forwarding,
        Self::Writing,
        Self::Automation,
        Self::Learning,
        Self::Analytics,
        Self::Marketing,
        Self::Rights,
        Self::Export,
        Self::Erasing,
    ];

    /// Whether it may be done with the data of a person in this state.
    #[must_use]
    pub const fn verdict(self, state: SubjectState) -> Verdict {
        match state {
            SubjectState::Active => Verdict::Allowed,
            SubjectState::Restricted | SubjectState::Held => match self {
                Self::TakeIn
                | Self::Storing
                | Self::Listing
                | Self::Rights
                | Self::Export
                | Self::Erasing => Verdict::Allowed,
                Self::Answering => Verdict::WithReason,
                Self::Reading
                | Self::Source
                | Self::Attachment
                | Self::RemoteImages
                | Self::Searching
                | Self::Forwarding
                | Self::Writing
                | Self::Automation
                | Self::Learning
                | Self::Analytics
                | Self::Marketing => Verdict::Refused,
            },
            SubjectState::Objects(purpose) => match (self, purpose) {
                (Self::Automation, ObjectionPurpose::Automation)
                | (Self::Learning, ObjectionPurpose::Learning)
                | (Self::Analytics, ObjectionPurpose::Analytics)
                | (Self::Marketing, ObjectionPurpose::Marketing) => Verdict::Refused,
                _ => Verdict::Allowed,
            },
        }
    }

    /// The acts by which it is done, where it is done by acts on one person's data: the permit asks the same table.
    #[must_use]
    pub const fn acts(self) -> &'static [Act] {
        match self {
            Self::TakeIn => &[Act::INTAKE_BATCH, Act::INTAKE_RESCAN],
            Self::Reading => &[Act::TICKET_READ, Act::TICKET_READ_AHEAD, Act::CONTACT_READ],
            Self::Source => &[Act::MESSAGE_RAW],
            Self::Attachment => &[Act::ATTACHMENT_READ],
            Self::RemoteImages => &[Act::MESSAGE_IMAGES],
            Self::Searching => &[Act::TICKET_SEARCH],
            Self::Answering => &[Act::TICKET_ANSWER],
            Self::Forwarding => &[Act::MESSAGE_FORWARD],
            Self::Writing => {
                &[Act::DRAFT_SAVE, Act::TICKET_FIELDS, Act::CONTACT_FIELDS, Act::SAVED_REPLY_FILL]
            }
            Self::Automation => &[Act::ORGANISATION_JOIN],
            Self::Learning => &[Act::LEARNING_BUILD],
            Self::Rights => &[
                Act::CONTACT_RESTRICT,
                Act::CONTACT_OBJECT,
                Act::CONTACT_RECTIFY,
                Act::REQUEST_WORK,
                Act::REQUEST_ANSWER,
            ],
            Self::Storing
            | Self::Listing
            | Self::Analytics
            | Self::Marketing
            | Self::Export
            | Self::Erasing => &[],
        }
    }

    /// The word for it in the printed table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TakeIn => "take in",
            Self::Storing => "store",
            Self::Listing => "list",
            Self::Reading => "read",
            Self::Source => "source",
            Self::Attachment => "attachment",
            Self::RemoteImages => "remote images",
            Self::Searching => "search",
            Self::Answering => "answer",
            Self::Forwarding => "forward",
            Self::Writing => "write",
            Self::Automation => "automation",
            Self::Learning => "learning",
            Self::Analytics => "analytics",
            Self::Marketing => "marketing",
            Self::Rights => "rights",
            Self::Export => "export",
            Self::Erasing => "erase",
        }
    }
}
