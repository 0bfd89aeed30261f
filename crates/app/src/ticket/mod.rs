//! Tickets: one ability per file.

pub mod alter;
mod asked;
pub mod bulk;
pub mod change;
pub mod create;
pub mod history;
pub mod link;
pub mod list;
pub mod merge;
pub mod moving;
pub mod read;
pub mod requester;
pub mod search;
pub mod seen;
pub mod split;
mod suggest;

pub use bulk::{change_many, undo};
pub use change::change;
pub use create::create;
pub use history::history;
pub use link::{link, unlink};
pub use list::list;
pub(crate) use list::open_rows;
pub use merge::{merge, unmerge};
pub use read::{merged_into, numbered, numbers, read, read_ahead};
pub use requester::change_requester;
pub use search::search;
pub use seen::{Marked, mark, mark_seen};
pub use split::split;
pub use suggest::{suggest, suggest_people};
