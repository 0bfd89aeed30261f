//! How mail comes in and goes out, at real servers and hostile ones.

mod hostile;
mod idling;
mod moving;
mod oauth;
mod pains;
mod pipeline;
mod providers;
mod push;
mod servers;
mod signatures;
#[path = "../world/mod.rs"]
mod world;
