//! Messages: reading them, their bytes, their attachments.

pub mod attachment;
pub mod images;
pub mod list;
pub mod open;
pub mod outcome;
pub mod raw;
pub mod source;
pub mod suspect;

pub use attachment::attachment;
pub use list::{list, read};
pub use open::open;
pub use outcome::{give_up, resend};
pub use raw::raw;
pub use source::source;
