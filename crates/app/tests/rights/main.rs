//! What the law gives people: to be shown, handed over, put right, restricted, erased; and how long anything is kept.

mod access_export;
mod agents_rights;
mod anonymising;
mod closing;
mod company_export;
mod ends;
mod erasing;
mod erasure_modes;
mod expiry;
mod held_ends;
mod holds;
mod learning;
mod mailbox_letters;
mod orphans;
mod person_import;
mod recipients;
mod rectifying;
mod redacting;
mod retention;
mod stored_only;
mod subject_form;
mod subject_graphs;
mod subject_requests;
mod terms;
#[path = "../unpacked/mod.rs"]
mod unpacked;
mod usage;
#[path = "../world/mod.rs"]
mod world;
