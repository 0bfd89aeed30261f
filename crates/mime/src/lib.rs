//! Bytes to mail and back: parse, thread keys, HTML clean-up, quoted-text detection, loop and bounce
//! classification, composing.
//!
//! Pure: no I/O of its own, no clock, no async. Nothing here panics on any input, and every limit comes from
//! [`domain::limits`]. What cannot be parsed becomes an oddity (a message key) and whatever text can be saved.

pub mod compose;
pub mod dkim;
pub mod html;
pub mod loop_;
pub mod mbox;
pub mod parse;
pub mod quote;
pub mod redact;
pub mod thread;

pub use compose::reply::{forward_subject, quote_for_reply, reply_subject, text_to_html};
pub use compose::{Outgoing, OutgoingFile, compose, date_field};
pub use html::fold::{fold_quotes, fold_quotes_in_text};
pub use html::remote::{RemoteImage, Tracker, remote_images, tracking_service, with_sources};
pub use loop_::bounce::Bounce;
pub use mbox::{MboxMail, split_mbox};
pub use parse::address::normalise_address;
pub use parse::authentication::{AuthHeaders, verdict};
pub use parse::mail::{Mail, failed_recipients, header_fields, read};
pub use parse::part::{Attachment, attachment, decoded_texts, inline_part};
pub use parse::reading::{Reading, reading};
pub use parse::replace::with_note;
pub use redact::Redactor;
pub use thread::new_message_id;

/// Header field that marks every mail that we send automatically or as an answer; its value is a token that only
/// we can make. A mail that comes in with it is our own, come back.
pub const LOOP_HEADER: &str = "X-Deskhero-Loop";
