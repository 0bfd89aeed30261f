//! What tests look at by itself, without a request. The tests are a program of their own, so that this crate, the one that
//! takes longest, is compiled once for the product and for them.

pub use crate::asked::Named;
pub use crate::markdown::render;
pub use crate::pages::audit::{Asked as AuditAsked, act_key};
pub use crate::pages::consent::unsubscribe::is_click;
pub use crate::pages::conversation::fold;
pub use crate::pages::document_blocks::blocks;
pub use crate::pages::download::file_name;
pub use crate::pages::later::{moment, named, zone};
pub use crate::pages::preview::shown;
pub use crate::pages::time::{age, day, iso, size};
