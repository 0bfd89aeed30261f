//! Backups on both engines: what comes back, what is written, what is noticed, what goes in time (C44, C45, C86).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../world/mod.rs"]
mod world;

mod bucket;
mod desk;
mod ending;
mod erased;
mod keeping;
mod keyring;
mod many;
mod noticing;
mod pruning;
mod returning;
