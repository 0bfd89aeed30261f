//! Every route: who may use it, and what it says while something is being erased.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod attacked;
mod bodies;
mod deciding;
mod erasing;
mod letters;
mod opened;
mod residency;
mod signing_in;
mod standing;
mod told;
mod translations;
mod unsubscribe;
mod walk;
#[path = "../../../app/tests/world/mod.rs"]
mod world;
