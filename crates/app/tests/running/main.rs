//! Companies, their people, what they are told, and the log of what was opened.

mod access_reviews;
mod alerts;
mod apart;
mod assessments;
mod audit_log;
mod audit_shortened;
mod audit_tampering;
mod audited;
mod billing;
mod cards;
mod disclosures;
mod documents;
mod hand_over;
mod incidents;
mod instructions;
mod leases;
mod log;
mod news;
mod notice_mail;
mod notices;
mod operator_access;
mod operators;
mod people;
mod register;
mod returns;
mod set_up;
mod sign_up;
mod tenants;
mod tokens;
#[path = "../world/mod.rs"]
mod world;
