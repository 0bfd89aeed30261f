//! The legal basis of each purpose: exactly one (C59, C112), so that no processing can pick a better one
//! afterwards. A `match` without a default arm: a new purpose does not compile without its basis.

use crate::policy::DataClass;
use domain::audit::{LegalBasis, Purpose};

/// Every purpose, in the order of the tables.
pub const PURPOSES: [Purpose; 9] = [
    Purpose::ServiceDelivery,
    Purpose::Authentication,
    Purpose::Security,
    Purpose::Administration,
    Purpose::SubjectRights,
    Purpose::LegalObligation,
    Purpose::UsageAnalysis,
    Purpose::OperatorAccess,
    Purpose::ProductNews,
];

/// The one legal basis of a purpose (GDPR Art. 6(1)).
#[must_use]
pub const fn legal_basis(purpose: Purpose) -> LegalBasis {
    match purpose {
        Purpose::ServiceDelivery | Purpose::Authentication | Purpose::Administration => LegalBasis::Contract,
        Purpose::Security | Purpose::OperatorAccess => LegalBasis::LegitimateInterest,
        Purpose::SubjectRights | Purpose::LegalObligation => LegalBasis::LegalObligation,
        Purpose::UsageAnalysis | Purpose::ProductNews => LegalBasis::Consent,
    }
}

/// The classes of data that a purpose needs, and no others (GDPR Art. 5(1)(b) and (c)).
#[must_use]
pub const fn needs(purpose: Purpose) -> &'static [DataClass] {
    use DataClass as D;
    match purpose {
        Purpose::ServiceDelivery => {
            &[D::Mail, D::Draft, D::Contact, D::Account, D::Mailbox, D::Cursor, D::Settings, D::Ordering]
        }
        Purpose::Authentication => &[D::Account, D::Credential],
        Purpose::Security => &[D::Account, D::Audit, D::Keys, D::Alert],
        Purpose::Administration => {
            // Where take-in stands: whoever runs a mailbox has to know.
            &[D::Account, D::Credential, D::Mailbox, D::Cursor, D::Settings, D::Ordering, D::Billing]
        }
        // Names of tags and fields are part of what is held; a mailbox's address tells a company's own from other people's, and
        // a letter goes out from the mailbox of its ticket.
        Purpose::SubjectRights => {
            &[D::Mail, D::Contact, D::Account, D::Mailbox, D::Ordering, D::Audit, D::Request, D::Usage]
        }
        // What a company gets back is everything that was processed for it (Art. 28(3)(g)).
        Purpose::LegalObligation => &[
            D::Mail,
            D::Contact,
            D::Account,
            D::Mailbox,
            D::Ordering,
            D::Audit,
            D::Settings,
            D::Request,
            D::Alert,
            D::Billing,
        ],
        // Nothing of mail, contacts or accounts: how often, not what.
        Purpose::UsageAnalysis => &[D::Usage],
        // Where to write to somebody, and in which language.
        Purpose::ProductNews => &[D::Account],
        // Conversations, and who of the company wrote in them.
        Purpose::OperatorAccess => &[D::Mail, D::Account],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_opens_no_mail_and_security_reads_none() {
        for purpose in [Purpose::Authentication, Purpose::Security, Purpose::Administration] {
            assert!(!needs(purpose).contains(&DataClass::Mail), "{purpose:?}");
            assert!(!needs(purpose).contains(&DataClass::Draft), "{purpose:?}");
            assert!(!needs(purpose).contains(&DataClass::Contact), "{purpose:?}");
        }
    }

    #[test]
    fn counting_how_it_is_used_opens_nothing_else() {
        assert_eq!(needs(Purpose::UsageAnalysis), [DataClass::Usage]);
        for purpose in PURPOSES.into_iter().filter(|purpose| *purpose != Purpose::SubjectRights) {
            let counts = needs(purpose).contains(&DataClass::Usage);
            assert_eq!(counts, purpose == Purpose::UsageAnalysis, "{purpose:?}");
        }
    }

    #[test]
    fn answering_mail_never_reads_a_credential() {
        assert!(!needs(Purpose::ServiceDelivery).contains(&DataClass::Credential));
    }
}
