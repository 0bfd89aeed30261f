//! The words of Deskhero: typed ids, states, limits, records and the two wrappers that keep personal
//! data out of logs ([`Private`]) and out of the database ([`Sealed`]).
//!
//! No I/O, no clock, no async. Every other crate may depend on this one; it depends on none of them.

pub mod alert;
pub mod assessment;
pub mod audit;
pub mod billing;
pub mod blob;
pub mod consent;
pub mod day;
pub mod disclosure;
pub mod id;
pub mod incident;
pub mod inclusion;
pub mod instruction;
pub mod keyring;
pub mod ledger;
pub mod limits;
pub mod mail_domain;
pub mod merkle;
pub mod operator_access;
pub mod private;
pub mod record;
pub mod register;
pub mod retention;
pub mod rights;
pub mod scope;
pub mod sealed;
pub mod state;
pub mod time;

pub use alert::*;
pub use assessment::*;
pub use billing::{PaymentState, VatKind};
pub use consent::*;
pub use day::{BadDay, Day};
pub use disclosure::*;
pub use id::*;
pub use incident::*;
pub use instruction::*;
pub use operator_access::*;
pub use private::Private;
pub use register::{RegisterChange, RegisterNotice, SubProcessor, Transfer, WayAsked};
pub use retention::{
    ContactFacts, ConversationFacts, RetentionAction, RetentionStep, RetentionSubject, RetentionTerms,
};
pub use rights::*;
pub use scope::TenantScope;
pub use sealed::{ObjectKind, Sealed, SealedRecord};
pub use state::*;
pub use time::Timestamp;
