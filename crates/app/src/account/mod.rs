//! What is held about an agent's own account, and their rights about it. For accounts and their use the operator is the
//! controller, so an agent asks the operator and not their company; for what they write and do in tickets the company is.

pub mod data;
mod erase;
mod gather;
mod make;
mod page;
mod rectify;
pub mod request;

pub(crate) use erase::erase_again;
pub use gather::about;
pub use make::{Export, SCHEMA, SCHEMA_PATH, export, read};
pub use rectify::Right;
pub(crate) use rectify::rectify_again;
