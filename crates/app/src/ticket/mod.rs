//! Tickets: one ability per file.

pub mod alter;
pub mod bulk;
pub mod change;
pub mod create;
pub mod list;
pub mod read;
pub mod search;
pub mod seen;

pub use bulk::{change_many, undo};
pub use change::change;
pub use create::create;
pub use list::list;
pub use read::read;
pub use search::search;
pub use seen::mark_seen;
