//! The data map: every stored column and blob kind, declared once, with what it holds, whose it is, in
//! which role, for which purpose and how long it is kept; what a subject's right does to it follows from
//! that. A test compares it with the schema: a column that is not declared here does not pass.

mod access_export;
mod alerts;
mod assessments;
mod blobs;
mod documents;
mod ending;
mod erasures;
mod incidents;
mod keyring;
mod notices;
mod ordering;
mod permissions;
mod register;
mod requests;
mod signatures;
mod tables;
mod usage;

pub use ending::{After, Ending, standing_rules};

use crate::purpose::legal_basis;
use domain::ObjectKind;
use domain::audit::{LegalBasis, Purpose};
use domain::keyring::LeafKind;
use std::sync::LazyLock;

/// What a column holds. Nothing personal stands in SQL in clear, so there is no variant for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// A random identifier, or a link to one.
    Id,
    /// A word of a fixed list, or a flag.
    State,
    /// A point in time.
    Time,
    /// A number: a count, a size, a position, a generation.
    Number,
    /// A name that the company goes by in public: its host name, its short name. Never a person's.
    Public,
    /// A text that is published.
    Published,
    /// A sealed record or blob.
    Sealed(ObjectKind),
    /// A sealed audit event.
    Event,
    /// A keyed lookup tag: means nothing without the tenant's lookup key.
    Tag,
    /// A wrapped key.
    Key,
    /// Where sealed bytes lie.
    Place,
    /// What a view or a rule asks for: random identifiers and words of fixed lists.
    Conditions,
    /// A hash of sealed bytes, or a signature over one.
    Proof,
}

/// Whose data it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The person who writes in.
    Contact,
    /// The person who answers.
    Agent,
    /// The company.
    Tenant,
    /// Nobody's: how Deskhero runs.
    Nobody,
}

/// The role of whoever runs Deskhero (GDPR Art. 4(7) and (8)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// For the tenant, on its instructions.
    Processor,
    /// For its own purposes.
    Controller,
}

/// How long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retention {
    /// As long as the ticket, which the tenant's retention rule ends.
    Ticket,
    /// As long as the contact has a ticket.
    Contact,
    /// As long as the agent's account.
    Account,
    /// As long as the mailbox is connected, its mail apart.
    Mailbox,
    /// As long as the tenant's contract.
    Tenant,
    /// Until it expires or is ended.
    Session,
    /// Until the work is done.
    Work,
    /// Thirty days, or until there are too many newer ones.
    Notice,
    /// Seven days after it could be handed over.
    Export,
    /// As long as a request about one's own data has to be proved; its words, for a year after it was closed.
    Request,
    /// As long as the tenant's contract; its words, for a year after it was released.
    Hold,
    /// A year after it was last found.
    Alert,
    /// Until its day is summed up, within two days.
    Usage,
    /// As many days after its month as the operator says, 59 at most.
    UsageSum,
    /// As many calendar years after that of its issue as the law on bookkeeping says, by the operator's word; its number stays.
    Invoice,
    /// As many years as the operator says that the audit log has to prove what was done, fifteen at most; hashes of it stay.
    Audit,
    /// As long as the installation.
    Installation,
}

/// What a subject's right does to a column (GDPR Art. 15 to 18 and 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rights {
    /// Access and portability.
    pub access: Access,
    /// Rectification.
    pub rectification: Rectification,
    /// Erasure.
    pub erasure: Erasure,
    /// Restriction: whether the vault refuses to open it.
    pub restricted: bool,
}

/// What access gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// It is opened and handed over.
    Opened,
    /// It is handed over as it stands.
    AsItStands,
    /// It says nothing about the person.
    Nothing,
}

/// What rectification does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rectification {
    /// A new object is sealed and the old one's key is destroyed.
    Resealed,
    /// The row is changed.
    Changed,
    /// It follows from other data, or is evidence, and is not changed.
    Follows,
}

/// What erasure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Erasure {
    /// Its key is destroyed, in live data and in every backup; then the row goes.
    KeyDestroyed,
    /// The row goes.
    RowDeleted,
    /// Kept as evidence of what was done (Art. 5(2), 17(3)(e)); it holds opaque ids.
    Kept,
    /// Not the subject's.
    Untouched,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whose it is.
    pub subject: Subject,
    /// In which role.
    pub party: Party,
    /// For which purpose.
    pub purpose: Purpose,
    /// How long.
    pub retention: Retention,
    /// The leaf keys that what is sealed here depends on; empty for what is not sealed.
    pub keys: &'static [LeafKind],
}

impl Column {
    /// The legal basis: its purpose's.
    #[must_use]
    pub const fn legal_basis(&self) -> LegalBasis {
        legal_basis(self.purpose)
    }

    /// What a subject's right does to it.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        rights(self.holds, self.subject, self.retention)
    }
}

/// A kind of sealed bytes that lies outside of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    /// The kind.
    pub kind: ObjectKind,
    /// Whose it is.
    pub subject: Subject,
    /// In which role.
    pub party: Party,
    /// For which purpose.
    pub purpose: Purpose,
    /// How long.
    pub retention: Retention,
    /// The leaf keys that it depends on.
    pub keys: &'static [LeafKind],
}

impl Blob {
    /// The legal basis: its purpose's.
    #[must_use]
    pub const fn legal_basis(&self) -> LegalBasis {
        legal_basis(self.purpose)
    }

    /// What a subject's right does to it.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        rights(Holds::Sealed(self.kind), self.subject, self.retention)
    }
}

const fn rights(holds: Holds, subject: Subject, retention: Retention) -> Rights {
    let personal = matches!(subject, Subject::Contact | Subject::Agent);
    if matches!(retention, Retention::Audit) {
        let access = if matches!(holds, Holds::Event) { Access::Opened } else { Access::Nothing };
        let erasure = Erasure::Kept;
        return Rights { access, rectification: Rectification::Follows, erasure, restricted: false };
    }
    if matches!(retention, Retention::Request | Retention::Alert) {
        let access = if matches!(holds, Holds::Sealed(_)) { Access::Opened } else { Access::AsItStands };
        let erasure = Erasure::Kept;
        return Rights { access, rectification: Rectification::Follows, erasure, restricted: false };
    }
    if !personal {
        return Rights {
            access: Access::Nothing,
            rectification: Rectification::Follows,
            erasure: Erasure::Untouched,
            restricted: false,
        };
    }
    let (access, rectification, erasure) = match holds {
        Holds::Sealed(_) | Holds::Event => (Access::Opened, Rectification::Resealed, Erasure::KeyDestroyed),
        Holds::Key => (Access::Nothing, Rectification::Follows, Erasure::KeyDestroyed),
        Holds::State | Holds::Time => (Access::AsItStands, Rectification::Changed, Erasure::RowDeleted),
        Holds::Id
        | Holds::Number
        | Holds::Conditions
        | Holds::Public
        | Holds::Tag
        | Holds::Place
        | Holds::Proof
        | Holds::Published => (Access::Nothing, Rectification::Follows, Erasure::RowDeleted),
    };
    Rights { access, rectification, erasure, restricted: matches!(holds, Holds::Sealed(_)) }
}

/// Every column: the data's, then the keyring's.
#[must_use]
pub fn columns() -> &'static [Column] {
    static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
        tables::TABLES
            .iter()
            .chain(ordering::TABLES)
            .chain(documents::TABLES)
            .chain(notices::TABLES)
            .chain(permissions::TABLES)
            .chain(erasures::TABLES)
            .chain(requests::TABLES)
            .chain(signatures::TABLES)
            .chain(access_export::TABLES)
            .chain(alerts::TABLES)
            .chain(usage::TABLES)
            .chain(register::TABLES)
            .chain(incidents::TABLES)
            .chain(assessments::TABLES)
            .chain(keyring::TABLES)
            .flat_map(tables::Table::columns)
            .collect()
    });
    &COLUMNS
}

/// Every kind of blob.
#[must_use]
pub const fn blobs() -> &'static [Blob] {
    blobs::BLOBS
}
