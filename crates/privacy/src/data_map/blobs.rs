//! The rows of the data map for sealed bytes that lie outside of SQL.

use super::{Blob, Party, Retention, Subject};
use domain::ObjectKind;
use domain::audit::Purpose;
use domain::keyring::LeafKind;

/// The blobs.
pub const BLOBS: &[Blob] = &[
    Blob {
        kind: ObjectKind::RawMail,
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Ticket,
        keys: &[LeafKind::Mailbox, LeafKind::Contact, LeafKind::Ticket],
    },
    Blob {
        kind: ObjectKind::AccessExport,
        subject: Subject::Contact,
        party: Party::Processor,
        purpose: Purpose::SubjectRights,
        retention: Retention::Export,
        keys: &[LeafKind::Contact],
    },
    Blob {
        kind: ObjectKind::CompanyExport,
        subject: Subject::Tenant,
        party: Party::Processor,
        purpose: Purpose::LegalObligation,
        retention: Retention::Export,
        keys: &[LeafKind::Settings],
    },
    Blob {
        kind: ObjectKind::Upload,
        subject: Subject::Agent,
        party: Party::Processor,
        purpose: Purpose::ServiceDelivery,
        retention: Retention::Work,
        keys: &[LeafKind::Agent],
    },
];
