//! The rows of the data map for mails whose signatures wait to be checked.

use super::tables::{Table, plain};
use super::{Holds, Party, Retention, Subject};
use domain::audit::Purpose;

/// The queue.
pub const TABLES: &[Table] = &[Table {
    name: "signature_queue",
    subject: Subject::Contact,
    party: Party::Processor,
    purpose: Purpose::ServiceDelivery,
    retention: Retention::Ticket,
    groups: &[
        plain(Holds::Id, &["tenant_id", "message_id"]),
        plain(Holds::Number, &["attempts"]),
        plain(Holds::Time, &["next_attempt_at_ms"]),
    ],
}];
