//! The policy: who may do what with which class of data. One table, printed to a snapshot by a test, so
//! that a change of policy is a readable diff.

mod jobs;

use crate::role::Who;
use domain::ObjectKind;
use domain::audit::Operation;

/// A class of data: the columns of the policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataClass {
    /// Mail: raw bytes, texts, subjects, attachments, notes, delivery failures.
    Mail,
    /// What agents are writing: their own, and nobody else's.
    Draft,
    /// Who wrote: names and addresses of contacts, where they belong, and what custom fields say about
    /// them and their tickets.
    Contact,
    /// Who answers: names and addresses of agents.
    Account,
    /// How agents prove who they are: password hashes, API tokens, sessions.
    Credential,
    /// A mailbox's address and how to reach it, with its secrets.
    Mailbox,
    /// Where take-in stands: folder names.
    Cursor,
    /// The tenant's settings.
    Settings,
    /// How a tenant works: names of tags, teams, saved views and custom fields, saved replies, and what was learned of its tags.
    Ordering,
    /// The audit log.
    Audit,
    /// The keyring, as numbers: generations, counts. Never a key.
    Keys,
    /// What people ask about their own data, and what was done.
    Request,
    /// What the rules on the audit log found, and from where on they alert.
    Alert,
    /// How Deskhero is used: counts, and nothing of what it is used for.
    Usage,
    /// Whom a company's invoices go to, and what they say.
    Billing,
}

impl DataClass {
    /// Every class, in the order of the table.
    pub const ALL: [Self; 15] = [
        Self::Mail,
        Self::Draft,
        Self::Contact,
        Self::Account,
        Self::Credential,
        Self::Mailbox,
        Self::Cursor,
        Self::Settings,
        Self::Ordering,
        Self::Audit,
        Self::Keys,
        Self::Request,
        Self::Alert,
        Self::Usage,
        Self::Billing,
    ];

    /// The class of a kind of sealed object.
    #[must_use]
    pub const fn of(kind: ObjectKind) -> Self {
        match kind {
            ObjectKind::RawMail
            | ObjectKind::MessageContent
            | ObjectKind::TicketSummary
            | ObjectKind::Upload
            | ObjectKind::DeliveryDetail
            | ObjectKind::SenderCheck
            | ObjectKind::RedactionTerms
            | ObjectKind::AccessExport
            | ObjectKind::CompanyExport => Self::Mail,
            ObjectKind::DraftContent => Self::Draft,
            ObjectKind::ContactProfile | ObjectKind::FieldValues | ObjectKind::Organisation => Self::Contact,
            // What somebody agreed to is theirs to have.
            ObjectKind::AgentProfile
            | ObjectKind::Acceptance
            | ObjectKind::TokenName
            | ObjectKind::ClosingLetter => Self::Account,
            ObjectKind::AgentCredential => Self::Credential,
            ObjectKind::MailboxSettings | ObjectKind::MailboxGrant | ObjectKind::OauthAttempt => {
                Self::Mailbox
            }
            ObjectKind::MailboxCursor => Self::Cursor,
            ObjectKind::TenantSettings
            | ObjectKind::SignUp
            | ObjectKind::LegalHold
            | ObjectKind::Objection
            | ObjectKind::OperatorAccess
            | ObjectKind::Disclosure
            | ObjectKind::DisclosureEvents
            | ObjectKind::Incident
            | ObjectKind::Assessment
            | ObjectKind::AccessReview
            | ObjectKind::RetentionName => Self::Settings,
            ObjectKind::BillingDetails | ObjectKind::Invoice | ObjectKind::InvoiceFile => Self::Billing,
            ObjectKind::SubjectRequest | ObjectKind::RecipientNotice => Self::Request,
            ObjectKind::Alert => Self::Alert,
            ObjectKind::Usage | ObjectKind::UsageSum => Self::Usage,
            ObjectKind::TagName
            | ObjectKind::ViewName
            | ObjectKind::SavedReply
            | ObjectKind::Team
            | ObjectKind::LearnedModel
            | ObjectKind::FieldDefinition => Self::Ordering,
        }
    }

    /// The word for it in the printed table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Draft => "draft",
            Self::Contact => "contact",
            Self::Account => "account",
            Self::Credential => "credential",
            Self::Mailbox => "mailbox",
            Self::Cursor => "cursor",
            Self::Settings => "settings",
            Self::Ordering => "ordering",
            Self::Audit => "audit",
            Self::Keys => "keys",
            Self::Request => "request",
            Self::Alert => "alert",
            Self::Usage => "usage",
            Self::Billing => "billing",
        }
    }
}

use Operation::{Collect, Disclose, Erase, Store, Use};

const NONE: &[Operation] = &[];
const READ: &[Operation] = &[Use];
const CHANGE: &[Operation] = &[Use, Store];
const FULL: &[Operation] = &[Use, Store, Erase];

/// What `who` may do with data of `class`. Opening is a use: [`crate::Permit::covers`] asks for
/// [`Operation::Use`] whatever the act is, [`crate::decide`] asks for the act's own operation.
#[must_use]
pub const fn operations(who: Who, class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match who {
        Who::Agent => agent(class),
        Who::Admin => admin(class),
        Who::OperatorRole => operator_role(class),
        Who::OperatorShell => operator_shell(class),
        Who::OperatorWithAccess => operator_with_access(class),
        Who::OperatorDisclosing => operator_disclosing(class),
        Who::Disclosures => disclosures(class),
        Who::Incidents | Who::Assessments => jobs::incidents(class),
        Who::Billing => jobs::billing(class),
        Who::News => jobs::news(class),
        Who::Intake => match class {
            D::Mail | D::Contact => &[Collect, Use, Store],
            D::Mailbox | D::Account | D::Settings => READ,
            D::Cursor => CHANGE,
            D::Draft
            | D::Credential
            | D::Ordering
            | D::Audit
            | D::Keys
            | D::Request
            | D::Alert
            | D::Billing
            | D::Usage => NONE,
        },
        Who::Delivery => delivery(class),
        Who::Reindex => match class {
            D::Mail | D::Contact => READ,
            D::Draft | D::Account | D::Credential | D::Mailbox | D::Cursor | D::Settings => NONE,
            D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
        },
        Who::Rotation => rotation(class),
        Who::Connection => match class {
            // What a provider gives in the place of a token that ends.
            D::Mailbox | D::Cursor => CHANGE,
            D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Settings => NONE,
            D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
        },
        Who::Verification => match class {
            D::Audit | D::Keys => READ,
            D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
            D::Settings | D::Ordering | D::Request | D::Alert | D::Billing | D::Usage => NONE,
        },
        Who::Waking => waking(class),
        Who::Erasure => erasure(class),
        // Knows where to write to somebody, as notices do.
        Who::Notices | Who::Documents => notices(class),
        Who::AccessExport => access_export(class),
        Who::Rights => rights(class),
        Who::CompanyExport => company_export(class),
        Who::Register => register(class),
        Who::Retention => retention(class),
        Who::AccountRights => account_rights(class),
        Who::Backup => backup(class),
        Who::Nobody => match class {
            D::Account | D::Credential => READ,
            // Their own, under the link that was sent to them.
            D::Request => &[Collect, Use],
            D::Mail | D::Draft | D::Contact | D::Mailbox | D::Cursor => NONE,
            D::Settings | D::Ordering | D::Audit | D::Keys | D::Alert | D::Billing | D::Usage => NONE,
        },
        Who::Monitoring => monitoring(class),
        Who::Usage => usage(class),
        Who::Learning => jobs::learning(class),
    }
}

/// Opens, changes and ends the account of an agent who asks; of the log, what it says of that account, and of settings, what
/// they accepted. No mail, and nothing that the company decides.
const fn account_rights(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Account => &[Use, Store, Disclose, Erase],
        D::Request => &[Collect, Use, Store, Disclose],
        D::Ordering | D::Settings | D::Audit | D::Usage => READ,
        D::Mail
        | D::Draft
        | D::Contact
        | D::Credential
        | D::Mailbox
        | D::Cursor
        | D::Keys
        | D::Billing
        | D::Alert => NONE,
    }
}

/// Copies what is sealed as it lies there, and removes copies; opens nothing.
const fn backup(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Settings => &[Store, Erase],
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Counts how Deskhero is used, by those who consent, and forgets it; opens nothing of what it is used for.
const fn usage(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Usage => &[Collect, Use, Store, Erase],
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Keys | D::Request | D::Billing | D::Alert => NONE,
    }
}

/// Sends what was written, from the mailbox of its ticket.
const fn delivery(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Use, Store, Disclose],
        D::Contact | D::Account | D::Mailbox | D::Settings => READ,
        D::Draft | D::Credential | D::Cursor | D::Ordering | D::Audit | D::Keys => NONE,
        D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Reads the log and tells what it found there; opens nothing that the log is about.
const fn monitoring(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        // It removes what is old, and puts nothing in.
        D::Audit => &[Use, Erase],
        D::Alert => FULL,
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Keys | D::Request | D::Billing | D::Usage => NONE,
    }
}

/// Begins erasures, keeps the rules that everybody has, and ends holds whose time is over; opens no mail.
const fn retention(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Erase],
        D::Settings => CHANGE,
        D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Re-wraps keys; opens no object.
const fn rotation(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Keys => FULL,
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Takes out what is to go, and puts redacted words in the place of others'; of mailboxes and agents it sees whose an address is.
const fn erasure(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail | D::Contact => FULL,
        D::Draft | D::Settings | D::Request | D::Billing => &[Erase],
        D::Mailbox => &[Use, Erase],
        D::Account => READ,
        D::Keys => FULL,
        D::Credential | D::Cursor | D::Ordering | D::Audit | D::Alert | D::Usage => NONE,
    }
}

/// Runs Deskhero; sees no mail.
const fn operator_role(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Account => READ,
        D::Credential => FULL,
        // Alerts of the system's own log: no route names another one.
        D::Settings | D::Alert | D::Billing => CHANGE,
        // Cases about accounts, in the system's own tenant: no route names another one.
        D::Request => &[Use, Store, Disclose],
        D::Keys => FULL,
        // Sums alone, in the system's own tenant.
        D::Usage => READ,
        D::Mail | D::Draft | D::Contact | D::Mailbox | D::Cursor | D::Ordering | D::Audit => NONE,
    }
}

/// Reads conversations of one company while an access is open (C35, C55); changes nothing and hands nothing out.
const fn operator_with_access(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail | D::Account => READ,
        D::Draft | D::Contact | D::Credential | D::Mailbox | D::Cursor | D::Settings | D::Ordering => NONE,
        D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Hands out mails that an authority asked for and two operators approved (C31); nothing else of the company.
const fn operator_disclosing(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Use, Disclose],
        D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor | D::Settings => NONE,
        D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Knows what authorities asked for, as operators wrote it down; no mail.
const fn disclosures(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Settings => CHANGE,
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Creates tenants, their first agents and mailboxes, sealed and not opened; withdraws tokens in wrong hands.
const fn operator_shell(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Account | D::Mailbox | D::Settings | D::Billing => CHANGE,
        D::Credential => &[Store, Erase],
        D::Audit => READ,
        D::Keys => FULL,
        D::Mail | D::Draft | D::Contact | D::Cursor | D::Ordering | D::Request | D::Alert | D::Usage => NONE,
    }
}

/// Changes a ticket's state; opens nothing.
const fn waking(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Store],
        D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => {
            NONE
        }
    }
}

/// Passes requests on that came to the operator, watches what is due, tells what waits and what came of it, and forgets what
/// was closed long ago. Of mail, it opens what somebody was passed on, to tell them of its end (Art. 19).
const fn rights(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Request => &[Collect, Use, Store, Disclose, Erase],
        D::Mail | D::Contact | D::Mailbox => READ,
        D::Draft | D::Account | D::Credential | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Keys | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Knows what agents chose and where to write to them; opens no mail.
const fn notices(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Account => &[Use, Disclose],
        D::Mail | D::Draft | D::Contact | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => {
            NONE
        }
    }
}

/// Opens what is held about a person, and who opened it; of mailboxes and agents, what shows whose an address is.
const fn access_export(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Use, Store, Disclose, Erase],
        D::Contact => &[Use, Disclose],
        D::Mailbox | D::Account | D::Ordering | D::Audit | D::Request => READ,
        D::Draft | D::Credential | D::Cursor | D::Settings | D::Keys | D::Alert | D::Billing | D::Usage => {
            NONE
        }
    }
}

/// Opens what a company has: everything but what proves who somebody is, what somebody is still writing, and where take-in
/// stands. Takes away what it made when the time of that has passed.
const fn company_export(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Use, Store, Erase],
        D::Contact | D::Account | D::Mailbox | D::Settings => READ,
        D::Ordering | D::Audit | D::Request | D::Alert | D::Billing => READ,
        D::Draft | D::Credential | D::Cursor | D::Keys | D::Usage => NONE,
    }
}

/// Keeps what companies object to, and writes to their admins; opens nothing else.
const fn register(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Account => &[Use, Disclose],
        D::Settings => &[Store, Erase],
        D::Mail | D::Draft | D::Contact | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

const fn agent(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => &[Use, Store, Disclose],
        D::Contact => CHANGE,
        D::Mailbox | D::Settings => READ,
        // Accounts and drafts are their own: which agent's it is, the use case checks.
        D::Account => CHANGE,
        D::Draft | D::Credential | D::Ordering => FULL,
        D::Cursor | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

const fn admin(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail | D::Contact => &[Use, Store, Disclose, Erase],
        D::Request => &[Use, Store, Disclose],
        D::Draft | D::Account | D::Credential | D::Mailbox | D::Settings | D::Ordering => FULL,
        D::Audit => &[Use, Disclose],
        D::Alert | D::Billing => CHANGE,
        D::Cursor => READ,
        D::Keys | D::Usage => NONE,
    }
}

/// Whether the table allows it.
#[must_use]
pub fn allows(who: Who, class: DataClass, operation: Operation) -> bool {
    operations(who, class).contains(&operation)
}

/// The word for an operation in the printed table.
#[must_use]
pub const fn operation_word(operation: Operation) -> &'static str {
    match operation {
        Collect => "collect",
        Use => "use",
        Store => "store",
        Disclose => "disclose",
        Erase => "erase",
    }
}
