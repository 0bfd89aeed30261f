//! Use cases and jobs: decide, store, audit.

pub mod error;
pub mod view;

pub use error::{Class, Error, Result};
