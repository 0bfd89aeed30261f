//! The registry of what Deskhero keeps in a browser, as pages show it.

pub use app::cookies::{ENTRIES, Entry, Kind};
