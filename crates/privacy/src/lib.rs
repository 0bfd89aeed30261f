//! Decisions about personal data, as a pure engine: who may do what with which data, for which purpose
//! and on which legal basis; what each column holds and what a subject's right does to it.
//!
//! **No I/O, no clock, no async, no cipher.** Whoever wants plaintext asks [`decide`] for a [`Permit`] and
//! hands it to the vault; whoever holds a permit owes the audit log the events that it turns into.

pub mod access_plan;
pub mod act;
mod acts;
pub mod adequacy;
pub mod alert;
pub mod authority;
pub mod company_plan;
pub mod cookies;
pub mod data_map;
pub mod disclosure;
pub mod instruction;
pub mod operator_access;
pub mod permit;
pub mod policy;
pub mod purpose;
pub mod refusal;
pub mod register;
pub mod role;
pub mod subject;

pub use act::{Act, By};
pub use authority::Authority;
pub use disclosure::DisclosureFacts;
pub use instruction::Instructions;
pub use operator_access::AccessFacts;
pub use permit::{Access, Permit, decide, decide_disclosing, decide_under, unaudited_opens};
pub use policy::DataClass;
pub use purpose::{legal_basis, needs};
pub use refusal::{Refusal, RefusalReason};
pub use role::Who;
pub use subject::{Processing, SubjectState, Verdict};
