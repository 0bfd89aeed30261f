//! What jobs may do that came with single promises.

use super::{CHANGE, DataClass, FULL, NONE, READ};
use domain::audit::Operation::{self, Disclose, Store, Use};

/// Knows what is written about incidents and assessments; no mail, and nobody's name.
pub(super) const fn incidents(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Settings => CHANGE,
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Knows whom invoices go to and what they say; no mail, and no account.
pub(super) const fn billing(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Billing => FULL,
        D::Mail | D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Usage => NONE,
    }
}

/// Reads what was written in tagged conversations and keeps which words go with which tag. Nothing about a person is read, and
/// nothing is said of one: no name, no address, no field (C113).
pub(super) const fn learning(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Mail => READ,
        D::Ordering => FULL,
        D::Draft | D::Contact | D::Account | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => NONE,
    }
}

/// Knows where to write to somebody who consents, and takes down that they do no more.
pub(super) const fn news(class: DataClass) -> &'static [Operation] {
    use DataClass as D;
    match class {
        D::Account => &[Use, Store, Disclose],
        D::Mail | D::Draft | D::Contact | D::Credential | D::Mailbox | D::Cursor => NONE,
        D::Settings | D::Ordering | D::Audit | D::Keys | D::Request | D::Alert | D::Billing | D::Usage => {
            NONE
        }
    }
}
