//! What agents do with tickets: find, order, answer, write, merge.

mod answering;
mod assigning;
mod beginning;
mod drafts;
mod fields;
mod finding;
mod forwarding;
mod history;
mod identities;
mod indexing;
mod later;
mod merging;
mod ordering;
mod organisations;
mod presence;
mod reading;
mod rich;
mod saved_replies;
mod signature;
mod teams;
mod unread;
mod waiting;
#[path = "../world/mod.rs"]
mod world;
