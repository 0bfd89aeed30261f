//! Who acts, seen by the policy: the rows of its table.

use domain::Role;
use domain::audit::{Actor, Job, Purpose};

/// A row of the policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// An agent of the tenant.
    Agent,
    /// An admin of the tenant.
    Admin,
    /// Signed in to run Deskhero; sees no mail.
    OperatorRole,
    /// The operator at the command line; sees no mail.
    OperatorShell,
    /// Signed in to run Deskhero, while an access to one company is open: made by [`crate::decide_under`] alone.
    OperatorWithAccess,
    /// Signed in to run Deskhero, handing out what two operators approved: made by [`crate::decide_disclosing`] alone.
    OperatorDisclosing,
    /// Takes mail in.
    Intake,
    /// Sends answers.
    Delivery,
    /// Builds the index anew.
    Reindex,
    /// Rotates keys.
    Rotation,
    /// Connects to mail servers.
    Connection,
    /// Checks the running system.
    Verification,
    /// Wakes tickets that were put aside.
    Waking,
    /// Tells agents what happened on their tickets.
    Notices,
    /// Erases what is due.
    Erasure,
    /// Puts together what is held about a person, for that person.
    AccessExport,
    /// Watches over people's requests about their own data.
    Rights,
    /// Follows the audit log and alerts.
    Monitoring,
    /// Ends what a retention rule says is kept no longer.
    Retention,
    /// Answers agents who use their rights about their own accounts.
    AccountRights,
    /// Makes backups, removes them, and lets restored data through.
    Backup,
    /// Puts everything of a company together, for that company.
    CompanyExport,
    /// Counts how Deskhero is used, by those who consent.
    Usage,
    /// Watches over where data goes, and tells companies of it.
    Register,
    /// Writes to people when a document changes.
    Documents,
    /// Tells companies of what was handed to authorities.
    Disclosures,
    /// Opens incidents, reminds of reports, tells companies.
    Incidents,
    /// Reminds operators of assessments and reviews.
    Assessments,
    /// Makes invoices and ends them.
    Billing,
    /// Learns from one company's tagged conversations, for that company.
    Learning,
    /// Sends news about the product to those who consent.
    News,
    /// Someone who has not signed in.
    Nobody,
}

impl Who {
    /// Every row, in the order of the table.
    pub const ALL: [Self; 32] = [
        Self::Agent,
        Self::Admin,
        Self::OperatorRole,
        Self::OperatorShell,
        Self::OperatorWithAccess,
        Self::OperatorDisclosing,
        Self::Intake,
        Self::Delivery,
        Self::Reindex,
        Self::Rotation,
        Self::Connection,
        Self::Verification,
        Self::Waking,
        Self::Notices,
        Self::Erasure,
        Self::AccessExport,
        Self::Rights,
        Self::Monitoring,
        Self::Retention,
        Self::AccountRights,
        Self::Backup,
        Self::CompanyExport,
        Self::Usage,
        Self::Register,
        Self::Documents,
        Self::Disclosures,
        Self::Incidents,
        Self::Assessments,
        Self::Billing,
        Self::Learning,
        Self::News,
        Self::Nobody,
    ];

    /// The row of an actor; `None` for an agent whose role is not given, and for a role given to something
    /// that is not an agent: neither is guessed.
    #[must_use]
    pub const fn of(actor: Actor, role: Option<Role>) -> Option<Self> {
        Some(match (actor, role) {
            (Actor::Agent(_), Some(role)) => Self::of_role(role),
            (Actor::System(job), None) => match job {
                Job::Intake => Self::Intake,
                Job::Delivery => Self::Delivery,
                Job::Reindex => Self::Reindex,
                Job::Rotation => Self::Rotation,
                Job::Connection => Self::Connection,
                Job::Verification => Self::Verification,
                Job::Waking => Self::Waking,
                Job::Notices => Self::Notices,
                Job::Erasure => Self::Erasure,
                Job::AccessExport => Self::AccessExport,
                Job::Rights => Self::Rights,
                Job::Monitoring => Self::Monitoring,
                Job::Retention => Self::Retention,
                Job::AccountRights => Self::AccountRights,
                Job::Backup => Self::Backup,
                Job::CompanyExport => Self::CompanyExport,
                Job::Usage => Self::Usage,
                Job::Register => Self::Register,
                Job::Documents => Self::Documents,
                Job::Disclosures => Self::Disclosures,
                Job::Incidents => Self::Incidents,
                Job::Assessments => Self::Assessments,
                Job::Billing => Self::Billing,
                Job::Learning => Self::Learning,
                Job::News => Self::News,
            },
            (Actor::Operator, None) => Self::OperatorShell,
            (Actor::Nobody, None) => Self::Nobody,
            (Actor::Agent(_), None) | (Actor::System(_) | Actor::Operator | Actor::Nobody, Some(_)) => {
                return None;
            }
        })
    }

    /// The row of a signed-in agent's role.
    #[must_use]
    pub const fn of_role(role: Role) -> Self {
        match role {
            Role::Agent => Self::Agent,
            Role::Admin => Self::Admin,
            Role::Operator => Self::OperatorRole,
        }
    }

    /// Whether it is a background job.
    #[must_use]
    pub const fn is_job(self) -> bool {
        match self {
            Self::Intake
            | Self::Delivery
            | Self::Reindex
            | Self::Rotation
            | Self::Connection
            | Self::Verification
            | Self::Waking
            | Self::Notices
            | Self::Erasure
            | Self::AccessExport
            | Self::Rights
            | Self::Monitoring
            | Self::Retention
            | Self::AccountRights
            | Self::Backup
            | Self::CompanyExport
            | Self::Usage
            | Self::Register
            | Self::Documents
            | Self::Disclosures
            | Self::Incidents
            | Self::Assessments
            | Self::Billing
            | Self::Learning
            | Self::News => true,
            Self::Agent | Self::Admin | Self::Nobody => false,
            Self::OperatorRole | Self::OperatorShell => false,
            Self::OperatorWithAccess | Self::OperatorDisclosing => false,
        }
    }

    /// The purposes for which it may act, and no others.
    #[must_use]
    pub const fn purposes(self) -> &'static [Purpose] {
        use Purpose as P;
        match self {
            Self::Agent => &[P::ServiceDelivery, P::Authentication],
            Self::Admin => &[
                P::ServiceDelivery,
                P::Authentication,
                P::Security,
                P::Administration,
                P::SubjectRights,
                P::LegalObligation,
            ],
            // What agents ask about their accounts is the operator's to answer.
            Self::OperatorRole => {
                &[P::Authentication, P::Security, P::Administration, P::SubjectRights, P::UsageAnalysis]
            }
            Self::OperatorShell => &[P::Authentication, P::Security, P::Administration],
            Self::OperatorWithAccess => &[P::OperatorAccess],
            Self::OperatorDisclosing => &[P::LegalObligation],
            Self::Intake
            | Self::Delivery
            | Self::Reindex
            | Self::Connection
            | Self::Waking
            | Self::Documents
            | Self::Learning
            | Self::Notices => &[P::ServiceDelivery],
            Self::Rotation | Self::Verification | Self::Monitoring => &[P::Security],
            Self::Backup => &[P::Administration],
            Self::Erasure | Self::Retention => &[P::SubjectRights, P::LegalObligation],
            Self::AccessExport | Self::Rights | Self::AccountRights => &[P::SubjectRights],
            // Art. 28(3)(g) GDPR: what was processed for the company is the company's to have back.
            Self::CompanyExport => &[P::LegalObligation],
            Self::Usage => &[P::UsageAnalysis],
            // Art. 28(2) GDPR: companies are told of sub-processors, and may object.
            Self::Register => &[P::LegalObligation],
            // Whom the law lets be told is told.
            Self::Disclosures => &[P::LegalObligation],
            // Art. 33 and 34 GDPR; what is done for safety is looked at again and again (Art. 32(1)(d)).
            Self::Incidents | Self::Assessments => &[P::LegalObligation],
            // Directive 2006/112/EC, and the law of bookkeeping.
            Self::Billing => &[P::LegalObligation],
            Self::News => &[P::ProductNews],
            Self::Nobody => &[P::Authentication, P::SubjectRights],
        }
    }

    /// The word for it in the printed table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Admin => "admin",
            Self::OperatorRole => "operator (role)",
            Self::OperatorShell => "operator (shell)",
            Self::OperatorWithAccess => "operator (with an open access)",
            Self::OperatorDisclosing => "operator (disclosing)",
            Self::Intake => "job intake",
            Self::Delivery => "job delivery",
            Self::Reindex => "job reindex",
            Self::Rotation => "job rotation",
            Self::Connection => "job connection",
            Self::Verification => "job verification",
            Self::Waking => "job waking",
            Self::Notices => "job notices",
            Self::Erasure => "job erasure",
            Self::AccessExport => "job access export",
            Self::Rights => "job rights",
            Self::Monitoring => "job monitoring",
            Self::Retention => "job retention",
            Self::AccountRights => "job account rights",
            Self::Backup => "job backup",
            Self::CompanyExport => "job company export",
            Self::Usage => "job usage",
            Self::Register => "job register",
            Self::Documents => "job documents",
            Self::Disclosures => "job disclosures",
            Self::Incidents => "job incidents",
            Self::Assessments => "job assessments",
            Self::Billing => "job billing",
            Self::Learning => "job learning",
            Self::News => "job news",
            Self::Nobody => "nobody",
        }
    }
}
